"""Who is asked for what: the template says so for everything, and a report may say otherwise."""

from __future__ import annotations

from drafter import config
from drafter.asking import measures
from drafter.asking.departments import Departments
from drafter.asking.last_year import Ask, Item
from drafter.asking.questionnaire import Questionnaire

MEASURES = measures.load(config.template_folder())


def sentence(indicator: str = "", topic: str = "") -> Item:
    ask = Ask("1", "count", "数", "件", "12件", indicator=indicator)
    return Item("p1s1", 1, "p1", (), topic, "work", "调解纠纷12件。", "调解纠纷{1}。", (ask,), ())


def test_every_question_measure_and_topic_of_the_template_has_a_department(asked: Questionnaire) -> None:
    who = Departments(asked, MEASURES, {})
    found = {*map(who.of_question, asked.questions), *map(who.of_measure, MEASURES.by_id)}
    found |= {who.of_sentence(sentence(topic=topic), topic) for topic in asked.topics}
    assert found == {
        "党政办", "司法分局", "组织人事部", "财政局", "政务服务中心", "经发局", "市场监管局", "综合执法局", "信访办", "应急管理局",
    }  # fmt: skip


def test_a_point_may_be_another_departments_than_its_topic(asked: Questionnaire) -> None:
    who = Departments(asked, MEASURES, {})
    points = {point.id: point for point in MEASURES.points["disputes"]}
    assert who.of_measure(points["petitions"].measures[0].id) == "信访办"
    assert who.of_measure(points["mediation"].measures[0].id) == "司法分局"


def test_a_sentence_is_asked_of_who_counts_its_figures_else_of_its_topic(asked: Questionnaire) -> None:
    who = Departments(asked, MEASURES, {})
    assert who.of_sentence(sentence("services.online_rate", "disputes"), "disputes") == "政务服务中心"
    assert who.of_sentence(sentence(topic="safety"), "safety") == "应急管理局"
    assert who.of_sentence(sentence(), "") == "起草单位"


def test_a_report_renames_a_department_and_gives_a_topic_or_question_to_another(asked: Questionnaire) -> None:
    who = Departments(asked, MEASURES, {"司法分局": "司法局", "safety": "平安办", "disputes.handled": "综治中心"})
    assert who.of_question("disputes.handled") == "综治中心"
    assert who.of_question("disputes.succeeded") == "司法局"
    assert who.of_sentence(sentence(topic="safety"), "safety") == "平安办"
