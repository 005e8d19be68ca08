"""`drafter form …`: workbooks for departments: write them, read them back, see who has returned what, write reminders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from drafter.cli.parser import Folder, Json
from drafter.cli.printing import as_json, out, quoted, say, versioned


def form_export(
    folder: Folder,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件夹", help="写到哪里")] = Path("填报表"),
    by: Annotated[
        Literal["department"], typer.Option("--by", metavar="department", help="按部门各一个文件")
    ] = "department",
    one_file: Annotated[bool, typer.Option("--one-file", help="所有部门写在一个文件里")] = False,
    deadline: Annotated[
        str, typer.Option("--deadline", metavar="日期", help="请各部门在这一天前报送，如 2026-01-10")
    ] = "",
    contact: Annotated[str, typer.Option("--contact", metavar="联系人", help="姓名和电话，写在封面上")] = "",
    json: Json = False,
) -> None:
    """写出发给各部门填的 Excel 表格。"""
    from drafter.app.packs import packing
    from drafter.app.packs.pack_rows import About

    written = packing.export(folder, output, About(deadline, contact), one_file)
    if json:
        as_json(versioned(files=[{"file": str(path), "rows": count} for path, count in written.items()]))
        return
    for path, count in written.items():
        out(f"{path}　{count} 项")
    say(f"下一步：发给各部门，收回后 drafter form import {quoted(folder)} 文件…")
