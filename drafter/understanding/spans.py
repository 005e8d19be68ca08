"""What stands around each figure: its own words before and after, its time, its whole. A sentence in, Figures out.

The own words on the left go back to the figure before or to a comma, those on the right are the noun behind the unit
and what is said of it. Commas inside brackets, quotation marks and titles do not count, and dates are no figures. A
figure without words of its own (今年新增1100条) borrows those of the figure before. One that stands for two things
(办结率、满意率均达98%) comes twice, once for each.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from drafter import dates, language
from drafter.language import units
from drafter.model import Quantity, Time
from drafter.text import fold
from drafter.understanding.figure_times import is_planned_here, time_of
from drafter.understanding.spacing import ClosedUp
from drafter.understanding.thresholds import only_says_which
from drafter.understanding.titles import is_in_title

_COUNTING = {"count", "percent", "points", "money", "area", "duration", "range", "score", "times"}

# Where own words end.
_ENCLOSED = re.compile(r"《[^《》]*》|“[^“”]*”|\"[^\"]*\"|\([^()]*\)")
_CUT_LEFT = re.compile(r"[,;:。!?()\n/]")
_CUT_RIGHT = re.compile(r"[,;:。!?()\n/ ]")
_NOUN_ENDS = language.pattern("beside", "noun_ends")
_TAKES_PART = language.pattern("beside", "takes_part")
_CHANGE = language.alternatives("cues", "up", "down", "compared", "comparing")
_PAST = language.alternatives("cues", "last_year")
ANOTHER = re.compile("[(、]|和(?!解|谐)|以?及(?![时格])")
# Words that say how a figure is given, not what it counts.
_FILLER = re.compile(rf"{language.alternatives('beside', 'filler')}|{_CHANGE}|{_PAST}|[较比]|[到至]|[\W\d_]")

# Characters. Text without a full stop may go on for pages, so all looking around has an end.
_SENTENCE_REACH = 400  # of the sentence, on either side of the figure
_RIGHT_REACH = 30  # of the words behind the unit
_AFTER_REACH = 40  # of what follows without another figure
_BORROWED_REACH = 20  # of words borrowed from before the first figure
_LONGEST_BORROWED = 80  # of words that one figure of a list after the other borrows
_BARE_NOUN = 2  # of a noun that is no more than that: 领域, not 企业兑付资金
_PARTS_REACH = 30  # figures back, among which the whole of a part is looked for

# Figures that belong together. Most patterns here and below are needed by few figures, so `re` compiles them at their first use.
# The text between A and B of 由A增加至B.
_CONVERTED = r"[^,;。()]{0,6}?[增提缩压减下降上升扩精放调][^,;。()]{0,4}?(?:至|到|为)"
_OPENS_PARTS = re.compile(r"\((?!上|去|同)|[^,;]{0,15}:")  # a bracket (but not 上年, 去年, 同比) or a colon
# Names at the end of a figure's own words: 民事、刑事分别为, 办结率、满意率均达.
_SHARED = rf"(?:数量|件数|人数)?分别(?:为|是|达到?|有|较上年|同比)?(?:{_CHANGE})?$"
_BOTH = r"(?<=[率度])(?:[均都]|达到?|为|是|超过|保持在)*$"
_RATE_AND = "率[、和及与]"
_FROM, _AND, _JOINING = "[由从]", "[、和及与]", ("、", "和", "及", "与")
# What borrowed words must not bring along: the other figure's time and total.
_TIMED = rf"累计|{_PAST}|今年|(?:{dates.YEAR}|[一本]){dates.YEAR_MARK}|[^,;。]{{0,40}}?以来|计划|明年|预计|[由从自]"
_SHARE = re.compile("[、(]?占[比到了]?[为达]?")  # 全程网办168项、占85%: the share has the part's words
_LIST_NAME = r"(?<![^,;。:\s])(?P<name>[^,;。:\s]+)[:\s]\s*[^,;。:\s]+\s*$"  # 宣传 in 宣传:讲座3场,展板20块
_YEAR_FIRST = rf"\s*{dates.YEAR}{dates.YEAR_MARK}"
_AT_LEAST = ("不少于", "不低于", "至少")


class Setting(NamedTuple):
    """A sentence, closed up, and where it stands. `start`: its first character in the line; `path`: the headings above it;
    `earlier`: what the paragraph said before it, folded; `year`: the report's.
    """

    sentence: ClosedUp
    start: int = 0
    path: tuple[str, ...] = ()
    earlier: str = ""
    year: int | None = None

    def span(self, quantity: Quantity) -> tuple[int, int]:
        """Where a quantity of the line stands in the closed-up sentence."""
        return self.sentence.span_here(quantity.start - self.start, quantity.end - self.start)


class Figure(NamedTuple):
    """A quantity with its surroundings, all folded to half width.

    - `left`, `right`: its own words; `noun`: the first of `right`, directly behind the unit.
    - `gap`: everything between the figure before (or the start of the sentence) and this one.
    - `behind`: what stands behind the unit, up to the next figure.
    - `sentence`: the whole sentence; `before`: of it what stands before `left`; `after`: what follows up to the next
      figure.
    - `earlier`: the paragraph before the sentence; `headings`: those above it, from the outside in.
    - `has_borrowed_words`: `left` is from elsewhere. `is_whole_of_previous`: it stands behind a slash: 207起 in 成功188起/207起.
    - `whole`: the quantity of which it is a part.
    - `time_done`: of a planned figure, its time once it is done: delta for 再压减10%.
    """

    quantity: Quantity
    left: str
    noun: str
    right: str
    gap: str
    behind: str
    sentence: str
    before: str
    after: str
    earlier: str
    headings: tuple[str, ...]
    time: Time = "now"
    has_borrowed_words: bool = False
    is_whole_of_previous: bool = False
    whole: Quantity | None = None
    time_done: Time = "now"


@lru_cache(4096)
def content(text: str) -> str:
    """The words that can name something: without fillers, digits and punctuation."""
    return _FILLER.sub("", text)


def figures(quantities: Sequence[Quantity], setting: Setting) -> list[Figure]:
    """The quantities of a sentence that count something as Figures, in order."""
    text = setting.sentence.text
    counting = [q for q in quantities if q.kind in _COUNTING and _counts(q, text, *setting.span(q))]
    headings = _folded(setting.path)
    found: list[Figure] = []
    gap_start = 0
    for quantity, following in zip_longest(counting, counting[1:]):
        start, end = setting.span(quantity)
        gap = text[gap_start:start]
        behind = text[end : setting.span(following)[0]] if following else text[end:]
        left_start = gap_start + max((cut.end() for cut in _CUT_LEFT.finditer(_masked(gap))), default=0)
        left_start = max(left_start, start - _SENTENCE_REACH)
        left, before = text[left_start:start], text[max(0, left_start - _SENTENCE_REACH) : left_start]
        noun, right = _noun_and_right(behind, is_last=following is None)
        after = behind[: max(behind.rfind(","), 0)] if following else behind  # 召开会议4次,专题研究法治建设
        at_least = next((hedge for hedge in _AT_LEAST if text.startswith(hedge, start)), "")
        words = left, at_least, behind, before
        time = time_done = time_of(*words, quantity.kind == "percent", setting.year)
        if time == "plan" or is_planned_here(setting.earlier, setting.year, headings, before + left):
            time, time_done = "plan", time if time in ("delta", "per") else "now"
        sentence = text[max(0, start - _SENTENCE_REACH) : end + _SENTENCE_REACH]
        found.append(Figure(
            quantity, left, noun, right, gap, behind[:_RIGHT_REACH], sentence, before, after[:_AFTER_REACH],
            setting.earlier, headings, time, time_done=time_done,
        ))  # fmt: skip
        gap_start = end
    found = _with_wholes(_with_borrowed_words(_with_shared_names(_with_conversions(found))))
    return [each for figure in found for each in _one_for_each_rate(figure)]


def _counts(quantity: Quantity, text: str, start: int, end: int) -> bool:
    """Whether the quantity neither only says which are counted nor stands in a title."""
    return not (is_in_title(text, start) or only_says_which(quantity, text, end))


@lru_cache(64)
def _folded(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(heading) for heading in path)


def _masked(text: str) -> str:
    """The text with a box for every character in brackets, quotation marks and titles."""
    return _ENCLOSED.sub(lambda match: "□" * len(match[0]), text)


def _noun_and_right(behind: str, is_last: bool) -> tuple[str, str]:
    """The noun behind the unit, and that noun with what is said of it: 企业 and 企业完成信用修复 in 130家企业完成信用修复.

    A list goes on over 、 unless another figure follows (3家企业、5个村). What runs into the next figure without a stop is
    that one's, so only the noun is left.
    """
    if ANOTHER.match(behind):  # 6人、全部合格 says one more thing
        return "", ""
    masked = _masked(behind)
    stop = _CUT_RIGHT.search(masked)
    runs_into_next = stop is None and not is_last
    if runs_into_next and "、" in masked:
        text = behind[: masked.index("、")]
    else:
        text = behind[: min(stop.start() if stop else _RIGHT_REACH, _RIGHT_REACH)]
    verb = _NOUN_ENDS.search(text)
    noun = text[: verb.start()] if verb else text
    if runs_into_next or not (noun or _TAKES_PART.match(text)):
        return noun, noun
    return noun, text


# Figures of one sentence that belong together ------------------------------------------------------------------------


def _with_conversions(found: list[Figure]) -> list[Figure]:
    """由A件增加至B件: A is last year's, and both count what stands before 由."""
    found = list(found)
    for k in range(1, len(found)):
        before, figure = found[k - 1], found[k]
        comparable = before.quantity.kind == figure.quantity.kind and before.time in ("now", "last")
        if comparable and re.match(_CONVERTED, figure.gap):
            name = re.sub(f"{_FROM}(?!{_FROM}).*$", "", before.left)
            found[k - 1] = before._replace(time="last", left=name if content(name) else before.left)
            found[k] = figure._replace(left=name + re.sub(_CONVERTED, "", figure.left, count=1), time="now")
    return found


def _with_shared_names(found: list[Figure]) -> list[Figure]:
    """民事、刑事分别为120件和22件: the first name is the first figure's, the second the second's, and so on."""
    found = list(found)
    for k, figure in enumerate(found):
        shared = re.search(_SHARED, figure.left) if "分别" in figure.left else None
        names = re.split(_AND, figure.left[: shared.start()]) if shared else []
        if len(names) < 2:
            continue
        # 进口、出口通关时间: what the last name has more than the first belongs to all.
        shared_head = names[-1][len(names[0]) :] if len(names[-1]) > len(names[0]) + 1 else ""
        for place, name in enumerate(names, k):
            name = name if name.endswith(shared_head) else name + shared_head
            has_no_name = place < len(found) and not content(found[place].left.strip("、和及与,"))
            if place == k or has_no_name:
                time = figure.time if figure.time == "delta" else found[place].time  # 分别下降41%和38%
                found[place] = found[place]._replace(left=name, time=time)
    return found


def _with_borrowed_words(found: list[Figure]) -> list[Figure]:
    """Figures without words of their own take those of the figure before, the first one those said last before it.
    Figures of a list with a name (宣传:讲座3场,展板20块) are given the name too.
    """
    done: list[Figure] = []
    for figure in found:
        noun = done[-1].noun if done and not figure.noun else ""
        is_others = len(noun) <= _BARE_NOUN or figure.left[-1:] in _JOINING
        if noun and is_others and figure.left.rstrip("".join(_JOINING)) == noun:
            figure = figure._replace(left="")  # 十七个领域、216项, 十七个领域216项: 领域 is the other's
        is_share = done and figure.quantity.kind == "percent" and _SHARE.fullmatch(figure.left)
        has_words = content(figure.left + _TAKES_PART.sub("", figure.right)) and not is_share
        if not has_words and not _is_total(figure, done):
            source = done[-1].left if done else _last_words(figure.before)
            if not source and re.match(_YEAR_FIRST, figure.left):  # 2023年宣传36场。2024年41场
                source = _last_words(figure.earlier)
            figure = figure._replace(
                left=re.sub(_TIMED, "", source[-_LONGEST_BORROWED:]) + figure.left,
                has_borrowed_words=True,
                is_whole_of_previous=bool(done) and figure.gap.strip() == "/",
            )
        elif not has_words and (list_name := re.search(_LIST_NAME, done[0].before + done[0].left)):
            figure = figure._replace(left=list_name["name"] + figure.left, has_borrowed_words=True)
        done.append(figure)
    return done


def _is_total(figure: Figure, done: list[Figure]) -> bool:
    """合计700件 after other 件: the total of a list, not one more of the last."""
    if not done:
        return False
    last, left = done[-1], figure.left.lstrip()
    says_total = language.pattern("beside", "total").match(left) is not None or (
        left.startswith("全年") and last.time == "per"
    )
    same_unit = not last.quantity.unit or units.count_the_same(last.quantity.unit, figure.quantity.unit)
    return says_total and same_unit


def _last_words(before: str) -> str:
    """The last words between commas and colons that can name something."""
    return next((words for words in reversed(re.split(r"[,:]", before)) if content(words)), "")[-_BORROWED_REACH:]


def _with_wholes(found: list[Figure]) -> list[Figure]:
    """Figures behind 其中, a colon or a bracket are parts of the figure before, as long as they do not exceed it."""
    done: list[Figure] = []
    others: deque[Figure | None] = deque(maxlen=_PARTS_REACH)  # those before that may be a whole or a part of one
    for figure in found:
        whole = _whole(figure, [other for other in others if other])
        if whole is not None:
            time = whole.time if figure.time == "now" else figure.time  # a part of last year's is last year's
            figure = figure._replace(whole=whole.quantity, time=time)
        done.append(figure)
        others.append(None if _compares(figure) else figure)
    return done


def _whole(figure: Figure, others: list[Figure]) -> Figure | None:
    """The figure among those before (`others`) of which this one is a part."""
    if not others:
        return None
    if "其中" in figure.gap or figure.gap.endswith("中") or _OPENS_PARTS.match(figure.gap):
        return next((other for other in reversed(others) if _may_be_part(figure, other)), None)

    # Otherwise it may be one more part of the whole that the figure before has.
    if others[-1].whole is None:
        return None
    whole = next((other for other in others if other.quantity is others[-1].whole), None)
    if whole is None or not _may_be_part(figure, whole):
        return None
    parts = [other.quantity.value for other in others if other.whole is whole.quantity]
    total, all_of_it = sum(part for part in parts if isinstance(part, Decimal)), whole.quantity.value
    is_complete = isinstance(all_of_it, Decimal) and total >= all_of_it
    return None if is_complete else whole


def _compares(figure: Figure) -> bool:
    """162件(上年150件,增长8%): a figure that only compares with another has no parts."""
    in_brackets = figure.before.rfind("(") > figure.before.rfind(")")
    beside = in_brackets or "较" in figure.left or "比" in figure.left
    return figure.time in ("delta", "per") or (figure.time == "last" and beside)


def _may_be_part(part: Figure, whole: Figure) -> bool:
    kind, unit, most, value = whole.quantity.kind, whole.quantity.unit, whole.quantity.high, part.quantity.value
    if most is not None and isinstance(value, Decimal) and value > most:
        return False
    return kind == part.quantity.kind in ("count", "money", "area") and units.count_the_same(unit, part.quantity.unit)


def _one_for_each_rate(figure: Figure) -> list[Figure]:
    """办结率、满意率均达98%: one figure for each rate named. The names before its own count as said before it."""
    both = re.search(_BOTH, figure.left) if figure.quantity.kind == "percent" else None
    names = re.split(_AND, figure.left[: both.start()]) if both else []
    if not both or not re.search(_RATE_AND, figure.left[: both.start()]):
        return [figure]
    return [figure._replace(left=name, before=figure.before + "".join(names[:k])) for k, name in enumerate(names)]
