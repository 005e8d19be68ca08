"""The page of `drafter open` as a process of its own, and the system's browser that looks at it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from e2e.running import COMMAND

_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Served(NamedTuple):
    """`address` has the key; `root` is the address without it."""

    process: subprocess.Popen[str]
    address: str

    @property
    def root(self) -> str:
        return self.address.partition("/?")[0]


@contextmanager
def served(
    folder: Path, *options: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """`drafter open` in a folder; it is ended afterwards, and must not have complained."""
    with subprocess.Popen(
        [*COMMAND, "open", str(folder), "--no-browser", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=cwd, env=env,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            yield Served(process, process.stdout.readline().strip())
        finally:
            process.terminate()
            assert "Traceback" not in process.communicate()[1]


@contextmanager
def browser(profile: Path, width: int = 1366, height: int = 768) -> Iterator[Any]:
    """A context of the system's browser with an empty profile; skips the test where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="没有装 playwright")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("没有 Chromium")
    with playwright.sync_playwright() as running:
        context = running.chromium.launch_persistent_context(
            str(profile), executable_path=program, args=_FLAGS, viewport={"width": width, "height": height},
            locale="zh-CN", accept_downloads=True,
        )  # fmt: skip
        try:
            yield context
        finally:
            context.close()
