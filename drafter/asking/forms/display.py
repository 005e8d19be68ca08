"""What the user sees of the interview: a State in, lines of text out, without colour."""

from __future__ import annotations

from drafter.asking.answer_doubts import reckoned
from drafter.asking.answer_values import labelled, rows
from drafter.asking.answers import Answers
from drafter.asking.forms import checklist, dialogue, navigation
from drafter.asking.forms.state import FIGURES, State
from drafter.asking.last_year import Doubtful
from drafter.asking.measure_file import Measure
from drafter.formats import Question

TOOLBAR = "回车 跳过  < 返回  / 不适用  目录  撤销  ? 帮助  退出"
TAKE_DOUBTFUL = "上年 ="
_BAR_CELLS = 10
_SOURCES_SHOWN = 3


def head(state: State) -> tuple[str, ...]:
    """The question with its progress, what helps to answer it and the present answer; for notes, the notes so far; for measures,
    the checklist.
    """
    if state.phase == "overview":
        return navigation.listed_topics(state)
    if state.stop.is_checklist:
        return _checklist(state)
    if state.at_notes:
        said = ((note.accepted or note.note) + (f"（{note.from_}）" if note.from_ else "") for note in state.notes)
        notes = (f"  {n}. {each}" for n, each in enumerate(said, 1))
        offer = ("输入“改写”，把还没有定稿的几条一次改成正式文字。",) if dialogue.open_notes(state) else ()
        beyond = "清单以外" if state.measures.points.get(state.stop.topic) else "数字以外"
        change = ("删 2 删去第 2 条，移 2 学法用法 移到另一个主题。",) if state.notes else ()
        return (
            f"{_title(state)} · 随手记",
            f"{beyond}想写的做法和事例，一行一条；没有请直接回车。",
            *notes,
            *offer,
            *change,
        )
    question, answers = state.question, state.answers
    if len(state.asked) > 1:
        listed = (f"{n:>3}. {_in_list(state, id)}" for n, id in enumerate(state.asked, 1))
        is_doubtful = any((found := _perhaps(state, id)) and found.typed for id in state.asked)
        all_of_them = f"     上年可能的数都对，输入 {TAKE_DOUBTFUL}；只有第 3 项对，输入 上年 3=="
        return (_progress(state), *listed, *((all_of_them,) if is_doubtful else ()))
    unit = f"（{question.unit}）" if question.unit else ""
    last_year = answers.last_year(question.id)
    facts = {
        "填报": question.department,
        "上年": labelled(question, last_year) if last_year is not None else "",
        **_perhaps_alone(state, question.id),
        "例": question.example,
    }
    facts_line = " · ".join(f"{name}：{fact}" for name, fact in facts.items() if fact)
    result = reckoned(state.questionnaire, answers, question.id)
    result_line = f"由已填的数算出：{labelled(question, result)}" if result is not None else ""
    lines = (
        _progress(state),
        f"{question.ask}{unit}{'【必填】' if question.required else ''}",
        facts_line,
        question.help,
        "　".join(f"{number}. {each}" for number, each in enumerate(question.choices, 1)),
        result_line,
    )
    return (*filter(None, lines), *_current(question, answers))


def _in_list(state: State, id: str) -> str:
    """A question as one line of a list."""
    question, answers = state.questionnaire.questions[id], state.answers
    last, now, made = answers.last_year(id), answers.get(id), reckoned(state.questionnaire, answers, id)
    facts = (
        f"上年：{labelled(question, last)}" if last is not None else "",
        f"{perhaps.said}（上年报告第 {perhaps.line} 行）" if (perhaps := _perhaps(state, id)) else "",
        f"现有：{labelled(question, now)}" if now is not None else "",
        f"= {labelled(question, made)}" if made is not None else "",
        question.department,
    )
    within = "其中，" if question.when in state.asked else ""
    required = "【必填】" if question.required else ""
    return f"{within}{question.ask}（{question.unit}）{required}　{' · '.join(filter(None, facts))}"


def _perhaps(state: State, id: str) -> Doubtful | None:
    """What last year's report gives for the question perhaps, where nobody has said yet what it was."""
    found = state.manner.doubtful.get(id)
    return found if state.answers.last_year(id) is None else None


def _perhaps_alone(state: State, id: str) -> dict[str, str]:
    """The same beside a single question: what it is called, and what it is."""
    if (found := _perhaps(state, id)) is None:
        return {}
    name, more = ("上年可能是", f"是就输入 {TAKE_DOUBTFUL}") if found.typed else ("上年写的是约数", "不作对比")
    return {name: f"{found.text}（上年报告第 {found.line} 行，{more}）"}


def group(state: State) -> tuple[str, ...]:
    """The heading of the topic that begins."""
    help_ = next((each.help for each in state.questionnaire.groups if each.topic == state.stop.topic), "")
    return tuple(filter(None, ("", f"== {_title(state)} ==", help_)))


def prompt(state: State) -> str:
    """What stands before the cursor."""
    match state.phase:
        case "command":
            return "回车 是命令，1 是要填的内容> "
        case "overview":
            return "主题的编号（回车 接着往下填）> "
        case "choose":
            return f"采用哪条（1-{len(state.offered)}；e 编号 修改；或自己写一句；回车 保留原话）> "
        case "formal":
            return "采用哪几条（全部，编号如 1 3，自己写 2=……；回车 都不采用）> "
        case "edit":
            return "修改> "
        case "notes":
            return "记一条> "
        case "measures":
            return "有哪几项（编号如 1 3 5；回车 " + ("不改" if state.done else "都没有") + "）> "
        case "detail":
            listed = checklist.asked_details(state)
            return f"{_detail(*listed[0])}（回车 不写）> " if len(listed) == 1 else "依次写，用；隔开（回车 都不写）> "
        case "doubt":
            return "回车 保留，或重填，如 3=188> " if state.doubted else "回车 保留，或直接重填> "
        case _:
            return _answer_prompt(state)


def draft(state: State) -> str:
    """The text that stands in the line to be edited."""
    return state.offered[state.chosen].text if state.phase == "edit" else ""


def offers(state: State) -> tuple[str, ...]:
    """The wordings to choose from, with their score and source."""
    lines = ["建议表述："]
    for number, each in enumerate(state.offered, 1):
        more = f" 等 {len(each.sources)} 份" if len(each.sources) > _SOURCES_SHOWN else ""
        source = "、".join(each.sources[:_SOURCES_SHOWN]) + more or "本程序编写"
        credit = "" if each.origin == "own" else f" · 出处：{source}"
        lines += [f"  {number}. {each.text}", f"     {each.label}{credit}"]
    return tuple(lines)


def rewritten(state: State) -> tuple[str, ...]:
    """The notes without a wording, each with its own text in formal words."""
    pairs = enumerate(state.rewritten, 1)
    return ("按原文改写：", *(f"  {n}. {state.notes[at].note}\n     → {wording.text}" for n, (at, wording) in pairs))


def _checklist(state: State) -> tuple[str, ...]:
    """All measures of the topic, numbered, under the headings of their points; ticked ones with √ and their details."""
    lines, number = [f"{_title(state)} · 逐项勾选"], 0
    for point in state.checklist:
        lines.append(f"  [{point.title}]")
        for measure in point.measures:
            number += 1
            tick = state.done.get(measure.id)
            details = "、".join(tick.details.values()) if tick else ""
            more = f"（{details}）" if details else "（沿用的句子已写到）" if measure.id in state.manner.said else ""
            lines.append(f"  {'√' if tick else ' '}{number:>3}. {_statement(measure)}{more}")
    if state.notes:
        lines.append(f"  随手记已有 {len(state.notes)} 条，输入 跳到 随手记 查看、修改")
    return tuple(lines)


def _statement(measure: Measure) -> str:
    """是否印发工作要点 as the line of a checklist: 印发工作要点."""
    return measure.ask.replace("是否", "", 1)


def details(state: State) -> tuple[str, ...]:
    """The details that the present line may give, where these are several."""
    listed = checklist.asked_details(state)
    return tuple(f"{n:>3}. {_detail(*each)}" for n, each in enumerate(listed, 1)) if len(listed) > 1 else ()


def _detail(measure: Measure, name: str) -> str:
    return f"{_statement(measure)}：{measure.details[name].ask}"


def _title(state: State) -> str:
    return state.questionnaire.topics[state.stop.topic]


def _progress(state: State) -> str:
    """第 3/80 题 · 矛盾纠纷化解 1/9 · ■□□□□□□□□□ · 必填还缺 3 题: notes and questions that are not asked are not counted."""
    counted, required, answers = [], 0, state.answers
    for stop in state.stops:
        is_here = stop == state.stop  # counts in any case: a question asked for by name may be one that does not apply
        if is_here or (stop.question and (state.wants(stop.question) or answers.state(stop.question) != "unknown")):
            counted.append(stop)
            is_open = answers.state(stop.question) == "unknown"
            required += is_open and state.questionnaire.questions[stop.question].required
    in_topic = [stop for stop in counted if stop.topic == state.stop.topic]
    behind = counted.index(state.stop)
    full = _BAR_CELLS * behind // len(counted)
    place = f"第 {behind + 1}/{len(counted)} 题 · {_title(state)} {in_topic.index(state.stop) + 1}/{len(in_topic)}"
    missing = f" · 必填还缺 {required} 题" if required else ""
    return f"{place} · {'■' * full}{'□' * (_BAR_CELLS - full)}{missing}"


def _current(question: Question, answers: Answers) -> tuple[str, ...]:
    """What is answered so far, and who gave it."""
    value = answers.get(question.id)
    if isinstance(value, tuple):
        return ("现有（输入新内容会接在后面）：", *(f"  {n}. {row}" for n, row in enumerate(rows(value), 1)))
    if answers.state(question.id) == "not_applicable":
        return ("现有：不适用",)
    if value is None:
        return ()
    source = answers.source(question.id)
    return (f"现有：{labelled(question, value)}" + (f"（{source}）" if source else ""),)


def _answer_prompt(state: State) -> str:
    """`> `; for a list 第 2 条（回车 结束）> , and for records with the field that comes next: 第 2 条 · 原因（回车 结束）> ."""
    question = state.question
    if question.kind in FIGURES and state.answers.state(question.id) == "unknown" and state.is_offer:
        return "回车 采用算出的，- 不写，部门报的数不同就填> "
    if len(state.asked) > 1:
        return "依次填，空格隔开（回车 先空着）> "
    if question.kind == "yes_no":
        return "是或否> "
    if question.kind == "choice":
        return f"哪一项（1-{len(question.choices)}{'，或自己写' if question.free else ''}）> "
    if question.kind not in ("lines", "records", "table"):
        return "> "
    items = state.answers.get(question.id)
    there = len(items) if isinstance(items, tuple) else 0
    # A record is in the report as soon as its first field is; its other fields still belong to it.
    number = there if state.field else there + 1
    label = f" · {list(question.fields.values())[state.field]}" if question.kind == "records" else ""
    if question.kind == "table":
        label = f" · {' | '.join(question.fields.values())}"
    return f"第 {number} 条{label}（回车 结束）> "
