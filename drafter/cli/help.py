"""Help pages and usage errors in Chinese. Typer's own texts are English and partly fixed in its code.

`Command` and `Group` replace its help pages; `usage_error` says in Chinese what its parser found wrong.
"""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_WIDTH = 26


class Command(TyperCommand):
    """A command whose help page is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_page(self, ctx, _parameters(self, ctx)))


class Group(TyperGroup):
    """The group of commands, listed in the order of the work."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        rows = [(name, _first_line(self.get_command(ctx, name))) for name in self.list_commands(ctx)]
        formatter.write(_page(self, ctx, {"命令": rows, **_parameters(self, ctx)}))

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)


def _page(command: Any, ctx: Any, parts: dict[str, list[tuple[str, str]]]) -> str:
    usage = " ".join([ctx.command_path, *_pieces(command, ctx)])
    text = f"用法：{usage}\n\n{(command.help or '').strip()}\n"
    for title, rows in parts.items():
        if rows:
            text += f"\n{title}：\n" + "".join(f"  {_padded(left)}{right}\n" for left, right in rows)
    return text


def _pieces(command: Any, ctx: Any) -> list[str]:
    arguments = [_argument(p) for p in command.get_params(ctx) if p.param_type_name == "argument"]
    tail = ["命令 …"] if isinstance(command, TyperGroup) else []
    return ["[选项]", *arguments, *tail]


def _argument(parameter: Any) -> str:
    name = (parameter.metavar or parameter.name.upper()) + ("…" if parameter.nargs != 1 else "")
    return name if parameter.required else f"[{name}]"


def _parameters(command: Any, ctx: Any) -> dict[str, list[tuple[str, str]]]:
    parameters = command.get_params(ctx)
    arguments = [(_argument(p), p.help or "") for p in parameters if p.param_type_name == "argument"]
    options = [(_option(p), _explained(p)) for p in parameters if p.param_type_name == "option"]
    return {"参数": arguments, "选项": options}


def _option(parameter: Any) -> str:
    value = "" if parameter.is_flag or parameter.count else f" {parameter.metavar or parameter.name.upper()}"
    return ", ".join([*parameter.opts, *parameter.secondary_opts]) + value


def _explained(parameter: Any) -> str:
    if "--help" in parameter.opts:
        return "显示帮助"
    shown = parameter.default not in (None, "", False, (), []) and not callable(parameter.default)
    return (parameter.help or "") + (f"（默认 {parameter.default}）" if shown and not parameter.is_flag else "")


def _first_line(command: Any) -> str:
    return (command.help or "").strip().split("\n")[0].rstrip("。")


def _padded(text: str) -> str:
    width = sum(2 if ord(char) > 0x2E7F else 1 for char in text)
    return text + " " * max(2, _WIDTH - width)


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
    """Message and hint for an error of the command line's parser."""
    raw = str(error.format_message())
    matches = ((re.search(pattern, raw), words) for pattern, words in _MESSAGES)
    told = next((words.format(*match.groups()) for match, words in matches if match), f"命令写法不对：{raw}")
    message = told.replace("', '", "、").replace("'", "")
    meant = re.search(r"[Dd]id you mean (.+?)\?", raw)
    near = "、".join(re.findall(r"[\w-]+", meant[1])) if meant else ""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "drafter"
    return message, f"是不是 {near}？" if near else f"运行 {command} --help 查看用法"
