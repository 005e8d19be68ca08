"""The talk about last year's report as pure logic: a State and a typed line in, the next State and messages out.

It goes paragraph by paragraph. One line decides on a whole paragraph, and one line gives the values of up to ten figures, dates
and names of its kept sentences, because a report has a hundred of them. Sentences with words that were true last year (首次) are
decided on by themselves: whoever keeps a paragraph with Enter has not read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from drafter import dates, text
from drafter.asking import rolled_values
from drafter.asking.answer_doubts import doubts, is_far, reckoned
from drafter.asking.answer_values import digits
from drafter.asking.answers import Answers
from drafter.asking.forms import several
from drafter.asking.forms.roll_state import Decision, Page, Place, State, Step, arrive, forward
from drafter.asking.last_year import LONGEST_OF, Item, printed
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Rolled

_SENTENCE = 4
"""Hanzi from which a text is a sentence."""
_DECISION = re.compile(r"(?P<word>沿用?|改写?|删[去除]?|以?后(?:再说)?)\s*(?P<numbers>[\d\s,、-]*)")
_MOVE = re.compile(r"移(\d{1,3})[到:]?(.+)")
_OWN = re.compile(r"改写?\s*(\d{1,3})(\D.*)")
_CONFIRMING = "照写"
"""Before the values of a paragraph: its dated words hold too."""
_VALUE = re.compile(r"[\d=/-]")
_SPAN = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
_STATES: dict[str, Decision] = {
    "沿": "kept", "改": "changed", "删": "dropped", "后": "later", "以": "later",
}  # fmt: skip
_LEFT_OPEN = re.compile(r"【待填|\[[^\[\]]*\]")
"""Where nobody has written this year's value."""
_NOT_APPLICABLE = ("/", "不适用")
_SKIPPED, _SAME = (*several.LEFT_OPEN, "不知道", "待填"), "="


def step(state: State, typed: str) -> Step:
    """The talk after the user typed a line, which is a command or what the phase waits for."""
    line = text.clean(typed).strip()
    command = text.fold(line).replace(" ", "")
    if command in ("撤销", "u"):
        return _undone(state)
    if command in ("<", "《", "返回"):
        at = max(0, state.at - 1)
        return Step(arrive(state, at), () if state.at else ("已经是第一段",))
    if command in ("?", "帮助"):
        return Step(state, HELP)
    if command == "退出":
        return Step(replace(state, phase="done"), ("已保存；再次运行 drafter roll，会从没定的第一段继续",))
    return {"decide": _decide, "dated": _dated, "rewrite": _rewrite, "fill": _fill}[state.phase](state, line)


def problem(state: State, typed: str) -> str:
    """What is wrong with a line that is still being typed, or nothing."""
    after = step(state, typed)
    return after.messages[0] if after.refused else ""


HELP = (
    "回车 整段沿用；删2 第2句不要；改3 第3句另写，也可以直接写 改3：新的一句话；后4 第4句以后再说；可连写：删2 改3，其余沿用；只写 删，整段不要。",
    "移2 行政复议 第2句写到这个主题里，再定留不留。",
    "看的时候就能填数：231 207 188 整段沿用、按次序填；照写 231 207 188 连注意的词也照写。",
    "填数：按次序用空格隔开，如 231 207 188；只填其中一项写 3=188；- 这一项先空着；= 照上年（比率照已填的数算，标题年份顺推）。",
    "撤销 退回上一步；< 或 返回 上一段；退出（随时可退，已定的都已保存）。",
)


# A paragraph --------------------------------------------------------------------------------------------------------


def _decide(state: State, line: str) -> Step:
    """Enter keeps what is left of the paragraph, and so do its values, 231 207 188; 照写 before them confirms its dated words too. 删2 改3 says
    what becomes of these, and the others are kept; 删 is for all; 移2 only says where a sentence is to stand.
    """
    if move := _MOVE.fullmatch(text.fold(line).replace(" ", "")):
        return _moved(state, int(move[1]), move[2])
    if (own := _OWN.fullmatch(line)) and sum(map(text.is_hanzi, own[2])) >= _SENTENCE:
        return _rewritten(state, int(text.fold(own[1])), own[2].lstrip(" ：:=＝"))
    values = line.removeprefix(_CONFIRMING).strip()
    if line.startswith(_CONFIRMING) or _VALUE.match(text.fold(values)):
        return _kept_and_filled(state, values, is_confirmed=values != line)
    given = _decisions(line, state.page)
    if given is None and state.at_once and not state.at_once[0].ask.is_figure:  # the name of a document comes first
        return _kept_and_filled(state, line, is_confirmed=False)
    if given is None:
        hint = f"请输入 删、改、后 和 1 到 {len(state.page)} 的句号，如 删2 改3；全段沿用请直接回车"
        return Step(state, (hint,), refused=True)
    decided: dict[str, Decision] = {item.id: "kept" for item in state.undecided(state.page)}
    decided |= given
    changed = tuple(item for item in state.page if decided.get(item.id) == "changed")
    dated = tuple(item for item in state.page if decided.get(item.id) == "kept" and _unconfirmed(item, state))
    waiting = {item.id for item in (*changed, *dated)}
    plain = {id: Rolled(state=to) for id, to in decided.items() if id not in waiting}
    return Step(_next(replace(_with(state, plain), to_change=changed, to_confirm=dated)))


def _kept_and_filled(state: State, values: str, is_confirmed: bool) -> Step:
    """With all that is undecided kept and these values in it."""
    open_ = state.undecided(state.page)
    if values and not state.at_once:
        return Step(state, ("这一段没有要填的数；沿用请直接回车",), refused=True)
    confirmed = {item.id: [*item.warnings] if is_confirmed else [] for item in open_}
    after = _with(state, {id: Rolled(state="kept", confirmed=words) for id, words in confirmed.items()})
    dated = tuple(item for item in state.page if after.last.says(item) and _unconfirmed(item, after))
    step = _fill(replace(after, to_confirm=dated), values)
    if step.refused:
        return Step(state, step.messages, refused=True)
    filled = step.state.report
    waiting = {
        item.id: filled.roll[item.id].model_copy(update={"state": "later"}) for item in dated
    }  # with their values
    report = filled.model_copy(update={"roll": {**filled.roll, **waiting}})
    one_step = (*state.earlier, (state.report, state.at))  # for 撤销
    return step._replace(state=replace(step.state, report=report, earlier=one_step))


def _rewritten(state: State, number: int, sentence: str) -> Step:
    """With a sentence of those that are shown in the user's own words; the rest is still to be decided."""
    shown = state.to_confirm if state.phase == "dated" else state.page
    if not 0 < number <= len(shown) or _LEFT_OPEN.search(sentence):
        refusal = "方括号里的请换成今年的" if 0 < number <= len(shown) else f"没有第 {number} 句"
        return Step(state, (refusal,), refused=True)
    item = shown[number - 1]
    after = _with(state, {item.id: Rolled(state="changed", text=sentence)})
    after = replace(after, to_confirm=tuple(each for each in state.to_confirm if each is not item))
    return Step(_next(after) if state.phase == "dated" else after, (f"第 {number} 句已改写",))


def _moved(state: State, number: int, name: str) -> Step:
    """With a sentence of the paragraph put under another topic; what becomes of it is still to be decided."""
    if not 0 < number <= len(state.page):
        return Step(state, (f"没有第 {number} 句",), refused=True)
    try:
        topic = state.questionnaire.topic_of(name)
    except FormatError as error:
        return Step(state, (f"{error.message}。{error.hint}",), refused=True)
    item = state.page[number - 1]
    rolled = state.last.decision(item) or Rolled(state="later")
    title = state.questionnaire.topics[topic]
    return Step(
        _with(state, {item.id: rolled.model_copy(update={"topic": topic})}), (f"第 {number} 句写到“{title}”里",)
    )


def _decisions(line: str, page: Page) -> dict[str, Decision] | None:
    """删2 改3-4 as what becomes of these sentences of the page; a word without numbers is for all. None where it is neither."""
    decided: dict[str, Decision] = {}
    rest = text.fold(line)
    while rest:
        found = _DECISION.match(rest)
        if found is None:
            return None
        numbers = [
            number
            for first, last in _SPAN.findall(found["numbers"])
            for number in range(int(first), int(last or first) + 1)
        ]
        to = _STATES[found["word"][0]]
        is_of_one = to != "changed" or numbers or len(page) == 1  # nobody writes a whole paragraph anew by mistake
        if not is_of_one or not all(0 < number <= len(page) for number in numbers):
            return None
        for number in numbers or range(1, len(page) + 1):
            decided[page[number - 1].id] = to
        rest = rest[found.end() :].lstrip(" ,、")
    return decided


def _unconfirmed(item: Item, state: State) -> list[str]:
    rolled = state.last.decision(item)
    return [word for word in item.warnings if rolled is None or word not in rolled.confirmed]


def _next(state: State) -> State:
    """At the next sentence that is asked about by itself, then at the values, then at the next paragraph."""
    if state.to_change or state.to_confirm:
        return replace(state, phase="rewrite" if state.to_change else "dated")
    state = replace(state, phase="fill")
    return state if state.asked else forward(state)


def _dated(state: State, line: str) -> Step:
    """沿 for all of the sentences that are shown, 沿1 删2 for some, 改1：…… in the user's own words; Enter: later."""
    if (own := _OWN.fullmatch(line)) and sum(map(text.is_hanzi, own[2])) >= _SENTENCE:
        return _rewritten(state, int(text.fold(own[1])), own[2].lstrip(" ：:=＝"))
    decided = _decisions(line or "后", state.to_confirm)
    if decided is None:
        hint = "请输入 沿（照写）、改、删 或 后（以后再说），几句不一样的写 沿1 删2"
        return Step(state, (hint,), refused=True)
    words = {item.id: [*item.warnings] for item in state.to_confirm}
    rolled = {
        id: Rolled(state=to, confirmed=words[id] if to == "kept" else [])
        for id, to in decided.items()
        if to != "changed"
    }
    left = tuple(item for item in state.to_confirm if item.id not in decided)
    changed = tuple(item for item in state.to_confirm if decided.get(item.id) == "changed")
    return Step(_next(replace(_with(state, rolled), to_confirm=left, to_change=changed)), ("已记",))


def _rewrite(state: State, line: str) -> Step:
    item, *rest = state.to_change
    rolled = Rolled(state="later")
    if line:
        if sum(map(text.is_hanzi, line)) < _SENTENCE or _LEFT_OPEN.search(line):
            hint = "请写一整句，方括号里的换成今年的；不改了请直接回车"
            return Step(state, (hint,), refused=True)
        rolled = Rolled(state="changed", text=line)
    after = _with(replace(state, to_change=tuple(rest)), {item.id: rolled})
    return Step(_next(after), ("已改写" if line else "以后再说",))


# Values -------------------------------------------------------------------------------------------------------------


def _fill(state: State, line: str) -> Step:
    """231 207 188 in order, 3=188 for one, = as last year or as reckoned, - for one that is not known yet; Enter for none."""
    places = state.asked
    values, refusal = several.split(line, len(places))
    if refusal:
        return Step(state, (refusal,), refused=True)
    after, messages = state, list[str]()
    for at, given, _ in values:
        if text.fold(given) in _SKIPPED:
            continue
        place = places[at - 1]
        if text.fold(given) in _NOT_APPLICABLE:
            if place.item:
                hint = f"第 {at} 项写在句子里；今年没有的，请撤销后删去或改写这一句"
                return Step(state, (hint,), refused=True)
            report = rolled_values.with_answer(after.report, place.ask, state="not_applicable", value=None)
            after = replace(after, report=report)
            messages.append(f"  {place.ask.label}：不适用")
            continue
        try:
            entry = (
                proposed(place, after.questionnaire, after.answers, after.report.year)
                if text.fold(given) == _SAME
                else given
            )
            known = rolled_values.read(place.ask, place.item, entry, state.questionnaire.questions)
        except FormatError as error:
            return Step(state, (f"第 {at} 项（{place.ask.label}）{error.message}。{error.hint}",), refused=True)
        questions = state.questionnaire.questions
        report = rolled_values.with_value(after.report, after.last, place.ask, place.item, known, questions)
        after = replace(after, report=report)
        unit = place.ask.unit if place.ask.kind not in ("money", "text") and isinstance(known, Decimal) else ""
        messages.append(f"  {place.ask.label}：{printed(place.ask, known)}{unit}")
        messages += (f"  请核对：{remark}" for remark in _doubts(place, known, after))
    if messages:
        if still := sum(place in after.open_asks for place in places):
            messages.append(f"  还有 {still} 项先空着")
        after = replace(after, earlier=(*state.earlier, (state.report, state.at)))
    after = replace(after, skipped=state.skipped + sum(place in after.open_asks for place in places))
    return Step(_next(after), tuple(messages))


def proposed(place: Place, questionnaire: Questionnaire, answers: Answers, year: int) -> str:
    """What = stands for: a rate that follows from the other answers, a title with the year moved on, else last year's."""
    ask = place.ask
    if ask.indicator and (value := reckoned(questionnaire, answers, ask.indicator)) is not None:
        return digits(value)
    if ask.likely and isinstance(answer := answers.get(ask.likely), Decimal):
        return printed(ask, answer)
    if ask.kind in ("title", "docno", "date"):
        return re.sub(dates.YEAR, lambda found: str(int(found[0]) + (int(found[0]) == year - 1)), ask.value)
    return ask.typed


def listed(place: Place, questionnaire: Questionnaire, answers: Answers, year: int) -> str:
    """What is asked, with last year's, and what = stands for where that is another value."""
    ask, same = place.ask, proposed(place, questionnaire, answers, year)
    unit = f"（{ask.unit}）" if ask.is_figure and ask.unit else ""
    offer = "" if same.removesuffix("元") == ask.value else f"；= {same}"
    return f"{ask.label}{unit}　上年：{ask.last or '（没有）'}{offer}"


def _doubts(place: Place, value: Decimal | str, state: State) -> Iterator[str]:
    ask = place.ask
    if ask.indicator in state.questionnaire.questions:
        yield from doubts(state.questionnaire, state.answers, ask.indicator)
    elif isinstance(value, Decimal) and is_far(value, Decimal(ask.value or 0)):
        yield f"与上年（{ask.last}）相差很大，填错了可以撤销"


# Back -------------------------------------------------------------------------------------------------------------


def _undone(state: State) -> Step:
    if not state.earlier:
        return Step(state, ("没有可以撤销的",), refused=True)
    *rest, (report, at) = state.earlier
    before = state.report.model_copy(update={"roll": report.roll, "answers": report.answers})
    there = arrive(replace(state, report=before, earlier=tuple(rest)), at)
    return Step(there, ("已撤销",))


def _with(state: State, changed: dict[str, Rolled]) -> State:
    """With these sentences decided; values and confirmed words that a kept one has already stay."""
    before, new = state.report.roll, dict[str, Rolled]()
    for id, rolled in changed.items():
        item = state.last.by_id[id]
        given: dict[str, Any] = {"of": item.text[:LONGEST_OF]}
        old = state.last.decision(item)
        if old and not rolled.topic:
            given["topic"] = old.topic
        if rolled.state == "kept" and old:
            given |= {"values": old.values, "asked": old.asked, "confirmed": rolled.confirmed or old.confirmed}
        new[id] = rolled.model_copy(update=given)
    if all(before.get(id) == rolled for id, rolled in new.items()):
        return state
    report = state.report.model_copy(update={"roll": {**before, **new}})
    return replace(state, report=report, earlier=(*state.earlier, (state.report, state.at)))
