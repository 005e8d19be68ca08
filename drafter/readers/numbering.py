"""Automatic list numbers of a Word file as the text they print. numbering.xml in, labels out.

Counters belong to the abstract list, so that lists that share one count on; a start override begins anew at the first use
of its list. The conversion test holds the labels against those LibreOffice prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from drafter import text
from drafter.readers.package import W, value

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_SERIES["decimalEnclosedCircleChinese"] = _SERIES["decimalEnclosedCircle"]
_COUNTING = re.compile(r"(?:chinese|japanese|taiwanese)Counting(?:Thousand|System)?|ideographDigital|taiwaneseDigital")
_FINANCIAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `pattern` is its lvlText (%1、); `restarts` whether higher levels set it back."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    legal: bool = False
    spaced: bool = True
    restarts: bool = True
    style: str = ""


class Lists:
    """A document's lists, counting as the paragraphs are met in order."""

    def __init__(self, root: etree._Element | None, style_lists: dict[str, str]) -> None:
        """`style_lists` maps list style ids to their numId (lists may be defined by way of a style)."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root, style_lists)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a paragraph style stands for in the list; 0 where the list does not say."""
        return next((k for k, level in self._levels.get(number, {}).items() if level.style == style), 0)

    def label(self, number: str, depth: int) -> str:
        """The label of the next paragraph of the list `number` on level `depth`; "" for bullets and unknown lists."""
        levels = self._levels.get(number, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(self._abstract[number], {})
        start = self._overrides.get(number, {}).pop(depth, None)
        counts[depth] = start if start is not None else counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [k for k in counts if k > depth and levels.get(k, Level()).restarts]:
            del counts[deeper]
        return _print(levels, counts, depth)

    def _load(self, root: etree._Element, style_lists: dict[str, str]) -> None:
        abstracts = {str(a.get(W + "abstractNumId", "")): a for a in root.iterfind(f"{W}abstractNum")}
        numbers = {str(n.get(W + "numId", "")): n for n in root.iterfind(f"{W}num")}
        for number, element in numbers.items():
            abstract = value(element, "abstractNumId")
            link = value(abstracts.get(abstract), "numStyleLink")
            target = numbers.get(style_lists.get(link, ""))
            abstract = value(target, "abstractNumId") if target is not None else abstract
            self._abstract[number] = abstract
            self._levels[number] = _levels(abstracts.get(abstract))
            self._overrides[number] = {}
            for override in element.iterfind(f"{W}lvlOverride"):
                self._levels[number] |= _levels(override)
                if start := value(override, "startOverride"):
                    self._overrides[number][int(override.get(W + "ilvl") or 0)] = int(start)


def _levels(element: etree._Element | None) -> dict[int, Level]:
    """The levels that a list, or its override, defines, by depth."""
    return {
        int(level.get(W + "ilvl") or 0): Level(
            start=int(value(level, "start") or 1),
            format=value(level, "numFmt") or "decimal",
            pattern=value(level, "lvlText"),
            legal=level.find(f"{W}isLgl") is not None,
            spaced=value(level, "suff") != "nothing",
            restarts=value(level, "lvlRestart") != "0",
            style=value(level, "pStyle"),
        )
        for level in (() if element is None else element.iterfind(f"{W}lvl"))
    }


def _print(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    own = levels[depth]
    if own.format in ("bullet", "none"):
        return ""

    def numeral(match: re.Match[str]) -> str:
        level = levels.get(int(match.group(1)) - 1, Level())
        shown = replace(level, format="decimal") if own.legal else level
        return numeral_of(counts.get(int(match.group(1)) - 1, level.start), shown.format)

    label = re.sub(r"%([1-9])", numeral, own.pattern)
    return label + " " if own.spaced and label[-1:].isalnum() else label


def numeral_of(number: int, style: str) -> str:
    """The number as Word's numFmt `style` prints it; plain digits for a style that is unknown or too short."""
    series = _SERIES.get(style, "")
    if 0 < number <= len(series):
        return series[number - 1]
    if style.endswith("Roman"):
        roman = ""
        for worth, letters in _ROMAN:
            roman += letters * (number // worth)
            number %= worth
        return roman.lower() if style == "lowerRoman" else roman
    if _COUNTING.fullmatch(style) and 0 < number < 100:
        return text.chinese_numeral(number)
    if style.startswith("chineseLegal") and 0 < number < 100:
        return ("一" * (9 < number < 20) + text.chinese_numeral(number)).translate(_FINANCIAL)
    if style == "decimalFullWidth":
        return str(number).translate(_FULL_WIDTH)
    return f"{number:02}" if style == "decimalZero" else str(number)
