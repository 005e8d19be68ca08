"""Reads the headings that a superior's guide prescribes, from lines that the user copied.

A line is `（一）加强制度建设｜规范性文件、重大决策`. The form of its number tells the level. The number itself is dropped, because
the draft is numbered anew. The names behind the bar are topics of the questionnaire. Topics that no line names get one more
heading at the end, so that no answer is lost when somebody forgets a topic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError

REST = "其他工作情况"
_LEVELS = (
    r"[一二三四五六七八九十]{1,3}[、.．]",
    r"[（(][一二三四五六七八九十]{1,3}[)）]",
    r"\d{1,3}[.．、]",
    r"[（(]\d{1,3}[)）]",
)
"""The forms of number of the four levels, the highest first: 一、 （一） 1. （1）."""
_ANY_LEVEL = "|".join(_LEVELS)


@dataclass(frozen=True)
class Heading:
    """A prescribed heading: level 1–4, its wording without number, and the topics that stand under it."""

    level: int
    title: str
    topics: tuple[str, ...]


def headings(lines: Sequence[str], questionnaire: Questionnaire) -> tuple[Heading, ...]:
    """The headings in order, and one more for all topics that none of them names.

    Raises:
        FormatError: a line names a topic that does not exist, or one that stands under another heading already.
    """
    prescribed = [_heading(line, questionnaire) for line in lines]
    named = [topic for heading in prescribed for topic in heading.topics]
    if twice := next((topic for topic in named if named.count(topic) > 1), ""):
        raise FormatError(f"guide.headings 里“{questionnaire.topics[twice]}”写了两次", "一个主题只能放在一个标题下")
    # Every frame itself prints the framed topics (opening, signature), so they need no heading.
    rest = tuple(g.topic for g in questionnaire.groups if not g.framed and g.topic not in named)
    return (*prescribed, Heading(1, REST, rest)) if rest else tuple(prescribed)


def _heading(line: str, questionnaire: Questionnaire) -> Heading:
    numbered_title, _, names = line.replace("|", "｜").partition("｜")
    numbered_title = numbered_title.strip()
    levels = [level for level, number in enumerate(_LEVELS, 1) if re.match(number, numbered_title)]
    level = levels[0] if levels else 1  # a heading without a number is one of the highest level
    title = re.sub(_ANY_LEVEL, "", numbered_title, count=1).strip()
    topics = [_topic(name.strip(), line, questionnaire) for name in re.split("[、，,；;]", names) if name.strip()]
    return Heading(level, title, tuple(topics))


def _topic(name: str, line: str, questionnaire: Questionnaire) -> str:
    """The topic that is named by its title (规范性文件), a part of it or its id."""
    try:
        return questionnaire.topic_of(name)
    except FormatError as error:
        raise FormatError(f"guide.headings 的“{line}”里，{error.message}", error.hint) from None
