"""`drafter phrases …`: look phrases up, import and export them, propose one, review mined ones, show what was learned from choices.

The questions of a review go to stderr and its answers come from stdin, because stdout is for results. Every decision is saved before
the next question is asked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from typer import Argument, Option

from drafter.cli.parser import Bank, Json, OwnBank, Template, Topic
from drafter.cli.printing import as_json, out, say, versioned
from drafter.errors import DrafterError, Interrupted
from drafter.text import for_screen

if TYPE_CHECKING:
    from drafter.mining.own_phrases import Entered
    from drafter.mining.review import Settled
    from drafter.phrase_formats import Phrase, Waiting

# What the words of the phrasebank's files are called in Chinese.
_ACTIONS = {"accepted": "采用", "edited": "修改后采用", "rejected": "没有采用"}
_STATUS = {"mined": "", "written": "自行撰写", "reviewed": "已审定", "retired": "已停用"}
_STATES = {"up": "上升", "flat": "持平", "down": "下降", "not_applicable": "不适用"}
Ids = list[str] | None
_CHOICES = "1 没有本地名称，收入　2 有本地名称　3 不要　回车 以后再说　q 退出"
_MOST_SOURCES = 3
"""A line names no more sources of a phrase."""


def phrases_list(topic: Topic = "", json: Json = False) -> None:
    """列出句式。"""
    from drafter.app import phrasebank

    _print_phrases(phrasebank.phrases(topic), json)


def phrases_search(
    words: Annotated[list[str], Argument(metavar="词", help="要找的词，可以写几个，都要有")],
    topic: Topic = "",
    role: Annotated[
        Literal["", "work", "problem", "plan", "framing"],
        Option("--role", metavar="work|problem|plan|framing", help="只找成效、问题、安排或导语"),
    ] = "",
    json: Json = False,
) -> None:
    """列出含有某些词的全部句式和出处。"""
    from drafter.app import phrasebank

    _print_phrases(phrasebank.search(words, topic, role), json, sources=True)


def phrases_show(
    id_: Annotated[str, Argument(metavar="编号", help="句式编号，如 disputes-3f9a1c")], json: Json = False
) -> None:
    """查看一条句式的出处和槽位。"""
    from drafter.app import phrasebank

    found, bank = phrasebank.phrase(id_), phrasebank.bank()
    if json:
        _print_phrases([found], json)
    else:
        out(found.text)
        out(f"编号：{found.id}　作用：{found.role}　性质：{found.claim}　状态：{found.status}")
        for name, kind in found.slots.items():
            out(f"槽位：{{{name}}} = {kind}")
        for source in found.sources:
            out(f"出处：{source.report} {source.section} 第 {source.line} 行")
        for other in found.alternatives:
            out(f"相近写法：{other}")
    if len(bank.folders) > 1:
        say(f"所在句式库：{bank.home(found.id)}")


def _print_phrases(found: Sequence[Phrase], json: bool, *, sources: bool = False) -> None:
    """One phrase a line, with its id; if several phrasebanks are in force, also with the folder of the one it is in.

    With `sources`, its sources are on the line below. Before all phrases stand warnings about files that could not be read.
    """
    from drafter.app import phrasebank

    bank = phrasebank.bank()
    for finding in bank.findings:
        line = f" 第 {finding.line} 行" if finding.line else ""
        say(f"提醒：{finding.file}{line}：{finding.message}。已跳过，其余照常使用。{finding.hint}")
    if json:
        layered = [phrase.model_dump(mode="json") | {"layer": str(bank.home(phrase.id))} for phrase in found]
        as_json(versioned(phrases=layered))
        return
    for phrase in found:
        out(f"{phrase.id}\t{phrase.text}" + (f"\t[{bank.home(phrase.id).name}]" if len(bank.folders) > 1 else ""))
        if sources:
            named = [f"{s.report} {s.section}".strip() for s in phrase.sources[:_MOST_SOURCES]]
            more = f" 等 {len(phrase.sources)} 处" if len(phrase.sources) > _MOST_SOURCES else ""
            origin = f"出处：{'；'.join(named) or '本程序编写'}{more}"
            out(f"    {'　'.join(filter(None, [origin, _STATUS[phrase.status], phrase.reason]))}")
    say(f"共 {len(found)} 条" if found else "没有找到。可以少写一个词，或换一个说法再试。")


def phrases_holes(topic: Topic = "", template: Template = "", json: Json = False) -> None:
    """列出句式库还不会说的：哪项指标在上升、持平、下降、不适用时没有句式。"""
    from drafter.app import drafts

    found = drafts.holes(topic, template)
    if json:
        as_json(versioned(holes=[asdict(hole) for hole in found.holes]))
        return
    # `said_by` is `plain` where the question's own sentence says the figure, and empty where nothing does.
    states: dict[tuple[str, str], list[str]] = {}
    for hole in found.holes:
        states.setdefault((hole.indicator, hole.said_by), []).append(_STATES[hole.state])
    for (indicator, said_by), names in states.items():
        out(f"{indicator}\t{found.names[indicator]}：{'、'.join(names)}　{'用直白句' if said_by else '无法说'}")
    say(f"{len(states)} 项指标还没有合适的句式" if states else "没有缺口")


def phrases_export(path: Annotated[Path, Argument(metavar="文件", help=".csv 或 .tmx")], topic: Topic = "") -> None:
    """导出句式：.csv 用 Excel 打开，.tmx 用翻译记忆软件打开。"""
    from drafter.app import phrasebank

    say(f"已导出 {phrasebank.export(path, topic)} 条：{path}")


def phrases_import(
    path: Annotated[Path, Argument(metavar="文件", help=".csv 或 .tmx；表格只需要“表述”一列")],
    output: OwnBank = None,
    template: Template = "",
    json: Json = False,
) -> None:
    """把表格或翻译记忆中的表述加入自己的句式库，全部成功或一条不动。"""
    from drafter.app import phrasebank

    _print_entered(phrasebank.import_(path, output, template), json)


def phrases_propose(
    text: Annotated[str, Argument(metavar="表述", help="改好的一句表述，其中的数字会换成槽位")],
    topic: Topic = "",
    output: OwnBank = None,
    template: Template = "",
    json: Json = False,
) -> None:
    """把自己改好的表述作为已审定的句式加入自己的句式库。"""
    from drafter.app import phrasebank

    phrase, entered = phrasebank.propose(text, topic, output, template)
    _print_entered(entered, json, phrase)


def _print_entered(entered: Entered, json: bool, phrase: Phrase | None = None) -> None:
    """The result of an import, or of a proposal, which became `phrase`."""
    if json:
        shapes = [phrase.model_dump(mode="json")] if phrase else []
        as_json(versioned(new=entered.new, merged=entered.merged, doubts=entered.doubts, phrases=shapes))
        return
    if phrase:
        out(f"{phrase.id}\t{phrase.text}")
    say(f"新增 {len(entered.new)} 条，已有 {len(entered.merged)} 条（只补充出处）")
    for wording, name in entered.doubts:
        say(f"请核对：“{wording}”中疑似有本地名称“{name}”")


def phrases_learned(
    forget: Annotated[str, Option("--forget", metavar="编号", help="忘掉这条句式的记录")] = "",
    all_: Annotated[bool, Option("--all", help="忘掉全部记录")] = False,
    json: Json = False,
) -> None:
    """查看采用、修改、没有采用过哪些建议；这些记录会稍微调整建议的先后。"""
    from drafter.app import suggestions

    if forget or all_:
        say(f"已忘掉 {suggestions.forget('' if all_ else forget)} 条记录")
        return
    choices = suggestions.learned()
    if json:
        as_json(versioned(learned=[asdict(each) for each in choices]))
        return
    for each in choices:
        times = f" {each.count} 次" if each.count > 1 else ""
        out(f"{each.day}  {_ACTIONS[each.action]}{times}\t{each.phrase}")
    say(f"共 {len(choices)} 条记录" if choices else "还没有记录。在 drafter ask 中采用过建议后才有。")


# Review ---------------------------------------------------------------------------------------------------------------


def phrases_review(
    accept: Annotated[Ids, Option("--accept", metavar="编号", help="没有本地名称，收入")] = None,
    reject: Annotated[Ids, Option("--reject", metavar="编号", help="不要，以后也不再问")] = None,
    named: Annotated[Ids, Option("--name", metavar="编号=名称", help="其中的本地名称，记入名称表")] = None,
    output: Bank = None,
    json: Json = False,
) -> None:
    """审核疑似含有本地名称的句式；不带选项时逐条询问。"""
    from drafter.app import mining_runs

    if accept or reject or named:
        _print_settled(mining_runs.settle(accept or (), reject or (), named or (), output), json)
        return
    items = mining_runs.waiting(output)
    if json:
        as_json(versioned(review=[waiting_shape(item) for item in items]))
    elif items and sys.stdin.isatty():
        interview(items, lambda a, r, n: mining_runs.settle(a, r, n, output))
    else:
        for item in items:
            out(f"{item.phrase.id}\t{item.phrase.text}\t{item.reason}\t{_place(item.phrase)}")
        say(f"共 {len(items)} 条待审核" if items else "没有待审核的句式")


def _print_settled(done: Settled, json: bool) -> None:
    """Which phrases entered the bank, which were rejected, and how many still wait."""
    if json:
        entered = [phrase.model_dump(mode="json") for phrase in done.entered]
        as_json(versioned(entered=entered, rejected=list(done.rejected), left=len(done.waiting)))
        return
    for phrase in done.entered:
        out(f"已收入：{phrase.id}\t{phrase.text}")
    for id_ in done.rejected:
        out(f"不收入：{id_}")
    say(f"还有 {len(done.waiting)} 条待审核" if done.waiting else "待审核的句式已全部处理")


def waiting_shape(item: Waiting) -> dict[str, Any]:
    """A waiting phrase as JSON, also for `drafter mine`."""
    phrase, source = item.phrase, item.phrase.sources[0]
    return {
        "id": phrase.id, "topic": phrase.topic, "excerpt": phrase.text, "slots": phrase.slots, "message": item.reason,
        "suspects": item.suspects, "file": source.report, "line": source.line,
    }  # fmt: skip


def interview(items: Sequence[Waiting], settle: Callable[..., Settled]) -> None:
    """Ask about one phrase after another; `settle(accept, reject, named)` saves a decision."""
    for number, item in enumerate(items, 1):
        say(f"\n（{number}/{len(items)}）{item.phrase.text}\n　　{item.reason}　{_place(item.phrase)}")
        is_done = False
        while not is_done:
            choice = _typed(_CHOICES)
            if choice is None:
                return
            is_later = choice == ""
            is_done = is_later or _settled(choice, item, settle)


def _settled(choice: str, item: Waiting, settle: Callable[..., Settled]) -> bool:
    """Carry out a choice. Returns whether the phrase is settled; if not, the user was told why, or went back."""
    id_ = item.phrase.id
    try:
        if choice == "1":
            settle([id_], [], [])
        elif choice == "2":
            names = _typed("请输入本地名称，几个用空格隔开（回车返回）")
            settle([], [], [f"{id_}={name}" for name in (names or "").split()])
            return bool(names)
        elif choice == "3":
            settle([], [id_], [])
        else:
            say("请输入 1、2、3 或 q")
            return False
    except DrafterError as error:
        say(f"{error.message}\n提示：{error.hint}")
        return False
    return True


def _typed(prompt: str) -> str | None:
    """A line from the keyboard, without blanks around it; None for q or at the end of the input. Raises Interrupted."""
    sys.stderr.write(for_screen(f"{prompt}\n> "))
    sys.stderr.flush()
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt as stop:
        raise Interrupted("\n已中断", "已经决定的都已保存，再次运行会从没有决定的接着问。") from stop
    is_end_of_input = not line  # an empty line still has its newline
    answer = line.strip()
    return None if is_end_of_input or answer.lower() == "q" else answer


def _place(phrase: Phrase) -> str:
    return f"{phrase.sources[0].report} 第 {phrase.sources[0].line} 行"
