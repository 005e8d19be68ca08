"""Everything that is printed. Model values in, lines out: results on stdout, all else on stderr.

Colour is used on a terminal only and never carries a meaning alone. JSON shapes are in shapes.py.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from drafter.cli import print_wording as wording
from drafter.cli import shapes
from drafter.errors import DrafterError

if TYPE_CHECKING:
    from pathlib import Path

    from drafter.app import Slotted
    from drafter.drafting.holes import Hole
    from drafter.formats import Phrase
    from drafter.model import Document, Finding, Outline, Reading, Relation, Section, Suggestion
    from drafter.understanding.extract import Extracted

__all__ = ["shapes", "wording"]

_SEVERITIES = {"error": ("错误", "31"), "warning": ("提醒", "33"), "info": ("参考", "36")}
_STATES = {"up": "上升", "flat": "持平", "down": "下降", "zero": "为零", "not_applicable": "不适用"}
_VERDICTS = {"consistent": "相符", "rounding": "四舍五入后相符", "inconsistent": "不符", "unknown": "无法判断"}


def prepare() -> None:
    """Make Chinese come out whole where the system's own encoding could not hold it; closed streams swallow it."""
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def out(text: str) -> None:
    """A result. Raises OSError where it cannot be written; that nobody reads on (`| head`) is no error."""
    with _unread():
        sys.stdout.write(text + "\n")


def flush() -> None:
    """Send the results so far on their way. Raises as `out`."""
    with _unread():
        sys.stdout.flush()


@contextmanager
def _unread() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        give_up()


def give_up() -> None:
    """Drop all further results, and what is left of those so far."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Anything that is not a result; after the results so far, wherever both end up."""
    flush()
    sys.stderr.write(text + "\n")


def quoted(path: Path) -> str:
    """A path as it can be typed again: in quotes where it has blanks."""
    return f'"{path}"' if re.search(r"\s", str(path)) else str(path)


def as_json(shape: Mapping[str, Any]) -> None:
    """A result for programs."""
    out(json.dumps(shape, ensure_ascii=False, indent=2))


def error(problem: DrafterError) -> None:
    """One clear message, and what to do."""
    say(f"{coloured('错误', '31')}：{problem.message}")
    if problem.hint:
        say(f"提示：{problem.hint}")


def coloured(text: str, colour: str) -> str:
    """For a terminal; plain where it is none, or where the user wants none (NO_COLOR)."""
    plain = not sys.stderr.isatty() or "NO_COLOR" in os.environ
    return text if plain else f"\x1b[{colour}m{text}\x1b[0m"


def outline(parts: Outline) -> None:
    """Title, headings with their line, signature and date."""
    out(f"标题：{parts.title or '（未识别）'}")
    for line in _headings(parts.sections):
        out(line)
    out(f"署名：{parts.signature or '（无）'}")
    out(f"日期：{parts.date or '（无）'}")


def _headings(sections: Iterable[Section], depth: int = 0) -> Iterator[str]:
    for section in sections:
        yield f"{section.line:>5}  {'  ' * depth}{section.number}{section.title}"
        yield from _headings(section.children, depth + 1)


def clauses(slotted: Iterable[Slotted]) -> None:
    """Every sentence with its topic and role, figures and names taken out."""
    for item in slotted:
        out(f"{item.clause.line:>5}  [{item.topic} {item.role}] {item.slotted}")


def numbers(readings: Iterable[Reading]) -> None:
    """Every figure with its line, kind and what it was recognised as."""
    for reading in readings:
        found = reading.quantity
        meaning = f"{reading.indicator}（{reading.confidence:.2f}）" if reading.indicator else "-"
        out(f"{found.line:>5}  {found.text}\t{found.kind}\t{meaning}")


def relations(found: Iterable[Relation]) -> None:
    """Stated arithmetic and whether it holds."""
    for relation in found:
        out(f"{relation.line:>5}  {relation.formula}\t{_VERDICTS[relation.verdict]}")
        for repair in relation.repairs:
            out(f"       可能应为：{repair}")


def extracted(files: Mapping[str, Mapping[str, Extracted]], names: Mapping[str, str]) -> None:
    """Indicator, value as printed, and where; file by file."""
    for file, values in files.items():
        if len(files) > 1:
            out(f"{file}：")
        _extracted(values, names)


def _extracted(values: Mapping[str, Extracted], names: Mapping[str, str]) -> None:
    for key, found in values.items():
        sure = "" if found.confidence >= 0.9 else "（请核对）"
        out(f"{names.get(key, key)}：{found.text}{sure}  第 {found.line} 行  {key}")
        for text, line in found.others:
            out(f"    另见：{text}  第 {line} 行，两处不一致，请核对")


def suggestions(found: Sequence[Suggestion]) -> None:
    """Wordings with score, reasons and source."""
    if not found:
        say("没有找到合适的表述。可以换几个词再试，或补充数字和单位。")
    for i, suggestion in enumerate(found, 1):
        out(f"{i}. {suggestion.text}")
        out(f"   匹配度 {suggestion.score:.0f}　主题 {suggestion.topic}　编号 {suggestion.id}")
        for reason in suggestion.why:
            out(f"   - {reason}")
        out(f"   出处：{'；'.join(suggestion.sources) or '本程序编写'}")


def phrases(bank: Sequence[Phrase]) -> None:
    """One phrase a line, with its id."""
    for phrase in bank:
        out(f"{phrase.id}\t{phrase.text}")
    say(f"共 {len(bank)} 条")


def phrase(found: Phrase) -> None:
    """One phrase with all that is known of it."""
    out(found.text)
    out(f"编号：{found.id}　作用：{found.role}　性质：{found.claim}　状态：{found.status}")
    for name, kind in found.slots.items():
        out(f"槽位：{{{name}}} = {kind}")
    for source in found.sources:
        out(f"出处：{source.report} {source.section} 第 {source.line} 行")
    for id_ in found.alternatives:
        out(f"相近写法：{id_}")


def holes(found: Sequence[Hole], names: Mapping[str, str]) -> None:
    """One indicator a line: the states without a phrase, and whether the plain sentence says them."""
    by_indicator: dict[tuple[str, str], list[str]] = {}
    for hole in found:
        by_indicator.setdefault((hole.indicator, hole.said_by), []).append(_STATES[hole.state])
    for (indicator, said_by), states in by_indicator.items():
        out(f"{indicator}\t{names[indicator]}：{'、'.join(states)}　{'用直白句' if said_by else '无法说'}")
    say(f"{len(by_indicator)} 项指标还没有合适的句式" if found else "没有缺口")


def findings(found: Sequence[Finding]) -> None:
    """Place, code, message and hint of each; the count last."""
    for finding in found:
        word, colour = _SEVERITIES[finding.severity]
        out(f"{_place(finding)}{coloured(word, colour)} {finding.code} {finding.message}")
        if finding.excerpt:
            out(f"    原文：{finding.excerpt}")
        if finding.hint:
            out(f"    提示：{finding.hint}")
    say(f"发现 {len(found)} 个问题" if found else "没有发现问题")


def _place(finding: Finding) -> str:
    return f"{finding.file}：第 {finding.line} 行　" if finding.line else f"{finding.file}　"


def drafted(path: object, document: Document) -> None:
    """Where the draft is, and what is still to be done in it."""
    gaps = sum(run.origin == "gap" for block in document.blocks for run in block.runs)
    notes = sum(sentence.origin == "note" for sentence in document.sentences)
    out(str(path))
    if gaps or notes:
        say(f"还有 {gaps} 处待填、{notes} 条记录待改写，文中已用黄底标出，并附批注。")
