"""Saved web pages: the text kept whole, the page around it left out."""

from __future__ import annotations

import base64
import quopri

import pytest
from made_up_report import lines, web_page

from drafter import readers
from drafter.errors import FileError, FormatError
from drafter.readers import web_page as reader

TITLE, *BODY = lines()
PARAGRAPHS = "".join(f"<p>　　{line}</p>" for line in BODY)
MENU = "<ul><li><a>首页</a></li><li><a>政务公开</a></li></ul>"


def _read(tmp_path, markup: str, encoding: str = "utf-8"):
    path = tmp_path / "a.html"
    path.write_bytes(markup.encode(encoding))
    return readers.read(path).blocks


@pytest.mark.parametrize(
    "body",
    [
        f"<div id='zoom'>{PARAGRAPHS}</div>",
        f"<div class='TRS_Editor'><style>p {{}}</style><div>{PARAGRAPHS}</div></div>",
        f"<div>{'<br>&nbsp;&nbsp;'.join(BODY)}</div>",
        "".join(f"<div>{line}</div>" for line in BODY),
        f"<table><tr><td><h5>x</h5></td><td>{PARAGRAPHS}</td></tr></table>",
        "".join(f"<p><span>{line[:4]}</span><font><b>{line[4:]}</b></font></p>" for line in BODY),
        f"<div id='zoom'><div>{PARAGRAPHS[:-40]}</div></div>".replace(
            "</div></div>", f"</div>{PARAGRAPHS[-40:]}</div>"
        ),
    ],
)
def test_nothing_of_the_text_is_lost_whatever_the_page_is_built_of(tmp_path, body):
    page = f"<html><body>{MENU}<div class=box><h1>{TITLE}</h1>{body}</div><div><a>上一篇</a> <a>下一篇</a></div></body></html>"
    texts = [block.text for block in _read(tmp_path, page)]
    assert [line for line in [TITLE, *BODY] if line not in texts] == []
    assert "首页" not in "".join(texts)


def test_menus_stay_out_and_blocks_are_numbered(tmp_path):
    blocks = readers.read(web_page(tmp_path / "a.html")).blocks
    assert blocks[0].kind == "title"
    assert [block.line for block in blocks] == list(range(1, len(blocks) + 1))
    assert not {"首页", "登录", "政务服务"} & {block.text for block in blocks}


def test_the_title_comes_from_the_page_where_the_text_has_none(tmp_path):
    head = f"<title>{TITLE}_云溪市人民政府</title><meta name='ArticleTitle' content='{TITLE}'>"
    blocks = _read(tmp_path, f"<html><head>{head}</head><body><div id=zoom>{PARAGRAPHS}</div></body></html>")
    assert (blocks[0].kind, blocks[0].text) == ("title", TITLE)


def test_a_page_in_an_older_encoding_is_read(tmp_path):
    page = f"<html><head><meta charset='gb2312'></head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>"
    assert [block.text for block in _read(tmp_path, page, "gb18030")] == [TITLE, *BODY]


def test_headings_and_tables_are_kept(tmp_path):
    table = (
        "<table><tr><th colspan=2>指标</th><th>数量</th></tr><tr><td rowspan=2>调解</td><td>受理</td><td>162件</td></tr>"
        "<tr><td>成功</td><td>135件</td></tr></table>"
    )
    blocks = _read(
        tmp_path, f"<html><body><h1>{TITLE}</h1><h2>一、成效</h2><p>调解如下。</p>{table}<h3>说明</h3></body></html>"
    )
    assert [(block.kind, block.level) for block in blocks] == [
        ("title", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("table", 0),
        ("heading", 3),
    ]
    assert blocks[3].rows == (("指标", "", "数量"), ("调解", "受理", "162件"), ("", "成功", "135件"))


def test_line_ends_of_the_source_are_no_blanks(tmp_path):
    blocks = _read(tmp_path, "<p>全年调解\n   纠纷162件，合计 3\n次。</p>")
    assert [block.text for block in blocks] == ["全年调解纠纷162件，合计 3次。"]


def test_a_page_without_text_is_told(tmp_path):
    with pytest.raises(FileError, match="没有文字"):
        _read(tmp_path, "<html><body><script>var a = '正文。'</script></body></html>")


SHEET = """
/* @media screen { */ .off, #old { color: red; display:none } .box .gone { visibility: hidden }
@media print { .paper { display: none } } @media (max-width: 600px) { .wide { display: none } }
.tab { display: none } .tab.on { display: block } div.note { display:none !important } .a:hover { display: none }
@media screen { .late { display: none } }
"""


@pytest.mark.parametrize(
    ("attributes", "is_shown"),
    [
        ("class='off'", False),
        ("class='x off y'", False),
        ("id='old'", False),
        ("class='gone'", True),  # the rule wants it inside a .box
        ("class='paper'", True),
        ("class='wide'", True),
        ("class='late'", False),
        ("class='tab'", False),
        ("class='tab on'", True),
        ("class='off' style='display:block'", True),
        ("class='note' style='display:block'", False),
        ("class='a'", True),
        ("hidden", False),
        ("hidden=''", False),
        ("hidden style='display:inline'", True),
        ("aria-hidden='true'", True),  # only a voice leaves it out
        ("style='DISPLAY: None'", False),
        ("style='visibility:collapse'", False),
        ("style='font-size: 0px'", False),
        ("style='font-size:0.9em'", True),
    ],
)
def test_what_a_page_does_not_show_is_not_read(tmp_path, attributes, is_shown):
    page = (
        f"<style>{SHEET}</style><h1>{TITLE}</h1><div>{PARAGRAPHS}<div {attributes}><p>旧稿：调解399件。</p></div></div>"
    )
    texts = [block.text for block in _read(tmp_path, f"<html><body>{page}</body></html>")]
    assert ("旧稿：调解399件。" in texts) is is_shown
    assert [line for line in BODY if line not in texts] == []


def test_rules_about_elements_inside_others_are_understood(tmp_path):
    page = f"<style>{SHEET}</style><div class='box'><p>调解207件。</p><div><p class='gone'>调解399件。</p></div></div>"
    assert [block.text for block in _read(tmp_path, page)] == ["调解207件。"]


def test_a_container_without_size_around_text_with_one_is_read(tmp_path):
    page = "<div style='font-size:0'><p style='font-size:16px'>调解207件。</p></div>"
    assert [block.text for block in _read(tmp_path, page)] == ["调解207件。"]


def test_struck_text_and_pronunciation_are_left_out_and_the_first_is_told(tmp_path):
    (tmp_path / "a.html").write_text(
        "<p>调解<del>199</del>207件，<s>失败</s>成功188件，<ruby>滨<rt>bīn</rt></ruby>江县。</p>", encoding="utf-8"
    )
    document = readers.read(tmp_path / "a.html")
    assert [block.text for block in document.blocks] == ["调解207件，成功188件，滨江县。"]
    assert [(notice.amount, "删除线" in notice.message) for notice in document.notices] == [(2, True)]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("化解412<sup>[3]</sup>件", "化解412件"),
        ("绿地5km<sup>2</sup>", "绿地5km²"),
        ("化解<b>412</b><sup><a href='#n'>1</a></sup>件", "化解412件"),
        ("CO<sub>2</sub>排放下降", "CO2排放下降"),
        ("平均数x<sup>上年</sup>", "平均数x上年"),
    ],
)
def test_a_superscript_never_becomes_a_digit_of_a_figure(tmp_path, markup, words):
    assert [block.text for block in _read(tmp_path, f"<p>{markup}。</p>")] == [words + "。"]


@pytest.mark.parametrize(
    "end", ["</body>", "</html>", "</body></html>", "</BODY ></HTML>\n<html><head><title>x</title></head><body>"]
)
def test_what_follows_the_end_of_an_included_page_is_read(tmp_path, end):
    blocks = _read(tmp_path, f"<html><body>{MENU}{end}<h1>{TITLE}</h1>{PARAGRAPHS}</body></html>{MENU}")
    assert [block.text for block in blocks] == [TITLE, *BODY]


@pytest.mark.parametrize("tag", ["div", "span", "font", "b", "section"])
def test_text_below_thousands_of_elements_is_read(tmp_path, tag):
    blocks = _read(tmp_path, f"<h1>{TITLE}</h1>{f'<{tag}>' * 3000}{PARAGRAPHS}")
    assert [block.text for block in blocks] == [TITLE, *BODY]


def test_a_page_that_cannot_be_read_as_a_whole_is_refused(tmp_path):
    with pytest.raises(FormatError, match="2000 层"):
        _read(tmp_path, f"<h1>{TITLE}</h1>{'<div class=a>' * 3000}{PARAGRAPHS}")
    with pytest.raises(FormatError, match="个标签"):
        _read(tmp_path, "<b>x</b>" * 300_000)


@pytest.mark.parametrize(
    "ballast",
    [
        "<br>" * 600_000,
        "<br>\n" * 500_000,
        " " * 3_000_000 + "\n",
        "<p>" + "\u3000\n " * 300_000,
        f"<p {' '.join(f'a{i}' for i in range(300_000))}>",
        f"<img src='data:image/png;base64,{'A' * 3_000_000}'>",
        f"<table>{'<tr><td rowspan=99999999 colspan=99999999>x' * 20_000}</table>",
        f"<table>{'<tr><td rowspan=9 colspan=2.5>x<td colspan=-1>y' * 20_000}</table>",
        "<a href=x>首页</a> <a href=y>公开</a><div>" * 1500,
        f"<style>{'.x{display:none}' * 50_000}{'/*' * 50_000}</style>",
        f"<style>{'@media print{' * 50_000}</style>",
        f"<style>{','.join(f'.c{i} .d' for i in range(20_000))}{{display:none}}</style>"
        + "<i class='d c1'>x</i>" * 5000,
        "<!--" * 100_000 + "-->",
        "&#8203;" * 200_000,
    ],
    ids=lambda ballast: ballast[:12],
)
def test_ballast_takes_neither_time_nor_text(tmp_path, ballast):
    (tmp_path / "a.html").write_text(f"<body>{ballast}<div><h1>{TITLE}</h1>{PARAGRAPHS}</div>", encoding="utf-8")
    texts = [block.text for block in readers.read(tmp_path / "a.html").blocks]
    assert [line for line in BODY if line not in texts] == []


def test_invisible_signs_written_as_entities_are_dropped(tmp_path):
    page = "<p>化解&#8203;纠纷4&#x200b;12件，&zwnj;办结3&shy;98件&#xFEFF;，&#xE001;占96&#x2060;.6%。</p>"
    assert [block.text for block in _read(tmp_path, page)] == ["化解纠纷412件，办结398件，占96.6%。"]


@pytest.mark.parametrize(
    "start",
    [
        "<!-- 由系统导出 -->",
        '<?xml version="1.0"?>\n',
        "\r\n<!--a--><!--b-->\n",
        "",
        '<!--a-->\n<?xml version="1.0"?>',
        "<%@ page pageEncoding='utf-8' %>\n",
        '<?mso-application progid="Word.Document"?>',
        "<xml><o:p></o:p></xml>",
    ],
)
@pytest.mark.parametrize(
    ("name", "encoding"), [("a.doc", "utf-8"), ("a.doc", "utf-8-sig"), ("a.wps", "gb18030"), ("a.doc", "utf-16")]
)
def test_a_page_that_a_system_saved_as_word_is_a_page(tmp_path, start, name, encoding):
    page = f"{start}<html><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>"
    (tmp_path / name).write_bytes(page.encode(encoding))
    texts = [block.text for block in readers.read(tmp_path / name).blocks]
    assert texts[-len(BODY) - 1 :] == [TITLE, *BODY] and "<html>" not in "".join(texts)


MAIL = """{first}
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html"; boundary="==b=="

preamble
--==b==
Content-Type: text/html{charset}
Content-Transfer-Encoding: {coding}

{page}
--==b==
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--==b==--
"""


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.doc"])
@pytest.mark.parametrize("first", ["From: <Saved by Blink>\nSubject: =?utf-8?Q?=E5=B9=B4?=", "X-Mailer: 系统"])
@pytest.mark.parametrize(("charset", "encoding"), [("; charset=gb2312", "gb18030"), ("", "utf-8")])
@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
def test_a_page_in_the_form_of_a_mail_is_read(tmp_path, name, first, charset, encoding, coding):
    page = f"<html><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>".encode(encoding)
    coded = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}[coding](page)
    head, _, tail = MAIL.format(first=first, charset=charset, coding=coding, page="@").encode(encoding).partition(b"@")
    (tmp_path / name).write_bytes((head + coded + tail).replace(b"\n", b"\r\n"))
    assert [block.text for block in readers.read(tmp_path / name).blocks] == [TITLE, *BODY]


@pytest.mark.parametrize("name", ["a.mht", "a.doc", "a.docx", "a.txt"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\r\n"])
def test_a_mail_that_is_one_page_and_nothing_else_is_read(tmp_path, name, mark):
    page = f"<html><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>".encode()
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    (tmp_path / name).write_bytes(mark + head + base64.encodebytes(page))
    assert [block.text for block in readers.read(tmp_path / name).blocks] == [TITLE, *BODY]


def test_a_dialogue_is_read_while_it_is_open(tmp_path):
    page = (
        f"<h1>{TITLE}</h1>{PARAGRAPHS}<dialog><p>旧稿：调解399件。</p></dialog><dialog open><p>说明另附。</p></dialog>"
    )
    texts = [block.text for block in _read(tmp_path, page)]
    assert "说明另附。" in texts and "旧稿：调解399件。" not in texts


def test_a_mail_without_a_page_is_told(tmp_path):
    (tmp_path / "a.mht").write_bytes(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--\n")
    with pytest.raises(FormatError, match="没有正文"):
        readers.read(tmp_path / "a.mht")


def test_a_bad_byte_of_a_page_costs_one_character_and_is_told(tmp_path):
    page = f"<meta charset=gbk><h1>{TITLE}</h1>{PARAGRAPHS}<p>访问：@次</p>".encode("gb18030").replace(b"@", b"\xff")
    (tmp_path / "a.html").write_bytes(page)
    document = readers.read(tmp_path / "a.html")
    assert document.blocks[-1].text == "访问：�次"
    assert [(notice.place, notice.amount) for notice in document.notices] == [(f"第{len(document.blocks)}行", 1)]


def test_a_whole_page_is_read_without_looking_for_its_article():
    document = reader.whole("<title>x</title><p>调解207件。</p><div><p>培训6场。</p></div>".encode(), "a")
    assert [block.text for block in document.blocks] == ["调解207件。", "培训6场。"]
