"""The headings of the work, from what stood where last year."""

from __future__ import annotations

from collections.abc import Collection

from drafter.asking.last_year import Item
from drafter.asking.zone import in_terms_of, towns_in, zone_named
from drafter.drafting.chapters import Chapter, chapters
from drafter.formats import Outline

USUAL = [
    Outline.model_validate({
        "leads": "numbered",
        "chapters": [
            {"heading": "组织", "parts": {"领导": ["leadership"], "学法": ["learning"]}},
            {"heading": "执法", "parts": {"": ["enforcement", "oversight"]}},
            {"heading": "公开", "parts": {"": ["openness"]}},
            {"heading": "化解", "parts": {"复议": ["review"], "纠纷": ["disputes"]}},
            {"heading": "普法", "parts": {"": ["publicity"]}},
        ],
    })
]  # fmt: skip


def item(topic: str, *path: str, text: str = "全年开展培训12次。") -> Item:
    return Item("p1s1", 1, "", path, topic, "work", text, text, (), ())


def made(*items: Item, keeps: Collection[str] = ()) -> tuple[Chapter, ...]:
    """The chapters where the sentences of these topics are kept, or all of them."""
    return chapters(
        items, USUAL, "甲县", lambda heading: "放管服" in heading, lambda item: not keeps or item.topic in keeps
    )


def topics(found: tuple[Chapter, ...]) -> dict[str, tuple[str, ...]]:
    return {each.heading: tuple(topic for part in each.parts for topic in part.topics) for each in found}


OWN = (
    item("disputes", "工作", "化解矛盾"),
    item("enforcement", "工作", "规范执法"),
    item("leadership", "工作", "党的领导"),
    item("publicity", "工作", "法治宣传"),
)


def test_without_last_years_report_the_outline_is_the_templates() -> None:
    found = made()
    assert [each.heading for each in found] == ["组织", "执法", "公开", "化解", "普法"]
    assert {each.leads for each in found} == {"numbered"} and not any(each.is_own for each in found)


def test_headings_and_their_order_are_last_years_and_what_it_lacked_stands_beside_its_neighbours() -> None:
    found = topics(made(*OWN))
    assert list(found) == ["化解矛盾", "规范执法", "公开", "党的领导", "法治宣传"]
    assert found["化解矛盾"] == ("disputes", "review") and found["规范执法"] == ("enforcement", "oversight")


def test_a_topic_stands_once_where_most_of_its_text_stood() -> None:
    much = item("disputes", "工作", "法治宣传", text="排查矛盾纠纷208件，" * 9)
    found = topics(made(*OWN, item("openness", "工作", "公开透明"), much))
    assert "化解矛盾" not in found and "disputes" in found["法治宣传"]


def test_a_topic_that_only_came_up_below_a_heading_stands_beside_its_neighbours() -> None:
    many = [item("leadership", "工作", "党的领导", text="召开会议研究法治建设工作6次。" * 5)] * 2
    found = topics(made(*OWN, *many, item("review", "工作", "党的领导", text="组织旁听庭审2次。")))
    assert found["党的领导"] == ("leadership", "learning") and "review" in found["化解矛盾"]


def test_a_heading_of_another_time_is_not_taken() -> None:
    found = topics(made(*OWN, item("openness", "工作", "深化放管服改革"), item("review", "工作", "2024年应诉")))
    assert not {"深化放管服改革", "2024年应诉"} & {*found}
    assert sorted(topic for of in found.values() for topic in of) == sorted(
        topic for each in topics(made()).values() for topic in each
    )


def test_headings_of_the_third_level_are_taken_where_each_topic_has_its_own() -> None:
    both = (item("review", "工作", "依法化解", "做好应诉"), item("disputes", "工作", "依法化解", "抓好调解"))
    [chapter] = [each for each in made(*OWN[1:], *both) if each.heading == "依法化解"]
    assert [part.title for part in chapter.parts] == ["做好应诉", "抓好调解"]
    mixed = (*both, item("disputes", "工作", "依法化解", "做好应诉", text="调解纠纷190件，" * 4))
    [chapter] = [each for each in made(*OWN[1:], *mixed) if each.heading == "依法化解"]
    assert [part.title for part in chapter.parts] == [""]


def test_a_report_with_few_headings_has_another_order() -> None:
    assert [each.heading for each in made(*OWN[:3])] == ["组织", "执法", "公开", "化解", "普法"]


def test_a_units_own_word_for_those_below_it_stands_in_its_draft() -> None:
    assert towns_in("向13个乡镇赋权。乡镇综合执法队。") == "乡镇"
    assert towns_in("各镇（街道）落实。镇（街道）开展。乡镇企业。") == "镇（街道）"
    assert towns_in("3个乡镇、2个街道。乡镇。街道。") == ""
    assert towns_in("没有下级单位。") == ""
    zone = zone_named("松河县人民政府").model_copy(update={"towns": "乡镇"})
    assert in_terms_of(zone, "组织镇街执法人员跟班学习") == "组织乡镇执法人员跟班学习"


def test_titles_tell_nothing_of_the_word_for_the_units_below_and_the_word_used_most_counts() -> None:
    assert towns_in("落实《关于规范镇街执法的意见》。各乡镇开展自查，乡镇配齐人员。") == "乡镇"
    assert towns_in("镇街赋权一批。各乡镇开展自查，乡镇配齐人员，乡镇设站点。") == "乡镇"
    assert towns_in("整治古镇街区，改造城镇街道。") == ""
    assert towns_in("梧桐街道办事处、青云街道办事处。") == ""


def test_what_was_lacking_stands_below_its_own_title_once_and_never_below_anothers() -> None:
    titled = (item("leadership", "工作", "组织领导", "领导"), item("workforce", "工作", "组织领导", "队伍"))
    outlines = [
        Outline.model_validate({
            "leads": "plain",
            "chapters": [{"heading": "组织", "parts": {title: ["leadership", "workforce", "learning", "counsel"]}}]
            + [{"heading": name, "parts": {"": [name]}} for name in ("disputes", "enforcement", "publicity")],
        })
        for title in ("", "学法用法")
    ]  # fmt: skip
    rest = [item(name, "工作", name) for name in ("disputes", "enforcement", "publicity")]
    for given, expected in (
        (outlines[:1], [("", ("leadership", "workforce", "learning", "counsel"))]),
        (outlines, [("领导", ("leadership",)), ("队伍", ("workforce",)), ("学法用法", ("learning", "counsel"))]),
    ):
        found = chapters([*titled, *rest], given, "甲县", lambda heading: False, lambda item: True)
        [parts] = [each.parts for each in found if each.heading == "组织领导"]
        assert [(part.title, part.topics) for part in parts] == expected


def test_one_kept_sentence_brings_its_own_heading_and_no_other() -> None:
    found = made(*OWN, keeps=["disputes"])
    assert [each.heading for each in found] == ["组织", "执法", "公开", "化解矛盾", "普法"]
    assert [each.heading for each in found if each.is_own] == ["化解矛盾"]
    assert [each.heading for each in made(*OWN, keeps=["review"])] == ["组织", "执法", "公开", "化解", "普法"]


def test_what_only_stood_beside_something_else_neither_brings_the_heading_nor_others_below_it() -> None:
    lecture = item("learning", "工作", "规范执法", text="举办讲座2期。")
    assert not any(each.is_own for each in made(*OWN, lecture, keeps=["learning"]))
    found = topics(made(*OWN, lecture, keeps=["learning", "enforcement"]))
    assert found["规范执法"] == ("enforcement", "learning", "oversight") and found["组织"] == ("leadership",)


def test_the_main_headings_are_those_of_the_first_level_where_the_work_stands_below_several() -> None:
    names = {"disputes": "化解矛盾", "enforcement": "规范执法", "leadership": "党的领导", "publicity": "法治宣传"}
    below = [item(topic, name, each) for topic, name in names.items() for each in (f"{name}机制", f"{name}典型")]
    assert [each.heading for each in made(*below) if each.is_own] == [*names.values()]
