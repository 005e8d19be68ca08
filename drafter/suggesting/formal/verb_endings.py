"""Takes away what spoken verbs have behind them and formal ones do not: 了, the 的 before a figure, 出来, 下去, 不了. Tokens of a
clause in, tokens out.

Each function is one step, called by wording in this order: without_complement while the verb is still the spoken one, the
others when the formal verb is among the tokens.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter import language
from drafter.language import word_borders
from drafter.suggesting.formal.tokens import Token
from drafter.suggesting.formal.word_classes import (
    NO_NOUN_BEHIND,
    acts,
    listed,
    of_verbs,
    spoken_verbs,
    surely_verbs,
    verbs,
)

_HAS_OR_LACKS = ("有", "没", "未", "无")
_OF_A_KIND = "不没未无被需应待有"
"""Words that begin with these say of what kind a thing is, and not what was done: 未办理的."""


def without_complement(tokens: Sequence[Token]) -> list[Token]:
    """衔接回来11人 → 衔接11人, 审出来 → 审查出, 学得少 → 学习较少, 推不下去 → 难以推, 办不了 → 无法办."""
    found: list[Token] = []
    rest = list(tokens)
    while rest:
        token, *rest = rest
        if len(token.text) == 1 and len(rest) > 1 and rest[0].text == "了" and _is_one_verb(token.text + rest[1].text):
            found += [Token(token.text + rest[1].text), rest[0]]  # 都备了案: 备案 with 了 in it
            rest = rest[2:]
            continue
        verb = found[-1] if found else None
        if verb is None or not _takes_complements(verb):
            found.append(token)
            continue
        if reworded := _without_its_complement(verb, token, rest):
            found[-1:], taken = reworded
            rest = rest[taken:]
        else:
            found.append(token)
    return found


def _without_its_complement(verb: Token, token: Token, rest: Sequence[Token]) -> tuple[list[Token], int] | None:
    """A verb and its complement, which begins with `token`, in formal words, and how many of the tokens behind that one (`rest`)
    belong to it; None where it is no complement.
    """
    table = language.table("spoken_verbs")
    with_result = table["with_result"].get(verb.text)
    if with_result and (token.text == "出来" or (token.text == "出" and rest)):
        return [Token(with_result, "verb")], 0  # 审出风险74处
    if token.text in of_verbs("directions") and (len(verb.text) == 1 or token.text != "掉"):
        return [verb], 0
    is_to_and_fro = token.text in ("来", "去") and len(verb.text) > 1
    if is_to_and_fro and len(rest) > 1 and rest[0].text == "了" and rest[1].is_figure:  # 下乡来了3次
        return [verb], 0
    formal = table["alone"].get(verb.text, "")  # whatever the object
    if token.text == "得" and formal and len(rest) == 1 and rest[0].text in of_verbs("degrees"):
        return [Token(formal), Token("较")], 0
    ends_clause = len(rest) < 2 or rest[1].text in ("了", "的")
    if token.text == "不" and rest and rest[0].text in of_verbs("possible") | {"了"} and ends_clause:
        whole = verb.text + rest[0].text
        if rest[0].text != "了" and _is_one_verb(whole):
            return [Token("难以"), Token(whole)], 1  # 推不动 is 难以推动
        return [Token("无法" if rest[0].text == "了" else "难以"), verb], 1
    return None


def _takes_complements(verb: Token) -> bool:
    """Whether 出来, 不了 … behind a word may be its complement: behind 审, but not behind 看 or 总."""
    is_verb = verb.kind != "time" and (verb.text in acts() or verb.text in spoken_verbs())
    return is_verb and verb.text not in of_verbs("not_directed")


def _is_one_verb(word: str) -> bool:
    """Whether two characters are one verb: 备案, 停产, 推动."""
    return len(word) == 2 and (word in acts() or word in listed("field_words"))


def without_de(tokens: list[Token]) -> list[Token]:
    """Without the 的 before a figure: 听课的450人, 来办的有216人. It stays where a longer clause is the attribute (有问题的1份), or
    where something is said of the figure (即将到期的16人因…).
    """
    found: list[Token] = []
    for i, token in enumerate(tokens):
        if token.text == "有" and i and tokens[i - 1].text == "的" and i + 1 < len(tokens) and tokens[i + 1].is_figure:
            continue
        at_figure = i + 2 if i + 1 < len(tokens) and tokens[i + 1].text in ("共", "约", "有") else i + 1
        if token.text != "的" or at_figure >= len(tokens) or not tokens[at_figure].is_figure:
            found.append(token)
            continue
        words = [each.text for each in found if each.kind != "time" and each.text not in listed("adverbs")]
        has_verb = any(word in acts() or word.startswith(_HAS_OR_LACKS) for word in words)
        says_more = at_figure + 1 < len(tokens) and tokens[at_figure + 1].text[0] not in NO_NOUN_BEHIND
        # 上门办理的40余件 was done; 未办理的, 被处罚的 are of a kind
        is_done = bool(words) and words[-1] in listed("fronted") and not any(word[0] in _OF_A_KIND for word in words)
        if says_more or (has_verb and len(words) > 1 and not is_done):
            found.append(token)
    return found


def without_le(tokens: list[Token]) -> list[Token]:
    """Without 了: 调解了12起 → 调解12起; at the end of a clause 已 before the verb says the same: 都整改了 → 均已整改. And without
    a 的 at the end.
    """
    found: list[Token] = []
    for i, token in enumerate(tokens):
        if token.text != "了" or token.kind != "word":
            found.append(token)
        elif found and len(found[-1].text) == 1 and _takes_complements(found[-1]):
            found.append(token)  # 包工头跑了, 走了5人: a verb that stayed as it was spoken keeps its 了
        elif i + 1 == len(tokens) and found and not found[-1].is_figure:
            found = _said_as_done(found)
    while found and found[-1].text == "的":
        found.pop()
    return found


def _said_as_done(tokens: list[Token]) -> list[Token]:
    """A clause that ended in 了, with 已 before its verb unless it says already that it is done; 不敢来了 is 不再敢来."""
    words = [token.text for token in tokens]
    at = _start_of_last_verb(words)
    before = words[at - 1] if at else ""
    if before == "不" or (before in listed("auxiliaries") and before.startswith("不")):
        return [*tokens[: at - 1], Token("不再" + before[1:]), *tokens[at:]]
    is_verb = (
        words[at] in verbs()
        or words[at] in word_borders.verbs()
        or tokens[at].kind == "verb"
        or at < len(tokens) - 1  # a verb with its complement
    )
    is_denied = words[at].startswith(("不", "没", "未", "无"))
    says_done = (
        not listed("says_done").isdisjoint(words[: max(at - 1, 0)])
        or not listed("led_by_others").isdisjoint(words[:at])  # 被县里撤了, 归我们审了
        or any(word.startswith("无需") for word in words[:at])  # 不用从头写了
        or not listed("causing").isdisjoint(words[:at])
        or before.endswith("已")
        or "不再" in words[:at]
    )
    if len("".join(words[at:])) < 2 or not is_verb or is_denied or says_done:
        return tokens
    while at and len(words[at - 1]) > 1 and words[at - 1] in listed("how_done"):
        at -= 1  # 重新编制了 is 已重新编制
    at = next((i for i in range(at) if words[i] in ("将", "把")), at)  # 将文件废止了 is 已将文件废止
    return [*tokens[:at], Token("已"), *tokens[at:]]


def _start_of_last_verb(words: Sequence[str]) -> int:
    """Where the verb at the end of a clause begins: one with its complement (建 好), or two that belong together (回访 整改)."""
    at = len(words) - 1
    has_complement = words[at] in listed("complements") and at > 0 and len(words[at - 1]) == 1
    if has_complement and words[at - 1] not in listed("small_words"):
        at -= 1
    if at and words[at - 1] in surely_verbs() and len(words[at - 1]) > 1 and len(words[at]) > 1:
        at -= 1
    return at
