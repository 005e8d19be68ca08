"""Masks figures, so that 207件 and 162件 are the same wording: a note or a phrase comes in, a masked text and its bigrams go out.

A masked text consists of the words, of one private-use character for each figure with its unit, and of single blanks (gaps)
in place of everything else. Because a masked figure is one character, a text has a bigram exactly when the bigram is a
substring of it, and that test makes it cheap to compare thousands of phrases.

Some units are typed for each other (件, 起). They make up a family, and `by_family` gives a second form of a masked text, in
which all units of a family are the same character.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import add

from drafter import text
from drafter.language import units

SLOT = re.compile(r"\{(\w+)\}")
_FIRST_OF_FAMILY = {unit: family[0] for family in units.FAMILIES.values() for unit in family}
_LONGEST_UNIT = max(map(len, _FIRST_OF_FAMILY))
GAP = " "
_FIGURE_KINDS = ("number", "percent", "money")
"""Kinds of slot that hold a figure, besides all indicators."""
_OTHER_UNIT = "\ue100"
"""Stands for a figure with a unit that belongs to no family."""
_CHAR = {unit: chr(0xE101 + i) for i, unit in enumerate(_FIRST_OF_FAMILY)}
"""Unit → the private-use character of a figure that has it."""
_FIGURE = re.compile(f"[{_OTHER_UNIT}-{max(_CHAR.values())}]")
_FAMILY_CHAR = {char: _CHAR[_FIRST_OF_FAMILY[unit]] for unit, char in _CHAR.items()}
_NO_WORD = re.compile(r"[\W_]+")

Masked = str


def mask(note: str, spans: Sequence[tuple[int, int, str | None]]) -> Masked:
    """The note masked. `spans` are what does not stay as words, in order and apart, each as (start, end, unit of the figure);
    the unit is None where it is no figure.
    """
    parts: list[str] = []
    last = 0
    for start, end, unit in spans:
        parts += [_words(note[last:start]), GAP if unit is None else _CHAR.get(unit, _OTHER_UNIT)]
        last = end
    return _joined([*parts, _words(note[last:])])


def mask_phrase(wording: str, slots: Mapping[str, str]) -> Masked:
    """A phrase masked: a slot for a figure with the unit that follows it as a figure, every other slot as a gap."""
    parts: list[str] = []
    last = 0
    for slot in SLOT.finditer(wording):
        parts.append(_words(wording[last : slot.start()]))
        last = slot.end()
        kind = slots.get(slot[1], "")
        if "." not in kind and kind not in _FIGURE_KINDS:
            parts.append(GAP)
        elif unit := unit_at(text.fold(wording[last : last + _LONGEST_UNIT])):
            parts.append(_CHAR[unit])
            last += len(unit)
        else:
            parts.append(_CHAR["元"])  # only money has its unit within the slot
    return _joined([*parts, _words(wording[last:])])


def unit_at(words: str, start: int = 0) -> str:
    """The longest unit of a family that stands at `start`; "" where none does. Looked up, since a pattern of all of them takes
    longer to compile than a note to read.
    """
    ends = range(start + _LONGEST_UNIT, start, -1)
    return next((words[start:end] for end in ends if words[start:end] in _FIRST_OF_FAMILY), "")


def _words(part: str) -> str:
    """The part with gaps in place of punctuation."""
    return _NO_WORD.sub(GAP, text.fold(part))


def _joined(parts: Sequence[str]) -> Masked:
    """The parts as one text, with one gap where there were several and none at the ends."""
    return GAP.join("".join(parts).split())


def by_family(masked: Masked) -> Masked:
    """The masked text with the first unit of the family in place of every unit."""
    return _FIGURE.sub(lambda figure: _FAMILY_CHAR.get(figure[0], figure[0]), masked)


def grams(masked: Masked) -> frozenset[str]:
    """The bigrams: all pairs of neighbours without a gap. Figures count by themselves as well, as grams of one character."""
    found = set(_FIGURE.findall(masked))
    for run in masked.split(GAP):
        found.update(map(add, run, run[1:]))
    return frozenset(found)


def both_grams(masked: Masked) -> tuple[frozenset[str], frozenset[str]]:
    """The bigrams of the text itself, and those of its form `by_family`."""
    exact, family = grams(masked), by_family(masked)
    return exact, exact if family == masked else grams(family)


def letters(masked: Masked) -> str:
    """The characters of the text, sorted and without gaps; every figure is a #."""
    return "".join(sorted(_FIGURE.sub("#", masked))).lstrip(GAP)
