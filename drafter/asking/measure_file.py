"""The shape of measures.yaml: a topic's points, their leads and measures, and what is wrong in an entry by itself.

What holds between entries, layers and the questionnaire is checked where the files are put together (measures.py).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from drafter import text
from drafter.formats import Edited

if TYPE_CHECKING:
    from pydantic import RootModel

HOLE = re.compile(r"\{(\w+)\}")
_SHORTEST_LEAD, _LONGEST_LEAD = 4, 16
"""Hanzi of a lead. Run-in leads of real reports have about as many."""
_MARK_OR_FIGURE = r"[0-9０-９]|[。；！？：，、]$|^[，；。]"
"""What no wording has: figures, which only an answer may give, and marks at its ends, which the sentence around it sets."""
_HOTLINE = "12345"
"""The one number that may stand in a wording: a name that every report prints."""
CAUSE = "cause"
"""The detail of a problem that is its cause. It has no hole in the wording, because a sentence of its own says it."""


_NULL_IS_NO_BOUND = BeforeValidator(
    lambda given: [each or None for each in given] if isinstance(given, list) else given
)


def _lead(lead: str) -> str:
    if not _SHORTEST_LEAD <= sum(map(text.is_hanzi, lead)) <= _LONGEST_LEAD or re.search(_MARK_OR_FIGURE, lead):
        raise ValueError(f"里的“{lead}”要有 {_SHORTEST_LEAD} 到 {_LONGEST_LEAD} 个汉字，末尾不加标点，不写数字")
    return lead


def _as_lead(lead: Any) -> Any:
    """{规范市场准入: [entities_new]} as the fields of a lead; a lead without a list is for everything."""
    if isinstance(lead, str):
        return {"text": lead}
    if isinstance(lead, dict) and len(lead) == 1:
        [(words, only)] = lead.items()
        return {"text": words, "only": only}
    return lead


def _figure_wordings(wordings: Any) -> Any:
    """One wording or several, as a list; each has one {value} and sets no mark at its ends."""
    given = [wordings] if isinstance(wordings, str) else wordings
    for each in given if isinstance(given, list) else ():
        if str(each).count("{value}") != 1:
            raise ValueError(f"里的“{each}”要正好写一个 {{value}}")
        _wording(str(each))
    return given


def _wording(wording: str) -> str:
    if re.search(_MARK_OR_FIGURE, wording.replace(_HOTLINE, "")):
        raise ValueError(f"里的“{wording}”不能写数字，首尾不加标点")
    return wording


class Detail(Edited):
    """What is asked of a ticked measure. A title is kept without 《》, a month is 1 to 12, a number is digits."""

    kind: Literal["title", "month", "number", "partner", "text"]
    ask: str


class Lead(Edited):
    """A way to begin a point. `only`: it fits only where all that the point says is among these measures and indicators."""

    text: Annotated[str, AfterValidator(_lead)]
    only: list[str] = Field(default_factory=list)


class Measure(Edited):
    """One measure. After `load`, `id` is the full one: disputes.fengqiao.

    `text`: two or more ways to say it, each a clause without subject and full stop that can be woven with others. A wording
    with a hole ({title}) is used only where that detail was given, so one without holes is always there.
    `role`: what it does in its point. `years`: the first and last year in which it can be reported. `source`: the rule behind
    it. `proves`: the indicators whose figures prove it, which stand behind it. `figures`: indicator → how the measure and its figure are
    said in one clause, with {value} and with just the details that were given; a second wording is used where the figure that
    this one is a part of stands before it. `needs`: indicators without which there was nothing to do, `denies`: those of which it
    says that there were none; a tick that their answers contradict is doubted. `listed`: a list of its point → what the measure is called in it. `phrases`: the
    phrases of the bank that it was made from.
    """

    id: str
    ask: str
    text: Annotated[list[Annotated[str, AfterValidator(_wording)]], Field(min_length=2)]
    details: dict[str, Detail] = Field(default_factory=dict)
    role: Literal["mechanism", "action", "follow-up", "result"] = "action"
    years: Annotated[tuple[int | None, int | None], _NULL_IS_NO_BOUND] = (None, None)
    source: str = ""
    proves: list[str] = Field(default_factory=list)
    figures: dict[str, Annotated[list[str], BeforeValidator(_figure_wordings), Field(min_length=1)]] = Field(
        default_factory=dict
    )
    listed: dict[str, str] = Field(default_factory=dict)
    phrases: list[str] = Field(default_factory=list)
    needs: list[str] = Field(default_factory=list)
    denies: list[str] = Field(default_factory=list)

    @property
    def proven_by(self) -> tuple[str, ...]:
        """The indicators whose figures belong to it."""
        return tuple(dict.fromkeys((*self.figures, *self.proves)))

    @model_validator(mode="after")
    def _sayable(self) -> Measure:
        if all(map(HOLE.search, self.text)):
            raise ValueError(f"“{self.id}”要有一种不用空格（{{…}}）的说法，没填细节时用")
        told = [wording for wordings in self.figures.values() for wording in wordings]
        used = set(HOLE.findall("".join((*self.text, *self.listed.values()))))
        if strange := (used | {*HOLE.findall("".join(told))} - {"value"}) - self.details.keys():
            raise ValueError(f"“{self.id}”的空格 {{{min(strange)}}} 没有写在 details 里")
        if unused := self.details.keys() - used - {CAUSE}:
            raise ValueError(f"“{self.id}”的 details 里的“{min(unused)}”没有用在 text 里，问了也不会写出来")
        titles = {f"{{{name}}}" for name, detail in self.details.items() if detail.kind == "title"}
        if any(hole in wording.replace(f"《{hole}》", "") for hole in titles for wording in (*self.text, *told)):
            raise ValueError(f"“{self.id}”的文件标题要写成 《{{title}}》")
        if any(max(Counter(frozenset(HOLE.findall(w)) for w in each).values()) > 2 for each in self.figures.values()):
            raise ValueError(f"“{self.id}”的 figures 里空格相同的说法最多两种：单独说的，和跟在总数后面说的")
        first, last = self.years
        if any(year and not 2000 <= year <= 2100 for year in self.years) or (first and last and first > last):
            raise ValueError(f"“{self.id}”的 years 要写 [起, 止]，如 [2018, null]")
        return self

    def holds_in(self, year: int) -> bool:
        """Whether it can be reported for that year."""
        first, last = self.years
        return (first or year) <= year <= (last or year)


class Point(Edited):
    """A point of a topic: what one paragraph is about. `leads`: ways to begin it that claim nothing.

    `lists`: how several measures are said in one clause, by the name that they give under `listed`: 组织学习{items}. `name` is what the checklist calls it; the first lead where there is none.
    `words`: besides those of its measures, words by which what was typed or kept is known to belong here.
    `department`: who is asked, where not the department of the topic.
    """

    id: str
    name: str = ""
    department: str = ""
    leads: list[Annotated[Lead, BeforeValidator(_as_lead)]] = Field(default_factory=list)
    subject: str = ""
    lists: dict[str, Annotated[str, AfterValidator(_wording)]] = Field(default_factory=dict)
    indicators: list[str] = Field(default_factory=list)
    words: list[str] = Field(default_factory=list)
    measures: list[Measure] = Field(default_factory=list)

    @field_validator("leads")
    @classmethod
    def _one_for_everything(cls, leads: list[Lead]) -> list[Lead]:
        if leads and all(lead.only for lead in leads):
            raise ValueError("里要有一个不限内容的开头")
        return leads

    @property
    def title(self) -> str:
        """Its heading in the checklist."""
        return self.name or (self.leads[0].text if self.leads else self.id)


@cache
def file_model() -> type[RootModel[dict[str, list[Point]]]]:
    """The model of measures.yaml: topic → its points, in the order of the draft.

    It is made only where a file is read or its schema printed, because pydantic takes as long for it as a small draft takes.
    """
    from pydantic import RootModel

    class MeasureFile(RootModel[dict[str, list[Point]]]):
        """measures.yaml"""

    return MeasureFile
