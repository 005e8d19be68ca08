"""Made-up persons in made-up sentences are masked, sentences without names stay, and whole made-up reports give up no name."""

from __future__ import annotations

import pytest
from bench import persons, report_texts, reports

from drafter.understanding.indicators import Register


def test_of_three_thousand_names_hardly_one_is_left_and_nothing_but_the_name_is_masked(register: Register) -> None:
    found = list(persons.persons(register).values())
    left = [item for kind in found for item in kind.left]
    assert sum(kind.names for kind in found) == 3000
    assert len(left) <= 0.01 * 3000, left
    assert sum(len(kind.wrong) for kind in found) <= 0.001 * 3000


def test_no_ordinary_word_is_masked(register: Register) -> None:
    assert persons.no_names(register).wrong == ()


@pytest.mark.parametrize("name", reports.names(reports.FOLDER))
def test_a_whole_report_has_all_its_headings_and_hardly_a_leak(name: str) -> None:
    report = report_texts.Words(reports.FOLDER, name)
    assert [item for item in report.headings()[2] if item[0] == "-"] == []
    assert len(report.leaks()[1]) <= 1
    assert len(report.wrong_masks()) <= 2
