"""The command groups, and what several commands take. Commands register themselves in the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from drafter import __version__, console
from drafter.console import help as pages

app = typer.Typer(
    cls=pages.Group,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="法治政府建设年度报告起草助手：填一次数据，出一份合规的 Word 文稿。全程不联网。",
)
phrases_app = typer.Typer(cls=pages.Group, no_args_is_help=True, help="查看和审核句式库。")
templates_app = typer.Typer(cls=pages.Group, no_args_is_help=True, help="查看和检查模板。")
snippets_app = typer.Typer(cls=pages.Group, no_args_is_help=True, help="保存和套用整段文字，数字自动换成本报告的。")

Verb = TypeVar("Verb", bound=Callable[..., None])
Json = Annotated[bool, typer.Option("--json", help="以 JSON 输出，供其他程序使用")]
Folder = Annotated[Path, typer.Argument(metavar="文件夹", help="报告所在的文件夹")]
Files = Annotated[list[Path], typer.Argument(metavar="文件", help="一份或多份报告")]
Topic = Annotated[str, typer.Option("--topic", metavar="主题", help="只限某个主题，如 disputes")]


def command(group: typer.Typer, name: str) -> Callable[[Verb], Verb]:
    """A command of the group, with a Chinese help page."""
    return group.command(name, cls=pages.Command)


@app.callback(invoke_without_command=True)
def top(version: Annotated[bool, typer.Option("--version", help="显示版本")] = False) -> None:
    """法治政府建设年度报告起草助手：填一次数据，出一份合规的 Word 文稿。全程不联网。"""
    if version:
        console.out(__version__)
        raise typer.Exit
