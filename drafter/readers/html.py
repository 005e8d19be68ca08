"""Saved web page → Document: the part that holds the sentences, its title, its tables; menus and link lists out.

The text is found by its full stops: from the page inwards, as long as one child holds all of them. No sentence is lost
that way, whatever a page calls its containers; an extraction library (trafilatura), measured beside it on seven made-up
government pages, lost titles and let menus in. Dates, sources and font buttons in that part stay: outline knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from drafter import files, text
from drafter.errors import FormatError
from drafter.model import Block, BlockKind, Document, Run

LIMIT = 16 * 1024 * 1024
"""Bytes: a saved page has far less; a tree of millions of empty elements costs gigabytes."""
_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "svg", "select", "button", "input", "textarea", "nav", "aside",
    "footer",
)  # fmt: skip
_INLINE = re.compile(
    "a|abbr|acronym|b|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|small|span|strike|strong|sub|sup|tt|u|var|wbr"
    r"|\w+:\w+"  # Word's own: o:p, st1:chsdate
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_TEXT = re.compile(r"。|年\d{1,2}月\d{1,2}日")
_CONTENT = re.compile(
    r"zoom|ucap-?content|trs_editor|vsb_content\w*|.*(?:article|news|detail|info|page)s?[-_]?(?:con|content|body|text|info)",
    re.IGNORECASE,
)
_LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class _Mark:
    """Ends a block; `tag` is that of the element around what follows."""

    tag: str


_Rows = tuple[tuple[str, ...], ...]


def read(path: Path) -> Document:
    """The document of a web page; a line is a block. Raises FileError, FormatError."""
    page = _page(path)
    title = _title(page)
    for element in [*page.iter(*_DROPPED, etree.Comment, etree.ProcessingInstruction), *_hidden(page)]:
        _drop(element)
    blocks = list(_blocks(_main(page)))
    if title and not any(_bare(title) == _bare(block.text) for block in blocks):
        blocks.insert(0, Block("title", (Run(title),)))
    return Document(tuple(block._replace(line=line) for line, block in enumerate(blocks, 1)), path.stem)


def _page(path: Path) -> lxml_html.HtmlElement:
    markup = text.clean(files.read_text(path, LIMIT))
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
        page = lxml_html.document_fromstring(markup.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise FormatError(f"{path} 不是完整的网页", "请在浏览器里打开网页，用“另存为”重新保存") from error
    body = page.find("body")
    if body is None:
        raise FormatError(f"{path} 里没有网页正文", "请在浏览器里打开网页，用“另存为”重新保存")
    return page


def _title(page: lxml_html.HtmlElement) -> str:
    """The page's word for its title: the meta tag of government sites, the longest h1, or the window's title."""
    named = page.xpath("//meta[translate(@name,'ARTICLE','article')='articletitle']/@content")
    headings = sorted((_words(h.text_content()) for h in page.iter("h1")), key=len, reverse=True)
    window = [re.split(r"[_|]|\s[-–—]\s|-", _words(page.findtext(".//title") or ""))[0]]
    return next((_words(str(t)) for t in [*named, *headings, *window] if str(t).strip()), "")


def _hidden(page: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
    return [e for e in page.iter() if isinstance(e.tag, str) and _HIDDEN.search(e.get("style", ""))]


def _drop(element: lxml_html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _main(page: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The innermost element outside of which there is no sentence and no date; a known container where there is one."""
    here = page.find("body")
    while not _is_content(here):
        inner = max(here, key=_mass, default=None)
        if inner is None or inner.tag in ("p", "table", "tbody", "tr") or _mass(inner) < max(_mass(here), 1):
            break
        here = inner
    return here


def _is_content(element: lxml_html.HtmlElement) -> bool:
    names = [element.get("id", ""), *element.get("class", "").split()]
    return any(_CONTENT.fullmatch(name) for name in names)


def _mass(element: lxml_html.HtmlElement) -> int:
    return len(_TEXT.findall(element.text_content())) if isinstance(element.tag, str) else 0


def _blocks(main: lxml_html.HtmlElement) -> Iterator[Block]:
    """The element's text cut at block borders. The first h1 is the title, headings below it count from there."""
    levels = [int(e.tag[1]) for e in main.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    top = min(levels, default=1)
    tag = "div"
    for is_words, group in groupby(_pieces(main), lambda piece: isinstance(piece, str)):
        if is_words:
            words = _words("".join(map(str, group)))
            if words:
                yield Block(*_kind(tag, top, words))
            continue
        for piece in group:
            if isinstance(piece, _Mark):
                tag = piece.tag
            elif isinstance(piece, tuple):
                yield Block("table", rows=piece)


def _kind(tag: str, top: int, words: str) -> tuple[BlockKind, tuple[Run, ...], int]:
    if not re.fullmatch("h[1-6]", tag):
        return "paragraph", (Run(words),), 0
    return ("title", (Run(words),), 0) if tag == "h1" and top == 1 else ("heading", (Run(words),), int(tag[1]))


def _pieces(main: lxml_html.HtmlElement) -> Iterator[str | _Mark | _Rows]:
    """Words, block borders and tables in order. Walked without recursion: saved pages nest some thousand elements."""
    walk = etree.iterwalk(main, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            rows = _data(element) if element.tag == "table" else ()
            if element is not main and (rows or _is_link_list(element)):
                walk.skip_subtree()
            elif element.text:
                yield from (*_border(element, element.tag), element.text)
            else:
                yield from _border(element, element.tag)
            if rows:
                yield rows
        elif element is not main:
            yield from _border(element, element.getparent().tag)
            yield element.tail or ""


def _border(element: lxml_html.HtmlElement, tag: str) -> tuple[_Mark, ...]:
    return () if _INLINE.fullmatch(element.tag) else (_Mark(tag),)


def _is_link_list(element: lxml_html.HtmlElement) -> bool:
    """Two links or more that make up most of the text, and no sentence."""
    links = [link.text_content() for link in element.iter("a")]
    if len(links) < 2 or "。" in (words := element.text_content()):
        return False
    return sum(len(link.strip()) for link in links) >= 0.6 * len("".join(words.split()))


def _data(table: lxml_html.HtmlElement) -> _Rows:
    """The rows of a table of data; () for a table that only lays out the page or has no text."""
    if table.find(".//table") is not None:
        return ()
    rows: list[list[str]] = []
    waiting: dict[int, int] = {}
    for row in table.iter("tr"):
        rows.append(_cells(row, waiting))
    width = max(map(len, rows), default=0)
    longest = max((len(cell) for row in rows for cell in row), default=0)
    if width < 2 or not 0 < longest <= _LONGEST_CELL:
        return ()
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows)


def _cells(row: lxml_html.HtmlElement, waiting: dict[int, int]) -> list[str]:
    """The row's cells; spanned places are empty. `waiting` carries row spans: column → rows still to fill."""
    cells: list[str] = []
    for cell in row.iter("td", "th"):
        while waiting.get(len(cells), 0):
            waiting[len(cells)] -= 1
            cells.append("")
        for k in range(_span(cell, "colspan")):
            waiting[len(cells)] = _span(cell, "rowspan") - 1
            cells.append("" if k else _words(cell.text_content()))
    return cells


def _span(cell: lxml_html.HtmlElement, name: str) -> int:
    value = str(cell.get(name, "1"))
    return max(1, min(int(value), 100)) if value.isdecimal() else 1


def _words(raw: str) -> str:
    """Text on one line; a line end of the source is no blank beside a hanzi."""
    joined = re.sub(r"(?<=[^\x00-\xff])\s*\n\s*|\s*\n\s*(?=[^\x00-\xff])", "", raw.replace("\xa0", " "))
    return re.sub(r"[ \t\n]+", " ", joined).strip()


def _bare(words: str) -> str:
    return "".join(text.fold(words).split())
