"""LibreOffice as a servant: it asks no server for what a file links to, and leaves nothing behind when it hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from drafter import libreoffice, temporary
from drafter.errors import FileError

ODF = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {" ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "style", "meta"))}
  xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"
  office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><meta:template LINKtemplate.ott" meta:date="2030-01-01T00:00:00"/></office:meta>
<office:font-face-decls><style:font-face style:name="Zed" svg:font-family="Zed"><svg:font-face-src><svg:font-face-uri LINKfont.ttf"/>
</svg:font-face-src></style:font-face></office:font-face-decls>
<office:automatic-styles><style:style style:name="B" style:family="paragraph"><style:paragraph-properties>
<style:background-image LINKbackground.png"/></style:paragraph-properties><style:text-properties style:font-name="Zed"/></style:style>
<text:list-style style:name="L"><text:list-level-style-image text:level="1" LINKbullet.png"/></text:list-style>
</office:automatic-styles><office:body><office:text><text:dde-connection-decls><text:dde-connection-decl office:name="D"
office:dde-application="soffice" office:dde-topic="ADDRESSdde.ods" office:dde-item="A1" office:automatic-update="true"/>
</text:dde-connection-decls>
<text:p text:style-name="B">FRAME<draw:image LINKpicture.png"/></draw:frame>FRAME<draw:object LINKobject.odt"/></draw:frame>
FRAME<draw:object-ole LINKold.ole"/></draw:frame>FRAME<draw:floating-frame LINKframe.html"/></draw:frame>
<text:dde-connection text:connection-name="D">x</text:dde-connection></text:p>
<text:list text:style-name="L"><text:list-item><text:p>正文。</text:p></text:list-item></text:list>
<text:section text:name="S"><text:section-source LINKsection.odt"/><text:p>x</text:p></text:section>
</office:text></office:body></office:document>"""
RTF = r"""{\rtf1\ansi{\*\template ADDRESSt.dot}{\field{\*\fldinst INCLUDEPICTURE "ADDRESSp.png" \\d}{\fldrslt x}}
{\field{\*\fldinst INCLUDETEXT "ADDRESSt.odt"}{\fldrslt x}}{\field{\*\fldinst LINK Word.Document.8 "ADDRESSl.doc" \\a \\r}{\fldrslt x}}
{\field{\*\fldinst DDEAUTO soffice "ADDRESSd.ods" A1}{\fldrslt x}} text}"""
PAGE = """x<html><head><link rel="stylesheet" href="ADDRESSs.css"></head><body background="ADDRESSb.png"><img src="ADDRESSi.png">
<iframe src="ADDRESSf.html"></iframe>text</body></html>"""


def _links(source: str, address: str) -> bytes:
    link = f'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" xlink:href="{address}'
    frame = '<draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="as-char">'
    return source.replace("LINK", link).replace("FRAME", frame).replace("ADDRESS", address).encode()


@pytest.mark.office
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("suffix", "source"), [(".fodt", ODF), (".rtf", RTF), (".doc", PAGE)])
def test_no_server_is_asked_for_what_a_file_links_to(suffix: str, source: str) -> None:
    """Pictures, backgrounds, frames, sections, objects, fonts, templates; a background is fetched in spite of the switch."""
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
        data = _links(source, f"http://127.0.0.1:{server.server_port}/")
        assert libreoffice.converted(data, suffix, "docx", f"读取 a{suffix} ", "").startswith(b"PK")
        server.shutdown()
    assert asked == []


@pytest.mark.office
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
def test_nothing_is_made_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert libreoffice.converted(b"{\\rtf1 text}", ".rtf", "pdf", "输出 a.pdf ", "").startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == []


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


OFFICE = """#!/bin/sh
sh -c 'echo $$ >{0}; touch {0}.ready; sleep 60' &
wait
"""
CONVERT = "from drafter import libreoffice as office; office._PROGRAMS = ({!r},); office.converted(b'', '.doc', 'docx', '', '')"


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_when_we_are_killed_the_office_ends_and_the_next_one_tidies_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signal_: signal.Signals
) -> None:
    child, program, folder = tmp_path / "child", tmp_path / "office", tmp_path / "tmp"
    folder.mkdir()
    program.write_text(OFFICE.format(child))
    program.chmod(0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(temporary, "_YOUNG", -1)
    environment = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(
        [sys.executable, "-c", CONVERT.format(str(program))], env=environment, stderr=subprocess.DEVNULL
    ) as ours:
        while not Path(f"{child}.ready").exists():
            time.sleep(0.02)
        assert temporary.remove_left() == []  # somebody is at work there
        ours.send_signal(signal_)
    assert not is_running(int(child.read_text()))
    temporary.remove_left()
    assert list(folder.iterdir()) == []


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
