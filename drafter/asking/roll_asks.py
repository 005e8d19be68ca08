"""This year's wording of a sentence of last year's, and what it asks anew: a clause and the facts in it in, wording and Asks out.

The report's own year moves on, and comparisons with the year before are cut, because the draft makes its own. Every other figure,
date, title, person and firm gets a hole, which only this year's answer fills. Places, organs and brands stand and can be replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from drafter import dates, language
from drafter.asking.answer_values import written
from drafter.asking.last_year import Ask
from drafter.language.units import IN_PERCENT
from drafter.mining.local_names import Names
from drafter.mining.persons import is_person
from drafter.mining.slots import slotted
from drafter.model import Clause, Fact
from drafter.template_rules import Terms
from drafter.text import HANZI, fold, widen
from drafter.understanding import Understood, numerals, quantities
from drafter.understanding.dated import stale
from drafter.understanding.indicators import SURE

_HOLE = re.compile(r"\{(\w+)\}")
_LONGEST_CONTEXT = 14
"""Characters of the words by which a date or a title is asked for."""
_STANDING = ("zone", "place", "organ", "brand")
"""Kinds of names that are the same every year."""
_TITLE = re.compile("《[^《》]*》|〔[^〔〕]*〕")
_YEAR = re.compile(rf"({dates.YEAR})(?={dates.YEAR_MARK})")
_YEAR_AND_END = re.compile(rf"({dates.YEAR}|[0-9]{{2}}(?=年))(?:{dates.YEAR_MARK})?([底末初]?)")
_HISTORY_REACH = 16
"""Characters behind a year in which a word may say that it is history (2019年成立)."""
_STOP = re.compile("[，。；：、（）,;:()《》“”]")
_SHORT_FORM = re.compile(r"[（(]以下(?:简|统)?称[^（()）]*[）)]")
"""（以下简称云溪经开区）: the draft explains the short form itself."""
_PER_MILLE = "‰"
_WHOLE = 100
"""Percent: no share is more, a growth may be."""
_DAY = re.compile(r"\d日$")
_HALF_DAY = re.compile("^(?:[上下]午|[前后起])")
_FIGURES = ("number", "percent", "money")
_CALLED_ALONE = ("person", "firm", "place", "organ", "brand", "docno")
"""Kinds of names whose label needs no words beside it, because they are asked beside their sentence."""
_KINDS = {"percent": "percent", "money": "money", "count": "count", "rank": "count", "ordinal": "count"}
"""Kind of a quantity → kind of the question; all other numbers may have decimals, as days may."""


def asked(
    clause: Clause, report: Understood, facts: Mapping[tuple[int, int], Fact], last: int, names: Names
) -> tuple[str, tuple[Ask, ...]]:
    """This year's wording with its holes, and the asks that fill them."""
    found = slotted(clause, report.readings, names, last)
    asks: list[Ask] = []
    at: dict[tuple[int, int], str] = {}  # where the figure of each ask stands
    pieces, end, unit, bound = list[str](), 0, "", ""
    for hole, (start, stop, kind) in zip(_HOLE.finditer(found.text), found.masked, strict=True):
        pieces.append(_behind(found.text[end : hole.start()], unit, bound))
        end, unit, bound = hole.end(), "", ""
        printed, behind = clause.text[start:stop], clause.text[stop:]
        if kind in ("year", "next_year"):
            pieces.append(str(last + 1 + (kind == "next_year")))
        elif kind == "date" and (year_before := _year_before(printed, clause.text[:start], last)):
            pieces.append(year_before)
        elif kind == "zone" or _stays(kind, clause.text, (start, stop), last, names):
            pieces.append(widen(printed))
        else:
            places = ((clause.line, clause.start + at) for at in range(start, stop))
            fact = next((facts[place] for place in places if place in facts), None)
            ask = _figure(fact, report) if fact else _name(kind, printed, clause.text[:start], behind)
            before, figure, bound = _bounds(ask.last) if fact else ("", ask.last, "")
            unit = ask.unit if fact else ""
            asks.append(
                ask._replace(id=str(len(asks) + 1), last=figure, inexact=fact is not None and _is_inexact(fact))
            )
            if fact:
                at[fact.line, fact.start] = asks[-1].id
            pieces.append(f"{before}{{{asks[-1].id}}}")
    pieces.append(_behind(found.text[end:], unit, bound))
    text, compared = _without_comparisons(_SHORT_FORM.sub("", "".join(pieces)), asks)
    for kind, name in (*(("person", name) for name in _honoured(text)), *(("title", t) for t in _of_the_year(text))):
        asks.append(Ask(str(len(asks) + 1), kind, language.table("phrases")["gaps"][kind], "", name, name))
        text = text.replace(name, f"{{{asks[-1].id}}}")
    asks = [*_with_shares(asks, at, report)]
    if any(_is_day(ask) for ask in asks):  # what happened on a day happened in one place
        asks = [ask._replace(stands=False) if ask.kind == "place" else ask for ask in asks]
    holes = set(_HOLE.findall(text))
    return text, tuple(
        ask._replace(
            derived=ask.id not in holes,
            compared=ask.id in compared,
            earlier=_now(ask, asks, text) if ask.time == "last" and ask.id in holes else "",
        )
        for ask in asks
    )


def _with_shares(asks: Sequence[Ask], at: Mapping[tuple[int, int], str], report: Understood) -> Iterator[Ask]:
    """The asks, each rate that was that of two other figures of the sentence with these."""
    of: dict[str, tuple[str, ...]] = {}
    for relation in report.relations:
        if relation.kind == "rate" and relation.verdict in ("consistent", "rounding"):
            whole, part, rate = (at.get((line, start), "") for line, start, _ in relation.places)
            if whole and part and rate:
                of.setdefault(rate, (part, whole))
    for ask in asks:
        yield ask._replace(share_of=of.get(ask.id, ()))


def _honoured(text: str) -> list[str]:
    """Persons without a post who got an honour: 杨丽华 in 杨丽华被评为模范."""
    honours = language.alternatives("roll", "honours")
    before = f"(?:^|[，。；、])({HANZI}{{1,3}}?(?![县市区镇乡村局院所]){HANZI})(?={honours})"
    return [name for name in dict.fromkeys(re.findall(before, text)) if is_person(name)]


def _of_the_year(text: str) -> list[str]:
    """Titles without a hole that belong to what was done that year: 学习《公司法》《公平竞争审查条例》, 印发《…办法》."""
    done = f"(?:{language.alternatives('roll', 'of_the_year')})了?((?:《[^《》]*》[、和]?)+)"
    lists = (found[1] for found in re.finditer(done, text))
    titles = (title.strip("《》") for titles in lists for title in _TITLE.findall(titles))
    return [title for title in dict.fromkeys(titles) if not _HOLE.search(title)]


def _is_day(ask: Ask) -> bool:
    """Whether it is the day of an event (7月14日), not a term (6月底前)."""
    return ask.kind == "date" and _DAY.search(ask.last) is not None


def _bounds(figure: str) -> tuple[str, str, str]:
    """What stands before a printed figure as its bound and stays (不少于), the figure, and what stands behind its unit (以上)."""
    before = next(filter(figure.startswith, language.words("roll", "bound_before")), "")
    behind = next(filter(figure.endswith, language.words("roll", "bound_behind")), "")
    return before, figure.removeprefix(before).removesuffix(behind), behind


def _behind(words: str, unit: str, bound: str) -> str:
    """The words behind the hole of a figure of that unit, with its bound behind the unit (45%以上); ‰ stays ‰."""
    printed = next((each for each in (unit, "%") if each and words.startswith(each)), "")
    rest = words[len(printed) :]
    shown = unit if unit == _PER_MILLE else printed
    return f"{shown}{'' if rest.startswith(bound) else bound}{rest}"


def _without_comparisons(text: str, asks: Sequence[Ask]) -> tuple[str, set[str]]:
    """The wording without comparisons with the year before, and the ids of the figures that were compared. A clause that begins with
    a word of change and prints nothing but a change (，提高1.4个百分点) is such a comparison too.
    """
    changes = {ask.id for ask in asks if ask.time == "change"}
    compared: set[str] = set()

    def cut(match: re.Match[str]) -> str:
        holes = _HOLE.findall(match[0])
        if match["bare"] and not (holes and changes.issuperset(holes)):
            return match[0]
        compared.update(_HOLE.findall(text, 0, match.start())[-1:])
        return ""

    return _comparison().sub(cut, text), compared


def _now(ask: Ask, asks: Sequence[Ask], text: str) -> str:
    """The id of the figure of which this one is the year before's, in one clause with it: 由69项增至616项; 检查1528次，上年为2304次."""
    at = int(ask.id) - 1
    before, hole, behind = text.partition(f"{{{ask.id}}}")
    follows, comes_before = asks[at + 1 : at + 2], asks[at - 1 : at] if at else []
    is_answer = language.pattern("roll", "was").search(before) and comes_before
    (other,) = comes_before if is_answer else follows or [ask]
    gap = behind.partition(f"{{{other.id}}}")[0] if not is_answer else ""
    fits = other.unit == ask.unit and other.time in ("this", "stock") and not _STOP.search(gap)
    return other.id if hole and fits else ""


def _is_inexact(fact: Fact) -> bool:
    """Whether a word bounds the figure: 30余 is without a bound on one side, and 十几, which begins with 11, is not its value."""
    if not isinstance(fact.value, Decimal):
        return False
    return fact.low is None or fact.high is None or not fact.low <= fact.value <= fact.high


def _figure(fact: Fact, report: Understood) -> Ask:
    """The ask for a figure. Two figures of one key are the same thing only if they have one value: where a report gives an
    indicator two values, the one that is recognised best has it, and the other is asked by its own label.
    """
    value, kind = fact.value, "text"
    if isinstance(value, Decimal):
        found = quantities.find(fact.text)
        kind = _KINDS.get(found[0].kind, "days") if found else "count"
        if (kind == "count" and value != value.to_integral_value()) or (kind == "percent" and value > _WHOLE):
            kind = "days"
    if fact.unit == _PER_MILLE and isinstance(value, Decimal):  # in its own unit, which no indicator has
        own = str(written(value / IN_PERCENT[fact.unit]))
        return Ask("", "days", fact.label, fact.unit, fact.text, own, time=fact.time)
    as_answer = str(written(value)) if isinstance(value, Decimal) else fact.text
    key = f"{fact.key}={as_answer}"
    ask = Ask("", kind, fact.label or fact.unit, fact.unit, fact.text, as_answer, key=key, time=fact.time)
    indicator = fact.indicator or ""
    best = report.values.get(indicator)
    if best is None or fact.time not in ("this", "stock"):
        return ask
    if best.value != value:  # nobody knows which of the two it is
        return ask._replace(likely=indicator) if SURE > fact.confidence >= best.confidence else ask
    name = report.register.names[indicator]
    is_sure = fact.confidence >= SURE or name in fact.label
    return ask._replace(indicator=indicator if is_sure else "", likely="" if is_sure else indicator)


def _name(kind: str, printed: str, before: str, behind: str) -> Ask:
    """The ask for a name, a date, or a number that no fact knows, labelled by the words beside it."""
    called = language.table("phrases")["gaps"].get(kind, "数字")
    words = _STOP.split(fold(before))[-1][-_LONGEST_CONTEXT:]
    if kind == "date":
        behind = language.pattern("roll", "until").sub("", fold(behind))
        words = next(filter(None, _STOP.split(_HALF_DAY.sub("", behind))), "")[:_LONGEST_CONTEXT]
    words = re.sub(r"\d[\d.]*", "…", words)  # no figure of last year's in what stands in the draft as a gap
    label = f"{words}的{called}" if words and kind not in _CALLED_ALONE else called
    value = numerals.number(fold(printed)) if kind == "number" else None
    ask_kind = "count" if value is not None else "text" if kind in _FIGURES else kind
    last = printed if value is None else str(written(value))
    is_span = kind == "number" and language.pattern("roll", "time_units").match(fold(behind))  # 近三年, 每两个月
    stands = kind in _STANDING or bool(is_span and not before.endswith(language.words("roll", "going_on")))
    return Ask("", ask_kind, label, "", printed, last, stands=stands)


def _year_before(printed: str, before: str, last: int) -> str:
    """How the year before last year's report is said behind 比 (比2023年底多22人 → 上年底); empty for any other date."""
    year = _YEAR_AND_END.fullmatch(fold(printed))
    is_compared = (
        year is not None and int(year[1]) in (last - 1, (last - 1) % 100) and before.rstrip()[-1:] in tuple("比较与同")
    )
    return language.words("roll", "year_before")[0] + (year[2] or "") if year and is_compared else ""


def _stays(kind: str, sentence: str, place: tuple[int, int], last: int, names: Names) -> bool:
    """Whether a name is no name, or the same every year: a year of history (2019年成立), the title of a rule of others, 彝族聚居村, the
    unit's own place, a trade (石雕加工等企业), a park or a school, a day of every month.
    """
    start, stop = place
    printed, before, behind = sentence[start:stop], fold(sentence[:start]), sentence[stop:]
    if kind == "firm":
        founded, founding = language.pattern("roll", "founded"), language.pattern("roll", "founding")
        is_new = founded.search(before) or founding.search(behind)
        kinds = ("trades",) if is_new else ("trades", "lasting_firms")
        return any(re.search(f"(?:{language.alternatives('roll', kind)})$", printed) for kind in kinds)
    if kind == "date" and (every := language.pattern("roll", "every")) and "年" not in printed:
        return bool(every.search(before[-_LONGEST_CONTEXT:]))
    years = [*map(int, _YEAR.findall(fold(printed)) or re.findall(dates.YEAR, fold(printed)))]
    if kind == "place":
        return bool(language.pattern("roll", "no_places").search(printed)) or any(printed in own for own in names.zone)
    if kind == "title":
        is_own = any(kind == "zone" for _, _, kind in names.find(fold(printed)))
        return not years and not is_own and not language.pattern("names", "own_titles").search(printed)
    if kind != "date" or not years or "月" in printed:
        return False
    is_history = max(years) < last and language.pattern("leftovers", "history").search(fold(behind)[:_HISTORY_REACH])
    return bool(is_history) or min(years) < last < max(years)  # a span (2021—2025年)


def warnings(wording: str, asks: Sequence[Ask], terms: Terms, year: int) -> tuple[str, ...]:
    """The words of a wording that a person must look at: of another year's meetings, outdated, true only in that year, 首次, and which
    way a figure went.
    """
    bare = language.pattern("roll", "set_words").sub("口", _TITLE.sub("口", wording))
    found = [*stale(wording, terms, year)]
    then = language.pattern("roll", "then" if any(ask.earlier for ask in asks) else "then_or_before")
    found += (ask.last for ask in asks if _is_day(ask))
    for pattern in (then, language.pattern("cues", "first", "ranked"), language.pattern("roll", "honours")):
        found += (match.group() for match in pattern.finditer(bare))
    if any(ask.time == "change" and not ask.derived for ask in asks):
        found += (match.group() for match in language.pattern("cues", "up", "down").finditer(bare))
    fixed = re.compile(
        f"{language.alternatives('figures', 'hotline')}|{language.alternatives('drafting', 'fixed')}|\\D*"
    )
    figures = (each for each in quantities.find(bare) if each.value is not None and each.kind not in ("year", "date"))
    found += (figure.text for figure in figures if not fixed.fullmatch(figure.text))
    found += (f"{named}年" for named in _YEAR.findall(fold(bare)) if int(named) == year - 1)
    return tuple(dict.fromkeys(found))


@cache
def _comparison() -> re.Pattern[str]:
    """A comparison with the year before, in brackets (（比上年增长5%）) or behind a comma (，同比增长5%); or a clause that begins with a
    word of change, which is one only if all its figures are (`bare`).
    """
    last_year, comparing = language.alternatives("cues", "last_year"), language.alternatives("cues", "comparing")
    change = f"(?:{language.alternatives('cues', 'up', 'down')})"
    in_brackets = f"（[^（）]{{0,80}}(?:{last_year}|{comparing})[^（）]{{0,80}}）"
    behind_comma = f"[，、](?:[比较与同](?:{last_year})|{comparing})[^，。；（）]*(?:[，、]{change}[^，。；（）]*)*"
    return re.compile(f"{in_brackets}|{behind_comma}|(?P<bare>[，、]{change}[^，。；（）]*)")
