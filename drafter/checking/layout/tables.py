"""Rules on tables and pictures: what makes them fall apart on paper or in another office program."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from drafter.checking.layout.paper import Paper, text_width
from drafter.checking.layout.properties import is_on, merge
from drafter.checking.rule import Hit, Rule
from drafter.readers.package import W, value, whole_number

_LONG_TABLE = 5
"""Rows from which a table is likely to cross the end of a page."""
_WIDEST = 31_680
"""Twips: no page of Word is wider."""
_WIDTH_TOLERANCE = 1.03
"""A table may be this much wider than the text: Word lets its borders stand out at both sides."""


def _long_tables(paper: Paper) -> Iterator[tuple[int, list[etree._Element]]]:
    """Line and rows of every long table."""
    tables = ((line, table.findall(f"{W}tr")) for line, table in paper.tables)
    return ((line, rows) for line, rows in tables if len(rows) >= _LONG_TABLE)


def _head(paper: Paper) -> Iterator[Hit]:
    for line, rows in _long_tables(paper):
        repeats = is_on(merge([rows[0].find(f"{W}trPr")]), "tblHeader")
        yield Hit("每页重复" if repeats else "不重复", line, fine=repeats)


def _whole_rows(paper: Paper) -> Iterator[Hit]:
    for line, rows in _long_tables(paper):
        whole = all(is_on(merge([row.find(f"{W}trPr")]), "cantSplit") for row in rows)
        yield Hit("不跨页" if whole else "允许跨页", line, fine=whole)


def _grid(paper: Paper) -> Iterator[Hit]:
    for line, table in _tables(paper):
        has_grid = table.find(f"{W}tblGrid/{W}gridCol") is not None
        yield Hit("有" if has_grid else "没有", line, fine=has_grid)


def _width(paper: Paper) -> Iterator[Hit]:
    room = max(map(text_width, paper.sections), default=0)
    for line, table in _tables(paper):
        widths = (str(column.get(f"{W}w", "")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol"))
        columns = sum(whole_number(width, most=_WIDEST, otherwise=0) for width in widths)
        fits = value(table.find(f"{W}tblPr"), "tblW", "type") == "pct" or columns <= room * _WIDTH_TOLERANCE
        yield Hit("在版心内" if fits else "超出版心", line, fine=fits)


def _tables(paper: Paper) -> Iterator[tuple[int, etree._Element]]:
    """Line and w:tbl of every table with a row."""
    return ((line, table) for line, table in paper.tables if table.find(f"{W}tr") is not None)


def _pictures(paper: Paper) -> Iterator[Hit]:
    """In a line of fixed height Word shows only a strip of the picture."""
    for paragraph in paper.picture_paragraphs:
        fixed = paragraph.settings.get("spacing", {}).get("lineRule") == "exact"
        yield paragraph.hit("固定行距" if fixed else "不固定", fine=not fixed)


RULES = (
    Rule("LAY032", "table-head", "表头", "warning", "选中首行，表格属性中勾选“在各页顶端以标题行形式重复出现”", _head, "每页重复"),
    Rule("LAY033", "table-rows", "表格行", "info", "表格属性中取消“允许跨页断行”", _whole_rows, "不跨页断开"),
    Rule("LAY034", "table-grid", "表格列宽", "error", "在 Word 中打开并另存；缺少列宽定义的表格在 WPS 里会不见", _grid, "有列宽定义"),
    Rule("LAY035", "table-width", "表格宽度", "error", "表格属性中把宽度设为 15.6 厘米以内", _width, "在版心内"),
    Rule("LAY036", "picture-line", "图片所在行", "error", "图片所在段落改为单倍行距，否则 Word 里只露出一条", _pictures, "不用固定行距"),
)  # fmt: skip
