"""The bytes of a text or a web page → its characters, and how many of them had to be guessed or given up.

`strict` serves our own files (answers, templates): a byte that fits nothing stops the command, because such a file is written
back. `lenient` serves reports, which are only read: a bad byte costs one character, which is printed as �, and the caller
learns how many there are. Both find the encoding in the same way: by a byte-order mark, by the zeros of UTF-16, by what a page
declares, and else by which encoding makes usual Chinese of the bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from drafter.errors import FileError

UNKNOWN = "\ufffd"
"""Stands for a character that cannot be known."""
_MARKS = (  # those of UTF-32 come first, because one of them begins like that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WITH_ZEROS = {"utf-32-le": 4, "utf-32-be": 4, "utf-16-le": 2, "utf-16-be": 2}
"""Encodings that put zeros beside ASCII characters, and their bytes a character."""
_SAMPLE = 4096
"""Bytes by which one of these encodings is recognised, and within which a page declares its own."""
_CHUNK = 1 << 16
"""Bytes that are read from a stream at once: as many as a pipe holds."""
_USUAL = "[\t-~\u3000-\u303f\uff01-\uff5e\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
"""ASCII, Chinese and full-width signs, hanzi."""
_USUAL_SHARE = 0.95
"""The least share of ASCII, hanzi and Chinese signs in a text that is decoded rightly."""
_IN_SHORTER_CHARACTERS = bytes(range(0xE0))
"""Bytes of which UTF-8 makes characters of one byte or two."""
_CONTROLS = bytes((*range(9), *range(14, 32)))
_MOST_CONTROLS = 0.01
"""A file with zeros of which more bytes than this share are control codes is no text."""
_MOST_UNKNOWN, _FEW_UNKNOWN = 0.05, 3
"""A file is refused if more of its non-ASCII characters are unknown than this share, and more than so many."""
_DECLARATION = rb"""(?i)<meta[^>]{1,400}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.+-]{2,40})|<\?xml[^>]{1,200}?encoding=["']([\w.-]{2,40})"""
# Python's name of an encoding → the wider one that browsers take for it (encoding.spec.whatwg.org).
_AS_IN_BROWSERS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949",
                   "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
                   "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}  # fmt: skip
_OTHER_NAMES = {
    "x-gbk": "gbk",
    "x-sjis": "shift_jis",
    "x-x-big5": "big5",
    "unicode": "utf-8",
    "windows-31j": "shift_jis",
}
"""Names that only pages use → Python's."""
_SINGLE_BYTE = ("cp1", "cp8", "iso8859", "koi8", "mac")
"""Encodings that fit every text. A page that declares one and is Chinese in GB18030 has been given a wrong declaration."""
# Patterns are compiled when a text is no plain UTF-8: that takes as long as reading a report.
_HIGH = rb"[\x80-\xff]+"
# Two or more usual Chinese characters in a row, as bytes of each encoding. What is such a row in one encoding is hardly ever
# one in another.
_RUNS = {
    "utf-8": rb"(?:[\xe2-\xe9\xef][\x80-\xbf]{2}){2,}",
    "gb18030": rb"(?:[\xa1-\xa3\xb0-\xf7][\xa1-\xfe]){2,}",
    "big5hkscs": rb"(?:[\xa1-\xc6][\x40-\x7e\xa1-\xfe]){2,}",
}
# Any bytes of GB18030 beyond ASCII, also single ones that belong to no character.
_GB_RUN = rb"(?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x80-\xff])+"


class Decoded(NamedTuple):
    """A text, and how many of its characters are unknown, and how many passages stood there in a second encoding."""

    text: str
    unknown: int = 0
    passages: int = 0


def strict(data: bytes, name: str = "") -> str:
    """The text of a file in any usual encoding. Raises FileError where a byte does not fit, or the bytes are no text."""
    decoded = lenient(data, name)
    if decoded.unknown or decoded.passages:
        raise _unrecognised(name)
    return decoded.text


def lenient(data: bytes, name: str = "", *, is_page: bool = False) -> Decoded:
    """The text of a file in any usual encoding. `is_page`: of a web page, which may declare it.

    Raises FileError: the bytes are no text, or too many of them fit no encoding.
    """
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    if not encoding and b"\x00" in data:
        encoding = _with_zeros(data)
        data = data if encoding else _without_zeros(data, name)
    try:
        text = data.decode(encoding or "utf-8")
        # Text of another encoding that happens to be valid UTF-8 has no characters of three or four bytes, as hanzi have. So if
        # bytes of such characters are left over here, it is UTF-8. The sample mostly has some.
        shorter = _IN_SHORTER_CHARACTERS
        if encoding or text.isascii() or data[:_SAMPLE].translate(None, shorter) or data.translate(None, shorter):
            return Decoded(text)
    except UnicodeDecodeError:
        pass
    encoding = encoding or _guessed(data, _declared(data) if is_page else "")
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError:
        decoded = _mended(data, encoding)
    letters = sum(char > "\x7f" for char in decoded.text)
    if decoded.unknown > _FEW_UNKNOWN and decoded.unknown > _MOST_UNKNOWN * letters:
        raise _unrecognised(name)
    return decoded


def lines(stream: TextIO) -> Iterator[str]:
    """The lines of a pipe or keyboard, each with its end, as they come.

    The encoding is decided once, by the first chunk that has a byte beyond ASCII, and not line by line: one short line alone
    may be a word in two encodings. Raises FileError where a later byte does not fit.
    """
    source = getattr(stream, "buffer", None)
    if source is None:  # an io.StringIO
        yield from iter(stream.readline, "")
        return
    decoder: codecs.IncrementalDecoder | None = None
    line = ""
    try:
        while chunk := source.read1(_CHUNK):
            if decoder is None and not chunk.isascii():
                marked = next((encoding for mark, encoding in _MARKS if chunk.startswith(mark)), "")
                decoder = codecs.getincrementaldecoder(marked or _guessed(chunk, ""))()
            for piece in (decoder.decode(chunk) if decoder else chunk.decode("ascii")).splitlines(keepends=True):
                line += piece
                if piece.endswith("\n"):
                    yield line
                    line = ""
        line += decoder.decode(b"", final=True) if decoder else ""
    except UnicodeDecodeError as error:
        raise _unrecognised("输入") from error
    if line:
        yield line


def _unrecognised(name: str) -> FileError:
    return FileError(f"{name}的文字编码无法识别", "请用记事本或 WPS 另存为 UTF-8 文本后再试")


def _with_zeros(data: bytes) -> str:
    """The encoding of a text that has zero bytes and no byte-order mark; "" where no such encoding makes usual text of it."""
    for encoding, size in _WITH_ZEROS.items():
        sample = data[:_SAMPLE].decode(encoding, "ignore")
        if len(re.findall(_USUAL, sample)) >= _USUAL_SHARE * len(data[:_SAMPLE]) / size:
            return encoding
    return ""


def _without_zeros(data: bytes, name: str) -> bytes:
    """The bytes of a damaged text: zeros at its end are dropped, others become bytes that fit nothing. Raises FileError for no text."""
    data = data.rstrip(b"\x00")
    if len(data) - len(data.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(data):
        raise FileError(f"{name}不是文本文件", "请确认文件类型；Word 文件请用 .docx，表格请另存为 .csv")
    return data.replace(b"\x00", b"\xff")


def _declared(data: bytes) -> str:
    """The encoding that a web page declares, by Python's name; "" if it declares none that Python knows."""
    if not (found := re.search(_DECLARATION, data[:_SAMPLE])):
        return ""
    name = (found[1] or found[2]).decode("ascii", "ignore").lower()
    try:
        known = codecs.lookup(_OTHER_NAMES.get(name, name)).name
    except LookupError:
        return ""
    return _AS_IN_BROWSERS.get(known, known)


def _guessed(data: bytes, declared: str) -> str:
    """The encoding of a text without zeros that has a byte beyond ASCII.

    In this order: UTF-8 where most of it is usual Chinese in UTF-8, or where it is valid and nothing speaks against it; what
    the page declares, if it can be decoded so; UTF-8 again, if it is valid; Big5 where that makes usual Chinese of it and
    GB18030 does not; else GB18030.
    """
    high = sum(map(len, re.findall(_HIGH, data)))
    share = {encoding: sum(map(len, re.findall(run, data))) / high for encoding, run in _RUNS.items()}
    is_utf8 = _decodes(data, "utf-8")
    if share["utf-8"] > 0.5 or (is_utf8 and declared in ("", "utf-8") and share["gb18030"] < 1):
        return "utf-8"  # with share 1 of GB18030, UTF-8 is an accident: 学习 and ѧϰ are the same four bytes
    is_trusted = not (declared.startswith(_SINGLE_BYTE) and share["gb18030"] >= _USUAL_SHARE)
    if declared not in ("", "utf-8", "gb18030") and is_trusted and _decodes(data, declared):
        return declared
    if is_utf8 and share["gb18030"] < _USUAL_SHARE:
        return "utf-8"
    is_big5 = share["gb18030"] < 0.5 < share["big5hkscs"] and _decodes(data, "big5hkscs")
    return "big5hkscs" if is_big5 else "gb18030"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _mended(data: bytes, encoding: str) -> Decoded:
    """The text where single bytes or whole passages do not fit its encoding. A page may include parts of other pages."""
    passages = 0

    def in_utf8(run: re.Match[bytes]) -> bytes:
        nonlocal passages
        if not _decodes(run[0], "utf-8") and re.fullmatch(_RUNS["gb18030"], run[0]) and _decodes(run[0], "gb18030"):
            passages += 1
            return run[0].decode("gb18030").encode()
        return run[0]

    def in_gb(run: re.Match[bytes]) -> bytes:
        nonlocal passages
        if re.fullmatch(_RUNS["utf-8"], run[0]):
            passages += 1
            return run[0].decode().encode("gb18030")
        return run[0] if _decodes(run[0], "gb18030") else _in_step(run[0]).encode("gb18030")

    if encoding.startswith("utf-8"):
        data = re.sub(_HIGH, in_utf8, data)
    elif encoding == "gb18030":
        data = re.sub(_GB_RUN, in_gb, data)
    text = data.decode(encoding, "replace")
    return Decoded(text, text.count(UNKNOWN), passages)


def _in_step(run: bytes) -> str:
    """Bytes of GB18030 of which some are missing or wrong, cut into pairs so that most pairs are usual characters.

    Read from the left, all that follows a missing byte would become other characters. The cheapest cut is taken: a usual
    character (of the first level of GB 2312, or a Chinese sign) costs nothing, a rare one 2, a byte that stands alone 4.
    """
    best: list[tuple[int, int]] = [(0, 0)]  # for each place: what the cheapest cut up to there costs, and its last step
    for end in range(1, len(run) + 1):
        steps = [(best[end - 1][0] + 4, 1)]
        if end > 1 and _decodes(run[end - 2 : end], "gb18030"):
            lead, trail = run[end - 2], run[end - 1]
            is_usual = trail > 0xA0 and (0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3)
            steps.append((best[end - 2][0] + (0 if is_usual else 2), 2))
        best.append(min(steps))
    pieces: list[str] = []
    end = len(run)
    while end:
        step = best[end][1]
        is_ascii = step == 1 and run[end - 1] < 0x80
        pieces.append(run[end - step : end].decode("gb18030") if step == 2 or is_ascii else UNKNOWN)
        end -= step
    return "".join(reversed(pieces))
