"""Asks a kept index from a process of its own, as the program does: its folder as argument, notes as JSON on stdin, JSON out.

Printed are the milliseconds until the index could be asked, those of every search and every whole suggestion, the five
suggestions of every note as (id, score), and the most memory the process ever had, in megabytes.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from drafter import api, matching
from drafter.index.kept import Kept
from drafter.indicators import Register
from drafter.matching.note import read


def timed(index: Any, notes: list[str], register: Register) -> dict[str, Any]:
    """Search and suggest every note; milliseconds and suggestions."""
    search, whole, found = [], [], []
    for note in notes:
        typed = read(note, register)
        wanted = frozenset(figure.indicator for figure in typed.figures if figure.indicator)
        start = perf_counter()
        index.nearest(typed.masked, wanted, matching.SHORTLIST)
        middle = perf_counter()
        offered = matching.suggest(note, index, register)
        search.append((middle - start) * 1e3)
        whole.append((perf_counter() - middle) * 1e3)
        found.append([(each.id, each.score) for each in offered])
    return {"search": search, "whole": whole, "found": found}


def main() -> None:
    """Open, ask, print."""
    notes, register = json.load(sys.stdin), api.register()
    start = perf_counter()
    index = Kept(Path(sys.argv[1]))
    opened = (perf_counter() - start) * 1e3
    answers = timed(index, notes, register)
    unit = 1024**2 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    json.dump({"opened": opened, "memory": memory, **answers}, sys.stdout)


if __name__ == "__main__":
    main()
