"""Deep nesting and too many items are refused in our own words, whichever way they are written and whichever parser reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drafter import yamlfile
from drafter.errors import FormatError

DEEP = {
    "brackets": "[" * 3_000,
    "very many brackets": "[" * 200_000,
    "closed brackets": "[" * 3_000 + "]" * 3_000,
    "brackets on lines of their own": "[\n  " * 3_000,
    "braces": "{a: " * 500 + "1" + "}" * 500,
    "braces as keys": "{" * 900 + "}" * 900,
    "both": "[{" * 3_000,
    "dashes": "- " * 5_000,
    "question marks": "? " * 900 + "1",
    "indents": "".join(f"\n{' ' * depth}a:" for depth in range(2, 500)),
    "barely": "[" * 31 + "]" * 31,
}


@pytest.mark.parametrize("loader", [getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader])
@pytest.mark.parametrize("written", DEEP)
def test_deep_nesting_is_refused(written: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "_Loader", loader)
    with pytest.raises(FormatError, match=r"第 \d+ 行：嵌套太深"):
        yamlfile.parse(f"year: 2025\nx:\n  {DEEP[written]}", "report.yaml")


@pytest.mark.parametrize("source", ["x: " + "[" * 29 + "]" * 29, f"x: '{'[' * 99}'", f"# {'[' * 99}\nx: 1"])
def test_nesting_that_any_file_may_have_is_read(source: str) -> None:
    assert list(yamlfile.parse(source, "report.yaml")[0]) == ["x"]


@pytest.mark.parametrize("source", ["x: [1, 2\n", "x: [1, @]\n", f"x: '{'[' * 99}'\ny: \"1\n"])
def test_another_mistake_in_brackets_is_not_called_deep(source: str) -> None:
    with pytest.raises(FormatError) as caught:
        yamlfile.parse(source, "report.yaml")
    assert "嵌套太深" not in str(caught.value)


MANY = {
    "in brackets": "x: [{}]".format("1," * 99),
    "in lines": "x:\n" + "- 甲\n" * 99,
    "as keys": "".join(f"k{n}: 1\n" for n in range(60)),
    "one key again and again": "k: 1\n" * 60,
    "empty": "x:\n" + "-\n" * 99,
    "as documents": "---\n" * 120,
    "lists as keys": "? [1]\n: 2\n" * 40,
}


@pytest.mark.parametrize("loader", [getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader])
@pytest.mark.parametrize("written", MANY)
def test_more_items_than_memory_is_for_are_refused_where_they_become_too_many(
    written: str, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yamlfile, "_Loader", loader)
    monkeypatch.setattr(yamlfile, "ITEMS", 100)
    with pytest.raises(FormatError, match=r"第 \d+ 行：内容太多"):
        yamlfile.parse(MANY[written], "disputes.yaml")


def test_keys_that_are_lists_in_lists_take_no_more_room_than_they_have_letters() -> None:
    with pytest.raises(FormatError) as caught:
        yamlfile.parse("? " * 27 + "[{甲: 乙}]", "report.yaml")
    assert len(str(caught.value)) < 2_000


ITEMS_OF = {
    "texts": ["甲"] * 50,
    "mappings": {"phrases": [{"id": "a", "slots": {"n": "number"}}] * 8},
    "lines on one line": {f"k{n}": yamlfile.Inline(value="1") for n in range(12)},
}


@pytest.mark.parametrize("data", ITEMS_OF.values(), ids=ITEMS_OF)
def test_what_is_written_counts_as_much_as_what_is_read(data: object, monkeypatch: pytest.MonkeyPatch) -> None:
    source = yamlfile.dump(data)

    def is_refused(step: Callable[[], object]) -> bool:
        try:
            step()
        except FormatError:
            return True
        return False

    def refusals(most: int) -> tuple[bool, bool]:
        monkeypatch.setattr(yamlfile, "ITEMS", most)
        return is_refused(lambda: yamlfile.parse(source, "x")), is_refused(lambda: yamlfile.dump(data))

    seen = [refusals(most) for most in range(30, 80)]
    assert set(seen) == {(True, True), (False, False)}


def test_a_file_that_could_not_be_opened_again_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.yaml"
    yamlfile.save(path, {"note": "旧"})
    monkeypatch.setattr(yamlfile, "LIMIT", 50)
    with pytest.raises(FormatError, match="没有保存"):
        yamlfile.save(path, {"note": "长" * 40})
    assert yamlfile.read(path)[0] == {"note": "旧"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("召开会议 共计\n  5次", "召开会议 共计5次"),
        (">\n  召开\n  会议，\n  5次\n  ok\n  go\n\n  另起", "召开会议，5次ok go\n另起"),
        ('"召开\n  会议"', "召开会议"),
        ("|\n  召开\n  会议", "召开\n会议"),
        ("甲\n  甲\n  甲", "甲甲甲"),
        ("甲\n\n  乙\n  丙 丁\n  戊", "甲\n乙丙 丁戊"),
        ("'  甲\n  乙'", "  甲乙"),
    ],
)
def test_a_line_break_between_hanzi_leaves_no_blank(written: str, meant: str) -> None:
    assert yamlfile.parse(f"note: {written}\n", "x")[0]["note"].rstrip("\n") == meant


@pytest.mark.parametrize("nothing", ["~", "null", "NULL", ""])
def test_yamls_words_for_nothing_are_nothing_unless_they_are_quoted(nothing: str) -> None:
    source = f"a: {nothing}\nb: [甲, {nothing or '~'}]\nc: '{nothing}'\n"
    assert yamlfile.parse(source, "x")[0] == {"a": "", "b": ["甲", ""], "c": nothing}


def test_what_a_glued_comment_would_cut_off_is_told_with_its_line_and_other_comments_are_not() -> None:
    source = 'a: 12 #起\nb: 走访 # 含夜间\nc: "走访 #7户"\nd: 走访#7户\ne: #7户\n'
    assert yamlfile.parse(source, "x")[0] == {"a": "12", "b": "走访", "c": "走访 #7户", "d": "走访#7户", "e": ""}
    with pytest.raises(FormatError) as caught:
        yamlfile.parse("a: 一\nb:\n  - 走访  #7户居民\n  - {n: 走访 #乡贤\n    }\nc: 走访\n  到户 #夜间\n", "x")
    assert [(finding.line, finding.message[:7]) for finding in caught.value.findings] == [
        (3, "“#7户居民”"), (4, "“#乡贤”前面"), (7, "“#夜间”前面"),
    ]  # fmt: skip


@given(st.text(st.sampled_from("甲乙丙，。 a1#~:-'\"\n{[|>&*!%@`"), max_size=400))
def test_whatever_is_written_reads_back_with_every_blank(words: str) -> None:
    data = {"note": words, "list": [words, {"inner": words}], "line": yamlfile.Inline(value=words)}
    assert yamlfile.parse(yamlfile.dump(data), "x")[0] == data
