"""The files of words as pydantic models: this folder's tables, and a template's topics.yaml. Only who reads one imports this."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, RootModel


def _weighed(terms: list[str]) -> list[str]:
    """The terms, each of which must be two characters or more, with or without a weight after a colon."""
    for term in terms:
        if not re.fullmatch(r"[^:\s]{2,}(?::\d+(?:\.\d+)?)?", term):
            raise ValueError(f"里的“{term}”写法不对：用语至少两个字，分量写在半角冒号后面，如 法治讲座:3")
    return terms


class TopicFile(RootModel[dict[str, Annotated[list[str], AfterValidator(_weighed)]]]):
    """topics.yaml: topic → the terms that speak of it. 法治讲座:3 gives a term its weight; others weigh by their length."""


class WordTable(RootModel[dict[str, list[str] | dict[str, str] | dict[str, list[str]]]]):
    """language/<table>.yaml: entries by name, each a list or a mapping of words."""
