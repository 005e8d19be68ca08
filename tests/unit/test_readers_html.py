"""Saved web pages: the text kept whole, the page around it left out."""

from __future__ import annotations

import pytest
from made_up_report import lines, web_page

from drafter import readers
from drafter.errors import FileError

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
