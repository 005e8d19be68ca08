"""Rules on page numbers. GB/T 9704-2012, 7.5: 四号宋体 between dashes, 7 mm below the text block, at the outer edge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checking.layout import gb9704
from drafter.checking.layout.paper import PageNumber, Paper
from drafter.checking.layout.properties import TWIPS_PER_MM, TWIPS_PER_POINT, indent, is_on, number
from drafter.checking.rule import Hit, Rule

_PAGES = {"default": "单页", "even": "双页", "first": "首页"}
_DASHED = re.compile(r"[—―]\s?1?\s?[—―]")
"""— 1 —; a file that no program has laid out yet may lack the number itself."""
_DASH_HEIGHT = 0.4
"""How far a dash stands above the bottom of its line, as a share of the line's height."""
_LINE_HEIGHT = 1.3
"""The usual height of a line, as a multiple of the size of its letters."""
_LEAST_GRID_LINE = 400
"""Twips: the least height of a line that snaps to the grid."""
_TOLERANCE = 1.5
"""Millimetres: programs differ by half a millimetre, and the height of a line is often only estimated."""


def _numbers(paper: Paper) -> list[PageNumber]:
    return [page for _, page in paper.page_numbers if page]


def _hit(page: PageNumber, value: str, fine: bool) -> Hit:
    """The finding names the kind of page; the summary counts equal values of all kinds together."""
    return Hit(f"{_PAGES[page.pages]}{value}", summary=value, fine=fine)


def _present(paper: Paper) -> Iterator[Hit]:
    if paper.is_for_the_web and not _numbers(paper):
        yield Hit("网站版，不印页码", fine=True)
        return
    for pages, page_number in paper.page_numbers:
        yield Hit(f"{_PAGES[pages]}{'有' if page_number else '没有'}页码", fine=page_number is not None)


def _form(paper: Paper) -> Iterator[Hit]:
    for page in _numbers(paper):
        yield _hit(page, f"“{page.text.strip()}”", _DASHED.fullmatch(page.text.strip(" \u3000")) is not None)


def _font(paper: Paper) -> Iterator[Hit]:
    for page in _numbers(paper):
        fonts = {(run.font("ascii") or run.font(), run.size) for run in page.runs if run.text.strip()}
        value = "、".join(sorted(f"{font or '未指定字体'} {size:g} 磅" for font, size in fonts))
        fine = all(gb9704.FONTS["宋体"].search(font) and size == gb9704.PAGE_NUMBER for font, size in fonts)
        yield _hit(page, value, fine)


def _place(paper: Paper) -> Iterator[Hit]:
    numbers = _numbers(paper)  # where there are none, LAY027 says so
    if numbers and not paper.has_odd_and_even_pages:
        yield Hit("没有区分单双页")
        return
    for page in numbers:
        if page.is_boxed:
            yield _hit(page, "在文本框里，未核对", fine=True)
            continue
        alignment = page.settings.get("jc", {}).get("val", "left")
        side = {"right": "居右", "end": "居右", "center": "居中"}.get(alignment, "居左")
        # The distance from the edge is an indent, or is typed as full-width blanks, or both.
        edge = "right" if side == "居右" else "left"
        without_blanks = page.text.rstrip("\u3000") if edge == "right" else page.text.lstrip("\u3000")
        blanks = len(page.text) - len(without_blanks)
        distance = blanks + indent(page.settings, edge, gb9704.PAGE_NUMBER)
        value = f"{side}、空 {round(distance, 1):g} 字"
        required = "居左、空 1 字" if page.pages == "even" else "居右、空 1 字"
        yield _hit(page, value, value == required)


def _height(paper: Paper) -> Iterator[Hit]:
    """Computed from the settings: the footer is one line, whose bottom is the footer's distance from the page's edge."""
    section = paper.sections[0] if paper.sections else {}
    for page in _numbers(paper):
        if not page.is_boxed:
            bottom_of_line = number(section, "pgMar", "bottom") - number(section, "pgMar", "footer")
            below = (bottom_of_line - _line_height(page) * _DASH_HEIGHT) / TWIPS_PER_MM
            yield Hit(f"约 {below:.1f} 毫米", fine=abs(below - gb9704.NUMBER_BELOW) <= _TOLERANCE)


def _line_height(page: PageNumber) -> float:
    """Twips; estimated from the size of the letters unless the file fixes it."""
    if page.settings.get("spacing", {}).get("lineRule") == "exact":
        return number(page.settings, "spacing", "line")
    size = max((run.size for run in page.runs), default=gb9704.PAGE_NUMBER)
    height = size * TWIPS_PER_POINT * _LINE_HEIGHT
    return max(height, _LEAST_GRID_LINE) if is_on(page.settings, "snapToGrid", default=True) else height


RULES = (
    Rule("LAY027", "page-number", "页码", "error", "在页脚插入页码；首页和双页不同的，也要分别插入", _present, "每页都有"),
    Rule("LAY028", "page-number-form", "页码形式", "error", "页码左右各放一条一字线（—）", _form, "“— 1 —”"),
    Rule("LAY029", "page-number-font", "页码字体字号", "error", "选中页码，改为宋体、四号", _font, "四号宋体（14 磅）"),
    Rule("LAY030", "page-number-place", "页码位置", "error", "页面设置中勾选“奇偶页不同”，页脚分别右对齐、左对齐并缩进一字", _place, "单页居右、双页居左，各空 1 字"),
    Rule("LAY031", "page-number-height", "页码高度", "info", "页脚距边界设为 2.5 厘米左右", _height, "版心下边缘之下 7 毫米"),
)  # fmt: skip
