from __future__ import annotations

import json
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from drafter import readers
from drafter.model import Block, Clause, Document, Relation, Run
from drafter.understanding import understand
from drafter.understanding.clauses import ends
from drafter.understanding.quantities import find
from drafter.understanding.register import Register
from drafter.understanding.relations import check

DATA = Path(__file__).resolve().parents[1] / "data"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
LABELLED = ("chizhou-2021", "changxingdao-2022", "suizhou-2021")
REPORTS = (*LABELLED, "rongjiang-2021", "anqiu-2017")


def clauses(text: str) -> tuple[Clause, ...]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        stops = [0, *ends(line), len(line)]
        spans = [(a, b) for a, b in pairwise(stops) if line[a:b].strip()]
        found += [Clause(line[a:b], number, a, b) for a, b in spans]
    return tuple(found)


def blocks(text: str) -> list[Block]:
    return [Block("paragraph", (Run(line),), line=number) for number, line in enumerate(text.split("\n"), 1)]


def stated(text: str) -> list[Relation]:
    return [relation for relation in check(clauses(text), blocks(text)) if relation.kind != "bound"]


def alarms(text: str) -> list[str]:
    return [relation.formula for relation in check(clauses(text), blocks(text)) if relation.verdict == "inconsistent"]


def test_parts_after_qizhong_add_up_to_the_whole_before() -> None:
    (total,) = stated("全年受理法律援助153件，其中民事案件94件、刑事案件59件，提供咨询390件。")
    assert total[:6] == ("94+59=153", "sum", "consistent", 1, ("153件", "94件", "59件"), ())
    assert total.places == ((1, 8, 12), (1, 19, 22), (1, 27, 30))


def test_a_total_at_the_end_adds_up_what_stands_before() -> None:
    (total,) = stated("备案92件、告知承诺238件、优化准入370件，合计700件。")
    assert (total.formula, total.terms[0]) == ("92+238+370=700", "700件")


def test_numerals_as_on_cheques_add_up() -> None:
    (total,) = stated("没收款物折合叁佰元，其中民事类壹佰元、行政类贰佰元。")
    assert (total.formula, total.verdict) == ("100+200=300", "consistent")


def test_every_single_repair_of_a_wrong_sum_is_named() -> None:
    (total,) = stated("收到复议申请22件，立案受理9件、已办结6件、2件撤回申请、不予受理14件。")
    assert (total.verdict, total.formula) == ("inconsistent", "9+14=23≠22")
    assert total.repairs == ("9件→8件", "14件→13件", "22件→23件")


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("全年检查两千家，合格一千三百家，合格率70%。", ("70%→65%", "一千三百家→1400家", "两千家→1857家")),
        ("全年检查30百家，合格2300家，合格率70%。", ("70%→77%", "2300家→2100家", "30百家→3286家")),
        (
            "去年调解一百五十件，今年调解一百七十件，增长百分之十二。",
            ("百分之十二→13%", "一百七十件→168件", "一百五十件→152件"),
        ),
    ],
)
def test_what_a_figure_should_be_is_printed_whole_and_as_exact_as_such_a_figure_is(
    text: str, repairs: tuple[str, ...]
) -> None:
    assert [relation.repairs for relation in stated(text) if relation.verdict == "inconsistent"] == [repairs]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("2名工作人员中1名为公务员，1名为聘用人员。", "1+1=2"),
        ("制定规章13件（含新制定5件，修改4件，废止4件）。", "5+4+4=13"),
        ("调解纠纷29757件。其中，司法所5068件，律所5551件，均成功；调委会19138件。", "5068+5551+19138=29757"),
        ("清理文件97件，保留46件，修改5件，废止46件。", "46+5+46=97"),
        ("调处纠纷28件，成功28件，其中婚姻4起，医疗2件，邻里22件。", "4+2+22=28"),
        ("新登记1093户，注销381户，净增712户。", "1093-381=712"),
        ("新登记381户，注销1093户，净减712户。", "1093-381=712"),
        ("今年办理162件，去年同期150件，增加12件。", "162-150=12"),
        ("今年办理150件，去年同期162件，减少12件。", "162-150=12"),
    ],
)
def test_sums_and_differences_are_recognised(text: str, formula: str) -> None:
    assert (formula, "consistent") in [
        (relation.formula, relation.verdict) for relation in check(clauses(text), blocks(text))
    ]


def test_scales_are_shown_only_where_they_differ() -> None:
    (total,) = stated("在册主体1.81亿户，其中企业5673.7万户，个体1.22亿户，合作社224.0万户。")
    assert (total.formula, total.verdict) == ("5673.7万+1.22亿+224.0万=1.81亿", "rounding")


@pytest.mark.parametrize(
    ("text", "formula", "verdict"),
    [
        ("调解纠纷162件，调解成功135件，成功率达83.33%。", "135/162=83.33%", "consistent"),
        ("排查纠纷4853起，有效调解4801起，调解率98.92%。", "4801/4853=98.92%", "rounding"),
        ("排查纠纷4853起，有效调解4801起，调解率98.92%以上。", "4801/4853=98.92%", "consistent"),
        ("收到申请6200件，其中受理4955件，占总数的79.9%。", "4955/6200=79.9%", "consistent"),
        ("调解纠纷162件，调解成功135件，成功率达85%。", "135/162=83%≠85%", "inconsistent"),
    ],
)
def test_a_rate_may_be_rounded_or_truncated(text: str, formula: str, verdict: str) -> None:
    assert [(r.formula, r.verdict) for r in stated(text) if r.kind == "rate"] == [(formula, verdict)]


@pytest.mark.parametrize(
    ("text", "formula", "verdict"),
    [
        ("税收总额9.71亿元，同比增加1.74亿元，上升21.8%。", "1.74/(9.71-1.74)=21.8%", "consistent"),
        ("税收总额9.71亿元，同比增加1.74亿元，上升25.8%。", "1.74/(9.71-1.74)=21.8%≠25.8%", "inconsistent"),
        ("税收总额9.71亿元，同比增加1.74亿元，增长率21.8%。", "1.74/(9.71-1.74)=21.8%", "consistent"),
        ("今年办理8647件，去年8000件，同比增长8.1%。", "(8647-8000)/8000=8.1%", "consistent"),
        ("涉企检查由820次压减到512次，降幅37.56%。", "(820-512)/820=37.56%", "consistent"),
        ("事项由40项增加至121项。", "40→121", "consistent"),
        ("办结率从95%提高到90%。", "95%→90%", "inconsistent"),
    ],
)
def test_growth_is_recomputed(text: str, formula: str, verdict: str) -> None:
    assert (formula, verdict) in [(r.formula, r.verdict) for r in stated(text) if r.kind in ("growth", "change")]


def test_a_rate_that_rose_is_no_growth_of_the_figures_before_it() -> None:
    assert [r for r in stated("今年办理162件，去年150件，办结率提高5%。") if r.kind == "growth"] == []


def test_a_part_is_no_larger_than_its_whole() -> None:
    assert alarms("发现问题12个，整改15个。") == ["15>12"]
    assert alarms("受理案件12件，办结15件。") == []  # last year's cases may be among them


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("今年办理150件，去年同期162件，增加12件。", "150-162=-12≠12"),
        ("今年办理162件，去年同期150件，减少12件。", "150-162=-12≠12"),
        ("新登记1093户，注销381户，净减712户。", "381-1093=-712≠712"),
    ],
)
def test_a_change_goes_the_way_that_its_word_says(text: str, formula: str) -> None:
    (difference,) = stated(text)
    assert (difference.formula, difference.verdict) == (formula, "inconsistent")
    assert not any("-" in repair for repair in difference.repairs)


def test_a_list_may_be_shorter_than_its_count_but_not_longer() -> None:
    assert [r.formula for r in stated("先后开展长江保护、行政处罚、计划生育等3次清理。")] == ["3=3"]
    assert alarms("聚焦食品、药品、医疗、化妆品等3类对象。") == ["4≠3"]
    assert alarms("聚焦食品、药品等3类对象。") == []


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("上年末在册83人，本年新接收47人、期满解除52人，年末在册78人。", "83+47-52=78"),
        ("新收行政诉讼案件45件，上年结转7件，共审结49件，未结3件。", "7+45-49=3"),
        ("2024年末实有20150户，2025年新设3126户，注销1874户，年末实有21402户。", "20150+3126-1874=21402"),
        ("出庭率由上年的86.4%提高到94.7%，提高8.3个百分点。", "94.7%-86.4%=8.3"),
        ("满意度达97.2%，比上年的95.6%上升1.6个百分点。", "97.2%-95.6%=1.6"),
        ("事项由132项精简为118项，减少14项。", "132-118=14"),
        ("查出隐患3044处，整改2987处，整改率98.13%，剩余57处挂账督办。", "3044-2987=57"),
        ("投入68万元，较2024年的55万元增加13万元，增长23.6%。", "(68-55)/55=23.6%"),
        ("现有持证人员214名，占在编执法人员238名的89.9%。", "214/238=89.9%"),
        ("调解387件，听证124件，仲裁96件，三项合计607件。", "387+124+96=607"),
        ("作出处罚决定1340件。简易程序的912件，普通程序的428件。", "912+428=1340"),
        ("问题对象39户，问题率6%；问题对象中，已责令改正31户，移送8户。", "31+8=39"),
        ("审核文件83份、合同6件、决策11件，共计100件（份）。", "83+6+11=100"),
        ("抽评案卷90卷，优秀22卷、合格66卷、不合格2卷。", "22+66+2=90"),
        ("组织37名干部参加考试，合格率94.59%。", "35/37=94.59%"),
        ("立案900起，同比上升78.57%。", "900/504-1=78.57%"),
        ("立案900起，同比下降12.62%。", "1-900/1030=12.62%"),
        ("甲乙和丙丁两个社区均设立调委会。", "2=2"),
        ("辖区3个街道（和平、青溪、望湖）全部建成。", "3=3"),
        ("开展以下4项工作：一是清理证明，二是压减检查，三是推行清单，四是公开案例6个。", "4=4"),
        ("抓好三项工作。一是调整职责12项。二是下沉队员30名。三是接入数据5类。", "3=3"),
        ("聚焦食品安全、安全生产、生态环境三大领域开展整治。", "3=3"),
        ("全区54个村（社区）聘请顾问。\n全区54个村（社区）建立组织。", "54个=54个"),
        ("召开管委会常务会议12次。\n开展常务会学法活动12次。", "12≤12"),
        ("检查3百家，合格2百家，合格率66.67%。", "200/300=66.67%"),
        ("收到建议41条。当场采纳25条，转有关部门研究16条。", "25+16=41"),
        ("发放证照8本，电子证照7本，1本待领取。", "7+1=8"),
        ("听证申请6件，同意举行4件，不同意举行2件。", "4+2=6"),
        ("公开招聘12名，取得资格证书11名，未取得1名。", "11+1=12"),
        ("合同186份，出具意见171份，尚有15份正在审查。", "186-171=15"),
        ("行业调委会、商会和园区分别调解31件、44件和25件，总调解量100件。", "31+44+25=100"),
        ("检查810家次，比整合前的1350家次减少540家次。", "1350-810=540"),
        ("检查810家次，比整合前的1350家次下降40%。", "(1350-810)/1350=40%"),
        ("累计建成驿站32个，新增7个，较上年的25个增长28%。", "(32-25)/25=28%"),
        ("站点由9个增加到14个，净增5个。", "14-9=5"),
        ("精简事项46项，由210项减至164项。", "210-164=46"),
        ("培训时间比上年增加120学时，达到620学时，增长24%。", "120/(620-120)=24%"),
        ("授课62次、接待780人次，较上年的50次、650人次分别增长24%、20%。", "(780-650)/650=20%"),
        ("受理仲裁420件、复议65件，审结399件、62件，结案率分别为95%和95.38%。", "62/65=95.38%"),
        ("新增岗位1260个，完成年度计划1200个的105%。", "1260/1200=105%"),
        ("自助办件610件，人工办件2190件，自助占21.79%。", "610/(610+2190)=21.79%"),
        ("发出督办函24份，回复24份，回复率和整改率均为100%。", "24/24=100%"),
        ("结案率96.55%，受理仲裁87件，结案84件。", "84/87=96.55%"),
        ("申请58件（含去年结转7件），办结51件。", "7≤58"),
        ("去年结转8件，今年受理92件，办结95件，结转下年5件。", "8+92-95=5"),
        ("信访412件，来信98件、来访126件、网信188件；从领域看，劳资205件、城建207件。", "205+207=412"),
        ("调解180件，成功176件。按案由分，婚姻98件、邻里78件。", "98+78=176"),
        ("15名律师和9名公证员共24名值班。", "15+9=24"),
        ("落实公众参与、专家论证、风险评估三项程序。", "3=3"),
    ],
)
def test_every_kind_of_relation_is_found(text: str, formula: str) -> None:
    assert (formula, "consistent") in [(r.formula, r.verdict) for r in check(clauses(text), blocks(text))]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("上年末在册83人，本年新接收47人、期满解除52人，年末在册88人。", "83+47-52=78≠88"),
        ("出庭率由上年的86.4%提高到94.7%，提高7.3个百分点。", "94.7%-86.4%=8.3≠7.3"),
        ("办结率由95%提高到98%，提高3%。", "98%-95%=3个百分点≠3%"),
        ("持证人员214名，占在编执法人员238名的98.9%。", "214/238=89.9%≠98.9%"),
        ("受理案件238件（民事191件，刑事43件，行政14件）。", "191+43+14=248≠238"),
        ("调解387件，听证124件，仲裁96件，三项合计697件。", "387+124+96=607≠697"),
        ("组织61名干部参加考试，及格率98.50%。", "整数/61≠98.50%"),
        ("立案90起，同比上升78.57%。", "90/整数-1≠78.57%"),
        ("开展以下5项工作：一是清理证明，二是压减检查，三是公开案例。", "3≠5"),
        ("全区54个村（社区）聘请顾问。\n全区45个村（社区）建立组织。", "54个≠45个"),
        ("发出督办函24份，按期回复6份，回复率100%。", "6/24=25%≠100%"),
        ("公开招聘12名，取得资格证书11名，未取得2名。", "11+2=13≠12"),
        ("新增岗位1260个，完成年度计划1200个的115%。", "1260/1200=105%≠115%"),
        ("授课62次、接待780人次，较上年的50次、650人次分别增长24%、30%。", "(780-650)/650=20%≠30%"),
        ("聘请顾问12人，其中专职、兼职分别为7人和6人。", "7+6=13≠12"),
        ("受理投诉80件，其中噪声50件、油烟30件，剩余4件为扬尘。", "50+30+4=84≠80"),
        ("安排经费426亿元，其中宣传118亿元、装备205亿元，其余3亿元。", "118+205+3=326≠426"),
    ],
)
def test_every_kind_of_contradiction_is_found(text: str, formula: str) -> None:
    (wrong,) = [r for r in check(clauses(text), blocks(text)) if r.verdict == "inconsistent"]
    assert wrong.formula == formula
    assert wrong.repairs


@pytest.mark.parametrize(
    "text",
    [
        "净增窗口243个，上年新设、撤并、净增分别为386个、154个和232个。",
        "净增窗口243个；去年全年新设、撤并、净增分别为386个、154个和232个。",
        "清查台账95份，其中漏登记20份、未签字15份，补正到位32份，尚余3份。",
        "培育商户640家，较年初新设90家，增长16.4%。",
        "网格员48人，较年初增补8人，增长20%。",
        "受理时间20天，比约定时限提前8天，提速28.6%。",
        "办事点30个，较机构改革前归并12个，减少28.6%。",
    ],
)
def test_figures_of_other_things_and_steps_are_no_contradiction(text: str) -> None:
    assert alarms(text) == []


@pytest.mark.parametrize("norm", ["比国定15天", "较规定时限15天", "比承诺时限15天", "比办理标准15天"])
def test_a_norm_is_what_a_figure_is_compared_with(norm: str) -> None:
    assert "15-6=9" in [each.formula for each in stated(f"平均用时6天，{norm}缩短9天。")]
    assert alarms(f"平均用时6天，{norm}缩短8天。") == ["15-6=9≠8"]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("督促整改。全年清理证明事项8项。\n一是健全机制。二是公开结果。", []),
        ("全年办成实事8项。\n一是健全机制。二是公开结果。", []),
        ("全年办成以下实事8项。\n一是健全机制。二是公开结果。", ["2≠8"]),
    ],
)
def test_only_what_announces_them_counts_the_items_of_the_next_paragraphs(text: str, formulas: list[str]) -> None:
    assert [each.formula for each in stated(text) if each.kind == "list"] == formulas


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("主要有以下三个方面：\n一是人手少。全县只有7人。\n二是经费紧。去年少了2万元。", ["2≠3"]),
        ("抓好以下三项工作：\n（一）摸底\n由各乡镇报送。\n1.先看案卷\n（二）整改\n限期完成。\n四、保障", ["2≠3"]),
        ("抓好以下两项工作：\n（一）摸底\n由各乡镇报送。\n（二）整改\n限期完成。", ["2=2"]),
        ("抓好以下三项工作：\n1.摸底。\n2.整改。\n4.验收。", []),
        ("全年完成三项工作。\n（一）摸底\n（二）整改", []),
    ],
)
def test_items_in_paragraphs_of_their_own_are_counted(text: str, formulas: list[str]) -> None:
    assert [each.formula for each in stated(text) if each.kind == "list"] == formulas


def test_a_wrong_stock_names_the_repair_of_every_figure() -> None:
    (wrong,) = stated("上年末在册83人，新接收47人、解除52人，年末在册88人。")
    assert wrong.repairs == ("88人→78人", "83人→93人", "47人→57人", "52人→42人")


def test_the_totals_of_a_table_are_the_sums_of_its_rows_and_columns() -> None:
    rows = (("类别", "受理", "办结率", "合计"), ("许可", "2045", "99%", "2050"), ("确认", "312", "—", "312"))
    block = Block("table", line=7, rows=(*rows, ("合 计", "2357", "—", "2362")))
    found = {relation.formula: relation for relation in check((), [block])}
    assert found["2045+312=2357"].verdict == "consistent"
    assert block.text[slice(*found["2045+312=2357"].places[0][1:])] == "2357"
    wrong = block._replace(rows=(*rows, ("合 计", "2457", "—", "2362")))
    assert "2045+312=2357≠2457" in [relation.formula for relation in check((), [wrong])]


def test_places_are_those_of_the_printed_figures_also_beside_blanks() -> None:
    text = "  全年受理案件 153 件，其中民事案件 94 件、刑事案件 59 件。"
    for relation in check(clauses(text), blocks(text)):
        assert [text[start:end].replace(" ", "") for _, start, end in relation.places] == list(relation.terms)


@pytest.mark.parametrize(
    "text",
    [
        "共接收社区矫正对象84人，解除矫正57人，现有在矫对象75人。",  # what was there at first is not said
        "增长43.5%，高于全市18.2个百分点。",
        "组织学习12次，其中法治专题3次；落实会前学法制度，学了8次。",
        "收到意见14条，群众满意率98.5%。",
        "存量文件63件，保留41件、修改9件、废止8件、宣布失效5件。",
        "清理文件58件（比上年增加3件），其中继续有效40件、修改11件（比上年减少2件）、废止7件。",
        "在册184名，平均每个村8名，其中退休教师占六成。",
        "办理时限由5.6个工作日压缩到2.3个工作日，网办事项占比91.2%。",
        "管委会机关和下辖三个社区均聘请了顾问。",
        "对5家企业（单位、个人）开展回访。",
        "出台食品、药品、器械监管20条措施。",
        "审核文件83份、合同6件、决策11件，共计120件。",
        "司法分局代写法律文书5件。\n村法律顾问代写法律文书98件。",
        "全区16个社区建成驿站。\n在3个社区试点。",
        "投入68万元，较上年的55万元增长23.4%。",  # both are rounded
        "新登记车辆310辆，注销95辆；公交线路42条，公交车净增12辆。",
        "受理申请88件，办结81件，按期办结率100%。",
        "申请58件（含去年结转7件），办结51件，办结率87.93%。",
        "去年结转20件，今年受理310件，办结306件，未结24件。",
        "新增驿站7个，较上年的25个增长28%。",
        "证明事项45项，其中告知承诺38项、可网办40项。",
        "配备网格员1220名，村均8名，其中专职160名。",
        "专题研究法治工作4次，镇长出庭应诉1次，全县出庭应诉率97.4%。",
        "征集建议264条，采纳数同比增加314条。",
        "现有专职网格员160名，兼职网格员1060名。",
    ],
)
def test_what_cannot_be_told_raises_no_alarm(text: str) -> None:
    assert alarms(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "共受理案件22件，其中办结20件，调解15件。",
        "举办培训班6期，其中执法培训2期、领导干部培训1期。",
        "现有工作人员12名，其中党员8名、本科以上10名。",
        "召开会议12次，其中专题研究法治建设4次、听取汇报2次、学习3次。",
        "新设主体1845.0万户。其中，新设企业589.8万户；新设个体户1242.6万户。",
        "检查企业500家次，发现问题300个，检查商铺共计2500家次。",
        "现有对象75人，其中警告处分2人次，训诫处分7人次。",
        "收到意见14条，办结率100%，满意率100%。",
        "调解162件，涉及当事人400人，涉案金额500万元，调解成功率98%。",
        "不予受理14件，其中2件起诉；收到应诉案件44件。",
        "发放资料3万余份，其中宣传册2万份、折页5000份。",
    ],
)
def test_weak_words_raise_no_alarm(text: str) -> None:
    assert alarms(text) == []


@pytest.mark.parametrize("report", sorted((DATA / "reports").glob("*.txt"))[::3], ids=lambda path: path.stem)
def test_contradictions_are_found_alike_with_all_relations_and_without(report: Path, register: Register) -> None:
    """Every paragraph is printed again with other figures, so that things are counted twice with two values."""
    rng, texts = random.Random(1), [block.text for block in readers.read(report).blocks]
    again = [re.sub("[1-9]", lambda digit: rng.choice(digit[0] * 6 + "3"), text) for text in texts]
    both = [text for pair in zip(texts, again, strict=True) for text in dict.fromkeys(pair)]
    read = understand(
        Document(tuple(Block("paragraph", (Run(text),), line=n) for n, text in enumerate(both, 1))), register
    )
    assert read.contradictions == tuple(each for each in read.relations if each.verdict == "inconsistent")
    assert any(each.kind == "repeat" for each in read.contradictions)


def test_full_width_and_half_width_text_are_read_alike() -> None:
    wide, narrow = "收到22件，受理9件、不予受理14件。", "收到22件,受理9件、不予受理14件。"
    assert check(clauses(wide)) == check(clauses(narrow))


@pytest.mark.sources
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not in the repository")
class TestOnRealReports:
    def test_stated_arithmetic_is_found_and_judged_right(self) -> None:
        gold = [g for g in json.loads((SHARED / "gold" / "relations.json").read_text("utf-8")) if g["tier"] == "A"]
        figures = [g for g in gold if all(re.match("[0-9]", term) for term in g["terms"])]
        found = {name: check(clauses(source(name))) for name in LABELLED}
        missed = [g for g in figures if not any(agrees(g, relation) for relation in found[g["report"]])]
        assert len(missed) <= len(figures) * 0.1, missed

    def test_the_only_alarm_is_the_sum_that_is_wrong(self) -> None:
        wrong = {name: alarms(source(name)) for name in REPORTS}
        assert wrong == {name: ["9+14=23≠22"] if name == "rongjiang-2021" else [] for name in REPORTS}

    def test_a_changed_digit_is_mostly_noticed(self) -> None:
        rng = random.Random(7)
        rung: dict[str, list[bool]] = {"sum": [], "diff": [], "rate": []}
        for clause in (clause for name in REPORTS for clause in clauses(source(name))):
            for relation in check([clause]):
                can_be_told = relation.kind in rung and not any("以上" in term for term in relation.terms)
                if can_be_told and relation.verdict == "consistent":
                    rung[relation.kind] += [rings(clause, relation, rng) for _ in range(20)]
        shares = {kind: sum(heard) / len(heard) for kind, heard in rung.items()}
        assert shares["sum"] > 0.95
        assert shares["diff"] > 0.95
        assert shares["rate"] > 0.9


def source(name: str) -> str:
    return (SHARED / "sources" / f"{name}.txt").read_text(encoding="utf-8")


def agrees(gold: dict[str, object], relation: Relation) -> bool:
    return (
        [relation.line] == gold["lines"]
        and sorted(relation.terms) == sorted(gold["terms"])  # type: ignore[call-overload]
        and relation.verdict in ("consistent", "rounding")
    )


def rings(clause: Clause, relation: Relation, rng: random.Random) -> bool:
    """Whether another digit somewhere in one of the relation's figures raises an alarm."""
    term = rng.choice(relation.terms)
    at = clause.text.index(term) + rng.choice([m.start() for m in re.finditer("[0-9]", term)])
    digit = rng.choice([d for d in "123456789" if d != clause.text[at]])
    return bool(alarms(clause.text[:at] + digit + clause.text[at + 1 :]))


def test_an_estimate_bounds_its_part_but_is_not_repaired() -> None:
    (bound,) = check(clauses("调解纠纷二十几件，成功31件。"))
    assert (bound.formula, bound.verdict, bound.repairs) == ("31件>二十几件", "inconsistent", ())
    (bound,) = check(clauses("调解纠纷二十几件，成功25件。"))
    assert bound.verdict == "consistent"


@pytest.mark.parametrize(("more", "kinds"), [(296, ["sum"]), (297, [])])
def test_a_table_that_lost_its_stops_states_no_relation(more: int, kinds: list[str]) -> None:
    row = "共收件70件，其中受理50件、不予受理20件，另有7次" + "，排查3处" * more
    assert [each.kind for each in check(clauses(f"{row}。"))] == kinds


def test_figures_that_are_known_already_state_the_same_relations() -> None:
    text = "收件 70 件，其中受理５０件、不予受理20件；调解207件，成功188件：成功率90.82%。\n其中涉企 12 件，比上年增加3个百分点。"
    known = [(clause, find(clause.text, clause.line, clause.start)) for clause in clauses(text)]
    assert check(clauses(text), counting=known) == check(clauses(text), blocks(text)) != ()


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("商会由年初的18个壮大到年末的25个，增加7个。", "18→25"),
        ("窗口由12个调整为9个。", "12→9"),
        ("窗口由12个调整为9个，减少3个。", "12-9=3"),
        ("出台《工作规则》《档案管理办法（试行）》和《值班制度》3件。", "3=3"),
        ("学员期初30人，新入矫12人，解矫9人，目前在册33人。", "30+12-9=33"),
        ("事项400项，网办300项，占75.0%；自助办100项，占25.0%。", "300+100=400"),
        ("上半年立案20起，下半年立案25起，全年45起。", "20+25=45"),
        ("城区调委会调解110件，16个村调委会调解90件，二者共200件。", "110+90=200"),
        ("首轮应考60人、实考58人，次轮应考40人、实考40人，两轮实考98人。", "58+40=98"),
        ("共抽取案卷90卷。评查由外地专家进行。评定优秀30卷、合格56卷、不合格4卷。", "30+56+4=90"),
        ("审结复议案件40件。审结案件中，维持25件、驳回15件。", "25+15=40"),
        ("8个镇、12个部门共20家单位参加。", "8+12=20"),
        ("全县60个村、9个社区有法律顾问，69个村（社区）都有台账。", "60+9=69"),
        ("国家级3个、省级12个。新建广场2处。总数已达15个。", "3+12=15"),
        ("全年查处违法案件214起，罚款30万元；较2024年多查14起，增长7.0%。", "14/(214-14)=7.0%"),
        ("年初实有户数500户，新登记80户，注销30户，年末实有550户，比年初增长10%。", "(550-500)/500=10%"),
        ("召开党委会40次、办公会25次，分别研究法治9次和7次，占比22.5%和28.0%。", "9/40=22.5%"),
        ("全年办理处罚案件800件。电子抓拍办理500件，占全部案件的62.5%。", "500/800=62.5%"),
        ("受理投诉240件、举报30件。投诉已办结230件，办结率95.8%。", "230/240=95.8%"),
        ("全年受理60件。连同上年结转的8件，审结63件，结转下年5件。", "8+60-63=5"),
    ],
)
def test_a_relation_is_found_however_it_is_told(text: str, formula: str) -> None:
    assert formula in [each.formula for each in stated(text) if each.verdict == "consistent"]


@pytest.mark.parametrize(
    "text",
    [
        "收到申请90件，其中受理70件、不予受理12件、受理前撤回8件。",
        "督察26个单位，其中乡镇9个，发现问题88个，整改80个，其余8个限期整改。",
        "审结复议案件60件，其中维持40件、变更6件、确认违法3件、终止11件，直接纠错率15.0%。",
        "废止文件12件，修改5件，继续有效60件，清理前共有77件，清理率100%。",
        "新收案件40件。其中开庭审理33件，负责人出庭31件。",
        "事项由年初的300项增至450项，包括许可150项、服务300项。",
        "检查共64次（上年为90次）。",
        "专职调解员共5名（核定8名）。",
        "实有商户400户，较年初净增30户；其中餐饮店120户。",
        "现有人员11名，其中公职律师5名、取得资格证书8名。",
        "结转10件，全年审结75件，结转下年6件。",
        "实施“双随机”“互联网＋”12项改革。",
        "制定制度12项，《议事规则》《公开办法》获评优秀。",
        "出台管理制度6项并废止《考勤办法》《值守规定》。",
        "贯彻《平安规划》《普法方案》7项举措。",
        "信访85件、来电40件。信访答复80件，限时答复率98%。",
        "巡查由每月6次增加到每周2次。",
        "网格由30个调整为30个。",
        "站点由12个优化为15个。",
        "下达罚款80万元，执行95万元。",
    ],
)
def test_figures_that_only_seem_to_belong_together_are_not_called_wrong(text: str) -> None:
    assert alarms(text) == []


def test_money_spent_is_no_more_than_was_set_aside() -> None:
    assert alarms("安排普法经费80万元，支出95万元。") == ["95>80"]


def test_titles_that_are_more_or_fewer_than_said_are_told() -> None:
    assert alarms("修订《工作规则》《档案办法》《值班制度》4件。") == ["3≠4"]
    assert alarms("修订《工作规则》《档案办法》等4件。") == []
    assert alarms("出台《考勤办法》《值守规定》3项制度。") == ["2≠3"]
    assert alarms("印发3件文件，即《考勤办法》《值守规定》。") == ["2≠3"]
    assert alarms("印发文件3件（《考勤办法》《值守规定》）。") == ["2≠3"]
    assert alarms("投诉80件、举报9件。投诉已办结75件，办结率98.8%。") == ["75/80=93.8%≠98.8%"]


@pytest.mark.parametrize(
    "text",
    [
        "清单共有事项300项，其中审批事项120项、其他权力事项60项、服务事项120项，网上可办270项。",
        "收到申请62件，其中邮寄31件、当面提交9件、其他渠道6件、网上提交16件。",
        "审查涉法文书140件，其中合同96份、文件4件、其他文书40件。",
        "开展审核143件，其中协议96份、决策3件、方案4件。",
        "收集线索19条，其中群众来信8条、巡查发现4条，核实的12条全部整改。",
        "去年结转问题6个、今年新发现31个，完成整改35个，整改率94.59%。",
        "城区发现隐患31处，镇区发现隐患42处，整改70处，整改率95.89%。",
        "案卷420卷，其中优秀263卷、合格151卷、不合格6卷，合格率98.57%。",
        "受理投诉举报1092件（投诉731件、举报361件），比上年的1001件增长9.09%。",
        "立案88件，其中一般程序60件、简易程序28件，同比增加8件，增长10%。",
        "实有调解员1136人，其中专职168人、兼职968人，比上年末的1100人净增36人，增长3.27%。",
        "年末商户5200户，其中餐饮2000户，比上年末净增200户，增长4%。",
        "受理320件，其中诉讼20件，比上年的18件增加2件，增长11.11%。",
        "调解成功率98%，比90%的目标高8个百分点，比上年的95%提高3个百分点。",
        "平均时间2.6天，比5天的时限缩短48%，比上年的3.1天缩短0.5天。",
        "用时由12.6天降至9.3天，比规定的15天缩短5.7天，较上年缩短3.3天，缩短26.19%。",
        "有6件被纠错，其中撤销3件、变更1件、确认违法2件，纠错率4.8%。",
        "东岭镇立案21件，居各乡镇之首；西岭乡、南岭乡次之，分别为14件、9件。",
        "检查企业213次，涉及企业187家，其中春季100次、企业90家，秋季113次、企业110家。",
        "审查合同62件，金额3.2亿元。其中建设20件，金额2.1亿元；采购30件，金额8000万元；其他12件，金额3000万元；另审标书5件，金额200万元。",
        "列入台账37笔、4218.6万元，其中个体户的8432万元另列，已清偿35笔、4002.4万元，余下2笔、216.2万元。",
        "全年听证会4场，分别在3月、6月（2场）和11月举行。",
        "会议5次，分别在3月、5月、9月和11月各召开。",
        "3个案例分别在省级、市级、县级评选中获奖。",
        "整治点位4处，分别位于东街、西街、南门桥头，其中东街2处。",
        "列入目录5项，分别为学校选址、公园改造、公交优化、停车收费等，均履行程序。",
        "设立站点4个，分别设在东岗预防和治理中心、西岗社区、南岗园区，均已启用。",
        "党组会议研究法治议题6个。\n局长主持党组会议研究法治议题5个，主持专题会议研究安全议题9个。",
        "区专题会议研究法治建设议题2个。\n书记主持市专题会议研究法治建设议题6个。",
        "新收劳动争议案件12件、续办3件。\n15件劳动争议案件中有5件涉及证据。",
        "省级劳动争议案件5件、市级劳动争议案件8件。\n13件劳动争议案件中有4件超期。",
    ],
)
def test_what_stands_behind_parts_may_be_of_the_whole(text: str) -> None:
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("清单共有事项300项，其中审批事项120项、其他权力事项60项、服务事项130项。", "120+60+130=310≠300"),
        ("审查涉法文书140件，其中合同96份、文件4件、其他文书45件。", "96+4+45=145≠140"),
        ("立案88件，其中一般程序60件、简易程序28件，同比增加8件，增长12%。", "8/(88-8)=10%≠12%"),
        ("信访212件，其中来信155件、来访57件，比上年的200件增加13件。", "212-200=12≠13"),
        ("培训12期、860人次，其中春季4期、300人次，秋季8期、650人次。", "300+650=950≠860"),
        (
            "审查合同62件，金额3.2亿元。按用途看，建设20件，金额2.1亿元；采购30件，金额8000万元；其他12件，金额5000万元。",
            "2.1亿+8000万+5000万=3.4亿≠3.2亿",
        ),
        (
            "拨付补贴1.2万元，惠及农户90户，分用途看，种子5000万元，农机4000万元，肥料3000万元。",
            "5000+4000+3000=12000≠1.2",
        ),
        ("新收案件210件。加上年初未结的12件，办结203件，年末未结91件。", "12+210-203=19≠91"),
        ("列入项目5个，分别为水厂扩建、老街改造、车站迁建、管网更新，总投资3亿元。", "4≠5"),
        ("集中学习6次，分别在3月、5月、7月、9月和12月。", "5≠6"),
        ("布设岗亭3个，分别设在东门、西门、南门、北门，全部启用。", "4≠3"),
        ("研究法治议题16个，其中党委会议研究9个。\n书记主持党委会议研究法治议题11个。", "9个≠11个"),
        ("办理劳动争议案件11件。\n13件劳动争议案件中有5件涉及证据。", "11件≠13件"),
    ],
)
def test_figures_that_surely_belong_together_are_called_wrong(text: str, formula: str) -> None:
    assert formula in alarms(text)
