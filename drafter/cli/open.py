"""`drafter open`: the local page of a report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from drafter.cli.parser import Folder
from drafter.cli.printing import flush, out, say


def open(
    folder: Folder = Path(),
    no_browser: Annotated[bool, Option("--no-browser", help="不打开浏览器，只给出地址")] = False,
    port: Annotated[int, Option("--port", metavar="端口", help="不写则由程序自己选", min=0, max=65535)] = 0,
) -> None:
    """在浏览器里填写：只在本机，不联网。"""
    from drafter import web

    def tell(address: str) -> None:
        out(address)
        flush()
        say("请在浏览器里填写，每一处改动都自动保存。关掉页面一会儿后程序自己结束，也可以按 Ctrl-C。")

    web.serve(folder, port, not no_browser, tell)
