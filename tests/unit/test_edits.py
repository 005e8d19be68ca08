"""One change of a report at a time: what is typed at a place, what stands there by now, and taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.app import edits, report_in_progress, undoing
from drafter.asking import reportfile
from drafter.errors import DrafterError, FormatError

LAST = """青石湾县2024年法治政府建设年度报告

2024年，青石湾县扎实推进法治政府建设。

一、主要举措和成效

（一）化解矛盾纠纷。全年调解矛盾纠纷190件，调解成功170件。首次设立调解室7个。

二、存在的不足

执法培训方式单一，主要原因是骨干抽不出来。

三、2025年安排

改进培训方式。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    last = tmp_path / "上年.txt"
    last.write_text(LAST, "utf-8")
    report_in_progress.new(tmp_path / "报告", "青石湾县", 2025, last_report=last)
    return tmp_path / "报告"


def seen(folder: Path, part: edits.Part, key: str) -> str:
    return edits.mark(edits.opened(folder), part, key)


@pytest.mark.parametrize(
    ("typed", "value", "state"),
    [("207件", "207", None), ("０", "0", None), ("不适用", None, "not_applicable"), ("不知道", None, "unknown"), (" ", None, None)],
)  # fmt: skip
def test_an_answer_is_a_value_or_a_state_or_nothing(
    folder: Path, typed: str, value: str | None, state: str | None
) -> None:
    edits.change(folder, "answers", "disputes.handled", None, edits.answer("disputes.handled", typed))
    answer = reportfile.load(folder).answers["disputes.handled"]
    assert (answer.value, answer.state, answer.last_year) == (value, state, "190")


def test_what_does_not_fit_is_refused_and_nothing_changes(folder: Path) -> None:
    before = (folder / "report.yaml").read_bytes()
    with pytest.raises(FormatError):
        edits.change(folder, "answers", "disputes.handled", None, edits.answer("disputes.handled", "三百左右"))
    assert (folder / "report.yaml").read_bytes() == before


def test_what_was_changed_elsewhere_meanwhile_is_not_overwritten(folder: Path) -> None:
    shown = seen(folder, "answers", "disputes.handled")
    edits.change(folder, "answers", "disputes.handled", shown, edits.answer("disputes.handled", "207"))
    with pytest.raises(edits.Stale, match="别处改过"):
        edits.change(folder, "answers", "disputes.handled", shown, edits.answer("disputes.handled", "99"))
    assert reportfile.load(folder).answers["disputes.handled"].value == "207"


def test_a_kept_sentence_takes_its_figures_and_an_indicators_figure_is_its_answer(folder: Path) -> None:
    now = edits.opened(folder)
    item = next(item for item in now.last.items if "调解成功" in item.text)
    asks = {ask.last: ask.id for ask in item.asks}
    with pytest.raises(FormatError, match="还没有定为沿用"):
        edits.change(folder, "roll", item.id, None, edits.rolled_value(item.id, asks["190件"], "207"))
    edits.change(folder, "roll", item.id, None, edits.decide(item.id, "kept"))
    edits.change(folder, "roll", item.id, None, edits.rolled_value(item.id, asks["190件"], "207"))
    assert reportfile.load(folder).answers["disputes.handled"].value == "207"
    shown = "".join(words for words, _ in edits.opened(folder).last.pieces(item, item.wording))
    assert shown == "全年调解矛盾纠纷207件，调解成功件。"
    edits.change(folder, "roll", item.id, None, edits.rolled_value(item.id, asks["190件"], ""))
    assert reportfile.load(folder).answers["disputes.handled"].value is None


def test_a_rewritten_sentence_needs_its_words(folder: Path) -> None:
    id = edits.opened(folder).last.items[-1].id
    with pytest.raises(FormatError, match="没有写改成什么"):
        edits.change(folder, "roll", id, None, edits.decide(id, "changed", " "))
    edits.change(folder, "roll", id, None, edits.decide(id, "changed", "改进执法培训。"))
    assert reportfile.load(folder).roll[id].text == "改进执法培训。"


def test_the_figures_of_a_rewritten_sentence_answer_what_they_surely_count_and_are_undone_with_it(folder: Path) -> None:
    item = next(item for item in edits.opened(folder).last.items if "调解成功" in item.text)
    before = reportfile.load(folder)
    edits.change(folder, "roll", item.id, None, edits.decide(item.id, "changed", "全年调解矛盾纠纷219件，群众少跑腿。"))
    answer = reportfile.load(folder).answers["disputes.handled"]
    assert (answer.value, answer.last_year) == ("219", before.answers["disputes.handled"].last_year)
    undoing.undo_beside_others(folder)
    assert reportfile.load(folder) == before


def test_a_note_is_kept_accepted_made_rough_again_and_deleted(folder: Path) -> None:
    edits.change(folder, "notes", "disputes", None, edits.note("disputes", "调解207件"))
    edits.change(folder, "notes", "disputes", None, edits.accepted("disputes", 0, "调解纠纷207件", "own"))
    (note,) = reportfile.load(folder).notes["disputes"]
    assert (note.note, note.accepted, note.phrase) == ("调解207件", "调解纠纷207件", "own")
    edits.change(folder, "notes", "disputes", None, edits.accepted("disputes", 0, ""))
    assert reportfile.load(folder).notes["disputes"][0].accepted == ""
    edits.change(folder, "notes", "disputes", None, edits.without_note("disputes", 0))
    assert "disputes" not in reportfile.load(folder).notes


def test_an_undo_does_not_take_back_what_somebody_else_did_since(folder: Path) -> None:
    edits.change(folder, "answers", "disputes.handled", None, edits.answer("disputes.handled", "207"))
    path = folder / "report.yaml"
    path.write_text(path.read_text("utf-8").replace("207", "208"), "utf-8")
    with pytest.raises(undoing.Refused, match="没有撤销") as refused:
        undoing.undo_beside_others(folder)
    with pytest.raises(FormatError, match="没有可以撤销的改动"):
        undoing.undo_beside_others(folder, refused.value.at)
    assert reportfile.load(folder).answers["disputes.handled"].value == "208"


def test_a_change_waits_for_another_save_and_not_for_the_terminal(folder: Path) -> None:
    with reportfile.opened(folder, face="填报") as terminal:
        edits.change(folder, "answers", "disputes.handled", None, edits.answer("disputes.handled", "207"))
        told = terminal.report.model_copy(update={"frame": "short"})
        terminal.save(told)
        undoing.undo_beside_others(folder)
    report = reportfile.load(folder)
    assert (report.answers["disputes.handled"].value, report.frame) == ("207", "standard")
    assert [change.face for change in undoing.changes(folder)] == ["网页", "填报", "撤销"]


def test_what_the_page_takes_back_the_terminal_does_not_put_there_again(folder: Path) -> None:
    with reportfile.opened(folder, face="填报") as terminal:
        answers = dict(edits.answer("disputes.handled", "207")(edits.opened(folder)).answers)
        terminal.save(terminal.report.model_copy(update={"answers": answers}))
        undoing.undo_beside_others(folder)
        assert reportfile.load(folder).answers["disputes.handled"].value is None
        terminal.save(terminal.report.model_copy(update={"frame": "short"}))
    report = reportfile.load(folder)
    assert (report.answers["disputes.handled"].value, report.frame) == (None, "short")


@pytest.mark.parametrize(
    ("title", "unit", "year"),
    [
        ("青石湾县人民政府关于2024年度法治政府建设情况的报告", "青石湾县", 2024),
        ("青石湾县2024年法治政府建设年度报告", "青石湾县", 2024),
        ("关于法治政府建设情况的报告", "", None),
    ],
)
def test_a_report_says_whose_it_is(tmp_path: Path, title: str, unit: str, year: int | None) -> None:
    (tmp_path / "上年.txt").write_text(f"{title}\n\n扎实推进法治政府建设。\n", "utf-8")
    assert report_in_progress.whose(tmp_path / "上年.txt") == (unit, year)


def test_an_unknown_frame_or_length_is_refused_with_those_that_there_are(folder: Path) -> None:
    for setting in ({"frame": "无此框架"}, {"length": "long"}):
        with pytest.raises(FormatError) as refused:
            edits.set_up(folder, **setting)
        assert "short" in refused.value.hint
    edits.set_up(folder, frame="short", length="short")
    assert (reportfile.load(folder).frame, reportfile.load(folder).length) == ("short", "short")


CHANGES = st.one_of(
    st.tuples(st.just("answers"), st.sampled_from(["disputes.handled", "disputes.succeeded", "publicity.activities"]),
              st.sampled_from(["207", "0", "不适用", "不知道", "", "一百二十", "abc", "3.5"])),
    st.tuples(st.just("measures"), st.sampled_from(["disputes.fengqiao", "disputes.screening"]), st.sampled_from(["done", ""])),
    st.tuples(st.just("notes"), st.just("disputes"), st.text("调解12件，", min_size=0, max_size=8)),
    st.tuples(st.just("roll"), st.integers(0, 4), st.sampled_from(["kept", "dropped", "later"])),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(CHANGES, min_size=1, max_size=8))
def test_undoing_everything_leads_back_to_the_beginning(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, object, str]]) -> None:  # fmt: skip
    base = tmp_path_factory.mktemp("edits")
    (base / "上年.txt").write_text(LAST, "utf-8")
    report_in_progress.new(base / "报告", "青石湾县", 2025, last_report=base / "上年.txt")
    folder = base / "报告"
    first = reportfile.load(folder)
    known = edits.opened(folder)
    for part, key, given_ in steps:
        id = known.last.items[int(str(key)) % len(known.last.items)].id if part == "roll" else str(key)
        if part == "measures" and id not in known.measures.by_id:
            continue
        edit = {
            "answers": lambda i=id, g=given_: edits.answer(i, g),
            "measures": lambda i=id, g=given_: edits.tick(i, g),
            "notes": lambda g=given_: edits.note("disputes", g),
            "roll": lambda i=id, g=given_: edits.decide(i, g),
        }[part]()
        try:
            edits.change(folder, part, id, None, edit)  # type: ignore[arg-type]
        except DrafterError:
            continue
    with pytest.raises(FormatError, match="没有可以撤销的改动"):
        while True:
            undoing.undo_beside_others(folder)
    assert reportfile.load(folder) == first
