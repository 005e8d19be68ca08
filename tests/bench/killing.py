"""Kills a process while it builds or updates an index, again and again, and asks the next one.

The process under fire is this module with a folder, the number of the bank's version and the size from which a bank is
large; it says `ready` when it begins. Killed once while building, once while updating, at a random moment of the time that
the work takes unharmed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from shutil import rmtree
from time import perf_counter, sleep

from bench import banks

from drafter import config
from drafter.bank import store
from drafter.bank.search import current
from drafter.bank.search.masking import Masked, mask_phrase
from drafter.model import Offered
from drafter.phrase_formats import Phrase

_FILES, _SIZE, _CHANGED = 3, 900, 60
_NOTES, _BEST = 12, 20


def files(version: int) -> list[current.File]:
    """A bank of three files; every version has other phrases in the second."""
    return [
        current.File(f"{n}", f"{version if n == 1 else 0}", lambda n=n: _phrases(n, version)) for n in range(_FILES)
    ]  # type: ignore[misc]


def _phrases(number: int, version: int) -> tuple[Phrase, ...]:
    changed = _grown(_CHANGED, 100 + version) if number == 1 else ()
    return (*changed, *_grown(_SIZE, number)[len(changed) :])


@lru_cache
def _grown(size: int, seed: int) -> tuple[Phrase, ...]:
    grown = banks.grow(_shipped(), size, seed)
    return tuple(phrase.model_copy(update={"id": f"{phrase.id}-{seed}"}) for phrase in grown)


@lru_cache
def _shipped() -> tuple[Phrase, ...]:
    return store.load(config.shipped("phrasebank"))


def asked(folder: Path, version: int, small: int) -> current.Searched:
    """This version of the bank, brought up to date by a program to which banks of up to `small` phrases are small."""
    current.SMALL, usual = small, current.SMALL
    try:
        return current.current(folder, "bank", files(version))
    finally:
        current.SMALL = usual


def wrong_after(kills: int, folder: Path, small: int, seed: int = 3) -> Iterator[str]:
    """What was wrong with the answers after each of the kills; nothing where all is well."""
    chance = Random(seed)
    unharmed = _unharmed(folder, small)
    for kill in range(kills):
        building = kill % 2 == 0
        if building:
            rmtree(folder, ignore_errors=True)
        with _worker(folder, kill, small) as worker:
            sleep(chance.uniform(0, unharmed[building]))
            worker.kill()
        found = asked(folder, kill, small)
        yield from (f"{kill}: {problem}" for problem in problems(found, kill))


def _unharmed(folder: Path, small: int) -> tuple[float, float]:
    """Seconds that an update and a build take, from `ready` to the end."""
    times = []
    for version in (0, 1):
        with _worker(folder, version, small) as worker:
            start = perf_counter()
            worker.wait()
            times.append(perf_counter() - start)
    return times[1], times[0]


def _worker(folder: Path, version: int, small: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.killing", str(folder), str(version), str(small)]
    worker = subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, encoding="utf-8")
    if worker.stdout is None or worker.stdout.readline() != "ready\n":
        raise RuntimeError("the worker did not begin")
    return worker


def problems(found: current.Searched, version: int) -> Iterator[str]:
    """Where the index does not find what is in the bank, or finds what is not."""
    phrases = [phrase for file in files(version) for phrase in file.load()]
    there = {phrase.id for phrase in phrases}
    worded = [phrase for phrase in phrases if _masked(phrase)]
    yield from found.remarks
    for phrase in Random(version).choices(worded, k=_NOTES):
        hits = found.index.nearest(_masked(phrase), frozenset(), _BEST)
        yield from (f"{entry.phrase.id} is gone" for _, entry in hits if entry.phrase.id not in there)
        if not any(_masked(entry.phrase) == _masked(phrase) for _, entry in hits):
            yield f"{phrase.id} is missing"


def _masked(phrase: Phrase | Offered) -> Masked:
    return mask_phrase(phrase.text, phrase.slots)


if __name__ == "__main__":
    print("ready", flush=True)
    asked(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
