"""Puts a note's figures into the slots of a phrase.

A figure goes into the slot of its indicator, wherever the two stand. A figure of no known indicator fills a slot only if its
unit and the words beside it agree with the slot, and if no other figure or slot agrees as well. A slot may also be filled with
what the register's rules compute (a rate from its two counts, a sum from its parts), which the clerk is told. Every other slot
is left as a visible gap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from drafter import language, text
from drafter.bank.search import unit_at
from drafter.language import units
from drafter.model import Offered, Quantity, RelationRule, Role
from drafter.suggesting.note import Context, Figure, Note, contexts
from drafter.suggesting.spelling import holds
from drafter.understanding.indicators import Register

_SLOT = re.compile(r"\{(?P<name>\w+)\}(?:[余多](?![万亿]))?")  # the 余 of 余万 belongs to 万
_UNIT_IN_BRACKETS = re.compile(r"（\w+）\w?")
_FIGURES_OF_SLOT = {
    "number": ("count", "area", "duration", "score"),
    "percent": ("percent", "points"),
    "money": ("money",),
}
"""Kind of a slot that belongs to no indicator → the kinds of figures that may fill it."""
_SAYS_LITTLE = frozenset(language.words("phrases", "says_little"))
_UNDATED: Mapping[str, str] = language.table("phrases")["undated"]
_GAPS: Mapping[str, str] = language.table("phrases")["gaps"]
_TWINS_OVER = 0.6
"""If two figures have more than this share of their words in common, they seem to count the same."""


class Slot(NamedTuple):
    """A slot in its phrase: its place, which includes hedges and unit, and what stands around it.

    `kind` is the id of an indicator, which has a dot (disputes.handled), or number, date, name … `planned` says whether the
    slot is for a planned figure: by the words around it, or because the phrase is a plan.
    """

    name: str
    kind: str
    start: int
    end: int
    unit: str
    planned: bool
    context: Context

    @property
    def of_indicator(self) -> bool:
        """Whether only a figure of one indicator belongs in it."""
        return "." in self.kind

    @property
    def numeric(self) -> bool:
        """Whether a figure belongs in it."""
        return self.of_indicator or self.kind in _FIGURES_OF_SLOT


class Filling(NamedTuple):
    """A filled phrase: its text, its slots, the values that were filled in, and the slots that are left as gaps.

    `placed` are the figures of the note that were filled in; `computed` tells in Chinese how a value was computed. The keys
    of all mappings are names of slots. `places` are start, end and meaning of each figure of the note in `sentence`, which is
    the text before the marks of titles were tidied.
    """

    text: str
    slots: dict[str, Slot]
    filled: dict[str, str]
    unfilled: tuple[Slot, ...]
    placed: dict[str, Figure]
    computed: dict[str, str]
    sentence: str
    places: tuple[tuple[int, int, Quantity], ...]

    def reads_back(self) -> bool:
        """Whether every figure of the note is read in the filled phrase as it was in the note: 增长率-3% would be read as 3%."""
        return all(holds(self.sentence, *place) for place in self.places)


def fill(phrase: Offered, note: Note, register: Register, year: int | None) -> Filling:
    """Fill the phrase with the note's figures; gaps are named as the register names them."""
    pattern = phrase.text
    if not (year or note.years):
        pattern = _undated(phrase)
    slots = _slots(pattern, tuple(phrase.slots.items()), phrase.role)
    placed = _placed(slots, note.figures)
    computed = _computed([s for s in slots if s.of_indicator and s.name not in placed], note, register)

    values = _mentioned([s for s in slots if not s.numeric], note, year)
    values |= {name: value for name, (value, _) in computed.items()}
    values |= {s.name: _value(placed[s.name]) for s in slots if s.name in placed}

    filled, last, places = "", 0, []
    for slot in slots:
        filled += pattern[last : slot.start]
        printed = _printed(slot, values, placed, register.names)
        if slot.name in placed:
            places.append((len(filled), len(filled + printed), placed[slot.name].quantity))
        filled, last = filled + printed, slot.end
    filled += pattern[last:]
    return Filling(
        text=re.sub("《《([^《》]*)》》", r"《\1》", filled),  # phrase and title may both bring their marks
        slots={s.name: s for s in slots},
        filled=values,
        unfilled=tuple({s.name: s for s in slots if s.name not in values}.values()),
        placed=placed,
        computed={name: how for name, (_, how) in computed.items()},
        sentence=filled,
        places=tuple(places),
    )


def _undated(phrase: Offered) -> str:
    """The wording with 本年度 and 下一年度 for the years, where neither note nor report has a year."""
    wording = phrase.text
    for name, kind in phrase.slots.items():
        if kind in _UNDATED:
            wording = re.sub(rf"\{{{name}\}}年度?", _UNDATED[kind], wording)
    return wording


@lru_cache(2048)
def _slots(pattern: str, kinds: tuple[tuple[str, str], ...], role: Role) -> tuple[Slot, ...]:
    """The slots of a wording, in order; kept, because note after note meets the same phrases."""
    kind_of = dict(kinds)
    found = [(m["name"], *_with_hedges(pattern, *m.span())) for m in _SLOT.finditer(pattern) if m["name"] in kind_of]
    around = contexts(text.fold(pattern), [(start, end) for _, start, end, _ in found])
    return tuple(
        Slot(name, kind_of[name], start, end, unit, role == "plan" or context.planned, context)
        for (name, start, end, unit), context in zip(found, around, strict=True)
    )


def _with_hedges(pattern: str, start: int, end: int) -> tuple[int, int, str]:
    """The span of a slot with the hedges and the unit around it, which the figure replaces by its own; and that unit:
    约{number1}余件, {number1}家（处）次.
    """
    unit = unit_at(pattern, end)
    if unit and (more := _UNIT_IN_BRACKETS.match(pattern, end + len(unit))):
        unit += more.group()
    return units.hedges_before(pattern, start), units.hedge_behind(pattern, end + len(unit)), unit


# Where the figures go -------------------------------------------------------------------------------------------------


def _placed(slots: Sequence[Slot], figures: Sequence[Figure]) -> dict[str, Figure]:
    """Slot → figure. Figures are placed by their indicator; what is left, by all words beside it; then by some of the words."""
    placed = _by_indicator(slots, figures)
    left = [figure for figure in figures if figure not in placed.values()]
    if left:
        placed |= _by_all_words([s for s in slots if s.of_indicator and s.name not in placed], left)
        left = [figure for figure in left if figure not in placed.values()]
        placed |= _by_some_words([s for s in slots if s.kind in _FIGURES_OF_SLOT], left)
    return placed


def _by_indicator(slots: Sequence[Slot], figures: Sequence[Figure]) -> dict[str, Figure]:
    """Slot → figure of the same indicator, if each is the only one of that indicator and they agree (`_agree`).

    A figure with a twin is not placed: it may be the twin that is meant.
    """
    unrecognised = [figure for figure in figures if figure.indicator is None and figure.time == "now"]
    placed = {}
    for slot in slots:
        counted = [figure for figure in figures if figure.indicator == slot.kind]
        only_slot = len({s.name for s in slots if s.kind == slot.kind}) == 1
        if len(counted) != 1 or not only_slot or not _agree(slot, counted[0]):
            continue
        if not any(_twins(counted[0], other) for other in unrecognised):
            placed[slot.name] = counted[0]
    return placed


def _twins(one: Figure, other: Figure) -> bool:
    """Whether both are counted in the same words: 甲社区调解纠纷12件，乙社区调解纠纷15件."""
    words, others = one.context.words, other.context.words
    shared = len(words & others)
    mostly_shared = shared > 1 and shared > _TWINS_OVER * min(len(words), len(others))
    return mostly_shared and _same_family(one.unit, other.unit)


def _by_all_words(slots: Sequence[Slot], figures: Sequence[Figure]) -> dict[str, Figure]:
    """A figure of no known indicator goes into a slot of an indicator if all words beside the figure stand beside the slot."""
    telling = [
        figure
        for figure in figures
        if figure.indicator is None and figure.unit and figure.time in ("now", "plan")
        if figure.context.words - _SAYS_LITTLE
    ]

    def suits(slot: Slot, figure: Figure) -> bool:
        return (
            figure.context.words <= slot.context.words
            and _same_family(slot.unit, figure.unit)
            and figure.context.side == slot.context.side
            and _agree(slot, figure)
        )

    return _sole({slot.name: [figure for figure in telling if suits(slot, figure)] for slot in slots})


def _by_some_words(slots: Sequence[Slot], figures: Sequence[Figure]) -> dict[str, Figure]:
    """A figure goes into a slot of no indicator if its kind and the family of its unit suit, and a word stands beside both.

    由…到… is an exception: there the figures may be of a known indicator, and the first may be last year's.
    """

    def suits(slot: Slot, figure: Figure) -> bool:
        from_or_to = slot.context.side  # "from" or "to" in 由…到…, else empty
        return (
            (figure.indicator is None or bool(from_or_to))
            and (figure.time in ("now", "delta", "plan") or from_or_to == "from")
            and figure.kind in _FIGURES_OF_SLOT[slot.kind]
            and _same_family(slot.unit, figure.unit)
            and figure.context.side == slot.context.side
            and _share_a_word(slot.context, figure.context)
            and _agree(slot, figure)
        )

    return _sole({slot.name: [figure for figure in figures if suits(slot, figure)] for slot in slots})


def _sole(suiting: Mapping[str, Sequence[Figure]]) -> dict[str, Figure]:
    """Slot → figure, where only this figure suits the slot and the figure suits no other slot."""
    suits = [figure for figures in suiting.values() for figure in figures]
    return {name: figures[0] for name, figures in suiting.items() if len(figures) == 1 and suits.count(figures[0]) == 1}


def _same_family(unit: str, other: str) -> bool:
    return units.family(unit) == units.family(other)


def _share_a_word(one: Context, other: Context) -> bool:
    """Whether the same word touches both, and a word that says enough (调解, but not 会议) is near to both."""
    near, touching = one.words & other.words, one.touching & other.touching
    if one.side and one.side == other.side:  # in 由…到… the second figure has no noun of its own, so any word is enough
        return bool(near)
    return bool(touching and near - _SAYS_LITTLE)


def _agree(slot: Slot, figure: Figure) -> bool:
    """Whether both are denied or neither is, both planned or neither, and they do not go in opposite directions."""
    both_or_no_plan = slot.planned == (figure.time == "plan")
    both_or_none_denied = slot.context.denied == figure.context.denied
    directions = {slot.context.trend, figure.context.trend} - {""}
    return both_or_no_plan and both_or_none_denied and len(directions) < 2


# What else fills a slot -----------------------------------------------------------------------------------------------


def _mentioned(slots: Sequence[Slot], note: Note, year: int | None) -> dict[str, str]:
    """Slot → value, for slots that take no figure: the year, the zone, and a date, title or number of a document.

    The last three are filled only if the note has one such value and the phrase has one such slot: of two dates nobody can
    tell which is meant.
    """
    if not slots:
        return {}
    this_year = year or max(note.years, default=None)
    everywhere = {"zone": "我区"}  # whichever it is
    if this_year:
        everywhere |= {"year": str(this_year), "next_year": str(this_year + 1)}
    once = {kind: note.mentions[kind][0] for kind in ("date", "docno", "title") if len(note.mentions[kind]) == 1}
    slots_of_kind = Counter(kind for _, kind in {(slot.name, slot.kind) for slot in slots})
    values = {}
    for slot in slots:
        if slot.kind in everywhere:
            values[slot.name] = everywhere[slot.kind]
        elif slot.kind in once and slots_of_kind[slot.kind] == 1:
            values[slot.name] = once[slot.kind]
    return values


def _computed(slots: Sequence[Slot], note: Note, register: Register) -> dict[str, tuple[str, str]]:
    """Slot → (value, how it was computed), for what the register's rules give for exact figures of the note."""
    values = note.exact_values
    if not values:
        return {}
    found = {}
    for slot in slots:
        for rule in register.relations:
            terms = _terms(rule, slot.kind)
            if not terms or not all(term in values for term in terms):
                continue
            value = _by_rule(rule, *(values[term] for term in terms))
            if value is not None:
                rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
                names = "、".join(register.names.get(term, term) for term in terms)
                found[slot.name] = (f"{rounded:f}", f"由{names}计算")
    return found


def _terms(rule: RelationRule, wanted: str) -> tuple[str, ...]:
    """The indicators from which the rule computes the wanted one; none if it cannot compute it."""
    if rule.kind == "sum" and rule.other_allowed:  # then the parts may be less than the whole
        return ()
    if rule.kind in ("sum", "diff"):
        return rule.parts if rule.whole == wanted else ()
    if rule.kind == "rate":
        return (*rule.parts, rule.whole) if rule.rate == wanted else ()
    return ()


def _by_rule(rule: RelationRule, *terms: Decimal) -> Decimal | None:
    """What the rule computes from the terms; None if a part exceeds the whole, because then one of them is misread or mistyped."""
    if rule.kind == "sum":
        return sum(terms, Decimal(0))
    if rule.kind == "diff":
        return terms[0] - terms[1] if terms[0] >= terms[1] else None
    part, whole = terms
    if not whole or part > whole:
        return None
    return 100 * part / whole


# What is printed ------------------------------------------------------------------------------------------------------


def _value(figure: Figure) -> str:
    """The figure without hedges and unit; but an amount of money keeps 元 or 万元, because the amount depends on it."""
    return figure.spelling.number + (figure.spelling.unit if figure.kind == "money" else "")


def _printed(slot: Slot, values: Mapping[str, str], placed: Mapping[str, Figure], names: Mapping[str, str]) -> str:
    """What stands in the text instead of the slot, its hedges and its unit."""
    if slot.name not in placed:
        return values.get(slot.name, f"【待填：{missing(slot, names)}】") + slot.unit
    figure = placed[slot.name]
    unit = figure.unit if other_unit(slot.unit, figure.unit) else slot.unit
    if figure.kind == "money" or (figure.unit and not figure.spelling.unit):
        unit = ""  # it is in the value
    return figure.spelling.before + _value(figure) + unit + figure.spelling.after


def missing(slot: Slot, names: Mapping[str, str]) -> str:
    """What a gap asks for, in Chinese; `names` are the Chinese names of the indicators."""
    return names.get(slot.kind) or _GAPS.get(slot.kind, "名称")


def other_unit(of_phrase: str, of_figure: str) -> bool:
    """Whether the unit of the figure means something else than the phrase's (人次, 人); then the figure's is printed."""
    return bool(of_figure and of_phrase) and units.meaning(of_phrase) != units.meaning(of_figure)
