"""Made-up documents to lay out: one with every kind of block, one of several pages of nothing but hanzi."""

from __future__ import annotations

from drafter.model import Block, BlockKind, Document, Run, Sentence, Suggestion

HANZI = (
    "云溪经济技术开发区管理委员会把依法行政贯穿工作全过程持续规范执法行为及时化解矛盾纠纷努力让企业和群众感受到公平正义"
)


def block(kind: BlockKind, text: str, level: int = 0) -> Block:
    return Block(kind, (Run(text, "template"),), level)


def every_kind() -> Document:
    """Title, addressee, four levels of headings, a gap, a note, a long table, attachments, two organs, date, annotation."""
    mixed = Block(
        "paragraph",
        (
            Run("全年调解纠纷", "phrase", "disputes_1"),
            Run("162", "answer", "disputes_1", ("disputes.handled",)),
            Run("件，成功", "phrase", "disputes_1"),
            Run("【待填：调解成功】", "gap", "disputes_1", ("disputes.succeeded",)),
            Run("件。", "phrase", "disputes_1"),
            Run("派出所设调解室 4个。", "note", "disputes_2"),
        ),
    )
    rows = (
        ("序号", "指标", "2024年", "2025年"),
        *((str(i), "行政处罚案件", str(90 + i), str(100 + i)) for i in range(60)),
    )
    options = tuple(
        Suggestion(f"disputes-{i}", f"设驻所调解室{i}处。", "", 90.0 - i, "高", "disputes", sources=("甲区2023",))
        for i in range(4)
    )
    return Document(
        (
            block("title", "云溪经济技术开发区管理委员会关于2025年度法治政府建设情况的报告"),
            block("addressee", "市委、市政府："),
            block("paragraph", f"2025年，{HANZI}。“三项制度”——落地见效……现将有关情况报告如下。"),
            block("heading", "一、主要举措和成效", 1),
            block("heading", "（一）化解矛盾纠纷", 2),
            mixed,
            block("heading", "1.规范执法", 3),
            block("heading", "（1）公示制度", 4),
            block("paragraph", HANZI * 3 + "。"),
            # The sign that would hang over the margin: one behind 26 characters of a first line, one behind 28 of a next.
            block("paragraph", f"{HANZI[:26]}，{HANZI[:26]}，"),
            block("paragraph", f"{HANZI[:26]}{HANZI[:28]}，{HANZI}。"),
            Block("table", rows=rows),
            block("heading", "二、下一步打算", 1),
            block("paragraph", HANZI + "。"),
            block("attachment", "附件：1.云溪经济技术开发区2025年度法治政府建设主要数据统计表及有关情况说明"),
            block("attachment", "2.工作台账"),
            block("signature", "中共云溪经济技术开发区工作委员会"),
            block("signature", "云溪经济技术开发区管理委员会"),
            block("date", "2026年1月28日"),
            block("annotation", "（此件公开发布）"),
        ),
        sentences=(
            Sentence(
                "disputes_1", "", "phrase", "disputes", "disputes-3f9a1c", ("甲区2023",), 0.86, ("disputes.handled",)
            ),
            Sentence("disputes_2", "派出所设调解室 4个。", "note", "disputes", suggestions=options),
        ),
    )


def with_annex() -> Document:
    """A paper with an attachment and, on pages of its own, that attachment: label, title, a table that breaks."""
    rows = (("指标", "2024年", "2025年"), *((f"第{i}项指标", str(i), str(i + 1)) for i in range(60)))
    annex = (block("annex", "附件"), block("title", "2025年主要数据统计表"), Block("table", rows=rows))
    *text, organ, date = only_hanzi(2).blocks
    return Document((*text, block("attachment", "附件：主要数据统计表"), organ, date, *annex))


def only_hanzi(paragraphs: int = 24, organ: str = "云溪经济技术开发区管理委员会") -> Document:
    """Pages of hanzi without any other sign, then signature and date."""
    texts = [block("paragraph", HANZI * (3 + 2 * (i % 4))) for i in range(paragraphs)]
    close = [block("signature", organ), block("date", "2026年1月28日")]
    return Document((block("title", "云溪经济技术开发区情况报告"), *texts, *close))
