"""The local names of the reports that phrasebanks were mined from: the banks' folders in, for each report its names by kind out.

They are kept between processes, because every check needs them and nothing else of the banks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from drafter import cache
from drafter.bank.own_files import TERMS_FOLDER, own

_FORM = "1"
"""Of the kept names' shape; to be raised when that changes."""


def names(folders: Sequence[Path]) -> tuple[Mapping[str, Sequence[str]], ...]:
    """The names of each report; the first folder that has a report's counts. Raises FileError or FormatError."""

    def read() -> list[Mapping[str, Sequence[str]]]:
        from drafter.bank import layers

        return [terms.terms for terms in layers.known_names(folders).values()]

    made_from = [path for folder in folders for path in own(folder / TERMS_FOLDER, "report")]
    return tuple(cache.kept("names-elsewhere", _FORM, made_from, read)) if made_from else ()
