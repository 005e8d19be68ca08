"""Automatic list numbers of a Word file as the text they print. numbering.xml in, labels out.

Counters belong to the abstract list, so that lists that share one count on; a start override begins anew at the first use
of its list. The conversion test holds the labels against those LibreOffice prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from drafter import text
from drafter.readers.package import W

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
        abstracts = {_value(a, "@abstractNumId"): a for a in root.iterfind(f"{W}abstractNum")}
        numbers = {_value(n, "@numId"): n for n in root.iterfind(f"{W}num")}
        for number, element in numbers.items():
            abstract = _value(element, "abstractNumId")
            link = _value(abstracts.get(abstract), "numStyleLink")
            target = numbers.get(style_lists.get(link, ""))
            abstract = _value(target, "abstractNumId") if target is not None else abstract
            self._abstract[number] = abstract
            self._levels[number] = _levels(abstracts.get(abstract)) | _levels_of_overrides(element)
            self._overrides[number] = {
                int(_value(o, "@ilvl") or 0): int(_value(o, "startOverride"))
                for o in element.iterfind(f"{W}lvlOverride")
                if _value(o, "startOverride")
            }


def _value(element: etree._Element | None, name: str) -> str:
    """The attribute `@name` or the `val` of the child `name`; "" where there is none."""
    if element is None:
        return ""
    if name.startswith("@"):
        return str(element.get(W + name[1:], ""))
    child = element.find(W + name)
    return "" if child is None else str(child.get(W + "val", ""))


def _levels(element: etree._Element | None) -> dict[int, Level]:
    found = () if element is None else element.iterfind(f"{W}lvl")
    return {int(_value(level, "@ilvl") or 0): _level(level) for level in found}


def _levels_of_overrides(number: etree._Element) -> dict[int, Level]:
    return {k: v for override in number.iterfind(f"{W}lvlOverride") for k, v in _levels(override).items()}


def _level(element: etree._Element) -> Level:
    return Level(
        start=int(_value(element, "start") or 1),
        format=_value(element, "numFmt") or "decimal",
        pattern=_value(element, "lvlText"),
        legal=element.find(f"{W}isLgl") is not None,
        spaced=_value(element, "suff") != "nothing",
        restarts=_value(element, "lvlRestart") != "0",
        style=_value(element, "pStyle"),
    )


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
        return _roman(number).lower() if style == "lowerRoman" else _roman(number)
    if _COUNTING.fullmatch(style) and 0 < number < 100:
        return text.chinese_numeral(number)
    if style.startswith("chineseLegal") and 0 < number < 100:
        return ("一" * (9 < number < 20) + text.chinese_numeral(number)).translate(_FINANCIAL)
    if style == "decimalFullWidth":
        return str(number).translate(_FULL_WIDTH)
    return f"{number:02}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    result = ""
    for value, letters in _ROMAN:
        result += letters * (number // value)
        number %= value
    return result
