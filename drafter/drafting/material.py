"""What a draft is made of: the report's answers, notes and phrases, and how a figure of theirs becomes runs of text.

A wording is a text with slots. A slot that no answer fills is a visible gap 【待填：…】, never somebody else's figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha1

from drafter import language
from drafter.asking.answer_values import printed
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.formats import Note, Question, Snippet, Terms, Zone
from drafter.model import Offered, Origin, Reading, Run, Sentence, Suggestion

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Material:
    """What may be said, and the means to say it. `recognise(text, topic)` and `suggest(text, topic)` look things up.

    `placed` are the names of the topic's snippets that the user wants, all of them among `snippets`.
    """

    questionnaire: Questionnaire
    answers: Answers
    notes: dict[str, list[Note]]
    phrases: tuple[Offered, ...]
    zone: Zone
    year: int
    recognise: Callable[[str, str], tuple[Reading, ...]]
    suggest: Callable[[str, str], tuple[Suggestion, ...]]
    terms: Terms = field(default_factory=Terms)
    compare: bool = True
    placed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    snippets: Mapping[str, Snippet] = field(default_factory=dict)

    def figure(self, id: str) -> Decimal | None:
        """This year's answer, where it is a figure."""
        value = self.answers.get(id)
        return value if isinstance(value, Decimal) else None


@dataclass(frozen=True)
class Said:
    """A sentence and its runs."""

    sentence: Sentence
    runs: tuple[Run, ...]


def said(
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
    """The runs as one sentence of that id; the answers it prints are those of its runs."""
    text = "".join(run.text for run in runs)
    used = tuple(dict.fromkeys(i for run in runs if run.origin == "answer" for i in run.answers))
    made = Sentence(
        identity, text, origin, topic, phrase, sources, None, used, accepted=accepted, suggestions=suggestions
    )
    return Said(made, tuple(Run(run.text, run.origin, identity, run.answers) for run in runs))


def identity(*parts: str) -> str:
    """Stable while figures change: made of the place, the phrase and the indicators, never of the text."""
    return f"{parts[0]}_{sha1('/'.join(parts).encode()).hexdigest()[:10]}"


def filled(text: str, slots: Mapping[str, str], origin: Origin, known: Material) -> Iterator[Run]:
    """A wording with this report's figures, year and zone in its slots; `slots` as in formats.Phrase."""
    for i, part in enumerate(_SLOT.split(text)):
        if part:
            yield _slot(slots.get(part, "number"), known) if i % 2 else Run(part, origin)


def _slot(kind: str, known: Material) -> Run:
    if kind in ("year", "next_year"):
        return Run(str(known.year + (kind == "next_year")), "template")
    if kind == "zone":
        return Run(known.zone.short or known.zone.name, "template", answers=("zone.short",))
    question, value = known.questionnaire.questions.get(kind), known.figure(kind)
    if question is None:
        return Run(f"【待填：{language.table('phrases')['gaps'].get(kind, '内容')}】", "gap")
    if value is None:
        return gap(question)
    if value < 0:  # 净增-12户 is no sentence; the question's own one says it
        return Run(f"【待填：{question.ask}，今年是负数】", "gap", answers=(kind,))
    return size(question, value)


def size(question: Question, value: Decimal) -> Run:
    """A figure without its sign."""
    return Run(printed(question.kind or "count", abs(value)), "answer", answers=(question.id,))


def gap(question: Question) -> Run:
    """The visible gap for a question without an answer."""
    return Run(f"【待填：{question.ask}】", "gap", answers=(question.id,))
