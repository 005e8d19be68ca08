"""Verbs about the Word file itself: whether its layout follows the standard."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import files
from drafter.errors import DrafterError

if TYPE_CHECKING:
    from drafter.layout import Conformity


def check_layout(
    paths: Iterable[Path], select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Conformity, ...]:
    """The conformity report of each .docx; a folder with report.yaml is rendered first.

    Raises:
        FileError, FormatError: no readable .docx. DrafterError: a code that no parameter has.
    """
    from drafter import layout

    codes = [parameter.code for parameter in layout.ALL]
    for code in (*select, *ignore):
        if not any(known.startswith(code.upper()) for known in codes):
            raise DrafterError(f"没有编号为“{code}”的排版参数", f"可用的编号：{codes[0]} 至 {codes[-1]}")
    return tuple(_checked(path).only(select, ignore) for path in paths)


def _checked(path: Path) -> Conformity:
    from drafter import layout, writers
    from drafter.api.reports import draft

    if not path.is_dir():
        return layout.check(path)
    with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
        rendered = Path(folder) / "report.docx"
        files.write(rendered, writers.encode(draft(path)[1], "docx"))
        return layout.check(rendered, str(path))
