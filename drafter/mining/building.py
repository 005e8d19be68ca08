"""Brings mined reports into the bank: what reports gave and the phrases so far come in, the phrases of the new bank go out.

A report that is mined again replaces what it gave before. A phrase that a person has touched (reviewed, written, retired)
stays as the person left it and only gains sources. A phrase in which another report's local name stands does not enter; it
waits for a person. Nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafter.mining import leaks
from drafter.mining.report_phrases import Mined
from drafter.mining.same_wording import merged, with_sources
from drafter.phrase_formats import LocalTerms, Phrase, Waiting

_BY_REPORT = ("报告", "行", "标题", "句", "数字", "识别出指标", "句式")
_BY_TOPIC = ("主题", "句式", "其中停用", "数据句式", "槽位", "出自两份以上报告")


@dataclass(frozen=True)
class Built:
    """The outcome of a run of mining.

    `phrases` is the whole bank, `new` says how many of them were not in it before, `merged` how many mined phrases became
    part of another one. `review` waits for a person. `clauses` were mined, and `skipped` of them gave no phrase.
    """

    reports: tuple[Mined, ...]
    phrases: tuple[Phrase, ...]
    clauses: int
    new: int
    merged: int
    skipped: int
    review: tuple[Waiting, ...]


def build(reports: Sequence[Mined], before: Sequence[Phrase], terms: Mapping[str, LocalTerms]) -> Built:
    """The bank `before` with the phrases of these reports; `terms` are the local names of all reports, by report.

    Raises FormatError: a listed local name stands in a phrase of the bank.
    """
    entering: list[Phrase] = []
    review = [waiting for report in reports for waiting in report.review]
    for report in reports:
        # The report's own names are slots by now; those of the other reports are what may still stand in its phrases.
        other_reports = [entry for entry in terms.values() if entry.report != report.report]
        for phrase in report.phrases:
            if found := leaks.listed_names(phrase, other_reports):
                reason = f"别处的本地名称：{'、'.join(found)}"
                review.append(Waiting(phrase=phrase, suspects=found, reason=reason))
            else:
                entering.append(phrase)
    phrases = merged([*_without({report.report for report in reports}, before), *entering])
    leaks.refuse(phrases, terms.values())
    ids, ids_before = {phrase.id for phrase in phrases}, {phrase.id for phrase in before}
    return Built(
        reports=tuple(reports),
        phrases=phrases,
        clauses=sum(report.clauses for report in reports),
        new=len(ids - ids_before),
        merged=len(entering) - len(ids & {phrase.id for phrase in entering}),
        skipped=sum(report.skipped for report in reports),
        review=unsettled(review, before),
    )


def unsettled(waiting: Iterable[Waiting], bank: Iterable[Phrase]) -> tuple[Waiting, ...]:
    """The waiting phrases on which no person has decided yet, each once. A decision holds for the wording in every topic."""

    def wording(phrase: Phrase) -> str:
        return phrase.id.rpartition("-")[2]  # an id is the topic and a hash of the wording

    settled = {wording(phrase) for phrase in bank if phrase.status != "mined"}
    return tuple({w.phrase.id: w for w in waiting if wording(w.phrase) not in settled}.values())


def _without(reports: set[str], phrases: Iterable[Phrase]) -> list[Phrase]:
    """The bank as if these reports had never been mined; a phrase that a person has touched stays as it is."""
    left = []
    for phrase in phrases:
        other_sources = [source for source in phrase.sources if source.report not in reports]
        if phrase.status != "mined" or other_sources == phrase.sources:
            left.append(phrase)
        elif other_sources:
            left.append(with_sources(phrase, other_sources))
    return left


def statistics(built: Built) -> str:
    """Two Markdown tables for the bank's README: what was read, by report, and what the bank holds, by topic.

    Empty where the bank has phrases of a report that this run did not read: nothing could be said about that one.
    """
    in_bank = {source.report for phrase in built.phrases for source in phrase.sources}
    if not in_bank <= {report.report for report in built.reports}:
        return ""
    by_report = []
    for r in built.reports:
        from_it = sum(any(source.report == r.report for source in phrase.sources) for phrase in built.phrases)
        by_report.append((r.report, r.lines, r.headings, r.clauses, r.figures, r.recognised, from_it))
    by_topic: list[tuple[str | int, ...]] = []
    for topic in built.reports[0].topics if built.reports else ():
        phrases = [phrase for phrase in built.phrases if phrase.topic == topic]
        in_use = [phrase for phrase in phrases if phrase.status != "retired"]
        figures = sum(phrase.claim == "figure" for phrase in in_use)
        slots = sum(len(phrase.slots) for phrase in phrases)
        in_several_reports = sum(phrase.seen > 1 for phrase in phrases)
        if phrases:
            by_topic.append((topic, len(phrases), len(phrases) - len(in_use), figures, slots, in_several_reports))
    return f"{_table(_BY_REPORT, by_report)}\n\n{_table(_BY_TOPIC, by_topic)}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    """A Markdown table with a last row of totals; the first column names the row, all others are numbers."""
    totals = ("合计", *(sum(int(row[i]) for row in rows) for i in range(1, len(head))))
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows, totals]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
