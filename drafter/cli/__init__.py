"""The command line: parse, one api call, print. No logic lives here.

HOMES lists the commands in the order of the work, and where the function of each is; it is imported when it is called.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

from typer import Abort

from drafter import files
from drafter.cli import help as pages
from drafter.cli import parser
from drafter.cli import printing as console
from drafter.errors import DrafterError, Interrupted

_PHRASES = {
    "list": "wording.phrases_list",
    "show": "wording.phrases_show",
    "holes": "wording.phrases_holes",
    "search": "exchange.phrases_search",
    "export": "exchange.phrases_export",
    "import": "exchange.phrases_import",
    "propose": "exchange.phrases_propose",
    "learned": "exchange.phrases_learned",
    "review": "mining.review",
}
_SNIPPETS = {name: f"snippets.{name}" for name in ("save", "list", "search", "show", "last", "place")}
_TEMPLATES = {name: f"upkeep.templates_{name}" for name in ("list", "check", "new")}
HOMES = {
    "new": "reports.new",
    "ask": "reports.ask",
    "render": "reports.render",
    "check": "reports.check",
    "suggest": "wording.suggest",
    "mine": "mining.mine",
    "extract": "reading.extract",
    "read": "reading.read",
    "explain": "upkeep.explain",
    "config": "upkeep.config",
    "schema": "upkeep.schema",
    "doctor": "upkeep.doctor",
    "phrases": parser.group("phrases", "查看和审核句式库。", _PHRASES),
    "snippets": parser.group("snippets", "保存和套用整段文字，数字自动换成本报告的。", _SNIPPETS),
    "templates": parser.group("templates", "查看和检查模板。", _TEMPLATES),
}
"""Name → module and function, or the group."""

_STOPPED = 130


def main() -> int:
    """Run the command that was typed; its exit status."""
    console.prepare()
    return run(sys.argv[1:])


@cache
def app() -> parser.Group:
    """The program as one group of commands."""
    return parser.front("法治政府建设年度报告起草助手：填一次数据，出一份合规的 Word 文稿。全程不联网。", HOMES)


def run(arguments: list[str]) -> int:
    """Exit status of the command: 0 fine, 1 findings, 2 cannot, 130 interrupted. What went wrong is one message."""
    try:
        status: int = app()(arguments, standalone_mode=False, prog_name="drafter") or 0
        if status == _STOPPED:  # so does the parser answer Ctrl-C, without a word
            raise KeyboardInterrupt
        console.flush()
        return status
    except Interrupted as stop:
        console.say(f"{stop.message}。{stop.hint}")
        return stop.exit_code
    except DrafterError as error:
        console.error(error)
        return error.exit_code
    except (KeyboardInterrupt, Abort):
        console.say("已中断。已保存的内容没有丢失。")
        return _STOPPED
    except OSError as error:
        console.give_up()
        console.error(files.failure("处理", error.filename or "输出的内容", error))
        return 2
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _usage(error)


def _usage(error: Any) -> int:
    """A command line that the parser refused; alone, a group's name shows its help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        console.out(error.format_message())
        return 0
    console.error(DrafterError(*pages.usage_error(error)))
    return 2
