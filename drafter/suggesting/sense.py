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
from drafter.bank.search import unit_at
from drafter.model import Role
from drafter.understanding import quantities

_HARMLESS = language.pattern("cues", "harmless")
_DENIAL = language.pattern("cues", "denied")
_PLAN = language.pattern("cues", "plan")
_REFUSAL = re.compile(f"不予?({language.alternatives('cues', 'refused')})")
"""不予受理, 不受理, 不合格. Its one group is what is refused or denied: 受理, 合格."""
_UP = language.pattern("cues", "up")
_UP_OR_DOWN = language.pattern("cues", "up", "down")
_FROM_TO = re.compile("[由从](?P<earlier>[^,。;]{2,60}?)[到至为](?P<later>[^,。;、]{1,20})")
"""由12件减至9件: what stands around the earlier and the later figure, in one part of the sentence."""
_BETWEEN_PARTS = re.compile(r"[,，。;:、!?\s()/]+")
"""Also ， because folding leaves it between numbers: 120，300，215."""
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
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
        """The text without what misleads: words that only look like cues (未成年 denies nothing), and the comma of 12,000."""
        return _BETWEEN_THOUSANDS.sub("", _blotted(self.text))

    @cached_property
    def denies(self) -> bool:
        """Whether any part of the text denies something."""
        return _DENIAL.search(self._telling) is not None

    @cached_property
    def denied(self) -> frozenset[str]:
        """The pairs of hanzi in those parts of the text that deny something."""
        return self._pairs_of_parts(denying=True)

    @cached_property
    def affirmed(self) -> frozenset[str]:
        """The pairs of hanzi in those parts of the text that deny nothing."""
        return self._pairs_of_parts(denying=False)

    def _pairs_of_parts(self, denying: bool) -> frozenset[str]:
        parts = (part for part in _BETWEEN_PARTS.split(self.text) if _denies(part) is denying)
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
    def only_plans(self) -> bool:
        """Whether the text plans and tells of no work: 2026年计划开展20场. A figure before the plan is work: 今年12场，计划明年20场."""
        plan = _PLAN.search(self._telling)
        return plan is not None and not re.search(r"\d(?!\d*年)", self._telling[: plan.start()])  # a year is no figure

    @cached_property
    def trends(self) -> frozenset[str]:
        """The directions ("up", "down") in which figures or slots go: 由12件到9件 goes down, 提升服务水平 has no figure to go up."""
        trends = set()
        for part in _BETWEEN_PARTS.split(self._telling):
            trend = named_trend(part)
            if trend and ("{" in part or any(isinstance(each.value, Decimal) for each in quantities.find(part))):
                trends.add(trend)
        for change in _FROM_TO.finditer(self._telling):  # the direction need not be named
            earlier, later = _first_count(change["earlier"]), _first_count(change["later"])
            if earlier is not None and later is not None and earlier != later:
                trends.add("up" if later > earlier else "down")
        return frozenset(trends)

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
        return frozenset((each["behind"], each["number"]) for each in found if not unit_at(each["behind"]))

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


def contradicts(note: Sense, phrase: Sense, *, may_omit_denials: bool = False) -> bool:
    """Whether the phrase says something else than the note, or claims more.

    A phrase may leave out what the note denies beside other things. If the note does nothing but deny, the phrase may leave that
    out only with `may_omit_denials`.
    """
    return (
        note.tells_a_problem != phrase.tells_a_problem
        or _only_one_plans(note, phrase)
        or _denial_differs(note, phrase, may_omit_denials)
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
    return phrase.plans or note.only_plans  # if the note also tells of work, the phrase may be wording for that


def _denial_differs(note: Sense, phrase: Sense, may_omit_denials: bool) -> bool:
    """Whether the phrase denies what the note does not, or affirms what the note denies."""
    if note.tells_a_problem:  # the same problem may be worded with a denial or without: 力度不够, 力度有待加强
        return False
    if note.denies == phrase.denies:
        return False
    if phrase.denies:
        return True
    # From here on only the note denies something. The phrase can be wording for the part that the note affirms, if any.
    if not note.affirmed and not may_omit_denials:
        return True
    only_denied = note.denied - note.affirmed
    return not only_denied.isdisjoint(phrase.affirmed)


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
    """A kind of claim, such as all, first or zero, as two patterns: words by which a phrase makes it, and words by which a note
    does. The second finds more, because a doubt goes in favour of the note: then the phrase claims no more than the note. They
    are compiled when a phrase makes any claim, which most do not.
    """

    in_phrase: str
    in_note: str


def _claims_more(note: Sense, phrase: Sense) -> bool:
    """Whether the phrase makes a claim (all, first, zero …) that the note does not make."""
    any_claim, claims = _claims()
    if not any_claim.search(phrase.text):  # one search is enough for the many phrases without a claim
        return False
    return any(re.search(claim.in_phrase, phrase.text) and not re.search(claim.in_note, note.text) for claim in claims)


@cache
def _claims() -> tuple[re.Pattern[str], tuple[_Claim, ...]]:
    """A pattern that finds any claim of a phrase, and the kinds of claims."""
    pattern_in_note: dict[str, str] = language.table("sense")["told_by"]  # by kind
    claims = []
    for kind, in_note in pattern_in_note.items():
        tables = (table for table in ("cues", "sense") if kind in language.table(table))
        claims.append(_Claim("|".join(language.alternatives(table, kind) for table in tables), in_note))
    return re.compile("|".join(claim.in_phrase for claim in claims)), tuple(claims)


# Parts of a sentence --------------------------------------------------------------------------------------------------


def is_denial(part: str) -> bool:
    """Whether a part of a sentence denies something: 未完成, 不予受理, 不合格."""
    return _denies(part) or _REFUSAL.search(part) is not None


def _denies(part: str) -> bool:
    return _DENIAL.search(_blotted(part)) is not None


def is_plan(part: str) -> bool:
    """Whether a part of a text speaks of what is still to be done."""
    return _PLAN.search(_blotted(part)) is not None


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


def _first_count(words: str) -> Decimal | None:
    """The first figure that is no year."""
    figures = (each for each in quantities.find(words) if each.kind != "year")
    return next((each.value for each in figures if isinstance(each.value, Decimal)), None)


def _blotted(words: str) -> str:
    """The text with 口 in place of every character of words that only look like cues (未成年, 无人机)."""
    return _HARMLESS.sub(_blot, words)


def _blot(found: re.Match[str]) -> str:
    """As many 口 as the match has characters, so that what stands behind it keeps its place."""
    return "口" * len(found.group())
