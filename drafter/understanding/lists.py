"""Lists, and how many things they are said to name: sentences in, Relations out.

食品、药品等3类 may name fewer than three things, not more. 甲、乙两个社区, 3个街道（甲、乙、丙） and 以下4项工作：一是…四是 name as many as
they say. A list is called wrong only where its members are plain: short, joined by 、, with no figure among them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter import language
from drafter.model import Block, Relation, Verdict
from drafter.text import HANZI, fold
from drafter.understanding import numerals
from drafter.understanding.arithmetic import relation
from drafter.understanding.sum_verdicts import EVENTS
from drafter.understanding.terms import Sentence, Term

_OPENER = language.alternatives("arithmetic", "list_openers")
_NUMERALS = "二两三四五六七八九十"
# 食品、药品、器械等[3类], and [3类]对象，即食品、药品、器械
_BEFORE_ETC = re.compile("(?<![^,;:。()])(?P<list>[^,;:。()]+)等$")
_BEHIND = re.compile("^[^,。;:]{0,10}[,:]?(?:分别(?:为|是)|即|包括)[:]?(?P<list>[^。;:,()]*、[^。;:,()]*)[。;]?$")
_EACH = re.compile("分别[为是]")
# 6项，分别为甲、乙、丙，均…; 3个，分别设在甲村、乙村、丙园区
_TOLD_APART = re.compile(
    "^[^,。;:、()0-9]{0,20}[,:(]分别(?:为|是|(?:安排|选址|举办|召开|开展|布设|落户|设立|设|建|位)[在于])(?P<list>[^,。;:()]*、[^,。;:()]*)(?:[,。;)]|$)"
)
_MONTH = "[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|[份初底末])?"
# 4次，分别安排在2月、5月和11月
_IN_MONTHS = re.compile(
    f"^[^,。;:、()0-9]{{0,10}}[,:(]分别{HANZI}{{0,4}}[在于](?P<list>{_MONTH}(?:(?:、|以及|[和与及]){_MONTH})+)"
)
# 队伍[三类]：甲、乙、丙，
_BEHIND_COLON = re.compile("^[^,。;:()]{0,10}:(?P<list>[^,。;:()]*、[^,。;:()]*)(?=[,。;]|$)")
# 流坡和平天湖[两个]社区: a list that begins a part of the sentence, or stands behind 下辖 and the like.
_BEFORE = re.compile(f"(?:^|[,;:。()]|{_OPENER})(?P<list>[^,;:。()]{{2,100}})$")
_QUOTES = re.compile("[“”]")
_ENDS_IN_OPENER = re.compile(f"(?:{_OPENER})的?$")
# [3个]街道（甲、乙、丙）
_IN_BRACKET = re.compile("^[^,。;:、()0-9]{0,10}\\((?P<list>[^()]{2,120})\\)")
# 甲、乙、丙[三大领域]
_BIG = re.compile(f"(?<![{_NUMERALS}])(?P<number>[{_NUMERALS}])大{HANZI}{{2}}")
# 以下[4项]工作：一是…
_UP_TO_ITEMS = re.compile("[^。;:]{0,15}(?:[:。]|$)")
_HERE = language.pattern("arithmetic", "announced")
# Numbers of headings, the highest level first.
_NUMBERS = tuple(
    re.compile(f"{before}(?P<number>{numeral}{{1,3}}){behind}")
    for before, numeral, behind in (
        ("", f"[一{_NUMERALS}]", "、"),
        ("\\(", f"[一{_NUMERALS}]", "\\)"),
        ("", "[0-9]", "[.、](?![0-9])"),
    )
)
_ITEM = f"(?:^|[,。;:、])(?P<number>[一{_NUMERALS}]{{1,2}})是(?!否)"
_FIRST = "一是"
_ITEMS_LINE = f"^[一{_NUMERALS}]{{1,2}}是(?!否)"
# 修订《甲》《乙》[2件], 《甲》和《乙》等[2件]; 印发[2件]文件，即《甲》《乙》
_TITLE = "(?:《[^《》]{2,60}》(?:\\([^()]{1,20}\\))?|“[^“”]{2,30}”)"
_TITLES = re.compile(_TITLE)
_BETWEEN_TITLES = re.compile("[、,]?(?:以及|[和与及])?")
_BEFORE_TITLES = re.compile("[^,。;:()《》“”]{0,12}[:(,]?(?:分别(?:为|是)|即|包括)?")
_BEHIND_TITLES = re.compile("(?P<etc>等)?(?:共|共计|合计)?")
# What shows that the titles are all that a figure counts. Behind it: 5件(《甲》, 2件文件,即《甲》; before it: 《甲》《乙》3件, 《甲》《乙》3项制度
_NAMES_ALL = re.compile("[^\\W\\d并和及与]{0,8}(?:[:(](?:分别(?:为|是)|即)?|,?(?:分别(?:为|是)?|即))")
_PAPERS = re.compile(f"的?{HANZI}{{0,6}}?(?:{language.alternatives('formal', 'issued')})")
_UNITS_OF_PAPERS = frozenset("件部份篇册")
# Members of a list stand between 、 or are titles side by side: 《办法》《规定》
_BETWEEN_MEMBERS = re.compile("、|(?<=[”》])(?=[“《])")
_BETWEEN_TWO = re.compile("、|以及|[和与及]")
_NO_MEMBERS = language.pattern("arithmetic", "examples")
# Units that count kinds of things, each of which a list names. Others count single things: 食品、药品等30件.
_UNITS_OF_LISTS = frozenset(("种", "类", "项", "个", "方面", "条", "支", "家", "所"))
_UNITS_OF_PLACES = frozenset(("处", "座", "级", "门"))  # of which a list may name some only
_UNITS_OF_ITEMS = frozenset(("项", "个", "方面", "条", "点", "类", "种"))
_UNITS_OF_ASPECTS = frozenset(("方面", "点"))
_UNITS_OF_TITLES = frozenset(("件", "部", "项", "个", "份", "种", "篇", "册"))
_LONGEST_MEMBER, _MOST_MEMBERS, _MOST_BLOCKS = 16, 20, 200
_VERBS = 4
"""Characters before the first member that lead to the list: [列入]产业园二期建设、人才公寓办法、片区更新方案3个事项."""
# 分别在3月、6月（2场）和11月各召开2次，其中…: not one for each
_NOT_EACH = re.compile("\\(|[^,。;]{0,8}[各每共]|[^,。;]{0,8},其中")
_LONGEST_ROW = 400
"""Characters of a row of titles."""


def lists(sentences: Sequence[Sentence], blocks: Sequence[Block]) -> Iterator[Relation]:
    """The lists of a report whose length is said."""
    blocks = [block for block in blocks if block.kind not in ("cell", "furniture")]
    first = {block.line: at for at, block in reversed([*enumerate(blocks)])}
    for sentence in sentences:
        for term in sentence.terms:
            if not term.quantity.hedge and 2 <= term.value <= _MOST_MEMBERS:
                if titles := [*_titles(term, sentence)]:
                    yield from titles
                    continue
                yield from _behind_or_before(term, sentence)
                yield from _in_bracket(term, sentence)
                yield from _told_apart(term, sentence.text[term.quantity.end :])
                if (at := first.get(sentence.line)) is not None:
                    yield from _items(term, sentence, blocks[at : at + _MOST_BLOCKS])
        yield from _big(sentence)


def _behind_or_before(term: Term, sentence: Sentence) -> Iterator[Relation]:
    """食品、药品、医疗器械等3类; 3类对象，即食品、药品、器械; 甲、乙两个社区."""
    behind = _BEHIND.match(sentence.text[term.quantity.end :])
    if term.lead.endswith("等"):
        match = _BEFORE_ETC.search(term.lead)
    else:
        match = behind
        if match is None:
            yield from _before(term)
            yield from _behind_colon(term, sentence)
    if match is None:
        return
    length = len(_BETWEEN_MEMBERS.findall(match["list"])) + 1
    if length < 2:  # a single word before 等 is no list
        return
    named = _members(match["list"].rstrip("。;"), _BETWEEN_TWO) if match is behind and length > 2 else []
    is_each_told = (
        named and term.quantity.unit in EVENTS and _EACH.search(match[0]) and abs(len(named) - term.value) == 1
    )
    if is_each_told:  # 会议4次，分别为甲会、乙会、丙会
        yield list_length(term, len(named))
        return
    if named and term.value not in (length, len(named)) and term.quantity.unit in _UNITS_OF_LISTS:
        yield list_length(term, len(named))  # 5项，即甲、乙、丙和丁
        return
    members_are_sure = term.quantity.unit in _UNITS_OF_LISTS and not re.search("[和及与]", match["list"])
    if length == term.value or (length > term.value and members_are_sure):
        yield list_length(term, length)


def _told_apart(term: Term, behind: str) -> Iterator[Relation]:
    """6项，分别为甲、乙、丙，均…; 4次，分别安排在2月、5月和11月: a member for each. 和 may be within a member, so that they may be one less."""
    months = _IN_MONTHS.match(behind)
    match = months or _TOLD_APART.match(behind)
    if match is None or term.is_listed or match["list"].endswith("等"):  # 6件、5件，分别为…
        return
    if months:
        fewest = most = len(re.findall(_MONTH, match["list"]))
        is_plain = term.quantity.unit in EVENTS
    else:
        fewest, most = len(_BETWEEN_MEMBERS.split(match["list"])), len(_members(match["list"], _BETWEEN_TWO))
        is_plain = most > 2 and term.quantity.unit in (_UNITS_OF_LISTS | _UNITS_OF_PLACES | EVENTS)
    if most and fewest <= term.value <= most:
        yield list_length(term, int(term.value))
    elif is_plain and 1 in (fewest - term.value, term.value - most) and not _NOT_EACH.match(behind, match.end("list")):
        yield list_length(term, most if most < term.value else fewest)


def _titles(term: Term, sentence: Sentence) -> Iterator[Relation]:
    """修订《甲》《乙》《丙》3项制度; 3件（《甲》《乙》《丙》）. With 等 there may be more than are named."""
    if term.quantity.unit not in _UNITS_OF_TITLES:
        return
    before, behind = sentence.text[: term.quantity.start][-_LONGEST_ROW:], sentence.text[term.quantity.end :]
    row = [*_titles_before(before)]
    etc, is_all = "等" in before[row[0].end() :] if row else False, _counts_papers(term, before)
    if not row:
        row = [*_titles_behind(behind[:_LONGEST_ROW])]
        rest = behind[row[-1].end() :] if row else ""
        is_plain = bool(row) and _NAMES_ALL.fullmatch(behind, 0, row[0].start()) is not None
        etc, is_all = rest.startswith("等"), is_plain and (not rest or rest[0] in ")。;")
    if len(row) < 2:
        return
    # Words in “” may only say of what kind the things are, where they are not nearly as many.
    is_list = all(title[0][0] == "《" for title in row) or (len(row) > 2 and abs(len(row) - term.value) == 1)
    is_wrong = len(row) > term.value if etc else is_all and term.quantity.unit != "个"
    if len(row) == term.value or (is_wrong and is_list):
        yield list_length(term, len(row))


def _counts_papers(term: Term, before: str) -> bool:
    """Whether the figure behind a row of titles counts these, and not what they ask for (落实《…》《…》5项任务)."""
    if before.endswith(("共", "共计", "合计")) or _PAPERS.match(term.tail):
        return True
    is_of_laws = term.quantity.unit == "部" and term.tail.startswith(("法律", "法规"))  # 学习《甲》《乙》2部法律
    return is_of_laws or (term.quantity.unit in _UNITS_OF_PAPERS and not term.tail)


def _titles_before(text: str) -> Iterator[re.Match[str]]:
    """The titles that end a text, side by side, the last one first; 等 may stand behind them."""
    end, between = len(text), _BEHIND_TITLES
    for title in reversed([*_TITLES.finditer(text)]):
        if not between.fullmatch(text, title.end(), end):
            return
        yield title
        end, between = title.start(), _BETWEEN_TITLES


def _titles_behind(text: str) -> Iterator[re.Match[str]]:
    """The titles with which a text begins, side by side, behind a few words."""
    start, between = 0, _BEFORE_TITLES
    for title in _TITLES.finditer(text):
        if not between.fullmatch(text, start, title.start()):
            return
        yield title
        start, between = title.end(), _BETWEEN_TITLES


def _before(term: Term) -> Iterator[Relation]:
    """流坡和平天湖两个社区. A figure within the list would make it no list, so the words since the figure before are too few."""
    # 管委会机关和下辖[两个]社区 does not name the two.
    is_named = term.quantity.unit in (_UNITS_OF_LISTS | _UNITS_OF_PLACES) and not _ENDS_IN_OPENER.search(term.lead)
    lead = _QUOTES.sub("", term.lead).removesuffix("共计").removesuffix("合计").removesuffix("共")
    match = _BEFORE.search(lead) if is_named else None
    members = _members_as_many(match["list"], int(term.value)) if match else []
    # In 市场监管、城管、环保意见四条 the last member ends in what is counted; in 三项难题 that stands behind.
    is_sure = term.quantity.unit in _UNITS_OF_LISTS
    is_plain = is_sure and len(members) > 2 and "、" in term.lead and len(term.tail) > 1
    if len(members) == term.value or (is_plain and len(members) in (term.value - 1, term.value + 1)):
        yield list_length(term, len(members))


def _behind_colon(term: Term, sentence: Sentence) -> Iterator[Relation]:
    """队伍三类：甲、乙、丙."""
    match = _BEHIND_COLON.match(sentence.text[term.quantity.end :])
    members = _members(match["list"]) if match and not _NO_MEMBERS.search(match["list"]) else []
    is_plain = len(members) > 2 and term.quantity.unit in _UNITS_OF_ITEMS
    if len(members) == term.value or (is_plain and len(members) in (term.value - 1, term.value + 1)):
        yield list_length(term, len(members))


def _members(listed: str, between: re.Pattern[str] = _BETWEEN_MEMBERS) -> list[str]:
    """The members of a plain list; none where it is no plain one."""
    members = between.split(listed)
    lengths = [len(members[0]) - _VERBS, *map(len, members[1:])]
    plain = not any(map(str.isdigit, listed)) and min(map(len, members)) > 1 and max(lengths) <= _LONGEST_MEMBER
    return members if plain and len(members) > 1 else []


def _members_as_many(listed: str, number: int) -> list[str]:
    """The members of a plain list that may end in 和 or 与, a character that may also be part of one (公众参与): as many as are said, if so."""
    both = [_members(listed, _BETWEEN_TWO), _members(listed)]
    return next((members for members in both if len(members) == number), both[0])


def _in_bracket(term: Term, sentence: Sentence) -> Iterator[Relation]:
    """3个街道（甲、乙、丙）. 5家企业（单位、个人） only explains what is counted, so a list much too short is none."""
    match = _IN_BRACKET.match(sentence.text[term.quantity.end :])
    members = _members(match["list"]) if match and not _NO_MEMBERS.search(match["list"]) else []
    if len(members) == term.value or len(members) > 2 or len(members) == term.value - 1 > 1:
        yield list_length(term, len(members))


def _items(term: Term, sentence: Sentence, blocks: Sequence[Block]) -> Iterator[Relation]:
    """以下4项工作：一是…，二是…，三是…，四是…; the items may stand in the paragraphs behind, there also as （一）… or 1.…

    `blocks` begin with the paragraph of the sentence.
    """
    if not (lead := _UP_TO_ITEMS.match(sentence.text, term.quantity.end)):
        return
    behind = (
        fold(blocks[0].text[term.place[2] - blocks[0].column :]).lstrip()[lead.end() - term.quantity.end :].lstrip()
    )
    rest = [fold(block.text).lstrip() for block in blocks[1:]]
    if not behind.startswith(_FIRST):
        # 全年办成实事8项。 need not speak of what the next paragraphs list.
        announces = lead[0].endswith(":") or _HERE.search(term.lead) or term.quantity.unit in _UNITS_OF_ASPECTS
        if behind or not rest or not announces:
            return
        if not rest[0].startswith(_FIRST):
            yield from _numbered(term, rest)
            return
    found = 0
    for text in itertools.takewhile(lambda text: text is behind or re.match(_ITEMS_LINE, text), (behind, *rest)):
        for item in re.finditer(_ITEM, text):
            if numerals.number(item["number"]) != found + 1:
                break
            found += 1
    if found == term.value or (found > 1 and term.quantity.unit in _UNITS_OF_ITEMS):
        yield list_length(term, found)


def _numbered(term: Term, paragraphs: Sequence[str]) -> Iterator[Relation]:
    """下面5项工作：, and in the paragraphs behind （一）… to （五）…, each with more paragraphs of its own."""
    levels = [at for at, number in enumerate(_NUMBERS) if number.match(paragraphs[0])]
    if not levels:
        return
    found = 0
    for text in paragraphs:
        if any(number.match(text) for number in _NUMBERS[: levels[0]]):
            break
        if item := _NUMBERS[levels[0]].match(text):
            if numerals.number(item["number"]) != found + 1:
                return  # another list, or a wrong number: nobody knows how many there are
            found += 1
    if found > 1 and term.quantity.unit in _UNITS_OF_ITEMS:
        yield list_length(term, found)


def _big(sentence: Sentence) -> Iterator[Relation]:
    """食品安全、安全生产、生态环境三大领域."""
    for match in _BIG.finditer(sentence.text):
        listed = _BEFORE.search(sentence.text[max(0, match.start() - 80) : match.start()])
        value = int(numerals.number(match["number"]) or 0)
        members = _members_as_many(listed["list"], value) if listed else []
        length = len(members)
        if listed and (length == value or (length > 2 and "、" in listed["list"])):
            verdict: Verdict = "consistent" if length == value else "inconsistent"
            formula = f"{length}{'=' if length == value else '≠'}{value}"
            yield Relation(
                formula, "list", verdict, sentence.line, (match.group(),), (), (sentence.place(*match.span()),)
            )


def list_length(term: Term, length: int) -> Relation:
    """Whether a list has as many members as the figure says: 3=3; 4≠3."""
    if length == term.value:
        return relation(f"{length}={term.numeral()}", "list", "consistent", [term])
    return relation(f"{length}≠{term.numeral()}", "list", "inconsistent", [term], [term.repair(Decimal(length))])
