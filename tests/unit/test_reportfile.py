"""report.yaml beside an editor: what a person writes into it stays, and is never overwritten unseen."""

from __future__ import annotations

import io
import multiprocessing
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter import files
from drafter.app import report_in_progress
from drafter.asking import reportfile
from drafter.asking.forms import terminal
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FileError, FormatError, Interrupted
from drafter.formats import Answer, Note, Report

BY_HAND = """\
# 柳塘县 2025，李芳填
zone: {name: 柳塘县, organ: "柳塘县人民政府"}   # 全称
year: 2025

answers:
  # —— 复议科 ——
  review.received: 7        # 含上年结转 1 件
  review.closed:
    value: 6
    from: 复议科            # 电话问的

  learning.lectures: 不适用

notes:
  review:
  - note: 听证 3 次
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.yaml").write_text(BY_HAND, "utf-8")
    return tmp_path


def written(folder: Path) -> str:
    return (folder / "report.yaml").read_text("utf-8")


def edited(folder: Path, old: str, new: str) -> None:
    assert old in written(folder)
    (folder / "report.yaml").write_text(written(folder).replace(old, new), "utf-8")


def answered(report: Report, **values: str) -> Report:
    given = {key.replace("__", "."): Answer(value=value) for key, value in values.items()}
    return report.model_copy(update={"answers": {**report.answers, **given}})


def test_a_save_touches_only_the_answer_that_changed(folder: Path) -> None:
    with reportfile.opened(folder) as held:
        held.save(answered(held.report, review__closed="5", review__heard="3"))
    changed = BY_HAND.replace(
        "    value: 6\n    from: 复议科            # 电话问的\n", "    value: 5\n    # 电话问的\n"
    )
    assert written(folder) == changed.replace("不适用\n", "不适用\n  review.heard: {value: 3}\n")


def test_everything_that_a_report_may_say_is_saved(tmp_path: Path) -> None:
    given = {
        "template": "我的", "frame": "short", "year": 2025, "compare": False, "formal_notes": True, "annex": True, "length": "short",
        "zone": {"name": "柳塘县", "short": "柳塘", "organ": "柳塘县人民政府", "superior": ["市委"]},
        "answers": {"a.b": {"value": "1", "last_year": "2", "from": "甲"}, "a.c": {"state": "not_applicable"}},
        "measures": {"review.heads": {"state": "done", "details": {"title": "丁"}}},
        "notes": {"review": [{"note": "甲", "accepted": "乙", "phrase": "review-1"}]}, "snippets": {"review": ["丙"]},
        "departments": {"司法分局": "司法局"},
        "roll": {"p3s1": {"state": "kept", "values": {"1": "207"}, "confirmed": ["首次"]}, "p3s2": "dropped"},
        "profile": "full", "skipped": ["a.d", "review"],
    }  # fmt: skip
    report = Report.model_validate(given)
    assert given.keys() == Report.model_fields.keys()
    reportfile.save(tmp_path, report)
    assert reportfile.load(tmp_path) == report


def test_a_save_without_changes_writes_nothing(folder: Path) -> None:
    before = (folder / "report.yaml").stat()
    reportfile.save(folder, reportfile.load(folder))
    after = (folder / "report.yaml").stat()  # compared by what a write changes: reading moves the time of access
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_was_edited_elsewhere_meanwhile_is_kept_beside_the_new_answer(folder: Path) -> None:
    with reportfile.opened(folder) as held:
        edited(folder, "听证 3 次", "听证 4 次\n  - note: 督察 1 次   # 王科长补")
        edited(folder, "review.received: 7 ", "review.received: 8 ")
        saved = held.save(answered(held.report, publicity__events="12"))
        assert saved.answers["review.received"].value == "8"
        edited(folder, "全称", "全称，已核")
        held.save(answered(saved, publicity__events="13"))
    assert [note.note for note in reportfile.load(folder).notes["review"]] == ["听证 4 次", "督察 1 次"]
    assert reportfile.load(folder).answers["publicity.events"].value == "13"
    assert "# 全称，已核" in written(folder) and "# 王科长补" in written(folder)


def test_answers_that_an_editor_with_an_older_state_wrote_over_are_put_back_and_told(folder: Path) -> None:
    told: list[str] = []
    with reportfile.opened(folder, told.append) as held:
        held.save(answered(held.report, review__heard="3", review__received="9"))
        stale = BY_HAND.replace("听证 3 次", "听证 5 次")
        (folder / "report.yaml").write_text(stale, "utf-8")
        held.save(answered(held.report, publicity__events="12"))
    now = reportfile.load(folder)
    assert {key: now.answers[key].value for key in ("review.heard", "review.received", "publicity.events")} == {
        "review.heard": "3", "review.received": "9", "publicity.events": "12",
    }  # fmt: skip
    assert now.notes["review"][0].note == "听证 5 次"
    assert len(told) == 1 and "review.heard" in told[0] and "收到的行政复议申请" in told[0]


def test_an_answer_that_was_there_before_may_be_deleted_in_an_editor(folder: Path) -> None:
    with reportfile.opened(folder) as held:
        edited(folder, "  review.received: 7        # 含上年结转 1 件\n", "")
        held.save(answered(held.report, review__heard="3"))
    assert "review.received" not in reportfile.load(folder).answers


def test_what_an_editor_wrote_over_after_the_last_answer_is_put_back_when_the_interview_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: object, save: Callable[[Report], Report], **__: object) -> None:
        save(answered(reportfile.load(folder), disputes__committees="3"))
        (folder / "report.yaml").write_text(BY_HAND, "utf-8")
        raise Interrupted("已停止")

    monkeypatch.setattr(terminal, "interview", stops)
    told: list[str] = []
    with pytest.raises(Interrupted):
        report_in_progress.ask(folder, tell=told.append)
    assert reportfile.load(folder).answers["disputes.committees"].value == "3"
    assert len(told) == 1 and "人民调解组织数" in told[0]


def test_notes_added_on_both_sides_are_all_kept(folder: Path) -> None:
    with reportfile.opened(folder) as held:
        edited(folder, "听证 3 次", "听证 3 次\n  - note: 甲")
        notes = {"review": [*held.report.notes["review"], Note(note="乙")]}
        held.save(held.report.model_copy(update={"notes": notes}))
    assert [note.note for note in reportfile.load(folder).notes["review"]] == ["听证 3 次", "甲", "乙"]


@pytest.mark.parametrize(("there", "says"), [("9", "9"), ("不适用", "不适用")])
def test_the_same_answer_changed_on_both_sides_is_told_and_left(folder: Path, there: str, says: str) -> None:
    with reportfile.opened(folder) as held:
        edited(folder, "review.received: 7 ", f"review.received: {there} ")
        with pytest.raises(reportfile.Conflict, match="收到的行政复议申请") as caught:
            held.save(answered(held.report, review__received="10", review__heard="3"))
        assert says in caught.value.message and "10" in caught.value.message
        held.save(answered(caught.value.report, review__received="10"))  # the user has seen it, and says it again
    assert reportfile.load(folder).answers["review.received"].value == "10"
    assert reportfile.load(folder).answers["review.heard"].value == "3"


def test_a_file_that_is_broken_meanwhile_is_not_overwritten(folder: Path) -> None:
    with reportfile.opened(folder) as held:
        edited(folder, "notes:", "notes")
        broken = written(folder)
        with pytest.raises(FormatError, match="冒号"):
            held.save(answered(held.report, review__heard="3"))
        assert written(folder) == broken
        edited(folder, "notes", "notes:")
        held.save(answered(held.report, review__heard="3"))
    assert reportfile.load(folder).answers["review.heard"].value == "3"


def test_a_file_that_changes_at_the_last_moment_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, times = files.write, iter([("李芳", "王强"), ("王强", "张敏")])

    def late(path: Path, data: str, over: bytes | None = None) -> None:
        if change := next(times, None):
            edited(folder, *change)
        write(path, data, over)

    monkeypatch.setattr(files, "write", late)
    with reportfile.opened(folder) as held:
        held.save(answered(held.report, review__heard="3"))
    assert "张敏" in written(folder) and "review.heard" in written(folder)


def test_a_link_stays_a_link_and_its_target_is_written_and_locked(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mine = tmp_path_factory.mktemp("mine")
    (mine / "report.yaml").symlink_to(folder / "report.yaml")
    with reportfile.opened(mine) as held:
        held.save(answered(held.report, review__heard="3"))
        with pytest.raises(FileError, match="另一个 drafter"), reportfile.lock(folder):
            pass
    assert (mine / "report.yaml").is_symlink() and "review.heard" in written(folder)
    assert reportfile.linked(mine) == folder / "report.yaml" and reportfile.linked(folder) is None


# The interview ---------------------------------------------------------------------------------------------------------


class Keyboard(io.StringIO):
    """What is typed, at a terminal that can show nothing but plain lines; before each line, something else may happen."""

    def __init__(self, lines: dict[str, object]) -> None:
        super().__init__("".join(f"{line.split('#')[0]}\n" for line in lines))
        self._before = iter(lines.values())

    def readline(self, size: int | None = -1, /) -> str:
        happens = next(self._before, None)
        if callable(happens):
            happens()
        return super().readline()

    def isatty(self) -> bool:
        return True


def asked_for(folder: Path, asked: Questionnaire, lines: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TERM", "dumb")
    screen = io.StringIO()
    with reportfile.opened(folder) as held:
        terminal.interview(
            asked, held.report, held.save, topic="review", again=True, keyboard=Keyboard(lines), screen=screen
        )
    return screen.getvalue()


def test_the_interview_tells_of_a_value_changed_elsewhere_and_asks_again(
    folder: Path, asked: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = {"10": lambda: edited(folder, "received: 7 ", "received: 9 "), "11": None, "退出": None}
    shown = asked_for(folder, asked, lines, monkeypatch)
    assert "收到的行政复议申请，文件里是 9，这里是 10" in shown and "不改请按回车" in shown
    assert reportfile.load(folder).answers["review.received"].value == "11"


def test_the_interview_waits_while_the_file_cannot_be_saved_and_keeps_the_answer(
    folder: Path, asked: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = {
        "10": lambda: edited(folder, "notes:", "notes"),
        "": lambda: edited(folder, "notes", "notes:"),
        "退出": None,
    }
    shown = asked_for(folder, asked, lines, monkeypatch)
    assert "没有存好" in shown and "这一题的回答还在" in shown
    assert reportfile.load(folder).answers["review.received"].value == "10"


def test_a_wrong_answer_written_elsewhere_is_told_and_mended_without_loss(
    folder: Path, asked: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    lines = {
        "12": lambda: edited(folder, "review.received: 7 ", "review.received: 许多 "),
        "": lambda: edited(folder, "许多", "78"),
        "13": None,
    }
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stdin", Keyboard(lines))
    monkeypatch.setattr(sys, "stderr", screen)
    report_in_progress.ask(folder, "disputes")
    report = reportfile.load(folder)
    assert "没有存好" in screen.getvalue() and "许多" in screen.getvalue()
    assert report.answers["review.received"].value == "78"
    assert [tick.state for tick in report.measures.values()].count("done") == 1  # the twelfth of the list


# Starting a report -----------------------------------------------------------------------------------------------------

LAST = "柳塘县2024年法治政府建设年度报告\n一、成效\n全年共收到行政复议申请31件，受理28件，审结26件。\n"


@pytest.mark.parametrize("exists", [False, True])
def test_a_report_is_started_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool) -> None:
    (tmp_path / "去年.txt").write_text(LAST, "utf-8")
    folder = tmp_path / "新"
    if exists:
        folder.mkdir()
        (folder / "别的.txt").write_text("甲", "utf-8")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    moments = 0
    for name in ("fsync", "link", "replace", "rename"):
        for count in range(4):
            calls = iter(range(count))
            real = getattr(os, name)

            def fails(*arguments: object, real=real, calls=calls, **options: object) -> object:  # type: ignore[no-untyped-def]
                if next(calls, None) is None:
                    raise OSError(5, "")
                return real(*arguments, **options)

            with monkeypatch.context() as patch:
                patch.setattr(os, name, fails)
                try:
                    report_in_progress.new(folder, "柳塘县", 2025, last_report=tmp_path / "去年.txt")
                except FileError:
                    moments += 1
                    assert sorted(p.name for p in tmp_path.rglob("*") if p.name != ".report.lock") == before
                    continue
            assert len(reportfile.load(folder).answers) > 0 and reportfile.last_report_copy(folder)
            shutil.rmtree(folder)
            if exists:
                folder.mkdir()
                (folder / "别的.txt").write_text("甲", "utf-8")
    assert moments >= 2
    assert report_in_progress.new(folder, "柳塘县", 2025, last_report=tmp_path / "去年.txt").compared > 0


def _new(folder: Path, name: str, done: object) -> None:
    try:
        reportfile.new_report(folder, name, 2025)
        done.put(name)  # type: ignore[attr-defined]
    except FileError as error:
        done.put(error.message)  # type: ignore[attr-defined]


@pytest.mark.parametrize("exists", [False, True])
def test_of_several_who_start_the_same_report_one_succeeds(tmp_path: Path, exists: bool) -> None:
    if exists:
        (tmp_path / "新").mkdir()
    context = multiprocessing.get_context("fork" if os.name != "nt" else "spawn")
    done = context.Queue()
    started = [context.Process(target=_new, args=(tmp_path / "新", f"临溪{n}县", done)) for n in range(4)]
    for each in started:
        each.start()
    said = [done.get(timeout=30) for _ in started]
    for each in started:
        each.join()
    assert [each for each in said if each == reportfile.load(tmp_path / "新").zone.name] == [
        each for each in said if "已" not in each and "另一个" not in each
    ]


def test_a_note_of_which_only_the_accepted_wording_is_left_can_be_saved(tmp_path: Path) -> None:
    report_in_progress.new(tmp_path / "报告", "云溪区", 2025)
    path = tmp_path / "报告" / "report.yaml"
    path.write_text(
        path.read_text("utf-8") + "notes:\n  disputes:\n    - note:\n      accepted: 走访群众35户\n", "utf-8"
    )
    with reportfile.opened(tmp_path / "报告") as held:
        held.save(held.report.model_copy(update={"year": 2024}))
    assert "走访群众35户" in path.read_text("utf-8") and "year: 2024" in path.read_text("utf-8")
