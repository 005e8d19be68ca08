"""LibreOffice, where it is installed: a file of one kind in, the same as another kind out.

It is never required for what the program writes; where it is missing, the message says what to do instead. It runs with a
profile of its own, so that an open LibreOffice of the user neither blocks it nor is touched, and so that it asks no server for
the pictures that a file links to: a foreign file must not be able to tell anybody that it was opened.
"""

from __future__ import annotations

import os
import shutil
import signal
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
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Common/Security/Scripting">
    <prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
  </item>
</oor:items>
"""


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
    with tempfile.TemporaryDirectory(prefix="drafter-", ignore_cleanup_errors=True) as folder:
        source, result, profile = (
            Path(folder) / f"in{suffix}",
            Path(folder) / "out" / f"in.{kind}",
            Path(folder) / "profile",
        )
        files.write(source, data)
        files.make_folder(profile / "user")
        files.write(profile / "user" / "registrymodifications.xcu", _SETTINGS.encode())
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind,
                   "--outdir", str(result.parent), str(source)]  # fmt: skip
        if not _finished(command):
            raise FileError(f"{name}超过 {_SECONDS} 秒，已停止", by_hand)
        if not result.exists():
            raise FileError(f"{name}失败，文件可能已损坏或设有密码", by_hand)
        return result.read_bytes()


def _finished(command: list[str]) -> bool:
    """Run it; after two minutes end it with the processes that it started, which would go on without it."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(_SECONDS)
        except BaseException as stopped:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            if not isinstance(stopped, subprocess.TimeoutExpired):
                raise  # Ctrl-C, which a session of its own does not hear
            return False
    return True
