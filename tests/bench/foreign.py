"""How much of other people's Word files is read: a folder of files in; shares of pandoc's and mammoth's text, and exceptions, out.

`python -m bench.foreign 文件夹`. The files are not ours and stay outside the repository: source distributions of programs that
read Word files carry hundreds, made to be difficult (python-docx, mammoth, pandoc, POI). What counts are characters of words, in
order or, where the order differs (text boxes), by words as often as they occur. Both directions are compared, because text that
only we print is as wrong as text that is missing.

The other programs print what no reader of the page sees: descriptions of pictures, deleted and hidden text. So they are given
a copy of the file without that, and without automatic numbers, which each program counts in its own way. Text that only we
print is explained where all but a rest of its words stands in a place that the other program leaves out. Every file is read
in a process of its own, whose seconds and megabytes are its own.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import Any
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
_PARTS_OF_COPY = re.compile(r"word/(?:document\d*|footnotes|endnotes|styles)\.xml")
_UNSEEN = (
    ".//*[local-name()='del' or local-name()='moveFrom']",
    ".//*[local-name()='r'][*/*[local-name()='vanish' or local-name()='strike' or local-name()='dstrike']]",
    ".//*[local-name()='sdt'][*/*[local-name()='showingPlcHdr']]",  # a prompt where nobody has typed
    ".//*[local-name()='numPr']",
    ".//*[local-name()='docPr' or local-name()='cNvPr' or local-name()='shape']/@*[contains(' descr title alt name ', name())]",
)
"""Elements and attributes that are taken out of the copy for the other programs."""
_TEXT = r"word/document\d*\.xml"
_ELSEWHERE = {
    "文本框": (_TEXT, ".//*[local-name()='txbxContent']//text()"),
    "公式": (_TEXT, ".//*[local-name()='oMath']//text()"),
    "标题和作者（pandoc 当作属性）": (_TEXT, "(.//*[local-name()='p'])[position() <= 6]//text()"),
    "脚注和尾注": (r"word/(?:foot|end)notes\.xml", ".//*/text()"),
    "题注": (_TEXT, ".//*[local-name()='p'][.//*[local-name()='instrText'] or */*[@*='Caption']]//text()"),
    "表格（pandoc 略去合并的格）": (_TEXT, ".//*[local-name()='tbl'][.//*[local-name()='vMerge']]//text()"),
}
"""Places that other programs leave out, by name: parts of the file, and text in them."""
_NUMERALS = re.compile(r"\d{1,3}|[a-z]|[ivx]+")
"""Automatic numbers, of which the other programs know nothing."""


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


def seen(path: Path, copy: Path) -> Path:
    """The file without what a reader of the page does not see, as a copy; the file itself where it is too damaged for that."""
    try:
        with zipfile.ZipFile(path) as package, zipfile.ZipFile(copy, "w") as copied:
            for member in package.infolist():
                data = package.read(member)
                if _PARTS_OF_COPY.fullmatch(member.filename):
                    root = etree.fromstring(data)
                    for unseen in (each for place in _UNSEEN for each in root.xpath(place)):
                        _take_out(unseen)
                    data = etree.tostring(root)
                copied.writestr(member.filename, data)
    except Exception:  # what is damaged is damaged in any way
        return path
    return copy


def _take_out(unseen: Any) -> None:
    """An element, or the value of an attribute, out of its tree."""
    parent = unseen.getparent()
    if hasattr(unseen, "attrname"):
        del parent.attrib[unseen.attrname]
    elif parent is not None:
        parent.remove(unseen)


def by_pandoc(path: Path) -> str:
    """Pandoc's text, tracked changes accepted, without its numbers of notes; "" where it cannot read the file."""
    import pypandoc

    options = ["--wrap=none", "--track-changes=accept"]
    try:
        return re.sub(r"\[\d+\]", "", pypandoc.convert_file(path, "plain", format="docx", extra_args=options))
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


def explained(path: Path, invented: Counter[str]) -> tuple[list[str], Counter[str]]:
    """The places of the file in which words stand that only we print, and the words that are left over."""
    names, rest = [], invented
    numerals = Counter({word: count for word, count in rest.items() if _NUMERALS.fullmatch(word)})
    with zipfile.ZipFile(path) as package:
        for name, (parts, place) in _ELSEWHERE.items():
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
    with tempfile.TemporaryDirectory() as place:
        copies = [seen(path, Path(place) / f"{number}.docx") for number, path in enumerate(paths)]
        for name, program in (("pandoc", by_pandoc), ("mammoth", by_mammoth)):
            _print(name, program, paths, copies, ours)
    for reason, count in Counter(each.refused for each in ours if each.refused).most_common():
        print(f"refused {count}: {reason}")
    slowest, largest = max(each.seconds for each in ours), max(each.megabytes for each in ours)
    print(f"at most {slowest:.2f} s and {largest:.0f} MB a file")


def _print(
    name: str, program: Callable[[Path], str], paths: Sequence[Path], copies: Sequence[Path], ours: Sequence[Read]
) -> None:
    """One program: how many files are read as far as wanted; of our text also with what is explained; and every exception."""
    counts: Counter[str] = Counter()
    for path, copy, own in zip(paths, copies, ours, strict=True):
        theirs = program(copy)
        if not words(theirs):
            continue
        found = compared(own.text, theirs)
        counts["files"] += 1
        counts["read"] += found.share >= WANTED
        counts["ours"] += found.share_of_ours >= WANTED
        where = f"{path.parent.name}/{path.name}:"
        if found.share < WANTED:
            print(f"  - {found.share:4.0%} {where} {_first(found.missing)} {own.refused}")
        if found.share_of_ours < WANTED:
            names, rest = explained(path, found.invented)
            is_explained = _size(rest) <= (1 - WANTED) * _size(words(own.text))
            counts["explained"] += is_explained
            print(
                f"  + {found.share_of_ours:4.0%} {where} {'、'.join(names)}{'' if is_explained else f' ??? {_first(rest)}'}"
            )
    files, is_read, of_ours, explained_too = (counts[each] for each in ("files", "read", "ours", "explained"))
    print(f"{WANTED:.0%} of {name}'s text read: {is_read / files:.1%} of {files} files")
    with_explained = f"{(of_ours + explained_too) / files:.1%} with what it leaves out"
    print(f"{WANTED:.0%} of our text in {name}'s: {of_ours / files:.1%} of {files} files, {with_explained}")


def _first(different: Counter[str]) -> str:
    return " ".join(word for word, _ in different.most_common(_SHOWN))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
