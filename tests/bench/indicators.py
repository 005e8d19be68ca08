"""How well figures are recognised: on three labelled reports and on made-up sentences. Labels in, plain counts out.

The groups `tuned` and `constructions` were read while the wordings were mended; `untouched` and `unseen` never were, only
their totals. A figure that may be read in either of several ways counts as right in each, and is not missed where none is
one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from drafter import config, readers
from drafter.app import report_kind
from drafter.model import Clause, Reading
from drafter.understanding import clauses, indicators, outline

DATA = Path(__file__).resolve().parents[1] / "data"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GROUPS = {
    "tuned": "调试时看过",
    "constructions": "调试时看过",
    "styles": "调试时看过",
    "untouched": "调试时没有看",
    "unseen": "调试时没有看",
}
BANDS = (0.7, 0.75, 0.8, 0.85, indicators.SURE, 0.95, 1.01)
Wanted = Mapping[str, tuple[frozenset[str | None], bool]]
"""Where a figure stands or how it is printed → the ids it may have, and whether it must have all of them."""


@dataclass(frozen=True)
class Outcome:
    """A reading that names an indicator, of what was done or is planned: how sure it was, and whether it was right."""

    confidence: float
    right: bool


@dataclass(frozen=True)
class Score:
    """Readings that name an indicator, and the number of indicators that were missed."""

    outcomes: tuple[Outcome, ...]
    missed: int

    @property
    def right(self) -> int:
        return sum(outcome.right for outcome in self.outcomes)

    @property
    def precision(self) -> float:
        """Share of the named that is right, 0–1."""
        return self.right / len(self.outcomes)

    @property
    def recall(self) -> float:
        """Share of the indicators that was named, 0–1."""
        return self.right / (self.right + self.missed)

    @property
    def silent(self) -> tuple[int, int]:
        """Of the readings taken without asking: right, all."""
        sure = [outcome.right for outcome in self.outcomes if outcome.confidence >= indicators.SURE]
        return sum(sure), len(sure)


@dataclass(frozen=True)
class Measured:
    """Scores by what they were measured on; `reliability`: confidence from, to, right, all, on texts not tuned on."""

    scores: Mapping[str, Score]
    reliability: tuple[tuple[float, float, int, int], ...]

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Rows of a table: what, how much, measured on what."""
        for where, score in self.scores.items():
            yield "指标：认出的对", f"{score.precision:.1%}（{score.right}/{len(score.outcomes)}）", where
            yield "指标：该认的认出", f"{score.recall:.1%}（{score.right}/{score.right + score.missed}）", where
            yield "指标：不问就填的对", "{}/{}".format(*score.silent), where
        for low, high, right, all_ in self.reliability:
            yield f"把握 {low:.2f}–{min(high, 1):.2f} 的对", f"{right}/{all_}", "调试时没有看的句子"


def measure() -> Measured:
    """Everything that can be measured here; without the real reports only the made-up sentences."""
    by_group = {group: sentences(group) for group in GROUPS}
    scores = {f"自编句子（{group}，{seen}）": by_group[group] for group, seen in GROUPS.items()}
    scores |= {"标注的三份报告": labels()} if SHARED.is_dir() else {}
    return Measured(scores, reliability([by_group["untouched"], by_group["unseen"]]))


def reliability(scores: Sequence[Score]) -> tuple[tuple[float, float, int, int], ...]:
    """For each band of confidence: from, to, right, all."""
    outcomes = [outcome for score in scores for outcome in score.outcomes]
    bands = [(low, high, [o.right for o in outcomes if low <= o.confidence < high]) for low, high in pairwise(BANDS)]
    return tuple((low, high, sum(right), len(right)) for low, high, right in bands)


@lru_cache
def sentences(group: str) -> Score:
    """A group of the made-up sentences."""
    cases = yaml.safe_load((DATA / "indicator-sentences.yaml").read_text("utf-8"))[group]
    return _total(_of_sentence(case) for case in cases)


@lru_cache
def labels() -> Score:
    """The three labelled reports together; figures are matched by the place they stand in."""
    labelled = yaml.safe_load((DATA / "indicator-labels.yaml").read_text("utf-8"))
    return _total(_of_report(name, figures) for name, figures in labelled.items())


def _of_sentence(case: Mapping[str, Any]) -> Score:
    text, stops = case["text"], [0, *clauses.ends(case["text"]), len(case["text"])]
    parts = [Clause(text[a:b], 1, a, b, tuple(case.get("path", ()))) for a, b in pairwise(stops) if text[a:b].strip()]
    wanted = {figure: _ids(label) for figure, label in case["expect"].items()}
    readings = indicators.recognise(parts, report_kind.register(config.template_folder()), case.get("year"))
    return _score([(reading.quantity.text, reading) for reading in readings], wanted)


def _of_report(name: str, figures: Sequence[Mapping[str, Any]]) -> Score:
    parts = clauses.split(outline.build(readers.read(SHARED / "sources" / f"{name}.txt")))
    readings = indicators.recognise(parts, report_kind.register(config.template_folder()), int(name.rpartition("-")[2]))
    wanted = {f"{f['line']}:{f['start']}": _ids({"either": f["either"]} if "either" in f else f["id"]) for f in figures}
    return _score([(f"{r.quantity.line}:{r.quantity.start}", r) for r in readings], wanted)


def _ids(label: Any) -> tuple[frozenset[str | None], bool]:
    if isinstance(label, dict):
        return frozenset(label["either"]), False
    return frozenset(label if isinstance(label, list) else [label]), True


def _score(readings: Sequence[tuple[str, Reading]], wanted: Wanted) -> Score:
    none = frozenset[str | None](), True
    # What is only planned is labelled in some sentences and not in others.
    ids = [
        (at, r.indicator or (r.planned if wanted.get(at, none)[0] - {None} else None), r.confidence)
        for at, r in readings
    ]
    named = [(at, id_, confidence) for at, id_, confidence in ids if id_]
    outcomes = tuple(Outcome(confidence, id_ in wanted.get(at, none)[0]) for at, id_, confidence in named)
    found = {at: {id_ for key, id_, _ in named if key == at} for at in wanted}
    missed = sum(_missed(ids, all_, found[at]) for at, (ids, all_) in wanted.items())
    return Score(outcomes, missed)


def _missed(ids: frozenset[str | None], all_: bool, found: set[str | None]) -> int:
    return len(ids - found - {None}) if all_ else int(None not in ids and not ids & found)


def _total(scores: Iterable[Score]) -> Score:
    each = list(scores)
    return Score(tuple(outcome for score in each for outcome in score.outcomes), sum(score.missed for score in each))
