"""Several workbooks become one report: packs and a report in progress in, what each of them gives and what they contradict out.

A place that is still open takes what the workbooks say, if they agree. Where they do not, or where something else stands there
already, somebody has to decide; what was decided against is remembered, so that the same workbook does not ask again. Notes are added to
what stands there and contradict nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from drafter.app.edits import InProgress
from drafter.app.packs.pack_claims import Claim, Pack, Trouble
from drafter.app.packs.pack_places import put, stands, with_report
from drafter.app.packs.pack_rows import NOTES
from drafter.app.packs.pack_state import mark
from drafter.errors import FormatError

_PHASES = (("q", "l", "m", "s", "n"), ("d", "a"))
"""Kinds of places; what a measure or sentence asks for comes after what becomes of the measure or sentence."""


class Option(NamedTuple):
    """One of the things that are said of a place: what, by whom, in which cell; without `claim` it is what stands there."""

    said: str
    by: str
    claim: Claim | None = None


class Conflict(NamedTuple):
    """A place of which two different things are said. What stands there, if anything, is the first option."""

    place: str
    ask: str
    options: tuple[Option, ...]


class Taken(NamedTuple):
    """A claim that is to be put in: what stood in its place when that was settled, and what will stand there."""

    claim: Claim
    before: str
    said: str


Decide = Callable[[Conflict], Option | None]
"""Which option counts; None where that is to be decided later."""


@dataclass
class Merged:
    """What came of it. `accepted`: by the file's name, in the order in which they are to be put in. `same`: how many say what stands
    there; `declined`: how many were decided against earlier. `lost`: place → what was decided against now.
    """

    accepted: dict[str, list[Taken]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    decided: list[tuple[Conflict, Option]] = field(default_factory=list)
    same: int = 0
    declined: int = 0
    lost: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Merging:
    """`declined`: as remembered. `settled`: the places about which the user speaks now, so that nothing remembered counts there.
    `who`: who said what stands at a place; `label`: what is asked there.
    """

    now: InProgress
    declined: dict[str, list[str]]
    decide: Decide
    settled: Callable[[str], bool]
    who: Callable[[str], str]
    label: Callable[[str], str]
    merged: Merged = field(default_factory=Merged)

    def merge(self, packs: Sequence[Pack]) -> Merged:
        """Put the packs together."""
        for kinds in _PHASES:
            by_place: dict[str, list[Claim]] = {}
            for claim in (claim for pack in packs for claim in pack.claims if claim.place[0] in kinds):
                by_place.setdefault(claim.place, []).append(claim)
            for place, claims in by_place.items():
                self._place(place, claims)
        return self.merged

    def _place(self, place: str, claims: Iterable[Claim]) -> None:
        there = stands(self.now, place)
        options: dict[str, Option] = {}
        for claim in claims:
            try:
                said = stands(with_report(self.now, put(self.now, claim)), place)
            except FormatError as error:
                self.merged.troubles.append(Trouble(claim.where, f"{self.label(place)}：{error.message}", error.hint))
                continue
            if said == there and said:
                self.merged.same += 1
            elif place.startswith(NOTES):
                self._accept(Option(said, "", claim))
            elif mark(said) in self.declined.get(place, ()) and not self.settled(place):
                self.merged.declined += 1
            elif said or not there:  # 不知道 is nothing that could contradict
                options.setdefault(said, Option(said, f"{claim.source}　{claim.where}", claim))
        stated = [option for said, option in options.items() if said]
        if (there and stated) or len(stated) > 1:
            before = [Option(there, self.who(place))] if there else []
            self._conflict(Conflict(place, self.label(place), (*before, *stated)))
        elif option := next(iter([*stated, *options.values()]), None):
            self._accept(option)

    def _conflict(self, conflict: Conflict) -> None:
        chosen = self.decide(conflict)
        if chosen is None:
            self.merged.conflicts.append(conflict)
            return
        self.merged.decided.append((conflict, chosen))
        self.merged.lost[conflict.place] = [each.said for each in conflict.options if each.said != chosen.said]
        self._accept(chosen)

    def _accept(self, option: Option) -> None:
        if option.claim:
            taken = Taken(option.claim, stands(self.now, option.claim.place), option.said)
            self.now = with_report(self.now, put(self.now, option.claim))
            self.merged.accepted.setdefault(option.claim.where.file, []).append(taken)
