"""How often a clerk's rough note gets the right wording first, measured on the shipped phrasebank with tests/data/notes.yaml.

Right: on the topic, every figure of the note in the slot of its indicator, no figure that the note does not have.
"""

from __future__ import annotations

import re

import pytest
from bench import notes
from bench.notes import foreign
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import config, suggesting
from drafter.asking import questionnaire
from drafter.asking.questionnaire import own_sentences
from drafter.bank import layers
from drafter.bank import search as index
from drafter.model import Suggestion
from drafter.phrase_formats import Phrase
from drafter.suggesting import matching
from drafter.understanding import indicators


def matched(note: str, bank: object, register: indicators.Register, **options: object) -> tuple[Suggestion, ...]:
    """The phrases that fit a note, as they are offered; none for a note without words."""
    found = matching.match(note, bank, register, **options)  # type: ignore[arg-type]
    return matching.suggestions(found, register, options.get("year"))  # type: ignore[arg-type]


FLOOR, FLOOR_THREE = 0.9, 0.95
SHARED = notes.ROOT.parent / "shared"


@pytest.fixture(scope="module")
def bank() -> tuple[Phrase, ...]:
    asked = questionnaire.load(config.template_folder())
    return (*layers.layered([config.shipped("phrasebank")]).phrases, *own_sentences(asked))


@pytest.fixture(scope="module")
def prepared(bank: tuple[Phrase, ...]) -> index.Index:
    return index.build(bank)


@pytest.fixture(scope="module")
def answers(prepared: index.Index, register: indicators.Register) -> dict[str, tuple[Suggestion, ...]]:
    return {entry["note"]: matched(entry["note"], prepared, register, limit=10) for entry in notes.NOTES}


@pytest.mark.parametrize("untouched", [False, True], ids=["tuned", "untouched"])
def test_rough_notes_find_their_wording(
    untouched: bool,
    answers: dict[str, tuple[Suggestion, ...]],
    bank: tuple[Phrase, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    shares = notes.written(lambda note: answers[note], bank, untouched)
    with capsys.disabled():
        print(f"\n{'untouched' if untouched else 'tuned'}: {shares}")
    assert shares.first >= FLOOR and shares.three >= FLOOR_THREE and shares.foreign == 0


@pytest.mark.parametrize(
    "note",
    [
        "今天天气很好",
        "苹果香蕉15个",
        "火星移民计划3次",
        "打印机坏了2台",
        "去年150件，今年207件",
        "房价下降10%",
        "工会活动5次",
    ],
)
def test_a_note_that_is_not_of_this_field_gets_nothing(
    note: str, prepared: index.Index, register: indicators.Register
) -> None:
    assert matched(note, prepared, register) == ()


@pytest.mark.parametrize("topic", ["行政复议", "普法", "社区矫正", "司法所", "招商引资", "案卷评查", "法律援助"])
def test_a_note_that_names_only_a_topic_gets_wordings_of_that_topic_without_a_figure(
    topic: str, prepared: index.Index, register: indicators.Register
) -> None:
    found = matched(topic, prepared, register)
    assert len(found) >= 3
    assert not any(re.search(r"\d", each.text) for each in found)
    assert any(not each.unfilled for each in found)


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("普法活动去年30场今年44场", "44"),
        ("2024年共受理信访132件，2025年受理98件", "98"),
        ("涉企检查由去年的820次减少到512次", "512"),
        ("行政诉讼案件由去年12件下降到今年7件", "7"),
    ],
)
def test_of_two_years_only_the_last_is_this_years(
    note: str, printed: str, prepared: index.Index, register: indicators.Register
) -> None:
    assert [value for value in matched(note, prepared, register)[0].filled.values() if value.isdigit()] == [printed]


def test_no_suggestion_for_any_note_prints_a_foreign_figure(answers: dict[str, tuple[Suggestion, ...]]) -> None:
    assert [
        (note, foreign(note, found)) for note, each in answers.items() for found in each if foreign(note, found)
    ] == []


@pytest.mark.parametrize(
    ("note", "never"),
    [
        ("调解成功率未达到90%", r"(?<!未)(?<!没有)达"),
        ("调解成功率没有达到90%，共调解207件", r"成功率(?!未达)"),
        ("规范性文件未全部审核", r"全部|均|100%"),
        ("行政复议案件同比下降12%", r"上升|增长|增加"),
        ("涉企检查次数比去年减少30%", r"上升|增长|增加"),
        ("消费投诉同比增长5%", r"下降|减少"),
        ("没有发生行政败诉案件", r"败诉案件\d"),
        ("计划明年开展普法活动20场", r"^(?!.*(?:计划|明年|下一步|将|拟|力争)).*20"),
        ("法律援助不予受理3件", r"^(?!.*不予).*3件"),
        ("抽查产品不合格6批次", r"(?<!不)合格"),
        ("受理行政复议申请12件", r"不予受理"),
        ("执法人员能力不足", r"显著提高|明显提升|不断提高"),
        ("没收到公开申请", r"^(?!.*未).*收到"),
        ("规范性文件没备案2件", r"全年未制定"),
        ("没有聘请法律顾问", r"全年未"),
        ("处罚决定撤销2件", r"2件"),
        ("法治督察 查出问题14个 已改13个", r"规范性文件"),
        ("社矫对象新收19人", r"在册社区矫正对象19"),
        ("纠纷上升10%", r"10%"),
    ],
)
def test_no_phrase_of_the_bank_contradicts_a_note(
    note: str, never: str, bank: tuple[Phrase, ...], register: indicators.Register
) -> None:
    texts = [found.text for found in matched(note, bank, register, limit=50)]
    assert [text for text in texts if re.search(never, text)] == []


@pytest.mark.parametrize(
    ("note", "never"),
    [
        ("刑事案件立案900起", "legal_services.aid_criminal"),
        ("群众满意率97.5%", "services.positive_rate"),
        ("平台收到意见建议851件 办结率100% 满意率100%", "decisions.opinions"),
        ("治安案件查处212起", "enforcement.penalties"),
        ("12315平台接诉2186件 办结2150件", "review.closed"),
        ("价格检查 86家 责令整改12家", "regulation.random_corrected"),
        ("公平竞争审查文件14份", "norms.reviewed"),
        ("领导包案 12件 已化解10件", "disputes.handled"),
        ("最多跑一次事项 占比98%", "services.full_online_rate"),
        ("拖欠农民工工资案件 查处14件 追回工资297万元", "legal_services.recovered"),
    ],
)
def test_a_figure_is_not_put_where_something_else_is_counted(
    note: str, never: str, prepared: index.Index, bank: tuple[Phrase, ...], register: indicators.Register
) -> None:
    slots = {phrase.id: phrase.slots for phrase in bank}
    for found in matched(note, prepared, register, limit=10):
        assert never not in notes.by_indicator(found, slots), found.text


@pytest.mark.parametrize(
    ("note", "counted"),
    [
        ("罚款23万5", {"enforcement.fines": "23.5万元"}),
        ("调解纠纷：婚姻家庭32 邻里41 劳资57 合计130起", {"disputes.handled": "130"}),
        ("矛盾纠纷排查\t一季度 56件\t二季度 61件\t全年 240件", {"disputes.screened": "240"}),
        ("政务大厅 窗口32 部门19", {"services.windows": "32", "services.departments": "19"}),
        ("信访积案11件，化解9件", {"disputes.backlog_solved": "9"}),
        ("2023年共开展法治宣传36场，2024年开展41场", {"publicity.activities": "41"}),
    ],
)
def test_what_is_said_of_a_row_a_list_or_a_total_is_understood(
    note: str, counted: dict[str, str], prepared: index.Index, bank: tuple[Phrase, ...], register: indicators.Register
) -> None:
    slots = {phrase.id: phrase.slots for phrase in bank}
    assert notes.by_indicator(matched(note, prepared, register)[0], slots) == counted


@pytest.mark.parametrize("typed", ["88 万元", "88 万", "88万", "８８ 万"])
def test_no_blank_within_a_figure_changes_it(typed: str, prepared: index.Index, register: indicators.Register) -> None:
    assert "损失88万元" in matched(f"法律援助挽回损失 {typed}", prepared, register)[0].text


def test_a_note_filled_in_where_nothing_counts_its_figure_is_measured_as_wrong(
    prepared: index.Index, bank: tuple[Phrase, ...], register: indicators.Register
) -> None:
    slots = {phrase.id: phrase.slots for phrase in bank}
    found = matched("调解纠纷207件 成功188件", prepared, register)[0]
    entry = {"note": "调解纠纷207件 成功188件", "topic": "disputes", "figures": {"disputes.handled": "207"}}
    assert not notes.right(entry, found, slots)
    assert notes.right({**entry, "also": ["disputes.succeeded"]}, found, slots)


def test_a_range_is_printed_whole(prepared: index.Index, register: indicators.Register) -> None:
    found = matched("调解各类纠纷12到15件", prepared, register)
    assert "12到15件" in found[0].text


@pytest.mark.sources
@pytest.mark.skipif(not SHARED.exists(), reason="the real reports are not in the repository")
def test_sentences_of_a_report_that_is_not_in_the_bank_find_their_topic(
    register: indicators.Register, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = questionnaire.load(config.template_folder())
    mined = layers.layered([config.shipped("phrasebank")]).phrases
    shares = {
        path.stem: notes.held_out(path, mined, own_sentences(asked), register)
        for path in sorted((SHARED / "sources").glob("*.txt"))
    }
    labelled = [shares[name] for name in notes.labelled(SHARED)]
    right = sum(share * count for share, count in labelled) / sum(count for _, count in labelled)
    with capsys.disabled():
        print("\nheld out:", ", ".join(f"{name} {share:.1%} of {count}" for name, (share, count) in shares.items()))
        print(f"held out, labelled by hand: {right:.1%}")
    assert right >= 0.8


_FIGURES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "近", "由", "不足"]),
    st.one_of(st.integers(0, 99999), st.sampled_from(["83.33", "十二", "2万余", "１２"])),
    st.sampled_from(["", "件", "人次", "%", "万元", "场", "份", "项", "家", "个工作日"]),
    st.sampled_from(["", "以上", "到15件"]),
)


@settings(max_examples=80)
@given(data=st.data(), between=st.sampled_from([" ", "，", "", "\n"]))
def test_random_notes_never_get_a_foreign_figure(
    data: st.DataObject, between: str, prepared: index.Index, register: indicators.Register
) -> None:
    words = st.sampled_from(
        [w.indicator.name for w in register.wordings] + ["全部", "首次", "未", "同比下降", "2024年"]
    )
    parts = data.draw(st.lists(st.tuples(words, _FIGURES), min_size=1, max_size=4))
    note = between.join(word + figure for word, figure in parts)
    for found in matched(note, prepared, register, year=2025):
        assert foreign(note, found) == [], found


@settings(max_examples=80)
@given(note=st.text(st.sampled_from("调解纠纷成功由到未全件%万元0129二百.，/（）《》{}【】\x00\n “”年+"), max_size=40))
def test_whatever_is_typed_gets_an_answer(note: str, prepared: index.Index, register: indicators.Register) -> None:
    assert len(matched(note, prepared, register)) <= 5


@pytest.mark.parametrize(
    ("note", "missing"), [("推出便民举措", "【本地叫法】"), ("培训执法人员3期", "【执法培训人次】")]
)
def test_what_a_wording_says_more_is_told_in_words_and_a_gap_by_what_is_missing(
    note: str, missing: str, prepared: index.Index, register: indicators.Register
) -> None:
    adds = [more for each in suggesting.suggest(note, prepared, register, limit=9) for more in each.adds]
    assert missing in adds
    assert not [more for more in adds if "待填" in more or re.search("【[a-z0-9_]+】", more)]
