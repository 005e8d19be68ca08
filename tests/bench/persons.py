"""Whether made-up persons are masked in made-up sentences, and nothing else is: tests/data in, counts out.

Three hundred names stand in ten kinds of sentence each. A name is left if it stands open in the wording with slots and nothing
sends that wording to review. A mask is wrong where it covers anything but exactly a name; the sentences of no-names.yaml have
none, so there every mask is wrong. They are looked at one by one, and once more as one report, where a name learned by mistake
in one sentence would be masked in others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import yaml

from drafter import config
from drafter.app import report_kind
from drafter.mining import leaks, local_names, slots
from drafter.mining.report_phrases import NAMES
from drafter.model import Block, Document, Run
from drafter.text import fold
from drafter.understanding import clauses, outline
from drafter.understanding.indicators import Register, recognise

_DATA = Path(__file__).parents[1] / "data"
_HEAD = ("青禾县人民政府2024年法治政府建设年度报告", "一、主要举措和成效")
_STEP = 7
"""A list's second name is the one so many places further on."""


@dataclass(frozen=True)
class Masked:
    """Counts over sentences, and the sentences at fault: `left` with the name, `wrong` with what was masked there."""

    names: int
    reviewed: int
    left: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]


def persons(register: Register) -> dict[str, Masked]:
    """Kind of name → what becomes of names of this kind in all kinds of sentence."""
    data = yaml.safe_load((_DATA / "persons.yaml").read_text("utf-8"))
    kinds = {kind: names for kind, names in data.items() if kind != "contexts"}
    return {kind: _together(_in_sentences(names, data["contexts"].values(), register)) for kind, names in kinds.items()}


def no_names(register: Register) -> Masked:
    """What becomes of sentences without a name."""
    sentences = yaml.safe_load((_DATA / "no-names.yaml").read_text("utf-8"))["sentences"]
    alone = (slotted for sentence in sentences for slotted in _slotted([sentence], register))
    return _together(_judged(found, line, ()) for found, line in (*alone, *_slotted(sentences, register)))


def _in_sentences(names: Sequence[str], contexts: Iterable[Sequence[str]], register: Register) -> Iterator[Masked]:
    for (i, name), forms in product(enumerate(names), contexts):
        form = forms[i % len(forms)]
        short = name if "·" in name else name[0] + name[-1]
        other = names[(i + _STEP) % len(names)]
        sentence = form.format(name=name, other=other, short=short)
        wanted = short if "{short}" in form else name
        for found, line in _slotted([sentence], register):
            yield _judged(found, line, (wanted, other, "李四海"))


def _slotted(sentences: Sequence[str], register: Register) -> Iterator[tuple[slots.Slotted, str]]:
    """The sentences of one report with slots, and as they were."""
    lines = enumerate((*_HEAD, *sentences), 1)
    parts = outline.build(Document(tuple(Block("paragraph", (Run(line),), line=n) for n, line in lines)))
    known = local_names.names(parts)
    found = [clause for clause in clauses.split(parts) if clause.line > len(_HEAD)]
    readings = recognise(found, register)
    return ((slots.slotted(clause, readings, known, 2024), clause.text) for clause in found)


def _judged(found: slots.Slotted, line: str, names: Sequence[str]) -> Masked:
    """`names`: the one that is looked for, and others that may be masked too."""
    masks = [(line[start:end], kind) for start, end, kind in found.masked if kind in (*NAMES, "zone")]
    wrong = tuple((line, f"{kind}:{text}") for text, kind in masks if text not in names)
    if not names or names[0] not in line:
        return Masked(0, 0, (), wrong)
    stands = names[0] in found.text or any(text != names[0] and text in names[0] for text, _ in masks)
    suspects = leaks.suspects(fold(found.text))
    reviewed = stands and any(part in names[0] or names[0] in part for part in suspects)
    return Masked(1, reviewed, ((line, names[0]),) if stands and not reviewed else (), wrong)


def _together(found: Iterable[Masked]) -> Masked:
    all_ = tuple(found)
    left = tuple(item for each in all_ for item in each.left)
    wrong = tuple(item for each in all_ for item in each.wrong)
    return Masked(sum(each.names for each in all_), sum(each.reviewed for each in all_), left, wrong)


def main() -> None:
    """`python -m bench.persons`."""
    register = report_kind.register(config.template_folder())
    kinds = persons(register)
    for kind, found in (*kinds.items(), ("together", _together(kinds.values())), ("no names", no_names(register))):
        print(
            f"{kind}: {found.names} names, {len(found.left)} left, {found.reviewed} in review; {len(found.wrong)} wrong masks"
        )
        for line, what in (*found.left, *found.wrong):
            print("   ", what, "←", line)


if __name__ == "__main__":
    main()
