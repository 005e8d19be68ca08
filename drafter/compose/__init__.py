"""Template + answers + phrasebank → Document: the only step that knows all three.

A report and what it draws on go in; a Document with the origin of every run and sentence comes out. The same answers give
the same Document. Sentences of the template and of longer answers get their ids here, from the heading they stand under
and their place below it, because only here the whole text is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha1
from pathlib import Path
from typing import Literal

from drafter import indicators, markup, matching, template, yamlfile
from drafter.answers import Answers
from drafter.compose import annex, guide
from drafter.compose.facts import Facts, Said
from drafter.compose.holes import Hole, holes
from drafter.compose.saying import say
from drafter.compose.values import Insertions, Names, Value, topics
from drafter.errors import FileError
from drafter.formats import Phrase, Question, Report, Terms, Zone
from drafter.index import Index
from drafter.indicators import Register
from drafter.model import Block, Document, Run, Sentence
from drafter.questionnaire import Questionnaire
from drafter.text import chinese_numeral, clean

__all__ = ["Edition", "Hole", "Sources", "compose", "facts", "holes", "rehearse"]

Edition = Literal["paper", "web"]
SUGGESTIONS = 3
"""How many suggestions a Word comment on a rough note holds."""

_SENTENCE_END = re.compile(r"(?<=[。！？])")


@dataclass(frozen=True)
class Sources:
    """What a draft is made from besides the report itself."""

    folder: Path
    questionnaire: Questionnaire
    register: Register
    phrases: tuple[Phrase, ...]
    wordings: Index


def compose(report: Report, answers: Answers, sources: Sources, edition: Edition = "paper") -> Document:
    """The draft of a report whose typed answers are `answers`; the web edition goes without addressee.

    Raises:
        FormatError: the template is wrong. FileError: the frame does not exist.
    """
    answers = annex.announced(answers) if report.annex else answers
    insertions, said = Insertions(), list[Said]()
    context = {**_context(report, answers, sources, insertions, said), "edition": edition}
    marked = template.render(sources.folder, report.frame, context)
    blocks, framing = _identified(_introduced(markup.parse(marked, insertions.runs), report.zone))
    known = framing | {s.sentence.id: s.sentence for s in said}
    sentences = tuple(replace(known[id_], text=text) for id_, text in _in_order(blocks).items())
    if report.annex:
        blocks += annex.blocks(answers, sources.questionnaire, report.year, len(blocks))
    return Document(blocks, report.zone.name, sentences)


def rehearse(sources: Sources) -> tuple[str, ...]:
    """Render every frame of a template dry, without answers and with one to every question; returns the frames.

    Raises:
        FormatError: with file and line of the first problem.
    """
    frames = template.frames(sources.folder)
    if not frames:
        raise FileError(f"{sources.folder} 里没有框架", "请在 frames 文件夹里放入至少一个 .md 文件")
    for frame in frames:
        for report in (_rehearsal({}, frame), _rehearsal(sources.questionnaire.questions, frame)):
            compose(report, Answers.from_report(report, sources.questionnaire), sources)
    return frames


def _rehearsal(questions: Mapping[str, Question], frame: str) -> Report:
    samples = {"date": "2026-02-08", "lines": ["甲", "乙"], "text": "甲", "paragraph": "甲。"}
    answers = {
        key: {"value": samples.get(q.kind or "", [dict.fromkeys(q.fields, "甲")] if q.kind == "records" else "1")}
        for key, q in questions.items()
    }
    zone = {"name": "甲经济技术开发区"}
    return Report.model_validate({"year": 2025, "frame": frame, "zone": zone, "answers": answers})


def facts(report: Report, answers: Answers, sources: Sources) -> Facts:
    """What `say` works on."""
    return Facts(
        sources.questionnaire,
        answers,
        report.notes,
        sources.phrases,
        report.zone,
        report.year,
        lambda text, topic: indicators.recognise_note(text, sources.register, topic),
        lambda text, topic: matching.suggest(
            text, sources.wordings, sources.register, topic=topic, limit=SUGGESTIONS, year=report.year
        ),
        report.compare,
    )


def _context(
    report: Report, answers: Answers, sources: Sources, insertions: Insertions, said: list[Said]
) -> dict[str, object]:
    known = facts(report, answers, sources)

    def speak(*names: str, listed: bool = False) -> str:
        for name in names:
            if name not in sources.questionnaire.topics:
                raise template.unknown(name)
        paragraphs = [sentences for name in names if (sentences := say(name, known))]
        if listed and len(paragraphs) > 1:
            paragraphs = [_item(n, sentences) for n, sentences in enumerate(paragraphs, 1)]
        said.extend(sentence for paragraph in paragraphs for sentence in paragraph)
        return "\n\n".join(insertions.add(*(run for s in paragraph for run in s.runs)) for paragraph in paragraphs)

    values = topics(sources.questionnaire, answers, insertions)
    prescribed = _prescribed(answers, sources.questionnaire, insertions)
    return {**_frame(report, sources.folder, insertions), **values, "headings": prescribed, "say": speak}


def _item(n: int, paragraph: Sequence[Said]) -> tuple[Said, ...]:
    """A paragraph that opens with 一是, 二是 …"""
    first, *rest = paragraph
    mark = Run(f"{chinese_numeral(n)}是", "template", first.sentence.id)
    return (replace(first, runs=(mark, *first.runs)), *rest)


def _prescribed(answers: Answers, questionnaire: Questionnaire, insertions: Insertions) -> list[Names]:
    """The guide's headings as a template sees them: `mark` (## …), `title`, `topics`."""
    given = answers.get("guide.headings")
    lines = [line for line in given if isinstance(line, str)] if isinstance(given, tuple) else []
    return [
        Names(
            {
                "mark": "#" * (heading.level + 1),
                "title": insertions.add(Run(heading.title, "answer", answers=("guide.headings",))),
                "topics": heading.topics,
            }
        )
        for heading in guide.headings(lines, questionnaire)
    ]


def _frame(report: Report, folder: Path, insertions: Insertions) -> dict[str, object]:
    """Year, zone and the wording that depends on the year."""
    terms = yamlfile.load(folder / "terms.yaml", Terms)
    return {
        "year": report.year,
        "next_year": report.year + 1,
        "ordinal": chinese_numeral,
        "zone": _zone(report, insertions),
        "lead": terms.lead.get(report.year, ""),
        "guidance": _in_force(terms.guidance, report.year),
        "theory": _in_force(terms.theory, report.year),
    }


def _zone(report: Report, insertions: Insertions) -> Names:
    def value(name: str, text: str) -> Value:
        run = Run(clean(text), "answer", answers=(f"zone.{name}",))
        return Value(insertions.add(run if text else Run("【待填：署名机关】", "gap")), bool(text))

    zone = report.zone
    superior = [value("superior", text) for text in zone.superior]
    fields = {name: value(name, getattr(zone, name)) for name in ("name", "short", "organ")}
    return Names({**fields, "superior": Value("", bool(superior), superior)})


def _in_force(wording: dict[int, str], year: int) -> str:
    begun = [start for start in wording if start <= year]
    return wording[max(begun)] if begun else ""


def _introduced(blocks: Iterable[Block], zone: Zone) -> Iterable[Block]:
    """A phrase that names the zone before the template gave its short form names it in full."""
    introduced = not zone.short
    for block in blocks:
        runs = []
        for run in block.runs:
            if run.answers == ("zone.short",) and not introduced:
                full = f"{zone.name}（以下简称{zone.short}）"
                run, introduced = (run if run.origin == "answer" else replace(run, text=full)), True
            runs.append(run)
        yield replace(block, runs=tuple(runs))


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
        done.append(replace(block, runs=tuple(runs)))
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
    return [replace(run, text=text) for text in _SENTENCE_END.split(run.text) if text]


def _named(runs: list[Run], place: str, found: dict[str, Sentence]) -> list[Run]:
    identity = f"frame_{sha1(place.encode()).hexdigest()[:10]}"
    origins = {run.origin for run in runs}
    used = tuple(dict.fromkeys(i for run in runs if run.origin == "answer" for i in run.answers))
    origin = next(o for o in ("gap", "template", "answer", *origins) if o in origins)
    found[identity] = Sentence(identity, "".join(run.text for run in runs), origin, answers=used)
    return [replace(run, sentence=identity) for run in runs]


def _in_order(blocks: Sequence[Block]) -> dict[str, str]:
    """Sentence ids in reading order, each with its text."""
    texts: dict[str, str] = {}
    for run in (run for block in blocks for run in block.runs if run.sentence):
        texts[run.sentence] = texts.get(run.sentence, "") + run.text
    return texts
