"""`say(topic)`: answers and notes of one topic → sentences. Nothing is said that no answer or accepted note says.

1. Wording that the user accepted, in the user's order.
2. Answered indicators not yet said: figure phrases all of whose slots are answered and that do not contradict the data.
3. What no phrase can say: the question's own plain sentence. No answer is lost.
4. A required answer that is missing: a visible gap.
5. Rough notes: as typed, with the three best suggestions for the Word comment.

The question a reader would ask: why packages? If phrases were chosen freely over all answers of a topic, taking one answer
away could reshuffle the wording of all others. So the indicators of a topic are first parted into packages that do not
depend on the data, and phrases are chosen inside a package only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha1

from drafter import answers as typed
from drafter.answers import Answers
from drafter.compose.values import gap
from drafter.formats import Note, Phrase, Zone
from drafter.model import Origin, Reading, RelationRule, Run, Sentence, Suggestion
from drafter.questionnaire import Questionnaire

PLAIN_TOGETHER = 3
"""Plain sentences of neighbouring questions that are joined to one; those of one relation stay together."""

_SLOT = re.compile(r"\{(\w+)\}")
_ENDINGS = "。；;，,、 "
_STATUS = {"reviewed": 0, "written": 0, "mined": 1}
_DIRECTION = re.compile("上升|下降|增长|提升|提高|降低|压减|压缩|缩短|减少|净增")
_TOTALITY = re.compile("全覆盖|全部|均|所有")
_FALLING = {"services.days_after": "services.days_before"}


@dataclass(frozen=True)
class Facts:
    """What may be said, and the means to say it. `recognise(text, topic)` and `suggest(text, topic)` look things up."""

    questionnaire: Questionnaire
    answers: Answers
    notes: dict[str, list[Note]]
    phrases: tuple[Phrase, ...]
    zone: Zone
    year: int
    recognise: Callable[[str, str], tuple[Reading, ...]]
    suggest: Callable[[str, str], tuple[Suggestion, ...]]


@dataclass(frozen=True)
class Said:
    """A sentence and its runs."""

    sentence: Sentence
    runs: tuple[Run, ...]


def say(topic: str, facts: Facts) -> tuple[Said, ...]:
    """Everything there is to say on a topic, sentence by sentence, in reading order."""
    notes = facts.notes.get(topic, [])
    accepted = [_accepted(note, topic) for note in notes if note.accepted]
    done = _already_said(accepted, topic, facts)
    figures = [said for package in packages(topic, facts) for said in _figures(package, done, topic, facts)]
    rough = [_rough(note, topic, facts) for note in notes if not note.accepted]
    return (*accepted, *figures, *_gaps(topic, facts), *rough)


def packages(topic: str, facts: Facts) -> tuple[tuple[str, ...], ...]:
    """The topic's indicators parted into sets that are worded together; the same whatever the answers are."""
    order = [i for i in facts.questionnaire.indicators if i.partition(".")[0] == topic]
    free, parts = set(order), []
    for phrase in sorted(_figure_phrases(topic, facts), key=lambda p: (-len(set(_bound(p))), *_rank(p, facts))):
        bound = set(_bound(phrase))
        if bound <= free:
            parts.append(tuple(i for i in order if i in bound))
            free -= bound
    parts += _neighbours(order, free, facts.questionnaire.relations)
    return tuple(sorted(parts, key=lambda part: order.index(part[0])))


def _neighbours(order: Sequence[str], free: set[str], relations: Sequence[RelationRule]) -> list[tuple[str, ...]]:
    """The indicators that no phrase binds, joined with the ones next to them to short sentences."""
    groups: list[list[str]] = [[]]
    for indicator in order:
        if indicator not in free:
            groups.append([])
        elif _related(groups[-1], indicator, relations) or _room(groups[-1], indicator, relations):
            groups[-1].append(indicator)
        else:
            groups.append([indicator])
    return [tuple(group) for group in groups if group]


def _room(group: Sequence[str], indicator: str, relations: Sequence[RelationRule]) -> bool:
    return not group or (len(group) < PLAIN_TOGETHER and not _relates(indicator, relations))


def _related(group: Sequence[str], indicator: str, relations: Sequence[RelationRule]) -> bool:
    return any(indicator in _terms(rule) and set(group) & _terms(rule) for rule in relations)


def _relates(indicator: str, relations: Sequence[RelationRule]) -> bool:
    return any(indicator in _terms(rule) for rule in relations)


def _terms(rule: RelationRule) -> set[str]:
    return {rule.whole, *rule.parts, rule.rate}


def _figure_phrases(topic: str, facts: Facts) -> list[Phrase]:
    return [p for p in facts.phrases if p.topic == topic and p.claim == "figure" and p.status in _STATUS and _enters(p)]


def _enters(phrase: Phrase) -> bool:
    """Whether all slots are indicators (or the report's own year and zone) and something is counted at all."""
    return bool(_bound(phrase)) and all("." in kind or kind in ("year", "zone") for kind in phrase.slots.values())


def _bound(phrase: Phrase) -> list[str]:
    return [kind for kind in phrase.slots.values() if "." in kind]


def _rank(phrase: Phrase, facts: Facts) -> tuple[int, str]:
    """Reviewed before mined; among equals a hash of the zone's name, so that zones differ in wording."""
    return _STATUS[phrase.status], sha1(f"{facts.zone.name}/{phrase.id}".encode()).hexdigest()


def _figures(package: tuple[str, ...], done: set[str], topic: str, facts: Facts) -> Iterable[Said]:
    """A package's answers, each said once: by phrases that cover most, then plainly."""
    left = {i for i in package if isinstance(facts.answers.get(i), Decimal)} - done
    chosen: list[tuple[int, Said]] = []
    usable = [p for p in _figure_phrases(topic, facts) if set(_bound(p)) <= left and _agrees(p, facts)]
    for phrase in sorted(usable, key=lambda p: (-len(set(_bound(p))), *_rank(p, facts))):
        if set(_bound(phrase)) <= left:
            left -= set(_bound(phrase))
            chosen.append((min(package.index(i) for i in _bound(phrase)), _phrased(phrase, topic, facts)))
    if left:
        plain = [i for i in package if i in left]
        chosen.append((package.index(plain[0]), _plain(plain, package, topic, facts)))
    return [said for _, said in sorted(chosen, key=lambda pair: pair[0])]


def _agrees(phrase: Phrase, facts: Facts) -> bool:
    """Whether the data allow the wording: no zero in it, directions and totals as the figures say."""
    values = {i: facts.answers.get(i) for i in _bound(phrase)}
    if any(not isinstance(value, Decimal) or value == 0 for value in values.values()):
        return False
    if _TOTALITY.search(phrase.text) and not all(v == 100 for i, v in values.items() if i.endswith("_rate")):
        return False
    return not _DIRECTION.search(phrase.text) or all(_falls_or_counts(i, facts) for i in values)


def _falls_or_counts(indicator: str, facts: Facts) -> bool:
    """A direction word may stand with a figure that itself counts a change, or with a pair that really fell."""
    if indicator.endswith(("_cut", "_drop", "_net", "_before")):
        value = facts.answers.get(indicator)
        return isinstance(value, Decimal) and value > 0
    before, after = facts.answers.get(_FALLING.get(indicator, "")), facts.answers.get(indicator)
    return isinstance(before, Decimal) and isinstance(after, Decimal) and after < before


def _phrased(phrase: Phrase, topic: str, facts: Facts) -> Said:
    identity = _identity(topic, phrase.id, *sorted(_bound(phrase)))
    runs = [*_filled(phrase, facts), Run("。", "phrase")]
    sources = tuple(f"{s.report} {s.section}".strip() for s in phrase.sources)
    return _said(identity, "phrase", runs, topic, phrase=phrase.id, sources=sources)


def _filled(phrase: Phrase, facts: Facts) -> Iterable[Run]:
    for i, part in enumerate(_SLOT.split(phrase.text)):
        if part:
            yield _slot(phrase.slots[part], facts) if i % 2 else Run(part, "phrase")


def _slot(kind: str, facts: Facts) -> Run:
    if kind == "year":
        return Run(str(facts.year), "template")
    if kind == "zone":
        return Run(facts.zone.short or facts.zone.name, "template")
    value = facts.answers.get(kind)
    question = facts.questionnaire.questions[kind]
    assert isinstance(value, Decimal)
    return Run(typed.printed(question.kind or "count", value), "answer", answers=(kind,))


def _plain(indicators: Sequence[str], package: tuple[str, ...], topic: str, facts: Facts) -> Said:
    runs: list[Run] = []
    for indicator in indicators:
        before, _, after = facts.questionnaire.questions[indicator].sentence.partition("{value}")
        runs += [Run(("，" if runs else "") + before, "template"), _slot(indicator, facts), Run(after, "template")]
    return _said(_identity(topic, "plain", *package), "template", [*runs, Run("。", "template")], topic)


def _accepted(note: Note, topic: str) -> Said:
    origin: Origin = "phrase" if note.phrase else "answer"
    run = Run(note.accepted.rstrip(_ENDINGS) + "。", origin)
    return _said(_identity(topic, "note", note.note), origin, [run], topic, phrase=note.phrase, accepted=True)


def _rough(note: Note, topic: str, facts: Facts) -> Said:
    run = Run(note.note.rstrip(_ENDINGS) + "。", "note")
    suggestions = facts.suggest(note.note, topic)
    return _said(_identity(topic, "note", note.note), "note", [run], topic, suggestions=suggestions)


def _gaps(topic: str, facts: Facts) -> Iterable[Said]:
    for question in facts.questionnaire.questions.values():
        if (
            question.id.partition(".")[0] == topic
            and question.required
            and facts.answers.state(question.id) == "unknown"
        ):
            runs = [gap(question), Run("。", "template")]
            yield _said(_identity(topic, "gap", question.id), "gap", runs, topic)


def _already_said(accepted: Sequence[Said], topic: str, facts: Facts) -> set[str]:
    """Indicators whose answered value stands in wording that the user accepted."""
    readings = [reading for said in accepted for reading in facts.recognise(said.sentence.text, topic)]
    return {r.indicator for r in readings if r.indicator and facts.answers.get(r.indicator) == r.quantity.value}


def _said(
    identity: str,
    origin: Origin,
    runs: Sequence[Run],
    topic: str,
    *,
    phrase: str = "",
    sources: tuple[str, ...] = (),
    accepted: bool = False,
    suggestions: tuple[Suggestion, ...] = (),
) -> Said:
    text = "".join(run.text for run in runs)
    used = tuple(dict.fromkeys(i for run in runs if run.origin == "answer" for i in run.answers))
    sentence = Sentence(
        identity, text, origin, topic, phrase, sources, None, used, accepted=accepted, suggestions=suggestions
    )
    return Said(sentence, tuple(Run(run.text, run.origin, identity, run.answers) for run in runs))


def _identity(*parts: str) -> str:
    """Stable while figures change: made of the place, the phrase and the indicators, never of the text."""
    return f"{parts[0]}_{sha1('/'.join(parts).encode()).hexdigest()[:10]}"
