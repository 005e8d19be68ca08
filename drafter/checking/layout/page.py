"""The page: paper, margins, lines and characters. GB/T 9704-2012, 5.1–5.2, in what Word, WPS and LibreOffice make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from drafter.checking.layout.paper import Paper, Part, text_width
from drafter.checking.layout.parameter import MM, Fault, Measured, Parameter, commonest, tally
from drafter.checking.layout.properties import Properties, is_on, number

LINES, CHARACTERS = 22, 28
_SHORTEST_PITCH = 28.5
"""Points: 22 shorter lines would leave half a line of the page empty."""


def _paper(paper: Paper) -> Measured:
    return _sections(paper.sections, _size, lambda s: sorted(_edges(s)) == [210, 297])


def _edges(section: Properties) -> tuple[int, int]:
    return round(_mm(section, "pgSz", "w")), round(_mm(section, "pgSz", "h"))


def _size(section: Properties) -> str:
    return "{}×{} 毫米".format(*_edges(section))


def _margins(paper: Paper) -> Measured:
    def said(section: Properties) -> str:
        return f"天头 {_mm(section, 'pgMar', 'top'):.1f} 毫米、订口 {_left(section):.1f} 毫米"

    def right(section: Properties) -> bool:
        return abs(_mm(section, "pgMar", "top") - 37) <= 1 and abs(_left(section) - 28) <= 1

    return _sections(_upright(paper), said, right)


def _left(section: Properties) -> float:
    return _mm(section, "pgMar", "left") + _mm(section, "pgMar", "gutter")


def _text_block(paper: Paper) -> Measured:
    def said(section: Properties) -> str:
        return f"{text_width(section) / MM:.1f}×{_height(section) / MM:.1f} 毫米"

    def right(section: Properties) -> bool:
        return abs(text_width(section) / MM - 156) <= 1 and abs(_height(section) / MM - 225) <= 1

    return _sections(_upright(paper), said, right)


def _upright(paper: Paper) -> list[Properties]:
    """Without the sections on their side, which tables may need."""
    return [s for s in paper.sections if _mm(s, "pgSz", "w") <= _mm(s, "pgSz", "h")]


def _sections(
    sections: Iterable[Properties], said: Callable[[Properties], str], right: Callable[[Properties], bool]
) -> Measured:
    values = [(said(section), right(section)) for section in sections]
    faults = dict.fromkeys(Fault(value) for value, fine in values if not fine)
    return Measured(commonest(value for value, _ in values), tuple(faults))


def _mm(section: Properties, name: str, attribute: str) -> float:
    return (number(section, name, attribute) or 0) / MM


def _height(section: Properties) -> float:
    return (number(section, "pgSz", "h") or 0) - sum(number(section, "pgMar", side) or 0 for side in ("top", "bottom"))


def _lines(paper: Paper) -> Measured:
    def said(part: Part) -> str:
        pitch = _pitch(part)
        return f"{int(_height(part.section) / 20 // pitch)} 行、行距 {pitch:g} 磅" if pitch else "行距没有固定"

    def right(part: Part) -> bool:
        pitch = _pitch(part)
        return pitch >= _SHORTEST_PITCH and int(_height(part.section) / 20 // pitch) == LINES

    return tally(_body(paper), said, right)


def _body(paper: Paper) -> list[Part]:
    return [part for part in paper.of("paragraph") if not part.in_table and not part.boxed]


def _pitch(part: Part) -> float:
    """Points from line to line; 0 where it depends on the font."""
    line, rule = number(part.settings, "spacing", "line"), part.settings.get("spacing", {}).get("lineRule", "auto")
    if line and rule in ("exact", "atLeast"):
        return line / 20
    grid = number(part.section, "docGrid", "linePitch") or 0
    gridded = part.section.get("docGrid", {}).get("type") in ("lines", "linesAndChars", "snapToChars")
    return grid / 20 * (line or 240) / 240 if gridded and is_on(part.settings, "snapToGrid", True) else 0


def _characters(paper: Paper) -> Measured:
    def said(part: Part) -> str:
        return f"{_in_a_line(part)} 字"

    return tally((p for p in _body(paper) if p.letters), said, lambda part: _in_a_line(part) == CHARACTERS)


def _in_a_line(part: Part) -> int:
    """Hanzi of the paragraph's prevailing size in a line; with a character grid the grid's cells."""
    letters = max(part.letters, key=lambda run: len(run.text)).settings
    pitch = (number(letters, "sz") or 20) / 2 + (number(letters, "spacing") or 0) / 20 + _cell_surplus(part.section)
    taken = sum(number(part.settings, "ind", side) or 0 for side in ("left", "right"))
    return int((text_width(part.section) - taken) / 20 / pitch + 1e-6)


def _cell_surplus(section: Properties) -> float:
    return (number(section, "docGrid", "charSpace") or 0) / 4096 if _has_cells(section) else 0


def _has_cells(section: Properties) -> bool:
    return section.get("docGrid", {}).get("type") in ("linesAndChars", "snapToChars")


def _grid(paper: Paper) -> Measured:
    return _sections(paper.sections, lambda s: "有" if _has_cells(s) else "无", lambda s: not _has_cells(s))


def _widows(paper: Paper) -> Measured:
    def controlled(part: Part) -> bool:
        return is_on(part.settings, "widowControl", True)

    return tally(_body(paper), lambda part: "开" if controlled(part) else "关", lambda part: not controlled(part))


PARAMETERS = (
    Parameter("LAY001", "paper-size", "纸张", "A4（210×297 毫米）", "页面设置中把纸张改为 A4", _paper),
    Parameter("LAY002", "margins", "天头和订口", "上边距 37±1 毫米、左边距 28±1 毫米", "页面设置：上 3.7、下 3.5、左 2.8、右 2.6 厘米", _margins),
    Parameter("LAY003", "text-block", "版心", "156×225 毫米", "页面设置：上 3.7、下 3.5、左 2.8、右 2.6 厘米", _text_block),
    Parameter("LAY004", "lines", "每页行数", "22 行、行距约 28.95 磅", "正文行距设为固定值 28.95 磅", _lines),
    Parameter("LAY005", "characters", "每行字数", "28 字", "三号字，字间距紧缩 0.25 磅，左右不缩进", _characters),
    Parameter("LAY006", "character-grid", "字符网格", "只指定行网格", "LibreOffice 7.4 及更早版本遇到字符网格每行只排 14 字；建议改用行网格加字间距", _grid, "info"),
    Parameter("LAY007", "widow-control", "孤行控制", "关", "段落设置中取消“孤行控制”，否则有的页只有 21 行", _widows, "warning"),
)  # fmt: skip
