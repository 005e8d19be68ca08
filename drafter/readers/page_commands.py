"""The bytes of a PDF in, whether its pages draw too much to be read out. pdfium itself knows no limit.

What a page draws is packed like the pictures and fonts of the file; only the latter say what they are. A piece of drawing (a
form) may draw others again and again, so that a file of one kilobyte draws a million pieces: each counts as often as it is drawn.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

_MOST = 8 * 1024 * 1024
"""Bytes of drawing commands in one piece. A page of text has 50,000, and a million commands take a gigabyte."""
_MOST_OF_FILE = 4 * _MOST
"""Bytes of a file, because one page may draw many pieces."""
_OF_A_FORM = 1000
"""Bytes that a form counts beside its commands: pdfium takes 10 kB for it, as much as for some hundred commands."""
_FEW_FORMS = 1000
"""Forms that a page may draw without being looked at more closely, if none of them draws another."""
_LONGEST_DICTIONARY = 20_000
"""Bytes before a stream in which its dictionary begins."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_NUMBER = re.compile(rb"(\d{1,10})\s{1,9}\d{1,5}\s{1,9}$")
_NOT_DRAWN = re.compile(rb"/(?:Subtype\s*/(?!Form)|Length[123]\b|Type\s*/(?:XRef|Metadata|EmbeddedFile))")
_NAME = rb"/([^\s/\[\]()<>{}%]{1,127})\s{1,9}"
_DRAWN = re.compile(_NAME + rb"Do\b")
_REFERENCE = re.compile(_NAME + rb"(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R\b")


Names = dict[bytes, set[int]]
"""A name → the numbers of the objects that it may mean."""


class _Piece(NamedTuple):
    """Drawing commands. `draws`: name of a form → how often; `names`: those that the piece itself explains."""

    number: int
    size: int
    draws: Counter[bytes]
    names: Names
    is_form: bool


def are_too_many(data: bytes) -> bool:
    """Whether one piece, or all pieces as often as they are drawn, are larger than what is read."""
    total, end = 0, 0
    pieces = []
    names: Names = defaultdict(set)
    while stream := _STREAM.search(data, end):
        earliest = max(end, stream.start() - _LONGEST_DICTIONARY)
        begin = max(earliest, data.rfind(b"obj", earliest, stream.start()))
        dictionary = data[begin : stream.start()]
        end = data.find(b"endstream", stream.end())
        if end < 0:
            end = len(data)
        if _NOT_DRAWN.search(dictionary):
            continue
        commands = data[stream.end() : end]
        if b"FlateDecode" in dictionary:
            with suppress(zlib.error):
                commands = zlib.decompressobj().decompress(commands, _MOST + 1)
        total += len(commands)
        if len(commands) > _MOST or total > _MOST_OF_FILE:
            return True
        if b"/ObjStm" in dictionary:
            _add_names(commands, names)
            continue
        piece = _Piece(0, len(commands), Counter(_DRAWN.findall(commands)), defaultdict(set), b"/Form" in dictionary)
        if number := _NUMBER.search(data, max(0, begin - 30), begin):
            piece = piece._replace(number=int(number[1]))
        if piece.draws:
            _add_names(dictionary, piece.names)
        pieces.append(piece)
    forms = {piece.number: piece for piece in pieces if piece.is_form}
    if all(not piece.draws if piece.is_form else piece.draws.total() <= _FEW_FORMS for piece in pieces):
        return False  # nearly always
    _add_names(data, names)
    return _drawn(pieces, forms, names) > _MOST_OF_FILE


def _add_names(text: bytes, names: Names) -> None:
    for name, number in _REFERENCE.findall(text):
        names[name].add(int(number))


def _drawn(pieces: list[_Piece], forms: dict[int, _Piece], everywhere: Names) -> int:
    """Bytes of the piece that draws most, with everything that it draws."""
    sizes: dict[int, int] = {}

    def targets(piece: _Piece, name: bytes) -> set[int]:
        return (piece.names.get(name) or everywhere.get(name, set())) & forms.keys()

    def size(piece: _Piece) -> int:
        largest = {name: max((sizes.get(at, 0) for at in targets(piece, name)), default=0) for name in piece.draws}
        return piece.size + sum(times * (_OF_A_FORM + largest[name]) for name, times in piece.draws.items())

    sorter = TopologicalSorter(
        {number: set().union(*(targets(form, name) for name in form.draws)) for number, form in forms.items()}
    )
    with suppress(CycleError):  # what is in a circle never becomes ready, and pdfium stops at it
        sorter.prepare()
    while ready := sorter.get_ready():
        for number in ready:
            sizes[number] = min(size(forms[number]), _MOST_OF_FILE + 1)
        sorter.done(*ready)
    return max(map(size, pieces), default=0)
