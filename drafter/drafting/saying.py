"""Makes the sentences of one topic from its answers, notes and snippets: `say(topic)` of a template. They come in this order:

1. Wording that the user accepted for a note, in the order of the notes.
2. The snippets that the user placed in this topic.
3. Sentences for the answered indicators that stand neither in such wording nor in a snippet. Each indicator is said once:
   by a phrase, if all its slots are answered and the data bear out its words, else by the question's own sentence, so that
   no answer is lost.
4. A visible gap for every required question without an answer.
5. Rough notes: as typed, with the three best suggestions for the Word comment.

Every figure comes from an answer, and every claim from a note or a snippet that the user typed or chose. A figure that a snippet prints in one topic is not said again in
another. choosing.py decides which phrase says what; comparing.py adds how the figures differ from last year's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from drafter import punctuation, text
from drafter.drafting.choosing import Choice, choices, indicators
from drafter.drafting.comparing import with_comparisons
from drafter.drafting.material import (
    MadeSentence,
    Material,
    figure_run,
    filled,
    gap,
    made_sentence,
    sentence_id,
    topic_of,
)
from drafter.errors import FormatError
from drafter.formats import Note, Snippet
from drafter.model import Origin, Run

ENDINGS = "。；;，,、 .．！!"
"""What users type at the end of an item of a list, for which the template sets a mark of its own."""
_SHORT_FORM = re.compile(r"[（(]以下(?:简|统)?称“?\{zone\d*\}”?[）)]")
"""Left out of snippets: compose.py introduces the zone's short form, once, where it is first needed."""


def say(topic: str, known: Material) -> tuple[MadeSentence, ...]:
    """Everything there is to say on a topic, sentence by sentence, in reading order."""
    notes = [note for note in known.notes.get(topic, []) if note.accepted or note.note.strip()]
    told = [_note(note, topic, known) for note in notes]
    accepted = [each for each in told if each.sentence.accepted]
    snippets = list(placed(topic, known))
    already_said = _answered_in(accepted, topic, known) | _questions_in_snippets("answer", known)
    figures = [_figures(choice, topic, known) for choice in choices(topic, known, already_said)]
    gaps = _gaps(topic, known, only_figures=bool(snippets))
    rough = [each for each in told if not each.sentence.accepted]
    return (*accepted, *snippets, *figures, *gaps, *rough)


def _note(note: Note, topic: str, known: Material) -> MadeSentence:
    """A note: the wording that was accepted for it, or its own formal text, or as it was typed with suggestions.

    Its own formal text stands where the user wants all notes so, and where the note is formal already.
    """
    id_ = sentence_id(topic, "note", note.note)
    if note.accepted:
        origin: Origin = "phrase" if note.phrase not in ("", "own") else "answer"
        run = Run(punctuation.ended(note.accepted), origin)
        return made_sentence(id_, [run], origin, topic, phrase=note.phrase, accepted=True)
    try:
        suggestions = known.suggest(note.note, topic)
    except FormatError:  # too long to look for: it stands as it was typed
        suggestions = ()
    own = next((each for each in suggestions if each.origin == "own"), None)
    is_formal = own is not None and own.band and text.says_the_same(note.note, own.text)
    if own and (is_formal or known.formal_notes):
        run = Run(punctuation.ended(note.note if is_formal else own.text), "answer")
        return made_sentence(id_, [run], "answer", topic, phrase=own.id, accepted=True, note=note.note)
    run = Run(punctuation.ended(note.note), "note")
    return made_sentence(id_, [run], "note", topic, suggestions=suggestions)


def _answered_in(accepted: Sequence[MadeSentence], topic: str, known: Material) -> set[str]:
    """Indicators that need not be said again, because accepted wording prints their very answer. A figure that differs from
    the answer says something else.
    """
    readings = [reading for each in accepted for reading in known.recognise(each.sentence.text, topic)]
    return {r.indicator for r in readings if r.indicator and known.answers.get(r.indicator) == r.quantity.value}


def _figures(choice: Choice, topic: str, known: Material) -> MadeSentence:
    """The sentence that `choice` asks for: a phrase with its figures, or the questions' own sentences joined by commas."""
    if phrase := choice.phrase:
        id_ = sentence_id(topic, phrase.id, *sorted(indicators(phrase)))
        words = list(filled(phrase.text, phrase.slots, "phrase", known))
        runs = [*with_comparisons(words, known), Run("。", "phrase")]
        return made_sentence(id_, runs, "phrase", topic, phrase=phrase.id, sources=phrase.sources)
    words = []
    for indicator in choice.indicators:
        question, value = known.questionnaire.questions[indicator], known.figure(indicator)
        assert value is not None  # choices are made for answered indicators only
        before, _, after = (question.decrease if value < 0 else question.sentence).partition("{value}")
        opening = "，" if words else choice.lead
        words += [Run(opening + before, "template"), figure_run(question, value), Run(after, "template")]
    runs = [*with_comparisons([run for run in words if run.text], known), Run("。", "template")]
    return made_sentence(sentence_id(topic, "plain", *choice.package), runs, "template", topic)


def _gaps(topic: str, known: Material, only_figures: bool) -> Iterator[MadeSentence]:
    """A gap for every required question without an answer; with `only_figures`, only for those that ask for a figure.

    The latter is for topics with a snippet, which tells in words what the other questions ask.
    """
    in_snippets = _questions_in_snippets("gap", known)
    for question in known.questionnaire.questions.values():
        if topic_of(question.id) != topic or not question.required or question.id in in_snippets:
            continue
        asks_for_figure = question.id in known.questionnaire.indicators
        if (asks_for_figure or not only_figures) and known.answers.state(question.id) == "unknown":
            runs = [gap(question), Run("。", "template")]
            yield made_sentence(sentence_id(topic, "gap", question.id), runs, "gap", topic)


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
