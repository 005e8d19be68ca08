"""Paragraphs: where they stand and how they are numbered. GB/T 9704-2012, 7.3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.checking.layout.paper import Paper, Part, mark_level, text_width
from drafter.checking.layout.parameter import Fault, Measured, Parameter, tally
from drafter.checking.layout.properties import is_on, number
from drafter.model import Section
from drafter.text import chinese_number, fold
from drafter.writers.docx.elements import width

_SIDES = {"left": "left", "start": "left", "right": "right", "end": "right", "center": "center"}
_NAMES = {"left": "左对齐", "right": "右对齐", "center": "居中", "both": "两端对齐"}
_DATE = re.compile(r"(?:19|20)\d\d年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日")
_GAP = re.compile("【[^】]*】")


def _placed(part: Part) -> str:
    said = part.settings.get("jc", {}).get("val", "left")
    return _SIDES.get(said, "both")


def _title(paper: Paper) -> Measured:
    return tally(paper.of("title"), lambda p: _NAMES[_placed(p)], lambda p: p.in_table or _placed(p) == "center")


def _levels(paper: Paper) -> Measured:
    """Word's navigation pane and table of contents go by the outline level."""

    def said(part: Part) -> str:
        level = _outline_level(part)
        return f"{level} 级" if level else "没有用标题样式"

    def right(part: Part) -> bool:
        level, mark = _outline_level(part), mark_level(part.text)
        return level > 0 and level == (mark or level)

    return tally(paper.of("heading"), said, right)


def _outline_level(part: Part) -> int:
    level = number(part.settings, "outlineLvl")
    return int(level) + 1 if level is not None and level < 9 else 0


def _numbers(paper: Paper) -> Measured:
    faults = tuple(_breaks(paper.outline))
    return Measured("有断号或重号" if faults else "连续", faults)


def _breaks(sections: Sequence[Section]) -> Iterator[Fault]:
    """Headings that do not count on from the one before, level by level."""
    before: dict[int, int] = {}
    for section in sections:
        level, value = mark_level(section.number), _value(section.number)
        if level and value and not section.item:
            if value != before.get(level, 0) + 1:
                yield Fault(f"“{section.number}”前面是第 {before.get(level, 0)} 个", section.line, section.title[:30])
            before[level] = value
        yield from _breaks(section.children)


def _value(mark: str) -> int:
    digits = re.search("[一二三四五六七八九十百]+|[0-9]+", fold(mark))
    return int(chinese_number(digits.group()) or 0) if digits else 0


def _indents(paper: Paper) -> Measured:
    parts = [p for p in paper.of("paragraph", "heading", "annotation") if not p.in_table and not p.boxed]
    return tally(parts, _indent, lambda part: _indent(part) == "2 字")


def _indent(part: Part) -> str:
    """How far the first line stands in, from the margin."""
    typed = re.match(r"[ \u3000\xa0]*", "".join(run.text for run in part.letters))
    if typed and typed.group():
        return "用空格缩进"
    twips = (number(part.settings, "ind", "left") or 0) + (number(part.settings, "ind", "firstLine") or 0)
    chars = (number(part.settings, "ind", "firstLineChars") or 0) / 100
    return f"{round(chars or twips / 20 / _letter(part), 1):g} 字" if chars or twips else "没有缩进"


def _letter(part: Part) -> float:
    """Points of a character: the size of the paragraph's first run."""
    return (number(part.letters[0].settings, "sz") or 20) / 2 if part.letters else 16


def _addressee(paper: Paper) -> Measured:
    def said(part: Part) -> str:
        flush = "顶格" if _is_flush(part) else "没有顶格"
        return flush if part.text.rstrip().endswith("：") else f"{flush}，末尾不是全角冒号"

    return tally(paper.of("addressee"), said, lambda part: said(part) == "顶格")


def _is_flush(part: Part) -> bool:
    moved = any(number(part.settings, "ind", side) for side in ("left", "firstLine", "firstLineChars", "leftChars"))
    return not moved and _placed(part) in ("left", "both") and not re.match(r"[ \u3000]", _printed(part))


def _printed(part: Part) -> str:
    return "".join(run.text for run in part.letters)


def _date(paper: Paper) -> Measured:
    def right(part: Part) -> bool:
        line = _printed(part).strip().strip("（）()")
        return bool(_GAP.search(line) or _DATE.fullmatch(line))

    return tally(paper.of("date"), lambda part: part.text.strip(), right)


def _closing(paper: Paper) -> Measured:
    """The date ends 4 characters in with a seal, 2 without; a longer organ, centred over it, moves it further."""
    organs = [width(part.text.strip()) for part in paper.of("signature")]
    dates = [p for p in paper.of("date") if p.letters and not p.in_table and not p.boxed and _below_text(p, paper)]

    def said(part: Part) -> str:
        gap = _right_gap(part)
        return "靠空格定位" if gap is None else f"右空 {gap:.1f} 字"

    def right(part: Part) -> bool:
        gap = _right_gap(part)
        longest = max([4.75, *((organ - width(part.text.strip())) / 2 + 1 for organ in organs)])
        return gap is not None and 1.5 <= gap <= longest

    return tally(dates, said, right)


def _below_text(part: Part, paper: Paper) -> bool:
    return any(body.line < part.line for body in paper.of("paragraph"))


def _right_gap(part: Part) -> float | None:
    """Characters between a line's end and the margin; None where typed blanks make it."""
    if re.match(r"[ \u3000]{2}|.*[ \u3000]{2}$", _printed(part)):
        return None
    ind = part.settings.get("ind", {})
    letter = _letter(part) * 20
    right = (number({"ind": ind}, "ind", "rightChars") or 0) / 100 or (
        number({"ind": ind}, "ind", "right") or 0
    ) / letter
    if _placed(part) == "right":
        return right
    left = sum(number({"ind": ind}, "ind", side) or 0 for side in ("left", "firstLine")) / letter
    room = text_width(part.section) / letter - left - right - width(part.text.strip())
    return right + (room / 2 if _placed(part) == "center" else room)


def _attachments(paper: Paper) -> Measured:
    def said(part: Part) -> str:
        return "名称后有标点" if re.search("[。；，、;,.]$", part.text.strip()) else "名称后没有标点"

    return tally(paper.of("attachment"), said, lambda part: said(part) == "名称后没有标点")


def _annexes(paper: Paper) -> Measured:
    parts = paper.of("annex")

    def said(part: Part) -> str:
        return ("另起一页" if _opens_page(part) else "没有另起一页") + ("、顶格" if _is_flush(part) else "、没有顶格")

    return tally(parts, said, lambda part: said(part) == "另起一页、顶格")


def _opens_page(part: Part) -> bool:
    """By its own setting, a break in it, or a break or section end just before it."""
    before = part.element.getprevious()
    near = [element for element in (part.element, before) if element is not None]
    breaks = [e for element in near for e in element.iter("{*}br", "{*}sectPr")]
    is_break = any(e.tag.endswith("sectPr") or "page" in e.attrib.values() for e in breaks)
    return is_on(part.settings, "pageBreakBefore") or is_break


PARAMETERS = (
    Parameter("LAY018", "title-place", "标题位置", "居中", "标题设为居中，不要用空格调整", _title),
    Parameter("LAY019", "heading-style", "标题层级", "与序号一致的标题样式", "一、（一）1.（1）依次用标题 1 至标题 4 样式，导航和目录才会正确", _levels, "warning"),
    Parameter("LAY020", "heading-numbers", "标题序号", "逐个连续", "检查是否漏了、重了或跳了序号", _numbers),
    Parameter("LAY021", "indent", "首行缩进", "2 字", "段落设置中首行缩进 2 字符，不要用空格", _indents),
    Parameter("LAY022", "addressee-place", "主送机关", "顶格、全角冒号结尾", "主送机关左侧顶格，最后一个机关后加全角冒号", _addressee),
    Parameter("LAY023", "date-form", "成文日期写法", "阿拉伯数字，年份写全，月日不补 0", "如 2026年1月28日", _date),
    Parameter("LAY024", "closing-place", "成文日期位置", "右空 2 至 4 字", "加盖印章的右空四字，不盖印章的右空二字；用段落右缩进，不用空格", _closing, "warning"),
    Parameter("LAY025", "attachment-names", "附件说明", "名称后不加标点", "删去附件名称后的标点", _attachments),
    Parameter("LAY026", "annex-page", "附件", "另起一页，“附件”顶格", "在“附件”二字前插入分页符，并左侧顶格", _annexes),
)  # fmt: skip
