"""How well rules alone mask the names of the three labelled reports, as they are and with every name swapped at random."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from bench import names

from drafter.understanding.indicators import Register

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

pytestmark = [
    pytest.mark.sources,
    pytest.mark.skipif(not SHARED.exists(), reason="the labelled reports are not in the repository"),
]
SEEDS = range(8)


@pytest.fixture(scope="module")
def reports() -> tuple[names.Labelled, ...]:
    return names.labelled(SHARED)


def test_rules_alone_leave_almost_no_local_name_and_mask_almost_nothing_else(
    reports: tuple[names.Labelled, ...], register: Register
) -> None:
    found = names.measure(reports, register)
    assert found.local > 50
    assert found.left_rate <= 0.02, found.left
    assert found.over_rate <= 0.03, found.over
    assert found.persons_left == 0


def test_names_that_nobody_has_seen_are_masked_as_well(reports: tuple[names.Labelled, ...], register: Register) -> None:
    found = [names.measure_swapped(reports, register, seed) for seed in SEEDS]
    left = [item for one in found for item in one.left]
    assert len(left) <= 0.03 * sum(one.local for one in found), left
    assert sum(len(one.over) for one in found) <= 0.03 * sum(one.masked for one in found)


def test_swapping_moves_the_labels_with_the_text(reports: tuple[names.Labelled, ...]) -> None:
    for report in reports:
        swapped = names.swapped(report, Random(1))
        assert all(swapped.lines[m.line - 1][m.start : m.end] == m.text for m in swapped.mentions)
        assert not any(root in line for root in report.roots for line in swapped.lines)
