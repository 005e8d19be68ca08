"""Last year's sentences that the user kept, as the draft says them. Input: what the user decided on each sentence (LastYear). Output: Kept sentences.

A kept sentence is said whole and in its own words, with this year's figures, and what it says is not said again. The register's own
sentence for an indicator is left out if a kept one prints it (`indicators`) or seems to (`unsure`). A ticked measure is left out if
a kept sentence has its words. A note is always said: the user typed it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, combinations, permutations
from typing import NamedTuple

from drafter import language, punctuation
from drafter.asking.last_year import Item, LastYear
from drafter.asking.measure_file import Point
from drafter.asking.measures import Ticked
from drafter.drafting import placing, telling
from drafter.drafting.chapters import Chapter
from drafter.drafting.comparing import with_comparisons
from drafter.drafting.joining import Part
from drafter.drafting.material import (
    Counted,
    Kept,
    MadeSentence,
    Material,
    TwoYears,
    made_sentence,
    sentence_id,
    topic_of,
)
from drafter.model import Run
from drafter.text import pairs

# Of the pairs of characters of a question, how many a sentence must have to answer it; all chosen by hand. The rarer the figures, the fewer.
_MOST_OF_QUESTION = 0.7
"""Where the sentence has the same figures, and they are common ones."""
_HALF_OF_QUESTION = 0.5
"""Where it has this year's figure alone, says 全部, or has figures that make the sum or the rate."""
_SOME_OF_QUESTION = 0.3
"""Where the same figures are rare, or where it says 没有; below it nothing is tried."""
_ALL = 100
"""Percent: the rate that 全部 says."""
_DENIED = 6
"""Characters behind 没有 that say what there is not; chosen by hand."""
_RARE = 100
"""A count from which on two years with the same two figures are hardly chance; chosen by hand."""
_MAY_BE_SAID = 0.4
"""Of the pairs of characters of a measure all sentences together have at least so many if one of them says it; chosen by hand."""
_CLEARLY = 3.6
"""A sentence stands in another topic than last year if it fits that one so many times better; chosen by hand."""
_LEAST = 0.5
"""The least score with which it does; chosen by hand."""
_ENDS = "。；;，, "


def kept(last: LastYear, known: Material) -> dict[str, list[Kept]]:
    """The kept and the changed sentences in last year's order, by topic. Raises FormatError: one was put into a topic that is none."""
    found: dict[str, list[Kept]] = {}
    leads = {f"{lead.text}，" for points in known.points.values() for point, _ in points for lead in point.leads}
    fitting = points_of_work(known)
    for item in last.items:
        rolled = last.decision(item)
        if (
            rolled is None or rolled.state not in ("kept", "changed") or item.role == "framing"
        ):  # headings, salutations: the frame writes them
            continue
        # What was put into a topic by hand goes there whole.
        matters = [item] if rolled.topic or rolled.state == "changed" else _matters(item)
        for n, matter in enumerate(matters):
            own = known.questionnaire.topic_of(rolled.topic) if rolled.topic else ""
            topic = own or _fitting_topic(matter, fitting, known.chapters)
            runs, text, figures, printing, needs_no_gap = (
                _changed(rolled.text, topic, known)
                if rolled.state == "changed"
                else _unchanged(item, matter, last, leads, known)
            )
            unsure = [*answered_in_other_words(text, figures, known)] if item.role == "work" else []
            unsure = [id for id in unsure if id not in printing]
            id = sentence_id(topic, "roll", item.id, *([str(n)] if n else []))
            sources = (f"上年报告第 {item.line} 行",)
            made = made_sentence(id, runs, "kept", topic, phrase=item.id, sources=sources, accepted=True)
            sentence = Kept(made, item.group, (*printing, *unsure), (*needs_no_gap, *unsure), tuple(unsure))
            found.setdefault(topic, []).append(sentence)
    return found


class _Told(NamedTuple):
    """What `_changed` and `_unchanged` make of a sentence before it is placed: its runs, words and figures, the indicators that it prints,
    and those that need no gap elsewhere, because it prints them or has a gap for them.
    """

    runs: list[Run]
    text: str
    figures: list[Figure]
    printing: list[str]
    needs_no_gap: list[str]


def _changed(text: str, topic: str, known: Material) -> _Told:
    """What the user wrote in the place of the sentence."""
    readings = known.recognise(text, topic)
    printing = [r.indicator for r in readings if r.indicator and known.figure(r.indicator) == r.quantity.value]
    figures = [Figure(r.quantity.kind, r.quantity.value) for r in readings]
    return _Told([Run(punctuation.ended(text.strip()), "kept")], text, figures, printing, printing)


def _unchanged(item: Item, matter: Item, last: LastYear, leads: Collection[str], known: Material) -> _Told:
    """The sentence, or what of it is about one matter."""
    runs = [*filter(lambda run: run.text, _runs(item, matter.wording, last, leads)), Run("。", "kept")]
    values = {ask: last.value(item, ask) for ask in matter.asks}
    counting = [(ask.indicator or ask.likely, value) for ask, value in values.items()]
    printing = [id for id, value in counting if id and value is not None and known.answers.get(id) == value]
    figures = [Figure(ask.kind, value, Decimal(ask.value)) for ask, value in values.items() if ask.is_figure]
    return _Told(runs, matter.text, figures, printing, [id for id, _ in counting])


def _matters(item: Item) -> list[Item]:
    """The sentence, cut at each ；that parts figures of one topic from those of another: 公开政府信息418条；办理建议、提案9件. It stays whole
    where a ；stands between brackets or quotation marks, and where words are about both sides of one (上述工作均…).
    """
    texts, wordings = item.text.split("；"), item.wording.split("；")
    is_one = language.pattern("drafting", "shared").search(item.text) or not all(map(_is_balanced, texts))
    if item.role != "work" or len(texts) != len(wordings) or is_one:
        return [item]
    made = list[Item]()
    for text, wording in zip(texts, wordings, strict=True):
        asks = tuple(ask for ask in item.asks if f"{{{ask.id}}}" in wording)
        part = item._replace(text=text, wording=wording, asks=asks)
        if made and not (_counted(part) and _counted(made[-1]) and _counted(part).isdisjoint(_counted(made[-1]))):
            before = made.pop()
            joined = (f"{before.text}；{text}", f"{before.wording}；{wording}", (*before.asks, *asks))
            part = item._replace(text=joined[0], wording=joined[1], asks=joined[2])
        made.append(part)
    return made if len(made) > 1 else [item]


def _is_balanced(text: str) -> bool:
    return all(text.count(opening) == text.count(closing) for opening, closing in ("（）", "“”", "《》", "()"))


def _counted(item: Item) -> set[str]:
    """The topics of what its figures surely count."""
    return {topic_of(ask.indicator) for ask in item.asks if ask.indicator}


class Figure(NamedTuple):
    """A figure of a sentence, and last year's where last year's sentence had it."""

    kind: str
    value: object
    last: Decimal | None = None


def answered_in_other_words(text: str, figures: Sequence[Figure], known: Material) -> Iterator[str]:
    """The questions whose answer a sentence prints without its figures being known as theirs: those of both years are the same and
    it has words of the question, it says 全部 or 没有 of what is asked for, or two of its figures give the rate or the sum that is
    asked for.
    """
    counts = [each.value for each in figures if each.kind == "count" and isinstance(each.value, Decimal)]
    said = pairs(text)
    says_all = language.pattern("drafting", "whole").search(text)
    none = [pairs(text[at.end() :][:_DENIED]) for at in language.pattern("cues", "negative").finditer(text)]
    for id in known.questionnaire.indicators if figures or none else ():
        question, answer = known.questionnaire.questions[id], known.figure(id)
        asked = pairs(question.ask)
        share = _share(question.ask, said) if answer is not None else 0
        if answer is None or share < _SOME_OF_QUESTION:
            continue
        is_rare = answer >= _RARE and question.kind != "percent"
        last = known.answers.last_year(id)
        both_years = last is not None and (question.kind, answer, last) in figures
        is_same = both_years or (share >= _HALF_OF_QUESTION and (question.kind, answer, None) in figures)
        is_all = answer in counts if question.kind == "count" else question.kind == "percent" and answer == _ALL
        is_told = is_all and max(share, _share(question.sentence.partition("{")[0], said)) >= _HALF_OF_QUESTION
        gives_sum = question.kind == "count" and share >= _HALF_OF_QUESTION and _is_sum(answer, counts)
        gives_rate = question.kind == "percent" and share >= _HALF_OF_QUESTION and _is_rate(answer, counts)
        is_none = not answer and any(not asked.isdisjoint(denied) for denied in none)
        if (
            gives_rate
            or gives_sum
            or is_none
            or (says_all and is_told)
            or (is_same and (is_rare or share >= _MOST_OF_QUESTION))
        ):
            yield id


def _share(text: str, said: frozenset[str]) -> float:
    """Of the pairs of characters of a text, the share that stands in what is said."""
    own = pairs(text)
    return len(own & said) / (len(own) or 1)


def _is_rate(rate: Decimal, counts: Sequence[Decimal]) -> bool:
    """Whether one of the counts is this share of another one, as exactly as the rate is given."""
    given = Decimal(1).scaleb(int(rate.as_tuple().exponent))
    return any(part < whole and (100 * part / whole).quantize(given) == rate for part, whole in permutations(counts, 2))


def _is_sum(count: Decimal, counts: Sequence[Decimal]) -> bool:
    """Whether two of the counts make this one."""
    return any(one and other and one + other == count for one, other in combinations(counts, 2))


def made_by_kept(known: Material) -> set[str]:
    """The answers that need not be said because kept sentences print what makes them: a rate whose part and whole are printed, and a
    part that is 0 of a printed total.
    """
    printed = {id for each in known.kept_sentences for id in each.indicators}
    relations = known.questionnaire.relations
    rates = {rule.rate for rule in relations if rule.kind == "rate" and printed.issuperset((rule.whole, *rule.parts))}
    parts = chain.from_iterable(rule.parts for rule in relations if rule.kind == "sum" and rule.whole in printed)
    answered = (id for id in rates if known.figure(id) is not None)
    return {*answered, *(id for id in parts if known.figure(id) == 0)} - printed


def points_of_work(known: Material) -> placing.Places[tuple[str, str]]:
    """The points of all topics that are about the work, by topic and point."""
    parts = {part.topic for part in known.questionnaire.template.parts}
    given = ((topic, point) for topic, points in known.points.items() if topic not in parts for point, _ in points)
    return placing.Places({
        (topic, point.id): placing.words_of(point, point.indicators, known.questionnaire) for topic, point in given
    })  # fmt: skip


def _fitting_topic(item: Item, fitting: placing.Places[tuple[str, str]], chapters: Collection[Chapter]) -> str:
    """The topic of a sentence that the user put into none: below last year's heading where the draft has that, in the topic that fits best
    there; else in the topic of last year's heading, or in another to which its words clearly belong, because last year's report had
    other headings.
    """
    counted = [id for ask in item.asks if (id := ask.indicator or ask.likely)]
    scores = fitting.scores(counted, item.text)
    here = next((each.topics for each in chapters if each.is_own and each.heading in item.path), ())
    # The topics below headings: each of the others has a part of the report to itself.
    outlined = {topic for each in chapters for topic in each.topics}
    if here and item.topic in outlined and item.topic not in here:
        fits = max(((score, topic) for (topic, _), score in scores.items() if topic in here), default=(0.0, here[0]))
        return fits[1] if fits[0] else here[0]
    if here:
        scores = {(topic, point): score for (topic, point), score in scores.items() if topic in here}
    own = max((score for (topic, _), score in scores.items() if topic == item.topic), default=None)
    if own is None:  # a part of its own, or a topic without points
        return item.topic
    (best, _), most = max(scores.items(), key=lambda found: found[1])
    return best if most > _CLEARLY * own and most > _LEAST else item.topic


def comparable_figures(last: LastYear) -> dict[str, TwoYears]:
    """The figures that no indicator counts and that last year's report compared with the year before: so this year's may be."""
    found: dict[str, TwoYears] = {}
    for item in last.items:
        for ask in item.asks if last.decision(item) else ():
            now = (
                last.value(item, ask) if ask.compared and ask.is_figure and not (ask.indicator or ask.inexact) else None
            )
            if isinstance(now, Decimal):
                found[last.source(item, ask)] = TwoYears(now, Decimal(ask.value), ask.kind, ask.unit)
    return found


def compared_before(last: LastYear) -> frozenset[str]:
    """The ids of the figures in kept sentences that last year's report compared with the year before."""
    kept = ((item, ask) for item in last.items if last.says(item) for ask in item.asks)
    return frozenset(last.source(item, ask) for item, ask in kept if ask.compared)


def figures_without_indicator(last: LastYear) -> list[Counted]:
    """The figures of this year in kept sentences that no indicator counts, each thing once; no plans."""
    found: dict[str, Counted] = {}
    for item in last.items:
        for ask in item.asks if last.says(item) and item.role != "plan" else ():
            is_own = (
                ask.is_figure and not (ask.indicator or ask.derived or ask.earlier) and ask.time in ("this", "stock")
            )
            now = last.value(item, ask) if is_own else None
            if isinstance(now, Decimal):
                before = None if ask.inexact else Decimal(ask.value)
                found.setdefault(ask.key, Counted(ask.label, ask.kind, ask.unit, now, before))
    return [*found.values()]


def with_measures_they_say(
    kept: Mapping[str, Sequence[Kept]],
    points: Mapping[str, Sequence[tuple[Point, Sequence[Ticked]]]],
    parts: Collection[str],
    counts: Mapping[str, int],
) -> dict[str, list[Kept]]:
    """The kept sentences, each with the ticked measures that it says among its answers. `parts`: topics that are a part of the report
    of their own (problems, plans, duties): what is said there says nothing of the work, nor the other way round. `counts`: in
    how many measures a pair of characters stands. In its own topic a measure is also said by what is more exact about the same thing: 组织执法人员跟班学习 by 选派4名执法人员到县局跟班学习.
    """
    ticked = [each for of_topic in points.values() for _, ticks in of_topic for each in ticks]
    by_id = {each.made.sentence.id: each for sentences in kept.values() for each in sentences}
    told = pairs("".join(each.made.sentence.text for each in by_id.values()))
    for measure in ticked:
        topic = topic_of(measure.measure.id)
        fitting = [topic] if topic in parts else [each for each in kept if each not in parts]
        told_by = (each.made.sentence for of_topic in fitting for each in kept.get(of_topic, ()))
        # Cutting into words takes most of the time: only what may be said at all is cut.
        wordings = _may_be_said(measure.clauses, told)
        said = next((each.id for each in told_by if wordings and telling.says(each.text, wordings)), None)
        if not said and topic not in parts:
            own = (
                each
                for each in kept.get(topic, ())
                if any(
                    telling.tells_of(each.made.sentence.text, each.settled, measure, w, counts) for w in measure.clauses
                )
            )
            said = next((each.made.sentence.id for each in own), None)
        if said:
            made = by_id[said].made
            sentence = made.sentence._replace(answers=(*made.sentence.answers, f"measures.{measure.measure.id}"))
            by_id[said] = replace(by_id[said], made=replace(made, sentence=sentence))
    return {topic: [by_id[each.made.sentence.id] for each in sentences] for topic, sentences in kept.items()}


def said_in(last: LastYear, measures: Iterable[tuple[str, Ticked]], parts: Collection[str]) -> frozenset[str]:
    """The ids of the measures, each with its topic, that a kept or changed sentence says; `parts` as in `with_measures_they_say`."""
    told: dict[str, list[str]] = {}
    for item in last.items:
        rolled = last.decision(item)
        if rolled and rolled.state in ("kept", "changed") and item.role != "framing":
            text = rolled.text or "".join(piece for piece, _ in last.pieces(item, item.wording))
            topic = last.topic(item)
            told.setdefault(topic if topic in parts else "", []).append(text)
    there = {topic: pairs("".join(texts)) for topic, texts in told.items()}
    found = set[str]()
    for topic, measure in measures:
        of = topic if topic in parts else ""
        wordings = _may_be_said(measure.clauses, there.get(of, frozenset()))
        if wordings and any(telling.says(text, wordings) for text in told[of]):
            found.add(measure.measure.id)
    return frozenset(found)


def _may_be_said(clauses: Iterable[str], told: frozenset[str]) -> tuple[str, ...]:
    """The clauses of which enough pairs of characters were told; one of n characters has n - 1 pairs."""
    return tuple(each for each in clauses if len(pairs(each) & told) >= _MAY_BE_SAID * (len(each) - 1))


def not_kept(ticked: Iterable[Ticked], known: Material) -> tuple[Ticked, ...]:
    """The measures that no kept sentence says."""
    said = {id for each in known.kept_sentences for id in each.made.sentence.answers}
    return tuple(each for each in ticked if f"measures.{each.measure.id}" not in said)


def not_noted(ticked: Iterable[Ticked], notes: Sequence[Part]) -> tuple[tuple[Ticked, ...], list[Part]]:
    """The measures that none of the notes says, and the notes, each with the measures that it says among its answers."""
    left, told = list[Ticked](), list(notes)
    for each in ticked:
        at = next((n for n, note in enumerate(told) if telling.is_about(note.made.sentence.text, each.clauses)), None)
        if at is None:
            left.append(each)
        else:
            told[at] = told[at].saying(f"measures.{each.measure.id}")
    return tuple(left), told


def compared(sentences: Iterable[Kept], known: Material) -> tuple[list[MadeSentence], bool]:
    """The sentences of a point with comparisons, and whether there is any. If `known.compare` is True, those that were compared last year
    have one, and of the others the first with a change worth saying; if it is "all", all have theirs.
    """
    made, has_compared = list[MadeSentence](), False
    for each in sentences:
        *runs, stop = each.made.runs  # a changed sentence is one run: nothing of it is compared
        was_compared = any(id in known.compared_before for run in runs for id in run.answers)
        is_enough = has_compared and known.compare is True and not was_compared  # not with "all"
        told = runs if is_enough else with_comparisons(runs, known)
        has_compared = has_compared or len(told) != len(runs)
        sentence = each.made.sentence
        runs = [run._replace(sentence=sentence.id) for run in (*told, stop)]
        made.append(MadeSentence(sentence._replace(text="".join(run.text for run in runs)), tuple(runs)))
    return made, has_compared


def _runs(item: Item, wording: str, last: LastYear, leads: Collection[str]) -> Iterator[Run]:
    """The words of the sentence without its full stop, with values and gaps in its holes. One of the template's leads at its beginning,
    as our own drafts have it (一是健全推进机制，印发…), is left out, because the point gets one.
    """
    wording = wording.rstrip(_ENDS)
    end = wording.find("，") + 1
    if wording[:end] in leads:
        wording = wording[end:]
    for words, ask in last.pieces(item, wording):
        if ask is None or (ask.stands and words == ask.last):
            yield Run(words, "kept")
        elif words:
            yield Run(words, "answer", answers=(last.source(item, ask),))
        else:
            yield Run(f"【待填：{ask.label}】", "gap", answers=(last.source(item, ask),))
