"""Carries out a person's decisions on waiting phrases: ids and names come in, what is to be written goes out.

A person may accept a phrase, reject it, or say which local names stand in it. An accepted phrase enters the bank as reviewed.
A rejected one is kept as retired, with slots in place of its doubtful parts: so the next mining does not ask about it again,
and the bank holds no name. A name that a person says becomes one of the report's local terms, and a slot in every mined or
waiting phrase of that report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafter import text
from drafter.errors import DrafterError
from drafter.mining import leaks
from drafter.mining.building import unsettled
from drafter.mining.pieces import stands
from drafter.mining.report_phrases import MOST_NAMES, NAMES, waiting
from drafter.mining.same_wording import merged
from drafter.phrase_formats import LocalTerms, Phrase, ReviewFile, Waiting

REJECTED = "审核时决定不收入"
NamesByPhrase = Mapping[str, Sequence[str]]
"""Phrase id → the local names that a person found in the phrase."""


@dataclass(frozen=True)
class Settled:
    """The outcome: `entered` are the phrases that enter the bank, `rejected` the ids of those that were retired.

    To be written are `phrases`, the whole bank; `terms`, the local terms that changed; and `waiting`, what still waits.
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
    named: NamesByPhrase | None = None,
) -> Settled:
    """Carries out decisions on what waits in the review files; `accept` and `reject` are phrase ids.

    Raises DrafterError: an id does not wait or is decided twice, or a name does not stand in its phrase. FormatError: a
    listed local name would stand in the bank.
    """
    named = named or {}
    undecided = {item.phrase.id: item for item in unsettled((item for file in files for item in file.waiting), bank)}
    _check([*accept, *reject, *named], undecided, named)
    accepted = [undecided.pop(id_).phrase.model_copy(update={"status": "reviewed"}) for id_ in accept]
    retired = [_retired(undecided.pop(id_)) for id_ in reject]

    new_names = [(undecided[id_].phrase, name) for id_, names in named.items() for name in names]
    terms_after = _with_names(files, terms, new_names)
    changed = {report: entry for report, entry in terms_after.items() if terms.get(report) != entry}
    # A new name may stand in other waiting phrases too, and be all that was doubtful in them.
    looked_at = [_looked_at_again(item, changed, id_ in named) for id_, item in undecided.items()]
    entered = [*accepted, *(item for item in looked_at if isinstance(item, Phrase))]
    phrases = merged([*_with_new_names_as_slots(bank, changed), *entered, *retired])
    leaks.refuse(phrases, terms_after.values())
    return Settled(
        entered=tuple(entered),
        rejected=tuple(reject),
        phrases=phrases,
        terms=tuple(changed.values()),
        waiting=tuple(item for item in looked_at if isinstance(item, Waiting)),
    )


def _check(ids: Sequence[str], undecided: Mapping[str, Waiting], named: NamesByPhrase) -> None:
    unknown = [id_ for id_ in ids if id_ not in undecided]
    if unknown:
        raise DrafterError(f"没有等待审核的“{'”、“'.join(unknown)}”", "用 drafter phrases review 查看待审的句式和编号")
    if twice := {id_ for id_ in ids if ids.count(id_) > 1}:
        raise DrafterError(f"对“{'”、“'.join(sorted(twice))}”有两种决定", "每条句式只能选一种")
    for id_, names in named.items():
        for name in names:
            if len(name) < 2 or text.fold(name) not in text.fold(undecided[id_].phrase.text):
                raise DrafterError(f"“{id_}”里没有“{name}”", "请照抄句式中的本地名称，至少两个字")


def _with_names(
    files: Sequence[ReviewFile], terms: Mapping[str, LocalTerms], new_names: Iterable[tuple[Phrase, str]]
) -> dict[str, LocalTerms]:
    """The local terms with the new names, each added to those of the report that its phrase comes from."""
    by_report = {file.report: file for file in files}
    new = dict(terms)
    for phrase, name in new_names:
        file = by_report[phrase.sources[0].report]
        entry = new.get(file.report) or LocalTerms(report=file.report, year=file.year, zone=file.zone)
        kind = leaks.kind_of(text.fold(name), text.fold(phrase.text))
        group = [*entry.terms.get(kind, ()), name]
        new[file.report] = entry.model_copy(update={"terms": {**entry.terms, kind: list(dict.fromkeys(group))}})
    return new


def _looked_at_again(item: Waiting, changed: Mapping[str, LocalTerms], is_named: bool) -> Waiting | Phrase | None:
    """What becomes of a waiting phrase when its report has new names. It enters, as a Phrase, if nothing in it is doubtful any
    more; otherwise it waits still. None if it is now too local for others. `is_named`: a person looked at this very phrase.
    """
    entry = changed.get(item.phrase.sources[0].report)
    if entry is None:
        return item
    phrase = _with_names_as_slots(item.phrase, entry)
    if phrase is None:
        return None
    if phrase.text == item.phrase.text:
        return item
    if suspects := leaks.doubts(phrase, entry):
        return waiting(phrase, suspects)
    return phrase.model_copy(update={"status": "reviewed" if is_named else "mined"})


def _with_new_names_as_slots(bank: Iterable[Phrase], changed: Mapping[str, LocalTerms]) -> list[Phrase]:
    """The bank with the new names of each report as slots in what was mined from it, without what is now too local."""
    kept: list[Phrase] = []
    for before in bank:
        phrase: Phrase | None = before
        for report in {source.report: None for source in before.sources}:
            if phrase and phrase.status == "mined" and report in changed:
                phrase = _with_names_as_slots(phrase, changed[report])
        if phrase:
            kept.append(phrase)
    return kept


def _with_names_as_slots(phrase: Phrase, entry: LocalTerms) -> Phrase | None:
    """The phrase with a report's names as slots; None if it is then too local, or too short, to be of use to others."""
    kinds = {text.fold(term): kind for kind, group in entry.terms.items() for term in group}
    wording, slots = _slotted(phrase, kinds)
    if wording == phrase.text:
        return phrase
    if sum(kind in NAMES for kind in slots.values()) > MOST_NAMES or not stands(wording):
        return None
    id_ = text.identity(phrase.topic, wording)
    # With somebody's name in it, it says more than figures.
    return phrase.model_copy(update={"text": wording, "slots": slots, "id": id_, "claim": "measure"})


def _retired(item: Waiting) -> Phrase:
    """A rejected phrase without its doubtful parts. It keeps its id, by which the next mining knows that it is settled."""
    # Any kind would do, because a retired phrase is never offered.
    kinds = dict.fromkeys((text.fold(name) for name in item.suspects), "brand")
    wording, slots = _slotted(item.phrase, kinds)
    return item.phrase.model_copy(update={"text": wording, "slots": slots, "status": "retired", "reason": REJECTED})


def _slotted(phrase: Phrase, kinds: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The phrase's text and slots, with a slot in place of every name; `kinds` are the folded names and their kinds.

    A name that comes twice has one slot. Where one name is part of another, the longer one becomes the slot.
    """
    longest_first = sorted(kinds, key=len, reverse=True)
    any_name = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
    parts: list[str] = []
    slots = dict(phrase.slots)
    slot_of: dict[str, str] = {}  # name → its slot
    end = 0
    for match in any_name.finditer(text.fold(phrase.text)):
        name, kind = match.group(), kinds[match.group()]
        if name not in slot_of:
            numbered = (f"{kind}{n}" for n in range(1, len(slots) + 2))
            slot_of[name] = kind if kind == "zone" else next(slot for slot in numbered if slot not in slots)
            slots[slot_of[name]] = kind
        parts += [phrase.text[end : match.start()], f"{{{slot_of[name]}}}"]
        end = match.end()
    return "".join([*parts, phrase.text[end:]]), slots
