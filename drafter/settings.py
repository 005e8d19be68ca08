"""drafter.yaml as a pydantic model; config.py finds and reads it."""

from __future__ import annotations

from pydantic import Field

from drafter.formats import Edited, FileNameOrNone, Listed


class Settings(Edited):
    """drafter.yaml, in the working folder or above it: where the user's own templates, phrasebank and words are.

    `template`: the template of a report that names none. `phrasebank`: one or several folders, the most important first;
    自带 is the shipped one. `author`: the author in the properties of a Word file.
    """

    templates: str = ""
    template: FileNameOrNone = ""
    phrasebank: Listed = Field(default_factory=list)
    language: str = ""
    author: str = ""
