"""How well and how fast reports are understood, as Markdown tables: `make bench-understanding`, or with `--quick` in tests.

Every figure is computed in this run and stands beside what it was measured on. A part that cannot be measured here says why
instead: the labelled reports are not in the repository, and the word cutters are no dependency.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bench import corpus, figures, labelled, numeral_suites, numerals, reports, speed

from drafter import config, readers
from drafter.app import report_kind
from drafter.understanding import outline

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
THREE = "标注的三份报告"
Row = tuple[str, ...]


@dataclass(frozen=True)
class Sizes:
    """How much is measured: generated figures and reports, rounds of the clock, and the rows of growing length."""

    figures: int
    reports: int
    rounds: int
    rows: tuple[int, ...]


FULL = Sizes(30_000, 1_000, 5, (10, 100, 1_000, 10_000))
QUICK = Sizes(600, 20, 1, (2, 4))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="量一量：报告读得准不准、快不快")
    parser.add_argument("--quick", action="store_true", help="只走一遍流程，数量减到最小")
    sizes = QUICK if parser.parse_args(arguments).quick else FULL
    for title, header, rows in SECTIONS:
        print(f"## {title}\n\n| {' | '.join(header)} |\n|{' --- |' * len(header)}", flush=True)
        for row in rows(sizes):
            print(f"| {' | '.join(row)} |", flush=True)
        print(flush=True)


# Sections: rows of a table -------------------------------------------------------------------------------------------


def _outline(sizes: Sizes) -> Iterator[Row]:
    if SHARED.is_dir():
        found = labelled.outlines(SHARED)
        yield "标题位置、层级、序号、文字全对", _of(found.exact, found.headings), THREE
        yield "多找出的标题", str(found.extra), THREE
        yield "网页附带文字认出", _of(found.furniture_exact, found.furniture), THREE
        yield "丢失的正文字数", str(found.lost), THREE
    else:
        yield _absent("标题")
    made = list(corpus.first(sizes.reports, speed.wordings()))
    found_exactly = extra = 0
    for report in made:
        sections = labelled.flat(outline.build(report.document).sections)
        found = {(s.line, s.number, s.title) for s in sections}
        found_exactly += len(found & set(report.headings))
        extra += len(found - set(report.headings))
    where = f"自编报告 {sizes.reports} 份"
    yield "标题行、序号、文字全对", _of(found_exactly, sum(len(report.headings) for report in made)), where
    yield "多找出的标题", str(extra), where


def _figures(sizes: Sizes) -> Iterator[Row]:
    if SHARED.is_dir():
        found = labelled.figures(SHARED)
        yield "数据的起止位置全对", _of(found.spans, found.data), THREE
        yield "数据的值全对", _of(found.values, found.data), THREE
        yield "不是数据的（三项制度、12345 等）没有当作数据", _of(found.other_left, found.other), THREE
    else:
        yield _absent("数字")
    cases = list(figures.cases(sizes.figures, seed=20_251))
    right = sum(map(figures.reads_back, cases))
    yield "位置、值、单位、约余等全对", _of(right, len(cases)), f"随机生成的数字，{len(figures.STYLES)} 种写法"
    drawn = list(numerals.draw(sizes.figures, seed=2026))
    right = sum(not numerals.mistake(figure) for _, figure in drawn)
    yield (
        "位置、值、上下限、单位等全对",
        _of(right, len(drawn)),
        f"随机生成的数字，书面和口头的 {len(numerals.FORMS)} 种写法",
    )
    applicable = [case for case in numeral_suites.cases() if not numeral_suites.left_out(case)]
    yield "值对", _of(sum(map(numeral_suites.is_right, applicable)), len(applicable)), "三个公开测试集中适用的数字"


def _topics(sizes: Sizes) -> Iterator[Row]:
    if SHARED.is_dir():
        plain, left_out = (
            f(SHARED, report_kind.register(config.template_folder()))
            for f in (labelled.topics_plain, labelled.topics_left_out)
        )
        yield "主题可接受", _of(plain.accepted, plain.sentences), f"{THREE}（词表编写时看过）"
        yield "主题与首选一致", _of(plain.strict, plain.sentences), f"{THREE}（词表编写时看过）"
        yield "主题可接受，逐份留出", _of(left_out.accepted, left_out.sentences), LEFT_OUT
        yield "主题与首选一致，逐份留出", _of(left_out.strict, left_out.sentences), LEFT_OUT
        sentences, right = labelled.roles(SHARED)
        yield "作用（成效、问题、安排、导语）一致", _of(right, sentences), THREE
    else:
        yield _absent("主题")
    for group, name in {"tuned": "调试时看过", "untouched": "调试时没有看，但与词表出自同一人"}.items():
        made_up = labelled.topics_made_up(group, report_kind.register(config.template_folder()))
        yield "主题可接受", _of(made_up.accepted, made_up.sentences), f"自编的句子，仿其他报告的写法，{name}"


LEFT_OUT = (
    "三份中只在被留出的那一份出现过的词一律不用，也不用指标；整个主题只有一份写到时（社区矫正、治安）无词可用。"
    "留出的只是词：少数权重是对着这个结果挑的（各种取值下可接受 172–180/225），应看作略高"
)


def _names(sizes: Sizes) -> Iterator[Row]:
    if not SHARED.is_dir():
        yield _absent("名称")
        return
    if find_spec("bench.names") is None:
        yield "名称", "尚无", "tests/bench/names.py"
        return
    names = import_module("bench.names")
    reports = names.labelled(SHARED)
    measured = {THREE: names.measure(reports, report_kind.register(config.template_folder()))}
    measured[f"{THREE}，名称随机换过"] = names.measure_swapped(
        reports, report_kind.register(config.template_folder()), 1
    )
    for where, found in measured.items():
        yield "本地名称没有遮住", _of(len(found.left), found.local), where
        yield "遮住的不是本地名称", _of(len(found.over), found.masked), where


def _indicators(sizes: Sizes) -> Iterator[Row]:
    if find_spec("bench.indicators") is None:
        yield "指标", "尚无", "tests/bench/indicators.py"
        return
    yield from import_module("bench.indicators").measure()


def _reports(sizes: Sizes) -> Iterator[Row]:
    yield from reports.measure(quick=sizes is QUICK)


def _speed(sizes: Sizes) -> Iterator[Row]:
    if SHARED.is_dir():
        paths = sorted((SHARED / "sources").glob("*.txt"))
        documents, where = [readers.read(path) for path in paths], f"{len(paths)} 份真实报告"
    else:
        made = corpus.first(sizes.reports, speed.wordings())
        documents, where = [report.document for report in made], f"自编报告 {sizes.reports} 份"
    text = "\n".join(document.text for document in documents)
    parts = speed.by_part(documents, sizes.rounds)
    whole = sum(parts.values()) - parts["quantities"] - parts["facts"]

    def row(name: str, seconds: float) -> Row:
        each, rate = 1000 * seconds / len(documents), len(text.encode()) / seconds / 1e6
        return name, f"{each:.2f}", f"{rate:.2f}", f"{whole / seconds:.2f}", where

    yield from (row(PARTS[part], seconds) for part, seconds in parts.items())
    yield row("全程，只找数字，不认指标", whole + parts["quantities"] - parts["indicators"])
    yield row("全程", whole)
    ready, missing = speed.cutters()
    for name, cut in ready.items():
        yield row(f"对照：{name}", speed.best(lambda cut=cut: cut(text), sizes.rounds))  # type: ignore[misc]
    for name, why in missing.items():
        yield f"对照：{name}", "—", "—", "—", why


def _growth(sizes: Sizes) -> Iterator[Row]:
    for row in speed.growth(sizes.rows):
        each = f"{1000 * row.seconds / row.reports:.2f}"
        yield f"{row.reports:,}", each, f"{row.bytes / row.seconds / 1e6:.2f}", f"{row.peak:.0f}"


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole}（{part / whole:.1%}）" if whole else "0/0"


def _absent(name: str) -> Row:
    return name, "—", "没有量：仓库旁没有 shared 文件夹，真实报告不随仓库分发"


PARTS = {
    "outline": "结构",
    "clauses": "分句",
    "quantities": "数字",
    "indicators": "指标（含数字）",
    "topics": "主题和作用",
    "facts": "事实（要用才读，不在全程里）",
}
THREE_COLUMNS = ("项目", "结果", "在什么上量的")
SECTIONS: tuple[tuple[str, Row, Callable[[Sizes], Iterator[Row]]], ...] = (
    ("篇章结构", THREE_COLUMNS, _outline),
    ("数字", THREE_COLUMNS, _figures),
    ("主题和作用", THREE_COLUMNS, _topics),
    ("本地名称（只凭规则，没有名称表）", THREE_COLUMNS, _names),
    ("指标", THREE_COLUMNS, _indicators),
    ("整份报告：事实", THREE_COLUMNS, _reports),
    (
        "速度（启动以后，单进程，处理器时间）",
        ("步骤", "毫秒/份", "MB/秒", "全程用时是它的几倍", "在什么上量的"),
        _speed,
    ),
    ("篇数增长（自编报告，单独一个进程，全程）", ("篇数", "毫秒/份", "MB/秒", "内存峰值 MB"), _growth),
)

if __name__ == "__main__":
    main()
