"""What a rule is: a code, a name, and a function from a report to findings. Its page is the .md file beside its module."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from drafter.formats import LocalTerms
from drafter.model import Block, Clause, Document, Finding, Outline, Reading, Relation, Severity


@dataclass(frozen=True)
class Context:
    """A report as rules see it. `year` and `zone` are None and empty where neither the user nor the text says them.

    `foreign` are the local names of the reports that the phrasebank was mined from.
    """

    document: Document
    outline: Outline
    clauses: tuple[Clause, ...]
    readings: tuple[Reading, ...]
    relations: tuple[Relation, ...]
    year: int | None
    zone: str
    foreign: tuple[LocalTerms, ...]


@dataclass(frozen=True)
class Rule:
    """One thing to complain about. `title` is Chinese; `find` yields findings without file and code."""

    code: str
    name: str
    title: str
    severity: Severity
    hint: str
    find: Callable[[Context], Iterable[Hit]]

    def page(self) -> str:
        """The rule's documentation, which holds a hit and a miss and is its test."""
        return (Path(__file__).parent / "text" / f"{self.name.replace('-', '_')}.md").read_text("utf-8")

    def finding(self, hit: Hit, file: str) -> Finding:
        """The finding for a hit."""
        return Finding(
            self.code, self.name, self.severity, hit.message, hit.hint or self.hint, file, hit.block, hit.line, hit.start,
            hit.end, hit.excerpt,
        )  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """Where a rule is broken and how; positions as in Finding."""

    message: str
    line: int = 0
    start: int = 0
    end: int = 0
    excerpt: str = ""
    block: int = 0
    hint: str = ""


def at(block: Block, start: int, end: int, message: str, hint: str = "", number: int = 0) -> Hit:
    """A hit in a block, from `start` to `end` of its text."""
    text = block.text
    excerpt = text[max(0, start - 12) : end + 12].replace("\n", " ")
    return Hit(message, block.line, block.column + start, block.column + end, excerpt, number, hint)
