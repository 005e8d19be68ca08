"""Puts a note's figures into a phrase: Phrase and Note in, Filling out.

A figure goes where the same indicator stands, never where the same position is. A figure that no indicator claimed may
fill a slot only when unit family and neighbouring words agree and nothing else could. What arithmetic of the
register gives (a rate from its two counts, a sum from its parts) may fill a slot and is named as computed. Everything
else is a visible gap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from drafter import text
from drafter.bank.search import UNIT, unit_class
from drafter.model import Offered, RelationRule
from drafter.suggesting.note import Context, Figure, Note, contexts

_SLOT = re.compile(
    rf"(?:约|近|超过|超|逾)?\{{(?P<name>\w+)\}}(?:[余多](?![万亿]))?(?P<unit>(?:{UNIT.pattern})(?:（\w+）\w?)?)?(?:以上|左右|以内)?"
)
_KINDS = {"number": ("count", "area", "duration", "score"), "percent": ("percent", "points"), "money": ("money",)}
# Words, two hanzi each, that touch so many figures that one of them alone proves nothing.
_EVERYWHERE = frozenset(
    re.findall(
        "..", "人员活动会议案件问题企业事项文件资料培训纠纷群众单位项目上升下降增长增加减少提高降低占比比例结率满意意率"
    )
)
_UNDATED = {"year": "本年度", "next_year": "下一年度"}
_GAPS = {
    "number": "数字", "percent": "百分比", "money": "金额", "date": "日期", "docno": "文号", "title": "文件名称",
    "place": "地名", "person": "姓名", "organ": "机构名称", "firm": "单位名称", "brand": "品牌名称",
}  # fmt: skip
# Units between which nothing is lost: the phrase's own stands. 人 and 人次 are not the same thing.
_SAME = ({"件", "起", "宗", "例"}, {"场", "场次"}, {"人", "名", "位"}, {"家", "户"}, {"份", "册", "本"}, {"条", "项"})


class Slot(NamedTuple):
    """A slot in its phrase: where it stands with hedge and unit, and what stands around it."""

    name: str
    kind: str
    start: int
    end: int
    unit: str
    planned: bool
    context: Context


class Filling(NamedTuple):
    """The phrase filled: its slots by name, slot → value, slots left open, slot → the note's figure, slot → how reckoned."""

    text: str
    slots: dict[str, Slot]
    filled: dict[str, str]
    unfilled: tuple[Slot, ...]
    placed: dict[str, Figure]
    computed: dict[str, str]


def fill(
    phrase: Offered, note: Note, rules: Sequence[RelationRule], names: Mapping[str, str], year: int | None
) -> Filling:
    """Fill the phrase with the note's figures; `names` are the indicators' Chinese names, for gaps and reasons."""
    pattern = phrase.text if year or note.singles["year"] else _undated(phrase)
    slots = _slots(pattern, phrase)
    placed = _bound(slots, note.figures)
    placed |= _worded([s for s in slots if s.name not in placed], note.figures)
    placed |= _plain([s for s in slots if s.name not in placed], [f for f in note.figures if f not in placed.values()])
    reckoned = _reckoned([s for s in slots if s.name not in placed], note.figures, rules, names)
    values = _given(slots, note, year) | {name: value for name, (value, _) in reckoned.items()}
    values |= {s.name: _value(placed[s.name]) for s in slots if s.name in placed}
    printed = {s.name: _printed(s, values, placed, names) for s in slots}
    return Filling(
        _render(pattern, slots, printed),
        {s.name: s for s in slots},
        values,
        tuple({s.name: s for s in slots if s.name not in values}.values()),
        placed,
        {name: how for name, (_, how) in reckoned.items()},
    )


def _undated(phrase: Offered) -> str:
    """Where nobody said which year it is, the phrase speaks of 本年度."""
    pattern = phrase.text
    for name, kind in phrase.slots.items():
        if kind in _UNDATED:
            pattern = re.sub(rf"\{{{name}\}}年度?", _UNDATED[kind], pattern)
    return pattern


def _slots(pattern: str, phrase: Offered) -> list[Slot]:
    kinds, plan = phrase.slots, phrase.role == "plan"
    found = [m for m in _SLOT.finditer(pattern) if m["name"] in kinds]
    around = contexts(text.fold(pattern), [m.span() for m in found])
    return [
        Slot(m["name"], kinds[m["name"]], m.start(), m.end(), m["unit"] or "", plan or context.planned, context)
        for m, context in zip(found, around, strict=True)
    ]


def _bound(slots: Sequence[Slot], figures: Sequence[Figure]) -> dict[str, Figure]:
    """By indicator, where slot and figure are the only ones of it and do not contradict."""
    found = {}
    for slot in slots:
        named = [f for f in figures if f.indicator == slot.kind]
        same = named + [
            f for f in figures if f.indicator is None and f.time == "now" and any(_twins(f, other) for other in named)
        ]
        alone = len({s.name for s in slots if s.kind == slot.kind}) == 1
        if len(same) == 1 and alone and _agree(slot, same[0]):
            found[slot.name] = same[0]
    return found


def _worded(slots: Sequence[Slot], figures: Sequence[Figure]) -> dict[str, Figure]:
    """A figure that was recognised as nothing, in the one slot whose surroundings hold every word around the figure."""
    loose = [f for f in figures if f.indicator is None and f.context.words - _EVERYWHERE]
    found = {s.name: [f for f in loose if "." in s.kind and _within(s, f)] for s in slots}
    taken = [f for each in found.values() for f in each]
    return {name: each[0] for name, each in found.items() if len(each) == 1 and taken.count(each[0]) == 1}


def _within(slot: Slot, figure: Figure) -> bool:
    return (
        figure.time in ("now", "plan")
        and bool(figure.unit)
        and unit_class(slot.unit) == unit_class(figure.unit)
        and figure.context.words <= slot.context.words
        and figure.context.side == slot.context.side
        and _agree(slot, figure)
    )


def _twins(one: Figure, other: Figure) -> bool:
    """Counted in the same words (甲社区调解纠纷12件，乙社区调解纠纷15件): which of them is meant nobody can tell."""
    a, b = one.context.words, other.context.words
    return unit_class(one.unit) == unit_class(other.unit) and len(a & b) > max(1, 0.6 * min(len(a), len(b)))


def _plain(slots: Sequence[Slot], figures: Sequence[Figure]) -> dict[str, Figure]:
    """By unit family and neighbouring words, where exactly one slot suits exactly one figure."""
    suits = {s.name: [f for f in figures if _suits(s, f)] for s in slots if s.kind in _KINDS}
    taken = [f for each in suits.values() for f in each]
    return {name: each[0] for name, each in suits.items() if len(each) == 1 and taken.count(each[0]) == 1}


def _suits(slot: Slot, figure: Figure) -> bool:
    return (
        (figure.indicator is None or slot.context.side != "")
        and (figure.time in ("now", "delta", "plan") or slot.context.side == "from")
        and figure.kind in _KINDS[slot.kind]
        and unit_class(slot.unit) == unit_class(figure.unit)
        and slot.context.side == figure.context.side
        and _alike(slot.context, figure.context)
        and _agree(slot, figure)
    )


def _alike(one: Context, other: Context) -> bool:
    """A word in common that touches the figure, and a second one where that is a word that stands everywhere. Of 由…到…
    one that is near will do, because the second figure has no noun of its own.
    """
    near, touching = one.words & other.words, one.touching & other.touching
    if one.side == other.side != "":
        return bool(near)
    return bool(touching - _EVERYWHERE or (touching and near - _EVERYWHERE))


def _agree(slot: Slot, figure: Figure) -> bool:
    ours, theirs = slot.context, figure.context
    told = ours.denied == theirs.denied and slot.planned == (figure.time == "plan")
    return told and not (ours.trend and theirs.trend and ours.trend != theirs.trend)


def _given(slots: Sequence[Slot], note: Note, year: int | None) -> dict[str, str]:
    """Slots that are no figures: the year, the zone, and a date, title or number that the note has one of."""
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


def _reckoned(
    slots: Sequence[Slot], figures: Sequence[Figure], rules: Sequence[RelationRule], names: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Slot → value and how it was reckoned, from exact figures of this year that the note has one of each."""
    ids = [f.indicator for f in figures]
    exact = {f.indicator: f.value for f in figures if f.time != "plan" and _exact(f) and ids.count(f.indicator) == 1}
    known = {key: value for key, value in exact.items() if key and value is not None}
    found = {}
    for slot in slots:
        for rule in rules:
            value = _by_rule(rule, slot.kind, known)
            if value is not None and "." in slot.kind:
                parts = "、".join(names.get(key, key) for key in _terms(rule))
                found[slot.name] = (_decimal(value), f"由{parts}计算")
    return found


def _exact(figure: Figure) -> bool:
    return not (figure.before or figure.after or figure.context.denied or re.search("[余多来]", figure.number))


def _terms(rule: RelationRule) -> tuple[str, ...]:
    return rule.parts if rule.kind in ("sum", "diff") else (*rule.parts, rule.whole)


def _by_rule(rule: RelationRule, wanted: str, known: Mapping[str, Decimal]) -> Decimal | None:
    if wanted != (rule.rate if rule.kind in ("rate", "drop") else rule.whole):
        return None
    terms = [known.get(key) for key in _terms(rule)]
    numbers = [term for term in terms if term is not None]
    if len(numbers) < len(terms) or rule.kind == "within" or rule.other_allowed:
        return None
    if rule.kind == "sum":
        return sum(numbers, Decimal(0))
    if rule.kind == "diff":
        return numbers[0] - numbers[1] if numbers[0] >= numbers[1] else None
    return _share(rule.kind, *numbers)


def _share(kind: str, part: Decimal, whole: Decimal) -> Decimal | None:
    """In percent; None where the parts exceed the whole, because then one of the two is misread or mistyped."""
    if not whole or part > whole:
        return None
    return (100 * part / whole) if kind == "rate" else (100 * (whole - part) / whole)


def _decimal(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}"


def _value(figure: Figure) -> str:
    return figure.number + (figure.unit if figure.kind == "money" else "")


def _printed(slot: Slot, values: Mapping[str, str], placed: Mapping[str, Figure], names: Mapping[str, str]) -> str:
    if slot.name in placed:
        figure = placed[slot.name]
        unit = figure.unit if other_unit(slot.unit, figure.unit) else slot.unit
        return figure.before + _value(figure) + ("" if figure.kind == "money" else unit) + figure.after
    return values.get(slot.name, f"【待填：{missing(slot, names)}】") + slot.unit


def missing(slot: Slot, names: Mapping[str, str]) -> str:
    """What a gap asks for, in Chinese."""
    return names.get(slot.kind) or _GAPS.get(slot.kind, "名称")


def other_unit(slot: str, figure: str) -> bool:
    """Whether the typed unit says something else than the phrase's, so that it is the typed one that is printed."""
    return bool(figure and slot) and slot != figure and not any({slot, figure} <= same for same in _SAME)


def _render(pattern: str, slots: Sequence[Slot], printed: Mapping[str, str]) -> str:
    parts, last = [], 0
    for slot in slots:
        parts += [pattern[last : slot.start], printed[slot.name]]
        last = slot.end
    return re.sub("《《([^》]*)》》", r"《\1》", "".join(parts) + pattern[last:])
