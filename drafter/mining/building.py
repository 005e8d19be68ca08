"""Mined reports and the bank as it is → the bank as it shall be. Values in, values out; whoever calls reads and writes files.

A report that is mined again replaces what it gave before. What a person has touched (reviewed, written, retired) stays as
the person left it and only gains sources. What is doubtful does not enter: it waits for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafter.formats import LocalTerms, Phrase, Waiting
from drafter.mining import leaks
from drafter.mining.report_phrases import Mined
from drafter.mining.same_wording import merged, with_sources

_BY_REPORT = ("报告", "行", "标题", "句", "数字", "识别出指标", "句式")
_BY_TOPIC = ("主题", "句式", "其中停用", "数据句式", "槽位", "出自两份以上报告")


@dataclass(frozen=True)
class Built:
    """What a run of mining makes. `phrases` is the whole bank; `new` of them were not in it before; `merged` are pieces that
    joined another phrase. `review` waits for a person; `skipped` counts sentences that gave nothing.
    """

    reports: tuple[Mined, ...]
    phrases: tuple[Phrase, ...]
    clauses: int
    new: int
    merged: int
    skipped: int
    review: tuple[Waiting, ...]


def build(reports: Sequence[Mined], before: Sequence[Phrase], terms: Mapping[str, LocalTerms]) -> Built:
    """Mined reports brought into a bank; `terms` are the local names of all its reports.

    Raises:
        FormatError: a listed local name stands in a phrase of the bank.
    """
    entering: list[Phrase] = []
    foreign: list[Waiting] = []
    for phrase in (phrase for report in reports for phrase in report.phrases):
        own = {source.report for source in phrase.sources}
        found = leaks.listed(phrase, [entry for entry in terms.values() if entry.report not in own])
        if found:
            reason = f"别处的本地名称：{'、'.join(found)}"
            foreign.append(Waiting(phrase=phrase, suspects=found, reason=reason))
        else:
            entering.append(phrase)
    phrases = merged([*_without({r.report for r in reports}, before), *entering])
    leaks.refuse(phrases, terms.values())
    known = {phrase.id for phrase in before}
    return Built(
        tuple(reports),
        phrases,
        sum(report.clauses for report in reports),
        sum(phrase.id not in known for phrase in phrases),
        len(entering) - len({phrase.id for phrase in phrases} & {phrase.id for phrase in entering}),
        sum(report.skipped for report in reports),
        unsettled([*(w for r in reports for w in r.review), *foreign], before),
    )


def unsettled(waiting: Iterable[Waiting], bank: Iterable[Phrase]) -> tuple[Waiting, ...]:
    """Those whose wording nobody has settled in the bank yet, under whatever topic; each once."""

    def wording(phrase: Phrase) -> str:
        return phrase.id.rpartition("-")[2]

    settled = {wording(phrase) for phrase in bank if phrase.status != "mined"}
    return tuple({w.phrase.id: w for w in waiting if wording(w.phrase) not in settled}.values())


def _without(reports: set[str], phrases: Iterable[Phrase]) -> list[Phrase]:
    """The bank as if these reports had not been mined; what a person has touched stays."""
    left = []
    for phrase in phrases:
        sources = [source for source in phrase.sources if source.report not in reports]
        if phrase.status != "mined" or sources == phrase.sources:
            left.append(phrase)
        elif sources:
            left.append(with_sources(phrase, sources))
    return left


def statistics(built: Built) -> str:
    """Two Markdown tables, by report (what was read) and by topic (what the bank holds); nothing where the bank has phrases
    of reports that this run did not see, because then the first would be wrong.
    """
    printed = {source.report for phrase in built.phrases for source in phrase.sources}
    if printed - {report.report for report in built.reports}:
        return ""
    by_report = [
        (
            *(r.report, r.lines, r.headings, r.clauses, r.quantities, r.bound),
            sum(any(source.report == r.report for source in phrase.sources) for phrase in built.phrases),
        )
        for r in built.reports
    ]
    by_topic: list[tuple[str | int, ...]] = []
    for topic in built.reports[0].topics if built.reports else ():
        phrases = [phrase for phrase in built.phrases if phrase.topic == topic]
        used = [phrase for phrase in phrases if phrase.status != "retired"]
        figures = sum(phrase.claim == "figure" for phrase in used)
        slots, often = sum(len(phrase.slots) for phrase in phrases), sum(phrase.seen > 1 for phrase in phrases)
        if phrases:
            by_topic.append((topic, len(phrases), len(phrases) - len(used), figures, slots, often))
    return f"{_table(_BY_REPORT, by_report)}\n\n{_table(_BY_TOPIC, by_topic)}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    totals = ("合计", *(sum(int(row[i]) for row in rows) for i in range(1, len(head))))
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows, totals]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
