"""suggesting.formal: a rough note becomes formal wording that says exactly what the note says."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench import homophones as planting
from bench import notes, wording
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import config, suggesting, yamlfile
from drafter.app import suggestions
from drafter.bank import search
from drafter.language import word_borders
from drafter.model import Suggestion
from drafter.suggesting import homophones
from drafter.suggesting.formal import formalised, soundness
from drafter.suggesting.formal.kept_words import own_words
from drafter.suggesting.formal.tokens import Token
from drafter.understanding.indicators import Register

ROWS: list[dict[str, str]] = yamlfile.read(Path(__file__).parents[1] / "data" / "formal-notes.yaml")[0]["notes"]


@pytest.fixture(scope="module")
def index() -> search.Index:
    return suggestions.search_index(config.template_folder()).index


def offered(note: str, index: search.Index, register: Register, topic: str = "") -> tuple[Suggestion, ...]:
    return suggesting.suggest(note, index, register, topic=topic)


@pytest.mark.parametrize(
    ("note", "formal"),
    [
        ("办案用时一个月零六天", "办案用时一个月6天"),
        ("2024 年 调解纠纷 163 件", "2024年调解纠纷163件"),
        ("2024　年调解纠纷163件", "2024年调解纠纷163件"),
        ("2024年度 调解纠纷163件", "2024年度调解纠纷163件"),
        ("二〇二四年四月九日开展宣传3场", "2024年4月9日开展宣传3场"),
        ("十一月二十六日开展宣传3场", "11月26日开展宣传3场"),
        ("四月九日至五月二日普法宣传3场", "4月9日至5月2日开展普法宣传3场"),
        ("投入经费2亿零600万元", "投入经费20600万元"),
    ],
)
def test_times_and_large_sums_keep_their_meaning_in_digits(note: str, formal: str, register: Register) -> None:
    assert formalised(note, register).text == formal


@pytest.mark.parametrize(
    ("clause", "typed"),
    [
        ("开展专项开展巡查3次", "做专项巡查3次"),
        ("明年计划开展镇级调解员", "明年搞镇级调解员"),
        ("发放普法视频号20篇", "普法视频号发了20篇"),
        ("办理模拟法庭2场", "模拟法庭办了2场"),
        ("律师全程与着谈", "律师全程跟着谈"),
        ("在老城方面，宣传", "在老城那边宣传"),
        ("小2起", "小的2起"),
    ],
)
def test_a_clause_that_rewording_broke_is_known(clause: str, typed: str) -> None:
    assert soundness.is_broken(clause, typed)
    assert not soundness.is_broken(typed, typed)
    assert not soundness.is_broken(clause, clause)  # what the note says so itself was not broken here


def test_a_clause_in_the_notes_own_words_has_its_names_written_out() -> None:
    words = [Token("去年"), Token("法援"), Token("搞"), Token("了"), Token("12件", "count", "件")]
    assert soundness.safely_worded(words) == "上年法律援助搞了12件"


@pytest.mark.parametrize("row", ROWS, ids=[row["note"] for row in ROWS])
def test_a_note_gets_the_wording_of_its_kind(row: dict[str, str], register: Register) -> None:
    assert formalised(row["note"], register).text == row["formal"]


@pytest.mark.parametrize(
    ("note", "formal"),
    [
        ("2月份走访了务工人员 帮35名工人讨薪 86万", "2月份走访务工人员，帮助35名工人讨薪，86万元"),
        ("请8名退休教师当监督员", "请8名退休教师担任监督员"),
        ("9月3号集中宣传1次", "9月3日集中宣传1次"),
        # what became less is no count of what there is
        ("公共法律服务窗口少了6个", "公共法律服务窗口减少6个"),
        ("来咨询的人少了两成", "来咨询的人减少两成"),
        # what a correction takes away is the wrong figure, and nothing else
        ("不是9家单位都报了，还有1家没报", "不是9家单位均报了，尚有1家未报送"),
        ("上次填的评查卷数写错了，不是52卷，是54卷", "评查卷54卷"),
        ("年底退了4件给信访局", "年底退了4件给信访局"),
        ("所里走了3家单位", "所内走了3家单位"),
        ("不动产登记和缴税一块办，办了90件", "不动产登记和缴税一并办理，办理90件"),
    ],
)
def test_who_did_what_as_what_and_when(note: str, formal: str, register: Register) -> None:
    assert formalised(note, register).text == formal


def test_a_guess_is_offered_as_one_and_the_clerk_is_told(index: search.Index, register: Register) -> None:
    first = offered("调解纠纷207件，好像调解成功188件", index, register)[0]
    assert first.text == "调解纠纷207件，调解成功188件（待核实）"
    assert any("待核实" in reason for reason in first.why)
    assert not any("待核实" in each.text for each in offered("收到投诉26件，写错了，应该是28件", index, register))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("检查院发来建议书11份", "检察院发来建议书11份"),
        ("农名工讨薪12件", "农民工讨薪12件"),
        ("公平竞争审察89份", "公平竞争审查89份"),
        ("网各员上报1200件", "网格员上报1200件"),
        ("法律名白人培训3期", "法律明白人培训3期"),
        # words that only sound like a name
        ("水务局查了12家", "水务局查了12家"),
        ("司法所检查院落卫生12处", "司法所检查院落卫生12处"),
        ("协调小组一共开了7次会", "协调小组一共开了7次会"),
    ],
)
def test_a_set_name_with_one_wrong_character_is_mended(typed: str, meant: str, register: Register) -> None:
    assert homophones.mended(typed, register).note == meant


def test_what_is_left_out_of_a_note_is_told(index: search.Index, register: Register) -> None:
    first = offered("信访量下降18%，未发生集体访（网上版删掉这句），这个数你再核下", index, register)[0]
    assert first.text == "信访量下降18%，未发生集体访"
    assert "没有写进去：“网上版删掉这句”、“这个数你再核下”" in first.why


@pytest.mark.parametrize(
    ("note", "text", "fault"),
    [
        ("差评3条 都回了", "差评3条，均回", "半截话"),
        ("处罚326件 罚没86.5万 市监198", "处罚326件，罚没86.5万元，市场监管部门198元", "单位"),
        ("仲裁院立案305件", "立案仲裁院305件", "做事的人成了宾语"),
        ("照片在群里 讲座3场", "照片在群里，举办讲座3场", "留言"),
        ("整改掉38个", "完成整改整改38个", "重复"),
    ],
)
def test_what_blind_readers_send_back_is_a_fault(note: str, text: str, fault: str) -> None:
    said = Suggestion("own", text, text, 0.0, "", "")
    assert any(found.startswith(fault) for found in wording.faults({"note": note}, [said]))


def test_the_hand_written_notes_are_said_exactly(index: search.Index, register: Register) -> None:
    right, wrong = wording.share(notes.NOTES, lambda note: offered(note, index, register))
    assert right / len(notes.NOTES) >= 0.95, wrong


def test_no_trap_is_walked_into(index: search.Index, register: Register) -> None:
    traps = yamlfile.read(Path(__file__).parents[1] / "data" / "traps.yaml")[0]["traps"]
    caught = [
        (trap["note"], each.text)
        for trap in traps
        for each in suggesting.suggest(trap["note"], index, register, limit=10)
        if each.origin != "reference" and any(word in each.text for word in trap["never"])
    ]
    assert caught == []


def test_what_no_phrase_says_stands_first_in_the_notes_own_words(index: search.Index, register: Register) -> None:
    first, *others = offered("公证 办了318件", index, register)
    assert (first.id, first.origin, first.text) == ("own", "own", "办理公证318件")
    assert all(each.origin == "reference" and each.loses for each in others)


def test_a_reviewed_phrase_that_says_just_the_same_comes_before_the_own_text(
    index: search.Index, register: Register
) -> None:
    first, *_ = offered("法治督察2次", index, register)
    assert (first.text, first.origin, first.adds, first.loses) == ("开展法治督察2次", "phrase", (), ())


def test_a_phrase_that_names_another_act_of_the_same_figure_is_a_reference(
    index: search.Index, register: Register
) -> None:
    first, second, *_ = offered("法援153件 其中民事94 刑事59", index, register)
    assert (first.origin, second.origin, second.adds) == ("own", "reference", ("指派",))


def test_a_computed_rate_is_never_in_the_first_suggestion_and_is_marked(
    index: search.Index, register: Register
) -> None:
    first, *others = offered("调解纠纷207件 成功188件", index, register)
    computed = [each for each in others if "90.82" in each.text]
    assert "90.82" not in first.text and computed
    assert all("由" in "".join(each.adds) and "计算" in "".join(each.adds) for each in computed)


def test_a_note_of_another_field_gets_only_its_cleaned_text_and_a_word(index: search.Index, register: Register) -> None:
    [only] = offered("今天天气很好", index, register)
    assert only.text == "今天天气很好" and not only.band and "没有认出" in only.label


def test_a_problem_and_a_plan_are_told(index: search.Index, register: Register) -> None:
    assert "存在的不足" in offered("普法形式太单一 老百姓不爱听", index, register)[0].label
    assert "下一年的安排" in offered("计划明年开展普法活动20场", index, register)[0].label


_STATEMENTS = [
    "法律援助办结65件", "普法讲座16场", "调解纠纷207件", "记录仪配了58台", "案卷评查12本", "好评率99.8%", "拆了违建38处",
    "培训执法人员3期", "走访企业200余家", "挽回损失27.5万元", "12345热线受理3234件", "还有3件没办完", "网办率九成五",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_STATEMENTS), min_size=2, max_size=5, unique=True), st.randoms())
def test_statements_in_another_order_are_the_same_statements(
    register: Register, statements: list[str], random: object
) -> None:
    text = formalised("\n".join(statements), register).text
    alone = [formalised(statement, register).text for statement in statements]
    assert sorted(text.split("，")) == sorted("，".join(alone).split("，"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_STATEMENTS), min_size=1, max_size=4, unique=True))
def test_formal_wording_comes_back_unchanged(register: Register, statements: list[str]) -> None:
    once = formalised("，".join(statements), register).text
    assert formalised(once, register).text == once


def test_no_word_is_replaced_inside_another_one() -> None:
    assert "官网" in word_borders.words("官网信息更新", own_words())


def test_clean_notes_are_not_changed_by_homophones(register: Register) -> None:
    entries = [entry["note"] for entry in notes.NOTES]
    assert planting.changed_wrongly(entries, register) == [("复仪案件办结13件", (("复仪", "复议"),))]


@pytest.mark.parametrize("word", ["换届", "触发", "慰问", "执意"])
def test_a_word_of_everyday_language_is_no_homophone_of_a_term_that_shares_nothing_with_it(
    register: Register, word: str
) -> None:
    note = f"{word}培训36人次，{word}事项4项"
    assert homophones.mended(note, register) == (note, ())


def test_homophones_of_a_long_note_are_left_because_each_would_be_tried_with_all_of_it(register: Register) -> None:
    note = "复仪案件办结13件。" * 30
    assert homophones.mended(note, register) == (note, ())


@pytest.mark.parametrize(
    ("typed", "meant"), [("复仪案件办结13件", "复议"), ("行政负议收到22件", "复议"), ("法律元助办结65件", "法律援助")]
)
def test_a_homophone_of_a_term_is_mended_and_told(
    typed: str, meant: str, index: search.Index, register: Register
) -> None:
    assert meant in homophones.mended(typed, register).note
    assert "疑为" in next(each for each in offered(typed, index, register) if each.origin == "own").label
