"""The bank as a translation memory: Phrases ⇄ TMX 1.4, for OmegaT, memoQ and the like. One language, zh-CN.

A phrase is a unit, its wording the segment, every other field a property, so nothing is lost on the way there and back. Units
of other programs may have their segment only. A file that declares entities is refused unread: no TMX needs them, and they
are how XML files attack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from drafter import __version__, text
from drafter.bank import exchange
from drafter.errors import FormatError
from drafter.formats import Phrase

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIX = "x-drafter-"


def to_tmx(phrases: Iterable[Phrase]) -> str:
    """The whole file, UTF-8."""
    from lxml import etree

    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root, "header", creationtool="drafter", creationtoolversion=__version__, segtype="sentence", adminlang="zh-CN",
        srclang="zh-CN", datatype="plaintext", attrib={"o-tmf": "drafter"},
    )  # fmt: skip
    body = etree.SubElement(root, "body")
    for phrase in phrases:
        _unit(etree, body, exchange.cells(phrase))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode", pretty_print=True)


def _unit(etree: Any, body: Any, cells: dict[str, str]) -> None:
    unit = etree.SubElement(body, "tu", tuid=cells["id"])
    for field, value in cells.items():
        if value and field not in ("id", "text"):
            etree.SubElement(unit, "prop", type=_PREFIX + field).text = value
    variant = etree.SubElement(unit, "tuv", {_LANGUAGE: "zh-CN"})
    etree.SubElement(variant, "seg").text = text.clean(cells["text"])


def from_tmx(content: str, name: str) -> tuple[Phrase, ...]:
    """The Chinese segments of a translation memory; `name` is the file's, for messages.

    Raises:
        FormatError: it is no TMX, declares entities, or a unit is wrong.
    """
    if re.search(r"<!ENTITY|<!DOCTYPE[^>]*\[", content, re.IGNORECASE):
        raise FormatError(f"{name} 含有实体定义，出于安全没有读取", "请用导出它的软件重新导出为 TMX 1.4")
    root = _parsed(content, name)
    if root.tag != "tmx":
        raise FormatError(f"{name} 不是 TMX 文件", "请用导出它的软件重新导出为 TMX 1.4")
    return exchange.checked(_rows(root), name)


def _parsed(content: str, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", content.lstrip("\ufeff"))
    try:
        return etree.fromstring(bare.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        raise FormatError(f"{name} 第 {line} 行不是正确的 XML", "请用导出它的软件重新导出为 TMX 1.4") from error


def _rows(root: Any) -> Iterator[tuple[int, dict[str, str]]]:
    for unit in root.iterfind("body/tu"):
        segment = next((v.find("seg") for v in unit.iterfind("tuv") if _chinese(v)), None)
        if segment is not None:
            fields = {p.get("type", "").removeprefix(_PREFIX): p.text or "" for p in unit.iterfind("prop")}
            known = {field: value for field, value in fields.items() if field in exchange.COLUMNS}
            own = {"id": unit.get("tuid", "")} if known else {}
            yield unit.sourceline or 0, {**known, **own, "text": "".join(segment.itertext())}


def _chinese(variant: Any) -> bool:
    language = str(variant.get(_LANGUAGE) or variant.get("lang") or "")
    return language.lower().startswith("zh")
