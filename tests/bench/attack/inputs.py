"""Tries thousands of wrong inputs: seed and number in, a table of what became of them out, and a file for each kind of fault."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.attack import commands, seeds, words
from bench.attack.areas import AREAS, Area, Data
from bench.attack.shrinking import smaller
from bench.attack.workers import Attack, Outcome, outcomes

_SHRINK_SECONDS = 15
"""For one kind of fault."""
_MOST_KINDS = 40
"""Kinds of faults of an area that are made small; after that something is so wrong that more would not help."""
COLUMNS = ("accepted", "told", "traceback", "slow", "large", "wrong")


@dataclass
class Tally:
    """What became of an area's inputs; a fault of each kind as it was first seen."""

    verdicts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    first: dict[str, Outcome] = field(default_factory=dict)
    seconds: float = 0.0
    slowest: float = 0.0
    largest: float = 0.0

    def add(self, outcome: Outcome) -> None:
        self.verdicts[outcome.verdict if outcome.verdict in COLUMNS else "traceback"] += 1
        self.seconds += outcome.seconds
        self.slowest, self.largest = max(self.slowest, outcome.seconds), max(self.largest, outcome.megabytes)
        if outcome.is_fault:
            self.kinds[outcome.kind] += 1
            self.first.setdefault(outcome.kind, outcome)


def warm() -> None:
    """Load what the commands load, once, so that every process that is forked has it."""
    with tempfile.TemporaryDirectory() as folder, _inside(Path(folder)):
        note = words.NOTES[0]
        shutil.copytree(Path(commands.__file__).parents[3] / "examples" / "yunxi-2025", "报告")
        commands.run("suggest", note)
        commands.run("render", "报告", "-o", "a.docx")
        commands.run("render", "报告", "-o", "a.html")
        for file in ("a.docx", "a.html"):
            commands.run("check", file)
            commands.run("extract", file)
        commands.run("check", "--layout", "a.docx")
        commands.run("mine", "a.docx", "-o", "bank")
        commands.run("phrases", "propose", words.PHRASE, "--topic", "disputes", "-o", "bank")
        commands.run("ask", "报告", "--only", "disputes.handled", "--again", typed=b"207\n")
        commands.run("form", "import", "报告", commands.write("a.xlsx", seeds.zipped(seeds.workbook_parts())))
        commands.run("form", "status", "报告")


class _inside:  # noqa: N801 (used like contextlib.chdir, which tells no cleanup)
    """The working folder for a while."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._before = folder, Path.cwd()

    def __enter__(self) -> None:
        os.chdir(self._folder)

    def __exit__(self, *_: object) -> None:
        os.chdir(self._before)


def input_of(name: str, area: Area, seed: int, number: int) -> Data:
    """The input of that number; the same on every machine."""
    return area.make(Random(f"{seed} {name} {number}"))


def attack(name: str, area: Area, seed: int, data: Data | None = None) -> Attack:
    """Tries the input of a number, or always `data`, in a new folder that is removed afterwards."""

    def try_one(number: int) -> str:
        os.environ["PATH"] = ""  # without LibreOffice on the path a .doc is refused at once; it is attacked by itself
        tried = input_of(name, area, seed, number) if data is None else data
        with tempfile.TemporaryDirectory(prefix="attack-", ignore_cleanup_errors=True) as folder, _inside(Path(folder)):
            return area.attempt(tried, Random(f"{seed} {name} {number} how"))

    return try_one


def tally(name: str, seed: int, count: int, workers: int) -> Tally:
    """Try the first `count` inputs of an area."""
    area, total = AREAS[name], Tally()
    for outcome in outcomes(attack(name, area, seed), range(count), area.batch, workers):
        total.add(outcome)
    return total


def save_faults(name: str, seed: int, total: Tally, folder: Path) -> Iterator[Path]:
    """Write the first input of each kind of fault, made small, with what the program said; gives the files."""
    area = AREAS[name]
    for outcome in list(total.first.values())[:_MOST_KINDS]:
        data = input_of(name, area, seed, outcome.number)

        def shows_fault(shorter: Data, outcome: Outcome = outcome) -> bool:
            return any(
                each.kind == outcome.kind
                for each in outcomes(attack(name, area, seed, shorter), [outcome.number], 1, 1)
            )

        if outcome.verdict not in ("slow", "large", "stuck or killed"):
            data = smaller(data, shows_fault, _SHRINK_SECONDS)  # type: ignore[type-var]
        stem = f"{name.replace(' ', '-').replace(':', '').replace(',', '')}-{seed}-{outcome.number}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / stem
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
        path.with_name(f"{stem}.told").write_text(f"{outcome.kind}\n\n{outcome.detail}\n", "utf-8", "replace")
        yield path
