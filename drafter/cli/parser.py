"""The parser of the command line, made of Typer's. Functions in; commands with help and error messages in Chinese out.

A command is a function with typed parameters in a module of this folder. Only the module of the command that was typed is
imported, and only that command's parameters are analysed, because every command must start quickly. Typer's own help pages
and messages are in English and partly fixed in its code, so both are written here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer
from typer import Argument, Exit, Option
from typer.core import TyperCommand, TyperGroup

from drafter import __version__
from drafter.cli import printing
from drafter.text import fold

# The parameters that several commands have.
Json = Annotated[bool, Option("--json", help="以 JSON 输出，供其他程序使用")]
Folder = Annotated[Path, Argument(metavar="文件夹", help="报告所在的文件夹")]
Files = Annotated[list[Path], Argument(metavar="文件", help="一份或多份报告")]
Topic = Annotated[str, Option("--topic", metavar="主题", help="只限某个主题，如 disputes 或 矛盾纠纷")]
Template = Annotated[str, Option("--template", metavar="模板", help="报告所用的模板；不写则按 drafter.yaml")]
Workers = Annotated[int, Option("--workers", metavar="个数", help="同时用几个进程", min=1, max=64)]
OwnBank = Annotated[Path | None, Option("-o", "--output", metavar="文件夹", help="自己的句式库文件夹")]
Bank = Annotated[Path | None, Option("-o", "--output", metavar="文件夹", help="句式库文件夹")]

_READERS: Mapping[Any, Callable[[Any], Any]] = {
    str: str,
    Path: Path,
    list[Path]: lambda paths: [file for path in paths for file in _files(path)],
}
"""Type of a parameter → how its text is read; Typer need not be asked about these."""
_HELP_COLUMN = 26
"""Where the explanations on a help page begin."""
_FIRST_WIDE = 0x2E80
"""Hanzi and Chinese punctuation, two columns wide each, begin here in Unicode."""


def _files(typed: str) -> list[Path]:
    """The files that a word of the command line names. The command line of Windows leaves 报告*.docx to the program; hidden
    files and those of an open Word (~$报告.docx) are not meant by it.
    """
    if sys.platform != "win32" or not re.search(r"[*?]", typed):
        return [Path(typed)]
    from glob import glob

    found = (Path(path) for path in sorted(glob(typed)))  # noqa: PTH207 (the pattern may be absolute)
    return [path for path in found if not path.name.startswith(("~$", "."))] or [Path(typed)]


class _QuickReading:
    """A command that reads plain values itself. Typer's way imports pydantic, which takes longer than all else at start-up."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Replaces Click's method of this name, which gives the parameters and is called several times in a run.

        Click then calls `process_value` of each parameter with what was typed. So this is replaced too.
        """
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if "process_value" not in vars(parameter):  # not replaced by an earlier call
                parameter.process_value = _reader(parameter)
        return parameters


def _reader(parameter: Any) -> Callable[[Any, Any], Any]:
    """The new `process_value`: it reads text, paths, choices and defaults itself, anything else as Typer does."""
    type_ = parameter.type_descriptor.annotation  # that of Path | None is Path
    as_typer_does = parameter.process_value
    choices = get_args(type_) if get_origin(type_) is Literal else ()
    finished = choices if parameter.required else (*choices, parameter.default)

    def process_value(ctx: Any, value: Any) -> Any:
        if parameter.nargs == 1 and value in finished:  # a list, even an empty one, is left to Typer
            return value
        if value and type_ in _READERS:  # a path must stay as it was typed, 报告（１）.docx
            return _READERS[type_](value)
        return as_typer_does(ctx, fold(value) if isinstance(value, str) else value)  # ２０２５ → 2025

    return process_value


class Command(_QuickReading, TyperCommand):
    """A command with its help page in Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_help_page(self, ctx, _parameters(self, ctx)))


class Group(_QuickReading, TyperGroup):
    """A group of commands, in the order in which they are listed. `commands` is name → module of this folder, or a group.

    The function of `drafter suggest` is suggest.suggest; the function of a command in a group has the group's name in front:
    that of `drafter phrases list` is phrases.phrases_list.
    """

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found = self._named(ctx, cmd_name)
        return found if found is None or isinstance(found, Group) else _command(found, cmd_name)

    def _named(self, ctx: Any, name: str) -> Any:
        """The function of a command, or a group, or None for an unknown name."""
        module = self.commands.get(name)
        if not isinstance(module, str):
            return module
        groups = ctx.command_path.split()[1:]  # without "drafter"
        return getattr(import_module(f"drafter.cli.{module}"), "_".join([*groups, name]))

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        named = {name: self._named(ctx, name) for name in self.commands}
        about = {name: (each.help if isinstance(each, Group) else each.__doc__) or "" for name, each in named.items()}
        rows = [(name, text.strip().split("\n")[0].rstrip("。")) for name, text in about.items()]
        formatter.write(_help_page(self, ctx, {"命令": rows, **_parameters(self, ctx)}))


def _command(function: Callable[..., None], name: str) -> Any:
    """The function as a command: Typer makes its parameters from the annotations."""
    program_of_one = typer.Typer(add_completion=False, rich_markup_mode=None)
    program_of_one.command(name, cls=Command)(function)
    return typer.main.get_command(program_of_one)


def group(name: str, about: str, commands: Mapping[str, Any], **settings: Any) -> Group:
    """A group of commands. If nothing is typed behind its name, it shows its help."""
    return Group(name=name, help=about, commands=dict(commands), no_args_is_help=True, **settings)


def program(about: str, commands: Mapping[str, Any]) -> Group:
    """The whole program as a group, with the options that stand before any command."""
    options = _command(_program_options, "drafter")
    settings = {"params": options.params, "callback": options.callback}
    return group("drafter", about, commands, **settings, invoke_without_command=True)  # for `drafter --version`


def _program_options(version: Annotated[bool, Option("--version", help="显示版本")] = False) -> None:
    if version:
        printing.out(__version__)
        raise Exit


# Help pages -----------------------------------------------------------------------------------------------------------


def _help_page(command: Any, ctx: Any, parts: dict[str, list[tuple[str, str]]]) -> str:
    """Usage, explanation, and each part: its title, and rows of a name and what it means."""
    arguments = [_argument(p) for p in command.get_params(ctx) if p.param_type_name == "argument"]
    usage = " ".join([ctx.command_path, "[选项]", *arguments, *(["命令 …"] if isinstance(command, Group) else [])])
    text = f"用法：{usage}\n\n{(command.help or '').strip()}\n"
    for title, rows in parts.items():
        if rows:
            text += f"\n{title}：\n" + "".join(f"  {_padded(name)}{meaning}\n" for name, meaning in rows)
    return text


def _parameters(command: Any, ctx: Any) -> dict[str, list[tuple[str, str]]]:
    """The parts of a help page that explain the command's parameters."""
    parameters = command.get_params(ctx)
    parts = {"参数": [(_argument(p), p.help or "") for p in parameters if p.param_type_name == "argument"]}
    for parameter in parameters:
        if parameter.param_type_name == "option":
            part = getattr(parameter, "rich_help_panel", None) or "选项"
            parts.setdefault(part, []).append(_option(parameter))
    return parts


def _argument(parameter: Any) -> str:
    """How an argument is written: 文件夹, [编号] where it may be left out, 文件… where there may be several."""
    name = (parameter.metavar or parameter.name.upper()) + ("…" if parameter.nargs != 1 else "")
    return name if parameter.required else f"[{name}]"


def _option(parameter: Any) -> tuple[str, str]:
    """How an option is written, and what it does, with its default if that says something."""
    value = "" if parameter.is_flag or parameter.count else f" {parameter.metavar or parameter.name.upper()}"
    spelling = ", ".join([*parameter.opts, *parameter.secondary_opts]) + value
    if "--help" in parameter.opts:
        return spelling, "显示帮助"
    means_nothing = parameter.default in (None, "", False, (), []) or callable(parameter.default)
    default = "" if means_nothing or parameter.is_flag else f"（默认 {parameter.default}）"
    return spelling, (parameter.help or "") + default


def _padded(text: str) -> str:
    """The text with blanks up to the column of the explanations, at least two."""
    columns = sum(2 if ord(char) >= _FIRST_WIDE else 1 for char in text)
    return text + " " * max(2, _HELP_COLUMN - columns)


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
"""Typer's messages → ours, {0} being the first group of the pattern. The first pattern that matches counts."""


def usage_error(error: Any) -> tuple[str, str]:
    """Message and hint in Chinese for a command line that the parser refused."""
    raw = str(error.format_message())
    message = f"命令写法不对：{raw}"
    for pattern, chinese in _MESSAGES:
        if match := re.search(pattern, raw):
            message = chinese.format(*match.groups())
            break
    message = message.replace("', '", "、").replace("'", "")  # 'a', 'b' → a、b
    guess = re.search(r"[Dd]id you mean (.+?)\?", raw)
    names = re.findall(r"[\w-]+", guess[1]) if guess else []
    if names:
        return message, f"是不是 {'、'.join(names)}？"
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "drafter"
    return message, f"运行 {command} --help 查看用法"
