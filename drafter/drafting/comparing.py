"""This year against last year: a sentence's runs in, the same with `，比上年增加17件、增长8.9%` behind the figures out.

The figures of a comparison are the only ones of a draft that stand in no answer. Each is reckoned from two answers, this
year's and last year's, by one of three formulas:

    difference   this year − last year, exact, printed without sign: 增加17件, 减少3.2万元
    growth       difference ÷ last year × 100, rounded to one decimal, a half upwards: 增长8.9%
    points       this year's percentage − last year's, exact: 提高2.2个百分点, never %

Growth is left out where it would say nothing or something false: last year's count is below SMALLEST_BASE; growth rounds to
0%; a decrease rounds to 100%, which is false where something is left and says nothing where the figure is 0 now.

The words tell the direction only. Whether more is better they leave to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from drafter import language
from drafter.asking.answer_values import digits, printed
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting.material import Material
from drafter.model import Run
from drafter.understanding import quantities

SMALLEST_BASE = 20
"""Last year's count from which a percentage means something: from 2 to 3 meetings is not 增长50%."""

_LONGEST_UNIT = 8
_TENTH = Decimal("0.1")
_STOP = re.compile(r"[，；、。：（）,;:()]")
_FIGURE_OR_WORDS = re.compile(r"\d[\d.]*|\D+")


def with_comparisons(runs: Sequence[Run], known: Material) -> list[Run]:
    """The runs of a sentence, given without its full stop, with a comparison behind every figure that can have one.

    The comparison of the only figure stands behind a comma, those of several figures in brackets.
    """
    compares_already = language.pattern("cues", "comparing", "last_year").search("".join(run.text for run in runs))
    figures = [i for i, run in enumerate(runs) if run.origin in ("answer", "gap")]
    if not known.compare or compares_already or not figures:
        return list(runs)
    form = "，{}" if len(figures) == 1 else "（{}）"
    result = list(runs[: figures[0]])
    for figure, end in pairwise([*figures, len(runs)]):
        words = runs[figure + 1 : end]
        comparison, unit_end = _comparison(runs[figure], words[0].text if words else "", form, known)
        result += [runs[figure], *_inserted(comparison, words, unit_end, is_last=end == len(runs))]
    return result


def is_compared_otherwise(indicator: str, questionnaire: Questionnaire) -> bool:
    """Whether the indicator is a change itself (净增12户), or one of a pair of questions for this year's and last year's figure."""
    pairs = questionnaire.earlier
    return bool(questionnaire.questions[indicator].change) or indicator in pairs or indicator in pairs.values()


def _inserted(comparison: Sequence[Run], words: Sequence[Run], unit_end: int, is_last: bool) -> list[Run]:
    """The words behind a figure with its comparison before their first stop, or at the end of the sentence.

    Where the next figure comes before any stop, the comparison stands directly behind the unit: 律师12人（比上年增加2人）和公证员3人.
    """
    if not comparison:
        return list(words)
    place, offset = (len(words), 0) if is_last else (0, unit_end)
    for i, run in enumerate(words):
        if stop := _STOP.search(run.text):
            place, offset = i, stop.start()
            break
    if place == len(words):
        return [*words, *comparison]
    split = words[place]
    parts = (split._replace(text=split.text[:offset]), *comparison, split._replace(text=split.text[offset:]))
    return [*words[:place], *(part for part in parts if part.text), *words[place + 1 :]]


def _comparison(figure: Run, words: str, form: str, known: Material) -> tuple[list[Run], int]:
    """The comparison of a figure, empty if it can have none, and where in the words behind the figure its unit ends."""
    if figure.origin == "gap":
        return [], 0
    indicator = figure.answers[0]
    now, last = known.figure(indicator), known.answers.last_year(indicator)
    if now is None or not isinstance(last, Decimal) or now < 0 or last < 0:
        return [], 0
    if is_compared_otherwise(indicator, known.questionnaire):
        return [], 0
    kind = known.questionnaire.questions[indicator].kind or "count"
    unit, unit_end = ("", 0) if kind == "money" else _unit(words)  # money is printed with its unit
    text = form.format(_wording(kind, unit, now, last))
    parts = _FIGURE_OR_WORDS.findall(text)
    runs = [Run(part, "answer" if part[0].isdigit() else "template", answers=(indicator,)) for part in parts]
    return runs, unit_end


def _unit(words: str) -> tuple[str, int]:
    """The unit that the wording prints behind a figure (起 where the question says 件), and where it ends."""
    # A unit is recognised only behind a figure; the 1 stands for the one that was printed.
    found = quantities.find(f"1{words[:_LONGEST_UNIT]}")
    return (found[0].unit, found[0].end - 1) if found else ("", 0)


def _wording(kind: str, unit: str, now: Decimal, last: Decimal) -> str:
    if now == last:
        return "与上年持平"
    if last == 0:
        return f"上年为{printed(kind, last)}{unit}"
    is_more, difference = now > last, abs(now - last)
    if kind == "percent":
        return f"比上年{'提高' if is_more else '下降'}{digits(difference)}个百分点"
    told = f"比上年{'增加' if is_more else '减少'}{printed(kind, difference)}{unit}"
    growth = (100 * difference / last).quantize(_TENTH, ROUND_HALF_UP)
    too_few = kind == "count" and last < SMALLEST_BASE
    if too_few or growth == 0 or (growth == 100 and not is_more):
        return told
    return f"{told}、{'增长' if is_more else '下降'}{digits(growth)}%"
