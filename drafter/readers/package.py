"""A Word file's parts: the zip opened, its XML parsed, every damage told in Chinese. Path in, XML trees out.

Files come by mail from anyone: sizes are limited before unpacking, document types and entities refused, and macros,
pictures and embedded objects never opened.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from drafter import files
from drafter.errors import FormatError

LIMIT = 200 * 1024 * 1024
"""Bytes a file may unpack to, pictures and all."""
PART_LIMIT = 32 * 1024 * 1024
"""Bytes of XML in one part, ten times what a long report has: as a tree it takes twenty times as much memory."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_REPAIR = "请用 Word 或 WPS 打开后另存为 .docx 再试；打不开时请用备份文件"
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, etree.XMLSyntaxError)
"""What zipfile and lxml raise for a damaged or locked part."""


class Package:
    """The parts of one Word file."""

    def __init__(self, path: Path) -> None:
        """Raises FileError, or FormatError where the file is no Word file, damaged or unpacks to too much."""
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
        """The root of the main part's styles, numbering …, None where it has none. Raises FormatError."""
        target = {kind: target for _, kind, target in self._relations(self._main)}.get(kind)
        return self._part(target) if target else None

    def parts(self) -> dict[str, etree._Element]:
        """Relation id → root of the XML parts that the main part names (footers, headers …). Raises FormatError."""
        named = {index: target for index, _, target in self._relations(self._main) if target.endswith(".xml")}
        found = {index: self._part(target) for index, target in named.items()}
        return {index: root for index, root in found.items() if root is not None}

    @property
    def _main(self) -> str:
        return {kind: target for _, kind, target in self._relations("")}.get("officeDocument", "word/document.xml")

    def _relations(self, source: str) -> Iterator[tuple[str, str, str]]:
        """Id, kind and the other part's name, for the relations of a part ("" for the package)."""
        folder, name = posixpath.split(source)
        root = self._part(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in () if root is None else root.iterchildren("{*}*"):
            target = posixpath.join("/", folder, str(relation.get("Target", ""))).lstrip("/")
            yield str(relation.get("Id")), str(relation.get("Type", "")).rpartition("/")[2], target

    def _part(self, name: str) -> etree._Element | None:
        """The root of a part, None where the file has no such part. Raises FormatError."""
        if name not in self._zip.namelist():
            return None
        try:
            with self._zip.open(name) as stream:
                data = stream.read(PART_LIMIT + 1)
            if len(data) > PART_LIMIT:
                raise self._too_large(PART_LIMIT)
            if _STRICT in data[:4096]:
                data = data.replace(_STRICT, W.strip("{}").encode())
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
    """The attribute of what stands at a path of w names below the element (pPr/numPr/numId); "" where there is none."""
    found = None if element is None else element.find("/".join(W + step for step in path.split("/")))
    return "" if found is None else str(found.get(W + attribute, ""))
