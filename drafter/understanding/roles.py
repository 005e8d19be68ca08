"""What a clause does: work, problem, plan or framing. Headings and text in, a role out.

The headings decide, the outermost telling one first; the text only under a heading that names both problems and plans.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from drafter.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.model import Role

_PROBLEM = re.compile(
    r"(?:存在|面临|工作中?)的?(?:主要)?(?:问题|不足|困难|短板|差距|薄弱)|(?:问题|不足)(?:和|与|及|及其)(?:主要)?(?:原因|不足|困难|短板)|^(?:问题|不足|主要问题)"
)
_PLAN = re.compile(
    r"下一?步|下一?(?:年度|阶段)|(?:工作|主要|重点)(?:安排|打算|计划|思路|考虑)(?!.*(?:完成|落实|执行))|20\d\d年.*(?:安排|打算|计划|思路|展望)(?!.*(?:完成|落实|执行))|^今后"
)
_PLANNED = re.compile(r"下一?步|明年|今后|下一?年|将(?:继续|加大|进一步|围绕|以|持续)|努力|力争|寻找差距")
_FAULT = re.compile(
    r"不足|差距|不够|薄弱|有待|尚未|不高|不到位|还?存在|不强|欠缺|短板|滞后|亟待|亟需|仍需|不平衡|不均衡|问题有"
)
_OPENING = re.compile(r"现[将就].{0,40}(?:报告|汇报)如下")


def role(path: Sequence[str], text: str = "") -> Role:
    """What a clause does, by its headings from the outside in; `text` decides under a heading that names both
    problems and plans (存在的问题及下步打算). A clause under no heading is framing.
    """
    if not path or _OPENING.search(fold(text)):
        return "framing"
    for depth, heading in enumerate(path):
        named = _named(heading)
        if len(named) > 1:
            return next((_named(below)[0] for below in path[depth + 1 :] if _named(below)), _by_text(text))
        if named:
            return named[0]
    return "work"


@lru_cache(maxsize=256)
def _named(heading: str) -> tuple[Role, ...]:
    """Which of problems and plans a heading names; kept because every sentence below asks."""
    problem: tuple[Role, ...] = ("problem",) if _PROBLEM.search(heading) else ()
    return (*problem, "plan") if _PLAN.search(heading) else problem


def _by_text(text: str) -> Role:
    return "problem" if _FAULT.search(text) and not _PLANNED.search(text) else "plan"
