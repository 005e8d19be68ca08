"""The settings in force for a paragraph or a run: defaults, then table style, paragraph style, direct settings.

Style and document XML in, plain dicts out, as Word names its elements and attributes: `{"sz": {"val": "32"}}`. A later layer
wins, attribute by attribute, with one exception: within one rFonts element Word prefers a theme font to a named one, so a font
that comes from the theme is given as `主题字体 minorEastAsia`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from lxml import etree

from drafter.readers.package import W, value

Properties = dict[str, dict[str, str]]
"""Element name → attribute name → value, without namespaces."""
TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20
_LARGEST = 100_000
"""Twips or any other unit: Word's largest page has 31,680 twips."""
THEME = "主题字体"
_ON = ("1", "true", "on")
_THEME_ATTRIBUTES = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
"""Attributes of rFonts: the one that names a font → the one that names a theme font for the same characters."""
_OLDER_NAMES = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
"""Word has two names for each side of an indent; ours is the older one."""
_FIRST_LINE, _HANGING = {"firstLine", "firstLineChars"}, {"hanging", "hangingChars"}
"""The first line is indented or hangs: a layer that sets the one takes away the other."""


class Styles:
    """The styles of one file."""

    def __init__(self, root: etree._Element | None) -> None:
        """`root` is that of styles.xml, None if the file has none."""
        self._root = root if root is not None else etree.Element(f"{W}styles")

    @cached_property
    def _by_id(self) -> dict[str, etree._Element]:
        return {str(style.get(f"{W}styleId")): style for style in self._root.iterfind(f"{W}style")}

    @cached_property
    def _default(self) -> str:
        """The id of the style of paragraphs that name none."""
        for key, style in self._by_id.items():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in _ON:
                return key
        return ""

    def paragraph(self, element: etree._Element) -> Properties:
        """What is in force for a w:p."""
        return merge([*self._from_styles(element, "pPr"), element.find(f"{W}pPr")])

    def run(self, element: etree._Element, paragraph: etree._Element) -> Properties:
        """What is in force for a w:r of that w:p."""
        own = element.find(f"{W}rPr")
        return merge([*self._from_styles(paragraph, "rPr"), *self._chain(value(own, "rStyle"), "rPr"), own])

    def _from_styles(self, paragraph: etree._Element, kind: str) -> Iterator[etree._Element | None]:
        """The layers below the direct settings, lowest first. `kind` is pPr or rPr: settings of paragraphs or of runs."""
        yield self._root.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        if table is not None:
            yield from self._chain(value(table.find(f"{W}tblPr"), "tblStyle"), kind)
        yield from self._chain(value(paragraph.find(f"{W}pPr"), "pStyle") or self._default, kind)

    def _chain(self, style: str, kind: str) -> Iterator[etree._Element | None]:
        """The layers of a style, its base first. Styles based on one another in a circle are taken once each."""
        chain: list[etree._Element] = []
        while style in self._by_id and self._by_id[style] not in chain:
            chain.append(self._by_id[style])
            style = value(chain[-1], "basedOn")
        return (style.find(f"{W}{kind}") for style in reversed(chain))


def merge(layers: Iterable[etree._Element | None]) -> Properties:
    """The settings of all layers; a later layer replaces the attributes that it has itself."""
    settings: Properties = {}
    for layer in layers:
        for child in () if layer is None else layer.iterchildren(f"{W}*"):
            name = str(child.tag).removeprefix(W)
            own = {str(key).removeprefix(W): str(text) for key, text in child.attrib.items()}
            below = settings.get(name, {})
            if name == "rFonts":  # a theme font takes the place of the named font that it beats
                named = {key: text for key, text in own.items() if key not in _THEME_ATTRIBUTES.values()}
                themed = {key: f"{THEME} {own[theme]}" for key, theme in _THEME_ATTRIBUTES.items() if theme in own}
                own = named | themed
            elif name == "ind":
                own = {_OLDER_NAMES.get(key, key): text for key, text in own.items()}
                for set_here, taken_away in ((_FIRST_LINE, _HANGING), (_HANGING, _FIRST_LINE)):
                    if own.keys() & set_here:
                        below = {key: text for key, text in below.items() if key not in taken_away}
            settings[name] = below | own
    return settings


def is_on(settings: Properties, name: str, default: bool = False) -> bool:
    """Whether a switch (widowControl, snapToGrid …) is on."""
    return settings[name].get("val", "1") in _ON if name in settings else default


def number(settings: Properties, name: str, attribute: str = "val", missing: float = 0) -> float:
    """An attribute as a number; `missing` if it is not there, is no number or one that no page can hold."""
    try:
        found = float(settings.get(name, {}).get(attribute, ""))
    except ValueError:
        return missing
    return found if abs(found) <= _LARGEST else missing  # not a number (nan) is not below it either


def indent(settings: Properties, side: str, size: float) -> float:
    """How far a paragraph stands in from the `left` or `right` margin, in characters of `size` points."""
    # Word keeps it in hundredths of a character or, where these are missing, in twips.
    return number(settings, "ind", f"{side}Chars") / 100 or number(settings, "ind", side) / TWIPS_PER_POINT / size
