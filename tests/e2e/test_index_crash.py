"""A process killed while it builds or updates an index leaves nothing behind that the next one could trip over."""

from __future__ import annotations

from pathlib import Path

from bench import killing


def test_after_a_kill_the_next_call_answers_right(tmp_path: Path) -> None:
    assert list(killing.wrong_after(4, tmp_path)) == []
