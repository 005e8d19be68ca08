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
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
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
    ".//*[local-name()='r'][*/*[local-name()='vanish' or local-name()='strike' or local-name()='dstrike']"
    "[not(@*[.='0' or .='false' or .='off'])]]",
    ".//*[local-name()='sdt'][*/*[local-name()='showingPlcHdr']]",  # a prompt where nobody has typed
    ".//*[local-name()='numPr']",
    ".//*[local-name()='tblCaption' or local-name()='tblDescription']",  # of a table, for those who cannot see it
    ".//*[local-name()='docPr' or local-name()='cNvPr' or local-name()='shape']/@*[contains(' descr title alt name ', name())]",
)
"""Elements and attributes that are taken out of the copy for the other programs."""
_TEXT = r"word/document\d*\.xml"
_IN_FIELD = "preceding-sibling::*[*[local-name()='fldChar']][1]/*/@*[local-name()='fldCharType'] = 'separate'"
_FORMULA = "公式"
_ELSEWHERE = {
    "文本框": (_TEXT, ".//*[local-name()='txbxContent']//*[local-name()='p']"),
    "文本框所在的段落": (
        _TEXT,
        ".//*[local-name()='p'][.//*[local-name()='txbxContent']]//*[local-name()='r'][not(.//*[local-name()='txbxContent'])]",
    ),
    "图形里的文字": (_TEXT, ".//*[local-name()='txBody']"),
    "注音下面的字": (_TEXT, ".//*[local-name()='rubyBase']"),
    "关联数据的控件": (_TEXT, ".//*[local-name()='sdt'][*/*[local-name()='dataBinding']]"),
    "段落里的表格": (_TEXT, ".//*[local-name()='p']/*[local-name()='tbl']"),
    _FORMULA: (_TEXT, ".//*[local-name()='oMath']"),
    "脚注和尾注": (r"word/(?:foot|end)notes\.xml", ".//*[local-name()='p']"),
    "域的结果": (_TEXT, f".//*[local-name()='fldSimple'] | .//*[local-name()='r'][{_IN_FIELD}]"),
    "改变方向的文字": (_TEXT, ".//*[local-name()='dir' or local-name()='bdo']"),
    "合并、错位的格": (
        _TEXT,
        ".//*[local-name()='tbl'][.//*[local-name()='vMerge' or local-name()='gridSpan' or local-name()='gridAfter']]",
    ),
}
"""Places that other programs leave out, by name: parts of the file, and elements with text in them."""
_LONGEST_OF_FORMULA = 3
"""Letters that a formula on one line may run together: nk of n over k, whose order each program chooses."""
_LABEL = re.compile(r"%\d")
_NUMERALS = re.compile(r"\d{1,3}|[a-z]|[ivx]+|[〇零一二三四五六七八九十百]")
"""Automatic numbers, of which the other programs know nothing."""
_DEEPEST_LABEL = 9
"""Numbers in one label: 1.2.3 has three."""
_FOLLOWED = (
    "p",
    "div",
    "td",
    "th",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "br",
    "caption",
    "pre",
    "section",
    "math",
)
"""Elements of a page behind which a line ends."""
_NOT_OF_FILE = (
    ".//*[contains(@class, 'footnote-ref') or contains(@class, 'footnote-back') or @class='abstract-title'"
    " or name()='annotation']"
)
"""What pandoc adds to the text: numbers of notes, a heading above the summary, formulas a second time."""


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
            for name in dict.fromkeys(package.namelist()):
                is_text = _PARTS_OF_COPY.fullmatch(name)
                with suppress(*(() if is_text else (zipfile.BadZipFile, zlib.error))):  # the others are not needed
                    data = package.read(name)
                    copied.writestr(name, _seen(data) if is_text else data)
    except Exception:  # a file is damaged in any way that there is
        return path
    return copy


def _seen(data: bytes) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    for unseen in (each for place in _UNSEEN for each in root.xpath(place)):
        _take_out(unseen)
    return etree.tostring(root)


def _take_out(unseen: Any) -> None:
    """An element, or the value of an attribute, out of its tree."""
    parent = unseen.getparent()
    if hasattr(unseen, "attrname"):
        del parent.attrib[unseen.attrname]
    elif parent is not None:
        parent.remove(unseen)


def by_pandoc(path: Path) -> str:
    """Pandoc's text, tracked changes accepted; "" where it cannot read the file. As a page, because in plain text it cuts words
    where a column ends, and leaves out titles and authors.
    """
    import pypandoc
    from lxml import html

    options = ["--standalone", "--mathml", "--wrap=none", "--track-changes=accept", "--metadata=pagetitle:-", "--quiet"]
    try:
        page = html.document_fromstring(pypandoc.convert_file(path, "html", format="docx", extra_args=options))
    except (RuntimeError, OSError):
        return ""
    for added in page.body.xpath(_NOT_OF_FILE):
        added.drop_tree()
    for element in page.body.iter(*_FOLLOWED):
        element.tail = "\n" + (element.tail or "")
    return str(page.body.text_content())


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


def explained(path: Path, copy: Path, invented: Counter[str]) -> tuple[list[str], Counter[str]]:
    """The places in which words stand that only we print, and the words that are left over. Looked for in the copy, because
    what no reader of the page sees explains nothing.
    """
    names, rest = [], invented
    for name, (parts, place) in _ELSEWHERE.items():
        there = words("\n".join(_texts(copy, parts, place)))
        if name == _FORMULA:
            letters = set("".join(there))
            there += Counter({w: n for w, n in rest.items() if len(w) <= _LONGEST_OF_FORMULA and letters.issuperset(w)})
        if there & rest:
            names.append(name)
            rest = rest - there
    labels = _labels(path, rest)
    if labels:
        names.append("自动编号")
    return names, rest - labels


def _texts(path: Path, parts: str, place: str) -> Iterator[str]:
    """The text of every element at a place, without that of elements at the place within it."""
    for root in _roots(path, parts):
        found = set(root.xpath(place))
        outermost = (each for each in found if found.isdisjoint(each.iterancestors()))
        yield from ("".join(map(_printed, each.iter(etree.Element))) for each in outermost)


def _printed(element: etree._Element) -> str:
    """What an element itself prints: its letters, or a blank for a break or the beginning of a paragraph."""
    name = etree.QName(element).localname
    return str(element.text or "") if name == "t" else "\n" if name in ("p", "br", "cr", "tab") else ""


def _labels(path: Path, rest: Counter[str]) -> Counter[str]:
    """Of the words those that automatic numbers print: signs around the number, and no more numbers than paragraphs can have."""
    patterns = [
        str(each)
        for root in _roots(path, r"word/numbering\.xml")
        for each in root.xpath("//*[local-name()='lvlText']/@*")
    ]
    around = set(words(" ".join(_LABEL.sub(" ", each) for each in patterns)))
    numbers = Counter({word: count for word, count in rest.items() if word in around or _NUMERALS.fullmatch(word)})
    paragraphs = sum(len(root.xpath("//*[local-name()='p']")) for root in _roots(path, _TEXT)) if patterns else 0
    return numbers if numbers.total() <= paragraphs * _DEEPEST_LABEL else Counter()


def _roots(path: Path, parts: str) -> Iterator[etree._Element]:
    with zipfile.ZipFile(path) as package:
        for part in filter(re.compile(parts).fullmatch, package.namelist()):
            yield etree.fromstring(package.read(part), etree.XMLParser(recover=True, huge_tree=True))


def main(folder: Path) -> None:
    """Print the figures and the exceptions."""
    warnings.simplefilter("ignore")
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    context = get_context("forkserver")
    context.set_forkserver_preload(
        ["drafter.readers.docx", "rapidfuzz.distance"]
    )  # else the imports would take most of the time
    with ProcessPoolExecutor(1, context, max_tasks_per_child=1) as pool:
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
        counts["ours"] += found.share_of_ours >= WANTED or not own.text
        where = f"{path.parent.name}/{path.name}:"
        if found.share < WANTED:
            print(f"  - {found.share:4.0%} {where} {_first(found.missing)} {own.refused}")
        if own.text and found.share_of_ours < WANTED:
            names, rest = explained(path, copy, found.invented)
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
