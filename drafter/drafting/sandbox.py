"""The sandbox in which a template runs: the template's folders in, a Jinja environment out.

A template may come from anybody. Jinja's own sandbox keeps it away from Python and lets it change nothing. It does not limit
time and memory: a text doubled forty times fills the memory before any limit on the output notices. So every rendering has one
budget, and whatever reads or makes much pays for it beforehand: loops, calls, files, lists, comparisons, texts.

Calls, filters, + and the loading of files pay in methods that Jinja lets an environment override. For the rest (loops, ~,
comparisons, written lists) there is no such method; _PayingFilters puts a filter that pays around them before compiling.
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
"""Characters of all texts that a rendering may make, those in between too; a report needs some hundred thousand."""
TURN = 200
"""Characters for which a turn of a loop, a call, a file or an item of a list counts; a report has some hundreds of these."""

_TOO_MANY_TURNS, _TOO_MUCH_TEXT = "循环次数太多", "生成的文字太长"
_COLLECTIONS = (list, tuple, dict, set, frozenset)
_FILTERS = (
    "default d first items last length count list lower map max min reject rejectattr reverse select "
    "selectattr sort sum title trim unique upper"
)
"""Jinja's filters with which a report is made; those that fill up, wrap or choose at random are left out."""


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox that reads each file from the first folder that has it, and stops when its budget is spent."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(
            loader=_Loader(folders),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        self._budget_left = BUDGET
        jinjas_filters: dict[str, Any] = self.filters
        jinjas_tests: dict[str, Any] = self.tests
        own: dict[str, Any] = {"join": self.join, "replace": self.replace, "string": self.text}
        put_in: dict[str, Any] = {"_loop": self.loop, "_read": self.read, "_concat": self.concatenated}
        self.filters = {name: self._paying(jinjas_filters[name]) for name in _FILTERS.split()} | own | put_in
        self.tests = {name: self._paying(test) for name, test in jinjas_tests.items()}
        self.globals = {"range": self.range}
        self.concat = self.concatenated  # type: ignore[method-assign]  # Jinja joins the output of macros and blocks by it
        self.finalize = self.printable  # Jinja passes every value that is printed through it

    def spend(self, cost: int, on: str = _TOO_MANY_TURNS) -> None:
        """Raises OverflowError: the budget is spent; `on` is what it was spent on last."""
        self._budget_left -= cost
        if self._budget_left < 0:
            raise OverflowError(on)

    def pay(self, value: Any) -> None:
        """Pay for a text, or for all that a list or dict holds. Raises OverflowError."""
        if isinstance(value, str):
            self.spend(len(value), _TOO_MUCH_TEXT)
        elif isinstance(value, range):
            self.spend(TURN * len(value))
        elif isinstance(value, _COLLECTIONS):
            parts = [*value, *value.values()] if isinstance(value, dict) else value
            self.spend(TURN * len(parts))
            for part in parts:
                self.pay(part)

    def _paying(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter or test that pays for what it is given and what it makes."""

        @wraps(function)
        def paying(*args: Any, **kwargs: Any) -> Any:
            self.pay([*args, *kwargs.values()])
            made = function(*args, **kwargs)
            self.pay(made)
            return made

        return paying

    # With pass_context Jinja cannot reckon these filters once, when it compiles: a constant is paid for at every turn.
    @jinja2.pass_context
    def read(self, context: Any, value: Any) -> Any:
        """The filter around a list that is written out and around the sides of a comparison: the value, paid for."""
        self.pay(value)
        return value

    @jinja2.pass_context
    def loop(self, context: Any, items: Iterable[Any]) -> list[Any]:
        """The filter around what a loop runs over: its items, paid for before the first turn."""
        found = list(items)
        self.spend(TURN * len(found))
        return found

    def range(self, *ends: int) -> range:
        """Numbers to loop over. Raises OverflowError: they are more than Jinja's sandbox allows."""
        try:
            return safe_range(*ends)
        except OverflowError as error:
            raise OverflowError(_TOO_MANY_TURNS) from error

    def printable(self, value: Any) -> Any:
        """The value itself. Raises SecurityError: it is a list, which would be printed as Python writes it."""
        if isinstance(value, _COLLECTIONS):
            raise SecurityError("list")
        return value

    def text(self, value: Any) -> str:
        """The filter `string`: what is printed of a value, paid for. Raises SecurityError: it is a list."""
        text = str(self.printable(value))
        self.spend(len(text), _TOO_MUCH_TEXT)
        return text

    def concatenated(self, parts: Iterable[Any]) -> str:
        """One text of many, paid for piece by piece: the operator ~, and what a macro or a block prints."""
        return "".join([self.text(part) for part in parts])

    @jinja2.pass_environment
    def join(self, environment: Any, value: Iterable[Any], d: str = "", attribute: str | None = None) -> str:
        """The filter `join`; its parameters are named as in Jinja."""
        items = value if attribute is None else map(make_attrgetter(environment, attribute), value)
        parts, between = [self.text(item) for item in items], self.text(d)
        self.spend(len(parts) * len(between), _TOO_MUCH_TEXT)
        return between.join(parts)

    def replace(self, s: Any, old: Any, new: Any, count: int = -1) -> str:
        """The filter `replace`; its parameters are named as in Jinja."""
        text, before, after = self.text(s), self.text(old), self.text(new)
        self.spend(text.count(before) * len(after), _TOO_MUCH_TEXT)
        return text.replace(before, after, count)

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Jinja makes every call through it: a call costs a turn and what it is given."""
        self.pay([[*args, *kwargs.values()]])  # the outer list is the turn
        return super().call(__context, __obj, *args, **kwargs)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """Every file costs a turn."""
        self.spend(TURN)
        return super().get_template(name, parent, globals)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """A text has no methods here: `"x".center(10**9)` would fill the memory before anybody can count it."""
        return not isinstance(obj, str) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """+ pays for both sides. *, ** and % are refused: what they make of texts and numbers cannot be paid for beforehand."""
        if operator != "+":
            raise SecurityError(operator)
        self.pay([left, right])
        return super().call_binop(context, operator, left, right)


class _PayingFilters(NodeTransformer):
    """Puts a filter that pays around loops, ~, both sides of comparisons, and lists, tuples and dicts that are written out."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        super().generic_visit(node, *args, **kwargs)
        is_assigned_to = isinstance(node, nodes.Tuple) and node.ctx != "load"  # {% for a, b in … %}
        if isinstance(node, nodes.List | nodes.Dict | nodes.Tuple) and not is_assigned_to:
            return _filtered(node, "_read")
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 (the visitor asks by class name)
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "_loop")
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        sides: list[Any] = [
            node,
            *node.ops,
        ]  # `expr` of the comparison is its left side, that of an operand the right one
        for side in sides:
            side.expr = _filtered(side.expr, "_read")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "_concat")


def _filtered(value: Any, name: str) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


class _Loader(jinja2.BaseLoader):
    """Template files in any encoding that `files.read_text` knows, compiled once a process."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def load(self, environment: Any, name: str, globals: Any = None) -> Any:
        path = located(self._folders, name)
        if path is None:
            raise jinja2.TemplateNotFound(name)
        code = _compiled(files.read_text(path), name, str(path))
        return environment.template_class.from_code(environment, code, globals or {}, lambda: True)


@lru_cache(maxsize=256)
def _compiled(source: str, name: str, filename: str) -> Any:
    environment = Environment(())
    tree = _PayingFilters().visit(environment.parse(source, name, filename))
    tree.set_environment(environment)
    return environment.compile(tree, name, filename)


def located(folders: Sequence[Path], name: str) -> Path | None:
    """The file of that name in the first folder that has it; never one outside."""
    if ".." in Path(name).parts or Path(name).is_absolute():
        return None
    return next((folder / name for folder in folders if (folder / name).is_file()), None)
