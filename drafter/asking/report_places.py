"""What people call a place of report.yaml, and how its content is said in a line: for what is told about changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drafter.asking.zone import measures_of, questions_of
from drafter.errors import DrafterError
from drafter.formats import Report

NOTHING = "（无）"
_SETTINGS = {"frame": "框架", "length": "篇幅", "profile": "问多少题", "annex": "统计表"}
_FIELDS = {"last_year": "上年的数", "state": "", "from": "由谁填报"}
_MARKS = {"last_year": "上年", "sure": "没有填错", "star": "写变化"}
_STATES = {
    "not_applicable": "不适用", "unknown": "还不知道", "done": "做了", "not_done": "没做",
    "kept": "沿用", "changed": "改写", "dropped": "删去", "later": "以后再说",
}  # fmt: skip


def called(report: Report, place: Sequence[str]) -> str:
    """answers, disputes.handled, last_year as 调解的矛盾纠纷的上年的数; the key itself where nothing better is known."""
    section, key, field = (*place, "", "", "")[:3]
    name = _of_key(report, section, key) or key or _SETTINGS.get(section, section)
    return f"{name}的{_FIELDS[field]}" if _FIELDS.get(field) else name


def _of_key(report: Report, section: str, key: str) -> str:
    if section == "roll" and key in report.roll:
        return f"“{report.roll[key].of}……”"
    try:
        questionnaire = questions_of(report)
        if section == "answers" and key in questionnaire.questions:
            return questionnaire.questions[key].ask
        if section == "notes":
            return f"{questionnaire.topics.get(key, key)}的随手记" if key else "随手记"
        if section == "measures" and key in (known := measures_of(report).by_id):
            return known[key][2].ask
    except DrafterError:  # the template is wrong or gone; what was changed has its key
        pass
    return ""


def said(value: Any) -> str:
    """A value of report.yaml in a line: what was answered first, then the rest."""
    if value in (None, [], {}):
        return NOTHING
    if isinstance(value, dict):
        words = ((_MARKS.get(key, ""), said(each)) for key, each in value.items())
        return "，".join(mark if text == "true" else mark + text for mark, text in words if text != NOTHING)
    return "；".join(map(said, value)) if isinstance(value, list) else _STATES.get(str(value), str(value))
