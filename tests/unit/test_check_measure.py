"""The measure of the rules: its sheet is whole, and every kind of mistake that a rule is for is found where it is planted."""

from __future__ import annotations

from bench import careless, checking

from drafter.checking import text as rules


def test_every_finding_in_the_made_up_reports_was_judged_and_no_error_is_wrong() -> None:
    judged = checking.sheet()
    found = [
        (checking.key(name, each), each)
        for name, document in checking.reports(None)
        for each in checking.findings(document)
    ]
    assert [key for key, _ in found if key not in judged] == []
    assert [key for key, each in found if each.severity == "error" and judged[key] == "wrong"] == []


def test_each_of_the_55_kinds_of_mistakes_has_rules_or_a_reason_why_it_is_left_out() -> None:
    kinds, codes = checking.kinds(), {rule.code for rule in rules.RULES}
    assert [*kinds] == [*range(1, 56)]
    for number, kind in kinds.items():
        assert kind.get("left_out") or set(kind["codes"]) <= codes, number
        is_planted = set(kind) - {"is", "codes"}
        assert is_planted, number


def test_a_planted_mistake_is_found() -> None:
    missed = [(number, name) for number, name, times, found in checking.recall(1) if found < times]
    assert missed == []


def test_clean_drafts_of_random_answers_in_every_frame_are_quiet() -> None:
    for draft in checking.random_drafts(12, seed=7):
        loud = checking.findings(checking.as_document(draft.lines), draft.zone, draft.year)
        said = [each.message for each in loud if each.severity != "info" and each.code != "GAP001"]
        assert said == []


def test_what_careless_clerks_left_in_is_found_and_their_right_reports_are_quiet() -> None:
    judged = [*careless.judged()]
    missed = [(name, each["line"]) for name, each, here in judged if "kind" in each and not here]
    alarms = [(name, here) for name, each, here in judged if "kind" not in each]
    assert len(missed) <= 32, missed
    assert len(alarms) <= 2, alarms
