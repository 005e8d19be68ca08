"""Runs rules over a report or a Word file and turns what they judge into Findings. Text and layout rules share it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafter.checking.known import ALL_OVER
from drafter.checking.rule import Hit, Rule, Subject
from drafter.errors import DrafterError
from drafter.model import Block, Document, Finding
from drafter.text import fold

_MOST_VALUES = 3
"""How many different values a summary names before it says 等 5 种."""
_AROUND = 8
"""Characters on either side of a place by which it is known again. Files of accepted findings hold them: with a smaller number these
no longer match."""
_OTHER_KIND = {False: "查排版要加 --layout。", True: "查内容不要加 --layout。"}
"""What is said where a code of the other kind of rules is named, by whether these are the rules of the layout."""
_OPENING = 32
"""Characters of a block that stand for a finding without bounds; chosen by hand, held by the same files."""


@dataclass(frozen=True)
class Outcome:
    """A rule, every place that it judged, and a finding for each place that is not fine.

    `findings` are those that are told: one for all where there are too many, and without those that somebody accepted, which
    app/checks.py takes out after the run. `all_findings` has them all.
    """

    rule: Rule[Any]
    hits: tuple[Hit, ...]
    findings: tuple[Finding, ...]
    all_findings: tuple[Finding, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether all is as the rule wants it."""
        return not self.findings

    @property
    def is_accepted(self) -> bool:
        """Whether all is as the rule wants it but for what somebody took as it is."""
        return self.is_met and bool(self.all_findings)

    @property
    def summary(self) -> str:
        """What stands in the file and how often, the commonest first: 三号（2 处）、四号（1 处）; 无 if nothing was
        judged (by a rule for the text, which judges only what is wrong: if nothing is wrong)."""
        counts = Counter(hit.summary or hit.message for hit in self.hits)
        if len(counts) < 2:
            return next(iter(counts), "无")
        named = "、".join(f"{value}（{count} 处）" for value, count in counts.most_common(_MOST_VALUES))
        return f"{named} 等 {len(counts)} 种" if len(counts) > _MOST_VALUES else named


def choose(
    rules: Sequence[Rule[Subject]], select: Sequence[str], ignore: Sequence[str], noun: str = "规则"
) -> tuple[Rule[Subject], ...]:
    """The rules whose codes begin with one of `select` (all rules if it is empty) and with none of `ignore`; a text may name several.

    Raises DrafterError: no code begins like that, or two rules have one; the message calls a rule `noun`.
    """
    _check_codes(rules, noun)
    codes = [rule.code for rule in rules]
    wanted, unwanted = _beginnings(select), _beginnings(ignore)
    for beginning in (*wanted, *unwanted):
        # Every code begins with "", the code of a shell variable that is not set: it would leave out all rules in silence.
        if not beginning or not any(code.startswith(beginning) for code in codes):
            # The codes of one family (LAY001, LAY002) follow one another: the first and the last say enough.
            families = {code[:3] for code in codes}
            known = f"{codes[0]} 至 {codes[-1]}" if len(families) == 1 else "、".join(codes)
            other = "" if beginning.startswith("LAY") == (families == {"LAY"}) else _OTHER_KIND[families == {"LAY"}]
            raise DrafterError(f"没有编号为“{beginning}”的{noun}", f"{other}可用的编号：{known}")
    return tuple(rule for rule in rules if rule.code.startswith(wanted or ("",)) and not rule.code.startswith(unwanted))


def _beginnings(named: Iterable[str]) -> tuple[str, ...]:
    """The beginnings of codes as they are compared: PUN001、sty → PUN001, STY."""
    return tuple(part.strip().upper() for text in named for part in re.split("[,、]", fold(text)))


def _check_codes(rules: Sequence[Rule[Subject]], noun: str) -> None:
    """Raises DrafterError: two rules have one code."""
    for code, times in Counter(rule.code for rule in rules).items():
        if times > 1:
            names = "、".join(rule.name for rule in rules if rule.code == code)
            raise DrafterError(f"{times} 条{noun}用了同一个编号 {code}：{names}", "请给其中一条换一个编号")


def run(rules: Iterable[Rule[Subject]], subject: Subject, document: Document, file: str) -> tuple[Outcome, ...]:
    """The outcome of each rule for the subject. A finding carries the name `file` and the number of its block in `document`."""
    blocks = {block.line: (number, block) for number, block in enumerate(document.blocks, 1)}
    return tuple(_outcome(rule, tuple(rule.find(subject)), blocks, file) for rule in rules)


def _outcome(rule: Rule[Any], hits: tuple[Hit, ...], blocks: Mapping[int, tuple[int, Block]], file: str) -> Outcome:
    # Two runs of a paragraph in the same wrong font give two equal hits: they become one finding.
    wrong = {(hit.line, hit.start, hit.end, hit.message): hit for hit in hits if not hit.fine}
    every = tuple(_finding(rule, hit, blocks, file) for hit in wrong.values())
    if rule.most is None or len(every) <= rule.most:
        return Outcome(rule, hits, every, every)
    first = min(every, key=lambda finding: (finding.line, finding.start, finding.end))
    # known.py knows a summary by the words ALL_OVER.
    message = f"{first.message}（{ALL_OVER} {len(every)} 处）"
    return Outcome(rule, hits, (first._replace(message=message, place="", replacement=None),), every)


def _finding(rule: Rule[Any], hit: Hit, blocks: Mapping[int, tuple[int, Block]], file: str) -> Finding:
    number, block = blocks.get(hit.line, (0, None))  # 0: the whole file is meant
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=hit.severity or rule.severity,
        # Only a layout rule has `required`.
        message=f"{rule.title}：{hit.message}，应为{rule.required}" if rule.required else hit.message,
        hint=hit.hint or rule.hint,
        file=file,
        block=number,
        line=hit.line,
        start=hit.start,
        end=hit.end,
        excerpt=hit.excerpt,
        place=hit.excerpt if block is None else _words(block, hit),
        replacement=hit.replacement,
    )


def _words(block: Block, hit: Hit) -> str:
    """The words of the place with a few around them, of a place without bounds the first words of its block."""
    start, end = hit.start - block.column, hit.end - block.column
    has_bounds = hit.end > 0
    bounds = slice(max(0, start - _AROUND), end + _AROUND) if has_bounds else slice(_OPENING)
    return block.text[bounds].replace("\n", " ").replace("\t", " ")
