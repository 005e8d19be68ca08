"""Where things are: drafter.yaml, the user's own folders, the files that a command line names."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from drafter import config, yamlfile
from drafter.app import suggestions
from drafter.cli import parser
from drafter.errors import FileError
from drafter.model import Suggestion


def test_drafter_yaml_is_read_once_for_all_keys_and_again_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafter.yaml").write_text("author: 张经办\ntemplate: bureau\n", "utf-8")
    read: list[Path] = []
    load = yamlfile.load
    monkeypatch.setattr(yamlfile, "load", lambda path, model: (read.append(path), load(path, model))[1])
    assert [config.setting(key) for key in ("author", "template", "language")] == ["张经办", "bureau", ""]
    assert len(read) == 1
    (tmp_path / "drafter.yaml").write_text("author: 李经办员\n", "utf-8")
    assert [config.setting(key) for key in ("author", "template")] == ["李经办员", ""]
    (tmp_path / "drafter.yaml").unlink()
    assert config.setting("author") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="has no home folder of this kind")
def test_a_user_without_a_home_has_no_folders_of_his_own_and_is_not_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as for a user whom the system does not know
    assert config.user_folder() is None and config.cache_folder() is None
    assert suggestions.learned() == () and suggestions.forget() == 0
    suggestions.remember([Suggestion("a", "甲", "甲", 1.0, "", "")], 0)


def test_a_folder_of_an_unknown_user_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "drafter.yaml").write_text("phrasebank: ~nobody-of-this-name/库\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError, match="不存在"):
        config.folders("phrasebank")


@pytest.mark.parametrize("key", ["templates", "phrasebank", "language"])
def test_a_name_too_long_for_any_folder_is_told_with_the_key(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafter.yaml").write_text(f"{key}: {'长名' * 200}\n", "utf-8")
    with pytest.raises(FileError, match=f"{key} 指向的文件夹不存在"):
        config.language_folders() if key == "language" else config.folders(key)


def test_a_template_name_too_long_for_any_folder_is_told() -> None:
    with pytest.raises(FileError, match="没有名为"):
        config.template_folder("长名" * 200)


def test_wildcards_that_windows_leaves_to_the_program_are_expanded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("乙.docx", "甲.docx", "~$甲.docx", "丙.txt"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert parser._files("*.docx") == [Path("*.docx")]
    monkeypatch.setattr(sys, "platform", "win32")
    assert parser._files("*.docx") == [Path("乙.docx"), Path("甲.docx")]
    assert parser._files(str(tmp_path / "?.txt")) == [tmp_path / "丙.txt"]
    assert parser._files("没有*.docx") == [Path("没有*.docx")], "which is then told as not found"
