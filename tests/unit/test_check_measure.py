"""The measure of the rules: its sheet is whole, and every kind of mistake that a rule is for is found where it is planted."""

from __future__ import annotations

from bench import checking


def test_every_finding_in_the_made_up_reports_was_judged_and_no_error_is_wrong() -> None:
    judged = checking.sheet()
    found = [
        (checking.key(name, each), each)
        for name, document in checking.reports(None)
        for each in checking.findings(document)
        if not each.code.startswith("PUN")  # judged by place and number in test_glyphs.py
    ]
    assert [key for key, _ in found if key not in judged] == []
    assert [key for key, each in found if each.severity == "error" and judged[key] == "wrong"] == []


def test_a_planted_mistake_is_found() -> None:
    missed = [(number, name) for number, name, times, found in checking.recall(1) if found < times]
    assert missed == []


def test_clean_drafts_of_random_answers_in_every_frame_are_quiet() -> None:
    for draft in checking.random_drafts(12, seed=7):
        loud = checking.findings(checking.as_document(draft.lines), draft.zone, draft.year)
        said = [each.message for each in loud if each.severity != "info" and each.code not in ("GAP001", "SUM001")]
        assert said == []
