"""A Document as one self-contained HTML page that prints as it looks. Document in, page out.

The page is accessible: it names its language, has one h1, headings in order and real table heads, and no colour carries a
meaning alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from drafter.model import Block, BlockKind, Document, Run
from drafter.text import clean

_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { max-width: 44em; margin: 0 auto; padding: 2em 1em; color: #000; background: #fff;
  font: 1.25rem/1.8 FangSong_GB2312, 仿宋_GB2312, FangSong, 仿宋, STFangsong, serif; }
h1 { font: 1.7em/1.5 方正小标宋简体, FZXiaoBiaoSong-B05S, STZhongsong, 宋体, serif; text-align: center; text-wrap: balance; }
h2 { font: 1em/1.8 SimHei, 黑体, "Heiti SC", sans-serif; }
h3 { font: 1em/1.8 KaiTi_GB2312, 楷体_GB2312, KaiTi, 楷体, "Kaiti SC", serif; }
h4, h5 { font: inherit; }
h2, h3, h4, h5, p { margin: 0; text-indent: 2em; text-align: justify; }
h2, h3, h4, h5 { break-after: avoid; }
.document_number { text-align: center; text-indent: 0; }
.addressee { text-indent: 0; margin-top: 1em; }
.annex { font-family: SimHei, 黑体, sans-serif; text-indent: 0; break-before: page; margin-top: 2em; }
.closing { width: fit-content; margin: 1.8em 4em 0 auto; break-inside: avoid; }
.closing p { text-align: center; text-indent: 0; }
table { width: 100%; margin: 1em 0; border-collapse: collapse; font-size: .8em; line-height: 1.4;
  border-top: .12em solid; border-bottom: .12em solid; }
thead { border-bottom: .06em solid; display: table-header-group; }
th { font-family: SimHei, 黑体, sans-serif; font-weight: normal; }
th, td { padding: .3em .5em; text-align: center; }
tr { break-inside: avoid; }
mark { background: #ff0; color: #000; }
@media print { body { max-width: none; padding: 0; font-size: 16pt; } }
"""
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
_CLOSING: tuple[BlockKind, ...] = ("signature", "date")


def encode(document: Document) -> str:
    """The page."""
    title = next((clean(block.text) for block in document.blocks if block.kind == "title"), "")
    return _PAGE.format(title=escape(title or document.name or "报告"), style=_STYLE, body=body(document))


def body(document: Document, marked: Callable[[str, str], str] = lambda _, text: text) -> str:
    """What stands on the page. `marked` gets the id of each sentence and its text as HTML, and returns what is to stand there.

    Signature and date stand in one box, which centres the organ over the date.
    """
    blocks = [block for block in document.blocks if block.kind != "furniture"]
    annexes = next((i for i, block in enumerate(blocks) if block.kind == "annex"), len(blocks))
    for i, block in enumerate(blocks[annexes:], annexes):
        if block.kind == "title":  # a page has only one h1
            blocks[i] = block._replace(kind="heading", level=1)
    parts: list[str] = []
    for is_closing, group in groupby(blocks, key=lambda block: block.kind in _CLOSING):
        elements = [element for block in group if (element := _element(block, marked))]
        parts += ['<div class="closing">', *elements, "</div>"] if is_closing else elements
    return "\n".join(parts)


def _element(block: Block, marked: Callable[[str, str], str]) -> str:
    """The block as an HTML element; empty where the block has no text."""
    if block.rows:
        return _table(block.rows)
    content = ""
    for sentence, runs in groupby(block.runs, key=lambda run: run.sentence):
        content += marked(sentence, "".join(map(_text, runs)))
    content = "<br>".join(content.strip().splitlines())
    if not content:
        return ""
    if block.kind == "title":
        return f"<h1>{content}</h1>"
    if block.kind == "heading":
        tag = f"h{min(block.level, 4) + 1}"
        return f"<{tag}>{content}</{tag}>"
    return f"<p>{content}</p>" if block.kind == "paragraph" else f'<p class="{block.kind}">{content}</p>'


def _text(run: Run) -> str:
    text = escape(clean(run.text), quote=False)
    return f"<mark>{text}</mark>" if run.origin in ("gap", "note") else text


def _table(rows: Sequence[Sequence[str]]) -> str:
    """A table whose first row is its head; line breaks inside a cell are kept."""
    head, *body = (["<br>".join(escape(clean(cell), quote=False).splitlines()) for cell in row] for row in rows)
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in body]
    return "\n".join(
        ["<table>", f"<thead><tr>{heads}</tr></thead>", "<tbody>", *(f"<tr>{line}</tr>" for line in lines), "</tbody>", "</table>"]
    )  # fmt: skip
