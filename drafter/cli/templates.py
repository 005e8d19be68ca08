"""`drafter templates …`: list templates, check one, and start one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Exit

from drafter.cli.printing import findings, out, say


def templates_list() -> None:
    """列出模板和框架。"""
    from drafter.app import installation

    for template, frames in installation.templates().items():
        out(f"{template}：{'、'.join(frames)}")


def templates_check(
    name: Annotated[str, Argument(metavar="模板", help="模板名称；不写则按 drafter.yaml（默认 annual-report）")] = "",
) -> None:
    """检查模板：名称、语法、没有印出的问题，并逐个框架试渲染；一次列出全部问题。"""
    from drafter.app import installation

    name, found = installation.check_template(name)
    if found:
        findings(found)
        raise Exit(1)
    out(f"{name}：{'、'.join(installation.templates()[name])} 均可用")


def templates_new(
    folder: Annotated[Path, Argument(metavar="文件夹", help="放在哪里，文件夹名就是模板名")],
) -> None:
    """复制自带的模板，作为自己模板的起点。"""
    from drafter.app import installation

    made = installation.new_template(folder)
    out(str(made))
    say(f"在 drafter.yaml 里写 templates: {made.parent}，新建报告时加 --template {made.name}，就用上了。")
