"""Does a Word file follow GB/T 9704-2012? A .docx of any origin in, a row for every rule and Findings out.

Only what the file itself says is judged, so the same file gives the same report on every machine. What shows only in print
(overflow, blank pages, replacements for missing fonts) is not judged.
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
"""In the order of their codes."""


@dataclass(frozen=True)
class Conformity:
    """The report on one file: a row for every rule."""

    file: str
    rows: tuple[Outcome, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is not as required, rule by rule."""
        return tuple(finding for row in self.rows for finding in row.findings)


def check(path: Path, name: str = "", select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Conformity:
    """Applies the rules, or those that `select` and `ignore` choose by the beginnings of their codes.

    Findings call the file `name`; an empty name stands for the path.

    Raises FileError, FormatError: the file is no readable .docx. DrafterError: no rule has such a code.
    """
    rules = engine.choose(RULES, select, ignore, noun="排版参数")
    paper, name = Paper(path), name or str(path)
    return Conformity(name, engine.run(rules, paper, paper.document, name))
