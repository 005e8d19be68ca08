"""`drafter new`: start a report, with last year's report for comparison."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from drafter.cli.parser import Folder, Template
from drafter.cli.printing import notices, out, quoted, say


def new(
    folder: Folder,
    name: Annotated[
        str,
        Option(
            "--name",
            metavar="名称",
            help="单位全称，如 云溪经济技术开发区、清岚县砚溪镇；带不带人民政府、管理委员会都可以；不写的照上一年度报告",
        ),
    ] = "",
    year: Annotated[
        int | None,
        Option("--year", metavar="年度", help="报告年度，如 2025；不写的是上一年度报告的下一年", min=2000, max=2100),
    ] = None,
    frame: Annotated[str, Option("--frame", metavar="框架", help="文稿框架（默认 standard）")] = "",
    last: Annotated[Path | None, Option("--from", metavar="文件", help="上一年度报告，用来带出对比数据")] = None,
    template: Template = "",
) -> None:
    """新建一份报告。"""
    from drafter.app import report_in_progress

    started = report_in_progress.new(folder, name, year, frame, last, template)
    out(str(folder / "report.yaml"))
    if started.told:
        say(f"照上一年度报告填了{started.told}，如不对请修改 report.yaml。")
    zone = started.report.zone
    named = "，".join(f"{what}填为“{name}”" for what, name in (("署名机关", zone.organ), ("简称", zone.short)) if name)
    if named:
        say(f"{named}，如不对请修改 report.yaml。")
    if started.addressee:
        say(f"主送机关照上年填为“{started.addressee}”，如不对请修改 report.yaml。")
    if last:
        say(f"从上一年度报告中读出 {started.compared} 项数据，作为对比。")
        if started.unsure:
            listed = f"drafter ask {quoted(folder)} --list"
            say(
                f"另有 {started.unsure} 项拿不准，没有作对比；填到那一题时会问，输入“上年 =”就采用。全部列在 {listed}。"
            )
        if started.inexact:
            say(
                f"另有 {started.inexact} 项上年写的是约数（30余、98%以上一类），不作对比；知道准确的数，填到那一题时用“上年 数”补上。"
            )
        notices(started.notices)
        for doubt in started.doubts:
            say(f"请核对：{doubt}。")
    say(f"下一步：drafter {'roll' if last else 'ask'} {quoted(folder)}")
