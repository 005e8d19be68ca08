"""What the user did with suggestions is kept in a small file, moves the ranking a little, and can be forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import config
from drafter.app import suggestions
from drafter.bank import learning
from drafter.bank.learning import Choice
from drafter.errors import DrafterError
from drafter.model import Suggestion


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_choices_are_appended_and_come_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "new" / "learned.jsonl"
    first, second = learning.choice("a-1", "调解{n}件", "accepted"), learning.choice("a-2", "调解", "rejected")
    learning.append(path, [first])
    learning.append(path, [second])
    assert learning.load(path) == (first, second)


def test_a_line_holds_no_words_of_any_report(home: Path) -> None:
    (suggestion,) = suggestions.suggest("云溪派出所调解纠纷207件", limit=1).suggestions
    suggestions.remember([suggestion], 0, "云溪派出所共调解纠纷207件")
    folder = config.user_folder()
    assert folder
    (path,) = folder.iterdir()
    kept = path.read_text("utf-8")
    assert suggestion.id in kept and "edited" in kept
    assert not any(word in kept for word in ("云溪", "207", "调解"))


def test_two_files_are_merged_by_putting_one_behind_the_other(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    learning.append(one, [learning.choice("a-1", "x", "accepted")])
    learning.append(other, [learning.choice("a-1", "x", "accepted")])
    one.write_bytes(one.read_bytes() + other.read_bytes())
    key = ("a-1", learning.wording_hash("x"))
    assert learning.moves(learning.load(one))[key] > learning.moves(learning.load(other))[key] > 0


@pytest.mark.parametrize("broken", ['{"phrase": "a-1", "pat', "[]", "{}", "null", '{"phrase": "a", "pattern": "b", "action": "x", "count": 1, "day": "d"}'])  # fmt: skip
def test_a_line_cut_short_is_passed_over(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "learned.jsonl"
    good = learning.choice("a-1", "x", "accepted")
    learning.append(path, [good])
    path.write_text(path.read_text("utf-8") + broken + "\n", "utf-8")
    assert learning.load(path) == (good,)


def test_a_phrase_moves_a_little_however_often_it_is_taken() -> None:
    for action, sign in (("accepted", 1), ("rejected", -1)):
        (moved,) = learning.moves([Choice("a-1", "h", action, 10_000, "2026-01-05")]).values()
        assert moved == sign * learning.MOST


def test_an_edited_phrase_counts_for_less_than_an_accepted_one() -> None:
    (edited,) = learning.moves([Choice("a-1", "h", "edited", 1, "2026-01-05")]).values()
    (accepted,) = learning.moves([Choice("a-1", "h", "accepted", 1, "2026-01-05")]).values()
    assert 0 < edited < accepted


def of_bank(note: str) -> list[Suggestion]:
    """The phrases that are offered for a note."""
    return [each for each in suggestions.suggest(note, limit=6).suggestions if each.origin != "own"]


def test_of_two_near_equals_the_one_taken_before_comes_first(home: Path) -> None:
    note = "组织执法人员培训"
    first, second, *_ = of_bank(note)
    assert first.score - second.score < 2 * learning.MOST
    for _ in range(30):
        suggestions.remember([first, second], 1)
        suggestions.remember([first], None)
    assert of_bank(note)[0].id == second.id
    assert suggestions.forget(second.id) == 30
    suggestions.forget(first.id)
    assert of_bank(note)[0].id == first.id


def test_the_suggestion_taken_on_the_command_line_is_printed_alone_and_remembered(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from drafter.cli import run

    second = suggestions.suggest("调解纠纷207件").suggestions[1]
    assert run(["suggest", "调解纠纷207件", "--take", "2"]) == 0
    assert capsys.readouterr().out == f"{second.text}\n"
    assert [(each.phrase, each.action) for each in suggestions.learned()] == [(second.id, "accepted")]
    assert run(["suggest", "调解纠纷207件", "--take", "50"]) == 2
    assert "没有第 50 条" in capsys.readouterr().err
    assert len(suggestions.learned()) == 1


def test_wordings_that_were_shown_and_left_are_rejected(home: Path) -> None:
    found = suggestions.suggest("调解纠纷207件", limit=2).suggestions
    suggestions.remember(found, None)
    assert [(each.phrase, each.action) for each in suggestions.learned()] == [(each.id, "rejected") for each in found]


def test_forgetting_all_leaves_nothing(home: Path) -> None:
    suggestions.remember(suggestions.suggest("调解纠纷207件", limit=2).suggestions, 0)
    assert suggestions.forget() == 1
    assert suggestions.learned() == ()
    with pytest.raises(DrafterError, match="a-1"):
        suggestions.forget("a-1")


def test_another_bank_has_a_memory_of_its_own(home: Path) -> None:
    suggestions.remember(suggestions.suggest("调解纠纷207件", limit=1).suggestions, 0)
    (home / "own").mkdir()
    (home / "drafter.yaml").write_text("phrasebank: own\n", "utf-8")
    assert suggestions.learned() == ()


def test_where_nothing_can_be_written_suggestions_go_on(home: Path) -> None:
    (home / "drafter").write_text("a file where the folder should be", "utf-8")
    found = suggestions.suggest("调解纠纷207件", limit=1).suggestions
    suggestions.remember(found, 0)
    assert suggestions.suggest("调解纠纷207件", limit=1).suggestions == found
