"""《Titles》 and document numbers (文号) in a folded line: where they stand, and whether a title is somebody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.language.lexicon import HAN

TITLE = re.compile(r"《([^《》]{2,80})》")
_NUMBER = re.compile(rf"{HAN}{{2,12}} ?(?:〔|\[|\()(?:19|20)\d\d(?:〕|\]|\)) ?\d+号")
_LEAD = re.compile(f"^.*(?:根据|按照|依据|印发|贯彻|落实|下发|执行|转发|以|的|和|与|了|在|由|及|对|文件)(?={HAN}{{2}})")
_NATIONAL = re.compile(
    r"^(?:关于印发|关于)?(?:中共中央|中华人民共和国|中国共产党|中国|国务院|中央|习近平|全国|国家|最高人民|党政主要负责人|市县法治政府|法治(?:政府|社会|中国)建设(?:实施纲要|规划))"
)
_OWN = re.compile(r"我[省市县区镇]|本[市县区镇]|(?:19|20)\d\d ?年?(?![\d年]*[-—~至])|\d{4}-\d{4}")


def numbers(line: str) -> Iterator[tuple[int, int]]:
    """Where 文号 stand: 云管发〔2024〕5号, without what leads to it (根据 …)."""
    for match in _NUMBER.finditer(line):
        lead = _LEAD.match(re.split(r"[〔\[(]", match.group())[0])
        yield match.start() + (lead.end() if lead else 0), match.end()


def national(title: str) -> bool:
    """Whether a title belongs to everybody: issued by the centre."""
    return _NATIONAL.match(title) is not None


def dated(title: str) -> bool:
    """Whether it speaks of a year or of 我区: a document of one place's year, not a law or a lasting rule."""
    return _OWN.search(title) is not None
