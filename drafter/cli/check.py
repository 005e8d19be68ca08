"""`drafter check`: what is wrong in the text of a report or, with --layout, in the layout of a Word file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from typer import Argument, Exit, Option

from drafter.cli.parser import Json, Template, Workers
from drafter.cli.printing import (
    RED,
    as_json,
    coloured,
    findings,
    notices,
    out,
    progress,
    quoted,
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
_KNOWN, _COPIES = "已经知道的问题", "另存副本（原文件不动）"
"""Parts of the help page."""

_Last = Annotated[
    Path | None, Option("--last", metavar="文件", help="上年报告：各部分有多少字和它、和句式库里的报告相同")
]
_Accept = Annotated[
    list[str] | None,
    Option("--accept", metavar="编号[:哪一处]", help="接受这一处，以后不再提：PUN001:12、GAP001:某某局", rich_help_panel=_KNOWN),
]  # fmt: skip
_Reason = Annotated[str, Option("--reason", metavar="理由", help="为什么接受", rich_help_panel=_KNOWN)]
_Baseline = Annotated[
    Path | None, Option("--baseline", metavar="文件", help="只看这份基线里没有的", rich_help_panel=_KNOWN)
]
_Comments = Annotated[
    Path | None, Option("--comments", metavar="副本.docx", help="每个问题写成一条批注", rich_help_panel=_COPIES)
]
_Fix = Annotated[bool, Option("--fix", help="改正改法确定的，列出改了什么；不加 -o 只看不写", rich_help_panel=_COPIES)]
_Output = Annotated[
    Path | None, Option("-o", "--output", metavar="副本", help="改好的写到哪里", rich_help_panel=_COPIES)
]
_WriteBaseline = Annotated[bool, Option("--write-baseline", help="把现有的问题都记进基线", rich_help_panel=_KNOWN)]
_Level = Annotated[
    Literal["error", "warning", "info"],
    Option("--level", metavar="error|warning|info", help="只看错误、提醒以上的、全部"),
]
_Report = Annotated[Path | None, Option("--report", metavar="文件夹", help="按这份报告的模板、年度和单位检查")]


def check(
    paths: Annotated[list[Path], Argument(metavar="文件或文件夹", help="文稿，或有 report.yaml 的文件夹")],
    select: Annotated[list[str] | None, Option("-s", "--select", metavar="编号", help="只查这些规则")] = None,
    ignore: Annotated[list[str] | None, Option("-i", "--ignore", metavar="编号", help="不查这些规则")] = None,
    level: _Level = "info",
    report: _Report = None,
    year: Annotated[int | None, Option("--year", metavar="年度", help="报告年度", min=2000, max=2100)] = None,
    name: Annotated[str, Option("--name", metavar="名称", help="本单位全称")] = "",
    template: Template = "",
    last: _Last = None,
    layout: Annotated[bool, Option("--layout", help="查 Word 文件的排版，逐项对照 GB/T 9704—2012")] = False,
    workers: Workers = 1,
    format_: Annotated[
        Literal["text", "json", "sarif"], Option("-f", "--format", metavar="text|json|sarif", help="输出格式")
    ] = "text",
    json: Json = False,
    accept: _Accept = None,
    reason: _Reason = "",
    baseline: _Baseline = None,
    write_baseline: _WriteBaseline = False,
    comments: _Comments = None,
    fix: _Fix = False,
    output: _Output = None,
) -> None:
    """检查文稿：漏填、串名、旧年份、合计不符、缺少必报内容；或检查排版。"""
    form = "json" if json else format_
    one_only = {"--accept": accept, "--comments": comments, "--fix": fix}
    _refuse_wrong_use(paths, one_only, reason, baseline, write_baseline, layout, output)
    rules: dict[str, Any] = {"select": select or (), "ignore": ignore or ()}
    asked = {"year": year, "name": name, "report": report, "template": template}
    if comments:
        from drafter.app import checks

        checks.refuse_comments(paths[0], comments)
    if accept:
        _accept(paths[0], accept, reason, asked | {"layout": layout, "last": last})
    elif layout:
        _check_layout(paths, rules, form, comments)
    elif fix:
        _fix(paths[0], output, asked | rules, form)
    else:
        old, new = (None, baseline) if write_baseline else (baseline, None)
        asked |= rules | {"last": last, "baseline": old, "level": level, "workers": workers}
        _check(paths, asked, form, new, comments)


def _check(paths: list[Path], asked: Mapping[str, Any], form: str, new: Path | None, comments: Path | None) -> None:
    """Check the text, print what is found or write it as a `new` baseline, and end the command."""
    from drafter.app import checks, known_findings

    if new:
        known_findings.refuse_other_file(new)
    found = checks.check(paths, progress=progress("检查"), **asked)
    if new:
        checks.write_baseline(new, paths, found)
        notices(found.notices)
        skipped(found.unreadable)
        say(f"{new}：记下 {len(found.findings)} 个问题，以后用 --baseline {quoted(new)} 只看新的")
        raise Exit(1 if found.unreadable else 0)
    _print(found, form)
    if comments:
        _write_comments(paths[0], found.findings, comments)
    raise Exit(1 if found.findings or found.unreadable else 0)


def _refuse_wrong_use(
    paths: Sequence[Path],
    one_only: Mapping[str, Any],
    reason: str,
    baseline: Path | None,
    write_baseline: bool,
    layout: bool,
    output: Path | None,
) -> None:
    """Raises DrafterError for options that make no sense together; of `one_only` each is for one report, and one at a time."""
    given = [option for option, value in one_only.items() if value]
    others = ["--layout"] * layout + ["--baseline"] * bool(baseline)
    beside = {"--comments": ["--layout"] if write_baseline else ["--layout", "--baseline"], "--accept": ["--layout"]}
    if len(given) > 1 or len(others) > 1 or not set(others) <= {*(beside.get(given[0], ()) if given else others)}:
        raise DrafterError(f"{'、'.join([*given, *others])} 不能一起用", "请分几次运行")
    if given and len(paths) > 1:
        raise DrafterError(f"{given[0]} 一次只能用于一份报告", "请逐份来")
    if write_baseline and not baseline:
        raise DrafterError("没有写明基线存到哪里", "例如 --baseline 基线.yaml --write-baseline")
    if reason and "--accept" not in given:
        raise DrafterError("--reason 要和 --accept 一起用", "例如 --accept PUN001:12 --reason 照录原文")
    if output and "--fix" not in given:
        raise DrafterError("-o 要和 --fix 一起用", "例如 --fix -o 改好的.docx")


def _accept(path: Path, names: Sequence[str], reason: str, asked: Mapping[str, Any]) -> None:
    from drafter.app import checks

    file, taken = checks.accept(path, names, reason, **asked)
    for finding in taken:
        out(f"已接受：{finding.code} {finding.message or '全部'}")
    say(f"记在 {file}，改主意就从里面删去")


def _fix(path: Path, output: Path | None, asked: Mapping[str, Any], form: str) -> None:
    """Mend what is certain and print what was changed."""
    from drafter.app import checks

    if form == "sarif":
        raise DrafterError("--fix 没有 sarif 格式", "要改了什么用 --json；查出的问题（附改法）用 -f sarif，不加 --fix")
    mended = checks.fix(path, output, **asked)
    if form == "json":
        changes = [change._asdict() for change in mended.changes]
        as_json(versioned(file=str(output or ""), changes=changes, left=shapes(mended.left)))
        return
    for change in mended.changes:
        out(f"第 {change.line} 行　{'、'.join(change.codes)}\n  - {change.before}\n  + {change.after}")
    if mended.left:
        say(f"还有 {len(mended.left)} 处这次没有改（和别的改动挨着，或在文本框、脚注里），可以对副本再运行一次")
    if not mended.changes:
        say("没有改法确定的问题")
    elif output:
        say(f"{output}：改了 {len(mended.changes)} 处，原文件没有动")
    else:
        say(f"可以改 {len(mended.changes)} 处，还没有写文件；加上 -o 副本{path.suffix} 写出")


def _print(found: Checked, form: str) -> None:
    """What was found, in the form that is wanted."""
    notices(found.notices)
    if form == "sarif":
        from drafter.app import checks

        as_json(checks.sarif(found.findings, found.accepted, found.unreadable))
    elif form == "json":
        accepted = [finding._asdict() | {"reason": entry.reason} for finding, entry in found.accepted]
        as_json(versioned(
            findings=shapes(found.findings), notices=shapes(found.notices), skipped_files=skipped_shape(found.unreadable),
            accepted=accepted, in_baseline=found.in_baseline,
        ))  # fmt: skip
    else:
        findings(found.findings)
        known = {"已接受": len(found.accepted), "基线里已有": found.in_baseline}
        if any(known.values()):
            say("另有 " + "、".join(f"{count} 个{word}" for word, count in known.items() if count) + "，没有列出")
    skipped(found.unreadable)


def _write_comments(path: Path, found: Sequence[Finding], copy: Path) -> None:
    from drafter.app import checks

    checks.write_comments(path, found, copy)
    say(f"{copy}：{len(found)} 条批注，正文没有改动")


def _check_layout(paths: Sequence[Path], rules: Mapping[str, Any], form: str, comments: Path | None) -> None:
    """Check the layout, print what is found and end the command."""
    from drafter.app import checks

    conformities, unreadable = checks.check_layout(paths, **rules)
    if form == "sarif":
        as_json(checks.sarif([finding for each in conformities for finding in each.findings], (), unreadable))
    elif form == "json":
        as_json(_layout_shape(conformities, unreadable))
    else:
        _print_layout(conformities)
    skipped(unreadable)
    if comments:
        _write_comments(paths[0], [finding for each in conformities for finding in each.findings], comments)
    raise Exit(1 if unreadable or any(each.findings for each in conformities) else 0)


def _print_layout(conformities: Sequence[Conformity]) -> None:
    """For each rule what was found; where the rule is not met also what it requires, in which lines, and what to do."""
    for conformity in conformities:
        out(f"{conformity.file}：")
        for row in conformity.rows:
            verdict = "接受" if row.is_accepted else "符合" if row.is_met else coloured("不符", RED)
            out(f"  {verdict}  {row.rule.code}  {row.rule.title}：{row.summary}")
            if not row.is_met:
                lines = [finding.line for finding in row.findings if finding.line]
                more = f"等 {len(lines)} 处" if len(lines) > _MOST_LINES else ""
                where = f"（第 {'、'.join(map(str, lines[:_MOST_LINES]))} 行{more}）" if lines else ""
                out(f"        应为：{row.rule.required}{where}")
                out(f"        提示：{row.findings[0].hint}")
        unmet = sum(not row.is_met for row in conformity.rows)
        accepted = sum(row.is_accepted for row in conformity.rows)
        more = f"，其中 {accepted} 项是接受的" if accepted else ""
        say(f"{unmet} 项不符" if unmet else f"{len(conformity.rows)} 项全部符合{more}")


def _layout_shape(conformities: Sequence[Conformity], unreadable: Sequence[Finding]) -> dict[str, Any]:
    """For each file a row for every rule; then the findings of all files, in the shape that `check` has without --layout."""
    files = []
    for each in conformities:
        rows = [
            {"code": row.rule.code, "parameter": row.rule.title, "required": row.rule.required, "found": row.summary,
             "met": row.is_met, "accepted": row.is_accepted}
            for row in each.rows
        ]  # fmt: skip
        files.append({"file": each.file, "rows": rows})
    found = shapes(finding for each in conformities for finding in each.findings)
    return versioned(files=files, findings=found, skipped_files=skipped_shape(unreadable))
