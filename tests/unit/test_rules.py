"""Every rule's page holds a hit and a miss and is its test."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drafter import config
from drafter.asking import questionnaire
from drafter.checking import engine
from drafter.checking import text as rules
from drafter.checking.rule import Context, Rule
from drafter.errors import DrafterError
from drafter.formats import TemplateFile
from drafter.model import Block, Document, Finding, Run
from drafter.phrase_formats import LocalTerms
from drafter.understanding import Understood, dated, understand
from drafter.understanding.indicators import Register

GREEN = LocalTerms(report="green", year=2021, zone="青桐高新区", terms={"place": ["青桐"]})
ANNUAL = questionnaire.template(config.template_folder())
TERMS = dated.terms(config.template_folder())
ZONE = "云溪经济技术开发区"
ANSWERS, ANSWERS_LAST = {"disputes.handled": Decimal(207)}, {"disputes.handled": Decimal(162)}
LAST_YEAR = "全年开展涉企行政检查612次，新登记经营主体412户。"
KEPT = "建立法治建设季度调度、半年通报的推进机制，对进度滞后的单位逐个提醒，全年开展涉企行政检查612次，新登记经营主体412户。"
WORDINGS = {"green-2021": ["建立法治建设季度调度、半年通报的推进机制，开展涉企行政检查次，对进度滞后的单位逐个提醒"]}
"""What the pages of SUM007, SUM008, SUM010, REP003 and REP004 say is known."""
CASES = [
    (rule, part, text)
    for rule in rules.RULES
    for part in ("命中", "不命中")
    for text in re.findall(
        r"```text\n(.*?)```", re.split(r"^## ", rule.page().split(f"## {part}\n")[1], flags=re.M)[0], re.S
    )
]


def understood(text: str, register: Register, year: int) -> Understood:
    blocks = tuple(Block("paragraph", (Run(line),), line=i) for i, line in enumerate(text.splitlines(), 1) if line)
    return understand(Document(blocks), register, year)


def findings(text: str, register: Register, **options: object) -> tuple[Finding, ...]:
    report = understood(text, register, 2025)
    return rules.check(report, **{"template": ANNUAL, "zone": ZONE, "terms": TERMS, **options})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "part", "text"), CASES, ids=[f"{r.code}-{p}-{i}" for i, (r, p, _) in enumerate(CASES)]
)
def test_the_page_of_a_rule_says_what_it_finds(rule: Rule[Context], part: str, text: str, register: Register) -> None:
    held = {"answers": ANSWERS, "answers_last": ANSWERS_LAST, "earlier": understood(LAST_YEAR, register, 2024)}
    kept, words = {"earlier": understood(KEPT, register, 2024)}, {"wordings": WORDINGS}
    of_rules = {"SUM007": held, "SUM008": held, "SUM010": kept, "REP003": kept | words, "REP004": words}
    known: dict[str, Any] = of_rules.get(rule.code, {})
    found = [finding for finding in findings(text, register, **known) if finding.code == rule.code]
    assert bool(found) is (part == "命中")
    assert not known or not [f for f in findings(text, register) if f.code == rule.code]  # silent without the facts


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_page_with_hit_miss_and_remedy(rule: Rule[Context]) -> None:
    page = rule.page()
    assert page.startswith(f"# {rule.code} ")
    assert f"（{rule.name}）" in page.splitlines()[0]
    assert all(f"## {part}\n" in page for part in ("命中", "不命中", "怎么改"))


def test_every_module_of_the_folder_is_a_rule_and_codes_are_unique_and_sorted() -> None:
    folder = Path(rules.__file__).parent
    codes = [rule.code for rule in rules.RULES]
    assert codes == sorted(set(codes))
    assert len(codes) == len(list(folder.glob("*.py"))) - 1 == len(list(folder.glob("*.md")))


def test_a_finding_says_where(register: Register) -> None:
    text = "第一行\n共办理案件__件"
    finding = next(f for f in findings(text, register) if f.code == "GAP001")
    assert (finding.line, finding.block) == (2, 2)
    assert text.splitlines()[finding.line - 1][finding.start : finding.end] == "__"


def test_names_learned_from_other_reports_are_found(register: Register) -> None:
    found = findings("2025年，青桐社区开展活动。", register, names_elsewhere=[GREEN.terms])
    assert [f.excerpt for f in found if f.code == "NAM001"]


def test_a_rate_that_was_answered_as_whole_needs_no_count(register: Register) -> None:
    text = "2025年度法治政府建设情况的报告\n一、主要举措和成效\n群众安全感达100%。法律顾问全覆盖。"
    (reading,) = [each for each in understood(text, register, 2025).readings if each.indicator]
    codes = ("STY008",)
    (both,) = findings(text, register, select=codes)
    (one,) = findings(text, register, select=codes, answers={reading.indicator: Decimal(100)})
    assert "100%" in both.message and "全覆盖" in one.message
    assert "100%" in findings(text, register, select=codes, answers={reading.indicator: Decimal(99)})[0].message


@pytest.mark.parametrize(("last", "severity"), [("其余5件为劳资纠纷", "error"), ("劳资纠纷5件", "info")])
def test_parts_with_all_the_rest_lack_none(last: str, severity: str, register: Register) -> None:
    text = f"2025年度法治政府建设情况的报告\n一、主要举措和成效\n受理纠纷60件，其中邻里纠纷30件、婚恋纠纷20件、{last}。"
    (found,) = findings(text, register, select=("SUM001",))
    assert found.severity == severity


def test_two_rules_of_one_code_are_told_with_their_names() -> None:
    other = replace(rules.RULES[0], name="two-words")
    with pytest.raises(DrafterError, match=f"2 条规则用了同一个编号 {other.code}：{rules.RULES[0].name}、two-words"):
        engine.choose((*rules.RULES, other), (), ())


def test_rules_can_be_selected_and_ignored_by_the_beginning_of_their_code(register: Register) -> None:
    text = "共办理__件。"
    assert {f.code for f in findings(text, register, select=["GAP"])} == {"GAP001"}
    assert "GAP001" not in {f.code for f in findings(text, register, ignore=["gap001"])}


def test_an_unknown_code_lists_the_known_ones(register: Register) -> None:
    with pytest.raises(DrafterError) as caught:
        findings("文字", register, select=["ABC9"])
    assert "GAP001" in caught.value.hint


def test_the_mandatory_parts_are_those_of_the_template(register: Register) -> None:
    brief = questionnaire.template(Path(__file__).parents[1] / "data" / "templates" / "bureau-brief")
    text = "政务公开工作年度报告\n一、主动公开情况\n全年主动公开信息35条。\n二、下一步打算\n扩大公开范围。"
    found = [finding for finding in findings(text, register, template=brief) if finding.code == "STR001"]
    assert [(finding.message, finding.hint) for finding in found] == [("没有写依申请公开的情况", brief.basis)]


def test_what_a_part_must_also_say_is_looked_for_in_that_part_alone(register: Register) -> None:
    work = "一、主要举措和成效\n党政主要负责人履行第一责任人职责，这是取得成效的原因。\n"
    text = f"{work}二、存在的不足\n执法力量不足。\n三、2026年主要安排\n加强培训。"
    found = [finding for finding in findings(text, register) if finding.code == "STR001"]
    assert [(finding.message, finding.line) for finding in found] == [("只列了不足，没有写原因", 3)]


def test_a_template_that_names_no_parts_misses_none(register: Register) -> None:
    assert findings("全年召开会议4次。", register, template=TemplateFile(), select=["STR"]) == ()


OWN = "石埠经济技术开发区管理委员会关于2025年度法治政府建设情况的报告\n一、主要举措和成效\n"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("NAM001", f"{OWN}石埠经济技术开发区管理委员会（简称经开区管委会）全面落实高新区条例，认真贯彻经开区办法。"),
        (
            "NAM001",
            "关于2025年度法治政府建设情况的报告\n发布机构：石埠经开区管委会\n石埠经开区学法5次，印发《石埠经开区工作要点》。",
        ),
        ("NAM001", f"{OWN}对龙青桐河开展治理。"),
        ("YEA001", f"{OWN}向县人大常委会报告2024年度依法行政情况。"),
        ("YEA001", f"{OWN}单位建筑能耗较2020年下降15%。"),
        ("TOP001", f"{OWN}万元地区生产总值能耗下降3%。"),
        ("SUM001", f"{OWN}梳理事项52项，其中全程网办50项、告知承诺9项。"),
        ("SUM001", f"{OWN}新设经营主体930户，注销310户，净增620户，其中高新技术企业净增12家。"),
        ("YEA001", f"{OWN}在“2024年法治澜汀建设群众评价”中得分居前。"),
        ("YEA001", f"{OWN}学法5次。\n澜汀区司法局 2026年1月12日"),
        ("YEA001", f"{OWN}学法5次。\n二、2026年怎么干\n2026年，抓好三件事。"),
        ("YEA001", f"{OWN}剩余3个问题转入2026年台账继续办理。"),
        ("YEA001", f"{OWN}依据1953年的土地证，促成两户签订协议。"),
        ("YEA001", f"{OWN}解决了一个于2009年入住的小区的办证难题。"),
        ("YEA001", f"{OWN}规划期至2030年，承接2022年第三批下放事项12项。"),
        ("YEA001", f"{OWN}2022年至2025年累计培训9场。"),
        ("YEA001", f"{OWN}接访群众76批，化解积案31件，在2024年，接访为58批。"),
        ("YEA001", f"{OWN}接访群众76批，化解积案31件，2024年，接访、化解分别为58批和27件。"),
        ("GAP001", f"{OWN}法院就某乡采石场占用林地案提出司法建议。"),
        ("SUM001", f"{OWN}全年化解纠纷120件，其中婚姻类30件、邻里类50件、劳动类25件。"),
        ("SUM001", f"{OWN}受理行政复议15件，其中维持8件、撤销2件、终止3件。"),
        ("SUM001", f"{OWN}全年组织培训9场，其中专题培训4场，机关干部自学交流7场。"),
        ("SUM001", f"{OWN}立案查处78件、结案60件。其中，区级33件，镇街45件。"),
        ("SUM001", f"{OWN}收到投诉举报48件、办结40件，其中消费类28件、价格类20件。"),
        ("SUM001", f"{OWN}以管委会为被申请人的复议案件7件；行政应诉案件6件，应诉率100%。"),
        (
            "STR001",
            f"{OWN}学法5次。\n二、主要负责人履职\n党工委书记带头学法。\n三、问题\n人手少，因为编制少。\n四、2026年怎么干\n加强培训。",
        ),
    ],
)
def test_what_only_looks_like_a_mistake_is_none(code: str, text: str, register: Register) -> None:
    found = findings(
        text,
        register,
        zone="" if "管理委员会关于" not in text else ZONE.replace("云溪", "石埠"),
        names_elsewhere=[GREEN.terms],
    )
    assert not [finding.message for finding in found if finding.code == code]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("YEA001", f"{OWN}2023年，举办培训9场。"),
        ("YEA001", f"{OWN}2028年，举办培训9场。"),
        ("YEA001", f"{OWN}接访群众76批，2024年，全县新收劳动争议案件为450件。"),
        ("SUM001", f"{OWN}聘请顾问12人，其中专职、兼职分别为7人和6人。"),
        ("SUM001", f"{OWN}受理投诉80件，其中噪声50件、油烟30件，其余4件为扬尘。"),
        ("SUM001", f"{OWN}审结行政复议15件，其中维持8件、撤销2件、终止3件。"),
        ("GAP001", f"{OWN}某镇全年学法5次，由某区司法局指导。"),
        ("SUM001", f"{OWN}全年组织培训9场，其中专题培训4场、以案释法7场。"),
        ("SUM001", f"{OWN}全年收到申请9件，其中信访类4件，复议类7件。"),
    ],
)
def test_what_is_like_these_and_a_mistake_is_found(code: str, text: str, register: Register) -> None:
    assert code in {finding.code for finding in findings(text, register)}


def test_a_part_that_is_missing_is_told_once(register: Register) -> None:
    found = findings(f"{OWN}学法5次。\n二、存在的不足\n三、2026年安排\n加强培训。", register, select=["STR"])
    assert [f.message for f in found if "不足" in f.message] == ["缺少“存在的不足和原因”"]


def test_a_name_of_another_place_is_found_on_borders_of_words(register: Register) -> None:
    assert [
        f
        for f in findings(f"{OWN}赴青桐考察，在青桐社区座谈。", register, names_elsewhere=[GREEN.terms])
        if f.code == "NAM001"
    ]


def test_a_short_name_of_the_zone_in_the_title_is_to_be_defined(register: Register) -> None:
    lines = (
        "澜口经济技术开发区2025年法治政府建设情况的报告\n一、主要举措和成效\n{}召开会议4次。\n澜口经开区办理案件4件。"
    )
    found = [
        [finding.code for finding in findings(lines.format(first), register, zone="")]
        for first in ("澜口经济技术开发区", "澜口经济技术开发区（以下简称澜口经开区）", "全区")
    ]
    assert ["STY011" in codes for codes in found] == [True, False, False]
