"""What a figure counts, in words: a figure with its surroundings in, a Name out.

The words are the report's own. What the figure's clause leaves out is looked for where a reader looks for it: the object in the
last figure of the same unit (排查纠纷9件,成功8件), for words that say little alone (反馈问题) the event that the sentence told
before, the whole of a part, and the figure before for a change. No list of known labels: a label that nobody thought of is made
like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter import language
from drafter.language import units, word_borders
from drafter.understanding import figure_links, own_words
from drafter.understanding.figures import Figure
from drafter.understanding.named_changes import COUNTED, change, is_change
from drafter.understanding.named_forms import DEPENDS, LISTED, OF_COUNTS, OF_LAST, SHARE, SHARE_WORD, by_form
from drafter.understanding.own_words import LEAST_SAID, Stretch, any_of, unit
from drafter.understanding.told import SAYS_LITTLE, SHORT, Name, Told

_TABLE = language.table("facts")
_LIGHT = Stretch("light")
_NEEDS_OBJECT = Stretch("transitive")
_SPREADS = re.compile(any_of("spreads"))
_SENT_ON = re.compile(any_of("sent_on"))
_FINDS = re.compile(any_of("finds"))
_BECAUSE = re.compile(any_of("because"))
_REST = re.compile(any_of("rest"))
_OUTCOME = re.compile(any_of("outcome"))
_ACTED = re.compile(f"(?P<actor>.{{0,7}}?{any_of('actor')})(?P<verb>{any_of('transitive')}++)$")
_LEVEL = re.compile(any_of("level"))
_IS_SHARE = re.compile(any_of("is_share"))
_SO_FAR = re.compile(f",{any_of('so_far')}达?到?$")
_SUM = re.compile(f"{any_of('sum')}$")
_OF_THEM = re.compile(f"对{any_of('parts_follow')}?$")
_IS_MONEY = re.compile(f"{any_of('money_already')}$")
_RATED = re.compile(f"{any_of('rated')}$")
_BRAND = re.compile("“[^“”]{2,12}”")
_ACTIVITY = re.compile(f"{any_of('activity')}(?P<what>(?:“[^“”]{{2,12}}”[^、]{{2,8}}|[^、]{{3,10}})(?<![会训动]))$")
_LISTED_FIELDS = re.compile("、[^“”等]{1,40}等")  # 消防、燃气、自建房等领域排查
_LAW = re.compile(f"{any_of('law')}$")
_TO_WHOM, _WITH = "对为向给", "与"
_PERSON_TIMES = "人次"
_SUM_SO_FAR = "累计"
_TOTAL = "总"
_EACH, _RANK, _TIMES = "每", "位", "次"
_COMPOSED = re.compile(any_of("composed"))
_PER_COUNTED = re.compile(f"{_EACH}个?{any_of('counted_already')}$")
_SUM_ENDING, _AND_SO_ON = "合计", "等"
_MOST_LISTED = 4  # names that the name of the rest or the sum quotes
_OF_THEIR_OWN = frozenset("人次")  # families of units that hardly share a verb with others
_BARE = 3  # characters of a name that has no room for an object: 办件, 好评率
_LONGEST_SEARCHED = 8  # characters of what was searched, in the name of what was found in it
_SHORT_BEHIND_EVENT = 6  # characters of a name that an event or an actor told before makes clearer: 接待群众
_SHORT_RATE = 4  # characters of a rate that may be of anything: 受控率


def name(figure: Figure, told: Told, whole: Name | None) -> Name:
    """What a figure counts; `whole` is the name of the figure of which it is a part. Adds to `told`."""
    if len(figure.sentence) == len(figure.quantity.text):  # a cell of a table, which no words before it speak of
        return Name()
    if event := own_words.event(figure):
        told.add_event(event)
        told.act = "" if _LAW.search(event) else _LISTED_FIELDS.sub("等", event)
        told.act = "" if "、" in _BRAND.sub("", told.act) else told.act
    if is_change(figure):
        return change(figure, told)
    own, noun, said, is_of_told = _words(figure, told, whole)
    if whole and told.part and unit(figure) != told.part_unit and (not own or DEPENDS.fullmatch(own)) and not noun:
        told.part_unit = ""  # 跨部门抽查11批次、76户: of the same part
        return Name(whole.text, whole.thing, part=told.part)
    own = told.meant(own, figure)
    found = by_form(figure, own, told)
    found = found or (_by_noun(figure, own, noun, said, told) if noun else None)
    found = found or _by_own_words(figure, own, said, told, whole)
    told.part, told.part_unit = found.part, unit(figure)
    told.parts = told.parts + 1 if found.part else 0
    if found.part and figure.time == "last":  # 其中飞行检查30次,比上年的40次减少10次
        told.last = found
    if not found.part:
        told.add(found, figure)
        if unit(figure).endswith(_TIMES) and unit(figure) != _PERSON_TIMES:  # 开展执法检查9次,发现问题30个
            activity = _ACTIVITY.search(own)
            told.activity = activity["what"] if activity else ""
        elif own_words.EVENT_VERB.search(figure.left):
            told.activity = ""
        event = own_words.thing(said) if said in found.text and not is_of_told else ""
        if len(event) >= LEAST_SAID and not _NEEDS_OBJECT.fullmatch(event):
            told.add_event(event)
    return found


def _words(figure: Figure, told: Told, whole: Name | None) -> tuple[str, str, str, bool]:
    """The figure's own words, the noun behind it and what is said there, and whether these speak of what was told before."""
    own, (noun, said) = own_words.own(figure), own_words.behind(figure)
    was_said = said
    is_of_told = own.endswith("的") or _REST.fullmatch(own) or (not own and told.here.get(unit(figure)))
    if (
        is_of_told and noun and not said and (own_words.begins_with_verb(noun) or own_words.only_verbs(noun))
    ):  # 还有1件转送其他机关
        noun, said = "", noun
    if whole and _BECAUSE.match(figure.behind) and _REST.match(own):  # 其余6处系年底新增
        noun = said = ""
    said = "" if whole and _COMPOSED.match(said) else said  # 由县级任务9项和镇级任务6项组成
    if said and not noun and (theirs := _OF_THEM.search(own)):  # 代表对其中9件表示满意
        own, said = own[: theirs.start()].rpartition("、")[2] + said, ""
    is_of_figure_before = noun and figure.left.strip("和与及、") == told.noun  # 11名班子成员、16名书记
    # 在沿线5处楼宇设立服务点, 组织律师为20家企业开展体检, 组织全局30人参加考试, 与8家企业签订协议
    is_of_others = own_words.is_of_others(figure, own) or (said and figure.left.endswith(_WITH))
    if is_of_figure_before or ((noun or said) and (own.endswith("》") or is_of_others)):  # 《…办法》等4项列入目录
        own = told.last.act if told.noun and is_of_figure_before and unit(figure) == told.last_unit else ""
        if told.noun and is_of_figure_before:  # 9个部门和6个乡镇的负责人
            noun, _, done = noun.partition("的")
            said = said or (done if len(done) >= LEAST_SAID and own_words.acts(done) else "")
    own = "" if noun and own == told.said and figure.gap.endswith("、") else own  # 33件表示满意、2件表示基本满意
    if (
        told.noun
        and own.startswith(told.noun)
        and told.last.text.endswith(told.noun)
        and unit(figure) == told.last_unit
    ):
        own = _of_noun_before(own, told)
    noun = told.same.get(noun, noun) if not own else noun
    told.noun, told.said = noun, was_said
    return own, noun, said, bool(is_of_told)


def _of_noun_before(own: str, told: Told) -> str:
    """The own words without the noun of the figure before, with which they begin: 审计发现的34个问题已整改31个."""
    done = own_words.cleaned(own.removeprefix(told.noun))
    if not done or "、" in done:
        return own
    return told.last.text + done if own_words.only_verbs(done) and not _NEEDS_OBJECT.fullmatch(done) else done


def label(found: Name, figure: Figure) -> str:
    """The name as a noun phrase, with the ending that the unit asks for."""
    text, unit = found.text, units.bare(figure.quantity.unit)
    is_share = figure.quantity.kind == "percent" and not _RATED.search(text)  # 占行政村总数: of what it is a share
    is_counted = (COUNTED.search(text) and not _PER_COUNTED.search(text)) or (
        figure.quantity.kind != "count" and _IS_MONEY.search(text)
    )
    if text and (is_share or not is_counted):
        given = _TABLE["endings"].get(unit, unit if unit.endswith("次") else f"{unit}数")
        given = f"{unit}数" if is_change(figure) and unit == _RANK else given
        text += given[len(unit) :] if unit and text.endswith(unit) and given.startswith(unit) else given
    return f"{text}（{found.part}）" if found.part else text


def _by_noun(figure: Figure, own: str, noun: str, said: str, told: Told) -> Name:
    """By the noun behind the unit: 为73家企业提供服务, 查扣14台车辆."""
    if said and own_words.is_done_to(figure):  # 对新提拔的26名干部开展谈话
        text = f"{said}的{own.removesuffix('的')}{noun}"
    elif own and not _LIGHT.fullmatch(own):
        text = own if noun in own and not own.endswith("的") else own + noun
    elif said:
        text = f"{said}的{noun}"
    else:
        text = own + noun if len(own) > 1 and own[-1] not in _TO_WHOM else noun
    found = Name(text, text if SAYS_LITTLE.fullmatch(noun) else noun, text.removesuffix(noun))
    is_told = said and (said in text or not SAYS_LITTLE.fullmatch(text))  # not 发现的9个问题全部整改
    return found._replace(is_own=True) if is_told else _in_context(found, text, figure, told)


def _sum(figure: Figure, told: Told) -> Name | None:
    """A sum of figures before: 合计, 累计达到."""
    if _SO_FAR.search(figure.gap) and (counted := told.of_unit(figure)):
        first = counted[0]
        thing = (
            first.thing if len(first.thing) >= own_words.LEAST_THING else first.text
        )  # 新上线“一件事”9项,加上上年的4项,累计达到13项
        return Name(thing + _SUM_SO_FAR, thing)
    if unit(figure) == told.last_unit and _SUM.search(figure.gap):
        summed = _joined(each.thing or each.text for each in told.of_unit(figure))
        return Name(summed + _SUM_ENDING, is_listing=True)
    return None


def _by_own_words(figure: Figure, own: str, said: str, told: Told, whole: Name | None) -> Name:
    """By the words before the figure, and where these are not enough, by what is said behind it or was told before."""
    is_rate = figure.quantity.kind == "percent"
    if not own and not said and (summed := _sum(figure, told)):
        return summed
    if own.startswith(_EACH):  # 培育带头人,每个社区不少于3名
        own = own_words.chunk_before(figure) + own
    if _LEVEL.fullmatch(own) and unit(figure) == told.last_unit:  # 国家级示范村2个、省级21个
        own += _LEVEL.split(told.last.thing)[-1]
    if _REST.fullmatch(own):
        if said and not whole and told.here.get(unit(figure)):  # 其余3处限期整改
            return _rest(figure, said, told.here[unit(figure)], told)
        own = said or own
        if not whole and not said and (listed := told.of_unit(figure)):  # 占道经营9件、违规养犬8件、其他7件
            return Name(f"除{_joined(each.text for each in listed)}外{own}", is_listing=True)
    if own and (found := _of_object_before(figure, own, said, told, whole)):
        return found
    thing = told.here.get(unit(figure), "")
    is_of_thing = thing and thing not in said and unit(figure) != "人"
    if said and not own and not whole and not is_rate and is_of_thing:  # 受理9件,还有1件转送其他机关
        return _rest(figure, said, thing, told)
    own = own.removesuffix("的") if is_rate else own
    words = own or said or own_words.chunk_before(figure)
    if not words:
        return told.last._replace(part=told.part) if figure.time == "last" else told.last
    if _OUTCOME.fullmatch(words):
        words = _OUTCOME.sub("", told.last.act) + words
    is_rest = whole and _REST.fullmatch(words)
    if (
        not is_rate
        and not is_rest
        and (_NEEDS_OBJECT.fullmatch(words) or (not whole and _was_done_to_last(words, figure, told)))
    ):
        is_told = whole and len(whole.thing) >= LEAST_SAID and not own_words.only_verbs(whole.thing)
        thing = (whole.thing if whole and is_told else told.object_of(unit(figure))) or own_words.chunk_before(figure)
        return Name(thing + words, thing, words)
    if SHARE.search(figure.left) and unit(figure) == told.last_unit and not is_rate:  # 学习13次,法治专题占4次
        whole = told.last
    if whole and whole.text:
        return Name(whole.text, whole.thing, part=words)
    if _IS_SHARE.match(own):  # 其中正职出庭12件,占出庭总数的31.6%
        told_here = told.part or (told.last.thing if told.here else "")
        return Name((told_here or own_words.chunk_before(figure)) + own)
    thing = own_words.thing(words) if not is_rate else ""
    return _in_context(Name(words, thing, words.removesuffix(thing)), words, figure, told)


def _rest(figure: Figure, said: str, thing: str, told: Told) -> Name:
    """The things before that something is said of behind the figure; why it is so (其余4件系月底受理) does not tell which they are."""
    acts = [each.act for each in told.of_unit(figure) if each.act and each.act != each.text and each.thing == thing]
    if acts and _BECAUSE.match(figure.behind) and figure_links.says_rest(figure):
        return Name(f"除{acts[-1]}外其余{thing}", thing)
    return Name(f"{said}的{thing}", thing, said)


def _was_done_to_last(words: str, figure: Figure, told: Told) -> bool:
    """Whether the words only say what was done to the things of the figure before: 提请收监, 下放镇街."""
    if unit(figure) == _TIMES or len(told.here.get(unit(figure), "")) < own_words.LEAST_THING or OF_LAST.match(words):
        return False
    no_common_word = len(words) == 2 and figure.gap.startswith(",") and not word_borders.is_common(words)  # 退改2件
    says_verbs = len(words) <= SHORT and own_words.only_verbs(words)
    return _SENT_ON.fullmatch(words) is not None or says_verbs or no_common_word


def _of_object_before(figure: Figure, own: str, said: str, told: Told, whole: Name | None) -> Name | None:
    """The name where the own words only say which of the things before: 新承接的11项, 申请人撤回2件; or where what they name is
    told more of behind the figure: 干部138人参加考试.
    """
    is_rate = figure.quantity.kind == "percent"
    same_unit = told.here.get(unit(figure)) or ("" if is_rate else told.things.get(unit(figure), ""))
    if own.endswith("的"):
        if is_rate and (SHARE_WORD in own or "中" in own):  # 投诉占工单的28%, 骨干中青年的占三成
            return None
        if thing := told.object_of("") if is_rate else same_unit:
            more = said if own_words.is_done_to(figure) else ""  # 对发现问题的27户责令改正
            return Name(own + thing + more, thing, own + more)
        return Name(own + said, "", own) if said else None
    if said and not own_words.acts(own):
        return Name(f"{said}的{own}", own, said)
    acted = None if whole else _ACTED.fullmatch(own)
    if acted and figure.quantity.kind == "count" and (told.follows or told.here.get(unit(figure))):
        is_said = acted["actor"] in same_unit
        return (
            Name(same_unit + acted["verb"], same_unit, acted["verb"])
            if is_said
            else Name(f"{own}的{same_unit}", same_unit)
        )
    return None


def _in_context(found: Name, words: str, figure: Figure, told: Told) -> Name:
    """The name with the event or the object told before, if its own words say little."""
    words = "".join(filter(str.isalnum, words))
    before = told.event or told.activity or told.subject
    finds = _FINDS.fullmatch(words) and len(told.context) <= _LONGEST_SEARCHED
    depends = finds or DEPENDS.fullmatch(words) or (words.endswith("率") and len(words) <= _SHORT_RATE)
    is_told = len(told.context) >= own_words.LEAST_THING and not own_words.only_verbs(told.context)
    # 涉及合同9份、文件3份: both of what was reviewed
    if is_told and (spread := _SPREADS.match(words)) and len(words) <= SHORT * 2:
        return Name(told.context + found.text, told.context, spread[0], is_own=True)
    things = [each.thing for each in told.of_list() if each.thing]
    if len(things) > 1 and words.startswith(_TOTAL):  # 长廊1条、广场2处，总投入86万元
        before, depends, found = _joined(things), False, found._replace(is_listing=True)
    elif len(words) == 1:  # 全年办了12期
        brands = _BRAND.findall(figure.earlier + figure.before)
        before = brands[-1] if brands else before
    elif depends or SAYS_LITTLE.fullmatch(words):
        is_of_last = depends and (not before or figure.quantity.kind in OF_COUNTS)
        is_of_last = is_of_last or (not before and bool(told.here) and words.endswith("率"))  # 应诉9件,出庭应诉率100%
        is_beside = unit(figure) == _TIMES == told.last_unit and own_words.only_verbs(told.context)  # 检查12次、培训9次
        is_of_last = not is_beside and (is_of_last or OF_LAST.match(words) is not None)
        # 对各类事项统一审查,全年完成审查9件: what the sentence before counted is not meant
        is_stale = figure.quantity.kind == "count" and not told.here and not told.follows and "," in figure.gap
        before = told.context if told.context and is_of_last and not is_stale else before
    else:
        if verb := _verb_of_list(words, figure, told):
            of_last = told.context if _SPREADS.match(verb) else ""
            thing = of_last or found.thing
            return found._replace(text=of_last + verb + found.text, thing=thing, act=verb, is_own=True)
        told.act = told.act or ("" if told.here else _scope(words, figure, told))
        short = _SHORT_BEHIND_EVENT if len(told.act) >= LEAST_SAID else SHORT
        is_short = len(words) <= short or 0 < len(found.thing) < SHORT
        # 涉企检查留痕,…,涉企检查次数
        is_subject = told.subject and told.subject in found.text and not own_words.ACTS.search(told.act)
        is_bare = len(words) < _BARE and not own_words.opens_sentence(figure)
        brand = _BRAND.match(figure.sentence) if is_bare else None
        if brand:  # “一件事”上线9项,办件80件
            return found._replace(text=brand[0] + found.text, is_own=True)
        before = told.act if is_short and told.act not in found.text and not is_subject else ""
        return found._replace(text=before + found.text, is_own=True)
    before = before or _scope(words, figure, told)
    if not before or before in found.text:
        return found
    stem = found.text.removesuffix("率")
    before = told.last.text if before == stem else before  # 入户征询30户,同意29户,同意率96.7%
    once = before.removesuffix(stem).removesuffix(found.text[:2])  # 完成完成率, 罚没罚没款
    if DEPENDS.fullmatch(words):  # 实际参考184人,合格率99%: of what was sat for
        return found._replace(text=once + found.text, thing=before)
    thing = found.thing if len(found.thing) > 2 else before + found.thing
    return found._replace(text=once + found.text, thing=thing)


def _joined(names: Iterable[str]) -> str:
    """What was listed, each once, and of a long list the beginning only."""
    each_once = [*dict.fromkeys(names)]
    return "、".join(each_once[:_MOST_LISTED]) + (_AND_SO_ON if each_once[_MOST_LISTED:] else "")


def _scope(words: str, figure: Figure, told: Told) -> str:
    """Who did it, where a sentence begins with a bare verb or rate and the sentences before have told it: 全年巡查9次."""
    return "" if figure.noun or told.event or len(words) > _BARE else own_words.scope(figure.earlier)


def _verb_of_list(words: str, figure: Figure, told: Told) -> str:
    """The verb of the figure before, where this one goes on with its list: 查扣网具34套、地笼12个. In 举办讲座12场、听众350人 what is held is no
    listener.
    """
    if own_words.opens_sentence(figure) or not LISTED.match(figure.gap):
        return ""
    is_alike = unit(figure) == told.last_unit or _OF_THEIR_OWN.isdisjoint((unit(figure), told.last_unit))
    return own_words.last_verb(told.last.act) if is_alike and not own_words.begins_with_verb(words) else ""
