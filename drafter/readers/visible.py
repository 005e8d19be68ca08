"""What a web page does not show: its tree with its style sheets in, the elements that are switched off out.

Pages keep old texts, tabs and search bait in elements that are switched off. They are switched off by an attribute, by a style of
their own, or by a rule of a style sheet within the page. A later or a more exact rule may switch them on again, so all rules about
visibility are kept and the strongest counts, as in a browser. Rules that depend on the state of the page (:hover), on its
width or on printing are not looked at; nor are style sheets outside the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, cast

from lxml import etree

_COMPOUND = re.compile(r"([a-z][a-z0-9]{0,15}|\*)?((?:[.#][\w-]+)*)$", re.IGNORECASE)
"""A step of a selector: tag, classes, id."""
_NAME = re.compile(r"[.#][\w-]+")
_OTHER_MEDIA = re.compile(r"print|width|height|not\b|speech", re.IGNORECASE)
_MOST_RULES = 2000
"""Rules about visibility that are kept; a page has a few dozen."""
_MOST_RULES_OF_A_NAME = 16
"""For one class or tag. All of them are tried for every element that has it."""
_MOST_NAMES = 200
"""Names in rules that switch off. Each is looked for in every element."""
_MOST_STEPS = 8
"""Steps of a selector; longer ones are not understood."""
# none, hidden, collapse, or letters without a size
_MAY_HIDE = "@hidden or self::dialog or @style[contains(., 'one') or contains(., 'ONE') or contains(., 'hid') or contains(., 'coll') or contains(., 'size:0') or contains(., 'size: 0')]"
"""Which elements are looked at, besides those that a rule names."""
_ZERO = re.compile(r"0+(?:\.0*)?(?:px|pt|r?em|%)?$")
_OF_ATTRIBUTE = (-1,)
"""How strong the `hidden` attribute is: weaker than any rule."""
_OF_ELEMENT = (1,)
"""How strong a style attribute is: stronger than any rule without !important."""


class _Step(NamedTuple):
    """What an element must be: a tag or "", and classes and ids with their signs."""

    tag: str
    names: frozenset[str]

    def fits(self, element: etree._Element) -> bool:
        return (not self.tag or element.tag == self.tag) and (not self.names or self.names <= _names(element))


class _Rule(NamedTuple):
    """`shows`: whether it switches on or off the property (display, visibility); `strength` grows with exactness, then order."""

    steps: tuple[_Step, ...]
    property: str
    shows: bool
    is_important: bool
    strength: tuple[int, ...]


def hidden(page: etree._Element) -> list[etree._Element]:
    """The elements of the page that are switched off; what is inside them is so too, and may be in the list or not."""
    # Rules by one name of their last step, or its tag, so that few are tried for an element.
    rules: dict[str, list[_Rule]] = {}
    sheets = (sheet.text or "" for sheet in page.iter("style"))
    for order, rule in enumerate(islice((rule for sheet in sheets for rule in _rules(sheet)), _MOST_RULES)):
        last = rule.steps[-1]
        of_same = rules.setdefault(min(last.names, default=last.tag), [])
        if len(of_same) < _MOST_RULES_OF_A_NAME:
            of_same.append(rule._replace(strength=(*rule.strength, order)))
    # Only elements that some rule or their own attributes may hide are looked at, which XPath finds quickly.
    hiding = [name for name, of_name in rules.items() if name and not all(rule.shows for rule in of_name)]
    del hiding[_MOST_NAMES:]
    tests = [f"contains(concat(' ', @class, ' '), '{name[1:]}')" for name in hiding if name[0] == "."]
    tests += [f"@id = '{name[1:]}'" for name in hiding if name[0] == "#"]
    tests += [f"self::{name}" for name in hiding if name[0] not in ".#"]
    candidates = cast("list[etree._Element]", page.xpath(f".//*[{' or '.join((_MAY_HIDE, *tests))}]"))
    return [element for element in candidates if _is_hidden(element, rules)]


def _is_hidden(element: etree._Element, rules: Mapping[str, Sequence[_Rule]]) -> bool:
    """Whether the strongest rule about one of its properties switches the element off. `rules` are those of the page."""
    keys = (*_names(element), str(element.tag), "")  # "": the last step of such a rule is a *
    found = [rule for key in keys for rule in rules.get(key, ()) if _matches(element, rule.steps)]
    style = element.get("style", "")
    if _has_no_size(element, style):
        return True
    found += [rule._replace(strength=_OF_ELEMENT) for rule in _declared((), style)]
    if element.get("hidden") is not None or (element.tag == "dialog" and element.get("open") is None):
        found.append(_Rule((), "display", False, False, _OF_ATTRIBUTE))
    found.sort(key=lambda rule: (rule.is_important, rule.strength))
    strongest = {rule.property: rule.shows for rule in found}  # the last one of each property stays
    return not all(strongest.values())


def _names(element: etree._Element) -> frozenset[str]:
    classes = [f".{name}" for name in (element.get("class") or "").split()]
    return frozenset([*classes, f"#{own}"] if (own := element.get("id")) else classes)


def _has_no_size(element: etree._Element, style: str) -> bool:
    """Whether its letters have no size. Around elements with a size of their own this only takes out the blanks."""
    declarations = (entry.partition(":") for entry in style.split(";"))
    sizes = [value.strip().lower() for name, _, value in declarations if name.strip() == "font-size"]
    if not sizes or not _ZERO.match(sizes[-1]):
        return False
    return not any(
        "style" in inner.attrib or "class" in inner.attrib for inner in element.iterdescendants(etree.Element)
    )


def _matches(element: etree._Element, steps: tuple[_Step, ...]) -> bool:
    """Whether the element and elements around it, in this order, fit the steps."""
    around = element.iterancestors()  # each step is looked for from where the one before was found
    return steps[-1].fits(element) and all(any(map(step.fits, around)) for step in reversed(steps[:-1]))


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules of a style sheet about visibility, without those for other media."""
    around: list[str] = []  # @media and the like that are open
    first, *rest = sheet.replace("<!--", "").replace("-->", "").split("/*")
    without_comments = first + "".join(piece.partition("*/")[2] for piece in rest)
    # A piece is `p {display: none`, or has more openings in front: `@media screen {p {display: none`.
    for piece in without_comments.split("}"):
        if "display" not in piece and "visibility" not in piece and piece.count("{") == 1:
            continue  # most rules
        *openings, body = piece.split("{")
        if not openings:  # this } closes a block of rules
            del around[-1:]
            continue
        *blocks, selectors = openings
        around += [block.strip() for block in blocks]
        known = (
            each.startswith(("@media", "@supports", "@layer")) and not _OTHER_MEDIA.search(each) for each in around
        )
        if all(known) and ("display" in body or "visibility" in body):
            for selector in selectors.rpartition(";")[2].split(","):  # before a ; stands an @import
                if steps := _steps(selector):
                    yield from _declared(steps, body)


def _steps(selector: str) -> tuple[_Step, ...]:
    """The steps of a selector; () for one that is not understood. `a > b` is taken for `a b`."""
    words = selector.replace(">", " ").split()
    found = [_COMPOUND.match(word) for word in words[: _MOST_STEPS + 1]]
    if len(found) > _MOST_STEPS or not all(found):
        return ()
    steps = ((match[1] or "", match[2]) for match in found if match)
    return tuple(_Step("" if tag == "*" else tag.lower(), frozenset(_NAME.findall(names))) for tag, names in steps)


def _declared(steps: tuple[_Step, ...], body: str) -> Iterable[_Rule]:
    """The rules in a list of declarations (display: none; …)."""
    ids = sum(name[0] == "#" for step in steps for name in step.names)
    classes = sum(len(step.names) for step in steps) - ids
    tags = sum(step.tag != "" for step in steps)
    for entry in body.split(";"):
        name, _, value = entry.partition(":")
        value, _, mark = value.lower().partition("!")
        switch = name.strip().lower()
        if switch in ("display", "visibility") and value.strip():
            shows = value.strip() not in ("none", "hidden", "collapse")
            yield _Rule(steps, switch, shows, mark.strip() == "important", (0, ids, classes, tags))
