"""Banks one upon the other: one's own wins, a retired phrase is retired everywhere, a broken file is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import config
from drafter.app import phrasebank, suggestions
from drafter.bank.layers import layered
from drafter.bank.store import save
from drafter.errors import FormatError
from drafter.phrase_formats import Phrase

SHARED = Phrase(
    id="disputes-000001", text="调解纠纷{handled}件", topic="disputes", slots={"handled": "disputes.handled"}
)
MINE = SHARED.model_copy(update={"text": "共调解纠纷{handled}件"})
OTHER = SHARED.model_copy(update={"id": "disputes-000002"})


def banks(tmp_path: Path, *phrases: tuple[Phrase, ...]) -> list[Path]:
    folders = [tmp_path / str(number) for number in range(len(phrases))]
    for folder, own in zip(folders, phrases, strict=True):
        save(folder, own)
    return folders


def test_ones_own_phrase_wins_and_says_where_it_is_from(tmp_path: Path) -> None:
    folders = banks(tmp_path, (MINE,), (SHARED, OTHER))
    merged = layered(folders)
    assert {phrase.id: phrase.text for phrase in merged.phrases} == {MINE.id: MINE.text, OTHER.id: OTHER.text}
    assert (merged.home(MINE.id), merged.home(OTHER.id)) == tuple(folders)


def test_a_phrase_retired_in_ones_own_bank_is_retired(tmp_path: Path) -> None:
    retired = SHARED.model_copy(update={"status": "retired", "reason": "不用"})
    (phrase,) = layered(banks(tmp_path, (retired,), (SHARED,))).phrases
    assert phrase.status == "retired"


def test_a_broken_file_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    folders = banks(tmp_path, (MINE,), (OTHER,))
    broken = folders[0] / "services.yaml"
    broken.write_text("topic: services\nphrases:\n- id: x\n  txet: y\n", "utf-8")
    merged = layered(folders, lenient=True)
    assert {phrase.id for phrase in merged.phrases} == {MINE.id, OTHER.id}
    assert {finding.file for finding in merged.findings} == {str(broken)}
    with pytest.raises(FormatError):
        layered(folders)


@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ("own", ["own"]),
        ("[own, shared, 自带]", ["own", "shared", "phrasebank"]),
        ("[自带, own]", ["phrasebank", "own"]),
    ],
)
def test_the_settings_name_one_folder_or_several(
    setting: str, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("own", "shared"):
        (tmp_path / name).mkdir()
    (tmp_path / "drafter.yaml").write_text(f"phrasebank: {setting}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert [folder.name for folder in config.folders("phrasebank")] == names
    assert config.folder("phrasebank").name == names[0]


def test_a_folder_with_a_bank_of_its_own_is_answered_from_that_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = config.template_folder()
    (own,) = banks(tmp_path, (MINE,))
    shipped = phrasebank.bank().phrases, suggestions.search_index(template).index
    (tmp_path / "drafter.yaml").write_text(f"phrasebank: {own.name}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert phrasebank.bank().phrases == (MINE,)
    assert suggestions.search_index(template).index is not shipped[1]
    monkeypatch.undo()
    assert phrasebank.bank().phrases == shipped[0] != (MINE,)
