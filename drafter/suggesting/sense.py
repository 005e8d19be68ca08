"""What likeness cannot see: a note's or a phrase's words in, their sense out, and whether two senses contradict each other.

达到100% and 未达到100% are 97% alike. So meaning that hangs on one word is read by cues (cues.yaml, sense.yaml), the same way
on both sides: what is denied, which way a figure went, all or some, the first time, planned or done, problem or work. A
phrase that contradicts the note, or claims more than it, is never offered: losing a good wording costs the clerk less.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from itertools import chain
from operator import add

from drafter import language, text
from drafter.bank.search import UNIT
from drafter.model import Role

_HARMLESS = language.pattern("cues", "harmless")
_DENIED = language.pattern("cues", "denied")
_PLAN = language.pattern("cues", "plan")
_ACTS = language.alternatives("cues", "refused")
_REFUSED = re.compile(f"不予?({_ACTS})")
_UP = language.pattern("cues", "up")
_UP_OR_DOWN = language.pattern("cues", "up", "down")
_FROM_TO = re.compile(
    r"(?:由|从)[^,。;]{0,12}?(\d+(?:\.\d+)?)[^,。;\d]{0,14}?(?:到|至|为)[^,。;\d]{0,6}(\d+(?:\.\d+)?)"
)
_BREAK = re.compile(r"[,，。;；:：、!?\s()/]+")
_MOVING = re.compile(r"\d|\{|[一二三四五六七八九十百]")
_SLOGAN = re.compile(f'([一二三四五六七八九十]+)[”"]?({text.HANZI})')
_HANZI = re.compile(f"{text.HANZI}+")
_TITLE = re.compile("《[^》]*》")


class Sense:
    """How a text means what it says. Each part is worked out when it is first asked for: of most phrases only a few are."""

    def __init__(self, words: str, role: Role | None) -> None:
        """`role` is a phrase's, or None for a note."""
        self.text = text.fold(words)
        self.role = role

    @cached_property
    def pairs(self) -> frozenset[str]:
        """All two hanzi that stand side by side in it."""
        return pairs(self.text)

    @cached_property
    def _telling(self) -> str:
        """The text without the words that look like cues and are none; offsets stay."""
        return _HARMLESS.sub(_blot, self.text)

    @cached_property
    def denies(self) -> bool:
        """Whether any part of the text denies something."""
        return _DENIED.search(self._telling) is not None

    @cached_property
    def denied(self) -> frozenset[str]:
        """The pairs of hanzi in those parts of the text that deny something."""
        return self._pairs(denied=True) if self.denies else frozenset()

    @cached_property
    def affirmed(self) -> frozenset[str]:
        """The pairs of hanzi in the other parts."""
        return self._pairs(denied=False)

    def _pairs(self, denied: bool) -> frozenset[str]:
        parts = (part for part in _BREAK.split(self._telling) if bool(_DENIED.search(part)) is denied)
        return frozenset().union(*map(pairs, parts))

    @cached_property
    def problem(self) -> bool:
        """Whether it tells of a problem, and not of what was done about one."""
        if self.role is not None:
            return self.role == "problem"
        found = language.pattern("cues", "problem").search(self._telling)
        return bool(found) and not language.pattern("cues", "remedy").search(self._telling)

    @cached_property
    def plan(self) -> bool:
        """Whether something in it is still to be done."""
        return self.role == "plan" or _PLAN.search(self._telling) is not None

    @cached_property
    def open(self) -> bool:
        """Whether only the section it stands in will tell if it is work done or work to do."""
        if _PLAN.search(self._telling):
            return False
        undated = language.pattern("sense", "open").match(self._telling) and not re.search(r"\d", self._telling)
        return self.role == "plan" or bool(undated)

    @cached_property
    def done(self) -> bool:
        """Whether something is counted before the first word of planning, or nothing is planned."""
        plan = _PLAN.search(self._telling)
        return plan is None or re.search(r"\d(?!\d*年)", self._telling[: plan.start()]) is not None

    @cached_property
    def trends(self) -> frozenset[str]:
        """The directions, up and down, of figures and slots: 提升服务水平 goes nowhere, 由12件到9件 goes down unsaid."""
        named = {trend(part) for part in _BREAK.split(self._telling) if _MOVING.search(part)}
        moved = {"up" if float(b) > float(a) else "down" for a, b in _FROM_TO.findall(self._telling) if a != b}
        return frozenset((named | moved) - {""})

    @cached_property
    def titles(self) -> frozenset[str]:
        """The document titles in it."""
        return frozenset(_TITLE.findall(self.text))

    @cached_property
    def slogans(self) -> frozenset[tuple[str, str]]:
        """Names with a number, as the hanzi behind and the number: “七进”, 八五普法; a unit behind makes a count of it."""
        found = _SLOGAN.findall(self.text)
        return frozenset((after, number) for number, after in found if not UNIT.match(after))

    def refuses(self, other: Sense) -> bool:
        """Whether this only refuses, or finds wanting, what the other does: 不予受理 against 受理."""
        acts = set(_REFUSED.findall(self.text))
        bare = _REFUSED.sub("", other.text) if acts else ""
        return any(act in bare and act not in _REFUSED.findall(other.text) for act in acts)


@lru_cache(maxsize=2048)
def sense_of(words: str, role: Role | None = None) -> Sense:
    """The sense of a note (role None) or of a phrase; kept, because note after note meets the same phrases."""
    return Sense(words, role)


def contradicts(note: Sense, phrase: Sense, *, denial: bool = True) -> bool:
    """Whether the phrase says what the note does not; without `denial`, what either denies is not looked at."""
    return (
        note.problem != phrase.problem
        or (note.plan != phrase.plan and not (note.open and phrase.open) and not (note.done and not phrase.plan))
        or (denial and not note.problem and _denied_on_one_side(note, phrase))
        or note.refuses(phrase)
        or phrase.refuses(note)
        or bool(note.trends and phrase.trends and not note.trends & phrase.trends)
        or _claims_more(note, phrase)
        or _other_slogan(note, phrase)
        or bool(note.titles and phrase.titles and not note.titles & phrase.titles)
    )


def _denied_on_one_side(note: Sense, phrase: Sense) -> bool:
    """A note that also affirms something may keep wording that leaves the denied part out."""
    if note.denies == phrase.denies:
        return False
    if phrase.denies or not note.affirmed:
        return True
    return bool((note.denied - note.affirmed) & phrase.affirmed)


def _claims_more(note: Sense, phrase: Sense) -> bool:
    """Whether the phrase says all, first, zero … and the note has no word of it."""
    any_claim, claims = _claims()
    if not any_claim.search(phrase.text):
        return False
    return any(claimed.search(phrase.text) and not told.search(note.text) for claimed, told in claims)


@cache
def _claims() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]]:
    """A pattern for any claim; and of each kind what makes it in a phrase and what must then stand in a note."""
    told_by = language.table("sense")["told_by"]
    made_by = {
        name: "|".join(
            language.alternatives(table, name) for table in ("cues", "sense") if name in language.table(table)
        )
        for name in told_by
    }
    kinds = ((re.compile(made_by[name]), re.compile(told)) for name, told in told_by.items())
    return re.compile("|".join(made_by.values())), tuple(kinds)


def _other_slogan(note: Sense, phrase: Sense) -> bool:
    """“七进” is not “六进”, 八五普法 not 七五普法."""
    shared = {after for after, _ in note.slogans} & {after for after, _ in phrase.slogans}
    return any(not {slogan for slogan in note.slogans if slogan[0] == after} & phrase.slogans for after in shared)


# Parts of a sentence --------------------------------------------------------------------------------------------------


def denies(part: str) -> bool:
    """Whether a part of a sentence denies something, refuses it or finds it wanting."""
    return _DENIED.search(_HARMLESS.sub(_blot, part)) is not None or _REFUSED.search(part) is not None


def plans(part: str) -> bool:
    """Whether a part of a text speaks of what is still to be done."""
    return _PLAN.search(_HARMLESS.sub(_blot, part)) is not None


def without_plan(words: str) -> str:
    """The words with what makes a plan of them blotted out; offsets stay."""
    return _PLAN.sub(_blot, words)


def trend(part: str) -> str:
    """The last direction named in a part of a sentence: up, down or empty."""
    found = _UP_OR_DOWN.findall(part)
    if not found:
        return ""
    return "up" if _UP.match(found[-1]) else "down"


def pairs(words: str) -> frozenset[str]:
    """All two hanzi that stand side by side."""
    return frozenset(chain.from_iterable(map(add, run, run[1:]) for run in _HANZI.findall(words)))


def _blot(found: re.Match[str]) -> str:
    return "口" * len(found.group())
