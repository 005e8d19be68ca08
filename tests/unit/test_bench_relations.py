"""What the bench of relations counts: its own paragraphs, judged findings, and whether a changed figure still fits."""

from __future__ import annotations

import random

import pytest
from bench.relations import Place, Stated, alarms, changed, is_found, judged, made_up_reports, own_paragraphs, relations
from bench.relations import still_holds as holds


@pytest.mark.parametrize("which", ["paragraphs", "second", "third", "fifth", "sixth", "eighth", "ninth"])
def test_what_the_paragraphs_state_is_found(which: str) -> None:
    texts = own_paragraphs(which)
    found = [is_found(stated, relations(text.blocks)) for text in texts for stated in text.stated]
    assert sum(found) >= 0.95 * len(found)
    for text in texts:
        wrong = sum(not stated.holds for stated in text.stated)
        assert sum(alarms(relations(text.blocks)).values()) <= wrong, text.name


def test_nothing_wrong_is_found_in_whole_made_up_reports() -> None:
    texts = made_up_reports()
    right, wrong, _ = judged(texts)
    assert right > 80
    assert len(wrong) < 0.03 * right
    found = [each.formula for text in texts for each in relations(text.blocks) if each.verdict == "inconsistent"]
    assert found == ["129+9=138≠143"]  # of the applications received five are not accounted for


def test_a_changed_figure_stands_in_place_of_the_old_one() -> None:
    (text,) = [each for each in own_paragraphs() if each.name == "paragraphs-4"]
    place = text.stated[0].places[0]
    blocks, new = changed(text.blocks, place, random.Random(1), "digit")
    line = next(block.text for block in blocks if block.line == place.line)
    assert new != "387件" and line.startswith(f"司法所调解{new}，")
    assert alarms(relations(blocks))


@pytest.mark.parametrize(
    ("kind", "terms", "other", "holds_still"),
    [
        ("sum", ("20项", "7项", "13项"), ("20项", "7项", "14项"), False),
        ("rate", ("162件", "135件", "83.33%"), ("162件", "135件", "83.3%"), True),
        ("rate", ("162件", "135件", "83.33%"), ("162件", "136件", "83.33%"), False),
        ("growth", ("68万元", "55万元", "23.6%"), ("68万元", "55万元", "23.5%"), True),  # both are rounded
        ("growth", ("40场", "100场", "2.5倍"), ("40场", "98场", "2.5倍"), True),  # 2.45
        ("growth", ("40场", "100场", "1.5倍"), ("40场", "100场", "1.8倍"), False),
        ("rate", ("90件", "36件", "四成"), ("90件", "38件", "四成"), True),
        ("rate", ("90件", "36件", "四成"), ("90件", "36件", "六成"), False),
        ("feasible", ("61名", "98.36%"), ("61名", "98.46%"), False),
        ("feasible", ("900起", "78.57%"), ("900起", "78.57%"), True),
        ("points", ("86.4%", "94.7%", "8.3个百分点"), ("86.4%", "94.7%", "7.3个百分点"), False),
    ],
)
def test_the_bench_reckons_for_itself_whether_a_relation_holds(
    kind: str, terms: tuple[str, ...], other: tuple[str, ...], holds_still: bool
) -> None:
    places = tuple(Place(1, at, at + 1) for at in range(len(terms)))
    assert holds(Stated(kind, terms, (1,), places), other) is holds_still
