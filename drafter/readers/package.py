"""Opens a Word file: path in, the XML trees of its parts out. Every damage becomes a FormatError in Chinese.

Files come by mail from anyone. So sizes are limited before unpacking, document types and entities are refused, and macros,
pictures and embedded objects are never opened.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from drafter import files
from drafter.errors import FormatError

LIMIT = 200 * 1024 * 1024
"""Bytes a file may unpack to, pictures and all."""
PART_LIMIT = 32 * 1024 * 1024
"""Bytes of XML in one part, ten times what a long report has. The tree of it takes twenty times as much memory."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's elements, as lxml writes it before a name: W + "p" is a paragraph."""
_STRICT_W = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace that Word uses instead of W if asked to save as “Strict Open XML”."""
_ROOT_TAG = 4096
"""Bytes at the beginning of a part within which its namespaces are declared."""
_REPAIR = "请用 Word 或 WPS 打开后另存为 .docx 再试；打不开时请用备份文件"
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, etree.XMLSyntaxError)
"""What zipfile and lxml raise for a damaged or locked part."""


class _Relation(NamedTuple):
    """A link from one part to another: its id, its kind (styles, footer), and the name of the other part."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of one Word file. Its “main part” is the text, usually word/document.xml."""

    def __init__(self, path: Path) -> None:
        """Raises FileError, or FormatError if the file is no Word file, is damaged or unpacks to too much."""
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(files.read_bytes(path)))
        except (zipfile.BadZipFile, ValueError) as error:
            if path.suffix.lower() not in (".docx", ".docm", ""):
                raise FormatError(f"{path} 不是 .docx 文件", "请用 Word 或 WPS 打开，另存为 .docx 再试") from error
            raise FormatError(f"{path} 不是完好的 Word 文件（无法解压）", _REPAIR) from error
        if sum(info.file_size for info in self._zip.infolist()) > LIMIT:
            raise self._too_large(LIMIT)

    def document(self) -> etree._Element:
        """The main part's root. Raises FormatError."""
        root = self._part(self._main)
        if root is None:
            raise FormatError(
                f"{self.path} 不是 Word 文件（里面没有正文）", "请确认文件类型，报告要用 Word、网页、PDF 或文本文件"
            )
        return root

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part of that kind (styles, numbering, settings), None if there is none. Raises FormatError."""
        target = {relation.kind: relation.target for relation in self._relations(self._main)}.get(kind)
        return self._part(target) if target else None

    def parts(self) -> dict[str, etree._Element]:
        """The XML parts to which the main part links (footers, headers), by relation id. Raises FormatError."""
        relations = [relation for relation in self._relations(self._main) if relation.target.endswith(".xml")]
        roots = {relation.id: self._part(relation.target) for relation in relations}
        return {index: root for index, root in roots.items() if root is not None}

    @property
    def _main(self) -> str:
        """The name of the main part."""
        targets = {relation.kind: relation.target for relation in self._relations("")}
        return targets.get("officeDocument", "word/document.xml")

    def _relations(self, source: str) -> Iterator[_Relation]:
        """The links from the part `source`, or from the whole file if it is empty."""
        folder, name = posixpath.split(source)
        root = self._part(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in () if root is None else root.iterchildren("{*}*"):
            target = posixpath.join("/", folder, str(relation.get("Target", ""))).lstrip("/")
            kind = str(relation.get("Type", "")).rpartition("/")[2]  # Type is a URL that ends in it
            yield _Relation(str(relation.get("Id")), kind, target)

    def _part(self, name: str) -> etree._Element | None:
        """The root of a part, None if the file has no such part. Raises FormatError."""
        if name not in self._zip.namelist():
            return None
        try:
            with self._zip.open(name) as stream:
                data = stream.read(PART_LIMIT + 1)
            if len(data) > PART_LIMIT:
                raise self._too_large(PART_LIMIT)
            if _STRICT_W in data[:_ROOT_TAG]:
                data = data.replace(_STRICT_W, W.strip("{}").encode())
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except _DAMAGES as error:
            raise FormatError(f"{self.path} 已损坏（{name} 无法读取）", _REPAIR) from error
        if b"<!DOCTYPE" in data:
            raise FormatError(f"{self.path} 含有不允许的内容（{name} 带有文档类型声明）", _REPAIR)
        return root

    def _too_large(self, limit: int) -> FormatError:
        return FormatError(
            f"{self.path} 解压后超过 {limit // 1048576} MB", "请删去文件里的大图片或附件后另存，再试一次"
        )


def value(element: etree._Element | None, path: str, attribute: str = "val") -> str:
    """An attribute of the element at `path` below `element` (pPr/numPr/numId); "" if either is missing."""
    child = None if element is None else element.find("/".join(W + step for step in path.split("/")))
    return "" if child is None else str(child.get(W + attribute, ""))
