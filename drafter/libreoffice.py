"""Conversion by LibreOffice, where it is installed: a file of one kind in, the same as another kind out.

Only reading .doc and .wps and writing .pdf need it; where it is missing, the message says what to do instead. It runs with a
profile of its own, so that a LibreOffice which the user has open neither blocks it nor is touched. In that profile it loads no
pictures to which a file links: a foreign file must not be able to tell a server that it was opened.
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
"""The longest that one conversion may take."""
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
    """The path of the program; None where it is not installed."""
    paths = (shutil.which(name) for name in _PROGRAMS)
    return next((path for path in paths if path), None)


def converted(data: bytes, suffix: str, kind: str, name: str, by_hand: str) -> bytes:
    """`data`, the content of a file with the ending `suffix` (.doc), as the content of a file of `kind` (docx, pdf).

    `name` says in messages what is being done (读取 a.doc ), `by_hand` what the user can do without LibreOffice.

    Raises:
        FileError: LibreOffice is not installed, cannot convert the file, or takes too long.
    """
    office = program()
    if office is None:
        raise FileError(f"{name}需要 LibreOffice，本机没有安装", f"{by_hand}；或安装 LibreOffice")
    with tempfile.TemporaryDirectory(prefix="drafter-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"in{suffix}"
        result = Path(folder) / "out" / f"in.{kind}"
        profile = Path(folder) / "profile"
        files.write(source, data)
        files.make_folder(profile / "user")
        files.write(profile / "user" / "registrymodifications.xcu", _SETTINGS.encode())
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind,
                   "--outdir", str(result.parent), str(source)]  # fmt: skip
        if not _run(command):
            raise FileError(f"{name}超过 {_SECONDS} 秒，已停止", by_hand)
        if not result.exists():
            raise FileError(f"{name}失败，文件可能已损坏或设有密码", by_hand)
        return result.read_bytes()


def _run(command: list[str]) -> bool:
    """Whether the command ended in time. If not, it is killed with the processes it started, which would go on without it."""
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
                raise  # Ctrl-C: the terminal sends it to us only, because the command runs in a session of its own
            return False
    return True
