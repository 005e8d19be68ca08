"""Watches the program with strace: a run of every verb in, the connections and the files touched outside its folders out.

不联网 is a promise, so every verb is run as a program of its own, with everything it starts. Only local sockets (AF_UNIX) may
be connected to. Only the working folder, the cache, the user's data and the folder for temporary files may be changed. One .odt
has a linked picture: LibreOffice as it is asks the server for it, which the last row shows, as a proof that the watch can see.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.attack import seeds, words
from bench.attack.kills import bank

from drafter import libreoffice

_CALLS = "network,openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,symlink,symlinkat,link,linkat,truncate"
_CONNECTION = re.compile(r"\b(?:connect|sendto|sendmsg|bind)\(.*sa_family=(AF_\w+)")
_LOCAL = ("AF_UNIX", "AF_LOCAL", "AF_UNSPEC", "AF_NETLINK")
"""AF_NETLINK asks the system itself which interfaces there are."""
_CHANGE = re.compile(r'\b(\w+)\((?:AT_FDCWD|\d+)?(?:<[^>]*>)?(?:, )?"((?:[^"\\]|\\.)*)"(.*)')
_OF_LIBREOFFICE = re.compile(r"/OSL_PIPE_\d+_SingleOfficeIPC_\w+$|/uno_packages/cache/stamp\.sys$")
"""The socket by which its processes find each other, always in /tmp, and the stamp of its own installation."""
UNSEALED = "LibreOffice 本身（对照）"
_DEVICES = ("/dev/", "/proc/")
VERBS: dict[str, tuple[Sequence[str], str]] = {
    "new": (("new", "新", "--name", "云溪经济技术开发区", "--year", "2025", "--from", "上年.txt"), ""),
    "ask": (("ask", "报告", "--topic", "disputes", "--again"), "12\n保留\n退出\n"),
    "render": (("render", "报告", "-o", "稿.docx"), ""),
    "render pdf": (("render", "报告", "-o", "稿.pdf"), ""),
    "check": (("check", "今年.docx"), ""),
    "check --layout": (("check", "--layout", "今年.docx"), ""),
    "suggest": (("suggest", words.NOTES[0]), ""),
    "suggest --take": (("suggest", words.NOTES[0], "--take", "1"), ""),
    "mine": (("mine", "上年.txt", "今年.docx", "-o", "库", "--workers", "2"), ""),
    "extract": (("extract", "上年.txt", "--into", "报告", "--as", "last_year"), ""),
    "read": (("read", "今年.docx"), ""),
    "read odt": (("read", "链接.odt"), ""),
    "read html": (("read", "链接.html"), ""),
    "explain": (("explain",), ""),
    "config": (("config",), ""),
    "schema": (("schema", "report"), ""),
    "doctor": (("doctor",), ""),
    "phrases list": (("phrases", "list"), ""),
    "phrases export": (("phrases", "export", "出.csv"), ""),
    "phrases import": (("phrases", "import", "表.csv", "-o", "库"), ""),
    "phrases propose": (("phrases", "propose", words.PHRASE, "--topic", "disputes", "-o", "库"), ""),
    "phrases learned": (("phrases", "learned"), ""),
    "snippets save": (("snippets", "save", "上年.txt", "--line", "11", "--name", "甲", "-o", "库"), ""),
    "roll": (("roll", "报告", "--again"), "\n1 2 3\n退出\n"),
    "templates check": (("templates", "check", "annual-report"), ""),
    "form export": (("form", "export", "报告", "-o", "填报表"), ""),
    "form import": (("form", "import", "报告", "链接.xlsx"), ""),
    "form letter": (("form", "letter", "报告", "-o", "提醒函"), ""),
    "templates new": (("templates", "new", "模板/甲"), ""),
}


@dataclass
class Watched:
    """What a verb did: its status, the connections it asked for, and the paths outside that it changed."""

    status: int = 0
    connections: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def reason_to_skip() -> str:
    """Why nothing can be watched here; empty where it can."""
    if shutil.which("strace") is None:
        return "没有安装 strace"
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True)
    return "" if tried.returncode == 0 else "这里不允许 strace"


def watched(verbs: Sequence[str] = tuple(VERBS)) -> Iterator[tuple[str, Watched]]:
    """Each verb with what it did."""
    with tempfile.TemporaryDirectory(prefix="sealed-", ignore_cleanup_errors=True) as name:
        root = Path(name).resolve()
        work = root / "work"
        work.mkdir()
        bank(work)
        _linked(work)
        for verb in verbs:
            arguments, typed = VERBS[verb]
            yield verb, _watch(root, work, [sys.executable, "-m", "drafter", *arguments], typed)
        office = libreoffice.program()
        if office and any("odt" in verb for verb in verbs):
            bare = [
                office,
                f"-env:UserInstallation={(root / 'tmp' / 'bare').as_uri()}",
                "--headless",
                "--convert-to",
                "docx",
            ]
            yield UNSEALED, _watch(root, work, [*bare, "--outdir", str(work), "链接.odt"], "")


def _linked(folder: Path) -> None:
    """Files with a picture on a server that nobody has."""
    address = "http://127.0.0.1:9/picture.png"
    (folder / "链接.odt").write_bytes(seeds.zipped(seeds.open_document(address), zipfile.ZIP_STORED))
    link = f'<Relationships xmlns="x"><Relationship Id="r1" Type="x/externalLinkPath" Target="{address}" TargetMode="External"/></Relationships>'
    book = seeds.workbook_parts() | {"xl/externalLinks/_rels/externalLink1.xml.rels": link}
    (folder / "链接.xlsx").write_bytes(seeds.zipped(book))
    linked = f'<img src="{address}"><link rel="stylesheet" href="{address}">'
    (folder / "链接.html").write_text(seeds.page().replace("<table", f"{linked}<table"), "utf-8")


def _watch(root: Path, work: Path, command: Sequence[str], typed: str) -> Watched:
    trace = root / "trace"
    for name in ("home", "tmp", "cache", "data"):
        (root / name).mkdir(exist_ok=True)
    environment = os.environ | {
        "HOME": str(root / "home"), "TMPDIR": str(root / "tmp"), "XDG_CACHE_HOME": str(root / "cache"),
        "XDG_DATA_HOME": str(root / "data"), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    strace = ["strace", "-f", "-qq", "-s", "512", "-e", f"trace={_CALLS}", "-o", str(trace)]
    ran = subprocess.run([*strace, *command], cwd=work, env=environment, input=typed.encode(), capture_output=True)
    lines = trace.read_text("utf-8", "replace").splitlines()
    allowed = [str(root / name) for name in ("work", "tmp", "cache", "data")]
    found = Watched(ran.returncode)
    for line in lines:
        connection = _CONNECTION.search(line)
        if connection and connection[1] not in _LOCAL:
            found.connections.append(line[:200])
        changed = _changed(line, work)
        is_own = changed.startswith((*allowed, *_DEVICES)) or _OF_LIBREOFFICE.search(changed)
        if changed and not is_own:
            found.outside.append(changed)
    found.outside = list(dict.fromkeys(found.outside))
    return found


def _changed(line: str, work: Path) -> str:
    """The path that a traced call changed; empty for a call that changed nothing."""
    call = _CHANGE.search(line)
    if call is None or " = -1 " in line:
        return ""
    name, path, rest = call.groups()
    if name in ("connect", "sendto", "sendmsg", "bind", "socket", "recvfrom", "recvmsg"):
        return ""
    if name in ("open", "openat") and not re.search("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", rest):
        return ""
    path = (
        path.encode("latin-1", "replace")
        .decode("unicode_escape")
        .encode("latin-1", "replace")
        .decode("utf-8", "replace")
    )
    return os.path.normpath(work / path)
