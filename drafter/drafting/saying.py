"""`say(topic)`: answers, notes and snippets of one topic → sentences. Nothing is said that no answer or accepted note says.

1. Wording that the user accepted, in the user's order; then the snippets that the user placed. What a snippet says of another
   topic is said there and not here.
2. Answered indicators not yet said: figure phrases all of whose slots are answered and that do not contradict the data.
3. What no phrase can say: the question's own sentence. No answer is lost.
4. A required answer that is missing: a visible gap.
5. Rough notes: as typed, with the three best suggestions for the Word comment.

Which phrase says what is decided in choosing.py; how the year compares with the last one, in comparing.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from drafter.drafting.choosing import Choice, choices, indicators
from drafter.drafting.comparing import compared
from drafter.drafting.material import Material, Said, filled, gap, identity, said, size
from drafter.errors import FormatError
from drafter.formats import Note, Snippet
from drafter.model import Origin, Run

_SHORT_FORM = re.compile(r"[（(]以下(?:简|统)?称“?\{zone\d*\}”?[）)]")
"""The draft itself tells the short form, once, where it is first needed."""
_ENDINGS = "。；;，,、 "


def say(topic: str, known: Material) -> tuple[Said, ...]:
    """Everything there is to say on a topic, sentence by sentence, in reading order."""
    notes = known.notes.get(topic, [])
    accepted = [_noted(note, topic, known) for note in notes if note.accepted]
    snippets = list(placed(topic, known))
    done = _already_said(accepted, topic, known) | _of_snippets("answer", known)
    figures = [_figures(package, choice, topic, known) for package, choice in choices(topic, known, done)]
    rough = [_noted(note, topic, known) for note in notes if not note.accepted]
    return (*accepted, *snippets, *figures, *_gaps(topic, bool(snippets), known), *rough)


def _noted(note: Note, topic: str, known: Material) -> Said:
    """A note: the wording that was accepted for it, or as it was typed with suggestions."""
    id_ = identity(topic, "note", note.note)
    if note.accepted:
        origin: Origin = "phrase" if note.phrase else "answer"
        run = Run(note.accepted.rstrip(_ENDINGS) + "。", origin)
        return said(id_, origin, [run], topic, phrase=note.phrase, accepted=True)
    try:
        suggestions = known.suggest(note.note, topic)
    except FormatError:  # too long to look for: it stands as it was typed
        suggestions = ()
    run = Run(note.note.rstrip(_ENDINGS) + "。", "note")
    return said(id_, "note", [run], topic, suggestions=suggestions)


def _already_said(accepted: Sequence[Said], topic: str, known: Material) -> set[str]:
    """Indicators whose answered value stands in wording that the user accepted."""
    readings = [reading for each in accepted for reading in known.recognise(each.sentence.text, topic)]
    return {r.indicator for r in readings if r.indicator and known.answers.get(r.indicator) == r.quantity.value}


def _figures(package: tuple[str, ...], choice: Choice, topic: str, known: Material) -> Said:
    """The sentence that was chosen for some figures: of a phrase, or of the questions' own sentences."""
    phrase, runs = choice.phrase, list[Run]()
    if phrase:
        id_ = identity(topic, phrase.id, *sorted(indicators(phrase)))
        runs = [*compared([*filled(phrase.text, phrase.slots, "phrase", known)], known), Run("。", "phrase")]
        return said(id_, "phrase", runs, topic, phrase=phrase.id, sources=phrase.sources)
    for indicator in choice.indicators:
        question, value = known.questionnaire.questions[indicator], known.figure(indicator)
        assert value is not None  # only answered indicators are chosen for
        before, _, after = (question.decrease if value < 0 else question.sentence).partition("{value}")
        opening = "，" if runs else choice.lead
        runs += [Run(opening + before, "template"), size(question, value), Run(after, "template")]
    whole = [*compared([run for run in runs if run.text], known), Run("。", "template")]
    return said(identity(topic, "plain", *package), "template", whole, topic)


def _gaps(topic: str, told: bool, known: Material) -> Iterator[Said]:
    """What was not answered and must be; where a snippet stands for the topic, only figures."""
    asked = _of_snippets("gap", known)
    for question in known.questionnaire.questions.values():
        if (
            question.id.partition(".")[0] == topic
            and question.required
            and known.answers.state(question.id) == "unknown"
            and not (told and question.id not in known.questionnaire.indicators)
            and question.id not in asked
        ):
            runs = [gap(question), Run("。", "template")]
            yield said(identity(topic, "gap", question.id), "gap", runs, topic)


def placed(topic: str, known: Material) -> Iterator[Said]:
    """The sentences of the topic's snippets, in the user's order."""
    for name in known.placed.get(topic, ()):
        yield from snippet_sentences(known.snippets[name], topic, known)


def snippet_sentences(snippet: Snippet, topic: str, known: Material) -> Iterator[Said]:
    """The sentences of a snippet with this report's figures, as they stand in a topic.

    One about what is 不适用 is left out. Whatever no question asks for is a gap: what stood in the report that the snippet was
    taken from never comes along.
    """
    source = snippet.source
    sources = (f"{source.report} {source.section}".strip(),) if source else ()
    for place, wording in enumerate(snippet.sentences):
        if all(known.answers.state(kind) != "not_applicable" for kind in wording.slots.values()):
            runs = compared([*filled(_SHORT_FORM.sub("", wording.text), wording.slots, "snippet", known)], known)
            id_ = identity(topic, "snippet", snippet.name, str(place))
            yield said(id_, "snippet", runs, topic, phrase=snippet.name, sources=sources, accepted=True)


def _of_snippets(origin: Origin, known: Material) -> set[str]:
    """The questions that some placed snippet answers, or has a gap for, in whatever topic it stands."""
    runs = (run for topic in known.placed for each in placed(topic, known) for run in each.runs)
    return {id_ for run in runs if run.origin == origin for id_ in run.answers}


def check_snippets(wanted: Mapping[str, Sequence[str]], snippets: Mapping[str, Snippet]) -> None:
    """Raises FormatError: report.yaml places a snippet that the phrasebanks in force do not have."""
    if missing := [name for names in wanted.values() for name in names if name not in snippets]:
        message = f"report.yaml 的 snippets 里用到的段落素材不存在：{'、'.join(missing)}"
        raise FormatError(message, "用 drafter snippets list 查看名称，或从 report.yaml 中删去")


def check_printed(done: Iterable[Said], frame: str, known: Material) -> None:
    """Raises FormatError: a snippet was placed in a topic that the frame does not print, and would be lost."""
    shown = {each.sentence.id for each in done}
    for topic, names in known.placed.items():
        if not shown.issuperset(each.sentence.id for each in placed(topic, known)):
            message = f"框架“{frame}”不印主题 {topic} 里的段落素材：{'、'.join(names)}"
            raise FormatError(
                message, "请在 report.yaml 的 snippets 里把它移到别的主题下，或用 drafter snippets place --topic"
            )
