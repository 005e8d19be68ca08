"""The surroundings in which a template runs: its folders in, a Jinja environment out that nobody can break out of.

A template may come from anybody. It sees plain values only, can change none, and has one budget for everything that takes
time: every turn of a loop, every call, every file. That ends a loop that prints nothing, which no limit on the output sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter import files

BUDGET = 100_000
"""Turns, calls and files of one rendering; a report needs some hundreds."""
_FILTERS = (
    "default d first items join last length count list lower map max min reject rejectattr replace reverse select "
    "selectattr sort string sum title trim unique upper"
)
"""Filters with which a report is made; those that fill, wrap or draw lots are left out."""


_TAKES_IN = (nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox that reads from the folders, the first that has a file, and stops when the budget is spent."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, folders: Sequence[Path]) -> None:
        self.files = _Loader(folders)
        super().__init__(
            loader=self.files,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        self._left = BUDGET
        self.filters = {name: self.filters[name] for name in _FILTERS.split()} | {"_counted": self.counted}
        self.globals = {"range": range}

    @jinja2.pass_context  # or a loop over a constant would be paid for once, when it is compiled
    def counted(self, context: Any, items: Iterable[Any]) -> list[Any]:
        """The items of a loop, paid for beforehand."""
        if isinstance(items, range):
            self._spend(len(items))
            return list(items)
        found = list(items)
        self._spend(len(found))
        return found

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Every call of a template costs."""
        self._spend(1)
        return super().call(__context, __obj, *args, **kwargs)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """Every file costs."""
        self._spend(1)
        return super().get_template(name, parent, globals)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """A text has no methods here: `"x".center(10**9)` would fill the memory before anybody can count it."""
        return not isinstance(obj, str) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Products of texts and powers would fill the memory too."""
        raise jinja2.exceptions.SecurityError(operator)

    def _spend(self, cost: int) -> None:
        self._left -= cost
        if self._left < 0:
            raise OverflowError("循环次数太多")


class _Loader(jinja2.BaseLoader):
    """Template files in any encoding that `files.read_text` knows; every loop in them is counted."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = located(self._folders, template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        return files.read_text(path), str(path), lambda: True

    def load(self, environment: Any, name: str, globals: Any = None) -> Any:
        source, filename, current = self.get_source(environment, name)
        code = _compiled(source, name, filename)
        return environment.template_class.from_code(environment, code, globals or {}, current)


@lru_cache(maxsize=256)
def _parsed(source: str, name: str, filename: str) -> nodes.Template:
    return Environment(()).parse(source, name, filename)


@lru_cache(maxsize=256)
def _compiled(source: str, name: str, filename: str) -> Any:
    environment, tree = Environment(()), _parsed(source, name, filename)
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, "_counted", [], [], None, None, lineno=loop.lineno)
    tree.set_environment(environment)
    return environment.compile(tree, name, filename)


def located(folders: Sequence[Path], name: str) -> Path | None:
    """The file of that name in the first folder that has it; never one outside."""
    if ".." in Path(name).parts or Path(name).is_absolute():
        return None
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def included(environment: Environment, name: str) -> tuple[tuple[int, str, bool], ...]:
    """Line, name and whether it may be missing, of every file that a template file takes in by a fixed name."""
    source, filename, _ = environment.files.get_source(environment, name)
    return _included(source, name, filename)


@lru_cache(maxsize=256)
def _included(source: str, name: str, filename: str) -> tuple[tuple[int, str, bool], ...]:
    found = []
    for node in _parsed(source, name, filename).find_all(_TAKES_IN):
        target = getattr(node, "template", None)
        if isinstance(target, nodes.Const) and isinstance(target.value, str):
            found.append((node.lineno, target.value, getattr(node, "ignore_missing", False)))
    return tuple(found)
