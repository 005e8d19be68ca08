"""Several files at once: what is done with each of them in, the results and the files that could not be read out.

A file that cannot be read does not stop the others: it is told with its reason, and the verb's exit status says that something is
missing. Where no file at all can be read there is nothing to go on with, which is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from drafter.errors import DrafterError
from drafter.model import Finding

Result = TypeVar("Result")


def each(paths: Iterable[Path], work: Callable[[Path], Result]) -> tuple[dict[Path, Result], tuple[Finding, ...]]:
    """File → result of the `work` with it, in order; and a finding for every file that could not be read.

    Raises DrafterError: none could be read.
    """
    results: dict[Path, Result] = {}
    errors: list[Exception] = []
    skipped: list[Finding] = []
    for path in paths:
        try:
            results[path] = work(path)
        except (DrafterError, MemoryError, RecursionError) as error:
            errors.append(error)
            skipped.append(unreadable(path, error))
    if not results and len(errors) == 1 and isinstance(errors[0], DrafterError):
        raise errors[0]
    refuse_if_all(skipped, len(results) + len(skipped))
    return results, tuple(skipped)


def refuse_if_all(skipped: Sequence[Finding], files: int) -> None:
    """Raise DrafterError where none of the files could be read."""
    if skipped and len(skipped) == files:
        raise DrafterError("\n".join(dict.fromkeys(finding.message for finding in skipped)), skipped[0].hint)


def unreadable(path: Path, error: BaseException) -> Finding:
    """A file that could not be read, with the reason and what to do."""
    message, hint = f"{path} 太大或套得太深，无法读取", "请拆成几个文件，或另存为 .docx 后再试"
    if isinstance(error, DrafterError):
        message, hint = error.message, error.hint
    return Finding("READ01", "unreadable", "error", message, hint, str(path))
