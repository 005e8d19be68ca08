"""Verbs that fill the phrasebank: mine reports, and settle the phrases that mining left for a person to decide.

Reports come in; the phrases of a bank and its list of waiting phrases are written. A report that cannot be read does not stop
the others. Each report is reduced to its phrases before the same process opens the next, so that a thousand reports need
hardly more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config, filenames
from drafter.app import batch
from drafter.app.batch import Progress
from drafter.app.report_kind import register
from drafter.errors import DrafterError
from drafter.model import Finding
from drafter.phrase_formats import LocalTerms, ReviewFile, Waiting

if TYPE_CHECKING:
    from drafter.mining.building import Built
    from drafter.mining.report_phrases import Mined
    from drafter.mining.review import Settled


@dataclass(frozen=True)
class MiningRun:
    """What mining did, the files that could not be read, each with the reason, and files in the bank that are not its own."""

    built: Built
    skipped_files: tuple[Finding, ...]
    strays: tuple[Finding, ...] = ()


def mine(
    paths: Sequence[Path],
    bank: Path | None = None,
    name: str = "",
    dry_run: bool = False,
    workers: int = 1,
    progress: Progress = batch.unwatched,
    template: str = "",
) -> MiningRun:
    """Mine reports into the phrasebank in the folder `bank`, by default the first in force; a `dry_run` writes nothing.

    `name` is the report's name in the bank, by default that of its file. `progress` may watch the results as they come.

    Raises DrafterError: two reports have one name, or none of them can be read. FormatError: a local name would stand in a
    phrase; nothing was written.
    """
    from drafter.bank import own_files, store
    from drafter.mining import building

    folder, template_folder = bank or config.folder("phrasebank"), config.template_folder(template)
    terms = store.local_terms(folder)
    names = {path: key for key, path in _by_name(paths, name).items()}
    work = partial(_mined, names, template_folder, terms)
    done, skipped = batch.each(names, work, workers, progress)
    reports = [*done.values()]
    with nullcontext() if dry_run else store.lock(folder):
        built = building.build(reports, store.load(folder), terms)
        if not dry_run:
            store.save(folder, built.phrases)
            for each in reports:
                waiting_here = _of_report(built.review, each.report)
                review = ReviewFile(report=each.report, year=each.year, zone=each.zone, waiting=waiting_here)
                store.save_waiting(folder, review)
            if tables := building.statistics(built):
                store.save_statistics(folder, tables)
    return MiningRun(built, skipped, tuple(own_files.strays(folder)))


def _of_report(waiting: Iterable[Waiting], report: str) -> list[Waiting]:
    """The phrases that were mined from the report of that name."""
    return [each for each in waiting if each.phrase.sources[0].report == report]


def _by_name(paths: Sequence[Path], name: str) -> dict[str, Path]:
    """The files by the name that each report gets in the bank. It becomes the name of a file, on any system."""
    if name and len(paths) > 1:
        raise DrafterError("--name 只能用于一份报告", "多份报告请去掉 --name，将以文件名命名")
    by_name: dict[str, Path] = {}
    for path in paths:
        key = name or path.stem
        if key in by_name:
            raise DrafterError(f"两份报告同名“{key}”：{by_name[key]}、{path}", "请改文件名，或用 --name 分别提取")
        if name:
            _check_name(name)
        by_name[key] = path
    return by_name


def _check_name(name: str) -> None:
    """Raises DrafterError for a name that no file in the bank can have. A file's own name is checked when it has been read."""
    if wrong := filenames.name_problem(name):
        raise DrafterError(f"“{name}”不能作报告的名称：{wrong}", "请改文件名，或用 --name 另起一个名称")


def _mined(names: Mapping[Path, str], template: Path, terms: Mapping[str, LocalTerms], path: Path) -> Mined:
    """What is mined from the report at `path`: `names` has its name in the bank, and `terms` by name the local names and the year that people
    listed for it. Raises DrafterError: it cannot be read, or its name is none.
    """
    from drafter import readers
    from drafter.mining import report_phrases
    from drafter.understanding import understand

    name = names[path]
    own = terms.get(name)
    report = understand(readers.read(path), register(template), own.year if own else None)
    _check_name(name)
    return report_phrases.mine(name, report, own)


def waiting(bank: Path | None = None) -> tuple[Waiting, ...]:
    """The mined phrases that wait for a person to decide about them. Raises FileError or FormatError."""
    from drafter.bank import store
    from drafter.mining import building

    folder = bank or config.folder("phrasebank")
    items = (item for file in store.waiting(folder) for item in file.waiting)
    return building.unsettled(items, store.load(folder))


def settle(
    accept: Sequence[str] = (), reject: Sequence[str] = (), named: Sequence[str] = (), bank: Path | None = None
) -> Settled:
    """Carry out decisions about waiting phrases, given by their ids.

    `accept`: the phrase has no local name. `reject`: it shall never be asked about again. `named`: it has this local name,
    written as 编号=名称, which becomes a slot.

    Raises DrafterError: no phrase of that id waits, or a name does not stand in its phrase. FormatError: a local name would
    stay in a phrase; nothing was written.
    """
    from drafter.bank import store
    from drafter.mining import review

    names: dict[str, list[str]] = {}
    for pair in named:
        id_, equals, name = pair.partition("=")
        if not equals or not name.strip():
            raise DrafterError(f"“{pair}”不是“编号=名称”的写法", "例如 --name publicity-3f9a1c=溪心办")
        names.setdefault(id_.strip(), []).append(name.strip())
    folder = bank or config.folder("phrasebank")
    with store.lock(folder):
        files = store.waiting(folder)
        done = review.settle(files, store.load(folder), store.local_terms(folder), accept, reject, names)
        store.save(folder, done.phrases)
        for entry in done.terms:
            store.save_terms(folder, entry)
        for file in files:
            store.save_waiting(folder, file.model_copy(update={"waiting": _of_report(done.waiting, file.report)}))
    return done
