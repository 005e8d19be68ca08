"""Every file that a person edits, as pydantic models: report.yaml, questions.yaml, phrasebank, local terms, drafter.yaml.

What comes in is text (yamlfile); these models say which keys exist and of what type they are. What an answer's value may
be is said by its question, so it stays raw here and is typed in answers.py.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    field_validator,
    model_validator,
)

from drafter.model import Claim, Role, Time


def _blank_as_none(value: Any) -> Any:
    return None if value == "" else value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) and value else value or []


Text = str
Listed = Annotated[list[str], BeforeValidator(_listed)]
OptionalFloat = Annotated[float | None, BeforeValidator(_blank_as_none)]
State = Literal["not_applicable", "unknown"]
QuestionKind = Literal["count", "percent", "money", "days", "text", "paragraph", "date", "lines", "records"]
Status = Literal["mined", "written", "reviewed", "retired"]


class Edited(BaseModel):
    """A file or part of a file that people edit: unknown keys are told, not swallowed."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


# report.yaml ---------------------------------------------------------------------------------------------------------


class Zone(Edited):
    """Whose report it is: full name, short form after first mention, the organ that signs, whom it answers to."""

    name: Text
    short: Text = ""
    organ: Text = ""
    superior: Listed = Field(default_factory=list)

    @field_validator("name")
    @classmethod
    def _given(cls, name: str) -> str:
        if not name.strip():
            raise ValueError("要填单位全称，如 云溪经济技术开发区")
        return name


class Answer(Edited):
    """One answer as written in the file: a value, 不适用, or not yet known. Zero is the value 0."""

    value: Any = None
    last_year: Any = None
    state: State | None = None
    from_: Text = Field("", alias="from")

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    @field_validator("value", "last_year", mode="before")
    @classmethod
    def _nothing(cls, value: Any) -> Any:
        return _blank_as_none(value)


class Note(Edited):
    """A rough note on a topic; `accepted` is the wording the user took or wrote for it, `phrase` where that came from."""

    note: Text
    accepted: Text = ""
    phrase: Text = ""


class Report(Edited):
    """report.yaml: a report in progress.

    `compare`: say how figures changed where last year's value is known. `annex`: add a table of all figures. `snippets`:
    by topic the names of those that were placed.
    """

    template: Text = "annual-report"
    frame: Text = "standard"
    year: int
    compare: bool = True
    annex: bool = False
    zone: Zone
    answers: dict[str, Answer] = Field(default_factory=dict)
    notes: dict[str, list[Note]] = Field(default_factory=dict)
    snippets: dict[str, list[Text]] = Field(default_factory=dict)

    @field_validator("year")
    @classmethod
    def _plausible(cls, year: int) -> int:
        if not 2000 <= year <= 2100:
            raise ValueError("要填四位年份，如 2025")
        return year

    @field_validator("answers", mode="before")
    @classmethod
    def _short_form(cls, answers: Any) -> Any:
        """`disputes.handled: 162` is short for `disputes.handled: {value: 162}`; `不适用` for its state."""
        if not isinstance(answers, dict):
            return answers or {}
        return {key: _long_form(answer) for key, answer in answers.items()}


def _long_form(answer: Any) -> Any:
    if isinstance(answer, dict | Answer):
        return answer
    return {"state": "not_applicable"} if answer == "不适用" else {"value": answer}


# templates/<name>/ ---------------------------------------------------------------------------------------------------


def _patterns(words: list[str]) -> list[str]:
    """Every one can stand in a pattern."""
    for word in words:
        try:
            re.compile(word)
        except re.error as error:
            raise ValueError(f"里的“{word}”不能用来查找：括号等符号没有成对") from error
    return words


Words = Annotated[list[Text], AfterValidator(_patterns)]
"""Wordings to look for, each a regular expression, which for most is just the word itself."""


class Needed(Edited):
    """What a part of a report must also say: any of these words; `missing` is the message where none is there."""

    words: Words
    missing: Text


class Part(Edited):
    """A mandatory part. It is there where some sentence has its `role`, or where any of its `words` stands in the text.

    `topic` is the topic of the questionnaire that belongs to it.
    """

    name: Text
    role: Role | None = None
    words: Words = Field(default_factory=list)
    topic: Text = ""
    also: Needed | None = None
    missing: Text = ""

    @model_validator(mode="after")
    def _recognisable(self) -> Part:
        if (self.role is None) == (not self.words):
            raise ValueError("要写明怎样认出来：role 或 words，二选一")
        return self

    @property
    def complaint(self) -> str:
        """What is said where it is missing."""
        return self.missing or f"缺少“{self.name}”"


class TemplateFile(Edited):
    """template.yaml: what kind of report it is. Everything that is not a question, a term or wording of frames.

    `frame` is taken where none is chosen; `annex` is the name of the table of figures; `basis` says by which rule the
    parts are mandatory.
    """

    title: Text = "工作报告"
    file_name: Text = "{zone}{year}年{title}"
    frame: Text = "standard"
    annex: Text = "主要数据统计表"
    basis: Text = ""
    parts: list[Part] = Field(default_factory=list)

    @field_validator("file_name")
    @classmethod
    def _fillable(cls, file_name: str) -> str:
        unknown = [name for name in re.findall(r"{(.*?)}", file_name) if name not in ("zone", "year", "title")]
        if unknown or re.search("[{}]", re.sub(r"{\w+}", "", file_name)):
            raise ValueError("里只能用 {zone}、{year}、{title}")
        return file_name

    def file_of(self, zone: Zone, year: int) -> str:
        """The file's name of a zone's report, without ending and without what a file's name cannot hold."""
        name = self.file_name.format(zone=zone.short or zone.name, year=year, title=self.title)
        return re.sub(r'[\\/:*?"<>|]', "", name)


class Question(Edited):
    """One question. For an indicator, `unit` and `kind` come from indicators.yaml; `sentence` has a `{value}` slot.

    `decrease` is the sentence for a negative figure, with its size as {value}; without it no negative figure is accepted.
    An indicator of another `time` (last year's figure, a change) is recognised by the wordings of `aliases_of` too.
    `change` says that the figure itself tells by how much something became more or less, or what the net change is.
    """

    id: Text
    ask: Text
    kind: QuestionKind | None = None
    unit: Text = ""
    help: Text = ""
    example: Text = ""
    aliases: list[Text] = Field(default_factory=list)
    aliases_of: Text = ""
    time: Time = "now"
    department: Text = ""
    required: bool = False
    when: Text = ""
    sentence: Text = ""
    decrease: Text = ""
    change: Literal["", "more", "less", "net"] = ""
    fields: dict[str, Text] = Field(default_factory=dict)


class Group(Edited):
    """Questions of one topic, asked together. `framed`: every frame prints them itself, under no heading of their own."""

    topic: Text
    title: Text
    help: Text = ""
    notes: bool = True
    framed: bool = False
    questions: list[Question] = Field(default_factory=list)


class QuestionFile(Edited):
    """questions.yaml. `terms` are lists of words that many aliases share, each under a name that aliases give as `$name`."""

    terms: dict[Text, Text] = Field(default_factory=dict)
    groups: list[Group]


class IndicatorFile(Edited):
    """indicators.yaml: the fixed register, `id: [name, unit, kind]`, and what must hold between them.

    `subordinates`: topic → the kinds of units whose figure alone is not the report's.
    """

    indicators: dict[str, tuple[Text, Text, Literal["count", "percent", "money", "days"]]]
    relations: list[dict[str, Any]] = Field(default_factory=list)
    subordinates: dict[Text, list[Literal["bureau", "squad", "town"]]] = Field(default_factory=dict)


class Terms(Edited):
    """terms.yaml: wording that depends on the report's year.

    `lead` (the latest party congress or plenum) holds for exactly its year; where a year is missing the user is asked.
    `guidance` and `theory` hold from their year until the next entry. `outdated`: a wording and the first year in which
    it is one of the past. `meetings` are how congresses and plenums are named: one that is not the year's lead is outdated.
    """

    lead: dict[int, Text] = Field(default_factory=dict)
    guidance: dict[int, Text] = Field(default_factory=dict)
    theory: dict[int, Text] = Field(default_factory=dict)
    outdated: dict[Text, int] = Field(default_factory=dict)
    meetings: Words = Field(default_factory=list)


def _weighed(terms: list[str]) -> list[str]:
    """Every term can be looked for, and what stands behind its colon is a weight."""
    for term in terms:
        if not re.fullmatch(r"[^:\s]{2,}(?::\d+(?:\.\d+)?)?", term):
            raise ValueError(f"里的“{term}”写法不对：用语至少两个字，分量写在半角冒号后面，如 法治讲座:3")
    return terms


class TopicFile(RootModel[dict[str, Annotated[list[Text], AfterValidator(_weighed)]]]):
    """topics.yaml: topic → the terms that speak of it, each of two characters at least, and behind a colon its weight."""


# phrasebank/ ---------------------------------------------------------------------------------------------------------


class Source(Edited):
    """Where a phrase was seen."""

    report: Text
    section: Text = ""
    line: int = 0


class Phrase(Edited):
    """Wording with typed slots. `slots` maps a slot's name to an indicator id or to number, date, name, title, place.

    `alternatives` are the ids of other wordings of the same figures; it is worked out when a phrase is shown, never stored.
    """

    id: Text
    text: Text
    role: Role = "work"
    claim: Claim = "measure"
    slots: dict[str, Text] = Field(default_factory=dict)
    sources: list[Source] = Field(default_factory=list)
    seen: int = 1
    years: tuple[int, int] | None = None
    status: Status = "mined"
    reason: Text = ""
    topic: Text = ""
    alternatives: list[Text] = Field(default_factory=list)


class Wording(Edited):
    """A sentence of a snippet; `slots` as in Phrase."""

    text: Text
    slots: dict[str, Text] = Field(default_factory=dict)


class Snippet(Edited):
    """phrasebank/snippets/<name>.yaml: a passage kept for reuse, and where it was taken from."""

    name: Text
    topic: Text
    sentences: list[Wording]
    source: Source | None = None


class PhraseFile(Edited):
    """phrasebank/<topic>.yaml"""

    topic: Text
    phrases: list[Phrase] = Field(default_factory=list)


class LocalTerms(Edited):
    """phrasebank/local-terms/<report>.yaml: names of one mined report that must never stand in a phrase."""

    report: Text
    year: int
    zone: Text
    terms: dict[str, list[Text]] = Field(default_factory=dict)
    allowed: list[Text] = Field(default_factory=list)

    @property
    def all(self) -> tuple[str, ...]:
        """Every term, longest first."""
        return tuple(sorted({t for group in self.terms.values() for t in group}, key=lambda t: (-len(t), t)))


class Waiting(Edited):
    """A mined phrase that waits for a person: `suspects` are the stretches that may be local names, `reason` says why."""

    phrase: Phrase
    suspects: list[Text] = Field(default_factory=list)
    reason: Text = ""


class ReviewFile(Edited):
    """phrasebank/to-review/<report>.yaml: what one mined report left to decide."""

    report: Text
    year: int
    zone: Text = ""
    waiting: list[Waiting] = Field(default_factory=list)


# drafter.yaml --------------------------------------------------------------------------------------------------------


class Settings(Edited):
    """drafter.yaml, found in the working folder or above: where the user's own templates, phrasebank and words are.

    `template` is the name of the one that is used where a report does not say. `phrasebank` may be several folders, one's
    own first; `自带` among them is the shipped one.
    """

    templates: Text = ""
    template: Text = ""
    phrasebank: Listed = Field(default_factory=list)
    language: Text = ""
    author: Text = ""


# language/ -----------------------------------------------------------------------------------------------------------


class WordTable(RootModel[dict[str, list[str] | dict[str, str] | dict[str, list[str]]]]):
    """language/<table>.yaml: lists and mappings of words by name."""
