"""How much of other people's Word files is read: a folder of files in, shares of pandoc's and mammoth's text and a table out.

`python -m bench.foreign 文件夹`. The files are not ours and stay outside the repository: source distributions of programs that
read Word files carry hundreds, drawn up to be difficult (python-docx, mammoth, pandoc, POI). Compared are words (a run of Latin letters
or digits; one hanzi), as often as each occurs: order and blanks differ between programs, and text boxes stand elsewhere. Both
directions are counted, because text that only we print is as wrong as text that is missing. Every file is read in a process of
its own, whose seconds and megabytes are its own.
"""

from __future__ import annotations

import re
import resource
import sys
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
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
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What another program prints though it is not in the body, or not on paper: name → parts and elements or attributes.
_ELSEWHERE = {
    "脚注和尾注": (r"word/(?:foot|end)notes\.xml", ".//*/text()"),
    "批注": (r"word/comments\.xml", ".//*/text()"),
    "页眉页脚": (r"word/(?:header|footer)\d*\.xml", ".//*/text()"),
    "图片说明": (r"word/document\d*\.xml", ".//@descr | .//@title | .//@alt | .//@name"),
    "公式": (r"word/document\d*\.xml", ".//*[local-name()='oMath']//text()"),
    "域代码": (r"word/document\d*\.xml", ".//*[local-name()='instrText']/text() | .//@*[local-name()='instr']"),
    "删除、移走或隐藏的文字": (
        r"word/document\d*\.xml",
        ".//*[local-name()='del' or local-name()='moveFrom']//text() | .//*[local-name()='r'][*/*[local-name()='vanish' or"
        " local-name()='strike' or local-name()='dstrike']]//text()",
    ),
    "内容控件的提示文字": (r"word/document\d*\.xml", ".//*[local-name()='sdt'][*/*[local-name()='showingPlcHdr']]//text()"),
    "文本框": (r"word/document\d*\.xml", ".//*[local-name()='txbxContent']//text()"),
    "图形": (r"word/(?:diagrams|charts)/.*\.xml", ".//*/text()"),
}  # fmt: skip


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
    words, refused = "", ""
    try:
        words = "\n".join(block.text for block in readers.read(path).blocks)
    except DrafterError as error:
        refused = error.message
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Read(words, refused, process_time() - start, grown / 1024)


def by_pandoc(path: Path) -> str:
    """Pandoc's text, tracked changes accepted; "" where it cannot read the file."""
    import pypandoc

    try:
        return str(
            pypandoc.convert_file(path, "plain", format="docx", extra_args=["--wrap=none", "--track-changes=accept"])
        )
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
    """Our text against another program's: by words, whatever their order, and by characters in order, whatever parts words.

    The better one counts: mammoth prints no blank for a soft break, and pandoc puts text boxes elsewhere.
    """
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


def reasons(path: Path, different: Counter[str]) -> Iterator[str]:
    """Where in the file words stand that only one of two programs prints, with the share that stands there."""
    if not different or not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as package:
        for name, (parts, place) in _ELSEWHERE.items():
            there: Counter[str] = Counter()
            for part in filter(re.compile(parts).fullmatch, package.namelist()):
                try:
                    root = etree.fromstring(package.read(part), etree.XMLParser(recover=True, huge_tree=True))
                    there += words(" ".join(map(str, root.xpath(place))))
                except (etree.XMLSyntaxError, zipfile.BadZipFile, RuntimeError):
                    continue
            share = _size(there & different) / _size(different)
            if share >= 0.05:
                yield f"{name} {share:.0%}"


def main(folder: Path) -> None:
    """Print the table and the exceptions."""
    warnings.simplefilter("ignore")
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        ours = list(pool.map(read, paths))
    _print(paths, ours)


def _print(paths: Sequence[Path], ours: Sequence[Read]) -> None:
    refused = [(path, each.refused) for path, each in zip(paths, ours, strict=True) if each.refused]
    print(f"{len(paths)} files, {len(refused)} refused")
    for program in (by_pandoc, by_mammoth):
        others = [program(path) for path in paths]
        found = [compared(own.text, other) for own, other in zip(ours, others, strict=True)]
        read_by_both = [(path, each) for path, each, other in zip(paths, found, others, strict=True) if words(other)]
        good = sum(each.share >= WANTED for _, each in read_by_both)
        print(
            f"{program.__name__}: {len(read_by_both)} files with text, {good / len(read_by_both):.1%} with {WANTED:.0%} of it"
        )
        for path, each in read_by_both:
            if each.share < WANTED:
                why = "、".join(reasons(path, each.missing)) or "?"
                print(f"  - {each.share:.0%} {path.parent.name}/{path.name}: {why} | {_sample(each.missing)}")
            if each.share_of_ours < WANTED:
                why = "、".join(reasons(path, each.invented)) or "?"
                print(f"  + {each.share_of_ours:.0%} {path.parent.name}/{path.name}: {why} | {_sample(each.invented)}")
    for path, message in refused:
        print(f"  refused {path.parent.name}/{path.name}: {message.replace(str(path), '')}")
    print(
        f"seconds at most {max(each.seconds for each in ours):.2f}, megabytes at most {max(each.megabytes for each in ours):.0f}"
    )


def _sample(found: Counter[str]) -> str:
    return " ".join(word for word, _ in found.most_common(12))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
