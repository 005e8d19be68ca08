"""The page: paper, margins, lines and characters. GB/T 9704-2012, 5.1–5.2, in what Word, WPS and LibreOffice make of it."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checking.layout import gb9704
from drafter.checking.layout.paper import Paper, Part, text_height, text_width
from drafter.checking.layout.properties import MM, Properties, is_on, number
from drafter.checking.rule import Hit, Rule

_SHORTEST_PITCH = 28.5
"""Points: 22 shorter lines would leave half a line of the page empty."""


def _paper_size(paper: Paper) -> Iterator[Hit]:
    for section in paper.sections:
        size = tuple(round(number(section, "pgSz", side) / MM) for side in ("w", "h"))
        yield Hit("{}×{} 毫米".format(*size), fine=sorted(size) == list(gb9704.PAPER))


def _margins(paper: Paper) -> Iterator[Hit]:
    for section in _upright(paper):
        top = number(section, "pgMar", "top") / MM
        left = (number(section, "pgMar", "left") + number(section, "pgMar", "gutter")) / MM
        fine = max(abs(top - gb9704.TOP), abs(left - gb9704.LEFT)) <= gb9704.TOLERANCE
        yield Hit(f"天头 {top:.1f} 毫米、订口 {left:.1f} 毫米", fine=fine)


def _text_block(paper: Paper) -> Iterator[Hit]:
    for section in _upright(paper):
        size = text_width(section) / MM, text_height(section) / MM
        fine = all(abs(side - wanted) <= gb9704.TOLERANCE for side, wanted in zip(size, gb9704.TEXT_BLOCK, strict=True))
        yield Hit("{:.1f}×{:.1f} 毫米".format(*size), fine=fine)


def _upright(paper: Paper) -> list[Properties]:
    """Without the sections on their side, which tables may need."""
    return [section for section in paper.sections if number(section, "pgSz", "w") <= number(section, "pgSz", "h")]


def _lines(paper: Paper) -> Iterator[Hit]:
    for part in _body(paper):
        if pitch := _pitch(part):
            lines = int(text_height(part.section) / 20 // pitch)
            fine = pitch >= _SHORTEST_PITCH and lines == gb9704.LINES
            yield part.hit(f"{lines} 行、行距 {pitch:g} 磅", fine)
        else:
            yield part.hit("行距没有固定", fine=False)


def _body(paper: Paper) -> list[Part]:
    return [part for part in paper.of("paragraph") if not part.in_table and not part.boxed]


def _pitch(part: Part) -> float:
    """Points from line to line; 0 where it depends on the font."""
    line, rule = number(part.settings, "spacing", "line"), part.settings.get("spacing", {}).get("lineRule", "auto")
    if line and rule in ("exact", "atLeast"):
        return line / 20
    gridded = part.section.get("docGrid", {}).get("type") in ("lines", "linesAndChars", "snapToChars")
    if not gridded or not is_on(part.settings, "snapToGrid", default=True):
        return 0
    return number(part.section, "docGrid", "linePitch") / 20 * (line or 240) / 240


def _characters(paper: Paper) -> Iterator[Hit]:
    """How many hanzi of the paragraph's prevailing size fill a line; with a character grid they take the grid's cells."""
    for part in _body(paper):
        if part.letters:
            letters = max(part.letters, key=lambda run: len(run.text))
            surplus = number(part.section, "docGrid", "charSpace") / 4096 if _has_cells(part.section) else 0
            pitch = letters.size + number(letters.settings, "spacing") / 20 + surplus
            indents = sum(number(part.settings, "ind", side) for side in ("left", "right"))
            characters = int((text_width(part.section) - indents) / 20 / pitch + 1e-6)
            yield part.hit(f"{characters} 字", fine=characters == gb9704.CHARACTERS)


def _has_cells(section: Properties) -> bool:
    return section.get("docGrid", {}).get("type") in ("linesAndChars", "snapToChars")


def _grid(paper: Paper) -> Iterator[Hit]:
    for section in paper.sections:
        has_cells = _has_cells(section)
        yield Hit("有" if has_cells else "无", fine=not has_cells)


def _widows(paper: Paper) -> Iterator[Hit]:
    for part in _body(paper):
        controlled = is_on(part.settings, "widowControl", default=True)
        yield part.hit("开" if controlled else "关", fine=not controlled)


RULES = (
    Rule("LAY001", "paper-size", "纸张", "error", "页面设置中把纸张改为 A4", _paper_size, "A4（210×297 毫米）"),
    Rule("LAY002", "margins", "天头和订口", "error", "页面设置：上 3.7、下 3.5、左 2.8、右 2.6 厘米", _margins, "上边距 37±1 毫米、左边距 28±1 毫米"),
    Rule("LAY003", "text-block", "版心", "error", "页面设置：上 3.7、下 3.5、左 2.8、右 2.6 厘米", _text_block, "156×225 毫米"),
    Rule("LAY004", "lines", "每页行数", "error", "正文行距设为固定值 28.95 磅", _lines, "22 行、行距约 28.95 磅"),
    Rule("LAY005", "characters", "每行字数", "error", "三号字，字间距紧缩 0.25 磅，左右不缩进", _characters, "28 字"),
    Rule("LAY006", "character-grid", "字符网格", "info", "LibreOffice 7.4 及更早版本遇到字符网格每行只排 14 字；建议改用行网格加字间距", _grid, "只指定行网格"),
    Rule("LAY007", "widow-control", "孤行控制", "warning", "段落设置中取消“孤行控制”，否则有的页只有 21 行", _widows, "关"),
)  # fmt: skip
