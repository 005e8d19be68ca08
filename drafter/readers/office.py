""".doc, .wps, .rtf and .odt → Document, by way of LibreOffice's conversion to .docx, which keeps list numbers.

LibreOffice is not required otherwise; where it is missing the message says what to do instead. It runs with a profile of
its own, so that an open LibreOffice of the user neither blocks it nor is touched.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from drafter import files
from drafter.errors import FileError
from drafter.model import Document
from drafter.readers import docx

_SECONDS = 120
_PROGRAMS = (
    "soffice",
    "libreoffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_BY_HAND = "请用 Word 或 WPS 打开后另存为 .docx 再试"


def read(path: Path) -> Document:
    """The document of an older office file. Raises FileError, also where LibreOffice is missing or takes too long."""
    if _LOCKED in files.read_bytes(path):
        raise FileError(f"{path} 设有打开密码", "请在 Word 或 WPS 里取消密码后另存，再试一次")
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise FileError(f"读取 {path} 需要 LibreOffice，本机没有安装", f"{_BY_HAND}；或安装 LibreOffice")
    with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
        return replace(docx.read(_converted(program, path, Path(folder))), name=path.stem)


def _converted(program: str, path: Path, folder: Path) -> Path:
    source = folder / f"in{path.suffix.lower()}"
    shutil.copyfile(path, source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "out"), str(source)]
    try:
        subprocess.run(command, timeout=_SECONDS, capture_output=True, check=False)
    except subprocess.TimeoutExpired as error:
        raise FileError(f"转换 {path} 超过 {_SECONDS} 秒，已停止", _BY_HAND) from error
    result = folder / "out" / "in.docx"
    if not result.exists():
        raise FileError(f"{path} 无法转换，可能已损坏或设有密码", _BY_HAND)
    return result
