"""What cannot be more than what it is part of: 成功 ≤ 调解, 整改 ≤ 排查; and lists that are as long as they say.

A bound is soft where a report may count last year's leftovers (办结 may exceed 受理): it is confirmed, never contradicted. A
list before 等N种 may be shorter than N, not longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.model import Relation, Verdict
from drafter.understanding.arithmetic import relation
from drafter.understanding.sums import bound
from drafter.understanding.terms import Sentence, Term

# part, whole, hard
_BOUNDS = tuple(
    (re.compile(part), re.compile(whole), hard)
    for part, whole, hard in (
        ("成功|有效调解|达成协议|^已?化解", "调解|调处|排查|受理", True),
        ("整改|销号", "发现|排查|反馈|问题|隐患", True),
        ("采纳", "提出|收到|征集", True),
        ("及格|合格(?!率)|通过", "参考|参加|应考|抽检|抽查", True),
        ("处罚决定|罚款", "查处|立案", False),
        ("办结|审结|结案", "受理|收到|立案|查处|接收|办理", False),
        ("拘留|起诉|逮捕|判刑", "抓获|查获", False),
        ("不合格", "检查|抽查|抽检", False),
        ("督促|责令", "检查|抽查", False),
        ("地方(?:公共财政预算|一般公共预算)收入", "财政总收入", True),
        ("出庭", "应诉|开庭", False),
    )
)
_LISTED = re.compile("(?P<list>[^,;:。()]+)等$")
_NAMED = re.compile("^[^,。;:]{0,10}[,:]?(?:分别(?:为|是)|即|包括)[:]?(?P<list>[^。;:,()]*、[^。;:,()]*)[。;]?$")
_KINDS_OF = frozenset(("种", "类", "项", "个", "方面"))


def found(sentence: Sentence) -> Iterator[Relation]:
    """Bounds between neighbouring figures of one unit, and list lengths."""
    counts = [term for term in sentence.terms if not term.percent]
    for at, term in enumerate(counts):
        yield from _bounded(counts[max(0, at - 2) : at], term)
        yield from _listed(term, sentence)


def _bounded(before: list[Term], part: Term) -> Iterator[Relation]:
    for pattern, whole_pattern, hard in _BOUNDS:
        if not pattern.search(part.label + part.tail[:4]):
            continue
        whole = next((t for t in reversed(before) if t.family == part.family and whole_pattern.search(t.phrase)), None)
        if whole is not None and not pattern.search(whole.phrase):
            yield bound(part, whole, hard and whole is before[-1])
            return


def _listed(term: Term, sentence: Sentence) -> Iterator[Relation]:
    """食品、药品、医疗器械等3类: as many as named, or more than named; fewer is a contradiction for kinds of things."""
    match = _LISTED.search(term.lead) if term.lead.endswith("等") else _NAMED.match(sentence.text[term.quantity.end :])
    if match is None or term.quantity.hedge or (listed := _length(match["list"])) < 2:
        return
    if listed == term.value:
        yield _length_relation(term, listed, "consistent")
    elif listed > term.value and term.quantity.unit in _KINDS_OF and not re.search("[和及与]", match["list"]):
        yield _length_relation(term, listed, "inconsistent")


def _length(items: str) -> int:
    return len(re.findall("、|(?<=[”》])(?=[“《])", items)) + 1


def _length_relation(term: Term, listed: int, verdict: Verdict) -> Relation:
    formula = f"{listed}{'≠' if verdict == 'inconsistent' else '='}{term.printed()}"
    return relation("list", formula, verdict, [term], [term.becoming(Decimal(listed))])
