"""One change at a time of a report in progress: what somebody typed at one place goes in, the report is saved, and it can be undone.

For faces that show many places at once and hold nothing (the page). Every change begins with what report.yaml says now, so that
two faces never undo each other's work; `seen` is the mark of what the face showed in that place, and where something else stands
there by now, nothing is changed and the user is told.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Concatenate, Literal, NamedTuple, ParamSpec, get_args

from drafter import config, files
from drafter.app import rolling
from drafter.asking import answer_doubts, answers, reportfile, rolled_values
from drafter.asking.answer_values import Value, printed, rows
from drafter.asking.answers import Answers
from drafter.asking.entering import enter, with_answer
from drafter.asking.last_year import LONGEST_OF, Doubtful, LastYear
from drafter.asking.measures import Measures, detail_value
from drafter.asking.questionnaire import Questionnaire
from drafter.asking.zone import measures_of, questions_of
from drafter.drafting import template as templates
from drafter.errors import DrafterError, FormatError
from drafter.formats import MOST_NOTES, Answer, Length, Note, Question, Report, Rolled, Tick

Part = Literal["answers", "measures", "notes", "roll"]
FACE = "网页"
"""What the journal calls changes that are made here."""
_LONGEST_NOTE = 2000


@dataclass(frozen=True, eq=False)  # by identity, so that what a page shows of one can be kept (lru_cache)
class InProgress:
    """A report with all that is needed to show and change it. `last` is empty where there is no report of last year; `doubtful`: figures of
    that one that answer a question perhaps.
    """

    report: Report
    questionnaire: Questionnaire
    measures: Measures
    answers: Answers
    last: LastYear
    doubtful: Mapping[str, Doubtful] = field(default_factory=dict)


Edit = Callable[[InProgress], Report]
Typed = ParamSpec("Typed")


def made(function: Callable[Concatenate[InProgress, Typed], Report]) -> Callable[Typed, Edit]:
    """For a function of a report and of what was typed: called with the latter alone, it gives the Edit that is to be made."""
    return lambda *given, **named: lambda now: function(now, *given, **named)


class Change(NamedTuple):
    """The report before a change and after it."""

    before: InProgress
    after: InProgress


class Stale(DrafterError):
    """Somebody changed the same place in another window or program meanwhile; nothing was saved."""


def opened(folder: Path) -> InProgress:
    """The report in `folder`. Raises FileError, FormatError."""
    known = _recent.get(folder)
    return known[1] if known and known[0] == stamp(folder) else _known(folder, _held(folder))


def stamp(folder: Path) -> str:
    """A short mark of all that the report's file says, and of last year's beside it. Raises FileError."""
    return _stamp(folder, files.read_bytes(reportfile.report_path(folder)))


_recent: dict[Path, tuple[str, InProgress]] = {}
"""What was read or written last of each report, and its stamp: a page asks for many pieces of one state."""


def _known(folder: Path, held: reportfile.Opened) -> InProgress:
    mark_, known = _stamp(folder, held.content), _recent.get(folder)
    if known is None or known[0] != mark_:
        report, path = held.report, reportfile.report_path(folder)
        asked = questions_of(report)
        given = Answers.from_report(report, asked, path)
        found, doubtful = rolling.read(folder, report) if reportfile.last_report_copy(folder) else ((), {})
        last = LastYear(found, report.roll, given) if found else LastYear()
        known = _recent[folder] = (mark_, InProgress(report, asked, measures_of(report), given, last, doubtful))
    return known[1]


def _stamp(folder: Path, content: bytes) -> str:
    last = reportfile.last_report_copy(folder)
    return hashlib.sha256(content + (files.stamp(last) if last else "").encode()).hexdigest()[:16]


def _held(folder: Path) -> reportfile.Opened:
    return reportfile.Opened(reportfile.report_path(folder), face=FACE)


def mark(now: InProgress, part: Part, key: str) -> str:
    """A short mark of what stands at a place, or at several with blanks between their keys: the same for the same content. A sentence of
    last year shows the answers of its figures.
    """
    content = list[Any]()
    for each in key.split():
        asks = now.last.by_id[each].asks if part == "roll" and each in now.last.by_id else ()
        figures = [_plain(now.report.answers.get(ask.indicator)) for ask in asks]
        content += [_plain(getattr(now.report, part).get(each)), *figures]
    return f"{zlib.crc32(json.dumps(content, ensure_ascii=False, sort_keys=True, default=str).encode()):08x}"


def _plain(entry: Any) -> Any:
    if isinstance(entry, list):
        return [_plain(each) for each in entry]
    return entry.model_dump() if hasattr(entry, "model_dump") else entry


def change(folder: Path, part: Part, key: str, seen: str | None, edit: Edit) -> Change:
    """Make one change and save it, with a line in the journal.

    Raises Stale: something else stands there than was seen. FormatError: what was typed does not fit. FileError.
    """
    held = _held(folder)
    before = _known(folder, held)
    if seen is not None and mark(before, part, key) != seen:
        raise Stale("这一项刚刚在别处改过，没有保存", "现在显示的是改过的，仍要改的请再填一次")
    held.save(edit(before))
    return Change(before, _known(folder, held))


def set_up(folder: Path, **settings: str) -> None:
    """Change the frame or the length of the draft; an empty length is none. Raises FormatError, FileError."""
    held = _held(folder)
    template = config.template_folder(held.report.template)
    frames = templates.frames(template)
    if "frame" in settings and settings["frame"] not in frames:
        raise FormatError(f"没有名为“{settings['frame']}”的框架", f"可用的框架：{'、'.join(frames)}")
    if settings.get("length") not in (None, "", *get_args(Length)):
        raise FormatError(f"没有“{settings['length']}”这种篇幅", f"可以是 {'、'.join(get_args(Length))}")
    given = {name: value or None if name == "length" else value for name, value in settings.items()}
    held.save(held.report.model_copy(update=given))


# What was typed ---------------------------------------------------------------------------------------------------------


@made
def answer(now: InProgress, id: str, typed: str | list[dict[str, str]], last_year: bool = False) -> Report:
    """The answer to a question, or its figure of last year. 不适用 and 还不知道 are answers too; nothing empties the place."""
    entry = typed.strip() if isinstance(typed, str) else typed
    if not entry:
        before = now.report.answers.get(id, Answer.model_validate({}))
        given = {"last_year": None} if last_year else {"value": None, "state": None, "from_": ""}
        return with_answer(now.report, id, before.model_copy(update=given))
    entered = enter(now.questionnaire, now.report, id, entry, "last_year" if last_year else "value")
    if entered.reading is None:
        raise FormatError(entered.refusal, entered.hint)
    return entered.report


@made
def confirmed(now: InProgress, id: str) -> Report:
    """The figure seems odd, and is right."""
    if id not in now.report.answers:
        raise FormatError("这一题还没有填", "请先填数")
    return with_answer(now.report, id, now.report.answers[id].model_copy(update={"sure": True}))


@made
def tick(now: InProgress, id: str, state: str) -> Report:
    """A measure: done, not_done, not_applicable, or empty where it is not yet known. Its details stay while it is done."""
    before = now.report.measures.get(id)
    given = {"state": state, "details": before.details if before else {}}
    return _with(now.report, "measures", id, Tick.model_validate(given) if state else None)


@made
def detail(now: InProgress, id: str, name: str, typed: str) -> Report:
    """A detail of a measure that was taken; nothing removes it."""
    _, _, measure = now.measures.by_id[id]
    before = now.report.measures.get(id, Tick(state="done"))
    details = {key: value for key, value in before.details.items() if key != name}
    if typed.strip():
        details[name] = detail_value(measure.details[name], typed)
    return _with(now.report, "measures", id, before.model_copy(update={"details": details}))


@made
def note(now: InProgress, topic: str, typed: str, wording: str = "", phrase: str = "", source: str = "") -> Report:
    """One more rough note on a topic, with the wording that stands for it if one was taken at once; `source`: the department that wrote it."""
    words = typed.strip()
    if not words:
        raise FormatError("没有写内容", "请写一句话，如 调解纠纷207件 成功188件")
    if len(words) > _LONGEST_NOTE:
        raise FormatError(f"这一条有 {len(words)} 字，太长了", f"请分成几条，每条不超过 {_LONGEST_NOTE} 字")
    if sum(map(len, now.report.notes.values())) >= MOST_NOTES:
        raise FormatError(f"随手记已有 {MOST_NOTES} 条，不能再加", "请先删去用不着的")
    _refuse_gap(wording)
    added = Note(note=words, accepted=wording.strip(), phrase=phrase if wording.strip() else "")
    added = added.model_copy(update={"from_": source})
    return _with(now.report, "notes", topic, [*now.report.notes.get(topic, []), added])


@made
def accepted(now: InProgress, topic: str, number: int, wording: str, phrase: str = "") -> Report:
    """The wording that stands for a note, counted from 0; nothing makes it rough again."""
    _refuse_gap(wording)
    notes = list(now.report.notes.get(topic, []))
    if number >= len(notes):
        raise FormatError("没有这一条随手记", "请刷新页面")
    words = wording.strip()
    notes[number] = notes[number].model_copy(update={"accepted": words, "phrase": phrase if words else ""})
    return _with(now.report, "notes", topic, notes)


def _refuse_gap(wording: str) -> None:
    if "【待填" in wording:
        raise FormatError("还有【待填】没有补上", "请补上后再采用")


@made
def without_note(now: InProgress, topic: str, number: int) -> Report:
    """A note, counted from 0, is deleted."""
    notes = [each for n, each in enumerate(now.report.notes.get(topic, [])) if n != number]
    return _with(now.report, "notes", topic, notes or None)


@made
def decide(now: InProgress, id: str, state: str, text: str = "") -> Report:
    """What becomes of a sentence of last year: kept, changed to `text`, dropped or later. Kept, its doubtful words are confirmed:
    they stand beside the choice. The figures of a changed one answer what they surely count.
    """
    item, before = now.last.by_id[id], now.last.decision(now.last.by_id[id])
    if state == "changed" and not text.strip():
        raise FormatError("没有写改成什么", "请写改后的一句话")
    given: dict[str, Any] = {"state": state, "of": item.text[:LONGEST_OF], "text": text.strip()}
    given["confirmed"] = list(item.warnings) if state == "kept" else []
    decided = (before or Rolled(state="later")).model_copy(update=given)
    report = _with(now.report, "roll", id, decided)
    if state != "changed":
        return report
    readings = rolling.reader(config.template_folder(report.template), report.year)(item, text)
    return rolled_values.found_in(report, now.questionnaire, now.answers, item, readings)[0]


@made
def rolled_value(now: InProgress, id: str, ask_id: str, typed: str) -> Report:
    """What stands in the place of a figure, date or name of a kept sentence; nothing leaves it open."""
    item = now.last.by_id[id]
    ask = {each.id: each for each in item.asks}[ask_id]
    rolled, questions = now.last.decision(item), now.questionnaire.questions
    if rolled is None or rolled.state != "kept":
        raise FormatError("这一句还没有定为沿用", "请先选“沿用”")
    if typed.strip():
        value = rolled_values.read(ask, item, typed, questions)
        return rolled_values.with_value(now.report, now.last, ask, item, value, questions)
    values = {key: value for key, value in rolled.values.items() if key != ask_id}
    report = _with(now.report, "roll", id, rolled.model_copy(update={"values": values}))
    before = report.answers.get(ask.indicator)
    if before and ask_id not in rolled.values:
        report = _with(report, "answers", ask.indicator, before.model_copy(update={"value": None, "state": None}))
    return report


def applies(now: InProgress, id: str) -> bool:
    """Whether a question is asked, as at the terminal. What was answered all the same stays in sight."""
    is_answered = now.answers.state(id) != "unknown"
    return is_answered or answers.applies(now.questionnaire, id, now.answers, now.last.told)


def is_required(now: InProgress, id: str) -> bool:
    """Whether the question must be answered: not one whose figure a kept sentence says, nor a text on what such sentences speak of."""
    question = now.questionnaire.questions[id]
    is_figure = id in now.questionnaire.indicators
    return question.required and not (id in now.last.told if is_figure else id.partition(".")[0] in now.last.covered)


def shown(question: Question, value: Value | None) -> str:
    """An answer as somebody would type it: a sum with its unit, lines below each other; "" for none, and for records."""
    if value is None or (isinstance(value, tuple) and value and isinstance(value[0], dict)):
        return ""
    if isinstance(value, tuple):
        return "\n".join(rows(value))
    return printed(question.kind or "text", value)


def reckoned(now: InProgress, id: str) -> Value | None:
    """What the other answers make of a figure; None where they do not settle it."""
    return answer_doubts.reckoned(now.questionnaire, now.answers, id)


def remarks(now: InProgress, id: str) -> tuple[str, ...]:
    """What looks odd about an answer, in Chinese."""
    return answer_doubts.doubts(now.questionnaire, now.answers, id)


def odd(now: InProgress, id: str) -> tuple[str, ...]:
    """Those of the remarks that the user can settle by saying that the figure is right."""
    return answer_doubts.odd(now.questionnaire, now.answers, id)


def _with(report: Report, part: Part, key: str, entry: Any) -> Report:
    entries = dict(getattr(report, part))
    if entry is None:
        entries.pop(key, None)
    else:
        entries[key] = entry
    return report.model_copy(update={part: entries})
