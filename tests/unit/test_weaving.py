"""Figures that belong together share a sentence: the object once, short forms behind it, all and none in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from drafter.asking import measures
from drafter.asking.answers import Answers
from drafter.asking.measure_file import Lead, Point
from drafter.asking.measures import Measures
from drafter.asking.zone import zone_named
from drafter.drafting.compose import Sources, compose, material
from drafter.drafting.planning import Plan, by_role
from drafter.drafting.saying import _lead, say
from drafter.formats import Note, Report, Tick
from drafter.model import Document

D = "disputes."


def report(answers: dict[str, Any], measures: tuple[str, ...] = (), zone: str = "云溪经济技术开发区") -> Report:
    raw = {
        "year": 2025,
        "zone": zone_named(zone).model_dump(),
        "answers": answers,
        "measures": dict.fromkeys(measures, "done"),
    }
    return Report.model_validate(raw)


def said(topic: str, given: Report, sources: Sources, **own: Any) -> str:
    """What is said on a topic, without leads and gaps, in the words of the register. `own`: material that is not the template's."""
    known = replace(material(given, Answers.from_report(given, sources.questionnaire), sources), phrases=(), **own)
    parts = (sentence for point in say(topic, known) for sentence in point.sentences)
    return "".join(each.sentence.text for each in parts if each.sentence.origin != "gap")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"screened": 231, "handled": 207}, "全年排查各类矛盾纠纷231件，调处207件。"),
        ({"handled": 207, "amount": "412万元"}, "全年调解矛盾纠纷207件，涉及金额412万元。"),
        ({"screened": 231, "succeeded": 188}, "全年排查各类矛盾纠纷231件，调解成功矛盾纠纷188件。"),
        (
            {"screened": 231, "handled": 207, "succeeded": 188, "success_rate": 90.82},
            "全年排查各类矛盾纠纷231件，调处207件，其中调解成功188件，成功率90.82%。",
        ),
        ({"handled": 207, "succeeded": 207, "success_rate": 100}, "全年调解矛盾纠纷207件，全部调解成功。"),
        (
            {"handled": 207, "succeeded": 207, "success_rate": 99},
            "全年调解矛盾纠纷207件，其中调解成功207件，成功率99%。",
        ),
        (
            {"petitions": 322, "letters": 41, "online_petitions": 281},
            "受理群众信访322件次，其中来信41件、网上信访281件。",
        ),
        ({"letters": 41, "online_petitions": 281}, "受理群众来信41件，受理网上信访281件。"),
        ({"petitions": 0, "letters": 0, "online_petitions": 0}, "未受理群众信访。"),
    ],
)
def test_the_object_is_named_once(answers: dict[str, Any], sentence: str, sources: Sources) -> None:
    given = report({D + name: value for name, value in answers.items()})
    assert said("disputes", given, sources) == sentence


def test_what_is_said_in_words_still_names_its_questions(sources: Sources) -> None:
    given = report({"safety.hazards": 9, "safety.hazards_fixed": 9, "safety.hazards_fixed_rate": 100})
    document = compose(given, Answers.from_report(given, sources.questionnaire), sources)
    told = next(s for s in document.sentences if "全部整改到位" in s.text)
    assert told.answers == ("safety.hazards", "safety.hazards_fixed", "safety.hazards_fixed_rate")


def test_a_ticked_measure_stands_before_the_figures_that_prove_it(sources: Sources) -> None:
    given = report({D + "screened": 231}, ("disputes.screening", "disputes.fengqiao"))
    text = said("disputes", given, sources)
    assert "枫桥经验" in text and text.endswith("全年排查各类矛盾纠纷231件。") and text.count("。") == 1


def test_a_measure_that_its_figure_says_as_well_is_not_said_twice(sources: Sources) -> None:
    given = report({"oversight.reviews": 2, "oversight.files": 40}, ("oversight.review",))
    assert said("oversight", given, sources) == "组织行政执法案卷评查2次，涉及案卷40本。"
    document = compose(given, Answers.from_report(given, sources.questionnaire), sources)
    assert any("measures.oversight.review" in sentence.answers for sentence in document.sentences)


@pytest.mark.parametrize(
    ("answers", "ticked", "sentence"),
    [
        ({"learning.exam_takers": 40}, "learning.year_exam", "组织国家工作人员年度学法考试，参考40人。"),
        ({"regulation.random_batches": 9}, "regulation.system", "开展“双随机、一公开”抽查9批次。"),
        (
            {"safety.hazards": 9, "safety.hazards_fixed": 8},
            "safety.closed",
            "全年排查安全隐患9条，建立台账、闭环管理，完成整改8条。",
        ),
        ({"enforcement.penalties": 7, "enforcement.permits": 0}, "enforcement.special", "。办理行政处罚案件7件，"),
    ],
)
def test_a_measure_and_its_figures_name_the_object_once(
    answers: dict[str, Any], ticked: str, sentence: str, sources: Sources
) -> None:
    assert sentence in said(ticked.partition(".")[0], report(answers, (ticked,)), sources)


@pytest.mark.parametrize(
    ("figures", "details", "sentence"),
    [
        (["组织{value}人参加考试"], {}, "组织40人参加考试。"),
        (["组织{value}人参加考试"], {"title": "办法"}, "制定《办法》，全年组织40人参加学法考试。"),
        (["按《{title}》组织{value}人参加考试"], {"title": "办法"}, "按《办法》组织40人参加考试。"),
        (["按《{title}》组织{value}人参加考试"], {}, "组织干部学法，全年组织40人参加学法考试。"),
        (["组织{value}人参加考试", "按《{title}》组织{value}人考试"], {}, "组织40人参加考试。"),
        (["组织{value}人参加考试", "按《{title}》组织{value}人考试"], {"title": "办法"}, "按《办法》组织40人考试。"),
        (["按《{title}》组织{value}人参加考试"], {"title": "{value}"}, "制定《{value}》，全年组织40人参加学法考试。"),
        (
            [],
            {"title": "人参加学法考试"},
            "制定《人参加学法考试》，全年组织40人参加学法考试。",
        ),
    ],
)
def test_a_given_detail_is_never_lost_in_a_sentence_with_a_figure(
    figures: list[str], details: dict[str, str], sentence: str, sources: Sources
) -> None:
    id = "learning.exam_takers"
    measure = {"id": "learning.rules", "ask": "是否制定办法", "text": ["组织干部学法", "制定《{title}》"]}
    more = {"details": {"title": {"kind": "title", "ask": "名称"}}, "figures": {id: figures} if figures else {}}
    point = Point.model_validate({"id": "exam", "indicators": [id], "measures": [measure | more | {"proves": [id]}]})
    given = report({id: 40})
    given.measures["learning.rules"] = Tick(state="done", details=details)
    points = {"learning": Measures({"learning": (point,)}).ticked(given, "learning")}
    assert said("learning", given, sources, points=points) == sentence


def test_a_given_detail_is_never_lost_in_a_list(sources: Sources) -> None:
    given = report({}, ("disputes.court", "disputes.petition_link"))
    given.measures["disputes.court"] = Tick(state="done", details={"partner": "云溪区人民法院"})
    assert "云溪区人民法院" in said("disputes", given, sources)


def test_a_part_of_a_sum_that_is_nothing_goes_without_saying(sources: Sources) -> None:
    given = report({"norms.cleaned": 6, "norms.kept": 4, "norms.amended": 0, "norms.repealed": 2})
    assert "其中继续有效4件、废止和宣布失效2件" in said("norms", given, sources)


def test_a_measure_told_with_its_figure_names_both_answers(sources: Sources) -> None:
    given = report({"learning.exam_takers": 40}, ("learning.year_exam",))
    document = compose(given, Answers.from_report(given, sources.questionnaire), sources)
    told = next(each for each in document.sentences if "40" in each.text)
    assert set(told.answers) == {"learning.exam_takers", "measures.learning.year_exam"}


def test_measures_of_one_list_share_a_clause_in_the_order_of_the_template(sources: Sources) -> None:
    laws = [f"learning.{name}" for name in ("civil_code", "constitution", "party_rules")]
    given = report({}, tuple(laws))
    document = compose(given, Answers.from_report(given, sources.questionnaire), sources)
    [told] = [each for each in document.sentences if "民法典" in each.text]
    assert "学习宪法、民法典和党内法规" in told.text
    assert {f"measures.{id}" for id in laws} == set(told.answers)
    assert "、" not in said("learning", report({}, tuple(laws[:1])), sources)


def test_every_point_of_several_has_a_lead(sources: Sources) -> None:
    given = report({D + "screened": 231, D + "backlog_solved": 3})
    [told] = [block.text for block in drafted(given, sources).blocks if "3件" in block.text]
    assert "二是化解" not in told and "。化解信访积案3件。" in told


def test_a_lead_that_is_about_a_part_is_taken_only_where_the_point_says_nothing_else() -> None:
    leads = (Lead(text="规范市场准入", only=["business.entities_new"]), Lead(text="优化市场环境"))
    plan = Plan("market", leads, "", True, (), (), (), (), {}, {}, None)
    for saying, words in ((["business.entities_new"], "规范市场准入"), (["business.entities_new", ""], "优化市场环境")):
        lead = _lead(plan, (), "business", saying, only_fitting=False)
        assert lead and lead.sentence.text == words


def test_of_leads_that_fit_the_narrowest_is_taken() -> None:
    both, one = ["supervision.audit", "supervision.inspection"], ["supervision.audit"]
    leads = (Lead(text="加强监督"), Lead(text="接受审计和巡察", only=both), Lead(text="接受审计", only=one))
    plan = Plan("control", leads, "", True, (), (), (), (), {}, {}, None)
    for saying, words in ((one, "接受审计"), (both, "接受审计和巡察"), (["supervision.funds"], "加强监督")):
        lead = _lead(plan, (), "supervision", saying, only_fitting=False)
        assert lead and lead.sentence.text == words


def test_of_figures_alone_no_lead_is_taken_that_says_more() -> None:
    leads = (Lead(text="优化市场环境"), Lead(text="做好登记注册", only=["business.entities_new"]))
    plan = Plan("market", leads, "", True, (), (), (), (), {}, {}, None)
    assert _lead(plan, (), "business", ["business.entities_total"], only_fitting=True) is None
    lead = _lead(plan, (), "business", ["business.entities_new"], only_fitting=True)
    assert lead and lead.sentence.text == "做好登记注册"


NUMBERED, PLAIN, RUN_IN = "柳溪湾高新技术产业开发区", "云溪经济技术开发区", "清河高新技术产业开发区"
"""Zones without a report of last year, one for each outline of the template."""


def test_short_points_are_no_items_but_share_a_sentence(sources: Sources) -> None:
    items = ("supervision.support", "supervision.advice", "supervision.report_public", "supervision.report_line")
    given = report(
        {},
        (*items, "supervision.media", "supervision.public_interest", "supervision.audit", "supervision.finance"),
        NUMBERED,
    )
    [told] = [block.text for block in drafted(given, sources).blocks if "财会监督" in block.text]
    assert "一是" in told and "二是" in told and "三是" not in told
    assert re.search("(?:同时|此外|另外)，接受审计监督并[^。]*，[^。]*财会监督。$", told)


def test_short_points_before_the_first_item_open_the_paragraph(sources: Sources) -> None:
    ticks = (
        "publicity.points",
        "publicity.constitution",
        "publicity.workers",
        "publicity.villages",
        "publicity.covenants",
    )
    given = report({"publicity.activities": 20, "publicity.legal_experts": 9}, ticks, NUMBERED)
    [told] = [block.text for block in drafted(given, sources).blocks if "普法工作安排" in block.text]
    assert told.index("普法工作安排") < told.index("一是")


def test_each_outline_arranges_the_same_sentences(sources: Sources) -> None:
    answers = {D + "screened": 231, D + "petitions": 322, "services.windows": 3}
    ticks = ("disputes.fengqiao", "disputes.source_governance", "services.one_window", "services.duty_list")
    texts = {}
    for zone in (NUMBERED, PLAIN, RUN_IN):
        document = drafted(report(answers, ticks, zone), sources)
        assert "231件" in "".join(block.text for block in document.blocks)
        texts[zone] = [block.text for block in document.blocks if block.kind == "heading"]
    assert len({*map(tuple, texts.values())}) == 3


def test_a_tick_that_an_answer_contradicts_is_asked_about_and_not_said(sources: Sources) -> None:
    given = report(
        {"decisions.hearings": 0, "review.litigation": 4, "review.lost": 2}, ("decisions.hearing", "review.none_lost")
    )
    document = drafted(given, sources)
    text = "".join(block.text for block in document.blocks)
    assert "举行听证，" not in text and "未发生行政败诉" not in text
    assert any("对不上" in each.message and "败诉" in each.message for each in document.notices)
    kept = drafted(report({"review.lost": 2}, ("review.lost",)), sources)
    assert any("败诉案件" in block.text and "原因" in block.text for block in kept.blocks)


@pytest.mark.parametrize(
    ("count", "printed"), [(186000, "18.6万份"), (44000, "4.4万份"), (18420, "18420份"), (9000, "9000份")]
)
def test_a_large_round_count_is_said_in_wan(count: int, printed: str, sources: Sources) -> None:
    assert printed in said("publicity", report({"publicity.materials": count}), sources)


def test_a_measure_that_was_not_ticked_is_never_said(sources: Sources) -> None:
    given = report({D + "screened": 231})
    assert said("disputes", given, sources) == "全年排查各类矛盾纠纷231件。"


def drafted(given: Report, sources: Sources) -> Document:
    return compose(given, Answers.from_report(given, sources.questionnaire), sources)


def test_points_are_numbered_without_those_that_have_nothing_to_say(sources: Sources) -> None:
    ticks = (
        "disputes.fengqiao",
        "disputes.source_governance",
        "disputes.grid",
        "disputes.first_visit",
        "disputes.hearings",
    )
    given = report({D + "screened": 231, D + "petitions": 322}, ticks, NUMBERED)
    text = next(block.text for block in drafted(given, sources).blocks if "231件" in block.text)
    assert text.startswith("一是") and "二是" in text and "三是" not in text


def test_ticked_problems_and_plans_stand_in_the_lists(sources: Sources) -> None:
    given = report(
        {"problems.items": [{"problem": "甲不足", "cause": "乙"}], "plan.items": ["丙"]},
        ("problems.staff", "plan.staff"),
    )
    texts = [block.text for block in drafted(given, sources).blocks]
    assert "一是甲不足。主要原因是乙。" in texts and "一是丙。" in texts
    second = [text for text in texts if text.startswith("二是")]
    assert len(second) == 2 and "【待填：原因】" in second[0] and "【" not in second[1]


def test_a_paragraph_that_was_typed_without_its_full_stop_ends_before_the_next_sentence(sources: Sources) -> None:
    typed = {"opening.achievement": "全年没有发生重大行政违法案件", "responsible.party": "县委书记主持研究法治建设工作"}
    text = "".join(
        block.text for block in drafted(report(typed, ("responsible.party_study",), "青禾县"), sources).blocks
    )
    assert all(f"{answer}。" in text for answer in typed.values())


def test_the_duties_of_both_heads_have_their_subjects(sources: Sources) -> None:
    ticked = ("responsible.party_study", "responsible.government_study")
    texts = [block.text for block in drafted(report({}, ticked, "青禾县"), sources).blocks]
    heads = [
        text.partition("主要负责人")[0]
        for text in texts
        if text.endswith("。") and "主要负责人" in text and "【" not in text
    ]
    assert heads == ["县委", "县政府"]


def test_a_ticked_measure_that_the_frame_does_not_print_is_told(sources: Sources, tmp_path: Any) -> None:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "standard.md").write_text('{{ say("openness") }}', "utf-8")
    for name in ("terms.yaml", "measures.yaml"):
        (tmp_path / name).write_text((sources.folder / name).read_text("utf-8"), "utf-8")
    given = report({}, ("disputes.fengqiao",))
    (notice,) = drafted(given, replace(sources, folder=tmp_path)).notices
    assert "disputes.fengqiao" in notice.message


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("专职调解员力量不足", "problems"),
        ("下一步建设调处中心", "plan"),
        ("针对排查不到位的问题开展整改", "disputes"),
        ("制定工作计划", "disputes"),
        ("有1件文件已完成审核，将于明年印发", "disputes"),
        ("没有发生群体性事件", "disputes"),
        ("收到申请19件；办结18件，结转下年度1件", "disputes"),
        ("听证会已召开，尚有1项推迟至明年", "disputes"),
    ],
)
def test_problems_and_plans_go_to_their_parts(text: str, topic: str) -> None:
    moved = by_role({"disputes": [Note(note=text)]}, {"problem": "problems", "plan": "plan"})
    assert [each for each, notes in moved.items() if notes] == [topic]


@pytest.mark.parametrize(
    ("accepted", "told"),
    [
        ("设立调解室3个。调解成功率98%。下一步，建设调处中心。明年培训调解员。", {"disputes": 2, "plan": 2}),
        ("专职调解员不足。今后招录10名。", {"problems": 1, "plan": 1}),
        # A remedied problem is work, and nothing is torn from what it points back to or out of the midst.
        ("排查中发现台账不规范。上述情形均已整改。", {"disputes": 2}),
        ("偏远村调解力量薄弱。针对这一短板，下派调解员6名。", {"disputes": 2}),
        ("排查隐患7处。已整改5处。其余2处将于明年6月前整改。", {"disputes": 3}),
        ("建成调处中心1个。明年该中心将入驻8个部门。", {"disputes": 2}),
        ("设立调解室3个。下一步建设调处中心。调解成功率98%。", {"disputes": 3}),
    ],
)
def test_only_plans_at_the_end_of_a_wording_go_to_a_part_of_their_own(accepted: str, told: dict[str, int]) -> None:
    note = Note(note="调解", accepted=accepted)
    moved = by_role({"disputes": [note]}, {"problem": "problems", "plan": "plan"})
    parts = {topic: "".join(each.accepted for each in notes) for topic, notes in moved.items() if notes}
    assert {topic: text.count("。") for topic, text in parts.items()} == told
    assert "".join(parts.values()) == accepted


def test_without_leads_a_lone_measure_shares_a_sentence_with_the_measures_behind_it(sources: Sources) -> None:
    ticks = ("supervision.executed", "supervision.report_public", "supervision.media")
    [told] = [block.text for block in drafted(report({}, ticks, PLAIN), sources).blocks if "媒体" in block.text]
    assert told.count("。") == 1 and told.index("执行案件") < told.index("媒体")


def test_short_points_of_a_topic_end_it_and_do_not_mix_with_those_of_the_next(sources: Sources) -> None:
    ticks = (
        *("enforcement.certificates", "enforcement.training", "enforcement.contest", "enforcement.attachment"),
        *("enforcement.campaign", "enforcement.plan", "enforcement.quiet_days"),
        *("regulation.food", "regulation.drugs", "regulation.system", "regulation.plan", "regulation.cross"),
    )
    document = drafted(report({"enforcement.officers": 96}, ticks, RUN_IN), sources)
    [told] = [block.text for block in document.blocks if "跟班" in block.text]
    assert "食品" not in told and re.search("(?:同时|此外|另外)，[^。]*跟班学习。$", told)


def test_a_typed_title_keeps_its_word_for_the_units_below(sources: Sources) -> None:
    [id, name] = next(
        (each.id, name)
        for _, (_, _, each) in sorted(measures.load(sources.folder).by_id.items())
        for name, detail in each.details.items()
        if detail.kind == "title" and any("{" + name + "}" in wording for wording in each.text) and each.role != "result"
        and not each.id.startswith(("plan.", "problems.", "responsible."))
    )  # fmt: skip
    plain = report({}, (id,), "松河县人民政府")
    tick = Tick(state="done", details={name: "规范镇街工作办法"})
    zone = plain.zone.model_copy(update={"towns": "乡镇"})
    given = plain.model_copy(update={"measures": {id: tick}, "zone": zone})
    assert "《规范镇街工作办法》" in "".join(block.text for block in drafted(given, sources).blocks)


def test_a_figure_that_is_only_what_came_of_a_measure_contradicts_none(sources: Sources) -> None:
    given = report({"review.received": 0, "counsel.consultations": 0}, ("review.acceptance", "counsel.on_duty"))
    document = drafted(given, sources)
    assert not any("对不上" in each.message for each in document.notices)
    assert "行政复议申请渠道" in "".join(block.text for block in document.blocks)
    [notice] = [each for each in drafted(report({"learning.lectures": 0}, ("learning.lecture",)), sources).notices
                if "对不上" in each.message]  # fmt: skip
    assert "填的是0" in notice.message


def test_ticked_plans_alone_are_not_all_other_work(sources: Sources) -> None:
    given = report({}, ("plan.staff", "plan.study"))
    text = "".join(block.text for block in drafted(given, sources).blocks)
    assert "其他重点工作" not in text
