"""Makes the sentences of one topic: `say(topic)` of a template. planning.py says what belongs to which of its points; here each
point is worded, in this order:

1. Measures that the user ticked, in the template's order, with the answered indicators that prove them or in one clause with their
   figure. Each indicator that stands in no kept sentence, note or snippet is said once (weaving.py). Beside what they are like stand
   the sentences of last year's report that the user kept, with this year's figures (keeping.py), and notes (ordering.py).
2. Notes that are like nothing, and measures that say what came of it; those that take up figures stand right behind these.
3. A visible gap for every required question without an answer, and rough notes, as typed, with the three best suggestions
   for the Word comment.

The snippets that the user placed in the topic stand before its points. Every figure comes from an answer, and every claim from
a tick, a note, a snippet or a kept sentence. A figure that a snippet prints in one topic is not said again in another. joining.py decides which
clauses share a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from drafter import language, punctuation, text
from drafter.asking.measures import Ticked
from drafter.drafting import keeping, ordering
from drafter.drafting.comparing import with_comparison, with_comparisons
from drafter.drafting.joining import Part, led_by, marked, sentences, without_repeated
from drafter.drafting.length import within
from drafter.drafting.material import (
    MadeSentence,
    Material,
    filled,
    gap,
    made_sentence,
    sentence_id,
)
from drafter.drafting.planning import Plan, by_zone, plans
from drafter.drafting.weaving import woven
from drafter.errors import FormatError
from drafter.formats import Note
from drafter.model import Origin, Run
from drafter.phrase_formats import Snippet
from drafter.text import pairs

ENDINGS = "。；;，,、 .．！!"
"""What users type at the end of an item of a list, for which the template sets a mark of its own."""
_INNER_END = re.compile(r"[。！？!?；;：\n]")
REPEATED = 0.5
"""The share of the pairs of characters of a lead that its point prints too, from which on it is no good opening."""
_SHORT = 24
"""Hanzi of a point that is too little for an item of a numbered list."""
OPENING = 2
"""Characters by which two clauses open alike."""
_SHORT_FORM = re.compile(r"[（(]以下(?:简|统)?称“?\{zone\d*\}”?[）)]")
"""Left out of snippets: compose.py introduces the zone's short form, once, where it is first needed."""


@dataclass(frozen=True)
class Said:
    """What is said about a point, in reading order. `lead`: the words that may open it, without a mark. `left_out`: what there
    was no room for. `is_short`: it is one short sentence on what was done, too little for an item of a numbered list. `is_bare`: it
    says nothing but figures, of which no lead is known that claims no more than they do.
    """

    lead: MadeSentence | None
    sentences: tuple[MadeSentence, ...]
    point: str = ""
    left_out: tuple[MadeSentence, ...] = ()
    is_short: bool = False
    is_bare: bool = False


def say(topic: str, known: Material, subjects: bool = True) -> tuple[Said, ...]:
    """Everything there is to say on a topic, point by point; a point with nothing to say is not there. `subjects`: whether
    the points that have one name it.
    """
    snippets = tuple(placed(topic, known))
    said = [Said(None, snippets)] if snippets else []
    printed = _questions_in_snippets("answer", known)
    printed.update(id for each in known.kept_sentences for id in each.indicators)
    printed |= keeping.made_by_kept(known)
    for number, plan in enumerate(plans(topic, known)):
        told = plan if subjects else replace(plan, subject="")
        said += _point(
            told, topic, known, printed, opens=not number, only_figures=bool(snippets or known.kept.get(topic))
        )
    return tuple(said)


def _point(
    plan: Plan, topic: str, known: Material, printed: Collection[str], opens: bool, only_figures: bool
) -> Iterator[Said]:
    """The point, if there is something to say. `printed`: questions that snippets print; `opens`: it is the topic's first."""
    last, compared = keeping.compared(plan.kept, known)
    notes = [_note(note, topic, known) for note in plan.notes if note.accepted or note.note.strip()]
    measures, notes = keeping.not_noted(keeping.not_kept(plan.measures, known), notes)
    accepted = [note for note in notes if note.made.sentence.accepted]
    plan = replace(plan, measures=measures)
    answered = {id for company in plan.companies for id in company if known.figure(id) is not None}
    left = answered - {*printed} - _answered_in(accepted, topic, known)
    told = _told_with_figures(plan, left, known)
    done, results = _measures(plan, told, topic, known)
    opens = opens and not last
    done, figures = without_repeated(done, list(_figures(plan, left, told, topic, known, opens, compared)))
    kept, likes = ordering.kept(plan, last, [*done, *figures], known)
    own, noted = ordering.noted(plan, accepted, [*done, *figures], topic, known)
    if plan.words and plan.leads:  # without leads it is no point of work but the duty of a head
        printed_in = [(each.indicators, part) for each, part in zip(plan.kept, kept, strict=True)]
        printed_in += [(ordering.counted(part, topic, known), part) for part in own if part.place < ordering.BEHIND]
        figures = ordering.behind_wholes(figures, printed_in, known)
        done, figures = (ordering.in_front(some, kept, figures, likes | noted) for some in (done, figures))
    explaining = [part for part in own if part.place == ordering.BEHIND]  # a note explains the figures before it
    done += [part for part in own if part not in explaining]
    every = [*kept, *done, *figures, *explaining, *results]
    always = {id for id in answered if known.questionnaire.questions[id].required or known.answers.starred(id)}
    room = within(every, plan.budget, always, is_first=opens)
    done, figures, after = (
        [part for part in some if part in room] for some in ([*kept, *done], figures, [*explaining, *results])
    )
    parts = sentences(done, figures, after, plan.joined)
    made = (
        *marked(parts),
        *_gaps(plan.required, topic, known, only_figures),
        *(note.made for note in notes if not note.made.sentence.accepted),
    )
    left_out = tuple(marked([part] for part in every if part not in room))
    if made or left_out:
        # Nothing is opened by what did not happen: 加强复议工作。未收到行政复议申请.
        is_work = any(part.figure_count or not part.indicators for sentence in parts for part in sentence)
        rough = {""} if len(notes) > len(accepted) else set[str]()
        about = _about(chain.from_iterable(parts), [*kept, *own]) | likes | noted | rough
        is_bare = bool(parts) and not any(each.says_more_than_figures for each in chain.from_iterable(parts))
        lead = _lead(plan, made, topic, about, only_fitting=is_bare) if is_work else None
        is_short = len(parts) == 1 and _is_short(parts[0]) and len(made) == len(parts[0])
        yield Said(lead, made, plan.id, left_out, is_short, is_bare and is_work and not lead and bool(plan.leads))


def _about(parts: Iterable[Part], own_words: Collection[Part]) -> set[str]:
    """The measures and indicators that the parts say which are not in the user's own words."""
    answers = (id for part in parts if part not in own_words for id in part.made.sentence.answers)
    return {id.removeprefix("measures.") for id in answers}


def _is_short(sentence: Sequence[Part]) -> bool:
    """Whether it opens with something that was done, or is a single figure, and is hardly longer than a lead."""
    first = sentence[0]
    is_measure = any(answer.startswith("measures.") for answer in first.made.sentence.answers)
    is_figure = first.made.sentence.origin == "template" and sum(part.figure_count for part in sentence) == 1
    is_one_thought = not any(part.figure_count for part in sentence[:-1])  # else a ；stands in it
    return (
        (is_measure or is_figure or not first.figure_count)
        and is_one_thought
        and sum(part.hanzi for part in sentence) <= _SHORT
    )


def _measures(plan: Plan, told: Mapping[str, str], topic: str, known: Material) -> tuple[list[Part], list[Part]]:
    """The measures that are not said with a figure: what was done, and what came of it."""
    left = [each for each in plan.measures if each.measure.id not in told.values()]
    groups = list(_groups(left, plan.lists))
    wordings = _varied([by_zone(clauses, topic, known) for _, clauses in groups])
    worded = [_measure(ticked, words, topic, known, plan) for (ticked, _), words in zip(groups, wordings, strict=True)]
    roles = [ticked[0].measure.role for ticked, _ in groups]
    results = [part for part, role in zip(worded, roles, strict=True) if role in ("result", "follow-up")]
    done = [part for part in worded if part not in results]
    if plan.subject and done:
        done[0] = replace(done[0], made=led_by(plan.subject, done[0].made))
    return done, results


def _told_with_figures(plan: Plan, left: Collection[str], known: Material) -> dict[str, str]:
    """The figures that are said in one clause with a measure, which so needs none of its own: indicator → measure."""
    told: dict[str, str] = {}
    for each in plan.measures:
        free = (i for i in each.measure.figures if i in left and i not in told and (known.figure(i) or 0) > 0)
        if id := next((i for i in free if each.told_with(i)), None):
            told[id] = each.measure.id
    return told


def _lead(
    plan: Plan, made: Iterable[MadeSentence], topic: str, saying: Collection[str], only_fitting: bool
) -> MadeSentence | None:
    """The lead that is about what the point says without saying the same; of several, the zone's own. `saying`: the measures and
    indicators that the point says, and "" for notes, of which nobody knows which lead they fit. `only_fitting`: none that fits
    everything, because 优化市场环境 says more than how many firms were registered.
    """
    fits = [lead for lead in plan.leads if lead.only and {*lead.only}.issuperset(saying)]
    fitting = [lead.text for lead in fits if not any({*other.only} < {*lead.only} for other in fits)]
    general = [lead.text for lead in plan.leads if not lead.only and not only_fitting]
    text = "".join(each.sentence.text for each in made)
    kinds = [[lead for lead in leads if lead[:OPENING] != text[:OPENING]] for leads in (fitting, general)]
    leads = next(filter(None, kinds), fitting or general)
    said = pairs(text)
    shared = {lead: len(pairs(lead) & said) / len(pairs(lead)) for lead in leads}
    fresh = [lead for lead in leads if shared[lead] < REPEATED]
    # To a fifth: leads that fit about as well are the zone's to choose from.
    lead = max(fresh, key=lambda each: int(5 * shared[each]), default=min(leads, key=shared.__getitem__, default=""))
    run = Run(lead, "template")
    return made_sentence(sentence_id(topic, "lead", plan.id), [run], "template", topic) if lead else None


def _varied(choices: Iterable[Sequence[str]]) -> Iterator[str]:
    """One of each of the wordings, the first that does not open like the two before."""
    openings: list[str] = []
    for wordings in choices:
        wording = next((each for each in wordings if each[:OPENING] not in openings[-2:]), wordings[0])
        openings.append(wording[:OPENING])
        yield wording


def _groups(ticked: Sequence[Ticked], lists: Mapping[str, str]) -> Iterator[tuple[list[Ticked], Sequence[str]]]:
    """Measures that are said in one clause, with the ways to say it: two or more of a list, at the place of the first, or one."""
    left = list(ticked)
    while left:
        together, clauses = [left[0]], left[0].clauses
        for name in (name for name in lists if name in left[0].items):
            listed = [each for each in left if name in each.items]
            if len(listed) > len(together):
                *items, last = (each.items[name] for each in listed)
                together, clauses = listed, (lists[name].format(items=f"{'、'.join(items)}和{last}"),)
        left = [each for each in left if each not in together]
        yield together, clauses


def _measure(ticked: Sequence[Ticked], wording: str, topic: str, known: Material, plan: Plan) -> Part:
    """The clause of a measure that was ticked, or of several."""
    ids = [each.measure.id for each in ticked]
    run = Run(wording, "answer", answers=tuple(f"measures.{id}" for id in ids))
    made = made_sentence(sentence_id(topic, "measure", *ids), [run], "answer", topic, phrase=ids[0])
    proof = frozenset(id for each in ticked for id in each.measure.proven_by)
    detailed, first = any(each.details for each in ticked), ticked[0].measure
    takes_up = frozenset(first.needs if first.role == "follow-up" else ())
    return Part(made, proof=proof, place=plan.places[ids[0]], detailed=detailed, takes_up=takes_up)


def _note(note: Note, topic: str, known: Material) -> Part:
    """A note: the wording that was accepted for it, or its own formal text, or as it was typed with suggestions.

    Its own formal text stands where the user wants all notes so, and where the note is formal already.
    """
    id_ = sentence_id(topic, "note", note.note)
    if note.accepted:
        origin: Origin = "phrase" if note.phrase not in ("", "own") else "answer"
        return _clause(id_, note.accepted, origin, topic, phrase=note.phrase)
    try:
        suggestions = known.suggest(note.note, topic)
    except FormatError:  # too long to look for: it stands as it was typed
        suggestions = ()
    own = next((each for each in suggestions if each.origin == "own"), None)
    is_formal = own is not None and own.band and text.says_the_same(note.note, own.text)
    if own and (is_formal or known.formal_notes):
        return _clause(id_, note.note if is_formal else own.text, "answer", topic, phrase=own.id, note=note.note)
    run = Run(punctuation.ended(note.note), "note")
    return Part(made_sentence(id_, [run], "note", topic, suggestions=suggestions), alone=True)


def _clause(id_: str, wording: str, origin: Origin, topic: str, phrase: str, note: str = "") -> Part:
    """A wording that the user took: a clause that may be joined, or alone where it is a sentence or more already."""
    ended = punctuation.ended(wording)
    bare = ended.removesuffix("。")
    alone = ended == bare or bool(_INNER_END.search(bare))
    run = Run(ended if alone else bare, origin)
    return Part(made_sentence(id_, [run], origin, topic, phrase=phrase, accepted=True, note=note), alone=alone)


def _answered_in(accepted: Sequence[Part], topic: str, known: Material) -> set[str]:
    """Indicators that need not be said again, because accepted wording prints their very answer, or says it in words (已全部整改). A figure
    that differs from the answer says something else.
    """
    found = set[str]()
    for each in accepted:
        text = each.made.sentence.text
        readings = known.recognise(text, topic)
        found.update(
            r.indicator for r in readings if r.indicator and known.answers.get(r.indicator) == r.quantity.value
        )
        found.update(
            keeping.answered_in_other_words(
                text, [keeping.Figure(r.quantity.kind, r.quantity.value) for r in readings], known
            )
        )
    return found


def _figures(
    plan: Plan, left: Collection[str], told: Mapping[str, str], topic: str, known: Material, opens: bool, compared: bool
) -> Iterator[Part]:
    """The figures of `left`, a sentence for each company, one of them compared with last year's unless `compared`. `told`: indicator
    → the measure that is said with it. `opens`: the first may begin with 全年.
    """
    compared = compared or known.compare is not True
    ticked = {each.measure.id: each for each in plan.measures}
    for company in plan.companies:
        ids = [id for id in company if id in left]
        if not ids:
            continue
        worded = {id: ticked[told[id]].told_with(id) for id in ids if id in told}
        runs, phrase = woven(company, ids, known, worded)
        if known.compare == "all":
            runs = with_comparisons(runs, known)
        first = next(i for i, run in enumerate(runs) if run.answers and run.origin == "answer")
        if not compared and (with_last := with_comparison(runs, first, known)):
            runs, compared = with_last, True
        if opens and not phrase and ids[0] not in worded and language.pattern("drafting", "done").match(runs[0].text):
            runs = [Run(language.words("drafting", "year")[0], "template"), *runs]
        opens = False
        id_ = sentence_id(topic, phrase.id, *sorted(ids)) if phrase else sentence_id(topic, "figures", *company)
        origin: Origin = "phrase" if phrase else "template"
        made = made_sentence(
            id_, runs, origin, topic, phrase=phrase.id if phrase else "", sources=phrase.sources if phrase else ()
        )
        answers = (*made.sentence.answers, *(f"measures.{told[id]}" for id in worded))
        made = replace(made, sentence=made.sentence._replace(answers=answers))
        places = [plan.places[id] for id in ids if id in plan.places]
        place = max(places, default=len(plan.places))
        yield Part(made, indicators=tuple(ids), place=place, opens=ids[0] in worded)


def _gaps(required: Iterable[str], topic: str, known: Material, only_figures: bool) -> Iterator[MadeSentence]:
    """A sentence with a gap for every required question without an answer; with `only_figures`, only for those that ask for a figure.

    The latter is for topics with a snippet, which tells in words what the other questions ask.
    """
    in_snippets = _questions_in_snippets("gap", known)
    in_snippets.update(id for each in known.kept_sentences for id in each.settled)
    for id in required:
        asks_for_figure = id in known.questionnaire.indicators
        is_wanted = id not in in_snippets and (asks_for_figure or not only_figures)
        if is_wanted and known.answers.state(id) == "unknown":
            question = known.questionnaire.questions[id]
            before, hole, after = question.sentence.partition("{value}") if asks_for_figure else ("", "", "")
            runs = [Run(before, "template"), gap(question), Run(f"{after if hole else ''}。", "template")]
            runs = [run for run in runs if run.text]
            yield made_sentence(sentence_id(topic, "gap", id), runs, "gap", topic)


def placed(topic: str, known: Material) -> Iterator[MadeSentence]:
    """The sentences of the topic's snippets, in the user's order."""
    for name in known.placed.get(topic, ()):
        yield from snippet_sentences(known.snippets[name], topic, known)


def snippet_sentences(snippet: Snippet, topic: str, known: Material) -> Iterator[MadeSentence]:
    """The sentences of a snippet with this report's figures, as they stand in a topic.

    A sentence about something that is 不适用 is left out. A slot that no question fills is a gap.
    """
    source = snippet.source
    sources = (f"{source.report} {source.section}".strip(),) if source else ()
    for number, wording in enumerate(snippet.sentences):
        if any(known.answers.state(kind) == "not_applicable" for kind in wording.slots.values()):
            continue
        words = list(filled(_SHORT_FORM.sub("", wording.text), wording.slots, "snippet", known))
        id_ = sentence_id(topic, "snippet", snippet.name, str(number))
        runs = with_comparisons(words, known)
        yield made_sentence(id_, runs, "snippet", topic, phrase=snippet.name, sources=sources, accepted=True)


def _questions_in_snippets(origin: Origin, known: Material) -> set[str]:
    """The questions that the placed snippets of all topics print, with their answer or as a gap, as `origin` says."""
    runs = (run for topic in known.placed for each in placed(topic, known) for run in each.runs)
    return {id_ for run in runs if run.origin == origin for id_ in run.answers}


def check_snippets_exist(placed: Mapping[str, Sequence[str]], snippets: Mapping[str, Snippet]) -> None:
    """Raises FormatError: report.yaml places a snippet that the phrasebanks in force do not have."""
    if missing := [name for names in placed.values() for name in names if name not in snippets]:
        message = f"report.yaml 的 snippets 里用到的段落素材不存在：{'、'.join(missing)}"
        raise FormatError(message, "用 drafter snippets list 查看名称，或从 report.yaml 中删去")


def check_no_snippet_lost(said: Iterable[MadeSentence], frame: str, known: Material) -> None:
    """Raises FormatError: a snippet was placed in a topic that the frame does not print, so it is missing in `said`."""
    printed = {each.sentence.id for each in said}
    for topic, names in known.placed.items():
        if not printed.issuperset(each.sentence.id for each in placed(topic, known)):
            message = f"框架“{frame}”不印主题 {topic} 里的段落素材：{'、'.join(names)}"
            hint = "请在 report.yaml 的 snippets 里把它移到别的主题下，或用 drafter snippets place --topic"
            raise FormatError(message, hint)
