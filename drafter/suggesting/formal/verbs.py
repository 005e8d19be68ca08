"""The verbs of a clause: spoken ones become formal, and stand before their object. Tokens of a clause in, tokens out.

Nothing moves unless it is certain what is the object: behind the one who acts, a preposition, a date or a longer clause the
clerk's own order stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from drafter import language
from drafter.language import word_borders
from drafter.suggesting.formal import word_classes
from drafter.suggesting.formal.statements import Token
from drafter.suggesting.formal.word_classes import (
    activity_verb,
    acts,
    is_doer,
    is_organ,
    listed,
    of_verbs,
    spoken,
    spoken_verbs,
    surely_verbs,
    verbs,
)

_LONGEST_OBJECT = 8
"""Characters of the longest object behind which its verb is looked for."""
_DIRECTIONS = ("来", "去", "上", "下", "过", "出", "进")
"""Verbs that are more often the end of another one."""
_UNDONE = ("撤", "取消", "退回", "驳回")
_HAS = ("有", "没", "未", "无")
_NO_NOUN = "平，、；。()（）左以多余的等，"
"""What may stand behind a figure and is no noun that it counts."""
_MEETS = ("次", "场", "期", "轮", "届", "批次", "场次")
"""Units in which meetings are counted; 办公会22个 are what it decided on."""
_COUNTS_EVENTS = ("场", "次", "期", "个", "届", "轮", "班", "堂", "批次", "场次", "期次")
"""Units in which what is held or organised is counted; 培训班4家 are not held."""
_OBJECT = 16
"""Characters on either side of a verb in which its object is looked for."""


def by_object(tokens: list[Token], context: str) -> list[Token]:
    """Spoken verbs of one character as the verb that their object asks for: 搞 … 活动 → 开展, 搞 … 培训 → 举办.

    The object stands behind the verb, or before it, or in a chunk before. Without a known object the verb may still have a
    formal word before a figure (装46个 → 安装46个) or at the end (都回了 → 均已回复).
    """
    table = spoken_verbs()
    found = list(tokens)
    for i, token in enumerate(tokens):
        is_spoken = token.kind == "word" and token.text in table and _stands_alone(tokens, i)
        if is_spoken and (formal := _formal_verb(tokens, i, context) or _settled(token.text)):
            found[i] = token._replace(text=formal, kind="verb")
    return found


def _settled(word: str) -> str:
    """The formal word of an expression that is also a verb with objects, where none of these was found."""
    return spoken().get(word, "") if len(word) > 1 else ""


def _formal_verb(tokens: Sequence[Token], i: int, context: str) -> str:
    """The formal verb for a spoken one, by its object if that is known, else by what follows; "" where neither tells."""
    spoken = tokens[i].text
    choices = _choices(spoken)
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    rest = [t for t in tokens[i + 1 :] if t.text not in ("了", "的", "过")]
    is_before_figure = bool(rest) and rest[0].is_figure
    if is_before_figure and following is rest[0] and any(t.text == "了" for t in tokens[:i]):
        return ""  # 发了书包贴3000个
    done = following is not None and (following.text == "了" or following.is_figure)
    done = done or (following is not None and following.text == "的" and is_before_figure)  # 正职去的5件
    adverb = tokens[i - 1].text if i else ""
    # 没有跑的 says nothing of what was said before
    waits = adverb in listed("before_act") and bool(rest or adverb not in ("没", "没有", "未"))
    waits = waits or (not rest and _tells_when(tokens[:i]))
    before = _words_before(tokens, i)
    said_before = context + (before if spoken in _DIRECTIONS else "") if done or waits else ""
    said_behind = (t.unit if t.is_figure else t.text for t in _to_second_figure(rest) if t.text[0] != "“")
    behind = "".join(said_behind)  # 搞了5场“局长坐窗口”: no window is set up
    formal = _verb_for(choices, behind[:_OBJECT], at_end=False)
    if not formal and (done or not rest or len(spoken) > 1):
        formal = _verb_for(choices, before[-_OBJECT:], at_end=True)
    formal = formal or _verb_for(_choices(spoken, of_context=len(spoken) == 1), said_before[-_OBJECT:], at_end=False)
    formal = formal or (choices.get("常", "") if rest else "")
    if not formal and (done or waits) and not (rest and (choices.get("数") or choices.get("*"))):
        formal = _echoed(spoken, context + before)
    if not formal and is_before_figure:
        of_unit = choices.get("数" + rest[0].unit) if len(rest) == 1 or spoken in _DIRECTIONS else ""
        formal = of_unit or choices.get("数") or choices.get("*", "")
    elif not formal and rest and following and following.text == "了" and not behind.startswith("有"):
        formal = choices.get("*", "")
    elif not formal and not rest and (following or _may_end(tokens, i)):
        formal = choices.get("尾", "")
    return "建成" if formal == "建设" and following and following.text == "了" else formal


def _words_before(tokens: Sequence[Token], i: int) -> str:
    """The words before a verb in which its object may stand: no adverbs, unless the verb is known with them."""
    passed = listed("adverbs") | listed("before_act") | listed("auxiliaries") | listed("years")
    passed |= {"每", "每份", "每件", "份", "件", "才", "也"}
    passed -= {choice.split()[0] for choice in spoken_verbs()[tokens[i].text]}
    return "".join(t.text for t in tokens[:i] if t.kind == "word" and t.text not in passed)


def _may_end(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb at the end of a clause says what is done: 均回, 给各单位学."""
    for_somebody = any(t.text in listed("for_whom") for t in tokens[:i])
    before = tokens[i - 1].text if i else ""
    return (
        len(tokens[i].text) > 1
        or for_somebody
        or _tells_when(tokens[:i])
        or before in listed("before_act") | listed("adverbs") | {"无法", "难以"}
    )


def _tells_when(tokens: Sequence[Token]) -> bool:
    """Whether the words before a verb end on when it is done: 年底前改."""
    return bool(tokens) and (
        tokens[-1].kind == "time"
        or tokens[-1].text.startswith("周")
        or tokens[-1].text in ("前", "年底前", "月底前", "年内", "节前")
    )


def without_complement(tokens: Sequence[Token]) -> list[Token]:
    """Without the complements of direction, which formal verbs do not have: 衔接回来11人 → 衔接11人, 推不下去 → 难以推."""
    found: list[Token] = []
    rest = list(tokens)
    while rest:
        token, *rest = rest
        if len(token.text) == 1 and len(rest) > 1 and rest[0].text == "了" and _is_word(token.text + rest[1].text):
            found += [Token(token.text + rest[1].text), rest[0]]  # 都备了案
            rest = rest[2:]
            continue
        verb = found[-1] if found else None
        is_verb = verb and verb.kind != "time" and (verb.text in acts() or verb.text in spoken_verbs())
        if verb and is_verb and verb.text not in of_verbs("not_directed"):
            found_out = language.table("spoken_verbs")["with_result"].get(verb.text)
            if token.text == "出来" and found_out:
                found[-1] = Token(found_out, "verb")
                continue
            if token.text in of_verbs("directions") and (len(verb.text) == 1 or token.text != "掉"):
                continue
            # 下乡来了3次
            if (
                token.text in ("来", "去")
                and len(verb.text) > 1
                and [t.text for t in rest[:1]] == ["了"]
                and rest[1:2]
                and rest[1].is_figure
            ):
                continue
            if token.text == "出" and rest and found_out:
                found[-1] = Token(found_out, "verb")
                continue
            alone = language.table("spoken_verbs")["alone"].get(verb.text, "")
            if token.text == "得" and alone and len(rest) == 1 and rest[0].text in of_verbs("degrees"):
                found[-1:] = [Token(alone), Token("较")]
                continue
            ends = len(rest) < 2 or rest[1].text in ("了", "的")
            if token.text == "不" and rest and rest[0].text in of_verbs("possible") | {"了"} and ends:
                found[-1:] = [Token("无法" if rest[0].text == "了" else "难以"), verb]
                rest = rest[1:]
                continue
        found.append(token)
    return found


def _is_word(word: str) -> bool:
    """Whether a verb and its object of one character each are one verb: 备案, 停产."""
    return len(word) == 2 and (word in acts() or word in listed("field_words"))


def _echoed(verb: str, context: str) -> str:
    """The last verb of two characters in the words before that begins or ends with this one: 宪法宣誓3场 47人都宣了."""
    for at in range(len(context) - 1, -1, -1):
        for word in (context[at : at + 2], context[max(at - 1, 0) : at + 1]):
            if context[at] == verb and len(word) == 2 and word in acts():
                return word
    return ""


def _stands_alone(tokens: Sequence[Token], i: int) -> bool:
    """Whether the character is a word of its own, not a piece of one that is not in the vocabulary: 拘留 cut into 拘 and 留."""
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    if len(tokens[i].text) > 1:
        return True
    ends_a_verb = i and (following != "了" or tokens[i - 1].text.endswith(("回", *_DIRECTIONS)))
    if tokens[i].text in _DIRECTIONS and ends_a_verb:  # 收集上来建议, 收回去了
        return False
    if following in listed("results"):  # 聘上了
        return False
    behind = tokens[i + 1 :]
    counts = bool(behind) and behind[behind[0].text == "了" and len(behind) > 1].is_figure
    before = tokens[i - 1].text if i and tokens[i - 1].kind == "word" else ""
    if before == "新":  # 新修1处
        return False
    if (
        counts and before not in listed("first_of_two") and before not in spoken_verbs()
    ):  # 充电桩装了46个, but not 拿回81万
        return True
    return all(
        len(word) != 1 or word in listed("small_words") for word in (before, following if following != "了" else "")
    )


def _to_second_figure(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens up to where a second figure begins another statement: of 1家代理公司3万元 the first two."""
    figures = [i for i, token in enumerate(tokens) if token.is_figure]
    return tokens[: figures[1]] if len(figures) > 1 else tokens


def last_verb(context: str) -> str:
    """The last of the verbs in the words before that can succeed: 调解, 化解."""
    found = [(context.rfind(verb), verb) for verb in listed("succeeds") if verb in context]
    return max(found, default=(0, ""))[1]


def _choices(verb: str, of_context: bool = False) -> dict[str, str]:
    """Object → formal verb; 数 stands for a figure behind it, 尾 for nothing, * for any other object behind 了, 常 for any other."""
    choices = language.table("formal")["by_object"].get(verb, ()) if of_context else spoken_verbs()[verb]
    return dict(choice.split() for choice in choices)


def _verb_for(choices: Mapping[str, str], object_: str, at_end: bool) -> str:
    """The verb for an object: that of the noun that stands last in it, the longest one there; empty where no noun of the table does.

    `at_end`: the noun has to end the object.
    """
    best, verb = (0, 0), ""
    for noun, formal in choices.items():
        end = object_.rfind(noun) + len(noun)
        if noun in object_ and (end, len(noun)) > best and (end == len(object_) or not at_end):
            best, verb = (end, len(noun)), formal
    return verb


def verb_first(tokens: list[Token]) -> list[Token]:
    """The verb before its object, where the object stands first: 执法记录仪配备58台 → 配备执法记录仪58台."""
    for i, token in enumerate(tokens[:-1]):
        behind = tokens[i + 1]
        has_le = behind.text == "了" and i + 2 < len(tokens) and tokens[i + 2].is_figure
        if not i or token.text not in listed("fronted") or not (behind.is_figure or has_le):
            continue
        if not has_le and token.text in listed("also_nouns"):
            return tokens
        lead = next((k for k in range(i) if tokens[k].text not in listed("adverbs") and tokens[k].kind != "time"), i)
        if is_organ(tokens[lead]) and token.text in listed("receiving"):
            return tokens
        if lead < i - 1 and is_organ(tokens[lead]):  # 城管部门违建拆了2处: who does it stays first
            lead += 1
        object_ = tokens[lead:i]
        if object_ and object_[-1].text.endswith(token.text):  # 公平竞争审查审查28份
            return [*tokens[:i], *tokens[i + 1 + has_le :]]
        counted = tokens[i + 2 + has_le : i + 3 + has_le]
        if counted and counted[0].kind == "word" and counted[0].text[0] not in _NO_NOUN:  # 法律顾问聘请5家律所
            return tokens
        if (
            token.text in ("检查", "排查", "巡查")
            and object_
            and not object_[-1].text.endswith(tuple(listed("inspected")))
        ):
            return [*tokens[: i + 1], *tokens[i + 1 + has_le :]]  # 安全生产检查210家
        denied = any(t.text in ("不", "未", "没", "无") for t in tokens[:lead])  # 不|动产登记办结
        if denied or _stays_before(object_, token):
            return tokens
        activity = activity_verb(object_)
        if activity and token.kind == "verb":  # 公平竞争审查审了28份
            token = token._replace(text=activity)
        return [*tokens[:lead], token, *object_, *tokens[i + 1 + has_le :]]
    return tokens


def _stays_before(object_: Sequence[Token], verb: Token) -> bool:
    """Whether the words before a verb stay there, because they are not surely its object."""
    if not object_ or any(t.kind != "word" or t.text in (*listed("prepositions"), "的") for t in object_):
        return True
    last = object_[-1].text
    at_place = verb.text in listed("at_place") and last.endswith(tuple(listed("where")))  # 楼道贴了2400张
    undone = verb.text.startswith(_UNDONE) and last in listed("also_nouns")  # 调解撤回1件
    asked = last in listed("asks") and verb.text in listed("asked_for")  # 建议修改4件
    asked = asked or last in listed("reasons")  # 退休注销7个
    return (
        at_place
        or undone
        or asked
        or object_[0].text[0] in "每各"
        or last.endswith(("时", "后", "中", "前", "周", "期间", "里", "内", "上"))
        or last.isdigit()
        or len("".join(t.text for t in object_)) > _LONGEST_OBJECT
        or any(is_doer([t]) or t.text in listed("adverbs") for t in object_)
        or object_[0].text in surely_verbs()
    )


def without_de(tokens: list[Token]) -> list[Token]:
    """Without the 的 before a figure (听课的450人), unless a longer clause is an attribute (有问题的1份), or something is said
    of the figure (即将到期的16人因…).
    """
    found: list[Token] = []
    for i, token in enumerate(tokens):
        behind = i + 2 if i + 1 < len(tokens) and tokens[i + 1].text in ("共", "约", "有") else i + 1
        is_before_figure = token.text == "的" and behind < len(tokens) and tokens[behind].is_figure
        if token.text == "有" and i and tokens[i - 1].text == "的" and i + 1 < len(tokens) and tokens[i + 1].is_figure:
            continue  # 来办的有216人
        words = [each.text for each in found if each.kind != "time" and each.text not in listed("adverbs")]
        said = [word for word in words if word in acts() or word.startswith(_HAS)]
        says_more = behind + 1 < len(tokens) and tokens[behind + 1].text[0] not in _NO_NOUN
        stays = says_more or bool(said and len(words) > 1)
        if not is_before_figure or stays:
            found.append(token)
    return found


def without_le(tokens: list[Token]) -> list[Token]:
    """Without 了: 调解了12起 → 调解12起; at the end of a clause 已 before the verb says the same: 都整改了 → 均已整改."""
    found: list[Token] = []
    for i, token in enumerate(tokens):
        if token.text != "了" or token.kind != "word":
            found.append(token)
        elif i + 1 == len(tokens) and found and not found[-1].is_figure:
            found = _said_as_done(found)
    while found and found[-1].text == "的":
        found.pop()
    return found


def without_repeated(tokens: list[Token]) -> list[Token]:
    """Without a verb before a figure that was said before: 办理手续办理800单."""
    for i, token in enumerate(tokens[:-1]):
        is_verb = token.kind == "verb" and len(token.text) > 1
        # 调解 in 调解室 is no verb
        said = [a.text for a, b in pairwise(tokens[:i]) if b.is_figure or len(b.text) > 1]
        if is_verb and tokens[i + 1].is_figure and token.text in said:
            return [*tokens[:i], *tokens[i + 1 :]]
    return tokens


def _said_as_done(tokens: list[Token]) -> list[Token]:
    """A clause that ended in 了, with 已 before its verb unless it says already that it is done; 不做了 is 不再做."""
    at = len(tokens) - 1
    words = [token.text for token in tokens]
    is_resultative = words[at] in listed("complements") and at > 0 and len(words[at - 1]) == 1
    if is_resultative and words[at - 1] not in listed("small_words"):
        at -= 1  # 建好
    if at and words[at - 1] in surely_verbs() and len(words[at - 1]) > 1 and len(words[at]) > 1:
        at -= 1  # 回访整改了
    before = words[at - 1] if at else ""
    if before == "不" or (before in listed("auxiliaries") and before.startswith("不")):  # 不敢来了 is 不再敢前来
        return [*tokens[: at - 1], Token("不再" + before[1:]), *tokens[at:]]
    is_known = words[at] in verbs() or words[at] in word_borders.verbs()
    is_verb = is_known or tokens[at].kind == "verb" or at < len(tokens) - 1
    is_denied = words[at].startswith(("不", "没", "未", "无"))
    says_done = (
        not {"均", "全部", "已", "均已", "全部已"}.isdisjoint(words[: max(at - 1, 0)])
        or "被" in words[max(at - 2, 0) : at]  # 被县里撤了
        or not listed("causing").isdisjoint(words[:at])
        or before.endswith("已")
    )
    if len("".join(words[at:])) > 1 and is_verb and not is_denied and not says_done:
        while at and len(words[at - 1]) > 1 and words[at - 1] in listed("how_done"):
            at -= 1  # 重新编制了
        taken = next((i for i in range(at) if words[i] in ("将", "把")), at)  # 将文件废止了
        return [*tokens[:taken], Token("已"), *tokens[taken:]]
    return tokens


def activity_with_verb(tokens: list[Token]) -> list[Token]:
    """A bare activity with its verb: 普法活动49场 → 开展普法活动49场, behind the one who does it: 司法所开展普法活动3场."""
    figure = next((i for i, token in enumerate(tokens) if token.is_figure), 0)
    name = tokens[:figure]
    if not name or tokens[figure].kind != "count" or not (verb := activity_verb(name)):
        return tokens
    if figure + 1 < len(tokens) and tokens[figure + 1].text[0] not in _NO_NOUN:  # 督察14个乡镇
        return tokens
    if name[0].text == "新" or any(
        token.text in listed("adverbs") or token.text.startswith(verb) for token in name[1:]
    ):  # 新业态
        return tokens
    units = _MEETS if verb == "召开" else _COUNTS_EVENTS
    if verb in ("举办", "组织", "召开") and tokens[figure].unit not in units:
        return tokens
    if any(t.kind == "verb" or t.text in ("(", ")", "（", "）") for t in name) or name[0].text == "其中":
        return tokens
    if any(t.text in surely_verbs() - word_classes.activities() or t.text in listed("prepositions") for t in name):
        return tokens
    if name[0].text in verbs() - word_classes.activities() and name[0].text not in listed("also_nouns"):
        return tokens
    organs = language.table("formal")["organs"].values()
    stays = [each.text in listed("adverbs") or each.text in organs or is_organ(each) for each in name]
    lead = next((k for k in range(figure) if not stays[k] and name[k].kind == "word"), 0)
    return [*tokens[:lead], Token(verb), *tokens[lead:]]
