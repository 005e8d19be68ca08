"""How a text reads, counted: ours beside the real reports, which lie next to the repository and may be absent.

Sentences end at 。！？ or with a line; headings, the title and the closing lines are left out. A heading
within a paragraph (一是强化督察问效。, or 强化督察问效。 where most paragraphs begin so) counts with the sentence that it opens, as if a comma stood behind it. A figure is anything that the
program reads as a number of things, percent or money; years, names and ordinals are none. A comparison is a clause that names
last year. A stub is a sentence of a few words on what was done, without a figure. A frame is repeated where two sentences of three in a row begin with the same words.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from drafter import language, readers, yamlfile
from drafter.model import Document
from drafter.text import is_hanzi, width
from drafter.understanding import quantities

SHORT = 18
"""Hanzi: a shorter sentence with a figure is a line of a table read aloud, and one without a stub."""
OPENING = 4
"""Characters by which two sentences open alike."""
SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources"
BLIND = Path(__file__).parents[1] / "data" / "blind-drafts.yaml"
_NAME = 20
"""Columns for the name of a text."""
_COUNTED = ("count", "percent", "money", "points", "duration", "area", "times")
_END = re.compile(r"(?<=[。！？])")
_LEAD = re.compile(
    r"((?:^|(?<=[。！？]))(?:[一二三四五六七八九十]{1,3}是|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])\w{2,16})。"
)
_RUN_IN = re.compile(r"^(?![一二三四五六七八九十]{1,3}是)([^，。；：、\d（(]{4,16})。(?=.)")
"""A lead without a number. It is one where most paragraphs begin so; elsewhere it is a sentence."""
_ITEM = re.compile(r"^(?:[一二三四五六七八九十]{1,3}是|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])")


@dataclass(frozen=True)
class Style:
    """The measures of one text; shares and rates in percent."""

    hanzi: int
    median_sentence: float
    figures_per_100: float
    short_figures: float
    without_figures: float
    stubs: float
    comparisons_per_100: float
    repeated_frames: int


NAMES = {
    "hanzi": "汉字",
    "median_sentence": "句长中位数",
    "figures_per_100": "每百字数字",
    "short_figures": "短数字句%",
    "without_figures": "无数字文字%",
    "stubs": "短句%",
    "comparisons_per_100": "百句比较",
    "repeated_frames": "重复开头",
}
WANTED = {
    "median_sentence": (26, None),
    "figures_per_100": (None, 4.0),
    "short_figures": (None, 12),
    "without_figures": (40, None),
    "stubs": (None, 8),
    "comparisons_per_100": (None, 10),
}
"""The range of the five real reports: at least, at most."""


def of(document: Document) -> Style:
    """The style of the body of a document."""
    body = list(_sentences(document))
    sizes = [sum(map(is_hanzi, sentence)) for sentence in body]
    counts = [_figures(sentence) for sentence in body]
    hanzi, number = sum(sizes) or 1, len(body) or 1
    last_year = language.pattern("cues", "last_year", "comparing")
    openings = [_ITEM.sub("", sentence)[:OPENING] for sentence in body]
    return Style(
        hanzi=sum(sizes),
        median_sentence=float(median(sizes or [0])),
        figures_per_100=100 * sum(counts) / hanzi,
        short_figures=100 * sum(size < SHORT and count > 0 for size, count in zip(sizes, counts, strict=True)) / number,
        without_figures=100 * sum(size for size, count in zip(sizes, counts, strict=True) if not count) / hanzi,
        stubs=100 * sum(size < SHORT and not count for size, count in zip(sizes, counts, strict=True)) / number,
        comparisons_per_100=100 * sum(len(last_year.findall(sentence)) for sentence in body) / number,
        repeated_frames=sum(o in openings[max(i - 2, 0) : i] for i, o in enumerate(openings)),
    )


def _sentences(document: Document) -> Iterator[str]:
    """The sentences of the body; a line that has no end of a sentence is a heading."""
    texts = [b.text for b in document.blocks if b.kind == "paragraph" and re.search("[。！？；：;:]", b.text)]
    is_run_in = 2 * sum(map(bool, map(_RUN_IN.match, texts))) > len(texts)
    for text in texts:
        led = _LEAD.sub(r"\1，", text)
        sentences = _END.split(_RUN_IN.sub(r"\1，", led) if is_run_in else led)
        yield from (part.strip() for part in sentences if any(map(is_hanzi, part)))


def _figures(sentence: str) -> int:
    return sum(found.kind in _COUNTED and found.value is not None for found in quantities.find(sentence))


def sources() -> dict[str, Document]:
    """The real reports, by name; none where they are not there."""
    return {path.stem: readers.read(path) for path in sorted(SOURCES.glob("*.txt"))}


def table(styles: dict[str, Style]) -> str:
    """A line for each text."""
    lines = [" " * _NAME + "  ".join(NAMES.values())]
    for name, style in styles.items():
        cells = (f"{getattr(style, key):>{round(2 * width(title))}.1f}" for key, title in NAMES.items())
        lines.append(name + " " * (_NAME - round(2 * width(name))) + "  ".join(cells))
    return "\n".join(lines)


def goals(style: Style) -> Iterator[tuple[str, bool]]:
    """Each goal and whether the text meets it."""
    for key, (least, most) in WANTED.items():
        value = getattr(style, key)
        bound = f"不少于 {least}" if least is not None else f"不多于 {most}"
        yield f"{NAMES[key]} {value:.1f}（{bound}）", (least or 0) <= value <= (most if most is not None else value)


def blind() -> Iterator[str]:
    """A line for each draft that was read blind: the faults in 1,000 hanzi, and the commonest classes."""
    for draft in yamlfile.read(BLIND)[0]["drafts"]:
        classes = Counter(fault["class"] for fault in draft["faults"])
        per_1000 = 1000 * classes.total() / int(draft["hanzi"])
        commonest = "、".join(f"{name} {count}" for name, count in classes.most_common(4))
        yield f"盲读 {draft['draft']}  千字 {per_1000:.1f} 处：{commonest}"


def main() -> None:
    """Print how the example and drafts of made-up units read, beside the real reports, and the goals for each."""
    from bench import stand_ins

    from drafter.app import drafts

    example = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"
    with tempfile.TemporaryDirectory(prefix="drafter-bench-") as name:
        made = {"云溪示例": drafts.draft(example)[1], **stand_ins.made(Path(name), example)}
    ours = {name: of(document) for name, document in made.items()}
    print(table(ours | {name: of(report) for name, report in sources().items()}))
    for name, style in ours.items():
        print(*(f"{'达到' if met else '未达到'}  {name} {goal}" for goal, met in goals(style)), sep="\n")


if __name__ == "__main__":
    main()
