"""The journal: what was changed is told, taken back change by change, and never costs an answer."""

import io
from decimal import Decimal

import pytest

from drafter.app import report_in_progress, undoing
from drafter.asking import journal, reportfile
from drafter.asking.answer_values import Reading
from drafter.asking.entering import answered
from drafter.asking.report_places import called, said
from drafter.errors import DrafterError, FormatError


@pytest.fixture
def folder(tmp_path):
    reportfile.new_report(tmp_path / "报告", "云溪经济技术开发区", 2025)
    for value in (150, 162):
        give(tmp_path / "报告", value)
    return tmp_path / "报告"


def give(folder, value, face="填报"):
    with reportfile.opened(folder, face=face) as held:
        held.save(answered(held.report, "disputes.handled", Reading("value", Decimal(value))))


def value(folder):
    answer = reportfile.load(folder).answers.get("disputes.handled")
    return answer and answer.value


def test_each_change_says_what_it_was_before_and_after_and_from_where(folder):
    first, second = undoing.changes(folder, "disputes.handled")
    assert (first.old, first.new) == (None, {"value": "150"}) and (second.old, second.new) == (
        first.new,
        {"value": "162"},
    )
    assert first.face == "填报" and first.at < second.at
    assert undoing.changes(folder, "review.received") == ()


def test_a_line_names_what_was_changed_and_tells_last_years_figure_apart(folder, capsys):
    from drafter.cli.history import history

    with reportfile.opened(folder, face="网页") as held:
        both = held.report.answers["disputes.handled"].model_copy(update={"last_year": "14", "sure": True})
        held.save(held.report.model_copy(update={"answers": {"disputes.handled": both}, "frame": "short"}))
    history(folder)
    said = [line.partition(" 网页 ")[2] for line in capsys.readouterr().out.splitlines() if " 网页 " in line]
    assert sorted(said) == ["框架：standard → short", "调解的矛盾纠纷（disputes.handled）：162 → 162，上年14，没有填错"]


def test_an_interview_takes_back_what_earlier_sittings_and_other_faces_changed(folder, monkeypatch, capsys):
    def said(typed):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        report_in_progress.ask(folder, only="review.received")
        return capsys.readouterr().err

    give(folder, 170, "网页")
    first = said("撤销\n撤销\n")
    assert (
        "已撤销：调解的矛盾纠纷（网页 " in first and "已撤销：调解的矛盾纠纷（填报 " in first and value(folder) == "150"
    )
    second = said("9\n")
    assert "已记：9件" in second
    third = said("撤销\n撤销\n撤销\n")
    assert "现有：9件" in third.partition("已撤销")[0] and "现有：" not in third.partition("已撤销")[2]
    assert "没有可以撤销的改动" in third and not any(a.value for a in reportfile.load(folder).answers.values())
    assert {change.face for change in undoing.changes(folder) if change.undoes} == {"撤销"}


def test_what_an_editor_changed_is_told_and_the_next_undo_goes_on(folder, monkeypatch, capsys):
    path = folder / "report.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 162", "value: 163"), "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("撤销\n撤销\n"))
    report_in_progress.ask(folder, only="review.received")
    said = capsys.readouterr().err
    assert (
        "“调解的矛盾纠纷”后来又改过，没有撤销" in said
        and "再输入一次“撤销”，跳过这一处" in said
        and value(folder) == "163"
    )


def edited(folder, old, new):
    path = folder / "report.yaml"
    path.write_text(path.read_text("utf-8").replace(f"value: {old}", f"value: {new}"), "utf-8")


def test_the_terminal_passes_by_what_an_editor_changed_and_names_the_option(folder, capsys):
    from drafter.cli.history import history

    with reportfile.opened(folder, face="填报") as held:
        held.save(answered(held.report, "review.received", Reading("value", Decimal(9))))
    give(folder, 5, "网页")
    edited(folder, 5, 6)
    give(folder, 8, "网页")
    history(folder, undo=True)
    assert value(folder) == "6"
    for _ in range(2):
        with pytest.raises(DrafterError, match="后来又改过") as refused:
            history(folder, undo=True)
        assert "--undo --skip" in refused.value.hint
    history(folder, undo=True, skip=True)
    assert "跳过：“调解的矛盾纠纷”后来又改过" in capsys.readouterr().err
    assert value(folder) == "6" and "review.received" not in reportfile.load(folder).answers
    with pytest.raises(FormatError, match="没有可以撤销"):  # what is older was all changed by the editor
        history(folder, undo=True, skip=True)
    with pytest.raises(DrafterError, match="--undo"):
        history(folder, skip=True)


def test_what_an_editor_changed_stands_in_the_history_between_its_neighbours(folder, capsys):
    from drafter.cli.history import history

    edited(folder, 162, 170)
    give(folder, 180)
    edited(folder, 180, 190)
    told = [(change.face.partition("（")[0], change.new) for change in undoing.changes(folder, "disputes.handled")]
    values = [("填报", "150"), ("填报", "162"), ("别的程序", "170"), ("填报", "180"), ("别的程序", "190")]
    assert told == [(face, {"value": each}) for face, each in values]
    history(folder)
    assert "时间不明 别的程序（如编辑器） 调解的矛盾纠纷（disputes.handled）：162 → 170" in capsys.readouterr().out


def test_whoever_takes_a_change_back_has_not_given_what_stands_there_then(folder):
    give(folder, 180, "Excel 乙.xlsx")
    undoing.undo(folder)

    def author():
        return journal.author(reportfile.history(folder), "answers", "disputes.handled")

    assert author().face == "填报" and author().new == {"value": "162"}
    edited(folder, 162, 163)
    assert author().face.startswith("别的程序")


def test_an_undo_behind_a_refused_one_takes_back_what_was_saved_since(folder):
    path = folder / "report.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 162", "value: 163"), "utf-8")
    with reportfile.opened(folder, face="填报") as held:
        undo = undoing.beside(folder, held, lambda _: None)
        with pytest.raises(FormatError, match="后来又改过"):
            undo()
        held.save(answered(held.report, "review.received", Reading("value", Decimal(9))))
        assert "收到的行政复议申请" in undo().told and value(folder) == "163"
        with pytest.raises(FormatError, match="后来又改过"):  # the same as before stands next
            undo()


def test_an_undo_that_leaves_a_note_says_that_only_its_wording_went(folder):
    note = {"note": "调解纠纷207件", "accepted": ""}
    with reportfile.opened(folder, face="填报") as held:
        for accepted in ("", "调解纠纷207件。"):
            notes = {"disputes": [note | {"accepted": accepted}]}
            held.save(held.report.model_validate(held.report.model_dump(by_alias=True) | {"notes": notes}))
        undo = undoing.beside(folder, held, lambda _: None)
        assert undo().told.startswith("已撤销：矛盾纠纷调解的随手记采用的文字（")
        assert undo().told.startswith("已撤销：矛盾纠纷调解的随手记（")
    assert not reportfile.load(folder).notes


def test_an_undo_that_empties_a_part_of_the_report_is_no_older_state_that_an_editor_saved(tmp_path):
    folder = tmp_path / "报告"
    reportfile.new_report(folder, "云溪经济技术开发区", 2025)
    told = []
    with reportfile.opened(folder, told.append, "填报") as held:
        held.save(answered(held.report, "review.received", Reading("value", Decimal(7))))
        undoing.undo_beside_others(folder)  # the page does this while the interview goes on
        held.save(held.report)
    assert not told and not reportfile.load(folder).answers


def test_places_and_values_are_told_in_words(tmp_path):
    reportfile.new_report(tmp_path / "报告", "云溪经济技术开发区", 2025)
    report = reportfile.load(tmp_path / "报告")
    roll = {"p3s1": {"state": "kept", "of": "全年排查各类矛盾纠纷"}}
    report = type(report).model_validate(report.model_dump(by_alias=True) | {"roll": roll})
    assert called(report, ("answers", "legal_services.aid_cases", "last_year")) == "受理的法律援助案件的上年的数"
    assert called(report, ("measures", "leadership.work_points")).startswith("是否印发年度法治政府建设")
    assert called(report, ("notes", "publicity")) == "普法宣传的随手记"
    assert called(report, ("roll", "p3s1", "state")) == "“全年排查各类矛盾纠纷……”"
    assert called(report, ("answers", "old.thing", "value")) == "old.thing" and called(report, ("year",)) == "year"
    assert said({"state": "not_applicable", "last_year": "5", "from": "信访办"}) == "不适用，上年5，信访办"
    assert said({"state": "not_done"}) == "没做" and said(None) == "（无）"


def test_changes_are_taken_back_one_by_one_to_the_beginning(folder):
    undoing.undo(folder)
    assert value(folder) == "150"
    undoing.undo(folder)
    assert value(folder) is None
    with pytest.raises(FormatError, match="没有可以撤销"):
        undoing.undo(folder)
    give(folder, 9)
    undoing.undo(folder)
    assert value(folder) is None


def test_what_was_shown_and_left_open_is_saved_and_is_no_change(folder):
    with reportfile.opened(folder, face="填报") as held:
        held.save(held.report.model_copy(update={"skipped": ["review.received"]}))
    assert reportfile.load(folder).skipped == ["review.received"]
    assert len(undoing.changes(folder, "")) == 2


def test_what_an_editor_changed_since_is_not_taken_back(folder):
    path = folder / "report.yaml"
    path.write_text(path.read_text("utf-8").replace("162", "170"), "utf-8")
    with pytest.raises(FormatError, match="后来又改过"):
        undoing.undo(folder)
    assert value(folder) == "170"


def test_a_line_cut_off_and_lines_of_nonsense_are_passed_over(folder):
    path = folder / "report.history.jsonl"
    path.write_bytes(path.read_bytes() + b'[1]\n{"section": 3}\n{"sect')
    give(folder, 5)
    assert [change.new for change in undoing.changes(folder)][-1] == {"value": "5"}
    assert len(undoing.changes(folder)) == 3


def test_a_journal_that_cannot_be_written_costs_no_answer(folder):
    path = folder / "report.history.jsonl"
    path.unlink()
    path.mkdir()
    give(folder, 77)
    assert value(folder) == "77"


def test_the_journal_is_bounded_and_keeps_what_is_newest(folder, monkeypatch):
    monkeypatch.setattr(journal, "_LIMIT", 2000)
    for number in range(40):
        give(folder, number)
    assert (folder / "report.history.jsonl").stat().st_size < 3000
    assert undoing.changes(folder)[-1].new == {"value": "39"}
