"""Puts the formal verb for a spoken one: 搞活动 → 开展活动, 搞培训 → 举办培训. Tokens of a clause in, tokens out.

What 搞, 办 or 做 means depends on its object. So the table has a row per spoken verb, each with the objects it is known with
and the formal verb for each: its choices. The object is looked for behind the verb (搞了活动), before it (活动搞了3场), and in the
clauses before (活动 … 搞了3场), in this order. Where none is found, these choices are asked, in this order: 常 “anything follows”;
then 数次 “a figure in 次 follows”, 数 “any figure follows”, * “了 and anything else follow”, 尾 “nothing follows”. A verb for which
there is no choice stays. `behind` are everywhere the tokens behind a verb without 了, 的 and 过.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter import language
from drafter.suggesting.formal.tokens import Token
from drafter.suggesting.formal.word_classes import listed, of_verbs, spoken, spoken_verbs

_REACH = 16
"""Characters on either side of a verb in which its object is looked for."""
_PARTICLES = ("了", "的", "过")


def by_object(tokens: list[Token], context: str) -> list[Token]:
    """The tokens of a clause with its spoken verbs as formal ones. `context` are the words of the clauses before."""
    found = list(tokens)
    for i, token in enumerate(tokens):
        if token.kind != "word" or token.text not in spoken_verbs() or not _is_whole_word(tokens, i):
            continue
        formal = _formal_verb(tokens, i, context)
        if not formal and len(token.text) > 1:  # 办下来 is also a spoken expression with one meaning
            formal = spoken().get(token.text, "")
        if formal:
            found[i] = token._replace(text=formal, kind="verb")
    return found


def _formal_verb(tokens: Sequence[Token], i: int, context: str) -> str:
    """The formal verb for the spoken one at place `i`; "" where neither its object nor its place tells."""
    verb = tokens[i].text
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    behind = [token for token in tokens[i + 1 :] if token.text not in _PARTICLES]
    counts = bool(behind) and behind[0].is_figure
    if counts and following is behind[0] and any(token.text == "了" for token in tokens[:i]):
        return ""  # 发了书包贴3000个: the clause has its verb with 了 already, so 贴 ends the noun before the figure
    is_done = following is not None and (
        following.text == "了" or following.is_figure or (following.text == "的" and counts)  # 正职去的5件
    )
    choices, before = _choices(verb), _words_before(tokens, i)
    looks_before = is_done or not behind or len(verb) > 1  # 活动搞了3场; in 活动搞培训 only 培训 is the object
    formal = _of_object_in_clause(choices, behind, before, looks_before)
    if not formal and (is_done or _points_back(tokens, i, is_last=not behind)):
        # Of verbs that may end another one, the object may also stand further off in their own clause.
        said = context + before if verb in of_verbs("may_end_a_verb") else context
        formal = _verb_for(_choices_across_clauses(verb), said[-_REACH:], ends=False)
    if not formal and not behind and is_done:
        formal = _verb_for(choices, before[-_REACH:], ends=False)  # 有文件没审就发了
    if not formal and behind:
        formal = choices.get("常", "")
    formal = formal or _without_object(tokens, i, behind)
    return "建成" if formal == "建设" and following and following.text == "了" else formal


def _of_object_in_clause(choices: Mapping[str, str], behind: Sequence[Token], before: str, looks_before: bool) -> str:
    """The formal verb by an object in the same clause: behind the verb, up to a second figure, else right before it."""
    figures = [i for i, token in enumerate(behind) if token.is_figure]
    near = behind[: figures[1]] if len(figures) > 1 else behind  # of 1家代理公司3万元 the first two
    # What stands in quotation marks is a name: 搞了5场“局长坐窗口” sets up no window.
    words = "".join(token.unit if token.is_figure else token.text for token in near if token.text[0] != "“")
    formal = _verb_for(choices, words[:_REACH], ends=False)
    return formal or (_verb_for(choices, before[-_REACH:], ends=True) if looks_before else "")


def _without_object(tokens: Sequence[Token], i: int, behind: Sequence[Token]) -> str:
    """The formal verb by what follows a spoken one whose object is not known."""
    verb, following = tokens[i].text, tokens[i + 1] if i + 1 < len(tokens) else None
    choices = _choices(verb)
    if behind and behind[0].is_figure:
        unit_tells = len(behind) == 1 or verb in of_verbs("may_end_a_verb")
        of_unit = choices.get("数" + behind[0].unit) if unit_tells else ""
        return of_unit or choices.get("数") or choices.get("*", "")
    if behind:
        takes_any = following is not None and following.text == "了" and behind[0].text[0] != "有"
        return choices.get("*", "") if takes_any else ""
    return choices.get("尾", "") if following or _may_end(tokens, i) else ""


def _choices(verb: str) -> dict[str, str]:
    """Object → formal verb, with 数, 尾, * and 常 as objects."""
    return dict(row.split() for row in spoken_verbs()[verb])


def _choices_across_clauses(verb: str) -> dict[str, str]:
    """Those for an object in a clause before; of single characters only the rows of formal.yaml, which are as sure as that."""
    rows = language.table("formal")["by_object"].get(verb, ()) if len(verb) == 1 else spoken_verbs()[verb]
    return dict(row.split() for row in rows)


def _verb_for(choices: Mapping[str, str], words: str, ends: bool) -> str:
    """The formal verb of the object that stands last in the words, the longest one there; "" where none does. `ends`: the
    object has to end the words.
    """
    best, verb = (0, 0), ""
    for object_, formal in choices.items():
        end = words.rfind(object_) + len(object_)
        if object_ in words and (end, len(object_)) > best and (end == len(words) or not ends):
            best, verb = (end, len(object_)), formal
    return verb


def _points_back(tokens: Sequence[Token], i: int, is_last: bool) -> bool:
    """Whether the verb is about what was said before, although neither 了 nor a figure follows: 均回, 年底前改."""
    adverb = tokens[i - 1].text if i else ""
    if adverb in listed("before_act"):
        return not (is_last and adverb in ("没", "没有", "未"))  # 没有跑的 says nothing of what was said before
    return is_last and _tells_when(tokens[:i])


def _words_before(tokens: Sequence[Token], i: int) -> str:
    """The words before a verb in which its object may stand: no adverbs, unless the verb is known with them (当场 改正)."""
    passed = of_verbs("not_an_object").union(*map(listed, ("adverbs", "before_act", "auxiliaries", "years")))
    passed -= {choice.split()[0] for choice in spoken_verbs()[tokens[i].text]}
    return "".join(token.text for token in tokens[:i] if token.kind == "word" and token.text not in passed)


def _may_end(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb at the end of a clause says what is done: 均回, 给各单位学."""
    if len(tokens[i].text) > 1 or _tells_when(tokens[:i]):
        return True
    before = tokens[i - 1].text if i else ""
    for_somebody = any(token.text in listed("for_whom") for token in tokens[:i])
    return for_somebody or before in listed("before_act") | listed("adverbs") | {"无法", "难以"}


def _tells_when(tokens: Sequence[Token]) -> bool:
    """Whether words end on a time: 年底前, 周五."""
    last = tokens[-1] if tokens else Token("")
    return last.kind == "time" or last.text.startswith("周") or last.text in of_verbs("tells_when")


def _is_whole_word(tokens: Sequence[Token], i: int) -> bool:
    """Whether a single character is a verb, not a piece of a word that the vocabulary does not have: 拘留 cut into 拘 and 留."""
    verb = tokens[i].text
    if len(verb) > 1:
        return True
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    before = tokens[i - 1].text if i and tokens[i - 1].kind == "word" else ""
    may_end_a_verb = of_verbs("may_end_a_verb")
    ends_one = i and (following != "了" or tokens[i - 1].text[-1:] in may_end_a_verb | {"回"})  # 收集上来建议, 收回去了
    if verb in may_end_a_verb and ends_one:
        return False
    if following in listed("results") or before == "新":  # 聘上了, 新修1处
        return False
    behind = tokens[i + 1 :]
    behind = behind[1:] if len(behind) > 1 and behind[0].text == "了" else behind
    counts = bool(behind) and behind[0].is_figure
    if counts and before not in listed("first_of_two") and before not in spoken_verbs():
        return True  # 充电桩装了46个, but not 拿回81万
    neighbours = (before, "" if following == "了" else following)
    return all(len(word) != 1 or word in listed("small_words") for word in neighbours)
