"""Every produced file against Microsoft's own Open XML validator: elements in schema order, values in range, parts linked.

`ooxml-validator` (an npm package that brings the validator along and runs offline; .ci/run installs it) must be on the PATH.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import papers
import pytest

from drafter import readers, writers
from drafter.app import checks, drafts, installation
from drafter.model import Block, Document, Finding, Run, Sentence

VALIDATOR = shutil.which("ooxml-validator")
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"
pytestmark = pytest.mark.skipif(VALIDATOR is None, reason="ooxml-validator is not installed (see .ci/run)")

HOSTILE = "a\x00\x0b\x1b\ufffe<w:p>&amp;]]>😀👨‍👩‍👧𠮷㐂\u202e\u200b\ud800\t制表\r\n又一行\u2028{{ 7*7 }}{% for %}"
KINDS = (
    "title",
    "document_number",
    "addressee",
    "heading",
    "paragraph",
    "attachment",
    "signature",
    "date",
    "annotation",
)


def hostile() -> Document:
    """Text that could break XML in every kind of block, table cell, sentence id and suggestion."""
    blocks = [Block(kind, (Run(HOSTILE, "gap", HOSTILE, (HOSTILE,)), Run(HOSTILE, "note", "b"))) for kind in KINDS]  # type: ignore[arg-type]
    table = Block("table", rows=((HOSTILE, "二"), (HOSTILE,)))
    return Document((*blocks, table), sentences=(Sentence(HOSTILE, HOSTILE, "note"), Sentence("b", HOSTILE, "note")))


def tables() -> Document:
    """One cell, one column, uneven rows, gaps, two in a row, many columns, one as the last block."""
    shapes = [(("甲",),), (("甲",), ("1",)), (("甲", "乙"), ("1",), ()), (("共【待填：件数】件", ""),), (tuple("一二三四五六七八九十" * 3),)]  # fmt: skip
    return Document(tuple(Block("table", rows=rows) for rows in shapes))


PAPERS = {
    "every kind of block": papers.every_kind,
    "an annex": papers.with_annex,
    "only text": lambda: papers.only_hanzi(3),
    "hostile text": hostile,
    "for the website": lambda: papers.every_kind()._replace(edition="web"),
    "tables": tables,
    "nothing": lambda: Document(()),
    "a megabyte": lambda: Document((papers.block("paragraph", "法治政府" * 262_144),)),
}


def errors(path: Path) -> list[str]:
    """What the validator says, with part and place."""
    assert VALIDATOR is not None
    ran = subprocess.run([VALIDATOR, str(path)], capture_output=True, text=True, check=False, timeout=120)
    return [f"{e['path']} {e['xPath']} {e['description']}" for e in json.loads(ran.stdout)["errors"]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "paper.docx"


@pytest.mark.parametrize("name", list(PAPERS))
def test_a_made_up_paper_is_valid(name: str, path: Path) -> None:
    writers.write(PAPERS[name](), path, comments="all")
    assert errors(path) == []


@pytest.mark.parametrize("frame", installation.templates()["annual-report"])
def test_the_example_is_valid_in_every_frame(frame: str, path: Path) -> None:
    writers.write(drafts.draft(EXAMPLE, frame)[1], path, comments="all")
    assert errors(path) == []


@pytest.mark.parametrize("name", ["every kind of block", "an annex", "hostile text", "tables"])
def test_a_copy_with_findings_as_comments_is_valid(name: str, path: Path, tmp_path: Path) -> None:
    writers.write(PAPERS[name](), path, comments="all")
    checks.write_comments(path, every_place(path), tmp_path / "copy.docx")
    assert errors(tmp_path / "copy.docx") == []


def every_place(path: Path) -> list[Finding]:
    """Findings that overlap everywhere in a file."""
    blocks = readers.read(path).blocks
    places = [(block.line, at, min(at + 5, len(block.text))) for block in blocks for at in range(0, len(block.text), 3)]
    return [Finding("ABC001", "a", "info", HOSTILE, HOSTILE, "", 0, *place) for place in places[:2000]]


def test_a_copy_in_which_what_is_certain_is_mended_is_valid(path: Path, tmp_path: Path) -> None:
    writers.write(papers.every_kind(), path, comments="all")
    assert checks.fix(path, tmp_path / "copy.docx").changes
    assert errors(tmp_path / "copy.docx") == []


def test_the_validator_does_see_faults(path: Path) -> None:
    paper = io.BytesIO(writers.encode(papers.only_hanzi(1), "docx"))
    with zipfile.ZipFile(paper) as source, zipfile.ZipFile(path, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name).replace(b"<w:pPr>", b"<w:pPr><w:sz/>"))
    assert errors(path)
