"""Running rules is the same for every family: choosing them, summing up what they judged, turning it into findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.app import checks
from drafter.checking import engine
from drafter.checking.rule import Hit, Rule
from drafter.errors import DrafterError
from drafter.model import Block, Document, Run

DOCUMENT = Document(tuple(Block("paragraph", (Run("文"),), line=line) for line in (3, 5, 9)))


def rule(code: str, *hits: Hit, required: str = "") -> Rule[None]:
    return Rule(code, code.lower(), "字号", "error", "改成三号", lambda _: hits, required)


def outcome(*hits: Hit, required: str = "三号") -> engine.Outcome:
    return engine.run([rule("ABC001", *hits, required=required)], None, DOCUMENT, "报告.docx")[0]


def test_a_place_that_is_fine_is_summed_up_but_is_no_finding() -> None:
    met = outcome(Hit("三号", 3, fine=True), Hit("三号", 5, fine=True))
    assert met.is_met and met.summary == "三号" and met.findings == ()


def test_values_are_summed_up_the_commonest_first() -> None:
    assert (
        outcome(Hit("四号", 3), Hit("三号", 5, fine=True), Hit("三号", 9, fine=True)).summary
        == "三号（2 处）、四号（1 处）"
    )
    assert outcome(*(Hit(f"{n} 磅") for n in range(5))).summary.endswith("2 磅（1 处） 等 5 种")
    assert outcome().summary == "无"


def test_the_summary_may_need_other_words_than_the_finding() -> None:
    judged = outcome(Hit("“三、”前面是第 1 个", 5, summary="有断号"))
    assert judged.summary == "有断号" and "“三、”前面是第 1 个" in judged.findings[0].message


def test_a_finding_says_what_is_required_and_stands_at_a_line_and_a_block() -> None:
    (finding,) = outcome(Hit("四号", 5)).findings
    assert finding.message == "字号：四号，应为三号"
    assert (finding.line, finding.block, finding.hint, finding.file) == (5, 2, "改成三号", "报告.docx")
    assert outcome(Hit("没有写", hint="请补上"), required="").findings[0][3:5] == ("没有写", "请补上")


def test_the_same_said_twice_of_one_place_is_one_finding() -> None:
    assert len(outcome(Hit("四号", 5), Hit("四号", 5), Hit("四号", 9), Hit("小四", 9)).findings) == 3


def test_rules_are_chosen_by_the_beginnings_of_their_codes() -> None:
    rules = [rule("ABC001"), rule("ABC002"), rule("XYZ001")]
    assert [r.code for r in engine.choose(rules, ["abc"], ["ABC002"])] == ["ABC001"]
    assert [r.code for r in engine.choose(rules, [], [])] == ["ABC001", "ABC002", "XYZ001"]


def test_a_code_that_no_rule_has_is_refused_with_the_known_ones() -> None:
    with pytest.raises(DrafterError) as caught:
        engine.choose([rule("ABC001"), rule("XYZ001")], ["ABC001", "ABC9"], [])
    assert "ABC9" in str(caught.value) and caught.value.hint.endswith("ABC001、XYZ001")
    with pytest.raises(DrafterError) as caught:
        engine.choose([rule("ABC001"), rule("ABC002"), rule("ABC003")], [], ["X"])
    assert caught.value.hint.endswith("ABC001 至 ABC003")


def test_a_family_of_rules_is_listed_and_one_rule_explained() -> None:
    listed = checks.explain("lef").split("\n")
    assert len(listed) > 2 and all(line.startswith("LEF00") for line in listed)
    assert checks.explain("LEF001").startswith("# LEF001")
    assert set(listed) < set(checks.explain().split("\n"))


def test_only_what_is_severe_enough_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("关于法治的报告\n全年调解纠纷XX件,办结9件。\n明年办结10件。\n", "utf-8")
    found = {
        level: {f.severity for f in checks.check([path], level=level).findings}
        for level in ("error", "warning", "info")
    }  # type: ignore[arg-type]
    assert found == {"error": {"error"}, "warning": {"error", "warning"}, "info": {"error", "warning", "info"}}


@pytest.mark.parametrize("named", ["ABC001、XYZ", "abc001,xyz001", "ＡＢＣ００１，ＸＹＺ"])
def test_several_codes_may_be_named_at_once_and_in_any_width(named: str) -> None:
    rules = [rule("ABC001"), rule("ABC002"), rule("XYZ001")]
    assert [r.code for r in engine.choose(rules, [named], [])] == ["ABC001", "XYZ001"]
    assert [r.code for r in engine.choose(rules, [], [named])] == ["ABC002"]


def test_an_empty_code_does_not_leave_out_every_rule_in_silence() -> None:
    for select, ignore in (([""], []), ([], [""]), ([], ["ABC001,"])):
        with pytest.raises(DrafterError, match="没有编号为“”的规则"):
            engine.choose([rule("ABC001")], select, ignore)


def test_a_code_of_the_layout_says_how_the_layout_is_checked(tmp_path: Path) -> None:
    (report := tmp_path / "报告.txt").write_text("全年调解纠纷12件。\n", "utf-8")
    with pytest.raises(DrafterError) as of_layout:
        checks.check([report], select=["LAY001"])
    assert of_layout.value.hint.startswith("查排版要加 --layout。")
    with pytest.raises(DrafterError) as of_text:
        checks.check_layout([report], select=["PUN001"])
    assert of_text.value.hint.startswith("查内容不要加 --layout。")
