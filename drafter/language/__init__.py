"""The words of the field: tables of words as data in (<table>.yaml), lists and compiled patterns out.

A table holds lists and mappings of entries, each under a name. An entry that is searched for in text is a regular expression,
and most are just the word itself. To the tables beside this module those of the user's own folder are added (`language:` in
drafter.yaml): lists grow, mappings gain or change entries. The tables are read once a process and kept ready between
processes (cache), because every command needs some of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from drafter import cache as keeping
from drafter import config, text
from drafter.errors import FormatError

Table = Mapping[str, Any]
"""Name → list of entries, or mapping of entries to texts."""

_SHIPPED = Path(__file__).parent
_FORM = "1"
"""The shape in which the tables are kept between processes; to be raised when that changes."""


def table(name: str) -> Table:
    """A table by its file's name. Raises FileError or FormatError where the user's folder is missing or wrong."""
    found: Table = _tables()[name]
    return found


def words(name: str, list_: str) -> tuple[str, ...]:
    """A list of the table `name`."""
    return tuple(table(name)[list_])


@cache
def pattern(name: str, *lists: str) -> re.Pattern[str]:
    """A pattern that finds any entry of one or more lists of the table `name`; they are tried in the order of the lists."""
    return re.compile(alternatives(name, *lists))


def alternatives(name: str, *lists: str) -> str:
    """The source of `pattern`, to be part of a larger one."""
    return "|".join(entry for each in lists for entry in table(name)[each])


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Table]:
    folders = (_SHIPPED, *config.language_folders())
    # Hidden files are those of other programs (._units.yaml).
    made_from = [path for folder in folders for path in sorted(folder.glob("*.yaml")) if path.name[0] not in ".~"]
    tables: Mapping[str, Table] = keeping.kept("language", _FORM, made_from, lambda: _read(made_from))
    return tables


def _read(paths: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """All tables, the shipped files first and the user's added to them."""
    from drafter import yamlfile
    from drafter.language.word_files import WordTable

    tables: dict[str, dict[str, Any]] = {}
    for path in paths:
        given: dict[str, Any] = yamlfile.load(path, WordTable).root
        if path.parent == _SHIPPED:
            tables[path.stem] = given
        else:
            _add(tables, given, path)
    return tables


def _add(tables: dict[str, dict[str, Any]], given: Table, path: Path) -> None:
    """Add the user's table to the shipped one of the same name. Raises FormatError where it does not fit."""
    if path.stem not in tables:
        raise FormatError(f"{path} 不是已知的用词表", f"可用的文件名：{'、'.join(f'{name}.yaml' for name in tables)}")
    known = tables[path.stem]
    for name, entries in given.items():
        if name not in known or type(known[name]) is not type(entries):
            raise FormatError(f"{path} 中的“{name}”不是这张表的一项，或写法不同", f"可用的项：{'、'.join(known)}")
        for entry in entries:
            if not text.is_pattern(entry):
                message = f"{path} 中的“{entry}”不能用来查找：括号等符号没有成对，或次数太大"
                raise FormatError(message, "普通词语直接写即可")
        known[name] = {**known[name], **entries} if isinstance(entries, dict) else [*known[name], *entries]
