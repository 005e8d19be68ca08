"""drafter.yaml is read once for all its keys, and again when it has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import config, yamlfile


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
