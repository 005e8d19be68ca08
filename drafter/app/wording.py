"""Verbs of the phrasebank: find wording for a note, look the bank through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config
from drafter.errors import DrafterError
from drafter.model import Offered, Suggestion

if TYPE_CHECKING:
    from drafter.bank.layers import Bank
    from drafter.bank.search import Index
    from drafter.bank.search.current import Searched
    from drafter.drafting.holes import Hole
    from drafter.formats import Phrase
    from drafter.understanding.indicators import Register

TEMPLATE = "annual-report"
_PLAIN = "plain"


@lru_cache(maxsize=4)
def register(template: str = TEMPLATE) -> Register:
    """The compiled register of indicators of a template. Raises FileError or FormatError."""
    from drafter.app import counted

    return counted.register(config.template_folder(template))


def names() -> Mapping[str, str]:
    """Indicator id → its Chinese name."""
    from drafter.asking import questionnaire

    asked = questionnaire.load(config.template_folder())
    return {key: question.ask for key, question in asked.questions.items()}


@lru_cache(maxsize=2)
def bank(lenient: bool = True) -> Bank:
    """The phrasebanks in force, merged; `lenient` leaves out what is broken and says so in `findings`.

    Raises:
        FileError, FormatError: a file is broken; only where not `lenient`, or for drafter.yaml itself.
    """
    from drafter.bank import layers

    return layers.layered(config.folders("phrasebank"), lenient=lenient)


def phrases() -> tuple[Phrase, ...]:
    """The whole phrasebank in force, for whatever is handed in. Raises FileError or FormatError if any of it is broken."""
    return bank(lenient=False).phrases


def offered() -> tuple[Offered, ...]:
    """What drafts choose from: the phrases in force that hold an indicator's figure. Raises FileError or FormatError if any
    file of the phrasebank is broken.
    """
    from drafter.bank.search.likeness import row
    from drafter.bank.search.scan import Scan

    found = searched()
    if isinstance(found.index, Scan) and found.whole:
        kept = [each for each in found.index.offered() if each.file != _PLAIN]
    else:
        kept = [row(phrase) for phrase in phrases()]
    return tuple(each.offered() for each in kept if "." in each.kinds)


def phrases_of(topic: str = "") -> tuple[Phrase, ...]:
    """The phrases of a topic, or all. Raises DrafterError for an unknown topic."""
    known = sorted({phrase.topic for phrase in bank().phrases})
    if topic and topic not in known:
        raise DrafterError(f"没有“{topic}”这个主题", f"可用的主题：{'、'.join(known)}")
    return tuple(phrase for phrase in bank().phrases if topic in ("", phrase.topic))


def phrase(id_: str) -> Phrase:
    """The phrase of that id, with the other wordings of its figures. Raises DrafterError."""
    from drafter.mining.clusters import alternatives

    found = next((phrase for phrase in bank().phrases if phrase.id == id_), None)
    if found is None:
        raise DrafterError(f"没有编号为“{id_}”的句式", "用 drafter phrases search 查找")
    return found.model_copy(update={"alternatives": list(alternatives(found, bank().phrases))})


@lru_cache(maxsize=1)
def searched(tell: Callable[[str], None] = lambda _: None) -> Searched:
    """All that may be suggested, prepared for searching: the phrasebank, and the questions' own plain sentences.

    A file of the phrasebank that cannot be read is left out and named in the remarks; `tell` hears, in Chinese, of work
    that takes long. Raises DrafterError where drafter.yaml is broken.
    """
    from drafter.bank.search import current

    banks, template = config.folders("phrasebank"), config.template_folder()
    parts = [
        current.file(f"{number:02}/{path.relative_to(bank).as_posix()}", [path], partial(_phrases, path))
        for number, bank in enumerate(banks)
        for path in config.bank_files(bank)
    ]
    asked = current.file(_PLAIN, config.question_files(template), partial(_plain, template))
    name = "\n".join(str(folder.resolve()) for folder in (*banks, template))
    return current.current(config.cache_folder(), name, [*parts, asked], tell)


def _phrases(path: Path) -> list[Phrase]:
    from drafter.bank import store

    return store.load_file(path)


def _plain(template: Path) -> tuple[Phrase, ...]:
    from drafter.asking import questionnaire
    from drafter.asking.sentences import plain

    return plain(questionnaire.load(template))


def wordings() -> Index:
    """What is searched for wordings."""
    return searched().index


def suggest(
    text: str, topic: str = "", limit: int = 5, year: int | None = None, among: Index | None = None
) -> tuple[Suggestion, ...]:
    """The best wordings for a rough note, filled with its figures; `among` what was `searched`, or what is in force.

    Raises:
        FormatError: the note is too long. DrafterError: it has no words, or there is no such topic.
    """
    from drafter import suggesting
    from drafter.app.choices import shift
    from drafter.understanding import dated

    if not any(char.isalpha() for char in text):
        raise DrafterError("没有可以查找的文字", "请写一句话，如 “调解纠纷207件 成功188件”")
    if topic and topic not in _topics():
        phrases_of(topic)  # a topic of the phrasebank alone, or none
    terms = dated.terms(config.template_folder()) if year else None
    return suggesting.suggest(
        text, among or wordings(), register(), topic=topic, limit=limit, year=year, terms=terms, shift=shift()
    )


def _topics() -> Mapping[str, str]:
    from drafter.asking import questionnaire

    return questionnaire.load(config.template_folder()).topics


def holes(topic: str = "") -> tuple[Hole, ...]:
    """What the bank cannot say of a topic's indicators, or of all. Raises DrafterError for an unknown topic."""
    from drafter.app.reports import sources
    from drafter.asking import answers
    from drafter.drafting import holes as bank_holes
    from drafter.drafting.compose import material
    from drafter.formats import Report, Zone

    made_of = sources()
    known = made_of.questionnaire.topics
    if topic and topic not in known:
        raise DrafterError(f"没有“{topic}”这个主题", f"可用的主题：{'、'.join(known)}")
    nobody = Report(year=2025, zone=Zone(name="开发区"))
    found = bank_holes.holes(material(nobody, answers.Answers(), made_of))
    return tuple(hole for hole in found if topic in ("", hole.indicator.partition(".")[0]))
