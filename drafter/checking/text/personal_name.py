"""SEC002: names of persons. See personal_name.md."""

from __future__ import annotations

from collections.abc import Iterable

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.language import word_borders
from drafter.language.lexicon import crosses


def _find(context: Context) -> Iterable[Hit]:
    from drafter.mining import persons

    for block, line in sentence_search.lines(context, titles=False):
        if block.kind == "annotation":  # whom to ask about the report
            continue
        for name in dict.fromkeys(persons.persons(line)):
            start = line.find(name)
            is_hidden = "某" in name or language.pattern("faults", "nicknames").search(name)
            is_in_word = crosses(line, start) or word_borders.is_common(line[start - 1 : start + 1])  # 远|程视频
            if start >= 0 and not is_in_word and not name.startswith("习近平") and not is_hidden:
                yield sentence_search.hit_in(block, start, start + len(name), f"“{name}”像是个人姓名")


RULE = Rule("SEC002", "personal-name", "个人姓名", "warning", "写职务，不写姓名", _find)
