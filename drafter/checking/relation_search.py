"""Where figures contradict each other: a Context in, a Hit for every relation of some kinds that does not hold.

The program never guesses which figure is wrong: the hint names every figure that would mend the relation. What may as well be about
other figures is not told: a figure in a bracket that compares with last year, a rate of another base, parts of which several are
more than the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from drafter import language
from drafter.checking.mistaken import is_far_sum, is_mistake
from drafter.checking.rule import Context, Hit
from drafter.model import Block, Place, Reading, Relation, RelationKind, Severity
from drafter.text import fold
from drafter.understanding import quantities

_ANNOUNCING = ("方面", "点")
"""Units that count nothing but what is going to be listed."""
_OF_CHANGES: tuple[RelationKind, ...] = ("growth", "points", "average")
_OF_RATES: tuple[RelationKind, ...] = ("rate", "feasible")
_REST = language.pattern("arithmetic", "rest")
_COUNTED_TWICE = language.pattern("arithmetic", "counted_twice")
_WAY = language.alternatives("arithmetic", "by_way_of")
_BOTH = re.compile(f"其中(?:{_WAY})[^,、;。]*[0-9][^,、;。]{{1,4}},(?![^,、;。]*(?:不予|未|非))[^,、;。]*$")
_PERHAPS_SOME, _ALL_OF_THEM = re.compile("其中|受理"), re.compile("[(:]|分别")
_ENDED = re.compile("(?:\\([^()]{0,40}\\))?。")
_COMPARED = re.compile(f"\\((?:{language.alternatives('cues', 'compared_with')})[^()]{{0,60}}\\)")


def wrong(context: Context, *kinds: RelationKind) -> Iterator[Hit]:
    """The relations of these kinds that do not hold, each at the first of its figures."""
    relations = [each for each in context.report.contradictions if each.kind in kinds]
    readings = _by_place(context) if relations else {}
    figures = [each.quantity for each in context.report.readings] if relations else []
    for relation in relations:
        is_far = not is_mistake(relation, figures)
        is_sum_of_all = relation.kind == "sum" and _names_all(context, relation)
        if (is_far and not (is_sum_of_all and is_far_sum(relation, figures))) or _is_in_doubt(
            context, relation, readings
        ):
            continue
        line, start, end = relation.places[0]
        hint = f"请核对原始数据。可能应为：{'；'.join(relation.repairs)}" if relation.repairs else ""
        message = f"数字对不上：{relation.formula}"
        severity: Severity | None = "warning" if is_far else None
        if relation.kind == "slipped":
            message, severity = f"是不是写错了一个数字：{relation.formula}", "info"
        if relation.kind == "turned":
            message, severity = f"是不是一个数：{relation.formula}", "info"
        if _may_be_some(context, relation):
            whole, *parts = map(_number, relation.terms)
            is_less = sum(parts) < whole
            message, severity = f"各部分相加{'不到' if is_less else '超过'}总数：{relation.formula}", "info"
            why = "没有写全的，写明其余是什么；写全了的，" if is_less else "有的算了两遍的，写明有重叠；没有重叠的，"
            hint = why + (hint or "请核对原始数据。")
        yield Hit(message, line, start, end, excerpt="，".join(relation.terms), hint=hint, severity=severity)


def _by_place(context: Context) -> Mapping[Place, Reading]:
    return {(each.quantity.line, each.quantity.start, each.quantity.end): each for each in context.report.readings}


def _is_in_doubt(context: Context, relation: Relation, readings: Mapping[Place, Reading]) -> bool:
    """Whether the relation may be about figures that have nothing to do with each other."""
    if relation.kind in _OF_RATES:
        return _lacks_base(context, relation, readings)
    if relation.kind in _OF_CHANGES:
        return False
    if relation.kind == "list":
        # 集体研究重大事项5项。一是严格履行决策程序: where nothing stands behind the figure it tells what was done and announces no list
        line, _, end = relation.places[0]
        block = _block_at(context, line, end)
        is_ended = block and _ENDED.match(_between(block, end, len(block.text) + block.column))
        if is_ended and not relation.terms[0].endswith(_ANNOUNCING):
            return True
    if relation.kind == "sum":
        line, _, end = max(relation.places)
        block = _block_at(context, line, end)
        behind = _between(block, end, len(block.text) + block.column).partition("。")[0] if block else ""
        if _COUNTED_TWICE.search(behind):  # 其中扫码5391户次，联合检查1128户次，后者多数同时扫码
            return True
    if relation.kind == "stock":  # what is left is less than what came and went
        return False
    whole, *parts = (_value(readings.get(place)) for place in relation.places)
    too_large = [part for part in parts if part is not None and whole is not None and part > whole]
    is_in_scale = relation.kind in ("diff", "sum") and _differ_in_scale(whole, parts)
    return (len(too_large) > 1 and not is_in_scale) or any(_is_compared(context, place) for place in relation.places)


def _differ_in_scale(whole: Decimal | None, parts: Sequence[Decimal | None]) -> bool:
    """Whether the whole of a difference or a sum would fit in 万 or 亿: 保有量312.46亩，比309.80万亩多2.66万亩."""
    total = sum((part for part in parts if part is not None), Decimal(0))
    return bool(whole) and any(total == whole * scale for scale in (10**4, 10**8) if whole)


def _may_be_some(context: Context, relation: Relation) -> bool:
    """Whether parts that do not make up the whole may not be all of it, behind 其中 or as cases accepted and refused, or may be two
    that overlap. With 其余 they are all.
    """
    (line, _, start), *parts = relation.places
    if relation.kind != "sum" or any(place[0] != line or place[1] < start for place in parts):
        return False
    whole, *values = map(_number, relation.terms)
    first, last = parts[0][1], max(place[1] for place in parts)
    block = _block_at(context, line, start)
    between, up_to_last = (_between(block, start, first), _between(block, start, last)) if block else ("", "")
    is_closed = _ALL_OF_THEM.search(between) or _REST.search(up_to_last)
    if sum(values) < whole:
        return bool(_PERHAPS_SOME.search(between)) and not is_closed
    both = _BOTH.search(up_to_last)  # two ways of doing it: 其中通过扫码检查91户次，以联合方式检查28户次
    return both is not None and not is_closed


def _names_all(context: Context, relation: Relation) -> bool:
    """Whether a bracket, a colon or 分别 says that the parts behind the whole are all of it: 23件（新制定5件，修改9件）."""
    (line, _, start), *parts = relation.places
    block = _block_at(context, line, start)
    if block is None or any(place[0] != line or place[1] < start for place in parts):
        return False
    between = _between(block, start, min(place[1] for place in parts))
    return _ALL_OF_THEM.search(between) is not None and not _PERHAPS_SOME.search(between)


def _block_at(context: Context, line: int, at: int) -> Block | None:
    blocks = (block for block in context.report.outline.blocks if block.line == line)
    return next((block for block in blocks if block.column <= at <= block.column + len(block.text)), None)


def _between(block: Block, start: int, end: int) -> str:
    return fold(block.text[start - block.column : end - block.column])


def _number(term: str) -> Decimal:
    found = quantities.find(term)
    value = found[0].value if found else None
    return value if isinstance(value, Decimal) else Decimal(0)


def _lacks_base(context: Context, relation: Relation, readings: Mapping[Place, Reading]) -> bool:
    """Whether a rate is held against figures of another matter, or one that is known against another base than its own."""
    found = [reading for place in relation.places if (reading := readings.get(place))]
    counts = [reading for reading in found if reading.quantity.kind != "percent"]
    known = [reading.indicator for reading in counts if reading.indicator]
    rates = [reading.indicator for reading in found if reading.quantity.kind == "percent"]
    for rule in context.report.register.relations:
        if rule.rate in rates and rule.rate:
            is_named = rule.whole in context.report.values
            return rule.whole not in known if is_named else relation.kind == "feasible" and rule.parts[0] in known
    values = [value for reading in counts if (value := _value(reading)) is not None]
    is_topped = len(values) > 1 and values[0] < values[1]  # the whole stands first among the terms
    return is_topped or len({indicator.partition(".")[0] for indicator in (*known, *rates) if indicator}) > 1


def _value(reading: Reading | None) -> Decimal | None:
    value = reading.quantity.value if reading else None
    return value if isinstance(value, Decimal) else None


def _is_compared(context: Context, place: Place) -> bool:
    """Whether the figure stands in a bracket like （比上年增加3件）."""
    line, start, _ = place
    for block in context.report.outline.blocks:
        if block.line == line and block.column <= start < block.column + len(block.text):
            spans = (match.span() for match in _COMPARED.finditer(fold(block.text)))
            return any(first <= start - block.column < last for first, last in spans)
    return False
