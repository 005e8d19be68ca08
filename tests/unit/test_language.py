"""The words of the field are data that a user's folder adds to."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from drafter import language, yamlfile
from drafter.errors import FormatError
from drafter.language import units
from drafter.language.word_files import WordTable

ASKED = """
import json, sys
from drafter import language, yamlfile
from drafter.errors import FormatError
from drafter.errors import DrafterError
try:
    language.table(sys.argv[1])
    found = [language.words("names", "surnames"), language.pattern("names", "surnames").pattern]
    print(json.dumps([*found, language.table("formal")["by_object"], language.table("formal")["spoken"]]))
except DrafterError as error:
    sys.exit(f"{error.message} {error.hint}")
"""


def asked(folder: Path, words: str, name: str = "names") -> subprocess.CompletedProcess[str]:
    """What a process in a folder with words of its own knows."""
    (folder / "words").mkdir(exist_ok=True)
    (folder / "words" / f"{name}.yaml").write_text(words, "utf-8")
    (folder / "drafter.yaml").write_text("language: words\n", "utf-8")
    return subprocess.run(
        [sys.executable, "-c", ASKED, name],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )


def test_a_users_words_are_added_to_those_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "._names.yaml").write_bytes(b"\x00\x05\x16\x07 of another system")
    words, pattern, *_ = json.loads(asked(tmp_path, "surnames: [禤]\n").stdout)
    assert "赵" in words and words[-1] == "禤" and pattern.endswith("|禤")


@pytest.mark.parametrize(
    ("words", "name", "said"),
    [
        ("surnames: [禤]\n", "nmaes", "names.yaml"),
        ("surname: [禤]\n", "names", "surnames"),
        ("surnames: {禤: 1}\n", "names", "写法不同"),
        ("surnames: [(禤]\n", "names", "没有成对"),
        ("by_object: {搞: 举办}\n", "formal", "写法不同"),
        ("by_object: {搞: [夜市]}\n", "formal", "夜市 举办"),
    ],
    ids=["unknown table", "unknown list", "another shape", "half a bracket", "a word for a list", "no verb"],
)
def test_words_that_do_not_fit_are_refused_with_the_file_and_what_would(
    tmp_path: Path, words: str, name: str, said: str
) -> None:
    error = asked(tmp_path, words, name).stderr
    assert f"{name}.yaml" in error and said in error


@pytest.mark.parametrize("name", ["formal.txt", "vocabulary.txt", "units.yml"])
def test_a_file_that_is_no_table_is_refused_and_a_note_beside_the_tables_is_not(tmp_path: Path, name: str) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "说明.txt").write_text("自己记的", "utf-8")
    assert asked(tmp_path, "surnames: [禤]\n").returncode == 0
    (tmp_path / "words" / name).write_text("written_out: {援案: 法律援助案件}", "utf-8")
    error = asked(tmp_path, "surnames: [禤]\n").stderr
    assert name in error and "formal.yaml" in error


def test_a_list_inside_a_mapping_grows_and_a_word_is_replaced(tmp_path: Path) -> None:
    own = "by_object: {搞: [夜市 举办, 宣传 组织], 拍: [短剧 摄制]}\nspoken: {老百姓: 居民}\n"
    shipped = language.table("formal")
    *_, by_object, spoken = json.loads(asked(tmp_path, own, "formal").stdout)
    assert (
        by_object["搞"] == [*shipped["by_object"]["搞"], "夜市 举办", "宣传 组织"]
        and by_object["拍"][-1] == "短剧 摄制"
    )
    assert by_object["弄"] == shipped["by_object"]["弄"] and spoken == {**shipped["spoken"], "老百姓": "居民"}


def test_every_list_of_every_table_can_be_looked_for() -> None:
    for name in ("cues", "beside", "figures", "lines", "names"):
        for entry in language.table(name):
            assert language.pattern(name, entry).pattern


def test_a_unit_belongs_to_one_family_and_units_that_say_the_same_to_the_same() -> None:
    members = [unit for family in units.FAMILIES.values() for unit in family]
    assert len(members) == len(set(members))
    for first, others in language.table("units")["same"].items():
        assert {units.meaning(other) for other in others} == {first}
        assert len({units.family(unit) for unit in (first, *others)} - {first}) <= 1


@pytest.mark.parametrize(
    ("unit", "bare", "meaning", "family"),
    [
        ("起", "起", "件", "件"),
        ("家(处)次", "家次", "家次", "家"),
        ("人次", "人次", "人次", "人"),
        ("盏", "盏", "盏", "盏"),
    ],
)
def test_a_unit_is_known_by_what_it_says_and_by_its_family(unit: str, bare: str, meaning: str, family: str) -> None:
    assert units.bare(unit) == bare
    assert (units.meaning(bare), units.family(bare)) == (meaning, family)


def test_a_table_of_another_shape_is_one_mistake_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "faults.yaml").write_text("typos: {布署: 部署}\ncolloquial: 打太极\n", "utf-8")
    with pytest.raises(FormatError) as raised:
        yamlfile.load(tmp_path / "faults.yaml", WordTable)
    assert [(each.line, each.message) for each in raised.value.findings] == [
        (2, "“colloquial”下面要用“- ”逐条列出，或分项填写，看这一项原来是怎样写的")
    ]
