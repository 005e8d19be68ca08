"""`drafter extract`: the figures of finished reports, shown or added to a report in progress."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from typer import Exit, Option

from drafter.cli.parser import Files, Json, Template
from drafter.cli.printing import (
    as_json,
    notices,
    number,
    out,
    say,
    shapes,
    skipped,
    skipped_shape,
    through_link,
    versioned,
)

if TYPE_CHECKING:
    from drafter.app.finished_reports import ExtractedFiles

_SURE = 0.9
"""A figure recognised with less confidence is marked 请核对."""


def extract(
    paths: Files,
    into: Annotated[Path | None, Option("--into", metavar="文件夹", help="把读出的数据并入这份报告")] = None,
    as_: Annotated[
        Literal["value", "last_year"], Option("--as", metavar="value|last_year", help="作为本年数据或上年对比")
    ] = "value",
    year: Annotated[int | None, Option("--year", metavar="年度", help="所读报告的年度", min=2000, max=2100)] = None,
    template: Template = "",
    json: Json = False,
) -> None:
    """从已完成的报告中读出数据。"""
    if into:
        from drafter.app import report_in_progress

        added, left_out, unreadable = report_in_progress.extract_into(into, paths, as_)
        notices(left_out)
        skipped(unreadable)
        say(f"新增 {added} 项数据")
        through_link(report_in_progress.linked(into))
        raise Exit(1 if unreadable else 0)
    from drafter.app import finished_reports

    found = finished_reports.extract(paths, year, template)
    notices(found.notices)
    as_json(_shape(found)) if json else _print(found)
    skipped(found.skipped)
    raise Exit(1 if found.skipped else 0)


def _print(found: ExtractedFiles) -> None:
    """File by file, each figure with its indicator, as printed, and its line; below it other figures for the same indicator."""
    for file, figures in found.files.items():
        if len(found.files) > 1:
            out(f"{file}：")
        for indicator, figure in figures.items():
            doubt = "" if figure.confidence >= _SURE else "（请核对）"
            out(f"{found.names.get(indicator, indicator)}：{figure.text}{doubt}  第 {figure.line} 行  {indicator}")
            for text, line in figure.others:
                out(f"    另见：{text}  第 {line} 行，两处不一致，请核对")


def _shape(found: ExtractedFiles) -> dict[str, Any]:
    """The figures by indicator: money in 元, percent as printed. If there are several files, each is under `files`."""
    by_file: dict[str, dict[str, Any]] = {}
    for file, figures in found.files.items():
        by_file[file] = {
            key: {"value": number(figure.value), "text": figure.text, "line": figure.line,
                  "confidence": round(figure.confidence, 3), "others": [list(other) for other in figure.others]}
            for key, figure in figures.items()
        }  # fmt: skip
    left_out = shapes(found.notices)
    if len(by_file) == 1 and not found.skipped:
        return versioned(values=next(iter(by_file.values())), notices=left_out)
    files = [{"file": file, "values": values} for file, values in by_file.items()]
    return versioned(files=files, notices=left_out, skipped_files=skipped_shape(found.skipped))
