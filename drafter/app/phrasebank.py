"""Verbs of the phrasebank: list, show and search it, carry phrases in and out.

Several phrasebanks may be in force at once, the user's own first. Looking up leaves out a broken file and names it. Importing
and proposing need a whole bank of one's own and raise an error if a file of it is broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config, files
from drafter.app.report_kind import register, topic_of
from drafter.errors import DrafterError, FileError
from drafter.phrase_formats import Phrase

if TYPE_CHECKING:
    from drafter.bank.layers import Bank
    from drafter.mining.own_phrases import Entered

OWN = "自拟"
"""The name of the source that a proposed wording gets."""


def bank(lenient: bool = True) -> Bank:
    """The phrasebanks in force, merged. If `lenient`, broken files are left out and named in `findings`.

    Raises FileError, FormatError: drafter.yaml is broken or, if not `lenient`, any file.
    """
    return _layered(config.folders("phrasebank"), lenient)


@lru_cache(maxsize=2)
def _layered(folders: tuple[Path, ...], lenient: bool) -> Bank:
    from drafter.bank import layers

    return layers.layered(folders, lenient=lenient)


def phrases(topic: str = "") -> tuple[Phrase, ...]:
    """All phrases, or those of a topic: its id, or its title in the usual template. Raises DrafterError: there is no such topic."""
    every = bank().phrases
    if not topic:
        return every
    if topic not in {phrase.topic for phrase in every}:
        topic = topic_of(topic, config.template_folder())
    return tuple(phrase for phrase in every if phrase.topic == topic)


def phrase(id_: str) -> Phrase:
    """The phrase of that id; its `alternatives` are other wordings for the same figures. Raises DrafterError."""
    from drafter.mining.same_wording import alternatives

    found = next((phrase for phrase in bank().phrases if phrase.id == id_), None)
    if found is None:
        raise DrafterError(f"没有编号为“{id_}”的句式", "用 drafter phrases search 查找")
    return found.model_copy(update={"alternatives": list(alternatives(found, bank().phrases))})


def search(words: Sequence[str], topic: str = "", role: str = "") -> tuple[Phrase, ...]:
    """Every phrase that has all the words, best first. Raises DrafterError if there are no words or no such topic."""
    from drafter.bank import concordance

    single_words = [part for word in words for part in word.split()]
    if not single_words:
        raise DrafterError("没有要找的词", "例如：drafter phrases search 调解 成功率")
    return concordance.find(phrases(topic), single_words, role)


def export(path: Path, topic: str = "") -> int:
    """Write the phrasebank, or a topic of it, as CSV or TMX; returns the number of phrases. Raises FileError."""
    from drafter.bank import exchange

    encode = {".csv": exchange.to_csv, ".tmx": exchange.to_tmx}[_checked_ending(path)]
    exported = phrases(topic)
    files.write(path, encode(exported))
    return len(exported)


def import_(path: Path, folder: Path | None = None, template: str = "") -> Entered:
    """Add the phrases of a CSV or TMX file to one's own bank, by default the first in force. All are added, or none.

    Raises FileError, FormatError: the file cannot be read or is wrong, or has a local name in it. DrafterError: there is no
    bank of one's own.
    """
    from drafter.bank import exchange
    from drafter.mining import own_phrases

    decode = {".csv": exchange.from_csv, ".tmx": exchange.from_tmx}[_checked_ending(path)]
    imported = decode(files.read_text(path), path.name)
    of_template = register(config.template_folder(template))
    return _enter([own_phrases.completed(phrase, of_template, path.stem) for phrase in imported], folder)


def propose(wording: str, topic: str = "", folder: Path | None = None, template: str = "") -> tuple[Phrase, Entered]:
    """Add a wording to one's own bank as a reviewed phrase, with slots for its figures. Raises as `import_`."""
    from drafter.mining import own_phrases

    if not wording.strip():
        raise DrafterError("没有内容", "请写出完整的表述，如 “全年调解矛盾纠纷207件”")
    raw = Phrase(id="", text=wording, topic=topic, status="reviewed")
    phrase = own_phrases.completed(raw, register(config.template_folder(template)), OWN)
    return phrase, _enter([phrase], folder)


def _enter(added: Sequence[Phrase], folder: Path | None) -> Entered:
    """Write the phrases into one's own bank. Local names that any bank knows may not stand in them."""
    from drafter.bank import layers, store
    from drafter.mining import own_phrases

    own, folders = folder or own_folder(), config.folders("phrasebank")
    ids_in_force = bank().layers.keys()  # before the lock, since reading all banks takes a while
    with store.lock(own):
        before = layers.own(own)
        terms_of_reports = layers.known_names([own, *folders]).values()
        after, entered = own_phrases.enter(added, before, terms_of_reports, ids_in_force)
        layers.save_own(own, before, after)
    _layered.cache_clear()
    return entered


def own_folder() -> Path:
    """The phrasebank to which the user may add phrases. Raises DrafterError if the shipped one comes first."""
    folder = config.folder("phrasebank")
    if folder == config.shipped("phrasebank"):
        hint = f"请在 drafter.yaml 中写 phrasebank: [我的句式库, {config.SHIPPED}]，或用 -o 指定文件夹"
        raise DrafterError("自带的句式库不能改", hint)
    return folder


def _checked_ending(path: Path) -> str:
    """The file's ending, .csv or .tmx. Raises FileError for any other."""
    ending = path.suffix.lower()
    if ending not in (".csv", ".tmx"):
        raise FileError(f"不认识的文件类型：{path.name}", "文件名请以 .csv 或 .tmx 结尾")
    return ending
