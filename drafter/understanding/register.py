"""The register: everything by which indicators are recognised. Indicators, relations and topics in, a Register out.

An indicator (disputes.handled, 调解矛盾纠纷, 件) has aliases. An alias is written as
`head terms @ scope terms ! vetoes !! wide vetoes # units ?`, for example `调解 纠纷|矛盾 @ 街道 ! 成功 # 件`: a space means
"and", `|` means "or", and every part behind the head terms may be missing.

The words that this module, figures, scoring and indicators share:
- figure: a number in a text together with the words around it (figures.Figure); `left` and `right` are its own words.
- wording: an alias, taken apart.
- term: one word of an alias (调解). Group: the terms between two spaces, of which one is enough (纠纷|矛盾).
- head term: a term that must stand beside the figure, in any order.
- scope term: a term that must stand somewhere near, in the sentence, the headings or the paragraph. It names the owner
  of the figure: whose it is or what it is about (热线 for a 办结率).
- veto: a term that forbids the wording where it stands beside the figure. Wide veto: where it stands in the sentence,
  up to the next figure. It mostly names another owner.
- units: the printed units that the wording accepts, where the indicator's own is too wide (律师事务所 counts 家, its 律师 名).
- `?`: words that as often mean something close by (立案查处 is not yet a penalty), so that the user is asked.
- topic: the part of an indicator's id before the dot (disputes).
- note: a clerk's rough text without headings, which may leave out units, owners and objects (调解 207件 成功188).
- object: what an indicator is about (纠纷). A note on disputes says 调解207件 and leaves the object out.
- reading: a figure and the indicator that it was recognised as (model.Reading).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from drafter.errors import FormatError
from drafter.model import Indicator, RelationRule
from drafter.text import fold
from drafter.understanding import topic_terms
from drafter.understanding.topic_terms import Lexicon

Terms = Sequence[str]
Groups = Sequence[Terms]
_ALIAS = re.compile(
    r"(?P<heads>[^@!#?]+)"
    r"(?:@(?P<scopes>[^!#?]+))?"
    r"(?:!(?P<vetoes>[^!#?]+))?"
    r"(?:!!(?P<wide_vetoes>[^#?]+))?"
    r"(?:#(?P<units>[^?]+))?"
    r"(?P<asked>[?])?"
)
# A term speaks for a topic if two or more aliases of the topic have it, and these are 70% of all aliases that do.
_LEAST_ALIASES, _LEAST_SHARE = 2, 0.7
_NAMES = re.compile("《[^《》]*》(?!$)|“[^“”]*”")
_PART_OF_NAME = re.compile("[^、《》“”]+")  # 双随机 of “双随机、一公开”
_MOST_OF_NAME = 0.75  # of its characters
_KEPT = 512  # sets of head terms whose wordings are remembered; a report has some dozens
_COMMON = 3  # so many indicators of a topic share a term that a note on the topic may leave out


class Wording(NamedTuple):
    """One alias of one indicator, taken apart. `owners` are all scope terms; `terms` are the head and scope terms of
    two characters or more, because a single character says nothing about the topic of a text.
    """

    indicator: Indicator
    heads: Groups
    scopes: Groups
    vetoes: Terms
    wide_vetoes: Terms
    units: tuple[str, ...]
    topic: str
    owners: Terms
    terms: Terms
    is_asked: bool


class Wordings(Sequence[Wording]):
    """The wordings of `aliases`, which are pairs of indicator id and alias.

    Each alias is taken apart when it is first asked for: there are nearly a thousand, and a note needs some dozens.
    """

    def __init__(self, indicators: Mapping[str, Indicator], aliases: Sequence[tuple[str, str]]) -> None:
        self.indicators, self.aliases = indicators, aliases
        self._parsed: dict[int, Wording] = {}

    def __len__(self) -> int:
        return len(self.aliases)

    def __getitem__(self, number: Any) -> Any:  # Any, because a Sequence has slices too; nobody asks for one here
        wording = self._parsed.get(number)
        if wording is None:
            id_, alias = self.aliases[number]
            wording = self._parsed[number] = _wording(self.indicators[id_], alias)
        return wording


@dataclass(frozen=True, eq=False)
class Register:
    """All wordings and relations, and indexes to find them by. Make it once with `compile`; recognition keeps no state.

    - `uses`: head term → the wordings that have it, each as (its number in `wordings`, the groups that have the term, as
      bits: 0b10 for the second group).
    - `terms_by_start`: first two characters → the head terms that start so; a term of one character is its own start.
    - `lexicon`: the terms by which topics are known; `topics`: all topics in the order of reports.
    - `subordinates`: topic → the kinds of units (bureau, squad, town) whose figure alone is not the report's.
    """

    indicators: Mapping[str, Indicator]
    wordings: Wordings
    relations: Sequence[RelationRule]
    uses: Mapping[str, Sequence[tuple[int, int]]]
    terms_by_start: Mapping[str, Terms]
    lexicon: Lexicon
    topics: Sequence[str]
    subordinates: Mapping[str, Sequence[str]]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Indicator id → its Chinese name."""
        return {id_: indicator.name for id_, indicator in self.indicators.items()}

    @cached_property
    def characters(self) -> Mapping[str, frozenset[str]]:
        """Indicator id → the characters of its name and of all its wordings."""
        texts = defaultdict[str, str](str, self.names)
        for wording in self.wordings:
            texts[wording.indicator.id] += "".join(t for group in (*wording.heads, *wording.scopes) for t in group)
        return {id_: frozenset(re.sub(r"[^\w]", "", text)) for id_, text in texts.items()}

    @cached_property
    def children(self) -> Mapping[str, frozenset[str]]:
        """Id of a whole → the ids that a figure behind its 其中 may have."""
        children = defaultdict[str, set[str]](set)
        for rule in self.relations:
            if rule.kind in ("sum", "rate", "within"):
                children[rule.whole].update(rule.parts)
        return {whole: frozenset(parts) for whole, parts in children.items()}

    def head_terms(self, text: str) -> Iterator[tuple[str, int]]:
        """Every head term in the text and where it starts, from left to right.

        In a name in quotation marks a term speaks of what is counted only if it is most of it (“一件事”, not “监管一件事”), in a
        title in 《》 only if the title is itself counted, at the end of the text.
        """
        found = self._head_terms(text)
        if "《" not in text and "“" not in text:
            return found
        parts = [part.span() for name in _NAMES.finditer(text) for part in _PART_OF_NAME.finditer(text, *name.span())]
        return (
            (term, at)
            for term, at in found
            if all(not start <= at < end or len(term) >= _MOST_OF_NAME * (end - start) for start, end in parts)
        )

    def _head_terms(self, text: str) -> Iterator[tuple[str, int]]:
        terms_by_start = self.terms_by_start
        for at, character in enumerate(text):
            for term in terms_by_start.get(text[at : at + 2], ()):
                if text.startswith(term, at):
                    yield term, at
            if character in terms_by_start and at + 1 < len(text):  # at the end of the text it was found above
                yield character, at

    @cached_property
    def spoken_of(self) -> Callable[[tuple[str, ...]], Sequence[tuple[int, int, int]]]:
        """A function that remembers its answers, because the figures of a list stand beside the same words: head terms → the
        numbers of the wordings that have one of them, each with how many characters of its terms are there, and its groups that
        have none, as bits.
        """
        all_groups = defaultdict[int, int](int)
        for uses in self.uses.values():
            for number, groups in uses:
                all_groups[number] |= groups

        def spoken_of(terms: tuple[str, ...]) -> list[tuple[int, int, int]]:
            groups_met: dict[int, int] = {}  # number of a wording → its groups that have a term here, as bits
            explained: dict[int, int] = {}
            for term in terms:
                for number, groups in self.uses[term]:
                    groups_met[number] = groups_met.get(number, 0) | groups
                    explained[number] = explained.get(number, 0) + len(term)
            return [(number, explained[number], all_groups[number] & ~met) for number, met in groups_met.items()]

        return lru_cache(_KEPT)(spoken_of)

    @cached_property
    def topic_of_term(self) -> Callable[[str], str]:
        """A function that remembers its answers: head term → the topic for which it speaks (调解), or "" for a term of
        several topics (受理, 培训).
        """

        def topic_of_term(term: str) -> str:
            if len(term) == 1:
                return ""
            aliases = Counter(self._topic(number) for number, _ in self.uses[term])
            [(topic, own)] = aliases.most_common(1)
            return topic if own >= _LEAST_ALIASES and own >= _LEAST_SHARE * aliases.total() else ""

        return cache(topic_of_term)

    @cached_property
    def common_terms(self) -> Callable[[str], frozenset[str]]:
        """A function that remembers its answers: topic → the terms that several of its indicators share (纠纷), which a
        note on the topic may leave out.
        """

        def common_terms(topic: str) -> frozenset[str]:
            indicators = defaultdict[str, set[str]](set)
            for number in range(len(self.wordings)):
                if self._topic(number) != topic:
                    continue
                wording = self.wordings[number]
                for term in chain(*wording.heads, *wording.scopes):
                    indicators[term].add(wording.indicator.id)
            return frozenset(term for term, ids in indicators.items() if len(ids) >= _COMMON)

        return cache(common_terms)

    def _topic(self, number: int) -> str:
        """The topic of a wording, without taking its alias apart."""
        id_, _ = self.wordings.aliases[number]
        return topic_of_id(id_)


def topic_of_id(id_: str) -> str:
    """The topic of an indicator's id: disputes of disputes.handled."""
    return id_.partition(".")[0]


def compile(
    indicators: Mapping[str, Indicator],
    relations: Sequence[RelationRule],
    topics: Mapping[str, Iterable[str]] | None = None,
    subordinates: Mapping[str, Sequence[str]] | None = None,
) -> Register:
    """The register for `recognise`. `topics` are the terms of each topic as topics.yaml has them (topic_terms.read); a
    topic that is missing there has the terms of its indicators' aliases. `subordinates` are those of indicators.yaml.

    Raises:
        FormatError: an alias is not written as the module's docstring says.
    """
    wordings = Wordings(indicators, [(id_, alias) for id_, each in indicators.items() for alias in each.aliases])
    uses = _uses(wordings)
    terms_by_start = defaultdict[str, list[str]](list)
    for term in uses:
        terms_by_start[term[:2]].append(term)

    terms_of_topics = dict(topics or {})
    from_aliases = defaultdict[str, list[str]](list)
    for wording in wordings:
        if wording.topic not in terms_of_topics:
            from_aliases[wording.topic] += wording.terms
    terms_of_topics |= {topic: dict.fromkeys(terms) for topic, terms in from_aliases.items()}  # each term once
    lexicon = topic_terms.build(topic_terms.weights(terms_of_topics))
    order = list(terms_of_topics)
    return Register(
        indicators, wordings, list(relations), uses, terms_by_start, lexicon, order, dict(subordinates or {})
    )


def _uses(wordings: Sequence[Wording]) -> dict[str, list[tuple[int, int]]]:
    """`Register.uses` of these wordings."""
    uses = defaultdict[str, dict[int, int]](dict)
    for number, wording in enumerate(wordings):
        for k, group in enumerate(wording.heads):
            for term in group:
                uses[term][number] = uses[term].get(number, 0) | 1 << k
    return {term: list(groups.items()) for term, groups in uses.items()}


def plain(register: Register) -> dict[str, Any]:
    """The register as plain data, from which `restored` makes it faster than `compile` does from the aliases.

    The aliases stand in one list of all indicators, because `uses` counts wordings by their place in it; an indicator gets its
    own back only where it is compiled, which is where they are looked at.
    """
    return {
        "indicators": [{**each._asdict(), "aliases": ()} for each in register.indicators.values()],
        "relations": [each._asdict() for each in register.relations],
        "aliases": register.wordings.aliases,
        "uses": register.uses,
        "terms_by_start": dict(register.terms_by_start),
        "terms": register.lexicon.weights,
        "term_lengths": register.lexicon.lengths,
        "topics": register.topics,
        "subordinates": register.subordinates,
    }


def restored(data: Mapping[str, Any]) -> Register:
    """The register that `plain` made `data` of. Raises ValueError, TypeError or KeyError for other data."""
    indicators = {each["id"]: Indicator(**{**each, "aliases": ()}) for each in data["indicators"]}
    relations = [RelationRule(**{**each, "parts": tuple(each["parts"])}) for each in data["relations"]]
    wordings, lexicon = Wordings(indicators, data["aliases"]), Lexicon(data["terms"], data["term_lengths"])
    indexes = (data["uses"], data["terms_by_start"], lexicon, data["topics"], data["subordinates"])
    return Register(indicators, wordings, relations, *indexes)


def _wording(indicator: Indicator, alias: str) -> Wording:
    parts = _ALIAS.fullmatch(fold(alias))
    if parts is None or not parts["heads"].strip():
        message = f"指标“{indicator.id}”的识别词“{alias}”写法不对"
        raise FormatError(message, "写法：中心词 @ 范围词 ! 排除词 !! 全句排除词 # 单位；空格表示“且”，| 表示“或”")
    heads, scopes = _groups(parts["heads"]), _groups(parts["scopes"] or "")
    # In these parts a space and | mean the same.
    vetoes, wide_vetoes, units = (
        tuple((parts[name] or "").replace("|", " ").split()) for name in ("vetoes", "wide_vetoes", "units")
    )
    owners = tuple(chain(*scopes))
    terms = tuple(dict.fromkeys(term for term in (*chain(*heads), *owners) if len(term) > 1))
    return Wording(
        indicator, heads, scopes, vetoes, wide_vetoes, units, indicator.topic, owners, terms, bool(parts["asked"])
    )


def _groups(text: str) -> Groups:
    return tuple(tuple(filter(None, group.split("|"))) for group in text.split())
