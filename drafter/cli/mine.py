"""`drafter mine`: take phrases out of real reports into the phrasebank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Exit, Option

from drafter.cli.parser import Bank, Files, Json, Template, Workers
from drafter.cli.phrases import waiting_shape
from drafter.cli.printing import as_json, notices, out, progress, say, shapes, skipped, skipped_shape, versioned

if TYPE_CHECKING:
    from drafter.app.mining_runs import MiningRun


def mine(
    paths: Files,
    output: Bank = None,
    name: Annotated[str, Option("--name", metavar="名称", help="这份报告在句式库中的名称")] = "",
    dry_run: Annotated[bool, Option("--dry-run", help="只看结果，不写入")] = False,
    workers: Workers = 1,
    template: Template = "",
    json: Json = False,
) -> None:
    """从真实报告中提取句式，存入句式库；疑似含有本地名称的留待审核。"""
    from drafter.app import mining_runs

    run = mining_runs.mine(paths, output, name, dry_run, workers, progress("读报告"), template)
    notices(notice for report in run.built.reports for notice in report.notices)
    as_json(_shape(run)) if json else _print(run)
    raise Exit(1 if run.skipped_files else 0)


def _print(run: MiningRun) -> None:
    """How much was mined, which phrases wait for review, and which files could not be read."""
    built = run.built
    out(f"报告 {len(built.reports)} 份，句子 {built.clauses} 个")
    out(f"新增句式 {built.new} 条，合并 {built.merged} 条，跳过 {built.skipped} 句")
    for item in built.review:
        out(f"待审核：{item.phrase.text}  {item.reason}")
    if built.review:
        say(f"有 {len(built.review)} 条句式疑似含有本地名称，没有收入。下一步：drafter phrases review")
    for stray in run.strays:
        say(f"{stray.message}（{stray.file}）。{stray.hint}")
    skipped(run.skipped_files)


def _shape(run: MiningRun) -> dict[str, Any]:
    built = run.built
    return versioned(
        reports=[report.report for report in built.reports], clauses=built.clauses, new=built.new, merged=built.merged,
        skipped=built.skipped, review=[waiting_shape(item) for item in built.review],
        skipped_files=skipped_shape(run.skipped_files), not_read=skipped_shape(run.strays),
        notices=shapes(notice for report in built.reports for notice in report.notices),
    )  # fmt: skip
