"""The bank as a table for Excel and as a translation memory: Phrases ⇄ CSV or TMX text, nothing lost there and back.

In CSV a cell that a spreadsheet would take for a formula gets an apostrophe in front, and loses it on the way back; a table
that a person made needs one column, 表述, and what it leaves out is found out by whoever imports it. TMX 1.4 is for OmegaT,
memoQ and the like: a phrase is a unit in one language, its wording the segment, every other field a property; units of other
programs may have their segment only.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from drafter import __version__, text, yamlfile
from drafter.errors import FormatError
from drafter.formats import Phrase
from drafter.model import Finding

COLUMNS = {
    "id": "编号", "topic": "主题", "role": "作用", "claim": "性质", "status": "状态", "text": "表述", "slots": "槽位",
    "sources": "出处", "seen": "出现次数", "years": "年度", "reason": "停用原因",
}  # fmt: skip
"""Field → heading of its column."""
STRUCTURED = ("slots", "sources", "years")
"""Fields that are no plain text; they are written as JSON."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIX = "x-drafter-"


def to_csv(phrases: Iterable[Phrase]) -> str:
    """A table with Chinese headings, as Excel reads it (with a byte order mark)."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS.values())
    table.writerows([_defused(cell) for cell in _cells(phrase).values()] for phrase in phrases)
    return "\ufeff" + out.getvalue()


def from_csv(content: str, name: str) -> tuple[Phrase, ...]:
    """The phrases of a table; `name` is the file's, for messages.

    Raises:
        FormatError: with every row that is wrong, and its line.
    """
    table = csv.DictReader(io.StringIO(content.lstrip("\ufeff"), newline=""))
    if COLUMNS["text"] not in [(heading or "").strip() for heading in table.fieldnames or ()]:
        raise FormatError(f"{name} 没有“表述”一列", "第一行要是列名；可先用 drafter phrases export 导出一份作样子")
    fields = {heading: field for field, heading in COLUMNS.items()}
    rows = _rows(table, name)
    return _checked(
        ((line, {fields[k.strip()]: _restored(v or "") for k, v in row.items() if k and k.strip() in fields}) for line, row in rows),
        name,
    )  # fmt: skip


def _rows(table: csv.DictReader[str], name: str) -> list[tuple[int, dict[str, str]]]:
    try:
        return [(table.line_num, row) for row in table if any(row.values())]
    except csv.Error as error:
        raise FormatError(
            f"{name} 第 {table.line_num} 行不是表格内容", "请用 Excel 或 WPS 另存为 CSV 后再试"
        ) from error


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
        _unit(etree, body, _cells(phrase))
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
    return _checked(_units(root), name)


def _parsed(content: str, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", content.lstrip("\ufeff"))
    try:
        return etree.fromstring(bare.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        raise FormatError(f"{name} 第 {line} 行不是正确的 XML", "请用导出它的软件重新导出为 TMX 1.4") from error


def _units(root: Any) -> Iterator[tuple[int, dict[str, str]]]:
    for unit in root.iterfind("body/tu"):
        segment = next((v.find("seg") for v in unit.iterfind("tuv") if _chinese(v)), None)
        if segment is not None:
            fields = {p.get("type", "").removeprefix(_PREFIX): p.text or "" for p in unit.iterfind("prop")}
            known = {field: value for field, value in fields.items() if field in COLUMNS}
            own = {"id": unit.get("tuid", "")} if known else {}
            yield unit.sourceline or 0, {**known, **own, "text": "".join(segment.itertext())}


def _chinese(variant: Any) -> bool:
    language = str(variant.get(_LANGUAGE) or variant.get("lang") or "")
    return language.lower().startswith("zh")


# Both --------------------------------------------------------------------------------------------------------------------


def _cells(phrase: Phrase) -> dict[str, str]:
    """Every field as text; empty where there is nothing."""
    data = phrase.model_dump(mode="json")
    return {field: _cell(data[field], field in STRUCTURED) for field in COLUMNS}


def _cell(value: Any, structured: bool) -> str:
    if structured:
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value)


def _checked(rows: Iterable[tuple[int, Mapping[str, str]]], name: str) -> tuple[Phrase, ...]:
    """Phrases from (line, cells); a phrase without an id has an empty one. Raises FormatError with all that is wrong."""
    phrases: list[Phrase] = []
    findings: list[Finding] = []
    for line, row in rows:
        try:
            phrases.append(_phrase(row))
        except (ValidationError, ValueError) as error:
            findings.append(Finding("FMT005", "exchange", "error", _reason(error), "请修改这一行", name, line=line))
    if findings:
        raise yamlfile.problem(name, findings)
    return tuple(phrases)


def _phrase(row: Mapping[str, str]) -> Phrase:
    data: dict[str, Any] = {"id": "", **{field: value for field, value in row.items() if value}}
    data |= {field: json.loads(data[field]) for field in STRUCTURED if field in data}
    if not data.get("text", "").strip():
        raise ValueError("没有表述")
    phrase = Phrase.model_validate(data)
    printed, declared = set(re.findall(r"\{(\w+)\}", phrase.text)), set(phrase.slots)
    if printed != declared:
        raise ValueError(f"表述中的槽位与“槽位”一列不一致：{'、'.join(sorted(printed ^ declared))}")
    if phrase.status == "retired" and not phrase.reason:
        raise ValueError("已停用的表述要写停用原因")
    return phrase


def _reason(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        wrong = ("".join(COLUMNS.get(str(part), "") for part in each["loc"][:1]) for each in error.errors())
        return f"内容不对：{'、'.join(dict.fromkeys(wrong))}"
    return "槽位、出处、年度三列要保持导出时的写法" if isinstance(error, json.JSONDecodeError) else str(error)


def _defused(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _restored(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
