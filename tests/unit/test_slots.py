"""Slots: figures and local names of made-up sentences, and what the rules learn from a made-up report."""

from __future__ import annotations

import pytest

from drafter import clauses, outline, slots
from drafter.formats import LocalTerms
from drafter.indicators import Register, recognise
from drafter.model import Block, Document, Outline, Run
from drafter.slots import Names, Slotted

YEAR = 2024
REPORT = """云溪经济技术开发区关于2024年度法治政府建设情况的报告
一、主要举措和成效
（一）加强学习。根据云管发〔2024〕5号文件要求，云溪经开区邀请市司法局局长沈立行同志授课，开发区全体干部参加。
（二）化解纠纷。柳塘镇和石埠社区调解成效明显，云溪市委托云舟数据有限公司开展测评。
（三）印发《云溪经开区普法工作方案》，贯彻《中华人民共和国行政处罚法》。
云溪经济技术开发区管理委员会
2025年1月10日"""


def parts(text: str) -> Outline:
    lines = enumerate(text.splitlines(), 1)
    return outline.build(Document(tuple(Block("paragraph", (Run(line),), line=number) for number, line in lines)))


@pytest.fixture(scope="module")
def known() -> Names:
    return slots.names(parts(REPORT))


@pytest.fixture(scope="module")
def slot(register: Register, known: Names):  # type: ignore[no-untyped-def]
    def one(sentence: str, names: Names = known) -> Slotted:
        clause = clauses.split(parts(sentence))[0]
        return slots.slotted(clause, recognise([clause], register, YEAR), names, YEAR)

    return one


def test_a_figure_takes_its_indicators_slot_and_leaves_the_unit(slot) -> None:  # type: ignore[no-untyped-def]
    found = slot("共计调解各类纠纷162件,调解成功135件,成功率达83.33%。")
    assert found.text == "共计调解各类纠纷{handled}件，调解成功{succeeded}件，成功率达{success_rate}%。"
    assert found.slots == {
        "handled": "disputes.handled",
        "succeeded": "disputes.succeeded",
        "success_rate": "disputes.success_rate",
    }


def test_money_takes_its_unit_into_the_slot(slot) -> None:  # type: ignore[no-untyped-def]
    assert slot("行政处罚罚没金额2.5万元。").text == "行政处罚罚没金额{fines}。"


@pytest.mark.parametrize("hedged", ["发放普法宣传资料3万余份", "发放普法宣传资料近3万份", "发放普法宣传资料约30000份"])
def test_hedges_at_a_figure_are_dropped(slot, hedged: str) -> None:  # type: ignore[no-untyped-def]
    assert slot(hedged).text == "发放普法宣传资料{materials}份"


def test_a_bound_in_words_behind_the_unit_is_dropped(slot) -> None:  # type: ignore[no-untyped-def]
    assert slot("矛盾纠纷调解成功率98%以上").text == "矛盾纠纷调解成功率{success_rate}%"


def test_equal_plain_numbers_are_different_slots(slot) -> None:  # type: ignore[no-untyped-def]
    found = slot("配备灯具5套、座椅5套")
    assert found.text == "配备灯具{number1}套、座椅{number2}套"
    assert found.slots == {"number1": "number", "number2": "number"}


@pytest.mark.parametrize("literal", ["落实行政执法“三项制度”", "履行第一责任人职责", "推行7×24小时服务"])
def test_digits_that_count_nothing_stay_wording(slot, literal: str) -> None:  # type: ignore[no-untyped-def]
    assert slot(literal).text == literal


def test_the_reports_year_and_the_next_are_slots_and_other_dates_too(slot) -> None:  # type: ignore[no-untyped-def]
    found = slot("2024年印发要点,2025年继续推进,3月5日召开部署会,2019年起步")
    assert found.text == "{year}年印发要点，{next_year}年继续推进，{date1}召开部署会，{date2}起步"
    assert found.slots["date1"] == "date"


def test_names_become_slots_by_kind(slot) -> None:  # type: ignore[no-untyped-def]
    found = slot("云溪经开区在柳塘镇、石埠社区设点,云舟数据有限公司承办,沈立行同志到场。")
    assert found.text == "{zone}在{place1}、{place2}设点，{firm1}承办，{person1}同志到场。"
    assert found.names == {
        "zone": "云溪经开区",
        "place1": "柳塘镇",
        "place2": "石埠社区",
        "firm1": "云舟数据有限公司",
        "person1": "沈立行",
    }


@pytest.mark.parametrize("form", ["云溪经济技术开发区", "云溪经开区", "经开区", "开发区"])
def test_every_form_of_the_own_zone_is_one_slot(slot, form: str) -> None:  # type: ignore[no-untyped-def]
    assert slot(f"{form}制定考核办法").text == "{zone}制定考核办法"


def test_local_titles_and_document_numbers_go_and_national_titles_stay(slot) -> None:  # type: ignore[no-untyped-def]
    text = (
        "根据云管发〔2024〕5号文件印发《云溪经开区普法工作方案》,学习《中华人民共和国行政处罚法》《优化营商环境条例》。"
    )
    assert slot(text).text == (
        "根据{docno1}文件印发《{title1}》，学习《中华人民共和国行政处罚法》《优化营商环境条例》。"
    )


def test_a_name_once_learned_is_masked_without_its_suffix(slot) -> None:  # type: ignore[no-untyped-def]
    assert slot("柳塘、石埠群众满意").text == "{place1}、{place2}群众满意"


@pytest.mark.parametrize("plain", ["组织社区开展宣传", "深入各镇走访", "服务全市大局", "由主任办公会集体研究"])
def test_ordinary_words_are_no_names(slot, plain: str) -> None:  # type: ignore[no-untyped-def]
    assert slot(plain, slots.names(parts(f"一、工作情况\n{plain}。"))).text == plain


def test_curated_terms_replace_the_rules_findings() -> None:
    terms = LocalTerms(report="r", year=2024, zone="云溪经济技术开发区", terms={"brand": ["溪心办"]})
    named = slots.names(parts(REPORT + "\n（四）打造“溪心办”品牌。"), terms)
    assert named.kinds["溪心办"] == "brand"
    assert "云舟数据有限公司" not in named.kinds
    assert named.kinds["云溪经开区"] == "zone"


def test_what_is_no_zone_is_named_by_its_title() -> None:
    assert slots.names(parts("青禾县人民政府2024年法治政府建设情况报告\n一、工作情况\n扎实推进。")).zone == ("青禾县",)
