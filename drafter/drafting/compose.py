"""Template + answers + phrasebank → Document: the only step that knows all three.

A report and what it draws on go in; a Document with the origin of every run and sentence comes out. The same answers give
the same Document. Sentences of the template and of longer answers get their ids here, from the heading they stand under
and their place below it, because only here the whole text is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path

from drafter import suggesting
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.bank.search import Index
from drafter.drafting import annex, markup, template, web_edition
from drafter.drafting.context import Insertions, context
from drafter.drafting.material import Material, Said
from drafter.drafting.saying import check_printed, check_snippets
from drafter.formats import Report, Snippet, Zone
from drafter.model import Block, Document, Edition, Offered, Run, Sentence
from drafter.understanding import dated, indicators
from drafter.understanding.indicators import Register

SUGGESTIONS = 3
"""How many suggestions a Word comment on a rough note holds."""
_SENTENCE_END = re.compile(r"(?<=[。！？])")


@dataclass(frozen=True, repr=False)
class Sources:
    """What a draft is made from besides the report itself."""

    folder: Path
    questionnaire: Questionnaire
    register: Register
    phrases: tuple[Offered, ...]
    wordings: Index
    snippets: Mapping[str, Snippet] = field(default_factory=dict)


def material(report: Report, answers: Answers, sources: Sources) -> Material:
    """What may be said in a report; phrases of another time or another kind of unit are left out.

    Raises:
        FormatError: report.yaml places a snippet that there is none of.
    """
    check_snippets(report.snippets, sources.snippets)
    terms, year, register = dated.terms(sources.folder), report.year, sources.register
    return Material(
        sources.questionnaire,
        answers,
        report.notes,
        tuple(
            phrase
            for phrase in sources.phrases
            if not dated.stale(phrase.text, terms, year)
            and not dated.speaks_of_other_unit(phrase.text, report.zone.name)
        ),
        report.zone,
        year,
        lambda text, topic: indicators.recognise_note(text, register, topic),
        lambda text, topic: suggesting.suggest(
            text, sources.wordings, register, topic=topic, limit=SUGGESTIONS, year=year, terms=terms
        ),
        terms,
        report.compare,
        report.snippets,
        sources.snippets,
    )


def compose(report: Report, answers: Answers, sources: Sources, edition: Edition = "paper") -> Document:
    """The draft of a report whose typed answers are `answers`; the web edition goes without letterhead and persons.

    Raises:
        FormatError: the template is wrong. FileError: the frame does not exist.
    """
    asked = sources.questionnaire
    answers = annex.announced(answers, asked.template.annex) if report.annex else answers
    known, insertions, said = material(report, answers, sources), Insertions(), list[Said]()
    marked = template.render(sources.folder, report.frame, context(known, edition, insertions, said))
    check_printed(said, report.frame, known)
    blocks, framing = _identified(_introduced(markup.parse(marked, insertions.runs), report.zone))
    if edition == "web":
        blocks = web_edition.published(blocks)
    sentences = framing | {each.sentence.id: each.sentence for each in said}
    texts: dict[str, str] = {}  # as the blocks have them, in reading order
    for run in (run for block in blocks for run in block.runs if run.sentence):
        texts[run.sentence] = texts.get(run.sentence, "") + run.text
    if report.annex:
        blocks += annex.blocks(answers, asked, report.year, len(blocks))
    in_order = tuple(sentences[id_]._replace(text=text) for id_, text in texts.items())
    return Document(blocks, report.zone.name, in_order, edition)


def _introduced(blocks: Iterable[Block], zone: Zone) -> Iterable[Block]:
    """A phrase that names the zone before the template gave its short form names it in full."""
    introduced = not zone.short
    for block in blocks:
        runs = []
        for run in block.runs:
            if run.answers == ("zone.short",) and not introduced:
                full = f"{zone.name}（以下简称{zone.short}）"
                run, introduced = (run if run.origin == "answer" else run._replace(text=full)), True
            runs.append(run)
        yield block._replace(runs=tuple(runs))


def _identified(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], dict[str, Sentence]]:
    """Blocks in which every run of a paragraph belongs to a sentence, and those sentences that `say` did not make."""
    found: dict[str, Sentence] = {}
    place, count, done = "", 0, []
    for block in blocks:
        if block.kind == "heading":
            place, count = re.sub(r"\d+", "", "".join(run.text for run in block.runs[1:])), 0
        runs: list[Run] = []
        for group in _sentences(block.runs):
            if not group[0].sentence:
                count += 1
                made = _framing(group, f"{block.kind}/{place}/{count}")
                found[made.id] = made
                group = [run._replace(sentence=made.id) for run in group]
            runs += group
        done.append(block._replace(runs=tuple(runs)))
    return tuple(done), found


def _sentences(runs: Iterable[Run]) -> Iterable[list[Run]]:
    """Runs grouped by the sentence they belong to; those without one are cut after 。"""
    group: list[Run] = []
    for whole in runs:
        pieces = [whole.text] if whole.sentence else filter(None, _SENTENCE_END.split(whole.text))
        for run in (whole._replace(text=text) for text in pieces):
            if group and (group[-1].sentence != run.sentence or (not run.sentence and group[-1].text[-1] in "。！？")):
                yield group
                group = []
            group.append(run)
    if group:
        yield group


def _framing(runs: list[Run], place: str) -> Sentence:
    """The sentence that the template, or a longer answer, made at that place."""
    origins = {run.origin for run in runs}
    used = tuple(dict.fromkeys(i for run in runs if run.origin == "answer" for i in run.answers))
    origin = next(o for o in ("gap", "template", "answer", *origins) if o in origins)
    id_ = f"frame_{sha1(place.encode()).hexdigest()[:10]}"
    return Sentence(id_, "".join(run.text for run in runs), origin, answers=used)
