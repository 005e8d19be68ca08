"""Tells a clerk what is wrong with a template: makes of Jinja's exceptions Chinese messages with file, line and a hint."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from traceback import walk_tb
from typing import Any

from drafter.errors import FormatError
from drafter.model import Finding
from drafter.text import HANZI

# The codes of findings.
BROKEN = "TPL001"  # cannot be read or rendered
UNKNOWN = "TPL002"  # a name or file that does not exist
WIDE = "TPL003"  # full-width signs in a tag
CONSTANT = "TPL004"  # a branch that is always or never taken
UNPRINTED = "TPL005"  # a question or topic that is not printed
WARNINGS = frozenset({CONSTANT, UNPRINTED})
"""Codes of findings that do not stop a rendering."""
SYNTAX_HINT = "语法见 templates/README.md；花括号和百分号要用半角"
_SYNTAX: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"innermost block that needs to be closed is '(\w+)'", lambda m: f"有一个“{m[1]}”没有结束，缺少 end{m[1]}"),
    (r"[Uu]nexpected end of template", lambda m: "有一段没有结束，缺少 }}、%}、endif 或 endfor"),
    (r"end of print statement", lambda m: "花括号里只能写一个名称或一个算式"),
    (r"end of statement block", lambda m: "语句里有多余的内容，或缺少 %}"),
    (r"Encountered unknown tag '(\w+)'", lambda m: f"不认识的语句“{m[1]}”"),
    (r"unexpected '(.+)'", lambda m: f"多余的“{m[1]}”"),
    (r"expected token '(.+?)', got '(.+?)'", lambda m: f"这里应为“{m[1]}”，却是“{m[2]}”"),
    (r"expected name or number", lambda m: "点号后面少了名称"),
    (r"No filter named '(\w+)'", lambda m: f"没有“{m[1]}”这个过滤器"),
    (r"No test named '(\w+)'", lambda m: f"没有“is {m[1]}”这种判断"),
    (r"block '(\w+)' defined twice", lambda m: f"block “{m[1]}”出现了两次"),
    (r"unexpected char '(.+)'", lambda m: f"不能识别的字符“{m[1]}”"),
)
"""Jinja's messages → ours. The first pattern that fits counts."""
_HANZI = re.compile(HANZI)
_QUOTED_NAME = re.compile("'[^']*'")
"""A name in a message of Python or Jinja: got an unexpected keyword argument '主题'."""
_UNDEFINED = re.compile(r"'(?P<variable>[^']+)' is undefined|has no attribute '(?P<attribute>[^']+)'")
"""Jinja's messages about an unknown name, which its exception gives only as part of the message."""
_BY_KIND: dict[type[Exception], str] = {
    ZeroDivisionError: "除数是 0",
    TypeError: "这样的内容不能相加、比较或作参数",
    ArithmeticError: "算出的数太大",
    NameError: "算出的数太大",
    UnicodeError: "有不能印出的字符",
}
"""What to say for an error of this kind. The first that fits counts: ZeroDivisionError is an ArithmeticError too."""


class UnknownName(LookupError):
    """What a function of the context raises for a name that does not exist: say("dispute")."""

    def __init__(self, name: str | int) -> None:
        super().__init__(name)
        self.name = str(name)


def syntax(message: str) -> str:
    """What is wrong with a template's syntax. `message` is Jinja's; what it says in English that we do not know is left out."""
    translated = (in_chinese(found) for pattern, in_chinese in _SYNTAX if (found := re.search(pattern, message)))
    return f"模板语法错误：{next(translated, '') or _if_chinese(message) or '这里的写法不对'}"


def meaning(error: BaseException, context: Mapping[str, Any]) -> tuple[str, str]:
    """Message and hint for an error while rendering."""
    import jinja2

    name = error.name if isinstance(error, UnknownName) else ""
    if isinstance(error, jinja2.UndefinedError) and (undefined := _UNDEFINED.search(str(error))):
        name = undefined["variable"] or undefined["attribute"]
    if name:
        # The answers of a topic list their names for `dir`. Of anything else it would list the methods of Python.
        topics = (value for value in context.values() if "__dir__" in vars(type(value)))
        return unknown_name(name, [*context, *(answer for topic in topics for answer in dir(topic))])
    if isinstance(error, jinja2.TemplateNotFound):
        if not isinstance(error.name, str):  # {% include [nope] %}
            return "include 后面没有写文件名，或者那里的变量不存在", SYNTAX_HINT
        return f"引用的文件“{error.name}”不存在", "请检查文件名和所在文件夹"
    if isinstance(error, RecursionError):
        return "模板互相引用，没有尽头", "请检查 include、import 和 macro 语句"
    own_words = _if_chinese(str(error))
    if isinstance(error, jinja2.exceptions.SecurityError):
        hint = "模板里只能取值、判断和循环，不能用乘法、乘方和文字的方法，不能直接印一个列表"
        return "模板用了不允许的操作" + (f"（{own_words}）" if own_words else ""), hint
    by_kind = (message for kind, message in _BY_KIND.items() if isinstance(error, kind))
    return f"渲染出错：{own_words or next(by_kind, '这里的写法算不出结果')}", SYNTAX_HINT


def _if_chinese(message: str) -> str:
    """The message if it is one of our own, which are in Chinese; "" if it is in English and at most quotes a Chinese name."""
    return message if _HANZI.search(_QUOTED_NAME.sub("", message)) else ""


def unknown_name(name: object, known: Iterable[str]) -> tuple[str, str]:
    """Message and hint for a name that neither the questionnaire nor the program has."""
    near = difflib.get_close_matches(str(name), list(known), 1)
    return f"没有“{name}”这个问题或变量", f"是不是“{near[0]}”？" if near else "可用的名称见 questions.yaml"


def place(error: BaseException, folders: Sequence[Path]) -> tuple[Path, int]:
    """The template file and line where the error was raised; the first folder and line 0 if it was raised in none.

    In tracebacks Jinja gives compiled templates the names and lines of their files. The last such step is the place.
    """
    found, line = folders[0], 0
    for frame, step_line in walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if any(path.is_relative_to(folder) for folder in folders):
            found, line = path, step_line
    return found, line


def finding(path: Path, line: int, message: str, hint: str, code: str = BROKEN) -> Finding:
    """A finding about a line of a template; 0 where the whole file is meant."""
    return Finding(code, "template", "warning" if code in WARNINGS else "error", message, hint, str(path), line=line)


def problem(path: Path, line: int, message: str, hint: str) -> FormatError:
    """The error that stops a rendering. It holds the same message as a finding."""
    where = f"{path} 第 {line} 行" if line else str(path)
    return FormatError(f"{where}：{message}", hint, [finding(path, line, message, hint)])
