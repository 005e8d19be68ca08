"""What changed since a rendering, sentence by sentence. Two Word files in, changes in the order of the new one out.

Sentences are matched by the hidden bookmarks that the writer puts around them, which survive a colleague's editing and other
office programs. What has no bookmark (typed in by hand, rows of tables, files of other programs) is matched by its text: the
same text is the same sentence, a like one that has no other partner has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lxml import etree

from drafter.readers.package import Package, W
from drafter.understanding import clauses
from drafter.writers import BOOKMARK

LIKE = 60.0
"""Per cent of characters (rapidfuzz's ratio) from which two sentences are one that was changed."""


@dataclass(frozen=True)
class WordSentence:
    """A sentence of a file; `id` is its bookmark's name, empty where it has none."""

    id: str
    text: str


@dataclass(frozen=True)
class Change:
    """A sentence that changed, came or went. `by_hand`: it stood in the old file without a bookmark of ours."""

    kind: Literal["changed", "added", "removed"]
    id: str
    old: str
    new: str
    by_hand: bool = False


def sentences(path: Path) -> tuple[WordSentence, ...]:
    """The sentences of a .docx in order, blank ones left out. Raises FileError, FormatError."""
    found = _sentences(_stretches(Package(path).document()))
    return tuple(WordSentence(each.id, each.text.strip()) for each in found if each.text.strip())


def _stretches(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Text in order, each with its bookmark or an empty name; a paragraph, and a table's row, ends with a newline."""
    open_marks: dict[str, str] = {}  # id → name; a sentence may go on in the next paragraph
    for block in body.iter(f"{W}p", f"{W}tr"):
        if block.tag == f"{W}tr":
            cells = block.iterchildren(f"{W}tc")
            yield "", "\t".join("".join(map(_printed, cell.iter(f"{W}t"))) for cell in cells)
        elif next(block.iterancestors(f"{W}tr"), None) is None:
            for element in block.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
                index, name = str(element.get(f"{W}id")), str(element.get(f"{W}name"))
                if element.tag == f"{W}t":
                    yield next(reversed(open_marks.values()), ""), _printed(element)
                elif element.tag == f"{W}bookmarkEnd":
                    open_marks.pop(index, None)
                elif name.startswith(BOOKMARK):
                    open_marks[index] = name
        yield "", "\n"


def _printed(text: etree._Element) -> str:
    """A w:t's text; nothing where a tracked move took it away."""
    return "" if next(text.iterancestors(f"{W}moveFrom"), None) is not None else str(text.text or "")


def _sentences(stretches: Iterable[tuple[str, str]]) -> Iterator[WordSentence]:
    """What stands under one bookmark is a sentence, where its first stretch stands; other text is cut after every stop."""
    joined = defaultdict[tuple[str, int], str](str)
    marks = set[str]()
    for mark, text in stretches:
        marks |= {mark} - {""}
        joined[(mark, 0) if mark else ("", len(marks))] += text
    for (mark, _), text in joined.items():
        if mark:
            yield WordSentence(mark, text)
            continue
        for line in text.split("\n"):
            start = 0
            for end in [*clauses.ends(line, "。！？"), len(line)]:
                yield WordSentence("", line[start:end])
                start = end


def compare(old: Sequence[WordSentence], new: Sequence[WordSentence]) -> tuple[Change, ...]:
    """The changes from `old` to `new`, in the order of the new file; what went stands at the end."""
    partners = _partners(old, new)
    found: list[Change] = []
    for i, after in enumerate(new):
        before = old[partners[i]] if i in partners else None
        if before is None:
            found.append(Change("added", after.id, "", after.text))
        elif before.text != after.text:
            found.append(Change("changed", after.id, before.text, after.text, by_hand=not before.id))
    went = (each for i, each in enumerate(old) if i not in partners.values())
    return (*found, *(Change("removed", each.id, each.text, "", by_hand=not each.id) for each in went))


def _partners(old: Sequence[WordSentence], new: Sequence[WordSentence]) -> dict[int, int]:
    """Index in `new` → index in `old` of the sentence it was: by bookmark, then by the same text, then by the likest."""
    marked = {sentence.id: i for i, sentence in enumerate(old) if sentence.id}
    found = {i: marked[sentence.id] for i, sentence in enumerate(new) if sentence.id in marked}
    for match in (_same, _likest):
        left = {i: sentence.text for i, sentence in enumerate(old) if i not in found.values()}
        for i, sentence in enumerate(new):
            partner = match(sentence.text, left) if i not in found else None
            if partner is not None:
                found[i] = partner
                del left[partner]
    return found


def _same(text: str, left: dict[int, str]) -> int | None:
    return next((i for i, other in left.items() if other == text), None)


def _likest(text: str, left: dict[int, str]) -> int | None:
    from rapidfuzz import fuzz, process

    best = process.extractOne(text, left, scorer=fuzz.ratio, score_cutoff=LIKE)
    return best[2] if best else None
