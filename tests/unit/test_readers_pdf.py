"""Printed pages: lines joined to paragraphs, what repeats at the edges left out."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from made_up_report import lines, paragraph, word_file

from drafter import readers

pytestmark = [pytest.mark.office, pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")]

PAGE = (
    '<w:sectPr>{parts}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1587" w:right="1474" '
    'w:header="851" w:footer="1422"/></w:sectPr>'
)
BODY = '<w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLine="632"/><w:jc w:val="both"/>'


def _pdf(tmp_path, body: str):
    source = word_file(tmp_path / "a.docx", body)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source],
        check=True,
        capture_output=True,
    )
    return readers.read(source.with_suffix(".pdf")).blocks


def test_paragraphs_that_run_over_pages_are_whole_again(tmp_path):
    long = [
        "".join(f"{k}.{n}月召开会议{n}次，研究议题{k}项，会后逐项督办落实。" for n in range(1, 13)) for k in range(1, 9)
    ]
    body = "".join(paragraph(words, BODY) for words in long) + PAGE.format(parts="")
    assert [block.text for block in _pdf(tmp_path, body)] == long


def test_page_numbers_and_running_heads_are_left_out(tmp_path):
    """Head and page number are typed at the edges of every page, as a printed web page has them."""
    report = lines()[3:16]
    pages = []
    for number in range(1, 5):
        brk = "<w:pageBreakBefore/>" if number > 1 else ""
        pages.append(paragraph("云溪区法治政府建设报告汇编", brk))
        pages += [paragraph(words, BODY) for words in report[number * 3 - 3 : number * 3]]
        pages.append(paragraph(f"— {number} —", '<w:jc w:val="right"/>'))
    blocks = _pdf(tmp_path, "".join(pages) + PAGE.format(parts=""))
    assert [block.text for block in blocks] == report[:12]


def test_paragraphs_without_indent_part_at_their_markers_and_short_lines(tmp_path):
    report = lines()[4:16]
    body = "".join(paragraph(words, '<w:jc w:val="both"/>') for words in report)
    assert [block.text for block in _pdf(tmp_path, body + PAGE.format(parts=""))] == report
