"""The small files of ../shared/cases, each written to show one fault: the right text, or a clear word."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import readers
from drafter.errors import FileError

CASES = Path(__file__).parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="../shared is not there")
_YEAR = "全年调解矛盾纠纷207件，调解成功188件，成功率90.82%"
READ = {
    "altchunk-part.docx": ["全年调解矛盾纠纷207件，调解成功188件。", "二、存在的不足和原因"],
    "alternate-runs.docx": [_YEAR, "前。新版选中的文字66件。"],
    "backslash.docx": [_YEAR],
    "blanks.txt": ["2024 年，云溪经济技术开发区"],
    "compat.pdf": [f"{_YEAR}，比上年增加17件", "行政执法力量不足，一是人员少，二是方法老。"],
    "deleted-textbox.docx": [_YEAR, "正文。"],
    "float-gridspan.docx": [_YEAR, "合计\t\t207"],
    "float-ilvl.docx": [_YEAR, "条目"],
    "float-start.docx": [_YEAR, "条目"],
    "hidden-class.html": ["全年调解矛盾纠纷207件。"],
    "html-as-doc-xmlprolog.doc": ["全年调解矛盾纠纷207件。"],
    "huge-gridspan.docx": [_YEAR, "合计\t207"],
    "kangxi.docx": ["一、主要举措和成效", "二、存在的不足和原因", "全年开展普法32场次，受教育5600人次。"],
    "local-header-case.docx": [_YEAR],
    "mht-as-doc.doc": ["全年调解矛盾纠纷207件，调解成功188件。"],
    "mixed-encodings.html": ["全年调解矛盾纠纷207件，调解成功188件。", "版权所有：云溪经开区管委会"],
    "one-bad-byte.html": ["全年调解矛盾纠纷207件，调解成功188件。"],
    "placeholder.docx": [_YEAR],
    "soft-break.docx": ["全年调解纠纷207件，其中成功188件，成功率90.82%。"],
    "sub-sup.docx": ["面积15km²，处理率100%。"],
    "tbl-gridspan-abc.docx": ["指标\t2025年"],
    "wrapped.txt": ["云溪经济技术开发区管理委员会关于2024年度法治政府建设情况的报告"],
    "zwsp-entity.html": ["全年调解矛盾纠纷207件，调解成功188件。"],
}
"""File → what must stand in its blocks, in order."""
REFUSED = {"digits-fffd.pdf": "读不出来", "digits-pua.pdf": "读不出来"}
"""File → what the refusal says."""
UNSEEN = {"hidden-class.html": "隐藏", "deleted-textbox.docx": "99", "placeholder.docx": "单击"}
"""File → what nobody sees, and what is not read."""
ELSEWHERE = {"punctuation.json", "comma-cell.csv"}
"""Looked at in test_punctuation.py and test_exchange.py."""


def test_every_case_is_looked_at() -> None:
    assert {path.name for path in CASES.iterdir()} == {*READ, *REFUSED, *ELSEWHERE}


@pytest.mark.parametrize("name", READ)
def test_a_case_gives_the_right_text(name: str) -> None:
    blocks = [block.text for block in readers.read(CASES / name).blocks]
    wanted = iter(blocks)
    assert all(any(words in block for block in wanted) for words in READ[name]), blocks
    assert UNSEEN.get(name, "\0") not in "".join(blocks)


@pytest.mark.parametrize("name", REFUSED)
def test_a_case_that_cannot_be_read_is_told(name: str) -> None:
    with pytest.raises(FileError, match=REFUSED[name]):
        readers.read(CASES / name)
