"""What mining and its review print, and the review's questions. Model values in, lines out; decisions are handed on at once.

Questions go to stderr and answers come from stdin: stdout is for results.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from drafter.cli.printing import out, say
from drafter.cli.shapes import versioned
from drafter.errors import DrafterError, Interrupted
from drafter.model import Finding

if TYPE_CHECKING:
    from drafter.app.mines import MiningRun
    from drafter.formats import Waiting
    from drafter.mining.review import Settled

Result = TypeVar("Result")
_CHOICES = "1 没有本地名称，收入　2 有本地名称　3 不要　回车 以后再说　q 退出"


def progress(results: Iterable[Result], total: int) -> Iterator[Result]:
    """The results as they come, with a bar on stderr where that is a terminal and there are several."""
    if total < 2 or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(results, "读报告", total, console=Console(stderr=True), transient=True)


def mined(run: MiningRun) -> None:
    """What mining did, what it wants reviewed, and what could not be read."""
    built = run.built
    out(f"报告 {len(built.reports)} 份，句子 {built.clauses} 个")
    out(f"新增句式 {built.new} 条，合并 {built.merged} 条，跳过 {built.skipped} 句")
    for item in built.review:
        out(f"待审核：{item.phrase.text}  {item.reason}")
    if built.review:
        say(f"有 {len(built.review)} 条句式疑似含有本地名称，没有收入。下一步：drafter phrases review")
    for finding in run.skipped_files:
        say(f"没有读出 {finding.file}：{finding.message}")
        say(f"提示：{finding.hint}")


def waiting(items: Sequence[Waiting]) -> None:
    """One waiting phrase after another: id, wording, reason and source."""
    for item in items:
        out(f"{item.phrase.id}\t{item.phrase.text}\t{item.reason}\t{_source(item)}")
    say(f"共 {len(items)} 条待审核" if items else "没有待审核的句式")


def settled(done: Settled) -> None:
    """What became of the phrases that were decided."""
    for phrase in done.entered:
        out(f"已收入：{phrase.id}\t{phrase.text}")
    for id_ in done.rejected:
        out(f"不收入：{id_}")
    say(f"还有 {done.left} 条待审核" if done.left else "待审核的句式已全部处理")


def review(items: Sequence[Waiting], settle: Callable[..., Settled]) -> None:
    """Ask about one phrase after another; `settle(accept, reject, named)` writes each decision before the next question."""
    for number, item in enumerate(items, 1):
        say(f"\n（{number}/{len(items)}）{item.phrase.text}\n　　{item.reason}　{_source(item)}")
        while (choice := _line(_CHOICES)) is not None:
            if not choice or _decided(choice, item, settle):
                break
        if choice is None:
            return


def _decided(choice: str, item: Waiting, settle: Callable[..., Settled]) -> bool:
    """Whether the choice settled the phrase; if not, what to do was said."""
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
    """A line from the keyboard; None at the end of the input or for q. Raises Interrupted on Ctrl-C."""
    sys.stderr.write(f"{prompt}\n> ")
    sys.stderr.flush()
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt as stop:
        raise Interrupted("\n已中断", "已经决定的都已保存，再次运行会从没有决定的接着问。") from stop
    return None if not line or line.strip().lower() == "q" else line.strip()


def _source(item: Waiting) -> str:
    source = item.phrase.sources[0]
    return f"{source.report} 第 {source.line} 行"


# JSON ----------------------------------------------------------------------------------------------------------------


def mined_shape(run: MiningRun) -> dict[str, Any]:
    """`mine`"""
    built = run.built
    return versioned(
        reports=[report.report for report in built.reports],
        clauses=built.clauses,
        new=built.new,
        merged=built.merged,
        skipped=built.skipped,
        review=[_waiting(item) for item in built.review],
        skipped_files=[_skipped(finding) for finding in run.skipped_files],
    )


def waiting_shape(items: Iterable[Waiting]) -> dict[str, Any]:
    """`phrases review` without decisions"""
    return versioned(review=[_waiting(item) for item in items])


def settled_shape(done: Settled) -> dict[str, Any]:
    """`phrases review` with decisions"""
    entered = [phrase.model_dump(mode="json") for phrase in done.entered]
    return versioned(entered=entered, rejected=list(done.rejected), left=done.left)


def _waiting(item: Waiting) -> dict[str, Any]:
    phrase, source = item.phrase, item.phrase.sources[0]
    told = {"message": item.reason, "suspects": item.suspects, "file": source.report, "line": source.line}
    return {"id": phrase.id, "topic": phrase.topic, "excerpt": phrase.text, "slots": phrase.slots, **told}


def _skipped(finding: Finding) -> dict[str, Any]:
    return {"file": finding.file, "message": finding.message, "hint": finding.hint}
