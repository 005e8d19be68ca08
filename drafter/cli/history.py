"""`drafter history`: what was changed in a report, when, by whom and from where; `--undo` takes the last change back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from typer import Argument, Option

from drafter.cli.parser import Folder, Json
from drafter.cli.printing import as_json, out, say, versioned


def history(
    folder: Folder,
    id: Annotated[str, Argument(metavar="编号", help="只看这一项，如 disputes.handled；不写就看全部")] = "",
    undo: Annotated[bool, Option("--undo", help="退回最近一次还没有退回的改动")] = False,
    json: Json = False,
) -> None:
    """查看一份报告改过什么，退回最近的改动。"""
    from drafter.app import edits, undoing
    from drafter.asking.report_places import said

    found = undoing.undo(folder) if undo else undoing.changes(folder, id)
    if json:
        as_json(versioned(changes=[asdict(change) for change in found]))
        return
    now = edits.opened(folder)
    for change in found:
        name = undoing.named(change.section, change.key, now)
        name += f"（{change.key}）" if change.key not in ("", name) else ""
        when = change.at[:16].replace("T", " ")
        out(f"{when} {change.by} {change.face} {name}：{said(change.old)} → {said(change.new)}")
    if undo:
        say("以上改动已退回。")
    elif not found:
        say("没有改动的记录。")
