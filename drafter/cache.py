"""Keeps what was worked out from files for the next start: the files and the way to make it in, plain data out.

Every command starts anew, and to read YAML, check it and compile it takes longer than the work itself. So the result lies in
the user's cache folder as JSON, with this program's version, a checksum, and the time and size of the files it was made from.
If anything about a kept file does not fit, it counts as not there; without a folder to write to everything is only slower.
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

    `name` tells it from other kept data. `form` is the number of the data's shape: whoever changes the shape changes it.
    Raises FileError where one of the files is missing, and whatever `make` raises.
    """
    folders = {folder: folder.resolve() for folder in {path.parent for path in made_from}}
    sources = [str(folders[path.parent] / path.name) for path in made_from]
    stamps = [f"{source} {files.stamp(path)}" for source, path in zip(sources, made_from, strict=True)]
    folder = config.cache_folder()
    if folder is None:
        return make()
    sources_tag = text.tag("\n".join(sources))
    path = folder / f"{name}-{sources_tag}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        data, _ = read(path, form)
        if data["from"] == stamps:
            return data["made"]
    made = make()
    with suppress(FileError):
        files.make_folder(folder)
        write(path, form, {"from": stamps, "made": made})
    return made


def read(path: Path, form: str) -> tuple[Any, list[bytes]]:
    """The data and lines that `write` wrote.

    Raises OSError, or ValueError where another version wrote them or the file has been damaged since.
    """
    head, _, body = path.read_bytes().partition(b"\n")
    if head.decode() != _head(form, body):
        raise ValueError(f"{path} is of another version or damaged")
    data, *lines = body.split(b"\n")
    return json.loads(data), lines


def write(path: Path, form: str, data: Any, lines: Iterable[bytes] = ()) -> None:
    """Keep data as JSON, followed by lines that are kept as they are. Raises FileError.

    Lines are for large data of which little is needed at a time: the caller decodes only those it looks at.
    """
    body = b"\n".join([json.dumps(data, ensure_ascii=False).encode(), *lines])
    files.write(path, _head(form, body).encode() + b"\n" + body)


def _head(form: str, body: bytes) -> str:
    return f"drafter {__version__} {form} {text.tag(body)}"
