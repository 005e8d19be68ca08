"""LibreOffice as a servant: it asks no server for what a file links to, and leaves nothing behind when it hangs."""

from __future__ import annotations

import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from drafter import libreoffice
from drafter.errors import FileError

LINKED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
  office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>
  <draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="as-char"><draw:image xlink:href="{}" xlink:type="simple"
  xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>正文。</text:p></office:text></office:body></office:document>"""


@pytest.mark.office
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
def test_no_server_is_asked_for_a_linked_picture() -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def answer(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = answer  # noqa: N815 (as http.server wants them)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        source = LINKED.format(f"http://127.0.0.1:{server.server_port}/picture.png").encode()
        assert libreoffice.converted(source, ".fodt", "docx", "读取 a.odt ", "").startswith(b"PK")
        server.shutdown()
    assert asked == []


@pytest.mark.skipif(os.name != "posix", reason="groups of processes")
def test_when_it_hangs_its_own_processes_are_ended_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child"
    office = tmp_path / "office"
    office.write_text(f"#!/bin/sh\n{sys.executable} -c 'import time; time.sleep(60)' &\necho $! >{child}\nwait\n")
    office.chmod(0o755)
    monkeypatch.setattr(libreoffice, "_PROGRAMS", (str(office),))
    monkeypatch.setattr(libreoffice, "_SECONDS", 1)
    with pytest.raises(FileError, match="超过 1 秒"):
        libreoffice.converted(b"", ".doc", "docx", "读取 a.doc ", "请另存为 .docx")
    assert not is_running(int(child.read_text()))


def is_running(process: int) -> bool:
    """After a moment: a killed process is there until its parent has heard of it."""
    for _ in range(50):
        try:
            state = Path(f"/proc/{process}/stat").read_text() if Path("/proc").is_dir() else ""
            os.kill(process, 0)
        except OSError:
            return False
        if ") Z" in state:
            return False
        time.sleep(0.1)
    return True
