"""Measure words of the field and what each makes of the figure before it. Tables in, one regular expression out.

The table is long because a unit decides where a figure ends: 862家(处)次, 4.21个工作日. A measure word that is not in it is
still found after arabic digits (patterns.py), one character long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.model import QuantityKind


def _words(*lines: str) -> list[str]:
    return " ".join(lines).split()


COUNTED = _words(
    "个 件 起 宗 例 项 次 场 期 批 轮 届 家 户 处 所 座 栋 幢 间 套 台 辆 艘 架 条 份 篇 则 本 册 部 卷 张 幅 面 块 枚 把 支 只 头 株 棵 根",
    "人 名 位 员 组 队 班 类 种 门 堂 节 讲 课 单 笔 款 道 口 亩次 米 吨 升 度 岁 步 层 片 段 句 字 页 集 档 桩 通 封 盏 盘 袋 箱 瓶 盒 桶",
    "车 村 镇 乡 街 县 国 省 校 店 点 站 街道 乡镇 社区 部门 单位 企业 方面 环节 标段 公里 千米 厘米 公斤 千克 立方米 千瓦 兆瓦 千瓦时",
    "人份 学分 场所 分局 项目 周岁 小组",
)
DURATIONS = _words(
    "年 天 周 日 小时 分钟 秒 工作日 自然日 个月 个小时 个工作日 个自然日 个季度 个星期 星期 学时 课时 个学时 个课时"
)
AREAS = _words("平方米 平方公里 平方千米 亩 公顷 ㎡")
MONEY = _words("元 美元 欧元 港元 日元 元人民币")
LABELS = _words("号 级 版 版本 周年 世纪 型 代 后 时 点钟 楼 室 师")

_KINDS: tuple[tuple[list[str], QuantityKind], ...] = (
    (DURATIONS, "duration"),
    (AREAS, "area"),
    (MONEY, "money"),
    (["%", "‰", "成"], "percent"),
    (["个百分点", "百分点"], "points"),
    (["倍"], "times"),
    (["分"], "score"),
    (LABELS, "name"),
)
KINDS: dict[str, QuantityKind] = {unit: kind for units, kind in _KINDS for unit in units}

# What may follow only if the character is the first of another word: 部门 is not 部, 分局 is not 分.
_UNLESS = {
    "分": "局别类管片级队公厅库所院段组工批期包行店站之支",
    "部": "门委队分署",
    "场": "所",
    "项": "目",
    "点": "位多钟",
    "成": "立功效为员果交本长",
    "名": "单录称",
    "时": "间限效段长",
    "日": "常均期益报",
    "周": "边期",
    "度": "假",
    "代": "表理码办",
    "面": "积对向临",
    "后": "续",
    "师": "生资",
    "级": "别",
    "位": "于列居",
    "户": "籍",
    "道": "路德",
    "国": "家有",
    "省": "级",
    "县": "级",
    "课": "题",
    "口": "岸",
    "单": "位独",
    "车": "间",
    "门": "户",
}
PREFIXES = "".join(_UNLESS)
_TIMES_OVER = "(?:人|件|场|家|户|辆|台|批|轮|个|起|份|处|条|艘|项|例|期|班|组|车|宗|所|村|店|点|篇|架|单位|企业)(?:\\([^()]{1,2}\\))?次"
# After a Chinese numeral these are rarely measures (十分, 三级, 四门, 两面, 三农村): only digits make them so.
AMBIGUOUS = frozenset(
    _words(
        "分 日 时 点 度 面 口 头 门 节 队 班 员 位 级 版 版本 号 代 后 室 楼 届 步 层 片 段 句 字 页 集 档 单 道 村 镇 乡 街 县 国 省",
        "校 店 站 车 块 师 型 世纪 周年 点钟 根 把 只 支 讲 课 架 套路 企业 单位 街道 社区",
    )
)


def _alternation(units: list[str]) -> str:
    """The longer first; single characters that nothing may be confused with as one class, which compiles faster."""
    plain = {unit for unit in units if len(unit) == 1 and unit not in _UNLESS}
    ranked = sorted({*units} - plain, key=lambda unit: (-len(unit), unit))
    words = (f"{unit}(?![{_UNLESS[unit]}])" if unit in _UNLESS else unit for unit in ranked)
    return "|".join([*words, f"[{''.join(sorted(plain))}]"])


KNOWN = frozenset([*COUNTED, *KINDS])
UNIT = f"(?:{_TIMES_OVER}|个[多余半](?:月|小时|工作日|星期)|{_alternation([*COUNTED, *KINDS])})(?:\\([人件家户处起次个]\\)次?)?"


def kind_of(unit: str) -> QuantityKind:
    """Kind of a figure with this unit; anything that is not in the tables is counted."""
    return KINDS.get(unit, "count")
