"""What a web page, a printer or a document system puts around a report. Lines in, yes or no out.

Three grades, because a report may well speak of its website: lines that are furniture wherever they stand, lines that are
so only above or below the text, and repetitions (the title twice, an abstract that repeats the opening).
"""

from __future__ import annotations

import re

from drafter import text

_BULLETS = re.compile(r"^[\s•·●○▪◆◇■□▶>|\-–—*]+")
_LABELS = (
    "[发成生公更印][文布成开新发]?(?:日期|时间)|(?:生成|生效|废止)日期|时间|日期|(?:信息|文章|稿件)?来源|作者|供稿",
    "(?:责任)?编辑|责编|编校|审核人?|[初复终]审|校对|发布[人者]|签发人?",
    "(?:浏览|点击|阅读|访问)(?:次数|人数|[数量])?|字体(?:大小)?|字号|视力保护色",
    "(?:信息)?索引号|索取号|统一(?:登记|编)号|(?:发文)?(?:文\\s*号|字号)|文件编号",
    "组配分类|(?:信息|主题|体裁|服务对象)分类|公文种类|栏目|所属(?:栏目|主题)|关键词|主题词|语种|标题|(?:信息)?名称",
    "(?:发布|发文|制发)(?:机构|机关|单位)|公开(?:方式|形式|范围|时限|属性|类别|责任部门)",
    "有效性|时效性|是否有效|效力状态|有效期",
    "分享[到至]?|打印|[上下]一[篇条]|相关(?:链接|附件|文章|新闻)|(?:信息公开|站内)搜索",
    "[您你]?(?:当前|现在|所在)*的?(?:所在)?位置|网站标识码|网站支持|技术支持",
)
_LABEL = re.compile(rf"[【\[]?(?:{'|'.join(_LABELS)})\s*[】\]]?\s*:")
_ABSTRACT = re.compile(r"(?:内容)?(?:概述|摘要)\s*:")
_ANYWHERE = re.compile(
    r"【字体|\[字体|字体\s*[:大]|扫一扫|扫码|扫描二维码|您是第.*访客|您当前的?位置|当前位置|版权所有|.{0,40}ICP备\d|.*公网安备"
    r"|(?:\[?\s*(?:打印|关闭|收藏|分享|返回顶部|返回首页|返回上一页|打印本页|关闭窗口|我要纠错|纠错|大|中|小)\s*[\]|/ ]*)+$"
    r"|[—–\-_·.\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/,]?\s*(?:共\s*)?\d{1,4}\s*页?)?[—–\-_·.\s]*$"
    r"|第[一二三四五六七八九十百]+页$|目\s*录$|.{2,60}?(?:\t|…+|\.{3,}|·{3,}|\s{2,})\s*\d{1,3}$"
)
_AROUND = re.compile(
    r"版权所有|ICP备|公网安备|网站备案|备案许可|网站标识码|主办单位|承办单位|主办[:：]|承办[:：]|.+主办\s+.+承办|技术支持|网站地图|联系我们|访客|访问量"
    r"|无障碍|长者|关怀版|政务微信|微信公众号|官方微博|手机版|客户端|我的收藏|设为首页|加入收藏|登录|注册|智能问答|站群|返回|关闭|打印|分享"
    r"|政府网站|网站声明|^声\s*明$|首页|>|»|未经许可|不得转载|二维码|搜索|繁体|简体|English|.{2,30}文件$|签发人|^(?:特急|加急|急件|秘密|机密|绝密|内部)"
)
_CATALOGUE = re.compile(r"索\s*引\s*号|发布机构|发文机关|组配分类")
_WORDS = re.compile(r"[\w\u4e00-\u9fff]")


def anywhere(line: str) -> bool:
    """Furniture wherever it stands: labelled metadata, page numbers, contents lines, share buttons, licence numbers."""
    plain = _BULLETS.sub("", text.fold(line))
    if not _WORDS.search(plain) or _ABSTRACT.match(plain):
        return True
    return "。" not in plain and bool(_LABEL.match(plain) or _ANYWHERE.match(text.fold(line).strip("•●▪ \t")))


def catalogues(table: str) -> bool:
    """Whether a table holds the catalogue data of a government page, not the report's."""
    return _CATALOGUE.search(table) is not None


def around(line: str) -> bool:
    """Furniture if it stands above or below the text: menus, hosts, imprints, the red head of a paper."""
    return len(line) <= 120 and not re.search("。|[；;！!？?]$", line) and _AROUND.search(text.fold(line)) is not None


def repeats(line: str, later: str) -> bool:
    """Whether a long paragraph opens like a later one: the abstract of a page."""
    one, other = _BULLETS.sub("", text.fold(line)), text.fold(later).strip()
    return len(one) >= 30 and one[:30] == other[:30]
