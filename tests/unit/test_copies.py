"""Copies of a checked file: with findings as Word comments, and with what is certain mended. The original and its text stay."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from made_up_report import NAMESPACES, numbered_word_file, paragraph, typed_word_file, with_parts, word_file

from drafter import cli, readers
from drafter.app import checks
from drafter.errors import DrafterError, FormatError
from drafter.model import Finding
from drafter.readers.package import Package

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
BOX = (
    "<w:p><w:r><w:t>框外的话。</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    f"{paragraph('框里的话,也要看。')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
CHANGED = (
    '<w:p><w:r><w:t>全年</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>调解,旧</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="a"><w:r><w:rPr><w:b/></w:rPr><w:t>调解,</w:t></w:r></w:ins><w:r><w:t>成功9件。</w:t></w:r></w:p>'
)
TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
).format(*map(paragraph, ("项目,甲", "数量", "项目,乙", "9件")))
SPLIT = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>办结</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>9件</w:t><w:tab/><w:t>整,办</w:t></w:r>"
    "<w:r><w:t>结率高,群众满意。</w:t></w:r></w:p>"
)
SOFT = "<w:p><w:r><w:t>一、工作</w:t><w:br/><w:t>全年办案9件,办结9件。</w:t></w:r></w:p>"
DRAWN = (
    '<w:p><w:r><w:t>图前的话。</w:t></w:r><w:r><w:drawing xmlns:a="urn:a"><a:lockedCanvas><a:sp><a:txSp><a:txBody><a:p><a:r>'
    "<a:t>图里的话,也要看。</a:t></a:r></a:p></a:txBody></a:txSp></a:sp></a:lockedCanvas></w:drawing></w:r></w:p>"
)
WITHIN = f"<w:p><w:r><w:t>表前的话,要看。</w:t></w:r>{TABLE}</w:p>"
BODIES = {
    "text box": BOX,
    "drawing": DRAWN,
    "table in a paragraph": WITHIN,
    "tracked changes": CHANGED,
    "table": TABLE,
    "runs": SPLIT,
    "soft break": SOFT,
}


def texts(path: Path) -> list[str]:
    return [block.text for block in readers.read(path).blocks]


def everywhere(path: Path, length: int = 2) -> list[Finding]:
    """A finding on every few characters of a file, and one on the whole of it."""
    blocks = readers.read(path).blocks
    places = [
        (b.line, at, min(at + length, len(b.text)), b.text) for b in blocks for at in range(0, len(b.text), length)
    ]
    found = [
        Finding("ABC001", "a", "info", text[start:end], line=line, start=start, end=end)
        for line, start, end, text in places
    ]
    return [*found, Finding("ABC002", "b", "error", "缺少一节", "补上")]


def commented(path: Path, findings: list[Finding]) -> Path:
    copy = path.with_name("批注.docx")
    checks.write_comments(path, findings, copy)
    return copy


def anchored(path: Path) -> dict[str, str]:
    """What each comment of a file is about: its first line → the words between its marks."""
    document = docx.Document(str(path))
    said = {str(comment.comment_id): comment.text.split("\n")[0] for comment in document.comments}
    words: dict[str, str] = {}
    open_ = set()
    for element in document.element.iter():
        number = element.get(qn("w:id"))
        if element.tag == qn("w:commentRangeStart"):
            open_.add(number)
            words[said[number]] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            open_.remove(number)
        elif element.tag == qn("w:t"):
            for each in open_:
                words[said[each]] += element.text
    assert not open_ and len(words) == len(set(said.values()))
    return words


def without_comments(path: Path) -> bytes:
    """The text part of a file without the marks of comments, its runs as they are."""
    root = Package(path).document()
    for element in list(root.iter(*(qn(f"w:comment{kind}") for kind in ("RangeStart", "RangeEnd", "Reference")))):
        parent = element.getparent()
        parent.remove(element)
        if parent.tag == qn("w:r") and len(parent) == 0:
            parent.getparent().remove(parent)
    return "".join(str(node.text or "") for node in root.iter(qn("w:t"), qn("w:delText"))).encode()


@pytest.mark.parametrize("name", BODIES)
def test_comments_leave_the_text_as_it_is(name: str, tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph("关于法治的报告") + BODIES[name])
    before = path.read_bytes()
    copy = commented(path, everywhere(path))
    assert texts(copy) == texts(path) and without_comments(copy) == without_comments(path)
    assert path.read_bytes() == before
    assert len(list(docx.Document(str(copy)).comments)) == len(everywhere(path))


@pytest.mark.parametrize("make", [typed_word_file, numbered_word_file])
def test_a_comment_stands_at_the_words_of_its_finding(make, tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx")
    findings = [f for f in everywhere(path, 7) if f.line]
    unique = [f for f in findings if sum(f.message == g.message for g in findings) == 1]
    words = anchored(commented(path, unique))
    wrong = [f for f in unique if words[f"【参考】{f.message}（ABC001）"] != f.message]
    # Only where Word makes the number itself is there no text to stand at: then it is the paragraph.
    assert all(f.start == 0 for f in wrong) and (make is numbered_word_file or not wrong)


def test_words_that_stand_in_several_runs_or_twice_are_found(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", SPLIT)
    (text,) = texts(path)
    at = text.rindex("办")
    words = anchored(commented(path, [
        Finding("ABC001", "a", "info", "甲", line=1, start=at, end=at + 3),
        Finding("ABC001", "a", "info", "乙", line=1, start=0, end=len(text)),
    ]))  # fmt: skip
    assert words == {"【参考】甲（ABC001）": "办结率", "【参考】乙（ABC001）": "办结9件整,办结率高,群众满意。"}


def test_a_text_box_and_a_footnote_are_commented_where_the_text_has_them(tmp_path: Path) -> None:
    path = word_file(
        tmp_path / "a.docx", BOX + '<w:p><w:r><w:t>有注。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    note = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{paragraph("注的话,也要看。")}</w:footnote></w:footnotes>'
    with zipfile.ZipFile(path) as package:
        types = package.read("[Content_Types].xml").decode()
    types = types.replace("</Types>", '<Default Extension="xml" ContentType="application/xml"/></Types>')
    parts = {"word/footnotes.xml": note, "[Content_Types].xml": types}
    with_parts(path, parts, [("f", "footnotes", "footnotes.xml")])
    lines = {text: line for line, text in enumerate(texts(path), 1)}
    found = [Finding("ABC001", "a", "info", text, line=line, start=1, end=3) for text, line in lines.items()]
    words = anchored(commented(path, found))
    assert words["【参考】框里的话,也要看。（ABC001）"] == "框外的话。框里的话,也要看。"
    assert words["【参考】注的话,也要看。（ABC001）"] == "有注。"


def test_a_file_that_has_words_only_in_its_footnotes_keeps_its_text_part(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    note = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{paragraph("注的话,也要看。")}</w:footnote></w:footnotes>'
    with_parts(path, {"word/footnotes.xml": note}, [("f", "footnotes", "footnotes.xml")])
    assert texts(commented(path, everywhere(path))) == texts(path) == ["注的话,也要看。"]
    assert checks.fix(path, None).changes == ()


def test_comments_that_are_there_stay_and_numbers_do_not_meet(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph("全年办案9件,办结9件。"))
    copy = commented(path, everywhere(path))
    again = path.with_name("again.docx")
    checks.write_comments(copy, [Finding("ABC009", "c", "warning", "又一处", line=1, start=0, end=2)], again)
    document = docx.Document(str(again))
    said = [comment.text for comment in document.comments]
    assert len(said) == len(everywhere(path)) + 1 and "又一处" in said[-1]
    ids = [comment.comment_id for comment in document.comments]
    assert len(set(ids)) == len(ids)
    with zipfile.ZipFile(again) as package:
        marks = [
            node
            for name in ("word/comments.xml", "word/commentsExtended.xml")
            for node in [package.read(name).decode()]
        ]
        names = package.namelist()
    assert len(names) == len(set(names))
    assert marks[0].count("w14:paraId=") == marks[1].count("w15:paraId=") == len(ids)


def test_other_parts_are_copied_as_they_are_packed(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph("全年办案9件。"))
    with_parts(path, {"word/media/图1.png": b"\x89PNG" * 99, "word/vbaProject.bin": b"\x00" * 5000})
    copy = commented(path, everywhere(path))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy) as new:
        assert new.testzip() is None
        for name in ("word/media/图1.png", "word/vbaProject.bin", "word/styles.xml"):
            assert new.read(name) == old.read(name)


def test_a_file_whose_parts_lie_in_one_another_is_no_bomb(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph("全年办案9件。"))
    with_parts(path, {"word/media/big.bin": bytes(range(256)) * 500})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
    end = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    at = data.rindex(b"PK\x01\x02")
    one = bytes(data[at:end])
    listed = bytes(data[start:at]) + one * 200
    tail = bytearray(data[end:])
    count = (len(entries) - 1 + 200).to_bytes(2, "little")
    tail[8:12] = count + count
    tail[12:16] = len(listed).to_bytes(4, "little")
    path.write_bytes(bytes(data[:start]) + listed + bytes(tail))
    assert texts(path) == ["全年办案9件。"]
    with pytest.raises(FormatError, match="重叠"):
        commented(path, everywhere(path))


def test_strict_files_stay_strict(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph("全年办案9件。"))
    with zipfile.ZipFile(path) as package:
        text = package.read("word/document.xml").decode()
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    with_parts(path, {"word/document.xml": text.replace(NAMESPACES.split('"')[1], strict)})
    copy = commented(path, everywhere(path))
    assert texts(copy) == texts(path)
    with zipfile.ZipFile(copy) as package:
        assert strict in package.read("word/comments.xml").decode()
        links = package.read("word/_rels/document.xml.rels").decode()
        assert "http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in links
        assert "schemas.openxmlformats.org/wordprocessingml" not in package.read("word/document.xml").decode()


# Mending --------------------------------------------------------------------------------------------------------------


def mended(path: Path, **options: object) -> Path:
    copy = path.with_name(f"改好{path.suffix}")
    checks.fix(path, copy, **options)  # type: ignore[arg-type]
    return copy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_keeps_its_encoding_its_line_ends_and_its_indents(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    source = "关于法治的报告\r\n\r\n　　全年办案12件,办结9件。\r\n　　群众满意\u2026\u2026,没有投诉。\r\n"
    path.write_bytes(source.encode(encoding))
    assert mended(path).read_bytes() == source.replace(",", "，").encode(encoding)
    assert path.read_bytes() == source.encode(encoding)


def test_a_text_of_broken_lines_and_a_markdown_file_are_mended_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    source = "# 关于法治的报告\n\n## 一、工作\n\n全年\\*办案12件,办结9件。\n\n| 项目 | 数量 |\n|---|---|\n| 办案,结案 | 9件 |\n"
    path.write_text(source, "utf-8")
    assert mended(path).read_text("utf-8") == source.replace(",", "，")


@pytest.mark.parametrize("name", [name for name in BODIES if name not in ("text box", "drawing")])
def test_a_word_file_is_mended_and_keeps_its_looks(name: str, tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph("关于法治的报告") + BODIES[name])
    copy = mended(path, select=["PUN001"])
    assert texts(copy) == [text.replace(",", "，") for text in texts(path)]

    def looks(file: Path) -> list[tuple[int, list[str]]]:
        """Of every run how much it prints, and how."""
        runs = Package(file).document().iter(qn("w:r"))
        return [(len("".join(run.itertext())), [str(each.tag) for each in run.iter()]) for run in runs]

    assert looks(copy) == looks(path)
    assert "调解,旧" in "".join(Package(copy).document().itertext()) or name != "tracked changes"


def test_a_place_that_spans_runs_takes_the_look_of_the_first(tmp_path: Path) -> None:
    runs = "<w:r><w:t>全年办案9件，</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>，办结9件。</w:t></w:r>"
    path = word_file(tmp_path / "a.docx", paragraph("关于法治的报告") + f"<w:p>{runs}</w:p>")
    copy = mended(path, select=["PUN010"])
    assert texts(copy)[1] == "全年办案9件，办结9件。"
    printed = [node.text for node in Package(copy).document().iter(qn("w:t"))]
    assert printed[1:] == ["全年办案9件，", "办结9件。"]


@pytest.mark.parametrize("body", [BOX, DRAWN])
def test_what_stands_in_a_text_box_is_left_and_counted(body: str, tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph("关于法治的报告,初稿") + body)
    done = checks.fix(path, None, select=["PUN001"])
    assert [change.after for change in done.changes] == ["关于法治的报告，初稿"]
    assert len(done.left) == 1


def test_what_was_accepted_is_not_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("关于法治的报告\n全年办案12件,办结9件。\n群众满意,没有投诉。\n", "utf-8")
    checks.accept(path, ["PUN001:2"], "照录")
    assert mended(path).read_text("utf-8") == "关于法治的报告\n全年办案12件,办结9件。\n群众满意，没有投诉。\n"


def test_neighbouring_changes_are_shown_together_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("关于法治的报告\n" + "全年办案12件,办结9件," + "各项工作平稳有序" * 9 + ",群众满意。\n", "utf-8")
    changes = checks.fix(path, None, select=["PUN001"]).changes
    assert [change.before.count(",") for change in changes] == [2, 1]
    assert [change.after for change in changes] == [change.before.replace(",", "，") for change in changes]


def test_every_round_of_mending_only_mends(tmp_path: Path) -> None:
    """All made-up reports: a copy is written, what it mends is no longer found, and no character is lost that is no mark."""
    for path in sorted((Path(__file__).parents[1] / "data" / "reports").glob("*.txt")):
        copy = tmp_path / path.name
        done = checks.fix(path, copy, select=["PUN"])
        if not done.changes:
            assert not copy.exists()
            continue
        left = [f for f in checks.check([copy], select=["PUN"]).findings if f.replacement is not None]
        assert len(left) <= len(done.left)
        assert [*filter(str.isalpha, copy.read_text("utf-8"))] == [*filter(str.isalpha, path.read_text("utf-8"))]


# The command ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text("关于法治的报告\n全年办案12件,办结9件。\n", "utf-8")
    return path


def test_the_command_shows_what_it_would_change_and_writes_only_where_it_is_told(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["check", str(wrong), "--fix", "-s", "PUN001"]) == 0
    told = capsys.readouterr()
    assert told.out.split("\n")[:3] == ["第 2 行　PUN001", "  - 全年办案12件,办结9件。", "  + 全年办案12件，办结9件。"]
    assert "-o 副本.txt" in told.err and list(wrong.parent.iterdir()) == [wrong]
    assert cli.run(["check", str(wrong), "--fix", "-s", "PUN001", "-o", str(wrong.with_name("b.txt"))]) == 0


@pytest.mark.parametrize(
    "options",
    [
        ["--fix", "-o", "报告.txt"],
        ["--fix", "-o", "报告.docx"],
        ["--comments", "副本.docx"],
        ["--fix", "--accept", "PUN001"],
        ["--fix", "--baseline", "b.yaml"],
        ["-o", "b.txt"],
        ["--reason", "因为"],
        ["--write-baseline"],
        ["--layout", "--baseline", "b.yaml"],
        ["报告.txt", "--fix"],
        ["--fix", "-f", "sarif"],
        ["--year", "20255"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_and_writes_nothing(
    wrong: Path, options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(wrong.parent)
    before = wrong.read_bytes()
    assert cli.run(["check", "报告.txt", *options]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("错误：") and "提示：" in told.err and told.out == ""
    assert wrong.read_bytes() == before and list(wrong.parent.iterdir()) == [wrong]


def test_findings_of_the_layout_are_commented_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = typed_word_file(tmp_path / "a.docx")
    assert cli.run(["check", "--layout", str(path), "--comments", str(tmp_path / "b.docx")]) == 1
    capsys.readouterr()
    said = [comment.text for comment in docx.Document(str(tmp_path / "b.docx")).comments]
    assert any("（LAY008）" in text for text in said) and texts(tmp_path / "b.docx") == texts(path)


def test_a_folder_is_neither_commented_nor_mended(tmp_path: Path) -> None:
    with pytest.raises(DrafterError, match="文件夹"):
        checks.fix(tmp_path, tmp_path / "a")
    with pytest.raises(DrafterError):
        checks.refuse_comments(tmp_path, tmp_path / "a.docx")


def test_the_help_of_the_command_is_one_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "--help"]) == 0
    page = capsys.readouterr().out
    assert len(page.splitlines()) <= 36
    order = ["选项：", "已经知道的问题：", "另存副本（原文件不动）："]
    assert all(page.index(before) < page.index(after) for before, after in pairwise(order))
