"""Banks one upon the other: folders in, one Bank out – one's own first, a province's shared one, the shipped one last.

A phrase that is in several banks is taken from the first, whatever its status: retiring a phrase in one's own bank retires
it everywhere. `lenient` reading names a file that is broken and goes on without it, because a typing error in one topic
must not take the wording of all others away; what is written is always read strictly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter import config
from drafter.bank import store
from drafter.errors import DrafterError, FormatError
from drafter.formats import LocalTerms, Phrase
from drafter.model import Finding

WRITTEN = config.WRITTEN


@dataclass(frozen=True)
class Bank:
    """All phrases in force; phrase id → number of its folder, 0 the first; and what could not be read."""

    folders: tuple[Path, ...]
    phrases: tuple[Phrase, ...]
    layers: Mapping[str, int]
    findings: tuple[Finding, ...]

    def home(self, id_: str) -> Path:
        """The folder that a phrase comes from."""
        return self.folders[self.layers[id_]]


def layered(folders: Sequence[Path], *, lenient: bool = False) -> Bank:
    """The banks merged, own first.

    Raises:
        FileError, FormatError: a file cannot be read or is wrong; only where not `lenient`.
    """
    kept: dict[str, tuple[int, Phrase]] = {}
    findings: list[Finding] = []
    for number, folder in enumerate(folders):
        for phrase in _read(folder, findings, lenient):
            kept.setdefault(phrase.id, (number, phrase))
    phrases = tuple(phrase for _, phrase in kept.values())
    return Bank(tuple(folders), phrases, {id_: number for id_, (number, _) in kept.items()}, tuple(findings))


def _read(folder: Path, findings: list[Finding], lenient: bool) -> list[Phrase]:
    if not lenient:
        return [*store.load(folder), *store.load(folder / WRITTEN)]
    if not folder.is_dir():
        findings.append(
            _finding(folder, "找不到这个句式库文件夹", "请检查 drafter.yaml 中的 phrasebank，或连接共享文件夹")
        )
    phrases: list[Phrase] = []
    for path in config.bank_files(folder):
        try:
            phrases += store.load_file(path)
        except FormatError as error:
            findings += error.findings or [_finding(path, error.message, error.hint)]
        except DrafterError as error:
            findings.append(_finding(path, error.message, error.hint))
    return phrases


def _finding(path: Path, message: str, hint: str) -> Finding:
    return Finding("FMT004", "phrase", "warning", message, hint, str(path))


def own(folder: Path) -> dict[str, Phrase]:
    """The phrases of one bank by id, those of its `written` folder among them. Raises FileError or FormatError."""
    return {phrase.id: phrase for phrase in (*store.load(folder), *store.load(folder / WRITTEN))}


def save_own(folder: Path, before: Mapping[str, Phrase], after: Mapping[str, Phrase]) -> None:
    """Write what changed in one bank. What is new goes into `written`, because mining makes the other files anew. Raises
    FileError.
    """
    mined = {phrase.id for phrase in store.load(folder)}
    for place, inside in ((folder, True), (folder / WRITTEN, False)):
        part = [phrase for id_, phrase in after.items() if (id_ in mined) is inside]
        if any(before.get(phrase.id) != phrase for phrase in part):
            store.save(place, part)


def known_names(folders: Sequence[Path]) -> dict[str, LocalTerms]:
    """The local terms of all banks, by report. Raises FileError or FormatError."""
    return {name: terms for folder in reversed(folders) for name, terms in store.local_terms(folder).items()}
