"""Puts the verb before its object: 执法记录仪配备58台 → 配备执法记录仪58台, and gives a bare activity its verb: 普法活动49场 →
开展普法活动49场. Tokens of a clause in, tokens out.

Nothing moves unless the words before the verb are surely its object: where they may be the one who acts, a place, a reason or a
longer clause, the clerk's own order stays. Which words those are (`listed("fronted")`, "receiving", "asks" …) stands, with an
example for each list, in language/formal.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter import language
from drafter.suggesting.formal.tokens import Token
from drafter.suggesting.formal.word_classes import (
    NO_NOUN_BEHIND,
    activities,
    activity_verb,
    is_doer,
    is_organ,
    listed,
    surely_verbs,
    verbs,
)

_LONGEST_OBJECT = 8
"""Characters of the longest object that a verb moves before."""


def verb_that_succeeds(said: str) -> str:
    """The last of the verbs in the words before that can succeed (调解, 化解), for a 成功 that stands alone."""
    found = [(said.rfind(verb), verb) for verb in listed("succeeds") if verb in said]
    return max(found, default=(0, ""))[1]


def verb_first(tokens: list[Token]) -> list[Token]:
    """The clause with its verb before its object, or as it is."""
    for i, verb in enumerate(tokens[:-1]):
        has_le = tokens[i + 1].text == "了" and i + 2 < len(tokens) and tokens[i + 2].is_figure
        if i and verb.text in listed("fronted") and (tokens[i + 1].is_figure or has_le):
            return _with_verb_first(tokens, i, tokens[i + 1 + has_le :], has_le)
    return tokens


def _with_verb_first(tokens: list[Token], i: int, counted: list[Token], has_le: bool) -> list[Token]:
    """The clause with the verb at place `i` before its object. `counted` is the figure behind it and what follows."""
    verb = tokens[i]
    if not has_le and verb.text in listed("also_nouns"):  # 企业检查了86家, but 价格检查86家
        return tokens
    start = next((k for k in range(i) if tokens[k].text not in listed("adverbs") and tokens[k].kind != "time"), i)
    if is_organ(tokens[start]):
        if verb.text in listed("receiving"):
            return tokens
        if start < i - 1:
            start += 1  # 城管部门违建拆了2处: who does it stays first
    object_ = tokens[start:i]
    if object_ and object_[-1].text.endswith(verb.text):  # 公平竞争审查审查28份
        return [*tokens[:i], *counted]
    noun = counted[1] if len(counted) > 1 and counted[1].kind == "word" else None
    if noun and noun.text[0] not in NO_NOUN_BEHIND:  # 法律顾问聘请5家律所
        return tokens
    if verb.text in listed("inspects") and object_ and not object_[-1].text.endswith(tuple(listed("inspected"))):
        return [*tokens[: i + 1], *counted]  # 安全生产检查210家: only 了 goes
    is_denied = any(token.text in ("不", "未", "没", "无") for token in tokens[:start])  # 不|动产登记办结
    if is_denied or _is_no_object(object_, verb):
        return tokens
    activity = activity_verb(object_)
    says_more = verb.text not in language.table("formal")["bare_activity"] and verb.text[0] not in object_[-1].text[-2:]
    if activity and verb.kind == "verb" and (says_more or verb.text.startswith("抽")):
        return tokens  # 案卷评查抽了120本, 文件清理废了5个: neither may go
    if activity and verb.kind == "verb":  # 公平竞争审查审了28份
        verb = verb._replace(text=activity)
    return [*tokens[:start], verb, *object_, *counted]


def _is_no_object(words: Sequence[Token], verb: Token) -> bool:
    """Whether the words before a verb may be something else than its object."""
    if not words or any(word.kind != "word" or word.text in (*listed("prepositions"), "的") for word in words):
        return True
    first, last = words[0].text, words[-1].text
    name = "".join(word.text for word in words)
    is_place = verb.text in listed("at_place") and name.endswith(tuple(listed("where")))  # 楼道贴了2400张
    is_undone = verb.text.startswith(tuple(listed("undoes"))) and last in listed("also_nouns")  # 调解撤回1件
    is_asked = last in listed("asks") and verb.text in listed("asked_for")  # 建议修改4件
    serves = verb.text in listed("served") and last.endswith(tuple(listed("served_at")))  # 欠薪一窗接待1466人
    return (
        is_place
        or is_undone
        or is_asked
        or serves
        or last in listed("reasons")  # 退休注销7个
        or first[0] in "每各"  # 每月走访3次
        or name.endswith(tuple(listed("ends_no_object")))
        or last.isdigit()
        or len(name) > _LONGEST_OBJECT
        or any(is_doer([word]) or word.text in listed("adverbs") for word in words)
        or first in surely_verbs()
    )


def activity_with_verb(tokens: list[Token]) -> list[Token]:
    """A bare activity with its verb, behind the one who does it: 司法所普法活动3场 → 司法所开展普法活动3场."""
    figure = next((i for i, token in enumerate(tokens) if token.is_figure), 0)
    name = tokens[:figure]
    if not name or tokens[figure].kind != "count" or not (verb := activity_verb(name)):
        return tokens
    counts_a_noun = figure + 1 < len(tokens) and tokens[figure + 1].text[0] not in NO_NOUN_BEHIND  # 督察14个乡镇
    units = listed("meetings_counted_in" if verb == "召开" else "events_counted_in")
    counts_others = verb in ("举办", "组织", "召开") and tokens[figure].unit not in units  # 培训班4家 are not held
    if counts_a_noun or counts_others or not _is_bare(name, verb):
        return tokens
    organs = language.table("formal")["organs"].values()
    stays = [
        each.text in (*listed("adverbs"), *organs, "至", "到") or is_organ(each)  # 3月1日|至|5月30日检查45家
        for each in name
    ]
    first = next((k for k in range(figure) if not stays[k] and name[k].kind == "word"), 0)
    return [*tokens[:first], Token(verb), *tokens[first:]]


def _is_bare(name: Sequence[Token], verb: str) -> bool:
    """Whether the name of an activity is a name only: it has no verb yet, and is no part of something said."""
    if name[0].text in ("新", "其中"):  # 新业态
        return False
    if any(word.text in listed("adverbs") or word.text.startswith(verb) for word in name[1:]):
        return False
    if any(word.kind == "verb" or word.text in ("(", ")", "（", "）") for word in name):
        return False
    if any(word.text in surely_verbs() - activities() or word.text in listed("prepositions") for word in name):
        return False
    return name[0].text not in verbs() - activities() or name[0].text in listed("also_nouns")
