"""What the words around a figure say of other figures: a Figure in, whether it is the rest of two, which two the sentence named, of what
it is the norm, at what time of the year.

What the words before and behind a figure name by themselves is read in own_words.py.
"""

from __future__ import annotations

import re
from decimal import Decimal

from drafter.understanding import own_words
from drafter.understanding.figures import Figure
from drafter.understanding.own_words import any_of

_BOTH = re.compile(f"([^0-9和与及、]{{2,14}})[和与及]([^0-9和与及、]{{2,14}}?){any_of('both')}")
_SAYS_REST = re.compile(any_of("says_rest"))
_TAKES_UP = re.compile(f"{any_of('governs')}(?!的)")
_PARTS_HERE = re.compile(any_of("parts_follow"))


def says_rest(figure: Figure) -> bool:
    """Whether the figure says that it is what remains: 其余8项, 未办结9件."""
    return _SAYS_REST.search(figure.gap) is not None


def time_of_year(figure: Figure) -> str:
    """The time of the year that the figure's own clause begins with: 6月, 年初."""
    found = own_words.TIME_OF_YEAR.match(own_words.PARTS_FOLLOW.sub("", re.split("[,;。:、和与]", figure.gap)[-1]))
    return found[0] if found else ""


def norm(figure: Figure) -> tuple[str, str]:
    """What a figure is the norm of, and what such a norm is called: 按照每村6名的标准培育带头人: 带头人, 标准."""
    found = own_words.NORM.match(figure.behind) if figure.behind.startswith("的") else None
    if not found:
        return "", ""
    return own_words.thing(
        own_words.cleaned(own_words.RIGHT_ENDS.split(figure.behind[found.end() :], maxsplit=1)[0])
    ), found[0].lstrip("的")


def takes_up(figure: Figure) -> bool:
    """Whether the figure's own words begin with a verb by which something new is told: 收到申请9件."""
    return not _PARTS_HERE.search(figure.gap) and _TAKES_UP.match(own_words.own(figure)) is not None


def is_difference(whole: Figure, part: Figure, rest: Figure) -> bool:
    """Whether the rest is the whole less the part."""
    values = [each.quantity.value for each in (whole, part, rest)]
    numbers = [each for each in values if isinstance(each, Decimal)]
    return len(numbers) == len(values) and numbers[0] - numbers[1] == numbers[2]


def both_before(figure: Figure) -> list[str]:
    """The two that the sentence named together last: 党组会议 and 常务会议 in 党组会议和常务会议共研究议题9个,前者5个,后者4个."""
    found = [each for each in re.split("[,;。:]", figure.before) if each]
    pairs = [pair for each in found if (pair := _BOTH.match(each))]
    return [own_words.cleaned(each) for each in pairs[-1].groups()] if pairs else []
