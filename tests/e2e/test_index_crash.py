"""What befalls the index from outside – a kill at any moment, a cache folder nobody may write, a broken file of the bank –
leaves nothing behind that the next answer could trip over.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from bench import killing
from running import ROOT, run

NOTE = "调解纠纷207件 成功188件"


def test_after_a_kill_the_next_call_answers_right(tmp_path: Path) -> None:
    assert list(killing.wrong_after(4, tmp_path, small=20_000)) == []


def test_after_a_kill_a_large_bank_answers_right_too(tmp_path: Path) -> None:
    pytest.importorskip("tantivy", reason="a large bank is kept on disk only with the extra `large`")
    assert list(killing.wrong_after(4, tmp_path, small=2_000)) == []


def test_a_cache_folder_that_cannot_be_written_costs_one_remark_and_no_answer(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where the folder should be")
    caches = {name: str(taken) for name in ("XDG_CACHE_HOME", "LOCALAPPDATA")}
    answered = run(tmp_path, "suggest", NOTE, "-n", "1")
    without = run(tmp_path, "suggest", NOTE, "-n", "1", env=os.environ | caches)
    assert (without.returncode, without.stdout) == (0, answered.stdout)
    assert without.stderr.count("缓存") == 1 and not answered.stderr


def test_a_broken_file_of_the_bank_is_named_and_the_others_still_answer(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "phrasebank", tmp_path / "bank")
    (tmp_path / "drafter.yaml").write_text("phrasebank: bank\n", "utf-8")
    (tmp_path / "bank" / "norms.yaml").write_text("topic: norms\nphrases:\n- id norms-1\n", "utf-8")
    for _ in range(2):
        ran = run(tmp_path, "suggest", NOTE, "-n", "1")
        assert ran.returncode == 0 and "207件" in ran.stdout
        assert ran.stderr.count("norms.yaml") == 1 and "Traceback" not in ran.stderr
