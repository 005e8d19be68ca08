"""Lays banks upon each other: folders come in, one Bank goes out. One's own bank is first, then perhaps a province's shared
one, and the shipped one is last.

If several banks have a phrase, the first of them counts, whatever the phrase's status is: whoever retires a phrase in their own
bank retires it everywhere. A `lenient` reader names a broken file and goes on without it, because a typing error in one topic
must not take away the wording of all others. What is going to be written back is always read strictly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.bank import own_files, store
from drafter.config import WRITTEN
from drafter.errors import DrafterError, FormatError
from drafter.model import Finding
from drafter.phrase_formats import LocalTerms, Phrase


@dataclass(frozen=True)
class Bank:
    """All phrases in force. `layers`: phrase id → index of its folder in `folders`. `findings`: what could not be read."""

    folders: tuple[Path, ...]
    phrases: tuple[Phrase, ...]
    layers: Mapping[str, int]
    findings: tuple[Finding, ...]

    def home(self, id_: str) -> Path:
        """The folder that a phrase comes from."""
        return self.folders[self.layers[id_]]


def layered(folders: Sequence[Path], *, lenient: bool = False) -> Bank:
    """The bank that these folders make up, one's own first.

    Raises FileError, FormatError: a file cannot be read or is wrong; only where not `lenient`.
    """
    phrases: dict[str, Phrase] = {}
    layers: dict[str, int] = {}
    findings: list[Finding] = []
    for number, folder in enumerate(folders):
        in_folder, found = _readable(folder) if lenient else (_all(folder), [])
        findings += found
        for phrase in in_folder:
            if phrase.id not in phrases:
                phrases[phrase.id], layers[phrase.id] = phrase, number
    return Bank(tuple(folders), tuple(phrases.values()), layers, tuple(findings))


def _all(folder: Path) -> list[Phrase]:
    return [*store.load(folder), *store.load(folder / WRITTEN)]


def _readable(folder: Path) -> tuple[list[Phrase], list[Finding]]:
    """The phrases of a bank's files that can be read, and what is wrong with the others."""
    phrases: list[Phrase] = []
    findings: list[Finding] = []
    if not folder.is_dir():
        hint = "请检查 drafter.yaml 中的 phrasebank，或连接共享文件夹"
        findings.append(own_files.warning(folder, "找不到这个句式库文件夹", hint))
    findings += own_files.strays(folder)
    for path in (*own_files.own(folder), *own_files.own(folder / WRITTEN)):
        try:
            phrases += store.load_file(path)
        except store.NoBankFile:
            continue  # one of the strays
        except FormatError as error:
            findings += error.findings or [own_files.warning(path, error.message, error.hint)]
        except DrafterError as error:
            findings.append(own_files.warning(path, error.message, error.hint))
    return phrases, findings


def own(folder: Path) -> dict[str, Phrase]:
    """The phrases of one bank by id, with those of its `written` folder. Raises FileError or FormatError."""
    return {phrase.id: phrase for phrase in _all(folder)}


def save_own(folder: Path, before: Mapping[str, Phrase], after: Mapping[str, Phrase]) -> None:
    """Writes what changed in one bank. New phrases go into its `written` folder, because the files of the bank's own folder
    are made anew by mining. Raises FileError.
    """
    ids_in_folder = {phrase.id for phrase in store.load(folder)}
    in_folder = [phrase for phrase in after.values() if phrase.id in ids_in_folder]
    written = [phrase for phrase in after.values() if phrase.id not in ids_in_folder]
    for place, phrases in ((folder, in_folder), (folder / WRITTEN, written)):
        if any(before.get(phrase.id) != phrase for phrase in phrases):
            own_files.check_inside(folder, [place])
            store.save(place, phrases)


def known_names(folders: Sequence[Path]) -> dict[str, LocalTerms]:
    """The local terms of all banks, by report; the first folder that has a report's terms counts.

    Raises FileError or FormatError.
    """
    return {report: terms for folder in reversed(folders) for report, terms in store.local_terms(folder).items()}
