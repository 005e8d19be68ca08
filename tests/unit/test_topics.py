"""Topics and roles: made-up sentences of every topic, then the hand-labelled ones where they are present."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from drafter.errors import FormatError
from drafter.model import Clause, Indicator, Quantity, Reading
from drafter.understanding import indicators, topic_terms, topics
from drafter.understanding.indicators import Register

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
MADE_UP = Path(__file__).resolve().parents[1] / "data" / "topic-sentences.yaml"
LETTERS = "ABCDEFGHIJKLMNOPQRSTU"

SENTENCES = {
    "leadership": "主要负责人切实履行推进法治建设第一责任人职责，列入年终述职内容",
    "learning": "组织领导干部旁听庭审，开展会前学法",
    "services": "政务服务事项全部进驻大厅，一网通办率提升",
    "business": "走访企业收集诉求，兑现惠企政策",
    "norms": "对现行规范性文件开展清理，报送备案",
    "decisions": "严格履行公众参与、专家论证等重大行政决策程序",
    "counsel": "聘请律师担任法律顾问，出具法律意见书",
    "enforcement": "全面落实行政执法公示制度，规范裁量基准",
    "oversight": "组织行政执法案卷评查，健全行刑衔接机制",
    "regulation": "推进“双随机、一公开”抽查，归集信用信息",
    "openness": "通过门户网站主动公开政府信息，办理依申请公开",
    "review": "收到行政复议申请，负责人出庭应诉",
    "supervision": "自觉接受人大监督，办复司法建议和检察建议",
    "disputes": "人民调解委员会排查化解矛盾纠纷，办理信访事项",
    "publicity": "开展宪法宣传周活动，培养法律明白人",
    "legal_services": "受理法律援助案件，完善公共法律服务站点",
    "corrections": "加强社区矫正对象监管，做好刑满释放人员帮教",
    "safety": "排查安全生产隐患，组织应急演练",
    "workforce": "法治队伍力量薄弱，执法人员业务培训不足",
    "economy": "固定资产投资和财政收入平稳增长",
    "framing": "现将有关情况报告如下",
}


@pytest.mark.parametrize(("topic", "sentence"), SENTENCES.items())
def test_a_sentence_in_the_fields_own_terms_finds_its_topic(topic: str, sentence: str, register: Register) -> None:
    assert topics.topic(sentence, (), register) == topic


def test_there_is_a_sentence_for_every_topic(register: Register) -> None:
    assert tuple(SENTENCES) == tuple(register.topics)


def test_headings_decide_where_the_sentence_is_silent(register: Register) -> None:
    assert topics.topic("各项工作有序推进", ("主要举措和成效", "依法有效化解矛盾纠纷"), register) == "disputes"


def test_the_sentence_outweighs_its_headings(register: Register) -> None:
    assert topics.topic("收到行政复议申请12件", ("主要举措和成效", "依法有效化解矛盾纠纷"), register) == "review"


def test_width_of_punctuation_does_not_matter(register: Register) -> None:
    assert (
        topics.topic("村(社区)法律顾问", (), register) == topics.topic("村（社区）法律顾问", (), register) == "counsel"
    )


def _clause(text: str, path: tuple[str, ...] = (), line: int = 1, start: int = 0) -> Clause:
    return Clause(text, line, start, start + len(text), path)


def test_a_silent_sentence_stays_with_the_subject_of_its_paragraph(register: Register) -> None:
    told, silent = _clause("人民调解委员会排查矛盾纠纷，"), _clause("全部按期办结。", start=20)
    assert topics.of([told, silent], (), register) == ("disputes", "disputes")
    assert topics.of([told, _clause("全部按期办结。", line=2)], (), register) == ("disputes", "framing")


def test_the_indicator_of_a_figure_tells_the_topic(register: Register) -> None:
    silent, other = _clause("共受理12件。"), _clause("共受理9件。", line=2)
    reading = Reading(Quantity("12件", None, None, None, "件", "count", "", 1, 3, 6), "review.received", 1.0, "now")
    assert topics.of([silent, other], [reading], register) == ("review", "framing")


def test_a_sentence_alone_has_the_topic_it_has_in_a_report(register: Register) -> None:
    clauses = [_clause(text, ("主要举措和成效",), line) for line, text in enumerate(SENTENCES.values())]
    assert topics.of(clauses, (), register) == tuple(
        topics.topic(clause.text, clause.path, register) for clause in clauses
    )


@pytest.mark.parametrize(("group", "right"), [("tuned", 1.0), ("untouched", 0.9)])
def test_made_up_sentences_in_other_reports_wording_find_their_topic(
    group: str, right: float, register: Register
) -> None:
    cases = yaml.safe_load(MADE_UP.read_text("utf-8"))[group]
    found = [topics.topic(case["text"], case.get("path", ()), register) for case in cases]
    accepted = [case["topic"] if isinstance(case["topic"], list) else [case["topic"]] for case in cases]
    assert sum(topic in wanted for topic, wanted in zip(found, accepted, strict=True)) >= right * len(cases)


def test_what_stands_under_a_heading_of_the_next_year_is_a_plan() -> None:
    assert topics.role(("2024年重点任务",), year=2023) == "plan"
    assert topics.role(("2024年重点任务",), year=2024) == "work"
    assert topics.role(("2024年重点任务完成情况",), year=2023) == "work"


@pytest.mark.parametrize(
    ("path", "role"),
    [
        (("2025年推进法治政府建设的主要举措和成效", "健全工作机制"), "work"),
        (("党政主要负责人履行推进法治建设第一责任人职责的有关情况",), "work"),
        (("存在的不足和原因",), "problem"),
        (("法治政府建设工作存在的问题及原因",), "problem"),
        (("2026年推进法治政府建设的主要安排", "存在问题整改"), "plan"),
        (("下一步工作打算",), "plan"),
        (("2025年工作情况", "下步工作安排"), "plan"),
        (("2025年度重点工作计划完成情况",), "work"),
        (("打算",), "plan"),
        (("问题整改和打算",), "plan"),
        (("下一年安排", "不足整改"), "plan"),
        (("下一年的主要安排",), "plan"),
        (("下年工作计划",), "plan"),
        (("组织领导和安排",), "work"),
        (("主要举措和成效", "实施“八五”普法规划，印发年度普法工作安排"), "work"),
        (("不足和原因",), "problem"),
        ((), "framing"),
    ],
)
def test_the_outermost_telling_heading_gives_the_role(path: tuple[str, ...], role: str) -> None:
    assert topics.role(path) == role


def test_under_a_merged_heading_the_text_decides() -> None:
    for heading in ("存在的问题及下步打算", "不足和打算", "不足、打算", "不足和安排", "不足与下一年的主要安排"):
        assert topics.role((heading,), "执法力量仍显不足") == "problem", heading
        assert topics.role((heading,), "下一步，将加大培训力度") == "plan", heading


def test_under_a_merged_heading_a_lower_heading_goes_before_the_text() -> None:
    assert topics.role(("不足和打算", "不足"), "将加大培训力度") == "problem"
    assert topics.role(("不足和打算", "打算"), "执法力量仍显不足") == "plan"


def test_the_announcing_sentence_is_framing_under_any_heading() -> None:
    assert topics.role(("工作情况",), "现将有关情况报告如下：") == "framing"


@pytest.mark.sources
@pytest.mark.skipif(not SHARED.exists(), reason="the labelled reports are not in the repository")
def test_nine_in_ten_labelled_sentences_get_an_accepted_topic_and_all_their_role(register: Register) -> None:
    labelled = json.loads((SHARED / "gold" / "topics.json").read_text("utf-8"))["clauses"]
    names = dict(zip(LETTERS, tuple(register.topics), strict=True))
    right = roles = 0
    for clause in labelled:
        path = tuple(dict.fromkeys(h for h in (clause["h1"], clause["h2"], clause["h3"]) if h))
        accepted = {names[letter] for letter in (clause["primary"], *clause["also"])}
        right += topics.topic(clause["text"], path, register) in accepted
        roles += topics.role(path, clause["text"]) == {"intro": "framing"}.get(clause["role"], clause["role"])
    assert right / len(labelled) >= 0.9
    assert roles == len(labelled)


def test_the_terms_of_a_template_over_a_shipped_one_are_added_to_it(tmp_path: Path, register: Register) -> None:
    own = tmp_path / "annual-report"
    own.mkdir()
    (own / "topics.yaml").write_text("disputes: [和事佬:3]\nports: [口岸通关]\n", "utf-8")
    terms = topic_terms.read(own)
    assert list(terms) == [*register.topics, "ports"] and terms["disputes"][-1] == "和事佬:3"
    known = indicators.compile({}, [], terms)
    assert topics.topic("请来和事佬", (), known) == "disputes" and topics.topic("口岸通关", (), known) == "ports"


@pytest.mark.parametrize("term", ["调", "调解:高", "调 解"])
def test_a_term_that_cannot_be_looked_for_is_told(tmp_path: Path, term: str) -> None:
    (tmp_path / "topics.yaml").write_text(f"disputes: ['{term}']\n", "utf-8")
    with pytest.raises(FormatError, match=f"“{term}”写法不对"):
        topic_terms.read(tmp_path)


def test_a_template_without_terms_knows_its_topics_by_how_its_indicators_are_recognised() -> None:
    indicator = Indicator("ports.ships", "进出口岸船舶", "艘次", "count", ("口岸 船舶 @ 通关",))
    known = indicators.compile({indicator.id: indicator}, [])
    assert topics.topic("规范口岸管理", (), known) == "ports"
