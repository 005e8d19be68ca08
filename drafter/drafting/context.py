"""What a template may name: year, zone, wording of the year, answers, `say`. A report in, a Jinja context out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from drafter import suggesting as matching
from drafter.asking.answers import Answers
from drafter.asking.questionnaire import Questionnaire
from drafter.bank.search import Index
from drafter.drafting import guide, passages, template
from drafter.drafting.facts import Facts, Said
from drafter.drafting.saying import say
from drafter.drafting.values import Insertions, Names, Value, topics
from drafter.formats import Report, Snippet
from drafter.model import Offered, Run
from drafter.text import chinese_numeral, clean
from drafter.understanding import dated, indicators
from drafter.understanding.indicators import Register

SUGGESTIONS = 3
"""How many suggestions a Word comment on a rough note holds."""


@dataclass(frozen=True, repr=False)
class Sources:
    """What a draft is made from besides the report itself."""

    folder: Path
    questionnaire: Questionnaire
    register: Register
    phrases: tuple[Offered, ...]
    wordings: Index
    snippets: Mapping[str, Snippet] = field(default_factory=dict)


def facts(report: Report, answers: Answers, sources: Sources) -> Facts:
    """What `say` works on; phrases of another time or another kind of unit are left out."""
    terms, name = dated.terms(sources.folder), report.zone.name
    own = (
        p for p in sources.phrases if not dated.stale(p.text, terms, report.year) and not dated.foreign(p.text, name)
    )
    return Facts(
        sources.questionnaire,
        answers,
        report.notes,
        tuple(own),
        report.zone,
        report.year,
        lambda text, topic: indicators.recognise_note(text, sources.register, topic),
        lambda text, topic: matching.suggest(
            text, sources.wordings, sources.register, topic=topic, limit=SUGGESTIONS, year=report.year
        ),
        report.compare,
        passages.known(report.snippets, sources.snippets),
        sources.snippets,
    )


def context(
    report: Report, answers: Answers, sources: Sources, insertions: Insertions, said: list[Said]
) -> dict[str, object]:
    """Everything a template may name. What it says is added to `said`, the runs behind its tokens to `insertions`."""
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
    terms = dated.terms(folder)
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
