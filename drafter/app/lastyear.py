"""Last year's own report gone through again: its paragraphs in order, each with this year's figures, placed by number.

A paragraph becomes a snippet of the report itself (FOLDER/snippets), so that answers given later still get into it. Figures
are this year's answers by what they count, never by where they stood; whatever else was last year's (years, dates, persons,
figures that no question asks for) is a visible gap. One's own places, organs and firms stay: it is one's own report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.app.reading import Slotted, Understood, slotted, understand
from drafter.app.reports import opened
from drafter.asking import answers
from drafter.errors import DrafterError, FileError
from drafter.formats import Snippet, Wording
from drafter.text import fold
from drafter.understanding import quantities

if TYPE_CHECKING:
    from drafter.drafting.material import Material

_OWN = ("place", "organ", "firm", "brand", "title")
_DATED = re.compile(r"(?:19|20)\d\d")
_ITEM = re.compile(r"[一二三四五六七八九十]+[是要]|第[一二三四五六七八九十]+,")
"""How an enumerated paragraph opens: no part of its sentence to the miner, but of the text."""
_FIXED = re.compile(r"12\d{3}|12[.·]4|(?:7[×*])?24小时|\D*")
"""Figures that are the same every year: hotlines, days and hours, 三项制度; 100周年 is not."""
_COMPARED = re.compile(
    r"（[^（）]*(?:上年|去年|上一年|同比)[^（）]*）"
    r"|[，、](?:[比较与同](?:上年|去年|上一年)|同比)[^，。；（）]*"
)
_PARTS = {"problem": "problems", "plan": "plan"}
_LONGEST = 20
"""Characters of the heading in a snippet's name."""


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
    found = answers.keep_last(folder, path) if path else answers.kept_last(folder)
    if found is None:
        hint = f"请指明文件：drafter snippets last {folder} --from 上年报告.docx"
        raise FileError(f"{folder} 里没有上一年度的报告", hint)
    known = material(report, typed, made_of)
    paragraphs = enumerate(_paragraphs(understand(found, report.year - 1)), 1)
    return tuple(_offer(number, items, found.stem, known) for number, items in paragraphs)


def _offer(number: int, items: Sequence[Slotted], report: str, known: Material) -> Offer:
    from drafter.drafting.choosing import claims
    from drafter.drafting.saying import snippet_sentences
    from drafter.understanding.dated import stale

    snippet = _snippet(number, items, report, known.questionnaire.topics)
    snippet = known.snippets.get(snippet.name, snippet)  # it may have been edited since it was placed
    text = "".join(said.sentence.text for said in snippet_sentences(snippet, snippet.topic, known))
    own = "".join(re.sub(r"\{\w+\}", "", wording.text) for wording in snippet.sentences)
    figures = (quantity.text for quantity in quantities.find(own) if not _FIXED.fullmatch(quantity.text))
    doubts = tuple(dict.fromkeys((*stale(own, known.terms, known.year), *claims(own), *figures)))
    path = items[0].clause.path[: -1 if _is_title(items[0]) else None]
    placed = any(snippet.name in names for names in known.placed.values())
    return Offer(number, path, text, doubts, snippet, placed)


def place_last(folder: Path, numbers: str, topic: str = "") -> tuple[str, ...]:
    """Place paragraphs of last year's report, `1,3-5`; returns their topics.

    Raises:
        DrafterError: there is no such paragraph, or it has no topic and none is given. FileError, FormatError.
    """
    from drafter.bank import snippets

    offers = {offer.number: offer for offer in last_year(folder)}
    chosen = [offers.get(number) or _no_offer(number, len(offers)) for number in _numbers(numbers)]
    topics = [topic or offer.snippet.topic or _no_topic(offer) for offer in chosen]
    with answers.lock(folder):
        report = answers.load(folder)
        for offer in chosen:
            if not snippets.stored(_home(folder), offer.snippet.name).exists():
                snippets.save(_home(folder), offer.snippet)
        for offer, place in zip(chosen, topics, strict=True):
            report = snippets.placing(report, place, offer.snippet.name)
        answers.save(folder, report)
    return tuple(dict.fromkeys(topics))


def is_numbers(text: str) -> bool:
    """Whether it says paragraphs by number: 3, 1,3-5, １、３."""
    return re.fullmatch(r"\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?)*", _plain(text)) is not None


def _plain(text: str) -> str:
    return re.sub("[、;\\s]+", ",", fold(text)).replace("—", "-").replace("~", "-").replace("～", "-")


def _numbers(text: str) -> Iterator[int]:
    for part in _plain(text).split(","):
        ends = [int(end) for end in part.split("-")]
        yield from range(min(ends), max(ends) + 1)


def _no_offer(number: int, count: int) -> Offer:
    raise DrafterError(f"上年报告没有第 {number} 段", f"共 {count} 段，用 drafter snippets last 查看")


def _no_topic(offer: Offer) -> str:
    message = f"第 {offer.number} 段不属于哪个主题，多半是开头或结尾，由模板按本年度写"
    raise DrafterError(message, "确实要放的，用 --topic 指明主题")


def _home(folder: Path) -> Path:
    return answers.report_path(folder).parent


def _paragraphs(understood: Understood) -> Iterator[list[Slotted]]:
    """The sentences of each paragraph of the body; headings, run-in ones too, and tables are left out."""
    blocks = {block.line: block for block in understood.outline.blocks}
    for line, group in groupby(slotted(understood), key=lambda item: item.clause.line):
        items = [item for item in group if not item.clause.heading]
        if items and not blocks[line].rows:
            lead = _ITEM.fullmatch(fold(blocks[line].text[: items[0].clause.start - blocks[line].column]))
            if lead:
                items[0] = replace(items[0], slotted=lead.group() + items[0].slotted)
            if kept := items if lead or not _is_title(items[0]) else items[1:]:
                yield kept


def _is_title(item: Slotted) -> bool:
    """Whether the sentence is the run-in heading that it stands under."""
    return item.clause.text.rstrip("。") in item.clause.path[-1:]


def _snippet(number: int, items: Sequence[Slotted], report: str, topics: Iterable[str]) -> Snippet:
    from drafter.bank import snippets

    wordings = [Wording(text=text, slots=slots) for text, slots in map(_own, items)]
    title = re.sub(r"[^\w]", "", "".join(items[0].clause.path[-1:]))[:_LONGEST]
    name = f"上年{number}-{title}" if title else f"上年{number}"
    topic = _topic(items)
    return snippets.make(name, topic if topic in topics else "", wordings, items[0].clause, report)


def _own(item: Slotted) -> tuple[str, dict[str, str]]:
    """The wording with one's own undated names put back, and without its comparisons: this year has its own."""
    text, slots = _COMPARED.sub("", item.slotted), dict(item.slots)
    for slot, printed in item.names.items():
        if slots.get(slot) in _OWN and not _DATED.search(printed):
            text = text.replace(f"{{{slot}}}", printed)
            del slots[slot]
    return text, {slot: kind for slot, kind in slots.items() if f"{{{slot}}}" in text}


def _topic(items: Sequence[Slotted]) -> str:
    """Where a paragraph belongs in the questionnaire: by what its part of the report does, then by what it speaks of."""
    from drafter.bank import snippets

    if any("第一责任" in heading for heading in items[0].clause.path):
        return "responsible"
    role = snippets.commonest(item.role for item in items)
    about = [item.topic for item in items if item.topic != "framing" and role != "framing"]
    return _PARTS.get(role) or snippets.commonest(about or [""])
