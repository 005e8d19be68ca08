"""How fast reports are understood, and whether the thousandth takes as long as the tenth. Documents in, seconds out.

What takes part is the chain after reading, in one process after start-up: outline, clauses, indicators (which find the
figures themselves; alone they are timed once more), topics. Facts are only made when they are asked for. Seconds are the processor's, for others may be at work beside
us, and mean nothing on another machine; the ratio to the word cutters, measured on the same text in the same run, does.
Growth is measured in a process of its own (`python -m bench.speed sizes…`), for its peak of memory must be its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import process_time
from typing import TypeVar

from bench import corpus

from drafter import config
from drafter.app import report_kind
from drafter.asking import questionnaire
from drafter.bank import store
from drafter.model import Document
from drafter.understanding import clauses, facts, indicators, outline, quantities, topics

T = TypeVar("T")
TESTS = Path(__file__).resolve().parents[1]
PARTS = ("outline", "clauses", "quantities", "indicators", "topics", "facts")


@dataclass(frozen=True)
class Growth:
    """`reports` in a row: their bytes, the seconds they took, and the peak of resident memory since the process began, in MB."""

    reports: int
    bytes: int
    seconds: float
    peak: float


def wordings() -> list[str]:
    """What made-up reports are made of: the shipped phrases and the questionnaire's plain sentences."""
    phrases = store.load(config.shipped("phrasebank"))
    plain = questionnaire.load(config.template_folder()).questions
    sentences = [
        q.sentence.replace("{value}", f"{{{id_.partition('.')[2]}}}") for id_, q in plain.items() if q.sentence
    ]
    return [*(phrase.text for phrase in phrases if phrase.role == "work"), *sentences]


def understand(document: Document, seconds: dict[str, float] | None = None) -> None:
    """The whole chain on one document. `seconds` is added to, part by part; only then figures are also found alone, and facts."""
    clock, register = _Clock({} if seconds is None else seconds), report_kind.register(config.template_folder())
    parts = clock.time("outline", lambda: outline.build(document))
    sentences = clock.time("clauses", lambda: clauses.split(parts))
    if seconds is not None:
        clock.time("quantities", lambda: [quantities.find(c.text, c.line, c.start) for c in sentences])
    readings = clock.time("indicators", lambda: indicators.recognise(sentences, register))
    found, _ = clock.time(
        "topics",
        lambda: (topics.of(sentences, readings, register), [topics.role(c.path, c.text) for c in sentences]),
    )
    if seconds is not None:
        clock.time(
            "facts", lambda: facts.facts(sentences, indicators.counting_clauses(sentences, None), readings, found)
        )


@dataclass(frozen=True)
class _Clock:
    seconds: dict[str, float]

    def time(self, part: str, run: Callable[[], T]) -> T:
        start = process_time()
        result = run()
        self.seconds[part] = self.seconds.get(part, 0.0) + process_time() - start
        return result


def by_part(documents: Sequence[Document], rounds: int) -> dict[str, float]:
    """Seconds that each part takes for all documents once: the best of `rounds`, after one to warm up."""
    for document in documents:
        understand(document)
    runs: list[dict[str, float]] = []
    for _ in range(rounds):
        runs.append({})
        for document in documents:
            understand(document, runs[-1])
    return {part: min(run[part] for run in runs) for part in PARTS}


def cutters() -> tuple[dict[str, Callable[[str], object]], dict[str, str]]:
    """The word cutters that are installed, ready to run, and why the others are not there."""
    ready: dict[str, Callable[[str], object]] = {}
    missing: dict[str, str] = {}
    for name, load in {"jieba.cut": _jieba, "rjieba.cut": _rjieba}.items():
        try:
            ready[name] = load()
        except ImportError:
            missing[name] = f"未安装 {name.partition('.')[0]}"
    return ready, missing


def _jieba() -> Callable[[str], object]:
    import logging

    import jieba  # type: ignore[import-untyped]

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return lambda text: list(jieba.cut(text))


def _rjieba() -> Callable[[str], object]:
    import rjieba

    return lambda text: rjieba.cut(text)


def best(run: Callable[[], object], rounds: int) -> float:
    """Seconds of the fastest of `rounds` runs, after one to warm up."""
    run()
    times = []
    for _ in range(rounds):
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times)


def growth(sizes: Iterable[int]) -> list[Growth]:
    """Made-up reports in rows of these sizes, one after the other, in a fresh process."""
    command = [sys.executable, "-m", "bench.speed", *map(str, sizes)]
    done = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": str(TESTS)}, check=True, capture_output=True, text=True
    )
    return [Growth(**json.loads(line)) for line in done.stdout.splitlines()]


def _grow(sizes: Iterable[int]) -> None:
    known = wordings()
    for made in corpus.first(30, known, seed=2):
        understand(made.document)
    for size in sizes:
        seconds, read = 0.0, 0
        for made in corpus.first(size, known):
            document, start = made.document, process_time()
            understand(document)
            seconds += process_time() - start
            read += made.bytes
        print(json.dumps(asdict(Growth(size, read, seconds, _peak()))), flush=True)


def _peak() -> float:
    """In MB. Linux hands the peak of the process that started this one down in getrusage, but not in /proc."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    _grow(map(int, sys.argv[1:]))
