"""`drafter history`: what was changed in a report, when, by whom and from where; `--undo` takes the last change back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from typer import Argument, Option

from drafter.cli.parser import Folder, Json
from drafter.cli.printing import as_json, out, quoted, say, versioned
from drafter.errors import DrafterError


def history(
    folder: Folder,
    id: Annotated[str, Argument(metavar="编号", help="只看这一项，如 disputes.handled；不写就看全部")] = "",
    undo: Annotated[bool, Option("--undo", help="退回最近一次还没有退回的改动")] = False,
    skip: Annotated[bool, Option("--skip", help="和 --undo 一起用：后来又改过、退不回的跳过，退回更早的")] = False,
    json: Json = False,
) -> None:
    """查看一份报告改过什么，退回最近的改动。"""
    from drafter.app import edits, undoing
    from drafter.asking.report_places import said

    if skip and not undo:
        raise DrafterError("--skip 只和 --undo 一起用", "如 drafter history 文件夹 --undo --skip")
    try:
        passed = (lambda message: say(f"跳过：{message}。")) if skip else None
        found = undoing.undo(folder, passed) if undo else undoing.changes(folder, id)
    except undoing.Refused as error:
        hint = f"要跳过这一处，退回更早的：drafter history {quoted(folder)} --undo --skip"
        raise DrafterError(error.message, hint) from error
    if json:
        as_json(versioned(changes=[asdict(change) for change in found]))
        return
    now = edits.opened(folder)
    for change in found:
        name = undoing.named(change.section, change.key, now)
        name += f"（{change.key}）" if change.key not in ("", name) else ""
        when = change.at[:16].replace("T", " ") or "时间不明"
        out(f"{' '.join(filter(None, (when, change.by, change.face)))} {name}：{said(change.old)} → {said(change.new)}")
    if undo:
        say("以上改动已退回。")
    elif not found:
        say("没有改动的记录。")
