"""The measure word of what is counted, and its place: 出台6个规范性文件 → 出台规范性文件6件. Tokens of a clause in, tokens out.

What goes with which measure word is data (measures.yaml). A noun that is not there stays where it is, and so does one whose
clause goes on behind it, because there it may be the one who acts (邀请3名律师参加).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from drafter import language
from drafter.suggesting.formal.tokens import Token
from drafter.suggesting.formal.word_classes import acts, is_doer, listed

_LONGEST_NOUN = 9
"""Characters of the longest noun that moves before its figure."""
_PLACES_AND_POSTS = frozenset("岗站点室队所区")
_OF_CASES = frozenset(("件", "起", "宗", "例"))
_DENIES = ("未", "没", "没有", "无", "不", "不再", "未能", "尚未", "每")
"""Behind these nothing moves: 未发现1起案件 is not so many."""


def measured(words: str) -> str:
    """The measure word of the noun with which the words end; empty where no one is sure."""
    units = _units()
    return next((units[words[-n:]] for n in range(min(len(words), _LONGEST_NOUN), 0, -1) if words[-n:] in units), "")


def counted_last(tokens: list[Token], is_listed: bool) -> list[Token]:
    """The clause with the proper measure words, and with what its last figure counts before the figure. `is_listed`: the clause
    is one of several in a list, of which none changes its order.
    """
    tokens = _with_measure_words(tokens)
    figure = next((i for i in reversed(range(len(tokens))) if tokens[i].is_figure), 0)
    noun = tokens[figure + 1 :]
    if (
        is_listed
        or not figure
        or not noun
        or not _takes_count(tokens[:figure])
        or not _is_counted(tokens[figure], noun)
    ):
        return tokens
    return [*tokens[:figure], *noun, tokens[figure]]


def _with_measure_words(tokens: list[Token]) -> list[Token]:
    """With 件 for 个 before a noun that is counted so and is no part of a longer name: 3个案件未办结, but 3个案件承办人."""
    found = list(tokens)
    for i, token in enumerate(tokens[:-1]):
        if token.kind != "count" or not token.text.endswith("个"):
            continue
        end = next((k for k in range(i + 1, len(tokens)) if not _is_modifier(tokens[k])), len(tokens) - 1)
        behind = tokens[end + 1 :]
        of_themselves = tuple(_listed("of_themselves"))
        if any(each.text.startswith(of_themselves) for each in tokens[i + 1 : end + 1]):
            continue  # 12个单位案卷: 12 units, or 12 files
        unit = measured(tokens[end].text)
        # 5个退休法官担任调解员; but 2个社工服务站
        acts_next = unit == "名" and bool(behind) and behind[0].text in acts() and not ends_name(behind[1:])
        if unit and (acts_next or _ends_name(behind)):
            found[i] = token._replace(text=token.text[:-1] + unit, unit=unit)
    return found


def ends_name(behind: Sequence[Token]) -> bool:
    """Whether a single character that stands next makes a place or post of the word before it: 服务|站, 示范|岗."""
    return bool(behind) and behind[0].text in _PLACES_AND_POSTS


def _is_modifier(token: Token) -> bool:
    """Whether a word behind 个 only describes the noun that follows it."""
    return token.kind == "word" and not measured(token.text) and token.text not in acts() and len(token.text) > 1


def _ends_name(behind: Sequence[Token]) -> bool:
    """Whether a name ends before these words: at the end of the clause, or before what can only be said of it."""
    return not behind or behind[0].text in listed("adverbs") or (len(behind) == 1 and behind[0].text in acts())


def _takes_count(before: Sequence[Token]) -> bool:
    """Whether what stands before a figure ends in a verb that may have its object before the figure."""
    verb = before[-1].text
    is_denied = any(token.text in _DENIES for token in before)
    return not is_denied and (verb in listed("fronted") or verb in _listed("counting_verbs"))


def _is_counted(figure: Token, noun: Sequence[Token]) -> bool:
    """Whether the words behind a figure are a noun that it counts, and nothing else."""
    name = "".join(token.text for token in noun)
    if figure.kind != "count" or not figure.unit or not figure.text.endswith(figure.unit) or len(name) > _LONGEST_NOUN:
        return False
    if any(token.kind != "word" or token.text == "的" for token in noun) or not all(map(_describes, noun[:-1])):
        return False
    if figure.unit in _listed("event_units"):
        return name.endswith(tuple(_listed("events")))
    unit = measured(name)
    is_its_unit = unit == figure.unit or {unit, figure.unit} <= _OF_CASES  # 5家药店台账: 家 counts the shops
    return is_its_unit or name.endswith(tuple(_listed("also_counted")))


def _describes(token: Token) -> bool:
    """Whether a word may stand before a noun as its attribute: 行政处罚|案件; a person or organ may be the one who acts."""
    is_noun = token.text not in acts() or token.text in listed("also_nouns") | _listed("attributes")
    return len(token.text) > 1 and is_noun and not is_doer([token]) and token.text not in listed("adverbs")


@cache
def _listed(list_: str) -> frozenset[str]:
    return frozenset(language.words("measures", list_))


@cache
def _units() -> dict[str, str]:
    """Noun → its measure word."""
    return {noun: unit for unit, nouns in language.table("measures")["counted_in"].items() for noun in nouns}
