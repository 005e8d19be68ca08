"""The sizes, fonts and counts of GB/T 9704-2012 that can be measured in a file, each with its clause.

Lengths are in millimetres, letters in points (三号 is 16). The writer of drafts has numbers of its own: if the two shared them,
the check could not notice a wrong one.
"""

import re

PAPER = (210, 297)  # 5.1: A4
TOP, LEFT, TOLERANCE = 37, 28, 1  # 5.2.1: 天头, 订口, ± 1
TEXT_BLOCK = (156, 225)  # 5.2.1: 版心
LINES, CHARACTERS = 22, 28  # 5.2.3: on a page, in a line

SIZES = {22: "二号", 18: "小二", 16: "三号", 15: "小三", 14: "四号", 12: "小四", 10.5: "五号"}
TITLE, BODY, PAGE_NUMBER = 22, 16, 14  # 7.3.1, 5.2.2, 7.5
BY_LEVEL = {1: "黑体", 2: "楷体", 3: "仿宋", 4: "仿宋"}
"""7.3.3: the fonts of the heading levels 一、（一）1.（1）"""
FONTS = {
    "小标宋": re.compile("小标宋|XiaoBiaoSong|XBS", re.IGNORECASE),
    "黑体": re.compile("黑体|SimHei|FZHei|Heiti", re.IGNORECASE),
    "楷体": re.compile("楷|KaiTi|Kai", re.IGNORECASE),
    "仿宋": re.compile("仿宋|Fang ?Song", re.IGNORECASE),
    "宋体": re.compile("宋|Sim ?Sun|Song|Times", re.IGNORECASE),
}
"""Names of fonts of each kind. 宋体 includes Times, in which the figures of 宋体 text are usually set."""

NUMBER_BELOW = 7  # 7.5: from the text block to the page number
