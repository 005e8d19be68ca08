"""Documents written as .docx, Markdown, HTML and text, and read back by others' programs."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter import libreoffice, readers, writers
from drafter.errors import FileError
from drafter.model import Block, BlockKind, Document, Run, Sentence, Suggestion
from drafter.text import width
from drafter.writers.word.marks import bookmark
from drafter.writers.word.standard import TITLE_CHARACTERS
from drafter.writers.word.title import balanced

ROOT = Path(__file__).resolve().parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def block(kind: BlockKind, *runs: Run | str, level: int = 0) -> Block:
    return Block(kind, tuple(run if isinstance(run, Run) else Run(run, "template") for run in runs), level)


def paper(*blocks: Block, sentences: tuple[Sentence, ...] = ()) -> Document:
    return Document(blocks, sentences=sentences)


def opened(document: Document, comments: writers.Comments = "todo") -> docx.document.Document:
    return docx.Document(io.BytesIO(writers.encode(document, "docx", comments)))


def part(document: Document, name: str = "word/document.xml", comments: writers.Comments = "todo") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(writers.encode(document, "docx", comments))) as archive:
        return etree.fromstring(archive.read(name))


def said(text: str, sentence: str, origin: str = "phrase") -> Run:
    return Run(text, origin, sentence)  # type: ignore[arg-type]


# Titles --------------------------------------------------------------------------------------------------------------

TITLES = {
    "云溪经济技术开发区管理委员会关于2025年度法治政府建设情况的报告": (
        "云溪经济技术开发区管理委员会",
        "关于2025年度法治政府建设情况的报告",
    ),
    "云溪经济技术开发区2025年法治政府建设年度报告": ("云溪经济技术开发区", "2025年法治政府建设年度报告"),
    "中共云溪经济技术开发区工作委员会云溪经济技术开发区管理委员会关于2025年度法治政府建设工作情况的报告": (
        "中共云溪经济技术开发区工作委员会",
        "云溪经济技术开发区管理委员会",
        "关于2025年度法治政府建设",
        "工作情况的报告",
    ),
    "云溪县司法局关于2025年度法治政府建设情况的报告": ("云溪县司法局关于2025年度", "法治政府建设情况的报告"),
    "云溪经开区2025年法治政府建设年度报告": ("云溪经开区2025年法治政府建设年度报告",),
}
WORDS = [
    "云溪",
    "临江",
    "高新区",
    "开发区",
    "管委会",
    "关于",
    "2025年度",
    "法治政府建设",
    "工作",
    "情况",
    "的",
    "和",
    "计划",
]


@pytest.mark.parametrize("title", list(TITLES))
def test_a_title_is_broken_by_meaning(title: str) -> None:
    assert balanced(title) == TITLES[title]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map("".join))
def test_every_title_keeps_its_text_and_its_lines_fit(title: str) -> None:
    lines = balanced(title)
    assert "".join(lines) == title
    if width(title) <= 4 * TITLE_CHARACTERS:
        assert max(map(width, lines)) <= TITLE_CHARACTERS
        assert not [line for line in lines[1:] if line.startswith("的")]


def test_a_year_is_never_torn_from_its_figures() -> None:
    for place in (
        "云溪",
        "云溪临江",
        "云溪临江高新",
        "云溪临江高新技术",
        "云溪临江高新技术产业",
        "云溪临江高新技术产业开发",
    ):
        assert any("2025年度" in line for line in balanced(f"{place}区关于2025年度推进依法行政建设法治政府情况的报告"))


def test_a_title_that_is_a_whole_paragraph_is_left_to_word() -> None:
    title = "法治" * 5000
    assert balanced(title) == (title,)


def test_a_gap_in_the_title_stays_marked_when_the_title_is_broken() -> None:
    runs = (Run("【待填：署名机关】", "gap"), Run("关于2025年度法治政府建设情况的报告", "template"))
    title = opened(paper(block("title", *runs))).paragraphs[0]
    assert title.text.replace("\n", "") == runs[0].text + runs[1].text and "\n" in title.text
    assert [run.text.strip("\n") for run in title.runs if run.font.highlight_color] == ["【待填：署名机关】"]


# Any text ------------------------------------------------------------------------------------------------------------

TEXTS = ("md", "html", "txt")
HOSTILE = [
    "a\x00b\x0b\x1b\ufffe",
    "<w:t>&amp;]]><!--",
    "表情😀👨‍👩‍👧与罕见字𠮷㐂镕",
    "\u202e从右到左\u200b\ufeff",
    "孤立\ud800代理",
    "制表\t符",
    "一行\r\n又一行\u2028再一行",
    "　　开头的空格 ",
    "\ue0000\ue001",
    "{{ 7*7 }} {% for %}",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["title", "heading", "paragraph", "signature", "date", "attachment", "addressee"])
def test_no_text_damages_the_file(kind: BlockKind, text: str) -> None:
    document = paper(block(kind, text, said(text, text)), sentences=(Sentence(text, text, "note"),))
    word = opened(document, "all")
    expected = re.sub(r"[^\w<>&{}%*!;:/\]-]", "", text.encode("utf-8", "ignore").decode()).replace("\ue000", "")
    seen = "".join(paragraph.text for paragraph in word.paragraphs)
    assert re.sub(r"[^\w<>&{}%*!;:/\]-]", "", seen).count(expected) >= 1
    for name in ("md", "html", "txt"):
        assert writers.encode(document, name).decode("utf-8")


@given(st.text(), st.text(), st.sampled_from(["title", "paragraph", "heading", "attachment", "signature"]))
@settings(max_examples=150)
def test_any_text_and_any_sentence_id_give_a_file_that_opens(text: str, name: str, kind: BlockKind) -> None:
    runs = (said(text, name), said(text, name, "gap"))
    document = paper(
        block(kind, *runs), Block("table", rows=((text, name), (text,))), sentences=(Sentence(name, text, "note"),)
    )
    assert opened(document, "all").tables
    for form in TEXTS:
        writers.encode(document, form).decode("utf-8")


def test_a_megabyte_in_one_paragraph_is_written_whole() -> None:
    text = "法治政府" * 262_144
    assert opened(paper(block("paragraph", text))).paragraphs[0].text == text


def test_an_empty_document_is_still_a_file_in_every_format() -> None:
    assert opened(paper()).paragraphs == []
    for form in ("md", "html", "txt"):
        assert writers.encode(paper(), form)


def test_page_furniture_is_not_written() -> None:
    document = paper(block("furniture", "打印本页"), block("paragraph", "正文。"))
    for form in ("md", "html", "txt"):
        assert "打印本页" not in writers.encode(document, form).decode()
    assert [p.text for p in opened(document).paragraphs] == ["正文。"]


def test_lines_of_an_answer_become_paragraphs() -> None:
    word = opened(paper(block("paragraph", "第一条。\n\n第二条。")))
    assert [(p.text, p.style.name) for p in word.paragraphs] == [("第一条。", "公文正文"), ("第二条。", "公文正文")]


def test_uneven_table_rows_are_filled_up() -> None:
    (table,) = opened(paper(Block("table", rows=(("甲", "乙", "丙"), ("1",))))).tables
    assert [len(row.cells) for row in table.rows] == [3, 3]


def test_gaps_in_a_table_are_highlighted() -> None:
    (table,) = opened(paper(Block("table", rows=(("甲",), ("共【待填：件数】件",))))).tables
    marked = [run.text for run in table.rows[1].cells[0].paragraphs[0].runs if run.font.highlight_color]
    assert marked == ["【待填：件数】"]


def test_two_tables_in_a_row_are_not_melted_into_one() -> None:
    one = Block("table", rows=(("甲",), ("1",)))
    assert len(opened(paper(one, one)).tables) == 2


# Comments, bookmarks, properties -------------------------------------------------------------------------------------

OPTIONS = tuple(
    Suggestion(f"disputes-{i}", f"设置驻所调解室{i}处。", "", 91.5 - i, "高", "disputes", sources=("甲区2023",))
    for i in range(4)
)
DRAFT = paper(
    block("title", "云溪经开区2025年法治政府建设年度报告"),
    block(
        "paragraph",
        said("全年调解", "disputes_a"),
        Run("162", "answer", "disputes_a", ("disputes.handled",)),
        said("件，成功", "disputes_a"),
        Run("【待填：调解成功】", "gap", "disputes_a", ("disputes.succeeded",)),
        said("件。", "disputes_a"),
        said("派出所设调解室 4个。", "disputes_b", "note"),
    ),
    block("signature", "云溪经济技术开发区管理委员会"),
    block("date", "2026年1月28日"),
    sentences=(
        Sentence("disputes_a", "", "phrase", "disputes", "disputes-3f9a1c", ("甲区2023",), None, ("disputes.handled",)),
        Sentence("disputes_b", "派出所设调解室 4个。", "note", "disputes", suggestions=OPTIONS),
    ),
)


def test_todo_comments_hold_what_is_missing_and_the_three_best_wordings() -> None:
    gap, note = opened(DRAFT).comments
    assert "调解成功" in gap.text and "disputes.succeeded" in gap.text
    assert [f"调解室{i}处" in note.text for i in range(4)] == [True, True, True, False]
    assert "匹配度 92" in note.text and "甲区2023" in note.text
    assert (note.author, note.initials) == ("drafter", "拟")


def test_all_comments_also_name_the_origin_of_each_sentence() -> None:
    comments = [comment.text for comment in opened(DRAFT, "all").comments]
    origin = next(text for text in comments if text.startswith("来源"))
    assert len(comments) == 3
    assert all(part in origin for part in ("句式", "disputes-3f9a1c", "甲区2023", "disputes.handled"))


def test_without_comments_the_text_holds_no_trace_of_them() -> None:
    assert len(opened(DRAFT, "none").comments) == 0
    assert not list(part(DRAFT, comments="none").iter(f"{W}commentReference"))
    assert len(opened(DRAFT, "none").paragraphs) == len(opened(DRAFT, "all").paragraphs)


def test_every_comment_is_anchored_and_can_be_answered() -> None:
    body, thread = part(DRAFT, comments="all"), part(DRAFT, "word/commentsExtended.xml", "all")
    comments = part(DRAFT, "word/comments.xml", "all")
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert {e.get(f"{W}id") for e in body.iter(W + tag)} == {c.get(f"{W}id") for c in comments}
    ids = [p.get(k) for p in comments.iter(f"{W}p") for k in p.keys() if k.endswith("paraId")]  # noqa: SIM118
    assert [entry.attrib.values()[0] for entry in thread] == ids and len(ids) == len(set(ids)) == 3


def test_gaps_and_notes_are_highlighted_and_nothing_else() -> None:
    runs = [run for paragraph in opened(DRAFT).paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.highlight_color] == ["【待填：调解成功】", "派出所设调解室 4个。"]


def test_every_sentence_stands_in_a_hidden_bookmark() -> None:
    body = part(DRAFT)
    names = [start.get(f"{W}name") for start in body.iter(f"{W}bookmarkStart")]
    assert names == ["_dr_disputes_a", "_dr_disputes_b"]
    assert [e.get(f"{W}id") for e in body.iter(f"{W}bookmarkEnd")] == [
        e.get(f"{W}id") for e in body.iter(f"{W}bookmarkStart")
    ]


def test_bookmark_names_are_valid_and_told_apart_whatever_the_sentences_are_called() -> None:
    ids = ["a", "A", "a.b", "a/b", "纠纷", "x" * 90, "x" * 91, "", " "]
    names = [bookmark(sentence, number) for sentence in ids for number in (1, 2)]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"_dr_[0-9a-z_]{0,36}", name) for name in names)


def test_a_sentence_over_two_paragraphs_gets_two_bookmarks_and_one_comment() -> None:
    document = paper(
        block("paragraph", said("甲。\n乙。", "s", "note")), sentences=(Sentence("s", "甲。乙。", "note"),)
    )
    names = [start.get(f"{W}name") for start in part(document).iter(f"{W}bookmarkStart")]
    assert len(set(names)) == 2 and len(opened(document).comments) == 1


def test_the_same_document_gives_the_same_bytes_and_no_clock_or_user_in_them() -> None:
    data = writers.encode(DRAFT, "docx", "all")
    assert data == writers.encode(DRAFT, "docx", "all")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(DRAFT).core_properties
    assert properties.title == "云溪经开区2025年法治政府建设年度报告"
    assert properties.author == "云溪经济技术开发区管理委员会"
    assert f"{properties.created:%Y-%m-%d}" == f"{properties.modified:%Y-%m-%d}" == "2026-01-28"
    assert not properties.last_modified_by and not properties.comments


def test_other_processes_write_the_same_bytes_too(tmp_path: Path) -> None:
    """What differs from process to process, the order of sets, must not get into the file."""
    code = "import sys; from unit.test_writers import DRAFT; from drafter import writers; sys.stdout.buffer.write(writers.encode(DRAFT, 'docx', 'all'))"
    for seed in ("1", "2"):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests"))),
        }
        ran = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, check=True, cwd=tmp_path
        )
        assert ran.stdout == writers.encode(DRAFT, "docx", "all")


def test_a_given_author_stands_in_the_properties_instead_of_the_organ() -> None:
    data = writers.encode(DRAFT, "docx", author="法治科" * 100)
    assert docx.Document(io.BytesIO(data)).core_properties.author == ("法治科" * 100)[:255]


@pytest.mark.parametrize("date", ["【待填：成文日期】", "2026年13月40日", "0000年1月1日", "二〇二六年一月"])
def test_a_date_that_is_none_yet_does_not_stop_the_writing(date: str) -> None:
    assert opened(paper(block("date", date))).core_properties.created.year == 2000


# The other formats ---------------------------------------------------------------------------------------------------

TABLE = Block("table", rows=(("指标", "件数"), ("处罚|许可", "1\n2")))
WHOLE = paper(
    block("title", "云溪经开区报告"),
    block("addressee", "市政府："),
    block("heading", "一、举措", level=1),
    block("heading", "1.执法", level=3),
    block("paragraph", "1.不是列表，*不是*强调<b>，12·4；2024—2025年。"),
    TABLE,
    block("signature", "云溪管委会"),
    block("date", "2026年1月28日"),
)


def test_the_plain_text_keeps_every_number_and_dash_literally() -> None:
    assert writers.encode(WHOLE, "txt").decode() == (
        "云溪经开区报告\n\n市政府：\n一、举措\n1.执法\n1.不是列表，*不是*强调<b>，12·4；2024—2025年。\n"
        "指标\t件数\n处罚|许可\t1 2\n\n云溪管委会\n2026年1月28日\n"
    )


def test_markdown_escapes_what_would_be_markup() -> None:
    text = writers.encode(WHOLE, "md").decode()
    assert text.startswith("# 云溪经开区报告\n") and "\n## 一、举措\n" in text and "\n#### 1\\.执法\n" in text
    assert r"1\.不是列表，\*不是\*强调\<b\>" in text
    assert "| 指标 | 件数 |\n| --- | --- |\n| 处罚\\|许可 | 1 2 |" in text


class Page(HTMLParser):
    """Checks that tags close in order and collects text by tag."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: dict[str, list[str]] = {}
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.seen.setdefault(self.open[-1], []).append(data)


def test_the_html_page_is_self_contained_and_accessible() -> None:
    source = writers.encode(WHOLE, "html").decode()
    page = Page(source)
    assert not page.open and ("lang", "zh-CN") in page.attributes
    assert (page.seen["title"], page.seen["h1"], page.seen["h2"]) == (
        ["云溪经开区报告"],
        ["云溪经开区报告"],
        ["一、举措"],
    )
    assert page.seen["th"] == ["指标", "件数"] and ("scope", "col") in page.attributes
    assert "1.不是列表，*不是*强调<b>，12·4；2024—2025年。" in page.seen["p"]
    assert "@page" in source and "http" not in source and "<script" not in source


def test_gaps_and_notes_are_marked_in_html() -> None:
    assert Page(writers.encode(DRAFT, "html").decode()).seen["mark"] == ["【待填：调解成功】", "派出所设调解室 4个。"]


# Writing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["docx", *TEXTS])
def test_the_ending_of_the_name_chooses_the_format(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"报告.{form.upper()}"
    writers.write(DRAFT, path)
    assert path.read_bytes() == writers.encode(DRAFT, form)


@pytest.mark.parametrize("name", ["报告.odt", "报告"])
def test_an_unknown_format_is_refused_and_the_known_ones_are_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        writers.write(DRAFT, tmp_path / name)
    assert "docx、md、html、txt、pdf" in caught.value.hint and not list(tmp_path.iterdir())


@pytest.mark.office
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
def test_a_pdf_holds_the_pages_without_the_comments(tmp_path: Path) -> None:
    writers.write(DRAFT, tmp_path / "报告.pdf", comments="all")
    text = " ".join(block.text for block in readers.read(tmp_path / "报告.pdf").blocks)
    assert "调解成功" in text and "设置驻所调解室" not in text


def test_without_libreoffice_a_pdf_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "_PROGRAMS", ("no-such-office",))
    with pytest.raises(FileError, match="LibreOffice") as caught:
        writers.write(DRAFT, tmp_path / "报告.pdf")
    assert "另存为 PDF" in caught.value.hint and not list(tmp_path.iterdir())
