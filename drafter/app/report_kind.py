"""What reports of one kind count and of which topics they speak. The folder of a template in, its register out.

Every kind of report has a template with its own questions, indicators and parts, so every verb must use the right one. A report
in progress names its template in report.yaml. A finished file does not say of what kind it is: there the user names the
template, or the default one is taken.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import cache, config
from drafter.template_rules import Mandatory, MandatoryPart, Needed
from drafter.understanding import register as registers
from drafter.understanding import topic_terms
from drafter.understanding.register import Register

if TYPE_CHECKING:
    from drafter.asking.measure_file import Measure, Point
    from drafter.formats import Report

_VERSION = "6"
"""Of the cached register's shape: a higher number makes every cache of an older program worthless."""


@lru_cache(maxsize=4)
def register(template: Path) -> Register:
    """The compiled indicators and topics of a template. Raises FileError or FormatError.

    They are cached on disk between starts of the program: reading the questions, checking them and taking their aliases
    apart takes longer than a whole suggestion.
    """

    def compiled() -> Any:
        from drafter.asking import questionnaire

        asked, topics = questionnaire.load(template), topic_terms.read(template)
        return registers.plain(registers.compile(asked.indicators, asked.relations, topics, asked.subordinates))

    made_from = (*config.question_files(template), *topic_terms.files(template))
    return registers.restored(cache.kept("register", _VERSION, made_from, compiled))


def mandatory(template: Path) -> Mandatory:
    """What a report of the template's kind must say. Raises FileError or FormatError. It is cached like the register."""

    def read() -> Any:
        from drafter.asking import questionnaire

        kind = questionnaire.template(template)
        parts = [
            (part.complaint, part.role, part.words, part.also and (part.also.words, part.also.missing))
            for part in kind.parts
        ]
        return [kind.basis, parts]

    path = config.template_file(template, "template.yaml")
    basis, parts = cache.kept("mandatory", _VERSION, [path] if path.is_file() else [], read)
    told = (
        MandatoryPart(complaint, role, words, Needed(*also) if also else None) for complaint, role, words, also in parts
    )
    return Mandatory(basis, tuple(told))


def topic_of(typed: str, template: Path) -> str:
    """The id of a template's topic, given as `Questionnaire.topic_of` takes it; none for none. Raises DrafterError."""
    from drafter.asking import questionnaire

    return questionnaire.load(template).topic_of(typed) if typed else ""


def measures(topic: str, template: str, report: Report | None = None) -> list[tuple[str, Point, Measure]]:
    """Every measure of a template, or those of one topic, with the Chinese title of its topic and its point; with a `report`, in the terms
    of its unit. Raises DrafterError.
    """
    from drafter.asking import questionnaire
    from drafter.asking.measures import load
    from drafter.asking.zone import measures_addressed

    folder = config.template_folder(template or (report.template if report else ""))
    topic = topic_of(topic, folder)
    titles = questionnaire.load(folder).topics
    every = measures_addressed(load(folder), report.zone) if report else load(folder)
    found = every.by_id.values()
    return [(titles.get(of, of), point, measure) for of, point, measure in found if topic in ("", of)]
