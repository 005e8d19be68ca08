"""The measures (举措) that organs of one kind report, as questions: a template's folder in, the points of every topic out.

A measure is something that an organ did and that is no figure. It is asked as 做了没有, and a draft says it only where somebody
ticked it. Measures stand in points (要点): a point is what one paragraph of a report is about, and it also lists the indicators
whose figures belong there. So one file decides the paragraphs of a draft, and no figure can stand in two of them.

A template without measures.yaml has no points. Where a user's folder lies over a shipped template, the points of both hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from drafter import cache as keeping
from drafter import config, text, yamlfile
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Edited, Report, Tick
from drafter.model import Finding

if TYPE_CHECKING:
    from pydantic import RootModel

_FORM = "2"
"""Of the kept points' shape; to be raised when that changes."""
_HOLE = re.compile(r"\{(\w+)\}")
_SHORTEST_LEAD, _LONGEST_LEAD = 4, 16
"""Hanzi of a lead. Run-in leads of real reports have about as many."""
_MARK_OR_FIGURE = re.compile(r"[0-9０-９]|[。；！？：，、]$|^[，；。]")
"""What no wording has: figures, which only an answer may give, and marks at its ends, which the sentence around it sets."""
_HOTLINE = "12345"
"""The one number that may stand in a wording: a name that every report prints."""
_NUMBER = re.compile(r"([0-9]{1,6})\s*[^\W\d十百千万亿余多几半]{0,2}")
"""An exact whole number, with or without its unit."""
_MONTHS = 12
CAUSE = "cause"
"""The detail of a problem that is its cause. It has no hole in the wording, because a sentence of its own says it."""


def _years(value: Any) -> Any:
    """[2018, null] as the file has it: nothing means without a bound."""
    return tuple(each or None for each in value) if isinstance(value, list) else value


def _lead(lead: str) -> str:
    if not _SHORTEST_LEAD <= sum(map(text.is_hanzi, lead)) <= _LONGEST_LEAD or _MARK_OR_FIGURE.search(lead):
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
    """One wording or two, as a list; each has one {value} and sets no mark at its ends."""
    given = [wordings] if isinstance(wordings, str) else wordings
    for each in given if isinstance(given, list) else ():
        if str(each).count("{value}") != 1 or _HOLE.findall(str(each)) != ["value"]:
            raise ValueError(f"里的“{each}”要正好写一个 {{value}}，不写别的空格")
        _wording(str(each))
    return given


def _wording(wording: str) -> str:
    if _MARK_OR_FIGURE.search(wording.replace(_HOTLINE, "")):
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
    said in one clause; a second wording is used where the figure that this one is a part of stands before it. `listed`: a list of
    its point → what the measure is called in it. `phrases`: the phrases of the bank that it was made from.
    """

    id: str
    ask: str
    text: Annotated[list[Annotated[str, AfterValidator(_wording)]], Field(min_length=2)]
    details: dict[str, Detail] = Field(default_factory=dict)
    role: Literal["mechanism", "action", "result"] = "action"
    years: Annotated[tuple[int | None, int | None], BeforeValidator(_years)] = (None, None)
    source: str = ""
    proves: list[str] = Field(default_factory=list)
    figures: dict[str, Annotated[list[str], BeforeValidator(_figure_wordings), Field(min_length=1, max_length=2)]] = (
        Field(default_factory=dict)
    )
    listed: dict[str, str] = Field(default_factory=dict)
    phrases: list[str] = Field(default_factory=list)

    @property
    def proven_by(self) -> tuple[str, ...]:
        """The indicators whose figures belong to it."""
        return tuple(dict.fromkeys((*self.figures, *self.proves)))

    @model_validator(mode="after")
    def _sayable(self) -> Measure:
        if all(map(_HOLE.search, self.text)):
            raise ValueError(f"“{self.id}”要有一种不用空格（{{…}}）的说法，没填细节时用")
        used = set(_HOLE.findall("".join((*self.text, *self.listed.values()))))
        if strange := used - self.details.keys():
            raise ValueError(f"“{self.id}”的空格 {{{min(strange)}}} 没有写在 details 里")
        if unused := self.details.keys() - used - {CAUSE}:
            raise ValueError(f"“{self.id}”的 details 里的“{min(unused)}”没有用在 text 里，问了也不会写出来")
        titles = {f"{{{name}}}" for name, detail in self.details.items() if detail.kind == "title"}
        if any(hole in wording.replace(f"《{hole}》", "") for hole in titles for wording in self.text):
            raise ValueError(f"“{self.id}”的文件标题要写成 《{{title}}》")
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
    """

    id: str
    name: str = ""
    leads: list[Annotated[Lead, BeforeValidator(_as_lead)]] = Field(default_factory=list)
    subject: str = ""
    lists: dict[str, Annotated[str, AfterValidator(_wording)]] = Field(default_factory=dict)
    indicators: list[str] = Field(default_factory=list)
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


@dataclass(frozen=True)
class Ticked:
    """A measure that was taken, with the details that were given."""

    measure: Measure
    details: Mapping[str, str]

    @property
    def items(self) -> dict[str, str]:
        """What it is called in each list in which its details allow it to stand."""
        wordings = self.measure.listed.items()
        fillable = {name: words for name, words in wordings if self.details.keys() >= set(_HOLE.findall(words))}
        return {name: _HOLE.sub(lambda hole: self.details[hole[1]], words) for name, words in fillable.items()}

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ways to say it with its details; of wordings that can be filled, those that use the most details."""
        fillable = [wording for wording in self.measure.text if self.details.keys() >= set(_HOLE.findall(wording))]
        most = max(len(_HOLE.findall(wording)) for wording in fillable)
        best = (wording for wording in fillable if len(_HOLE.findall(wording)) == most)
        return tuple(_HOLE.sub(lambda hole: self.details[hole[1]], wording) for wording in best)


@dataclass(frozen=True)
class Measures:
    """The points of every topic, in the order of the draft."""

    points: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, tuple[str, Point, Measure]]:
        """A measure's id → its topic, its point and itself."""
        return {
            measure.id: (topic, point, measure)
            for topic, points in self.points.items()
            for point in points
            for measure in point.measures
        }

    @cached_property
    def point_of(self) -> dict[str, Point]:
        """An indicator's id → the point in which its figure stands."""
        return {id: point for points in self.points.values() for point in points for id in point.indicators}

    def ticked(self, report: Report, topic: str) -> tuple[tuple[Point, tuple[Ticked, ...]], ...]:
        """The points of a topic, each with the measures that were taken; `remarks` tells which of their details do not fit."""
        return tuple(
            (
                point,
                tuple(Ticked(each, _details(each, tick)) for each in point.measures if (tick := _done(each, report))),
            )
            for point in self.points.get(topic, ())
        )


def _done(measure: Measure, report: Report) -> Tick | None:
    tick = report.measures.get(measure.id)
    return tick if tick and tick.state == "done" else None


def _details(measure: Measure, tick: Tick) -> dict[str, str]:
    """The details as they are said: a person may have written them into report.yaml."""
    given = {}
    for name, detail in measure.details.items():
        with suppress(FormatError):
            given[name] = detail_value(detail, tick.details.get(name, ""))
    return given


def detail_value(detail: Detail, typed: str) -> str:
    """What was typed for a detail as it is kept. Raises FormatError where it does not fit."""
    given = typed.strip().strip("。；，,;")
    if detail.kind == "title":
        given = given.removeprefix("《").removesuffix("》").strip()
    elif detail.kind in ("month", "number"):
        found = _NUMBER.fullmatch(text.fold(given))
        given = str(int(found[1])) if found else ""
        is_month = detail.kind == "month"
        if not given or given == "0" or (is_month and int(given) > _MONTHS):
            hint = f"请填 1 到 {_MONTHS} 的月份，如 5月" if is_month else "请填整数，如 3；不想写请直接回车"
            raise FormatError(f"看不懂“{typed.strip()}”", hint)
    if not given or "【待填" in given:
        raise FormatError(f"没有填{detail.ask}", "不想写请直接回车")
    return given


@lru_cache(maxsize=8)
def load(folder: Path) -> Measures:
    """The points of a template folder. Raises FileError, or FormatError where a file is wrong.

    They are kept between starts of the program, because every draft needs them.
    """
    made_from = files(folder)

    def plain() -> dict[str, Any]:
        return {topic: [point.model_dump() for point in points] for topic, points in _read(made_from).items()}

    kept = keeping.kept("measures", _FORM, made_from, plain)
    return Measures({topic: tuple(map(_restored, points)) for topic, points in kept.items()})


def _restored(point: dict[str, Any]) -> Point:
    """A kept point as it was; it has been checked before, so it is not checked again."""
    measures = []
    for each in point["measures"]:
        details = {name: Detail.model_construct(**detail) for name, detail in each["details"].items()}
        measures.append(Measure.model_construct(**{**each, "details": details}))
    leads = [Lead.model_construct(**lead) for lead in point["leads"]]
    return Point.model_construct(**{**point, "leads": leads, "measures": measures})


def _read(paths: Sequence[Path]) -> dict[str, list[Point]]:
    """The points of all layers, the lowest first."""
    points: dict[str, list[Point]] = {}
    for path in paths:
        data, lines = yamlfile.read(path)
        read = yamlfile.validate(data, file_model(), str(path), lines).root
        if faults := [*_repeated(read, path, lines)]:
            raise yamlfile.problem(str(path), faults)
        for topic, above in read.items():
            points[topic] = _merged(points.get(topic, []), above, topic)
    return points


def files(folder: Path) -> tuple[Path, ...]:
    """The measures.yaml of each layer of a template that has one, the shipped one first."""
    paths = (layer / "measures.yaml" for layer in reversed(config.template_layers(folder)))
    return tuple(path for path in paths if config.is_within(path.parent, path))


def _merged(below: Sequence[Point], above: Sequence[Point], topic: str) -> list[Point]:
    """The points of two layers: what the upper one says of a point or measure of the same id replaces the lower one's."""
    merged = {point.id: point for point in below}
    for point in above:
        for id, other in merged.items():  # an indicator that the upper layer moves is no longer where it was
            rest = [each for each in other.indicators if each not in point.indicators]
            merged[id] = other.model_copy(update={"indicators": rest})
        lower = merged.get(point.id, Point(id=point.id))
        measures = {each.id: each for each in lower.measures}
        measures |= {(id := f"{topic}.{each.id}"): each.model_copy(update={"id": id}) for each in point.measures}
        said: dict[str, Any] = {name: getattr(point, name) for name in point.model_fields_set}
        both = {"measures": [*measures.values()], "indicators": [*lower.indicators, *point.indicators]}
        merged[point.id] = lower.model_copy(update=said | both)
    return [*merged.values()]


def _repeated(
    read: Mapping[str, Sequence[Point]], path: Path, lines: Mapping[yamlfile.Place, int]
) -> Iterator[Finding]:
    """What stands twice in a file: the id of a point or measure in its topic, an indicator anywhere."""
    seen: set[tuple[str, ...]] = set()
    for topic, points in read.items():
        for p, point in enumerate(points):
            here = (topic, p)
            named: list[tuple[yamlfile.Place, tuple[str, ...]]] = [(here, ("要点", topic, point.id))]
            named += [(here, ("指标", id)) for id in point.indicators]
            named += [((*here, "measures", m), ("举措", topic, each.id)) for m, each in enumerate(point.measures)]
            for place, name in named:
                if name in seen:
                    yield _finding(f"{name[0]}“{name[-1]}”重复", "只能写一处，请删去或换一个", path, lines[place])
                seen.add(name)


def faults(folder: Path, questionnaire: Questionnaire) -> Iterator[Finding]:
    """What in the measures.yaml of a template's own folder does not fit its questionnaire. Raises as `load`."""
    path = folder / "measures.yaml"
    if path not in files(folder):
        return
    data, lines = yamlfile.read(path)
    known = load(folder)
    lists = {(topic, point.id): {*point.lists} for topic, points in known.points.items() for point in points}
    placed, sayable = known.point_of, known.by_id.keys() | questionnaire.indicators.keys()
    for topic, points in yamlfile.validate(data, file_model(), str(path), lines).root.items():
        if topic not in questionnaire.topics:
            yield _finding(
                f"没有“{topic}”这个主题", f"可用的主题：{'、'.join(questionnaire.topics)}", path, lines[(topic,)]
            )
        for p, point in enumerate(points):
            proved = (id for measure in point.measures for id in measure.proven_by)
            for id in dict.fromkeys((*point.indicators, *proved)):
                if id not in questionnaire.indicators:
                    yield _finding(f"没有编号为“{id}”的指标", "请对照 indicators.yaml 改正", path, lines[(topic, p)])
            for id in (id for lead in point.leads for id in lead.only if id not in sayable):
                yield _finding(
                    f"没有编号为“{id}”的举措或指标", "请写全编号，如 disputes.fengqiao", path, lines[(topic, p)]
                )
            for name, wording in point.lists.items():
                if _HOLE.findall(wording) != ["items"]:
                    yield _finding(
                        f"lists 里的“{wording}”要正好写一个 {{items}}", f"请改“{name}”", path, lines[(topic, p)]
                    )
            for name in {name for measure in point.measures for name in measure.listed} - lists.get(
                (topic, point.id), set()
            ):
                yield _finding(f"要点“{point.id}”的 lists 里没有“{name}”", "请对照 lists 改正", path, lines[(topic, p)])
            for id in point.indicators:
                if id.partition(".")[0] != topic:
                    yield _finding(f"指标“{id}”不属于主题“{topic}”", "请移到它自己的主题", path, lines[(topic, p)])
    for id in questionnaire.indicators:
        if id not in placed:
            ask = questionnaire.questions[id].ask
            hint = "请加到 measures.yaml 里它的主题的一个要点"
            yield _finding(f"指标“{id}”（{ask}）不在任何要点里", hint, path, 0)


def remarks(report: Report, measures: Measures) -> Iterator[str]:
    """What the user has to know, in Chinese, of measures in report.yaml: those that are not the template's are kept and not said,
    those of another year are said.
    """
    for id, tick in report.measures.items():
        if id not in measures.by_id:
            yield f"report.yaml 里的举措 {id} 不在模板里，原样保留，不写进文稿"
            continue
        measure = measures.by_id[id][2]
        for name, given in tick.details.items():
            if name not in measure.details:
                yield f"举措 {id} 没有“{name}”这一项，原样保留，不写进文稿"
            elif given and name not in _details(measure, tick):
                yield f"举措 {id} 的{measure.details[name].ask}“{given}”看不懂，不写进文稿，请修改 report.yaml"
        if tick.state == "done" and not measure.holds_in(report.year):
            yield f"举措 {id}（{measure.ask}）一般不用于 {report.year} 年度，请核对"


def _finding(message: str, hint: str, path: Path, line: int) -> Finding:
    return Finding("FMT003", "measure", "error", message, hint, str(path), line=line)
