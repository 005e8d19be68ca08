"""Punctuation as an official document prints it: a text as it was typed in, the text for print out.

The rule, after GB/T 15834 (punctuation) and GB/T 15835 (figures): a mark that belongs to Chinese words is the Chinese one, which
is as wide as a hanzi and has no blank beside it. A mark belongs to them if a hanzi or a Chinese mark stands directly before it, or
if a hanzi follows a figure or a Latin word and the mark. Every other mark belongs to a figure or to Latin words and stays: 12:30,
1:3, 3.14, 1,000, 1-1, GB/T 9704-2012, C:\\x, a@b.cn. So do addresses, brackets around Latin words alone, the (2024) of a document
number and the 1) and 一. before an item.

Left out on purpose: blanks between hanzi and Latin letters, which neither standard knows; a change of full-width marks to half
width; repeated marks. Those are for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.text import HANZI, squeeze

_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "!": "！", "?": "？", ".": "。"}
_MARKS = "、。，；：！？…"
_OPENING, _CLOSING = "（“‘《〈【〔", "）”’》〉】〕"
_CHINESE = f"(?:{HANZI}|[{_MARKS}{_OPENING}{_CLOSING}—％])"
_ADDRESS = (
    r"(?:[A-Za-z][A-Za-z0-9+.-]{1,20}://|www\.)[^\s、。，；：！？（）“”‘’《》【】]*[\w/]|[\w.+-]{1,64}@[A-Za-z0-9.-]+"
)
_ADDRESSES = re.compile(_ADDRESS)
_AT_END = re.compile(
    rf"(?:{_ADDRESS}|(?<![\w.-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:cn|com|net|org|gov|edu)(?:[:/][!-~]*)?)$"
)
_DOUBLE = re.compile(r'"([^"\n]*)"')
_SINGLE = re.compile(r"(?<![A-Za-z0-9'])'([^'\n]*)'(?![A-Za-z0-9'])")
_BRACKET = re.compile(r"[()]")
_YEAR_OF_DOCUMENT = re.compile(r"\((?:19|20)\d\d\) ?第?\d+号")
_MARK = re.compile(rf"(?<={_CHINESE})[,:;!?]|(?<=[\w%‰])[,:;!?](?={HANZI}|[{_OPENING}])")
# A point ends a sentence where nothing or a hanzi follows; but 一. and 第一. count an item.
_POINT = re.compile(rf"(?<={_CHINESE})(?<!\.)\.(?=\s*(?:$|{HANZI}|[{_CLOSING}]))", re.MULTILINE)
_POINT_BEHIND_FIGURE = re.compile(r"(?<=[\d%‰])\.(?=\s*$)")
_ITEM = re.compile(r"^\s*(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})$")
_NAME_POINT = re.compile(rf"(?<={HANZI})[•●・‧∙⋅](?={HANZI})")
_ENDED = re.compile(rf"[。！？!?.…][{_CLOSING}\"')]*$")
_UNFINISHED = "，、；：,;: \t\n\u3000"
"""What a sentence may be left with, though it is no end of a sentence."""


def widen(text: str) -> str:
    """Chinese text with Chinese punctuation, character for character: `共162件,成功(含)` → `共162件，成功（含）`."""
    if text.isascii():
        return text  # no hanzi, no Chinese marks
    kept = [match.span() for match in _ADDRESSES.finditer(text)]
    text = _SINGLE.sub(_quoted, _DOUBLE.sub(r"“\1”", text))
    chars = list(_NAME_POINT.sub("·", text))
    for place in _brackets(text):
        chars[place] = _WIDE[chars[place]]
    for pattern in (_MARK, _POINT, _POINT_BEHIND_FIGURE):
        text = "".join(chars)
        for match in pattern.finditer(text):
            place = match.start()
            in_address = any(start <= place < end for start, end in kept)
            if not in_address and not (match[0] == "." and _ITEM.match(text[text.rfind("\n", 0, place) + 1 : place])):
                chars[place] = _WIDE[match[0]]
    return "".join(chars)


def _quoted(match: re.Match[str]) -> str:
    """‘’ for '' that enclose hanzi or stand beside them."""
    around = match.string[max(match.start() - 1, 0) : match.end() + 1]
    return f"‘{match[1]}’" if re.search(_CHINESE, around) else match[0]


def _brackets(text: str) -> Iterator[int]:
    """Where the brackets stand that belong to Chinese words."""
    open_at: list[int] = []
    for match in _BRACKET.finditer(text):
        place = match.start()
        if match[0] == "(":
            open_at.append(place)
        elif not open_at:
            if re.match(HANZI, text[place - 1 : place]):  # 一)
                yield place
        elif _is_chinese(text, open_at[-1], place):
            yield from (open_at.pop(), place)
        else:
            open_at.pop()
    yield from (place for place in open_at if re.match(HANZI, text[place + 1 : place + 2]))


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Whether the pair of brackets at these places belongs to Chinese words."""
    inside, before, after = text[start + 1 : end], text[:start].rstrip(" "), text[end + 1 :].lstrip(" ")
    is_beside = re.match(_CHINESE, before[-1:]) or re.match(_CHINESE, after[:1])
    if re.search(HANZI, inside):
        return bool(
            is_beside
            or re.match(_CHINESE, inside)
            or re.match(_CHINESE, inside[-1:])
            or not re.search("[A-Za-z]", inside)
        )
    return bool(is_beside) and not re.search("[A-Za-z]", inside) and not _YEAR_OF_DOCUMENT.match(text, start)


def typeset(text: str) -> str:
    """The text for print: Chinese punctuation, and no blanks beside hanzi and Chinese marks."""
    return squeeze(widen(text))


def ended(wording: str) -> str:
    """The wording with the 。 of a sentence, unless it has an end: 。 ！ ？ …… also before a closing quote, or a point.

    One that ends in an address stays open, because a mark would become a part of the address.
    """
    bare = wording.rstrip(_UNFINISHED)
    return bare if _ENDED.search(bare) or _AT_END.search(bare) or not bare else bare + "。"
