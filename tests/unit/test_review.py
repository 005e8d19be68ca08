"""Mining from files and settling what it left open: the commands' functions on real files in a bank of one's own."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from drafter.app import mining_runs
from drafter.bank import store
from drafter.cli import phrases as commands
from drafter.cli import run
from drafter.errors import DrafterError, FormatError
from drafter.mining import review
from drafter.phrase_formats import Phrase, ReviewFile, Source, Waiting

REPORT = """云溪经济技术开发区2024年度法治政府建设情况报告
2024年，云溪经开区扎实推进法治政府建设。现将有关情况报告如下：
一、主要举措和成效
（一）化解矛盾纠纷。推行“溪心议事”调解做法，群众参与十分踊跃。
（二）加强普法宣传。深化“溪心议事”宣传做法，效果持续显现。推出“渔歌唱法”宣传线路，覆盖各类企业。
二、下一年安排
加强执法人员培训，严格落实行政执法责任。
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A bank with the made-up report mined into it: three phrases wait."""
    report = tmp_path / "yunxi-2024.txt"
    report.write_text(REPORT, "utf-8")
    mining_runs.mine([report], tmp_path / "bank")
    return tmp_path / "bank"


def waits(bank: Path) -> dict[str, Waiting]:
    return {item.phrase.text: item for item in mining_runs.waiting(bank)}


def of(bank: Path, part: str) -> str:
    return next(item.phrase.id for text, item in waits(bank).items() if part in text)


def phrases(bank: Path) -> dict[str, Phrase]:
    return {phrase.text: phrase for phrase in store.load(bank)}


def test_doubtful_phrases_wait_with_reason_stretch_and_source(bank: Path) -> None:
    item = waits(bank)["推行“溪心议事”调解做法，群众参与十分踊跃"]
    assert (item.suspects, item.phrase.sources[0].line) == (["溪心议事"], 4)
    assert len(waits(bank)) == 3
    assert (bank / "to-review" / "yunxi-2024.yaml").is_file()
    assert not any("溪心" in text or "渔歌" in text for text in phrases(bank))


def test_an_accepted_phrase_enters_as_reviewed(bank: Path) -> None:
    mining_runs.settle(accept=[of(bank, "渔歌")], bank=bank)
    assert phrases(bank)["推出“渔歌唱法”宣传线路，覆盖各类企业"].status == "reviewed"
    assert len(waits(bank)) == 2


def test_a_rejected_phrase_is_remembered_without_its_name_and_not_asked_again(bank: Path, tmp_path: Path) -> None:
    mining_runs.settle(reject=[of(bank, "渔歌")], bank=bank)
    kept = next(phrase for phrase in store.load(bank) if phrase.status == "retired")
    assert "渔歌" not in kept.text and kept.reason
    mining_runs.mine([tmp_path / "yunxi-2024.txt"], bank)
    assert len(waits(bank)) == 2
    assert kept.id in {phrase.id for phrase in store.load(bank)}


def test_a_named_term_is_listed_and_masked_in_everything_of_its_report(bank: Path) -> None:
    done = mining_runs.settle(named=[f"{of(bank, '调解做法')}=溪心议事"], bank=bank)
    assert store.local_terms(bank)["yunxi-2024"].terms == {"brand": ["溪心议事"]}
    assert {phrase.text: phrase.status for phrase in done.entered} == {
        "推行“{brand1}”调解做法，群众参与十分踊跃": "reviewed",
        "深化“{brand1}”宣传做法，效果持续显现": "mined",
    }
    assert [*waits(bank)] == ["推出“渔歌唱法”宣传线路，覆盖各类企业"]


def test_names_stay_masked_when_the_report_is_mined_again(bank: Path, tmp_path: Path) -> None:
    mining_runs.settle(named=[f"{of(bank, '调解做法')}=溪心议事"], bank=bank)
    before = phrases(bank)
    mining_runs.mine([tmp_path / "yunxi-2024.txt"], bank)
    assert phrases(bank) == before


def test_a_name_in_a_phrase_that_stays_stops_everything(bank: Path) -> None:
    mining_runs.settle(accept=[of(bank, "宣传做法")], bank=bank)
    before = {path: path.read_bytes() for path in bank.rglob("*.yaml")}
    with pytest.raises(FormatError, match="溪心议事"):
        mining_runs.settle(named=[f"{of(bank, '调解做法')}=溪心议事"], bank=bank)
    assert {path: path.read_bytes() for path in bank.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("accept", "named", "said"),
    [
        (["publicity-000000"], [], "没有等待审核的"),
        (["ID"], ["ID=溪心议事"], "两种决定"),
        ([], ["ID=月亮门"], "里没有“月亮门”"),
        ([], ["溪心议事"], "编号=名称"),
    ],
)
def test_a_decision_that_cannot_be_is_told_and_changes_nothing(
    bank: Path, accept: list[str], named: list[str], said: str
) -> None:
    own = of(bank, "调解做法")
    with pytest.raises(DrafterError, match=said):
        mining_runs.settle([a.replace("ID", own) for a in accept], [], [n.replace("ID", own) for n in named], bank)
    assert len(waits(bank)) == 3


def test_when_nothing_waits_the_folder_is_gone(bank: Path) -> None:
    mining_runs.settle(reject=[item.phrase.id for item in mining_runs.waiting(bank)], bank=bank)
    assert not (bank / "to-review").exists()


# The questions -------------------------------------------------------------------------------------------------------


def ask(bank: Path, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    commands.interview(mining_runs.waiting(bank), lambda a, r, n: mining_runs.settle(a, r, n, bank))


def test_each_answer_is_written_before_the_next_question(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, _ = mining_runs.waiting(bank)
    ask(bank, "1\n3\nq\n", monkeypatch)
    status = {phrase.id: phrase.status for phrase in store.load(bank)}
    assert (status[first.phrase.id], status[second.phrase.id], len(waits(bank))) == ("reviewed", "retired", 1)


def test_the_end_of_the_input_ends_the_questions_and_keeps_the_answers(
    bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(bank, "2\n溪心议事\n", monkeypatch)
    assert store.local_terms(bank)["yunxi-2024"].all == ("溪心议事",)


def test_a_wrong_name_is_asked_for_again(
    bank: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(bank, "9\n2\n月亮门\n3\nq\n", monkeypatch)
    said = capsys.readouterr().err
    assert "请输入 1、2、3 或 q" in said
    assert "里没有“月亮门”" in said
    assert len(waits(bank)) == 2


# The commands --------------------------------------------------------------------------------------------------------


def test_the_commands_print_json(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["phrases", "review", "-o", str(bank), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [set(item) >= {"id", "excerpt", "message", "suspects", "line"} for item in shown["review"]] == [True] * 3
    assert run(["phrases", "review", "-o", str(bank), "--accept", of(bank, "渔歌"), "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (len(done["entered"]), done["rejected"], done["left"]) == (1, [], 2)


# Many files ----------------------------------------------------------------------------------------------------------


def test_a_broken_file_is_named_and_the_others_are_mined(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, broken = tmp_path / "good-2024.txt", tmp_path / "broken.docx"
    good.write_text(REPORT, "utf-8")
    broken.write_bytes(b"PK\x03\x04 no document")
    assert run(["mine", str(broken), str(good), "-o", str(tmp_path / "bank"), "--json"]) == 1
    shape = json.loads(capsys.readouterr().out)
    assert shape["reports"] == ["good-2024"]
    assert [item["file"] for item in shape["skipped_files"]] == [str(broken)]
    assert shape["new"] > 0


def test_if_no_file_can_be_read_nothing_is_done(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert run(["mine", str(tmp_path / "empty.txt"), "-o", str(tmp_path / "bank")]) == 2
    assert not (tmp_path / "bank").exists()


def test_two_reports_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "r.txt").write_text(REPORT, "utf-8")
    with pytest.raises(DrafterError, match="同名"):
        mining_runs.mine([tmp_path / "a" / "r.txt", tmp_path / "b" / "r.txt"], tmp_path / "bank")


def test_several_processes_build_the_same_bank(tmp_path: Path) -> None:
    paths = [tmp_path / f"r{n}-2024.txt" for n in range(3)]
    for n, path in enumerate(paths):
        path.write_text(REPORT.replace("培训", "培训" * n), "utf-8")
    mining_runs.mine(paths, tmp_path / "one", workers=1)
    mining_runs.mine(paths, tmp_path / "two", workers=2)
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / b).rglob("*.yaml")} for b in ("one", "two"))
    assert one == two != {}


def test_a_phrase_of_two_reports_loses_the_new_names_of_both() -> None:
    sources = [Source(report=name, line=4) for name in ("one", "two")]
    shared = Phrase(
        id="publicity-000001",
        text="推广“溪心议事”做法和“渔歌唱法”线路，效果持续显现",
        topic="publicity",
        sources=sources,
    )
    files = []
    for report, name in (("one", "溪心议事"), ("two", "渔歌唱法")):
        phrase = Phrase(
            id=f"publicity-{report}", text=f"深化“{name}”宣传做法，效果持续显现", topic="publicity",
            sources=[Source(report=report, line=9)],
        )  # fmt: skip
        files.append(ReviewFile(report=report, year=2024, waiting=[Waiting(phrase=phrase, suspects=[name])]))
    settled = review.settle(files, [shared], {}, named={"publicity-one": ["溪心议事"], "publicity-two": ["渔歌唱法"]})
    assert "推广“{brand1}”做法和“{brand2}”线路，效果持续显现" in {phrase.text for phrase in settled.phrases}
