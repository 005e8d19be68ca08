"""Facts: what each figure of a report counts, in words that a clerk can be asked with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from drafter import config
from drafter.app import report_kind
from drafter.model import Block, Document, Run
from drafter.understanding import understand

if TYPE_CHECKING:
    from drafter.model import Fact


def facts_of(*paragraphs: str, heading: str = "一、主要举措和成效") -> tuple[Fact, ...]:
    lines = (heading, *paragraphs)
    blocks = (Block("paragraph", (Run(line),), line=number) for number, line in enumerate(lines, 1))
    document = Document(tuple(blocks))
    return understand(document, report_kind.register(config.template_folder()), 2025).facts


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("全镇共调解矛盾纠纷318件，成功305件。", ["调解矛盾纠纷件数", "矛盾纠纷调解成功件数"]),
        ("截至年底，拆除违法建筑41处，拆除面积9200平方米。", ["拆除违法建筑处数", "拆除面积"]),
        ("发放宣传手册1.2万册，现场接受咨询600余人次。", ["发放宣传手册数", "现场接受咨询人次"]),
        ("抽查企业80家，其中重点企业30家。", ["抽查企业家数", "抽查企业家数（重点企业）"]),
    ],
)
def test_a_label_names_the_thing_in_the_words_of_the_report(sentence: str, labels: list[str]) -> None:
    assert [fact.label for fact in facts_of(sentence)] == labels


def test_a_fact_says_where_its_figure_stands_and_what_it_is() -> None:
    [fact] = facts_of("全年管护古树名木27株。")
    assert (fact.line, fact.start, fact.end, fact.text) == (2, 8, 11, "27株")
    assert (fact.label, fact.unit, fact.value, fact.time) == ("管护古树名木株数", "株", Decimal(27), "this")


def test_years_and_names_are_no_facts() -> None:
    assert facts_of("2025年，落实“三项制度”，“12345”热线办理更快。") == ()


@pytest.mark.parametrize(
    ("this", "last"),
    [
        ("管护古树名木27株。", "全年古树名木管护25株。"),
        ("办理河湖问题41个。", "2024年，全镇共办理各类河湖问题38个。"),
        ("摸排欠薪线索16条。", "累计排查欠薪线索9条。"),
        ("林长巡林3200次，比上年增加200次。", "林长巡林3000次，比上年减少150次。"),
        ("巡河发现问题73处，整改70处。", "全年巡河发现问题51处，已整改50处。"),
    ],
)
def test_the_same_thing_has_the_same_key_however_it_is_worded(this: str, last: str) -> None:
    assert [fact.key for fact in facts_of(this)] == [fact.key for fact in facts_of(last)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("管护古树名木27株。", "移栽古树名木27株。"),
        ("巡河发现问题73处。", "巡林发现问题73处。"),
        ("欠薪线索16条。", "欠薪线索核实率16%。"),
        ("林长巡林3200次。", "林长28名。"),
    ],
)
def test_another_thing_has_another_key(one: str, other: str) -> None:
    assert facts_of(one)[0].key != facts_of(other)[0].key
