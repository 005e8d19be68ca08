"""Kills commands in the middle of their work, again and again, and looks at what is left.

For each Deed the command is first run unharmed: what is then in the folder is what must be there in the end. Then it is run
in a fresh copy and killed, half the time at a random moment and half the time just before one of its changes of a file, where
damage is likeliest. After a kill every answer that the screen had acknowledged is in the file, and every file can be read.
Then the same command is run once more, and the folder is as after the unharmed run, with nothing left over.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random

from bench.attack import seeds, words
from bench.attack.forks import Child, finished

from drafter import cli, readers, yamlfile
from drafter.errors import DrafterError

ROOT = Path(__file__).resolve().parents[3]
_NO_CONTENT = (".report.lock", "report.history.jsonl", "report.packs.json", ".typed", ".out", ".messages", ".changes")
"""The lock, files that hold the time, and what a Child keeps for itself."""


def _nothing() -> None: ...


@dataclass(frozen=True)
class Deed:
    """A command that writes: its arguments, what is typed, what has to be there before, and what is done in its process; `run` does it."""

    arguments: Sequence[str]
    prepare: Callable[[Path], None]
    typed: bytes = b""
    first: Callable[[], None] = _nothing
    looks_at_cache: bool = False
    run: Callable[[list[str]], int] = cli.run


def _report(folder: Path) -> None:
    shutil.copytree(ROOT / "examples" / "yunxi-2025", folder / "报告")
    (folder / "上年.txt").write_text(seeds.REPORT.replace("2025", "2024"), "utf-8")
    (folder / "今年.docx").write_bytes(seeds.zipped(seeds.word_parts()))


def _new_report(folder: Path) -> None:
    """A report without answers, and last year's without problems, for which wording would be asked."""
    finished(folder, ("new", "新", "--name", "云溪经济技术开发区", "--year", "2025"))
    last_year = re.sub("(?s)二、.*(?=三、)", "", seeds.REPORT).replace("2025", "2024").replace("2026", "2025")
    (folder / "上年.txt").write_text(last_year, "utf-8")


def _returned(folder: Path) -> None:
    """A report, and workbooks that two departments have filled in; one figure contradicts what is there."""
    import openpyxl

    finished(folder, ("new", "新", "--name", "云溪经济技术开发区", "--year", "2025"))
    finished(folder, ("ask", "新", "--only", "disputes.handled"), b"150\n")
    finished(folder, ("form", "export", "新", "-o", "表"))
    for department in ("司法分局", "财政局"):
        (path,) = (folder / "表").glob(f"{department}_*")
        book = openpyxl.load_workbook(path)
        for n, row in enumerate(book["数据"].iter_rows(min_row=3)):
            if str(row[0].value).startswith("q:") and row[2].value not in ("一行一件", "一行一条"):
                row[4].value = 11 + n % 80
        book.save(folder / f"{department}.xlsx")


def _open_page(folder: Path) -> None:
    """A report, and the program of its page loaded."""
    import drafter.web.routes  # noqa: F401

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer ones would like a client that is not the one everybody has
        import starlette.testclient  # noqa: F401
    _report(folder)


def _save_on_the_page(_: list[str]) -> int:
    """What a page sends for each figure of a topic, a line of several and a tick; its answers are told as the terminal tells them."""
    from starlette.testclient import TestClient

    from drafter.app import edits
    from drafter.web.routes import application

    folder, host = Path("报告"), "http://127.0.0.1:8000"
    client = TestClient(application(folder, "key", 8000), base_url=host, headers={"origin": host})
    client.get("/?key=key")

    def send(verb: str, part: edits.Part, id: str, **given: str) -> None:
        known = {"id": id, "topic": id.partition(".")[0], "seen": edits.mark(edits.opened(folder), part, id)}
        answer = client.post(f"/r/报告/{verb}", data=known | given)
        if answer.status_code != 200 or 'role="alert"' in answer.text.partition('id="live"')[0]:
            raise RuntimeError(answer.text)

    of_topic = {topic: [id for id in edits.opened(folder).questionnaire.indicators if id.startswith(topic)]
                for topic in ("disputes.", "publicity.")}  # fmt: skip
    for id, number in zip(of_topic["disputes."], _FIGURES, strict=False):
        send("answer", "answers", id, typed=str(number))
        print(f"已记：{number}", file=sys.stderr, flush=True)
    send("tick", "measures", "disputes.screening", state="not_done")
    print("已勾选 3 项", file=sys.stderr, flush=True)
    send("figures", "answers", " ".join(of_topic["publicity."][:3]), line="answers", typed="81 82 83")
    for number in (81, 82, 83):
        print(f"已记：{number}", file=sys.stderr, flush=True)
    return 0


def bank(folder: Path) -> None:
    """A working folder with a report, finished reports, a table, and a phrasebank of its own."""
    _report(folder)
    for name in ("disputes.yaml", "norms.yaml", "publicity.yaml", "framing.yaml", "README.md"):
        (folder / "库").mkdir(exist_ok=True)
        shutil.copy(ROOT / "phrasebank" / name, folder / "库" / name)
    shutil.copytree(ROOT / "phrasebank" / "written", folder / "库" / "written")
    (folder / "drafter.yaml").write_text("phrasebank: 库\n", "utf-8")
    (folder / "表.csv").write_text(words.TABLE, "utf-8")


def _own_cache() -> None:
    import os

    os.environ["XDG_CACHE_HOME"] = str(Path.cwd() / ".cache")


def _as_large_bank() -> None:
    from drafter.bank.search import current

    _own_cache()
    current.SMALL = 100


_FIGURES = range(61, 74)
_ASKED = ("1 9 17\n3\n" + "保留\n".join(f"{number}\n" for number in _FIGURES)).encode()
"""Three measures are ticked, and the detail of the third is typed. Then comes a figure for each question of the topic, also for a
percent; the second line keeps it where it is doubted, and is refused as an answer elsewhere. None follows the last figure, because rough
notes are asked for there.
"""
_ROLLED = ("沿用\n\n" * 60).encode()
"""Every paragraph is kept and its figures are left open, so that it does not matter where the command starts again: a line of figures
would be taken by another paragraph that asks for as many.
"""
_ACKNOWLEDGED = (
    (r"已记：(\d\d)(?!\d)", "value: #"),
    ("已勾选 3 (项)", "disputes.screening: {state: not_done}"),  # a measure that was done before
    ("行政复议申请审结件数：(1)件", "values: {1: 1, 2: #}"),
)
"""What the screen says when an answer is taken, and what must then stand in the file, # for the part in brackets."""
DEEDS = {
    "ask": Deed(("ask", "报告", "--topic", "disputes", "--again", "--single"), _report, _ASKED),
    "new --from": Deed(("new", "新", "--name", "云溪经济技术开发区", "--year", "2025", "--from", "上年.txt"), _report),
    "extract --into": Deed(("extract", "今年.docx", "--into", "报告"), _report),
    "snippets save": Deed(("snippets", "save", "上年.txt", "--line", "11", "--name", "调解", "-o", "库"), bank),
    "roll": Deed(("roll", "新", "上年.txt"), _new_report, _ROLLED),
    "form import": Deed(("form", "import", "新", "司法分局.xlsx", "财政局.xlsx", "--take", "全部"), _returned),
    "mine": Deed(("mine", "上年.txt", "今年.docx", "-o", "库"), bank),
    "phrases propose": Deed(("phrases", "propose", words.PHRASE, "--topic", "disputes", "-o", "库"), bank),
    "phrases import": Deed(("phrases", "import", "表.csv", "-o", "库"), bank),
    "render": Deed(("render", "报告", "-o", "稿.docx", "--sidecar", "稿.json"), _report),
    "render web": Deed(("render", "报告", "-o", "稿.html", "--edition", "web"), _report),
    "index": Deed(("suggest", words.NOTES[0]), bank, first=_own_cache, looks_at_cache=True),
    "large index": Deed(("suggest", words.NOTES[0]), bank, first=_as_large_bank, looks_at_cache=True),
}  # fmt: skip
if find_spec("starlette"):
    DEEDS["page save"] = Deed((), _open_page, run=_save_on_the_page)


@dataclass
class Count:
    """Of one deed: kills that met the command at work, and what was wrong after how many of them."""

    kills: int = 0
    met: int = 0
    lost: int = 0
    unreadable: int = 0
    leftover: int = 0
    different: int = 0
    first: str = ""

    def note(self, kind: str, what: str) -> None:
        setattr(self, kind, getattr(self, kind) + 1)
        self.first = self.first or f"{kind}: {what}"


def count(deed: Deed, kills: int, seed: int) -> Count:
    """Kill the command that often, and count what was wrong afterwards."""
    chance, total = Random(seed), Count()
    with tempfile.TemporaryDirectory(prefix="kills-", ignore_cleanup_errors=True) as name:
        start = Path(name) / "start"
        start.mkdir()
        deed.prepare(start)
        whole = shutil.copytree(start, Path(name) / "whole")
        began = time.monotonic()
        unharmed = finished(whole, deed.arguments, deed.typed, deed.first, deed.run)
        seconds = time.monotonic() - began
        if unharmed.status:
            raise RuntimeError(f"{deed.arguments}: {unharmed.messages}")
        wanted = _contents(whole, deed)
        place = Path(name) / "place"
        for number in range(kills):
            shutil.copytree(start, place)
            at = chance.randrange(1, unharmed.changes + 1) if number % 2 and unharmed.changes else 0
            _kill_and_look(deed, place, chance.uniform(0, seconds), at, wanted, total)
            shutil.rmtree(place)
    return total


def _kill_and_look(deed: Deed, place: Path, moment: float, at: int, wanted: dict[str, bytes], total: Count) -> None:
    child = Child(place, deed.arguments, deed.typed, at, deed.first, deed.run)
    child.go()
    if not at:
        child.kill(moment)
    total.kills += 1
    total.met += child.wait() < 0
    when = f"at change {at}" if at else f"after {moment:.3f} s"
    for problem in _lost(place, child.messages):
        total.note("lost", f"{when}: {problem}")
    for problem in _unreadable(place):
        total.note("unreadable", f"{when}: {problem}")
    again = finished(place, deed.arguments, deed.typed, deed.first, deed.run)
    there = _contents(place, deed)
    if more := there.keys() - wanted.keys():
        total.note("leftover", f"{when}: {sorted(more)}")
    wrong = [path for path, data in wanted.items() if there.get(path) != data]
    if wrong:
        told = again.messages.strip().rpartition("\n")[2]
        total.note("different", f"{when}: {wrong[:3]} (status {again.status}, {told[:120]})")


def _contents(folder: Path, deed: Deed) -> dict[str, bytes]:
    """Every file by its path; of a cache only the names count, since it holds times of files."""
    found: dict[str, bytes] = {}
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if path.is_file() and path.name not in _NO_CONTENT and (deed.looks_at_cache or not name.startswith(".cache")):
            is_cache = name.startswith(".cache")
            found[re.sub("[0-9a-f]{8,}", "#", name) if is_cache else name] = b"" if is_cache else path.read_bytes()
    return found


def _lost(folder: Path, screen: str) -> Iterator[str]:
    """What the screen acknowledged and the file does not have."""
    kept = "".join(path.read_text("utf-8") for path in folder.glob("*/report.yaml"))
    for said, written in _ACKNOWLEDGED:
        for part in re.findall(said, screen):
            if (expected := written.replace("#", part)) not in kept:
                yield f"{expected} was recorded and is gone"


def _unreadable(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        try:
            if path.suffix == ".yaml":
                yamlfile.read(path)
            elif path.suffix == ".json":
                json.loads(path.read_bytes())
            elif path.suffix in (".docx", ".html"):
                readers.read(path)
        except (DrafterError, ValueError) as error:
            yield f"{path.name}: {error}"
