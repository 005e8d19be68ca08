"""Headings that a superior's guide prescribes: lines as the user copied them in, headings with their topics out.

A line is `（一）加强制度建设｜规范性文件、重大决策`: the printed number says the level and is written anew, the names after
the bar are topics of the questionnaire. A topic that no line names comes under a heading of its own at the end, because no
answer may be lost by a heading that somebody forgot.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError

REST = "其他工作情况"
_LEVELS = (r"[一二三四五六七八九十]+[、.．]", r"[（(][一二三四五六七八九十]+[)）]", r"\d+[.．、]", r"[（(]\d+[)）]")


@dataclass(frozen=True)
class Heading:
    """A prescribed heading: level 1–4, its wording without number, and the topics that stand under it."""

    level: int
    title: str
    topics: tuple[str, ...]


def headings(lines: Sequence[str], questionnaire: Questionnaire) -> tuple[Heading, ...]:
    """The headings in order, and one more for all topics left over.

    Raises:
        FormatError: a line names a topic that does not exist, or one that stands under another heading already.
    """
    known = {title: topic for topic, title in questionnaire.topics.items()} | {t: t for t in questionnaire.topics}
    found = [_heading(line, known) for line in lines]
    named = [topic for heading in found for topic in heading.topics]
    if twice := next((topic for topic in named if named.count(topic) > 1), ""):
        raise FormatError(f"guide.headings 里“{questionnaire.topics[twice]}”写了两次", "一个主题只能放在一个标题下")
    rest = tuple(g.topic for g in questionnaire.groups if not g.framed and g.topic not in named)
    return (*found, Heading(1, REST, rest)) if rest else tuple(found)


def _heading(line: str, known: dict[str, str]) -> Heading:
    title, _, names = line.replace("|", "｜").partition("｜")
    title = title.strip()
    level = next((n for n, form in enumerate(_LEVELS, 1) if re.match(form, title)), 1)
    bare = re.sub("|".join(_LEVELS), "", title, count=1).strip()
    topics = []
    for name in filter(None, (part.strip() for part in re.split("[、，,；;]", names))):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"是不是“{near[0]}”？" if near else f"可用的主题：{'、'.join(list(known)[: len(known) // 2])}"
            raise FormatError(f"guide.headings 的“{line}”里，没有“{name}”这个主题", hint)
        topics.append(known[name])
    return Heading(level, bare, tuple(topics))
