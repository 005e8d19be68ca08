"""The command line as this program reads it: functions in, commands with Chinese help out.

A command is a function with typed parameters in a module of this folder. Only the module of the command that was typed is
imported, and only its parameters are looked at, because start-up is felt on every command. Typer's own help pages and
messages are English and partly fixed in its code, so both are written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from typer.core import TyperCommand, TyperGroup

from drafter import __version__
from drafter.cli import printing
from drafter.text import fold

# What several commands take.
Json = Annotated[bool, typer.Option("--json", help="以 JSON 输出，供其他程序使用")]
Folder = Annotated[Path, typer.Argument(metavar="文件夹", help="报告所在的文件夹")]
Files = Annotated[list[Path], typer.Argument(metavar="文件", help="一份或多份报告")]
Topic = Annotated[str, typer.Option("--topic", metavar="主题", help="只限某个主题，如 disputes")]
Template = Annotated[str, typer.Option("--template", metavar="模板", help="报告所用的模板；不写则按 drafter.yaml")]
OwnBank = Annotated[Path | None, typer.Option("-o", "--output", metavar="文件夹", help="自己的句式库文件夹")]

_READERS: Mapping[Any, Callable[[Any], Any]] = {
    str: str,
    Path: Path,
    list[Path]: lambda paths: [Path(path) for path in paths],
}
_HELP_COLUMN = 26


class _Quick:
    """Reads plain values without typer's own machinery, which loads pydantic: that takes longer than all the rest."""

    def get_params(self, ctx: Any) -> list[Any]:
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if "process_value" not in vars(parameter):
                parameter.process_value = _reading(parameter)
        return parameters


def _reading(parameter: Any) -> Callable[[Any, Any], Any]:
    """How text, paths, choices and defaults are read; for anything else typer is asked."""
    kind, read = getattr(getattr(parameter, "type_descriptor", None), "annotation", None), parameter.process_value
    ready = (*get_args(kind), *([] if parameter.required else [parameter.default]))

    def process_value(ctx: Any, value: Any) -> Any:
        if kind not in _READERS and isinstance(value, str):
            value = fold(value)  # ２０２５
        if parameter.nargs == 1 and value in ready:
            return value
        return _READERS[kind](value) if value and kind in _READERS else read(ctx, value)

    return process_value


class Command(_Quick, TyperCommand):
    """A command: what it takes, and its help page."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_help_page(self, ctx, _parameters(self, ctx)))


class Group(_Quick, TyperGroup):
    """Commands, listed in the order of the work. `commands` has name → module of this folder, or another group.

    The function in that module is called like the command with its group in front (phrases_list); a command of no group
    has its own name.
    """

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        home = self.commands.get(cmd_name)
        if not isinstance(home, str):
            return home
        function = "_".join([*ctx.command_path.split()[1:], cmd_name])
        return _parsed(getattr(import_module(f"drafter.cli.{home}"), function), cmd_name)

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        commands = {name: self.get_command(ctx, name).help or "" for name in self.commands}
        rows = [(name, about.strip().split("\n")[0].rstrip("。")) for name, about in commands.items()]
        formatter.write(_help_page(self, ctx, {"命令": rows, **_parameters(self, ctx)}))


def _parsed(function: Callable[..., None], name: str) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=Command)(function)
    return typer.main.get_command(alone)


def group(name: str, about: str, commands: Mapping[str, Any], **settings: Any) -> Group:
    """A group of commands; alone it shows its help."""
    return Group(name=name, help=about, commands=dict(commands), no_args_is_help=True, **settings)


def program(about: str, commands: Mapping[str, Any]) -> Group:
    """The group that is the whole program, with what it takes before any command."""
    taken = _parsed(_before_commands, "drafter")
    return group("drafter", about, commands, params=taken.params, callback=taken.callback, invoke_without_command=True)


def _before_commands(version: Annotated[bool, typer.Option("--version", help="显示版本")] = False) -> None:
    if version:
        printing.out(__version__)
        raise typer.Exit


# Help pages -----------------------------------------------------------------------------------------------------------


def _help_page(command: Any, ctx: Any, parts: dict[str, list[tuple[str, str]]]) -> str:
    arguments = [_argument(p) for p in command.get_params(ctx) if p.param_type_name == "argument"]
    usage = " ".join([ctx.command_path, "[选项]", *arguments, *(["命令 …"] if isinstance(command, Group) else [])])
    text = f"用法：{usage}\n\n{(command.help or '').strip()}\n"
    for title, rows in parts.items():
        if rows:
            text += f"\n{title}：\n" + "".join(f"  {_padded(left)}{right}\n" for left, right in rows)
    return text


def _parameters(command: Any, ctx: Any) -> dict[str, list[tuple[str, str]]]:
    parameters = command.get_params(ctx)
    arguments = [(_argument(p), p.help or "") for p in parameters if p.param_type_name == "argument"]
    options = [_option(p) for p in parameters if p.param_type_name == "option"]
    return {"参数": arguments, "选项": options}


def _argument(parameter: Any) -> str:
    name = (parameter.metavar or parameter.name.upper()) + ("…" if parameter.nargs != 1 else "")
    return name if parameter.required else f"[{name}]"


def _option(parameter: Any) -> tuple[str, str]:
    """How an option is written, and what it does; a default is told where it says something."""
    value = "" if parameter.is_flag or parameter.count else f" {parameter.metavar or parameter.name.upper()}"
    written = ", ".join([*parameter.opts, *parameter.secondary_opts]) + value
    if "--help" in parameter.opts:
        return written, "显示帮助"
    told = parameter.default not in (None, "", False, (), []) and not callable(parameter.default)
    default = f"（默认 {parameter.default}）" if told and not parameter.is_flag else ""
    return written, (parameter.help or "") + default


def _padded(text: str) -> str:
    width = sum(2 if ord(char) > 0x2E7F else 1 for char in text)
    return text + " " * max(2, _HELP_COLUMN - width)


# Usage errors ---------------------------------------------------------------------------------------------------------

_MESSAGES = (
    (r"No such option:? '?(--?[\w-]+)", "没有“{0}”这个选项"),
    (r"No such command '(.+?)'", "没有“{0}”这个命令"),
    (r"Missing argument '(.+?)'", "缺少参数：{0}"),
    (r"Missing option '(.+?)'", "缺少选项 {0}"),
    (r"Option '(.+?)' requires an argument", "选项 {0} 后面要有内容"),
    (r"Option '(.+?)' does not take a value", "选项 {0} 后面不要加内容"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+?)\)", "多余的内容：{0}；内容中有空格时请加引号"),
    (r"Invalid value for '(.+?)': .*?'(.*?)' is not one of (.+?)\.?$", "{0} 只能填 {2}，不能填“{1}”"),
    (r"Invalid value for '(.+?)': .*?(?:valid integer|valid int)", "{0} 要填整数"),
    (r"Invalid value for '(.+?)': .*?greater than or equal to (\S+)", "{0} 不能小于 {1}"),
    (r"Invalid value for '(.+?)': .*?less than or equal to (\S+)", "{0} 不能大于 {1}"),
    (r"Invalid value for '(.+?)'", "{0} 的内容不对"),
)


def usage_error(error: Any) -> tuple[str, str]:
    """Message and hint in Chinese for a command line that the parser refused."""
    raw = str(error.format_message())
    matches = ((re.search(pattern, raw), words) for pattern, words in _MESSAGES)
    told = next((words.format(*match.groups()) for match, words in matches if match), f"命令写法不对：{raw}")
    message = told.replace("', '", "、").replace("'", "")
    meant = re.search(r"[Dd]id you mean (.+?)\?", raw)
    near = "、".join(re.findall(r"[\w-]+", meant[1])) if meant else ""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "drafter"
    return message, f"是不是 {near}？" if near else f"运行 {command} --help 查看用法"
