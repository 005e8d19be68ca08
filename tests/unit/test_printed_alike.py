"""One report is read alike however its figures and years are printed: every value, time, topic, sum and finding."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter import config, readers
from drafter.asking import questionnaire
from drafter.checking import text as rules
from drafter.model import Finding
from drafter.understanding import Understood, dated, understand
from drafter.understanding.indicators import Register

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "yunxi-2025" / "上年报告.txt"
SOURCES = ROOT.parent / "shared" / "sources"
NAMES = ("anqiu-2017", "changxingdao-2022", "chizhou-2021", "rongjiang-2021", "suizhou-2021")
HANZI = "〇一二三四五六七八九"
_AROUND_FIGURES = re.compile(r"(?<=[一-龥])(?=\d)|(?<=[\d%])(?=[一-龥])")
PRINTED: dict[str, Callable[[str], str]] = {
    "blanks around figures": lambda report: _AROUND_FIGURES.sub(" ", report),
    "two blanks around figures": lambda report: _AROUND_FIGURES.sub("  ", report),
    "wide blanks around figures": lambda report: _AROUND_FIGURES.sub("\u3000", report),
    "full width": lambda report: report.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789%"}),
    "a point that became a stop": lambda report: re.sub(r"(?<=\d)\.(?=\d+(?:%|万|亿|个百分点))", "。", report),
    "blanks between thousands": lambda report: re.sub(
        r"(?<![\d.])([1-9]\d{0,2})(\d{3})(?=[件次人户条名家份个])", "\\1\u2009\\2", report
    ),
    "invisible signs between digits": lambda report: re.sub(r"(?<=\d)(?=\d)", "\u200b", report),
    "years in hanzi": lambda report: re.sub(
        r"(?<!\d)(?:19|20)\d\d(?=年)", lambda year: "".join(HANZI[int(digit)] for digit in year[0]), report
    ),
}


def _what_is_read(report: str, path: Path, register: Register) -> dict[str, object]:
    """Everything that a command takes from a report, without the characters themselves."""
    path.write_text(report, "utf-8")
    read = understand(readers.read(path), register)
    form = questionnaire.template(config.template_folder())
    found = rules.check(read, form, zone="云溪经济技术开发区", ignore=["PUN"])  # PUN is about how it is printed
    return {
        "year": read.year,
        "values": {key: value.value for key, value in read.values.items()},
        "figures": [(r.quantity.kind, r.quantity.value, r.quantity.unit, r.time, r.indicator) for r in read.readings],
        "relations": [(each.kind, each.verdict) for each in read.relations],
        "topics": read.topics,
        "roles": read.roles,
        "findings": [(finding.code, finding.line) for finding in found],
    }


def _found(read: Understood) -> tuple[Finding, ...]:
    """What rules find apart from those on punctuation, which are about how it is printed."""
    folder = config.template_folder()
    zone = "云溪经济技术开发区"
    return rules.check(read, questionnaire.template(folder), zone=zone, terms=dated.terms(folder), ignore=["PUN"])


@pytest.mark.parametrize("name", ["3", "5", "7"])
def test_the_same_is_found_in_a_made_up_report_however_it_is_printed(
    name: str, tmp_path: Path, register: Register
) -> None:
    report = (ROOT / "tests" / "data" / "reports" / f"{name}.txt").read_text("utf-8")

    def found(printed: str) -> list[tuple[str, int]]:
        (tmp_path / "a.txt").write_text(printed, "utf-8")
        return sorted((each.code, each.line) for each in _found(understand(readers.read(tmp_path / "a.txt"), register)))

    expected = found(report)
    assert expected
    for printed, change in PRINTED.items():
        assert found(change(report)) == expected, printed


@pytest.mark.parametrize("printed", PRINTED)
def test_a_made_up_report_is_read_alike(printed: str, tmp_path: Path, register: Register) -> None:
    report = EXAMPLE.read_text("utf-8")
    # Left over from older reports, and last year's beside this year's.
    report = report.replace("（二）", "（二）2021年开展普法36场次。2023年排查纠纷131件，2024年排查纠纷208件。", 1)
    expected = _what_is_read(report, tmp_path / "a.txt", register)
    assert expected["year"] == 2024 and expected["findings"]
    assert _what_is_read(PRINTED[printed](report), tmp_path / "b.txt", register) == expected


@pytest.mark.sources
@pytest.mark.skipif(not SOURCES.exists(), reason="the real reports are not in the repository")
@pytest.mark.parametrize("name", NAMES)
def test_a_real_report_is_read_alike(name: str, tmp_path: Path, register: Register) -> None:
    report = (SOURCES / f"{name}.txt").read_text("utf-8")
    expected = _what_is_read(report, tmp_path / "a.txt", register)
    for printed, change in PRINTED.items():
        assert _what_is_read(change(report), tmp_path / "b.txt", register) == expected, printed
