"""The verbs: what `drafter` does, as functions. Paths and plain values in, model values out; nothing is printed here.

The command line and any other surface call these and nothing below. A module is imported when the first of its verbs is
called, and heavy libraries by the verb that needs them, because start-up is felt on every command.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drafter.app.carrying import bring, concordance, export, propose
    from drafter.app.choices import forget, learned, remember, taken
    from drafter.app.lastyear import Offer, last_year
    from drafter.app.mines import MiningRun, mine, settle, waiting
    from drafter.app.paper import changes_since, check_layout, passages
    from drafter.app.passages import find_snippets, keep_snippet, place_snippet, show_snippet
    from drafter.app.reading import Slotted, Understood, check, extract, relations, slotted, understand
    from drafter.app.reports import ask, doubts_of_last, draft, extract_into, new, render, sources, with_values, year_of
    from drafter.app.upkeep import check_template, configuration, doctor, explain, new_template, schema, templates
    from drafter.app.wording import (
        bank,
        holes,
        names,
        phrase,
        phrases,
        phrases_of,
        register,
        searched,
        suggest,
        wordings,
    )

_HOMES = {
    "carrying": "bring concordance export propose",
    "lastyear": "Offer last_year",
    "choices": "forget learned remember taken",
    "mines": "MiningRun mine settle waiting",
    "paper": "changes_since check_layout passages",
    "reading": "Slotted Understood check extract relations slotted understand",
    "reports": "ask doubts_of_last draft extract_into new render sources with_values year_of",
    "passages": "find_snippets keep_snippet place_snippet show_snippet",
    "upkeep": "check_template configuration doctor explain new_template schema templates",
    "wording": "bank holes names phrase phrases phrases_of register searched suggest wordings",
}
"""Module → what it has."""

__all__ = [
    "MiningRun",
    "Offer",
    "Slotted",
    "Understood",
    "ask",
    "bank",
    "bring",
    "changes_since",
    "check",
    "check_layout",
    "check_template",
    "concordance",
    "configuration",
    "doctor",
    "doubts_of_last",
    "draft",
    "explain",
    "export",
    "extract",
    "extract_into",
    "find_snippets",
    "forget",
    "holes",
    "keep_snippet",
    "last_year",
    "learned",
    "mine",
    "names",
    "new",
    "new_template",
    "passages",
    "phrase",
    "phrases",
    "phrases_of",
    "place_snippet",
    "propose",
    "register",
    "relations",
    "remember",
    "render",
    "schema",
    "searched",
    "settle",
    "show_snippet",
    "slotted",
    "sources",
    "suggest",
    "taken",
    "templates",
    "understand",
    "waiting",
    "with_values",
    "wordings",
    "year_of",
]


def __getattr__(name: str) -> Any:
    home = next((module for module, verbs in _HOMES.items() if name in verbs.split()), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
