"""What the shipped bank cannot say: nothing of the figures that every report should have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafter.app import drafts
from drafter.bank import store
from drafter.drafting.compose import Sources
from drafter.errors import DrafterError
from drafter.phrase_formats import Phrase
from drafter.text import identity
from drafter.understanding.clauses import Clause
from drafter.understanding.indicators import recognise

FOLDER = Path(__file__).resolve().parents[2] / "phrasebank" / "written"
WRITTEN = [phrase for phrase in store.load(FOLDER) if phrase.claim == "figure"]
MINIMUM = """
leadership: meetings
learning: group_sessions law_sessions pre_meeting_sessions trained
services: items_total online_rate windows departments
business: entities_new entities_closed entities_net
norms: issued reviewed review_rate filed filing_rate cleaned kept amended repealed
decisions: catalogued reviewed review_rate
counsel: firms lawyers opinions
enforcement: officers trained penalties penalties_ordinary penalties_summary fines permits inspections firm_inspections
oversight: files
regulation: random_batches random_entities joint_checks
openness: published requests
review: received accepted rejected closed withdrawn litigation head_appearance_rate
supervision: judicial_advice procuratorial_advice
disputes: screened handled succeeded success_rate petitions petitions_on_time_rate backlog_solved
publicity: activities materials audience
legal_services: aid_cases aid_civil aid_criminal aid_closed recovered
workforce: staff
"""
"""The figures without which no report of a zone is whole, by topic."""


def minimum() -> set[str]:
    lines = (line.split(": ") for line in MINIMUM.strip().splitlines())
    return {f"{topic}.{name}" for topic, names in lines for name in names.split()}


def test_the_bank_has_no_holes_in_the_minimum(sources: Sources) -> None:
    required = {
        q.id
        for q in sources.questionnaire.questions.values()
        if q.required and q.id in sources.questionnaire.indicators
    }
    core = minimum()
    assert required - core == set()
    assert [hole for hole in drafts.holes().holes if hole.indicator in core] == []


def test_a_hole_outside_it_is_said_plainly() -> None:
    found = {
        hole.state: hole.said_by
        for hole in drafts.holes("corrections").holes
        if hole.indicator == "corrections.assessments"
    }
    assert found.get("up") == "plain"
    assert all(said_by == "plain" for said_by in found.values())


def test_an_unknown_topic_is_told() -> None:
    with pytest.raises(DrafterError, match="dispute"):
        drafts.holes("dispute")


FAULTS = {
    "效率从10个工作日缩短：缩短的是时限": r"效率[^，]*(?:缩短|压缩)",
    "配备说的是新配的人": r"^配备[^，]*人员\{",
    "排查纠纷，排查纠纷：说了两遍": r"开展(\w+)(\w\w)，\2\1",
    "次数、件数没有动词": r"^(?:会前学法|行政应诉案件|行政复议案件|研究议题|会议)\{",
    "谁的意见、什么抽查": r"^(?:共|合计|先后)\w{0,2}(?:收集|抽查|聘请)",
    "分项少了其中": r"件次，(?!其中)群众来信",
}
"""Faults of wording that can be told by rule, with why."""


def test_no_phrase_that_enters_by_itself_has_a_fault_that_can_be_told_by_rule() -> None:
    reviewed = [p for p in store.load(FOLDER.parent) if p.claim == "figure" and p.status == "reviewed"]
    entering = [*WRITTEN, *reviewed]
    assert len(WRITTEN) > 90 and reviewed
    assert [(why, p.id, p.text) for p in entering for why, fault in FAULTS.items() if re.search(fault, p.text)] == []


@pytest.mark.parametrize("phrase", WRITTEN, ids=lambda phrase: phrase.id)
def test_a_written_figure_phrase_is_understood_by_itself(phrase: Phrase, sources: Sources) -> None:
    """It counts nothing but its indicators, can stand with a zero, and reads back as what was put into it."""
    assert phrase.status == "written" and phrase.id == identity(phrase.topic, phrase.text)
    assert not re.search("共计|共有|达到?|超过|(?<!平)均|全部|全覆盖", phrase.text)
    kinds = {name: sources.questionnaire.questions[key].kind for name, key in phrase.slots.items()}
    text = phrase.text
    for n, (name, kind) in enumerate(kinds.items()):
        figure = {"percent": f"9{n}.5", "money": f"3{n}万元"}.get(kind or "", str(230 - 17 * n))
        text = text.replace(f"{{{name}}}", "12.5" if name.endswith("_drop") else figure)
    heading = sources.questionnaire.topics[phrase.topic]
    readings = recognise([Clause(f"{text}。", 1, 0, len(text) + 1, (heading,))], sources.register, 2025)
    assert [reading.indicator for reading in readings if reading.quantity.kind != "name"] == list(phrase.slots.values())
