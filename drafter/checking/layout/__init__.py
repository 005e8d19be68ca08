"""Does a Word file follow GB/T 9704-2012? A .docx of any origin in, a row for every parameter and Findings out.

Only what the file itself says is judged, so the same file gives the same report on every machine; what needs printing (real
overflow, blank pages, glyphs of missing fonts) is not. Styles, defaults and direct settings are resolved to what is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.checking.layout import fonts as looks
from drafter.checking.layout import page, tables
from drafter.checking.layout import page_number as footing
from drafter.checking.layout import paragraphs as shape
from drafter.checking.layout.paper import Paper
from drafter.checking.layout.parameter import Parameter, Row
from drafter.model import Finding

__all__ = ["ALL", "Conformity", "Paper", "Parameter", "Row", "check"]

ALL: tuple[Parameter, ...] = (
    *page.PARAMETERS,
    *looks.PARAMETERS,
    *shape.PARAMETERS,
    *footing.PARAMETERS,
    *tables.PARAMETERS,
)


@dataclass(frozen=True)
class Conformity:
    """The conformity report of one file."""

    file: str
    rows: tuple[Row, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is not as required, by parameter."""
        return tuple(finding for row in self.rows for finding in row.findings)

    def only(self, select: Sequence[str], ignore: Sequence[str]) -> Conformity:
        """The rows whose codes begin with one of `select` (all, where it is empty) and with none of `ignore`."""
        rows = (row for row in self.rows if not select or row.code.startswith(_upper(select)))
        return replace(self, rows=tuple(row for row in rows if not row.code.startswith(_upper(ignore))))


def _upper(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.upper() for code in codes)


def check(path: Path, name: str = "") -> Conformity:
    """Every parameter measured; findings carry `name`, or the path. Raises FileError or FormatError: no readable .docx."""
    paper, name = Paper(path), name or str(path)
    return Conformity(name, tuple(parameter.row(paper, name) for parameter in ALL))
