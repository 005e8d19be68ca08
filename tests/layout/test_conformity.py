"""`check --layout`: our own papers are as required, and each of the seeded faults is found by its own parameter."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import docx
import geometry
import papers
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from parameters import W

from drafter import cli, writers
from drafter.app import checks, drafts, installation
from drafter.asking import reportfile
from drafter.checking import layout
from drafter.checking.layout.properties import THEME, Styles
from drafter.errors import DrafterError, FormatError
from drafter.formats import Report
from drafter.model import Document

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "yunxi-2025"
DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
ODD, EVEN = "word/footer1.xml", "word/footer2.xml"


def in_style(style: str, old: str, new: str) -> tuple[str, str, str]:
    """A change inside one style's definition."""
    return STYLES, rf'(w:styleId="{style}"[^>]*>(?:(?!</w:style>)[\s\S])*?){old}', rf"\g<1>{new}"


# What is broken → part, pattern, replacement; and the parameter that must tell it.
FAULTS: dict[str, tuple[tuple[str, str, str], str]] = {
    "letter paper": ((DOCUMENT, r'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'), "LAY001"),
    "top margin of a new file": ((DOCUMENT, r'w:top="2098"', 'w:top="1440"'), "LAY002"),
    "left margin": ((DOCUMENT, r'w:left="1587"', 'w:left="1800"'), "LAY002"),
    "right margin": ((DOCUMENT, r'w:right="1474"', 'w:right="1800"'), "LAY003"),
    "lines of 28 points": (in_style("Normal", 'w:line="579"', 'w:line="560"'), "LAY004"),
    "lines of 30 points": (in_style("Normal", 'w:line="579"', 'w:line="600"'), "LAY004"),
    "lines that follow the font": (
        in_style("Normal", 'w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"'),
        "LAY004",
    ),
    "no character spacing": (in_style("Normal", '<w:spacing w:val="-5"/>', ""), "LAY005"),
    "a grid of cells": ((DOCUMENT, 'w:type="lines"', 'w:type="linesAndChars" w:charSpace="-842"'), "LAY006"),
    "widow control": (in_style("Normal", '<w:widowControl w:val="0"/>', ""), "LAY007"),
    "the title in another font": (in_style("Title", 'w:eastAsia="方正小标宋简体"', 'w:eastAsia="宋体"'), "LAY008"),
    "the title too small": (in_style("Title", '<w:sz w:val="44"/>', '<w:sz w:val="36"/>'), "LAY008"),
    "first headings in another font": (in_style("Heading1", 'w:eastAsia="黑体"', 'w:eastAsia="宋体"'), "LAY009"),
    "second headings in another font": (
        in_style("Heading2", 'w:eastAsia="楷体_GB2312"', 'w:eastAsia="仿宋_GB2312"'),
        "LAY010",
    ),
    "third headings in another font": (in_style("Heading3", "<w:rPr>", '<w:rPr><w:rFonts w:eastAsia="黑体"/>'), "LAY011"),
    "the date too small": (in_style("GWDate", "</w:pPr>", '</w:pPr><w:rPr><w:sz w:val="28"/></w:rPr>'), "LAY013"),
    "one run in another font": (
        (DOCUMENT, r"<w:r>(?=<w:t>全年调解)", '<w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr>'),
        "LAY012",
    ),
    "one run in another size": (
        (DOCUMENT, r"<w:r>(?=<w:t>全年调解)", '<w:r><w:rPr><w:sz w:val="28"/></w:rPr>'),
        "LAY012",
    ),
    "a theme font over the named one": (in_style("Normal", "<w:rFonts ", '<w:rFonts w:eastAsiaTheme="minorEastAsia" '), "LAY015"),
    "quotation marks left to Times": (
        (DOCUMENT, r'<w:rFonts w:hint="eastAsia"/>(?=</w:rPr><w:t>2025年，)', '<w:rFonts w:hAnsi="Times New Roman" w:hint="default"/>'),
        "LAY016",
    ),
    "coloured headings": (in_style("Heading1", "<w:rPr>", '<w:rPr><w:color w:val="2F5496"/>'), "LAY017"),
    "the title at the left": (in_style("Title", '<w:jc w:val="center"/>', ""), "LAY018"),
    "a heading set as text": ((DOCUMENT, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="GWBody"/>'), "LAY019"),
    "a heading of the wrong level": ((DOCUMENT, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading1"/>'), "LAY019"),
    "a heading number left out": ((DOCUMENT, "二、下一步打算", "三、下一步打算"), "LAY020"),
    "no indent": (in_style("GWBody", '<w:ind w:firstLine="632" w:firstLineChars="200"/>', ""), "LAY021"),
    "an indent of spaces": ((DOCUMENT, r"(<w:t>)全年调解", r"\1　　全年调解"), "LAY021"),
    "the addressee indented": (
        in_style("GWAddressee", "<w:qFormat/>", '<w:qFormat/><w:pPr><w:ind w:firstLineChars="200" w:firstLine="632"/></w:pPr>'),
        "LAY022",
    ),
    "a padded date": ((DOCUMENT, "2026年1月28日", "2026年01月28日"), "LAY023"),
    "a date at the margin": ((DOCUMENT, r'<w:ind w:left="\d+" w:right="\d+" w:firstLine="0"/>', '<w:jc w:val="right"/>'), "LAY024"),
    "a stop after an attachment": ((DOCUMENT, "工作台账", "工作台账。"), "LAY025"),
    "no number on even pages": ((EVEN, r"<w:instrText[^<]*PAGE[^<]*</w:instrText>", ""), "LAY027"),
    "no dashes": ((ODD, "— (?=</w:t>)|(?<=>) —", " "), "LAY028"),
    "a number of 10.5 points": (in_style("Footer", '<w:sz w:val="28"/>', '<w:sz w:val="21"/>'), "LAY029"),
    "even numbers at the right": ((EVEN, '<w:jc w:val="left"/>', '<w:jc w:val="right"/>'), "LAY030"),
    "no odd and even pages": ((SETTINGS, "<w:evenAndOddHeaders/>", ""), "LAY030"),
    "numbers close to the text": ((DOCUMENT, r'w:footer="1422"', 'w:footer="1700"'), "LAY031"),
    "a table head that is not repeated": ((DOCUMENT, "<w:tblHeader/>", ""), "LAY032"),
    "rows that break": ((DOCUMENT, "<w:cantSplit/>", ""), "LAY033"),
    "a table without a grid": ((DOCUMENT, r"<w:tblGrid>.*?</w:tblGrid>", ""), "LAY034"),
    "a table wider than the text": ((DOCUMENT, r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="4000"/>'), "LAY035"),
}  # fmt: skip


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("conformity") / "报告.docx"
    writers.write(papers.every_kind(), path)
    return path


def damaged(paper: Path, target: Path, part: str, old: str, new: str) -> Path:
    """A copy in which every match in one part is replaced; there must be one."""
    with zipfile.ZipFile(paper) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == part:
                text, count = re.subn(old, new, text)
                assert count, "nothing was damaged"
            copy.writestr(name, text)
    return target


def unmet(path: Path) -> set[str]:
    return {finding.code for finding in layout.check(path).findings}


def test_a_paper_with_every_kind_of_block_is_as_required(paper: Path) -> None:
    report = layout.check(paper)
    assert report.findings == ()
    assert [row.rule.code for row in report.rows] == [f"LAY{n:03}" for n in range(1, len(layout.RULES) + 1)]
    assert len([row for row in report.rows if row.summary == "无"]) <= 4, "what is not there is not measured"


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_seeded_fault_is_found_by_its_parameter(fault: str, paper: Path, tmp_path: Path) -> None:
    change, code = FAULTS[fault]
    assert code in unmet(damaged(paper, tmp_path / "fault.docx", *change))


def test_a_fault_in_one_paragraph_is_told_with_its_line_alone(paper: Path, tmp_path: Path) -> None:
    change, _ = FAULTS["one run in another size"]
    (finding,) = layout.check(damaged(paper, tmp_path / "fault.docx", *change)).findings
    assert (finding.code, finding.line, finding.excerpt[:4]) == ("LAY012", 7, "全年调解")
    assert "四号" in finding.message and "三号" in finding.message and finding.hint


def test_a_paper_with_an_annex_is_as_required(tmp_path: Path) -> None:
    writers.write(papers.with_annex(), tmp_path / "a.docx")
    found = {row.rule.code: row for row in layout.check(tmp_path / "a.docx").rows}
    assert all(row.is_met for row in found.values())
    assert (found["LAY014"].summary, found["LAY026"].summary) == ("黑体 三号", "另起一页、顶格")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (in_style("GWAnnex", 'w:eastAsia="黑体"', 'w:eastAsia="宋体"'), "LAY014"),
        (in_style("GWAnnex", "<w:pageBreakBefore/>", ""), "LAY026"),
    ],
)
def test_a_fault_of_an_annex_is_found(change: tuple[str, str, str], code: str, tmp_path: Path) -> None:
    writers.write(papers.with_annex(), tmp_path / "a.docx")
    assert unmet(damaged(tmp_path / "a.docx", tmp_path / "b.docx", *change)) == {code}


def test_a_picture_in_a_line_of_fixed_height_is_found(paper: Path, tmp_path: Path) -> None:
    word = docx.Document(str(paper))
    word.add_picture(str(EXAMPLE / "page-1.png"))
    word.save(str(tmp_path / "picture.docx"))
    assert "LAY036" in unmet(tmp_path / "picture.docx")


def test_every_parameter_has_a_seeded_fault() -> None:
    seeded = {code for _, code in FAULTS.values()} | {"LAY014", "LAY026", "LAY036"}
    assert seeded == {parameter.code for parameter in layout.RULES}


@pytest.mark.parametrize("frame", installation.templates()["annual-report"])
def test_every_frame_of_the_example_is_as_required(frame: str, tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    writers.write(drafts.draft(EXAMPLE, frame)[1], path)
    assert layout.check(path).findings == ()


@pytest.mark.parametrize("organ", ["云溪经济技术开发区管理委员会", ""])
def test_a_draft_in_which_all_is_still_to_fill_is_as_required(organ: str, tmp_path: Path) -> None:
    zone = {"name": "云溪经济技术开发区", "organ": organ}
    reportfile.save(tmp_path, Report.model_validate({"year": 2025, "zone": zone}))
    report = checks.check_layout([tmp_path])[0][0]
    assert [finding.message for finding in report.findings] == []
    assert next(row.summary for row in report.rows if row.rule.code == "LAY023") == "【待填：成文日期】"


@pytest.mark.office
@pytest.mark.skipif(geometry.office() is None, reason="LibreOffice is not installed")
def test_a_paper_that_went_through_libreoffice_is_still_as_required(paper: Path, tmp_path: Path) -> None:
    """It writes the same settings in quite another way: other styles, direct settings, start and end for left and right."""
    assert unmet(geometry.convert(geometry.convert(paper, tmp_path, "odt"), tmp_path / "back", "docx")) == set()


def test_the_web_edition_is_not_faulted_for_its_missing_page_numbers(tmp_path: Path) -> None:
    """Nor is it after LibreOffice saved it, which drops the setting for odd and even pages where there are no footers."""
    writers.write(papers.every_kind()._replace(edition="web"), path := tmp_path / "网站版.docx")
    assert {row.rule.code: row.summary for row in layout.check(path).rows}["LAY027"] == "网站版，不印页码"
    assert unmet(path) == unmet(geometry.convert(path, tmp_path / "again", "docx")) == set()
    unmarked = damaged(path, tmp_path / "别人的.docx", "docProps/core.xml", "<cp:keywords>.*</cp:keywords>", "")
    assert unmet(unmarked) == {"LAY027"}


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A report as an ordinary program would write it, nothing set."""
    word = docx.Document()
    word.add_heading("云溪经济技术开发区2025年法治政府建设年度报告", 0)
    word.add_heading("一、主要举措", 1)
    run = word.add_paragraph().add_run("　　全年“三项制度”落地见效。")
    run.font.size, run.font.name = Pt(14), "Times New Roman"
    run._r.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    word.add_paragraph("一是能力不足，需要加强培训。")
    word.save(path := tmp_path / "别处.docx")
    return path


def test_a_foreign_file_is_measured_by_what_is_in_force(foreign: Path) -> None:
    found = {row.rule.code: row.summary for row in layout.check(foreign).rows}
    assert found["LAY001"] == "216×279 毫米"
    assert found["LAY008"].startswith(THEME)
    assert "宋体 四号（1 处）" in found["LAY012"] and "11 磅（1 处）" in found["LAY012"]
    assert found["LAY016"] == "会用西文字体 Times New Roman"
    assert found["LAY027"] == "单页没有页码"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ('<w:rFonts w:eastAsia="仿宋"/>', "仿宋"),
        ('<w:rFonts w:eastAsia="仿宋" w:eastAsiaTheme="minorEastAsia"/>', f"{THEME} minorEastAsia"),
        ("", f"{THEME} majorEastAsia"),
    ],
)
def test_a_theme_font_beats_the_named_one_beside_it_but_not_one_above_it(own: str, expected: str) -> None:
    from lxml import etree

    space = f'xmlns:w="{W[1:-1]}"'
    styles = etree.fromstring(
        f"<w:styles {space}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:eastAsia="宋体" w:eastAsiaTheme="majorEastAsia"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>'
    )
    paragraph = etree.fromstring(f"<w:p {space}><w:r><w:rPr>{own}</w:rPr><w:t>甲</w:t></w:r></w:p>")
    assert Styles(styles).run(paragraph[0], paragraph)["rFonts"]["eastAsia"] == expected


def test_styles_that_are_based_on_one_another_in_a_circle_do_not_hang() -> None:
    from lxml import etree

    style = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    space = f'xmlns:w="{W[1:-1]}"'
    styles = etree.fromstring(f"<w:styles {space}>{style.format('a', 'b')}{style.format('b', 'a')}</w:styles>")
    paragraph = etree.fromstring(f'<w:p {space}><w:pPr><w:pStyle w:val="a"/></w:pPr></w:p>')
    assert "pStyle" in Styles(styles).paragraph(paragraph)


def test_what_is_no_word_file_is_one_clear_message(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("不是 Word")
    with pytest.raises(FormatError):
        layout.check(tmp_path / "a.docx")


def test_the_command_prints_rows_or_json_and_tells_by_its_exit_status(
    foreign: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["check", "--layout", str(EXAMPLE)]) == 0
    assert "项全部符合" in capsys.readouterr().err
    assert cli.run(["check", "--layout", str(foreign), "--json", "-s", "LAY001"]) == 1
    shape = json.loads(capsys.readouterr().out)
    assert shape["version"] == 1 and [f["code"] for f in shape["findings"]] == ["LAY001"]
    (row,) = shape["files"][0]["rows"]
    assert row == {"code": "LAY001", "parameter": "纸张", "required": "A4（210×297 毫米）", "found": "216×279 毫米", "met": False, "accepted": False}  # fmt: skip


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(DrafterError, match="LAY999"):
        checks.check_layout([EXAMPLE], select=["LAY999"])


def test_the_page_of_the_folder_and_explain_name_every_parameter() -> None:
    page = (ROOT / "drafter" / "checking" / "layout" / "README.md").read_text("utf-8")
    assert [p.code for p in layout.RULES if p.code not in page or p.title not in page] == []
    assert all(p.required in checks.explain("LAY") for p in layout.RULES)


def test_an_empty_paper_is_measured_too(tmp_path: Path) -> None:
    writers.write(Document((papers.block("title", "云溪经开区报告"),)), tmp_path / "a.docx")
    assert unmet(tmp_path / "a.docx") == set()
