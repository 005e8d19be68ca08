"""Load and render a template: a folder of Jinja2 Markdown. Name and context in, marked text out (markup.py reads it).

Templates come from others and run sandboxed, with plain values only. A name that the questionnaire does not know is an
error with file, line and the nearest known name; a known question without an answer is a gap, which is the context's job.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from drafter import files
from drafter.errors import FileError, FormatError
from drafter.model import Finding

LIMIT = 2_000_000
"""Characters that a rendered template may have: no report comes near it, a runaway loop does."""
LOOPS = 100_000
"""Numbers that all range() of one rendering may give together."""


def frames(folder: Path) -> tuple[str, ...]:
    """Names of the frames a template offers."""
    return tuple(sorted(path.stem for path in (folder / "frames").glob("*.md")))


def render(folder: Path, frame: str, context: Mapping[str, Any]) -> str:
    """The frame as marked text.

    Raises:
        FileError: there is no such frame. FormatError: the template is wrong; names file and line.
    """
    import jinja2

    if frame not in frames(folder):
        raise FileError(f"没有名为“{frame}”的框架", f"可用的框架：{'、'.join(frames(folder)) or '（无）'}")
    try:
        environment = _environment(folder)
        _follow(environment, folder, (f"frames/{frame}.md",))
        return _bounded(environment.get_template(f"frames/{frame}.md").generate(**context))
    except jinja2.TemplateSyntaxError as error:
        where = _path(folder, error.filename or error.name)
        raise _problem(where, error.lineno, f"模板语法错误：{_syntax(error.message or '')}", _SYNTAX_HINT) from error
    except jinja2.TemplateNotFound as error:
        raise FileError(f"模板引用的文件“{error.name}”不存在", f"请检查 {folder} 下的 include 语句") from error
    except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        where, line = _place(error, folder)
        raise _problem(where, line, *_meaning(error, context)) from error
    except RecursionError as error:
        raise FormatError(f"{folder} 的模板互相引用，没有尽头", "请检查 include 和 import 语句") from error


def _environment(folder: Path) -> Any:
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(lambda name: _source(folder, name)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.globals["range"] = _counted()
    # One product of a text or a power of a number would fill the memory before anybody can count it.
    environment.intercepted_binops = frozenset({"*", "**"})
    environment.call_binop = _refused  # type: ignore[method-assign]
    return environment


def _source(folder: Path, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """A template file in any encoding that `text.decode` knows, if it lies in the folder. Raises FileError."""
    path = folder / name
    if ".." in Path(name).parts or Path(name).is_absolute() or not path.is_file():
        return None
    return files.read_text(path), str(path), lambda: True


def _counted() -> Callable[..., range]:
    """`range`, until LOOPS numbers are given out."""
    left = LOOPS

    def limited(*bounds: int) -> range:
        nonlocal left
        numbers = range(*bounds)
        left -= len(numbers)
        if left < 0:
            raise OverflowError("循环次数太多")
        return numbers

    return limited


def _refused(context: Any, operator: str, left: Any, right: Any) -> Any:
    import jinja2

    raise jinja2.exceptions.SecurityError(operator)


def _follow(environment: Any, folder: Path, path: tuple[str, ...]) -> None:
    """Refuse files that do not exist or that include one another in a circle, before any work is done."""
    from jinja2 import nodes

    source = environment.loader.get_source(environment, path[-1])[0]
    tree = environment.parse(source, path[-1], str(folder / path[-1]))
    for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if name in path:
            raise _problem(
                folder / path[-1], node.lineno, "模板互相引用，没有尽头", f"请检查：{' → '.join((*path, name))}"
            )
        if isinstance(name, str) and _source(folder, name):
            _follow(environment, folder, (*path, name))
        elif isinstance(name, str) and not getattr(node, "ignore_missing", False):
            raise _problem(folder / path[-1], node.lineno, f"引用的文件“{name}”不存在", "请检查文件名和所在文件夹")


def unknown(name: object) -> Exception:
    """What a function of the context raises for a name that does not exist; `render` says where."""
    import jinja2

    return jinja2.UndefinedError(f"'{name}' is undefined")


def _bounded(pieces: Any) -> str:
    parts: list[str] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LIMIT:
            raise FormatError("模板生成的内容过长，已停止", "请检查模板里的循环")
        parts.append(piece)
    return "".join(parts)


def _place(error: BaseException, folder: Path) -> tuple[Path, int]:
    """File and line of the innermost template frame in the traceback."""
    found, line = folder, 0
    trace = error.__traceback__
    while trace is not None:
        filename = Path(trace.tb_frame.f_code.co_filename)
        if filename.is_relative_to(folder):
            found, line = filename, trace.tb_lineno
        trace = trace.tb_next
    return found, line


def _path(folder: Path, name: str | None) -> Path:
    return folder / (name or "")


_SYNTAX_HINT = "语法见 templates/README.md；花括号和百分号要用半角"
_SYNTAX: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"[Uu]nexpected end of template", lambda m: "有一段没有结束，缺少 }}、%}、endif 或 endfor"),
    (r"end of print statement", lambda m: "花括号里只能写一个名称或一个算式"),
    (r"end of statement block", lambda m: "语句里有多余的内容，或缺少 %}"),
    (r"Encountered unknown tag '(\w+)'", lambda m: f"不认识的语句“{m[1]}”"),
    (r"unexpected '(.+)'", lambda m: f"多余的“{m[1]}”"),
    (r"expected token '(.+?)', got '(.+?)'", lambda m: f"这里应为“{m[1]}”，却是“{m[2]}”"),
    (r"No filter named '(\w+)'", lambda m: f"没有“{m[1]}”这个过滤器"),
    (r"unexpected char '(.+)'", lambda m: f"不能识别的字符“{m[1]}”"),
)


def _syntax(message: str) -> str:
    matches = ((re.search(pattern, message), say) for pattern, say in _SYNTAX)
    return next((say(match) for match, say in matches if match), message)


def _meaning(error: BaseException, context: Mapping[str, Any]) -> tuple[str, str]:
    """Message and hint for an error while rendering."""
    import jinja2

    match = re.search(r"'([^']+)' is undefined|has no attribute '([^']+)'", str(error))
    if isinstance(error, jinja2.UndefinedError) and match:
        name = match[1] or match[2]
        near = difflib.get_close_matches(name, _names(context), 1)
        return f"没有“{name}”这个问题或变量", f"是不是“{near[0]}”？" if near else "可用的名称见 questions.yaml"
    if isinstance(error, jinja2.exceptions.SecurityError):
        return "模板用了不允许的操作", "模板里只能取值、判断和循环，不能用乘法和乘方"
    return f"渲染出错：{error}", _SYNTAX_HINT


def _names(context: Mapping[str, Any]) -> list[str]:
    """Everything a template may name: the context's keys and the questions under them."""
    inner = [name for value in context.values() for name in dir(value) if not name.startswith("_")]
    return [*context, *inner]


def _problem(path: Path, line: int, message: str, hint: str) -> FormatError:
    finding = Finding("TPL001", "template", "error", message, hint, str(path), line=line)
    where = f"{path} 第 {line} 行" if line else str(path)
    return FormatError(f"{where}：{message}", hint, [finding])
