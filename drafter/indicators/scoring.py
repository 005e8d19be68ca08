"""How well a wording fits a figure. A Wording and a Figure in, a score out; conditions decide, weights hardly matter.

The weights were set by hand on three reports and beat a learned set there. A score of 1 is as good as certain, 0.62 the
least that was more often right than wrong on reports the wordings had not been written from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from drafter.indicators import units
from drafter.indicators.aliases import Wording
from drafter.indicators.spans import Figure, content

_HEAD, _COVER, _ADJACENT, _UNIT, _SCOPE, _TOPIC = 0.45, 0.22, 0.12, 0.18, 0.15, 0.10
_LONG_HEAD = 7
_STRANGE_NOUN, _ELIDED, _INDIRECT = -0.20, -0.15, -0.10
_SHORT = 3  # hanzi that may stay unexplained beside a verb whose object was said before
_ZONE = 4  # characters before the head in which a veto word counts; further left is the subject
_NOUN, _BEHIND = -1, -2
_NEAR = 14  # characters before the figure that the wording should explain
_BODY = re.compile("(?:^员|委员会|机构|组织|中心|平台|窗口|室|站|点|队|厅|岗)(?:数|共|已|达|有|为|:)*$")


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known of a text without headings: its topic; `loose`: a rough note, owners and common objects are unsaid."""

    topic: str = ""
    loose: bool = False
    objects: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A head term found beside the figure; `at` counts in `left`, or is _NOUN or _BEHIND."""

    term: str
    at: int


def score(wording: Wording, figure: Figure, hint: Hint) -> float | None:
    """The wording's score for the figure (about 0–1.2), None where a condition fails."""
    unit = units.fit(wording.indicator, figure.quantity, wording.units)
    if unit is None or wording.time != figure.time:
        return None
    hits = [hit for group in wording.heads if (hit := _nearest(group, figure))]
    unsaid = [group for group in wording.heads if not _nearest(group, figure)]
    common = hint.objects.get(wording.indicator.topic, frozenset())
    if not hits or (unsaid and not _may_be_unsaid(unsaid, hits, figure, common)):
        return None
    nearness = _scope(wording, figure, hint)
    if nearness is None or _vetoed(wording, figure, hits):
        return None
    length = sum(len(hit.term) for hit in hits)
    return (
        _HEAD * min(length, _LONG_HEAD) / _LONG_HEAD
        + _COVER * _cover(wording, figure, hits)
        + _ADJACENT * _adjacency(figure, hits)
        + _UNIT * unit
        + _SCOPE * nearness
        + _TOPIC * _on_topic(wording, figure, hint)
        + _STRANGE_NOUN * _strange_noun(wording, figure, hits)
        + _ELIDED * (bool(unsaid) or figure.elided)
        + _INDIRECT * any(hit.at == _BEHIND for hit in hits)
    )


def _nearest(group: tuple[str, ...], figure: Figure) -> _Hit | None:
    """The noun behind the unit wins over what stands before the figure, that over what the noun does."""
    noun = [_Hit(term, _NOUN) for term in group if term in figure.noun]
    left = [_Hit(term, figure.left.rfind(term)) for term in group if term in figure.left]
    behind = [_Hit(term, _BEHIND) for term in group if term in figure.right]
    return max(noun or left or behind, key=lambda hit: (hit.at + len(hit.term), len(hit.term)), default=None)


def _may_be_unsaid(unsaid: list[tuple[str, ...]], hits: list[_Hit], figure: Figure, common: frozenset[str]) -> bool:
    """An object is unsaid only beside a bare verb, and only where the text before has named it."""
    rest = content(figure.left)
    for hit in hits:
        rest = rest.replace(hit.term, "", 1)
    if len(rest) > _SHORT or content(figure.noun):
        return False
    said = figure.before + figure.earlier + "".join(figure.headings[-1:])
    return all(_any(group, said) or not common.isdisjoint(group) for group in unsaid)


def _scope(wording: Wording, figure: Figure, hint: Hint) -> float | None:
    """How near the owner of the figure is named: 1 beside it; None if a group is nowhere. No scope needed is near."""
    if hint.topic == wording.indicator.topic:
        return 1.0
    nearness = [_nearness(group, figure, wording) for group in wording.scopes]
    if None in nearness:
        return 0.0 if hint.loose and not hint.topic else None
    return min((near for near in nearness if near is not None), default=1.0)


def _nearness(group: tuple[str, ...], figure: Figure, wording: Wording) -> float | None:
    """Only a place that names no other owner counts, and for a rate with a general name (办结率) only the sentence."""
    places = [(figure.left + figure.right, 1.0), (figure.sentence, 0.8)]
    if wording.indicator.kind != "percent":
        places += [("".join(figure.headings), 0.6), (figure.earlier, 0.4)]
    near = (near for text, near in places if _any(group, text) and not _any(wording.wide, text))
    return next(near, None)


def _any(terms: tuple[str, ...], text: str) -> bool:
    return any(term in text for term in terms)


def _vetoed(wording: Wording, figure: Figure, hits: list[_Hit]) -> bool:
    start = min((hit.at for hit in hits if hit.at >= 0), default=len(figure.left))
    zone = figure.left[max(0, start - _ZONE) :] + figure.noun
    owner = figure.before + figure.left + figure.right + "".join(figure.headings[-1:])
    return _any(wording.veto, zone) or _any(wording.wide, owner) or _counts_a_body(figure, hits)


def _counts_a_body(figure: Figure, hits: list[_Hit]) -> bool:
    """涉企纠纷设调解室3个: the rooms are counted, not what goes on in them."""
    ends = [hit.at + len(hit.term) for hit in hits if hit.at >= 0]
    return bool(ends) and _BODY.search(figure.left[max(ends) :]) is not None


def _explained(wording: Wording, hits: list[_Hit]) -> Iterator[str]:
    yield from (hit.term for hit in hits)
    yield from (term for group in wording.scopes for term in group)


def _cover(wording: Wording, figure: Figure, hits: list[_Hit]) -> float:
    """Share of the words beside the figure that the wording explains."""
    words = content(figure.left[-_NEAR:] + figure.noun)
    rest = words
    for term in _explained(wording, hits):
        rest = rest.replace(term, "")
    return 1 - len(rest) / len(words) if words else 0.0


def _adjacency(figure: Figure, hits: list[_Hit]) -> float:
    if any(hit.at < 0 for hit in hits):
        return 1.0 if any(hit.at == _NOUN for hit in hits) else 0.3
    end = max(hit.at + len(hit.term) for hit in hits)
    return 1 / (1 + len(content(figure.left[end:])) / 2)


def _on_topic(wording: Wording, figure: Figure, hint: Hint) -> bool:
    if hint.topic:
        return hint.topic == wording.indicator.topic
    terms = (term for group in (*wording.heads, *wording.scopes) for term in group)
    return any(len(term) > 1 and term in heading for term in terms for heading in figure.headings)


def _strange_noun(wording: Wording, figure: Figure, hits: list[_Hit]) -> bool:
    explained = any(term in figure.noun for term in _explained(wording, hits)) or any(hit.at == _BEHIND for hit in hits)
    return len(content(figure.noun)) > 1 and not explained
