"""The checklist of measures in the interview: what a line ticks, what is asked of ticked ones, and that no tick is lost."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import config
from drafter.asking import measures, questionnaire, reportfile, zone
from drafter.asking.forms import dialogue, display
from drafter.asking.forms.state import Manner, State, start
from drafter.asking.forms.terminal import interview
from drafter.asking.measure_file import Detail, Measure, Point
from drafter.asking.measures import Measures, detail_value
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Group, Question, Report, Tick, Zone

TEXT = ["开展工作", "做好工作"]
RULES = Measure(
    id="review.rules", ask="是否制定规定", text=[*TEXT, "印发《{title}》", "{month}月印发《{title}》"],
    details={"title": Detail(kind="title", ask="文件标题"), "month": Detail(kind="month", ask="哪个月")},
)  # fmt: skip
HEARING = Measure(id="review.hearing", ask="是否听取意见", text=TEXT)
PLAN = Measure(id="review.plan", ask="是否实施规划", text=TEXT, years=(2021, 2025))
LISTS = Measures({
    "review": (
        Point(id="cases", leads=["依法办理复议案件"], measures=[RULES, HEARING]),
        Point(id="old", leads=["落实往年规划"], measures=[PLAN]),
    ),
    "problems": (Point(id="people", name="队伍", measures=[Measure(
        id="problems.staff", ask="人手不足", text=["人手不足", "人员偏少"], details={"cause": Detail(kind="text", ask="主要原因")}
    )]),),
})  # fmt: skip
BOOK = Questionnaire((
    Group(topic="review", title="行政复议", questions=[Question(id="review.received", ask="收到申请", kind="count")]),
    Group(topic="problems", title="不足", notes=False, questions=[Question(id="problems.items", ask="不足", kind="lines")]),
), ())  # fmt: skip
SHIPPED = config.shipped("templates") / "annual-report"


def report(year: int = 2025, **ticks: object) -> Report:
    given = {f"review.{name}": tick for name, tick in ticks.items()}
    return Report.model_validate({"year": year, "zone": {"name": "云溪经济技术开发区"}, "measures": given})


def at_list(*lines: str, again: bool = False, year: int = 2025, **ticks: object) -> State:
    """At the checklist of `review`, after these lines."""
    state = start(BOOK, report(year, **ticks), "review", None, again, LISTS)
    while not state.stop.is_checklist:
        state = dialogue.step(state, "").state
    for line in lines:
        state = dialogue.step(state, line).state
    return state


def states(state: State) -> dict[str, str]:
    return {id.partition(".")[2]: tick.state for id, tick in state.report.measures.items()}


def test_the_checklist_comes_before_the_questions_and_these_before_the_notes() -> None:
    stops = start(BOOK, report(), measures=LISTS).stops
    assert [(stop.question, stop.is_checklist) for stop in stops] == [
        ("", True), ("review.received", False), ("", False), ("", True), ("problems.items", False)
    ]  # fmt: skip


def test_a_template_without_measures_is_asked_as_before() -> None:
    assert not any(stop.is_checklist for stop in start(BOOK, report()).stops)


@pytest.mark.parametrize(
    ("line", "done"),
    [
        ("2", {"hearing"}), ("1 3", {"rules", "plan"}), ("１，３", {"rules", "plan"}), ("1、3。", {"rules", "plan"}), ("1-2", {"rules", "hearing"}), ("2 ～ 3，1", {"rules", "hearing", "plan"}),
        ("全部", {"rules", "hearing", "plan"}), ("+3", {"plan"}), ("", set()), ("-1", set()),
    ],
)  # fmt: skip
def test_a_line_ticks_what_it_names_and_the_rest_was_not_done(line: str, done: set[str]) -> None:
    found = states(at_list(line))
    assert {name for name, state in found.items() if state == "done"} == done
    assert found.keys() == {"rules", "hearing", "plan"} and set(found.values()) <= {"done", "not_done"}


@pytest.mark.parametrize("line", ["0", "4", "1 4", "一 三", "约1", "1-", "3-1", "2-9", "完成", "1 2 3 4", "9" * 5000])
def test_a_line_that_names_no_measure_is_refused(line: str) -> None:
    state = at_list()
    step = dialogue.step(state, line)
    assert step.refused and step.state is state and "1 到 3" in step.messages[0]


def test_plus_and_minus_change_only_what_they_name() -> None:
    ticks = {"rules": {"state": "done", "details": {"title": "规定"}}, "hearing": "not_applicable"}
    assert states(at_list("+3", again=True, **ticks)) == {"rules": "done", "hearing": "not_applicable", "plan": "done"}
    after = at_list("-1", again=True, **ticks)
    assert states(after) == {"rules": "not_done", "hearing": "not_applicable", "plan": "not_done"}


def test_enter_keeps_what_is_ticked_and_what_was_undecided_was_not_done() -> None:
    assert states(at_list("", hearing="done")) == {"hearing": "done", "rules": "not_done", "plan": "not_done"}


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("不适用", {"rules": "not_applicable", "hearing": "done", "plan": "not_applicable"}),
        ("不知道", {"hearing": "done"}),
        ("清空", {}),
        ("跳过本节", {"hearing": "done"}),
        ("退出", {"hearing": "done"}),
    ],
)
def test_the_commands_mean_the_whole_list(line: str, after: dict[str, str]) -> None:
    assert states(at_list(line, hearing="done")) == after


def test_a_list_that_is_decided_is_passed_by_and_shown_again_on_demand() -> None:
    decided = {"rules": "not_done", "hearing": "done", "plan": "not_done"}
    first = start(BOOK, report(**decided), "review", measures=LISTS)
    assert not any(dialogue.step(first, line).state.stop.is_checklist for line in ("", "3"))
    shown = display.head(at_list(again=True, **decided))
    assert [line for line in shown if "√" in line] == ["  √  2. 听取意见"]


def test_details_are_asked_of_what_was_named_and_kept_as_they_are_said() -> None:
    state = at_list("1 2")
    assert state.phase == "detail" and "文件标题" in display.prompt(state)
    state = dialogue.step(state, "《云溪规定》").state
    assert "哪个月" in display.prompt(state)
    assert dialogue.step(state, "13").refused
    state = dialogue.step(state, "５月").state
    assert state.stop.question == "review.received"
    assert state.report.measures["review.rules"].details == {"title": "云溪规定", "month": "5"}
    ((_, (rules, _)), _) = LISTS.ticked(state.report, "review")
    assert rules.clauses == ("5月印发《云溪规定》",)


def test_a_detail_may_be_left_out_and_an_old_one_stays() -> None:
    kept = at_list("1", "", "", again=True, rules={"state": "done", "details": {"title": "旧规定"}})
    assert kept.report.measures["review.rules"].details == {"title": "旧规定"}
    assert dialogue.step(at_list("1"), "<").state.phase == "measures"


def test_measures_of_other_years_are_not_offered_unless_they_are_ticked() -> None:
    assert [measure.id for measure in at_list(year=2026).listed] == ["review.rules", "review.hearing"]
    assert at_list(year=2026, again=True, plan="done").listed[-1] is PLAN
    assert len([line for line in display.head(at_list(year=2026)) if "[" in line]) == 1


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("title", "《关于印发〈办法〉的通知》", "关于印发〈办法〉的通知"), ("title", "办法。", "办法"), ("month", "3", "3"), ("month", "12月份", "12"),
        ("number", "２期", "2"), ("number", "15 场次", "15"), ("partner", "区法院", "区法院"), ("text", "人手不足，", "人手不足"),
    ],
)  # fmt: skip
def test_a_detail_is_kept_as_a_wording_needs_it(kind: str, typed: str, kept: str) -> None:
    assert detail_value(Detail.model_validate({"kind": kind, "ask": "细节"}), typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed"), [("month", "13"), ("month", "0"), ("month", "三"), ("number", "若干"), ("number", "约3期"), ("number", "3万份"), ("number", "12345678"), ("number", "20余次"), ("title", "《》"), ("text", "【待填】")]
)  # fmt: skip
def test_a_detail_that_does_not_fit_is_refused_with_a_hint(kind: str, typed: str) -> None:
    with pytest.raises(FormatError) as error:
        detail_value(Detail.model_validate({"kind": kind, "ask": "细节"}), typed)
    assert error.value.hint


def test_a_county_is_asked_of_its_own_bodies() -> None:
    own = zone.measures_addressed(measures.load(SHIPPED), Zone(name="柳塘县", organ="柳塘县人民政府"))
    texts = [point.title for points in own.points.values() for point in points]
    texts += [measure.ask for _, _, measure in own.by_id.values()]
    assert not any("党工委" in text or "管委会" in text for text in texts)
    assert "县委主要负责人" in texts


def test_a_session_from_a_pipe_saves_after_every_line(tmp_path: Path) -> None:
    reportfile.new_report(tmp_path / "r", "云溪经济技术开发区", 2025)
    given, screen = io.StringIO("1 3\n复议规定\n5\n3\n\n1\n编制少\n\n"), io.StringIO()
    saved: list[int] = []
    with reportfile.opened(tmp_path / "r") as held:
        interview(
            BOOK, held.report, lambda changed: saved.append(1) or held.save(changed), measures=LISTS, keyboard=given, screen=screen
        )  # fmt: skip
    kept = reportfile.load(tmp_path / "r")
    assert kept.measures["review.rules"] == Tick(state="done", details={"title": "复议规定", "month": "5"})
    assert kept.measures["problems.staff"] == Tick(state="done", details={"cause": "编制少"})
    assert states(at_list(rules=kept.measures["review.rules"])) == {"rules": "done"}
    assert len(saved) >= 6 and "已勾选 2 项" in screen.getvalue()


def test_the_details_of_a_list_are_given_on_one_line() -> None:
    state = replace(at_list(), manner=Manner(per_line=10))
    state = dialogue.step(state, "1 2").state
    assert display.details(state) == ("  1. 制定规定：文件标题", "  2. 制定规定：哪个月") and "；" in display.prompt(
        state
    )
    refused = dialogue.step(state, "云溪规定；13月")
    assert refused.refused and "第 2 项" in refused.messages[0]
    for line in ("《云溪 规定》；5", "1=云溪 规定；2=5月"):
        done = dialogue.step(state, line).state
        assert done.stop.question == "review.received"
        assert done.report.measures["review.rules"].details == {"title": "云溪 规定", "month": "5"}
    assert display.prompt(dialogue.step(state, "云溪规定").state).startswith("制定规定：哪个月")
    assert dialogue.step(state, "").state.stop.question == "review.received"


def test_a_sentence_at_the_list_is_a_note_and_a_short_word_is_refused() -> None:
    state = at_list()
    step = dialogue.step(state, "在园区设立复议联络点")
    assert step.state.phase == "lookup" and [note.note for note in step.state.notes] == ["在园区设立复议联络点"]
    assert dialogue.step(state, "都有").refused


IDS = sorted(measures.load(SHIPPED).by_id)


WORDS = st.text("《》“”：:#'\"-~[]{}&*! 年度工作要点1，,.", min_size=1, max_size=12).map(str.strip).filter(bool)
"""Titles with all that means something in YAML."""


@given(
    picks=st.dictionaries(st.sampled_from(IDS), st.sampled_from(["done", "not_done", "not_applicable"])), words=WORDS
)
def test_any_tick_survives_saving_with_the_comments_around_it(
    tmp_path_factory: pytest.TempPathFactory, picks: dict[str, str], words: str
) -> None:
    folder = tmp_path_factory.mktemp("ticks")
    by_hand = "year: 2025  # 年度\nzone: {name: 甲区}\nmeasures:\n  # 举措\n  disputes.fengqiao: 做了  # 老王说的\n"
    (folder / "report.yaml").write_text(by_hand, "utf-8")
    before = reportfile.load(folder)
    ticks = {id: Tick.model_validate({"state": state, "details": {"title": words}}) for id, state in picks.items()}
    wanted = before.model_copy(update={"measures": {**before.measures, **ticks}})
    reportfile.save(folder, wanted)
    assert reportfile.load(folder) == wanted
    written = (folder / "report.yaml").read_text("utf-8")
    assert all(comment in written for comment in ("# 年度", "  # 举措", "# 老王说的"))


def test_every_shipped_checklist_can_be_ticked_whole() -> None:
    book, lists = questionnaire.load(SHIPPED), measures.load(SHIPPED)
    for topic, points in lists.points.items():
        state = start(book, report(), topic, None, True, lists)
        while not state.stop.is_checklist:
            state = dialogue.step(state, "").state
        state = dialogue.step(state, "全部").state
        offered = [measure for point in points for measure in point.measures if measure.holds_in(2025)]
        assert {id for id, tick in state.report.measures.items() if tick.state == "done"} == {
            each.id for each in offered
        }


@given(st.lists(st.one_of(st.text(max_size=6), st.text("0123456789 ,、+-~全部<不适用清空", max_size=6)), max_size=8))
def test_whatever_is_typed_is_taken_or_refused_and_ticks_only_what_is_listed(lines: list[str]) -> None:
    state = start(BOOK, report(), "problems", None, True, LISTS)
    for line in lines:
        if state.phase in ("done", "lookup"):
            break
        step = dialogue.step(state, line)
        assert step.state is state if step.refused else step.state.report.measures.keys() <= {"problems.staff"}
        state = step.state
        if state.phase != "done":
            assert display.prompt(state) and all(isinstance(shown, str) for shown in display.head(state))
