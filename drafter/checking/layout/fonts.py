"""Letters: fonts and sizes by role, theme fonts, quotation marks, colour. GB/T 9704-2012, 5.2 and 7.3."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from drafter.checking.layout import gb9704
from drafter.checking.layout.paper import Letters, Paper, Part
from drafter.checking.layout.properties import THEME
from drafter.checking.rule import Hit, Rule
from drafter.text import is_hanzi

_OTHERS = ("addressee", "document_number", "signature", "date", "annotation", "attachment")
_SIGNS = re.compile("[“”‘’…—]")


def _hanzi(parts: Iterable[Part]) -> Iterator[tuple[Part, Letters]]:
    return ((part, run) for part in parts for run in part.letters if any(map(is_hanzi, run.text)))


def _hit(part: Part, run: Letters, message: str, fine: bool) -> Hit:
    return Hit(message, part.line, excerpt=run.text[:30], fine=fine)


def _look(run: Letters) -> str:
    return f"{run.font() or '未指定字体'} {gb9704.SIZES.get(run.size, f'{run.size:g} 磅')}"


def _is_set_in(run: Letters, font: str, size: float = gb9704.BODY) -> bool:
    return run.size == size and gb9704.FONTS[font].search(run.font()) is not None


def _set_in(font: str, *roles: str, size: float = gb9704.BODY) -> Callable[[Paper], Iterator[Hit]]:
    """A rule's function: the hanzi of all parts of these roles are in that font and size."""

    def find(paper: Paper) -> Iterator[Hit]:
        for part, run in _hanzi(paper.of(*roles)):
            yield _hit(part, run, _look(run), _is_set_in(run, font, size))

    return find


def _heading(*levels: int) -> Callable[[Paper], Iterator[Hit]]:
    def find(paper: Paper) -> Iterator[Hit]:
        for part, run in _hanzi(part for part in paper.of("heading") if part.level in levels):
            yield _hit(part, run, _look(run), _is_set_in(run, gb9704.BY_LEVEL[levels[0]]))

    return find


def _body(paper: Paper) -> Iterator[Hit]:
    """A paragraph that a heading runs into may begin in the heading's font."""
    for part, run in _hanzi(paper.of("paragraph")):
        fine = _is_set_in(run, gb9704.BY_LEVEL[min(part.run_in, 4)]) if part.run_in else False
        yield _hit(part, run, _look(run), fine or _is_set_in(run, "仿宋"))


def _theme(paper: Paper) -> Iterator[Hit]:
    for part, run in _hanzi(paper.parts):
        themed = THEME in run.font()
        yield _hit(part, run, run.font() if themed else "指定了字体", not themed)


def _quotes(paper: Paper) -> Iterator[Hit]:
    """Word sets these signs in the Latin font, unless told that they are Chinese."""
    for part in paper.parts:
        for run in part.letters:
            if _SIGNS.search(run.text):
                latin, hint = run.font("hAnsi"), run.settings.get("rFonts", {}).get("hint")
                fine = hint == "eastAsia" or latin == run.font() != ""
                yield _hit(part, run, "用中文字体" if fine else f"会用西文字体 {latin or '（未指定）'}", fine)


def _colour(paper: Paper) -> Iterator[Hit]:
    """Below the letterhead, which is all that may be red."""
    for part in paper.parts:
        for run in part.letters if part.role != "document_number" else ():
            if run.text.strip():
                colour = run.settings.get("color", {}).get("val", "auto")
                fine = colour.lower() in ("auto", "000000")
                yield _hit(part, run, "黑色" if fine else f"颜色 {colour}", fine)


RULES = (
    Rule("LAY008", "title-font", "标题字体字号", "error", "选中标题，字体用方正小标宋简体，字号二号", _set_in("小标宋", "title", size=gb9704.TITLE), "二号小标宋体"),
    Rule("LAY009", "heading-1-font", "一级标题字体字号", "error", "“一、”层次用三号黑体", _heading(1), "三号黑体"),
    Rule("LAY010", "heading-2-font", "二级标题字体字号", "error", "“（一）”层次用三号楷体_GB2312", _heading(2), "三号楷体"),
    Rule("LAY011", "heading-3-font", "三、四级标题字体字号", "error", "“1.”“（1）”层次用三号仿宋_GB2312", _heading(3, 4), "三号仿宋体"),
    Rule("LAY012", "body-font", "正文字体字号", "error", "正文用三号仿宋_GB2312", _body, "三号仿宋体"),
    Rule("LAY013", "other-font", "主送、署名、日期、附件说明的字体字号", "error", "这些要素与正文相同，用三号仿宋_GB2312", _set_in("仿宋", *_OTHERS), "三号仿宋体"),
    Rule("LAY014", "annex-font", "“附件”二字的字体字号", "error", "附件页左上角的“附件”用三号黑体", _set_in("黑体", "annex"), "三号黑体"),
    Rule("LAY015", "theme-font", "主题字体", "warning", "主题字体随主题变化，请在样式中直接指定中文字体", _theme, "直接指定字体名称"),
    Rule("LAY016", "quotation-marks", "引号、破折号、省略号", "warning", "选中这些符号，重新设一次中文字体；西文字体的引号偏窄", _quotes, "中文字体"),
    Rule("LAY017", "colour", "文字颜色", "error", "除版头外，文字颜色改为自动或黑色", _colour, "黑色"),
)  # fmt: skip
