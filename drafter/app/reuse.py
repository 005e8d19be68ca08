"""Verbs of reuse: keep a passage as a snippet, look snippets up, place one; go through last year's own report again.

A snippet is a passage with slots, which this report's answers fill. A paragraph of last year's own report becomes a snippet
of this report (FOLDER/snippets), so that answers given later still get into it. Figures are this year's answers by what
they count, never by where they stood; whatever else was last year's (years, dates, persons, figures that no question asks
for) is a visible gap. One's own places, organs and firms stay, because it is one's own report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config, language
from drafter.app.drafts import opened
from drafter.app.finished_reports import MaskedClause, masked_clauses, understood
from drafter.app.phrasebank import own_folder
from drafter.app.report_kind import check_topic
from drafter.asking import reportfile
from drafter.errors import DrafterError, FileError
from drafter.formats import Snippet, Wording
from drafter.text import fold
from drafter.understanding import quantities

if TYPE_CHECKING:
    from drafter.drafting.material import Material
    from drafter.understanding import Understood

_OWN = ("place", "organ", "firm", "brand", "title")
_DATED = re.compile(r"(?:19|20)\d\d")
_ITEM = re.compile(r"[一二三四五六七八九十]+[是要]|第[一二三四五六七八九十]+,")
"""How an enumerated paragraph opens: no part of its sentence to the miner, but of the text."""
_LONGEST_TITLE = 20
"""Characters of the heading in a snippet's name."""
_NUMBERS = re.compile(r"\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?)*")


def keep(
    path: Path,
    name: str,
    section: str = "",
    line: int = 0,
    topic: str = "",
    bank: Path | None = None,
    template: str = "",
) -> tuple[Path, Snippet, tuple[str, ...]]:
    """Keep a section or the paragraph of a line of a report; returns where, what, and what may be local names in it.

    Raises:
        DrafterError: neither section nor line, no such section, no such topic, a name that is taken, no phrasebank of
            one's own. FileError, FormatError.
    """
    from drafter.bank import snippet_files
    from drafter.mining.leaks import suspects

    if bool(section) == bool(line):
        raise DrafterError("要指明保存哪一部分", "用 --section 写标题中的几个字，或用 --line 写行号，二选一")
    kind = config.template_folder(template)
    check_topic(topic, kind)
    report = understood(path, kind)
    wanted = snippet_files.select(report.clauses, section, line)
    sentences = [item for item in masked_clauses(report) if item.clause in wanted]
    known = topic or snippet_files.commonest(item.topic for item in sentences)
    wordings = [Wording(text=item.slotted, slots=item.slots) for item in sentences]
    made = snippet_files.make(name or section or f"{path.stem}第{line}行", known, wordings, wanted[0], path.stem)
    doubtful = dict.fromkeys(name for each in wordings for name in suspects(fold(each.text)))
    return snippet_files.save(bank or own_folder(), made), made, tuple(doubtful)


def search(text: str = "") -> tuple[Snippet, ...]:
    """All snippets in force, or those whose name or wording holds `text`. Raises FileError, FormatError."""
    from drafter.bank import snippet_files

    found = snippet_files.load(config.folders("phrasebank")).values()
    return tuple(s for s in found if text in s.name or any(text in wording.text for wording in s.sentences))


def show(name: str, root: Path) -> tuple[Snippet, tuple[Path, ...]]:
    """The snippet of that name, of a report in `root` or of a phrasebank, and the reports below that place it.

    Raises:
        DrafterError: there is none. FileError, FormatError.
    """
    from drafter.bank import snippet_files

    known = snippet_files.load((root, *config.folders("phrasebank")))
    return snippet_files.by_name(name, known), snippet_files.reports_with(name, root)


def place(folder: Path, name: str, topic: str = "") -> tuple[str, ...]:
    """Put a snippet into the report in `folder`, after those that are there already; returns the topics it stands in.

    Numbers (3, 1,3-5) are paragraphs of last year's report, unless a snippet is called so.

    Raises:
        DrafterError: no such snippet or topic. FileError, FormatError.
    """
    from drafter.bank import snippet_files

    check_topic(topic, config.template_folder(reportfile.load(folder).template))
    known = snippet_files.load((reportfile.report_path(folder).parent, *config.folders("phrasebank")))
    numbers = re.sub("[、;\\s]+", ",", fold(name)).translate(str.maketrans("—~～", "---"))
    if name not in known and _NUMBERS.fullmatch(numbers):
        return _place_last(folder, numbers, topic)
    found = snippet_files.by_name(name, known)
    with reportfile.lock(folder):
        reportfile.save(folder, snippet_files.place(reportfile.load(folder), topic or found.topic, name))
    return (topic or found.topic,)


# Last year's own report -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Offer:
    """A paragraph of last year's report: its number, the headings above it, how it reads this year.

    `doubts` are words and figures of the wording itself that the answers cannot prove. Without a topic it cannot be placed
    by itself.
    """

    number: int
    path: tuple[str, ...]
    text: str
    doubts: tuple[str, ...]
    snippet: Snippet
    placed: bool


def last_year(folder: Path, path: Path | None = None) -> tuple[Offer, ...]:
    """Every paragraph of last year's report in order; `path` is kept in the folder first, if given.

    Raises:
        FileError: the folder has none. FormatError.
    """
    from drafter.drafting.compose import material

    report, typed, made_of = opened(folder)
    found = reportfile.copy_last_report(folder, path) if path else reportfile.last_report_copy(folder)
    if found is None:
        hint = f"请指明文件：drafter snippets last {folder} --from 上年报告.docx"
        raise FileError(f"{folder} 里没有上一年度的报告", hint)
    known = material(report, typed, made_of)
    paragraphs = enumerate(_paragraphs(understood(found, made_of.folder, report.year - 1)), 1)
    return tuple(_offer(number, items, found.stem, known) for number, items in paragraphs)


def _offer(number: int, items: Sequence[MaskedClause], report: str, known: Material) -> Offer:
    from drafter.drafting.choosing import claims
    from drafter.drafting.saying import snippet_sentences
    from drafter.understanding.dated import stale

    snippet = _snippet(number, items, report, known)
    snippet = known.snippets.get(snippet.name, snippet)  # it may have been edited since it was placed
    text = "".join(said.sentence.text for said in snippet_sentences(snippet, snippet.topic, known))
    own = "".join(re.sub(r"\{\w+\}", "", wording.text) for wording in snippet.sentences)
    fixed = re.compile(
        rf"{language.alternatives('figures', 'hotline')}|{language.alternatives('drafting', 'fixed')}|\D*"
    )
    figures = (quantity.text for quantity in quantities.find(own) if not fixed.fullmatch(quantity.text))
    doubts = tuple(dict.fromkeys((*stale(own, known.terms, known.year), *claims(own), *figures)))
    path = items[0].clause.path[: -1 if _is_title(items[0]) else None]
    placed = any(snippet.name in names for names in known.placed.values())
    return Offer(number, path, text, doubts, snippet, placed)


def _place_last(folder: Path, numbers: str, topic: str) -> tuple[str, ...]:
    """Place paragraphs of last year's report, `1,3-5`; returns their topics. All of them, or none and DrafterError."""
    from drafter.bank import snippet_files

    offers = {offer.number: offer for offer in last_year(folder)}
    chosen: list[tuple[Offer, str]] = []
    for part in numbers.split(","):
        ends = [int(end) for end in part.split("-")]
        for number in range(min(ends), max(ends) + 1):
            offer = offers.get(number)
            if offer is None:
                hint = f"共 {len(offers)} 段，用 drafter snippets last 查看"
                raise DrafterError(f"上年报告没有第 {number} 段", hint)
            if not (topic or offer.snippet.topic):
                message = f"第 {number} 段不属于哪个主题，多半是开头或结尾，由模板按本年度写"
                raise DrafterError(message, "确实要放的，用 --topic 指明主题")
            chosen.append((offer, topic or offer.snippet.topic))
    own = reportfile.report_path(folder).parent
    with reportfile.lock(folder):
        report = reportfile.load(folder)
        for offer, where in chosen:
            if not snippet_files.path_of(own, offer.snippet.name).exists():
                snippet_files.save(own, offer.snippet)
            report = snippet_files.place(report, where, offer.snippet.name)
        reportfile.save(folder, report)
    return tuple(dict.fromkeys(where for _, where in chosen))


def _paragraphs(report: Understood) -> Iterator[list[MaskedClause]]:
    """The sentences of each paragraph of the body; headings, run-in ones too, and tables are left out."""
    blocks = {block.line: block for block in report.outline.blocks}
    for line, group in groupby(masked_clauses(report), key=lambda item: item.clause.line):
        items = [item for item in group if not item.clause.heading]
        if items and not blocks[line].rows:
            lead = _ITEM.fullmatch(fold(blocks[line].text[: items[0].clause.start - blocks[line].column]))
            if lead:
                items[0] = replace(items[0], slotted=lead.group() + items[0].slotted)
            if kept := items if lead or not _is_title(items[0]) else items[1:]:
                yield kept


def _is_title(item: MaskedClause) -> bool:
    """Whether the sentence is the run-in heading that it stands under."""
    return item.clause.text.rstrip("。") in item.clause.path[-1:]


def _snippet(number: int, items: Sequence[MaskedClause], report: str, known: Material) -> Snippet:
    """The paragraph as a snippet, in the topic of the part of the report that it stands in, else in the one it speaks of."""
    from drafter.bank import snippet_files

    path, role = items[0].clause.path, snippet_files.commonest(item.role for item in items)
    parts = [part for part in known.questionnaire.template.parts if part.topic]
    headed = (p.topic for p in parts if p.words and any(re.search("|".join(p.words), heading) for heading in path))
    about = [item.topic for item in items if item.topic != "framing" and role != "framing"]
    topic = next(headed, "") or next((part.topic for part in parts if part.role == role), "")
    topic = topic or snippet_files.commonest(about or [""])
    title = re.sub(r"[^\w]", "", "".join(path[-1:]))[:_LONGEST_TITLE]
    name = f"上年{number}-{title}" if title else f"上年{number}"
    wordings = [Wording(text=text, slots=slots) for text, slots in (_own(item, known.zone.name) for item in items)]
    known_topic = topic if topic in known.questionnaire.topics else ""
    return snippet_files.make(name, known_topic, wordings, items[0].clause, report)


def _own(item: MaskedClause, unit: str) -> tuple[str, dict[str, str]]:
    """The wording with one's own undated names put back, and without its comparisons: this year has its own.

    The zone in the name of a bureau of the zone is no name of the `unit` itself, and is put back too.
    """
    text, slots = _comparison().sub("", item.slotted), dict(item.slots)
    for slot, printed in item.names.items():
        kind = slots.get(slot)
        is_part = kind == "zone" and printed != unit and printed in unit
        if is_part or (kind in _OWN and not _DATED.search(printed)):
            text = text.replace(f"{{{slot}}}", printed)
            del slots[slot]
    return text, {slot: kind for slot, kind in slots.items() if f"{{{slot}}}" in text}


@cache
def _comparison() -> re.Pattern[str]:
    """A comparison with the year before, in brackets or behind a comma."""
    last, comparing = language.alternatives("cues", "last_year"), language.alternatives("cues", "comparing")
    return re.compile(
        f"（[^（）]*(?:{last}|{comparing})[^（）]*）|[，、](?:[比较与同](?:{last})|{comparing})[^，。；（）]*"
    )
