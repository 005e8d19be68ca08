"""What a rule is: one class for rules on the text of a report and rules on the layout of a Word file.

A rule has a code, some words for people, and a function. The function takes what is checked (a Context or a Paper) and yields
a Hit for every place that it judges. A text rule yields only what is wrong. A layout rule also yields what is fine, because
the layout report shows the actual value of every parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from drafter.model import Block, Severity
from drafter.template_rules import Mandatory, Terms

if TYPE_CHECKING:
    from drafter.understanding import Understood

Subject = TypeVar("Subject")
"""What a rule looks at: a Context (text rules) or a Paper (layout rules)."""
_EXCERPT_MARGIN = 12
"""Characters that an excerpt shows on either side of the place."""


@dataclass(frozen=True)
class Hit:
    """A place that a rule judges. `line`, `start` and `end` are those of Finding; all are 0 if the whole file is meant.

    `message` says what stands there: 四号. `summary`, if it is given, says the same without the details of the place, so that
    equal values can be counted. `hint` and `severity`, if they are given, replace those of the rule. `replacement` is what should
    stand from `start` to `end` instead, where that is certain; it may be empty.
    """

    message: str
    line: int = 0
    start: int = 0
    end: int = 0
    excerpt: str = ""
    hint: str = ""
    summary: str = ""
    fine: bool = False
    severity: Severity | None = None
    replacement: str | None = None


@dataclass(frozen=True)
class Rule(Generic[Subject]):
    """One thing to complain about. Users see `title`, `hint` and `required`: what the standard wants (layout rules only).

    What is wrong all over a report is told once: where more than `most` places are wrong, the first stands for all. Without any of
    what it `needs` (fields of a Context) a text rule says nothing, which then does not mean that nothing is wrong.
    """

    code: str
    name: str
    title: str
    severity: Severity
    hint: str
    find: Callable[[Subject], Iterable[Hit]]
    required: str = ""
    most: int | None = None
    needs: tuple[str, ...] = ()

    def page(self) -> str:
        """What `drafter explain` prints: the .md file beside a text rule's module, two lines for a layout rule."""
        page = Path(__file__).parent / "text" / f"{self.name.replace('-', '_')}.md"
        if not self.required and page.is_file():  # a layout rule may have the name of a text rule
            return page.read_text("utf-8")
        return f"{self.code}　{self.title}：{self.required}\n        {self.hint}"


@dataclass(frozen=True)
class Context:
    """What text rules look at: a report after understanding, and what else is known.

    `zone` is the name of the unit that the report is about, empty if nobody named it. `names_elsewhere` are the names of places,
    people and organs in the reports that the phrasebank was mined from, for each report by their kind. `template` says what
    a report of its kind must contain, and `terms` which wording depends on its year. `answers` and `answers_last` are the figures
    that somebody answered for the indicators, this year's and last year's; `earlier` is last year's report. Without a report in
    progress there are none. `wordings` are those of other reports in the phrasebank, by the report, if it is to be told how
    much stands elsewhere. The last two keep what `lines` of line_search and sentence_search made.
    """

    report: Understood
    zone: str
    names_elsewhere: tuple[Mapping[str, Sequence[str]], ...]
    template: Mandatory
    terms: Terms = field(default_factory=Terms)
    answers: Mapping[str, Decimal] = field(default_factory=dict)
    answers_last: Mapping[str, Decimal] = field(default_factory=dict)
    earlier: Understood | None = None
    wordings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lines_without_addresses: list[tuple[Block, str]] = field(default_factory=list, compare=False)
    lines_with_titles: dict[bool, tuple[Sequence[tuple[Block, str]], str]] = field(default_factory=dict, compare=False)


def hit_in(block: Block, start: int, end: int, message: str, hint: str = "", *, replacement: str | None = None) -> Hit:
    """A hit from `start` to `end` of the block's text."""
    excerpt = block.text[max(0, start - _EXCERPT_MARGIN) : end + _EXCERPT_MARGIN].replace("\n", " ")
    place = (block.line, block.column + start, block.column + end)
    return Hit(message, *place, excerpt, hint, replacement=replacement)
