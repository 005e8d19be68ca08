"""The interview: what an input means, where it goes next, and that nothing entered is lost."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.asking.answers import Answers
from drafter.asking.forms import dialogue, display, navigation
from drafter.asking.forms.dialogue import MOST_ITEMS
from drafter.asking.forms.lines import TakenBack
from drafter.asking.forms.state import Manner, start
from drafter.asking.forms.terminal import interview
from drafter.asking.last_year import Doubtful
from drafter.asking.questionnaire import Questionnaire
from drafter.asking.reportfile import load, new_report, save
from drafter.errors import FormatError, Interrupted
from drafter.formats import MOST_NOTES, Answer, Group, Note, Question, Report, Zone
from drafter.model import RelationRule, Suggestion


def count(id, ask, **more):
    return Question(id=id, ask=ask, kind="count", unit="件", **more)


BOOK = Questionnaire(
    (
        Group(
            topic="disputes",
            title="矛盾纠纷调解",
            questions=[
                count("disputes.handled", "调解纠纷", department="司法分局", help="受理并调解的总数。", example="162"),
                count("disputes.succeeded", "调解成功", when="disputes.handled"),
                Question(id="disputes.success_rate", ask="成功率", kind="percent", unit="%", when="disputes.handled"),
            ],
        ),
        Group(topic="review", title="行政复议", questions=[count("review.received", "收到申请")]),
        Group(
            topic="problems",
            title="存在的不足",
            notes=False,
            questions=[
                Question(id="problems.items", ask="不足", kind="records", fields={"problem": "问题", "cause": "原因"}),
                Question(id="plan.items", ask="安排", kind="lines"),
                Question(id="signature.date", ask="成文日期", kind="date"),
            ],
        ),
    ),
    (
        RelationRule("rate", "disputes.handled", ("disputes.succeeded",), rate="disputes.success_rate"),
        RelationRule("within", "disputes.handled", ("disputes.succeeded",)),
    ),
)
WORDING = Suggestion("disputes-3f9a1c", "设置驻所调解室4个。", "", 91, "好", "disputes", sources=("甲区2022",))
GAPPED = Suggestion("disputes-aaaaaa", "设置【待填：名称】4个。", "", 70, "中", "disputes", unfilled=("名称",))


def report(answers=None, notes=None):
    return Report(year=2025, zone=Zone(name="云溪经济技术开发区"), answers=answers or {}, notes=notes or {})


def after(*inputs, answers=None, notes=None, offered=(WORDING, GAPPED), book=BOOK, **options):
    state = start(book, report(answers, notes), **options)
    for line in inputs:
        state = dialogue.step(state, line).state
        if state.phase == "lookup":
            state = dialogue.offer(state, offered).state
    return state


def values(state):
    return {id: answer.value for id, answer in state.report.answers.items()}


def test_it_begins_at_the_first_open_question_and_passes_by_what_is_answered():
    assert after().stop.question == "disputes.handled"
    assert after(answers={"disputes.handled": "162"}).stop.question == "disputes.succeeded"
    assert after(answers={"disputes.handled": "162"}, again=True).stop.question == "disputes.handled"


def test_an_answer_is_kept_and_leads_to_the_next_question():
    state = after("１６２件")
    assert values(state) == {"disputes.handled": "162"}
    assert state.stop.question == "disputes.succeeded"


def test_a_wrong_answer_changes_nothing_and_says_how_to_write_it():
    state = after()
    step = dialogue.step(state, "约162")
    assert step.refused and step.state is state
    assert "请填准确数" in dialogue.problem(state, "约162")
    assert dialogue.problem(state, "162") == dialogue.problem(state, "？") == ""


def test_enter_skips_and_keeps_what_is_there():
    state = after("", again=True, answers={"disputes.handled": "162"})
    assert values(state) == {"disputes.handled": "162"}
    assert state.stop.question == "disputes.succeeded"


@pytest.mark.parametrize("word", ["<", "＜", "《", "返回"])
def test_back_goes_to_the_question_before_answered_or_not(word):
    assert after("162", word).stop.question == "disputes.handled"
    assert dialogue.step(after(), word).messages == ("已经是第一题",)


@pytest.mark.parametrize("word", ["/", "／", "、", "不适用", "不 适用", "不\u3000适用"])
def test_not_applicable_in_any_width_is_recorded_and_rules_out_what_depends_on_it(word):
    state = after(word)
    assert state.report.answers["disputes.handled"].state == "not_applicable"
    assert (state.stop.topic, state.phase) == ("disputes", "notes")


def test_zero_is_an_answer_and_rules_out_what_depends_on_it():
    state = after("0")
    assert values(state) == {"disputes.handled": "0"}
    assert state.phase == "notes"


def test_not_known_is_recorded_and_asked_again_when_all_was_shown():
    state = after("不知道")
    assert state.report.answers["disputes.handled"].state == "unknown"
    assert start(BOOK, state.report).at_notes
    while state.phase != "done":
        state = dialogue.step(state, "").state
    assert start(BOOK, state.report).stop.question == "disputes.handled"


def test_it_resumes_at_the_first_that_was_never_shown_and_asks_what_was_skipped_when_all_was():
    state = after("", "")
    assert state.stop.question == "review.received"
    again = start(BOOK, state.report)
    assert again.stop.question == "review.received"
    while again.phase != "done":
        again = dialogue.step(again, "").state
    assert start(BOOK, again.report).stop.question == "disputes.handled"


def test_what_hangs_on_a_skipped_unknown_zero_or_missing_figure_is_not_asked():
    for line in ("", "不知道", "0", "不适用"):
        assert after(line).at_notes
    assert after("5").stop.question == "disputes.succeeded"


@pytest.mark.parametrize("word", ["?", "？", "帮助"])
def test_help_stays_at_the_question(word):
    state = after()
    step = dialogue.step(state, word)
    assert step.state is state
    assert "受理并调解的总数。" in step.messages and any("返回" in line for line in step.messages)


def test_a_topic_can_be_skipped_and_the_interview_left():
    assert after("跳过本节").stop.topic == "review"
    assert after("退出").phase == "done"


def test_last_years_figure_stays_and_the_source_goes_with_another_value():
    given = {"disputes.handled": Answer(value="150", last_year="140", from_="司法分局")}
    kept = after("150", answers=given, again=True).report.answers["disputes.handled"]
    changed = after("162", answers=given, again=True).report.answers["disputes.handled"]
    assert (kept.from_, changed.from_, changed.last_year) == ("司法分局", "", "140")


def test_a_doubt_keeps_the_answer_and_offers_to_type_it_again():
    doubted = after("162", "170")
    assert (doubted.phase, doubted.report.answers["disputes.succeeded"].value) == ("doubt", "170")
    assert after("162", "170", "").stop.question == "disputes.success_rate"
    assert after("162", "170", "保留").stop.question == "disputes.success_rate"
    assert after("162", "170", "重填").stop.question == "disputes.succeeded"
    assert values(after("162", "170", "135"))["disputes.succeeded"] == "135"


def test_what_was_typed_is_repeated_only_as_far_as_it_fits_a_line():
    assert dialogue.problem(start(BOOK, report()), "甲" * 99) == f"太长，不是一个数：{'甲' * 15}…。请填整数，如 162"


@pytest.mark.parametrize(("typed", "odd"), [("12.5", True), ("３", True), ("市委、市政府", False), ("市委", False)])
def test_a_figure_where_words_are_asked_for_is_doubted(typed, odd):
    group = Group(topic="opening", title="开头", questions=[Question(id="opening.to", ask="主送机关", kind="text")])
    taken = dialogue.step(start(Questionnaire((group,), ()), report()), typed)
    assert (taken.state.phase == "doubt") is odd and not taken.refused
    assert taken.state.report.answers["opening.to"].value


def test_what_other_answers_settle_can_be_taken_over():
    state = after("162", "135")
    assert "由已填的数算出：83.33%" in display.head(state)
    assert values(dialogue.step(state, "＝").state)["disputes.success_rate"] == "83.33"
    assert dialogue.step(after(), "=").refused


def test_not_quite_all_is_never_reckoned_as_100_percent():
    assert "由已填的数算出：99.99%" in display.head(after("99999", "99998"))


def test_records_are_asked_field_by_field_and_saved_at_each():
    answers = {"disputes.handled": "不适用", "review.received": "0"}
    notes = {"disputes": [], "review": []}
    state = after("人手不足", answers=answers, notes=notes)
    assert state.report.answers["problems.items"].value == [{"problem": "人手不足", "cause": ""}]
    assert display.prompt(state) == "第 1 条 · 原因（回车 结束）> "
    state = after("人手不足", "编制少", "培训少", "", "", answers=answers, notes=notes)
    assert state.report.answers["problems.items"].value == [
        {"problem": "人手不足", "cause": "编制少"},
        {"problem": "培训少", "cause": ""},
    ]
    assert state.stop.question == "plan.items"


def test_lines_are_asked_one_by_one_and_continue_what_is_there():
    state = after("加强培训；抓好落实", "", only="plan.items", answers={"plan.items": ["充实力量"]})
    assert values(state) == {"plan.items": ["充实力量", "加强培训", "抓好落实"]}
    anew = after("清空", "", "新的", "", only="plan.items", answers={"plan.items": ["旧的"]})
    assert values(anew) == {"plan.items": ["新的"]}


def test_a_list_takes_so_many_lines_and_each_question_reads_the_answers_once(monkeypatch):
    full = ["措施"] * (MOST_ITEMS - 1)
    state = after(only="plan.items", again=True, answers={"plan.items": full})
    state = dialogue.step(state, "加强培训").state
    assert len(values(state)["plan.items"]) == MOST_ITEMS
    read: list[object] = []
    monkeypatch.setattr(Answers, "from_report", lambda *given, real=Answers.from_report: read.append(1) or real(*given))
    for _ in range(20):  # as when thousands of lines are pasted
        step = dialogue.step(state, "抓好落实")
        assert (
            step.refused
            and str(MOST_ITEMS) in step.messages[0]
            and f"第 {MOST_ITEMS + 1} 条" in display.prompt(step.state)
        )
        state = step.state
    assert len(read) <= 1


def test_a_note_is_kept_before_and_after_a_wording_is_accepted():
    rough = after("0", "派出所设调解室 4个")
    assert (rough.phase, rough.report.notes["disputes"]) == ("choose", [Note(note="派出所设调解室 4个")])
    assert any("甲区2022" in line for line in display.offers(rough))
    accepted = after("0", "派出所设调解室 4个", "１")
    assert accepted.report.notes["disputes"] == [
        Note(note="派出所设调解室 4个", accepted="设置驻所调解室4个。", phrase="disputes-3f9a1c")
    ]
    assert accepted.phase == "notes"


def test_enter_keeps_the_note_as_typed_and_an_edit_is_kept_as_edited():
    assert after("0", "设调解室", "").report.notes["disputes"] == [Note(note="设调解室")]
    editing = after("0", "设调解室", "编辑")
    assert display.draft(editing) == "设置驻所调解室4个。"
    assert dialogue.step(editing, "设调解室四处。").state.report.notes["disputes"][0].accepted == "设调解室四处。"


def test_a_wording_with_a_gap_is_not_accepted_before_it_is_filled():
    editing = after("0", "设调解室", "2")
    assert editing.phase == "edit"
    assert dialogue.step(editing, GAPPED.text).refused
    assert dialogue.step(editing, "设置云溪调解室4个。").state.report.notes["disputes"][0].phrase == "disputes-aaaaaa"


def test_a_number_that_was_not_offered_is_refused():
    assert dialogue.step(after("0", "设调解室"), "7").refused


def test_notes_asked_for_and_left_empty_are_not_asked_for_again():
    state = after("0", "")
    assert state.report.notes["disputes"] == []
    assert start(BOOK, state.report).stop.question == "review.received"


def test_one_topic_or_one_question_can_be_chosen():
    assert after(topic="review").stop.topic == after(topic="行政复议").stop.topic == "review"
    alone = after("", only="disputes.success_rate", answers={"disputes.success_rate": "83.33"})
    assert alone.phase == "done"


@pytest.mark.parametrize(
    ("option", "hint"), [({"topic": "nothing"}, "disputes"), ({"only": "disputes.handeld"}, "handled")]
)
def test_an_unknown_topic_or_question_is_told_with_what_there_is(option, hint):
    with pytest.raises(FormatError) as caught:
        after(**option)
    assert hint in caught.value.hint


def test_the_question_shows_progress_unit_department_and_what_is_known():
    given = {"disputes.handled": Answer(value="162", last_year="150", from_="司法分局")}
    lines = display.head(after(again=True, answers=given))
    assert lines[0].startswith("第 1/7 题 · 矛盾纠纷调解 1/3 · □")
    assert lines[1:] == (
        "调解纠纷（件）",
        "填报：司法分局 · 上年：150件 · 例：162",
        "受理并调解的总数。",
        "现有：162件（司法分局）",
    )


def piped(tmp_path, data, **options):
    """The interview fed by a file: what it showed, and the folder's report."""
    folder = tmp_path / "report"
    if not folder.exists():
        new_report(folder, "云溪经济技术开发区", 2025)
    source, screen = tmp_path / "typed.txt", io.StringIO()
    source.write_bytes(data if isinstance(data, bytes) else data.encode())
    with source.open(encoding="utf-8") as keyboard:
        interview(BOOK, load(folder), lambda r: save(folder, r), keyboard=keyboard, screen=screen, **options)
    return screen.getvalue(), load(folder)


def test_a_pipe_is_told_what_is_wrong_and_asked_again_and_may_end_anywhere(tmp_path):
    shown, kept = piped(tmp_path, "约5\n162\n13")
    assert "不对：请填准确数" in shown
    assert {id: answer.value for id, answer in kept.answers.items()} == {
        "disputes.handled": "162",
        "disputes.succeeded": "13",
    }


def test_a_second_run_goes_on_where_the_first_ended(tmp_path):
    piped(tmp_path, "162\n")
    shown, kept = piped(tmp_path, "135\n")
    assert "调解成功（件）" in shown and "调解纠纷（件）" not in shown
    assert set(kept.answers) == {"disputes.handled", "disputes.succeeded"}


def test_a_pipe_from_a_chinese_windows_is_understood(tmp_path):
    _, kept = piped(tmp_path, "不适用\n派出所设置调解室\n".encode("gb18030"))
    assert kept.notes["disputes"] == [Note(note="派出所设置调解室")]


def test_the_interview_goes_on_where_suggestions_cannot_be_had(tmp_path):
    def broken(topic, note):
        raise FormatError("句式库有误")

    shown, kept = piped(tmp_path, "0\n设调解室\n\n3\n", suggest=broken)
    assert "暂时没有建议表述：句式库有误" in shown
    assert kept.answers["review.received"].value == "3"


def test_a_stop_while_wordings_are_looked_up_keeps_the_note(tmp_path):
    def stopped(topic, note):
        raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        piped(tmp_path, "0\n设调解室\n", suggest=stopped)
    assert load(tmp_path / "report").notes["disputes"] == [Note(note="设调解室")]


TYPED = [
    "",
    "162",
    "170件",
    "约5",
    "<",
    "/",
    "?",
    "=",
    "清空",
    "不知道",
    "保留",
    "重填",
    "1",
    "2",
    "e2",
    "跳过本节",
    "人手不足",
]


@given(st.lists(st.sampled_from(TYPED), max_size=40), st.booleans())
def test_whatever_is_typed_the_interview_goes_on_and_keeps_a_valid_report(inputs, again):
    state = start(BOOK, report(), again=again)
    for line in inputs:
        if state.phase == "done":
            break
        assert display.head(state) and display.group(state) and display.prompt(state)
        step = dialogue.step(state, line)
        assert not step.refused or (step.state is state and step.messages)
        state = dialogue.offer(step.state, (WORDING, GAPPED)).state if step.state.phase == "lookup" else step.state
        assert Report.model_validate(state.report.model_dump(by_alias=True)) == state.report


def test_a_question_asked_by_name_is_asked_even_where_it_does_not_apply():
    state = after(only="disputes.succeeded", answers={"disputes.handled": "0"})
    assert "第 1/1 题" in display.head(state)[0]


def test_a_command_half_typed_is_not_called_wrong():
    assert dialogue.problem(after(), "不适") == ""
    assert dialogue.problem(after(), "不行")


def test_stopping_saves_and_says_how_to_go_on(tmp_path):
    class Keyboard(io.StringIO):
        def readline(self, *args):
            line = super().readline()
            if not line:
                raise KeyboardInterrupt
            return line

    saved = []
    with pytest.raises(Interrupted) as caught:
        interview(BOOK, report(), saved.append, keyboard=Keyboard("162\n"), screen=io.StringIO())
    assert caught.value.exit_code == 130 and "drafter ask" in caught.value.hint
    assert saved[-1].answers["disputes.handled"].value == "162"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("1", (0, WORDING.text)), ("e1\n设调解室4个", (0, "设调解室4个")), ("", (None, ""))],
)
def test_what_became_of_offered_wordings_is_told(typed, told):
    heard = []
    lines = io.StringIO(f"设了调解室 4个\n{typed}\n退出\n")
    interview(
        BOOK,
        report(answers={i: Answer(value="1") for i in BOOK.questions if i.startswith("disputes")}),
        lambda changed: None,
        lambda topic, note: [WORDING, GAPPED],
        topic="disputes",
        remember=lambda offered, number, wording: heard.append((list(offered), number, wording)),
        keyboard=lines,
        screen=io.StringIO(),
    )
    assert heard == [([WORDING, GAPPED], *told)]


def test_more_notes_than_a_report_may_have_are_neither_taken_nor_read(monkeypatch, tmp_path):
    new_report(tmp_path / "报告", "云溪区", 2025)
    kept = [Note(note=f"走访{n}户") for n in range(MOST_NOTES)]
    state = after(notes={"review": kept}, answers={"disputes.handled": "0"}, topic="review", again=True)
    step = dialogue.step(dialogue.step(state, "5").state, "再走访3户")
    assert step.refused and str(MOST_NOTES) in step.messages[0]
    save(tmp_path / "报告", report(notes={"review": kept}))
    assert len(load(tmp_path / "报告").notes["review"]) == MOST_NOTES
    path = tmp_path / "报告" / "report.yaml"
    path.write_text(path.read_text("utf-8").replace("review:\n", "review:\n  - {note: 再走访3户}\n", 1), "utf-8")
    with pytest.raises(FormatError, match=f"共 {MOST_NOTES + 1} 条，最多 {MOST_NOTES} 条"):
        load(tmp_path / "报告")


def test_last_years_figure_is_typed_beside_the_question_and_read_by_the_same_rules():
    state = after("上年 150件")
    assert state.answers.last_year("disputes.handled") == 150 and state.stop.question == "disputes.handled"
    assert dialogue.step(state, "上年 两三百").refused
    assert "与上年" in dialogue.step(state, "9000").messages[1]


def test_behind_an_undo_one_is_where_that_was_typed_which_was_taken_back():
    state = after("162", "100")
    assert dialogue.step(state, "撤销").state.phase == "undo"
    earlier = report({"review.received": Answer(value="7")})
    places = {("answers", "disputes.succeeded"): "调解成功", ("answers", "disputes.handled"): "调解纠纷"}
    there, messages, _ = navigation.taken_back(state, TakenBack(earlier, places, "填报 11-30 06:41"))
    assert there.report is earlier and there.stop.question == "disputes.handled"
    assert messages == ("已撤销：调解成功、调解纠纷（填报 11-30 06:41）",)
    setting = TakenBack(earlier, {("frame", ""): "框架"}, "网页 11-30 06:41")
    assert navigation.taken_back(state, setting).state.at == state.at


def test_the_notes_of_a_topic_are_reached_also_where_they_were_asked_for_before():
    noted = after(notes={"disputes": [Note(note="设了4个调解室", accepted="设置调解室4个")]})
    there = dialogue.step(noted, "跳到 随手记").state
    assert there.phase == "notes" and "删 2 删去第 2 条" in "".join(display.head(there))
    assert not dialogue.step(there, "删1").state.report.notes["disputes"]
    named = dialogue.step(after(answers={"review.received": Answer(value="7")}), "跳到 复议 随手记").state
    assert (named.phase, named.stop.topic) == ("notes", "review")
    for line in ("跳到 清单", "跳到 不足 随手记", "跳到 没有 随手记"):
        refused = dialogue.step(noted, line)
        assert refused.refused and refused.state is noted


def test_at_the_list_of_topics_there_is_a_way_back_and_no_command_is_taken_for_a_topic():
    at_list = dialogue.step(after("162"), "目录").state
    assert dialogue.step(at_list, "返回").state.stop.question == "disputes.succeeded"
    at_start = after(manner=Manner(overview=True))
    for state, lines in ((at_list, ("不适用", "=", "清空")), (at_start, ("<", "不知道", "跳过本节", "改写"))):
        for line in lines:
            assert dialogue.step(state, line).refused and "先选一个主题" in dialogue.step(state, line).messages[0]


def test_one_goes_to_a_topic_by_number_or_name_and_to_a_question_by_its_words():
    state = after()
    assert dialogue.step(state, "跳到 2").state.stop.topic == "review"
    assert dialogue.step(state, "跳到 复议").state.stop.topic == "review"
    assert dialogue.step(state, "跳到 调解成功").state.stop.question == "disputes.succeeded"
    assert dialogue.step(state, "跳到 城市更新").refused
    listed = dialogue.step(state, "目录").state
    assert any("行政复议 0/1" in line for line in display.head(listed))
    assert dialogue.step(listed, "2").state.stop.topic == dialogue.step(listed, "复议").state.stop.topic == "review"
    assert dialogue.step(listed, "").state.stop == state.stop
    assert dialogue.step(listed, "9").refused and dialogue.step(listed, "不适用").refused


def test_one_note_is_deleted_by_its_number():
    state = start(BOOK, report(notes={"disputes": [Note(note="甲"), Note(note="乙")]}), topic="disputes", again=True)
    while not state.at_notes:
        state = dialogue.step(state, "").state
    assert [note.note for note in dialogue.step(state, "删 1").state.notes] == ["乙"]
    assert dialogue.step(state, "删 3").refused


def test_one_note_is_moved_to_another_topic():
    state = start(BOOK, report(notes={"disputes": [Note(note="甲"), Note(note="乙")]}), topic="disputes", again=True)
    while not state.at_notes:
        state = dialogue.step(state, "").state
    moved = dialogue.step(state, "移2 复议").state
    assert [note.note for note in moved.notes] == ["甲"]
    assert [note.note for note in moved.report.notes["review"]] == ["乙"]
    assert dialogue.step(state, "移3 复议").refused and dialogue.step(state, "移1 城市更新").refused


def test_a_text_that_is_a_command_is_asked_about():
    state = after("目录", only="plan.items")
    assert state.phase == "command" and "命令" in display.prompt(state)
    assert dialogue.step(state, "").state.phase == "overview"
    assert values(dialogue.step(state, "1").state) == {"plan.items": ["目录"]}
    assert values(dialogue.step(state, "加强培训").state) == {"plan.items": ["加强培训"]}
    assert after("退出").phase == "done"  # a figure is never called so


COMMITTEES = count("disputes.committees", "调解组织")
MORE = replace(BOOK, groups=(BOOK.groups[0].model_copy(update={"questions": [*BOOK.groups[0].questions, COMMITTEES]}),))


def several(*lines, **options):
    return after(*lines, topic="disputes", book=MORE, manner=Manner(per_line=10), **options)


def test_the_figures_of_a_topic_are_given_on_one_line_in_order_or_by_number():
    state = several()
    assert state.asked == ("disputes.handled", "disputes.succeeded", "disputes.committees")
    assert len(display.head(state)) == 4 and "空格隔开" in display.prompt(state)
    given = {"disputes.handled": "207", "disputes.succeeded": "188", "disputes.committees": "12"}
    assert values(several("207 188件 12")) == given
    assert several("207").asked == ("disputes.succeeded", "disputes.committees")
    assert several("207", "2=12").asked == ("disputes.succeeded",)
    left = several("207 - 12")
    assert left.stop.question == "disputes.success_rate" and left.report.skipped == ["disputes.succeeded"]


def test_a_line_with_a_wrong_figure_too_many_or_a_part_of_nothing_changes_nothing():
    for line in ("207 约188", "1 2 3 4", "4=5", "0 5", "- 5", "207 000", "207 188 12家半"):
        state = several()
        step = dialogue.step(state, line)
        assert step.refused and step.state is state, line
    assert values(several("0 0 -")) == {"disputes.handled": "0"}


def test_figures_in_doubt_are_shown_together_and_one_is_mended_by_its_number():
    state = several("10 20 5")
    assert state.phase == "doubt" and "3=188" in display.prompt(state)
    assert values(dialogue.step(state, "2=9").state)["disputes.succeeded"] == "9"
    assert dialogue.step(state, "").state.stop.question == "disputes.success_rate"
    assert dialogue.step(state, "2=20").state.stop.question == "disputes.success_rate"  # it has been looked at
    assert dialogue.step(state, "返回").state.stop.question == "disputes.handled"


def test_what_follows_from_other_figures_is_offered_and_an_empty_line_takes_it():
    state = several("207 188 12")
    assert state.asked == ("disputes.success_rate",) and "算出的" in display.prompt(state)
    assert values(dialogue.step(state, "").state)["disputes.success_rate"] == "90.82"
    assert "disputes.success_rate" not in values(dialogue.step(state, "-").state)
    other = dialogue.step(state, "95").state
    assert other.phase == "doubt" and values(other)["disputes.success_rate"] == "95"


def test_last_years_figure_of_a_list_is_mended_by_its_number():
    state = several("上年 2=170")
    assert state.report.answers["disputes.succeeded"].last_year == "170"
    assert dialogue.step(state, "上年 4=1").refused and dialogue.step(state, "上年 1 2").refused


def test_the_profiles_ask_what_is_required_what_is_usual_or_everything():
    book = replace(BOOK, groups=(Group(topic="a", title="甲", notes=False, questions=[
        count("a.x", "少见", rare=True), count("a.y", "通常"), count("a.z", "必填", required=True)
    ]),))  # fmt: skip

    def asked(profile, answers=None):
        state = start(book, report(answers), manner=Manner(profile))
        found = []
        while state.phase != "done":
            found.append(state.stop.question)
            state = dialogue.step(state, "").state
        return found

    assert asked("minimum") == ["a.z"]
    assert asked("usual") == ["a.z", "a.y"]
    assert asked("full") == ["a.z", "a.x", "a.y"]
    assert asked("usual", {"a.x": {"last_year": "5"}}) == ["a.z", "a.x"]


def test_the_overview_comes_first_and_again_behind_a_topic_that_was_chosen_from_it():
    state = after(manner=Manner("minimum", overview=True))
    assert state.phase == "done"  # nothing is required
    state = after(manner=Manner("usual", overview=True))
    assert state.phase == "overview" and "要问的还有" in display.head(state)[0]
    chosen = dialogue.step(state, "2").state
    assert chosen.stop.question == "review.received"
    chosen = dialogue.step(dialogue.step(chosen, "5").state, "").state  # its notes
    assert chosen.phase == "overview"
    assert dialogue.step(chosen, "").state.stop.question == "disputes.handled"


def every_phase():
    """A state in each phase that waits for a line."""
    noted = dialogue.step(after("162", "135", "="), "设了4个调解室").state
    choosing = dialogue.offer(noted, (WORDING, GAPPED)).state
    topic = Manner("full", 10, overview=True)
    return {
        "overview": after(manner=topic), "answer": after(), "text": after(only="plan.items"), "record": after(only="problems.items"),
        "several": several(), "doubt": after("10", "20"), "doubts": several("10 20 5"), "notes": after("162", "135", "="),
        "choose": choosing, "edit": dialogue.step(choosing, "e2").state, "command": after("目录", only="plan.items"),
    }  # fmt: skip


@pytest.mark.parametrize("phase", every_phase())
def test_the_commands_work_at_every_prompt(phase):
    state = every_phase()[phase]

    def said(line):
        step = dialogue.step(state, line)
        return dialogue.step(step.state, "") if step.state.phase == "command" else step  # Enter: it is a command

    assert said("目录").state.phase == "overview"
    assert said("退出").state.phase == "done"
    assert said("帮助").messages and not said("帮助").refused
    assert said("跳到 不足").state.stop.topic == "problems" or (said("跳到 不足").refused and len(state.stops) < 6)
    for line in ("返回", "撤销", "上年 150", "清空", "不适用", "不知道", "跳过本节", "="):
        step = said(line)  # done, or refused with a reason; never taken for an answer
        assert not step.refused or step.messages
        texts = [str(each.value) for each in step.state.report.answers.values()]
        assert not any(line in text for text in texts)
        assert not any(line in note.note for notes in step.state.report.notes.values() for note in notes)


def test_one_question_is_asked_by_its_name_or_a_part_of_it():
    assert after(only="调解成功").stop.question == "disputes.succeeded"
    assert after(only="收到").stop.question == "review.received"
    with pytest.raises(FormatError, match="2 题"):
        after(only="调解")
    with pytest.raises(FormatError, match="题目为“存在的”") as refused:
        after(only="存在的")
    assert refused.value.hint == "整个主题请用 --topic 存在的不足"


def test_a_question_asked_by_its_name_offers_what_last_years_report_gives_perhaps():
    state = after(only="调解纠纷", manner=PERHAPS)
    assert "上年可能是：431件（上年报告第 31 行" in "".join(display.head(state))
    assert dialogue.step(state, "上年 =").state.answers.last_year("disputes.handled") == 431


# What last year's report gives perhaps ---------------------------------------------------------------------------------

PERHAPS = Manner(
    per_line=10,
    doubtful={"disputes.handled": Doubtful("431", "431件", 31), "disputes.committees": Doubtful("22", "22个", 9)},
)


def perhaps(*lines):
    return after(*lines, topic="disputes", book=MORE, manner=PERHAPS)


def test_a_doubtful_figure_of_last_year_is_offered_beside_the_question_and_taken_by_one_key():
    head = display.head(perhaps())
    assert "上年可能是 431件（上年报告第 31 行）" in head[1] and "上年 =" in head[-1]
    taken = perhaps("上年 =").report.answers
    assert (taken["disputes.handled"].last_year, taken["disputes.committees"].last_year) == ("431", "22")
    assert not any("上年可能" in line for line in display.head(perhaps("上年 =")))
    third = perhaps("上年 3==").report.answers
    assert "disputes.handled" not in third and third["disputes.committees"].last_year == "22"
    assert dialogue.step(perhaps("上年 ="), "上年 =").refused and dialogue.step(several(), "上年 =").refused


def test_an_inexact_figure_of_last_year_is_shown_as_it_was_printed_and_never_taken():
    inexact = PERHAPS._replace(doubtful={"disputes.handled": Doubtful("", "430余件", 31)})
    state = after(topic="disputes", book=MORE, manner=inexact)
    assert "上年写的是约数 430余件，不作对比" in "".join(display.head(state))
    assert "上年 =" not in "".join(display.head(state)) and dialogue.step(state, "上年 =").refused
    single = after(topic="disputes", book=MORE, manner=inexact._replace(per_line=1))
    assert "上年写的是约数：430余件（上年报告第 31 行，不作对比）" in "".join(display.head(single))


def test_it_is_offered_at_a_single_question_too_and_never_over_what_was_confirmed():
    single = after(topic="disputes", book=MORE, manner=PERHAPS._replace(per_line=1))
    assert any("上年可能是：431件" in line and "输入 上年 =" in line for line in display.head(single))
    assert dialogue.step(single, "上年＝").state.report.answers["disputes.handled"].last_year == "431"


def test_the_fields_of_a_record_may_stand_on_one_line_as_in_a_workbook():
    state = after("部分园区法治力量薄弱｜人员编制少", "普法形式单一", "师资不足", only="problems.items")
    assert values(state)["problems.items"] == [
        {"problem": "部分园区法治力量薄弱", "cause": "人员编制少"},
        {"problem": "普法形式单一", "cause": "师资不足"},
    ]
    assert state.field == 0
    assert values(after("甲|乙|丙", only="problems.items"))["problems.items"] == [{"problem": "甲|乙|丙", "cause": ""}]


def test_leaving_is_a_command_also_where_a_text_is_asked_for():
    assert after("退出", only="problems.items").phase == "done"
    assert after("普法形式单一", "退出", only="problems.items").phase == "done"
