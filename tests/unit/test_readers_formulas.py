"""Formulas in a Word file: what stands above and below must not run together."""

from __future__ import annotations

import pytest
from made_up_report import paragraph, word_file

from drafter import readers

_MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def _signs(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


def _part(name: str, *children: str, settings: str = "", **named: str) -> str:
    """A part of a formula with its children: those without a name are m:e."""
    written = (*((tag, words) for tag, words in named.items()), *(("e", words) for words in children))
    inner = "".join(f"<m:{tag}>{words if words.startswith('<') else _signs(words)}</m:{tag}>" for tag, words in written)
    return f"<m:{name}><m:{name}Pr>{settings}</m:{name}Pr>{inner}</m:{name}>"


def _read(path, formula: str) -> list[str]:
    body = f"<w:p><w:r><w:t>按</w:t></w:r><m:oMath {_MATH}>{formula}</m:oMath><w:r><w:t>计。</w:t></w:r></w:p>"
    return [block.text for block in readers.read(word_file(path / "a.docx", body)).blocks]


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        (_signs("成功率=") + _part("f", num="成功数", den="调解数") + _signs("×100%"), "成功率=成功数/调解数×100%"),
        (_part("f", num="3", den="4"), "3/4"),
        (_part("f", num="甲+乙", den="2.5"), "(甲+乙)/2.5"),
        (_part("d", _part("f", num="9", den="2", settings='<m:type m:val="noBar"/>')), "(9 2)"),
        (_part("sSup", "10", sup="4"), "10⁴"),
        (_part("sSubSup", "5", sub="1", sup="甲"), "5₁^(甲)"),
        (_part("sPre", "碳", sub="6", sup="12"), "₆¹²碳"),
        (_part("nary", "i", sub="i=1", sup="n", settings='<m:chr m:val="∑"/>'), "∑_(i=1)^(n) i"),
        (_part("nary", "f", sub="", sup=""), "∫ f"),
        (_part("rad", "8", deg="3"), "³√(8)"),
        (_part("d", "1", "7", settings='<m:begChr m:val="["/><m:sepChr m:val=";"/><m:endChr m:val=""/>'), "[1;7"),
        (_part("func", "x", fName="max"), "max x"),
        (_part("limLow", "min", lim="x"), "min_(x)"),
        (_part("limUpp", "8", lim="9"), "8⁹"),
        ("<m:m><m:mr><m:e>" + _signs("1") + "</m:e><m:e>" + _signs("2") + "</m:e></m:mr><m:mr><m:e>" + _signs("3")
         + "</m:e></m:mr></m:m>", "1 2; 3"),
        (_part("eqArr", "x=5", "y=6"), "x=5; y=6"),
        (_part("acc", "x", settings='<m:chr m:val="\u0302"/>'), "x\u0302"),
        (_part("bar", "x", settings='<m:pos m:val="top"/>'), "x\u0305"),
        (_signs("2") + _part("phant", "9", settings='<m:show m:val="0"/>'), "2"),
        (_signs("2") + "<w:del>" + _signs("9") + "</w:del><w:ins>" + _signs("5") + "</w:ins>", "25"),
        ("<m:r><w:rPr><w:vanish/></w:rPr><m:t>9</m:t></m:r>" + _signs("5"), "5"),
    ],
)  # fmt: skip
def test_a_formula_is_read_as_a_typist_would_write_it(tmp_path, formula, printed):
    assert _read(tmp_path, formula) == [f"按{printed}计。"]


def test_formulas_below_one_another_are_lines(tmp_path):
    two = "".join(f"<m:oMath>{_signs(each)}</m:oMath>" for each in ("a=1", "b=2"))
    body = f"{paragraph('如下：')}<w:p><m:oMathPara {_MATH}>{two}</m:oMathPara></w:p>"
    blocks = readers.read(word_file(tmp_path / "a.docx", body)).blocks
    assert [block.text for block in blocks] == ["如下：", "a=1", "b=2"]


def test_fractions_far_within_one_another_lose_nothing(tmp_path):
    formula = _signs("7")
    for _ in range(500):
        formula = _part("f", num=formula, den="1")
    (text,) = _read(tmp_path, formula)
    assert (text.count("7"), text.count("1")) == (1, 500)
