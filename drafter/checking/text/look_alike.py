"""PUN020: a sign that only looks like the right one. See look_alike.md.

Invisible signs, Kangxi radicals and other second codes of a character are taken out or replaced when a file is read (text.clean), so
that no rule ever meets them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter import language
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in
from drafter.text import HANZI

_DIGITS = "(?<=[0-9])[OoОο](?=[0-9年月日]|[万千百]?[件次人个项份户家场条元])|(?<=[0-9])[lI](?=[0-9])"
_DASH = "(?<=[0-9])[一丨](?=[0-9])"
_HANZI_NOUGHT = "(?<=[一二三四五六七八九十百千万])[○◯Oo](?=[一二三四五六七八九])"
_LOST = "�+"
_ANGLES = f"(?:<<|＜{{1,2}})(?P<title>{HANZI}[^<>＜＞《》\\n]{{0,60}}{HANZI}|{HANZI})(?:>>|＞{{1,2}})"


def _find(context: Context) -> Iterable[Hit]:
    yield from _in_table(context)
    for block, match in line_search.found(context, _DIGITS):
        wanted = "1" if match[0] in "lI" else "0"
        yield hit_in(block, *match.span(), f"数字里的“{match[0]}”是字母，应为“{wanted}”", replacement=wanted)
    for block, match in line_search.found(context, _DASH):
        yield hit_in(block, *match.span(), f"数字之间的“{match[0]}”是汉字，应为一字线“—”", replacement="—")
    for block, match in line_search.found(context, f"{_HANZI_NOUGHT}(?!.{{0,3}}年)"):
        yield hit_in(block, *match.span(), f"“{match[0]}”是图形或字母，数字里应为“零”，编号里应为“〇”")
    for block, match in line_search.found(context, _LOST):
        yield hit_in(block, *match.span(), f"“{match[0]}”处的字没有显示出来")
    for block, match in line_search.found(context, _ANGLES):
        mended = f"《{match['title']}》"
        yield hit_in(block, *match.span(), f"书名号应为{mended}", replacement=mended)


def _in_table(context: Context) -> Iterator[Hit]:
    """Dots between hanzi, letters of other alphabets beside hanzi, digits or Latin letters."""
    alike = language.table("marks")["look_alike"]
    signs = f"[{''.join(alike)}]"
    beside = f"(?<=[A-Za-z0-9]|{HANZI}){signs}(?=[A-Za-z0-9]|{HANZI})|{signs}(?={HANZI})|(?<=[0-9]){signs}"
    for block, match in line_search.found(context, beside):
        wanted = alike[match[0]]
        is_bullet = wanted == "·" and match.start() == 0
        if not is_bullet:
            message = f"“{match[0]}”只是看起来像“{wanted}”，是另一个字符"
            yield hit_in(block, *match.span(), message, replacement=wanted)


RULE = Rule(
    "PUN020",
    "look-alike",
    "形近的字符",
    "warning",
    "换成正确的字符（GB/T 15834—2011，4.14.2；GB/T 15835—2011，5.2.5）",
    _find,
)
