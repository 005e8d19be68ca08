"""NAM002: another county, town, bureau or zone is told of as if it were the report's own. See foreign_unit.md.

Reports of counties, towns and bureaus tell what their own organs did, so the organ of another one (永陵县人大, 沙坪司法所) was copied with
the sentence it stands in, unless words around say why it is there (对口协作的…县司法局).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.language import alternatives, pattern, table
from drafter.language.lexicon import stem
from drafter.text import HANZI

_NEAR = 16
"""Characters before and behind a name within which words tell why it stands there."""
_DOES = alternatives("leftovers", "unit_does")
_COUNTY = re.compile(f"{HANZI}{{2,4}}(?:[县旗]|(?<!开发|高新)区)(?:人民政府|{HANZI}{{2,10}}[局委办])")
_TOWN = re.compile(f"{HANZI}{{2,3}}(?:镇|乡|街道)(?:人民政府|办事处)")
# Whose report it is, and what stands behind a name that is another's there; `level` belongs to the name.
_SIGHTS = (
    (_COUNTY, re.compile(f"(?P<level>[县区旗])(?={alternatives('leftovers', 'county_organ')}|{_DOES})")),
    (_COUNTY, re.compile(f"(?<=《{HANZI}{{2}})(?P<level>[县区旗])(?!域)")),
    (_TOWN, re.compile(f"(?<={HANZI}{{2}})(?P<level>)(?={alternatives('leftovers', 'town_organ')})")),
    (_TOWN, re.compile(f"(?<={HANZI}{{2}})(?P<level>[镇乡]|街道)(?={alternatives('leftovers', 'of_town')})")),
)
_LEVEL = re.compile(".?(?:[县区旗镇乡]|街道)")
"""由镇司法所, not 沙坪镇."""
# 编制经开区规划; not 与经开区、经开区条例, which the report may well speak of
_KINDS = [
    (chars, re.compile(f"(?<![与和及到赴级各、的]){short}(?![与和及、条办法])"))
    for short, chars in table("leftovers")["zone_kinds"].items()
]
_BUREAU = re.compile(f"(?P<name>{HANZI}{{3,20}}局)$")
_BUREAU_DOES = re.compile(
    f"(?:^|[。，；])(?:20\\d\\d年，?)?(?P<name>(?:{HANZI}{{2,3}})?[省市县区州旗]{HANZI}{{2,10}}(?<!分)局)(?={_DOES}|党[组委])"
)


def _find(context: Context) -> Iterable[Hit]:
    outline = context.report.outline
    own = context.zone + outline.title + outline.signature
    sights = [sight for kind, sight in _SIGHTS if kind.search(own)]
    bureau = _BUREAU.search(outline.signature)
    for block in context.report.document.blocks if own else ():
        text = block.text if block.kind != "furniture" else ""
        for start, end in chain(
            _names(text, sights, own), _kinds(text, own), _bureaus(text, bureau and bureau["name"])
        ):
            if not pattern("leftovers", "with_others").search(text[max(0, start - _NEAR) : end + _NEAR]):
                yield hit_in(block, start, end, f"“{text[start:end]}”不是本单位的名称")


def _names(text: str, sights: Iterable[re.Pattern[str]], own: str) -> Iterator[tuple[int, int]]:
    for match in chain.from_iterable(sight.finditer(text) for sight in sights):
        name = stem(text, match.start(), 3)
        is_name = name and not pattern("leftovers", "not_in_unit").search(name)
        if is_name and not _is_short_for(name, own) and not _LEVEL.fullmatch(name):
            yield match.start() - len(name), match.end("level")


def _kinds(text: str, own: str) -> Iterator[tuple[int, int]]:
    """编制经开区规划, in the report of a 高新区."""
    others = [kind for chars, kind in _KINDS if not all(char in own for char in chars)]
    for match in chain.from_iterable(kind.finditer(text) for kind in others if len(others) < len(_KINDS)):
        if not stem(text, match.start()):  # 青桐高新区 is a name
            yield match.span()


def _bureaus(text: str, bureau: str | None) -> Iterator[tuple[int, int]]:
    for match in _BUREAU_DOES.finditer(text) if bureau else ():
        if not _is_short_for(match["name"], bureau or ""):
            yield match.span("name")


def _is_short_for(name: str, whole: str) -> bool:
    """Whether the name is the whole with characters left out: 市自然资源局, 澜州市自然资源和规划局."""
    rest = iter(whole)
    return all(char in rest for char in name)


RULE = Rule("NAM002", "foreign-unit", "别的单位", "warning", "换成本单位；确实说的是别的单位，写明和它的关系", _find)
