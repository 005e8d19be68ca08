"""Verbs about what was learned from the user's choices: remember, list, forget; and how it moves phrases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from drafter import config
from drafter.errors import DrafterError
from drafter.model import Offered, Suggestion
from drafter.suggesting import learning
from drafter.suggesting.learning import Action, Choice

_LAYER, _LOWEST = 1.0, 3.0
"""Points that a phrase costs for each bank above its own, and at most."""


def learned() -> tuple[Choice, ...]:
    """All that is remembered for the banks in force, oldest first. Raises FileError."""
    return learning.load(_file())


def forget(phrase: str = "") -> int:
    """Forget what was learned of a phrase, or all; returns how many choices. Raises DrafterError where there are none."""
    gone = learning.forget(_file(), phrase)
    if phrase and not gone:
        raise DrafterError(f"没有关于“{phrase}”的记录", "用 drafter phrases learned 查看")
    _moves.cache_clear()
    return gone


def remember(offered: Sequence[Suggestion], chosen: int | None, wording: str = "") -> None:
    """What the user took: the suggestion of that number as it was, or edited to `wording`, or none of them.

    Never fails: where nothing can be written nothing is remembered.
    """
    taken: list[tuple[Suggestion, Action]] = [(each, "rejected") for each in offered]
    if chosen is not None:
        taken = [(offered[chosen], "accepted" if wording in ("", offered[chosen].text) else "edited")]
    learning.remembered(_file(), [learning.choice(s.id, s.pattern, action) for s, action in taken])
    _moves.cache_clear()


def taken(offered: Sequence[Suggestion], number: int) -> tuple[Suggestion, ...]:
    """The suggestion of that number, counted from 1, which is remembered. Raises DrafterError where there is none."""
    if number > len(offered):
        said = f"只有 {len(offered)} 条建议" if offered else "没有找到合适的表述"
        raise DrafterError(f"{said}，没有第 {number} 条", "去掉 --take 可以看到全部建议")
    remember(offered, number - 1)
    return (offered[number - 1],)


def shift() -> Callable[[Offered, str], float]:
    """Points by which a phrase is moved: what was learned of it, less what its bank is further away. The name of a file in
    the index begins with the number of its bank.
    """
    moved = _moves()

    def points(phrase: Offered, file: str) -> float:
        number = file.partition("/")[0]
        away = min(_LAYER * int(number), _LOWEST) if number.isdecimal() else 0.0
        return (moved.get((phrase.id, learning.wording_hash(phrase.text)), 0.0) if moved else 0.0) - away

    return points


@lru_cache(maxsize=1)
def _moves() -> dict[tuple[str, str], float]:
    try:
        return learning.moves(learned())
    except DrafterError:
        return {}


def _file() -> Path:
    return learning.file_of(config.user_folder(), config.folders("phrasebank"))
