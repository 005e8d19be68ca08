"""Which figures a sentence compares, and in which direction: terms in, what their words say of them out.

The words before a figure say whether it is last year's (较2024年的[55万元]), a step from one to the other (减少[308次], 下降[37.6%]),
or the end of a way that began with the figure before (由820次压减到[512次]).
"""

from __future__ import annotations

import re

from drafter import language
from drafter.text import HANZI
from drafter.understanding.terms import Term

_UP = language.alternatives("cues", "up")
_DOWN = language.alternatives("cues", "down")
_SAVED = language.alternatives("arithmetic", "saved")
CHANGE = re.compile(f"{_UP}|{_DOWN}")
"""A word that says that something grew or shrank."""
# All words before the figure in 同比增加[1.74亿元], 下降了[5%], 增长率[5%], 较上年多办[52起]; not in 办结率提高[5%], 增长至[121项], 增长到[121项].
_STEP = re.compile(
    f"^[^率至到]{{0,16}}?(?:(?P<up>{_UP}|多)|{_DOWN}|{_SAVED}|少|(?:^|[较比][^,。;]{{1,8}})(?:(?P<more>多)|少){HANZI}{{1,2}})"
    "(?:[^率至到]{0,2}率|比例|幅度|幅|了|约|达|为)*(?<![至到])$"
)
# The words before the two figures of 由[820次]压减到[512次]. 由3个调整为[2个] says no direction; 由每月[2次]增加到每季度[5次] is no way of one
# figure.
_FROM = re.compile("(?:从|由)[^,。;每]{0,12}$")
_WAY_UP = f"{_UP}|[增升涨]|{language.alternatives('arithmetic', 'ways_up')}"
_WAY_DOWN = f"{_DOWN}|[降减压缩]|{language.alternatives('arithmetic', 'ways_down')}"
_TO = re.compile(
    f"^[^,。;每]{{0,6}}?(?:(?P<up>{_WAY_UP})|(?P<down>{_WAY_DOWN})|{language.alternatives('arithmetic', 'ways')})"
    "(?:了)?(?:至|到|为|成)[^,。;每]{0,6}$"
)
_LAST_YEAR = re.compile(
    language.alternatives("cues", "last_year") + "|(?:较|比|与|由|从)(?:19|20)[0-9]{2}年(?:度|末|底|同期)?的?"
)
# All words before what another figure is held against: 比改革前的[3120次], 比省定[12天]
_BASE = re.compile(
    f"^(?:[较比与][^,。;]{{1,10}}的|[较比][^,。;]{{0,6}}(?:{language.alternatives('arithmetic', 'norms')})(?:的?时[限间])?)$"
)
_GAINED = language.pattern("cues", "gained", "lost")
_LOST = language.pattern("cues", "lost")
_NET_STEP = re.compile(
    f"(?:[较比][^,。;]{{1,8}}(?:{language.alternatives('cues', 'gained', 'lost')})|净[增减])(?:了|约)?$"
)
# Words of a comparison with last year: 其中A 5件、同比增长2件. Such a figure is neither a whole nor a part.
_COMPARES = language.pattern("cues", "comparing", "last_year", "up", "down")
_REACHED = re.compile(f"(?:[至到]|(?:{_UP}|{_DOWN})[为成])(?:了|约|近)?$")
_CARRIED = language.pattern("arithmetic", "carried")
_THIS_YEAR = language.pattern("cues", "this_year")


def is_last_years(term: Term) -> bool:
    """Whether a figure is that of the year before, or another one to compare with: 去年[150件], 比改革前的[3120次]. In 比上年增加[12件] it
    is not.
    """
    is_before = _LAST_YEAR.search(term.label) or _BASE.match(term.label)
    return bool(is_before) and not CHANGE.search(term.label) and not is_net_step(term)


def is_net_step(term: Term) -> bool:
    """Whether a figure is what was gained or lost since another time: 比上年末净增[200户], 比上年末的5000户净增[200户]."""
    return bool(_NET_STEP.match(term.label)) and (term.lead == term.label or not term.label.startswith("净"))


def is_comparison(term: Term) -> bool:
    """Whether a figure compares with last year: 同比增长[2件], 比上年末的5000户净增[200户]; not what was left over from it: 上年结转[6件], nor what it became: 增至[596项]."""
    return is_net_step(term) or (
        _COMPARES.search(term.label) is not None and not _CARRIED.search(term.label) and not _REACHED.search(term.label)
    )


def is_held_against(term: Term) -> bool:
    """Whether a figure is one that another is held against, whatever it is: 比[20个]工作日的法定时限压缩78.5%."""
    return term.label.startswith(("比", "较")) and not CHANGE.search(term.label)


def is_last_years_beside(term: Term) -> bool:
    """Whether a figure of the year before is only held beside this year's, so that nothing here is a part of it: 较上年的[82件]下降17.1%."""
    return is_last_years(term) and ("较" in term.label or "比" in term.label)


def is_this_years(term: Term) -> bool:
    """Whether the words before a figure say that it is this year's."""
    return bool(_THIS_YEAR.search(term.label))


def step(term: Term) -> int:
    """1 for a growth by this figure (同比增加[12件]), -1 for a decline, 0 for neither."""
    found = _STEP.search(term.label)
    return 0 if not found else 1 if found["up"] or found["more"] else -1


def gained(term: Term) -> int:
    """1 for what was gained by itself (新增[4个], 净增[8台]), -1 for what was lost, 0 for neither: it may be a step, or a figure alone."""
    found = _GAINED.search(term.label)
    return 0 if not found else -1 if _LOST.search(found[0]) else 1


def way(start: Term, end: Term) -> int | None:
    """1 for a way up (由[40项]增加至[121项]), -1 for one down, 0 where the words say neither, None where the two are no way at all."""
    found = _TO.match(end.lead) if _FROM.search(start.lead) and start.quantity.unit == end.quantity.unit else None
    return None if not found else 1 if found["up"] else -1 if found["down"] else 0


def two_years(earlier: Term, later: Term) -> tuple[Term, Term] | None:
    """Last year's and this year's figure, of two neighbours of one unit; None where the words do not say which is which."""
    if earlier.common_unit != later.common_unit:
        return None
    if is_last_years(later) and not is_last_years(earlier):
        return None if is_held_against(earlier) else (later, earlier)
    is_told = is_last_years(earlier) and is_this_years(later) and not CHANGE.search(later.label)
    return (earlier, later) if is_told or way(earlier, later) is not None else None
