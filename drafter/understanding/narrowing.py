"""Figures that count only a part of what their indicator means, because the report says more than the indicator does.

The wording that fits a figure and its Surroundings in, a bool out. 调处土地权属纠纷 counts disputes of one field, 企业登记全程电子化率 is a
rate of one service. No list says which words narrow: it is their number, and a list says which do not.
"""

from __future__ import annotations

import re

from drafter import language
from drafter.understanding.figures import content
from drafter.understanding.register import Wording
from drafter.understanding.scoring import best_hit, explained
from drafter.understanding.surroundings import BEHIND_NOUN, Surroundings

_NARROWING = 4  # hanzi between the head terms: fewer are mostly a manner or a customary word (双语, 经济, 社区)
_EXPLAINED = "\0"
_NOT_NARROWING = language.alternatives("beside", "not_narrowing")


def is_narrowed(wording: Wording, around: Surroundings) -> bool:
    """Whether much stands between the head terms, or before the name of a rate, that the wording does not explain."""
    figure = around.figure
    hits = [hit for group in wording.heads if (hit := best_hit(group, around.places))]
    is_said_behind = any(at == BEHIND_NOUN for _, at in hits)
    words = figure.left + (figure.right if is_said_behind else figure.noun)
    for term in sorted({*wording.terms, *explained(wording, hits)}, key=len, reverse=True):
        words = words.replace(term, _EXPLAINED)
    before, *between = words.split(_EXPLAINED)[:-1] or [words]
    checked = [before, *between] if wording.indicator.kind == "percent" else between
    return any(len(content(re.sub(_NOT_NARROWING, "", each))) >= _NARROWING for each in checked)
