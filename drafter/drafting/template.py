"""Renders a frame of a template, which is a folder of Jinja2 Markdown, to marked text. markup.py reads the result.

Templates come from others, so they run in a sandbox and see plain values only. A name that the questionnaire does not know is
an error, with file, line and the nearest known name. A question without an answer is no error: context.py gives it a value
that prints as a gap 【待填：…】. If a user has a folder with the name of a shipped template, files are read from there first;
those that it lacks are read from the shipped folder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from traceback import walk_tb
from typing import Any

from drafter import config, files
from drafter.drafting import template_messages as messages
from drafter.errors import FileError, FormatError

_TITLE = re.compile(r"\{#\s?(?P<title>[^：\n#]{1,20})：")
_CHAPTERS = re.compile(r"\bchapters\(")
_TAKEN_IN = re.compile(r"\b(?:include|extends|import|from) [\"']([\w-][\w./-]{0,99})[\"']")
LIMIT = 2_000_000
"""The most characters that a rendered template may have. No report comes near; a loop without end does."""


def frames(folder: Path) -> tuple[str, ...]:
    """Names of the frames a template offers; hidden files are those of other programs (._standard.md)."""
    paths = (path for layer in config.template_layers(folder) for path in (layer / "frames").glob("*.md"))
    return tuple(sorted({path.stem for path in paths if path.name[0] not in ".~"}))


def frame_titles(folder: Path) -> dict[str, str]:
    """Name of each frame → what people call it, with which its first line begins: {# 标准框架：… #}"""
    files_ = {frame: config.template_file(folder, f"frames/{frame}.md") for frame in frames(folder)}
    found = {frame: _TITLE.match(files.read_text(path)) for frame, path in files_.items()}
    return {frame: title["title"] if title else frame for frame, title in found.items()}


def prints_chapters(folder: Path, frame: str) -> bool:
    """Whether the frame, or a file that it takes in by a written-out name, asks for the chapters of the work."""
    left, seen = [f"frames/{frame}.md"], set[str]()
    while left:
        name = left.pop()
        path = config.template_file(folder, name)
        if name in seen or ".." in name or not path.is_file():
            continue
        seen.add(name)
        words = files.read_text(path)
        if _CHAPTERS.search(words):
            return True
        left += _TAKEN_IN.findall(words)
    return False


def render(folder: Path, frame: str, context: Mapping[str, Any]) -> str:
    """The frame as marked text.

    Raises:
        FileError: there is no such frame. FormatError: the template is wrong; names file and line.
    """
    import jinja2

    from drafter.drafting.sandbox import Environment

    if frame not in frames(folder):
        raise FileError(f"没有名为“{frame}”的框架", f"可用的框架：{'、'.join(frames(folder)) or '（无）'}")
    layers = config.template_layers(folder)
    parts, size = list[str](), 0
    try:
        for part in Environment(layers).get_template(f"frames/{frame}.md").generate(**context):
            parts.append(part)
            size += len(part)
            if size > LIMIT:
                raise FormatError("模板生成的内容过长，已停止", "请检查模板里的循环")
    except jinja2.TemplateSyntaxError as error:
        from drafter.drafting.template_syntax import line_of

        path, message = Path(error.filename or folder), error.message or ""
        line = line_of(message, error.lineno, error.source or "")
        raise messages.problem(path, line, messages.syntax(message), messages.SYNTAX_HINT) from error
    # Files or macros that include each other. Unlike below, this may be raised within `say` and still be the template's fault.
    except RecursionError as error:
        raise _problem(error, layers, context) from error
    # What an expression of a template can raise: year / 0, year + "a", ordinal("x"), or that the sandbox's budget is spent. A number
    # such as 1e999 is a name to Python, inf, which Jinja prints into its code.
    except (
        jinja2.TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        NameError,
    ) as error:
        from drafter.drafting import saying

        if any(step.f_code.co_filename == saying.__file__ for step, _ in walk_tb(error.__traceback__)):
            raise  # it was raised while `say` made sentences, so the program is at fault and not the template
        raise _problem(error, layers, context) from error
    return "".join(parts)


def _problem(error: BaseException, layers: Sequence[Path], context: Mapping[str, Any]) -> FormatError:
    path, line = messages.place(error, layers)
    message, hint = messages.meaning(error, context)
    return messages.problem(path, line, message, hint)
