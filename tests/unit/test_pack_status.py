"""Who has given how much of what is asked, what is late, and the reminder that says so."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import docx
import pytest
from filled_packs import Filling, exported, fillings

from drafter.app import report_in_progress
from drafter.app.packs import pack_state, pack_status, packing
from drafter.app.packs.collecting import collect
from drafter.app.packs.pack_rows import About
from drafter.app.packs.pack_status import Progress
from drafter.errors import FileError
from drafter.readers import read

TODAY = datetime.date(2026, 1, 13)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made")
    report_in_progress.new(made / "报告", "云溪经济技术开发区", 2025)
    packing.export(made / "报告", made / "表", About("2026年1月10日", "王某 8888"), at=datetime.datetime(2026, 1, 2))
    return made


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path, dirs_exist_ok=True)) / "报告"


@pytest.fixture
def packs(folder: Path) -> dict[str, Filling]:
    return fillings(folder.parent / "表")


def of(folder: Path, department: str, today: datetime.date = TODAY) -> Progress:
    return next(each for each in pack_status.progress(folder, today) if each.department == department)


def test_it_says_who_returned_what_share_and_what_is_late(folder: Path, packs: dict[str, Filling]) -> None:
    assert (of(folder, "财政局").open, of(folder, "财政局").days_late) == (4, 3)
    pack = packs["财政局"].fill(q_leadership__funds="35万", q_business__subsidies="不适用", q_workforce__funds="不知道")
    pack.book["封面"]["B9"].value, pack.book["数据"]["G4"].value = "李某", "含上级补助"
    collect(folder, [pack.save()])
    found = of(folder, "财政局")
    assert (found.asked, found.open, found.days_late) == ({"figures": 4}, 2, 3)
    assert [row.id for row in found.missing["figures"]] == ["q:enforcement.fines", "q:workforce.funds"]
    assert [(each.file, each.signed, each.new) for each in found.returned] == [(pack.path.name, "李某", 3)]
    assert found.returned[0].remarks == ["法治建设专项经费：含上级补助"]
    collect(folder, [pack.fill(q_enforcement__fines=0, q_workforce__funds=0).save()])
    assert (of(folder, "财政局").open, of(folder, "财政局").days_late) == (0, 0)


def test_nothing_is_late_on_the_last_day_or_without_one(folder: Path) -> None:
    assert of(folder, "财政局", datetime.date(2026, 1, 10)).days_late == 0
    exported(folder, folder.parent / "再发")
    assert of(folder, "财政局").days_late == 0


def test_a_deadline_that_was_over_when_it_was_sent_makes_nobody_late(folder: Path) -> None:
    state = pack_state.load(folder)
    state.sent["财政局"] = state.sent["财政局"].model_copy(update={"deadline": "2020-01-01"})
    pack_state.save(folder, state)
    assert of(folder, "财政局").days_late == 0
    paths = pack_status.letters(folder, folder.parent / "函", TODAY)
    text = read(next(path for path in paths if path.name.startswith("财政局"))).text
    assert "2020年" not in text and "已过" not in text


def test_what_hangs_on_another_figure_is_asked_for_only_where_that_is_known_and_not_zero(
    folder: Path, packs: dict[str, Filling]
) -> None:
    before = of(folder, "司法分局").asked["figures"]
    collect(folder, [packs["司法分局"].fill(q_learning__exam_takers=40).save()])
    assert of(folder, "司法分局").asked["figures"] > before
    collect(folder, [packs["司法分局"].fill(q_learning__exam_takers=0).save()], lambda each: each.options[-1])
    assert of(folder, "司法分局").asked["figures"] == before


def test_who_ticks_some_measures_of_a_point_has_looked_at_all_of_it(folder: Path, packs: dict[str, Filling]) -> None:
    before = len(of(folder, "信访办").missing["measures"])
    ticks = [place for place in packs["信访办"].cells if place.startswith("m:")]
    packs["信访办"].cells[ticks[0]].value = "做了"
    collect(folder, [packs["信访办"].save()])
    assert len(of(folder, "信访办").missing["measures"]) == before - 1


def test_a_reminder_lists_what_is_missing(folder: Path, packs: dict[str, Filling]) -> None:
    collect(folder, [packs["财政局"].fill(q_leadership__funds="35万").save()])
    paths = pack_status.letters(folder, folder.parent / "函", TODAY)
    path = next(path for path in paths if path.name.startswith("财政局"))
    text = read(path).text
    for said in ("财政局：", "共4项，已收到1项，还有3项", "报送期限为2026年1月10日，已过3天", "联系人：王某 8888", "2026年1月13日",
                 "云溪经济技术开发区管理委员会", "罚没金额"):  # fmt: skip
        assert said in text
    assert "法治建设专项经费" not in text
    assert [row.cells[1].text for row in docx.Document(str(path)).tables[0].rows][1:] == [
        "兑现的惠企奖补资金", "罚没金额", "司法行政专项经费",
    ]  # fmt: skip


def test_who_has_given_everything_gets_no_reminder_and_none_is_written_over(
    folder: Path, packs: dict[str, Filling]
) -> None:
    given = dict.fromkeys(("leadership__funds", "business__subsidies", "enforcement__fines", "workforce__funds"), 10**6)
    collect(folder, [packs["财政局"].fill(**{f"q_{name}": value for name, value in given.items()}).save()])
    paths = pack_status.letters(folder, folder.parent / "函", TODAY)
    assert len(paths) == 9 and not any(path.name.startswith("财政局") for path in paths)
    with pytest.raises(FileError, match="里已有"):
        pack_status.letters(folder, folder.parent / "函", TODAY)
