"""What the mutations put in: the words of each grammar, and the small texts that are made wrong. Nothing is done here."""

from __future__ import annotations

WORD_XML = (
    "<w:p>", "</w:p>", "<w:r>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:sdt>", "<w:ins>", "<w:del>", "<w:br/>", "<w:tab/>",
    "<w:txbxContent>", "<mc:Fallback>", "<mc:Choice>", "<w:altChunk/>", '<w:fldChar w:fldCharType="begin"/>', "<w:rubyBase>",
    '<w:fldChar w:fldCharType="end"/>', '<w:gridSpan w:val="9999999"/>', "<w:vMerge/>", "<w:vanish/>", "<w:numPr/>", "&#0;",
    '<w:ilvl w:val="-1"/>', '<w:start w:val="99999"/>', "&amp;", "&x;", "<!--", "-->", "<![CDATA[", "<?x?>", "<w:moveFrom>",
    '<w:pict xmlns:w="urn:x"/>', "<w:p/>", "<w:rPr><w:del/></w:rPr>", "<w:sectPr>", "w:val", "w:id", "w:styleId",
    "chineseCounting", "upperRoman", "ideographTraditional", "bullet", "none", "%1", "%9%9", "Normal", "Title", "heading 9",
    "../../x", "word/document.xml", "document.xml", "/", "\\", "http://127.0.0.1/x", "w14:", "xml:space", "<w:sym/>",
)  # fmt: skip
HTML = (
    "<table>", "</table>", "<td>", "<tr>", "<p>", "</p>", "<br>", "<div>", "</div>", "</body>", "</html>", "<li>", "<ol start='-9'>",
    "<!--", "-->", "<![CDATA[", "<script>", "</script>", "<style>", "<textarea>", "<pre>", "&#8203;", "&#0;", "&nbsp;", "&#x110000;",
    "&#xD800;", "&amp;", "&", "colspan='99999'", "rowspan='65535'", "hidden", "style='display:none'", "<meta charset='utf-16'>",
    "<meta charset='x-unknown'>", "<meta http-equiv=Content-Type content='text/html; charset=big5'>", "<base href='x'>", "<svg>",
    "<template>", "<frameset>", "<iframe>", "<input value='207'>", "<select><option>", "<sup>2</sup>", "<del>199</del>", "<?xml version='1.0'?>",
    "<noscript>", "<o:p>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "class='hide'", "\x00", "<tu>", "<tuv>", "<seg>", "<prop>", "xml:lang='zh'",
)  # fmt: skip
MAIL = (
    *HTML[:20], "boundary=", "=3D", "=E4=BA", "=", "=\n", "Content-Type: ", "Content-Transfer-Encoding: base64", "text/plain", "charset=gb2312",
    "charset=x", "------=_N_01", "------=_N_01--", "MIME-Version: 1.0", "multipart/mixed", "\n\n", "message/rfc822", "=?utf-8?B?5LqR?=",
)  # fmt: skip
PDF = (
    " Tj", " TJ", "BT", "ET", " Td", " Tm", "<<", ">>", "[", "]", "/F1", "/Type", "/Page", "/Kids", "3 0 R", "2 0 R", "obj", "endobj", "stream",
    "endstream", "0 0 0 0 0 0", "1e38", "-1", "<0001>", "<ffff>", "<d835>", "<dfff>", "(a)", "(\\", "/Length 99999999", "xref", "trailer",
    "/Encrypt", "/Rotate 90", "0.7 0.7 -0.7 0.7", "/MediaBox[0 0 0 0]", "beginbfchar", "beginbfrange", "q", "Q", "cm", "%PDF-1.7", "%%EOF",
)  # fmt: skip
YAML = (
    "- ", "  ", "\t", ": ", "? ", "[", "]", "{", "}", "'", '"', "|", ">", ">-", "|+", "&a ", "*a", "!!int ", "!!python/object:os.system ", "<<: *a",
    "~", "null", "yes", "no", "true", "#", " #", "---", "...", "%YAML 1.1", "%TAG", "@", "`", "\\x00", "\\u0007", "name", "value", "text", "id",
    "topic", "year", "zone", "answers", "notes", "snippets", "facts", "measures", "roll", "note", "accepted", "last_year", "state", "status",
    "not_applicable", "slots", "{handled}", "{", "{x}", "disputes.handled", "disputes.nope", "../x", "/etc/x", "~nosuchuser/x", "2025", "0", "-1",
    "1e9", "[a-z", "(?P<x>", "(a+)+$", "\\1", "{value}", "{0}", "{value.__class__}", "when", "sum", "ratio", "自带", "CON", "a/b",
)  # fmt: skip
JINJA = (
    "{{", "}}", "{%", "%}", "{#", "#}", "{{ year }}", "{{ zone }}", "{{ zone.name }}", "{{ disclosure }}", "{{ disclosure.published }}",
    "{{ nope }}", "{{ nope.x }}", '{{ say("disclosure") }}', "{{ say(1) }}", "{{ say() }}", '{{ say("x") }}', "{% if x > 100 %}", "{% endif %}",
    "{% for i in range(999999999) %}", "{% for a in x %}", "{% endfor %}", "{% include [nope] %}", '{% include "/etc/passwd" %}', "{% raw %}",
    '{% include "../x.md" %}', '{% include "frames/brief.md" %}', "{% extends 'x' %}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set x = 'a' * 9999999 %}", "{{ 'a' * 999999999 }}", "{{ 9 ** 9 ** 9 }}", "{{ ().__class__ }}", "{{ x|join }}", "{{ year|int + 1 }}",
    "{{ disclosure.published + 1 }}", "{% if disclosure.published == 207 %}", "{{ ordinal(1) }}", "{{ ordinal('x') }}", "{{ ordinal(0) }}",
    "{{ 1/0 }}", "{{ '%s'|format }}", "{{ [1]|first }}", "{{ lipsum() }}", "{{ cycler }}", "{{ loop.index }}", "{{ self }}", "{% call x() %}",
    "{% filter upper %}", "{% do x %}", "{% block a %}", "{{ caller() }}", "# ", "## ", "###### ", "@signature ", "@date ", "@annotation ", "@x ",
    "| a | b |\n|---|---|\n| 1 | 2 |", "**", "*", "> ", "- ", "1. ", "\ue000", "\ue00a", "```", "---", "【待填：", "】", "{{ guidance }}", "-}}", "{{-",
)  # fmt: skip
WORKBOOK = (
    '<c r="E4">', '<c r="A1048576">', '<c r="XFD1"/>', '<c r="ZZZ99999999">', "<v>", "</v>", "<v/>", "<f>1+1</f>", "<v>1E999</v>", "<v>NaN</v>",
    't="s"', 't="e"', 't="b"', 't="d"', 't="inlineStr"', 't="str"', 's="99999"', 's="-1"', "<row/>", '<row r="0">', "<is><t>", "<rPh>",
    '<mergeCell ref="A1:XFD1048576"/>', '<mergeCell ref="E4:E9"/>', '<mergeCell ref=":"/>', 'formatCode="yyyy%"', 'numFmtId="14"', 'numFmtId="9"',
    "q:learning.classes", "m:x.y", "s:p1s1", "a:p1s1.1", "本年", "编号", "&#0;", "<!--", "<![CDATA[", "0.1", "-1", "99999999999999999999", "不适用",
)  # fmt: skip
CSV = (
    ",",
    '"',
    '""',
    "\r\n",
    "\n",
    "\t",
    ";",
    "=1+1",
    "＝1+1",
    "@x",
    "'",
    "表述",
    "编号",
    "主题",
    "槽位",
    "{",
    "}",
    '{"a": "b"}',
    "[]",
    "\x00",
    "，",
)
NOTE_WORDS = (
    "万", "亿", "千", "百", "十", "零", "〇", "两", "半", "余", "多", "近", "约", "超", "以上", "％", "%", "‰", "百分之", "个百分点", "成", "倍", "分之",
    "件", "起", "人次", "元", "万元", "场", "、", "，", "。", "；", "：", "（", "）", "“", "”", "《", "》", "〔", "〕", "-", "—", "～", "至", "比上年", "同比",
    "增长", "下降", "其中", "率", "成功", "调解", "2025年", "二〇二五年", "1月", "2026年1月20日", "一、", "（一）", "1.", "第一", "一是", "{", "}", "{x}",
    "https://a.cn/1-1?x=1:2", "12:30", "1-1", "3.14", "1,234", "1，234", "90。82%", "12 000", "附件：", "云溪经济技术开发区", "没有", "未", "无", "不", "零",
    "+", "=", "/", "\\", "<b>", "&lt;", "#", "*", "_", "～", "①", "㈠", "Ⅳ", "％", "１２", "一点二亿", "7千3百", "三五", "十七八", "三万五", "两千零十",
)  # fmt: skip
NOTES = (
    "调解纠纷207件 成功188件", "今年人民调解207起，成功率98.5%，比去年多12起", "办理行政复议申请12件，审结11件，纠错2件", "开展法治宣传35场次 受众1.2万人次",
    "普法讲座5场，参加三百余人次，发资料2000份", "行政机关负责人出庭应诉率100%", "制定规范性文件3件 清理废止1件", "社矫对象36人，没有脱管漏管",
    "投入35.5万元建了公共法律服务中心", "12345热线转办2103件，满意率千分之九百六十八", "执法检查一千二百余次，罚款5万4千元", "没有发生重大行政违法案件",
)  # fmt: skip
ANSWERS = (
    "162", "１６２件", "1,620", "3万", "一百六十二", "83.33%", "2.5万元", "12 000", "二〇二六年一月二十日", "2026-1-20", "不适用", "0", "1亿2000万元",
    "一是加强领导；二是压实责任", "《云溪经开区法治工作要点》", "市委、市政府", "<", "=", "清空", "不知道", "百分之九十八", "98。5", "207\t188", "三五",
)  # fmt: skip
ANSWER_WORDS = (
    *NOTE_WORDS[:40],
    "不适用",
    "保留",
    "重填",
    "退出",
    "跳过本节",
    "帮助",
    "清空",
    "返回",
    "<",
    "=",
    "?",
    "\t",
    "\r",
    "\n",
    "  ",
)
QUESTIONS = (
    "disputes.handled", "disputes.success_rate", "leadership.funds", "opening.addressee", "opening.achievement", "learning.trained",
    "signature.date", "problems.items", "attachments.items", "review.average_days", "norms.adopted", "plan.items", "legal_services.recovered",
)  # fmt: skip
PHRASE = "全年排查化解邻里纠纷36件"
BRIEF = """template: brief
frame: brief
year: 2025
zone: {name: 云溪市自然资源局, short: 市局, organ: 云溪市自然资源局}
answers:
  disclosure.published: 207
  disclosure.wechat: {value: 188, last_year: 150}
  requests.received: 12
  requests.answered: 12
notes:
  disclosure:
  - {note: 公众号发了36篇}
"""
SETTINGS = """templates: mine
phrasebank: [bank, 自带]
language: 用词
author: 甲
template: annual-report
"""
FRAME = """# {{ zone.name }}{{ year }}年度报告

{% if disclosure.published %}
{{ say("disclosure") }}共{{ disclosure.published }}条，其中{{ disclosure.wechat }}篇。
{% endif %}

{% for item in [1, 2] %}{{ ordinal(loop.index) }}是甲。{% endfor %}

| 指标 | 数值 |
|---|---|
| 公开 | {{ disclosure.published }} |

{% include "sections/next.md" %}
"""
TABLE = """编号,主题,作用,性质,状态,表述,槽位,出处,出现次数,年度,停用原因
,disputes,work,figure,reviewed,调解纠纷{handled}件,"{""handled"": ""disputes.handled""}",,1,,
,norms,work,figure,reviewed,"制定规范性文件{n}件，清理{m}件","{""n"": ""number"", ""m"": ""number""}",[],1,"[2025, 2025]",
,,,,,全年开展法治宣传35场次，受众1.2万人次,,,,,
"""
MEMORY = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header creationtool="x" segtype="sentence" srclang="zh-CN" datatype="plaintext" o-tmf="x" adminlang="zh"/><body>
<tu tuid="disputes-0703e9"><prop type="x-drafter-topic">disputes</prop><prop type="x-drafter-slots">{"handled": "disputes.handled"}</prop>
<tuv xml:lang="zh-CN"><seg>调解纠纷{handled}件</seg></tuv></tu>
<tu><tuv xml:lang="zh-CN"><seg>开展法治宣传35场次</seg></tuv></tu></body></tmx>
"""
