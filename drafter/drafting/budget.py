"""How much a template may make: the turns, lists and texts of one rendering, each paid for before it is made.

A text that is doubled thirty times fills the memory in less time than any loop takes to be noticed, so every way to make a
longer one is counted here: ~ and +, join and replace, what a macro or a block prints. Lists are not printed and not added
up, because a short tower of lists of lists prints as more than any memory holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter

TURNS = 100_000
"""Turns, calls, files and items of lists of one rendering; a report needs some hundreds."""
SIGNS = 20_000_000
"""Characters of all texts that a rendering makes, in passing too; a report needs some hundred thousand."""

_MANY = (list, tuple, dict, set, frozenset)
_FILTERS = (
    "default d first items last length count list lower map max min reject rejectattr reverse select "
    "selectattr sort title trim unique upper"
)
"""Filters with which a report is made; those that fill, wrap or draw lots are left out."""


def _parts(value: Any) -> Iterable[Any]:
    """What a list or dict holds; nothing for any other value."""
    return (*value.keys(), *value.values()) if isinstance(value, dict) else value if isinstance(value, _MANY) else ()


class Room:
    """What is left of the two budgets of one rendering."""

    def __init__(self) -> None:
        self._turns, self._signs = TURNS, SIGNS

    def filters(self, known: dict[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
        """All that a template may use, by name."""
        own: dict[str, Any] = {"join": self.joined, "replace": self.replaced, "sum": self.sum, "string": self.text}
        hidden: dict[str, Any] = {"_counted": self.counted, "_together": self.together, "_low": self.low}
        return {name: self._paid(known[name]) for name in _FILTERS.split()} | own | hidden

    def turns(self, cost: int) -> None:
        """Raises OverflowError: there is none left."""
        self._turns -= cost
        if self._turns < 0:
            raise OverflowError("循环次数太多")

    def signs(self, cost: int) -> None:
        """Raises OverflowError: there is none left."""
        self._signs -= cost
        if self._signs < 0:
            raise OverflowError("生成的文字太长")

    def range(self, *ends: int) -> range:
        """Numbers to loop over, as many as could be paid for. Raises OverflowError: they are more."""
        made = range(*ends)
        if made[TURNS:]:
            raise OverflowError("循环次数太多")
        return made

    @jinja2.pass_context  # or a loop over a constant would be paid for once, when it is compiled
    def counted(self, context: Any, items: Iterable[Any]) -> list[Any]:
        """The items of a loop, paid for beforehand."""
        found = list(items)
        self.turns(len(found))
        return found

    def low(self, items: Any) -> Any:
        """A list that a template writes. Raises SecurityError: of lists of lists, which take for ever to compare."""
        if any(isinstance(part, _MANY) for item in _parts(items) for part in _parts(item)):
            raise SecurityError("list")
        return items

    def text(self, value: Any) -> str:
        """What is printed of a value. Raises SecurityError: it is a list."""
        if isinstance(value, _MANY):
            raise SecurityError("list")
        text = str(value)
        self.signs(len(text))
        return text

    def printed(self, value: Any) -> Any:
        """A value that may be printed as it is. Raises SecurityError: it is a list."""
        if isinstance(value, _MANY):
            raise SecurityError("list")
        return value

    def together(self, parts: Iterable[Any]) -> str:
        """One text of many, paid for piece by piece."""
        return "".join([self.text(part) for part in parts])

    @jinja2.pass_environment
    def joined(self, environment: Any, value: Iterable[Any], d: str = "", attribute: str | None = None) -> str:
        """The filter `join`."""
        items = map(make_attrgetter(environment, attribute), value) if attribute is not None else value
        between = self.text(d)
        parts: list[str] = []
        for item in items:
            self.signs(len(between))
            parts.append(self.text(item))
        return between.join(parts)

    def replaced(self, s: Any, old: Any, new: Any, count: int = -1) -> str:
        """The filter `replace`."""
        text, before, after = self.text(s), self.text(old), self.text(new)
        self.signs(text.count(before) * len(after))
        return text.replace(before, after, count)

    @jinja2.pass_environment
    def sum(self, environment: Any, value: Iterable[Any], attribute: str | None = None) -> Any:
        """The filter `sum`, of numbers."""
        return sum(map(make_attrgetter(environment, attribute), value) if attribute is not None else value)

    def plus(self, left: Any, right: Any) -> Any:
        """The operator +, of numbers and of texts. Raises SecurityError: of lists."""
        return self.together((left, right)) if isinstance(left, str) else self.printed(left) + right

    def _paid(self, made_by: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(made_by)
        def paid(*args: Any, **kwargs: Any) -> Any:
            made = made_by(*args, **kwargs)
            if isinstance(made, str):
                self.signs(len(made))
            elif isinstance(made, _MANY):
                self.turns(len(made))
            return made

        return paid
