"""Puts a note's figures into a phrase: a phrase and a Note in, a Filling out.

A figure goes where its indicator stands, never where its position in the note is. A figure that no indicator claimed fills
a slot only when unit and neighbouring words agree and nothing else could. What the register's arithmetic gives (a rate
from its two counts, a sum from its parts) may fill a slot and is named as computed. Everything else is a visible gap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from drafter import language, text
from drafter.bank.search import UNIT
from drafter.language import units
from drafter.model import Offered, RelationRule
from drafter.suggesting.note import Context, Figure, Note, contexts
from drafter.understanding.indicators import Register

_HEDGE_BEFORE, _HEDGE_AFTER = (language.alternatives("units", name) for name in ("hedge_before", "hedge_after"))
_SLOT = re.compile(
    rf"(?:{_HEDGE_BEFORE})?\{{(?P<name>\w+)\}}(?:[余多](?![万亿]))?"
    rf"(?P<unit>(?:{UNIT.pattern})(?:（\w+）\w?)?)?(?:{_HEDGE_AFTER})?"
)
_KINDS = {"number": ("count", "area", "duration", "score"), "percent": ("percent", "points"), "money": ("money",)}
_SAYS_LITTLE = frozenset(language.words("phrases", "says_little"))
_UNDATED: Mapping[str, str] = language.table("phrases")["undated"]
_GAPS: Mapping[str, str] = language.table("phrases")["gaps"]


class Slot(NamedTuple):
    """A slot in its phrase: where it stands with hedge and unit, and what stands around it."""

    name: str
    kind: str
    start: int
    end: int
    unit: str
    planned: bool
    context: Context

    @property
    def counts(self) -> bool:
        """Whether it is the place of an indicator."""
        return "." in self.kind

    @property
    def numeric(self) -> bool:
        """Whether a figure belongs in it."""
        return self.counts or self.kind in _KINDS


class Filling(NamedTuple):
    """The phrase filled: its text; slots by name, the value of each filled one, the open ones; which of the note's figures
    stands where, and of what was computed, how.
    """

    text: str
    slots: dict[str, Slot]
    filled: dict[str, str]
    unfilled: tuple[Slot, ...]
    placed: dict[str, Figure]
    computed: dict[str, str]


def fill(phrase: Offered, note: Note, register: Register, year: int | None) -> Filling:
    """Fill the phrase with the note's figures; gaps are named as the register names them."""
    pattern = phrase.text
    if not (year or note.singles["year"]):
        for name, kind in phrase.slots.items():
            if kind in _UNDATED:
                pattern = re.sub(rf"\{{{name}\}}年度?", _UNDATED[kind], pattern)
    slots = _slots(pattern, phrase)

    placed = _by_indicator(slots, note.figures)
    left = [f for f in note.figures if f not in placed.values()] if placed else note.figures
    if left:
        placed |= _by_all_words([s for s in slots if s.counts and s.name not in placed], left)
        left = [f for f in left if f not in placed.values()]
        placed |= _by_some_words([s for s in slots if s.kind in _KINDS], left)
    reckoned = _reckoned([s for s in slots if s.counts and s.name not in placed], note, register)
    values = _given([s for s in slots if not s.numeric], note, year)
    values |= {name: value for name, (value, _) in reckoned.items()}
    values |= {s.name: _value(placed[s.name]) for s in slots if s.name in placed}

    parts, last = [], 0
    for slot in slots:
        parts += [pattern[last : slot.start], _printed(slot, values, placed, register.names)]
        last = slot.end
    return Filling(
        re.sub("《《([^》]*)》》", r"《\1》", "".join(parts) + pattern[last:]),
        {s.name: s for s in slots},
        values,
        tuple({s.name: s for s in slots if s.name not in values}.values()),
        placed,
        {name: how for name, (_, how) in reckoned.items()},
    )


def _slots(pattern: str, phrase: Offered) -> list[Slot]:
    found = [m for m in _SLOT.finditer(pattern) if m["name"] in phrase.slots]
    around = contexts(text.fold(pattern), [m.span() for m in found])
    planned = phrase.role == "plan"
    return [
        Slot(m["name"], phrase.slots[m["name"]], *m.span(), m["unit"] or "", planned or context.planned, context)
        for m, context in zip(found, around, strict=True)
    ]


def _by_indicator(slots: Sequence[Slot], figures: Sequence[Figure]) -> dict[str, Figure]:
    """Where slot and figure are the only ones of their indicator and do not contradict each other."""
    found = {}
    for slot in slots:
        named = [f for f in figures if f.indicator == slot.kind]
        loose = (f for f in figures if f.indicator is None and f.time == "now")
        unclear = any(_twins(f, other) for f in loose for other in named)
        alone = len({s.name for s in slots if s.kind == slot.kind}) == 1
        if len(named) == 1 and alone and not unclear and _agree(slot, named[0]):
            found[slot.name] = named[0]
    return found


def _twins(one: Figure, other: Figure) -> bool:
    """Counted in the same words (甲社区调解纠纷12件，乙社区调解纠纷15件): which of them is meant nobody can tell."""
    a, b = one.context.words, other.context.words
    return units.family(one.unit) == units.family(other.unit) and len(a & b) > max(1, 0.6 * min(len(a), len(b)))


def _by_all_words(slots: Sequence[Slot], figures: Sequence[Figure]) -> dict[str, Figure]:
    """A figure that was recognised as nothing, in the one slot of an indicator beside which all its words stand."""
    loose = [f for f in figures if f.indicator is None and f.unit and f.time in ("now", "plan")]
    loose = [f for f in loose if f.context.words - _SAYS_LITTLE]
    suits = {
        slot.name: [
            figure
            for figure in loose
            if units.family(slot.unit) == units.family(figure.unit)
            and figure.context.words <= slot.context.words
            and figure.context.side == slot.context.side
            and _agree(slot, figure)
        ]
        for slot in (slots if loose else ())
    }
    return _single(suits)


def _by_some_words(slots: Sequence[Slot], figures: Sequence[Figure]) -> dict[str, Figure]:
    """A figure in a slot of no indicator, by unit family and a word beside both."""
    return _single({slot.name: [figure for figure in figures if _suits(slot, figure)] for slot in slots})


def _single(suits: Mapping[str, Sequence[Figure]]) -> dict[str, Figure]:
    """The slots that one figure suits, if it suits no other."""
    taken = [figure for each in suits.values() for figure in each]
    return {name: each[0] for name, each in suits.items() if len(each) == 1 and taken.count(each[0]) == 1}


def _suits(slot: Slot, figure: Figure) -> bool:
    return (
        (figure.indicator is None or slot.context.side != "")
        and (figure.time in ("now", "delta", "plan") or slot.context.side == "from")
        and figure.kind in _KINDS[slot.kind]
        and units.family(slot.unit) == units.family(figure.unit)
        and slot.context.side == figure.context.side
        and _share_a_word(slot.context, figure.context)
        and _agree(slot, figure)
    )


def _share_a_word(one: Context, other: Context) -> bool:
    """A word in common that touches the figure, and a second one where that is a word that says little. Of 由…到… one that
    is near will do, because the second figure has no noun of its own.
    """
    near, touching = one.words & other.words, one.touching & other.touching
    if one.side == other.side != "":
        return bool(near)
    return bool(touching - _SAYS_LITTLE or (touching and near - _SAYS_LITTLE))


def _agree(slot: Slot, figure: Figure) -> bool:
    ours, theirs = slot.context, figure.context
    told = ours.denied == theirs.denied and slot.planned == (figure.time == "plan")
    return told and not (ours.trend and theirs.trend and ours.trend != theirs.trend)


def _given(slots: Sequence[Slot], note: Note, year: int | None) -> dict[str, str]:
    """Of slots that take no figure: the year, the zone, and a date, title or number that the note has one of."""
    if not slots:
        return {}
    now = year or max((int(y[:4]) for y in note.singles["year"] if y[:4].isdecimal()), default=None)
    known = {"year": [str(now)], "next_year": [str(now + 1)]} if now else {}
    known |= {"zone": ["我区"]}
    known |= {kind: list(note.singles[kind]) for kind in ("date", "docno", "title")}
    wanted = Counter(kind for _, kind in {(s.name, s.kind) for s in slots})
    return {
        s.name: known[s.kind][0]
        for s in slots
        if len(known.get(s.kind, ())) == 1 and (wanted[s.kind] == 1 or s.kind in ("zone", "year", "next_year"))
    }


def _reckoned(slots: Sequence[Slot], note: Note, register: Register) -> dict[str, tuple[str, str]]:
    """Slot → value, rounded to two decimals, and how it was reckoned, from exact figures of the note."""
    found = {}
    for slot in slots:
        for rule in register.relations if note.exact else ():
            result = rule.rate if rule.kind in ("rate", "drop") else rule.whole
            terms = rule.parts if rule.kind in ("sum", "diff") else (*rule.parts, rule.whole)
            if (
                result == slot.kind
                and rule.kind != "within"
                and not rule.other_allowed
                and note.exact.keys() >= {*terms}
            ):
                value = _by_rule(rule, *(note.exact[term] for term in terms))
                if value is not None:
                    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
                    names = "、".join(register.names.get(term, term) for term in terms)
                    found[slot.name] = (f"{rounded:f}", f"由{names}计算")
    return found


def _by_rule(rule: RelationRule, *terms: Decimal) -> Decimal | None:
    """None where nothing follows, or where the parts exceed the whole: then one of the two is misread or mistyped."""
    if rule.kind == "sum":
        return sum(terms, Decimal(0))
    if rule.kind == "diff":
        return terms[0] - terms[1] if terms[0] >= terms[1] else None
    part, whole = terms
    if not whole or part > whole:
        return None
    return 100 * (part if rule.kind == "rate" else whole - part) / whole


def _value(figure: Figure) -> str:
    return figure.number + (figure.unit if figure.kind == "money" else "")


def _printed(slot: Slot, values: Mapping[str, str], placed: Mapping[str, Figure], names: Mapping[str, str]) -> str:
    if slot.name not in placed:
        return values.get(slot.name, f"【待填：{missing(slot, names)}】") + slot.unit
    figure = placed[slot.name]
    unit = figure.unit if other_unit(slot.unit, figure.unit) else slot.unit
    return figure.before + _value(figure) + ("" if figure.kind == "money" else unit) + figure.after


def missing(slot: Slot, names: Mapping[str, str]) -> str:
    """What a gap asks for, in Chinese; `names` are the indicators'."""
    return names.get(slot.kind) or _GAPS.get(slot.kind, "名称")


def other_unit(slot: str, figure: str) -> bool:
    """Whether the typed unit says something else than the phrase's, so that it is the typed one that is printed."""
    return bool(figure and slot) and units.meaning(slot) != units.meaning(figure)
