"""Reading a finished report's figures: one value per indicator, of the report's own year."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from drafter import cli
from drafter.asking import questionnaire
from drafter.model import Block, Document, Run
from drafter.understanding import indicators, understand
from drafter.understanding.indicators import ASK
from drafter.understanding.report_figures import Extracted

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
REAL = questionnaire.load(ROOT / "templates" / "annual-report")
REGISTER = indicators.compile(REAL.indicators, REAL.relations, subordinates=REAL.subordinates)

REPORT = """云溪经济技术开发区2025年度法治政府建设情况报告
一、主要举措和成效
（一）依法有效化解矛盾纠纷
全年共调解各类矛盾纠纷162件，调解成功135件，成功率达83.33%。开展涉企纠纷调解，涉及金额12.5万元。
（二）提升政务服务效能
平均办理时限由5.2个工作日压缩至1.6个工作日。
（三）发挥法律顾问作用
法律顾问全年提供法律咨询180人次，调解矛盾纠纷26件。
二、2026年工作安排
（一）加强人民调解
全年调解矛盾纠纷200件，发放宣传资料5万份。
"""


def read(text: str, year: int | None = 2025) -> dict[str, Extracted]:
    lines = [line for line in enumerate(text.splitlines(), 1) if line[1].strip()]
    blocks = tuple(Block("paragraph", (Run(line),), line=number) for number, line in lines)
    return understand(Document(blocks), REGISTER, year).values


def test_figures_come_with_value_print_and_line() -> None:
    found = read(REPORT)
    handled = found["disputes.handled"]
    assert (handled.value, handled.text, handled.line) == (Decimal(162), "162件", 4)
    assert handled.confidence >= ASK
    assert found["disputes.succeeded"].value == 135


def test_percent_is_as_printed_and_money_in_yuan() -> None:
    found = read(REPORT)
    assert found["disputes.success_rate"].value == Decimal("83.33")
    assert found["disputes.amount"].value == Decimal(125000)


def test_a_plan_for_next_year_is_not_this_years_figure() -> None:
    found = read(REPORT)
    assert "publicity.materials" not in found
    assert all(text != "200件" for text, _ in found["disputes.handled"].others)


def test_last_years_figure_is_not_this_years() -> None:
    found = read("一、工作情况\n去年调解矛盾纠纷150件。2024年入企检查900次，2025年入企检查600次。")
    assert "disputes.handled" not in found
    assert found["enforcement.firm_inspections"].value == 600
    days = read(REPORT)
    assert (days["services.days_before"].value, days["services.days_after"].value) == (Decimal("5.2"), Decimal("1.6"))


def test_contradicting_figures_of_one_indicator_come_along() -> None:
    found = read("一、工作情况\n全年举办听证会17次。\n二、民主决策\n全年共举办听证会15次。\n三、其他\n举办听证会17次。")
    assert found["decisions.hearings"].text == "17次"
    assert found["decisions.hearings"].others == (("15次", 4),)


def test_the_same_thing_in_other_words_with_another_figure_is_a_contradiction() -> None:
    found = read("一、工作情况\n提供法律服务，解决矛盾纠纷89起。\n二、化解纠纷\n举办听证会17次，化解矛盾纠纷76起。")
    handled = found["disputes.handled"]
    assert {handled.text, *(text for text, _ in handled.others)} == {"89起", "76起"}


def test_what_one_bureau_did_neither_counts_nor_contradicts() -> None:
    found = read(
        "一、工作情况\n全区作出行政处罚决定210件。\n应急管理局作出行政处罚决定18件。\n城管大队作出行政处罚决定92件。"
    )
    assert (found["enforcement.penalties"].value, found["enforcement.penalties"].others) == (210, ())


def test_a_report_without_figures_gives_nothing() -> None:
    assert read("一、工作情况\n认真落实第一责任人职责。") == {}


@pytest.mark.sources
@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        (
            "changxingdao-2022",
            2022,
            {"disputes.handled": 162, "services.reform_cases_total": 700, "review.litigation": 14},
        ),
        ("rongjiang-2021", 2021, {"review.received": 22, "legal_services.aid_cases": 153, "openness.published": 4726}),
        ("suizhou-2021", 2021, {"business.entities_net": 712, "safety.hazards": 2142, "corrections.received": 84}),
        ("chizhou-2021", 2021, {"norms.kept": 14, "disputes.amount": 100000, "workforce.staff": 2}),
        ("anqiu-2017", 2017, {"decisions.hearings": 17, "decisions.opinions": 289}),
    ],
)
def test_known_figures_of_real_reports_are_found(name: str, year: int, expected: dict[str, int]) -> None:
    path = SHARED / "sources" / f"{name}.txt"
    if not path.exists():
        pytest.skip("the five real reports are not here")
    found = read(path.read_text("utf-8"), year)
    assert {key: found[key].value for key in expected if key in found} == expected


@pytest.mark.sources
def test_a_real_report_that_gives_two_figures_for_one_thing_is_told_so() -> None:
    path = SHARED / "sources" / "anqiu-2017.txt"
    if not path.exists():
        pytest.skip("the five real reports are not here")
    handled = read(path.read_text("utf-8"), 2017)["disputes.handled"]
    assert (handled.text, [text for text, _ in handled.others]) == ("76起", ["89起"])


def test_a_file_without_figures_is_told_alone_and_beside_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("空话.txt").write_text("云溪区法治工作\n我们高度重视，取得了显著成效。\n", "utf-8")
    Path("年报.txt").write_text(REPORT, "utf-8")
    assert cli.run(["new", "报告", "--name", "云溪区", "--year", "2025"]) == 0
    for command in (["空话.txt"], ["空话.txt", "--json"], ["空话.txt", "年报.txt"], ["空话.txt", "--into", "报告"]):
        capsys.readouterr()
        assert cli.run(["extract", *command]) == 0
        told = capsys.readouterr().err
        assert "空话.txt：没有读出数据" in told and "年报.txt" not in told


def test_a_figure_that_no_answer_may_be_is_told_when_it_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("年报.txt").write_text(REPORT.replace("83.33%", "833.3%"), "utf-8")
    assert cli.run(["new", "报告", "--name", "云溪区", "--year", "2025"]) == 0
    assert cli.run(["extract", "年报.txt", "--into", "报告"]) == 0
    told = capsys.readouterr().err
    assert "第4行" in told and "833.3%没有并入，比例不能超过 100%" in told
    assert "disputes.success_rate" not in Path("报告/report.yaml").read_text("utf-8")


BOUNDED = """云溪区2024年度法治政府建设情况报告
一、主要举措和成效
（一）依法有效化解矛盾纠纷
全年共调解各类矛盾纠纷120余件，调解成功率达98%以上。
（二）加强普法宣传
举办普法讲座20场，发放宣传资料近1万份。
"""


def test_a_figure_with_a_word_that_bounds_it_is_never_stored_as_an_exact_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("上年.txt").write_text(BOUNDED, "utf-8")
    assert cli.run(["new", "报告", "--name", "云溪区", "--year", "2025", "--from", "上年.txt"]) == 0
    assert "读出 1 项数据" in (told := capsys.readouterr().err) and "3 项上年写的是约数" in told
    assert cli.run(["ask", "报告", "--list"]) == 0
    listed = capsys.readouterr().out
    for printed in ("120余件", "98%以上", "近1万份"):
        assert f"上年写的是约数 {printed}，不作对比" in listed
    for as_ in ("last_year", "value"):
        assert cli.run(["extract", "上年.txt", "--into", "报告", "--as", as_]) == 0
        assert "120余件没有并入，是约数" in capsys.readouterr().err
    stored = Path("报告/report.yaml").read_text("utf-8")
    assert "publicity.lectures" in stored
    for id in ("disputes.handled", "disputes.success_rate", "publicity.materials"):
        assert id not in stored
