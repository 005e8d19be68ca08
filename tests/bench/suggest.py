"""How good and how fast suggestions are, as Markdown tables: `make bench-suggest`, or with `--quick` in tests.

Everything is measured in this run, on made-up banks in random order (banks) and on notes about them; what others do with
the same rows stands beside it (peers). Goals are ratios within the run, because machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from bench import asking, banks, killing, notes, peers

from drafter import api, config, index, matching, phrasebank
from drafter.formats import Phrase
from drafter.index import upkeep
from drafter.index.masking import mask_phrase
from drafter.matching.note import read

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
Row = tuple[str, ...]
NOTE = "调解纠纷207件 成功188件"


@dataclass(frozen=True)
class Sizes:
    """How many phrases in each bank, how many notes are timed and how many of them compared with a full scan, the size at
    which the peers are asked, how many starts are timed and processes killed, and how many real reports are left out.
    """

    banks: tuple[int, ...]
    notes: int
    scanned: Callable[[int], int]
    peers: int
    starts: int
    kills: int
    reports: int


FULL = Sizes((1_000, 10_000, 100_000, 1_000_000), 200, lambda size: 60 if size < 1_000_000 else 24, 100_000, 15, 50, 5)
QUICK = Sizes((300, 2_500), 6, lambda _: 6, 2_500, 1, 2, 0)


@dataclass(frozen=True)
class Measured:
    """What was measured of one bank; milliseconds unless it says seconds."""

    size: int
    built: float
    updated: float
    disk: float
    asked: dict[str, Any]
    agreement: float
    first: float
    five: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="量一量：建议准不准、快不快")
    parser.add_argument("--quick", action="store_true", help="只走一遍流程，数量减到最小")
    sizes = QUICK if parser.parse_args(arguments).quick else FULL
    with tempfile.TemporaryDirectory() as folder:
        measured = [_bank(size, sizes, Path(folder) / str(size)) for size in sizes.banks]
        beside = _peers(sizes)
        _table("检索", BANKS, map(_printed, measured))
        _table(f"同样 {sizes.peers:,} 条，别的办法", ("办法", "p50 毫秒", "p95 毫秒"), beside)
        _table("目标", ("目标", "要求", "实测"), _goals(sizes, measured, beside))
        _table("冷启动（整个进程，自带句式库）", ("命令", "毫秒，中位数", "倍数"), _cold(sizes))
        _table("中途杀掉进程", ("做法", "次数", "之后答错"), _killed(sizes, Path(folder) / "killed"))
        _table("记录换成表述", ("记录", "结果"), _right(sizes))


def _table(title: str, header: Sequence[str], rows: Iterator[Row] | Sequence[Row] | map[Row]) -> None:
    print(f"## {title}\n\n| {' | '.join(header)} |\n|{' --- |' * len(header)}", flush=True)
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)
    print(flush=True)


# Banks ---------------------------------------------------------------------------------------------------------------

BANKS = (
    "条数", "建索引 秒", "改 100 条 秒", "占盘 MB", "打开 毫秒", "检索 p50/p95", "整条建议 p50/p95", "内存 MB",
    "与全扫描一致", "原句排第一/前五",
)  # fmt: skip


def _bank(size: int, sizes: Sizes, cache: Path) -> Measured:
    grown = list(banks.grow(_shipped(), size))
    before, after = _own(0), _own(1)
    built, _ = _timed(lambda: upkeep.current(cache, "bank", _files(grown, before)))
    updated, _ = _timed(lambda: upkeep.current(cache, "bank", _files(grown, after)))
    searched = upkeep.current(cache, "bank", _files(grown, before)).index
    asked_about = banks.notes(grown, sizes.notes)
    typed = [note for note, _ in asked_about]
    asked = _asked(cache, typed) if size > upkeep.SMALL else asking.timed(searched, typed, api.register())
    whole = _scanned([*grown, *before], typed[: sizes.scanned(size)])
    return Measured(
        size, built, updated, sum(path.stat().st_size for path in cache.rglob("*") if path.is_file()) / 1e6, asked,
        _agreement(asked["found"], whole), *(_recall(asked["found"], asked_about, among) for among in (1, 5)),
    )  # fmt: skip


def _shipped() -> tuple[Phrase, ...]:
    return phrasebank.load(config.shipped("phrasebank"))


def _files(grown: Sequence[Phrase], own: Sequence[Phrase], part: int = 50_000) -> list[upkeep.File]:
    """The bank in files of some size, and a small one of its owner's."""
    parts = [
        upkeep.File(f"00/{start:09}", "0", partial(grown.__getitem__, slice(start, start + part)))
        for start in range(0, len(grown), part)
    ]
    return [*parts, upkeep.File("01/own", own[0].text, lambda: own)]


def _own(version: int) -> list[Phrase]:
    """A hundred phrases; every version has others under the same ids."""
    grown = banks.grow(_shipped(), 100, seed=50 + version)
    return [phrase.model_copy(update={"id": f"own-{number}"}) for number, phrase in enumerate(grown)]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    done = work()
    return perf_counter() - start, done


def _asked(cache: Path, typed: Sequence[str]) -> dict[str, Any]:
    """In a process of its own, so that its memory is that of one that only asks."""
    (folder,) = cache.glob("*/kept-*")
    command = [sys.executable, "-m", "bench.asking", str(folder)]
    ran = subprocess.run(
        command, cwd=ROOT / "tests", input=json.dumps(typed), capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


_WHOLE: list[Any] = []


def _scanned(grown: Sequence[Phrase], typed: Sequence[str]) -> list[list[tuple[str, float]]]:
    """What a scan of every phrase suggests; on two cores where the system can share memory between processes."""
    _WHOLE[:] = [index.build(grown)]
    try:
        with get_context("fork").Pool(2) as pool:
            return pool.map(_scan, typed, chunksize=1)
    except ValueError:
        return list(map(_scan, typed))
    finally:
        _WHOLE.clear()


def _scan(note: str) -> list[tuple[str, float]]:
    return [(each.id, each.score) for each in matching.suggest(note, _WHOLE[0], api.register())]


def _agreement(found: Sequence[Any], whole: Sequence[Any]) -> float:
    """Share of the suggestions that reach the last score of the full scan; ties count."""
    reached = [
        sum(score >= full[-1][1] for _, score in got) / len(full)
        for got, full in zip(found, whole, strict=False)
        if full
    ]
    return sum(reached) / len(reached)


def _recall(found: Sequence[Any], asked_about: Sequence[tuple[str, str]], among: int) -> float:
    pairs = zip(found, asked_about, strict=True)
    return sum(source in [id_ for id_, _ in got[:among]] for got, (_, source) in pairs) / len(asked_about)


def _printed(bank: Measured) -> Row:
    asked = bank.asked
    return (
        f"{bank.size:,}", f"{bank.built:.1f}", f"{bank.updated:.2f}", f"{bank.disk:.0f}", f"{asked.get('opened', 0):.1f}",
        _spread(asked["search"]), _spread(asked["whole"]), f"{asked['memory']:.0f}" if "memory" in asked else "–",
        f"{bank.agreement:.4f}", f"{bank.first:.2f}/{bank.five:.2f}",
    )  # fmt: skip


def _spread(times: Sequence[float]) -> str:
    return f"{median(times):.1f}/{_p95(times):.1f}"


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _peers(sizes: Sizes) -> list[Row]:
    """Name and times of every peer, asked the same notes."""
    grown = list(banks.grow(_shipped(), sizes.peers))
    register = api.register()
    typed = [read(note, register).masked for note, _ in banks.notes(grown, min(sizes.notes, 60))]
    found = peers.peers([mask_phrase(phrase.text, phrase.slots) for phrase in grown])
    times = ((name, peers.clocked(search, typed)) for name, search in found)
    return [(name, f"{median(each):.1f}", f"{_p95(each):.1f}") for name, each in times]


def _goals(sizes: Sizes, measured: Sequence[Measured], beside: Sequence[Row]) -> Iterator[Row]:
    by_size = {bank.size: bank for bank in measured}
    ours = _p95(by_size[sizes.peers].asked["search"])
    largest, tenth = measured[-1], by_size.get(10_000, measured[0])
    yield f"{sizes.peers:,} 条检索 p95，比 rapidfuzz 快", "100 倍", f"{float(beside[0][2]) / ours:.0f} 倍"
    yield f"{sizes.peers:,} 条检索 p95，比 FTS5 快", "10 倍", f"{float(beside[2][2]) / ours:.0f} 倍"
    for name, key in (("检索", "search"), ("整条建议", "whole")):
        slower = _p95(largest.asked[key]) / _p95(tenth.asked[key])
        yield f"{largest.size:,} 条{name} p95，是 {tenth.size:,} 条的", "至多 3 倍", f"{slower:.1f} 倍"
    yield f"{largest.size:,} 条建索引", "120 秒内", f"{largest.built:.0f} 秒（{os.cpu_count()} 核）"
    yield f"{largest.size:,} 条时查询进程内存", "300 MB 内", f"{largest.asked.get('memory', 0):.0f} MB"
    yield f"改 100 条，共 {largest.size:,} 条", "1 秒内", f"{largest.updated:.2f} 秒"
    for bank in measured:
        yield f"{bank.size:,} 条与全扫描一致", "≥ 0.99" if bank.size <= 100_000 else "≥ 0.98", f"{bank.agreement:.4f}"


# The rest ------------------------------------------------------------------------------------------------------------


def _cold(sizes: Sizes) -> Iterator[Row]:
    """Whole processes in turn, so that what else the machine does falls on both."""
    commands = {
        "python -c 'import typer, rapidfuzz'": [sys.executable, "-c", "import typer, rapidfuzz"],
        f"drafter suggest “{NOTE}”": [sys.executable, "-m", "drafter", "suggest", NOTE],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(sizes.starts + 1):
        for name, command in commands.items():
            times[name].append(
                _timed(lambda command=command: subprocess.run(command, capture_output=True, check=True))[0]
            )  # type: ignore[misc]
    base = median(next(iter(times.values()))[1:] or [1.0])
    for name, each in times.items():
        yield name, f"{median(each[1:]) * 1e3:.0f}", f"{median(each[1:]) / base:.1f}（要求至多 2）"


def _killed(sizes: Sizes, folder: Path) -> Iterator[Row]:
    wrong = list(killing.wrong_after(sizes.kills, folder))
    yield "建索引与更新各半，随机时刻 SIGKILL", str(sizes.kills), "；".join(wrong) or "无"


def _right(sizes: Sizes) -> Iterator[Row]:
    """The hand-written notes, tuned and untouched apart, and every sentence of a held-out report made rough."""
    suggest = partial(matching.suggest, phrases=api.wordings(), register=api.register())
    every = (*api.phrases(), *matching.plain(api.sources().questionnaire))
    for name, untouched in (("手写，调试时看过", False), ("手写，调试时没有看", True)):
        yield name, str(notes.written(suggest, every, untouched))
    if not SHARED.is_dir():
        yield "逐份留出的真实报告", "本机没有原文"
        return
    plain = matching.plain(api.sources().questionnaire)
    for source in sorted((SHARED / "sources").glob("*.txt"))[: sizes.reports]:
        with suppress(KeyError):  # a report of which the bank knows no names
            share, count = notes.held_out(source, api.phrases(), plain, api.register())
            yield f"留出 {source.stem}，{count} 句，第一条主题对", f"{share:.1%}"


if __name__ == "__main__":
    main()
