"""styles.xml of a Word file → what each style says: name, outline level, list, and how its text looks.

Whether text is hidden, struck through or raised is said in a run, in its character style, or in the style of its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from drafter.readers.package import W, is_on, value


class Look(NamedTuple):
    """What the settings of a run or a style say of how text looks; None or "" where they say nothing."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: str = ""
    """superscript, subscript or baseline."""
    style: str = ""
    """The id of the run's character style."""


class Style(NamedTuple):
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
    look: Look = Look()


NO_LOOK, NO_STYLE = Look(), Style()


def looks(root: etree._Element) -> Iterator[tuple[etree._Element, Look]]:
    """The runs and styles below `root` that say how their text looks, each with what it says."""
    # All settings are found in one walk. Those of one run stand side by side, in its w:rPr.
    settings = root.iter(W + "vanish", W + "strike", W + "dstrike", W + "vertAlign", W + "rStyle")
    for properties, group in groupby(settings, key=etree._Element.getparent):
        look = Look()
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


def styles(root: etree._Element | None) -> dict[str, Style]:
    """Every style by its id, "" for that of paragraphs that name none; what a style does not say itself its parent says."""
    own: dict[str, Style] = {}
    of_paragraphs: set[str] = set()
    own_looks = {} if root is None else dict(looks(root))
    defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault")
    of_all = Style(look=NO_LOOK if defaults is None else own_looks.get(defaults, NO_LOOK))
    default = ""
    for element in () if root is None else root.iterfind(f"{W}style"):
        key, list_id = element.get(W + "styleId", ""), value(element, "pPr/numPr/numId")
        if element.get(W + "type") == "paragraph":
            of_paragraphs.add(key)
            default = key if element.get(W + "default") in ("1", "true", "on") else default
        own[key] = Style(
            name=value(element, "name").lower(),
            parent=value(element, "basedOn"),
            outline=value(element, "pPr/outlineLvl"),
            list_id=list_id,
            depth=value(element, "pPr/numPr/ilvl"),
            list_style=key if list_id else "",
            look=own_looks.get(element, NO_LOOK),
        )
    whole: dict[str, Style] = {}
    for key in own:
        # From this style up to one that is done or has no parent; damaged files have styles based on each other.
        chain = dict.fromkeys([key])
        while (parent := own[next(reversed(chain))].parent) in own and parent not in chain and parent not in whole:
            chain[parent] = None
        for each in reversed(chain):
            above = of_all if each in of_paragraphs else NO_STYLE
            whole[each] = _inherited(own[each], whole.get(own[each].parent, above))
    whole[""] = Style(look=whole.get(default, of_all).look)
    return whole


def _inherited(style: Style, parent: Style) -> Style:
    names_list = style if style.list_id else parent
    own, above = style.look, parent.look
    return style._replace(
        outline=style.outline or parent.outline,
        list_id=names_list.list_id,
        depth=style.depth or parent.depth,
        list_style=names_list.list_style,
        look=Look(
            above.hidden if own.hidden is None else own.hidden,
            above.struck if own.struck is None else own.struck,
            own.raised or above.raised,
        ),
    )
