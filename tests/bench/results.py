"""The key figures of every release in one table, RESULTS.md: `make bench`. No figure in it is written by hand.

Each bench is run as a process of its own and shows what it prints; the figures below are taken out of that, and the row of
this version is written anew while the rows of earlier ones stay as they were measured. Milliseconds are those of one machine
and say little beside another row; the ratios to other programs are measured in the same run and may be compared.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from drafter import __version__

TABLE = Path(__file__).with_name("RESULTS.md")
BENCHES = ("understanding", "draft", "suggest")
CELL = r" *\|[^|\n]*"
FIGURES = {
    "指标认出的对（没看过的句子）": ("understanding", r"指标：认出的对 \| ([\d.]+%).*（unseen"),
    "该认的认出": ("understanding", r"指标：该认的认出 \| ([\d.]+%).*（unseen"),
    "读一份报告，毫秒": ("understanding", r"\| 全程 \| ([\d.]+)"),
    "是 jieba 分词用时的几倍": ("understanding", rf"对照：jieba\.cut(?:{CELL}){{2}} \| ([\d.—]+)"),
    "记录换表述，第一条对（没看过的）": ("suggest", r"调试时没有看 \| first ([\d.]+%)"),
    "1 万条时整条建议 p50/p95，毫秒": ("suggest", rf"^\| (?:10,000|2,500)(?:{CELL}){{5}} \| ([\d.]+/[\d.]+)"),
    "启动是只导入 typer 和 rapidfuzz 的几倍": ("suggest", r"\| drafter suggest .*\| \d+ \| ([\d.]+)（"),
    "100 页 Word，毫秒": ("draft", r"^ *100 页  drafter +([\d.]+) ms"),
    "python-docx 是它的几倍": ("draft", r"^ *100 页  python-docx +[\d.]+ ms +([\d.]+) 倍"),
    "docxtpl 是它的几倍": ("draft", r"^ *100 页  docxtpl +(?:[\d.]+ ms +([\d.]+) 倍|没有装上)"),
}
"""What a figure is called → the bench that prints it, and where."""
HEADER = ("版本", "日期", "机器", *FIGURES)
INTRODUCTION = """# 各版本的准确率和速度

`make bench` 生成，不要手改；每个版本一行，重跑只改本版本的一行。毫秒数只能与同一台机器的相比，倍数是同一次运行中量的。"""


def main() -> None:
    """Run every bench, then write the row of this version."""
    printed = {bench: run(bench) for bench in BENCHES}
    machine = f"{os.cpu_count()} 核 {platform.machine()}，Python {platform.python_version()}"
    row = (__version__, date.today().isoformat(), machine, *figures(printed))
    TABLE.write_text(table(rows(TABLE.read_text("utf-8") if TABLE.exists() else "") | {__version__: row}), "utf-8")


def run(bench: str) -> str:
    """What the bench prints, shown while it does."""
    lines = []
    with subprocess.Popen(
        [sys.executable, "-m", f"bench.{bench}"], stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if process.returncode:
        raise SystemExit(process.returncode)
    return "".join(lines)


def figures(printed: Mapping[str, str]) -> list[str]:
    """The key figures, of those benches of which the output is given; — for what a bench says it could not measure.

    Raises:
        LookupError: a bench no longer prints one of them.
    """
    found = []
    for name, (bench, pattern) in FIGURES.items():
        if bench in printed:
            match = re.search(pattern, printed[bench], re.M)
            if match is None:
                raise LookupError(f"bench.{bench} does not print {name}")
            found.append(match[1] or "—")
    return found


def rows(text: str) -> dict[str, tuple[str, ...]]:
    """Version → row of a table that was written before."""
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {cells[0]: tuple(cells) for cells in lines[2:]}


def table(rows: Mapping[str, tuple[str, ...]]) -> str:
    """The whole file; the columns of earlier rows are those of the time at which they were written."""
    body = [HEADER, ("---",) * len(HEADER), *rows.values()]
    return "\n".join([INTRODUCTION, "", *(f"| {' | '.join(cells)} |" for cells in body), ""])


if __name__ == "__main__":
    main()
