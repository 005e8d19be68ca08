"""The chapters of the work: last year's sentences and the template's outlines in, headings with their topics in order out.

A zone writes its report as it wrote the last one, so its headings and their order are those of last year's report, each topic
under the heading below which most of its text stood. A heading is taken only for the topics of which a sentence below it is kept: who
keeps one sentence has not chosen the other headings. The other topics stand beside their neighbours in the template's outline. A zone
that keeps nothing of last year's report has one of the template's outlines, the same every time.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha1

from drafter.asking.last_year import Item
from drafter.formats import Outline

_LEAST = 4
"""So many headings make an outline; a report with fewer has another kind of order."""
_MOSTLY = 0.8
"""The share of a topic's text below one heading of the third level, and of the text below that heading which is the topic's."""
_LITTLE, _PART = 60, 0.15
"""A topic that has fewer characters below a heading, and a smaller share of the text there, only came up below it."""
_DATED = re.compile(r"\d")


@dataclass(frozen=True)
class Part:
    """Topics that stand together, and their heading; "" for none."""

    title: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """A heading of the second level, whether it is last year's, and what stands below it; `leads` as in formats.Outline. `main`: the topic
    that last year's heading was mostly about.
    """

    heading: str
    parts: tuple[Part, ...]
    leads: str
    is_own: bool = False
    main: str = ""

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of all its parts."""
        return tuple(topic for part in self.parts for topic in part.topics)


def chapters(
    items: Sequence[Item],
    outlines: Sequence[Outline],
    zone: str,
    is_stale: Callable[[str], bool],
    is_kept: Callable[[Item], bool],
) -> tuple[Chapter, ...]:
    """The chapters of a report. `is_stale`: whether a heading has words of another time, and so is left out; `is_kept`: whether a sentence
    stands in the report, as it was or changed.
    """
    if not outlines:
        return ()
    usual = outlines[int(sha1(zone.encode()).hexdigest(), 16) % len(outlines)]
    given, every = _given(usual), [chapter for each in outlines for chapter in _given(each)]
    known = {topic for chapter in given for topic in chapter.topics}
    own = _of_last_year([item for item in items if item.role == "work" and item.topic in known], outlines, is_stale)
    kept = {(heading, item.topic) for item in items if is_kept(item) for heading in item.path}
    taken = [
        _with_topics(each, {topic for heading, topic in kept if heading == each.heading})
        for each in own
        if (each.heading, each.main) in kept
    ]
    return _completed(taken, given, every) if taken else given


def _with_topics(chapter: Chapter, kept: Collection[str]) -> Chapter:
    """The chapter with its topics of which something is kept."""
    parts = [Part(part.title, tuple(topic for topic in part.topics if topic in kept)) for part in chapter.parts]
    left = tuple(part for part in parts if part.topics)
    if sum(len(part.topics) for part in left) == 1:
        left = (replace(left[0], title=""),)  # nothing stands beside it that a title of its own could part it from
    return replace(chapter, parts=left)


def _given(outline: Outline) -> tuple[Chapter, ...]:
    """The chapters of one of the template's outlines."""
    return tuple(
        Chapter(each.heading, tuple(Part(title, tuple(topics)) for title, topics in each.parts.items()), outline.leads)
        for each in outline.chapters
    )


def _of_last_year(items: Sequence[Item], outlines: Sequence[Outline], is_stale: Callable[[str], bool]) -> list[Chapter]:
    """Last year's headings in their order, each with the topics that stood there for the most part, in the order in which they did."""
    # A path holds the headings above a sentence. Those of the first level are the main headings, unless the whole work is below one.
    found = (_at(level, items, outlines, is_stale) for level in (0, 1))
    return next((made for made in found if len(made) >= _LEAST), [])


def _at(
    level: int, items: Sequence[Item], outlines: Sequence[Outline], is_stale: Callable[[str], bool]
) -> list[Chapter]:
    """The headings of one level, with their topics."""
    below = defaultdict[str, list[Item]](list)
    for item in items:
        if len(item.path) > level and not _DATED.search(item.path[level]) and not is_stale(item.path[level]):
            below[item.path[level]].append(item)
    texts = [(heading, item.topic, len(item.text)) for heading, of_heading in below.items() for item in of_heading]
    homes = _homes(texts, outlines)
    made = list[Chapter]()
    for heading, of_heading in below.items():
        topics = tuple(dict.fromkeys(item.topic for item in of_heading if homes.get(item.topic) == heading))
        if topics:
            here = [item for item in of_heading if item.topic in topics]
            lengths = Counter[str]()
            for item in here:
                lengths[item.topic] += len(item.text)
            parts = _parts(topics, here, level + 1, is_stale)
            made.append(Chapter(heading, parts, "plain", is_own=True, main=max(lengths, key=lengths.__getitem__)))
    return made


def _homes(texts: Iterable[tuple[str, str, int]], outlines: Sequence[Outline]) -> Mapping[str, str]:
    """Topic → the heading below which most of its text stands; the texts are heading, topic and length. A topic of which there is hardly
    a sentence, while those that stand beside it in any outline are elsewhere, has none: there it only came up.
    """
    lengths, below = defaultdict[str, Counter[str]](Counter), Counter[str]()
    for heading, topic, length in texts:
        lengths[topic][heading] += length
        below[heading] += length
    homes = {topic: max(of_topic, key=of_topic.__getitem__) for topic, of_topic in lengths.items()}
    mates = defaultdict[str, set[str]](set)
    for outlined in (chapter for outline in outlines for chapter in outline.chapters):
        for topic in outlined.topics:
            mates[topic] |= {*outlined.topics} - {topic}

    def only_came_up(topic: str, home: str) -> bool:
        is_little = lengths[topic][home] < min(_LITTLE, _PART * below[home])
        elsewhere = {homes[mate] for mate in mates[topic] if mate in homes}
        return is_little and bool(elsewhere) and home not in elsewhere

    return {topic: home for topic, home in homes.items() if not only_came_up(topic, home)}


def _parts(
    topics: Sequence[str], items: Sequence[Item], level: int, is_stale: Callable[[str], bool]
) -> tuple[Part, ...]:
    """The topics of a chapter, each below its own heading of last year where each has one that is about nothing else."""
    lengths = Counter[tuple[str, str]]()
    for item in items:
        lengths[item.topic, item.path[level] if len(item.path) > level else ""] += len(item.text)
    titles = {}
    for topic in topics:
        of_topic = {title: n for (each, title), n in lengths.items() if each == topic}
        title = max(of_topic, key=of_topic.__getitem__)
        of_title = sum(n for (_, each), n in lengths.items() if each == title)
        is_its_alone = of_topic[title] >= _MOSTLY * max(of_title, sum(of_topic.values()))
        if title and is_its_alone and not _DATED.search(title) and not is_stale(title):
            titles[topic] = title
    if len(titles) < len(topics) or len(topics) == 1:
        return (Part("", tuple(topics)),)
    return tuple(Part(titles[topic], (topic,)) for topic in topics)


def _with_lacking(parts: Sequence[Part], lacking: Sequence[str], titles: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts of a chapter with more topics, each below its own title: one part for each title, and none has a title where a topic
    has none, because it would stand below that of another one.
    """
    every = [*parts, *(Part(titles.get(topic, ""), (topic,)) for topic in lacking)]
    if not all(part.title for part in every):
        return (Part("", tuple(topic for part in every for topic in part.topics)),)
    of_title = defaultdict[str, list[str]](list)
    for part in every:
        of_title[part.title] += part.topics
    return tuple(Part(title, tuple(topics)) for title, topics in of_title.items())


def _completed(own: Sequence[Chapter], usual: Sequence[Chapter], others: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """Last year's chapters, with the topics that they lack: below a heading that is mostly about one that shares a chapter with them in the usual
    outline, else as a chapter of their own, behind the one that stands before it there. `others`: chapters of all outlines, for their titles.
    """
    titles = {
        topic: part.title for each in (*others, *usual) for part in each.parts if part.title for topic in part.topics
    }
    made, homes = list(own), {topic: n for n, each in enumerate(own) for topic in each.topics}
    added = defaultdict[int, list[Chapter]](list)
    last = -1
    for chapter in usual:
        there = [homes[topic] for topic in chapter.topics if topic in homes]
        lacking = tuple(topic for topic in chapter.topics if topic not in homes)
        mates = [n for n in there if made[n].main in chapter.topics]
        if mates and lacking:
            home = Counter(mates).most_common(1)[0][0]
            made[home] = replace(made[home], parts=_with_lacking(made[home].parts, lacking, titles))
        elif lacking:
            added[last].append(Chapter(chapter.heading, (Part("", lacking),), "plain"))
        last = max(there, default=last)
    every = [*added[-1]]
    for n, chapter in enumerate(made):
        every += [chapter, *added[n]]
    return tuple(every)
