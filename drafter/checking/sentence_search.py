"""Where the rules on wording look: a report in, its lines and sentences in half-width signs, and the matches in them.

A line is looked at without the blanks around its figures (截至 11 月底), and titles in 《》 can be hidden behind as many signs: what
a title says is not said by the report. `hit_in` and `hit_at` lead from such a line back to the printed text. What is furniture for
the outline (menus, page numbers) is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from drafter.checking import rule
from drafter.checking.rule import Context, Hit
from drafter.model import Block, Clause, Role
from drafter.understanding import spacing

_TITLE = re.compile("《[^《》]*》")
_SIGNS = frozenset("\\.^$*+?{}[]|()")
"""A pattern with none of these is a plain word."""
_EXCERPT = 60
"""Characters of the sentence that a finding quotes."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The rules' patterns are compiled when a report is checked, not when the program starts."""
    return re.compile(pattern)


def said(text: str) -> str:
    """The text in half-width signs, without blanks around figures."""
    return _closed_up(text).text


@lru_cache(4096)  # many rules ask for every line
def bare(text: str) -> str:
    """The same, every character of a title in 《》 as 〇."""
    return _TITLE.sub(lambda title: "〇" * len(title[0]), said(text))


@lru_cache(4096)
def _closed_up(text: str) -> spacing.ClosedUp:
    return spacing.closed_up(text)


def printed(text: str, start: int, end: int) -> str:
    """What is printed where the text as it is looked at has a stretch."""
    first, last = _closed_up(text).span(start, end)
    return text[first:last]


def lines(context: Context, *, titles: bool = True) -> Sequence[tuple[Block, str]]:
    """Each block of the report with its text as it is looked at, with or without what titles say."""
    return _lines(context, titles)[0]


def _lines(context: Context, titles: bool) -> tuple[Sequence[tuple[Block, str]], str]:
    """These lines, made once for all rules, and their whole text."""
    if titles not in context.lines_with_titles:
        looked_at = said if titles else bare
        made = [(block, looked_at(block.text)) for block in context.report.outline.blocks]
        context.lines_with_titles[titles] = made, "\n".join(line for _, line in made)
    return context.lines_with_titles[titles]


def found(context: Context, pattern: str, *, titles: bool = True) -> Iterator[tuple[Block, re.Match[str]]]:
    """Every match of the pattern's source in these lines. A plain word that stands nowhere is not compiled."""
    looked_at, whole = _lines(context, titles)
    if _SIGNS.isdisjoint(pattern) and pattern not in whole:
        return
    search = compiled(pattern).finditer
    for block, line in looked_at:
        for match in search(line):
            yield block, match


def hits(context: Context, pattern: str, message: str, *, titles: bool = True) -> Iterator[Hit]:
    """A hit for every match; the message may print it: “{0}”是口语."""
    for block, match in found(context, pattern, titles=titles):
        yield hit_in(block, *match.span(), message.format(match[0]))


def sentences(context: Context, *roles: Role) -> Iterator[tuple[Clause, str]]:
    """The sentences of these roles, headings left out, each with its bare text."""
    for clause, role in zip(context.report.clauses, context.report.roles, strict=True):
        if not clause.heading and (not roles or role in roles):
            yield clause, bare(clause.text)


def around(line: str, at: int) -> str:
    """The sentence of a line in which the offset `at` stands."""
    start = max(line.rfind(mark, 0, at) for mark in "。;!?")
    ends = [end for mark in "。;!?" if (end := line.find(mark, at)) >= 0]
    return line[start + 1 : min(ends, default=len(line))]


def hit_in(block: Block, start: int, end: int, message: str, hint: str = "") -> Hit:
    """A hit from `start` to `end` of the block's text as it is looked at."""
    return rule.hit_in(block, *_closed_up(block.text).span(start, end), message, hint)


def hit_at(clause: Clause, start: int, end: int, message: str, hint: str = "") -> Hit:
    """A hit from `start` to `end` of the clause's text as it is looked at."""
    start, end = _closed_up(clause.text).span(start, end)
    excerpt = clause.text[max(0, start - _EXCERPT // 2) : start + _EXCERPT]
    return Hit(message, clause.line, clause.start + start, clause.start + end, excerpt, hint)
