"""How much of other people's Word files is read: a folder of files in; shares of pandoc's and mammoth's text, and exceptions, out.

`python -m bench.foreign 文件夹`. The files are not ours and stay outside the repository: source distributions of programs that
read Word files carry hundreds, made to be difficult (python-docx, mammoth, pandoc, POI). What counts are characters of words, in
order or, where the order differs (text boxes), by words as often as they occur. Both directions are compared, because text that
only we print is as wrong as text that is missing. An exception is explained where all but a rest of the words stands in a
place that is left out on purpose, or that the other program leaves out. Every file is read in a process of its own, whose
seconds and megabytes are its own.
"""

from __future__ import annotations

import re
import resource
import sys
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from unicodedata import normalize

from lxml import etree
from rapidfuzz.distance import LCSseq

from drafter import readers, text
from drafter.errors import DrafterError

WANTED = 0.95
"""The share of its characters that makes a file count as read."""
_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
_WORD = re.compile(r"[A-Za-z0-9]+|[^\W_A-Za-z0-9]")
_TOO_LONG = 50_000
"""Characters from which the order of two texts is no longer compared, only how often each word occurs."""
_SHOWN = 10
"""Words of an exception that are printed."""
_TEXT = r"word/document\d*\.xml"
# Places of a file, by name: parts and elements or attributes. First those that we leave out on purpose …
_ON_PURPOSE = {
    "图片说明": (_TEXT, ".//@descr | .//@title | .//@alt | .//@name"),
    "划掉、删除或隐藏的文字": (
        _TEXT,
        ".//*[local-name()='del' or local-name()='moveFrom']//text() | .//*[local-name()='r'][*/*[local-name()='vanish' or"
        " local-name()='strike' or local-name()='dstrike']]//text()",
    ),
    "没填的提示文字": (_TEXT, ".//*[local-name()='sdt'][*/*[local-name()='showingPlcHdr']]//text()"),
    "域代码": (_TEXT, ".//*[local-name()='instrText']/text() | .//@*[local-name()='instr']"),
    "批注": (r"word/comments\.xml", ".//*/text()"),
    "页眉页脚": (r"word/(?:header|footer)\d*\.xml", ".//*/text()"),
}
# … then those that other programs leave out.
_ELSEWHERE = {
    "文本框": (_TEXT, ".//*[local-name()='txbxContent']//text()"),
    "公式": (_TEXT, ".//*[local-name()='oMath']//text()"),
    "标题和作者（pandoc 当作属性）": (_TEXT, "(.//*[local-name()='p'])[position() <= 6]//text()"),
    "脚注和尾注": (r"word/(?:foot|end)notes\.xml", ".//*/text()"),
    "题注": (_TEXT, ".//*[local-name()='p'][.//*[local-name()='instrText'] or */*[@*='Caption']]//text()"),
    "表格（pandoc 略去合并的格）": (_TEXT, ".//*[local-name()='tbl'][.//*[local-name()='vMerge']]//text()"),
}
_NUMERALS = re.compile(r"\d{1,3}|[a-z]|[ivx]+")
"""Automatic numbers: pandoc counts them itself, mammoth leaves them out."""


@dataclass(frozen=True)
class Read:
    """A file as we read it: its text or why it was refused, seconds of the processor, megabytes that reading took."""

    text: str
    refused: str
    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Compared:
    """A file against one other program: the share of its characters that we print too, the share of ours that it prints, and
    the words that only one of both prints.
    """

    share: float
    share_of_ours: float
    missing: Counter[str]
    invented: Counter[str]


def read(path: Path) -> Read:
    """Our reading of a file."""
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()
    printed, refused = "", ""
    try:
        printed = "\n".join(block.text for block in readers.read(path).blocks)
    except DrafterError as error:
        refused = error.message.replace(str(path), "").strip()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Read(printed, refused, process_time() - start, grown / 1024)


def by_pandoc(path: Path) -> str:
    """Pandoc's text, tracked changes accepted; "" where it cannot read the file."""
    import pypandoc

    options = ["--wrap=none", "--track-changes=accept"]
    try:
        return str(pypandoc.convert_file(path, "plain", format="docx", extra_args=options))
    except (RuntimeError, OSError):
        return ""


def by_mammoth(path: Path) -> str:
    """Mammoth's text; "" where it cannot read the file."""
    import mammoth

    try:
        with path.open("rb") as stream:
            return str(mammoth.extract_raw_text(stream).value)
    except Exception:  # it has no errors of its own
        return ""


def compared(ours: str, theirs: str) -> Compared:
    """Our text against another program's."""
    own, other = words(ours), words(theirs)
    common = _size(own & other)
    first, second = ("".join(_WORD.findall(_plain(printed))) for printed in (ours, theirs))
    if max(len(first), len(second)) <= _TOO_LONG:
        common = max(common, LCSseq.similarity(first, second))
    return Compared(common / (len(second) or 1), common / (len(first) or 1), other - own, own - other)


def words(printed: str) -> Counter[str]:
    """The words of a text, as often as they occur."""
    return Counter(_WORD.findall(_plain(printed)))


def _plain(printed: str) -> str:
    return normalize("NFKC", text.clean(printed)).lower()  # pandoc prints m2 for m²


def _size(found: Counter[str]) -> int:
    return sum(len(word) * count for word, count in found.items())


def explained(
    path: Path, different: Counter[str], places: dict[str, tuple[str, str]]
) -> tuple[list[str], Counter[str]]:
    """The places of the file in which words stand that only one of two programs prints, and the words that are left over."""
    names, rest = [], different
    numerals = Counter({word: count for word, count in rest.items() if _NUMERALS.fullmatch(word)})
    with zipfile.ZipFile(path) as package:
        for name, (parts, place) in places.items():
            there: Counter[str] = Counter()
            for part in filter(re.compile(parts).fullmatch, package.namelist()):
                root = etree.fromstring(package.read(part), etree.XMLParser(recover=True, huge_tree=True))
                there += words(" ".join(map(str, root.xpath(place))))
            if there & rest:
                names.append(name)
                rest = rest - there
    if numerals & rest:
        names.append("自动编号")
        rest = rest - numerals
    return names, rest


def main(folder: Path) -> None:
    """Print the figures and the exceptions."""
    warnings.simplefilter("ignore")
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        ours = list(pool.map(read, paths))
    print(f"{len(paths)} files")
    for name, program in (("pandoc", by_pandoc), ("mammoth", by_mammoth)):
        _print(name, program, paths, ours)
    for reason, count in Counter(each.refused for each in ours if each.refused).most_common():
        print(f"refused {count}: {reason}")
    slowest, largest = max(each.seconds for each in ours), max(each.megabytes for each in ours)
    print(f"at most {slowest:.2f} s and {largest:.0f} MB a file")


def _print(name: str, program: Callable[[Path], str], paths: Sequence[Path], ours: Sequence[Read]) -> None:
    """One program: how many files are read as far as wanted, at once and with what is explained; and every exception."""
    counts: Counter[str] = Counter()
    for path, own in zip(paths, ours, strict=True):
        theirs = program(path)
        if not words(theirs):
            continue
        found = compared(own.text, theirs)
        sides = [("-", found.share, found.missing, _ON_PURPOSE), ("+", found.share_of_ours, found.invented, _ELSEWHERE)]
        for sign, share, different, places in sides:
            counts[f"{sign} all"] += 1
            counts[f"{sign} good"] += share >= WANTED
            if share >= WANTED:
                continue
            names, rest = explained(path, different, places)
            whole = _size(words(theirs if sign == "-" else own.text))
            is_explained = _size(rest) <= (1 - WANTED) * whole
            counts[f"{sign} explained"] += is_explained
            mark = "" if is_explained else f" | ??? {' '.join(word for word, _ in rest.most_common(_SHOWN))}"
            print(f"  {sign} {share:4.0%} {path.parent.name}/{path.name}: {'、'.join(names)}{mark} {own.refused}")
    for sign, what in (("-", f"of {name}'s text read"), ("+", f"of our text in {name}'s")):
        good, whole = counts[f"{sign} good"], counts[f"{sign} all"]
        with_explained = good + counts[f"{sign} explained"]
        print(
            f"{WANTED:.0%} {what}: {good / whole:.1%} of {whole} files, {with_explained / whole:.1%} with what is explained"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
