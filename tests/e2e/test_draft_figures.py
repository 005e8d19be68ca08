"""No figure without an answer, no answer lost, and an answer taken away changes only what depends on it."""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest

from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting.compose import Sources, compose, material
from drafter.drafting.planning import plans
from drafter.formats import Report
from drafter.model import Document
from drafter.understanding import quantities

Figures = Counter[tuple[str, str]]


def figures(*texts: str) -> Figures:
    """Every figure printed in the texts, by kind and value."""
    found = (quantity for text in texts for line in text.split("\n") for quantity in quantities.find(line))
    return Counter((quantity.kind, _value(quantity.value)) for quantity in found if quantity.value is not None)


def _value(value: Decimal | str) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def drafted(report: Report, sources: Sources) -> Document:
    return compose(report, Answers.from_report(report, sources.questionnaire), sources)


def of_blocks(document: Document) -> Figures:
    return figures(*(block.text for block in document.blocks))


def in_words(document: Document) -> set[str]:
    """The indicators that are said without their figure: 全部整改到位, 未收到检察建议."""
    runs = [run for block in document.blocks for run in block.runs if run.origin == "answer"]
    return {id for run in runs if not re.search(r"\d", run.text) for id in run.answers}


def given(report: Report, asked: Questionnaire, unprinted: set[str]) -> Figures:
    """The figures of all answers and notes, as a sentence prints them, but those of the indicators that are `unprinted`."""
    answers = Answers.from_report(report, asked)
    texts: list[str] = []
    for key in answers:
        value = answers.get(key)
        if key in unprinted and key in asked.indicators:
            continue
        if isinstance(value, Decimal):
            question = asked.questions[key]
            unit = {"percent": "%", "money": "元"}.get(question.kind or "", question.unit)
            texts.append(f"共{value:f}{unit}")
        elif isinstance(value, tuple):
            texts += [part if isinstance(part, str) else "\n".join(part.values()) for part in value]
        else:
            texts.append(value if asked.questions[key].kind != "date" else value.replace("-0", "-"))
    texts += [detail for tick in report.measures.values() for detail in tick.details.values()]
    texts += [note.accepted or note.note for notes in report.notes.values() for note in notes]
    return figures(*texts)


def without(report: Report, key: str) -> Report:
    return report.model_copy(update={"answers": {k: v for k, v in report.answers.items() if k != key}})


def test_the_example_is_large_enough_to_mean_something(example: Report, asked: Questionnaire) -> None:
    answered = set(Answers.from_report(example, asked)) & set(asked.indicators)
    assert len(answered) >= 90
    notes = [note for notes in example.notes.values() for note in notes]
    assert len(notes) >= 10 and all(note.accepted for note in notes)
    assert sum(sentence.state == "kept" for sentence in example.roll.values()) >= 10


def test_the_figures_of_the_draft_are_those_of_the_answers_and_the_frame(example: Report, sources: Sources) -> None:
    example = example.model_copy(update={"compare": False})
    bare = example.model_copy(update={"answers": {}, "notes": {}, "measures": {}})
    frame = of_blocks(drafted(bare, sources))
    document = drafted(example, sources)
    assert of_blocks(document) == frame + given(example, sources.questionnaire, in_words(document))


def test_what_is_said_in_words_is_none_or_all(example: Report, sources: Sources) -> None:
    answers = Answers.from_report(example, sources.questionnaire)
    wholes = {i: rule.whole for rule in sources.questionnaire.relations for i in rule.parts}
    said = in_words(drafted(example, sources)) & set(sources.questionnaire.indicators)
    assert "supervision.procuratorial_advice" in said
    assert all(
        answers.get(i) in (0, 100) or answers.get(i) in map(answers.get, (wholes.get(i, ""), "leadership.issues_found"))
        for i in said
    )


def reckoned(report: Report, sources: Sources) -> dict[str, Figures]:
    """By indicator, what may be printed of its change: difference, growth to one decimal, points, or last year's zero. Where
    the drop is an answer itself, nothing is.
    """
    answers = Answers.from_report(report, sources.questionnaire)
    dropped = {rule.whole for rule in sources.questionnaire.relations if rule.kind == "drop" and answers.get(rule.rate)}
    found: dict[str, Figures] = {}
    for key in sources.questionnaire.indicators:
        now, last, kind = answers.get(key), answers.last_year(key), sources.questionnaire.questions[key].kind
        if isinstance(now, Decimal) and isinstance(last, Decimal) and now != last and key not in dropped:
            found[key] = Counter([({"percent": "points"}.get(kind or "", kind or ""), _value(abs(now - last)))])
            if kind != "percent" and last:
                growth = (100 * abs(now - last) / last).quantize(Decimal("0.1"), ROUND_HALF_UP)
                found[key][("percent", _value(growth))] += 1
    return found


@pytest.mark.parametrize("compare", [True, "all"])
def test_what_the_comparison_adds_is_reckoned_from_two_answers(
    compare: bool | str, example: Report, sources: Sources
) -> None:
    plain = drafted(example.model_copy(update={"compare": False}), sources)
    compared = drafted(example.model_copy(update={"compare": compare}), sources)
    added, explained = of_blocks(compared) - of_blocks(plain), sum(reckoned(example, sources).values(), Counter())
    assert of_blocks(plain) - of_blocks(compared) == Counter()
    assert added - explained == Counter()
    changed = list(reckoned(example, sources))
    assert len(changed) >= 20
    told = sum(added[kind, value] for kind, value in added if kind != "percent" or compare is True)
    assert told == len(changed) if compare == "all" else 0 < told < len(changed)


def test_the_frame_prints_no_figure_but_years(example: Report, sources: Sources) -> None:
    bare = example.model_copy(update={"answers": {}, "notes": {}, "measures": {}})
    assert {kind for kind, _ in of_blocks(drafted(bare, sources))} == {"year"}


def test_every_answered_indicator_is_said(example: Report, sources: Sources) -> None:
    answered = set(Answers.from_report(example, sources.questionnaire))
    said = {key for sentence in drafted(example, sources).sentences for key in sentence.answers}
    assert answered - {"opening.lead"} <= said


def test_the_same_answers_give_the_same_draft(example: Report, sources: Sources) -> None:
    assert drafted(example, sources) == drafted(example, sources)


def test_sentence_ids_are_unique(example: Report, sources: Sources) -> None:
    ids = [sentence.id for sentence in drafted(example, sources).sentences]
    assert len(ids) == len(set(ids))


def test_taking_one_answer_away_changes_only_the_sentences_of_its_point(example: Report, sources: Sources) -> None:
    kept = {topic: [note for note in notes if note.accepted] for topic, notes in example.notes.items()}
    example = example.model_copy(update={"notes": kept})
    whole = {s.id: s for s in drafted(example, sources).sentences}
    known = material(example, Answers.from_report(example, sources.questionnaire), sources)
    for key in sources.questionnaire.indicators:
        if key not in example.answers:
            continue
        # A point is the smallest unit that may be joined anew.
        points = ({id for company in plan.companies for id in company} for plan in plans(key.partition(".")[0], known))
        together = next(ids for ids in points if key in ids)
        fewer = {s.id: s for s in drafted(without(example, key), sources).sentences}
        changed = [s for s in (*whole.values(), *fewer.values()) if whole.get(s.id) != fewer.get(s.id)]
        assert all({*s.answers} & {*known.questionnaire.indicators} <= together for s in changed), key


@pytest.mark.parametrize(
    "key", ["disputes.handled", "responsible.party", "problems.items", "plan.items", "signature.date"]
)
def test_a_required_answer_that_is_missing_becomes_a_visible_gap(example: Report, sources: Sources, key: str) -> None:
    document = drafted(without(example, key), sources)
    gaps = [run.answers for block in document.blocks for run in block.runs if run.origin == "gap"]
    assert (key,) in gaps
