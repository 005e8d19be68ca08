"""GB/T 9704-2012 as far as a file can be measured by it: sizes, fonts and counts, each with its clause.

Lengths are in millimetres, letters in points (三号 is 16). The writer of drafts has its own numbers, in the units of its file:
what is checked does not lend the yardstick.
"""

import re

PAPER = (210, 297)  # 5.1: A4
TOP, LEFT, TOLERANCE = 37, 28, 1  # 5.2.1: 天头, 订口
TEXT_BLOCK = (156, 225)  # 5.2.1: 版心
LINES, CHARACTERS = 22, 28  # 5.2.3: on a page, in a line

SIZES = {22: "二号", 18: "小二", 16: "三号", 15: "小三", 14: "四号", 12: "小四", 10.5: "五号"}
TITLE, BODY, PAGE_NUMBER = 22, 16, 14  # 7.3.1, 5.2.2, 7.5
BY_LEVEL = {1: "黑体", 2: "楷体", 3: "仿宋", 4: "仿宋"}
"""7.3.3: the fonts of 一、（一）1.（1）"""
FONTS = {
    "小标宋": re.compile("小标宋|XiaoBiaoSong|XBS", re.IGNORECASE),
    "黑体": re.compile("黑体|SimHei|FZHei|Heiti", re.IGNORECASE),
    "楷体": re.compile("楷|KaiTi|Kai", re.IGNORECASE),
    "仿宋": re.compile("仿宋|Fang ?Song", re.IGNORECASE),
    "宋体": re.compile("宋|Sim ?Sun|Song|Times", re.IGNORECASE),
}
"""What a font of a kind may be called. Figures in 宋体 are usually set in Times."""

NUMBER_BELOW = 7  # 7.5: from the text block to the page number
