"""Last year's sentences that the user kept, as the draft says them: what became of them in, sentences with their runs out.

A kept sentence is said whole and in its own words, with this year's figures. What it says is not said again: its indicators by
the register's sentences, and a ticked measure or a note whose words stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter import language, punctuation
from drafter.asking.last_year import LastYear, printed
from drafter.asking.roll import Item
from drafter.drafting.material import made_sentence, MadeSentence, sentence_id
from drafter.model import Role, Run

_HOLE = re.compile(r"\{(\d+)\}")
_ENDS = "。；;，, "


@dataclass(frozen=True)
class Kept:
    """A kept sentence: `made` ends with its full stop. `group`: sentences that stand together. `indicators`: those it prints."""

    made: MadeSentence
    topic: str
    role: Role
    group: str
    indicators: tuple[str, ...]


def kept(last: LastYear) -> Iterator[Kept]:
    """The kept and the changed sentences in last year's order."""
    for item in last.items:
        rolled = last.rolled.get(item.id)
        if rolled is None or rolled.state not in ("kept", "changed"):
            continue
        if rolled.state == "changed":
            runs = [Run(punctuation.ended(rolled.text.strip()), "answer", answers=(f"roll.{item.id}",))]
        else:
            runs = [*_runs(item, last), Run("。", "snippet")]
        of_indicators = {
            ask.indicator for ask in item.asks if ask.indicator and last.source(item, ask) == ask.indicator
        }
        named = tuple(id for run in runs for id in run.answers if id in of_indicators)
        source = (f"上年报告第 {item.line} 行",)
        made = made_sentence(
            sentence_id(item.topic, "roll", item.id),
            runs,
            "snippet",
            item.topic,
            phrase=item.id,
            sources=source,
            accepted=True,
        )
        yield Kept(made, item.topic, item.role, item.group, named)


def _runs(item: Item, last: LastYear) -> Iterator[Run]:
    """The words of the sentence without its full stop, with values and gaps in its holes."""
    asks = {ask.id: ask for ask in item.asks}
    wording, end = item.wording.rstrip(_ENDS), 0
    for hole in _HOLE.finditer(wording):
        if words := wording[end : hole.start()]:
            yield Run(words, "snippet")
        end = hole.end()
        ask = asks[hole[1]]
        value, source = last.value(item, ask), last.source(item, ask)
        if value is None:
            yield Run(f"【待填：{ask.label}】", "gap", answers=(source,))
        elif isinstance(value, Decimal) or not ask.stands:
            yield Run(printed(ask, value), "answer", answers=(source,))
        else:
            yield Run(str(value), "snippet")
    if words := wording[end:]:
        yield Run(words, "snippet")


def halves(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """The runs of a problem without the words that lead to its cause, and those of the cause; the latter empty where none is named."""
    words = "".join(run.text for run in runs)
    found = language.pattern("roll", "cause").search(words)
    if not found:
        return [*runs], []
    return _between(runs, 0, found.start()), _between(runs, found.end(), len(words))


def _between(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """The runs between two places of their text, without marks at either end."""
    words = "".join(run.text for run in runs)
    while start < end and words[end - 1] in _ENDS:
        end -= 1
    while start < end and words[start] in _ENDS:
        start += 1
    at, cut = 0, list[Run]()
    for run in runs:
        if part := run.text[max(0, start - at) : max(0, end - at)]:
            cut.append(run._replace(text=part))
        at += len(run.text)
    return cut


def whole(runs: Sequence[Run]) -> list[Run]:
    """The runs without marks at either end."""
    return _between(runs, 0, sum(len(run.text) for run in runs))
