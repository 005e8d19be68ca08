"""A Document in, an Understood out: its outline, figures, relations and topics, each computed when it is first asked for.

Every command that works on a finished report (extract, mine, check, read) takes an Understood and calls no module of this
package itself, so that all commands see the same figures and topics. The modules are imported when they are needed: a command
that only wants the outline compiles no pattern for figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from drafter.model import Reading

if TYPE_CHECKING:
    from drafter.model import Clause, Document, Fact, Outline, Relation, Role
    from drafter.understanding.indicators import Counting
    from drafter.understanding.register import Register
    from drafter.understanding.report_figures import Extracted

__all__ = ["Understood", "understand"]


def understand(document: Document, register: Register, year: int | None = None) -> Understood:
    """A report as read with the register of a template. If a `year` is given, it counts, whatever year the title names."""
    return Understood(document, register, year)


@dataclass(frozen=True)
class Understood:
    """A report that has been read. `topics` and `roles` have one entry for each of `clauses`, in the same order."""

    document: Document
    register: Register
    given_year: int | None

    @cached_property
    def outline(self) -> Outline:
        """Title, document number, signature and the like, and the sections."""
        from drafter.understanding import outline

        return outline.build(self.document)

    @cached_property
    def year(self) -> int | None:
        """The year that the report is about, None where neither the caller nor the report says it."""
        from drafter.understanding import outline

        return self.given_year or outline.report_year(self.outline)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Title, headings and sentences in order."""
        from drafter.understanding import clauses

        return clauses.split(self.outline)

    @cached_property
    def counting(self) -> tuple[Counting, ...]:
        """The clauses that have figures, with these."""
        from drafter.understanding import indicators

        return tuple(indicators.counting_clauses(self.clauses, self.year))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every figure in the clauses, in order, each with the indicator that it gives, if any."""
        from drafter.understanding import indicators

        return indicators.recognise(self.clauses, self.register, self.year, self.counting)

    @cached_property
    def all_readings(self) -> tuple[Reading, ...]:
        """`readings` and the figures of lines that are no sentences (document number, signature, date), in order."""
        from drafter.understanding import quantities

        lines_of_clauses = {clause.line for clause in self.clauses}
        readings = list(self.readings)
        for block in self.outline.blocks:
            if block.line not in lines_of_clauses:
                found = quantities.find(block.text, block.line, block.column)
                readings += [Reading(quantity, indicator=None, confidence=0.0, time="now") for quantity in found]
        return tuple(sorted(readings, key=lambda reading: (reading.quantity.line, reading.quantity.start)))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every figure that counts something, with what it counts."""
        from drafter.understanding import facts

        return facts.facts(self.clauses, self.counting, self.readings, self.topics)

    @cached_property
    def values(self) -> dict[str, Extracted]:
        """Indicator id → the figure that the report gives for it."""
        from drafter.understanding import report_figures

        return report_figures.values(self.readings)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The sums, rates and the like that the report states, with a verdict on each."""
        return self._relations(wrong_only=False)

    @cached_property
    def contradictions(self) -> tuple[Relation, ...]:
        """The relations that do not hold, found in less time than all of them."""
        return tuple(each for each in self._relations(wrong_only=True) if each.verdict == "inconsistent")

    def _relations(self, *, wrong_only: bool) -> tuple[Relation, ...]:
        from drafter.understanding import relations

        counting = ((each.clause, each.quantities) for each in self.counting)
        figures = lambda: self.facts, self.readings, self.register.relations, counting
        return relations.check(self.clauses, self.outline.blocks, *figures, wrong_only=wrong_only)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topic of each clause."""
        from drafter.understanding import topics

        return topics.of(self.clauses, self.readings, self.register)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """What each clause is for: work done, a problem, a plan, or framing."""
        from drafter.understanding import topics

        return tuple(topics.role(clause.path, clause.text, self.year) for clause in self.clauses)
