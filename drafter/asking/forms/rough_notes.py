"""What a line means at the rough notes of a topic: a State and the line in, a Step out."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter import text
from drafter.asking.forms import several
from drafter.asking.forms.state import State, Step, restart
from drafter.errors import FormatError
from drafter.formats import MOST_NOTES, Note

_OWN = re.compile(r"(\d{1,2})\s*[:：=＝]\s*(\S.*)")
SENTENCE = 4
"""Hanzi from which a line typed at a choice is a wording of the user's own."""


def without(state: State, number: int) -> Step:
    """With a note deleted."""
    if not 0 < number <= len(state.notes):
        return Step(state, (f"没有第 {number} 条",), refused=True)
    left = [note for at, note in enumerate(state.notes, 1) if at != number]
    return Step(restart(with_notes(state, left)), (f"已删去第 {number} 条",))


def moved(state: State, number: int, name: str) -> Step:
    """With a note put under another topic, as the last one there."""
    if not 0 < number <= len(state.notes):
        return Step(state, (f"没有第 {number} 条",), refused=True)
    try:
        topic = state.questionnaire.topic_of(name)
    except FormatError as error:
        return Step(state, (f"{error.message}。{error.hint}",), refused=True)
    left = [note for at, note in enumerate(state.notes, 1) if at != number]
    there = [*state.report.notes.get(topic, []), state.notes[number - 1]] if topic != state.stop.topic else state.notes
    report = state.report.model_copy(update={"notes": {**state.report.notes, state.stop.topic: left, topic: there}})
    title = state.questionnaire.topics[topic]
    return Step(restart(replace(state, report=report)), (f"第 {number} 条已移到“{title}”",))


def rewrite(state: State) -> Step:
    """All notes without a wording are to be put into formal words."""
    if state.phase != "notes":
        return Step(state, ("在随手记处可以用“改写”",), refused=True)
    return Step(replace(state, phase="rewrite"))


def take_rewritten(state: State, line: str) -> Step:
    """全部 takes all, 1 3 takes the first and the third, and 2=…… is a sentence of the user's own for the second."""
    own = _OWN.fullmatch(line)
    if own and 0 < (number := int(text.fold(own[1]))) <= len(state.rewritten):
        at, notes = state.rewritten[number - 1][0], list(state.notes)
        notes[at] = notes[at].model_copy(update={"accepted": own[2], "phrase": ""})
        left = tuple(each for n, each in enumerate(state.rewritten, 1) if n != number)
        after = with_notes(state, notes)
        return Step(replace(after, rewritten=left) if left else restart(after), (f"已采用：{own[2]}",))
    count = len(state.rewritten)
    numbers = several.numbers(f"1-{count}" if line == "全部" else line, count)
    if numbers is None:
        return Step(state, (f"请输入“全部”，或 1 到 {count} 的编号，或直接回车都不采用",), refused=True)
    notes, chosen = list(state.notes), [state.rewritten[number - 1] for number in dict.fromkeys(numbers)]
    for at, wording in chosen:
        notes[at] = notes[at].model_copy(update={"accepted": wording.text, "phrase": wording.id})
    return Step(restart(with_notes(state, notes)), (f"已采用 {len(chosen)} 条",))


def take_note(state: State, line: str) -> Step:
    """One more note on the present topic."""
    if sum(map(len, state.report.notes.values())) >= MOST_NOTES:
        return Step(state, (f"随手记已有 {MOST_NOTES} 条，不能再加；请先在 report.yaml 中删去用不着的",), refused=True)
    return Step(replace(with_notes(state, [*state.notes, Note(note=line)]), phase="lookup"), ("已记",))


def choose(state: State, line: str) -> Step:
    """`2` takes the second wording, `e2` edits it first; `e` alone edits the first. One with gaps has to be edited."""
    choice = re.fullmatch(r"(?P<edit>e|编辑)?\s*(?P<number>[1-9])?", text.fold(line).lower())
    if choice is None and sum(map(text.is_hanzi, line)) >= SENTENCE:
        return accept(state, line, phrase="")
    if choice is None or (number := int(choice["number"] or 1)) > len(state.offered):
        return Step(state, (f"请输入 1 到 {len(state.offered)} 采用，e 加编号修改，或直接回车保留原话",), refused=True)
    wording = state.offered[number - 1]
    editing = replace(state, phase="edit", chosen=number - 1)
    if wording.unfilled:
        return Step(editing, ("这条还有空缺，请补上后回车",))
    return Step(editing) if choice["edit"] else accept(editing, wording.text)


def accept(state: State, wording: str, phrase: str | None = None) -> Step:
    """Take a wording for the last note: that of the phrase `chosen`, or one that the user wrote (`phrase` is empty)."""
    if "【待填" in wording:
        return Step(state, ("还有【待填】没有补上；删空后回车可保留原话",), refused=True)
    *earlier, note = state.notes
    id_ = state.offered[state.chosen].id if phrase is None else phrase
    accepted = note.model_copy(update={"accepted": wording, "phrase": id_})
    return Step(restart(with_notes(state, [*earlier, accepted])), (f"已采用：{wording}",))


def with_notes(state: State, notes: list[Note]) -> State:
    """With these notes on the present topic; an empty list too is kept, which says that they were asked for."""
    changed = {**state.report.notes, state.stop.topic: notes}
    return replace(state, report=state.report.model_copy(update={"notes": changed}))
