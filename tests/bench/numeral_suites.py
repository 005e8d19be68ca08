"""The numerals of public test suites, read by our reader: how many are right, wrong, and left out, with the reason.

The cases are rebuilt as data of our own, number and value only, in tests/data/numerals.yaml: of cn2an 0.5.24 (its own tests),
of Recognizers-Text (the specifications of Chinese numbers, percentages and number ranges) and of WeTextProcessing (inverse
normalisation of Chinese: numbers, measures, money). What a suite tests besides, such as dates and telephone numbers, is not in it.

`LEFT_OUT` was written before the first run, from what a report prints; a case is left out for nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import yaml

from drafter.model import Quantity
from drafter.text import fold
from drafter.understanding import numerals
from drafter.understanding.quantities import find

CASES = Path(__file__).resolve().parents[1] / "data" / "numerals.yaml"
# Reason → what a case must have in it to be left out for this reason.
LEFT_OUT = {
    "字母和算式（40k、2^5）": "[A-Za-zＡ-Ｚａ-ｚ^*]",
    "分数（报告里的三分之一是百分数）": "[^百千万]分之|[^负的][百千万]分之|/|又",
    "打、对、双、半、折": "[打对對双雙半折]",
    "兆（各行业大小不同）": "兆",
    "繁体、异体字（报告用规范汉字）": "[萬億兩點倆負個貳參]",
    "汉字之间有空格（可能是几个数）": "[^\x00-\x7f０-９] +[^\x00-\x7f０-９]",
    "两位逐位念（七一、五四多是节日）": "^[一二三四五六七八九壹贰叁肆伍陆柒捌玖]{2}$",
    "残缺的小数（零点是时刻）": r"^点|点$|^[-－]?[.．]",
    "比较的说法（大于、之间）": "[大小等]于|比|最[多少]|之间|之下|或|<",
    "毛、块、两（口语的钱和重量）": "[毛块]|[十百千万一二三四五六七八九]两$",
}


class Case(NamedTuple):
    """A numeral of a suite with what it must be read as: its value, or the bounds of a range (None = open)."""

    suite: str
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None


def cases() -> Iterator[Case]:
    """All cases of the file, in its order."""
    for suite, lines in yaml.safe_load(CASES.read_text(encoding="utf-8")).items():
        for entry in re.split(" ; |\n", lines.strip()):
            text, _, wanted = entry.partition(" = ")
            low, is_range, high = wanted.removesuffix("%").partition("~")
            if is_range:
                yield Case(suite, text, None, Decimal(low) if low else None, Decimal(high) if high else None)
            else:
                yield Case(suite, text, Decimal(low), None, None)


def left_out(case: Case) -> str:
    """The reason why a case does not apply; empty if it does."""
    return next((reason for reason, pattern in LEFT_OUT.items() if re.search(pattern, fold(case.text))), "")


def is_right(case: Case) -> bool:
    """Whether the case is read as one figure from its beginning to its end, with this value or these bounds."""
    found = _read(case.text)
    if found is None:
        return False
    return found[0] == case.value if case.value is not None else found[1:] == (case.low, case.high)


def _read(text: str) -> tuple[object, Decimal | None, Decimal | None] | None:
    """Value and bounds. A numeral without a unit is given one, for in a report it has one."""
    if text[0] in "-－负" and (amount := numerals.read(fold(text))):
        return amount.value, amount.low, amount.high
    for unit in ("", "件", "名"):  # 一 counts before 名, not before 件
        for found in find(text + unit):
            if _is_whole(found, text, unit) and found.value is not None:
                return found.value, found.low, found.high
    return None


def _is_whole(found: Quantity, text: str, unit: str) -> bool:
    behind = (text + unit)[found.end :]
    return found.start == 0 and (not behind or (not unit and behind in ("整", "以上")))


def main() -> None:
    """Print what is right, wrong and left out, suite by suite, and each wrong case."""
    counted: dict[str, Counter[str]] = {}
    reasons: Counter[str] = Counter()
    for case in cases():
        tally = counted.setdefault(case.suite, Counter())
        if reason := left_out(case):
            tally["不适用"] += 1
            reasons[reason] += 1
        elif is_right(case):
            tally["对"] += 1
        else:
            tally["错"] += 1
            print(f"{case.suite}：{case.text} 读成 {_read(case.text)}，应为 {case.value or (case.low, case.high)}")
    print("\n| 测试集 | 对 | 错 | 不适用 |\n| --- | --- | --- | --- |")
    for suite, tally in counted.items():
        print(f"| {suite} | {tally['对']} | {tally['错']} | {tally['不适用']} |")
    right, wrong = (sum(tally[name] for tally in counted.values()) for name in ("对", "错"))
    print(
        f"| 合计 | {right} | {wrong} | {sum(reasons.values())} |\n\n适用的 {right + wrong} 项中对 {right / (right + wrong):.1%}。"
    )
    print("\n| 不适用的原因 | 项数 |\n| --- | --- |")
    for reason, count in reasons.most_common():
        print(f"| {reason} | {count} |")


if __name__ == "__main__":
    main()
