"""The measures that are shipped, what is said of ticked ones, and what is told of a file that is wrong."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from drafter import yamlfile
from drafter.app import finished_reports, installation, phrasebank
from drafter.asking import measures, questionnaire
from drafter.asking.measure_file import Measure, Point
from drafter.asking.measures import Measures, Ticked
from drafter.bank import store
from drafter.errors import FormatError
from drafter.formats import Report
from drafter.text import is_hanzi

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "templates" / "annual-report"
STATED = ("problems", "plan")
"""Topics whose items are statements and no questions."""
FILE = """\
disputes:
  - id: prevention
    leads: [抓实矛盾纠纷排查化解]
    indicators: [disputes.handled]
    measures:
      - id: rules
        ask: 是否制定调解工作规定
        text: [完善调解工作制度, "制定《{title}》"]
        details: {title: {kind: title, ask: 规定名称}}
"""


@pytest.fixture(scope="module")
def shipped() -> Measures:
    return measures.load(FOLDER)


@pytest.fixture(scope="module")
def all_measures(shipped: Measures) -> list[tuple[str, Point, Measure]]:
    return list(shipped.by_id.values())


def own(tmp_path: Path, text: str) -> Path:
    """A template folder of the user's own with this measures.yaml."""
    folder = tmp_path / "own"
    folder.mkdir()
    for name in ("indicators.yaml", "questions.yaml"):
        shutil.copy(FOLDER / name, folder)
    (folder / "measures.yaml").write_text(text, "utf-8")
    return folder


def report(**ticks: object) -> Report:
    given = {id.replace("__", "."): tick for id, tick in ticks.items()}
    return Report.model_validate({"year": 2025, "zone": {"name": "云溪"}, "measures": given})


def test_every_indicator_stands_in_exactly_one_point_of_its_own_topic(shipped: Measures) -> None:
    placed = [(topic, id) for topic, points in shipped.points.items() for point in points for id in point.indicators]
    assert all(id.partition(".")[0] == topic for topic, id in placed)
    assert Counter(id for _, id in placed) == Counter([*questionnaire.load(FOLDER).indicators])


def test_nothing_in_the_shipped_file_is_at_fault(shipped: Measures) -> None:
    assert list(measures.faults(FOLDER, questionnaire.load(FOLDER))) == []


def test_there_are_enough_measures_and_every_topic_with_figures_has_some(shipped: Measures) -> None:
    asked = questionnaire.load(FOLDER)
    assert {id.partition(".")[0] for id in asked.indicators} < shipped.points.keys() <= asked.topics.keys()
    counts = Counter(topic for topic, _, _ in shipped.by_id.values())
    assert min(counts.values()) >= 10 and sum(counts.values()) - counts["problems"] - counts["plan"] >= 220
    assert counts["problems"] >= 40 and counts["plan"] >= 40
    assert all(2 <= len(points) <= 6 for points in shipped.points.values())


def test_ids_are_those_of_the_topic_and_unlike(all_measures: list[tuple[str, Point, Measure]]) -> None:
    assert all(re.fullmatch(rf"{topic}\.[a-z0-9_]+", measure.id) for topic, _, measure in all_measures)


def test_a_point_asks_nothing_twice(all_measures: list[tuple[str, Point, Measure]]) -> None:
    asked = Counter((topic, point.id, measure.ask) for topic, point, measure in all_measures)
    assert [each for each, count in asked.items() if count > 1] == []


def test_a_question_is_one_short_line(all_measures: list[tuple[str, Point, Measure]]) -> None:
    for topic, _, measure in all_measures:
        assert ("是否" in measure.ask) != (topic in STATED), measure.ask
        assert 4 <= sum(map(is_hanzi, measure.ask)) <= 40 and not re.search("[。？]$", measure.ask), measure.ask


def test_wordings_name_no_place_no_figure_and_no_effect(all_measures: list[tuple[str, Point, Measure]]) -> None:
    effects = re.compile(r"显著|明显|有效提升|不断提高|满意度提升|取得|有力|[我该本]区|\d")
    said = [wording for topic, _, measure in all_measures if topic not in STATED for wording in measure.text]
    assert [wording for wording in said if effects.search(wording)] == []
    assert all(len(set(measure.text)) == len(measure.text) for _, _, measure in all_measures)


def test_a_figure_given_as_a_detail_is_not_read_as_an_indicator(shipped: Measures, tmp_path: Path) -> None:
    given = {
        "number": "3",
        "month": "5",
        "title": "云溪管理办法",
        "partner": "区人民法院",
        "field": "执法规范化",
        "cause": "人少",
    }
    lines = [clause for _, _, measure in shipped.by_id.values() for clause in Ticked(measure, given).clauses]
    assert any("3" in line for line in lines)
    (tmp_path / "said.txt").write_text("。\n".join(lines), "utf-8")
    assert finished_reports.understood(tmp_path / "said.txt", FOLDER, 2025).values == {}


def test_a_lead_does_not_say_what_a_measure_of_its_point_asks(shipped: Measures) -> None:
    pairs = [
        (lead.text, wording)
        for points in shipped.points.values()
        for point in points
        for lead in point.leads
        for measure in point.measures
        for wording in measure.text
    ]
    assert [(lead, wording) for lead, wording in pairs if fuzz.ratio(lead, wording) > 80] == []


def test_an_editor_gets_the_schema_of_the_file() -> None:
    assert {"Point", "Measure", "Detail"} <= installation.schema("measures")["$defs"].keys()


def test_no_wording_has_a_name_of_the_place_of_a_mined_report(all_measures: list[tuple[str, Point, Measure]]) -> None:
    said = "\n".join(wording for _, _, measure in all_measures for wording in (measure.ask, *measure.text))
    names = {name for local in store.local_terms(ROOT / "phrasebank").values() for name in local.all}
    assert names and [name for name in names if name in said] == []


def test_what_is_linked_exists(all_measures: list[tuple[str, Point, Measure]]) -> None:
    known = {phrase.id for phrase in phrasebank.bank(lenient=False).phrases}
    assert {phrase for _, _, measure in all_measures for phrase in measure.phrases} <= known
    for topic, point, measure in all_measures:
        assert set(measure.proves) <= set(point.indicators), (topic, measure.id)


def test_every_problem_has_a_cause_to_ask_for_and_a_plan_that_answers_it(shipped: Measures) -> None:
    items = {topic: [m for point in shipped.points[topic] for m in point.measures] for topic in STATED}
    assert all("cause" in problem.details for problem in items["problems"])
    answers = {plan.id.partition(".")[2] for plan in items["plan"]}
    assert {problem.id.partition(".")[2] for problem in items["problems"]} <= answers


def test_only_what_was_ticked_is_found_and_only_given_details_are_said(tmp_path: Path) -> None:
    there = measures.load(own(tmp_path, FILE))
    for tick, clauses in [
        ({"state": "done"}, ("完善调解工作制度",)),
        ("做了", ("完善调解工作制度",)),
        ({"state": "done", "details": {"title": "调解规定"}}, ("制定《调解规定》",)),
        ({"state": "done", "details": {"title": "《调解规定》"}}, ("制定《调解规定》",)),
        ({"state": "done", "details": {"title": ""}}, ("完善调解工作制度",)),
        ({"state": "done", "details": {"title": "《》"}}, ("完善调解工作制度",)),
    ]:
        ((point, (found,)),) = there.ticked(report(disputes__rules=tick), "disputes")
        assert (point.id, found.clauses) == ("prevention", clauses)
    for tick in ("没做", "不适用", "not_done"):
        assert there.ticked(report(disputes__rules=tick), "disputes") == ((there.points["disputes"][0], ()),)


def test_what_the_template_does_not_have_is_told(tmp_path: Path) -> None:
    there = measures.load(own(tmp_path, FILE))
    ticks = report(disputes__rules={"state": "done", "details": {"month": "5"}}, disputes__gone="done")
    rules, gone = measures.remarks(ticks, there)
    assert "disputes.rules 没有“month”" in rules and "disputes.gone 不在模板里" in gone
    (told,) = measures.remarks(report(disputes__rules={"state": "done", "details": {"title": "《》"}}), there)
    assert "规定名称“《》”看不懂" in told


def test_a_measure_of_another_year_is_not_offered_and_told_where_it_is_ticked(shipped: Measures) -> None:
    past = shipped.by_id["publicity.plan8"][2]
    assert [past.holds_in(year) for year in (2020, 2021, 2025, 2026)] == [False, True, True, False]
    ticks = report(publicity__plan8="done")
    assert list(measures.remarks(ticks, shipped)) == []
    (told,) = measures.remarks(ticks.model_copy(update={"year": 2026}), shipped)
    assert "publicity.plan8" in told and "2026" in told


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('"制定《{title}》"', "制定规定。", 8, "首尾不加标点"),
        ('"制定《{title}》"', "制定规定3件", 8, "不能写数字"),
        ('完善调解工作制度, "制定《{title}》"', '"印发《{title}》", "制定《{title}》"', 6, "没填细节时用"),
        ('"制定《{title}》"', '"制定{title}"', 6, "《{title}》"),
        ("完善调解工作制度,", '"印发《{title}》和{title}", 完善制度,', 6, "《{title}》"),
        ('"制定《{title}》"', '"制定《{name}》"', 6, "{name}"),
        ('"制定《{title}》"', "制定调解工作规定", 6, "没有用在 text 里"),
        (', "制定《{title}》"]', "]", 8, "text"),
        ("抓实矛盾纠纷排查化解", "抓实。", 3, "4 到 16 个汉字"),
        ("ask: 是否", "years: [2020, 2018]\n        ask: 是否", 6, "years"),
        ("ask: 是否", "figures: {disputes.handled: 调解纠纷}\n        ask: 是否", 7, "{value}"),
        ("ask: 是否", 'figures: {disputes.handled: "按{name}调解{value}件"}\n        ask: 是否', 6, "{name}"),
        ("ask: 是否", 'figures: {disputes.handled: "按{title}调解{value}件"}\n        ask: 是否', 6, "《{title}》"),
        (
            "ask: 是否",
            'figures: {disputes.handled: ["甲{value}件", "乙{value}件", "丙{value}件"]}\n        ask: 是否',
            6,
            "最多两种",
        ),
        ("leads: [抓实矛盾纠纷排查化解]", "leads: [{抓实排查化解: [disputes.rules]}]", 3, "不限内容"),
        ("ask: 是否", "when: x\n        ask: 是否", 7, "没有"),
    ],
)
def test_a_wrong_file_is_refused_with_the_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in FILE
    with pytest.raises(FormatError) as error:
        measures.load(own(tmp_path, FILE.replace(old, new)))
    assert words in error.value.message and f"第 {line} 行" in error.value.message, error.value.message


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("  - id: prevention\n", "要点“prevention”重复"),
        ("  - id: other\n    measures:\n      - {id: rules, ask: 是否有, text: [甲, 乙]}\n", "举措“rules”重复"),
        ("  - id: other\n    indicators: [disputes.handled]\n", "指标“disputes.handled”重复"),
    ],
)
def test_what_stands_twice_is_refused(tmp_path: Path, more: str, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        measures.load(own(tmp_path, FILE + more))


def test_what_does_not_fit_the_questionnaire_is_found_with_its_line(tmp_path: Path) -> None:
    wrong = "  - id: other\n    indicators: [disputes.hanled, review.closed]\nsports:\n  - id: ball\n    leads: [开展体育活动, {强身健体: [sports.run]}]\n    lists: {all: 开展}\n    measures: [{id: ball, ask: 是否, text: [甲, 乙], listed: {some: 球}}]\n"
    folder = own(tmp_path, FILE + wrong)
    found = list(measures.faults(folder, questionnaire.load(folder)))
    told = [(finding.line, finding.message) for finding in found if finding.line]
    assert told == [
        (10, "没有编号为“disputes.hanled”的指标"),
        (10, "指标“review.closed”不属于主题“disputes”"),
        (12, "没有“sports”这个主题"),
        (13, "没有编号为“sports.run”的举措或指标"),
        (13, "lists 里的“开展”要正好写一个 {items}"),
        (13, "要点“ball”的 lists 里没有“some”"),
    ]
    assert any("disputes.screened" in finding.message for finding in found) and all(f.hint for f in found)


@pytest.mark.parametrize("id", ["disputes.screened", "review.closed"], ids=["another point", "another topic"])
@pytest.mark.parametrize("key", ["figures", "proves"])
def test_a_figure_of_another_point_cannot_go_with_a_measure(tmp_path: Path, key: str, id: str) -> None:
    given = f'{{{id}: "按规定调解{{value}}件"}}' if key == "figures" else f"[{id}]"
    text = FILE.replace("ask: 是否", f"{key}: {given}\n        ask: 是否")
    folder = own(
        tmp_path,
        text + "  - {id: other, indicators: [disputes.screened]}\nreview: [{id: all, indicators: [review.closed]}]\n",
    )
    told = [finding.message for finding in measures.faults(folder, questionnaire.load(folder)) if finding.line]
    assert told == [f"举措“rules”的 {key} 里的“{id}”不是要点“prevention”的指标"]


@pytest.mark.parametrize("key", ["needs", "denies"])
def test_a_figure_that_would_contradict_a_measure_has_to_be_an_indicator(tmp_path: Path, key: str) -> None:
    folder = own(tmp_path, FILE.replace("ask: 是否", f"{key}: [review.gone]\n        ask: 是否"))
    told = [finding.message for finding in measures.faults(folder, questionnaire.load(folder)) if finding.line]
    assert told == ["没有编号为“review.gone”的指标"]


def test_a_folder_over_the_shipped_one_adds_and_replaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    over = tmp_path / "templates" / "annual-report"
    over.mkdir(parents=True)
    changed = {"disputes": [{"id": "petitions", "indicators": ["disputes.handled"], "measures": [
        {"id": "reception", "ask": "是否接访", "text": ["开展接访", "组织接访"]},
        {"id": "new", "ask": "是否有新做法", "text": ["开展甲", "组织甲"]},
    ]}]}  # fmt: skip
    yamlfile.save(over / "measures.yaml", changed)
    below, there = measures.load(FOLDER), measures.load(over)
    assert there.by_id["disputes.reception"][2].text == ["开展接访", "组织接访"]
    assert there.by_id.keys() - below.by_id.keys() == {"disputes.new"}
    assert there.point_of["disputes.handled"].id == "petitions"
    assert [p.id for p in there.points["disputes"]] == [p.id for p in below.points["disputes"]]
    assert "disputes.handled" not in there.points["disputes"][0].indicators
    assert there.points["disputes"][3].leads == below.points["disputes"][3].leads
