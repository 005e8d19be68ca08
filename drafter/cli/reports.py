"""Commands of a report in progress, in the order of the work: new, ask, render, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from drafter.cli import printing as console
from drafter.cli.parser import Folder, Json, Topic


def new(
    folder: Folder,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="单位全称，如 云溪经济技术开发区")],
    year: Annotated[int, typer.Option("--year", metavar="年度", help="报告年度，如 2025", min=2000, max=2100)],
    frame: Annotated[str, typer.Option("--frame", metavar="框架", help="文稿框架")] = "standard",
    last: Annotated[Path | None, typer.Option("--from", metavar="文件", help="上一年度报告，用来带出对比数据")] = None,
) -> None:
    """新建一份报告。"""
    from drafter import app as api

    report, compared = api.new(folder, name, year, frame, last)
    console.out(str(folder / "report.yaml"))
    if report.zone.organ:
        console.say(f"署名机关按惯例填为“{report.zone.organ}”，如不对请修改 report.yaml。")
    if last:
        console.say(f"从上一年度报告中读出 {compared} 项数据，作为对比。")
        for doubt in api.doubts_of_last(last, report):
            console.say(f"请核对：{doubt}。")
    console.say(f"下一步：drafter ask {console.quoted(folder)}")


def ask(
    folder: Folder = Path(),
    topic: Topic = "",
    only: Annotated[str, typer.Option("--only", metavar="编号", help="只问这一个问题")] = "",
    again: Annotated[bool, typer.Option("--again", help="已答的问题也再问一遍")] = False,
) -> None:
    """逐题填写数据；随时可退出，下次接着填。"""
    from drafter import app as api

    api.ask(folder, topic, only, again)
    console.say(f"已保存。下一步：drafter render {console.quoted(folder)}")


def render(
    folder: Folder = Path(),
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里")] = None,
    frame: Annotated[str, typer.Option("--frame", metavar="框架", help="换一个框架，不改数据")] = "",
    edition: Annotated[
        Literal["paper", "web"],
        typer.Option("--edition", metavar="paper|web", help="报送版；网站版无主送机关、人名、电话、页码，另存纯文本"),
    ] = "paper",
    compare: Annotated[
        bool | None, typer.Option("--compare/--no-compare", help="写不写与上年的比较（按 report.yaml，默认写）")
    ] = None,
    annex: Annotated[
        bool | None, typer.Option("--annex/--no-annex", help="附不附全部数据的统计表（按 report.yaml，默认不附）")
    ] = None,
    comments: Annotated[
        Literal["all", "todo", "none"],
        typer.Option("--comments", metavar="all|todo|none", help="批注：全部、只标待办、不要"),
    ] = "todo",
    format_: Annotated[
        str, typer.Option("--format", metavar="docx|md|html|txt|pdf", help="文件格式；pdf 需要 LibreOffice")
    ] = "",
    sidecar: Annotated[Path | None, typer.Option("--sidecar", metavar="文件", help="另存每句话的来历（.json）")] = None,
    diff: Annotated[
        Path | None,
        typer.Option("--diff", metavar="旧稿.docx", help="列出与旧稿相比改、增、删了哪些句子；旧稿可以改过"),
    ] = None,
    json: Json = False,
) -> None:
    """生成文稿。"""
    from drafter import app as api
    from drafter.cli import print_paper as paper

    before = api.passages(diff) if diff else ()  # first, because the old file may be the one that is written
    beside = {sidecar: console.shapes.provenance} if sidecar else {}
    path, document = api.render(folder, output, frame, comments, format_, edition, compare, annex, beside)
    changes = api.changes_since(before, document) if diff else None
    console.as_json(paper.drafted_shape(path, document, changes)) if json else paper.drafted(path, document, changes)


def check(
    paths: Annotated[list[Path], typer.Argument(metavar="文件或文件夹", help="文稿，或有 report.yaml 的文件夹")],
    select: Annotated[list[str] | None, typer.Option("-s", "--select", metavar="编号", help="只查这些规则")] = None,
    ignore: Annotated[list[str] | None, typer.Option("-i", "--ignore", metavar="编号", help="不查这些规则")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年度", help="报告年度")] = None,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="本单位全称")] = "",
    format_: Annotated[
        Literal["text", "json"], typer.Option("-f", "--format", metavar="text|json", help="输出格式")
    ] = "text",
    layout: Annotated[bool, typer.Option("--layout", help="查 Word 文件的排版，逐项对照 GB/T 9704—2012")] = False,
    json: Json = False,
) -> None:
    """检查文稿：漏填、串名、旧年份、合计不符、缺少必报内容；或检查排版。"""
    from drafter import app as api

    if layout:
        from drafter.cli import print_paper as paper

        reports = api.check_layout(paths, select or (), ignore or ())
        machine = json or format_ == "json"
        console.as_json(paper.conformity_shape(reports)) if machine else paper.conformity(reports)
        raise typer.Exit(1 if any(report.findings for report in reports) else 0)
    found = api.check(paths, year, name, select or (), ignore or ())
    console.as_json(console.shapes.findings(found)) if json or format_ == "json" else console.findings(found)
    raise typer.Exit(1 if found else 0)
