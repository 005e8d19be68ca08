"""A report drafted from any answers is read back to the same answers: as a document, and as .docx and .txt files.

Figures are counted over many reports, not report by report: one unlucky sentence in a thousand is no reason to fail, and a
wording that is never understood is.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import config, readers, writers
from drafter.asking import answer_values, answers
from drafter.drafting import template
from drafter.drafting.compose import Sources, compose
from drafter.drafting.material import figure_run
from drafter.formats import Report
from drafter.model import Document
from drafter.understanding import understand

YEAR = 2025
FRAMES = template.frames(config.template_folder())
HUNDREDTHS = {"percent": (1, 10_000), "days": (1, 4_000), "money": (101, 99_999)}
Given = Mapping[str, Mapping[str, str]]


def _value(kind: str) -> st.SearchStrategy[str]:
    if kind == "count":
        sizes = st.sampled_from([9, 99, 9_999, 500_000])
        return sizes.flatmap(lambda size: st.integers(0, size)).map(str)
    number = st.integers(*HUNDREDTHS[kind]).map(lambda hundredths: str(Decimal(hundredths) / 100))
    if kind == "money":
        return st.one_of(
            number.map("{}万元".format), number.map("{}亿元".format), st.integers(1, 99_999).map("{}元".format)
        )
    return number


def _answers(sources: Sources) -> st.SearchStrategy[Given]:
    """Any of the indicators, half of them with last year's figure beside them."""

    def one(kind: str) -> st.SearchStrategy[dict[str, str]]:
        both = {"value": _value(kind), "last_year": _value(kind)}
        return st.fixed_dictionaries({"value": both["value"]}) | st.fixed_dictionaries(both)

    kinds = {key: one(indicator.kind) for key, indicator in sources.questionnaire.indicators.items()}
    return st.fixed_dictionaries({}, optional=kinds)


def _draft(given_: Given, frame: str, compare: bool, sources: Sources) -> Document:
    zone = {"name": "云溪经济技术开发区", "short": "云溪经开区"}
    raw: dict[str, Any] = {"year": YEAR, "frame": frame, "zone": zone, "answers": given_, "compare": compare}
    report = Report.model_validate(raw)
    return compose(report, answers.Answers.from_report(report, sources.questionnaire), sources)


def _wanted(given_: Given, document: Document, sources: Sources) -> set[tuple[str, Decimal]]:
    """What the answers say, parsed as the questionnaire parses them; those said in words (未收到…, 全部办结) have no figure."""
    questions, runs = sources.questionnaire.questions, [run for block in document.blocks for run in block.runs]
    values = {key: Decimal(str(answer_values.parse(questions[key], given_[key]["value"]))) for key in given_}
    printed = {(key, run.text) for run in runs for key in run.answers}
    return {
        (key, value) for key, value in values.items()
        if (key, figure_run(questions[key], value).text) in printed
    }  # fmt: skip


def _read(document: Document, sources: Sources) -> set[tuple[str, Decimal]]:
    found = understand(document, sources.register, YEAR).values
    return {(key, figure.value) for key, figure in found.items()}


def test_a_draft_of_any_answers_is_read_back_to_the_same_answers(sources: Sources) -> None:
    same: list[int] = []
    wrong: list[tuple[str, Decimal]] = []
    asked: list[int] = []

    @settings(max_examples=60, database=None)
    @given(_answers(sources), st.sampled_from(FRAMES), st.booleans())
    def each(given_: Given, frame: str, compare: bool) -> None:
        document = _draft(given_, frame, compare, sources)
        wanted, found = _wanted(given_, document, sources), _read(document, sources)
        asked.append(len(wanted))
        same.append(len(wanted & found))
        wrong.extend(found - wanted)

    each()
    print(f"{sum(same)} of {sum(asked)} answers came back, {len(wrong)} figures were taken for something else")
    assert sum(same) >= 0.98 * sum(asked)
    assert len(wrong) <= 0.01 * sum(asked)


@pytest.mark.parametrize("suffix", ["docx", "txt"])
@pytest.mark.parametrize("frame", FRAMES)
def test_a_draft_with_every_figure_comes_back_from_its_file(
    frame: str, suffix: str, sources: Sources, tmp_path: Path
) -> None:
    amounts = {"count": "{}", "percent": "{}.25", "money": "{}.5万元", "days": "{}.5"}
    given_ = {
        key: {"value": amounts[indicator.kind].format(3 + number % 90)}
        for number, (key, indicator) in enumerate(sources.questionnaire.indicators.items())
    }
    path = tmp_path / f"report.{suffix}"
    document = _draft(given_, frame, False, sources)
    path.write_bytes(writers.encode(document, suffix, "none"))
    wanted, found = _wanted(given_, document, sources), _read(readers.read(path), sources)
    assert len(wanted & found) >= 0.98 * len(wanted)
