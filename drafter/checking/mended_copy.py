"""A copy of a text or Word file in which what is certain is mended: file and Findings in, the copy's bytes and the changes out.

A finding says itself what should stand at its place (`replacement`). Only the characters of that place change: runs keep their look,
lines their ends, the file its encoding. What lies under another change, in a text box, a footnote or a number that Word makes itself,
or cannot be told in the file for certain, is left. At the end the copy is read again: it must say what was expected and nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter import files, readers, temporary
from drafter.checking.stretches import Stretch, Words
from drafter.errors import DrafterError
from drafter.model import Block, Finding

if TYPE_CHECKING:
    from drafter.checking.word_copy import Piece

_LINE_END = re.compile("(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])")
"""As text.clean sees them."""
_MARGIN = 12
"""Characters that are shown on either side of a change."""
_BOMS = ("utf-8-sig", "utf-16", "utf-32")
_ENCODINGS = (*_BOMS, "utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
TEXTS, WORD = (".txt", ".md"), (".docx", ".docm", ".dotx", ".dotm")


class Change(NamedTuple):
    """One or several neighbouring changes of a line: the rules, the words before and after."""

    line: int
    codes: tuple[str, ...]
    before: str
    after: str


class _Edit(NamedTuple):
    """What stands from one character of a piece to another, and what shall stand there."""

    start: int
    end: int
    new: str


class Mended(NamedTuple):
    """The copy, what is changed in it, and the findings that could have been mended and were left."""

    data: bytes
    changes: tuple[Change, ...]
    left: tuple[Finding, ...]


def mended(path: Path, findings: Sequence[Finding]) -> Mended:
    """Mend what these findings of the file say for certain. Raises DrafterError: the file is of no kind that can be mended."""
    suffix = path.suffix.lower()
    if suffix not in (*TEXTS, *WORD):
        raise DrafterError(f"不能改 {path}：只改 {'、'.join((*TEXTS, '.docx'))}", "请另存为 .docx 再试")
    wanted = [finding for finding in findings if finding.replacement is not None and finding.start < finding.end]
    chosen = _apart(wanted)
    data, done = _in_text(path, chosen) if suffix in TEXTS else _in_word(path, chosen)
    are_done = set(map(id, done))
    of_line: dict[int, list[Finding]] = defaultdict(list)
    for finding in sorted(done, key=lambda each: each.start):
        of_line[finding.line].append(finding)
    blocks = readers.read(path).blocks
    _compare(path, data, "".join(_changed(block.text, block.column, of_line.get(block.line, ())) for block in blocks))
    changes = [change for block in blocks for change in _changes(block, of_line.get(block.line, ()))]
    return Mended(data, tuple(changes), tuple(finding for finding in wanted if id(finding) not in are_done))


def _apart(findings: Sequence[Finding]) -> list[Finding]:
    """The findings from the end to the beginning, without those that lie under another one. Of two rules on one place the later counts."""
    chosen: list[Finding] = []
    for finding in sorted(findings, key=lambda each: (each.line, each.start, each.end, each.code), reverse=True):
        if not chosen or (finding.line, finding.end) <= (chosen[-1].line, chosen[-1].start):
            chosen.append(finding)
    return chosen


def _in_text(path: Path, findings: Sequence[Finding]) -> tuple[bytes, list[Finding]]:
    source = files.read_bytes(path)
    text = files.read_text(path)
    parts = _LINE_END.split(text)  # a line, its end, a line …
    blocks = readers.read(path).blocks
    following = dict(zip((block.line for block in blocks), (block.line for block in blocks[1:]), strict=False))
    by_line = {block.line: block for block in blocks}
    words: dict[int, Words] = {}
    edits: dict[int, list[_Edit]] = defaultdict(list)
    done = []
    for finding in findings:
        block = by_line[finding.line]
        first, behind = block.line - 1, following.get(block.line, len(parts) // 2 + 2) - 1
        if block.line not in words:
            words[block.line] = Words(block.text, parts[2 * first : 2 * behind : 2])
        stretches = words[block.line].stretches(finding.start - block.column, finding.end - block.column)
        for piece, edit in _edits(stretches, finding):
            edits[2 * (first + piece)].append(edit)
        done += [finding] if stretches else []
    for number, of_part in edits.items():
        parts[number] = _edited(parts[number], of_part)
    return _encoded("".join(parts), text, source), done


def _edits(stretches: Sequence[Stretch], finding: Finding) -> Iterator[tuple[int, _Edit]]:
    """Piece and change: the replacement stands where the first of the stretches is, the others are taken out."""
    for number, (piece, start, end) in enumerate(stretches):
        yield piece, _Edit(start, end, "" if number else finding.replacement or "")


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    """The text after changes that do not lie in one another."""
    parts, at = [], 0
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _encoded(new: str, old: str, source: bytes) -> bytes:
    """The new text in the encoding of the old one, UTF-8 where that is none of the usual ones."""
    for encoding in _ENCODINGS:
        try:
            if old.encode(encoding) == source or (encoding not in _BOMS and source.decode(encoding) == old):
                return new.encode(encoding)
        except (UnicodeError, LookupError):
            continue
    return new.encode()


def _in_word(path: Path, findings: Sequence[Finding]) -> tuple[bytes, list[Finding]]:
    from drafter.checking import word_copy
    from drafter.readers.docx import placed_blocks
    from drafter.readers.package import Package
    from drafter.readers.word_text import BOX

    package = Package(path)
    placed = list(placed_blocks(package))
    texts: dict[Any, dict[int, str]] = defaultdict(dict)
    for block, _, elements in placed:
        texts[elements][block.line] = block.text
    findings_in: dict[Any, list[Finding]] = defaultdict(list)
    places = {block.line: elements for block, _, elements in placed}
    for finding in findings:
        if finding.line in places:  # and not in a footnote
            findings_in[places[finding.line]].append(finding)
    done = []
    for elements, of_elements in findings_in.items():
        if next(elements[0].iterancestors(BOX), None) is None:
            done += _in_elements(word_copy.pieces(*elements), texts[elements], of_elements)
    if not done:
        return package.data, []
    root = placed[0].element.getroottree().getroot()
    return word_copy.written(package, {package.entry_name(package.main): root}), done


def _in_elements(pieces: Sequence[Piece], lines: Mapping[int, str], findings: Sequence[Finding]) -> list[Finding]:
    """Mend paragraphs or a table, which print these lines; returns what was mended."""
    starts = dict(zip(lines, accumulate((len(text) + 1 for text in lines.values()), initial=0), strict=False))
    words = Words("\n".join(lines.values()), [piece.text for piece in pieces])
    edits: dict[int, list[_Edit]] = defaultdict(list)
    done = []
    for finding in findings:
        at = starts[finding.line]
        stretches = words.stretches(at + finding.start, at + finding.end)
        if stretches and all(pieces[each.piece].is_text for each in stretches):
            for number, edit in _edits(stretches, finding):
                edits[number].append(edit)
            done.append(finding)
    for number, of_piece in edits.items():
        pieces[number].set_text(_edited(pieces[number].text, of_piece))
    return done


def _changed(text: str, starts: int, done: Sequence[Finding]) -> str:
    """The text, which begins at the place `starts` of its line, after these changes."""
    return _edited(text, [_Edit(each.start - starts, each.end - starts, each.replacement or "") for each in done])


def _compare(path: Path, data: bytes, expected: str) -> None:
    """Raises DrafterError where the copy, read again, does not say what was expected."""
    with temporary.folder() as folder:
        copy = folder / f"copy{path.suffix}"
        copy.write_bytes(data)
        found = "".join(block.text for block in readers.read(copy).blocks)
    if re.sub(r"\s", "", found) != re.sub(r"\s", "", expected):
        raise DrafterError(f"{path} 改后的文字核对不上，没有写出副本", "请照提示手工改")


def _changes(block: Block, done: Sequence[Finding]) -> list[Change]:
    """The changes of a block as they are shown; those that stand close together are one."""
    groups: list[list[Finding]] = []
    for finding in done:
        if groups and finding.start - groups[-1][-1].end <= 2 * _MARGIN:
            groups[-1].append(finding)
        else:
            groups.append([finding])
    shown = []
    for group in groups:
        first = max(0, group[0].start - block.column - _MARGIN)
        last = group[-1].end - block.column + _MARGIN
        part = block.text[first:last]
        codes = tuple(dict.fromkeys(each.code for each in group))
        shown.append(Change(block.line, codes, part, _changed(part, block.column + first, group)))
    return shown
