"""Joins the chunks of a note that only name something to what is said about it. Chunks in, fewer chunks out.

公证 办了318件 is one clause with 公证 as its object; 信息公开：主动公开18条 is about 信息公开, as is a list over lines with a heading.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter import language
from drafter.suggesting.formal.tokens import Chunk, Token
from drafter.suggesting.formal.word_classes import (
    activities,
    activity_verb,
    is_doer,
    is_organ,
    listed,
    spoken,
    spoken_verbs,
    surely_verbs,
    verbs,
)
from drafter.text import is_hanzi


def joined(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks with every label joined to what it is a label of: the next chunk, if that has a figure."""
    found: list[Chunk] = []
    for chunk in chunks:
        before = found[-1] if found else None
        names_something = before and not before.has_figure and chunk.has_figure and chunk.before in (" ", ":")
        whole = (_with_verb(before, chunk) or _with_label(before, chunk)) if before and names_something else None
        if before and whole:
            found[-1] = whole._replace(is_doubted=before.is_doubted or chunk.is_doubted)
        else:
            found.append(chunk)
    return found


def _with_verb(verb: Chunk, chunk: Chunk) -> Chunk | None:
    """接收 投诉举报900件 is one clause."""
    is_verb = len(verb.tokens) == 1 and verb.tokens[0].text in verbs() - activities()
    return Chunk(verb.before, (*verb.tokens, *chunk.tokens)) if is_verb and chunk.before == " " else None


def _with_label(label: Chunk, chunk: Chunk) -> Chunk | None:
    """The chunk with the label as its object, its subject, its attribute, or as an activity of its own before it."""
    names_a_field = label.tokens[-1].text in listed("aspects")  # 安全这块
    while len(label.tokens) > 1 and label.tokens[-1].text in (*listed("aspects"), "事", "的", "方面"):
        label = label._replace(tokens=label.tokens[:-1])  # 环保这块, 欠薪的事
    organ = language.table("formal")["organs"].get(label.tokens[0].text) if len(label.tokens) == 1 else None
    label = label._replace(tokens=(Token(organ),)) if organ else label
    last = label.tokens[-1].text
    is_leader = chunk.before == ":" and last in listed("leaders")  # 乡长：法治要点18项
    if not _is_label(label) or last in listed("adverbs") or is_leader:
        return None
    figure = next(i for i, token in enumerate(chunk.tokens) if token.is_figure)
    first, *rest = chunk.tokens
    is_topic = chunk.before == ":" and first.text in listed("years")  # 审计：今年被审计项目3个
    if is_topic or (first.text in listed("heads") and not is_organ(label.tokens[-1])):  # 法律顾问 县政府聘律所2家
        return Chunk(label.before, (*label.tokens, Token("方面"), Token("，"), *chunk.tokens))
    names_a_number = label.tokens[-1].text[-1:].isdigit()  # 12345
    is_time = label.tokens[0].kind == "time" and last in (label.tokens[0].text, "度")  # 2023年度 调解190件
    continues = is_time or first.is_figure or first.text in listed("adverbs") or first.kind == "time"
    if chunk.before == ":" and is_doer(label.tokens) and first.text.startswith(tuple(listed("done_by_others"))):
        return None  # 财政所：拖欠账款清了2.3亿 does not say who owes
    if continues or names_a_number or is_doer(label.tokens):
        return Chunk(label.before, (*label.tokens, *chunk.tokens))
    counts = chunk.tokens[figure].kind == "count"
    if figure == 1 and activity_verb([first]):  # 普法：活动26场
        return Chunk(label.before, (*label.tokens, *chunk.tokens))
    if counts and chunk.before != ":" and (verb := activity_verb(label.tokens)):
        lead = 1 if is_organ(label.tokens[0]) else 0  # 住建局工地检查
        named = (*label.tokens[:lead], Token(verb), *label.tokens[lead:])
        return Chunk(label.before, (*named, Token("，"), *chunk.tokens))
    takes_object = first.text in listed("fronted") or first.text in spoken_verbs()
    if takes_object and (rest[0].is_figure or rest[0].text == "了"):
        le = () if rest[0].text == "了" else (Token("了"),)  # with 了 the verb moves before its object
        return Chunk(label.before, (*label.tokens, first, *le, *rest))
    # 执法监督 监督通知书6份, 信息公开：主动公开18条
    stands_apart = first.text.startswith(label.tokens[-1].text) or chunk.before == ":" or names_a_field
    if (
        not stands_apart
        and first.text not in verbs()
        and not any(t.text in surely_verbs() for t in chunk.tokens[:figure])
    ):
        return Chunk(label.before, (*label.tokens, *chunk.tokens))  # 案卷评查 优秀率82%
    return Chunk(label.before, (*label.tokens, Token("方面"), Token("，"), *chunk.tokens))


def _is_label(chunk: Chunk) -> bool:
    """Whether a chunk without figures only names something: it neither begins nor ends with a verb."""
    words = [token.text for token in chunk.tokens]
    # 没有脱管 又犯罪1人: what is denied ends at the blank
    if "是" in words or listed("says_something").intersection(words) or any(word.startswith("有所") for word in words):
        return False
    if len(words) > 1 and (words[0] in verbs() or (len(words[-1]) == 1 and words[-1] in spoken_verbs())):
        return False  # 每周报
    if "了" in words[1:-1]:  # 排查了欠薪苗头 帮412名工人要回工资 tells two things
        return False
    if any(word in surely_verbs() for word in words[1:-1]) or _is_predicate(words[-1]):
        return False
    if not any(map(is_hanzi, words[-1])) and not words[-1].isdigit():  # an address
        return False
    return words[0] not in surely_verbs() and words[-1] not in surely_verbs() and words[-1] not in ("了", "的")


def _is_predicate(word: str) -> bool:
    """Whether a spoken word says something of what stands before it (不够), and is no name."""
    table = language.table("formal")
    is_name = word in language.table("spoken")["names"] or word in table["written_out"] or word in table["organs"]
    return word == "不够" or ((word in spoken() or word + "$" in spoken()) and not is_name)
