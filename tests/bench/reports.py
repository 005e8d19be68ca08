"""How well whole reports are understood that were made up with a label for every figure: N.txt and N.yaml in, counts out.

The labels of a report are in its N.yaml under `figures`: line, print, value, what the figure counts (label), time and indicator. A
label of ours is usable, by rule, if it has most of the content words of the labelled one and few others: a person would judge
better, but not in every run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from bench.indicators import BANDS

from drafter import config, readers
from drafter.app import report_kind
from drafter.language import word_borders
from drafter.model import Fact
from drafter.text import fold
from drafter.understanding import understand
from drafter.understanding.indicators import ASK, SURE

FOLDER = Path(__file__).resolve().parents[1] / "data" / "reports"
_LEAST_RECALL, _LEAST_PRECISION = 0.5, 0.3
_SAYS_NOTHING = frozenset(
    [
        "的",
        "了",
        "和",
        "与",
        "及",
        "数",
        "件数",
        "项数",
        "个数",
        "人数",
        "家数",
        "户数",
        "份数",
        "次数",
        "条数",
        "场次",
        "期数",
        "天数",
        "总数",
        "数量",
        "总量",
        "件",
        "项",
        "个",
        "人",
        "家",
        "户",
        "份",
        "次",
        "条",
        "全年",
        "本年",
        "年度",
        "上年",
        "计划",
        "目标",
        "开展",
        "组织",
        "进行",
        "金额",
        "额",
        "资金",
        "比例",
        "幅度",
        "增幅",
        "占比",
        "率",
        "各",
        "等",
        "对",
        "在",
        "由",
        "为",
        "被",
        "以",
        "于",
        "到",
        "中",
        "所",
        "后",
        "前",
        "内",
    ]
)


@dataclass(frozen=True)
class Pair:
    """A labelled figure and the fact that stands in its place, if any."""

    label: Mapping[str, Any]
    fact: Fact | None

    @property
    def found(self) -> bool:
        """Whether the value was read."""
        if self.fact is None:
            return False
        fact, wanted = (
            self.fact,
            Decimal(str(self.label["value"])) if not isinstance(self.label["value"], list) else None,
        )
        if wanted is None:
            return [fact.low, fact.high] == self.label["value"]
        values = (fact.value, fact.low, fact.high)
        return any(isinstance(each, Decimal) and abs(each - wanted) <= Decimal("1e-6") * abs(wanted) for each in values)

    @property
    def right_time(self) -> bool:
        return self.fact is not None and self.fact.time == self.label["time"]

    @property
    def usable(self) -> bool:
        """By rule, see the module."""
        if self.fact is None:
            return False
        wanted, got = _words(self.label["label"]), fold(self.fact.label)
        met = sum(len(word) for word in wanted if _stands_in(word, got))
        ours = _words(self.fact.label)
        recall = met / max(1, sum(map(len, wanted)))
        precision = sum(len(w) for w in ours if _stands_in(w, fold(self.label["label"]))) / max(1, sum(map(len, ours)))
        return recall >= _LEAST_RECALL and precision >= _LEAST_PRECISION

    @property
    def confidence(self) -> float:
        return self.fact.confidence if self.fact else 0.0

    @property
    def indicator(self) -> str | None:
        return self.fact.indicator if self.fact and self.fact.confidence >= ASK else None


def _stands_in(word: str, text: str) -> bool:
    return word in text or (len(word) > 2 and all(char in text for char in word))


@lru_cache(4096)
def _words(label: str) -> tuple[str, ...]:
    words = word_borders.words("".join(c for c in fold(label) if c.isalnum()))
    return tuple(word for word in words if word not in _SAYS_NOTHING and not word.isascii())


@lru_cache
def pairs(folder: Path, name: str) -> tuple[tuple[Pair, ...], tuple[Fact, ...]]:
    """The labelled figures of a report in order, and the facts that are none of them."""
    path = folder / f"{name}.txt"
    labels = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    report = understand(readers.read(path), report_kind.register(config.template_folder()), int(labels["year"]))
    lines = fold(path.read_text("utf-8")).split("\n")
    left = list(report.facts)
    found: list[Pair] = []
    at = line = 0
    for label in labels["figures"]:
        at, line = (at, line) if label["line"] == line else (0, label["line"])
        printed = fold(str(label["text"]))
        start = lines[line - 1].find(printed, at)
        if start < 0 and found and found[-1].label["text"] == label["text"]:  # 审核率、备案率都是100%
            start = at - len(printed)
        end = at = start + len(printed)
        inside = [fact for fact in left if fact.line == line and fact.start < end and fact.end > start]
        found.append(Pair(label, inside[0] if inside and start >= 0 else None))
        if inside and start >= 0:
            left.remove(inside[0])
    return tuple(found), tuple(left)


def rows(found: Sequence[Pair], extra: Sequence[Fact]) -> Iterator[tuple[str, str]]:
    """What, how much."""
    named = [pair for pair in found if pair.indicator]
    wanted = [pair for pair in found if pair.label["indicator"]]
    right = [pair.indicator == pair.label["indicator"] for pair in named]
    silent = [is_right for pair, is_right in zip(named, right, strict=True) if pair.confidence >= SURE]
    yield "数据读出、值对", _of(sum(pair.found for pair in found), len(found))
    yield "多当作数据的", str(len(extra))
    yield "指标：认出的对", _of(sum(right), len(named))
    yield "指标：该认的认出", _of(sum(right), len(wanted))
    yield "指标：不问就填的对", _of(sum(silent), len(silent))
    told = [pair.usable or (pair.indicator is not None and pair.indicator == pair.label["indicator"]) for pair in found]
    yield "名称可用（按词判断，偏严）", _of(sum(pair.usable for pair in found), len(found))
    yield "名称可用，或者指标认对（问的时候用指标的名称）", _of(sum(told), len(found))
    yield "时间对", _of(sum(pair.right_time for pair in found), len(found))


def reliability(found: Sequence[Pair]) -> Iterator[tuple[str, str]]:
    """For each band of confidence: how many indicators are right."""
    for low, high in pairwise(BANDS):
        band = [pair for pair in found if pair.indicator and low <= pair.confidence < high]
        right = sum(pair.indicator == pair.label["indicator"] for pair in band)
        yield f"指标：把握 {low:.2f}–{min(high, 1):.2f} 的对", f"{right}/{len(band)}"


def measure(quick: bool = False) -> Iterator[tuple[str, str, str]]:
    """Rows of a table, of all reports of FOLDER together or of the first alone: what, how much, measured on what."""
    each = [pairs(FOLDER, name) for name in names(FOLDER)[: 1 if quick else None]]
    found, extra = [pair for pairs_, _ in each for pair in pairs_], [fact for _, facts in each for fact in facts]
    where = f"自编的整份报告 {len(each)} 份，每个数字有标注，调试时看过"
    for what, much in (*rows(found, extra), *reliability(found)):
        yield what, much, where


def names(folder: Path) -> list[str]:
    """The reports of a folder that have labels."""
    return sorted(
        (path.stem for path in folder.glob("*.yaml") if path.with_suffix(".txt").exists()), key=lambda n: (len(n), n)
    )


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole}（{part / whole:.1%}）" if whole else "0/0"


def main(folder: Path, chosen: Sequence[str]) -> None:
    """One line a report: `python -m bench.reports FOLDER 1 3 5`."""
    together: list[Pair] = []
    extra: list[Fact] = []
    for name in chosen or names(folder):
        found, more = pairs(folder, name)
        together += found
        extra += more
        print(name, " · ".join(f"{what} {much}" for what, much in rows(found, more)))
    print("合计", " · ".join(f"{what} {much}" for what, much in rows(together, extra)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else FOLDER, sys.argv[2:])
