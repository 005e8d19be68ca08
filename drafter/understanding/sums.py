"""Wholes and their parts: 其中, brackets, N名…中, 合计, 受理 with 不予受理, 保留 with 修改 and 废止; 新登记−注销=净增; what cannot
be more than what it is part of (成功 ≤ 调解); and lists that are as long as they say.

The first prefix of parts that fits is taken. When none fits, the question is whether the list claims to be complete: it
does when it says more than the whole, when it names a thing and its opposite, or when one wrong digit would explain the
gap. A 其中 that merely picks out examples stays silent. A bound is soft where a report may count last year's leftovers (办结
may exceed 受理): it is confirmed, never contradicted. A list before 等N种 may be shorter than N, not longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from drafter import language
from drafter.model import Relation, Verdict
from drafter.understanding.arithmetic import compared, interval, minus, numbers, plus, relation
from drafter.understanding.terms import Sentence, Term

_OPENING = language.pattern("arithmetic", "opens_parts")
_AMONG = re.compile("^[^,。;、]{0,12}(?<![其集])中,?(?:有)?$")
_TOTAL = re.compile("(?:^|[,;、:(]) ?(?:合计|总计|共计|总共|累计|共)$")
_WEAK_TOTAL = re.compile("(?:合计|总计|共计)$")
_CHANGE = language.pattern("cues", "comparing", "last_year", "up", "down")
# Labels whose members overlap: stages of one case, properties of one person.
_OVERLAPPING = language.pattern("arithmetic", "overlapping")
_OPPOSITE = re.compile("(?:不予|不|未|非)([\u4e00-\u9fff]{2})")
_RECEIVED = language.pattern("arithmetic", "received")
_REFUSED = re.compile("不予受理|不受理|未受理")
_ACCEPTED = re.compile("(?<!不予)(?<!未)(?<!不)受理")
_EVENTS = frozenset(("次", "场", "期", "人次"))
_DISPOSED = language.pattern("arithmetic", "disposed")
_ELSEWHERE = language.pattern("arithmetic", "elsewhere")
_JOINED = re.compile(f"新(?:{language.alternatives('arithmetic', 'joined')})")
_LEFT = language.pattern("arithmetic", "left")
_LAST_YEAR = language.pattern("cues", "last_year")
# What is part, of what whole, and whether it can never be more.
_BOUNDS = tuple(
    (re.compile(part), re.compile(whole), entry == "never_more")
    for entry in ("never_more", "seldom_more")
    for part, whole in language.table("arithmetic")[entry].items()
)
_LISTED = re.compile("(?P<list>[^,;:。()]+)等$")
_NAMED = re.compile("^[^,。;:]{0,10}[,:]?(?:分别(?:为|是)|即|包括)[:]?(?P<list>[^。;:,()]*、[^。;:,()]*)[。;]?$")
_KINDS_OF = frozenset(("种", "类", "项", "个", "方面"))


def found(sentence: Sentence) -> Iterator[Relation]:
    """Sums and differences that the sentence states."""
    counts = [term for term in sentence.terms if not term.percent]
    for at, term in enumerate(sentence.terms):
        yield from _after_opening(sentence, at, term)
    for at, term in enumerate(counts):
        yield from _total_last(counts[:at], term)
        yield from _accepted_and_refused(counts[: at + 1], counts)
        yield from _net(counts[:at], term)
    yield from _disposed(counts)


def bounds(sentence: Sentence) -> Iterator[Relation]:
    """Bounds between neighbouring figures of one unit, and list lengths."""
    counts = [term for term in sentence.terms if not term.percent]
    for at, term in enumerate(counts):
        yield from _bounded(counts[max(0, at - 2) : at], term)
        yield from _listed(term, sentence)


def _after_opening(sentence: Sentence, at: int, first: Term) -> Iterator[Relation]:
    opened = _OPENING.search(first.lead)
    if first.percent or not (opened or (at and _AMONG.match(first.lead))):
        return
    earlier = [t for t in (*sentence.before, *sentence.terms[:at]) if not t.percent and not _CHANGE.search(t.label)]
    whole = next((t for t in reversed(earlier[-2:]) if t.family == first.family), None)
    if whole is None:
        return
    sure = whole is earlier[-1]
    bracket = bool(opened and opened.group().startswith("("))
    yield from _parts_of(whole, _members(sentence.terms[at:], first, bracket), sure)


def _members(terms: Sequence[Term], first: Term, bracket: bool) -> list[Term]:
    """The parts after an opening word: same family, no comparison with last year, up to the next opening or bracket."""
    members: list[Term] = []
    for term in terms:
        if term is not first and (_OPENING.search(term.lead) or (bracket and ")" in term.lead)):
            break
        if term.family == first.family and not term.percent and not _CHANGE.search(term.label):
            members.append(term)
    return members


def _parts_of(whole: Term, parts: list[Term], sure: bool) -> Iterator[Relation]:
    for count in range(2, len(parts) + 1):
        fitting = _sum(whole, parts[:count])
        if fitting.verdict != "inconsistent":
            yield fitting
            return
    if len(parts) > 1 and sure:
        wrong = _wrong_prefix(whole, parts)
        if wrong:
            yield _sum(whole, wrong)
            return
    if parts and sure and (len(parts) == 1 or parts[0].value <= whole.value):
        yield bound(parts[0], whole)


def _wrong_prefix(whole: Term, parts: list[Term]) -> list[Term]:
    """The parts that should have added up, or none where the list does not claim to be complete.

    After a ； another matter may begin: such parts can complete a sum, but not spoil one.
    """
    parts = [*takewhile(lambda part: part is parts[0] or ";" not in part.lead, parts)]
    if len(parts) < 2:
        return []
    pairs = ((parts[0], parts[1]), (parts[1], parts[0]))
    opposite = any(found and found[1] in b.label for a, b in pairs for found in [_OPPOSITE.search(a.label)])
    if not opposite and any(_OVERLAPPING.search(part.label) for part in parts[:2]):
        return []
    if opposite or _total(parts[:2]) > whole.value:
        return parts[:2]
    prefixes = [parts[:count] for count in range(2, len(parts) + 1)]
    return next((prefix for prefix in reversed(prefixes) if _one_digit(whole, prefix)), [])


def _one_digit(whole: Term, parts: list[Term]) -> bool:
    """Whether one wrong digit in one figure explains the gap; in small numbers only a small gap counts.

    Of meetings and events a 其中 mostly picks some (12次，其中专题研究4次、听取汇报2次): there the gap must be smaller still.
    """
    gap = whole.value - _total(parts)
    share = 10 if whole.family in _EVENTS else 4
    if any(term.quantity.hedge for term in (whole, *parts)) or (abs(gap) * share > whole.value and whole.value < 100):
        return False
    fixes = [(whole, whole.value - gap), *((part, part.value + gap) for part in parts)]
    if len(f"{abs(gap).normalize():e}".partition("e")[0]) == 1:
        return True
    prints = [(term.printed(), term.printed(value)) for term, value in fixes if value >= 0]
    return any(len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1 for a, b in prints)


def _total(parts: Sequence[Term]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _sum(whole: Term, parts: Sequence[Term]) -> Relation:
    total = _total(parts)
    verdict = compared(whole, total, plus(interval(part) for part in parts), (whole, *parts))
    printed, *rest = numbers([whole, *parts])
    left = "+".join(rest)
    formula = f"{left}={printed}" if verdict != "inconsistent" else f"{left}={_shown(whole, parts, total)}≠{printed}"
    repairs = [part.becoming(part.value + whole.value - total) for part in parts if part.value + whole.value >= total]
    return relation("sum", formula, verdict, [whole, *parts], [*repairs, whole.becoming(total)])


def _shown(whole: Term, parts: Sequence[Term], total: Decimal) -> str:
    mixed = len({term.scale for term in (whole, *parts)}) > 1
    finest = max(parts, key=lambda part: len(part.printed().partition(".")[2]))
    return (whole if mixed else finest).printed(total, scaled=mixed)


def bound(part: Term, whole: Term, hard: bool = True) -> Relation:
    """A part is at most its whole. A soft bound (办结 may reach back into last year) never alarms."""
    low, high = part.quantity.low, whole.quantity.high
    broken = low is not None and high is not None and low > high
    small, large = numbers([part, whole])
    verdict: Verdict = ("inconsistent" if hard else "unknown") if broken else "consistent"
    repairs = (part.becoming(whole.value), whole.becoming(part.value))
    return relation("bound", f"{small}{'>' if broken else '≤'}{large}", verdict, [whole, part], repairs)


def _total_last(before: list[Term], whole: Term) -> Iterator[Relation]:
    strong = _TOTAL.search(whole.lead)
    if not (strong or _WEAK_TOTAL.search(whole.label)):
        return
    run: list[Term] = []
    for term in reversed(before):
        if term.family != whole.family:
            break
        run.insert(0, term)
    suffixes = [run[-count:] for count in range(2, len(run) + 1)]
    fitting = [_sum(whole, suffix) for suffix in suffixes]
    yield from [r for r in fitting if r.verdict != "inconsistent"][:1]
    if strong and suffixes and all(r.verdict == "inconsistent" for r in fitting):
        near = next((s for s in reversed(suffixes) if _one_digit(whole, s)), suffixes[-1])
        yield _sum(whole, near)


def _accepted_and_refused(upto: list[Term], counts: list[Term]) -> Iterator[Relation]:
    """收到22件，受理9件、不予受理14件: what was received is accepted, refused or sent elsewhere."""
    refused = upto[-1]
    accepted = next((t for t in reversed(upto[:-1]) if _ACCEPTED.search(t.label)), None)
    if not _REFUSED.search(refused.label) or accepted is None:
        return
    before = [t for t in upto[: upto.index(accepted)] if t.family == refused.family and _RECEIVED.search(t.label)]
    if not before or any("其中" in t.lead for t in upto[upto.index(before[-1]) : len(upto)]):
        return
    others = [t for t in counts if _ELSEWHERE.search(t.label + t.tail) and t.family == refused.family]
    whole, parts = before[-1], [accepted, refused]
    options = [_sum(whole, parts), *(_sum(whole, [*parts, t]) for t in others), _sum(whole, [*parts, *others])]
    fits = [option for option in options if option.verdict != "inconsistent"]
    if fits or _total(parts) > whole.value or _one_digit(whole, parts):
        yield (fits or options)[0]


def _disposed(counts: list[Term]) -> Iterator[Relation]:
    """清理规范性文件30件，保留14件、修改8件、废止8件: kept, changed and repealed are all there is."""
    kept = next((at for at, t in enumerate(counts) if at and re.search("保留|继续有效", t.label)), 0)
    parts = [*takewhile(lambda t: _DISPOSED.search(t.label) and t.family == counts[kept].family, counts[kept:])]
    whole = counts[kept - 1] if kept else None
    if whole is None or len(parts) < 3 or whole.family != parts[0].family or "其中" in parts[0].lead:
        return
    stated = _sum(whole, parts)
    if stated.verdict != "inconsistent" or _total(parts) > whole.value or _one_digit(whole, parts):
        yield stated


def _net(before: list[Term], net: Term) -> Iterator[Relation]:
    """新登记1093户，注销381户，净增712户; and 今年162件，去年150件，增加12件."""
    same = [t for t in before if t.family == net.family]
    if re.search("净(?:增|减)", net.label):
        gained = next((t for t in reversed(same) if _JOINED.search(t.label)), None)
        lost = next((t for t in reversed(same) if _LEFT.search(t.label)), None)
        if gained and lost:
            yield difference(gained, lost, net)
    elif (
        len(same) > 1
        and before[-1] is same[-1]
        and re.search("^(?:比上年|比去年|同比)?(?:增加|减少|净增|多|少)(?:了)?$", net.label)
    ):
        now, last = same[-2:]
        if _LAST_YEAR.search(last.label) and not _LAST_YEAR.search(now.label):
            yield difference(*((now, last) if now.value >= last.value else (last, now)), net)


def difference(gained: Term, lost: Term, net: Term) -> Relation:
    """gained − lost = net."""
    value = gained.value - lost.value
    verdict = compared(net, value, minus(interval(gained), interval(lost)), (gained, lost, net))
    a, b, c = numbers([gained, lost, net])
    formula = f"{a}-{b}={c}" if verdict != "inconsistent" else f"{a}-{b}={net.printed(value)}≠{c}"
    repairs = [net.becoming(value), gained.becoming(lost.value + net.value)]
    repairs += [lost.becoming(gained.value - net.value)] if gained.value >= net.value else []
    return relation("diff", formula, verdict, [gained, lost, net], repairs)


def _bounded(before: list[Term], part: Term) -> Iterator[Relation]:
    for pattern, whole_pattern, hard in _BOUNDS:
        if not pattern.search(part.label + part.tail[:4]):
            continue
        whole = next((t for t in reversed(before) if t.family == part.family and whole_pattern.search(t.phrase)), None)
        if whole is not None and not pattern.search(whole.phrase):
            yield bound(part, whole, hard and whole is before[-1])
            return


def _listed(term: Term, sentence: Sentence) -> Iterator[Relation]:
    """食品、药品、医疗器械等3类: as many as named, or more than named; fewer is a contradiction for kinds of things."""
    match = _LISTED.search(term.lead) if term.lead.endswith("等") else _NAMED.match(sentence.text[term.quantity.end :])
    listed = len(re.findall("、|(?<=[”》])(?=[“《])", match["list"])) + 1 if match else 0
    if match is None or term.quantity.hedge or listed < 2:
        return
    if listed == term.value:
        yield _length_relation(term, listed, "consistent")
    elif listed > term.value and term.quantity.unit in _KINDS_OF and not re.search("[和及与]", match["list"]):
        yield _length_relation(term, listed, "inconsistent")


def _length_relation(term: Term, listed: int, verdict: Verdict) -> Relation:
    formula = f"{listed}{'≠' if verdict == 'inconsistent' else '='}{term.printed()}"
    return relation("list", formula, verdict, [term], [term.becoming(Decimal(listed))])
