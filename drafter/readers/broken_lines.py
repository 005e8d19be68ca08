"""Lines → paragraphs: whether a printed line goes on with the sentence of the line above it.

A report comes with lines broken where the page ended: in mail, from a PDF, by soft breaks in Word. Read line by line, its sentences
and figures are cut (49 ⏎ 875件). The words tell where a line that stops in the middle of a sentence goes on. Where they do not tell
(a title on two lines), only the layout can, which the reader of each kind of file knows: `is_full` says that the line above
reaches the edge at which lines were broken, and `is_soft` that the break stands within a paragraph of the file (Word's soft break).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from drafter import text
from drafter.language import heading_marks

_STOPS = "。；：！？;:!?”」』…"
_STOP = re.compile("[。；！？;!?]")
_PROSE = re.compile("[。；，、;,]")
_COMMAS = "，、,"
_LINE_OF_ITS_OWN = re.compile(r"[|#>*•●■◆—\-]|\(?\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?\)?$")
"""What opens a row of a table, a Markdown mark, a bullet, a dash; and a date that stands alone."""
_SHORTEST_PROSE = 10
"""Characters. A shorter line with a comma may be anything: a name, an item of a list."""
_WIDEST = 80
"""Characters. Lines that are broken at a fixed width are shorter; a longer one is a whole paragraph."""
_SLACK = 2
"""A line may end so many characters before the edge, because a number or a sign is not cut."""
_FEWEST_FULL = 2
"""So many full lines that end within a sentence show that a file has its lines broken."""
_OUTLIERS = 20
"""One line in 20 may reach over the edge: a table, an address."""
LONGEST = 3_000
"""Characters. Nothing more is joined to such a paragraph: it is none, and copying it for every line would take forever."""


def joined(above: str, line: str, *, is_full: bool = False, is_soft: bool = False) -> str | None:
    """Both lines as one, if `line` goes on with the sentence of `above`; None if it begins a paragraph, as far as can be told."""
    above, line = above.rstrip(), line.strip()
    if not above or not line or len(above) > LONGEST or not _goes_on(above, line, is_full, is_soft):
        return None
    return above + blank_between(above, line) + line


def blank_between(above: str, line: str) -> str:
    """What a line break stands for: a blank beside a Latin word, nothing between hanzi or the digits of one number."""
    last, first = above[-1:], line[:1]
    is_latin = last.isascii() and first.isascii() and (last.isalpha() or first.isalpha())
    return " " if is_latin else ""


def ends_within_sentence(line: str) -> bool:
    """Whether the line is a piece of running text that stops before its sentence does."""
    if len(line) < _SHORTEST_PROSE or line[-1] in _STOPS or _PROSE.search(line) is None:
        return False
    return not _is_heading(line)


def _goes_on(above: str, line: str, is_full: bool, is_soft: bool) -> bool:
    """Whether the line goes on with the sentence above. What proves it depends on what the layout says of the break."""
    if not (is_full or is_soft or ends_within_sentence(above)):  # so it is with most lines
        return False
    if _LINE_OF_ITS_OWN.match(text.fold(line)):
        return False
    has_mark = heading_marks.opening(line)[0] != ""
    if is_full:
        if _is_heading(above):  # the rest of a long heading has no stop
            return not has_mark and _PROSE.search(line) is None
        return above[-1] not in _STOPS or not has_mark
    if is_soft:  # typists also use it for lists, addresses and signatures, whose lines have no stops
        is_prose = above[-1] in _COMMAS or _PROSE.search(line) is not None
        return above[-1] not in _STOPS and not has_mark and is_prose and not _is_heading(above)
    return not has_mark and _PROSE.search(line) is not None


def _is_heading(line: str) -> bool:
    """Whether the line is a heading and nothing else."""
    return heading_marks.opening(line[:_SHORTEST_PROSE])[0] != "" and _STOP.search(line) is None


def fullness(lines: Sequence[str]) -> Callable[[str], bool] | None:
    """A function that says of a line whether it reaches the edge at which this file's lines are broken; None if they are not.

    Some programs break lines after so many characters, others at a printed width; the file shows which.
    """
    cut = [
        line
        for line, below in pairwise(lines)
        if line and below and ends_within_sentence(line.strip()) and below.strip()
    ]
    best: Callable[[str], bool] | None = None
    most = _FEWEST_FULL - 1
    for measure in (len, text.width) if len(cut) > most else ():
        sizes = sorted(measure(line.rstrip()) for line in lines if line.strip())
        edge = sizes[-1 - len(sizes) // _OUTLIERS]
        full = sum(edge - _SLACK <= measure(line.rstrip()) for line in cut)
        if edge <= _WIDEST and full > most:
            best, most = partial(_reaches, measure, edge - _SLACK), full
    return best


def _reaches(measure: Callable[[str], float], edge: float, line: str) -> bool:
    return measure(line.rstrip()) >= edge
