"""The web edition goes without letterhead, persons and page numbers; of the files of one rendering none takes another's place."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from drafter import cli, writers
from drafter.drafting import web_edition
from drafter.model import Block, Document, Run

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = (
    Block("document_number", (Run("云管发〔2026〕3号"),), line=1),
    Block("title", (Run("云溪经济技术开发区管理委员会年度报告"),), line=2),
    Block("addressee", (Run("市委、市政府："),), line=3),
    Block(
        "paragraph", (Run("管委会主任王建国主持会议，由欧阳"), Run("雪到场，请欧阳小雪律师和高明老师授课。")), line=4
    ),
    Block("paragraph", (Run("王建国到高明区学习习近平法治思想。"),), line=5),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the example as 报告, an accepted wording of which names a person."""
    shutil.copytree(ROOT / "examples" / "yunxi-2025", tmp_path / "报告")
    path = tmp_path / "报告" / "report.yaml"
    accepted = "notes:\n  supervision:\n    - {note: 甲, accepted: 由王小满同志负责整改。}\n"
    path.write_text(path.read_text("utf-8").replace("notes:\n", accepted, 1), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_letterhead_and_names_of_persons_go_and_places_and_leaders_stay() -> None:
    shown = web_edition.published(BLOCKS)
    assert [(block.kind, block.line) for block in shown] == [("title", 1), ("paragraph", 2), ("paragraph", 3)]
    assert shown[1].text == "管委会主任王某主持会议，由欧阳雪到场，请欧阳某律师和高某老师授课。"
    assert shown[2].text == "王某到高明区学习习近平法治思想。"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("原告王小满诉被告某局一案，第三人赵丽到庭。", "原告王某诉被告某局一案，第三人赵某到庭。"),
        ("王小满、赵丽两位调解员和李秀英等5人受到表扬。", "王某、赵某两位调解员和李某等5人受到表扬。"),
        ("王小满、陈志平三人结对。", "王某、陈某三人结对。"),
        ("王建国主任带队，王建军书记督办，王建国总结。", "王某甲主任带队，王某乙书记督办，王某甲总结。"),
        ("当事人王某已撤诉，由王小满律师代理。", "当事人王某已撤诉，由王某甲律师代理。"),
        ("拨打0555-6212345或１３８１２３４５６７８。", "拨打（号码略）或（号码略）。"),
        ("当事人陈述、申辩，党员、干部等20名，工商、公安等3名。", ""),
        ("被申请人白鹭洲经开区出庭，周边、安全等三人，罚没13812345678元，受理12345热线9999999999999件。", ""),
    ],
)
def test_parties_lists_and_telephone_numbers_are_hidden_and_nothing_like_them(written: str, shown: str) -> None:
    [block] = web_edition.published([Block("paragraph", (Run(written),), line=1)])
    assert block.text == (shown or written)


def test_only_the_web_edition_has_its_title_in_one_line(tmp_path: Path) -> None:
    title = "云溪经济技术开发区管理委员会关于2025年度法治政府建设情况的报告"
    for edition, broken in (("paper", True), ("web", False)):
        path = tmp_path / f"{edition}.docx"
        writers.write(Document((Block("title", (Run(title),), line=1),), edition=edition), path)  # type: ignore[arg-type]
        with zipfile.ZipFile(path) as archive:
            assert ("<w:br/>" in archive.read("word/document.xml").decode()) is broken


def test_only_the_paper_edition_has_page_numbers(place: Path) -> None:
    for edition, numbered in (("paper", True), ("web", False)):
        path = Path(f"{edition}.docx")
        writers.write(Document(BLOCKS, edition=edition), path)  # type: ignore[arg-type]
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name).decode() for name in archive.namelist()}
        assert any("PAGE" in text for text in parts.values()) is numbered
        assert any("footer1.xml" in name + text for name, text in parts.items()) is numbered


def test_the_web_edition_in_word_and_as_text_names_nobody(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["render", "报告", "-o", "a.docx", "--edition", "web"]) == 0
    told = capsys.readouterr().err
    assert "王某" in told and "通读" in told
    with zipfile.ZipFile("a.docx") as archive:
        body = archive.read("word/document.xml").decode()
    twin = Path("a.txt").read_text("utf-8")
    for text in (body, twin):
        assert "由王某同志负责整改" in text and "王小满" not in text and "市委、市政府：" not in text
    assert cli.run(["render", "报告", "-o", "b.txt"]) == 0
    assert "由王小满同志负责整改" in Path("b.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["-o", "a.docx", "--sidecar", "a.docx"], ".json"),
        (["-o", "a.docx", "--sidecar", "旧稿.docx"], ".json"),
        (["-o", "a.json", "--format", "txt", "--sidecar", "./a.json"], "会覆盖同时要写的另一个文件"),
        (["-o", "a.txt", "--format", "docx", "--edition", "web"], "会覆盖同时要写的另一个文件"),
        (["-o", "报告/report.yaml", "--format", "txt"], "会覆盖填报数据"),
    ],
)
def test_no_file_of_a_rendering_takes_anothers_place(
    place: Path, capsys: pytest.CaptureFixture[str], asked: list[str], message: str
) -> None:
    Path("旧稿.docx").write_text("旧", "utf-8")
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert cli.run(["render", "报告", *asked]) == 2
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_an_old_draft_may_be_written_over_after_it_was_compared(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["render", "报告", "-o", "a.docx", "--sidecar", "来历/a.json"]) == 0
    assert Path("来历/a.json").is_file()
    assert cli.run(["render", "报告", "-o", "a.docx", "--diff", "a.docx", "--no-compare"]) == 0
    assert "→" in capsys.readouterr().out
