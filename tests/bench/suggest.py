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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from bench import asking, banks, killing, notes, peers, wording

from drafter import config, suggesting
from drafter.app import drafts, phrasebank, report_kind, suggestions
from drafter.asking.questionnaire import own_sentences
from drafter.bank import search as index
from drafter.bank import store
from drafter.bank.search import current
from drafter.bank.search.masking import mask_phrase
from drafter.model import Suggestion
from drafter.phrase_formats import Phrase
from drafter.suggesting import matching
from drafter.suggesting.note import read

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
Row = tuple[str, ...]
Scanned = tuple[list[float], dict[str, float]]
"""What a scan of every phrase suggests: the scores, best first, and the score of these and other phrases by id."""
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


FULL = Sizes(
    (1_000, 10_000, 20_000, 100_000, 1_000_000), 200, lambda size: 60 if size < 1_000_000 else 24, 100_000, 15, 50, 5
)
QUICK = Sizes((300, 2_500), 6, lambda _: 6, 2_500, 1, 1, 0)


@dataclass(frozen=True)
class Bank:
    """A bank as it was built: its size and folder, seconds, notes with the phrases they were made from, and what a scan of
    every phrase suggests for the first of them.
    """

    size: int
    cache: Path
    built: float
    updated: float
    notes: list[tuple[str, str]]
    whole: list[Scanned]

    @property
    def large(self) -> Path | None:
        """The folder of its index, where it is kept on disk."""
        return next(self.cache.glob("*/large-*"), None)

    @property
    def disk(self) -> float:
        """Megabytes."""
        return sum(path.stat().st_size for path in self.cache.rglob("*") if path.is_file()) / 1e6


@dataclass(frozen=True)
class Measured:
    """A bank and what came of asking it; milliseconds of every note."""

    bank: Bank
    opened: float
    search: list[float]
    whole: list[float]
    found: list[list[tuple[str, float]]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="量一量：建议准不准、快不快")
    parser.add_argument("--quick", action="store_true", help="只走一遍流程，数量减到最小")
    sizes = QUICK if parser.parse_args(arguments).quick else FULL
    with tempfile.TemporaryDirectory() as folder:
        made = [_built(size, sizes, Path(folder) / str(size)) for size in sizes.banks]
        measured, memory = _asked(made)
        beside = _peers(sizes, next(bank for bank in made if bank.size == sizes.peers))
        _table("检索", BANKS, map(_printed, measured))
        _table(f"同样 {sizes.peers:,} 条，轮流查询", ("办法", "p50 毫秒", "p95 毫秒"), _times(beside))
        _table("目标", ("目标", "要求", "实测"), _goals(measured, memory, beside))
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
    "条数", "建索引 秒", "改 100 条 秒", "占盘 MB", "打开 毫秒", "检索 p50/p95", "整条建议 p50/p95", "与全扫描一致",
    "原句排第一/前五",
)  # fmt: skip


def _built(size: int, sizes: Sizes, cache: Path) -> Bank:
    grown = list(banks.grow(_shipped(), size))
    before, after = _own(0), _own(1)
    built, _ = _timed(lambda: current.current(cache, "bank", _files(grown, before)))
    updated, _ = _timed(lambda: current.current(cache, "bank", _files(grown, after)))
    current.current(cache, "bank", _files(grown, before))
    about = banks.notes(grown, sizes.notes)
    return Bank(size, cache, built, updated, about, _scanned([*grown, *before], about[: sizes.scanned(size)]))


def _shipped() -> tuple[Phrase, ...]:
    return store.load(config.shipped("phrasebank"))


def _files(grown: Sequence[Phrase], own: Sequence[Phrase], part: int = 50_000) -> list[current.File]:
    """The bank in files of some size, and a small one of its owner's."""
    parts = [
        current.File(f"00/{start:09}", "0", partial(grown.__getitem__, slice(start, start + part)))
        for start in range(0, len(grown), part)
    ]
    return [*parts, current.File("01/own", own[0].text, lambda: own)]


def _own(version: int) -> list[Phrase]:
    """A hundred phrases; every version has others under the same ids."""
    grown = banks.grow(_shipped(), 100, seed=50 + version)
    return [phrase.model_copy(update={"id": f"own-{number}"}) for number, phrase in enumerate(grown)]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    done = work()
    return perf_counter() - start, done


def _asked(made: Sequence[Bank]) -> tuple[list[Measured], float]:
    """Scanned banks here; those kept on disk in a process of its own, so that its memory is that of one that only asks."""
    register = report_kind.register(config.template_folder())
    small, large = ([bank for bank in made if bool(bank.large) is kept] for kept in (False, True))
    columns = []
    for bank in small:
        opened, scan = _opened(bank)
        answers = [asking.ask(scan, note, register) for note, _ in bank.notes]
        columns.append(
            {"opened": opened, **{key: [each[key] for each in answers] for key in ("search", "whole", "found")}}
        )
    if not large:
        return [Measured(b, **a) for b, a in zip(small, columns, strict=True)], 0.0
    folders = [str(bank.large) for bank in large]
    rows = [[note for note, _ in row] for row in zip(*(bank.notes for bank in large), strict=True)]
    ran = subprocess.run(
        [sys.executable, "-m", "bench.asking", *folders], cwd=ROOT / "tests", input=json.dumps(rows),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    kept = json.loads(ran.stdout)
    return [Measured(b, **a) for b, a in zip([*small, *large], [*columns, *kept["answers"]], strict=True)], kept[
        "memory"
    ]


def _opened(bank: Bank) -> tuple[float, index.Index]:
    """Milliseconds until a bank that is kept can be asked, and what is asked."""
    files = _files([*banks.grow(_shipped(), bank.size)], _own(0))
    seconds, found = _timed(lambda: current.current(bank.cache, "bank", files))
    return seconds * 1e3, found.index


_WHOLE: list[Any] = []


def _scanned(phrases: Sequence[Phrase], about: Sequence[tuple[str, str]]) -> list[Scanned]:
    """What is suggested when every phrase is compared; on two cores where the system can share memory between processes."""
    _WHOLE[:] = [index.build(phrases)]
    _WHOLE[0].most = len(phrases)
    try:
        with get_context("fork").Pool(2) as pool:
            return pool.map(_scan, [note for note, _ in about], chunksize=1)
    except ValueError:
        return [_scan(note) for note, _ in about]
    finally:
        _WHOLE.clear()


def _scan(note: str) -> Scanned:
    few, many = (
        suggesting.suggest(note, _WHOLE[0], report_kind.register(config.template_folder()), limit=limit)
        for limit in (5, 30)
    )
    # A phrase and the same phrase cut down have one id: the better score counts.
    return [each.score for each in few], {each.id: each.score for each in reversed((*few, *many))}


def _agreement(measured: Measured) -> float:
    """Share of the suggestions whose score, as the full scan gives it, reaches the last of the full scan's."""
    pairs = zip(measured.found, measured.bank.whole, strict=False)
    shares = [
        sum(known.get(id_, score) >= scores[-1] for id_, score in got) / len(scores)
        for got, (scores, known) in pairs
        if scores
    ]
    return sum(shares) / len(shares)


def _recall(measured: Measured, among: int) -> float:
    pairs = zip(measured.found, measured.bank.notes, strict=True)
    return sum(source in [id_ for id_, _ in got[:among]] for got, (_, source) in pairs) / len(measured.found)


def _printed(one: Measured) -> Row:
    bank = one.bank
    return (
        f"{bank.size:,}", f"{bank.built:.1f}", f"{bank.updated:.2f}", f"{bank.disk:.0f}", f"{one.opened:.1f}",
        _spread(one.search), _spread(one.whole), f"{_agreement(one):.4f}", f"{_recall(one, 1):.2f}/{_recall(one, 5):.2f}",
    )  # fmt: skip


def _spread(times: Sequence[float]) -> str:
    return f"{median(times):.1f}/{_p95(times):.1f}"


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _peers(sizes: Sizes, bank: Bank) -> dict[str, list[float]]:
    """Milliseconds of every search by every peer and by the program, note by note in turn."""
    phrases = [*banks.grow(_shipped(), sizes.peers)]
    _, ours = _opened(bank)
    with peers.peers([mask_phrase(phrase.text, phrase.slots) for phrase in phrases]) as others:
        searches = {"本程序": lambda note: ours.nearest(note, frozenset(), matching.SHORTLIST), **others}
        times: dict[str, list[float]] = {name: [] for name in searches}
        for note, _ in bank.notes[:_PEER_NOTES]:
            masked = read(note, report_kind.register(config.template_folder())).masked
            for name, search in searches.items():
                times[name].append(asking.best(partial(search, masked))[0])
    return times


_PEER_NOTES = 45


def _times(beside: Mapping[str, Sequence[float]]) -> Iterator[Row]:
    yield from ((name, f"{median(each):.1f}", f"{_p95(each):.1f}") for name, each in beside.items())


def _goals(measured: Sequence[Measured], memory: float, beside: Mapping[str, Sequence[float]]) -> Iterator[Row]:
    ours, mixed, _, full_text = (_p95(each) for each in beside.values())
    by_size = {one.bank.size: one for one in measured}
    largest, tenth = measured[-1], by_size.get(10_000, measured[-1])
    scanned = [one for one in measured if one.bank.size <= current.SMALL][-1]
    yield f"整条建议 p95，逐条比较 {scanned.bank.size:,} 条", "60 毫秒内", f"{_p95(scanned.whole):.0f} 毫秒"
    yield "检索 p95，比最好的 rapidfuzz 全扫描快", "100 倍", f"{mixed / ours:.0f} 倍"
    yield "检索 p95，比 FTS5 快", "10 倍", f"{full_text / ours:.0f} 倍"
    for name, one, other in (("检索", largest.search, tenth.search), ("整条建议", largest.whole, tenth.whole)):
        yield f"{name} p95，最大的是 {tenth.bank.size:,} 条的", "至多 3 倍", f"{_p95(one) / _p95(other):.1f} 倍"
    yield f"{largest.bank.size:,} 条建索引", "120 秒内", f"{largest.bank.built:.0f} 秒（{os.cpu_count()} 核）"
    yield (
        "查询进程的内存，几个大句式库的索引都打开",
        "300 MB 内",
        f"{memory:.0f} MB" if memory else "没有装 drafter[large]",
    )
    yield f"改 100 条，共 {largest.bank.size:,} 条", "1 秒内", f"{largest.bank.updated:.2f} 秒"
    for one in measured:
        yield (
            f"{one.bank.size:,} 条与全扫描一致",
            "0.99" if one.bank.size <= 100_000 else "0.98",
            f"{_agreement(one):.4f}",
        )


# The rest ------------------------------------------------------------------------------------------------------------


def _cold(sizes: Sizes) -> Iterator[Row]:
    """Whole processes in turn, so that what else the machine does falls on both; compiled as an installed program is."""
    commands = {
        "python -c 'import typer, rapidfuzz'": [sys.executable, "-c", "import typer, rapidfuzz"],
        f"drafter suggest “{NOTE}”": [str(Path(sys.executable).with_name("drafter")), "suggest", NOTE],
    }
    installed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(sizes.starts + 1):
        for name, command in commands.items():
            ran = partial(subprocess.run, command, capture_output=True, check=True, env=installed)
            times[name].append(_timed(ran)[0])
    base = median(next(iter(times.values()))[1:] or [1.0])
    for name, each in times.items():
        yield name, f"{median(each[1:]) * 1e3:.0f}", f"{median(each[1:]) / base:.1f}（要求至多 2）"


def _killed(sizes: Sizes, folder: Path) -> Iterator[Row]:
    for name, small in (("逐条比较的", 20_000), ("大句式库的", 2_000)):
        wrong = list(killing.wrong_after(sizes.kills, folder / name, small))
        yield f"{name}索引，建立与更新各半，随机时刻 SIGKILL", str(sizes.kills), "；".join(wrong) or "无"


def _right(sizes: Sizes) -> Iterator[Row]:
    """The hand-written notes, tuned and untouched apart, and every sentence of a held-out report made rough."""
    bank, register = (
        suggestions.search_index(config.template_folder()).index,
        report_kind.register(config.template_folder()),
    )
    suggest = partial(suggesting.suggest, phrases=bank, register=register)

    def matched(note: str) -> Sequence[Suggestion]:
        return matching.suggestions(matching.match(note, bank, register), register, None)

    every = (
        *phrasebank.bank(lenient=False).phrases,
        *own_sentences(drafts.sources(config.template_folder()).questionnaire),
    )
    right, _ = wording.share(notes.NOTES, suggest)
    yield f"手写 {len(notes.NOTES)} 条，第一条与原话说的完全一样（bench/wording.py）", f"{right / len(notes.NOTES):.1%}"
    for batch, (first, now, marks) in wording.blind(suggest).items():
        runs = f"第一次运行 {first:.0%}，现在 {now:.0%}"
        yield f"没有见过程序的人写的第 {batch} 批，60 条", f"{runs}；第一次运行由人判读（3 至 0 分的条数）{marks}"
    yield "规则和没有见过程序的读者", wording.agreement()
    for name, untouched in (("句式放对指标，调试时看过", False), ("句式放对指标，调试时没有看", True)):
        yield name, str(notes.written(matched, every, untouched))
    if not SHARED.is_dir():
        yield "逐份留出的真实报告", "本机没有原文"
        return
    sentences = tuple(own_sentences(drafts.sources(config.template_folder()).questionnaire))
    for source in sorted((SHARED / "sources").glob("*.txt"))[: sizes.reports]:
        with suppress(KeyError):  # a report of which the bank knows no names
            share, count = notes.held_out(
                source,
                phrasebank.bank(lenient=False).phrases,
                sentences,
                report_kind.register(config.template_folder()),
            )
            yield f"留出 {source.stem}，{count} 句，第一条主题对", f"{share:.1%}"


if __name__ == "__main__":
    main()
