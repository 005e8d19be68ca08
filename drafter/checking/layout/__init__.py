"""Does a Word file follow GB/T 9704-2012? A .docx of any origin in, a row for every rule and Findings out.

Only what the file itself says is judged, so the same file gives the same report on every machine; what needs printing (real
overflow, blank pages, glyphs of missing fonts) is not. Styles, defaults and direct settings are resolved to what is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.checking import engine
from drafter.checking.engine import Outcome
from drafter.checking.layout import fonts, page, page_number, paragraphs, tables
from drafter.checking.layout.paper import Paper
from drafter.checking.rule import Rule
from drafter.model import Finding

RULES: tuple[Rule[Paper], ...] = (*page.RULES, *fonts.RULES, *paragraphs.RULES, *page_number.RULES, *tables.RULES)
"""In the order of their codes, grouped by what they look at."""


@dataclass(frozen=True)
class Conformity:
    """The conformity report of one file."""

    file: str
    rows: tuple[Outcome, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is not as required, by rule."""
        return tuple(finding for row in self.rows for finding in row.findings)


def check(path: Path, name: str = "", select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Conformity:
    """Every rule, or those chosen by the beginnings of their codes; findings carry `name`, or the path.

    Raises:
        FileError, FormatError: no readable .docx. DrafterError: a code that no rule has.
    """
    rules, name = engine.chosen(RULES, select, ignore, "排版参数"), name or str(path)
    paper = Paper(path)
    return Conformity(name, engine.run(rules, paper, paper.document, name))
