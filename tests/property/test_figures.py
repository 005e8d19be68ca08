"""Figures written by a generator (numeral style x unit x hedge) are read back, and any text at all is survived."""

from __future__ import annotations

from itertools import pairwise

import pytest
from bench.figures import STYLES, cases, reads_back
from hypothesis import given
from hypothesis import strategies as st

from drafter.text import fold
from drafter.understanding import figure_pattern
from drafter.understanding.quantities import find


@pytest.mark.parametrize("style", STYLES)
def test_generated_figures_read_back_with_span_value_unit_and_hedge(style: str) -> None:
    written = [case for case in cases(6000, seed=20_251) if case.style == style]
    wrong = [case for case in written if not reads_back(case)]
    assert len(wrong) <= len(written) / 100, wrong[:10]


@given(
    st.text(
        alphabet=st.sampled_from("第0123456789.,，%％一二三十百千万亿余多几数上近约年月日件人次个元至-—〔〕“”（） 共A"),
        max_size=40,
    )
)
def test_any_text_yields_ordered_disjoint_spans_whose_text_is_the_slice(text: str) -> None:
    found = find(text, line=3, offset=7)
    assert all(q.text == text[q.start - 7 : q.end - 7] and q.text and q.line == 3 for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.low <= q.high for q in found if q.low is not None and q.high is not None)


@given(st.text(alphabet=st.sampled_from("共０１２３，％（）：件人次万元、年至～"), max_size=30))
def test_full_and_half_width_text_give_the_same_figures(text: str) -> None:
    assert [(q.start, q.end, q.value, q.unit) for q in find(text)] == [
        (q.start, q.end, q.value, q.unit) for q in find(fold(text))
    ]


@given(
    st.text(
        alphabet=st.sampled_from("第0123456789.,%一二三十百万余近年月日件人次元至成分之首前-—〔〕“”:+/×·² 共Am"),
        max_size=14,
    )
)
def test_the_alternatives_that_a_short_text_needs_find_what_all_of_them_find(text: str) -> None:
    with pytest.MonkeyPatch.context() as fresh:
        fresh.setattr(figure_pattern, "_compiled", {})
        found = find(text)
    figure_pattern.pattern_for_reports()
    assert found == find(text)
