"""What changed since a rendering, sentence by sentence. Two Word files in, changes in the order of the new one out.

Sentences are matched by the hidden bookmarks the writer puts around them, which survive a colleague's editing and other
office programs. What has no bookmark (typed in by hand, rows of tables, files of other programs) is matched by its text: the
same text is the same sentence, a like one that has no other partner has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
class Passage:
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


def passages(path: Path) -> tuple[Passage, ...]:
    """The sentences of a .docx in order, blank ones left out. Raises FileError, FormatError."""
    body = Package(path).document()
    found = (passage for paragraph in _units(body) for passage in paragraph)
    return tuple(Passage(passage.id, passage.text.strip()) for passage in _joined(found) if passage.text.strip())


def _units(body: etree._Element) -> Iterator[Iterator[Passage]]:
    """Paragraphs with their bookmarks; a table's row is one unmarked sentence."""
    open_marks: dict[str, str] = {}
    for element in body.iter(f"{W}p", f"{W}tr"):
        if element.tag == f"{W}tr":
            cells = ("".join(_texts(cell)) for cell in element.iterchildren(f"{W}tc"))
            yield iter([Passage("", "\t".join(cells) + "\n")])
        elif next(element.iterancestors(f"{W}tr"), None) is None:
            yield _sentences(element, open_marks)


def _texts(element: etree._Element) -> Iterator[str]:
    for text in element.iter(f"{W}t"):
        if next(text.iterancestors(f"{W}moveFrom"), None) is None:
            yield str(text.text or "")


def _sentences(paragraph: etree._Element, open_marks: dict[str, str]) -> Iterator[Passage]:
    """Stretches of text under one mark or none; `open_marks` (id → name) goes on into the next paragraph."""
    for element in paragraph.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
        index = str(element.get(f"{W}id"))
        if element.tag == f"{W}t":
            if next(element.iterancestors(f"{W}moveFrom"), None) is None:
                yield Passage(next(reversed(open_marks.values()), ""), str(element.text or ""))
        elif element.tag == f"{W}bookmarkEnd":
            open_marks.pop(index, None)
        elif str(element.get(f"{W}name")).startswith(BOOKMARK):
            open_marks[index] = str(element.get(f"{W}name"))
    yield Passage("", "\n")


def _joined(found: Iterator[Passage]) -> Iterator[Passage]:
    """Neighbouring stretches of one mark together; unmarked text cut after every sentence."""
    marked: dict[str, str] = {}
    plain = ""
    order: list[Passage | str] = []
    for passage in found:
        if passage.id and passage.id not in marked:
            order += [*_cut(plain), passage.id]
            plain = ""
        if passage.id:
            marked[passage.id] = marked.get(passage.id, "") + passage.text
        else:
            plain += passage.text
    for item in [*order, *_cut(plain)]:
        yield Passage(item, marked[item]) if isinstance(item, str) else item


def _cut(plain: str) -> Iterator[Passage]:
    for line in plain.split("\n"):
        start = 0
        for end in [*clauses.ends(line, "。！？"), len(line)]:
            yield Passage("", line[start:end])
            start = end


def compare(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Change, ...]:
    """The changes from `old` to `new`, in the order of the new file; what went stands at the end."""
    partners = _partners(old, new)
    changes = [_change(old[partners[i]] if i in partners else None, passage) for i, passage in enumerate(new)]
    went = (passage for i, passage in enumerate(old) if i not in partners.values())
    return (*filter(None, changes), *(Change("removed", p.id, p.text, "", not p.id) for p in went))


def _change(before: Passage | None, after: Passage) -> Change | None:
    if before is None:
        return Change("added", after.id, "", after.text)
    return None if before.text == after.text else Change("changed", after.id, before.text, after.text, not before.id)


def _partners(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Index in `new` → index in `old` of the sentence it was: by bookmark, then by the same text, then by the likest."""
    marked = {passage.id: i for i, passage in enumerate(old) if passage.id}
    found = {i: marked[passage.id] for i, passage in enumerate(new) if passage.id in marked}
    for match in (_same, _likest):
        left = {i: passage.text for i, passage in enumerate(old) if i not in found.values()}
        for i, passage in enumerate(new):
            partner = match(passage.text, left) if i not in found else None
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
