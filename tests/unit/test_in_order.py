"""Several values on one line: a paragraph that is kept, a topic's open figures, measures by their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.app import edits, in_order, report_in_progress
from drafter.app.edits import InProgress
from drafter.asking import reportfile
from drafter.errors import FormatError

TITLED = """松岭县2024年法治政府建设年度报告

2024年，松岭县扎实推进法治政府建设。
一、主要举措和成效
（一）推进普法宣传
印发《松岭县2024年普法依法治理工作要点》，组织宣讲26场。
二、存在的不足
培训方式单一。
三、2025年主要安排
举办培训4期。
"""
PARAGRAPHS = """松岭县2024年法治政府建设年度报告

2024年，松岭县扎实推进法治政府建设。
一、主要举措和成效
（一）化解矛盾纠纷
全县调解矛盾纠纷190件，调解成功170件。排查矛盾纠纷31次。
办理信访事项45件。
一是建成镇级人民调解委员会9个；二是评选“无讼村”14个。三是培训调解员22人。
二、存在的不足
一是培训方式单一。二是宣传手段陈旧。
三、2025年主要安排
举办培训4期。
"""
LAST = """青梧县2024年法治政府建设年度报告

市委、市政府：
2024年，青梧县扎实推进法治政府建设。现将有关情况报告如下：
一、主要举措和成效
（一）化解矛盾纠纷
全县调解矛盾纠纷190件，调解成功170件。首次开展“无讼村”评选，评出14个村。
（二）推进普法宣传
开展普法宣传活动31场，发放资料4200份。
二、存在的不足和原因
培训方式单一，原因是人手少。
三、2025年主要安排
举办培训4期。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "上年.txt").write_text(LAST, "utf-8")
    report_in_progress.new(tmp_path / "报告", "青梧县", 2025, last_report=tmp_path / "上年.txt")
    return tmp_path / "报告"


def done(folder: Path, edit: edits.Edit) -> InProgress:
    reportfile.save(folder, edit(edits.opened(folder)))
    return edits.opened(folder)


def disputes(folder: Path) -> in_order.Line:
    (line,) = in_order.paragraphs(edits.opened(folder), "disputes")
    return line


def test_a_paragraph_is_kept_with_its_values_in_their_order_and_says_which_doubtful_words_it_confirms(
    folder: Path,
) -> None:
    line = disputes(folder)
    assert line.undecided == 2 and len(line.asked) == 3 and "首次" in line.confirms
    now = done(folder, in_order.keep(line.ids, "207 188 16"))
    assert {id: now.report.answers[f"disputes.{id}"].value for id in ("handled", "succeeded")} == {
        "handled": "207",
        "succeeded": "188",
    }
    assert [now.report.roll[id].state for id in line.ids] == ["kept", "kept"]
    assert now.report.roll[line.ids[1]].confirmed == [*line.confirms]
    assert disputes(folder) == line._replace(asked=(), undecided=0, confirms=())


def test_what_is_left_open_on_a_line_is_asked_for_again_and_what_was_dropped_stays_dropped(folder: Path) -> None:
    first, second = disputes(folder).ids
    done(folder, edits.decide(second, "dropped"))
    assert len(disputes(folder).asked) == 2
    now = done(folder, in_order.keep((first, second), "207 -"))
    assert now.report.roll[second].state == "dropped"
    (left,) = disputes(folder).asked
    assert "成功" in left and left.endswith("上年：170件")
    assert done(folder, in_order.keep((first, second), "188")).report.answers["disputes.succeeded"].value == "188"


def test_a_line_is_of_one_paragraph_and_keeps_that_alone(tmp_path: Path) -> None:
    (tmp_path / "上年.txt").write_text(PARAGRAPHS, "utf-8")
    report_in_progress.new(tmp_path / "报告", "松岭县", 2025, last_report=tmp_path / "上年.txt")
    now = edits.opened(tmp_path / "报告")
    first, second, third = in_order.paragraphs(now, "disputes")
    assert [[now.last.by_id[id].line for id in line.ids] for line in (first, second)] == [[6, 6], [7]]
    assert {now.last.by_id[id].line for id in third.ids} == {8} and len(third.ids) >= 2  # 一是、三是 stand together
    report = in_order.keep(first.ids, "")(now)
    assert report.roll.keys() == {*first.ids} and len(first.asked) == 3
    (problems,) = in_order.paragraphs(now, "problems")
    assert len(problems.ids) == 2


@pytest.mark.parametrize(("typed", "told"), [("207 188 16 9", "填了 4 个"), ("207 约188", "准确数")])
def test_a_line_that_does_not_fit_changes_nothing(folder: Path, typed: str, told: str) -> None:
    before = reportfile.report_path(folder).read_bytes()
    with pytest.raises(FormatError, match=told):
        in_order.keep(disputes(folder).ids, typed)(edits.opened(folder))
    assert reportfile.report_path(folder).read_bytes() == before


def test_a_number_in_the_place_of_a_title_is_refused_because_the_line_has_slipped_by_one(tmp_path: Path) -> None:
    (tmp_path / "上年.txt").write_text(TITLED, "utf-8")
    report_in_progress.new(tmp_path / "报告", "松岭县", 2025, last_report=tmp_path / "上年.txt")
    now = edits.opened(tmp_path / "报告")
    (line,) = in_order.paragraphs(now, "publicity")
    assert len(line.asked) == 2
    with pytest.raises(FormatError, match="“29”只有数字"):
        in_order.keep(line.ids, "29 -")(now)
    assert in_order.keep(line.ids, "松岭县2025年普法依法治理工作要点 29")(now).roll[line.ids[0]].state == "kept"


def test_what_last_years_report_did_not_say_is_not_said_to_have_been_none(folder: Path) -> None:
    asked = in_order.figures(edits.opened(folder), in_order.LEFT).asked
    assert any(each.endswith("　") for each in asked) and not any("没有" in each for each in asked)


def test_the_figures_of_all_topics_that_must_be_told_stand_on_one_line(folder: Path) -> None:
    now = edits.opened(folder)
    line = in_order.figures(now, in_order.LEFT)
    of_topic = in_order.figures(now, "publicity")
    assert set(of_topic.ids) < set(line.ids) and "disputes.handled" in line.ids
    typed = " ".join("-" if n % 2 else str(300 + n) for n in range(len(line.ids)))
    now = done(folder, in_order.answer(line.ids, typed))
    assert now.report.answers[line.ids[0]].value == "300" and now.report.answers[line.ids[1]].state == "unknown"
    assert not set(line.ids) & set(in_order.figures(now, in_order.LEFT).ids)
    with pytest.raises(FormatError, match="第 2 项"):
        in_order.answer(line.ids, "5 许多")(now)


def test_what_a_kept_sentence_says_is_not_asked_for_elsewhere(folder: Path) -> None:
    assert edits.is_required(edits.opened(folder), "disputes.handled")
    now = done(folder, in_order.keep(disputes(folder).ids, "207 188 16"))
    assert not edits.is_required(now, "disputes.handled")
    assert "disputes.handled" not in [each.id for each in in_order.usual(now, in_order.LEFT)]


def test_measures_are_ticked_by_their_numbers(folder: Path) -> None:
    ids = tuple(each.id for point in edits.opened(folder).measures.points["disputes"] for each in point.measures)
    now = done(folder, in_order.tick(ids, "２ 4-5"))
    assert [id for id in ids if id in now.report.measures] == [ids[1], ids[3], ids[4]]
    for wrong in ("0", "3 x", f"{len(ids) + 1}", "5-4", ""):
        with pytest.raises(FormatError, match="编号"):
            in_order.tick(ids, wrong)(now)
