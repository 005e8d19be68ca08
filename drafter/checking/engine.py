"""Running rules: which ones, over what, and what they found as Findings. The same for every family of rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafter.checking.rule import Hit, Rule, Subject
from drafter.errors import DrafterError
from drafter.model import Document, Finding

SHOWN = 3
"""How many differing values the summary of an outcome names."""


@dataclass(frozen=True)
class Outcome:
    """A rule, every place that it judged, and a finding for each that is not fine."""

    rule: Rule[Any]
    hits: tuple[Hit, ...]
    findings: tuple[Finding, ...]

    @property
    def is_met(self) -> bool:
        """Whether all is as the rule wants it."""
        return not self.findings

    @property
    def found(self) -> str:
        """What was found and how often, the commonest first; 无 where there was nothing to judge."""
        counts = Counter(hit.found or hit.message for hit in self.hits)
        if len(counts) < 2:
            return next(iter(counts), "无")
        shown = "、".join(f"{value}（{count} 处）" for value, count in counts.most_common(SHOWN))
        return f"{shown} 等 {len(counts)} 种" if len(counts) > SHOWN else shown


def chosen(
    rules: Sequence[Rule[Subject]], select: Sequence[str], ignore: Sequence[str], noun: str = "规则"
) -> tuple[Rule[Subject], ...]:
    """The rules whose codes begin with one of `select` (all, where it is empty) and with none of `ignore`.

    Raises:
        DrafterError: no rule's code begins so; `noun` is what the message calls a rule.
    """
    codes = [rule.code for rule in rules]
    for code in (*select, *ignore):
        if not any(known.startswith(code.upper()) for known in codes):
            is_series = len({known[:3] for known in codes}) == 1
            known = f"{codes[0]} 至 {codes[-1]}" if is_series else "、".join(codes)
            raise DrafterError(f"没有编号为“{code}”的{noun}", f"可用的编号：{known}")
    wanted, unwanted = (tuple(code.upper() for code in codes) for codes in (select, ignore))
    return tuple(r for r in rules if (not select or r.code.startswith(wanted)) and not r.code.startswith(unwanted))


def run(rules: Iterable[Rule[Subject]], subject: Subject, document: Document, file: str) -> tuple[Outcome, ...]:
    """What each rule makes of the subject. Findings carry `file` and are placed among the blocks of the document."""
    numbers = {block.line: number for number, block in enumerate(document.blocks, 1)}
    return tuple(_outcome(rule, tuple(rule.find(subject)), numbers, file) for rule in rules)


def _outcome(rule: Rule[Any], hits: tuple[Hit, ...], numbers: Mapping[int, int], file: str) -> Outcome:
    # What is said of one place twice (two runs of a paragraph in the same wrong font) is one finding.
    wrong = {(hit.line, hit.start, hit.end, hit.message): hit for hit in hits if not hit.fine}
    findings = (
        Finding(
            rule.code,
            rule.name,
            rule.severity,
            f"{rule.title}：{hit.message}，应为{rule.required}" if rule.required else hit.message,
            hit.hint or rule.hint,
            file,
            numbers.get(hit.line, 0),
            hit.line,
            hit.start,
            hit.end,
            hit.excerpt,
        )
        for hit in wrong.values()
    )
    return Outcome(rule, hits, tuple(findings))
