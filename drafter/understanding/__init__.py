"""A report, understood: a Document in, everything that can be read out of it, each read once and when first asked for.

Whoever looks at a finished report (extracting, mining, checking, looking inside) takes an Understood and assembles nothing
itself, so that all of them see the same. Modules are imported when they are needed: a command that only wants the outline
compiles no pattern for figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from drafter.model import Reading

if TYPE_CHECKING:
    from drafter.model import Clause, Document, Outline, Relation, Role
    from drafter.understanding.register import Register
    from drafter.understanding.report_figures import Extracted

__all__ = ["Understood", "understand"]


def understand(document: Document, register: Register, year: int | None = None) -> Understood:
    """A report as read with the register of a template. `year` is the year it is about, if the caller knows better than its
    title.
    """
    return Understood(document, register, year)


@dataclass(frozen=True)
class Understood:
    """A report that was read. `topics` and `roles` are those of `clauses`, one for one."""

    document: Document
    register: Register
    given_year: int | None

    @cached_property
    def outline(self) -> Outline:
        """Title, matter above and below the text, sections."""
        from drafter.understanding import outline

        return outline.build(self.document)

    @cached_property
    def year(self) -> int | None:
        """The year that it is about, None where nothing says so."""
        from drafter.understanding import outline

        return self.given_year or outline.report_year(self.outline)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Title, headings and sentences in order."""
        from drafter.understanding import clauses

        return clauses.split(self.outline)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every figure in the clauses, in order, and the indicator that it was recognised as."""
        from drafter.understanding import indicators

        return indicators.recognise(self.clauses, self.register, self.year)

    @cached_property
    def all_readings(self) -> tuple[Reading, ...]:
        """`readings` and the figures of lines that are no sentences (document number, signature, date), in order."""
        from drafter.understanding import quantities

        said = {clause.line for clause in self.clauses}
        others = (block for block in self.outline.blocks if block.line not in said)
        found = (q for block in others for q in quantities.find(block.text, block.line, block.column))
        readings = (*self.readings, *(Reading(quantity, None, 0.0, "now") for quantity in found))
        return tuple(sorted(readings, key=lambda reading: (reading.quantity.line, reading.quantity.start)))

    @cached_property
    def values(self) -> dict[str, Extracted]:
        """Indicator id → the figure that the report gives for it."""
        from drafter.understanding import report_figures

        return report_figures.values(self.readings)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The arithmetic that it states, with a verdict on each."""
        from drafter.understanding import relations

        return relations.check(self.clauses)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Where each clause belongs."""
        from drafter.understanding import topics

        return topics.of(self.clauses, self.readings, self.register)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """What each clause does."""
        from drafter.understanding import topics

        return tuple(topics.role(clause.path, clause.text) for clause in self.clauses)
