"""Verbs that fill the phrasebank: mine reports, and settle what mining left to a person.

A report that cannot be read does not stop the others. Each report is reduced to its phrases before the next is opened, in
this process or in several, so that many reports need no more memory than one.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter import config
from drafter.app.report_kind import register
from drafter.errors import DrafterError
from drafter.formats import LocalTerms, Waiting
from drafter.model import Finding

if TYPE_CHECKING:
    from drafter.mining.building import Built
    from drafter.mining.report_phrases import Mined
    from drafter.mining.review import Settled

Progress = Callable[[Iterable["Mined | Finding"], int], Iterable["Mined | Finding"]]


class _Job(NamedTuple):
    """A report to mine: its name in the bank, its file, the template whose figures are looked for, its curated names."""

    name: str
    path: Path
    template: Path
    terms: LocalTerms | None


@dataclass(frozen=True)
class MiningRun:
    """What mining did, and the files that could not be read, each with the reason."""

    built: Built
    skipped_files: tuple[Finding, ...]


def mine(
    paths: Sequence[Path],
    bank: Path | None = None,
    name: str = "",
    dry_run: bool = False,
    workers: int = 1,
    progress: Progress = lambda results, total: results,
    template: str = "",
) -> MiningRun:
    """Mine reports into a phrasebank; `progress` may watch the results as they come.

    Raises:
        DrafterError: two reports of one name, or none of them can be read.
        FormatError: a local name would stand in a phrase; nothing was written.
    """
    from drafter.bank import store
    from drafter.formats import ReviewFile
    from drafter.mining import building

    folder, kind = bank or config.folder("phrasebank"), config.template_folder(template)
    named, terms = _named(paths, name), store.local_terms(folder)
    jobs = [_Job(key, path, kind, terms.get(key)) for key, path in named.items()]
    results = list(progress(_results(jobs, workers), len(jobs)))
    skipped = [result for result in results if isinstance(result, Finding)]
    if len(skipped) == len(jobs):
        raise DrafterError("\n".join(finding.message for finding in skipped), skipped[0].hint if skipped else "")
    reports = [result for result in results if not isinstance(result, Finding)]
    built = building.build(reports, store.load(folder), terms)
    if not dry_run:
        store.save(folder, built.phrases)
        for one in reports:
            own = [each for each in built.review if each.phrase.sources[0].report == one.report]
            store.save_waiting(folder, ReviewFile(report=one.report, year=one.year, zone=one.zone, waiting=own))
        if tables := building.statistics(built):
            store.save_statistics(folder, tables)
    return MiningRun(built, tuple(skipped))


def _named(paths: Sequence[Path], name: str) -> dict[str, Path]:
    """Reports by the name they have in the bank."""
    if name and len(paths) > 1:
        raise DrafterError("--name 只能用于一份报告", "多份报告请去掉 --name，将以文件名命名")
    named: dict[str, Path] = {}
    for path in paths:
        key = name or path.stem
        if key in named:
            raise DrafterError(f"两份报告同名“{key}”：{named[key]}、{path}", "请改文件名，或用 --name 分别提取")
        if not key.strip(". ") or any(char in key for char in '/\\:*?"<>|'):
            raise DrafterError(f"“{key}”不能作报告的名称", '请去掉其中的 / \\ : * ? " < > | 等符号')
        named[key] = path
    return named


def _results(jobs: Sequence[_Job], workers: int) -> Iterator[Mined | Finding]:
    """One result for each job, in their order."""
    if min(workers, len(jobs)) <= 1:
        yield from map(_mined, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ExitStack() as stack:
        # Ctrl-C reaches every process of the terminal; only this one shall answer it.
        pool = ProcessPoolExecutor(
            min(workers, len(jobs)), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
        )
        stack.callback(partial(pool.shutdown, cancel_futures=True))
        with _without_interrupts():
            results = pool.map(_mined, jobs)
        yield from results


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl-C waits, and processes begun meanwhile never get it, where the system can do so."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _mined(job: _Job) -> Mined | Finding:
    from drafter import readers
    from drafter.mining import report_phrases
    from drafter.understanding import understand

    year = job.terms.year if job.terms else None
    try:
        return report_phrases.mine(
            job.name, understand(readers.read(job.path), register(job.template), year), job.terms
        )
    except DrafterError as error:
        return Finding("MINE01", "unreadable", "error", error.message, error.hint, str(job.path))


def waiting(bank: Path | None = None) -> tuple[Waiting, ...]:
    """The mined phrases that wait for a person. Raises FileError or FormatError."""
    from drafter.bank import store
    from drafter.mining import building

    folder = bank or config.folder("phrasebank")
    return building.unsettled((w for file in store.waiting(folder) for w in file.waiting), store.load(folder))


def settle(
    accept: Sequence[str] = (), reject: Sequence[str] = (), named: Sequence[str] = (), bank: Path | None = None
) -> Settled:
    """Carry out decisions on waiting phrases by id; `named` are 编号=名称.

    Raises:
        DrafterError: an id does not wait, or a name does not stand in its phrase. FormatError: a local name would stay;
            nothing was written.
    """
    from drafter.bank import store
    from drafter.mining import review

    names: dict[str, list[str]] = {}
    for pair in named:
        id_, equals, name = pair.partition("=")
        if not equals or not name.strip():
            raise DrafterError(f"“{pair}”不是“编号=名称”的写法", "例如 --name publicity-3f9a1c=溪心办")
        names.setdefault(id_.strip(), []).append(name.strip())
    folder = bank or config.folder("phrasebank")
    files = store.waiting(folder)
    done = review.settle(files, store.load(folder), store.local_terms(folder), accept, reject, names)
    store.save(folder, done.phrases)
    for entry in done.terms:
        store.save_terms(folder, entry)
    for file in files:
        own = [each for each in done.waiting if each.phrase.sources[0].report == file.report]
        store.save_waiting(folder, file.model_copy(update={"waiting": own}))
    return done
