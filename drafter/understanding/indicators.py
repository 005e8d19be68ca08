"""Recognising which indicator a printed figure belongs to: clauses and a register in, Readings out.

Mining, extraction, suggestions and checking all use this. For every figure: its own words and the time it speaks of
(spans.py), the wordings that may mean it (register.py), and how well each of them fits (scoring.py). Then the figures
of a sentence are looked at together: parts and wholes, arithmetic, and no indicator twice. Arithmetic that comes out
right lifts a weak candidate; arithmetic that comes out wrong lowers none, because the checker must still see the wrong
sum. The wordings are written by hand, not learned: on the reports there are, no learned model did better, and a clerk
can mend an alias.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, pairwise, product
from typing import NamedTuple

from drafter import language
from drafter.model import Clause, Quantity, Reading, RelationRule
from drafter.text import fold
from drafter.understanding import quantities
from drafter.understanding.clauses import ends
from drafter.understanding.figure_pattern import pattern_for_reports
from drafter.understanding.narrowing import is_narrowed
from drafter.understanding.register import Register, Wording, compile, plain, restored, topic_of_id
from drafter.understanding.scoring import Hint, Surroundings, candidates, score, surroundings
from drafter.understanding.spacing import ClosedUp, closed_up
from drafter.understanding.spans import Figure, Setting, figures
from drafter.understanding.subordinates import topics_told_in_part

__all__ = ["ASK", "SURE", "Register", "compile", "plain", "recognise", "recognise_note", "restored", "settings"]

SURE = 0.9
"""From this confidence a figure may be taken without asking: at least 49 of 50 are right on untuned texts."""
_ALMOST_SURE = SURE - 0.01
_LIKELY = 0.88  # from here a reading, asked for or not, speaks against another value of the same indicator
ASK = 0.7
"""From here a figure may be filled in, but the user must confirm it; below, no indicator is named at all."""
Scores = dict[str, float]
"""Indicator id → the best score of its wordings, for one figure."""

# The least score with which an indicator is named. 0.62 was the least that was more often right than wrong on reports
# from which no wording was written; notes have fewer words to score by.
_LEAST, _LEAST_IN_NOTE = 0.62, 0.45
# Score → confidence, the share that was right on reports the wordings had not seen. Up to 0.93 one in ten was wrong.
_CURVE = ((_LEAST, ASK), (0.8, 0.78), (0.9, 0.85), (0.95, SURE), (1.0, 0.95), (1.2, 0.99))
_MARGIN = 0.2  # how far the next best indicator must be behind for a figure to be taken without asking
_SECOND_CHOICE = 0.15  # how far below its best a figure may fall when another figure took that indicator
# What is added to a candidate of a figure behind 其中 or in brackets …
_CHILD = 0.15  # … that may be a part of the whole's indicator,
_NO_CHILD = -0.25  # … that may not,
_WHOLE_UNKNOWN = -0.05  # … and where the whole was not recognised.
# Added under a heading of problems, or of what the head did: there often only some of what an indicator counts is told.
_SOME_ONLY = -0.2
_CONFIRMED = 0.18  # added where printed figures fulfil a relation
_TRIED = 4  # figures tried for each term of a relation: more would make too many combinations
_EARLIER = 3  # sentences of the paragraph before, in which an owner or object may be named
_EARLIER_REACH = 1200  # characters of those: a sentence without a full stop may go on for pages
_OPENING = 40  # a paragraph's first sentence of at most so many characters is as good as a heading
_OF_HEAD = ("leadership", "learning")  # topics of which the head's section tells all
_NEAR = 6  # figures on either side of one, among which another may be meant by the same indicator
_JOINING = "、和与及"
_LONGEST_NOUN = 12  # characters behind the unit that may be its noun
_BARE_NUMBER = re.compile(r"[\d,]+(\.\d+)?")
_WORD = re.compile(r"[^\W\d]")


class Evidence(NamedTuple):
    """What speaks for the indicators of one figure: the best score and wording of each."""

    scores: Scores
    wordings: dict[str, Wording]
    around: Surroundings


class Choice(NamedTuple):
    """The indicator chosen for a figure, its score, and how far the next best is behind; 0 without an indicator, and where
    something else speaks against taking the figure without asking.
    """

    indicator: str | None = None
    score: float = 0.0
    margin: float = 0.0


def recognise(clauses: Sequence[Clause], register: Register, year: int | None = None) -> tuple[Reading, ...]:
    """A reading for every quantity of the clauses, in text order, `indicator` None where unsure.

    `year` is the report's; it tells last year's figures from this year's. A figure that stands for two indicators
    (办结率、满意率均达98%) has two readings, one after the other.
    """
    pattern_for_reports()
    hint = Hint()
    readings = [
        reading for _, found, setting in settings(clauses, year) for reading in _read(found, setting, register, hint)
    ]
    return tuple(_without_contradicted(readings))


def _without_contradicted(readings: list[Reading]) -> Iterator[Reading]:
    """The readings, of which none is to be taken without asking where another one gives the same indicator another value."""
    values: dict[str, set[Decimal | str | None]] = {}
    for reading in readings:
        if reading.indicator and reading.confidence >= _LIKELY:
            values.setdefault(reading.indicator, set()).add(reading.quantity.value)
    for reading in readings:
        is_contradicted = reading.confidence >= SURE and len(values[reading.indicator or ""]) > 1
        yield reading._replace(confidence=_ALMOST_SURE) if is_contradicted else reading


def settings(clauses: Sequence[Clause], year: int | None) -> Iterator[tuple[Clause, Sequence[Quantity], Setting]]:
    """Every clause that has figures, with these and where it stands."""
    for _, paragraph in groupby(clauses, key=lambda clause: clause.line):
        sentences = list(paragraph)
        closed = [closed_up(sentence.text) for sentence in sentences]
        opening = (sentences[0].text,) if len(sentences[0].text) <= _OPENING else ()
        for k, clause in enumerate(sentences):
            if found := quantities.find(clause.text, clause.line, clause.start):
                path = clause.path if k == 0 else clause.path + opening
                before = (each.text[-_EARLIER_REACH:] for each in closed[max(0, k - _EARLIER) : k])
                earlier = "".join(before)[-_EARLIER_REACH:]
                yield clause, found, Setting(closed[k], clause.start, path, earlier, year)


@lru_cache(16)  # one suggestion reads its note several times: for homophones, figures and formal wording
def recognise_note(text: str, register: Register, topic: str = "") -> tuple[Reading, ...]:
    """Readings of a rough note: units and objects may be missing (调解 207件 成功188); `topic` stands for the headings."""
    hint, readings = Hint(topic, True, register.common_terms), list[Reading]()
    for number, line in enumerate(text.splitlines(), 1):
        for start, end in pairwise([0, *ends(line), len(line)]):
            words = ClosedUp(
                fold(line[start:end]), range(end - start + 1)
            )  # its blanks stay: they part figures from words
            setting = Setting(words, start, earlier=fold(line[max(0, start - _EARLIER_REACH) : start]))
            found = [_counted(quantity, setting) for quantity in quantities.find(line[start:end], number, start)]
            readings += _read(found, setting, register, hint)
    return tuple(readings)


def _read(found: Sequence[Quantity], setting: Setting, register: Register, hint: Hint) -> list[Reading]:
    """The readings of the quantities of one sentence."""
    counting = figures(found, setting)
    by_start: dict[int, list[Reading]] = {}
    for figure, choice in zip(counting, _choices(counting, register, hint), strict=True):
        confidence = _confidence(choice, hint) if choice.indicator else 0.0
        reading = Reading(figure.quantity, choice.indicator, confidence, figure.time)
        by_start.setdefault(figure.quantity.start, []).append(reading)
    readings: list[Reading] = []
    for quantity in found:
        own = by_start.get(quantity.start, [])
        if len(own) > 1:
            own = list(dict.fromkeys(own))  # one for each name that it stands for
        named = [reading for reading in own if reading.indicator]
        if named:
            readings += named
        elif own:
            readings.append(own[0])
        else:  # dates, ranks and names are no figures
            readings.append(Reading(quantity, None, 0.0, "now"))
    return readings


def _counted(quantity: Quantity, setting: Setting) -> Quantity:
    """In a note a bare number at the end of its words (成功188) counts; other quantities stay as they are."""
    behind = setting.sentence.text[quantity.end - setting.start :]
    printed = fold(quantity.text)
    if quantity.value is not None or not _BARE_NUMBER.fullmatch(printed) or _WORD.match(behind):
        return quantity
    value = Decimal(printed.replace(",", ""))
    return quantity._replace(value=value, low=value, high=value, kind="count")


def _confidence(choice: Choice, hint: Hint) -> float:
    """The confidence that belongs to a score, interpolated between two points of the curve; always below SURE where
    another indicator is close behind.
    """
    # A note's least score counts as much as a report's.
    score = choice.score + (_LEAST - _LEAST_IN_NOTE if hint.is_note else 0)
    k = min(max(bisect([x for x, _ in _CURVE], score), 1), len(_CURVE) - 1)
    (x0, y0), (x1, y1) = _CURVE[k - 1], _CURVE[k]
    confidence = min(y0 + (y1 - y0) * (score - x0) / (x1 - x0), y1)
    if choice.margin < _MARGIN:
        confidence = min(confidence, _ALMOST_SURE)
    return round(confidence, 3)


# The figures of one sentence together -------------------------------------------------------------------------------


def _choices(figures: Sequence[Figure], register: Register, hint: Hint) -> list[Choice]:
    """For each figure of one sentence the indicator that it is."""
    evidence = [_evidence(figure, register, hint) for figure in figures]
    scores = [each.scores for each in evidence]
    for k, figure in enumerate(figures):
        if figure.is_whole_of_previous:  # 成功188起/207起: the second is the whole of whatever the first is
            scores[k] = _scores_of_whole(scores[k - 1], register.relations)
    # Of two figures that start at one place (办结率、满意率均达98%) the first stands for both.
    by_start = {figure.quantity.start: found for figure, found in zip(reversed(figures), reversed(scores), strict=True)}
    scores = [
        _as_part(found, by_start.get(figure.whole.start, {}), register) if figure.whole else found
        for figure, found in zip(figures, scores, strict=True)
    ]
    confirmed = set(_confirmed(figures, scores, register.relations))
    for k, id_ in confirmed:
        scores[k][id_] += _CONFIRMED
    choices = _assigned(scores, _LEAST_IN_NOTE if hint.is_note else _LEAST)
    narrowed: set[str] = set()  # with all that is a part of it: the success rate of land disputes is not that of all
    for k, choice in enumerate(choices):
        if not choice.indicator:
            continue
        wording = evidence[k].wordings.get(choice.indicator)
        is_asked = wording is not None and wording.is_asked and (k, choice.indicator) not in confirmed
        if is_asked or (wording and not hint.is_note and is_narrowed(wording, evidence[k].around)):
            narrowed |= {choice.indicator, *_related(choice.indicator, register)}
        if choice.indicator in narrowed or _is_doubtful(k, choice.indicator, figures, scores):
            choices[k] = choice._replace(margin=0.0)
    return choices


def _related(whole: str, register: Register) -> Iterator[str]:
    """The parts of an indicator and their rates."""
    for rule in register.relations:
        if rule.whole == whole:
            yield from (*rule.parts, *([rule.rate] if rule.rate else []))


def _is_doubtful(k: int, id_: str, figures: Sequence[Figure], scores: Sequence[Scores]) -> bool:
    """Whether the figure is a part of an unknown whole, or one of several that may be the whole indicator (废止8件、宣布失效5件;
    2次全面清理和3次专项清理).
    """
    figure, near = figures[k], range(max(0, k - _NEAR), min(len(figures), k + _NEAR + 1))
    if figure.whole:
        of_whole = (scores[other] for other in near if figures[other].quantity.start == figure.whole.start)
        return max(next(of_whole, {}).values(), default=0.0) < _LEAST
    if k + 1 < len(figures) and _is_one_of_two(figure, figures[k + 1]):
        return True
    if k and _is_last_of_list(figures[k - 1], figure):
        return True
    for other in near:
        found, rival = scores[other], figures[other]
        if other == k or found.get(id_, 0.0) < _LEAST or found[id_] < max(found.values()):
            continue
        is_another = rival.quantity.value != figure.quantity.value and rival.time == figure.time and not rival.whole
        if is_another and not rival.has_borrowed_words and not figure.has_borrowed_words:
            return True
    return False


def _is_one_of_two(figure: Figure, following: Figure) -> bool:
    """Whether the next figure is joined to this one and counts the same kind of thing: 2次全面清理和3次专项清理."""
    noun = figure.noun.rstrip(_JOINING)
    is_joined = noun and following.gap.strip(_JOINING) == noun and following.quantity.unit == figure.quantity.unit
    return bool(is_joined) and following.noun[:_LONGEST_NOUN].endswith(noun[-2:])


def _is_last_of_list(before: Figure, figure: Figure) -> bool:
    """Whether the words behind this figure are said of the one before too: 9个镇、22个部门主要负责人述法."""
    noun = before.noun.rstrip(_JOINING)
    is_joined = noun and figure.left[-1:] in _JOINING and figure.left.strip(_JOINING) == noun
    return bool(is_joined) and figure.quantity.unit == before.quantity.unit


def _evidence(figure: Figure, register: Register, hint: Hint) -> Evidence:
    """The scores of one figure by itself."""
    best: Scores = {}
    wordings: dict[str, Wording] = {}
    around = surroundings(figure, register, hint)
    for wording in candidates(around, register, hint):
        value = score(wording, around, hint)
        if value is not None and value > best.get(wording.indicator.id, -1.0):
            best[wording.indicator.id], wordings[wording.indicator.id] = value, wording
    if best and figure.headings and _is_told_in_part(figure.headings[0]):
        best = {id_: value + (_SOME_ONLY if topic_of_id(id_) not in _OF_HEAD else 0) for id_, value in best.items()}
    in_part = topics_told_in_part(figure, {topic_of_id(id_) for id_ in best}, register)
    if in_part:
        best = {id_: value for id_, value in best.items() if topic_of_id(id_) not in in_part}
    return Evidence(best, wordings, around)


@lru_cache(64)
def _is_told_in_part(heading: str) -> bool:
    return language.pattern("cues", "problem_heading", "head_heading").search(heading) is not None


def _scores_of_whole(part: Scores, rules: Sequence[RelationRule]) -> Scores:
    """The scores of a figure of which another, with the scores `part`, is a part."""
    return {
        rule.whole: part[rule.parts[0]] for rule in rules if rule.kind in ("rate", "within") and rule.parts[0] in part
    }


def _as_part(found: Scores, whole: Scores, register: Register) -> Scores:
    """The scores of a figure that is a part of another. Its indicator belongs to the whole's topic, and mostly to the
    parts that a relation names; most parts (by field, by source) have no indicator.
    """
    best = max(whole, key=lambda id_: whole[id_], default=None)
    if best is None or whole[best] < _LEAST:
        return {id_: value + _WHOLE_UNKNOWN for id_, value in found.items()}
    children = register.children.get(best, frozenset())
    topic = topic_of_id(best)
    return {
        id_: value + (_CHILD if id_ in children else _NO_CHILD)
        for id_, value in found.items()
        if topic_of_id(id_) == topic
    }


def _confirmed(
    figures: Sequence[Figure], scores: Sequence[Scores], rules: Sequence[RelationRule]
) -> Iterator[tuple[int, str]]:
    """(figure, id) of every term of a relation that three printed figures or more fulfil.

    `within` confirms nothing: that one figure is less than another is no evidence; nor `drop`, which needs last year's figure.
    """
    if len(figures) < 3:
        return
    proposed = {id_ for ids in scores for id_ in ids}
    for rule in rules:
        if rule.kind in ("within", "drop") or rule.whole not in proposed:
            continue
        ids = [id_ for id_ in (rule.whole, *rule.parts, rule.rate) if id_]
        options = [_likeliest_figures(id_, scores) for id_ in ids]
        if rule.kind == "sum":  # a part may be unprinted
            options = [options[0], *([*option, None] for option in options[1:])]
        for places in product(*options):
            printed = [(k, id_) for k, id_ in zip(places, ids, strict=True) if k is not None]
            all_different = len({k for k, _ in printed}) == len(printed)
            if len(printed) > 2 and all_different and _holds(rule.kind, [figures[k] for k, _ in printed]):
                yield from printed


def _likeliest_figures(id_: str, scores: Sequence[Scores]) -> list[int | None]:
    """The numbers of the figures that may best be this id."""
    found = [k for k, ids in enumerate(scores) if id_ in ids]
    return list(sorted(found, key=lambda k: -scores[k][id_])[:_TRIED])


def _holds(kind: str, terms: Sequence[Figure]) -> bool:
    """Whether the figures of a relation, in the order whole, parts, rate, agree as printed."""
    whole, *parts = [value for term in terms if isinstance(value := term.quantity.value, Decimal)]
    if kind == "sum":
        return whole == sum(parts)
    if kind == "diff":
        return whole == parts[0] - parts[1]
    if not whole:
        return False
    return _is_printed_as(parts[0] / whole * 100, terms[-1])


def _is_printed_as(share: Decimal, rate: Figure) -> bool:
    """Whether the rate is the share, rounded or cut off at the printed precision."""
    low, high, value = rate.quantity.low, rate.quantity.high, rate.quantity.value
    step = high - low if low is not None and high is not None and high > low else Decimal(1)
    return isinstance(value, Decimal) and abs(share - value) < step


def _assigned(scores: Sequence[Scores], least: float) -> list[Choice]:
    """An indicator for each figure: best scores first, no indicator twice. A figure whose best was taken gets another
    only if that is nearly as good.
    """
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    pairs = [(value, k, id_) for k, found in enumerate(scores) for id_, value in found.items()]
    pairs.sort(key=lambda pair: (pair[0], -pair[1], pair[2]), reverse=True)  # on ties the earlier figure first
    enough = [max(least, max(found.values(), default=0.0) - _SECOND_CHOICE) for found in scores]
    for value, k, id_ in pairs:
        if value >= enough[k] and k not in chosen and id_ not in taken:
            chosen[k] = id_
            taken.add(id_)
    return [_choice(chosen[k], found) if k in chosen else Choice() for k, found in enumerate(scores)]


def _choice(id_: str, found: Scores) -> Choice:
    next_best = max([value for other, value in found.items() if other != id_], default=0.0)
    return Choice(id_, found[id_], found[id_] - next_best)
