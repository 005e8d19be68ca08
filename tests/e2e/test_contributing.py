"""The examples of CONTRIBUTING.md, taken from the page and put where it says, in a copy of the program: each does what is said."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from running import EXAMPLE, ROOT, refused, run

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAIL = (
    "From: a@example.com\nSubject: =?utf-8?b?5oql?=\nMIME-Version: 1.0\n"
    "Content-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n全年调解矛盾纠纷207件。\n\n调解成功188件。\n"
)


def example(after: str) -> str:
    """The first fenced block behind these words of the page."""
    found = re.search(r"^(`{3,})\w+\n(.*?)^\1$", PAGE[PAGE.index(after) :], re.M | re.S)
    assert found
    return found[2]


def insert(path: Path, before: str, text: str) -> None:
    """Put the text into a file, before words that stand in it once."""
    whole = path.read_text("utf-8")
    assert whole.count(before) == 1, (path, before)
    path.write_text(whole.replace(before, text.rstrip("\n") + "\n" + before), "utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program to which all examples are added that change it; `python -m drafter` runs it there."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("drafter", "templates", "phrasebank"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    rules, readers = folder / "drafter/checking/text", folder / "drafter/readers"
    template = folder / "templates/annual-report"
    (rules / "two_words.py").write_text(example("`drafter/checking/text/two_words.py`："), "utf-8")
    (rules / "two_words.md").write_text(example("`drafter/checking/text/two_words.md`"), "utf-8")
    (readers / "mail.py").write_text(example("`drafter/readers/mail.py`"), "utf-8")
    insert(readers / "__init__.py", '    _Kind("pdf"', "    " + example("`drafter/readers/__init__.py` 的 `_KINDS`"))
    line = example("`templates/annual-report/indicators.yaml`，")
    insert(template / "indicators.yaml", "  corrections.assessments:  ", line)
    question = example("`templates/annual-report/questions.yaml`，")
    insert(template / "questions.yaml", "      - id: corrections.assessments\n", question)
    point = example("`templates/annual-report/measures.yaml`，")
    before = re.sub(r", [^,]*\]$", "]", point, flags=re.M)
    insert(template / "measures.yaml", before, point)
    (template / "measures.yaml").write_text(
        (template / "measures.yaml").read_text("utf-8").replace(before, ""), "utf-8"
    )
    measure = example("写进它所属的要点的 `measures`")
    insert(template / "measures.yaml", "      - id: law\n        ask: 是否贯彻实施社区矫正法\n", measure)
    (template / "frames/街道.md").write_text(example("`templates/annual-report/frames/街道.md`"), "utf-8")
    return folder


def environment(copy: Path) -> dict[str, str]:
    """In which the copy runs, and leaves no compiled modules behind: a refused command must not write anything."""
    return {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}


def here(copy: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return run(copy, *arguments, env=environment(copy))


def test_the_rule_finds_every_hit_of_its_page_and_no_miss(copy: Path) -> None:
    page = here(copy, "explain", "STY099").stdout
    hit, miss = re.findall(r"```text\n(.*?)```", page, re.S)
    (copy / "hit.txt").write_text(hit + hit.strip() * 2 + "\n", "utf-8")
    (copy / "miss.txt").write_text(miss, "utf-8")
    found = json.loads(here(copy, "check", "hit.txt", "-s", "STY099", "--json").stdout)
    assert [finding["line"] for finding in found["findings"]] == [1, 2, 2]
    assert here(copy, "check", "miss.txt", "-s", "STY099").returncode == 0


def test_the_indicator_is_read(copy: Path) -> None:
    sentence = example("原有的句子也不能因此读错")
    found = re.search(r"text: (.*)\n\s+expect: \{(.*)\}", sentence)
    assert found
    (copy / "report.txt").write_text(found[1], "utf-8")
    read = here(copy, "read", "report.txt", "--as", "numbers", "--json").stdout
    for pair in found[2].split(", "):
        figure, indicator = pair.split(": ")
        assert re.search(f'"{figure}"[^}}]*"{indicator}"', read), read


def test_the_frame_makes_a_report_in_which_nothing_is_missing(copy: Path) -> None:
    assert "街道" in here(copy, "templates", "check", "annual-report").stdout
    shutil.copytree(EXAMPLE, copy / "example")
    insert(
        copy / "example/report.yaml",
        "  leadership.meetings:",
        "  signature.attachments: [数据表]\n  other.items: [来信2件]",
    )
    assert here(copy, "render", "example", "--frame", "街道", "-o", "street.txt").returncode == 0
    checked = here(copy, "check", "street.txt", "--report", "example")
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout
    text = (copy / "street.txt").read_text("utf-8")
    assert all(line in text for line in ("\n市委、市政府：\n", "\n附件：数据表\n", "\n来信2件。\n")), text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_the_mail_is_read(copy: Path, charset: str) -> None:
    (copy / "mail.eml").write_bytes(MAIL.format(kind="text/plain", charset=charset).encode(charset))
    text = here(copy, "read", "mail.eml", "--as", "text").stdout
    assert text.split() == ["全年调解矛盾纠纷207件。", "调解成功188件。"]


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        (MAIL.format(kind="text/plain", charset="klingon"), "编码不认识"),
        (MAIL.format(kind="text/html", charset="utf-8"), "没有文字"),
        (MAIL.format(kind="multipart/mixed", charset="utf-8"), "没有文字"),
        ("", "空文件"),
    ],
)
def test_an_odd_mail_is_refused_kindly(copy: Path, mail: str, words: str) -> None:
    (copy / "odd.eml").write_text(mail, "utf-8")
    assert words in refused(copy, "read", "odd.eml", env=environment(copy))


def test_a_text_that_begins_like_a_mail_stays_text(copy: Path) -> None:
    (copy / "like.txt").write_text("From: 云溪\n全年调解矛盾纠纷207件。\n", "utf-8")
    assert "207件" in here(copy, "read", "like.txt", "--as", "text").stdout


def test_the_measure_is_said_with_its_figure_and_its_detail(copy: Path) -> None:
    assert here(copy, "templates", "check", "annual-report").returncode == 0
    shutil.copytree(EXAMPLE, copy / "measured")
    report = copy / "measured/report.yaml"
    insert(report, "  leadership.meetings:", "  corrections.volunteers: 36")
    whole = report.read_text("utf-8")
    wordings = re.findall(r'- "(.*\{value\}.*)"', example("写进它所属的要点的 `measures`"))
    for given, wording in zip(("", "details: {title: 云溪志愿者办法}"), wordings, strict=True):
        tick = f"measures:\n  corrections.volunteers: {{state: done, {given}}}\n"
        report.write_text(whole.replace("measures:\n", tick, 1), "utf-8")
        assert here(copy, "render", "measured", "-o", "measured.txt").returncode == 0
        sentence = wording.replace("{value}", "36").replace("{title}", "云溪志愿者办法")
        assert sentence in (copy / "measured.txt").read_text("utf-8")


def test_own_words_make_the_suggestions_that_the_page_shows(tmp_path: Path) -> None:
    (tmp_path / "drafter.yaml").write_text("language: 我的用词\n", "utf-8")
    (tmp_path / "我的用词").mkdir()
    assert "我的用词" in run(tmp_path, "config").stdout
    shown = re.findall(r"`drafter suggest \"(.+?)\"` (?:写成|给出)“(.+?)”", PAGE)
    both = re.search("两个都写，给出“(.+?)”", PAGE)
    assert both and len(shown) == 2
    steps = [("formal", shown), ("shorthand", [(shown[0][0], both[1]), shown[1]])]
    for name, suggestions in steps:
        assert all(not first(tmp_path, note, suggestion) for note, suggestion in suggestions if name == "formal")
        (tmp_path / "我的用词" / f"{name}.yaml").write_text(example(f"`我的用词/{name}.yaml`："), "utf-8")
        assert all(first(tmp_path, note, suggestion) for note, suggestion in suggestions)


def first(folder: Path, note: str, suggestion: str) -> bool:
    """Whether this is the first suggestion for a note."""
    return run(folder, "suggest", note).stdout.startswith(f"1. {suggestion}\n")
