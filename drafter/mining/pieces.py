"""A slotted sentence → pieces that each stand alone and say one thing. Text with slots in, shorter texts out.

A ；, and a ， before a segment that opens a statement of its own, are the joints; figures with their words are kept together
and apart from what surrounds them. No piece keeps LONGEST characters of its source unslotted: the bank holds wording, not
passages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

LONGEST = 46
"""Characters, punctuation aside, that may stand between two slots."""
SHORTEST, BROAD, WIDEST = 10, 80, 160
"""Characters of a phrase; one that says a figure may be shorter. Beyond BROAD it is parted wherever it can be."""

_SLOT = re.compile(r"\{\w+\}")
_ITEM = re.compile(r"(?<=[：:；，])(?=(?:[一二三四五六七八九十]是|首先|其次|再次|最后[，：]))")
_OPENER = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,3}(?:是要?|、)|\d[.．、]|首先|其次|再次|最后|同时|此外|另外|其中|并且?|而且|且|也|还|以及|另|"
    r"[^，。]{0,14}?(?:方面|主要(?:问题有|表现在|表现为|体现在))：|截至(?:目前|到?\{date\d\}底?)|目前|今年以?来|去年以来|近年来|现阶段|总体上看|"
    r"\{year\}年(?![度底末])(?:以来)?)[，：、]?"
)
_STALE = re.compile(
    r"(?:今年以来|今年来|去年以来|今年|截至目前|截至\{date\d\}|年内)(?=共|累计|已|先后|，|各)，?|(?<=，)(?:截至(?:目前|\{date\d\})|目前|今年以来|\{year\}年(?:以来)?(?=[，共累已先全]))，?"
)
_CLOSED = re.compile(r"[，。；：、！;:,.\s]+$|，?主要(?:问题有|表现在)$")
_SUBJECTLESS = re.compile(r"\w{2,3}率(?:达到?|为|均)?\{")
_PART = re.compile(r"[^{，]{1,14}\{\w+\}")
# A segment that hangs on the one before it …
_HANGING = re.compile(
    r"^(?:其中|均|都|全部|并|且|也|还|则|仍|又|再|由(?!\{)|纳入|以便|是|合计|[^，{]*(?:好转|得到[^，]*(?:提升|规范)|不断(?:提高|提升))$|推进[^，]{0,10}(?:规范化|制度化|法律化|常态化)|从而|进而|使|让|促使|因而|因此|而|以及|或|确保|有效|切实|实现|做到|达到|取得|形成|得到|不断|从源头|不得|避免|受到|高于|低于|占|同比|"
    r"较|比|位列|排名|保持|和|与|及|等|如|即|但|导致|造成|不善|以.{1,10}促|努力做到|力争|满足|增强|营造|维护|保障|方便|服务群众|很好地|为[^，]{0,34}(?:提供|奠定|打下|作出|贡献|作用|保障|支持)|为[^，]{0,20}$|"
    r"(?:进一步)?(?:提高|提升|防止|强化|规范|扩大|打通|加强|减少|改善|促进|推动)了(?!.*\{)|进一步[^，]{2,4}了)"
)
# … or leans on the one after it.
_LEANING = re.compile(
    r"^(?:根据|按照|依据|通过|针对|结合|鉴于|随着|凡|由于|因|自|对照|依托|着眼|遵循|本着|紧扣|紧盯|充分利用|借助|借|为了?|以|凭|随|除|给|一(?=[^，]*，)|"
    r"(?:紧紧)?围绕(?!.*(?:开展|组织|推进))|聚焦(?!.*(?:开展|推进|解决))|"
    r"对(?!.*(?:进行|开展|予以|给予|实行|(?<!进一步)加强|做好|提出|作出))|将(?!.*(?:纳入|列入|作为|融入|化解|送|贯穿))|把(?!.*(?:纳入|列入|作为|摆|列|做)))|"
    r"[^，]*(?:在[^，]*(?:中|上|下|前|后|时|期间|基础|面前|背景)|的|后|出台前|过程中|方面|按照[^，]{0,6}要求|以[^，]*为[^，]{2,6}|全体[^，]{2,6}|领导下|指导下|为(?:指导|抓手|重点|契机|目标|导向|主线|统领|牵引))$|"
    r"[^，]{0,6}(?:针对|对照)|\{year\}年(?:以来)?$|[^，{]{1,4}$|截至[^，]{0,9}$"
)


def pieces(text: str, figure: Callable[[str], str]) -> Iterator[str]:
    """The statements of a slotted sentence; `figure` names the topic of a segment that only says a figure, else nothing."""
    for part in _ITEM.split(text.replace("的的", "的")):
        for statement in _split(part, "；"):
            for group in _grouped(_split(_trimmed(statement), "，"), figure):
                joined = (_trimmed("，".join(part)) for part in (group, *_figures(group, figure)))
                yield from (piece for piece in dict.fromkeys(joined) if stands(piece))


def stands(piece: str) -> bool:
    """Whether a piece has a length a phrase may have, whole brackets, and no passage of its source in it."""
    paired = all(piece.count(a) == piece.count(b) for a, b in ("“”", "（）", "《》"))
    long = len(re.sub(r"\W", "", _SLOT.sub("", piece))) + 6 * ("{" in piece)
    return SHORTEST <= long <= WIDEST and paired and verbatim(piece) <= LONGEST and not _SUBJECTLESS.match(piece)


def verbatim(piece: str) -> int:
    """The longest stretch between slots, in characters without punctuation."""
    return max(len(re.sub(r"[^\w%]", "", stretch)) for stretch in _SLOT.split(piece))


def _trimmed(text: str) -> str:
    """Without what only tied it to its neighbours: openers, times that will be wrong next year, the last stop."""
    before = None
    text = text.replace("截止到", "截至").replace("截止", "截至")
    while before != text:
        before, text = text, _STALE.sub("", _OPENER.sub("", text.strip("，；：、。 ")))
    return _CLOSED.sub("", text)


def _split(text: str, mark: str) -> list[str]:
    """At a mark that stands in no quote, bracket or title."""
    parts, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += (char in "“（《〈") - (char in "”）》〉")
        if char == mark and depth <= 0:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]


def _grouped(segments: Sequence[str], figure: Callable[[str], str]) -> Iterator[list[str]]:
    """Runs of figures, and runs of other segments cut where a statement of its own begins and the run grows too long."""
    run: list[str] = []
    counting = ""
    for segment in segments:
        says = figure(segment)
        if run and says != counting and _joint(run, segment):
            yield from _cut(run)
            run = []
        counting = says if all(_LEANING.match(before) for before in run) or _HANGING.match(segment) else counting
        run.append(segment)
    yield from _cut(run)


def _figures(group: Sequence[str], figure: Callable[[str], str]) -> Iterator[list[str]]:
    """The runs of figures in a group that could not be parted: they are worth having without what hangs on them."""
    for topic, run in groupby(group, figure):
        segments = list(run)
        if topic and not segments[0].startswith("其中"):
            yield segments


def _joint(run: Sequence[str], after: str) -> bool:
    """Whether a statement of its own may begin with `after`, behind these segments."""
    part = any(segment.startswith("其中") for segment in run) and _PART.match(after)
    return not part and not _HANGING.match(after) and not _LEANING.match(run[-1])


def _cut(run: Sequence[str]) -> Iterator[list[str]]:
    """A run as it is, or at its last joint before it outgrows LONGEST, and so on; what has no joint stays too long."""
    rest = list(run)
    while rest and _outgrown(rest):
        joints = [k for k in range(1, len(rest)) if _joint(rest[:k], rest[k])]
        fitting = [k for k in joints if not _outgrown(rest[:k])]
        k = fitting[-1] if fitting else next(iter(joints), len(rest))
        yield rest[:k]
        rest = rest[k:]
    if rest:
        yield rest


def _outgrown(run: Sequence[str]) -> bool:
    text = "，".join(run)
    return verbatim(text) > LONGEST or len(_SLOT.sub("", text)) > BROAD


def segments(text: str) -> Iterable[str]:
    """A piece at its commas, for whoever judges it segment by segment."""
    return (part for statement in _split(text, "；") for part in _split(statement, "，"))
