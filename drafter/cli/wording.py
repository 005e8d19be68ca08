"""Commands of the phrasebank: suggest, mine, phrases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter import console
from drafter.cli.parser import Files, Json, Topic, app, command, phrases_app


@command(app, "suggest")
def suggest(
    text: Annotated[str, typer.Argument(metavar="文字", help="随手记的一句话，如 “调解纠纷207件 成功188件”")],
    topic: Topic = "",
    limit: Annotated[int, typer.Option("-n", metavar="条数", help="最多给出几条", min=1, max=50)] = 5,
    report: Annotated[Path | None, typer.Option("--report", metavar="文件夹", help="按这份报告的年度选用表述")] = None,
    json: Json = False,
) -> None:
    """把随手记的话换成规范表述，数字自动填到位。"""
    from drafter import api

    found = api.suggest(text, topic, limit, api.year_of(report) if report else None)
    console.as_json(console.shapes.suggestions(found)) if json else console.suggestions(found)


@command(app, "mine")
def mine(
    paths: Files,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件夹", help="句式库文件夹")] = None,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="这份报告在句式库中的名称")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不写入")] = False,
    json: Json = False,
) -> None:
    """从真实报告中提取句式，存入句式库。"""
    from drafter import api

    built = api.mine(paths, output, name, dry_run)
    console.as_json(console.shapes.mined(built)) if json else console.mined(built)


@command(phrases_app, "list")
def phrases_list(topic: Topic = "", json: Json = False) -> None:
    """列出句式。"""
    from drafter import api

    bank = api.phrases_of(topic)
    console.as_json(console.shapes.phrases(bank)) if json else console.phrases(bank)


@command(phrases_app, "search")
def phrases_search(
    text: Annotated[str, typer.Argument(metavar="文字", help="要找的词")], topic: Topic = "", json: Json = False
) -> None:
    """列出含有某个词的句式。"""
    from drafter import api

    bank = tuple(phrase for phrase in api.phrases_of(topic) if text in phrase.text)
    console.as_json(console.shapes.phrases(bank)) if json else console.phrases(bank)


@command(phrases_app, "show")
def phrases_show(
    id_: Annotated[str, typer.Argument(metavar="编号", help="句式编号，如 disputes-3f9a1c")], json: Json = False
) -> None:
    """查看一条句式的出处和槽位。"""
    from drafter import api

    phrase = api.phrase(id_)
    console.as_json(console.shapes.phrases([phrase])) if json else console.phrase(phrase)


@command(phrases_app, "holes")
def phrases_holes(topic: Topic = "", json: Json = False) -> None:
    """列出句式库还不会说的：哪项指标在上升、持平、下降、为零、不适用时没有句式。"""
    from drafter import api

    found = api.holes(topic)
    console.as_json(console.shapes.holes(found)) if json else console.holes(found, api.names())
