"""The draft as the page shows it: a Document in, its sheets as HTML out, in which every sentence says where it is filled in.

It is broken into sheets by floats: one without width reaches down the text of a sheet, the next one fills the way to the text of
the following sheet, and the lines flow around both. So the browser breaks the text between any two lines, without a script.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from drafter.app.edits import InProgress
from drafter.model import ROLL, Document, Finding, Sentence
from drafter.writers import html_page

_CHARACTERS, _LINES = 28, 22
"""Of a line and of a sheet."""
_TICKED = "measures."


def sheets(document: Document, now: InProgress, root: str) -> str:
    """The sheets; a sentence has its id and the address of its place, where it has one."""
    sentences = {sentence.id: sentence for sentence in document.sentences}
    topics = topics_of(now)

    def marked(id: str, text: str) -> str:
        topic, place = at(sentences[id], now, topics) if id in sentences else ("", "")
        where = f' data-at="{escape(f"{root}/t/{topic}#{place}")}"' if topic else ""
        return f'<span data-s="{escape(id)}"{where}>{text}</span>' if id else text

    # Their last sheet ends with the text: the floats of those that are too many are not shown.
    lines = sum(len(block.text) // _CHARACTERS + 1 for block in document.blocks)
    breaks = "".join(f"<b></b><i>— {number} —</i>" for number in range(1, lines // _LINES * 2 + 2))
    return f'<div class="breaks" aria-hidden="true">{breaks}</div>\n{html_page.body(document, marked)}'


def at(sentence: Sentence, now: InProgress, topics: Mapping[str, str]) -> tuple[str, str]:
    """The topic and the element of its page where a sentence is filled in; empty where it is the frame's own."""
    if sentence.origin == "kept" and (item := now.last.by_id.get(sentence.phrase)):
        return now.last.topic(item), f"s-{item.id}"
    for id in sentence.answers:
        if id in topics:
            return topics[id], f"row-{id}"
        if id.startswith(_TICKED) and id.removeprefix(_TICKED) in now.measures.by_id:
            return now.measures.by_id[id.removeprefix(_TICKED)][0], f"m-{id.removeprefix(_TICKED)}"
        if id.startswith(ROLL) and (item := now.last.by_id.get(id.split(".")[1])):
            return now.last.topic(item), f"s-{item.id}"
    return sentence.topic, "notes" if sentence.origin == "note" or sentence.accepted else "main"


def topics_of(now: InProgress) -> dict[str, str]:
    """Question → the topic under which it is asked."""
    return {question.id: group.topic for group in now.questionnaire.groups for question in group.questions}


def sentence_of(finding: Finding, document: Document) -> str:
    """The id of the sentence in which a finding begins; empty where it is about more."""
    if not 0 < finding.block <= len(document.blocks):
        return ""
    block, end = document.blocks[finding.block - 1], 0
    for run in block.runs:
        end += len(run.text)
        if finding.start < end:
            return run.sentence
    return ""
