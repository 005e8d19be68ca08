"""Reads the sense of a note or a phrase, and tells whether a phrase contradicts a note.

达到100% and 未达到100% have nearly all characters in common and say the opposite. So whatever depends on a single word is
read from cue words (cues.yaml, sense.yaml), in notes and in phrases alike: what is denied, whether a figure rose or fell,
all or some, the first time, planned or done, problem or work. A phrase that contradicts the note, or claims more than the
note does, is never offered: to miss a good wording costs the clerk less than to print a wrong one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from itertools import chain
from operator import add
from typing import NamedTuple

from drafter import language, text
from drafter.bank.search import UNIT
from drafter.model import Role
from drafter.understanding import quantities

_HARMLESS = language.pattern("cues", "harmless")
_DENIAL = language.pattern("cues", "denied")
_PLAN = language.pattern("cues", "plan")
_REFUSAL = re.compile(f"不予?({language.alternatives('cues', 'refused')})")
"""不予受理, 不受理, 不合格. Its one group is what is refused or denied: 受理, 合格."""
_UP = language.pattern("cues", "up")
_UP_OR_DOWN = language.pattern("cues", "up", "down")
_FROM_TO = re.compile(r"[由从](?:[^,。;]|,(?=\d)){2,60}?[到至为](?:[^,。;到至为]|,(?=\d)){1,20}")
"""由12件减至9件: from one figure to another, with a few words around each, but all in one part of the sentence."""
_BETWEEN_PARTS = re.compile(r"[,，。;；:：、!?\s()/]+")
_FIGURE_OR_SLOT = re.compile(r"\d|\{|[一二三四五六七八九十百]")
_SLOGAN = re.compile(f'(?P<number>[一二三四五六七八九十]+)[”"]?(?P<behind>{text.HANZI})')
_HANZI_RUN = re.compile(f"{text.HANZI}+")
_TITLE = re.compile("《[^《》]*》")


class Sense:
    """What a text says beyond its characters. Each property is worked out when first needed: most phrases need only a few."""

    def __init__(self, words: str, role: Role | None) -> None:
        """`role` is a phrase's, or None for a note."""
        self.text = text.fold(words)
        self.role = role

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every two hanzi that stand side by side in it; they serve as words, because nothing separates Chinese words."""
        return hanzi_pairs(self.text)

    @cached_property
    def _telling(self) -> str:
        """The text without the words that only look like cues (未成年 denies nothing): each is replaced by 口口口."""
        return _HARMLESS.sub(_blot, self.text)

    @cached_property
    def denies(self) -> bool:
        """Whether any part of the text denies something."""
        return _DENIAL.search(self._telling) is not None

    @cached_property
    def denied(self) -> frozenset[str]:
        """The pairs of hanzi in those parts of the text that deny something."""
        return self._pairs_of_parts(denying=True) if self.denies else frozenset()

    @cached_property
    def affirmed(self) -> frozenset[str]:
        """The pairs of hanzi in those parts of the text that deny nothing."""
        return self._pairs_of_parts(denying=False)

    def _pairs_of_parts(self, denying: bool) -> frozenset[str]:
        parts = (part for part in _BETWEEN_PARTS.split(self._telling) if bool(_DENIAL.search(part)) is denying)
        return frozenset().union(*map(hanzi_pairs, parts))

    @cached_property
    def tells_a_problem(self) -> bool:
        """Whether the text is about a problem. A note that also says what was done about the problem (整改) is about work."""
        if self.role is not None:
            return self.role == "problem"
        problem = language.pattern("cues", "problem").search(self._telling)
        return bool(problem) and not language.pattern("cues", "remedy").search(self._telling)

    @cached_property
    def plans(self) -> bool:
        """Whether something in the text is still to be done."""
        return self.role == "plan" or _PLAN.search(self._telling) is not None

    @cached_property
    def may_be_work_or_plan(self) -> bool:
        """Whether the words fit work that was done as well as work to do: 进一步加强执法监督 tells by its section which it is."""
        if _PLAN.search(self._telling):  # 明年加强执法监督
            return False
        if self.role == "plan":  # it stood among the plans, but nothing in its words says so
            return True
        begins_openly = language.pattern("sense", "open").match(self._telling) is not None  # 进一步, 持续
        has_figure = re.search(r"\d", self._telling) is not None  # then it was done
        return begins_openly and not has_figure

    @cached_property
    def tells_work(self) -> bool:
        """Whether the text tells of work done, maybe before plans: 今年开展12场，计划明年20场, but not 2026年计划开展20场."""
        plan = _PLAN.search(self._telling)
        if plan is None:
            return True
        figure_before_plan = re.search(r"\d(?!\d*年)", self._telling[: plan.start()])  # a year is no figure
        return figure_before_plan is not None

    @cached_property
    def trends(self) -> frozenset[str]:
        """The directions ("up", "down") in which figures or slots go: 由12件到9件 goes down, 提升服务水平 has no figure to go up."""
        trends = {named_trend(part) for part in _BETWEEN_PARTS.split(self._telling) if _FIGURE_OR_SLOT.search(part)}
        for part in _FROM_TO.findall(self._telling):
            values = [each.value for each in quantities.find(part) if isinstance(each.value, Decimal)]
            if len(values) > 1 and values[0] != values[-1]:
                trends.add("up" if values[-1] > values[0] else "down")
        return frozenset(trends - {""})

    @cached_property
    def titles(self) -> frozenset[str]:
        """The document titles in the text: 《行政处罚法》."""
        return frozenset(_TITLE.findall(self.text))

    @cached_property
    def slogans(self) -> frozenset[tuple[str, str]]:
        """Names that begin with a number, as (hanzi behind the number, number): “七进” is (进, 七), 八五普法 is (普, 八五).

        A number with a unit behind it (七件) is a count and no name.
        """
        found = _SLOGAN.finditer(self.text)
        return frozenset((each["behind"], each["number"]) for each in found if not UNIT.match(each["behind"]))

    def refuses(self, other: Sense) -> bool:
        """Whether this text refuses or denies an act that the other only affirms: 不予受理 against 受理, 不合格 against 合格."""
        refused_here = set(_REFUSAL.findall(self.text))
        if not refused_here:
            return False
        refused_there = set(_REFUSAL.findall(other.text))
        other_without_refusals = _REFUSAL.sub("", other.text)
        return any(act in other_without_refusals for act in refused_here - refused_there)


@lru_cache(maxsize=2048)
def sense_of(words: str, role: Role | None = None) -> Sense:
    """The sense of a note (role None) or of a phrase; kept, because note after note meets the same phrases."""
    return Sense(words, role)


def contradicts(note: Sense, phrase: Sense, *, heed_denial: bool = True) -> bool:
    """Whether the phrase says something else than the note, or claims more. Without `heed_denial`, denials are not compared.

    Denials are not compared in problems either, because wording of a problem may deny or not: 力度不够, 力度有待加强.
    """
    compare_denials = heed_denial and not note.tells_a_problem
    return (
        note.tells_a_problem != phrase.tells_a_problem
        or _only_one_plans(note, phrase)
        or (compare_denials and _denial_differs(note, phrase))
        or note.refuses(phrase)
        or phrase.refuses(note)
        or _nothing_shared(note.trends, phrase.trends)
        or _claims_more(note, phrase)
        or _other_slogan(note, phrase)
        or _nothing_shared(note.titles, phrase.titles)
    )


def _only_one_plans(note: Sense, phrase: Sense) -> bool:
    """Whether one of the two is about a plan and the other is not."""
    if note.plans == phrase.plans:
        return False
    if note.may_be_work_or_plan and phrase.may_be_work_or_plan:  # 进一步加强执法监督: each fits where the other stands
        return False
    if phrase.plans:  # and the note plans nothing
        return True
    return not note.tells_work  # 今年12场，计划明年20场 also tells of work, and the phrase may be wording for that


def _denial_differs(note: Sense, phrase: Sense) -> bool:
    """Whether the phrase denies what the note does not, or affirms what the note denies."""
    if note.denies == phrase.denies:
        return False
    if phrase.denies:
        return True
    # From here on only the note denies something.
    if not note.affirmed:  # nothing is left of it that the phrase could be wording for
        return True
    only_denied = note.denied - note.affirmed
    return bool(only_denied & phrase.affirmed)  # else the phrase is wording for the part that the note affirms


def _nothing_shared(of_note: frozenset[str], of_phrase: frozenset[str]) -> bool:
    """Whether both texts have such things (directions, titles), but none in common."""
    return bool(of_note and of_phrase) and of_note.isdisjoint(of_phrase)


def _other_slogan(note: Sense, phrase: Sense) -> bool:
    """Whether a slogan of the note stands in the phrase with another number: “七进” is not “六进”, 八五普法 is not 七五普法."""
    if not note.slogans:  # most notes, and then the phrase need not be searched
        return False
    in_both = {behind for behind, _ in note.slogans} & {behind for behind, _ in phrase.slogans}
    with_the_same_number = {behind for behind, _ in note.slogans & phrase.slogans}
    return in_both != with_the_same_number


class _Claim(NamedTuple):
    """A kind of claim, such as all, first or zero, as two patterns. A phrase makes it by words of `made`; a note that has a
    word of `told` makes it too. They are compiled when a phrase makes any claim, which most do not.
    """

    made: str
    told: str


def _claims_more(note: Sense, phrase: Sense) -> bool:
    """Whether the phrase makes a claim (all, first, zero …) that the note does not make."""
    any_claim, claims = _claims()
    if not any_claim.search(phrase.text):  # one search is enough for the many phrases without a claim
        return False
    return any(re.search(made, phrase.text) and not re.search(told, note.text) for made, told in claims)


@cache
def _claims() -> tuple[re.Pattern[str], tuple[_Claim, ...]]:
    """A pattern that finds any claim, and the kinds of claims; their words are in cues.yaml, sense.yaml or both."""
    made, claims = [], []
    for kind, told in language.table("sense")["told_by"].items():
        tables = (table for table in ("cues", "sense") if kind in language.table(table))
        made.append("|".join(language.alternatives(table, kind) for table in tables))
        claims.append(_Claim(made[-1], told))
    return re.compile("|".join(made)), tuple(claims)


# Parts of a sentence --------------------------------------------------------------------------------------------------


def is_denial(part: str) -> bool:
    """Whether a part of a sentence denies something: 未完成, 不予受理, 不合格."""
    return _DENIAL.search(_HARMLESS.sub(_blot, part)) is not None or _REFUSAL.search(part) is not None


def is_plan(part: str) -> bool:
    """Whether a part of a text speaks of what is still to be done."""
    return _PLAN.search(_HARMLESS.sub(_blot, part)) is not None


def without_plan(words: str) -> str:
    """The text with 口 in place of every character of its plan cues (计划), so that all others keep their places."""
    return _PLAN.sub(_blot, words)


def named_trend(part: str) -> str:
    """The direction that is named last in a part of a sentence: "up", "down", or "" if there is none."""
    directions = _UP_OR_DOWN.findall(part)
    if not directions:
        return ""
    return "up" if _UP.match(directions[-1]) else "down"


def hanzi_pairs(words: str) -> frozenset[str]:
    """Every two hanzi that stand side by side: 调解纠纷 → 调解, 解纠, 纠纷."""
    return frozenset(chain.from_iterable(map(add, run, run[1:]) for run in _HANZI_RUN.findall(words)))


def _blot(found: re.Match[str]) -> str:
    """As many 口 as the match has characters, so that what stands behind it keeps its place."""
    return "口" * len(found.group())
