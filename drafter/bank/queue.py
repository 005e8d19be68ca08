"""The review files: to-review/<report>.yaml ⇄ phrases that wait for a person, because of a name that may be local.

They lie in a folder of their own, since every .yaml in the bank's folder is a topic. A report that is mined again replaces
its file; what a person has settled (it is in the bank as reviewed or retired) never comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from drafter import files, yamlfile
from drafter.bank.store import written
from drafter.formats import Phrase, ReviewFile, Waiting
from drafter.mining.phrases import Mined

FOLDER = "to-review"


def load(folder: Path) -> tuple[ReviewFile, ...]:
    """The review files of a bank. Raises FileError or FormatError."""
    return tuple(yamlfile.load(path, ReviewFile) for path in sorted((folder / FOLDER).glob("*.yaml")))


def unsettled(waiting: Iterable[Waiting], bank: Iterable[Phrase]) -> tuple[Waiting, ...]:
    """Those whose wording nobody has settled in the bank yet, under whatever topic; each once."""
    settled = {_wording(phrase) for phrase in bank if phrase.status != "mined"}
    return tuple({w.phrase.id: w for w in waiting if _wording(w.phrase) not in settled}.values())


def _wording(phrase: Phrase) -> str:
    return phrase.id.rpartition("-")[2]


def replace(folder: Path, reports: Sequence[Mined], waiting: Sequence[Waiting]) -> None:
    """Write the review files of these reports anew. Raises FileError."""
    for report in reports:
        own = [w for w in waiting if w.phrase.sources[0].report == report.report]
        save(folder, ReviewFile(report=report.report, year=report.year, zone=report.zone, waiting=own))


def save(folder: Path, review: ReviewFile) -> None:
    """Write one report's review file; without anything waiting there is none. Raises FileError."""
    path = folder / FOLDER / f"{review.report}.yaml"
    if not review.waiting:
        with suppress(OSError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()
        return
    files.make_folder(path.parent)
    waiting = [
        {"phrase": {**written(w.phrase), "topic": w.phrase.topic}, "suspects": w.suspects, "reason": w.reason}
        for w in review.waiting
    ]
    head = {"report": review.report, "year": str(review.year), "zone": review.zone}
    yamlfile.save(path, {**head, "waiting": waiting})
