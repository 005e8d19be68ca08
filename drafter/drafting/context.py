"""Makes of a report's material all that a template may name: year, zone, wordings of the year, answers, `say`.

A value prints as a token that stands for runs of known origin (markup.py), so a user's text can be neither markup nor
template code. An unanswered question is false in `{% if %}` and prints as a visible gap 【待填：…】; 不适用 prints nothing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from drafter import language, punctuation
from drafter.asking.answer_values import printed
from drafter.asking.measure_file import Point
from drafter.drafting import guide, keeping, markup, problems
from drafter.drafting.arranging import joined, opened, paragraphs, with_fitting_sentences
from drafter.drafting.listing import Listed, by_matter
from drafter.drafting.material import MadeSentence, Material, gap, sentence_id, topic_of
from drafter.drafting.planning import by_zone
from drafter.drafting.saying import ENDINGS, Said, say
from drafter.drafting.template_messages import UnknownName
from drafter.formats import Question, Zone
from drafter.model import Edition, Origin, Run
from drafter.text import chinese_numeral, clean

_NO_COMPARISON = "数只能和数比，文字只能和文字比；数不加引号，文字加引号"
HEADINGS = "guide.headings"
"""The question whose answer prescribes the headings (guide.py); a questionnaire without it prescribes none."""


class Insertions:
    """What one rendering puts into the template: the runs behind each token, the sentences that `say` made of them, the
    ids of those that stand in a list instead, and the sentences for which the wanted length has no room.

    All grow while Jinja renders: a template names its topics one after the other.
    """

    def __init__(self) -> None:
        self.runs: list[tuple[Run, ...]] = []
        self.said: list[MadeSentence] = []
        self.listed: set[str] = set()
        self.left_out: list[MadeSentence] = []

    def add(self, *runs: Run) -> str:
        """A token that stands for these runs."""
        self.runs.append(runs)
        return markup.token(len(self.runs) - 1)

    def words(self, token: str) -> str:
        """The words of one token."""
        return "".join(run.text for run in self.runs[markup.index(token)])


class Value:
    """A printable value: text, or a list of values; false when there is no answer.

    It compares as what was answered, a number or a text; without an answer it is neither more, less nor equal. `question` is
    the id of the question that it answers, where it is the whole answer.
    """

    __slots__ = ("_answer", "_answered", "_items", "_text", "question")

    def __init__(
        self,
        text: str,
        answered: bool,
        items: Sequence[object] = (),
        answer: Decimal | str | None = None,
        question: str = "",
    ) -> None:
        self.question = question
        self._text, self._answered, self._items, self._answer = text, answered, tuple(items), answer

    def __str__(self) -> str:
        return self._text

    def __bool__(self) -> bool:
        return self._answered

    def __iter__(self) -> Iterator[object]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(self._answer)

    def __eq__(self, other: object) -> bool:
        return self._compared(other, operator.eq)

    def __lt__(self, other: object) -> bool:
        return self._compared(other, operator.lt)

    def __le__(self, other: object) -> bool:
        return self._compared(other, operator.le)

    def __gt__(self, other: object) -> bool:
        return self._compared(other, operator.gt)

    def __ge__(self, other: object) -> bool:
        return self._compared(other, operator.ge)

    def _compared(self, other: object, how: Callable[[Any, Any], bool]) -> bool:
        """Raises TypeError, in Chinese, where a number is compared with a text, or a list with anything."""
        mine, others = self._answer, other._answer if isinstance(other, Value) else other
        if mine is None or others is None:
            if self._items or (isinstance(other, Value) and other._items):
                raise TypeError(_NO_COMPARISON)
            return False
        if isinstance(others, int | float) and not isinstance(others, bool):
            others = Decimal(str(others))
        if type(mine) is not type(others):
            raise TypeError(_NO_COMPARISON)
        return how(mine, others)


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


def context(known: Material, edition: Edition, insertions: Insertions) -> dict[str, object]:
    """Everything a template may name. Whatever its values and `say` print is added to `insertions`."""

    def say_topics(
        *topics: str,
        listed: bool = False,
        leads: str = "",
        point: str | None = None,
        subject: object = True,
        kept: bool | None = None,
    ) -> str:
        """`say` of a template: a paragraph for each topic. `listed` opens them with 一是, 二是 …; `leads` opens the points of
        them: "numbered" (一是抓实矛盾纠纷排查化解。), "run-in", where each point is a paragraph of its own, or "plain", where none is. `point`: only that
        point, or with "" what belongs to none; without `subject` the sentence before has named who took its measures.
        `kept`: only last year's sentences, or only the others.
        """
        for topic in topics:
            if not isinstance(topic, str) or topic not in known.questionnaire.topics:
                raise UnknownName(topic if isinstance(topic, str | int) else "（不是主题的名称）")
        said = [
            [each for each in say(topic, known, bool(subject)) if point is None or each.point == point]
            for topic in topics
        ]
        if kept is not None:
            said = [_of_last_year(points, kept, known) for points in said]
        made = list(paragraphs(said, leads, insertions.listed, known.zone))
        if listed and len(made) > 1:
            for n, (first, *rest) in enumerate(made, 1):
                made[n - 1] = [opened(f"{chinese_numeral(n)}是", first), *rest]
        insertions.left_out += [each for points in said if not kept for point in points for each in point.left_out]
        insertions.said.extend(sentence for paragraph in made for sentence in paragraph)
        return "\n\n".join(insertions.add(*joined(paragraph)) for paragraph in made)

    terms, year = known.terms, known.year
    return {
        "year": year,
        "next_year": year + 1,
        "edition": edition,
        "zone": _zone(known.zone, insertions),
        "lead": terms.lead.get(year, ""),
        "guidance": _in_force(terms.guidance, year),
        "theory": _in_force(terms.theory, year),
        "ordinal": chinese_numeral,
        "varied": lambda *wordings: min(by_zone([*map(str, wordings)], "frame", known)[:1], default=""),
        **_answers(known, insertions),
        "headings": _headings(known, insertions),
        "say": say_topics,
        "chapters": lambda: _chapters(known, insertions, say_topics),
        "listed": lambda value: _listed(value, known, insertions),
    }


def _of_last_year(points: Sequence[Said], kept: bool, known: Material) -> list[Said]:
    """The points with only last year's sentences, or with only the others."""
    last = {each.made.sentence.id for each in known.kept_sentences}
    return [*with_fitting_sentences(points, lambda made: (made.sentence.id in last) is kept)]


def _chapters(known: Material, insertions: Insertions, say_topics: Callable[..., str]) -> list[Names]:
    """The chapters of the work as a template sees them: `heading`, and `parts` with `title` and `text`; only those with something in them.
    One with text in a single part has that part's title for its heading, unless the heading is the zone's own.
    """
    found = list[Names]()
    for chapter in known.chapters:
        parts = [(part.title, say_topics(*part.topics, leads=chapter.leads)) for part in chapter.parts]
        told = [(title, text) for title, text in parts if text]
        if not told:
            continue
        heading = chapter.heading
        origin: Origin = "kept" if chapter.is_own else "template"
        if len(told) == 1:
            heading = heading if chapter.is_own or not told[0][0] else told[0][0]
            told = [("", told[0][1])]
        shown = [
            Names({"title": Value(insertions.add(Run(title, origin)), bool(title)), "text": text})
            for title, text in told
        ]
        found.append(Names({"heading": Value(insertions.add(Run(heading, origin)), answered=True), "parts": shown}))
    return found


def _zone(zone: Zone, insertions: Insertions) -> Names:
    def value(name: str, text: str) -> Value:
        run = Run(clean(text), "answer", answers=(f"zone.{name}",)) if text else Run("【待填：署名机关】", "gap")
        return Value(insertions.add(run), bool(text), answer=text or None)

    superior = [value("superior", text) for text in zone.superior]
    fields = {name: value(name, getattr(zone, name)) for name in ("name", "short", "organ")}
    return Names({**fields, "superior": Value("", bool(superior), superior)})


def _in_force(wordings: Mapping[int, str], year: int) -> str:
    """The wording in force; `wordings` are by the year from which each is used. Empty before the first."""
    begun = [start for start in wordings if start <= year]
    return wordings[max(begun)] if begun else ""


def _headings(known: Material, insertions: Insertions) -> list[Names]:
    """The prescribed headings as a template sees them: `mark` (## …), `title`, `topics`."""
    answer = known.answers.get(HEADINGS)
    lines = [line for line in answer if isinstance(line, str)] if isinstance(answer, tuple) else []
    headings = []
    for heading in guide.headings(lines, known.questionnaire):
        mark = "#" * (heading.level + 1)  # a single # is the title
        title = insertions.add(Run(heading.title, "answer", answers=(HEADINGS,)))
        headings.append(Names({"mark": mark, "title": title, "topics": heading.topics}))
    return headings


def _answers(known: Material, insertions: Insertions) -> dict[str, Names]:
    """Topic → its values, which are named as in the question's id: `disputes.handled` has the name `handled`."""
    values: dict[str, dict[str, object]] = {}
    for question in known.questionnaire.questions.values():
        topic, _, name = question.id.partition(".")
        values.setdefault(topic, {})[name] = _value(question, known, insertions)
    return {topic: Names(entries) for topic, entries in values.items()}


def _value(question: Question, known: Material, insertions: Insertions) -> Value:
    answer = known.answers.get(question.id)
    if known.answers.state(question.id) == "not_applicable":
        return Value("", answered=False, question=question.id)
    if answer is None:
        return Value(insertions.add(gap(question)), answered=False, question=question.id)
    if isinstance(answer, tuple):
        items = [_item(question, item, insertions) for item in answer]
        return Value("".join(str(item) for item in items), bool(items), items, question=question.id)
    text = printed(question.kind or "text", answer)
    if question.kind == "paragraph":
        text = punctuation.ended(text)  # another sentence may follow
    return Value(insertions.add(Run(text, "answer", answers=(question.id,))), answered=True, answer=answer)


def _listed(value: object, known: Material, insertions: Insertions) -> list[object]:
    """The items of a list that were typed, which is `value`, those that were ticked, and notes of which the user took a wording."""
    if not isinstance(value, Value) or not value.question:
        raise TypeError("listed 里要写一个问题的名称，如 listed(problems.items)")
    question, topic = known.questionnaire.questions[value.question], topic_of(value.question)
    items = [*_kept_items(question, topic, known, insertions), *value]

    def add(wording: str, others: Sequence[str], id: str) -> None:
        fields = [wording, *others, *([""] * len(question.fields))][: len(question.fields)]
        item = dict(zip(question.fields, fields, strict=True)) if question.fields else wording
        items.append(_item(question, item, insertions, id))

    points = {ticked.measure.id: point for point, ticks in known.points.get(topic, ()) for ticked in ticks}
    of_items = dict[int, Point]()
    for ticked in keeping.not_kept(known.ticked_items(topic), known):
        clause = by_zone(ticked.clauses, topic, known)[0]
        typed = (getattr(item, next(iter(question.fields))) if question.fields else item for item in items)
        if any(clause in insertions.words(str(item)) for item in typed):
            continue  # the user's own words say the same
        others = [ticked.details.get(name, "") for name in list(question.fields)[1:]]
        of_items[len(items)] = points[ticked.measure.id]
        add(clause, others, f"measures.{ticked.measure.id}")
    for note in known.notes.get(topic, ()):
        if note.accepted:
            add(note.accepted, (), f"notes.{topic}")
            insertions.listed.add(sentence_id(topic, "note", note.note))
    if question.fields or not of_items:
        return items
    listed = [
        Listed(insertions.words(str(item)), item, n in of_items, of_items[n].id if n in of_items else "")
        for n, item in enumerate(items)
    ]
    return _by_matter(listed, {point.id: point for point in of_items.values()}, known, insertions)


def _by_matter(
    listed: Sequence[Listed[object]], points: Mapping[str, Point], known: Material, insertions: Insertions
) -> list[object]:
    """The items of a list with those that share one joined. Where the user's own items begin with a lead (规范执法行为。组织…), or there are
    none, several ticked ones of a point get its lead, and those that are single stand together in the last item.
    """
    own = [each for each in listed if not each.ticked]
    are_led = len(listed) > 1 and 2 * sum("。" in each.words for each in own) >= len(own)
    groups = by_matter(listed, known)
    single = [group[0] for group in groups if are_led and group[0].ticked and not group[1:]]
    single = single if single[1:] and len(single) < len(groups) else []  # besides what would they be, if alone
    made = list[object]()
    for group in [*(group for group in groups if group[0] not in single), *([single] if single else [])]:
        lead = language.words("drafting", "others")[0] if group is single else ""
        if are_led and group[0].ticked and group[1:] and not lead:
            lead = next((each.text for each in points[group[0].point].leads), "")
        opening = insertions.add(Run(f"{lead}。", "template")) if lead else ""
        joined_up = opening + "；".join(str(each.item) for each in group)
        made.append(Value(joined_up, answered=True) if lead or group[1:] else group[0].item)
    return made


def _kept_items(question: Question, topic: str, known: Material, insertions: Insertions) -> Iterator[object]:
    """Last year's sentences that stand in a list: an item for each group, cut at its cause where the list's records have a second
    field for it. Where the cause is said in other words, the item is `whole` and needs no words in front of a cause.
    """
    for _, group in groupby(known.kept.get(topic, ()), key=lambda each: each.group):
        sentences = [each.made for each in group]
        insertions.listed |= {made.sentence.id for made in sentences}
        runs = problems.as_item([run._replace(sentence="") for made in sentences for run in made.runs])
        first, *others = question.fields or [""]
        if not question.fields:
            yield Value(insertions.add(*runs), answered=True)
            continue
        problem, cause = problems.problem_and_cause(runs) if others else (runs, [])
        whole = not cause and problems.names_cause(runs)
        gaps = {
            name: Value(
                insertions.add(Run(f"【待填：{question.fields[name]}】", "gap", answers=(question.id,))), answered=False
            )
            for name in others
        }
        if cause:
            gaps[others[0]] = Value(insertions.add(*cause), answered=True)
        yield Names({first: Value(insertions.add(*problem), answered=True), **gaps, "whole": whole})


def _item(question: Question, item: str | dict[str, str], insertions: Insertions, id: str = "") -> object:
    """A line of a list, or a record with its fields; an empty field prints as a gap. `id`: what answers it, if not the question.

    Punctuation at the end is taken off, because the template sets its own.
    """

    def value(text: str, gap_label: str = "") -> Value:
        bare = text.rstrip(ENDINGS)
        run = Run(bare, "answer", answers=(id or question.id,))
        if gap_label and not bare:
            run = Run(f"【待填：{gap_label}】", "gap", answers=(question.id,))
        return Value(insertions.add(run), bool(bare), answer=bare or None)

    if isinstance(item, str):
        return value(item)
    return Names({name: value(item.get(name, ""), label) for name, label in question.fields.items()} | {"whole": False})
