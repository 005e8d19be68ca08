"""Wording carried in and out of the phrasebank: CSV and TMX lose nothing, hostile files are refused, imports are whole or not."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import config, text
from drafter.app import phrasebank
from drafter.bank import concordance, exchange, store
from drafter.bank.layers import layered
from drafter.errors import DrafterError, FileError, FormatError
from drafter.mining import leaks, own_phrases
from drafter.phrase_formats import Phrase, Source
from drafter.understanding.indicators import Register

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="{}"), min_size=1).filter(
    lambda words: text.clean(words) == words
)
_SOURCES = st.lists(st.builds(Source, report=_TEXT, section=_TEXT, line=st.integers(0, 999)), max_size=3)
_PHRASES = st.builds(
    Phrase,
    id=st.from_regex("[a-z]{3}-[0-9a-f]{6}", fullmatch=True),
    text=_TEXT.filter(lambda words: words.strip() == words),
    topic=st.sampled_from(["disputes", "services"]),
    role=st.sampled_from(["work", "problem"]),
    sources=_SOURCES,
    seen=st.integers(1, 99),
    years=st.none() | st.tuples(st.integers(2000, 2100), st.integers(2000, 2100)),
)
FORMATS = [(exchange.to_csv, exchange.from_csv), (exchange.to_tmx, exchange.from_tmx)]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank of one's own above the shipped one, in the working folder."""
    (tmp_path / "drafter.yaml").write_text("phrasebank: [own, 自带]\n", "utf-8")
    (tmp_path / "own").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "own"


def bank(folder: Path) -> dict[str, Phrase]:
    return {phrase.id: phrase for phrase in layered([folder]).phrases}


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_the_shipped_bank_comes_back_as_it_was(write, read) -> None:  # type: ignore[no-untyped-def]
    phrases = layered([config.shipped("phrasebank")]).phrases
    assert read(write(phrases), "bank") == tuple(p.model_copy(update={"alternatives": []}) for p in phrases)


@pytest.mark.parametrize(("write", "read"), FORMATS)
@given(phrases=st.lists(_PHRASES, max_size=4))
def test_any_phrase_comes_back_as_it_was(write, read, phrases: list[Phrase]) -> None:  # type: ignore[no-untyped-def]
    assert read(write(phrases), "bank") == tuple(phrases)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'=", "''@", "＝", "＋", "－", "＠", "'＝", "﹦"])
def test_a_cell_never_begins_as_a_formula_and_still_comes_back(start: str) -> None:
    phrase = Phrase(id="disputes-000000", text=f'{start}HYPERLINK("x")', topic="disputes")
    written = exchange.to_csv([phrase])
    cells = [cell for row in csv.reader(io.StringIO(written.lstrip("\ufeff"))) for cell in row]
    assert not any(unicodedata.normalize("NFKC", cell).startswith(("=", "+", "-", "@")) for cell in cells)
    assert exchange.from_csv(written, "bank")[0].text == text.clean(phrase.text)


@pytest.mark.parametrize("start", ["\t", "\r", "\n", "'\t", " ", "\u3000", "' "])
def test_a_cell_never_begins_with_a_sign_behind_which_a_formula_may_hide(start: str) -> None:
    cell = exchange._no_formula(f"{start}=1+1")
    assert cell.startswith("'") and exchange._restored(cell) == f"{start}=1+1"


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE tmx [<!ENTITY a "aaaa">]><tmx version="1.4"><body/></tmx>',
        '<?xml version="1.0"?>\n<!DOCTYPE tmx [\n<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<tmx><body/></tmx>',
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd" [ ]><tmx><body/></tmx>',
    ],
)
def test_a_translation_memory_with_entities_is_refused(content: str) -> None:
    with pytest.raises(FormatError, match="实体"):
        exchange.from_tmx(content, "x.tmx")


@pytest.mark.parametrize("content", ["<tmx><body>", "调解纠纷", "<html/>"])
def test_what_is_no_translation_memory_is_said(content: str) -> None:
    with pytest.raises(FormatError, match=r"x\.tmx"):
        exchange.from_tmx(content, "x.tmx")


def test_segments_of_other_programs_are_read_in_chinese_only() -> None:
    unit = '<tu><tuv xml:lang="en"><seg>mediated</seg></tuv><tuv xml:lang="zh-Hans"><seg>调解<bpt/>纠纷12件</seg></tuv></tu>'
    found = exchange.from_tmx(f'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><body>{unit}</body></tmx>', "x.tmx")
    assert [phrase.text for phrase in found] == ["调解纠纷12件"]


def test_every_wrong_row_is_named_with_its_line() -> None:
    table = "编号,主题,表述,作用\n,disputes,调解{x}件,work\n,disputes,调解纠纷,laughing\n,disputes,调解,work\n"
    with pytest.raises(FormatError) as caught:
        exchange.from_csv(table, "x.csv")
    assert [finding.line for finding in caught.value.findings] == [2, 3]
    assert "x" in caught.value.findings[0].message and "作用" in caught.value.findings[1].message


def test_cells_beyond_the_headings_are_told_with_row_and_column() -> None:
    table = "主题,表述\ndisputes,走访群众35户,化解矛盾12件\n\ndisputes,调解纠纷9件,,\n,开展活动,,备忘\n"
    with pytest.raises(FormatError) as caught:
        exchange.from_csv(table, "x.csv")
    assert [finding.line for finding in caught.value.findings] == [2, 5]
    assert [finding.message.partition("没有列名")[0] for finding in caught.value.findings] == [
        "第 3 列“化解矛盾12件”",
        "第 4 列“备忘”",
    ]


@pytest.mark.parametrize("table", ["表述,主题,表述\n培训6场,,培训7场\n", '表述\n"培训6场\n培训7场\n'])
def test_a_second_column_of_wordings_and_a_quote_without_end_lose_nothing(table: str) -> None:
    with pytest.raises(FormatError, match=r"两列“表述”|不是表格内容"):
        exchange.from_csv(table, "表.csv")


def test_cells_below_an_empty_heading_are_told_and_a_column_of_another_heading_is_passed_over() -> None:
    assert len(exchange.from_csv("表述,备注,\n走访群众35户,待定,\n", "x.csv")) == 1
    with pytest.raises(FormatError, match="第 2 列“待定”"):
        exchange.from_csv("表述, ,备注\n走访群众35户,待定,\n", "x.csv")


@pytest.mark.parametrize(
    "wording", ["组织{部门}培训执法人员35人次", "{number1}培训执法人员35人次", "培训{执法人员35人次"]
)
def test_braces_of_a_proposed_wording_stay_and_are_no_slots(own: Path, wording: str) -> None:
    phrase, _ = phrasebank.propose(wording, "enforcement")
    assert phrase.text == wording.replace("{", "｛").replace("}", "｝").replace("35", f"{{{next(iter(phrase.slots))}}}")
    assert bank(own)[phrase.id].text == phrase.text


def test_a_table_without_the_one_column_is_refused() -> None:
    with pytest.raises(FormatError, match="表述"):
        exchange.from_csv("a,b\n1,2\n", "x.csv")


def test_a_table_of_wordings_alone_becomes_whole_phrases(own: Path) -> None:
    Path("mine.csv").write_text("表述\n全年共调解矛盾纠纷207件\n普法宣传形式还比较单一，有待加强\n", "utf-8")
    assert len(phrasebank.import_(Path("mine.csv")).new) == 2
    figure, problem = sorted(bank(own).values(), key=lambda p: p.text)
    assert (figure.text, figure.slots) == ("全年共调解矛盾纠纷{handled}件", {"handled": "disputes.handled"})
    assert (figure.topic, figure.status, figure.sources[0].report) == ("disputes", "written", "mine")
    assert (problem.topic, problem.role, problem.claim) == ("publicity", "problem", "measure")


def test_what_looks_like_a_local_name_is_named_and_what_another_bank_has_is_not(own: Path) -> None:
    _, entered = phrasebank.propose("推行“溪心议事”调解做法，全年共调解矛盾纠纷207件")
    assert [name for _, name in entered.doubts] == ["溪心议事"]
    known = next(
        phrase for phrase in phrasebank.bank().phrases if phrase.id not in bank(own) and leaks.doubts(phrase, None)
    )
    Path("mine.csv").write_text(exchange.to_csv([known]), "utf-8")
    assert not phrasebank.import_(Path("mine.csv")).doubts


def test_importing_twice_only_adds_sources(own: Path) -> None:
    for name in ("one.csv", "two.csv"):
        Path(name).write_text("表述\n全年共调解矛盾纠纷207件\n", "utf-8")
    first, again = phrasebank.import_(Path("one.csv")), phrasebank.import_(Path("two.csv"))
    assert (len(first.new), len(again.new), again.merged) == (1, 0, first.new)
    (phrase,) = bank(own).values()
    assert [source.report for source in phrase.sources] == ["one", "two"]


@pytest.mark.parametrize("kind", ["csv", "tmx"])
def test_a_whole_bank_goes_over_into_another(kind: str, own: Path) -> None:
    path = Path(f"all.{kind}")
    before = {phrase.id: phrase for phrase in phrasebank.bank().phrases}
    assert phrasebank.export(path) == len(before)
    phrasebank.import_(path)
    after = bank(own)
    assert after.keys() == before.keys()
    assert all(
        after[i].text == p.text and after[i].slots == p.slots and after[i].status == p.status for i, p in before.items()
    )


def test_one_local_name_stops_the_whole_import(own: Path) -> None:
    name = next(iter(store.local_terms(config.shipped("phrasebank")).values())).all[0]
    Path("mine.csv").write_text(f"表述\n全年共调解矛盾纠纷207件\n在{name}开展普法宣传活动\n", "utf-8")
    with pytest.raises(FormatError) as caught:
        phrasebank.import_(Path("mine.csv"))
    assert any(name in finding.message for finding in caught.value.findings)
    assert bank(own) == {}


def test_the_shipped_bank_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.csv").write_text("表述\n全年共调解矛盾纠纷207件\n", "utf-8")
    with pytest.raises(DrafterError, match="自带"):
        phrasebank.import_(Path("mine.csv"))


def test_an_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="xlsx"):
        phrasebank.export(tmp_path / "bank.xlsx")


def test_an_accepted_edit_becomes_a_reviewed_phrase_with_slots(own: Path) -> None:
    phrase, entered = phrasebank.propose("全年共调解矛盾纠纷207件，调解成功188件")
    assert phrase.text == "全年共调解矛盾纠纷{handled}件，调解成功{succeeded}件"
    assert (phrase.status, phrase.topic, len(entered.new)) == ("reviewed", "disputes", 1)
    assert bank(own)[phrase.id] == phrase


def test_a_topic_that_does_not_exist_is_refused(register: Register) -> None:
    with pytest.raises(FormatError, match="nonsense"):
        own_phrases.completed(Phrase(id="", text="调解纠纷", topic="nonsense"), register, "x")


PHRASES = (
    Phrase(id="a-000001", text="调解成功率达{r}%", topic="disputes", slots={"r": "disputes.success_rate"}),
    Phrase(id="a-000002", text="全年共调解矛盾纠纷{n}件，调解成功率达{r}%，群众满意", topic="disputes", status="reviewed",
           slots={"n": "disputes.handled", "r": "disputes.success_rate"}),
    Phrase(id="a-000003", text="行政调解力量薄弱", topic="disputes", role="problem"),
    Phrase(id="a-000004", text="旧的调解成功率说法", topic="disputes", status="retired", reason="旧"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "role", "ids"),
    [
        (["调解"], "", ["a-000002", "a-000003", "a-000001", "a-000004"]),
        (["调解", "成功率"], "", ["a-000002", "a-000001", "a-000004"]),
        (["调解"], "problem", ["a-000003"]),
        (["薄弱", "成功"], "", []),
        (["％"], "", ["a-000002", "a-000001"]),
    ],
)
def test_all_words_are_found_and_the_useful_phrase_comes_first(words: list[str], role: str, ids: list[str]) -> None:
    assert [phrase.id for phrase in concordance.find(PHRASES, words, role)] == ids
