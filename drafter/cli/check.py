"""`drafter check`: what is wrong in the text of a report or, with --layout, in the layout of a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from drafter.cli.parser import Json, Template
from drafter.cli.printing import (
    RED,
    as_json,
    coloured,
    findings,
    notices,
    out,
    say,
    shapes,
    skipped,
    skipped_shape,
    versioned,
)

if TYPE_CHECKING:
    from drafter.checking.layout import Conformity
    from drafter.model import Finding

_MOST_LINES = 8
"""A row of the layout report names no more lines of the file."""


def check(
    paths: Annotated[list[Path], typer.Argument(metavar="文件或文件夹", help="文稿，或有 report.yaml 的文件夹")],
    select: Annotated[list[str] | None, typer.Option("-s", "--select", metavar="编号", help="只查这些规则")] = None,
    ignore: Annotated[list[str] | None, typer.Option("-i", "--ignore", metavar="编号", help="不查这些规则")] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="文件夹", help="按这份报告的模板、年度和单位检查")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年度", help="报告年度")] = None,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="本单位全称")] = "",
    template: Template = "",
    format_: Annotated[
        Literal["text", "json"], typer.Option("-f", "--format", metavar="text|json", help="输出格式")
    ] = "text",
    layout: Annotated[bool, typer.Option("--layout", help="查 Word 文件的排版，逐项对照 GB/T 9704—2012")] = False,
    json: Json = False,
) -> None:
    """检查文稿：漏填、串名、旧年份、合计不符、缺少必报内容；或检查排版。"""
    from drafter.app import checks

    json = json or format_ == "json"
    if layout:
        conformities, unreadable = checks.check_layout(paths, select or (), ignore or ())
        as_json(_layout_shape(conformities, unreadable)) if json else _print_layout(conformities)
        skipped(unreadable)
        raise typer.Exit(1 if unreadable or any(each.findings for each in conformities) else 0)
    found, left_out, unreadable = checks.check(
        paths, year, name, select or (), ignore or (), report=report, template=template
    )
    notices(left_out)
    if json:
        shape = {"findings": shapes(found), "notices": shapes(left_out), "skipped_files": skipped_shape(unreadable)}
        as_json(versioned(**shape))
    else:
        findings(found)
    skipped(unreadable)
    raise typer.Exit(1 if found or unreadable else 0)


def _print_layout(conformities: Sequence[Conformity]) -> None:
    """For each rule what was found; where the rule is not met also what it requires, in which lines, and what to do."""
    for conformity in conformities:
        out(f"{conformity.file}：")
        for row in conformity.rows:
            verdict = "符合" if row.is_met else coloured("不符", RED)
            out(f"  {verdict}  {row.rule.code}  {row.rule.title}：{row.summary}")
            if not row.is_met:
                lines = [finding.line for finding in row.findings if finding.line]
                more = f"等 {len(lines)} 处" if len(lines) > _MOST_LINES else ""
                where = f"（第 {'、'.join(map(str, lines[:_MOST_LINES]))} 行{more}）" if lines else ""
                out(f"        应为：{row.rule.required}{where}")
                out(f"        提示：{row.findings[0].hint}")
        unmet = sum(not row.is_met for row in conformity.rows)
        say(f"{unmet} 项不符" if unmet else f"{len(conformity.rows)} 项全部符合")


def _layout_shape(conformities: Sequence[Conformity], unreadable: Sequence[Finding]) -> dict[str, Any]:
    """For each file a row for every rule; then the findings of all files, in the shape that `check` has without --layout."""
    files = []
    for each in conformities:
        rows = [
            {"code": row.rule.code, "parameter": row.rule.title, "required": row.rule.required, "found": row.summary,
             "met": row.is_met}
            for row in each.rows
        ]  # fmt: skip
        files.append({"file": each.file, "rows": rows})
    found = shapes(finding for each in conformities for finding in each.findings)
    return versioned(files=files, findings=found, skipped_files=skipped_shape(unreadable))
