"""What was mined and what the bank holds, as two Markdown tables; the figures in phrasebank/README.md come from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter.formats import Phrase
from drafter.mining.phrases import Mined

_REPORT = ("报告", "行", "标题", "句", "数字", "识别出指标", "句式")
_TOPIC = ("主题", "句式", "其中停用", "数据句式", "槽位", "出自两份以上报告")


def statistics(reports: Sequence[Mined], phrases: Sequence[Phrase]) -> str:
    """A table by report (what was read) and a table by topic (what the bank holds; 合计 at the end)."""
    topics = reports[0].topics if reports else ()
    by_report = [
        (r.report, r.lines, r.headings, r.clauses, r.quantities, r.bound, _from(r.report, phrases)) for r in reports
    ]
    by_topic = [_row(topic, [p for p in phrases if p.topic == topic]) for topic in topics]
    filled = [row for row in by_topic if row[1]]
    return f"{_table(_REPORT, by_report)}\n\n{_table(_TOPIC, filled)}"


def _from(report: str, phrases: Iterable[Phrase]) -> int:
    return sum(any(source.report == report for source in phrase.sources) for phrase in phrases)


def _row(topic: str, phrases: Sequence[Phrase]) -> tuple[str | int, ...]:
    in_use = [phrase for phrase in phrases if phrase.status != "retired"]
    figures = sum(phrase.claim == "figure" for phrase in in_use)
    counts = (len(phrases), len(phrases) - len(in_use), figures)
    return (topic, *counts, sum(len(p.slots) for p in phrases), sum(p.seen > 1 for p in phrases))


def _table(head: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    totals = ("合计", *(sum(int(row[i]) for row in rows) for i in range(1, len(head))))
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows, totals]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
