"""What is attacked by inputs: each Area makes the wrong input of a number, and tries it with the program's own commands.

An input is data (text or bytes) that can be made smaller, and `attempt` builds the files around it: a mutated document.xml
comes in a whole Word file, a mutated report.yaml in a folder. What is accepted is judged too, where something is known
about the answer: read twice it is the same, and what a save left can be read again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from bench.attack import seeds, words
from bench.attack.commands import run, write
from bench.attack.mutations import encoded, mutated, mutated_bytes, mutated_tree
from bench.attack.workers import Wrong

from drafter import yamlfile

ROOT = Path(__file__).resolve().parents[3]
OWN_TEMPLATE = ROOT / "tests" / "data" / "templates" / "bureau-brief"
EXAMPLE = ROOT / "examples" / "yunxi-2025"
_VIEWS = ("text", "outline", "clauses", "numbers", "relations")

Data = str | bytes
Make = Callable[[Random], Data]
Attempt = Callable[[Data, Random], str]


@dataclass(frozen=True)
class Area:
    """`share`: inputs of a thousand. `batch`: inputs that one process tries; 1 where the program keeps in memory what it read."""

    make: Make
    attempt: Attempt
    share: int
    batch: int = 50


# Readers --------------------------------------------------------------------------------------------------------------


def _read(name: str, data: bytes, chance: Random) -> str:
    """Read the file in one of the ways that commands read reports."""
    path = write(name, data)
    view = chance.choice(_VIEWS)
    first = run("read", path, "--as", view, "--json")
    if first.status == 2:
        return "told"
    if chance.random() < 0.2 and run("read", path, "--as", view, "--json").out != first.out:
        raise Wrong(f"two readings as {view} differ")
    if view == "numbers":
        _judge_numbers(first.json["numbers"], run("read", path, "--as", "text").out)
    if chance.random() < 0.15:
        other = chance.choice((
            ("extract", path, "--json"), ("check", path, "--json"), ("mine", path, "-o", "bank", "--dry-run", "--json"),
            ("snippets", "save", path, "--line", str(chance.randrange(1, 30)), "-o", "bank", "--name", f"s{chance.random()}"),
        ))  # fmt: skip
        run(*other)
        if name.endswith(".docx"):
            run("check", "--layout", path, "--json")
    return "accepted"


def _judge_numbers(numbers: Sequence[Mapping[str, Any]], text: str) -> None:
    """A figure is inside its interval, and counts of people or cases are not below zero."""
    for number in numbers:
        low, value, high = (number.get(key) for key in ("low", "value", "high"))
        if not all(isinstance(each, int | float) for each in (low, value, high)):
            continue  # a date, a name, or a range, whose value is both ends
        if not low <= value <= high and not str(number["text"]).count("几"):  # 十几 has ten for its value
            raise Wrong(f"a figure outside its interval\n{number}")
        if number["kind"] == "count" and value >= 0 > low:
            raise Wrong(f"an interval below zero\n{number}")


def _word_part(chance: Random) -> Data:
    """One part changed; the first line of the data is its name."""
    parts = seeds.word_parts()
    name = chance.choice(("word/document.xml",) * 6 + ("word/styles.xml", "word/numbering.xml") * 2 + tuple(parts))
    part = parts[name]
    return f"{name}\n{mutated_tree(part, chance) if chance.random() < 0.7 else mutated(part, chance, words.WORD_XML)}"


def _in_word_file(data: Data, chance: Random) -> str:
    name, _, content = str(data).partition("\n")
    return _read("a.docx", seeds.zipped(seeds.word_parts() | {name: content}), chance)


def _bytes_of(*files: Callable[[], bytes], dictionary: Sequence[str] = ()) -> Make:
    def make(chance: Random) -> bytes:
        known = [_once(file) for file in files]
        return mutated_bytes(chance.choice(known), chance, dictionary, known)

    return make


@cache
def _once(file: Callable[[], bytes]) -> bytes:
    return file()


def _word_file() -> bytes:
    return seeds.zipped(seeds.word_parts())


def _stored_word_file() -> bytes:
    return seeds.zipped(seeds.word_parts(), 0)


def _workbook() -> bytes:
    return seeds.zipped(seeds.workbook_parts())


def _workbook_part(chance: Random) -> Data:
    """One part changed; the first line of the data is its name."""
    parts = seeds.workbook_parts()
    name = chance.choice(
        ("xl/worksheets/sheet2.xml",) * 4 + ("xl/worksheets/sheet3.xml", "xl/styles.xml") + tuple(parts)
    )
    part = parts[name].decode()
    return f"{name}\n{mutated_tree(part, chance) if chance.random() < 0.7 else mutated(part, chance, words.WORKBOOK)}"


def _in_workbook(data: Data, chance: Random) -> str:
    name, _, content = str(data).partition("\n")
    return _collected(seeds.zipped(seeds.workbook_parts() | {name: content}), chance)


def _collected(data: Data, chance: Random) -> str:
    """Read a workbook into a report: the report can be read afterwards, and the same workbook brings nothing new."""
    write("报告/report.yaml", seeds.EMPTY_REPORT)
    path = write(chance.choice(("a.xlsx", "a.xlsm")), data)
    first = run("form", "import", "报告", path, "--json")
    if first.status == 2:
        raise Wrong(f"an import ended in\n{first.messages}")
    if run("history", "报告").status == 2 or run("form", "status", "报告").status == 2:
        raise Wrong("what import wrote cannot be read")
    again = run("form", "import", "报告", path, "--json").json
    if [file for file in again["files"] if file["given"]] and not again["problems"]:
        raise Wrong("the same workbook brought something new")
    return "accepted" if first.json["files"] else "told"


def _open_document() -> bytes:
    return seeds.zipped(seeds.open_document(), 0)


def _rich_text() -> bytes:
    return seeds.rich_text().encode()


def _encoded_text(seed: Callable[[], str], dictionary: Sequence[str]) -> Make:
    def make(chance: Random) -> bytes:
        return encoded(mutated(seed(), chance, dictionary, (seeds.REPORT, seeds.page())), chance)

    return make


def _as_file(*names: str) -> Attempt:
    def attempt(data: Data, chance: Random) -> str:
        return _read(chance.choice(names), data if isinstance(data, bytes) else data.encode(), chance)

    return attempt


# Notes and answers ----------------------------------------------------------------------------------------------------


def _note(chance: Random) -> str:
    note = mutated(chance.choice(words.NOTES), chance, words.NOTE_WORDS, words.NOTES)
    return note if chance.random() < 0.1 else note[:400]


def _suggest(data: Data, chance: Random) -> str:
    if str(data).startswith("-"):
        return "told"  # the shell's user would have to write -- before it
    ran = run("suggest", "--json", "--", data)
    if ran.status != 2:
        for suggestion in ran.json["suggestions"]:
            if "{" in suggestion["text"].replace("{", "", str(data).count("{")):
                raise Wrong(f"a slot in a suggestion\n{suggestion['text']}")
    return ran.verdict


def _typed(chance: Random) -> str:
    line = mutated(chance.choice(words.ANSWERS), chance, words.ANSWER_WORDS, words.ANSWERS)
    return f"{chance.choice(words.QUESTIONS)}\n{line}"


def _answer(data: Data, chance: Random) -> str:
    """Type the rest of the data at the question of its first line; what is kept must be readable, all else unchanged."""
    question, _, line = str(data).partition("\n")
    before = _fresh_report()
    ran = run("ask", "报告", "--only", question, "--again", typed=line.encode("utf-8", "surrogatepass") + b"\n")
    _judge_kept(before, question)
    return "told" if ran.status == 2 or "不对：" in ran.messages else "accepted"


def _fresh_report() -> Any:
    shutil.rmtree("报告", ignore_errors=True)
    Path("报告").mkdir()
    shutil.copy(EXAMPLE / "report.yaml", "报告/report.yaml")
    return _plain(Path("报告/report.yaml"))


def _plain(path: Path) -> Any:
    return yamlfile.read(path)[0]


def _judge_kept(before: Any, question: str) -> None:
    """All answers but the one typed are as they were, and the file can be read."""
    after = _plain(Path("报告/report.yaml"))
    for key, answer in before["answers"].items():
        if key != question and _value(after["answers"].get(key)) != _value(answer):
            raise Wrong(f"another answer changed\n{key}: {answer} -> {after['answers'].get(key)}")


def _value(answer: Any) -> Any:
    return answer.get("value") if isinstance(answer, dict) else answer


# Files that people edit -----------------------------------------------------------------------------------------------


def _changed_file(path: Path, dictionary: Sequence[str]) -> Make:
    def make(chance: Random) -> Data:
        text = path.read_text("utf-8")
        if len(text) > 6000 and chance.random() < 0.7:
            text = text[: text.rindex("\n", 0, 6000) + 1]
        return encoded(mutated(text, chance, dictionary), chance)

    return make


def _report_file(data: Data, chance: Random) -> str:
    """Answer a question in a mutated report.yaml, or render it; what was readable before is readable after."""
    write("报告/report.yaml", data)
    if chance.random() < 0.25:
        return run("render", "报告", "-o", "稿.docx").verdict
    ran = run("ask", "报告", "--only", "disputes.handled", "--again", typed=b"207\n")
    if ran.status != 2:
        again = run("ask", "报告", "--only", "disputes.handled", "--again", typed=b"208\n")
        if again.status == 2:
            raise Wrong(f"what ask wrote it cannot read\n{again.messages}")
    return ran.verdict


def _bank_file(data: Data, chance: Random) -> str:
    """List, search, or add to a bank with a mutated file; adding keeps every phrase that could be read."""
    shutil.rmtree("bank", ignore_errors=True)
    write("drafter.yaml", "phrasebank: bank\n")
    write(f"bank/{chance.choice(('', 'written/', 'local-terms/', 'to-review/'))}disputes.yaml", data)
    listed = run("phrases", "list", "--json")
    before = {phrase["id"] for phrase in listed.json["phrases"]} if listed.status == 0 else set()
    added = run("phrases", "propose", words.PHRASE, "--topic", "disputes", "-o", "bank")
    if added.status == 0:
        after = {phrase["id"] for phrase in run("phrases", "list", "--json").json["phrases"]}
        if not before <= after:
            raise Wrong(f"phrases lost\n{sorted(before - after)[:5]}")
    run("suggest", "--json", chance.choice(words.NOTES))
    return added.verdict


def _template_file(name: str, data: Data, chance: Random) -> str:
    """Check and use a template of one's own with one mutated file."""
    shutil.copytree(OWN_TEMPLATE, "mine/brief", dirs_exist_ok=True)
    write(f"mine/brief/{name}", data)
    write("drafter.yaml", "templates: mine\n")
    write("报告/report.yaml", words.BRIEF)
    checked = run("templates", "check", "brief") if chance.random() < 0.5 else None
    rendered = run("render", "报告", "-o", "稿.docx")
    if chance.random() < 0.2:
        run("extract", write("a.txt", seeds.REPORT), "--template", "brief", "--json")
    return rendered.verdict if checked is None or rendered.status == 2 else checked.verdict


def _settings(data: Data, chance: Random) -> str:
    """drafter.yaml, or one of the language tables of a user, read by several commands."""
    name, _, content = data.partition(b"\n") if isinstance(data, bytes) else (b"", b"", b"")
    path = name.decode()
    if path == "drafter.yaml":
        write("drafter.yaml", content)
    else:
        write("drafter.yaml", "language: 用词\n")
        write(f"用词/{path}", content)
    ran = run(*chance.choice((("config",), ("suggest", "调解纠纷207件 成功188件"), ("phrases", "list"), ("doctor",))))
    run("read", write("a.txt", seeds.REPORT), "--as", "numbers", "--json")
    return ran.verdict


def _settings_file(chance: Random) -> Data:
    tables = sorted((ROOT / "drafter" / "language").glob("*.yaml"))
    path = chance.choice([*tables, *[None] * len(tables)])
    name, text = (path.name, path.read_text("utf-8")[:4000]) if path else ("drafter.yaml", words.SETTINGS)
    return name.encode() + b"\n" + encoded(mutated(text, chance, words.YAML), chance)


def _imported(name: str, data: Data, chance: Random) -> str:
    shutil.rmtree("bank", ignore_errors=True)
    ran = run("phrases", "import", write(name, data), "-o", write("bank/README.md", "").parent)
    if ran.status == 0:
        write("drafter.yaml", "phrasebank: bank\n")
        listed = run("phrases", "list", "--json")
        if listed.status == 2 or "已跳过" in listed.messages:
            raise Wrong(f"what was imported cannot be read\n{listed.messages[:500]}")
    return ran.verdict


def _frame(chance: Random) -> str:
    frame = chance.choice(((OWN_TEMPLATE / "frames" / "brief.md").read_text("utf-8"), words.FRAME))
    return mutated(frame, chance, words.JINJA)


AREAS: dict[str, Area] = {
    "docx parts": Area(_word_part, _in_word_file, 150),
    "docx bytes": Area(_bytes_of(_word_file, _stored_word_file), _as_file("a.docx"), 60),
    "workbook parts": Area(_workbook_part, _in_workbook, 40, 10),
    "workbook bytes": Area(_bytes_of(_workbook), _collected, 10, 10),
    "html": Area(_encoded_text(seeds.page, words.HTML), _as_file("a.html", "a.html", "a.doc"), 110),
    "mht": Area(_encoded_text(seeds.web_archive, words.MAIL), _as_file("a.doc", "a.mht"), 30),
    "pdf": Area(_bytes_of(seeds.pdf, dictionary=words.PDF), _as_file("a.pdf"), 100),
    "txt, md": Area(_encoded_text(lambda: seeds.REPORT, words.NOTE_WORDS), _as_file("a.txt", "a.md"), 80),
    "odt, rtf, doc heads": Area(
        _bytes_of(_open_document, _rich_text, seeds.older_word, _word_file), _as_file("a.odt", "a.rtf", "a.doc", "a.wps"), 30
    ),
    "notes": Area(_note, _suggest, 130),
    "answers": Area(_typed, _answer, 90),
    "report.yaml": Area(_changed_file(EXAMPLE / "report.yaml", words.YAML), _report_file, 60),
    "bank": Area(_changed_file(ROOT / "phrasebank" / "disputes.yaml", words.YAML), _bank_file, 40, 1),
    **{
        f"template: {name}": Area(_changed_file(OWN_TEMPLATE / name, words.YAML), partial(_template_file, name), 6, 1)
        for name in ("template.yaml", "questions.yaml", "indicators.yaml", "topics.yaml", "terms.yaml")
    },
    "template: frame": Area(_frame, partial(_template_file, "frames/brief.md"), 40, 1),
    "drafter.yaml, words": Area(_settings_file, _settings, 20, 1),
    "csv": Area(lambda chance: encoded(mutated(words.TABLE, chance, words.CSV), chance), partial(_imported, "a.csv"), 15, 5),
    "tmx": Area(lambda chance: mutated(words.MEMORY, chance, words.HTML), partial(_imported, "a.tmx"), 5, 5),
}  # fmt: skip
