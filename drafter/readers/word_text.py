"""What of the XML of a Word file is printed: elements in; their children without wrappings, their text and text boxes out.

Left out are deletions (struck-through text is one: 199 and 207 must never become 199207), hidden text, instructions of fields,
prompts of content controls, and of alternatives all but one. What a user may miss of it is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import groupby

from lxml import etree

from drafter.readers import formulas, raised
from drafter.readers.package import W, is_on
from drafter.readers.word_styles import NO_LOOK, NO_STYLE, Look, Style, looks

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
"""Something in several forms, of which Word shows one: a newer one (Choice) if it knows that, else the oldest (Fallback)."""
_KNOWN_EXTENSION = re.compile(
    r"(?:http://schemas\.(?:microsoft|openxmlformats)\.(?:com|org)/|urn:schemas-microsoft-com:)"
)
"""Namespaces that Word knows, so that it takes the Choice that requires them."""
_R, _RPR, _T, _SDT, _FIELD = (W + tag for tag in ("r", "rPr", "t", "sdt", "fldChar"))
BOX = W + "txbxContent"
"""The text of a text box."""
TABLE = W + "tbl"
_DRAWN = "{*}txBody"
"""The text of a shape that came in a drawing of another program (lockedCanvas). It has paragraphs of its own kind."""
_WRAPPINGS = ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "bdo", "dir")
_AROUND = {W + tag for tag in _WRAPPINGS}
"""Elements that stand around blocks, rows, cells or runs and print nothing themselves."""
TAKEN_AWAY = {W + "del", W + "moveFrom"}
"""Elements around what a tracked change deleted or moved to another place."""
_SHAPES = {W + "drawing", W + "pict", W + "object", BOX}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_BREAKS = {W + "cr", W + "br"}
_PRINTED_AS = {W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-"}
_PRIVATE_USE = range(0xE000, 0xF900)
"""Codes of signs that only one font has."""
_PICTURE_FONT = re.compile("Symbol|Wingdings|Webdings")
"""Fonts in which the codes of letters stand for other signs: ticks, arrows, Greek letters."""
_WINGDINGS = dict(zip(range(0x80, 0x96), "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", strict=True)) | {0x6F: "□", 0xA8: "□", 0xFE: "☑"}
"""Codes of Wingdings whose signs are text: numbers in circles, the boxes of a form. The other signs are ornaments."""
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_STRUCK = "有 {} 处带删除线的文字没有读入"
_HIDDEN_SHAPE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)


class WordText:
    """One part of a file. Paragraphs are read in order, because a field may begin in one and end in another."""

    def __init__(self, root: etree._Element | None, styles: dict[str, Style], left_out: Counter[str]) -> None:
        """`left_out` counts what is left out, by a message for the user with {} for the amount."""
        self._styles = styles
        self._left_out = left_out
        self._looks: dict[etree._Element, Look] = {} if root is None else dict(looks(root))
        """Runs with a look of their own. Most have none, and to search each of them would take as long as all the rest."""
        self._whole_fields = set() if root is None else set(_whole_fields(root))
        self._has_alternatives = root is not None and next(root.iter(_ALTERNATE), None) is not None
        self._fields: list[bool] = []
        """The fields that are open: whether the text is still that of the instruction."""
        self.notes: list[tuple[str, str]] = []
        """The footnotes and endnotes that the text has referred to: kind of part (footnotes) and id."""

    @contextmanager
    def apart(self) -> Iterator[None]:
        """While a text box is read: it is a text of its own, and no field around it goes on in it."""
        fields, self._fields = self._fields, []
        yield
        self._fields = fields

    def within(self, element: etree._Element) -> Iterator[etree._Element]:
        """The children; in the place of elements that only stand around others, what they stand around.

        Of alternatives only the one that Word would take counts, of a content control that shows its prompt nothing.
        """
        # The innermost of these wrappings is gone through first, then the rest of those around it.
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
                        yield from _without_text(child)
                        inner = None
                elif tag not in _AROUND:
                    yield child
                    continue
                if inner is not None:
                    open_elements.append(iter(inner))
                    break
            else:
                open_elements.pop()

    def words(self, paragraph: etree._Element, style: Style) -> tuple[str, list[etree._Element]]:
        """The printed text of a paragraph, and its text boxes; damaged files have tables in paragraphs, which come with the boxes."""
        pieces: list[tuple[str, str]] = []  # text, and whether it is a superscript or a subscript
        boxes: list[etree._Element] = []
        for child in self.within(paragraph):
            if child.tag == _R:
                self._run(child, style.look, pieces, boxes)
            elif child.tag == TABLE:
                boxes.append(child)
            elif isinstance(child.tag, str) and child.tag.endswith(("}oMath", "}oMathPara")):
                pieces.append((formulas.printed(child), ""))
        if not any(kind for _, kind in pieces):
            return "".join([words for words, _ in pieces]), boxes
        printed = [""]
        for kind, group in groupby(pieces, key=lambda piece: piece[1]):
            printed.append(raised.printed("".join(words for words, _ in group), kind, printed[-1]))
        return "".join(printed), boxes

    def drawn(self, shape_text: etree._Element) -> Iterator[str]:
        """The printed paragraphs of a shape of another program, blank ones too."""
        for paragraph in shape_text.iterchildren("{*}p"):
            words = ""
            for run in paragraph.iterchildren("{*}r", "{*}fld", "{*}br"):
                printed = run.findtext("{*}t") or ""
                settings = run.find("{*}rPr")
                is_struck = settings is not None and settings.get("strike", "noStrike") != "noStrike"
                self._left_out[_STRUCK] += bool(is_struck and printed)
                words += "\n" if str(run.tag).endswith("}br") else "" if is_struck else printed
            yield words

    def _run(
        self, run: etree._Element, above: Look, pieces: list[tuple[str, str]], boxes: list[etree._Element]
    ) -> None:
        """Add what a run prints to `pieces`, and its text boxes to `boxes`. `above` is the look of its paragraph's style."""
        look = self._looks.get(run, NO_LOOK)
        of_style = self._styles.get(look.style, NO_STYLE).look if look.style else NO_LOOK
        # In Word the same switch in the styles of paragraph and run cancels itself.
        is_hidden = bool(above.hidden) != bool(of_style.hidden) if look.hidden is None else look.hidden
        is_struck = bool(above.struck) != bool(of_style.struck) if look.struck is None else look.struck
        words = ""
        for child in self.within(run) if self._has_alternatives else run:
            tag = child.tag
            if tag == _RPR:
                continue
            if tag == _FIELD:
                self._field(child)
            elif is_hidden or True in self._fields:  # part of an instruction
                continue
            elif tag == _T:
                words += (child.text or "").replace("\n", " ")  # as Word prints it
            elif tag in _SHAPES and not is_struck:
                boxes += _boxes(child)
            elif tag in _NOTES:
                self.notes.append((_NOTES[tag], str(child.get(W + "id"))))
            else:
                words += self._printed(child)
        if words and is_struck:
            self._left_out[_STRUCK] += 1
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
            return "".join(self.words(base, NO_STYLE)[0] for base in child.iterfind(f"{W}rubyBase"))
        if child.tag == W + "sym" and _CODE.fullmatch(code := child.get(W + "char", "")):
            font, sign = child.get(W + "font", ""), int(code, 16)
            if font == "Wingdings" and sign & 0xFF in _WINGDINGS:
                return _WINGDINGS[sign & 0xFF]  # Word adds F000 to the codes of such fonts
            return "" if sign in _PRIVATE_USE or _PICTURE_FONT.match(font) else chr(sign)
        return _PRINTED_AS.get(str(child.tag), "")


def _without_text(control: etree._Element) -> Iterator[etree._Element]:
    """The cells around which a control stands, emptied: without them the cells behind would move to other columns."""
    for cell in control.iterfind(f"{W}sdtContent/{W}tc"):
        empty = etree.Element(cell.tag)
        empty.extend([deepcopy(each) for each in cell.iterfind(f"{W}tcPr")])
        yield empty


def _chosen(alternate: etree._Element) -> etree._Element | None:
    """Of the forms in which something is kept, the first that Word takes: a Choice whose extensions it knows, or the Fallback."""
    for form in alternate:
        if form.tag == FALLBACK:
            return form
        required = filter(None, map(form.nsmap.get, str(form.get("Requires", "")).split()))
        if form.tag == _CHOICE and all(map(_KNOWN_EXTENSION.match, required)):
            return form
    return None


def _boxes(shape: etree._Element) -> Iterator[etree._Element]:
    """The visible text boxes and shapes of a drawing, without those within them, which are found when they are read."""
    if next(shape.iter(BOX, _DRAWN), None) is None:
        return
    waiting = [shape]
    while waiting:
        here = waiting.pop()
        if here.tag == BOX or str(here.tag).endswith("}txBody"):
            yield here
            continue
        inner = _chosen(here) if here.tag == _ALTERNATE else here
        properties = (child for child in here if str(child.tag).endswith("}docPr"))
        is_marked_hidden = any(child.get("hidden") in ("1", "true") for child in properties)
        is_hidden = is_marked_hidden or _HIDDEN_SHAPE.search(str(here.get("style", "")))
        if inner is not None and not is_hidden:
            waiting += reversed(inner)


def _whole_fields(body: etree._Element) -> Iterator[etree._Element]:
    """The first marks of all fields that have a last one, deleted text left out."""
    if next(body.iter(_FIELD), None) is None:
        return
    open_fields: list[etree._Element] = []
    walk = etree.iterwalk(body, events=("start",), tag=(_FIELD, *TAKEN_AWAY))
    for _, element in walk:
        if element.tag != _FIELD:
            walk.skip_subtree()
        elif element.get(W + "fldCharType") == "begin":
            open_fields.append(element)
        elif element.get(W + "fldCharType") == "end" and open_fields:
            yield open_fields.pop()
