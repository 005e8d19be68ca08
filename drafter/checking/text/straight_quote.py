"""PUN002: quotation marks that are not “” or ‘’. See straight_quote.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import line_search
from drafter.checking.rule import Context, Hit, Rule, hit_in


def _find(context: Context) -> Iterable[Hit]:
    foreign = language.table("marks")["foreign_quotes"]
    for block, line in line_search.lines(context):
        wide = line_search.widened(line)
        for place, typed in enumerate(line):
            wanted = foreign.get(typed) or (wide[place] if typed in "\"'" else typed)
            if wanted != typed:
                yield hit_in(block, place, place + 1, f"{typed} 不是中文引号，应为 {wanted}", replacement=wanted)
    # A straight mark that has no second one keeps no place in a pair, so that nobody can say which half it is.
    for block, match in line_search.found(context, f'(?<={line_search.CHINESE})"|"(?={line_search.CHINESE})'):
        if block.text.count('"') % 2 and line_search.widened(block.text)[match.start()] == '"':
            yield hit_in(block, match.start(), match.end(), '" 不是中文引号，也没有另一半')


RULE = Rule(
    "PUN002",
    "straight-quote",
    "引号的形式",
    "warning",
    "引号用“”，里面一层用‘’（GB/T 15834—2011，4.8.2）",
    _find,
    most=10,
)
