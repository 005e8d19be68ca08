"""Rules on letters: font and size for each role, theme fonts, quotation marks, colour. GB/T 9704-2012, 5.2 and 7.3."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from drafter.checking.layout import gb9704
from drafter.checking.layout.paper import Paper, Paragraph, TextRun
from drafter.checking.layout.properties import THEME
from drafter.checking.rule import Hit, Rule
from drafter.text import is_hanzi

_SET_AS_BODY = ("addressee", "document_number", "signature", "date", "annotation", "attachment")
"""Roles whose font and size are those of the body."""
_CHINESE_SIGNS = re.compile("[“”‘’…—]")
"""Signs that Latin and Chinese fonts both have, and that are narrower in the Latin ones."""


def _hanzi(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Paragraph, TextRun]]:
    """Every run with hanzi, with its paragraph. Other runs (figures, Latin letters) may have fonts of their own."""
    return ((paragraph, run) for paragraph in paragraphs for run in paragraph.runs if any(map(is_hanzi, run.text)))


def _hit(paragraph: Paragraph, run: TextRun, message: str, fine: bool) -> Hit:
    return Hit(message, paragraph.line, excerpt=run.text[:30], fine=fine)


def _font_and_size(run: TextRun) -> str:
    return f"{run.font() or '未指定字体'} {gb9704.SIZES.get(run.size, f'{run.size:g} 磅')}"


def _has_font(run: TextRun, font: str, size: float = gb9704.BODY) -> bool:
    return run.size == size and gb9704.FONTS[font].search(run.font()) is not None


def _font_rule(font: str, *roles: str, size: float = gb9704.BODY) -> Callable[[Paper], Iterator[Hit]]:
    """The `find` of a rule: hanzi in paragraphs of these roles must have the font and the size."""

    def find(paper: Paper) -> Iterator[Hit]:
        for paragraph, run in _hanzi(paper.with_role(*roles)):
            yield _hit(paragraph, run, _font_and_size(run), _has_font(run, font, size))

    return find


def _heading_rule(*levels: int) -> Callable[[Paper], Iterator[Hit]]:
    """The `find` of a rule: hanzi in headings of these levels must have the font of the first of them, which all share."""
    font = gb9704.BY_LEVEL[levels[0]]

    def find(paper: Paper) -> Iterator[Hit]:
        headings = [heading for heading in paper.with_role("heading") if heading.level in levels]
        for paragraph, run in _hanzi(headings):
            yield _hit(paragraph, run, _font_and_size(run), _has_font(run, font))

    return find


def _body(paper: Paper) -> Iterator[Hit]:
    """A paragraph that begins with a run-in heading may have the font of the heading too."""
    for paragraph, run in _hanzi(paper.with_role("paragraph")):
        fine = _has_font(run, "仿宋")
        if paragraph.run_in:
            level = min(paragraph.run_in, max(gb9704.BY_LEVEL))  # deeper levels look like the last one
            fine = fine or _has_font(run, gb9704.BY_LEVEL[level])
        yield _hit(paragraph, run, _font_and_size(run), fine)


def _theme(paper: Paper) -> Iterator[Hit]:
    for paragraph, run in _hanzi(paper.paragraphs):
        is_themed = THEME in run.font()
        yield _hit(paragraph, run, run.font() if is_themed else "指定了字体", not is_themed)


def _quotes(paper: Paper) -> Iterator[Hit]:
    """Word prints these signs in the Latin font, unless the run's `hint` says that they are Chinese."""
    for paragraph in paper.paragraphs:
        for run in paragraph.runs:
            if _CHINESE_SIGNS.search(run.text):
                is_marked_chinese = run.settings.get("rFonts", {}).get("hint") == "eastAsia"
                latin, chinese = run.font("hAnsi"), run.font()
                fine = is_marked_chinese or (latin == chinese and chinese != "")
                yield _hit(paragraph, run, "用中文字体" if fine else f"会用西文字体 {latin or '（未指定）'}", fine)


def _colour(paper: Paper) -> Iterator[Hit]:
    for paragraph in paper.paragraphs:
        if paragraph.role == "document_number":
            continue  # it stands in the letterhead, which may be red
        for run in paragraph.runs:
            if run.text.strip():
                colour = run.settings.get("color", {}).get("val", "auto")
                is_black = colour.lower() in ("auto", "000000")
                yield _hit(paragraph, run, "黑色" if is_black else f"颜色 {colour}", is_black)


RULES = (
    Rule("LAY008", "title-font", "标题字体字号", "error", "选中标题，字体用方正小标宋简体，字号二号", _font_rule("小标宋", "title", size=gb9704.TITLE), "二号小标宋体"),
    Rule("LAY009", "heading-1-font", "一级标题字体字号", "error", "“一、”层次用三号黑体", _heading_rule(1), "三号黑体"),
    Rule("LAY010", "heading-2-font", "二级标题字体字号", "error", "“（一）”层次用三号楷体_GB2312", _heading_rule(2), "三号楷体"),
    Rule("LAY011", "heading-3-font", "三、四级标题字体字号", "error", "“1.”“（1）”层次用三号仿宋_GB2312", _heading_rule(3, 4), "三号仿宋体"),
    Rule("LAY012", "body-font", "正文字体字号", "error", "正文用三号仿宋_GB2312", _body, "三号仿宋体"),
    Rule("LAY013", "other-font", "主送、署名、日期、附件说明的字体字号", "error", "这些要素与正文相同，用三号仿宋_GB2312", _font_rule("仿宋", *_SET_AS_BODY), "三号仿宋体"),
    Rule("LAY014", "annex-font", "“附件”二字的字体字号", "error", "附件页左上角的“附件”用三号黑体", _font_rule("黑体", "annex"), "三号黑体"),
    Rule("LAY015", "theme-font", "主题字体", "warning", "主题字体随主题变化，请在样式中直接指定中文字体", _theme, "直接指定字体名称"),
    Rule("LAY016", "quotation-marks", "引号、破折号、省略号", "warning", "选中这些符号，重新设一次中文字体；西文字体的引号偏窄", _quotes, "中文字体"),
    Rule("LAY017", "colour", "文字颜色", "error", "除版头外，文字颜色改为自动或黑色", _colour, "黑色"),
)  # fmt: skip
