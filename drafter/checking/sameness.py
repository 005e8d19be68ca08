"""How much of a report stands elsewhere too, word for word: its sentences and other texts in, a share for each of its parts out.

Letters, hanzi and digits count; marks, blanks and titles in 《》 do not. A stretch is the same where so many signs in a row stand in one of the
other texts that it is hardly chance. What every report of a year must say alike (terms.yaml: guidance, theory, lead) does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit
from drafter.model import Clause
from drafter.template_rules import Terms

_LEAST = 16
"""Signs in a row that are hardly the same by chance."""
_LEAST_OF_PART = 50
"""A part of fewer signs has no share worth telling."""
_SHOWN, _LONGEST = 3, 30
"""Passages that a message quotes, and the characters of each."""


class Passage(NamedTuple):
    """A stretch of a report that stands in a text from `source` too."""

    line: int
    text: str
    source: str


class Share(NamedTuple):
    """A part by its first-level heading, where it begins, and how many of its signs are the same."""

    part: str
    first: Clause
    signs: int
    same: int
    passages: tuple[Passage, ...]

    @property
    def percent(self) -> int:
        """The share, rounded."""
        return round(100 * self.same / self.signs)


def shares(context: Context, known: Mapping[str, Iterable[str]], *, figures: bool) -> Iterator[Share]:
    """For each part of the report how much of it stands in the known texts, which are by their source.

    Without `figures` digits do not count, so that a sentence is the same although its figures are new.
    """
    alike = _alike(context.terms)
    windows = {
        said[at : at + _LEAST]: source
        for source, texts in known.items()
        for text in texts
        for said in [_signs(alike.sub(_hidden, sentence_search.bare(text)), figures)[0]]
        for at in range(len(said) - _LEAST + 1)
    }
    parts: dict[str, list[tuple[Clause, str]]] = {}
    for clause, text in sentence_search.sentences(context):
        parts.setdefault(clause.path[0] if clause.path else "", []).append((clause, text))
    for part, sentences in parts.items():
        signs, same, passages = 0, 0, list[Passage]()
        for clause, text in sentences:
            said, places = _signs(alike.sub(_hidden, text), figures)
            signs += len(said)
            for start, end, source in _stretches(said, windows):
                same += end - start
                printed = sentence_search.printed(clause.text, places[start], places[end - 1] + 1)
                passages.append(Passage(clause.line, printed, source))
        if signs >= _LEAST_OF_PART:
            yield Share(part, sentences[0][0], signs, same, tuple(passages))


def hits(found: Iterable[Share], told: str, *, named: bool) -> Iterator[Hit]:
    """A hit for each part with something the same; `told` says what it is the same as, and `named` whether to say each source."""
    for share in found:
        if not share.percent:
            continue
        longest = sorted(share.passages, key=lambda passage: -len(passage.text))[:_SHOWN]
        quoted = "、".join(_quoted(passage, named) for passage in longest)
        rest = f"等 {len(share.passages)} 处" if len(share.passages) > _SHOWN else ""
        part = f"“{share.part}”" if share.part else "开头"
        message = f"{part}有 {share.percent}% 的字{told}（{share.signs} 字中的 {share.same} 字）：{quoted}{rest}"
        yield Hit(message, share.first.line, share.first.start, share.first.end, excerpt=longest[0].text)


def _quoted(passage: Passage, named: bool) -> str:
    text = passage.text if len(passage.text) <= _LONGEST else f"{passage.text[:_LONGEST]}……"
    return f"第 {passage.line} 行“{text}”" + (f"（{passage.source}）" if named else "")


def _alike(terms: Terms) -> re.Pattern[str]:
    """What is in every report of its year."""
    said = {*terms.guidance.values(), *terms.theory.values(), *terms.lead.values()}
    return re.compile("|".join(map(re.escape, sorted(said, key=len, reverse=True))) or "(?!)")


def _hidden(match: re.Match[str]) -> str:
    return "〇" * len(match[0])


def _signs(text: str, figures: bool) -> tuple[str, Sequence[int]]:
    """The signs of a text that count, and where each stands."""
    places = [at for at, char in enumerate(text) if char.isalnum() and char != "〇" and (figures or not char.isdigit())]
    return "".join(text[at] for at in places), places


def _stretches(said: str, windows: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The stretches of the signs that are the same, from the first sign to behind the last one, with the source of the first."""
    start, end, source = 0, 0, ""
    for at in range(len(said) - _LEAST + 1):
        if (found := windows.get(said[at : at + _LEAST])) is None:
            continue
        if at > end or not end:
            if end:
                yield start, end, source
            start, source = at, found
        end = at + _LEAST
    if end:
        yield start, end, source
