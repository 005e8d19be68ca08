"""`drafter history`: what was changed in a report, when, by whom and from where; `--undo` takes the last change back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from typer import Argument, Option

from drafter.cli.parser import Folder, Json
from drafter.cli.printing import as_json, out, say, versioned

_MARKS = {"last_year": "上年", "sure": "没有填错", "star": "写变化"}


def history(
    folder: Folder,
    id: Annotated[str, Argument(metavar="编号", help="只看这一项，如 disputes.handled；不写就看全部")] = "",
    undo: Annotated[bool, Option("--undo", help="退回最近一次还没有退回的改动")] = False,
    json: Json = False,
) -> None:
    """查看一份报告改过什么，退回最近的改动。"""
    from drafter.app import edits, undoing

    found = undoing.undo(folder) if undo else undoing.changes(folder, id)
    if json:
        as_json(versioned(changes=[asdict(change) for change in found]))
        return
    now = edits.opened(folder)
    for change in found:
        name = undoing.named(change.section, change.key, now)
        name += f"（{change.key}）" if change.key not in ("", name) else ""
        when = change.at[:16].replace("T", " ")
        out(f"{when} {change.by} {change.face} {name}：{_shown(change.old)} → {_shown(change.new)}")
    if undo:
        say("以上改动已退回。")
    elif not found:
        say("没有改动的记录。")


def _shown(value: Any) -> str:
    """A value of report.yaml in a line: what was answered first, then the rest; nothing is （无）."""
    if value in (None, [], {}):
        return "（无）"
    if isinstance(value, dict):
        said = ((_MARKS.get(key, ""), _shown(each)) for key, each in value.items())
        return "，".join(mark if text == "true" else mark + text for mark, text in said if text != "（无）")
    return "；".join(map(_shown, value)) if isinstance(value, list) else str(value)
