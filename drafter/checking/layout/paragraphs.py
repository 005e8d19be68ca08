"""Rules on paragraphs: where they stand and how headings are numbered. GB/T 9704-2012, 7.3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.checking.layout import gb9704
from drafter.checking.layout.paper import Paper, Paragraph, text_width
from drafter.checking.layout.properties import TWIPS_PER_POINT, indent, is_on, number
from drafter.checking.rule import Hit, Rule
from drafter.language import heading_marks
from drafter.model import Section
from drafter.text import fold, width
from drafter.understanding import numerals

_ALIGNMENTS = {"left": "left", "start": "left", "right": "right", "end": "right", "center": "center"}
_ALIGNMENT_NAMES = {"left": "左对齐", "right": "右对齐", "center": "居中", "both": "两端对齐"}
_BODY_TEXT = 9
"""Word's outline level of body text; headings have 0 to 8."""
_DATE = re.compile(r"(?:19|20)\d\d年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日")
_TO_FILL = re.compile("【[^【】]*】")
_PUSHED_BY_BLANKS = re.compile(r"[ \u3000]{2}|.*[ \u3000]{2}$")
"""Two blanks or more at either end, by which typists push a line to its place."""
_LEAST_GAP, _GREATEST_GAP = 1.5, 4.75
"""Characters to the right of the date: the standard's 2 to 4 with room for rounding."""


def _alignment(paragraph: Paragraph) -> str:
    """left, right, center or both; Word's other values, such as distribute, fill the line as both does."""
    return _ALIGNMENTS.get(paragraph.settings.get("jc", {}).get("val", "left"), "both")


def _size(paragraph: Paragraph) -> float:
    """The size of the paragraph's characters in points, that of its first run."""
    return paragraph.runs[0].size if paragraph.runs else gb9704.BODY


def _title(paper: Paper) -> Iterator[Hit]:
    for paragraph in paper.with_role("title"):
        alignment = _alignment(paragraph)
        yield paragraph.hit(_ALIGNMENT_NAMES[alignment], fine=paragraph.is_in_table or alignment == "center")


def _levels(paper: Paper) -> Iterator[Hit]:
    """Word builds its navigation pane and table of contents from the outline levels."""
    for paragraph in paper.with_role("heading"):
        level = int(number(paragraph.settings, "outlineLvl", missing=_BODY_TEXT)) + 1
        if 1 <= level <= _BODY_TEXT:
            required = heading_marks.level(paragraph.text) or level  # a heading without a mark may have any level
            yield paragraph.hit(f"{level} 级", fine=level == required)
        else:
            yield paragraph.hit("没有用标题样式", fine=False)


def _numbers(paper: Paper) -> Iterator[Hit]:
    breaks = list(_breaks(paper.outline.sections))
    yield from breaks or [Hit("连续", fine=True)]


def _breaks(sections: Sequence[Section]) -> Iterator[Hit]:
    """Headings whose number does not follow the number before it on the same level: 一、 and then 三、"""
    previous: dict[int, int] = {}  # level → number
    for section in sections:
        level = heading_marks.level(section.number)
        numeral = re.search("[一二三四五六七八九十百]+|[0-9]+", fold(section.number))
        value = int(numerals.number(numeral.group()) or 0) if numeral else 0
        if level and value and not section.item:
            before = previous.get(level, 0)
            if value != before + 1:
                message = f"“{section.number}”前面是第 {before} 个"
                yield Hit(message, section.line, excerpt=section.title[:30], summary="有断号或重号")
            previous[level] = value
        yield from _breaks(section.children)


def _indents(paper: Paper) -> Iterator[Hit]:
    """How far the first line stands in from the margin."""
    for paragraph in paper.with_role("paragraph", "heading", "annotation"):
        if paragraph.is_in_table or paragraph.is_boxed:
            continue
        settings = paragraph.settings
        twips = number(settings, "ind", "left") + number(settings, "ind", "firstLine")
        # Word prefers the indent in hundredths of a character, where the file has it.
        characters = number(settings, "ind", "firstLineChars") / 100 or twips / TWIPS_PER_POINT / _size(paragraph)
        value = f"{round(characters, 1):g} 字" if characters else "没有缩进"
        if paragraph.raw_text.startswith((" ", "\u3000", "\xa0")):
            value = "用空格缩进"
        yield paragraph.hit(value, fine=value == "2 字")


def _addressee(paper: Paper) -> Iterator[Hit]:
    for paragraph in paper.with_role("addressee"):
        is_flush, has_colon = _is_flush(paragraph), paragraph.text.rstrip().endswith("：")
        value = ("顶格" if is_flush else "没有顶格") + ("" if has_colon else "，末尾不是全角冒号")
        yield paragraph.hit(value, fine=is_flush and has_colon)


def _is_flush(paragraph: Paragraph) -> bool:
    """Whether the first line begins at the left margin."""
    sides = ("left", "firstLine", "firstLineChars", "leftChars")
    has_indent = any(number(paragraph.settings, "ind", side) for side in sides)
    has_blank = paragraph.raw_text.startswith((" ", "\u3000"))
    return _alignment(paragraph) in ("left", "both") and not has_indent and not has_blank


def _date(paper: Paper) -> Iterator[Hit]:
    for paragraph in paper.with_role("date"):
        line = paragraph.raw_text.strip().strip("（）()")
        yield paragraph.hit(paragraph.text.strip(), fine=bool(_TO_FILL.search(line) or _DATE.fullmatch(line)))


def _closing(paper: Paper) -> Iterator[Hit]:
    """The date ends 4 characters before the margin if there is a seal, 2 if there is none.

    The date is centred below the signature, so half of what a signature is longer moves the date further in.
    """
    signatures = [width(paragraph.text.strip()) for paragraph in paper.with_role("signature")]
    first_line_of_body = min((paragraph.line for paragraph in paper.with_role("paragraph")), default=None)
    for paragraph in paper.with_role("date"):
        is_below_title = first_line_of_body is None or paragraph.line < first_line_of_body
        if is_below_title or not paragraph.runs or paragraph.is_in_table or paragraph.is_boxed:
            continue
        gap = _right_gap(paragraph)
        if gap is None:
            yield paragraph.hit("靠空格定位", fine=False)
            continue
        date = width(paragraph.text.strip())
        # Below a longer signature the date stands further in; a character of room is left for rounding.
        greatest = max([_GREATEST_GAP, *((signature - date) / 2 + 1 for signature in signatures)])
        yield paragraph.hit(f"右空 {gap:.1f} 字", fine=_LEAST_GAP <= gap <= greatest)


def _right_gap(paragraph: Paragraph) -> float | None:
    """Characters between the end of the line and the right margin; None if typed blanks make the gap."""
    if _PUSHED_BY_BLANKS.match(paragraph.raw_text):
        return None
    alignment, size = _alignment(paragraph), _size(paragraph)
    right = indent(paragraph.settings, "right", size)
    if alignment == "right":
        return right
    twips = sum(number(paragraph.settings, "ind", side) for side in ("left", "firstLine"))
    left = twips / TWIPS_PER_POINT / size
    free = text_width(paragraph.section) / TWIPS_PER_POINT / size - left - right - width(paragraph.text.strip())
    return right + (free / 2 if alignment == "center" else free)


def _attachments(paper: Paper) -> Iterator[Hit]:
    for paragraph in paper.with_role("attachment"):
        has_sign = re.search("[。；，、;,.]$", paragraph.text.strip()) is not None
        yield paragraph.hit("名称后有标点" if has_sign else "名称后没有标点", fine=not has_sign)


def _annexes(paper: Paper) -> Iterator[Hit]:
    for paragraph in paper.with_role("annex"):
        is_on_new_page, is_flush = _opens_page(paragraph), _is_flush(paragraph)
        value = ("另起一页" if is_on_new_page else "没有另起一页") + ("、顶格" if is_flush else "、没有顶格")
        yield paragraph.hit(value, fine=is_on_new_page and is_flush)


def _opens_page(paragraph: Paragraph) -> bool:
    """Whether a page begins here: by a setting of the paragraph, or by a break or section end in it or just before it."""
    before = paragraph.element.getprevious()
    elements = [paragraph.element] if before is None else [before, paragraph.element]
    breaks = [found for element in elements for found in element.iter("{*}br", "{*}sectPr")]
    has_break = any(found.tag.endswith("sectPr") or "page" in found.attrib.values() for found in breaks)
    return has_break or is_on(paragraph.settings, "pageBreakBefore")


RULES = (
    Rule("LAY018", "title-place", "标题位置", "error", "标题设为居中，不要用空格调整", _title, "居中"),
    Rule("LAY019", "heading-style", "标题层级", "warning", "一、（一）1.（1）依次用标题 1 至标题 4 样式，导航和目录才会正确", _levels, "与序号一致的标题样式"),
    Rule("LAY020", "heading-numbers", "标题序号", "error", "检查是否漏了、重了或跳了序号", _numbers, "逐个连续"),
    Rule("LAY021", "indent", "首行缩进", "error", "段落设置中首行缩进 2 字符，不要用空格", _indents, "2 字"),
    Rule("LAY022", "addressee-place", "主送机关", "error", "主送机关左侧顶格，最后一个机关后加全角冒号", _addressee, "顶格、全角冒号结尾"),
    Rule("LAY023", "date-form", "成文日期写法", "error", "如 2026年1月28日", _date, "阿拉伯数字，年份写全，月日不补 0"),
    Rule("LAY024", "closing-place", "成文日期位置", "warning", "加盖印章的右空四字，不盖印章的右空二字；用段落右缩进，不用空格", _closing, "右空 2 至 4 字"),
    Rule("LAY025", "attachment-names", "附件说明", "error", "删去附件名称后的标点", _attachments, "名称后不加标点"),
    Rule("LAY026", "annex-page", "附件", "error", "在“附件”二字前插入分页符，并左侧顶格", _annexes, "另起一页，“附件”顶格"),
)  # fmt: skip
