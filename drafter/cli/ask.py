"""`drafter ask`: the interview, question by question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.parser import Folder, Topic
from drafter.cli.printing import quoted, say, through_link


def ask(
    folder: Folder = Path(),
    topic: Topic = "",
    only: Annotated[str, typer.Option("--only", metavar="编号", help="只问这一个问题")] = "",
    again: Annotated[bool, typer.Option("--again", help="已答的问题也再问一遍")] = False,
) -> None:
    """逐题填写数据；随时可退出，下次接着填。"""
    from drafter.app import report_in_progress

    through_link(report_in_progress.linked(folder))
    report_in_progress.ask(folder, topic, only, again, say)
    say(f"已保存。下一步：drafter render {quoted(folder)}")
