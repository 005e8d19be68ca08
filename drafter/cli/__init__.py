"""The command line: parse, one api call, print. No logic lives here.

`parser` has the groups and what commands share; importing the other modules registers their commands, in the order of the
work.
"""

from __future__ import annotations

import sys
from typing import Any

import typer

from drafter import console, files

from drafter.cli import reports, wording, snippets, exchange, mining, reading, upkeep  # isort: skip  (the order of the work is the order of the help)
from drafter.cli.parser import app, phrases_app, snippets_app, templates_app
from drafter.console import help as pages
from drafter.errors import DrafterError, Interrupted

__all__ = ["app", "exchange", "main", "mining", "reading", "reports", "run", "snippets", "upkeep", "wording"]

app.add_typer(phrases_app, name="phrases")
app.add_typer(snippets_app, name="snippets")
app.add_typer(templates_app, name="templates")


_STOPPED = 130


def main() -> int:
    """Run the command that was typed; its exit status."""
    console.prepare()
    return run(sys.argv[1:])


def run(arguments: list[str]) -> int:
    """Exit status of the command: 0 fine, 1 findings, 2 cannot, 130 interrupted. What went wrong is one message."""
    try:
        status: int = app(arguments, standalone_mode=False, prog_name="drafter") or 0
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
    except (KeyboardInterrupt, typer.Abort):
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
