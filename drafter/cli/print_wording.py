"""What is printed of the phrasebank: phrases with where they come from, what came of an import, what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from drafter.cli import printing as console
from drafter.cli import shapes

if TYPE_CHECKING:
    from drafter.bank.layers import Bank
    from drafter.formats import Phrase
    from drafter.mining.entering import Entered
    from drafter.suggesting.learning import Choice

_ACTIONS = {"accepted": "采用", "edited": "修改后采用", "rejected": "没有采用"}
_STATUS = {"mined": "", "written": "自行撰写", "reviewed": "已审定", "retired": "已停用"}
_SOURCES = 3


def phrases(found: Sequence[Phrase], bank: Bank, json: bool, *, sources: bool = False) -> None:
    """One phrase a line with its id; of several banks, with the folder it comes from; with `sources` its sources below."""
    warnings(bank)
    if json:
        listed = shapes.phrases(found)["phrases"]
        console.as_json(shapes.versioned(phrases=[{**each, "layer": str(bank.home(each["id"]))} for each in listed]))
        return
    for phrase in found:
        console.out(f"{phrase.id}\t{phrase.text}{_home(phrase, bank)}")
        if sources:
            console.out(f"    {origin(phrase)}")
    console.say(f"共 {len(found)} 条" if found else "没有找到。可以少写一个词，或换一个说法再试。")


def origin(phrase: Phrase) -> str:
    """Sources and status on a line."""
    named = [f"{s.report} {s.section}".strip() for s in phrase.sources[:_SOURCES]]
    more = f" 等 {len(phrase.sources)} 处" if len(phrase.sources) > _SOURCES else ""
    return "　".join(
        filter(None, [f"出处：{'；'.join(named) or '本程序编写'}{more}", _STATUS[phrase.status], phrase.reason])
    )


def home(phrase: Phrase, bank: Bank) -> None:
    """The folder that a phrase comes from, where there are several."""
    if len(bank.folders) > 1:
        console.say(f"所在句式库：{bank.home(phrase.id)}")


def _home(phrase: Phrase, bank: Bank) -> str:
    return f"\t[{bank.home(phrase.id).name}]" if len(bank.folders) > 1 else ""


def warnings(bank: Bank) -> None:
    """What of the banks could not be read; the rest is used."""
    for finding in bank.findings:
        line = f" 第 {finding.line} 行" if finding.line else ""
        console.say(f"提醒：{finding.file}{line}：{finding.message}。已跳过，其余照常使用。{finding.hint}")


def entered(found: Entered, json: bool, phrase: Phrase | None = None) -> None:
    """What came of an import or a proposal."""
    if json:
        own = shapes.phrases([phrase])["phrases"] if phrase else []
        console.as_json(
            shapes.versioned(new=list(found.new), merged=list(found.merged), doubts=list(found.doubts), phrases=own)
        )
        return
    if phrase:
        console.out(f"{phrase.id}\t{phrase.text}")
    console.say(f"新增 {len(found.new)} 条，已有 {len(found.merged)} 条（只补充出处）")
    for wording, name in found.doubts:
        console.say(f"请核对：“{wording}”中疑似有本地名称“{name}”")


def learned(choices: Sequence[Choice], json: bool) -> None:
    """What the user did with suggestions, oldest first."""
    if json:
        console.as_json(shapes.versioned(learned=[asdict(each) for each in choices]))
        return
    for each in choices:
        times = f" {each.count} 次" if each.count > 1 else ""
        console.out(f"{each.day}  {_ACTIONS[each.action]}{times}\t{each.phrase}")
    console.say(f"共 {len(choices)} 条记录" if choices else "还没有记录。在 drafter ask 中采用过建议后才有。")
