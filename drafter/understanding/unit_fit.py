"""Which printed unit may stand for which of the register: 件 for 起, 家次 for 户. A quantity in, how well it suits out."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from drafter.model import Indicator, Quantity
from drafter.text import fold

# Register unit → printed units that mean the same; then those that also occur.
_UNITS: dict[str, tuple[str, str]] = {
    "件": ("件 起 宗 例 件次", "个 项 份 条 批 单 笔 部 案 人次 批次 次"),
    "件次": ("件次 件 批次 人次", "起 次 批 条 人"),
    "起": ("起 件 宗 例", "个 次"),
    "次": ("次 场次 场 期 轮 轮次 回", "家次 户次 件次 批次 个 余次 项 家 户 件"),
    "场": ("场 场次 次 期 堂 讲", "个 节 课时 批次"),
    "场次": ("场次 场 次 期", "批次 个 余场"),
    "期": ("期 次 场 班 场次", "个 批 批次"),
    "批次": ("批次 批 次 件次", "件 起 个 人次 项"),
    "个": ("个 项 处 条 家 件", "份 名 点 支 所 类 种"),
    "项": ("项 个 条", "类 种 份"),
    "条": ("条 项 个 处 件 起", "则 篇 份 次 人次 万条"),
    "人": ("人 名 位 人次", "个"),
    "人次": ("人次 人 名", "次 位 件 起 条"),
    "家": ("家 户 个 家次", "所 间 户次"),
    "户": ("户 家 个 家次 户次", "次"),
    "家次": ("家次 户次 家 户 次", "个 处 余家"),
    "份": ("份 件 册 本 张", "条 项 幅 余份 次 件次"),
    "本": ("本 宗 份 件 卷 册", "个"),
    "台": ("台 个 套 部", "组"),
}
_BARE = 0.6  # a note's 成功188, 罚款84.5万: nothing against it, nothing for it
_DAYS = ("工作日", "天", "日")


def fit(indicator: Indicator, quantity: Quantity, only: tuple[str, ...] = ()) -> float | None:
    """How well the figure's kind and unit suit: 1 the same, less for looser ones, None not at all."""
    if not isinstance(quantity.value, Decimal):
        return None
    if indicator.kind == "days":
        return 1.0 if quantity.kind == "duration" and quantity.unit.endswith(_DAYS) else None
    if quantity.kind == "count" and not quantity.unit:
        return _BARE if indicator.kind != "percent" or quantity.value <= 100 else None
    if indicator.kind != quantity.kind:
        return None
    return _count_fit(indicator.unit, quantity.unit, only) if quantity.kind == "count" else 1.0


@cache
def _count_fit(unit: str, printed: str, only: tuple[str, ...]) -> float | None:
    printed = plain(printed)
    if only:
        return 1.0 if printed in only else None
    near, wide = _UNITS.get(unit, (unit, ""))
    if printed == unit:
        return 1.0
    return 0.9 if printed in near.split() else 0.4 if printed in wide.split() else None


@cache
def plain(unit: str) -> str:
    """A unit without what brackets add to it: 家(处)次 → 家次."""
    return re.sub(r"\(.*?\)", "", fold(unit))


def same_family(one: str, other: str) -> bool:
    """Whether two printed units count the same kind of thing."""
    one, other = plain(one), plain(other)
    return one == other or other in _UNITS.get(one, ("", ""))[0].split()
