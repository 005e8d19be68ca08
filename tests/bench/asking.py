"""Asks large indexes from a process of its own, as the program does: folders as arguments, notes for each as JSON on stdin.

The indexes are asked in turn, note by note, so that what else the machine does falls on all of them; the best of some
rounds counts. Out come, for every folder, the milliseconds until it could be asked and those of every search and of every
whole suggestion, and the suggestions as (id, score); and the most memory the process ever had, in megabytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from drafter import config, suggesting
from drafter.app import report_kind
from drafter.bank.search import Index
from drafter.suggesting import matching
from drafter.suggesting.note import read
from drafter.understanding.indicators import Register

ROUNDS = 3


def best(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    """Milliseconds of the best of some rounds, and what came out."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        done = work()
        times.append((perf_counter() - start) * 1e3)
    return min(times), done


def ask(index: Index, note: str, register: Register) -> dict[str, Any]:
    """One note: milliseconds of the search and of the whole suggestion, and the suggestions."""
    typed = read(note, register)
    wanted = frozenset(figure.indicator for figure in typed.figures if figure.indicator)
    search, _ = best(lambda: index.nearest(typed.masked, wanted, matching.SHORTLIST))
    whole, offered = best(lambda: suggesting.suggest(note, index, register))
    return {"search": search, "whole": whole, "found": [(each.id, each.score) for each in offered]}


def memory() -> float:
    """The most that this process had at a time, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says counts the process that started this one, too
        return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Open, ask in turn, print."""
    from drafter.bank.search.large import Large  # scans are asked without it

    folders, notes, register = sys.argv[1:], json.load(sys.stdin), report_kind.register(config.template_folder())
    opened = [best(lambda folder=folder: Large(Path(folder)), 1) for folder in folders]  # type: ignore[misc]
    asked = [[ask(index, note, register) for (_, index), note in zip(opened, row, strict=True)] for row in notes]
    answers = [
        {"opened": opening, **{key: [answer[key] for answer in column] for key in ("search", "whole", "found")}}
        for (opening, _), column in zip(opened, zip(*asked, strict=True), strict=True)
    ]
    json.dump({"memory": memory(), "answers": answers}, sys.stdout)


if __name__ == "__main__":
    main()
