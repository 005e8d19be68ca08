"""suggesting.matching on a small hand-made bank; what the shipped bank reaches is measured in test_suggesting_notes.py."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import config
from drafter.errors import FormatError
from drafter.model import Indicator, RelationRule, Suggestion
from drafter.phrase_formats import Phrase, Source
from drafter.suggesting import matching
from drafter.suggesting.sense import contradicts, sense_of
from drafter.suggesting.shorthand import expanded
from drafter.template_rules import Terms
from drafter.understanding import indicators, quantities, topic_terms


def matched(note: str, bank: object, register: indicators.Register, **options: object) -> tuple[Suggestion, ...]:
    """The phrases that fit a note, as they are offered; none for a note without words."""
    found = matching.match(note, bank, register, **options)  # type: ignore[arg-type]
    return matching.suggestions(found, register, options.get("year"))  # type: ignore[arg-type]


_INDICATORS = (
    Indicator(
        "disputes.handled", "调解矛盾纠纷", "件", "count", ("调解|化解 纠纷|矛盾 ! 成功", "调解 ! 成功 率 室 员")
    ),
    Indicator("disputes.succeeded", "调解成功", "件", "count", ("调解 成功 ! 率", "成功 ! 率 !! 应诉")),
    Indicator("disputes.success_rate", "调解成功率", "%", "percent", ("成功率", "调解成功率")),
    Indicator("enforcement.fines", "罚没金额", "元", "money", ("罚没|罚款",)),
    Indicator("enforcement.penalties", "行政处罚案件", "件", "count", ("行政处罚|处罚",)),
    Indicator("publicity.materials", "发放宣传资料", "份", "count", ("发放|发 资料|宣传",)),
    Indicator("publicity.activities", "法治宣传活动", "场次", "count", ("普法|宣传 活动",)),
    Indicator("review.received", "收到行政复议申请", "件", "count", ("行政复议 ! 受理 办结",)),
    Indicator("services.days_after", "平均办理时限（本年）", "工作日", "days", ("审批|办理 时限|效率",)),
    Indicator("services.days_before", "平均办理时限（上年）", "工作日", "days", ("审批|办理 时限|效率",), "last"),
)
_RULES = (
    RelationRule("rate", "disputes.handled", ("disputes.succeeded",), rate="disputes.success_rate"),
    RelationRule("within", "disputes.handled", ("disputes.succeeded",)),
)
REGISTER = indicators.compile({i.id: i for i in _INDICATORS}, _RULES, topic_terms.read(config.template_folder()))
_ALL = {
    "handled": "disputes.handled", "succeeded": "disputes.succeeded", "success_rate": "disputes.success_rate",
    "fines": "enforcement.fines", "penalties": "enforcement.penalties", "materials": "publicity.materials",
    "activities": "publicity.activities", "received": "review.received", "days_after": "services.days_after",
    "days_before": "services.days_before", "year": "year", "zone": "zone", "title1": "title", "organ1": "organ",
}  # fmt: skip


def phrase(topic: str, text: str, **other: object) -> Phrase:
    names = re.findall(r"\{(\w+)\}", text)
    slots = {name: _ALL.get(name, name.rstrip("0123456789")) for name in names}
    return Phrase.model_validate(
        {"id": f"{topic}-{crc32(text.encode()):08x}", "topic": topic, "text": text, "slots": slots, **other}
    )


BANK = (
    phrase("disputes", "共计调解各类纠纷{handled}件，调解成功{succeeded}件，成功率达{success_rate}%"),
    phrase("disputes", "全年共调解矛盾纠纷{handled}起，成功调解{succeeded}起"),
    phrase("disputes", "全年共调解各类矛盾纠纷{handled}件"),
    phrase("disputes", "调解成功率达到{success_rate}%"),
    phrase("disputes", "调解成功率为{success_rate}%以上"),
    phrase("disputes", "调解成功率未达到{success_rate}%"),
    phrase("disputes", "首次实现调解组织全覆盖，调解各类纠纷{handled}件"),
    phrase("disputes", "全年共调解涉企纠纷{number1}起，涉及金额{money1}"),
    phrase("disputes", "人民调解员队伍力量薄弱，业务能力有待加强", role="problem"),
    phrase("disputes", "进一步加强人民调解员队伍建设", role="plan"),
    phrase("disputes", "印发{title1}，在{number1}个派出所设置驻所调解室"),
    phrase("disputes", "{year}年共调解纠纷{handled}件，同比下降{percent1}%"),
    phrase("enforcement", "作出行政处罚决定{penalties}件，罚没金额{fines}"),
    phrase("enforcement", "培训行政执法人员{number1}人次"),
    phrase("publicity", "开展普法宣传活动{activities}场次，发放宣传资料{materials}余份"),
    phrase("publicity", "利用新媒体推送普法案例{number1}条"),
    phrase("review", "全年共收到行政复议申请{received}件"),
    phrase("review", "全年共收到行政复议申请31件，已全部办结", status="reviewed"),
    phrase("services", "审批时限由{days_before}个工作日缩短至{days_after}个工作日"),
    phrase("services", "审批事项由{number1}项增加至{number2}项"),
    phrase("norms", "旧的表述，不再使用，调解各类纠纷{handled}件", status="retired"),
)


def suggest(note: str, **options: object) -> tuple[Suggestion, ...]:
    return matched(note, BANK, REGISTER, **options)  # type: ignore[arg-type]


def first(note: str, **options: object) -> Suggestion:
    return suggest(note, **options)[0]


def test_both_figures_of_a_rough_note_go_where_their_indicators_stand() -> None:
    best = first("调解纠纷207件 成功188件")
    assert best.filled["handled"] == "207" and best.filled["succeeded"] == "188"
    assert "207" in best.text and "188" in best.text and best.topic == "disputes"


@pytest.mark.parametrize(
    "note",
    [
        "成功188件，调解纠纷207件",
        "调解 207件 成功188",
        "调解成功188起/207起",
        "调解纠纷２０７件\n成功１８８件",
        "调解纠纷二百零七件，成功一百八十八件",
    ],
)
def test_order_widths_numerals_and_missing_units_do_not_move_a_figure(note: str) -> None:
    best = first(note)
    assert (best.filled["handled"], best.filled["succeeded"]) == ("207", "188"), best


def test_a_rate_that_follows_from_two_counts_is_filled_and_named_as_computed() -> None:
    rated = next(s for s in suggest("调解纠纷207件 成功188件") if "success_rate" in s.filled)
    assert "成功率达90.82%" in rated.text
    assert any("计算" in reason for reason in rated.why)


def test_a_rate_is_computed_where_things_besides_the_whole_are_counted_too() -> None:
    rules = tuple(rule._replace(other_allowed=True) for rule in _RULES)
    register = indicators.compile({i.id: i for i in _INDICATORS}, rules, topic_terms.read(config.template_folder()))
    found = matched("调解纠纷207件 成功188件", BANK, register)
    assert any("90.82%" in each.text for each in found)


def test_no_rate_is_computed_from_a_vague_count() -> None:
    assert all("success_rate" not in s.filled for s in suggest("调解纠纷200余件 成功188件"))


def test_a_slot_without_a_figure_is_a_named_gap_and_comes_later() -> None:
    found = suggest("调解纠纷207件")
    gapped = next(s for s in found if "succeeded" in s.unfilled)
    assert "【待填：调解成功】" in gapped.text
    assert not found[0].unfilled


def test_a_figure_the_wording_cannot_hold_is_said_and_costs_much() -> None:
    whole, part = first("调解纠纷207件"), first("调解纠纷207件，走访群众35户")
    assert any(reason == "未用到：35户" for reason in part.why)
    assert part.score < whole.score - 10


def test_money_keeps_its_unit_and_the_printed_form_of_the_note() -> None:
    best = first("行政处罚94件，罚没2.5万元")
    assert best.text == "作出行政处罚决定94件，罚没金额2.5万元"
    assert best.filled["fines"] == "2.5万元"


def test_hedges_come_from_the_note_and_never_from_the_phrase() -> None:
    assert "发放宣传资料3000份" in first("普法宣传活动4场次 发放资料3000份").text
    assert "发放宣传资料3万余份" in first("普法宣传活动4场次 发放资料3万余份").text
    assert "为98%以上" not in "".join(s.text for s in suggest("调解成功率98%"))


def test_a_denied_note_never_meets_a_phrase_that_affirms() -> None:
    texts = [s.text for s in suggest("调解成功率未达到90%", limit=20)]
    assert texts == ["调解成功率未达到90%"]


def test_an_affirming_note_never_meets_a_phrase_that_denies() -> None:
    assert all("未" not in s.text for s in suggest("调解成功率达到90%", limit=20))


def test_a_phrase_claims_neither_all_nor_first_unless_the_note_does() -> None:
    assert all("首次" not in s.text for s in suggest("调解纠纷207件", limit=20))
    assert any("首次" in s.text for s in suggest("首次实现调解组织全覆盖 调解纠纷207件", limit=20))


def test_a_fall_is_not_told_as_a_rise() -> None:
    assert all("增加" not in s.text for s in suggest("审批事项由69项减少到40项", limit=20))
    assert "由40项增加至69项" in first("审批事项由40项增加到69项").text


def test_problem_wording_answers_problems_and_plan_wording_plans() -> None:
    assert first("调解员队伍薄弱").text.endswith("有待加强")
    assert first("下一步加强调解员队伍").text == "进一步加强人民调解员队伍建设"
    assert all("薄弱" not in s.text and "进一步" not in s.text for s in suggest("调解员队伍建设 纠纷207件", limit=20))


def test_a_phrase_with_a_figure_of_its_own_or_retired_is_never_offered() -> None:
    texts = "".join(s.text for s in suggest("全年共收到行政复议申请18件，已全部办结", limit=20))
    assert "31件" not in texts and "旧的表述" not in texts


def test_two_figures_of_one_indicator_leave_the_slot_open() -> None:
    for found in suggest("甲社区调解纠纷12件，乙社区调解纠纷15件", limit=20):
        assert "handled" not in found.filled


def test_a_plain_slot_takes_a_figure_only_beside_the_same_words() -> None:
    assert all("number1" not in s.filled for s in suggest("走访群众12条", limit=20))
    assert first("推送普法案例12条").text == "利用新媒体推送普法案例12条"


def test_the_same_wording_with_every_figure_scores_100() -> None:
    best = first("共计调解各类纠纷162件，调解成功135件，成功率达83.33%")
    assert (best.score, best.band, best.unfilled) == (100.0, "100", ())


def test_the_reports_year_fills_the_year_and_an_older_year_in_the_note_is_warned_of() -> None:
    best = next(s for s in suggest("2024年调解纠纷207件，同比下降5%", year=2025) if "同比" in s.text)
    assert best.text.startswith("2025年共调解纠纷207件")
    assert any("2024年" in reason and "请核对" in reason for reason in best.why)


def test_wording_that_is_out_of_date_in_the_reports_year_costs_points() -> None:
    old = (phrase("publicity", "开展七五普法宣传活动{activities}场次"),)
    terms = Terms(outdated={"七五普法": 2021})
    then, now = (
        matched("七五普法宣传活动4场次", old, REGISTER, year=year, terms=terms)[0].score for year in (2020, 2025)
    )
    assert now < then


def test_without_any_year_the_text_says_this_year() -> None:
    found = next(s for s in suggest("调解纠纷207件，同比下降5%") if "同比" in s.text)
    assert found.text == "本年度共调解纠纷207件，同比下降5%"


def test_a_title_is_filled_and_a_lost_title_is_said() -> None:
    found = suggest("印发《云溪调解工作办法》 3个派出所设调解室")
    assert "印发《云溪调解工作办法》，在3个派出所" in found[0].text


@pytest.mark.parametrize("note", ["", "   \n", "。，！", "207 188", "\x00\x07", "?", "abc"])
def test_a_note_without_words_has_no_suggestions(note: str) -> None:
    assert suggest(note) == ()


def test_a_whole_document_is_refused_with_a_clear_message() -> None:
    with pytest.raises(FormatError, match="太长"):
        suggest("调解纠纷207件，" * 10_000)


@pytest.mark.parametrize("note", ["走访群众3户，" * 250, "化解2件 " * 700, "三五件、" * 300])
def test_a_whole_table_is_refused_with_a_clear_message(note: str) -> None:
    with pytest.raises(FormatError, match="数字太多"):
        suggest(note)


def test_the_topic_asked_for_comes_first() -> None:
    twins = (phrase("enforcement", "举办培训班，收到良好效果"), phrase("publicity", "举办培训班，取得良好效果"))
    for topic in ("enforcement", "publicity"):
        assert matched("举办培训班", twins, REGISTER, topic=topic)[0].topic == topic


def test_the_same_note_gives_the_same_answer_whatever_the_order_of_the_bank() -> None:
    note = "调解纠纷207件"
    assert suggest(note) == matched(note, tuple(reversed(BANK)), REGISTER)


def test_no_more_than_two_variants_of_a_wording_crowd_the_first_five() -> None:
    variants = [
        phrase("disputes", f"{lead}共调解各类矛盾纠纷{{handled}}件") for lead in ("", "全年", "全区", "我区", "累计")
    ]
    found = matched("共调解各类矛盾纠纷12件", (*variants, *BANK), REGISTER)
    assert sum("共调解各类矛盾纠纷12件" in s.text for s in found) == 2


def test_one_text_is_suggested_once_although_two_phrases_come_to_it_when_cut_down() -> None:
    longer = [
        phrase("disputes", f"调解矛盾纠纷{{handled}}件，{tail}")
        for tail in ("成功{succeeded}件", "成功率为{success_rate}%", "当场化解{succeeded}件")
    ]
    texts = [each.text for each in matched("调解矛盾纠纷12件", longer, REGISTER, limit=20)]
    assert texts.count("调解矛盾纠纷12件") == 1
    assert len(texts) == len(set(texts))


def test_behind_the_first_five_the_best_come_first_however_alike() -> None:
    alike = [phrase("disputes", f"{lead}共调解纠纷{{handled}}件") for lead in ("", "全年", "全区", "我区", "累计")]
    others = [
        phrase("disputes", text)
        for text in (
            "办理调解{handled}件",
            "受理纠纷{handled}件，依法调解",
            "化解矛盾纠纷{handled}件",
            "依法排查和调处各类纠纷共{handled}件",
            "深入排查，就地调处纠纷{handled}件",
        )
    ]
    five, all_ = (matched("共调解纠纷12件", (*alike, *others), REGISTER, limit=limit) for limit in (5, 20))
    behind = [each.score for each in all_[5:]]
    assert all_[:5] == five and behind[0] > five[-1].score
    assert behind == sorted(behind, reverse=True)


def test_a_piece_that_cannot_stand_alone_is_never_offered() -> None:
    leaning = phrase("openness", "自区门户网站建设以来，累计公开政府信息{number1}条")
    found = matched("区门户网站建设", (*BANK, leaning), REGISTER, limit=20)
    assert all(not each.text.endswith("以来") for each in found)


def test_a_planned_figure_is_offered_as_planned_and_never_as_done() -> None:
    planned = phrase("publicity", "下一年度计划开展法治宣传活动{activities}场次", role="plan")
    found = matched("计划明年开展普法宣传活动20场次", (*BANK, planned), REGISTER, limit=20)
    assert found[0].text == "下一年度计划开展法治宣传活动20场次"
    assert all("计划" in each.text for each in found if "20" in each.text)


def test_of_what_is_done_and_what_is_planned_each_figure_keeps_its_place() -> None:
    planned = phrase("publicity", "下一年度计划开展法治宣传活动{activities}场次", role="plan")
    found = matched("今年开展普法宣传活动12场次，计划明年开展20场次", (*BANK, planned), REGISTER, limit=20)
    done = [each.text for each in found if "12" in each.text]
    assert done and all(each.index("12") < each.find("计划") or "计划" not in each for each in done)


def test_where_nothing_fits_the_nearest_of_the_topic_come_as_reference() -> None:
    bank = (*BANK, phrase("corrections", "规范社区矫正执法，落实走访制度"))
    found = matched("请销假 帮教", bank, REGISTER)
    assert found[0].topic == "corrections" and found[0].score < 75
    assert "参考" in found[0].why[0]


def test_a_reference_prints_no_figure_of_its_own() -> None:
    bank = (*BANK, phrase("corrections", "社区矫正对象31人"))
    assert all("31" not in each.text for each in matched("社区矫正 帮教 请销假", bank, REGISTER, limit=20))


def test_a_reference_that_is_bare_wording_with_a_gap_comes_after_one_that_a_report_printed() -> None:
    printed, bare = (phrase("corrections", f"{verb}社区矫正对象{{number1}}人") for verb in ("接收", "接受"))
    printed = printed.model_copy(update={"sources": [Source(report="甲", section="一", line=1)]})
    found = matched("社区矫正", (bare, printed), REGISTER)
    assert [each.id for each in found] == [printed.id, bare.id]


# Shorthand -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("法援办了86件", "法律援助办理86件"),
        ("案卷评查 看了50本", "案卷评查 评查50本"),
        ("没改26条", "没改26条"),
        ("罚款23万5", "罚款23万5元"),
        ("调解200来件", "调解约200件"),
        ("资料3万份", "资料3万份"),
        ("成功率96.5", "成功率96.5%"),
        ("成功率９６．５", "成功率９６．５%"),
        ("成功率96。5", "成功率96。5%"),
        ("成功率96。其他", "成功率96%。其他"),
        ("成功率96。5%", "成功率96。5%"),
        ("成功率96.5‰", "成功率96.5‰"),
        ("成功率96 %", "成功率96 %"),
        ("罚款４１．６万", "罚款４１．６万元"),
        ("调解162件成功135件", "调解162件，成功135件"),
        ("由12件增至15件", "由12件增至15件"),
        ("窗口32 部门19", "窗口32，部门19"),
        ("2024年150件，2025年207件", "2024年150件。2025年207件"),
    ],
)
def test_shorthand_is_written_out_and_figures_keep_their_value(typed: str, meant: str) -> None:
    assert expanded(typed) == meant


def test_a_users_own_shorthand_is_written_out(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "shorthand.yaml").write_text("written_out: {综窗: 综合窗口}\n", "utf-8")
    (tmp_path / "drafter.yaml").write_text("language: words\n", "utf-8")
    asking = "import sys; from drafter.suggesting.shorthand import expanded; sys.stdout.write(expanded('综窗12个'))"
    ran = subprocess.run(
        [sys.executable, "-c", asking], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout == "综合窗口12个"


# Sense ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "wording"),
    [
        ("败诉2件", "实现零败诉，行政诉讼案件2件"),
        ("不予受理4件", "受理行政复议申请4件"),
        ("受理4件", "不予受理行政复议申请4件"),
        ("法律六进活动", "开展法律七进活动"),
        ("信访量下降8%", "信访量上升8%"),
        ("信访量由12件到9件", "信访量上升{n}件"),
        ("信访量由1.3万件到8600件", "信访量上升{n}件"),
        ("信访量由2024年的12件到15件", "信访量下降{n}件"),
        ("信访量由九百件到一千零二件", "信访量下降{n}件"),
        ("印发《甲办法》", "印发《乙办法》"),
        ("排名提升", "荣获先进单位"),
        ("开展活动", "计划明年开展活动"),
        ("没有发生事故", "发生事故"),
    ],
)
def test_wording_of_another_sense_contradicts_the_note(note: str, wording: str) -> None:
    assert contradicts(sense_of(note), sense_of(wording, "work"))


@pytest.mark.parametrize(
    ("note", "wording"),
    [
        ("无违建小区创建", "开展无违建小区创建"),
        ("扩大会议3次", "召开会议3次"),
        ("针对薄弱环节整改12处", "整改12处"),
        ("培训工作计划", "落实培训工作计划"),
        ("各街道都配备了人员", "全部街道均配备人员"),
        ("提升服务水平", "事项由69项减少到40项"),
        ("进一步提升服务水平", "事项由69项减少到40项"),
        ("未办理未成年人案件，开展调解5次", "利用无人机巡查，开展调解5次"),
    ],
)
def test_words_that_only_look_like_cues_contradict_nothing(note: str, wording: str) -> None:
    assert not contradicts(sense_of(note), sense_of(wording, "work"))


_WORDS = st.sampled_from(
    ["调解纠纷", "成功", "成功率", "发放资料", "行政处罚", "罚没", "行政复议", "审批事项由", "增加到", "推送案例", "未"]
)
_FIGURES = st.builds(
    "{}{}".format, st.integers(0, 99999), st.sampled_from(["", "件", "起", "%", "万元", "余份", "条", "项", "个工作日"])
)


@settings(max_examples=150)
@given(st.lists(st.tuples(_WORDS, _FIGURES), min_size=1, max_size=4), st.sampled_from([" ", "，", ""]))
def test_every_figure_of_a_suggestion_is_the_notes_or_marked_as_computed(
    parts: list[tuple[str, str]], between: str
) -> None:
    note = between.join(word + figure for word, figure in parts)
    given_values = {q.value for q in quantities.find(note)} | {Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", note)}
    for found in suggest(note, limit=20):
        computed = " ".join(reason for reason in found.why if "计算" in reason)
        for quantity in quantities.find(found.text):
            if isinstance(quantity.value, Decimal):
                assert quantity.value in given_values or str(quantity.text).rstrip("%件") in computed, (note, found)
