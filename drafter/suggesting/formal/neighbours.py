"""What a chunk of a note means by the one before it: chunks in, chunks out.

A question to a colleague is left out, but what it asks about is what the next words are about (法律贷款那个归我们写吧？放了2.3亿);
就是 behind something good is 但; an attribute alone behind a count of cases says which they are (败诉1件，征拆那块的).
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter import language
from drafter.suggesting.formal.tokens import QUESTION, Chunk, Token
from drafter.suggesting.formal.word_classes import acts, listed, spoken_verbs

_LONGEST_KIND = 6
"""Characters of the longest attribute that says which cases are meant."""


def asked_about(question: Chunk) -> Chunk | None:
    """What a question is about as a chunk of its own, if it names it with 那个 or 这块 (小微企业贷款那个不归我们写吧？) or asks how many
    there are (调解员有多少？).
    """
    if not question.words.endswith(QUESTION):
        return None
    ends = listed("aspects") | listed("demonstratives")
    if "多少" in question.words:
        ends |= spoken_verbs().keys() | {"有", "是", "多", "一共", "总共"}
    at = next((i for i, token in enumerate(question.tokens) if token.text in ends), 0)
    name = question.tokens[:at]
    names_only = (
        bool(name) and all(token.kind == "word" for token in name) and not name[-1].text.endswith(tuple("年月初底天"))
    )
    return Chunk(question.before, name) if names_only and sum(len(token.text) for token in name) > 1 else None


def says_whose(chunk: Chunk) -> bool:
    """Whether a chunk only says who is to write of something: 归金融办."""
    return chunk.tokens[0].text in ("归", "归口") and not chunk.has_figure and len(chunk.words) <= _LONGEST_KIND * 2


def connected(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks with the words that join each to the one before it."""
    found: list[Chunk] = []
    for chunk in chunks:
        before = found[-1] if found else None
        if before and chunk.before == ",":
            chunk = _contrasted(before, chunk) or _of_cases(before, chunk) or chunk
        found.append(chunk)
    return found


def _contrasted(before: Chunk, chunk: Chunk) -> Chunk | None:
    """但 for 就是 where something lacks, unless the chunk before announces it (问题只有一个，就是人少)."""
    first, *rest = chunk.tokens
    if first.text != "就是" or not rest or any(word in before.words for word in language.words("formal", "announces")):
        return None
    lacks = any(word in chunk.words for word in language.words("formal", "lacks"))
    return chunk._replace(tokens=(Token("但"), *rest)) if lacks else None


def _of_cases(before: Chunk, chunk: Chunk) -> Chunk | None:
    """涉及征拆 for 征拆那块的 behind a number of cases."""
    last = before.tokens[-1]
    words = [token.text for token in chunk.tokens]
    if not last.is_figure or last.unit not in ("件", "起", "宗") or words[-1] != "的" or len(words) < 2:
        return None
    name = words[:-1]
    points = len(name) > 1 and name[-1] in listed("aspects")  # 拆迁那块的: a name, although it may be a verb
    name = name[:-1] if points else name
    text = "".join(name)
    is_kind = (
        1 < len(text) <= _LONGEST_KIND
        and text[0] not in "都均全也是为不没未已在"
        and (points or not any(len(word) > 1 and word in acts() for word in name))
    )
    return chunk._replace(tokens=(Token("涉及"), *map(Token, name))) if is_kind else None
