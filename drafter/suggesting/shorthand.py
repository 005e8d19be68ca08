"""What clerks type → the words of the register: a note as typed in, one line with whole words, marks and units out.

Abbreviations (法援), everyday verbs (审了 for 审核), slips (复仪), half-said units and run-on statements are common in notes and
never occur in reports, so that neither the register's wordings nor the phrases need to know them. Figures keep their value;
`23万5` becomes `23.5万`.
"""

from __future__ import annotations

import re

from drafter import text

# What must be in the note, the pattern that is looked for only then (most patterns are never compiled), and what it means.
_MEANT = (
    ("复", "复[仪意](?=案|申|决|机|件|收|办|[0-9])", "复议"),
    ("调节", "调节(?=[^,，。;；]{0,4}(?:纠纷|矛盾|成功))", "调解"),
    ("察", "(?<=[评抽])察", "查"),
    ("复议", "(?<!行政)复议", "行政复议"),
    ("应诉", "(?<!行政)(?<!出庭)应诉(?!率)", "行政应诉"),
    ("法援", "法援", "法律援助"),
    ("赋权", "(?<!承接)(?<!下放)赋权(?!清单)", "承接下放赋权"),
    ("进", r"(?:法律)?[“\"]?([六七八])进[”\"]?(?:活动)?", r"法律“\1进”普法活动"),
    ("社矫", "社矫", "社区矫正"),
    ("矛纠", "矛纠", "矛盾纠纷"),
    ("法顾", "法顾", "法律顾问"),
    ("规文", "规文", "规范性文件"),
    ("规范文件", "规范文件", "规范性文件"),
    ("检建", "检建", "检察建议"),
    ("司建", "司建", "司法建议"),
    ("明白人", "(?<!法律)明白人", "法律明白人"),
    ("中心组", "(?<!理论学习)中心组", "理论学习中心组"),
    ("挽损", "挽损", "挽回损失"),
    ("案子", "案子", "案件"),
    ("打官司", "打官司", "代理诉讼案件"),
    ("官司", "行政官司", "行政诉讼"),
    ("输", "打?输(?=[了过掉])", "败诉"),
    ("许可", r"(?<!行政)许可(?=\s?[\d:：])", "行政许可"),
    ("处罚", r"(?<!行政)处罚(?=\s?[\d:：])", "行政处罚"),
    ("强制", r"(?<!行政)强制(?=\s?[\d:：])", "行政强制"),
    ("已改", r"已改(?=\s?\d)", "已整改"),
    ("提意见", "提意见", "提出法律意见"),
    ("提建议", r"^(.*(?:顾问|律师|律所).*?)提建议", r"\1提出法律意见"),
    ("矫", r"新入(?=\s?\d)", "新接收"),
    ("听众", "听众", "受众"),
    ("了", "(?<!作)废了", "废止"),
    ("了", "抽了", "抽查"),
    ("了", "搞了", "开展"),
    ("了", "(?<![减缺])少了", "减少"),
    ("了", "(?<![修整更])改了", "修改"),
    ("了", "(?<![召公离展])开了", "召开"),
    ("了", "(?<![会评])审了", "审核"),
    ("文件", r"(文件[^，,。;；\d]{0,6})发了(?=\s?\d)", r"\1印发"),
    ("网信", "网信(?=件)", "网上信访"),
    ("了", "(?<![引印开触颁分])发了", "发放"),
    ("了", "(?<![举承主督])办了", "办理"),
    ("了", "(?<![检抽排调普])查了", "检查"),
    ("了", r"(?<!变)成了(?=\s?\d)", "成功"),
    ("审", "(?<![会评初复])审(?=合同|文件|协议)", "审核"),
    ("看", "看(?=合同|协议)", "审核"),
    ("留", r"(?<![保存遗])留(?=\s?\d)", "保留"),
    ("废", r"(?<![作报])废(?=\s?\d)", "废止"),
    ("改", r"(?<![修整更已])改(?=\s?\d)", "修改"),
    ("援", r"(?<![^\W\d])民(?=\s?\d+[件起])", "民事"),
    ("援", r"(?<![^\W\d])刑(?=\s?\d+[件起])", "刑事"),
    ("派调解", r"(?:诉前)?委派调解(?=\s?\d+[件起])", "诉前调解纠纷"),
    ("包案", r"^(?!.*(?:纠纷|矛盾))(.*包案.*?)化解(?=了?\d)", r"\1化解信访件"),
    ("信访", r"^(?!.*(?:纠纷|矛盾|积案))(.*信访.*?)化解(?=了?\d)", r"\1化解信访件"),
    ("人考", r"(\d+)人考(?!\w)", r"参加考试\1人"),
    ("人过", r"(\d+)人过(?!\w)", r"通过\1人"),
    ("看了", r"看了(?=\s?\d+\s?[本宗份卷])", "评查"),
    ("罚金", "罚金", "罚款"),
    ("w", r"(?<=\d)\s?[wW](?![A-Za-z])", "万"),
    ("万", r"(?<![\d.])(\d+)万([1-9])(?![\w.,%])", r"\1.\2万"),
    # 罚款41.6万 is money; of 资料3万份 nothing is.
    (
        "万",
        r"((?:金额|罚款|罚没款?|罚没收入|损失|挽损|工资|薪资|货款|经费|资金|奖补|标的额?)[^，,。;；\d一二两三四五六七八九十百千]{0,4}"
        r"[\d.]*[一二两三四五六七八九十百千零]*\s?[余多]?万[余多]?)(?!\w)",
        r"\1元",
    ),
    ("来", "(?<=0)来(?=人|件|次|场|份|户|家|个|起|条)", "余"),
    ("个", r"(?<=\d)个(?=批次|场次)", ""),
    ("个人", r"(?<=\d)个人(?![民体事])", "人"),
)
_YEAR = re.compile(r"20\d\d(?=年)")
# 调解162件成功135件: two statements without a mark between them.
_RUN_ON = re.compile(
    rf"(\d(?:件|起|宗|次|场|场次|份|条|人次|%|万元))(?=(?![增减压降升提缩到至的和及与以左余中内其]){text.HANZI}{{2,6}}\d)"
)
# 窗口32 部门19: names with their numbers in a row.
_ROW = re.compile(
    rf"({text.HANZI}\d+) (?=(?!批次|人次|件次|家次|户次|场次|万|亿|平方|工作日|个工){text.HANZI}{{2,6}} ?\d)"
)
_BEFORE_YEAR = re.compile(r"[\s，,；;]+(?=20\d\d年)")
# 成功率96.5 is typed for 成功率96.5%.
_BARE_PERCENT = re.compile(r"((?:率|占比)[达到为是:：\s]*\d{1,3}(?:\.\d+)?)(?![\d.%％\w])")


def expanded(typed: str) -> str:
    """Cleaned, on one line, in whole words, with % written out; what is said of two years in two sentences, because a
    sentence is recognised as one statement with each indicator once.
    """
    words = "，".join(line.strip() for line in text.clean(typed).split("\n") if line.strip())
    for mark, pattern, meant in _MEANT:
        if mark in words or (mark == "w" and "W" in words):
            words = re.sub(pattern, meant, words)
    words = _RUN_ON.sub(r"\1，", _ROW.sub(r"\1，", _BARE_PERCENT.sub(r"\1%", words)))
    return _BEFORE_YEAR.sub("。", words) if len(set(_YEAR.findall(words))) > 1 else words
