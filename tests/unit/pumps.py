"""Texts on which a regular expression may take too long, made from its own structure; and how its work grows on them.

A backtracking search is slow where one stretch of text can be divided between repeats in many ways and then does not match.
So every repeat of a pattern gives pumps: what stands before it, a text that it repeats, and an end that does not match.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator
from itertools import islice, product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

COMMON = (
    "a", "1", "一", "一十百", "增长1%、", " ", " \n", "甲", "甲，", "甲、", "甲 ", '"', "“", "（", "(", "《", "【", "[", "{",
    ",", "。", "-", ".", "2025年", "1件、", "<a ", "1.", "\t",
)  # fmt: skip
"""What is repeated for every pattern, whatever its structure: what reports, notes and web pages are made of."""
ENDS = ("\0", "。\n")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_MANY = 50
"""A repeat of no more times than this only multiplies the work by a constant."""
_SHOWN = {op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "甲"}
_ANYTHING = "甲1a， 。\n、-("
_MOST_SAMPLES = 8
SMALL, LARGE = 300, 2_000
"""Characters at which the work is looked at first."""
FINE = (*range(4, 10), *(int(10 * 1.3**n) for n in range(13)), SMALL, LARGE)
"""The same where a repeat stands within a repeat: the work may double with every character."""
NOTEWORTHY = 0.0008
"""Seconds of processor time: what takes less has not grown, what takes more is measured at more lengths."""
HOPELESS = 0.01
"""Seconds that so short a text never takes unless the work doubles with every few characters."""
LINEAR = 2.9
"""For twice the length linear work takes twice the time, and quadratic work four times."""


class Pump(NamedTuple):
    before: str
    repeated: str
    end: str

    def text(self, length: int) -> str:
        return self.before + self.repeated * max(1, length // len(self.repeated)) + self.end


def pumps(pattern: str | bytes, flags: int) -> Iterator[Pump]:
    tree = parser.parse(pattern, flags)
    own = [Pump(before, each, end) for before, each in _repeated(tree) if each for end in ENDS]
    return iter(dict.fromkeys([*own, *(Pump("", each, ENDS[0]) for each in COMMON)]))


def lengths(pattern: str | bytes, flags: int) -> tuple[int, ...]:
    """The lengths of text at which a pattern is looked at."""
    return FINE if _nested(parser.parse(pattern, flags)) else (SMALL, LARGE)


def growth(pattern: re.Pattern[Any], methods: list[str], pump: Pump, lengths: tuple[int, ...]) -> float | None:
    """How much longer the work takes where the text is twice as long; None where that is no more than linear.

    Processor time is measured, which other processes of the machine do not lengthen, and the best of several runs counts.
    """
    is_bytes = isinstance(pattern.pattern, bytes)

    def seconds(length: float) -> float:
        text: Any = pump.text(int(length))
        text = text.encode("latin-1", "replace") if is_bytes else text
        start = time.thread_time()
        for method in methods:
            if method in ("search", "match", "fullmatch"):
                getattr(pattern, method)(text)
            else:
                for _ in pattern.finditer(text):
                    pass
        return time.thread_time() - start

    for length in lengths:
        once = seconds(length)
        if length < SMALL:
            if once > HOPELESS and min(seconds(length) for _ in range(2)) > HOPELESS:
                return math.inf
            continue
        if once < NOTEWORTHY or (once := min(seconds(length) for _ in range(3))) < NOTEWORTHY:
            continue
        ratio = math.inf
        for _ in range(4):
            ratio = min(ratio, seconds(2 * length) / once)
            if ratio < LINEAR:
                return None
        if min(seconds(4 * length) for _ in range(2)) < LINEAR**2 * once:
            return None  # it did not go on like this
        return ratio
    return None


def _nested(tree: Any, within: bool = False) -> bool:
    """Whether a repeat or choice of changing length stands within a repeat."""
    for kind, argument in tree:
        if kind in _REPEATS:
            least, most, body = argument
            if (within and least != most) or _nested(body, within or most > 8):
                return True
        parts = _parts(kind, argument)
        if within and kind is op.BRANCH and len({part.getwidth() for part in parts}) > 1:
            return True
        if any(_nested(part, within) for part in parts):
            return True
    return False


def _parts(kind: Any, argument: Any) -> list[Any]:
    """The patterns within a node, as the parser of `re` gives it."""
    if kind is op.SUBPATTERN:
        return [argument[3]]
    if kind is op.ATOMIC_GROUP:
        return [argument]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [argument[1]]
    return list(argument[1]) if kind is op.BRANCH else []


def _repeated(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """For every repeat that may go on for long: a text that matches all before it, and one that it may take many times, which
    is what it repeats or what stands behind it.
    """
    for place, (kind, argument) in enumerate(tree):
        if kind in _REPEATS:
            if argument[1] >= _MANY:
                behind = _samples(list(tree)[place + 1 : place + 2])[:1]
                yield from ((before, sample) for sample in [*_samples(argument[2]), *behind])
            yield from _repeated(argument[2], before)
        for part in _parts(kind, argument):
            yield from _repeated(part, before)
        if kind not in (op.ASSERT, op.ASSERT_NOT):
            before = (before + next(iter(_samples([(kind, argument)])), ""))[-30:]


def _samples(tree: Any) -> list[str]:
    """Some texts that match, so that every choice of a small pattern stands in one of them."""
    texts = [""]
    for kind, argument in tree:
        choices = [choice for choice in _choices(kind, argument) if choice is not None]
        texts = [a + b for a, b in islice(product(texts, choices or [""]), _MOST_SAMPLES)]
    return list(dict.fromkeys(texts))


def _choices(kind: Any, argument: Any) -> list[str]:
    if kind is op.LITERAL:
        return [chr(argument)]
    if kind is op.NOT_LITERAL:
        return [char for char in _ANYTHING if ord(char) != argument][:3]
    if kind is op.ANY:
        return ["甲", "1", " "]
    if kind is op.IN:
        return _members(argument)
    if kind in _REPEATS:
        return [sample * max(argument[0], 1) for sample in _samples(argument[2])] if argument[1] else [""]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [""]
    return [sample for part in _parts(kind, argument) for sample in _samples(part)]


def _members(items: Any) -> list[str]:
    """Some characters of a class."""
    found = ""
    for kind, argument in items:
        if kind is op.LITERAL:
            found += chr(argument)
        elif kind is op.RANGE:
            found += chr(argument[0]) + chr(argument[1])
        elif kind is op.CATEGORY:
            found += _SHOWN.get(argument, "，")
    if items[0][0] is op.NEGATE:
        source: Any = re.compile("[^" + re.escape(found) + "]")
        return [char for char in _ANYTHING if source.match(char)]
    return list(found[:_MOST_SAMPLES])
