"""Changing values in YAML text: everything that a person wrote around them stays."""

from __future__ import annotations

import re
import sys
from random import Random
from types import FrameType
from typing import Any

import pytest
import yaml

from drafter import yamledit, yamlfile

REPORT = """\
# 云溪的报告，王科长负责
year: 2025   # 不要改

answers:
  # 司法分局 12 月 3 日电话
  review.received: 7          # 含上年结转 1 件
  'review.closed': {value: 6, from: 复议科}

# 以下是随手记
notes:
  review:
  - note: "复议 #3 案"
  # 等局长看过
  - note: 听证
"""


def test_a_value_changes_and_every_other_line_stays() -> None:
    before = {"answers": {"review.received": {"value": "7"}, "review.closed": {"value": "6", "from": "复议科"}}}
    new = yamlfile.Inline(value="9", last_year="7")
    after = {"answers": {**before["answers"], "review.received": new}}
    got = yamledit.changed(REPORT, before, after)
    assert got == REPORT.replace("received: 7  ", "received: {value: 9, last_year: 7}  ")


def test_a_new_entry_stands_above_the_comment_of_the_next_part() -> None:
    answers = {"review.received": "7", "review.closed": {"value": "6", "from": "复议科"}}
    got = yamledit.changed(REPORT, {"answers": answers}, {"answers": {**answers, "review.heard": "2"}})
    assert got == REPORT.replace("复议科}\n", "复议科}\n  review.heard: 2\n")


def test_the_comments_of_what_goes_become_lines_of_their_own() -> None:
    before = {"year": "2025", "answers": {"review.received": "7", "review.closed": {"value": "6", "from": "复议科"}}}
    got = yamledit.changed(
        REPORT, before, {"year": "2025", "answers": {"review.closed": before["answers"]["review.closed"]}}
    )
    assert got == REPORT.replace("review.received: 7          # 含", "# 含")


def test_the_lines_of_windows_keep_their_ends_and_a_missing_last_end_is_added() -> None:
    got = yamledit.changed("甲: 1 # 注\r\n乙: 2", {"甲": "1", "乙": "2"}, {"甲": "1", "乙": "3", "丙": "多\n行\n"})
    assert got == "甲: 1 # 注\r\n乙: 3\r\n丙: |\r\n  多\r\n  行\r\n"


@pytest.mark.parametrize("source", ["", "# 空\n", "\n\n"])
def test_a_file_of_comments_alone_gets_the_data_below_them(source: str) -> None:
    assert yamledit.changed(source, {}, {"a": "1"}) == f"{source}a: 1\n"


@pytest.mark.parametrize(
    "source", ["? a\n: 1 # 一\n? b # 二\n: 2\n", "{a: 1, # 一\n b: 2} # 二\n", "--- # 一\na: 1\n# 二\nb: 2\n...\n"]
)
@pytest.mark.parametrize("after", [{"a": "1"}, {"b": "3"}, {"a": "1", "b": "2", "c": "4"}, {"c": "4"}])
def test_a_strange_form_is_kept_or_written_anew_and_never_lost(source: str, after: dict[str, str]) -> None:
    got = yamledit.rewritten(source, {"a": "1", "b": "2"}, after, lambda data: data)
    assert yamlfile.parse(got, "")[0] == after
    assert "# 一" in got and "# 二" in got


TEXTS = [
    "162", "不适用", "甲：乙", "a: b", "- x", "#1", "第1 #2", "", "多行\n文字\n", "多行\n\n  缩进\n末", "[x", "{a}", "'引'", '"双"', "null",
    "12:30", "~", "长" * 60 + " 词" * 40, "2025-01-01", "\ttab", "*a", "&b", "|", "> y", "%", "@", "? x", "-", ": ",
]  # fmt: skip


class Made:
    """Random data, changes to it, and comments in its text."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.comments: list[str] = []

    def value(self, depth: int = 0) -> Any:
        kind = "text" if depth > 2 else self.chance.choice(["text", "text", "line", "mapping", "list", "entries"])
        names = self.chance.sample(range(8), self.chance.randint(1, 4))
        if kind == "line":
            return yamlfile.Inline({f"k{n}": self.text().replace("\n", "") for n in names})
        if kind == "mapping":
            return {f"k{n}": self.value(depth + 1) for n in names}
        if kind == "list":
            return [self.text() for _ in names]
        if kind == "entries":
            return [{"id": f"i{n}", "k": self.value(depth + 1)} for n in names]
        return self.text()

    def text(self) -> str:
        return self.chance.choice(TEXTS)

    def changed(self, value: Any) -> Any:
        """The value with entries changed, removed and added."""
        if isinstance(value, str):
            return self.text() if self.chance.random() < 0.5 else value
        is_line = isinstance(value, yamlfile.Inline)
        if isinstance(value, dict):
            left = {key: each for key, each in value.items() if key in ("year", "id") or self.chance.random() > 0.15}
            items = [(key, each if key in ("year", "id") else self.changed(each)) for key, each in left.items()]
            if self.chance.random() < 0.4:
                items.insert(self.chance.randint(0, len(items)), ("new", self.text() if is_line else self.value(2)))
            return type(value)((key, each.replace("\n", "") if is_line else each) for key, each in items) or self.text()
        items = [
            self.changed(each) if isinstance(each, dict) else each for each in value if self.chance.random() > 0.15
        ]
        if self.chance.random() < 0.4:
            items.insert(self.chance.randint(0, len(items)), {"id": "n"} if isinstance(value[0], dict) else self.text())
        return items or self.text()

    def commented(self, source: str) -> str:
        """The text with comments on lines of their own and behind values, where YAML takes them for comments."""
        spans = [(each.start_mark.index, yamledit._end(source, each)) for each in self._closed(yaml.compose(source))]
        lines, at, may_indent = [], 0, True
        for line in source.split("\n"):
            starts_within = any(start < at <= end for start, end in spans)
            if not starts_within and self.chance.random() < 0.25:
                lines.append(" " * (self.chance.randint(0, 4) if may_indent else 0) + self._comment())
            at += len(line)
            ends_within = any(start < at < end or (start < at <= end and source[start] in "|>") for start, end in spans)
            opens_text = re.search(r"[:-] [|>][-+\d]*$", line)
            if line and (opens_text or not ends_within) and self.chance.random() < 0.25:
                line += "  " + self._comment()
            may_indent = "#" not in line and not ends_within
            lines.append(line)
            at += 1
        return "\n".join(lines)

    def _comment(self) -> str:
        self.comments.append(f"# 注{len(self.comments)}。")
        return self.comments[-1]

    def _closed(self, node: Any) -> list[Any]:
        """What no comment may stand in: texts, and what is in brackets."""
        if isinstance(node, yaml.ScalarNode) or node.flow_style:
            return [node]
        parts = [part for each in node.value for part in (each if isinstance(each, tuple) else (each,))]
        return [closed for part in parts for closed in self._closed(part)]


@pytest.mark.parametrize("seed", range(4))
def test_any_change_of_any_text_gives_the_data_and_loses_no_comment(seed: int) -> None:
    for number in range(100):
        made = Made(seed * 1000 + number)
        before = {"year": "2025", **{f"t{n}": made.value() for n in range(4)}}
        after = made.changed(before)
        source = made.commented(yamlfile.dump(before))
        assert yamlfile.parse(source, "")[0] == before
        got = yamledit.changed(source, before, after)
        assert yamlfile.parse(got, "")[0] == after, source
        assert [each for each in made.comments if each not in got] == [], source


def test_what_was_written_by_machine_changes_as_if_it_had_been_written_anew() -> None:
    before = {"year": "2025", "answers": {"a": yamlfile.Inline(value="1"), "b": yamlfile.Inline(value="2")}}
    after = {
        "year": "2026",
        "answers": {"a": yamlfile.Inline(value="1"), "n": "多\n行", "b": yamlfile.Inline(value="3")},
    }
    assert yamledit.changed(yamlfile.dump(before), before, after) == yamlfile.dump(after)


def test_many_equal_entries_of_a_list_are_told_apart_without_comparing_each_with_each() -> None:
    def lines_run(count: int) -> int:
        lines = 0

        def counted(frame: FrameType, event: str, _: object) -> Any:
            nonlocal lines
            lines += event == "line"
            return counted

        before, after = {"items": ["甲"] * count}, {"items": ["甲"] * (count + 1)}
        source = yamlfile.dump(before)
        tracing = sys.gettrace()
        sys.settrace(counted)
        try:
            new = yamledit.changed(source, before, after)
        finally:
            sys.settrace(tracing)
        assert new.count("甲") == count + 1
        return lines

    assert lines_run(400) < 3 * lines_run(200)
