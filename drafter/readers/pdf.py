"""PDF → Document: joins printed lines to paragraphs and leaves out page numbers and running heads.

A PDF knows neither paragraphs nor tables. A line is taken to begin a paragraph if it is indented, if the line above it stops
short or is centred, or if it opens with the mark of a heading (一、). The rows of a table become lines. Scans are refused,
because a wrongly recognised figure is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from drafter import files, text
from drafter.errors import FileError, FormatError
from drafter.language import heading_marks
from drafter.model import Block, Document, Run

# 3, — 3 —, 第3页, 第 3 页 共 12 页, 3/12
_PAGE_NUMBER = re.compile(r"[—–\-－_·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/共,，]*\d{1,4}(?:\s*页)?)?[—–\-－_·.\s]*$")
_LEAST_TEXT = 20
"""Characters on a page, on average: a PDF with fewer is a scan, perhaps with page numbers."""
_LEAST_REPEATS = 3
"""Pages on which a line must stand at the edge to be a running head: on two it may be chance."""
_OUTLIERS = 20
"""One line in 20 may stand outside the type area at either side: a stamp, a wide table."""
_INDENT, _WIDEST_INDENT = 1.2, 5
"""A line that begins so many characters further in than the type area is indented; one still further in is centred."""
_SHORT = 2.5
"""A line that ends so many characters before the edge ends a paragraph."""
_OTHER_SIZE = 0.15
"""How far the sizes of two lines of one paragraph may differ, as a share."""
_WIDE_PITCH = 1.8
"""So many times the usual distance between two lines parts two paragraphs."""


class _Line(NamedTuple):
    """A printed line. Measures are in points; `top` counts from the foot of the page, `size` is the height of the letters."""

    words: str
    left: float
    right: float
    top: float
    size: float


class _TypeArea(NamedTuple):
    """The part of the page that text fills: its edges and the usual distance of lines, in points; whether paragraphs are indented."""

    left: float
    right: float
    pitch: float
    has_indents: bool


def read(path: Path) -> Document:
    """The document of a PDF with text; a line is a block.

    Raises:
        FileError: it is locked, or a scan without text.
        FormatError: it is damaged.
    """
    pages = _pages(path)
    if sum(len(line.words) for page in pages for line in page) < _LEAST_TEXT * len(pages):
        raise FileError(f"{path} 是扫描件，里面没有文字", "请先做文字识别（OCR），或向起草单位要 Word 文件")
    running_heads = _running_heads(pages)
    lines: list[_Line] = []
    for page in pages:
        edges = _edges(page)
        for line in page:
            is_head_or_foot = line in edges and (_masked(line) in running_heads or _PAGE_NUMBER.match(line.words))
            if not is_head_or_foot:
                lines.append(line)
    paragraphs = filter(None, (text.squeeze(text.clean(paragraph)) for paragraph in _paragraphs(lines)))
    blocks = (Block("paragraph", (Run(words),), line=number) for number, words in enumerate(paragraphs, 1))
    return Document(tuple(blocks), path.stem)


def _pages(path: Path) -> list[list[_Line]]:
    try:
        with pypdfium2.PdfDocument(files.read_bytes(path)) as document:
            return [_lines(page.get_textpage()) for page in document]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise FileError(f"{path} 设有打开密码", "请取消密码后另存，再试一次") from error
        raise FormatError(f"{path} 不是完好的 PDF 文件", "请重新导出 PDF，或改用 Word 文件") from error


def _lines(page: Any) -> list[_Line]:
    """The page's printed lines, in the order of the file."""
    chars = [(chr(pdfium.FPDFText_GetUnicode(page, i)), i) for i in range(pdfium.FPDFText_CountChars(page))]
    lines: list[_Line] = []
    for is_break, group in groupby(chars, lambda char: char[0] in "\r\n"):
        line = list(group)
        boxes = [_box(page, i) for char, i in line if not is_break and not char.isspace()]
        if boxes:
            words = "".join(char for char, _ in line).strip()
            size = median(box.top - box.bottom for box in boxes)
            left, right = min(box.left for box in boxes), max(box.right for box in boxes)
            lines.append(_Line(words, left, right, max(box.top for box in boxes), size))
    return lines


def _box(page: Any, i: int) -> Any:
    """Where the character stands: a rectangle with left, right, top and bottom."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page, i, box)
    return box


def _running_heads(pages: Sequence[Sequence[_Line]]) -> set[str]:
    """The running heads and feet, masked: lines at the edge of most pages, the same but for their digits."""
    counts = Counter(_masked(line) for page in pages for line in set(_edges(page)))
    return {words for words, count in counts.items() if count >= _LEAST_REPEATS and count > len(pages) / 2}


def _edges(page: Sequence[_Line]) -> list[_Line]:
    """The lowest and the highest line of a page."""
    return [extreme(page, key=lambda line: line.top) for extreme in (min, max)] if page else []


def _masked(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.words)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[str]:
    if not lines:
        return
    area = _type_area(lines)
    paragraph = ""
    for above, line in zip([None, *lines], lines, strict=False):
        if above and _begins_paragraph(line, above, area):
            yield paragraph
            paragraph = ""
        # Only between Latin words does a line break stand for a blank.
        blank = " " if paragraph and paragraph[-1].isascii() and line.words[:1].isascii() else ""
        paragraph += blank + line.words
    yield paragraph


def _type_area(lines: Sequence[_Line]) -> _TypeArea:
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    left, right = lefts[len(lefts) // _OUTLIERS], rights[-1 - len(rights) // _OUTLIERS]
    pitches = [above.top - line.top for above, line in pairwise(lines) if above.top > line.top]
    indented = sum(_INDENT * line.size < line.left - left < _WIDEST_INDENT * line.size for line in lines)
    has_indents = indented > len(lines) / 10  # a paragraph has fewer than ten lines on average
    return _TypeArea(left, right, median(pitches or [0]), has_indents)


def _begins_paragraph(line: _Line, above: _Line, area: _TypeArea) -> bool:
    """Whether the line begins a paragraph; `above` is the line before it."""
    is_indented = line.left > area.left + _INDENT * line.size
    is_above_short = above.right < area.right - _SHORT * above.size
    is_other_size = abs(line.size - above.size) > _OTHER_SIZE * above.size
    is_apart = above.top - line.top > _WIDE_PITCH * area.pitch
    if is_indented or is_above_short or is_other_size or is_apart:
        return True
    # The line above is full, and paragraphs have no indents: then only the mark of a heading tells.
    has_sentence_ended = above.words[-1] in "。；：！？;:!?"
    style, _ = heading_marks.opening(line.words)
    return has_sentence_ended and not area.has_indents and style != ""
