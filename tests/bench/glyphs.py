"""Punctuation and glyphs of public test suites, judged by our rules: cases, applicable ones, found, left out with the reason.

The suites are those of the checkers that people use: autocorrect, zhlint, and textlint's Chinese presets. What each of their cases
tries is rebuilt in words of our own in tests/data/glyphs.yaml. A case that is wrong is found if a rule says so and, where the mended
text is given, the rules' replacements make just that text; one that must stay is found right if no rule says anything.

What the standard says is wanted, not what a suite wants: where they differ the case is left out, and its reason says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from drafter import config
from drafter.app import report_kind
from drafter.asking import questionnaire
from drafter.checking import text as rules
from drafter.checking.rule import Context, Hit
from drafter.formats import TemplateFile
from drafter.model import Block, Document, Run
from drafter.understanding import understand
from drafter.understanding.register import Register

CASES = Path(__file__).resolve().parents[1] / "data" / "glyphs.yaml"
_BEFORE = "2025年，全区依法办理各类事项，现将有关情况报告如下。"
_MOST_ROUNDS = 6
"""A text may be mended in so many steps: a blank gone, the mark beside it can be judged."""


class Case(NamedTuple):
    """`wanted` is the mended text, the text itself where nothing is wrong, None where only the place is known."""

    suite: str
    text: str
    wanted: str | None

    @property
    def is_wrong(self) -> bool:
        return self.wanted != self.text


def cases() -> Iterator[Case]:
    """All applicable cases of the file, in its order."""
    for suite, entries in _file().items():
        for text, wanted in entries["wrong"]:
            yield Case(suite, text, wanted)
        for text in entries["stays"]:
            yield Case(suite, text, text)


def left_out() -> Mapping[str, Mapping[str, int]]:
    """Suite → reason → how many of its cases."""
    return {suite: entries["left_out"] for suite, entries in _file().items()}


def hits(text: str) -> list[Hit]:
    """What the rules for punctuation and glyphs find in a text that stands as a paragraph of a report."""
    blocks = tuple(Block("paragraph", (Run(line),), line=at) for at, line in enumerate((_BEFORE, text), 1))
    register, template = _kind()
    context = Context(understand(Document(blocks), register, 2025), "", (), template)
    found = (hit for rule in rules.RULES if rule.code in _judged() for hit in rule.find(context))
    return sorted((hit for hit in found if hit.line > 1), key=lambda hit: (hit.start, hit.end))


def mended(text: str) -> str:
    """The text with all certain replacements made, from the end to the beginning, until none is left."""
    for _ in range(_MOST_ROUNDS):
        changed, reached = text, len(text)
        for hit in reversed(hits(text)):
            if hit.replacement is not None and hit.end <= reached:
                changed = changed[: hit.start] + hit.replacement + changed[hit.end :]
                reached = hit.start
        if changed == text:
            break
        text = changed
    return text


def is_right(case: Case) -> bool:
    """Whether the rules say what is wanted of the case."""
    found = hits(case.text)
    if not case.is_wrong:
        return not found
    return bool(found) and (case.wanted is None or mended(case.text) == case.wanted)


def main() -> None:
    """Print the table, and each case that is not as wanted."""
    rows = [(case, is_right(case)) for case in cases()]
    for suite, reasons in left_out().items():
        own = [(case, right) for case, right in rows if case.suite == suite]
        found = sum(right for _, right in own)
        whole = len(own) + sum(reasons.values())
        print(f"{suite}: cases {whole}, applicable {len(own)}, as wanted {found} ({found / len(own):.1%})")
        for reason, count in reasons.items():
            print(f"    left out {count:3}: {reason}")
    for case, right in rows:
        if not right:
            print(f"{case.suite}: {case.text!r} → {mended(case.text)!r}, wanted {case.wanted!r}: {_said(case.text)}")
    print(f"all: {sum(right for _, right in rows)} of {len(rows)}")


def _said(text: str) -> str:
    return "; ".join(hit.message for hit in hits(text)) or "nothing"


@cache
def _judged() -> frozenset[str]:
    """All rules for marks but the one for paragraphs without an end, which the short texts of the suites all are."""
    return frozenset(rule.code for rule in rules.RULES if rule.code.startswith("PUN") and rule.name != "missing-stop")


@cache
def _kind() -> tuple[Register, TemplateFile]:
    folder = config.template_folder()
    return report_kind.register(folder), questionnaire.template(folder)


@cache
def _file() -> Mapping[str, Mapping[str, object]]:
    loaded: Mapping[str, Mapping[str, object]] = yaml.safe_load(CASES.read_text("utf-8"))
    return loaded


if __name__ == "__main__":
    main()
