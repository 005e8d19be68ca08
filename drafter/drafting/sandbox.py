"""The surroundings in which a template runs: its folders in, a Jinja environment out that nobody can break out of.

A template may come from anybody. Jinja's own sandbox keeps it away from Python and lets it change nothing; what it leaves
open is time and memory, which a text doubled forty times fills before any limit on the output notices. So one rendering
has one budget, and whatever reads or makes much pays for it first: loops, calls, files, lists, comparisons, texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.visitor import NodeTransformer

from drafter import files

BUDGET = 20_000_000
"""Characters of all texts that a rendering may make, in passing too; a report needs some hundred thousand."""
TURN = 200
"""Characters for which a turn of a loop, a call, a file or an item of a list counts; a report needs some hundreds."""

_TURNS, _TEXT = "循环次数太多", "生成的文字太长"
_MANY = (list, tuple, dict, set, frozenset)
_FILTERS = (
    "default d first items last length count list lower map max min reject rejectattr reverse select "
    "selectattr sort sum title trim unique upper"
)
"""Filters with which a report is made; those that fill, wrap or draw lots are left out."""


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox that reads from the folders, the first that has a file, and stops when its budget is spent."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, folders: Sequence[Path]) -> None:
        self.files = _Loader(folders)
        super().__init__(
            loader=self.files, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
        )
        self._left = BUDGET
        own: dict[str, Any] = {"join": self.joined, "replace": self.replaced, "string": self.text}
        hidden: dict[str, Any] = {"_looped": self.looped, "_read": self.read, "_together": self.together}
        known: dict[str, Any] = self.filters
        tests: dict[str, Any] = self.tests
        self.filters = {name: self._paid(known[name]) for name in _FILTERS.split()} | own | hidden
        self.tests = {name: self._paid(test) for name, test in tests.items()}
        self.globals = {"range": self.range}
        self.concat = self.together  # type: ignore[method-assign]  # what a macro or a block prints
        self.finalize = self.printed

    def spend(self, cost: int, on: str = _TURNS) -> None:
        """Raises OverflowError: the budget is spent; `on` is what it was spent on last."""
        self._left -= cost
        if self._left < 0:
            raise OverflowError(on)

    def pay(self, value: Any) -> None:
        """Pay for a text, or for all that a list or dict holds. Raises OverflowError."""
        if isinstance(value, str):
            self.spend(len(value), _TEXT)
        elif isinstance(value, range):
            self.spend(TURN * len(value))
        elif isinstance(value, _MANY):
            parts = [*value, *value.values()] if isinstance(value, dict) else value
            self.spend(TURN * len(parts))
            for part in parts:
                self.pay(part)

    def _paid(self, made_by: Callable[..., Any]) -> Callable[..., Any]:
        """A filter or test that pays for what it is given and what it makes."""

        @wraps(made_by)
        def paid(*args: Any, **kwargs: Any) -> Any:
            self.pay([*args, *kwargs.values()])
            made = made_by(*args, **kwargs)
            self.pay(made)
            return made

        return paid

    @jinja2.pass_context  # or what is done to a constant would be paid for once, when it is compiled
    def read(self, context: Any, value: Any) -> Any:
        """A list as it is written or compared, paid for."""
        self.pay(value)
        return value

    @jinja2.pass_context
    def looped(self, context: Any, items: Iterable[Any]) -> list[Any]:
        """The items of a loop, paid for beforehand."""
        found = list(items)
        self.spend(TURN * len(found))
        return found

    def range(self, *ends: int) -> range:
        """Numbers to loop over. Raises OverflowError: they are more than Jinja's sandbox allows."""
        try:
            return safe_range(*ends)
        except OverflowError as error:
            raise OverflowError(_TURNS) from error

    def printed(self, value: Any) -> Any:
        """A value that may be printed as it is. Raises SecurityError: a list, which prints as Python writes it."""
        if isinstance(value, _MANY):
            raise SecurityError("list")
        return value

    def text(self, value: Any) -> str:
        """The filter `string`: what is printed of a value, paid for. Raises SecurityError: it is a list."""
        text = str(self.printed(value))
        self.spend(len(text), _TEXT)
        return text

    def together(self, parts: Iterable[Any]) -> str:
        """One text of many, paid for piece by piece: ~, and what a macro or a block prints."""
        return "".join([self.text(part) for part in parts])

    @jinja2.pass_environment
    def joined(self, environment: Any, value: Iterable[Any], d: str = "", attribute: str | None = None) -> str:
        """The filter `join`."""
        items = value if attribute is None else map(make_attrgetter(environment, attribute), value)
        parts, between = [self.text(item) for item in items], self.text(d)
        self.spend(len(parts) * len(between), _TEXT)
        return between.join(parts)

    def replaced(self, s: Any, old: Any, new: Any, count: int = -1) -> str:
        """The filter `replace`."""
        text, before, after = self.text(s), self.text(old), self.text(new)
        self.spend(text.count(before) * len(after), _TEXT)
        return text.replace(before, after, count)

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Every call costs, by what it is given."""
        self.pay([[*args, *kwargs.values()]])
        return super().call(__context, __obj, *args, **kwargs)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """Every file costs."""
        self.spend(TURN)
        return super().get_template(name, parent, globals)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """A text has no methods here: `"x".center(10**9)` would fill the memory before anybody can count it."""
        return not isinstance(obj, str) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """+ pays for both sides; products of texts, powers and formats cannot be paid for beforehand."""
        if operator != "+":
            raise SecurityError(operator)
        self.pay([left, right])
        return super().call_binop(context, operator, left, right)


class _Paying(NodeTransformer):
    """Loops, ~, comparisons, and lists where they are written: what Jinja gives the sandbox no hand in."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        super().generic_visit(node, *args, **kwargs)
        is_written = isinstance(node, nodes.List | nodes.Dict) or (isinstance(node, nodes.Tuple) and node.ctx == "load")
        return _filtered(node, "_read") if is_written else node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 (the visitor asks by class name)
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "_looped")
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        sides: list[Any] = [node, *node.ops]
        for side in sides:
            side.expr = _filtered(side.expr, "_read")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "_together")


def _filtered(value: Any, name: str) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


class _Loader(jinja2.BaseLoader):
    """Template files in any encoding that `files.read_text` knows, compiled once a process."""

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
def _compiled(source: str, name: str, filename: str) -> Any:
    environment = Environment(())
    tree = _Paying().visit(environment.parse(source, name, filename))
    tree.set_environment(environment)
    return environment.compile(tree, name, filename)


def located(folders: Sequence[Path], name: str) -> Path | None:
    """The file of that name in the first folder that has it; never one outside."""
    if ".." in Path(name).parts or Path(name).is_absolute():
        return None
    return next((folder / name for folder in folders if (folder / name).is_file()), None)
