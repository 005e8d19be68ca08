"""What is near to right is told as a mistake; figures that have nothing to do with each other are not."""

from pathlib import Path

import pytest

from drafter.app import checks

HEAD = "清泉区人民政府关于2025年度法治政府建设情况的报告\n一、主要举措和成效\n"

MISTAKES = {
    "two digits change places": "受理投诉举报2456件，办结2398件，办结率96.74%。",
    "a fall is told as a rise": "全年检查企业820户次，比上年的1000户次上升18%。",
    "the change is one of the later figure": "平均用时由6.4天压缩到4天，压缩60%。",
    "one scale is another": "投入资金合计56.8万元，其中省级补助32.5万元、市级补助24.3亿元。",
    "a part is a little more than its whole": "收到意见建议83条，采纳86条。",
    "two digits of a quarter change places": "受理投诉2467件，其中一季度598件、二季度641件、三季度623件、四季度632件。",
    "a rate of two parts of what an earlier sentence counted": "审结复议案件152件，结转下年9件。在审结案件中，维持58件，撤销12件，责令履行5件，终止77件；"
    "直接纠错率为11.81%。",
    "a rate of a task told further back": "年初确定重点任务29项，逐项明确责任单位。截至年底，已完成28项，完成率为95.6%，其余1项转入下年。",
    "all the parts are named, and one is missing": "制定规范性文件31件（新制定6件，修改8件）。",
    "a rate of last year was left in": "受理投诉举报2456件，办结2098件，办结率98.3%。",
    "a digit of a stock is missing": "上年结转16件、新收305件，办结298件，其余3件结转下年办理。",
}
NO_MISTAKES = {
    "what was verified is of all clues": "收集问题线索19条，其中企业反映8条、热线转办7条、自查发现4条，查实的12条全部整改到位。",
    "a fall of the whole, which stands before": "受理信访事项350件，其中来信40件、来访90件，比上年减少14件，下降3.85%。",
    "two grades together": "评查案卷210卷，其中许可120卷、处罚90卷；经评查，优秀130卷、合格77卷、不合格3卷，含优秀在内的合格率98.57%。",
    "shortened once more": "平均办结4.2个工作日，比15个工作日的法定时限压缩72%，比上年的5.4个工作日再缩短1.2个工作日。",
    "mended of both halves of the year": "上半年发现问题27个，下半年新发现问题35个，至年底整改58个，整改率93.55%。",
    "rates of the parts": "监测断面248处，实现自动监测241处，自动监测率97.2%，其中国控断面自动监测率98.6%，市控断面自动监测率95.9%。",
    "two of several kinds": "收到诉求596件，其中供水312件、供气187件、供热97件；供水类诉求中，反映水压的121件、停水的91件，两项合计占67.9%。",
    "the same ones several times over": "办理信访事项172件，其中初次信访事项158件，群众参与评价的149件，满意146件。",
    "parts of what was done with them": "新收申请114件，上年结转6件，合计120件，其中公开58件，部分公开31件，不予公开24件，共办结113件，其余7件结转下年。",
    "a growth over other figures between": "培训744人次，平均每期186人次，参训人次较上年的620人次增长20%。",
    "a second test": "应考186人，参考186人，合格185人，1人补考后合格，最终合格率100%。",
    "parts of several units": "审查重大事项168件，其中规范性文件12件、合同协议131份、其他文件25件。",
}


def sums_of(sentence: str, folder: Path) -> list[str]:
    (folder / "稿.txt").write_text(HEAD + sentence + "\n", "utf-8")
    findings = checks.check([folder / "稿.txt"]).findings
    return [finding.message for finding in findings if finding.code.startswith("SUM")]


@pytest.mark.parametrize("sentence", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_slip_is_told(sentence: str, tmp_path: Path) -> None:
    assert sums_of(sentence, tmp_path)


@pytest.mark.parametrize("sentence", NO_MISTAKES.values(), ids=NO_MISTAKES.keys())
def test_what_is_right_with_other_figures_is_not(sentence: str, tmp_path: Path) -> None:
    assert not sums_of(sentence, tmp_path)
