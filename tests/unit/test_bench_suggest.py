"""The bench of suggestions runs from end to end, and its made-up banks are what it says they are. No time is judged here."""

from __future__ import annotations

import re

import pytest
from bench import banks, results, suggest

from drafter import config
from drafter.bank import store
from drafter.bank.search import current


def test_the_quick_bench_prints_every_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "SMALL", 2_000)  # so that of its two banks one is large
    suggest.main(["--quick"])
    printed = capsys.readouterr().out
    assert len(re.findall("^## ", printed, re.M)) == 6
    for table in printed.split("## ")[1:]:
        lines = [line for line in table.splitlines() if line.startswith("|")]
        assert len(lines) > 2
        assert len({line.count(" | ") for line in lines if "---" not in line}) == 1
    assert results.figures({"suggest": printed})


def test_the_same_seed_grows_the_same_bank_with_no_phrase_twice_and_every_slot_declared() -> None:
    shipped = store.load(config.shipped("phrasebank"))
    grown = list(banks.grow(shipped, 500, seed=7))
    assert grown == list(banks.grow(shipped, 500, seed=7)) != list(banks.grow(shipped, 500, seed=8))
    assert len({phrase.text for phrase in grown}) == len({phrase.id for phrase in grown}) == 500
    assert all(set(re.findall(r"\{(\w+)\}", phrase.text)) == set(phrase.slots) for phrase in grown)
    topics = [phrase.topic for phrase in grown]
    assert topics != sorted(topics)
