"""The words of a sentence by which a figure is named: a Figure of figures.py in, stretches of its sentence out.

The figure's own clause is cut down to what names something: time, the way the figure is given and the place where it happened go.
Around it the sentence says more: a noun behind the unit and what is said of it, an event before the figure, what the sentence
begins with. What is a verb is known by a list of two-character verbs (verbs.txt); those that also stand before a noun as part of
it (执法人员) are named in the table `facts`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from drafter import language
from drafter.language import units, word_borders
from drafter.understanding.figures import Figure

_TABLE = language.table("facts")


def any_of(*lists: str) -> str:
    """The source of a pattern for one entry of the lists of the table `facts`."""
    return f"(?:{language.alternatives('facts', *lists)})"


class Stretch:
    """Entries of lists of the table `facts`, one after the other, the longest first. Some entries are patterns; one pattern of all of them
    would take longer to compile than a report to read.
    """

    def __init__(self, *lists: str) -> None:
        entries = sorted({entry for each in lists for entry in _TABLE[each]}, key=len, reverse=True)
        self._words = frozenset(filter(str.isalpha, entries))
        self._longest = max(map(len, self._words))
        self._patterns = re.compile("|".join(entry for entry in entries if not entry.isalpha()) or "(?!)")

    def fullmatch(self, words: str) -> bool:
        """Whether the words are nothing but such entries."""
        return 0 < self.end(words) == len(words)

    def end(self, words: str) -> int:
        """Where the entries end with which the words begin."""
        at = 0
        while at < len(words):
            found = self._patterns.match(words, at)
            ends = range(min(len(words), at + self._longest), at, -1)
            end = found.end() if found else next((end for end in ends if words[at:end] in self._words), at)
            if end == at:
                break
            at = end
        return at


_LEAD = re.compile(any_of("lead"))
_TAIL = re.compile(f"{any_of('tail')}$")
_GENERIC_OWNER = re.compile(f"{any_of('generic_owner')}的?")
_DONE_TO = re.compile(f"(?:^|{any_of('actor')})(?:对(?!象|外|口|接)|[为向给]|组织)[^为向给]{{2,16}}(?:的|(?<=..))$")
_ALL_OF_US = re.compile(f"{any_of('light', 'event')}?{any_of('generic_owner')}")
_FOR_OTHERS = re.compile("[为给向把将]$")
_PREDICATE = re.compile(any_of("predicate"))
_PREPOSITION = re.compile(any_of("preposition"))
_MARKS_OBJECT = re.compile(any_of("marks_object"))
_SAYS = re.compile(any_of("says"))
_VERB = re.compile(any_of("light", "says"))
_GOVERNS = re.compile(f"^.*{any_of('governs')}(?=.)")
_VERBS_FIRST = Stretch("transitive", "light")
_PERSON = re.compile(f"{any_of('person')}$")
_ORGAN = re.compile(f"(?!会同|联合)[^、“《以被由向对等]{{2,10}}?{any_of('body')}(?!{any_of('body')})")
_HAS = re.compile(any_of("has"))
_ACTOR = re.compile(f"{any_of('actor')}$")
_DOES = f"{any_of('actor', 'body')}$"
ACTS = re.compile(f"..(?:{any_of('body')}|”)$")
_CHANGE = re.compile(any_of("up_down"))
EVENT_VERB = re.compile(any_of("event"))
_EVENT = re.compile(
    rf"{any_of('event')}(?P<event>(?!{any_of('and_also')})[^,;。:]{{2,16}})$|《(?P<title>[^《》]{{2,24}})》"
)
_BRAND_MOVES = re.compile("^(“[^”]*”)[向在从由对与进走开].*")  # “一窗受理”向社区下沉
_CASE = re.compile(any_of("case"))
_TITLES = re.compile("(?:《[^《》]*》、?)++等?")
_DONE_BY = re.compile(
    f".{{0,8}}?{any_of('body')}(?:对(?!象|外|口|接)|向|给(?!予))"
)  # 司法局对送审的, before what was done to them
_MARKS = re.compile(r"[^\w、“”（）·-]")
_BRACKETS = re.compile(r"\([^()]*\)?|\)")
_SHORT_BRACKETS = re.compile(r"\(([^()]{1,4})\)")  # 村(社区): belongs to the name
_DOERS = frozenset("人者方")
RIGHT_ENDS = re.compile(rf"[,;:。!?()\n/ ]|、(?=(?:(?!{any_of('says')})[^、,;。]){{0,12}}$)")
_YEAR_CARRIED = re.compile(rf"(?:加上?|连同)?(?:20\d\d年|上一?年度?|去年)(?={any_of('carried')})")
_BASIS = re.compile(rf"{any_of('basis')}(?:《[^《》]*{any_of('statute')}(?:\([^()]*\))?》[、和及等]*)+")
_YEAR_BEFORE = "上年"
_SLOGAN = re.compile(f"{any_of('slogan')}$")
PARTS_FOLLOW = re.compile(f"^{any_of('parts_follow')}(?![心间])")  # not 其|中线|上
_AFTERWARDS = frozenset(_TABLE["afterwards"])
_GOVERNS_LAST = re.compile(f"(?<=...){any_of('takes_in')}$")
_TO_THEM = re.compile(f"对{any_of('parts_follow')}?$")
TIME_OF_YEAR = re.compile(f"^{any_of('time_of_year')}")
NORM = re.compile(f"^的{any_of('norm')}")
_SHARE_OF = re.compile(f"^{any_of('is_share')}")
_DENIES = re.compile(f"{any_of('denies')}$")
_FOR_WHOM = frozenset("为向给")
_COMPARED_WITH = re.compile(f"{any_of('compared_with')}.*的$")
_AMONG = language.pattern("facts", "among")
_AMONG_THEM = re.compile("^[^,;。、]{0,12}?中,?")
_OR_SO = re.compile("^(?:以上|左右|以内|之?内(?!设))")
_SCOPE_REACH = 240  # characters of a paragraph that tell whose a figure behind them is
_OWN_REACH = 48  # characters left of the figure in which it is named
_LONGEST_OWNER = 10  # characters of a subject that tells whose the figure is; a longer one tells how it came about
_LEAST_EVENT = 3  # characters of an event
_LONGEST_SAID = 26  # characters of what is said behind the noun
LEAST_SAID = 4
"""Characters of what is said of a figure, or at the start of a sentence, that tell something."""
LEAST_THING = 3
"""Characters of an object with which a bare verb makes a name: 违法用地, not 案件."""
_LONGEST = 28  # characters of a name; what stands further from the figure is about something else


def _in_short(brackets: re.Match[str]) -> str:
    """县(市、区) → 县（市区）, which no comma divides."""
    return f"（{brackets[1].replace('、', '')}）"


def own(figure: Figure) -> str:
    """The figure's own words that name something; empty if its clause has none."""
    left = re.split("[,;:。]", figure.gap)[-1] if figure.has_borrowed_words else figure.left
    if is_among_last(figure):
        left = _AMONG_THEM.sub("", left)
    if "对" in left:
        left = _TO_THEM.sub("对", left)
    if leads := PARTS_FOLLOW.match(left) or (NORM.match(left) if left.startswith("的") else None):
        left = left[leads.end() :]
    if figure.quantity.kind != "percent" and figure.behind.startswith("的"):  # 占计划投资9600万元的102%
        left = _SHARE_OF.sub("", left)
    if "年" in left:
        left = _YEAR_CARRIED.sub(_YEAR_BEFORE, left)
    left = left if len(left) <= _OWN_REACH else _TITLES.sub("", left)
    if "”" in left and ("“" not in left or "。”" in left):  # 群众说“…。”热线受理9件
        left = left.rpartition("”" if "“" not in left else "。”")[2]
    if left.rfind("“") > left.rfind("”"):
        left = left.rpartition("“")[2]
    return cleaned(left)


def behind(figure: Figure) -> tuple[str, str]:
    """The noun behind the unit, and what is said of it: 企业 and 完成信用修复 in 帮助54家企业完成信用修复.

    What runs into the next figure without a comma is that one's.
    """
    right = RIGHT_ENDS.split(_SHORT_BRACKETS.sub(_in_short, _OR_SO.sub("", figure.behind)), maxsplit=1)
    if (
        whole := _AMONG_THEM.match(right[0]) if "中" in right[0] and _AMONG.match(right[0]) else None
    ):  # 20人中现场述法5人
        noun = whole[0].rstrip("中")
        right = right if _SAYS.search(noun.rpartition("的")[2]) else [noun]
    of_it = right[0].startswith("的") and figure.quantity.kind not in (
        "duration",
        "percent",
    )  # 117户的水路 counts no 水路
    if not right[0] or language.pattern("beside", "one_more").match(right[0]) or of_it or _CHANGE.match(right[0]):
        return "", ""
    found = _SAYS.match(right[0]), *_SAYS.finditer(right[0], right[0].rfind("的") + 1)
    said_from = next((each for each in found if each and _is_border(right[0], each.start())), None)  # not 一|并述法
    noun = right[0][: said_from.start()] if said_from else right[0]
    runs_on = len(right) == 1 and figure.after != figure.behind
    said = right[0][said_from.start() :][:_LONGEST_SAID] if said_from else ""
    if runs_on and figure.time == "last" and _COMPARED_WITH.search(figure.left):  # 较上年的13项新增8项
        return "", ""
    if runs_on and len(said) < LEAST_SAID:  # 31项任务办结29项: 办结 is said of the next
        said = ""
    if _PERSON.search(noun) and unit(figure) != "人" and units.bare(figure.quantity.unit) != "个":
        noun = ""
    if _TO_THEM.search(figure.left) and "的" not in noun and begins_with_verb(noun):  # 对9件提出修改意见
        noun, said = "", noun
    if said and noun[-1:] in _AFTERWARDS and begins_with_verb(noun):  # 4件补充材料后通过
        noun, said = "", noun + said
    if noun and not said and figure.left[-1:] in _FOR_WHOM:  # 为16个社区培养带头人
        noun, said = _noun_and_verb(noun)
    if figure.quantity.kind == "percent" and not (said and right[0].startswith("的")):  # 两成的检查实现扫码
        noun = said = ""
    noun = _MARKS.sub("", noun).lstrip("的").rstrip("和与及、")[:_LONGEST]
    return _trimmed(noun), _trimmed(_MARKS.sub("", said.partition("《")[0]))


def is_among_last(figure: Figure) -> bool:
    """Whether the figure is told to be among those of the figure before: 5人 in 20人中现场述法5人."""
    return "中" in figure.gap and not opens_sentence(figure) and _AMONG.match(figure.gap) is not None


def _noun_and_verb(words: str) -> tuple[str, str]:
    """The words up to the first verb, and from there; all of them are the noun, if there is none in them."""
    tokens = word_borders.words(words)
    at = next((k for k, token in enumerate(tokens) if k and token in _verbs()), 0)
    at = 0 if "“" in "".join(tokens[:at]) else at
    return ("".join(tokens[:at]), "".join(tokens[at:])) if at and tokens[at:] != tokens[-1:] else (words, "")


def is_of_others(figure: Figure, own: str) -> bool:
    """Whether the figure's own words only say where it was, who did it for those behind the unit, or all of us."""
    place = _PREPOSITION.match(own)
    is_place = place is not None and not acts(own[place.end() :])
    return is_place or _FOR_OTHERS.search(figure.left) is not None or _ALL_OF_US.fullmatch(own) is not None


def is_done_to(figure: Figure) -> bool:
    """Whether what is said behind the noun was done to those that are counted: 对新提拔的26名干部开展谈话."""
    return _DONE_TO.search(figure.left) is not None


def clause_behind(figure: Figure) -> str:
    """What the sentence goes on with behind the unit, up to the next stop or figure."""
    clause = RIGHT_ENDS.split(figure.behind, maxsplit=1)[0]
    return _trimmed(_MARKS.sub("", clause)) if len(clause) <= _LONGEST_SAID else ""


def chunk_before(figure: Figure) -> str:
    """The words before the comma, where there are none behind it: 物业类占一半多,达327件."""
    chunks = re.split("[,;。]", figure.gap)[:-1]
    if not opens_sentence(figure):
        chunks = chunks[1:]  # the first is of the figure before
    return cleaned(chunks[-1]) if chunks else ""


def opens_sentence(figure: Figure) -> bool:
    """Whether it is the first figure of its sentence."""
    return figure.sentence.startswith(figure.gap)


def event(figure: Figure) -> str:
    """What the text between the figure before and this one's own words says was done: 对14个部门开展法治督察,…,发现问题9个."""
    own = 0 if figure.has_borrowed_words else len(figure.left)
    for chunk in reversed(re.split("[,;。:]", figure.gap[: len(figure.gap) - own])):
        if found := _EVENT.search(_BASIS.sub("", chunk) if "《" in chunk else chunk):
            if _SLOGAN.search(chunk):
                continue
            told = _BRAND_MOVES.sub(r"\1", _MARKS.sub("", found["event"] or ""))
            last = EVENT_VERB.split(told)[-1]  # 实施的停车决策开展后评估: 后评估
            return found["title"] or (last if len(last) >= _LEAST_EVENT else told)
        if case := _CASE.search(chunk):  # 将旧区改造列为重大行政决策
            return case["case"]
    return ""


def _organ_that_acts(words: str) -> str:
    """The body with which the words begin and which then does something: 消防救援大队检查."""
    organ = _ORGAN.match(words)
    if not organ or acts(words[:2]):
        return ""
    return organ[0] if _SAYS.match(words, organ.end()) or acts(words[organ.end() :][:2]) else ""


@lru_cache(64)
def subject(sentence: str) -> str:
    """What the sentence begins with, before its first verb: 老粮站片区 in 老粮站片区改造列为重大行政决策."""
    words = _trimmed(re.split("[,;。:0-9]", sentence[:_OWN_REACH], maxsplit=1)[0])
    if organ := _organ_that_acts(words):
        return organ
    found = ""
    for token in word_borders.words(words):
        if token in _verbs() or EVENT_VERB.match(token) or _SAYS.match(token) or _PREPOSITION.match(token):
            break
        found += token
    body = _ORGAN.match(found)
    if body and _HAS.match(found, body.end()) and _is_border(found, body.end()):  # 政务服务中心设窗口9个
        return body[0]
    if found.count("《") > found.count("》"):  # 就《工业用地提质方案》召开听证会
        return ""
    if found.startswith("“") and "”" in found and not re.search(_DOES, found):
        found = found[: found.index("”") + 1]
    is_told = len(found) >= LEAST_SAID or (len(found) > 1 and _ACTOR.search(found))  # 执法队
    return found if is_told and len(found) <= _LONGEST_SAID else ""


@lru_cache(16)
def scope(earlier: str) -> str:
    """The body or the like of which the sentences before of a paragraph have told last: 政务服务中心."""
    for sentence in reversed(re.split("[。;]", earlier[-_SCOPE_REACH:])):
        if (found := subject(sentence)) and ACTS.search(found) and sentence.startswith(found):
            return found
    return ""


def named_before(noun: str, figure: Figure) -> str:
    """The noun with the words before it, as the paragraph or sentence said it last: 预付式消费群体性纠纷."""
    told = re.findall(f"[^\\W0-9]{{2,10}}{re.escape(noun)}", (figure.earlier + figure.before)[-_SCOPE_REACH:])
    return thing(_trimmed(told[-1])).lstrip("等的") if told else ""


@lru_cache(1024)
def thing(words: str) -> str:
    """The object in the words: what is left without the verbs before it."""
    bare = _BRACKETS.sub("", words)
    governed = _GOVERNS.sub("", bare)
    bare = governed if len(governed) >= LEAST_SAID else bare  # 仲裁机构受理案件: 案件 alone would be any
    behind_verbs = bare[_VERBS_FIRST.end(bare) :]
    bare = bare if behind_verbs[:1] in ("", "率", "的") else behind_verbs
    all_tokens = word_borders.words(TIME_OF_YEAR.sub("", bare))
    tokens = [*all_tokens]
    while len(tokens) > 1 and tokens[0] in _verbs() and tokens[1] not in _verbs() and len("".join(tokens[1:])) > 1:
        if tokens[1] in _DOERS:  # 申请|人
            break
        tokens.pop(0)
    while len(tokens) > 1 and len(tokens) < len(all_tokens) and tokens[0] in _AFTERWARDS:  # 调整|后|事项
        tokens.pop(0)
    found = "".join(tokens)
    found = _GOVERNS_LAST.sub("", found)
    kind = (
        words[: -len(found)][-2:] if len(found) == 2 and words.endswith(found) else ""
    )  # 提出改进意见: 改进 says which
    return kind + found if kind in _verbs() and len(words) > 4 and not _GOVERNS.match(words[:-2] + "-") else found


def acts(words: str) -> bool:
    """Whether somebody does something in the words."""
    return _VERB.search(words) is not None or not _verbs().isdisjoint(word_borders.words(words))


def does(words: str) -> bool:
    """Whether the words begin or end with something that somebody did."""
    return begins_with_verb(words) or last_verb(words) != ""


def only_verbs(words: str) -> bool:
    """Whether nothing is said but what somebody did: 拆除, 提请收监."""
    return _verbs().issuperset(word_borders.words(words))


def last_verb(words: str) -> str:
    """The verb with which the words end, if they do: 收缴 in “护渡”行动收缴."""
    last = word_borders.words(words)[-1] if words else ""
    return last if last in _verbs() or _GOVERNS.match(f"{last}-") else ""


def begins_with_verb(words: str) -> bool:
    """Whether the first word is something that somebody did."""
    tokens = word_borders.words(words)
    return len(tokens) > 1 and tokens[0] in _verbs()


def unit(figure: Figure) -> str:
    """What the figure's unit counts: 件 for 起, 人 for 名."""
    return units.family(units.bare(figure.quantity.unit))


@lru_cache(1024)
def cleaned(words: str) -> str:
    """Words that name something: without time, general owner, place and the way the figure is given."""
    words = _trimmed(_BRACKETS.sub("", _SHORT_BRACKETS.sub(_in_short, words[-_OWN_REACH:])))
    *_, subject, predicate = ["", *_PREDICATE.split(words)]
    if predicate := _trimmed(predicate):
        subject = _trimmed(subject)
        words = (subject if len(subject) <= _LONGEST_OWNER else "") + predicate
    if place := _PREPOSITION.match(words):
        tokens = word_borders.words(words[place.end() :])
        verbs_at = [k for k, token in enumerate(tokens[1:], 1) if _VERB.fullmatch(token)]
        at = verbs_at[0] if verbs_at else 0
        at -= at > 1 and _DENIES.fullmatch(tokens[at - 1]) is not None  # 通过检测系统非现场查处
        words = "".join(tokens[at:]) if verbs_at else words
    marks = _MARKS_OBJECT.match(words) or _DONE_BY.match(words)
    if marks and _is_border(words, marks.end()) and not (marks.end() == 2 and acts(words[2:4])):  # 联合检查
        words = words[marks.end() :]
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
    """Without all that may stand at either end, as far as it ends a word there: 和 of 和解 stays."""
    before = None
    while before != words:
        before = words
        for pattern in (_LEAD, _GENERIC_OWNER):
            if (found := pattern.match(words)) and found.end() and _is_border(words, found.end()):
                words = words[found.end() :]
        if (found := _TAIL.search(words)) and _is_border(words, found.start()):
            words = words[: found.start()]
    return words


def _is_border(words: str, at: int) -> bool:
    """Whether a word ends at this offset: behind 和 in 和解决, but not in 和解."""
    if not word_borders.is_common(words[max(0, at - 1) : at + 1]):  # nearly always
        return True
    return at in accumulate(map(len, word_borders.words(words)))


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    return frozenset(word_borders.verbs()).difference(_TABLE["nominal"])
