"""What stands around each figure: its own words before and after, its time, its whole. A sentence in, Figures out.

A figure owns the words back to the figure before it or to a comma, and the noun behind its unit. Dates do not cut; nor
does punctuation inside brackets, quotation marks and titles. A figure without words of its own (今年新增1100条) borrows
those of the one before it. One that stands for two things (办结率、满意率均达98%) comes twice, once for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from drafter import language
from drafter.language import units
from drafter.model import Quantity, Time
from drafter.text import fold

_CHANGE = language.alternatives("cues", "up", "down", "compared", "comparing")
_CHANGED = re.compile(rf"(?:{_CHANGE})(?:了|约|近|达到?|为|幅度|率|比例|[\s:])*$")
_TAIL = 12  # characters that may say so directly before the figure
_COMPARED = language.pattern("beside", "compared_with")
_PAST = language.alternatives("cues", "last_year")
_LAST = re.compile(rf"(?:{_PAST})(?!度?以来|底)")
# A year in a title, in brackets or in a comparison is not the sentence's.
_ASIDE = re.compile(r"《[^《》]*》|[〔\[][^〕\]]*[〕\]]|\([^()]*\)|[较比与]20\d\d年[^,;。]*[,;。]")
_YEAR = re.compile(r"(?<![\d—~–-])(20\d\d)年(?!度?以来|以前|成立|[—~–-])")
_HARMLESS = language.pattern("cues", "harmless")
_PLAN = language.pattern("cues", "plan", "target")
_PLAN_PART = language.pattern("cues", "plan_heading")
_DONE = language.pattern("beside", "done")
_PER = language.pattern("beside", "per")

_COUNTING = {"count", "percent", "points", "money", "area", "duration", "range", "score", "times"}
_ENCLOSED = re.compile(r"《[^《》]*》|“[^“”]*”|\"[^\"]*\"|\([^()]*\)")
_CUT = re.compile(r"[,;:。!?()\n/]")
_CUT_RIGHT = re.compile(r"[,;:。!?()\n/ ]")
_NOUN_ENDS = language.pattern("beside", "noun_ends")
# Words that say how a figure is given, not what it counts.
_FILLER = re.compile(rf"{language.alternatives('beside', 'filler')}|{_CHANGE}|{_PAST}|[较比]|[到至]|[\W\d_]")
# What a borrowed `left` must not bring along: the other figure's time and total.
_TIMED = re.compile(rf"累计|{_PAST}|今年|(?:20\d\d|[一本])年|[^,;。]*?以来|计划|明年|预计|[由从自]")
_CONVERTED = re.compile(r"[^,;。()]{0,6}?[增提缩压减下降上升扩精][^,;。()]{0,4}?(?:至|到|为)")
_FROM = re.compile(r"[由从]")
_OPENED = re.compile(r"\((?!上|去|同)|[^,;]{0,15}:")
_SHARED = re.compile(r"(?P<names>.*[、和及与].*?)(?:数量|件数|人数)?分别(?:为|是|达到?|有)?$")
_BOTH = re.compile(r"(?P<names>.*率[、和及与].*[率度])(?:[均都]|达到?|为|是|超过|保持在)*$")
_AHEAD = 40
_REACH, _BACK = 400, 30  # characters and figures that belong together; text without a full stop may go on for pages
_TOTAL = language.pattern("beside", "total")
_TAKES_PART = language.pattern("beside", "takes_part")
_AT_LEAST = re.compile("不少于|不低于|至少")
_LISTED = re.compile(r"([^,;。:\s]+)[:\s]\s*[^,;。:\s]+\s*$")
_YEAR_FIRST = re.compile(r"\s*20\d\d年")
_AND = re.compile("[、和及与]")


class Setting(NamedTuple):
    """A sentence, folded, and where it stands: its first character in the line, the headings above it, what the paragraph
    said before it (folded), the report's year.
    """

    text: str
    start: int = 0
    path: tuple[str, ...] = ()
    earlier: str = ""
    year: int | None = None


class Figure(NamedTuple):
    """A quantity with its surroundings, folded to half width.

    `left` and `right` are its own words, `noun` the first of `right`, `gap` all since the figure before. `before` is the
    sentence up to its own words, `after` what follows up to the next figure, `earlier` the paragraph before the sentence.
    `elided`: `left` is borrowed. `whole`: what this figure is a part of; `over`: what stands before it across a slash is a
    part of this (成功188起/207起).
    """

    quantity: Quantity
    left: str
    noun: str
    right: str
    gap: str
    sentence: str
    before: str
    after: str
    earlier: str
    headings: tuple[str, ...]
    time: Time = "now"
    elided: bool = False
    over: bool = False
    whole: Quantity | None = None


@lru_cache(4096)
def content(text: str) -> str:
    """The words that can name something: without fillers, digits and punctuation."""
    return _FILLER.sub("", text)


def figures(quantities: Sequence[Quantity], around: Setting) -> list[Figure]:
    """The counting ones among the quantities of a sentence, in order."""
    counting, text = [q for q in quantities if q.kind in _COUNTING], around.text
    headings = _folded(around.path)
    low, found = 0, list[Figure]()
    for quantity, following in zip_longest(counting, counting[1:]):
        start, end = quantity.start - around.start, quantity.end - around.start
        behind = text[end : following.start - around.start if following else len(text)]
        cut = low + max((stop.end() for stop in _CUT.finditer(_masked(text[low:start]))), default=0)
        left, before = text[cut:start], text[max(0, cut - _REACH) : cut]
        asked = _AT_LEAST.match(text, start)  # the figure's own hedge tells a plan too
        percent = quantity.kind == "percent"
        time = time_of(left + (asked[0] if asked else ""), behind, before, percent, headings, around.year)
        noun, right = _right(behind, last=following is None)
        sentence = text[max(0, start - _REACH) : end + _REACH]
        # What follows without another figure: 召开会议4次,专题研究法治建设.
        after = (behind[: max(behind.rfind(","), 0)] if following else behind)[:_AHEAD]
        words = (left, noun, right, text[low:start], sentence, before, after, around.earlier, headings)
        found.append(Figure(quantity, *words, time))
        low = end
    found = _parts(_borrowed(_distributed(_converted(found))))
    return [each for figure in found for each in _each(figure)]


@lru_cache(64)
def _folded(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(heading) for heading in path)


def _masked(text: str) -> str:
    return _ENCLOSED.sub(lambda match: "□" * len(match[0]), text)


def _right(text: str, last: bool) -> tuple[str, str]:
    """The noun behind the unit, and that noun with what it does: 130家企业 | 完成信用修复.

    A list goes on over 、 unless another figure closes it; what runs into the next figure is that one's.
    """
    if text.startswith("("):
        return "", ""
    masked = _masked(text)
    stop = _CUT_RIGHT.search(masked)
    abuts = stop is None and not last
    text = text[: masked.index("、") if abuts and "、" in masked else min(stop.start() if stop else 30, 30)]
    verb = _NOUN_ENDS.search(text)
    noun = text[: verb.start()] if verb else text
    whole = not abuts and bool(noun or _TAKES_PART.match(text))
    return noun, text if whole else noun


def _converted(found: list[Figure]) -> list[Figure]:
    """由A件增加至B件: A is last year's, and both count what stands before 由."""
    found = list(found)
    for k in range(1, len(found)):
        before, figure = found[k - 1], found[k]
        if (
            _CONVERTED.match(figure.gap)
            and before.quantity.kind == figure.quantity.kind
            and before.time in ("now", "last")
        ):
            noun = _FROM.split(before.left)[0] if _FROM.search(before.left) else before.left
            found[k - 1] = before._replace(time="last")
            found[k] = figure._replace(left=noun + _CONVERTED.sub("", figure.left, count=1), time="now")
    return found


def _distributed(found: list[Figure]) -> list[Figure]:
    """民事、刑事分别为120件和22件: the k-th name is the k-th figure's."""
    found = list(found)
    for k, figure in enumerate(found):
        shared = _SHARED.search(figure.left) if "分别" in figure.left else None
        for n, name in enumerate(_AND.split(shared["names"]) if shared else ()):
            if k + n < len(found) and (n == 0 or not content(found[k + n].left.strip("、和及与,"))):
                found[k + n] = found[k + n]._replace(left=name)
    return found


def _borrowed(found: list[Figure]) -> list[Figure]:
    done: list[Figure] = []
    for figure in found:
        own = content(figure.left + _TAKES_PART.sub("", figure.right))
        if not own and not _is_total(figure, done):
            source = done[-1].left if done else _last_words(figure.before)
            if not source and _YEAR_FIRST.match(figure.left):  # 2023年宣传36场。2024年41场
                source = _last_words(figure.earlier)
            over = bool(done) and figure.gap.strip() == "/"
            figure = figure._replace(left=_TIMED.sub("", source) + figure.left, elided=True, over=over)
        elif not own and (listed := _LISTED.search(done[0].before + done[0].left)):
            figure = figure._replace(left=listed[1] + figure.left, elided=True)
        done.append(figure)
    return done


def _is_total(figure: Figure, done: list[Figure]) -> bool:
    """合计700件 after other 件: the total of a list, not one more of the last."""
    if not done:
        return False
    unit, left = done[-1].quantity.unit, figure.left.lstrip()
    named = _TOTAL.match(left) or (left.startswith("全年") and done[-1].time == "per")
    return bool(named) and (not unit or _one_kind(unit, figure.quantity.unit))


def _last_words(before: str) -> str:
    return next((words for words in reversed(re.split(r"[,:]", before)) if content(words)), "")[-20:]


def _parts(found: list[Figure]) -> list[Figure]:
    """Marks whose part a figure is: behind 其中, a colon or a bracket, as long as the parts do not exceed the whole."""
    done: list[Figure] = []
    for figure in found:
        whole = _whole(done, figure)
        if whole is not None and whole.time != "now" and figure.time == "now":
            figure = figure._replace(time=whole.time)
        done.append(figure._replace(whole=whole.quantity) if whole else figure)
    return done


def _whole(done: list[Figure], figure: Figure) -> Figure | None:
    told = [other for other in done[-_BACK:] if not _compares(other)]
    if not told:
        return None
    if "其中" in figure.gap or _OPENED.match(figure.gap) or figure.gap.endswith("中"):
        return next((other for other in reversed(told) if _alike(other, figure)), None)
    whole = next((other for other in told if other.quantity is told[-1].whole), None)
    if whole is None or not _alike(whole, figure):
        return None
    parts = [other.quantity.value for other in told if other.whole is whole.quantity]
    total, all_of_it = sum(part for part in parts if isinstance(part, Decimal)), whole.quantity.value
    return None if isinstance(all_of_it, Decimal) and total >= all_of_it else whole


def _compares(figure: Figure) -> bool:
    """162件(上年150件,增长8%): what is said beside a figure has no parts."""
    beside = figure.before.rfind("(") > figure.before.rfind(")") or "较" in figure.left or "比" in figure.left
    return figure.time in ("delta", "per") or (figure.time == "last" and beside)


def _alike(whole: Figure, part: Figure) -> bool:
    one, other = whole.quantity, part.quantity
    return one.kind == other.kind == "count" and _one_kind(one.unit, other.unit)


def _one_kind(one: str, other: str) -> bool:
    """Whether two printed units count the same kind of thing."""
    return units.family(units.bare(one)) == units.family(units.bare(other))


def _each(figure: Figure) -> list[Figure]:
    """One figure for every name that it stands for (办结率、满意率均达98%); each has the names before it in what was said."""
    both = _BOTH.search(figure.left) if figure.quantity.kind == "percent" else None
    names = _AND.split(both["names"]) if both else []
    said = (figure.before + "".join(names[:k]) for k in range(len(names)))
    return [figure._replace(left=name, before=before) for name, before in zip(names, said, strict=True)] or [figure]


# Of which time a figure speaks ----------------------------------------------------------------------------------------


def time_of(left: str, right: str, sentence: str, percent: bool, headings: Sequence[str], year: int | None) -> Time:
    """The time of a figure with these own words, in a sentence that so far reads `sentence`."""
    if _is_change(left, right, sentence, percent):
        return "delta"
    if _PER.search(left):
        return "per"
    if _is_planned(left, headings):
        return "plan"
    years = _YEAR.findall(_ASIDE.sub("", sentence + left)) if year is not None else []
    return "last" if _LAST.search(left) or (years and int(years[-1]) < (year or 0)) else "now"


def _is_change(left: str, right: str, sentence: str, percent: bool) -> bool:
    if right.startswith("百分点") or not _CHANGED.search(left[-_TAIL:]):
        return right.startswith("百分点")
    return percent or bool(_COMPARED.search((sentence + left)[-24:]))


def _is_planned(left: str, headings: Sequence[str]) -> bool:
    if headings and _PLAN_PART.search(headings[0]):
        return True
    near = _HARMLESS.sub(lambda found: "口" * len(found[0]), left[-16:])
    cues = list(_PLAN.finditer(near))
    return bool(cues) and not _DONE.search(near[cues[-1].end() :])
