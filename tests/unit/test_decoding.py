"""Bytes become the text that was meant; what cannot be decoded is counted, and too much of it is refused."""

from __future__ import annotations

import io

import pytest

from drafter import decoding
from drafter.decoding import UNKNOWN, Decoded
from drafter.errors import FileError

TEXT = "滨江县2025年度法治政府建设工作报告。\n排查矛盾纠纷412件，化解398件，化解率96.6%。\n朱镕同志主持。\n" * 2
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_usual_encoding_is_recognised_without_a_name(encoding):
    assert decoding.lenient(TEXT.encode(encoding)) == Decoded(TEXT)


@pytest.mark.parametrize("text", ["学习实施", "法治: 学习", "路·桥×2 café", "привет, мир"])
def test_a_line_that_fits_two_encodings_is_what_somebody_would_type(text):
    encoding = "gb18030" if "学" in text else "utf-8"
    assert decoding.strict(text.encode(encoding)) == text


def test_traditional_chinese_without_a_name_is_recognised():
    text = "縣政府法治建設年度報告：全年調解糾紛二百零七件，較上年增加。"
    assert decoding.lenient(text.encode("big5")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"", b"\x00"])
def test_a_bad_byte_costs_two_characters_at_most(encoding, bad):
    data = TEXT.encode(encoding)
    at = data.index("矛盾".encode(encoding))
    decoded = decoding.lenient(data[:at] + bad + data[at + 1 :])
    assert "排查" in decoded.text
    assert "纠纷412件，化解398件，化解率96.6%。\n朱镕同志主持。" in decoded.text
    assert 1 <= decoded.unknown == decoded.text.count(UNKNOWN) <= 3
    with pytest.raises(FileError, match="编码"):  # our own files are written back: there it must not be lost
        decoding.strict(data[:at] + bad + data[at + 1 :])


@pytest.mark.parametrize(("page", "part"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_passage_in_another_encoding_is_read_and_counted(page, part):
    data = TEXT.encode(page) + "<div>版权所有：滨江县司法局</div>".encode(part)
    assert decoding.lenient(data) == Decoded(TEXT + "<div>版权所有：滨江县司法局</div>", 0, 1)


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("iso-8859-1", "cp1252", "café “Bord” – 5 €"),
        ("windows-1251", "cp1251", "Отчет за год"),
        ("shift_jis", "cp932", "法治政府の報告ⅱ"),
        ("x-sjis", "cp932", "カタカナの報告"),
        ("euc-kr", "cp949", "법치정부 보고서"),
        ("big5", "big5hkscs", "調解糾紛二百零七件"),
        ("gb2312", "gb18030", "朱镕同志，㎡"),
        ("gb2312", "utf-8", "声明写错的网页"),
        ("iso-8859-1", "gb18030", "声明写错的网页，其实是国标码"),
        ("no-such-encoding", "gb18030", "全年调解"),
    ],
)
def test_what_a_page_declares_is_meant_as_browsers_mean_it(label, encoding, text):
    for head in (f"<meta charset='{label}'>", f'<?xml version="1.0" encoding="{label}"?>'):
        assert decoding.lenient((head + text).encode(encoding), is_page=True).text == head + text


@pytest.mark.parametrize("data", [bytes(range(256)) * 9, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\xe4\xff\x80" * 99])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(FileError, match=r"不是文本文件|编码无法识别"):
        decoding.lenient(data, "图 ")


def test_zeros_that_fill_up_a_file_are_no_text():
    assert decoding.lenient(TEXT.encode() + bytes(4096)) == Decoded(TEXT)


def test_decoding_takes_time_in_proportion_to_the_bytes():
    data = TEXT.encode("gb18030") * 3000
    assert (
        decoding.lenient(data + b"\xff").unknown == 1
    )  # half a megabyte, quickly: the run of bytes is cut in one pass
    assert decoding.lenient("法".encode("gb18030") * 200_000 + b"\xff").unknown == 1


# Words that are the same bytes in GB18030 and, as letters of another script, in UTF-8.
AMBIGUOUS = "学习\n实施\n"


@pytest.mark.parametrize(
    ("typed", "encoding"),
    [
        (AMBIGUOUS + "全年开展执法培训12场。\n", "gb18030"),
        (AMBIGUOUS, "gb18030"),
        ("162\n不适用\n" + AMBIGUOUS + "派出所设调解室", "gb18030"),
        ("162\n学习\n派出所设调解室", "utf-8"),
        ("\ufeff学习\n派出所", "utf-16-le"),
        ("\ufeff学习\n派出所\n", "utf-8"),
        ("", "utf-8"),
        ("约5\r\n162", "utf-8"),
    ],
)
@pytest.mark.parametrize("size", [1 << 16, 7])
def test_the_encoding_of_a_stream_is_decided_once(
    typed: str, encoding: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "_CHUNK", max(size, len(typed.encode(encoding)) if encoding == "gb18030" else size))
    stream = io.TextIOWrapper(io.BytesIO(typed.encode(encoding)), encoding="ascii")
    assert "".join(decoding.lines(stream)) == typed.lstrip("\ufeff")


def test_a_stream_with_a_byte_that_fits_nothing_is_told() -> None:
    stream = io.TextIOWrapper(io.BytesIO("派出所设调解室\n".encode() + b"\xff\xff\n"))
    with pytest.raises(FileError, match="编码"):
        list(decoding.lines(stream))
