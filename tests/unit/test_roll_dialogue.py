"""The talk about last year's report: what a line does, where it leads, and that nothing is lost or kept unread."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from drafter import cli, config
from drafter.app import report_in_progress, rolling
from drafter.asking import questionnaire, reportfile
from drafter.asking.forms import roll_dialogue, roll_terminal
from drafter.asking.forms.roll_dialogue import step
from drafter.asking.forms.roll_state import State, start

LAST = """云溪经济技术开发区管理委员会关于2024年度法治政府建设情况的报告

一、主要举措和成效

（一）化解矛盾纠纷

全年调解矛盾纠纷190件，调解成功170件，调解成功率为89.47%。首次评选调解能手12名。坚持和发展新时代“枫桥经验”。

（二）规范文件管理

印发《云溪经开区2024年工作要点》，收取保证金2.5万元。

二、2025年主要安排

充实基层调解力量。
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "去年.txt").write_text(LAST, "utf-8")
    report_in_progress.new(tmp_path / "报告", "云溪经济技术开发区", 2025, "standard", tmp_path / "去年.txt")
    return tmp_path / "报告"


@pytest.fixture
def state(folder: Path) -> State:
    report = reportfile.load(folder)
    return start(rolling.sentences(folder, report), questionnaire.load(config.template_folder()), report)


def after(state: State, *lines: str) -> State:
    for line in lines:
        state, messages, refused = step(state, line)
        assert not refused, messages
    return state


def states(state: State) -> dict[str, str]:
    return {id: rolled.state for id, rolled in state.report.roll.items()}


def test_enter_keeps_a_paragraph_but_asks_about_its_dated_words(state: State) -> None:
    there = after(state, "")
    assert states(there) == {"p7s1": "kept", "p7s3": "kept"} and there.phase == "dated"
    assert "注意“首次”" in "".join(roll_terminal.shown(there))
    assert after(there, "沿").report.roll["p7s2"].confirmed == ["首次"]
    assert states(after(there, ""))["p7s2"] == "later"
    assert states(after(there, "删"))["p7s2"] == "dropped"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("删2", {"p7s1": "kept", "p7s2": "dropped", "p7s3": "kept"}),
        ("删 2、3", {"p7s1": "kept", "p7s2": "dropped", "p7s3": "dropped"}),
        ("删2 后3", {"p7s1": "kept", "p7s2": "dropped", "p7s3": "later"}),
        ("删除1-3", {"p7s1": "dropped", "p7s2": "dropped", "p7s3": "dropped"}),
        ("删", {"p7s1": "dropped", "p7s2": "dropped", "p7s3": "dropped"}),
        ("以后再说", {"p7s1": "later", "p7s2": "later", "p7s3": "later"}),
    ],
)
def test_one_line_decides_on_a_paragraph(state: State, line: str, expected: dict[str, str]) -> None:
    assert states(after(state, line)) == expected


@pytest.mark.parametrize("line", ["删4", "好的", "改", "删0", "改3：短"])
def test_a_line_that_is_no_decision_is_refused_and_changes_nothing(state: State, line: str) -> None:
    there, messages, refused = step(state, line)
    assert refused and there is state and "删2 改3" in messages[0]


def test_values_typed_at_a_paragraph_keep_it_and_stand_in_it(state: State) -> None:
    assert any("① 调解矛盾纠纷件数" in line for line in roll_terminal.shown(state))
    filled = after(state, "207 188 =")
    assert states(filled)["p7s1"] == "kept" and filled.report.answers["disputes.succeeded"].value == "188"
    assert filled.phase == "dated"  # who only gave figures has not looked at 首次
    assert filled.report.roll["p7s2"].confirmed == []
    sure = after(state, "照写 207 188 = 15")
    assert sure.at == 1 and sure.report.roll["p7s2"].confirmed == ["首次"]
    for line in ("照写 207 188 = 15 9", "207 约188", "5=7"):
        refused = step(state, line)
        assert refused.refused and refused.state is state


def test_a_sentence_of_ones_own_is_written_at_the_paragraph(state: State) -> None:
    there = after(state, "改3：坚持抓早抓小、应调尽调。")
    assert there.phase == "decide" and there.report.roll["p7s3"].text == "坚持抓早抓小、应调尽调。"
    assert states(after(there, "207 188 ="))["p7s3"] == "changed"
    assert step(state, "改4：坚持抓早抓小、应调尽调。").refused


def test_a_dated_sentence_is_written_anew_where_it_is_asked_about(state: State) -> None:
    there = after(state, "207 188 =")
    own = after(there, "改1：连续两年评选调解能手。")
    assert own.report.roll["p7s2"].text == "连续两年评选调解能手。" and own.at == 1
    assert step(there, "改2：连续两年评选调解能手。").refused


def test_the_name_of_a_document_may_come_first(state: State) -> None:
    there = after(state, "照写 207 188 = 15", "《云溪经开区2025年工作要点》 3万元")
    assert states(there)["p11s1"] == "kept" and "云溪经开区2025年工作要点" in there.report.roll["p11s1"].values.values()


def test_values_are_given_in_one_line_with_last_years_beside_them(state: State) -> None:
    there = after(state, "删2")
    assert roll_terminal.shown(there)[0] == "  1. 调解矛盾纠纷件数（件）　上年：190件"
    filled = after(there, "207 188 =")
    answers = filled.report.answers
    assert [answers[f"disputes.{name}"].value for name in ("handled", "succeeded", "success_rate")] == [
        "207",
        "188",
        "90.82",
    ]
    assert answers["disputes.handled"].last_year == "190" and filled.at == 1


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("207", ("207", None, None)),
        ("- 188", (None, "188", None)),
        ("3=90", (None, None, "90")),
        ("", (None, None, None)),
    ],
)
def test_what_is_left_open_stays_open_and_is_asked_again_next_time(
    state: State, line: str, values: Sequence[str | None]
) -> None:
    filled = after(state, "删2", line)
    answers = filled.report.answers
    assert tuple(answers[f"disputes.{name}"].value for name in ("handled", "succeeded", "success_rate")) == values
    again = start(filled.items, filled.questionnaire, filled.report)
    assert again.phase == "fill" and len(again.asked) == values.count(None)


@pytest.mark.parametrize("line", ["207 188 90 5", "约200", "二百来件", "207 188 900", "4=3"])
def test_a_value_that_does_not_fit_is_refused_and_nothing_of_the_line_is_taken(state: State, line: str) -> None:
    there = after(state, "删2")
    refused = step(there, line)
    assert refused.refused and refused.state is there


def test_figures_of_three_digits_are_not_read_as_one(state: State) -> None:
    answers = after(state, "删2", "207 188 -").report.answers
    assert answers["disputes.handled"].value == "207"
    assert after(state, "删2", "1,207　188；90").report.answers["disputes.handled"].value == "1207"


def test_the_title_moves_on_and_money_keeps_its_unit(state: State) -> None:
    there = after(state, "删2", "207 188 =", "")
    assert "= 云溪经开区2025年工作要点" in "".join(roll_terminal.shown(there))
    values = after(there, "= 3.1万元").report.roll["p11s1"].values
    assert values == {"1": "云溪经开区2025年工作要点", "2": "31000元"}


def test_a_figure_answered_before_is_filled_silently(state: State, folder: Path) -> None:
    report = state.report
    answers = {
        **report.answers,
        "disputes.handled": report.answers["disputes.handled"].model_copy(update={"value": "207"}),
    }
    there = start(state.items, state.questionnaire, report.model_copy(update={"answers": answers}))
    assert "调解矛盾纠纷207件，调解成功[170]件" in "".join(roll_terminal.shown(there))
    assert len(after(there, "删2").asked) == 2


def test_what_was_confirmed_and_given_stays_when_it_is_gone_through_again(state: State) -> None:
    done = after(state, "", "沿", "207 188 = 13", "", "= 3.1万元", "", "")
    again = start(done.items, done.questionnaire, done.report, again=True)
    assert after(again, "").report.roll == done.report.roll
    assert done.report.roll["p7s2"].of == "首次评选调解能手12名。"


def test_undo_goes_back_step_by_step_and_sitting_by_sitting_to_the_start(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(typed: str) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert cli.run(["roll", "报告"]) == 0
        return capsys.readouterr().err

    before = reportfile.load(folder)
    monkeypatch.setattr("sys.stdin", io.StringIO("200\n"))
    assert cli.run(["ask", "报告", "--only", "legal_services.aid_cases"]) == 0
    at_once = said("照写 207 188 = 15\n撤销\n")
    assert at_once.count("== 第 1/3 段") == 2 and " 处（沿用 " in at_once and not reportfile.load(folder).roll
    said("删2\n")
    assert set(reportfile.load(folder).roll) == {"p7s1", "p7s2", "p7s3"}
    later = said("改2：首次评选调解能手9名。\n撤销\n撤销\n撤销\n撤销\n")
    assert "== 第 1/3 段" in later and "已撤销：受理的法律援助案件（填报 " in later and "没有可以撤销的改动" in later
    after_all = reportfile.load(folder)
    assert after_all.roll == before.roll and after_all.answers == before.answers


def test_a_sentence_is_written_anew_without_what_is_open(state: State) -> None:
    there = after(state, "改1 删2")
    assert there.phase == "rewrite" and roll_terminal.draft(there).startswith("全年调解矛盾纠纷[190]件")
    refused = step(there, roll_terminal.draft(there))
    assert refused.refused and refused.state is there
    assert after(there, "全年调解纠纷207件。").report.roll["p7s1"].text == "全年调解纠纷207件。"


def talk(folder: Path, typed: str) -> str:
    screen = io.StringIO()
    with reportfile.opened(folder) as held:
        roll_terminal.talk(
            rolling.sentences(folder, held.report), questionnaire.load(config.template_folder()), held.report,
            held.save, keyboard=io.StringIO(typed), screen=screen,
        )  # fmt: skip
    return screen.getvalue()


def test_each_step_is_saved_and_the_next_run_resumes(folder: Path) -> None:
    talk(folder, "删2\n")
    assert set(reportfile.load(folder).roll) == {"p7s1", "p7s2", "p7s3"}
    assert talk(folder, "207 188 =\n").startswith("  1. 调解矛盾纠纷件数（件）　上年：190件")
    assert "== 第 2/3 段" in talk(folder, "")


def test_a_whole_report_in_a_few_lines(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("删2\n207 188 =\n\n= 3.1万元\n\n"))
    assert cli.run(["roll", "报告"]) == 0
    assert "沿用 4 句，改写 0 句，删去 1 句，还有 0 句没有定，0 项没有填" in capsys.readouterr().err
    assert cli.run(["roll", "报告"]) == 0
    assert capsys.readouterr().err.startswith("\n== 必须写到、上面没有的数（没有这项的写 /）==\n  1. ")


def test_what_must_be_answered_and_no_sentence_gives_is_asked_at_the_end(state: State) -> None:
    there = after(state, "删2", "207 188 =", "", "= 3.1万元", "")
    assert there.phase == "fill" and not there.page and len(there.asked) == len(there.open_asks)
    answers = after(there, "6 / -").report.answers
    assert answers["leadership.meetings"].value == "6" and answers["learning.group_sessions"].state == "not_applicable"
    assert "disputes.handled" not in {place.ask.indicator for place in there.open_asks}


def test_a_figure_of_a_kept_sentence_cannot_be_not_applicable(state: State) -> None:
    refused = step(after(state, "删2"), "/")
    assert refused.refused and "删去或改写这一句" in refused.messages[0]


def test_help_says_what_can_be_typed(state: State) -> None:
    assert step(state, "？").messages == roll_dialogue.HELP


@pytest.mark.parametrize(("heading", "reminder"), [("安排", "做完的请删去"), ("举措", "")])
def test_last_years_plans_are_not_kept_by_habit(state: State, heading: str, reminder: str) -> None:
    there = state
    while heading not in there.page[0].path[0]:
        there = after(there, "删")
    lines = roll_terminal.shown(there)
    assert (reminder in lines[2]) if reminder else lines[2].startswith("  1. ")


# Figures that the sentence makes, lines that are commands, long lists, sentences of one's own ---------------------------

RATES = """霞岭县林业局关于2024年度法治政府建设情况的报告

一、主要举措和成效

（一）办理群众诉求

受理林权争议64件，调处61件，调处率95.31%。回访当事人40人次，满意率98%。走访涉林企业21家，收集诉求18件。

（二）管护森林资源

发放采伐许可证310份，巡护林地52次，清理林下垃圾9吨，设置警示牌33块，培训护林员87人次，建成防火隔离带12公里，查处盗伐案件4件，收缴木材15立方米，补种树木620株，发放宣传单2100份，配备灭火机26台，组建扑火队5支，修复管护房7处，放归野生动物11只，新增监控点位19个。
"""


@pytest.fixture
def rates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "林业.txt").write_text(RATES, "utf-8")
    report_in_progress.new(tmp_path / "林业局", "霞岭县林业局", 2025, "standard", tmp_path / "林业.txt")
    report = reportfile.load(tmp_path / "林业局")
    template = config.template_folder()
    questions = questionnaire.load(template)
    return start(rolling.sentences(tmp_path / "林业局", report), questions, report, read=rolling.reader(template, 2025))


def test_a_rate_is_made_of_the_two_figures_beside_it_though_no_indicator_counts_them(
    state: State, rates: State
) -> None:
    there = step(rates, "80 72 = 50 97 30 25")
    assert "调处率：90%" in "".join(there.messages) and "照上年" not in "".join(there.messages)
    assert there.state.report.roll["p7s1"].values["3"] == "90"
    # In the other report the whole counts an indicator only perhaps.
    assert after(state, "删2", "200 150 =").report.answers["disputes.success_rate"].value == "75"


def test_a_rate_that_nothing_makes_is_said_to_be_last_years(rates: State) -> None:
    messages = "".join(step(rates, "80 72 = 50 = 30 25").messages)
    assert "满意率：98%（照上年）" in messages and "请核对：这个比率算不出来，是照上年写的" in messages


def test_a_rate_that_its_two_figures_do_not_make_is_doubted(rates: State) -> None:
    assert "由它们算出的是 90%" in "".join(step(rates, "80 72 95.31 50 97 30 25").messages)
    assert "请核对" not in "".join(step(rates, "80 72 90.0 50 97 30 25").messages)


def test_a_part_larger_than_its_whole_is_doubted(state: State, rates: State) -> None:
    assert "（1880件）大于调解的矛盾纠纷（207件）" in "".join(step(state, "照写 207 1880 =").messages)
    there = "".join(step(rates, "80 81 97 50 97 30 25").messages)  # of these no indicator is known
    assert "比这一句里的" in there and "（80）还多" in there
    assert "还多" not in "".join(step(rates, "80 80 97 50 97 30 25").messages)


@pytest.mark.parametrize(
    ("sentence", "typed", "is_doubted"),
    [
        ("开展涉企检查1512次，其中联合检查196次。", "1512 19600", True),
        ("开展涉企检查1512次，其中联合检查196次。", "1512 1512", False),
        ("开展涉企检查1512次，其中检查企业196家。", "1512 19600", False),  # of another kind
        ("开展涉企检查1512次；联合检查196次。", "1512 19600", False),  # nobody says that they are among those
        ("开展涉企检查1512次，其中，联合检查196次。", "1512 19600", True),
        ("收到信访件40件，其中办结35件，排查隐患26件。", "40 35 90", False),
        ("收到信访件40件，其中办结件数95件。", "40 95", False),  # last year's own
    ],
)
def test_what_is_counted_among_others_is_doubted_where_it_is_more_than_they(
    tmp_path: Path, sentence: str, typed: str, is_doubted: bool
) -> None:
    title = RATES.partition("（一）")[0]
    (tmp_path / "上年.txt").write_text(f"{title}（一）规范检查\n\n{sentence}\n", "utf-8")
    report_in_progress.new(tmp_path / "局", "霞岭县林业局", 2025, "standard", tmp_path / "上年.txt")
    report, template = reportfile.load(tmp_path / "局"), config.template_folder()
    there = start(rolling.sentences(tmp_path / "局", report), questionnaire.load(template), report)
    assert ("还多" in "".join(step(there, typed).messages)) == is_doubted


@pytest.mark.parametrize(("typed", "is_doubted"), [("=", True), ("陈立新", False)])
def test_a_person_of_last_year_is_asked_about(tmp_path: Path, typed: str, is_doubted: bool) -> None:
    title = RATES.partition("（一）")[0]
    (tmp_path / "上年.txt").write_text(f"{title}（一）学法\n\n局长王小满同志带头学法。\n", "utf-8")
    report_in_progress.new(tmp_path / "局", "霞岭县林业局", 2025, "standard", tmp_path / "上年.txt")
    report, template = reportfile.load(tmp_path / "局"), config.template_folder()
    there = start(rolling.sentences(tmp_path / "局", report), questionnaire.load(template), report)
    assert ("姓名与上年相同" in "".join(step(there, typed).messages)) == is_doubted


@pytest.mark.parametrize("command", ["改3", "删2", "后1", "目录", "清空", "跳到 3"])
def test_a_command_is_never_taken_as_a_name(state: State, command: str) -> None:
    there = after(state, "照写 207 188 = 15")
    refused = step(there, f"云溪经开区2025年工作要点；{command.replace(' ', '')}")
    assert refused.refused and refused.state is there
    refused = step(there, f"{command.replace(' ', '')} 3万元") if command[0] not in "改删后" else refused
    assert refused.refused and "是命令" in refused.messages[0]


def test_a_sentence_may_be_written_anew_while_its_figures_are_asked_for(rates: State) -> None:
    there = after(rates, "", "80 72 =")
    assert there.phase == "fill"
    there = after(there, "改2：回访当事人40人次。")
    assert [*there.asked] == [6, 7] and there.report.roll["p7s2"].state == "changed"


def test_all_of_a_long_list_is_asked_at_once_and_its_numbers_stay(rates: State) -> None:
    there = after(rates, "删")
    assert len(there.at_once) == 15
    part = step(there, "300 50 8")
    assert "还有 12 项没有填" in "".join(part.messages)
    assert [*part.state.asked] == [*range(4, 16)]
    assert "  4. " in roll_terminal.shown(part.state)[0]
    more = after(part.state, "15=20 5=90")
    assert [*more.asked] == [4, *range(6, 15)]
    assert step(more, "15=21").refused
    left = step(more, "")
    assert "10 项先空着" in "".join(left.messages) and not left.state.page
    assert len(start(left.state.items, left.state.questionnaire, left.state.report).asked) == 10


def test_numbers_stay_when_a_sentence_is_written_anew_and_the_paragraph_is_not_shown_again(rates: State) -> None:
    numbers = [*rates.at_once]
    there = after(rates, "改1：全力化解林权争议。")
    assert [*there.at_once] == numbers[3:]
    assert not any(
        "回访当事人" in line and line.startswith("  ") and "① " in line for line in roll_terminal.shown(there)
    )
    assert not any("== 第" in line for line in roll_terminal.shown(there))


def test_more_than_a_screen_holds_is_said(rates: State) -> None:
    there = replace(after(rates, "删"), most_asks=13)
    assert "还有 2 项，填完这些再问" in roll_terminal.shown(there)[-1]


def test_what_the_user_wrote_in_a_sentence_answers_its_questions(rates: State) -> None:
    sentence = "改1：全年排查矛盾纠纷512件，办理法律援助案件37件。"
    there, messages, _ = step(rates, sentence)
    assert there.report.answers["disputes.screened"].value == "512"
    assert there.report.answers["legal_services.aid_cases"].value == "37"
    assert any("法律援助" in message and "37件" in message for message in messages)
    again = step(there, "改2：全年排查矛盾纠纷513件。")
    assert again.state.report.answers["disputes.screened"].value == "512"
    assert "已填的是 512件" in "".join(again.messages)


def test_what_it_may_answer_is_offered_beside_it(rates: State) -> None:
    there = after(rates, "改3：走访涉林企业26家，收集诉求23件。")
    assert there.doubtful
    id, value = next(iter(there.doubtful.items()))
    assert any(f"改写的句子里是 {value} 吗" in line for line in roll_terminal.shown(there))
    plain = after(there, "80 72 = 50 97")  # it need not be answered
    assert plain.at == 1 and id not in plain.report.answers
    taken = after(there, "80 72 = 50 97 =")
    assert taken.report.answers[id].value == str(value)
