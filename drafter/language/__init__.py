"""The words of the field, as data: <table>.yaml beside this module, and in the user's own folder; compiled patterns out.

A table is a mapping from a name to a list of entries, or to a mapping of entries. An entry that is searched for in text is a
regular expression, which for most is just the word itself. What the user's folder (`language:` in drafter.yaml) has under the
same names is added: lists grow, mappings gain or change entries. The tables are read once a process and kept ready between
processes (cache), because every command needs some of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from drafter import cache as keeping
from drafter import config
from drafter.errors import FormatError

Table = Mapping[str, Any]
"""Name → list of texts, or mapping of text to text."""

_SHIPPED = Path(__file__).parent


def table(name: str) -> Table:
    """A table by its file's name. Raises FileError or FormatError where the user's folder is missing or wrong."""
    found: Table = _tables()[name]
    return found


def words(name: str, entry: str) -> tuple[str, ...]:
    """A list of a table."""
    return tuple(table(name)[entry])


@cache
def pattern(name: str, *entries: str) -> re.Pattern[str]:
    """Any of the entries of one or more lists of a table, as one compiled pattern, in the order in which they stand."""
    return re.compile(alternatives(name, *entries))


def alternatives(name: str, *entries: str) -> str:
    """The source of `pattern`, to be part of a larger one."""
    return "|".join(part for entry in entries for part in table(name)[entry])


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Table]:
    folders = (_SHIPPED, *config.language_folders())
    made_from = [path for folder in folders for path in sorted(folder.glob("*.yaml"))]
    tables: Mapping[str, Table] = keeping.kept("language", "1", made_from, lambda: _read(made_from))
    return tables


def _read(paths: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """All tables, the shipped files first and the user's added to them."""
    from drafter import yamlfile
    from drafter.formats import WordTable

    tables: dict[str, dict[str, Any]] = {}
    for path in paths:
        given: dict[str, Any] = yamlfile.load(path, WordTable).root
        if path.parent == _SHIPPED:
            tables[path.stem] = given
        else:
            _add(tables, given, path)
    return tables


def _add(tables: dict[str, dict[str, Any]], given: Table, path: Path) -> None:
    if path.stem not in tables:
        raise FormatError(f"{path} 不是已知的用词表", f"可用的文件名：{'、'.join(f'{name}.yaml' for name in tables)}")
    known = tables[path.stem]
    for name, entries in given.items():
        if name not in known or type(known[name]) is not type(entries):
            raise FormatError(f"{path} 中的“{name}”不是这张表的一项，或写法不同", f"可用的项：{'、'.join(known)}")
        _check(entries, path)
        known[name] = {**known[name], **entries} if isinstance(entries, dict) else [*known[name], *entries]


def _check(entries: Any, path: Path) -> None:
    """Every entry can stand in a pattern."""
    for entry in entries:
        try:
            re.compile(entry)
        except re.error as error:
            raise FormatError(f"{path} 中的“{entry}”不能用来查找：括号等符号没有成对", "普通词语直接写即可") from error
