"""Commands that fill the phrasebank: mine, phrases review."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli import print_mining as pages
from drafter.cli import printing as console
from drafter.cli.parser import Files, Json

Bank = Annotated[Path | None, typer.Option("-o", "--output", metavar="文件夹", help="句式库文件夹")]
Ids = list[str] | None


def mine(
    paths: Files,
    output: Bank = None,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="这份报告在句式库中的名称")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不写入")] = False,
    workers: Annotated[int, typer.Option("--workers", metavar="个数", help="同时用几个进程", min=1, max=64)] = 1,
    json: Json = False,
) -> None:
    """从真实报告中提取句式，存入句式库；疑似含有本地名称的留待审核。"""
    from drafter import app as api

    run = api.mine(paths, output, name, dry_run, workers, pages.progress)
    console.as_json(pages.mined_shape(run)) if json else pages.mined(run)
    raise typer.Exit(1 if run.skipped_files else 0)


def review(
    accept: Annotated[Ids, typer.Option("--accept", metavar="编号", help="没有本地名称，收入")] = None,
    reject: Annotated[Ids, typer.Option("--reject", metavar="编号", help="不要，以后也不再问")] = None,
    named: Annotated[Ids, typer.Option("--name", metavar="编号=名称", help="其中的本地名称，记入名称表")] = None,
    output: Bank = None,
    json: Json = False,
) -> None:
    """审核疑似含有本地名称的句式；不带选项时逐条询问。"""
    from drafter import app as api

    if accept or reject or named:
        done = api.settle(accept or (), reject or (), named or (), output)
        console.as_json(pages.settled_shape(done)) if json else pages.settled(done)
        return
    items = api.waiting(output)
    if json:
        console.as_json(pages.waiting_shape(items))
    elif items and sys.stdin.isatty():
        pages.review(items, lambda a, r, n: api.settle(a, r, n, output))
    else:
        pages.waiting(items)
