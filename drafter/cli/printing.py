"""What several commands print: lines, messages, findings and JSON. Results go to stdout, everything else to stderr.

Colour is used only on a terminal and never carries a meaning alone. What is printed may come from anybody's file, so signs
that command a terminal are shown as signs (text.for_screen). Every JSON has a `version`. Other programs rely on the
shapes of the JSON: keys may be added, but none removed.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TextIO

from drafter.errors import DrafterError
from drafter.model import VERSION
from drafter.text import for_screen

if TYPE_CHECKING:
    from pathlib import Path

    from drafter.model import Finding, Notice, Relation, Suggestion

RED, _YELLOW, _CYAN = "31", "33", "36"
"""Codes of terminal colours."""
_END_OF_COLOUR = "0"
_COLOUR = re.compile("\ue00e([0-9]+)\ue00f")
"""A colour as it stands in a text until that is written. Then the commands that the text itself brings along have been made
harmless, and this becomes a command. No text of a user holds these two characters (text.clean).
"""
_OUTSIDE_JSON = "[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
"""What json.dumps leaves as it is though it commands a terminal, or is half a character of a damaged file name."""
_SEVERITIES = {"error": ("错误", RED), "warning": ("提醒", _YELLOW), "info": ("参考", _CYAN)}


def prepare() -> None:
    """Let stdout and stderr write UTF-8, whatever the system's own encoding is. A closed one becomes a buffer nobody reads, and
    a closed stdin an empty one.
    """
    sys.stdin = sys.stdin or io.StringIO()
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def out(text: str) -> None:
    """Print a result. Raises OSError if it cannot be written, but not if the reader has left (`| head`)."""
    with _reader_may_leave():
        sys.stdout.write(_ready(text, sys.stdout) + "\n")


def flush() -> None:
    """Write out the results that are still in the buffer. Raises as `out`."""
    with _reader_may_leave():
        sys.stdout.flush()


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        give_up()


def give_up() -> None:
    """Drop the results that are still in the buffer and all further ones: stdout leads to nowhere from now on."""
    with suppress(OSError, ValueError):  # it has been closed, and so leads to nowhere already
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Print a message that is not a result. Results so far are written first, so that the order is right in a terminal.

    A message that cannot be written is lost: there is no other place to tell it, and the exit status still tells the outcome.
    """
    flush()
    with suppress(OSError, ValueError):
        sys.stderr.write(_ready(text, sys.stderr) + "\n")


def through_link(original: Path | None) -> None:
    """Tell which file is written where report.yaml is a link; None where it is not."""
    if original:
        say(f"report.yaml 是链接，写入的是它指向的文件：{original}")


def error(problem: DrafterError) -> None:
    """Print one clear message and what to do."""
    say(f"{coloured('错误', RED)}：{problem.message}")
    if problem.hint:
        say(f"提示：{problem.hint}")


def coloured(text: str, colour: str) -> str:
    """The text marked to be written in a `colour`."""
    return f"\ue00e{colour}\ue00f{text}\ue00e{_END_OF_COLOUR}\ue00f"


def _ready(text: str, stream: TextIO) -> str:
    """The text as it is written, in colour only on a terminal whose user does not refuse it (NO_COLOR)."""
    shows_colour = stream.isatty() and "NO_COLOR" not in os.environ
    return _COLOUR.sub("\x1b[\\1m" if shows_colour else "", for_screen(text))


def progress(label: str) -> Callable[[Iterable[Any], int], Iterator[Any]]:
    """Passes results on as they come. With several to come, a bar on stderr shows the progress, if that is a terminal."""

    def shown(results: Iterable[Any], total: int) -> Iterator[Any]:
        if total < 2 or not sys.stderr.isatty():
            yield from results
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(results, label, total, console=Console(stderr=True), transient=True)

    return shown


def quoted(path: Path) -> str:
    """A path as the user can type it again: in quotes if it has blanks."""
    return f'"{path}"' if re.search(r"\s", str(path)) else str(path)


def findings(found: Sequence[Finding]) -> None:
    """Print the place, code, message and hint of each finding, and at the end their number."""
    for finding in found:
        word, colour = _SEVERITIES[finding.severity]
        place = f"{finding.file}：第 {finding.line} 行　" if finding.line else f"{finding.file}　"
        out(f"{place}{coloured(word, colour)} {finding.code} {finding.message}")
        if finding.excerpt:
            out(f"    原文：{finding.excerpt}")
        if finding.hint:
            out(f"    提示：{finding.hint}")
    say(f"发现 {len(found)} 个问题" if found else "没有发现问题")


def notices(found: Iterable[Notice]) -> None:
    """Tell what of a file could not be read, and where. It is no result, so it goes to stderr."""
    for notice in found:
        where = notice.file + (f"（{notice.place}）" if notice.place else "")
        say(f"{coloured('提醒', _YELLOW)}：{f'{where}：' if where else ''}{notice.message}")


def skipped(unreadable: Iterable[Finding]) -> None:
    """Print which of several files could not be read, and why."""
    for finding in unreadable:
        say(f"没有读出 {finding.file}：{finding.message}")
        if finding.hint:
            say(f"提示：{finding.hint}")


def skipped_shape(unreadable: Iterable[Finding]) -> list[dict[str, str]]:
    """The same for JSON."""
    return [{"file": each.file, "message": each.message, "hint": each.hint} for each in unreadable]


def shapes(values: Iterable[Finding | Notice | Relation | Suggestion]) -> list[dict[str, Any]]:
    """Values of the model for JSON, each with all its fields."""
    return [value._asdict() for value in values]


def as_json(shape: Mapping[str, Any]) -> None:
    """Print a result as JSON."""
    written = json.dumps(shape, ensure_ascii=False, indent=2)
    out(re.sub(_OUTSIDE_JSON, lambda char: f"\\u{ord(char[0]):04x}", written))


def versioned(**content: Any) -> dict[str, Any]:
    """The content with the version, as the top level of every JSON has it."""
    return {"version": VERSION, **content}


def number(value: Decimal | None) -> int | float | None:
    """The value as a number for JSON: whole numbers as integers."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
