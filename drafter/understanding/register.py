"""The register: aliases, units and relations in the form the recogniser works with. Indicators in, a Register out.

An alias is one wording, `head terms @ scope terms ! veto !! wide veto # units`: a space is "and", `|` is "or", the order
of head terms is free. Head terms stand beside the figure, scope terms somewhere near, a veto word beside the figure
forbids the reading, a wide veto does so anywhere in the sentence. Units are given only to narrow what the register's
unit would accept (律师事务所 counts 家, its 律师 count 名).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from drafter.errors import FormatError
from drafter.model import Indicator, RelationRule
from drafter.text import fold
from drafter.understanding import topic_terms
from drafter.understanding.topic_terms import Lexicon

Terms = Sequence[str]
Groups = Sequence[Terms]
NO_TOPICS: Mapping[str, Iterable[str]] = {}
_PARTS = re.compile(
    r"(?P<heads>[^@!#]+)(?:@(?P<scopes>[^!#]+))?(?:!(?!!)(?P<veto>[^!#]+))?(?:!!(?P<wide>[^#]+))?(?:#(?P<units>.+))?"
)
# The share of the wordings with a term that one topic must have for the term to tell the topic, and how many at least.
_TELLING, _OFTEN = 0.7, 2


class Wording(NamedTuple):
    """One alias of one indicator, taken apart. `owners`: all scope terms; `telling`: the terms that say something by
    themselves.
    """

    indicator: Indicator
    heads: Groups
    scopes: Groups
    veto: Terms
    wide: Terms
    units: tuple[str, ...]
    topic: str
    owners: Terms
    telling: Terms


class Wordings(Sequence[Wording]):
    """Aliases by their place, each taken apart when it is first asked for: of nearly a thousand a note needs some dozens."""

    def __init__(self, indicators: Mapping[str, Indicator], aliases: Sequence[tuple[str, str]]) -> None:
        self.indicators, self.aliases = indicators, aliases
        self._read: dict[int, Wording] = {}

    def __len__(self) -> int:
        return len(self.aliases)

    def __getitem__(self, place: Any) -> Any:
        known = self._read.get(place)
        if known is None:
            id_, alias = self.aliases[place]
            known = self._read[place] = _wording(self.indicators[id_], alias)
        return known


@dataclass(frozen=True)
class Register:
    """All wordings and relations. Make it once with `compile`; recognition itself keeps no state.

    `lexicon`: the terms by which topics are known, and `topics`: all of them, in the order in which reports take them.
    `users`: head term → (place among the wordings, bit of its group) of every wording that it belongs to. `starts`: first two
    characters → the head terms that start so, because only those need be compared with a text.
    """

    indicators: Mapping[str, Indicator]
    wordings: Wordings
    relations: Sequence[RelationRule]
    users: Mapping[str, Sequence[tuple[int, int]]]
    starts: Mapping[str, Terms]
    lexicon: Lexicon
    topics: Sequence[str]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Indicator id → its Chinese name."""
        return {id_: indicator.name for id_, indicator in self.indicators.items()}

    @cached_property
    def children(self) -> Mapping[str, frozenset[str]]:
        """Whole → the ids that a part of it (behind 其中) may have."""
        found: dict[str, set[str]] = {}
        for rule in self.relations:
            if rule.kind in ("sum", "rate", "within"):
                found.setdefault(rule.whole, set()).update(rule.parts)
        return {whole: frozenset(parts) for whole, parts in found.items()}

    def terms(self, words: str) -> Iterator[tuple[str, int]]:
        """Every head term in these words and where it starts, from left to right."""
        starts = self.starts
        for at in range(len(words)):
            for term in starts.get(words[at : at + 2], ()):
                if words.startswith(term, at):
                    yield term, at
            if words[at] in starts:
                yield words[at], at

    @cached_property
    def telling(self) -> Callable[[str], str]:
        """Head term → its topic, if it is said of hardly anything else (调解, but not 受理 or 培训), or nothing."""

        def topic_of(term: str) -> str:
            count = Counter(self.wordings.aliases[k][0].partition(".")[0] for k, _ in self.users[term])
            [(topic, own)] = count.most_common(1)
            return topic if len(term) > 1 and own >= max(_TELLING * count.total(), _OFTEN) else ""

        return cache(topic_of)

    @cached_property
    def objects(self) -> Callable[[str], frozenset[str]]:
        """Topic → the words that three or more of its indicators share: what a note on the topic need not say."""

        def shared(topic: str) -> frozenset[str]:
            users = defaultdict[str, set[str]](set)
            own = (k for k, (id_, _) in enumerate(self.wordings.aliases) if id_.startswith(f"{topic}."))
            for wording in map(self.wordings.__getitem__, own):
                for group in (*wording.heads, *wording.scopes):
                    for term in group:
                        users[term].add(wording.indicator.id)
            return frozenset(term for term, ids in users.items() if len(ids) > 2)

        return cache(shared)


def compile(
    indicators: Mapping[str, Indicator],
    relations: Sequence[RelationRule],
    topics: Mapping[str, Iterable[str]] = NO_TOPICS,
) -> Register:
    """The register for `recognise`; `topics` are the terms of each topic, as in topics.yaml.

    Raises:
        FormatError: an alias is not written as the module's docstring says.
    """
    wordings = Wordings(indicators, [(id_, alias) for id_, each in indicators.items() for alias in each.aliases])
    users = _users(wordings)
    starts = defaultdict[str, list[str]](list)
    for term in users:
        starts[term[:2]].append(term)
    known = {**topics, **_unnamed(wordings, topics)}
    lexicon = topic_terms.build(topic_terms.weights(known))
    return Register(indicators, wordings, list(relations), users, starts, lexicon, list(known))


def _unnamed(wordings: Sequence[Wording], topics: Mapping[str, Iterable[str]]) -> dict[str, dict[str, None]]:
    """The terms of the topics that topics.yaml does not have: those with which their indicators are recognised."""
    found = defaultdict[str, dict[str, None]](dict)
    for wording in wordings:
        if wording.topic not in topics:
            found[wording.topic] |= dict.fromkeys(wording.telling)
    return dict(found)


def _users(wordings: Sequence[Wording]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, dict[int, int]] = {}
    for k, wording in enumerate(wordings):
        for n, group in enumerate(wording.heads):
            for term in group:
                bits = found.setdefault(term, {})
                bits[k] = bits.get(k, 0) | 1 << n
    return {term: list(bits.items()) for term, bits in found.items()}


def plain(register: Register) -> dict[str, Any]:
    """The register as plain data, from which `restored` makes it faster than `compile` does from the aliases."""
    return {
        "indicators": [{**each._asdict(), "aliases": ()} for each in register.indicators.values()],
        "relations": [each._asdict() for each in register.relations],
        "aliases": register.wordings.aliases,
        "users": register.users,
        "starts": dict(register.starts),
        "terms": register.lexicon.weights,
        "term_lengths": register.lexicon.heads,
        "topics": register.topics,
    }


def restored(data: Mapping[str, Any]) -> Register:
    """What `plain` made plain. Raises ValueError, TypeError or KeyError where it was something else."""
    indicators = {each["id"]: Indicator(**{**each, "aliases": ()}) for each in data["indicators"]}
    relations = [RelationRule(**{**each, "parts": tuple(each["parts"])}) for each in data["relations"]]
    wordings, lexicon = Wordings(indicators, data["aliases"]), Lexicon(data["terms"], data["term_lengths"])
    return Register(indicators, wordings, relations, data["users"], data["starts"], lexicon, data["topics"])


def _wording(indicator: Indicator, alias: str) -> Wording:
    parts = _PARTS.fullmatch(fold(alias))
    if parts is None or not parts["heads"].strip():
        message = f"指标“{indicator.id}”的识别词“{alias}”写法不对"
        raise FormatError(message, "写法：中心词 @ 范围词 ! 排除词 !! 全句排除词 # 单位；空格表示“且”，| 表示“或”")
    veto, wide, units = (tuple((parts[name] or "").replace("|", " ").split()) for name in ("veto", "wide", "units"))
    heads, scopes = _groups(parts["heads"]), _groups(parts["scopes"])
    owners = tuple(term for group in scopes for term in group)
    telling = (term for term in (*(term for group in heads for term in group), *owners) if len(term) > 1)
    return Wording(indicator, heads, scopes, veto, wide, units, indicator.topic, owners, tuple(dict.fromkeys(telling)))


def _groups(text: str | None) -> Groups:
    return tuple(tuple(filter(None, group.split("|"))) for group in (text or "").split())
