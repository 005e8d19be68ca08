"""Wording of another year or another kind of unit is doubted, stays out of drafts, and the questions speak to their unit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter import cli, config
from drafter.app import drafts, report_in_progress
from drafter.asking import questionnaire, reportfile, zone
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
