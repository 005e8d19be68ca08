"""`drafter ask`: the interview, question by question; `drafter measures list`: the measures that it asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.parser import Folder, Json, Template, Topic
from drafter.cli.printing import as_json, out, quoted, say, through_link, versioned


def ask(
    folder: Folder = Path(),
    topic: Topic = "",
    only: Annotated[str, typer.Option("--only", metavar="题目", help="只问这一题：编号、题目或其中几个字")] = "",
    again: Annotated[bool, typer.Option("--again", help="已答的问题也再问一遍")] = False,
    profile: Annotated[
        str,
        typer.Option("--profile", metavar="多少", help="minimum 只问必填的，usual 通常的（默认），full 全部；会记住"),
    ] = "",
    single: Annotated[bool, typer.Option("--single", help="一行只填一个数")] = False,
) -> None:
    """按主题填写数据；随时可退出，下次接着填。"""
    from drafter.app import report_in_progress, rolling

    through_link(report_in_progress.linked(folder))
    report_in_progress.ask(
        folder, topic, only, again, say, rolling.told(folder),
        covered=rolling.covered(folder), profile=profile, per_line=1 if single else 10,
    )  # fmt: skip
    say(f"已保存。下一步：drafter render {quoted(folder)}")


def measures_list(topic: Topic = "", template: Template = "", json: Json = False) -> None:
    """列出填报时逐项勾选的举措。"""
    from drafter.app import report_kind

    found = report_kind.measures(topic, template)
    if json:
        shapes = [
            {"id": each.id, "topic": each.id.partition(".")[0], "point": point.id}
            | each.model_dump(include={"ask", "text", "details"})
            for _, point, each in found
        ]
        as_json(versioned(measures=shapes))
        return
    before = ""
    for title, point, each in found:
        if (heading := f"{title}：{point.title}") != before:
            out(heading)
        before = heading
        out(f"  {each.id}　{each.ask}")
    say(f"共 {len(found)} 项")
