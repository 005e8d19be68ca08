"""What a .docx looks like on paper: converted by LibreOffice, measured by pypdfium2. All lengths are mm from the page's top left.

Geometry does not depend on the fonts at hand, because lines and characters are set at fixed distances; which fonts are
asked for is read from the XML (parameters.py).
"""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 184.0, 262.0
"""The 版心."""
_MM = 25.4 / 72
_DPI = 150


@dataclass(frozen=True)
class Line:
    """Characters on one baseline; `right` ends the last one's advance, `middle` is half the height of the first one's ink."""

    text: str
    left: float
    right: float
    baseline: float
    middle: float


@dataclass(frozen=True)
class Page:
    """`ink` is the box of everything printed but the page number."""

    number: int
    lines: tuple[Line, ...]
    footer: tuple[Line, ...]
    ink: tuple[float, float, float, float]


@dataclass(frozen=True)
class Geometry:
    pages: tuple[Page, ...]

    @property
    def full_lines(self) -> Iterator[Line]:
        """Lines that neither begin nor end a paragraph, so that they must be filled to the margin."""
        for page in self.pages:
            for line, following in pairwise(page.lines):
                if abs(line.left - LEFT) < 2 and abs(following.left - LEFT) < 2:
                    yield line


def office() -> str | None:
    """LibreOffice's program, where there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(source: Path, folder: Path, kind: str = "pdf") -> Path:
    """The file as PDF or another kind in `folder`, by a LibreOffice with a profile of its own there."""
    program = office()
    assert program is not None
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", folder, source],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{source.stem}.{kind}"


def measure(pdf: Path) -> Geometry:
    """Every page's lines, page number and printed box."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return Geometry(tuple(_page(document[i], i + 1) for i in range(len(document))))
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    lines = tuple(_lines(page))
    body = tuple(line for line in lines if line.baseline < BOTTOM)
    return Page(number, body, tuple(line for line in lines if line.baseline >= BOTTOM), _ink(page))


def _lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    height = page.get_height()
    text = page.get_textpage()
    found: dict[int, list[tuple[float, float, float, float, str]]] = {}
    for i in range(raw.FPDFText_CountChars(text)):
        char = chr(raw.FPDFText_GetUnicode(text, i))
        if char.isspace() or raw.FPDFText_IsGenerated(text, i) == 1:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        loose = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(text, i, loose)
        _, bottom, _, top = text.get_charbox(i)
        baseline = (height - y.value) * _MM
        middle = (height - (bottom + top) / 2) * _MM
        found.setdefault(round(baseline), []).append((x.value * _MM, loose.right * _MM, baseline, middle, char))
    for _, chars in sorted(found.items()):
        chars.sort()
        yield Line("".join(c[4] for c in chars), chars[0][0], chars[-1][1], chars[0][2], chars[0][3])


def _ink(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    bitmap = page.render(scale=_DPI / 72, grayscale=True)
    data, scale = bytes(bitmap.buffer), 25.4 / _DPI
    # The page number is judged by itself: rows from 5 mm under the 版心 on are left out.
    rows = (
        (y, data[y * bitmap.stride :][: bitmap.width]) for y in range(min(bitmap.height, int((BOTTOM + 5) / scale)))
    )
    marks = [
        (y, match.start(), match.end())
        for y, row in rows
        if (match := re.search(rb"[\x00-\xa0](?s:.*[\x00-\xa0])?", row))
    ]
    if not marks:
        return LEFT, TOP, LEFT, TOP
    lefts, rights = [m[1] for m in marks], [m[2] for m in marks]
    return min(lefts) * scale, marks[0][0] * scale, max(rights) * scale, (marks[-1][0] + 1) * scale
