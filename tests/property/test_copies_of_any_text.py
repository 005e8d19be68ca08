"""Copies with comments and mended copies of Word files of any runs: the text stays, and only what is named changes."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from unit.made_up_report import word_file

from drafter import readers
from drafter.checking.commented_copy import commented
from drafter.checking.mended_copy import mended
from drafter.model import Finding
from drafter.readers.package import W

RUNS = st.lists(st.text("全年办案件,，。、“”（一）12 \u200b\xad\u3000⼀㈠&<😀", max_size=9), max_size=7)
TITLE = "<w:p><w:r><w:t>关于法治的报告</w:t></w:r></w:p>"


def written(folder: Path, paragraphs: list[list[str]], gap: str) -> Path:
    """A Word file of these runs; `gap` stands between the runs of a paragraph."""

    def run(text: str) -> str:
        return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    return word_file(
        folder / "a.docx", TITLE + "".join(f"<w:p>{gap.join(map(run, runs))}</w:p>" for runs in paragraphs)
    )


def texts(path: Path) -> list[str]:
    return [block.text for block in readers.read(path).blocks]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(RUNS, min_size=1, max_size=4),
    st.sampled_from(["", "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", '<w:bookmarkStart w:id="9" w:name="b"/>']),
    st.randoms(use_true_random=False),
)
def test_a_copy_says_what_the_original_says_but_for_what_is_mended(paragraphs, gap, random) -> None:
    with TemporaryDirectory() as name:
        path = written(Path(name), paragraphs, gap)
        before = texts(path)
        found = []
        for line, text in enumerate(before, 1):
            for _ in range(4):
                start = random.randrange(len(text))
                end = random.randint(start + 1, len(text))
                if text[start:end].strip():
                    found.append(
                        Finding("ABC001", "a", "info", "某", line=line, start=start, end=end, replacement="某某")
                    )
        copy = Path(name) / "copy.docx"
        copy.write_bytes(commented(path, found))
        assert texts(copy) == before
        done = mended(path, found)
        copy.write_bytes(done.data)
        kept = "".join(texts(copy)).replace("某某", "")
        rest = iter("".join(before))
        assert all(char in rest for char in kept if not char.isspace())  # nothing but replacements was added
        assert "".join(texts(copy)).count("某某") == len(found) - len(done.left)


PRINTED_LINES = [
    "一、今年以来，全区各级行政机关认真贯彻落实上级部署，扎实推进",
    "法治政府建设，全年共办理行政复议案件，办结各类行政复议案件，",
    "同比增长，其中调解结案，被纠错率持续下降，群众满意度稳步提升，",
    "办结各类行政复议案件，同比增长，行政机关负责人出庭应诉率达到，",
    "规定的要求，全区没有发生因执法不当引发的重大舆情和群体事件，",
    "社会面保持平稳。",
]
"""One paragraph; the wording 办结各类行政复议案件 stands in its second and in its fourth line."""


def _one_element_each(lines: list[str]) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def _run_on(lines: list[str]) -> str:
    """The ends of all paragraphs but the last were deleted with changes tracked."""
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    *others, last = lines
    return "".join(f"<w:p>{mark}<w:r><w:t>{line}</w:t></w:r></w:p>" for line in others) + _one_element_each([last])


@pytest.mark.parametrize("body", [_one_element_each, _run_on])
def test_a_place_is_found_in_whichever_paragraph_prints_it(tmp_path: Path, body) -> None:
    path = word_file(tmp_path / "a.docx", TITLE + body(PRINTED_LINES))
    (line,) = [number for number, text in enumerate(texts(path), 1) if "办结各类" in text]  # one block
    start = texts(path)[line - 1].rindex("办结各类")
    found = [Finding("ABC001", "a", "info", "某", line=line, start=start, end=start + 4, replacement="审结各类")]

    done = mended(path, found)
    commented_file = tmp_path / "commented.docx"
    commented_file.write_bytes(commented(path, found))

    assert not done.left
    (tmp_path / "copy.docx").write_bytes(done.data)
    expected = [each.replace("办结", "审结") if number == 3 else each for number, each in enumerate(PRINTED_LINES)]
    assert _printed(tmp_path / "copy.docx")[1:] == expected
    (with_comment,) = [each for each in _paragraphs(commented_file) if each.find(W + "commentRangeStart") is not None]
    assert "".join(with_comment.itertext()).startswith(PRINTED_LINES[3])


def _paragraphs(path: Path) -> list[etree._Element]:
    with zipfile.ZipFile(path) as file:
        return list(etree.fromstring(file.read("word/document.xml")).iter(W + "p"))


def _printed(path: Path) -> list[str]:
    return ["".join(each.itertext()) for each in _paragraphs(path)]
