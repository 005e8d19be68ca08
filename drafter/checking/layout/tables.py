"""Tables and pictures: what makes them fall apart on paper or in another office program."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from drafter.checking.layout.paper import Paper, Part, text_width
from drafter.checking.layout.parameter import Fault, Measured, Parameter, commonest, tally
from drafter.checking.layout.properties import value
from drafter.readers.package import W

_LONG = 5
"""Rows from which a table may well run over the end of a page."""


def _tables(
    paper: Paper, said: Callable[[etree._Element], str], right: Callable[[etree._Element], bool], rows: int = 1
) -> Measured:
    judged = [(line, said(t), right(t)) for line, t in paper.tables if len(t.findall(f"{W}tr")) >= rows]
    faults = tuple(Fault(found, line) for line, found, fine in judged if not fine)
    return Measured(commonest(found for _, found, _ in judged), faults)


def _head(paper: Paper) -> Measured:
    def repeats(table: etree._Element) -> bool:
        row = table.find(f"{W}tr")
        return row is not None and _switched(row, "tblHeader")

    return _tables(paper, lambda t: "每页重复" if repeats(t) else "不重复", repeats, _LONG)


def _whole_rows(paper: Paper) -> Measured:
    def whole(table: etree._Element) -> bool:
        return all(_switched(row, "cantSplit") for row in table.iterfind(f"{W}tr"))

    return _tables(paper, lambda t: "不跨页" if whole(t) else "允许跨页", whole, _LONG)


def _switched(row: etree._Element, name: str) -> bool:
    found = row.find(f"{W}trPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")


def _grid(paper: Paper) -> Measured:
    def has(table: etree._Element) -> bool:
        return table.find(f"{W}tblGrid/{W}gridCol") is not None

    return _tables(paper, lambda t: "有" if has(t) else "没有", has)


def _pictures(paper: Paper) -> Measured:
    """Word shows of a picture only what fits into a line of fixed height."""

    def fixed(part: Part) -> bool:
        return part.settings.get("spacing", {}).get("lineRule") == "exact"

    return tally(paper.pictures, lambda p: "固定行距" if fixed(p) else "不固定", lambda p: not fixed(p))


def _fitting(paper: Paper) -> Measured:
    room = max(map(text_width, paper.sections), default=0)

    def said(table: etree._Element) -> str:
        return "在版心内" if fits(table) else "超出版心"

    def fits(table: etree._Element) -> bool:
        columns = sum(int(float(c.get(f"{W}w", "0"))) for c in table.iterfind(f"{W}tblGrid/{W}gridCol"))
        return value(table.find(f"{W}tblPr"), "tblW", "type") == "pct" or columns <= room * 1.03

    return _tables(paper, said, fits)


PARAMETERS = (
    Parameter("LAY032", "table-head", "表头", "每页重复", "选中首行，表格属性中勾选“在各页顶端以标题行形式重复出现”", _head, "warning"),
    Parameter("LAY033", "table-rows", "表格行", "不跨页断开", "表格属性中取消“允许跨页断行”", _whole_rows, "info"),
    Parameter("LAY034", "table-grid", "表格列宽", "有列宽定义", "在 Word 中打开并另存；缺少列宽定义的表格在 WPS 里会不见", _grid),
    Parameter("LAY035", "table-width", "表格宽度", "在版心内", "表格属性中把宽度设为 15.6 厘米以内", _fitting),
    Parameter("LAY036", "picture-line", "图片所在行", "不用固定行距", "图片所在段落改为单倍行距，否则 Word 里只露出一条", _pictures),
)  # fmt: skip
