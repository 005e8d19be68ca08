"""Cuts a cleaned note into chunks: stretches of words and figures between commas, blanks and other borders.

A blank means different things in notes: between a word and its figure nothing (调解 207件), behind a figure a comma (207件 成功
188件), between words it parts a label from what is said about it (行政复议 撤回4件).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from drafter import language, punctuation
from drafter.language import units, word_borders
from drafter.model import Quantity, Reading
from drafter.suggesting.formal.kept_words import own_words
from drafter.suggesting.spelling import spelled
from drafter.text import HANZI
from drafter.understanding.register import Register
from drafter.understanding.topic_terms import Lexicon

ITEM = "\uf8ff"
"""Stands before an item of a numbered list."""
QUESTION = "\uf8fe"
"""Stands at the end of a question, which is asked of a colleague and no statement."""
_NEAR = 14
"""Characters before a figure in which a word for money stands."""
_SHORT = 4
"""The most characters before a figure of a series: 优秀52，合格8."""
_OF_A_SUM = ("件", "笔", "起", "宗", "单", "户", "家", "份")
"""Units behind which a bare number in 万 or 亿 is the sum of money: 赋强公证26件 3.2亿."""
_RESULTS = ("到位", "完", "好", "掉", "成", "完毕", "下来")
"""What stands between a verb and its figure and is no object: 整改到位26."""
_LISTED = 12
"""The same in an enumeration with 、."""
_SURE = 0.8
"""The confidence from which the indicator of a figure gives it its unit."""
_DATA = ("count", "percent", "points", "money", "area", "duration", "score", "range")
_TIMES = ("date", "year", "months", "years")
_BORDER = r"\s*(?P<mark>[,，。;；!！?？:：\n、\uf8ff])\s*|\s+"
_WHOLE_OR_BORDER = re.compile(
    rf"(?P<whole>{punctuation.ADDRESS}|{punctuation.TIME_OR_RATIO}|《[^《》]*》|“[^“”]*”|\"[^\"]*\"|第[一二三四五六七八九十]{{1,3}}[批次期轮场块位名]|[0-9A-Za-z][0-9A-Za-z./+-]*|{language.alternatives('formal', 'set_phrases')})"
    rf"|{_BORDER}"
)


_TENTHS = re.compile("[一二两三四五六七八九]成[一二三四五六七八九]?[多余]?")
_RATE_TO = "(?:率|占比|满意度)[提升达降压][高升低]?[到至]$"
"""Words before a percentage that was typed without its sign: 网办率提到95."""
_AFTER_BARE_NUMBER = re.compile(r"(?!\w)|[降升增减涨跌压缩扩并变到至改掉左以]")
"""What may stand behind a number without a unit: 从1260降到858."""


class Token(NamedTuple):
    """A word or a figure, as it will be printed.

    `kind`: word, time (a date), or the kind of quantity. `unit` is that of a figure: the one in its text, or, where its text
    has none, the one of its indicator, which `_with_units` may put behind it.
    """

    text: str
    kind: str = "word"
    unit: str = ""

    @property
    def is_figure(self) -> bool:
        return self.kind in _DATA


class Chunk(NamedTuple):
    """Tokens and the mark that stood before them: `,` `。` … , a newline, a blank, or empty at the start of the note."""

    before: str
    tokens: tuple[Token, ...]

    @property
    def has_figure(self) -> bool:
        return any(token.is_figure for token in self.tokens)

    @property
    def words(self) -> str:
        return "".join(token.text for token in self.tokens)


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
    chunks = [chunk._replace(tokens=tuple(_with_what_changed_apart(chunk.tokens))) for chunk in chunks]
    return _with_later_units(_with_units(chunks))


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
        token = _figure(reading, line, register)
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


def _figure(reading: Reading, line: str, register: Register) -> Token | None:
    """A figure or date as it will be printed; None for what is neither, such as the 12345 of 12345热线."""
    quantity = reading.quantity
    if quantity.kind in _TIMES:
        return Token(_SPOKEN_DAY.sub("日", quantity.text.replace(" ", "")), "time")
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
    if quantity.value is None or quantity.kind not in _DATA:
        return None
    if isinstance(quantity.value, Decimal) and _TENTHS.fullmatch(quantity.text):
        plain = len(quantity.text) == 2  # 三成 is formal; 九成五 is 95%, 三成多 more than 30%
        more = "以上" if quantity.text.endswith(("多", "余")) else ""
        text = quantity.text if plain else f"{quantity.value.normalize():f}%{more}"
        return Token(text, "percent", "成" if plain else "%")
    spelling = spelled(quantity, line, quantity.start, quantity.end)
    number = spelling.number.replace(",", "")
    if not re.search("[比较][^,，。;；少多降增涨]{0,8}$", line[: quantity.start]):  # 比去年37.2万多
        number = number.replace("多", "余")
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


def _goes_on(since_figure: Sequence[str], mark: str) -> bool:
    """Whether the words between two figures, the later in a chunk behind `mark`, are those of a series (优秀52，合格8; 政务动态1480、
    通知公告509) or open a bracket with its parts (会7 会4). A verb with an object counts something else (检查412台 发现问题41).
    """
    since_figure = [word for word in since_figure if word not in ("了", "的")]
    since_figure = [word for word in since_figure if word not in _RESULTS] or since_figure
    if any(len(word) < 4 and word.endswith(("到", "至")) for word in since_figure):  # 粉丝涨到6800
        return False
    if mark != "、" and len(since_figure) > 1 and _is_verb(since_figure[0]) and not _is_verb(since_figure[-1]):
        return False
    return 0 < len("".join(since_figure)) <= (_LISTED if mark == "、" else _SHORT) or "(" in since_figure


_COMPARES = re.compile("(?:[比较])?[去上]年(?:同期)?(?:[是才仅只多少增减加高低]了?){0,2}")
"""Words between a figure and the one of last year, or the change since then."""


def _ending(words: Sequence[str]) -> str:
    """The last word, or the last two of one character: 醉驾."""
    alone = len(words) > 1 and len(words[-1]) == 1 and len(words[-2]) == 1
    return "".join(words[-2:]) if alone else words[-1] if words else ""


def _is_verb(word: str) -> bool:
    return word in word_borders.verbs() or word in language.words("formal", "plain_verbs")


_HOW_MANY = "(?:全[县市区镇省]|今年|目前|现在|现有|一下子|一共|总共|共|有|就|只|才|仅|已|约){1,3}$"
"""Words between what is counted and its figure."""


def _with_proper_unit(token: Token, words: str) -> Token:
    """案件12个 is 案件12件."""
    units = language.table("formal")["proper_units"]
    named = re.sub(f"{HANZI}?了$", "", words)  # 监督员聘了10个
    named = re.sub(_HOW_MANY, "", named)  # 法制审核员全县76个
    unit = next((unit for noun, unit in units.items() if words.endswith(noun) or named.endswith(noun)), token.unit)
    if not token.text.endswith(token.unit):  # 10个以内
        return token
    return token._replace(text=token.text.removesuffix(token.unit) + unit, unit=unit)


def _counts_people(token: Token, last_unit: str, following: Token | None) -> bool:
    """Whether 个 behind people counts people: 持证203人，还有4个没考."""
    is_so = token.kind == "count" and token.text.endswith("个") and last_unit in ("人", "名")
    return is_so and following is not None and (following.text.startswith(_SAID_OF_PEOPLE) or _is_verb(following.text))


_SAID_OF_PEOPLE = ("没", "还没", "在", "正在", "已", "都", "不", "被", "去", "请", "因", "是", "考")


def _with_units(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with the unit of every figure that was typed without one, where it is known, in this order: % behind a rate,
    元 behind 万 and a word for money, the unit in which the word before it is counted (立案, 持证), that of the figure before in
    a series (调解207件，成功188), that of a sure indicator. And 案件12个 becomes 案件12件. A number before 平 (1.2万平) is an area
    and gets none; nor does one behind 每 (每人500), which may be money.
    """
    last_unit, words, is_part, was_paid = "", "", False, False
    units_of: dict[str, str] = {}  # 醉驾56起 … 去年醉驾71
    since_figure: list[str] = []
    found = []
    for chunk in chunks:
        tokens = []
        is_part = is_part and chunk.before not in (";", "。", "\n", ITEM)
        for token, following in zip(chunk.tokens, (*chunk.tokens[1:], None), strict=True):
            if token.is_figure:
                stem = token.text.rstrip("余")
                name = _ending(since_figure)
                is_bare = token.kind == "count" and (stem[-1:].isdigit() or stem[-1:] in ("万", "亿"))
                if is_bare and not (following and following.text == "平"):
                    is_part = is_part or "其中" in since_figure
                    is_sum = not stem[-1:].isdigit() and not since_figure and last_unit in _OF_A_SUM and not following
                    goes_on = _goes_on(since_figure, chunk.before) or _COMPARES.fullmatch("".join(since_figure))
                    of_series = last_unit if goes_on else units_of.get(name, "")
                    is_sum = is_sum or (
                        was_paid and bool(since_figure) and set(since_figure) <= {"共", "一共", "总共", "合计"}
                    )
                    unit = "元" if is_sum else _unit(token, words, of_series, is_part=is_part)
                    token = token._replace(
                        text=token.text + unit, unit=unit, kind="money" if unit == "元" else token.kind
                    )
                elif token.kind == "count" and token.unit == "个" and following is None:
                    token = _with_proper_unit(token, words)
                elif _counts_people(token, last_unit, following):
                    token = token._replace(text=token.text[:-1] + "人", unit="人")
                last_unit = token.unit if token.kind == "count" and token.unit not in ("元", "%") else ""
                was_paid = token.kind == "money"
                if len(name) > 1 and last_unit:
                    units_of[name] = last_unit
                since_figure = []
            else:
                words += token.text
                since_figure.append(token.text)
            tokens.append(token)
        found.append(chunk._replace(tokens=tuple(tokens)))
    return found


def _with_later_units(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with the unit of the last figure of a series behind all of it: 民事532 刑事203 行政6件, 国家级3 省级19个."""
    found: list[Chunk] = []
    kinds = language.words("formal", "case_kinds")
    for chunk in reversed(chunks):
        following = found[-1].tokens if found else ()
        if len(following) > 1 and following[1].is_figure and len(chunk.tokens) > 1:
            *_, name, figure = chunk.tokens
            same = {name.text, following[0].text} <= set(kinds) or name.text[-1] == following[0].text[-1]
            unit = following[1].unit
            if same and figure.kind == "count" and figure.text[-1:].isdigit() and following[1].text.endswith(unit):
                figure = figure._replace(text=figure.text + unit, unit=unit)
                chunk = chunk._replace(tokens=(*chunk.tokens[:-1], figure))
        found.append(chunk)
    return found[::-1]


def _unit(token: Token, words: str, unit_of_series: str, is_part: bool) -> str:
    """The unit of a figure that was typed without one, by the `words` before it; empty where it is not known. `is_part`: of the
    figure before (其中).
    """
    table = language.table("formal")
    digits = token.text.rstrip("余")[-1].isdigit()
    if re.search("每[^，,]{0,3}$|[×*=]$", words):  # 68个村×3000
        is_fine = re.search("(?:罚|补助|补贴|奖励|工资|发放)[^每]{0,14}每[人起次月天件户]$", words)
        return (
            "元" if is_fine or (not digits and re.search("(?:经费|资金|补助|补贴|费用|预算)每[年月]$", words)) else ""
        )
    is_rate = words.endswith(("率", "占比", "满意度")) or (words[-1:] in "到至" and re.search(_RATE_TO, words))
    if digits and (is_rate or ("." in token.text and "率" in words)):
        return "%"  # 及时受理率100% 按期办结99.4: no case is counted in tenths
    if "." in token.text and digits:
        return token.unit if token.unit == "%" else ""
    if not digits:
        is_paid = words.endswith(tuple(table["money_verbs"])) or any(
            word in words[-_NEAR:] for word in table["money_words"]
        )
        return "元" if is_paid else ""
    if re.search("(?:的人|人数|受众|观众|听众|听课的|参加的|到场的)[有共达约]?$", words[-_NEAR:]):
        return "人"
    if unit_of_series and is_part:
        return unit_of_series
    counted = re.sub("(?:[今去上]年|[了的是]){1,3}$", "", words[-_NEAR:])
    if counted.endswith(("进企业", "进学校", "进机关")):
        return ""
    if any(field in words for field in table["people_fields"]) and counted.endswith(tuple(table["people_verbs"])):
        return "人"
    for unit, nouns in table["counted_in"].items():
        if counted.endswith(tuple(nouns)):
            return str(unit)
    if words.endswith("的") and unit_of_series in ("期", "场", "次"):  # 培训3期，获奖的12
        unit_of_series = ""
    unit = unit_of_series or token.unit
    return "" if words.endswith(unit) else unit  # 批次168
