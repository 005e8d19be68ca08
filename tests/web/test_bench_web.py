"""The bench of the page runs from end to end. No time is judged here."""

from __future__ import annotations

import re

import pytest
from bench import web


def test_the_quick_bench_prints_both_ways_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("starlette", reason="没有装 web 这组包")
    web.main(["--quick"])
    printed = capsys.readouterr().out
    assert re.search(r"^\| 按键 → 建议列出.* \| \d+ \| \d+ \| \d+ \| < 100 \|$", printed, re.M)
    assert re.search(r"^\| 改一处 → 成稿换新.* \| [1-9]\d* \| \d+ \| \d+ \| < 300 \|$", printed, re.M)
