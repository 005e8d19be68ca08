"""The phrasebank: mining a made-up report, what may enter by itself, leaks, and the bank that is shipped."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter import text, yamlfile
from drafter.app import mining_runs
from drafter.asking import questionnaire
from drafter.bank import store
from drafter.errors import FormatError
from drafter.mining import building, figure_phrases, leaks, pieces, same_wording
from drafter.mining.building import Built
from drafter.phrase_formats import LocalTerms, Phrase, Source
from drafter.understanding.indicators import Register

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "phrasebank"
SHARED = ROOT.parent / "shared"
needs_sources = pytest.mark.skipif(not SHARED.exists(), reason="the five real reports are not in the repository")

REPORT = """云溪经济技术开发区关于2024年度法治政府建设情况的报告
2024年，云溪经开区扎实推进法治政府建设。现将有关情况报告如下：
一、主要举措和成效
（一）化解矛盾纠纷
推行驻所调解，建立联席会议制度。今年以来，共计调解各类纠纷162件，调解成功135件，成功率达83.33%。
（二）加强普法宣传
在柳塘镇举办专场，开展法治宣传活动40场次；同时，打造“溪心办”宣传品牌，群众参与踊跃。
二、存在的不足和原因
一是执法培训的针对性还不强，业务骨干授课偏少。
三、2025年主要安排
加强执法人员培训，严格落实行政执法责任。"""


def terms(**kinds: list[str]) -> LocalTerms:
    return LocalTerms(report="yunxi-2024", year=2024, zone="云溪经济技术开发区", terms=kinds)


@pytest.fixture
def mined(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """Mine the made-up report into a bank in tmp_path, with these curated names."""

    def run(report: str = REPORT, name: str = "yunxi-2024", dry_run: bool = False, **kinds: list[str]) -> Built:
        if kinds:
            (tmp_path / "local-terms").mkdir(exist_ok=True)
            yamlfile.save(tmp_path / "local-terms" / f"{name}.yaml", terms(**kinds).model_dump() | {"year": "2024"})
        path = tmp_path_factory.mktemp("reports") / f"{name}.txt"
        path.write_text(report, "utf-8")
        return mining_runs.mine([path], tmp_path, dry_run=dry_run).built

    return run


CURATED = {"place": ["柳塘镇"], "brand": ["溪心办"]}


def test_mining_yields_slotted_wording_with_topic_role_claim_and_source(mined: Callable[..., Built]) -> None:
    found = next(p for p in mined(**CURATED).phrases if "success_rate" in p.slots)
    assert found.text == "共计调解各类纠纷{handled}件，调解成功{succeeded}件，成功率达{success_rate}%"
    assert (found.topic, found.role, found.claim, found.status) == ("disputes", "work", "figure", "mined")
    assert found.sources == [Source(report="yunxi-2024", section="一/（一）", line=5)]
    assert (found.seen, found.years) == (1, (2024, 2024))


def test_roles_follow_the_headings(mined: Callable[..., Built]) -> None:
    roles = {phrase.role for phrase in mined(**CURATED).phrases}
    assert roles == {"framing", "work", "problem", "plan"}


def test_a_heading_counts_once_however_many_lines_stand_under_it(mined: Callable[..., Built]) -> None:
    longer = REPORT + "\n继续推行说理式执法。\n加强行政复议规范化建设。"
    assert mined(longer).reports[0].headings == mined().reports[0].headings


def test_openers_and_stale_times_are_cut_at_the_front(mined: Callable[..., Built]) -> None:
    texts = [phrase.text for phrase in mined(**CURATED).phrases]
    assert "执法培训的针对性还不强，业务骨干授课偏少" in texts
    assert any(found.startswith("打造“{brand1}”") for found in texts)
    assert not any(re.match("今年|同时|一是", found) for found in texts)


def test_braces_addresses_and_times_of_a_report_stay_and_an_address_waits_for_a_person(
    mined: Callable[..., Built],
) -> None:
    report = f"{REPORT}\n依托{{平台名称}}组织网上学法36场次，登录https://fz.yunxi.cn/a-b查看,每日8:30开放。"
    texts = [waiting.phrase.text for waiting in mined(report, **CURATED).review if "网上" in waiting.phrase.text]
    assert texts == ["依托｛平台名称｝组织网上学法{number1}场次，登录https://fz.yunxi.cn/a-b查看，每日8:30开放"]


def test_mining_twice_changes_nothing(mined: Callable[..., Built], tmp_path: Path) -> None:
    first = mined(**CURATED)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.yaml")}
    second = mined(**CURATED)
    assert first.new == len(first.phrases) > 0
    assert second.new == 0
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.yaml")} == before


def test_a_dry_run_writes_nothing(mined: Callable[..., Built], tmp_path: Path) -> None:
    assert mined(dry_run=True).new > 0
    assert not list(tmp_path.iterdir())


def test_a_second_report_with_nearly_the_same_sentence_becomes_a_second_source(mined: Callable[..., Built]) -> None:
    mined(**CURATED)
    other = REPORT.replace("调解各类纠纷162件", "调解各类矛盾纠纷162件").replace("云溪", "石埠")
    found = [p for p in mined(other, "shibu-2024", place=["柳塘镇"], brand=["溪心办"]).phrases if "handled" in p.slots]
    assert [phrase.seen for phrase in found] == [2]
    assert [source.report for source in found[0].sources] == ["shibu-2024", "yunxi-2024"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("共调解矛盾纠纷90件，调解成功80件。", "全年累计调解各类矛盾纠纷70起，调解成功60起。"),
        ("举办法治宣传活动40场次。", "组织开展法治宣传活动12场。"),
        ("全面落实行政执法“三项制度”，规范行政执法行为。", "全面落实行政执法三项制度，规范执法行为。"),
        (
            "深入学习贯彻上级会议精神，将其纳入理论学习中心组学习内容。",
            "深入学习宣传贯彻上级会议精神，纳入理论学习中心组学习重点内容。",
        ),
    ],
)
def test_the_same_statement_of_two_reports_is_one_phrase(mined: Callable[..., Built], one: str, other: str) -> None:
    mined(f"一、主要成效\n{one}")
    assert {phrase.seen for phrase in mined(f"一、主要成效\n{other}", "shibu-2024").phrases} == {2}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("组织开展执法人员专题培训，提升能力水平。", "组织开展普法人员专题培训，提升能力水平。"),
        ("健全重大行政决策程序制度，完善决策机制。", "健全重大行政决策程序制度，完善执行机制。"),
        ("开展安全生产执法检查5次，排查隐患9处。", "开展食品安全执法检查5次，排查隐患9处。"),
    ],
)
def test_what_differs_by_a_word_of_its_own_is_two_phrases(mined: Callable[..., Built], one: str, other: str) -> None:
    mined(f"一、主要成效\n{one}")
    assert {phrase.seen for phrase in mined(f"一、主要成效\n{other}", "shibu-2024").phrases} == {1}


def test_other_wordings_of_the_same_figures_are_alternatives() -> None:
    def phrase(id_: str, wording: str, **more: str) -> Phrase:
        return Phrase(id=id_, text=wording, topic="disputes", slots=more or {"handled": "disputes.handled"})

    one, two = phrase("a", "共计调解各类纠纷{handled}件"), phrase("b", "把{handled}件矛盾纠纷化解在基层")
    others = [phrase("c", "调解纠纷{handled}件，同比下降"), phrase("d", "调解成功{n}件", n="disputes.succeeded")]
    assert same_wording.alternatives(one, [one, two, *others]) == ("b",)
    assert same_wording.alternatives(phrase("e", "建立联调机制", n="number"), [one, two]) == ()


def test_ten_thousand_lines_of_one_wording_make_one_phrase() -> None:
    count = 10_000  # with work for every pair of lines this would not end within minutes
    found = [
        Phrase(id="disputes-a", text="调解纠纷", topic="disputes", sources=[Source(report="甲", section="一", line=n)])
        for n in range(count)
    ]
    (one,) = same_wording.merged(found)
    assert len(one.sources) == count


def test_opposite_sentences_are_not_merged(mined: Callable[..., Built]) -> None:
    report = (
        "一、主要成效\n本年度普法宣传活动已经达到上级规定的覆盖要求。\n本年度普法宣传活动未能达到上级规定的覆盖要求。"
    )
    assert sum("覆盖要求" in phrase.text for phrase in mined(report).phrases) == 2


def test_what_a_person_retired_stays_retired(mined: Callable[..., Built], tmp_path: Path) -> None:
    kept = next(p for p in mined(**CURATED).phrases if p.topic == "publicity")
    others = [p for p in store.load(tmp_path) if p.id != kept.id]
    store.save(tmp_path, [*others, kept.model_copy(update={"status": "retired", "reason": "原文有误"})])
    again = {phrase.id: phrase for phrase in mined(**CURATED).phrases}
    assert (again[kept.id].status, again[kept.id].reason) == ("retired", "原文有误")


def test_what_a_person_reviewed_is_not_mined_again_with_other_slots(
    mined: Callable[..., Built], tmp_path: Path
) -> None:
    kept = next(p for p in mined(**CURATED).phrases if "handled" in p.slots)
    others = [p for p in store.load(tmp_path) if p.id != kept.id]
    slots = {**kept.slots, "succeeded": "number"}
    changed = kept.model_copy(
        update={"status": "reviewed", "slots": slots, "id": "services-000001", "topic": "services"}
    )
    store.save(tmp_path, [*others, changed])
    assert [p.id for p in mined(**CURATED).phrases if "handled" in p.slots] == ["services-000001"]


def test_a_doubtful_name_waits_in_review(mined: Callable[..., Built]) -> None:
    built = mined(REPORT.replace("打造“溪心办”宣传品牌", "推行“溪心办”宣传做法"))
    assert [item.suspects for item in built.review] == [["溪心办"]]
    assert not any("溪心办" in phrase.text for phrase in built.phrases)


def test_a_local_name_in_a_phrase_stops_the_bank(mined: Callable[..., Built], tmp_path: Path) -> None:
    written = Phrase(id="publicity-000001", text="在柳塘镇举办普法活动", topic="publicity", status="written")
    store.save(tmp_path, [written])
    before = (tmp_path / "publicity.yaml").read_bytes()
    with pytest.raises(FormatError, match=r"publicity-000001.*柳塘镇"):
        mined(**CURATED)
    assert (tmp_path / "publicity.yaml").read_bytes() == before
    assert [path.name for path in tmp_path.glob("*.yaml")] == ["publicity.yaml"]


def test_wording_of_one_year_is_retired_when_mined(mined: Callable[..., Built]) -> None:
    report = "一、主要成效\n扎实开展党史学习教育，组织党员干部集中学习。"
    assert [(p.status, p.reason) for p in mined(report).phrases] == [("retired", "有时限的提法：党史学习教育")]


def test_no_leak_where_the_term_is_allowed() -> None:
    phrase = Phrase(id="x-1", text="学习上海合作组织有关情况", topic="learning")
    listed = terms(place=["上海"])
    assert [finding.name for finding in leaks.leaks([phrase], [listed])] == ["leak"]
    assert not leaks.leaks([phrase], [listed.model_copy(update={"allowed": ["上海合作组织"]})])


@pytest.mark.parametrize(
    "suspect", ["在柳塘镇设点宣传", "，沈立行局长授课", "云舟数据有限公司承办", "做好{place1}、石埠“两委”工作"]
)
def test_what_looks_like_a_name_is_doubted(suspect: str) -> None:
    assert leaks.doubts(Phrase(id="x-1", text=suspect, topic="learning"), None)


@pytest.mark.parametrize(
    "plain", ["指导各镇、社区开展宣传", "主要负责同志带头学法", "聘请律师事务所提供服务", "落实“放管服”改革"]
)
def test_ordinary_wording_is_not_doubted(plain: str) -> None:
    assert not leaks.doubts(Phrase(id="x-1", text=plain, topic="learning"), None)


# Claims --------------------------------------------------------------------------------------------------------------

DISPUTES = {"handled": "disputes.handled", "success_rate": "disputes.success_rate"}


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("共计调解各类纠纷{handled}件", "figure"),
        ("调解纠纷{handled}件，调解成功率达{success_rate}%", "figure"),
        ("建立驻所调解机制，调解纠纷{handled}件", "measure"),
        ("率先调解纠纷{handled}件", "measure"),
        ("调解纠纷{handled}件，均在规定时间内办结", "measure"),
        ("调解纠纷{handled}件，有效维护了稳定", "measure"),
        ("依托“枫桥经验”调解纠纷{handled}件", "measure"),
        ("聘请退休法官调解纠纷{handled}件", "measure"),
        ("现将有关情况报告如下", "neutral"),
        ("坚持党对法治政府建设的领导", "measure"),
    ],
)
def test_only_bare_figures_and_connectives_may_enter_by_themselves(
    sentence: str, claim: str, register: Register
) -> None:
    slots = {name: kind for name, kind in DISPUTES.items() if f"{{{name}}}" in sentence}
    assert figure_phrases.claim(sentence, "work", slots, register) == claim


def test_a_figure_phrase_must_be_understood_without_its_surroundings(register: Register) -> None:
    slots = {"meetings": "leadership.meetings"}
    assert figure_phrases.claim("先后召开会议{meetings}次", "work", slots, register) == "measure"


def test_a_plain_number_or_a_plan_is_never_a_figure_phrase(register: Register) -> None:
    assert figure_phrases.claim("调解纠纷{number1}件", "work", {"number1": "number"}, register) == "measure"
    assert figure_phrases.claim("调解纠纷{handled}件", "plan", {"handled": "disputes.handled"}, register) == "measure"


# Wording -------------------------------------------------------------------------------------------------------------


def test_a_long_sentence_is_parted_where_a_statement_of_its_own_begins() -> None:
    sentence = "健全统筹协调推进机制，加强工作力量配备，完善考核评价办法，" * 2 + "强化结果运用和跟踪问效"
    parted = list(pieces.pieces(sentence, lambda segment: ""))
    assert len(parted) == 2
    assert all(pieces.verbatim(piece) <= pieces.LONGEST for piece in parted)


def test_a_segment_that_leans_on_the_next_is_not_parted_from_it() -> None:
    sentence = "根据上级部署要求，制定年度法治建设工作要点并逐项分解"
    assert list(pieces.pieces(sentence, lambda segment: "")) == [sentence]


def test_figures_are_kept_apart_from_what_surrounds_them() -> None:
    parted = list(
        pieces.pieces("完善联调机制建设和保障，调解纠纷{handled}件", lambda s: "disputes" if "{" in s else "")
    )
    assert parted == ["完善联调机制建设和保障", "调解纠纷{handled}件"]


# Files ---------------------------------------------------------------------------------------------------------------


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    phrase = Phrase(
        id="disputes-1",
        text="调解纠纷{handled}件",
        topic="disputes",
        claim="figure",
        slots={"handled": "disputes.handled"},
        sources=[Source(report="r", section="一/（一）", line=3)],
        years=(2024, 2024),
    )
    store.save(tmp_path, [phrase])
    assert store.load(tmp_path) == (phrase,)


def test_a_broken_file_is_told_with_its_name_and_line(tmp_path: Path) -> None:
    (tmp_path / "disputes.yaml").write_text(
        "topic: disputes\nphrases:\n- id: a\n  text: 调解{handled}件\n- id: b\n  text: 好\n  claim: maybe\n", "utf-8"
    )
    with pytest.raises(FormatError) as error:
        store.load(tmp_path)
    assert [(f.file, f.line) for f in error.value.findings] == [(str(tmp_path / "disputes.yaml"), 7)]


def test_undeclared_slots_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    for topic in ("disputes", "review"):
        (tmp_path / f"{topic}.yaml").write_text(
            f"topic: {topic}\nphrases:\n- id: a\n  text: 办理{{n}}件\n  slots: {{}}\n", "utf-8"
        )
    with pytest.raises(FormatError) as error:
        store.load(tmp_path)
    assert [(Path(f.file).name, f.line) for f in error.value.findings] == [("disputes.yaml", 3), ("review.yaml", 3)]


def test_the_id_depends_on_the_wording_alone() -> None:
    assert text.identity("t", "调解，纠纷{n}件") == text.identity("t", "调解,纠纷{n}件")
    assert text.identity("t", "调解纠纷{n}件") != text.identity("t", "调解纠纷{m}件")


# The bank that is shipped --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bank() -> tuple[Phrase, ...]:
    return store.load(BANK)


def test_the_shipped_bank_has_no_local_name(bank: tuple[Phrase, ...]) -> None:
    assert not leaks.leaks(bank, store.local_terms(BANK).values())


def test_shipped_ids_are_unique_and_those_of_their_wording(bank: tuple[Phrase, ...]) -> None:
    assert len({phrase.id for phrase in bank}) == len(bank)
    assert all(p.id == text.identity(p.topic, p.text) for p in bank if p.status == "mined")


def test_shipped_slots_are_indicators_or_known_kinds(bank: tuple[Phrase, ...], register: Register) -> None:
    kinds = {
        "number",
        "money",
        "percent",
        "date",
        "year",
        "next_year",
        "zone",
        "place",
        "person",
        "organ",
        "firm",
        "title",
        "brand",
        "docno",
    }
    known = set(questionnaire.load(ROOT / "templates" / "annual-report").indicators)
    assert {kind for phrase in bank for kind in phrase.slots.values()} <= kinds | known


def test_shipped_figure_phrases_hold_their_claim(bank: tuple[Phrase, ...], register: Register) -> None:
    wrong = [
        p.text
        for p in bank
        if p.claim == "figure" and figure_phrases.claim(p.text, p.role, p.slots, register) != "figure"
    ]
    assert not wrong


@pytest.mark.sources
@needs_sources
def test_every_leak_root_is_among_the_local_terms() -> None:
    gold = yamlfile.read(SHARED / "gold" / "entities.json")[0]
    listed = store.local_terms(BANK)
    assert all(set(entry["leak_roots"]) <= set(listed[report].all) for report, entry in gold.items())


@pytest.mark.sources
@needs_sources
def test_no_phrase_holds_a_passage_of_a_source(bank: tuple[Phrase, ...]) -> None:
    def plain(passage: str) -> str:
        return re.sub(r"[^\w%]", "", text.fold(passage))

    sources = [plain(path.read_text("utf-8")) for path in sorted((SHARED / "sources").glob("*.txt"))]
    for phrase in bank:
        for stretch in map(plain, re.split(r"\{\w+\}", phrase.text)):
            windows = (stretch[i : i + 48] for i in range(len(stretch) - 47))
            assert not any(window in source for window in windows for source in sources), phrase.id


@pytest.fixture(scope="module")
def rebuilt() -> Built:
    paths = sorted((SHARED / "sources").glob("*.txt"))
    return mining_runs.mine(paths, BANK, dry_run=True).built


@pytest.mark.sources
@needs_sources
def test_the_readme_prints_what_was_counted(rebuilt: Built) -> None:
    assert building.statistics(rebuilt) in (BANK / "README.md").read_text("utf-8")


@pytest.mark.sources
@needs_sources
def test_without_curated_names_the_rules_and_the_review_let_almost_none_through(tmp_path: Path) -> None:
    paths = sorted((SHARED / "sources").glob("*.txt"))
    built = mining_runs.mine(paths, tmp_path).built
    leaking = leaks.leaks(built.phrases, store.local_terms(BANK).values())
    assert len({finding.excerpt for finding in leaking}) <= 0.01 * len(built.phrases)
    assert len(built.review) <= 0.05 * len(built.phrases)


def test_a_sentence_that_names_no_topic_has_that_of_the_sentences_beside_it(mined: Callable[..., Built]) -> None:
    built = mined(
        "云溪经济技术开发区关于2024年度法治政府建设情况的报告\n一、主要举措和成效\n"
        "深入排查化解矛盾纠纷，人民调解组织实现全覆盖。坚持抓早抓小抓苗头，做到件件有回音、事事有着落。\n"
    )
    topics = {phrase.text: phrase.topic for phrase in built.phrases}
    assert topics["坚持抓早抓小抓苗头，做到件件有回音、事事有着落"] == "disputes"
