"""What kind of word a word is, by the table `formal`: verb, activity, adverb, somebody who does something."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache, lru_cache
from itertools import chain

from drafter import language
from drafter.language import word_borders
from drafter.suggesting.formal.kept_words import formal_verbs
from drafter.suggesting.formal.tokens import Token

NO_NOUN_BEHIND = "平，、；。()（）左以多余的等，"
"""Characters that may stand behind a figure and begin no noun that it counts, and no statement about it: 40件左右, 40件以上."""


HAS_OR_IS = ("有", "没有", "是", "了", "过")
"""Behind these a pointing word is an object: 有这条路."""


def activity_verb(tokens: Sequence[Token]) -> str:
    """The verb of an activity by the word on which its name ends, or by who does it; empty for anything else."""
    name = "".join(token.text for token in tokens)
    table = language.table("formal")["bare_activity"]
    if tokens and tokens[0].text in listed("above") and name.endswith(tuple(table["开展"])):
        return "接受"  # 人大执法检查
    return next((verb for verb, nouns in table.items() if name.endswith(tuple(nouns))), "")


def is_organ(token: Token) -> bool:
    """Whether the word names an organ, before which no verb moves: 自然资源局."""
    table = language.table("formal")
    return token.text in table["organs"] or (len(token.text) > 2 and token.text.endswith(tuple(table["organ_endings"])))


def is_doer(tokens: Sequence[Token]) -> bool:
    """Whether the words name somebody who does something: 司法所, 律师."""
    table = language.table("formal")
    name = "".join(token.text for token in tokens)
    of_one = tuple(ending for ending in table["doers"] if len(ending) == 1)
    of_more = tuple(ending for ending in table["doers"] if len(ending) > 1)
    return tokens[-1].text in table["organs"] or name.endswith(of_more) or (len(name) > 2 and name.endswith(of_one))


@cache
def listed(list_: str) -> frozenset[str]:
    """The words of a list of the table `formal`."""
    return frozenset(language.words("formal", list_))


@lru_cache(maxsize=1)
def spoken() -> dict[str, str]:
    """Spoken words and expressions → formal ones. ^ before a word: only at the start of a clause; $ behind it: only at the end;
    # behind it: only before a figure.
    """
    table = language.table("spoken")
    return {**language.table("formal")["spoken"], **table["names"], **table["expressions"]}


def formal(word: str, at_start: bool, following: Token | None) -> str:
    """The formal word for a spoken one, or the word itself. `following` is what stands behind it in its clause."""
    table = spoken()
    ends = following is None or following.text[:1] in ("了", "的", ")", "(")
    for key, applies in (
        (word + "$", ends),
        (word + "#", following is not None and following.is_figure),
        ("^" + word, at_start),
        (word, True),
    ):
        if applies and key in table:
            return table[key]
    if word[-1] in "的了" and word[:-1] in table:  # 跑腿的 means somebody at the end of a clause only
        return table[word[:-1]] + word[-1]
    return word


@lru_cache(maxsize=1)
def _by_object() -> dict[str, list[str]]:
    """Spoken verbs, alone or with a result, each with “object formal” for every object it is known with."""
    results, verbs = language.table("spoken")["by_object"], language.table("formal")["by_object"]
    found = {verb: [*results.get(verb, ()), *verbs.get(verb, ())] for verb in {**results, **verbs}}
    for verb, other in language.table("spoken_verbs")["same_as"].items():
        known = {row.split()[0] for row in found[verb]} | {"尾", "常", "*"}
        found[verb] += [row for row in found[other] if row.split()[0] not in known]
    return found


@lru_cache(maxsize=1)
def spoken_verbs() -> dict[str, list[str]]:
    """The same with those that have one formal verb for whatever object."""
    found = dict(_by_object())
    for verb, formal_verb in language.table("spoken_verbs")["alone"].items():
        rows = found.get(verb, [])
        known = {row.split()[0] for row in rows}
        found[verb] = [*rows, *(f"{place} {formal_verb}" for place in ("数", "尾", "*") if place not in known)]
    return found


@cache
def of_verbs(list_: str) -> frozenset[str]:
    """The words of a list of the table `spoken_verbs`."""
    return frozenset(language.words("spoken_verbs", list_))


@lru_cache(maxsize=1)
def activities() -> frozenset[str]:
    """Activities that get a verb of their own."""
    return frozenset(chain(*language.table("formal")["bare_activity"].values()))


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """Every word that the table knows as a verb."""
    table = language.table("formal")
    return formal_verbs().union(table["fronted"], table["plain_verbs"], _by_object())


@lru_cache(maxsize=1)
def surely_verbs() -> frozenset[str]:
    """Those of them that are no nouns as well."""
    return verbs() - listed("also_nouns")


@lru_cache(maxsize=1)
def acts() -> Container[str]:
    """Every word that may be a verb, by the table or by the vocabulary."""
    return _Either(verbs(), word_borders.verbs())


class _Either:
    """The words of two collections."""

    def __init__(self, *collections: Container[str]) -> None:
        self._collections = collections

    def __contains__(self, word: object) -> bool:
        one, other = self._collections
        return word in one or word in other
