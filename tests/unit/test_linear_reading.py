"""A line may be a whole book: what is done with a report takes time in proportion to its length, whatever stands in it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from drafter import config
from drafter.app import finished_reports
from drafter.asking import questionnaire
from drafter.checking import text as rules
from drafter.model import Block, Document, Run
from drafter.understanding import Understood, figures, sentence_figures, understand
from drafter.understanding.figures import Figure
from drafter.understanding.indicators import Register

SHORT, TIMES = 1_500, 4
"""Characters of the shorter text, and how many times as long the other one is."""
LINEAR = 10
"""Times as long: linear work takes 4 times as long, quadratic work 16 times."""
LITTLE = 0.05
"""Seconds of processor time that are too short to be compared."""
REPEATED = (
    "a", "1", "甲", "一十百", "增长1%、", "1件，", "1件。", "1件、", " ", "《", "“", "（", "A1", "2025年", "其中", "率、", "1:", "-1",
    "调解1件，成功1件，", "调解1件。", "云溪县甲镇、", "张三同志、", "甲公司、", "一是", "较上年增长1%，", "【", "http://a", "1+", "发〔20",
)  # fmt: skip


def document(*lines: str) -> Document:
    every = ("云溪开发区2025年法治政府建设年度报告", "一、主要工作", *lines)
    return Document(tuple(Block("paragraph", (Run(line),), line=n) for n, line in enumerate(every, 1)), "报告")


def seconds(report: Understood) -> dict[str, float]:
    """What each step takes. A step finds done what those before it have worked out."""
    template = questionnaire.template(config.template_folder())
    steps: dict[str, Callable[[], object]] = {
        **{
            name: lambda name=name: getattr(report, name)
            for name in ("clauses", "readings", "facts", "relations", "topics", "roles")
        },
        "masked": lambda: finished_reports.masked_clauses(report),
        "rules": lambda: rules.check(report, template),
    }
    taken = {}
    for name, step in steps.items():
        start = time.thread_time()
        step()
        taken[name] = time.thread_time() - start
    return taken


def test_a_figure_sees_the_end_of_a_long_sentence_before_it_and_is_compared_once(
    monkeypatch: pytest.MonkeyPatch, register: Register
) -> None:
    before: list[int] = []
    compared: list[Figure] = []
    surroundings, compares = sentence_figures.surroundings, figures._compares
    monkeypatch.setattr(
        sentence_figures,
        "surroundings",
        lambda figure, *more: before.append(len(figure.earlier)) or surroundings(figure, *more),
    )
    monkeypatch.setattr(figures, "_compares", lambda figure: compared.append(figure) or compares(figure))
    sentence = "化解矛盾，" * 20_000
    assert understand(document(f"{sentence}。{sentence}。调解{'纠纷3件，' * 60}。"), register).readings
    assert len(before) == len(compared) == 60
    assert 0 < max(before) < 2_000


@pytest.mark.parametrize("repeated", REPEATED)
def test_a_line_that_repeats_one_thing_is_read_in_linear_time(repeated: str, register: Register) -> None:
    def taken(length: int) -> dict[str, float]:
        return seconds(understand(document(repeated * (length // len(repeated))), register))

    slow: set[str] = set()
    for attempt in range(3):  # a busy machine may slow down any one of them
        short, long = taken(SHORT), taken(TIMES * SHORT)
        slow_now = {name for name in long if long[name] > LITTLE and long[name] > LINEAR * short[name]}
        slow = slow_now if attempt == 0 else slow & slow_now
        if not slow:
            return
    assert not slow, f"{short} became {long}"
