"""Exchanges phrases with other programs: Phrases ⇄ the text of a CSV table or of a TMX translation memory, without loss.

CSV is for Excel. A cell that a spreadsheet would take for a formula gets an apostrophe in front, which is taken away when the
table is read. A table that a person made needs only the column 表述; mining/own_phrases.py works out the rest. TMX 1.4 is
for OmegaT, memoQ and the like. A phrase is a unit in one language: its wording is the segment, every other field a property.
Units that another program made may have nothing but a segment.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from pydantic import ValidationError

from drafter import __version__, text, yamlfile
from drafter.errors import FormatError
from drafter.model import Finding
from drafter.phrase_formats import Phrase

COLUMNS = {
    "id": "编号", "topic": "主题", "role": "作用", "claim": "性质", "status": "状态", "text": "表述", "slots": "槽位",
    "sources": "出处", "seen": "出现次数", "years": "年度", "reason": "停用原因",
}  # fmt: skip
"""Field of a phrase → heading of its column."""
_AS_JSON = ("slots", "sources", "years")
"""Fields that are no plain text; a cell has them as JSON."""
_LIKE_A_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n])")
"""The start of a formula, which may be full-width (Excel takes ＝ for =) or behind blanks that are cut off; or of a cell that would
look like one after an apostrophe is taken away.
"""
_LONGEST_SHOWN = 20
"""Characters of a cell that a message shows."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PROPERTY = "x-drafter-"
"""Stands before a field's name in a TMX property; x- is what TMX prescribes for types of one program's own."""


def to_csv(phrases: Iterable[Phrase]) -> str:
    """A table with Chinese headings. It begins with a byte order mark, without which Excel does not take it for UTF-8."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS.values())
    table.writerows([_no_formula(cell) for cell in _cells(phrase).values()] for phrase in phrases)
    return "\ufeff" + out.getvalue()


def from_csv(content: str, name: str) -> tuple[Phrase, ...]:
    """The phrases of a table; one without an id has an empty one. `name` is the file's, for messages.

    Raises FormatError: with every row that is wrong, and its line.
    """
    table = csv.reader(
        io.StringIO(content.lstrip("\ufeff"), newline=""), strict=True
    )  # a quote that is never closed would take in all that follows
    try:
        headings = [heading.strip() for heading in next(table, [])]
        rows = [(table.line_num, cells) for cells in table if any(cells)]
    except csv.Error as error:
        message = f"{name} 第 {table.line_num} 行不是表格内容"
        raise FormatError(message, "请用 Excel 或 WPS 另存为 CSV 后再试") from error
    if COLUMNS["text"] not in headings:
        raise FormatError(f"{name} 没有“表述”一列", "第一行要是列名；可先用 drafter phrases export 导出一份作样子")
    if twice := [heading for heading in COLUMNS.values() if headings.count(heading) > 1]:
        raise FormatError(f"{name} 有两列“{twice[0]}”，不知道用哪一列", "请删去或改名其中一列")
    if lost := [finding for line, cells in rows for finding in _without_heading(headings, cells, line, name)]:
        raise yamlfile.problem(name, lost)
    field_of = {heading: field for field, heading in COLUMNS.items()}  # columns with other headings are passed over
    fields: list[tuple[int, dict[str, str]]] = []
    for line, cells in rows:
        fields.append((line, {}))
        for heading, cell in zip(headings, cells, strict=False):
            if heading in field_of:
                fields[-1][1][field_of[heading]] = _restored(cell)
    return _phrases(fields, name)


def _without_heading(headings: Sequence[str], cells: Sequence[str], line: int, name: str) -> Iterator[Finding]:
    """What stands in a row beyond the headings, or under an empty one: mostly the rest of a wording with a comma in it."""
    for column, (heading, cell) in enumerate(zip_longest(headings, cells, fillvalue=""), 1):
        if cell.strip() and not heading:
            message = f"第 {column} 列“{cell.strip()[:_LONGEST_SHOWN]}”没有列名，不知道是什么"
            hint = "内容里有逗号的，整格要用英文双引号括起来（用 Excel 或 WPS 另存为 CSV 会自动加上）；或者给这一列写上列名"
            yield Finding("FMT005", "exchange", "error", message, hint, name, line=line)


def to_tmx(phrases: Iterable[Phrase]) -> str:
    """The text of the whole file, which is to be written as UTF-8."""
    from lxml import etree

    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root, "header", creationtool="drafter", creationtoolversion=__version__, segtype="sentence", adminlang="zh-CN",
        srclang="zh-CN", datatype="plaintext", attrib={"o-tmf": "drafter"},
    )  # fmt: skip
    body = etree.SubElement(root, "body")
    for phrase in phrases:
        cells = _cells(phrase)
        unit = etree.SubElement(body, "tu", tuid=cells["id"])
        for field, value in cells.items():
            if value and field not in ("id", "text"):
                etree.SubElement(unit, "prop", type=_PROPERTY + field).text = value
        variant = etree.SubElement(unit, "tuv", {_XML_LANG: "zh-CN"})
        etree.SubElement(variant, "seg").text = text.clean(cells["text"])
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode", pretty_print=True)


def from_tmx(content: str, name: str) -> tuple[Phrase, ...]:
    """The phrases of a translation memory: its Chinese segments. `name` is the file's, for messages.

    Raises FormatError: it is no TMX, declares entities, or a unit is wrong.
    """
    if re.search(r"<!ENTITY|<!DOCTYPE[^>]*\[", content, re.IGNORECASE):
        raise FormatError(f"{name} 含有实体定义，出于安全没有读取", "请用导出它的软件重新导出为 TMX 1.4")
    root = _root(content, name)
    if root.tag != "tmx":
        raise FormatError(f"{name} 不是 TMX 文件", "请用导出它的软件重新导出为 TMX 1.4")
    return _phrases(_units(root), name)


def _root(content: str, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    # The file has been decoded by now; an encoding that its first line declares would no longer be true.
    without_declaration = re.sub(r"^\s*<\?xml[^>]*\?>", "", content.lstrip("\ufeff"))
    try:
        return etree.fromstring(without_declaration.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        raise FormatError(f"{name} 第 {line} 行不是正确的 XML", "请用导出它的软件重新导出为 TMX 1.4") from error


def _units(root: Any) -> Iterator[tuple[int, dict[str, str]]]:
    """The line and the fields of every unit with a Chinese segment."""
    for unit in root.iterfind("body/tu"):
        languages = ((variant, str(variant.get(_XML_LANG) or variant.get("lang"))) for variant in unit.iterfind("tuv"))
        segments = (variant.find("seg") for variant, language in languages if language.lower().startswith("zh"))
        segment = next(segments, None)
        if segment is None:
            continue
        properties = {prop.get("type", "").removeprefix(_PROPERTY): prop.text or "" for prop in unit.iterfind("prop")}
        fields = {field: value for field, value in properties.items() if field in COLUMNS}
        if fields:  # otherwise another program made the unit, and its tuid is no id of a phrase
            fields["id"] = unit.get("tuid", "")
        yield unit.sourceline or 0, {**fields, "text": "".join(segment.itertext())}


# Cells of both formats ------------------------------------------------------------------------------------------------


def _cells(phrase: Phrase) -> dict[str, str]:
    """Every field as text; empty where there is nothing."""

    def cell(field: str, value: Any) -> str:
        if field not in _AS_JSON:
            return str(value)
        return json.dumps(value, ensure_ascii=False) if value else ""

    data = phrase.model_dump(mode="json")
    return {field: cell(field, data[field]) for field in COLUMNS}


def _phrases(rows: Iterable[tuple[int, Mapping[str, str]]], name: str) -> tuple[Phrase, ...]:
    """The phrases of rows, each given as its line and its cells by field. Raises FormatError with all that is wrong."""
    phrases: list[Phrase] = []
    findings: list[Finding] = []
    for line, row in rows:
        try:
            phrases.append(_phrase(row))
        except ValueError as error:
            findings.append(Finding("FMT005", "exchange", "error", _reason(error), "请修改这一行", name, line=line))
    if findings:
        raise yamlfile.problem(name, findings)
    return tuple(phrases)


def _phrase(row: Mapping[str, str]) -> Phrase:
    """Raises ValueError, ValidationError among them."""
    data: dict[str, Any] = {"id": "", **{field: text.clean(value) for field, value in row.items() if value}}
    data |= {field: json.loads(data[field]) for field in _AS_JSON if field in data}
    if not data.get("text", "").strip():
        raise ValueError("没有表述")
    phrase = Phrase.model_validate(data)
    slots_in_text, declared = set(re.findall(r"\{(\w+)\}", phrase.text)), set(phrase.slots)
    if slots_in_text != declared:
        only_in_one = slots_in_text ^ declared
        raise ValueError(f"表述中的槽位与“槽位”一列不一致：{'、'.join(sorted(only_in_one))}")
    if phrase.status == "retired" and not phrase.reason:
        raise ValueError("已停用的表述要写停用原因")
    return phrase


def _reason(error: ValueError) -> str:
    """What is wrong with a row, in Chinese."""
    if isinstance(error, ValidationError):
        fields = (str(each["loc"][0]) if each["loc"] else "" for each in error.errors())
        columns = dict.fromkeys(COLUMNS.get(field, "") for field in fields)
        return f"内容不对：{'、'.join(columns)}"
    if isinstance(error, json.JSONDecodeError):
        return "槽位、出处、年度三列要保持导出时的写法"
    return str(error)


def _no_formula(cell: str) -> str:
    return f"'{cell}" if _LIKE_A_FORMULA.match(cell) else cell


def _restored(cell: str) -> str:
    """The cell before `_no_formula`."""
    return cell[1:] if cell.startswith("'") and _LIKE_A_FORMULA.match(cell) else cell
