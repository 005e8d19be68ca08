"""Template + answers + phrasebank → Document: the only step that knows all three.

A report and what it draws on go in; a Document comes out. Every run and every sentence of it says where it comes from. The
same answers give the same Document.

The sentences of a topic, which a template prints with `say` (saying.py), have ids already. All other text has none: the
template's own words, and answers of several sentences that it prints. It is cut into sentences here. The id of each is made
from the heading above it and its number below that heading, because only here the whole text is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha1
from pathlib import Path

from drafter.asking import measures
from drafter.asking.answers import Answers
from drafter.asking.last_year import LastYear
from drafter.asking.measure_file import Point
from drafter.asking.measures import Measures, Ticked
from drafter.asking.questionnaire import Questionnaire
from drafter.asking.zone import measure_in_terms_of
from drafter.bank.search import Index
from drafter.drafting import annex, chapters, doubting, keeping, markup, planning, telling, template, web_edition
from drafter.drafting.context import Insertions, context
from drafter.drafting.material import ZONE_SHORT, Material
from drafter.drafting.saying import check_no_snippet_lost, check_snippets_exist
from drafter.formats import Note, Report, Zone
from drafter.model import Block, Document, Edition, Notice, Offered, Origin, Reading, Run, Sentence, Suggestion
from drafter.phrase_formats import Snippet
from drafter.template_rules import Terms
from drafter.text import fold
from drafter.understanding import dated, figure_pattern, indicators
from drafter.understanding.indicators import Register

SUGGESTIONS = 3
"""How many suggestions a Word comment on a rough note holds."""
MOST_REWORDED = 300
"""For so many rough notes suggestions are looked up, which takes some seconds; a report with more is not ready to be drafted."""
MOST_NAMED = 5
"""So many open questions are named in one message; more do not fit on a screen."""
_EXCERPT = 14
"""Characters of a sentence by which a reader knows it again."""
_SENTENCE_END = re.compile(r"(?<=[。！？])")
_last_fitting: list[tuple[tuple[Offered, ...], Terms, int, str, tuple[Offered, ...]]] = []
"""What `_fitting` was asked last, and what it found."""


@dataclass(frozen=True, repr=False)
class Sources:
    """What a draft is made from besides the report itself; `folder` is the template's."""

    folder: Path
    questionnaire: Questionnaire
    register: Register
    phrases: tuple[Offered, ...]
    wordings: Index
    snippets: Mapping[str, Snippet] = field(default_factory=dict)
    last_year: LastYear = field(default_factory=LastYear)


def material(report: Report, answers: Answers, sources: Sources) -> Material:
    """What may be said in a report; phrases of another time or another kind of unit are left out.

    Raises:
        FormatError: report.yaml places a snippet that does not exist.
    """
    check_snippets_exist(report.snippets, sources.snippets)
    terms, year, register = dated.terms(sources.folder), report.year, sources.register
    found = dict[tuple[str, str], tuple[Suggestion, ...]]()

    @cache  # a note is read where it is placed and where it is said
    def recognise(text: str, topic: str) -> tuple[Reading, ...]:
        return indicators.recognise_note(text, register, topic)

    def suggest(text: str, topic: str) -> tuple[Suggestion, ...]:
        if (text, topic) not in found and len(found) < MOST_REWORDED:
            from drafter import suggesting  # slow to load, and most reports have no rough note left

            found[text, topic] = suggesting.suggest(
                text, sources.wordings, register, topic=topic, limit=SUGGESTIONS, year=year, terms=terms
            )
        return found.get((text, topic), ())

    notes = _notes(report, sources.questionnaire)
    figure_pattern.prepare([fold(each.accepted) for of_topic in notes.values() for each in of_topic if each.accepted])
    asked = measures.load(sources.folder)
    given = sources.last_year.known if sources.last_year.rolled else answers
    points, doubted = doubting.certain({topic: _ticked(asked, report, topic) for topic in asked.points}, given)
    known = Material(
        questionnaire=sources.questionnaire,
        answers=answers,
        notes=notes,
        phrases=_fitting(sources.phrases, terms, year, report.zone.name),
        zone=report.zone,
        year=year,
        recognise=recognise,
        suggest=suggest,
        terms=terms,
        compare=report.compare,
        formal_notes=report.formal_notes,
        length=report.length,
        points=points,
        doubted=doubted,
        chapters=_chapters(report, sources),
        placed=report.snippets,
        snippets=sources.snippets,
    )
    return _with_kept(known, sources) if sources.last_year.rolled else known


def _ticked(asked: Measures, report: Report, topic: str) -> list[tuple[Point, list[Ticked]]]:
    """The points of a topic with the measures that were ticked, in the unit's terms."""
    return [
        (point, [replace(each, measure=measure_in_terms_of(report.zone, each.measure)) for each in ticks])
        for point, ticks in asked.ticked(report, topic)
    ]


def _fitting(phrases: tuple[Offered, ...], terms: Terms, year: int, unit: str) -> tuple[Offered, ...]:
    """The phrases without those of another time or of another kind of unit. Those of the last report asked for are kept, because the page
    drafts it with every change.
    """
    for known in _last_fitting:
        if known[0] is phrases and known[1:4] == (terms, year, unit):
            return known[4]
    left = (each for each in phrases if not dated.stale(each.text, terms, year))
    found = tuple(each for each in left if not dated.speaks_of_other_unit(each.text, unit))
    _last_fitting[:] = [(phrases, terms, year, unit, found)]
    return found


def _chapters(report: Report, sources: Sources) -> tuple[chapters.Chapter, ...]:
    """The headings of the work, where the frame prints them; none of last year's has words of another time."""
    if not template.prints_chapters(sources.folder, report.frame):
        return ()
    terms, outlines = dated.terms(sources.folder), sources.questionnaire.template.outlines

    def is_stale(heading: str) -> bool:
        return bool(dated.stale(heading, terms, report.year))

    last = sources.last_year
    return chapters.chapters(last.items, outlines, report.zone.name, is_stale, last.stands)


def _notes(report: Report, asked: Questionnaire) -> dict[str, list[Note]]:
    """The notes of the topics that there are, with those on problems and plans under the topics of these parts."""
    parts = {part.role: part.topic for part in asked.template.parts if part.role and part.topic}
    return planning.by_role({topic: report.notes[topic] for topic in report.notes if topic in asked.topics}, parts)


def _with_kept(known: Material, sources: Sources) -> Material:
    """The material with what is kept of last year's report."""
    of_parts = {part.topic for part in sources.questionnaire.template.parts if part.topic}
    kept = keeping.with_measures_they_say(keeping.kept(sources.last_year, known), known.points, of_parts, known.rarity)
    last = sources.last_year
    return replace(
        known, kept=kept, open_figures=keeping.comparable_figures(last), compared_before=keeping.compared_before(last)
    )


def compose(report: Report, answers: Answers, sources: Sources, edition: Edition = "paper") -> Document:
    """The draft of a report; `answers` are those of report.yaml, read by kind. The web edition has no letterhead and no persons.

    Raises:
        FormatError: the template is wrong. FileError: the frame does not exist.
    """
    questionnaire = sources.questionnaire
    if report.annex:
        answers = annex.with_annex_attached(answers, questionnaire.template.annex)
    known = material(report, answers, sources)
    insertions = Insertions()  # rendering fills it with what the template has said: runs and sentences
    marked = template.render(sources.folder, report.frame, context(known, edition, insertions))
    check_no_snippet_lost(insertions.said, report.frame, known)
    blocks = tuple(map(_without_needless_marks, markup.parse(marked, insertions.runs)))
    blocks = _with_short_form_explained(blocks, report.zone)
    blocks, framing = _with_sentences(blocks)
    if edition == "web":
        blocks = web_edition.published(blocks)
    # Each sentence gets its text anew, from the printed runs: a template may have put 一是 before it, and the web edition
    # may have masked names in it.
    texts: dict[str, str] = {}  # id → text, in reading order
    for run in (run for block in blocks for run in block.runs if run.sentence):
        texts[run.sentence] = texts.get(run.sentence, "") + run.text
    made = framing | {each.sentence.id: each.sentence for each in insertions.said}
    sentences = tuple(made[id_]._replace(text=text) for id_, text in texts.items())
    left_out = insertions.left_out
    if report.annex:
        blocks += annex.blocks(
            answers,
            questionnaire,
            report.year,
            left_out,
            len(blocks),
            keeping.figures_without_indicator(sources.last_year),
        )
        sentences += tuple(each.sentence for each in left_out)
    notices = (*_notices(report, known, insertions, sentences), *map(Notice, sources.last_year.remarks()))
    return Document(blocks, report.zone.name, sentences, edition, notices)


def _notices(
    report: Report, known: Material, insertions: Insertions, sentences: Sequence[Sentence]
) -> Iterator[Notice]:
    """What the user gave that is not in the draft, and why."""
    open_notes = sum(not note.accepted for notes in report.notes.values() for note in notes)
    if open_notes > MOST_REWORDED:
        message = (
            f"有 {open_notes} 条随手记没有采用表述，只为前 {MOST_REWORDED} 条找了；其余的先改写或删去一些，再生成一次"
        )
        yield Notice(message, amount=open_notes - MOST_REWORDED)
    yield from _notices_of_ticks(report, known, insertions, sentences)
    kept, left_out = [each.made.sentence for each in known.kept_sentences], insertions.left_out
    seem_said = {id for each in known.kept_sentences for id in each.unsure} | keeping.made_by_kept(known)
    if unsaid_figures := [q.ask for q in known.questionnaire.questions.values() if q.id in seem_said]:
        named = "、".join(unsaid_figures)
        message = f"填的数有 {len(unsaid_figures)} 项沿用的句子里有或者算得出，没有再写，请看一遍：{named}"
        yield Notice(message, amount=len(unsaid_figures))
    if left_out:
        named = "".join(each.sentence.text for each in left_out[:MOST_NAMED])
        where = "附在统计表后面" if report.annex else "篇幅不限（全写）就都写，附统计表就写在它后面"
        yield Notice(f"按篇幅有 {len(left_out)} 句没有写进正文，{where}：{named}", amount=len(left_out))
    printed = {each.sentence.id for each in (*insertions.said, *left_out)} | insertions.listed
    if unsaid := [each.phrase for each in kept if each.id not in printed]:
        ids = "、".join(unsaid[:MOST_NAMED])
        message = f"沿用上年的句子有 {len(unsaid)} 句没有写进文稿，因为框架“{report.frame}”不印它们的主题：{ids}"
        yield Notice(message, amount=len(unsaid))
    unknown = (
        q
        for q in known.questionnaire.questions.values()
        if q.id in report.answers and report.answers[q.id].state == "unknown"
    )
    if open_ := [
        question.ask for question in unknown if not question.required
    ]:  # what is required has a gap in the draft
        message = f"有 {len(open_)} 题填的是“还不知道”，不是必答题，没有写进文稿：{'、'.join(open_[:MOST_NAMED])}"
        yield Notice(message + ("等" if len(open_) > MOST_NAMED else ""), amount=len(open_))


def _notices_of_ticks(
    report: Report, known: Material, insertions: Insertions, sentences: Sequence[Sentence]
) -> Iterator[Notice]:
    """Ticked measures that are said once only, in the user's own words, and those that are not said at all."""
    kept, left_out = [each.made.sentence for each in known.kept_sentences], insertions.left_out
    told = {id for each in (*sentences, *kept, *(made.sentence for made in left_out)) for id in each.answers}
    ticked = {f"measures.{t.measure.id}": t for each in known.points.values() for _, of_point in each for t in of_point}
    by_kept = [ticked[id] for each in kept for id in each.answers if id in ticked]
    if by_kept:
        named = "、".join(each.clauses[0] for each in by_kept)  # all: who misses one must find it here
        message = f"打勾的举措有 {len(by_kept)} 项沿用的句子已经写到，只写这一次，不用再改：{named}"
        yield Notice(message, amount=len(by_kept))
    texts = [(each.text, ticked[id].clauses) for each in kept for id in each.answers if id in ticked]
    if others := [
        f"{clauses[0]}（见“{text[:_EXCERPT]}……”）" for text, clauses in texts if not telling.says(text, clauses)
    ]:
        hint = "请看一遍；不是一回事的，记成一条随手记就会写进去"
        message = f"其中 {len(others)} 项是沿用的句子用别的话写到的，{hint}：{'、'.join(others)}"
        yield Notice(message, amount=len(others))
    if known.doubted:
        asks = {each.indicator: known.questionnaire.questions[each.indicator].ask for each in known.doubted}
        named = "、".join(f"{each.wording}（{asks[each.indicator]}填的是{each.figure:f}）" for each in known.doubted)
        message = f"打勾的举措有 {len(known.doubted)} 项和填的数对不上，没有写，请核对：{named}"
        yield Notice(message, amount=len(known.doubted))
    if lost := [each.measure.id for id, each in ticked.items() if id not in told]:
        message = f"打了勾的举措有 {len(lost)} 项没有写进文稿，因为框架“{report.frame}”不印它们的主题：{lost[0]} 等"
        yield Notice(message, amount=len(lost))


def _without_needless_marks(block: Block) -> Block:
    """The block without a 、 of the template between two titles in 《》, which need none (GB/T 15834, 4.5.3.5)."""
    runs = block.runs
    needless = {
        n
        for n in range(1, len(runs) - 1)
        if runs[n].text == "、" and runs[n - 1].text.endswith("》") and runs[n + 1].text.startswith("《")
    }
    return block._replace(runs=tuple(run for n, run in enumerate(runs) if n not in needless)) if needless else block


def _with_short_form_explained(blocks: Sequence[Block], zone: Zone) -> tuple[Block, ...]:
    """The blocks, in which the first short form of the zone's name is explained: 云溪经济技术开发区（以下简称云溪经开区）.

    A run that prints the short form has ZONE_SHORT in `answers`, where other runs have the ids of questions.
    """
    explained = list(blocks)
    if not zone.short:
        return tuple(explained)
    for i, block in enumerate(blocks):
        for k, run in enumerate(block.runs):
            if run.answers != (ZONE_SHORT,):
                continue
            # Where a template prints {{ zone.short }}, which is a run of origin "answer", its own words explain the short form.
            if run.origin != "answer":
                in_full = run._replace(text=f"{zone.name}（以下简称{zone.short}）")
                explained[i] = block._replace(runs=(*block.runs[:k], in_full, *block.runs[k + 1 :]))
            return tuple(explained)
    return tuple(explained)


def _with_sentences(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], dict[str, Sentence]]:
    """The blocks with every run in a sentence; and id → sentence, for the framing sentences, which `say` did not make."""
    framing: dict[str, Sentence] = {}
    path: dict[int, str] = {}  # level → heading
    count, done = 0, []
    for block in blocks:
        if block.kind == "heading":
            # The ids below a heading must stay when headings are numbered anew or figures change. So a heading counts
            # without its printed number, which is its first run, and without digits.
            title = re.sub(r"\d+", "", "".join(run.text for run in block.runs[1:]))
            path = {level: above for level, above in path.items() if level < block.level} | {block.level: title}
            count = 0
        runs: list[Run] = []
        for group in _sentences(block.runs):
            if not group[0].sentence:
                count += 1
                sentence = _framing_sentence(group, "/".join((block.kind, *path.values(), str(count))))
                framing[sentence.id] = sentence
                group = [run._replace(sentence=sentence.id) for run in group]
            runs += group
        done.append(block._replace(runs=tuple(runs)))
    return tuple(done), framing


def _sentences(runs: Iterable[Run]) -> Iterable[list[Run]]:
    """Runs grouped by sentence. Runs of `say` name their sentence; other runs are cut, and end a sentence, after 。！？"""
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
    """A sentence that `say` did not make; `place` (paragraph/依法履职/2) gives it its id."""
    answers = tuple(dict.fromkeys(id_ for run in runs if run.origin == "answer" for id_ in run.answers))
    origins = {run.origin for run in runs}
    origin: Origin = "answer"
    if "gap" in origins:  # the clerk must find every sentence that lacks something
        origin = "gap"
    elif "template" in origins:  # an answer inside the template's words does not make the sentence
        origin = "template"
    id_ = f"frame_{sha1(place.encode()).hexdigest()[:10]}"
    return Sentence(id_, "".join(run.text for run in runs), origin, answers=answers)
