"""A report's year is the one it reports on, not the one it was written in or plans for."""

from __future__ import annotations

import pytest

from drafter.model import Block, Document, Run
from drafter.understanding import outline


def year(*lines: str) -> int | None:
    blocks = tuple(Block("paragraph", (Run(line),), line=i) for i, line in enumerate(lines, 1))
    return outline.report_year(outline.build(Document(blocks)))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["云溪经开区2025年度法治政府建设情况的报告", "一、主要举措", "2024年以来，开展培训。"], 2025),
        (["一、2025年主要举措和成效", "开展培训。", "二、2026年主要安排", "继续培训。"], 2025),
        (["一、主要举措", "2025年开展培训。", "二、2026年推进法治政府建设的主要安排", "继续培训。"], 2025),
        (["一、主要举措", "2025年开展培训，2025年举办讲座，比2024年增加。"], 2025),
        (["一、主要举措", "开展培训。"], None),
        (["云溪经开区 2 0 2 5 年度法治政府建设情况的报告", "2024年，2024年。"], 2025),
        (["云溪经开区 2025 年度法治政府建设情况的报告", "2024年，2024年。"], 2025),
        (["云溪经开区二〇二五年度法治政府建设情况的报告", "2024年，2024年。"], 2025),
        (["一、主要举措", "2023年成立调解中心。2023年起试行，2023年以来推广。2025年培训。"], 2025),
        (["一、主要举措", "比2024年增加，较 2024 年提高。2025年培训。"], 2025),
        (["一、主要举措", "落实《2024年要点》《2024年计划》，2025年培训。2026年计划培训。"], 2025),
        (["一、主要举措", "2024年培训。2025年培训。", "云溪经济技术开发区管理委员会", "2026 年 1 月 9 日"], 2025),
        (["一、主要举措", "2024年培训。2025年培训。", "云溪经济技术开发区管理委员会", "二〇二五年十二月三十日"], 2025),
    ],
)
def test_the_year_is_taken_from_title_headings_or_text(lines: list[str], expected: int | None) -> None:
    assert year(*lines) == expected
