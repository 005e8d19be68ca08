"""Commands that look wording up, carry it in and out of the phrasebank, and show what was learned."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from drafter.cli import printing as console
from drafter.cli.parser import Json, Topic

Bank = Annotated[Path | None, typer.Option("-o", "--output", metavar="文件夹", help="自己的句式库文件夹")]


def phrases_search(
    words: Annotated[list[str], typer.Argument(metavar="词", help="要找的词，可以写几个，都要有")],
    topic: Topic = "",
    role: Annotated[
        Literal["", "work", "problem", "plan", "framing"],
        typer.Option("--role", metavar="work|problem|plan|framing", help="只找成效、问题、安排或导语"),
    ] = "",
    json: Json = False,
) -> None:
    """列出含有某些词的全部句式和出处。"""
    from drafter import app as api

    found = api.concordance(words, topic, role)
    console.wording.phrases(found, api.bank(), json, sources=True)


def phrases_export(
    path: Annotated[Path, typer.Argument(metavar="文件", help=".csv 或 .tmx")], topic: Topic = ""
) -> None:
    """导出句式：.csv 用 Excel 打开，.tmx 用翻译记忆软件打开。"""
    from drafter import app as api

    console.say(f"已导出 {api.export(path, topic)} 条：{path}")


def phrases_import(
    path: Annotated[Path, typer.Argument(metavar="文件", help=".csv 或 .tmx；表格只需要“表述”一列")],
    output: Bank = None,
    json: Json = False,
) -> None:
    """把表格或翻译记忆中的表述加入自己的句式库，全部成功或一条不动。"""
    from drafter import app as api

    console.wording.entered(api.bring(path, output), json)


def phrases_propose(
    text: Annotated[str, typer.Argument(metavar="表述", help="改好的一句表述，其中的数字会换成槽位")],
    topic: Topic = "",
    output: Bank = None,
    json: Json = False,
) -> None:
    """把自己改好的表述作为已审定的句式加入自己的句式库。"""
    from drafter import app as api

    phrase, entered = api.propose(text, topic, output)
    console.wording.entered(entered, json, phrase)


def phrases_learned(
    forget: Annotated[str, typer.Option("--forget", metavar="编号", help="忘掉这条句式的记录")] = "",
    all_: Annotated[bool, typer.Option("--all", help="忘掉全部记录")] = False,
    json: Json = False,
) -> None:
    """查看采用、修改、没有采用过哪些建议；这些记录会稍微调整建议的先后。"""
    from drafter import app as api

    if forget or all_:
        console.say(f"已忘掉 {api.forget('' if all_ else forget)} 条记录")
    else:
        console.wording.learned(api.learned(), json)
