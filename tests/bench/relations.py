"""Relations that reports state: how many are found, how many of the found are right, and whether a changed figure is noticed.

Measured apart on three sets: the hand-labelled reports (their folder is given; without it that part is skipped), the paragraphs of
tests/data/stated-relations.yaml, and the whole made-up reports, which have no labels and show only what is found wrongly. A relation that is
found in a labelled report and not labelled there is looked up in tests/data/relations-sheet.yaml, where it was judged by hand.

A changed figure is a figure with another digit somewhere, or, printed apart, another figure of the same length. A change after which
the relation still holds (a rate that is rounded the same) is none. Figures outside relations are changed too: no alarm should ring.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from drafter import config, readers
from drafter.app import report_kind
from drafter.checking.mistaken import is_mistake
from drafter.model import Block, Document, Relation, Run
from drafter.understanding import quantities, understand

_DATA = Path(__file__).resolve().parents[1] / "data"
_SHEET = _DATA / "relations-sheet.yaml"
_SETS = ("paragraphs", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
"""Each was written before the rules were tuned on it; the file says what was found in it then."""
_TRIES = 20
_TRIES_OUTSIDE = 4
_TITLE = "云溪经济技术开发区2025年法治政府建设年度报告"
_HEADING = "一、主要举措和成效"
_KINDS = {
    "difference": "diff",
    "ratio": "rate",
    "subset": "bound",
    "feasible_rate": "feasible",
    "feasible_growth": "feasible",
    "list_count": "list",
    "stock_flow": "stock",
}
_TRUE = ("consistent", "rounding")
_DIGIT = re.compile("[0-9]")


class Place(NamedTuple):
    """Where a figure stands: its line and the characters there."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Stated:
    """A relation that the labels say is there, and where its figures are, in the order of `terms`."""

    kind: str
    terms: tuple[str, ...]
    lines: tuple[int, ...]
    places: tuple[Place, ...]
    holds: bool = True


@dataclass(frozen=True)
class Labelled:
    """A text and the relations that it states. `all_labelled`: nothing else in it is a relation."""

    name: str
    blocks: tuple[Block, ...]
    stated: tuple[Stated, ...]
    all_labelled: bool = False


def own_paragraphs(which: str = "paragraphs") -> list[Labelled]:
    """The paragraphs of tests/data/stated-relations.yaml, each as a small report; `which`: one of the sets."""
    entries = yaml.safe_load((_DATA / "stated-relations.yaml").read_text("utf-8"))[which]
    return [_own(f"{which}-{number}", entry) for number, entry in enumerate(entries, 1)]


def _own(name: str, entry: Mapping[str, Any]) -> Labelled:
    blocks = [Block("paragraph", (Run(text),), line=line) for line, text in enumerate((_TITLE, _HEADING), 1)]
    if entry.get("table"):
        rows = tuple(tuple(row.split("\t")) for row in entry["text"].split("\n"))
        blocks.append(Block("table", line=3, rows=rows))
    else:
        lines = entry["text"].split("\n")
        blocks += [Block("paragraph", (Run(text),), line=line) for line, text in enumerate(lines, 3)]
    own = {block.line: block.text for block in blocks[2:]}
    stated = [
        replace(_stated(each["kind"], each["terms"], own, tuple(own)), holds=each.get("verdict") != "inconsistent")
        for each in entry["relations"]
    ]
    return Labelled(name, tuple(blocks), tuple(stated), all_labelled=True)


def hand_labelled(shared: Path) -> list[Labelled]:
    """The real reports with labels, and of the labels those that are said to hold."""
    labels: dict[str, list[Stated]] = defaultdict(list)
    documents: dict[str, tuple[Block, ...]] = {}
    for label in json.loads((shared / "gold" / "relations.json").read_text("utf-8")):
        name = label["report"]
        if name not in documents:
            documents[name] = readers.read(shared / "sources" / f"{name}.txt").blocks
        if label["verdict"] == "consistent":
            texts = {block.line: block.text for block in documents[name] if block.line in label["lines"]}
            labels[name].append(_stated(label["type"], label["terms"], texts, label["lines"]))
    return [Labelled(name, blocks, tuple(labels[name])) for name, blocks in documents.items()]


def _stated(kind: str, terms: Sequence[str], texts: Mapping[int, str], lines: Sequence[int]) -> Stated:
    return Stated(_KINDS.get(kind, kind), tuple(terms), tuple(lines), _places(terms, texts))


def _places(terms: Sequence[str], texts: Mapping[int, str]) -> tuple[Place, ...]:
    """Where the terms stand: of all places where each is printed, those that lie closest together, no two at one place."""
    choices = []
    for term in terms:
        pattern = re.compile(r"(?<![0-9.])" + re.escape(term))
        choices.append(
            [Place(line, m.start(), m.end()) for line, text in texts.items() for m in pattern.finditer(text)]
        )
    best: tuple[Place, ...] = ()
    narrowest = None
    for chosen in product(*choices):
        if len(set(chosen)) < len(chosen):
            continue
        width = max(p.start for p in chosen) - min(p.start for p in chosen) - 10**6 * len({p.line for p in chosen})
        if narrowest is None or width < narrowest:
            best, narrowest = chosen, width
    assert best, terms
    return best


def relations(blocks: tuple[Block, ...]) -> tuple[Relation, ...]:
    """All relations that the program finds in a text."""
    return understand(Document(blocks), _register()).relations


def contradictions(blocks: tuple[Block, ...]) -> tuple[Relation, ...]:
    """Those that do not hold, which takes less time."""
    report = understand(Document(blocks), _register())
    figures = [each.quantity for each in report.readings]
    return tuple(each for each in report.contradictions if is_mistake(each, figures))


@cache
def _register() -> Any:
    return report_kind.register(config.template_folder())


def is_found(stated: Stated, found: Iterable[Relation]) -> bool:
    """Whether some relation has these figures, on these lines, and is said to hold, or not to hold where the labels say so.

    A bound on two parts (13+2≤23) may be found as one on each.
    """
    verdicts = _TRUE if stated.holds else ("inconsistent",)
    here = [each for each in found if each.line in stated.lines and each.verdict in verdicts]
    if any(sorted(each.terms) == sorted(stated.terms) for each in here):
        return True
    bounds = [each.terms for each in here if each.kind == "bound" and set(each.terms) <= set(stated.terms)]
    return stated.kind == "bound" and {term for terms in bounds for term in terms} == set(stated.terms)


def alarms(found: Iterable[Relation]) -> Counter[str]:
    """The formulas of the relations that are said to be wrong."""
    return Counter(each.formula for each in found if each.verdict == "inconsistent")


def changed(blocks: tuple[Block, ...], place: Place, rng: random.Random, how: str) -> tuple[tuple[Block, ...], str]:
    """The text with the figure at this place changed, and that figure; no figure where it has no digit to change."""
    block = next(each for each in blocks if each.line == place.line)
    old = block.text[place.start : place.end]
    new = _other(old, rng, how)
    text = block.text[: place.start] + new + block.text[place.end :]
    if block.rows:
        other = block._replace(rows=tuple(tuple(row.split("\t")) for row in text.split("\n")))
    else:
        other = block._replace(runs=(Run(text),))
    return tuple(other if each is block else each for each in blocks), new if new != old else ""


def _other(figure: str, rng: random.Random, how: str) -> str:
    """The figure with one digit changed, or all of them; a hanzi numeral with one of its digits changed."""
    hanzi = "一二三四五六七八九"
    at = [m.start() for m in _DIGIT.finditer(figure)]
    digits = "123456789" if at else hanzi
    at = at or [i for i, char in enumerate(figure) if char in hanzi + "两"]
    if not at:
        return figure
    chars = list(figure)
    for place in at if how == "figure" else [rng.choice(at)]:
        chars[place] = rng.choice([digit for digit in digits if digit != chars[place] or how == "figure"])
    return "".join(chars)


def still_holds(stated: Stated, terms: Sequence[str]) -> bool:
    """Whether the relation holds with other figures, reckoned here and not by the program."""
    values = [_value(term) for term in terms]
    wanted, printed = _printed_percent(terms)
    counts = [value for value, term in zip(values, terms, strict=True) if not _is_share(term)]
    if stated.kind == "sum":
        whole = max(range(len(values)), key=lambda k: _value(stated.terms[k]))
        return abs(values[whole] * 2 - sum(values)) <= sum(half for _, half in _rounded(terms))
    if stated.kind == "diff":
        first, *others = sorted(zip(stated.terms, _rounded(terms), strict=True), key=lambda each: -_value(each[0]))
        rest = first[1][0] - sum(value for _, (value, _) in others)
        return abs(rest) <= first[1][1] + sum(half for _, (_, half) in others)
    if stated.kind == "rate":
        at = sorted(range(len(counts)), key=lambda k: _value([t for t in stated.terms if not _is_share(t)][k]))
        rate = counts[at[0]] / counts[at[1]] * 100
        is_least = any(term.endswith("以上") for term in terms)
        return _is_printed(rate, wanted, printed) or (is_least and rate >= wanted)
    if stated.kind == "growth":
        (a, half), (b, other_half) = _rounded([term for term in terms if not _is_share(term)])
        choices = [(a + x, b + y) for x in (-half, half, 0) for y in (-other_half, other_half, 0)]
        reckoned = [[abs(x - y) / y, abs(x - y) / x, y / (x - y) if x != y else Decimal(0)] for x, y in choices]
        if any("倍" in term for term in terms):  # 是去年的1.5倍
            reckoned = [[*each, max(pair) / min(pair)] for each, pair in zip(reckoned, choices, strict=True)]
        return any(
            min(each) * 100 - printed / 2 <= wanted <= max(each) * 100 + printed / 2
            for each in zip(*reckoned, strict=True)
        )
    if stated.kind == "points":
        (a, half), (b, other_half), (step, third) = _rounded(terms)
        return abs(abs(a - b) - step) <= half + other_half + third and (values[0] < values[1]) == (
            _value(stated.terms[0]) < _value(stated.terms[1])
        )
    if stated.kind == "feasible":
        top = int(counts[0])
        shares = (Decimal(k) / top * 100 for k in range(top + 1))
        growths = (abs(Decimal(top) / k - 1) * 100 for k in range(1, 3 * top))
        return any(_is_printed(each, wanted, printed) for each in (*shares, *growths))
    if stated.kind == "repeat":
        return len(set(values)) == 1
    if stated.kind == "bound":
        return max(values) == values[0]
    if stated.kind == "change":
        before = [_value(term) for term in stated.terms]
        return (values[0] < values[1]) == (before[0] < before[1]) and values[0] != values[1]
    return False


def _rounded(terms: Sequence[str]) -> list[tuple[Decimal, Decimal]]:
    """Each figure, and by how much it may be off where it is rounded: half a unit of what is printed, as every point of decimals and
    every figure in 万元 is.
    """
    scaled = [
        (_value(term), "万" in term or "亿" in term, len(term.partition(".")[2].rstrip("%个百分点工作日万亿元")))
        for term in terms
    ]
    return [
        (
            value,
            Decimal(5000 if large else 0) if not places else Decimal(1).scaleb(-places) / 2 * (10**4 if large else 1),
        )
        for value, large, places in scaled
    ]


def _printed_percent(terms: Sequence[str]) -> tuple[Decimal, Decimal]:
    """The printed percent and its last place; 1.5倍 is 150%, and 三成 30%."""
    term = next(filter(_is_share, terms), "0%")
    found = re.search("[0-9.]+(?=[%倍])", term)
    number = Decimal(found.group()) if found else _value(term)
    if not found:
        return number, Decimal(1).scaleb(1)
    scale = 2 if "倍" in term else 0
    return number.scaleb(scale), Decimal(1).scaleb(int(number.as_tuple().exponent) + scale)


def _is_share(term: str) -> bool:
    return any(sign in term for sign in "%成倍")


def _is_printed(value: Decimal, wanted: Decimal, place: Decimal) -> bool:
    return wanted in (value.quantize(place, ROUND_HALF_UP), value.quantize(place, ROUND_DOWN))


@cache
def _value(term: str) -> Decimal:
    found = quantities.find(term)
    value = found[0].value if found else None
    return value if isinstance(value, Decimal) else Decimal(re.sub("[^0-9.]", "", term) or 0)


class Rung(NamedTuple):
    """Of one kind of relation: changes tried, and those after which an alarm rang."""

    tried: int
    heard: int


def changes(texts: Sequence[Labelled], how: str) -> dict[str, Rung]:
    """By kind: each relation that is stated, one of its figures changed, twenty times."""
    rng, tried, heard = random.Random(7), Counter[str](), Counter[str]()
    for text in texts:
        quiet = alarms(contradictions(text.blocks))
        for stated in (each for each in text.stated if each.holds):
            for _ in range(_TRIES):
                at = rng.randrange(len(stated.places))
                blocks, new = changed(text.blocks, stated.places[at], rng, how)
                terms = [new if k == at else term for k, term in enumerate(stated.terms)]
                if not new or still_holds(stated, terms):
                    continue
                tried[stated.kind] += 1
                rang = bool(alarms(contradictions(blocks)) - quiet)
                heard[stated.kind] += rang
                if not rang and "--unheard" in sys.argv:
                    print(f"  unheard: {text.name} {stated.lines[0]} {stated.kind} {'，'.join(terms)}")
    return {kind: Rung(tried[kind], heard[kind]) for kind in tried}


def outside(texts: Sequence[Labelled], tries: int = _TRIES_OUTSIDE) -> tuple[int, list[str]]:
    """Figures in no relation, each changed some times: how many changes, and what rang."""
    rng, number, rang = random.Random(7), 0, list[str]()
    for text in texts:
        found = relations(text.blocks)
        quiet = alarms(found)
        inside = {(place.line, term) for each in text.stated for place in each.places for term in each.terms}
        inside |= {(line, term) for each in found for line in _lines(each) for term in each.terms}
        for block in text.blocks:
            for figure in quantities.find(block.text, block.line):
                is_count = isinstance(figure.value, Decimal) and figure.kind not in ("year", "ordinal", "rank")
                if not is_count or (block.line, figure.text) in inside:
                    continue
                for _ in range(tries):
                    blocks, new = changed(text.blocks, Place(block.line, figure.start, figure.end), rng, "digit")
                    if new:
                        number += 1
                        more = alarms(contradictions(blocks)) - quiet
                        rang += [f"{text.name} {block.line} {figure.text}→{new}: {formula}" for formula in more]
    return number, rang


def _lines(relation: Relation) -> set[int]:
    return {relation.line, *(place[0] for place in getattr(relation, "places", ()))}


def judged(texts: Sequence[Labelled]) -> tuple[int, list[str], list[str]]:
    """Relations found that are right; those that are wrong; and those in nobody's labels that nobody has judged yet."""
    sheet = yaml.safe_load(_SHEET.read_text("utf-8")) if _SHEET.is_file() else {}
    right, wrong, open_ = 0, list[str](), list[str]()
    for text in texts:
        for each in relations(text.blocks):
            key = f"{text.name} {each.line} {each.kind} {each.formula}"
            if _is_labelled(each, text.stated) or sheet.get(key) == "right":
                right += 1
            elif text.all_labelled or sheet.get(key) == "wrong":
                wrong.append(key)
            else:
                open_.append(key)
    return right, wrong, open_


def _is_labelled(found: Relation, stated: Iterable[Stated]) -> bool:
    here = [each for each in stated if found.line in each.lines]
    if found.kind == "bound":  # a bound between figures of one labelled relation says no more than that one does
        return any(set(found.terms) <= set(each.terms) for each in here)
    return any(sorted(found.terms) == sorted(each.terms) for each in here)


def made_up_reports() -> list[Labelled]:
    """The whole made-up reports."""
    paths = sorted((_DATA / "reports").glob("*.txt"))
    return [Labelled(path.stem, readers.read(path).blocks, ()) for path in paths]


def _print_set(title: str, texts: Sequence[Labelled]) -> None:
    found: dict[str, list[bool]] = defaultdict(list)
    missed = []
    for text in texts:
        all_ = relations(text.blocks)
        for stated in text.stated:
            found[stated.kind].append(is_found(stated, all_))
            if not found[stated.kind][-1]:
                missed.append(f"{text.name} {stated.lines[0]} {stated.kind} {'，'.join(stated.terms)}")
    print(f"\n## {title}\n\n| kind | stated | found | other digit | rang | other figure | rang |")
    print("|---|---|---|---|---|---|---|")
    digit, figure = changes(texts, "digit"), changes(texts, "figure")
    for kind, hits in sorted(found.items()):
        a, b = digit.get(kind, Rung(0, 0)), figure.get(kind, Rung(0, 0))
        print(f"| {kind} | {len(hits)} | {sum(hits)} | {a.tried} | {_share(a)} | {b.tried} | {_share(b)} |")
    number = sum(map(len, found.values()))
    hits = sum(map(sum, found.values()))
    right, wrong, open_ = judged(texts)
    print(f"\nfound {hits} of {number} ({hits / number:.1%}, goal 95%)")
    print(
        f"right {right}, wrong {len(wrong)} ({right / ((right + len(wrong)) or 1):.1%}, goal 97%), unjudged {len(open_)}"
    )
    _print_list("missed", missed)
    _print_list("wrong", wrong)
    _print_list("unjudged", open_)


def _print_outside(texts: Sequence[Labelled]) -> None:
    number, rang = outside(texts)
    print(f"figures outside relations: {number} changes, {len(rang)} alarms (goal 0)")
    _print_list("rang", rang)


def _print_list(name: str, entries: Sequence[str]) -> None:
    for entry in entries:
        print(f"  {name}: {entry}")


def _share(rung: Rung) -> str:
    return f"{rung.heard / rung.tried:.1%}" if rung.tried else "–"


def main() -> None:
    """Print all tables; the folder with gold/ and sources/ may be given. --unheard names the changes after which no alarm rang."""
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    shared = folders[0] if folders else None
    if shared and (shared / "gold" / "relations.json").is_file():
        texts = hand_labelled(shared)
        _print_set(f"{len(texts)} hand-labelled reports", texts)
        _print_outside(texts)
    else:
        print("hand-labelled reports: skipped, no folder with gold/relations.json and sources/ was given")
    for which in _SETS:
        texts = own_paragraphs(which)
        _print_set(f"{len(texts)} {which} of tests/data/stated-relations.yaml", texts)
        _print_outside(texts)
    texts = made_up_reports()
    right, wrong, open_ = judged(texts)
    rang = [f"{text.name} {formula}" for text in texts for formula in alarms(relations(text.blocks))]
    print(
        f"\n## {len(texts)} whole made-up reports\n\nright {right}, wrong {len(wrong)}, unjudged {len(open_)}, alarms {len(rang)}"
    )
    _print_list("wrong", wrong)
    _print_list("unjudged", open_)
    _print_list("rang", rang)
    _print_outside(texts)


if __name__ == "__main__":
    main()
