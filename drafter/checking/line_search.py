"""Where the rules for punctuation and glyphs look: a report in, its lines with addresses hidden, and the matches in them.

Web and e-mail addresses have marks of their own, which no rule may judge. They are hidden behind as many letters, so that a
place in the line stays a place in the block's text. What is furniture for the outline (menus, page numbers, index fields) is not
looked at, because no clerk wrote it, nor is a line without hanzi, to which the standards do not apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from drafter import punctuation
from drafter.checking.rule import Context
from drafter.model import Block, BlockKind
from drafter.text import HANZI

BLANK = "[ \t\xa0\u3000\u2000-\u200a\u202f\u205f]"
CHINESE_MARK = "[，。、；：！？（）《》〈〉“”‘’【】〔〕…—]"
TEXT: tuple[BlockKind, ...] = ("paragraph", "heading")
CHINESE = f"(?:{HANZI}|{CHINESE_MARK})"
_ADDRESS_OR_PATH = rf"{punctuation.ADDRESS}|[A-Za-z]:\\[^\s，。；]{{1,200}}"


def lines(context: Context, kinds: tuple[BlockKind, ...] = ()) -> Iterator[tuple[Block, str]]:
    """The blocks of the report, of these kinds alone if some are given, each with its text, addresses hidden."""
    if not context.lines_without_addresses:
        texts = ((block, block.text) for block in context.report.outline.blocks)
        context.lines_without_addresses.extend((b, hidden(text)) for b, text in texts if _compiled(HANZI).search(text))
    for block, line in context.lines_without_addresses:
        if not kinds or block.kind in kinds:
            yield block, line


def found(context: Context, pattern: str, kinds: tuple[BlockKind, ...] = ()) -> Iterator[tuple[Block, re.Match[str]]]:
    """Every match of the pattern's source in these lines."""
    compiled = _compiled(pattern)
    for block, line in lines(context, kinds):
        for match in compiled.finditer(line):
            yield block, match


@lru_cache(4096)  # two rules ask for every line
def widened(text: str) -> str:
    """The text with Chinese marks, character for character, as punctuation.py would print it."""
    return punctuation.widen(text)


@lru_cache(4096)
def hidden(text: str) -> str:
    """The text with the letter a for every character of an address."""
    if "." not in text and ":\\" not in text:  # an address has one or the other
        return text
    return _compiled(_ADDRESS_OR_PATH).sub(lambda address: "a" * len(address[0]), text)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """The rules' patterns are compiled when a report is checked, not when the program starts."""
    return re.compile(pattern)
