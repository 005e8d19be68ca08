"""The edition for the website: a draft's blocks in, the same without letterhead and names of persons out.

A name that stands beside a post or a form of address becomes 王某, as courts publish it: leaving it out would break the
sentence. Names in ways that nothing betrays stay, so the user is told to read the text once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from drafter.model import Block, BlockKind
from drafter.text import fold

_LETTERHEAD: tuple[BlockKind, ...] = ("document_number", "addressee")
_SHORTEST = 3
"""Characters from which a name is one wherever it stands; 高明 may be a place in the next paragraph."""


def published(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that a website shows, numbered anew."""
    kept = [block for block in blocks if block.kind not in _LETTERHEAD]
    betrayed = [_names(block.text) for block in kept]
    everywhere = {name for names in betrayed for name in names if len(name) >= _SHORTEST}
    pairs = enumerate(zip(kept, betrayed, strict=True), 1)
    return tuple(_without(replace(block, line=line), everywhere | names) for line, (block, names) in pairs)


def _names(line: str) -> set[str]:
    from drafter.slots.persons import persons  # its lists of words would be felt in every rendering

    return set(persons(fold(line)))


def _without(block: Block, names: set[str]) -> Block:
    if not names:
        return block
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    return replace(block, runs=tuple(replace(run, text=pattern.sub(_hidden, run.text)) for run in block.runs))


def _hidden(match: re.Match[str]) -> str:
    from drafter.slots.lexicon import SURNAMES_OF_TWO

    surname = re.match(SURNAMES_OF_TWO, match.group())
    return f"{surname.group() if surname else match.group()[0]}某"
