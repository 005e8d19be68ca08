"""What a rule is: the same for the text of a report and for the layout of a Word file.

A rule is a code, some words for people, and a function that gets what is checked (a Context or a Paper) and yields a Hit for
every place that it judged. A layout rule also yields the places that are fine, because its report says what was found
wherever it looked; a text rule yields only what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from drafter.model import Block, Severity

if TYPE_CHECKING:
    from drafter.formats import LocalTerms, TemplateFile
    from drafter.understanding import Understood

Subject = TypeVar("Subject")
"""What a family of rules looks at: Context or Paper."""


@dataclass(frozen=True)
class Hit:
    """A place that a rule judged; `line`, `start` and `end` as in Finding, 0 where the whole file is meant.

    `message` says what is there, `found` the same for the summary of all places where that needs other words. `hint` goes
    before the rule's own.
    """

    message: str
    line: int = 0
    start: int = 0
    end: int = 0
    excerpt: str = ""
    hint: str = ""
    found: str = ""
    fine: bool = False


@dataclass(frozen=True)
class Rule(Generic[Subject]):
    """One thing to complain about; title, hint and `required` (what a standard wants, layout only) are Chinese."""

    code: str
    name: str
    title: str
    severity: Severity
    hint: str
    find: Callable[[Subject], Iterable[Hit]]
    required: str = ""

    def page(self) -> str:
        """Its documentation: the .md file beside its module, or, where it has none, a line on what is required."""
        pages = Path(__file__).parent.glob(f"*/{self.name.replace('-', '_')}.md")
        line = f"{self.code}　{self.title}：{self.required}\n        {self.hint}"
        return next((path.read_text("utf-8") for path in pages), line)


@dataclass(frozen=True)
class Context:
    """What text rules look at: a report as it was understood, and what is known besides.

    `zone` is the name of the unit whose report it is, empty where nobody said it. `foreign` are the local names of the
    reports that the phrasebank was mined from. `template` says what a report of this kind must contain.
    """

    report: Understood
    zone: str
    foreign: tuple[LocalTerms, ...]
    template: TemplateFile


def at(block: Block, start: int, end: int, message: str, hint: str = "") -> Hit:
    """A hit in a block, from `start` to `end` of its text."""
    excerpt = block.text[max(0, start - 12) : end + 12].replace("\n", " ")
    return Hit(message, block.line, block.column + start, block.column + end, excerpt, hint)
