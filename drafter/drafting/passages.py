"""Snippets that the user placed → sentences with this report's figures. A topic and the facts in, what is said out.

A figure that was not answered is a visible gap, and so is every name and number that no question asks for: what stood in
the report the snippet was taken from never comes along. A sentence about what is 不适用 is left out. A sentence that does
not compare with the year before gets the comparison that all others get.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from drafter.asking import answers as typed
from drafter.drafting.comparing import compared
from drafter.drafting.facts import Facts, Said, identity, sentence
from drafter.drafting.values import gap
from drafter.errors import FormatError
from drafter.formats import Snippet, Wording
from drafter.model import Origin, Run

_SLOT = re.compile(r"\{(\w+)\}")
_SHORT = re.compile(r"[（(]以下(?:简|统)?称“?\{zone\d*\}”?[）)]")
"""The draft itself tells the short form, once, where it is first needed."""
_MISSING = {
    "number": "数字",
    "percent": "百分比",
    "money": "金额",
    "date": "日期",
    "place": "地名",
    "person": "姓名",
    "organ": "机构名称",
    "firm": "企业名称",
    "brand": "本地叫法",
    "docno": "文号",
    "title": "文件名称",
}


def known(wanted: Mapping[str, Sequence[str]], snippets: Mapping[str, Snippet]) -> Mapping[str, Sequence[str]]:
    """What report.yaml places, checked. Raises FormatError: it names a snippet that the phrasebanks in force do not have."""
    missing = [name for names in wanted.values() for name in names if name not in snippets]
    if missing:
        message = f"report.yaml 的 snippets 里用到的段落素材不存在：{'、'.join(missing)}"
        raise FormatError(message, "用 drafter snippets list 查看名称，或从 report.yaml 中删去")
    return wanted


def placed(topic: str, facts: Facts) -> Iterator[Said]:
    """The topic's snippets, in the user's order."""
    for name in facts.placed.get(topic, ()):
        yield from filled(facts.snippets[name], topic, facts)


def mentioned(origin: Origin, facts: Facts) -> set[str]:
    """The questions that some placed snippet answers, or has a gap for, in whatever topic it stands."""
    runs = (run for topic in facts.placed for said in placed(topic, facts) for run in said.runs)
    return {id_ for run in runs if run.origin == origin for id_ in run.answers}


def filled(snippet: Snippet, topic: str, facts: Facts) -> Iterator[Said]:
    """The sentences of a snippet with this report's figures, as they stand in a topic."""
    for place, wording in enumerate(snippet.sentences):
        if all(facts.answers.state(kind) != "not_applicable" for kind in wording.slots.values()):
            yield _said(snippet, wording, place, topic, facts)


def check_printed(said: Iterable[Said], frame: str, facts: Facts) -> None:
    """Raises FormatError: a snippet was placed in a topic that the frame does not print, and would be lost."""
    printed = {item.sentence.id for item in said}
    for topic, names in facts.placed.items():
        if not printed.issuperset(item.sentence.id for item in placed(topic, facts)):
            message = f"框架“{frame}”不印主题 {topic} 里的段落素材：{'、'.join(names)}"
            raise FormatError(
                message, "请在 report.yaml 的 snippets 里把它移到别的主题下，或用 drafter snippets place --topic"
            )


def _said(snippet: Snippet, wording: Wording, place: int, topic: str, facts: Facts) -> Said:
    parts = enumerate(_SLOT.split(_SHORT.sub("", wording.text)))
    runs = [_slot(wording.slots.get(p, "number"), facts) if i % 2 else Run(p, "snippet") for i, p in parts if p]
    runs = compared(runs, facts)
    id_ = identity(topic, "snippet", snippet.name, str(place))
    source = snippet.source
    sources = (f"{source.report} {source.section}".strip(),) if source else ()
    return sentence(id_, "snippet", runs, topic, phrase=snippet.name, sources=sources, accepted=True)


def _slot(kind: str, facts: Facts) -> Run:
    own = {"year": str(facts.year), "next_year": str(facts.year + 1), "zone": facts.zone.short or facts.zone.name}
    if kind in own:
        return Run(own[kind], "template", answers=("zone.short",) if kind == "zone" else ())
    question = facts.questionnaire.questions.get(kind)
    if question is None:
        return Run(f"【待填：{_MISSING.get(kind, '内容')}】", "gap")
    value = facts.answers.get(kind)
    if not isinstance(value, Decimal):
        return gap(question)
    if value < 0:  # 净增-12户 is no sentence; the plain one says it
        return Run(f"【待填：{question.ask}，今年是负数】", "gap", answers=(kind,))
    return Run(typed.printed(question.kind or "count", value), "answer", answers=(kind,))
