"""PDF files written by hand: Chinese text at given places, with a font that says what its codes mean, or does not say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

SIZE = 16
"""Points, of letters and so of a hanzi's width."""
_GLYPHS = [*range(0x21, 0x7F), *range(0xA1, 0x180), *range(0x391, 0x3CA), *range(0x410, 0x450)]
"""Codes for which every machine has a letter to draw; which one, nobody sees."""


def at(x: float, y: float, words: str, *, matrix: str = "1 0 0 1", size: int = SIZE) -> str:
    """The commands that print words. `pdf` gives the characters between < and > codes."""
    return f"BT /F1 {size} Tf {matrix} {x} {y} Tm <{words}> Tj ET\n"


def lines(rows: Iterable[str], top: float = 760, pitch: float = 28, left: float = 72) -> str:
    return "".join(at(left, top - pitch * i, row) for i, row in enumerate(rows))


def pdf(*pages: str, meaning: Mapping[str, str] | None = None, page: str = "", trailer: str = "") -> bytes:
    """A file of pages with such commands. `meaning` replaces what the font says that a character is; with "" it says nothing."""
    used = sorted(set("".join(re.findall("<([^>]*)>", "".join(pages)))))
    codes = {char: f"{code:04X}" for char, code in zip(used, _GLYPHS, strict=False)}
    said = {
        code: (meaning or {}).get(char, char).encode("utf-16-be", "surrogatepass").hex() for char, code in codes.items()
    }
    rows = [f"<{code}> <{units}>" for code, units in said.items() if units]
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(rows)} beginbfchar {' '.join(rows)} endbfchar endcmap end end"
    )
    coded = [
        re.sub("<([^>]*)>", lambda words: "<" + "".join(codes[char] for char in words[1]) + ">", page) for page in pages
    ]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{6 + 2 * i} 0 R' for i in range(len(pages)))}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype"
        " /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>]"
        " /ToUnicode 4 0 R >>",
        _stream(to_unicode),
    ]
    for number, content in enumerate(coded):
        objects.append(_stream(content))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /Contents {5 + 2 * number} 0 R /MediaBox [0 0 595 842] {page}"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    body = "".join(f"{number} 0 obj {content} endobj\n" for number, content in enumerate(objects, 1))
    return f"%PDF-1.5\n{body}trailer << /Root 1 0 R {trailer} >>\n%%EOF\n".encode()


def _stream(data: str) -> str:
    return f"<< /Length {len(data)} >> stream\n{data}\nendstream"
