"""Verbs of reuse: keep a passage as a snippet, look snippets up, place one; take paragraphs of last year's own report again.

A snippet is a passage with slots, which the answers of a report fill. A paragraph of last year's own report becomes a snippet
of this report (FOLDER/snippets), so that answers given later still get into it. A figure is replaced by this year's answer to
the same indicator, wherever it stood. Whatever else belonged to last year (years, dates, persons, figures for which no
question asks) becomes a visible gap. The unit's own places, organs and firms stay, because the report is its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import config, dates, language
from drafter.app.drafts import opened
from drafter.app.finished_reports import MaskedClause, masked_clauses, understood
from drafter.app.phrasebank import own_folder
from drafter.app.report_kind import topic_of
from drafter.asking import reportfile
from drafter.errors import DrafterError, FileError
from drafter.phrase_formats import Snippet, Wording
from drafter.text import fold
from drafter.understanding import quantities

if TYPE_CHECKING:
    from drafter.drafting.material import Material
    from drafter.understanding import Understood

_NAMES_THAT_STAY = ("place", "organ", "firm", "brand", "title")
"""The kinds of slots into which the unit's own names are put back."""
_YEAR = re.compile(dates.YEAR)
_ITEM_MARK = re.compile(r"[一二三四五六七八九十]+[是要]|第[一二三四五六七八九十]+,")
"""How an enumerated paragraph opens (一是, 第一，). The clause leaves it out, the snippet must have it."""
_LONGEST_TITLE = 20
"""A snippet's name takes no more characters of the heading."""
_NUMBERS = re.compile(r"\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?)*")
"""Numbers of paragraphs: 3, or 1,3-5."""


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
    name = name or section or f"{path.stem}第{line}行"
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


def place(folder: Path, name: str, topic: str = "") -> tuple[str, ...]:
    """Put a snippet into the report in `folder`, as the last of its topic; returns the topics that got something.

    A `name` of numbers (3, or 1,3-5) means paragraphs of last year's report, unless a snippet has that name.

    Raises DrafterError: no such snippet or topic. FileError, FormatError.
    """
    from drafter.bank import snippet_files

    topic = topic_of(topic, config.template_folder(reportfile.load(folder).template))
    known = snippet_files.load((reportfile.report_path(folder).parent, *config.folders("phrasebank")))
    numbers = re.sub("[、;\\s]+", ",", fold(name)).translate(str.maketrans("—~～", "---"))  # 1、3～5 → 1,3-5
    if name not in known and _NUMBERS.fullmatch(numbers):
        return _place_last(folder, numbers, topic)
    found = snippet_files.by_name(name, known)
    with reportfile.opened(folder) as held:
        held.save(snippet_files.place(held.report, topic or found.topic, name))
    return (topic or found.topic,)


# Last year's own report -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Offer:
    """A paragraph of last year's report: its number, the headings above it, how it reads this year, and the snippet it makes.

    `doubts` are words and figures of the wording that the answers cannot prove. `placed`: this report has the snippet
    already. If the snippet has no topic, the user must name one to place it.
    """

    number: int
    path: tuple[str, ...]
    text: str
    doubts: tuple[str, ...]
    snippet: Snippet
    placed: bool


def last_year(folder: Path, path: Path | None = None) -> tuple[Offer, ...]:
    """Every paragraph of last year's report in order. If `path` is given, that file is first copied into the folder.

    Raises FileError: the folder has no report of last year. FormatError.
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


def _offer(number: int, items: Sequence[MaskedClause], report_name: str, known: Material) -> Offer:
    """The offer of the paragraph with that number, made of these sentences."""
    from drafter.bank import snippet_files
    from drafter.drafting.saying import snippet_sentences

    title = re.sub(r"[^\w]", "", "".join(items[0].clause.path[-1:]))[:_LONGEST_TITLE]
    topic = _topic(items, known)
    known_topic = topic if topic in known.questionnaire.topics else ""
    with_own_names = (_with_own_names(item, known.zone.name) for item in items)
    wordings = [Wording(text=text, slots=slots) for text, slots in with_own_names]
    name = f"上年{number}-{title}" if title else f"上年{number}"
    snippet = snippet_files.make(name, known_topic, wordings, items[0].clause, report_name)
    snippet = known.snippets.get(name, snippet)  # it may have been edited since it was placed
    text = "".join(said.sentence.text for said in snippet_sentences(snippet, snippet.topic, known))
    headings = items[0].clause.path[:-1] if _repeats_its_heading(items[0]) else items[0].clause.path
    is_placed = any(snippet.name in names for names in known.placed.values())
    return Offer(number, headings, text, _doubts(snippet, known), snippet, is_placed)


def _doubts(snippet: Snippet, known: Material) -> tuple[str, ...]:
    """What the answers cannot prove in a snippet's wording, each once: meetings and set phrases of another year, words such
    as 首次 or 下降, and figures that are not in slots, except those that are the same every year (12345, 24小时).
    """
    from drafter.drafting.choosing import claims
    from drafter.understanding.dated import stale

    wording = "".join(re.sub(r"\{\w+\}", "", each.text) for each in snippet.sentences)
    same_every_year = [language.alternatives("figures", "hotline"), language.alternatives("drafting", "fixed")]
    without_digits = r"\D*"
    harmless = re.compile("|".join([*same_every_year, without_digits]))
    figures = (figure.text for figure in quantities.find(wording) if not harmless.fullmatch(figure.text))
    return tuple(dict.fromkeys((*stale(wording, known.terms, known.year), *claims(wording), *figures)))


def _place_last(folder: Path, numbers: str, topic: str) -> tuple[str, ...]:
    """Place paragraphs of last year's report by their `numbers` (1,3-5); returns the topics that got something.

    Raises DrafterError, and places nothing, if one of them does not exist or has no topic.
    """
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
    with reportfile.opened(folder) as held:
        report = held.report
        for offer, where in chosen:
            if not snippet_files.path_of(own, offer.snippet.name).exists():
                snippet_files.save(own, offer.snippet)
            report = snippet_files.place(report, where, offer.snippet.name)
        held.save(report)
    return tuple(dict.fromkeys(where for _, where in chosen))


def _paragraphs(report: Understood) -> Iterator[list[MaskedClause]]:
    """The sentences of each paragraph of the body, without tables and without headings, run-in ones among them."""
    blocks = {block.line: block for block in report.outline.blocks}
    for line, of_line in groupby(masked_clauses(report), key=lambda item: item.clause.line):
        items = [item for item in of_line if not item.clause.heading]
        block = blocks[line]
        if not items or block.rows:
            continue
        before = fold(block.text[: items[0].clause.start - block.column])
        if _ITEM_MARK.fullmatch(before):
            items[0] = replace(items[0], slotted=before + items[0].slotted)
        elif _repeats_its_heading(items[0]):
            items = items[1:]
        if items:
            yield items


def _repeats_its_heading(item: MaskedClause) -> bool:
    """Whether the sentence is the run-in heading under which it stands (（一）调解。全年…)."""
    return item.clause.text.rstrip("。") in item.clause.path[-1:]


def _topic(items: Sequence[MaskedClause], known: Material) -> str:
    """The topic of the paragraph: that of the part of the report in which it stands, else the one of which it speaks.

    The part is found by the headings above the paragraph, or else by its role (问题, 安排).
    """
    from drafter.bank.snippet_files import commonest

    role = commonest(item.role for item in items)
    parts = [part for part in known.questionnaire.template.parts if part.topic]
    for part in parts:
        if part.words and any(re.search("|".join(part.words), heading) for heading in items[0].clause.path):
            return part.topic
    for part in parts:
        if part.role == role:
            return part.topic
    topics = [item.topic for item in items if item.topic != "framing" and role != "framing"]
    return commonest(topics) if topics else ""


def _with_own_names(item: MaskedClause, unit: str) -> tuple[str, dict[str, str]]:
    """The sentence's wording and slots, with the unit's own names put back and without comparisons with the year before.

    A name with a year in it stays a slot. The name of the unit does too, because the slot gives it as this year's report
    has it; but where the `unit` is a bureau of the zone, the zone's name is only part of its name and is put back.
    """
    text, slots = _comparison().sub("", item.slotted), dict(item.slots)
    for slot, printed in item.names.items():
        kind = slots.get(slot)
        is_part_of_unit = kind == "zone" and printed != unit and printed in unit
        is_undated_name = kind in _NAMES_THAT_STAY and not _YEAR.search(fold(printed))
        if is_part_of_unit or is_undated_name:
            text = text.replace(f"{{{slot}}}", printed)
            del slots[slot]
    return text, {slot: kind for slot, kind in slots.items() if f"{{{slot}}}" in text}


@cache
def _comparison() -> re.Pattern[str]:
    """A comparison with the year before, in brackets (（比上年增长5%）) or behind a comma (，同比增长5%)."""
    last_year, comparing = language.alternatives("cues", "last_year"), language.alternatives("cues", "comparing")
    in_brackets = f"（[^（）]*(?:{last_year}|{comparing})[^（）]*）"
    behind_comma = f"[，、](?:[比较与同](?:{last_year})|{comparing})[^，。；（）]*"
    return re.compile(f"{in_brackets}|{behind_comma}")
