"""How fast the page of `drafter open` is in a browser: `make bench-web`, or with `--quick` in tests.

The system's Chromium opens the example with all its answers, beside a made-up bank of 10,000 phrases. Measured in the page itself:
from a key to the frame with the suggestions for what has been typed so far, and from a changed field to the frame with the new draft. Counted besides: the fields that a clerk touches for a whole report.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench import banks, clerk, page_clerk
from web.open_page import browser, served, window

from drafter import config
from drafter.bank import store

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"
NOTES = (
    "调解纠纷207件 成功188件",
    "公证 办了318件 还有2件没办完",
    "4个派出所设了驻所调解室",
    "法律援助案件86件 其中农民工41件",
    "开展宪法宣传周活动12场 发放资料3000份",
)
TOPIC = "disputes"
FIGURES = ("screened", "handled", "firm_cases", "petitions", "letters", "visits", "online_petitions")
PROBE = """([kind, from, to]) => {
    window.times = [];
    let start = 0;
    document.addEventListener(kind, (event) => { if (event.target.matches(from)) start = performance.now(); }, true);
    new MutationObserver(() => {
        if (!start) return;
        const began = start;
        start = 0;
        requestAnimationFrame(() => window.times.push(performance.now() - began));
    }).observe(document.querySelector(to), {childList: true});
}"""
"""Collects the milliseconds from an event of a field to the frame after the next change of an element."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="量一量：网页快不快")
    parser.add_argument("--quick", action="store_true", help="只走一遍流程，数量减到最小")
    quick = parser.parse_args(arguments).quick
    phrases, changes, notes = (300, 2, 1) if quick else (10_000, 60, len(NOTES))
    with tempfile.TemporaryDirectory() as base:
        work = Path(base)
        report = shutil.copytree(EXAMPLE, work / "报告")
        (work / "句式库").mkdir()
        store.save(work / "句式库", banks.grow(store.load(config.shipped("phrasebank")), phrases))
        (work / "drafter.yaml").write_text("phrasebank: 句式库\n", "utf-8")
        kept = os.environ | {"XDG_CACHE_HOME": str(work / "cache"), "XDG_DATA_HOME": str(work / "data")}
        with served(report, cwd=work, env=kept) as serving, browser() as chromium, window(chromium) as opened:
            page = opened.new_page()
            page.goto(serving.address)
            page.goto(f"{page.url.rpartition('/')[0]}/{TOPIC}")
            page.locator("#preview h1").wait_for()
            page.locator("#findings h2").wait_for()
            shown = changed(page, changes)
            listed = typed(page, NOTES[:notes])
    print("| 量什么 | 次数 | p50 毫秒 | p95 毫秒 | 目标 p95 |\n| --- | --- | --- | --- | --- |")
    for name, times, goal in (
        (f"按键 → 建议列出，{phrases:,} 条句式", listed, 100),
        ("改一处 → 成稿换新，示例全文", shown, 300),
    ):
        p95 = quantiles(times, n=20)[-1]
        print(f"| {name} | {len(times)} | {median(times):.0f} | {p95:.0f} | < {goal} |")
    if hasattr(os, "getloadavg"):  # where others are at work, all of it takes so many times longer
        print(f"\n{os.cpu_count()} 核，量的时候平均负载 {os.getloadavg()[0]:.1f}")
    print(
        "\n从上年报告写到一份完整的，要动几格：\n",
        *page_clerk.table(sorted(clerk.OWN.glob("*.txt"))[: 1 if quick else None]),
        sep="\n",
    )


def typed(page: Any, notes: Sequence[str]) -> list[float]:
    """Milliseconds of every key of these notes; the first key of all, which opens the bank, is left out."""
    field = page.locator("#typed-note")
    field.fill("调解")
    page.locator("#live *").first.wait_for()
    page.evaluate(PROBE, ["input", "#typed-note", "#live"])
    count = 0
    for note in notes:
        field.fill("")
        count = _one_more(page, count)
        for char in note:
            field.press_sequentially(char)
            count = _one_more(page, count)
    return list(page.evaluate("window.times"))


def changed(page: Any, count: int) -> list[float]:
    """Milliseconds of so many changes of figures; the first one of all, for which the program loads, is left out."""
    page.locator(f"[id='a-{TOPIC}.{FIGURES[0]}']").fill("229")
    page.keyboard.press("Enter")
    page.locator("#preview .changed").first.wait_for()
    page.evaluate(PROBE, ["change", ".row input", "#preview"])
    for number in range(count):
        page.locator(f"[id='a-{TOPIC}.{FIGURES[number % len(FIGURES)]}']").fill(str(210 + number))
        page.keyboard.press("Enter")
        _one_more(page, number)
        page.wait_for_function(
            "() => document.querySelector('.htmx-request') === null"
        )  # the checks that follow a pause in typing
    return list(page.evaluate("window.times"))


def _one_more(page: Any, count: int) -> int:
    page.wait_for_function("count => window.times.length > count", arg=count)
    return count + 1


if __name__ == "__main__":
    main()
