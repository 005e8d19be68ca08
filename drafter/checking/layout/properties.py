"""The settings in force for a paragraph or a run: defaults, table style, styles from the base on, direct settings.

Style and document XML in, plain dicts out (`{"sz": {"val": "32"}}`). Fonts are the exception to "the later wins": in one
element a theme font beats the named one, so a font that comes from the theme is given as `主题字体 minorEastAsia`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from lxml import etree

from drafter.readers.package import W, value

Properties = dict[str, dict[str, str]]
MM = 1440 / 25.4
"""Twips in a millimetre."""
THEME = "主题字体"
_ON = ("1", "true", "on")
_SLOTS = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
_SAME_SIDE = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_INDENTS = ({"firstLine", "firstLineChars"}, {"hanging", "hangingChars"})


class Styles:
    """The styles part of one file; None where the file has none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._root = root if root is not None else etree.Element(f"{W}styles")

    @cached_property
    def _known(self) -> dict[str, etree._Element]:
        return {str(style.get(f"{W}styleId")): style for style in self._root.iterfind(f"{W}style")}

    @cached_property
    def _default(self) -> str:
        styles = self._known.items()
        return next((key for key, s in styles if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in _ON), "")

    def paragraph(self, element: etree._Element) -> Properties:
        """What is in force for a w:p."""
        own = element.find(f"{W}pPr")
        return merged([*self._below(element, "pPr"), own])

    def run(self, element: etree._Element, within: etree._Element) -> Properties:
        """What is in force for a w:r of the w:p `within`."""
        own = element.find(f"{W}rPr")
        return merged([*self._below(within, "rPr"), *self._chain(value(own, "rStyle"), "rPr"), own])

    def _below(self, paragraph: etree._Element, kind: str) -> Iterator[etree._Element | None]:
        yield self._root.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        if table is not None:
            yield from self._chain(value(table.find(f"{W}tblPr"), "tblStyle"), kind)
        yield from self._chain(value(paragraph.find(f"{W}pPr"), "pStyle") or self._default, kind)

    def _chain(self, style: str, kind: str) -> Iterator[etree._Element | None]:
        """The style's layers from its base on; a chain that bites its tail ends there."""
        chain: list[etree._Element] = []
        while style in self._known and self._known[style] not in chain:
            chain.append(self._known[style])
            style = value(chain[-1], "basedOn")
        return (style.find(f"{W}{kind}") for style in reversed(chain))


def merged(layers: Iterable[etree._Element | None]) -> Properties:
    """The layers laid over one another, attribute by attribute."""
    settings: Properties = {}
    for layer in layers:
        for child in () if layer is None else layer.iterchildren(f"{W}*"):
            name = str(child.tag).removeprefix(W)
            own = {str(key).removeprefix(W): str(text) for key, text in child.attrib.items()}
            below = settings.get(name, {})
            if name == "rFonts":
                themed = {slot: f"{THEME} {own[theme]}" for slot, theme in _SLOTS.items() if theme in own}
                own = {key: text for key, text in own.items() if key not in _SLOTS.values()} | themed
            if name == "ind":
                own = {_SAME_SIDE.get(key, key): text for key, text in own.items()}
                replaced = next((other for mine, other in (_INDENTS, _INDENTS[::-1]) if mine & own.keys()), set())
                below = {key: text for key, text in below.items() if key not in replaced}
            settings[name] = below | own
    return settings


def is_on(settings: Properties, name: str, default: bool = False) -> bool:
    """Whether a switch (widowControl, snapToGrid …) is on."""
    return settings[name].get("val", "1") in _ON if name in settings else default


def number(settings: Properties, name: str, attribute: str = "val", missing: float = 0) -> float:
    """An attribute as a number; `missing` where there is none, or it is no number."""
    try:
        return float(settings.get(name, {}).get(attribute, ""))
    except ValueError:
        return missing
