"""A template tried out: every frame rendered dry with no, one, all and chance answers. Sources in, Findings out.

Linting sees what a file says; only rendering sees what it does. The samples are fixed, chance ones too, so that the same
template always has the same findings.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

from drafter.asking.answers import Answers
from drafter.drafting import linting, template
from drafter.drafting.compose import compose
from drafter.drafting.context import Sources, context
from drafter.drafting.values import Insertions
from drafter.errors import DrafterError, FormatError
from drafter.formats import Question, Report
from drafter.model import Finding

CHANCE = 5
"""Renderings with a random half of the answers."""


def rehearse(sources: Sources) -> tuple[Finding, ...]:
    """Everything wrong with a template: what linting finds, and what goes wrong in rendering that it did not find."""
    frames = template.frames(sources.folder)
    if not frames:
        hint = "请在 frames 文件夹里放入至少一个 .md 文件"
        return (Finding("TPL001", "template", "error", "没有框架", hint, str(sources.folder)),)
    nothing = _report((), frames[0])
    names = {*context(nothing, Answers(), sources, Insertions(), []), "edition"} - set(sources.questionnaire.topics)
    found = linting.lint(sources.folder, sources.questionnaire, names)
    told = {(finding.file, finding.line) for finding in found}
    broken = {finding.file for finding in found if finding.code == "TPL001"}  # all of their errors are told
    more: dict[tuple[str, int], Finding] = {}
    for problem in (p for frame in frames for sample in _samples(sources) for p in _tried(sample, frame, sources)):
        more.setdefault((problem.file, problem.line), problem)
    new = (problem for place, problem in more.items() if place not in told and problem.file not in broken)
    return (*dict.fromkeys(found), *new)


def _samples(sources: Sources) -> Iterator[Sequence[Question]]:
    """No answer, the first of each topic alone, all, and random halves."""
    every = list(sources.questionnaire.questions.values())
    yield ()
    yield from ([group.questions[0]] for group in sources.questionnaire.groups if group.questions)
    yield every
    for seed in range(CHANCE):
        yield random.Random(seed).sample(every, len(every) // 2)


def _tried(questions: Sequence[Question], frame: str, sources: Sources) -> Iterator[Finding]:
    report = _report(questions, frame)
    try:
        compose(report, Answers.from_report(report, sources.questionnaire), sources)
    except FormatError as error:
        yield from error.findings or [_finding(error, sources)]
    except DrafterError as error:
        yield _finding(error, sources)


def _finding(error: DrafterError, sources: Sources) -> Finding:
    return Finding("TPL001", "template", "error", error.message, error.hint, str(sources.folder))


def _report(questions: Iterable[Question], frame: str) -> Report:
    samples = {"date": "2026-02-08", "lines": ["甲", "乙"], "text": "甲", "paragraph": "甲。"}
    answers = {
        q.id: {"value": samples.get(q.kind or "", [dict.fromkeys(q.fields, "甲")] if q.kind == "records" else "1")}
        for q in questions
    }
    zone = {"name": "甲经济技术开发区", "short": "甲经开区", "organ": "甲经济技术开发区管理委员会"}
    return Report.model_validate({"year": 2025, "frame": frame, "zone": zone, "answers": answers})
