"""The sandbox in which a template runs: a Jinja environment that reads from the template's folders and limits the work.

A template may come from anybody. Jinja's own sandbox keeps it away from Python and lets it change nothing. But it limits
neither time nor memory: a text that is doubled forty times fills the memory before any limit on the output takes effect. So
every rendering has one budget. Loops, calls, files, lists, comparisons and texts pay from it before they do their work.

Calls, filters, + and the loading of files pay in methods that Jinja lets an environment override. Jinja has no such method for
loops, ~, comparisons and lists that are written out ([1, 2]). So _PayingFilters changes the parsed template before it is
compiled: it puts a filter that pays around each of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.visitor import NodeTransformer

from drafter import config, files
from drafter.drafting.markup import MARKS

BUDGET = 20_000_000
"""Characters that all texts of a rendering may have, also those that are never printed; a report needs some 100,000."""
TURN = 200
"""What a turn of a loop, a call, a file or an item of a list costs, in characters; a report has some hundreds of these."""

DEEPEST, DEEPEST_BLOCKS = 60, 15
"""How deep expressions, and blocks such as if and for, may stand within each other. Python compiles no more than 20 loops."""

TOO_DEEP = "标记一层套一层，套得太深"
UNPRINTABLE = "有看不见、不能印的字符，请删去"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ue000-\ue00f\ufffe\uffff]")
"""Control characters, halves of characters, and the marks of markup.py: Word cannot hold them, or they would be taken for answers."""
_NO_NUMBER = "数字太长，或有不认识的数字"
_TOO_MANY_TURNS, _TOO_MUCH_TEXT = "循环次数太多", "生成的文字太长"
_CUT_UP = "填报的内容只能原样印出，不能拆开、替换或数长度"
_COLLECTIONS = (list, tuple, dict, set, frozenset)
_BLOCKS = (
    nodes.If,
    nodes.For,
    nodes.With,
    nodes.Macro,
    nodes.CallBlock,
    nodes.FilterBlock,
    nodes.Block,
    nodes.AssignBlock,
)
_CUTTING = frozenset(["first", "last", "length", "count", "list", "reverse", "sort", "unique", "max", "min"])
"""Filters that take a text apart. What stands for an answer until it is printed (markup.py) must stay in one piece."""
_FILTERS = (
    "default d first items last length count list lower map max min reject rejectattr reverse select "
    "selectattr sort sum title trim unique upper"
)
"""The filters of Jinja that a report may need. Not among them are those that pad or wrap text or choose at random."""


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
        put_in: dict[str, Any] = {
            "_loop": self.loop,
            "_paid": self.paid,
            "_concat": self.concatenated,
            "_uncut": self.uncut,
        }
        paying = {name: self._paying(jinjas_filters[name], name in _CUTTING) for name in _FILTERS.split()}
        self.filters = paying | own | put_in
        self.tests = {name: self._paying(test) for name, test in jinjas_tests.items()}
        self.globals = {"range": self.range}
        self.concat = self.concatenated  # type: ignore[method-assign]  # Jinja joins the output of macros and blocks by it
        self.finalize = self.printable  # Jinja passes every value that is printed through it

    def spend(self, cost: int, on: str = _TOO_MANY_TURNS) -> None:
        """Take the cost from the budget. Raises OverflowError, with the message `on`: there is not enough left."""
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

    def _paying(self, function: Callable[..., Any], cuts: bool = False) -> Callable[..., Any]:
        """A filter or test that pays for what it is given and what it makes; `cuts`: it takes texts apart."""

        @wraps(function)
        def paying(*args: Any, **kwargs: Any) -> Any:
            self.pay([*args, *kwargs.values()])
            if cuts:
                _refuse_answers(*args)
            made = function(*args, **kwargs)
            self.pay(made)
            return made

        return paying

    # Jinja applies a filter to a constant only once, when it compiles the template, unless the filter takes the context. So
    # the next three take it, though they do not use it: [1, 2] inside of a loop must be paid for at every turn.
    @jinja2.pass_context
    def paid(self, context: Any, value: Any) -> Any:
        """The filter around lists that are written out and around both sides of a comparison. It pays for the value."""
        self.pay(value)
        return value

    @jinja2.pass_context
    def uncut(self, context: Any, value: Any) -> Any:
        """The filter around what stands before [ ]. Raises SecurityError: it is a text that holds an answer."""
        _refuse_answers(value)
        return value

    @jinja2.pass_context
    def loop(self, context: Any, items: Iterable[Any]) -> list[Any]:
        """The filter around what a loop runs over. It pays for all turns before the first."""
        _refuse_answers(items)
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
        """The value itself. Raises SecurityError: it is a list, a group of answers, a function or the like, which Python would
        print in its own way.
        """
        says_itself = isinstance(value, str | int | float) or any(
            "__str__" in vars(kind) for kind in type(value).__mro__[:-1]
        )
        if isinstance(value, bool) or not says_itself:
            raise SecurityError("这里印不出文字：只能印一个答案、一段文字或一个数")
        return value

    def text(self, value: Any) -> str:
        """The filter `string`: the value as it is printed. Raises SecurityError: it is a list."""
        text = str(self.printable(value))
        self.spend(len(text), _TOO_MUCH_TEXT)
        return text

    def concatenated(self, parts: Iterable[Any]) -> str:
        """All parts as one text, each paid for: for the operator ~, and for what a macro or a block prints."""
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
        _refuse_answers(text)
        self.spend(text.count(before) * len(after), _TOO_MUCH_TEXT)
        return text.replace(before, after, count)

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Jinja makes every call of a template through this method: a call pays for one turn and for its arguments."""
        self.spend(TURN)
        self.pay([*args, *kwargs.values()])
        return super().call(__context, __obj, *args, **kwargs)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """Every file costs a turn."""
        self.spend(TURN)
        return super().get_template(name, parent, globals)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Jinja parses every file here. Raises TemplateSyntaxError also where Jinja or Python would give up with a traceback:
        nesting that is too deep, and numbers that are too long or have digits of another script (1e٣).
        """
        parser = Parser(self, source, name, filename)
        try:
            tree = parser.parse()
        except RecursionError:
            parser.fail(TOO_DEEP)
        except (ValueError, OverflowError, SyntaxError) as error:
            raise jinja2.TemplateSyntaxError(_NO_NUMBER, parser.stream.current.lineno, name, filename) from error
        _check_nesting(tree, parser)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """A text has no methods here: `"x".center(10**9)` would fill the memory before anybody can count it."""
        return not isinstance(obj, str) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """+ pays for both sides. *, ** and % are refused: what they make of texts and numbers cannot be paid for beforehand."""
        if operator != "+":
            raise SecurityError(operator)
        self.pay([left, right])
        return super().call_binop(context, operator, left, right)


def _refuse_answers(*texts: Any) -> None:
    """Raise SecurityError if one of these texts holds answers."""
    if any(isinstance(text, str) and MARKS.search(text) for text in texts):
        raise SecurityError(_CUT_UP)


def _check_nesting(tree: nodes.Template, parser: Parser) -> None:
    """Raise TemplateSyntaxError where a template is nested too deep, or holds characters that are our own marks."""
    waiting: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
    while waiting:
        node, depth, blocks = waiting.pop()
        if depth > DEEPEST or blocks > DEEPEST_BLOCKS:
            parser.fail(TOO_DEEP, node.lineno)
        text = getattr(node, "value", getattr(node, "data", None))
        if isinstance(text, str) and (mark := _UNPRINTABLE.search(text)):
            parser.fail(UNPRINTABLE, node.lineno + text.count("\n", 0, mark.start()))
        inner = blocks + isinstance(node, _BLOCKS)
        waiting += [(child, depth + 1, inner) for child in node.iter_child_nodes()]


class _PayingFilters(NodeTransformer):
    """Puts a filter that pays around what loops run over, around ~, both sides of comparisons, and written-out collections.

    Jinja calls `visit_X` for every node of class X, and `generic_visit` for all others.
    """

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        super().generic_visit(node, *args, **kwargs)
        is_assigned_to = isinstance(node, nodes.Tuple) and node.ctx != "load"  # the a, b of {% for a, b in … %}
        if isinstance(node, nodes.List | nodes.Dict | nodes.Tuple) and not is_assigned_to:
            return _filtered(node, "_paid")
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 (the visitor asks by class name)
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "_loop")
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.node = _filtered(node.node, "_uncut")
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = _filtered(node.expr, "_paid")  # the left side
        for operand in node.ops:  # a < b < c has two
            operand.expr = _filtered(operand.expr, "_paid")  # a right side
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "_concat")


def _filtered(value: Any, name: str) -> nodes.Filter:
    """The node for {{ value | name }}."""
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


class _Loader(jinja2.BaseLoader):
    """Finds template files, in any encoding that `files.read_text` knows, and compiles each wording of a file only once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def load(self, environment: Any, name: str, globals: Any = None) -> Any:
        path = located(self._folders, name)
        if path is None:
            raise jinja2.TemplateNotFound(name)
        code = _compiled(files.read_text(path), name, str(path))
        return environment.template_class.from_code(environment, code, globals or {})


@lru_cache(maxsize=256)
def _compiled(source: str, name: str, filename: str) -> Any:
    environment = Environment(
        ()
    )  # only to compile with; from_code gives the code that of the rendering, with its budget
    tree = _PayingFilters().visit(environment.parse(source, name, filename))
    tree.set_environment(environment)
    try:
        return environment.compile(tree, name, filename)
    except (SyntaxError, MemoryError, RecursionError) as error:  # Python's own bounds on the code that Jinja makes
        raise jinja2.TemplateSyntaxError(TOO_DEEP, 1, name, filename) from error


def located(folders: Sequence[Path], name: str) -> Path | None:
    """The file of that name in the first folder that has it; None for a name that leads out of the folders, on any system and
    also by a link.
    """
    parts = name.split("/")
    if "" in parts or ".." in parts or any(char in name for char in "\\:\0"):
        return None
    return next((folder / name for folder in folders if config.is_within(folder, folder / name)), None)
