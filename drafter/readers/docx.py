"""Word file → Document. Reads the XML itself, because python-docx leaves out much of what people put into such files.

What is printed is read: tracked insertions, hyperlinks, content controls, text boxes, results of fields, inserted files, tables
with merged and nested cells, and automatic numbers as the text they print. What is not printed is not: deletions (struck-through
text is one: 199 and 207 must never become 199207), hidden text, instructions of fields, comments. Headers, footers and
footnotes are left out too. Of what a user might miss, `Document.notices` tell how much there is.

A table of one column is there for layout and is read as paragraphs. A soft line break begins a new block where the words show
that no sentence goes on behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from drafter import text
from drafter.errors import DrafterError, FormatError
from drafter.model import Block, BlockKind, Document, Notice, Run
from drafter.readers import paragraphs, raised
from drafter.readers.numbering import DEEPEST, Lists
from drafter.readers.package import Package, W, is_on, value, whole_number

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
_KNOWN_EXTENSION = re.compile(
    r"(?:http://schemas\.(?:microsoft|openxmlformats)\.(?:com|org)/|urn:schemas-microsoft-com:)"
)
"""Namespaces that Word knows, so that it takes the Choice that requires them."""
_P, _R, _RPR, _T, _TBL, _SDT, _FIELD = (W + tag for tag in ("p", "r", "rPr", "t", "tbl", "sdt", "fldChar"))
_BOX = W + "txbxContent"
_AROUND = {
    W + t for t in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "bdo", "dir")
}
"""Elements that stand around blocks, rows, cells or runs and print nothing themselves."""
_TAKEN_AWAY = {W + "del", W + "moveFrom"}
_SHAPES = {W + "drawing", W + "pict", W + "object", _BOX}
_NOTES = {W + "footnoteReference", W + "endnoteReference"}
_GRAPHICS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds", "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
)  # fmt: skip
_BREAKS = {W + "cr", W + "br"}
_PRINTED_AS = {W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-"}
_HEADING_LEVELS = tuple("012345678")
"""Values of outlineLvl; 9 is body text."""
_MOST_COLUMNS = 63
"""Of a table in Word."""
_DEEPEST_NESTING = 40
"""Tables and text boxes within one another that are read. Each level takes six of the thousand calls that Python allows."""
_PRIVATE_USE = range(0xE000, 0xF900)
"""Codes of signs that only one font has."""
_PICTURE_FONT = re.compile("Symbol|Wingdings|Webdings")
"""Fonts in which the codes of letters stand for other signs: ticks, arrows, Greek letters."""
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_HIDDEN_SHAPE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)


class _Look(NamedTuple):
    """What the settings of a run or a style say of how text looks; None or "" where they say nothing."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: str = ""
    """superscript, subscript or baseline."""
    style: str = ""
    """The id of the run's character style."""


class _Style(NamedTuple):
    """What a style says; an empty string where it says nothing."""

    name: str = ""
    parent: str = ""
    outline: str = ""
    """Outline level, "0" for the first."""
    list_id: str = ""
    depth: str = ""
    """Level in the list, "0" for the first."""
    list_style: str = ""
    """The id of the style that names the list: this one or an ancestor. The list may say which level that style stands for."""
    look: _Look = _Look()


_NO_LOOK, _NO_STYLE = _Look(), _Style()


class Placed(NamedTuple):
    """A block and the w:p, w:tbl or w:altChunk that it stands in."""

    block: Block
    element: etree._Element


def read(path: Path) -> Document:
    """The document of a .docx file; a line is a block. Raises FileError, FormatError."""
    package = Package(path)
    blocks = tuple(placed.block for placed in placed_blocks(package))
    return Document(blocks, path.stem, notices=tuple(package.notices))


def placed_blocks(package: Package) -> Iterator[Placed]:
    """The blocks of an opened file with their elements. Raises FormatError."""
    reader = _Reader(package)
    for line, (block, element) in enumerate(reader.read(), 1):
        yield Placed(block._replace(line=line), element)


def _looks(root: etree._Element) -> Iterator[tuple[etree._Element, _Look]]:
    """The runs and styles below `root` that say how their text looks, each with what it says."""
    settings = root.iter(W + "vanish", W + "strike", W + "dstrike", W + "vertAlign", W + "rStyle")
    for properties, group in groupby(settings, key=etree._Element.getparent):
        look = _Look()
        for setting in group:
            if setting.tag == W + "vanish":
                look = look._replace(hidden=is_on(setting))
            elif setting.tag == W + "vertAlign":
                look = look._replace(raised=setting.get(W + "val", ""))
            elif setting.tag == W + "rStyle":
                look = look._replace(style=setting.get(W + "val", ""))
            else:
                look = look._replace(struck=look.struck or is_on(setting))
        owner = None if properties is None else properties.getparent()
        if owner is not None:
            yield owner, look


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    """Every style by its id, "" for that of paragraphs that name none; what a style does not say itself its parent says."""
    own: dict[str, _Style] = {}
    looks = {} if root is None else dict(_looks(root))
    default = ""
    for element in () if root is None else root.iterfind(f"{W}style"):
        key, list_id = element.get(W + "styleId", ""), value(element, "pPr/numPr/numId")
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
            default = key
        own[key] = _Style(
            name=value(element, "name").lower(),
            parent=value(element, "basedOn"),
            outline=value(element, "pPr/outlineLvl"),
            list_id=list_id,
            depth=value(element, "pPr/numPr/ilvl"),
            list_style=key if list_id else "",
            look=looks.get(element, _NO_LOOK),
        )
    whole: dict[str, _Style] = {}
    for key in own:
        chain = [key]  # up to a style that is done or has no parent; damaged files have styles based on each other
        met = {key}
        while (parent := own[chain[-1]].parent) in own and parent not in met and parent not in whole:
            chain.append(parent)
            met.add(parent)
        for each in reversed(chain):
            whole[each] = _inherited(own[each], whole.get(own[each].parent, _Style()))
    whole[""] = _Style(look=whole.get(default, _Style()).look)
    return whole


def _inherited(style: _Style, parent: _Style) -> _Style:
    names_list = style if style.list_id else parent
    own, above = style.look, parent.look
    return style._replace(
        outline=style.outline or parent.outline,
        list_id=names_list.list_id,
        depth=style.depth or parent.depth,
        list_style=names_list.list_style,
        look=_Look(
            above.hidden if own.hidden is None else own.hidden,
            above.struck if own.struck is None else own.struck,
            own.raised or above.raised,
        ),
    )


class _Reader:
    """Reads the body in order, because list numbers count on from paragraph to paragraph, and fields begin in one and end in
    another.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = _styles(package.related("styles"))
        self._lists = Lists(package.related("numbering"), {key: style.list_id for key, style in self._styles.items()})
        self._fields: list[bool] = []
        """The fields that are open: whether the text is still that of the instruction."""
        self._whole_fields: set[etree._Element] = set()
        self._looks: dict[etree._Element, _Look] = {}
        """Runs with a look of their own. Most have none, and to search each of them would take as long as all the rest."""
        self._depth = 0
        self._left_out: Counter[str] = Counter()
        """A message for the user, with {} for the amount → the amount."""

    def read(self) -> Iterator[Placed]:
        """The blocks of the file. Raises FormatError. When the last one is read, the package has all notices."""
        body = self._package.document().find(f"{W}body")
        if body is not None:
            self._looks = dict(_looks(body))
            self._whole_fields = set(_whole_fields(body))
            self._left_out["有 {} 处图表或 SmartArt 图形，里面的文字没有读入"] += sum(1 for _ in body.iter(*_GRAPHICS))
            yield from self.blocks(body)
        self._package.notices += (
            Notice(message.format(amount), "", amount) for message, amount in self._left_out.items() if amount
        )

    def blocks(self, container: etree._Element) -> Iterator[Placed]:
        """The blocks of the body, a cell or a text box in order, without blank ones."""
        if self._depth > _DEEPEST_NESTING:
            self._left_out["有 {} 处表格或文本框层层嵌套过深，没有读入"] += 1
            return
        self._depth += 1
        carried: list[str] = []  # the text of paragraphs that run into the next one
        last = None
        for child in self._within(container):
            if child.tag == _P:
                style = self._style_of(child)
                words, boxes = self._words(child, style)
                carried.append(words)
                last = child, style
                if not _runs_on(child):
                    yield from self._paragraph(child, style, "".join(carried))
                    carried, last = [], None
                for box in boxes:
                    fields, self._fields = self._fields, []  # a text box is a text of its own
                    yield from self.blocks(box)
                    self._fields = fields
                continue
            if any(carried) and last is not None:  # it runs into no paragraph
                yield from self._paragraph(*last, "".join(carried))
            carried, last = [], None
            if child.tag == _TBL:
                yield from self._table(child)
            elif child.tag == W + "altChunk":
                yield from self._inserted_file(child)
        if any(carried) and last is not None:
            yield from self._paragraph(*last, "".join(carried))
        self._depth -= 1

    def _within(self, element: etree._Element) -> Iterator[etree._Element]:
        """The children; in the place of elements that only stand around others, what they stand around.

        Of alternatives only the one that Word would take counts, of a content control that shows its prompt nothing.
        """
        open_elements = [iter(element)]
        while open_elements:
            for child in open_elements[-1]:
                tag = child.tag
                inner: etree._Element | None = child
                if tag == _ALTERNATE:
                    inner = _chosen(child)
                elif tag == _SDT:
                    if is_on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
                        self._left_out["有 {} 处内容控件还没有填写，里面的提示文字没有读入"] += 1
                        inner = None
                elif tag not in _AROUND:
                    yield child
                    continue
                if inner is not None:
                    open_elements.append(iter(inner))
                    break
            else:
                open_elements.pop()

    def _words(self, paragraph: etree._Element, style: _Style) -> tuple[str, list[etree._Element]]:
        """The printed text of a paragraph, and its text boxes."""
        pieces: list[tuple[str, str]] = []  # text, and whether it is a superscript or a subscript
        boxes: list[etree._Element] = []
        for child in self._within(paragraph):
            if child.tag == _R:
                self._run(child, style.look, pieces, boxes)
            elif isinstance(child.tag, str) and child.tag.endswith(("}oMath", "}oMathPara")):
                pieces += ((str(node.text or ""), "") for node in child.iter("{*}t"))
        if not any(kind for _, kind in pieces):
            return "".join([words for words, _ in pieces]), boxes
        printed = [""]
        for kind, group in groupby(pieces, key=lambda piece: piece[1]):
            printed.append(raised.printed("".join(words for words, _ in group), kind, printed[-1]))
        return "".join(printed), boxes

    def _run(
        self, run: etree._Element, above: _Look, pieces: list[tuple[str, str]], boxes: list[etree._Element]
    ) -> None:
        """Add what a run prints to `pieces`, and its text boxes to `boxes`. `above` is the look of its paragraph's style."""
        look = self._looks.get(run, _NO_LOOK)
        of_style = self._styles[look.style].look if look.style in self._styles else _NO_LOOK
        # In Word the same switch in the styles of paragraph and run cancels itself.
        is_hidden = bool(above.hidden) != bool(of_style.hidden) if look.hidden is None else look.hidden
        is_struck = bool(above.struck) != bool(of_style.struck) if look.struck is None else look.struck
        words = ""
        for child in run if next(run.iterchildren(_ALTERNATE), None) is None else self._within(run):
            tag = child.tag
            if tag == _RPR:
                continue
            if tag == _FIELD:
                self._field(child)
            elif is_hidden or True in self._fields:
                continue
            elif tag == _T:
                words += child.text or ""
            elif tag in _SHAPES and not is_struck:
                boxes += _boxes(child)
            elif tag in _NOTES:
                self._left_out["有 {} 条脚注或尾注没有读入"] += 1
            else:
                words += self._printed(child)
        if words and is_struck:
            self._left_out["有 {} 处带删除线的文字没有读入"] += 1
        elif words:
            pieces.append((words, look.raised or of_style.raised or above.raised))

    def _field(self, mark: etree._Element) -> None:
        """Keep in mind whether text is the instruction of a field. One that never ends hides nothing: the file is damaged."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin" and mark in self._whole_fields:
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _printed(self, child: etree._Element) -> str:
        """What an element of a run prints that is no text: a break, a tab, a sign, text with its pronunciation above."""
        if child.tag in _BREAKS:
            return "" if child.get(W + "type") in ("page", "column") else "\n"
        if child.tag == W + "ruby":
            return "".join(self._words(base, _NO_STYLE)[0] for base in child.iterfind(f"{W}rubyBase"))
        if child.tag == W + "sym" and _CODE.fullmatch(code := child.get(W + "char", "")):
            is_picture = int(code, 16) in _PRIVATE_USE or _PICTURE_FONT.match(child.get(W + "font", ""))
            return "" if is_picture else chr(int(code, 16))
        return _PRINTED_AS.get(str(child.tag), "")

    def _style_of(self, paragraph: etree._Element) -> _Style:
        return self._styles.get(value(paragraph, "pPr/pStyle")) or self._styles[""]

    def _paragraph(self, element: etree._Element, style: _Style, words: str) -> Iterator[Placed]:
        label = self._label(element, style)  # also of a paragraph without text: Word counts it
        if not words.strip():
            return
        kind, level = _kind(element, style)
        block: Block | None = None
        for line in text.clean(label + words).split("\n"):
            whole = paragraphs.joined(block.text, line, is_soft=True) if block else None
            if block and whole is None:
                yield Placed(block, element)
            if whole or line.strip():
                block = Block(kind, (Run(whole or line.strip()),), level)
        if block:
            yield Placed(block, element)

    def _label(self, element: etree._Element, style: _Style) -> str:
        """The automatic number of a paragraph; "" if it has none."""
        if list_id := value(element, "pPr/numPr/numId"):
            return self._lists.label(list_id, whole_number(value(element, "pPr/numPr/ilvl"), DEEPEST, 0))
        if style.list_id and not style.depth:
            return self._lists.label(style.list_id, self._lists.depth_of_style(style.list_id, style.list_style))
        return self._lists.label(style.list_id, whole_number(style.depth, DEEPEST, 0)) if style.list_id else ""

    def _table(self, table: etree._Element) -> Iterator[Placed]:
        rows = [(row, self._cells(row)) for row in self._within(table) if row.tag == W + "tr" and not _is_deleted(row)]
        if all(len(cells) == 1 for _, cells in rows):  # only there for layout
            for _, cells in rows:
                yield from self.blocks(cells[0])
            return
        texts = tuple(
            (
                *_columns(row, "gridBefore"),
                *(word for cell in cells for word in self._cell(cell)),
                *_columns(row, "gridAfter"),
            )
            for row, cells in rows
        )
        if any(word for row in texts for word in row):
            yield Placed(Block("table", rows=texts), table)

    def _cells(self, row: etree._Element) -> list[etree._Element]:
        cells = (cell for cell in self._within(row) if cell.tag == W + "tc")
        return [cell for cell in cells if cell.find(f"{W}tcPr/{W}cellDel") is None]

    def _cell(self, cell: etree._Element) -> Iterator[str]:
        """The cell's text, empty if the cell continues another one; then an empty text for each further column it spans."""
        merges = (cell.find(f"{W}tcPr/{W}{name}") for name in ("vMerge", "hMerge"))
        is_continued = any(merge is not None and merge.get(W + "val") != "restart" for merge in merges)
        words = ""
        for block, _ in self.blocks(cell):
            more = block.text.replace("\n", " ").replace("\t", " ")
            # Two blanks, because 12 000 is one number.
            words += ("  " if words[-1:].isdigit() and more[:1].isdigit() else " " if words else "") + more
        yield "" if is_continued else words
        yield from [""] * (whole_number(value(cell, "tcPr/gridSpan"), _MOST_COLUMNS, 1) - 1)

    def _inserted_file(self, element: etree._Element) -> Iterator[Placed]:
        """The blocks of a whole file (Word, web page, text) that stands in the place of the element."""
        data = self._package.embedded(next((str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), ""))
        try:
            for block in _blocks_of(data, self._package) if data else ():
                yield Placed(block, element)
        except DrafterError:
            data = None
        if data is None:
            self._left_out["有 {} 处插入的文件没有读入"] += 1


def _kind(element: etree._Element, style: _Style) -> tuple[BlockKind, int]:
    """Kind and level that the styles claim; headings count from 1."""
    if style.name == "title":
        return "title", 0
    if outline := value(element, "pPr/outlineLvl") or style.outline:
        return ("heading", int(outline) + 1) if outline in _HEADING_LEVELS else ("paragraph", 0)
    if (by_name := re.fullmatch(r"heading ([1-9])", style.name)) is not None:
        return "heading", int(by_name.group(1))
    return "paragraph", 0


def _runs_on(paragraph: etree._Element) -> bool:
    """Whether the paragraph goes on in the next one: its end was deleted, moved away or hidden, or it is a large first letter."""
    settings = paragraph.find(f"{W}pPr")
    if settings is None:
        return False
    marks = settings.find(f"{W}rPr")
    for mark in () if marks is None else marks:
        if mark.tag in _TAKEN_AWAY or (mark.tag == W + "vanish" and is_on(mark)):
            return True
    return value(settings, "framePr", "dropCap") in ("drop", "margin")


def _is_deleted(row: etree._Element) -> bool:
    """Whether a tracked change deletes the row of a table."""
    return row.find(f"{W}trPr/{W}del") is not None


def _columns(row: etree._Element, name: str) -> list[str]:
    """Empty texts for the columns that the row leaves free at its beginning (gridBefore) or end."""
    return [""] * whole_number(value(row, f"trPr/{name}"), _MOST_COLUMNS, 0)


def _chosen(alternate: etree._Element) -> etree._Element | None:
    """Of the forms in which something is kept, the first that Word takes: a Choice whose extensions it knows, or the Fallback."""
    for form in alternate:
        if form.tag == _FALLBACK:
            return form
        required = map(form.nsmap.get, str(form.get("Requires", "")).split())
        if form.tag == _CHOICE and all(
            extension is None or _KNOWN_EXTENSION.match(extension) for extension in required
        ):
            return form
    return None


def _boxes(shape: etree._Element) -> Iterator[etree._Element]:
    """The visible text boxes of a drawing, without those within them, which are found when they are read."""
    if next(shape.iter(_BOX), None) is None:
        return
    waiting = [shape]
    while waiting:
        here = waiting.pop()
        if here.tag == _BOX:
            yield here
            continue
        inner = _chosen(here) if here.tag == _ALTERNATE else here
        is_hidden = _HIDDEN_SHAPE.search(str(here.get("style", ""))) or any(
            str(child.tag).endswith("}docPr") and child.get("hidden") in ("1", "true") for child in here
        )
        if inner is not None and not is_hidden:
            waiting += reversed(inner)


def _whole_fields(body: etree._Element) -> Iterator[etree._Element]:
    """The first marks of all fields that have a last one, deleted text left out."""
    open_fields: list[etree._Element] = []
    walk = etree.iterwalk(body, events=("start",), tag=(_FIELD, *_TAKEN_AWAY))
    for _, element in walk:
        if element.tag != _FIELD:
            walk.skip_subtree()
        elif element.get(W + "fldCharType") == "begin":
            open_fields.append(element)
        elif element.get(W + "fldCharType") == "end" and open_fields:
            yield open_fields.pop()


def _blocks_of(data: bytes, package: Package) -> tuple[Block, ...]:
    """The blocks of a file that is inserted in a Word file. Raises FileError, FormatError."""
    if data.startswith(b"PK"):
        inner = Package(package.path, data)
        blocks = tuple(placed.block for placed in placed_blocks(inner))
        package.notices += inner.notices
        return blocks
    raise FormatError("", "")
