"""The edition for the website: a draft's blocks in, the same without letterhead, names of persons and their numbers out.

A name that stands beside a post or a form of address, behind a party to a case or in a counted list becomes 王某, as courts
publish it; several persons of one surname become 王某甲, 王某乙, so that the text still tells them apart. Leaving names out
would break the sentence. Names in ways that nothing betrays stay, so the user is told to read the text once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby

from drafter import language
from drafter.model import Block, BlockKind
from drafter.text import fold

_LETTERHEAD: tuple[BlockKind, ...] = ("document_number", "addressee")
_SHORTEST = 3
"""Characters from which a name is one wherever it stands; 高明 may be a place in the next paragraph."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_COUNT = r"等?(?:\d+|[一二两三四五六七八九十]+)[位名人]|等人"
_NUMBERS = re.compile(
    r"(?<![\d.])(?:1[3-9]\d{9}|(?:\(0\d{2,3}\)|0\d{2,3}[- ])\d{7,8}|[1-9]\d{16}[\dXx])(?![\d.A-Za-z元万亿件人次])"
)
"""Mobile and area-code telephone numbers, identity cards; short service numbers such as 12345 stay."""
_NO_NUMBER = "（号码略）"


def published(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that a website shows, numbered anew."""
    kept = [block for block in blocks if block.kind not in _LETTERHEAD]
    betrayed = [_names(fold(block.text)) for block in kept]
    everywhere = {name for names in betrayed for name in names if len(name) >= _SHORTEST}
    hidden = _hidden([name for names in betrayed for name in names], "".join(block.text for block in kept))
    return tuple(
        _without(block._replace(line=line), {name: hidden[name] for name in everywhere.union(names)})
        for line, (block, names) in enumerate(zip(kept, betrayed, strict=True), 1)
    )


def _names(line: str) -> list[str]:
    """The names that the line betrays, in its order, each once."""
    from drafter.mining.persons import persons

    return sorted({*persons(line), *_parties(line), *_counted(line)}, key=line.index)


def _parties(line: str) -> Iterator[str]:
    """Behind 原告, 当事人 …, also the second of two: 原告王小满与被告赵丽."""
    for match in _party().finditer(line):
        if _is_person(match["name"]):
            yield match["name"]


def _counted(line: str) -> Iterator[str]:
    """The list before 两位, 三名, 等人: all of them or none."""
    from drafter.language.lexicon import begins

    name = _given()
    for match in re.finditer(f"(?:(?:{name})[、和与及])*(?:{name})(?={_COUNT})", line):
        names = re.findall(f"({name})(?:[、和与及]|$)", match.group())
        if begins(line, match.start()) and all(map(_is_person, names)):
            yield from names


@cache
def _party() -> re.Pattern[str]:
    party, behind = (language.alternatives("drafting", name) for name in ("party", "behind_party"))
    return re.compile(f"(?:{party}):?(?P<name>{_given()})(?={behind}|[^\\u3400-\\u9fff]|$)")


@cache
def _given() -> str:
    """A pattern: a surname and one or two characters."""
    from drafter.language.lexicon import SURNAMES, SURNAMES_OF_TWO

    return f"(?:{SURNAMES_OF_TWO}|[{SURNAMES}])(?:(?![诉某])[\\u3400-\\u9fff]){{1,2}}"


def _is_person(name: str) -> bool:
    from drafter.mining.persons import is_person

    return name not in language.words("drafting", "no_person") and is_person(name)  # 当事人陈述、申辩


def _hidden(names: Iterable[str], text: str) -> dict[str, str]:
    """What is printed for each name: 王某, or with a stem where another person of that surname is, or is hidden already."""
    from drafter.language.lexicon import SURNAMES_OF_TWO

    def shown(name: str) -> str:
        surname = re.match(SURNAMES_OF_TWO, name)
        return f"{surname.group() if surname else name[0]}某"

    hidden: dict[str, str] = {}
    for masked, alike in groupby(sorted(dict.fromkeys(names), key=shown), shown):
        persons = list(alike)
        alone = len(persons) == 1 and masked not in text
        stems = [*_STEMS, *map(str, range(len(_STEMS) + 1, len(persons) + 1))]
        hidden |= {name: masked + ("" if alone else stem) for name, stem in zip(persons, stems, strict=False)}
    return hidden


def _without(block: Block, hidden: dict[str, str]) -> Block:
    """The block with every name as it is to be printed, and without telephone numbers."""
    longest_first = sorted(map(re.escape, hidden), key=len, reverse=True)
    runs = []
    for run in block.runs:
        text = re.sub("|".join(longest_first) or "(?!)", lambda match: hidden[match.group()], run.text)
        for match in reversed(list(_NUMBERS.finditer(fold(text)))):
            text = text[: match.start()] + _NO_NUMBER + text[match.end() :]
        runs.append(run._replace(text=text))
    return block._replace(runs=tuple(runs))
