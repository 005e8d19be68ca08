"""Rules on the page: paper, margins, lines and characters. GB/T 9704-2012, 5.1–5.2, as Word, WPS and LibreOffice print it."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checking.layout import gb9704
from drafter.checking.layout.paper import Paper, Paragraph, text_height, text_width
from drafter.checking.layout.properties import TWIPS_PER_MM, TWIPS_PER_POINT, Properties, is_on, number
from drafter.checking.rule import Hit, Rule

_SHORTEST_PITCH = 28.5
"""Points from line to line. With less, 22 lines leave half a line of the page empty."""
_SINGLE = 240
"""Single spacing in Word's unit for spacing that is not fixed, 240ths of a line."""
_ROUNDING = 1e-6
"""Keeps 27.999… characters, a result of floating-point division, from being counted as 27."""


def _paper_size(paper: Paper) -> Iterator[Hit]:
    for section in paper.sections:
        size = tuple(round(number(section, "pgSz", side) / TWIPS_PER_MM) for side in ("w", "h"))
        yield Hit("{}×{} 毫米".format(*size), fine=sorted(size) == list(gb9704.PAPER))


def _margins(paper: Paper) -> Iterator[Hit]:
    for section in _upright(paper):
        top = number(section, "pgMar", "top") / TWIPS_PER_MM
        left = (number(section, "pgMar", "left") + number(section, "pgMar", "gutter")) / TWIPS_PER_MM
        fine = max(abs(top - gb9704.TOP), abs(left - gb9704.LEFT)) <= gb9704.TOLERANCE
        yield Hit(f"天头 {top:.1f} 毫米、订口 {left:.1f} 毫米", fine=fine)


def _text_block(paper: Paper) -> Iterator[Hit]:
    for section in _upright(paper):
        size = text_width(section) / TWIPS_PER_MM, text_height(section) / TWIPS_PER_MM
        fine = all(abs(side - wanted) <= gb9704.TOLERANCE for side, wanted in zip(size, gb9704.TEXT_BLOCK, strict=True))
        yield Hit("{:.1f}×{:.1f} 毫米".format(*size), fine=fine)


def _upright(paper: Paper) -> list[Properties]:
    """The page settings of upright sections; a wide table may need a section on its side."""
    return [section for section in paper.sections if number(section, "pgSz", "w") <= number(section, "pgSz", "h")]


def _lines(paper: Paper) -> Iterator[Hit]:
    for paragraph in _body(paper):
        if pitch := _pitch(paragraph):
            lines = int(text_height(paragraph.section) / TWIPS_PER_POINT // pitch)
            fine = pitch >= _SHORTEST_PITCH and lines == gb9704.LINES
            yield paragraph.hit(f"{lines} 行、行距 {pitch:g} 磅", fine)
        else:
            yield paragraph.hit("行距没有固定", fine=False)


def _body(paper: Paper) -> list[Paragraph]:
    return [p for p in paper.with_role("paragraph") if not p.is_in_table and not p.is_boxed]


def _pitch(paragraph: Paragraph) -> float:
    """Points from line to line; 0 if they depend on the font."""
    spacing = number(paragraph.settings, "spacing", "line")
    unit = paragraph.settings.get("spacing", {}).get("lineRule", "auto")
    if spacing and unit in ("exact", "atLeast"):
        return spacing / TWIPS_PER_POINT
    # Spacing that is not fixed counts in lines, and only a line grid says how high a line is.
    has_line_grid = paragraph.section.get("docGrid", {}).get("type") in ("lines", "linesAndChars", "snapToChars")
    if not has_line_grid or not is_on(paragraph.settings, "snapToGrid", default=True):
        return 0
    return number(paragraph.section, "docGrid", "linePitch") / TWIPS_PER_POINT * (spacing or _SINGLE) / _SINGLE


def _characters(paper: Paper) -> Iterator[Hit]:
    """How many hanzi of the size that most of the paragraph has fill a line."""
    for paragraph in _body(paper):
        if paragraph.runs:
            run = max(paragraph.runs, key=lambda run: len(run.text))
            # A character grid widens every character; Word counts by how much in 4096ths of a point.
            char_space = number(paragraph.section, "docGrid", "charSpace") / 4096
            cell_extra = char_space if _has_cells(paragraph.section) else 0
            pitch = run.size + number(run.settings, "spacing") / TWIPS_PER_POINT + cell_extra
            indents = sum(number(paragraph.settings, "ind", side) for side in ("left", "right"))
            line_width = (text_width(paragraph.section) - indents) / TWIPS_PER_POINT
            characters = int(line_width / pitch + _ROUNDING)
            yield paragraph.hit(f"{characters} 字", fine=characters == gb9704.CHARACTERS)


def _has_cells(section: Properties) -> bool:
    """Whether the section has a character grid, in which every character has a cell."""
    return section.get("docGrid", {}).get("type") in ("linesAndChars", "snapToChars")


def _grid(paper: Paper) -> Iterator[Hit]:
    for section in paper.sections:
        has_cells = _has_cells(section)
        yield Hit("有" if has_cells else "无", fine=not has_cells)


def _widows(paper: Paper) -> Iterator[Hit]:
    for paragraph in _body(paper):
        controlled = is_on(paragraph.settings, "widowControl", default=True)
        yield paragraph.hit("开" if controlled else "关", fine=not controlled)


RULES = (
    Rule("LAY001", "paper-size", "纸张", "error", "页面设置中把纸张改为 A4", _paper_size, "A4（210×297 毫米）"),
    Rule("LAY002", "margins", "天头和订口", "error", "页面设置：上 3.7、下 3.5、左 2.8、右 2.6 厘米", _margins, "上边距 37±1 毫米、左边距 28±1 毫米"),
    Rule("LAY003", "text-block", "版心", "error", "页面设置：上 3.7、下 3.5、左 2.8、右 2.6 厘米", _text_block, "156×225 毫米"),
    Rule("LAY004", "lines", "每页行数", "error", "正文行距设为固定值 28.95 磅", _lines, "22 行、行距约 28.95 磅"),
    Rule("LAY005", "characters", "每行字数", "error", "三号字，字间距紧缩 0.25 磅，左右不缩进", _characters, "28 字"),
    Rule("LAY006", "character-grid", "字符网格", "info", "LibreOffice 7.4 及更早版本遇到字符网格每行只排 14 字；建议改用行网格加字间距", _grid, "只指定行网格"),
    Rule("LAY007", "widow-control", "孤行控制", "warning", "段落设置中取消“孤行控制”，否则有的页只有 21 行", _widows, "关"),
)  # fmt: skip
