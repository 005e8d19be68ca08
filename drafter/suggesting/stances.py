"""What a likeness score cannot see: a note's or a phrase's text in, its stance out, and whether two stances contradict.

达到100% and 未达到100% are 97% alike, so meaning that hangs on one word is read by cue words, the same way on both sides:
what is denied, which way it went, all or some, for the first time, planned or done, problem or work. A phrase that
contradicts the note, or that claims more than the note says, is never offered; a lost good wording costs the clerk
less than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from drafter import text
from drafter.bank.search import UNIT
from drafter.model import Role

# Words in which 未、无、不 deny nothing; they are blotted out before any cue is looked for.
_HARMLESS = re.compile(
    "未成年|未来|未经|未雨绸缪|前所未有|无纸化|无缝|无偿|无障碍|无人机|无证|无诈|无忧|无线|无害|无论|无疑|无毒|无邪|无讼|无事|无需"
    "|无违建|不予|不断|不动产|不仅|不但|不见面|不打烊|不出|不上交|不敢腐|不能腐|不想腐|不正当|不良|不法|不合格|不服"
    "|无前科|无效|无照|无牌|无主|无犯罪|无锡|未检|未保|没收(?!到)|罚没|拟修改|拟废止|拟保留|不少于|不低于|不得|不插手|不违规|不忘|模拟|虚拟|计划生育|制定[^,。;]{0,8}计划"
    "|(?:工作|培训|学习|年度|执法|检查|抽查|普法|立法|实施|重点|推进)计划"
)
_DENIED = re.compile("未|没|尚无|暂无|均无|全无|无|不足|不够|不到|不达|不及|不能|不曾|不存在|低于|少于")
# Acts and findings that are themselves negative: 不予受理 is work done, and never 受理.
_REFUSED = re.compile("不(?:予)?(受理|处罚|公开|立案|许可|批准|支持|处理|合格|达标|履行|执行)")
_PROBLEM = re.compile(
    r"不足(?!\d)|薄弱|有待|不到位|不够|短板|差距|欠缺|缺乏|缺少|滞后|不平衡|不均衡|不适应|不高|不强|不力|不全|不完善"
    r"|不健全|不及时|不规范|亟待|亟需|不深|不畅|不严|弱化|流于形式|(?:存在|突出)[^,。;]{0,8}(?:问题|困难)"
)
_REMEDY = re.compile("整改|针对|补齐|解决|聚焦|攻坚|攻关|问题导向")
_PLAN = re.compile(
    r"计划|预计|力争|打算|拟(?!定|订)|准备|下一步|下步|明年|下一年|来年|今后|将(?=于|继续|进一步|着力|加大|加快|围绕|持续|开展|举办|组织|召开|在|要|会|再|新增)"
)
# How a note begins that may speak of work done as well as of work to do.
_OPEN = re.compile("(?:进一步|继续|持续|加强|强化|完善|推进|深化|健全|提高|提升|加大)")
_UP = "上升|增长|增加|提高|提升|上涨|增至|升至|新增|多了"
_DOWN = "下降|减少|降低|缩短|压缩|压减|精简|回落|减至|降至|少了"
_TREND = re.compile(f"(?P<up>{_UP})|(?P<down>{_DOWN})")
_FROM_TO = re.compile(
    r"(?:由|从)[^,。;]{0,12}?(\d+(?:\.\d+)?)[^,。;\d]{0,14}?(?:到|至|为)[^,。;\d]{0,6}(\d+(?:\.\d+)?)"
)
_BREAK = re.compile(r"[,，。;；:：、!?\s()/]+")
_SLOGAN = re.compile(f'([一二三四五六七八九十]+)[”"]?({text.HANZI})')
_HANZI = re.compile(f"{text.HANZI}+")
_TITLE = re.compile("《[^》]*》")

# A claim that only the note can make: what says it in a phrase, what says it in a note.
_CLAIMS = {
    "total": (
        r"全覆盖|全部|均(?!衡|等|可)|100%|所有|一律|全员|悉数|每(?:个|名)",
        r"全(?!区|年|市|县|省|国|面|程|镇|街|新|力|文|民|社会|方位)|均|都|所有|100|百分之百|一律|每|满|无一",
    ),
    "first": (r"首次|率先|首个|首创|首家|首批|首例|第一个", r"首|率先|第一"),
    "rank": (
        r"位列|位居|排名|名列|领先|高于全|优于|连续[一二三四五六七八九\d]+年",
        r"位|排名|名列|领先|高于|优于|连续|第[一二三四五六七八九十\d]",
    ),
    "zero": (r"零(?:投诉|差错|败诉|发生|事故|非访|纠错|上访)", r"零|无|没|未|\b0"),
    "none": (
        r"^全年(?:未|无|没)",
        r"[未没无](?:有|发生|收到|出现|制定|出台|作出|接到|受理|产生|印发|移送|败诉)|零|(?<![\d.])0(?![\d.])",
    ),
    "praise": (r"荣获|获评|被评为|获得(?!感)|授予|表彰", r"获|评为|授予|表彰|奖"),
    "amount": (r"百余|数百|数十|上千|近百|大批|众多", r"余|多|数|近|上|许多|批"),
}
_CUES = tuple((re.compile(phrase), re.compile(note)) for phrase, note in _CLAIMS.values())


class Stance(NamedTuple):
    """How a text means what it says. `denied` and `affirmed` are the bigrams of its denied and of its other parts; `open`
    leaves it to the section whether it is work done or work to do; `done` says that some of a plan's text is done.
    """

    text: str
    denied: frozenset[str]
    affirmed: frozenset[str]
    problem: bool
    plan: bool
    open: bool
    done: bool
    trends: frozenset[str]
    titles: frozenset[str]
    slogans: frozenset[tuple[str, str]]


@lru_cache(maxsize=2048)
def stance(words: str, role: Role | None = None) -> Stance:
    """The stance of a note (role None) or of a phrase; kept, because note after note meets the same phrases."""
    folded = text.fold(words)
    plain = _HARMLESS.sub(lambda found: "口" * len(found.group()), folded)
    parts = [part for part in _BREAK.split(plain) if part]
    return Stance(
        text=folded,
        denied=_bigrams(part for part in parts if denies(part)),
        affirmed=_bigrams(part for part in parts if not denies(part)),
        problem=_problem(plain) if role is None else role == "problem",
        plan=bool(_PLAN.search(plain)) or role == "plan",
        open=not _PLAN.search(plain) and (role == "plan" or bool(_OPEN.match(plain) and not re.search(r"\d", plain))),
        done=_done(plain),
        trends=_trends(plain),
        titles=frozenset(_TITLE.findall(folded)),
        slogans=frozenset((after, numeral) for numeral, after in _SLOGAN.findall(folded) if not UNIT.match(after)),
    )


def plans(part: str) -> bool:
    """Whether a part of a text speaks of what is still to be done."""
    return bool(_PLAN.search(_HARMLESS.sub("口口", part)))


def without_plan(words: str) -> str:
    """The words with what makes a plan of them blotted out; offsets stay."""
    return _PLAN.sub(lambda found: "口" * len(found.group()), words)


def without_denial(note: Stance) -> Stance:
    """The stance as if nothing were denied."""
    return note._replace(denied=frozenset())


def _done(plain: str) -> bool:
    """Whether something is counted before the first word of planning, or nothing is planned."""
    plan = _PLAN.search(plain)
    return plan is None or re.search(r"\d(?!\d*年)", plain[: plan.start()]) is not None


def denies(part: str) -> bool:
    """Whether a part of a sentence denies something."""
    return bool(_DENIED.search(_HARMLESS.sub("口口", part)))


def trend(part: str) -> str:
    """The last direction named in a part of a sentence: up, down or empty."""
    found = list(_TREND.finditer(part))
    return str(found[-1].lastgroup) if found else ""


def contradicts(note: Stance, phrase: Stance) -> bool:
    """Whether the phrase says what the note does not: the checks of this module, any of them."""
    return (
        note.problem != phrase.problem
        or (note.plan != phrase.plan and not (note.open and phrase.open) and not (note.done and not phrase.plan))
        or (not note.problem and _polarity(note, phrase))
        or _refused(note.text, phrase.text)
        or _refused(phrase.text, note.text)
        or _other_way(note.trends, phrase.trends)
        or any(claimed.search(phrase.text) and not said.search(note.text) for claimed, said in _CUES)
        or _other_slogan(note.slogans, phrase.slogans)
        or bool(note.titles and phrase.titles and not note.titles & phrase.titles)
    )


def _polarity(note: Stance, phrase: Stance) -> bool:
    """Denied on one side only. A note that also affirms something may keep wording that leaves the denied part out."""
    if bool(note.denied) == bool(phrase.denied):
        return False
    if phrase.denied or not note.affirmed:
        return True
    return bool((note.denied - note.affirmed) & phrase.affirmed)


def refuses(part: str) -> bool:
    """Whether a part of a sentence refuses something or finds it wanting."""
    return _REFUSED.search(part) is not None


def _refused(one: str, other: str) -> bool:
    """Whether what one text only refuses or fails, the other only does."""
    bare = _REFUSED.sub("", other)
    return any(act in bare and act not in _REFUSED.findall(other) for act in set(_REFUSED.findall(one)))


def _other_way(note: frozenset[str], phrase: frozenset[str]) -> bool:
    return bool(note and phrase and not note & phrase)


def _other_slogan(note: frozenset[tuple[str, str]], phrase: frozenset[tuple[str, str]]) -> bool:
    """“七进” is not “六进”, 八五普法 not 七五普法."""
    shared = {after for after, _ in note} & {after for after, _ in phrase}
    return any(not {slogan for slogan in note if slogan[0] == after} & phrase for after in shared)


def _problem(plain: str) -> bool:
    return bool(_PROBLEM.search(plain)) and not _REMEDY.search(plain)


def _trends(plain: str) -> frozenset[str]:
    """Directions of figures and slots only: 提升服务水平 goes nowhere. 由12件到9件 goes down without saying so."""
    named = {trend(part) for part in _BREAK.split(plain) if re.search(r"\d|\{|[一二三四五六七八九十百]", part)}
    moved = {"up" if float(b) > float(a) else "down" for a, b in _FROM_TO.findall(plain) if a != b}
    return frozenset((named | moved) - {""})


def _bigrams(parts: Iterable[str]) -> frozenset[str]:
    return frozenset(pair for part in parts for pair in pairs(part))


@lru_cache(maxsize=4096)
def pairs(words: str) -> frozenset[str]:
    """All two hanzi that stand side by side."""
    return frozenset(a + b for run in _HANZI.findall(words) for a, b in pairwise(run))
