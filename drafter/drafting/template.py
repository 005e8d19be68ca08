"""Load, check and render a template: a folder of Jinja2 Markdown. Name and context in, marked text out (markup.py reads it).

Templates come from others and run sandboxed, with plain values only. A name that the questionnaire does not know is an
error with file, line and the nearest known name; a known question without an answer is a gap, which is the context's job.
A folder named like a shipped template lies over it: what it has not is taken from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drafter import config
from drafter.drafting import template_messages as messages
from drafter.errors import FileError, FormatError

LIMIT = 2_000_000
"""Characters that a rendered template may have: no report comes near it, a runaway loop does."""


def frames(folder: Path) -> tuple[str, ...]:
    """Names of the frames a template offers."""
    layers = config.template_layers(folder)
    return tuple(sorted({path.stem for layer in layers for path in (layer / "frames").glob("*.md")}))


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
        from drafter.drafting import template_syntax

        where, told = Path(error.filename or folder / (error.name or "")), error.message or ""
        line = template_syntax.line(error.source or "", error.lineno, told)
        raise messages.problem(where, line, messages.syntax(told), messages.SYNTAX_HINT) from error
    except (
        jinja2.TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as error:
        raise messages.problem(*messages.place(error, layers), *messages.meaning(error, context)) from error
    return "".join(parts)


def unknown(name: object) -> Exception:
    """What a function of the context raises for a name that does not exist; `render` says where."""
    import jinja2

    return jinja2.UndefinedError(f"'{name}' is undefined")
