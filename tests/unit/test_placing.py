"""Where the user's own words stand: in the topic, the point and beside the measure that they are like, and never twice."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.asking.answers import Answers
from drafter.drafting.compose import Sources, compose, material
from drafter.drafting.placing import Places, words_of
from drafter.drafting.saying import say
from drafter.formats import Report


def report(measures: tuple[str, ...] = (), notes: dict[str, list[str]] | None = None, **more: Any) -> Report:
    typed = {t: [{"note": text, "accepted": text} for text in texts] for t, texts in (notes or {}).items()}
    raw = {
        "year": 2025,
        "zone": {"name": "石坪经济开发区"},
        "measures": dict.fromkeys(measures, "done"),
        "notes": typed,
    }
    return Report.model_validate({**raw, **more})


def text(topic: str, given: Report, sources: Sources) -> str:
    known = material(given, Answers.from_report(given, sources.questionnaire), sources)
    parts = (each.sentence for point in say(topic, known) for each in point.sentences)
    return "".join(each.text for each in parts if each.origin != "gap")


@pytest.mark.parametrize(
    ("topic", "measures", "note", "order"),
    [
        (
            "regulation",
            ("regulation.credit_meeting", "regulation.repair"),
            "推出信用承诺书网上签署",
            ("社会信用体系建设", "承诺书"),
        ),
        (
            "safety",
            ("safety.plans", "safety.flood"),
            "新建应急物资储备点2处",
            ("应急预案", "储备点", "防汛"),
        ),
        (
            "corrections",
            ("corrections.rules", "corrections.psychology"),
            "聘请心理咨询师为矫正对象辅导",
            ("请销假", "心理", "心理咨询师"),
        ),
    ],
)
def test_a_note_stands_beside_the_measure_that_it_is_like(
    topic: str, measures: tuple[str, ...], note: str, order: tuple[str, ...], sources: Sources
) -> None:
    told = text(topic, report(measures, {topic: [note]}), sources)
    places = [told.index(words) for words in order]
    assert places == sorted(places)


def test_a_note_does_not_part_a_measure_from_the_figures_that_prove_it(sources: Sources) -> None:
    answers = {"publicity.activities": 52, "publicity.materials": 4100}
    given = report(("publicity.civil_code",), {"publicity": ["在民法典公园举办灯谜会"]}, answers=answers)
    told = text("publicity", given, sources)
    assert told.index("民法典宣传月") < told.index("52场次") < told.index("灯谜会")


@pytest.mark.parametrize(
    ("measure", "note", "is_same"),
    [
        ("disputes.training", "举办调解员业务培训3期", True),
        ("workforce.exchange", "组织法治工作人员到邻县交流学习", True),
        ("enforcement.three_systems", "开展行政执法“三项制度”落实情况抽查2次", False),
        ("norms.database", "建立行政规范性文件库并动态更新备份设备", False),
    ],
)
def test_what_a_note_says_is_not_said_again_by_a_tick(measure: str, note: str, is_same: bool, sources: Sources) -> None:
    topic = measure.split(".")[0]
    given = report((measure,), {topic: [note]})
    document = compose(given, Answers.from_report(given, sources.questionnaire), sources)
    telling = [each for each in document.sentences if f"measures.{measure}" in each.answers]
    assert [note in each.text for each in telling] == [is_same]


def test_of_two_points_a_text_fits_the_one_with_the_likest_measure(sources: Sources) -> None:
    known = material(report(), Answers.from_report(report(), sources.questionnaire), sources)
    points = [point for point, _ in known.points["counsel"]]
    places = Places({each.id: words_of(each, each.indicators, sources.questionnaire) for each in points})
    fitting = places.scores((), "法律顾问团队逐份审查招商合同")
    assert max(fitting, key=fitting.__getitem__) == "review"
    assert places.scores(("counsel.litigation",), "代理案件")["cases"] > 1


@pytest.mark.parametrize(
    ("topic", "note", "point"),
    [("safety", "寒潮来临前转移独居老人12人", "emergency"), ("publicity", "乡村戏曲队巡演9场", "activities")],
)
def test_words_of_a_point_that_no_measure_has_decide_too(topic: str, note: str, point: str, sources: Sources) -> None:
    given = report(notes={topic: [note]})
    known = material(given, Answers.from_report(given, sources.questionnaire), sources)
    assert [each.point for each in say(topic, known) if any(note in s.sentence.text for s in each.sentences)] == [point]


@pytest.mark.parametrize(
    ("topic", "measures", "answers", "told"),
    [
        # Too little for a sentence of its own, and no proof of the measures before it.
        (
            "regulation",
            ("regulation.punish",),
            {"regulation.credit_repaired": 6},
            "；办理企业信用修复6家。",
        ),
        # Figures that begin with a measure of their own follow another measure as that measure would.
        (
            "safety",
            ("safety.duty", "safety.special"),
            {"safety.checked": 310},
            "，开展重点行业领域安全检查，检查企业和单位310家次。",
        ),
    ],
)
def test_a_lone_measure_shares_a_sentence_with_what_follows(
    topic: str, measures: tuple[str, ...], answers: dict[str, int], told: str, sources: Sources
) -> None:
    assert told in text(topic, report(measures, answers=answers), sources)
