"""PDF → Document: printed lines joined to paragraphs again, page numbers and running heads out.

A PDF knows neither paragraphs nor tables. A line begins a paragraph where it is indented, where the line above it stops
short or is centred, or where it opens with a heading's marker; a table's rows come as lines. Scans are refused: guessing
at pictures is not reading.
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

_PAGE_NUMBER = re.compile(r"[—–\-－_·.\s]*(?:第\s*)?\d{1,4}\s*页?(?:\s*[/共,，]*\s*\d{1,4}\s*页?)?[—–\-－_·.\s]*$")
_LEAST_TEXT = 20
"""Characters that a page of a PDF with text has on average, at least."""


class _Line(NamedTuple):
    """A printed line; `left`, `right` and `size` in points, `top` in points above the foot of the page."""

    words: str
    left: float
    right: float
    top: float
    size: float


class _Column(NamedTuple):
    """The type area: its edges, the usual distance of lines, and whether paragraphs are indented."""

    left: float
    right: float
    pitch: float
    indented: bool


def read(path: Path) -> Document:
    """The document of a PDF with text; a line is a block.

    Raises:
        FileError: it is locked, or a scan without text.
        FormatError: it is damaged.
    """
    pages = _pages(path)
    if sum(len(line.words) for page in pages for line in page) < _LEAST_TEXT * len(pages):
        raise FileError(f"{path} 是扫描件，里面没有文字", "请先做文字识别（OCR），或向起草单位要 Word 文件")
    running = _running(pages)
    margins = [
        [line for line in _edges(page) if _masked(line) in running or _PAGE_NUMBER.match(line.words)] for page in pages
    ]
    lines = [line for page, margin in zip(pages, margins, strict=True) for line in page if line not in margin]
    words = (text.squeeze(text.clean(paragraph)) for paragraph in _paragraphs(lines))
    blocks = (Block("paragraph", (Run(w),), line=number) for number, w in enumerate(filter(None, words), 1))
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
        line = [] if is_break else list(group)
        boxes = [_box(page, i) for char, i in line if not char.isspace()]
        if boxes:
            words = "".join(char for char, _ in line).strip()
            size = median(box.top - box.bottom for box in boxes)
            left, right = min(box.left for box in boxes), max(box.right for box in boxes)
            lines.append(_Line(words, left, right, max(box.top for box in boxes), size))
    return lines


def _box(page: Any, i: int) -> Any:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page, i, box)
    return box


def _running(pages: Sequence[Sequence[_Line]]) -> set[str]:
    """Heads and feet: what stands at the edge of most pages, digits aside. Two pages are too few to tell."""
    edges = Counter(_masked(line) for page in pages for line in page if line in _edges(page))
    return {words for words, count in edges.items() if count >= 3 and count > len(pages) / 2}


def _edges(page: Sequence[_Line]) -> list[_Line]:
    return [edge(page, key=lambda line: line.top) for edge in (min, max)] if page else []


def _masked(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.words)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[str]:
    column = _column(lines)
    paragraph = ""
    for above, line in zip([None, *lines], lines, strict=False):
        if above and _begins(line, above, column):
            yield paragraph
            paragraph = ""
        glue = " " if paragraph[-1:].isascii() and line.words[:1].isascii() else ""
        paragraph += glue + line.words if paragraph else line.words
    yield paragraph


def _column(lines: Sequence[_Line]) -> _Column:
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    left = lefts[len(lefts) // 20]
    pitches = [above.top - line.top for above, line in pairwise(lines) if above.top > line.top]
    indented = sum(1.2 * line.size < line.left - left < 5 * line.size for line in lines)
    return _Column(left, rights[-1 - len(rights) // 20], median(pitches or [0]), indented > len(lines) / 10)


def _begins(line: _Line, above: _Line, column: _Column) -> bool:
    """Whether the line begins a paragraph, the line before it being `above`."""
    if line.left > column.left + 1.2 * line.size or above.right < column.right - 2.5 * above.size:
        return True
    if abs(line.size - above.size) > 0.15 * above.size or above.top - line.top > 1.8 * column.pitch:
        return True
    ended = above.words[-1] in "。；：！？;:!?"
    return ended and not column.indented and heading_marks.opening(line.words)[0] != ""
