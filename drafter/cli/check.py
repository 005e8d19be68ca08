"""`drafter check`: what is wrong in the text of a report or, with --layout, in the layout of a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from drafter.cli.parser import Json, Template, Workers
from drafter.cli.printing import (
    RED,
    as_json,
    coloured,
    findings,
    notices,
    out,
    progress,
    say,
    shapes,
    skipped,
    skipped_shape,
    versioned,
)
from drafter.errors import DrafterError

if TYPE_CHECKING:
    from drafter.app.checks import Checked
    from drafter.checking.layout import Conformity
    from drafter.model import Finding

_MOST_LINES = 8
"""A row of the layout report names no more lines of the file."""
_KNOWN = "已经知道的问题"
"""The part of the help page with the options for findings that are known."""

_Accept = Annotated[
    list[str] | None,
    typer.Option("--accept", metavar="编号[:哪一处]", help="接受这一处，以后不再提：PUN001:12、GAP001:某某局", rich_help_panel=_KNOWN),
]  # fmt: skip
_Reason = Annotated[str, typer.Option("--reason", metavar="理由", help="为什么接受", rich_help_panel=_KNOWN)]
_Baseline = Annotated[
    Path | None, typer.Option("--baseline", metavar="文件", help="只看这份基线里没有的", rich_help_panel=_KNOWN)
]
_WriteBaseline = Annotated[
    bool, typer.Option("--write-baseline", help="把现有的问题都记进基线", rich_help_panel=_KNOWN)
]


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
    layout: Annotated[bool, typer.Option("--layout", help="查 Word 文件的排版，逐项对照 GB/T 9704—2012")] = False,
    workers: Workers = 1,
    format_: Annotated[
        Literal["text", "json", "sarif"], typer.Option("-f", "--format", metavar="text|json|sarif", help="输出格式")
    ] = "text",
    json: Json = False,
    accept: _Accept = None,
    reason: _Reason = "",
    baseline: _Baseline = None,
    write_baseline: _WriteBaseline = False,
) -> None:
    """检查文稿：漏填、串名、旧年份、合计不符、缺少必报内容；或检查排版。"""
    from drafter.app import checks

    form = "json" if json else format_
    _refuse_wrong_use(paths, accept, reason, baseline, write_baseline, layout)
    if layout:
        _check_layout(paths, select or (), ignore or (), form)
    if accept:
        file, taken = checks.accept(paths[0], accept, reason, year, name, report=report, template=template)
        for finding in taken:
            out(f"已接受：{finding.code} {finding.message}")
        say(f"记在 {file}，改主意就从里面删去")
        return
    known = None if write_baseline else baseline
    options: dict[str, Any] = {"report": report, "template": template, "baseline": known, "workers": workers}
    found = checks.check(paths, year, name, select or (), ignore or (), progress=progress("检查"), **options)
    if write_baseline and baseline:
        checks.write_baseline(baseline, paths, found)
        notices(found.notices)
        skipped(found.unreadable)
        say(f"{baseline}：记下 {len(found.findings)} 个问题，以后用 --baseline {baseline} 只看新的")
        raise typer.Exit(1 if found.unreadable else 0)
    _print(found, form)
    raise typer.Exit(1 if found.findings or found.unreadable else 0)


def _refuse_wrong_use(
    paths: Sequence[Path], accept: Sequence[str] | None, reason: str, baseline: Path | None, write: bool, layout: bool
) -> None:
    """Raises DrafterError for options that make no sense together."""
    if write and not baseline:
        raise DrafterError("没有写明基线存到哪里", "例如 --baseline 基线.yaml --write-baseline")
    if reason and not accept:
        raise DrafterError("--reason 要和 --accept 一起用", "例如 --accept PUN001:12 --reason 照录原文")
    if accept and len(paths) > 1:
        raise DrafterError("--accept 一次只能用于一份报告", "请逐份接受")
    if layout and (accept or baseline):
        raise DrafterError("--layout 不能和 --accept、--baseline 一起用", "排版问题用 -i 编号 整项不查")


def _print(found: Checked, form: str) -> None:
    """What was found, in the form that is wanted."""
    notices(found.notices)
    if form == "sarif":
        from drafter.app import checks

        as_json(checks.sarif(found.findings, found.accepted, found.unreadable))
    elif form == "json":
        accepted = [finding._asdict() | {"reason": entry.reason} for finding, entry in found.accepted]
        as_json(
            versioned(
                findings=shapes(found.findings),
                notices=shapes(found.notices),
                skipped_files=skipped_shape(found.unreadable),
                accepted=accepted,
                in_baseline=found.in_baseline,
            )
        )
    else:
        findings(found.findings)
        known = {"已接受": len(found.accepted), "基线里已有": found.in_baseline}
        if any(known.values()):
            say("另有 " + "、".join(f"{count} 个{word}" for word, count in known.items() if count) + "，没有列出")
    skipped(found.unreadable)


def _check_layout(paths: Sequence[Path], select: Sequence[str], ignore: Sequence[str], form: str) -> None:
    """Check the layout, print what is found and end the command."""
    from drafter.app import checks

    conformities, unreadable = checks.check_layout(paths, select, ignore)
    if form == "sarif":
        as_json(checks.sarif([finding for each in conformities for finding in each.findings], (), unreadable))
    elif form == "json":
        as_json(_layout_shape(conformities, unreadable))
    else:
        _print_layout(conformities)
    skipped(unreadable)
    raise typer.Exit(1 if unreadable or any(each.findings for each in conformities) else 0)


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
