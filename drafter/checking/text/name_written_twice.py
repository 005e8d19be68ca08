"""TRM012: a document's title, or a set word, is written in two ways. See name_written_twice.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations, takewhile

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_TITLE = "《(?P<title>[^《》]{10,60})》"
_SAME_AT_START, _SAME_AT_END = 4, 2
_MOST_ADDED = 3
_MOST_ALIKE = 60
"""Titles that begin alike and are compared with each other: no report has as many."""


def _find(context: Context) -> Iterable[Hit]:
    often, last = Counter[str](), dict[str, Hit]()
    alike, beside = defaultdict[str, list[str]](list), set[tuple[str, str]]()
    for block, match in sentence_search.found(context, _TITLE):
        title, behind = match["title"], match.string[match.end() :]
        if title not in often and len(alike[title[:_SAME_AT_START]]) < _MOST_ALIKE:
            alike[title[:_SAME_AT_START]].append(title)
        often[title] += 1
        last[title] = sentence_search.hit_in(block, *match.span(), "")
        if follows := sentence_search.compiled(f"[、和及与]?{_TITLE}").match(
            behind
        ):  # whoever names both knows that they are two
            beside |= {(title, follows["title"]), (follows["title"], title)}
    order = {title: number for number, title in enumerate(often)}
    for longer, shorter in (pair for titles in alike.values() for pair in permutations(titles, 2)):
        if (added := _added(longer, shorter)) and (longer, shorter) not in beside:
            odd, usual = sorted((longer, shorter), key=lambda title: (often[title], -order[title]))
            yield replace(last[odd], message=f"《{odd}》和《{usual}》只差“{added}”，是不是一个文件")
    for usual, other in language.table("faults")["two_ways"].items():
        right = [*sentence_search.found(context, usual)]
        for block, match in [*sentence_search.found(context, other)][:1] if right else ():
            yield sentence_search.hit_in(block, *match.span(), f"这里是“{other}”，别处是“{usual}”")


def _added(longer: str, shorter: str) -> str:
    """The few characters in the midst of one title that the other has not; of figures and years two titles may well differ."""
    begins = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(longer, shorter, strict=False)))
    added = longer[begins : len(longer) - len(shorter) + begins]
    is_same_behind = longer[begins + len(added) :] == shorter[begins:]
    is_in_midst = begins >= _SAME_AT_START and len(shorter) - begins >= _SAME_AT_END
    return added if is_same_behind and is_in_midst and 0 < len(added) <= _MOST_ADDED and added.isalpha() else ""


RULE = Rule("TRM012", "name-written-twice", "名称前后不一", "info", "是一个的，写成一样", _find)
