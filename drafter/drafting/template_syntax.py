"""Every syntax error of a template file, not only the first: a source in, its errors and what is left of it out.

Jinja stops at the first error. So each tag is parsed on its own, and a broken one is replaced by a harmless one of its kind:
{% if | %} by {% if 0 %}, so that its endif still fits. What then does not fit together (a block without its end, an end without
its block) is found one by one, and each is mended for the next.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import jinja2

from drafter.drafting.sandbox import Environment

_HIDDEN = re.compile(r"\{#.*?#\}|\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
"""Comments and raw blocks: tags in them are none."""
_INSIDE = r"(?:(?!\{\{|\{%).)*?"
_TAG = re.compile(rf"\{{\{{{_INSIDE}\}}\}}|\{{%{_INSIDE}%\}}|(?P<unclosed>\{{[{{%][^\n{{]*)", re.DOTALL)
"""A tag that is closed before the next opens; or the rest of the line from one that is not."""
_ANY_TAG = re.compile(r"\{[{%].*?[%}]\}|\{[{%]")
_WORD = re.compile(r"\{%[-+]?\s*(?P<word>\w*)")
_HARMLESS = {
    "if": "{% if 0 %}", "for": "{% for _ in () %}", "macro": "{% macro _() %}", "call": "{% call _() %}",
    "filter": "{% filter trim %}", "block": "{% block _ %}", "with": "{% with %}",
}  # fmt: skip
"""Tags that open a block, each as one that does nothing."""
_PART_OF_BLOCK = ("else", "endif", "endfor", "endmacro", "endcall", "endfilter", "endblock", "endset", "endwith")
_NO_END = "Unexpected end of template"
_BLOCK_WITHOUT_END = re.compile(rf"{_NO_END}.*innermost block that needs to be closed is '(?P<word>\w+)'")
_MOST = 100
"""Misfits of a file that are looked for: with more of them it is no template."""


class SyntaxProblem(NamedTuple):
    """A line and Jinja's message."""

    line: int
    message: str


def errors(environment: Environment, source: str, name: str) -> tuple[tuple[SyntaxProblem, ...], str]:
    """All errors of a file, and its source without the broken tags. That can be parsed, unless it has too many misfits."""
    broken, left = _broken_tags(environment, _HIDDEN.sub(_newlines, source), name)
    misfits, left = _misfits(environment, left, name)
    return (*broken, *misfits), left


def _broken_tags(environment: Environment, source: str, name: str) -> tuple[list[SyntaxProblem], str]:
    """The errors inside of single tags, and the source with harmless tags in place of the broken ones."""
    found: list[SyntaxProblem] = []
    for tag in reversed(list(_TAG.finditer(source))):  # from the last, so that the places before it stay
        text, is_unclosed = tag[0], tag["unclosed"] is not None
        closed = f"{text.rstrip('%} ')} %}}" if is_unclosed and text.startswith("{%") else text
        problem = _first_error(environment, _alone(closed), name)
        if is_unclosed:
            line, message = 1, _NO_END
        elif problem:
            line, message = problem
        else:
            continue
        lines_above = source.count("\n", 0, tag.start())
        found.append(SyntaxProblem(lines_above + line, message))
        # A statement that only lacks its closing sign keeps its meaning.
        instead = _harmless(_word(text)) + "\n" * text.count("\n") if problem else closed
        source = source[: tag.start()] + instead + source[tag.end() :]
    return found[::-1], source


def _misfits(environment: Environment, source: str, name: str) -> tuple[list[SyntaxProblem], str]:
    """Blocks without their end and ends without their block, and the source without them."""
    found: list[SyntaxProblem] = []
    for _ in range(_MOST):
        problem = _first_error(environment, source, name)
        if problem is None:
            break
        line, message = problem
        found.append(SyntaxProblem(line_of(message, line, source), message))
        before = source
        if block := _BLOCK_WITHOUT_END.search(message):
            source += f"{{% end{block['word']} %}}"
        else:
            lines = source.splitlines(keepends=True)
            source = "".join(_ANY_TAG.sub("", text) if n == line else text for n, text in enumerate(lines, 1))
        if source == before:  # nothing in the line can be taken out, so the next error would be the same
            break
    return found, source


def line_of(message: str, told: int, source: str) -> int:
    """The line of an error. It is the one that Jinja told; but of a block without an end Jinja tells the end of the file, and
    the line is where the last such block opens.
    """
    block = _BLOCK_WITHOUT_END.search(message)
    if block is None:
        return told
    visible, open_lines = _HIDDEN.sub(_newlines, source), list[int]()
    for tag in _TAG.finditer(visible):
        word = _word(tag[0])
        if word == block["word"]:
            open_lines.append(visible.count("\n", 0, tag.start()) + 1)
        elif word == f"end{block['word']}" and open_lines:
            open_lines.pop()
    return open_lines[-1] if open_lines else told


def _first_error(environment: Environment, source: str, name: str) -> SyntaxProblem | None:
    try:
        environment.compile(source, name)  # finds unknown filters, which parsing does not
    except jinja2.TemplateSyntaxError as error:
        return SyntaxProblem(error.lineno, error.message or "")
    return None


def _alone(tag: str) -> str:
    """The tag as a whole template, with what it needs around it; empty for a tag that means nothing without its block."""
    word = _word(tag)
    if word in _PART_OF_BLOCK:
        return ""
    if word == "elif":
        return f"{{% if 0 %}}{tag}{{% endif %}}"
    opens_block = word in _HARMLESS or (word == "set" and "=" not in tag)
    return f"{tag}{{% end{word} %}}" if opens_block else tag


def _harmless(word: str) -> str:
    return "{% elif 0 %}" if word == "elif" else _HARMLESS.get(word, "")


def _word(tag: str) -> str:
    """The word with which a statement begins (if, endif, include); "" for {{ … }}."""
    match = _WORD.match(tag)
    return match["word"] if match else ""


def _newlines(match: re.Match[str]) -> str:
    """What is left of a stretch that is taken out: its newlines, so that lines below keep their numbers."""
    return "\n" * match[0].count("\n")
