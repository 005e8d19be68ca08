"""Saved web page → Document: title, sentences and tables of the article; menus and lists of links are left out.

The article is found by its full stops: starting from the whole page, we go into a child element as long as one child has all of
them. So no sentence is lost, whatever a page calls its containers. An extraction library (trafilatura), compared on seven made-up
government pages, lost titles and let menus in. Dates, sources and font buttons beside the article stay: `outline` knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from drafter import dates, files, text
from drafter.errors import FormatError
from drafter.language import alternatives
from drafter.model import Block, Document, Run

LIMIT = 16 * 1024 * 1024
"""Bytes. A saved page has far less, and a tree of millions of empty elements takes gigabytes."""
_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "svg", "select", "button", "input", "textarea", "nav", "aside",
    "footer",
)  # fmt: skip
"""Elements that never hold text of the article."""
_INLINE = re.compile(
    "a|abbr|acronym|b|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|small|span|strike|strong|sub|sup|tt|u|var|wbr"
    r"|\w+:\w+"  # Word's own: o:p, st1:chsdate
)
"""Elements inside a line. Every other element begins a block."""
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STOP_OR_DATE = re.compile(rf"。|{dates.FULL_DAY}")
"""What the article is found by. The date belongs to it, because the signature has no full stop."""
_KNOWN_CONTAINER = re.compile(alternatives("web_pages", "content"), re.IGNORECASE)
_LONGEST_CELL = 200
"""Characters. A longer cell holds paragraphs, and its table is there for layout."""
_LINK_SHARE = 0.6
"""The share of its text that links take up in a list of links."""
_WIDEST_SPAN = 100
"""Columns or rows that one cell may span: damaged pages name millions."""


@dataclass(frozen=True, slots=True)
class _Border:
    """Where one block ends and the next begins; `tag` is that of the element that holds the next."""

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
    blocks = list(_blocks(_article(body)))
    is_title_there = _without_blanks(title) in (_without_blanks(block.text) for block in blocks)
    if title and not is_title_there:
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


def _without_blanks(line: str) -> str:
    return "".join(text.fold(line).split())


def _title(page: lxml_html.HtmlElement) -> str:
    """The title that the page names: in the meta tag of government sites, else the longest h1, else the window's title."""
    meta_tags = page.xpath("//meta[translate(@name,'ARTICLE','article')='articletitle']/@content")  # ArticleTitle
    headings = sorted((_words(h.text_content()) for h in page.iter("h1")), key=len, reverse=True)
    window = re.split(r"[_|-]|\s[–—]\s", _words(page.findtext(".//title") or ""))[0]  # 年度报告_某某政府网
    for title in [*map(str, meta_tags), *headings, window]:
        if title.strip():
            return _words(title)
    return ""


def _article(body: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The innermost element that holds every full stop and date; or a container by whose name a site marks its article."""
    here = body
    while not _is_known_container(here):
        wanted = _stops_and_dates(here)
        inner = max(here, key=_stops_and_dates, default=None)
        if inner is None or wanted == 0 or _stops_and_dates(inner) < wanted:
            break
        if inner.tag in ("p", "table", "tbody", "tr"):  # a short article is one paragraph; its title stands outside
            break
        here = inner
    return here


def _is_known_container(element: lxml_html.HtmlElement) -> bool:
    names = [element.get("id", ""), *element.get("class", "").split()]
    return any(_KNOWN_CONTAINER.fullmatch(name) for name in names)


def _stops_and_dates(element: lxml_html.HtmlElement) -> int:
    is_comment = not isinstance(element.tag, str)  # lxml gives comments a function as tag
    return 0 if is_comment else len(_STOP_OR_DATE.findall(element.text_content()))


def _blocks(article: lxml_html.HtmlElement) -> Iterator[Block]:
    """The text cut at the borders of block elements. h1 is the title, h2 to h6 are headings of level 2 to 6."""
    tag = "div"
    for is_words, group in groupby(_pieces(article), lambda piece: isinstance(piece, str)):
        if is_words:
            words = _words("".join(map(str, group)))
            level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
            if words and tag == "h1":
                yield Block("title", (Run(words),))
            elif words:
                yield Block("heading" if level else "paragraph", (Run(words),), level)
            continue
        for piece in group:
            if isinstance(piece, _Border):
                tag = piece.tag
            elif isinstance(piece, tuple):
                yield Block("table", rows=piece)


def _pieces(article: lxml_html.HtmlElement) -> Iterator[str | _Border | _Rows]:
    """Words, borders of blocks, and tables, in order. Without recursion, because saved pages nest thousands of elements."""
    walk = etree.iterwalk(article, events=("start", "end"))
    for event, element in walk:
        is_border = not _INLINE.fullmatch(element.tag)
        if event == "start":
            if is_border:
                yield _Border(element.tag)
            rows = _rows_of_data(element) if element.tag == "table" else ()
            if rows:
                yield rows
            if rows or (element is not article and _is_link_list(element)):
                walk.skip_subtree()
            else:
                yield element.text or ""
        elif element is not article:
            if is_border:
                yield _Border(element.getparent().tag)
            yield element.tail or ""


def _is_link_list(element: lxml_html.HtmlElement) -> bool:
    """Whether it has two links or more that make up most of its text, and no sentence."""
    links = [link.text_content().strip() for link in element.iter("a")]
    if len(links) < 2:
        return False
    words = element.text_content()
    return "。" not in words and sum(map(len, links)) >= _LINK_SHARE * len("".join(words.split()))


def _rows_of_data(table: lxml_html.HtmlElement) -> _Rows:
    """The rows of a table of data; () for a table that only lays out the page or has no text."""
    if table.find(".//table") is not None:
        return ()
    spanning: dict[int, int] = {}
    rows = [_cells(row, spanning) for row in table.iter("tr")]
    width = max(map(len, rows), default=0)
    longest = max((len(cell) for row in rows for cell in row), default=0)
    if width < 2 or longest == 0 or longest > _LONGEST_CELL:
        return ()
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows)


def _cells(row: lxml_html.HtmlElement, spanning: dict[int, int]) -> list[str]:
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
            cells.append("" if k else _words(cell.text_content()))
    return cells


def _span(cell: lxml_html.HtmlElement, name: str) -> int:
    value = str(cell.get(name, "1"))
    return max(1, min(int(value), _WIDEST_SPAN)) if value.isdecimal() else 1


def _words(raw: str) -> str:
    """The text on one line. A line end in the source becomes a blank, or nothing if a hanzi or a Chinese sign is beside it."""
    joined = re.sub(r"(?<=[^\x00-\xff])\s*\n\s*|\s*\n\s*(?=[^\x00-\xff])", "", text.clean(raw).replace("\xa0", " "))
    return re.sub(r"[ \t\n]+", " ", joined).strip()
