"""Verbs about wording for a rough note: suggest some, and remember, list and forget what the user took.

What is suggested are the phrases in force and the template's own plain sentences. What the user took before comes a little
earlier; what stands in a phrasebank further from the user's own, a little later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config
from drafter.app.report_kind import register
from drafter.errors import DrafterError
from drafter.model import Offered, Suggestion
from drafter.suggesting import learning
from drafter.suggesting.learning import Action, Choice
from drafter.text import tag

if TYPE_CHECKING:
    from drafter.bank.search import Index
    from drafter.bank.search.current import Searched
    from drafter.formats import Phrase

PLAIN = "plain"
"""What the template's own sentences are called among the files that are searched."""
_FARTHER, _MOST = 1.0, 3.0
"""Points that a phrase costs for each phrasebank before its own, and at most."""


@dataclass(frozen=True)
class Suggested:
    """Suggestions, best first, and in Chinese what the user should know about the phrasebank."""

    suggestions: tuple[Suggestion, ...]
    remarks: tuple[str, ...]


def suggest(
    text: str,
    topic: str = "",
    limit: int = 5,
    *,
    report: Path | None = None,
    template: str = "",
    take: int = 0,
    tell: Callable[[str], None] = lambda _: None,
) -> Suggested:
    """The best wordings for a rough note, filled with its figures; for the year and template of `report`, if given.

    With `take` only the suggestion of that number, counted from 1, which is remembered as taken. `tell` hears, in Chinese,
    of work that takes long.

    Raises:
        FileError, FormatError: the report or the template cannot be read, or the note is too long. DrafterError: the note
            has no words, there is no such topic, or no suggestion of that number.
    """
    year = None
    if report:
        from drafter.asking import reportfile

        in_hand = reportfile.load(report)
        year, template = in_hand.year, template or in_hand.template
    folder = config.template_folder(template)
    searched = search_index(folder, tell)
    found = best(text, folder, topic, max(limit, take), year, searched.index)
    if take:
        if take > len(found):
            said = f"只有 {len(found)} 条建议" if found else "没有找到合适的表述"
            raise DrafterError(f"{said}，没有第 {take} 条", "去掉 --take 可以看到全部建议")
        remember(found, take - 1)
        found = (found[take - 1],)
    return Suggested(found, searched.remarks)


def best(
    text: str, template: Path, topic: str = "", limit: int = 5, year: int | None = None, among: Index | None = None
) -> tuple[Suggestion, ...]:
    """The best wordings for a rough note `among` an index, or all that are in force. Raises as `suggest`."""
    from drafter import suggesting

    if not any(char.isalpha() for char in text):
        raise DrafterError("没有可以查找的文字", "请写一句话，如 “调解纠纷207件 成功188件”")
    if topic:
        _check_topic(topic, template)
    terms = None
    if year:
        from drafter.understanding import dated

        terms = dated.terms(template)
    return suggesting.suggest(
        text,
        among or search_index(template).index,
        register(template),
        topic=topic,
        limit=limit,
        year=year,
        terms=terms,
        shift=_shift(),
    )


def _check_topic(topic: str, template: Path) -> None:
    """A topic may also be one that only the phrasebank has."""
    from drafter.app import phrasebank
    from drafter.asking import questionnaire

    if topic not in questionnaire.load(template).topics:
        phrasebank.phrases(topic)


@lru_cache(maxsize=2)
def search_index(template: Path, tell: Callable[[str], None] = lambda _: None) -> Searched:
    """All that may be suggested for a report of this template: the phrases in force, and the questions' plain sentences.

    A phrase with a figure that the template does not ask for is left out, because nothing could be filled in. A file of
    the phrasebank that cannot be read is left out too, and named in the remarks. Raises DrafterError where drafter.yaml is
    broken.
    """
    from drafter.bank.search import current

    banks, counted = config.folders("phrasebank"), register(template).indicators
    parts = [
        current.File.of(f"{number:02}/{path.relative_to(bank).as_posix()}", [path], partial(_phrases, path, counted))
        for number, bank in enumerate(banks)
        for path in config.bank_files(bank)
    ]
    asked = current.File.of(PLAIN, config.question_files(template), partial(_own_sentences, template))
    name = "\n".join([*(str(folder.resolve()) for folder in (*banks, template)), tag(" ".join(counted))])
    return current.current(config.cache_folder(), name, [*parts, asked], tell)


def _phrases(path: Path, counted: Iterable[str]) -> list[Phrase]:
    from drafter.bank import store

    return [phrase for phrase in store.load_file(path) if fillable(phrase.slots.values(), counted)]


def fillable(slots: Iterable[str], counted: Iterable[str]) -> bool:
    """Whether the template asks for every indicator among a phrase's slots; other slots (number, date) have no point."""
    return all(kind in counted for kind in slots if "." in kind)


def _own_sentences(template: Path) -> tuple[Phrase, ...]:
    from drafter.asking import questionnaire

    return tuple(questionnaire.own_sentences(questionnaire.load(template)))


# What the user took ---------------------------------------------------------------------------------------------------


def remember(offered: Sequence[Suggestion], chosen: int | None, wording: str = "") -> None:
    """What the user took: the suggestion of that number as it was, or edited to `wording`, or none of them.

    Never fails: where nothing can be written nothing is remembered.
    """
    taken: list[tuple[Suggestion, Action]] = [(each, "rejected") for each in offered]
    if chosen is not None:
        taken = [(offered[chosen], "accepted" if wording in ("", offered[chosen].text) else "edited")]
    learning.append(_file(), [learning.choice(s.id, s.pattern, action) for s, action in taken])
    _moves.cache_clear()


def learned() -> tuple[Choice, ...]:
    """All that is remembered for the phrasebanks in force, oldest first. Raises FileError."""
    return learning.load(_file())


def forget(phrase: str = "") -> int:
    """Forget what was learned of a phrase, or all; returns how many choices. Raises DrafterError where there are none."""
    gone = learning.forget(_file(), phrase)
    if phrase and not gone:
        raise DrafterError(f"没有关于“{phrase}”的记录", "用 drafter phrases learned 查看")
    _moves.cache_clear()
    return gone


def _shift() -> Callable[[Offered, str], float]:
    """Points by which a phrase is moved up or down; of the file it stands in, the name begins with its bank's number."""
    moved = _moves()

    def points(phrase: Offered, file: str) -> float:
        number = file.partition("/")[0]
        away = min(_FARTHER * int(number), _MOST) if number.isdecimal() else 0.0
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
