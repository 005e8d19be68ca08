"""Verbs that carry wording in and out of the phrasebank: search, export, import, propose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config, files
from drafter.app.wording import bank, phrases_of, register
from drafter.errors import DrafterError, FileError
from drafter.formats import Phrase

if TYPE_CHECKING:
    from drafter.mining.entering import Entered

_KINDS = (".csv", ".tmx")
OWN = "自拟"
"""The source of wording that the user proposes."""


def concordance(words: Sequence[str], topic: str = "", role: str = "") -> tuple[Phrase, ...]:
    """Every phrase with all words, best first. Raises DrafterError for no words or an unknown topic."""
    from drafter.bank import concordance as lookup

    wanted = [part for word in words for part in word.split()]
    if not wanted:
        raise DrafterError("没有要找的词", "例如：drafter phrases search 调解 成功率")
    return lookup.find(phrases_of(topic), wanted, role)


def export(path: Path, topic: str = "") -> int:
    """Write the phrasebank, or a topic of it, as CSV or TMX; returns the number of phrases. Raises FileError."""
    from drafter.bank import exchange, tmx

    chosen = phrases_of(topic)
    write = {".csv": exchange.to_csv, ".tmx": tmx.to_tmx}[_kind(path)]
    files.write(path, write(chosen))
    return len(chosen)


def bring(path: Path, folder: Path | None = None) -> Entered:
    """Add the phrases of a CSV or TMX file to one's own bank, all or none.

    Raises:
        FileError, FormatError: the file cannot be read or is wrong, or a local name stands in it. DrafterError: there is
            no bank of one's own.
    """
    from drafter.bank import exchange, tmx
    from drafter.mining import entering

    read = {".csv": exchange.from_csv, ".tmx": tmx.from_tmx}[_kind(path)]
    found = read(files.read_text(path), path.name)
    whole = [entering.whole(phrase, register(), path.stem) for phrase in found]
    return _into(folder, whole)


def propose(wording: str, topic: str = "", folder: Path | None = None) -> tuple[Phrase, Entered]:
    """Add wording of one's own to one's own bank, its figures as slots, as reviewed. Raises as `bring`."""
    from drafter.mining import entering

    if not wording.strip():
        raise DrafterError("没有内容", "请写出完整的表述，如 “全年调解矛盾纠纷207件”")
    raw = Phrase(id="", text=wording, topic=topic, status="reviewed")
    phrase = entering.whole(raw, register(), OWN)
    return phrase, _into(folder, [phrase])


def _into(folder: Path | None, phrases: Sequence[Phrase]) -> Entered:
    from drafter.mining import entering

    entered = entering.into(folder or own_bank(), phrases, config.folders("phrasebank"))
    bank.cache_clear()
    return entered


def own_bank() -> Path:
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
    if kind not in _KINDS:
        raise FileError(f"不认识的文件类型：{path.name}", "文件名请以 .csv 或 .tmx 结尾")
    return kind
