"""Punctuation as an official document prints it: a text as it was typed in, the text for print out.

The rule, after GB/T 15834 (punctuation) and GB/T 15835 (figures): a mark that belongs to Chinese words is the Chinese one. It
belongs to them if a hanzi or a Chinese mark stands before it, if a figure or a Latin word stands before it and a hanzi directly
behind, or if it ends a text behind a figure. Every other mark belongs to a figure or to Latin words and stays: 12:30, 1:3, 3.14,
1,000, 1-1, GB/T 9704-2012. So do addresses, brackets around Latin words alone, the (2024) of a document number, the (0411) of a
telephone number, and the 1) and 一. before an item.

Left out on purpose: blanks between hanzi and Latin letters, which neither standard knows; a change from full to half width;
repeated marks. Those are for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HANZI = r"[^\W\d_A-Za-z]"
"""The same as in text, which loads this module only when it is asked to print."""
# Below are the sources of patterns. Few commands need them, so `re` compiles each at its first use.
_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "!": "！", "?": "？", ".": "。"}
_OPENING, _CLOSING = "（“‘《〈【〔", "）”’》〉】〕"
_CHINESE = f"(?:{HANZI}|[、。，；：！？…—％{_OPENING}{_CLOSING}])"
# An address may have hanzi in it, but not behind a mark: http://a.cn/b,请登录.
ADDRESS = (
    rf"(?:[A-Za-z][A-Za-z0-9+.-]{{1,20}}://|www\.)(?:(?![,.:;!?()]{{1,8}}(?:{HANZI}|$))[^\s、。，；：！？（）“”‘’《》【】])+"
    r"|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+"
    r"|(?<![A-Za-z0-9.-])[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64}){0,8}\.(?:cn|com|net|org)(?![A-Za-z0-9])(?:[:/][!-~]*)?"
)
"""A web address or an e-mail address."""
TIME_OR_RATIO = r"(?<![0-9:])[0-9]{1,4}(?:\.[0-9]{1,4})?(?::[0-9]{1,4}(?:\.[0-9]{1,4})?){1,3}(?![0-9:])"
"""8:30, 1:2.5."""
_ADDRESS_AT_END = rf"(?:{ADDRESS})$"
_DOUBLE = r'"([^"\n]*)"'
_SINGLE = r"(?<![A-Za-z0-9'])'([^'\n]*)'(?![A-Za-z0-9'])"
_BRACKET = r"[()]"
# (2024)5号, (0411)88881234
_PART_OF_NUMBER = r"\((?:19|20)\d\d\) ?第?\d+号|\(0\d{2,3}\) ?\d{7,8}"
_MARK = (
    rf"(?<={_CHINESE})(?: ?[,:;!?])+"  # behind Chinese
    rf"|(?<=[\w%‰}}])(?::(?={HANZI}|[{_OPENING}])|[,;!?](?= ?(?:{HANZI}|[{_OPENING}])))"  # a figure or word before, Chinese behind
    rf"|(?<=[\w%‰}}/] )[,;](?= ?{HANZI})"  # the same with a blank before the mark
    rf"|(?<=[\d%‰}}])[,:;!?](?=\s*$)"  # behind a figure at the end
)
"""A mark, or several, that belongs to Chinese words. A } ends a slot, which stands for a figure."""
# A point ends a sentence where nothing, a hanzi or a closing mark follows.
_POINT = rf"(?<={_CHINESE})(?<!\.)\.(?=\s*(?:$|{HANZI}|[{_CLOSING}]))|(?<=[\d%‰}}])\.(?=\s*$)"
_ITEM = r"\n\s{0,6}(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})$"
_LONGEST_NUMBER, _LONGEST_BRACKET = 6, 200
"""Characters of an item's number with the blanks before it, and of the words in brackets that are looked at."""
_NAME_POINT = rf"(?<={HANZI})[•●・‧∙⋅](?={HANZI})"
_ENDED = rf"[。！？!?.．｡…][{_CLOSING}\"')]*$"
_UNFINISHED = "，、；：,;: \t\n\u3000"
"""What a sentence may be left with, though it is no end of a sentence."""


def widen(text: str) -> str:
    """Chinese text with Chinese punctuation, character for character: `共162件,成功(含)` → `共162件，成功（含）`."""
    if text.isascii():
        return text
    is_kept = bytearray(len(text))  # 1 for every character of an address
    for address in re.finditer(ADDRESS, text):
        is_kept[slice(*address.span())] = b"\x01" * len(address[0])
    text = re.sub(_SINGLE, _quoted, re.sub(_DOUBLE, r"“\1”", re.sub(_NAME_POINT, "·", text)))
    chars = list(text)
    for place in _brackets(text):
        chars[place] = text[place] if is_kept[place] else _WIDE[text[place]]
    for pattern in (_MARK, _POINT):
        text = "".join(chars)
        for match in re.finditer(pattern, text):
            for place in range(*match.span()):
                if not is_kept[place] and not (text[place] == "." and _counts_an_item(text, place)):
                    chars[place] = _WIDE.get(text[place], " ")  # a match may have blanks in it, which stay
    return "".join(chars)


def ended(wording: str) -> str:
    """The wording with the 。 of a sentence, unless it has an end: 。！？……, also inside a closing quote, or a point.

    One that ends in an address stays open, because a mark would become a part of the address.
    """
    bare = wording.rstrip(_UNFINISHED)
    return bare if not bare or re.search(_ENDED, bare) or re.search(_ADDRESS_AT_END, bare) else bare + "。"


def _quoted(match: re.Match[str]) -> str:
    """‘’ for '' that enclose hanzi or stand beside them."""
    around = match.string[max(match.start() - 1, 0) : match.end() + 1]
    return f"‘{match[1]}’" if re.search(_CHINESE, around) else match[0]


def _brackets(text: str) -> Iterator[int]:
    """Where the brackets stand that belong to Chinese words."""
    open_at: list[int] = []
    for match in re.finditer(_BRACKET, text):
        place = match.start()
        if match[0] == "(":
            open_at.append(place)
        elif not open_at:
            if re.match(HANZI, text[max(place - 1, 0) : place]):  # 一)
                yield place
        elif _is_chinese(text, open_at[-1], place):
            yield from (open_at.pop(), place)
        else:
            open_at.pop()
    yield from (place for place in open_at if re.match(HANZI, text[place + 1 : place + 2]))


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Whether the pair of brackets at these places belongs to Chinese words: what is inside decides, or else what is beside."""
    inside = text[start + 1 : min(end, start + _LONGEST_BRACKET)]
    before, after = text[max(start - 2, 0) : start].rstrip(" "), text[end + 1 : end + 3].lstrip(" ")
    is_beside = bool(re.match(_CHINESE, before[-1:]) or re.match(_CHINESE, after[:1]))
    is_latin = re.search("[A-Za-z]", inside) is not None
    if re.search(HANZI, inside):
        begins_or_ends_chinese = bool(re.match(_CHINESE, inside) or re.match(_CHINESE, inside[-1]))
        return is_beside or not is_latin or begins_or_ends_chinese
    # (98件), but not (GDP), nor the (2024) of a document number
    return is_beside and not is_latin and not re.match(_PART_OF_NUMBER, text[start:])


def _counts_an_item(text: str, point: int) -> bool:
    """Whether the point at this place stands behind the number of an item: 一. or 第一. at the start of a line."""
    before = ("\n" + text)[max(point - _LONGEST_NUMBER, 0) : point + 1]  # the beginning of the text is that of a line
    return re.search(_ITEM, before) is not None
