"""The bench runs from end to end and its made-up reports are what it says they are. No time is judged here."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest
from bench import corpus, labelled, prompts, results, speed, understanding

from drafter.understanding import outline
from drafter.understanding.indicators import Register

WORDINGS = ["调解纠纷{handled}件，成功率{success_rate}%", "{zone}印发了《{title1}》", "召开会议{number1}次"]


def test_the_quick_bench_prints_every_table(capsys: pytest.CaptureFixture[str]) -> None:
    understanding.main(["--quick"])
    printed = capsys.readouterr().out
    assert re.findall("^## (.*)$", printed, re.M) == [title for title, _, _ in understanding.SECTIONS]
    for table in printed.split("## ")[1:]:
        lines = [line for line in table.splitlines() if line.startswith("|")]
        assert len(lines) > 2
        assert len({line.count(" | ") for line in lines if "---" not in line}) == 1
    assert results.figures({"understanding": printed})


def test_the_same_seed_makes_the_same_reports_however_many_are_asked_for() -> None:
    few, many = list(corpus.first(3, WORDINGS)), list(corpus.first(9, WORDINGS))
    assert few == many[:3]
    assert len({report.lines for report in many}) == 9
    assert few != list(islice(corpus.reports(WORDINGS, seed=2), 3))


def test_made_up_reports_have_no_gap_left_and_headings_where_they_say() -> None:
    for report in corpus.first(40, WORDINGS):
        assert not re.search("[{}]", "".join(report.lines))
        for line, number, title in report.headings:
            assert report.lines[line - 1].startswith(number + title)


def test_the_outline_of_made_up_reports_is_found() -> None:
    for report in corpus.first(40, speed.wordings()):
        sections = labelled.flat(outline.build(report.document).sections)
        assert {(s.line, s.number, s.title) for s in sections} == set(report.headings)


@pytest.mark.sources
@pytest.mark.skipif(not understanding.SHARED.is_dir(), reason="the labelled reports are not in the repository")
def test_terms_of_the_held_out_report_alone_are_not_used(register: Register) -> None:
    plain = labelled.topics_plain(understanding.SHARED, register)
    left_out = labelled.topics_left_out(understanding.SHARED, register)
    assert 0.75 <= left_out.accepted / left_out.sentences < plain.accepted / plain.sentences


@pytest.mark.parametrize("name", ["1", "3", "5", "7", "11"])
def test_no_report_takes_more_than_sixty_lines_from_last_years_and_its_figures_are_asked(name: str) -> None:
    path = Path(__file__).resolve().parents[1] / "data" / "reports" / f"{name}.txt"
    found = prompts.sentences(path)
    counted = prompts.prompts(found)
    assert 0 < counted["decide"] + counted["dated"] + counted["fill"] <= 60
    asked, labelled_figures = prompts.asked_for(path, found)
    assert asked >= 0.9 * labelled_figures
