"""Whether the data allow a wording: a phrase and the answers in, yes or no out. In doubt a phrase stays out.

A phrase brings the words of another year and another zone. Its figures are the user's, but 下降, 全部 or 首次 beside them
would be a claim that nobody made; the plain sentence never makes one.
"""

from __future__ import annotations

import re
from decimal import Decimal

from drafter.drafting.facts import Facts
from drafter.model import Offered

_UP = re.compile("上升|增长|提升|提高|增加|净增|增至|升至")
_DOWN = re.compile("下降|降低|压减|压缩|缩短|缩减|减少|精简|降至|减至")
_TOTALITY = re.compile("全覆盖|全部|均|所有|全数|悉数|无一")
_UNPROVEN = re.compile(
    "首次|首个|首例|率先|历史|最[高低好多少大]|翻[一两]?番|大幅|显著|明显|稳步|持续|不断|逐年|连续|位居|居于|名列|排名|第[一二三]位|"
    "超额|超过|高于|低于|优于|突破|清零|为零|没有|未发生|零[投复差败]|仅|只有|同比|环比|[较比]上年|[较比]去年"
)
_EARLIER = re.compile("持平|上年|去年|上一年|同期")
# A figure of this year → the one it is held against.
_PAIRS = {
    "services.days_after": "services.days_before",
    "enforcement.firm_inspections": "enforcement.firm_inspections_last",
}


def agrees(phrase: Offered, facts: Facts) -> bool:
    """No zero in a mined wording, directions and totals as the figures say, nothing that no figure can prove."""
    values = {i: facts.answers.get(i) for i in phrase.slots.values() if "." in i}
    if any(not isinstance(value, Decimal) or value < 0 for value in values.values()):
        return False
    if phrase.status != "written" and any(value == 0 for value in values.values()):
        return False
    rates = [value for i, value in values.items() if i.endswith("_rate")]
    if _TOTALITY.search(phrase.text) and not (rates and all(rate == 100 for rate in rates)):
        return False
    return not _UNPROVEN.search(phrase.text) and _direction_holds(phrase.text, list(values), facts)


def claims(text: str) -> tuple[str, ...]:
    """The words of a wording that say more than a figure can: 下降, 全部, 首次."""
    return tuple(
        match.group() for pattern in (_UP, _DOWN, _TOTALITY, _UNPROVEN, _EARLIER) for match in pattern.finditer(text)
    )


def _direction_holds(text: str, indicators: list[str], facts: Facts) -> bool:
    """A word of direction may stand with figures that count such a change themselves, or with a pair that went that way."""
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    return all(_goes(i, up, down, facts) for i in indicators) if up or down else True


def _goes(indicator: str, up: bool, down: bool, facts: Facts) -> bool:
    value = facts.answers.get(indicator)
    if not isinstance(value, Decimal):
        return False
    if indicator.endswith("_net"):
        return not down
    if indicator.endswith(("_cut", "_drop")):
        return not up and value > 0
    after = next((after for after, before in _PAIRS.items() if before == indicator), indicator)
    last, now = facts.answers.get(_PAIRS.get(after, "")), facts.answers.get(after)
    return (
        isinstance(last, Decimal) and isinstance(now, Decimal) and (now < last if down else now > last) and up != down
    )
