"""Commands about the program itself: templates, explain, config, schema, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli import printing as console


def templates_list() -> None:
    """列出模板和框架。"""
    from drafter import app as api

    for template, frames in api.templates().items():
        console.out(f"{template}：{'、'.join(frames)}")


def templates_check(
    name: Annotated[str, typer.Argument(metavar="模板", help="模板名称")] = "annual-report",
) -> None:
    """检查模板：名称、语法、没有印出的问题，并逐个框架试渲染；一次列出全部问题。"""
    from drafter import app as api

    found = api.check_template(name)
    if found:
        console.findings(found)
        raise typer.Exit(1)
    console.out(f"{name}：{'、'.join(api.templates()[name])} 均可用")


def templates_new(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="放在哪里，文件夹名就是模板名")],
) -> None:
    """复制自带的模板，作为自己模板的起点。"""
    from drafter import app as api

    made = api.new_template(folder)
    console.out(str(made))
    console.say(f"在 drafter.yaml 里写 templates: {made.parent}，在 report.yaml 里写 template: {made.name}，就用上了。")


def explain(code: Annotated[str, typer.Argument(metavar="编号", help="规则编号，如 GAP001")] = "") -> None:
    """说明检查规则；不写编号则列出全部。"""
    from drafter import app as api

    console.out(api.explain(code))


def config() -> None:
    """显示正在使用的配置和数据文件夹。"""
    from drafter import app as api

    for key, value in api.configuration().items():
        console.out(f"{key}：{value}")


def schema(
    name: Annotated[str, typer.Argument(metavar="名称", help="report、questions、phrases、local-terms")],
) -> None:
    """输出某种文件的 JSON Schema，供编辑器提示。"""
    from drafter import app as api

    console.as_json(api.schema(name))


def doctor() -> None:
    """检查运行环境：依赖、数据文件夹、LibreOffice、字体。"""
    from drafter import app as api

    problems = [label for label, fine, detail in api.doctor() if not _shown(label, fine, detail)]
    raise typer.Exit(1 if problems else 0)


def _shown(label: str, fine: bool, detail: str) -> bool:
    console.out(f"{'正常' if fine else '注意'}　{label}：{detail}")
    return fine
