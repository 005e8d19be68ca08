"""PDF → Document: joins printed lines to paragraphs and leaves out page numbers and running heads.

A PDF knows neither paragraphs nor tables. A line is taken to begin a paragraph if it is indented, if the line above it stops
short or is centred, or if it opens with the mark of a heading (一、). The rows of a table become lines. Scans are refused,
because a wrongly recognised figure is worse than none; and so is a file whose fonts do not say which letters they draw. A few such
letters are printed as � and told. What is drawn twice to look bold is read once (see page_letters.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pypdfium2

from drafter import files, text
from drafter.decoding import UNKNOWN
from drafter.errors import FileError, FormatError
from drafter.language import heading_marks
from drafter.model import Block, Document, Notice, Run
from drafter.readers import notices, page_commands, page_letters
from drafter.readers.broken_lines import LONGEST, blank_between
from drafter.readers.page_letters import Letters, Line

# 3, — 3 —, 第3页, 第 3 页 共 12 页, 3/12
_PAGE_NUMBER = re.compile(r"[—–\-－_·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/共,，]*\d{1,4}(?:\s*页)?)?[—–\-－_·.\s]*$")
_LEAST_TEXT = 20
"""Characters on a page, on average: a PDF with fewer is a scan, perhaps with page numbers."""
_LEAST_REPEATS = 3
"""Pages on which a line must stand at the edge to be a running head: on two it may be chance."""
_OUTLIERS = 20
"""One line in 20 may stand outside the type area at either side: a stamp, a wide table."""
_MOST_UNKNOWN, _FEW_UNKNOWN = 0.02, 3
"""A file is refused if more letters than this share cannot be read, and more than so many. In reports one letter in 20 is a
digit, so that a file without its digits is refused."""
_LONGEST_QUOTE, _MOST_SLANTED = 20, 5
"""Characters of a watermark that are quoted, and watermarks that are told."""
_RECOGNISE = "请先做文字识别（OCR），或向起草单位要 Word 文件"
_INDENT, _WIDEST_INDENT = 1.2, 5
"""A line that begins so many characters further in than the type area is indented; one still further in is centred."""
_SHORT = 2.5
"""A line that ends so many characters before the edge ends a paragraph."""
_OTHER_SIZE = 0.15
"""How far the sizes of two lines of one paragraph may differ, as a share."""
_WIDE_PITCH = 1.8
"""So many times the usual distance between two lines parts two paragraphs."""


class _TypeArea(NamedTuple):
    """The part of the page that text fills: its edges and the usual distance of lines, in points; whether paragraphs are indented."""

    left: float
    right: float
    pitch: float
    has_indents: bool


def read(path: Path) -> Document:
    """The document of a PDF with text. A block is a paragraph, and its `line` is its number, because a PDF has no lines to name.

    Raises FileError: it is locked, a scan without text, or draws too much. FormatError: it is damaged.
    """
    data = files.read_bytes(path)
    if page_commands.are_too_many(data):
        raise FileError(f"{path} 页面上的内容过多，无法读取", "请用 Word 或 WPS 重新导出 PDF，或直接读 Word 文件")
    letters = _pages(path, data)
    pages = [page.lines for page in letters]
    if sum(len(line.words) for page in pages for line in page) < _LEAST_TEXT * len(pages):
        raise FileError(f"{path} 是扫描件，里面没有文字", _RECOGNISE)
    told = _notices(path, letters)
    # Running heads and feet are lines at the edge of most pages, the same but for their digits.
    counts = Counter(_masked(line) for page in pages for line in set(_edges(page)))
    running_heads = {words for words, n in counts.items() if n >= _LEAST_REPEATS and n > len(pages) / 2}
    lines: list[Line] = []
    for page in pages:
        edges = _edges(page)
        for line in page:
            is_head_or_foot = line in edges and (_masked(line) in running_heads or _PAGE_NUMBER.match(line.words))
            if not is_head_or_foot:
                lines.append(line)
    paragraphs = filter(None, (text.squeeze(text.clean(paragraph)) for paragraph in _paragraphs(lines)))
    blocks = (Block("paragraph", (Run(words),), line=number) for number, words in enumerate(paragraphs, 1))
    return Document(tuple(blocks), path.stem, notices=told)


def _notices(path: Path, letters: Sequence[Letters]) -> tuple[Notice, ...]:
    """What is said of the pages' letters. Raises FileError if too many are unknown."""
    unknown = {number: page.unknown for number, page in enumerate(letters, 1) if page.unknown}
    count = sum(unknown.values())
    told = []
    if count:
        where = notices.place([*unknown], "页")
        if count > _FEW_UNKNOWN and count > _MOST_UNKNOWN * sum(page.printed for page in letters):
            message = f"{path} 的字体没有说明文字编码，有 {count} 个字（多半是数字）读不出来（{where}）"
            raise FileError(message, _RECOGNISE)
        told.append(Notice(f"有 {count} 个字读不出来，以“{UNKNOWN}”代替，请对照原文", where, count))
    slanted: dict[str, list[int]] = {}
    for number, page in enumerate(letters, 1):
        if page.slanted:
            slanted.setdefault(page.slanted[:_LONGEST_QUOTE], []).append(number)
    for words, numbers in islice(slanted.items(), _MOST_SLANTED):
        told.append(Notice(f"斜排的文字（水印等）没有读入：{words}", notices.place(numbers, "页"), len(numbers)))
    return tuple(told)


def _pages(path: Path, data: bytes) -> list[Letters]:
    """The letters of every page. Raises FileError for a locked file, FormatError for a damaged one."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = []
            for page in document:
                pages.append(page_letters.read(page.get_textpage()))
                page.close()  # a page of drawings takes hundreds of megabytes
            return pages
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise FileError(f"{path} 设有打开密码", "请取消密码后另存，再试一次") from error
        raise FormatError(f"{path} 不是完好的 PDF 文件", "请重新导出 PDF，或改用 Word 文件") from error


def _edges(page: Sequence[Line]) -> list[Line]:
    """The lowest and the highest line of a page."""
    return [extreme(page, key=lambda line: line.top) for extreme in (min, max)] if page else []


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", line.words)


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    if not lines:
        return
    area = _type_area(lines)
    paragraph = ""
    for above, line in zip([None, *lines], lines, strict=False):
        if above and (len(paragraph) > LONGEST or _begins_paragraph(line, above, area)):
            yield paragraph
            paragraph = ""
        paragraph += blank_between(paragraph, line.words) + line.words
    yield paragraph


def _type_area(lines: Sequence[Line]) -> _TypeArea:
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    left, right = lefts[len(lefts) // _OUTLIERS], rights[-1 - len(rights) // _OUTLIERS]
    pitches = [above.top - line.top for above, line in pairwise(lines) if above.top > line.top]
    indented = sum(_INDENT * line.size < line.left - left < _WIDEST_INDENT * line.size for line in lines)
    has_indents = indented > len(lines) / 10  # a paragraph has fewer than ten lines on average
    return _TypeArea(left, right, median(pitches or [0]), has_indents)


def _begins_paragraph(line: Line, above: Line, area: _TypeArea) -> bool:
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
