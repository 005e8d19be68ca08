"""The index: what is compared, that scan and large index find the same, and that no cache is ever trusted too far."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from bench import banks
from hypothesis import given
from hypothesis import strategies as st

from drafter import config, suggesting
from drafter.bank import search as index
from drafter.bank import store
from drafter.bank.search import current, likeness, masking
from drafter.errors import FormatError
from drafter.phrase_formats import Phrase
from drafter.understanding.indicators import Register

SMALL, LARGE = 2000, 2400
NOTES = (
    "调解纠纷207件 成功188件", "普法宣传活动12场次", "行政复议受理12件", "培训行政执法人员", "整改隐患36条",
    "政务公开", "承接下放事项", "聘请法律顾问", "检查企业85户", "执法装备落后",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _soon_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here a bank is large long before it need be, so that no test takes long."""
    monkeypatch.setattr(current, "SMALL", SMALL)


def needs_the_extra() -> None:
    pytest.importorskip("tantivy", reason="a large bank is kept on disk only with the extra `large`")


@pytest.fixture(params=[50, LARGE])
def size(request: pytest.FixtureRequest) -> int:
    """Of a bank that is scanned, and of one that is kept on disk."""
    if request.param > SMALL:
        needs_the_extra()
    return int(request.param)


@pytest.fixture(scope="module")
def shipped() -> tuple[Phrase, ...]:
    return store.load(config.shipped("phrasebank"))


@pytest.fixture(scope="module")
def grown(shipped: tuple[Phrase, ...]) -> list[Phrase]:
    return list(banks.grow(shipped, LARGE))


def a_phrase(id_: str, text: str, **more: object) -> Phrase:
    return Phrase.model_validate({"id": id_, "text": text, "topic": "disputes", **more})


def a_file(name: str, phrases: Iterable[Phrase], stamp: str = "1") -> current.File:
    kept = list(phrases)
    return current.File(name, stamp, lambda: kept)


def unread(name: str, stamp: str = "1") -> current.File:
    def load() -> list[Phrase]:
        raise AssertionError(f"{name} was read again")

    return current.File(name, stamp, load)


def found(bank: current.Searched, words: str, limit: int = 3) -> list[str]:
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
    assert cases != rows_ and masking.by_family(cases) == masking.by_family(rows_) != masking.by_family(people)


@given(st.text(alphabet="调解纠纷成功率 ，。（）12", max_size=40))
def test_a_bigram_is_in_a_masked_text_exactly_when_it_is_a_substring(words: str) -> None:
    masked = masking.mask(words, [])
    pairs = {masked[i : i + 2] for i in range(len(masked) - 1)}
    assert masking.grams(masked) == {pair for pair in pairs if " " not in pair}


def test_a_row_is_read_as_it_was_written(shipped: tuple[Phrase, ...]) -> None:
    for phrase in shipped[:50]:
        row = likeness.row(phrase, "00/disputes.yaml")
        assert likeness.read(bytes(row)) == row
        assert phrase.status == "retired" or row.phrase().text == phrase.text


# Scan and large index ------------------------------------------------------------------------------------------------


def kind(bank: current.Searched) -> str:
    return type(bank.index).__name__


def test_nobody_notices_whether_a_bank_is_scanned_or_kept_on_disk(
    tmp_path: Path, grown: list[Phrase], register: Register
) -> None:
    needs_the_extra()
    large, scan = current.current(tmp_path, "bank", [a_file("a", grown)]), index.build(grown)
    assert kind(large) == "Large"
    for note in NOTES:
        assert suggesting.suggest(note, large.index, register) == suggesting.suggest(note, scan, register)


def test_a_scan_suggests_what_comparing_every_phrase_would(grown: list[Phrase], register: Register) -> None:
    scan, every = index.build(grown), index.build(grown)
    every.most = LARGE
    for note in (*NOTES, *(note for note, _ in banks.notes(grown, 15))):
        assert suggesting.suggest(note, scan, register) == suggesting.suggest(note, every, register)


def test_a_scan_that_was_kept_is_the_one_that_was_made(tmp_path: Path, grown: list[Phrase], register: Register) -> None:
    made = current.current(tmp_path, "bank", [a_file("a", grown[:500])]).index
    kept = current.current(tmp_path, "bank", [unread("a")]).index
    for note in NOTES:
        assert suggesting.suggest(note, kept, register) == suggesting.suggest(note, made, register)


def test_without_the_extra_a_large_bank_is_scanned_and_one_remark_says_how_it_gets_faster(
    tmp_path: Path, grown: list[Phrase], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    for files in ([a_file("a", grown)], [unread("a")]):
        bank = current.current(tmp_path, "bank", files)
        assert kind(bank) == "Scan" and bank.whole
        (remark,) = bank.remarks
        assert "2,400 条" in remark and 'pip install "drafter[large]"' in remark
        assert found(bank, masking.mask_phrase(grown[3].text, grown[3].slots), 1) == [grown[3].text]
    small = current.current(tmp_path, "bank", [a_file("a", grown[:SMALL], "2")])
    assert not small.remarks


def test_a_large_bank_changes_over_when_the_extra_comes_and_goes(
    tmp_path: Path, grown: list[Phrase], monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_the_extra()
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "tantivy", None)
        assert kind(current.current(tmp_path, "bank", [a_file("a", grown)])) == "Scan"
    assert kind(current.current(tmp_path, "bank", [unread("a")])) == "Large"  # from the rows that were kept
    monkeypatch.setitem(sys.modules, "tantivy", None)
    assert kind(current.current(tmp_path, "bank", [a_file("a", grown)])) == "Scan"


def test_of_a_small_bank_nothing_but_one_file_is_kept(tmp_path: Path, grown: list[Phrase]) -> None:
    bank = current.current(tmp_path, "bank", [a_file("a", grown[:SMALL])])
    assert kind(bank) == "Scan"
    assert [path.name for path in folder_of(tmp_path).iterdir() if path.name[0] != "."] == [current.NAME]


def test_a_bank_that_grows_and_shrinks_changes_over_without_a_word(tmp_path: Path, grown: list[Phrase]) -> None:
    needs_the_extra()
    kinds = []
    for size in (300, LARGE, 300):
        bank = current.current(tmp_path, "bank", [a_file("a", grown[:size], stamp=f"{size} {len(kinds)}")])
        kinds.append(kind(bank))
        assert (
            grown[200].text in found(bank, masking.mask_phrase(grown[200].text, grown[200].slots), 5)
            and not bank.remarks
        )
    assert kinds == ["Scan", "Large", "Scan"]
    assert not list(folder_of(tmp_path).glob("large-*"))


def test_only_changed_files_are_read_and_their_phrases_replaced(tmp_path: Path, grown: list[Phrase], size: int) -> None:
    old, new = a_phrase("x", "璇玑琉璃阁甲乙丙丁戊"), a_phrase("x", "璇玑琉璃阁子丑寅卯辰")
    rest = a_file("a", grown[:size])
    assert found(current.current(tmp_path, "bank", [rest, a_file("b", [old])]), "璇玑琉璃阁") == [old.text]
    assert found(current.current(tmp_path, "bank", [unread("a"), unread("b")]), "璇玑琉璃阁") == [old.text]
    changed = current.current(tmp_path, "bank", [unread("a"), a_file("b", [new], "2")])
    assert found(changed, "璇玑琉璃阁") == [new.text]
    assert found(current.current(tmp_path, "bank", [unread("a")]), "璇玑琉璃阁") == []


def test_of_one_id_the_phrase_of_the_first_bank_is_offered_and_a_retired_one_hides_it(
    tmp_path: Path, grown: list[Phrase], size: int
) -> None:
    shared = [*grown[:size], a_phrase("x", "璇玑琉璃阁甲乙丙丁戊"), a_phrase("y", "璇玑琉璃阁子丑寅卯辰")]
    own = [a_phrase("x", "璇玑琉璃阁天地玄黄"), a_phrase("y", "不再使用", status="retired", reason="旧")]
    bank = current.current(tmp_path, "bank", [a_file("00/a", own), a_file("01/a", shared)])
    assert found(bank, "璇玑琉璃阁") == ["璇玑琉璃阁天地玄黄"]
    alone = current.current(tmp_path, "bank", [a_file("01/a", shared)])
    assert sorted(found(alone, "璇玑琉璃阁")) == ["璇玑琉璃阁子丑寅卯辰", "璇玑琉璃阁甲乙丙丁戊"]


# What can be wrong ---------------------------------------------------------------------------------------------------


def test_a_broken_file_is_named_the_rest_works_and_once_mended_nothing_is_said(
    tmp_path: Path, grown: list[Phrase], size: int
) -> None:
    def load() -> Sequence[Phrase]:
        raise FormatError("b.yaml 有 1 处需要修改：第 3 行：这一行缺少冒号")

    files = [a_file("a", grown[:size]), current.File("b", "1", load)]
    for _ in range(2):
        bank = current.current(tmp_path, "bank", files)
        assert found(bank, masking.mask_phrase(grown[3].text, grown[3].slots), 1) == [grown[3].text]
        (remark,) = bank.remarks
        assert "b.yaml" in remark and "第 3 行" in remark
    mended = current.current(tmp_path, "bank", [unread("a"), a_file("b", [a_phrase("x", "璇玑琉璃阁")], "2")])
    assert not mended.remarks and found(mended, "璇玑琉璃阁") == ["璇玑琉璃阁"]


def test_without_a_cache_folder_every_note_is_answered_with_one_remark(tmp_path: Path, grown: list[Phrase]) -> None:
    taken = tmp_path / "cache"
    taken.write_text("a file where the folder should be")
    for cache in (taken, None):
        bank = current.current(cache, "bank", [a_file("a", grown)])
        assert kind(bank) == "Scan" and bank.whole
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


@pytest.mark.parametrize("harm", [_other_version, _cut, _forged, Path.unlink])
def test_a_record_of_another_version_or_damaged_is_made_anew(
    tmp_path: Path, grown: list[Phrase], size: int, harm: object
) -> None:
    files = [a_file("a", grown[:size])]
    current.current(tmp_path, "bank", files)
    harm(folder_of(tmp_path) / current.NAME)  # type: ignore[operator]
    bank = current.current(tmp_path, "bank", files)
    assert found(bank, masking.mask_phrase(grown[3].text, grown[3].slots), 1) == [grown[3].text] and not bank.remarks
    assert len(list(folder_of(tmp_path).glob("large-*"))) == (size > SMALL)


@pytest.mark.parametrize("stamp", ["1", "2"], ids=["unchanged", "changed"])
@pytest.mark.parametrize("harm", [_cut, Path.unlink])
def test_an_index_with_any_file_cut_short_or_lost_is_made_anew(
    tmp_path: Path, grown: list[Phrase], stamp: str, harm: object
) -> None:
    needs_the_extra()
    files = [a_file("a", grown)]
    current.current(tmp_path, "bank", files)
    for suffix in ("term", "idx", "fast", "fieldnorm", "json", "rows"):
        (large,) = folder_of(tmp_path).glob("large-*")
        harm(next(path for path in large.iterdir() if path.name.endswith(suffix) and path.name[0] != "."))  # type: ignore[operator]
        bank = current.current(tmp_path, "bank", [a_file("a", grown, stamp)])
        assert kind(bank) == "Large" and not bank.remarks
        assert found(bank, masking.mask_phrase(grown[3].text, grown[3].slots), 1) == [grown[3].text]
        files = [a_file("a", grown, stamp)]


def _turned(path: Path) -> None:
    """One byte in the middle is another one, and the size is the same."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x15
    path.unlink()  # an index that is still open keeps its own
    path.write_bytes(data)


@pytest.mark.parametrize("stamp", ["1", "2"], ids=["unchanged", "changed"])
def test_damage_that_leaves_the_size_as_it_was_is_noticed_in_every_file(
    tmp_path: Path, grown: list[Phrase], size: int, stamp: str
) -> None:
    current.current(tmp_path / "whole", "bank", [a_file("a", grown[:size])])
    names = [path.relative_to(tmp_path / "whole") for path in (tmp_path / "whole").rglob("*") if path.name[0] != "."]
    names = [name for name in names if (tmp_path / "whole" / name).is_file()]
    assert len(names) == 1 or size > SMALL
    for number, name in enumerate(names):
        cache = tmp_path / str(number)
        shutil.copytree(tmp_path / "whole", cache, copy_function=shutil.copy2)
        _turned(cache / name)
        bank = current.current(cache, "bank", [a_file("a", grown[:size], stamp)])
        assert not bank.remarks, name
        assert found(bank, masking.mask_phrase(grown[3].text, grown[3].slots), 1) == [grown[3].text], name


def test_a_row_that_changes_while_an_index_is_open_is_not_believed_and_the_bank_is_searched_without_it(
    tmp_path: Path, grown: list[Phrase]
) -> None:
    needs_the_extra()
    told: list[str] = []
    bank = current.current(tmp_path, "bank", [a_file("a", grown)], told.append)
    (rows,) = folder_of(tmp_path).glob("large-*/rows")
    with rows.open("r+b") as stream:  # the very file that is open
        text = stream.read().replace("纠纷".encode(), "乱码".encode())
        stream.seek(0)
        stream.write(text)
    wanted = next(phrase for phrase in grown if "纠纷" in phrase.text)
    for _ in range(2):
        assert found(bank, masking.mask_phrase(wanted.text, wanted.slots), 1) == [wanted.text]
    assert sum("已损坏" in each for each in told) == 1
    assert not (folder_of(tmp_path) / current.NAME).exists()


def test_a_panic_of_the_compiled_part_is_an_error_like_others() -> None:
    needs_the_extra()
    from drafter.bank.search import large

    class PanicException(BaseException):  # as that of the library, which cannot be imported
        pass

    with pytest.raises(ValueError, match="已损坏"), large.panics_as_errors():
        raise PanicException
    with pytest.raises(KeyboardInterrupt), large.panics_as_errors():
        raise KeyboardInterrupt


def test_an_index_in_which_a_killed_process_left_a_file_in_the_way_is_made_anew(
    tmp_path: Path, grown: list[Phrase]
) -> None:
    needs_the_extra()
    before, after = a_file("a", grown), a_file("a", grown[60:], "2")
    current.current(tmp_path / "killed", "bank", [before])
    shutil.copytree(tmp_path / "killed", tmp_path / "unharmed")
    current.current(tmp_path / "unharmed", "bank", [after])
    (left,) = folder_of(tmp_path / "unharmed").glob("large-*/*.del")  # which rows are gone, not yet committed
    (large,) = folder_of(tmp_path / "killed").glob("large-*")
    shutil.copy(left, large)
    bank = current.current(tmp_path / "killed", "bank", [after])
    assert kind(bank) == "Large" and not bank.remarks
    assert found(bank, masking.mask_phrase(grown[99].text, grown[99].slots), 1) == [grown[99].text]


def test_two_processes_at_once_both_answer_and_one_index_is_left(tmp_path: Path, size: int) -> None:
    asking = (
        "import sys; from pathlib import Path; from bench import killing\n"
        "print(list(killing.problems(killing.asked(Path(sys.argv[1]), 0, int(sys.argv[2])), 0)))"
    )
    where, small = Path(__file__).parents[1], str(SMALL if size > SMALL else 20_000)
    both = [
        Popen([sys.executable, "-c", asking, str(tmp_path), small], cwd=where, stdout=PIPE, text=True) for _ in range(2)
    ]
    assert [process.communicate()[0] for process in both] == ["[]\n", "[]\n"]
    assert len(list(folder_of(tmp_path).glob("large-*"))) == (size > SMALL)
