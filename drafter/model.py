"""The values that pass between steps. No step changes a value, it returns new ones.

They are named tuples because Python makes such a class ten times as fast as a dataclass, and makes all of them at every start.
Everything goes through the Document, a tuple of Blocks: readers and drafting make it, writers and checking take it. `line`
counts the lines of the source from 1 (for .docx, .html and .pdf its blocks), `start` and `end` count characters within that
line: `line_text[start:end] == text` for whoever opens the source beside the result. A sentence that the source breaks into several
lines stands at the first line of its paragraph, and `start` and `end` count on through the paragraph's lines as if they were one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

VERSION = 1
"""The version of the shape of all JSON that we print."""

ROLL = "roll."
"""How the ids begin that sentences of last year's report have in `answers`, where other text names questions: roll.p12s3.1."""

# Where text comes from. kept: last year's report, gap: 【待填】, a note: what the user jotted down, read: a report that was read.
Origin = Literal["template", "answer", "phrase", "snippet", "kept", "gap", "note", "read"]
BlockKind = Literal[
    "title",  # 标题
    "document_number",  # 发文字号
    "addressee",  # 主送机关
    "heading",
    "paragraph",
    "table",
    "signature",  # 署名
    "date",  # 成文日期
    "annotation",  # 附注（此件公开发布）
    "attachment",  # 附件说明
    "annex",  # 附件页左上角的“附件”，另起一页
    "furniture",  # what the web page or the printer put around the text
]
# What a sentence speaks of: work done, a problem, a plan; framing leads from one to the other.
Role = Literal["work", "problem", "plan", "framing"]
# What a sentence says happened: figures only, some measure that somebody took, or nothing.
Claim = Literal["figure", "measure", "neutral"]
Severity = Literal["error", "warning", "info"]
Edition = Literal["paper", "web"]
WEB_EDITION = "网站版"  # how a Word file of the web edition is marked among its properties, as its keyword
QuantityKind = Literal[
    "count",
    "percent",
    "points",  # 百分点
    "money",  # value in 元
    "area",
    "date",
    "year",
    "duration",
    "range",
    "rank",
    "ordinal",
    "score",
    "times",  # 3倍
    "docno",  # 发文字号
    "name",  # 12345热线, 三项制度, 第一责任人: digits that count nothing
]
# 约 about, 余 more, 近 less, 以上 at_least, 以内 at_most; vague: only the magnitude is known (数十).
Hedge = Literal["", "about", "more", "less", "at_least", "at_most", "vague"]
# Of which time a figure speaks: the report's year, the year before, the next; delta is a change; per is not
# the whole year or not everybody (人均2次, 上半年5件).
Time = Literal["now", "last", "plan", "delta", "per"]
# Of which time a fact speaks: the year's flow, last year's, a target, a growth or difference, a state at the end of the year.
FactTime = Literal["this", "last", "plan", "change", "stock"]
RelationKind = Literal[
    "sum",
    "rate",
    "diff",
    "stock",  # 上年末存量+新增−减少=现有
    "growth",  # 同比增长12%, with both figures
    "points",  # 由86%提高到94%，提高8个百分点
    "change",  # 由40项增加至121项: only the direction
    "bound",  # 其中…: the part is not more than the whole
    "list",  # a number of things (三项制度：…) and how many are listed
    "feasible",  # 61名，及格率98.36%: whether some number of the 61 gives the rate
    "average",  # 4.62亿元，1208家，平均每家38.2万元
    "repeat",  # the same thing counted twice
    "turned",  # two figures that are likely to be one: 57个, 75个
    "slipped",  # a rate that is a digit away from that of figures before it
]
Verdict = Literal["consistent", "rounding", "inconsistent", "unknown"]


class Run(NamedTuple):
    """A stretch of text of one origin. `answers`: the ids of the questions it prints; `sentence`: the id of its Sentence."""

    text: str
    origin: Origin = "read"
    sentence: str = ""
    answers: tuple[str, ...] = ()


class Block(NamedTuple):
    """A title, heading, paragraph, table …: `line` and `column` say where its text starts in the source.

    `level` is 1–4 for headings (一、 （一） 1. （1）) and 0 elsewhere; from a reader it is the level that the file's own styles
    give, right or wrong. A table has `rows` of cells and no `runs`.
    """

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    level: int = 0
    line: int = 0
    column: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The block's text; a table's cells joined by tabs and newlines."""
        if self.rows:
            return "\n".join("\t".join(row) for row in self.rows)
        return self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])


class Sentence(NamedTuple):
    """A sentence of a draft and where it comes from. `id` stays the same when only figures change.

    `phrase` and `sources`: the id of the phrase and the reports it was seen in; `answers`: the ids of the questions it prints.
    `score`: how well that phrase matched, 0–100, None without one. `accepted`: a wording that the user took for a note;
    `suggestions`: wordings for a note that has none yet; `note`: that note as it was typed, where its own formal text stands in
    the draft.
    """

    id: str
    text: str
    origin: Origin
    topic: str = ""
    phrase: str = ""
    sources: tuple[str, ...] = ()
    score: float | None = None
    answers: tuple[str, ...] = ()
    accepted: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    note: str = ""


class Notice(NamedTuple):
    """What a reader could not read or had to replace, so that the user looks at that place of the file himself.

    `message` says it in Chinese, with the amount; `place` is where, as the user finds it (第3页, 脚注), empty for the whole file;
    `amount` is how many characters, pages or parts it concerns. `file` is filled in by `readers.read`.
    """

    message: str
    place: str = ""
    amount: int = 1
    file: str = ""


class Document(NamedTuple):
    """A report: its blocks in order, and notices of what could not be read. A draft also has its sentences with their
    provenance, and its edition.
    """

    blocks: tuple[Block, ...]
    name: str = ""
    sentences: tuple[Sentence, ...] = ()
    edition: Edition = "paper"
    notices: tuple[Notice, ...] = ()

    @property
    def text(self) -> str:
        """All blocks but page furniture, one a line."""
        return "\n".join(block.text for block in self.blocks if block.kind != "furniture")


class Section(NamedTuple):
    """A node of the outline. `number` is as printed (一、 （一） 一是) or empty; `blocks` are those before the children.

    `run_in`: the heading begins a paragraph (（一）调解。全年…), which is the first of its blocks, whole. `item`: an enumerated
    sentence (一是…；二是…) and not a heading. If it is a paragraph of its own, this is its only block and it has no title; if it
    stands within a paragraph, which belongs to the section above, its words are its title.
    """

    level: int
    number: str
    title: str
    line: int
    column: int = 0
    run_in: bool = False
    item: bool = False
    blocks: tuple[Block, ...] = ()
    children: tuple[Section, ...] = ()


class Outline(NamedTuple):
    """A report taken apart. `preamble`: the body before the first heading; `furniture`: the numbers of lines left out (page
    numbers, web addresses …); `blocks`: all others, title and date among them, in order.
    """

    title: str
    document_number: str
    addressee: str
    signature: str
    date: str
    preamble: tuple[Block, ...]
    sections: tuple[Section, ...]
    furniture: tuple[int, ...]
    blocks: tuple[Block, ...]


class Clause(NamedTuple):
    """One sentence and where it stands. `path`, `numbers`: the titles and numbers of its headings, the outermost first."""

    text: str
    line: int
    start: int
    end: int
    path: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    heading: bool = False


class Quantity(NamedTuple):
    """A printed figure. `value` is a number (money in 元, percent as printed), a string for dates, ranges and document
    numbers, and None where nothing is counted (第二, 12345热线).

    The true figure lies from `low` to `high`: half a unit of the last printed digit to either side, and without a bound (None)
    on the side that 余, 以上 or 近 leaves open.
    """

    text: str
    value: Decimal | str | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: QuantityKind
    hedge: Hedge
    line: int
    start: int
    end: int


class Reading(NamedTuple):
    """A quantity and what it was recognised as: an indicator's id or None, with what confidence (0–1), and its time.

    `planned`: the indicator of a figure that is only planned. It has no `indicator`, because that is what was done.
    """

    quantity: Quantity
    indicator: str | None
    confidence: float
    time: Time
    planned: str | None = None


class Fact(NamedTuple):
    """A figure and what it counts. `label` names the thing in the report's own words, see understanding/facts.py.

    `value`, `low`, `high`: as in Quantity. `indicator`: None where none is known; `confidence` is that of the indicator. `key` is
    the same for two figures of the same thing, however it was worded and whatever year they are of.
    """

    line: int
    start: int
    end: int
    text: str
    label: str
    unit: str
    value: Decimal | str | None
    low: Decimal | None
    high: Decimal | None
    time: FactTime
    topic: str
    indicator: str | None
    confidence: float
    key: str


Place = tuple[int, int, int]
"""A line, and the characters there: start and end."""


class Relation(NamedTuple):
    """Arithmetic that a report states: `formula` as a person would write it, `terms` the figures as printed.

    `repairs`: for an inconsistent one, the single figures that would make it right. `places`: where each term stands.
    """

    formula: str
    kind: RelationKind
    verdict: Verdict
    line: int
    terms: tuple[str, ...]
    repairs: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


class Indicator(NamedTuple):
    """A thing that reports count. A figure is recognised as it by one of the `aliases`, whose notation is explained in
    templates/README.md, if it speaks of this `time`.
    """

    id: str
    name: str
    unit: str
    kind: Literal["count", "percent", "money", "days"]
    aliases: tuple[str, ...] = ()
    time: Time = "now"

    @property
    def topic(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]


class RelationRule(NamedTuple):
    """What must hold between figures: an entry of `relations` in the register. All are ids of indicators.

    sum: whole = all parts, or with `other_allowed` at least that · within: part ≤ whole
    rate: rate = part / whole, with `other_allowed` of things that need not be part of it
    drop: rate = (last year's whole − whole) / last year's whole, without parts · diff: whole = first part − second part
    """

    kind: Literal["sum", "rate", "diff", "drop", "within"]
    whole: str
    parts: tuple[str, ...]
    other_allowed: bool = False
    rate: str = ""


class Offered(NamedTuple):
    """A phrase of the bank as it is searched and filled: a phrase_formats.Phrase without what only its file needs.

    `slots` maps a slot's name to an indicator's id or to number, date, name …; `sources` are some of the reports, as they are
    printed, and `seen` says in how many it stood; `years` are the first and the last of theirs; `status` is mined, written,
    reviewed or retired, and one that is retired is never offered.
    """

    id: str
    text: str
    topic: str = ""
    role: Role = "work"
    claim: Claim = "measure"
    slots: dict[str, str] = {}  # noqa: RUF012 (nobody changes it)
    sources: tuple[str, ...] = ()
    seen: int = 1
    years: tuple[int, int] | None = None
    status: str = "mined"


class Suggestion(NamedTuple):
    """A wording for what the user typed, filled with the user's own figures.

    `pattern`: the phrase's text with its slots; `score`: 0–100; `band`: 100, 95+, 85+, 75+ or empty; `filled`: slot → what is
    in it; `unfilled`: the slots for which the note has nothing; `why`: reasons in Chinese, one a line.

    `origin`: the note's own text in formal words (id "own"), a phrase that says just what the note says, or a reference, which
    says more (`adds`) or less (`loses`).
    """

    id: str
    text: str
    pattern: str
    score: float
    band: str
    topic: str
    filled: dict[str, str] = {}  # noqa: RUF012
    unfilled: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    origin: Literal["own", "phrase", "reference"] = "phrase"
    adds: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What it is, as it is told beside it in every face of the program."""
        if self.origin == "own":
            return "，".join(self.why)
        more = f"比原文多：{'、'.join(self.adds)}" if self.adds else ""
        less = f"比原文少：{'、'.join(self.loses)}" if self.loses else ""
        name = "表述" if self.origin == "phrase" else "参考写法"
        return "；".join(filter(None, (f"{name}，匹配度 {self.score:.0f}", more, less)))


class Finding(NamedTuple):
    """Anything we complain about. `code` and `name` are those of the rule (SUM001, 合计不符); `line` is 0 where the whole file is
    meant, `block`, counted from 1, where it does not lie in one. `place` are the words there and a few around them, by which the
    place is known again when lines have moved; `replacement` is what should stand from `start` to `end`, where that is certain.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str = ""
    file: str = ""
    block: int = 0
    line: int = 0
    start: int = 0
    end: int = 0
    excerpt: str = ""
    place: str = ""
    replacement: str | None = None
