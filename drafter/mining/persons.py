"""Persons in a folded line: a surname beside a post or a form of address, in either order, and the others of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.language.lexicon import HAN, SURNAMES, SURNAMES_OF_TWO, begins, words

_POSTS = (
    "市长|县长|区长|镇长|乡长|省长|州长|书记|局长|主任|部长|处长|科长|校长|院长|团长|所长|会长|站长|队长|组长|厅长|司长|行长|庭长|园长|厂长|村长|检察长|秘书长|委员长|理事长|董事长|"
    "总经理|经理|主席|巡视员|调研员|常委|委员|代表|政委|支队长|教授|副教授|讲师|老师|导师|研究员|博士|专家|律师|法官|检察官|警官|公证员|调解员|仲裁员|辅导员|民警|干警|法务|主播|网格员|党员|村民|居民|职工|"
    "负责人|召集人|主持人|发言人|联系人|审核|校对|签发|撰稿|编辑|记者|通讯员|先进个人|模范|标兵|同志"
)
_ADDRESSES = (
    "同志|先生|女士|老师|律师|法官|检察官|警官|教授|博士|研究员|主任律师|(?:副|代)?(?:市长|县长|区长|镇长|乡长|书记|局长|主任|部长|处长|科长|校长|院长|所长|会长|庭长|主席|常委|教授)|"
    "(?:个人)?(?:工作室|调解室|工作站|团队|工作法|劳模)|(?:名师|法官|律师|党员|警官|书记|主任|检察官|调解)工作室"
)
_FOLLOWS = re.compile(
    "同志|于|带领|带队|率队|率|在|参加|参与|到|深入|来|前往|赴|作|做|为|授课|主讲|出席|主持|召开|调研|围绕|以|等|和|与|及|就|对|从|结合|亲自|多次|专题|分别|强调|指出|要求|表示|说|介绍|担任|任|讲|"
    "传达|领学|宣读|通报|汇报|听取|开展|走访|检查|督导|指导|受|被|获|荣获|先后|一行|宣讲|解读|辅导|现场|进行|全程|带头|给|向|分享|团队|[^\\u3400-\\u9fff]|$"
)
_NO_GIVEN = re.compile(
    "[委局院所室部办厅处科站队会厂校司组们员长任级届名位度年月日间期类种项条件副正说作做在到就对带授参赴被与及向往讲]"
)
_NO_PERSON = re.compile(
    "习近平|领导|党[政员]|安全|管理|常务|常态|任(?:副|组|何|务|期|职|命)|于(?:年|月|当|近|上|下|本|今|日|会)|成员|分管|公职|法律|全体|班子|包[村片联保案]|驻|陪同|何[时种处]|向[市县区省全上社]|"
    "关于|[项方].(?:面|目)|经[济营办]|成[为立效]|和|与|各|路[段面口线灯]|江[苏西]|云南|宁夏|安徽|万[名余]|(?:金|石)[额油融]|车[间站]|[申封边]请|时|应急|高[度级效校新质标位]|温[馨暖]"
)
_GIVEN = rf"(?:{SURNAMES_OF_TWO}){HAN}{{1,2}}|[{SURNAMES}]{HAN}{{1,2}}"
_AFTER_POST = re.compile(rf"(?:{_POSTS})[:]? ?(?={_GIVEN}|{HAN}{{2,5}}[·•])")
_BEFORE_ADDRESS = re.compile(rf"(?:{_ADDRESSES})")
_DOTTED = re.compile(rf"{HAN}{{2,5}}[·•]{HAN}{{2,5}}?(?={_FOLLOWS.pattern})")
_SPEAKS = re.compile("(?:介绍)?说(?=[,:。“])|表示(?=[,:])|告诉记者")
_EMPLOYERS = frozenset("所院局校部处室厅会委司团长员师")
_SURNAME = re.compile(f"{SURNAMES_OF_TWO}|[{SURNAMES}]")


def persons(line: str) -> Iterator[str]:
    """Names of persons, each as often as it is betrayed."""
    for match in _AFTER_POST.finditer(line):
        yield from _listed(line, match.end())
    for match in (*_BEFORE_ADDRESS.finditer(line), *_SPEAKS.finditer(line)):
        if name := _before(line, match.start()):
            yield name


def _listed(line: str, start: int) -> Iterator[str]:
    """The name at `start` and those that follow it behind 、."""
    while name := _at(line, start):
        yield name
        start += len(name)
        if line[start : start + 1] not in ("、", " "):
            break
        start += 1


def _at(line: str, start: int) -> str:
    """The name that begins at `start`: as long as what follows it allows, three characters where that is open."""
    if dotted := _DOTTED.match(line, start):
        return dotted.group()
    surname = _SURNAME.match(line, start)
    if surname is None:
        return ""
    last = surname.end()
    names = [line[start : last + n] for n in (2, 1) if _given(line[last : last + n], n)]
    known = [
        name for name in names if _FOLLOWS.match(line, start + len(name)) or line[start + len(name) :][:2] in words()
    ]
    return next((name for name in known if _is_person(name, len(surname.group()))), "")


def _before(line: str, end: int) -> str:
    """The name that ends at `end`, with a border before it."""
    for size in (3, 2, 4):
        surname = _SURNAME.match(line, end - size) if end >= size else None
        if surname is None or not (begins(line, end - size) or line[end - size - 1] in _EMPLOYERS):
            continue
        given = line[surname.end() : end]
        if (
            len(given) in (1, 2)
            and _given(given, len(given))
            and _is_person(line[end - size : end], len(surname.group()))
        ):
            return line[end - size : end]
    return ""


def is_person(name: str) -> bool:
    """Whether a surname and what stands behind it can be the name of a person and nothing else."""
    surname = _SURNAME.match(name)
    given = name[surname.end() :] if surname else ""
    return surname is not None and _given(given, len(given)) and _is_person(name, len(surname.group()))


def _given(given: str, length: int) -> bool:
    return re.fullmatch(f"{HAN}{{{length}}}", given) is not None and not _NO_GIVEN.search(given)


def _is_person(name: str, surname: int) -> bool:
    return name[:2] not in words() and not _NO_PERSON.search(name) and (len(name) == 2 or name[surname:] not in _NEVER)


_NEVER = frozenset(("工作", "建设", "服务", "管理", "负责", "主任", "书记", "同志", "干部", "法律", "律师"))
"""What is never a given name, though a surname may stand before it by chance."""
