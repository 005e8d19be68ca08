"""What a department is asked, as rows of a workbook: a report in progress in, a Book for each department out.

Every row has the id of a place of the report: `q:` a question (`l:` its figure of last year), `m:` a measure, `d:` a detail of one, `s:` a sentence of last
year's report, `a:` what is asked in one, `n:` the notes of a department on a topic. A figure of a sentence that a question asks for is asked for there, and only there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from drafter import language
from drafter.app.edits import InProgress, shown
from drafter.asking.answer_values import NO, YES, Value
from drafter.asking.departments import Departments
from drafter.asking.last_year import Item
from drafter.asking.measure_file import Measure
from drafter.asking.zone import department_of
from drafter.formats import Question
from drafter.writers.excel import Book, Row, Sheet

VERSION = "1"
"""Of the shape of the hidden sheet."""
_LONGEST_LIST = 250
"""Characters; Excel takes five more."""
FIELDS_BETWEEN = "｜"
"""Between the fields of a record, which stands in one line of its cell."""
CHANGED = "#"
"""Behind the id of a sentence: its new text."""
_MEANT_BELOW, _REQUIRED, _IF_DONE = "　↳ ", "（必填）", "（做了的才填）"
_COLUMNS = {
    "figures": ("id", "ask", "unit", "last", "value", "help", "note"),
    "sentences": ("id", "ask", "unit", "last", "value", "changed", "help"),
    "measures": ("id", "ask", "value", "note"),
    "notes": ("id", "ask", "value"),
}
_UNITS = {"lines": "一行一件", "records": "一行一条", "table": "一行一条"}
"""What stands in the column of the unit for what has none."""
NOTES = "n:"
"""How the id of a place for notes begins: nobody has to write any, and they are added to what stands there."""


def label(ask: str) -> str:
    """What a row asks, without what is put around it for whoever fills it in."""
    return ask.strip(_MEANT_BELOW).removesuffix(_REQUIRED).removesuffix(_IF_DONE)


class About(NamedTuple):
    """What the cover says besides what the report itself does."""

    deadline: str = ""
    contact: str = ""


def rows(now: InProgress) -> dict[str, list[Row]]:
    """All rows in order, by the name of their sheet (figures, sentences, measures), headings among them, each with its department."""
    own = {department_of(now.report.zone, name): called for name, called in now.report.departments.items()}
    who = Departments(now.questionnaire, now.measures, own | now.report.departments)
    return {
        "figures": [*_figures(now, who)], "sentences": [*_sentences(now, who)], "measures": [*_measures(now, who)],
        "notes": [*_notes(now, who)],
    }  # fmt: skip


def is_asked(row: Row) -> bool:
    """Whether a row is to be filled in: no heading, and no place for notes."""
    return bool(row.kind) and not row.id.startswith(NOTES)


def departments(now: InProgress) -> list[str]:
    """Every department that is asked something."""
    return list(dict.fromkeys(row.department for each in rows(now).values() for row in each if is_asked(row)))


def books(now: InProgress, about: About, by_department: bool = True) -> dict[str, Book]:
    """A book for each department by its name; or one for all of them, under no name."""
    asked = rows(now)
    if not by_department:
        return {"": _book(now, asked, about, "")}
    own = {name: {sheet: _of(name, each) for sheet, each in asked.items()} for name in departments(now)}
    return {name: _book(now, its, about, name) for name, its in own.items()}


def _of(department: str, asked: list[Row]) -> list[Row]:
    """The rows of one department, with the headings above them."""
    found: list[Row] = []
    heading: Row | None = None
    for row in asked:
        if not row.kind:
            heading = row
        elif row.department == department:
            found += [heading, row] if heading else [row]
            heading = None
    return found


def _book(now: InProgress, asked: Mapping[str, list[Row]], about: About, department: str) -> Book:
    words, report = language.table("packs"), now.report
    title = now.questionnaire.template.file_of(report.zone, report.year)
    sheets = []
    for name, its in asked.items():
        columns = _COLUMNS[name] if department else ("id", "department", *_COLUMNS[name][1:])
        if its:
            heads = {column: words[column][0] for column in columns}
            sheets.append(Sheet(words["sheets"][name], heads, tuple(its), ("value",) if name == "notes" else ()))
    cover = (
        ("报告", title), ("单位", report.zone.name), ("年度", f"{report.year}年"), ("填报部门", department or "各部门"),
        ("请于", f"{about.deadline}前报送" if about.deadline else ""), ("联系人", about.contact),
    )  # fmt: skip
    filled = [row for its in asked.values() for row in its if row.kind]
    marks = {"drafter": VERSION, "zone": report.zone.name, "year": str(report.year), "template": report.template}
    marks |= {"department": department}
    marks |= {row.id: row.value for row in filled if row.value}
    marks |= {row.id + CHANGED: row.changed for row in filled if row.changed}
    line = tuple((label, content) for label, content in cover if content)
    return Book(f"{title}填报表", line, tuple(words["signed"]), tuple(words["how_to"]), tuple(sheets), marks)


def _figures(now: InProgress, who: Departments) -> Iterator[Row]:
    asked = now.questionnaire
    compared = {id for id in asked.indicators if asked.questions[id].time == "now" and id not in asked.earlier}
    for group in asked.groups:
        yield Row(ask=group.title)
        for question in group.questions:
            ask = question.ask + _REQUIRED if question.required else question.ask
            last = _typed(question, now.answers.last_year(question.id))
            yield Row(
                f"q:{question.id}", ask, question.kind or "text", _UNITS.get(question.kind or "", question.unit),
                last, _answer(now, question), _help(now, question), who.of_question(question.id),
                choices=_choices(question), below_zero=bool(question.decrease), asks_last=not last and question.id in compared,
            )  # fmt: skip


def _choices(question: Question) -> tuple[str, ...]:
    """What Excel lets be chosen; nothing where something else may be written, or where its list does not hold the words."""
    words = (YES, NO) if question.kind == "yes_no" else tuple(question.choices)
    listed = (*words, language.words("answers", "not_applicable")[0])
    is_held = not any("," in each for each in words) and len(",".join(listed)) <= _LONGEST_LIST
    return listed if words and is_held and not question.free else ()


def _help(now: InProgress, question: Question) -> str:
    said = [question.help]
    if question.example:
        said.append(f"如：{question.example}")
    if question.kind in ("records", "table"):
        said.append(f"一行一条，依次写{FIELDS_BETWEEN.join(question.fields.values())}")
    if (perhaps := now.doubtful.get(question.id)) and now.answers.last_year(question.id) is None:
        more = "，是就填在上年一栏" if perhaps.typed else ""
        said.append(f"{perhaps.said}（上年报告第{perhaps.line}行）{more}。")
    if question.when:
        said.append(f"“{now.questionnaire.questions[question.when].ask}”为 0 或不适用的不填。")
    return "".join(said)


def _answer(now: InProgress, question: Question) -> str:
    if now.answers.state(question.id) == "not_applicable":
        return language.words("answers", "not_applicable")[0]
    return _typed(question, now.answers.get(question.id))


def _typed(question: Question, value: Value | None) -> str:
    """A value as somebody would type it into a cell."""
    if isinstance(value, tuple):
        return "\n".join(FIELDS_BETWEEN.join(each.values()) if isinstance(each, dict) else each for each in value)
    return shown(question, value)


def _measures(now: InProgress, who: Departments) -> Iterator[Row]:
    titles, words = now.questionnaire.topics, language.table("packs")["ticks"]
    for id, (topic, point, measure) in now.measures.by_id.items():
        if not measure.holds_in(now.report.year):
            continue
        if measure is point.measures[0]:
            yield Row(ask=f"{titles.get(topic, topic)}：{point.title}")
        tick, department = now.report.measures.get(id), who.of_measure(id)
        state = words[tick.state] if tick else ""
        yield Row(f"m:{id}", measure.ask, "choice", value=state, department=department, choices=tuple(words.values()))
        yield from _details(now, measure, department)


def _details(now: InProgress, measure: Measure, department: str) -> Iterator[Row]:
    tick = now.report.measures.get(measure.id)
    for name, detail in measure.details.items():
        value = tick.details.get(name, "") if tick else ""
        ask = _MEANT_BELOW + detail.ask + _IF_DONE
        yield Row(f"d:{measure.id}:{name}", ask, "text", value=value, department=department)


def _notes(now: InProgress, who: Departments) -> Iterator[Row]:
    """For each department the topics in which it is asked something."""
    for group in now.questionnaire.groups:
        measures = (each for point in now.measures.points.get(group.topic, ()) for each in point.measures)
        asked = [who.of_question(each.id) for each in group.questions]
        asked += [who.of_measure(each.id) for each in measures]
        for department in dict.fromkeys(asked) if group.notes else ():
            said = "\n".join(noted(now, group.topic, department))
            yield Row(f"{NOTES}{group.topic}:{department}", group.title, "lines", value=said, department=department)


def noted(now: InProgress, topic: str, department: str) -> list[str]:
    """What the department has written down on the topic."""
    return [each.note for each in now.report.notes.get(topic, ()) if each.from_ == department]


def _sentences(now: InProgress, who: Departments) -> Iterator[Row]:
    words, before = language.table("packs")["rolled"], ""
    for item in now.last.items:
        if item.role == "framing":
            continue
        if (heading := "　".join(item.path)) != before:
            before = heading
            yield Row(ask=heading)
        department, rolled = who.of_sentence(item, now.last.topic(item)), now.last.decision(item)
        state = words[rolled.state] if rolled and rolled.state != "later" else ""
        changed = rolled.text if rolled and rolled.state == "changed" else ""
        yield Row(f"s:{item.id}", item.text, "choice", value=state, changed=changed, help=_remark(now, who, department, item),
                  department=department, choices=tuple(words.values()))  # fmt: skip
        for ask in item.asks:
            if ask.derived or ask.stands or ask.indicator in now.questionnaire.questions:
                continue
            value = rolled.values.get(ask.id, "") if rolled else ""
            kind = ask.kind if ask.is_figure and not ask.inexact else "text"
            place, label = f"a:{item.id}.{ask.id}", _MEANT_BELOW + ask.label
            yield Row(place, label, kind, ask.unit, ask.last, value, department=department)


def _remark(now: InProgress, who: Departments, own: str, item: Item) -> str:
    """What whoever decides on a sentence has to know."""
    said = [f"请核对今年是否仍然如此：{'、'.join(item.warnings)}。"] if item.warnings else []
    asked: dict[str, dict[str, None]] = {}
    for ask in item.asks:
        if ask.indicator in now.questionnaire.questions:
            asked.setdefault(who.of_question(ask.indicator), {})[ask.label] = None
    for department, labels in asked.items():
        where = "填在" if department == own else f"由{department}填在"
        said.append(f"{'、'.join(labels)}{where}“{language.table('packs')['sheets']['figures']}”表。")
    return "".join(said)
