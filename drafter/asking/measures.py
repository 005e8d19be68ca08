"""The measures (举措) that organs of one kind report, as questions: a template's folder in, the points of every topic out.

A measure is something that an organ did and that is no figure. It is asked as 做了没有, and a draft says it only where somebody
ticked it. Measures stand in points (要点): a point is what one paragraph of a report is about, and it also lists the indicators
whose figures belong there. So one file decides the paragraphs of a draft, and no figure can stand in two of them.

A template without measures.yaml has no points. Where a user's folder lies over a shipped template, the points of both hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from drafter import cache, config, text, yamlfile
from drafter.asking.measure_file import CAUSE, HOLE, Detail, Lead, Measure, Point, file_model
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Report, Tick
from drafter.model import Finding

_FORM = "4"
"""Of the kept points' shape; to be raised when that changes."""
_NUMBER = re.compile(r"([0-9]{1,6})\s*[^\W\d十百千万亿余多几半]{0,2}")
"""An exact whole number, with or without its unit."""
_MONTHS = 12


@dataclass(frozen=True)
class Ticked:
    """A measure that was taken, with the details that were given."""

    measure: Measure
    details: Mapping[str, str]

    @property
    def items(self) -> dict[str, str]:
        """What it is called in each list in which it can stand with its details."""
        return {name: said for name, words in self.measure.listed.items() for said in self._in_full([words])}

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ways to say it with its details; of wordings that can be filled, those that use the most details."""
        fillable = [wording for wording in self.measure.text if self.details.keys() >= set(HOLE.findall(wording))]
        most = max(len(HOLE.findall(wording)) for wording in fillable)
        best = (wording for wording in fillable if len(HOLE.findall(wording)) == most)
        return tuple(HOLE.sub(lambda hole: self.details[hole[1]], wording) for wording in best)

    def told_with(self, indicator: str) -> list[str]:
        """The ways to say it in one clause with that figure, which has the hole {value}."""
        told = self._in_full(self.measure.figures.get(indicator, ()), value="{value}")
        return [wording for wording in told if wording.count("{value}") == 1]  # more where a detail has it: 《{value}》

    def _in_full(self, wordings: Iterable[str], **more: str) -> Iterator[str]:
        """The wordings whose holes are just the details that were given and `more`, filled: so no given detail is lost."""
        given = {name: words for name, words in self.details.items() if name != CAUSE} | more
        for wording in wordings:
            if set(HOLE.findall(wording)) == given.keys():
                yield HOLE.sub(lambda hole: given[hole[1]], wording)


@dataclass(frozen=True)
class Measures:
    """The points of every topic, in the order of the draft."""

    points: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, tuple[str, Point, Measure]]:
        """A measure's id → its topic, its point and itself."""
        every = ((topic, point) for topic, points in self.points.items() for point in points)
        return {measure.id: (topic, point, measure) for topic, point in every for measure in point.measures}

    @cached_property
    def point_of(self) -> dict[str, Point]:
        """An indicator's id → the point in which its figure stands."""
        return {id: point for points in self.points.values() for point in points for id in point.indicators}

    def ticked(self, report: Report, topic: str) -> tuple[tuple[Point, tuple[Ticked, ...]], ...]:
        """The points of a topic, each with the measures that were taken; `remarks` tells which of their details do not fit."""
        done = {id: tick for id, tick in report.measures.items() if tick.state == "done"}
        return tuple(
            (point, tuple(Ticked(each, _details(each, done[each.id])) for each in point.measures if each.id in done))
            for point in self.points.get(topic, ())
        )


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

    kept = cache.kept("measures", _FORM, made_from, plain)
    return Measures({topic: tuple(map(_restored, points)) for topic, points in kept.items()})


def _restored(point: dict[str, Any]) -> Point:
    """A kept point as it was; it has been checked before, so it is not checked again."""
    measures = []
    for each in point["measures"]:
        details = {name: Detail.model_construct(**detail) for name, detail in each["details"].items()}
        measures.append(Measure.model_construct(**{**each, "details": details, "years": tuple(each["years"])}))
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
    """The measures.yaml of each layer of a template that has one, the shipped one first. Raises as `config.layered_files`."""
    return tuple(filter(Path.is_file, config.layered_files(folder, "measures.yaml")))


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
    for topic, points in yamlfile.validate(data, file_model(), str(path), lines).root.items():
        if topic not in questionnaire.topics:
            hint = f"可用的主题：{'、'.join(questionnaire.topics)}"
            yield _finding(f"没有“{topic}”这个主题", hint, path, lines[(topic,)])
        for p, point in enumerate(points):
            whole = next(each for each in known.points[topic] if each.id == point.id)
            for message, hint in _point_faults(topic, point, whole, known, questionnaire):
                yield _finding(message, hint, path, lines[(topic, p)])
    for id in questionnaire.indicators:
        if id not in known.point_of:
            ask = questionnaire.questions[id].ask
            hint = "请加到 measures.yaml 里它的主题的一个要点"
            yield _finding(f"指标“{id}”（{ask}）不在任何要点里", hint, path, 0)


def _point_faults(
    topic: str, point: Point, whole: Point, known: Measures, questionnaire: Questionnaire
) -> Iterator[tuple[str, str]]:
    """What in a point does not fit, and what to do. `whole`: the point as all layers together have it."""
    sayable = known.by_id.keys() | questionnaire.indicators.keys()
    with_measures = [(measure, id) for measure in point.measures for id in measure.proven_by]
    told_by = (id for measure in point.measures for id in (*measure.needs, *measure.denies))
    for id in dict.fromkeys((*point.indicators, *(id for _, id in with_measures), *told_by)):
        if id not in questionnaire.indicators:
            yield f"没有编号为“{id}”的指标", "请对照 indicators.yaml 改正"
    for measure, id in with_measures:
        if id in known.point_of and id not in whole.indicators:
            told = "figures" if id in measure.figures else "proves"
            message = f"举措“{measure.id}”的 {told} 里的“{id}”不是要点“{point.id}”的指标"
            yield message, "请换成这个要点的 indicators 里的指标"
    for id in (id for lead in point.leads for id in lead.only if id not in sayable):
        yield f"没有编号为“{id}”的举措或指标", "请写全编号，如 disputes.fengqiao"
    for name, wording in point.lists.items():
        if HOLE.findall(wording) != ["items"]:
            yield f"lists 里的“{wording}”要正好写一个 {{items}}", f"请改“{name}”"
    for name in {name for measure in point.measures for name in measure.listed} - whole.lists.keys():
        yield f"要点“{point.id}”的 lists 里没有“{name}”", "请对照 lists 改正"
    for id in point.indicators:
        if id.partition(".")[0] != topic:
            yield f"指标“{id}”不属于主题“{topic}”", "请移到它自己的主题"


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
