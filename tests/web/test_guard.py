"""The page of `drafter open` against whoever else can reach a port of this machine."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from e2e.running import run
from web.open_page import Served, served

pytest.importorskip("starlette", reason="没有装 web 这组包")
NAME = "云溪"
ROOT = f"/r/{quote(NAME)}"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    folder = tmp_path_factory.mktemp("报告")
    assert run(folder, "new", NAME, "--name", "云溪经济技术开发区", "--year", "2025").returncode == 0
    with served(folder) as serving:
        yield serving, folder / NAME / "report.yaml"


def _ask(
    page: Served, method: str, path: str, body: str | bytes = "", **headers: str
) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of a request with the cookie, unless another header says otherwise; an empty header is left out."""
    parts = urlsplit(page.address)
    own = {
        "Host": parts.netloc,
        "Origin": page.root,
        "Cookie": f"drafter-{parts.port}={parts.query.removeprefix('key=')}",
    }
    own |= {"Content-Type": "application/x-www-form-urlencoded"} | {
        k.replace("_", "-"): v.replace("PORT", str(parts.port)) for k, v in headers.items()
    }
    talk = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        talk.putrequest(method, path, skip_host=True)
        data = body.encode() if isinstance(body, str) else body
        length = {} if {"Content-Length", "Transfer-Encoding"} & own.keys() else {"Content-Length": str(len(data))}
        for name, value in (own | length).items():
            if value:
                talk.putheader(name, value)
        talk.endheaders(data or None)
        answer = talk.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace"), {k.lower(): v for k, v in answer.getheaders()}
    finally:
        talk.close()


def _answer(value: str) -> str:
    return urlencode({"id": "disputes.handled", "topic": "disputes", "typed": value})


def test_the_key_in_the_address_becomes_a_cookie_that_no_script_and_no_other_site_gets(
    page: tuple[Served, Path],
) -> None:
    status, _, headers = _ask(page[0], "GET", "/?" + urlsplit(page[0].address).query, Cookie="")
    assert (status, headers["location"]) == (303, "/")
    # Cookies are of a machine and not of a port: each of several programs has its own.
    assert headers["set-cookie"].startswith(f"drafter-{urlsplit(page[0].address).port}=")
    assert "httponly" in headers["set-cookie"].lower() and "samesite=strict" in headers["set-cookie"].lower()


@pytest.mark.parametrize("headers", [{"Cookie": ""}, {"Cookie": "drafter-PORT=wrong"}, {"Cookie": 'drafter-PORT="\\'}])
@pytest.mark.parametrize("path", ["/", f"{ROOT}/t/disputes", f"{ROOT}/word", "/static/page.js", "/?key=wrong"])
def test_without_the_key_nothing_is_told(page: tuple[Served, Path], path: str, headers: dict[str, str]) -> None:
    status, text, _ = _ask(page[0], "GET", path, **headers)
    assert status == 403 and "云溪" not in text


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "127.0.0.1.example.org", ""])
def test_another_name_for_this_machine_is_refused(page: tuple[Served, Path], host: str) -> None:
    assert _ask(page[0], "GET", "/", Host=host)[0] in (400, 421)


@pytest.mark.parametrize("origin", ["http://example.org", "null", "", "https://127.0.0.1"])
def test_a_change_from_another_page_is_refused(page: tuple[Served, Path], origin: str) -> None:
    before = page[1].read_bytes()
    assert _ask(page[0], "POST", f"{ROOT}/answer", _answer("207"), Origin=origin)[0] == 403
    assert page[1].read_bytes() == before


@pytest.mark.parametrize(
    "path",
    [
        "/static/../guard.py", "/static/%2e%2e/guard.py", "/static/..%2fguard.py", "/static//etc/passwd",
        "/r/..%2f..%2fetc/t/disputes", "/r/../t/disputes", "/r/%00/t/disputes", f"{ROOT}/t/..%2f..", f"{ROOT}/report.yaml",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_reports(page: tuple[Served, Path], path: str) -> None:
    status, text, _ = _ask(page[0], "GET", path)
    assert status == 404 and "import" not in text and "root:" not in text


def test_what_is_too_long_is_refused_before_it_is_read(page: tuple[Served, Path]) -> None:
    fifty = str(50 * 1024 * 1024)
    for path in ("/new", "/whose", f"{ROOT}/import", f"{ROOT}/answer", f"{ROOT}/undo"):
        assert _ask(page[0], "POST", path, Content_Length=fifty)[0] == 413
        assert _ask(page[0], "POST", path, Transfer_Encoding="chunked")[0] == 411
    assert _ask(page[0], "POST", f"{ROOT}/note", urlencode({"topic": "disputes", "typed": "字" * 3000}))[0] == 200
    assert "字字" not in page[1].read_text("utf-8")


def test_html_in_an_answer_and_in_a_note_is_shown_as_text(page: tuple[Served, Path]) -> None:
    script = "<script>alert(1)</script>'\"{{7*7}}"
    body = urlencode({"topic": "disputes", "typed": script})
    status, piece, _ = _ask(page[0], "POST", f"{ROOT}/note", body)
    assert status == 200 and script in page[1].read_text("utf-8").replace("''", "'").replace('\\"', '"')
    whole = _ask(page[0], "GET", f"{ROOT}/t/disputes")[1]
    draft = _ask(page[0], "GET", f"{ROOT}/preview")[1]
    refused = _ask(page[0], "POST", f"{ROOT}/answer", _answer(script))[1]
    suggested = _ask(page[0], "GET", f"{ROOT}/suggest?{body}")[1]
    for text in (piece, whole, draft, refused, suggested):
        assert "<script>alert" not in text
    assert "&lt;script&gt;" in piece and "&lt;script&gt;" in refused


def test_html_in_any_field_and_in_a_file_is_shown_as_text(page: tuple[Served, Path]) -> None:
    script = "<img src=x onerror=alert(1)></textarea><script>alert(1)</script>"
    told = []
    for id, topic in (("opening.lead", "opening"), ("problems.items", "problems"), ("other.items", "other")):
        body = urlencode({"id": id, "topic": topic, "typed": script, "record-0-problem": script})
        told.append(_ask(page[0], "POST", f"{ROOT}/answer", body)[1])
        told.append(_ask(page[0], "GET", f"{ROOT}/t/{topic}")[1])
    body = urlencode({"topic": "disputes", "typed": script})
    for path in ("preview", "findings", f"suggest?{body}", f"preview?edition={quote(script)}"):
        told.append(_ask(page[0], "GET", f"{ROOT}/{path}")[1])
    told.append(_ask(page[0], "POST", f"{ROOT}/setting", urlencode({"frame": script}))[1])
    for upload in ("/whose", "/new"):
        told.append(
            _upload(page, upload, f"../../{script}.txt", f"{script}2024年法治政府建设年度报告\n\n无。\n".encode())[1]
        )
    for text in told:
        assert "<script>alert" not in text and "<img src=x" not in text
    assert any("&lt;script&gt;" in text for text in told)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 no archive", b"%PDF-1.4 no pdf", b"\x00" * 5000, b"\xd0\xcf\x11\xe0 no doc"]
)
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".doc", ".exe", "", "/../../x.docx"])
def test_a_file_that_is_none_is_refused_in_words(page: tuple[Served, Path], suffix: str, data: bytes) -> None:
    folder = page[1].parent.parent
    before = {path.name for path in folder.rglob("*")}
    for path in ("/whose", "/new"):
        status, text, _ = _upload(page, path, f"上年{suffix}", data)
        assert status < 500 and "Traceback" not in text
    assert {path.name for path in folder.rglob("*")} == before


def _upload(page: tuple[Served, Path], path: str, name: str, data: bytes) -> tuple[int, str, dict[str, str]]:
    fields = {"name": "青石湾县", "year": "2025"}
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    file = f'--edge\r\nContent-Disposition: form-data; name="last"; filename="{name}"\r\n\r\n'.encode()
    body = b"".join([*parts, file, data, b"\r\n--edge--\r\n"])
    return _ask(page[0], "POST", path, body, Content_Type="multipart/form-data; boundary=edge")


def test_every_answer_forbids_other_scripts_and_other_machines(page: tuple[Served, Path]) -> None:
    for path in ("/", f"{ROOT}/t/disputes", f"{ROOT}/preview", "/static/page.js", "/nothing"):
        _, text, headers = _ask(page[0], "GET", path)
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'") and "http" not in policy
        assert "script-src 'self'" in policy or "script-src" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "<script>" not in text and " onclick" not in text and 'src="http' not in text


def test_an_unknown_place_is_no_error_of_the_server(page: tuple[Served, Path]) -> None:
    for verb in ("answer", "tick", "detail", "accept", "forget", "roll", "value", "setting"):
        for id in ("", "nothing", "disputes.nothing"):
            body = urlencode({"id": id, "topic": "disputes", "number": "77", "frame": "nothing", "state": "done"})
            assert _ask(page[0], "POST", f"{ROOT}/{verb}", body)[0] < 500, (verb, id)


def test_nothing_is_asked_of_another_machine(page: tuple[Served, Path], tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("没有 strace")
    traced = tmp_path / "calls"
    watch = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(traced), "-p", str(page[0].process.pid)]
    with subprocess.Popen(watch, stderr=subprocess.PIPE, encoding="utf-8") as watching:
        try:
            for _ in range(600):  # until it is attached: then it sees the requests
                assert watching.poll() is None or pytest.skip("strace 不能跟踪别的进程")
                _ask(page[0], "GET", "/alive")
                if traced.exists() and "accept" in traced.read_text():
                    break
            for path in (
                "/",
                f"{ROOT}/t/disputes",
                f"{ROOT}/preview",
                f"{ROOT}/findings",
                f"{ROOT}/word",
                f"{ROOT}/suggest?typed=调解",
            ):
                assert _ask(page[0], "GET", quote(path, safe="/?=%"))[0] == 200
            assert _ask(page[0], "POST", f"{ROOT}/answer", _answer("207"))[0] == 200
        finally:
            watching.terminate()
    calls = traced.read_text()
    assert "accept" in calls
    assert re.findall(r"(?:connect|bind|sendto|sendmsg)\(.*(?:AF_INET|AF_INET6).*", calls) == []


def test_only_this_machine_is_listened_to(page: tuple[Served, Path]) -> None:
    port = urlsplit(page[0].address).port or 0
    tables = [Path("/proc/net", name) for name in ("tcp", "tcp6")]
    lines = [line.split() for table in tables if table.exists() for line in table.read_text().splitlines()[1:]]
    listening = [line[1] for line in lines if line[3] == "0A" and int(line[1].rpartition(":")[2], 16) == port]
    assert listening == [f"0100007F:{port:04X}"]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = run(page[1].parent, "open", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert ran.returncode == 2 and "端口已经被占用" in ran.stderr
