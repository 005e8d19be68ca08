"""Sums: a sentence comes in, the Relations that its words state go out.

The words that announce a sum (22件，其中受理9件、不予受理13件) say which figure is the whole and where its parts begin, but not how
many of the figures that follow are parts. So the shortest run of them that adds up is taken. Where no run adds up, the text may
be right all the same: 其中 often only picks out examples. So a sum is called wrong only where something shows that the parts
were meant to be all: they are more than the whole, or they are all there is (受理 and 不予受理, 民事, 刑事 and 行政; all that a bracket
names), or the gap looks like a slip in one digit. Among several runs with such a gap the longest is taken. Otherwise no sum is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, permutations, takewhile

from drafter import language
from drafter.model import Relation
from drafter.text import HANZI
from drafter.understanding import compared
from drafter.understanding.bounds import bound
from drafter.understanding.case_sums import ACCEPTED, RECEIVED, case_sums, row_of_papers, sum_of_papers
from drafter.understanding.sum_verdicts import (
    EVENTS,
    first_that_holds,
    is_off_in_scale,
    is_slip,
    must_be_mistaken,
    sum_of,
    total_of,
)
from drafter.understanding.terms import Sentence, Term, is_aside

# 其中, 包括, 分别为; or a bracket that is still open: 12件（新制定5件，修改7件）. Such a match begins with the bracket.
_OPENS_PARTS = language.pattern("arithmetic", "opens_parts")
# All that stands between the two figures of [12名]工作人员中，[8名] or [128件]申请中，公开[79件]: a few words that end in 中, but not in
# 其中 or 集中, and the name of the part.
_OF_WHOLE = re.compile("^[^,。;、]{0,12}(?<![其集])中(?:,?(?:有)?|,[^,。;、]{0,10})$")
# 净增243户；上年新设、注销、净增分别为[386户]: what is named there are other things.
_NAMES_OTHERS = f"(?:[;。]|{language.alternatives('cues', 'last_year')})[^;。]{{0,40}}、[^;。]{{1,40}}分别[为是]"
_AVERAGE = re.compile(f"{language.alternatives('beside', 'per')}|平均")
# Parts with these words overlap: 办结 and 整改 are stages of one case, 党员 and 本科 properties of one person.
_OVERLAPPING = language.alternatives("arithmetic", "overlapping")
_CAN = re.compile(language.alternatives("arithmetic", "overlapping_behind"))
# 不予受理 is the opposite of 受理, 未办结 of 办结.
_OPPOSITE = re.compile(f"(?:不予|不|未|非)(?P<what>{HANZI}{{2}})")
# Words of which every part of a whole has another one: 简易程序912件，普通程序428件.
_ALTERNATIVES = [
    [re.compile(word) for word in group] for group in language.table("arithmetic")["alternatives"].values()
]
# A bracket that gives examples of its whole only: 12件（其中新制定5件）
_EXAMPLES = language.pattern("arithmetic", "examples")
_CLASSIFIED = language.pattern("arithmetic", "classified")
# The last part of a list that leaves nothing out: 其余[2件], 其他[5件]
_REST = re.compile(f"(?:{language.alternatives('arithmetic', 'rest')}|其他|其它)")
_PERHAPS_REST = re.compile(f"{_REST.pattern}|{language.alternatives('arithmetic', 'rest_perhaps')}")
# In 2名工作人员中1名为公务员 the part says by itself what it is.
_IS = "^[为是系]"
# 问题对象中，已整改[31户]: the words before 中 name the whole, which stands further back.
_NAMED_WHOLE = re.compile("(?:^|[,;。])(?:在)?(?P<what>[^,。;、]{2,12})(?<![其集])(?:当)?中,[^,。;]*$")
_SAYS_PART = "其中|包括|包含|含"
_BETWEEN_NAMES = re.compile("、|以及|[和及与]")
_ANOTHER_MATTER = language.pattern("arithmetic", "another_matter")
_DECIDED = language.alternatives("arithmetic", "decided")
_PERSONS, _TIMES_OF_PERSONS = frozenset(("人", "名")), "人次"
_MOST_ALTERNATIVES = 8
_BARE = 4
"""Characters of a word that names a kind: 刑事案件."""
_LARGE = 10
"""Two parts as large as this hardly add up to a third figure by chance."""
_REACH = 60
"""Figures before and behind one that may belong to its sum. A sentence of a table without stops may have thousands."""


def sums(sentence: Sentence) -> Iterator[Relation]:
    """Sums that the sentence states."""
    # No percent is a part, but this search needs the words before it, because they may end the parts: the bracket does in
    # 12件（新制定5件，修改7件），占80%.
    for position, term in enumerate(sentence.terms):
        if not term.is_percent:
            yield from _parts_after_whole(sentence, position)
    counts = [term for term in sentence.terms if not term.is_percent]
    earlier = [term for term in sentence.earlier_terms if not term.is_percent and not compared.is_comparison(term)]
    for position in range(len(counts)):
        before = counts[max(0, position - _REACH) : position]
        before = [each for each in before if not compared.is_last_years_beside(each)]
        yield from _classified([*earlier[-_REACH:], *before], counts[position : position + _MOST_ALTERNATIVES])
        while before and is_aside(
            sentence.text, before[-1], counts[position]
        ):  # 受理73件（含上年结转5件），审结66件、未结7件
            before = before[:-1]
        yield from _alternatives_behind(before or earlier, counts[position : position + _MOST_ALTERNATIVES])
    yield from case_sums(counts)


def _parts_after_whole(sentence: Sentence, position: int) -> Iterator[Relation]:
    """22件，其中受理9件、不予受理13件; 12件（新制定5件，修改7件）; 2名工作人员中1名为公务员，1名为聘用人员."""
    first = sentence.terms[position]
    opened = _OPENS_PARTS.search(first.lead)
    of_whole = position > 0 and _OF_WHOLE.match(first.lead)
    named = _NAMED_WHOLE.search(first.lead)
    if not opened and not of_whole and not named:
        return
    before = _before(sentence, position, bool(named and not position))
    # One figure of another unit may stand between whole and parts: 调解153件，涉及400人，其中民事94件.
    near = _same_thing_last(before[-3:], first) if opened or of_whole else _named_so(before, named)
    behind = sentence.terms[position : position + _REACH]
    whole = next((term for term in reversed(near) if term.common_unit == first.common_unit), None)
    if papers := row_of_papers(behind):
        yield from sum_of_papers(near, papers)
        return
    if whole is None:
        yield from _events_of_persons(before[-1:], behind)
        return
    in_bracket = opened is not None and opened.group().startswith("(")
    parts = _possible_parts(behind, in_bracket, whole.label)
    parts = [*takewhile(lambda part: part.value <= whole.value or not _is_of_other(part, of_whole), parts)]
    # In 立案65件、结案55件。其中市级30件，各区35件 the parts are those of the first.
    others = (term for term in reversed(before[-3:-1]) if term is not whole)
    other = next((term for term in others if term.common_unit == whole.common_unit), None)
    choices = [parts[:count] for count in range(2, len(parts) + 1)]
    if other and not first_that_holds(whole, choices) and (holding := first_that_holds(other, choices)):
        yield holding
        return
    if whole.common_unit in EVENTS and not _is_row(parts):
        # 学法12次，其中法治专题5次，会前学法7次: behind a comma another event may be told
        parts = [*takewhile(lambda part: part is first or part.is_listed, parts)]
    if whole.is_listed and parts and parts[0].value > whole.value:
        return  # 建议92件、提案147件，代表委员对其中236件满意、3件基本满意: of both
    complete = _all_that_is_listed(sentence, parts, opened) or _all_that_is(of_whole, parts) if parts else []
    complete = _with_rest(complete, whole, parts)
    complete = _without_rest_of_other(complete, whole, before) or _all_that_are_named(whole, parts)
    # 队员7人（编制9人） names no part, and 年初8944户，净增868户，其中企业2905户 one of another whole.
    of_unit = (term for term in before if term.common_unit == whole.common_unit and term is not whole)
    may_be_of_other = any(term.value >= first.value for term in of_unit)
    is_sure = not may_be_of_other and (not in_bracket or bool(re.search(_SAYS_PART, first.lead)))
    # Other things are parts only if they add up.
    found = _sum_or_bound(whole, parts, complete, is_sure)
    names_others = re.search(_NAMES_OTHERS, first.lead) and not re.search(_SAYS_PART, first.lead)
    yield from (each for each in found if not names_others or each.verdict != "inconsistent")


def _before(sentence: Sentence, position: int, is_named: bool) -> list[Term]:
    """The figures before one that may be the whole of it."""
    earlier = sentence.earlier_terms[-_REACH:] if sentence.speaks_of_last or is_named else ()
    before = [*earlier, *sentence.terms[max(0, position - _REACH) : position]]
    return [
        each
        for each in before
        if not (each.is_percent or compared.is_comparison(each) or compared.is_last_years_beside(each))
        and not _AVERAGE.search(each.label)
    ]


def _named_so(before: Sequence[Term], named: re.Match[str] | None) -> list[Term]:
    """The figures before 在审结案件中 that these words name: 审结236件."""
    what, now = named["what"] if named else "", [each for each in before if not compared.is_last_years(each)]
    of_verb = [each for each in now if len(each.label) > 1 and what.startswith(each.label[-2:])]
    return [each for each in before if what and (each in of_verb or each.phrase.endswith(what))]


def _is_of_other(part: Term, of_whole: object) -> bool:
    """Whether a figure that is more than the whole is clearly no part of it: 督察26个单位，其中乡镇9个，发现问题88个; 3件案件中有2件因程序违法引起，
    9件复议案件集中在土地领域.
    """
    return bool(_ANOTHER_MATTER.search(part.lead) or (of_whole and not part.label and not re.match(_IS, part.tail)))


def _with_rest(complete: list[Term], whole: Term, parts: list[Term]) -> list[Term]:
    """All the parts with what is told of the rest, if that adds up: 31件，其中受理20件、不予受理9件，另有2件正在补正."""
    more = parts[:3] if complete == parts[:2] and parts[2:] and _PERHAPS_REST.match(parts[2].label) else []
    return more if more and first_that_holds(whole, [more]) else complete


def _without_rest_of_other(complete: list[Term], whole: Term, before: list[Term]) -> list[Term]:
    """All the parts without what is left over of a figure before the whole: 19件，审结17件，其中维持9件、驳回8件，其余2件."""
    is_of_other = complete and any(each.value - whole.value == complete[-1].value for each in before)
    return complete[:-1] if is_of_other else complete


def _same_thing_last(before: list[Term], part: Term) -> list[Term]:
    """The two figures that may be the whole, and last the one that names the same thing: 隐患2973条，整改2921条，其中重大隐患[7条]."""
    named = [term for term in before if len(part.label) > 1 and term.label.endswith(part.label[-2:])]
    return [*before[-2:], *named[-1:]]


def _is_row(parts: list[Term]) -> bool:
    """Whether three parts or more have words that begin alike: 进企业48场，进校园31场，进社区47场."""
    return len([*takewhile(lambda part: part.label[:1] == parts[0].label[:1], parts)]) > 2


def _events_of_persons(whole: list[Term], terms: Sequence[Term]) -> Iterator[Relation]:
    """现有75人，其中警告2人次，训诫7人次: events that happened to some of these persons, mostly no more than there are persons."""
    if whole and whole[0].quantity.unit in _PERSONS and terms[0].quantity.unit == _TIMES_OF_PERSONS:
        for term in takewhile(lambda term: term.quantity.unit == _TIMES_OF_PERSONS, terms):
            yield bound(term, whole[0], strict=False)


def _possible_parts(terms: Sequence[Term], in_bracket: bool, of: str) -> list[Term]:
    """The first term and the later ones of its unit, up to the next 其中 and the like or, `in_bracket`, to the closing bracket.

    Comparisons with last year (同比增长2件) are left out, and so is what is called as the whole is, `of`, with what it is a share of:
    抽查412家，发现问题84家；其中D类企业63家全部受检，发现问题25家.
    """
    first, parts = terms[0], []
    for term in terms:
        compares = compared.is_comparison(term)
        opens_others = _OPENS_PARTS.search(term.lead) and not compares  # but 修改9件（比上年减少3件）、废止7件
        if term is not first and (opens_others or (in_bracket and ")" in term.lead)):
            break
        if term.common_unit == first.common_unit and not term.is_percent and not compares:
            parts.append(term)
    return [] if of and any(part.label == of for part in parts[1:]) else parts


def _all_that_is_listed(sentence: Sentence, parts: list[Term], opened: re.Match[str] | None) -> list[Term]:
    """The parts, if a bracket or what stands behind a colon names nothing else: 12件（新制定5件，修改7件）."""
    opening = opened.group()[:1] if opened else ""
    behind = sentence.text[parts[-1].quantity.end :][:1]
    is_closed = (opening == "(" and behind == ")") or (opening == ":" and behind in ("", "。", ";"))
    side_by_side = all(part.lead[:1] in "、,;" and len(part.label) > 1 for part in parts[1:])
    may_be_examples = _EXAMPLES.search(parts[0].lead) or any(re.search(_OVERLAPPING, part.label) for part in parts)
    return parts if is_closed and side_by_side and not may_be_examples else []


def _all_that_are_named(whole: Term, parts: list[Term]) -> list[Term]:
    """The parts that bear the names of all that the whole counts: 审核合同、政策文件和决定329件，其中合同174件、政策文件61件、决定94件."""
    names = _BETWEEN_NAMES.split(whole.phrase)
    some = parts[: len(names)] if 1 < len(names) <= len(parts) else []
    labels = [re.sub(f"^(?:{_SAYS_PART})", "", part.label) for part in some]
    are_named = all(len(label) > 1 and name.endswith(label) for name, label in zip(names, labels, strict=bool(some)))
    return some if are_named else []


def _all_that_is(of_whole: object, parts: list[Term]) -> list[Term]:
    """The parts at the head of these that are all there is, by their words: a thing and its opposite, a set of alternatives."""
    if _has_opposites(parts[:2]):
        return [] if parts[2:] and parts[2].is_listed else parts[:2]
    rest = next((k for k, part in enumerate(parts) if _REST.match(part.label)), 0)
    if rest and not any(part.is_listed for part in parts[rest + 1 : rest + 2]):  # 其中A 5件、B 3件，其余2件
        return parts[: rest + 1]  # but not 许可167项、其他行政权力96项、公共服务149项
    if of_whole and all(re.match(_IS, part.tail) and not re.search(_OVERLAPPING, part.tail) for part in parts):
        return parts
    found = alternatives(parts)
    goes_on = parts[len(found) :][:1]  # 继续有效35件、修改9件、废止7件
    return [] if goes_on and goes_on[0].is_listed else found


def alternatives(parts: Sequence[Term]) -> list[Term]:
    """The parts at the head of these of which each has another word of one set of alternatives, all of them."""
    for group in _ALTERNATIVES:
        fits = set[int]()
        for part in parts[: len(group)] if len(parts) >= len(group) else ():
            text = part.phrase + part.tail[:4]
            found = [n for n, word in enumerate(group) if word.search(text)]
            if len(found) != 1:  # most sets end with the first part
                break
            fits.update(found)
        if len(fits) == len(group):
            return [*parts[: len(group)]]
    return []


def _alternatives_behind(before: list[Term], parts: list[Term]) -> Iterator[Relation]:
    """作出行政处罚决定1340件。简易程序的912件，普通程序的428件: no word says that these are parts, but they are all there is."""
    whole = before[-1] if before else None
    if whole is None or whole.common_unit != parts[0].common_unit or _OPENS_PARTS.search(parts[0].lead):
        return
    of_one_unit = [*takewhile(lambda term: term.common_unit == whole.common_unit, parts)]
    if not compared.step(whole) and (row := _row_that_adds_up(whole, of_one_unit)):
        yield sum_of(whole, row)
        return
    kinds = parts[:2] if _has_opposites(of_one_unit[:2]) else alternatives(of_one_unit)
    if not kinds or whole.value < max(part.value for part in kinds):
        return
    holding = first_that_holds(whole, [of_one_unit[:end] for end in range(len(kinds), len(of_one_unit) + 1)])
    goes_on = of_one_unit[len(kinds) :][:1]
    if holding:
        yield holding
    elif not (goes_on and goes_on[0].is_listed) and must_be_mistaken(whole, kinds):
        yield sum_of(whole, kinds)


def _classified(before: list[Term], parts: list[Term]) -> Iterator[Relation]:
    """投诉587件，来信412件、来电175件；按要素分，大气316件、噪声271件: which figure is parted again is only seen by what adds up."""
    if not _CLASSIFIED.search(parts[0].lead):
        return
    row = [*takewhile(lambda term: term.common_unit == parts[0].common_unit, parts)]
    choices = [row[:end] for end in range(2, len(row) + 1) if end == len(row) or not row[end].is_listed]
    wholes = (term for term in reversed(before) if term.common_unit == parts[0].common_unit)
    found = [*islice((stated for whole in wholes if (stated := first_that_holds(whole, choices))), 1)]
    whole = next((term for term in reversed(before) if term.common_unit == parts[0].common_unit), None)
    row = [row[0], *takewhile(lambda term: ";" not in term.lead, row[1:])]
    is_off = len(row) > 2 and whole and (is_off_in_scale(whole, row) or whole is before[-1])
    if not found and whole and is_off and must_be_mistaken(whole, row):
        found = [sum_of(whole, row)]  # 处罚217件。按专业分，公共场所91件、医疗68件、传染病37件、…
    yield from found


def _row_that_adds_up(whole: Term, terms: list[Term]) -> list[Term]:
    """评查60卷，优秀27卷、良好25卷、合格8卷; 问题613处，现场整改587处、限期整改26处: the shortest row behind a whole that adds up to it, hardly by
    chance. No row ends before a 、.
    """
    run = [*takewhile(lambda term: not compared.is_comparison(term) and ";" not in term.lead, terms)]
    for end in range(2, len(run) + 1):
        row, goes_on = run[:end], run[end : end + 1]
        if total_of(row) == whole.value and not (goes_on and goes_on[0].is_listed):
            are_many = end > 2 and (whole.value >= 2 * _LARGE or all(part.is_listed for part in row[1:]))
            are_large = sum(part.value >= _LARGE for part in row) > 1
            is_list = whole.value >= _LARGE and row[-1].is_listed  # 合计17栋，拆除5栋、加固12栋
            is_told = (
                is_list or _has_opposites(row) or any(_PERHAPS_REST.match(part.label) or _opens(part) for part in row)
            )
            return row if are_many or are_large or is_told or _end_alike(row) else []
    return []


def _opens(term: Term) -> bool:
    """Whether the figure itself opens a clause and says what became of it: 完成8项，[1项]转入下年."""
    return term.lead == "," and len(term.tail) > 1


def _end_alike(row: list[Term]) -> bool:
    """Whether the parts are kinds of one thing: 准予实施34件，暂缓实施2件."""
    first, *others = (part.label for part in row)
    return len(first) > 2 and all(label != first and label[-2:] == first[-2:] for label in others)


def _has_opposites(terms: Sequence[Term]) -> bool:
    """Whether two of these are a thing and its opposite: 受理, 不予受理."""
    return any(_is_opposite(*pair) for pair in permutations(terms, 2))


def _sum_or_bound(whole: Term, parts: list[Term], complete: list[Term], is_sure: bool) -> Iterator[Relation]:
    """A sum that holds; else one that is mistaken; else only that the first part is no more than the whole. Those parts that are
    `complete` must add up. One that is more is no part, unless it `is_sure`.
    """
    # A sum has two parts at least, so the choices of parts begin with two of them, here and below.
    choices = [parts[:count] for count in range(2, len(parts) + 1)]
    if len(complete) > 1:
        # 缺条款19份、未审查14份，整改到位31份，尚余2份: what is behind the first two may part them again
        parted = next((some for some in choices if total_of(some) == total_of(complete[len(some) :])), [])
        choices = [each for each in (complete, parted) if each]
        parts, complete = (parted, []) if parted else (parts, complete)
    holding = first_that_holds(whole, choices)
    if holding:
        yield holding
        return
    if not parts:
        return
    meant = complete if len(complete) > 1 else _parts_meant_to_add_up(whole, parts)
    # Where several parts follow and the first is larger than the whole, they are the parts of another whole.
    may_be_part = len(parts) == 1 or parts[0].value <= whole.value
    if meant:
        yield sum_of(whole, meant)
    elif parts[0].value <= whole.value or (may_be_part and is_sure and not whole.is_listed):
        # 建议112件、提案168件，其中所提问题已解决198件: of both
        yield bound(parts[0], whole)


def _parts_meant_to_add_up(whole: Term, parts: list[Term]) -> list[Term]:
    """Which of these parts, that do not add up, were meant to add up; none where they may be examples.

    Only the first two are surely parts of this whole; a later figure may belong to another matter. Behind a ； it mostly does,
    so no figure there counts.
    """
    parts = [*takewhile(lambda part: part is parts[0] or ";" not in part.lead, parts)]
    if len(parts) < 2:
        return []
    first_two = parts[:2]
    is_decided = all(re.search(_DECIDED, part.label) for part in first_two)
    overlap = (re.search(_OVERLAPPING, part.label) or _CAN.match(part.tail) for part in first_two)
    if any(overlap) and not is_decided:  # 党员 and 本科 may be the same persons; 维持 and 责令履行 are no one case
        return []
    # Parts may be left out, but cannot be too many: not the first two, and not those of one list.
    listed = [*takewhile(lambda part: part is parts[0] or part.is_listed, parts)]
    for some in (first_two if _are_kinds(first_two) else [], listed):
        if total_of(some) > whole.value and not any(re.search(_OVERLAPPING, part.label) for part in some):
            return some
    is_pending = RECEIVED.search(whole.label) or ACCEPTED.search(whole.label)
    if is_pending and is_decided:  # some cases may wait for their decision
        return []
    # A writer who lists parts to the end means all of them, so the longest list with a small mistake is the likeliest.
    # No list ends before a 、.
    ends = [k for k in range(len(parts), 1, -1) if k == len(parts) or not parts[k].is_listed]
    longest_first = (parts[:end] for end in ends)
    return next((some for some in longest_first if is_slip(whole, some)), [])


def _are_kinds(two: list[Term]) -> bool:
    """Whether two parts are told alike: 民事94件、刑事59件; not 开庭审理29件，负责人出庭应诉28件, where one case is in both."""
    one, other = two
    is_alike = one.label[:1] == other.label[:1] or one.label[-1:] == other.label[-1:]
    return other.is_listed or bool(one.tail) or is_alike or _has_opposites(two) or len(other.label) <= _BARE


def _is_opposite(refusal: Term, other: Term) -> bool:
    """Whether the labels are like 不予受理 and 受理."""
    match = _OPPOSITE.search(refusal.label)
    return match is not None and match["what"] in other.label
