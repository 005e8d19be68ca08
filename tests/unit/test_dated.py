"""Wording of another year or another kind of unit is doubted, stays out of drafts, and the questions speak to their unit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter import cli, config
from drafter.app import drafts, report_in_progress
from drafter.asking import measures, questionnaire, reportfile, zone
from drafter.formats import Answer
from drafter.understanding.dated import speaks_of_other_unit, stale, terms

TERMS = terms(config.template_folder())


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("深入学习贯彻党的二十大和二十届二中、三中全会精神", 2025, ("二十届二中、三中全会",)),
        ("深入学习贯彻党的二十大和二十届二中、三中全会精神", 2024, ()),
        ("深入学习贯彻党的二十大和二十届历次全会精神", 2025, ()),
        ("贯彻党的十九大精神，开展扫黑除恶专项斗争", 2025, ("党的十九大", "扫黑除恶专项")),
        ("落实“八五”普法规划", 2025, ()),
        ("落实“八五”普法规划", 2026, ("“八五”普法",)),
        ("宣传《市场主体登记管理条例》和市场主体登记管理条例", 2025, ()),
        ("公开二十大类信息，新登记市场主体3户", 2025, ("市场主体",)),
    ],
)
def test_set_phrases_that_are_not_those_of_the_year_are_named(text: str, year: int, found: tuple[str, ...]) -> None:
    assert stale(text, TERMS, year) == found


def test_such_phrases_are_named_once_and_only_outside_titles() -> None:
    text = "登记市场主体3户，《市场主体登记管理条例》施行后注销市场主体1户，贯彻党的十九大精神"
    assert stale(text, TERMS, 2025) == ("党的十九大", "市场主体")
    assert stale("《市场主体登记管理条例》施行", TERMS, 2025) == ()


@pytest.mark.parametrize(
    ("text", "name", "strange"),
    [
        ("全区共办理12件", "青石湾县", True),
        ("管委会召开会议12次", "青石湾县人民政府", True),
        ("全县共办理12件", "云溪经济技术开发区", True),
        ("全区共办理12件", "云溪经济技术开发区", False),
        ("全县共办理12件", "青石湾县", False),
        ("实现全区域覆盖12个村", "青石湾县", False),
    ],
)
def test_wording_of_another_kind_of_unit_is_known(text: str, name: str, strange: bool) -> None:
    assert speaks_of_other_unit(text, name) is strange


@pytest.mark.parametrize(
    ("name", "party", "organ"),
    [
        ("青石湾县", "县委", "县政府"),
        ("青石湾县人民政府", "县委", "县政府"),
        ("柳塘镇", "镇党委", "镇政府"),
        ("东门街道", "党工委", "办事处"),
        ("云溪经济技术开发区", "党工委", "管委会"),
    ],
)
def test_the_questionnaire_speaks_to_the_kind_of_unit(name: str, party: str, organ: str) -> None:
    asked = zone.addressed(questionnaire.load(config.template_folder()), zone.zone_named(name))
    duties = [q.ask for id_, q in asked.questions.items() if id_.startswith("responsible.")]
    assert duties == [f"{body}主要负责人履行第一责任人职责情况" for body in (party, organ)]
    assert asked.questions["learning.group_sessions"].sentence.startswith(f"开展{party}理论学习中心组")


@pytest.mark.parametrize(
    ("name", "short", "organ"),
    [
        ("青石湾县", "", "青石湾县人民政府"),
        ("青石湾县人民政府", "青石湾县", "青石湾县人民政府"),
        ("青石湾县柳塘镇", "柳塘镇", "青石湾县柳塘镇人民政府"),
        ("青石湾县柳塘镇人民政府", "柳塘镇", "青石湾县柳塘镇人民政府"),
        ("云溪经济技术开发区", "云溪经开区", "云溪经济技术开发区管理委员会"),
        ("云溪经济技术开发区管理委员会", "云溪经开区", "云溪经济技术开发区管理委员会"),
        ("云溪市东门街道办事处", "东门街道", "云溪市东门街道办事处"),
        ("青石湾县水务局", "", "青石湾县水务局"),
    ],
)
def test_a_unit_has_its_organ_and_short_form_however_its_name_is_written(name: str, short: str, organ: str) -> None:
    made = zone.zone_named(name)
    assert (made.short, made.organ) == (short, organ)


@pytest.mark.parametrize(
    ("name", "department", "meeting", "towns"),
    [
        ("云溪经济技术开发区", "司法分局", "管委会会议次数", "部门、镇街"),
        ("青石湾县", "司法局", "县政府常务会议次数", "部门、乡镇（街道）"),
        ("青石湾县柳塘镇", "司法所", "镇长办公会议次数", "站所、村（社区）"),
        ("青石湾县水务局", "法规科室", "局长办公会议次数", "科室、下属单位"),
        ("青石湾县卫生健康委员会", "法规科室", "主任办公会议次数", "科室、下属单位"),
    ],
)
def test_departments_meetings_and_units_below_are_those_of_the_kind_of_unit(
    name: str, department: str, meeting: str, towns: str
) -> None:
    unit = zone.zone_named(name)
    asked = zone.addressed(questionnaire.load(config.template_folder()), unit)
    assert asked.questions["norms.reviewed"].department == department
    assert asked.questions["decisions.meetings"].ask == meeting
    assert towns in asked.questions["leadership.assessed_units"].help
    of_zones = ("管委会", "镇街") if "开发区" not in name else ()
    texts = "".join(f"{q.ask}{q.help}{q.sentence}{q.department}" for q in asked.questions.values())
    ticked = zone.measures_addressed(measures.load(config.template_folder()), unit).by_id.values()
    texts += "".join(f"{point.title}{measure.ask}" for _, point, measure in ticked)
    assert not [word for word in of_zones if word in texts]


def test_what_only_a_government_has_is_required_of_no_other_unit() -> None:
    for name, is_required in (("青石湾县", True), ("青石湾县柳塘镇", False), ("云溪经济技术开发区", False)):
        asked = zone.addressed(questionnaire.load(config.template_folder()), zone.zone_named(name))
        assert asked.questions["review.received"].required is is_required
        assert asked.questions["review.litigation"].required


def test_a_countys_draft_names_its_own_bodies_and_no_market_entities(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    report = report_in_progress.new(folder, "青石湾县", 2025).report
    figures = {"business.entities_total": 45, "business.entities_new": 3, "services.hotline_received": 3}
    known = {key: Answer(value=value) for key, value in figures.items()}
    reportfile.save(folder, report.model_copy(update={"answers": known}))
    text = "".join(block.text for block in drafts.draft(folder)[1].blocks)
    assert "县委主要负责人履行" in text and "3户" in text
    assert not [word for word in ("管委会", "党工委", "全区", "市场主体") if word in text]


def test_last_years_plenum_is_to_be_looked_at_and_a_short_form_is_not_explained_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = tmp_path / "上年.txt"
    last.write_text(
        "云溪经济技术开发区2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n（一）坚持党的领导\n\n"
        "云溪经济技术开发区（以下简称云溪经开区）深入贯彻党的二十届二中、三中全会精神，召开法治建设领导小组会议3次。\n",
        "utf-8",
    )
    report_in_progress.new(tmp_path / "报告", "云溪经济技术开发区", 2025, "standard", last)
    assert cli.run(["roll", str(tmp_path / "报告"), "--json"]) == 0
    (item,) = json.loads(capsys.readouterr().out)["items"]
    assert item["warnings"] == ["党的二十届二中、三中全会"]
    assert item["wording"].startswith("云溪经济技术开发区深入贯彻")
