"""Verbs of the phrasebank: list, show and search it, carry phrases in and out.

Several folders may be in force, one's own first. To look something up, a broken file is left out and named; whatever is
handed in or written is made of a bank that can be read whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config, files
from drafter.app.report_kind import register
from drafter.errors import DrafterError, FileError
from drafter.formats import Phrase

if TYPE_CHECKING:
    from drafter.bank.layers import Bank
    from drafter.mining.own_phrases import Entered

OWN = "自拟"
"""The source of wording that the user proposes."""


@lru_cache(maxsize=2)
def bank(lenient: bool = True) -> Bank:
    """The phrasebanks in force, merged; `lenient` leaves out what is broken and says so in `findings`.

    Raises:
        FileError, FormatError: a file is broken; only where not `lenient`, or for drafter.yaml itself.
    """
    from drafter.bank import layers

    return layers.layered(config.folders("phrasebank"), lenient=lenient)


def phrases(topic: str = "") -> tuple[Phrase, ...]:
    """The phrases of a topic, or all. Raises DrafterError for a topic that no phrase has."""
    known = sorted({phrase.topic for phrase in bank().phrases})
    if topic and topic not in known:
        raise DrafterError(f"没有“{topic}”这个主题", f"可用的主题：{'、'.join(known)}")
    return tuple(phrase for phrase in bank().phrases if topic in ("", phrase.topic))


def phrase(id_: str) -> Phrase:
    """The phrase of that id, with the other wordings of its figures. Raises DrafterError."""
    from drafter.mining.same_wording import alternatives

    found = next((phrase for phrase in bank().phrases if phrase.id == id_), None)
    if found is None:
        raise DrafterError(f"没有编号为“{id_}”的句式", "用 drafter phrases search 查找")
    return found.model_copy(update={"alternatives": list(alternatives(found, bank().phrases))})


def search(words: Sequence[str], topic: str = "", role: str = "") -> tuple[Phrase, ...]:
    """Every phrase with all words, best first. Raises DrafterError for no words or an unknown topic."""
    from drafter.bank import concordance

    wanted = [part for word in words for part in word.split()]
    if not wanted:
        raise DrafterError("没有要找的词", "例如：drafter phrases search 调解 成功率")
    return concordance.find(phrases(topic), wanted, role)


def export(path: Path, topic: str = "") -> int:
    """Write the phrasebank, or a topic of it, as CSV or TMX; returns the number of phrases. Raises FileError."""
    from drafter.bank import exchange

    write = {".csv": exchange.to_csv, ".tmx": exchange.to_tmx}[_kind(path)]
    chosen = phrases(topic)
    files.write(path, write(chosen))
    return len(chosen)


def import_(path: Path, folder: Path | None = None, template: str = "") -> Entered:
    """Add the phrases of a CSV or TMX file to one's own bank, all or none.

    Raises:
        FileError, FormatError: the file cannot be read or is wrong, or a local name stands in it. DrafterError: there is
            no bank of one's own.
    """
    from drafter.bank import exchange
    from drafter.mining import own_phrases

    read = {".csv": exchange.from_csv, ".tmx": exchange.from_tmx}[_kind(path)]
    found = read(files.read_text(path), path.name)
    known = register(config.template_folder(template))
    return _enter([own_phrases.whole(phrase, known, path.stem) for phrase in found], folder)


def propose(wording: str, topic: str = "", folder: Path | None = None, template: str = "") -> tuple[Phrase, Entered]:
    """Add wording of one's own to one's own bank, its figures as slots, as reviewed. Raises as `import_`."""
    from drafter.mining import own_phrases

    if not wording.strip():
        raise DrafterError("没有内容", "请写出完整的表述，如 “全年调解矛盾纠纷207件”")
    raw = Phrase(id="", text=wording, topic=topic, status="reviewed")
    phrase = own_phrases.whole(raw, register(config.template_folder(template)), OWN)
    return phrase, _enter([phrase], folder)


def _enter(found: Sequence[Phrase], folder: Path | None) -> Entered:
    from drafter.bank import layers
    from drafter.mining import own_phrases

    own, folders = folder or own_folder(), config.folders("phrasebank")
    before, names = layers.own(own), layers.known_names([own, *folders]).values()
    after, entered = own_phrases.enter(found, before, names, bank().layers)
    layers.save_own(own, before, after)
    bank.cache_clear()
    return entered


def own_folder() -> Path:
    """The phrasebank that the user may add to. Raises DrafterError: there is only the shipped one."""
    folder = config.folder("phrasebank")
    if folder == config.shipped("phrasebank"):
        raise DrafterError(
            "自带的句式库不能改",
            f"请在 drafter.yaml 中写 phrasebank: [我的句式库, {config.SHIPPED}]，或用 -o 指定文件夹",
        )
    return folder


def _kind(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in (".csv", ".tmx"):
        raise FileError(f"不认识的文件类型：{path.name}", "文件名请以 .csv 或 .tmx 结尾")
    return kind
