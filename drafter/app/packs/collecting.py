"""`form import`: workbooks that came back are read, put together and saved; a report's folder and files in, what came of them out.

Everything is done under the report's lock. Each workbook is one save with its name in the journal, so that `history --undo` takes
back one workbook at a time. The report is saved before what was decided is remembered: a kill in between only asks once more.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drafter.app import edits
from drafter.app.edits import InProgress
from drafter.app.packs import pack_claims, pack_rows, pack_state
from drafter.app.packs.pack_claims import Pack, Trouble, Where
from drafter.app.packs.pack_merging import Decide, Merged, Merging
from drafter.app.packs.pack_places import put, stands, with_report
from drafter.app.packs.pack_state import PackState, Returned
from drafter.asking import journal, reportfile
from drafter.errors import DrafterError, FormatError
from drafter.readers import spreadsheet
from drafter.writers.excel import Row

_FACE = "Excel"
_KINDS = {"q": "answers", "l": "answers", "d": "measures", "m": "measures", "s": "roll", "a": "roll", "n": "notes"}
"""Kind of a place → the section of report.yaml in which it stands."""


@dataclass
class Collected:
    """`given`: file → how many places it filled or changed. `doubts`: where something looks odd, and what."""

    merged: Merged
    given: dict[str, int] = field(default_factory=dict)
    remarks: list[tuple[Where, str, str]] = field(default_factory=list)
    doubts: list[tuple[Where, str]] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to be mended or decided."""
        return not self.merged.troubles and not self.merged.conflicts


def collect(
    folder: Path,
    paths: Sequence[Path],
    decide: Decide = lambda _: None,
    settled: Callable[[str], bool] = lambda _: False,
    tell: Callable[[str], None] = lambda _: None,
) -> Collected:
    """Read the workbooks into the report. `decide` and `settled` as in pack_merging. Raises FileError, FormatError: the report is
    wrong or is being written elsewhere; a workbook that cannot be read is one of the troubles.
    """
    with reportfile.lock(folder):
        now, state = edits.opened(folder), pack_state.load(folder)
        known = {row.id: row for rows in pack_rows.rows(now).values() for row in rows if row.kind}
        known |= {pack_claims.LAST + id[2:]: row for id, row in known.items() if row.asks_last}
        packs, troubles = _read(paths, now, known)
        merging = Merging(now, state.declined, decide, settled, lambda place: _who(folder, now, place),
                          lambda place: pack_rows.label(known[place].ask))  # fmt: skip
        merged = merging.merge(packs)
        merged.troubles[:0] = [*troubles, *(trouble for pack in packs for trouble in pack.troubles)]
        found = Collected(merged, remarks=[remark for pack in packs for remark in pack.remarks])
        for pack in packs:
            found.given[pack.file] = _save(folder, now, pack, merged, tell)
        _remember(folder, state, packs, found, known)
        _doubt(edits.opened(folder), found)
    _sort(found, packs)
    return found


def _sort(found: Collected, packs: Sequence[Pack]) -> None:
    """What is to be looked at, in the order of the workbooks, of their sheets and of the cells; before it what is about whole workbooks."""
    sheets = [(pack.file, sheet) for pack in packs for sheet in pack.sheets]
    order = {place: number for number, place in enumerate(dict.fromkeys(sheets))}

    def key(where: Where) -> tuple[int, tuple[int, int, str]]:
        return order.get((where.file, where.sheet), -1), where.row_and_column

    found.merged.troubles.sort(key=lambda trouble: key(trouble.where))
    found.doubts.sort(key=lambda doubt: key(doubt[0]))


def _read(paths: Sequence[Path], now: InProgress, known: Mapping[str, Row]) -> tuple[list[Pack], list[Trouble]]:
    packs: list[Pack] = []
    troubles: list[Trouble] = []
    names = Counter(path.name for path in paths)
    for path in dict.fromkeys(paths):
        file = path.name if names[path.name] == 1 else str(path)
        try:
            packs.append(pack_claims.read(file, spreadsheet.read(path), now.report, known))
        except DrafterError as error:
            troubles.append(Trouble(Where(file), error.message, error.hint))
    return packs, troubles


def _who(folder: Path, now: InProgress, place: str) -> str:
    """Who said what stands there: the department that the answer names, and the change by which it came there."""
    kind, _, id = place.partition(":")
    answer = now.report.answers.get(id) if kind == "q" else None
    key = {"d": id.rsplit(":", 1)[0], "a": id.rsplit(".", 1)[0]}.get(kind, id)
    here = (_KINDS.get(kind, "answers"), key)
    last = journal.author(reportfile.history(folder), *here)
    came = " ".join(filter(None, (last.at[:10], last.by, last.face))) if last else ""
    named = answer.from_ if answer else ""
    return "，".join(filter(None, ("报告里", named, came)))


def _save(folder: Path, now: InProgress, pack: Pack, merged: Merged, tell: Callable[[str], None]) -> int:
    """Put in what a workbook gives and save it; returns how many places that are. What somebody else has changed since it was settled
    (the page and editors do not wait for the lock) is left.
    """
    if pack.file not in merged.accepted:
        return 0
    held = reportfile.Opened(reportfile.report_path(folder), tell, f"{_FACE} {pack.file}")
    now, done = with_report(now, held.report), 0
    for claim, before, said in merged.accepted[pack.file]:
        try:
            if stands(now, claim.place) not in (before, said):
                raise FormatError("刚刚在别处改过，没有用表格里的", "请再导入一次，两处不同的会先问")
            now = with_report(now, put(now, claim))
            done += 1
        except FormatError as error:  # also where what it hangs on was changed
            merged.troubles.append(Trouble(claim.where, error.message, error.hint))
    try:
        held.save(now.report)
    except reportfile.Conflict as conflict:
        tell(f"{conflict.message}。{conflict.hint}")
    return done


def _remember(
    folder: Path, state: PackState, packs: Sequence[Pack], found: Collected, known: Mapping[str, Row]
) -> None:
    at = datetime.datetime.now().astimezone().isoformat()
    for pack in packs:
        sources = {pack.department} if pack.department else {known[claim.place].department for claim in pack.claims}
        for source in sources:
            new = sum(taken.claim.source == source for taken in found.merged.accepted.get(pack.file, ()))
            remarks = [f"{ask}：{text}" for _, ask, text in pack.remarks]
            came = Returned(file=pack.file, at=at, signed=pack.signed, new=new, remarks=remarks)
            state.returned.setdefault(source, []).append(came)
    for conflict, chosen in found.merged.decided:
        against = {*state.declined.get(conflict.place, ()), *map(pack_state.mark, found.merged.lost[conflict.place])}
        state.declined[conflict.place] = sorted(against - {pack_state.mark(chosen.said)})
    if packs:
        pack_state.save(folder, state)


def _doubt(now: InProgress, found: Collected) -> None:
    places = {claim.place: claim.where for takens in found.merged.accepted.values() for claim, *_ in takens}
    for id, question in now.questionnaire.questions.items():
        if where := places.get(f"q:{id}"):
            named = (each if question.ask in each else f"{question.ask}：{each}" for each in edits.remarks(now, id))
            known = {doubt for _, doubt in found.doubts}  # what two answers contradict is said of both
            found.doubts += [(where, doubt) for doubt in named if doubt not in known]
