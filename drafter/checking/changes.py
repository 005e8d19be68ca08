"""Compares two Word files sentence by sentence. The sentences of both in, changes in the order of the new file out.

The writer puts a hidden bookmark around every sentence, and bookmarks survive editing and other office programs, so sentences are
matched by bookmark first. Sentences without one (typed by hand, rows of tables, files of other programs) are matched by their
text: the same text is the same sentence; of the others, the most similar one counts as changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from lxml import etree

from drafter.readers.package import Package, W
from drafter.readers.word_styles import NO_LOOK, Look, looks
from drafter.readers.word_text import FALLBACK, TAKEN_AWAY
from drafter.understanding import clauses
from drafter.writers import BOOKMARK

LEAST_SIMILARITY = 60.0
"""Per cent (rapidfuzz's ratio) from which two sentences count as one that was changed."""


@dataclass(frozen=True)
class WordSentence:
    """A sentence of a file; `id` is the name of its bookmark, empty if it has none."""

    id: str
    text: str


@dataclass(frozen=True)
class Change:
    """A sentence that was changed, added or removed. `by_hand` says that it has no bookmark in the old file."""

    kind: Literal["changed", "added", "removed"]
    id: str
    old: str
    new: str
    by_hand: bool = False


class _Stretch(NamedTuple):
    """A piece of text under one bookmark, or under none (`bookmark` is empty)."""

    bookmark: str
    text: str


def sentences(path: Path) -> tuple[WordSentence, ...]:
    """The sentences of a .docx in order, without blank ones. Raises FileError, FormatError."""
    stripped = (WordSentence(each.id, each.text.strip()) for each in _sentences(_stretches(Package(path).document())))
    return tuple(sentence for sentence in stripped if sentence.text)


def _stretches(body: etree._Element) -> Iterator[_Stretch]:
    """The text in order. A newline ends every paragraph outside tables and every row of a table."""
    own_looks = dict(looks(body))
    open_bookmarks: dict[str, str] = {}  # id → name; one may be closed only in a later paragraph
    for block in body.iter(f"{W}p", f"{W}tr"):
        if block.tag == f"{W}tr":
            cells = block.iterchildren(f"{W}tc")
            texts = ("".join(_text(element, own_looks) for element in cell.iter(f"{W}t")) for cell in cells)
            yield _Stretch("", "\t".join(texts))
        elif next(block.iterancestors(f"{W}tr"), None) is None:
            for element in block.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
                index, name = str(element.get(f"{W}id")), str(element.get(f"{W}name"))
                if element.tag == f"{W}t":
                    innermost = next(reversed(open_bookmarks.values()), "")
                    yield _Stretch(innermost, _text(element, own_looks))
                elif element.tag == f"{W}bookmarkEnd":
                    open_bookmarks.pop(index, None)
                elif name.startswith(BOOKMARK):
                    open_bookmarks[index] = name
        yield _Stretch("", "\n")


def _text(element: etree._Element, own_looks: Mapping[etree._Element, Look]) -> str:
    """The text of a w:t; none if it is hidden, struck through, moved to another place or the older form of a newer one."""
    run = element.getparent()
    look = own_looks.get(run, NO_LOOK) if run is not None else NO_LOOK
    is_elsewhere = next(element.iterancestors(*TAKEN_AWAY, FALLBACK), None) is not None
    return "" if look.hidden or look.struck or is_elsewhere else str(element.text or "")


def _sentences(stretches: Iterable[_Stretch]) -> Iterator[WordSentence]:
    """All text under one bookmark is one sentence, at the place of its first stretch; other text is cut after 。！？"""
    # Text without a bookmark is gathered under the number of bookmarks before it, and so stays between its neighbours.
    texts = defaultdict[tuple[str, int], str](str)
    bookmarks = set[str]()
    for bookmark, text in stretches:
        if bookmark:
            bookmarks.add(bookmark)
            texts[bookmark, 0] += text
        else:
            texts["", len(bookmarks)] += text
    for (bookmark, _), text in texts.items():
        if bookmark:
            yield WordSentence(bookmark, text)
            continue
        for line in text.split("\n"):
            start = 0
            for end in [*clauses.ends(line, "。！？"), len(line)]:
                yield WordSentence("", line[start:end])
                start = end


def compare(old: Sequence[WordSentence], new: Sequence[WordSentence]) -> tuple[Change, ...]:
    """The changes from `old` to `new` in the order of the new file; removed sentences stand at the end."""
    partners = _partners(old, new)
    changes: list[Change] = []
    for i, after in enumerate(new):
        before = old[partners[i]] if i in partners else None
        if before is None:
            changes.append(Change("added", after.id, "", after.text))
        elif before.text != after.text:
            changes.append(Change("changed", after.id, before.text, after.text, by_hand=not before.id))
    removed = [sentence for i, sentence in enumerate(old) if i not in partners.values()]
    changes += [Change("removed", sentence.id, sentence.text, "", by_hand=not sentence.id) for sentence in removed]
    return tuple(changes)


def _partners(old: Sequence[WordSentence], new: Sequence[WordSentence]) -> dict[int, int]:
    """Index in `new` → index in `old` of the same sentence: by bookmark, then by equal text, then by the most similar text."""
    old_by_bookmark = {sentence.id: i for i, sentence in enumerate(old) if sentence.id}
    partners = {i: old_by_bookmark[sentence.id] for i, sentence in enumerate(new) if sentence.id in old_by_bookmark}
    for match in (_equal, _most_similar):
        unmatched = {i: sentence.text for i, sentence in enumerate(old) if i not in partners.values()}
        for i, sentence in enumerate(new):
            partner = match(sentence.text, unmatched) if i not in partners else None
            if partner is not None:
                partners[i] = partner
                del unmatched[partner]
    return partners


def _equal(text: str, candidates: dict[int, str]) -> int | None:
    return next((i for i, other in candidates.items() if other == text), None)


def _most_similar(text: str, candidates: dict[int, str]) -> int | None:
    from rapidfuzz import fuzz, process

    best = process.extractOne(text, candidates, scorer=fuzz.ratio, score_cutoff=LEAST_SIMILARITY)
    return best[2] if best else None  # rapidfuzz gives text, score and key
