"""Saved web page → Document: title, sentences and tables of the article; menus and lists of links are left out.

The article is found by its full stops: starting from the whole page, we go into a child element as long as one child has all of
them. So no sentence is lost, whatever a page calls its containers. An extraction library (trafilatura), compared on seven made-up
government pages, lost titles and let menus in. Dates, sources and font buttons beside the article stay: `outline` knows them.

What the page does not show is not read (see visible.py), and struck-through text is not either. Lists of links and tables are
recognised at their ends, from what was counted since they began: a page may nest thousands of elements, and asking each of them
for its whole text would take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple, cast

from lxml import etree

from drafter import dates, files, text
from drafter.language import alternatives
from drafter.model import Block, Document, Notice, Run
from drafter.readers import broken_lines, notices, page_tree, raised, visible

LIMIT = 16 * 1024 * 1024
"""Bytes. A saved page has far less, but for the pictures that some programs write into it."""
_STRUCK = ("del", "s", "strike")
_DROPPED = frozenset((
    "script", "style", "noscript", "template", "iframe", "svg", "select", "button", "input", "textarea", "nav", "aside",
    "footer", "title", "rt", "rp", *_STRUCK,
))  # fmt: skip
"""Elements that never hold text of the article."""
_INLINE = re.compile(
    "a|abbr|acronym|b|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|q|rb|rp|rt|ruby|s|small|span|strike|strong|sub|sup|tt"
    r"|u|var|wbr|\w+:\w+"  # the last is Word's own: o:p, st1:chsdate
)
"""Elements inside a line. Every other element begins a block."""
_STOP_OR_DATE = re.compile(rf"。|年\s*{dates.MONTH}\s*月\s*{dates.DAY}\s*日")
"""What the article is found by. The date belongs to it, because the signature has no full stop."""
_DEEPEST_ARTICLE = 40
"""Levels below the page at which the article is looked for."""
_KNOWN_CONTAINER = re.compile(alternatives("web_pages", "content"), re.IGNORECASE)
_LONGEST_CELL = 200
"""Characters. A longer cell holds paragraphs, and its table is there for layout."""
_LINK_SHARE = 0.6
"""The share of its text that links take up in a list of links."""
_WIDEST_SPAN = 100
"""Columns or rows that one cell may span: damaged pages name millions."""
_MOST_CELLS = 100_000
"""Places of one table. A table that claims more is read as paragraphs."""
_BEFORE_RAISED = 9
"""Characters before a superscript that tell what it is: a power (km²) or the mark of a note."""
_BLANKS = re.compile(r"\s+")
_text_of = cast("Callable[[etree._Element], str]", etree.XPath("string()", smart_strings=False))
"""All the text in an element."""


@dataclass(frozen=True, slots=True)
class _Border:
    """Where one block ends and the next begins; `tag` is that of the element that holds the next."""

    tag: str


_Rows = tuple[tuple[str, ...], ...]


class _Counts(NamedTuple):
    """What lies before a place: pieces, links, printed characters, those of them in links, and full stops."""

    pieces: int
    links: int
    printed: int
    linked: int
    stops: int


def read(path: Path) -> Document:
    """The document of a web page; a line is a block. Raises FileError, FormatError."""
    page = page_tree.parsed(files.read_bytes(path, LIMIT), str(path))
    struck = _drop_invisible(page)
    title = _title(page)
    blocks = list(_blocks(_article(page.body)))
    is_title_there = _without_blanks(title) in (_without_blanks(block.text) for block in blocks)
    if title and not is_title_there:
        blocks.insert(0, Block("title", (Run(title),)))
    return _document(blocks, page, path.stem, struck)


def whole(data: bytes, name: str) -> Document:
    """All that a page shows, in order, without looking for an article and its title. Raises FileError, FormatError."""
    page = page_tree.parsed(data, name)
    struck = _drop_invisible(page)
    return _document(list(_blocks(page.body)), page, name, struck)


def _drop_invisible(page: page_tree.Page) -> int:
    """Take out of the tree what is not read, and set superscripts as text. The number of struck-through passages."""
    struck = sum(_text_of(element).strip() != "" for element in page.body.iter(*_STRUCK))
    for element in visible.hidden(page.root):
        if element is not page.body and element is not page.root:  # a page may be switched on by its script
            element.tag = "template"
    for element in list(page.body.iter("sup", "sub")):
        previous, parent = element.getprevious(), element.getparent()
        if previous is not None:
            before = previous.tail or _text_of(previous)
        else:
            before = "" if parent is None else parent.text or ""
        kind = "superscript" if element.tag == "sup" else "subscript"
        words = raised.printed(_text_of(element), kind, before[-_BEFORE_RAISED:].rstrip())
        element[:], element.text = [], text.clean(words)
    etree.strip_elements(page.body, *_DROPPED, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return struck


def _document(blocks: list[Block], page: page_tree.Page, name: str, struck: int) -> Document:
    numbered = tuple(block._replace(line=line, column=0) for line, block in enumerate(_unbroken(blocks), 1))
    told = (Notice(f"有 {struck} 处带删除线的文字没有读入", amount=struck),) if struck else ()
    return Document(numbered, name, notices=(*notices.of_decoding(page.decoded, numbered), *told))


def _unbroken(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; on a page that has every printed line as one of its own, with the lines of a paragraph joined."""
    is_full = broken_lines.fullness([block.text if block.kind == "paragraph" else "" for block in blocks])
    if is_full is None:
        return list(blocks)
    found: list[Block] = []
    for above, block in pairwise([None, *blocks]):
        both = None
        if above and block and above.kind == block.kind == "paragraph" and not block.column:
            both = broken_lines.joined(found[-1].text, block.text, is_full=is_full(above.text))
        if both:
            found[-1] = found[-1]._replace(runs=(Run(both),))
        elif block:
            found.append(block)
    return found


def _without_blanks(line: str) -> str:
    return "".join(text.fold(line).split())


def _title(page: page_tree.Page) -> str:
    """The title that the page names: in the meta tag of government sites, else the longest h1, else the window's title."""
    tags = (tag for tag in page.root.iter("meta") if tag.get("name", "").lower() == "articletitle")
    headings = sorted((_words(_text_of(h)) for h in page.root.iter("h1")), key=len, reverse=True)
    window = re.split(r"[_|-]|\s[–—]\s", _words(page.root.findtext(".//title") or ""))[0]  # 年度报告_某某政府网
    return next(filter(None, (*(_words(tag.get("content", "")) for tag in tags), *headings, window.strip())), "")


def _article(body: etree._Element) -> etree._Element:
    """The innermost element that holds every full stop and date; or a container by whose name a site marks its article."""
    here, wanted = body, _stops_and_dates(body)
    for _ in range(_DEEPEST_ARTICLE):
        names = [here.get("id", ""), *here.get("class", "").split()]
        if not wanted or any(map(_KNOWN_CONTAINER.fullmatch, names)):
            break
        inner = next((element for element in here if _stops_and_dates(element) == wanted), None)
        # A short article is one paragraph; its title stands outside.
        if inner is None or inner.tag in ("p", "table", "tbody", "tr"):
            break
        here = inner
    return here


def _stops_and_dates(element: etree._Element) -> int:
    return len(_STOP_OR_DATE.findall(_text_of(element)))


def _blocks(article: etree._Element) -> Iterator[Block]:
    """The text cut at the borders of block elements. h1 is the title, h2 to h6 are headings of level 2 to 6."""
    tag = "div"
    for is_words, group in groupby(_pieces(article), lambda piece: isinstance(piece, str)):
        if is_words:
            raw = "".join(map(str, group))
            if tag == "pre" and "\n" in raw.strip():
                yield from _of_pre(raw)
                continue
            words = _words(raw)
            level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
            if words and tag == "h1":
                yield Block("title", (Run(words),))
            elif words:
                yield Block("heading" if level else "paragraph", (Run(words),), level, column=_indent(raw))
            continue
        for piece in group:
            if isinstance(piece, _Border):
                tag = piece.tag
            elif isinstance(piece, tuple):
                yield Block("table", rows=piece)


def _of_pre(raw: str) -> Iterator[Block]:
    """The paragraphs of a pre, whose lines stand as in a text file: broken ones joined, as text_file.py does it."""
    lines = raw.split("\n")
    is_full = broken_lines.fullness(lines)
    paragraph = above = ""
    column = 0
    for line in [*lines, ""]:
        words, indent = _words(line), len(line) - len(line.lstrip())
        is_indented = indent > 0 and indent >= len(above) - len(above.lstrip())
        both = None
        if above and words and not is_indented:
            both = broken_lines.joined(paragraph, words, is_full=is_full is not None and is_full(above))
        if both is None and paragraph:
            yield Block("paragraph", (Run(paragraph),), column=column)
        paragraph, column = (both, column) if both else (words, indent)
        above = line if words else ""


def _pieces(article: etree._Element) -> list[str | _Border | _Rows]:
    """Words, borders of blocks, and tables, in order. Without recursion, because saved pages nest thousands of elements."""
    pieces: list[str | _Border | _Rows] = []
    links = printed = linked = stops = 0
    open_elements: list[_Counts] = []
    for event, element in etree.iterwalk(article, events=("start", "end")):
        is_border = not _INLINE.fullmatch(element.tag)
        if event == "start":
            open_elements.append(_Counts(len(pieces), links, printed, linked, stops))
            if is_border:
                pieces.append(_Border(element.tag))
            words = element.text
        else:
            begun = open_elements.pop()
            if element.tag == "a":
                links, linked = links + 1, linked + printed - begun.printed
            if element is article:
                break
            rows = _rows_of_data(element) if element.tag == "table" else ()
            has_sentence = stops > begun.stops
            is_link_list = links - begun.links > 1 and linked - begun.linked >= _LINK_SHARE * (printed - begun.printed)
            # What was gathered since the element began is replaced by the table's rows, or by nothing.
            if rows or (is_link_list and not has_sentence):
                pieces[begun.pieces :] = [_Border(element.tag), rows] if rows else []
            if is_border:
                pieces.append(_Border(element.getparent().tag))
            words = element.tail
        if words:
            pieces.append(words)
            printed += len("".join(words.split()))
            stops += words.count("。")
    return pieces


def _rows_of_data(table: etree._Element) -> _Rows:
    """The rows of a table of data; () for a table that only lays out the page or has no text."""
    if table.find(".//table") is not None:
        return ()
    spanning: dict[int, int] = {}
    rows: list[list[str]] = []
    places = 0
    for row in table.iter("tr"):
        rows.append(_cells(row, spanning))
        places += len(rows[-1])
        if places > _MOST_CELLS or any(len(cell) > _LONGEST_CELL for cell in rows[-1]):
            return ()
    width = max(map(len, rows), default=0)
    if width < 2 or width * len(rows) > _MOST_CELLS or not any(cell for row in rows for cell in row):
        return ()
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows)


def _cells(row: etree._Element, spanning: dict[int, int]) -> list[str]:
    """The row's cells, one for each column; of a cell that spans several places all but the first are empty.

    `spanning` (column → further rows that a cell above spans there) is read and brought up to date.
    """
    cells: list[str] = []
    for cell in row.iter("td", "th"):
        while spanning.get(len(cells), 0):
            spanning[len(cells)] -= 1
            cells.append("")
        for k in range(_span(cell, "colspan")):
            spanning[len(cells)] = _span(cell, "rowspan") - 1
            cells.append("" if k else _words(_text_of(cell)))
        if len(cells) > _MOST_CELLS:
            break
    return cells


def _span(cell: etree._Element, name: str) -> int:
    value = str(cell.get(name, "1")).strip()[:9]
    return max(1, min(int(value), _WIDEST_SPAN)) if value.isascii() and value.isdigit() else 1


def _words(raw: str) -> str:
    """The text on one line. A line end in the source becomes a blank, or nothing if a hanzi or a Chinese sign is beside it."""
    return _BLANKS.sub(_blank, text.clean(raw)).strip()


def _indent(raw: str) -> int:
    """How many blanks a page prints before the words: those of the source count nothing."""
    printed = raw.lstrip(" \t\r\n")
    return len(printed) - len(printed.lstrip())


def _blank(run: re.Match[str]) -> str:
    if "\n" not in run[0]:
        return run[0] if run[0] == "\u3000" * len(run[0]) else " "
    beside = run.string[run.start() - 1 : run.start()] + run.string[run.end() : run.end() + 1]
    return " " if all(char <= "\xff" for char in beside) else ""
