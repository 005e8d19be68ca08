"""Characters: decoding, cleaning, widths, Chinese numerals. Strings in, strings and numbers out.

Two directions of width: `fold` maps full-width forms to half-width one character for one, so that every pattern is
written once and offsets stay true; `widen` makes the punctuation of Chinese text full-width again for print.
"""

from __future__ import annotations

import re
from decimal import Decimal
from zlib import crc32

from drafter.errors import FileError

# Zero-width, bidirectional and byte-order marks: invisible, and they break matching and Word's layout.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
# What XML 1.0 cannot hold (and lone surrogates, noncharacters); tab and newline stay. Our own markers (markup.py) are
# private-use characters and must never come from a user's text.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ue000-\ue00f]")
_FOLD = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys("\u3000\xa0\u2002\u2003\u2009", " ") | {"｡": "。", "∶": ":"}
_FOLDED = re.compile("[\uff01-\uff5e\u3000\xa0\u2002\u2003\u2009｡∶]")
_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "!": "！", "?": "？"}
_BLANKS = re.compile(r"(?<=\S) +(?=\S)")
_HANZI = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x323AF), (0x3007, 0x3007))
_WIDE_MARKS = "、。，；：“”《》（）"

HANZI = r"[^\W\d_A-Za-z]"
"""A letter that is no Latin one: in these texts a Chinese character. A class of the characters' range takes a millisecond to
compile, wherever it stands.
"""

_DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}


def decode(data: bytes, name: str = "") -> str:
    """Text of a file: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030.

    Raises:
        FileError: the bytes are not text (NUL bytes, or no encoding fits).
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16", name)
    if b"\x00" in data:
        raise FileError(f"{name}不是文本文件", "请确认文件类型；Word 文件请用 .docx，表格请用 .xlsx")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "gb18030", name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileError(f"{name}的文字编码无法识别", "请用记事本或 WPS 另存为 UTF-8 文本后再试") from error


def clean(text: str) -> str:
    """Text that Word can hold: no control, zero-width or private marker characters, one kind of newline."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _FORBIDDEN.sub("", _INVISIBLE.sub("", text))


def fold(text: str) -> str:
    """Half-width forms, one character for one: `，（１２％）` → `,(12%)`. Offsets do not move."""
    for char in set(_FOLDED.findall(text)):  # a dozen kinds at most: translate would look at every character in Python
        text = text.replace(char, _FOLD[char])
    return text


def widen(text: str) -> str:
    """Chinese text with full-width punctuation, as it is printed: `共162件,成功(含)` → `共162件，成功（含）`.

    Punctuation between digits or Latin letters (1,000, 12:30, a:b) stays.
    """
    text = "".join(_widened(text, i) for i in range(len(text)))
    return re.sub(r'"([^"]*)"', r"“\1”", text)


def _widened(text: str, i: int) -> str:
    wide = _WIDE.get(text[i])
    if wide is None:
        return text[i]
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    inside = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return text[i] if inside and text[i] not in "()" else wide


def squeeze(text: str) -> str:
    """Without the blanks that typists and converters leave beside hanzi: `98 件` → `98件`."""
    return _BLANKS.sub(_squeezed, text.replace("\u3000", " ").replace("\xa0", " ")).strip()


def _squeezed(blanks: re.Match[str]) -> str:
    beside = blanks.string[blanks.start() - 1] + blanks.string[blanks.end()]
    return "" if any(char in _WIDE_MARKS or is_hanzi(char) for char in beside) else blanks[0]


def tag(text: str | bytes) -> str:
    """Eight hex digits that tell one text from another, or a damaged one from the sound; no protection against intent."""
    return f"{crc32(text.encode() if isinstance(text, str) else text):08x}"


def identity(topic: str, wording: str) -> str:
    """The id of a phrase: its topic and six hex digits of its wording. Punctuation and blanks do not count, slots do."""
    from hashlib import sha1

    said = re.sub(r"[^\w{}%]", "", fold(wording))
    return f"{topic}-{sha1(said.encode()).hexdigest()[:6]}"


def is_hanzi(char: str) -> bool:
    """Whether the character is a Chinese one (not punctuation)."""
    return any(first <= ord(char) <= last for first, last in _HANZI)


def chinese_number(numeral: str) -> Decimal | None:
    """Value of a Chinese or mixed numeral without hedges: 二十一 → 21, 两百余万 is not one, 3万 → 30000; None if not."""
    total = section = Decimal(0)
    digit: Decimal | None = None
    for token in re.findall(r"\d+(?:\.\d+)?|.", numeral):
        if token[0].isdigit() and token[0].isascii():
            digit = Decimal(token)
        elif token in _DIGITS:
            digit = Decimal(_DIGITS[token]) if digit is None or digit == 0 else digit * 10 + _DIGITS[token]
        elif token in _SCALES:
            section += (Decimal(1) if digit is None else digit) * _SCALES[token]
            digit = None
        elif token in _MYRIADS:
            total = _myriads(total, section + (digit or 0), token)
            section, digit = Decimal(0), None
        else:
            return None
    return total + section + (digit or 0) if numeral else None


def _myriads(total: Decimal, section: Decimal, token: str) -> Decimal:
    if token == "亿":
        return (total + section or Decimal(1)) * _MYRIADS[token]
    return total + (section or Decimal(1)) * _MYRIADS[token]


def chinese_numeral(number: int) -> str:
    """1–99 as a heading prints it: 1 → 一, 10 → 十, 21 → 二十一."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    head = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return head + (digits[ones] if ones or not tens else "")


def width(text: str) -> float:
    """Printed width in characters of a hanzi's width: digits and Latin letters count half."""
    from unicodedata import east_asian_width

    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)
