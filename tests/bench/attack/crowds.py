"""Lets five processes write to the same place at the same moment, again and again, and counts what is lost.

A process may be refused, for then its user knows and does it again. What must not be is a process that says it is done, and
whose work is not there.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.attack import seeds
from bench.attack.forks import Child, finished
from bench.attack.kills import bank

from drafter import yamlfile

CROWD = 5


@dataclass(frozen=True)
class Crowd:
    """`arguments`: of each process; `typed` at each; `missing` gives those that said they were done and are not there."""

    arguments: Sequence[Sequence[str]]
    missing: Callable[[Path, Sequence[int]], Iterator[int]]
    typed: bytes = b""


_QUESTIONS = ("disputes.handled", "norms.issued", "learning.trained", "leadership.meetings", "learning.lectures")
_PHRASES = tuple(f"全年开展{what}活动36场次" for what in ("送法下乡", "法律进校园", "模拟法庭", "以案释法", "宪法宣誓"))


def _reports(folder: Path) -> None:
    bank(folder)
    for number in range(CROWD):
        text = seeds.REPORT.replace("云溪", ("云溪", "青岚", "白石", "金湖", "东岭")[number])
        (folder / f"第{number}份.txt").write_text(text, "utf-8")


def _listed(folder: Path) -> list[dict[str, object]]:
    listed = finished(folder, ("phrases", "list", "--json"))
    if listed.status:
        raise RuntimeError(listed.messages)
    return list(json.loads((folder / ".out").read_text("utf-8"))["phrases"])


def _not_mined(folder: Path, done: Sequence[int]) -> Iterator[int]:
    sources = {source["report"] for phrase in _listed(folder) for source in phrase["sources"]}  # type: ignore[attr-defined]
    yield from (number for number in done if f"第{number}份" not in sources)


def _not_answered(folder: Path, done: Sequence[int]) -> Iterator[int]:
    answers = yamlfile.read(folder / "报告" / "report.yaml")[0]["answers"]
    for number in done:
        answer = answers.get(_QUESTIONS[number], {})
        if (answer.get("value") if isinstance(answer, dict) else answer) != "77":
            yield number


def _not_saved(folder: Path, done: Sequence[int]) -> Iterator[int]:
    """All but one of those that saved the name: there is only one file."""
    yield from done[1:]


def _not_proposed(folder: Path, done: Sequence[int]) -> Iterator[int]:
    texts = "".join(str(phrase["text"]) for phrase in _listed(folder))
    yield from (number for number in done if _PHRASES[number][4:8] not in texts)


CROWDS = {
    "mine": Crowd([("mine", f"第{n}份.txt", "-o", "库") for n in range(CROWD)], _not_mined),
    "ask": Crowd([("ask", "报告", "--only", id_, "--again") for id_ in _QUESTIONS], _not_answered, "77\n保留\n".encode()),
    "snippets save": Crowd(
        [("snippets", "save", "上年.txt", "--line", str(9 + n), "--name", "同名", "-o", "库") for n in range(CROWD)], _not_saved
    ),
    "phrases propose": Crowd(
        [("phrases", "propose", text, "--topic", "publicity", "-o", "库") for text in _PHRASES], _not_proposed
    ),
    "new": Crowd([("new", "新", "--name", f"云溪{n}区", "--year", "2025") for n in range(CROWD)], _not_saved),
}  # fmt: skip


@dataclass
class Tally:
    """Over all rounds: processes that were done, refused, or failed otherwise, and what was lost."""

    statuses: Counter[str]
    lost: int = 0
    first: str = ""


def tally(crowd: Crowd, rounds: int) -> Tally:
    total = Tally(Counter())
    for number in range(rounds):
        with tempfile.TemporaryDirectory(prefix="crowd-", ignore_cleanup_errors=True) as name:
            shared = Path(name)
            _reports(shared)
            _one_round(crowd, shared, total, number)
    return total


def _one_round(crowd: Crowd, shared: Path, total: Tally, round_: int) -> None:
    children = []
    for number, arguments in enumerate(crowd.arguments):
        own = shared / f".{number}"
        own.mkdir()
        children.append(Child(own, arguments, crowd.typed, first=partial(os.chdir, shared)))
    for child in children:
        child.go()
    done = []
    for number, child in enumerate(children):
        status = child.wait()
        kind = {0: "done", 2: "refused"}.get(status, "failed")
        total.statuses[kind] += 1
        if kind == "done":
            done.append(number)
        elif kind == "failed":
            total.first = total.first or f"round {round_}: {child.messages[-400:]}"
    for number in crowd.missing(shared, done):
        total.lost += 1
        total.first = total.first or f"round {round_}: {crowd.arguments[number]} was done and is not there"
    left = [path.name for path in shared.rglob(".*.tmp") if path.is_file()]
    if left:
        total.lost += 1
        total.first = total.first or f"round {round_}: left over: {left}"
    shutil.rmtree(shared, ignore_errors=True)
