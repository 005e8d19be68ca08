"""`say` says each answer once, in wording that the data allow, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from drafter.asking.answers import Answers
from drafter.drafting import compose as drafting
from drafter.drafting.compose import Sources, compose, material
from drafter.drafting.material import MadeSentence, Material
from drafter.drafting.saying import say as said_by_point
from drafter.formats import Note, Report, Zone
from drafter.phrase_formats import Phrase, Snippet, Wording

DISPUTES = Phrase(
    id="disputes-000001",
    text="共计调解各类纠纷{handled}件，调解成功{succeeded}件，成功率达{success_rate}%",
    claim="figure",
    status="reviewed",
    slots={"handled": "disputes.handled", "succeeded": "disputes.succeeded", "success_rate": "disputes.success_rate"},
    topic="disputes",
)
FASTER = Phrase(
    id="services-000001",
    text="审批时限从{days_before}个工作日缩短至{days_after}个工作日",
    claim="figure",
    status="reviewed",
    slots={"days_before": "services.days_before", "days_after": "services.days_after"},
    topic="services",
)
ALL_PASSED = Phrase(
    id="learning-000001",
    text="参考{exam_takers}人全部合格，合格率{exam_pass_rate}%",
    claim="figure",
    status="reviewed",
    slots={"exam_takers": "learning.exam_takers", "exam_pass_rate": "learning.exam_pass_rate"},
    topic="learning",
)
ROOM = Phrase(
    id="disputes-000002",
    text="设立{committees}个调解室，矛盾化解在基层",
    claim="measure",
    slots={"committees": "disputes.committees"},
    topic="disputes",
)
BANK = (DISPUTES, FASTER, ALL_PASSED, ROOM)


def known(
    sources: Sources, notes: dict[str, Any] | None = None, bank: tuple[Phrase, ...] = BANK, **answers: Any
) -> Material:
    zone = {"name": "云溪经济技术开发区", "short": "云溪经开区"}
    raw = {
        "year": 2025,
        "zone": zone,
        "notes": notes or {},
        "answers": {k.replace("__", "."): v for k, v in answers.items()},
    }
    report = Report.model_validate(raw)
    return replace(material(report, Answers.from_report(report, sources.questionnaire), sources), phrases=bank)


def say(topic: str, material: Material) -> tuple[MadeSentence, ...]:
    """The sentences of all points of the topic."""
    return tuple(sentence for point in said_by_point(topic, material) for sentence in point.sentences)


def texts(said: tuple[MadeSentence, ...], origin: str = "") -> list[str]:
    return [s.sentence.text for s in said if origin in ("", s.sentence.origin)]


def test_a_figure_phrase_is_used_when_all_its_slots_are_answered(sources: Sources) -> None:
    said = say("disputes", known(sources, disputes__handled=162, disputes__succeeded=135, disputes__success_rate=83.33))
    assert texts(said, "phrase") == ["共计调解各类纠纷162件，调解成功135件，成功率达83.33%。"]
    assert said[0].sentence.answers == ("disputes.handled", "disputes.succeeded", "disputes.success_rate")


def test_a_phrase_with_an_unanswered_slot_is_not_used(sources: Sources) -> None:
    said = say("disputes", known(sources, disputes__handled=162, disputes__succeeded=135))
    assert texts(said, "phrase") == []
    assert "162件" in "".join(texts(said)) and "135件" in "".join(texts(said))


def test_a_phrase_that_claims_a_measure_never_enters_by_itself(sources: Sources) -> None:
    said = say("disputes", known(sources, disputes__committees=4))
    assert "设立" not in "".join(texts(said))
    assert "4个" in "".join(texts(said))


def test_a_zero_is_said_plainly(sources: Sources) -> None:
    said = say("disputes", known(sources, disputes__handled=0, disputes__succeeded=0, disputes__success_rate=0))
    assert texts(said, "phrase") == []
    assert "0件" in "".join(texts(said))


def test_not_applicable_is_not_said_and_is_no_gap(sources: Sources) -> None:
    said = say("disputes", known(sources, disputes__handled="不适用", disputes__succeeded="不适用"))
    assert texts(said) == []


@pytest.mark.parametrize(("before", "after", "shorter"), [(4.2, 1.5, True), (1.5, 4.2, False), (1.5, 1.5, False)])
def test_a_word_of_direction_needs_figures_that_go_that_way(
    sources: Sources, before: float, after: float, shorter: bool
) -> None:
    said = say("services", known(sources, services__days_before=before, services__days_after=after))
    assert ("缩短" in "".join(texts(said))) is shorter
    assert f"{before}个工作日" in "".join(texts(said))


@pytest.mark.parametrize(("rate", "all_"), [("100", True), ("98.6", False)])
def test_a_word_of_totality_needs_a_rate_of_100(sources: Sources, rate: str, all_: bool) -> None:
    said = say("learning", known(sources, learning__exam_takers=61, learning__exam_pass_rate=rate))
    assert ("全部" in "".join(texts(said))) is all_


def test_accepted_wording_comes_first_and_its_figures_are_not_repeated(sources: Sources) -> None:
    notes = {"disputes": [{"note": "调解207", "accepted": "全年调解矛盾纠纷207件"}]}
    said = say("disputes", known(sources, notes, disputes__handled=207, disputes__committees=4))
    assert texts(said)[0] == "全年调解矛盾纠纷207件。"
    assert "".join(texts(said)).count("207") == 1
    assert "4个" in "".join(texts(said))


def test_what_accepted_wording_says_of_all_is_not_repeated_as_a_figure(sources: Sources) -> None:
    notes = {
        "leadership": [{"note": "专项督察", "accepted": "对6个部门开展法治建设专项督察，发现问题21个，已全部整改到位"}]
    }
    answers = {"leadership__issues_found": 21, "leadership__issues_fixed": 21, "leadership__inspections": 2}
    said = "".join(texts(say("leadership", known(sources, notes, **answers))))
    assert said.count("21") == 1 and "开展法治督察2次" in said


def test_an_accepted_figure_that_differs_from_the_answer_does_not_hide_the_answer(sources: Sources) -> None:
    notes = {"disputes": [{"note": "调解200", "accepted": "全年调解矛盾纠纷200件"}]}
    said = "".join(texts(say("disputes", known(sources, notes, disputes__handled=207))))
    assert "200件" in said and "207件" in said


def test_a_rough_note_stands_as_typed_with_its_suggestions(sources: Sources) -> None:
    said = say("disputes", known(sources, {"disputes": [{"note": "调解 207件 成功188"}]}))
    rough = next(s for s in said if s.sentence.origin == "note")
    assert rough.sentence.text == "调解 207件 成功188。"
    assert 1 <= len(rough.sentence.suggestions) <= 3
    assert "207" in rough.sentence.suggestions[0].text


def test_zones_differ_in_wording_and_one_zone_stays_the_same(sources: Sources) -> None:
    twin = DISPUTES.model_copy(
        update={"id": "disputes-000009", "text": "调解纠纷{handled}件，成功{succeeded}件，成功率{success_rate}%"}
    )
    answers = {"disputes__handled": 162, "disputes__succeeded": 135, "disputes__success_rate": 83.33}
    base = known(sources, bank=(DISPUTES, twin), **answers)
    names = [f"{name}经济技术开发区" for name in "甲乙丙丁戊己庚辛"]
    worded = {
        name: texts(say("disputes", replace(base, zone=base.zone.model_copy(update={"name": name})))) for name in names
    }
    assert len({tuple(text) for text in worded.values()}) == 2
    assert worded == {
        name: texts(say("disputes", replace(base, zone=base.zone.model_copy(update={"name": name})))) for name in names
    }


def compared(sources: Sources, key: str, now: Any, last: Any, compare: Any = "all", **more: Any) -> str:
    given = known(sources, bank=(), **{key.replace(".", "__"): {"value": now, "last_year": last, **more}})
    return "".join(texts(say(key.partition(".")[0], replace(given, compare=compare))))


@pytest.mark.parametrize(
    ("key", "now", "last", "told"),
    [
        ("publicity.lectures", 46, 39, "46场，比上年增加7场、增长17.9%。"),
        ("publicity.lectures", 1, 9999, "1场，比上年减少9998场。"),
        ("publicity.lectures", 39, 46, "39场，比上年减少7场、下降15.2%。"),
        ("publicity.lectures", 39, 39, "39场，与上年持平。"),
        ("publicity.lectures", 3, 0, "3场，上年为0场。"),
        ("publicity.lectures", 0, 5, "未举办普法讲座和培训，比上年减少5场。"),
        ("publicity.lectures", 3, 2, "3场，比上年增加1场。"),
        ("publicity.lectures", 5001, 5000, "5001场，比上年增加1场。"),
        ("services.online_rate", "97.3", "95.1", "97.3%，比上年提高2.2个百分点。"),
        ("services.online_rate", "95.1", "97.3", "95.1%，比上年下降2.2个百分点。"),
        ("leadership.funds", "35万元", "28万元", "35万元，比上年增加7万元、增长25%。"),
    ],
)
def test_last_year_is_compared_in_the_words_of_the_register(
    sources: Sources, key: str, now: Any, last: Any, told: str
) -> None:
    assert told in compared(sources, key, now, last)


@pytest.mark.parametrize(
    ("key", "now", "last", "told"),
    [
        ("publicity.lectures", 48, 40, "48场，较上年增长20%。"),
        ("publicity.lectures", 40, 34, "40场。"),
        ("publicity.lectures", 30, 40, "30场，较上年下降25%。"),
        ("publicity.lectures", 3, 2, "3场。"),
        ("publicity.lectures", 3, 0, "3场，上年为0场。"),
        ("publicity.lectures", 0, 5, "未举办普法讲座和培训。"),
        ("publicity.lectures", 40, 40, "40场。"),
        ("publicity.lectures", 400, 40, "400场。"),  # one of the two may be wrong
        ("services.online_rate", "97.3", "95.1", "97.3%。"),
        ("services.online_rate", "97.3", "90.1", "97.3%，较上年提高7.2个百分点。"),
        ("leadership.funds", "35万元", "28万元", "35万元，较上年增长25%。"),
    ],
)
def test_a_change_is_told_where_it_says_something(sources: Sources, key: str, now: Any, last: Any, told: str) -> None:
    assert told in compared(sources, key, now, last, compare=True)


def test_a_starred_change_is_told_however_small(sources: Sources) -> None:
    assert "41场，较上年增长2.5%" in compared(sources, "publicity.lectures", 41, 40, compare=True, star=True)


def test_a_net_increase_is_not_told_twice(sources: Sources) -> None:
    answers = {"entities_total": {"value": 9864, "last_year": 7999}, "entities_net": 1865}
    said = texts(say("business", known(sources, bank=(), **{f"business__{k}": v for k, v in answers.items()})))
    assert "上年" not in "".join(said) and "".join(said).count("1865") == 1


def test_a_point_compares_one_figure_at_most(sources: Sources) -> None:
    doubled = {"value": 40, "last_year": 20}
    said = texts(say("publicity", known(sources, bank=(), publicity__activities=doubled, publicity__materials=doubled)))
    assert "".join(said).count("上年") == 1


@pytest.mark.parametrize("key", ["services.steps_cut", "business.entities_net", "enforcement.firm_inspections_drop"])
def test_a_figure_that_is_a_change_itself_is_not_compared(sources: Sources, key: str) -> None:
    assert "上年" not in compared(sources, key, 12, 10)


@pytest.mark.parametrize(("value", "told"), [("-12", "经营主体净减12户"), ("12", "经营主体净增12户"), ("0", "净增0户")])
def test_a_negative_figure_is_said_as_a_decrease(sources: Sources, value: str, told: str) -> None:
    said = say("business", known(sources, bank=(), business__entities_net={"value": value, "last_year": "30"}))
    assert told in "".join(texts(said)) and "-" not in "".join(texts(said))


def test_a_net_loss_is_no_increase_beside_the_figures_it_follows_from(sources: Sources) -> None:
    answers = {"business__entities_new": 10, "business__entities_closed": 22, "business__entities_net": "-12"}
    said = "".join(texts(say("business", known(sources, bank=(), **answers))))
    assert "新登记经营主体10户，注销22户，经营主体净减12户" in said and "净增" not in said


def test_the_comparison_has_the_unit_that_the_phrase_prints(sources: Sources) -> None:
    bank = (
        Phrase(
            id="disputes-1",
            text="排查纠纷{a}起",
            claim="figure",
            status="reviewed",
            slots={"a": "disputes.screened"},
            topic="disputes",
        ),
    )
    said = say("disputes", known(sources, bank=bank, disputes__screened={"value": 30, "last_year": 20}))
    assert texts(said)[0] == "排查纠纷30起，较上年增长50%。"


def test_where_all_is_compared_the_comparisons_of_several_figures_stand_in_brackets(sources: Sources) -> None:
    answers = {
        "disputes__handled": {"value": 162, "last_year": 150},
        "disputes__succeeded": 135,
        "disputes__success_rate": 83.33,
    }
    said = say("disputes", replace(known(sources, **answers), compare="all"))
    assert texts(said)[0].startswith("共计调解各类纠纷162件（比上年增加12件、增长8%），调解成功135件，")
    assert said[0].sentence.answers == ("disputes.handled", "disputes.succeeded", "disputes.success_rate")


@pytest.mark.parametrize(
    ("text", "second", "told"),
    [
        (
            "法律顾问{a}名和律师事务所{b}家参与",
            {"value": 3, "last_year": 2},
            "法律顾问12名（比上年增加2名）和律师事务所3家参与（比上年增加1家）",
        ),
        (
            "法律顾问{a}名和律师事务所{b}家",
            None,
            "法律顾问12名（比上年增加2名）和律师事务所【待填：聘请的律师事务所】家",
        ),
    ],
)
def test_a_figure_is_compared_also_where_another_comes_before_any_stop(
    sources: Sources, text: str, second: Any, told: str
) -> None:
    slots = {"a": "counsel.lawyers", "b": "counsel.firms"}
    snippet = Snippet(name="顾问", topic="counsel", sentences=[Wording(text=text, slots=slots)])
    given = known(sources, bank=(), counsel__lawyers={"value": 12, "last_year": 10}, counsel__firms=second)
    given = replace(given, placed={"counsel": ["顾问"]}, snippets={"顾问": snippet})
    assert texts(say("counsel", replace(given, compare="all")), "snippet") == [told]
    assert "名，较上年" not in "".join(texts(say("counsel", given), "snippet"))  # not in the middle of a clause


def test_a_report_may_go_without_comparisons(sources: Sources) -> None:
    given = known(sources, disputes__screened={"value": 30, "last_year": 20})
    assert "上年" in "".join(texts(say("disputes", given)))
    assert "上年" not in "".join(texts(say("disputes", replace(given, compare=False))))


@pytest.mark.parametrize(
    "text",
    ["首次聘请法律顾问{a}人", "聘请法律顾问{a}人，实现全覆盖", "聘请法律顾问增加至{a}人", "聘请法律顾问超过{a}人"],
)
def test_a_phrase_that_claims_more_than_the_figure_stays_out(sources: Sources, text: str) -> None:
    bank = (
        Phrase(
            id="counsel-1",
            text=text,
            claim="figure",
            status="reviewed",
            slots={"a": "counsel.lawyers"},
            topic="counsel",
        ),
    )
    assert texts(say("counsel", known(sources, bank=bank, counsel__lawyers=7)), "phrase") == []


def test_neighbouring_plain_sentences_do_not_open_alike(sources: Sources) -> None:
    slots = {"a": "learning.classes"}
    bank = (
        Phrase(
            id="learning-1", text="举办培训班{a}期", claim="figure", status="reviewed", slots=slots, topic="learning"
        ),
    )
    answers = {"learning__law_sessions": 4, "learning__group_sessions": 12, "learning__pre_meeting_sessions": 16}
    said = texts(say("learning", known(sources, bank=bank, learning__lectures=5, learning__classes=2, **answers)))
    assert all(before[:2] != after[:2] for before, after in pairwise(said))


def test_only_so_many_rough_notes_get_suggestions_and_the_rest_is_told(
    sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST_REWORDED", 2)
    for count, told in ((2, ()), (5, ("有 5 条随手记没有采用表述，只为前 2 条找了",))):
        notes = [Note(note=f"化解信访积案{number}件") for number in range(3, 3 + count)]
        report = Report(year=2025, zone=Zone(name="云溪区"), notes={"disputes": notes})
        made = compose(report, Answers.from_report(report, sources.questionnaire), sources)
        rough = [sentence for sentence in made.sentences if sentence.origin == "note"]
        assert [bool(sentence.suggestions) for sentence in rough] == [True] * 2 + [False] * (count - 2)
        assert tuple(notice.message.partition("；")[0] for notice in made.notices) == told


def test_a_note_of_nothing_is_no_sentence(sources: Sources) -> None:
    assert texts(say("disputes", known(sources, {"disputes": [{"note": ""}, {"note": " "}]})), "note") == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("走访群众35户", "走访群众35户。"),
        ("走访群众35户。", "走访群众35户。"),
        ("走访群众35户；", "走访群众35户。"),
        ("走访群众35户，\n", "走访群众35户。"),
        ("走访群众35户.", "走访群众35户."),
        ("真情服务，群众满意！", "真情服务，群众满意！"),
        ("走村入户、结对帮扶……", "走村入户、结对帮扶……"),
        ("提出“有事找我。”", "提出“有事找我。”"),
        ("开展“送法下乡”", "开展“送法下乡”。"),
        ("办事指南见 https://www.example.gov.cn/zn", "办事指南见 https://www.example.gov.cn/zn"),
    ],
)
def test_a_note_ends_once(typed: str, printed: str, sources: Sources) -> None:
    accepted = texts(say("disputes", known(sources, {"disputes": [{"note": "帮扶", "accepted": typed}]})))
    rough = replace(known(sources, {"disputes": [{"note": typed}]}), suggest=lambda *_: ())
    assert printed in accepted
    assert printed in texts(say("disputes", rough), "note")


def test_a_sentence_that_ends_in_an_address_stands_apart_from_the_next(sources: Sources) -> None:
    notes = [
        Note(note="调解", accepted="矛盾纠纷走访清单见 https://www.example.gov.cn/qd"),
        Note(note="走访", accepted="矛盾纠纷排查走访群众35户"),
    ]
    report = Report(year=2025, zone=Zone(name="云溪区"), notes={"disputes": notes})
    text = compose(report, Answers.from_report(report, sources.questionnaire), sources).text
    assert "清单见 https://www.example.gov.cn/qd 矛盾纠纷排查走访群众35户。" in text


def test_titles_that_follow_each_other_have_no_mark_between_them(sources: Sources) -> None:
    documents = ["《甲规定》", "《乙纲要》", "《丙条例》（国令〔2024〕1号）", "《丁办法》"]
    raw = {"year": 2025, "zone": {"name": "青禾县"}, "answers": {"opening.documents": {"value": documents}}}
    given = Report.model_validate(raw)
    document = compose(given, Answers.from_report(given, sources.questionnaire), sources)
    assert any(
        "《甲规定》《乙纲要》《丙条例》（国令〔2024〕1号）、《丁办法》要求" in block.text for block in document.blocks
    )
