"""The files of findings that are known as pydantic models: those that a person accepted, and a baseline."""

from __future__ import annotations

from pydantic import Field, field_validator

from drafter.formats import Edited


class KnownFinding(Edited):
    """A finding as it is known again: its rule, words of its place (none: the whole file), and what was said of it.

    A part of the words is enough. Without `message` whatever the rule says there counts.
    """

    code: str
    place: str = ""
    message: str = ""


class AcceptedFinding(KnownFinding):
    """A finding that a person takes as it is, why, since when, and who that is."""

    reason: str
    date: str = ""
    by: str = ""

    @field_validator("reason")
    @classmethod
    def _not_blank(cls, reason: str) -> str:
        if not reason.strip():
            raise ValueError("要写明接受的理由")
        return reason


class AcceptedFile(Edited):
    """The findings of one report that were accepted, in the file beside it."""

    accepted: list[AcceptedFinding] = Field(default_factory=list)


class Baseline(Edited):
    """What was known of several reports at one time, by their path from the baseline's folder."""

    files: dict[str, list[KnownFinding]] = Field(default_factory=dict)
