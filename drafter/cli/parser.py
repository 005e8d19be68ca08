"""How a command is found by its name and made of its function, and what several commands take.

A command is a function with typed parameters in one of the modules beside this one; the table in __init__ says where. Only
the module of the command that was typed is imported and only its parameters are looked at: start-up is felt on every command.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from drafter import __version__
from drafter.cli import help as pages
from drafter.cli import printing as console
from drafter.text import fold

Json = Annotated[bool, typer.Option("--json", help="以 JSON 输出，供其他程序使用")]
Folder = Annotated[Path, typer.Argument(metavar="文件夹", help="报告所在的文件夹")]
Files = Annotated[list[Path], typer.Argument(metavar="文件", help="一份或多份报告")]
Topic = Annotated[str, typer.Option("--topic", metavar="主题", help="只限某个主题，如 disputes")]

_MADE: Mapping[Any, Callable[[Any], Any]] = {
    str: str,
    Path: Path,
    list[Path]: lambda paths: [Path(path) for path in paths],
}


class _Quick:
    def get_params(self, ctx: Any) -> list[Any]:
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if "process_value" not in vars(parameter):
                parameter.process_value = _reading(parameter)
        return parameters


def _reading(parameter: Any) -> Callable[[Any, Any], Any]:
    """Text, paths, choices and defaults are read here: for any of them typer loads pydantic, longer than all the rest."""
    kind, read = getattr(getattr(parameter, "type_descriptor", None), "annotation", None), parameter.process_value
    settled = (*get_args(kind), *([] if parameter.required else [parameter.default]))

    def process_value(ctx: Any, value: Any) -> Any:
        if kind not in _MADE and isinstance(value, str):
            value = fold(value)  # ２０２５
        if parameter.nargs == 1 and value in settled:
            return value
        return _MADE[kind](value) if value and kind in _MADE else read(ctx, value)

    return process_value


class Command(_Quick, pages.Command):
    """A command that is read quickly."""


class Group(_Quick, pages.Group):
    """Commands of which each is made when it is asked for. `commands` has its name and its home, `module.function`."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        home = self.commands.get(cmd_name)
        return _command(cmd_name, home) if isinstance(home, str) else home


def _command(name: str, home: str) -> Any:
    module, _, function = home.partition(".")
    return _parsed(getattr(import_module(f"drafter.cli.{module}"), function), name)


def _parsed(function: Callable[..., None], name: str) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=Command)(function)
    return typer.main.get_command(alone)


def group(name: str, about: str, commands: Mapping[str, Any], **settings: Any) -> Group:
    """A group of commands, name → `module.function` or a group, listed in this order; alone it shows its help."""
    return Group(name=name, help=about, commands=dict(commands), no_args_is_help=True, **settings)


def front(about: str, commands: Mapping[str, Any]) -> Group:
    """The group that is the program, with what it takes before any command."""
    taken = _parsed(_front, "drafter")
    return group("drafter", about, commands, params=taken.params, callback=taken.callback, invoke_without_command=True)


def _front(version: Annotated[bool, typer.Option("--version", help="显示版本")] = False) -> None:
    if version:
        console.out(__version__)
        raise typer.Exit
