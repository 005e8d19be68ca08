"""Makes the edition for the website: a draft's blocks without letterhead, names of persons and their private numbers.

A name becomes 王某, as in published judgments. Several persons of one surname become 王某甲 and 王某乙, so that the text still
tells them apart. Names are not simply left out, because that would break the sentence. A name is recognised by the words beside
it: a post, a form of address, a party to a case (原告), or the number behind a list. Without such words it is not recognised
and stays, so the user is told to read the text once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from drafter import language
from drafter.model import Block, BlockKind
from drafter.text import HANZI, fold

_LETTERHEAD: tuple[BlockKind, ...] = ("document_number", "addressee")
_LONG_ENOUGH = 3
"""A name of so many characters that is recognised in one block is hidden in all. A shorter one is hidden in that block only:
高明 may be a place in the next.
"""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_COUNT = r"等?(?:\d+|[一二两三四五六七八九十]+)[位名人]|等人"
"""Behind a list of names: 等3人, 两位, 等人."""
_MOBILE, _AREA_CODE, _IDENTITY_CARD = r"1[3-9]\d{9}", r"(?:\(0\d{2,3}\)|0\d{2,3}[- ])\d{7,8}", r"[1-9]\d{16}[\dXx]"
_PRIVATE_NUMBERS = rf"(?<![\d.])(?:{_MOBILE}|{_AREA_CODE}|{_IDENTITY_CARD})(?![\d.A-Za-z元万亿件人次])"
"""Private numbers, not part of a longer number or an amount. Short service numbers such as 12345 are not private."""
_INSTEAD_OF_NUMBER = "（号码略）"


def published(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that a website shows; `line` counts them anew."""
    shown = [block for block in blocks if block.kind not in _LETTERHEAD]
    names_in = [_names(fold(block.text)) for block in shown]
    all_names = [name for names in names_in for name in names]
    masks = _masks(all_names, "".join(block.text for block in shown))
    hidden_everywhere = {name for name in all_names if len(name) >= _LONG_ENOUGH}
    return tuple(
        _masked(block._replace(line=line), {name: masks[name] for name in hidden_everywhere.union(names)})
        for line, (block, names) in enumerate(zip(shown, names_in, strict=True), 1)
    )


def _names(line: str) -> list[str]:
    """The names that can be recognised in the line, in order, each once."""
    from drafter.mining.persons import persons

    return sorted({*persons(line), *_parties(line), *_counted(line)}, key=line.index)


def _parties(line: str) -> Iterator[str]:
    """Names behind the word for a party to a case (原告, 当事人): 原告王小满与被告赵丽."""
    for match in _party().finditer(line):
        if _is_person(match["name"]):
            yield match["name"]


def _counted(line: str) -> Iterator[str]:
    """Names in a list before 两位, 三名 or 等人. If one of them is no name, none is."""
    from drafter.language.lexicon import begins

    name = _name()
    listed = re.compile(f"(?:(?:{name})[、和与及])*(?:{name})(?={_COUNT})")
    position = 0
    while match := listed.search(line, position):
        if not begins(line, match.start()):  # the 解 of 调解员 is no surname
            position = match.start() + 1
            continue
        position = match.end()
        names = re.findall(f"({name})(?:[、和与及]|$)", match[0])
        if all(map(_is_person, names)):
            yield from names


@cache
def _party() -> re.Pattern[str]:
    party, behind = (language.alternatives("drafting", entry) for entry in ("party", "behind_party"))
    return re.compile(f"(?:{party}):?(?P<name>{_name()})(?={behind}|(?!{HANZI}))")


@cache
def _name() -> str:
    """A pattern: a surname and one or two characters, but not 诉, which is a verb, nor 某, because 王某 is masked already."""
    from drafter.language.lexicon import SURNAMES, SURNAMES_OF_TWO

    return f"(?:{SURNAMES_OF_TWO}|[{SURNAMES}])(?:(?![诉某]){HANZI}){{1,2}}"


def _is_person(name: str) -> bool:
    from drafter.mining.persons import is_person

    return name not in language.words("drafting", "no_person") and is_person(name)  # 当事人陈述: 陈 is a surname too


def _masks(names: Iterable[str], text: str) -> dict[str, str]:
    """Name → what is printed for it: 王某, or 王某甲, 王某乙 if several have the surname or 王某 stands in `text` already."""
    from drafter.language.lexicon import SURNAMES_OF_TWO

    persons_by_mask: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        surname = re.match(SURNAMES_OF_TWO, name)
        persons_by_mask.setdefault(f"{surname[0] if surname else name[0]}某", []).append(name)
    masks: dict[str, str] = {}
    for mask, persons in persons_by_mask.items():
        if len(persons) == 1 and mask not in text:
            masks[persons[0]] = mask
            continue
        for number, name in enumerate(persons):
            stem = _STEMS[number] if number < len(_STEMS) else str(number + 1)
            masks[name] = mask + stem
    return masks


def _masked(block: Block, masks: Mapping[str, str]) -> Block:
    """The block with its masks in place of the names, and without private numbers."""
    longest_first = sorted(masks, key=len, reverse=True)
    names = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")  # (?!) matches nothing
    runs = []
    for run in block.runs:
        text = names.sub(lambda match: masks[match[0]], run.text)
        for number in reversed(list(re.finditer(_PRIVATE_NUMBERS, fold(text)))):
            text = text[: number.start()] + _INSTEAD_OF_NUMBER + text[number.end() :]
        runs.append(run._replace(text=text))
    return block._replace(runs=tuple(runs))
