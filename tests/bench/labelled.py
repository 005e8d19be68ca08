"""What is understood of the hand-labelled reports: outline, figures, topics and roles. The labels' folder in, counts out.

Nothing here is a threshold; the tests hold some of these figures, the bench prints them all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from drafter import readers
from drafter.model import Clause, Quantity, Section
from drafter.understanding import outline, quantities, topic_terms, topics
from drafter.understanding.indicators import Register

MADE_UP = Path(__file__).resolve().parents[1] / "data" / "topic-sentences.yaml"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTU"


@dataclass(frozen=True)
class Outlines:
    """Headings labelled, found exactly (place, level, marker, title) and found beyond them; lines of page furniture
    labelled and found; characters of text that are in no block of the outline.
    """

    headings: int
    exact: int
    extra: int
    furniture: int
    furniture_exact: int
    lost: int


@dataclass(frozen=True)
class Figures:
    """Figures that are data: labelled, found with their exact span, and of these with the right value; figures that count
    nothing: labelled, and left without a value.
    """

    data: int
    spans: int
    values: int
    other: int
    other_left: int


@dataclass(frozen=True)
class Topics:
    """Sentences, those with the labelled topic, and those with that one or another that the label accepts."""

    sentences: int
    strict: int
    accepted: int


# Outline -------------------------------------------------------------------------------------------------------------


def outlines(shared: Path) -> Outlines:
    """All labelled reports together."""
    gold = _gold(shared, "outline")
    each = [_outline(shared / "sources" / f"{name}.txt", label) for name, label in gold.items()]
    return Outlines(*(sum(column) for column in zip(*each, strict=True)))


def _outline(path: Path, label: Mapping[str, Any]) -> tuple[int, ...]:
    built = outline.build(readers.read(path))
    wanted = {(h["line"], h["col"], h["depth"], h["marker"], h["title"] or "") for h in label["headings"]}
    found = {(s.line, s.column, s.level, s.number, s.title) for s in flat(built.sections)}
    chrome = set(label["chrome_lines"])
    kept = {block.line: block.text for block in built.blocks}
    lines = path.read_text("utf-8").split("\n")
    body = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip() and number not in chrome]
    lost = sum(len(line) for number, line in body if kept.get(number) != line)
    return len(wanted), len(wanted & found), len(found - wanted), len(chrome), len(chrome & set(built.furniture)), lost


def flat(sections: Sequence[Section]) -> Iterator[Section]:
    """Sections with all below them, in the order of the text."""
    for section in sections:
        yield section
        yield from flat(section.children)


# Figures -------------------------------------------------------------------------------------------------------------


def figures(shared: Path) -> Figures:
    """All labelled reports together."""
    data: list[tuple[bool, bool]] = []
    left: list[bool] = []
    for name, labels in _gold(shared, "numbers").items():
        lines = (shared / "sources" / f"{name}.txt").read_text("utf-8").split("\n")
        for label in labels:
            touching = [
                q
                for q in quantities.find(lines[label["line"] - 1])
                if q.start < label["end"] and q.end > label["start"]
            ]
            same = [q for q in touching if (q.start, q.end) == (label["start"], label["end"])]
            if label["data"]:
                data.append((bool(same), bool(same) and _agrees(same[0], label["value"])))
            else:
                left.append(all(q.value is None for q in touching))
    return Figures(len(data), sum(s for s, _ in data), sum(v for _, v in data), len(left), sum(left))


def _agrees(quantity: Quantity, value: Any) -> bool:
    if isinstance(value, list):
        return [quantity.low, quantity.high] == value
    if isinstance(value, str):
        return quantity.value == value
    return quantity.value is not None and abs(float(quantity.value) - value) <= 1e-6 * max(1, abs(value))


# Topics --------------------------------------------------------------------------------------------------------------


def topics_plain(shared: Path, register: Register) -> Topics:
    """With the whole lexicon."""
    return _counted(
        shared, [topics.of(_clauses(labels), (), register) for labels in _reports(shared).values()], register
    )


def topics_left_out(shared: Path, register: Register) -> Topics:
    """Each report without the terms that, among the labelled ones, occur in it alone. Without indicators, for their
    wordings know all of these reports.
    """
    reports = _reports(shared)
    texts = {
        name: topic_terms.plain("\n".join("\n".join((c["text"], *_path(c))) for c in of))
        for name, of in reports.items()
    }
    found = []
    for name, labels in reports.items():
        others = "\n".join(text for other, text in texts.items() if other != name)
        found.append(topics.of(_clauses(labels), (), _known(register, texts[name], others)))
    return _counted(shared, found, register)


def topics_made_up(group: str, register: Register) -> Topics:
    """A group of the made-up sentences: `tuned` or `untouched`."""
    cases = yaml.safe_load(MADE_UP.read_text("utf-8"))[group]
    found = [topics.topic(case["text"], case.get("path", ()), register) for case in cases]
    wanted = [case["topic"] if isinstance(case["topic"], list) else [case["topic"]] for case in cases]
    pairs = list(zip(found, wanted, strict=True))
    return Topics(len(cases), sum(f == w[0] for f, w in pairs), sum(f in w for f, w in pairs))


def roles(shared: Path) -> tuple[int, int]:
    """Sentences, and those with the labelled role."""
    labels = [label for of in _reports(shared).values() for label in of]
    right = [topics.role(_path(c), c["text"]) == {"intro": "framing"}.get(c["role"], c["role"]) for c in labels]
    return len(labels), sum(right)


def _known(register: Register, text: str, others: str) -> Register:
    """The register with the lexicon of somebody who has not seen this text."""
    known = {t: w for t, w in register.lexicon.weights.items() if t not in text or t in others}
    return replace(register, lexicon=topic_terms.build(known))


def _reports(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """Labelled sentences by report, in the order of the text."""
    by_report: dict[str, list[dict[str, Any]]] = {}
    for label in _gold(shared, "topics")["clauses"]:
        by_report.setdefault(label["report"], []).append(label)
    return by_report


def _path(label: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label[h] for h in ("h1", "h2", "h3") if label[h]))


def _clauses(labels: Sequence[Mapping[str, Any]]) -> list[Clause]:
    """Sentences of a line one after the other, as in a report."""
    ends: dict[int, int] = {}
    clauses = []
    for label in labels:
        start = ends.get(label["line"], 0)
        ends[label["line"]] = end = start + len(label["text"])
        clauses.append(Clause(label["text"], label["line"], start, end, _path(label)))
    return clauses


def _counted(shared: Path, found: Sequence[Sequence[str]], register: Register) -> Topics:
    names = dict(zip(_LETTERS, register.topics, strict=True))
    labels = [label for of in _reports(shared).values() for label in of]
    pairs = list(zip(labels, (topic for of in found for topic in of), strict=True))
    strict = sum(topic == names[label["primary"]] for label, topic in pairs)
    accepted = sum(topic in {names[x] for x in (label["primary"], *label["also"])} for label, topic in pairs)
    return Topics(len(pairs), strict, accepted)


def _gold(shared: Path, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((shared / "gold" / f"{name}.json").read_text("utf-8"))
    return loaded
