"""What a layout parameter is: a code, what the standard wants, and a function that measures a paper. The rest is shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from drafter.checking.layout.paper import Paper, Part
from drafter.model import Finding, Severity

MM = 1440 / 25.4
"""Twips in a millimetre."""
SHOWN = 3
"""How many differing values a row shows."""


@dataclass(frozen=True)
class Fault:
    """One place where the paper differs; `line` as the readers count, 0 for the whole file."""

    message: str
    line: int = 0
    excerpt: str = ""


@dataclass(frozen=True)
class Measured:
    """What was found, in a few words, and where it is not as required."""

    found: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Parameter:
    """One thing that the standard or an office program wants of a paper; all texts are Chinese."""

    code: str
    name: str
    title: str
    required: str
    hint: str
    measure: Callable[[Paper], Measured]
    severity: Severity = "error"

    def row(self, paper: Paper, file: str) -> Row:
        """The measured row with its findings."""
        measured = self.measure(paper)
        found = tuple(
            Finding(self.code, self.name, self.severity, f"{self.title}：{fault.message}，应为{self.required}", self.hint,
                    file, fault.line, fault.line, excerpt=fault.excerpt)
            for fault in measured.faults
        )  # fmt: skip
        return Row(self.code, self.title, self.required, measured.found, found)


@dataclass(frozen=True)
class Row:
    """A line of the conformity report."""

    code: str
    parameter: str
    required: str
    found: str
    findings: tuple[Finding, ...]

    @property
    def is_met(self) -> bool:
        """Whether the paper is as required."""
        return not self.findings


def tally(parts: Iterable[Part], value: Callable[[Part], str], is_right: Callable[[Part], bool]) -> Measured:
    """A value for every part: the commonest are shown, each part that is not right is a fault."""
    judged = [(part, value(part), is_right(part)) for part in parts]
    faults = tuple(Fault(shown, part.line, part.text[:30]) for part, shown, right in judged if not right)
    return Measured(commonest(shown for _, shown, _ in judged), faults)


def commonest(values: Iterable[str]) -> str:
    """The values with how often each occurs, the commonest first; 无 where there are none."""
    counts = Counter(values)
    shown = [value if len(counts) == 1 else f"{value}（{count} 处）" for value, count in counts.most_common(SHOWN)]
    more = len(counts) - SHOWN
    return "、".join(shown) + (f" 等 {len(counts)} 种" if more > 0 else "") if counts else "无"
