"""What is printed of the Word file itself, as lines and as JSON shapes: the conformity of its layout, its changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from drafter.cli import printing as console
from drafter.cli.printing import coloured, out, say
from drafter.cli.shapes import versioned

if TYPE_CHECKING:
    from drafter.checking.changes import Change
    from drafter.checking.engine import Outcome
    from drafter.checking.layout import Conformity
    from drafter.model import Document

_KINDS = {"changed": "改", "added": "增", "removed": "删"}
LISTED = 8
"""How many lines of a file one row of the layout report names."""


def conformity(reports: Iterable[Conformity]) -> None:
    """Parameter and what was found; where it is not met, what is required, in which lines, and what to do."""
    for report in reports:
        out(f"{report.file}：")
        for row in report.rows:
            out(f"  {'符合' if row.is_met else coloured('不符', '31')}  {row.rule.code}  {row.rule.title}：{row.found}")
            if not row.is_met:
                out(f"        应为：{row.rule.required}{_lines([f.line for f in row.findings if f.line])}")
                out(f"        提示：{row.findings[0].hint}")
        unmet = sum(not row.is_met for row in report.rows)
        say(f"{unmet} 项不符" if unmet else f"{len(report.rows)} 项全部符合")


def _lines(lines: Sequence[int]) -> str:
    shown = "、".join(map(str, lines[:LISTED]))
    more = f"等 {len(lines)} 处" if len(lines) > LISTED else ""
    return f"（第 {shown} 行{more}）" if lines else ""


def conformity_shape(reports: Iterable[Conformity]) -> dict[str, Any]:
    """`check --layout`: a row a parameter, and the findings of all files as in `check`."""
    reports = tuple(reports)
    return versioned(
        files=[{"file": report.file, "rows": [_parameter(row) for row in report.rows]} for report in reports],
        findings=[finding._asdict() for report in reports for finding in report.findings],
    )


def _parameter(row: Outcome) -> dict[str, Any]:
    return {
        "code": row.rule.code,
        "parameter": row.rule.title,
        "required": row.rule.required,
        "found": row.found,
        "met": row.is_met,
    }


def drafted(path: object, document: Document, found: Sequence[Change] | None) -> None:
    """Where the draft is, what is still to do in it, and with --diff sentence by sentence what changed."""
    console.drafted(path, document)
    if document.edition == "web":
        say(
            "已去掉主送机关和页码，认出的人名写作“王某”，电话号码已略去，旁边另存纯文本。发布前请通读一遍，看有没有漏下的人名和不宜公开的内容。"
        )
    if found is not None:
        _changes(found)


def _changes(found: Sequence[Change]) -> None:
    for change in found:
        note = "（旧稿里手工写的，新稿里没有）" if change.by_hand and change.kind == "removed" else ""
        out(f"{_KINDS[change.kind]}　{change.old or change.new}{note}")
        if change.kind == "changed":
            out(f"→　{change.new}")
    counts = "，".join(f"{word} {sum(c.kind == kind for c in found)} 句" for kind, word in _KINDS.items())
    say(f"与旧稿相比：{counts}" if found else "与旧稿相比没有变化")


def drafted_shape(path: object, document: Document, found: Sequence[Change] | None) -> dict[str, Any]:
    """`render`: where the draft is, what is still to do, and with --diff the changes (else null)."""
    return versioned(
        file=str(path),
        gaps=sum(run.origin == "gap" for block in document.blocks for run in block.runs),
        notes=sum(sentence.origin == "note" for sentence in document.sentences),
        changes=None if found is None else [asdict(change) for change in found],
    )
