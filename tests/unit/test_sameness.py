"""How much of a report stands in last year's and in the phrasebank, word for word: per part, with passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import config
from drafter.app import checks
from drafter.asking import questionnaire
from drafter.checking import text as rules
from drafter.errors import FileError
from drafter.model import Block, Document, Run
from drafter.understanding import Understood, dated, understand
from drafter.understanding.indicators import Register

KEPT = "起草规范性文件先到企业和社区调研，再请法律顾问逐条提出意见"
CHANGED = "全年走访企业142家，当场答复诉求，跨部门的事项由专班督办到底"
NEW = "今年新设三个调解室，请退休法官坐班，小额争议两天以内有结果"


def read(text: str, register: Register) -> Understood:
    lines = enumerate(text.splitlines(), 1)
    return understand(Document(tuple(Block("paragraph", (Run(line),), line=at) for at, line in lines)), register, 2025)


def report(work: str, plan: str = f"{NEW}，{NEW}。") -> str:
    return f"云溪经济技术开发区2025年度法治政府建设情况的报告\n一、主要举措和成效\n{work}\n二、下一步打算\n{plan}"


def found(text: str, register: Register, last: str = "", wordings: dict[str, list[str]] | None = None) -> list[str]:
    folder = config.template_folder()
    earlier = read(last, register) if last else None
    told = rules.check(
        read(text, register),
        questionnaire.template(folder),
        terms=dated.terms(folder),
        earlier=earlier,
        wordings=wordings or {"green-2021": ["别处的话"]},
        select=["REP003", "REP004"],
    )
    return [each.message for each in told]


def test_each_part_has_its_share_with_the_place_and_words_of_what_is_the_same(register: Register) -> None:
    [said] = found(report(f"{KEPT}。{NEW}。"), register, report(f"{KEPT}。", "加强培训。"))
    signs = len(KEPT) - KEPT.count("，"), len(NEW) - NEW.count("，")
    assert f"“主要举措和成效”有 {round(100 * signs[0] / sum(signs))}% 的字和上年报告逐字相同" in said
    assert f"（{sum(signs)} 字中的 {signs[0]} 字）：第 3 行“{KEPT}”" in said


def test_a_new_figure_parts_what_is_the_same_as_last_year_but_not_as_the_bank(register: Register) -> None:
    text = report(f"{CHANGED}。{NEW}。")
    [last] = found(text, register, report(f"{CHANGED.replace('142', '97')}。", "加强培训。"))
    [bank] = found(text, register, wordings={"green-2021": [CHANGED.replace("142", "")]})
    assert "第 3 行“家，当场答复诉求，跨部门的事项由专班督办到底”" in last
    assert f"第 3 行“{CHANGED[:30]}……”（green-2021）" in bank


@pytest.mark.parametrize("last", [report(f"{NEW[:14]}。", "加强培训。"), report("《" + NEW + "》。", "加强培训。")])
def test_a_few_words_and_titles_are_nothing_the_same(last: str, register: Register) -> None:
    assert found(report(f"{KEPT}，《{NEW}》，{NEW}。", "加强培训。"), register, last) == []


def test_what_every_report_of_a_year_says_alike_does_not_count(register: Register) -> None:
    alike = "以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想"
    assert found(report(f"{alike}。{KEPT}，{KEPT}。"), register, report(f"{alike}。", "加强培训。")) == []


def test_check_tells_it_where_last_years_report_is_named(tmp_path: Path) -> None:
    now, last = tmp_path / "now.txt", tmp_path / "last.txt"
    now.write_text(report(f"{KEPT}。{NEW}。"), "utf-8")
    last.write_text(report(f"{KEPT}。", "加强培训。"), "utf-8")
    told = checks.check([now], select=["REP003", "REP004"], last=last).findings
    assert [(each.code, each.severity, each.line) for each in told] == [("REP003", "info", 3)]
    assert checks.check([now], select=["REP003", "REP004"]).findings == ()


def test_a_missing_last_report_is_told_at_once(tmp_path: Path) -> None:
    now = tmp_path / "now.txt"
    now.write_text(report(KEPT), "utf-8")
    with pytest.raises(FileError, match="none"):
        checks.check([now], last=tmp_path / "none.txt")
