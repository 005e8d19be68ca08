"""What a page shows, as plain values for its templates: a report in progress in, dictionaries out."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from drafter.app import edits, in_order, report_in_progress
from drafter.app.edits import InProgress, mark
from drafter.asking.answer_values import NO, YES
from drafter.errors import DrafterError

LEFT: Mapping[str, Any] = {"left": in_order.LEFT, "left_title": "必填的和上年有的数"}
"""The page on which all topics stand together, and what it is called."""
_IN_ORDER = "一行填完：依次写，空格隔开，空着的写 -"
_TICKS = "可以写编号勾选，如 1 3-5"
_VERBS: Mapping[edits.Part, str] = {"roll": "keep", "answers": "figures", "measures": "ticks"}
_STATES = {"kept": "沿用", "changed": "改写", "dropped": "删去", "later": "以后再说"}


def reports(found: Mapping[str, Path]) -> list[dict[str, Any]]:
    """The reports of a folder: what each is called, whose it is and how far; or what is wrong with its file."""
    listed = list[dict[str, Any]]()
    for name, folder in found.items():
        try:
            now, wrong = edits.opened(folder), ""
        except DrafterError as error:
            listed.append({"name": name, "wrong": error.message})
            continue
        of_topics = topics(now)
        counts = {key: sum(each[key] for each in of_topics) for key in ("answered", "asked", "missing", "open")}
        listed.append({"name": name, "wrong": wrong, "zone": now.report.zone.name, "year": now.report.year, **counts})
    return listed


def frames(now: InProgress) -> dict[str, str]:
    """The frames that may be chosen, and what each is called."""
    return report_in_progress.frames(now.report)


def topics(now: InProgress) -> list[dict[str, Any]]:
    """All topics, with how far each is."""
    items = [item for item in now.last.items if item.role != "framing"]
    return [_progress(now, each.topic, each.title, items) for each in now.questionnaire.groups]


def title(now: InProgress, id: str) -> str:
    """What a topic is called; empty where there is none."""
    return LEFT["left_title"] if id == in_order.LEFT else now.questionnaire.topics.get(id, "")


@lru_cache(maxsize=4)  # a change shows what was there before it, which is what the one before has shown
def topic(now: InProgress, id: str) -> Mapping[str, Any]:
    """A topic's page: last year's sentences, measures, questions and notes, each with the mark of what stands there now."""
    report, asked = now.report, now.questionnaire
    group = next((group for group in asked.groups if group.topic == id), None)
    notes = report.notes.get(id, [])
    items = [item for item in now.last.items if item.role != "framing"]
    asked_there = group.questions if group else [*in_order.usual(now, id)]
    numbers = {each.id: number for number, each in enumerate(_measures(now, id), 1)}
    ticks = in_order.Line(tuple(numbers), ())
    return {
        "report": report,
        "title": title(now, id),
        "help": group.help if group else "",
        "questions": [_looked(question_row(now, q.id)) for q in asked_there if edits.applies(now, q.id)],
        "points": [
            {
                "title": point.title,
                "measures": [_looked(_measure(now, m.id, numbers[m.id])) for m in point.measures if m.id in numbers],
            }
            for point in now.measures.points.get(id, ())
        ],
        "takes_notes": bool(group and group.notes),
        "notes": notes,
        "notes_mark": mark(now, "notes", id),
        "sentences": [_looked(_sentence(now, item.id)) for item in items if now.last.topic(item) == id],
        "lines": [_line(now, "roll", line) for line in in_order.paragraphs(now, id)],
        "figures": _line(now, "answers", in_order.figures(now, id)),
        "ticks": _line(now, "measures", ticks, _TICKS if numbers else ""),
    }


def _line(now: InProgress, part: edits.Part, line: in_order.Line, label: str = "") -> dict[str, Any]:
    """A line that gives several values; its element keeps its name while what is left to be typed becomes less."""
    ids = " ".join(line.ids)
    if line.asked:
        label = f"{'整段沿用，' if line.undecided else ''}{_IN_ORDER}"
    shown = line._asdict() | {
        "id": f"from-{line.ids[0]}" if part == "roll" else part,
        "key": ids,
        "mark": mark(now, part, ids),
    }
    return _looked(shown | {"verb": _VERBS[part], "label": label})


def _looked(place: dict[str, Any]) -> dict[str, Any]:
    """With a mark of all that is shown there, by which a page knows that it has become old."""
    return place | {"look": f"{zlib.crc32(repr(place).encode()):08x}"}


def chosen(
    shown: Mapping[str, Any],
    question: str | None = None,
    measure: str | None = None,
    sentence: str | None = None,
    line: str | None = None,
) -> dict[str, Any]:
    """One place of a topic's page: None where it is not there any more, because a question is not asked now or a sentence was moved."""
    if question is not None:
        return {"row": _by_id(shown["questions"]).get(question)}
    if measure is not None:
        return {"measure": _by_id(_listed(shown)).get(measure)}
    if line is not None:
        return {"line": _by_id(_lines(shown)).get(line)}
    return {"sentence": _by_id(shown["sentences"]).get(sentence)} if sentence is not None else {}


def others(before: Mapping[str, Any], shown: Mapping[str, Any], at: str) -> dict[str, Any]:
    """What else of the page a change at the place with the id `at` made different: rows, measures and sentences, and whether there
    are other questions now.
    """
    pairs = (
        ("rows", before["questions"], shown["questions"]),
        ("measures", _listed(before), _listed(shown)),
        ("sentences", before["sentences"], shown["sentences"]),
        ("lines", _lines(before), _lines(shown)),
    )
    found: dict[str, Any] = {}
    for name, old, new in pairs:
        known = _by_id(old)
        found[name] = [each for each in new if each["id"] != at and each["id"] in known and each != known[each["id"]]]
    has_others = [*_by_id(before["questions"])] != [*_by_id(shown["questions"])]
    return {"other": found, "other_questions": has_others}


def _listed(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [measure for point in shown["points"] for measure in point["measures"]]


def _lines(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*shown["lines"], shown["figures"], shown["ticks"]]


def _by_id(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in entries}


def _measures(now: InProgress, topic: str) -> list[Any]:
    """The measures of a topic that can be reported for this year, in the order of their numbers, which begin at 1."""
    points = now.measures.points.get(topic, ())
    return [each for point in points for each in point.measures if each.holds_in(now.report.year)]


def question_row(now: InProgress, id: str) -> dict[str, Any]:
    """A question with its answer as somebody would type it."""
    question, answers = now.questionnaire.questions[id], now.answers
    value, before = answers.get(id), answers.last_year(id)
    state = answers.state(id)
    stored = now.report.answers.get(id)
    reckoned = edits.reckoned(now, id) if state == "unknown" else None
    return {
        "id": id, "ask": question.ask, "unit": "" if question.kind == "money" else question.unit, "kind": question.kind or "text",
        "help": question.help, "example": question.example, "department": question.department, "required": edits.is_required(now, id),
        "fields": question.fields, "choices": (YES, NO) if question.kind == "yes_no" else tuple(question.choices), "free": question.free,
        "state": state, "unknown": bool(stored and stored.state == "unknown"),
        "value": edits.shown(question, value), "last_year": edits.shown(question, before),
        "items": value if isinstance(value, tuple) else (),
        "is_figure": question.kind in ("count", "percent", "money", "days"),
        "reckoned": "" if reckoned is None else edits.shown(question, reckoned),
        "perhaps": now.doubtful.get(id) if before is None else None, "change": _change(value, before, question.kind or ""), "remarks": edits.remarks(now, id), "odd": edits.odd(now, id),
        "mark": mark(now, "answers", id),
    }  # fmt: skip


def _change(value: Any, before: Any, kind: str) -> str:
    """How a figure changed, in words, since a sign is easily overlooked."""
    if not isinstance(value, Decimal) or not isinstance(before, Decimal):
        return ""
    difference = value - before
    if not difference:
        return "持平"
    more = "增" if difference > 0 else "减"
    if kind == "percent":
        return f"{more}{abs(difference).normalize():f}个百分点"
    percent = f"（{abs(difference) / before * 100:.1f}%）" if before else ""
    return f"{more}{abs(difference).normalize():f}{percent}"


def _measure(now: InProgress, id: str, number: int) -> dict[str, Any]:
    _, _, measure = now.measures.by_id[id]
    tick = now.report.measures.get(id)
    given = tick.details if tick else {}
    return {
        "id": id, "number": number, "ask": measure.ask, "text": measure.text[0], "state": tick.state if tick else "", "mark": mark(now, "measures", id),
        "details": [{"name": name, "ask": detail.ask, "value": given.get(name, "")} for name, detail in measure.details.items()],
    }  # fmt: skip


def _sentence(now: InProgress, id: str) -> dict[str, Any]:
    """A sentence of last year with a box in the place of each figure, date and name."""
    item = now.last.by_id[id]
    rolled = now.last.decision(item)
    pieces = []
    for words, ask in now.last.pieces(item, item.wording):
        if ask is None:
            pieces.append({"words": words})
        else:
            pieces.append(
                {"words": "", "ask": ask.id, "label": ask.label, "last": ask.last, "unit": ask.unit, "value": words}
            )
    return {
        "id": id, "text": item.text, "pieces": pieces, "path": item.path, "state": rolled.state if rolled else "",
        "rewritten": rolled.text if rolled else "", "warnings": item.warnings, "role": item.role, "states": _STATES,
        "mark": mark(now, "roll", id),
    }  # fmt: skip


def _progress(now: InProgress, id: str, title: str, items: list[Any]) -> dict[str, Any]:
    """How far a topic is: what is answered, what is required and missing, sentences of last year to be decided on."""
    group = next(group for group in now.questionnaire.groups if group.topic == id)
    asked = [q for q in group.questions if edits.applies(now, q.id)]
    missing = sum(edits.is_required(now, q.id) and now.answers.state(q.id) == "unknown" for q in asked)
    told = now.last.told
    open_ = sum(now.last.topic(item) == id and now.last.decision(item) is None for item in items)
    return {
        "id": id, "title": title, "answered": sum(now.answers.state(q.id) != "unknown" or q.id in told for q in asked),
        "asked": len(asked), "missing": missing, "open": open_,
        "doubtful": sum(bool(edits.remarks(now, q.id)) for q in asked),
    }  # fmt: skip
