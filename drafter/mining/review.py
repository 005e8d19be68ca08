"""A person's decisions on waiting phrases: accept, reject, or say which names are local. Ids in, the bank as it shall be out.

Accepted wording enters as reviewed. Rejected wording is kept as retired, its doubtful stretches masked, so that mining again
does not ask again and no name is kept. A name goes to the report's local terms, and everything of that report in which it
stands is slotted again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafter import text
from drafter.errors import DrafterError
from drafter.formats import LocalTerms, Phrase, ReviewFile, Waiting
from drafter.mining import leaks
from drafter.mining.building import unsettled
from drafter.mining.pieces import stands
from drafter.mining.report_phrases import MOST_NAMES, NAMES, waiting
from drafter.mining.same_wording import merged

REJECTED = "审核时决定不收入"
Named = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Settled:
    """What was decided: phrases that enter (reviewed, or freed by a name) and ids retired; and what is to be written: the
    whole bank, the local terms that changed, and what still waits.
    """

    entered: tuple[Phrase, ...]
    rejected: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    terms: tuple[LocalTerms, ...]
    waiting: tuple[Waiting, ...]


def settle(
    files: Sequence[ReviewFile],
    bank: Sequence[Phrase],
    terms: Mapping[str, LocalTerms],
    accept: Sequence[str] = (),
    reject: Sequence[str] = (),
    named: Named | None = None,
) -> Settled:
    """Decisions by phrase id on what waits in the review files; `named` says which local names stand in a phrase.

    Raises:
        DrafterError: an id does not wait or is decided twice, or a name does not stand in its phrase.
        FormatError: a listed local name would stand in the bank.
    """
    named = named or {}
    open_ = {w.phrase.id: w for w in unsettled((w for file in files for w in file.waiting), bank)}
    _check([*accept, *reject, *named], open_, named)
    after = _with_names(files, terms, [(open_[key].phrase, name) for key, names in named.items() for name in names])
    changed = {report: entry for report, entry in after.items() if terms.get(report) != entry}
    looked = [_again(w, changed, key in named) for key, w in open_.items() if key not in (*accept, *reject)]
    entered = [open_[key].phrase.model_copy(update={"status": "reviewed"}) for key in accept]
    entered += [item for item in looked if isinstance(item, Phrase)]
    phrases = merged([*_masked_again(bank, changed), *entered, *(_retired(open_[key]) for key in reject)])
    leaks.refuse(phrases, after.values())
    left = tuple(item for item in looked if isinstance(item, Waiting))
    return Settled(tuple(entered), tuple(reject), phrases, tuple(changed.values()), left)


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
    files: Sequence[ReviewFile], terms: Mapping[str, LocalTerms], named: Iterable[tuple[Phrase, str]]
) -> dict[str, LocalTerms]:
    """The local terms with these names, each in the report that its phrase comes from."""
    by_report = {file.report: file for file in files}
    new = dict(terms)
    for phrase, name in named:
        file = by_report[phrase.sources[0].report]
        entry = new.get(file.report) or LocalTerms(report=file.report, year=file.year, zone=file.zone)
        kind = leaks.kind_of(text.fold(name), text.fold(phrase.text))
        group = [*entry.terms.get(kind, ()), name]
        new[file.report] = entry.model_copy(update={"terms": {**entry.terms, kind: list(dict.fromkeys(group))}})
    return new


def _again(item: Waiting, changed: Mapping[str, LocalTerms], named: bool) -> Waiting | Phrase | None:
    """A waiting phrase after names were added: unchanged, freed of doubts, still doubtful, or too local to keep."""
    entry = changed.get(item.phrase.sources[0].report)
    phrase = _masked(item.phrase, entry) if entry else item.phrase
    if phrase is None or phrase is item.phrase:
        return phrase and item
    if suspects := leaks.doubts(phrase, entry):
        return waiting(phrase, suspects)
    return phrase.model_copy(update={"status": "reviewed" if named else "mined"})


def _masked_again(phrases: Iterable[Phrase], changed: Mapping[str, LocalTerms]) -> list[Phrase]:
    """The bank with the new names masked in what their report gave; wording that gets too local goes."""
    kept: list[Phrase | None] = []
    for phrase in phrases:
        entries = [changed[source.report] for source in phrase.sources if source.report in changed]
        kept.append(_masked(phrase, entries[0]) if entries and phrase.status == "mined" else phrase)
    return [phrase for phrase in kept if phrase]


def _masked(phrase: Phrase, entry: LocalTerms) -> Phrase | None:
    """The phrase with a report's names as slots: itself if there are none, None if it is no wording for others any more."""
    kinds = {text.fold(term): kind for kind, group in entry.terms.items() for term in group}
    masked, used = _with_slots(phrase, kinds)
    if masked == phrase.text:
        return phrase
    if sum(kind in NAMES for kind in used.values()) > MOST_NAMES or not stands(masked):
        return None
    return phrase.model_copy(
        update={"text": masked, "slots": used, "id": text.identity(phrase.topic, masked), "claim": "measure"}
    )


def _retired(item: Waiting) -> Phrase:
    """A rejected phrase under its own id, without the stretches that were doubted."""
    kinds = dict.fromkeys((text.fold(name) for name in item.suspects), "brand")
    masked, used = _with_slots(item.phrase, kinds)
    return item.phrase.model_copy(update={"text": masked, "slots": used, "status": "retired", "reason": REJECTED})


def _with_slots(phrase: Phrase, kinds: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Its text and slots with every one of these stretches replaced by a slot of its kind; equal stretches share one."""
    names = sorted(kinds, key=len, reverse=True)
    parts: list[str] = []
    used, called, end = dict(phrase.slots), dict[str, str](), 0
    for match in re.finditer("|".join(map(re.escape, names)) or "(?!)", text.fold(phrase.text)):
        kind = kinds[match.group()]
        free = next(name for n in range(1, len(used) + 2) if (name := f"{kind}{n}") not in used)
        slot = called.setdefault(match.group(), kind if kind == "zone" else free)
        used[slot] = kind
        parts += [phrase.text[end : match.start()], f"{{{slot}}}"]
        end = match.end()
    return "".join([*parts, phrase.text[end:]]), used
