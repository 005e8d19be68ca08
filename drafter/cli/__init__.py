"""The command line: parse, one call of the app, print. No logic lives here.

COMMANDS lists the commands in the order of the work, each with the module that has it. What a command prints, as lines and
as JSON, stands in its own module; what several print is in printing.py.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

from typer import Abort

from drafter import files
from drafter.cli import parser, printing
from drafter.errors import DrafterError, Interrupted

_PHRASES = {
    "list": "phrases",
    "show": "phrases",
    "holes": "phrases",
    "search": "phrases",
    "export": "phrases",
    "import": "phrases",
    "propose": "phrases",
    "learned": "phrases",
    "review": "phrases_review",
}
COMMANDS = {
    "new": "new",
    "ask": "ask",
    "render": "render",
    "check": "check",
    "suggest": "suggest",
    "mine": "mine",
    "extract": "extract",
    "read": "read",
    "explain": "program_info",
    "config": "program_info",
    "schema": "program_info",
    "doctor": "program_info",
    "phrases": parser.group("phrases", "查看和审核句式库。", _PHRASES),
    "snippets": parser.group(
        "snippets",
        "保存和套用整段文字，数字自动换成本报告的。",
        dict.fromkeys(("save", "list", "search", "show", "last", "place"), "snippets"),
    ),
    "templates": parser.group("templates", "查看和检查模板。", dict.fromkeys(("list", "check", "new"), "templates")),
}
"""Name → module, or the group."""

_STOPPED = 130


def main() -> int:
    """Run the command that was typed; its exit status."""
    printing.prepare()
    return run(sys.argv[1:])


@cache
def _program() -> parser.Group:
    return parser.program("法治政府建设年度报告起草助手：填一次数据，出一份合规的 Word 文稿。全程不联网。", COMMANDS)


def run(arguments: list[str]) -> int:
    """Exit status of the command: 0 fine, 1 findings, 2 cannot, 130 interrupted. What went wrong is one message."""
    try:
        status: int = _program()(arguments, standalone_mode=False, prog_name="drafter") or 0
        if status == _STOPPED:  # so does the parser answer Ctrl-C, without a word
            raise KeyboardInterrupt
        printing.flush()
        return status
    except Interrupted as stop:
        printing.say(f"{stop.message}。{stop.hint}")
        return stop.exit_code
    except DrafterError as error:
        printing.error(error)
        return error.exit_code
    except (KeyboardInterrupt, Abort):
        printing.say("已中断。已保存的内容没有丢失。")
        return _STOPPED
    except OSError as error:
        printing.give_up()
        printing.error(files.failure("处理", error.filename or "输出的内容", error))
        return 2
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _refused(error)


def _refused(error: Any) -> int:
    """A command line that the parser refused; alone, a group's name shows its help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        printing.out(error.format_message())
        return 0
    printing.error(DrafterError(*parser.usage_error(error)))
    return 2
