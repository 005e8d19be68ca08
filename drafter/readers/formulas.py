"""Formulas of a Word file (m:oMath) → one line of text, as a typist would write it: 188/207×100%, (a+b)/c, x², √(2).

The parts of a formula stand above, below and beside one another. Read one after the other, the fraction 1/2 would be 12.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from drafter.readers import raised
from drafter.readers.package import W

_UNPRINTED = {W + "del", W + "moveFrom", W + "instrText", W + "delText"}
_OFF = ("0", "false", "off")
_DEEPEST = 60
"""Parts within one another. Each takes four of the thousand calls that Python allows; deeper ones are read one after the other."""
_INTEGRAL, _HAT, _BAR = "∫", "\u0302", "\u0305"
"""The signs that are meant where the file names none."""


def printed(formula: etree._Element) -> str:
    """The text of an m:oMath or m:oMathPara; each formula of an m:oMathPara is a line."""
    lines = [part for part in formula if _name(part) == "oMath"] if _name(formula) == "oMathPara" else [formula]
    return "\n".join(filter(None, (_all(line, 0) for line in lines)))


def _all(element: etree._Element | None, depth: int) -> str:
    """The text of all that stands in an element."""
    if element is None:
        return ""
    return "".join(_part(child, depth + 1) for child in element if isinstance(child.tag, str))


def _part(element: etree._Element, depth: int) -> str:
    name = _name(element)
    if element.tag in _UNPRINTED or name.endswith("Pr") or _is_hidden(element, name):
        return ""
    if name == "t":
        return str(element.text or "")
    if depth > _DEEPEST:
        return " ".join(str(text.text or "") for text in element.iter("{*}t"))
    return _FORMS.get(name, _all)(element, depth)


def _is_hidden(element: etree._Element, name: str) -> bool:
    if name == "r":
        return any(hidden.get(W + "val") not in _OFF for hidden in element.iterfind(f"{W}rPr/{W}vanish"))
    return name == "phant" and _value(element, "show", "1") in _OFF


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: etree._Element, setting: str, otherwise: str = "") -> str:
    """A setting of a part (m:naryPr/m:chr), `otherwise` if it has none. One without a value is empty, as a bracket may be."""
    found = element.find(f"{{*}}{_name(element)}Pr/{{*}}{setting}")
    if found is None:
        return otherwise
    return next((str(written) for key, written in found.attrib.items() if str(key).endswith("val")), "")


def _child(element: etree._Element, name: str, depth: int) -> str:
    return _all(element.find(f"{{*}}{name}"), depth)


def _apart(words: str) -> str:
    """In brackets, unless it is one sign, number or word."""
    inner = words.strip()
    is_one = (
        len(inner) < 2 or inner.replace(".", "").isalnum() or (inner[0] == "(" and inner.find(")") == len(inner) - 1)
    )
    return inner if is_one else f"({inner})"


def _fraction(element: etree._Element, depth: int) -> str:
    above, below = _child(element, "num", depth), _child(element, "den", depth)
    if _value(element, "type") == "noBar":  # a number of combinations
        return f"{above} {below}"  # in brackets already
    return _apart(above) + "/" + _apart(below)


def _scripts(base: str, below: str, above: str) -> str:
    """What stands above and below to the right of a base. Signs that exist small are written so."""
    for words, kind, mark in ((below, "subscript", "_"), (above, "superscript", "^")):
        if words.strip():
            small = raised.small(words.strip(), kind)
            base += small or f"{mark}({words.strip()})"
    return base


def _script(element: etree._Element, depth: int) -> str:
    return _scripts(*(_child(element, name, depth) for name in ("e", "sub", "sup")))


def _script_before(element: etree._Element, depth: int) -> str:
    return _scripts("", _child(element, "sub", depth), _child(element, "sup", depth)) + _child(element, "e", depth)


def _limit(element: etree._Element, depth: int) -> str:
    limit = _child(element, "lim", depth)
    return _scripts(_child(element, "e", depth), *((limit, "") if _name(element) == "limLow" else ("", limit)))


def _sum(element: etree._Element, depth: int) -> str:
    base = _value(element, "chr", _INTEGRAL)
    sign = _scripts(base, _child(element, "sub", depth), _child(element, "sup", depth))
    return f"{sign} {_child(element, 'e', depth)}"


def _root(element: etree._Element, depth: int) -> str:
    degree = _child(element, "deg", depth).strip()
    return (raised.small(degree, "superscript") or degree) + f"√({_child(element, 'e', depth)})"


def _bracket(element: etree._Element, depth: int) -> str:
    between = _value(element, "sepChr", "|")
    inner = between.join(_all(part, depth) for part in element.iterfind("{*}e"))
    return _value(element, "begChr", "(") + inner + _value(element, "endChr", ")")


def _function(element: etree._Element, depth: int) -> str:
    return f"{_child(element, 'fName', depth)} {_child(element, 'e', depth)}"


def _rows(element: etree._Element, depth: int) -> str:
    """A matrix, or equations below one another."""
    rows = element.iterfind("{*}mr" if _name(element) == "m" else "{*}e")
    return "; ".join(_row(row, depth) for row in rows)


def _row(row: etree._Element, depth: int) -> str:
    cells: Iterator[etree._Element] = row.iterfind("{*}e") if _name(row) == "mr" else iter((row,))
    return " ".join(_all(cell, depth) for cell in cells)


def _accent(element: etree._Element, depth: int) -> str:
    return _child(element, "e", depth) + _value(element, "chr", _HAT)


def _bar(element: etree._Element, depth: int) -> str:
    return _child(element, "e", depth) + (_BAR if _value(element, "pos") == "top" else "")


_FORMS: dict[str, Callable[[etree._Element, int], str]] = {
    "f": _fraction,
    "sSup": _script,
    "sSub": _script,
    "sSubSup": _script,
    "sPre": _script_before,
    "limLow": _limit,
    "limUpp": _limit,
    "nary": _sum,
    "rad": _root,
    "d": _bracket,
    "func": _function,
    "m": _rows,
    "eqArr": _rows,
    "acc": _accent,
    "bar": _bar,
}
