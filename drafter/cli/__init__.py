"""The command line: parse, make one call of the app, print. No logic lives here.

COMMANDS lists the commands in the order in which a clerk needs them, each with the module that holds its function. What a
command prints, as lines and as JSON, is in that module; what several commands print is in printing.py.
"""

from __future__ import annotations

import sys
from typing import Any

from typer import Abort

from drafter.cli import parser, printing
from drafter.errors import DrafterError, Interrupted

_PHRASES = dict.fromkeys(
    ("list", "show", "holes", "search", "export", "import", "propose", "learned", "review"), "phrases"
)
_FORM = dict.fromkeys(("export", "import", "status", "letter"), "form")
_SNIPPETS = dict.fromkeys(("save", "list", "search", "show", "place"), "snippets")
COMMANDS = {
    **{
        name: name
        for name in ("new", "roll", "ask", "open", "history", "render", "check", "suggest", "mine", "extract", "read")
    },
    **dict.fromkeys(("explain", "config", "schema", "doctor"), "program_info"),
    "form": parser.group("form", "发给各部门填的 Excel 表格：写出、收回、看进度、催报。", _FORM),
    "measures": parser.group("measures", "查看举措清单。", {"list": "ask"}),
    "phrases": parser.group("phrases", "查看和审核句式库。", _PHRASES),
    "snippets": parser.group("snippets", "保存和套用整段文字，数字自动换成本报告的。", _SNIPPETS),
    "templates": parser.group("templates", "查看和检查模板。", dict.fromkeys(("list", "check", "new"), "templates")),
}
"""Name → module of this folder, or the group of commands of that name."""

_INTERRUPTED = 130
"""The exit status of a program that Ctrl-C ended; Typer returns it too when Ctrl-C reaches it first."""


def main() -> int:
    """Run the command that was typed; returns its exit status."""
    printing.prepare()
    return run(sys.argv[1:])


def run(arguments: list[str]) -> int:
    """Run a command; returns its exit status: 0 fine, 1 findings, 2 impossible, 130 interrupted.

    Whatever goes wrong is told in one message, except for errors of the program itself, which are raised.
    """
    about = "法治政府建设年度报告起草助手：填一次数据，出一份合规的 Word 文稿。全程不联网。"
    try:
        program = parser.program(about, COMMANDS)
        status: int = program(arguments, standalone_mode=False, prog_name="drafter") or 0
        if status == _INTERRUPTED:
            raise KeyboardInterrupt  # for the message below: Typer gives none
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
        return _INTERRUPTED
    except OSError as error:
        from drafter import files

        printing.give_up()  # what could not be written to stdout would fail once more at exit
        printing.error(files.failure("处理", error.filename or "输出的内容", error))
        return 2
    except MemoryError:
        printing.error(DrafterError("内存不够，没有做完", "请关闭别的程序，或把文件拆小后再试；已保存的内容没有丢失"))
        return 2
    except RecursionError:
        printing.error(DrafterError("内容一层套一层，套得太深，无法处理", "请检查文件里的括号、缩进和引用"))
        return 2
    except Exception as error:
        refusal: Any = error
        if not hasattr(refusal, "format_message"):  # the parser's errors have it; their classes are private to Typer
            raise
        if type(error).__name__ == "NoArgsIsHelpError":  # a group alone: drafter phrases
            printing.out(refusal.format_message())
            return 0
        printing.error(DrafterError(*parser.usage_error(refusal)))
        return 2
