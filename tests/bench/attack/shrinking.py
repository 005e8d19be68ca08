"""Makes an input that shows a fault smaller, while it shows the same fault: data in, the smaller data out.

Pieces are cut out, first halves, then ever smaller ones, as in Zeller's ddmin, until the time is over: a short input says
what is wrong, and a test needs no other.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Cuttable = TypeVar("Cuttable", str, bytes)


def smaller(data: Cuttable, shows_fault: Callable[[Cuttable], bool], seconds: float) -> Cuttable:
    """The data without all the pieces that are not needed, as far as the time allows."""
    until, piece = time.monotonic() + seconds, len(data) // 2
    while piece and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            shorter = data[:at] + data[at + piece :]
            if shorter and shows_fault(shorter):
                data = shorter
            else:
                at += piece
        piece //= 2
    return data
