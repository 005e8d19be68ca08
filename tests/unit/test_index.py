"""The index: what is compared, that the kept index and the scan find the same, and that no cache is ever trusted too far."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable

import pytest
from bench import banks
from hypothesis import given
from hypothesis import strategies as st

from drafter import config
from drafter import suggesting as matching
from drafter.bank import search as index
from drafter.bank import store
from drafter.bank.search import masking, record, rows, upkeep
from drafter.bank.search.kept import Kept
from drafter.bank.search.scan import Scan
from drafter.errors import FormatError
from drafter.formats import Phrase
from drafter.understanding.indicators import Register

LARGE = 2400
NOTES = (
    "调解纠纷207件 成功188件", "普法宣传活动12场次", "行政复议受理12件", "培训行政执法人员", "整改隐患36条",
    "政务公开", "承接下放事项", "聘请法律顾问", "检查企业85户", "执法装备落后",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> tuple[Phrase, ...]:
    return store.load(config.shipped("phrasebank"))


@pytest.fixture(scope="module")
def grown(shipped: tuple[Phrase, ...]) -> list[Phrase]:
    return list(banks.grow(shipped, LARGE))


def a_phrase(id_: str, text: str, **more: object) -> Phrase:
    return Phrase.model_validate({"id": id_, "text": text, "topic": "disputes", **more})


def a_file(name: str, phrases: Iterable[Phrase], stamp: str = "1") -> upkeep.File:
    kept = list(phrases)
    return upkeep.File(name, stamp, lambda: kept)


def unread(name: str, stamp: str = "1") -> upkeep.File:
    def load() -> list[Phrase]:
        raise AssertionError(f"{name} was read again")

    return upkeep.File(name, stamp, load)


def found(bank: upkeep.Searched, words: str, limit: int = 3) -> list[str]:
    return [entry.phrase.text for _, entry in bank.index.nearest(masking.mask(words, []), frozenset(), limit)]


def folder_of(cache: Path) -> Path:
    (only,) = (path for path in cache.iterdir() if path.is_dir())
    return only


# What is compared ----------------------------------------------------------------------------------------------------


def test_a_figure_with_its_unit_is_one_character_and_the_same_in_note_and_phrase() -> None:
    phrase = a_phrase("a", "调解纠纷{handled}件，占{share}%", slots={"handled": "disputes.handled", "share": "percent"})
    note = masking.mask("调解纠纷207件，占8%", [(4, 8, "件"), (10, 12, "%")])
    assert masking.mask_phrase(phrase.text, phrase.slots) == note
    assert len(note) == len("调解纠纷# 占#")


def test_units_typed_for_each_other_are_one_family_and_others_are_not() -> None:
    cases, rows_, people = (masking.mask("12", [(0, 2, unit)]) for unit in ("件", "起", "人"))
    assert cases != rows_ and masking.classed(cases) == masking.classed(rows_) != masking.classed(people)


@given(st.text(alphabet="调解纠纷成功率 ，。（）12", max_size=40))
def test_a_bigram_is_in_a_masked_text_exactly_when_it_is_a_substring(words: str) -> None:
    masked = masking.mask(words, [])
    pairs = {masked[i : i + 2] for i in range(len(masked) - 1)}
    assert masking.grams(masked) == {pair for pair in pairs if " " not in pair}


def test_a_row_is_read_as_it_was_written(shipped: tuple[Phrase, ...]) -> None:
    for phrase in shipped[:50]:
        row = rows.row(phrase, "00/disputes.yaml")
        assert rows.read(str(row)) == row
        assert phrase.status == "retired" or row.offered().text == phrase.text


# Scan and kept index -------------------------------------------------------------------------------------------------


def test_nobody_notices_whether_a_bank_is_scanned_or_kept(
    tmp_path: Path, grown: list[Phrase], register: Register
) -> None:
    kept, whole = upkeep.current(tmp_path, "bank", [a_file("a", grown)]).index, index.build(grown)
    assert isinstance(kept, Kept) and isinstance(whole, Scan)
    for note in NOTES:
        assert matching.suggest(note, kept, register) == matching.suggest(note, whole, register)


def test_up_to_two_thousand_phrases_nothing_but_one_file_is_kept(tmp_path: Path, grown: list[Phrase]) -> None:
    bank = upkeep.current(tmp_path, "bank", [a_file("a", grown[: upkeep.SMALL])])
    assert isinstance(bank.index, Scan)
    assert [path.name for path in folder_of(tmp_path).iterdir() if path.name[0] != "."] == [record.NAME]


def test_a_bank_that_grows_and_shrinks_changes_over_without_a_word(tmp_path: Path, grown: list[Phrase]) -> None:
    kinds = []
    for size in (300, LARGE, 300):
        bank = upkeep.current(tmp_path, "bank", [a_file("a", grown[:size], stamp=f"{size} {len(kinds)}")])
        kinds.append(type(bank.index))
        assert (
            grown[200].text in found(bank, masking.mask_phrase(grown[200].text, grown[200].slots), 5)
            and not bank.remarks
        )
    assert kinds == [Scan, Kept, Scan]
    assert not list(folder_of(tmp_path).glob("kept-*"))


@pytest.mark.parametrize("size", [50, LARGE])
def test_only_changed_files_are_read_and_their_phrases_replaced(tmp_path: Path, grown: list[Phrase], size: int) -> None:
    old, new = a_phrase("x", "璇玑琉璃阁甲乙丙丁戊"), a_phrase("x", "璇玑琉璃阁子丑寅卯辰")
    rest = a_file("a", grown[:size])
    assert found(upkeep.current(tmp_path, "bank", [rest, a_file("b", [old])]), "璇玑琉璃阁") == [old.text]
    assert found(upkeep.current(tmp_path, "bank", [unread("a"), unread("b")]), "璇玑琉璃阁") == [old.text]
    changed = upkeep.current(tmp_path, "bank", [unread("a"), a_file("b", [new], "2")])
    assert found(changed, "璇玑琉璃阁") == [new.text]
    assert found(upkeep.current(tmp_path, "bank", [unread("a")]), "璇玑琉璃阁") == []


@pytest.mark.parametrize("size", [50, LARGE])
def test_of_one_id_the_phrase_of_the_first_bank_is_offered_and_a_retired_one_hides_it(
    tmp_path: Path, grown: list[Phrase], size: int
) -> None:
    shared = [*grown[:size], a_phrase("x", "璇玑琉璃阁甲乙丙丁戊"), a_phrase("y", "璇玑琉璃阁子丑寅卯辰")]
    own = [a_phrase("x", "璇玑琉璃阁天地玄黄"), a_phrase("y", "不再使用", status="retired", reason="旧")]
    bank = upkeep.current(tmp_path, "bank", [a_file("00/a", own), a_file("01/a", shared)])
    assert found(bank, "璇玑琉璃阁") == ["璇玑琉璃阁天地玄黄"]
    alone = upkeep.current(tmp_path, "bank", [a_file("01/a", shared)])
    assert sorted(found(alone, "璇玑琉璃阁")) == ["璇玑琉璃阁子丑寅卯辰", "璇玑琉璃阁甲乙丙丁戊"]


# What can be wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [50, LARGE])
def test_a_broken_file_is_named_the_rest_works_and_once_mended_nothing_is_said(
    tmp_path: Path, grown: list[Phrase], size: int
) -> None:
    def load() -> Sequence[Phrase]:
        raise FormatError("b.yaml 有 1 处需要修改：第 3 行：这一行缺少冒号")

    files = [a_file("a", grown[:size]), upkeep.File("b", "1", load)]
    for _ in range(2):
        bank = upkeep.current(tmp_path, "bank", files)
        assert found(bank, masking.mask_phrase(grown[3].text, grown[3].slots), 1) == [grown[3].text]
        (remark,) = bank.remarks
        assert "b.yaml" in remark and "第 3 行" in remark
    mended = upkeep.current(tmp_path, "bank", [unread("a"), a_file("b", [a_phrase("x", "璇玑琉璃阁")], "2")])
    assert not mended.remarks and found(mended, "璇玑琉璃阁") == ["璇玑琉璃阁"]


def test_without_a_cache_folder_every_note_is_answered_with_one_remark(tmp_path: Path, grown: list[Phrase]) -> None:
    taken = tmp_path / "cache"
    taken.write_text("a file where the folder should be")
    for cache in (taken, None):
        bank = upkeep.current(cache, "bank", [a_file("a", grown)])
        assert isinstance(bank.index, Scan)
        assert found(bank, masking.mask_phrase(grown[3].text, grown[3].slots), 1) == [grown[3].text]
        assert len(bank.remarks) == 1 and "缓存" in bank.remarks[0]


def _other_version(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("drafter ", "drafter 0.0.", 1), "utf-8")


def _cut(path: Path) -> None:
    half = path.read_bytes()[: path.stat().st_size // 2]
    path.unlink()  # an index that is still open keeps its own
    path.write_bytes(half)


def _forged(path: Path) -> None:
    path.write_text(json.dumps({"files": {}}), "utf-8")


@pytest.mark.parametrize("size", [50, LARGE])
@pytest.mark.parametrize("harm", [_other_version, _cut, _forged, Path.unlink])
def test_a_record_of_another_version_or_damaged_is_made_anew(
    tmp_path: Path, grown: list[Phrase], size: int, harm: object
) -> None:
    files = [a_file("a", grown[:size])]
    upkeep.current(tmp_path, "bank", files)
    harm(folder_of(tmp_path) / record.NAME)  # type: ignore[operator]
    bank = upkeep.current(tmp_path, "bank", files)
    assert found(bank, masking.mask_phrase(grown[3].text, grown[3].slots), 1) == [grown[3].text] and not bank.remarks
    assert len(list(folder_of(tmp_path).glob("kept-*"))) == (size > upkeep.SMALL)


@pytest.mark.parametrize("stamp", ["1", "2"], ids=["unchanged", "changed"])
@pytest.mark.parametrize("harm", [_cut, Path.unlink])
def test_an_index_with_any_file_cut_short_or_lost_is_made_anew(
    tmp_path: Path, grown: list[Phrase], stamp: str, harm: object
) -> None:
    files = [a_file("a", grown)]
    upkeep.current(tmp_path, "bank", files)
    for suffix in ("term", "idx", "fast", "fieldnorm", "json", "rows"):
        (kept,) = folder_of(tmp_path).glob("kept-*")
        harm(next(path for path in kept.iterdir() if path.name.endswith(suffix) and path.name[0] != "."))  # type: ignore[operator]
        bank = upkeep.current(tmp_path, "bank", [a_file("a", grown, stamp)])
        assert isinstance(bank.index, Kept) and not bank.remarks
        assert found(bank, masking.mask_phrase(grown[3].text, grown[3].slots), 1) == [grown[3].text]
        files = [a_file("a", grown, stamp)]


def test_two_processes_at_once_both_answer_and_one_index_is_left(tmp_path: Path) -> None:
    asking = (
        "import sys; from pathlib import Path; from bench import killing; from drafter.bank.search import upkeep\n"
        "found = upkeep.current(Path(sys.argv[1]), 'bank', killing.files(0)); print(list(killing.problems(found, 0)))"
    )
    where = Path(__file__).parents[1]
    both = [Popen([executable, "-c", asking, str(tmp_path)], cwd=where, stdout=PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[0] for process in both] == ["[]\n", "[]\n"]
    assert len(list(folder_of(tmp_path).glob("kept-*"))) == 1
