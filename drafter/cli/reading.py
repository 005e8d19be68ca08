"""Commands that look into finished reports: extract, read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from drafter.cli import printing as console
from drafter.cli.parser import Files, Json

View = Literal["outline", "clauses", "numbers", "relations", "text"]


def extract(
    paths: Files,
    into: Annotated[Path | None, typer.Option("--into", metavar="文件夹", help="把读出的数据并入这份报告")] = None,
    as_: Annotated[
        Literal["value", "last_year"], typer.Option("--as", metavar="value|last_year", help="作为本年数据或上年对比")
    ] = "value",
    year: Annotated[int | None, typer.Option("--year", metavar="年度", help="所读报告的年度")] = None,
    json: Json = False,
) -> None:
    """从已完成的报告中读出数据。"""
    from drafter import app as api

    if into:
        console.say(f"新增 {api.extract_into(into, paths, as_)} 项数据")
        return
    found = {str(path): api.extract(path, year) for path in paths}
    console.as_json(console.shapes.extracted(found)) if json else console.extracted(found, api.names())


def read(
    path: Annotated[Path, typer.Argument(metavar="文件", help="任何一份报告")],
    as_: Annotated[
        View, typer.Option("--as", metavar="outline|clauses|numbers|relations|text", help="看哪一方面")
    ] = "outline",
    json: Json = False,
) -> None:
    """看程序如何理解一份报告。"""
    from drafter import app as api

    shape, show = _VIEWS[as_](api.understand(path))
    console.as_json(shape) if json else show()


def _outline(seen: Any) -> Any:
    return console.shapes.outline(seen.outline), lambda: console.outline(seen.outline)


def _clauses(seen: Any) -> Any:
    from drafter import app as api

    slotted = api.slotted(seen)
    return console.shapes.clauses(slotted), lambda: console.clauses(slotted)


def _numbers(seen: Any) -> Any:
    return console.shapes.numbers(seen.readings), lambda: console.numbers(seen.readings)


def _relations(seen: Any) -> Any:
    from drafter import app as api

    found = api.relations(seen)
    return console.shapes.relations(found), lambda: console.relations(found)


def _text(seen: Any) -> Any:
    shape = console.shapes.text(seen.outline)
    return shape, lambda: console.out(shape["text"])


_VIEWS = {"outline": _outline, "clauses": _clauses, "numbers": _numbers, "relations": _relations, "text": _text}
