"""Short ticks are no sentences of their own: which clause stands with which, in front of what, and with which marks."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

import pytest

from drafter.asking import measures
from drafter.asking.answers import Answers
from drafter.asking.zone import zone_named
from drafter.drafting.compose import Sources, compose, material
from drafter.drafting.saying import say
from drafter.formats import Report
from drafter.text import is_hanzi

PLAIN, NUMBERED = "云溪经济技术开发区", "柏川县"


def report(answers: dict[str, Any], ticks: tuple[str, ...], zone: str = PLAIN) -> Report:
    raw = {"year": 2025, "zone": zone_named(zone).model_dump(), "answers": answers}
    return Report.model_validate(raw | {"measures": dict.fromkeys(ticks, "done")})


def said(topic: str, answers: dict[str, Any], ticks: tuple[str, ...], sources: Sources) -> str:
    """What is said on a topic, without leads and gaps, in the words of the register."""
    given = report(answers, ticks)
    known = replace(material(given, Answers.from_report(given, sources.questionnaire), sources), phrases=())
    parts = (sentence for point in say(topic, known) for sentence in point.sentences)
    return "".join(each.sentence.text for each in parts if each.sentence.origin != "gap")


def draft(answers: dict[str, Any], ticks: tuple[str, ...], sources: Sources, zone: str = PLAIN) -> str:
    given = report(answers, ticks, zone)
    return compose(given, Answers.from_report(given, sources.questionnaire), sources).text


@pytest.mark.parametrize(
    ("topic", "answers", "ticks", "told"),
    [
        # What takes up the figures stands right behind them, joined by 并 unless it has that word itself.
        (
            "services",
            {"services.hotline_received": 90, "services.hotline_satisfaction": 97},
            ("services.hotline", "services.follow_up"),
            "受理90件，满意率97%，并(?:对诉求办理结果进行回访|开展诉求办理回访)。",
        ),
        (
            "oversight",
            {"oversight.files": 40, "oversight.files_excellent": 31},
            ("oversight.review", "oversight.feedback", "oversight.models"),
            "31[本件]，[^并，]*(?:通报|反馈)[^；。]*并督促整改，[^；。]*优秀案卷[^；。]*。",
        ),
        # A short tick stands with the others of its point, before what came of them.
        (
            "enforcement",
            {"enforcement.penalties": 9, "enforcement.fines": "8万元", "enforcement.permits": 7},
            ("enforcement.labour", "enforcement.city", "enforcement.key_areas"),
            "欠薪执法检查，[^。]*市容环境[^。]*。[^。]*9件[^。]*。",
        ),
    ],
)
def test_a_short_tick_stands_with_what_it_belongs_to(
    topic: str, answers: dict[str, Any], ticks: tuple[str, ...], told: str, sources: Sources
) -> None:
    text = said(topic, answers, ticks, sources)
    assert re.search(told, text), text


@pytest.mark.parametrize(
    ("answers", "ticks", "told"),
    [
        # One figure and then a measure that stands behind it,
        (
            {"leadership.duty_reports": 9},
            ("leadership.debrief_all", "leadership.cadre"),
            "述法，[^；。]*干部[^；。]*。",
        ),
        # two thoughts with figures each.
        (
            {"decisions.opinions": 7, "decisions.experts": 5},
            ("decisions.public", "decisions.experts"),
            "7条；[^；。]*5人次。",
        ),
    ],
)
def test_a_semicolon_parts_figures_from_figures_and_not_from_a_measure(
    answers: dict[str, Any], ticks: tuple[str, ...], told: str, sources: Sources
) -> None:
    text = said(next(iter(answers)).partition(".")[0], answers, ticks, sources)
    assert re.search(told, text), text


def test_a_point_of_a_few_words_is_opened_by_its_lead_where_points_have_none(sources: Sources) -> None:
    text = draft({}, ("safety.safe", "safety.plans", "safety.team", "safety.duty_watch"), sources)
    assert re.search("(?:维护社会治安秩序|强化社会治安防控)，(?:推进|加强)平安建设。", text)
    assert not re.search("(?:加强应急管理|做好应急准备)，", text)  # that point has enough to say


def test_where_a_numbered_paragraph_would_have_one_item_points_of_a_few_words_have_their_leads_too(
    sources: Sources,
) -> None:
    text = draft({}, ("supervision.support", "supervision.media", "supervision.discipline"), sources, NUMBERED)
    [told] = [line for line in text.split("\n") if "支持" in line and "履职" in line]
    assert "一是" not in told and "媒体" in told and "纪检" in told
    assert min(len(each) for each in re.split("[。；]", told) if each) > 12


def test_no_lead_opens_a_point_whose_topic_says_the_same(sources: Sources) -> None:
    ticks = ("supervision.congress", "supervision.democratic", "supervision.deputies_invited", "supervision.clean")
    text = draft({}, ticks, sources)
    assert "党风廉政教育" in text and "人大监督和政协监督，" not in text and "人大和政协监督，" not in text


def test_what_takes_up_figures_stands_behind_them(sources: Sources) -> None:
    text = said("leadership", {"leadership.assessed_units": 8}, ("leadership.survey", "leadership.talk"), sources)
    assert text.index("8个") < text.index("约谈")


def test_a_note_of_a_few_words_stands_with_the_tick_before_it(sources: Sources) -> None:
    given = report({}, ("disputes.multiple", "disputes.court"))
    note = {"disputes": [{"note": "驻所", "accepted": "在4个派出所设置驻所调解室"}]}
    given = Report.model_validate(given.model_dump() | {"notes": note})
    text = compose(given, Answers.from_report(given, sources.questionnaire), sources).text
    assert re.search("诉调对接[^，。]*，在4个派出所设置驻所调解室。", text)


def test_points_of_a_few_words_stand_side_by_side_each_behind_its_lead(sources: Sources) -> None:
    text = draft({}, ("regulation.collect", "regulation.stations", "regulation.price"), sources)
    assert re.search(
        "，[^，；。]*信用信息[^，；。]*；[^，；。]*，[^，；。]*维权服务站；[^，；。]*，[^，；。]*价格监督检查。", text
    )


@pytest.mark.parametrize("seed", range(6))
def test_hardly_a_short_tick_is_a_sentence_of_its_own(seed: int, sources: Sources) -> None:
    chance = random.Random(seed)
    work = [id for id in sorted(measures.load(sources.folder).by_id) if id.split(".")[0] not in ("problems", "plan")]
    ticks = tuple(id for id in work if chance.random() < chance.choice((0.05, 0.3, 0.6)))
    given = report({}, ticks)
    document = compose(given, Answers.from_report(given, sources.questionnaire), sources)
    body = "".join(block.text for block in document.blocks if block.kind == "paragraph")
    sentences = [each for each in re.split("(?<=[。：])", body) if each.endswith("。") and "】" not in each]
    short = [each for each in sentences if sum(map(is_hanzi, each)) < 12]
    assert len(short) <= 2, short


def test_a_required_figure_without_an_answer_is_a_gap_within_a_sentence(sources: Sources) -> None:
    text = draft({"enforcement.officers": 5}, ("enforcement.contest",), sources)
    assert re.search("作出行政许可决定【待填：[^】]*】件。", text)


def with_notes(topic: str, accepted: str, answers: dict[str, Any], ticks: tuple[str, ...], sources: Sources) -> str:
    given = Report.model_validate(
        report(answers, ticks).model_dump() | {"notes": {topic: [{"note": accepted, "accepted": accepted}]}}
    )
    return compose(given, Answers.from_report(given, sources.questionnaire), sources).text


@pytest.mark.parametrize(
    ("topic", "accepted", "tick"),
    [
        ("services", "居民通过12345热线提出建议450件", "services.follow_up"),
        ("oversight", "省司法厅抽查行政执法案卷12本", "oversight.feedback"),
        ("review", "中级法院判决行政机关败诉案件2件", "review.lost"),
        ("counsel", "合作律所每周派2名律师值班", "counsel.analysis"),
        ("services", "开展评选，热线办理名列全市第2名！", "services.follow_up"),
    ],
)
def test_what_the_unit_did_does_not_go_on_from_what_others_did(
    topic: str, accepted: str, tick: str, sources: Sources
) -> None:
    text = with_notes(topic, accepted, {}, (tick,), sources)
    at = text.index(accepted) + len(accepted)
    assert text[at - 1] in "！" or text[at] in "。；", text[at - 30 : at + 30]
    assert f"{accepted}，" not in text and "！，" not in text and "，并" not in text[at : at + 3]


def test_a_note_with_one_figure_is_parted_from_the_measures_behind_it(sources: Sources) -> None:
    accepted = "帮办团队覆盖工业园区4个，业主可在家门口办理业务"
    text = with_notes("services", accepted, {}, ("services.window_training", "services.hotline"), sources)
    assert f"{accepted}，" not in text


def test_what_takes_up_figures_stands_behind_its_own_and_not_behind_the_last(sources: Sources) -> None:
    answers = {"decisions.opinions": 7, "decisions.experts": 5}
    text = said("decisions", answers, ("decisions.public", "decisions.ledger", "decisions.experts"), sources)
    assert re.search("7条，并[^；。]*收集的意见[^；。]*；[^；。]*5人次。", text), text
    text = said("decisions", {"decisions.experts": 5}, ("decisions.experts", "decisions.ledger"), sources)
    assert "并" not in text and re.search("5人次[；。][^；。]*收集的意见", text), text


def test_nothing_goes_on_from_a_zero(sources: Sources) -> None:
    text = said("oversight", {"oversight.files": 0, "oversight.reviews": 3}, ("oversight.models",), sources)
    assert "，并" not in text, text
