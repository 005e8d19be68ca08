"""Whatever stands in a text file, no block is lost and every offset leads back to it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import readers, text
from drafter.errors import DrafterError
from drafter.understanding import clauses, outline

PIECES = st.sampled_from(
    ["一、", "（一）", "(二)", "1.", "2、", "（1）", "①", "一是", "二是", "三是", "成效", "调解纠纷162件", "。", "；", "，", "：", "“", "”", "《", "》", "（", "）", "\n", "\n\n", "　　", " ", "\t", "报告", "2024年1月15日", "云溪区人民政府", "附件", "扫一扫", "来源：", "版权所有", "第一部分", "市委：", "\u200b", "𠮷", "1", "—"]
)  # fmt: skip


@settings(max_examples=300)
@given(words=st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join))
def test_no_block_is_lost_and_offsets_lead_back(tmp_path_factory, words):
    path = tmp_path_factory.mktemp("reading") / "报告.txt"
    path.write_bytes(
        words.encode("utf-8-sig", "ignore")
    )  # with its mark, for a few rare letters fit other encodings too
    try:
        document = readers.read(path)
    except DrafterError:
        return
    raw = text.clean(path.read_text(encoding="utf-8-sig")).split("\n")
    built = outline.build(document)
    assert [block.line for block in document.blocks] == sorted([*built.furniture, *(b.line for b in built.blocks)])
    found = clauses.split(built)
    paragraphs = {}  # line → the text of the paragraph that begins there, its indent included
    for block, end in zip(document.blocks, [*(b.line - 1 for b in document.blocks[1:]), len(raw)], strict=True):
        first, *others = raw[block.line - 1 : end]
        paragraphs[block.line] = first[: block.column] + block.text
        assert "".join("".join([first[block.column :], *others]).split()) == "".join(block.text.split())
    assert all(paragraphs[c.line][c.start : c.end] == c.text == c.text.strip() for c in found)
    body = {block.line for block in built.blocks if block.kind in ("title", "heading", "paragraph")}
    assert {c.line for c in found} <= body
