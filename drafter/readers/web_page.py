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
from drafter.language import alternatives
from drafter.model import Block, Document, Run

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
_CONTENT = re.compile(alternatives("web_pages", "content"), re.IGNORECASE)
_LONGEST_CELL = 200
"""Characters: a cell with more holds paragraphs, and its table only lays out the page."""


@dataclass(frozen=True, slots=True)
class _Border:
    """Where a block ends; `tag` is that of the element around what follows."""

    tag: str


_Rows = tuple[tuple[str, ...], ...]


def read(path: Path) -> Document:
    """The document of a web page; a line is a block. Raises FileError, FormatError."""
    body = _body(path)
    title = _title(body.getroottree().getroot())
    hidden = (e for e in body.iter(etree.Element) if _HIDDEN.search(e.get("style", "")))
    for element in [*body.iter(*_DROPPED, etree.Comment, etree.ProcessingInstruction), *hidden]:
        if element.getparent() is not None:
            element.drop_tree()
    blocks = list(_blocks(_main(body)))
    titles = ("".join(text.fold(block.text).split()) for block in blocks)
    if title and "".join(text.fold(title).split()) not in titles:
        blocks.insert(0, Block("title", (Run(title),)))
    return Document(tuple(block._replace(line=line) for line, block in enumerate(blocks, 1)), path.stem)


def _body(path: Path) -> lxml_html.HtmlElement:
    hint = "请在浏览器里打开网页，用“另存为”重新保存"
    markup = text.clean(files.read_text(path, LIMIT))
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
        body = lxml_html.document_fromstring(markup.encode(), parser=parser).find("body")
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise FormatError(f"{path} 不是完整的网页", hint) from error
    if body is None:
        raise FormatError(f"{path} 里没有网页正文", hint)
    return body


def _title(page: lxml_html.HtmlElement) -> str:
    """The page's word for its title: the meta tag of government sites, the longest h1, or the window's title."""
    named = page.xpath("//meta[translate(@name,'ARTICLE','article')='articletitle']/@content")
    headings = sorted((_words(h.text_content()) for h in page.iter("h1")), key=len, reverse=True)
    window = [re.split(r"[_|]|\s[-–—]\s|-", _words(page.findtext(".//title") or ""))[0]]
    return next((_words(str(t)) for t in [*named, *headings, *window] if str(t).strip()), "")


def _main(body: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The innermost element outside of which there is no sentence and no date; a known container where there is one."""
    here = body
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
    top = min((int(e.tag[1]) for e in main.iter("h1", "h2", "h3", "h4", "h5", "h6")), default=1)
    tag = "div"
    for is_words, group in groupby(_pieces(main), lambda piece: isinstance(piece, str)):
        words = _words("".join(map(str, group))) if is_words else ""
        if words and tag == "h1" and top == 1:
            yield Block("title", (Run(words),))
        elif words:
            level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
            yield Block("heading" if level else "paragraph", (Run(words),), level)
        for piece in () if is_words else group:
            if isinstance(piece, _Border):
                tag = piece.tag
            elif isinstance(piece, tuple):
                yield Block("table", rows=piece)


def _pieces(main: lxml_html.HtmlElement) -> Iterator[str | _Border | _Rows]:
    """Words, block borders and tables in order. Walked without recursion: saved pages nest some thousand elements."""
    walk = etree.iterwalk(main, events=("start", "end"))
    for event, element in walk:
        is_border = not _INLINE.fullmatch(element.tag)
        if event == "start":
            if is_border:
                yield _Border(element.tag)
            rows = _data(element) if element.tag == "table" else ()
            if element is not main and (rows or _is_link_list(element)):
                walk.skip_subtree()
            else:
                yield element.text or ""
            if rows:
                yield rows
        elif element is not main:
            if is_border:
                yield _Border(element.getparent().tag)
            yield element.tail or ""


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
