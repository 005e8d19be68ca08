"""A person's decisions on waiting phrases: accept, reject, or say which names are local. Ids in, what was done out.

Accepted wording enters as reviewed. Rejected wording is kept as retired, its doubtful stretches masked, so that mining again
does not ask again and no name is kept. A name goes to the report's local terms, and everything of that report in which it
stands is slotted again. All of one call is written, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter import text
from drafter.bank import queue, store
from drafter.errors import DrafterError
from drafter.formats import LocalTerms, Phrase, Waiting
from drafter.mining import slots
from drafter.mining.building import refuse_leaks
from drafter.mining.clusters import merged
from drafter.mining.leaks import doubts
from drafter.mining.phrases import MOST_NAMES, NAMES, waiting
from drafter.mining.pieces import stands

REJECTED = "审核时决定不收入"
Named = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Settled:
    """What was done: phrases that entered (reviewed, or freed by a name), ids retired, and how many still wait."""

    entered: tuple[Phrase, ...]
    rejected: tuple[str, ...]
    left: int


def waits(folder: Path) -> tuple[Waiting, ...]:
    """Everything that waits in a bank and is not settled. Raises FileError or FormatError."""
    return queue.unsettled((w for file in queue.load(folder) for w in file.waiting), store.load(folder))


def settle(folder: Path, accept: Sequence[str] = (), reject: Sequence[str] = (), named: Named | None = None) -> Settled:
    """Carry out decisions by phrase id; `named` says which local names stand in a phrase.

    Raises:
        DrafterError: an id does not wait or is decided twice, or a name does not stand in its phrase.
        FormatError: a listed local name would stand in the bank. Nothing was written.
    """
    named = named or {}
    open_ = {w.phrase.id: w for w in waits(folder)}
    _check([*accept, *reject, *named], open_, named)
    before = store.local_terms(folder)
    terms = _with_names(folder, before, [(open_[key].phrase, name) for key, names in named.items() for name in names])
    changed = {report: entry for report, entry in terms.items() if before.get(report) != entry}
    looked = [_again(w, changed, key in named) for key, w in open_.items() if key not in (*accept, *reject)]
    entered = [*(open_[key].phrase.model_copy(update={"status": "reviewed"}) for key in accept), *_phrases(looked)]
    retired = [_retired(open_[key]) for key in reject]
    bank = merged([*_reslotted(store.load(folder), changed), *entered, *retired])
    refuse_leaks(bank, terms)
    left = [item for item in looked if isinstance(item, Waiting)]
    store.save(folder, bank)
    for entry in changed.values():
        store.save_terms(folder, entry)
    for file in queue.load(folder):
        own = [w for w in left if w.phrase.sources[0].report == file.report]
        queue.save(folder, file.model_copy(update={"waiting": own}))
    return Settled(tuple(entered), tuple(reject), len(left))


def _check(ids: Sequence[str], open_: Mapping[str, Waiting], named: Named) -> None:
    unknown = [id_ for id_ in ids if id_ not in open_]
    if unknown:
        raise DrafterError(f"没有等待审核的“{'”、“'.join(unknown)}”", "用 drafter phrases review 查看待审的句式和编号")
    if twice := {id_ for id_ in ids if ids.count(id_) > 1}:
        raise DrafterError(f"对“{'”、“'.join(sorted(twice))}”有两种决定", "每条句式只能选一种")
    for id_, names in named.items():
        for name in names:
            if len(name) < 2 or text.fold(name) not in text.fold(open_[id_].phrase.text):
                raise DrafterError(f"“{id_}”里没有“{name}”", "请照抄句式中的本地名称，至少两个字")


def _with_names(
    folder: Path, terms: Mapping[str, LocalTerms], named: Iterable[tuple[Phrase, str]]
) -> dict[str, LocalTerms]:
    """The local terms with these names, each in the report that its phrase comes from."""
    files = {file.report: file for file in queue.load(folder)}
    new = dict(terms)
    for phrase, name in named:
        report = phrase.sources[0].report
        entry = new.get(report) or LocalTerms(report=report, year=files[report].year, zone=files[report].zone)
        kind = slots.kind_of(text.fold(name), text.fold(phrase.text))
        group = [*entry.terms.get(kind, ()), name]
        new[report] = entry.model_copy(update={"terms": {**entry.terms, kind: list(dict.fromkeys(group))}})
    return new


def _again(item: Waiting, changed: Mapping[str, LocalTerms], named: bool) -> Waiting | Phrase | None:
    """A waiting phrase after names were added: unchanged, freed of doubts, still doubtful, or too local to keep."""
    entry = changed.get(item.phrase.sources[0].report)
    phrase = _masked(item.phrase, entry) if entry else item.phrase
    if phrase is None or phrase is item.phrase:
        return phrase and item
    suspects = doubts(phrase, entry)
    return (
        waiting(phrase, suspects)
        if suspects
        else phrase.model_copy(update={"status": "reviewed" if named else "mined"})
    )


def _phrases(looked: Iterable[Waiting | Phrase | None]) -> list[Phrase]:
    return [item for item in looked if isinstance(item, Phrase)]


def _reslotted(phrases: Iterable[Phrase], changed: Mapping[str, LocalTerms]) -> list[Phrase]:
    """The bank with the new names masked in what their report gave; wording that gets too local goes."""
    kept: list[Phrase | None] = []
    for phrase in phrases:
        entries = [changed[source.report] for source in phrase.sources if source.report in changed]
        kept.append(_masked(phrase, entries[0]) if entries and phrase.status == "mined" else phrase)
    return [phrase for phrase in kept if phrase]


def _masked(phrase: Phrase, entry: LocalTerms) -> Phrase | None:
    """The phrase with a report's names as slots: itself if there are none, None if it is no wording for others any more."""
    kinds = {text.fold(term): kind for kind, group in entry.terms.items() for term in group}
    masked, used = _slotted(phrase, kinds)
    if masked == phrase.text:
        return phrase
    if sum(kind in NAMES for kind in used.values()) > MOST_NAMES or not stands(masked):
        return None
    return phrase.model_copy(
        update={"text": masked, "slots": used, "id": store.identity(phrase.topic, masked), "claim": "measure"}
    )


def _slotted(phrase: Phrase, kinds: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Its text and slots with every one of these stretches replaced by a slot of its kind."""
    names = sorted(kinds, key=len, reverse=True)
    parts: list[str] = []
    used, called, end = dict(phrase.slots), dict[str, str](), 0
    for match in re.finditer("|".join(map(re.escape, names)) or "(?!)", text.fold(phrase.text)):
        kind = kinds[match.group()]
        slot = called.setdefault(match.group(), _free(kind, used))
        used[slot] = kind
        parts += [phrase.text[end : match.start()], f"{{{slot}}}"]
        end = match.end()
    return "".join([*parts, phrase.text[end:]]), used


def _free(kind: str, used: Mapping[str, str]) -> str:
    if kind == "zone":
        return kind
    return next(name for n in range(1, len(used) + 2) if (name := f"{kind}{n}") not in used)


def _retired(item: Waiting) -> Phrase:
    """A rejected phrase under its own id, without the stretches that were doubted."""
    kinds = dict.fromkeys((text.fold(name) for name in item.suspects), "brand")
    masked, used = _slotted(item.phrase, kinds)
    return item.phrase.model_copy(update={"text": masked, "slots": used, "status": "retired", "reason": REJECTED})
