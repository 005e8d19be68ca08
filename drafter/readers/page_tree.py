"""The bytes of a saved web page → its tree, whole: also of a page saved as one file (MHTML), and of one that is put together badly.

Pages of government sites are put together from parts, so that </body> and </html> stand in their middle; browsers read on, and so
do we. Pages also come damaged or made to harm. The parser takes hours for a million attributes and drops what lies deeper than
2,048 elements. So the markup is bounded before it is parsed, and what does not fit is told, never dropped in silence.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from lxml import etree

from drafter import decoding
from drafter.decoding import Decoded
from drafter.errors import FormatError
from drafter.readers import HEADER_OF_MAIL

_MOST_TAGS = 400_000
"""Tags of the largest page that is parsed; each takes about a kilobyte. A long report with all its spans has 20,000."""
_LONGEST_TAG = 4000
"""Characters. The parser compares every attribute with every other."""
_HEAD = 4096
"""Bytes in which a page in the form of a mail says that it is one."""
_HINT = "请在浏览器里打开网页，全选正文，复制到 Word 里保存后再试"
_MIDDLE_ENDS = re.compile(r"</(?:body|html)\b[^<>]{0,99}>", re.IGNORECASE)
_BREAKS = re.compile(r"(<br\s{0,9}/?>)(?:\s{0,99}<br\s{0,9}/?>){1,200}", re.IGNORECASE)
"""Many line breaks in a row, which say no more than two: both mean a new paragraph."""
_LONG_VALUE = re.compile(r"""=\s{0,9}(?:"[^"<>]{400,}"|'[^'<>]{400,}')""")
"""An attribute such as a picture written into the page."""
_LONG_TAG = re.compile(rf"<([A-Za-z][\w:]{{0,30}})[^<>]{{{_LONGEST_TAG},}}>")
_BARE_TAG = re.compile(
    r"</?(?:(?P<block>div|section|article|main|center|blockquote|dl|dd|dt)|[a-z]{1,10})\s{0,9}>", re.IGNORECASE
)
"""A tag without attributes; `block` is its name if it begins or ends a block."""
_KEPT_TAG = re.compile(
    r"</?(?:table|tbody|thead|tfoot|tr|td|th|p|br|h[1-6]|li|ul|ol|html|head|body|title|style|script)\b", re.I
)
"""A tag by which the reader knows tables, paragraphs, headings, and what is no text."""


class Page(NamedTuple):
    """The tree of a page, and how its bytes were decoded."""

    root: etree._Element
    body: etree._Element
    decoded: Decoded


def parsed(data: bytes, name: str) -> Page:
    """The page of a file called `name`. Raises FileError where it is no text, FormatError where it cannot be read as a whole."""
    bare = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    is_mail = re.match(b"(?i)" + HEADER_OF_MAIL, bare) and re.search(rb"(?i)multipart/|text/html", bare)
    decoded = decoding.lenient(_html_part(data, name) if is_mail else data, f"{name} ", is_page=True)
    markup = _bounded(decoded.text.replace("\x00", ""), name)
    root, is_whole = _tree(markup, name)
    if not is_whole:  # too deep; most often because of tags that say nothing and are never closed, so without these
        root, is_whole = _tree(_BARE_TAG.sub(_flattened, markup), name)
    if not is_whole:
        raise FormatError(f"{name} 的网页一层套一层，超过 2000 层，无法完整读取", _HINT)
    body = root.find("body")
    if body is None:
        raise FormatError(f"{name} 里没有网页正文", _HINT)
    return Page(root, body, decoded)


def _html_part(data: bytes, name: str) -> bytes:
    """The page within an MHTML file: its first part that is HTML. Raises FormatError where there is none."""
    from email.parser import BytesParser
    from email.policy import compat32

    message = BytesParser(policy=compat32).parsebytes(data.removeprefix(codecs.BOM_UTF8).lstrip())
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    content = parts[0].get_payload(decode=True) if parts else None
    if not isinstance(content, bytes) or not content.strip():
        raise FormatError(f"{name} 是单个文件的网页，但里面没有正文", _HINT)
    charset = parts[0].get_content_charset()
    has_mark = content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if has_mark or not charset:
        return content
    return f'<meta charset="{charset}">'.encode() + content  # in front, so that it goes before the page's own


def _bounded(markup: str, name: str) -> str:
    """The markup without what would stall the parser. Raises FormatError where too much is left."""
    markup = _BREAKS.sub(r"\1\1", _MIDDLE_ENDS.sub("", markup))
    if len(markup) > _LONGEST_TAG:
        markup = _LONG_TAG.sub(r"<\1>", _LONG_VALUE.sub('=""', markup))
    if (tags := markup.count("<")) > _MOST_TAGS:
        raise FormatError(f"{name} 里有 {tags // 10000} 万个标签，网页太大", _HINT)
    return markup


def _flattened(tag: re.Match[str]) -> str:
    """What stands for a bare tag: itself if it is to be kept, a line break at the border of a block, else nothing."""
    if _KEPT_TAG.match(tag[0]):
        return tag[0]
    return "<br>" if tag["block"] else ""


def _tree(markup: str, name: str) -> tuple[etree._Element, bool]:
    """The root, and whether nothing is missing from it."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(markup.encode(), parser)
    if root is None:
        raise FormatError(f"{name} 不是完整的网页", _HINT)
    return root, not any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
