"""What a template may name: answers as printable values. Typed answers in, a Jinja context of plain values out.

A value prints as a token that stands for runs of known origin (markup.py), so a user's text can be neither markup nor
template code. An unanswered question is false in `{% if %}` and prints as a visible gap 【待填：…】; 不适用 prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.asking import answers as typed
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting import markup
from drafter.formats import Question
from drafter.model import Run

_ENDINGS = "。；;，,、 "


class Insertions:
    """The runs behind the tokens of one rendering, in order of their making."""

    def __init__(self) -> None:
        self.runs: list[tuple[Run, ...]] = []

    def add(self, *runs: Run) -> str:
        """A token that stands for these runs."""
        self.runs.append(runs)
        return markup.token(len(self.runs) - 1)


class Value:
    """A printable value: text, or a list of values; false when there is no answer."""

    __slots__ = ("_answered", "_items", "_text")

    def __init__(self, text: str, answered: bool, items: Sequence[object] = ()) -> None:
        self._text, self._answered, self._items = text, answered, tuple(items)

    def __str__(self) -> str:
        return self._text

    def __bool__(self) -> bool:
        return self._answered

    def __iter__(self) -> Iterator[object]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class Names:
    """Values by name, as `{{ disputes.succeeded }}` asks for them; an unknown name is an AttributeError."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, object]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> object:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __dir__(self) -> list[str]:
        return list(self._values)


def gap(question: Question) -> Run:
    """The visible gap for a question without an answer."""
    return Run(f"【待填：{question.ask}】", "gap", answers=(question.id,))


def topics(questionnaire: Questionnaire, answers: Answers, insertions: Insertions) -> dict[str, Names]:
    """For every topic its values by the part of the question id after the dot."""
    values: dict[str, dict[str, object]] = {}
    for question in questionnaire.questions.values():
        topic, _, name = question.id.partition(".")
        values.setdefault(topic, {})[name] = _value(question, answers, insertions)
    return {topic: Names(entries) for topic, entries in values.items()}


def _value(question: Question, answers: Answers, insertions: Insertions) -> Value:
    answer = answers.get(question.id)
    if answers.state(question.id) == "not_applicable":
        return Value("", answered=False)
    if answer is None:
        return Value(insertions.add(gap(question)), answered=False)
    if isinstance(answer, tuple):
        items = [_item(question, part, insertions) for part in answer]
        return Value("".join(str(item) for item in items), bool(items), items)
    text = typed.printed(question.kind or "text", answer)
    return Value(insertions.add(Run(text, "answer", answers=(question.id,))), answered=True)


def _item(question: Question, part: str | dict[str, str], insertions: Insertions) -> object:
    """A list's item, or a record's fields; without final punctuation, which is the template's."""
    if isinstance(part, str):
        return Value(insertions.add(Run(part.rstrip(_ENDINGS), "answer", answers=(question.id,))), bool(part))
    return Names({name: _field(question, name, part.get(name, ""), insertions) for name in question.fields})


def _field(question: Question, name: str, text: str, insertions: Insertions) -> Value:
    bare = text.rstrip(_ENDINGS)
    run = Run(bare, "answer", answers=(question.id,))
    missing = Run(f"【待填：{question.fields[name]}】", "gap", answers=(question.id,))
    return Value(insertions.add(run if bare else missing), bool(bare))
