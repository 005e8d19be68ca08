"""The bench compares like with like: every way to a Word file writes the same text. No time is judged here."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from bench import draft


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
