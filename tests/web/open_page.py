"""The page of `drafter open` as a process of its own, and the system's browser that looks at it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import EXAMPLE
from e2e.running import COMMAND, run

LAST = EXAMPLE / "上年报告.txt"
UNIT = "云溪经济技术开发区"
NAME = f"{UNIT}2025年"
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
_PATIENCE = 90_000
"""Milliseconds: all tests run at once, and the slowest machine counts."""


class Served(NamedTuple):
    """`address` has the key; `root` is the address without it."""

    process: subprocess.Popen[str]
    address: str

    @property
    def root(self) -> str:
        return self.address.partition("/?")[0]


def begin(folder: Path) -> Path:
    """Begin the report NAME from last year's in a folder, which is returned."""
    assert run(folder, "new", NAME, "--name", UNIT, "--year", "2025", "--from", LAST).returncode == 0
    return folder


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
def browser() -> Iterator[Any]:
    """The system's browser; skips the test where there is none, or no way to drive it."""
    playwright = pytest.importorskip("playwright.sync_api", reason="没有装 playwright")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("没有 Chromium")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=program, args=_FLAGS)
        try:
            yield started
        finally:
            started.close()


@contextmanager
def window(opened: Any, size: tuple[int, int] = (1366, 768), **options: Any) -> Iterator[Any]:
    """A window of the browser, with its own cookies, in which pages are opened."""
    context = opened.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", accept_downloads=True, **options
    )
    context.set_default_timeout(_PATIENCE)
    try:
        yield context
    finally:
        context.close()


def axe() -> str:
    """The script of the accessibility checker axe-core, of which node's folders are searched; skips the test where it is not."""
    folders = filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep))
    found = (Path(folder, "axe-core", "axe.min.js") for folder in folders)
    path = next((path for path in found if path.is_file()), None)
    if path is None:
        pytest.skip("没有 axe-core：npm install axe-core，再用 NODE_PATH 指明它所在的 node_modules")
    return path.read_text("utf-8")
