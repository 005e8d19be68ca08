"""Makes a wrong input out of a right one: text or bytes in, the same with a few changes out, decided by a Random.

Half of the changes know nothing (a flipped byte, a cut, a piece twice); the others know the grammar, because what knows
nothing seldom gets past the first check: numbers are blown up, values of attributes changed, words of a dictionary put in or
exchanged, pieces nested in themselves.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from random import Random

LONGEST = 300_000
"""Characters of a mutated input: repetition shows what is quadratic, more would only show the limit of a file's size."""
NUMBERS = (
    "0", "-1", "1", "2.0", "0.5", "abc", "", "1e9", "300000000", "9999999999", "99999999999999999999999", "NaN", "１２",
    "²", "٣", "٣٤", "〇", "一", "+3", "0x10", "1_000", " 7 ", "-0", "2147483648", "4294967297", "inf", "三万五", "½", "Ⅳ",
)  # fmt: skip
ODD = (
    "\x00", "\x1b[31m", "\u200b", "\ufeff", "\u202e", "\ud7ff", "\ue000", "\ue00a", "\uffff", "\U00020000", "\u2028",
    "\xa0", "\u3000", "\xad", "\u0301", "﹪", "⒈", "㈠", "⽤", "\r", "\t", "\x85", "ﬁ", "🏛️", "〜", "‰", "\u20dd",
)  # fmt: skip
Change = Callable[[str, Random, Sequence[str]], str]


def _cut(text: str, chance: Random, words: Sequence[str]) -> str:
    start, end = _span(text, chance)
    return text[:start] + text[end:]


def _truncate(text: str, chance: Random, words: Sequence[str]) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _twice(text: str, chance: Random, words: Sequence[str]) -> str:
    start, end = _span(text, chance)
    return text[:end] + text[start:end] + text[end:]


def _move(text: str, chance: Random, words: Sequence[str]) -> str:
    start, end = _span(text, chance)
    rest, at = text[:start] + text[end:], chance.randrange(len(text) - (end - start) + 1)
    return rest[:at] + text[start:end] + rest[at:]


def _repeat(text: str, chance: Random, words: Sequence[str]) -> str:
    """A short piece, or a word of the dictionary, hundreds or thousands of times."""
    start, end = _span(text, chance, 40)
    piece = chance.choice(words) if words and chance.random() < 0.5 else text[start:end] or "a"
    times = min(chance.choice((20, 300, 2000, 20_000)), LONGEST // len(piece))
    return text[:start] + piece * times + text[end:]


def _flip(text: str, chance: Random, words: Sequence[str]) -> str:
    at = chance.randrange(len(text)) if text else 0
    return text[:at] + chr((ord(text[at]) ^ (1 << chance.randrange(8))) if text else 65) + text[at + 1 :]


def _odd(text: str, chance: Random, words: Sequence[str]) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(ODD) * chance.choice((1, 1, 1, 3)) + text[at:]


def _number(text: str, chance: Random, words: Sequence[str]) -> str:
    """Another number for one that stands there."""
    return _exchanged(r"[0-9０-９]+(?:\.\d+)?", text, chance, lambda old: _number_for(old, chance))


def _number_for(old: str, chance: Random) -> str:
    if chance.random() < 0.3:
        return old * chance.choice((2, 10, 500))
    return chance.choice(NUMBERS)


def _attribute(text: str, chance: Random, words: Sequence[str]) -> str:
    """Another value for an attribute, or for what stands behind a colon."""
    values = (*NUMBERS, *words, *ODD)
    return _exchanged(r'(?<==")[^"<>]*(?=")|(?<=: )[^\n,}]+', text, chance, lambda old: chance.choice(values))


def _word(text: str, chance: Random, words: Sequence[str]) -> str:
    """A word of the dictionary, put in or in the place of another one of them."""
    if not words:
        return _odd(text, chance, words)
    present = [word for word in words if word in text]
    if present and chance.random() < 0.5:
        old = chance.choice(present)
        return _exchanged(re.escape(old), text, chance, lambda _: chance.choice(words))
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(words) + text[at:]


def _nest(text: str, chance: Random, words: Sequence[str]) -> str:
    """An element, a pair of brackets or a tag around itself, up to some thousand times."""
    pairs = [(m.start(), m.end(), m[1]) for m in re.finditer(r"<([A-Za-z:]{1,20})(?: [^<>]*)?>", text)]
    times = chance.choice((3, 20, 100, 3000))
    if pairs:
        start, end, name = chance.choice(pairs)
        opening, closing = text[start:end], f"</{name}>"
        times = min(times, LONGEST // (len(opening) + len(closing)))
        return text[:start] + opening * times + text[end : end + 200] + closing * times + text[end:]
    opening, closing = chance.choice(("()", "（）", "[]", "{}", "“”", "《》", "【】", '""', "<>"))
    start, end = _span(text, chance, 60)
    return text[:start] + opening * times + text[start:end] + closing * times + text[end:]


def _line(text: str, chance: Random, words: Sequence[str]) -> str:
    """A line left out, said twice, moved, or indented otherwise."""
    lines = text.split("\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines[at]
    match chance.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines.insert(to, line)
        case 2:
            lines.insert(to, lines.pop(at))
        case _:
            lines[at] = " " * chance.randrange(7) + line.lstrip()
    return "\n".join(lines)


_GRAMMATICAL: tuple[Change, ...] = (_number, _attribute, _word, _line, _odd)
_CHANGES: tuple[Change, ...] = (*_GRAMMATICAL, *_GRAMMATICAL, _cut, _truncate, _twice, _move, _repeat, _flip, _nest)


def mutated(text: str, chance: Random, words: Sequence[str] = (), others: Sequence[str] = ()) -> str:
    """The text with one to four changes, half the time only such as keep most of the grammar; now and then the second half
    is that of another seed.
    """
    if others and chance.random() < 0.1:
        other = chance.choice(others)
        text = text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]
    changes = chance.choice((_GRAMMATICAL, _CHANGES))
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = chance.choice(changes)(text, chance, words)[:LONGEST]
    return text


def mutated_tree(source: str, chance: Random) -> str:
    """XML that is still well-formed: one to six elements left out, doubled, moved, put around others, or with other values."""
    from lxml import etree

    root = etree.fromstring(source.encode())
    for _ in range(chance.choice((1, 2, 3, 6))):
        elements = list(root.iter(etree.Element))
        element, other = chance.choice(elements), chance.choice(elements)
        parent = element.getparent()
        match chance.randrange(7):
            case 0 if parent is not None:
                parent.remove(element)
            case 1 if parent is not None:
                for _ in range(chance.choice((1, 3, 50))):
                    parent.insert(chance.randrange(len(parent) + 1), copy.deepcopy(element))
            case 2 if len(list(other.iter())) < 500:
                element.append(copy.deepcopy(other))  # a block in a run, a table in a table, a run outside
            case 3 if parent is not None:
                for _ in range(chance.choice((1, 5, 40))):
                    around = etree.Element(other.tag, other.attrib)
                    parent.replace(element, around)
                    around.append(element)
                    parent, element = around, element
            case 4 if element.attrib:
                key = chance.choice(list(element.attrib))
                element.attrib[key] = _allowed(chance.choice((*NUMBERS, *ODD, *other.attrib.values())))
            case 5:
                element.text = _allowed(chance.choice((element.text or "", "")) + chance.choice((*NUMBERS, *ODD)))
            case _:
                element.tag = other.tag
    return str(etree.tostring(root, encoding="unicode"))


def _allowed(text: str) -> str:
    """What XML can hold of it."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def mutated_bytes(data: bytes, chance: Random, words: Sequence[str] = (), others: Sequence[bytes] = ()) -> bytes:
    """The same for a file that is no text: each byte is taken for a character."""
    plain = [other.decode("latin-1") for other in others]
    changed = mutated(data.decode("latin-1"), chance, words, plain)
    return b"".join(char.encode("latin-1") if ord(char) < 256 else char.encode("utf-8", "replace") for char in changed)


def encoded(text: str, chance: Random) -> bytes:
    """The text in an encoding that an office may use, and sometimes in two."""
    name = chance.choice(("utf-8",) * 14 + ("utf-8-sig", "gb18030", "gb18030", "utf-16", "utf-16-le", "big5", "cp1252"))
    data = text.encode(name, "surrogatepass" if name.startswith("utf") else "replace")
    if chance.random() < 0.05:
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice((b"\xff", b"\x80", b"\x00", "法治".encode("gbk"), b"\xc0\xaf")) + data[at:]
    return data


def _span(text: str, chance: Random, longest: int = 4000) -> tuple[int, int]:
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + chance.randrange(1, chance.choice((4, 40, longest)) + 1))


def _exchanged(pattern: str, text: str, chance: Random, value: Callable[[str], str]) -> str:
    found = list(re.finditer(pattern, text[:LONGEST]))
    if not found:
        return _flip(text, chance, ()) if text else "0"
    match = chance.choice(found)
    return text[: match.start()] + value(match[0]) + text[match.end() :]
