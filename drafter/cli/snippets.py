"""Commands of the snippets: save, list, search, show, last year's paragraphs, place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli import print_snippets as printed
from drafter.cli import printing as console
from drafter.cli.parser import Folder, Json, Topic

Name = Annotated[str, typer.Argument(metavar="名称", help="段落素材的名称")]


def save(
    path: Annotated[Path, typer.Argument(metavar="文件", help="任何一份报告")],
    section: Annotated[
        str, typer.Option("--section", metavar="标题", help="保存一节：标题中的几个字，或序号加标题")
    ] = "",
    line: Annotated[int, typer.Option("--line", metavar="行号", help="保存一段：这一段所在的行", min=0)] = 0,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="给它起的名称，默认用标题")] = "",
    topic: Topic = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件夹", help="句式库文件夹")] = None,
    json: Json = False,
) -> None:
    """把一节或一段保存为段落素材，数字和名称换成槽位。"""
    from drafter import app as api

    where, made, doubts = api.keep_snippet(path, name, section, line, topic, output)
    console.as_json(printed.shape([made])) if json else printed.kept(where, made, doubts)


def list(json: Json = False) -> None:
    """列出段落素材。"""
    from drafter import app as api

    found = api.find_snippets()
    console.as_json(printed.shape(found)) if json else printed.listed(found)


def search(text: Annotated[str, typer.Argument(metavar="文字", help="要找的词")], json: Json = False) -> None:
    """列出含有某个词的段落素材。"""
    from drafter import app as api

    found = api.find_snippets(text)
    console.as_json(printed.shape(found)) if json else printed.listed(found)


def show(name: Name, folder: Folder = Path(), json: Json = False) -> None:
    """查看一条段落素材，以及文件夹下哪些报告用了它。"""
    from drafter import app as api

    found, used = api.show_snippet(name, folder)
    console.as_json(printed.shape([found], used)) if json else printed.shown(found, used)


def last(
    folder: Folder = Path(),
    path: Annotated[
        Path | None, typer.Option("--from", metavar="文件", help="上一年度报告；新建时用 --from 给过的不必再写")
    ] = None,
    json: Json = False,
) -> None:
    """逐段列出上一年度报告，换成今年的数据，供挑选放入。"""
    from drafter import app as api

    offers = api.last_year(folder, path)
    console.as_json(printed.offers_shape(offers)) if json else printed.offered(offers, folder)


def place(
    name: Annotated[str, typer.Argument(metavar="名称或段号", help="段落素材的名称，或上年报告的段号，如 3 或 1,3-5")],
    folder: Folder = Path(),
    topic: Topic = "",
) -> None:
    """把段落素材放进报告；生成文稿时填上本报告的数据。"""
    from drafter import app as api

    topics = "、".join(api.place_snippet(folder, name, topic))
    console.say(f"已放入主题 {topics}。下一步：drafter render {console.quoted(folder)}")
