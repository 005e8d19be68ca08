"""Which files of a phrasebank's folder are its own: a folder comes in, its files and those that are left alone go out.

In a shared folder other programs leave files too: another system's hidden companions (._disputes.yaml), and the copies that a
sync program makes where two people changed one file (disputes (冲突副本).yaml). These are neither read nor merged nor deleted, but
named. A file of a bank says in itself how it is called (`topic: disputes`), which a copy under another name does not keep.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from drafter.config import WRITTEN
from drafter.errors import FileError
from drafter.model import Finding

TERMS_FOLDER, REVIEW_FOLDER, SNIPPETS_FOLDER = "local-terms", "to-review", "snippets"
PLACES = {"": "topic", WRITTEN: "topic", TERMS_FOLDER: "report", REVIEW_FOLDER: "report", SNIPPETS_FOLDER: "name"}
"""Folder in a bank → the key under which a file in it says its own name."""
_COPY = re.compile(r"冲突|副本|复件|conflict|copy", re.IGNORECASE)
"""What sync programs write into the name of a copy."""
_PHRASES = re.compile(r"^[{ ]{0,40}(?:topic|phrases)\b|^[ \t]{0,40}-", re.MULTILINE)
"""A key or a list item, which even a faulty file of phrases begins with; other files (drafter.yaml) have none of these."""
_COMPANION = (
    "它像是系统或同步软件留下的附带文件或副本，不是句式库自己的文件",
    "没有用的请删去；里面有要留的内容，请并入正本；是您自己的文件，请换一个不同的名称",
)
_OTHER = ("它不是句式库文件", "句式库文件要有 topic 和 phrases 两项；不是句式库的文件，请移到别处")
_HEAD = 4096
"""Bytes within which a file says its name."""


def own(folder: Path, key: str = "topic") -> list[Path]:
    """The bank's own files in one of its folders, in the order in which they are read. `key`: that of their names."""
    paths = sorted(folder.glob("*.yaml"))
    stems = {path.stem for path in paths}
    return [path for path in paths if not _is_copy(path, stems, key)]


def strays(bank: Path) -> list[Finding]:
    """The files in a bank's folders that are not read, each with the reason."""
    found = []
    for place, key in PLACES.items():
        files = own(bank / place, key)
        others = (path for path in sorted((bank / place).glob("*.yaml")) if path not in files)
        found += [warning(path, f"没有读 {path.name}：{_COMPANION[0]}", _COMPANION[1]) for path in others]
        if key == "topic":
            no_phrases = (path for path in files if not _PHRASES.search(_head(path)))
            found += [warning(path, f"没有读 {path.name}：{_OTHER[0]}", _OTHER[1]) for path in no_phrases]
    return found


def check_inside(bank: Path, paths: Iterable[Path]) -> None:
    """Raise FileError for a file that would be written outside the bank, because it or its folder is a link."""
    root = os.path.realpath(bank)
    for path in paths:
        place = os.path.realpath(path)
        if not Path(place).is_relative_to(root):
            hint = "要写入那里，请在 drafter.yaml 的 phrasebank 中列出那个文件夹；不要的话请删去链接"
            raise FileError(f"{path} 是指向句式库以外的链接（{place}），没有写入", hint)


def _is_copy(path: Path, stems: set[str], key: str) -> bool:
    """Whether it is another program's file; `stems` are the names of all files in the folder, without .yaml."""
    if path.name.startswith((".", "~")):
        return True
    # A copy is called like another file of the folder with something added: disputes-2, disputes (冲突副本).
    beginnings = {path.stem[: mark.start()] for mark in re.finditer(r"\W|_", path.stem)}
    if not _COPY.search(path.stem) and beginnings.isdisjoint(stems):
        return False
    # It looks like a copy. It is none if the file itself says this name: `topic: disputes-2`, perhaps quoted or in braces.
    named = re.search(rf"^[{{ ]*{key}\s*:\s*[\"']?(.+?)[\"']?\s*(?:#.*|,.*|}})?$", _head(path), re.MULTILINE)
    return named is None or named[1] != path.stem


def _head(path: Path) -> str:
    """The part of a file in which it says its name; an unreadable file counts as one of phrases, so that reading it tells why."""
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD).decode("utf-8-sig", "replace")
    except OSError:
        return f"topic: {path.stem}"


def warning(path: Path, message: str, hint: str) -> Finding:
    """A file or folder of a bank that is left out."""
    return Finding("FMT004", "phrase", "warning", message, hint, str(path))
