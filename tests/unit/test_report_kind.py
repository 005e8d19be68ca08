"""What is kept of the register: it is what the template says, follows every change, and is never trusted when damaged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from drafter import config
from drafter.app import report_kind
from drafter.asking import questionnaire
from drafter.understanding import dated, indicators, topic_terms


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "cache"))
    return Path(shutil.copytree(config.template_folder(), tmp_path / "mine"))


def register_of(template: Path) -> indicators.Register:
    """As another start of the program would have it."""
    report_kind.register.cache_clear()
    return report_kind.register(template)


def as_json(register: indicators.Register) -> str:
    return json.dumps(indicators.plain(register))


def rename(template: Path, name: str) -> None:
    path = template / "questions.yaml"
    questionnaire.load.cache_clear()
    asked = questionnaire.load(template).questions["disputes.handled"].ask
    path.write_text(path.read_text("utf-8").replace(f"ask: {asked}\n", f"ask: {name}\n", 1), "utf-8")
    os.utime(path, ns=(1, len(name)))


def kept(template: Path) -> Path:
    (path,) = (template.parent / "cache" / "drafter").glob("register-*")
    return path


def test_the_kept_copy_is_what_the_template_says(template: Path) -> None:
    asked = questionnaire.load(template)
    compiled = indicators.compile(asked.indicators, asked.relations, topic_terms.read(template), asked.subordinates)
    for _ in range(2):
        assert as_json(register_of(template)) == as_json(compiled)


def test_a_changed_questionnaire_is_read_again(template: Path) -> None:
    for name in ("甲项数量", "乙项的数量"):
        rename(template, name)
        questionnaire.load.cache_clear()
        assert register_of(template).names["disputes.handled"] == name


@pytest.mark.parametrize("harm", ["", "{}", "drafter 9.9 register 3 00\n{}", "cut"])
def test_a_damaged_copy_or_one_of_another_version_is_made_again(template: Path, harm: str) -> None:
    sound = as_json(register_of(template))
    path = kept(template)
    whole = path.read_text("utf-8")
    path.write_text(whole[: len(whole) // 2] if harm == "cut" else harm, "utf-8")
    assert as_json(register_of(template)) == sound
    assert path.read_text("utf-8") == whole


def test_without_a_place_to_keep_it_nothing_is_said(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = template.parent / "file"
    taken.write_text("a file where the folder should be")
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(taken))
    said = {id_ for id_, each in questionnaire.load(template).indicators.items() if each.aliases}
    assert register_of(template).indicators.keys() >= said


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the rule of other systems")
def test_a_cache_folder_that_is_no_whole_path_does_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert config.cache_folder() == tmp_path / ".cache" / "drafter"


def test_mandatory_parts_and_dated_words_are_kept_and_follow_every_change(template: Path) -> None:
    asked = questionnaire.template(template)
    for _ in range(2):  # made, and read again
        known = report_kind.mandatory(template)
        assert (known.basis, [part.complaint for part in known.parts]) == (
            asked.basis,
            [part.complaint for part in asked.parts],
        )
        assert [part.also and part.also.missing for part in known.parts] == [
            part.also and part.also.missing for part in asked.parts
        ]
        assert dated.terms(template).lead[2022] == "党的二十大"
    for name, old, new in (
        ("template.yaml", "basis: ", "basis: 新"),
        ("terms.yaml", "2022: 党的二十大\n", "2022: 另一次大会\n"),
    ):
        path = template / name
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        os.utime(path, ns=(1, 1))
    assert report_kind.mandatory(template).basis == f"新{asked.basis}"
    assert dated.terms(template).lead[2022] == "另一次大会"
    (template / "terms.yaml").unlink()
    assert dated.terms(template).lead == {}


def test_checking_a_finished_file_again_loads_no_models(template: Path) -> None:
    script = "import sys; from pathlib import Path; from drafter.app import checks; checks.check([Path(sys.argv[1])]); print('pydantic' in sys.modules)"
    report = Path(__file__).resolve().parents[1] / "data" / "reports" / "1.txt"
    said = [
        subprocess.run([sys.executable, "-c", script, str(report)], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert [each.strip() for each in said] == ["True", "False"]
