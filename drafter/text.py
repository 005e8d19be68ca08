"""Characters: cleaning, one view for patterns, widths. Strings in, strings and numbers out.

A text is normalised in two steps. Every reader, form and file loader calls `clean` on what comes in. It takes out or replaces
characters that never mean anything of their own: invisible signs, and second codes for one and the same character (the
radical ⼀ for 一, ﹪ for %, ㈠ for （一）). So these are gone from what is printed, too.

Everything else stays as the typist wrote it, because the checker has to see it and because positions in findings must be
true. Before a pattern looks for figures, dates, names or signs, `fold` makes the view that the pattern is written for. It
replaces one character by one, so a position in the view is the position in the text. `widen` goes the other way: it makes the
punctuation of Chinese text full-width for print.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from drafter import dates

# Signs that print nothing: soft hyphens, joiners, marks of direction, byte-order marks, selectors of variants, tags, anchors of
# embedded objects. They break matching, and some break Word's layout.
_INVISIBLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffc\u20e3"
)
# Control characters but tab and newline, surrogates and noncharacters, none of which XML 1.0 can hold; and the private-use
# characters that are our own markers (drafting/markup.py), which must never come from a user's text.
_FORBIDDEN = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\ue00f\ufdd0-\ufdef\ufffe\uffff"
_COMMANDS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
# What ends a line, beside \n: vertical tab, form feed, next line, and Unicode's separators.
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
# Second codes of characters: radicals, hanzi of other standards, numbers in brackets and with a stop, vertical and small
# punctuation, half-width 。「」、, ligatures (ﬁ). Not ①, Ⅱ and ㎡, which are printed as such.
_COMPATIBLE = "\u2474-\u249b\u2e80-\u2fd5\u3220-\u3229\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe44\ufe50-\ufe6b\uff61-\uff64"
# All beyond 0xFFFF are looked at one by one: a class of their ranges would slow down the search in every text.
_SUSPECT = re.compile(f"[{_LINE_ENDS}{_INVISIBLE}{_FORBIDDEN}{_COMPATIBLE}\U00010000-\U0010ffff]")
# Letters and digits of formulas, hanzi of other standards.
_FAR_COMPATIBLE = "\U0001d400-\U0001d7ff\U0002f800-\U0002fa1d"
# Radical, hanzi, radical, hanzi …: those that Unicode itself does not trace back to a hanzi and that are a word alone. PDF
# files are full of them.
_RADICALS = (
    "⺁厂⺄乙⺇几⺈刀⺊卜⺌小⺍小⺎尢⺒巳⺓幺⺛旡⺜日⺝月⺠民⺧牛⺩王⺪疋⺫目⺬示⺮竹⺯糸⺶羊"
    "⺷羊⺻聿⺼月⺽臼⻁虎⻃西⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻑長⻓长⻔门⻕阜⻗雨⻘青⻙韦⻚页⻛风"
    "⻜飞⻝食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙"
)
# The full-width forms of ! to ~ stand in Unicode in the order of ASCII, 0xFEE0 further on.
_FOLD = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys("\u3000\xa0\u1680\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B))), " ")
_FOLD |= dict.fromkeys("‐‑‒−⁃", "-") | dict.fromkeys("―─⸺ー", "—") | dict.fromkeys("〜∼⁓", "~") | {"∶": ":", "￥": "¥"}
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLD))}]")
_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "!": "！", "?": "？"}
_WIDE_BLANK = re.compile("[\u3000\xa0\u1680\u2000-\u200a\u202f\u205f]")
_ENDS = "。；;，,、 "
_INNER_BLANKS = re.compile(r"(?<=\S) +(?=\S)")
# First and last code: the common ones, extension A, extensions B to H, and 〇.
_HANZI = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x323AF), (0x3007, 0x3007))
_WIDE_MARKS = "、。，；：“”《》（）"

HANZI = r"[^\W\d_A-Za-z]"
"""Pattern of a letter that is not a Latin one, which in these texts is a Chinese character. A class that gives the range of
codes instead takes a millisecond to compile in every pattern that has it.
"""

_LONGEST_KEPT = 1000
"""Characters. Up to this length `fold` keeps what it found, because a paragraph is folded for a dozen patterns one after another."""
_ODD_NUMBER = re.compile("[0-9０-９][ \u3000\xa0\u2000-\u200a\u202f。，·•・∙‧]{1,3}[0-9０-９]")
"""The cheap test whether a number may have odd marks inside. The patterns that mend it are compiled when one has."""
# 120，300，215: groups of three digits as of one large number, but the comma is a full-width one.
_LIST_OF_NUMBERS = "(?<![0-9０-９.．,，])[0-9０-９]{3}(?:，[0-9０-９]{3})+(?![0-9０-９])"
MEASURED = " ?(?:[%‰万亿元倍分吨亩天度]|个?百分点|[平立]方|公[里顷斤]|千[米克瓦]|小时|个?工作日)"
"""What may follow decimals. Things that are counted one by one have none: 调解207。5家单位 is two sentences."""
# 90。82%; at the end of the text also 90。82.
_POINT = (
    rf"(?<![0-9.,。])([0-9]+(?:,[0-9]{{3}})*)(?:[。·•・∙‧](?=[0-9]+{MEASURED})|。(?=[0-9]+$))"
    rf"|(?<![0-9.,。])([0-9]+ ?)。(?= ?[0-9]+{MEASURED})"
)
# 12 000人次, 12 000.5万元; at the end of the text also 12 000. But not the end of a row of numbers: 0411 888 123, 5 3 120件.
_THOUSANDS = (
    rf"(?<![0-9.,])(?:(?<![0-9] )[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+(?=(?:\.[0-9]+)?(?: ?{HANZI}|[%‰]|[-—–~][0-9]))"
    r"|(?<! )[1-9][0-9]{0,2}(?: [0-9]{3})+(?=(?:\.[0-9]+)?$))"
)
_MAY_BE_BROKEN_YEAR = re.compile("[0-9一二〇零○][ OoОоΟο]")
_HANZI_YEAR = rf"{dates.HANZI_YEAR}(?=\s*[年至到—–~-])"


def clean(text: str) -> str:
    """The text as it is kept and printed: no invisible and no control character, one code for one character, `\\n` for line ends."""
    if text.isascii() and text.isprintable():  # most texts of files that programs wrote, such as ids
        return text
    return _SUSPECT.sub(_cleaned, text.replace("\r\n", "\n"))


def _cleaned(match: re.Match[str]) -> str:
    """What a suspect character becomes."""
    from unicodedata import normalize

    char = match.group()
    if char in _LINE_ENDS:
        return "\n"
    if not re.match(f"[{_COMPATIBLE}{_FAR_COMPATIBLE}]", char):
        is_printed = char > "\uffff" and not ("\U000e0000" <= char <= "\U000e0fff" or ord(char) & 0xFFFE == 0xFFFE)
        return char if is_printed else ""  # 𠮷 and 😀, but no tag and no noncharacter
    if char in _RADICALS[::2]:
        return _RADICALS[_RADICALS.index(char) + 1]
    usual = normalize("NFKC", char)
    if char in "︰﹕":  # vertical and small colon; Unicode takes the first for two points
        return "："
    if usual.endswith(".") and len(usual) > 1 and match.string[match.end() : match.end() + 1].isdigit():
        return usual + " "  # ⒈ before 5家 must not become 1.5家
    is_punctuation = len(usual) == 1 or usual.startswith("(")
    return "".join(_WIDE.get(each, each) for each in usual) if is_punctuation else usual


def fold(text: str) -> str:
    """The view for patterns, one character for one, so that offsets do not move: `，（１２％）` → `,(12%)`.

    Besides widths, blanks and dashes of all kinds it writes years in digits (二〇二四年, 2 0 2 4年) and mends numbers: the point that an
    input method turned into a 。 (`90。82%`) and the blank between thousands (`12 000人次` → `12,000人次`). A full-width comma
    counts as one between thousands; but where all groups have three digits the text may as well list numbers, so `120，300件`
    becomes `120、300件`.
    """
    return _folded(text) if len(text) <= _LONGEST_KEPT else _folded.__wrapped__(text)


@lru_cache(4096)
def _folded(text: str) -> str:
    is_odd = _ODD_NUMBER.search(text)
    if is_odd:
        text = re.sub(_LIST_OF_NUMBERS, lambda numbers: numbers[0].replace("，", "、"), text)
    for char in set(_FOLDED.findall(text)):  # a dozen kinds at most: translate would look at every character in Python
        text = text.replace(char, _FOLD[char])
    if is_odd:
        text = re.sub(_THOUSANDS, lambda number: number[0].replace(" ", ","), re.sub(_POINT, r"\1\2.", text))
    if "二" in text or "一九" in text:  # so that most texts are not searched for a year
        text = re.sub(_HANZI_YEAR, lambda year: dates.in_digits(year[0]), text)
    if "年" in text and _MAY_BE_BROKEN_YEAR.search(text):
        text = re.sub(dates.BROKEN_YEAR, lambda year: dates.in_digits(year[0]), text)
    return text


def widen(text: str) -> str:
    """Chinese text with Chinese punctuation, character for character: `共162件,成功(含)` → `共162件，成功（含）`.

    What is changed and what stays is said in punctuation.py.
    """
    from drafter import punctuation

    return punctuation.widen(text)


def squeeze(text: str) -> str:
    """Without the blanks that typists and converters leave beside hanzi: `98 件` → `98件`."""

    def kept(blanks: re.Match[str]) -> str:
        neighbours = blanks.string[blanks.start() - 1] + blanks.string[blanks.end()]
        return "" if any(char in _WIDE_MARKS or is_hanzi(char) for char in neighbours) else blanks[0]

    return _INNER_BLANKS.sub(kept, _WIDE_BLANK.sub(" ", text)).strip()


def typeset(text: str) -> str:
    """The text for print: Chinese punctuation, and no blanks beside hanzi and Chinese marks. For notes, phrases and drafts."""
    return squeeze(widen(text))


def says_the_same(typed: str, wording: str) -> bool:
    """Whether what somebody typed is, typeset and apart from its end, this wording."""
    return typeset(typed).rstrip(_ENDS) == wording.rstrip(_ENDS)


def for_screen(text: str) -> str:
    """The text with signs that command a terminal shown as signs (␛ for Escape), and without those that turn the direction of
    writing, which could make one file name look like another. Newline and tab stay.
    """
    return re.sub(_COMMANDS, _shown, text)


def _shown(command: re.Match[str]) -> str:
    """Unicode has a picture of each of the first 32 codes, in their order, and one of Delete."""
    code = ord(command[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "�" if code < 0xA0 else ""


def tag(text: str | bytes) -> str:
    """A checksum of eight hex digits: it shows that a text is another one or damaged, not that nobody forged it."""
    return f"{crc32(text.encode() if isinstance(text, str) else text):08x}"


def identity(topic: str, wording: str) -> str:
    """The id of a phrase, disputes-3f9a1c: the digits are made of its words and {slots}, not of punctuation and blanks."""
    from hashlib import sha1

    return f"{topic}-{sha1(bare(wording).encode()).hexdigest()[:6]}"


def bare(wording: str) -> str:
    """Only the words, figures and {slots} of a wording: no punctuation, no blanks, in half-width forms."""
    return re.sub(r"[^\w{}%]", "", fold(wording))


def is_pattern(word: str) -> bool:
    """Whether the word is a regular expression: brackets in pairs, and no a{2,9999999999} or ten thousand levels."""
    try:
        re.compile(word)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def is_hanzi(char: str) -> bool:
    """Whether the character is a Chinese one (not punctuation)."""
    return any(first <= ord(char) <= last for first, last in _HANZI)


def chinese_numeral(number: int) -> str:
    """A number as a heading prints it: 1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五; from 10,000 on, and below 0, in digits."""
    if not 0 <= number < 10_000:
        return str(number)
    numerals, found = "零一二三四五六七八九", ""
    for scale, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            found += numerals[digit] + unit
        elif found and not found.endswith("零"):
            found += "零"
    return re.sub("^一十", "十", found.rstrip("零")) or "零"


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    """The pairs of characters that follow each other: by them two wordings are held to say the same."""
    return frozenset(first + second for first, second in pairwise(text))


def width(text: str) -> float:
    """Printed width in characters of a hanzi's width: digits and Latin letters count half."""
    from unicodedata import east_asian_width

    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)
