"""Suggests wording for a clerk's rough note, which says exactly what the note says.

The note's own text in formal words (formal) is always offered. Beside it stand phrases of the bank (matching): those that say
just what the note says as suggestions, those that say more or less as references, with what they add or lose (faithful).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from drafter import text
from drafter.bank import search
from drafter.model import Offered, Suggestion
from drafter.suggesting import faithful, formal, homophones, matching, ranking, topic_weights
from drafter.suggesting.matching import Matched
from drafter.suggesting.note import refuse_document
from drafter.suggesting.ranking import Candidate
from drafter.suggesting.sense import sense_of
from drafter.understanding.indicators import Register

if TYPE_CHECKING:
    from drafter.phrase_formats import Phrase
    from drafter.template_rules import Terms

__all__ = ["suggest"]

_OWN = 95.0
"""Points of the note's own text: below a phrase that says the same in reviewed wording, above all others."""
_UNSURE_OWN = _HIGHEST_REFERENCE = 74.9
"""The most points of a phrase that says more or less than the note, and of the note's own text where something is wrong with
it: just below the lowest band.
"""


def suggest(
    typed: str,
    phrases: Sequence[Phrase] | search.Index,
    register: Register,
    *,
    topic: str = "",
    limit: int = 5,
    year: int | None = None,
    terms: Terms | None = None,
    shift: Callable[[Offered, str], float] = lambda _, __: 0.0,
) -> tuple[Suggestion, ...]:
    """Wordings for a note; none if it has no words.

    First a phrase that says just what the note says, if somebody wrote or reviewed it; then the note's own text; then other
    such phrases, and those that add a computed figure; last references. The arguments are those of `matching.match`.

    Raises:
        FormatError: the note is as long as a document, or has as many figures.
    """
    if limit < 1 or not any(map(text.is_hanzi, typed)):
        return ()
    refuse_document(typed)
    note, changed = homophones.mended(typed, register, topic)
    found = matching.match(note, phrases, register, topic=topic, limit=limit, year=year, terms=terms, shift=shift)
    own = formal.formalised(note, register, topic)
    of_bank = [_judged(each, found, own, register, year) for each in found.phrases]
    best = [each for each in of_bank if each.score == ranking.PERFECT and not own.is_doubted][:1]
    others = [each for each in of_bank if each not in best and each.text != own.text]
    is_said = own.text in [each.text for each in best]
    own_text = [] if is_said and not changed else [_own_text(own, found, changed)]
    in_order = sorted(others, key=lambda each: each.origin == "reference")  # else their order stays
    return tuple([*best, *own_text, *in_order][:limit])


def _own_text(own: formal.Formal, found: Matched, changed: Sequence[tuple[str, str]]) -> Suggestion:
    """The note's own text as it is offered; `changed` are its homophones that were mended."""
    is_known = found.topics or any(figure.indicator for figure in found.note.figures)
    why = ["按原文改写"] if is_known else ["没有认出说的是哪方面的工作，只整理了文字"]
    why += [f"“{word}”疑为“{term}”，请核对" for word, term in changed]
    if found.note.sense.tells_a_problem or sense_of(own.text).tells_a_problem:
        why.append("像是存在的不足，可以写到那一部分")
    elif found.note.sense.only_plans:
        why.append("像是下一年的安排，可以写到那一部分")
    if own.left_out:
        why.append(f"没有写进去：{'、'.join(f'“{each}”' for each in own.left_out)}")
    if own.is_doubted:
        why.append("记录里拿不准的写了“（待核实）”，核实后请删去")
    if own.colloquial:
        why.append(f"还有口语：{'、'.join(dict.fromkeys(own.colloquial))}")
    points = _OWN if is_known and not own.colloquial else _UNSURE_OWN
    topic = topic_weights.likeliest(found.topics)
    return Suggestion("own", own.text, own.text, points, ranking.band(points), topic, why=tuple(why), origin="own")


def _judged(phrase: Candidate, found: Matched, own: formal.Formal, register: Register, year: int | None) -> Suggestion:
    """A phrase as it is offered: as a suggestion if it says just what the note says, else as a reference."""
    offered = matching.suggestion(phrase, found.note, register, year)
    adds, loses = faithful.difference(found.note, own, phrase.filling, register)
    adds_only_computed = len(adds) == len(phrase.filling.computed)
    if phrase.remark or loses or not adds_only_computed:
        points = min(offered.score, _HIGHEST_REFERENCE)
        return offered._replace(score=points, band=ranking.band(points), origin="reference", adds=adds, loses=loses)
    somebody_read_it = phrase.entry.phrase.status in ("reviewed", "written") and not adds
    points = ranking.PERFECT if somebody_read_it else min(offered.score, _OWN - 0.1)
    return offered._replace(score=points, band=ranking.band(points), adds=adds)
