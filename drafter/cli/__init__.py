"""The command line: parse, one api call, print. No logic lives here.

`parser` has the groups and what commands share; importing the other modules registers their commands, in the order of the
work.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

import typer

from drafter import console

from drafter.cli import reports, wording, reading, upkeep  # isort: skip  (the order of the work is the order of the help)
from drafter.cli.parser import app, phrases_app, templates_app
from drafter.console import help as pages
from drafter.errors import DrafterError

__all__ = ["app", "main", "reading", "reports", "run", "upkeep", "wording"]

app.add_typer(phrases_app, name="phrases")
app.add_typer(templates_app, name="templates")


def main() -> None:
    """Entry point: run, and turn what can go wrong into one message and an exit status."""
    console.prepare()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Exit status of the command: 0 fine, 1 findings, 2 cannot, 130 interrupted."""
    try:
        return app(arguments, standalone_mode=False, prog_name="drafter") or 0
    except DrafterError as error:
        console.error(error)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        console.say("已中断。已保存的内容没有丢失。")
        return 130
    except BrokenPipeError:
        with suppress(OSError):
            sys.stdout.close()
        return 0
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
