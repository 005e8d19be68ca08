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
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

from drafter import dates, language
from drafter.asking.answer_values import written
from drafter.asking.last_year import Ask, Item
from drafter.formats import Part, Terms
from drafter.language import heading_marks
from drafter.mining import local_names
from drafter.mining.local_names import Names
from drafter.mining.slots import slotted
from drafter.model import Clause, Fact, Role
from drafter.text import fold, is_hanzi, widen
from drafter.understanding import Understood, numerals, quantities
from drafter.understanding.dated import stale
from drafter.understanding.indicators import SURE
from drafter.understanding.report_figures import Extracted

_HOLE = re.compile(r"\{(\w+)\}")
_ITEM_MARK = re.compile(r"(?:^|(?<=[。;:,]))\s*(?:[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十],)")
"""一是 at the start of a paragraph or behind a stop."""
_LONGEST_LEAD = 16
"""Hanzi of the sentence behind 一是 that only names what the next ones tell."""
_REPEATED = 0.8
"""The share of the pairs of characters of a sentence that an earlier one has too, from which on both say the same."""
_SHORTEST_REPEATED = 15
"""Pairs: a shorter sentence may be part of many."""
_LONGEST_HEADING = 25
"""Hanzi of a sentence behind （一） or 1. that is only a heading."""
_OPENING_ENDS = re.compile("(?:报告|汇报|总结)如下")
"""Behind these words the opening of a report is over, whatever headings there are."""
_LONGEST_CONTEXT = 14
"""Characters of the words by which a date or a title is asked for."""
_STANDING = ("zone", "place", "organ", "brand")
"""Kinds of names that are the same every year."""
_TITLE = re.compile("《[^《》]*》|〔[^〔〕]*〕")
_YEAR = re.compile(rf"({dates.YEAR})(?={dates.YEAR_MARK})")
_HISTORY_REACH = 16
"""Characters behind a year in which a word may say that it is history (2019年成立)."""
_STOP = re.compile("[，。；：、（）,;:()《》“”]")
_LEADING_STOPS = "，,；;：:。 　"
_WHOLE = 100
"""Percent: no share is more, a growth may be."""
_HALF_DAY = re.compile("^[上下]午")
_FIGURES = ("number", "percent", "money")
_CALLED_ALONE = ("person", "firm", "place", "organ", "brand", "docno")
"""Kinds of names whose label needs no words beside it, because they are asked beside their sentence."""
_KINDS = {"percent": "percent", "money": "money", "count": "count", "rank": "count", "ordinal": "count"}
"""Kind of a quantity → kind of the question; all other numbers may have decimals, as days may."""


class _Sentence(NamedTuple):
    """A sentence while it is put together; `topic` is what its words speak of."""

    clause: Clause
    group: str
    topic: str
    role: Role


def items(report: Understood, parts: Sequence[Part], topics: Collection[str], terms: Terms) -> tuple[Item, ...]:
    """The sentences of last year's report in order. `parts` are those of the template, `topics` those that its frames print."""
    last = report.year or 0
    names = local_names.names(report.outline)
    facts = {(fact.line, fact.start): fact for fact in report.facts}
    sentences = [*_sentences(report)]
    of_draft = _topics(sentences, facts, parts, topics)
    made: list[Item] = []
    for line, of_line in groupby(zip(sentences, of_draft, strict=True), key=lambda each: each[0].clause.line):
        for number, ((clause, group, _, role), topic) in enumerate(of_line, 1):
            text, asks = _asked(clause, report, facts, last, names)
            warnings = _warnings(text, asks, terms, last + 1)
            id = f"p{line}s{number}"
            made.append(Item(id, line, group, clause.path, topic, role, clause.text, text, asks, warnings))
    return tuple(_with_causes([*_with_repetitions(made)]))


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
        same = (
            other.id
            for k, other in enumerate(found[:n])
            if len(pairs[n]) >= _SHORTEST_REPEATED and len(pairs[n] & pairs[k]) >= _REPEATED * len(pairs[n])
        )
        first = next(same, "")
        yield item._replace(warnings=(*item.warnings, f"与 {first} 重复")) if first else item


# Sentences ------------------------------------------------------------------------------------------------------------


def _sentences(report: Understood) -> Iterator[_Sentence]:
    """The sentences of the paragraphs, up to their 。 or the next 一是. What a ；parts stays together."""
    blocks = {block.line: block for block in report.outline.blocks if block.kind == "paragraph" and not block.rows}
    known = [each for each in zip(report.clauses, report.topics, report.roles, strict=True) if each[0].line in blocks]
    is_opening = any(
        clause.path for clause, _, _ in known
    )  # what stands before the first heading, or all without headings
    for line, of_line in groupby(known, key=lambda each: each[0].line):
        paragraph, block = [*of_line], blocks[line]
        printed = fold(block.text)
        marks = [mark.span() for mark in _ITEM_MARK.finditer(printed)]
        if len(marks) < 2 and not (marks and not marks[0][0]):
            marks = []  # 一是 alone within a sentence counts nothing
        starts = [0, *(start for start, _ in marks if start)]
        for number, (start, end) in enumerate(pairwise([*starts, len(printed)]), 1):
            bodies = [
                _Sentence(clause, f"p{line}.{number}", topic, role)
                for clause, topic, role in _cut(paragraph, block.column + start, block.column + end)
            ]
            yield from _segment(bodies, is_opening, is_item=start in (mark for mark, _ in marks))
            is_opening = is_opening and not any(_OPENING_ENDS.search(each.clause.text) for each in bodies)


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


def _segment(bodies: Sequence[_Sentence], is_opening: bool, is_item: bool) -> Iterator[_Sentence]:
    """The sentences of a paragraph or of one of its items: joined at ；, and what the frame writes marked as framing."""
    joined: list[_Sentence] = []
    for body in bodies:
        clause = body.clause
        title = clause.path[-1] if clause.path else ""
        if title and fold(clause.text).startswith(fold(title)):  # a run-in heading
            rest = clause.text[len(title) :].lstrip(_LEADING_STOPS)
            if not rest:
                continue
            clause = clause._replace(text=rest, start=clause.end - len(rest))
        before = joined[-1] if joined else None
        goes_on = before and before.clause.text.rstrip()[-1:] in "；;"
        is_cause = before and body.role == "problem" and language.pattern("roll", "cause").match(fold(clause.text))
        if before and (goes_on or is_cause):
            text = before.clause.text + " " * (clause.start - before.clause.end) + clause.text
            joined[-1] = before._replace(clause=before.clause._replace(text=text, end=clause.end))
            continue
        if is_opening and joined and _OPENING_ENDS.search(joined[-1].clause.text):
            is_opening = False
        role: Role = "work" if body.role == "framing" and not is_opening else body.role
        if mark := heading_marks.opening(clause.text)[1]:  # a heading within the line of a flattened page
            role = "framing" if sum(map(is_hanzi, clause.text)) <= _LONGEST_HEADING else role
            clause = clause._replace(text=clause.text[mark:], start=clause.start + mark)
        joined.append(body._replace(clause=clause, role=role))
    for number, each in enumerate(joined):
        text = each.clause.text
        is_lead = (
            is_item
            and number == 0
            and len(joined) > 1
            and sum(map(is_hanzi, text)) <= _LONGEST_LEAD
            and not re.search(r"\d", fold(text))
        )
        leads_in = each.role in ("problem", "plan") and language.pattern("roll", "lead_in").search(text.rstrip("。"))
        yield each._replace(role="framing") if is_lead or leads_in else each


def _topics(
    sentences: Sequence[_Sentence],
    facts: Mapping[tuple[int, int], Fact],
    parts: Sequence[Part],
    topics: Collection[str],
) -> list[str]:
    """The topic of the draft to which each sentence goes: that of its part of the report, else that of its figures where they are
    surely known, else the one that most sentences of its group speak of, else that of the group before.
    """
    by_role = {part.role: part.topic for part in parts if part.role and part.topic}
    by_words = {part.topic: re.compile("|".join(part.words)) for part in parts if part.words and part.topic}
    counted: dict[int, list[Fact]] = {}
    for fact in facts.values():
        if fact.indicator and fact.confidence >= SURE:
            counted.setdefault(fact.line, []).append(fact)
    found: list[str] = []
    before = ""
    for _, of_group in groupby(sentences, key=lambda each: each.group):
        group = [*of_group]
        spoken = Counter(each.topic for each in group if each.topic in topics)
        common = spoken.most_common(1)[0][0] if spoken else before
        for each in group:
            clause = each.clause
            own = Counter(
                (fact.indicator or "").partition(".")[0]
                for fact in counted.get(clause.line, ())
                if clause.start <= fact.start < clause.end
            )
            of_part = by_role.get(each.role) or next(
                (topic for topic, words in by_words.items() if any(map(words.search, clause.path))), ""
            )
            found.append(of_part or (own.most_common(1)[0][0] if own else common))
        before = common
    return found


# Asks -----------------------------------------------------------------------------------------------------------------


def _asked(
    clause: Clause, report: Understood, facts: Mapping[tuple[int, int], Fact], last: int, names: Names
) -> tuple[str, tuple[Ask, ...]]:
    """This year's wording with its holes, and the asks that fill them."""
    found = slotted(clause, report.readings, names, last)
    asks: list[Ask] = []
    pieces, end = list[str](), 0
    for hole, (start, stop, kind) in zip(_HOLE.finditer(found.text), found.masked, strict=True):
        pieces.append(found.text[end : hole.start()])
        end = hole.end()
        printed, behind = clause.text[start:stop], clause.text[stop:]
        if kind in ("year", "next_year"):
            pieces.append(str(last + 1 + (kind == "next_year")))
        elif kind == "zone" or _stays(kind, printed, behind, last, names):
            pieces.append(widen(printed))
        else:
            places = ((clause.line, clause.start + at) for at in range(start, stop))
            fact = next((facts[place] for place in places if place in facts), None)
            ask = _figure(fact, report.values) if fact else _name(kind, printed, clause.text[:start], behind)
            asks.append(ask._replace(id=str(len(asks) + 1)))
            pieces.append(f"{{{asks[-1].id}}}")
    text = _short_form().sub("", "".join([*pieces, found.text[end:]]))
    kept = _comparison().sub("", text)
    holes = set(_HOLE.findall(kept))
    return kept, tuple(
        ask._replace(derived=ask.id not in holes, earlier=_followed(ask, asks) if ask.time == "last" else "")
        for ask in asks
    )


def _followed(ask: Ask, asks: Sequence[Ask]) -> str:
    """The id of the figure of which this one is last year's: 由69项增至616项."""
    later = (each for each in asks[int(ask.id) :] if each.unit == ask.unit and each.time in ("this", "stock"))
    return next((each.id for each in later), "")


def _figure(fact: Fact, best: Mapping[str, Extracted]) -> Ask:
    """The ask for a figure. Two figures of one key are the same thing only if they have one value: where a report gives an
    indicator two values, the one that is recognised best has it, and the other is asked by its own label.
    """
    value, kind = fact.value, "text"
    if isinstance(value, Decimal):
        found = quantities.find(fact.text)
        kind = _KINDS.get(found[0].kind, "days") if found else "count"
        if (kind == "count" and value != value.to_integral_value()) or (kind == "percent" and value > _WHOLE):
            kind = "days"
    as_answer = str(written(value)) if isinstance(value, Decimal) else fact.text
    ask = Ask(
        "",
        kind,
        fact.label or fact.unit,
        fact.unit,
        fact.text,
        as_answer,
        key=f"{fact.key}={as_answer}",
        time=fact.time,
    )
    indicator = fact.indicator or ""
    if indicator not in best or best[indicator].value != value or fact.time not in ("this", "stock"):
        return ask
    is_sure = fact.confidence >= SURE
    return ask._replace(indicator=indicator if is_sure else "", likely="" if is_sure else indicator)


def _name(kind: str, printed: str, before: str, behind: str) -> Ask:
    """The ask for a name, a date, or a number that no fact knows, labelled by the words beside it."""
    called = language.table("phrases")["gaps"].get(kind, "数字")
    words = _STOP.split(fold(before))[-1][-_LONGEST_CONTEXT:]
    if kind == "date":
        words = next(filter(None, _STOP.split(_HALF_DAY.sub("", fold(behind)))), "")[:_LONGEST_CONTEXT]
    label = f"{words}的{called}" if words and kind not in _CALLED_ALONE else called
    value = numerals.number(fold(printed)) if kind == "number" else None
    ask_kind = "count" if value is not None else "text" if kind in _FIGURES else kind
    last = printed if value is None else str(written(value))
    return Ask("", ask_kind, label, "", printed, last, stands=kind in _STANDING)


def _stays(kind: str, printed: str, behind: str, last: int, names: Names) -> bool:
    """Whether a date or title is not of last year: a year of history (2019年成立), the title of a rule of others."""
    years = [int(year) for year in _YEAR.findall(fold(printed))] or [
        int(y) for y in re.findall(dates.YEAR, fold(printed))
    ]
    if kind == "title":
        is_own = any(kind == "zone" for _, _, kind in names.find(fold(printed)))
        return not years and not is_own and not language.pattern("names", "own_titles").search(printed)
    if kind != "date" or not years or "月" in printed:
        return False
    is_history = max(years) < last and language.pattern("leftovers", "history").search(fold(behind)[:_HISTORY_REACH])
    return bool(is_history) or min(years) < last < max(years)  # a span (2021—2025年)


def _warnings(wording: str, asks: Sequence[Ask], terms: Terms, year: int) -> tuple[str, ...]:
    """The words of a wording that a person must look at: of another year's meetings, outdated, true only in that year, 首次, and which
    way a figure went.
    """
    bare = _TITLE.sub("口", wording)
    found = [*stale(wording, terms, year)]
    then = (
        language.pattern("roll", "then_or_before")
        if not any(ask.earlier for ask in asks)
        else language.pattern("roll", "then")
    )
    for pattern in (then, language.pattern("cues", "first", "ranked")):
        found += (match.group() for match in pattern.finditer(bare))
    if any(ask.time == "change" and not ask.derived for ask in asks):
        found += (match.group() for match in language.pattern("cues", "up", "down").finditer(bare))
    fixed = re.compile(
        "|".join((language.alternatives("figures", "hotline"), language.alternatives("drafting", "fixed"), r"\D*"))
    )
    figures = (
        figure for figure in quantities.find(bare) if figure.value is not None and figure.kind not in ("year", "date")
    )
    found += (figure.text for figure in figures if not fixed.fullmatch(figure.text))
    found += (f"{named}年" for named in _YEAR.findall(fold(bare)) if int(named) == year - 1)
    return tuple(dict.fromkeys(found))


@cache
def _short_form() -> re.Pattern[str]:
    """（以下简称云溪经开区）: the draft explains the short form itself."""
    return re.compile(r"[（(]以下(?:简|统)?称[^（()）]*[）)]")


@cache
def _comparison() -> re.Pattern[str]:
    """A comparison with the year before, in brackets (（比上年增长5%）) or behind a comma (，同比增长5%)."""
    last_year, comparing = language.alternatives("cues", "last_year"), language.alternatives("cues", "comparing")
    in_brackets = f"（[^（）]*(?:{last_year}|{comparing})[^（）]*）"
    change = f"(?:{language.alternatives('cues', 'up', 'down')})"
    behind_comma = f"[，、](?:[比较与同](?:{last_year})|{comparing})[^，。；（）]*(?:[，、]{change}[^，。；（）]*)*"
    return re.compile(f"{in_brackets}|{behind_comma}")
