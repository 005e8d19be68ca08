"""What the readers of texts, web pages and PDF files say alike: characters that could not be decoded, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.decoding import UNKNOWN, Decoded
from drafter.model import Block, Notice

_MOST_PLACES = 5
"""So many places are named; whoever has more looks through the whole file."""


def of_decoding(decoded: Decoded, blocks: Sequence[Block]) -> tuple[Notice, ...]:
    """Notices of the unknown characters that are in the blocks, and of passages in a second encoding."""
    counts = {block.line: count for block in blocks if (count := block.text.count(UNKNOWN))}
    found = []
    if counts:
        message = f"有 {sum(counts.values())} 个字无法识别，以“{UNKNOWN}”代替，请对照原文"
        found.append(Notice(message, place([*counts], "行"), sum(counts.values())))
    if decoded.passages:
        found.append(Notice(f"有 {decoded.passages} 处文字用了另一种编码，已分别读出，请核对", amount=decoded.passages))
    return tuple(found)


def place(numbers: Sequence[int], unit: str) -> str:
    """第3、8行, and 等 where there are more."""
    return f"第{'、'.join(map(str, numbers[:_MOST_PLACES]))}{'等' if len(numbers) > _MOST_PLACES else ''}{unit}"
