"""GB/T 9704—2012 in numbers: paper, lines, fonts, sizes, page numbers. The writer has them nowhere else.

The standard speaks of millimetres, 字号 and characters; Word counts twips (1/1440 inch), points and half-points. Where a value
is not the plain conversion, the comment says why; such values were found by measuring what LibreOffice 7.4 and 25.2 print.
Numbers such as 5.2.1 are clauses of the standard.
"""

from __future__ import annotations

# 5.1, 5.2.1: A4; 天头 37 ± 1 mm, 订口 28 ± 1 mm, 版心 156 × 225 mm, which leaves 26 mm at the right and 35 mm below.
PAGE_MM = (210, 297)
TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM = 37, 26, 35, 28
TEXT_WIDTH = 8845
"""Twips between the margins as Word rounds them: 156 mm."""

# 5.2.3: 每面排 22 行，每行排 28 个字，并撑满版心.
CHARACTERS = 28
CHARACTER = TEXT_WIDTH / CHARACTERS
"""Twips from one character of a full line to the next."""
LINE = 579
"""Twips from line to line, 28.95 pt: with 580 only 21 lines fit on a page."""
TRACKING = -5
"""Twips by which the space after each 16 pt character is tightened: with none, only 27 characters fit on a line. A character
grid would do the same, but LibreOffice up to 7.4 gives every character two cells of it."""

# 5.2.2, 7.3.1, 7.3.3, 7.3.7, 7.5: a font for each part of a paper, 3 号仿宋 where nothing else is said.
SONG_TITLE, HEI, KAI, FANGSONG, SONG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
FONTS = {
    FANGSONG: ("仿宋", "modern", "default"),
    KAI: ("楷体", "modern", "default"),
    HEI: ("SimHei", "modern", "fixed"),
    SONG_TITLE: ("华文中宋", "auto", "default"),
    SONG: ("SimSun", "auto", "variable"),
}
"""Font → the substitute that Word takes where it is not installed, and the family and pitch by which it looks for others."""
SIZE_2, SIZE_3, SIZE_4 = 22, 16, 14
"""Points of 二号, 三号 and 四号."""

# 7.3.3: 每个自然段左空二字. Word follows the indent in characters, LibreOffice the one in twips, so both are written.
INDENT_CHARACTERS = 2
INDENT = round(INDENT_CHARACTERS * CHARACTER)

# 7.3.5.1: 成文日期右空四字; the organ is centred over it.
DATE_INSET = 4
"""Characters."""

# 7.5: 4 号半角宋体, 一字线上距版心下边缘 7 mm, 单页码居右空一字, 双页码居左空一字.
FOOTER_LINE = 400
"""Twips: 20 pt, enough for the 14 pt number."""
FOOTER_DISTANCE = 1422
"""Twips from the edge of the paper to the foot of that line: the dash then prints 7.0 mm below the 版心."""
NUMBER_INSET = 20 * SIZE_4
"""Twips: one character of the page number's own size; a point is 20 twips."""

# 8: tables. The standard leaves font and size open: 小四 in lines of 20 pt is our choice.
CELL_SIZE, CELL_LINE, CELL_AIR = 12, 400, 40
"""The letters in points, the line in twips, and twips of air above and below the text of a cell."""
COMMENT_SIZE = 10.5
"""Points, 五号: comments are no part of the paper, and this is what Word itself sets them in."""

TITLE_CHARACTERS = 19.5
"""Characters of 二号 in a line: 20 would just fit, but LibreOffice adds air beside figures."""
