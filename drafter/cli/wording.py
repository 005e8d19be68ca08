"""Commands of the phrasebank: suggest, phrases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli import printing as console
from drafter.cli.parser import Json, Topic


def suggest(
    text: Annotated[str, typer.Argument(metavar="文字", help="随手记的一句话，如 “调解纠纷207件 成功188件”")],
    topic: Topic = "",
    limit: Annotated[int, typer.Option("-n", metavar="条数", help="最多给出几条", min=1, max=50)] = 5,
    report: Annotated[Path | None, typer.Option("--report", metavar="文件夹", help="按这份报告的年度选用表述")] = None,
    take: Annotated[
        int, typer.Option("--take", metavar="第几条", help="只输出这一条，并记住这次选择，以后排得靠前", min=1, max=50)
    ] = 0,
    json: Json = False,
) -> None:
    """把随手记的话换成规范表述，数字自动填到位。"""
    from drafter import app as api

    bank = api.searched(console.say)
    found = api.suggest(text, topic, max(limit, take), api.year_of(report) if report else None, bank.index)
    if take:
        found = api.taken(found, take)
    if take and not json:
        console.out(found[0].text)
    else:
        console.as_json(console.shapes.suggestions(found)) if json else console.suggestions(found)
    for remark in bank.remarks:
        console.say(remark)


def phrases_list(topic: Topic = "", json: Json = False) -> None:
    """列出句式。"""
    from drafter import app as api

    console.wording.phrases(api.phrases_of(topic), api.bank(), json)


def phrases_show(
    id_: Annotated[str, typer.Argument(metavar="编号", help="句式编号，如 disputes-3f9a1c")], json: Json = False
) -> None:
    """查看一条句式的出处和槽位。"""
    from drafter import app as api

    phrase = api.phrase(id_)
    console.wording.phrases([phrase], api.bank(), json) if json else console.phrase(phrase)
    console.wording.home(phrase, api.bank())


def phrases_holes(topic: Topic = "", json: Json = False) -> None:
    """列出句式库还不会说的：哪项指标在上升、持平、下降、为零、不适用时没有句式。"""
    from drafter import app as api

    found = api.holes(topic)
    console.as_json(console.shapes.holes(found)) if json else console.holes(found, api.names())
