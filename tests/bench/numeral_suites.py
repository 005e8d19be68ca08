"""The numerals of public test suites, read by our reader: how many are right, wrong, and left out, with the reason.

The cases are rebuilt as data of our own, number and value only, in tests/data/numerals.yaml: of cn2an 0.5.24 (its own tests),
of Recognizers-Text (the specifications of Chinese numbers, percentages and number ranges) and of WeTextProcessing (inverse
normalisation of Chinese: numbers, measures, money). What a suite tests besides, such as dates and telephone numbers, is not in it.

`LEFT_OUT` was written before the first run, from what a report prints; a case is left out for nothing else.
"""

from __future__ import annotations

# Reason → what a case must have in it to be left out for this reason.
LEFT_OUT = {
    "字母和算式（40k、2^5）": "[A-Za-zＡ-Ｚａ-ｚ^*]",
    "分数（报告里的三分之一不当数据）": "(?<![百千万])分之|/|又",
    "打、对、双、半、折": "[打对對双雙半折]",
    "兆（各行业大小不同）": "兆",
    "繁体、异体字（报告用规范汉字）": "[萬億兩點倆負個貳參]",
    "汉字之间有空格（可能是几个数）": "[^\x00-\x7f０-９] +[^\x00-\x7f０-９]",
    "两位逐位念（七一、五四多是节日）": "^[一二三四五六七八九壹贰叁肆伍陆柒捌玖]{2}$",
    "残缺的小数（零点是时刻）": "^点|点$",
    "比较的说法（大于、之间）": "[大小等]于|比|最[多少]|之间|之下|或|<",
    "毛、块、两（口语的钱和重量）": "[毛块]|[十百千万一二三四五六七八九]两$",
}
