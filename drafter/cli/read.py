"""`drafter read`: how the program understands a report. `--as` chooses one view of it: headings, sentences, figures …"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from typer import Argument, Option

from drafter.cli.parser import Json, Template
from drafter.cli.printing import as_json, notices, number, out, shapes, versioned

if TYPE_CHECKING:
    from drafter.app.finished_reports import MaskedClause
    from drafter.model import Fact, Outline, Quantity, Reading, Relation, Section

_VERDICTS = {"consistent": "相符", "rounding": "四舍五入后相符", "inconsistent": "不符", "unknown": "无法判断"}
_TIMES = {"this": "本年", "last": "上年", "plan": "打算", "change": "增减", "stock": "存量"}


def read(
    path: Annotated[Path, Argument(metavar="文件", help="任何一份报告")],
    as_: Annotated[
        Literal["outline", "clauses", "numbers", "facts", "relations", "text"],
        Option("--as", metavar="outline|clauses|numbers|facts|relations|text", help="看哪一方面"),
    ] = "outline",
    template: Template = "",
    json: Json = False,
) -> None:
    """看程序如何理解一份报告。"""
    from drafter.app import finished_reports

    view = _VIEWS[as_]
    content, left_out = finished_reports.read(path, as_, template)
    notices(left_out)
    if json:
        as_json(versioned(**view.shape(content), notices=shapes(left_out)))
    else:
        view.print(content)


class _View(NamedTuple):
    """How one view of a report is printed as lines, and its shape as JSON."""

    print: Callable[[Any], None]
    shape: Callable[[Any], dict[str, Any]]


def _print_outline(parts: Outline) -> None:
    """Title, headings with their line, signature and date."""
    from drafter.understanding.headings import lead

    def headings(sections: Iterable[Section], depth: int = 0) -> Iterator[str]:
        for section in sections:
            yield f"{section.line:>5}  {'  ' * depth}{section.number}{lead(section)}"
            yield from headings(section.children, depth + 1)

    out(f"标题：{parts.title or '（未识别）'}")
    for line in headings(parts.sections):
        out(line)
    out(f"署名：{parts.signature or '（无）'}")
    out(f"日期：{parts.date or '（无）'}")


def _outline_shape(parts: Outline) -> dict[str, Any]:
    return {
        **_fields(parts, "title", "document_number", "addressee", "signature", "date"),
        "sections": [_section_shape(section) for section in parts.sections],
        "furniture": list(parts.furniture),
    }


def _section_shape(section: Section) -> dict[str, Any]:
    own = _fields(section, "level", "number", "title", "line", "column", "run_in")
    return {**own, "children": [_section_shape(child) for child in section.children]}


def _fields(of: object, *names: str) -> dict[str, Any]:
    return {name: getattr(of, name) for name in names}


def _print_clauses(clauses: Iterable[MaskedClause]) -> None:
    """Every sentence with its line, topic and role, and with slots for its figures and names."""
    for item in clauses:
        out(f"{item.clause.line:>5}  [{item.topic} {item.role}] {item.slotted}")


def _clauses_shape(clauses: Iterable[MaskedClause]) -> dict[str, Any]:
    found = []
    for item in clauses:
        own, its = _fields(item, "slotted", "slots", "topic", "role"), ("path", "line", "start", "end", "heading")
        found.append({"text": item.clause.text, **own, **_fields(item.clause, *its)})
    return {"clauses": found}


def _print_numbers(readings: Iterable[Reading]) -> None:
    """Every figure with its line, its kind, and the indicator as which it was recognised."""
    lines = []
    for reading in readings:
        found = reading.quantity
        meaning = f"{reading.indicator}（{reading.confidence:.2f}）" if reading.indicator else "-"
        lines.append(f"{found.line:>5}  {found.text}\t{found.kind}\t{meaning}")
    if lines:
        out("\n".join(lines))


def _numbers_shape(readings: Iterable[Reading]) -> dict[str, Any]:
    """One entry for each figure. If it has several readings (A率、B率均达98%), the further indicators are under `also`."""
    figures: dict[tuple[int, int], list[Reading]] = {}
    for reading in readings:
        figures.setdefault((reading.quantity.line, reading.quantity.start), []).append(reading)
    return {"numbers": [_number_shape(*of_figure) for of_figure in figures.values()]}


def _number_shape(reading: Reading, *others: Reading) -> dict[str, Any]:
    found = reading.quantity
    kind = "percent" if found.kind == "points" else found.kind  # the unit (个百分点) tells them apart
    return {
        "text": found.text, "value": _value(found), "low": number(found.low), "high": number(found.high), "unit": found.unit,
        "kind": kind, **_fields(found, "hedge", "line", "start", "end"), "indicator": reading.indicator,
        "confidence": round(reading.confidence, 3), "time": reading.time, "also": [other.indicator for other in others],
    }  # fmt: skip


def _print_facts(found: Iterable[Fact]) -> None:
    """Every figure with its line, what it counts, and of which time it speaks."""
    for fact in found:
        out(f"{fact.line:>5}  {fact.label or '（没有说数的是什么）'}\t{fact.text}\t{_TIMES[fact.time]}")


def _facts_shape(found: Iterable[Fact]) -> dict[str, Any]:
    shaped = [
        {**_fields(fact, "line", "start", "end", "text", "label", "unit"), "low": number(fact.low), "high": number(fact.high),
         "value": fact.value if isinstance(fact.value, str) else number(fact.value),
         **_fields(fact, "time", "topic", "indicator", "key"), "confidence": round(fact.confidence, 3)}
        for fact in found
    ]  # fmt: skip
    return {"facts": shaped}


def _value(found: Quantity) -> int | float | str | list[int | float | None] | None:
    """A number; for a range both ends; a date as text (04-13, 2023-02-28), but a month or day alone as a number."""
    if found.kind == "range":
        return [number(found.low), number(found.high)]
    if isinstance(found.value, str):
        return int(found.value) if found.kind == "date" and found.value.isdigit() else found.value
    return number(found.value)


def _print_relations(found: Iterable[Relation]) -> None:
    """The arithmetic that the report states, whether it holds, and if not what may be meant."""
    for relation in found:
        out(f"{relation.line:>5}  {relation.formula}\t{_VERDICTS[relation.verdict]}")
        for repair in relation.repairs:
            out(f"       可能应为：{repair}")


_VIEWS = {
    "outline": _View(_print_outline, _outline_shape),
    "clauses": _View(_print_clauses, _clauses_shape),
    "numbers": _View(_print_numbers, _numbers_shape),
    "facts": _View(_print_facts, _facts_shape),
    "relations": _View(_print_relations, lambda found: {"relations": shapes(found)}),
    "text": _View(out, lambda text: {"text": text}),
}
"""By the value of --as."""
