"""Names of files and folders: a name that stands in a file or was typed comes in, what is wrong with it goes out.

A name is taken only if every system can have a file of it, because a folder may be shared; and only if the file would lie in the
folder meant for it, since a bank that somebody sent must not write or delete anything outside.
"""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE | re.DOTALL
)
"""Names of devices on Windows, whatever ending they have."""
_LONGEST_NAME = 200
"""Bytes of a name; with an ending and what a temporary file adds it stays below 255, which most systems allow."""


def name_problem(name: str) -> str:
    """Why no file or folder can have this name, on some system or because it would lie elsewhere; empty where it can."""
    if not name.strip():
        return "是空的"
    if _FORBIDDEN.search(name):
        return '不能有 / \\ : * ? " < > | 和控制字符'
    if name[0] in ". ~" or name[-1] in ". ":
        return "不能以点、空格、~ 开头，也不能以点、空格结尾"
    if _RESERVED.fullmatch(name):
        return "是 Windows 保留的名称"
    return "太长" if len(name.encode("utf-8", "replace")) > _LONGEST_NAME else ""


def checked(name: str) -> str:
    """The name. Raises ValueError, in Chinese, where no file can have it."""
    if wrong := name_problem(name):
        raise ValueError(f"“{name[:40]}”不能作文件名：{wrong}")
    return name
