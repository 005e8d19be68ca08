"""Wording without its figures: a note or a phrase in, a masked string out, and the bigrams of that.

Figures are masked with the unit that follows as one character, because 207件 and 162件 are the same wording; units typed for
each other (件 and 起) have a second form in which they are one. A character, not a token of several, so that a bigram is
in a masked text exactly when it is a substring of it: that test is what makes comparing thousands of phrases cheap.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import add

from drafter import text
from drafter.language import units

SLOT = re.compile(r"\{(\w+)\}")
_FAMILY = {unit: group[0] for group in units.FAMILIES.values() for unit in group}
UNIT = re.compile("|".join(sorted(_FAMILY, key=len, reverse=True)))
GAP = " "
_NUMERIC = ("number", "percent", "money")
# Private-use characters: one for each unit, and one for every unit that no phrase has.
_CHAR = {unit: chr(0xE101 + i) for i, unit in enumerate(_FAMILY)}
_OTHER = "\ue100"
_FIGURE = re.compile(f"[{_OTHER}-{max(_CHAR.values())}]")
_CLASSED = {char: _CHAR[_FAMILY[unit]] for unit, char in _CHAR.items()}
_NO_WORD = re.compile(r"[\W_]+")

Masked = str


def mask(note: str, figures: Sequence[tuple[int, int, str | None]]) -> Masked:
    """The note masked; `figures` are (start, end, unit, or None for a gap) of what goes, in order and not overlapping."""
    parts: list[str] = []
    last = 0
    for start, end, unit in figures:
        parts += [_letters(note[last:start]), GAP if unit is None else _CHAR.get(unit, _OTHER)]
        last = end
    return _tidy("".join([*parts, _letters(note[last:])]))


def mask_phrase(wording: str, slots: Mapping[str, str]) -> Masked:
    """A phrase's wording masked: figures with the unit that follows, every other slot a gap."""
    parts: list[str] = []
    last = 0
    for found in SLOT.finditer(wording):
        parts.append(_letters(wording[last : found.start()]))
        char, last = _slot(wording, slots, found)
        parts.append(char)
    return _tidy("".join([*parts, _letters(wording[last:])]))


def _slot(wording: str, slots: Mapping[str, str], found: re.Match[str]) -> tuple[str, int]:
    kind = slots.get(found.group(1), "")
    if "." not in kind and kind not in _NUMERIC:
        return GAP, found.end()
    unit = UNIT.match(text.fold(wording[found.end() : found.end() + 4]))
    return (_CHAR[unit.group()], found.end() + unit.end()) if unit else (_CHAR["元"], found.end())


def _letters(words: str) -> str:
    return _NO_WORD.sub(GAP, text.fold(words))


def _tidy(masked: str) -> Masked:
    """One gap where there were several, none at the ends."""
    return GAP.join(masked.split())


def classed(masked: Masked) -> Masked:
    """The same with every unit as its family."""
    return _FIGURE.sub(lambda found: _CLASSED.get(found[0], found[0]), masked)


def grams(masked: Masked) -> frozenset[str]:
    """Pairs of neighbours, gaps apart, and the masked figures by themselves."""
    found = set(_FIGURE.findall(masked))
    for run in masked.split(GAP):
        found.update(map(add, run, run[1:]))
    return frozenset(found)


def both(masked: Masked) -> tuple[frozenset[str], frozenset[str]]:
    """The bigrams with its own units, and with their families."""
    exact, family = grams(masked), classed(masked)
    return exact, exact if family == masked else grams(family)


def letters(masked: Masked) -> str:
    """The characters in sorted order, all figures alike."""
    return "".join(sorted(_FIGURE.sub("#", masked))).lstrip(GAP)
