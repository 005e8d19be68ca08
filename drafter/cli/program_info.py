"""What the program says about itself: `drafter explain`, `config`, `schema`, `doctor`."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Exit

from drafter.cli.printing import as_json, out


def explain(
    code: Annotated[str, Argument(metavar="编号", help="规则编号，如 GAP001；PUN 列出这一类")] = "",
) -> None:
    """说明检查规则；不写编号则列出全部。"""
    from drafter.app import checks

    out(checks.explain(code))


def config() -> None:
    """显示正在使用的配置和数据文件夹。"""
    from drafter.app import installation

    for key, value in installation.configuration().items():
        out(f"{key}：{value}")


def schema(
    name: Annotated[str, Argument(metavar="名称", help="report、questions、measures、phrases、local-terms")],
) -> None:
    """输出某种文件的 JSON Schema，供编辑器提示。"""
    from drafter.app import installation

    as_json(installation.schema(name))


def doctor() -> None:
    """检查运行环境：依赖、数据文件夹、LibreOffice、字体。"""
    from drafter.app import installation

    found = installation.doctor()
    for label, is_fine, detail in found:
        out(f"{'正常' if is_fine else '注意'}　{label}：{detail}")
    raise Exit(0 if all(is_fine for _, is_fine, _ in found) else 1)
