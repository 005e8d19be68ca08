"""`drafter phrases review`: decide about mined phrases that may hold a local name, one by one or by options.

Questions go to stderr and answers come from stdin, because stdout is for results. Every decision is saved before the next
question is asked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from drafter.cli.parser import Bank, Json
from drafter.cli.printing import as_json, out, say, versioned
from drafter.errors import DrafterError, Interrupted
from drafter.text import for_screen

if TYPE_CHECKING:
    from drafter.mining.review import Settled
    from drafter.phrase_formats import Phrase, Waiting

Ids = list[str] | None
_CHOICES = "1 没有本地名称，收入　2 有本地名称　3 不要　回车 以后再说　q 退出"


def phrases_review(
    accept: Annotated[Ids, typer.Option("--accept", metavar="编号", help="没有本地名称，收入")] = None,
    reject: Annotated[Ids, typer.Option("--reject", metavar="编号", help="不要，以后也不再问")] = None,
    named: Annotated[Ids, typer.Option("--name", metavar="编号=名称", help="其中的本地名称，记入名称表")] = None,
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
            out(f"{item.phrase.id}\t{item.phrase.text}\t{item.reason}\t{_source(item.phrase)}")
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
        "id": phrase.id,
        "topic": phrase.topic,
        "excerpt": phrase.text,
        "slots": phrase.slots,
        "message": item.reason,
        "suspects": item.suspects,
        "file": source.report,
        "line": source.line,
    }


def interview(items: Sequence[Waiting], settle: Callable[..., Settled]) -> None:
    """Ask about one phrase after another; `settle(accept, reject, named)` saves a decision."""
    for number, item in enumerate(items, 1):
        say(f"\n（{number}/{len(items)}）{item.phrase.text}\n　　{item.reason}　{_source(item.phrase)}")
        is_done = False
        while not is_done:
            choice = _line(_CHOICES)
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
            names = _line("请输入本地名称，几个用空格隔开（回车返回）")
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


def _line(prompt: str) -> str | None:
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


def _source(phrase: Phrase) -> str:
    return f"{phrase.sources[0].report} 第 {phrase.sources[0].line} 行"
