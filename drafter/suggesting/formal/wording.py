"""Words the chunks of a note as formal clauses. Chunks in, one text out.

In this order: chunks that only name what the next ones are about are joined to them; spoken words become formal ones; spoken
verbs become the verb that their object asks for; the verb moves before its object (记录仪配备58台 → 配备记录仪58台); a bare activity
gets its verb (活动49场 → 开展活动49场). Where nothing is known the clerk's own words and order stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter import language
from drafter.language import word_borders
from drafter.suggesting.formal import verbs
from drafter.suggesting.formal.labels import joined
from drafter.suggesting.formal.statements import ITEM, Chunk, Token
from drafter.suggesting.formal.word_classes import acts, formal, is_doer, listed, spoken, spoken_verbs
from drafter.suggesting.formal.word_classes import verbs as known_verbs

_LONGEST_NAME = 5
"""Words of the longest name behind which 那块 is 方面."""
_ITEMS = "一二三四五六七八九十"
_MARKS = {"。": "。", "!": "。", "?": "。", ";": "；", ":": "：", "、": "、"}
"""The mark before a chunk in the note → the mark before its clause; everything else becomes a comma."""


def worded(chunks: Sequence[Chunk]) -> str:
    """The text of all chunks, joined by commas, or by semicolons and full stops where the note has them."""
    text, context = "", ""
    begins_a_list, items = False, 0
    for chunk in joined([_with_organ(chunk) for chunk in chunks]):
        # 考勤、用车制度废了3个: the verb stays where it is, else it would be said of the last only
        clause, context = _clause(chunk.tokens, context, keeps_order=begins_a_list and chunk.before == "、")
        begins_a_list = not chunk.has_figure
        if clause and chunk.before == ITEM:
            text += ("；" if items else "：" if text else "") + _ITEMS[items % len(_ITEMS)] + "是" + clause
            items += 1
        elif clause:
            text += (_MARKS.get(chunk.before, "，") if text else "") + clause
    return text


def _denied_last(tokens: list[Token]) -> list[Token]:
    """公司律师没有 is 无公司律师, 进网吧的没发现 is 未发现进网吧."""
    texts = [token.text for token in tokens]
    if texts[-1:] == ["无"] and texts[-2:-1] and texts[-2] in ("基本", "几乎"):  # 法学专业的基本没有
        return [*tokens[:-1], Token("没有")]
    says_more = any(each.kind != "word" or each.text in ("说", "今年", "上年", "反映") for each in tokens)
    if len(tokens) > 1 and texts[-1] == "无" and not says_more:
        name = tokens[:-2] if texts[-2] == "的" else tokens[:-1]
        if name[-1].text.endswith(tuple(listed("places"))):  # 学校食堂没有
            return [*name, Token("无此类情形")]
        return [tokens[-1], *name]
    if len(tokens) > 2 and tokens[1].is_figure and texts[0] == texts[-1]:  # 述法 58家都述了
        return tokens[1:]
    return tokens


def _settled(clause: str) -> str:
    """The clause with full-width brackets, and what goes together in settled words."""
    for words, settled in language.table("formal")["settled"].items():
        end = clause.find(words) + len(words)
        if words in clause and clause[end : end + 1].isdigit():
            clause = clause.replace(words, settled, 1)
    return re.sub("约(?=[约近])|新(?=新[增建])", "", clause).translate({ord("("): "（", ord(")"): "）"}).strip("，、 ")


def _with_organ(chunk: Chunk) -> Chunk:
    """市监 alone before what it did is 市场监管部门."""
    first = chunk.tokens[0]
    name = language.table("formal")["organs"].get(first.text) if len(chunk.tokens) == 1 else None
    return chunk._replace(tokens=(first._replace(text=name),)) if name else chunk


def _clause(tokens: Sequence[Token], context: str, keeps_order: bool = False) -> tuple[str, str]:
    """The clause of a chunk, and the words that later chunks may be about. `context` are those of the chunks before;
    `keeps_order`: no verb moves or is put before its object.
    """
    parts: list[list[Token]] = [[]]
    for i, token in enumerate(tokens):
        begins_another = i and tokens[i - 1].is_figure and len(tokens) > i + 1 and _begins(tokens, i, parts[-1])
        names = 0 < len(parts[-1]) < _LONGEST_NAME and all(
            each.kind == "word" and each.text != "的" for each in parts[-1]
        )
        if token.text in listed("aspects") and names and i < len(tokens) - 1:
            organ = language.table("formal")["organs"].get(parts[-1][-1].text)
            if organ:
                parts[-1][-1] = Token(organ)
            elif not is_doer(parts[-1]):  # 数字那块, but 派出所那边
                parts[-1].append(Token("方面"))
                if not any(each.text.endswith("是") for each in parts[-1]):
                    parts.append([])
            continue
        if token.text == "，" or begins_another:
            parts.append([])
        if token.text != "，":
            parts[-1].append(token)
    clauses = []
    for part in parts:
        words = _formal_words(verbs.without_complement(part), context)
        words = verbs.by_object(words, context)
        if words and words[0].text == "成功" and (verb := verbs.last_verb(context)):  # 调解207件 成功188件
            words[0] = words[0]._replace(text=verb + "成功")
        context += "".join(token.text for token in words if not token.is_figure)
        if not keeps_order:
            words = verbs.verb_first(words)
        words = verbs.without_le(verbs.without_de(words))
        if not keeps_order:
            words = verbs.activity_with_verb(words)
        clauses.append(_settled("".join(token.text for token in _denied_last(words))))
    return "，".join(filter(None, clauses)), context


def _begins(tokens: Sequence[Token], i: int, part: Sequence[Token]) -> bool:
    """Whether the token behind the figure that ends a `part` of a clause begins a clause of its own: a year, or a verb; a verb
    of one character only with 了 or a figure of its own.
    """
    token, following = tokens[i], tokens[i + 1]
    if token.text in listed("years"):
        return True
    waits = any(
        each.text in (*listed("prepositions"), "给", "帮", "帮助", "有", "还有") for each in part
    )  # 为136人追回工资 is one clause
    # 其中2项举行听证, 184件谈成了, 漏的1件补上了
    is_subject = len(part) == 1 or part[-2].text == "的" or (len(part) == 2 and part[0].text in listed("part_of_whole"))
    if (
        token.text not in known_verbs()
        or waits
        or is_subject
        or (len(part) > 1 and part[-2].text in ("中", "里头", "里", "里面"))
    ):
        return False
    counts_object = len(part) > 1 and (
        part[-2].text == "了" or part[-2].text in acts() or part[-2].text in spoken_verbs()
    )
    if counts_object and not following.is_figure and following.text != "了":
        return False  # 建1个调解工作室, 约谈了12家运输公司
    is_spoken = len(token.text) == 1 and token.text in spoken_verbs()
    return not is_spoken or following.is_figure or following.text == "了"


def _formal_words(tokens: Sequence[Token], context: str) -> list[Token]:
    """Names written out, spoken words as formal ones."""
    table = language.table("formal")
    found: list[Token] = []
    for i, token in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        text = token.text
        if token.kind == "word":
            by_place = _by_place(tokens, i, found[-1] if found else None, context)
            if by_place is None:
                waits = len(text) > 1 and text in spoken_verbs()  # for its object
                by_place = text if waits else table["written_out"].get(text) or formal(text, not i, following)
            text = by_place
        if (
            found
            and found[-1].is_figure
            and found[-1].text.endswith("个")
            and (text == "人" or text.endswith(tuple(listed("people"))))
        ):
            found[-1] = found[-1]._replace(text=found[-1].text[:-1] + ("名" if text != "人" else ""))  # 3个人, 5个律师
        if text == "方面" and following:
            text = "方面，"
        last = found[-1].text if found else ""
        if len(last) > 1 and text != token.text and text.startswith(last):  # 历史旧账 is 历史欠账
            found.pop()
        if len(text) > 1 and tokens[i - 1].text != last and last.endswith(text):  # 副职负责人, with 副职 written out
            continue
        if text:
            found.append(token._replace(text=text))
    return found


def _by_place(tokens: Sequence[Token], i: int, before: Token | None, context: str) -> str | None:
    """The formal word for one whose meaning depends on its place; None for all others. `before` is the formal word before it."""
    table = language.table("formal")
    text, following = tokens[i].text, tokens[i + 1] if i + 1 < len(tokens) else None
    next_word = following.text if following else ""
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
