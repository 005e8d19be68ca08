"""This year against last year: a sentence's runs in, the same with `比上年增加17件、增长8.9%` behind the figures out.

These are the only figures of a draft that no answer holds, so each is reckoned from two answers by one of three formulas:

    difference   this year − last year, exactly, without sign: 增加17件, 减少3.2万元
    growth       difference ÷ last year × 100, half up to one decimal: 增长8.9%; not from fewer than BASE, nor where it
                 would print 0, or a fall of 100 though something is left
    points       difference of two percentages, exactly: 提高2.2个百分点, never %

The words only tell the direction; whether more is better they leave open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest

from drafter.asking import answers as typed
from drafter.drafting.facts import Facts
from drafter.model import Run
from drafter.understanding import quantities

BASE = 20
"""Last year's count from which a percentage means something: 由2次到3次 is not 增长50%."""

_LONGEST_UNIT = 8
_TENTH = Decimal("0.1")
_STOP = re.compile(r"[，；、。：（）,;:()]")
_COMPARES = re.compile(r"上年|去年|同比|环比|同期")
_CHANGES = ("_last", "_drop", "_cut", "_net", "_before", "_after")
"""Endings of indicators that compare already."""


def compared(runs: Sequence[Run], facts: Facts) -> list[Run]:
    """The runs of a sentence (without its full stop) with what last year's values have to say."""
    if not facts.compare or _COMPARES.search("".join(run.text for run in runs)):
        return list(runs)
    alone = sum(run.origin in ("answer", "gap") for run in runs) == 1
    done: list[Run] = []
    waiting: list[Run] = []
    for run, after in zip_longest(runs, runs[1:], fillvalue=Run("")):
        if run.origin == "answer":
            done, waiting = [*done, run], _change(run.answers[0], after.text, facts, alone)
            continue
        stop = _STOP.search(run.text) if waiting else None
        done += _split(run, stop.start(), waiting) if stop else [run]
        waiting = [] if stop else waiting
    return [*done, *waiting]


def _unit(behind: str) -> str:
    """The unit that the wording itself prints behind the figure: 起 where the question says 件."""
    found = quantities.find(f"1{behind[:_LONGEST_UNIT]}")
    return found[0].unit if found else ""


def changes(indicator: str, facts: Facts) -> bool:
    """Whether the indicator is a comparison itself, or the questionnaire asks for last year's figure in its own right."""
    return indicator.endswith(_CHANGES) or f"{indicator}_last" in facts.questionnaire.questions


def _split(run: Run, at: int, between: Iterable[Run]) -> list[Run]:
    parts = Run(run.text[:at], run.origin, answers=run.answers), Run(run.text[at:], run.origin, answers=run.answers)
    return [part for part in (parts[0], *between, parts[1]) if part.text]


def _change(indicator: str, behind: str, facts: Facts, alone: bool) -> list[Run]:
    """The comparison behind a figure: after a comma if the sentence has no other figure, else in brackets."""
    now, last = facts.answers.get(indicator), facts.answers.last_year(indicator)
    if not isinstance(now, Decimal) or not isinstance(last, Decimal) or now < 0 or last < 0:
        return []
    if changes(indicator, facts):
        return []
    before, after = ("，", "") if alone else ("（", "）")
    told = _told(facts.questionnaire.questions[indicator].kind or "count", _unit(behind), now, last)
    parts = re.split(r"(?<!\d)(\d[\d.]*)", before + told + after)
    return [Run(part, "answer" if i % 2 else "template", answers=(indicator,)) for i, part in enumerate(parts) if part]


def _told(kind: str, unit: str, now: Decimal, last: Decimal) -> str:
    unit = "" if kind == "money" else unit
    if now == last:
        return "与上年持平"
    if last == 0:
        return f"上年为{typed.printed(kind, last)}{unit}"
    more, change = now > last, abs(now - last)
    if kind == "percent":
        return f"比上年{'提高' if more else '下降'}{typed.digits(change)}个百分点"
    growth = _growth(kind, now, last)
    percent = f"、{'增长' if more else '下降'}{typed.digits(growth)}%" if growth else ""
    return f"比上年{'增加' if more else '减少'}{typed.printed(kind, change)}{unit}{percent}"


def _growth(kind: str, now: Decimal, last: Decimal) -> Decimal | None:
    """The change in percent of last year's value, or None where a percentage would say nothing."""
    if now == 0 or (kind == "count" and last < BASE):
        return None
    growth = (100 * abs(now - last) / last).quantize(_TENTH, ROUND_HALF_UP)
    return None if growth == 0 or (growth == 100 and now < last) else growth
