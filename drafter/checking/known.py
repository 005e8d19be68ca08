"""Which findings are known already: findings and entries of a list in, the new ones, the known ones and what is left of the list out.

A finding is known by its rule, by the words of its place and by what is said of it, never by its line, because lines move. A
figure that has changed makes another finding of it, which has to be looked at again. An entry stands for one place: where the same
words stand three times, three entries are needed. Only an entry for what is wrong all over the report, or with no more than a code,
stands for all that its rule finds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from drafter.model import Finding
from drafter.text import fold

if TYPE_CHECKING:
    from drafter.finding_formats import KnownFinding

Entry = TypeVar("Entry", bound="KnownFinding")

ALL_OVER = "这一类全文共"
"""What the message says of a finding that stands for many."""
_COUNTED = re.compile("第[0-9]{1,7}[行段页]|共[0-9]{1,7}处")
"""What of a message moves with its place, or counts the places of a whole file."""


def told_apart(
    findings: Iterable[Finding], entries: Sequence[Entry]
) -> tuple[list[Finding], list[tuple[Finding, Entry]], list[Entry]]:
    """The findings that no entry names, those that one names, with it, and the entries that name none."""
    waiting: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    of_rule: dict[str, Entry] = {}
    for entry in entries:
        if entry.place or (entry.message and ALL_OVER not in entry.message):
            waiting[entry.code.upper(), bare(entry.place)].append(entry)
        else:
            of_rule[entry.code.upper()] = entry
    new: list[Finding] = []
    known: list[tuple[Finding, Entry]] = []
    for finding in findings:
        if finding.code in of_rule:
            known.append((finding, of_rule[finding.code]))
            continue
        meant = _taken(waiting.get((finding.code, bare(finding.place)), []), finding)
        known.append((finding, meant)) if meant else new.append(finding)
    met = {finding.code for finding, _ in known}
    left = [entry for code, entry in of_rule.items() if code not in met]
    left += (entry for group in waiting.values() for entry in group)
    codes = {entry.code.upper() for entry in left}
    by_part = [finding for finding in new if finding.code in codes]
    for finding in by_part:  # a person may have shortened the words
        parts = [entry for entry in left if entry.place and bare(entry.place) in bare(finding.place)]
        if meant := _taken(parts, finding):
            new.remove(finding)
            left.remove(meant)
            known.append((finding, meant))
    return new, known, left


def _taken(entries: list[Entry], finding: Finding) -> Entry | None:
    """The first of the entries that is about the finding, taken out of them."""
    for entry in entries:
        if entry.code.upper() == finding.code and bare(entry.message) in ("", bare(finding.message)):
            entries.remove(entry)
            return entry
    return None


def bare(words: str) -> str:
    """The words as they are compared: in half-width signs, without blanks and without numbers of lines."""
    return _COUNTED.sub("", re.sub(r"\s", "", fold(words)))
