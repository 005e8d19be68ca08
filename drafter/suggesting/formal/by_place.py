"""The formal word for a spoken one whose meaning depends on its place: 就, 给, 还, 那家, 里. Tokens of a clause in, a word out.

A table: a word, where it stands, what it becomes there. The rules of a word are tried in their order, and what fits none of them
stays as it was typed, since a word is only changed where its neighbours make its meaning certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from drafter import language
from drafter.language import word_borders
from drafter.suggesting.formal.tokens import Token
from drafter.suggesting.formal.word_classes import HAS_OR_IS, acts, is_doer, listed, of_verbs, spoken, spoken_verbs
from drafter.suggesting.formal.word_classes import verbs as known_verbs

_DENIED = ("没", "没有", "未")


class _At(NamedTuple):
    """A word in its clause: all `tokens`, its place, the formal word before it, and the words of the clauses before."""

    tokens: Sequence[Token]
    i: int
    formal_before: Token | None
    context: str

    @property
    def text(self) -> str:
        return self.tokens[self.i].text

    @property
    def previous(self) -> str:
        """The word before, as typed; "" at the beginning."""
        return self.tokens[self.i - 1].text if self.i else ""

    @property
    def following(self) -> Token | None:
        return self.tokens[self.i + 1] if self.i + 1 < len(self.tokens) else None

    @property
    def next_word(self) -> str:
        return self.following.text if self.following else ""

    @property
    def later(self) -> Sequence[Token]:
        """What stands behind the next word."""
        return self.tokens[self.i + 2 :]

    @property
    def is_before_figure(self) -> bool:
        return self.following is not None and self.following.is_figure

    @property
    def is_before_word(self) -> bool:
        return self.following is not None and self.following.kind == "word"

    @property
    def is_before_act(self) -> bool:
        return _is_act(self.next_word)

    @property
    def is_behind_act(self) -> bool:
        return bool(self.i) and _is_act(self.previous)


_Formal = str | Callable[[_At], str | None]
_Where = Callable[[_At], object]
_Rule = tuple[_Where, _Formal]


def by_place(tokens: Sequence[Token], i: int, before: Token | None, context: str) -> str | None:
    """The formal word for one whose meaning depends on its place; None for all others. `before` is the formal word before it."""
    at = _At(tokens, i, before, context)
    for where, formal in _rules().get(at.text, ()):
        if where(at):
            found = formal if isinstance(formal, str) else formal(at)
            if found is not None:
                return found
    return None


@cache
def _rules() -> dict[str, list[_Rule]]:
    """Word → its rules, in the order of the tables."""
    found: dict[str, list[_Rule]] = {}
    for words, where, formal in (*_of_words(), *_of_listed_words()):
        for word in words.split() if isinstance(words, str) else words:
            found.setdefault(word, []).append((where, formal))
    return found


def _of_words() -> Iterator[tuple[str, _Where, _Formal]]:
    def always(at: _At) -> bool:
        return True

    yield from (
        ("没 没有", always, lambda at: "未" if _is_undone(at) else _denied(at.text, at.next_word)),
        ("都没 都没有 还没 还没有", always, lambda at: {"都": "均", "还": "尚"}[at.text[0]] + _denied(at.text[1:], at.next_word)),
        ("都", lambda at: at.previous == "人" and not (at.i > 1 and at.tokens[at.i - 2].is_figure), "全部"),  # 人均 is another word
        ("给", always, _given),
        ("还是", _goes_on, "仍是"),
        ("还有", lambda at: at.i == 0 and at.is_before_figure and not _is_open(at), "另有"),
        ("还", lambda at: at.next_word.startswith(("没", "未")), "尚"),
        ("还", lambda at: at.i and at.is_before_word, _also_or_still),
        ("要", lambda at: at.is_before_figure or at.next_word in acts() or at.next_word in spoken(), "需"),
        ("说", lambda at: at.i and at.following and at.next_word not in ("了", "过") and _is_speaker(at),
         lambda at: "反映" if at.previous in listed("people_who_report") else "表示"),
        ("以后", lambda at: at.i and (at.previous == "了" or at.previous in acts() or _is_event(at.previous)), "后"),
        ("去 来", lambda at: len(at.next_word) > 1 and at.is_before_word, _went),
        ("里", lambda at: len(at.previous) > 1 and at.following and not at.previous.endswith(tuple(listed("inside"))), "中"),
        ("到", always, lambda at: _reached(at.previous, at.following)),
        ("帮", always, lambda at: "为" if at.next_word != "了" and _does_later(at) else "帮助"),
        ("全", lambda at: at.is_before_act or at.next_word in spoken() or at.next_word in listed("before_act"), "全部"),
        ("就", always, _then_or_only),
        ("不到", lambda at: at.is_before_figure, "不足"),
        ("得", lambda at: at.previous in ("", "都", "也", "还", "又") and at.is_before_word, "需"),
        ("们", lambda at: at.i, ""),
        # 想办个比武, 设了个窗口
        ("个", lambda at: at.i and at.is_before_word and (at.previous in spoken() or at.previous == "了"), ""),
        ("过", _ends_what_was_done, ""),
        ("平", lambda at: at.formal_before and at.formal_before.is_figure, "平方米"),
    )  # fmt: skip


def _of_listed_words() -> Iterator[tuple[Iterable[str], _Where, _Formal]]:
    table = language.table("formal")
    yield listed("demonstratives"), lambda at: True, _pointed_at
    yield table["aspects"], lambda at: True, _aspect
    yield (
        table["organs"],
        lambda at: _is_of_series(at) or ((_is_whole_name(at) or _may_act(at.following)) and not _is_field(at)),
        _organ,
    )
    yield (
        table["before_figure"],
        lambda at: not at.context and at.i == 0 and at.is_before_figure,
        lambda at: str(table["before_figure"][at.text]),
    )


def _text(token: Token) -> str:
    return token.text


def _is_event(word: str) -> bool:
    """Whether a word before 以后 may be what happened: 机构改革以后, but not 镇里以后."""
    return len(word) > 1 and not is_doer([Token(word)]) and word not in listed("levels")


def _is_open(at: _At) -> bool:
    """Whether what is left is told as not done yet: 还有3件没办, 还有2家在改."""
    return not at.later or any(each.text.startswith(tuple(listed("not_done"))) for each in at.later)


def _is_undone(at: _At) -> bool:
    """Whether 没 denies an act and no thing: the verb ends the clause, or a result stands behind it (没固定住)."""
    ends = not at.later or at.later[0].text in listed("results") | listed("complements")
    return ends and at.next_word in acts() and at.next_word not in listed("nothing_always")


def _is_act(word: str) -> bool:
    return word in acts() or word in spoken_verbs()


def _is_speaker(at: _At) -> bool:
    """Whether the word before 说 is somebody who says something."""
    return at.previous in listed("people_who_report") | listed("leaders") or is_doer(at.tokens[: at.i])


def _goes_on(at: _At) -> bool:
    """还是 before what was and still is: 还是那一人, 还是3家."""
    is_told = bool(at.i) and at.previous in listed("told_of")
    points = at.next_word in ("一", "一人") or at.next_word in listed("demonstratives")
    return (
        at.following is None
        or at.is_before_figure
        or is_told
        or points
        or at.next_word.startswith(("原", "那", "老", "以往"))
    )


def _also_or_still(at: _At) -> str:
    if at.later and at.later[0].text == "了":  # 污水厂那个还开了听证会: as well
        return at.text
    next_act = spoken().get(at.next_word, at.next_word)
    if next_act in listed("also_did"):
        return "并"
    return "仍" if next_act in acts() or at.next_word in spoken() else at.text


def _does_later(at: _At) -> bool:
    """Whether what is done for somebody is said later, and stands before its object."""
    return any(spoken().get(each.text, each.text) in listed("fronted") for each in at.tokens[at.i + 1 :])


def _ends_what_was_done(at: _At) -> bool:
    is_known = at.previous in known_verbs() or at.previous in ("败诉", "打输")
    is_known = is_known or (at.following is None and at.previous in acts())
    return bool(at.i) and (is_known or (not at.following and at.previous in spoken()))


def _aspect(at: _At) -> str:
    """这块, 这边 behind a name is 方面; nothing behind the one who acts."""
    if (len(at.previous) == 1 and at.is_behind_act) or at.previous in HAS_OR_IS:  # 走这条路
        return at.text
    if not at.i or is_doer(at.tokens[at.i - 1 : at.i]):
        return "" if at.i or at.text.startswith("这") else at.text
    return at.text if at.following and at.text.endswith("边") else "方面"


def _is_whole_name(at: _At) -> bool:
    """Whether a short name has the ending of an organ, which no other word goes on with: 环保局无人机."""
    return len(at.text) > 2 and at.text.endswith(("局", "委"))


def _is_field(at: _At) -> bool:
    """Whether the short name of an organ is what is counted: 消防12处."""
    is_judged = at.next_word[:1] in ("不", "没", "未", "无")  # 消防不过关
    return at.text in listed("also_fields") and (at.is_before_figure or is_judged)


def _organ(at: _At) -> str | None:
    organs = language.table("formal")["organs"]
    if at.next_word in ("局", "所", "委", "办", "队", "站", "处", "科", "法", "条例"):
        return None  # 消防法
    if at.i and at.previous in organs:  # 环保消防一起查
        return f"、{organs[at.text]}"
    return str(organs[at.text]) if not at.i or at.previous in listed("prepositions") else None


def _given(at: _At) -> str:
    """给: 为 or 向 before the one for whom something is done, which is said later; else it stays (给的钱, 退钱给企业)."""
    if at.i and at.tokens[at.i - 1].is_figure:
        return at.text  # 分流了2600起给12345热线: what was given is said before
    later = [each.text for each in at.later]
    says_what = any(word in acts() or word in spoken() or word in listed("towards") for word in later)
    if at.i and at.previous in (*_DENIED, "不") and (at.is_before_act or at.next_word in spoken()):
        return "予"  # 没给修
    if at.next_word == "的" and any(word in ("经费", "资金", "钱") for word in later):
        return "安排"
    if at.next_word == "了" and at.later and at.later[0].kind == "word":
        return "给予"  # 都给了答复
    is_all = not at.later or at.later[0].text == "了" or at.later[0].is_figure
    if at.is_before_word and at.next_word in acts() and is_all and not any(map(_is_act, later)):
        return "予以"  # 给办了低保, but not 给执法队员讲课
    is_for = len(at.later) > 0 and all(each.kind == "word" and each.text not in ("了", "的") for each in at.later)
    if at.next_word == "的" or not (says_what or is_for):  # 给法律顾问提标
        return "给"
    return "向" if listed("towards").intersection(later) else "为"


def _went(at: _At) -> str:
    """去 and 来 before a place (镇长去县法院旁听) and before what was done there (都去讲了)."""
    if at.next_word in listed("complements") or at.is_before_act:
        return "前往" if at.i and at.previous in (*listed("before_act"), "均", "都") else at.text
    goes_on = any(each.text in acts() or each.text in spoken() for each in at.later)
    return ("赴" if at.text == "去" else "到") if goes_on else at.text


def _pointed_at(at: _At) -> str:
    """那家, 那个 behind a name say nothing: 原来那家律所."""
    is_object = _is_act(at.previous) or at.previous in ("有", "是", "了", "过") or at.previous in listed("prepositions")
    says_nothing = at.i and at.text[0] == "那" and at.is_before_word and not is_object and not at.is_before_act
    return "" if says_nothing else at.text


def _then_or_only(at: _At) -> str:
    """就: 仅 before a figure that is small (今年就做了11篇), nothing where it only joins (5天就办了12件) or where what was said before
    is that there are many, else it stays (调完就走).
    """
    if at.i == 0 and _is_denied(at.context) and at.following and _names_whom(at):
        return "仅"  # 基本没开展，就县局办了2件
    if at.i == 0 and at.next_word == "在":
        return "仅" if any(each.is_figure or each.text == "了" for each in at.later) else ""  # 就在派出所隔壁
    if at.later and at.tokens[-1].text in ("有", "没有"):  # 就自然资源局有
        return "仅"
    if any(each.text in (*_DENIED, "未经") for each in at.tokens[: at.i]):  # 没评估就上会
        return "即"
    is_last = len(at.next_word) == 1 and not at.later
    if at.following is None or is_last or (len(at.next_word) == 1 and at.next_word not in spoken_verbs()):  # 就地
        return "就"
    counts = len(at.later) > 1 and at.later[0].text == "了" and at.later[1].is_figure
    is_of_year = counts and at.i > 0 and at.previous in listed("years")
    are_many = any(word in at.context for word in listed("many"))
    return "仅" if at.is_before_figure or (is_of_year and not are_many) else ""


def _is_denied(context: str) -> bool:
    """Whether the words before say of something that it was not done or is not there."""
    return any(word in context for word in ("未", "无", "没有", "较少", "不多"))


def _names_whom(at: _At) -> bool:
    """Whether 就 at the beginning stands before the one that did it, or was done to: 就县局办了2件, 就修路那个上会了."""
    does = is_doer([at.tokens[at.i + 1]]) or at.next_word in language.table("formal")["organs"]
    points = at.is_before_word and len(at.next_word) > 1 and not at.is_before_act and "了" in map(_text, at.later)
    points = points or any(each.text in ("事项", *listed("demonstratives")) for each in at.later[:2])
    return (does and any(each.is_figure for each in at.later)) or points


def _is_of_series(at: _At) -> bool:
    """公安城管文旅3家: the last of several organs."""
    return bool(at.i) and at.previous in language.table("formal")["organs"] and at.is_before_figure


def _may_act(following: Token | None) -> bool:
    """Whether the word before `following` may be the one who acts; 消防 before 通道 is not."""
    if following is None or following.kind != "word" or following.text in language.table("formal")["organs"]:
        return True
    word = following.text
    if word in ("一起", "一块", "一道", "联合", "共同"):
        return True
    is_verb = word in acts() or word in spoken()
    return is_verb or len(word) == 1 or word in listed("aspects") | listed("adverbs") | listed("prepositions")


def _denied(text: str, next_word: str) -> str:
    """没 and 没有 before a word: 未 before what may be an act, 无 before a thing."""
    known = known_verbs() | listed("acts") | of_verbs("directions")
    is_verb = next_word in known or (text == "没" and next_word in word_borders.verbs())
    names = language.table("formal")["written_out"].keys() | language.table("spoken")["names"].keys()
    names |= listed("field_words")  # 没审查表的
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
