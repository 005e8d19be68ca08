"""A report is understood once: every part of it is read when first asked for, and is the same for everybody."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

from made_up_report import lines

from drafter.model import Block, Document, Run
from drafter.understanding import understand
from drafter.understanding.indicators import Register

DOCUMENT = Document(tuple(Block("paragraph", (Run(line),), line=n) for n, line in enumerate(lines(), 1)))


def test_everything_that_is_asked_of_a_report_is_read_from_the_one_object(register: Register) -> None:
    report = understand(DOCUMENT, register)
    assert (report.year, report.outline.date) == (2023, "2024年1月15日")
    assert report.values["disputes.handled"].value == Decimal(162)
    assert "135/162=83.33%" in [relation.formula for relation in report.relations]
    assert len(report.clauses) == len(report.topics) == len(report.roles)
    assert {"disputes", "framing"} <= set(report.topics) and {"work", "problem", "plan"} <= set(report.roles)


def test_the_figures_of_lines_that_are_no_sentences_stand_among_all_readings_only(register: Register) -> None:
    report = understand(DOCUMENT, register)
    beside = [reading.quantity.text for reading in report.all_readings if reading not in report.readings]
    assert beside == ["云溪管发〔2024〕3号", "2024年1月15日"]
    assert list(report.all_readings) == sorted(report.all_readings, key=lambda r: (r.quantity.line, r.quantity.start))


def test_a_year_that_the_caller_knows_goes_before_that_of_the_title(register: Register) -> None:
    assert understand(DOCUMENT, register, 2024).year == 2024


def test_nothing_is_read_twice_and_nothing_that_nobody_asked_for(register: Register) -> None:
    report = understand(DOCUMENT, register)
    assert report.readings is report.readings and "relations" not in vars(report)
    code = (
        "import sys, drafter.understanding; print([m for m in sys.modules if m.startswith('drafter.understanding.')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
