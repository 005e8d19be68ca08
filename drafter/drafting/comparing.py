"""Adds comparisons with last year to a sentence: where one says something, or behind every figure if the user wants all.

What says something: a change of a size that the template gives, one from or to zero, one that the user starred. Such a
comparison stands behind its figure as a clause: 排查矛盾纠纷231件，较上年增长31.1%. The user's wish for all of them is written out
and, behind one of several figures, in brackets: （比上年增加17件、增长8.9%）. A figure that is very far from last year's is not
compared unless it is starred, because one of the two may be wrong.

The figures of a comparison are the only ones in a draft that are not answers. Each is computed from two answers, this
year's and last year's, by one of three formulas:

    difference   this year − last year, exact, printed without sign: 增加17件, 减少3.2万元
    growth       difference ÷ last year × 100, rounded to one decimal, a half upwards: 增长8.9%
    points       this year's percentage − last year's, exact: 提高2.2个百分点, never %

Growth is left out where it would say nothing, or something false: if last year's count is below SMALLEST_BASE; if growth
rounds to 0%; if a decrease rounds to 100%, which is false as long as something is left, and needless if nothing is left.

The words only tell the direction. They do not say whether more is better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import NamedTuple

from drafter import language
from drafter.asking.answer_doubts import is_far
from drafter.asking.answer_values import digits, printed
from drafter.asking.questionnaire import Questionnaire
from drafter.drafting.material import Material, topic_of
from drafter.model import Run
from drafter.understanding import quantities

SMALLEST_BASE = 20
"""Last year's count from which a percentage means something: from 2 to 3 meetings is not 增长50%, and not worth saying."""

_LONGEST_UNIT = 8
"""Characters behind a figure in which its unit is looked for."""
_TENTH = Decimal("0.1")
_STOP = re.compile(r"[，；、。：（）,;:()]")
_FIGURE_OR_WORDS = re.compile(r"\d[\d.]*|\D+")


class _Comparison(NamedTuple):
    """The comparison of a figure (较上年增加2人), and how long the unit is with which the words behind the figure begin."""

    text: str
    indicator: str
    unit_end: int


def with_comparisons(runs: Sequence[Run], known: Material) -> list[Run]:
    """The runs of a sentence, given without its full stop, with all comparisons or with one that is worth saying.

    The comparison of the only figure stands behind a comma, those of several figures in brackets.
    """
    figures = [i for i, run in enumerate(runs) if run.origin in ("answer", "gap")]
    if known.compare is True:
        return next((list(told) for i in figures for told in [with_comparison(runs, i, known)] if told), list(runs))
    if known.compare is False or not figures or _compares_already(runs):
        return list(runs)
    form = "，{}" if len(figures) == 1 else "（{}）"
    result = list(runs[: figures[0]])
    for figure, end in pairwise([*figures, len(runs)]):
        words = runs[figure + 1 : end]  # up to the next figure
        result.append(runs[figure])
        if comparison := _comparison(runs[figure], words[0].text if words else "", known):
            words = _inserted(comparison, form, words, is_last=end == len(runs))
        result += words
    return result


def with_comparison(runs: Sequence[Run], figure: int, known: Material) -> list[Run] | None:
    """The runs with a comparison behind the run of that number; None if there is none that is worth saying."""
    words = runs[figure + 1 :]
    if runs[figure].origin != "answer" or not runs[figure].answers or _compares_already(runs):
        return None
    if not _is_worth_saying(runs[figure].answers[0], known):
        return None
    comparison = _comparison(runs[figure], words[0].text if words else "", known)
    if comparison is None:
        return None
    following = next((i for i, run in enumerate(words) if run.origin in ("answer", "gap")), len(words))
    stop = next((found[0] for run in words[:following] if (found := _STOP.search(run.text))), "")
    if stop == "、" or (following < len(words) and not stop):
        return None  # the clause goes on: 律师12人和公证员3人
    told = _inserted(comparison, "，{}", words[:following], is_last=following == len(words))
    return [*runs[: figure + 1], *told, *words[following:]]


def _compares_already(runs: Sequence[Run]) -> bool:
    words = "".join(run.text for run in runs)
    return bool(language.pattern("cues", "comparing", "last_year").search(words))


def _is_worth_saying(indicator: str, known: Material) -> bool:
    figures = known.two_years(indicator)
    if figures is None:
        return False
    now, last, kind, _ = figures
    if known.answers.starred(indicator):
        return True
    if now == last or (now and is_far(now, last)):
        return False
    if indicator in known.compared_before:
        return True
    questions, worth, change = known.questionnaire.questions, known.questionnaire.template.compare, abs(now - last)
    for rule in known.questionnaire.relations:  # 净增865户 says the same as a growth by 865
        if rule.kind == "drop" and rule.whole == indicator and known.figure(rule.rate) is not None:
            return False  # 同比下降29.7% is an answer itself
        if (
            rule.kind == "diff"
            and questions[rule.whole].change == "net"
            and topic_of(rule.whole) == topic_of(indicator)
        ) and abs(known.figure(rule.whole) or 0) == change:
            return False
    if not now or not last:
        return not last  # 未收到行政复议申请 says enough
    if kind == "count" and last < SMALLEST_BASE:
        return False
    return change >= worth.points if kind == "percent" else 100 * change / last >= worth.change


def is_compared_otherwise(indicator: str, questionnaire: Questionnaire) -> bool:
    """Whether the indicator is a change itself (净增12户), or one of a pair of questions for this year's and last year's figure."""
    pairs = questionnaire.earlier
    return bool(questionnaire.questions[indicator].change) or indicator in pairs or indicator in pairs.values()


def _inserted(comparison: _Comparison, form: str, words: Sequence[Run], is_last: bool) -> list[Run]:
    """`words`, which stand between a figure and the next one or the end, with the comparison put in.

    It comes before the first stop, or at the end of the sentence. If the next figure comes before any stop, the comparison
    stands directly behind the unit: 律师12人（比上年增加2人）和公证员3人.
    """
    parts = _FIGURE_OR_WORDS.findall(form.format(comparison.text))
    answers = (comparison.indicator,)
    runs = [Run(part, "answer" if part[0].isdigit() else "template", answers=answers) for part in parts]
    for i, run in enumerate(words):
        if stop := _STOP.search(run.text):
            return [*words[:i], *_split(run, stop.start(), runs), *words[i + 1 :]]
    if is_last or not words:
        return [*words, *runs]
    return [*_split(words[0], comparison.unit_end, runs), *words[1:]]


def _split(run: Run, offset: int, between: Sequence[Run]) -> list[Run]:
    """The run cut in two at the offset, with the other runs between the halves; an empty half is left out."""
    parts = (run._replace(text=run.text[:offset]), *between, run._replace(text=run.text[offset:]))
    return [part for part in parts if part.text]


def _comparison(figure: Run, words: str, known: Material) -> _Comparison | None:
    """The comparison of a figure with last year's answer; None if there is none. `words` are those behind the figure."""
    if figure.origin == "gap":
        return None
    indicator = figure.answers[0]
    figures = known.two_years(indicator)
    if figures is None or figures.now < 0 or figures.last < 0:
        return None
    if indicator in known.questionnaire.indicators and is_compared_otherwise(indicator, known.questionnaire):
        return None
    now, last, kind, own_unit = figures
    unit, unit_end = ("", 0) if kind == "money" else _unit(words)  # money is printed with its unit
    if not figure.text[-1:].isdigit() and kind != "money":  # said in words: 未收到行政复议申请，较上年减少5件
        unit, unit_end = own_unit, 0
    return _Comparison(_wording(kind, unit, now, last, known.compare == "all"), indicator, unit_end)


def _unit(words: str) -> tuple[str, int]:
    """The unit that the wording prints behind a figure (maybe 起, though the question says 件), and its length in `words`."""
    # A unit is recognised only behind a figure; the 1 stands for the one that was printed.
    found = quantities.find(f"1{words[:_LONGEST_UNIT]}")
    return (found[0].unit, found[0].end - 1) if found else ("", 0)


def _wording(kind: str, unit: str, now: Decimal, last: Decimal, in_full: bool) -> str:
    """`in_full`: both the difference and the growth; else the one of the two that says more."""
    than = "比上年" if in_full else "较上年"
    if now == last:
        return "与上年持平"
    if last == 0:
        return f"上年为{printed(kind, last)}{unit}"
    is_more, difference = now > last, abs(now - last)
    if kind == "percent":
        return f"{than}{'提高' if is_more else '下降'}{digits(difference)}个百分点"
    told = f"{than}{'增加' if is_more else '减少'}{printed(kind, difference)}{unit}"
    growth = (100 * difference / last).quantize(_TENTH, ROUND_HALF_UP)
    too_few = kind == "count" and last < SMALLEST_BASE
    if too_few or growth == 0 or (growth == 100 and not is_more):
        return told
    grown = f"{'增长' if is_more else '下降'}{digits(growth)}%"
    return f"{told}、{grown}" if in_full else than + grown
