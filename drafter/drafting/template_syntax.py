"""Finds every syntax error of a template file, and gives the file's source with the errors taken out.

Jinja stops at the first error. So each tag is first parsed on its own. A broken tag is replaced by a harmless one of its kind:
{% if | %} by {% if 0 %}, so that its endif still fits. Then only misfits are left: blocks without their end, and ends without
their block. Jinja finds the first of them, it is mended, Jinja finds the next, and so on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import jinja2

from drafter.drafting.sandbox import Environment

_HIDDEN = re.compile(r"\{#.*?#\}|\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
"""Comments and raw blocks: what looks like a tag in them is none."""
_INSIDE = r"(?:(?!\{\{|\{%).)*?"  # the inside of a tag: anything but the opening braces of another
_TAG = re.compile(rf"\{{\{{{_INSIDE}\}}\}}|\{{%{_INSIDE}%\}}|(?P<unclosed>\{{[{{%][^\n{{]*)", re.DOTALL)
"""A tag that is closed before the next one opens; or, as `unclosed`, one that is not, up to the next brace or line end."""
ANY_TAG = re.compile(r"\{[{%](?:(?!\{[{%]).)*?[%}]\}|\{[{%]")
"""A tag on one line, well closed or not; or the opening braces of one that is closed on none."""
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
"""How many misfits of a file are looked for: a file with more is no template."""
_MOST_PARSED = 1_000_000
"""Characters that are parsed in search of misfits, as much as a computer of an office reads in some seconds."""


class SyntaxProblem(NamedTuple):
    """A line and Jinja's message."""

    line: int
    message: str


def errors(environment: Environment, source: str, name: str) -> tuple[tuple[SyntaxProblem, ...], str]:
    """All errors of a file, and its source with the errors mended, which can be parsed unless there were too many misfits."""
    broken, left = _broken_tags(environment, _HIDDEN.sub(_newlines, source), name)
    misfits, left = _misfits(environment, left, name)
    return (*broken, *misfits), left


def _broken_tags(environment: Environment, source: str, name: str) -> tuple[list[SyntaxProblem], str]:
    """The errors within single tags, and the source with harmless tags in place of the broken ones."""
    found: list[SyntaxProblem] = []
    first_error = cache(lambda tag: _first_error(environment, tag, name))  # many tags stand in a file more than once
    for tag in reversed(
        list(_TAG.finditer(source))
    ):  # from the last to the first: what is replaced moves none of the others
        text, is_unclosed = tag[0], tag["unclosed"] is not None
        closed = f"{text.rstrip('%} ')} %}}" if is_unclosed and text.startswith("{%") else text
        problem = first_error(_alone(closed))
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
    """Blocks without their end and ends without their block; and the source in which such blocks are ended, such ends taken out."""
    found: list[SyntaxProblem] = []
    for _ in range(min(_MOST, 1 + _MOST_PARSED // (1 + len(source)))):
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
            source = "".join(ANY_TAG.sub("", text) if n == line else text for n, text in enumerate(lines, 1))
        if source == before:  # nothing in the line can be taken out, so the next error would be the same
            break
    return found, source


def line_of(message: str, told: int, source: str) -> int:
    """The line of an error. Usually this is `told`, the line in Jinja's message. But for a block without an end Jinja gives the
    end of the file; then it is the line where the last such block opens.
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
    """A template of only this tag, with what it needs around it; empty for a tag such as else, which is nothing by itself."""
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
