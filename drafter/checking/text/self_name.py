"""STY010: two ways to call oneself. See self_name.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from drafter import language
from drafter.checking import sentence_search
from drafter.checking.rule import Context, Hit, Rule
from drafter.text import HANZI

_OWN = "我(?P<level>[省市县区镇乡局委]|街道)(?![委政府直域属])"
_OFTEN = 4
"""How often a report speaks of 全区 elsewhere, for 我区 in one paragraph alone to be odd."""
_TWICE = 2
"""What is said only once (a name in full, a law on zones) is no habit."""


def _find(context: Context) -> Iterable[Hit]:
    own = list(sentence_search.found(context, _OWN, titles=False))
    counts = Counter(match[0] for _, match in own)
    usual = max(counts, key=lambda name: counts[name], default="")
    for name in counts:
        if name != usual:
            block, match = next(each for each in own if each[1][0] == name)
            yield sentence_search.hit_in(block, *match.span(), f"别处自称“{usual}”，这里是“{name}”")
    in_work = {
        clause.line
        for clause, _ in sentence_search.sentences(context, "work")
        if "其他" not in "".join(clause.path[:1])
    }
    # Of what is lacking one speaks as 我县工作仍有差距, whatever it is called elsewhere.
    if len(counts) == 1 and len({block.line for block, _ in own}) == 1 and own[0][0].line in in_work:
        block, match = own[0]
        whole = f"全{match['level']}"
        # 国家和省部署的24项、我市自行探索的5项: not ours alone
        is_beside_others = re.search("国家|省", sentence_search.around(match.string, match.start()))
        elsewhere = sentence_search.found(context, f"{whole}(?![委政府直域属面])", titles=False)
        if not is_beside_others and sum(each.line != block.line for each, _ in elsewhere) >= _OFTEN:
            yield sentence_search.hit_in(block, *match.span(), f"只有这一段自称“{usual}”，别处写“{whole}”")
    yield from _bare_names(context)
    yield from _of_other_kinds(context)


def _of_other_kinds(context: Context) -> Iterator[Hit]:
    """全镇 in the report of a street."""
    outline = context.report.outline
    own = context.zone + outline.title + outline.signature
    for kind, others in language.table("leftovers")["other_kinds"].items():
        if kind in own:
            for block, match in sentence_search.found(context, "|".join(others), titles=False):
                yield sentence_search.hit_in(block, *match.span(), f"本单位不这样自称：“{match[0]}”")


def _bare_names(context: Context) -> Iterator[Hit]:
    """What a zone is called without its own name: now 开发区, now 经开区."""
    before, zone = (language.alternatives("leftovers", table) for table in ("before_zone", "zone"))
    name = f"(?:^|(?!{HANZI}).|{before})(?P<name>{zone}|开发区)(?!法|条例|管理办法)"
    bare = list(sentence_search.found(context, name, titles=False))
    counts = Counter(match["name"] for _, match in bare)
    habits = [each for each, times in counts.most_common() if times >= _TWICE]
    for rarer in habits[1:]:
        block, match = next(each for each in bare if each[1]["name"] == rarer)
        yield sentence_search.hit_in(block, *match.span("name"), f"别处称本单位“{habits[0]}”，这里称“{rarer}”")


RULE = Rule("STY010", "self-name", "自称不一", "info", "统一成一种", _find)
