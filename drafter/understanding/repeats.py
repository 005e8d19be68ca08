"""The same thing counted twice in one report: clauses and facts in, Relations out.

Two figures count the same thing if their facts have one key and they stand in different paragraphs, or if they count bodies of the
whole unit (全区54个村, 下辖两个社区) by the same noun. That they agree is worth knowing. That they differ is a mistake only where the
reports leaves no doubt: the same words lead to both, or all other figures of both sentences agree. A figure by a date, of a part, or
of one body among several may well be another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple

from drafter import language
from drafter.model import Clause, Fact, Place, Relation
from drafter.text import HANZI, fold
from drafter.understanding import compared
from drafter.understanding.lists import list_length
from drafter.understanding.terms import Sentence, Term

_STANDING = f"{language.alternatives('facts', 'standing')}|{language.alternatives('arithmetic', 'bodies')}"
# What bodies are called, directly behind their figure: [54个]村(社区), [2名]工作人员
_NOUN = re.compile(f"^(?P<noun>{HANZI}{{0,4}}?(?:{_STANDING})(?:\\({HANZI}{{1,4}}\\))?)(?P<next>.?)")
# All words before the figure: 全区[54个], 下辖[两个]
_WHOLE_SCOPE = re.compile(f"(?:{language.alternatives('arithmetic', 'whole_scope')})$")
# All words between two figures of a list: 8个[镇、]62个行政村
_NEXT_BODY = re.compile(f"^{HANZI}{{1,6}}[、和]$")
_ENDS_NOUN = re.compile("[均都全已各的中也,。;:、()]|$")
_FARTHEST = 200
"""Characters of a clause before a figure that lead to it; a clause of a page without line breaks may have thousands."""
_PAUSE = re.compile("[,、;:。()]")
_LEAST_WORDS = 8
"""Characters that must lead to both of two figures that differ; a few words (开展法治宣传) lead to figures of several bodies."""
_MOST_WORDS = 80
_MOST_ALIKE = 40
"""Figures of one thing that are compared with each other."""
_TWO_DIGITS, _TWO_HANZI = 10, re.compile(f"{HANZI}{{2}}")
_NEAR, _LEAST_ALIKE = 12, 5
"""Characters around a figure, and how many pairs of them two figures share that are of one thing."""
_LEAST_BASE = 100
"""A smaller figure of last year may be that of two things by chance."""
# 主持[镇党委会议]研究法治建设议题9个; 镇党委会议研究9个 behind 研究法治建设议题16个
_STUDIED = re.compile(f"(?P<body>{HANZI}{{2,10}}?会议?)(?:专题|集体)?研究(?P<what>{HANZI}{{0,14}})$")
_STUDY_OF = re.compile(f"研究(?P<what>{HANZI}{{2,14}})$")
_ANY_BODYS = "专题会"
"""Every body meets on single matters."""
_PRESIDES, _LEADS_TO_BODY = "主持", re.compile("其中|主持|召开|牵头")
_LEAST_OF_OBJECT = 3
"""Pairs of characters that the things have in common that two meetings studied, if they are one thing."""
# [13件]行政复议案件中有5件
_OF_THESE = re.compile(f"^(?P<noun>{HANZI}{{4,10}})中(?![心央国共小])")
_TIMES = ("this", "stock")


class _Figure(NamedTuple):
    """A figure as printed, and its place."""

    text: str
    place: Place


class _Body(NamedTuple):
    """A figure that counts bodies, whether it counts all of the unit, and whether the noun ends with what was matched."""

    term: Term
    is_whole: bool
    ends: bool

    @property
    def figure(self) -> _Figure:
        return _Figure(self.term.quantity.text, self.term.place)


class _Counted(NamedTuple):
    """A fact, its sentence, and the words of that which lead to the figure."""

    fact: Fact
    clause: Clause
    words: str

    @property
    def figure(self) -> _Figure:
        return _Figure(self.fact.text, (self.fact.line, self.fact.start, self.fact.end))


def repeats(
    sentences: Sequence[Sentence], clauses: Iterable[Clause], facts: Iterable[Fact], listed: Set[Place]
) -> Iterator[Relation]:
    """The things that are counted twice, with the verdict on whether the two figures agree. `listed`: the figures whose things are
    named in a list of as many.
    """
    yield from _bodies(sentences, listed)
    yield from _years(sentences)
    yield from _facts(clauses, facts)
    yield from _turned(sentences)
    yield from _presided(sentences)
    yield from _of_these(sentences)


def _bodies(sentences: Iterable[Sentence], listed: Set[Place]) -> Iterator[Relation]:
    """全区54个村（社区）…全区54个村（社区）; 下辖两个社区…流坡、平天湖两个社区."""
    of_noun: dict[tuple[str, str], list[_Body]] = defaultdict(list)
    for sentence in sentences:
        is_whole = False
        for term in sentence.terms:
            goes_on = is_whole and _NEXT_BODY.match(term.lead)  # 全区现有8个镇、62个行政村
            is_whole = bool(_WHOLE_SCOPE.search(term.label) or goes_on)
            noun = _NOUN.match(sentence.text[term.quantity.end :]) if term.quantity.kind == "count" else None
            if noun and term.quantity.unit in ("个", "名", "人", "家", "支", "所") and term.value > 1:
                body = _Body(term, is_whole, noun["noun"].endswith(")") or bool(_ENDS_NOUN.match(noun["next"])))
                of_noun[term.common_unit, noun["noun"]].append(body)
    for alike in of_noun.values():
        by_value: dict[Decimal, list[_Body]] = defaultdict(list)
        for body in alike[:_MOST_ALIKE]:
            by_value[body.term.value].append(body)
        for same in by_value.values():
            if len(same) > 1 and any(body.is_whole for body in same):
                yield _agree([body.figure for body in same])
                if any(body.term.place in listed for body in same):
                    # 下辖两个社区, which are named where they are counted again: 流坡、平天湖两个社区.
                    yield from (list_length(body.term, int(body.term.value)) for body in same if body.is_whole)
        whole = [next((body for body in same if body.is_whole and body.ends), None) for same in by_value.values()]
        told = [body.figure for body in whole if body]
        if len(told) > 1:
            yield _differ(told[0], told[1])


def _years(sentences: Iterable[Sentence]) -> Iterator[Relation]:
    """检查由上年的8640户次降至5616户次…由上年的8640户次降至5661户次: what grew or shrank from one figure has one other."""
    now_of: dict[tuple[Decimal, str], Term] = {}
    for sentence in sentences:
        for pair in pairwise(sentence.terms):
            years = compared.two_years(*pair)
            if years is None or years[0].value < _LEAST_BASE or any(term.quantity.hedge for term in years):
                continue
            last, now = years
            first = now_of.setdefault((last.value, last.common_unit), now)
            if first.value != now.value and first.place[0] != now.place[0]:
                yield _differ(*(_Figure(term.quantity.text, term.place) for term in (first, now)))


def _turned(sentences: Iterable[Sentence]) -> Iterator[Relation]:
    """督察发现问题57个…督察发现的75个问题: two neighbouring digits change places, and much the same words stand around. They are likely to be one."""
    alike: dict[tuple[str, str], list[tuple[Sentence, Term]]] = defaultdict(list)
    for sentence in sentences:
        for term in sentence.terms:
            if term.value >= _TWO_DIGITS and term.value == int(term.value) and not term.quantity.hedge:
                alike["".join(sorted(str(int(term.value)))), term.common_unit].append((sentence, term))
    for figures in alike.values():
        for (one_sentence, one), (other_sentence, other) in combinations(figures[:_MOST_ALIKE], 2):
            digits = zip(str(int(one.value)), str(int(other.value)), strict=True)
            differing = [at for at, (a, b) in enumerate(digits) if a != b]
            if len(differing) != 2 or differing[1] != differing[0] + 1 or one_sentence.line == other_sentence.line:
                continue
            if len(_pairs_around(one, one_sentence) & _pairs_around(other, other_sentence)) >= _LEAST_ALIKE:
                figures_told = (_Figure(term.quantity.text, term.place) for term in (one, other))
                yield _differ(*figures_told)._replace(kind="turned")


def _presided(sentences: Iterable[Sentence]) -> Iterator[Relation]:
    """镇党委会议研究9个…主持镇党委会议研究法治建设议题11个: nobody presides over more than there is."""
    told: list[tuple[str, set[str], Term, bool]] = []
    for sentence in sentences:
        what = ""
        for term in sentence.terms:
            of = _STUDY_OF.search(term.label)
            what = of["what"] if of else what
            if what and (study := _STUDIED.search(term.label)) and _ANY_BODYS not in study["body"]:
                body = _LEADS_TO_BODY.split(study["body"])[-1]
                told.append((body, {*map("".join, pairwise(what))}, term, _PRESIDES in term.label))
    for body, pairs, term, presides in told if any(each[3] for each in told) else ():
        same = [
            other
            for its_body, its_pairs, other, is_head in told
            if not is_head
            and other.common_unit == term.common_unit
            and other.place[0] != term.place[0]
            and (body.endswith(its_body) or its_body.endswith(body))
            and len(pairs & its_pairs) >= _LEAST_OF_OBJECT
        ]
        if presides and same and term.value > (most := max(same, key=lambda each: each.value)).value:
            yield _differ(*(_Figure(each.quantity.text, each.place) for each in (term, most)))


def _of_these(sentences: Sequence[Sentence]) -> Iterator[Relation]:
    """行政复议案件11件…13件行政复议案件中有5件: there cannot be more than were counted, all together, and no other figure is as large. They are
    likely to be one.
    """
    terms = [term for sentence in sentences for term in sentence.terms if term.quantity.kind == "count"]
    for sentence in sentences:
        for term in (each for each in sentence.terms if not each.label and each.quantity.kind == "count"):
            named = _OF_THESE.match(sentence.text[term.quantity.end :])
            if not named or term.quantity.hedge:
                continue
            of_unit = [each for each in terms if each.common_unit == term.common_unit and each is not term]
            same = [each for each in of_unit if _counts(named["noun"], each) and each.place[0] != term.place[0]]
            total = sum({each.value for each in same})
            beside = [each.value for each in of_unit if each.place[0] in {one.place[0] for one in same}]
            is_told = any(_has_pairs(named["noun"], each) for each in of_unit if each.value == term.value)
            if 0 < total < term.value and not is_told and term.value - total not in beside:
                most = max(same, key=lambda each: each.value)
                figures = (_Figure(each.quantity.text, each.place) for each in (term, most))
                yield _differ(*figures)._replace(kind="turned")


def _counts(noun: str, term: Term) -> bool:
    """Whether a figure is the number of these things: 复议案件[11件], [11件]复议案件."""
    return (term.label.endswith(noun) or term.tail.startswith(noun)) and not compared.is_last_years(term)


def _has_pairs(noun: str, term: Term) -> bool:
    """Whether the words of a figure have two pairs of hanzi in common with a noun."""
    words = term.label + term.tail
    return sum("".join(pair) in words for pair in pairwise(noun)) > 1


def _pairs_around(term: Term, sentence: Sentence) -> set[str]:
    """The pairs of hanzi that stand near a figure."""
    start, end = term.quantity.start, term.quantity.end
    near = (sentence.text[max(0, start - _NEAR) : start], sentence.text[end : end + _NEAR])
    pairs = ("".join(pair) for words in near for pair in pairwise(words))
    return {pair for pair in pairs if _TWO_HANZI.fullmatch(pair)}


def may_differ(sentences: Sequence[Sentence]) -> bool:
    """Whether two facts of different lines may contradict each other: as many words lead to two figures as must, or two sentences have two
    figures in common.
    """
    led: dict[str, list[tuple[int, Decimal]]] = defaultdict(list)
    having: dict[tuple[Decimal, str], list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for term in (*sentence.terms, *sentence.points):
            start = term.quantity.start
            words = "".join(_PAUSE.split(sentence.text[max(0, start - _MOST_WORDS) : start])[-1].split())
            alike = led[words][:_MOST_ALIKE] if len(words) >= _LEAST_WORDS else ()
            if any(line != sentence.line and value != term.value for line, value in alike):
                return True
            led[words].append((sentence.line, term.value))
            having[term.value, term.common_unit].append(number)
    shared = Counter(
        pair for numbers in having.values() for pair in combinations(dict.fromkeys(numbers[:_MOST_ALIKE]), 2)
    )
    return any(times > 1 and sentences[one].line != sentences[other].line for (one, other), times in shared.items())


def _facts(clauses: Iterable[Clause], facts: Iterable[Fact]) -> Iterator[Relation]:
    """Facts of one key in different paragraphs: those that agree, and those that differ where no doubt is left."""
    clause_of = _clauses_by_place(clauses)
    by_key: dict[tuple[str, str], list[_Counted]] = defaultdict(list)
    for fact in facts:
        is_exact = isinstance(fact.value, Decimal) and fact.low is not None and fact.high is not None
        if fact.key and fact.time in _TIMES and is_exact:
            clause = clause_of(fact)
            by_key[fact.key, fact.time].append(_Counted(fact, clause, _words_before(fact, clause)))
    pairs: dict[tuple[Clause, Clause], list[tuple[_Counted, _Counted]]] = defaultdict(list)
    for alike in by_key.values():
        for one, other in combinations(alike[:_MOST_ALIKE], 2):
            if one.fact.line != other.fact.line:
                pairs[one.clause, other.clause].append((one, other))
    for pair in pairs.values():
        yield from _of_two_sentences(pair)


def _of_two_sentences(pairs: Sequence[tuple[_Counted, _Counted]]) -> Iterator[Relation]:
    """The facts that two sentences have in common."""
    agreeing = [pair for pair in pairs if pair[0].fact.value == pair[1].fact.value]
    for one, other in agreeing:
        yield _agree([one.figure, other.figure])
    for one, other in pairs:
        is_told_alike = one.words == other.words and len(one.words) >= _LEAST_WORDS
        all_else_agrees = len(agreeing) == len(pairs) - 1 > 1
        if (
            one.fact.value != other.fact.value
            and one.fact.unit == other.fact.unit
            and (is_told_alike or all_else_agrees)
        ):
            yield _differ(one.figure, other.figure)


def _clauses_by_place(clauses: Iterable[Clause]) -> Callable[[Fact], Clause]:
    of_line: dict[int, list[Clause]] = defaultdict(list)
    for clause in clauses:
        of_line[clause.line].append(clause)
    starts = {line: [clause.start for clause in own] for line, own in of_line.items()}
    return lambda fact: of_line[fact.line][bisect_right(starts[fact.line], fact.start) - 1]


def _words_before(fact: Fact, clause: Clause) -> str:
    """The words that lead to the figure, back to a punctuation mark or as far as anybody reads back."""
    at = fact.start - clause.start
    return _PAUSE.split(fold(clause.text[max(0, at - _FARTHEST) : at]))[-1].strip()


def _agree(figures: Sequence[_Figure]) -> Relation:
    """54=54."""
    figures = sorted(figures, key=lambda figure: figure.place)
    texts = tuple(figure.text for figure in figures)
    places = tuple(figure.place for figure in figures)
    return Relation("=".join(texts), "repeat", "consistent", places[0][0], texts, (), places)


def _differ(one: _Figure, other: _Figure) -> Relation:
    """18≠16. The place is that of the second, because the reader has met the first by then."""
    first, second = sorted((one, other), key=lambda figure: figure.place)
    repairs = (f"{first.text}→{second.text}", f"{second.text}→{first.text}")
    places = (second.place, first.place)
    return Relation(
        f"{first.text}≠{second.text}",
        "repeat",
        "inconsistent",
        second.place[0],
        (second.text, first.text),
        repairs,
        places,
    )
