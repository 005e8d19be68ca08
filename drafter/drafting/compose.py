"""Template + answers + phrasebank → Document: the only step that knows all three.

A report and what it draws on go in; a Document comes out, every run and sentence of which says where it comes from. The same
answers give the same Document. `say` gives its sentences their ids. The sentences that the template or a longer answer makes
get theirs here, from the heading under which they stand and their place below it, because only here the whole text is known.
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
from drafter.drafting.material import ZONE_SHORT, MadeSentence, Material
from drafter.drafting.saying import check_printed, check_snippets
from drafter.formats import Report, Snippet, Zone
from drafter.model import Block, Document, Edition, Offered, Reading, Run, Sentence, Suggestion
from drafter.understanding import dated, indicators
from drafter.understanding.indicators import Register

SUGGESTIONS = 3
"""How many suggestions a Word comment on a rough note holds."""
_SENTENCE_END = re.compile(r"(?<=[。！？])")


@dataclass(frozen=True, repr=False)
class Sources:
    """What a draft is made from besides the report itself; `folder` is the template's."""

    folder: Path
    questionnaire: Questionnaire
    register: Register
    phrases: tuple[Offered, ...]
    wordings: Index
    snippets: Mapping[str, Snippet] = field(default_factory=dict)


def material(report: Report, answers: Answers, sources: Sources) -> Material:
    """What may be said in a report; phrases of another time or another kind of unit are left out.

    Raises:
        FormatError: report.yaml places a snippet that does not exist.
    """
    check_snippets(report.snippets, sources.snippets)
    terms, year, register = dated.terms(sources.folder), report.year, sources.register

    def recognise(text: str, topic: str) -> tuple[Reading, ...]:
        return indicators.recognise_note(text, register, topic)

    def suggest(text: str, topic: str) -> tuple[Suggestion, ...]:
        wordings = sources.wordings
        return suggesting.suggest(text, wordings, register, topic=topic, limit=SUGGESTIONS, year=year, terms=terms)

    def fits(phrase: Offered) -> bool:
        return not dated.stale(phrase.text, terms, year) and not dated.speaks_of_other_unit(
            phrase.text, report.zone.name
        )

    return Material(
        questionnaire=sources.questionnaire,
        answers=answers,
        notes=report.notes,
        phrases=tuple(filter(fits, sources.phrases)),
        zone=report.zone,
        year=year,
        recognise=recognise,
        suggest=suggest,
        terms=terms,
        compare=report.compare,
        placed=report.snippets,
        snippets=sources.snippets,
    )


def compose(report: Report, answers: Answers, sources: Sources, edition: Edition = "paper") -> Document:
    """The draft of a report whose typed answers are `answers`; the web edition goes without letterhead and persons.

    Raises:
        FormatError: the template is wrong. FileError: the frame does not exist.
    """
    questionnaire = sources.questionnaire
    if report.annex:
        answers = annex.with_annex_attached(answers, questionnaire.template.annex)
    known, insertions, said = material(report, answers, sources), Insertions(), list[MadeSentence]()
    marked = template.render(sources.folder, report.frame, context(known, edition, insertions, said))
    check_printed(said, report.frame, known)
    blocks, framing = _with_sentences(_introduced(markup.parse(marked, insertions.runs), report.zone))
    if edition == "web":
        blocks = web_edition.published(blocks)
    # The text of every sentence as it is printed now, in reading order: 一是 may stand before it, names may be masked.
    texts: dict[str, str] = {}
    for run in (run for block in blocks for run in block.runs if run.sentence):
        texts[run.sentence] = texts.get(run.sentence, "") + run.text
    made = framing | {each.sentence.id: each.sentence for each in said}
    sentences = tuple(made[id_]._replace(text=text) for id_, text in texts.items())
    if report.annex:
        blocks += annex.blocks(answers, questionnaire, report.year, len(blocks))
    return Document(blocks, report.zone.name, sentences, edition)


def _introduced(blocks: Iterable[Block], zone: Zone) -> Iterable[Block]:
    """The blocks with the zone's short form introduced where a phrase first prints it: 云溪经济技术开发区（以下简称云溪经开区）.

    Where the template prints the short form first (as an answer), it introduces it in its own words.
    """
    is_introduced = not zone.short
    for block in blocks:
        runs = list(block.runs)
        for i, run in enumerate(runs):
            if run.answers == (ZONE_SHORT,) and not is_introduced:
                is_introduced = True
                if run.origin != "answer":
                    runs[i] = run._replace(text=f"{zone.name}（以下简称{zone.short}）")
        yield block._replace(runs=tuple(runs))


def _with_sentences(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], dict[str, Sentence]]:
    """The blocks with every run in a sentence, and by id the sentences that `say` did not make."""
    framing: dict[str, Sentence] = {}
    heading, count, done = "", 0, []
    for block in blocks:
        if block.kind == "heading":
            # Without its number, which is the first run, and without figures: the ids below it stay when these change.
            heading, count = re.sub(r"\d+", "", "".join(run.text for run in block.runs[1:])), 0
        runs: list[Run] = []
        for group in _sentences(block.runs):
            if not group[0].sentence:
                count += 1
                sentence = _framing_sentence(group, f"{block.kind}/{heading}/{count}")
                framing[sentence.id] = sentence
                group = [run._replace(sentence=sentence.id) for run in group]
            runs += group
        done.append(block._replace(runs=tuple(runs)))
    return tuple(done), framing


def _sentences(runs: Iterable[Run]) -> Iterable[list[Run]]:
    """Runs grouped by the sentence they belong to; those of no sentence are split after 。！？"""
    group: list[Run] = []
    for whole in runs:
        pieces = [whole.text] if whole.sentence else filter(None, _SENTENCE_END.split(whole.text))
        for run in (whole._replace(text=text) for text in pieces):
            if group:
                is_another = group[-1].sentence != run.sentence
                has_ended = not run.sentence and group[-1].text[-1] in "。！？"
                if is_another or has_ended:
                    yield group
                    group = []
            group.append(run)
    if group:
        yield group


def _framing_sentence(runs: list[Run], place: str) -> Sentence:
    """The sentence that the template, or a longer answer, made at that place."""
    origins = {run.origin for run in runs}
    answers = tuple(dict.fromkeys(id_ for run in runs if run.origin == "answer" for id_ in run.answers))
    origin = next(o for o in ("gap", "template", "answer", *origins) if o in origins)
    id_ = f"frame_{sha1(place.encode()).hexdigest()[:10]}"
    return Sentence(id_, "".join(run.text for run in runs), origin, answers=answers)
