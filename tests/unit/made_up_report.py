"""A made-up report in several shapes, and the smallest Word file that can hold given XML."""

from __future__ import annotations

import zipfile
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

REPORT = (
    (0, "云溪经济技术开发区管理委员会关于2023年度法治政府建设情况的报告"),
    (0, "云溪管发〔2024〕3号"),
    (0, "市委、市政府："),
    (0, "2023年，云溪经济技术开发区坚持依法行政，营商环境持续优化，群众满意度稳步提升，园区企业和社区居民都感到办事更方便了。现将有关情况报告如下："),
    (1, "主要举措和成效"),
    (2, "加强党的领导"),
    (0, "召开党工委会议4次，研究法治建设议题6项，把法治建设与经济发展同部署、同督促、同考核，压实各部门责任，形成一级抓一级的格局。"),
    (3, "落实第一责任人职责。主要负责人带头学法，全年组织集体学法12次，听取法治建设情况汇报2次，现场协调解决突出问题5个，没有一件久拖不决。"),
    (3, "健全工作机制。建立联席会议制度，每季度通报进度，年终纳入考核。"),
    (2, "依法化解矛盾纠纷"),
    (0, "全年共调解各类纠纷162件，调解成功135件，成功率83.33%，涉及金额120余万元，社区调解员普遍接受了培训，文书质量有所提高。"),
    (1, "存在的不足和原因"),
    (0, "对照上级要求仍有差距：一是法治力量不足，主要原因是编制较少；二是培训针对性不强；三是信息化水平不高。"),
    (1, "2024年主要安排"),
    (2, "强化培训。全年开展执法培训不少于2次，覆盖全部持证人员。"),
    (2, "优化服务。推进公共法律服务进园区，每月开展一次法治体检。"),
    (0, "云溪经济技术开发区管理委员会"),
    (0, "2024年1月15日"),
    (0, "（此件公开发布）"),
)  # fmt: skip
_NUMERALS = "一二三四五六七八九十"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def lines() -> list[str]:
    """The report with its numbers typed."""
    counts, result = [0, 0, 0, 0], []
    for level, words in REPORT:
        counts[level] += 1
        counts[level + 1 :] = [0] * (3 - level) if level else counts[1:]
        one, two, three = (_NUMERALS[counts[1] - 1], _NUMERALS[counts[2] - 1], str(counts[3]))
        result.append(("", f"{one}、", f"（{two}）", f"{three}.")[level] + words)
    return result


def word_file(path: Path, body: str, styles: str = "", numbering: str = "") -> Path:
    """A .docx that holds this XML in its body and parts."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _relations(("officeDocument", "word/document.xml")))
        package.writestr(
            "word/_rels/document.xml.rels", _relations(("styles", "styles.xml"), ("numbering", "numbering.xml"))
        )
        package.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        package.writestr("word/styles.xml", f"<w:styles {_W}>{styles}</w:styles>")
        package.writestr("word/numbering.xml", f"<w:numbering {_W}>{numbering}</w:numbering>")
    return path


def with_parts(
    path: Path,
    parts: Mapping[str, str | bytes],
    links: Iterable[tuple[str, str, str]] = (),
    without: Container[str] = (),
) -> Path:
    """The Word file with further or other parts, links from its text (id, kind, name), and without some of its parts."""
    with zipfile.ZipFile(path) as package:
        contents: dict[str, str | bytes] = {
            name: package.read(name) for name in package.namelist() if name not in without
        }
    rows = "".join(f'<Relationship Id="{key}" Type="{_LINK}/{kind}" Target="{name}"/>' for key, kind, name in links)
    if rows:
        name = "word/_rels/document.xml.rels"
        contents[name] = bytes(contents[name]).decode().replace("</Relationships>", rows + "</Relationships>")
    with zipfile.ZipFile(path, "w") as package:
        for name, content in (contents | dict(parts)).items():
            package.writestr(name, content)
    return path


NAMESPACES = f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="{_LINK}"'


_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/></Types>'
)


def _relations(*parts: tuple[str, str]) -> str:
    rows = (f'<Relationship Id="r{k}" Type="{_LINK}/{name}" Target="{part}"/>' for k, (name, part) in enumerate(parts))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rows)}</Relationships>'


def paragraph(words: str, properties: str = "") -> str:
    """A w:p."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def numbered(number: int, level: int) -> str:
    """The list properties of a paragraph."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(depth: int, pattern: str, kind: str = "decimal", extra: str = "") -> str:
    """A list level; `extra` are further elements."""
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{extra}<w:lvlText w:val="{pattern}"/></w:lvl>'


OFFICIAL_LIST = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        level(depth, pattern, kind, f'<w:pStyle w:val="H{depth + 1}"/><w:suff w:val="nothing"/>')
        for depth, (pattern, kind) in enumerate(
            [("%1、", "chineseCounting"), ("（%2）", "chineseCounting"), ("%3.", "decimal")]
        )
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
HEADING_STYLES = '<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>' + "".join(
    f'<w:style w:styleId="H{k}"><w:name w:val="heading {k}"/><w:pPr>{numbered(1, k - 1)}<w:outlineLvl w:val="{k - 1}"/></w:pPr></w:style>'
    for k in (1, 2, 3)
)


def typed_word_file(path: Path) -> Path:
    """The report as a clerk types it: numbers by hand, no styles."""
    return word_file(path, "".join(paragraph(line) for line in lines()))


def numbered_word_file(path: Path) -> Path:
    """The report with heading styles, the numbers made by Word."""
    styles = ["Title", *("" for _ in REPORT[1:])]
    body = (
        paragraph(words, f'<w:pStyle w:val="{style or f"H{level}"}"/>')
        for style, (level, words) in zip(styles, REPORT, strict=True)
    )
    return word_file(path, "".join(body), HEADING_STYLES, OFFICIAL_LIST)


def web_page(path: Path) -> Path:
    """The report as a government site shows it."""
    title, *rest = lines()
    text = "".join(f"<p>　　{line}</p>\n" for line in rest)
    path.write_text(
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_云溪市人民政府</title></head><body>
<div class="top"><a href="/in">登录</a> <a href="/new">注册</a></div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li><li><a href="/b">政务服务</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/a">政务公开</a> &gt; <a href="/c">法治政府建设</a></div>
<div class="box"><h1>{title}</h1><div><span>发布日期：2024-01-20</span> <span>来源：司法分局</span> 【字体：<a>大</a> <a>中</a> <a>小</a>】</div>
<div class="words">{text}</div></div>
<div class="share">分享到：<a>微信</a> <a>微博</a></div><p>上一篇：<a href="/x">关于放假的通知</a></p><p>扫一扫在手机打开当前页</p>
<div><p>主办：云溪市人民政府办公室　承办：云溪市大数据局</p><p>云ICP备00000000号</p><p>版权所有：云溪市人民政府</p></div></body></html>""",
        encoding="utf-8",
    )
    return path
