"""Finding one's way in the interview: a State and words in, a State elsewhere, lines of an overview, or an undone change out.

What is undone is what a line changed, place by place, so that what others changed in the report meanwhile stays.
"""

from __future__ import annotations

from dataclasses import replace

from drafter import text
from drafter.asking.forms.state import State, Step, arrive, forward
from drafter.formats import Report

MOST_UNDONE = 200
"""Changes of one sitting that can be undone."""


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
    """To the topic of that number or name, or to the first question with these words; refused where there is none."""
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


def undo(state: State) -> Step:
    """Take back what the last line that changed something changed, and go where it was typed."""
    if not state.changed:
        return Step(state, ("这一次还没有可以撤销的",), refused=True)
    *earlier, (at, before, after) = state.changed
    report = undone(state.report, before, after)
    return Step(replace(arrive(state, at), report=report, changed=tuple(earlier)), ("已撤销",))


def remembered(before: State, step: Step) -> Step:
    """The step, with what it changed kept for `undo`."""
    was, now = before.report, step.state.report
    if (was.answers, was.measures, was.notes) == (now.answers, now.measures, now.notes):
        return step
    changed = (*before.changed, (before.at, before.report, step.state.report))[-MOST_UNDONE:]
    return step._replace(state=replace(step.state, changed=changed))


def undone(report: Report, before: Report, after: Report) -> Report:
    """`report` with what differs between `before` and `after` as it was before."""
    update = {}
    for name in ("answers", "measures", "notes"):
        old, new, now = getattr(before, name), getattr(after, name), dict(getattr(report, name))
        for key in (key for key in {**old, **new} if old.get(key) != new.get(key)):
            now[key] = old.get(key)
        update[name] = {key: value for key, value in now.items() if value is not None}
    return report.model_copy(update=update)


def _topics(state: State) -> list[str]:
    return list(dict.fromkeys(stop.topic for stop in state.stops))
