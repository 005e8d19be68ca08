"""What reports count: a template's folder in, its indicators and relations out, from a kept copy while no file has changed.

Reading and checking the questionnaire costs more than a whole suggestion, and of it recognition needs only this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha1
from pathlib import Path
from typing import Any

from drafter import config, files
from drafter.errors import FileError
from drafter.model import Indicator, RelationRule

_FORM = "register 1"


def known(template: Path) -> tuple[Mapping[str, Indicator], Sequence[RelationRule]]:
    """Indicators by id, and the relations between them. Raises FileError or FormatError."""
    made_from = [str(template.resolve()), *map(files.stamp, config.question_files(template))]
    cache = config.cache_folder()
    path = (
        cache / f"register-{sha1(made_from[0].encode(), usedforsecurity=False).hexdigest()[:16]}.json"
        if cache
        else None
    )
    with suppress(OSError, ValueError, TypeError, KeyError):
        if path and (kept := files.read_kept(path, _FORM))["from"] == made_from:
            return _read(kept)
    return _made(template, made_from, path)


def _read(kept: Mapping[str, Any]) -> tuple[dict[str, Indicator], list[RelationRule]]:
    indicators = (Indicator(**{**each, "aliases": tuple(each["aliases"])}) for each in kept["indicators"])
    relations = [RelationRule(**{**each, "parts": tuple(each["parts"])}) for each in kept["relations"]]
    return {each.id: each for each in indicators}, relations


def _made(
    template: Path, made_from: Sequence[str], path: Path | None
) -> tuple[Mapping[str, Indicator], Sequence[RelationRule]]:
    from drafter import questionnaire

    asked = questionnaire.load(template)
    found = {
        "from": made_from,
        "indicators": [asdict(each) for each in asked.indicators.values()],
        "relations": [asdict(each) for each in asked.relations],
    }
    with suppress(FileError):  # it is only slower without
        if path:
            files.make_folder(path.parent)
            files.write_kept(path, _FORM, found)
    return asked.indicators, asked.relations
