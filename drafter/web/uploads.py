"""Files that the browser sends: written into a folder for a moment, under the names that the user knows them by; or kept until the
form that they came with is sent again, because a browser does not fill in a file again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from starlette.datastructures import UploadFile

from drafter import filenames, temporary

_MOST_KEPT = 4
"""Files that are kept at once, in memory; chosen by hand. The oldest goes first, and whoever sends its form is told."""


class Upload(NamedTuple):
    """A file that somebody gave to the page."""

    name: str
    data: bytes


class Written(NamedTuple):
    """The files in their folder."""

    folder: Path
    paths: list[Path]

    def named(self, words: str) -> str:
        """The words with these files called as the user calls them."""
        return temporary.named(self.folder, words)


async def received(file: UploadFile) -> Upload:
    """A file of a form, under its name without folders."""
    return Upload(Path((file.filename or "").replace("\\", "/")).name, await file.read())


@contextmanager
def written(uploads: Sequence[Upload], otherwise: str) -> Iterator[Written]:
    """The files in a folder that lasts as long as the context. Where two have one name, the later ones get a number; `otherwise` is
    what one is called whose own name no file can have.
    """
    with temporary.folder() as folder:
        paths = list[Path]()
        for each in uploads:
            name = Path(each.name if not filenames.name_problem(each.name) else f"{otherwise}{Path(each.name).suffix}")
            path, number = folder / name, 1
            while path.exists():
                number += 1
                path = folder / f"{name.stem}（{number}）{name.suffix}"
            path.write_bytes(each.data)
            paths.append(path)
        yield Written(folder, paths)


class Kept:
    """Files by the tokens that a form has in their place."""

    def __init__(self) -> None:
        self._files: dict[str, Upload] = {}

    def keep(self, file: Upload) -> str:
        """Keep a file; its token."""
        token = secrets.token_urlsafe(16)
        self._files[token] = file
        while len(self._files) > _MOST_KEPT:
            del self._files[next(iter(self._files))]
        return token

    def get(self, token: str) -> Upload | None:
        """The file of a token; None where it is not kept any more."""
        return self._files.get(token)

    def drop(self, token: str) -> None:
        """Keep it no longer."""
        self._files.pop(token, None)
