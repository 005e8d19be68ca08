"""The words that the wording asks for, which no cut goes through. The tables of words in, one collection out.

They are ten thousand, and to gather them takes longer than to word a note. So they are kept between processes, and searched as
the common words are: those that begin with one character are one string.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from drafter import language
from drafter.language.word_borders import Words

_FORM = "4"
"""To be raised when other words are gathered."""


@lru_cache(maxsize=1)
def formal_verbs() -> frozenset[str]:
    """What spoken verbs become."""
    return frozenset(_kept()[0].split())


@lru_cache(maxsize=1)
def own_words() -> Words:
    """Every word that the wording asks for, so that the cut never goes through one. Entries that are patterns are not among them."""
    return Words(_kept()[1:])


@lru_cache(maxsize=1)
def _kept() -> list[str]:
    return language.kept("formal", _FORM, ("formal", "spoken", "spoken_verbs"), _gathered)


def _gathered() -> Iterator[str]:
    """The formal verbs, then all words by their first character."""
    by_object = (language.table(name)["by_object"] for name in ("formal", "spoken"))
    verbs = {choice.split()[1] for verbs in by_object for choice in chain(*verbs.values())}
    yield " ".join(sorted(verbs))
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(_all_words(verbs))):
        if word and " " not in word:
            by_first.setdefault(word[0], []).append(word)
    yield from map(" ".join, by_first.values())


def _all_words(verbs: Iterable[str]) -> Iterator[str]:
    formal, spoken = language.table("formal"), language.table("spoken")
    lists = (
        "fronted", "doers", "also_nouns", "towards", "nothing_of", "field_words", "plain_verbs", "adverbs",
        "prepositions", "directions", "aspects", "demonstratives",
    )  # fmt: skip
    said = chain(formal["spoken"], spoken["names"], (word.strip("^$#") for word in spoken["expressions"]))
    written = chain(formal["spoken"].values(), spoken["names"].values(), spoken["expressions"].values())
    return chain(
        formal["written_out"],
        formal["organs"],
        said,
        (word for word in chain(written, verbs) if 1 < len(word) < 4),
        chain(formal["by_object"], spoken["by_object"]),
        *(formal[name] for name in lists),
        *formal["bare_activity"].values(),
        language.words("spoken_verbs", "directions"),
    )
