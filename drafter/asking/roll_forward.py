"""Last year's report sentence by sentence: an Understood in, Items out, each with what it asks anew.

A sentence of last year is kept, changed or dropped by the user, never by the program. In its wording the report's own year moves
on, and comparisons with the year before are cut, because the draft makes its own. Every other figure, date, title, person and firm
becomes an Ask, which only this year's answer fills. The unit's own places, organs and brands stand as they are and can be replaced.

A sentence that the frame writes itself (headings, openings, 一是 and the few words behind it, lead-ins of problems and plans) has
the role `framing`: its figures are listed, but nobody has to decide on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from drafter import language
from drafter.asking.last_year import Ask, Item
from drafter.asking.roll_asks import asked, warnings
from drafter.formats import Part
from drafter.language import heading_marks
from drafter.mining import local_names
from drafter.mining.firms import quoted
from drafter.mining.local_names import Names
from drafter.model import Block, Clause, Fact, Role
from drafter.template_rules import Terms
from drafter.text import fold, is_hanzi
from drafter.understanding import Understood
from drafter.understanding.indicators import SURE

_ITEM_MARK = re.compile(r"(?:^|(?<=[。;:,\s]))\s{0,4}(?:[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十],)")
"""一是 at the start of a paragraph or behind a stop."""
_LONGEST_LEAD = 16
"""Hanzi of the sentence behind 一是 that only names what the next ones tell."""
_NO_TOPIC = "other"
"""The topic of what speaks of none, where a template has it."""
_NAMED = 2.0
"""From this score on a heading names a topic; a word that several topics use scores less."""
_LONGEST_NAME = 10
"""Hanzi of a problem's or plan's name."""
_MOST_BY_CHANCE = 0.5
"""The share of a report's paragraphs that open with such a sentence, from which on it is how the report leads its paragraphs in."""
_REPEATED = 0.8
"""The share of the pairs of characters of a sentence that an earlier one has too, from which on both say the same."""
_SHORTEST_REPEATED = 15
"""Pairs: a shorter sentence may be part of many."""
_FEWEST = 2
"""Hanzi of a sentence beside names and figures; with fewer it is a signature that stands in the text."""
_LONGEST_HEADING = 25
"""Hanzi of a sentence behind （一） or 1. that is only a heading."""
_OPENING_ENDS = re.compile("(?:报告|汇报|总结)如下")
"""Behind these words the opening of a report is over, whatever headings there are."""
_LEADING_STOPS = "，,；;：:。 　"


class _Sentence(NamedTuple):
    """A sentence while it is put together; `topic` is what its words speak of."""

    clause: Clause
    group: str
    topic: str
    role: Role


def items(report: Understood, parts: Sequence[Part], printed: Collection[str], terms: Terms) -> tuple[Item, ...]:
    """The sentences of last year's report in order. `parts` are those of the template, `printed` the topics that its frames print."""
    last = report.year or 0
    names = _names(report)
    facts = {(fact.line, fact.start): fact for fact in report.facts}
    sentences = [*_sentences(report)]
    of_draft = _topics(sentences, facts, parts, printed, report.register.lexicon.scores)
    made: list[Item] = []
    for line, of_line in groupby(zip(sentences, of_draft, strict=True), key=lambda each: each[0].clause.line):
        for number, ((clause, group, _, role), topic) in enumerate(of_line, 1):
            text, asks = asked(clause, report, facts, last, names)
            role = "framing" if sum(map(is_hanzi, text)) < _FEWEST else role
            doubtful = warnings(text, asks, terms, last + 1)
            id = f"p{line}s{number}"
            made.append(Item(id, line, group, clause.path, topic, role, clause.text, text, asks, doubtful))
    return tuple(_with_causes([*_with_repetitions(made)]))


def _names(report: Understood) -> Names:
    """The local names of the report; what it also prints in quotes (“双语”) is no person."""
    names = local_names.names(report.outline)
    inside = {each for block in report.outline.blocks for each in quoted(fold(block.text))}
    known = tuple((name, kind) for name, kind in names.known if kind != "person" or name not in inside)
    return replace(names, known=known)


def _with_causes(found: Sequence[Item]) -> Iterator[Item]:
    """The sentences; a problem of which last year's report did not say the cause asks for it."""
    said = {item.group for item in found if language.pattern("roll", "because").search(item.text)}
    for item, following in zip(found, [*found[1:], None], strict=True):
        is_last = following is None or following.group != item.group
        if item.role != "problem" or item.group in said or not is_last:
            yield item
            continue
        label, lead = language.words("roll", "cause_asked")
        ask = Ask(str(len(item.asks) + 1), "text", label, "", "")
        yield item._replace(wording=f"{item.wording.rstrip('。；')}，{lead}{{{ask.id}}}。", asks=(*item.asks, ask))


def _with_repetitions(found: Sequence[Item]) -> Iterator[Item]:
    """The sentences, one that says what an earlier one says with a warning: 与 p7s2 重复."""
    pairs = [{a + b for a, b in pairwise(item.text)} for item in found]
    for n, item in enumerate(found):
        least = _REPEATED * len(pairs[n])
        earlier = zip(found[:n], pairs, strict=False) if len(pairs[n]) >= _SHORTEST_REPEATED else ()
        first = next((other.id for other, its in earlier if len(pairs[n] & its) >= least), "")
        yield item._replace(warnings=(*item.warnings, f"与 {first} 重复")) if first else item


# Sentences ------------------------------------------------------------------------------------------------------------


def _sentences(report: Understood) -> Iterator[_Sentence]:
    """The sentences of the paragraphs, up to their 。 or the next 一是. What a ；parts stays together."""
    blocks: dict[int, list[Block]] = {}  # by line: a flattened page has many in one
    for one in report.outline.blocks:
        if one.kind == "paragraph" and not one.rows:
            blocks.setdefault(one.line, []).append(one)

    def block_of(clause: Clause) -> Block | None:
        of_line = (b for b in blocks.get(clause.line, ()) if b.column <= clause.start < b.column + len(b.text))
        return next(of_line, None)

    every = zip(report.clauses, report.topics, report.roles, strict=True)
    known = [(block_of(each[0]), each) for each in every]
    # A heading of its own line may be what the report has to say: （一）法治意识有待提高 among the problems.
    known = [
        (block, (clause, topic, role)) for block, (clause, topic, role) in known
        if block or (clause.heading and role in ("problem", "plan") and len(clause.path) > 1)
    ]  # fmt: skip
    is_opening = any(clause.path for _, (clause, *_) in known)  # what stands before the first heading
    grouped = groupby(known, key=lambda pair: pair[0] or pair[1][0][1:3])  # a heading is a paragraph of its own
    paragraphs = [(pairs[0][0], [each for _, each in pairs]) for pairs in ([*of_block] for _, of_block in grouped)]
    first = [paragraph[0][0] for block, paragraph in paragraphs if block and len(paragraph) > 1]
    openings = [_is_lead(clause.text) for clause in first if clause.path]
    has_leads = sum(openings) > _MOST_BY_CHANCE * len(openings)
    numbers = Counter[int]()  # of the parts of a line
    waiting: list[_Sentence] = []  # headings of problems and plans, until it is known what stands below them
    for block, paragraph in paragraphs:
        (clause, topic, role), *_ = paragraph
        line = clause.line
        if block is None:
            yield from waiting
            waiting = [_Sentence(clause, f"p{line}.{numbers[line] + 1}", topic, role)]
            continue
        yield from (each._replace(group=f"p{line}.{numbers[line] + 1}") for each in waiting)
        waiting = []
        for start, end, is_item in _parts(fold(block.text)):
            numbers[line] += 1
            cut = _cut(paragraph, block.column + start, block.column + end)
            bodies = [_Sentence(clause, f"p{line}.{numbers[line]}", topic, role) for clause, topic, role in cut]
            yield from _segment(bodies, is_opening, is_item or (has_leads and not start))
            is_opening = is_opening and not any(_OPENING_ENDS.search(each.clause.text) for each in bodies)
    yield from waiting


def _parts(line: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of the parts of a folded paragraph, and whether they are items (一是…)."""
    marks = [mark.start() for mark in _ITEM_MARK.finditer(line)]
    if len(marks) < 2 and not (marks and not marks[0]):
        marks = []  # 一是 alone within a sentence counts nothing
    starts = [0, *(start for start in marks if start)]
    for start, end in pairwise([*starts, len(line)]):
        yield start, end, start in marks


def _cut(paragraph: Sequence[tuple[Clause, str, Role]], start: int, end: int) -> Iterator[tuple[Clause, str, Role]]:
    """What of the paragraph's clauses lies between two places, without a mark (二是) at its beginning."""
    for clause, topic, role in paragraph:
        first, last = max(clause.start, start), min(clause.end, end)
        text = clause.text[first - clause.start : last - clause.start] if first < last else ""
        if mark := _ITEM_MARK.match(fold(text)):
            text, first = text[mark.end() :], first + mark.end()
        if bare := text.strip(_LEADING_STOPS):
            first += text.index(bare[0])
            text = text[text.index(bare[0]) :]
            yield clause._replace(text=text, start=first, end=first + len(text)), topic, role


def _segment(bodies: Sequence[_Sentence], is_opening: bool, has_lead: bool) -> Iterator[_Sentence]:
    """The sentences of a paragraph or of one of its items: joined at ；, and what the frame writes marked as framing."""
    joined: list[_Sentence] = []
    for body in bodies:
        clause = body.clause
        # 一是 opens a statement, and what heads a problem or a plan is one too.
        is_heading = clause.path and body.role == "work" and not _ITEM_MARK.match(fold(clause.numbers[-1]))
        title = clause.path[-1] if is_heading else ""
        if title and fold(clause.text).startswith(fold(title)):  # a run-in heading
            rest = clause.text[len(title) :].lstrip(_LEADING_STOPS)
            if not rest:
                continue
            clause = clause._replace(text=rest, start=clause.end - len(rest))
        before = joined[-1] if joined else None
        goes_on = before and before.clause.text.rstrip()[-1:] in "；;"
        is_cause = before and body.role == "problem" and language.pattern("roll", "cause").match(fold(clause.text))
        if before and (goes_on or is_cause):
            joined[-1] = _joined(before, clause)
            continue
        if is_opening and joined and _OPENING_ENDS.search(joined[-1].clause.text):
            is_opening = False
        role: Role = "work" if body.role == "framing" and not is_opening else body.role
        if mark := heading_marks.opening(clause.text)[1]:  # a heading within the line of a flattened page
            role = "framing" if sum(map(is_hanzi, clause.text)) <= _LONGEST_HEADING else role
            clause = clause._replace(text=clause.text[mark:], start=clause.start + mark)
        joined.append(body._replace(clause=clause, role=role))
    if has_lead and len(joined) > 1 and language.pattern("roll", "subject").search(joined[0].clause.text):
        joined[:2] = [_joined(joined[0], joined[1].clause)]  # 镇党委书记。亲自调度…
    names = [n for n, each in enumerate(joined) if each.role in ("problem", "plan") and _is_name(each.clause.text)]
    if len(names) > 1 and not names[0]:  # 力量薄弱。…。衔接不畅。…: several of them in one paragraph
        joined = [each._replace(group=f"{each.group}.{sum(at <= n for at in names)}") for n, each in enumerate(joined)]
    for number, each in enumerate(joined):
        text = each.clause.text
        is_lead = has_lead and each.role == "work" and number == 0 and len(joined) > 1 and _is_lead(text)
        leads_in = each.role in ("problem", "plan") and language.pattern("roll", "lead_in").search(text.rstrip("。"))
        yield each._replace(role="framing") if is_lead or leads_in else each


def _joined(before: _Sentence, clause: Clause) -> _Sentence:
    """The sentence with a clause of the same line behind it; places in the text stay those of the line, and 。 between them goes."""
    first = before.clause
    text = first.text.rstrip("。")
    text += " " * (clause.start - first.start - len(text)) + clause.text
    return before._replace(clause=first._replace(text=text, end=clause.end))


def _is_name(sentence: str) -> bool:
    """Whether the sentence is but the name of a problem or plan: 执法力量薄弱。"""
    return _is_lead(sentence) and sum(map(is_hanzi, sentence)) <= _LONGEST_NAME and not re.search("[,，、]", sentence)


def _is_lead(sentence: str) -> bool:
    """Whether the sentence only names what the next ones tell: 矛盾纠纷不出寨。"""
    return sum(map(is_hanzi, sentence)) <= _LONGEST_LEAD and not re.search(r"\d", fold(sentence))


def _topics(
    sentences: Sequence[_Sentence],
    facts: Mapping[tuple[int, int], Fact],
    parts: Sequence[Part],
    printed: Collection[str],
    scores: Callable[[str], Mapping[str, float]],
) -> list[str]:
    """The topic of the draft to which each sentence goes. A paragraph goes where its part of the report, its heading or the sentence that
    leads it in says, else to what most of its sentences speak of, else where the one before went. A sentence leaves its paragraph
    for what its figures count, if that is sure or its words say the same, or for another topic that is named above it: the draft may
    have a section where last year's report had a sentence. `scores`: how much the words of a heading speak for each topic.
    """
    by_role = {part.role: part.topic for part in parts if part.role and part.topic}
    by_words = {part.topic: re.compile("|".join(part.words)) for part in parts if part.words and part.topic}
    counted: dict[int, list[Fact]] = {}
    for fact in facts.values():
        if fact.indicator:
            counted.setdefault(fact.line, []).append(fact)
    found: list[str] = []
    before = _NO_TOPIC if _NO_TOPIC in printed else ""
    for _, of_group in groupby(sentences, key=lambda each: each.group):
        group = [*of_group]
        path = group[0].clause.path
        leads = [each.clause.text for each in group[:1] if each.role == "framing" and path]
        scored = (scores(title).items() for title in (*path, *leads))
        named = [[name for name, score in each if score >= _NAMED and name in printed] for each in scored]
        spoken = Counter(each.topic for each in group if each.topic in printed)
        fitting = sorted(named[-1], key=spoken.__getitem__, reverse=True) if path else []
        common = next(iter([*fitting, *(topic for topic, _ in spoken.most_common(1))]), before)
        is_other = bool(path) and _NO_TOPIC in printed and language.pattern("roll", "other_heading").search(path[0])
        for each in group:
            clause = each.clause
            inside = (fact for fact in counted.get(clause.line, ()) if clause.start <= fact.start < clause.end)
            of_facts = ((str(fact.indicator).partition(".")[0], fact.confidence) for fact in inside)
            own = Counter(id for id, sure in of_facts if id in printed and (sure >= SURE or id == each.topic))
            in_path = (topic for topic, words in by_words.items() if any(map(words.search, clause.path)))
            of_part = by_role.get(each.role) or next(in_path, "")
            its_own = own.most_common(1)[0][0] if own else each.topic
            leaves = bool(own) or any(its_own in names for names in named)
            found.append(of_part or (_NO_TOPIC if is_other else its_own if leaves else common))
        before = common
    return found
