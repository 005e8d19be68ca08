"""May a phrase enter a draft by itself? Wording and the register in, `figure`, `neutral` or `measure` out.

Conservative by design: a claim borrowed from somebody else's report must never enter unasked. A figure phrase is made of
slots, their units and the indicators' own vocabulary, and nothing else; one foreign word and it is a measure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from drafter.mining.pieces import segments
from drafter.model import Claim, Clause, Role
from drafter.understanding.indicators import Register, recognise

_RESIDUE = 16
_SLOT = re.compile(r"\{(\w+)\}")
_UNIT = r"(?:个?工作日|余?件次|人次|场次|批次|户次|家次|台次|件|起|宗|份|条|次|场|期|个|项|家|户|人|名|位|台|本|批|天|处|例|%|％|个百分点|轮次|轮|条次)"
_JOIN = re.compile(rf"(?<=\}})({_UNIT})?、(?=[^，]*\{{)")
_CONNECTIVE = re.compile(
    r"全年|各级?行政机关|市场监管部门|有关部门|各单位|区?门户网站|先后|印制并?|从|由|缩短至|压缩至|缩短为|全区|年度|以来|截至|年底|年|共计|累计|合计|总计|共|已|其中|区?管委会|各部门|分别|达到|达|为|是|率|的|了|各类|各种|有关|相关|等|及|和|与|或|数量|总数|案件|工作|本年|人数|"
    r"开展|组织|举办|召开|办理|处理|完成|收到|受理|接到|接受|发生|新增|现有|涉及|提供|参加|参与|得|数"
)
_BANNED = re.compile(
    r"[《》“”]|建立|出台|组建|成立|率先|有效|显著|圆满|全覆盖|均|全部|连续|优秀水平|高于|低于|领先|首次|首个|第一|排名|提前|顺利|成功率先|较|去年|上年|同比|提高|增长|上升|成效|有力|明显|良好|满意(?!率|度)"
)
_SAYS = re.compile(  # before its first figure it says what was done, or is a rate or a total
    r"^[^{]*(?:\{(?:zone|year)\}[^{]*)?(?:[办受处]理|收到|接[到受收]|开展|举[办行]|召开|组织|调[解处]|化解|排查|整改|出动|检查|审[核查]|备案|制[定发]|出台|印[发制]|废止|修改|保留|清理|发放|公开|挽回|"
    r"提[供出]|出具|解[答除决]|聘[请用]|培训|评查|移送|抽查|归集|修复|[办审结]结|结案|减少|精简|取消|承接|下放|[进入]驻|投放|上线|走访|收集|兑现|登记|注销|净增|新增|发生|[作下][出达]|处罚|征[求集]|"
    r"录入|现有|查处|学[习法]|听取|研究|参加|帮助|达|为|占比|率|共|数量|总量|合计|累计|压[减缩]|增[加设]|建[成立]|设[立置])"
)
_NEUTRAL = re.compile(
    r"^现[将就](?:\{\w+\}|[\u3400-\u9fff]|年度?){0,40}(?:报告|汇报)如下$|^下一(?:步|阶段)，(?:\{zone\}|我[区委局])?将?重点做好以下(?:几方面)?工作$"
)


@dataclass(frozen=True)
class Vocabulary:
    """What figures may be said with: `words` are the characters of every indicator's name and wordings."""

    register: Register
    words: Mapping[str, frozenset[str]]


def vocabulary(register: Register) -> Vocabulary:
    """The vocabulary of a register; make it once."""
    texts: dict[str, str] = {}
    for wording in register.wordings:
        own = "".join(term for group in (*wording.heads, *wording.scopes) for term in group)
        texts[wording.indicator.id] = texts.get(wording.indicator.id, wording.indicator.name) + own
    return Vocabulary(register, {key: frozenset(re.sub(r"[^\w]", "", text)) for key, text in texts.items()})


def claim(text: str, role: Role, slots: Mapping[str, str], known: Vocabulary) -> Claim:
    """What a phrase claims. Slots may be indicators, the report's year and its zone; any other fact makes it a measure."""
    if _NEUTRAL.match(text):
        return "neutral"
    counting = role == "work" and counts(text, slots, known) and _understood(text, slots, known.register)
    return "figure" if counting else "measure"


def counted(segment: str, slots: Mapping[str, str], known: Vocabulary) -> str:
    """The topic of a segment that only says figures, or nothing."""
    topics = {slots[name].partition(".")[0] for name in _SLOT.findall(segment) if "." in slots[name]}
    plain = (
        len(topics) == 1
        and not _BANNED.search(segment)
        and all(_plain(part, slots, known) for part in segments(_JOIN.sub(r"\1，", segment)))
    )
    return topics.pop() if plain else ""


def counts(text: str, slots: Mapping[str, str], known: Vocabulary) -> bool:
    """Whether every segment says an indicator's figure or only connects, in the indicators' own words."""
    used = [slots[name] for name in _SLOT.findall(text)]
    if not all("." in kind or kind in ("year", "zone") for kind in used) or not any("." in kind for kind in used):
        return False
    parts = segments(_JOIN.sub(r"\1，", text))
    return (
        not _BANNED.search(text)
        and all(_plain(part, slots, known) for part in parts)
        and _SAYS.search(text) is not None
    )


def _plain(segment: str, slots: Mapping[str, str], known: Vocabulary) -> bool:
    ids = [slots[name] for name in _SLOT.findall(segment) if "." in slots[name]]
    residue = _CONNECTIVE.sub("", re.sub(rf"\{{\w+\}}{_UNIT}?", " ", segment))
    letters = re.sub(r"[^\w]", "", residue)
    allowed = frozenset[str]().union(*(known.words.get(i, frozenset()) for i in ids))
    return len(letters) <= (_RESIDUE if ids else 0) and set(letters) <= allowed


def _understood(text: str, slots: Mapping[str, str], register: Register) -> bool:
    """Whether the recogniser, with no heading to help, reads every figure of a phrase as the indicator of its slot.

    What it cannot read says too little to stand by itself: 召开会议{meetings}次 does not tell which meetings.
    """
    wanted = [slots[name] for name in _SLOT.findall(text) if "." in slots[name]]
    filled = _SLOT.sub(lambda match: _sample(slots[match[1]], register), text)
    found = recognise([Clause(filled, 1, 0, len(filled))], register)
    read = [r.indicator for r in found if r.quantity.kind != "year" and r.quantity.value is not None]
    return read == wanted


def _sample(kind: str, register: Register) -> str:
    if "." not in kind:
        return {"year": "2024", "zone": "全区"}.get(kind, "")
    known = register.indicators.get(kind)
    return "35万元" if known and known.kind == "money" else "35"
