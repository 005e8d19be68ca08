"""What a figure counts, in words: a figure with its surroundings in, a Name out.

The words are the report's own. The figure's clause is cut down to what names something: time, the way the figure is given and
the place where it happened go. What the clause leaves out is looked for where a reader looks for it: the object in the last figure
of the same unit (排查纠纷9件,成功8件), for words that say little alone (反馈问题) the event that the sentence told before, the whole
of a part, and the figure before for a change. No list of known labels: a label that nobody thought of is made like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from drafter import language
from drafter.language import units, word_borders
from drafter.understanding.spans import Figure

_TABLE = language.table("facts")


def _any(*lists: str) -> str:
    return f"(?:{language.alternatives('facts', *lists)})"


def _all_of(*lists: str) -> str:
    """The source of a pattern for a stretch of entries of the lists, the longer ones first so that none need be given back."""
    entries = sorted((entry for each in lists for entry in _TABLE[each]), key=len, reverse=True)
    return f"(?:{'|'.join(entries)})++"


_LEAD = re.compile(_any("lead"))
_TAIL = re.compile(f"{_any('tail')}$")
_GENERIC_OWNER = re.compile(f"{_any('generic_owner')}的?")
_PREDICATE = re.compile(_any("predicate"))
_PREPOSITION = re.compile(_any("preposition"))
_LIGHT = re.compile(_all_of("light"))
_SAYS = re.compile(_any("says"))
_PERSON = re.compile(f"{_any('person')}$")
_NEEDS_OBJECT = re.compile(_all_of("transitive"))
_DEPENDS = re.compile(_all_of("dependent", "transitive"))
_SAYS_LITTLE = re.compile(_all_of("generic", "dependent", "transitive"))
_MARKS_OBJECT = re.compile("^(?:[对为向给把将以就]|会同|联合)")
_REST = re.compile(_any("rest"))
_NOMINAL = frozenset(_TABLE["nominal"])
_RANK_MOVED = re.compile("(?:位次|排名|名次|[前后上下]移|上升|跃升).{0,8}$")
_VERB = re.compile(_any("light", "says"))
_OUTCOME = re.compile(_any("outcome"))
_ACTED = re.compile(f"(?P<actor>.{{0,7}}?{_any('actor')})(?P<verb>{_any('transitive')}++)$")
_GOVERNS = re.compile(f".*{_any('governs')}(?=.)")
_LEVEL = re.compile(_any("level"))
_SUM = re.compile(f"{_any('sum')}$")
_VERB_FIRST = re.compile(f"^{_all_of('transitive', 'light')}(?!率|的|$)")
_EVENT = re.compile(rf"{_any('event')}(?P<event>[^,;。:]{{2,16}})$|《(?P<title>[^《》]{{2,24}})》")
_CHANGE = re.compile(_any("up_down"))
_COUNTED = re.compile(f"{_any('counted_already')}$")
_YEAR_COMPARED = re.compile(r"(?:较|比|相较|与)(?:20[0-9]{2}|[上去前]一?)年(?:同期|底|末|度)?(?:相比)?")
_TITLES = re.compile("(?:《[^《》]*》、?)++等?")
_BRAND = re.compile("“[^“”]{2,12}”")
_MARKS = re.compile(r"[^\w、“”（）·-]")
_BRACKETS = re.compile(r"\([^()]*\)?|\)")
_RIGHT_ENDS = re.compile(r"[,;:。!?()\n/ ]|、(?=[^、,;。]{0,12}$)")
_OR_SO = re.compile("^(?:以上|左右|以内|之?内)")
_SHORT_BRACKETS = re.compile(r"\(([^()]{1,4})\)")  # 村(社区): belongs to the name
_OWN_REACH = 48  # characters left of the figure in which it is named
_LONGEST_OWNER = 10  # characters of a subject that tells whose the figure is; a longer one tells how it came about
_LONGEST_SAID = 26  # characters of what is said behind the noun
_LEAST_SAID = 4  # characters of what is said of a figure, or at the start of a sentence, that tell something
_SHORT_RATE = 4  # characters of a rate that may be of anything: 受控率
_SHARE = ("占", "占到", "占了")
_LONGEST = 28  # characters of a name; what stands further from the figure is about something else


class Name(NamedTuple):
    """`text`: what is counted, without the ending that the unit asks for. `thing`: the object in it, which figures behind it may
    leave out; `act`: what is done to it; `part`: of the whole that `text` names, the part that is counted; `is_own`: it needs
    nothing that was told before.
    """

    text: str = ""
    thing: str = ""
    part: str = ""
    act: str = ""
    is_own: bool = False


@dataclass
class Told:
    """What a paragraph has told before a figure.

    `last`: the last name; `things`: the last object by unit, of the paragraph; `here`: those of the sentence; `event`: what the
    sentence said was done; `context`: the event or the object, whichever was told last; `subject`: what the sentence begins
    with; `noun`: the noun behind the figure before; `goes_on`: whether the sentence ends in a semicolon, so that the next is of
    the same event.
    """

    last: Name = field(default_factory=Name)
    things: dict[str, str] = field(default_factory=dict)
    here: dict[str, str] = field(default_factory=dict)
    event: str = ""
    context: str = ""
    subject: str = ""
    noun: str = ""
    last_unit: str = ""
    part: str = ""
    goes_on: bool = False

    def sentence_begins(self, sentence: str) -> None:
        if not self.goes_on:
            self.event = self.subject = ""
        self.here, self.noun, self.goes_on = {}, "", sentence.endswith(";")
        self.subject = _subject(sentence) or self.subject

    def add(self, found: Name, unit: str, counts: bool) -> None:
        self.last, self.last_unit = found, unit
        if not counts and found.is_own:
            self.context = ""
        if found.thing and counts:
            self.here[unit] = self.things[unit] = self.context = found.thing
            if unit != "人":
                self.here[""] = found.thing

    def add_event(self, event: str) -> None:
        self.event = self.context = event

    def object_of(self, unit: str) -> str:
        """What a verb without an object speaks of."""
        return self.here.get(unit) or self.here.get("") or self.things.get(unit) or self.last.thing


def name(figure: Figure, told: Told, whole: Name | None) -> Name:
    """What a figure counts; `whole` is the name of the figure of which it is a part. Adds to `told`."""
    if event := _event(figure):
        told.add_event(event)
    own, (noun, said) = _own(figure), _behind(figure)
    if noun and figure.left.strip("和与及、") == told.noun:  # 11名班子成员、16名书记: 班子成员 are the first
        own = ""
    told.noun = noun
    if is_change(figure):
        return _change(_cleaned(figure.gap.rpartition(",")[2][-_OWN_REACH:]), told)
    found = _named(figure, own, noun, said, told, whole)
    told.part = found.part
    if not found.part:
        told.add(found, _unit(figure), figure.quantity.kind in ("count", "money", "area"))
        if said and said in found.text and len(event := _thing(said)) >= _LEAST_SAID:
            told.add_event(event)
    return found


def is_change(figure: Figure) -> bool:
    """Whether the figure says by how much another one changed."""
    if figure.quantity.unit == "位" and _RANK_MOVED.search(figure.left):
        return True
    return figure.time == "delta" or figure.quantity.kind == "points"


def label(found: Name, figure: Figure) -> str:
    """The name as a noun phrase, with the ending that the unit asks for."""
    text, unit = found.text, units.bare(figure.quantity.unit)
    if text and not _COUNTED.search(text):
        given = _TABLE["endings"].get(unit, unit if unit.endswith("次") else f"{unit}数")
        given = "位数" if unit == "位" and is_change(figure) else given
        text += given[len(unit) :] if unit and text.endswith(unit) and given.startswith(unit) else given
    return f"{text}（{found.part}）" if found.part else text


def _named(figure: Figure, own: str, noun: str, said: str, told: Told, whole: Name | None) -> Name:
    unit = _unit(figure)
    thing = told.object_of(unit)
    if thing and told.event and thing not in told.event and _SAYS_LITTLE.fullmatch(thing):
        thing = told.event + thing
    if (noun or said) and own.endswith("》"):  # 《…办法》等4项列入目录
        own = ""
    if figure.left.rstrip().endswith(_SHARE) and unit == told.last_unit:  # 学习13次,法治专题占4次
        whole = told.last
    if noun:
        if not own or _LIGHT.fullmatch(own):
            text = f"{said}的{noun}" if said else f"{own}{noun}" if len(own) > 1 else noun
        else:
            text = own + (noun if noun not in own else "")
        thing = text if _SAYS_LITTLE.fullmatch(noun) else noun
        return _in_context(Name(text, thing, act=text.removesuffix(noun)), text if not said else "", figure, told)
    if own.startswith("每"):  # 培育带头人,每个社区不少于3名
        own = _chunk_before(figure) + own
    if _LEVEL.fullmatch(own) and unit == told.last_unit:  # 国家级示范村2个、省级21个
        own += _LEVEL.split(told.last.thing)[-1]
    if unit == "%" and not own and figure.left.rstrip().endswith(_SHARE):  # 其中法学专业312人,占24.3%
        return Name((told.part or told.last.thing) + "占比")
    if _REST.fullmatch(own):
        own = said or own
    if own.endswith("的") and unit == "%" and "占" in own:  # 投诉占工单的28%
        own = own.removesuffix("的")
    elif own.endswith("的"):
        same_unit = thing if unit == "%" else told.here.get(unit) or told.things.get(unit)
        if same_unit:
            more = said if _SAYS_LITTLE.fullmatch(own) else ""
            return Name(own + same_unit + more, same_unit, act=own + more)
        own += said
    elif own and said and not _acts(own):
        return Name(f"{said}的{own}", own, act=said)
    elif (acted := _ACTED.fullmatch(own)) and unit != "%" and (same_unit := told.here.get(unit)):
        actor = acted["actor"]
        if actor not in same_unit:
            return Name(f"{own}的{same_unit}", same_unit)
        own = acted["verb"]
    if not own and not said and unit == told.last_unit and _SUM.search(figure.gap):
        return Name((told.event or told.subject) + "合计")
    words = own or said or _chunk_before(figure)
    if not words:
        return told.last
    if _OUTCOME.fullmatch(words):
        words = _OUTCOME.sub("", told.last.act) + words
    if _NEEDS_OBJECT.fullmatch(words) and unit != "%":
        thing = thing or _chunk_before(figure).removeprefix("的")
        return Name(thing + words, thing, act=words)
    if whole and whole.text:
        return Name(whole.text, whole.thing, words)
    thing = _thing(words) if unit != "%" else ""
    return _in_context(Name(words, thing, act=words.removesuffix(thing)), words, figure, told)


def _in_context(found: Name, words: str, figure: Figure, told: Told) -> Name:
    """The name with the event or the object told before, if its own words say little."""
    words = _MARKS.sub("", words)
    before = told.event or told.subject
    if len(words) == 1:  # 全年办了12期
        brands = _BRAND.findall(figure.earlier + figure.before)
        before = brands[-1] if brands else before
    elif _DEPENDS.fullmatch(words) or (words.endswith("率") and len(words) <= _SHORT_RATE):
        is_of_last = figure.quantity.kind in ("percent", "money", "score", "duration") or _unit(figure) == "人"
        before = told.context if is_of_last and told.context else before
    elif not _SAYS_LITTLE.fullmatch(words):
        return found._replace(is_own=True)
    if not before or before in found.text:
        return found
    return found._replace(text=before + found.text, thing=found.thing if len(found.thing) > 2 else before + found.thing)


def _change(own: str, told: Told) -> Name:
    """A change of the figure before, or of what its own words name (固定资产投资同比上升)."""
    words = _YEAR_COMPARED.sub("", own)
    start = _CHANGE.search(words)
    own_thing, change = (words[: start.start()], words[start.start() :]) if start else (words, "")
    if own_thing := _TAIL.sub("", own_thing):
        told.last = Name(own_thing, own_thing)
    base = told.last.text + (f"（{told.last.part}）" if told.last.part else "")
    return Name(base + (_TABLE["said_as"].get(change, change) or "变化"), told.last.thing)


@lru_cache(1024)
def _thing(words: str) -> str:
    """The object in the words: what is left without the verbs before it."""
    bare = _GOVERNS.sub("", _BRACKETS.sub("", words))
    bare = _VERB_FIRST.sub("", bare) or bare
    tokens = word_borders.words(bare)
    verbs = word_borders.verbs() - _NOMINAL
    while len(tokens) > 1 and tokens[0] in verbs and tokens[1] not in verbs:
        tokens.pop(0)
    return "".join(tokens)


def begins_with_verb(words: str) -> bool:
    """Whether the first word is something that somebody did."""
    tokens = word_borders.words(words)
    return len(tokens) > 1 and tokens[0] in word_borders.verbs() - _NOMINAL


def _acts(words: str) -> bool:
    """Whether somebody does something in the words."""
    verbs = word_borders.verbs() - _NOMINAL
    return _VERB.search(words) is not None or not verbs.isdisjoint(word_borders.words(words))


@lru_cache(64)
def _subject(sentence: str) -> str:
    """What the sentence begins with, before its first verb: 老粮站片区 in 老粮站片区改造列为重大行政决策."""
    words = _trimmed(re.split("[,;。:0-9]", sentence[:_OWN_REACH], maxsplit=1)[0])
    verbs = word_borders.verbs() - _NOMINAL
    subject = ""
    for token in word_borders.words(words):
        if token in verbs or _SAYS.match(token) or _PREPOSITION.match(token):
            break
        subject += token
    return subject if _LEAST_SAID <= len(subject) <= _LONGEST_SAID else ""


def _chunk_before(figure: Figure) -> str:
    """The words before the comma, where there are none behind it: 物业类占一半多,达327件."""
    is_first = figure.before + figure.left == figure.gap
    chunks = figure.gap.split(",")[
        0 if is_first else 1 : -1
    ]  # what follows the figure before without a comma is its own
    return _cleaned(chunks[-1][-_OWN_REACH:]) if chunks else ""


def _unit(figure: Figure) -> str:
    return units.family(units.bare(figure.quantity.unit))


def _own(figure: Figure) -> str:
    left = re.split("[,;:。]", figure.gap)[-1] if figure.has_borrowed_words else figure.left
    left = left if len(left) <= _OWN_REACH else _TITLES.sub("", left)
    return _cleaned(left[-_OWN_REACH:])


@lru_cache(1024)
def _cleaned(words: str) -> str:
    """Words that name something: without time, general owner, place and the way the figure is given."""
    words = _trimmed(_BRACKETS.sub("", _SHORT_BRACKETS.sub(r"（\1）", words)))
    *_, subject, predicate = ["", *_PREDICATE.split(words)]
    if predicate := _trimmed(predicate):
        subject = _trimmed(subject)
        words = (subject if len(subject) <= _LONGEST_OWNER else "") + predicate
    if place := _PREPOSITION.match(words):
        tokens = word_borders.words(words[place.end() :])
        acts = [k for k, token in enumerate(tokens[1:], 1) if _VERB.fullmatch(token)]
        words = "".join(tokens[acts[0] :]) if acts else words
    words = _MARKS_OBJECT.sub("", words)
    if len(words) > _LONGEST:  # 集中学习《行政许可法》等法律
        words = _TITLES.sub("", words)
    return words if len(words) <= _LONGEST else _last_words(words)


def _last_words(words: str) -> str:
    """The last whole words that are not too many; not from within a title or a quotation."""
    tokens = word_borders.words(words)
    while len(tokens) > 1 and sum(map(len, tokens)) > _LONGEST:
        tokens.pop(0)
    return "".join(tokens).lstrip("、的”》和及与等中上里")


def _trimmed(words: str) -> str:
    before = None
    while before != words:
        before = words
        for pattern in (_LEAD, _GENERIC_OWNER):
            if (found := pattern.match(words)) and found.end():
                words = words[found.end() :]
        words = _TAIL.sub("", words)
    return words


def _behind(figure: Figure) -> tuple[str, str]:
    """The noun behind the unit, and what is said of it: 企业 and 完成信用修复 in 帮助54家企业完成信用修复.

    What runs into the next figure without a comma is that one's.
    """
    right = _RIGHT_ENDS.split(_SHORT_BRACKETS.sub(r"（\1）", _OR_SO.sub("", figure.behind)), maxsplit=1)
    of_it = right[0].startswith("的") and figure.quantity.kind != "duration"  # 117户的水路 counts no 水路
    if not right[0] or right[0].startswith("、") or of_it or _CHANGE.match(right[0]):
        return "", ""
    said_from = _SAYS.match(right[0]) or _SAYS.search(right[0], right[0].rfind("的") + 1)
    noun = right[0][: said_from.start()] if said_from else right[0]
    runs_on = len(right) == 1 and figure.after != figure.behind
    said = right[0][said_from.start() :][:_LONGEST_SAID] if said_from else ""
    if runs_on and len(said) < _LEAST_SAID:  # 31项任务办结29项: 办结 is said of the next
        said = ""
    if _PERSON.search(noun) and _unit(figure) not in ("人", "个"):
        noun = ""
    noun = _MARKS.sub("", noun).lstrip("的").rstrip("和与及、")[:_LONGEST]
    return _TAIL.sub("", noun) or noun, _trimmed(_MARKS.sub("", said.partition("《")[0]))


def _event(figure: Figure) -> str:
    """What the text between the figure before and this one's own words says was done: 对14个部门开展法治督察,…,发现问题9个."""
    for chunk in reversed(re.split("[,;。:]", figure.gap[: len(figure.gap) - len(figure.left)])):
        if found := _EVENT.search(chunk):
            return found["title"] or _MARKS.sub("", found["event"])
    return ""
