"""The table of results keeps the rows of other versions, and what the benches print has every figure that goes into it."""

from __future__ import annotations

import pytest
from bench import results


def test_a_row_of_the_same_version_is_replaced_and_the_others_stay() -> None:
    first, second = ("0.1.0", *"甲" * (len(results.HEADER) - 1)), ("0.2.0", *"乙" * (len(results.HEADER) - 1))
    written = results.table({"0.1.0": first})
    assert results.rows(written) == {"0.1.0": first}
    again = ("0.1.0", *"丙" * (len(results.HEADER) - 1))
    both = results.rows(results.table(results.rows(written) | {"0.2.0": second}))
    assert results.rows(results.table(both | {"0.1.0": again})) == {"0.1.0": again, "0.2.0": second}


def test_what_was_not_installed_is_a_dash_and_a_figure_no_longer_printed_an_error() -> None:
    lines = [" 100 页  drafter           14.0 ms      1.0 倍", " 100 页  python-docx      677.0 ms     48.4 倍"]
    absent = " 100 页  docxtpl      没有装上（No module named 'docxtpl'）"
    assert results.figures({"draft": "\n".join([*lines, absent])}) == ["14.0", "48.4", "—"]
    with pytest.raises(LookupError, match="docxtpl"):
        results.figures({"draft": "\n".join(lines)})


def test_the_table_in_the_repository_is_as_it_was_written() -> None:
    if not results.TABLE.exists():
        pytest.skip("no release has been measured")
    text = results.TABLE.read_text("utf-8")
    assert results.table(results.rows(text)) == text
