"""Letters: fonts and sizes by role, theme fonts, quotation marks, colour. GB/T 9704-2012, 5.2 and 7.3."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from drafter.checking.layout.paper import Letters, Paper, Part
from drafter.checking.layout.parameter import Fault, Measured, Parameter, commonest
from drafter.checking.layout.properties import THEME, number
from drafter.text import is_hanzi

_FONTS = {
    "小标宋": re.compile("小标宋|XiaoBiaoSong|XBS", re.IGNORECASE),
    "黑体": re.compile("黑体|SimHei|FZHei|Heiti", re.IGNORECASE),
    "楷体": re.compile("楷|KaiTi|Kai", re.IGNORECASE),
    "仿宋": re.compile("仿宋|Fang ?Song", re.IGNORECASE),
}
_BY_LEVEL = {1: "黑体", 2: "楷体", 3: "仿宋", 4: "仿宋"}
_SIGNS = re.compile("[“”‘’…—]")
_SIZES = {22: "二号", 18: "小二", 16: "三号", 15: "小三", 14: "四号", 12: "小四", 10.5: "五号"}


def _wants(*fonts: str, size: float = 16) -> Callable[[Letters], bool]:
    """Whether a run of hanzi has one of these kinds of font in that size."""
    return lambda run: _size(run) == size and any(_FONTS[font].search(run.font()) for font in fonts)


def _size(run: Letters) -> float:
    return (number(run.settings, "sz") or 20) / 2


def _look(run: Letters) -> str:
    size = _size(run)
    return f"{run.font() or '未指定字体'} {_SIZES.get(size, f'{size:g} 磅')}"


def _judged(pairs: Iterable[tuple[Part, Letters, bool]], say: Callable[[Letters], str] = _look) -> Measured:
    """Every run judged; faults of the same look are told once a paragraph."""
    judged = list(pairs)
    faults = {
        (part.line, say(run)): Fault(say(run), part.line, run.text[:30]) for part, run, right in judged if not right
    }
    return Measured(commonest(say(run) for _, run, _ in judged), tuple(faults.values()))


def _hanzi(parts: Iterable[Part]) -> Iterator[tuple[Part, Letters]]:
    return ((part, run) for part in parts for run in part.letters if any(map(is_hanzi, run.text)))


def _title(paper: Paper) -> Measured:
    right = _wants("小标宋", size=22)
    return _judged((part, run, right(run)) for part, run in _hanzi(paper.of("title")))


def _heading(*levels: int) -> Callable[[Paper], Measured]:
    right = _wants(_BY_LEVEL[levels[0]])

    def measure(paper: Paper) -> Measured:
        chosen = (part for part in paper.of("heading") if part.level in levels)
        return _judged((part, run, right(run)) for part, run in _hanzi(chosen))

    return measure


def _body(paper: Paper) -> Measured:
    def right(part: Part, run: Letters) -> bool:
        return _wants("仿宋")(run) or (part.run_in > 0 and _wants(_BY_LEVEL[min(part.run_in, 4)])(run))

    return _judged((part, run, right(part, run)) for part, run in _hanzi(paper.of("paragraph")))


def _others(paper: Paper) -> Measured:
    right = _wants("仿宋")
    roles = ("addressee", "document_number", "signature", "date", "annotation", "attachment")
    return _judged((part, run, right(run)) for part, run in _hanzi(paper.of(*roles)))


def _annex(paper: Paper) -> Measured:
    right = _wants("黑体")
    return _judged((part, run, right(run)) for part, run in _hanzi(paper.of("annex")))


def _theme(paper: Paper) -> Measured:
    def say(run: Letters) -> str:
        return run.font() if THEME in run.font() else "指定了字体"

    return _judged(((part, run, THEME not in run.font()) for part, run in _hanzi(paper.parts)), say)


def _quotes(paper: Paper) -> Measured:
    """Word sets these signs in the Latin font, unless told that they are Chinese."""

    def say(run: Letters) -> str:
        return "用中文字体" if fine(run) else f"会用西文字体 {run.font('hAnsi') or '（未指定）'}"

    def fine(run: Letters) -> bool:
        hint = run.settings.get("rFonts", {}).get("hint")
        return hint == "eastAsia" or run.font("hAnsi") == run.font() != ""

    signs = ((part, run) for part in paper.parts for run in part.letters if _SIGNS.search(run.text))
    return _judged(((part, run, fine(run)) for part, run in signs), say)


def _colour(paper: Paper) -> Measured:
    """Below the letterhead, which is all that may be red."""

    def say(run: Letters) -> str:
        colour = run.settings.get("color", {}).get("val", "auto")
        return "黑色" if fine(run) else f"颜色 {colour}"

    def fine(run: Letters) -> bool:
        return run.settings.get("color", {}).get("val", "auto").lower() in ("auto", "000000")

    parts = (part for part in paper.parts if part.role != "document_number")
    return _judged(((part, run, fine(run)) for part in parts for run in part.letters if run.text.strip()), say)


PARAMETERS = (
    Parameter("LAY008", "title-font", "标题字体字号", "二号小标宋体", "选中标题，字体用方正小标宋简体，字号二号", _title),
    Parameter("LAY009", "heading-1-font", "一级标题字体字号", "三号黑体", "“一、”层次用三号黑体", _heading(1)),
    Parameter("LAY010", "heading-2-font", "二级标题字体字号", "三号楷体", "“（一）”层次用三号楷体_GB2312", _heading(2)),
    Parameter("LAY011", "heading-3-font", "三、四级标题字体字号", "三号仿宋体", "“1.”“（1）”层次用三号仿宋_GB2312", _heading(3, 4)),
    Parameter("LAY012", "body-font", "正文字体字号", "三号仿宋体", "正文用三号仿宋_GB2312", _body),
    Parameter("LAY013", "other-font", "主送、署名、日期、附件说明的字体字号", "三号仿宋体", "这些要素与正文相同，用三号仿宋_GB2312", _others),
    Parameter("LAY014", "annex-font", "“附件”二字的字体字号", "三号黑体", "附件页左上角的“附件”用三号黑体", _annex),
    Parameter("LAY015", "theme-font", "主题字体", "直接指定字体名称", "主题字体随主题变化，请在样式中直接指定中文字体", _theme, "warning"),
    Parameter("LAY016", "quotation-marks", "引号、破折号、省略号", "中文字体", "选中这些符号，重新设一次中文字体；西文字体的引号偏窄", _quotes, "warning"),
    Parameter("LAY017", "colour", "文字颜色", "黑色", "除版头外，文字颜色改为自动或黑色", _colour),
)  # fmt: skip
