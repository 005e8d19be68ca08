"""Page numbers. GB/T 9704-2012, 7.5: half-width figures of 四号宋体 between dashes, 7 mm below the text block, outer edge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checking.layout import gb9704
from drafter.checking.layout.paper import PageNumber, Paper
from drafter.checking.layout.properties import MM, is_on, number
from drafter.checking.rule import Hit, Rule

_PAGES = {"default": "单页", "even": "双页", "first": "首页"}
_DASHED = re.compile(r"[—―]\s?1?\s?[—―]")
_DASH = 0.4
"""Part of its line that a dash stands above the line's bottom."""


def _numbers(paper: Paper) -> list[PageNumber]:
    return [found for _, found in paper.page_numbers if found]


def _hit(page: PageNumber, value: str, fine: bool) -> Hit:
    """A finding tells the kind of page, the summary of all pages counts the bare values."""
    return Hit(f"{_PAGES[page.kind]}{value}", found=value, fine=fine)


def _present(paper: Paper) -> Iterator[Hit]:
    for kind, found in paper.page_numbers:
        yield Hit(f"{_PAGES[kind]}{'有' if found else '没有'}页码", fine=found is not None)


def _form(paper: Paper) -> Iterator[Hit]:
    for page in _numbers(paper):
        yield _hit(page, f"“{page.text.strip()}”", _DASHED.fullmatch(page.text.strip(" \u3000")) is not None)


def _font(paper: Paper) -> Iterator[Hit]:
    for page in _numbers(paper):
        looks = {(run.font("ascii") or run.font(), run.size) for run in page.letters if run.text.strip()}
        said = "、".join(sorted(f"{font or '未指定字体'} {size:g} 磅" for font, size in looks))
        fine = all(gb9704.FONTS["宋体"].search(font) and size == gb9704.PAGE_NUMBER for font, size in looks)
        yield _hit(page, said, fine)


def _place(paper: Paper) -> Iterator[Hit]:
    if not paper.has_odd_and_even_pages:
        yield Hit("没有区分单双页")
        return
    for page in _numbers(paper):
        if page.boxed:
            yield _hit(page, "在文本框里，未核对", fine=True)
            continue
        said = {"right": "居右", "end": "居右", "center": "居中"}
        side = said.get(page.settings.get("jc", {}).get("val", "left"), "居左")
        edge = "right" if side == "居右" else "left"
        kept = page.text.rstrip("\u3000") if edge == "right" else page.text.lstrip("\u3000")
        indent = number(page.settings, "ind", f"{edge}Chars") / 100 or number(page.settings, "ind", edge) / 280
        value = f"{side}、空 {round(len(page.text) - len(kept) + indent, 1):g} 字"
        yield _hit(page, value, value == ("居左、空 1 字" if page.kind == "even" else "居右、空 1 字"))


def _height(paper: Paper) -> Iterator[Hit]:
    """By arithmetic: the footer's one line ends at the footer distance. Programs differ by half a millimetre."""
    section = paper.sections[0] if paper.sections else {}
    for page in _numbers(paper):
        if not page.boxed:
            room = number(section, "pgMar", "bottom") - number(section, "pgMar", "footer")
            below = (room - _line(page) * _DASH) / MM
            yield Hit(f"约 {below:.1f} 毫米", fine=abs(below - gb9704.NUMBER_BELOW) <= 1.5)


def _line(page: PageNumber) -> float:
    """Twips of the footer's line; a third more than the letters where it is not fixed."""
    if page.settings.get("spacing", {}).get("lineRule") == "exact":
        return number(page.settings, "spacing", "line")
    size = max((run.size for run in page.letters), default=gb9704.PAGE_NUMBER)
    return max(size * 26, 400) if is_on(page.settings, "snapToGrid", default=True) else size * 20 * 1.3


RULES = (
    Rule("LAY027", "page-number", "页码", "error", "在页脚插入页码；首页和双页不同的，也要分别插入", _present, "每页都有"),
    Rule("LAY028", "page-number-form", "页码形式", "error", "页码左右各放一条一字线（—）", _form, "“— 1 —”"),
    Rule("LAY029", "page-number-font", "页码字体字号", "error", "选中页码，改为宋体、四号", _font, "四号宋体（14 磅）"),
    Rule("LAY030", "page-number-place", "页码位置", "error", "页面设置中勾选“奇偶页不同”，页脚分别右对齐、左对齐并缩进一字", _place, "单页居右、双页居左，各空 1 字"),
    Rule("LAY031", "page-number-height", "页码高度", "info", "页脚距边界设为 2.5 厘米左右", _height, "版心下边缘之下 7 毫米"),
)  # fmt: skip
