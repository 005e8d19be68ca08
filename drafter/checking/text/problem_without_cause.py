"""STY014: one problem has no cause while the others have. See problem_without_cause.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter import language
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.model import Section
from drafter.text import fold


def _find(context: Context) -> Iterable[Hit]:
    cause = language.pattern("faults", "cause")
    for part in context.report.outline.sections:
        if not re.search("问题|不足|短板|困难", part.title):
            continue
        problems = [each for each in part.children if each.number]
        without = [each for each in problems if not cause.search(fold("".join(_texts(each))))]
        # Where several have none, or there is a heading of its own for the causes, they are not told with each problem.
        is_usual = len(problems) >= (2 if "原因" in part.title else 3) and len(without) == 1
        if is_usual and not any("原因" in each.title for each in part.children):
            problem, message = without[0], "别的问题都说了原因，这一条没有"
            if problem.blocks:
                yield hit_in(problem.blocks[-1], 0, len(problem.blocks[-1].text), message)
            else:
                yield Hit(message, problem.line, problem.column, problem.column + len(problem.title), problem.title)


def _texts(section: Section) -> Iterator[str]:
    yield section.title
    yield from (block.text for block in section.blocks)
    for child in section.children:
        yield from _texts(child)


RULE = Rule("STY014", "problem-without-cause", "没有原因的问题", "info", "补上原因，或者全都不写", _find)
