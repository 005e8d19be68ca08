"""A template that is wrong is told with its file, line and the nearest right name."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import api, template
from drafter.compose.values import Names, Value
from drafter.errors import DrafterError, FileError, FormatError


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "one.md").write_text(text, "utf-8")
    return tmp_path


def failure(tmp_path: Path, text: str) -> DrafterError:
    context = {"year": 2025, "disputes": Names({"handled": Value("207", answered=True)})}
    with pytest.raises(DrafterError) as caught:
        template.render(folder(tmp_path, text), "one", context)
    return caught.value


def test_a_known_name_prints_its_value(tmp_path: Path) -> None:
    context = {"disputes": Names({"handled": Value("207", answered=True)})}
    assert template.render(folder(tmp_path, "{{ disputes.handled }}件"), "one", context) == "207件"


def test_an_undefined_variable_is_told_with_its_line_and_the_nearest_name(tmp_path: Path) -> None:
    error = failure(tmp_path, "第一行\n第二行\n{{ disputes.handeld }}")
    assert "第 3 行" in error.message and "handeld" in error.message
    assert "handled" in error.hint


def test_an_undefined_topic_is_told_with_its_line(tmp_path: Path) -> None:
    assert "第 2 行" in failure(tmp_path, "第一行\n{{ dispute.handled }}").message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("甲\n{% if year %}\n乙", 3, "endif"),
        ("{% nonsense %}", 1, "nonsense"),
        ("甲\n乙\n{{ year | }}", 3, "语法"),
        ("{{ year | shout }}", 1, "shout"),
    ],
)
def test_a_syntax_error_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    error = failure(tmp_path, text)
    assert f"第 {line} 行" in error.message
    assert words in error.message


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ disputes.__class__ }}",
        "{{ disputes._values }}",
        "{% for i in range(100000000) %}x{% endfor %}",
        "{{ year.__init__.__globals__ }}",
        "{% include 'frames/one.md' %}",
    ],
)
def test_a_hostile_template_ends_in_a_message(tmp_path: Path, attack: str) -> None:
    assert isinstance(failure(tmp_path, attack), DrafterError)


def test_a_missing_include_is_told(tmp_path: Path) -> None:
    error = failure(tmp_path, "{% include 'sections/gone.md' %}")
    assert isinstance(error, FormatError) and "gone.md" in error.message and "第 1 行" in error.message


def test_an_unknown_frame_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="two") as caught:
        template.render(folder(tmp_path, "甲"), "two", {})
    assert "one" in caught.value.hint


def test_the_shipped_template_renders_dry_without_and_with_answers() -> None:
    assert "standard" in api.check_template("annual-report")


def test_an_error_in_an_included_section_names_the_section(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "part.md").write_text("好\n{{ nowhere }}", "utf-8")
    error = failure(tmp_path, "{% include 'sections/part.md' %}")
    assert isinstance(error, FormatError)
    assert "part.md 第 2 行" in error.message
