"""Copies with comments and mended copies of Word files of any runs: the text stays, and only what is named changes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.made_up_report import word_file

from drafter import readers
from drafter.checking.commented_copy import commented
from drafter.checking.mended_copy import mended
from drafter.model import Finding

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
