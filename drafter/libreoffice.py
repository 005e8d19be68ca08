"""Conversion by LibreOffice, where it is installed: a file of one kind in, the same as another kind out.

Only reading .doc and .wps and writing .pdf need it; where it is missing, the message says what to do instead. It runs with a
profile of its own, so that a LibreOffice which the user has open neither blocks it nor is touched.

A foreign file must not be able to tell a server that it was opened. LibreOffice has a switch against links in files, but fetches
some all the same (the background of a paragraph). So the profile also names the ways by which it may open an address, and they
lead to the disk only. LibreOffice and all that it starts end with us, even if we are killed: a shell that reads from a pipe, which
the system closes when we are no more, ends them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from drafter import files, temporary
from drafter.errors import FileError

_SECONDS = 120
"""The longest that one conversion may take."""
_PROGRAMS = (
    "soffice",
    "libreoffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_WAYS = {
    "file": "File", "vnd.sun.star.expand": "Expand", "vnd.sun.star.hier": "Hierarchy", "vnd.sun.star.pkg": "Package",
    "vnd.sun.star.tdoc": "TransientDocuments", "vnd.sun.star.zip": "Package",
}  # fmt: skip
"""Beginning of an address → LibreOffice's service that opens it. What is missing here (http, https, ftp, webdav) cannot be opened."""
_WAY = (
    '<node oor:name="Provider{}" oor:op="replace"><prop oor:name="ServiceName"><value>com.sun.star.ucb.{}ContentProvider</value>'
    '</prop><prop oor:name="URLTemplate"><value>{}</value></prop><prop oor:name="Arguments"><value/></prop></node>'
)
_SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Common/Security/Scripting">
    <prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
  </item>
  <item oor:path="/org.openoffice.Office.Common/Security/Scripting">
    <prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
  </item>
  <item oor:path="/org.openoffice.ucb.Configuration/ContentProviders"><node oor:name="Local" oor:op="replace">
    <node oor:name="SecondaryKeys"><node oor:name="Office" oor:op="replace"><node oor:name="ProviderData">
    {"".join(_WAY.format(i, service, beginning) for i, (beginning, service) in enumerate(_WAYS.items(), 1))}
    </node></node></node></node></item>
</oor:items>
"""
_GUARD = 'exec 3<&0 </dev/null; "$@" & office=$!; { read -r _ <&3; kill -KILL 0; } & wait "$office"; kill -KILL 0'
"""Runs a command in the background. One process waits for it, another (in braces) for the end of our pipe, now descriptor 3;
whichever comes first ends all processes of the group.
"""
_PROFILE = "profile"
_SOCKETS = ("/tmp", "/var/tmp")
"""Where LibreOffice leaves a socket if it is killed, whatever TMPDIR says."""


def program() -> str | None:
    """The path of the program; None where it is not installed."""
    paths = (shutil.which(name) for name in _PROGRAMS)
    return next((path for path in paths if path), None)


def converted(data: bytes, suffix: str, kind: str, name: str, by_hand: str) -> bytes:
    """`data`, the content of a file with the ending `suffix` (.doc), as the content of a file of `kind` (docx, pdf).

    `name` says in messages what is being done (读取 a.doc ), `by_hand` what the user can do without LibreOffice.

    Raises FileError: LibreOffice is not installed, cannot convert the file, or takes too long.
    """
    office = program()
    if office is None:
        raise FileError(f"{name}需要 LibreOffice，本机没有安装", f"{by_hand}；或安装 LibreOffice")
    for left in temporary.remove_left():
        _remove_socket(left / _PROFILE)
    with temporary.folder() as folder:
        source = folder / f"in{suffix}"
        result = folder / "out" / f"in.{kind}"
        profile = folder / _PROFILE
        files.write(source, data)
        files.make_folder(profile / "user")
        files.write(profile / "user" / "registrymodifications.xcu", _SETTINGS.encode())
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind,
                   "--outdir", str(result.parent), str(source)]  # fmt: skip
        try:
            if not _run(command, folder):
                raise FileError(f"{name}超过 {_SECONDS} 秒，已停止", by_hand)
        finally:
            _remove_socket(profile)
        if not result.exists():
            raise FileError(f"{name}失败，文件可能已损坏或设有密码", by_hand)
        return result.read_bytes()


def _run(command: list[str], folder: Path) -> bool:
    """Whether the command ended in time. If not, it is killed with the processes it started, which would go on without it."""
    is_posix = os.name == "posix"
    environment = {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))}
    # The user's settings of the desktop, among them those of fonts, are used; where there are none, LibreOffice would make a folder.
    if not Path(os.path.expanduser("~/.config")).is_dir():  # noqa: PTH111 (without a home it stays relative)
        environment.setdefault("XDG_CONFIG_HOME", str(folder))
    with subprocess.Popen(
        ["sh", "-c", _GUARD, "sh", *command] if is_posix else command,
        stdin=subprocess.PIPE,  # nothing is written to it; it closes when we end
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=is_posix,
        env=environment,
    ) as process:
        try:
            process.wait(_SECONDS)
        except BaseException as stopped:
            if is_posix:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
            if not isinstance(stopped, subprocess.TimeoutExpired):
                raise  # Ctrl-C: the terminal sends it to us only, because the command runs in a session of its own
            return False
    return True


def _remove_socket(profile: Path) -> None:
    """Remove the socket by which a LibreOffice finds another one with the same profile. LibreOffice makes its name of a checksum
    of the profile's address, byte by byte without leading zeros.
    """
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    for folder in _SOCKETS:
        for left in Path(folder).glob(f"OSL_PIPE_*_{''.join(f'{byte:x}' for byte in digest)}"):
            with suppress(OSError):
                left.unlink()
