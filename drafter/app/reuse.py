"""Verbs of reuse: keep a passage as a snippet, look snippets up, place one.

A snippet is a passage with slots, which the answers of a report fill: a figure is replaced by this year's answer to the same
indicator, and whatever no question asks for becomes a visible gap. Last year's own report is taken again sentence by sentence
(rolling.py), not as snippets.
"""

from __future__ import annotations

from pathlib import Path

from drafter import config
from drafter.app.finished_reports import masked_clauses, understood
from drafter.app.phrasebank import own_folder
from drafter.app.report_kind import topic_of
from drafter.asking import reportfile
from drafter.errors import DrafterError
from drafter.phrase_formats import Snippet, Wording
from drafter.text import fold


def keep(
    path: Path,
    name: str,
    section: str = "",
    line: int = 0,
    topic: str = "",
    bank: Path | None = None,
    template: str = "",
) -> tuple[Path, Snippet, tuple[str, ...]]:
    """Keep a section of a report, or the paragraph of a line, as a snippet in `bank`, by default in one's own.

    Returns the file, the snippet, and what may be a local name in it.

    Raises DrafterError: neither section nor line, no such section, no such topic, a name that is taken, no phrasebank of
    one's own. FileError, FormatError.
    """
    from drafter.bank import snippet_files, store
    from drafter.mining.leaks import suspects

    if bool(section) == bool(line):
        raise DrafterError("要指明保存哪一部分", "用 --section 写标题中的几个字，或用 --line 写行号，二选一")
    folder = config.template_folder(template)
    topic = topic_of(topic, folder)
    report = understood(path, folder)
    wanted = snippet_files.select(report.clauses, section, line)
    sentences = [item for item in masked_clauses(report) if item.clause in wanted]
    topic = topic or snippet_files.commonest(item.topic for item in sentences)
    wordings = [Wording(text=item.slotted, slots=item.slots) for item in sentences]
    name = name or snippet_files.named_after(section) or f"{path.stem}第{line}行"
    snippet = snippet_files.make(name, topic, wordings, wanted[0], path.stem)
    doubts = dict.fromkeys(suspect for each in wordings for suspect in suspects(fold(each.text)))
    own = bank or own_folder()
    with store.lock(own):
        return snippet_files.save(own, snippet), snippet, tuple(doubts)


def search(text: str = "") -> tuple[Snippet, ...]:
    """All snippets in force, or those whose name or wording holds `text`. Raises FileError, FormatError."""
    from drafter.bank import snippet_files

    found = snippet_files.load(config.folders("phrasebank")).values()
    return tuple(s for s in found if text in s.name or any(text in wording.text for wording in s.sentences))


def show(name: str, root: Path) -> tuple[Snippet, tuple[Path, ...]]:
    """The snippet of that name, of a report in `root` or of a phrasebank, and the reports below that place it.

    Raises DrafterError: there is none. FileError, FormatError.
    """
    from drafter.bank import snippet_files

    known = snippet_files.load((root, *config.folders("phrasebank")))
    return snippet_files.by_name(name, known), snippet_files.reports_with(name, root)


def place(folder: Path, name: str, topic: str = "") -> str:
    """Put a snippet into the report in `folder`, as the last of its topic or of the one that is named; returns which one that is.

    Raises DrafterError: no such snippet or topic. FileError, FormatError.
    """
    from drafter.bank import snippet_files

    topic = topic_of(topic, config.template_folder(reportfile.load(folder).template))
    known = snippet_files.load((reportfile.report_path(folder).parent, *config.folders("phrasebank")))
    topic = topic or snippet_files.by_name(name, known).topic
    with reportfile.opened(folder, face="段落素材") as held:
        held.save(snippet_files.place(held.report, topic, name))
    return topic
