"""Drafts of made-up units for reading.py: three whose last year's report (data/last-years) was kept whole, each with its figures of last
year and ticks at random, and one for each outline of the template without last year's report, with the example's answers.

No clerk fills in a report so, and ticks that fit badly together are as likely as others; what is measured is how sentences are made.
"""

from __future__ import annotations

import random
from pathlib import Path

from drafter import config
from drafter.app import drafts, report_in_progress, rolling
from drafter.asking import measures, reportfile
from drafter.formats import Report
from drafter.model import Document

YEAR = 2025
TICKED, TICKED_ALONE, ANSWERED = 0.33, 0.45, 0.5
"""Shares of the measures that are ticked, beside last year's report and without one, and of the example's answers."""
UNITS = {"zone": "柳溪湾高新技术产业开发区", "county": "岚谷县", "bureau": "澄浦市水务局"}
OUTLINES = {"numbered": "柏川县", "run-in": "青梧县", "plain": "岚溪区"}
_LAST = Path(__file__).resolve().parents[1] / "data" / "last-years"


def made(folder: Path, example: Path) -> dict[str, Document]:
    """The drafts by name; their reports are written below the folder."""
    kept = {kind: _kept(folder / kind, kind, seed) for seed, kind in enumerate(UNITS, 1)}
    new = {kind: _new(folder / kind, OUTLINES[kind], example, seed) for seed, kind in enumerate(OUTLINES, 7)}
    return kept | new


def _kept(folder: Path, kind: str, seed: int) -> Document:
    report_in_progress.new(folder, UNITS[kind], YEAR, last_report=_LAST / f"{kind}.txt")
    report = reportfile.load(folder)
    roll = {
        item.id: {
            "state": "kept",
            "values": {
                str(n): ask.value if ask.is_figure else ask.last.replace(str(YEAR - 1), str(YEAR))
                for n, ask in enumerate(item.asks, 1)
                if ask.is_figure or ask.last
            },
        }
        for item in rolling.sentences(folder, report)
        if item.role != "framing"
    }
    return _drafted(folder, report, {"roll": roll, "measures": _ticks(random.Random(seed), TICKED)})


def _new(folder: Path, name: str, example: Path, seed: int) -> Document:
    report_in_progress.new(folder, name, YEAR)
    chance, given = random.Random(seed), reportfile.load(example).model_dump(by_alias=True)["answers"]
    ticks = _ticks(chance, TICKED_ALONE)
    answers = {id: answer for id, answer in given.items() if chance.random() < ANSWERED}
    return _drafted(folder, reportfile.load(folder), {"answers": answers, "measures": ticks})


def _ticks(chance: random.Random, share: float) -> dict[str, str]:
    known = measures.load(config.template_folder()).by_id
    work = (id for id in sorted(known) if known[id][2].holds_in(YEAR) and not id.startswith(("problems.", "plan.")))
    return {id: "done" for id in work if chance.random() < share}


def _drafted(folder: Path, report: Report, given: dict[str, object]) -> Document:
    reportfile.save(folder, Report.model_validate({**report.model_dump(by_alias=True), **given}))
    return drafts.draft(folder)[1]
