"""TRM005: a fixed name with a part lost or changed. See misnamed.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule

_LAW = "《(?:中华人民共和国)?(?P<law>[^《》〇()]{3,24}(?:法典?|条例))》"
_MOST_CHANGES = 2
"""Characters in which a wrong title differs from a right one; of short titles a third at most, which is how far right ones are apart."""

_LEAST_OF_REGULATION = 9


def _find(context: Context) -> Iterable[Hit]:
    for pattern, right in context.terms.misnamed.items():
        for block, match in sentence_search.found(context, pattern):
            yield sentence_search.hit_in(block, *match.span(), f"“{match[0]}”写错了，应为：{right}")
    for block, match in sentence_search.found(context, "“[^“”]{5,40}”", titles=False):
        for part in (match, *re.finditer("[^“”、]{5,}", match[0])) if "、" in match[0] else (match,):
            if usual := _usual(said := part[0].strip("“”")):
                start = part.start() + (match.start() if part is not match else 0)
                message = f"“{said}”可能写错了，通行的写法是“{usual}”"
                yield replace(sentence_search.hit_in(block, start, start + len(part[0]), message), severity="info")
    for block, match in sentence_search.found(context, _LAW):
        as_law = match["law"].removesuffix("条例") + "法"
        is_national_law = "中华人民共和国" in match[0] and as_law in language.words("laws", "laws")
        is_wrong_kind = is_national_law and match["law"] not in language.words("laws", "regulations")
        if meant := [as_law] if is_wrong_kind and match["law"].endswith("条例") else _meant(match["law"]):
            message = f"没有《{match['law']}》这部法律、条例，可能是：{'、'.join(f'《{title}》' for title in meant)}"
            yield replace(sentence_search.hit_in(block, *match.span("law"), message), severity="warning")


def _usual(said: str) -> str:
    """The set phrase that this nearly is, or is with its characters in another order; empty where it is one itself or like none."""
    formulas = language.words("faults", "formulas")
    turned = (each for each in formulas if sorted(each) == sorted(said))
    return "" if said in formulas else next(turned, "") or next(iter(_nearest(said, formulas, len(said) // 5)), "")


def _meant(title: str) -> list[str]:
    """The laws and regulations that a title which names none is nearly that of; none where it is like no other."""
    laws, regulations = language.words("laws", "laws"), language.words("laws", "regulations")
    if title in laws or title.endswith(("办法", "说法", "方法", "做法", "用法")):
        return []
    if title.endswith("条例"):  # that of a place names it: 《某某省优化营商环境条例》
        is_local = re.search("[省市县区州旗]", title[:4]) or title in regulations or len(title) < _LEAST_OF_REGULATION
        return [] if is_local else _nearest(title, regulations, _MOST_CHANGES)
    if as_regulation := [each for each in regulations if each.removesuffix("条例") == title.removesuffix("法")]:
        return as_regulation
    return _nearest(title, laws, min(_MOST_CHANGES, len(title) // 3))


def _nearest(name: str, known: Iterable[str], most: int) -> list[str]:
    """The two names at most that differ least, and in no more than `most` characters."""
    from rapidfuzz.distance import Levenshtein

    changes = {each: Levenshtein.distance(name, each, score_cutoff=most) for each in known}
    return sorted((each for each in changes if changes[each] <= most), key=changes.__getitem__)[:2]


RULE = Rule("TRM005", "misnamed", "名称写错", "error", "按正确的名称改", _find)
