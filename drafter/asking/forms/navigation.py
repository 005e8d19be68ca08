"""Finding one's way in the interview: a State and words in, a State elsewhere, lines of an overview, or an undone change out.

What is undone is what a line changed, place by place, so that what others changed in the report meanwhile stays.
"""

from __future__ import annotations

from dataclasses import replace

from drafter import text
from drafter.asking.answers import applies
from drafter.asking.forms.state import State, Step, arrive
from drafter.formats import Report

MOST_UNDONE = 200
"""Changes of one sitting that can be undone."""


def overview(state: State) -> Step:
    """The topics, numbered, each with how many of its questions are answered and how many required ones are open."""
    answers, questions = state.answers, state.questionnaire.questions
    lines = ["目录（输入“跳到 编号”，或“跳到 题目里的几个字”）："]
    for number, topic in enumerate(_topics(state), 1):
        stops = (stop.question for stop in state.stops if stop.topic == topic and stop.question)
        asked = [questions[id] for id in stops if applies(questions[id], answers)]
        open_ = [each for each in asked if answers.state(each.id) == "unknown"]
        required = sum(each.required for each in open_)
        here = " ←" if topic == state.stop.topic else ""
        lack = f"，必填缺 {required}" if required else ""
        done = f"{len(asked) - len(open_)}/{len(asked)}" if asked else "清单"
        lines.append(f"  {number:>2}. {state.questionnaire.topics[topic]} {done}{lack}{here}")
    return Step(state, tuple(lines))


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
    if step.state.report is before.report:
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
