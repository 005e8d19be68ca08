"""What `say` works on and what it returns: facts in, sentences with their runs out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha1

from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.formats import Note, Snippet, Zone
from drafter.model import Offered, Origin, Reading, Run, Sentence, Suggestion


@dataclass(frozen=True)
class Facts:
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
    compare: bool = True
    placed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    snippets: Mapping[str, Snippet] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """A sentence and its runs."""

    sentence: Sentence
    runs: tuple[Run, ...]


def sentence(
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
