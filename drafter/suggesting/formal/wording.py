"""Words the chunks of a note as formal clauses. Chunks in, one text out.

In this order: chunks that only name what the next ones are about are joined to them; spoken words become formal ones; spoken
verbs become the verb that their object asks for; the verb moves before its object (记录仪配备58台 → 配备记录仪58台); a bare activity
gets its verb (活动49场 → 开展活动49场). Where nothing is known the clerk's own words and order stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter import language
from drafter.suggesting.formal import soundness, verb_endings, verb_order
from drafter.suggesting.formal.by_place import by_place
from drafter.suggesting.formal.labels import joined
from drafter.suggesting.formal.tokens import ITEM, Chunk, Token
from drafter.suggesting.formal.verbs_by_object import by_object
from drafter.suggesting.formal.word_classes import HAS_OR_IS, acts, formal, is_doer, listed, spoken, spoken_verbs
from drafter.suggesting.formal.word_classes import verbs as known_verbs

DOUBTED = "（待核实）"
"""Stands behind what the clerk only guesses, which must not read as a fact."""
_LONGEST_NAME = 5
"""Words of the longest name behind which 那块 is 方面."""
_ITEMS = "一二三四五六七八九十"
_MARKS = {"。": "。", "!": "。", "?": "。", ";": "；", ":": "：", "、": "、"}
"""The mark before a chunk in the note → the mark before its clause; everything else becomes a comma."""
_PLACES_AND_POSTS = frozenset("岗站点室队所区")
_PLACES = "村镇乡街社所"
"""Characters with which the name of a kind of place begins."""


def worded(chunks: Sequence[Chunk]) -> str:
    """The text of all chunks, joined by commas, or by semicolons and full stops where the note has them."""
    text, context = "", ""
    begins_a_list, items = False, 0
    last_unit = ""
    for chunk in joined([_with_organ(chunk) for chunk in chunks]):
        figures = [token for token in chunk.tokens if token.is_figure]
        if text and chunk.is_doubted and len(chunk.tokens) == len(figures) == 1 and figures[0].unit == last_unit != "":
            text += f"，或为{figures[0].text}{DOUBTED}"  # 学了两次，好像是三次
            continue
        last_unit = figures[-1].unit if figures else ""
        # 考勤、用车制度废了3个: the verb stays where it is, else it would be said of the last only
        clause, context = _sound_clause(chunk.tokens, context, keeps_order=begins_a_list and chunk.before == "、")
        begins_a_list = not chunk.has_figure
        if clause and chunk.is_doubted:
            clause += DOUBTED
        if clause and chunk.before == ITEM:
            text += ("；" if items else "：" if text else "") + _ITEMS[items % len(_ITEMS)] + "是" + clause
            items += 1
        elif clause:
            text += (_MARKS.get(chunk.before, "，") if text else "") + clause
    return text


def _sound_clause(tokens: Sequence[Token], context: str, keeps_order: bool) -> tuple[str, str]:
    """The clause of a chunk, with less reworded where the sentence would be none: in the note's order, else in its own words."""
    typed = "".join(token.text for token in tokens)
    clause, said = _clause(tokens, context, keeps_order)
    if not soundness.is_broken(clause, typed):
        return clause, said
    if not keeps_order:
        clause, _ = _clause(tokens, context, keeps_order=True)
        if not soundness.is_broken(clause, typed):
            return clause, said
    return soundness.safely_worded(tokens), said


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
    says_twice = len(tokens) > 2 and texts[0] == texts[-1]
    if says_twice and (tokens[1].is_figure or set(texts[1:-1]) <= {"也", "均", "已", "都", "未"}):
        return tokens[1:]  # 述法 58家都述了, 述法也述了
    return tokens


def _counted_last(tokens: list[Token]) -> list[Token]:
    """办理78件案件 is 办理案件78件."""
    if len(tokens) > 2 and tokens[-2].is_figure and tokens[-1].text == "案件" and tokens[-2].text.endswith("件"):
        verb = tokens[-3]
        if verb.kind == "verb" or verb.text in listed("fronted"):
            return [*tokens[:-2], tokens[-1], tokens[-2]]
    return tokens


def _settled(clause: str) -> str:
    """The clause with full-width brackets, and what goes together in settled words."""
    for words, settled in language.table("formal")["settled"].items():
        end = clause.find(words) + len(words)
        if words in clause and clause[end : end + 2].lstrip("约近")[:1].isdigit():
            clause = clause.replace(words, settled, 1)
    clause = clause.replace("全部已", "均已").replace("均为有", "均有")
    return (
        re.sub(
            "(?<=尚有[0-9].)尚(?=未)|约(?=[约近]|[0-9.]+(?:%以上|[万千亿]?余))|新(?=新[增建])|(?<=仍)正(?=在)",
            "",
            clause,
        )
        .translate({ord("("): "（", ord(")"): "）"})
        .strip("，、 ")
    )


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
        before = parts[-1][-1].text if parts[-1] else ""
        is_counted = (len(before) == 1 and before in spoken_verbs()) or before in HAS_OR_IS  # 走这条路
        is_attribute = i + 1 < len(tokens) and tokens[i + 1].text == "的"  # 国土那边的执法监察
        is_taken = any(each.text in ("把", "将") for each in parts[-1])  # 把法治这项列进去
        if token.text in listed("aspects") and (is_attribute or is_taken):
            continue
        if token.text in listed("aspects") and names and not is_counted and i < len(tokens) - 1:
            organ = language.table("formal")["organs"].get(parts[-1][-1].text)
            if organ:
                parts[-1][-1] = Token(organ)
            elif not is_doer(parts[-1]) and not tokens[i + 1].is_figure:  # 数字那块, but 派出所那边, 危化园区那边5次
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
        words = _formal_words(verb_endings.without_complement(part), context)
        words = by_object(words, context)
        if words and words[0].text == "成功" and (verb := verb_order.verb_that_succeeds(context)):
            words[0] = words[0]._replace(text=verb + "成功")  # 调解207件 成功188件
        context += "".join(token.text for token in words if not token.is_figure)
        if not keeps_order:
            words = verb_order.verb_first(words)
        words = verb_endings.without_le(verb_endings.without_de(words))
        if not keeps_order:
            words = verb_order.activity_with_verb(words)
        words = _denied_last(_counted_last(words))
        clauses.append(_settled("".join(token.text for token in words)))
    return "，".join(filter(None, clauses)), context


def _begins(tokens: Sequence[Token], i: int, part: Sequence[Token]) -> bool:
    """Whether the token behind the figure that ends a `part` of a clause begins a clause of its own: a year, or a verb; a verb
    of one character only with 了 or a figure of its own.
    """
    token, following = tokens[i], tokens[i + 1]
    if _counts_more(tokens, i, part):
        return True
    if token.text.endswith("到") and token.text[:-1] in listed("directions"):  # 从每件100提到150
        return False
    if token.text in listed("years") or (token.text in listed("begins_clause") and len(tokens) > i + 1):
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
    counts_object = (
        part[-1].unit not in listed("no_objects")
        and len(part) > 1
        and (part[-2].text == "了" or part[-2].text in acts() or part[-2].text in spoken_verbs())
    )
    if counts_object and not following.is_figure and following.text != "了":
        return False  # 建1个调解工作室, 约谈了12家运输公司
    is_spoken = len(token.text) == 1 and token.text in spoken_verbs()
    return not is_spoken or following.is_figure or following.text == "了"


def _counts_more(tokens: Sequence[Token], i: int, part: Sequence[Token]) -> bool:
    """Whether the words from place `i` on count something else than the figure before them, up to the end of the chunk: 1200批次
    不合格的1.9%, 人大建议87件政协提案134件.
    """
    words = tokens[i:-1]
    first, figure, before = tokens[i].text, tokens[-1], tokens[i - 1]
    if not figure.is_figure or not words or any(each.kind != "word" for each in words):
        return False
    texts = [each.text for each in words]
    if any(each.text[0] in "从由为给向" or each.text in listed("prepositions") for each in part):
        return False  # 从去年的1260次降到今年的858次
    if texts[-1] == "的" or texts[-2:] == ["的", "有"]:
        tells_which = first[0] in "不没未" or (len(first) > 1 and (first in acts() or first in spoken()))
        return tells_which and before.unit != "" and len(texts) > 1
    names = len(first) > 1 and not any(
        each in acts() or each in listed("prepositions") or len(each) < 2 for each in texts
    )
    is_alike = (
        before.unit == figure.unit not in ("", "个")
        and figure.text.endswith(figure.unit)
        and before.text.endswith(before.unit)
    )
    follows_name = len(part) > 1 and part[-2].kind == "word" and (part[-2].text not in acts() or is_doer(words))
    return names and is_alike and follows_name


def _formal_words(tokens: Sequence[Token], context: str) -> list[Token]:
    """Names written out, spoken words as formal ones."""
    table = language.table("formal")
    found: list[Token] = []
    for i, token in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        text = token.text
        if token.kind == "word":
            placed = by_place(tokens, i, found[-1] if found else None, context)
            if placed is None:
                waits = len(text) > 1 and text in spoken_verbs()  # for its object
                placed = text if waits else table["written_out"].get(text) or formal(text, not i, following)
            text = placed
        if (
            found
            and found[-1].is_figure
            and found[-1].text.endswith("个")
            and (text == "人" or text.endswith(tuple(listed("people"))))
            and text[0] not in _PLACES  # 8个村居法律顾问: of so many villages
            and (
                text == "人"
                or not (_is_noun(following) or (i + 2 < len(tokens) and tokens[i + 2].text in _PLACES_AND_POSTS))
            )  # 5个党员先锋岗
        ):
            counted = found[-1].text[:-1]  # 3个人, 5个律师
            found[-1] = found[-1]._replace(text=counted) if text == "人" else Token(counted + "名", "count", "名")
        if text == "方面" and following and following.text not in listed("says_how_many"):
            text = "方面，"
        last = found[-1].text if found else ""
        if len(last) > 1 and text != token.text and text.startswith(last):  # 历史旧账 is 历史欠账
            found.pop()
        if len(text) > 1 and tokens[i - 1].text != last and last.endswith(text):  # 副职负责人, with 副职 written out
            continue
        if text:
            found.append(token._replace(text=text))
    return found


def _is_noun(token: Token | None) -> bool:
    """Whether a word goes on with the name before it: neither a verb nor an adverb, nor a single character."""
    if token is None or token.kind != "word" or len(token.text) < 2:
        return False
    passed = (acts(), spoken_verbs(), listed("adverbs"), listed("before_act"))
    return not any(token.text in words for words in passed)
