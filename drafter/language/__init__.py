"""The words of the field: tables of words as data in (<table>.yaml), lists and compiled patterns out.

A table holds lists and mappings of entries, each under a name. An entry that is searched for in text is a regular expression,
and most are just the word itself. To the tables beside this module those of the user's own folder are added (`language:` in
drafter.yaml): lists grow, those inside a mapping too, and mappings gain or change entries. A table is read when it is asked for, and is kept ready between
processes (cache), because every command needs some of them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from drafter import cache, config, text
from drafter.errors import FormatError

Table = Mapping[str, Any]
"""Name → list of entries, or mapping of entries to texts."""

_SHIPPED = Path(__file__).parent
_FORM = "2"
"""The shape in which the tables are kept between processes; to be raised when that changes."""
_OBJECT_AND_VERB = 2
"""The words of a choice in by_object: 夜市 举办."""


@functools.cache
def table(name: str) -> Table:
    """A table by its file's name. Raises FileError or FormatError where the user's folder is missing or wrong."""
    shipped, *own = _files(name)
    found: Table = cache.kept(f"language-{name}", _FORM, [shipped, *own], lambda: _read(shipped, own))
    return found


def kept(name: str, form: str, tables: Iterable[str], make: Callable[[], Iterable[str]]) -> list[str]:
    """The words that `make` takes from these tables, kept ready between processes as the tables are; `form` as in `cache.kept`."""
    made_from = [path for table_ in tables for path in _files(table_)]
    found: str = cache.kept(f"words-{name}", form, made_from, lambda: "\n".join(make()))
    return found.split("\n")


def _files(name: str) -> list[Path]:
    """The shipped file of a table and those of the user's folders."""
    shipped = _SHIPPED / f"{name}.yaml"
    return [shipped, *(path for folder in _own_folders() if (path := folder / shipped.name).is_file())]


def words(name: str, list_: str) -> tuple[str, ...]:
    """A list of the table `name`."""
    return tuple(table(name)[list_])


@functools.cache
def pattern(name: str, *lists: str) -> re.Pattern[str]:
    """A pattern that finds any entry of one or more lists of the table `name`; they are tried in the order of the lists."""
    return re.compile(alternatives(name, *lists))


def alternatives(name: str, *lists: str) -> str:
    """The source of `pattern`, to be part of a larger one."""
    return "|".join(entry for each in lists for entry in table(name)[each])


@functools.cache
def _own_folders() -> tuple[Path, ...]:
    """The user's folders of words. Raises FileError, and FormatError where a file is none of the tables."""
    folders = config.language_folders()
    for path in (path for folder in folders for path in sorted(folder.iterdir())):
        is_of_another_program = path.name[0] in ".~"  # ._units.yaml
        # All tables have English names, so formal.txt was meant as one, and 说明.txt was not.
        is_meant = path.suffix == ".yaml" or (path.suffix in (".txt", ".yml") and path.name.isascii())
        is_table = path.suffix == ".yaml" and (_SHIPPED / path.name).is_file()
        if is_meant and not is_table and not is_of_another_program:
            known = "、".join(sorted(each.name for each in _SHIPPED.glob("*.yaml")))
            raise FormatError(f"{path} 不是已知的用词表", f"请改名或移到别处；可用的文件名：{known}")
    return folders


def _read(shipped: Path, own: Iterable[Path]) -> dict[str, Any]:
    """A shipped table with the user's added to it."""
    from drafter import yamlfile
    from drafter.language.word_files import WordTable

    known: dict[str, Any] = yamlfile.load(shipped, WordTable).root
    for path in own:
        _add(known, yamlfile.load(path, WordTable).root, path)
    return known


def _add(known: dict[str, Any], given: Table, path: Path) -> None:
    """Add the user's table at `path` to the shipped one. Raises FormatError where it does not fit."""
    for name, entries in given.items():
        shipped: Any = known.get(name)
        added = list(entries.values()) if isinstance(entries, dict) else []
        has_lists = isinstance(shipped, dict) and any(isinstance(each, list) for each in shipped.values())
        if type(shipped) is not type(entries) or any(isinstance(each, list) != has_lists for each in added):
            raise FormatError(f"{path} 中的“{name}”不是这张表的一项，或写法不同", f"可用的项：{'、'.join(known)}")
        for entry in entries:
            if not text.is_pattern(entry):
                message = f"{path} 中的“{entry}”不能用来查找：括号等符号没有成对，或次数太大"
                raise FormatError(message, "普通词语直接写即可")
        if name == "by_object" and (wrong := [each for each in chain(*added) if len(each.split()) != _OBJECT_AND_VERB]):
            raise FormatError(f"{path} 的 by_object 中的“{wrong[0]}”看不懂", "请写“宾语 动词”，如 夜市 举办")
        if isinstance(entries, list):
            known[name] = [*shipped, *entries]
        else:
            known[name] = shipped | {
                e: [*shipped.get(e, ()), *more] if has_lists else more for e, more in entries.items()
            }
