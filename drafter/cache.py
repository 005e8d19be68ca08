"""What was worked out from files and is kept for the next start. The files it was made from in, plain data out.

Every command starts anew, and reading YAML, checking it and taking it apart costs more than the work itself. So its result
lies in the user's cache folder as JSON, with this program's version, a checksum and the stamps of the files it was made
from. A kept file is thrown away, never trusted: whatever does not fit counts as not there, and without a folder to write
to everything is only slower.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from drafter import __version__, config, files, text
from drafter.errors import FileError


def kept(name: str, form: str, made_from: Sequence[Path], make: Callable[[], Any]) -> Any:
    """What `make` makes of these files, as plain data (what JSON can hold); made only when one of them has changed.

    `name` tells it from other kept data, `form` from the same data in an older shape: change it when the shape changes.
    Raises FileError where one of the files is missing, and whatever `make` raises.
    """
    stamps = [f"{path.resolve()} {files.stamp(path)}" for path in made_from]
    folder = config.cache_folder()
    path = (
        folder / f"{name}-{text.tag(chr(10).join(str(path.resolve()) for path in made_from))}.json" if folder else None
    )
    with suppress(OSError, ValueError, TypeError, KeyError):
        if path and (found := read(path, form)[0])["from"] == stamps:
            return found["made"]
    made = make()
    with suppress(FileError):
        if path:
            files.make_folder(path.parent)
            write(path, form, {"from": stamps, "made": made})
    return made


def read(path: Path, form: str) -> tuple[Any, list[bytes]]:
    """Data and lines as `write` wrote them. Raises OSError, or ValueError where that was another version or the file has
    been damaged since.
    """
    head, _, body = path.read_bytes().partition(b"\n")
    if head.decode() != _head(form, body):
        raise ValueError(f"{path} is not sound")
    data, *lines = body.split(b"\n")
    return json.loads(data), lines


def write(path: Path, form: str, data: Any, lines: Iterable[bytes] = ()) -> None:
    """Keep data as JSON, and lines as they are, because few of thousands are looked at. Raises FileError."""
    body = b"\n".join([json.dumps(data, ensure_ascii=False).encode(), *lines])
    files.write(path, _head(form, body).encode() + b"\n" + body)


def _head(form: str, body: bytes) -> str:
    return f"drafter {__version__} {form} {text.tag(body)}"
