"""What the template says of a kind of report, as the rules and the draft need it: which parts it must have, which wording depends on its year.

The files themselves (template.yaml, terms.yaml) are models of formats.py. These are plain values, so that who finds them in the cache
loads no pydantic, which takes longer than to check a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from drafter.model import Role

_NONE: Mapping[Any, Any] = MappingProxyType({})


class Terms(NamedTuple):
    """Wording that depends on the report's year: terms.yaml of a template.

    `lead` (the latest party congress or plenum) holds for its year only; the user is asked for that of a year which is not
    listed. `guidance` and `theory` hold from their year until the next entry. `outdated`: a wording → the first year in
    which it is no longer used. `meetings`: patterns of the names of congresses and plenums, which are outdated in every
    year whose `lead` does not name them.

    The rest is for checking. `latest`: the year's last meeting by its name, where its `lead` says 历次. `premature`: a wording → the
    first year of which a report can speak of it. `repealed`: a law → the first year in which it was no longer in force; `revised`: a
    law → the years whose reports may call it 新修订. `misnamed` and `vague`: a pattern of a wrong or unclear name → the right one.
    `unsure`: entries of these mappings whose years nobody has looked up, so that they are worth a note at most.
    """

    lead: Mapping[int, str] = _NONE
    guidance: Mapping[int, str] = _NONE
    theory: Mapping[int, str] = _NONE
    outdated: Mapping[str, int] = _NONE
    meetings: Sequence[str] = ()
    latest: Mapping[int, str] = _NONE
    premature: Mapping[str, int] = _NONE
    repealed: Mapping[str, int] = _NONE
    revised: Mapping[str, Sequence[int]] = _NONE
    misnamed: Mapping[str, str] = _NONE
    vague: Mapping[str, str] = _NONE
    unsure: Sequence[str] = ()


class Needed(NamedTuple):
    """What a part must say besides: any of these words (patterns). `missing` is the message where none of them is there."""

    words: Sequence[str]
    missing: str


class MandatoryPart(NamedTuple):
    """A part that a report must have: some sentence of this `role`, or any of these `words` (patterns) in its text. `complaint` is the
    message where it is missing.
    """

    complaint: str
    role: Role | None
    words: Sequence[str]
    also: Needed | None


class Mandatory(NamedTuple):
    """The parts that a report of a kind must have, and the rule that says so."""

    basis: str = ""
    parts: Sequence[MandatoryPart] = ()
