"""Opens a Word file, or a workbook: path in, the XML trees of its parts out. Damage of the text is a FormatError in Chinese, damage of
another part (styles, numbering) a notice.

Files come by mail from anyone. So only the parts that are asked for are unpacked; how much they may unpack to, and how much
memory their trees may take, is limited; document types and entities are refused; macros, pictures and embedded objects are
never opened, and nothing outside the file. Only the list of a zip file is read with zipfile, whose check of each part's own header
refuses files that Word opens, and which unpacks some kinds of parts without a limit.
"""

from __future__ import annotations

import bz2
import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from drafter import files
from drafter.errors import FormatError
from drafter.model import Notice

_MEGABYTE = 1024 * 1024
PART_LIMIT = 32 * _MEGABYTE
"""Bytes of XML in one part, ten times what a long report has."""
LIMIT = 64 * _MEGABYTE
"""Bytes of all parts of a file that are read."""
_DEEPEST = 3
"""Files inserted within one another."""
_TREE_LIMIT = 384 * _MEGABYTE
"""Bytes of memory that the tree of a part may take, by the next two numbers."""
_ELEMENT, _ATTRIBUTE = 190, 220
"""Bytes of an element with the blank behind it, and of an attribute with its value, as measured with libxml2 2.14."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's elements, as lxml writes it before a name: W + "p" is a paragraph."""
STRICT_W = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace that Word uses instead of W if asked to save as “Strict Open XML”."""
_MAIN = re.compile(r"(?:.*/)?document\d*\.xml")
"""The usual name of the part with the text, for files that do not say which it is."""
_ENTRY = re.compile(rb"(PK\x01\x02..)..(.)(.)", re.DOTALL)
"""The beginning of an entry in the list of a zip file: signature and version, version needed to unpack, two bytes of flags."""
_NAME_IS_UTF8 = 0x08
"""A flag in the second byte."""
_LOCKED = 0x01
"""A flag in the first byte: the part has a password."""
_LOCAL_HEADER = 30
"""Bytes before the name of a part where its data begins; the last four are the lengths of the name and of what follows it."""
_NO_XML_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd-\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));",
    re.IGNORECASE,
)
"""A character that XML cannot hold, or a reference to one by its number; and U+FFFD, which stands for a byte that is no UTF-8."""
_OTHER_ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding=[\"'](?!utf-8)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\+?(\d{1,9})(?:\.\d*)?\s*", re.ASCII)


class _Damaged(Exception):
    """A part cannot be unpacked or parsed."""


class _Relation(NamedTuple):
    """A link from one part to another: its id, its kind (styles, footer), and the name of the other part."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of one Word file. Its “main part” is the text, usually word/document.xml.

    `notices` say what of the file could not be read so far. `data` are its bytes, `listed` the list of the zip file.
    `is_strict`: a part that was read is in the namespace STRICT_W, in whose place its tree has W. The names are those of Word;
    files of another program have others.
    """

    program = "Word"
    endings: tuple[str, ...] = (".docx", ".docm", ".dotx", ".dotm")
    usual_main = "word/document.xml"
    lacking = ("正文", "请确认文件类型，报告要用 Word、网页、PDF 或文本文件")
    """What a file of another kind has not, and what to do."""

    def __init__(self, path: Path, data: bytes | None = None, within: Package | None = None) -> None:
        """`data` is a Word file that is inserted in another one, `within`; both together must not be too large.

        Raises FileError, or FormatError if the file is no Word file, is damaged or inserted too deep.
        """
        self.path = path
        self.notices: list[Notice] = []
        self.is_strict = False
        self.data = files.read_bytes(path) if data is None else data
        self._unpacked: Counter[str] = within._unpacked if within else Counter()
        self._repair = f"请用 {self.program} 或 WPS 打开后另存为 {self.endings[0]} 再试；打不开时请用备份文件"
        self._depth: int = within._depth + 1 if within else 0
        if self._depth > _DEEPEST:
            raise FormatError(f"{path} 里的文件层层插入过深", self._repair)
        try:
            self.listed = _entries(self.data)
        except (zipfile.BadZipFile, ValueError, OverflowError, struct.error, NotImplementedError) as error:
            if path.suffix.lower() not in (*self.endings, ""):
                hint = f"请用 {self.program} 或 WPS 打开，另存为 {self.endings[0]} 再试"
                raise FormatError(f"{path} 不是 {self.endings[0]} 文件", hint) from error
            raise FormatError(f"{path} 不是完好的 {self.program} 文件（无法解压）", self._repair) from error
        self.entries = {comparable(entry.filename): entry for entry in self.listed}

    def document(self) -> etree._Element:
        """The main part's root. Raises FormatError."""
        root = self.root(self.main)
        if root is None:
            what, hint = self.lacking
            raise FormatError(f"{self.path} 不是 {self.program} 文件（里面没有{what}）", hint)
        return root

    def root(self, name: str) -> etree._Element | None:
        """The root of the part of that name, None if there is none. Raises FormatError where it is damaged or dangerous."""
        try:
            return self._part(name)
        except _Damaged as error:
            raise FormatError(f"{self.path} 已损坏（{name} 无法读取）", self._repair) from error

    def entry_name(self, name: str) -> str:
        """The name of a part as the file itself writes it; the same name for a part that it does not have."""
        entry = self.entries.get(comparable(name))
        return entry.filename if entry else name

    def packed(self, entry: zipfile.ZipInfo) -> bytes:
        """What stands in the file for an entry, as it is packed. Raises FormatError."""
        try:
            return self._packed(entry)
        except struct.error as error:
            raise FormatError(f"{self.path} 已损坏（{entry.filename} 无法读取）", self._repair) from error

    def target(self, kind: str) -> str:
        """The name of the part of that kind (comments) to which the main part links; "" if there is none."""
        return next((link.target for link in self._links if link.kind == kind), "")

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part of that kind (styles, numbering, settings), None if there is none or it is damaged."""
        targets = {link.kind: link.target for link in self._links}
        return self._part_or_notice(targets.get(kind, posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")))

    def properties(self) -> etree._Element | None:
        """The root of what the file says of itself (title, author, keywords), None if there is none or it is damaged."""
        targets = {link.kind: link.target for link in self._relations("")}
        return self._part_or_notice(targets.get("core-properties", "docProps/core.xml"))

    def footers(self) -> dict[str, etree._Element]:
        """The footers by relation id, without damaged ones."""
        roots = {link.id: self._part_or_notice(link.target) for link in self._links if link.kind == "footer"}
        return {index: root for index, root in roots.items() if root is not None}

    def embedded(self, index: str) -> bytes | None:
        """The content of the part to which the main part links with that relation id; None if there is none or it is damaged."""
        names = [link.target for link in self._links if link.id == index]
        try:
            return self._content(names[0]) if names else None
        except _Damaged:
            return None

    @cached_property
    def main(self) -> str:
        """The name of the main part: the one that the file names, else one of the usual name."""
        targets = {link.kind: link.target for link in self._relations("")}
        candidates = [targets.get("officeDocument", ""), self.usual_main, *filter(_MAIN.fullmatch, self.entries)]
        return next((name for name in candidates if comparable(name) in self.entries), candidates[1])

    @cached_property
    def _links(self) -> tuple[_Relation, ...]:
        """The links from the main part."""
        return tuple(self._relations(self.main))

    def _relations(self, source: str) -> Iterator[_Relation]:
        """The links from the part `source`, or from the whole file if it is empty, to other parts."""
        folder, name = posixpath.split(source)
        root = self._part_or_notice(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in () if root is None else root.iterchildren("{*}*"):
            target = str(relation.get("Target", "")).replace("\\", "/")
            kind = str(relation.get("Type", "")).rpartition("/")[2]  # Type is a URL that ends in it
            if relation.get("TargetMode") != "External":
                yield _Relation(str(relation.get("Id")), kind, posixpath.join("/", folder, target).lstrip("/"))

    def _part_or_notice(self, name: str) -> etree._Element | None:
        """The root of a part; None if the file has no such part, or if it is damaged, which is noticed once."""
        try:
            return self._part(name)
        except _Damaged:
            notice = Notice("这一部分已损坏，没有读入（标题级别、自动编号或脚注可能不全）", name)
            if notice not in self.notices:
                self.notices.append(notice)
            return None

    def _part(self, name: str) -> etree._Element | None:
        """The root of a part, None if the file has no such part. Raises _Damaged; FormatError if it is dangerous."""
        data = self._content(name)
        if data is None:
            return None
        self.is_strict = self.is_strict or STRICT_W in data
        data = data.replace(STRICT_W, W.strip("{}").encode())
        elements, attributes = data.count(b"<") - data.count(b"</"), data.count(b'="') + data.count(b"='")
        if elements * _ELEMENT + attributes * _ATTRIBUTE > _TREE_LIMIT:
            raise FormatError(f"{self.path} 内容太多（{name} 里有 {elements} 个元素）", "请拆成几个文件后再试")
        if b"<!DOCTYPE" in data:
            raise FormatError(f"{self.path} 含有不允许的内容（{name} 带有文档类型声明）", self._repair)
        try:
            root = _parsed(data)
        except etree.XMLSyntaxError:
            root = self._mended(name, data)
        if root.getroottree().docinfo.internalDTD is not None:  # in another encoding than UTF-8
            raise FormatError(f"{self.path} 含有不允许的内容（{name} 带有文档类型声明）", self._repair)
        return root

    def _mended(self, name: str, data: bytes) -> etree._Element:
        """The root of a part with characters that XML cannot hold; each becomes U+FFFD. Raises _Damaged if it has none."""
        words, amount = _NO_XML_CHARACTER.subn("\ufffd", data.decode("utf-8-sig", "replace"))
        if not amount or _OTHER_ENCODING.match(data):
            raise _Damaged
        try:
            root = _parsed(words.encode())
        except etree.XMLSyntaxError as error:
            raise _Damaged from error
        self.notices.append(Notice(f"有 {amount} 个字符无法识别，读成了“\ufffd”，请对照原文", name, amount))
        return root

    def _content(self, name: str) -> bytes | None:
        """A part unpacked; None if the file has no such part. Raises _Damaged; FormatError if it is too large."""
        entry = self.entries.get(comparable(name))
        if entry is None:
            return None
        limit, size = min(PART_LIMIT, LIMIT - self._unpacked.total()), entry.file_size
        if size > limit:
            message = f"{self.path} 解压后超过 {limit // _MEGABYTE} MB（{name}）"
            raise FormatError(message, "请删去多余的内容后另存，再试一次")
        try:
            packed = self._packed(entry)
            data = b"" if entry.flag_bits & _LOCKED else _unpacked(packed, entry.compress_type, size)
        except (struct.error, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError) as error:
            raise _Damaged from error
        if len(data) != size or zlib.crc32(data) != entry.CRC:
            raise _Damaged
        self._unpacked[name] += size
        return data

    def _packed(self, entry: zipfile.ZipInfo) -> bytes:
        """Raises struct.error."""
        name_and_extra = struct.unpack_from("<HH", self.data, entry.header_offset + _LOCAL_HEADER - 4)
        start = entry.header_offset + _LOCAL_HEADER + sum(name_and_extra)
        return self.data[start : start + entry.compress_size]


def _entries(data: bytes) -> list[zipfile.ZipInfo]:
    """The list of a zip file. Raises what zipfile raises for a damaged one."""
    try:
        return zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (NotImplementedError, UnicodeDecodeError):
        # One entry asks for a later version of zip, or has a name that is no UTF-8. The others need not suffer from it, so all
        # ask for version 2.0, and none says that its name is UTF-8.
        def plain(entry: re.Match[bytes]) -> bytes:
            return entry[1] + b"\x14\x00" + entry[2] + bytes([entry[3][0] & ~_NAME_IS_UTF8])

        return zipfile.ZipFile(io.BytesIO(_ENTRY.sub(plain, data))).infolist()


def _unpacked(packed: bytes, method: int, size: int) -> bytes:
    """A part that should unpack to `size` bytes, with one byte more if it unpacks to more; b"" if the method is unknown.

    Raises what the libraries raise for damaged data.
    """
    if method == zipfile.ZIP_STORED:
        return packed
    if method == zipfile.ZIP_DEFLATED:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)
    if method == zipfile.ZIP_BZIP2:
        return bz2.BZ2Decompressor().decompress(packed, size + 1)
    if method == zipfile.ZIP_LZMA:  # a version, the length of the settings, the settings, the data
        length, settings, dictionary = struct.unpack_from("<2xHBL", packed)
        powers, literal = divmod(settings, 9)
        size_of_dictionary = min(dictionary, LIMIT)
        chain = {
            "id": lzma.FILTER_LZMA1,
            "lc": literal,
            "lp": powers % 5,
            "pb": powers // 5,
            "dict_size": size_of_dictionary,
        }
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chain]).decompress(packed[4 + length :], size + 1)
    return b""


def comparable(name: str) -> str:
    """A part's name as names are compared: some tools write \\ or %20 in it, and Windows does not tell capitals."""
    return posixpath.normpath(unquote(name).replace("\\", "/")).lstrip("/").lower()


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)  # deeper than 256 elements
    return etree.fromstring(data, parser)


def value(element: etree._Element | None, path: str, attribute: str = "val") -> str:
    """An attribute of the element at `path` below `element` (pPr/numPr/numId); "" if either is missing."""
    child = None if element is None else element.find("/".join(W + step for step in path.split("/")))
    return "" if child is None else str(child.get(W + attribute, ""))


def whole_number(written: str, most: int, otherwise: int) -> int:
    """An attribute as a number from 0 to `most`, fractions cut off; `otherwise` if it is missing, no such number, or larger."""
    match = _NUMBER.fullmatch(written)
    number = int(match[1]) if match else otherwise
    return number if number <= most else otherwise


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch (w:vanish, w:strike) is there and not turned off."""
    return element is not None and element.get(W + "val") not in ("0", "false", "off")
