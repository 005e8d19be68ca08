"""PUN002: quotation marks that are not “” or ‘’. See straight_quote.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language, text
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in


def _find(context: Context) -> Iterable[Hit]:
    foreign = language.table("marks")["foreign_quotes"]
    for block, line in line_search.lines(context):
        wide = text.widen(line)
        for place, typed in enumerate(line):
            wanted = foreign.get(typed) or (wide[place] if typed in "\"'" else typed)
            if wanted != typed:
                message = f"“{typed}”不是中文引号，应为“{wanted}”" if typed != '"' else f"直引号应为{wanted}"
                yield hit_in(block, place, place + 1, message, replacement=wanted)
    # A straight mark that has no second one keeps no place in a pair, so that nobody can say which half it is.
    for block, match in line_search.found(context, f'(?<={line_search.CHINESE})"|"(?={line_search.CHINESE})'):
        if block.text.count('"') % 2 and text.widen(block.text)[match.start()] == '"':
            yield hit_in(block, match.start(), match.end(), "直引号不成对，应为“或”")


RULE = Rule(
    "PUN002",
    "straight-quote",
    "引号的形式",
    "warning",
    "引号用“”，里面一层用‘’（GB/T 15834—2011，4.8.2）",
    _find,
    most=10,
)
