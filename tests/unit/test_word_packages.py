"""The zip file around a Word file: what other tools write into it, what is damaged in it, and what is meant to fill the memory."""

from __future__ import annotations

import bz2
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from made_up_report import HEADING_STYLES, NAMESPACES, OFFICIAL_LIST, numbered, paragraph, with_parts, word_file

from drafter import readers
from drafter.errors import FormatError
from drafter.readers.package import whole_number

WORDS = "全年受理复议案件52件。"


@pytest.fixture
def path(tmp_path):
    """A Word file with a heading by its style, an automatic number, and a picture."""
    body = paragraph("主要工作", '<w:pStyle w:val="H1"/>') + paragraph(WORDS)
    return with_parts(
        word_file(tmp_path / "a.docx", body, HEADING_STYLES, OFFICIAL_LIST), {"word/media/image1.png": b"\x89PNG" * 99}
    )


def _read(path: Path) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in readers.read(path).blocks]


WHOLE = [("heading", "一、主要工作"), ("paragraph", WORDS)]


def _renamed(path: Path, new_name: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in contents.items():
            package.writestr(new_name(name), content)


@pytest.mark.parametrize(
    "new_name",
    [
        lambda name: name.replace("/", "\\"),
        str.upper,
        lambda name: name.replace("styles", "Styles").replace("word/", "Word/"),
        lambda name: name.replace("document.xml", "document%2Exml"),
        lambda name: f"/{name}",
        lambda name: f"./{name}",
    ],
)
def test_names_of_parts_are_compared_as_windows_does(path, new_name):
    _renamed(path, new_name)
    assert _read(path) == WHOLE


@pytest.mark.parametrize(
    "target", ["/word/document.xml", "word\\document.xml", "./word/./document.xml", "WORD/document.xml"]
)
def test_links_to_parts_are_followed_however_they_are_written(path, target):
    link = f'<Relationship Id="r" Type="x/officeDocument" Target="{target}"/>'
    with_parts(path, {"_rels/.rels": f"<Relationships>{link}</Relationships>"})
    assert _read(path) == WHOLE


@pytest.mark.parametrize(
    "missing", ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/media/image1.png"]
)
def test_a_file_without_its_lists_of_parts_is_read(path, missing):
    with_parts(path, {}, without=[missing])
    assert _read(path) == WHOLE


@pytest.mark.parametrize("suffix", [".docx", ".docm", ".dotx", ".dotm"])
def test_templates_are_read(path, suffix):
    assert _read(path.rename(path.with_suffix(suffix))) == WHOLE


def test_strict_files_are_read_though_the_namespace_stands_far_behind(path):
    strict = NAMESPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    far = " ".join(f'xmlns:a{k}="urn:{"x" * 40}{k}"' for k in range(200))
    with_parts(
        path, {"word/document.xml": f"<w:document {far} {strict}><w:body>{paragraph(WORDS)}</w:body></w:document>"}
    )
    assert _read(path) == [("paragraph", WORDS)]


def _patched(path: Path, name: str, *, local: dict[int, bytes] = {}, listed: dict[int, bytes] = {}) -> None:  # noqa: B006
    """Write bytes at places of the header of a part and of its entry in the list."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        start = package.getinfo(name).header_offset
    entry = data.index(b"PK\x01\x02")
    while data[entry + 46 :][: len(name)] != name.encode():
        entry = data.index(b"PK\x01\x02", entry + 4)
    for base, places in ((start, local), (entry, listed)):
        for at, written in places.items():
            data[base + at : base + at + len(written)] = written
    path.write_bytes(data)


_LATER, _FLAGS, _METHOD, _NAME = 4, 6, 8, 30
"""Places in the header of a part; in the list they stand two bytes further on."""


def test_another_name_in_the_header_of_a_part_is_nothing(path):
    _patched(path, "word/document.xml", local={_NAME: b"WORD/Document.XML"})
    _patched(path, "word/styles.xml", local={_NAME: b"word/stilus.xml"})
    assert _read(path) == WHOLE


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/image1.png"])
def test_a_part_that_asks_for_a_later_zip_is_read_all_the_same(path, name):
    _patched(path, name, local={_LATER: b"\x63\x00"}, listed={_LATER + 2: b"\x63\x00"})
    assert _read(path) == WHOLE


def test_a_name_in_the_list_that_is_no_utf8_costs_only_its_part(path):
    _patched(path, "word/media/image1.png", listed={_FLAGS + 2: b"\x00\x08", 46: b"\xff\xfe"})
    assert _read(path) == WHOLE


def _damage(name: str) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            start = package.getinfo(name).header_offset + _NAME + len(name)
        data = bytearray(path.read_bytes())
        data[start + 20] ^= 0xFF
        path.write_bytes(data)

    return damage


def _locked(name: str) -> Callable[[Path], None]:
    return lambda path: _patched(path, name, local={_FLAGS: b"\x01\x00"}, listed={_FLAGS + 2: b"\x01\x00"})


def _packed_otherwise(name: str, method: int) -> Callable[[Path], None]:
    method_ = struct.pack("<H", method)
    return lambda path: _patched(path, name, local={_METHOD: method_}, listed={_METHOD + 2: method_})


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_usual_way_of_packing_is_known(path, method):
    with zipfile.ZipFile(path) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", method) as package:
        for name, content in contents.items():
            package.writestr(name, content)
    assert _read(path) == WHOLE
    _damage("word/document.xml")(path)
    with pytest.raises(FormatError, match="已损坏"):
        readers.read(path)


@pytest.mark.parametrize("harm", [_damage, _locked, lambda name: _packed_otherwise(name, zipfile.ZIP_BZIP2)])
def test_damage_of_a_part_that_is_not_needed_costs_nothing(path, harm):
    harm("word/media/image1.png")(path)
    document = readers.read(path)
    assert ([(block.kind, block.text) for block in document.blocks], document.notices) == (WHOLE, ())


@pytest.mark.parametrize(
    "harm", [_damage, _locked, *(lambda name, m=m: _packed_otherwise(name, m) for m in (1, 12, 14, 99))]
)
def test_damage_of_the_styles_costs_the_styles_and_is_told(path, harm):
    harm("word/styles.xml")(path)
    document = readers.read(path)
    assert [block.text for block in document.blocks] == ["主要工作", WORDS]
    (notice,) = document.notices
    assert (notice.place, "已损坏" in notice.message) == ("word/styles.xml", True)


@pytest.mark.parametrize("harm", [_damage, _locked, lambda name: _packed_otherwise(name, zipfile.ZIP_LZMA)])
def test_damage_of_the_text_is_told_and_nothing_is_read(path, harm):
    harm("word/document.xml")(path)
    with pytest.raises(FormatError, match="已损坏（word/document"):
        readers.read(path)


def test_text_that_is_cut_short_is_not_read_in_silence(path):
    text = f"<w:document {NAMESPACES}><w:body>{paragraph(WORDS)}{paragraph('办结49件。')}</w:body></w:document>"
    with_parts(path, {"word/document.xml": text[: text.index("49") + 1]})
    with pytest.raises(FormatError, match="已损坏"):
        readers.read(path)


@pytest.mark.parametrize("bad", [b"\xff", b"\x0b", b"&#x1F;", b"&#0;", b"&#11;", b"\xed\xa0\x80"])
def test_a_character_that_xml_cannot_hold_costs_itself_and_is_told(path, bad):
    text = f"<w:document {NAMESPACES}><w:body>{paragraph('办结4*9件。')}{paragraph(WORDS)}</w:body></w:document>"
    with_parts(path, {"word/document.xml": text.encode().replace(b"*", bad)})
    document = readers.read(path)
    assert (document.blocks[0].text.strip("�"), document.blocks[1].text) == (document.blocks[0].text, WORDS)
    assert "49" not in document.text
    assert document.notices[0].place == "word/document.xml" and "无法识别" in document.notices[0].message


# What is meant to fill the memory ------------------------------------------------------------------------------------


def _text_of(path: Path, inner: bytes) -> Path:
    head = f"<w:document {NAMESPACES}><w:body>".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", head + inner + b"</w:body></w:document>")
    return path


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        (b" " * 33 * 1024 * 1024, "解压后超过 32 MB"),
        (b"<w:p/>" * 2_200_000, "2200002 个元素"),
        (b'<w:p w:a="" w:b="" w:c="" w:d="" w:e="" w:f=""/>' * 300_000, "内容太多"),
        ("<w:p/>".encode("utf-16")[2:] * 3, "已损坏"),
    ],
)  # fmt: skip
def test_text_that_would_take_too_much_memory_is_refused_before_it_does(tmp_path, inner, message):
    with pytest.raises(FormatError, match=message):
        readers.read(_text_of(tmp_path / "a.docx", inner))


def test_a_text_that_unpacks_to_more_than_it_claims_is_damaged(path):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/settings.xml", f"<w:document {NAMESPACES}>{paragraph(WORDS) * 9}</w:document>")
    _renamed(path, lambda name: {"word/settings.xml": "word/document.xml", "word/document.xml": "x"}.get(name, name))
    _patched(path, "word/document.xml", listed={24: struct.pack("<L", 500)})
    with pytest.raises(FormatError, match="已损坏"):
        readers.read(path)


def test_large_pictures_are_never_unpacked(path):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image2.bmp", bytes(80 * 1024 * 1024))
    assert _read(path) == WHOLE


def test_a_part_that_would_unpack_to_far_more_than_it_claims_is_damaged(path):
    packed = bz2.compress(bytes(40 * 1024 * 1024))
    with_parts(path, {"word/numbering.xml": packed})
    _packed_otherwise("word/numbering.xml", zipfile.ZIP_BZIP2)(path)
    document = readers.read(path)
    assert document.blocks[0].text == "主要工作" and len(document.notices) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused_in_every_encoding(path, encoding):
    text = f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE a [<!ENTITY b '哈'>]><w:document {NAMESPACES}/>"
    with_parts(path, {"word/document.xml": text.encode(encoding)})
    with pytest.raises(FormatError, match="文档类型声明"):
        readers.read(path)


@pytest.mark.parametrize(
    ("written", "number"), [("2", 2), (" 2.9 ", 2), ("+3", 3), ("64", 1), ("-1", 1), ("", 1), ("٣", 1), ("1e1", 1)]
)
def test_a_number_in_an_attribute_has_a_bound_and_a_usual_value(written, number):
    assert whole_number(written, most=63, otherwise=1) == number


def test_automatic_numbers_stay_short(tmp_path):
    level = '<w:lvl w:ilvl="0"><w:start w:val="4000"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level.format("%1" * 5000)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    path = word_file(tmp_path / "a.docx", paragraph("文", numbered(1, 0)), numbering=numbering)
    assert len(_read(path)[0][1]) < 100
