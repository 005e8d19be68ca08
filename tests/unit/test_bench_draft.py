"""The bench compares like with like: every way to a Word file writes the same text. No time is judged here."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from bench import draft, reading

from drafter.model import Block, Document, Run


@pytest.mark.parametrize("name", list(draft.CONTENDERS))
def test_every_contender_writes_the_whole_text(name: str, tmp_path: Path) -> None:
    texts = draft.paper(4)
    try:
        draft.CONTENDERS[name](texts)(tmp_path / "paper.docx")
    except (ImportError, OSError) as error:
        pytest.skip(f"{name} is not installed ({error})")
    said = [p.text.replace("\n", "") for p in docx.Document(str(tmp_path / "paper.docx")).paragraphs if p.text]
    assert said == ["".join(sentences) for _, sentences in texts]


def test_what_is_not_installed_is_told_and_not_measured(tmp_path: Path) -> None:
    def missing(path: Path) -> None:
        raise ImportError("no such module")

    assert "没有装上" in str(draft.measure(missing, tmp_path / "a.docx"))


def test_how_a_text_reads_is_counted_without_headings_years_and_names() -> None:
    lines = (
        ("heading", "（一）化解矛盾纠纷"),
        (
            "paragraph",
            "一是抓实排查。2025年，坚持和发展新时代“枫桥经验”，落实12345热线制度。调解纠纷20件，较上年增长25%。",
        ),
        ("paragraph", "调解纠纷3件。"),
    )
    document = Document(tuple(Block(kind, (Run(text),)) for kind, text in lines))  # type: ignore[arg-type]
    style = reading.of(document)
    assert (style.hanzi, style.median_sentence) == (40, 10)
    assert style.figures_per_100 == pytest.approx(100 * 3 / 40)
    of_three = pytest.approx((100 * 2 / 3, 100 / 3))  # the lead counts with the sentence behind it
    assert (style.short_figures, style.comparisons_per_100) == of_three and style.repeated_frames == 1
    assert style.without_figures == pytest.approx(100 * 25 / 40)
