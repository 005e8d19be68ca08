"""Word comments: what is said about a sentence or a gap, and how it gets into the file.

Sentences and gaps come in, comment texts go out; at the end all texts become the comments of the file. The clerk needs them
while drafting, the final paper does not. So the user chooses: `todo` comments only on what is left to do, `all` also says
where each sentence comes from, `none` has no comments.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls

from drafter.model import ROLL, Origin, Run, Sentence
from drafter.text import clean
from drafter.writers.word.blank import add_part
from drafter.writers.word.elements import el, paragraph, run

if TYPE_CHECKING:
    from drafter.writers import Comments

_AUTHOR, _INITIALS = "drafter", "拟"
_SUGGESTIONS = 3
"""How many suggestions one comment lists."""
NAMESPACES = (
    f'{nsdecls("w", "w14")} xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
EXTENDED_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
EXTENDED_RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_ORIGINS: dict[Origin, str] = {
    "template": "模板",
    "answer": "填报数据",
    "phrase": "句式",
    "snippet": "段落素材",
    "kept": "上年报告沿用",
    "gap": "待填",
    "note": "原始记录",
    "read": "原文",
}


def on_sentence(sentence: Sentence, wanted: Comments) -> str:
    """The text of the comment on a sentence; empty where there is nothing to say."""
    if wanted == "none":
        return ""
    if sentence.origin == "note" or sentence.suggestions:
        lines = [f"此句为原始记录，尚未选定表述：{sentence.text}"]
        lines.append("可选用以下表述：" if sentence.suggestions else "没有可以改写的文字，请自行润色。")
        for i, option in enumerate(sentence.suggestions[:_SUGGESTIONS], 1):
            sources = f"；出处 {'、'.join(option.sources)}" if option.sources else ""
            credit = "" if option.origin == "own" else f"；句式 {option.id}{sources}"
            lines.append(f"{i}. {option.text}\n   （{option.label}{credit}）")
        return "\n".join(lines)
    if wanted == "todo" or sentence.origin == "gap":
        return ""
    provenance = {
        "来源": " ".join(filter(None, (_ORIGINS[sentence.origin], sentence.phrase))),
        "出处": "、".join(sentence.sources),
        "匹配度": "" if sentence.score is None else f"{sentence.score:.4g}",
        "采用数据": "、".join(sentence.answers),
    }
    return "\n".join(f"{name}：{value}" for name, value in provenance.items() if value)


def on_gap(gap: Run, wanted: Comments) -> str:
    """The text of the comment on a gap such as 【待填：调解件数】: what is missing, and which questions ask for it."""
    if wanted == "none":
        return ""
    what = gap.text.strip().strip("【】").removeprefix("待填").lstrip("：:") or "此处内容"
    where = f"（问题编号：{'、'.join(gap.answers)}）" if gap.answers else ""
    if gap.answers and gap.answers[0].startswith(ROLL):
        where = "（在沿用的上年报告里，用 drafter roll 填）"
    return f"待填：{what}{where}\n填报后重新生成文稿，此处即自动补上。"


def anchored(content: str, number: int) -> str:
    """Part of a paragraph's content, marked as the text on which comment `number` comments."""
    reference = el("r", el("rPr", el("rStyle", val="CommentReference")), el("commentReference", id=number))
    return el("commentRangeStart", id=number) + content + el("commentRangeEnd", id=number) + reference


def add(word: Document, texts: Sequence[str], date: datetime) -> None:
    """Add the comments to a document whose body has their anchors: text i, counted from 0, belongs to anchor i.

    Each part is written as one XML text. python-docx's add_comment searches all comments for the next free number, so that
    8,000 of them take a minute and a half. The second part lists the last paragraph of every comment: without it nobody can
    answer a comment in Word or mark it as done.
    """
    if texts:
        stamp = f"{date:%Y-%m-%dT%H:%M:%SZ}"
        written = "".join(_comment(number, clean(text), stamp) for number, text in enumerate(texts))
        ids = map(_last_id, range(len(texts)))
        states = "".join(f'<w15:commentEx w15:paraId="{id_}" w15:done="0"/>' for id_ in ids)
        comments = f"<w:comments {NAMESPACES}>{written}</w:comments>"
        extended = f"<w15:commentsEx {NAMESPACES}>{states}</w15:commentsEx>"
        add_part(word.part, "comments", CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS, comments)
        add_part(word.part, "commentsExtended", EXTENDED_TYPE, EXTENDED_RELATION, extended)


def _last_id(number: int) -> str:
    """The id of the last paragraph of comment `number`: eight hexadecimal digits, not all 0."""
    return f"{number + 1:08X}"


def _comment(number: int, text: str, stamp: str) -> str:
    return comment(number, text, _last_id(number), date=stamp)


def comment(number: int, text: str, last_id: str, **marks: str) -> str:
    """The XML of a comment: a paragraph for each line of its text, the last of which has this id; `marks` are further attributes."""
    reference = el("r", el("rPr", el("rStyle", val="CommentReference")), el("annotationRef"))
    contents = [run(line) for line in text.split("\n")]
    contents[0] = reference + contents[0]
    paragraphs = [paragraph("CommentText", content) for content in contents]
    paragraphs[-1] = paragraphs[-1].replace("<w:p>", f'<w:p w14:paraId="{last_id}">', 1)
    return el("comment", *paragraphs, id=number, author=_AUTHOR, **marks, initials=_INITIALS)
