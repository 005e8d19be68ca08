"""Whether the first suggestion for a rough note says exactly what the note says, in formal words. Notes in, faults out.

A suggestion is right only if it has none of these faults. Where the notes were written by somebody who listed their figures
(`says`), these count; else the figures that the reader of quantities finds in the note. How far the rule agrees with readers
who marked first suggestions without knowing it, `agreement` tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from drafter import language, yamlfile
from drafter.language import units, word_borders
from drafter.model import Suggestion
from drafter.suggesting import patterns, sense
from drafter.suggesting.formal import cleaning
from drafter.suggesting.formal.kept_words import own_words
from drafter.suggesting.formal.statements import with_known_unit
from drafter.suggesting.formal.tokens import Token
from drafter.suggesting.formal.word_classes import is_organ, listed, spoken, spoken_verbs
from drafter.suggesting.formal.wording import DOUBTED
from drafter.suggesting.note import FIGURE_KINDS
from drafter.text import bare, fold
from drafter.understanding import quantities

BLIND = Path(__file__).parents[1] / "data" / "blind-notes.yaml"
Suggest = Callable[[str], Sequence[Suggestion]]
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,})\1")
_STUMPS = frozenset(
    "来去跑列加删清调抽查发贴审改结输败述回收办过走放推投坐喊议带签修飞接压添评送考用交挂看听帮报化拿翻揪解催坏做写搭砍换退学讲教唱演开建设配买拆关罚抓捞订印拍录招聘请补给花掏拨领派搬种铺装停试测劝吵闹冲盯管涨跌少多留废失扣追要转还定提让叫问答进出上下"
)
"""Spoken verbs of one character, which are half a sentence where they stand alone."""
_BEFORE_STUMP = ("均", "已", "也", "未", "尚", "均已", "尚未", "不")
_FULL_STOPS = str.maketrans({"\n": "，"})
_BARE_NUMBER = re.compile(
    r"(?<![\w.])\d{1,7}(?:\.\d+)?(?![\w.%])|(?<=[^\W\da-zA-Z])\d{1,4}(?:\.\d+)?(?=\s|$|[，,。；;、])"
)


def faults(entry: Mapping[str, Any], found: Sequence[Suggestion]) -> Iterator[str]:
    """What is wrong with the first suggestion for a note; nothing if it is right."""
    note = entry["note"]
    if not found:
        yield "没有建议"
        return
    text = found[0].text
    if "【待填" in text:
        yield "有空缺"
    wanted, said = _wanted(entry), _figures(text)
    said += (wanted - said) & _said_otherwise(note, text)
    if lost := wanted - said:
        yield f"少了数 {_shown(lost)}"
    if added := said - wanted - _small_numbers(note):
        yield f"多了数 {_shown(added)}"
    if lost_words := [word for word in _content(note) if not _stands_in(word, text)]:
        yield f"少了词 {'、'.join(lost_words)}"
    if left := patterns.colloquial(text):
        yield f"口语 {'、'.join(left)}"
    if bare(text) == bare(note) and patterns.colloquial(note):
        yield "原样奉还"
    for remark in filter(patterns.is_remark, re.split("[，。；：、（）]", text.replace(DOUBTED, ""))):
        yield f"留言 {remark}"
    if stumps := list(_stumps(text)):
        yield f"半截话 {'、'.join(stumps)}"
    yield from _other_units(note, text)
    if doer := _doer_behind_verb(note, text):
        yield f"做事的人成了宾语 {doer}"
    if doubled := _DOUBLED.search(text):
        yield f"重复 {doubled.group()}"
    typed = word_borders.words(_told(note), own_words())
    told = "".join(word if word == "以后" else spoken().get(word) or spoken().get(f"{word}$", word) for word in typed)
    # What cannot be done is not denied as 没 or 不 denies: 难以拆除 for 拆不动 keeps the sense, and 无法 does.
    told = re.sub("(?<=[\u4e00-\u9fff])不(?:了|动|下去|下来|出来|上来|通(?!过))", "", told)
    of_note, of_text = (sense.sense_of(re.sub("难以|无法", "", each)) for each in (told, text))
    for name in ("denies", "plans", "tells_a_problem"):
        if getattr(of_note, name) != getattr(of_text, name):
            yield f"语义 {name}"


def _stumps(text: str) -> Iterator[str]:
    """Spoken verbs of one character that stand alone before a figure, at the end of a clause or behind 均, 已, 未: 均回, 来260人."""
    text = fold(text)
    for quantity in reversed(quantities.find(text.replace("\n", " "))):  # else 412人参考 is cut into 人参 and 考
        if quantity.text[0].isdigit():
            text = f"{text[: quantity.start]}0{text[quantity.end :]}"
    for clause in re.split("[，。；：、（）,;“”]", text.translate(_FULL_STOPS)):
        words = word_borders.words(clause, frozenset(own_words()) - spoken().keys())
        for before, word, behind in zip(["", *words], words, [*words[1:], ""], strict=False):
            if (
                word in _STUMPS
                and before not in listed("first_of_two")
                and not (word in "上下" and len(before) > 1 and before not in word_borders.verbs())  # 官方网站上
                and not (word in "多少" and before in ("最", "较", "更", "事", "人", "案"))
                and (not behind or behind[0].isdigit() or behind[0] in "约近" or before in _BEFORE_STUMP)
            ):
                yield word


def _other_units(note: str, text: str) -> Iterator[str]:
    """Figures that count something else than in the note, whatever stands first in a series: 执法人员共146，有证的139."""
    series: set[str] = set()
    list(_units_of(note, text, series))
    yield from _units_of(note, text, series)


def _units_of(note: str, text: str, series: set[str]) -> Iterator[str]:
    """Figures that count something else than in the note: with another unit, or with one that the note does not have."""
    cleaned = cleaning.cleaned(note)
    of_note = [with_known_unit(each) for each in quantities.find(cleaned.replace("\n", " ")) if each.value is not None]
    known = {units.meaning(each.unit) for each in of_note if each.kind == "count" and each.unit}
    proper = {("个", unit) for unit in (*language.table("measures")["counted_in"], "人")}
    for said in quantities.find(fold(text)):
        if said.value is None or said.kind not in ("count", "money") or said.unit in ("", "个"):
            continue
        if said.kind == "count" and len(said.unit) == 1 and said.unit not in units.KNOWN:  # 中风险1暂缓
            continue
        # 兑了2800万，136家: the reader lends 家 to the figure before, which was typed without a unit.
        same = [each.unit if each.unit in each.text else "" for each in of_note if each.value == said.value]
        if any(
            units.meaning(unit) == units.meaning(said.unit) or units.family(unit) == units.family(said.unit)
            for unit in same
            if unit
        ):
            continue
        if any(("" if not unit else units.meaning(unit), said.unit) in proper for unit in same):
            continue
        if "" in same or not same:
            words = fold(text)[: said.start].rstrip("约近")
            is_implied = units.meaning(said.unit) in known or not known
            is_implied = is_implied or (said.kind == "money" and said.value >= 10_000)
            # 新接155 behind 在册214人 is of a series, and the series was found to have this unit.
            is_implied = is_implied or (said.kind == "count" and said.unit in series)
            if is_implied or (
                said.unit in language.table("formal")["counted_in"]
                and words.endswith(tuple(language.table("formal")["counted_in"][said.unit]))
            ):
                series.add(said.unit)
                continue
        yield f"单位 {said.text}"


def _doer_behind_verb(note: str, text: str) -> str:
    """An organ that stood before the verb in the note and stands behind it in the text: 立案仲裁院305件."""
    verbs = listed("fronted") | listed("plain_verbs")
    found = list(map(str, word_borders.words(fold(text), own_words())))
    for verb, organ in pairwise(found):
        typed = cleaning.cleaned(note)
        if (
            verb in verbs - listed("receiving")  # 收到检察院建议4份
            and len(organ) > 2
            and is_organ(Token(organ))
            and typed.find(organ) > -1
            and verb not in typed[: typed.find(organ)]
        ):
            return organ
    return ""


def agreement() -> str:
    """Of the first suggestions that blind readers marked: how many of those with a mark of 0 or 1 the rule catches, and how many
    with 2 or 3 it fails. Notes without a mark are not read yet.
    """
    failed = Counter[bool]()
    entries = [entry for entry in yamlfile.read(BLIND)[0]["notes"] if "mark" in entry]
    for entry in entries:
        first = Suggestion("own", entry["first"], entry["first"], 0.0, "", "")
        failed[int(entry["mark"]) >= 2] += any(faults(entry, [first]))
    good = sum(int(entry["mark"]) >= 2 for entry in entries)
    return f"读者给 0、1 分的 {len(entries) - good} 条查出 {failed[False]} 条；给 2、3 分的 {good} 条错判 {failed[True]} 条"


def blind(suggest: Suggest) -> dict[str, tuple[float, float, str]]:
    """Of every batch that was written blind: the shares that are right in the first run and now, and how many notes of the
    first run a blind reader gave each mark.
    """
    entries = yamlfile.read(BLIND)[0]["notes"]
    found = {}
    for batch in sorted({entry["batch"] for entry in entries}):
        own = [entry for entry in entries if entry["batch"] == batch]
        right, _ = share(own, suggest)
        marks = Counter(entry["mark"] for entry in own if "mark" in entry)
        first = sum(not entry["faults"] for entry in own) / len(own)
        found[batch] = (first, right / len(own), "、".join(str(marks[mark]) for mark in "3210") if marks else "还没有")
    return found


def share(entries: Sequence[Mapping[str, Any]], suggest: Suggest) -> tuple[int, list[tuple[str, str, list[str]]]]:
    """How many notes are right, and of every other its note, the suggestion and the faults."""
    judged = [
        (entry["note"], found, list(faults(entry, found))) for entry in entries for found in [suggest(entry["note"])]
    ]
    wrong = [(note, found[0].text if found else "", wrongs) for note, found, wrongs in judged if wrongs]
    return len(judged) - len(wrong), wrong


def _wanted(entry: Mapping[str, Any]) -> Counter[Decimal]:
    if "says" in entry:
        return Counter(Decimal(str(value)) for value in entry["says"])
    return _figures(cleaning.cleaned(entry["note"]))


def _figures(text: str) -> Counter[Decimal]:
    """The values of all figures that are data; the bounds of a range are two."""
    values: Counter[Decimal] = Counter()
    folded = re.sub("几[十百千万]", "若干", fold(text))  # 几十项 is no figure
    taken = []
    for quantity in quantities.find(folded):
        if quantity.kind not in FIGURE_KINDS or quantity.value is None:
            if quantity.kind != "name":
                taken.append((quantity.start, quantity.end))
            continue
        taken.append((quantity.start, quantity.end))
        if isinstance(quantity.value, Decimal):
            values[quantity.value.normalize()] += 1
        else:
            values.update(each.normalize() for each in (quantity.low, quantity.high) if each is not None)
    hotlines = language.words("formal", "hotlines")
    for number in _BARE_NUMBER.finditer(folded):
        inside = any(start < number.end() and number.start() < end for start, end in taken)
        is_hotline = number.group() in hotlines and folded[number.start() - 1 : number.start()] != "约"
        if not inside and not is_hotline:
            values[Decimal(number.group()).normalize()] += 1
    return values


_DATE = re.compile(r"(?<![0-9.])([0-9]{1,2})(?:月|[日号]|[-至到][0-9]{1,2}月)")
_RANK = re.compile("第([0-9]{1,3}|[一二三])(?!责任)")
_SMALL = {"零": 0, "一": 1, "两": 2, "二": 2, "三": 3}


def _said_otherwise(note: str, text: str) -> Counter[Decimal]:
    """Values that a writer lists as figures and the program keeps as words, where the text keeps them as well: the numbers of
    dates (12月4日), 零 before a noun, 半 before a unit of time, and a small number in hanzi before its unit (一次).
    """
    found = Counter[Decimal]()
    dates = Counter(Decimal(each) for each in _DATE.findall(fold(text)))
    found += dates & Counter(Decimal(each) for each in _DATE.findall(fold(note).replace("-", "至")))
    found += _small_numbers(note) & _small_numbers(text)
    found += Counter(Decimal(_SMALL.get(each, each)) for each in _RANK.findall(fold(note)) if f"第{each}" in fold(text))
    if re.search("半[天日年个]", note) and re.search("半[天日年个]", text):
        found[Decimal("0.5")] += 1
    return found


def _small_numbers(text: str) -> Counter[Decimal]:
    """The values of 一, 两 and so on before a unit or a noun, which some writers list and others do not."""
    behind = "[\u4e00-\u9fff]"
    return Counter(Decimal(value) for hanzi, value in _SMALL.items() for _ in re.findall(hanzi + behind, fold(text)))


def _shown(values: Counter[Decimal]) -> str:
    return "、".join(f"{value:f}" for value in values.elements())


def _told(note: str) -> str:
    """The note without remarks to colleagues, which are not to be said; what holds a figure is no remark."""
    clauses = re.split(r"([\s,，。;；:：!！()（）])", cleaning.cleaned(note))
    return "".join(each for each in clauses if not patterns.is_remark(each))


def _content(note: str) -> Iterator[str]:
    """The words of a note that must not be lost: two hanzi or more, no chatter, none that has a formal word in its place."""
    table = language.table("formal")
    passed = {
        *(word.strip("^$#") for word in spoken()),
        *spoken_verbs(),
        *chain(table["organs"], table["says_nothing"], table["written_out"], table["years"], table["aspects"]),
        *language.words("spoken_verbs", "directions"),
        *table["demonstratives"],
        "个人",
        "人员",
        "不够",
        "出头",
        "就是",
        "一块",  # 一块部署 is 共同部署
        "上下",  # 四十上下 is 40左右
        "提到",  # 从88%提到94%
        "扎实",  # 搞扎实 is 抓实
        "一遍",  # 再理一遍 is 再次梳理
    }
    text = _told(note)
    for quantity in reversed(quantities.find(text.replace("\n", " "))):
        text = text[: quantity.start] + "0" * (quantity.end - quantity.start) + text[quantity.end :]
    for word in word_borders.words(text, own_words()):
        if len(word) > 1 and re.fullmatch(r"[\u3400-\u9fff]+", word) and word not in passed:
            yield "案件" if word == "案子" else word


def _stands_in(word: str, text: str) -> bool:
    """Whether the characters of a word stand in the text in their order: 法援 in 法律援助."""
    rest = iter(text)
    return all(char in rest for char in word)
