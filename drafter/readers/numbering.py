"""Automatic list numbers of a Word file as the text they print (一、 2. （三）). numbering.xml in, labels out.

A paragraph names a list (w:num, by its numId), and a list names an abstract list (w:abstractNum), which defines the levels. The
counters belong to the abstract list: two lists that share one count on from each other, unless the second one has a start
override. A test compares the labels with those that LibreOffice prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from drafter import text
from drafter.readers.package import W, is_on, value, whole_number

DEEPEST_IN_LIST = 8
"""Word's lists have nine levels; the first has depth 0."""
_LARGEST_START = 32767
"""Word takes no larger number to begin with."""
_LONGEST_PATTERN = 31
"""Characters of the text around a number, as in Word."""
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_SERIES = {  # numFmt → the numerals of 1, 2, 3
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_SERIES["decimalEnclosedCircleChinese"] = _SERIES["decimalEnclosedCircle"]
_CHINESE = re.compile(r"(?:chinese|japanese|taiwanese)Counting(?:Thousand|System)?|ideographDigital|taiwaneseDigital")
_FINANCIAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    `format` is the kind of numeral (numFmt) and `pattern` the text around it, with %1 for the number of level 1: （%1）, %1.%2.
    `legal` prints the numbers of all levels as digits. `spaced` puts a blank after the label. `restarts` says that the level
    counts from its start again after a paragraph of a higher level. `style` is the paragraph style that stands for the level.
    """

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    legal: bool = False
    spaced: bool = True
    restarts: bool = True
    style: str = ""


class _List(NamedTuple):
    """A list: the id of its abstract list, its levels by depth, and by depth the numbers with which it starts anew, until used."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Lists:
    """The lists of one document. `label` counts, so it is called once for each numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None, style_lists: dict[str, str]) -> None:
        """`root` is that of numbering.xml. `style_lists` maps the ids of styles to numIds: a list may refer to a style."""
        self._lists: dict[str, _List] = {}  # by numId
        self._counts: dict[str, dict[int, int]] = {}  # abstractNumId → depth → number of the last paragraph
        if root is None:
            return
        abstracts = {str(a.get(W + "abstractNumId", "")): a for a in root.iterfind(f"{W}abstractNum")}
        elements = {str(n.get(W + "numId", "")): n for n in root.iterfind(f"{W}num")}
        for list_id, element in elements.items():
            abstract = value(element, "abstractNumId")
            # An abstract list may define nothing and refer to a style, whose list has the levels.
            style = value(abstracts.get(abstract), "numStyleLink")
            list_of_style = elements.get(style_lists.get(style, ""))
            if list_of_style is not None:
                abstract = value(list_of_style, "abstractNumId")
            levels, starts = _levels(abstracts.get(abstract)), {}
            for override in element.iterfind(f"{W}lvlOverride"):
                levels |= _levels(override)
                start = whole_number(value(override, "startOverride"), _LARGEST_START, -1)
                if start >= 0:
                    starts[_depth(override)] = start
            self._lists[list_id] = _List(abstract, levels, starts)

    def depth_of_style(self, list_id: str, style: str) -> int:
        """The depth that a paragraph style stands for in the list; 0 if the list does not say."""
        levels = self._lists[list_id].levels if list_id in self._lists else {}
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def label(self, list_id: str, depth: int) -> str:
        """The label of the next paragraph of the list at that depth; "" for bullets and unknown lists."""
        own = self._lists.get(list_id)
        if own is None or depth not in own.levels:
            return ""
        counts = self._counts.setdefault(own.abstract, {})
        number = own.starts.pop(depth, None)
        if number is None:
            number = counts[depth] + 1 if depth in counts else own.levels[depth].start
        counts[depth] = number
        for deeper in [other for other in counts if other > depth and own.levels.get(other, Level()).restarts]:
            del counts[deeper]
        return _label(own.levels, counts, depth)


def _levels(element: etree._Element | None) -> dict[int, Level]:
    """The levels that an abstract list or an override defines, by depth."""
    return {
        _depth(level): Level(
            start=whole_number(value(level, "start"), _LARGEST_START, 1),
            format=value(level, "numFmt") or "decimal",
            pattern=value(level, "lvlText")[:_LONGEST_PATTERN],
            legal=is_on(level.find(f"{W}isLgl")),
            spaced=value(level, "suff") != "nothing",
            restarts=value(level, "lvlRestart") != "0",
            style=value(level, "pStyle"),
        )
        for level in (() if element is None else element.iterfind(f"{W}lvl"))
    }


def _depth(level: etree._Element) -> int:
    return whole_number(str(level.get(W + "ilvl", "")), DEEPEST_IN_LIST, 0)


def _label(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    """The text of a level's pattern with the present numbers put in."""
    own = levels[depth]
    if own.format in ("bullet", "none"):
        return ""

    def numeral(match: re.Match[str]) -> str:
        referred = int(match.group(1)) - 1  # %1 is the level of depth 0
        level = levels.get(referred, Level())
        return numeral_of(counts.get(referred, level.start), "decimal" if own.legal else level.format)

    label = re.sub(r"%([1-9])", numeral, own.pattern)
    return label + " " if own.spaced and label[-1:].isalnum() else label


def numeral_of(number: int, style: str) -> str:
    """The number as Word's numFmt `style` prints it; plain digits for an unknown style or a number beyond its series."""
    series = _SERIES.get(style, "")
    if 0 < number <= len(series):
        return series[number - 1]
    if style.endswith("Roman") and number <= _LARGEST_ROMAN:
        roman = ""
        for worth, letters in _ROMAN:
            roman += letters * (number // worth)
            number %= worth
        return roman.lower() if style == "lowerRoman" else roman
    if _CHINESE.fullmatch(style) and 0 < number < 100:
        return text.chinese_numeral(number)
    if style.startswith("chineseLegal") and 0 < number < 100:
        numeral = text.chinese_numeral(number)
        if 10 <= number < 20:
            numeral = "一" + numeral  # 壹拾贰, though 十二
        return numeral.translate(_FINANCIAL)
    if style == "decimalFullWidth":
        return str(number).translate(_FULL_WIDTH)
    return f"{number:02}" if style == "decimalZero" else str(number)
