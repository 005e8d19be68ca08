"""`render --diff`: sentences that changed, came or went since an earlier rendering, even one that a colleague edited."""

from __future__ import annotations

import json
import random
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from made_up_report import word_file

from drafter import cli, writers
from drafter.checking import changes
from drafter.checking.changes import Change, WordSentence
from drafter.errors import DrafterError
from drafter.model import Block, Document, Run

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"


def written(path: Path, *sentences: tuple[str, str]) -> Path:
    """A paper of one paragraph of these sentences: id and text."""
    runs = tuple(Run(text, "template", id_) for id_, text in sentences)
    writers.write(Document((Block("paragraph", runs),)), path)
    return path


def between(old: Path, new: Path) -> tuple[Change, ...]:
    return changes.compare(changes.sentences(old), changes.sentences(new))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return written(
        tmp_path / "old.docx", ("a", "全年调解纠纷207件。"), ("b", "开展普法活动12次。"), ("c", "成立调解室4个。")
    )


def test_the_same_rendering_has_no_changes(old: Path) -> None:
    assert between(old, old) == ()


def test_a_sentence_that_changed_came_or_went_is_told(old: Path, tmp_path: Path) -> None:
    new = written(tmp_path / "new.docx", ("a", "全年调解纠纷211件。"), ("c", "成立调解室4个。"), ("d", "办理复议3件。"))
    assert between(old, new) == (
        Change("changed", "_dr_a", "全年调解纠纷207件。", "全年调解纠纷211件。"),
        Change("added", "_dr_d", "", "办理复议3件。"),
        Change("removed", "_dr_b", "开展普法活动12次。", ""),
    )


def test_what_is_not_printed_is_no_sentence(tmp_path: Path) -> None:
    twice = "<mc:Choice><w:r><w:t>新</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback>"
    struck, hidden = (f"<w:r><w:rPr><w:{mark}/></w:rPr><w:t>199</w:t></w:r>" for mark in ("strike", "vanish"))
    body = f"<w:p><mc:AlternateContent>{twice}</mc:AlternateContent>{struck}{hidden}<w:r><w:t>207件。</w:t></w:r></w:p>"
    assert changes.sentences(word_file(tmp_path / "a.docx", body)) == (WordSentence("", "新207件。"),)


def test_sentences_that_only_moved_have_not_changed(old: Path, tmp_path: Path) -> None:
    new = written(
        tmp_path / "new.docx", ("c", "成立调解室4个。"), ("b", "开展普法活动12次。"), ("a", "全年调解纠纷207件。")
    )
    assert between(old, new) == ()


def edited(path: Path, change: object) -> Path:
    """The file as python-docx saves it after `change` was made in it."""
    word = docx.Document(str(path))
    change(word)  # type: ignore[operator]
    word.save(str(path))
    return path


def test_what_a_colleague_changed_in_a_sentence_is_told_against_the_new_wording(old: Path, tmp_path: Path) -> None:
    new = shutil.copy(old, tmp_path / "new.docx")

    def correct(word: docx.document.Document) -> None:
        run = next(run for run in word.paragraphs[0].runs if "12次" in run.text)
        run.text = run.text.replace("12次", "13场")

    (change,) = between(edited(old, correct), new)
    assert change == Change("changed", "_dr_b", "开展普法活动13场。", "开展普法活动12次。")


def test_what_a_colleague_typed_in_is_told_as_written_by_hand(old: Path, tmp_path: Path) -> None:
    new = shutil.copy(old, tmp_path / "new.docx")
    (change,) = between(edited(old, lambda word: word.add_paragraph("此句由同事补写，请勿遗漏。")), new)
    assert change == Change("removed", "", "此句由同事补写，请勿遗漏。", "", by_hand=True)


def test_a_file_without_bookmarks_is_matched_by_its_text(old: Path, tmp_path: Path) -> None:
    """As after copying the text into a new file: the same sentences are the same, a like one has changed."""
    plain = docx.Document()
    plain.add_paragraph("开展普法活动12次。成立调解室5个。全年调解纠纷207件。")
    plain.save(str(tmp_path / "plain.docx"))
    assert between(tmp_path / "plain.docx", old) == (
        Change("changed", "_dr_c", "成立调解室5个。", "成立调解室4个。", by_hand=True),
    )


def test_deleted_text_under_tracking_does_not_count_and_inserted_text_does(old: Path, tmp_path: Path) -> None:
    new = shutil.copy(old, tmp_path / "new.docx")
    with zipfile.ZipFile(old) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    run = re.search(r"<w:r>(?:(?!</w:r>).)*开展普法活动12次。</w:t></w:r>", parts["word/document.xml"])
    assert run
    gone = run.group().replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")
    tracked = f'<w:del w:id="90" w:author="a">{gone}</w:del><w:ins w:id="91" w:author="a">{run.group().replace("12", "15")}</w:ins>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(run.group(), tracked)
    with zipfile.ZipFile(old, "w") as target:
        for name, text in parts.items():
            target.writestr(name, text)
    (change,) = between(old, new)
    assert (change.old, change.new) == ("开展普法活动15次。", "开展普法活动12次。")


def test_rows_of_tables_are_compared_too(tmp_path: Path) -> None:
    def table(path: Path, value: str) -> Path:
        writers.write(Document((Block("table", rows=(("指标", "2025年"), ("许可", "1"), ("处罚案件", value))),)), path)
        return path

    found = between(table(tmp_path / "a.docx", "22"), table(tmp_path / "b.docx", "33"))
    assert [(c.kind, c.old, c.new) for c in found] == [("changed", "处罚案件\t22", "处罚案件\t33")]


def test_every_sentence_has_one_partner_at_most() -> None:
    """Whatever went on between: each old sentence is unchanged, changed or removed, each new one unchanged, changed or added."""
    chance = random.Random(7)
    for _ in range(200):
        old = [WordSentence(chance.choice(["", f"_dr_{i}"]), chance.choice("甲乙丙丁") * 4 + "。") for i in range(8)]
        new = [WordSentence(chance.choice(["", f"_dr_{i}"]), chance.choice("甲乙丙丁") * 4 + "。") for i in range(8)]
        found = changes.compare(old, new)
        kinds = [change.kind for change in found]
        same = len(old) - kinds.count("changed") - kinds.count("removed")
        assert same == len(new) - kinds.count("changed") - kinds.count("added") >= 0
        assert all(change.old != change.new for change in found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "报告"))


def test_changing_one_answer_changes_only_the_sentences_that_print_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.docx"
    assert cli.run(["render", str(folder), "-o", str(path)]) == 0
    file = folder / "report.yaml"
    file.write_text(re.sub(r"(disputes\.handled: \{value: )\d+", r"\g<1>211", file.read_text("utf-8")), "utf-8")
    capsys.readouterr()
    assert cli.run(["render", str(folder), "-o", str(path), "--diff", str(path), "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["version"] == 1 and shape["changes"]
    assert all(c["kind"] == "changed" and "211" in c["new"] and c["id"] and not c["by_hand"] for c in shape["changes"])
    assert cli.run(["render", str(folder), "-o", str(path), "--diff", str(path)]) == 0
    assert "没有变化" in capsys.readouterr().err


def test_an_old_file_that_is_none_stops_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "old.docx").write_bytes(b"PK\x03\x04 damaged")
    with pytest.raises(DrafterError):
        changes.sentences(tmp_path / "old.docx")
    assert cli.run(["render", str(folder), "-o", str(tmp_path / "new.docx"), "--diff", str(tmp_path / "old.docx")]) == 2
    assert not (tmp_path / "new.docx").exists()
