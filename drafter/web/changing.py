"""What somebody typed at one place of the page: a form in, the piece of the page around it out, and every piece that it changed.

One function for each kind of change; each is saved at once by app/edits.py, or refused with the reason beside what was typed.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from starlette.datastructures import FormData
from starlette.responses import Response

from drafter.app import edits, in_order, suggestions, undoing
from drafter.app.edits import Edit, InProgress, Part
from drafter.errors import DrafterError
from drafter.web import views
from drafter.web.rendering import html, root, told

_TYPED = ("typed", "text", "record-")
_RECORD = re.compile(r"record-(\d{1,4})-(\w+)")


class _Outcome(NamedTuple):
    """What became of a change: why it was refused, empty if it was saved; the report before and after it; and whether it was refused
    because something else stands there by now.
    """

    message: str
    before: InProgress
    after: InProgress
    stale: bool = False


def _change(folder: Path, part: Part, key: str, seen: str | None, edit: Edit) -> _Outcome:
    """Make a change; it may be refused."""
    try:
        return _Outcome("", *edits.change(folder, part, key, seen, edit))
    except DrafterError as error:
        now = edits.opened(folder)
        return _Outcome(told(error), now, now, isinstance(error, edits.Stale))


def _changed(
    folder: Path, page: str, outcome: _Outcome, form: FormData, typed: str | list[dict[str, str]] = "", **chosen: str
) -> Response:
    """The piece of the page anew, and every other piece that the change made different; where it was refused, with what was
    typed and why. Where something else stands there by now, or the piece shows only what is saved, what was typed stands below it.
    """
    message, topic = outcome.message, _text(form, "topic")
    lost = "；".join(str(value) for name, value in form.multi_items() if name.startswith(_TYPED) and value)
    if message and lost and (outcome.stale or not typed):
        message, typed = f"{message}。您填的是：{lost}", ""
    shown = views.topic(outcome.after, topic)
    at = next(iter(chosen.values()), "")
    place = views.chosen(shown, **chosen)
    found = place | views.others(views.topic(outcome.before, topic), shown, at)
    return html(
        "changed.html", {} if outcome.after is outcome.before else _saved(folder), page=page, root=root(folder), topic=topic, **shown, **found,
        is_there=None not in place.values(), message=message, typed=typed, field=_text(form, "field") or "value",
    )  # fmt: skip


def _saved(folder: Path, event: str = "saved") -> dict[str, str]:
    """The header that tells the page what was saved: it knows by the stamp what it has seen."""
    return {"HX-Trigger": json.dumps({event: edits.stamp(folder)})}


def _answer(folder: Path, form: FormData) -> Response:
    id, typed = _text(form, "id"), _text(form, "state") or _text(form, "typed") or _records(form)
    field = _text(form, "field")
    edit = edits.confirmed(id) if field == "sure" else edits.answer(id, typed, last_year=field == "last_year")
    outcome = _change(folder, "answers", id, _text(form, "seen"), edit)
    return _changed(folder, "answer.html", outcome, form, typed if outcome.message else "", question=id)


def _tick(folder: Path, form: FormData) -> Response:
    id = _text(form, "id")
    outcome = _change(folder, "measures", id, _text(form, "seen"), edits.tick(id, _text(form, "state")))
    return _changed(folder, "measure.html", outcome, form, measure=id)


def _detail(folder: Path, form: FormData) -> Response:
    id = _text(form, "id")
    edit = edits.detail(id, _text(form, "name"), _text(form, "typed"))
    outcome = _change(folder, "measures", id, _text(form, "seen"), edit)
    return _changed(folder, "measure.html", outcome, form, measure=id)


def _note(folder: Path, form: FormData) -> Response:
    topic, typed = _text(form, "topic"), _text(form, "typed")
    edit = edits.note(topic, typed, _text(form, "wording"), _text(form, "phrase"))
    outcome = _change(folder, "notes", topic, None, edit)
    _remember(folder, topic, typed, form, outcome)
    return _changed(folder, "notes.html", outcome, form, typed if outcome.message else "")


def _accept(folder: Path, form: FormData) -> Response:
    topic, number = _text(form, "topic"), int(_text(form, "number"))
    edit = edits.accepted(topic, number, _text(form, "wording"), _text(form, "phrase"))
    outcome = _change(folder, "notes", topic, _text(form, "seen"), edit)
    _remember(folder, topic, _text(form, "typed"), form, outcome)
    return _changed(folder, "notes.html", outcome, form)


def _remember(folder: Path, topic: str, typed: str, form: FormData, outcome: _Outcome) -> None:
    """What was taken of the wordings goes up a little the next time, as at the terminal."""
    taken = int(_text(form, "taken") or 0)
    if taken and not outcome.message:
        with suppress(DrafterError):  # the phrasebank was changed meanwhile
            suggestions.suggest(typed, topic, report=folder, take=taken)


def _forget(folder: Path, form: FormData) -> Response:
    topic, number = _text(form, "topic"), int(_text(form, "number"))
    outcome = _change(folder, "notes", topic, _text(form, "seen"), edits.without_note(topic, number))
    return _changed(folder, "notes.html", outcome, form)


def _roll(folder: Path, form: FormData) -> Response:
    """Whoever chooses 改写 gets a box with the sentence first; it is saved when something is written there."""
    id, state = _text(form, "id"), _text(form, "state")
    if state == "changed" and "text" not in form:
        now = edits.opened(folder)
        return _changed(folder, "sentence.html", _Outcome("", now, now), form, id, sentence=id)
    edit = edits.decide(id, state, _text(form, "text"))
    outcome = _change(folder, "roll", id, _text(form, "seen"), edit)
    return _changed(folder, "sentence.html", outcome, form, sentence=id)


def _on_one_line(part: Part, edit: Callable[[tuple[str, ...], str], Edit]) -> Callable[[Path, FormData], Response]:
    """Several values or numbers on one line: for the places whose keys the form has, with blanks between them."""

    def work(folder: Path, form: FormData) -> Response:
        ids, typed = _text(form, "id"), _text(form, "typed")
        outcome = _change(folder, part, ids, _text(form, "seen"), edit(tuple(ids.split()), typed))
        return _changed(folder, "line.html", outcome, form, typed if outcome.message else "", line=_text(form, "line"))

    return work


def _value(folder: Path, form: FormData) -> Response:
    id, ask = _text(form, "id"), _text(form, "ask")
    edit = edits.rolled_value(id, ask, _text(form, "typed"))
    outcome = _change(folder, "roll", id, _text(form, "seen"), edit)
    return _changed(folder, "sentence.html", outcome, form, sentence=id)


def _setting(folder: Path, form: FormData) -> Response:
    settings = {name: _text(form, name) for name in ("frame", "length") if name in form}
    edits.set_up(folder, **settings)
    return Response(status_code=204, headers=_saved(folder))


def _undo(folder: Path, form: FormData) -> Response:
    """The last change is put back. Where that cannot be done, the next press goes on to the one before it."""
    message, until = "", ""
    places = list[tuple[str, str]]()
    try:
        taken = undoing.undo_beside_others(folder, _text(form, "until"))
        places = [(change.section, change.key) for change in taken]
    except undoing.Refused as error:
        message, until = f"{told(error)}。再按一次撤销，跳过这一处，撤销更早的", error.at
    except DrafterError as error:
        message = error.message
    now = edits.opened(folder)
    named = dict.fromkeys(undoing.named(section, key, now) for section, key in places)
    headers = _saved(folder, "undone") if places else {}
    return html("undo.html", headers, root=root(folder), message=message, until=until, undone=list(named))


VERBS: Mapping[str, Callable[[Path, FormData], Response]] = {
    "answer": _answer, "tick": _tick, "detail": _detail, "note": _note, "accept": _accept, "forget": _forget, "roll": _roll,
    "value": _value, "setting": _setting, "undo": _undo,
    "keep": _on_one_line("roll", in_order.keep), "figures": _on_one_line("answers", in_order.answer),
    "ticks": _on_one_line("measures", in_order.tick),
}  # fmt: skip
"""The last part of an address → what is done there."""


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _records(form: FormData) -> list[dict[str, str]]:
    """record-0-problem, record-0-cause … as records; rows without any text are left out."""
    rows: dict[int, dict[str, str]] = defaultdict(dict)
    for name, value in form.multi_items():
        if (found := _RECORD.fullmatch(name)) and isinstance(value, str) and value.strip():
            rows[int(found[1])][found[2]] = value.strip()
    return [rows[number] for number in sorted(rows)]
