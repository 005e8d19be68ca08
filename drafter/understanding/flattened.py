"""Mends paragraphs that a web page ran together or broke: blocks in, blocks out.

Copying a page, and some web sites, run paragraphs together; what is left of the line ends is a blank, or nothing: “…如下： 一、成效
（一）加强领导。全年…。（二）规范执法。…”. A paragraph is taken apart where the marks of headings count up in it, behind a stop or a blank.
A list within a sentence (（一）…；（二）…) has ； between its items and stays whole, unless each has a title that ends in 。 So does
any paragraph with few marks. The new
blocks stand on the same line at their own columns. The other way round, two paragraphs are one where the first ends inside a word
(…党中|央关于…).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter import dates, language, text
from drafter.language import heading_marks
from drafter.model import Block

_FEWEST_MARKS = 3
"""So many marks of headings, the first among them, show that a paragraph was several."""
_STYLES = ("part", "pause", "paren")
"""一、 and （一） show it; 1. may count anything, and is only followed where they stand."""
_MARK = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|第[一二三四五六七八九十]{1,3}[部章]")
_SECOND = ("二、", "二）", "二)", "第二")
_BEFORE = "。！？!?"
_STOPS = "。；：！？;:!?）)”"
_BEFORE_FIRST = "：:"
_TITLED_ITEM = re.compile(r"[；;][（(][一二三四五六七八九十]{1,3}[)）][^。；：:;，,\d]{4,20}。(?=[^。])")
"""An item of a list that has a title: ；（二）执法力量偏弱。8个所中…"""
_ARABIC = r"(?:(?<=[。！？])|(?<=[。！？]\s))(?=\d{1,2}[、.．](?!\d))"
_FIRST_BELOW = re.compile(r"(?<=[^\s。，；：、])(?=[(（]一[)）])")
"""The （一） right behind the title of 一、, as in 一、成效（一）加强领导。"""
_LONGEST_TITLE = 60
_LONGEST_WHOLE = 11  # characters of a line that is hardly the first half of a paragraph
_LONGEST_MARK = 12  # 第十一部分 and a blank
_TITLE = re.compile(rf"\s*([^。：:；\s]{{6,80}}?(?:{language.alternatives('lines', 'title')}))\s+(?=\S)")
_DATE = rf"{dates.YEAR}{dates.YEAR_MARK}\s*{dates.MONTH}\s*月\s*{dates.DAY}\s*日\s*$"
_END = rf"(?<=[。！])\s+(?P<signature>[^。]{{2,80}}\s+)(?={_DATE})"
"""The signature between the last sentence and the date."""


def apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each flattened one as the paragraphs that it was."""
    known = _joined(blocks)
    has_title = any(block.kind == "title" for block in known)
    for block in known:
        cuts = [] if block.rows or block.kind != "paragraph" else _cuts(block.text, not has_title)
        yield from cut(block, cuts)


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, those that a break inside a word made two as one."""
    joined: list[Block] = []
    end = ""  # how the last one ends
    for block in blocks:
        line = block.text
        if end and block.kind == "paragraph" and not block.rows and _breaks_a_word(end, line):
            joined[-1] = joined[-1]._replace(runs=(*joined[-1].runs, *block.runs))
        else:
            joined.append(block)
        may_break = (
            len(line) > _LONGEST_WHOLE and line[-1] not in _STOPS and block.kind == "paragraph" and not block.rows
        )
        end = line[-2:] if may_break else ""
    return joined


def _breaks_a_word(end: str, below: str) -> bool:
    """Whether a paragraph ends, and the next begins, with halves of one word that are no words with their own neighbours."""
    start = below[:2]
    if len(end + start) < 4 or not all(map(text.is_hanzi, end + start)) or heading_marks.opening(below)[0]:
        return False
    from drafter.language.lexicon import words  # a long list, and most paragraphs end with a stop

    return end[-1] + start[0] in words() and end not in words() and start not in words()


def _cuts(line: str, may_hold_title: bool) -> list[int]:
    """Where the paragraphs within a line begin; none if it is one paragraph."""
    if "二" not in line or not any(second in line for second in _SECOND):
        return []
    marks: list[tuple[int, str]] = []
    for mark in _MARK.finditer(line):
        at = mark.start()
        before = line[at - 1] if at else " "
        opens_list = before in _BEFORE_FIRST and "一" in mark.group()
        if before in _BEFORE or before.isspace() or opens_list or _TITLED_ITEM.match(line, at - 1):
            style, _ = heading_marks.opening(line[at : at + _LONGEST_MARK])
            marks += [(at, style)] if style in _STYLES else []
    # A second mark with a title is as sure as a third one.
    is_sure = len(marks) >= _FEWEST_MARKS or any(_TITLED_ITEM.match(line, at - 1) for at, _ in marks)
    if not is_sure or not _counts_up([line[at : at + 4] for at, _ in marks]):
        return []
    cuts = {at for at, _ in marks} | {match.end() for match in re.finditer(_ARABIC, line)}
    for at, style in marks:
        cuts |= _behind_title(line, at) if style != "paren" else set()
    first = min(cuts)
    if may_hold_title and (title := _TITLE.match(line, 0, first)):
        cuts |= {title.end()}
    if end := re.compile(_END).search(line, marks[-1][0]):
        cuts |= {end.start("signature"), end.end()}
    return sorted(cuts - {0})


def _counts_up(marks: list[str]) -> bool:
    """Whether one of these marks is the first of its kind and one the second."""
    numerals = [re.sub(r"[^一二三四五六七八九十]", "", mark)[:1] for mark in marks]
    return "二" in numerals and ("一" in numerals or "三" in numerals)


def _behind_title(line: str, at: int) -> set[int]:
    """Where the text begins behind the title of the heading at `at`: at a blank, or at the （一） right behind it."""
    first_stop = re.compile("[。；]").search(line, at)
    end = min(first_stop.start() if first_stop else len(line), at + _LONGEST_TITLE)
    blank = re.compile(r"(?<=[^\s\d])\s+(?=\S)|(?<=\d)\s+(?=[^\s年])").search(line, at + 3, end)
    below = _FIRST_BELOW.search(line, at + 3, end)
    return {each.end() for each in (blank, below) if each}


def cut(block: Block, cuts: list[int]) -> Iterator[Block]:
    """The block cut at these offsets. Runs keep who wrote them where there is one; a paragraph that was read has one."""
    if not cuts:
        yield block
        return
    line, origin = block.text, block.runs[0]
    for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True):
        part = line[start:end]
        if part.strip():
            blanks = len(part) - len(part.lstrip())
            yield block._replace(runs=(origin._replace(text=part.strip()),), column=block.column + start + blanks)
