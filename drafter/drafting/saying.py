"""`say(topic)`: answers and notes of one topic → sentences. Nothing is said that no answer or accepted note says.

1. Wording that the user accepted, in the user's order; then the snippets that the user placed. What a snippet says of another
   topic is said there and not here.
2. Answered indicators not yet said: figure phrases all of whose slots are answered and that do not contradict the data.
3. What no phrase can say: the question's own plain sentence. No answer is lost.
4. A required answer that is missing: a visible gap.
5. Rough notes: as typed, with the three best suggestions for the Word comment.

Which phrase says what is decided in choosing.py and guards.py; how the year compares with the last one, in comparing.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from drafter.asking import answers as typed
from drafter.drafting.choosing import Choice, choices, indicators
from drafter.drafting.comparing import compared
from drafter.drafting.facts import Facts, Said, identity, sentence
from drafter.drafting.passages import mentioned, placed
from drafter.drafting.values import gap
from drafter.errors import FormatError
from drafter.formats import Note
from drafter.model import Offered, Origin, Run

_SLOT = re.compile(r"\{(\w+)\}")
_ENDINGS = "。；;，,、 "


def say(topic: str, facts: Facts) -> tuple[Said, ...]:
    """Everything there is to say on a topic, sentence by sentence, in reading order."""
    notes = facts.notes.get(topic, [])
    accepted = [_accepted(note, topic) for note in notes if note.accepted]
    passages = list(placed(topic, facts))
    done = _already_said(accepted, topic, facts) | mentioned("answer", facts)
    figures = [_worded(package, choice, topic, facts) for package, choice in choices(topic, facts, done)]
    rough = [_rough(note, topic, facts) for note in notes if not note.accepted]
    return (*accepted, *passages, *figures, *_gaps(topic, bool(passages), facts), *rough)


def _worded(package: tuple[str, ...], choice: Choice, topic: str, facts: Facts) -> Said:
    return _phrased(choice.phrase, topic, facts) if choice.phrase else _plain(choice, package, topic, facts)


def _phrased(phrase: Offered, topic: str, facts: Facts) -> Said:
    id_ = identity(topic, phrase.id, *sorted(indicators(phrase)))
    runs = [*compared([*_filled(phrase, facts)], facts), Run("。", "phrase")]
    return sentence(id_, "phrase", runs, topic, phrase=phrase.id, sources=phrase.sources)


def _filled(phrase: Offered, facts: Facts) -> Iterable[Run]:
    for i, part in enumerate(_SLOT.split(phrase.text)):
        if part:
            yield _slot(phrase.slots[part], facts) if i % 2 else Run(part, "phrase")


def _slot(kind: str, facts: Facts) -> Run:
    if kind == "year":
        return Run(str(facts.year), "template")
    if kind == "zone":
        return Run(facts.zone.short or facts.zone.name, "template", answers=("zone.short",))
    value = facts.answers.get(kind)
    question = facts.questionnaire.questions[kind]
    assert isinstance(value, Decimal)
    return Run(typed.printed(question.kind or "count", abs(value)), "answer", answers=(kind,))


def _plain_sentence(indicator: str, facts: Facts) -> str:
    """The question's own sentence; that of a negative figure gives its size."""
    question, value = facts.questionnaire.questions[indicator], facts.answers.get(indicator)
    return question.decrease if isinstance(value, Decimal) and value < 0 else question.sentence


def _plain(choice: Choice, package: tuple[str, ...], topic: str, facts: Facts) -> Said:
    runs: list[Run] = []
    for indicator in choice.indicators:
        before, _, after = _plain_sentence(indicator, facts).partition("{value}")
        opening = "，" if runs else choice.lead
        runs += [Run(opening + before, "template"), _slot(indicator, facts), Run(after, "template")]
    whole = [*compared([run for run in runs if run.text], facts), Run("。", "template")]
    return sentence(identity(topic, "plain", *package), "template", whole, topic)


def _accepted(note: Note, topic: str) -> Said:
    origin: Origin = "phrase" if note.phrase else "answer"
    run = Run(note.accepted.rstrip(_ENDINGS) + "。", origin)
    return sentence(identity(topic, "note", note.note), origin, [run], topic, phrase=note.phrase, accepted=True)


def _rough(note: Note, topic: str, facts: Facts) -> Said:
    run = Run(note.note.rstrip(_ENDINGS) + "。", "note")
    try:
        suggestions = facts.suggest(note.note, topic)
    except FormatError:  # too long to look for: it stands as it was typed
        suggestions = ()
    return sentence(identity(topic, "note", note.note), "note", [run], topic, suggestions=suggestions)


def _gaps(topic: str, told: bool, facts: Facts) -> Iterable[Said]:
    """What was not answered and must be; where a passage stands for the topic, only figures."""
    asked = mentioned("gap", facts)
    for question in facts.questionnaire.questions.values():
        if (
            question.id.partition(".")[0] == topic
            and question.required
            and facts.answers.state(question.id) == "unknown"
            and not (told and question.id not in facts.questionnaire.indicators)
            and question.id not in asked
        ):
            runs = [gap(question), Run("。", "template")]
            yield sentence(identity(topic, "gap", question.id), "gap", runs, topic)


def _already_said(accepted: Sequence[Said], topic: str, facts: Facts) -> set[str]:
    """Indicators whose answered value stands in wording that the user accepted."""
    readings = [reading for said in accepted for reading in facts.recognise(said.sentence.text, topic)]
    return {r.indicator for r in readings if r.indicator and facts.answers.get(r.indicator) == r.quantity.value}
