"""Every file that people edit, as pydantic models: report.yaml, a template's files; those of the phrasebank are in phrase_formats.py,
those of known findings in finding_formats.py.

What comes in is text (yamlfile); these models say which keys exist and of what type each is. Only the question says what the
value of an answer may be, so it stays raw here and is parsed in asking/answer_values.py.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from drafter import filenames, text
from drafter.model import Role, Time

FileName = Annotated[str, AfterValidator(filenames.checked)]
"""A text of which the name of a file or folder is made."""
FileNameOrNone = Annotated[str, AfterValidator(lambda name: name and filenames.checked(name))]
Listed = Annotated[
    list[str], BeforeValidator(lambda value: [value] if value and isinstance(value, str) else value or [])
]
"""A list, for which a single text may stand too."""
State = Literal["not_applicable", "unknown"]
Compare = bool | Literal["all"]
Length = Literal["short", "standard", "full"]
Profile = Literal["minimum", "usual", "full"]
QuestionKind = Literal[
    "count", "percent", "money", "days", "text", "paragraph", "date", "yes_no", "choice", "lines", "records", "table"
]


class Edited(BaseModel):
    """A file that people edit, or part of one: an unknown key is an error, since it is most often a misspelt one."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # deferred: few are used by one command


# report.yaml ---------------------------------------------------------------------------------------------------------


class Zone(Edited):
    """Whose report it is: full name, short form after the first mention, the organ that signs, the bodies above it, and its own word for
    the units below it (乡镇, 街道, 镇街).
    """

    name: str
    short: str = ""
    organ: str = ""
    superior: Listed = Field(default_factory=list)
    towns: str = ""

    @field_validator("name")
    @classmethod
    def _not_blank(cls, name: str) -> str:
        if not name.strip():
            raise ValueError("要填单位全称，如 云溪经济技术开发区")
        return name


class Answer(Edited):
    """One answer as the file has it: a value (zero too), or a state. `from` says who gave it. `star`: the user wants the
    change from last year said, however small it is. `sure`: the user has looked at a value that seemed odd, and it is right.
    """

    value: Any = None
    last_year: Any = None
    state: State | None = None
    star: bool = False
    sure: bool = False
    from_: str = Field("", alias="from")

    model_config = ConfigDict(populate_by_name=True)

    @field_validator("value", "last_year", mode="before")
    @classmethod
    def _blank_as_none(cls, value: Any) -> Any:
        return None if value == "" else value


MOST_NOTES = 2000
"""Rough notes of one report. A clerk writes a few dozen; of many more, every answer would take seconds to save."""


class Note(Edited):
    """A rough note on a topic; `accepted` is the wording that replaces it, `phrase` the id of the phrase it was made from; `from` says who
    wrote it down, where a department did.
    """

    note: str = ""
    accepted: str = ""
    phrase: str = ""
    from_: str = Field(default="", alias="from")

    model_config = ConfigDict(populate_by_name=True)


_STATES = {"做了": "done", "没做": "not_done", "不适用": "not_applicable"}


class Tick(Edited):
    """Whether a measure was taken, and the details of one that was: the title of the document that was issued, its month …"""

    state: Literal["done", "not_done", "not_applicable"]
    details: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _in_full(cls, tick: Any) -> Any:
        """`disputes.fengqiao: done` is short for `{state: done}`; 做了, 没做 and 不适用 are understood too."""
        return {"state": _STATES.get(tick, tick)} if isinstance(tick, str) else tick


_ROLLED = {"沿用": "kept", "改写": "changed", "删去": "dropped", "以后再说": "later"}


class Rolled(Edited):
    """What became of a sentence of last year's report: kept, changed to `text`, dropped, or to be decided later.

    `values`: what stands in the place of its figures, dates and names, by their number in the sentence, by what last year printed there, or
    by what is asked. `confirmed`: words that were
    doubtful (首次) and are to stand all the same. `of`: how last year's sentence begins, so that it is known again. `asked`: all that was
    asked in it when the values were given, as it was printed, so that each value is put in its place again where a newer program asks
    for more or less. `topic`: where it is to stand, if not where it stood.
    """

    state: Literal["kept", "changed", "dropped", "later"]
    of: str = ""
    topic: str = ""
    text: str = ""
    values: dict[str, str] = Field(default_factory=dict)
    asked: Listed = Field(default_factory=list)
    confirmed: Listed = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _in_full(cls, rolled: Any) -> Any:
        """`p12s3: kept` is short for `{state: kept}`; 沿用, 改写, 删去 and 以后再说 are understood too."""
        given = {"state": rolled} if isinstance(rolled, str) else rolled
        return (
            {**given, "state": _ROLLED.get(given["state"], given["state"])}
            if isinstance(given, dict) and isinstance(given.get("state"), str)
            else given
        )

    @model_validator(mode="after")
    def _with_its_text(self) -> Rolled:
        if self.state == "changed" and not self.text.strip():
            raise ValueError("改写的句子要写 text，如 {state: changed, text: ……}")
        return self


class Report(Edited):
    """report.yaml: a report in progress.

    `compare`: the draft says how figures changed where that is worth saying (true), always (all), or never (false). `annex`: it
    ends with a table of all figures. `length`: about how long it is; without it everything is said. `measures` are by id; one that
    is not there has not been asked about. `notes` and `snippets` are by topic; a snippet is given by its name. `departments`: what
    a department of the template, or the one for a topic, question or measure, is called here. `roll`: what became of
    the sentences of last year's report, by their ids (p12s3). `profile`: how much an interview asks. `skipped`: what it has shown and was
    left open: the ids of questions, and topics for their checklists; what is not there and has no answer was never shown.
    """

    template: FileNameOrNone = "annual-report"
    frame: FileNameOrNone = "standard"
    year: int
    compare: Compare = True
    formal_notes: bool = False
    annex: bool = False
    length: Length | None = None
    zone: Zone
    answers: dict[str, Answer] = Field(default_factory=dict)
    measures: dict[str, Tick] = Field(default_factory=dict)
    notes: dict[str, list[Note]] = Field(default_factory=dict)
    snippets: dict[str, list[str]] = Field(default_factory=dict)
    departments: dict[str, str] = Field(default_factory=dict)
    roll: dict[str, Rolled] = Field(default_factory=dict)
    profile: Profile = "usual"
    skipped: Listed = Field(default_factory=list)

    @field_validator("year")
    @classmethod
    def _plausible(cls, year: int) -> int:
        if not 2000 <= year <= 2100:
            raise ValueError("要填四位年份，如 2025")
        return year

    @field_validator("measures", "notes", "snippets", "departments", "roll", mode="before")
    @classmethod
    def _blank_as_empty(cls, value: Any) -> Any:
        return value or {}

    @field_validator("notes")
    @classmethod
    def _few_enough(cls, notes: dict[str, list[Note]]) -> dict[str, list[Note]]:
        if (count := sum(map(len, notes.values()))) > MOST_NOTES:
            raise ValueError(f"共 {count} 条，最多 {MOST_NOTES} 条，请删去用不着的")
        return notes

    @field_validator("answers", mode="before")
    @classmethod
    def _in_full(cls, answers: Any) -> Any:
        """`disputes.handled: 162` is short for `{value: 162}`, `disputes.handled: 不适用` for `{state: not_applicable}`."""
        if not isinstance(answers, dict):
            return answers or {}
        states = {id: {"state": "not_applicable"} if answer == "不适用" else answer for id, answer in answers.items()}
        return {id: each if isinstance(each, dict | Answer) else {"value": each} for id, each in states.items()}


# templates/<name>/ ---------------------------------------------------------------------------------------------------


def _patterns(words: list[str]) -> list[str]:
    """The words, each of which must be a regular expression."""
    if wrong := [word for word in words if not text.is_pattern(word)]:
        raise ValueError(f"里的“{wrong[0]}”不能用来查找：括号等符号没有成对，或次数太大")
    return words


Words = Annotated[list[str], AfterValidator(_patterns)]
"""Words to look for. Each is a regular expression, most often the plain word."""


class Needed(Edited):
    """What a part must say besides: any of these words. `missing` is the message where none of them is there."""

    words: Words
    missing: str


class Part(Edited):
    """A part that a report must have: some sentence of this `role`, or any of these `words` in its text.

    `topic` is the topic of the questionnaire that belongs to it; `missing` is the message where the part is not there.
    """

    name: str
    role: Role | None = None
    words: Words = Field(default_factory=list)
    topic: str = ""
    also: Needed | None = None
    missing: str = ""

    @model_validator(mode="after")
    def _role_or_words(self) -> Part:
        if bool(self.role) == bool(self.words):
            raise ValueError("要写明怎样认出来：role 或 words，二选一")
        return self

    @property
    def complaint(self) -> str:
        """The message where it is missing."""
        return self.missing or f"缺少“{self.name}”"


class Worth(Edited):
    """A comparison with last year is worth saying from this change on, in percent or in percentage points; zero always is."""

    change: Decimal = Decimal(20)
    points: Decimal = Decimal(5)


class Chapter(Edited):
    """A heading and what stands below it: title of a part → its topics. A part without a title ("") has no heading of its own."""

    heading: str
    parts: dict[str, list[str]]

    @property
    def topics(self) -> list[str]:
        """The topics of all its parts."""
        return [topic for topics in self.parts.values() for topic in topics]


class Outline(Edited):
    """A way to arrange the topics of a report. `leads`: how their points are opened: numbered (一是……), run-in (each a paragraph of its
    own) or plain (not at all).
    """

    leads: Literal["numbered", "run-in", "plain"] = "plain"
    chapters: list[Chapter]


class TemplateFile(Edited):
    """template.yaml: what kind of report a template makes.

    `frame` is the frame used where none is chosen, `annex` the title of the table of figures, `addressee` the question to whom the
    report is addressed, `basis` the rule that makes the parts mandatory. `lengths`: how many hanzi the topics have together where a report of that length is wanted, `weights`:
    topic → its part of them, in percent; a topic without one is never shortened. `outlines`: ways to arrange the topics, of which a zone
    has one where last year's report does not show its own.
    """

    title: str = "工作报告"
    file_name: str = "{zone}{year}年{title}"
    frame: str = "standard"
    annex: str = "主要数据统计表"
    addressee: str = ""
    basis: str = ""
    compare: Worth = Field(default_factory=Worth)
    lengths: dict[Length, int] = Field(default_factory=dict)
    weights: dict[str, int] = Field(default_factory=dict)
    parts: list[Part] = Field(default_factory=list)
    outlines: list[Outline] = Field(default_factory=list)

    @field_validator("file_name")
    @classmethod
    def _known_names_only(cls, file_name: str) -> str:
        if re.search("[{}]", re.sub("{(?:zone|year|title)}", "", file_name)):
            raise ValueError("里只能用 {zone}、{year}、{title}")
        return file_name

    def file_of(self, zone: Zone, year: int) -> str:
        """The name of a report's file, without its ending and without characters that a file's name cannot hold."""
        name = self.file_name.format(zone=zone.short or zone.name, year=year, title=self.title)
        return re.sub(r'[\\/:*?"<>|]', "", name)


class Question(Edited):
    """One question. For an indicator, `unit` and `kind` come from indicators.yaml and `sentence` has a `{value}`.

    `when`: the question that must be answered, and not by zero, 否 or 不适用, or else this one is not asked.
    `decrease`: the sentence for a negative figure, with its size as `{value}`; without it no negative figure is accepted.
    `aliases_of`: where the figure is of another `time` (last year's, a change), the question whose aliases it has too.
    `replaces`: ids of older questionnaires whose answers count here, as the value or as last year's.
    `rare`: few reports say it, so that it is asked only in the profile full and where last year's report has it.
    `kinds`: the kinds of units (zone, street, town, county, bureau, office) that have this at all; it is required of no other, and rare there.
    `change`: the figure says by how much something became more or less, or what the net change is.
    `fields`: for records and a table, the key and Chinese label of each field; `columns`: the kinds of those fields of a table that are no text.
    `choices`: what a choice can be; `free`: something else can be written too.
    """

    id: str
    ask: str
    kind: QuestionKind | None = None
    unit: str = ""
    help: str = ""
    example: str = ""
    aliases: list[str] = Field(default_factory=list)
    aliases_of: str = ""
    time: Time = "now"
    department: str = ""
    required: bool = False
    rare: bool = False
    kinds: list[Literal["zone", "street", "town", "county", "bureau", "office"]] = Field(default_factory=list)
    when: str = ""
    sentence: str = ""
    decrease: str = ""
    change: Literal["", "more", "less", "net"] = ""
    fields: dict[str, str] = Field(default_factory=dict)
    replaces: dict[str, Literal["value", "last_year"]] = Field(default_factory=dict)
    columns: dict[str, QuestionKind] = Field(default_factory=dict)
    choices: Listed = Field(default_factory=list)
    free: bool = False


class Group(Edited):
    """The questions of one topic, asked together.

    `department`: who gives what is asked there, for questions that name no other. `notes`: rough notes are asked for too. `framed`: every frame prints the answers itself, not under a heading of the topic.
    """

    topic: str
    title: str
    help: str = ""
    department: str = ""
    notes: bool = True
    framed: bool = False
    questions: list[Question] = Field(default_factory=list)


class QuestionFile(Edited):
    """questions.yaml. `terms` are words that many aliases share: an alias writes `$name` for `terms[name]`."""

    terms: dict[str, str] = Field(default_factory=dict)
    groups: list[Group]


class TermsFile(Edited):
    """terms.yaml: wording that depends on the report's year, as template_rules.Terms says."""

    lead: dict[int, str] = Field(default_factory=dict)
    guidance: dict[int, str] = Field(default_factory=dict)
    theory: dict[int, str] = Field(default_factory=dict)
    outdated: dict[str, int] = Field(default_factory=dict)
    meetings: Words = Field(default_factory=list)
    latest: dict[int, str] = Field(default_factory=dict)
    premature: dict[str, int] = Field(default_factory=dict)
    repealed: dict[str, int] = Field(default_factory=dict)
    revised: dict[str, list[int]] = Field(default_factory=dict)
    misnamed: dict[str, str] = Field(default_factory=dict)
    vague: dict[str, str] = Field(default_factory=dict)
    unsure: list[str] = Field(default_factory=list)
