"""A place of the report by its id: what stands there, and the report with something else there.

What is put in goes the one way that it goes from every face: a question's answer through `entering.enter`, the rest through the
edits that the page makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from drafter import language
from drafter.app import edits
from drafter.app.edits import InProgress
from drafter.app.packs.pack_claims import Claim
from drafter.app.packs.pack_rows import FIELDS_BETWEEN, noted
from drafter.asking.answer_values import labelled, read
from drafter.asking.entering import enter, with_answer
from drafter.asking.last_year import LONGEST_OF
from drafter.errors import FormatError
from drafter.formats import Question, Report, Rolled
from drafter.text import fold


def with_report(now: InProgress, report: Report) -> InProgress:
    """The same with another state of the report; `answers` are those at the beginning."""
    return replace(now, report=report, last=replace(now.last, rolled=report.roll))


def stands(now: InProgress, place: str) -> str:
    """What stands there, as a person says it: 207件, 不适用, 做了, 改写：…; empty where nobody has said anything."""
    kind, _, id = place.partition(":")
    if kind in ("q", "l"):
        return _answered(now, kind, id)
    if kind == "n":
        return "；".join(noted(now, *id.split(":", 1)))
    if kind == "m":
        tick = now.report.measures.get(id)
        return str(language.table("packs")["ticks"][tick.state]) if tick else ""
    if kind == "d":
        measure, name = id.rsplit(":", 1)
        tick = now.report.measures.get(measure)
        return tick.details.get(name, "") if tick else ""
    if kind == "s":
        rolled = now.last.decision(now.last.by_id[id])
        state = "" if rolled is None or rolled.state == "later" else language.table("packs")["rolled"][rolled.state]
        return f"{state}：{rolled.text}" if rolled and rolled.state == "changed" else str(state)
    item, ask = _asked(now, place)
    rolled = now.last.decision(item)
    return rolled.values.get(ask.id, "") if rolled else ""


def _answered(now: InProgress, kind: str, id: str) -> str:
    answer, question = now.report.answers.get(id), now.questionnaire.questions[id]
    if answer is None:
        return ""
    value, state = (answer.last_year, None) if kind == "l" else (answer.value, answer.state)
    reading = None if value is None else read(question, value)
    if reading and reading.value is not None:
        return labelled(question, reading.value)
    return "不适用" if reading or state == "not_applicable" else ""


def put(now: InProgress, claim: Claim) -> Report:
    """The report with what the claim says in its place. Raises FormatError: that does not fit, as at any other face."""
    kind, _, id = claim.place.partition(":")
    if kind in ("q", "l"):
        return _answer(now, kind, id, claim)
    if kind == "m":
        words = language.table("packs")
        return edits.tick(id, _choice(claim.text, words["ticks"], words["tick_words"]))(now)
    if kind == "d":
        measure, name = id.rsplit(":", 1)
        tick = now.report.measures.get(measure)
        if tick and tick.state != "done":
            raise FormatError("这项举措填的不是“做了”", "做了的请先选“做了”，没做的请清空这一格")
        return edits.detail(measure, name, claim.text)(now)
    if kind == "s":
        return _decided(now, id, claim)
    if kind == "n":
        return _with_notes(now, id, claim.text)
    return _filled(now, claim)


def _answer(now: InProgress, kind: str, id: str, claim: Claim) -> Report:
    """The report with the answer. It is entered beside no other one: what they contradict is told when all are in, and not for each."""
    before = now.report.answers.get(id)
    alone = now.report.model_copy(update={"answers": {id: before} if before else {}})
    raw = _raw(now.questionnaire.questions[id], claim.text)
    which, source = ("last_year", "") if kind == "l" else ("value", claim.source)
    entered = enter(now.questionnaire, alone, id, raw, which, source)  # type: ignore[arg-type]
    if entered.reading is None:
        raise FormatError(entered.refusal, entered.hint)
    return with_answer(now.report, id, entered.report.answers[id])


def _decided(now: InProgress, id: str, claim: Claim) -> Report:
    table = language.table("packs")
    words = table["rolled"]
    text = claim.text or (words["changed"] if claim.changed else "")
    state = _choice(text, words, table["rolled_words"])
    if claim.changed and state != "changed":
        raise FormatError(f"选的是“{text}”，又写了新的句子", f"要用新的句子，请选“{words['changed']}”")
    return edits.decide(id, state, claim.changed)(now)


def _with_notes(now: InProgress, id: str, text: str) -> Report:
    """The report with each line that the department has not said yet as a note of the topic."""
    topic, department = id.split(":", 1)
    for line in filter(None, map(str.strip, text.split("\n"))):
        if line not in noted(now, topic, department):
            now = with_report(now, edits.note(topic, line, source=department)(now))
    return now.report


def _filled(now: InProgress, claim: Claim) -> Report:
    """A figure or name in a sentence of last year: whoever gives it wants the sentence kept, but has confirmed no doubtful word."""
    item, ask = _asked(now, claim.place)
    rolled = now.last.decision(item)
    if rolled and rolled.state in ("dropped", "changed"):
        raise FormatError("这一句已经定为删去或改写，这个数没有地方写", "要用这个数，请把这一句定为沿用")
    if rolled is None or rolled.state == "later":
        kept = Rolled(state="kept", of=item.text[:LONGEST_OF])
        now = with_report(now, now.report.model_copy(update={"roll": {**now.report.roll, item.id: kept}}))
    return edits.rolled_value(item.id, ask.id, claim.text)(now)


def _asked(now: InProgress, place: str) -> Any:
    """The sentence and what is asked in it."""
    id, number = place.removeprefix("a:").rsplit(".", 1)
    item = now.last.by_id[id]
    return item, next(ask for ask in item.asks if ask.id == number)


def _choice(typed: str, states: Mapping[str, str], more: Mapping[str, str]) -> str:
    """The state that a word of a list means."""
    by_word = {word: state for state, word in states.items()} | dict(more)
    state = by_word.get(fold(typed).strip()) or by_word.get(typed.strip())
    if state is None:
        raise FormatError(f"看不懂“{typed[:20]}”", f"请选：{'、'.join(states.values())}")
    return state


def _raw(question: Question, text: str) -> Any:
    """A cell as `enter` takes it: of a record each line, cut into its fields."""
    if question.kind != "records":
        return text
    names, found = list(question.fields), []
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        parts = [part.strip() for part in line.replace("|", FIELDS_BETWEEN).split(FIELDS_BETWEEN)]
        if len(parts) > len(names):
            hint = f"依次写{'、'.join(question.fields.values())}"
            raise FormatError(f"一行里有 {len(parts)} 项，最多 {len(names)} 项", hint)
        found.append(dict(zip(names, parts, strict=False)))
    return found
