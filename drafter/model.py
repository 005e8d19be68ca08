"""The values that pass between steps. None can be changed: a step returns new ones (`_replace`). Named tuples, because a
class that writes its own methods takes ten times as long to make, at every start.

A Document is a tuple of Blocks and is the hub: readers make it, compose makes it, writers and rules take it. Positions are
characters in the source line (`line` counts from 1; for .docx, .html and .pdf a line is a block), so that
`line_text[start:end] == text` always holds for whoever opens the source beside the result.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

VERSION = 1
"""Of every JSON we print and every file we write."""

Origin = Literal["template", "answer", "phrase", "snippet", "gap", "note", "read"]
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
Role = Literal["work", "problem", "plan", "framing"]
Claim = Literal["figure", "measure", "neutral"]
Severity = Literal["error", "warning", "info"]
Edition = Literal["paper", "web"]
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
    "times",
    "docno",
    "name",  # hotlines, 三项制度, 第一责任人: digits that count nothing
]
Hedge = Literal["", "about", "more", "less", "at_least", "at_most", "vague"]
Time = Literal["now", "last", "plan", "delta", "per"]
Verdict = Literal["consistent", "rounding", "inconsistent", "unknown"]


class Run(NamedTuple):
    """A stretch of text of one origin. `answers` are the question ids printed in it; `sentence` names its Sentence."""

    text: str
    origin: Origin = "read"
    sentence: str = ""
    answers: tuple[str, ...] = ()


class Block(NamedTuple):
    """A title, heading, paragraph, table …: `line` and `column` say where its text starts in the source.

    `level` is 1–4 for headings (一、 （一） 1. （1）) and 0 elsewhere; in what a reader returns it is only the level the
    file's own styles claim. `rows` is filled for tables only, cell by cell, and then `runs` is empty.
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
    """Where a rendered sentence comes from. `id` stays the same when only figures change."""

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


class Document(NamedTuple):
    """A report: its blocks in order, and for a composed one the provenance of every sentence and what it is for."""

    blocks: tuple[Block, ...]
    name: str = ""
    sentences: tuple[Sentence, ...] = ()
    edition: Edition = "paper"

    @property
    def text(self) -> str:
        """All blocks but page furniture, one a line."""
        return "\n".join(block.text for block in self.blocks if block.kind != "furniture")


class Section(NamedTuple):
    """A node of the outline. `number` is printed text (一、 （一） 一是) or empty; `blocks` are those before the children.

    A run-in heading's paragraph is the first of its own blocks, whole. An `item` is an enumerated sentence (一是…；二是…)
    rather than a heading: one with a paragraph of its own has no title, one inside a paragraph has no blocks.
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
    """A report taken apart. `preamble` is the body before the first heading; `furniture` are line numbers left out."""

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
    """One sentence, its headings from the outside in, and where it stands: `line_text[start:end] == text`."""

    text: str
    line: int
    start: int
    end: int
    path: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    heading: bool = False


class Quantity(NamedTuple):
    """A printed figure. `value` is a number (money in 元, percent as printed), a string for dates, None if it is no data.

    `low` and `high` bound what the print allows: ± half a unit of the last printed digit, open where 余/以上/近 says so.
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
    """A quantity and what it was recognised as: an indicator id or None, how sure (0–1), and of which time it speaks."""

    quantity: Quantity
    indicator: str | None
    confidence: float
    time: Time


class Relation(NamedTuple):
    """Arithmetic that a sentence states: `formula` is printed as a person would, `terms` are the figures as printed."""

    formula: str
    kind: Literal["sum", "rate", "diff", "growth", "bound", "list", "repeat"]
    verdict: Verdict
    line: int
    terms: tuple[str, ...]
    repairs: tuple[str, ...] = ()


class Indicator(NamedTuple):
    """A thing that reports count. `aliases` are the wordings by which it is recognised, as templates/README.md says; `time` is
    the time of which a figure must speak to be it.
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
    """A line of the register's `relations`: `whole` against `parts` (for rate and within: one part; for diff: a, b)."""

    kind: Literal["sum", "rate", "diff", "drop", "within"]
    whole: str
    parts: tuple[str, ...]
    other_allowed: bool = False
    rate: str = ""


class Offered(NamedTuple):
    """A phrase of the bank as it is searched and filled: what its file says, read and checked before (formats.Phrase).

    `slots` maps a slot's name to an indicator id or to number, date, name …; `sources` are named as they are printed.
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
    """Wording for what the user typed, filled with the user's own figures. `why` are reasons in Chinese, one a line."""

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


class Finding(NamedTuple):
    """Anything we complain about. `line`, `start`, `end` as in Quantity; 0 where the whole file is meant."""

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
