"""Lines → paragraphs: whether a printed line goes on with the sentence of the line above it.

A report comes with lines broken where the page ended: in mail, from a PDF, by soft breaks in Word. Read line by line, its sentences
and figures are cut (49 ⏎ 875件). The words tell where a line that stops in the middle of a sentence goes on. Where they do not tell
(a title on two lines), only the layout can, which the reader of each kind of file knows: `is_full` says that the line above
reaches the edge at which lines were broken, and `is_soft` that the break stands within a paragraph of the file (Word's soft break).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from drafter import text
from drafter.language import heading_marks

_CLOSING = "。；：！？;:!?”」』…"
"""Behind one of these a line may be complete."""
_BRACKETS = "）)"
"""A sentence may be over before one of these: （分工另行印发。）"""
_COMMAS = "，、,"
_END_OF_SENTENCE = re.compile("[。；！？;!?]")
"""A heading has none."""
_MARK_OF_PROSE = re.compile("[。；，、;,]")
"""Running text has one in nearly every line, a title or an address has none."""
_LINE_OF_ITS_OWN = r"[|#>*•●■◆—\-]|\(?\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?\)?$"
"""What opens a row of a table, a Markdown mark, a bullet, a dash; and a date that stands alone."""
_SHORTEST_PROSE = 10
"""Characters. A shorter line with a comma may be anything: a name, an item of a list."""
_WIDEST = 80
"""Characters. Lines that are broken at a fixed width are shorter; a longer one is a whole paragraph."""
_SLACK = 2
"""A line may end so many characters before the edge, because a number or a sign is not cut."""
_FEWEST_FULL = 2
"""So many full lines that end within a sentence show that a file has its lines broken."""
_LINES_PER_OUTLIER = 20
"""One line in 20 may reach over the edge: a table, an address."""
_LONGEST_MARK = 10
"""Characters. No mark of a heading (第十二部分、) is longer, and to look at a whole paragraph for it would take long."""
LONGEST = 3_000
"""Characters. A longer text is no paragraph: nothing is joined to it, because copying it for every line would take forever."""


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
    is_prose = len(line) >= _SHORTEST_PROSE and _MARK_OF_PROSE.search(line) is not None
    return is_prose and line.rstrip(_BRACKETS)[-1:] not in _CLOSING and not _is_heading(line)


def _goes_on(above: str, line: str, is_full: bool, is_soft: bool) -> bool:
    """Whether the line goes on with the sentence above. What proves it depends on what the layout says of the break."""
    if not (is_full or is_soft or ends_within_sentence(above)):  # so it is with most lines
        return False
    if re.match(_LINE_OF_ITS_OWN, text.fold(line)):
        return False
    opens_with_mark = heading_marks.opening(line)[0] != ""
    is_prose = _MARK_OF_PROSE.search(line) is not None
    above_may_be_complete = above[-1] in _CLOSING
    if is_full and _is_heading(above):  # only the rest of a long heading goes on with it
        return not opens_with_mark and not is_prose
    if is_full:  # the paragraph goes on, unless its sentence is over and a mark opens the next
        return not (above_may_be_complete and opens_with_mark)
    if opens_with_mark:
        return False
    if is_soft:  # typists also use it for lists, addresses and signatures, which are no prose
        return not above_may_be_complete and (is_prose or above[-1] in _COMMAS) and not _is_heading(above)
    return is_prose


def _is_heading(line: str) -> bool:
    """Whether the line is a heading and nothing else."""
    return heading_marks.opening(line[:_LONGEST_MARK])[0] != "" and _END_OF_SENTENCE.search(line) is None


def fullness(lines: Sequence[str]) -> Callable[[str], bool] | None:
    """A function that says of a line whether it reaches the edge at which this file's lines are broken; None if they are not.

    Some programs break lines after so many characters, others at a printed width. The file shows which: by the right measure
    more of the lines that end within a sentence reach the edge.
    """
    cut_lines = [line for line, below in pairwise(lines) if below.strip() and ends_within_sentence(line.strip())]
    if len(cut_lines) < _FEWEST_FULL:
        return None
    edges = ((measure, _edge(measure, lines)) for measure in (len, text.width))
    tests = [partial(_reaches, measure, edge) for measure, edge in edges if edge <= _WIDEST]
    best = max(tests, key=lambda is_full: sum(map(is_full, cut_lines)), default=None)
    return best if best and sum(map(best, cut_lines)) >= _FEWEST_FULL else None


def _edge(measure: Callable[[str], float], lines: Iterable[str]) -> float:
    """How far the lines reach, but for a few that are too long."""
    sizes = sorted(measure(line.rstrip()) for line in lines if line.strip())
    outliers = len(sizes) // _LINES_PER_OUTLIER
    return sizes[-1 - outliers]


def _reaches(measure: Callable[[str], float], edge: float, line: str) -> bool:
    return measure(line.rstrip()) >= edge - _SLACK
