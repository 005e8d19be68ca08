"""Plans what the points of a topic say: the points of the template, answers, notes and ticks in, plans out.

A point (要点) is what one paragraph is about; the template says which figures and measures belong to it (measures.yaml). A
template without points has one for each topic, and then nothing in it is joined that the register does not join, because
nobody said that it belongs together.

A note goes to the point of the figures in it, else to the point with which it shares most words. A note that names a problem
or a plan goes to the part of the report that is about problems or plans, wherever it was typed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1
from itertools import pairwise

from drafter import language
from drafter.asking.measures import Ticked
from drafter.drafting.material import Material, topic_of
from drafter.formats import Company, Note
from drafter.model import Role


@dataclass(frozen=True)
class Plan:
    """What a point says. `lead` is how it may begin; `companies` are its figures, as far as they are answered.

    `joined`: the template says that all this is about one matter, so that its clauses may share sentences. `required`: the ids
    of the questions that must be answered.
    """

    id: str
    lead: str
    joined: bool
    measures: tuple[Ticked, ...]
    companies: tuple[Company, ...]
    notes: tuple[Note, ...]
    required: tuple[str, ...]


def plans(topic: str, known: Material) -> tuple[Plan, ...]:
    """The points of a topic, in order; the empty ones too, so that their number does not depend on the answers."""
    given = known.points.get(topic, ())
    if not given:
        every = tuple(id for id in known.questionnaire.questions if topic_of(id) == topic)
        return (_plan("", "", (), every, known.notes.get(topic, ()), topic, known),)
    indicators = {point.id: [*point.indicators] for point, _ in given}
    placed = {id for ids in indicators.values() for id in ids}
    last = given[-1][0].id
    indicators[last] += [id for id in known.questionnaire.questions if topic_of(id) == topic and id not in placed]
    words = {point.id: _pairs("".join((*point.leads, *(text for each in point.measures for text in each.text),
                                       *(known.questionnaire.questions[id].ask for id in indicators[point.id]))))
             for point, _ in given}  # fmt: skip
    notes: dict[str, list[Note]] = {point.id: [] for point, _ in given}
    for note in known.notes.get(topic, ()):
        notes[_point_of(note, topic, indicators, words, known)].append(note)
    return tuple(
        _plan(point.id, chosen(point.leads, topic, known), ticked, indicators[point.id], notes[point.id], topic, known)
        for point, ticked in given
    )


def _plan(
    id: str,
    lead: str,
    ticked: Sequence[Ticked],
    questions: Collection[str],
    notes: Sequence[Note],
    topic: str,
    known: Material,
) -> Plan:
    companies = [
        {i: form for i, form in company.items() if i in questions} for company in known.questionnaire.companies
    ]
    required = (i for i in questions if known.questionnaire.questions[i].required)
    return Plan(id, lead, bool(id), tuple(ticked), tuple(filter(None, companies)), tuple(notes), tuple(required))


def chosen(wordings: Sequence[str], topic: str, known: Material) -> str:
    """One of the wordings, the same one for a zone every time."""
    return min(wordings, key=lambda w: sha1(f"{known.zone.name}/{topic}/{w}".encode()).hexdigest(), default="")


def _point_of(
    note: Note,
    topic: str,
    indicators: Mapping[str, Sequence[str]],
    words: Mapping[str, set[str]],
    known: Material,
) -> str:
    """The id of the point to which a note belongs; of several that fit as well, the first."""
    text = note.accepted or note.note
    counted = [reading.indicator for reading in known.recognise(text, topic) if reading.indicator]
    pairs = _pairs(text)
    return max(
        indicators, key=lambda point: (sum(id in indicators[point] for id in counted), len(pairs & words[point]))
    )


def _pairs(text: str) -> set[str]:
    return {first + second for first, second in pairwise(text)}


def by_role(notes: Mapping[str, Sequence[Note]], parts: Mapping[Role, str]) -> dict[str, list[Note]]:
    """The notes by topic, with those that name a problem or a plan under the topic of that part; `parts`: role → topic."""
    moved: dict[str, list[Note]] = {topic: [] for topic in notes}
    for topic, given in notes.items():
        for note in given:
            target = topic if topic in parts.values() else parts.get(_role(note.accepted or note.note), topic)
            moved.setdefault(target, []).append(note)
    return moved


def _role(text: str) -> Role:
    """A problem only if the text names one and no remedy; a plan if it says what is still to be done."""
    text = language.pattern("cues", "harmless").sub("，", text)
    if language.pattern("cues", "plan").search(text):
        return "plan"
    is_problem = language.pattern("cues", "problem").search(text) and not language.pattern("cues", "remedy").search(
        text
    )
    return "problem" if is_problem else "work"
