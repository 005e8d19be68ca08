"""Verbs about the Word file itself: whether its layout follows the standard, what changed since it was rendered."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import files

if TYPE_CHECKING:
    from drafter.checking.changes import Change, WordSentence
    from drafter.checking.layout import Conformity
    from drafter.model import Document


def check_layout(
    paths: Iterable[Path], select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Conformity, ...]:
    """The conformity report of each .docx; a folder with report.yaml is rendered first.

    Raises:
        FileError, FormatError: no readable .docx. DrafterError: a code that no parameter has.
    """
    return tuple(_checked(path, select, ignore) for path in paths)


def _checked(path: Path, select: Sequence[str], ignore: Sequence[str]) -> Conformity:
    from drafter.checking import layout

    if not path.is_dir():
        return layout.check(path, "", select, ignore)
    from drafter.app.reports import draft

    with _written(draft(path)[1]) as file:
        return layout.check(file, str(path), select, ignore)


@contextmanager
def _written(document: Document) -> Iterator[Path]:
    """The document as a .docx for as long as it is looked at."""
    from drafter import writers

    with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
        path = Path(folder) / "report.docx"
        files.write(path, writers.encode(document, "docx"))
        yield path


def passages(path: Path) -> tuple[WordSentence, ...]:
    """The sentences of an earlier rendering, edited or not. Raises FileError, FormatError: no readable .docx."""
    from drafter.checking import changes

    return changes.sentences(path)


def changes_since(old: Sequence[WordSentence], document: Document) -> tuple[Change, ...]:
    """What changed from an earlier rendering to this draft."""
    from drafter.checking import changes

    with _written(document) as file:
        return changes.compare(old, changes.sentences(file))
