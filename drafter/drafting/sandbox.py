"""The surroundings in which a template runs: its folders in, a Jinja environment out that nobody can break out of.

A template may come from anybody. It sees plain values only, can change none, and has one budget for everything that takes
time or memory (room.py): every turn of a loop, every call, every file, every text. That ends a loop that prints nothing,
which no limit on the output sees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from drafter import files
from drafter.drafting.budget import Room

_TAKES_IN = (nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox that reads from the folders, the first that has a file, and stops when the budget is spent."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, folders: Sequence[Path]) -> None:
        self.files = _Loader(folders)
        super().__init__(
            loader=self.files,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        self.room = Room()
        self.filters = self.room.filters(self.filters)
        self.globals = {"range": self.room.range}
        self.concat = self.room.together  # type: ignore[method-assign]  # what a macro or a block prints
        self.finalize = self.room.printed

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Every call of a template costs."""
        self.room.turns(1)
        return super().call(__context, __obj, *args, **kwargs)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """Every file costs."""
        self.room.turns(1)
        return super().get_template(name, parent, globals)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """A text has no methods here: `"x".center(10**9)` would fill the memory before anybody can count it."""
        return not isinstance(obj, str) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Products of texts and powers would fill the memory too."""
        if operator == "+":
            return self.room.plus(left, right)
        raise jinja2.exceptions.SecurityError(operator)


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
    _Counting().visit(tree)
    tree.set_environment(environment)
    return environment.compile(tree, name, filename)


class _Counting(NodeTransformer):
    """Every loop and every ~ is paid for, every list looked at."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        """Lists, tuples and dicts where they are read."""
        super().generic_visit(node, *args, **kwargs)
        is_read = isinstance(node, nodes.List | nodes.Dict) or (isinstance(node, nodes.Tuple) and node.ctx == "load")
        return _filtered(node, "_low", node.lineno) if is_read else node

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 (the visitor asks by class name)
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "_counted", node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 (the same)
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "_together", node.lineno)


def _filtered(value: Any, name: str, line: int) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=line)


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
    return taken_in(_parsed(source, name, filename))


def taken_in(tree: nodes.Template) -> tuple[tuple[int, str, bool], ...]:
    """The same of a template that was parsed."""
    found = []
    for node in tree.find_all(_TAKES_IN):
        target = getattr(node, "template", None)
        if isinstance(target, nodes.Const) and isinstance(target.value, str):
            found.append((node.lineno, target.value, getattr(node, "ignore_missing", False)))
    return tuple(found)
