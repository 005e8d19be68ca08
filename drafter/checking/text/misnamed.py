"""TRM005: a fixed name with a part lost or changed. See misnamed.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_LAW = "《(?:中华人民共和国)?(?P<law>[^《》〇()]{3,24}法典?)》"
_MOST_CHANGES = 2
"""Characters in which a wrong title differs from a right one; of short titles a third at most, which is how far right ones are apart."""


def _find(context: Context) -> Iterable[Hit]:
    for pattern, right in context.terms.misnamed.items():
        for block, match in sentence_search.found(context, pattern):
            yield sentence_search.hit_in(block, *match.span(), f"“{match[0]}”写错了，应为：{right}")
    formulas = language.words("faults", "formulas")
    for block, match in sentence_search.found(context, "“(?P<said>[^“”]{5,16})”", titles=False):
        if match["said"] not in formulas and (usual := _nearest(match["said"], formulas, len(match["said"]) // 5)):
            message = f"“{match['said']}”可能写错了，通行的写法是“{usual[0]}”"
            yield replace(sentence_search.hit_in(block, *match.span("said"), message), severity="info")
    for block, match in sentence_search.found(context, _LAW):
        if meant := _meant(match["law"]):
            message = f"没有《{match['law']}》这部法律，可能是：{'、'.join(f'《{title}》' for title in meant)}"
            yield replace(sentence_search.hit_in(block, *match.span("law"), message), severity="warning")


def _meant(title: str) -> list[str]:
    """The laws and regulations that a title which names none is nearly that of; none where it is like no other."""
    laws, regulations = language.words("laws", "laws"), language.words("laws", "regulations")
    if title in laws or title.endswith(("办法", "说法", "方法", "做法", "用法")):
        return []
    if as_regulation := [each for each in regulations if each.removesuffix("条例") == title.removesuffix("法")]:
        return as_regulation
    return _nearest(title, laws, min(_MOST_CHANGES, len(title) // 3))


def _nearest(name: str, known: Iterable[str], most: int) -> list[str]:
    """The two names at most that differ least, and in no more than `most` characters."""
    from rapidfuzz.distance import Levenshtein

    changes = {each: Levenshtein.distance(name, each, score_cutoff=most) for each in known}
    return sorted((each for each in changes if changes[each] <= most), key=changes.__getitem__)[:2]


RULE = Rule("TRM005", "misnamed", "名称写错", "error", "按正确的名称改", _find)
