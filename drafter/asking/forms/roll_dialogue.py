"""The talk about last year's report as pure logic: a State and a typed line in, the next State and messages out.

It goes paragraph by paragraph. One line decides on a whole paragraph, and one line gives the values of up to ten figures, dates
and names of its kept sentences, because a report has a hundred of them. Sentences with words that were true last year (首次) are
decided on by themselves: whoever keeps a paragraph with Enter has not read them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from drafter import text
from drafter.asking import rolled_values
from drafter.asking.answer_values import digits
from drafter.asking.forms import several
from drafter.asking.forms.lines import TakenBack
from drafter.asking.forms.roll_state import Decision, Page, Place, State, Step, arrive, forward, undecided
from drafter.asking.last_year import LONGEST_OF, Item, LastYear, printed
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
_DECIDES = re.compile(r"(?:改写?|删[去除]?|以?后(?:再说)?|沿用?|移)\s*\d")
"""How a line begins that decides on a sentence by its number."""
_COMMAND = re.compile(
    r"(?:沿用?|改写?|删[去除]?|以?后(?:再说)?|移|照写)(?:\s*\d.*)?|目录|清空|跳过本节|全部|(?:跳到|上年)\s*\d*"
)
"""What is a command here or in `drafter ask`, and no figure or name."""
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
        return Step(replace(state, phase="undo"))
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
    "填数：按次序用空格隔开，如 231 207 188；只填其中一项写 3=188；- 这一项先空着；= 照上年（比率照已填的数算，标题年份顺推）；没填完的接着问，编号不变，回车 先空着。",
    "撤销 退回最近一次改动，可以一直退到开头；< 或 返回 上一段；退出（随时可退，已定的都已保存）。",
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
    first = next(iter(state.at_once.values()), None)
    if given is None and first and not first.ask.is_figure:  # the name of a document comes first
        return _kept_and_filled(state, line, is_confirmed=False)
    if given is None:
        hint = f"请输入 删、改、后 和 1 到 {len(state.page)} 的句号，如 删2 改3；全段沿用请直接回车"
        return Step(state, (hint,), refused=True)
    decided: dict[str, Decision] = {item.id: "kept" for item in undecided(state.last, state.page)}
    decided |= given
    changed = tuple(item for item in state.page if decided.get(item.id) == "changed")
    dated = tuple(item for item in state.page if decided.get(item.id) == "kept" and _unconfirmed(item, state))
    waiting = {item.id for item in (*changed, *dated)}
    plain = {id: Rolled(state=to) for id, to in decided.items() if id not in waiting}
    return Step(_next(replace(_with(state, plain), to_change=changed, to_confirm=dated)))


def _kept_and_filled(state: State, values: str, is_confirmed: bool) -> Step:
    """With all that is undecided kept and these values in it."""
    open_ = undecided(state.last, state.page)
    if values and not state.at_once:
        return Step(state, ("这一段没有要填的数；沿用请直接回车",), refused=True)
    confirmed = {item.id: [*item.warnings] if is_confirmed else [] for item in open_}
    after = _with(state, {id: Rolled(state="kept", confirmed=words) for id, words in confirmed.items()})
    dated = tuple(item for item in state.page if after.last.says(item) and _unconfirmed(item, after))
    step = _fill(replace(after, to_confirm=dated), values)
    if step.refused:
        return Step(state, step.messages, refused=True)
    filled = step.state.report
    # They wait with their values.
    waiting = {item.id: filled.roll[item.id].model_copy(update={"state": "later"}) for item in dated}
    report = filled.model_copy(update={"roll": {**filled.roll, **waiting}})
    return step._replace(state=replace(step.state, report=report))


def _rewritten(state: State, number: int, sentence: str) -> Step:
    """With a sentence of those that are shown in the user's own words; the rest is still to be decided."""
    shown = state.to_confirm if state.phase == "dated" else state.page
    if not 0 < number <= len(shown) or _LEFT_OPEN.search(sentence):
        refusal = "方括号里的请换成今年的" if 0 < number <= len(shown) else f"没有第 {number} 句"
        return Step(state, (refusal,), refused=True)
    item = shown[number - 1]
    after, messages = _changed(state, item, sentence)
    after = replace(after, to_confirm=tuple(each for each in state.to_confirm if each is not item), is_shown=True)
    return Step(after if state.phase == "decide" else _next(after), (f"第 {number} 句已改写", *messages))


def _changed(state: State, item: Item, sentence: str) -> tuple[State, tuple[str, ...]]:
    """With this sentence in the place of last year's; its figures answer what they surely count, and the others are offered."""
    after = _with(state, {item.id: Rolled(state="changed", text=sentence)})
    readings = state.read(item, sentence)
    found = rolled_values.found_in(after.report, state.questionnaire, after.answers, item, readings)
    report, doubtful, messages = found
    after = replace(after, report=report, doubtful={**state.doubtful, **doubtful})
    return after, tuple(f"  {message}" for message in messages)


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
    after = _with(state, {item.id: rolled.model_copy(update={"topic": topic})})
    return Step(after, (f"第 {number} 句写到“{title}”里",))


def _decisions(line: str, page: Page) -> dict[str, Decision] | None:
    """删2 改3-4 as what becomes of these sentences of the page; a word without numbers is for all. None where it is neither."""
    decided: dict[str, Decision] = {}
    rest = text.fold(line)
    while rest:
        found = _DECISION.match(rest)
        if found is None:
            return None
        numbers = several.numbers(found["numbers"].strip(" ,、") or f"1-{len(page)}", len(page))
        to = _STATES[found["word"][0]]
        is_whole = len(page) > 1 and not found["numbers"].strip(" ,、")
        if numbers is None or (to == "changed" and is_whole):  # nobody writes a whole paragraph anew by mistake
            return None
        for number in numbers:
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
    settled = {id: to for id, to in decided.items() if to != "changed"}
    rolled = {id: Rolled(state=to, confirmed=words[id] if to == "kept" else []) for id, to in settled.items()}
    left = tuple(item for item in state.to_confirm if item.id not in decided)
    changed = tuple(item for item in state.to_confirm if decided.get(item.id) == "changed")
    return Step(_next(replace(_with(state, rolled), to_confirm=left, to_change=changed)), ("已记",))


def _rewrite(state: State, line: str) -> Step:
    item, *rest = state.to_change
    others = replace(state, to_change=tuple(rest))
    if not line:
        return Step(_next(_with(others, {item.id: Rolled(state="later")})), ("以后再说",))
    if sum(map(text.is_hanzi, line)) < _SENTENCE or _LEFT_OPEN.search(line):
        hint = "请写一整句，方括号里的换成今年的；不改了请直接回车"
        return Step(state, (hint,), refused=True)
    after, messages = _changed(others, item, line)
    return Step(_next(after), ("已改写", *messages))


# Values -------------------------------------------------------------------------------------------------------------


def _fill(state: State, line: str) -> Step:
    """231 207 188 in order, 3=188 for one, = as last year or as reckoned, - for one that is not known yet. What the line does not give is
    asked again under its number, until Enter leaves it open.
    """
    if state.page and _DECIDES.match(text.fold(line)):  # 改3：…… while its figures are asked for
        return _decide(state, line)
    places = state.asked
    values, refusal = several.split(line, [*places])
    command = next((given.typed for given in values if _COMMAND.fullmatch(text.fold(given.typed))), "")
    if command:
        refusal = f"“{command}”是命令，不能和填的内容写在一行，这一行没有记；请单独输入"
    if refusal:
        return Step(state, (refusal,), refused=True)
    after, messages = state, list[str]()
    passed = set[str]() if line else {place.key for place in places.values()}
    for value in values:
        place = places[value.number]
        if text.fold(value.typed) in _SKIPPED:
            passed.add(place.key)
            continue
        step = _given(after, place, value)
        if step.refused:
            return Step(state, step.messages, refused=True)
        after, messages = step.state, [*messages, *step.messages]
    after = replace(after, passed=state.passed | passed)
    still = [place for number, place in after.left.items() if number in places]
    if any(place.ask.indicator not in state.doubtful for place in still):
        messages.append(f"  还有 {len(still)} 项没有填（回车 先空着）")
    else:  # nobody need answer what was only found
        after = replace(after, passed=after.passed | {place.key for place in still})
    if passed and not line:
        messages.append(f"  {len(passed)} 项先空着")
    return Step(_next(after), tuple(messages))


def _given(state: State, place: Place, value: several.Given) -> Step:
    """With one value in its place."""
    questions = state.questionnaire.questions
    if text.fold(value.typed) in _NOT_APPLICABLE:
        if place.item:
            hint = f"第 {value.number} 项写在句子里；今年没有的，请撤销后删去或改写这一句"
            return Step(state, (hint,), refused=True)
        report = rolled_values.with_answer(state.report, place.ask, state="not_applicable", value=None)
        return Step(replace(state, report=report), (f"  {place.ask.label}：不适用",))
    entry, origin = proposed(place, state) if text.fold(value.typed) == _SAME else (value.typed, "typed")
    try:
        known = rolled_values.read(place.ask, place.item, entry, questions)
    except FormatError as error:
        refusal = f"第 {value.number} 项（{place.ask.label}）{error.message}。{error.hint}"
        return Step(state, (refusal,), refused=True)
    report = rolled_values.with_value(state.report, state.last, place.ask, place.item, known, questions)
    after = replace(state, report=report)
    unit = place.ask.unit if place.ask.kind not in ("money", "text") and isinstance(known, Decimal) else ""
    as_last = "（照上年）" if origin == "last" else ""
    odd = rolled_values.odd(after.last, state.questionnaire, place.ask, place.item, known)
    if as_last and place.ask.kind == "percent":
        odd = (*odd, "这个比率算不出来，是照上年写的")
    recorded = f"  {place.ask.label}：{printed(place.ask, known)}{unit}{as_last}"
    return Step(after, (recorded, *(f"  请核对：{remark}" for remark in odd)))


def proposed(place: Place, state: State) -> tuple[str, str]:
    """What = stands for, and where it is from: made of this year's figures, found in a sentence of the user's own, or last year's."""
    ask = place.ask
    if not place.item and (found := state.doubtful.get(ask.indicator)) is not None:
        return digits(found) + ("元" if ask.kind == "money" else ""), "found"
    return rolled_values.proposed(state.last, state.questionnaire, state.report.year, ask, place.item)


def listed(place: Place, questionnaire: Questionnaire, last: LastYear, year: int) -> str:
    """What is asked, with last year's, and what = stands for where that is another value."""
    ask, (same, origin) = place.ask, rolled_values.proposed(last, questionnaire, year, place.ask, place.item)
    unit = f"（{ask.unit}）" if ask.is_figure and ask.unit else ""
    offer = f"= {same}" if origin == "made" and same.removesuffix("元") != ask.value else ""
    before = f"上年：{ask.last}" if ask.last else ""
    return f"{ask.label}{unit}　{'；'.join(filter(None, (before, offer)))}".rstrip()


# Back -------------------------------------------------------------------------------------------------------------


def taken_back(state: State, taken: TakenBack) -> Step:
    """Behind an undo: at the first paragraph of which something was taken back."""
    keys = {key for section, key in taken.places if section == "roll"} or {key for _, key in taken.places}
    named = (
        {name for item in page for name in (item.id, *(ask.indicator for ask in item.asks))} for page in state.pages
    )
    at = next((at for at, names in enumerate(named) if names & keys), state.at)
    return Step(arrive(replace(state, report=taken.report), at), (taken.told,))


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
    return replace(state, report=report)
