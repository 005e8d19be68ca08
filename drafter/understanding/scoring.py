"""How well a wording fits a figure: a Wording and the Surroundings of a figure in, a score of about 0–1.2 out.

Conditions decide (unit, vetoes, owner), weights only order what is left. The weights were set by hand on three reports
and beat a learned set there. A score of 1 is as good as certain. The words used here are explained in register.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache

from drafter import language
from drafter.language import units
from drafter.model import Indicator, Quantity
from drafter.understanding.figures import Figure, content
from drafter.understanding.register import Register, Terms, Wording
from drafter.understanding.surroundings import BEHIND_NOUN, IN_NOUN, Hint, Hits, Surroundings

# The score is the sum of these, each times how far it holds (0–1). Negative ones are doubts.
_LENGTH = 0.45  # of the head terms found, at most _LONG characters: longer terms are more specific
_LONG = 7
_COVERAGE = 0.22  # share of the figure's own words that the wording explains
_ADJACENCY = 0.12  # how close the head terms stand to the figure
_ADJACENCY_BEHIND = 0.3  # of one behind the noun: as close as one on the left with five hanzi in between
_UNIT = 0.18
_OWNER = 0.15  # how near the owner is named
_TOPIC = 0.10  # the headings, or the topic the user chose, speak of the same
_STRANGE_NOUN = -0.20  # the noun behind the unit is no term of the wording
_BORROWED = -0.15  # the figure has the words of the one before, or the object is not said beside it
_OBJECT_ASSUMED = -0.10  # nothing but the topic of a note says the object
_ONLY_BEHIND = -0.10  # a head term stands behind the noun only
_ASKED = -0.08  # the wording as often means something close by
_OTHER_OWNER = -0.20  # the heading has a wide veto of the wording

# How near the owner is named, by where: beside the figure, in the sentence, in the headings, in the paragraph before.
_NEARNESS = (1.0, 0.8, 0.6, 0.4)
_OWNER_UNSAID = -0.5  # instead of those, where a note does not name the owner

# How well a printed unit suits, 1 where it is the same.
_SAME_FAMILY_FIT = 0.9  # 名 for 人
_ALTERNATE_FIT = 0.4  # a unit that is printed instead now and then (`also` in units.yaml)
_BARE_FIT = 0.6  # a note's number without a unit (成功188): nothing speaks for it, nothing against

_UNSAID_LEFT = 3  # hanzi beside a verb that no head term need explain where the object is unsaid
_VETO_REACH = 4  # characters before the first head term in which a veto counts; further left is the subject
_LISTING_REACH = 8  # characters before the figure in which 清单 or 台账 is what is counted
_DAYS = language.words("units", "days")


_IS_COUNTED = "(?:数量?|共|已|达|有|为|:)*$"  # what may stand between a noun and its figure
_BODY = re.compile(f"(?:{language.alternatives('beside', 'body')}){_IS_COUNTED}")
_BODY_ACTS = re.compile(f"(?:{language.alternatives('beside', 'acting')})(?:{language.alternatives('beside', 'does')})")
_LIST = re.compile(f"(?:{language.alternatives('beside', 'listing')}){_IS_COUNTED}")
_LIST_UNITS = language.words("beside", "listing_units")
_PLACE = language.pattern("beside", "places")
_PERSONS = ("人", "名", "位")
_OWNERS = language.words("beside", "owners")


def candidates(around: Surroundings, register: Register, hint: Hint) -> Iterator[Wording]:
    """The wordings of the figure's time that are worth scoring.

    Either all their head groups have a term beside the figure, or the terms found leave hardly a word on the left
    unexplained, so that the rest may be an unsaid object. In a report the text before must say it.
    """
    figure = around.figure
    may_be_unsaid = not content(figure.noun)
    least_explained = len(around.left) - _UNSAID_LEFT
    must_be_said = not hint.is_note and not hint.topic
    time = figure.time_done if figure.time == "plan" and not hint.is_note else figure.time
    for number, explained, missing in register.spoken_of(tuple(around.places)):
        if missing and (
            not may_be_unsaid or explained < least_explained
        ):  # most of them, which need not be taken apart
            continue
        wording: Wording = register.wordings[number]
        if wording.indicator.time != time:
            continue
        if missing and must_be_said:
            said_before = figure.before if wording.indicator.kind == "percent" else around.said_before
            if not all(_any(group, said_before) for k, group in enumerate(wording.heads) if missing >> k & 1):
                continue
        yield wording


def score(wording: Wording, around: Surroundings, hint: Hint) -> float | None:
    """The wording's score for the figure, None where a condition fails."""
    figure = around.figure
    unit = _unit_fit(wording.indicator, figure.quantity, wording.units)
    if unit is None:
        return None
    hits = [hit for group in wording.heads if (hit := best_hit(group, around.places))]
    all_said = len(hits) == len(wording.heads)
    missing_words = _BORROWED * figure.has_borrowed_words if all_said else _cost_of_unsaid(wording, hits, around, hint)
    if missing_words is None:
        return None
    owner = _owner_nearness(wording, around, hint, hits)
    if owner is None or _is_vetoed(wording, around, hits):
        return None
    places = [at for _, at in hits]
    may_be_strange = figure.noun and BEHIND_NOUN not in places and len(content(figure.noun)) > 1
    has_strange_noun = may_be_strange and not _any(explained(wording, hits), figure.noun)
    if has_strange_noun and unit == _ALTERNATE_FIT:  # 36个集装箱 are no 件 of disputes
        return None
    same_topic = hint.topic == wording.topic if hint.topic else _any(wording.terms, around.headings)
    length = sum([len(term) for term, _ in hits])
    return (
        _LENGTH * min(length, _LONG) / _LONG
        + _COVERAGE * _coverage(wording, around, hits)
        + _ADJACENCY * _adjacency(figure, hits, places)
        + _UNIT * unit
        + _OWNER * owner
        + _TOPIC * same_topic
        + _STRANGE_NOUN * bool(has_strange_noun)
        + missing_words
        + _OTHER_OWNER * _is_under_another(wording, around.last_heading)
        + _ONLY_BEHIND * (BEHIND_NOUN in places)
        + _ASKED * wording.is_asked
    )


def best_hit(group: Terms, places: Mapping[str, int]) -> tuple[str, int] | None:
    """The term of the group in the noun, else the one nearest the figure on the left, else one behind the noun."""
    hits = [(term, places[term]) for term in group if term in places]
    if len(hits) < 2:  # nearly always
        return hits[0] if hits else None

    def rank(hit: tuple[str, int]) -> tuple[bool, bool, int, int]:
        term, at = hit
        return at == IN_NOUN, at >= 0, at + len(term), len(term)

    return max(hits, key=rank)


def _any(terms: Terms, text: str) -> bool:
    """Whether one of the terms stands in the text."""
    for term in terms:  # noqa: SIM110 - most of the time goes here, and any() would double it
        if term in text:
            return True
    return False


# Objects and owners that the text leaves out -----------------------------------------------------------------------


def _cost_of_unsaid(wording: Wording, hits: Hits, around: Surroundings, hint: Hint) -> float | None:
    """The cost of a head group without a term beside the figure, None where it cannot be left out.

    It can be left out beside a bare verb (调解207件), if the text before names it or a note's topic makes it plain.
    """
    rest = around.left
    for term, _ in hits:
        rest = rest.replace(term, "", 1)
    if len(rest) > _UNSAID_LEFT:
        return None
    is_rate = wording.indicator.kind == "percent"
    said_before = around.figure.before if is_rate else around.said_before
    missing = [group for group in wording.heads if around.places.keys().isdisjoint(group)]
    assumed = [group for group in missing if not _any(group, said_before)]
    if not assumed:
        return _BORROWED
    if not said_before and any(len(term) > 1 and term in rest for term in around.places):
        return None  # 安全生产培训企业: something else was done

    on_topic = _topic_is_told(around, wording.topic, hits) if is_rate else wording.topic in around.topics
    common_terms = hint.common_terms(wording.topic) if on_topic or hint.topic else frozenset[str]()
    sentence = around.figure.sentence
    for group in assumed:
        behind_terms = [sentence.partition(term)[2] for term in group if term in sentence]
        # 积案11件,化解9件: an object directly before another figure is that one's, so 化解 is not said of it.
        if common_terms.isdisjoint(group) or any(behind[:1].isdigit() for behind in behind_terms):
            return None
    return _BORROWED + _OBJECT_ASSUMED


def _owner_nearness(wording: Wording, around: Surroundings, hint: Hint, hits: Hits) -> float | None:
    """How near the owner of the figure is named, 1 where none needs to be; None if a scope group has no term anywhere."""
    if not wording.scopes or hint.topic == wording.topic:
        return 1.0
    nearness = [_nearness(group, around, wording) for group in wording.scopes]
    found = [each for each in nearness if each is not None]
    if len(found) == len(nearness):
        return min(found)
    may_be_unsaid = hint.is_note and not hint.topic and wording.indicator.kind != "percent"
    return _OWNER_UNSAID if may_be_unsaid and _may_be_about(around, wording, hits) else None


def _nearness(group: Terms, around: Surroundings, wording: Wording) -> float | None:
    """How near a term of the scope group stands, not counting texts that name another owner (have a wide veto).

    The general name of a rate (办结率) must have its owner in the sentence.
    """
    figure = around.figure
    texts = [around.beside, figure.sentence]
    if wording.indicator.kind != "percent":
        texts += [around.headings, figure.earlier]
    for text, nearness in zip(texts, _NEARNESS, strict=False):
        if _any(group, text) and not _any(wording.wide_vetoes, around.up_to_next if text is figure.sentence else text):
            if text is around.headings and _last_is_other(wording.wide_vetoes, group, figure.earlier):
                continue  # 加强专家论证 above, but the sentence before the figure speaks of 评标专家
            if text is not figure.earlier:
                return nearness
            # Of a paragraph the last thing that it spoke of counts: 复议申请9件。应诉案件16件。审结15件.
            return None if _last_is_other(wording.vetoes, group, text) else nearness
    return None


def _last_is_other(vetoes: Terms, group: Terms, text: str) -> bool:
    """Whether a text speaks of something else last: a veto stands in it behind all terms of the group."""
    own = max(map(text.rfind, group))
    return any(text.rfind(term) > own for term in vetoes if len(term) > 1)


def _may_be_about(around: Surroundings, wording: Wording, hits: Hits) -> bool:
    """Whether a note may mean the wording without naming its owner: other terms of the note speak for its topic, or the
    note says nothing else.
    """
    if _topic_is_told(around, wording.topic, hits):
        return True
    nothing_else = around.topics.keys() == {wording.topic} and not content(around.figure.before)
    return nothing_else and _coverage(wording, around, hits) == 1


def _topic_is_told(around: Surroundings, topic: str, hits: Hits) -> bool:
    """Whether a term of the note other than `hits` speaks for the topic. A part of a hit is no other term, and neither
    is the name of a rate, because it may be any rate.
    """
    speak = (term for term in around.topics.get(topic, ()) if not term.endswith(("率", "度")))
    return any(not any(term in hit or hit in term for hit, _ in hits) for term in speak)


# Vetoes --------------------------------------------------------------------------------------------------------------


def _is_vetoed(wording: Wording, around: Surroundings, hits: Hits) -> bool:
    figure = around.figure
    if wording.vetoes:
        first_hit = min([at for _, at in hits if at >= 0], default=len(figure.left))
        beside = figure.left[max(0, first_hit - _VETO_REACH) :] + (figure.right if figure.noun else "")
        if _any(wording.vetoes, beside):
            return True
    return (bool(wording.wide_vetoes) and _has_other_owner(wording, around)) or _counts_other(figure, hits)


def _has_other_owner(wording: Wording, around: Surroundings) -> bool:
    """Whether a wide veto stands in the sentence up to the next figure. Of owners only the one named last counts: 热线 in
    信访件…,热线办结率99%, 诉讼 in 复议案件…,诉讼案件8件,审结7件.
    """
    vetoes = [term for term in wording.wide_vetoes if term in around.up_to_next]
    if not vetoes or not wording.scopes:
        return bool(vetoes)
    before = around.figure.before + around.figure.left
    own = max(before.rfind(term) for term in wording.owners)
    is_rate = wording.indicator.kind == "percent"
    return any(before.rfind(term) > own or not (is_rate or term in _OWNERS) for term in vetoes)


def _counts_other(figure: Figure, hits: Hits) -> bool:
    """Whether bodies (调解室12个), lists or places are counted rather than what the head terms say."""
    ends = [at + len(term) for term, at in hits if at >= 0]
    if ends and max(ends) < len(figure.left) and _names_body(figure.left[max(ends) :]):
        return True
    if figure.quantity.unit in _LIST_UNITS and _LIST.search(figure.left[-_LISTING_REACH:]):
        return True
    in_noun = [figure.noun.rfind(term) + len(term) for term, at in hits if at == IN_NOUN]
    counts_persons = figure.quantity.unit in _PERSONS  # 6人法律顾问团队 counts lawyers
    if in_noun and not counts_persons:
        reached = max(in_noun)
        if _names_body(figure.noun[reached:]) or 0 < _end_of_body(figure.noun) <= reached:
            return True
    # 54个村(社区)全部建立调解组织 counts villages. A wording with a head term for the place may count it (70个单位开展考核:
    # 单位, 考核), but not if its term behind the noun is a body.
    behind = [term for term, at in hits if at == BEHIND_NOUN]
    names_place = len(behind) < len(hits)
    if not behind or counts_persons or (names_place and not any(map(_names_body, behind))):
        return False
    return _PLACE.match(figure.noun) is not None


@lru_cache(1024)  # the wordings of one figure mostly end at the same word
def _names_body(text: str) -> bool:
    return _BODY.search(text) is not None


def _is_under_another(wording: Wording, heading: str) -> bool:
    """Whether the heading is of another owner and not of this one too (复议应诉)."""
    return _any(wording.wide_vetoes, heading) and not _any(wording.terms, heading)


@lru_cache(1024)
def _end_of_body(noun: str) -> int:
    """Where the words end that say who acts and what they do, 0 without: 调解组织排查 in 96个调解组织排查纠纷."""
    acts = _BODY_ACTS.search(noun)
    return acts.end() if acts else 0


# Parts of the score --------------------------------------------------------------------------------------------------


def _coverage(wording: Wording, around: Surroundings, hits: Hits) -> float:
    """Share of the words beside the figure that the wording explains."""
    rest = around.to_explain
    if not rest:
        return 0.0
    for term in explained(wording, hits):
        rest = rest.replace(term, "")
    return 1 - len(rest) / len(around.to_explain)


def explained(wording: Wording, hits: Hits) -> list[str]:
    """The words beside a figure that the wording accounts for: the head terms that were hit, and its owners."""
    return [*(term for term, _ in hits), *wording.owners]


def _adjacency(figure: Figure, hits: Hits, places: Sequence[int]) -> float:
    """1 where a head term touches the figure, less with every hanzi in between: half with two, a third with four."""
    if IN_NOUN in places:
        return 1.0
    if BEHIND_NOUN in places:
        return _ADJACENCY_BEHIND
    end = max([at + len(term) for term, at in hits])
    return 1 / (1 + len(content(figure.left[end:])) / 2)


def _unit_fit(indicator: Indicator, quantity: Quantity, only: tuple[str, ...]) -> float | None:
    """How well the figure's kind and unit suit the indicator: 1 for the same, less for looser ones, None for another.

    `only`: the units that the wording accepts, empty where it names none.
    """
    if not isinstance(quantity.value, Decimal):
        return None
    if indicator.kind == "days":
        return 1.0 if quantity.kind == "duration" and quantity.unit.endswith(_DAYS) else None
    if quantity.kind == "count" and not quantity.unit:
        return None if indicator.kind == "percent" and quantity.value > 100 else _BARE_FIT
    if indicator.kind != quantity.kind:
        return None
    return _count_fit(indicator.unit, quantity.unit, only) if quantity.kind == "count" else 1.0


@cache
def _count_fit(unit: str, printed: str, only: tuple[str, ...]) -> float | None:
    printed = units.bare(printed)
    if only:
        return 1.0 if printed in only else None
    if units.family(printed) == units.family(unit):
        return 1.0 if printed == unit else _SAME_FAMILY_FIT
    return _ALTERNATE_FIT if printed in units.alternates(unit) else None
