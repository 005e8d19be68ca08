"""`drafter roll`: last year's report sentence by sentence: kept, changed or dropped, and its figures asked again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from drafter.cli.parser import Folder, Json
from drafter.cli.printing import as_json, quoted, say, through_link, versioned

if TYPE_CHECKING:
    from drafter.asking.last_year import Item, LastYear


def roll(
    folder: Folder = Path(),
    last: Annotated[
        Path | None, Argument(metavar="上年报告", help="上一年度报告；新建时用 --from 给过的不必再写")
    ] = None,
    again: Annotated[bool, Option("--again", help="已定下的段落也再问一遍")] = False,
    json: Json = False,
) -> None:
    """逐段沿用上一年度报告：留、改、删，再填今年的数。"""
    from drafter.app import report_in_progress, rolling

    if json:
        _, found = rolling.listed(folder, last)
        as_json(versioned(items=[_shape(item, found) for item in found.items if item.role != "framing"]))
        return
    through_link(report_in_progress.linked(folder))
    done = report_in_progress.roll(folder, last, again, say)
    say(
        f"沿用 {done.kept} 句，改写 {done.changed} 句，删去 {done.dropped} 句，还有 {done.left} 句没有定，{done.open} 项没有填。"
    )
    if done.opening and not done.left:
        say(
            f"上年报告开头的数没有问：{'、'.join(done.opening)}。要写进开头，请填 drafter ask --only opening.achievement。"
        )
    say(f"下一步：{'drafter roll' if done.left else 'drafter ask'} {quoted(folder)}")


def _shape(item: Item, last: LastYear) -> dict[str, Any]:
    rolled = last.decision(item)
    asks = [
        {"id": ask.id, "label": ask.label, "unit": ask.unit, "last": ask.last, "indicator": ask.indicator or None,
         "kind": ask.kind, "derived": ask.derived, "optional": ask.stands, "value": last.printed(item, ask)}
        for ask in item.asks
    ]  # fmt: skip
    return {
        "id": item.id, "line": item.line, "path": item.path, "topic": last.topic(item), "role": item.role, "text": item.text,
        "wording": item.wording, "asks": asks, "state": rolled.state if rolled else None, "warnings": item.warnings,
    }  # fmt: skip
