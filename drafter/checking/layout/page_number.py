"""Page numbers. GB/T 9704-2012, 7.5: half-width figures of 四号宋体 between dashes, 7 mm below the text block, outer edge."""

from __future__ import annotations

import re
from collections.abc import Callable

from drafter.checking.layout.paper import Footing, Paper
from drafter.checking.layout.parameter import MM, Fault, Measured, Parameter, commonest
from drafter.checking.layout.properties import is_on, number

_PAGES = {"default": "单页", "even": "双页", "first": "首页"}
_DASHED = re.compile(r"[—―]\s?1?\s?[—―]")
_SONG = re.compile("宋|Sim ?Sun|Song|Times", re.IGNORECASE)
_DASH = 0.4
"""Part of its line that a dash stands above the line's bottom."""


def _present(paper: Paper) -> Measured:
    values = [(f"{_PAGES[kind]}{'有' if footing else '没有'}页码", footing) for kind, footing in paper.footings]
    faults = dict.fromkeys(Fault(said) for said, footing in values if footing is None)
    return Measured(commonest(said for said, _ in values), tuple(faults))


def _each(paper: Paper, said: Callable[[Footing], str], right: Callable[[Footing], bool]) -> Measured:
    numbers = [footing for _, footing in paper.footings if footing]
    faults = dict.fromkeys(Fault(f"{_PAGES[n.kind]}{said(n)}") for n in numbers if not right(n))
    return Measured(commonest(map(said, numbers)), tuple(faults))


def _form(paper: Paper) -> Measured:
    return _each(
        paper, lambda n: f"“{n.text.strip()}”", lambda n: _DASHED.fullmatch(n.text.strip(" \u3000")) is not None
    )


def _look(paper: Paper) -> Measured:
    def looks(footing: Footing) -> set[tuple[str, float]]:
        runs = [run for run in footing.letters if run.text.strip()]
        return {(run.font("ascii") or run.font(), (number(run.settings, "sz") or 20) / 2) for run in runs}

    def said(footing: Footing) -> str:
        return "、".join(sorted(f"{font or '未指定字体'} {size:g} 磅" for font, size in looks(footing)))

    return _each(paper, said, lambda n: all(_SONG.search(font) and size == 14 for font, size in looks(n)))


def _place(paper: Paper) -> Measured:
    if not paper.has_odd_and_even_pages:
        return Measured("没有区分单双页", (Fault("没有区分单双页"),))
    return _each(paper, _standing, lambda n: n.boxed or _standing(n) == _wanted(n))


def _wanted(footing: Footing) -> str:
    return "居左、空 1 字" if footing.kind == "even" else "居右、空 1 字"


def _standing(footing: Footing) -> str:
    if footing.boxed:
        return "在文本框里，未核对"
    said = footing.settings.get("jc", {}).get("val", "left")
    side = {"right": "居右", "end": "居右", "center": "居中"}.get(said, "居左")
    edge = "right" if side == "居右" else "left"
    typed = len(footing.text) - len(footing.text.rstrip("\u3000") if edge == "right" else footing.text.lstrip("\u3000"))
    chars = (number(footing.settings, "ind", f"{edge}Chars") or 0) / 100
    gap = typed + (chars or (number(footing.settings, "ind", edge) or 0) / 280)
    return f"{side}、空 {round(gap, 1):g} 字"


def _height(paper: Paper) -> Measured:
    """By arithmetic: the footer's one line ends at the footer distance. Programs differ by half a millimetre."""
    lines = [footing for _, footing in paper.footings if footing and not footing.boxed]
    section = paper.sections[0] if paper.sections else {}
    margin, distance = (number(section, "pgMar", side) or 0 for side in ("bottom", "footer"))
    below = [(margin - distance - _line(footing) * _DASH) / MM for footing in lines]
    faults = dict.fromkeys(Fault(f"约 {mm:.1f} 毫米") for mm in below if abs(mm - 7) > 1.5)
    return Measured(commonest(f"约 {mm:.1f} 毫米" for mm in below), tuple(faults))


def _line(footing: Footing) -> float:
    """Twips of the footer's line; a third more than the letters where it is not fixed."""
    if footing.settings.get("spacing", {}).get("lineRule") == "exact":
        return number(footing.settings, "spacing", "line") or 0
    size = max([number(run.settings, "sz") or 20 for run in footing.letters], default=28) / 2
    return size * 20 * 1.3 if not is_on(footing.settings, "snapToGrid", True) else max(size * 26, 400)


PARAMETERS = (
    Parameter("LAY027", "page-number", "页码", "每页都有", "在页脚插入页码；首页和双页不同的，也要分别插入", _present),
    Parameter("LAY028", "page-number-form", "页码形式", "“— 1 —”", "页码左右各放一条一字线（—）", _form),
    Parameter("LAY029", "page-number-font", "页码字体字号", "四号宋体（14 磅）", "选中页码，改为宋体、四号", _look),
    Parameter("LAY030", "page-number-place", "页码位置", "单页居右、双页居左，各空 1 字", "页面设置中勾选“奇偶页不同”，页脚分别右对齐、左对齐并缩进一字", _place),
    Parameter("LAY031", "page-number-height", "页码高度", "版心下边缘之下 7 毫米", "页脚距边界设为 2.5 厘米左右", _height, "info"),
)  # fmt: skip
