"""Which block is what: title, document number, addressee, signature, date, annotation, attachment, furniture, body.

Blocks in, one kind for each out. A line is only taken for what it looks like where such a line stands: a title above
the text, a signature below it. Of two titles the one next to the text is the report's, the other is the web page's.

Furniture is what a web page, a printer or a document system puts around a report. A report may well speak of its
website, so there are three grades: lines that are furniture wherever they stand (_is_furniture), lines that are
furniture only above or below the text (_is_around), and repetitions (the title twice, an abstract).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from drafter import dates, language, text
from drafter.language import heading_marks
from drafter.model import Block, BlockKind

# All patterns but _WORDS and _BULLETS match folded (half-width) lines from their start.
_ORGAN = f"(?:{language.alternatives('lines', 'organ')})"
_TITLE = re.compile(rf".*(?:{language.alternatives('lines', 'title')})(?:书|稿)?\s*(?:\([^()]*\))?$")
_DOCUMENT_NUMBER = re.compile(  # 云政发〔2024〕3号
    r"\w{2,24}\s*[〔\[(【]\s*\d{4}\s*[〕\])】]\s*(?:第\s*)?\d+\s*号(?:\s*签发人.*)?$"
)
_ADDRESSEE = re.compile(rf"(?:[^。;]{{1,80}}(?:{_ORGAN}|单位|部门|机构)|各位[^。;]{{1,30}})\s*:$")
_DATE = re.compile(
    rf"\(?\s*{dates.YEAR}{dates.YEAR_MARK}\s*{dates.MONTH}\s*月(?:\s*{dates.DAY}\s*日)?\s*\)?$"
    r"|【[^【】]{0,40}日期[^【】]{0,40}】$"  # a draft's gap stands where the date will
)
_SIGNATURE = re.compile(
    rf"[^。;:!?]{{2,80}}{_ORGAN}(?:\s*\(?(?:盖章|公章|印章|章)\)?)?$"
    r"|【[^【】]{0,40}(?:署名|机关)[^【】]{0,40}】$"  # a draft's gap
)
_ANNOTATION = language.pattern("lines", "annotation")
_ATTACHMENT = re.compile(r"附\s*件\s*(?:\d{1,2}\s*)?:")
_NEXT_ATTACHMENT = re.compile(r"\d{1,2}[.、]")
_SIGNED_DATE = re.compile(
    rf"(?P<organ>[^。;:!?]{{2,60}}{_ORGAN})\s+(?P<date>\S*{dates.YEAR}{dates.YEAR_MARK}\s*{dates.MONTH}\s*月\s*{dates.DAY}\s*日)$"
)
_BULLETS = re.compile(r"^[\s•·●○▪◆◇■□▶>|\-–—*]+")
_LABEL = re.compile(rf"[【\[]?(?:{language.alternatives('lines', 'label')})\s*(?:[】\]]\s*)?:")  # 发布时间:…
_ABSTRACT = language.pattern("lines", "abstract")
_ENTRY_OF_CONTENTS = language.pattern("lines", "contents")
_ANYWHERE = language.pattern("lines", "anywhere")
_AROUND = language.alternatives("lines", "around")
_CATALOGUE = language.alternatives("lines", "catalogue")
_ROW = re.compile(r"\d{1,4}\s|[^\t]*\t")  # 12 受理的案件 件 —
_WORDS = re.compile(r"\w")
_SENTENCE_END = re.compile("。|[；;！!？?]$")
_TITLE_BREAK = re.compile(rf"(?:{_ORGAN}|关于|[年度的])$")  # the end of a title's line that goes on in the next

# Characters. A title of less than 6 says nothing of a report; lines of more than 90 are text.
_SHORTEST_TITLE, _LONGEST_TITLE = 6, 90
_LONGEST_TITLE_LINE = 40  # of a title on two lines, the upper one
_LONGEST_TITLE_REST = 8  # and the lower one, if nothing but its shortness shows that it belongs to the upper (的报告)
_LONGEST_AROUND = 120  # a menu or an imprint above or below the text
_LONGEST_BELOW_IMPRINT = 60  # any line below such a line
_ABSTRACT_OPENING = 30  # an abstract repeats so many characters of the text's opening
# Blocks.
_ABSTRACT_REACH = 12  # so far below an abstract the text begins
_SIGNATURES = 3  # so many organs may sign above one date


def kinds(blocks: Sequence[Block]) -> list[BlockKind]:
    """The kind of every block; what is none of the special ones keeps its reader's kind."""
    kinds: list[BlockKind] = ["furniture" if _is_furniture(block) else block.kind for block in blocks]
    for i, (block, after) in enumerate(pairwise(blocks)):
        if _is_printed_again(block, after):
            kinds[i] = "furniture"
    for i in takewhile(lambda i: "。" not in blocks[i].text, range(len(blocks))):
        if _ENTRY_OF_CONTENTS.match(_folded(blocks[i])):
            kinds[i] = "furniture"
    # The first block of the text proper: above it stand title and addressee, below it signature and date.
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


# What a line looks like ----------------------------------------------------------------------------------------------


def _folded(block: Block) -> str:
    return text.fold(block.text).strip()


def _is_furniture(block: Block) -> bool:
    """Whether a block is furniture wherever it stands."""
    if block.rows:  # the catalogue data of a government page
        return re.search(_CATALOGUE, block.text) is not None
    folded = text.fold(block.text)
    without_bullets = _BULLETS.sub("", folded)
    if not _WORDS.search(without_bullets) or _ABSTRACT.match(without_bullets):
        return True
    if "。" in without_bullets:
        return False
    return bool(_LABEL.match(without_bullets) or _ANYWHERE.match(folded.strip("•●▪ \t")))


def _is_printed_again(block: Block, after: Block) -> bool:
    """Whether a block is a heading that the next one repeats, alone or before its text."""
    if not after.text.startswith(block.text[:3]):  # nearly always
        return False
    line = block.text.rstrip("。：: ")
    rest = after.text[len(line) :].strip()
    is_same = not block.rows and len(line) <= _LONGEST_TITLE and after.text.startswith(line)
    return is_same and (not rest or rest[0] in "。：:") and bool(heading_marks.opening(line)[0])


def _is_around(line: str) -> bool:
    """Furniture if it stands above or below the text: menus, hosts, imprints, the red head of a paper."""
    if len(line) > _LONGEST_AROUND or _SENTENCE_END.search(line):
        return False
    return re.search(_AROUND, text.fold(line)) is not None


def _is_text(block: Block) -> bool:
    """A block of the text proper: a table, a marked heading or a sentence."""
    if block.rows or (heading_marks.opening(block.text)[0] and block.kind != "title"):
        return True
    is_sentence = "。" in block.text or len(block.text) > _LONGEST_TITLE
    return is_sentence and not _is_around(block.text)


def _is_title(block: Block) -> bool:
    if block.kind == "title":
        return True
    line = _folded(block)
    return len(line) <= _LONGEST_TITLE and not re.search("[。;:]", line) and _TITLE.match(line) is not None


def _is_signature(block: Block) -> bool:
    return _SIGNATURE.match(_folded(block)) is not None


def _is_attachment(block: Block, opening: re.Pattern[str]) -> bool:
    """A line that opens so and is no sentence; a 。 may only end it."""
    return opening.match(_folded(block)) is not None and "。" not in block.text.strip()[:-1]


# Naming what stands above the text -----------------------------------------------------------------------------------


def _skip_abstract(blocks: Sequence[Block], kinds: list[BlockKind], start: int) -> int:
    """The start of the text behind an abstract. An abstract is a long paragraph at `start` whose opening comes again,
    behind lines that are no text (the title, say).
    """
    if start == len(blocks):
        return start
    opening = _BULLETS.sub("", text.fold(blocks[start].text))[:_ABSTRACT_OPENING]
    if len(opening) < _ABSTRACT_OPENING:
        return start
    title_between = False
    for i in range(start + 1, min(start + _ABSTRACT_REACH, len(blocks))):
        if title_between and _folded(blocks[i]).startswith(opening):
            kinds[start] = "furniture"
            return i
        title_between = title_between or not _is_text(blocks[i])
    return start


def _name_title(blocks: Sequence[Block], kinds: list[BlockKind], start: int) -> None:
    """Name the lines of the title next to the text. Other titles and what stands above the title become furniture,
    except lines that a report has there.
    """
    last = next((i for i in reversed(range(start)) if kinds[i] != "furniture" and _is_title(blocks[i])), None)
    if last is None:
        return
    first = last
    while first > 0 and kinds[first - 1] != "furniture" and _title_goes_on(blocks[first - 1], blocks[first]):
        first -= 1
    if sum(len(block.text) for block in blocks[first : last + 1]) < _SHORTEST_TITLE:
        return
    for i in range(start):
        if first <= i <= last:
            kinds[i] = "title"
        elif kinds[i] in ("title", "heading") or (i < first and not _may_stand_above_title(blocks[i])):
            kinds[i] = "furniture"


def _title_goes_on(above: Block, below: Block) -> bool:
    """Whether a title goes on in the next line: both are styled so, it breaks where titles do, or the rest is short."""
    if above.text == below.text:
        return False
    if above.kind == "title":
        return below.kind == "title"
    if len(above.text) > _LONGEST_TITLE_LINE or re.search("[。:：；，>]", above.text):
        return False
    if _is_title(above) and _is_signature(below):  # the organ begins the title anew
        return False
    breaks_here = _TITLE_BREAK.search(above.text) is not None or below.text.startswith("关于")
    if below.line - above.line != 1:  # with a blank line between them, only an organ and 关于…的报告
        return below.text.startswith("关于") and _SIGNATURE.match(_folded(above)) is not None
    return breaks_here or len(below.text) <= _LONGEST_TITLE_REST


_HEAD: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (_DOCUMENT_NUMBER, "document_number"),
    (_ADDRESSEE, "addressee"),
    (_DATE, "date"),
)


def _may_stand_above_title(block: Block) -> bool:
    return any(pattern.match(_folded(block)) for pattern, _ in _HEAD) or _is_text(block)


def _name_head(blocks: Sequence[Block], kinds: list[BlockKind], start: int) -> None:
    """Name document number, addressee, date and signature above the text, and the furniture there."""
    for i in range(start):
        if kinds[i] != "paragraph":
            continue
        line = _folded(blocks[i])
        kind = next((kind for pattern, kind in _HEAD if pattern.match(line)), None)
        if kind:
            kinds[i] = kind
        elif _is_around(line) or (i > 0 and _LABEL.fullmatch(_folded(blocks[i - 1]))):
            kinds[i] = "furniture"
        elif "title" in kinds[:i] and _SIGNATURE.match(line):
            kinds[i] = "signature"


# Naming what stands below it -----------------------------------------------------------------------------------------


def _name_dates(blocks: Sequence[Block], kinds: list[BlockKind], start: int) -> None:
    """Name annotations, attachments, and dates with the organs above them."""
    for i in range(start, len(blocks)):
        if kinds[i] != "paragraph":
            continue
        line = _folded(blocks[i])
        if _ANNOTATION.match(line):
            kinds[i] = "annotation"
        elif _is_attachment(blocks[i], _ATTACHMENT):
            _name_attachments(blocks, kinds, i)
        elif _SIGNED_DATE.match(line):
            kinds[i] = "signature"
        elif _DATE.match(line):
            kinds[i] = "date"
            _name_signatures_above(blocks, kinds, i)


def _name_attachments(blocks: Sequence[Block], kinds: list[BlockKind], first: int) -> None:
    kinds[first] = "attachment"
    for i in range(first + 1, len(blocks)):
        if not _is_attachment(blocks[i], _NEXT_ATTACHMENT):
            return
        kinds[i] = "attachment"


def _name_signatures_above(blocks: Sequence[Block], kinds: list[BlockKind], date: int) -> None:
    for i in range(date - 1, max(date - 1 - _SIGNATURES, -1), -1):
        if kinds[i] != "paragraph" or heading_marks.opening(blocks[i].text)[0] or not _is_signature(blocks[i]):
            return
        kinds[i] = "signature"


def _name_tail(blocks: Sequence[Block], kinds: list[BlockKind], start: int) -> None:
    """Name furniture and a signature without a date below the last block of text; other lines there stay paragraphs, and so do
    the rows of a table in an annex.
    """
    first = len(blocks)
    while first > start:
        is_body = kinds[first - 1] in ("paragraph", "heading", "table")
        if is_body and _is_text(blocks[first - 1]):
            break
        first -= 1
    below_furniture = is_annex = False
    for i in range(start, len(blocks)):
        is_annex = is_annex or heading_marks.is_annex(blocks[i].text)
        is_row = (
            is_annex and _ROW.match(_folded(blocks[i])) is not None
        )  # of a table whose lines are all that is left of it
        if i >= first and kinds[i] == "paragraph" and not is_row:
            line = blocks[i].text
            if _is_around(line) or (below_furniture and len(line) <= _LONGEST_BELOW_IMPRINT):
                kinds[i] = "furniture"
            elif i > start and _is_signature(blocks[i]):
                kinds[i] = "signature"
            below_furniture = below_furniture or kinds[i] == "furniture"
        elif i >= first and kinds[i] == "furniture" and not is_annex:  # in an annex it may be the number of a row
            below_furniture = True
