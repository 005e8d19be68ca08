"""Verbs of the snippets: keep a passage, list and search them, place one in a report."""

from __future__ import annotations

from pathlib import Path

from drafter import config
from drafter.app import lastyear
from drafter.app.carrying import own_bank
from drafter.app.reading import slotted, understand
from drafter.asking import answers, questionnaire
from drafter.errors import DrafterError
from drafter.formats import Snippet, Wording


def find_snippets(text: str = "") -> tuple[Snippet, ...]:
    """All snippets in force, or those whose name or wording holds `text`. Raises FileError, FormatError."""
    from drafter.bank import snippets as kept

    found = kept.load(config.folders("phrasebank")).values()
    return tuple(s for s in found if text in s.name or any(text in wording.text for wording in s.sentences))


def show_snippet(name: str, root: Path) -> tuple[Snippet, tuple[Path, ...]]:
    """The snippet of that name, of a report in `root` or of a phrasebank, and the reports below that place it. Raises DrafterError: there is none."""
    from drafter.bank import snippets as kept

    return kept.named(name, kept.load((root, *config.folders("phrasebank")))), kept.used(name, root)


def keep_snippet(
    path: Path, name: str, section: str = "", line: int = 0, topic: str = "", bank: Path | None = None
) -> tuple[Path, Snippet, tuple[str, ...]]:
    """Keep a section or the paragraph of a line of a report; returns where, what, and what may be local names in it.

    Raises:
        DrafterError: neither section nor line, no such section, no such topic, a name that is taken, no phrasebank of one's own. FileError, FormatError.
    """
    from drafter.bank import snippets as kept

    if bool(section) == bool(line):
        raise DrafterError("要指明保存哪一部分", "用 --section 写标题中的几个字，或用 --line 写行号，二选一")
    _check_topic(topic)
    understood = understand(path)
    wanted = kept.chosen(understood.clauses, section, line)
    sentences = [item for item in slotted(understood) if item.clause in wanted]
    known = topic or kept.commonest(item.topic for item in sentences)
    wordings = [Wording(text=item.slotted, slots=item.slots) for item in sentences]
    made = kept.make(name or section or f"{path.stem}第{line}行", known, wordings, wanted[0], path.stem)
    return kept.save(bank or own_bank(), made), made, kept.doubtful(made)


def place_snippet(folder: Path, name: str, topic: str = "") -> tuple[str, ...]:
    """Put a snippet into the report in `folder`, after those that are there already; returns the topic it stands in.

    Numbers (3, 1,3-5) are paragraphs of last year's report. Raises:
        DrafterError: no such snippet or topic. FileError, FormatError.
    """
    from drafter.bank import snippets as kept

    _check_topic(topic)
    known = kept.load((answers.report_path(folder).parent, *config.folders("phrasebank")))
    if name not in known and lastyear.is_numbers(name):
        return lastyear.place_last(folder, name, topic)
    found = kept.named(name, known)
    with answers.lock(folder):
        answers.save(folder, kept.placing(answers.load(folder), topic or found.topic, name))
    return (topic or found.topic,)


def _check_topic(topic: str) -> None:
    topics = questionnaire.load(config.template_folder()).topics
    if topic and topic not in topics:
        raise DrafterError(f"没有“{topic}”这个主题", f"可用的主题：{'、'.join(topics)}")
