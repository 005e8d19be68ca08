"""`drafter roll`: last year's report sentence by sentence: kept, changed or dropped, and its figures asked again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.parser import Folder, Json
from drafter.cli.printing import as_json, quoted, say, through_link, versioned


def roll(
    folder: Folder = Path(),
    last: Annotated[
        Path | None, typer.Argument(metavar="上年报告", help="上一年度报告；新建时用 --from 给过的不必再写")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="已定下的段落也再问一遍")] = False,
    json: Json = False,
) -> None:
    """逐段沿用上一年度报告：留、改、删，再填今年的数。"""
    from drafter.app import report_in_progress, rolling

    if json:
        report, found = rolling.listed(folder, last)
        shapes = []
        for item in found.items:
            rolled = report.roll.get(item.id)
            asks = [
                {"id": a.id, "label": a.label, "unit": a.unit, "last": a.last, "indicator": a.indicator or None, "kind": a.kind}
                for a in item.asks
            ]  # fmt: skip
            shapes.append(
                {
                    "id": item.id, "line": item.line, "topic": item.topic, "role": item.role, "text": item.text, "asks": asks,
                    "state": rolled.state if rolled else None, "warnings": list(item.warnings), "wording": item.wording,
                }
            )  # fmt: skip
        as_json(versioned(items=shapes))
        return
    through_link(report_in_progress.linked(folder))
    done = rolling.roll(folder, last, again, say)
    say(
        f"沿用 {done.kept} 句，改写 {done.changed} 句，删去 {done.dropped} 句，还有 {done.left} 句没有定，{done.open} 项没有填。"
    )
    say(f"下一步：{'drafter roll' if done.left else 'drafter ask'} {quoted(folder)}")
