"""Last year's report paragraph by paragraph: this year's figures by what they count, gaps for the rest, placed by number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter import cli
from drafter.app import report_in_progress, reuse
from drafter.app.reuse import Offer
from drafter.asking import reportfile
from drafter.errors import DrafterError, FileError
from drafter.formats import Answer

LAST = """云溪经济技术开发区管理委员会关于2024年度法治政府建设情况的报告

市委、市政府：

2024年，云溪经济技术开发区（以下简称云溪经开区）扎实推进法治政府建设。现将有关情况报告如下：

一、主要举措和成效

（一）化解矛盾纠纷

全年调解成功170件，调解矛盾纠纷190件（比上年增加12件、增长6.7%）。排查矛盾纠纷208件，与上年持平。2023年6月在柳塘镇设调解室7个，由王小满同志负责，首次实现全覆盖。

（二）规范文件管理。2024年制定行政规范性文件2件，印发《云溪经开区2024年工作要点》。

二、存在的不足和原因

一是培训方式单一，主要原因是抽不出骨干。

二是普法与企业需求结合不紧。

三、党政主要负责人履行第一责任人职责情况

党工委主要负责人听取汇报3次，热线12345，落实三项制度，庆祝建党100周年，解决32条意见。

四、2025年主要安排

改进培训方式。

云溪经济技术开发区管理委员会
2025年2月10日
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report for 2025, started from last year's, with two answers."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "去年.txt").write_text(LAST, "utf-8")
    report_in_progress.new(tmp_path / "报告", "云溪经济技术开发区", 2025, "standard", tmp_path / "去年.txt")
    given(tmp_path / "报告", {"disputes.handled": "207", "disputes.succeeded": "188"})
    return tmp_path / "报告"


def given(folder: Path, values: dict[str, str]) -> None:
    report = reportfile.load(folder)
    found = {**report.answers}
    for key, value in values.items():
        found[key] = found.get(key, Answer.model_validate({})).model_copy(update={"value": value})
    reportfile.save(folder, report.model_copy(update={"answers": found}))


def offers(folder: Path) -> dict[str, Offer]:
    """By the first words of the heading they stand under and their number."""
    return {f"{offer.number}{offer.path[-1][:2] if offer.path else ''}": offer for offer in reuse.last_year(folder)}


def test_the_copy_in_the_folder_outlives_the_original(folder: Path) -> None:
    Path("去年.txt").unlink()
    assert (folder / "上年报告.txt").read_text("utf-8") == LAST
    assert [offer.number for offer in reuse.last_year(folder)] == [1, 2, 3, 4, 5, 6, 7]


def test_figures_are_filled_by_what_they_count_and_the_rest_of_last_year_is_a_gap(folder: Path) -> None:
    offer = offers(folder)["2化解"]
    assert offer.text.startswith("全年调解成功188件，调解矛盾纠纷207件。")
    assert "排查矛盾纠纷【待填：排查的矛盾纠纷】件。【待填：日期】在柳塘镇设" in offer.text
    assert "由【待填：姓名】同志负责" in offer.text
    assert not [old for old in ("170", "190", "2023", "7个", "王小满") if old in offer.text]
    assert offer.doubts == ("全覆盖", "首次") and offer.snippet.topic == "disputes"


def test_the_year_moves_on_and_a_run_in_heading_stays_behind(folder: Path) -> None:
    offer = offers(folder)["3规范"]
    name = "制定的行政规范性文件"
    assert offer.text == f"2025年制定行政规范性文件【待填：{name}】件，印发《【待填：文件名称】》。"


def test_figures_of_the_wording_itself_are_to_be_looked_at(folder: Path) -> None:
    offer = offers(folder)["6党政"]
    assert "100周年" in offer.doubts
    assert not {"12345", "三项制度"} & set(offer.doubts)


def test_problems_plans_and_duties_belong_to_their_own_parts(folder: Path) -> None:
    found = [offer.snippet.topic for offer in reuse.last_year(folder)]
    assert found == ["", "disputes", "norms", "problems", "problems", "responsible", "plan"]
    assert [offer.text for offer in reuse.last_year(folder)][3:5] == [
        "一是培训方式单一，主要原因是抽不出骨干。", "二是普法与企业需求结合不紧。",
    ]  # fmt: skip


def test_placed_by_number_and_filled_with_what_is_answered_later(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["snippets", "place", "3、6-7", "报告"]) == 0
    given(folder, {"norms.issued": "5"})
    assert cli.run(["render", "报告", "-o", "a.txt"]) == 0
    text = Path("a.txt").read_text("utf-8")
    assert "2025年制定行政规范性文件5件，较上年增加3件，印发" in text and text.count("规范性文件5件") == 1
    assert "改进培训方式。" in text and "【待填：下一年度主要安排】" not in text
    capsys.readouterr()
    assert cli.run(["snippets", "last", "报告", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)["paragraphs"]
    assert [p["number"] for p in shown if p["placed"]] == [3, 6, 7]


def test_what_the_user_changed_in_a_placed_paragraph_stays(folder: Path) -> None:
    reuse.place(folder, "2")
    path = next((folder / "snippets").glob("上年2-*.yaml"))
    path.write_text(path.read_text("utf-8").replace("{number1}个", "9个"), "utf-8")
    reuse.place(folder, "2")
    assert "9个" in offers(folder)["2化解"].text
    assert reportfile.load(folder).snippets == {"disputes": [path.stem]}


@pytest.mark.parametrize(
    ("number", "message"),
    [("9", "没有第 9 段"), ("0", "没有第 0 段"), ("2,88", "没有第 88 段"), ("1", "不属于哪个主题")],
)
def test_a_paragraph_that_cannot_be_placed_is_told_and_nothing_is_written(
    folder: Path, number: str, message: str
) -> None:
    before = (folder / "report.yaml").read_bytes()
    with pytest.raises(DrafterError, match=message):
        reuse.place(folder, number)
    assert (folder / "report.yaml").read_bytes() == before and not (folder / "snippets").exists()


def test_without_last_years_report_it_is_asked_for_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "上年报告.txt").unlink()
    for command in (["last", "报告"], ["place", "3", "报告"]):
        assert cli.run(["snippets", *command]) == 2
        assert "没有上一年度的报告" in capsys.readouterr().err
    assert cli.run(["snippets", "last", "报告", "--from", "去年.txt"]) == 0
    assert cli.run(["snippets", "last", "报告"]) == 0
    Path("别的.txt").write_text(LAST.replace("170", "171"), "utf-8")
    with pytest.raises(FileError, match="另一份上年报告"):
        reuse.last_year(folder, Path("别的.txt"))
