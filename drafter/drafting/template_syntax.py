"""Every syntax error of a template file, not only the first: a source in, its errors and what is left of it out.

Jinja stops at the first error. So each tag is parsed on its own, a broken one is put out of the way by one that does
nothing, and what then still does not fit together (a block without its end, an end without its block) is told one by one.
"""

from __future__ import annotations

import re

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
        text, word, is_open = tag.group(), _word(tag.group()), tag["open"]
        closed = f"{text.rstrip('%} ')} %}}" if (is_open or "").startswith("{%") else text
        wrong = _error(environment, _alone(closed), name)
        if wrong or is_open:
            below, message = wrong if wrong and not is_open else (1, "Unexpected end of template")
            found.append((left.count("\n", 0, tag.start()) + below, message))
            harmless = "{% elif 0 %}" if word == "elif" else _OPENED.get(word, "")
            instead = harmless + "\n" * text.count("\n") if wrong else closed
            left = left[: tag.start()] + instead + left[tag.end() :]
    found.reverse()

    # What then still does not fit together is told one by one, each mended for the next.
    for _ in range(_MOST):
        misfit = _error(environment, left, name)
        if misfit is None:
            break
        found.append((line_of(misfit[1], misfit[0], left), misfit[1]))
        unclosed, before = _UNCLOSED.search(misfit[1]), left
        if unclosed:
            left += f"{{% end{unclosed[1]} %}}"
        else:
            lines = left.splitlines(keepends=True)
            at = slice(misfit[0] - 1, misfit[0])
            lines[at] = [re.sub(r"\{[{%].*?[%}]\}|\{[{%]", "", text) for text in lines[at]]
            left = "".join(lines)
        if left == before:
            break
    return tuple(found), left


def line_of(message: str, told: int, source: str) -> int:
    """The line of an error: the one that Jinja told; for a block without an end, of which Jinja tells the end of the file,
    the line where it opens.
    """
    unclosed = _UNCLOSED.search(message)
    if unclosed is None:
        return told
    visible, opened = _HIDDEN.sub(_blank, source), list[int]()
    for tag in _TAG.finditer(visible):
        if _word(tag.group()) == unclosed[1]:
            opened.append(visible.count("\n", 0, tag.start()) + 1)
        elif _word(tag.group()) == f"end{unclosed[1]}" and opened:
            opened.pop()
    return opened[-1] if opened else told


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


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")
