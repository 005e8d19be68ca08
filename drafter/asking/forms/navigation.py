"""Finding one's way in the interview: a State and words in, a State elsewhere or lines of an overview out."""

from __future__ import annotations

from dataclasses import replace

from drafter import text
from drafter.asking.forms.lines import TakenBack
from drafter.asking.forms.state import State, Step, Stop, arrive, forward

_PARTS = {"随手记": False, "清单": True, "举措": True}
"""What of a topic one can go to → whether it is the checklist."""


def listed_topics(state: State) -> tuple[str, ...]:
    """The topics, numbered, each with how many of its questions are answered, how many required ones are open, and its checklist."""
    answers, lines, missing = state.answers, list[str](), 0
    for number, topic in enumerate(_topics(state), 1):
        stops = [at for at, stop in enumerate(state.stops) if stop.topic == topic]
        ids = [state.stops[at].question for at in stops if state.stops[at].question]
        asked = [id for id in ids if answers.state(id) != "unknown" or state.wants(id)]
        open_ = [id for id in asked if answers.state(id) == "unknown"]
        required = sum(state.questionnaire.questions[id].required for id in open_)
        missing += required
        listed = [each for at in stops if state.stops[at].is_checklist for each in replace(state, at=at).listed]
        is_unticked = listed and all(each.id not in state.report.measures for each in listed)
        marks = (
            f"{len(asked) - len(open_)}/{len(asked)}" if asked else "",
            f"必填缺 {required}" if required else "",
            "清单没勾" if is_unticked else "",
            "上年的句子已写到" if topic in state.manner.covered else "",
        )
        here = " ←" if state.at >= 0 and topic == state.stop.topic else ""
        lines.append(f"  {number:>2}. {state.questionnaire.topics[topic]} {'，'.join(filter(None, marks))}{here}")
    unseen = sum(map(state.is_open, range(len(state.stops))))
    return (f"目录（必填还缺 {missing} 题，要问的还有 {unseen} 处）：", *lines)


def chosen(state: State, line: str) -> Step:
    """At the list of topics: the number or name of one, or Enter to go on with what was not shown yet."""
    if line:
        return jump(state, line)
    return Step(arrive(state, state.at) if state.at >= 0 else forward(state))


def jump(state: State, words: str) -> Step:
    """To the topic of that number or name, or to the first question with these words; to the notes or the checklist of the present topic, or
    of one named before. Refused where there is none.
    """
    topic, _, part = words.rpartition(" ")
    if part in _PARTS:
        after = _jump_within(jump(state, topic) if topic else Step(state), part)
        return after._replace(state=state) if after.refused else after
    topics, wanted = _topics(state), text.fold(words).replace(" ", "")
    named = [topic for topic in topics if wanted and wanted in state.questionnaire.topics[topic]]
    if wanted.isdecimal() and 0 < int(wanted) <= len(topics):
        named = [topics[int(wanted) - 1]]
    questions = state.questionnaire.questions
    if named:
        places = [at for at, stop in enumerate(state.stops) if stop.topic == named[0]]
        places = [at for at in places if not state.stops[at].is_checklist or replace(state, at=at).listed]
    else:
        places = [at for at, stop in enumerate(state.stops) if stop.question and wanted in questions[stop.question].ask]
    if not wanted or not places:
        return Step(state, (f"没有找到“{words}”；输入“目录”查看有哪些主题",), refused=True)
    if named:
        there = replace(state, opened=state.opened | {named[0]})
        return Step(arrive(there, next((at for at in places if there.is_open(at)), places[0])))
    return Step(arrive(state, places[0]))


def _jump_within(there: Step, part: str) -> Step:
    """To the notes or the checklist of the topic where one is, whether they were asked for before or not."""
    state = there.state
    if there.refused or state.at < 0:
        return there if there.refused else Step(state, (f"请写明主题，如 跳到 调解 {part}",), refused=True)
    of_topic = (at for at, stop in enumerate(state.stops) if stop.topic == state.stop.topic and not stop.question)
    found = next((at for at in of_topic if state.stops[at].is_checklist == _PARTS[part]), None)
    if found is None:
        return Step(state, (f"这里没有{part}",), refused=True)
    return Step(arrive(replace(state, opened=state.opened | {state.stop.topic}), found))


def taken_back(state: State, taken: TakenBack) -> Step:
    """Behind an undo: where that was typed which was taken back, if the interview comes there."""
    there = replace(state, report=taken.report)
    found = [at for at, stop in enumerate(state.stops) if any(_is_at(stop, *place) for place in taken.places)]
    if found and (state.at not in found or state.stop.question):
        there = arrive(there, found[0])
    return Step(arrive(there, there.at) if there.at >= 0 else replace(there, phase="overview"), (taken.told,))


def _is_at(stop: Stop, section: str, key: str) -> bool:
    if section == "measures":
        return stop.is_checklist and stop.topic == key.partition(".")[0]
    if section == "notes":  # they are taken at the checklist too
        return not stop.question and stop.topic == key
    return section == "answers" and stop.question == key


def _topics(state: State) -> list[str]:
    return list(dict.fromkeys(stop.topic for stop in state.stops))
