"""LibreOffice, where it is installed: a file of one kind in, the same as another kind out.

It is never required for what the program writes; where it is missing, the message says what to do instead. It runs with a
profile of its own, so that an open LibreOffice of the user neither blocks it nor is touched.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from drafter import files
from drafter.errors import FileError

_SECONDS = 120
_PROGRAMS = (
    "soffice",
    "libreoffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def program() -> str | None:
    """The program, None where there is none."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def converted(data: bytes, suffix: str, kind: str, name: str, by_hand: str) -> bytes:
    """The content `data` of a file with that ending, as a file of `kind` (docx, pdf).

    `name` says in messages what is done (读取 a.doc ), `by_hand` what to do without LibreOffice.

    Raises:
        FileError: LibreOffice is not installed, cannot convert it, or takes longer than two minutes.
    """
    office = program()
    if office is None:
        raise FileError(f"{name}需要 LibreOffice，本机没有安装", f"{by_hand}；或安装 LibreOffice")
    with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
        source = Path(folder) / f"in{suffix}"
        files.write(source, data)
        result = Path(folder) / "out" / f"in.{kind}"
        _run(office, source, kind, result.parent, name, by_hand)
        if not result.exists():
            raise FileError(f"{name}失败，文件可能已损坏或设有密码", by_hand)
        return result.read_bytes()


def _run(office: str, source: Path, kind: str, folder: Path, name: str, by_hand: str) -> None:
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    try:
        subprocess.run(command, timeout=_SECONDS, capture_output=True, check=False)
    except subprocess.TimeoutExpired as error:
        raise FileError(f"{name}超过 {_SECONDS} 秒，已停止", by_hand) from error
