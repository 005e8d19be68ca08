"""The bench compares like with like: every way to a Word file writes the same text. No time is judged here."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from bench import draft, reading, stand_ins

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
    assert style.without_figures == pytest.approx(100 * 25 / 40) and style.stubs == 0


def test_a_few_words_on_what_was_done_are_a_stub_but_not_the_lead_of_a_paragraph() -> None:
    lines = ("强化评价监督。落实“好差评”制度。", "推进平安建设，开展普法宣传。加强队伍建设。")
    style = reading.of(Document(tuple(Block("paragraph", (Run(line),)) for line in lines)))
    assert style.stubs == pytest.approx(100 * 4 / 4)  # one of two paragraphs: no outline with leads
    lines = ("强化评价监督。落实“好差评”制度。", "推进平安建设。开展普法宣传。加强队伍建设。")
    style = reading.of(Document(tuple(Block("paragraph", (Run(line),)) for line in lines)))
    assert style.stubs == pytest.approx(100 * 3 / 3)


def test_made_up_units_are_drafted_alike_every_time(tmp_path: Path) -> None:
    example = Path(draft.ROOT) / "examples" / "yunxi-2025"
    one, other = (stand_ins.made(tmp_path / name, example) for name in ("一", "二"))
    assert {name: document.text for name, document in one.items()} == {
        name: document.text for name, document in other.items()
    }
    missed = {
        name: [goal for goal, is_met in reading.goals(reading.of(document)) if not is_met]
        for name, document in one.items()
    }
    assert {*missed} == {*stand_ins.UNITS, *stand_ins.OUTLINES}
    # How many figures a kept report has is its own matter; how sentences are made is ours.
    assert {name: [goal for goal in goals if "每百字数字" not in goal] for name, goals in missed.items()} == {
        name: [] for name in one
    }
    assert not any(missed[name] for name in stand_ins.OUTLINES)
