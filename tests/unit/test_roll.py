"""Last year's report sentence by sentence: what is asked anew, what a person must look at, and what of it stands in the draft."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from drafter import cli, config
from drafter.app import drafts, report_in_progress, rolling
from drafter.asking import measures, questionnaire, reportfile
from drafter.asking.forms import roll_dialogue, roll_state
from drafter.asking.last_year import Item
from drafter.errors import FileError, FormatError
from drafter.formats import Answer, Rolled

LAST = """云溪经济技术开发区管理委员会关于2024年度法治政府建设情况的报告

市委、市政府：

2024年，云溪经济技术开发区（以下简称云溪经开区）扎实推进法治政府建设。现将有关情况报告如下：

一、主要举措和成效

（一）化解矛盾纠纷

全年调解成功170件，调解矛盾纠纷190件（比上年增加12件、增长6.7%）。排查矛盾纠纷208件，与上年持平。2024年6月在柳塘镇设调解室7个，由王小满同志负责，首次实现全覆盖。坚持和发展新时代“枫桥经验”。

（二）规范文件管理。2024年制定行政规范性文件2件，印发《云溪经开区2024年工作要点》。热线12345，落实三项制度。可办事项由上年的69项增加到616项。

（三）强化监督。一是接受人大监督。办理人大建议9件，办复率100%。二是加强审计监督。审计发现问题六项，罚没2.5万元。

二、存在的不足和原因

对照上级要求，主要有以下不足：

一是培训方式单一，主要原因是抽不出骨干。二是普法与企业需求结合不紧。三是由于人手少，案卷评查不深。

三、党政主要负责人履行推进法治建设第一责任人职责情况

党工委主要负责人听取汇报3次。

四、2025年主要安排

下一步，将改进培训方式，举办培训4期。

云溪经济技术开发区管理委员会
2025年2月10日
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report for 2025, started from last year's."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "去年.txt").write_text(LAST, "utf-8")
    report_in_progress.new(tmp_path / "报告", "云溪经济技术开发区", 2025, "standard", tmp_path / "去年.txt")
    return tmp_path / "报告"


def items(folder: Path) -> dict[str, Item]:
    return {item.id: item for item in rolling.sentences(folder, reportfile.load(folder))}


def rolled(folder: Path, **sentences: Any) -> None:
    """What became of the sentences, as report.yaml says it."""
    report = reportfile.load(folder)
    made = {id: Rolled.model_validate(each) for id, each in sentences.items()}
    reportfile.save(folder, report.model_copy(update={"roll": {**report.roll, **made}}))


def given(folder: Path, values: dict[str, str]) -> None:
    report = reportfile.load(folder)
    answers = {id: Answer.model_validate({"value": value, "last_year": "1"}) for id, value in values.items()}
    reportfile.save(folder, report.model_copy(update={"answers": {**report.answers, **answers}}))


def draft(folder: Path) -> str:
    return drafts.draft(folder)[1].text


def test_the_copy_in_the_folder_outlives_the_original(folder: Path) -> None:
    Path("去年.txt").unlink()
    assert "p11s1" in items(folder)


def test_every_figure_date_title_and_person_is_asked_and_the_year_moves_on(folder: Path) -> None:
    found = items(folder)
    asked = {id: [(a.kind, a.last, a.indicator) for a in item.asks if not a.derived] for id, item in found.items()}
    assert asked["p11s1"] == [("count", "170件", "disputes.succeeded"), ("count", "190件", "disputes.handled")]
    assert [kind for kind, _, _ in asked["p11s3"]] == ["date", "place", "count", "person"]
    assert ("title", "云溪经开区2024年工作要点", "") in asked["p13s1"]
    assert found["p13s1"].wording == "2025年制定行政规范性文件{1}件，印发《{2}》。"
    assert [a.label for a in found["p11s1"].asks][:2] == ["调解成功件数", "调解矛盾纠纷件数"]


def asks_of(folder: Path, sentence: str) -> dict[str, str]:
    """What a sentence of last year asks: by what was printed, of which kind it is."""
    (folder / "上年报告.txt").write_text(LAST.replace("罚没2.5万元。", f"罚没2.5万元。{sentence}"), "utf-8")
    item = next(item for item in items(folder).values() if item.text == sentence)
    return {ask.last: ask.kind for ask in item.asks}


@pytest.mark.parametrize(
    "sentence",
    [
        "走访竹编制作、茶叶种植等企业。",  # trades are no firms
        "在新能源产业园设立联络点，与云溪师范学院共建课堂。",  # what is the same every year
        "全市中小学开设法治课。",
        "文件一律先经司法所审核，对集镇道路改造开展风险评估。",
        "在云溪派出所设立接待点。",  # the unit's own place
        "设“双语”窗口，由主任双语、办事员双语接待。",  # words in quotes are nobody's name
        "每月15日为“企业接待日”，每年12月4日举行宪法宣誓，每周1日至3日集中接访。",
    ],
)
def test_what_is_no_name_and_no_date_of_last_year_is_not_asked(folder: Path, sentence: str) -> None:
    assert asks_of(folder, sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("聘请正阳律师事务所提供服务。", {"正阳律师事务所": "firm"}),
        ("邀请宣讲员周小禾授课。", {"周小禾": "person"}),
        ("引进北辰家居产业园、南岭软件园。", {"北辰家居产业园": "firm", "南岭软件园": "firm"}),
        ("对松禾中心幼儿园迁建项目开展风险评估。", {"松禾中心幼儿园": "firm"}),
        ("6月3日至9日举办安全生产月活动。", {"6月3日": "date", "9日": "date"}),
        (
            "集中学习了《保障农民工工资支付条例》《信访工作条例》等。",
            {"保障农民工工资支付条例": "title", "信访工作条例": "title"},
        ),
        ("就《物业服务管理办法》召开听证会。", {"物业服务管理办法": "title"}),
        ("出台《网格员考评规则》。", {"网格员考评规则": "title"}),
        ("认真执行《信访工作条例》。", {}),
        ("深入学习贯彻《法治政府建设实施纲要》。", {}),
    ],
)
def test_names_and_what_was_done_that_year_are_asked(folder: Path, sentence: str, asked: dict[str, str]) -> None:
    assert asks_of(folder, sentence) == asked


def test_the_label_of_a_date_is_what_happened_and_not_its_last_day(folder: Path) -> None:
    (folder / "上年报告.txt").write_text(LAST.replace("罚没2.5万元", "5月8日至19日开展专项检查"), "utf-8")
    asks = next(item.asks for item in items(folder).values() if "专项检查" in item.text)
    assert [ask.label for ask in asks if ask.kind == "date"] == ["开展专项检查的日期"] * 2


@pytest.mark.parametrize(
    ("problem", "is_asked"),
    [
        ("网格员多为兼职，入户次数少。", False),
        ("执法队员大多由临聘人员转来，文书质量不高。", False),
        ("败诉2件，反映出取证意识不强。", False),
        ("培训覆盖不够，主要是师资不足。", False),
        ("普法活动集中在街区，偏远村覆盖不够。", True),
    ],
)
def test_a_problem_that_states_its_cause_in_other_words_is_not_asked_for_one(
    folder: Path, problem: str, is_asked: bool
) -> None:
    (folder / "上年报告.txt").write_text(LAST.replace("普法与企业需求结合不紧。", problem), "utf-8")
    asks = next(item.asks for item in items(folder).values() if item.text == problem)
    assert any(ask.kind == "text" and "主要原因" in ask.label for ask in asks) == is_asked


def test_comparisons_with_the_year_before_are_cut_and_not_asked(folder: Path) -> None:
    found = items(folder)
    assert found["p11s1"].wording == "全年调解成功{1}件，调解矛盾纠纷{2}件。"
    assert [a.derived for a in found["p11s1"].asks] == [False, False, True, True]
    assert found["p11s2"].wording == "排查矛盾纠纷{1}件。"


@pytest.mark.parametrize("before", ["2023年", "2023 年底", "上年"])
def test_the_year_before_last_years_report_does_not_survive(folder: Path, before: str) -> None:
    text = LAST.replace("审计发现问题六项", f"持证执法人员90名，比{before}增加17名")
    (folder / "上年报告.txt").write_text(text, "utf-8")
    item = next(item for item in items(folder).values() if "持证执法人员" in item.text)
    assert item.wording.startswith("持证执法人员{1}名，罚没")


def test_words_that_were_true_last_year_are_warned_of_and_names_that_never_change_are_not(folder: Path) -> None:
    warnings = {id: item.warnings for id, item in items(folder).items() if item.warnings}
    assert warnings == {"p11s3": ("首次",)}


@pytest.mark.parametrize(
    ("id", "role", "topic"),
    [
        ("p5s1", "framing", "leadership"),
        ("p11s4", "work", "disputes"),
        ("p15s1", "framing", "supervision"),
        ("p15s2", "work", "supervision"),
        ("p19s1", "framing", "problems"),
        ("p21s1", "problem", "problems"),
        ("p21s3", "problem", "problems"),
        ("p25s1", "work", "responsible"),
        ("p29s1", "plan", "plan"),
    ],
)
def test_a_sentence_knows_its_part_and_what_the_frame_says_itself_is_not_asked_about(
    folder: Path, id: str, role: str, topic: str
) -> None:
    item = items(folder)[id]
    assert (item.role, item.topic if role != "framing" else topic) == (role, topic)


def test_a_kept_sentence_stands_once_with_this_years_answers(folder: Path) -> None:
    rolled(folder, p11s1="kept", p13s1={"state": "kept", "values": {"2": "云溪经开区2025年要点"}})
    given(folder, {"disputes.handled": "207", "disputes.succeeded": "188", "norms.issued": "5"})
    text = draft(folder)
    assert "全年调解成功188件，调解矛盾纠纷207件" in text and text.count("207") == text.count("188件") == 1
    assert "2025年制定行政规范性文件5件，印发《云溪经开区2025年要点》。" in text and text.count("文件5件") == 1


def test_a_lead_of_the_template_is_not_kept_as_text(folder: Path) -> None:
    text = (
        (folder / "上年报告.txt")
        .read_text("utf-8")
        .replace("坚持和发展新时代“枫桥经验”。", "抓实排查调处工作，坚持和发展新时代“枫桥经验”。")
    )
    leads = [lead.text for point in measures.load(config.template_folder()).points["disputes"] for lead in point.leads]
    (folder / "上年报告.txt").write_text(text.replace("抓实排查调处工作", leads[0]), "utf-8")
    rolled(folder, p11s4="kept")
    assert draft(folder).count(leads[0]) == 0 and "坚持和发展新时代“枫桥经验”。" in draft(folder)


def test_what_is_open_is_a_gap_and_never_last_years(folder: Path) -> None:
    rolled(folder, p11s3={"state": "kept", "confirmed": ["首次"]})
    text = draft(folder)
    assert "【待填：在柳塘镇设调解室…个的日期】在柳塘镇设调解室【待填：" in text and "由【待填：姓名】同志负责" in text
    assert "7个，由" not in text and "王小满" not in text


def test_dropped_later_and_undecided_sentences_are_not_said_and_a_changed_one_is_said_as_typed(folder: Path) -> None:
    rolled(folder, p11s1="dropped", p11s2="later", p13s1={"state": "changed", "text": "制发文件5件，均已备案"})
    given(folder, {"norms.issued": "5"})
    text = draft(folder)
    assert "调解成功" not in re.sub("[^。]*【待填[^。]*。", "", text) and "排查矛盾纠纷" not in text
    assert text.count("制发文件5件，均已备案。") == 1


def test_a_ticked_measure_that_a_kept_sentence_says_is_not_said_again(folder: Path) -> None:
    rolled(folder, p11s4="kept")
    report = reportfile.load(folder)
    ticks = {"disputes.fengqiao": {"state": "done"}}
    reportfile.save(folder, type(report).model_validate(report.model_dump() | {"measures": ticks}))
    document = drafts.draft(folder)[1]
    assert document.text.count("枫桥经验") == 1
    assert not [notice for notice in document.notices if "打了勾" in notice.message]


def test_problems_keep_their_cause_and_one_without_has_a_gap_for_it(folder: Path) -> None:
    rolled(folder, p21s1="kept", p21s2="kept", p21s3="kept", p29s1={"state": "kept", "values": {"1": "5"}})
    text = draft(folder)
    assert "一是培训方式单一。主要原因是抽不出骨干。" in text
    assert "二是普法与企业需求结合不紧。究其原因，主要是【待填：这条不足的主要原因】。" in text
    assert "三是由于人手少，案卷评查不深。" in text and "原因在于" not in text
    assert "\n改进培训方式，举办培训5期。" in text


def test_problems_and_plans_of_a_line_each_are_sentences_and_no_headings(folder: Path) -> None:
    (folder / "上年报告.txt").write_text(
        "云溪经济技术开发区2024年法治政府建设情况报告\n一、主要工作\n一是完善政务平台。全面落实公开条例，公开信息30条。\n"
        "二、存在的不足\n一是执法人员的办案能力与赋权事项不相适应。主要原因是培训少。\n二是公开征求意见的渠道单一。\n"
        "三、2025年主要安排\n一是建立跟班办案制度，分批安排到业务局办案。\n二是归集各部门检查计划。\n", "utf-8",
    )  # fmt: skip
    found = items(folder)
    assert {id: item.role for id, item in found.items()} == {
        "p3s1": "framing", "p3s2": "work", "p5s1": "problem", "p6s1": "problem", "p8s1": "plan", "p9s1": "plan",
    }  # fmt: skip
    rolled(folder, **dict.fromkeys(("p5s1", "p6s1", "p8s1", "p9s1"), "kept"))
    text = draft(folder)
    assert "一是执法人员的办案能力与赋权事项不相适应。主要原因是培训少。" in text
    assert "二是归集各部门检查计划。" in text and "【待填：下一年度主要安排】" not in text


def test_headings_of_problems_stand_before_what_explains_them(folder: Path) -> None:
    (folder / "上年报告.txt").write_text(
        "云溪经济技术开发区2024年法治政府建设情况报告\n一、主要工作\n公开信息30条。\n二、存在的不足\n（一）法治意识有待提高\n"
        "个别部门学法不主动，因为考核不严。\n（二）执法力量不足\n三、2025年安排\n（一）充实执法力量\n", "utf-8",
    )  # fmt: skip
    rolled(folder, **{id: "kept" for id, item in items(folder).items() if item.role in ("problem", "plan")})
    text = draft(folder)
    assert "一是法治意识有待提高。个别部门学法不主动，因为考核不严。\n二是执法力量不足。究其原因" in text
    assert text.rindex("充实执法力量。") > text.index("主要安排")


def test_several_problems_of_one_paragraph_are_items_of_their_own(folder: Path) -> None:
    (folder / "上年报告.txt").write_text(
        "云溪经济技术开发区2024年法治政府建设情况报告\n一、主要工作\n公开信息30条。\n二、存在的不足\n"
        "执法力量薄弱。持证的只有八人，忙不过来，因为编制少。部门衔接不畅。移送的案件常被退回，因为标准不一。\n", "utf-8",
    )  # fmt: skip
    rolled(folder, **{id: "kept" for id, item in items(folder).items() if item.role == "problem"})
    text = draft(folder)
    assert "一是执法力量薄弱。持证的只有" in text and "\n二是部门衔接不畅。移送的案件常被退回，因为标准不一。" in text


def test_a_page_in_one_line_has_its_parts(folder: Path) -> None:
    (folder / "上年报告.txt").write_text(
        "云溪经济技术开发区2024年法治政府建设情况报告\n2024年，云溪经济技术开发区推进法治建设。现将有关情况报告如下：一、主要工作 "
        "（一）加强普法。1、开展宣传。开展法治宣传活动39场次。2、化解纠纷。调解矛盾纠纷190件。二、存在的不足 一是人手少。"
        "二是经费不够，因为预算紧。三、2025年主要安排 （一）充实队伍。招录4人。\n", "utf-8",
    )  # fmt: skip
    told = {
        item.text.rstrip("。"): (item.role, item.topic, item.path[-1])
        for item in items(folder).values()
        if item.role != "framing"
    }
    assert told == {
        "开展法治宣传活动39场次": ("work", "publicity", "开展宣传"),
        "调解矛盾纠纷190件": ("work", "disputes", "化解纠纷"),
        "人手少": ("problem", "problems", "存在的不足"),
        "经费不够，因为预算紧": ("problem", "problems", "存在的不足"),
        "充实队伍": ("plan", "plan", "充实队伍"),
        "招录4人": ("plan", "plan", "充实队伍"),
    }


def test_a_figure_of_the_year_before_is_last_years_own(folder: Path) -> None:
    sentence = next(item for item in items(folder).values() if "可办事项" in item.text)
    ask = next(a for a in sentence.asks if not a.earlier)
    rolled(folder, **{sentence.id: {"state": "kept", "values": {ask.id: "700"}}})
    assert "可办事项由上年的616项增加到700项。" in draft(folder)


def test_a_figure_without_an_indicator_is_compared_where_last_years_was(tmp_path: Path) -> None:
    text = LAST.replace("审计发现问题六项", "建成林长驿站40座，比上年增加5座，巡林500次，审计发现问题六项")
    (tmp_path / "去年.txt").write_text(text, "utf-8")
    folder = tmp_path / "报告"
    report_in_progress.new(folder, "云溪经济技术开发区", 2025, "standard", tmp_path / "去年.txt")
    item = next(item for item in items(folder).values() if "林长驿站" in item.text)
    values = {a.id: "60" if a.last == "40座" else "900" for a in item.asks if a.last in ("40座", "500次")}
    rolled(folder, **{item.id: {"state": "kept", "values": values}})
    assert "建成林长驿站60座，较上年增长50%，巡林900次，" in draft(folder)


def test_a_kept_figure_that_does_not_apply_is_told(folder: Path) -> None:
    rolled(folder, p11s2="kept")
    report = reportfile.load(folder)
    none = {"disputes.screened": Answer.model_validate({"state": "not_applicable"})}
    reportfile.save(folder, report.model_copy(update={"answers": {**report.answers, **none}}))
    assert any("填的却是不适用" in notice.message for notice in drafts.draft(folder)[1].notices)


def test_a_figure_is_printed_in_the_scale_of_last_years(folder: Path) -> None:
    text = LAST.replace("审计发现问题六项，罚没2.5万元", "归集档案1.03亿条，巡查林地7.2万亩、水面3000亩")
    (folder / "上年报告.txt").write_text(text, "utf-8")
    item = next(each for each in items(folder).values() if "归集档案" in each.text)
    rolled(folder, **{item.id: {"state": "kept", "values": {"1": "9800万", "2": "68000", "3": "32000"}}})
    assert "归集档案9800万条，巡查林地6.8万亩、水面32000亩。" in draft(folder)


def test_a_sum_of_the_year_before_is_last_years_own_too(folder: Path) -> None:
    text = LAST.replace("审计发现问题六项，罚没2.5万元", "专项经费由上年的69万元增加到80.5万元")
    (folder / "上年报告.txt").write_text(text, "utf-8")
    item = next(item for item in items(folder).values() if "专项经费" in item.text)
    assert [bool(ask.earlier) for ask in item.asks] == [True, False]
    rolled(folder, **{item.id: {"state": "kept", "values": {"2": "90万元"}}})
    assert "专项经费由上年的80.5万元增加到90万元。" in draft(folder)


def test_a_numeral_in_hanzi_stays_in_hanzi_and_money_has_its_unit(folder: Path) -> None:
    asks = {a.last: a.id for a in items(folder)["p15s4"].asks}
    rolled(folder, p15s4={"state": "kept", "values": {asks["六项"]: "八", asks["2.5万元"]: "3.1万元"}})
    assert "审计发现问题八项，罚没3.1万元。" in draft(folder)


def test_values_stay_with_what_they_were_given_for_when_a_newer_program_asks_for_more(folder: Path) -> None:
    earlier = {"state": "kept", "values": {"1": "3.1万元"}, "asked": ["2.5万元"]}  # the six were no figure then
    rolled(folder, p15s4=earlier)
    assert "审计发现问题【待填：审计发现问题项数】项，罚没3.1万元。" in draft(folder)


def test_a_value_that_is_not_asked_for_any_more_is_told_and_refuses_nothing(folder: Path) -> None:
    rolled(folder, p15s4={"state": "kept", "values": {"1": "9", "2": "八"}, "asked": ["7处", "六项"]})
    document = drafts.draft(folder)[1]
    assert "审计发现问题八项" in document.text
    assert any("p15s4 里填过的9在这一句里没有地方写了" in notice.message for notice in document.notices)


def test_what_was_asked_is_kept_with_the_values_that_are_typed(folder: Path) -> None:
    report, known = rolling.listed(folder)
    questions = questionnaire.load(config.template_folder(report.template))
    state = roll_state.start(known.items, questions, report)
    while "审计发现问题" not in state.page[-1].text:
        state = roll_dialogue.step(state, "删").state
    state = roll_dialogue.step(state, "").state
    number = [place.ask.last for place in state.asked.values()].index("2.5万元") + 1
    filled = roll_dialogue.step(state, f"{number}=3.1万元").state
    assert filled.report.roll["p15s4"].asked == [ask.last for ask in known.by_id["p15s4"].asks]


def test_an_unconfirmed_warning_is_told_by_render_and_by_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rolled(folder, p11s3="kept")
    for command in (["render", "报告", "-o", "a.docx"], ["check", "a.docx", "--report", "报告"]):
        cli.run(command)
        assert "沿用的 p11s3 里有“首次”，请核对" in capsys.readouterr().err
    rolled(folder, p11s3={"state": "kept", "confirmed": ["首次"]})
    cli.run(["render", "报告", "-o", "a.docx"])
    assert "首次" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("p11s1: {state: keep}", "第 6 行"),
        ("p11s1: {state: changed}", "要写 text"),
        ("p11s2: {state: kept, values: {1: 约200}}", "第 6 行：p11s2 的第 1 项"),
        ("p11s2: {state: kept, values: {9: 200}}", "p11s2 没有第 9 个要填的内容"),
    ],
)
def test_what_is_wrong_in_report_yaml_is_told_with_its_line(folder: Path, entry: str, message: str) -> None:
    (folder / "report.yaml").write_text(
        "template: annual-report\nframe: standard\nyear: 2025\nzone: {name: 云溪经济技术开发区}\n"
        f"roll:\n  {entry}\n", "utf-8",
    )  # fmt: skip
    with pytest.raises(FormatError, match=message):
        draft(folder)


def test_a_decision_on_another_sentence_is_not_taken_for_one_on_this(folder: Path) -> None:
    rolled(
        folder,
        p11s1={"state": "kept", "of": "全年调解成功"},
        p11s2={"state": "kept", "of": "排查安全隐患", "values": {"7": "3"}},
    )
    document = drafts.draft(folder)[1]
    assert "全年调解成功" in document.text and "排查矛盾纠纷" not in document.text
    assert any("p11s2 原来是“排查安全隐患……”那一句" in notice.message for notice in document.notices)


def test_a_sentence_that_last_years_report_does_not_have_is_told_and_kept(folder: Path) -> None:
    rolled(folder, p99s1="kept")
    assert any("p99s1 不是上年报告里的句子" in notice.message for notice in drafts.draft(folder)[1].notices)
    assert "p99s1" in reportfile.load(folder).roll


def test_the_json_has_every_sentence_with_its_asks_and_state(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rolled(folder, p11s2="dropped")
    assert cli.run(["roll", "报告", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    by_id = {item["id"]: item for item in shown["items"]}
    assert shown["version"] == 1 and by_id["p11s2"]["state"] == "dropped" and by_id["p11s1"]["state"] is None
    assert {"id", "line", "topic", "role", "text", "asks", "state", "warnings"} <= by_id["p11s1"].keys()
    assert {"id", "label", "unit", "last", "indicator"} <= by_id["p11s1"]["asks"][0].keys()


def test_without_last_years_report_it_is_asked_for_once(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "上年报告.txt").unlink()
    assert cli.run(["roll", "报告", "--json"]) == 2
    assert "没有上一年度的报告" in capsys.readouterr().err
    Path("坏的.docx").write_bytes(b"PK")
    assert cli.run(["roll", "报告", "坏的.docx", "--json"]) == 2 and not [*folder.glob("上年报告*")]
    assert cli.run(["roll", "报告", "去年.txt", "--json"]) == cli.run(["roll", "报告", "--json"]) == 0
    (folder / "上年报告.txt").unlink()
    Path("青禾.txt").write_text(LAST.replace("云溪经济技术开发区", "青禾县"), "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert cli.run(["roll", "报告", "青禾.txt"]) == 0
    assert "请核对：青禾.txt 标题中没有“云溪经济技术开发区”。" in capsys.readouterr().err
    Path("别的.txt").write_text(LAST.replace("170", "171"), "utf-8")
    with pytest.raises(FileError, match="另一份上年报告"):
        rolling.listed(folder, Path("别的.txt"))


def test_an_indicator_with_two_values_is_asked_by_its_label_where_it_is_surely_the_other(tmp_path: Path) -> None:
    text = LAST.replace(
        "（三）强化监督",
        "（三）法律顾问。法律顾问团出具法律意见书15份。村居法律顾问出具法律意见书16份。\n\n（四）强化监督",
    )
    (tmp_path / "去年.txt").write_text(text, "utf-8")
    report_in_progress.new(tmp_path / "报告", "云溪经济技术开发区", 2025, "standard", tmp_path / "去年.txt")
    bound = [
        a.last for item in items(tmp_path / "报告").values() for a in item.asks if a.indicator == "counsel.opinions"
    ]
    assert len(bound) <= 1


def test_a_figure_named_like_its_indicator_is_that_indicator(folder: Path) -> None:
    text = LAST.replace("审计发现问题六项", "即办件占比80.2%")
    (folder / "上年报告.txt").write_text(text, "utf-8")
    asks = [a for item in items(folder).values() for a in item.asks]
    assert [a.indicator for a in asks if a.last == "80.2%"] == ["services.instant_rate"]


def test_the_annex_has_the_figures_of_kept_sentences_that_no_indicator_counts(folder: Path) -> None:
    asks = {a.last: a.id for a in items(folder)["p15s4"].asks}
    rolled(folder, p15s4={"state": "kept", "values": {asks["六项"]: "八", asks["2.5万元"]: "3.1万元"}})
    table = next(block for block in drafts.draft(folder, annex=True)[1].blocks if block.rows)
    assert [row[2:] for row in table.rows[1:]] == [("项", "6", "8", "+2"), ("万元", "2.5", "3.1", "+0.6")]
