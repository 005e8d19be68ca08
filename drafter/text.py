"""Characters: cleaning, widths, Chinese numerals. Strings in, strings and numbers out.

`fold` turns full-width characters into half-width ones, one for one, so that a pattern is written once for both and positions
stay the same. `widen` goes the other way: it makes the punctuation of Chinese text full-width for print.
"""

from __future__ import annotations

import re
from decimal import Decimal
from zlib import crc32

# Zero-width, bidirectional and byte-order marks and soft hyphens: invisible, and they break matching and Word's layout.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
# Control characters but tab and newline, surrogates and noncharacters, none of which XML 1.0 can hold; and the private-use
# characters that are our own markers (drafting/markup.py), which must never come from a user's text.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ue000-\ue00f]")
# The full-width forms of ! to ~ stand in Unicode in the order of ASCII, 0xFEE0 further on.
_FOLD = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys("\u3000\xa0\u2002\u2003\u2009", " ") | {"｡": "。", "∶": ":"}
_FOLDED = re.compile("[\uff01-\uff5e\u3000\xa0\u2002\u2003\u2009｡∶]")
_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "!": "！", "?": "？"}
_INNER_BLANKS = re.compile(r"(?<=\S) +(?=\S)")
# First and last code: the common ones, extension A, extensions B to H, and 〇.
_HANZI = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x323AF), (0x3007, 0x3007))
_WIDE_MARKS = "、。，；：“”《》（）"

HANZI = r"[^\W\d_A-Za-z]"
"""Pattern of a letter that is not a Latin one, which in these texts is a Chinese character. A class that gives the range of
codes instead takes a millisecond to compile in every pattern that has it.
"""

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"〇": 0, "○": 0, "两": 2}
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


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
    neighbours = text[i - 1 : i] + text[i + 1 : i + 2]
    is_between = len(neighbours) == 2 and neighbours.isascii() and neighbours.isalnum()  # digits or Latin letters
    return text[i] if is_between and text[i] not in "()" else wide


def squeeze(text: str) -> str:
    """Without the blanks that typists and converters leave beside hanzi: `98 件` → `98件`."""

    def kept(blanks: re.Match[str]) -> str:
        neighbours = blanks.string[blanks.start() - 1] + blanks.string[blanks.end()]
        return "" if any(char in _WIDE_MARKS or is_hanzi(char) for char in neighbours) else blanks[0]

    return _INNER_BLANKS.sub(kept, text.replace("\u3000", " ").replace("\xa0", " ")).strip()


def tag(text: str | bytes) -> str:
    """A checksum of eight hex digits: it shows that a text is another one or damaged, not that nobody forged it."""
    return f"{crc32(text.encode() if isinstance(text, str) else text):08x}"


def identity(topic: str, wording: str) -> str:
    """The id of a phrase, disputes-3f9a1c: the digits are made of its words and {slots}, not of punctuation and blanks."""
    from hashlib import sha1

    words = re.sub(r"[^\w{}%]", "", fold(wording))
    return f"{topic}-{sha1(words.encode()).hexdigest()[:6]}"


def is_hanzi(char: str) -> bool:
    """Whether the character is a Chinese one (not punctuation)."""
    return any(first <= ord(char) <= last for first, last in _HANZI)


def chinese_number(numeral: str) -> Decimal | None:
    """The value of a Chinese or mixed numeral: 二十一 → 21, 3万 → 30000, 二〇二五 → 2025; None for any other text (两百余)."""
    if not numeral:
        return None
    total = Decimal(0)  # up to the last 万 or 亿
    section = Decimal(0)  # since then, up to the last 十, 百 or 千
    digit: Decimal | int | None = None  # since then; it still waits for its scale
    for token in re.findall(r"\d+(?:\.\d+)?|.", numeral):
        if token.isascii() and token[0].isdigit():
            digit = Decimal(token)
        elif token in _DIGITS:
            digit = (digit or 0) * 10 + _DIGITS[token]
        elif token in _SCALES:
            section += (1 if digit is None else digit) * _SCALES[token]  # 十 alone is 10
            digit = None
        elif token == "亿":
            total = (total + section + (digit or 0) or Decimal(1)) * 10**8  # of all that stands before it: 1万亿
            section, digit = Decimal(0), None
        elif token == "万":
            total += (section + (digit or 0) or Decimal(1)) * 10**4
            section, digit = Decimal(0), None
        else:
            return None
    return total + section + (digit or 0)


def chinese_numeral(number: int) -> str:
    """1–99 as a heading prints it: 1 → 一, 10 → 十, 21 → 二十一."""
    tens, ones = divmod(number, 10)
    numerals = "零一二三四五六七八九"
    if tens == 0:
        return numerals[ones]
    return ("" if tens == 1 else numerals[tens]) + "十" + (numerals[ones] if ones else "")


def width(text: str) -> float:
    """Printed width in characters of a hanzi's width: digits and Latin letters count half."""
    from unicodedata import east_asian_width

    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)
