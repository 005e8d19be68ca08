"""What a Word comment says about a sentence or a gap, and the comments part. Sentences in, Chinese text and XML out.

The final paper needs none of it, the clerk does: `todo` keeps to what is left to do, `all` also says where every sentence
comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.model import Origin, Run, Sentence, Suggestion
from drafter.text import clean
from drafter.writers.docx import elements
from drafter.writers.docx.elements import el, element, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.writers import Comments

AUTHOR, INITIALS = "drafter", "拟"
_ORIGINS: dict[Origin, str] = {
    "template": "模板",
    "answer": "填报数据",
    "phrase": "句式",
    "snippet": "段落素材",
    "gap": "待填",
    "note": "原始记录",
    "read": "原文",
}


def on_sentence(sentence: Sentence, comments: Comments) -> str:
    """The comment's text; empty where there is nothing to say."""
    if comments == "none":
        return ""
    if sentence.origin == "note" or sentence.suggestions:
        return _suggested(sentence)
    return _provenance(sentence) if comments == "all" and sentence.origin != "gap" else ""


def on_gap(gap: Run, comments: Comments) -> str:
    """What is missing, and under which question it is to be filled in."""
    if comments == "none":
        return ""
    what = gap.text.strip().strip("【】").removeprefix("待填").lstrip("：:") or "此处内容"
    where = f"（问题编号：{'、'.join(gap.answers)}）" if gap.answers else ""
    return f"待填：{what}{where}\n填报后重新生成文稿，此处即自动补上。"


def _suggested(sentence: Sentence) -> str:
    best = sentence.suggestions[:3]
    lines = [f"{i}. {option.text}\n   {_credit(option)}" for i, option in enumerate(best, 1)]
    head = "可选用以下表述：" if best else "句式库中没有合适的表述，请自行润色。"
    return "\n".join([f"此句为原始记录，尚未选定表述：{sentence.text}", head, *lines])


def _credit(option: Suggestion) -> str:
    sources = f"；出处 {'、'.join(option.sources)}" if option.sources else ""
    return f"（匹配度 {option.score:.4g}；句式 {option.id}{sources}）"


def _provenance(sentence: Sentence) -> str:
    facts = {
        "来源": " ".join(filter(None, (_ORIGINS[sentence.origin], sentence.phrase))),
        "出处": "、".join(sentence.sources),
        "匹配度": "" if sentence.score is None else f"{sentence.score:.4g}",
        "采用数据": "、".join(sentence.answers),
    }
    return "\n".join(f"{name}：{value}" for name, value in facts.items() if value)


def part(texts: Sequence[str], stamp: str) -> bytes:
    """comments.xml: comment i says `texts[i]`, one paragraph a line; `stamp` is ISO 8601."""
    return elements.part("w:comments", *(_comment(i, clean(text), stamp) for i, text in enumerate(texts)))


def _comment(index: int, text: str, stamp: str) -> str:
    reference = el("r", el("rPr", el("rStyle", val="CommentReference")), el("annotationRef"))
    contents = [run(line) for line in text.split("\n")]
    contents[0] = reference + contents[0]
    paragraphs = [paragraph("CommentText", [content]) for content in contents]
    paragraphs[-1] = paragraphs[-1].replace("<w:p>", f'<w:p w14:paraId="{_paragraph_id(index)}">', 1)
    return el("comment", *paragraphs, id=index, author=AUTHOR, date=stamp, initials=INITIALS)


def extended(count: int) -> bytes:
    """commentsExtended.xml: without it Word lets nobody answer a comment or mark it as done."""
    ids = ({"w15:paraId": _paragraph_id(index), "w15:done": "0"} for index in range(count))
    return elements.part("w15:commentsEx", *(element("w15:commentEx", **values) for values in ids))


def _paragraph_id(index: int) -> str:
    return f"{index + 1:08X}"


def anchored(content: Sequence[str], index: int) -> list[str]:
    """`content` of a paragraph as the range that comment `index` speaks of."""
    reference = el("r", el("rPr", el("rStyle", val="CommentReference")), el("commentReference", id=index))
    return [el("commentRangeStart", id=index), *content, el("commentRangeEnd", id=index), reference]
