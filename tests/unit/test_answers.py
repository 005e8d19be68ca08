"""Typed answers: what is read, what is refused, how it prints, what is odd, and how it is kept."""

import multiprocessing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import config
from drafter.asking import questionnaire
from drafter.asking.answer_doubts import doubts, reckoned
from drafter.asking.answer_values import labelled, parse, printed, read, written
from drafter.asking.answers import Answers, applies, unknown_ids
from drafter.asking.questionnaire import Questionnaire
from drafter.asking.reportfile import load, lock, new_report, save
from drafter.errors import FileError, FormatError
from drafter.formats import Answer, Group, Note, Question, Report, Zone
from drafter.model import RelationRule

FIELDS = {"problem": "问题", "cause": "原因"}


def question(kind, unit="", id="disputes.handled", ask="调解矛盾纠纷"):
    return Question(id=id, ask=ask, kind=kind, unit=unit, fields=FIELDS if kind == "records" else {})


def report(answers=None, notes=None):
    return Report(year=2025, zone=Zone(name="云溪经济技术开发区"), answers=answers or {}, notes=notes or {})


QUESTIONS = [
    question("count", "件"),
    question("count", "件", "disputes.succeeded", "调解成功"),
    question("percent", "%", "disputes.success_rate", "调解成功率"),
    question("count", "件", "disputes.petitions", "信访"),
    question("count", "件", "disputes.letters", "来信"),
    question("count", "批次", "disputes.visits", "来访"),
    question("money", "元", "disputes.amount", "调解涉及金额"),
    question("count", "户", "business.net", "净增"),
    question("count", "户", "business.new", "新登记"),
    question("count", "户", "business.closed", "注销"),
    question("records", "", "problems.items", "存在的问题"),
    question("percent", "%", "disputes.visits_drop", "来访下降比例"),
    question("count", "份", "business.reports", "收到报表").model_copy(
        update={"replaces": {"business.old_reports": "value", "business.reports_last": "last_year"}}
    ),
]
BOOK = Questionnaire(
    (Group(topic="disputes", title="矛盾纠纷调解", questions=QUESTIONS),),
    (
        RelationRule("within", "disputes.handled", ("disputes.succeeded",)),
        RelationRule("rate", "disputes.handled", ("disputes.succeeded",), rate="disputes.success_rate"),
        RelationRule("sum", "disputes.petitions", ("disputes.letters", "disputes.visits")),
        RelationRule("diff", "business.net", ("business.new", "business.closed")),
        RelationRule("drop", "disputes.visits", (), rate="disputes.visits_drop"),
    ),
)


def remarks(id, **given):
    answers = {key.replace("__", "."): value for key, value in given.items()}
    return doubts(BOOK, Answers.from_report(report(answers), BOOK), id)


@pytest.mark.parametrize(
    "raw", ["162", "162件", "162 件", "１６２", "一百六十二", "162起", 162, 162.0, "162．0", " 162\u200b", "162个件"]
)
def test_a_count_is_read_however_it_is_typed(raw):
    assert parse(question("count", "件"), raw) == 162


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1,620", 1620),
        ("1，620件", 1620),
        ("1 620", 1620),
        ("3万", 30000),
        ("1.5万", 15000),
        ("3万5千", 35000),
        ("三百零五", 305),
        ("十五万", 150000),
        ("一千零二十", 1020),
        ("1亿2000万", 120000000),
        ("零", 0),
        ("二十", 20),
    ],
)
def test_separators_and_chinese_scales_are_read_exactly(raw, value):
    assert parse(question("count", "件"), raw) == value


@pytest.mark.parametrize(
    ("kind", "unit", "raw", "value"),
    [
        ("percent", "%", "百分之八十六点二五", "86.25"),
        ("percent", "%", "八十六点二五", "86.25"),
        ("percent", "%", "86点25%", "86.25"),
        ("percent", "%", "千分之862", "86.2"),
        ("percent", "%", "８６２‰", "86.2"),
        ("percent", "%", "八成六", "86"),
        ("percent", "%", "8成6", "86"),
        ("count", "件", "162件。", "162"),
        ("count", "件", "162；", "162"),
        ("count", "件", "162（件）", "162"),
        ("percent", "%", "86.5（%）", "86.5"),
        ("percent", "%", "六成", "60"),
        ("money", "元", "6(万元)", "60000"),
        ("money", "元", "六点五万元", "65000"),
    ],
)
def test_a_figure_is_read_in_words_and_with_what_stands_behind_it(kind, unit, raw, value):
    assert parse(question(kind, unit), raw) == Decimal(value)


@pytest.mark.parametrize("raw", ["162余", "约162", "162左右", "近200件", "几十", "162多件", "200以上", "两百余"])
def test_a_vague_figure_is_refused(raw):
    with pytest.raises(FormatError, match="请填准确数"):
        parse(question("count", "件"), raw)


@pytest.mark.parametrize(
    "raw", ["一万二", "三百五", "两三百", "1,23", "12 34", "3万5", "1e5", "abc", "二〇二五", "", True, "1.2.3"]
)
def test_what_can_be_read_in_two_ways_is_refused(raw):
    with pytest.raises(FormatError):
        parse(question("count", "件"), raw)


@pytest.mark.parametrize(
    "raw",
    ["96\n41", "96\r\n41", "96\t41", "96  41", "96\u3000\u300041", "961 412", "９６１　４１２", "96、41", "961，412", "96件 41件",
     "96件41件", "96/41", "96；41", "96-41", "九十六 四十一", "九十六\n四十一", "3万 5000"],
)  # fmt: skip
@pytest.mark.parametrize(("kind", "unit"), [("count", "件"), ("money", "元"), ("days", "天"), ("percent", "%")])
def test_a_second_figure_in_one_answer_is_never_joined_to_the_first(kind, unit, raw):
    with pytest.raises(FormatError, match="两个数"):
        parse(question(kind, unit), raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("12 000", 12000), ("12\xa0000件", 12000), ("1 234 567", 1234567), ("3 万", 30000), ("96 件\n", 96)],
)
def test_a_blank_between_thousands_or_before_the_unit_makes_no_second_figure(raw, value):
    assert parse(question("count", "件"), raw) == value


@pytest.mark.parametrize("raw", ["8" * 700_000, "0." + "7" * 700_000, "八" * 700_000, "8," * 300_000, "8 " * 300_000])
def test_an_endless_figure_is_refused_at_once(raw):
    with pytest.raises(FormatError, match="太长"):
        parse(question("count", "件"), raw)


@pytest.mark.parametrize("raw", ["0,456", "00,456", "0，456", "0 456"])
def test_a_decimal_comma_is_not_taken_for_thousands(raw):
    with pytest.raises(FormatError):
        parse(question("count", "件"), raw)


@pytest.mark.parametrize(
    ("kind", "unit", "raw", "message"),
    [
        ("count", "件", "-5", "负数"),
        ("count", "件", "−5", "负数"),
        ("count", "件", "162.5", "整数"),
        ("count", "件", "162人", "单位是“件”"),
        ("count", "件", "9" * 20, "太大"),
        ("percent", "%", "120", "100%"),
        ("percent", "%", 83.333333, "小数位"),
        ("money", "元", "3.333元", "小数位"),
        ("count", "件", ["1"], "一个值"),
    ],
)
def test_a_refusal_says_what_is_wrong(kind, unit, raw, message):
    with pytest.raises(FormatError, match=message) as caught:
        parse(question(kind, unit), raw)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("raw", "value"),
    [("-12", -12), ("−12户", -12), ("－１２", -12), ("负12", -12), ("减少12户", -12), ("净减少1,200", -1200), ("负十二", -12),
     ("-0", 0), ("12", 12), ("+12", 12), ("净增12户", 12), ("增加12", 12), (-12, -12), (-12.0, -12)],
)  # fmt: skip
def test_where_the_questionnaire_has_a_sentence_for_it_a_figure_may_be_negative(raw, value):
    asked = question("count", "户").model_copy(update={"decrease": "净减{value}户"})
    assert parse(asked, raw) == value
    assert parse(asked, written(parse(asked, raw))) == value
    assert str(parse(asked, "-0")) == "0"


@pytest.mark.parametrize("raw", ["--12", "-", "减少", "负负12", "-约12", "-99999999999999", "-1.5", "减少12元"])
def test_a_sign_does_not_make_a_number_of_what_is_none(raw):
    with pytest.raises(FormatError):
        parse(question("count", "户").model_copy(update={"decrease": "净减{value}户"}), raw)


@pytest.mark.parametrize(
    ("raw", "yuan"),
    [
        ("31000", "31000"),
        ("2.5万元", "25000"),
        ("1.2亿元", "120000000"),
        ("315.1万", "3151000"),
        ("¥3,100.50", "3100.5"),
    ],
)
def test_money_is_kept_in_yuan(raw, yuan):
    assert parse(question("money", "元"), raw) == Decimal(yuan)


@pytest.mark.parametrize("raw", ["83.33", "83.33%", "８３．３３％", "83。33", 83.33])
def test_a_percent_may_come_with_its_sign(raw):
    assert parse(question("percent", "%"), raw) == Decimal("83.33")


@pytest.mark.parametrize(
    "raw", ["2026年2月8日", "2026-2-8", "2026/02/08", "2026.2.8", "二〇二六年二月八日", "2026-02-08 00:00:00"]
)
def test_a_date_becomes_iso(raw):
    assert parse(question("date"), raw) == "2026-02-08"


@pytest.mark.parametrize("raw", ["2026-02-30", "2026-13-1", "26年2月8日", "2月8日", "明天"])
def test_an_impossible_date_is_refused(raw):
    with pytest.raises(FormatError):
        parse(question("date"), raw)


def test_lines_come_from_a_list_from_newlines_or_from_semicolons_without_their_bullets():
    assert parse(question("lines"), "1. 甲\n（2）乙；\n\n") == ("甲", "乙")
    assert parse(question("lines"), "甲；乙") == ("甲", "乙")
    assert parse(question("lines"), ["3.5万人次", " "]) == ("3.5万人次",)


def test_records_take_keys_or_labels_and_have_every_field():
    rows = [{"problem": "人手不足", "cause": "编制少"}, {"问题": "培训少"}, {"problem": ""}]
    assert parse(question("records"), rows) == (
        {"problem": "人手不足", "cause": "编制少"},
        {"problem": "培训少", "cause": ""},
    )
    with pytest.raises(FormatError, match="第 1 条里没有“reason”"):
        parse(question("records"), [{"reason": "编制少"}])


def test_text_loses_what_word_cannot_hold():
    assert parse(question("text"), " 王\x07某\n 司法分局\u200b ") == "王某 司法分局"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("count", "30000", "30000"),
        ("percent", "83.33", "83.33"),
        ("percent", "100", "100"),
        ("percent", "98.50", "98.5"),
        ("days", "1.45", "1.45"),
        ("money", "9500", "9500元"),
        ("money", "31000", "3.1万元"),
        ("money", "0", "0元"),
        ("money", "3151000", "315.1万元"),
        ("money", "120000000", "1.2亿元"),
        ("money", "31000.5", "31000.5元"),
        ("money", "123456789", "12345.6789万元"),
        ("money", "100000000", "1亿元"),
    ],
)
def test_a_value_prints_exactly(kind, value, text):
    assert printed(kind, Decimal(value)) == text


def test_a_date_prints_without_padding():
    assert printed("date", "2026-02-08") == "2026年2月8日"


@given(st.decimals(0, 10**12, places=2))
def test_money_read_back_from_its_print_is_the_same(value):
    assert parse(question("money", "元"), printed("money", value)) == value


@given(st.integers(0, 10**12))
def test_a_count_read_back_from_its_print_with_unit_is_the_same(value):
    asked = question("count", "件")
    assert parse(asked, labelled(asked, Decimal(value))) == value == parse(asked, f"{value:,}")


@given(st.text())
def test_any_text_is_either_a_whole_number_or_refused(raw):
    try:
        value = parse(question("count", "件"), raw)
    except FormatError:
        return
    assert isinstance(value, Decimal) and value >= 0 and value == int(value)


def test_value_zero_not_applicable_and_unknown_are_four_states():
    raw = {"disputes.handled": "162", "disputes.succeeded": "0", "disputes.letters": "不适用", "disputes.visits": {}}
    answers = Answers.from_report(report(raw), BOOK)
    ids = [*raw, "disputes.petitions"]
    assert [answers.state(id) for id in ids] == ["value", "zero", "not_applicable", "unknown", "unknown"]
    assert [answers.get(id) for id in ids] == [162, 0, None, None, None]


def test_answered_ids_come_in_the_questionnaires_order():
    raw = {"disputes.letters": "1", "disputes.handled": {"value": "0", "last_year": "150", "from": "司法分局"}}
    answers = Answers.from_report(report(raw), BOOK)
    assert list(answers) == ["disputes.handled", "disputes.letters"]
    assert answers.last_year("disputes.handled") == 150
    assert answers.source("disputes.handled") == "司法分局"


def test_every_wrong_answer_is_reported_with_its_line(tmp_path):
    path = tmp_path / "report.yaml"
    path.write_text(
        "year: 2025\nzone: {name: 云溪经济技术开发区}\nanswers:\n  disputes.handeld: 3\n  disputes.handled: 约3\n"
        "  disputes.letters: {value: 1, state: unknown}\n  disputes.visits: {last_year: x}\nnotes:\n  dispute: []\n",
        encoding="utf-8",
    )
    with pytest.raises(FormatError) as caught:
        Answers.from_report(load(tmp_path), BOOK, path)
    assert [(f.line, f.excerpt) for f in caught.value.findings] == [
        (4, "disputes.handeld"),
        (9, "dispute"),
        (5, "disputes.handled"),
        (6, "disputes.letters"),
        (7, "disputes.visits"),
    ]
    assert "是不是 disputes.handled（调解矛盾纠纷）" in caught.value.message


def test_an_id_of_another_questionnaire_stays_in_the_file_and_is_told_with_its_line_and_the_nearest_id(tmp_path):
    path = tmp_path / "report.yaml"
    path.write_text(
        "year: 2025\nzone: {name: 云溪经济技术开发区}\nanswers:\n  disputes.leters: 7  # 来信\n  parks.drones: {value: 5, from: 园区办}\n"
        "notes:\n  parks: [{note: 无人机巡查5次}]\n",
        encoding="utf-8",
    )
    given = load(tmp_path)
    assert [*Answers.from_report(given, BOOK, path)] == []
    found = unknown_ids(given, BOOK, path)
    assert [(f.code, f.severity, f.line, f.excerpt) for f in found] == [
        ("ANS001", "warning", 4, "disputes.leters"),
        ("ANS001", "warning", 5, "parks.drones"),
        ("ANS003", "warning", 7, "parks"),
    ]
    assert "是不是 disputes.letters（来信）" in found[0].hint and "是不是" not in found[1].hint
    save(tmp_path, given.model_copy(update={"answers": {**given.answers, "disputes.visits": Answer(value="3")}}))
    kept = path.read_text("utf-8")
    assert "# 来信" in kept and "{value: 5, from: 园区办}" in kept and "parks: [{note: 无人机巡查5次}]" in kept


def test_a_part_larger_than_its_whole_is_doubted():
    assert "调解成功（170件）大于调解矛盾纠纷（162件）" in remarks(
        "disputes.succeeded", disputes__handled="162", disputes__succeeded="170"
    )


@pytest.mark.parametrize(
    ("part", "whole", "is_doubted"),
    [
        ("learning.exam_passed", "learning.exam_takers", True),  # the two figures of a rate that nobody gave
        ("safety.hazards_fixed", "safety.hazards", True),
        ("norms.reviewed", "norms.issued", False),  # those of others are reviewed too
    ],
)
def test_a_part_larger_than_its_whole_is_doubted_though_their_rate_is_not_given(part, whole, is_doubted):
    register = questionnaire.load(config.template_folder())
    answers = Answers.from_report(report({part: "19600", whole: "1512"}), register)
    assert [("大于" in each) for each in doubts(register, answers, part)] == [True] * is_doubted


def test_a_rate_that_does_not_fit_is_doubted_with_the_right_one():
    given = {"disputes__handled": "162", "disputes__succeeded": "135"}
    (remark,) = remarks("disputes.handled", **given, disputes__success_rate="85")
    assert "83.33%" in remark
    assert remarks("disputes.handled", **given, disputes__success_rate="83.3") == ()
    assert remarks("disputes.handled", **given, disputes__success_rate="83.33") == ()


def test_a_rate_of_100_means_all_of_them():
    assert remarks(
        "disputes.success_rate", disputes__handled="2000", disputes__succeeded="1999", disputes__success_rate="100"
    )


def test_a_rate_of_nothing_is_doubted_not_divided():
    (remark,) = remarks(
        "disputes.handled", disputes__handled="0", disputes__succeeded="0", disputes__success_rate="100"
    )
    assert "算不出" in remark


def test_parts_are_added_up_once_all_are_known_or_not_applicable():
    assert remarks("disputes.letters", disputes__petitions="30", disputes__letters="20") == ()
    (short,) = remarks("disputes.letters", disputes__petitions="30", disputes__letters="20", disputes__visits="不适用")
    assert "差 10" in short
    (over,) = remarks("disputes.letters", disputes__petitions="30", disputes__letters="31")
    assert "大于" in over


def test_a_difference_is_reckoned():
    assert remarks("business.new", business__net="712", business__new="1093", business__closed="381") == ()
    (remark,) = remarks("business.new", business__net="700", business__new="1093", business__closed="381")
    assert "得 712" in remark


def test_a_drop_is_reckoned_from_last_years_figure_of_the_same_question():
    visits = {"disputes__visits": {"value": "30", "last_year": "40"}}
    assert remarks("disputes.visits", **visits, disputes__visits_drop="25") == ()
    (remark,) = remarks("disputes.visits_drop", **visits, disputes__visits_drop="33")
    assert "来访（30批次）、上年的 40计算为 25%" in remark
    assert remarks("disputes.visits_drop", disputes__visits="30", disputes__visits_drop="33") == ()
    (nothing,) = remarks(
        "disputes.visits_drop", disputes__visits={"value": "0", "last_year": "0"}, disputes__visits_drop="33"
    )
    assert nothing.startswith("上年来访为 0，算不出")
    given = Answers.from_report(report({"disputes.visits": {"value": "30", "last_year": "40"}}), BOOK)
    assert reckoned(BOOK, given, "disputes.visits_drop") == 25


def test_answers_of_an_older_questionnaire_count_where_the_newer_one_asks_for_them():
    old = {"business.old_reports": {"value": "12", "from": "经发局"}, "business.reports_last": {"value": "9"}}
    given = Answers.from_report(report(old), BOOK)
    assert (given.get("business.reports"), given.last_year("business.reports")) == (12, 9)
    assert given.source("business.reports") == "经发局"
    both = Answers.from_report(report({**old, "business.reports": {"value": "15"}}), BOOK)
    assert (both.get("business.reports"), both.last_year("business.reports")) == (15, 9)


def test_a_leap_from_last_year_and_a_lost_unit_are_asked_about():
    assert "上年（150件）" in remarks("disputes.handled", disputes__handled={"value": "1620", "last_year": "150"})[0]
    assert remarks("disputes.handled", disputes__handled={"value": "162", "last_year": "150"}) == ()
    assert "万" in remarks("disputes.amount", disputes__amount="315.1")[0]
    assert "83.33%" in remarks("disputes.success_rate", disputes__success_rate="0.8333")[0]


def test_a_saved_report_is_readable_and_comes_back_the_same(tmp_path):
    before = report(
        {
            "disputes.handled": Answer(value="162", last_year="150", from_="司法分局"),
            "disputes.letters": Answer(state="not_applicable"),
            "disputes.visits": Answer(),
            "problems.items": Answer(value=[{"problem": "人手: 不足", "cause": "#编制, 少"}]),
            "opening.text": Answer(value="第一段\n\n第二段"),
        },
        {"disputes": [Note(note="派出所设调解室 4个")], "review": []},
    )
    save(tmp_path, before)
    text = (tmp_path / "report.yaml").read_text(encoding="utf-8")
    assert "  disputes.handled: {value: 162, last_year: 150, from: 司法分局}\n" in text
    assert "  disputes.letters: {state: not_applicable}\n" in text
    assert "disputes.visits" not in text
    after = load(tmp_path)
    assert after.answers == {id: answer for id, answer in before.answers.items() if id != "disputes.visits"}
    assert (after.notes, after.zone) == (before.notes, before.zone)


@given(value=st.text(max_size=200))
def test_any_cleaned_text_survives_saving(tmp_path_factory, value):
    folder = tmp_path_factory.mktemp("r")
    asked = question("paragraph", id="opening.text")
    try:
        kept = written(parse(asked, value))
    except FormatError:
        return
    save(folder, report({"opening.text": Answer(value=kept)}, {"disputes": [Note(note=kept)]}))
    after = load(folder)
    assert after.answers["opening.text"].value == after.notes["disputes"][0].note == kept


@pytest.mark.parametrize(
    ("name", "organ"),
    [
        ("云溪经济技术开发区", "云溪经济技术开发区管理委员会"),
        ("云溪高新区", "云溪高新区管理委员会"),
        ("临溪县", "临溪县人民政府"),
        ("云溪街道办事处", "云溪街道办事处"),
        ("云溪企业服务中心", ""),
    ],
)
def test_a_new_report_is_signed_as_custom_has_it(tmp_path, name, organ):
    made = new_report(tmp_path / "新", name, 2025)
    assert made.zone.organ == organ
    assert load(tmp_path / "新") == made


def test_an_existing_report_is_not_overwritten(tmp_path):
    new_report(tmp_path, "云溪经济技术开发区", 2025)
    with pytest.raises(FileError, match="已经存在"):
        new_report(tmp_path, "云溪高新区", 2025)
    assert load(tmp_path).zone.name == "云溪经济技术开发区"


def test_a_report_needs_a_name(tmp_path):
    with pytest.raises(FormatError, match="单位名称"):
        new_report(tmp_path, " ", 2025)


def test_a_folder_without_a_report_says_how_to_begin(tmp_path):
    with pytest.raises(FileError) as caught:
        load(tmp_path)
    assert "drafter new" in caught.value.hint


def _hold(folder: Path, locked, release):
    with lock(folder):
        locked.set()
        release.wait(30)


def test_a_second_writer_is_turned_away_until_the_first_is_gone(tmp_path):
    new_report(tmp_path, "云溪经济技术开发区", 2025)
    spawn = multiprocessing.get_context("spawn")
    locked, release = spawn.Event(), spawn.Event()
    first = spawn.Process(target=_hold, args=(tmp_path, locked, release))
    first.start()
    assert locked.wait(30)
    with pytest.raises(FileError, match="另一个 drafter 正在填写这份报告"), lock(tmp_path):
        pass
    first.kill()
    first.join()
    with lock(tmp_path):
        assert (tmp_path / ".report.lock").exists()


@pytest.mark.parametrize(
    ("unit", "raw"), [("次", "4期"), ("件", "60卷"), ("户", "635家"), ("家", "12户"), ("份", "3本"), ("场", "2期")]
)
def test_a_unit_of_the_same_class_is_taken_for_the_unit_asked(unit, raw):
    assert parse(question("count", unit), raw) == int(raw[:-1])


def test_a_unit_of_another_class_is_refused():
    with pytest.raises(FormatError, match="单位是“件”，不是“人”"):
        parse(question("count", "件"), "60人")


@pytest.mark.parametrize(
    ("unit", "typed"),
    [("轮次", "三轮"), ("轮次", "3轮次"), ("轮", "3轮次"), ("批次", "三批"), ("班次", "3班"), ("台次", "3台")],
)
def test_a_unit_that_counts_times_may_be_typed_without_that(unit, typed):
    assert read(question("count", unit), typed).value == 3
    with pytest.raises(FormatError):
        read(question("count", unit), "3公里")


def test_none_for_a_figure_is_asked_about_because_it_may_be_zero_or_not_applicable():
    with pytest.raises(FormatError) as caught:
        read(question("count", "件"), "无")
    assert "填 0" in caught.value.hint and "不适用" in caught.value.hint
    assert read(question("text"), "无").value == "无"


def kind(kind, **more):
    return Question(id="a.b", ask="题", kind=kind, **more)


@pytest.mark.parametrize(
    ("raw", "value"), [("是", "是"), ("有", "是"), ("Y", "是"), ("√", "是"), ("否", "否"), ("无", "否"), ("没做", "否")]
)
def test_yes_and_no_are_said_in_many_ways(raw, value):
    assert parse(kind("yes_no"), raw) == value


def test_a_choice_is_made_by_its_number_its_words_or_a_part_of_them():
    question = kind("choice", choices=["主动公开", "依申请公开", "不予公开"])
    assert [parse(question, raw) for raw in ("1", "２", "不予公开", "依申请")] == [
        "主动公开",
        "依申请公开",
        "不予公开",
        "依申请公开",
    ]
    for raw in ("公开", "4", "0", "保密"):
        with pytest.raises(FormatError):
            parse(question, raw)
    assert parse(question.model_copy(update={"free": True}), "内部公开") == "内部公开"


def test_a_table_takes_rows_of_cells_and_reads_each_as_its_column_says():
    question = kind(
        "table",
        fields={"unit": "单位", "cases": "案件（件）", "fines": "罚款"},
        columns={"cases": "count", "fines": "money"},
    )
    rows = ({"unit": "城管局", "cases": "12", "fines": "3.5万元"}, {"unit": "公安局", "cases": "0", "fines": ""})
    assert parse(question, "城管局 | 十二件 | 35000元；公安局|0") == rows
    assert parse(question, [{"单位": "城管局", "案件（件）": "12", "罚款": "3.5万"}, "公安局|０"]) == rows
    assert parse(question, written(rows)) == rows
    for raw in ("城管局 | 约12", "a|1|2|3", [{"人数": "1"}]):
        with pytest.raises(FormatError):
            parse(question, raw)


def test_a_question_that_hangs_on_no_is_not_asked():
    book = Questionnaire((Group(topic="a", title="甲", questions=[
        Question(id="a.has", ask="有没有", kind="yes_no"), Question(id="a.how", ask="多少", kind="text", when="a.has")
    ]),), ())  # fmt: skip

    def asked(has):
        report = Report.model_validate({"year": 2025, "zone": {"name": "甲县"}, "answers": {"a.has": has}})
        return applies(book, "a.how", Answers.from_report(report, book))

    assert asked("是") and not asked("否")


def test_of_nothing_no_part_is_asked_for_but_a_required_one():
    book = questionnaire.load(config.template_folder())

    def asked(id, whole, value):
        answers = {whole: {"value": value}}
        report = Report.model_validate({"year": 2025, "zone": {"name": "甲县"}, "answers": answers})
        return applies(book, id, Answers.from_report(report, book))

    for part, whole in (
        ("review.mediated", "review.closed"),
        ("supervision.cppcc_proposals", "supervision.proposals"),
        ("enforcement.firm_inspections", "enforcement.inspections"),
    ):
        assert asked(part, whole, 3) and asked(part, whole, None) and not asked(part, whole, 0)
    assert asked("disputes.succeeded", "disputes.handled", 0)  # it must be reported, as 0
    assert asked("norms.reviewed", "norms.issued", 0)  # those of others are reviewed too
