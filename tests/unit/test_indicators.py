"""Recognising indicators: the principles on a small register, then the real register on made-up sentences."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from bench import indicators as measured
from hypothesis import given
from hypothesis import strategies as st

from drafter.asking import questionnaire
from drafter.errors import FormatError
from drafter.model import Clause, Indicator, Reading, RelationRule
from drafter.understanding import indicators, quantities
from drafter.understanding.clauses import ends
from drafter.understanding.indicators import ASK, SURE

ROOT = Path(__file__).resolve().parents[2]
REAL = questionnaire.load(ROOT / "templates" / "annual-report")
REGISTER = indicators.compile(REAL.indicators, REAL.relations, subordinates=REAL.subordinates)

SMALL = indicators.compile(
    {
        key: Indicator(key, name, unit, kind, aliases, "last" if "上年" in name else "now")  # type: ignore[arg-type]
        for key, name, unit, kind, aliases in [
            ("disputes.screened", "排查矛盾纠纷", "件", "count", ("排查|摸排 纠纷|矛盾 ! 调解",)),
            ("disputes.handled", "调解矛盾纠纷", "件", "count", ("调解 纠纷 ! 成功 率",)),
            ("disputes.succeeded", "调解成功", "件", "count", ("调解 成功 ! 率",)),
            ("disputes.success_rate", "调解成功率", "%", "percent", ("成功率 @ 调解|纠纷",)),
            ("disputes.committees", "人民调解组织", "个", "count", ("调解委员会|调解组织",)),
            ("counsel.firms", "聘请律师事务所", "家", "count", ("律师事务所|律所 # 家",)),
            ("counsel.lawyers", "法律顾问", "人", "count", ("律师 @ 法律顾问|律师事务所 # 名 人",)),
            ("services.hotline_closed_rate", "热线办结率", "%", "percent", ("办结率 @ 热线",)),
            ("services.hotline_satisfaction", "热线满意率", "%", "percent", ("满意率 @ 热线",)),
            ("services.days_before", "平均办理时限（上年）", "工作日", "days", ("办理 时限|时间",)),
            ("services.days_after", "平均办理时限（本年）", "工作日", "days", ("办理 时限|时间",)),
            ("enforcement.trainings", "执法培训", "场次", "count", ("执法 培训",)),
            ("enforcement.trained", "执法培训人次", "人次", "count", ("执法 培训",)),
            ("safety.hazards", "排查隐患", "条", "count", ("排查 隐患 !! 城管|食品",)),
            ("review.received", "收到行政复议申请", "件", "count", ("收到|接收 行政复议 ! 不予",)),
            ("review.accepted", "行政复议受理", "件", "count", ("受理 行政复议 ! 不予",)),
            ("review.rejected", "行政复议不予受理", "件", "count", ("不予受理 行政复议",)),
        ]
    },
    [
        RelationRule("rate", "disputes.handled", ("disputes.succeeded",), rate="disputes.success_rate"),
        RelationRule("sum", "review.received", ("review.accepted", "review.rejected"), other_allowed=True),
    ],
    subordinates={"disputes": ("bureau", "town")},
)


def clauses(text: str, *path: str) -> list[Clause]:
    stops = [0, *ends(text), len(text)]
    return [Clause(text[start:end], 1, start, end, path) for start, end in pairwise(stops) if text[start:end].strip()]


def read(text: str, *path: str, year: int | None = None) -> dict[str, str | None]:
    """Figure → id, of the small register."""
    return {r.quantity.text: r.indicator for r in indicators.recognise(clauses(text, *path), SMALL, year)}


def times(text: str, *path: str, year: int | None = None) -> dict[str, str]:
    return {r.quantity.text: r.time for r in indicators.recognise(clauses(text, *path), SMALL, year)}


def test_every_printed_figure_gets_a_reading_in_text_order() -> None:
    readings = indicators.recognise(clauses("2025年5月，“12345”热线转来8件，调解纠纷162件。"), SMALL)
    assert [r.quantity.start for r in readings] == sorted(r.quantity.start for r in readings)
    assert {r.quantity.text for r in readings} >= {"8件", "162件"}
    assert [r.indicator for r in readings if r.quantity.text == "162件"] == ["disputes.handled"]


def test_half_width_and_full_width_text_read_alike() -> None:
    full = "共调解各类纠纷162件，调解成功135件，成功率达83.33％。"
    assert list(read(full).values()) == ["disputes.handled", "disputes.succeeded", "disputes.success_rate"]
    assert list(read(full.replace("，", ",").replace("％", "%")).values()) == list(read(full).values())


def test_a_veto_word_beside_the_figure_forbids_a_reading() -> None:
    assert read("调解纠纷成功135件。")["135件"] == "disputes.succeeded"


def test_a_veto_word_in_the_subject_does_not_forbid() -> None:
    assert read("人民调解组织在全区范围内集中排查矛盾纠纷230件。")["230件"] == "disputes.screened"


def test_a_wide_veto_reaches_over_the_whole_sentence() -> None:
    assert read("开展食品安全检查，排查隐患30条。")["30条"] is None
    assert read("开展安全检查，排查隐患30条。")["30条"] == "safety.hazards"


def test_the_noun_behind_the_unit_beats_the_one_before_the_figure() -> None:
    assert read("聘请2家律师事务所6名律师轮值坐班。") == {"2家": "counsel.firms", "6名": "counsel.lawyers"}
    assert read("调解纠纷时动员了60件物资。")["60件"] is None


def test_an_object_said_before_may_be_left_out() -> None:
    assert read("收到行政复议申请31件，受理25件，不予受理6件。") == {
        "31件": "review.received",
        "25件": "review.accepted",
        "6件": "review.rejected",
    }
    assert read("受理25件。")["25件"] is None


def test_last_years_figure_in_brackets_is_not_this_years() -> None:
    text = "收到行政复议申请31件（上年27件），其中受理25件、不予受理6件。"
    assert read(text)["27件"] is None
    assert times(text)["27件"] == "last"
    assert read(text)["31件"] == "review.received"
    assert read(text)["6件"] == "review.rejected"


def test_a_figure_of_an_earlier_year_is_last_years_and_a_founding_date_is_not() -> None:
    assert times("2024年调解纠纷150件，2025年调解纠纷162件。", year=2025)["150件"] == "last"
    assert times("2024年调解纠纷150件，2025年调解纠纷162件。", year=2025)["162件"] == "now"
    assert times("2020年以来累计调解纠纷900件。", year=2025)["900件"] == "now"
    assert times("去年以来调解纠纷89件。")["89件"] == "now"
    assert times("落实《2020年工作要点》，调解纠纷162件。", year=2025)["162件"] == "now"


def test_from_a_to_b_gives_the_noun_to_both_and_the_past_to_the_first() -> None:
    text = "平均办理时限由5.2个工作日压缩至1.6个工作日。"
    assert list(read(text).values()) == ["services.days_before", "services.days_after"]


def test_changes_plans_and_rates_for_each_are_no_totals() -> None:
    assert times("调解纠纷162件，同比上升12%。")["12%"] == "delta"
    assert times("调解纠纷162件，较去年增加8件。")["8件"] == "delta"
    assert times("办事环节减少8个。")["8个"] == "now"
    assert times("预计调解纠纷200件。")["200件"] == "plan"
    assert times("清理文件33件：拟修改7件。")["7件"] == "now"
    assert times("调解纠纷200件。", "三、下一步工作安排")["200件"] == "plan"
    assert times("每村调解纠纷2件。")["2件"] == "per"


def test_plan_and_fact_in_one_sentence_are_told_apart() -> None:
    text = "计划明年举办执法培训不少于4次，今年已举办3次，共230人次参加。"
    assert read(text) == {"不少于4次": None, "3次": "enforcement.trainings", "230人次": "enforcement.trained"}


def test_a_year_in_brackets_or_in_a_comparison_dates_nothing_behind_it() -> None:
    assert times("调解纠纷37件（2024年21件），成功35件。", year=2025) == {
        "2024年": "now",
        "37件": "now",
        "21件": "last",
        "35件": "now",
    }
    assert times("调解纠纷37件，较2024年增长23%，成功35件。", year=2025)["35件"] == "now"


def test_the_drop_borrows_the_words_of_this_year() -> None:
    text = "开展入企检查860次，较2024年的1240次下降30.65%。"
    readings = indicators.recognise(clauses(text), REGISTER, 2025)
    assert {r.quantity.text: r.indicator for r in readings if r.indicator} == {
        "860次": "enforcement.firm_inspections",
        "30.65%": "enforcement.firm_inspections_drop",
    }


def test_a_comparison_in_brackets_has_no_parts() -> None:
    text = "收到行政复议申请42件（比上年减少5件、下降10.6%），其中受理35件（上年31件），不予受理7件。"
    assert {figure: id_ for figure, id_ in read(text).items() if id_} == {
        "42件": "review.received",
        "35件": "review.accepted",
        "7件": "review.rejected",
    }


@pytest.mark.parametrize(
    "text",
    [
        "涉及纠纷的调解室3个。",
        "编制调解组织清单31个。",
        "全区54个村全部建立人民调解组织。",
        "在12个社区均设立调解委员会。",
        "设立2个调解组织联络站。",
    ],
)
def test_rooms_lists_and_villages_are_not_counted_for_what_goes_on_in_them(text: str) -> None:
    assert set(read(text).values()) == {None}


def test_what_one_bureau_or_town_did_is_not_the_reports_figure() -> None:
    assert set(read("公安分局调解纠纷61件，城关街道调解纠纷44件。").values()) == {None}
    assert read("全区调解纠纷162件，其中城关街道44件。") == {"162件": "disputes.handled", "44件": None}
    assert read("全镇调解纠纷162件。") == {"162件": "disputes.handled"}


def test_what_was_not_done_and_listed_parts_are_no_indicator() -> None:
    assert read("收集企业诉求90件，还有6件企业诉求未办结。")["6件"] != "business.requests_solved"
    assert set(read("清理规范性文件30件，废止9件、宣布失效4件。").values()) <= {"norms.cleaned", None}


def test_what_a_plan_adds_is_not_what_there_will_be() -> None:
    def planned(text: str) -> set[str | None]:
        return {reading.planned for reading in indicators.recognise(clauses(text, "六、下一步打算"), REGISTER, 2025)}

    assert planned("新增政务服务自助终端12台。") == {None}
    assert planned("政务服务自助终端达到40台。") == {"services.kiosks"}


def test_in_topics_that_the_template_does_not_name_a_bureaus_figure_is_the_reports() -> None:
    known = replace(SMALL, subordinates={"enforcement": ("bureau",)})
    (reading,) = indicators.recognise(clauses("城关街道调解纠纷44件。"), known)
    assert reading.indicator == "disputes.handled" and read("城关街道调解纠纷44件。") == {"44件": None}


def test_a_rate_belongs_to_the_owner_named_last() -> None:
    def rates(text: str) -> dict[str, str | None]:
        readings = indicators.recognise(clauses(text), REGISTER)
        return {r.quantity.text: r.indicator for r in readings if r.quantity.kind == "percent"}

    assert rates("热线受理300件，信访件办结率100%。")["100%"] != "services.hotline_closed_rate"
    assert rates("留言板收到88条，热线办结率99%。")["99%"] == "services.hotline_closed_rate"


def test_what_a_meeting_was_for_may_stand_behind_it() -> None:
    def meaning(text: str) -> str | None:
        return indicators.recognise(clauses(text), REGISTER)[0].indicator

    assert meaning("召开党工委会议4次，专题研究法治政府建设工作。") == "leadership.meetings"
    assert meaning("召开党工委会议4次，集体研究重大事项30项。") == "decisions.meetings"


def test_one_figure_may_stand_for_two_indicators() -> None:
    readings = indicators.recognise(clauses("热线工单办结率、满意率均达到98%。"), SMALL)
    assert [r.indicator for r in readings] == ["services.hotline_closed_rate", "services.hotline_satisfaction"]


def test_a_general_rate_needs_its_owner_in_the_same_sentence() -> None:
    assert read("信访件办结率100%。", "受理热线工单")["100%"] is None
    assert read("热线受理300件，办结率100%。")["100%"] == "services.hotline_closed_rate"


def test_an_indicator_is_read_once_a_sentence() -> None:
    assert list(read("调解纠纷162件，其中调解婚姻纠纷30件。").values()) == ["disputes.handled", None]


def test_arithmetic_that_fits_makes_a_reading_surer() -> None:
    fits, fails = (
        indicators.recognise(clauses(f"调解纠纷162件，成功135件，成功率{rate}%。"), SMALL)
        for rate in ("83.33", "90.12")
    )
    assert fits[-1].confidence > fails[-1].confidence
    assert fails[-1].indicator == "disputes.success_rate"


@pytest.mark.parametrize(
    "note",
    [
        "调解纠纷207件 成功188件",
        "调解 207件 成功188",
        "调解纠纷207 成功188",
        "调解成功188起/207起",
        "调解207起，成功188",
    ],
)
def test_a_rough_note_is_read_without_units_and_objects(note: str) -> None:
    readings = indicators.recognise_note(note, SMALL, "disputes")
    assert {r.indicator: str(r.quantity.value) for r in readings} == {
        "disputes.handled": "207",
        "disputes.succeeded": "188",
    }


@given(st.text("调解成功率纠纷、，；：（）“《》/ 由至去年分别为均其中共计0359件%万元次人年"))
def test_any_text_is_read_and_no_figure_is_lost(text: str) -> None:
    readings = indicators.recognise([Clause(text, 1, 0, len(text))], SMALL, 2025)
    assert {r.quantity for r in readings} == set(quantities.find(text, 1))
    indicators.recognise_note(text, SMALL)


@pytest.mark.parametrize(
    ("text", "figure", "wrong"),
    [
        ("集中学习《中华人民共和国行政处罚法》等法律7次。", "7次", "enforcement.penalties"),  # a title
        ("受理行政复议案件64件，调解结案31件，调解率48.4%。", "48.4%", "disputes.success_rate"),  # another owner
        ("推行扫码检查，开展“综合查一次”联合检查34次。", "34次", "enforcement.firm_inspections"),  # a brand
        ("探索推出3个“监管一件事”。", "3个", "services.one_thing_items"),
        ("梳理“证照分离”改革涉企经营许可事项48项。", "48项", "services.reform_cases_total"),
        (
            "“一件事”上线20项。受理政务服务事项800件，办结790件。",
            "790件",
            "services.one_thing_cases",
        ),  # another subject
        ("新增持证行政执法人员6名。", "6名", "enforcement.officers"),  # what is new is not what there is
        ("出具合法性审查意见书12份、法律意见书96份。", "12份", "counsel.opinions"),  # one of two
        ("开展规范性文件2次全面清理和3次专项清理。", "2次", "norms.cleanups"),
        ("对9个镇、22个部门开展法治督察。", "22个", "leadership.assessed_units"),
        ("废止规范性文件31件，保留90件，宣布失效14件。", "31件", "norms.repealed"),
        ("举办干部法治培训班6期，覆盖310余人次。", "310余人次", "publicity.audience"),  # other people
        ("法制审核人员17人。", "17人", "workforce.staff"),
        ("为20余家企业提供法律风险排查。", "20余家", "business.firms_visited"),
        ("审核重大事项40件，其中合同21件、行政处罚决定9件。", "9件", "enforcement.penalties"),  # of an unknown whole
        ("引导群众申请法律援助25件。", "25件", "legal_services.aid_cases"),
    ],
)
def test_what_may_be_another_thing_is_not_taken_without_asking(text: str, figure: str, wrong: str) -> None:
    readings = indicators.recognise(clauses(text, "一、主要举措和成效"), REGISTER, 2025)
    sure = {(r.quantity.text, r.indicator) for r in readings if r.confidence >= SURE}
    assert (figure, wrong) not in sure


@pytest.mark.parametrize(
    ("text", "figure", "topic", "wrong"),
    [
        ("调解医疗损害赔偿纠纷23件，成功21件，成功率91.3%。", "23件", "矛盾纠纷化解", "disputes.handled"),  # one field
        ("调解医疗损害赔偿纠纷23件，成功21件，成功率91.3%。", "91.3%", "矛盾纠纷化解", "disputes.success_rate"),
        ("对年度法治建设考核排名末尾的4个单位进行约谈。", "4个", "法治政府建设", "leadership.assessed_units"),
        (
            "25个部门、6个镇街党政主要负责人年终述法全覆盖。",
            "6个",
            "述法",
            "leadership.duty_reports",
        ),  # the end of a list
        ("区委常委会会议专题研究法治建设5次。", "5次", "法治政府建设", "leadership.meetings"),  # not said who held them
        ("全年发生行政复议案件9件，均被维持。", "9件", "行政复议", "review.received"),  # the one complained of
        ("加强行政执法监管，立案查处违法案件52件。", "52件", "行政执法", "enforcement.penalties"),  # not yet a penalty
        ("申请人民法院强制执行17件。", "17件", "行政执法", "enforcement.coercions"),  # another does it
        ("由本局起草、以县政府名义印发的行政规范性文件2件。", "2件", "规范性文件", "norms.issued"),
        ("养老条例起草中，收集意见建议86条。", "86条", "科学民主决策", "decisions.opinions"),
    ],
)
def test_what_counts_less_or_is_anothers_is_not_taken_without_asking(
    text: str, figure: str, topic: str, wrong: str
) -> None:
    readings = indicators.recognise(clauses(text, f"二、{topic}"), REGISTER, 2025)
    sure = {(r.quantity.text, r.indicator) for r in readings if r.confidence >= SURE}
    assert (figure, wrong) not in sure


def test_of_two_values_for_one_indicator_none_is_taken_without_asking() -> None:
    text = "调解矛盾纠纷120件。全年共调解矛盾纠纷150件。"
    readings = indicators.recognise(clauses(text, "一、主要举措和成效"), REGISTER, 2025)
    assert [r.indicator for r in readings] == ["disputes.handled"] * 2
    assert all(r.confidence < SURE for r in readings)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("调解矛盾纠纷23件。", {"disputes.handled"}),
        (
            "立案查处各类违法行为52件，其中简易程序32件、普通程序20件。",  # the sum says that they are penalties
            {"enforcement.penalties", "enforcement.penalties_summary", "enforcement.penalties_ordinary"},
        ),
    ],
)
def test_what_has_its_evidence_is_taken_without_asking(text: str, sure: set[str]) -> None:
    readings = indicators.recognise(clauses(text, "五、规范行政执法"), REGISTER, 2025)
    assert {reading.indicator for reading in readings if reading.confidence >= SURE} == sure


@pytest.mark.parametrize("heading", ["六、存在的不足和原因", "三、主要负责人履行第一责任人职责情况"])
def test_where_only_some_is_told_a_figure_is_not_taken_without_asking(heading: str) -> None:
    [reading] = indicators.recognise(clauses("接待群众来访63批次。", heading), REGISTER, 2025)
    assert reading.confidence < SURE


def test_under_a_heading_of_the_next_year_all_is_planned() -> None:
    assert times("涉企检查频次压减15%，招录执法人员6名。", "八、2026年怎么干", year=2025) == {
        "15%": "plan",
        "6名": "plan",
    }


def test_what_was_made_before_a_day_of_an_earlier_year_is_looked_at_this_year() -> None:
    assert times("对2024年12月31日前印发的37件规范性文件集中清理。", year=2025)["37件"] == "now"


def test_an_alias_that_cannot_be_read_is_told() -> None:
    with pytest.raises(FormatError, match="@ 范围"):
        indicators.compile({"a.b": Indicator("a.b", "甲", "件", "count", ("@ 范围",))}, [])


# The real register -----------------------------------------------------------------------------------------------------


def _value(indicator: Indicator) -> str:
    return {"percent": "97.5", "money": "38.5万元", "days": "2.5"}.get(indicator.kind, "37")


def _plain(key: str) -> str:
    """The question's own sentence with a value, as the draft prints it."""
    indicator, sentence = REAL.indicators[key], REAL.questions[key].sentence
    return sentence.format(value=_value(indicator))


def _named(readings: tuple[Reading, ...]) -> set[str]:
    return {r.indicator for r in readings if r.indicator and r.confidence >= ASK}


@pytest.mark.parametrize("key", REAL.indicators)
def test_a_questions_plain_sentence_is_read_as_its_own_indicator(key: str) -> None:
    assert key in _named(indicators.recognise(clauses(_plain(key) + "。"), REGISTER, 2025))


@pytest.mark.parametrize("topic", sorted({indicator.topic for indicator in REAL.indicators.values()}))
def test_plain_sentences_joined_in_a_paragraph_are_read_each_as_its_own(topic: str) -> None:
    keys = [key for key, indicator in REAL.indicators.items() if indicator.topic == topic]
    text = "；".join(_plain(key).rstrip("。") for key in keys) + "。"
    assert set(keys) <= _named(indicators.recognise(clauses(text), REGISTER, 2025))


def _terms() -> set[str]:
    aliases = (alias for indicator in REAL.indicators.values() for alias in indicator.aliases)
    return {term for alias in aliases for term in re.split("[ |@!#]+", alias) if term}


@pytest.mark.sources
def test_no_alias_holds_a_name_of_a_real_place() -> None:
    gold = ROOT.parent / "shared" / "gold" / "entities.json"
    if not gold.exists():
        pytest.skip("the labels of the real reports are not here")
    roots = {root for report in json.loads(gold.read_text("utf-8")).values() for root in report["leak_roots"]}
    assert [(root, term) for root in roots for term in _terms() if root in term] == []


def test_no_alias_ends_like_the_name_of_a_place() -> None:
    place = re.compile("(?:[省市县区镇乡村岛州旗盟湾港]|街道|开发区|新区)$")
    general = re.compile("(?:依法治|全|下放)[市县区镇乡]|下放(?:乡镇|街道)|[进到]村|园区|社区|街道|[村镇]|上市")
    assert {term for term in _terms() if place.search(term) and not general.fullmatch(term)} == set()


@pytest.mark.parametrize(
    ("group", "precision", "recall"),
    [
        ("tuned", 0.99, 0.99),
        ("constructions", 0.97, 0.99),
        ("styles", 0.97, 0.97),
        ("untouched", 0.96, 0.95),
        ("unseen", 0.94, 0.94),
    ],
)
def test_made_up_sentences_are_read_well(group: str, precision: float, recall: float) -> None:
    score = measured.sentences(group)
    print(f"{group}: precision {score.precision:.3f}, recall {score.recall:.3f}")
    assert score.precision >= precision
    assert score.recall >= recall


@pytest.mark.sources
def test_the_labelled_figures_of_three_real_reports_are_read_well() -> None:
    if not measured.SHARED.is_dir():
        pytest.skip("the five real reports are not here")
    score = measured.labels()
    print(f"precision {score.precision:.3f}, recall {score.recall:.3f}")
    assert min(score.precision, score.recall) >= 0.97


@pytest.mark.parametrize("group", measured.GROUPS)
def test_what_is_taken_without_asking_is_right(group: str) -> None:
    right, all_ = measured.sentences(group).silent
    assert right >= 0.98 * all_ > 0


def test_the_surer_the_reading_the_more_often_it_is_right() -> None:
    bands = measured.measure().reliability
    sure, unsure = (
        [(right, all_) for low, _, right, all_ in bands if (low >= SURE) is silent] for silent in (True, False)
    )
    shares = [sum(right for right, _ in side) / sum(all_ for _, all_ in side) for side in (sure, unsure)]
    assert shares[0] >= 0.98
    assert shares[0] > shares[1] >= ASK


def test_no_threshold_is_out_of_order() -> None:
    assert 0 < ASK < SURE < 1


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        # what is planned is known too, and what is planned to become less by how much
        ("组织案卷评查3次，涉企检查频次再降12%。", "三、2026年工作打算", {"3次": "oversight.reviews", "12%": "enforcement.firm_inspections_drop"}),
        ("全年执法培训6期，明年计划执法培训9期。", "一、成效", {"9期": "enforcement.trainings"}),
    ],
)  # fmt: skip
def test_what_is_planned_is_recognised_but_never_as_done(text: str, path: str, expected: dict[str, str]) -> None:
    readings = indicators.recognise(clauses(text, path), REGISTER, 2025)
    planned = {r.quantity.text: r.planned for r in readings if r.planned}
    assert planned == expected
    assert all(r.indicator is None and r.confidence < SURE for r in readings if r.planned)


@pytest.mark.parametrize(
    ("text", "path", "figure", "expected"),
    [
        # neither of two kinds of which the same is said is all there is
        ("对13个乡镇、26个部门开展法治督察。", "二、法治督察", "13个", None),
        ("对13个乡镇、26个部门开展法治督察。", "二、法治督察", "26个", None),
        # a total of parts that the register adds up
        ("办理人大代表建议31件、政协提案44件，合计75件。", "五、监督", "75件", "supervision.proposals"),
        # words that only say where the figure before stands are not this one's own
        ("免罚清单覆盖九个领域、148项。", "四、执法", "148项", "enforcement.leniency_items"),
        # those who took part do not own the figure
        ("联合仲裁、公证等力量排查矛盾纠纷310件，调解290件，调解成功281件。", "六、矛盾纠纷", "281件", "disputes.succeeded"),
        # the owner named last
        ("行政复议案件20件，维持15件；行政诉讼案件9件，已审结8件。", "七、复议应诉", "8件", "review.litigation_closed"),
        ("收到行政复议申请70件，受理61件。", "七、复议应诉", "61件", "review.accepted"),  # a heading of both
        # what stands directly behind the unit is counted, not what it does
        ("全县88个人民调解委员会排查纠纷2100件。", "六、矛盾纠纷", "88个", "disputes.committees"),
        ("组建8人法律顾问团队。", "三、法律顾问", "8人", "counsel.lawyers"),
        ("全镇19个人民调解组织排查矛盾纠纷377件，调处366件。", "六、矛盾纠纷", "377件", "disputes.screened"),
        # one room's is not all
        ("“老杨调解室”一人就调成46件。", "六、矛盾纠纷", "46件", None),
        # each of several
        ("3个协调小组各召开会议2次，研究法治建设。", "一、领导", "2次", None),
        # a level that was reached is no change
        ("行政诉讼败诉率降至3.5%。", "七、应诉", "3.5%", "review.loss_rate"),
        # another says what was done
        ("参加执法资格考试9人、全部合格。", "四、执法队伍", "9人", "enforcement.exam_takers"),
        # what is new is not all there is
        ("新培育“法律明白人”60名。", "八、普法", "60名", None),
        ("审核重大行政处罚决定11件。", "四、法制审核", "11件", None),
    ],
)  # fmt: skip
def test_figures_of_one_sentence_are_told_apart(text: str, path: str, figure: str, expected: str | None) -> None:
    readings = indicators.recognise(clauses(text, path), REGISTER, 2025)
    assert {r.indicator for r in readings if r.quantity.text == figure} == {expected}


def test_beside_a_value_that_is_sure_an_unlikely_one_is_another_thing() -> None:
    told, unlikely = "全年成功调解矛盾纠纷310件。", "老周一个人调成71件。"
    for text, expected in ((told + unlikely, ["310件"]), (unlikely, ["71件"])):
        readings = indicators.recognise(clauses(text, "六、矛盾纠纷多元化解"), REGISTER, 2025)
        assert [r.quantity.text for r in readings if r.indicator == "disputes.succeeded"] == expected


@pytest.mark.parametrize(("organ", "expected"), [("云溪县", None), ("云溪县生态环境局", "enforcement.penalties")])
def test_the_trade_of_the_bureau_whose_report_it_is_makes_no_figure_a_part(organ: str, expected: str | None) -> None:
    title = Clause(f"{organ}2025年法治政府建设情况报告", 1, 0, 20, ())
    text = "严查环境违法行为，作出行政处罚决定33件。"
    readings = indicators.recognise([title, *clauses(text, "四、执法")], REGISTER, 2025)
    assert {r.indicator for r in readings if r.quantity.text == "33件"} == {expected}


@pytest.mark.parametrize(
    ("sentence", "is_meant"),
    [
        ("召开主任办公会3次。", True),
        ("县委书记主持召开政府常务会议12次。", True),
        ("召开书记主任办公会3次、扩大会议4次，专题研究法治建设工作重点。", False),
        ("召开书记区长办公会8次。", False),
        ("召开书记办公会3次。", False),
    ],
)
def test_a_meeting_of_the_secretarys_office_is_none_of_the_committee(sentence: str, is_meant: bool) -> None:
    found = {reading.indicator for reading in indicators.recognise(clauses(sentence), REGISTER)}
    assert ("decisions.meetings" in found) is is_meant


@pytest.mark.parametrize(
    ("sentence", "is_meant"),
    [
        ("组织专家30人次参加重大决策论证。", True),
        ("聘请专家30人次，为重大决策提供咨询。", True),
        ("共聘请专家30人次，顺利完成招投标7次。", False),
        ("聘请评标专家30人次参加评审。", False),
        ("组织职称评审专家12人。", False),
    ],
)
def test_experts_who_judge_bids_or_titles_argue_no_decision(sentence: str, is_meant: bool) -> None:
    found = {reading.indicator for reading in indicators.recognise(clauses(sentence), REGISTER)}
    assert ("decisions.experts" in found) is is_meant


def test_a_heading_names_no_purpose_where_the_sentence_before_names_another() -> None:
    lines = "加强专家论证。制定招标评审专家管理办法，建立评标专家库。共聘请专家30人次，完成招投标7次。"
    readings = indicators.recognise(clauses(lines), REGISTER)
    assert all(each.confidence < SURE for each in readings if each.indicator == "decisions.experts")
