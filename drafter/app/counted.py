"""What reports count: a template's folder in, its register out, from a kept copy while no file has changed.

Reading and checking the questionnaire and taking its aliases apart costs more than a whole suggestion.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from drafter import config, files, text
from drafter.errors import FileError
from drafter.understanding import indicators

_FORM = "register 3"


def register(template: Path) -> indicators.Register:
    """The compiled register. Raises FileError or FormatError."""
    made_from = [str(template.resolve()), *map(files.stamp, config.question_files(template))]
    cache = config.cache_folder()
    path = cache / f"register-{text.tag(made_from[0])}.json" if cache else None
    with suppress(OSError, ValueError, TypeError, KeyError):
        if path and (kept := files.read_kept(path, _FORM)[0])["from"] == made_from:
            return indicators.restored(kept)
    return _made(template, made_from, path)


def _made(template: Path, made_from: Sequence[str], path: Path | None) -> indicators.Register:
    from drafter.asking import questionnaire

    asked = questionnaire.load(template)
    made = indicators.compile(asked.indicators, asked.relations)
    with suppress(FileError):  # it is only slower without
        if path:
            files.make_folder(path.parent)
            files.write_kept(path, _FORM, {"from": made_from, **indicators.plain(made)})
    return made
