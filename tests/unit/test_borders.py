"""Whatever door a text comes in by, it is normalised in the same way before anything is read in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from made_up_report import paragraph, word_file

from drafter import readers, text, yamlfile
from drafter.asking.answer_values import parse
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.bank import exchange
from drafter.formats import Group, Question, Report
from drafter.mining import own_phrases
from drafter.suggesting import note
from drafter.suggesting.formal import formalised
from drafter.understanding import clauses, outline, quantities, relations
from drafter.understanding.indicators import Register
from drafter.understanding.spacing import closed_up

HITS = Question(id="disputes.handled", ask="调解", kind="count", unit="件")
RATE = Question(id="disputes.success_rate", ask="成功率", kind="percent", unit="%")
ASKED = Questionnaire([Group(topic="disputes", title="纠纷", questions=[HITS, RATE])], [])

SPELLINGS = [
    # percents, as they are typed and as converters leave them
    ("７６．２５％", "76.25"),
    ("76．25%", "76.25"),
    ("76。25%", "76.25"),
    ("76。25 ％", "76.25"),
    ("76 。25%", "76.25"),
    ("76·25%", "76.25"),
    ("76 . 25%", "76.25"),
    ("76｡25%", "76.25"),
    ("76﹒25﹪", "76.25"),
    ("7\u200b6.2\u00ad5%", "76.25"),
    ("\ufeff76.25\u2060%", "76.25"),
    ("𝟕𝟔.𝟐𝟓%", "76.25"),
    # counts
    ("14 500件", "14500"),
    ("14\u00a0500件", "14500"),
    ("14\u2009500 件", "14500"),
    ("１４　５００件", "14500"),
    ("14，500件", "14500"),
    ("1️⃣4️⃣5️⃣件", "145"),
    ("1 014 500件", "1014500"),
    ("⼆百⼀十件", "210"),
    ("2\u200d1\u200c0件", "210"),
    ("210\ufe0e件", "210"),
]


def _of_line(line: str) -> Decimal:
    """The only figure of a line that has a percent or a count of 件."""
    (found,) = [q for q in quantities.find(line) if q.kind in ("percent", "count")]
    assert isinstance(found.value, Decimal)
    return found.value


def _sentence(spelling: str) -> str:
    return f"全年共调解{spelling}，比较平稳。"


def _typed(spelling: str, folder: Path, register: Register) -> Decimal:
    value = parse(RATE if spelling.rstrip()[-1] in "%％﹪" else HITS, spelling)
    assert isinstance(value, Decimal)
    return value


def _noted(spelling: str, folder: Path, register: Register) -> Decimal:
    (figure,) = note.read(_sentence(spelling), register).figures
    assert figure.value is not None
    return figure.value


def _in_yaml(spelling: str, folder: Path, register: Register) -> Decimal:
    id_ = RATE.id if spelling.rstrip()[-1] in "%％﹪" else HITS.id
    quoted = "".join(f"\\U{ord(char):08x}" for char in spelling)  # escaped, so that only the parser sees the characters
    path = folder / "report.yaml"
    path.write_text(f'year: 2025\nzone: {{name: 云溪}}\nanswers:\n  {id_}: {{value: "{quoted}"}}\n', "utf-8")
    value = Answers.from_report(yamlfile.load(path, Report), ASKED, path).get(id_)
    assert isinstance(value, Decimal)
    return value


def _in_file(suffix: str, write: Callable[[Path, str], object]) -> Callable[[str, Path, Register], Decimal]:
    def value(spelling: str, folder: Path, register: Register) -> Decimal:
        path = folder / f"report{suffix}"
        write(path, _sentence(spelling))
        (block,) = readers.read(path).blocks
        return _of_line(block.text)

    return value


def _write_page(path: Path, sentence: str) -> None:
    entities = "".join(char if char.isascii() else f"&#{ord(char)};" for char in escape(sentence))
    path.write_text(f"<html><body><p>{entities}</p></body></html>", "utf-8")


def _in_table(spelling: str, folder: Path, register: Register) -> Decimal:
    """A phrase that is imported keeps no figure: the numeral is a slot, whatever it looked like."""
    (phrase,) = exchange.from_csv(f'表述\n"{_sentence(spelling)}"\n', "phrases.csv")
    whole = own_phrases.completed(phrase, register, "表")
    assert not re.search(r"\d", re.sub(r"\{\w+\}", "", whole.text)), whole.text
    return _of_line(phrase.text)


def _in_memory(spelling: str, folder: Path, register: Register) -> Decimal:
    entities = "".join(f"&#{ord(char)};" for char in _sentence(spelling) if ord(char) < 0xFFFE or ord(char) > 0xFFFF)
    tmx = f'<tmx version="1.4"><header/><body><tu><tuv xml:lang="zh-CN"><seg>{entities}</seg></tuv></tu></body></tmx>'
    (phrase,) = exchange.from_tmx(tmx, "phrases.tmx")
    return _of_line(phrase.text)


def _in_rule(spelling: str, folder: Path, register: Register) -> Decimal:
    """A sum or rate of the checker is right with the figure, and wrong with the next."""
    value = _typed(spelling, folder, register)
    share = int(value * 100)
    right, wrong = (
        (f"受理{10000 + more}件，办结{share}件，办结率{spelling}。" for more in (0, 100))
        if spelling.rstrip()[-1] in "%％﹪"
        else (f"受理{spelling}，其中甲类{share // 100 - 9}件，乙类{9 + more}件。" for more in (0, 1))
    )
    for sentence, verdict in ((right, "consistent"), (wrong, "inconsistent")):
        path = folder / "rule.txt"
        path.write_text(sentence, "utf-8")
        read = relations.check(clauses.split(outline.build(readers.read(path))))
        assert [each.verdict for each in read if each.kind != "bound"] == [verdict], sentence
    return value


DOORS = {
    "typed answer": _typed,
    "note": _noted,
    "text file": _in_file(".txt", lambda path, sentence: path.write_text(sentence, "utf-8")),
    "Word file": _in_file(".docx", lambda path, sentence: word_file(path, paragraph(sentence))),
    "web page": _in_file(".html", _write_page),
    "YAML": _in_yaml,
    "CSV": _in_table,
    "TMX": _in_memory,
    "rule": _in_rule,
}


@pytest.mark.parametrize("door", DOORS)
def test_every_spelling_of_a_figure_has_one_value_at_every_door(door: str, tmp_path: Path, register: Register) -> None:
    values = {spelling: DOORS[door](spelling, tmp_path, register) for spelling, _ in SPELLINGS}
    assert values == {spelling: Decimal(wanted) for spelling, wanted in SPELLINGS}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("⼈⺠政府⻔户⽹站", "人民政府门户网站"),
        ("㈡加强普法", "（二）加强普法"),
        ("⒊落实责任", "3.落实责任"),
        ("⒊5家单位", "3. 5家单位"),
        ("云溪管发﹝2025﹞7号", "云溪管发〔2025〕7号"),
        ("分为﹙甲﹚﹑﹙乙﹚﹔", "分为（甲）、（乙）；"),
        ("︵续︶", "（续）"),
        ("办理\uf9b5件、\U0002f800件", "办理例件、丽件"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("甲\ufdd0乙\U0001ffff丙\x07丁\ue003戊\ufffc", "甲乙丙丁戊"),
        ("𠮷野家\U00031350\U0002ebf0😀\U000e0041\U000e0101", "𠮷野家\U00031350\U0002ebf0😀"),
        ("①Ⅱ㎡—…“”（）　％", "①Ⅱ㎡—…“”（）　％"),
    ],
)
def test_what_has_no_meaning_of_its_own_is_gone_at_the_border(given: str, wanted: str) -> None:
    assert text.clean(given) == wanted
    assert text.clean(wanted) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "2024 500件",  # a year and a number
        "纠纷 307 288",  # cells of a row
        "得分96.5。8%的单位未达标",
        "共调解307。5家单位参加",
        "热线12345。2025年继续开通",
        "12·4国家宪法日",
        "0 500件",
    ],
)
def test_two_numbers_side_by_side_stay_two(line: str) -> None:
    assert text.fold(line) == line


def test_a_comma_between_groups_of_three_digits_may_part_two_numbers() -> None:
    assert text.fold("分别为130，240件") == "分别为130、240件"
    assert text.fold("办理3，240件") == "办理3,240件"


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1，316。5万元", "13165000"), ("316 。5万元", "3165000"), ("4⸺6件", "4-6"), ("4∼6件", "4-6"), ("4ー6件", "4-6"), ("4⁓6件", "4-6")],
)  # fmt: skip
def test_a_point_in_a_grouped_number_and_every_dash_of_a_range_is_read(printed: str, value: str) -> None:
    (found,) = quantities.find(f"共计{printed}，比较平稳")
    assert found.value == (value if found.kind == "range" else Decimal(value))


@pytest.mark.parametrize(
    "broken", ["3 06件", "30 6件", "3 0600件", "3'060件", "3’060件", "3_060件", "76. 25%", "76。 25%", "76,25%"]
)
def test_the_pieces_of_a_broken_number_count_nothing_and_stay_as_they_were_typed(
    broken: str, register: Register
) -> None:
    typed = f"调解纠纷{broken}"
    assert not [found for found in quantities.find(typed) if found.value is not None]
    assert not note.read(typed, register).figures
    assert text.fold(formalised(typed, register).text) == text.fold(typed)


@pytest.mark.parametrize("typed", ["207\n188", "207\t188", "207  188件", "162 135 120 1", "16 2"])
def test_a_second_number_in_one_answer_is_asked_about(typed: str) -> None:
    with pytest.raises(Exception, match="有两个数"):
        parse(HITS, typed)


@pytest.mark.parametrize("sign", "　\u2009\u202f，。；：（）！？％～‐‑−―─〜∶￥·•、")
def test_the_view_for_patterns_has_the_length_of_the_text(sign: str) -> None:
    for line in (sign, f"12{sign}345件", f"7{sign}5%"):
        assert len(text.fold(line)) == len(line)


@pytest.mark.parametrize("line", ["调解3�6件", "调解36�件", "调解�36件", "满意率9\ue1235.2%"])
def test_a_figure_with_a_character_that_is_not_known_has_no_value(line: str) -> None:
    assert all(found.value is None for found in quantities.find(line))


ANY = st.text(st.characters(codec="utf-8") | st.sampled_from("0123１２ 　\u2009。，.·%％万件年二〇○⼀㈠⒈﹪-−―〜"))


@drawn(ANY)
def test_a_clean_text_is_clean_and_a_folded_one_is_folded(given: str) -> None:
    cleaned = text.clean(given)
    assert text.clean(cleaned) == cleaned
    folded = text.fold(cleaned)
    assert len(folded) == len(cleaned)
    assert text.fold(folded) == folded
    closed = closed_up(cleaned)
    assert [folded[place] for place in closed.places[:-1]] == list(closed.text)
