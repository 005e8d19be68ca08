"""A draft of the wanted length says what is most definite, keeps the user's own words, and tells what it left out."""

from __future__ import annotations

import re

import pytest

from drafter.asking import measures, reportfile
from drafter.asking.answers import Answers
from drafter.drafting.compose import Sources, compose
from drafter.formats import Length, Report
from drafter.model import Document

FULL: tuple[Length | None, ...] = ("short", "standard", "full", None)


def drafted(example: Report, sources: Sources, length: Length | None, annex: bool = False, **more: object) -> Document:
    """The example with every measure of its year ticked, so that there is more to say than any length has room for."""
    points = measures.load(sources.folder)
    ticks = {id: {"state": "done"} for id, (_, _, each) in points.by_id.items() if each.holds_in(example.year)}
    raw = {**reportfile._data(example), "measures": ticks, **more}
    given = Report.model_validate(raw).model_copy(update={"length": length, "annex": annex})
    return compose(given, Answers.from_report(given, sources.questionnaire), sources)


def hanzi(document: Document) -> int:
    return len(re.findall("[\u4e00-\u9fff]", "".join(block.text for block in document.blocks)))


def test_each_length_is_shorter_than_the_next(example: Report, sources: Sources) -> None:
    sizes = [hanzi(drafted(example, sources, length)) for length in FULL]
    assert sizes == sorted(sizes) and len(set(sizes)) == len(sizes)


def test_what_is_left_out_is_counted_and_stands_behind_the_table(example: Report, sources: Sources) -> None:
    document = drafted(example, sources, "short", annex=True)
    [notice] = [each for each in document.notices if "按篇幅" in each.message]
    behind = document.blocks[next(i for i, block in enumerate(document.blocks) if block.kind == "table") + 1 :]
    assert sum(block.text.count("。") for block in behind) >= notice.amount > 0
    told = {id for sentence in document.sentences for id in sentence.answers}
    assert told - {"signature.attachments"} == {
        id for sentence in drafted(example, sources, None).sentences for id in sentence.answers
    }


@pytest.mark.parametrize("length", FULL)
def test_what_the_user_typed_or_starred_is_always_said(
    length: Length | None, example: Report, sources: Sources
) -> None:
    notes = {"safety": [{"note": "粗", "accepted": "在港区开展了夜间巡查"}]}
    answers = {"safety.inspectors": {"value": "58", "star": "true"}}
    text = "".join(block.text for block in drafted(example, sources, length, notes=notes, answers=answers).blocks)
    assert "在港区开展了夜间巡查" in text and "58人次" in text


@pytest.mark.parametrize(("length", "wanted"), [("short", 1800), ("standard", 3500), ("full", 5500)])
def test_a_usual_report_is_about_as_long_as_the_length_says(
    length: Length, wanted: int, example: Report, sources: Sources
) -> None:
    """Usual: the example's figures and texts, and two of three measures of the work; none of the user's own words."""
    parts = {part.topic for part in sources.questionnaire.template.parts}
    known = measures.load(sources.folder).by_id
    work = [id for id, (topic, _, each) in known.items() if topic not in parts and each.holds_in(example.year)]
    raw = {**reportfile._data(example), "notes": {}, "roll": {}}
    raw["measures"] = {id: {"state": "done"} for n, id in enumerate(work) if n % 3}
    given = Report.model_validate(raw).model_copy(update={"length": length, "annex": False})
    size = hanzi(compose(given, Answers.from_report(given, sources.questionnaire), sources))
    assert 0.85 * wanted <= size <= 1.15 * wanted
