"""Letters of a PDF: each is read once, in the direction of its page; those that nobody can know are told, and too many are refused."""

from __future__ import annotations

import zlib

import pypdfium2.raw as pdfium
import pytest
from made_up_pdf import at, lines, pdf

from drafter import readers
from drafter.errors import FileError

REPORT = [
    "滨江县2025年度法治政府建设报告1",
    "　　全年化解矛盾纠纷412件，其中涉企47件，办结",
    "398件，办结率96.6%，群众满意度逐年提高。",
    "　　培训6场。",
]
WORDS = [
    "滨江县2025年度法治政府建设报告1",
    "全年化解矛盾纠纷412件，其中涉企47件，办结398件，办结率96.6%，群众满意度逐年提高。",
    "培训6场。",
]


def _read(tmp_path, data: bytes):
    (tmp_path / "a.pdf").write_bytes(data)
    return readers.read(tmp_path / "a.pdf")


def _texts(tmp_path, data: bytes) -> list[str]:
    return [block.text for block in _read(tmp_path, data).blocks]


@pytest.mark.parametrize("digit", ["\ue0f3", "\uf035", "\ufffd", "\x05", "\U000f1234", "\ud812"])
def test_a_font_that_does_not_say_its_digits_is_refused(tmp_path, digit):
    with pytest.raises(FileError, match="读不出来（第1、2页）") as caught:
        _read(tmp_path, pdf(lines(REPORT), lines(REPORT), meaning=dict.fromkeys("0123456789", digit)))
    assert "OCR" in caught.value.hint


def test_a_letter_without_meaning_is_printed_as_such_and_told(tmp_path):
    rows = [*REPORT, *["　　推动工作落实，取得实效1。"] * 9, "　　犇牛村建成1处。"]
    document = _read(tmp_path, pdf(lines(REPORT), lines(rows), meaning={"犇": ""}))  # pdfium calls it by its number
    assert document.blocks[-1].text == "�牛村建成1处。"
    assert [(notice.place, notice.amount) for notice in document.notices] == [("第2页", 1)]


def test_a_letter_whose_code_no_character_has_is_printed_as_such(tmp_path, monkeypatch):
    rows = [*REPORT, *["　　推动工作落实，取得实效1。"] * 9, "　　犇牛村建成1处。"]
    code_of = pdfium.FPDFText_GetUnicode
    odd = {ord("牛"): 0x110000}  # the library hands on whatever number of up to 32 bits the font gives
    monkeypatch.setattr(pdfium, "FPDFText_GetUnicode", lambda *at: odd.get(code_of(*at), code_of(*at)))
    document = _read(tmp_path, pdf(lines(REPORT), lines(rows), meaning={"犇": ""}))
    assert document.blocks[-1].text == "��村建成1处。"


def test_a_bullet_from_a_font_of_signs_is_neither_read_nor_told(tmp_path):
    document = _read(tmp_path, pdf(lines([*REPORT[:3], "\uf06c 培训6场。"])))
    assert (document.blocks[-1].text, document.notices) == ("培训6场。", ())


@pytest.mark.parametrize("char", ["\U00020bb7", "\U0002a6d6", "\U00030edd"])
def test_a_rare_hanzi_of_two_halves_is_whole(tmp_path, char):
    assert _texts(tmp_path, pdf(lines([*REPORT[:3], f"　　{char}山村建成1处。"])))[-1] == f"{char}山村建成1处。"


def test_second_codes_of_hanzi_become_the_usual_ones(tmp_path):
    assert _texts(tmp_path, pdf(lines(REPORT), meaning={"年": "\uf98e", "治": "\u6cbb", "立": "\u2f74"})) == WORDS


@pytest.mark.parametrize("shift", [(0.3, 0), (0, 0.4), (0.7, -0.3), (1.2, 0)])
def test_text_drawn_twice_to_look_bold_is_read_once(tmp_path, shift):
    for again in (REPORT, REPORT[1:2]):  # the page or a line of it, after all the rest; line by line below
        page = lines(REPORT) + lines(again, left=72 + shift[0], top=760 - 28 * REPORT.index(again[0]) + shift[1])
        assert _texts(tmp_path, pdf(page)) == WORDS
    rows = [(72, 760 - 28 * i, row) for i, row in enumerate(REPORT)]
    page = "".join(at(x, y, row) + at(x + shift[0], y + shift[1], row) for x, y, row in rows)
    assert _texts(tmp_path, pdf(page)) == WORDS


def test_digits_that_only_look_alike_stay(tmp_path):
    assert (
        _texts(tmp_path, pdf(lines([*REPORT[:3], "　　共1111件，回访2200次，11时11分。"])))[-1]
        == "共1111件，回访2200次，11时11分。"
    )


@pytest.mark.parametrize("matrix", ["0.866 0.5 -0.5 0.866", "0.7 -0.7 0.7 0.7", "0 1 -1 0"])
@pytest.mark.parametrize("place", [(250, 690), (80, 400), (300, 100)])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_watermark_is_left_out_and_told(tmp_path, matrix, place, is_first):
    mark = at(*place, "内部资料7", matrix=matrix, size=40)
    page = mark + lines(REPORT) if is_first else lines(REPORT) + mark
    document = _read(tmp_path, pdf(page, lines(REPORT)))
    assert [block.text for block in document.blocks] == WORDS * 2
    assert [(notice.place, notice.message.endswith("：内部资料7")) for notice in document.notices] == [("第1页", True)]


@pytest.mark.parametrize(("matrix", "turn"), [("0 1 -1 0", (1, 0)), ("0 -1 1 0", (-1, 0)), ("-1 0 0 -1", (0, 1))])
def test_a_page_that_is_turned_as_a_whole_is_read(tmp_path, matrix, turn):
    page = "".join(
        at(250 + 28 * i * turn[0], 400 + 28 * i * turn[1], row, matrix=matrix) for i, row in enumerate(REPORT)
    )
    document = _read(tmp_path, pdf(page))
    assert ([block.text for block in document.blocks], document.notices) == (WORDS, ())


def test_a_number_that_the_line_end_cuts_is_whole(tmp_path):
    rows = [
        "　　全年化解矛盾纠纷412件，共计99",
        "1.5万元，其中涉及涉外事项的有law",
        "office的6件，一次性办结率为98.",
        "3%，群众都很满意。",
    ]
    assert _texts(tmp_path, pdf(lines(rows)))[0].replace(" ", "") == "".join(rows).strip()
    assert "law office" in _texts(tmp_path, pdf(lines(rows)))[0]


def test_pages_of_a_stamp_alone_are_told_or_passed_over(tmp_path):
    stamp = at(72, 800, "滨江县司法局2025年文件汇编正式稿本")
    with pytest.raises(FileError, match="没有文字"):
        _read(tmp_path, pdf(*[stamp] * 4))
    assert _texts(tmp_path, pdf(stamp + lines(REPORT), *[stamp] * 3, stamp + lines(REPORT))) == WORDS * 2


def test_a_page_of_thousands_of_lines_has_no_paragraph_without_end(tmp_path):
    blocks = _texts(tmp_path, pdf(lines([f"化解纠纷{i % 10}件，推动各方落实责任" for i in range(3000)], top=84_000)))
    assert max(map(len, blocks)) < 3100
    assert sum(map(len, blocks)) == 3000 * 15


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_page_of_a_million_commands_is_refused_before_it_fills_the_memory(tmp_path, is_packed):
    commands = b"0 0 m 1 1 l S\n" * 700_000
    data = zlib.compress(commands) if is_packed else commands
    head = b"<< /Length %d %s >> stream\n" % (len(data), b"/Filter /FlateDecode" if is_packed else b"")
    with pytest.raises(FileError, match="内容过多"):
        _read(tmp_path, pdf(lines(REPORT)) + b"99 0 obj " + head + data + b"\nendstream endobj\n")
    picture = head.replace(b"<<", b"<< /Type /XObject /Subtype /Image")
    assert _texts(tmp_path, pdf(lines(REPORT)) + b"99 0 obj " + picture + data + b"\nendstream endobj\n") == WORDS


def _forms(levels: int, times: int, in_circle: bool = False) -> bytes:
    """Forms of which each draws the one before so many times, and the first, 100, a page of commands or the last."""
    objects = []
    for level in range(levels + 1):
        drawn = 100 + (level - 1 if level else levels)
        commands = b"/X Do\n" * times if level or in_circle else b"0 0 m 1 1 l S\n" * 20
        resources = b"/XObject << /X %d 0 R >>" % drawn
        data = zlib.compress(commands)
        objects.append(
            b"%d 0 obj << /Subtype /Form /BBox [0 0 9 9] /Resources << %s >> /Filter /FlateDecode /Length %d >> stream\n%s\nendstream endobj\n"
            % (100 + level, resources, len(data), data)
        )
    return b"".join(objects)


@pytest.mark.parametrize(("levels", "times"), [(2, 200), (6, 9), (24, 2)])
def test_a_form_that_draws_another_again_and_again_counts_as_often_as_it_is_drawn(tmp_path, levels, times):
    with pytest.raises(FileError, match="内容过多"):
        _read(tmp_path, pdf(lines(REPORT)) + _forms(levels, times))


def test_forms_in_forms_that_draw_little_and_circles_of_forms_are_read(tmp_path):
    for forms in (
        _forms(3, 6),
        _forms(60, 1),
        _forms(5, 40, in_circle=True),
    ):
        assert _texts(tmp_path, pdf(lines(REPORT)) + forms) == WORDS
