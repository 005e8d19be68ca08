"""JSON shapes of the verbs. Model values in, plain dicts out.

Others build on these: keys may be added, none may go. Every top level carries `version`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from drafter.model import (
    VERSION,
    Document,
    Finding,
    Outline,
    Quantity,
    Reading,
    Relation,
    Section,
    Sentence,
    Suggestion,
)

if TYPE_CHECKING:
    from drafter.app import Slotted
    from drafter.drafting.holes import Hole
    from drafter.formats import Phrase
    from drafter.understanding.extract import Extracted


def versioned(**content: Any) -> dict[str, Any]:
    """The top level of every JSON we print."""
    return {"version": VERSION, **content}


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole numbers as integers."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _value(found: Quantity) -> int | float | str | list[int | float | None] | None:
    """A number; both ends of a range; a date as printed (04-13, 2023-02-28), a month or day alone as a number."""
    if found.kind == "range":
        return [number(found.low), number(found.high)]
    if isinstance(found.value, str):
        return int(found.value) if found.kind == "date" and found.value.isdigit() else found.value
    return number(found.value)


def outline(parts: Outline) -> dict[str, Any]:
    """`read --as outline`"""
    return versioned(
        title=parts.title,
        document_number=parts.document_number,
        addressee=parts.addressee,
        signature=parts.signature,
        date=parts.date,
        sections=[_section(section) for section in parts.sections],
        furniture=list(parts.furniture),
    )


def _section(section: Section) -> dict[str, Any]:
    return {
        "level": section.level,
        "number": section.number,
        "title": section.title,
        "line": section.line,
        "column": section.column,
        "run_in": section.run_in,
        "children": [_section(child) for child in section.children],
    }


def text(parts: Outline) -> dict[str, Any]:
    """`read --as text`: the body joined, page furniture left out."""
    return versioned(text="\n".join(block.text for block in parts.blocks))


def numbers(readings: Iterable[Reading]) -> dict[str, Any]:
    """`read --as numbers`: a figure that answers two indicators (A率、B率均达98%) names the second under `also`."""
    figures: dict[tuple[int, int], list[Reading]] = {}
    for reading in readings:
        figures.setdefault((reading.quantity.line, reading.quantity.start), []).append(reading)
    return versioned(numbers=[_number(*same) for same in figures.values()])


def _number(reading: Reading, *others: Reading) -> dict[str, Any]:
    found = reading.quantity
    return {
        "text": found.text,
        "value": _value(found),
        "low": number(found.low),
        "high": number(found.high),
        "unit": found.unit,
        "kind": "percent" if found.kind == "points" else found.kind,  # the unit (个百分点) tells them apart
        "hedge": found.hedge,
        "line": found.line,
        "start": found.start,
        "end": found.end,
        "indicator": reading.indicator,
        "confidence": round(reading.confidence, 3),
        "time": reading.time,
        "also": [other.indicator for other in others],
    }


def relations(found: Iterable[Relation]) -> dict[str, Any]:
    """`read --as relations`"""
    return versioned(relations=[relation._asdict() for relation in found])


def clauses(slotted: Iterable[Slotted]) -> dict[str, Any]:
    """`read --as clauses`"""
    return versioned(
        clauses=[
            {
                "text": item.clause.text,
                "slotted": item.slotted,
                "slots": item.slots,
                "topic": item.topic,
                "role": item.role,
                "path": list(item.clause.path),
                "line": item.clause.line,
                "start": item.clause.start,
                "end": item.clause.end,
                "heading": item.clause.heading,
            }
            for item in slotted
        ]
    )


def extracted(found: Mapping[str, Mapping[str, Extracted]]) -> dict[str, Any]:
    """`extract`: money in 元, percent as printed. Of several files, each with its name under `files`."""
    shapes = {file: {key: _extracted(value) for key, value in values.items()} for file, values in found.items()}
    if len(shapes) == 1:
        return versioned(values=next(iter(shapes.values())))
    return versioned(files=[{"file": file, "values": values} for file, values in shapes.items()])


def _extracted(found: Extracted) -> dict[str, Any]:
    return {
        "value": number(found.value),
        "text": found.text,
        "line": found.line,
        "confidence": round(found.confidence, 3),
        "others": [list(other) for other in found.others],
    }


def suggestions(found: Iterable[Suggestion]) -> dict[str, Any]:
    """`suggest`"""
    return versioned(suggestions=[suggestion._asdict() for suggestion in found])


def phrases(bank: Iterable[Phrase]) -> dict[str, Any]:
    """`phrases list`"""
    return versioned(phrases=[phrase.model_dump(mode="json") for phrase in bank])


def holes(found: Iterable[Hole]) -> dict[str, Any]:
    """`phrases holes`: `said_by` is `plain` (the question's own sentence) or empty (nothing)."""
    return versioned(holes=[asdict(hole) for hole in found])


def findings(found: Sequence[Finding]) -> dict[str, Any]:
    """`check`"""
    return versioned(findings=[finding._asdict() for finding in found])


def provenance(document: Document) -> dict[str, Any]:
    """The sidecar of a rendered draft: where each sentence comes from."""
    return versioned(sentences=[_sentence(sentence) for sentence in document.sentences])


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {**sentence._asdict(), "suggestions": [suggestion.id for suggestion in sentence.suggestions]}
