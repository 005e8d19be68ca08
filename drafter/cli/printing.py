"""What several commands print: results on stdout, all else on stderr; lines, messages, findings and JSON.

Colour is used on a terminal only and never carries a meaning alone. Every JSON has a `version`; others build on these
shapes: keys may be added, none may go.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from drafter.errors import DrafterError
from drafter.model import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from drafter.model import Finding

_SEVERITIES = {"error": ("错误", "31"), "warning": ("提醒", "33"), "info": ("参考", "36")}


def prepare() -> None:
    """Make Chinese come out whole where the system's own encoding could not hold it; closed streams swallow it."""
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def out(text: str) -> None:
    """A result. Raises OSError where it cannot be written; that nobody reads on (`| head`) is no error."""
    with _reader_may_leave():
        sys.stdout.write(text + "\n")


def flush() -> None:
    """Send the results so far on their way. Raises as `out`."""
    with _reader_may_leave():
        sys.stdout.flush()


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        give_up()


def give_up() -> None:
    """Drop all further results, and what is left of those so far."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Anything that is not a result; after the results so far, wherever both end up."""
    flush()
    sys.stderr.write(text + "\n")


def error(problem: DrafterError) -> None:
    """One clear message, and what to do."""
    say(f"{coloured('错误', '31')}：{problem.message}")
    if problem.hint:
        say(f"提示：{problem.hint}")


def coloured(text: str, colour: str) -> str:
    """For a terminal; unchanged where it is none, or where the user wants no colour (NO_COLOR)."""
    unchanged = not sys.stderr.isatty() or "NO_COLOR" in os.environ
    return text if unchanged else f"\x1b[{colour}m{text}\x1b[0m"


def quoted(path: Path) -> str:
    """A path as it can be typed again: in quotes where it has blanks."""
    return f'"{path}"' if re.search(r"\s", str(path)) else str(path)


def findings(found: Sequence[Finding]) -> None:
    """Place, code, message and hint of each; the count last."""
    for finding in found:
        word, colour = _SEVERITIES[finding.severity]
        place = f"{finding.file}：第 {finding.line} 行　" if finding.line else f"{finding.file}　"
        out(f"{place}{coloured(word, colour)} {finding.code} {finding.message}")
        if finding.excerpt:
            out(f"    原文：{finding.excerpt}")
        if finding.hint:
            out(f"    提示：{finding.hint}")
    say(f"发现 {len(found)} 个问题" if found else "没有发现问题")


def as_json(shape: Mapping[str, Any]) -> None:
    """A result for programs."""
    out(json.dumps(shape, ensure_ascii=False, indent=2))


def versioned(**content: Any) -> dict[str, Any]:
    """The top level of every JSON we print."""
    return {"version": VERSION, **content}


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole numbers as integers."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
