"""The rules for punctuation and glyphs, measured: public test suites, texts that must stay, five real reports, drafts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from bench import glyphs
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import config, readers
from drafter.asking import questionnaire
from drafter.asking.answers import Answers
from drafter.checking import pairs
from drafter.checking import text as rules
from drafter.drafting import template
from drafter.drafting.compose import Sources, compose
from drafter.formats import Report
from drafter.model import Finding
from drafter.understanding import understand
from drafter.understanding.indicators import Register

TESTS = Path(__file__).resolve().parents[1]
SOURCES = TESTS.parents[1] / "shared" / "sources"
STAYS: list[Any] = yaml.safe_load((TESTS / "data" / "punctuation.yaml").read_text("utf-8"))["stays"]
ANOTHER_RULE = {  # `widen` leaves them to a person, and a rule tells that person
    "13-15日": "PUN016",
    "云管发(2025)7号": "PUN015",
    "三.加强培训": "PUN014",
    "12.4国家宪法日": "PUN022",
}
# What is found in the five sources, each looked at and judged right. All five pages were published in half-width marks.
JUDGED = {
    "anqiu-2017": {"PUN001": 1, "PUN006": 2, "PUN009": 1, "PUN016": 1},  # 《》、《》; 〔2018〕 7号; 2016-2020年
    "changxingdao-2022": {"PUN001": 1},
    "chizhou-2021": {"PUN001": 1},
    "rongjiang-2021": {"PUN001": 1, "PUN006": 2, "PUN018": 1},  # “”、“”; 七万余份
    # 《》、《》 and 人员和、; 案件 74件 five times; 2020年-2035年, 1-2天, 3-9人; “12.4”
    "suizhou-2021": {"PUN001": 1, "PUN006": 2, "PUN009": 5, "PUN016": 3, "PUN022": 1},
}
PIECES = [
    *"甲乙等和年月日号，。、；：！？“”‘’（）《》〈〉 12025.%-—…,.:;()\"'～·",
    "第",
    "一是",
    "（一）",
    "3件",
    "〔2025〕",
]


def test_public_suites_are_found_as_the_standard_wants_them() -> None:
    rows = [(case, glyphs.is_right(case)) for case in glyphs.cases()]
    assert len(rows) > 150
    assert sum(right for _, right in rows) >= 0.97 * len(rows), [case for case, right in rows if not right]


def test_every_case_that_is_left_out_has_a_reason() -> None:
    assert set(glyphs.left_out()) == {"autocorrect", "zhlint", "textlint"}
    assert all(count > 0 for reasons in glyphs.left_out().values() for count in reasons.values())


@pytest.mark.parametrize("text", [str(text) for text in STAYS])
def test_addresses_numbers_times_and_latin_words_are_left_alone(text: str) -> None:
    wanted = ANOTHER_RULE.get(text)
    found = {hit.message for hit in glyphs.hits(text)}
    assert bool(found) is (wanted is not None), found


@pytest.mark.sources
@pytest.mark.skipif(not SOURCES.exists(), reason="the real reports are not in the repository")
@pytest.mark.parametrize("name", JUDGED)
def test_on_real_reports_only_what_is_really_wrong_is_found(name: str, register: Register) -> None:
    found = checked(SOURCES / f"{name}.txt", register)
    assert Counter(finding.code for finding in found) == JUDGED[name], found


@pytest.mark.parametrize("name", ["1", "5", "9"])
def test_reports_that_are_printed_as_they_should_be_have_no_finding(name: str, register: Register) -> None:
    assert checked(TESTS / "data" / "reports" / f"{name}.txt", register) == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_mending_never_touches_a_figure_or_a_word(text: str) -> None:
    def kept(of: str) -> str:
        return re.sub(r"[^\d甲乙等和年月日号件第一是]", "", of)

    assert kept(glyphs.mended(text)) == kept(text)


@settings(max_examples=300)
@given(st.text("甲“”‘’（）()《》〈〉【】〔〕1a ", max_size=30))
def test_faults_of_pairs_lie_in_the_text_and_say_what_should_stand_there(text: str) -> None:
    for wrong in pairs.faults(text):
        assert text[wrong.place] in "“”‘’（）()《》〈〉【】〔〕"
        assert wrong.wanted or wrong.fault == "unpaired"


@pytest.mark.parametrize(
    "text",
    [
        "推进7×24小时“不打烊”服务，PM2.5平均浓度34微克/立方米，水质稳定在Ⅲ类。",
        "依据GB/T 33358—2016、GB/T 9704-2012，审结（2025）云01行初12号案。",
        "1—11月完成45件，每周一至周五9:00—17:00受理，8:30-11:30开放，电话0411-88881234。",
        "学习《民法典》（节选）、《行政处罚法》（新修订），党的二十届二中、三中全会精神。",
        "一、二季度完成80%，《条例》第三十、三十一条有规定，涉及1、3、5号楼。",
        "探索“调解+仲裁+诉讼”“线上/线下”“区-镇-村”三级联动，京津冀—长三角协作。",
        "罚款金额1,384,286元，收缴3,000元，得分99.5:0.5，IP地址192.168.1.1。",
        "——坚持问题导向。什么是法治？怎么办？“有困难，找司法所！”口号深入人心。",
        "召开调度会10余次，走访企业百余户、千余人次，三五天办结，阅读量10万+。",
    ],
)
def test_what_reports_rightly_print_is_no_fault(text: str) -> None:
    assert [hit.message for hit in glyphs.hits(text)] == []


@pytest.mark.parametrize("frame", template.frames(config.template_folder()))
def test_a_draft_in_any_frame_has_no_finding(frame: str, example: Report, sources: Sources, register: Register) -> None:
    report = example.model_copy(update={"frame": frame})
    document = compose(report, Answers.from_report(report, sources.questionnaire), sources)
    form = questionnaire.template(config.template_folder())
    assert rules.check(understand(document, register, report.year), form, select=["PUN"]) == ()


def test_what_is_wrong_all_over_a_report_is_told_once_and_says_how_often(register: Register) -> None:
    found = [f for f in checked(TESTS / "data" / "reports" / "11.txt", register) if f.code == "PUN001"]
    assert len(found) == 1
    assert re.search(r"全文共 \d{3} 处", found[0].message)


def checked(path: Path, register: Register) -> tuple[Finding, ...]:
    """What the rules for punctuation and glyphs find in a file."""
    form = questionnaire.template(config.template_folder())
    return rules.check(understand(readers.read(path), register), form, select=["PUN"])
