"""REP001: a passage that stands twice: a whole sentence, 25 characters, or 8 that end one part of a sentence and are the next.

See repeated_passage.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.model import Clause
from drafter.text import HANZI

_LEAST, _LEAST_OF_SENTENCE, _LEAST_OF_PART = 25, 18, 8


def _find(context: Context) -> Iterable[Hit]:
    seen: dict[str, int] = {}
    whole: dict[str, int] = {}
    for clause, text in sentence_search.sentences(context):
        said, places = _said(text)
        windows = [said[i : i + _LEAST] for i in range(len(said) - _LEAST + 1)]
        at = next((i for i, window in enumerate(windows) if window in seen), None)
        if at is not None:
            end = next((i for i in range(at, len(windows)) if windows[i] not in seen), len(windows)) + _LEAST - 2
            last = min(end, len(places) - 1)
            message = f"这段话在第{seen[windows[at]]}行已经写过"
            yield sentence_search.hit_at(clause, places[at], places[last] + 1, message)
        elif len(said) >= _LEAST_OF_SENTENCE and said in whole and "【" not in said:
            yield sentence_search.hit_at(clause, 0, len(text), f"这句话在第{whole[said]}行已经写过")
        else:
            yield from _said_again(clause, text)
        whole.setdefault(said, clause.line)
        whole.setdefault(
            ",".join(said.split(",")[-2:]), clause.line
        )  # it may be pasted from the end of a longer sentence
        for window in windows:
            seen.setdefault(window, clause.line)


def _said_again(clause: Clause, text: str) -> Iterable[Hit]:
    """其余8件引导当事人诉讼解决，引导当事人诉讼解决。"""
    before = ""
    for part in re.finditer("[^,。;:、]+", text):
        hanzi = len(re.findall(HANZI, part[0]))  # 增长56.3% may well stand twice
        if hanzi >= _LEAST_OF_PART and "〇" not in part[0] and f"{part[0]}," in before:
            yield sentence_search.hit_at(clause, *part.span(), "这半句刚刚写过")
        before = f"{before}{part[0]},"


def _said(text: str) -> tuple[str, list[int]]:
    """The text without blanks and hidden titles, and the place of each of its characters."""
    places = [i for i, char in enumerate(text) if char not in " 〇"]
    return "".join(text[i] for i in places), places


RULE = Rule("REP001", "repeated-passage", "写了两遍的话", "warning", "保留一处", _find)
