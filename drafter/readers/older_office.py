""".doc, .wps, .rtf and .odt → Document, by way of LibreOffice's conversion to .docx, which keeps list numbers."""

from __future__ import annotations

from pathlib import Path

from drafter import files, libreoffice, temporary
from drafter.errors import FileError
from drafter.model import Document
from drafter.readers import docx

_PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream in which a file with a password keeps its content, as it stands in the file."""


def read(path: Path) -> Document:
    """The document of an older office file. Raises FileError, also if LibreOffice is missing or takes too long."""
    data = files.read_bytes(path)
    if _PASSWORD_MARK in data:
        raise FileError(f"{path} 设有打开密码", "请在 Word 或 WPS 里取消密码后另存，再试一次")
    by_hand = "请用 Word 或 WPS 打开后另存为 .docx 再试"
    with temporary.folder() as folder:
        word = folder / "in.docx"
        files.write(word, libreoffice.converted(data, path.suffix.lower(), "docx", f"读取 {path} ", by_hand))
        return docx.read(word)._replace(name=path.stem)
