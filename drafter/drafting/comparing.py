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
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest

from drafter import language
from drafter.asking.answer_values import digits, printed
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting.material import Material
from drafter.model import Run
from drafter.understanding import quantities

BASE = 20
"""Last year's count from which a percentage means something: 由2次到3次 is not 增长50%."""

_LONGEST_UNIT = 8
_TENTH = Decimal("0.1")
_STOP = re.compile(r"[，；、。：（）,;:()]")


def compared(runs: Sequence[Run], known: Material) -> list[Run]:
    """The runs of a sentence (without its full stop) with what last year's values have to say."""
    compares = language.pattern("cues", "comparing", "last_year")
    if not known.compare or compares.search("".join(run.text for run in runs)):
        return list(runs)
    alone = sum(run.origin in ("answer", "gap") for run in runs) == 1
    done: list[Run] = []
    waiting: list[Run] = []  # a comparison waits for the end of the words behind its figure
    for run, after in zip_longest(runs, runs[1:], fillvalue=Run("")):
        if run.origin == "answer":
            done, waiting = [*done, run], _change(run.answers[0], after.text, known, alone)
            continue
        stop = _STOP.search(run.text) if waiting else None
        if stop:
            parts = (run._replace(text=run.text[: stop.start()]), *waiting, run._replace(text=run.text[stop.start() :]))
            done += [part for part in parts if part.text]
            waiting = []
        else:
            done.append(run)
    return [*done, *waiting]


def changes(indicator: str, questionnaire: Questionnaire) -> bool:
    """Whether the indicator is a comparison itself, or the questionnaire asks for the earlier figure in its own right."""
    apart = (*questionnaire.earlier, *questionnaire.earlier.values())
    return bool(questionnaire.questions[indicator].change) or indicator in apart


def _change(indicator: str, behind: str, known: Material, alone: bool) -> list[Run]:
    """The comparison behind a figure: after a comma if the sentence has no other figure, else in brackets."""
    now, last = known.figure(indicator), known.answers.last_year(indicator)
    if now is None or not isinstance(last, Decimal) or now < 0 or last < 0 or changes(indicator, known.questionnaire):
        return []
    # The unit is the one that the wording itself prints behind the figure: 起 where the question says 件.
    found = quantities.find(f"1{behind[:_LONGEST_UNIT]}")
    kind = known.questionnaire.questions[indicator].kind or "count"
    told = _told(kind, found[0].unit if found and kind != "money" else "", now, last)
    told = f"，{told}" if alone else f"（{told}）"
    parts = re.split(r"(?<!\d)(\d[\d.]*)", told)
    return [Run(part, "answer" if i % 2 else "template", answers=(indicator,)) for i, part in enumerate(parts) if part]


def _told(kind: str, unit: str, now: Decimal, last: Decimal) -> str:
    if now == last:
        return "与上年持平"
    if last == 0:
        return f"上年为{printed(kind, last)}{unit}"
    more, change = now > last, abs(now - last)
    if kind == "percent":
        return f"比上年{'提高' if more else '下降'}{digits(change)}个百分点"
    growth = (100 * change / last).quantize(_TENTH, ROUND_HALF_UP)
    says_nothing = growth == 0 or (growth == 100 and not more) or now == 0 or (kind == "count" and last < BASE)
    percent = "" if says_nothing else f"、{'增长' if more else '下降'}{digits(growth)}%"
    return f"比上年{'增加' if more else '减少'}{printed(kind, change)}{unit}{percent}"
