"""Last year's sentences and what became of them: Items (roll.py makes them) and a report in progress in, values and warnings out.

The value of an ask is looked for in this order: what the user gave for it; where it counts what an indicator counts, the answer to
that; what was given for another ask that counts the same; for the figure of the year before (由69项增至616项) last year's own. So
nothing is asked twice, and without any of these it is open, never last year's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple

from drafter import language, text
from drafter.asking import answer_values
from drafter.asking.answers import Answers, Entry
from drafter.errors import FormatError
from drafter.formats import Question, Rolled
from drafter.model import ROLL, Role


class Ask(NamedTuple):
    """Something of last year's sentence in whose place this year's has its own. `id` counts them within the sentence.

    kind       count, percent, money, days, text (a range); or of a name: date, title, docno, person, firm, place, organ, brand
    last       what was printed; `value`: the same as an answer is written
    indicator  what it surely counts; `likely`: what it counts perhaps
    key, time  those of its model.Fact; the key is the same for two figures that count the same
    earlier    the id of the ask whose figure of a year before this one is: 69 of 由69项增至616项
    derived    whether it compares with the year before, which the draft does itself; `compared`: whether such words stood beside it
    inexact    whether a word bounded it (约, 余, 以上), so this year's may have one; `stands`: whether it stays without an answer
    share_of   of a rate that last year's figures gave, the asks of its part and its whole
    """

    id: str
    kind: str
    label: str
    unit: str
    last: str
    value: str = ""
    indicator: str = ""
    likely: str = ""
    key: str = ""
    time: str = ""
    earlier: str = ""
    derived: bool = False
    compared: bool = False
    stands: bool = False
    inexact: bool = False
    share_of: tuple[str, ...] = ()

    @property
    def is_figure(self) -> bool:
        return self.kind in ("count", "percent", "money", "days")

    @property
    def typed(self) -> str:
        """Last year's value as somebody would type it."""
        return self.value + ("元" if self.kind == "money" else "")

    @property
    def is_short(self) -> bool:
        """Whether it is a figure or a name, and no sentence (the cause of a problem)."""
        return bool(self.last) or bool(self.indicator)


class Item(NamedTuple):
    """A sentence of last year. `id`: its line and its number there, p12s3. `path`: the headings above it. `text` is what was printed, `wording` how it reads
    this year, with a hole {1} for each ask. `group`: sentences that stand together. `warnings`: words that a person must look at.
    """

    id: str
    line: int
    group: str
    path: tuple[str, ...]
    topic: str
    role: Role
    text: str
    wording: str
    asks: tuple[Ask, ...]
    warnings: tuple[str, ...]


class Doubtful(NamedTuple):
    """A figure of last year's report that answers a question perhaps: as it would be typed, as it was printed, and its line. `typed` is empty
    where a word bounds it (30余): it may be shown, but nothing is compared with it.
    """

    typed: str
    text: str
    line: int

    @property
    def said(self) -> str:
        """What the user is told of it."""
        return f"上年可能是 {self.text}" if self.typed else f"上年写的是约数 {self.text}，不作对比"


@dataclass(frozen=True)
class LastYear:
    """Last year's sentences, what the user made of them, and the answers that may fill them."""

    items: tuple[Item, ...] = ()
    rolled: Mapping[str, Rolled] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    def decision(self, item: Item) -> Rolled | None:
        """What became of the sentence; None where nobody has decided, or where another one stood there when it was decided."""
        rolled = self.rolled.get(item.id)
        return placed(rolled, item) if rolled and item.text.startswith(rolled.of) else None

    def says(self, item: Item) -> bool:
        """Whether the sentence is kept."""
        return (rolled := self.decision(item)) is not None and rolled.state == "kept"

    def stands(self, item: Item) -> bool:
        """Whether the sentence stands in the report, as it was or changed."""
        return (rolled := self.decision(item)) is not None and rolled.state in ("kept", "changed")

    def topic(self, item: Item) -> str:
        """The topic in which the sentence stands."""
        rolled = self.decision(item)
        return (rolled.topic if rolled else "") or item.topic

    @cached_property
    def _given(self) -> dict[str, str]:
        """The value given for what an ask counts, by the ask's key."""
        found: dict[str, str] = {}
        for item in self.items:
            for ask in item.asks if self.says(item) else ():
                rolled = self.decision(item)
                if rolled and ask.key and ask.time != "last" and (value := rolled.values.get(ask.id)):
                    found.setdefault(_key(ask), value)
        return found

    def value(self, item: Item, ask: Ask) -> Decimal | str | None:
        """What stands in the place of the ask; None where that is open. Raises FormatError if it does not fit."""
        rolled = self.decision(item)
        if rolled and (given := rolled.values.get(ask.id)):
            return parsed(ask, given)
        if ask.indicator:
            answer = self.answers.get(ask.indicator)
            return answer if isinstance(answer, Decimal) else None
        if given := self._given.get(_key(ask)) if ask.key and ask.time != "last" else None:
            return parsed(ask, given)
        if ask.earlier and not (before := item.asks[int(ask.earlier) - 1]).inexact:
            return parsed(ask, before.typed)
        return ask.last if ask.stands else None

    def reckoned(self, item: Item, ask: Ask) -> Decimal | None:
        """The rate that this year's part and whole in the sentence make; None for what is no such rate, or while one is open."""
        part, whole = [self.value(item, item.asks[int(id) - 1]) for id in ask.share_of] or (None, None)
        if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or not 0 < whole >= part:
            return None
        return answer_values.percentage(part, whole)

    def printed(self, item: Item, ask: Ask) -> str | None:
        """The value as the sentence prints it; None where it is open."""
        value = self.value(item, ask)
        return None if value is None else printed(ask, value)

    def pieces(self, item: Item, wording: str) -> Iterator[tuple[str, Ask | None]]:
        """A wording of the sentence piece by piece: words, and each ask with its value as it is printed, empty where that is open."""
        asks, pieces = {ask.id: ask for ask in item.asks}, _HOLE.split(wording)
        for n in range(1, len(pieces), 2):
            ask, value = asks[pieces[n]], self.value(item, asks[pieces[n]])
            if ask.is_figure and isinstance(value, str):
                pieces[n - 1], pieces[n + 1] = _around(ask, value, pieces[n - 1], pieces[n + 1])
            yield pieces[n - 1], None
            yield "" if value is None else printed(ask, value), ask
        yield pieces[-1], None

    def open(self, item: Item) -> tuple[Ask, ...]:
        """The asks of a sentence that have no value yet."""
        return tuple(ask for ask in item.asks if not ask.derived and self.value(item, ask) is None)

    @cached_property
    def known(self) -> Answers:
        """The answers, with what the kept sentences give for a figure that counts an unanswered one perhaps."""
        given = dict[str, Entry]()
        for item, ask in ((each, ask) for each in self.items if self.says(each) for ask in each.asks if ask.likely):
            if self.answers.state(ask.likely) == "unknown" and isinstance(value := self.value(item, ask), Decimal):
                given[ask.likely] = Entry(value)
        return Answers({**self.answers.entries, **given})

    @cached_property
    def told(self) -> frozenset[str]:
        """The indicators, as far as anybody can tell, whose value a kept sentence says."""
        kept = [(item, ask) for item in self.items if self.says(item) for ask in item.asks]
        found = (ask.indicator or ask.likely for item, ask in kept if self.value(item, ask) is not None)
        return frozenset(filter(None, found))

    @cached_property
    def covered(self) -> frozenset[str]:
        """The topics of which a kept or changed sentence says something, if only a figure."""
        decided = ((item, self.decision(item)) for item in self.items if item.role != "framing")
        said = {self.topic(item) for item, rolled in decided if rolled and rolled.state in ("kept", "changed")}
        return frozenset(said | {id.partition(".")[0] for id in self.told})

    def undecided(self, item: Item) -> tuple[str, ...]:
        """The warnings of a kept sentence that nobody has confirmed."""
        confirmed = self.rolled[item.id].confirmed if self.says(item) else item.warnings
        return tuple(warning for warning in item.warnings if warning not in confirmed)

    def source(self, item: Item, ask: Ask) -> str:
        """The id by which a sentence of the draft names the answer: an indicator's, or roll.p12s3.1."""
        rolled = self.decision(item)
        is_own = not ask.indicator or (rolled is not None and ask.id in rolled.values)
        return f"{ROLL}{item.id}.{ask.id}" if is_own else ask.indicator

    def remarks(self) -> Iterator[str]:
        """What the user has to know, in Chinese: dated words that are to be decided on, sentences nobody has decided on; of a folder without
        last year's report nothing but that.
        """
        if self.rolled and not self.items:
            yield f"文件夹里没有上年报告，定过的 {len(self.rolled)} 句没有写进文稿，请把文件放回去：drafter roll 文件夹 上年报告.docx"
            return
        for id in self.rolled:
            if id not in self.by_id:
                yield f"report.yaml 的 roll 里的 {id} 不是上年报告里的句子，原样保留，不写进文稿"
            elif self.decision(self.by_id[id]) is None:
                yield f"{id} 原来是“{self.rolled[id].of}……”那一句，上年报告换过了，没有写进文稿，请重新定：drafter roll"
            elif self.by_id[id].role == "framing" and self.rolled[id].state in ("kept", "changed"):
                yield f"{id} 是标题、开头一类的话，框架自己会写，没有写进文稿"
            elif words := self.undecided(self.by_id[id]):
                yield f"沿用的 {id} 里有{'、'.join(f'“{word}”' for word in words)}，请核对今年是否仍然如此：drafter roll"
            elif self.rolled[id].state == "kept":
                yield from self._contradictions(self.by_id[id])
            rolled, item = self.rolled[id], self.by_id.get(id)
            left = Counter(placed(rolled, item).values.values()) if item else Counter(rolled.values.values())
            if lost := [*(Counter(rolled.values.values()) - left).elements()]:
                yield f"{id} 里填过的{'、'.join(lost)}在这一句里没有地方写了，请核对：drafter roll --again"

    def _contradictions(self, item: Item) -> Iterator[str]:
        """Where a kept sentence says something else than the answer to the indicator that it prints."""
        rolled = self.decision(item)
        for ask in item.asks if rolled else ():
            answer, own = self.answers.get(ask.indicator), rolled.values.get(ask.id) if rolled else None
            if self.answers.state(ask.indicator) == "not_applicable":
                yield f"沿用的 {item.id} 写到“{ask.label}”，填的却是不适用，请改写或删去这一句：drafter roll --again"
            elif own and answer is not None and self.value(item, ask) != answer:
                yield f"沿用的 {item.id} 里“{ask.label}”是 {own}，{ask.indicator} 填的是 {answer}，请在 report.yaml 里只留一个"


def placed(rolled: Rolled, item: Item) -> Rolled:
    """With the values at what is asked today, where it is not what was asked when they were given; what has no place is left out."""
    today = asked(item)
    if not rolled.values:
        return rolled
    ids = {ask.id for ask in item.asks}
    # Numbers that were given with what was asked then are numbers of that; others may be last year's figures.
    named = [name for name in rolled.values if name not in ids and not (rolled.asked and name.isdecimal())]
    values = {name: value for name, value in rolled.values.items() if name not in named}
    if rolled.asked not in ([], today):
        from difflib import SequenceMatcher

        same = SequenceMatcher(None, rolled.asked, today, autojunk=False).get_matching_blocks()
        new_id = {str(old + n + 1): str(new + n + 1) for old, new, size in same for n in range(size)}
        values = {new_id[old]: value for old, value in values.items() if old in new_id}
    elif not named:
        return rolled
    for (
        name
    ) in named:  # it means what is asked today, so it is not moved with the numbers; what means none or several stays
        meant = meant_by(name, item)
        values[meant[0] if len(meant) == 1 else name] = rolled.values[name]
    return rolled.model_copy(update={"values": values, "asked": today})


def meant_by(name: str, item: Item) -> list[str]:
    """The numbers of all asks that a name may mean: what last year printed there (208件, 208), or what is asked."""
    return [ask.id for ask in item.asks if name.strip("《》") in (ask.last, ask.value, ask.label)]


def asked(item: Item) -> list[str]:
    """What the sentence asks for, as last year printed it."""
    return [ask.last or ask.label for ask in item.asks]


def parsed(ask: Ask, given: str) -> Decimal | str:
    """The value of what was typed for an ask. Raises FormatError where it does not fit."""
    if ask.is_figure:
        if ask.inexact and _TENTH in given and (tenths := _inexact(ask, given)):
            return tenths  # as a percent it would no longer be the form that was typed
        try:
            own = {"id": ask.id, "ask": ask.label, "kind": ask.kind, "unit": ask.unit}
            value = answer_values.parse(_plain().model_copy(update=own), given)
        except FormatError as error:
            if ask.inexact and (inexact := _inexact(ask, given)):
                return inexact
            is_number = ask.kind == "days" and ask.unit != "天"
            raise FormatError(error.message, f"请填数，如 {ask.value}") if is_number else error from None
        assert isinstance(value, Decimal)
        return value
    typed = text.squeeze(text.clean(given).strip()).strip("。；，")
    if ask.kind == "title":
        typed = typed.removeprefix("《").removesuffix("》").strip()
    if not typed or "【待填" in typed:
        raise FormatError(f"没有填{ask.label}", "不知道的请留空")
    return typed


def _inexact(ask: Ask, given: str) -> str:
    """A figure that was typed with a word that bounds it (240余人次), or in 成, as it is to be printed; empty where it is none."""
    from drafter.understanding import quantities

    typed = text.squeeze(text.clean(given)).strip("。；， ")
    found = quantities.find(typed)
    if len(found) != 1 or found[0].text != typed or found[0].value is None:
        return ""
    fits = found[0].kind == ask.kind if ask.kind in ("percent", "money") else found[0].unit in ("", ask.unit)
    return typed if fits and (None in (found[0].low, found[0].high) or found[0].unit == _TENTH) else ""


def _around(ask: Ask, value: str, before: str, behind: str) -> tuple[str, str]:
    """The words around a figure that was typed as it is to be printed: without the unit if it has one, without bounds if it has one."""
    from drafter.understanding import quantities

    found = quantities.find(value)[0]
    unit = next((each for each in (ask.unit, "%") if each and behind.startswith(each)), "")
    rest = behind.removeprefix(unit)
    if None in (found.low, found.high):
        for bound in language.words("roll", "bound_before"):
            before = before.removesuffix(bound)
        for bound in language.words("roll", "bound_behind"):
            rest = rest.removeprefix(bound)
    return before, rest if found.unit else unit + rest


def printed(ask: Ask, value: Decimal | str) -> str:
    """The value as the sentence prints it: in hanzi (六项, 两天) where last year's was, and small; in 万 or 亿 where last year's was
    in either and two decimals are enough.
    """
    if isinstance(value, str):
        return value
    is_in_hanzi = bool(ask.last) and not any(char.isdigit() and char.isascii() for char in text.fold(ask.last))
    if ask.kind in ("count", "days") and is_in_hanzi and value < _LARGEST_IN_HANZI and value == int(value):
        return "两" if value == _TWO and ask.last.startswith("两") else text.chinese_numeral(int(value))
    if ask.kind not in ("money", "percent") and any(scale in ask.last for scale in _SCALES):
        for scale, size in _SCALES.items():
            in_scale = value / size
            if value >= size and in_scale == round(in_scale, 2):
                return f"{answer_values.digits(in_scale)}{scale}"
    return answer_values.printed(ask.kind, value)


_HOLE = re.compile(r"\{(\d+)\}")
_TWO = 2
_SCALES = {"亿": 10**8, "万": 10**4}
_TENTH = "成"
LONGEST_OF = 12
"""Characters of a sentence by which it is known again."""
_LARGEST_IN_HANZI = 100
"""Up to here a figure stays in hanzi where last year's was."""


def _key(ask: Ask) -> str:
    return f"{ask.key}/{ask.time == 'change'}"


@cache
def _plain() -> Question:
    """A question that says nothing, from which others are copied: pydantic takes its time to find what a field is without a value."""
    return Question.model_construct(id="", ask="")
