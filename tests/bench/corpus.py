"""Made-up reports in any number: a seed in, reports with known headings out. Report n of a seed is always the same.

The wording is the phrasebank's and the questionnaire's plain sentences, every figure and every name is random, and so are
the frame, the numbering, the width of the punctuation and whether headings run into their paragraphs. What is known of a
made-up report is its outline; whether its sentences make sense is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from drafter.model import Block, Document, Run
from drafter.text import chinese_numeral, fold

_SLOT = re.compile(r"\{(\w+)\}")
_FIRST, _SECOND = "云青明临望碧松岚柳沙晴苍星长东远", "溪峰塘湖岭川泽洲浦泉岗湾原陵桥山"
_KINDS = ("经济技术开发区", "高新技术产业开发区", "经济开发区", "产业园区", "新区", "综合保税区")
_THEMES = (
    "坚持党的领导，完善推进机制", "优化营商环境，依法全面履行政府职能", "加强制度建设，夯实依法治理根基",
    "健全决策机制，提升依法决策水平", "规范行政执法，坚持执法为民", "强化监督制约，规范权力运行",
    "加强矛盾化解，维护和谐稳定", "创新普法形式，营造法治氛围", "强化应急管理，防范化解风险",
)  # fmt: skip
_FRAMES = (
    ("{year}年推进法治政府建设的主要举措和成效", "存在的不足和原因", "{next}年推进法治政府建设的主要安排"),
    ("主要举措和成效", "党政主要负责人履行推进法治建设第一责任人职责情况", "存在的问题", "下一步工作打算"),
    ("工作开展情况", "存在问题及下步打算"),
)
_STYLES = ((("", "、"), ("（", "）")), (("", "、"), ("", "是")), (("（", "）"), ("", "是")))
_NAMES = {
    "place": "柳塘镇",
    "person": "周远",
    "organ": "云溪公安分局",
    "firm": "云溪精密制造有限公司",
    "brand": "溪心办",
}


@dataclass(frozen=True)
class Made:
    """A made-up report: its lines, and the number and title of every heading with its line (from 1)."""

    lines: tuple[str, ...]
    headings: tuple[tuple[int, str, str], ...]

    @property
    def document(self) -> Document:
        """The report as a reader returns it."""
        blocks = (Block("paragraph", (Run(line),), line=number) for number, line in enumerate(self.lines, 1))
        return Document(tuple(blocks))

    @property
    def bytes(self) -> int:
        """Size in UTF-8."""
        return sum(len(line.encode()) + 1 for line in self.lines)


def reports(wordings: Sequence[str], seed: int = 1) -> Iterator[Made]:
    """Reports without end; `wordings` are sentences without their stop, gaps written {name}."""
    number = 0
    while True:
        yield _report(Random(f"{seed} {number}"), wordings)
        number += 1


def first(count: int, wordings: Sequence[str], seed: int = 1) -> Iterator[Made]:
    """The first `count` of them."""
    return islice(reports(wordings, seed), count)


def _report(chance: Random, wordings: Sequence[str]) -> Made:
    year = chance.randint(2017, 2026)
    zone = chance.choice(_FIRST) + chance.choice(_SECOND) + chance.choice(_KINDS)
    lines = [f"{zone}{year}年法治政府建设情况报告", f"{year}年，{zone}依法履行职责。现将有关情况报告如下："]
    headings: list[tuple[int, str, str]] = []
    upper, lower = chance.choice(_STYLES)
    for k, title in enumerate(chance.choice(_FRAMES), 1):
        _add(lines, headings, upper, k, title.format(year=year, next=year + 1), "")
        run_in = lower[1] == "是" or chance.random() < 0.5
        for j, theme in enumerate(chance.sample(_THEMES, chance.randint(2, 4)), 1):
            text = "".join(_sentence(chance, wordings, zone, year) for _ in range(chance.randint(2, 4)))
            _add(lines, headings, lower, j, theme, text if run_in else "")
            lines += [] if run_in else [text]
    lines += [f"{zone}管理委员会", f"{year + 1}年{chance.randint(1, 3)}月{chance.randint(1, 28)}日"]
    half = chance.random() < 0.5
    return Made(*((tuple(map(fold, lines)), _folded(headings)) if half else (tuple(lines), tuple(headings))))


def _add(
    lines: list[str], headings: list[tuple[int, str, str]], style: tuple[str, str], number: int, title: str, text: str
) -> None:
    marker = style[0] + chinese_numeral(number) + style[1]
    lines.append(f"{marker}{title}。{text}" if text else marker + title)
    headings.append((len(lines), marker, title))


def _folded(headings: Sequence[tuple[int, str, str]]) -> tuple[tuple[int, str, str], ...]:
    return tuple((line, fold(marker), fold(title)) for line, marker, title in headings)


def _sentence(chance: Random, wordings: Sequence[str], zone: str, year: int) -> str:
    return _SLOT.sub(lambda gap: _value(chance, gap[1], zone, year), chance.choice(wordings)) + "。"


def _value(chance: Random, gap: str, zone: str, year: int) -> str:
    name = gap.rstrip("0123456789")
    if name in _NAMES:
        return _NAMES[name]
    if name in ("zone", "title", "docno"):
        return {"zone": zone, "title": f"{zone}工作办法", "docno": f"云政发〔{year}〕{chance.randint(1, 90)}号"}[name]
    if name in ("year", "next_year", "date"):
        return {"year": str(year), "next_year": str(year + 1), "date": f"{year}年{chance.randint(1, 12)}月"}[name]
    if name.endswith(("rate", "percent", "drop")):
        return f"{chance.uniform(50, 100):.2f}"
    return str(chance.choice((chance.randint(1, 30), chance.randint(30, 900), chance.randint(1000, 90_000))))
