"""Template + answers + phrasebank → Document: the only step that knows all three.

A report and what it draws on go in; a Document with the origin of every run and sentence comes out. The same answers give
the same Document. Sentences of the template and of longer answers get their ids here, from the heading they stand under
and their place below it, because only here the whole text is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha1

from drafter.asking.answers import Answers
from drafter.drafting import annex, markup, passages, template, web
from drafter.drafting.context import Sources, context, facts
from drafter.drafting.facts import Facts, Said
from drafter.drafting.guards import claims
from drafter.drafting.holes import Hole, holes
from drafter.drafting.passages import filled
from drafter.drafting.values import Insertions
from drafter.formats import Report, Zone
from drafter.model import Block, Document, Edition, Run, Sentence
from drafter.understanding.dated import stale, terms

__all__ = ["Edition", "Facts", "Hole", "Sources", "claims", "compose", "facts", "filled", "holes", "stale", "terms"]

_SENTENCE_END = re.compile(r"(?<=[。！？])")


def compose(report: Report, answers: Answers, sources: Sources, edition: Edition = "paper") -> Document:
    """The draft of a report whose typed answers are `answers`; the web edition goes without letterhead and persons.

    Raises:
        FormatError: the template is wrong. FileError: the frame does not exist.
    """
    answers = annex.announced(answers) if report.annex else answers
    insertions, said = Insertions(), list[Said]()
    names = {**context(report, answers, sources, insertions, said), "edition": edition}
    marked = template.render(sources.folder, report.frame, names)
    passages.check_printed(said, report.frame, facts(report, answers, sources))
    blocks, framing = _identified(_introduced(markup.parse(marked, insertions.runs), report.zone))
    blocks = web.published(blocks) if edition == "web" else blocks
    known = framing | {s.sentence.id: s.sentence for s in said}
    sentences = tuple(known[id_]._replace(text=text) for id_, text in _in_order(blocks).items())
    if report.annex:
        blocks += annex.blocks(answers, sources.questionnaire, report.year, len(blocks))
    return Document(blocks, report.zone.name, sentences, edition)


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
        for sentence in _sentences(block.runs):
            if not sentence[0].sentence:
                count += 1
                sentence = _named(sentence, f"{block.kind}/{place}/{count}", found)
            runs += sentence
        done.append(block._replace(runs=tuple(runs)))
    return tuple(done), found


def _sentences(runs: Iterable[Run]) -> Iterable[list[Run]]:
    """Runs grouped by the sentence they belong to; those without one are cut after 。"""
    group: list[Run] = []
    for run in (piece for whole in runs for piece in _cut(whole)):
        if group and (group[-1].sentence != run.sentence or (not run.sentence and group[-1].text[-1] in "。！？")):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _cut(run: Run) -> list[Run]:
    if run.sentence:
        return [run]
    return [run._replace(text=text) for text in _SENTENCE_END.split(run.text) if text]


def _named(runs: list[Run], place: str, found: dict[str, Sentence]) -> list[Run]:
    identity = f"frame_{sha1(place.encode()).hexdigest()[:10]}"
    origins = {run.origin for run in runs}
    used = tuple(dict.fromkeys(i for run in runs if run.origin == "answer" for i in run.answers))
    origin = next(o for o in ("gap", "template", "answer", *origins) if o in origins)
    found[identity] = Sentence(identity, "".join(run.text for run in runs), origin, answers=used)
    return [run._replace(sentence=identity) for run in runs]


def _in_order(blocks: Iterable[Block]) -> dict[str, str]:
    """Sentence ids in reading order, each with its text."""
    texts: dict[str, str] = {}
    for run in (run for block in blocks for run in block.runs if run.sentence):
        texts[run.sentence] = texts.get(run.sentence, "") + run.text
    return texts
