"""Every rule's page holds a hit and a miss and is its test."""

from __future__ import annotations

import re

import pytest

from drafter.checking import checker
from drafter.checking import text as rules
from drafter.errors import DrafterError
from drafter.formats import LocalTerms
from drafter.model import Block, Document, Finding, Run
from drafter.understanding.indicators import Register

GREEN = LocalTerms(report="green", year=2021, zone="青桐高新区", terms={"place": ["青桐"]})
ZONE = "云溪经济技术开发区"
CASES = [
    (rule, part, text)
    for rule in rules.ALL
    for part in ("命中", "不命中")
    for text in re.findall(
        r"```text\n(.*?)```", re.split(r"^## ", rule.page().split(f"## {part}\n")[1], flags=re.M)[0], re.S
    )
]


def findings(text: str, register: Register, **options: object) -> tuple[Finding, ...]:
    blocks = tuple(Block("paragraph", (Run(line),), line=i) for i, line in enumerate(text.splitlines(), 1) if line)
    return checker.check(Document(blocks), register, year=2025, name=ZONE, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "part", "text"), CASES, ids=[f"{r.code}-{p}-{i}" for i, (r, p, _) in enumerate(CASES)]
)
def test_the_page_of_a_rule_says_what_it_finds(rule: rules.Rule, part: str, text: str, register: Register) -> None:
    found = [finding for finding in findings(text, register) if finding.code == rule.code]
    assert bool(found) is (part == "命中")


@pytest.mark.parametrize("rule", rules.ALL, ids=lambda rule: rule.code)
def test_a_rule_has_a_page_with_hit_miss_and_remedy(rule: rules.Rule) -> None:
    page = rule.page()
    assert page.startswith(f"# {rule.code} ")
    assert f"（{rule.name}）" in page.splitlines()[0]
    assert all(f"## {part}\n" in page for part in ("命中", "不命中", "怎么改"))


def test_codes_are_unique_and_sorted() -> None:
    codes = [rule.code for rule in rules.ALL]
    assert codes == sorted(set(codes))


def test_a_finding_says_where(register: Register) -> None:
    text = "第一行\n共办理案件__件"
    finding = next(f for f in findings(text, register) if f.code == "GAP001")
    assert (finding.line, finding.block) == (2, 2)
    assert text.splitlines()[finding.line - 1][finding.start : finding.end] == "__"


def test_names_learned_from_other_reports_are_found(register: Register) -> None:
    found = findings("2025年，青桐社区开展活动。", register, foreign=[GREEN])
    assert [f.excerpt for f in found if f.code == "NAM001"]


def test_rules_can_be_selected_and_ignored_by_the_beginning_of_their_code(register: Register) -> None:
    text = "共办理__件。"
    assert {f.code for f in findings(text, register, select=["GAP"])} == {"GAP001"}
    assert "GAP001" not in {f.code for f in findings(text, register, ignore=["gap001"])}


def test_an_unknown_code_lists_the_known_ones(register: Register) -> None:
    with pytest.raises(DrafterError) as caught:
        findings("文字", register, select=["ABC9"])
    assert "GAP001" in caught.value.hint
