"""A year with two digits beside the report's, and spans of months in points: they say of which year a figure is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafter import config, readers
from drafter.app import report_kind
from drafter.understanding import quantities, spacing, understand


def _figures(tmp_path, sentence: str) -> list[tuple[str, str]]:
    """What a report on 2025 says in this sentence: each figure that counts, with its time."""
    path = tmp_path / "a.txt"
    path.write_text(f"云溪县2025年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n{sentence}\n", encoding="utf-8")
    register = report_kind.register(config.template_folder())
    return [(fact.text, fact.time) for fact in understand(readers.read(path), register).facts]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("24年共排查隐患86处，25年共排查隐患97处。", [("86处", "last"), ("97处", "this")]),
        ("24年 度审核合同86份。", [("86份", "last")]),
        ("审核合同97份（24年为86份）。", [("97份", "this"), ("86份", "last")]),
        ("截至24年底，建成调解室86个。", [("86个", "last")]),
        ("24年1—12月，审核合同86份。", [("86份", "last")]),
        ("２４年审核合同86份。", [("86份", "last")]),
        ("26年计划审核合同120份。", [("120份", "plan")]),
        ("2024.1—2024.12，审核合同86份。", [("86份", "last")]),
        ("2024 . 01 - 2024 . 12审核合同86份。", [("86份", "last")]),
        ("2024.1-12月审核合同86份。", [("86份", "last")]),
        ("2024/1至2024/12期间审核合同86份。", [("86份", "last")]),
        ("2024.1.1—12.31审核合同86份。", [("86份", "last")]),
        ("2025.1—2025.12，审核合同97份。", [("97份", "this")]),
    ],
)
def test_the_figure_of_a_year_that_is_written_short_is_that_years(tmp_path, sentence, found):
    assert _figures(tmp_path, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("24年来累计调解300件。", "24年"),
        ("24年的坚守。", "24年"),
        ("他从事调解工作24年，群众信服。", "24年"),
        ("24年如一日守在村里。", "24年"),
        ("18年共调解300件。", "18年"),  # so far off that it is how long something took
    ],
)
def test_how_long_something_took_is_no_year(sentence, printed):
    first = quantities.find(sentence, year=2025)[0]
    assert (first.text, first.kind, first.value) == (printed, "duration", Decimal(printed[:2]))


@pytest.mark.parametrize(
    "text", ["2024.1—2024.5万元", "由2024.1提高到2024.9%", "12024.1—12", "2024.1.5—7", "2024.13—2024.15"]
)
def test_numbers_that_are_no_months_stay_numbers(text):
    assert spacing.closed_up(text, 2025).text == text


def test_what_is_written_out_keeps_the_places_of_what_is_printed():
    text = "比24 年多 9 件，2024.1—2024.12办结"
    closed = spacing.closed_up(text, 2025)
    assert closed.text == "比2024年多9件,2024年1月—2024年12月办结"
    spans = [(each.text, text[each.start : each.end]) for each in quantities.find(text, year=2025)]
    assert [printed for printed, _ in spans] == ["24 年", "9 件", "2024.1", "2024.12"] and all(a == b for a, b in spans)
    for start, end, read in ((1, 5, "2024年"), (7, 10, "9件"), (11, 17, "2024年1月"), (18, 25, "2024年12月")):
        here = slice(*closed.span_here(start, end))
        assert closed.text[here] == read and closed.span(here.start, here.stop) == (start, end)
