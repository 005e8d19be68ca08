"""What of last year's report stands in the draft, and where: one sentence of a made-up county at a time."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from drafter import cli, config
from drafter.app import drafts, report_in_progress, rolling
from drafter.asking import measures, questionnaire, reportfile
from drafter.asking.forms import roll_dialogue, roll_state, state
from drafter.asking.last_year import Item
from drafter.asking.rolled_values import with_answer
from drafter.drafting import keeping, placing, template
from drafter.drafting.chapters import Chapter, Part
from drafter.errors import FormatError
from drafter.formats import Answer, Report, Tick
from drafter.model import Document

LAST = """青梧县2024年法治政府建设年度报告

市委、市政府：
2024年，青梧县扎实推进法治政府建设，群众满意度92.4%。现将有关情况报告如下：
一、主要举措和成效
（一）化解矛盾纠纷
排查纠纷208件。
（二）规范行政执法
评查案卷60卷。
二、存在的不足和原因
{problem}
三、党政主要负责人履行推进法治建设第一责任人职责情况
县委主要负责人听取汇报3次。
四、2025年主要安排
{plan}
"""


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A report for 2025 with these words in last year's (`排查纠纷208件。=…` puts others in their place)."""
    monkeypatch.chdir(tmp_path)

    def started(
        work: str = "", problem: str = "培训方式单一，原因是人手少。", plan: str = "举办培训4期。", end: str = ""
    ) -> Path:
        text = LAST.format(problem=problem, plan=plan).replace("排查纠纷208件。", work or "排查纠纷208件。") + end
        Path("上年.txt").write_text(text, "utf-8")
        report_in_progress.new(tmp_path / "报告", "青梧县", 2025, "standard", tmp_path / "上年.txt")
        return tmp_path / "报告"

    return started


def found(folder: Path, words: str) -> Item:
    """The sentence of last year's report with these words."""
    return next(item for item in rolling.sentences(folder, reportfile.load(folder)) if words in item.text)


def drafted(folder: Path, *kept: str, values: Sequence[str] = (), **given: Any) -> Document:
    """The draft that keeps the sentences with these words, the first with these values; `given` is more of report.yaml."""
    report = reportfile.load(folder).model_dump()
    roll: dict[str, dict[str, Any]] = {found(folder, words).id: {"state": "kept"} for words in kept}
    if values:
        roll[found(folder, kept[0]).id]["values"] = {str(n): value for n, value in enumerate(values, 1)}
    reportfile.save(folder, Report.model_validate(report | {"roll": report["roll"] | roll} | given))
    return drafts.draft(folder)[1]


@pytest.mark.parametrize(
    ("sentence", "measure", "wording"),
    [
        ("印发《青梧县2024年平安建设要点》等文件。", "publicity.points", "普法工作"),
        ("现场批示法治类信访件9件。", "disputes.petition_law", "信访工作法治化|依法分类办理信访"),
        ("推行人民调解员星级管理制度。", "disputes.subsidies", "以案定补"),
        (
            "各类决策事项严格履行重大行政决策法定程序。",
            "responsible.government_decision",
            "重大行政决策法定程序|按照法定程序",
        ),
        ("司法所业务用房建设规范。", "workforce.offices", "司法所规范化建设"),
        ("带头包案化解信访积案7件。", "plan.petitions", "信访"),
        ("评查行政执法案卷80本。", "oversight.experts", "专业"),  # who took part is no matter of the figure
        ("重大执法决定法制审核88件。", "enforcement.three_systems", "执法全过程记录|三项制度"),  # one of three
    ],
)
def test_a_tick_is_said_although_a_kept_sentence_speaks_of_something_near(
    start: Any, sentence: str, measure: str, wording: str
) -> None:
    document = drafted(start(sentence), sentence[:6], measures={measure: {"state": "done"}})
    texts = [each.text for each in document.sentences if f"measures.{measure}" in each.answers]
    assert len(texts) == 1 and sentence[:6] not in texts[0]
    assert not [notice for notice in document.notices if "沿用的句子已经写到" in notice.message]


def test_a_tick_that_a_kept_sentence_says_is_told(start: Any) -> None:
    document = drafted(
        start("大厅推行容缺受理、延时服务等做法。"), "容缺", measures={"services.lenient_accept": {"state": "done"}}
    )
    assert document.text.count("容缺") == 1
    (notice,) = (each.message for each in document.notices if "打勾" in each.message)
    assert notice == "打勾的举措有 1 项沿用的句子已经写到，只写这一次，不用再改：推行容缺受理"


@pytest.mark.parametrize(
    ("sentence", "measure", "details"),
    [
        ("法律顾问每周坐班，全程参与招商项目谈判。", "counsel.investment", {}),
        ("推行企业开办一窗通办，压缩开办时间。", "services.start_up", {}),
        ("法律顾问每周五到住建局坐班，审查合同出具法律意见。", "counsel.on_duty", {}),
        ("年内通报案卷评查情况，发现的27个问题全部整改。", "oversight.feedback", {}),
        ("开展“双随机、一公开”抽查。", "regulation.system", {}),
        # The figure that counts just this, and the last word of it.
        ("制定文件4件，报送备案4件。", "norms.filing", {}),
        ("安排19名领导干部述法，其中现场述法4人。", "leadership.debrief_all", {}),
        ("设立每月10日至20日“企业宁静日”，期间不入企检查。", "enforcement.quiet_days", {}),
        (
            "在册对象无一人脱管漏管，没有重新犯罪。年内未发生社区矫正对象脱管漏管和重新犯罪。",
            "corrections.no_escape",
            {},
        ),
    ],
)
def test_a_tick_is_said_by_a_kept_sentence_in_other_marks_or_a_few_other_words(
    start: Any, sentence: str, measure: str, details: dict[str, str]
) -> None:
    words = sentence.split("。")[-2]
    ticks = {measure: {"state": "done", "details": details}}
    document = drafted(start(sentence), words, measures=ticks)
    (told,) = (each for each in document.sentences if f"measures.{measure}" in each.answers)
    assert told.origin == "kept"


@pytest.mark.parametrize(
    ("sentence", "answers", "unsaid"),
    [
        ("推行告知承诺制事项66项，办理1210件。", {"services.cases_commitment": (1388, 1210)}, "services.cases_commitment"),
        ("12345热线受理诉求800件，办结790件。", {"services.hotline_closed_rate": ("98.75%", "98.75%")}, "services.hotline_closed_rate"),
    ],
)  # fmt: skip
def test_an_answer_that_a_kept_sentence_prints_is_said_once(
    start: Any, sentence: str, answers: dict[str, tuple[Any, Any]], unsaid: str
) -> None:
    given = {id: {"value": now, "last_year": last} for id, (now, last) in answers.items()}
    values = ["72", "1388"] if "承诺" in sentence else ["800", "790"]
    folder = start(sentence)
    document = drafted(folder, sentence[:6], values=values, answers=given)
    assert not [each for each in document.sentences if unsaid in each.answers]
    [notice] = [each.message for each in document.notices if "填的数" in each.message]
    assert notice.startswith("填的数有 1 项沿用的句子里有或者算得出，没有再写，请看一遍：")
    other = drafted(folder, sentence[:6], values=["70", "60"], answers=given)
    assert [each for each in other.sentences if unsaid in each.answers]  # the sentence has other figures


def test_a_sum_of_what_a_kept_sentence_counts_is_not_said_again_nor_its_part_that_is_nothing(start: Any) -> None:
    sentence = "清理行政规范性文件60件，继续有效51件，废止5件，宣布失效4件。"
    answers = {"norms.cleaned": 60, "norms.kept": 51, "norms.repealed": 9, "norms.amended": 0}
    folder = start(sentence)
    document = drafted(folder, "宣布失效", values=["60", "51", "5", "4"], answers=answers)
    assert not [each for each in document.sentences if {"norms.repealed", "norms.amended"} & {*each.answers}]
    answers |= {"norms.repealed": 8, "norms.amended": 1}
    document = drafted(folder, "宣布失效", values=["60", "51", "5", "4"], answers=answers)
    assert {"norms.repealed", "norms.amended"} <= {id for each in document.sentences for id in each.answers}


@pytest.mark.parametrize(
    ("sentence", "given", "first", "then"),
    [
        # What was done stands before what came of it,
        ("化解物业纠纷90件。", {"measures": {"disputes.grid": {"state": "done"}}}, "网格员", "物业纠纷"),
        # how often before what that showed,
        ("评查行政执法案卷55本，评出优秀案卷12本。", {"answers": {"oversight.reviews": 3}}, "3次", "55本"),
        # and the whole before its parts.
        ("接待群众来访20批次。", {"answers": {"disputes.petitions": 60, "disputes.visits": 20}}, "60件", "20批次"),
    ],
)
def test_of_two_things_the_one_that_explains_the_other_comes_first(
    start: Any, sentence: str, given: dict[str, Any], first: str, then: str
) -> None:
    text = drafted(start(sentence), sentence[:6], values=re.findall(r"\d+", sentence), **given).text
    assert 0 <= text.find(first) < text.find(then)


def test_a_tick_that_is_told_in_other_words_is_named_so_that_it_can_be_seen_to(start: Any) -> None:
    ticks = {"counsel.on_duty": {"state": "done"}}
    document = drafted(start("法律顾问每周五到住建局坐班，审查合同出具法律意见。"), "坐班", measures=ticks)
    assert [each.message for each in document.notices if "别的话" in each.message and "定期坐班" in each.message]


def test_a_ticked_plan_stands_with_what_the_user_plans_on_the_same(start: Any) -> None:
    folder = start(plan="给行政执法人员配发记录仪。\n建好公共法律服务站点。")
    ticks = {key: {"state": "done"} for key in ("plan.officers", "plan.thought")}
    lines = drafted(folder, "配发记录仪", "公共法律服务站点", measures=ticks).text.splitlines()
    plan = [line for line in lines if "是" in line[:3] and "。" in line][-3:]
    assert "习近平法治思想" in plan[0] and plan[1].count("；") == 1 and "站点" in plan[2]
    assert "记录仪；" in plan[1]


def test_none_is_said_once(start: Any) -> None:
    answers = {"review.lost": {"value": "0"}}
    document = drafted(start("行政应诉案件办结9件，没有败诉。"), "没有败诉", values=["9"], answers=answers)
    assert document.text.count("败诉") == 1
    assert "败诉" in next(each.message for each in document.notices if "填的数" in each.message)


def test_a_fall_is_said_although_a_kept_sentence_prints_the_count_that_fell(start: Any) -> None:
    given = {"enforcement.firm_inspections": {"value": "300"}, "enforcement.firm_inspections_drop": {"value": "20%"}}
    document = drafted(start("开展涉企行政检查375次。"), "涉企行政检查", answers=given)
    assert "涉企行政检查300次" in document.text and "20%" in document.text


def test_a_note_on_firms_that_are_going_to_be_listed_is_no_plan(start: Any) -> None:
    note = {"note": "n", "accepted": "为12家拟上市企业出具合规报告"}
    (told,) = (each for each in drafted(start(), notes={"business": [note]}).sentences if "拟上市" in each.text)
    assert told.topic == "business"


def test_a_note_with_an_accepted_wording_is_always_said(start: Any) -> None:
    note = {"note": "排查", "accepted": "组织排查纠纷208件并逐件登记"}
    document = drafted(start(), "排查纠纷", notes={"disputes": [note]})
    assert "组织排查纠纷208件并逐件登记" in document.text


@pytest.mark.parametrize(
    ("problem", "words", "printed"),
    [
        (
            "一是部分乡镇案卷不够规范。主要原因是人手少。\n二是宣传方式老套。究其原因，主要是投入少。",
            ("部分乡镇", "宣传方式"),
            "一是部分乡镇案卷不够规范。主要原因是人手少。\n二是宣传方式老套。究其原因，主要是投入少。",
        ),
        (
            "（一）案卷质量不高。从诉讼看，说理不足的多，主要原因是轻程序。",
            ("质量", "诉讼"),
            "案卷质量不高。从诉讼看，说理不足的多。主要原因是轻程序。",
        ),
        (
            "（一）执法力量薄弱\n由于条件艰苦，人员留不住。",
            ("力量", "条件"),
            "执法力量薄弱。由于条件艰苦，人员留不住。",
        ),
    ],
)
def test_the_head_of_a_problem_belongs_to_it(start: Any, problem: str, words: tuple[str, ...], printed: str) -> None:
    assert printed in drafted(start(problem=problem), *words).text


def test_the_head_of_a_plan_belongs_to_it(start: Any) -> None:
    folder = start(plan="（一）提升能力\n组织轮训，覆盖全部人员。\n（二）建强队伍。公开招募讲师，组成宣讲团。")
    text = drafted(folder, "提升能力", "组织轮训", "建强队伍", "公开招募").text
    assert "提升能力。组织轮训，覆盖全部人员。" in text and "建强队伍。公开招募讲师，组成宣讲团。" in text


@pytest.mark.parametrize(
    ("sentence", "values", "printed"),
    [
        ("林业有害生物成灾率控制在2.1‰以内。", ["1.85"], "成灾率控制在1.85‰以内。"),
        ("走访农户不少于300户。", ["360"], "走访农户不少于360户。"),
        ("走访农户不少于300户。", ["不少于360户"], "走访农户不少于360户。"),
        ("走访农户不少于300户。", ["370余户"], "走访农户370余户。"),
        ("巡山护林覆盖七成以上的村。", ["80"], "覆盖80%以上的村。"),
        ("巡山护林覆盖七成以上的村。", ["八成以上"], "覆盖八成以上的村。"),
        ("巡山护林覆盖七成以上的村。", ["八成"], "覆盖八成以上的村。"),
        ("巡山护林参与率65%以上。", ["70%以上"], "参与率70%以上。"),
        ("为农户挽回损失约95万元。", ["约110万元"], "挽回损失约110万元。"),
        ("发放宣传折页近4000份。", ["4200余"], "发放宣传折页4200余份。"),
        ("发放宣传折页3.2万份。", ["4.15万"], "发放宣传折页4.15万份。"),
        ("发放宣传折页3.2万份。", ["41507"], "发放宣传折页41507份。"),
        ("到县城要走两天。", ["2"], "到县城要走两天。"),
    ],
)
def test_a_figure_keeps_its_bound_its_unit_and_its_form(
    start: Any, sentence: str, values: list[str], printed: str
) -> None:
    assert printed in drafted(start(sentence), sentence[:4], values=values).text


def test_a_figure_in_another_unit_than_last_years_is_refused(start: Any) -> None:
    with pytest.raises(FormatError, match="走访农户数"):
        drafted(start("走访农户不少于300户。"), "走访农户", values=["370余人"])


def test_what_else_there_is_to_report_goes_to_its_own_part(start: Any) -> None:
    end = "五、其他需要报告的情况\n全年没有发生因执法引发的群体性事件，服务企业平稳有序。\n"
    document = drafted(start(end=end), "群体性事件")
    assert "其他需要报告的情况\n全年没有发生因执法引发的群体性事件，服务企业平稳有序。" in document.text


@pytest.mark.parametrize(
    ("heading", "sentences", "topic"),
    [
        ("（一）发挥法律顾问作用", ("聘请顾问4名。", "参与信访积案化解、信访听证等31次。"), "counsel"),
        ("（一）接受监督，推进政务公开", ("接受人大监督和政协民主监督，办理建议20件。", "主动公开政府信息300条。"), ""),
    ],
)
def test_a_sentence_stays_under_the_heading_where_it_stood(
    start: Any, heading: str, sentences: tuple[str, ...], topic: str
) -> None:
    folder = start("排查纠纷208件。\n" + heading + "\n" + "".join(sentences))
    topics = [found(folder, each).topic for each in sentences]
    assert topics == ([topic] * len(sentences) if topic else ["supervision", "openness"])


def test_what_its_figures_count_and_the_sentence_that_leads_in_decide_where_a_sentence_stands(start: Any) -> None:
    work = (
        "排查纠纷208件。\n（一）加强监督，健全制度\n"
        "一是接受监督。办理人大代表建议20件。与县法院召开联席会议2次。二是做好行政应诉。全年发生行政应诉案件9件。召开联席会议3次。"
    )
    folder = start(work)
    topics = [found(folder, words).topic for words in ("人大代表建议", "会议2次", "行政应诉案件", "会议3次")]
    assert topics[0] == "supervision" and topics[2:] == ["review", "review"]


def test_a_sentence_can_be_put_under_another_topic(start: Any) -> None:
    folder = start("向村民发放普法手册。")
    roll = {found(folder, "普法手册").id: {"state": "kept", "topic": "矛盾纠纷调解"}}
    (made,) = (each for each in drafted(folder, roll=roll).sentences if "普法手册" in each.text)
    assert made.topic == "disputes"
    report = reportfile.load(folder)
    state = roll_state.start(
        rolling.sentences(folder, report),
        questionnaire.load(config.template_folder("annual-report")),
        report,
        again=True,
    )
    moved = roll_dialogue.step(state, "移1 行政复议")
    assert not moved.refused and moved.state.report.roll[state.page[0].id].topic == "review"
    kept = roll_dialogue.step(moved.state, "").state.report.roll[state.page[0].id]
    assert (kept.state, kept.topic) == ("kept", "review")
    assert roll_dialogue.step(state, "移9 行政复议").refused and roll_dialogue.step(state, "移1 没有这个").refused


@pytest.mark.parametrize(
    ("sentence", "warning", "asked"),
    [
        ("杨丽华被评为全省最美调解员。", "被评为", [("person", "杨丽华")]),
        ("普法剧《山村的约定》获全市法治文艺一等奖。", "获全市法治文艺一等奖", []),
        ("县便民服务中心获评全省示范窗口。", "获评", []),
        ("本县被命名为全省平安县。", "被命名为", []),
        ("9月3日在柳塘镇转移群众。", "9月3日", [("date", "9月3日"), ("place", "柳塘镇")]),
    ],
)
def test_an_honour_or_an_event_is_to_be_confirmed_and_who_and_where_is_asked(
    start: Any, sentence: str, warning: str, asked: list[tuple[str, str]]
) -> None:
    item = found(start("排查纠纷208件。" + sentence), sentence[:5])
    assert warning in item.warnings
    assert [(ask.kind, ask.last) for ask in item.asks if not ask.stands and ask.kind != "title"] == asked


def test_a_set_phrase_with_a_word_of_that_year_is_not_warned_of(start: Any) -> None:
    assert not found(start("对首次轻微违法的商户以教代罚。"), "商户").warnings


def test_what_a_kept_sentence_says_is_not_asked_again_and_is_named(start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = start("采购普法读本1.5万册。排查纠纷208件。")
    ask = next(each for each in found(folder, "读本").asks)
    assert (ask.indicator, ask.likely) == ("", "publicity.materials")
    drafted(folder, "读本", values=["1.8万"])
    said = list[str]()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    assert rolling.manner(folder, reportfile.load(folder)).told == ("publicity.materials",)
    report_in_progress.ask(folder, topic="publicity", tell=said.append)
    assert any("不再问的有 1 题" in line and "宣传资料" in line for line in said)
    report = reportfile.load(folder)
    asked = questionnaire.load(config.template_folder("annual-report"))
    manner = state.Manner(told={"publicity.materials"})
    assert not state.start(asked, report, manner=manner).wants("publicity.materials")
    assert state.start(asked, report, again=True, manner=manner).wants("publicity.materials")


@pytest.mark.parametrize(
    ("sentence", "values", "printed"),
    [
        ("村级法治专干补助支出310万元，较2023年增加20万元。", ["322万元"], "补助支出322万元，较上年增长3.9%。"),
        ("行政案件再审改判率6.4%，较2023年下降1.2个百分点。", ["5.9"], "改判率5.9%，较上年下降0.5个百分点。"),
    ],
)
def test_what_last_years_sentence_compared_is_compared_again_though_it_changed_little(
    start: Any, sentence: str, values: list[str], printed: str
) -> None:
    assert printed in drafted(start(sentence), sentence[:6], values=values).text


def test_the_opening_is_no_item_and_is_not_printed_where_it_was_kept(
    start: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = start()
    document = drafted(folder, "群众满意度", "排查纠纷")
    assert "群众满意度" not in document.text
    assert any("框架自己会写" in notice.message for notice in document.notices)
    cli.run(["roll", str(folder), "--json"])
    assert not [each for each in json.loads(capsys.readouterr().out)["items"] if each["role"] == "framing"]


def test_a_people_is_no_place_and_a_term_is_named_by_what_is_to_be_done(start: Any) -> None:
    folder = start("在苗族聚居村和柳塘镇设调解点。", plan="11月底前完成轮训考核。")
    assert [ask.last for ask in found(folder, "苗族").asks] == ["柳塘镇"]
    assert [ask.label for ask in found(folder, "轮训").asks if ask.kind == "date"] == ["完成轮训考核的日期"]


def test_what_is_typed_on_the_duties_stands_behind_the_kept_sentence(start: Any) -> None:
    typed = {"responsible.party": {"value": "县委主要负责人包联企业5家。"}}
    text = drafted(start(), "县委主要负责人听取", values=["4"], answers=typed).text
    assert "县委主要负责人听取汇报4次。县委主要负责人包联企业5家。" in text


def test_the_checklist_marks_the_measures_that_a_kept_sentence_says(
    start: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = start("排查纠纷208件。集中开展民法典宣传月活动。")
    assert not rolling.manner(folder, reportfile.load(folder)).said
    drafted(folder, "宣传月")
    assert len(rolling.manner(folder, reportfile.load(folder)).said) == 1
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    report_in_progress.ask(folder, topic="publicity")
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if "沿用的句子已写到" in line] == [line for line in lines if "民法典宣传月" in line]


def test_doubtful_figures_of_last_year_are_listed_until_somebody_says_what_they_were(
    start: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = start("采购普法读本1.5万册。")
    found = rolling.doubtful(folder, reportfile.load(folder))
    assert found["publicity.materials"].typed == "15000" and found["publicity.materials"].text == "1.5万册"
    assert cli.run(["ask", str(folder), "--list", "--topic", "publicity"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "publicity.materials" in line)
    assert "上年可能是 1.5万册（第" in line
    assert cli.run(["ask", str(folder), "--json"]) == 0
    listed = {each["id"]: each for each in json.loads(capsys.readouterr().out)["questions"]}
    assert listed["publicity.materials"]["last_year_perhaps"]["typed"] == "15000"
    assert listed["problems.items"]["fields"] and listed["norms.reviewed"]["help"]
    report = reportfile.load(folder)
    answer = Answer.model_validate({"last_year": "15000"})
    report = report.model_copy(update={"answers": {**report.answers, "publicity.materials": answer}})
    assert "publicity.materials" not in rolling.doubtful(folder, report)


def test_a_ticked_measure_of_another_year_is_told_by_check_and_marked_in_the_list(
    start: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = start("排查纠纷208件。")
    report, measures_of_it = reportfile.load(folder), measures.load(config.template_folder())
    id = next(each.id for *_, each in measures_of_it.by_id.values() if not each.holds_in(report.year))
    reportfile.save(folder, report.model_copy(update={"measures": {id: Tick(state="done")}}))
    cli.run(["check", str(folder)])
    assert f"举措 {id}（" in (told := capsys.readouterr()).err + told.out
    assert cli.run(["measures", "list", "--report", str(folder)]) == 0
    marked = [line for line in capsys.readouterr().out.splitlines() if "年度一般不用" in line]
    assert any(line.startswith(f"  {id}　") and "已勾选" in line for line in marked)


def test_a_kept_sentence_stands_where_its_words_belong_unless_the_user_says_where(start: Any) -> None:
    sentence = "普法宣传小分队走进集市发放宣传资料。"
    folder = start(sentence)
    document = drafted(folder, "集市")
    [told] = [each for each in document.sentences if "集市" in each.text]
    assert found(folder, "集市").topic == "disputes" and told.topic == "publicity"
    kept = {found(folder, "集市").id: {"state": "kept", "topic": "disputes"}}
    document = drafted(folder, "集市", roll=kept)
    assert [each.topic for each in document.sentences if "集市" in each.text] == ["disputes"]


def test_a_head_is_named_once_where_a_kept_sentence_names_them(start: Any) -> None:
    document = drafted(start(), "听取汇报", values=["4"], measures={"responsible.party_inspection": {"state": "done"}})
    [told] = [block.text for block in document.blocks if "听取汇报4次" in block.text]
    assert told.count("县委主要负责人") == 1 and "带队" in told


def test_where_last_years_file_is_gone_the_rest_is_drafted_and_checked_and_that_is_told_once(
    start: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = start()
    drafted(folder, "排查纠纷", "评查案卷", values=["231"], answers={"disputes.handled": {"value": "207"}})
    (folder / "上年报告.txt").unlink()
    document = drafts.draft(folder)[1]
    assert "207件" in document.text and "231" not in document.text
    assert [each.message for each in document.notices if "上年报告" in each.message] == [
        "文件夹里没有上年报告，定过的 2 句没有写进文稿，请把文件放回去：drafter roll 文件夹 上年报告.docx"
    ]
    assert cli.run(["check", "上年.txt", "--report", str(folder)]) in (0, 1)
    assert capsys.readouterr().err.count("没有上年报告") == 1
    assert reportfile.load(folder).roll


def test_points_stand_in_the_order_in_which_they_stood_last_year(start: Any) -> None:
    folder = start("受理群众信访322件次，开展公开听证。排查矛盾纠纷231件，逐件建立台账。=".rstrip("="))
    text = "".join(block.text for block in drafted(folder, "信访", "台账").blocks)
    assert text.index("信访") < text.index("台账")


def test_a_note_tells_of_a_tick_in_other_words(start: Any) -> None:
    note = {"note": "听证", "accepted": "对重大信访事项举行公开听证3场。"}
    ticks = {"disputes.hearings": Tick(state="done")}
    document = drafted(start(), notes={"disputes": [note]}, measures=ticks)
    text = "".join(block.text for block in document.blocks)
    assert text.count("听证") == 1


@pytest.mark.parametrize("name", ["57场", "57", "活动场次", "3"])
def test_a_value_may_be_given_by_what_last_year_printed_or_by_its_name(start: Any, name: str) -> None:
    folder = start("在3个园区开展巡回讲解57场，发放手册1200本。")
    item = found(folder, "巡回讲解")
    asks = {ask.last: ask for ask in item.asks}
    key = asks["57场"].id if name == "3" else asks["57场"].label if name == "活动场次" else name
    report = reportfile.load(folder).model_dump()
    roll = {item.id: {"state": "kept", "values": {key: "61"}}}
    reportfile.save(folder, Report.model_validate(report | {"roll": roll}))
    text = "".join(block.text for block in drafts.draft(folder)[1].blocks)
    assert "61场" in text and "57场" not in text


def test_a_value_by_a_name_that_means_none_is_refused_with_its_line(start: Any) -> None:
    folder = start("在3个园区开展巡回讲解57场，发放手册1200本。")
    item = found(folder, "巡回讲解")
    report = reportfile.load(folder).model_dump()
    reportfile.save(
        folder, Report.model_validate(report | {"roll": {item.id: {"state": "kept", "values": {"58场": "61"}}}})
    )
    with pytest.raises(FormatError, match="58场"):
        drafts.draft(folder)


def test_a_kept_sentence_stays_below_its_heading_of_last_year(start: Any) -> None:
    work = "".join(
        f"排查纠纷208件。\n（{n}）{heading}\n{sentence}\n" if n == "二" else f"（{n}）{heading}\n{sentence}\n"
        for n, heading, sentence in (
            ("二", "优化营商环境", "走访企业120家次，收集诉求31件。组织律师为96家企业开展法治体检，化解劳动争议12件。"),
            ("三", "推进政务公开", "主动公开政府信息812条。"),
            ("四", "规范制发文件", "制定行政规范性文件4件，全部报送备案。"),
        )
    )
    folder = start(work)
    document = drafted(folder, "走访企业", "法治体检", "主动公开", "规范性文件")
    texts = [block.text for block in document.blocks]
    heading = next(n for n, text in enumerate(texts) if text.endswith("优化营商环境"))
    behind = next(n for n, text in enumerate(texts) if text.endswith("推进政务公开"))
    assert any("法治体检" in text for text in texts[heading:behind])


@pytest.mark.parametrize(
    ("sentence", "joined"),
    [("受理消费者投诉举报593件，挽回损失86万元。", True), ("县消费者委员会受理消费者投诉举报593件。", False)],
)
def test_a_lone_measure_opens_the_kept_sentence_behind_it_that_begins_with_a_verb(
    start: Any, sentence: str, joined: bool
) -> None:
    document = drafted(start(sentence), "投诉举报", measures={"regulation.stations": Tick(state="done")})
    [text] = [block.text for block in document.blocks if "投诉举报" in block.text]
    assert bool(re.search("消费维权服务站，受理", text)) == joined


def test_ticked_plans_stand_together_by_point_and_single_ones_in_the_last_item(start: Any) -> None:
    plan = "规范执法行为。评查案卷60卷，力争优秀率达到30%。"
    ticks = ("plan.mediators", "plan.petitions", "plan.leadership", "plan.study", "plan.staff")
    names = [id for id in ticks if id in measures.load(config.template_folder("")).by_id]
    document = drafted(start(plan=plan), "评查案卷", measures={id: Tick(state="done") for id in names})
    items = [
        block.text for block in document.blocks if re.match("[一二三四五]是", block.text) and "审" not in block.text[:3]
    ]
    assert any("调解员；" in text or ("；" in text and "调解员" in text) for text in items)
    assert items[-1].startswith(f"{'一二三四五'[len(items) - 1]}是统筹抓好其他重点工作。") and "；" in items[-1]


def test_a_value_by_name_stays_where_it_is_named_though_less_was_asked_then(start: Any) -> None:
    folder = start("新建调解室4个，聘请调解员26名。")
    item = found(folder, "调解员")
    asks = {ask.last: ask for ask in item.asks}
    values = {"1": "31", "4个": "5"}  # then only the second was asked
    roll = {item.id: {"state": "kept", "values": values, "asked": [asks["26名"].last]}}
    report = reportfile.load(folder).model_dump()
    reportfile.save(folder, Report.model_validate(report | {"roll": roll}))
    text = "".join(block.text for block in drafts.draft(folder)[1].blocks)
    assert "调解室5个，聘请调解员31名" in text


def test_a_value_by_a_name_that_means_several_is_refused_with_their_numbers(start: Any) -> None:
    folder = start("走访企业5家，帮扶农户5家。")
    item = found(folder, "帮扶")
    report = reportfile.load(folder).model_dump()
    roll = {item.id: {"state": "kept", "values": {"5家": "6"}}}
    reportfile.save(folder, Report.model_validate(report | {"roll": roll}))
    with pytest.raises(FormatError, match="“5家”有 2 处。请改写编号：1、2"):
        drafts.draft(folder)


def test_the_duties_of_a_head_stay_in_their_part_below_whatever_heading_they_stood() -> None:
    text = "区长带头旁听庭审3次。"
    item = Item("p1s1", 1, "", ("工作", "组织领导"), "responsible", "work", text, text, (), ())
    chapter = Chapter("组织领导", (Part("", ("leadership",)),), "plain", is_own=True)
    places = placing.Places[tuple[str, str]]({})
    assert keeping._fitting_topic(item, places, (chapter,)) == "responsible"
    others = (chapter, Chapter("公开", (Part("", ("openness",)),), "plain", is_own=True))
    assert keeping._fitting_topic(item._replace(topic="openness"), places, others) == "leadership"


def test_a_frame_without_chapters_of_its_own_does_not_move_sentences_below_last_years() -> None:
    folder = config.template_folder("")
    printing = {frame: template.prints_chapters(folder, frame) for frame in template.frames(folder)}
    assert printing["standard"] and printing["duty-first"] and not printing["thematic"] and not printing["short"]


@pytest.mark.parametrize(
    ("sentence", "values", "told"),
    [
        (
            "主动公开政府信息418条，办理人大代表建议9件。",  # one thought: nobody parts it
            ("430", "8"),
            ["主动公开政府信息430条，办理人大代表建议8件。"],
        ),
        (
            "主动公开政府信息418条；办理人大代表建议9件，逐件面商。",
            ("430", "8"),
            ["主动公开政府信息430条。", "办理人大代表建议8件，逐件面商。"],
        ),
        (
            "受理群众信访88件次；来信12件均按期答复；调解纠纷40件。",  # of one topic
            ("90", "11", "41"),
            ["受理群众信访90件次；来信11件均按期答复；调解纠纷41件。"],
        ),
    ],
)
def test_a_kept_sentence_of_two_matters_is_cut_between_them(
    start: Any, sentence: str, values: tuple[str, ...], told: list[str]
) -> None:
    document = drafted(start(sentence), sentence[:6], values=values)
    kept = [each for each in document.sentences if each.phrase == found(Path("报告"), sentence[:6]).id]
    assert [each.text for each in kept] == told
    assert len({each.id for each in kept}) == len(told)
    assert not [notice for notice in document.notices if "没有写进" in notice.message]


@pytest.mark.parametrize(
    "sentence",
    [
        "公开渠道不断拓宽（主动公开政府信息418条；办理人大代表建议5件），社会反响良好。",
        "主动公开政府信息418条“点单；办理人大代表建议5件”，社会反响良好。",
        "一方面，主动公开政府信息418条；另一方面，办理人大代表建议5件，二者均上网公示。",
        "主动公开政府信息418条；办理人大代表建议5件，前者由办公室承担，后者由各部门承担。",
        "主动公开政府信息418条；办理人大代表建议5件，上述事项均如期办结。",
        "主动公开政府信息418条；同时办理人大代表建议5件。",
    ],
)
def test_a_kept_sentence_is_not_cut_within_what_both_halves_share(start: Any, sentence: str) -> None:
    folder = start(sentence)
    assert keeping._matters(found(folder, "418条")) == [found(folder, "418条")]


def test_what_names_the_head_stands_before_what_the_head_did(start: Any) -> None:
    head = "县政府主要负责人高度重视法治建设，带头遵守宪法和法律，定期研究重大问题。"
    work = "主持召开县政府常务会议19次，研究法治政府建设问题4次。"
    end = "三、党政主要负责人履行推进法治建设第一责任人职责情况\n"
    start()
    last = (
        Path("上年.txt")
        .read_text("utf-8")
        .replace(end, f"{end}{head}一是带头决策。{work}二是带头学法。主持学法5次。\n")
    )
    Path("上年.txt").write_text(last, "utf-8")
    report_in_progress.new(Path("另一份"), "青梧县", 2025, "standard", Path("上年.txt"))
    text = drafted(Path("另一份").resolve(), "高度重视法治建设", "主持召开", "主持学法").text
    assert text.index("高度重视法治建设") < min(text.index("主持召开"), text.index("主持学法")), text


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("县水利局开展邻里走访，掌握纠纷线索。", True),
        ("开展邻里走访，掌握纠纷线索。", False),
        ("全县开展邻里走访，掌握纠纷线索。", False),
    ],
)
def test_a_figure_of_the_whole_unit_behind_what_a_bureau_did_is_told_as_the_whole_units(
    start: Any, sentence: str, whole: bool
) -> None:
    document = drafted(start(sentence), sentence[:6], answers={"disputes.handled": Answer(value=207)})
    (behind,) = re.findall("线索[；。，](.*?)207", document.text)
    assert behind.startswith("全县") == whole


@pytest.mark.parametrize(("last", "told"), [(None, 1), (Answer(value=207, last_year=150), 1)])
def test_a_changed_sentence_is_not_taken_for_an_answer_whose_last_year_nobody_knows(
    start: Any, last: Answer | None, told: int
) -> None:
    folder = start("全县排查各类苗头208件。")
    item = found(folder, "排查各类苗头")
    report = reportfile.load(folder).model_dump()
    roll = {item.id: {"state": "changed", "text": "走访收集矛盾和婚恋纠纷线索207条。"}}
    answers = {"disputes.handled": last or Answer(value=207)}
    reportfile.save(folder, Report.model_validate(report | {"roll": report["roll"] | roll, "answers": answers}))
    assert drafts.draft(folder)[1].text.count("调解矛盾纠纷207件") == told


@pytest.mark.parametrize(
    ("printed", "is_exact"),
    [("208件", True), ("208余件", False), ("约208件", False), ("近208件", False), ("208件以上", False)],
)
def test_with_an_inexact_figure_of_last_year_nothing_is_compared(start: Any, printed: str, is_exact: bool) -> None:
    folder = start(f"排查矛盾纠纷{printed}。栽种法治主题树{printed.replace('件', '棵')}，较上年增长15%。")
    counted = next(ask for ask in found(folder, "排查").asks if ask.indicator)
    reportfile.save(folder, with_answer(reportfile.load(folder), counted, value="416"))
    document = drafted(folder, "主题树", values=["416"])
    table = drafts.draft(folder, annex=True)[1].blocks
    cells = [cell for block in table for row in block.rows for cell in row]
    assert (document.text.count("增长100%") == 2, cells.count("+208") == 2) == (is_exact, is_exact)
    assert is_exact or not any(word in document.text + "".join(cells) for word in ("增长", "208"))
    assert document.text.count("416") == 2 and cells.count("416") == 2
