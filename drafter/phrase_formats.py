"""The files of a phrasebank as pydantic models: phrases, snippets, local names, and what waits for a person's decision."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from drafter.formats import Edited, FileName, FileNameOrNone
from drafter.model import Claim, Role

Status = Literal["mined", "written", "reviewed", "retired"]


class Source(Edited):
    """Where a phrase was seen: the report by its name, the section by its headings."""

    report: str
    section: str = ""
    line: int = 0


class Phrase(Edited):
    """A wording with slots. `slots` maps a slot's name to an indicator id or to number, date, name, title, place.

    `seen`: in how many reports. `years`: the first and last of those. `reason`: why it was retired. `alternatives`: the ids
    of other wordings for the same figures, found out when a phrase is shown and never stored.
    """

    id: str
    text: str
    role: Role = "work"
    claim: Claim = "measure"
    slots: dict[str, str] = Field(default_factory=dict)
    sources: list[Source] = Field(default_factory=list)
    seen: int = 1
    years: tuple[int, int] | None = None
    status: Status = "mined"
    reason: str = ""
    topic: FileNameOrNone = ""
    alternatives: list[str] = Field(default_factory=list)


class Wording(Edited):
    """A sentence of a snippet; `slots` as in Phrase."""

    text: str
    slots: dict[str, str] = Field(default_factory=dict)


class Snippet(Edited):
    """phrasebank/snippets/<name>.yaml: a passage kept for reuse, and where it was taken from."""

    name: FileName
    topic: str
    sentences: list[Wording]
    source: Source | None = None


class PhraseFile(Edited):
    """phrasebank/<topic>.yaml"""

    topic: FileName
    phrases: list[Phrase] = Field(default_factory=list)

    @field_validator("phrases")
    @classmethod
    def _with_ids(cls, phrases: list[Phrase]) -> list[Phrase]:
        if all(phrase.id for phrase in phrases):
            return phrases
        raise ValueError("中有一条没有编号（id）")


class LocalTerms(Edited):
    """phrasebank/local-terms/<report>.yaml: the local names of a mined report, by kind, which must never be in a phrase.
    `allowed`: those that a person let through.
    """

    report: FileName
    year: int
    zone: str
    terms: dict[str, list[str]] = Field(default_factory=dict)
    allowed: list[str] = Field(default_factory=list)

    @property
    def all(self) -> tuple[str, ...]:
        """Every term, longest first."""
        return tuple(sorted({t for group in self.terms.values() for t in group}, key=lambda t: (-len(t), t)))


class Waiting(Edited):
    """A mined phrase about which a person has to decide, because the `suspects` in it may be local names."""

    phrase: Phrase
    suspects: list[str] = Field(default_factory=list)
    reason: str = ""


class ReviewFile(Edited):
    """phrasebank/to-review/<report>.yaml: the phrases of one mined report about which a person has to decide."""

    report: FileName
    year: int
    zone: str = ""
    waiting: list[Waiting] = Field(default_factory=list)
