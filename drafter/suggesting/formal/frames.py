"""Rewords spoken frames, which are words around a figure or a name: 来了200人 → 200人参加. Chunks in, chunks out.

The frames are data (spoken.yaml). A frame is a pattern over the text of a chunk in which every figure and date stands for one
character of its kind, so that no frame reads or changes a number. It is applied only where it begins and ends at the border
of a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from drafter import language
from drafter.suggesting.formal import word_classes
from drafter.suggesting.formal.tokens import Chunk, Token
from drafter.suggesting.patterns import Entry, entry
from drafter.text import HANZI

Cut = Callable[[str], Sequence[str]]
"""Cuts text into words."""

_KINDS = ("人数", "钱", "率", "数", "时")
_FIRST, _EACH = 0xE000, 0x100
"""Characters for private use stand for figures: so many for each kind, from this one on."""
_STANDS_FOR = {
    kind: f"[{chr(_FIRST + i * _EACH)}-{chr(_FIRST + (i + 1) * _EACH - 1)}]" for i, kind in enumerate(_KINDS)
}
_STANDS_FOR["数"] = f"[{chr(_FIRST)}-{chr(_FIRST + 4 * _EACH - 1)}]"  # people, money and rates are figures, too
_STANDS_FOR["词"] = HANZI
_STANDS_FOR["动"] = f"{HANZI}{{2}}"
# A group that captures, and whether it begins with {动}, which takes verbs only.
_GROUP = re.compile(r"(?<!\\)\((?!\?)(\{动\})?")
_FIGURE = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + len(_KINDS) * _EACH - 1)}]")
_PEOPLE = ("人", "人次", "名", "位", "个人", "余人")


def reworded(chunks: Sequence[Chunk], cut: Cut) -> list[Chunk]:
    """The chunks with their spoken frames reworded; chunks of which nothing is left are dropped."""
    found = (chunk._replace(tokens=_tokens(chunk.tokens, cut)) for chunk in chunks)
    return [chunk for chunk in found if chunk.tokens]


def _tokens(tokens: tuple[Token, ...], cut: Cut) -> tuple[Token, ...]:
    figures = {_character(token, i): token for i, token in enumerate(tokens) if token.kind != "word"}
    words = [next((c for c, t in figures.items() if t is token), token.text) for token in tokens]
    text = before = "".join(words)
    for frame, formal in _frames():
        if frame.may_match(text):
            text, words = _applied(frame.source, formal, text, words, cut)
    if text == before:
        return tokens
    return tuple(figures.get(word) or Token(word) for word in words)


def _applied(frame: str, formal: str, text: str, words: list[str], cut: Cut) -> tuple[str, list[str]]:
    pattern = _compiled(frame)
    if not pattern.search(text):
        return text, words
    borders = {0}
    for word in words:
        borders.add(max(borders) + len(word))

    verbs = [i for i, verb in enumerate(_GROUP.findall(frame), 1) if verb]

    def formal_words(found: re.Match[str]) -> str:
        are_verbs = all(found[i] in words and _is_verb(found[i]) for i in verbs)
        return found.expand(formal) if are_verbs and {found.start(), found.end()} <= borders else found.group()

    reworded_ = pattern.sub(formal_words, text)
    return (text, words) if reworded_ == text else (reworded_, _cut(reworded_, cut))


def _is_verb(word: str) -> bool:
    return word in word_classes.acts()


def _cut(text: str, cut: Cut) -> list[str]:
    """The words of a text, with every figure as a word of its own."""
    found, at = list[str](), 0
    for figure in _FIGURE.finditer(text):
        found += [*cut(text[at : figure.start()]), figure.group()]
        at = figure.end()
    return [*found, *cut(text[at:])]


def _character(token: Token, place: int) -> str:
    """What stands for a figure or date."""
    if token.kind == "time":
        kind = "时"
    elif token.unit in _PEOPLE:
        kind = "人数"
    elif token.kind == "money":
        kind = "钱"
    else:
        kind = "率" if token.kind in ("percent", "points") else "数"
    return chr(_FIRST + _KINDS.index(kind) * _EACH + place)


@cache
def _frames() -> tuple[tuple[Entry, str], ...]:
    """Every frame with its formal words, in the order of the table."""
    return tuple((entry(frame), formal) for frame, formal in language.table("spoken")["frames"].items())


@cache
def _compiled(frame: str) -> re.Pattern[str]:
    for kind, characters in _STANDS_FOR.items():
        frame = frame.replace("{" + kind + "}", characters)
    return re.compile(frame)
