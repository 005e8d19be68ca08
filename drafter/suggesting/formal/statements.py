"""Cuts a cleaned note into chunks: stretches of words and figures between commas, blanks and other borders.

A blank means different things in notes: between a word and its figure nothing (调解 207件), behind a figure a comma (207件 成功
188件), between words it parts a label from what is said about it (行政复议 撤回4件).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from drafter import dates, language, punctuation
from drafter.language import units, word_borders
from drafter.model import Quantity, Reading
from drafter.suggesting.formal import figure_units
from drafter.suggesting.formal.kept_words import own_words
from drafter.suggesting.formal.tokens import DATA_KINDS, DOUBT, ITEM, Chunk, Token
from drafter.suggesting.formal.word_classes import acts
from drafter.suggesting.spelling import spelled
from drafter.understanding.register import Register
from drafter.understanding.topic_terms import Lexicon

_SURE = 0.8
"""The confidence from which the indicator of a figure gives it its unit."""
_TIMES = ("date", "year", "months", "years")
_BORDER = r"\s*(?P<mark>[,，。;；!！?？:：\n、\uf8ff])\s*|\s+"
_BROKEN_NUMBER = r"(?<![0-9])[0-9]++(?:[.。·'’_ ]{1,3}[0-9]+)+|(?<![0-9,])[0-9]++,[0-9]{1,2}(?=[%‰])"
"""2 07, 98. 5, 1'207, 98,5%: nobody knows which number it is, so it stays as it was typed."""
_WHOLE_OR_BORDER = re.compile(
    rf"(?P<whole>{punctuation.ADDRESS}|{punctuation.TIME_OR_RATIO}|《[^《》]*》|“[^“”]*”|\"[^\"]*\"|第[一二三四五六七八九十]{{1,3}}[批次期轮场块位名]|{_BROKEN_NUMBER}|[0-9A-Za-z][0-9A-Za-z./+-]*|{language.alternatives('formal', 'set_phrases')})"
    rf"|{_BORDER}"
)


_TENTHS = re.compile("[一二两三四五六七八九]成[一二三四五六七八九]?[多余]?")
_AFTER_BARE_NUMBER = re.compile(r"(?!\w|[ .。·'’_]{1,3}[0-9])|[降升增减涨跌压缩扩并变到至改掉左以]")
"""What may stand behind a number without a unit: 从1260降到858."""


def split(note: str, readings: Sequence[Reading], register: Register) -> list[Chunk]:
    """The chunks of a note in order. `readings` are those of its quantities, each with its line."""
    chunks: list[Chunk] = []
    is_term = _is_term(register.lexicon)
    for number, line in enumerate(note.splitlines(), 1):
        # Two readings may stand at one place (办结率、满意率均达98%): the first counts.
        names = [found.span() for found in language.pattern("formal", "numbers_in_names").finditer(line)]
        placed = {
            r.quantity.start: r
            for r in reversed(readings)
            if r.quantity.line == number and (r.quantity.start, r.quantity.end) not in names
        }
        before = "\n" if chunks else ""
        tokens: list[Token] = []
        for piece in _pieces(line, placed, register, is_term):
            if isinstance(piece, Token):
                tokens.append(piece)
            elif tokens:
                chunks.append(Chunk(before, tuple(tokens)))
                before, tokens = piece, []
            elif piece == ITEM:
                before = piece
        if tokens:
            chunks.append(Chunk(before, tuple(tokens)))
    chunks = [told for chunk in chunks if (told := _without_doubt(chunk)).tokens]
    chunks = [
        chunk._replace(tokens=tuple(_with_what_changed_apart(_with_whole_names(chunk.tokens)))) for chunk in chunks
    ]
    return figure_units.with_later_units(figure_units.with_units(chunks))


def _without_doubt(chunk: Chunk) -> Chunk:
    """The chunk without the sign that the clerk is not sure of it, as one that is doubted."""
    if not any(DOUBT in token.text for token in chunk.tokens):
        return chunk
    tokens = (token._replace(text=token.text.replace(DOUBT, "")) for token in chunk.tokens)
    return chunk._replace(tokens=tuple(token for token in tokens if token.text), is_doubted=True)


def _with_whole_names(tokens: Sequence[Token]) -> list[Token]:
    """林业 and 局 are one name, else a verb would move in between: 林业查处局3起."""
    found: list[Token] = []
    for token in tokens:
        last = found[-1].text if found else ""
        is_field = last in language.table("formal")["organs"] and token.text in ("所", "站", "队", "科", "股")
        is_word = len(last) > 1 and found and found[-1].kind == "word" and last not in acts()
        is_bureau = token.text == "局" and is_word and last not in language.table("formal")["written_out"]
        if is_field or is_bureau:
            found[-1] = Token(last + token.text)
        else:
            found.append(token)
    return found


def _with_what_changed_apart(tokens: Sequence[Token]) -> Iterator[Token]:
    """人少 in 来访的人少了20% is no word: fewer came."""
    for i, token in enumerate(tokens):
        behind = tokens[i + 1 : i + 3]
        if (
            token.text[-1:] in ("少", "多")
            and len(token.text) > 1
            and len(behind) == 2
            and behind[0].text == "了"
            and behind[1].is_figure
        ):
            yield from (Token(token.text[:-1]), Token(token.text[-1]))
        else:
            yield token


def words_of(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The words of a text in half-width forms, without its figures, marks and blanks."""
    for found in _words_and_borders(text, _is_term(lexicon)):
        if isinstance(found, Token) and re.search(r"[^\W\d_]", found.text):
            yield found.text


def cut(text: str, lexicon: Lexicon) -> list[str]:
    """All pieces of a stretch without a border: words and what stands between them."""
    return word_borders.words(text, own_words(), _is_term(lexicon))


def _pieces(
    line: str, placed: Mapping[int, Reading], register: Register, is_term: Callable[[str], bool]
) -> Iterator[Token | str]:
    """The tokens of a line and the borders between them. A blank before a figure is no border."""
    at = 0
    for start, reading in sorted(placed.items()):
        reading = reading._replace(quantity=with_known_unit(reading.quantity))
        quantity = reading.quantity
        token = _figure(reading, line.replace(DOUBT, "是"), register)
        if start < at or token is None:
            continue
        text = line[at:start]
        # The blank before a figure parts nothing (调解 207件), unless the words before it belong to another figure:
        # 检查86家企业 12次, 持证902 十四个没证的.
        words_touch_a_figure = at > 0 and text[:1].strip(" \t(") != ""
        ends_in_a_number = re.search(r"\d\s+$", text) is not None
        parts = not token.is_figure or not text.strip() or words_touch_a_figure or ends_in_a_number
        yield from _words_and_borders(text if parts else text.rstrip(), is_term)
        is_more = token.text.endswith("多")  # 比去年37.2万多
        yield token._replace(text=token.text.removesuffix("多"))
        at = quantity.end - is_more
    yield from _words_and_borders(line[at:], is_term)


def _words_and_borders(text: str, is_term: Callable[[str], bool]) -> Iterator[Token | str]:
    """The words of a stretch and its borders; titles, quotations, Latin words and set phrases are one word each."""
    at = 0
    for found in _WHOLE_OR_BORDER.finditer(text):
        yield from map(Token, word_borders.words(text[at : found.start()], own_words(), is_term))
        yield Token(found["whole"]) if found["whole"] else found["mark"] or " "
        at = found.end()
    yield from map(Token, word_borders.words(text[at:], own_words(), is_term))


@lru_cache(maxsize=4)
def _is_term(lexicon: Lexicon) -> Callable[[str], bool]:
    """Whether a word is a term of the field, by which a note is cut, too.

    A term that hides a word of the table `formal` is none here: in 中心组学习 the short name 中心组 is to be found, in 减材料 the
    verb 减.
    """
    table = language.table("formal")
    hidden = table["written_out"].keys() | table["by_object"].keys() | set(table["plain_verbs"])

    def is_term(word: str) -> bool:
        if len(word) < 2 or word not in lexicon.weights:
            return False
        return word in hidden or hidden.isdisjoint((word[:1], word[:2], word[:3], word[-2:], word[-3:]))

    return is_term


def with_known_unit(quantity: Quantity) -> Quantity:
    """The quantity without the next character, which the reader took for its unit although nobody knows it as one: 8万剩的."""
    unit = quantity.unit
    number = quantity.text.removesuffix(unit)
    if quantity.kind != "count" or len(unit) != 1 or unit in units.KNOWN or not re.search("[0-9][万亿]?$", number):
        return quantity
    return quantity._replace(text=number, unit="", end=quantity.end - 1)


_SPOKEN_DAY = re.compile("(?<=[0-9])号")
"""7月12号."""
_HANZI_OF_DAY = "(?:(?<=年)|^)[元一二三四五六七八九十]{1,2}(?=月[0-9一二三四五六七八九十]|月$)|(?<=月)[一二三四五六七八九十]{1,3}(?=[日号])"
"""三 and 八 in 2025年三月八日."""


def _figure(reading: Reading, line: str, register: Register) -> Token | None:
    """A figure or date as it will be printed; None for what is neither, such as the 12345 of 12345热线."""
    quantity = reading.quantity
    if quantity.kind in _TIMES:
        day = quantity.text.replace(" ", "")
        if quantity.kind == "date" and ("年" in day or "日" in day):
            day = re.sub(_HANZI_OF_DAY, lambda part: str(dates.number(part[0])), day)
        return Token(_SPOKEN_DAY.sub("日", day), "time")
    if quantity.text in language.words("formal", "hotlines"):
        return None
    # The reader of quantities gives a number without a unit no value; in a note it counts: 窗口32 部门19.
    if (
        quantity.value is None
        and re.fullmatch("[0-9]{1,4}", quantity.text)
        and _AFTER_BARE_NUMBER.match(line[quantity.end :])
    ):
        return Token(quantity.text, "count", _unit_of_indicator(reading, register))
    if quantity.kind == "count" and quantity.unit not in quantity.text and line[quantity.end : quantity.end + 1] == ",":
        quantity = quantity._replace(unit="")  # 1260.8万,49家
    if quantity.value is None or quantity.kind not in DATA_KINDS:
        return None
    if isinstance(quantity.value, Decimal) and _TENTHS.fullmatch(quantity.text):
        plain = len(quantity.text) == 2  # 三成 is formal; 九成五 is 95%, 三成多 more than 30%
        more = "以上" if quantity.text.endswith(("多", "余")) else ""
        text = quantity.text if plain else f"{quantity.value.normalize():f}%{more}"
        return Token(text, "percent", "成" if plain else "%")
    spelling = spelled(quantity, line, quantity.start, quantity.end)
    number = spelling.number.replace(",", "")
    if not re.search("[比较][^,，。;；少多降增涨]{0,8}$", line[: quantity.start]):  # 比去年37.2万多
        number = re.sub("(?<=[0-9]{2}0)([万亿])余", r"余\1", number.replace("多", "余"))
    if "来" in number:
        spelling = spelling._replace(before=spelling.before or "约", number=number.replace("来", ""))
    else:
        spelling = spelling._replace(number=number)
    if spelling.unit == "平":  # 5600平
        spelling = spelling._replace(unit="平方米")
    return Token(
        "".join(spelling).replace("大约", "约"), quantity.kind, spelling.unit or _unit_of_indicator(reading, register)
    )


def _unit_of_indicator(reading: Reading, register: Register) -> str:
    if not reading.indicator or reading.confidence < _SURE:
        return ""
    return register.indicators[reading.indicator].unit
