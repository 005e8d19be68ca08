"""The register of indicators as its files have it (indicators.yaml): the paths of all layers in, the checked content out.

It fixes ids, names, units and kinds, what must hold between figures (`relations`), and which figures are said together
(`sentences`). How they are asked for stands in questions.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from drafter import yamlfile
from drafter.formats import Edited, Listed
from drafter.model import Finding, RelationRule

# The keys of each relation in the register. The first key names the relation and, like the others, holds a figure's id.
_RELATIONS = (("sum", "parts"), ("rate", "part", "whole"), ("diff", "of"), ("drop", "of"), ("within", "whole"))
_ONE_ONLY = "只能写一条，请删去其中一条"
_RELATION_HINT = f"可用的写法：{'；'.join('、'.join(keys) for keys in _RELATIONS)}"


class Form(Edited):
    """How a figure is said in company: `short`, if one of the figures `of` stands before it in the sentence; without `of`, the
    first one of its company. `all` is said instead if it equals that figure, `none` instead of a zero.
    """

    short: str = ""
    of: Listed = Field(default_factory=list)
    all: str = ""
    none: str = ""


Company = dict[str, Annotated[Form, BeforeValidator(lambda form: {"short": form} if isinstance(form, str) else form)]]
"""Indicators that are said in one sentence, in this order, each with its form."""


class IndicatorFile(Edited):
    """indicators.yaml: the register of indicators, `id: [name, unit, kind]`, and the relations between them.

    `subordinates`: topic → the kinds of units whose figure alone is not the report's. `sentences`: figures said together.
    """

    indicators: dict[str, tuple[str, str, Literal["count", "percent", "money", "days"]]]
    relations: list[dict[str, Any]] = Field(default_factory=list)
    subordinates: dict[str, list[Literal["bureau", "squad", "town", "room"]]] = Field(default_factory=dict)
    sentences: list[Company] = Field(default_factory=list)


def read(paths: Iterable[Path]) -> IndicatorFile:
    """The files of all layers as one, the lowest first. Raises FileError: one cannot be read. FormatError: one is wrong; names
    every fault with its line.
    """
    register = IndicatorFile(indicators={})
    for path in paths:
        data, lines = yamlfile.read(path)
        layer = yamlfile.validate(data, IndicatorFile, str(path), lines)
        register = _merged(register, layer)
        wrong = ((n, _relation_fault(entry, register)) for n, entry in enumerate(layer.relations))
        faults = [("relation", _RELATION_HINT, ("relations", n), fault) for n, fault in wrong if fault]
        faults += [("relation", _ONE_ONLY, ("relations", n), fault) for n, fault in _repeated(layer.relations)]
        of_sentences = _company_faults(layer.sentences, register)
        faults += [("sentence", "请改 sentences 里的这一条", ("sentences", n), fault) for n, fault in of_sentences]
        findings = [
            Finding("FMT003", rule, "error", fault, hint, str(path), line=lines[place])
            for rule, hint, place, fault in faults
        ]
        if findings:
            raise yamlfile.problem(str(path), findings)
    return register


def _merged(below: IndicatorFile, above: IndicatorFile) -> IndicatorFile:
    """Two layers: what the upper one says of an indicator, a relation of the same figure or a sentence with it replaces the lower
    one's.
    """
    related = {_relation_key(entry) for entry in above.relations}
    told = {id for company in above.sentences for id in company}
    return IndicatorFile.model_construct(
        indicators=below.indicators | above.indicators,
        relations=[*(each for each in below.relations if _relation_key(each) not in related), *above.relations],
        subordinates=below.subordinates | above.subordinates,
        sentences=[*(each for each in below.sentences if told.isdisjoint(each)), *above.sentences],
    )


def _relation_key(entry: dict[str, Any]) -> tuple[str, str]:
    """What names a relation: its kind and the figure that it is about."""
    return next(((key, str(entry[key])) for key, *_ in _RELATIONS if key in entry), ("", ""))


def _relation_fault(entry: dict[str, Any], register: IndicatorFile) -> str:
    """What is wrong with an entry of `relations`, or nothing."""
    keys = next((keys for keys in _RELATIONS if keys[0] in entry), None)
    if keys is None or not all(entry.get(key) for key in keys):
        return f"看不懂的关系：{entry}"
    for key in keys:
        ids = entry[key] if isinstance(entry[key], list) else [entry[key]]
        is_list = key == "parts" or (key == "of" and "diff" in entry)
        if isinstance(entry[key], list) != is_list or (key == "of" and is_list and len(ids) != 2):
            return f"看不懂的关系：{entry}"
        for id in ids:
            if str(id) not in register.indicators:
                return f"没有编号为“{id}”的指标"
    return ""


def _repeated(entries: Sequence[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """The entries that say what another one says already: the same relation, or another one by which a figure is worked out. A total may
    have several kinds of parts, and a part several wholes.
    """
    first: dict[tuple[str, str], dict[str, Any]] = {}
    for n, entry in enumerate(entries):
        kind, id = _relation_key(entry)
        earlier = first.setdefault((kind, id), entry)
        if kind and earlier is not entry and (kind not in ("sum", "within") or earlier == entry):
            yield n, f"“{id}”的 {kind} 关系写了两次"


def _company_faults(companies: Iterable[Company], register: IndicatorFile) -> Iterator[tuple[int, str]]:
    """What is wrong with the entries of `sentences`: their numbers and the faults."""
    seen: set[str] = set()
    for n, company in enumerate(companies):
        for id, form in company.items():
            if id not in register.indicators:
                yield n, f"没有编号为“{id}”的指标"
            elif id in seen:
                yield n, f"指标“{id}”写了两次"
            elif late := next((other for other in form.of if other not in [*company][: [*company].index(id)]), ""):
                yield n, f"“{id}”的 of 写的“{late}”不在它前面"
            elif form.short and "{value}" not in form.short:
                yield n, f"“{id}”的简短说法里没有 {{value}}"
            seen.add(id)


def relation(entry: dict[str, Any]) -> RelationRule:
    """An entry of `relations`, which is one of

    {sum: w, parts: [a, b]}        w = a + b, or with `other: allowed` at least that
    {rate: r, part: p, whole: w}   r = p / w in percent; with `other: allowed` there may be more of p than of w
    {diff: d, of: [a, b]}          d = a − b
    {drop: r, of: a}               r = (last year's a − a) / last year's a in percent
    {within: p, whole: w}          p is at most w
    """
    if "sum" in entry:
        return RelationRule("sum", entry["sum"], tuple(entry["parts"]), other_allowed=entry.get("other") == "allowed")
    if "rate" in entry:
        is_allowed = entry.get("other") == "allowed"
        return RelationRule("rate", entry["whole"], (entry["part"],), rate=entry["rate"], other_allowed=is_allowed)
    if "diff" in entry:
        return RelationRule("diff", entry["diff"], tuple(entry["of"]))
    if "drop" in entry:
        return RelationRule("drop", entry["of"], (), rate=entry["drop"])
    return RelationRule("within", entry["whole"], (entry["within"],))
