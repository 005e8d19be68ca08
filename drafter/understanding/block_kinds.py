"""Which block is what: title, document number, addressee, signature, date, annotation, attachment, furniture, body.

Blocks in, one kind each out. A line counts as what it looks like only where such a line stands: a title above the text,
a signature below it. Of two titles the one next to the text is the title, the other belongs to the page.

Furniture is what a web page, a printer or a document system puts around a report. A report may well speak of its website, so
there are three grades: lines that are furniture wherever they stand, lines that are so only above or below the text, and
repetitions (the title twice, an abstract that repeats the opening).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter import language, text
from drafter.language import heading_marks
from drafter.model import Block, BlockKind

_ORGAN = f"(?:{language.alternatives('lines', 'organ')})"
_TITLE = re.compile(rf".*(?:{language.alternatives('lines', 'title')})(?:书|稿)?\s*(?:\([^()]*\))?$")
_DOCUMENT_NUMBER = re.compile(
    r"[\w\u4e00-\u9fff]{2,24}\s*[〔\[(【]\s*\d{4}\s*[〕\])】]\s*第?\s*\d+\s*号(?:\s*签发人.*)?$"
)
_ADDRESSEE = re.compile(rf"(?:[^。;]{{1,80}}(?:{_ORGAN}|单位|部门|机构)|各位[^。;]{{1,30}})\s*:$")
_DATE = re.compile(
    r"\(?\s*(?:[二三][〇○零OＯ0一二三四五六七八九]{3}|\d{4})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*月"
    r"(?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日)?\s*\)?$"
    r"|【[^】]*日期[^】]*】$"  # a draft's gap stands where the date will
)
_SIGNATURE = re.compile(
    rf"[^。;:!?]{{2,80}}{_ORGAN}(?:\s*\(?(?:盖章|公章|印章|章)\)?)?$|【[^】]*(?:署名|机关)[^】]*】$"
)
_ANNOTATION = language.pattern("lines", "annotation")
_ATTACHMENT = re.compile(r"附\s*件\s*\d{0,2}\s*:")
_SIGNED_DATE = re.compile(rf"(?P<organ>[^。;:!?]{{2,60}}{_ORGAN})\s+(?P<date>\S*\d{{4}}\s*年\s*\d+\s*月\s*\d+\s*日)$")
_BULLETS = re.compile(r"^[\s•·●○▪◆◇■□▶>|\-–—*]+")
_LABEL = re.compile(rf"[【\[]?(?:{language.alternatives('lines', 'label')})\s*[】\]]?\s*:")
_ABSTRACT = language.pattern("lines", "abstract")
_ANYWHERE = language.pattern("lines", "anywhere")
_AROUND = language.pattern("lines", "around")
_CATALOGUE = language.pattern("lines", "catalogue")
_WORDS = re.compile(r"[\w\u4e00-\u9fff]")
_SHORTEST_TITLE, _LONGEST_TITLE = 6, 90


def kinds(blocks: Sequence[Block]) -> list[BlockKind]:
    """The kind of every block; what is none of the special ones keeps its reader's kind."""
    kinds: list[BlockKind] = ["furniture" if _is_furniture(block) else block.kind for block in blocks]
    start = next((i for i, block in enumerate(blocks) if kinds[i] != "furniture" and _is_text(block)), len(blocks))
    start = _skip_abstract(blocks, kinds, start)
    _name_title(blocks, kinds, start)
    _name_head(blocks, kinds, start)
    _name_dates(blocks, kinds, start)
    _name_tail(blocks, kinds, start)
    return kinds


def organ_and_date(line: str) -> tuple[str, str] | None:
    """Organ and date of a signature line that carries both; None for any other line."""
    match = _SIGNED_DATE.match(text.fold(line))
    return (match["organ"], match["date"]) if match else None


def _is_furniture(block: Block) -> bool:
    if block.rows:  # the catalogue data of a government page
        return _CATALOGUE.search(block.text) is not None
    folded = text.fold(block.text)
    plain = _BULLETS.sub("", folded)
    if not _WORDS.search(plain) or _ABSTRACT.match(plain):
        return True
    return "。" not in plain and bool(_LABEL.match(plain) or _ANYWHERE.match(folded.strip("•●▪ \t")))


def _is_around(line: str) -> bool:
    """Furniture if it stands above or below the text: menus, hosts, imprints, the red head of a paper."""
    return len(line) <= 120 and not re.search("。|[；;！!？?]$", line) and _AROUND.search(text.fold(line)) is not None


def _repeats(line: str, later: str) -> bool:
    """Whether a long paragraph opens like a later one: the abstract of a page."""
    one, other = _BULLETS.sub("", text.fold(line)), text.fold(later).strip()
    return len(one) >= 30 and one[:30] == other[:30]


def _is_text(block: Block) -> bool:
    """A line of the text proper: a table, a marked heading or a sentence."""
    if block.rows or (heading_marks.opening(block.text)[0] and block.kind != "title"):
        return True
    return ("。" in block.text or len(block.text) > _LONGEST_TITLE) and not _is_around(block.text)


def _name_title(blocks: Sequence[Block], kinds: list[BlockKind], start: int) -> None:
    last = next((i for i in reversed(range(start)) if kinds[i] != "furniture" and _is_title(blocks[i])), None)
    if last is None:
        return
    first = last
    while first and kinds[first - 1] != "furniture" and _continues(blocks[first - 1], blocks[first]):
        first -= 1
    if sum(len(block.text) for block in blocks[first : last + 1]) < _SHORTEST_TITLE:
        return
    for i in range(start):
        if first <= i <= last:
            kinds[i] = "title"
        elif kinds[i] in ("title", "heading") or (i < first and not _is_head_line(blocks[i])):
            kinds[i] = "furniture"


def _skip_abstract(blocks: Sequence[Block], kinds: list[BlockKind], start: int) -> int:
    """Past an abstract above the title: a paragraph whose opening comes again after lines that are no text."""
    for i in range(start + 1, min(start + 12, len(blocks))):
        parted = any(not _is_text(block) for block in blocks[start + 1 : i])
        if parted and _repeats(blocks[start].text, blocks[i].text):
            kinds[start] = "furniture"
            return i
    return start


def _is_title(block: Block) -> bool:
    line = text.fold(block.text).strip()
    if block.kind == "title":
        return True
    return len(line) <= _LONGEST_TITLE and not re.search("[。;:]", line) and _TITLE.match(line) is not None


def _continues(above: Block, below: Block) -> bool:
    """Whether a title goes on in the next line: both styled so, a break at an organ, 关于 or a year, or a rest below it."""
    if above.kind == "title" or above.text == below.text:
        return above.kind == below.kind and above.text != below.text
    broken = re.search(rf"(?:{_ORGAN}|关于|[年度的])$", above.text) or below.text.startswith("关于")
    adjacent = below.line - above.line == 1
    return (
        adjacent
        and (bool(broken) or len(below.text) <= 8)
        and len(above.text) <= 40
        and not re.search("[。:：；，]", above.text)
    )


def _is_head_line(block: Block) -> bool:
    line = text.fold(block.text).strip()
    return bool(_DOCUMENT_NUMBER.match(line) or _ADDRESSEE.match(line) or _DATE.match(line)) or _is_text(block)


_HEAD: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (_DOCUMENT_NUMBER, "document_number"),
    (_ADDRESSEE, "addressee"),
    (_DATE, "date"),
)


def _name_head(blocks: Sequence[Block], kinds: list[BlockKind], start: int) -> None:
    for i in (i for i in range(start) if kinds[i] == "paragraph"):
        line = text.fold(blocks[i].text).strip()
        kind = next((kind for pattern, kind in _HEAD if pattern.match(line)), None)
        if kind:
            kinds[i] = kind
        elif _is_around(line):
            kinds[i] = "furniture"
        elif "title" in kinds[:i] and _SIGNATURE.match(line):
            kinds[i] = "signature"


def _name_dates(blocks: Sequence[Block], kinds: list[BlockKind], start: int) -> None:
    """Dates and annotations of their own line, and the organs above a date."""
    for i in range(start, len(blocks)):
        line = text.fold(blocks[i].text).strip()
        if kinds[i] != "paragraph":
            continue
        if _ANNOTATION.match(line):
            kinds[i] = "annotation"
        elif _ATTACHMENT.match(line) and "。" not in line[:-1]:
            _name_attachments(blocks, kinds, i)
        elif _SIGNED_DATE.match(line):
            kinds[i] = "signature"
        elif _DATE.match(line):
            kinds[i] = "date"
            _name_signature(blocks, kinds, i)


def _name_signature(blocks: Sequence[Block], kinds: list[BlockKind], date: int) -> None:
    for i in range(date - 1, max(date - 4, -1), -1):
        if kinds[i] != "paragraph" or heading_marks.opening(blocks[i].text)[0] or not _is_signature(blocks[i]):
            return
        kinds[i] = "signature"


def _is_signature(block: Block) -> bool:
    return _SIGNATURE.match(text.fold(block.text).strip()) is not None


def _name_attachments(blocks: Sequence[Block], kinds: list[BlockKind], first: int) -> None:
    kinds[first] = "attachment"
    for i in range(first + 1, len(blocks)):
        if not re.match(r"\d{1,2}[.、]", text.fold(blocks[i].text)) or "。" in blocks[i].text[:-1]:
            return
        kinds[i] = "attachment"


def _name_tail(blocks: Sequence[Block], kinds: list[BlockKind], start: int) -> None:
    """Below the last sentence: furniture, and a signature without a date. What cannot be told stays a paragraph."""
    first = len(blocks)
    while first > start and (
        kinds[first - 1] not in ("paragraph", "heading", "table") or not _is_text(blocks[first - 1])
    ):
        first -= 1
    closed = False
    for i in range(first, len(blocks)):
        if kinds[i] == "paragraph" and (_is_around(blocks[i].text) or (closed and len(blocks[i].text) <= 60)):
            kinds[i] = "furniture"
        elif kinds[i] == "paragraph" and i > start and _is_signature(blocks[i]):
            kinds[i] = "signature"
        closed = closed or kinds[i] == "furniture"
