"""The formal word for a spoken one whose meaning depends on its place: 就, 给, 还, 那家, 里. Tokens of a clause in, a word out.

What is not certain by its neighbours stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from drafter import language
from drafter.language import word_borders
from drafter.suggesting.formal.statements import Token
from drafter.suggesting.formal.word_classes import acts, is_doer, listed, spoken, spoken_verbs
from drafter.suggesting.formal.word_classes import verbs as known_verbs


class _At(NamedTuple):
    """A word in its clause: all `tokens`, its place, the formal word before it, and the words of the clauses before."""

    tokens: Sequence[Token]
    i: int
    before: Token | None
    context: str

    @property
    def text(self) -> str:
        return self.tokens[self.i].text

    @property
    def following(self) -> Token | None:
        return self.tokens[self.i + 1] if self.i + 1 < len(self.tokens) else None

    @property
    def next_word(self) -> str:
        return self.following.text if self.following else ""


def by_place(tokens: Sequence[Token], i: int, before: Token | None, context: str) -> str | None:
    """The formal word for one whose meaning depends on its place; None for all others. `before` is the formal word before it."""
    at = _At(tokens, i, before, context)
    groups = (_denying_or_going_on, _of_somebody, _of_particles, _of_degree, _of_names)
    return next((word for group in groups if (word := group(at)) is not None), None)


def _denying_or_going_on(at: _At) -> str | None:
    """没有, 给, 还是, 要, 还 and what points at something."""
    tokens, i, _, _ = at
    text, following, next_word = at.text, at.following, at.next_word
    if text in ("没有", "没"):
        return _denied(text, next_word)
    if text in ("都没", "都没有", "还没", "还没有"):
        return {"都": "均", "还": "尚"}[text[0]] + _denied(text[1:], next_word)
    if text == "给":
        return _given(tokens, i, next_word)
    if text == "还是" and (
        following is None
        or following.is_figure
        or (i and tokens[i - 1].text in listed("told_of"))
        or next_word in ("一", "一人")
        or next_word in listed("demonstratives")
        or next_word.startswith(("原", "那"))
    ):
        return "仍是"
    if text in listed("demonstratives"):
        return _pointed_at(text, tokens, i)
    if text == "说" and not i and len(next_word) > 1:
        return "指出"
    if text == "要" and following and (following.is_figure or next_word in acts() or next_word in spoken()):
        return "需"
    if text == "还" and i and following and following.kind == "word":
        next_act = spoken().get(next_word, next_word)
        return "并" if next_act in listed("also_did") else "仍" if next_act in acts() or next_word in spoken() else text
    return None


def _of_somebody(at: _At) -> str | None:
    """Who says it, who goes there, whose it is."""
    tokens, i, _, _ = at
    text, following, next_word = at.text, at.following, at.next_word
    if text == "别" and i and (next_word in acts() or next_word in spoken_verbs()):
        return "不"
    if text == "以后" and i and (tokens[i - 1].text == "了" or tokens[i - 1].text in acts()):
        return "后"
    if text in ("去", "来") and i + 1 < len(tokens) and len(next_word) > 1 and following and following.kind == "word":
        return _went(text, tokens, i)
    if text == "说" and next_word[:1] == "得":
        return "表述"
    if (
        text == "自己"
        and following
        and following.kind == "word"
        and next_word not in acts()
        and next_word not in spoken_verbs()
    ):
        return "自有" if next_word != "的" else "自身"
    if (
        text == "说"
        and i
        and following
        and next_word not in ("了", "过")
        and tokens[i - 1].text not in listed("no_speaker")
    ):
        return "反映" if tokens[i - 1].text in listed("people_who_report") else "表示"
    if (
        text == "里"
        and i
        and len(tokens[i - 1].text) > 1
        and following
        and not tokens[i - 1].text.endswith(tuple(listed("inside")))
    ):
        return "中"
    return None


def _of_particles(at: _At) -> str | None:
    """到, 帮, 全, 就, 的事, and 这块 behind a name."""
    tokens, i, _, context = at
    text, following, next_word = at.text, at.following, at.next_word
    table = language.table("formal")
    if text == "到":
        return _reached(tokens[i - 1].text if i else "", following)
    if text == "帮":
        helps = any(spoken().get(later.text, later.text) in listed("fronted") for later in tokens[i + 1 :])
        return "为" if helps and next_word != "了" else "帮助"
    if text in table["aspects"]:
        if not i or is_doer(tokens[i - 1 : i]):
            return "" if i or text.startswith("这") else text
        return text if following and text.endswith("边") else "方面"
    if text == "全" and (next_word in acts() or next_word in spoken_verbs()):
        return "全部"
    if text == "把" and next_word[:1] == "得":  # 把得严
        return text
    if text == "就":
        return _then_or_only(tokens, i, context)
    if (
        text == "的"
        and next_word == "事"
        and i + 2 < len(tokens)
        and not tokens[i + 2].text.startswith(tuple("项业务实故件后由"))
    ):
        return ""
    if text == "事" and i and tokens[i - 1].text == "的" and not next_word.startswith(tuple("项业务实故件后由")):
        return "问题"
    return None


def _of_degree(at: _At) -> str | None:
    """Levels, shortages, 过, 得, 老."""
    tokens, i, before, _ = at
    text, following, next_word = at.text, at.following, at.next_word
    if (
        before and text in listed("levels") and before.text in listed("prepositions") | listed("towards_place")
    ):  # 借调至镇里
        return text
    if text == "不到" and following and following.is_figure:
        return "不足"
    if text == "不够" and following is None:
        return "不足"
    if (
        text == "过"
        and i
        and (
            tokens[i - 1].text in (*known_verbs(), "败诉", "打输") or (not following and tokens[i - 1].text in spoken())
        )
    ):
        return ""
    if before and before.is_figure and text == "平":
        return "平方米"
    if text == "那" and i and tokens[i - 1].text == "还是" and following and following.is_figure:
        return "原"
    if (
        text == "得"
        and i
        and following
        and len(tokens[i - 1].text) > 1
        and tokens[i - 1].text not in acts()
        and tokens[i - 1].text not in spoken_verbs()
    ):
        return "需"
    if text == "老" and i and (next_word in acts() or next_word in listed("before_act")):
        return "经常"
    if text in listed("levels") and next_word in listed("leaders"):
        return text[:-1]  # 镇里书记
    if text == "自己" and i and tokens[i - 1].text in listed("leaders") and following:
        return "亲自"
    if text == "们" and i:
        return ""
    if text == "个" and i and following and following.kind == "word" and tokens[i - 1].text in spoken():
        return ""  # 想办个比武
    return None


def _of_names(at: _At) -> str | None:
    """Units and departments."""
    tokens, i, before, context = at
    text, following = at.text, at.following
    table = language.table("formal")
    is_of_rate = re.search("[率度占比%]", context + "".join(each.text for each in tokens)) is not None
    if (
        before
        and text == "点"
        and before.text.endswith("个")
        and is_of_rate
        and not (following and not following.is_figure)
    ):
        return "百分点"
    is_field = text in listed("also_fields") and following and following.is_figure
    if text in table["organs"] and _acts(following) and not is_field:
        if i and tokens[i - 1].text in table["organs"]:  # 环保消防一起查
            return f"、{table['organs'][text]}"
        if not i or tokens[i - 1].text in listed("prepositions"):
            return str(table["organs"][text])
    if not context and i == 0 and text in table["before_figure"] and following and following.is_figure:
        return str(table["before_figure"][text])
    return None


def _given(tokens: Sequence[Token], i: int, next_word: str) -> str:
    """给: 为 or 向 before the one for whom something is done, which is said later; else it stays (给的钱, 退钱给企业)."""
    later = [each.text for each in tokens[i + 2 :]]
    says_what = any(word in acts() or word in spoken() or word in listed("towards") for word in later)
    if i and tokens[i - 1].text in ("没", "没有", "未") and (next_word in acts() or next_word in spoken_verbs()):
        return "予"  # 没给修
    if next_word == "的" and any(word in ("经费", "资金", "钱") for word in later):
        return "安排"
    if next_word == "了" and i + 2 < len(tokens) and tokens[i + 2].kind == "word":
        return "给予"  # 都给了答复
    acts_later = any(word in acts() or word in spoken_verbs() for word in later)
    if i + 1 < len(tokens) and tokens[i + 1].kind == "word" and next_word in acts() and not acts_later:
        return "予以"  # 给办了低保
    if next_word == "的" or not says_what:
        return "给"
    return "向" if listed("towards").intersection(later) else "为"


def _went(text: str, tokens: Sequence[Token], i: int) -> str:
    """去 and 来 before a place (镇长去县法院旁听) and before what was done there (都去讲了)."""
    next_word = tokens[i + 1].text
    if next_word in listed("complements") or next_word in acts() or next_word in spoken_verbs():
        return text if i == 0 or tokens[i - 1].text not in (*listed("before_act"), "均", "都") else "前往"
    goes_on = any(each.text in acts() or each.text in spoken() for each in tokens[i + 2 :])
    return ("赴" if text == "去" else "到") if goes_on else text


def _pointed_at(text: str, tokens: Sequence[Token], i: int) -> str:
    """那家, 这个: nothing behind a name (原来那家律所), 该 or 上述 where it stands for what was said before (提过这个问题)."""
    before = tokens[i - 1].text if i else ""
    is_object = (
        before in acts() or before in spoken_verbs() or before in ("了", "过") or before in listed("prepositions")
    )
    if i + 1 == len(tokens) or tokens[i + 1].is_figure:
        return "" if before and not is_object else text
    if tokens[i + 1].text in ("是", "为") and is_object:
        return "的"  # 败诉那件是送达瑕疵
    if text[1:] in ("种", "些") and (tokens[i + 1].text in acts() or tokens[i + 1].text in spoken()):
        return "等"  # 消防、环保这种看不懂
    if tokens[i + 1].text in acts():
        return text if is_object else ""  # 用这个办了, 征地那个赢了
    if before and not is_object and text[0] == "那":
        return ""
    return "上述" if text[1:] in ("些", "几个", "几家", "批") else "该"


def _then_or_only(tokens: Sequence[Token], i: int, context: str) -> str:
    """就: 仅 before a figure that is small (今年就做了11篇), nothing where it only joins (5天就办了12件) or where what was said before
    is that there are many, else it stays (调完就走).
    """
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    next_word = following.text if following else ""
    if i == 0 and next_word == "在":
        return "仅"
    if len(tokens) > i + 2 and tokens[-1].text in ("有", "没有"):  # 就自然资源局有
        return "仅"
    if any(each.text in ("没", "没有", "未", "未经") for each in tokens[:i]):  # 没评估就上会
        return "即"
    is_last = i + 2 == len(tokens) and len(next_word) == 1
    if following is None or is_last or (len(next_word) == 1 and next_word not in spoken_verbs()):  # 就地
        return "就"
    counts = i + 3 < len(tokens) and tokens[i + 2].text == "了" and tokens[i + 3].is_figure
    after_year = i > 0 and tokens[i - 1].text in listed("years")
    are_many = any(word in context for word in listed("many"))
    return "仅" if following.is_figure or (counts and after_year and not are_many) else ""


def _acts(following: Token | None) -> bool:
    """Whether the word before `following` may be the one who acts; 消防 before 通道 is not."""
    if following is None or following.kind != "word" or following.text in language.table("formal")["organs"]:
        return True
    word = following.text
    is_verb = word in acts() or word in spoken()
    return is_verb or len(word) == 1 or word in listed("aspects") | listed("adverbs") | listed("prepositions")


def _denied(text: str, next_word: str) -> str:
    """没 and 没有 before a word: 未 before what may be an act, 无 before a thing."""
    known = known_verbs() | listed("acts")
    is_verb = next_word in known or (text == "没" and next_word in word_borders.verbs())
    names = language.table("formal")["written_out"].keys() | language.table("spoken")["names"].keys()
    is_thing = not is_verb and (text == "没有" or word_borders.is_common(next_word) or next_word in names)
    return "无" if not next_word or next_word[0] in "这那什" or is_thing or next_word in listed("nothing_of") else "未"


def _reached(before: str, following: Token | None) -> str:
    """到 before a figure is 达到 or 至, before anything else it stays; 占到61% is 占61%."""
    if before == "占":
        return ""
    if before in listed("directions"):
        return "至"
    if following and following.kind == "percent":
        return "达到"
    is_until = following and (following.kind == "time" or (following.is_figure and len(before) != 1))
    return "至" if is_until else "到"
