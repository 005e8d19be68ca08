"""Sums whose whole stands farther away: a sentence in, the Relations that hold out.

The whole may stand anywhere before in the paragraph (案卷160卷…。最终评定优秀41卷、合格116卷、不合格3卷), be named by its own word (审结案件中，
维持82件), count both kinds of things together (127个村、23个社区…，150个村（社区）), or come at last (国家级2个、省级19个…。总数达21个). How far the
parts go no word says, so only what adds up exactly is told, and nothing is ever called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise, takewhile

from drafter.model import Place, Relation
from drafter.understanding import compared
from drafter.understanding.bounds import bound
from drafter.understanding.sum_verdicts import sum_of
from drafter.understanding.terms import Sentence, Term

# 审结案件中，维持[82件]; 民事案件中涉农民工讨薪[139件]: the words before 中 name the whole; not 其中, 集中, 中心, 中央, 中国, 中共.
# A comma behind 中 sets the whole apart; without one the figure's own words must be those of the whole.
_NAMED_WHOLE = re.compile(
    "(?:^|[,;:。(])(?:在)?(?P<what>[^,。;:、()]{2,12})(?<![其集])(?:当)?中(?![心央国共])(?P<comma>,?)[^,。;:、()]{0,20}$"
)
_TOTAL = re.compile("总数|合计|总计|共计|共$|共有$")
_WITH_WHOLE = re.compile("共(?:计|有)?$")
_MARK = "[,;:。()]"
_REACH = 60
"""Figures before one in its sentence among which its whole is looked for."""
_MOST = 12
"""Parts of a row."""
_LEAST, _LEAST_OF_TWO = 20, 200
"""A row of three, or of two, whose total is as large as this hardly adds up to another figure by chance."""


def far_sums(sentence: Sentence, told: Set[Place]) -> Iterator[Relation]:
    """Sums whose parts are not `told` already; a figure that is told may still be a whole."""
    counts = [term for term in sentence.terms if not term.is_percent]
    far = [term for term in sentence.paragraph_terms if not term.is_percent]
    for position, term in enumerate(counts):
        before = counts[max(0, position - _REACH) : position]
        behind = counts[position : position + _MOST]
        if term.place not in told:
            named = [*_named(sentence, [*far, *before], behind)]
            yield from named or _row([*far, *before], behind)
        yield from _of_both_kinds(before, term, sentence.text[term.quantity.end :])
        yield from _total_of_row(far, term)
        yield from _total_right_behind(before, term)


def sums_of_shares(sentence: Sentence, shares: Sequence[Relation]) -> Iterator[Relation]:
    """事项1186项，网办1048项，占88.4%；自助办138项，占11.6%: parts that have a share of one whole each, and add up to it."""
    at = {term.place: term for term in sentence.terms}
    parts_of: dict[Place, list[Place]] = {}
    for share in shares:
        if share.kind == "rate" and len(share.places) == 3:  # whole, part and percent
            parts_of.setdefault(share.places[0], []).append(share.places[1])
    for whole, parts in parts_of.items():
        if len(parts) > 1 and {whole, *parts} <= at.keys():
            stated = sum_of(at[whole], [at[place] for place in sorted(set(parts))])
            if stated.verdict == "consistent":
                yield stated


def _named(sentence: Sentence, before: Sequence[Term], behind: Sequence[Term]) -> Iterator[Relation]:
    """审结案件中，维持82件、驳回75件; a single part is no more than the whole."""
    first = behind[0]
    found = _NAMED_WHOLE.search(
        sentence.text[: first.quantity.start][-len(first.lead) - 1 :]
    )  # with the mark before them
    if not found or compared.step(first):
        return
    pairs = {found["what"][k : k + 2] for k in range(len(found["what"]) - 1)}
    of_unit = [term for term in before if term.common_unit == first.common_unit and not compared.is_last_years(term)]
    if not found["comma"]:  # 工作中查处12件 names none
        of_unit = [term for term in of_unit if len(term.label) > 1 and term.label[-2:] in pairs]
    wholes = [term for term in reversed(of_unit) if any(pair in term.label + term.tail for pair in pairs)]
    parts = [*takewhile(lambda term: term.common_unit == first.common_unit, behind)]
    for whole in wholes:
        for row in _rows(parts):
            if _adds_up(whole, row):
                yield sum_of(whole, row)
                return
    if wholes and first.value <= wholes[0].value and not any(part.is_listed for part in parts[1:2]):
        yield bound(first, wholes[0], strict=False)


def _rows(parts: list[Term]) -> Iterator[list[Term]]:
    """The rows that these may be, the longest first; none ends before a 、."""
    for end in range(len(parts), 1, -1):
        if end == len(parts) or not parts[end].is_listed:
            yield parts[:end]


def _adds_up(whole: Term, row: Sequence[Term]) -> bool:
    return sum(part.value for part in row) == whole.value and not any(term.quantity.hedge for term in (whole, *row))


def _row(before: Sequence[Term], behind: Sequence[Term]) -> Iterator[Relation]:
    """案卷160卷…。最终评定优秀41卷、合格116卷、不合格3卷: a row that adds up to a figure of its paragraph."""
    row = _listed(behind)
    if len(row) < 2 or sum(part.value for part in row) < (_LEAST if len(row) > 2 else _LEAST_OF_TWO):
        return
    of_unit = (term for term in reversed(before) if term.common_unit == row[0].common_unit and not compared.step(term))
    whole = next((term for term in of_unit if _adds_up(term, row)), None)
    if whole:
        yield sum_of(whole, row)


def _listed(terms: Sequence[Term]) -> list[Term]:
    """The row at the head of these: figures of one unit, each behind a 、."""
    if not terms or terms[0].is_listed or compared.step(terms[0]):
        return []
    more = takewhile(lambda term: term.is_listed and term.common_unit == terms[0].common_unit, terms[1:])
    return [terms[0], *more]


def _total_of_row(far: Sequence[Term], whole: Term) -> Iterator[Relation]:
    """国家级2个、省级19个、市级64个。…总数已达85个: the total stands in a later sentence."""
    if not _TOTAL.search(whole.label):
        return
    rows = (_listed(far[start : start + _MOST]) for start in reversed(range(len(far))))
    row = next((row for row in rows if len(row) > 1 and row[0].common_unit == whole.common_unit), None)
    if row and _adds_up(whole, row):
        yield sum_of(whole, row)


def _of_both_kinds(before: Sequence[Term], whole: Term, behind: str) -> Iterator[Relation]:
    """127个村、23个社区都有法律顾问，150个村（社区）…: a figure of both kinds of things that were counted apart."""
    for one, other in pairwise(before[-_MOST:]):
        is_listed = 1 < len(other.lead) < 6 and other.lead[-1] in "、和及" and other.lead[:-1] == one.tail
        if not is_listed or not _adds_up(whole, (one, other)):
            continue
        are_named = one.tail in behind[:12] and len(other.tail) > 1 and other.tail[:2] in behind[:12]
        if are_named and one.common_unit == other.common_unit == whole.common_unit:
            yield sum_of(whole, [one, other])
            return


def _total_right_behind(before: Sequence[Term], whole: Term) -> Iterator[Relation]:
    """14个乡镇、22个部门共36家单位: things that are counted by different words, with their total right behind them."""
    if not _WITH_WHOLE.search(whole.lead) or re.search(_MARK, whole.lead) or whole.quantity.kind != "count":
        return
    row: list[Term] = []
    for term in reversed(before):
        row.insert(0, term)
        if len(row) > 1 and _adds_up(whole, row):
            yield sum_of(whole, row)
            return
        if re.search(_MARK, term.lead) or "、" not in term.lead:
            return
