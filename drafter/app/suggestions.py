"""Verbs about wording for a rough note: suggest it, and remember, list and forget what the user took.

A note (调解纠纷207件 成功188件) comes in; suggestions come out. They are made from the phrases in force and from the plain
sentences of the template. A phrase that the user took before moves up a little. Phrasebanks are listed with the user's own
first, and a phrase of a later one moves down a little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config
from drafter.app.report_kind import register
from drafter.bank import learning
from drafter.bank.learning import Choice
from drafter.errors import DrafterError
from drafter.model import Offered, Suggestion
from drafter.text import tag

if TYPE_CHECKING:
    from drafter.bank.search import Index
    from drafter.bank.search.current import Searched
    from drafter.phrase_formats import Phrase

OWN_SENTENCES = "plain"
"""The name of the template's own sentences among the files that are searched."""
_POINTS_A_BANK, _MOST_POINTS = 1.0, 3.0
"""Points that a phrase loses for each phrasebank listed before its own, and the most that it loses."""


@dataclass(frozen=True)
class Suggested:
    """Suggestions, best first, and remarks in Chinese about the phrasebank, such as a file that could not be read."""

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
    """The best wordings for a rough note, filled with its figures. If `report` is given, they suit its year and template.

    With `take`, the result is only the suggestion of that number, counted from 1, and it is remembered as taken; 0 takes
    none. `tell` is called with a message in Chinese before work that takes long.

    Raises FileError, FormatError: the report or the template cannot be read, or the note is too long. DrafterError: the note
    has no words, there is no such topic, or no suggestion of that number.
    """
    year = None
    if report:
        from drafter.asking import reportfile

        loaded = reportfile.load(report)
        year, template = loaded.year, template or loaded.template
    folder = config.template_folder(template)
    searched = search_index(folder, tell)
    found = best(text, folder, topic, max(limit, take), year, searched.index)
    if not take:
        return Suggested(found, searched.remarks)
    if take > len(found):
        message = f"只有 {len(found)} 条建议" if found else "没有找到合适的表述"
        raise DrafterError(f"{message}，没有第 {take} 条", "去掉 --take 可以看到全部建议")
    remember(found, take - 1)
    return Suggested((found[take - 1],), searched.remarks)


def best(
    text: str, template: Path, topic: str = "", limit: int = 5, year: int | None = None, index: Index | None = None
) -> tuple[Suggestion, ...]:
    """The best wordings for a rough note, from `index` or else from all that is in force. Raises as `suggest`."""
    from drafter import suggesting

    if not any(char.isalpha() for char in text):
        raise DrafterError("没有可以查找的文字", "请写一句话，如 “调解纠纷207件 成功188件”")
    if topic:
        from drafter.app import phrasebank
        from drafter.asking import questionnaire

        asked = questionnaire.load(template)
        # A phrasebank may have topics of other templates.
        if topic not in asked.topics and all(topic != phrase.topic for phrase in phrasebank.bank().phrases):
            topic = asked.topic_of(topic)
    terms = None
    if year:
        from drafter.understanding import dated

        terms = dated.terms(template)
    return suggesting.suggest(
        text, index or search_index(template).index, register(template),
        topic=topic, limit=limit, year=year, terms=terms, shift=_shift(),
    )  # fmt: skip


def search_index(template: Path, tell: Callable[[str], None] = lambda _: None) -> Searched:
    """Everything that may be suggested for a report of this template: the phrases in force and the template's own sentences.

    A phrase with a figure for which the template does not ask is left out, because the figure could not be filled in. A
    file of the phrasebank that cannot be read is also left out, and the remarks name it. Raises DrafterError if drafter.yaml
    is broken.
    """
    return _search_index(template, config.folders("phrasebank"), tell)


@lru_cache(maxsize=2)
def _search_index(template: Path, banks: tuple[Path, ...], tell: Callable[[str], None]) -> Searched:
    from drafter.bank import own_files
    from drafter.bank.search import current

    indicators = register(template).indicators
    # A file's name begins with the number of its bank (00/disputes.yaml), from which _shift knows the bank.
    bank_files = [
        current.File.of(f"{number:02}/{path.relative_to(bank).as_posix()}", [path], partial(_phrases, path, indicators))
        for number, bank in enumerate(banks)
        for path in sorted([*own_files.own(bank), *own_files.own(bank / config.WRITTEN)])
    ]
    questions = current.File.of(OWN_SENTENCES, config.question_files(template), partial(_own_sentences, template))
    # Another list of folders or of indicators makes another index.
    name = "\n".join([*(str(folder.resolve()) for folder in (*banks, template)), tag(" ".join(indicators))])
    found = current.current(config.cache_folder(), name, [*bank_files, questions], tell)
    strays = (stray for bank in banks if bank != config.shipped("phrasebank") for stray in own_files.strays(bank))
    not_read = [f"{stray.message}（{stray.file}）。{stray.hint}" for stray in strays]
    return replace(found, remarks=(*found.remarks, *not_read), whole=found.whole and not not_read)


def _phrases(path: Path, indicators: Iterable[str]) -> list[Phrase]:
    from drafter.bank import store

    try:
        return [phrase for phrase in store.load_file(path) if fillable(phrase.slots.values(), indicators)]
    except store.NoBankFile:  # one of the strays, which are named
        return []


def fillable(slot_kinds: Iterable[str], indicators: Iterable[str]) -> bool:
    """Whether the template asks for every indicator among the kinds of a phrase's slots.

    An indicator has a dot (disputes.mediated); other kinds (number, date) can always be filled.
    """
    return all(kind in indicators for kind in slot_kinds if "." in kind)


def _own_sentences(template: Path) -> tuple[Phrase, ...]:
    from drafter.asking import questionnaire

    return tuple(questionnaire.own_sentences(questionnaire.load(template)))


# What the user took ---------------------------------------------------------------------------------------------------


def remember(offered: Sequence[Suggestion], chosen: int | None, wording: str = "") -> None:
    """Remember what the user did with the suggestions: took the one at index `chosen`, perhaps edited to `wording`, or none.

    Never fails: if the file cannot be written, nothing is remembered.
    """
    if chosen is None:
        choices = [learning.choice(each.id, each.pattern, "rejected") for each in offered]
    else:
        taken = offered[chosen]
        is_edited = wording not in ("", taken.text)
        choices = [learning.choice(taken.id, taken.pattern, "edited" if is_edited else "accepted")]
    if file := _file():
        learning.append(file, choices)
    _moves.cache_clear()


def learned() -> tuple[Choice, ...]:
    """Every choice remembered for the phrasebanks in force, oldest first. Raises FileError."""
    file = _file()
    return learning.load(file) if file else ()


def forget(phrase: str = "") -> int:
    """Forget the choices about a phrase, or about all; returns their number. Raises DrafterError if that phrase has none."""
    file = _file()
    gone = learning.forget(file, phrase) if file else 0
    if phrase and not gone:
        raise DrafterError(f"没有关于“{phrase}”的记录", "用 drafter phrases learned 查看")
    _moves.cache_clear()
    return gone


def _shift() -> Callable[[Offered, str], float]:
    """A function that says by how many points a phrase, which stands in a file of the index, moves up or down."""
    file_of_choices = _file()
    learned_moves = _moves(file_of_choices) if file_of_choices else {}

    def points(phrase: Offered, file: str) -> float:
        bank_number = file.partition("/")[0]  # the template's own sentences are in no bank
        loss = min(_POINTS_A_BANK * int(bank_number), _MOST_POINTS) if bank_number.isdecimal() else 0.0
        if not learned_moves:  # most users: this saves the hash
            return -loss
        return learned_moves.get((phrase.id, learning.wording_hash(phrase.text)), 0.0) - loss

    return points


@lru_cache(maxsize=1)
def _moves(file: Path) -> dict[tuple[str, str], float]:
    """(phrase id, hash of its wording) → points; empty where the file of choices cannot be read."""
    try:
        return learning.moves(learning.load(file))
    except DrafterError:
        return {}


def _file() -> Path | None:
    """Where choices are remembered; None for a user without a home folder, for whom nothing is remembered."""
    folder = config.user_folder()
    return learning.file_of(folder, config.folders("phrasebank")) if folder else None
