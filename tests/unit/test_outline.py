"""Reports of every style taken apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter import readers
from drafter.model import Block, Document, Run, Section
from drafter.understanding import clauses, headings, outline

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "gold" / "outline.json"


def _document(words: str) -> Document:
    lines = enumerate(words.split("\n"), 1)
    blocks = (
        Block("paragraph", (Run(line.strip()),), line=number, column=len(line) - len(line.lstrip()))
        for number, line in lines
        if line.strip()
    )
    return Document(tuple(blocks))


def _flat(sections: tuple[Section, ...]) -> list[Section]:
    return [found for section in sections for found in (section, *_flat(section.children))]


def _shape(words: str) -> list[tuple[int, str, str]]:
    return [(s.level, s.number, s.title) for s in _flat(outline.build(_document(words)).sections)]


@pytest.mark.sources
@pytest.mark.skipif(not GOLD.exists(), reason="the labelled reports are not in the repository")
@pytest.mark.parametrize("name", ["chizhou-2021", "changxingdao-2022", "suizhou-2021"])
def test_the_labelled_reports_are_taken_apart_exactly(name):
    gold = json.loads(GOLD.read_text(encoding="utf-8"))[name]
    built = outline.build(readers.read(SHARED / "sources" / f"{name}.txt"))
    expected = {(h["line"], h["col"], h["depth"], h["marker"], h["title"] or "") for h in gold["headings"]}
    assert {(s.line, s.column, s.level, s.number, s.title) for s in _flat(built.sections)} == expected
    assert list(built.furniture) == gold["chrome_lines"]
    assert [block.line for block in built.preamble] == [
        k for k in gold["unheaded_body_lines"] if k < min(e[0] for e in expected)
    ]


@pytest.mark.sources
@pytest.mark.skipif(not GOLD.exists(), reason="the labelled reports are not in the repository")
def test_a_page_with_title_and_opening_twice_keeps_one_of_each():
    built = outline.build(readers.read(SHARED / "sources" / "anqiu-2017.txt"))
    assert built.furniture == (*range(1, 8), *range(93, 97))
    assert [block.line for block in built.preamble] == [13]
    assert (built.document_number, built.signature, built.date) == (
        "安经开〔2018〕7号",
        "安丘经济开发区管委会",
        "2018年2月1日",
    )
    assert len(_flat(built.sections)) == 32


def test_official_numbering_nests_by_its_markers():
    words = "一、成效\n（一）加强领导\n1.召开会议。共4次。\n（1）专题会。共2次。\n2．制定要点。共1份。\n（二）加强执法\n二、问题\n人员不足。"
    assert _shape(words) == [
        (1, "一、", "成效"),
        (2, "（一）", "加强领导"),
        (3, "1.", "召开会议"),
        (4, "（1）", "专题会"),
        (3, "2．", "制定要点"),
        (2, "（二）", "加强执法"),
        (1, "二、", "问题"),
    ]


def test_half_width_markers_are_the_same_markers():
    assert _shape("一、成效\n(一)加强领导。召开会议4次。\n1.学法。学了3次。") == [
        (1, "一、", "成效"),
        (2, "(一)", "加强领导"),
        (3, "1.", "学法"),
    ]


@pytest.mark.parametrize("marker", ["1、", "1.", "一是", "（一）", "①", "第一，"])
def test_any_marker_may_be_the_second_level(marker):
    assert _shape(f"一、成效\n{marker}加强领导。召开会议4次，研究议题。")[1] == (2, marker, "加强领导")


def test_one_is_two_is_stand_below_whatever_holds_them():
    words = "一、成效\n1、优化服务\n一是简化流程。压缩时限3天。\n二是强化帮办。帮办企业20家。\n2、公正执法\n检查4次。"
    assert [level for level, _, _ in _shape(words)] == [1, 2, 3, 3, 2]


def test_arabic_numbers_may_run_on_through_sections():
    words = (
        "一、成效\n（一）加强领导\n1.开会。共4次。\n2.发文。共1份。\n（二）加强制度\n3.清理。共4件。\n4.审核。共9份。"
    )
    assert [(level, number) for level, number, _ in _shape(words)] == [
        (1, "一、"),
        (2, "（一）"),
        (3, "1."),
        (3, "2."),
        (2, "（二）"),
        (3, "3."),
        (3, "4."),
    ]


def test_broken_markers_are_understood():
    words = "一、成效\n一）加强领导\n开会4次。\n二）加强执法\n检查2次。\n二、问题\n1理论武装不够。学习少，深度不够。\n2.队伍薄弱。人员不足，任务较重。\n3执法不严。仍有差距，需要改进。"
    assert [(number, title) for _, number, title in _shape(words)] == [
        ("一、", "成效"),
        ("一）", "加强领导"),
        ("二）", "加强执法"),
        ("二、", "问题"),
        ("1", "理论武装不够"),
        ("2.", "队伍薄弱"),
        ("3", "执法不严"),
    ]


@pytest.mark.parametrize(
    "line",
    ["2023年召开会议4次。", "12345热线办理3件。", "3个社区建成调解室。", "1.5亿元投入建设。", "一、二、三产业协调发展。", "三、四级网格员配备到位。", "（2023年）数据如上。", "一批案件办结。"],
)  # fmt: skip
def test_a_sentence_that_opens_with_a_number_is_no_heading(line):
    assert _shape(f"一、成效\n{line}\n二、问题\n人员不足。") == [(1, "一、", "成效"), (1, "二、", "问题")]


def test_a_title_ends_at_the_first_full_stop_outside_quotes():
    words = "一、成效\n（一）落实“谁执法谁普法。”责任制。开展宣传4次。"
    assert _shape(words)[1] == (2, "（一）", "落实“谁执法谁普法。”责任制")


def test_a_marked_sentence_that_is_its_whole_paragraph_is_an_item_without_title():
    words = "一、问题\n一是法制工作力量较薄弱，专业人员占比偏低，与承担的任务不相适应，工作推进不够均衡。\n二是人员不足。编制较少，流动较大。"
    first, second = outline.build(_document(words)).sections[0].children
    assert (first.item, first.title, len(first.blocks)) == (True, "", 1)
    assert (second.item, second.title) == (False, "人员不足")


def test_items_within_a_paragraph_are_found_where_they_stand():
    words = "一、问题\n　　仍有差距，主要是：一是力量薄弱，任务较重；二是方式单一。三是保障不足。"
    (section,) = outline.build(_document(words)).sections
    assert [(s.number, s.title, s.column, s.item, s.blocks) for s in section.children] == [
        ("一是", "力量薄弱，任务较重", 11, True, ()),
        ("二是", "方式单一", 23, True, ()),
        ("三是", "保障不足", 30, True, ()),
    ]
    assert [block.line for block in section.blocks] == [2]


def test_a_paragraph_after_the_last_of_several_short_sections_speaks_for_all_of_them():
    words = "一、成效\n（一）领导。开会4次。\n（二）执法。检查2次。\n（三）服务。办件3件。\n（四）普法。宣传6场。\n群众满意度稳步提升。\n二、问题\n人员不足。"
    first = outline.build(_document(words)).sections[0]
    assert [block.line for block in first.blocks] == [6]
    assert [len(child.blocks) for child in first.children] == [1, 1, 1, 1]


def test_further_paragraphs_stay_with_their_section_where_sections_have_several():
    words = "一、成效\n（一）领导。开会4次。\n（二）执法。检查2次。\n处罚2件。\n（三）服务。办件3件。\n（四）普法。宣传6场。\n群众满意度稳步提升。\n二、问题\n人员不足。"
    first = outline.build(_document(words)).sections[0]
    assert [len(child.blocks) for child in first.children] == [1, 2, 1, 2]


def test_parts_and_annexes_are_sections_of_the_first_level():
    words = "第一部分 主要举措\n一、领导\n开会4次。\n第二部分 存在问题\n一、队伍\n人员不足。\n云溪区人民政府\n2024年1月15日\n附件1\n任务清单"
    assert [(level, title) for level, _, title in _shape(words) if level == 1] == [
        (1, "主要举措"),
        (1, "存在问题"),
        (1, "附件1"),
    ]


def test_a_report_that_numbers_nothing_is_parted_by_its_short_lines():
    words = (
        "云溪区2024年法治政府建设报告\n2024年，云溪区推进法治建设。\n主要举措和成效\n开会4次。\n存在的不足\n人员不足。"
    )
    assert _shape(words) == [(1, "", "主要举措和成效"), (1, "", "存在的不足")]


def test_headings_that_only_their_style_marks_take_the_level_of_that_style():
    blocks = [
        ("title", 0, "云溪区报告"),
        ("heading", 2, "一、成效"),
        ("heading", 3, "领导"),
        ("paragraph", 0, "开会4次。"),
        ("heading", 2, "问题"),
        ("paragraph", 0, "人员不足。"),
    ]
    document = Document(
        tuple(Block(kind, (Run(words),), level, line) for line, (kind, level, words) in enumerate(blocks, 1))
    )
    built = outline.build(document)
    assert [(s.level, s.number, s.title) for s in _flat(built.sections)] == [
        (1, "一、", "成效"),
        (2, "", "领导"),
        (1, "", "问题"),
    ]
    assert [(block.kind, block.level) for block in built.blocks] == [
        ("title", 0),
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("heading", 1),
        ("paragraph", 0),
    ]


def test_matter_around_the_text_is_named():
    words = "云溪经济技术开发区管理委员会\n关于2023年度法治政府建设情况的\n报告\n云溪管发〔2024〕3号\n区委、区政府：\n现将有关情况报告如下。\n一、成效\n开会4次。\n附件：1.任务清单\n2.统计表\n中共云溪经开区工作委员会\n云溪经济技术开发区管理委员会\n二〇二四年一月十五日\n（此件公开发布）"
    built = outline.build(_document(words))
    assert built.title == "云溪经济技术开发区管理委员会关于2023年度法治政府建设情况的报告"
    assert (built.document_number, built.addressee) == ("云溪管发〔2024〕3号", "区委、区政府")
    assert built.signature == "中共云溪经开区工作委员会 云溪经济技术开发区管理委员会"
    assert built.date == "二〇二四年一月十五日"
    assert [block.kind for block in built.blocks][-6:] == [
        "attachment",
        "attachment",
        "signature",
        "signature",
        "date",
        "annotation",
    ]
    assert built.furniture == ()


def test_signature_and_date_may_share_a_line():
    built = outline.build(_document("一、成效\n开会4次。\n云溪经开区管委会　　2024年1月15日"))
    assert (built.signature, built.date) == ("云溪经开区管委会", "2024年1月15日")


PAGE = """首页 > 政务公开 > 法治政府建设
无障碍浏览
云溪区2023年度法治政府建设年度报告
索引号: 000/2024-01 组配分类: 报告
发布机构 云溪区政府 发文日期: 2024年02月01日
内容概述: 2023年，云溪区坚持依法行政，深化放管服改革，优化法治化营商环境，法治政府建设取得新成效。一、成效
来源：司法局 发布时间：2024-03-01 字号：[ 大 中 小 ]
  • 【字体:
打印 关闭
云溪区2023年度法治政府建设年度报告
2023年，云溪区坚持依法行政，深化放管服改革，优化法治化营商环境，法治政府建设取得新成效。
一、成效
审核：规范性文件审核12件。
— 3 —
开会4次，研究议题6项，通过微信公众号发布信息30条。
云溪区人民政府
2024年2月1日
扫一扫在手机打开当前页
上一篇：关于放假的通知
相关链接：
国务院部门网站
声 明
主办：云溪区人民政府办公室 承办：云溪区大数据局
云ICP备00000000号 云公网安备 00000000000000号
您是第 位访客 技术支持：云溪在线"""


def test_what_a_web_page_puts_around_the_text_is_furniture():
    built = outline.build(_document(PAGE))
    assert built.title == "云溪区2023年度法治政府建设年度报告"
    assert built.furniture == (*range(1, 10), 14, *range(18, 26))
    assert [block.text[:5] for block in built.preamble] == ["2023年"]
    assert (built.signature, built.date) == ("云溪区人民政府", "2024年2月1日")


def test_a_repeated_opening_without_a_label_is_the_abstract_of_the_page():
    opening = "2023年，云溪区坚持依法行政，深化改革，优化营商环境，法治政府建设取得新的成效。"
    built = outline.build(
        _document(f"{opening}……\n云溪区2023年法治政府建设报告\n云溪发〔2024〕3号\n{opening}\n一、成效\n开会4次。")
    )
    assert built.furniture == (1,)
    assert built.document_number == "云溪发〔2024〕3号"
    assert [block.line for block in built.preamble] == [4]


def test_the_catalogue_table_of_a_page_is_furniture_and_a_table_of_figures_is_not():
    catalogue = Block("table", rows=(("索引号", "000/2024", "发布机构", "云溪区政府"),), line=1)
    figures = Block("table", rows=(("名称", "数量"), ("调解", "162件")), line=3)
    built = outline.build(Document((catalogue, Block("paragraph", (Run("一、成效"),), line=2), figures)))
    assert built.furniture == (1,)
    assert built.sections[0].blocks == (figures,)


def test_the_same_paragraph_twice_in_the_text_is_the_author_s_and_stays():
    opening = "2023年，云溪区坚持依法行政，深化改革，优化营商环境，法治政府建设取得新的成效。"
    built = outline.build(_document(f"{opening}\n{opening}\n一、成效\n开会4次。"))
    assert built.furniture == ()


def test_contents_lines_are_furniture():
    built = outline.build(
        _document(
            "云溪区2023年法治政府建设报告\n目　录\n一、成效……………3\n二、问题\t5\n一、成效\n开会4次。\n二、问题\n人员不足。"
        )
    )
    assert built.furniture == (2, 3, 4)
    assert len(built.sections) == 2


@pytest.mark.parametrize(
    "line",
    [
        "扫一扫二维码即可办理，全年办理3000件。",
        "通过技术支持和网站地图优化，访问量达3万次。",
        "公众号关注人数突破2万人，打印材料减少3成；",
    ],
)
def test_a_sentence_about_a_website_is_body_text(line):
    built = outline.build(_document(f"一、成效\n{line}\n开会4次。\n{line}"))
    assert built.furniture == ()
    assert [block.line for block in built.sections[0].blocks] == [2, 3, 4]


def test_every_block_is_in_the_outline_or_furniture():
    document = _document(PAGE)
    built = outline.build(document)
    assert sorted([*built.furniture, *(block.line for block in built.blocks)]) == [
        block.line for block in document.blocks
    ]
    kept = [b.line for s in _flat(built.sections) for b in s.blocks] + [b.line for b in built.preamble]
    assert sorted(kept) == [block.line for block in built.blocks if block.kind in ("paragraph", "table")]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "2024年1月15日",
        "云溪区2023年法治政府建设报告",
        "全年调解纠纷3件。",
        "一、成效",
        "扫一扫",
        "：",
        "（",
        "一是",
    ],
)
def test_the_least_of_documents_has_an_outline(words):
    document = _document(words)
    built = outline.build(document)
    assert len(built.blocks) + len(built.furniture) == len(document.blocks)


# Pages as web sites leave them ----------------------------------------------------------------------------------------

FLAT = (
    "澜汀区水务局2024年度法治政府建设情况的报告 2024年，我局坚持依法治水。现将情况报告如下： 一、工作情况 "
    "（一）抓学习。全年学法5次。（二）抓执法。1、巡查河道。出动82人次。2、查处案件。立案5件。二、存在不足 "
    "人员力量不足，原因是编制少。三、下步打算（一）补充人员。招录3名。 澜汀区水务局 2025年1月10日"
)


def test_a_page_that_was_flattened_into_one_paragraph_is_taken_apart():
    built = outline.build(_document(FLAT))
    assert [(s.level, s.number, s.title) for s in _flat(built.sections)] == [
        (1, "一、", "工作情况"),
        (2, "（一）", "抓学习"),
        (2, "（二）", "抓执法"),
        (3, "1、", "巡查河道"),
        (3, "2、", "查处案件"),
        (1, "二、", "存在不足"),
        (1, "三、", "下步打算"),
        (2, "（一）", "补充人员"),
    ]
    assert built.title == "澜汀区水务局2024年度法治政府建设情况的报告"
    assert (built.signature, built.date) == ("澜汀区水务局", "2025年1月10日")
    assert all(FLAT[block.column :].startswith(block.text) for block in built.blocks)


def test_every_sentence_of_a_flattened_page_stands_under_its_own_heading():
    found = {clause.text: clause.path for clause in clauses.split(outline.build(_document(FLAT)))}
    assert found["立案5件。"] == ("工作情况", "抓执法", "查处案件")
    assert found["人员力量不足，原因是编制少。"] == ("存在不足",)


@pytest.mark.parametrize(
    "line",
    [
        "坚持以下原则：（一）依法行政；（二）便民高效；（三）权责一致；（四）诚实守信。",
        "一、二、三季度分别开展检查。四季度组织验收。（一）班和（二）班轮训。",
        "（一）抓学习。全年学法5次，其中一、二季度各2次。",
    ],
)
def test_a_list_within_a_paragraph_stays_whole(line):
    built = outline.build(_document(f"一、成效\n{line}\n二、问题\n人员不足。"))
    assert line in [block.text for block in built.blocks]


def test_short_sentences_that_open_most_paragraphs_are_headings_without_a_mark():
    words = "\n".join(
        [
            "一、主要工作",
            *(
                f"{title}。局党组专题研究法治工作，带动全局干部学法用法。"
                for title in ("领导带头", "学习跟上", "制度完善")
            ),
            "二、不足",
            "人手少。局机关只有三名法制审核人员，任务重的时候忙不过来。培训少。全年只办了一期培训班，新人上手慢。经费少。普法经费没有单列，宣传手段单一。",
        ]
    )
    assert _shape(words) == [
        (1, "一、", "主要工作"),
        *((2, "", title) for title in ("领导带头", "学习跟上", "制度完善")),
        (1, "二、", "不足"),
        *((2, "", title) for title in ("人手少", "培训少", "经费少")),
    ]


def test_a_short_sentence_that_opens_one_paragraph_of_many_is_none():
    words = "一、工作\n成效明显。全年办理案件五十余件，群众满意度保持在较高水平。\n全年共组织学习若干次，领导干部带头参加。\n各部门按照分工抓好落实，工作有序推进。\n二、不足\n人员不足。"
    assert [title for _, _, title in _shape(words)] == ["工作", "不足"]


LONG = "全站对照清单逐项落实，每季度向局里报告一次进展。"


@pytest.mark.parametrize(
    ("paragraphs", "titles"),
    [
        ([f"河道巡查方面。{LONG}", f"水价改革方面：{LONG}"], ["河道巡查方面", "水价改革方面"]),
        ([f"全年办件提速。{LONG}", LONG, f"取水更规范。{LONG}", f"节水更自觉。{LONG}"], ["取水更规范", "节水更自觉"]),
        ([f"——压实“河长制”责任。{LONG}", f"——推进水权、林权改革。{LONG}"], ["压实“河长制”责任", "推进水权、林权改革"]),
        ([f"取水更规范。{LONG}", f"节水更自觉。{LONG}", LONG], []),
        ([LONG, f"取水更规范。{LONG}"], []),
        ([f"会议强调：{LONG}", f"会议要求：{LONG}"], []),
        ([f"——出动巡查82人次。{LONG}", f"——立案5件。{LONG}"], []),
        ([f"——压实“河长制”责任。{LONG}"], []),
    ],
)
def test_run_in_headings_of_one_section_stand_together_at_its_end(paragraphs, titles):
    plain = [LONG] * 6
    built = _shape("\n".join(["一、背景", *plain, "二、做法", *paragraphs, "三、打算", *plain]))
    assert [title for level, _, title in built if level == 2] == titles


def test_the_items_of_a_list_have_titles_where_each_begins_with_a_short_sentence():
    problems = (
        "还有差距，表现在：（一）巡查力量偏弱。5个站只有3名专职人员；（二）设备更新不快。两成水表老化；"
        "（三）宣传不够深入。进村次数偏少。"
    )
    two = problems[: problems.index("（三）")]
    assert [title for _, _, title in _shape(f"一、问题\n{two}")] == ["问题", "巡查力量偏弱", "设备更新不快"]
    assert _shape(f"一、问题\n{problems}\n二、打算\n补充人员。")[1:4] == [
        (2, "（一）", "巡查力量偏弱"),
        (2, "（二）", "设备更新不快"),
        (2, "（三）", "宣传不够深入"),
    ]


BODY = "\n2024年，全局扎实推进，现将情况报告如下：\n一、做法\n全年学法5次。\n二、不足\n人员不足。\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "首页 > 公开\n\n澜汀区水务局\n\n关于2024年度法治政府建设情况的报告",
            "澜汀区水务局关于2024年度法治政府建设情况的报告",
        ),
        ("澜汀区水务局2024年法治工作报告\n澜汀区水务局\n2024年法治工作报告", "澜汀区水务局2024年法治工作报告"),
        ("澜汀区2024年法治工作报告\n来源：\n澜汀区水务局", "澜汀区2024年法治工作报告"),
        (
            "澜汀区2024年法治工作报告\n澜汀区人民政府门户网站 www.lanting.gov.cn\n星期二 2025年2月4日\n索引号 | 11330Q/2025-29 |",
            "澜汀区2024年法治工作报告",
        ),
    ],
)
def test_title_organ_source_and_page_data_are_told_apart_above_the_text(head, title):
    built = outline.build(_document(head + BODY))
    assert (built.title, built.signature) == (title, "")
    assert [block.text for block in built.preamble] == ["2024年，全局扎实推进，现将情况报告如下："]


def test_telephone_and_code_below_the_text_are_furniture():
    built = outline.build(
        _document(f"澜汀区2024年法治工作报告{BODY}咨询电话：0571-12345678\n统一社会信用代码：11330208591592676Q")
    )
    assert built.furniture == (7, 8)


def test_a_heading_that_is_printed_twice_is_one():
    assert [title for _, _, title in _shape("一、做法\n一、做法\n（一）抓学习\n（一）抓学习。全年学法5次。")] == [
        "做法",
        "抓学习",
    ]


def test_a_paragraph_that_was_broken_inside_a_word_is_one():
    built = outline.build(
        _document("一、做法\n全面贯彻省、市关于依法行\n政的部署，全年学法5次。\n二、不足\n人员不足。")
    )
    assert built.blocks[1].text == "全面贯彻省、市关于依法行政的部署，全年学法5次。"


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("一是执法力量不足。全镇只有三人持证。", "执法力量不足"),
        ("一是执法人员能力不够强，遇到复杂案件时往往要向上级部门求助，办案周期偏长。", "执法人员能力不够强"),
        ("一是全年办理案件120件，同比下降。", "全年办理案件"),
        ("一是重审批：管理跟不上。", "重审批"),
        ("一是整治慢作为不作为。", "整治慢作为不作为"),
        ("一是公职律师人数仅占8%。", "公职律师人数"),
    ],
)
@pytest.mark.parametrize("before", ["", "主要表现在以下方面："])
def test_an_outline_shows_of_an_item_what_it_begins_with_wherever_it_stands(statement, shown, before):
    built = outline.build(_document(f"一、问题\n{before}{statement}二是经费少。"))
    assert headings.lead(_flat(built.sections)[1]) == shown
