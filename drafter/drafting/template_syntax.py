"""Every syntax error of a template file, not only the first: a source in, its errors and what is left of it out.

Jinja stops at the first error. So each tag is parsed on its own, a broken one is put out of the way by one that does
nothing, and what then still does not fit together (a block without its end, an end without its block) is told one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import jinja2

from drafter.drafting.sandbox import Environment

_HIDDEN = re.compile(r"\{#.*?#\}|\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_INSIDE = r"(?:(?!\{\{|\{%).)*?"
_TAG = re.compile(rf"\{{\{{{_INSIDE}\}}\}}|\{{%{_INSIDE}%\}}|(?P<open>\{{[{{%][^\n{{]*)", re.DOTALL)
"""A tag that is closed before the next opens; or what stands of one that is not."""
_WORD = re.compile(r"\{%[-+]?\s*(\w*)")
_OPENED = {
    "if": "{% if 0 %}", "for": "{% for _ in () %}", "macro": "{% macro _() %}", "call": "{% call _() %}",
    "filter": "{% filter trim %}", "block": "{% block _ %}", "with": "{% with %}",
}  # fmt: skip
"""Tags that open a block, each as one that does nothing."""
_NEEDLESS = ("else", "endif", "endfor", "endmacro", "endcall", "endfilter", "endblock", "endset", "endwith")
_UNCLOSED = re.compile(r"Unexpected end of template.*innermost block that needs to be closed is '(\w+)'")
_MOST = 100
"""Errors of a file after which it is no template."""

Error = tuple[int, str]
"""Line and what Jinja says."""


def errors(environment: Environment, source: str, name: str) -> tuple[tuple[Error, ...], str]:
    """All errors of a file, and its source without the broken tags; that one parses, unless there are far too many."""
    found: list[Error] = []
    left = _HIDDEN.sub(_blank, source)
    for tag in reversed(list(_TAG.finditer(left))):
        closed = f"{tag.group().rstrip('%} ')} %}}" if (tag["open"] or "").startswith("{%") else tag.group()
        wrong = _error(environment, _alone(closed), name)
        if wrong or tag["open"]:
            below, message = wrong if wrong and not tag["open"] else (1, "Unexpected end of template")
            found.append((left.count("\n", 0, tag.start()) + below, message))
            left = left[: tag.start()] + (_harmless(tag) if wrong else closed) + left[tag.end() :]
    found.reverse()
    for place, message, mended in _misfits(environment, left, name):
        found.append((place, message))
        left = mended
    return tuple(found), left


def _error(environment: Environment, source: str, name: str) -> Error | None:
    try:
        environment.compile(source, name)  # finds unknown filters, which parsing does not
    except jinja2.TemplateSyntaxError as error:
        return error.lineno, error.message or ""
    return None


def _alone(tag: str) -> str:
    """The tag with what it needs around it; nothing for one that only has a meaning among others."""
    word = _word(tag)
    if word in _NEEDLESS:
        return ""
    if word == "elif":
        return f"{{% if 0 %}}{tag}{{% endif %}}"
    closed = word in _OPENED or (word == "set" and "=" not in tag)
    return f"{tag}{{% end{word} %}}" if closed else tag


def _word(tag: str) -> str:
    match = _WORD.match(tag)
    return match[1] if match else ""


def _harmless(tag: re.Match[str]) -> str:
    instead = "{% elif 0 %}" if _word(tag.group()) == "elif" else _OPENED.get(_word(tag.group()), "")
    return instead + "\n" * tag.group().count("\n")


def _misfits(environment: Environment, source: str, name: str) -> Iterator[tuple[int, str, str]]:
    """What does not fit together, one after the other, each with the source mended for the next."""
    for _ in range(_MOST):
        wrong = _error(environment, source, name)
        if wrong is None:
            return
        unclosed = _UNCLOSED.search(wrong[1])
        mended = f"{source}{{% end{unclosed[1]} %}}" if unclosed else _without_tags(source, wrong[0])
        yield line(source, *wrong), wrong[1], mended
        if mended == source:
            return
        source = mended


def line(source: str, told: int, message: str) -> int:
    """Where an error is: the line that Jinja told, but for a block without an end the line where it opens."""
    unclosed = _UNCLOSED.search(message)
    return (unclosed and _innermost(_HIDDEN.sub(_blank, source), unclosed[1])) or told


def _innermost(source: str, word: str) -> int:
    """The line where the last block of that kind opens that has no end; Jinja only tells the end of the file."""
    opened: list[int] = []
    for tag in _TAG.finditer(source):
        if _word(tag.group()) == word:
            opened.append(source.count("\n", 0, tag.start()) + 1)
        elif _word(tag.group()) == f"end{word}" and opened:
            opened.pop()
    return opened[-1] if opened else 0


def _without_tags(source: str, line: int) -> str:
    lines = source.splitlines(keepends=True)
    lines[line - 1 : line] = [re.sub(r"\{[{%].*?[%}]\}|\{[{%]", "", text) for text in lines[line - 1 : line]]
    return "".join(lines)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")
