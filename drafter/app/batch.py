"""Several files at once: what is done with each of them in, the results and the files that could not be read out.

A file that cannot be read does not stop the others: it is told with its reason, and the verb's exit status says that something is
missing. Where no file at all can be read there is nothing to go on with, which is an error.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from drafter.errors import DrafterError
from drafter.model import Finding

Job = TypeVar("Job")
Result = TypeVar("Result")
Progress = Callable[[Iterable[Any], int], Iterable[Any]]
"""Passes the results through one by one and may show how many of the total have come."""


def unwatched(results: Iterable[Any], total: int) -> Iterable[Any]:
    """The progress that shows nothing."""
    return results


def each(
    paths: Iterable[Path], work: Callable[[Path], Result], workers: int = 1, progress: Progress = unwatched
) -> tuple[dict[Path, Result], tuple[Finding, ...]]:
    """File → result of the `work` with it, in order; and a finding for every file that could not be read.

    With several `workers`, `work` is a function that other processes can be told of. Raises DrafterError: none could be read.
    """
    files = list(dict.fromkeys(paths))
    tried = list(progress(_in_processes(partial(_tried, work), files, workers), len(files)))
    errors = [result for result in tried if isinstance(result, BaseException)]
    if len(tried) == len(errors) == 1 and isinstance(errors[0], DrafterError):
        raise errors[0]
    both = list(zip(files, tried, strict=True))
    skipped = tuple(_unreadable(path, result) for path, result in both if isinstance(result, BaseException))
    if skipped and len(skipped) == len(files):
        raise DrafterError("\n".join(dict.fromkeys(finding.message for finding in skipped)), skipped[0].hint)
    return {path: result for path, result in both if not isinstance(result, BaseException)}, skipped


def _tried(work: Callable[[Path], Result], path: Path) -> Result | BaseException:
    try:
        return work(path)
    except (DrafterError, MemoryError, RecursionError) as error:
        return error


def _unreadable(path: Path, error: BaseException) -> Finding:
    """A file that could not be read, with the reason and what to do."""
    message, hint = f"{path} 太大或套得太深，无法读取", "请拆成几个文件，或另存为 .docx 后再试"
    if isinstance(error, DrafterError):
        message, hint = error.message, error.hint
    return Finding("READ01", "unreadable", "error", message, hint, str(path))


def _in_processes(work: Callable[[Job], Result], jobs: Sequence[Job], workers: int) -> Iterator[Result]:
    """One result for each job, in the order of the jobs, from so many processes at once."""
    processes = min(workers, len(jobs))
    if processes <= 1:
        yield from map(work, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ExitStack() as stack:
        pool = ProcessPoolExecutor(processes, initializer=_begin_worker)
        stack.callback(partial(pool.shutdown, cancel_futures=True))
        with _without_interrupts():
            results = pool.map(work, jobs)
        yield from results


def _begin_worker() -> None:
    """Ignore Ctrl-C, which the terminal sends to every process, so that only the main one answers; and end with that one, also
    where it is killed and can tell nobody.
    """
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if main := parent_process():

        def end_with_it() -> None:
            main.join()
            os._exit(1)

        Thread(target=end_with_it, daemon=True).start()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back until the context ends. Processes started meanwhile inherit this, and so never get it at all."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
