"""Marked text becomes numbered blocks, and inserted text stays text."""

from __future__ import annotations

from drafter.drafting import markup
from drafter.model import Run


def texts(marked: str, *insertions: str) -> list[tuple[str, str]]:
    runs = [(Run(text, "answer"),) for text in insertions]
    return [(block.kind, block.text) for block in markup.parse(marked, runs)]


def test_headings_are_numbered_by_level_and_start_again_under_each_parent() -> None:
    marked = "## 甲\n### 子\n正文\n### 丑\n正文\n## 乙\n### 寅\n#### 卯\n##### 辰\n正文"
    numbers = [text for kind, text in texts(marked) if kind == "heading"]
    assert numbers == ["一、甲", "（一）子", "（二）丑", "二、乙", "（一）寅", "1.卯", "（1）辰"]


def test_a_heading_without_content_is_left_out_and_numbering_closes_up() -> None:
    marked = "## 甲\n正文\n## 空\n### 也空\n## 乙\n正文"
    assert [text for kind, text in texts(marked) if kind == "heading"] == ["一、甲", "二、乙"]


def test_a_heading_that_lost_its_neighbours_is_left_out_but_not_what_stands_under_it() -> None:
    one_left, always_alone = "### 甲\n#### 乙\n正文\n#### 丙\n", "### 丁\n#### 戊\n正文"
    found = texts(f"## 部分\n{one_left}{always_alone}")
    assert [text for _, text in found] == ["一、部分", "（一）甲", "正文", "（二）丁", "1.戊", "正文"]


def test_the_signature_is_no_content_of_a_heading() -> None:
    assert texts("## 甲\n\n@signature 某机关") == [("signature", "某机关")]


def test_the_lines_of_a_paragraph_are_joined_without_blanks() -> None:
    assert texts("第一行\n第二行\n\n第二段") == [("paragraph", "第一行第二行"), ("paragraph", "第二段")]


def test_inserted_text_is_never_read_as_markup() -> None:
    hostile = "# 标题\n@date 某日\n{{ 7*7 }}"
    blocks = texts(markup.token(0), hostile)
    assert blocks == [("paragraph", "# 标题"), ("paragraph", "@date 某日"), ("paragraph", "{{ 7*7 }}")]


def test_an_unknown_mark_is_ordinary_text() -> None:
    assert texts("@nobody 内容") == [("paragraph", "@nobody 内容")]


def test_more_than_ten_headings_are_numbered_on() -> None:
    headings = [text for kind, text in texts("\n".join(f"## 节\n正文{i}" for i in range(12))) if kind == "heading"]
    assert headings[9:] == ["十、节", "十一、节", "十二、节"]
