"""Slots: figures and local names of made-up sentences, and what the rules learn from a made-up report."""

from __future__ import annotations

import pytest

from drafter.mining import leaks, local_names, slots
from drafter.mining.local_names import Names
from drafter.mining.slots import Slotted
from drafter.model import Block, Document, Outline, Run
from drafter.phrase_formats import LocalTerms
from drafter.understanding import clauses, outline
from drafter.understanding.indicators import Register, recognise

YEAR = 2024
REPORT = """云溪经济技术开发区关于2024年度法治政府建设情况的报告
一、主要举措和成效
（一）加强学习。根据云管发〔2024〕5号文件要求，云溪经开区邀请市司法局局长沈立行同志授课，开发区全体干部参加。
（二）化解纠纷。柳塘镇和石埠社区调解成效明显，云溪市委托云舟数据有限公司开展测评。
（三）印发《云溪经开区普法工作方案》，贯彻《中华人民共和国行政处罚法》。
云溪经济技术开发区管理委员会
2025年1月10日"""


def parts(text: str) -> Outline:
    lines = enumerate(text.splitlines(), 1)
    return outline.build(Document(tuple(Block("paragraph", (Run(line),), line=number) for number, line in lines)))


@pytest.fixture(scope="module")
def known() -> Names:
    return local_names.names(parts(REPORT))


@pytest.fixture(scope="module")
def slot(register: Register, known: Names):  # type: ignore[no-untyped-def]
    def one(sentence: str, names: Names = known) -> Slotted:
        clause = clauses.split(parts(sentence))[0]
        return slots.slotted(clause, recognise([clause], register, YEAR), names, YEAR)

    return one


def test_a_figure_takes_its_indicators_slot_and_leaves_the_unit(slot) -> None:  # type: ignore[no-untyped-def]
    found = slot("共计调解各类纠纷162件,调解成功135件,成功率达83.33%。")
    assert found.text == "共计调解各类纠纷{handled}件，调解成功{succeeded}件，成功率达{success_rate}%。"
    assert found.slots == {
        "handled": "disputes.handled",
        "succeeded": "disputes.succeeded",
        "success_rate": "disputes.success_rate",
    }


def test_money_takes_its_unit_into_the_slot(slot) -> None:  # type: ignore[no-untyped-def]
    assert slot("行政处罚罚没金额2.5万元。").text == "行政处罚罚没金额{fines}。"


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        ("走访企业三点六万家次。", "走访企业{number1}家次。"),
        ("走访企业4千2百家次。", "走访企业{number1}家次。"),
        ("走访企业2万6千3百余家次。", "走访企业{number1}家次。"),
        ("走访企业四五十家次。", "走访企业{number1}家次。"),
        ("合格率百分之七十六点二五。", "合格率{percent1}%。"),
        ("合格率965.5‰。", "合格率{percent1}%。"),
        ("合格率八成五以上。", "合格率{percent1}%。"),
        ("历时两个半月完成。", "历时{number1}个月完成。"),
        ("满意率97 %以上。", "满意率{percent1}%。"),
        ("走访862家（处）次。", "走访{number1}家（处）次。"),
    ],
)
def test_no_digit_of_a_figure_is_left_standing_beside_its_slot(slot, sentence: str, wording: str) -> None:  # type: ignore[no-untyped-def]
    assert slot(sentence).text == wording


@pytest.mark.parametrize("hedged", ["发放普法宣传资料3万余份", "发放普法宣传资料近3万份", "发放普法宣传资料约30000份"])
def test_hedges_at_a_figure_are_dropped(slot, hedged: str) -> None:  # type: ignore[no-untyped-def]
    assert slot(hedged).text == "发放普法宣传资料{materials}份"


def test_a_bound_in_words_behind_the_unit_is_dropped(slot) -> None:  # type: ignore[no-untyped-def]
    assert slot("矛盾纠纷调解成功率98%以上").text == "矛盾纠纷调解成功率{success_rate}%"


def test_equal_plain_numbers_are_different_slots(slot) -> None:  # type: ignore[no-untyped-def]
    found = slot("配备灯具5套、座椅5套")
    assert found.text == "配备灯具{number1}套、座椅{number2}套"
    assert found.slots == {"number1": "number", "number2": "number"}


@pytest.mark.parametrize("literal", ["落实行政执法“三项制度”", "履行第一责任人职责", "推行7×24小时服务"])
def test_digits_that_count_nothing_stay_wording(slot, literal: str) -> None:  # type: ignore[no-untyped-def]
    assert slot(literal).text == literal


def test_the_reports_year_and_the_next_are_slots_and_other_dates_too(slot) -> None:  # type: ignore[no-untyped-def]
    found = slot("2024年印发要点,2025年继续推进,3月5日召开部署会,2019年起步")
    assert found.text == "{year}年印发要点，{next_year}年继续推进，{date1}召开部署会，{date2}起步"
    assert found.slots["date1"] == "date"


def test_names_become_slots_by_kind(slot) -> None:  # type: ignore[no-untyped-def]
    sentence = "云溪经开区在柳塘镇、石埠社区设点,云舟数据有限公司承办,沈立行同志到场。"
    found = slot(sentence)
    assert found.text == "{zone}在{place1}、{place2}设点，{firm1}承办，{person1}同志到场。"
    assert [(sentence[start:end], kind) for start, end, kind in found.masked] == [
        ("云溪经开区", "zone"),
        ("柳塘镇", "place"),
        ("石埠社区", "place"),
        ("云舟数据有限公司", "firm"),
        ("沈立行", "person"),
    ]


@pytest.mark.parametrize("form", ["云溪经济技术开发区", "云溪经开区", "经开区", "开发区"])
def test_every_form_of_the_own_zone_is_one_slot(slot, form: str) -> None:  # type: ignore[no-untyped-def]
    assert slot(f"{form}制定考核办法").text == "{zone}制定考核办法"


def test_local_titles_and_document_numbers_go_and_national_titles_stay(slot) -> None:  # type: ignore[no-untyped-def]
    text = (
        "根据云管发〔2024〕5号文件印发《云溪经开区普法工作方案》,学习《中华人民共和国行政处罚法》《优化营商环境条例》。"
    )
    assert slot(text).text == (
        "根据{docno1}文件印发《{title1}》，学习《中华人民共和国行政处罚法》《优化营商环境条例》。"
    )


def test_a_name_once_learned_is_masked_without_its_suffix(slot) -> None:  # type: ignore[no-untyped-def]
    assert slot("柳塘、石埠群众满意").text == "{place1}、{place2}群众满意"


@pytest.mark.parametrize("plain", ["组织社区开展宣传", "深入各镇走访", "服务全市大局", "由主任办公会集体研究"])
def test_ordinary_words_are_no_names(slot, plain: str) -> None:  # type: ignore[no-untyped-def]
    assert slot(plain, local_names.names(parts(f"一、工作情况\n{plain}。"))).text == plain


def test_curated_terms_are_added_to_what_the_rules_find_and_allowed_ones_stay() -> None:
    terms = LocalTerms(
        report="r", year=2024, zone="云溪经济技术开发区", terms={"brand": ["月亮门"]}, allowed=["云舟数据有限公司"]
    )
    named = local_names.names(parts(REPORT + "\n（四）走进月亮门。"), terms)
    assert named.kinds["月亮门"] == "brand"
    assert named.kinds["柳塘镇"] == "place"
    assert "云舟数据有限公司" not in named.kinds
    assert named.kinds["云溪经开区"] == "zone"


@pytest.mark.parametrize("own", ["青禾县", "白泉哈萨克自治县"])
def test_what_is_no_zone_is_named_by_its_title(own: str) -> None:
    report = parts(f"{own}人民政府2024年法治政府建设情况报告\n一、工作情况\n扎实推进。")
    assert local_names.names(report).zone == (own,)
    assert local_names.names(report).local_title(f"{own}草场条例")


@pytest.mark.parametrize(
    "wording",
    [
        "推行四项机制、五张清单",
        "打赢两场硬仗，做到三个“零”",
        "学习传达县委九届六次、七次全会精神",
    ],
)
def test_what_a_sentence_itself_counts_in_hanzi_is_wording(slot, wording: str) -> None:  # type: ignore[no-untyped-def]
    assert slot(f"{wording}。").text == f"{wording}。"


# What the rules learn from sentences with invented names ------------------------------------------------------------


def masked(sentence: str) -> dict[str, str]:
    """Name → kind of what is masked in a one-sentence report."""
    outline_ = parts(f"一、工作情况\n{sentence}")
    clause = clauses.split(outline_)[-1]
    found = slots.slotted(clause, (), local_names.names(outline_), YEAR).masked
    return {clause.text[start:end]: kind for start, end, kind in found}


@pytest.mark.parametrize(
    ("sentence", "persons"),
    [
        ("邀请市委党校讲师团团长沈立行来区开展集中宣讲。", ["沈立行"]),
        ("邀请市司法局局长柏舟作关于宪法的专题讲座。", ["柏舟"]),
        ("根据沈立行市长8月在园区调研时的要求抓好落实。", ["沈立行"]),
        ("县委书记欧阳雪晴、县长柏舟多次主持召开专题会议。", ["欧阳雪晴", "柏舟"]),
        ("聘请沈立行律师、柏舟教授为全区干部授课。", ["沈立行", "柏舟"]),
        ("成立“沈立行个人调解室”，化解邻里纠纷。", ["沈立行"]),
        ("云舟律师事务所律师阿依古丽·买买提到场指导。", ["阿依古丽·买买提"]),
        ("镇长卫东风主持召开法治工作例会。", ["卫东风"]),
        ("区长亓文胜任双组长。", ["亓文胜"]),
        ("书记覃胜利同志带队调研。", ["覃胜利"]),
        ("局长单勇担任召集人。", ["单勇"]),
        ("街道主任（段和平）带头述法。", ["段和平"]),
        ("社区矫正全覆盖，柳闻等6名律师每月坐班。", ["柳闻"]),
        ("调解员兰芳、聂小雨和群众一起评理。", ["兰芳", "聂小雨"]),
    ],
)
def test_persons_are_found_in_either_order_beside_a_post(sentence: str, persons: list[str]) -> None:
    assert [name for name, kind in masked(sentence).items() if kind == "person"] == persons


@pytest.mark.parametrize(
    "sentence",
    [
        "党工委书记、管委会主任高度重视，主要负责同志带头学法。",
        "书记主任办公会专题研究，区纪工委书记列席。",
        "聘请专业律师担任法律顾问，公职律师全程参与。",
        "各镇党政主要负责人任组长，分管领导任副组长。",
        "主任严格落实会前学法制度，局长常态化接访。",
        "镇长任法治政府建设领导小组双组长，联系人印成明白卡。",
        "检察官向企业发放清单，专家施工图审查意见全部采纳。",
    ],
)
def test_posts_without_a_name_are_no_persons(sentence: str) -> None:
    assert not [name for name, kind in masked(sentence).items() if kind == "person"]


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("流溪和碧螺湖两个社区的调解组织作用明显。", ["流溪", "碧螺湖"]),
        ("深入柳塘镇、石埠社区、雁回村开展宣传。", ["柳塘镇", "石埠社区", "雁回村"]),
        ("特邀请云溪市委党校老师授课。", ["云溪"]),
        ("完成碧螺路与雁回湖路连接工程。", ["碧螺路", "雁回湖路"]),
        ("赴昆山、义乌考察学习先进经验。", ["昆山", "义乌"]),
        ("柳塘镇成效明显，柳塘、雁回“两委”班子换届平稳。", ["柳塘镇", "柳塘", "雁回"]),
        ("柳塘派出所、雁回司法所联合接访。", ["柳塘", "雁回"]),
        ("到怀化市会同县考察。", ["怀化市", "会同县"]),
    ],
)
def test_places_are_found_by_their_suffix_in_lists_and_by_themselves(sentence: str, places: list[str]) -> None:
    assert [name for name, kind in masked(sentence).items() if kind == "place"] == places


@pytest.mark.parametrize(
    "sentence",
    [
        "组织开展法律进农村、进社区活动，推进智慧社区和美丽乡村建设。",
        "各镇、各街道、各村居全面落实，全市领先。",
        "中央和省市部署的城镇环境整治、乡村振兴工作有序推进。",
        "确保定期公开平台信息，加强重大理论问题研究，推广安全生产经验。",
        "拓宽思路，健全社区矫正和公共服务网络，惠及更多市场主体。",
    ],
)
def test_ordinary_wording_is_not_masked(sentence: str) -> None:
    assert masked(sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "firms"),
    [
        ("委托云舟市场调查有限公司开展测评。", ["云舟市场调查有限公司"]),
        ("聘请湖北云舟律师事务所，云舟所全年出具意见书。", ["湖北云舟律师事务所", "云舟所"]),
        ("续聘一家律师事务所（岚舟恒法律师事务所）担任顾问。", ["岚舟恒法律师事务所"]),
        ("节水课堂走进中小学9所。", []),
        ("走访云舟集团、凌禾（中国）有限公司。", ["云舟集团", "凌禾（中国）有限公司"]),
        ("邀请供电公司、云舟公司和保险公司入驻。", ["云舟公司"]),
        ("云舟电器、凌禾科技等9家企业获评示范单位。", ["云舟电器", "凌禾科技"]),
    ],
)
def test_firms_are_found_by_suffix_and_generic_ones_stay(sentence: str, firms: list[str]) -> None:
    assert [name for name, kind in masked(sentence).items() if kind == "firm"] == firms


@pytest.mark.parametrize(
    ("sentence", "brands"),
    [
        ("打造“溪心议事”品牌，坚持“枫桥经验”，落实“放管服”改革。", ["溪心议事"]),
        ("推广应用皖事通和“溪心议事”工作室。", ["皖事通", "溪心议事"]),
        ("“说溪事”有队伍，“说溪事”有场所，“说溪事”有制度。", ["说溪事"]),
        ("纵深推进“百日整治攻坚战”，实行“一企一警”制度。", []),
    ],
)
def test_brands_are_quotes_that_are_called_so_or_come_back(sentence: str, brands: list[str]) -> None:
    assert [name for name, kind in masked(sentence).items() if kind == "brand"] == brands


@pytest.mark.parametrize("kind", ["经济技术开发区", "高新技术产业开发区", "综合保税区", "临空经济区", "农高区"])
def test_a_zone_of_any_kind_is_known_by_its_title_and_repeats(kind: str) -> None:
    known = local_names.names(parts(f"云溪{kind}2024年度法治政府建设报告\n一、工作情况\n2024年，云溪{kind}扎实推进。"))
    assert f"云溪{kind}" in known.zone
    assert known.kinds["云溪"] == "place"


def test_places_named_in_passing_come_in_the_same_order_on_every_run() -> None:
    found = [*leaks.suspects("学习随州、安丘、池州、榕江、潍坊做法")]
    assert len(found) == 5
    assert found == sorted(found)


def test_a_half_formed_name_is_suspected() -> None:
    assert [*leaks.suspects("依托云雁社区设点")] == ["云雁社区", "云雁"]
    assert [*leaks.suspects("推行“溪心议事”做法")] == ["溪心议事"]
    assert [*leaks.suspects("拖欠柳湾安置房项目工资")] == ["柳湾安置房", "柳湾"]
    assert [*leaks.suspects("完成村口排涝泵站改造")] == ["村口排涝泵站"]  # even ordinary words
    assert not [*leaks.suspects("抓好安置房建设，检查各类水库和辖区加油站")]
    assert [*leaks.suspects("初步拟定《关于承接权限的实施方案》")] == ["关于承接权限的实施方案"]
    assert not [*leaks.suspects("学习《中华人民共和国民法典》，落实“三项制度”")]


@pytest.mark.parametrize(
    "sentence",
    [
        "组织干部集中学政策、学条例，在办案中学业务。",
        "19座病险水库除险加固完工，水管员走村入户宣传。",
        "一是城镇执法力量得到充实，二是严守办案期限。",
        "指导各乡镇对照目录压实责任，会同区法院巡回审理。",
        "全力除险固坝，坚持惠企富民，推进和平安宁建设。",
        "争创省级高科技园区，建设海绵型城市和百强乡村。",
        "局党委、局长带队督办，更新执法装备。",
        "13个镇街便民服务中心全部达标，干部包村联户。",
        "政法委会同县委组织部开展督察，局里加挂县信访接待室牌子。",
        "坚持依法治县、惠民兴县，推行村务镇代管。",
        "旧厂房改成居民健身公园，三个牧业村共用水源。",
        "依托口袋公园建成普法阵地，对空壳村、软弱涣散村逐村过筛。",
        "全县乡镇场街均设司法所，干部联镇带村，产业兴村、人才强镇。",
        "推进平房改造和天桥修缮，推广强村公司。",
        "帮小店渡过难关，守护小区的安宁生活。",
    ],
)
def test_ordinary_words_that_look_like_names_stay(sentence: str) -> None:
    assert not [name for name, kind in masked(sentence).items() if kind not in ("title", "docno")]


@pytest.mark.parametrize(
    "data", ["www.lanting.gov.cn", "fzb@lanting.cn", "0571-86543210", "91330100MA27XXXX1B", "索引号"]
)
def test_what_a_web_page_prints_around_a_report_goes_to_review(data: str) -> None:
    assert leaks.suspects(f"有关情况见{data}，群众可以查询")


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("柳口等{number1}个国控断面水质全部达标", "柳口"),
        ("便民服务中心柳汀分中心启用", "柳汀"),
        ("西电南送等重点项目审批提速", "西电南送"),
        ("依托“AEO服务站”指导企业报关", "AEO服务站"),
        ("开设“田间法治课”{number1}期", "田间法治课"),
        ("镇区内柳溪河排污口全部封堵", "柳溪河"),
        ("排演情景剧《一把钥匙》", "一把钥匙"),
        ("柳望川多次往返核对单证", "柳望川"),
    ],
)
def test_names_that_stand_bare_are_suspected(wording: str, name: str) -> None:
    assert any(name in suspect or suspect in name for suspect in leaks.suspects(wording))
