"""The last look at a clause: what is still spoken in it gets the word that is right most often. Tokens or text in, the same out.

The steps before change a word where its object or its neighbours make the meaning certain. A verb of one character that is left
over alone (均回, 再上5件) reads as half a sentence whatever it means, and so does a spoken word that no step knew: here they get
the word of the tables `left` and `remaining`, which keeps the sense in most places and adds nothing in any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from drafter import language
from drafter.suggesting import patterns
from drafter.suggesting.formal.tokens import Token
from drafter.suggesting.formal.word_classes import listed, of_verbs

_COMPARED = ("多", "少")
_PLACES = ("上", "下")
"""Behind a noun these say where: 程序上."""


def completed(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with every verb of one character that stands alone as a verb of two."""
    found = list(tokens)
    for i, token in enumerate(tokens):
        behind = tokens[i + 1] if i + 1 < len(tokens) else None
        before = tokens[i - 1].text if i else ""
        if behind is None and i and tokens[i - 1].is_figure and not tokens[i - 1].unit:  # 50万列
            continue
        if token.kind == "word" and len(token.text) == 1 and _is_stump(token.text, before, behind):
            counts = behind is not None and behind.is_figure
            found[i] = token._replace(text=_left(token.text, counts))
    return found


def _is_stump(verb: str, before: str, behind: Token | None) -> bool:
    """Whether a verb ends its clause, stands before a figure, or behind 均, 已, 未; and is no piece of another word."""
    if verb not in listed("stumps") and language.table("spoken_verbs")["left"].keys().isdisjoint((verb, f"{verb}#")):
        return False  # 集体访
    waits = before in of_verbs("before_stump")
    if behind is not None and not behind.is_figure and not (waits and len(behind.text) > 1):
        return False
    if verb in _PLACES and not waits and behind is None:
        return False
    if verb in _COMPARED:
        return len(before) > 1 and behind is None and before not in listed("adverbs")
    counts = behind is not None and before not in listed("first_of_two")
    return waits or counts or len(before) != 1 or before in listed("small_words")


def _left(verb: str, counts: bool) -> str:
    """What a verb becomes; `counts`: before a figure."""
    table = language.table("spoken_verbs")
    left = table["left"]
    alone = left.get(verb) or table["alone"].get(verb, verb)
    return str(left.get(f"{verb}#", alone) if counts else alone)


def settled(clause: str) -> str:
    """The text with the spoken words that are left in it in formal ones, as far as the table `remaining` has them."""
    remaining = language.table("spoken_verbs")["remaining"]
    for pattern in patterns.among("colloquial", clause):
        clause = pattern.sub(lambda at: _in_its_place(at, remaining), clause)
    return clause


def _in_its_place(at: re.Match[str], remaining: Mapping[str, str]) -> str:
    """The formal word for a spoken one. What would be dropped stays where nothing stands before it, because there it is the verb
    (进来48人); so does 还 before a figure, which may be the verb as well.
    """
    word, before, behind = at.group(), at.string[: at.start()], at.string[at.end() :]
    formal = remaining.get(word, word)
    stays = (not formal and not before) or (word == "还" and behind[:1].isdigit())
    return word if stays else formal
