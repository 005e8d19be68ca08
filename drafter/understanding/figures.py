"""Every figure of a sentence with its surroundings: its own words before and after it, its time, its whole. A sentence and its
Quantities in, Figures out. Dates, names and other quantities that count nothing are left out.

The own words on the left go back to the figure before or to a comma, those on the right are the noun behind the unit
and what is said of it. Commas inside brackets, quotation marks and titles do not count. A figure without words of its own
(今年新增1100条) borrows those of the figure before. One that stands for two things (办结率、满意率均达98%) comes twice, once for each.
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
"""Kinds of quantities; the others (date, rank, name …) count nothing."""

# Where own words end. A blank ends those on the right only: in 纠纷 12 复议 5 the names stand before their figures.
_ENCLOSED = re.compile(r"《[^《》]*》|“[^“”]*”|\"[^\"]*\"|\([^()]*\)")
_CUT_LEFT = re.compile(r"[,;:。!?()\n/]")
_CUT_RIGHT = re.compile(r"[,;:。!?()\n/ ]")
_NOUN_ENDS = language.pattern("beside", "noun_ends")
_TAKES_PART = language.pattern("beside", "takes_part")
_ONE_MORE = language.pattern("beside", "one_more")
_CHANGE = language.alternatives("cues", "up", "down", "compared", "comparing")
_PAST = language.alternatives("cues", "last_year")
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

# Figures that belong together. Few sentences have any, so what is needed for them here and below is compiled at its first use.
_AND = "、和及与"
_AND_MORE = "[、和与]|及(?![时格])"  # not in 及时受理率
_RESPECTIVELY = rf"(?:{language.alternatives('beside', 'respectively')})(?:{_CHANGE})?$"
# What borrowed words must not bring along: the other figure's time and total.
_NOT_BORROWED = rf"{language.alternatives('beside', 'not_borrowed')}|{_PAST}|(?:{dates.YEAR}|[一本]){dates.YEAR_MARK}"
_LIST_NAME = r"(?<![^,;。:\s])(?P<name>[^,;。:\s]+)[:\s]\s*[^,;。:\s]+\s*$"  # 宣传 in 宣传:讲座3场,展板20块
_YEAR_FIRST = rf"\s*{dates.YEAR}{dates.YEAR_MARK}"


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
    """A quantity with its surroundings, all folded to half width. Of 130家 in 排查纠纷231件,共组织130家企业修复信用,授课2次:

    - `left` 共组织, `right` 企业修复信用: its own words; `noun` 企业: the first of `right`, directly behind the unit.
    - `gap` ,共组织: everything between the figure before (or the start of the sentence) and this one.
    - `behind` 企业修复信用,授课: what stands behind the unit, up to the next figure; `after` 企业修复信用: the same without
      the next figure's clause.
    - `before` 排查纠纷231件,: of the sentence what stands before `left`; `sentence`: all of it, as far as it is near.
    - `earlier`: the paragraph before the sentence; `headings`: those above it, from the outside in.
    - `time_done`: of a planned figure, its time once it is done: delta for 再压减10%.
    - `has_borrowed_words`: `left` is from elsewhere. `is_whole_of_previous`: it stands behind a slash: 207起 in 成功188起/207起.
    - `whole`: the quantity of which it is a part.
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
    time: Time
    time_done: Time
    has_borrowed_words: bool = False
    is_whole_of_previous: bool = False
    whole: Quantity | None = None


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
    end_before = 0
    for quantity, following in zip_longest(counting, counting[1:]):
        start, end = setting.span(quantity)
        gap = text[end_before:start]
        behind = text[end : setting.span(following)[0]] if following else text[end:]
        left_start = end_before + max((cut.end() for cut in _CUT_LEFT.finditer(_masked(gap))), default=0)
        left_start = max(left_start, start - _SENTENCE_REACH)
        left, before = text[left_start:start], text[max(0, left_start - _SENTENCE_REACH) : left_start]
        noun, right = _noun_and_right(behind, is_last=following is None)
        after = behind[: max(behind.rfind(","), 0)] if following else behind
        hedge = language.pattern("beside", "at_least").match(text, start)  # a quantity begins with its hedge
        time = time_of(left, hedge[0] if hedge else "", behind, before, quantity.kind == "percent", setting.year)
        is_planned = time == "plan" or is_planned_here(setting.earlier, setting.year, headings, before + left)
        time_done = time if time in ("delta", "per") or not is_planned else "now"
        sentence = text[max(0, start - _SENTENCE_REACH) : end + _SENTENCE_REACH]
        found.append(Figure(
            quantity, left, noun, right, gap, behind[:_RIGHT_REACH], sentence, before, after[:_AFTER_REACH],
            setting.earlier, headings, "plan" if is_planned else time, time_done,
        ))  # fmt: skip
        end_before = end
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

    A list goes on over 、 (8家银行、保险公司参加) unless what is behind it runs into the next figure (3家企业、5个村). What runs
    into the next figure without a stop is said of that one, so only the noun is left.
    """
    if _ONE_MORE.match(behind):  # 6人、全部合格 says one more thing
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
    # 企业完成信用修复 and 参训 tell of things or persons, but 均通过 only how it went.
    is_about_thing = noun or _TAKES_PART.match(text)
    return noun, text if is_about_thing and not runs_into_next else noun


# Figures of one sentence that belong together ------------------------------------------------------------------------


def _with_conversions(found: list[Figure]) -> list[Figure]:
    """由A件增加至B件: A is last year's, and both count what stands before 由."""
    found = list(found)
    turned_into = language.pattern("beside", "turned_into")
    for k in range(1, len(found)):
        before, figure = found[k - 1], found[k]
        comparable = before.quantity.kind == figure.quantity.kind and before.time in ("now", "last")
        if comparable and turned_into.match(figure.gap):
            name = language.pattern("beside", "turned_from").sub("", before.left)
            found[k - 1] = before._replace(time="last", left=name if content(name) else before.left)
            found[k] = figure._replace(left=name + turned_into.sub("", figure.left, count=1), time="now")
    return found


def _with_shared_names(found: list[Figure]) -> list[Figure]:
    """民事、刑事分别为120件和22件: the first name is the first figure's, the second the second's, and so on."""
    found = list(found)
    for k, figure in enumerate(found):
        respectively = re.search(_RESPECTIVELY, figure.left) if "分别" in figure.left else None
        if "分别" in figure.left and not respectively:
            _share_verb(found, k)
        names = re.split(f"[{_AND}]", figure.left[: respectively.start()]) if respectively else []
        if len(names) < 2:
            continue
        # 进口、出口通关时间: what the last name has more than the first belongs to all, but a single character is its own.
        ending = names[-1][len(names[0]) :] if len(names[-1]) > len(names[0]) + 1 else ""
        for place, name in enumerate(names, k):
            is_unnamed = place < len(found) and not content(found[place].left.strip(f"{_AND},"))
            if place == k or is_unnamed:
                time = figure.time if figure.time == "delta" else found[place].time  # 分别下降41%和38%
                found[place] = found[place]._replace(left=name.removesuffix(ending) + ending, time=time)
    return found


def _share_verb(found: list[Figure], k: int) -> None:
    """上半年、下半年分别评查案卷40卷和50卷: each has a name of its own, and all that was done. Changes `found`."""
    names, _, done = found[k].left.partition("分别")
    each = re.split(f"[{_AND}]", names)
    others = found[k + 1 : k + len(each)]
    are_bare = len(others) == len(each) - 1 and all(other.gap in (*_AND, f",{_AND[1]}") for other in others)
    if len(each) > 1 and are_bare and all(each):
        for place, name in enumerate(each, k):
            found[place] = found[place]._replace(left=name + done)


def _with_borrowed_words(found: list[Figure]) -> list[Figure]:
    """Figures without words of their own take those of the figure before, the first one those said last before it.
    The total of a list with a name (宣传:讲座3场,培训2场,合计5场) is given that name.
    """
    done: list[Figure] = []
    share = language.pattern("beside", "share")
    for figure in found:
        noun_before = done[-1].noun if done and not figure.noun else ""
        is_noun_before = noun_before and figure.left.rstrip(_AND) == noun_before
        if is_noun_before and (len(noun_before) <= _BARE_NOUN or figure.left[-1] in _AND):
            figure = figure._replace(left="")  # 十七个领域、216项, 十七个领域216项: 领域 is the other's
        is_share = done and figure.quantity.kind == "percent" and share.fullmatch(figure.left)  # 网办168项、占85%
        has_words = content(figure.left + _TAKES_PART.sub("", figure.right)) and not is_share
        is_total = not has_words and _is_total(figure, done)
        if is_total and (list_name := re.search(_LIST_NAME, done[0].before + done[0].left)):
            figure = figure._replace(left=list_name["name"] + figure.left, has_borrowed_words=True)
        elif not has_words and not is_total:
            lender = done[-1].left if done else _last_words(figure.before)
            if not lender and re.match(_YEAR_FIRST, figure.left):  # 2023年宣传36场。2024年41场
                lender = _last_words(figure.earlier)
            figure = figure._replace(
                left=re.sub(_NOT_BORROWED, "", lender[-_LONGEST_BORROWED:]) + figure.left,
                has_borrowed_words=True,
                is_whole_of_previous=bool(done) and figure.gap.strip() == "/",
            )
        done.append(figure)
    return done


def _is_total(figure: Figure, done: list[Figure]) -> bool:
    """合计700件 after other 件, 全年12次 after 每季度3次: the total of a list, not one more of the last."""
    if not done:
        return False
    last, left = done[-1], figure.left.lstrip()
    is_of_year = left.startswith("全年") and last.time == "per"
    says_total = is_of_year or language.pattern("beside", "total").match(left) is not None
    return says_total and (not last.quantity.unit or units.count_the_same(last.quantity.unit, figure.quantity.unit))


def _last_words(before: str) -> str:
    """The last words between commas and colons that can name something."""
    return next((words for words in reversed(re.split(r"[,:]", before)) if content(words)), "")[-_BORROWED_REACH:]


def _with_wholes(found: list[Figure]) -> list[Figure]:
    """Figures behind 其中, a colon or a bracket are parts of the figure before, as long as they do not exceed it."""
    done: list[Figure] = []
    near: deque[Figure | None] = deque(maxlen=_PARTS_REACH)  # the last figures; None for one that can have no parts
    for figure in found:
        whole = _whole(figure, [each for each in near if each])
        if whole is not None:
            time = whole.time if figure.time == "now" else figure.time  # a part of last year's is last year's
            figure = figure._replace(whole=whole.quantity, time=time)
        done.append(figure)
        near.append(None if _compares(figure) else figure)
    return done


def _whole(figure: Figure, near: list[Figure]) -> Figure | None:
    """The figure among those before (`near`) of which this one is a part."""
    if not near:
        return None
    if language.pattern("beside", "parts_follow").search(figure.gap):
        return next((each for each in reversed(near) if _may_be_part(figure, each)), None)

    # Otherwise it may be one more part of the whole that the figure before has, unless the parts so far are all of it.
    whole = next((each for each in near if each.quantity is near[-1].whole), None)
    if whole is None or not _may_be_part(figure, whole):
        return None
    parts = [each.quantity.value for each in near if each.whole is whole.quantity]
    total, all_of_it = sum(part for part in parts if isinstance(part, Decimal)), whole.quantity.value
    is_complete = isinstance(all_of_it, Decimal) and total >= all_of_it
    return None if is_complete else whole


def _compares(figure: Figure) -> bool:
    """162件(上年150件,增长8%): a figure that only compares with another has no parts."""
    is_in_brackets = figure.before.rfind("(") > figure.before.rfind(")")
    is_compared = is_in_brackets or "较" in figure.left or "比" in figure.left
    return figure.time in ("delta", "per") or (figure.time == "last" and is_compared)


def _may_be_part(part: Figure, whole: Figure) -> bool:
    """Whether both count the same kind of thing, and the part is not more than the whole may be."""
    kind, unit, most, value = whole.quantity.kind, whole.quantity.unit, whole.quantity.high, part.quantity.value
    if most is not None and isinstance(value, Decimal) and value > most:
        return False
    return kind == part.quantity.kind in ("count", "money", "area") and units.count_the_same(unit, part.quantity.unit)


def _one_for_each_rate(figure: Figure) -> list[Figure]:
    """办结率、满意率均达98%: one figure for each rate named. The names before its own count as said before it."""
    is_rate = figure.quantity.kind == "percent"
    said_of_all = language.pattern("beside", "said_of_rates").search(figure.left) if is_rate else None
    rates = figure.left[: said_of_all.start()] if said_of_all else ""
    if not re.search(f"率(?:{_AND_MORE})", rates):
        return [figure]
    names = re.split(_AND_MORE, rates)
    return [figure._replace(left=name, before=figure.before + "".join(names[:k])) for k, name in enumerate(names)]
