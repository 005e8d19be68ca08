"""Paragraphs: where they stand and how they are numbered. GB/T 9704-2012, 7.3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.checking.layout import gb9704
from drafter.checking.layout.paper import Paper, Part, text_width
from drafter.checking.layout.properties import is_on, number
from drafter.checking.rule import Hit, Rule
from drafter.language import heading_marks
from drafter.model import Section
from drafter.text import chinese_number, fold, width

_SIDES = {"left": "left", "start": "left", "right": "right", "end": "right", "center": "center"}
_NAMES = {"left": "左对齐", "right": "右对齐", "center": "居中", "both": "两端对齐"}
_DATE = re.compile(r"(?:19|20)\d\d年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日")
_TO_FILL = re.compile("【[^】]*】")
_SPREAD = re.compile(r"[ \u3000]{2}|.*[ \u3000]{2}$")
"""Two blanks or more at either end: how typists push a line to its place."""


def _side(part: Part) -> str:
    return _SIDES.get(part.settings.get("jc", {}).get("val", "left"), "both")


def _letter(part: Part) -> float:
    """Points of a character: the size of the paragraph's first run."""
    return part.letters[0].size if part.letters else gb9704.BODY


def _title(paper: Paper) -> Iterator[Hit]:
    for part in paper.of("title"):
        side = _side(part)
        yield part.hit(_NAMES[side], fine=part.in_table or side == "center")


def _levels(paper: Paper) -> Iterator[Hit]:
    """Word's navigation pane and table of contents go by the outline level."""
    for part in paper.of("heading"):
        level = int(number(part.settings, "outlineLvl", missing=9)) + 1
        if 1 <= level <= 9:
            yield part.hit(f"{level} 级", fine=level == (heading_marks.level(part.text) or level))
        else:
            yield part.hit("没有用标题样式", fine=False)


def _numbers(paper: Paper) -> Iterator[Hit]:
    broken = list(_breaks(paper.outline.sections))
    yield from broken or [Hit("连续", fine=True)]


def _breaks(sections: Sequence[Section]) -> Iterator[Hit]:
    """Headings that do not count on from the one before, level by level."""
    before: dict[int, int] = {}
    for section in sections:
        level, digits = (
            heading_marks.level(section.number),
            re.search("[一二三四五六七八九十百]+|[0-9]+", fold(section.number)),
        )
        value = int(chinese_number(digits.group()) or 0) if digits else 0
        if level and value and not section.item:
            if value != before.get(level, 0) + 1:
                message = f"“{section.number}”前面是第 {before.get(level, 0)} 个"
                yield Hit(message, section.line, excerpt=section.title[:30], found="有断号或重号")
            before[level] = value
        yield from _breaks(section.children)


def _indents(paper: Paper) -> Iterator[Hit]:
    """How far the first line stands in, from the margin."""
    for part in paper.of("paragraph", "heading", "annotation"):
        if part.in_table or part.boxed:
            continue
        twips = number(part.settings, "ind", "left") + number(part.settings, "ind", "firstLine")
        indent = number(part.settings, "ind", "firstLineChars") / 100 or twips / 20 / _letter(part)
        said = f"{round(indent, 1):g} 字" if indent else "没有缩进"
        if part.printed.startswith((" ", "\u3000", "\xa0")):
            said = "用空格缩进"
        yield part.hit(said, fine=said == "2 字")


def _addressee(paper: Paper) -> Iterator[Hit]:
    for part in paper.of("addressee"):
        flush, ends_right = _is_flush(part), part.text.rstrip().endswith("：")
        said = ("顶格" if flush else "没有顶格") + ("" if ends_right else "，末尾不是全角冒号")
        yield part.hit(said, fine=flush and ends_right)


def _is_flush(part: Part) -> bool:
    moved = any(number(part.settings, "ind", side) for side in ("left", "firstLine", "firstLineChars", "leftChars"))
    return not moved and _side(part) in ("left", "both") and not part.printed.startswith((" ", "\u3000"))


def _date(paper: Paper) -> Iterator[Hit]:
    for part in paper.of("date"):
        line = part.printed.strip().strip("（）()")
        yield part.hit(part.text.strip(), fine=bool(_TO_FILL.search(line) or _DATE.fullmatch(line)))


def _closing(paper: Paper) -> Iterator[Hit]:
    """The date ends 4 characters in with a seal, 2 without; a longer organ, centred over it, moves it further."""
    organs = [width(part.text.strip()) for part in paper.of("signature")]
    first = min((body.line for body in paper.of("paragraph")), default=None)
    for part in paper.of("date"):
        above_text = first is None or part.line < first
        if above_text or not part.letters or part.in_table or part.boxed:
            continue
        gap = _right_gap(part)
        longest = max([4.75, *((organ - width(part.text.strip())) / 2 + 1 for organ in organs)])
        if gap is None:
            yield part.hit("靠空格定位", fine=False)
        else:
            yield part.hit(f"右空 {gap:.1f} 字", fine=1.5 <= gap <= longest)


def _right_gap(part: Part) -> float | None:
    """Characters between a line's end and the margin; None where typed blanks make it."""
    if _SPREAD.match(part.printed):
        return None
    letter = _letter(part) * 20
    right = number(part.settings, "ind", "rightChars") / 100 or number(part.settings, "ind", "right") / letter
    if _side(part) == "right":
        return right
    left = sum(number(part.settings, "ind", side) for side in ("left", "firstLine")) / letter
    room = text_width(part.section) / letter - left - right - width(part.text.strip())
    return right + (room / 2 if _side(part) == "center" else room)


def _attachments(paper: Paper) -> Iterator[Hit]:
    for part in paper.of("attachment"):
        ended = re.search("[。；，、;,.]$", part.text.strip())
        yield part.hit("名称后有标点" if ended else "名称后没有标点", fine=not ended)


def _annexes(paper: Paper) -> Iterator[Hit]:
    for part in paper.of("annex"):
        new_page, flush = _opens_page(part), _is_flush(part)
        said = ("另起一页" if new_page else "没有另起一页") + ("、顶格" if flush else "、没有顶格")
        yield part.hit(said, fine=new_page and flush)


def _opens_page(part: Part) -> bool:
    """By its own setting, a break in it, or a break or section end just before it."""
    near = [element for element in (part.element, part.element.getprevious()) if element is not None]
    breaks = [e for element in near for e in element.iter("{*}br", "{*}sectPr")]
    has_break = any(e.tag.endswith("sectPr") or "page" in e.attrib.values() for e in breaks)
    return has_break or is_on(part.settings, "pageBreakBefore")


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
