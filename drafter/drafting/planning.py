"""Plans what the points of a topic say: the points of the template, answers, notes and ticks in, plans out.

A point (要点) is what one paragraph is about; the template says which figures and measures belong to it (measures.yaml). A
template without points has one for each topic, and then nothing but neighbouring figures is joined, because nobody said what
belongs together.

A note goes to the point of the figures in it, else to the point with which it shares most words. A note that names a problem
or a plan goes to the part of the report that is about problems or plans, wherever it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha1
from itertools import groupby

from drafter import language
from drafter.asking.indicator_file import Company
from drafter.asking.measure_file import Lead, Point
from drafter.asking.measures import Ticked
from drafter.asking.zone import in_terms_of
from drafter.drafting import placing
from drafter.drafting.length import budget
from drafter.drafting.material import ITEMS, Kept, Material, topic_of
from drafter.formats import Note
from drafter.model import Role

_SENTENCE_END = re.compile("(?<=。)")
_CLEARLY = 1.5
"""A kept sentence leaves the point of the one before it for another that fits so many times better."""
_NO_POINT = Point.model_construct(id="")
"""For a topic without points: it says nothing of its own. It is not validated, because the model would have to be built for it."""


@dataclass(frozen=True)
class Plan:
    """What a point says. `leads` are ways to begin it, the zone's own first; `subject` is who took its measures, if that
    is to be said, `companies` are its figures. `places`: measure or indicator → its place in the point, an indicator's being that of
    the last measure that it proves. `lists`: name → how the measures of that list are said together.
    `budget`: hanzi for its clauses, if they are limited. `kept`: last year's sentences that stand there. `words`: the words of its
    measures and figures, by which notes and kept sentences find their place; none where they come first.

    `joined`: the template says that all this is about one matter, so that its clauses may share sentences. `required`: the ids
    of the questions that must be answered.
    """

    id: str
    leads: tuple[Lead, ...]
    subject: str
    joined: bool
    measures: tuple[Ticked, ...]
    companies: tuple[Company, ...]
    notes: tuple[Note, ...]
    required: tuple[str, ...]
    places: Mapping[str, int]
    lists: Mapping[str, str]
    budget: int | None
    kept: tuple[Kept, ...] = ()
    words: placing.Words = field(default_factory=dict)


def plans(topic: str, known: Material) -> tuple[Plan, ...]:
    """The points of a topic, in order; the empty ones too, so that their number does not depend on the answers."""
    given = known.points.get(topic, ())
    if not given or f"{topic}.{ITEMS}" in known.questionnaire.questions:  # what is ticked there stands in the list
        every = tuple(id for id in known.questionnaire.questions if topic_of(id) == topic)
        plan = _plan(_NO_POINT, (), every, known.notes.get(topic, ()), topic, known)
        return (plan if given else replace(plan, kept=tuple(known.kept.get(topic, ()))),)
    indicators = {point.id: [*point.indicators] for point, _ in given}
    placed = {id for ids in indicators.values() for id in ids}
    for point in indicators:  # responsible.party asks for the point in words
        if (in_words := f"{topic}.{point}") in known.questionnaire.questions and in_words not in placed:
            indicators[point].append(in_words)
            placed.add(in_words)
    last = given[-1][0].id
    indicators[last] += [id for id in known.questionnaire.questions if topic_of(id) == topic and id not in placed]
    words: dict[str, placing.Words] = {}
    notes: dict[str, list[Note]] = {point.id: [] for point, _ in given}
    kept: dict[str, list[Kept]] = {point.id: [] for point, _ in given}
    typed, sentences = known.notes.get(topic, ()), known.kept.get(topic, ())
    if typed or sentences:  # else nobody needs to know which words belong to which point
        words = {point.id: placing.words_of(point, indicators[point.id], known.questionnaire) for point, _ in given}
        places = placing.Places({p.id: {**words[p.id], **placing.words_besides(p)} for p, _ in given})
        for note in typed:
            notes[_point_of(note, topic, places, known)].append(note)
        for _, of_group in groupby(sentences, key=lambda each: each.group):
            point = ""
            for each in of_group:  # it stays with the sentence before it unless it clearly belongs elsewhere
                scores = places.scores(each.indicators, each.made.sentence.text)
                best = max(scores, key=scores.__getitem__)
                point = best if not point or scores[best] > _CLEARLY * scores[point] else point
                kept[point].append(each)
    planned = (
        replace(
            _plan(point, ticked, indicators[point.id], notes[point.id], topic, known), words=words.get(point.id, {})
        )
        for point, ticked in given
    )
    as_planned = [replace(plan, kept=tuple(kept[plan.id])) for plan in planned]
    return tuple(_as_last_year(as_planned, sentences))


def _as_last_year(every: Sequence[Plan], sentences: Sequence[Kept]) -> Iterator[Plan]:
    """The points in the order in which last year's report had them; one that it did not have stays behind the one before it."""
    at = {each.made.sentence.id: n for n, each in enumerate(sentences)}
    places, last = dict[str, int](), -1
    for plan in every:
        last = places[plan.id] = min((at[each.made.sentence.id] for each in plan.kept), default=last)
    yield from sorted(every, key=lambda plan: places[plan.id])


def _plan(
    point: Point,
    ticked: Sequence[Ticked],
    questions: Collection[str],
    notes: Sequence[Note],
    topic: str,
    known: Material,
) -> Plan:
    every = known.questionnaire.companies.get(topic, ())
    companies = ({i: form for i, form in company.items() if i in questions} for company in every)
    # Ticks answer the question that asks for the same in words: responsible.party, problems.items.
    in_words = {f"{topic}.{point.id}"} - known.questionnaire.indicators.keys() if ticked else set[str]()
    if known.ticked_items(topic):
        in_words.add(f"{topic}.{ITEMS}")
    required = (i for i in questions if known.questionnaire.questions[i].required and i not in in_words)
    places = {measure.id: place for place, measure in enumerate(point.measures)}
    places |= {id: places[each.id] for each in point.measures for id in each.proven_by}
    # A figure stands with a measure that was taken rather than with one that was not.
    places |= {id: places[each.measure.id] for each in ticked for id in each.measure.proven_by}
    return Plan(
        point.id,
        tuple(sorted(point.leads, key=lambda lead: _rank(lead.text, topic, known))),
        in_terms_of(known.zone, point.subject),
        bool(point.id),
        tuple(ticked),
        tuple(filter(None, companies)),
        tuple(notes),
        tuple(required),
        places,
        {name: in_terms_of(known.zone, wording) for name, wording in point.lists.items()},
        budget(
            known.length, topic, point, [each for each, _ in known.points.get(topic, ())], known.questionnaire.template
        ),
    )


def by_zone(wordings: Sequence[str], topic: str, known: Material) -> list[str]:
    """The wordings in an order that is the same for a zone every time, and another one for other zones."""
    return sorted(wordings, key=lambda wording: _rank(wording, topic, known))


def _rank(wording: str, topic: str, known: Material) -> str:
    return sha1(f"{known.zone.name}/{topic}/{wording}".encode()).hexdigest()


def _point_of(
    note: Note,
    topic: str,
    places: placing.Places[str],
    known: Material,
) -> str:
    """The id of the point to which a note belongs; of several that fit as well, the first."""
    text = note.accepted or note.note
    readings = known.recognise(text, topic) if note.accepted else ()  # what is still rough goes by its words
    fitting = places.scores([each.indicator for each in readings if each.indicator], text)
    return max(fitting, key=fitting.__getitem__)


def by_role(notes: Mapping[str, Sequence[Note]], parts: Mapping[Role, str]) -> dict[str, list[Note]]:
    """The notes by topic, with what of them names a problem or a plan under the topic of that part; `parts`: role → topic."""
    moved: dict[str, list[Note]] = {topic: [] for topic in notes}
    for topic, given in notes.items():
        for note in given:
            if topic in parts.values():
                moved[topic].append(note)
                continue
            told, ahead = _parted(note.accepted)
            target = parts.get(_role(told or note.note), topic)
            moved.setdefault(target, []).append(note.model_copy(update={"accepted": told}) if ahead else note)
            if ahead:
                moved.setdefault(parts.get("plan", topic), []).append(note.model_copy(update={"accepted": ahead}))
    return moved


def _parted(wording: str) -> tuple[str, str]:
    """A wording without the sentences at its end that open with 下一步 or 明年, and those. One that points back at what stands before
    it (该馆明年开放) would be about nothing by itself.
    """
    sentences = _SENTENCE_END.split(wording.strip())
    count = len(sentences)
    opens, back = language.pattern("drafting", "ahead"), language.pattern("drafting", "back")
    while count > 1 and (
        not sentences[count - 1] or (opens.match(sentences[count - 1]) and not back.search(sentences[count - 1]))
    ):
        count -= 1
    return "".join(sentences[:count]), "".join(sentences[count:])


def _role(text: str) -> Role:
    """A problem only if the text names one and no remedy; a plan if its first sentence says what is still to be done."""
    text = language.pattern("cues", "harmless").sub("，", text)
    if language.pattern("cues", "plan").search(text.partition("。")[0]):  # 已完成审核，将于明年印发 tells what was done
        return "work" if language.pattern("drafting", "told").search(text) else "plan"
    is_problem = language.pattern("cues", "problem").search(text) and not language.pattern("cues", "remedy").search(
        text
    )
    return "problem" if is_problem else "work"
