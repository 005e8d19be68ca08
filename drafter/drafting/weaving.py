"""Words the figures that are said together: a company of indicators (indicator_file.Company) and the answers in, the runs of one sentence out.

The counted object is named once. The figures behind it have their short forms, which the register gives, and a short form is
used only while the figure that it leans on stands before it: 排查矛盾纠纷231件；调处207件，其中调解成功188件，成功率90.82%.
Without that figure the question's own sentence says it in full, so that no figure is ever without its object.

Two kinds of figures are said in words. A part that equals its whole is 全部 (with its rate of 100%), and what did not happen is
未收到 (with its parts, which are 0 too). Such words are an answer too: their run names the questions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from drafter import language
from drafter.asking.indicator_file import Company
from drafter.asking.zone import in_terms_of
from drafter.drafting.choosing import phrase_for
from drafter.drafting.material import Material, figure_run, filled
from drafter.formats import Question
from drafter.model import Offered, Run

_AMONG, _MARKS = "其中", "，；、"
_VALUE_WITH_UNIT = re.compile(r"\{value\}\w*$")
"""At the end of a question's sentence: what falls away when the sentence is denied (收到行政复议申请{value}件)."""


class _Clause(NamedTuple):
    """A clause and the indicators that it says. `text`: with {value}, or in words (全部, 未收到). `leans_on`: the indicator that it adds to."""

    text: str
    ids: tuple[str, ...]
    leans_on: str


def woven(
    company: Company, figures: Collection[str], known: Material, worded: Mapping[str, Sequence[str]]
) -> tuple[list[Run], Offered | None]:
    """The runs that say these figures of the company, without a full stop, and the phrase they were made from, if any.

    `worded`: indicator → how a measure says its figure, and how it does behind the figure that this one is a part of.
    """
    ids = [id for id in company if id in figures and not _goes_without_saying(id, figures, known)]
    clauses = list(_clauses(company, ids, known, worded))
    are_figures = all("{value}" in clause.text for clause in clauses)
    if clauses and are_figures and not worded and (phrase := phrase_for(ids, ids[0].partition(".")[0], known)):
        return list(filled(in_terms_of(known.zone, phrase.text), phrase.slots, "phrase", known)), phrase
    runs, parts_of = list[Run](), ""  # parts_of: the indicator whose parts are being told behind 其中
    for clause in clauses:
        mark, text = ("，", clause.text) if clause.text[0] not in _MARKS else (clause.text[0], clause.text[1:])
        if not text.startswith(_AMONG):
            is_of_parts = known.questionnaire.questions[clause.ids[0]].kind in ("percent", "money")
            if parts_of and mark == "，" and not is_of_parts:  # behind a comma it would be one more part
                mark = "；"
            parts_of = ""
        elif parts_of == clause.leans_on:  # 其中来信41件、来访96批次
            mark, text = "、", text.removeprefix(_AMONG)
        else:
            parts_of = clause.leans_on
        opening = mark if runs else ""
        if "{value}" not in text:
            runs += [Run(opening, "template"), Run(text, "answer", answers=clause.ids)]
            continue
        (id,), (before, _, after) = clause.ids, text.partition("{value}")
        value = known.figure(id)
        assert value is not None  # only answered indicators are woven
        figure = figure_run(known.questionnaire.questions[id], value)
        runs += [Run(opening + before, "template"), figure, Run(after, "template")]
    return [run for run in runs if run.text], None


def _clauses(
    company: Company, ids: Sequence[str], known: Material, worded: Mapping[str, Sequence[str]]
) -> Iterator[_Clause]:
    """The clauses for `ids`, each of them said once, in their order."""
    said, counted = set[str](), set[str]()  # counted: said with their figure, so that others can lean on them
    for id in ids:
        if id in said:
            continue
        form, question, value = company[id], known.questionnaire.questions[id], known.figure(id)
        leans_on = next((other for other in form.of if other in counted), "")
        is_loss = value is not None and value < 0
        in_short = form.short if (leans_on or not form.of) and not is_loss else ""  # 净增 is no word for a net loss
        text = in_short or (question.decrease if is_loss else question.sentence)
        also = list[str]()  # the other indicators that these words say
        denied = form.none or ("" if said else _denied(question))  # 未收到 can only open the sentence
        if value == 0 and denied:
            text, also = denied, [other for other in _none_with(id, known) if known.figure(other) == 0]
        elif id in worded and value and not is_loss:
            text = worded[id][-1 if leans_on else 0]
        elif form.all and leans_on and value and value == known.figure(leans_on):
            rates = [rule.rate for rule in known.questionnaire.relations if rule.rate and id in rule.parts]
            if all(known.figure(rate) in (None, 100) for rate in rates):  # 全部化解 says the rate of 100% too
                text, also = form.all, rates
        also = [other for other in also if other in ids and other not in said and other not in worded]
        said |= {id, *also}
        counted |= {id} if "{value}" in text or value else set()
        yield _Clause(text, (id, *also), leans_on or next(iter(form.of), ""))


def _goes_without_saying(id: str, company: Collection[str], known: Material) -> bool:
    """Whether the figure is a 0 that goes without saying: a part of a sum in whose sentence there is none of it."""
    return known.figure(id) == 0 and any(
        rule.kind == "sum" and id in rule.parts and rule.whole in company for rule in known.questionnaire.relations
    )


def _none_with(whole: str, known: Material) -> Iterator[str]:
    """What is 0 if this indicator is: its parts, and rates of it."""
    for rule in known.questionnaire.relations:
        if rule.whole == whole and rule.kind in ("sum", "within", "rate"):
            yield from (*rule.parts, rule.rate)


def _denied(question: Question) -> str:
    """The sentence of a figure that is 0: 未收到行政复议申请. Empty where the sentence does not begin with such a verb."""
    verb = language.pattern("drafting", "denied").match(question.sentence)
    is_at_end = _VALUE_WITH_UNIT.search(question.sentence)
    return f"未{question.sentence[: is_at_end.start()]}" if verb and is_at_end else ""
