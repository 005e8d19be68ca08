"""What only shows in an office program: pages that end well, annexes, bookmarks that survive; and traps others fell into."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import docx
import geometry
import papers
import pytest
from lxml import etree
from parameters import NAMES, Paper, W

from drafter import writers
from drafter.app import drafts
from drafter.model import Block, Document

office = [pytest.mark.office, pytest.mark.skipif(geometry.office() is None, reason="LibreOffice is not installed")]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"


def printed(document: Document, folder: Path) -> geometry.Geometry:
    writers.write(document, folder / "paper.docx")
    return geometry.measure(geometry.convert(folder / "paper.docx", folder))


def bookmarks(path: Path) -> dict[str, str]:
    """Name → text between its marks."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    texts: dict[str, str] = {}
    names: dict[str | None, str] = {}
    for element in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
        if element.tag == f"{W}t":
            texts |= {name: texts[name] + (element.text or "") for name in names.values()}
        elif element.tag == f"{W}bookmarkStart":
            names[element.get(f"{W}id")] = name = element.get(f"{W}name", "")
            texts[name] = ""
        else:
            names.pop(element.get(f"{W}id"), None)
    return texts


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("features") / "报告.docx"
    drafts.render(EXAMPLE, path, "", "all", "", annex=True)
    return path


class TestPages:
    pytestmark = office

    @pytest.mark.parametrize("lines", [16, 17, 18, 19])
    def test_no_heading_stands_alone_at_the_foot_of_a_page(self, lines: int, tmp_path: Path) -> None:
        """The page has 22 lines: title and empty line, the given ones, two headings; at 18 the text would open a page."""
        title = papers.block("title", "云溪经开区报告")
        text = [papers.block("paragraph", papers.HANZI[:20])] * lines
        heads = [papers.block("heading", "一、主要举措", 1), papers.block("heading", "（一）依法行政", 2)]
        pages = printed(Document((title, *text, *heads, *text)), tmp_path).pages
        assert len(pages) == 2
        assert not re.match("一、|（一）", pages[0].lines[-1].text)

    @pytest.mark.parametrize("lines", [14, 15, 16, 17, 18, 19])
    def test_attachments_and_signature_never_stand_on_a_page_without_text(self, lines: int, tmp_path: Path) -> None:
        title, *close = papers.only_hanzi(0).blocks
        text = [papers.block("paragraph", papers.HANZI[:20])] * lines
        attachment = papers.block("attachment", "附件：主要数据统计表")
        last = printed(Document((title, *text, attachment, *close)), tmp_path).pages[-1]
        assert any(line.text.startswith(papers.HANZI[:5]) for line in last.lines)
        assert [line.text[:3] for line in last.lines[-3:]] == ["附件：", "云溪经", "202"]

    def test_an_annex_opens_a_page_and_repeats_its_head(self, tmp_path: Path) -> None:
        pages = printed(papers.with_annex(), tmp_path).pages
        first = next(page for page in pages if page.lines[0].text == "附件")
        assert first.lines[0].left == pytest.approx(geometry.LEFT, abs=0.5)
        assert first.lines[1].text == "2025年主要数据统计表"
        assert [page.lines[0].text[:2] for page in pages[first.number :]] == ["指标"] * (len(pages) - first.number)
        assert len(pages) > first.number

    def test_the_web_edition_prints_no_page_numbers(self, tmp_path: Path) -> None:
        editions = (papers.only_hanzi(2), papers.only_hanzi(2)._replace(edition="web"))
        feet = [{line.text.replace(" ", "") for p in printed(d, tmp_path).pages for line in p.footer} for d in editions]
        assert feet == [{"—1—", "—2—"}, set()]

    def test_bookmarks_come_back_from_an_open_document_file(self, example: Path, tmp_path: Path) -> None:
        odt = geometry.convert(example, tmp_path, "odt")
        back = geometry.convert(odt, tmp_path / "back", "docx")
        before = bookmarks(example)
        assert len(before) > 50 and all(text.strip() for text in before.values())
        assert bookmarks(back) == before


def test_sentence_bookmarks_are_valid_and_unique(example: Path) -> None:
    body = Paper(example).body
    names = [start.get(f"{W}name", "") for start in body.iter(f"{W}bookmarkStart")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"_dr_[0-9a-z_]{1,36}", name) for name in names)


def test_a_bookmark_keeps_its_name_when_the_figure_changes(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    shutil.copytree(EXAMPLE, folder)
    text = (EXAMPLE / "report.yaml").read_text("utf-8")
    found: list[dict[str, str]] = []
    for value in ("207", "211"):
        (folder / "report.yaml").write_text(
            re.sub(r"(disputes\.handled: \{value: )\d+", rf"\g<1>{value}", text), "utf-8"
        )
        drafts.render(folder, tmp_path / "a.docx", "", "none", "")
        found.append(bookmarks(tmp_path / "a.docx"))
    assert found[0].keys() == found[1].keys()
    changed = [name for name, said in found[0].items() if said != found[1][name]]
    assert changed and all("211" in found[1][name] for name in changed)


def test_the_author_in_drafter_yaml_is_the_author_of_the_word_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "drafter.yaml").write_text("author: 法治科\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    drafts.render(EXAMPLE, tmp_path / "a.docx", "", "none", "")
    assert docx.Document(str(tmp_path / "a.docx")).core_properties.author == "法治科"


def test_converters_are_told_that_the_text_is_simplified_chinese(example: Path) -> None:
    defaults = Paper(example).tree("word/styles.xml").find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NAMES)
    assert defaults.get(f"{W}eastAsia") == "zh-CN"


def test_no_linked_character_style_keeps_colours_or_fonts_of_a_template(example: Path) -> None:
    styles = Paper(example).tree("word/styles.xml")
    characters = [s.get(f"{W}styleId") for s in styles.findall("w:style[@w:type='character']", NAMES)]
    assert characters == ["DefaultParagraphFont", "CommentReference"]
    assert not styles.findall(".//w:link", NAMES) and not styles.findall(".//w:color", NAMES)


def test_no_picture_gets_into_the_file_whatever_an_answer_says(tmp_path: Path) -> None:
    wish = '![图](photo.png) <img src="a.png"> {{ image }} file:///etc/hostname'
    path = tmp_path / "a.docx"
    writers.write(Document((papers.block("paragraph", wish), Block("table", rows=((wish,),)))), path)
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "media" in name or "embed" in name]
        body = archive.read("word/document.xml").decode()
    assert "drawing" not in body and "r:id" not in re.sub(r"<w:footerReference[^>]*>", "", body)
    assert "![图](photo.png)" in body
