"""The local page: a report in progress in the browser of this machine. It calls `app/` and knows nothing below; `serve` starts it."""

from __future__ import annotations

import secrets
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path

from drafter.errors import DrafterError

IDLE = 15 * 60.0
"""Seconds without a word from any page, after which the program ends: a page that is open speaks every half minute, a sleeping
machine's does not."""
_HOST = "127.0.0.1"


def serve(folder: Path, port: int, browser: bool, tell: Callable[[str], None], idle: float = IDLE) -> None:
    """Serve the page of the report, or of the reports, in `folder` until it has been closed for a while or Ctrl-C comes.

    `tell` gets the address first. Raises DrafterError: the extra is not installed, or the port is taken.
    """
    try:
        import uvicorn

        from drafter.web.routes import application
    except ModuleNotFoundError as error:
        hint = 'python -m pip install "drafter[web]"'
        raise DrafterError(
            f"没有装网页填报要用的 {error.name}", f"请先运行 {hint}；也可以用 drafter ask 在终端里填"
        ) from error
    listening = _listening(port)
    port = listening.getsockname()[1]
    token = secrets.token_urlsafe(32)
    guard = application(folder, token, port)
    server = uvicorn.Server(uvicorn.Config(
        guard, log_level="critical", access_log=False, lifespan="off", ws="none", http="h11", loop="asyncio",
        server_header=False, timeout_graceful_shutdown=2, limit_concurrency=64,
    ))  # fmt: skip
    address = f"http://{_HOST}:{port}/?key={token}"
    tell(address)
    threading.Thread(target=_watch, args=(server, guard, idle), daemon=True).start()
    if browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    server.run(sockets=[listening])


def _listening(port: int) -> socket.socket:
    # The protocol is named, or asyncio does not switch off Nagle's algorithm, and every answer waits 40 ms for a delayed acknowledgement.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.bind((_HOST, port))
        listening.listen()  # from now on a browser waits until the server answers
    except OSError as error:
        listening.close()
        raise DrafterError(f"{port} 号端口已经被占用", "请换一个 --port，或不写，由程序自己选") from error
    return listening


def _watch(server: object, guard: object, idle: float) -> None:
    """End the server when no page has spoken for a while."""
    while not getattr(server, "should_exit", True):
        time.sleep(min(1.0, idle / 4))
        if time.monotonic() - getattr(guard, "last_heard", 0.0) > idle:
            server.should_exit = True  # type: ignore[attr-defined]
