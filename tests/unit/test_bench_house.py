"""The figures about the code are what their definitions say, on packages small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench import house

ONE = '''"""A module."""

from tiny.two import _shared


def whole(text):  # says nothing
    # why
    return _once(text) + _shared(text) + _same(text) + _recursive(text)


def _once(text):
    return text


def _recursive(text):
    return _recursive(text[1:]) or _Kind()._twice() or _Kind()._twice()


class _Kind:
    def _twice(self):
        """Read twice."""
        return 2

    def seen(self): ...


def _same(text):
    """Five lines.

    Of them one is blank.
    """
    return text
'''
TWO = "def _shared(text):\n    return _same(text)\n\n\ndef _same(text):\n    return [text]\n"


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, source in files.items():
        path = folder / "drafter" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")
    return folder


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    others = dict.fromkeys(("_vendor/three.py", "tests/test_one.py", "b/tests/one.py"), "def found(): ...\n")
    return written(tmp_path, {"__init__.py": "", "one.py": ONE, "a/two.py": TWO, "b/two.py": "X = 1\n", **others})


def measured(folder: Path) -> house.Package:
    return house.package("tiny", folder / "drafter")


def figures(folder: Path) -> dict[str, float]:
    package = measured(folder)
    return {figure.key: figure.of(package) for figure in house.FIGURES}


def test_every_figure_of_a_tiny_package(tiny: Path) -> None:
    lines = ONE.count("\n") + TWO.count("\n") + 1
    blank = ONE.count("\n\n") + ONE.count("\n\n\n") + 2
    assert figures(tiny) == {
        "lines": lines,
        "modules": 3,
        "functions_per_1000_lines": 8 / lines * 1000,
        "function_median": 2,
        "function_longest": 6,
        "module_median": 6,
        "module_longest": ONE.count("\n"),
        "comment_share": 2 / (lines - blank),
        "used_once": 4,
        "used_once_per_1000_lines": 4 / lines * 1000,
        "used_once_short": 3,
        "modules_of_one_name": 2,
        "modules_undocumented": 2,
        "functions_undocumented": 1,
        "tables": 0,
        "hanzi": 0,
        "hanzi_said": 0,
    }


def test_a_function_of_another_module_with_the_same_name_is_another_function(tiny: Path) -> None:
    assert [(function.module, function.name, use) for function, use in measured(tiny).once] == [
        ("drafter/a/two.py", "_shared", "drafter/one.py:8"),
        ("drafter/a/two.py", "_same", "drafter/a/two.py:2"),
        ("drafter/one.py", "_once", "drafter/one.py:8"),
        ("drafter/one.py", "_same", "drafter/one.py:8"),
    ]


def test_a_folder_has_the_name_under_which_it_is_imported(tmp_path: Path) -> None:
    files = ["__init__.py", "docx.py", "writers/docx/__init__.py", "writers/__main__.py", "__main__.py"]
    package = measured(written(tmp_path, dict.fromkeys(files, "X = 1\n")))
    assert package.shared_names == {"docx": ["drafter/docx.py", "drafter/writers/docx/__init__.py"]}


@pytest.mark.parametrize(
    ("source", "words", "said"),
    [
        ("import re\nX = re.compile('未|没')", 2, 0),
        ("import re\ndef f(t):\n    return re.search('去年', t)", 2, 0),
        ("X = ('件', '起')", 2, 0),
        ("X = frozenset('名人倍')", 3, 0),
        ("X = {'件': '起 宗', '人': '名'}", 5, 0),
        ("X = '上升|增长'", 4, 0),
        ("X = '件 起 宗 例'", 4, 0),
        ("X = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'", 16, 0),
        ("Y = ''\nX = f'{Y}(?:镇|乡)'", 2, 0),
        ("class A:\n    X = ['镇']", 1, 0),
        ("def f(t):\n    return t.endswith('率') or t == '度' or t['上年']", 4, 0),
        ("def f(t):\n    match t:\n        case '是':\n            return 1", 1, 0),
        ("X = {'words': ('全部|均', '都')}", 3, 1),
        ("X = {'gap': '待填', 'read': '原文'}", 0, 4),
        ("X = ('没有“{0}”这个选项', '缺少选项 {0}')", 0, 10),
        ("X = [Rule('漏填', hint='请补上')]", 0, 5),
        ("def f(t):\n    raise ValueError('没有填写')", 0, 4),
        ("def f(t):\n    say(f'共 {t} 条 待审核 句式')", 0, 7),
        ("def f(t):\n    return '改' if t == '增' else '删'", 1, 2),
        ("def f(t):\n    say(f'{\"今年\" if t else 0}：')", 0, 2),
        ("def f(t: Annotated[str, Option(help='文件夹')]): ...", 0, 3),
        ("X = 1\n'''说明'''\ndef f():\n    '''说明'''\n    # 注释", 0, 0),
    ],
)
def test_words_the_program_looks_for_are_told_from_what_it_says(source: str, words: int, said: int) -> None:
    module = house.module("drafter/one.py", source)
    assert (sum(place.hanzi for place in module.places), module.said) == (words, said)


def test_a_table_is_one_assignment_of_ten_hanzi_or_more() -> None:
    source = "import re\nX = (re.compile('一二三四五'), ('六七八', '九十'))\nY = '一|九'\ndef f(t):\n    return t in '一二三四五六七八九十'\n"
    places = house.module("drafter/one.py", source).places
    assert [(place.name, place.line, place.hanzi, place.table) for place in places] == [
        ("X", 2, 10, True),
        ("Y", 3, 2, False),
        ("f", 5, 10, False),
    ]


def test_the_table_its_definitions_and_the_lists_are_printed(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house.main(["--path", str(tiny)])
    printed = capsys.readouterr().out
    rows = [line for line in printed.splitlines() if line.startswith("|")]
    assert [row.split("|")[1].strip() for row in rows[2:]] == [figure.title for figure in house.FIGURES]
    assert len({row.count("|") for row in rows}) == 1
    assert all(f"- {figure.title}：{figure.meaning}" in printed for figure in house.FIGURES if figure.meaning)
    assert all(f"## {title}\n" in printed for title in house.SHOWN)
    assert "drafter 1、drafter/a 2" in printed or "drafter/a 2、drafter 1" in printed
    assert "     2 行  drafter/one.py:11 _once ← drafter/one.py:8" in printed


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("long", "     6 行  drafter/one.py:27 _same"),
        ("once", "     6 行  drafter/one.py:27 _same ← drafter/one.py:8"),
        ("names", "  two：drafter/a/two.py、drafter/b/two.py"),
        ("hanzi", "     3 字  drafter/c.py:1 X"),
    ],
)
def test_one_list_is_printed_whole(name: str, first: str, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tiny, {"c.py": "X = ('件', '起', '宗')\n"})
    house.main(["--path", str(tiny), "--list", name])
    assert capsys.readouterr().out.splitlines()[0] == first


def test_two_checkouts_stand_side_by_side(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = written(tmp_path / "old", {"one.py": TWO})
    house.main(["--path", str(tiny), str(other), "--json"])
    found = json.loads(capsys.readouterr().out)
    lines = {title: each["lines"] for title, each in found["packages"].items() if title.startswith("drafter")}
    assert list(lines.values()) == [ONE.count("\n") + TWO.count("\n") + 1, TWO.count("\n")]
    assert {each["name"] for each in found["lists"]["once"]} == {"_shared", "_same", "_once"}


def test_a_folder_without_the_program_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        house.main(["--path", str(tmp_path)])
    assert "没有 drafter 文件夹" in capsys.readouterr().err


def test_peers_are_read_where_they_are_installed_and_not_imported(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    for name, text in (
        ("peerly/__init__.py", "raise SystemExit\n"),
        ("peerly-1.2.dist-info/METADATA", "Name: peerly\nVersion: 1.2\n"),
    ):
        (site / name).parent.mkdir(parents=True)
        (site / name).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setattr(house, "PEERS", ("peerly", "not_installed"))
    assert [(one.title, one.lines) for one in house.installed()] == [("peerly 1.2", 1)]
    house.main(["--path", str(tiny)])
    assert "没有装上，没有量：not_installed" in capsys.readouterr().out
