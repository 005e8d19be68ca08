"""What likeness cannot see: the words of a note or a phrase in, their sense out, and whether two senses contradict each other.

达到100% and 未达到100% have nearly all characters in common and say the opposite. So meaning that hangs on one word is read
by cue words (cues.yaml, sense.yaml), in notes and in phrases alike: what is denied, which way a figure went, all or some,
the first time, planned or done, problem or work. A phrase that contradicts the note, or claims more than it, is never
offered: a good wording lost costs the clerk less than a wrong one.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from itertools import chain
from operator import add
from typing import NamedTuple

from drafter import language, text
from drafter.bank.search import UNIT
from drafter.model import Role

_HARMLESS = language.pattern("cues", "harmless")
_DENIAL = language.pattern("cues", "denied")
_PLAN = language.pattern("cues", "plan")
_REFUSAL = re.compile(f"不予?({language.alternatives('cues', 'refused')})")
"""不予受理, 不受理; the group is the act refused."""
_UP = language.pattern("cues", "up")
_UP_OR_DOWN = language.pattern("cues", "up", "down")
_FROM_TO = re.compile(
    r"(?:由|从)[^,。;]{0,12}?(?P<before>\d+(?:\.\d+)?)[^,。;\d]{0,14}?(?:到|至|为)[^,。;\d]{0,6}(?P<after>\d+(?:\.\d+)?)"
)
"""由12件减至9件, from one figure to another."""
_BETWEEN_PARTS = re.compile(r"[,，。;；:：、!?\s()/]+")
_FIGURE_OR_SLOT = re.compile(r"\d|\{|[一二三四五六七八九十百]")
_SLOGAN = re.compile(f'(?P<number>[一二三四五六七八九十]+)[”"]?(?P<behind>{text.HANZI})')
_HANZI_RUN = re.compile(f"{text.HANZI}+")
_TITLE = re.compile("《[^》]*》")


class Sense:
    """How a text means what it says. Each property is worked out when it is first asked for: of most phrases few ever are."""

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
        """The text with those words blotted out that only look like cues (未成年 denies nothing); offsets stay."""
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
        """The pairs of hanzi in the other parts."""
        return self._pairs_of_parts(denying=False)

    def _pairs_of_parts(self, denying: bool) -> frozenset[str]:
        parts = (part for part in _BETWEEN_PARTS.split(self._telling) if bool(_DENIAL.search(part)) is denying)
        return frozenset().union(*map(hanzi_pairs, parts))

    @cached_property
    def tells_a_problem(self) -> bool:
        """Whether it tells of a problem, and not of what was done about one."""
        if self.role is not None:
            return self.role == "problem"
        problem = language.pattern("cues", "problem").search(self._telling)
        return bool(problem) and not language.pattern("cues", "remedy").search(self._telling)

    @cached_property
    def plans(self) -> bool:
        """Whether something in it is still to be done."""
        return self.role == "plan" or _PLAN.search(self._telling) is not None

    @cached_property
    def work_or_plan(self) -> bool:
        """Whether it may be read as work done and as work to do, by the section it stands in: 进一步加强执法监督."""
        if _PLAN.search(self._telling):
            return False
        if self.role == "plan":
            return True
        begins_openly = language.pattern("sense", "open").match(self._telling) is not None
        return begins_openly and not re.search(r"\d", self._telling)

    @cached_property
    def tells_work(self) -> bool:
        """Whether it plans nothing, or has a figure, other than a year, before the first word of planning."""
        plan = _PLAN.search(self._telling)
        return plan is None or re.search(r"\d(?!\d*年)", self._telling[: plan.start()]) is not None

    @cached_property
    def trends(self) -> frozenset[str]:
        """The directions, up and down, in which figures and slots go: 提升服务水平 has none, 由12件到9件 goes down."""
        trends = {named_trend(part) for part in _BETWEEN_PARTS.split(self._telling) if _FIGURE_OR_SLOT.search(part)}
        for before, after in _FROM_TO.findall(self._telling):
            if before != after:
                trends.add("up" if float(after) > float(before) else "down")
        return frozenset(trends - {""})

    @cached_property
    def titles(self) -> frozenset[str]:
        """The document titles in it."""
        return frozenset(_TITLE.findall(self.text))

    @cached_property
    def slogans(self) -> frozenset[tuple[str, str]]:
        """Names with a number, “七进” or 八五普法, as (hanzi behind the number, number); with a unit behind it is a count."""
        found = _SLOGAN.finditer(self.text)
        return frozenset((each["behind"], each["number"]) for each in found if not UNIT.match(each["behind"]))

    def refuses(self, other: Sense) -> bool:
        """Whether this only refuses, or finds wanting, what the other does: 不予受理 against 受理."""
        refused = set(_REFUSAL.findall(self.text))
        if not refused:
            return False
        done = _REFUSAL.sub("", other.text)
        return any(act in done for act in refused - set(_REFUSAL.findall(other.text)))


@lru_cache(maxsize=2048)
def sense_of(words: str, role: Role | None = None) -> Sense:
    """The sense of a note (role None) or of a phrase; kept, because note after note meets the same phrases."""
    return Sense(words, role)


def contradicts(note: Sense, phrase: Sense, *, heed_denial: bool = True) -> bool:
    """Whether the phrase says what the note does not. Without `heed_denial` it does not matter what either denies."""
    return (
        note.tells_a_problem != phrase.tells_a_problem
        or _only_one_plans(note, phrase)
        or (heed_denial and not note.tells_a_problem and _only_one_denies(note, phrase))
        or note.refuses(phrase)
        or phrase.refuses(note)
        or _nothing_shared(note.trends, phrase.trends)
        or _claims_more(note, phrase)
        or _other_slogan(note, phrase)
        or _nothing_shared(note.titles, phrase.titles)
    )


def _only_one_plans(note: Sense, phrase: Sense) -> bool:
    """A note that tells of work and of plans (今年12场，计划明年20场) may keep wording for the work."""
    if note.plans == phrase.plans or (note.work_or_plan and phrase.work_or_plan):
        return False
    return phrase.plans or not note.tells_work


def _only_one_denies(note: Sense, phrase: Sense) -> bool:
    """A note that also affirms something may keep wording that leaves the denied part out: that affirms no words which are
    only in the denied part.
    """
    if note.denies == phrase.denies:
        return False
    if phrase.denies or not note.affirmed:
        return True
    return bool((note.denied - note.affirmed) & phrase.affirmed)


def _nothing_shared(of_note: frozenset[str], of_phrase: frozenset[str]) -> bool:
    """Whether both name some, but none that the other names."""
    return bool(of_note and of_phrase) and of_note.isdisjoint(of_phrase)


def _other_slogan(note: Sense, phrase: Sense) -> bool:
    """Whether both have a slogan, but with another number: “七进” is not “六进”, 八五普法 is not 七五普法."""
    in_both = {behind for behind, _ in note.slogans} & {behind for behind, _ in phrase.slogans}
    with_the_same_number = {behind for behind, _ in note.slogans & phrase.slogans}
    return in_both != with_the_same_number


class _Claim(NamedTuple):
    """A kind of claim (all, first, zero …): the words that make it in a phrase, and those by which a note tells it too."""

    made: re.Pattern[str]
    told: re.Pattern[str]


def _claims_more(note: Sense, phrase: Sense) -> bool:
    """Whether the phrase says all, first, zero … and the note has no word of it."""
    any_claim, claims = _claims()
    if not any_claim.search(phrase.text):  # most phrases claim nothing, which one search tells
        return False
    return any(claim.made.search(phrase.text) and not claim.told.search(note.text) for claim in claims)


@cache
def _claims() -> tuple[re.Pattern[str], tuple[_Claim, ...]]:
    """A pattern that finds any claim, and the kinds of claims; their words are in cues.yaml, sense.yaml or both."""
    made, claims = [], []
    for kind, told in language.table("sense")["told_by"].items():
        tables = (table for table in ("cues", "sense") if kind in language.table(table))
        made.append("|".join(language.alternatives(table, kind) for table in tables))
        claims.append(_Claim(re.compile(made[-1]), re.compile(told)))
    return re.compile("|".join(made)), tuple(claims)


# Parts of a sentence --------------------------------------------------------------------------------------------------


def is_denial(part: str) -> bool:
    """Whether a part of a sentence denies something, refuses it or finds it wanting."""
    return _DENIAL.search(_HARMLESS.sub(_blot, part)) is not None or _REFUSAL.search(part) is not None


def is_plan(part: str) -> bool:
    """Whether a part of a text speaks of what is still to be done."""
    return _PLAN.search(_HARMLESS.sub(_blot, part)) is not None


def without_plan(words: str) -> str:
    """The words with what makes a plan of them blotted out; offsets stay."""
    return _PLAN.sub(_blot, words)


def named_trend(part: str) -> str:
    """The last direction named in a part of a sentence: up, down or empty."""
    directions = _UP_OR_DOWN.findall(part)
    if not directions:
        return ""
    return "up" if _UP.match(directions[-1]) else "down"


def hanzi_pairs(words: str) -> frozenset[str]:
    """Every two hanzi that stand side by side: 调解纠纷 → 调解, 解纠, 纠纷."""
    return frozenset(chain.from_iterable(map(add, run, run[1:]) for run in _HANZI_RUN.findall(words)))


def _blot(found: re.Match[str]) -> str:
    return "口" * len(found.group())
