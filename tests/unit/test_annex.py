"""The table of figures at a report's end: every answered figure once, this year beside last year, nothing made up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from drafter import libreoffice, readers, writers
from drafter.app import drafts
from drafter.asking import reportfile
from drafter.asking.answers import Answers
from drafter.drafting.compose import Sources, compose
from drafter.formats import Report
from drafter.model import Document
from drafter.understanding import outline

NAME = "法治政府建设主要数据统计表"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"


def report(annexed: bool = True, **figures: object) -> Report:
    names = {key.replace("__", "."): value for key, value in figures.items()}
    data = {"year": 2025, "annex": annexed, "zone": {"name": "云溪经济技术开发区"}, "answers": names}
    return Report.model_validate(data)


def drafted(given: Report, sources: Sources) -> Document:
    return compose(given, Answers.from_report(given, sources.questionnaire), sources)


def rows(document: Document) -> list[tuple[str, ...]]:
    return list(document.blocks[-1].rows)


def test_every_answered_figure_of_the_example_has_its_row(sources: Sources, example: Report) -> None:
    typed = Answers.from_report(example, sources.questionnaire)
    head, *table = rows(drafts.draft(EXAMPLE, annex=True)[1])
    answered = [id_ for id_ in sources.questionnaire.indicators if isinstance(typed.get(id_), Decimal)]
    assert head == ("序号", "指标", "单位", "2024年", "2025年", "增减")
    named = [sources.questionnaire.questions[id_].ask for id_ in answered]
    assert [row[1] for row in table[: len(named)]] == named
    # Behind them stands what kept sentences of last year's report count besides.
    assert all(row[4].isdigit() for row in table[len(named) :])


def test_the_change_is_the_difference_of_the_two_answers(sources: Sources) -> None:
    given = report(
        disputes__handled={"value": "207", "last_year": "190"},
        disputes__succeeded={"value": "0", "last_year": "5"},
        disputes__success_rate={"value": "90.5", "last_year": "90.5"},
        services__online_rate={"value": "97.3", "last_year": "95.1"},
        workforce__funds={"value": "35万元", "last_year": "300500"},
        review__received={"value": "3"},
    )
    table = {row[1]: row[2:] for row in rows(drafted(given, sources))[1:]}
    asked = sources.questionnaire.questions
    assert table[asked["disputes.handled"].ask] == ("件", "190", "207", "+17")
    assert table[asked["disputes.succeeded"].ask] == ("件", "5", "0", "-5")
    assert table[asked["disputes.success_rate"].ask] == ("%", "90.5", "90.5", "0")
    assert table[asked["services.online_rate"].ask] == ("%", "95.1", "97.3", "+2.2个百分点")
    assert table[asked["workforce.funds"].ask] == ("万元", "30.05", "35", "+4.95")
    assert table[asked["review.received"].ask][1:] == ("—", "3", "—")


def test_what_is_not_applicable_or_not_known_has_no_row(sources: Sources) -> None:
    given = report(review__received="不适用", disputes__handled={"last_year": "190"}, disputes__succeeded="1")
    assert len(rows(drafted(given, sources))) == 2


def test_the_attachment_is_announced_above_the_signature_and_numbered_among_others(sources: Sources) -> None:
    alone = drafted(report(disputes__handled="1"), sources)
    others = drafted(report(disputes__handled="1", signature__attachments=["工作台账"]), sources)
    assert [b.text for b in alone.blocks if b.kind in ("attachment", "annex")] == [f"附件：{NAME}", "附件"]
    assert [b.text for b in others.blocks if b.kind in ("attachment", "annex")] == [
        "附件：1.工作台账",
        f"2.{NAME}",
        "附件2",
    ]


def test_a_report_that_asks_for_none_has_none(sources: Sources) -> None:
    assert not [b for b in drafted(report(False, disputes__handled="1"), sources).blocks if b.rows]


def test_report_yaml_keeps_the_wish(tmp_path: Path) -> None:
    reportfile.save(tmp_path, report(disputes__handled="1"))
    assert reportfile.load(tmp_path).annex
    assert "annex: true" in (tmp_path / "report.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "suffix",
    [
        "txt",
        "md",
        "docx",
        pytest.param(
            "pdf",
            marks=[pytest.mark.office, pytest.mark.skipif(libreoffice.program() is None, reason="needs LibreOffice")],
        ),
    ],
)
def test_the_annex_behind_the_signature_is_read_back_as_text(tmp_path: Path, suffix: str) -> None:
    document = drafts.draft(EXAMPLE, annex=True)[1]
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(writers.encode(document, suffix))
    read = "".join(block.text for block in outline.build(readers.read(path)).blocks)
    table = rows(document)
    printed = ["".join(row[1:]) for row in table] if suffix != "pdf" else ["".join(row[2:]) for row in table[1:]]
    words = "".join(read.split())
    assert [row for row in printed if "".join(row.split()) not in words] == []


def test_what_a_page_prints_below_an_annex_is_still_no_text(tmp_path: Path) -> None:
    table = "附件\n数据表\n序号\t指标\t数量\n1\t网站首页登录人数\t12\n2\t办件\t7\n"
    body = "一、成效\n全年办结纠纷12件。\n云溪区人民政府\n2026年1月5日\n" + table
    (tmp_path / "a.txt").write_text(
        body + "主办单位：云溪区人民政府\n承办：信息中心\n值班电话12345\n", encoding="utf-8"
    )
    built = outline.build(readers.read(tmp_path / "a.txt"))
    assert [block.text for block in built.blocks][-5:] == table.rstrip().split("\n")


def test_lines_with_page_numbers_are_contents_above_the_text_and_rows_below(tmp_path: Path) -> None:
    text = "云溪区2025年法治政府建设报告\n目录\n主要成效\t1\n存在不足\t9\n一、主要成效\n全年办结如下。\n调解\t12\n信访\t7\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    built = outline.build(readers.read(tmp_path / "a.txt"))
    assert [block.text for block in built.blocks][1:] == ["一、主要成效", "全年办结如下。", "调解\t12", "信访\t7"]
