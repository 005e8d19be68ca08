"""The draft as the page shows it: a Document in, its sheets as HTML out, in which every sentence says where it is filled in.

It is broken into sheets by floats: one without width reaches down the text of a sheet, the next one fills the way to the text of
the following sheet, and the lines flow around both. So the browser breaks the text between any two lines, without a script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape

from drafter.app.edits import InProgress
from drafter.drafting.material import sentence_id
from drafter.model import ROLL, Document, Finding, Sentence
from drafter.writers import html_page

_CHARACTERS, _LINES = 28, 22
"""Of a line and of a sheet."""
_TICKED = "measures."


def sheets(document: Document, now: InProgress, root: str) -> str:
    """The sheets; a sentence has its id and the address of its place, where it has one."""
    found = places(document, now)

    def marked(id: str, text: str) -> str:
        topic, place = found.get(id, ("", ""))
        where = f' data-at="{escape(f"{root}/t/{topic}#{place}")}"' if topic else ""
        return f'<span data-s="{escape(id)}"{where}>{text}</span>' if id else text

    # Their last sheet ends with the text: the floats of those that are too many are not shown.
    lines = sum(len(block.text) // _CHARACTERS + 1 for block in document.blocks)
    breaks = "".join(f"<b></b><i>— {number} —</i>" for number in range(1, lines // _LINES * 2 + 2))
    return f'<div class="breaks" aria-hidden="true">{breaks}</div>\n{html_page.body(document, marked)}'


def places(document: Document, now: InProgress) -> dict[str, tuple[str, str]]:
    """Sentence → the topic and the element of its page where it is filled in; what is the frame's own has none."""
    topics = {question.id: group.topic for group in now.questionnaire.groups for question in group.questions}
    # A gap prints no answer yet: only its run knows the question.
    asked = defaultdict[str, list[str]](list)
    for run in (run for block in document.blocks for run in block.runs):
        asked[run.sentence] += run.answers
    found = {each.id: _place(each, (*each.answers, *asked[each.id]), now, topics) for each in document.sentences}
    for topic, notes in now.report.notes.items():
        ids = {sentence_id(topic, "note", note.note): f"note-{topic}-{number}" for number, note in enumerate(notes)}
        found |= {
            id: (topic, ids[id]) for id, place in found.items() if id in ids and place == (topic, _of_notes(topic))
        }
    return {id: place for id, place in found.items() if place[0]}


def _place(sentence: Sentence, answers: Iterable[str], now: InProgress, topics: Mapping[str, str]) -> tuple[str, str]:
    if sentence.origin == "kept" and (item := now.last.by_id.get(sentence.phrase)):
        return now.last.topic(item), f"s-{item.id}"
    for id in answers:
        if id in topics:
            return topics[id], f"row-{id}"
        if id.startswith(_TICKED) and id.removeprefix(_TICKED) in now.measures.by_id:
            return now.measures.by_id[id.removeprefix(_TICKED)][0], f"m-{id.removeprefix(_TICKED)}"
        if id.startswith(ROLL) and (item := now.last.by_id.get(id.split(".")[1])):
            return now.last.topic(item), f"s-{item.id}"
    is_note = sentence.origin == "note" or sentence.accepted
    return (
        (sentence.topic, _of_notes(sentence.topic))
        if is_note and sentence.topic in now.questionnaire.topics
        else ("", "")
    )


def _of_notes(topic: str) -> str:
    """The element of what is about a topic's notes and not about one of them; another topic's page has none of that name."""
    return f"notes-{topic}"


def place_of(finding: Finding, document: Document, found: Mapping[str, tuple[str, str]]) -> tuple[str, str, str]:
    """The sentence in which a finding begins, and the topic and the element where what is wrong there is filled in; all empty where
    it is about more. `found` is what `places` found in the document.
    """
    if not 0 < finding.block <= len(document.blocks):
        return "", "", ""
    end = 0
    for run in document.blocks[finding.block - 1].runs:
        end += len(run.text)
        if finding.start < end:
            topic, place = found.get(run.sentence, ("", ""))
            figure = next((f"row-{id}" for id in run.answers if id.startswith(f"{topic}.")), "")
            return run.sentence, topic, figure if figure and place.startswith("row-") else place
    return "", "", ""
