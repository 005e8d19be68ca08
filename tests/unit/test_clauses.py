"""Sentences with their place and the headings above them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter import readers
from drafter.model import Block, Document, Run
from drafter.understanding import clauses, outline

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "gold" / "topics.json"


def _split(words: str):
    blocks = (Block("paragraph", (Run(line),), line=number) for number, line in enumerate(words.split("\n"), 1))
    return clauses.split(outline.build(Document(tuple(blocks))))


@pytest.mark.sources
@pytest.mark.skipif(not GOLD.exists(), reason="the labelled reports are not in the repository")
@pytest.mark.parametrize("name", ["chizhou-2021", "changxingdao-2022", "suizhou-2021"])
def test_every_labelled_sentence_is_a_clause(name):
    labelled = {
        (c["line"], c["text"]) for c in json.loads(GOLD.read_text(encoding="utf-8"))["clauses"] if c["report"] == name
    }
    built = outline.build(readers.read(SHARED / "sources" / f"{name}.txt"))
    found = {(c.line, c.text) for c in clauses.split(built) if not c.heading}
    assert labelled <= found
    # Three short run-in titles were not labelled.
    assert len(found - labelled) <= 3


@pytest.mark.sources
@pytest.mark.skipif(not GOLD.exists(), reason="the labelled reports are not in the repository")
def test_offsets_lead_back_to_the_source():
    for path in sorted((SHARED / "sources").glob("*.txt")):
        raw = path.read_text(encoding="utf-8").split("\n")
        found = clauses.split(outline.build(readers.read(path)))
        assert len(found) > 50
        assert all(raw[c.line - 1][c.start : c.end] == c.text for c in found)


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("开会4次。研究6项！完成了吗？完成；", [5, 10, 15, 18]),
        ("落实“小事不出村；大事不出区。”目标。", [19]),
        ("印发《通知。试行》（一；二）。", [15]),
        ("引号“没有收尾。还有一句。", [8, 13]),
        ("成效显著！！！再接再厉", [7]),
        ("没有句号", []),
    ],
)
def test_sentences_end_outside_brackets_and_quotes(line, ends):
    assert clauses.ends(line) == ends


def test_a_clause_knows_its_headings_and_not_its_marker():
    found = _split(
        "云溪区2024年法治政府建设报告\n导语一句。\n一、成效\n（一）加强领导。开会4次；研究6项。\n二、问题\n人员不足。"
    )
    assert [(c.text, c.path, c.numbers, c.heading) for c in found] == [
        ("云溪区2024年法治政府建设报告", (), (), True),
        ("导语一句。", (), (), False),
        ("一、成效".removeprefix("一、"), ("成效",), ("一、",), True),
        ("加强领导。", ("成效", "加强领导"), ("一、", "（一）"), False),
        ("开会4次；", ("成效", "加强领导"), ("一、", "（一）"), False),
        ("研究6项。", ("成效", "加强领导"), ("一、", "（一）"), False),
        ("问题", ("问题",), ("二、",), True),
        ("人员不足。", ("问题",), ("二、",), False),
    ]
    assert [(c.line, c.start, c.end) for c in found[3:5]] == [(4, 3, 8), (4, 8, 13)]


def test_items_are_no_headings_and_keep_their_marker_within_a_paragraph():
    found = _split(
        "一、问题\n主要有：一是力量不足；二是方式单一。\n一是普法宣传的形式不够丰富多样，对象划分不细，针对性和实效性都需要增强。"
    )
    assert [(c.text, c.path) for c in found[1:]] == [
        ("主要有：一是力量不足；", ("问题",)),
        ("二是方式单一。", ("问题",)),
        ("普法宣传的形式不够丰富多样，对象划分不细，针对性和实效性都需要增强。", ("问题",)),
    ]


def test_every_cell_of_a_table_is_a_clause():
    table = Block("table", rows=(("指标", "数量"), ("调解", "162件")), line=2)
    heading = Block("paragraph", (Run("一、成效"),), line=1)
    found = clauses.split(outline.build(Document((heading, table))))
    assert [(c.text, c.path) for c in found[1:]] == [(cell, ("成效",)) for cell in ("指标", "数量", "调解", "162件")]
    assert all(table.text[c.start : c.end] == c.text for c in found[1:])


def test_clauses_come_in_the_order_of_the_source():
    words = "一、成效\n（一）领导。开会4次。\n（二）执法。检查2次。\n（三）服务。办件3件。\n（四）普法。宣传6场。\n满意度提升。\n二、问题\n人员不足。"
    lines = [c.line for c in _split(words)]
    assert lines == sorted(lines)
