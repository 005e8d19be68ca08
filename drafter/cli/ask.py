"""`drafter ask`: the interview, question by question, or a list of the questions; `drafter measures list`: the measures that it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from drafter.cli.parser import Folder, Json, Template, Topic
from drafter.cli.printing import as_json, out, quoted, say, through_link, versioned

if TYPE_CHECKING:
    from drafter.app.rolling import Listed
    from drafter.asking.measure_file import Measure


def ask(
    folder: Folder = Path(),
    topic: Topic = "",
    only: Annotated[str, Option("--only", metavar="题目", help="只问这一题：编号、题目或其中几个字")] = "",
    again: Annotated[bool, Option("--again", help="已答的问题也再问一遍")] = False,
    profile: Annotated[
        str,
        Option("--profile", metavar="多少", help="minimum 只问必填的，usual 通常的（默认），full 全部；会记住"),
    ] = "",
    single: Annotated[bool, Option("--single", help="一行只填一个数")] = False,
    listed: Annotated[
        bool, Option("--list", help="不填，列出全部题目：编号、单位、说明、已填的、上年的；可加 --topic")
    ] = False,
    json: Json = False,
) -> None:
    """按主题填写数据；随时可退出，下次接着填。"""
    from drafter.app import report_in_progress, rolling

    if listed or json:
        _list(rolling.questions(folder, topic), json)
        return
    through_link(report_in_progress.linked(folder))
    report_in_progress.ask(folder, topic, only, again, say, profile, 1 if single else 10)
    say(f"已保存。下一步：drafter render {quoted(folder)}")


def _list(found: Sequence[Listed], json: bool) -> None:
    """Every question with what one needs to answer it in report.yaml."""
    from drafter.asking.answer_values import labelled

    if json:
        as_json(versioned(questions=[_shape(each) for each in found]))
        return
    before = ""
    for each in found:
        question, doubtful = each.question, each.doubtful
        if each.topic != before:
            out(each.topic)
        before = each.topic
        facts = (
            "必填" if question.required else "",
            f"已填：{labelled(question, each.value)}" if each.value is not None else "",
            "不适用" if each.state == "not_applicable" else "",
            f"上年：{labelled(question, each.last)}" if each.last is not None else "",
            f"{doubtful.said}（第 {doubtful.line} 行）" if doubtful else "",
            "沿用" if each.is_told else "",
        )
        unit = f"（{question.unit}）" if question.unit else ""
        out("　".join((f"  {question.id}", f"{question.ask}{unit}", *filter(None, facts))))
        fields = "｜".join(question.fields.values())
        for line in filter(None, (question.help, f"每条写：{fields}" if fields else "")):
            out(f"      {line}")
    say(f"共 {len(found)} 题")


def _shape(each: Listed) -> dict[str, Any]:
    from drafter.asking.answer_values import written

    question, doubtful = each.question, each.doubtful
    return {
        "id": question.id, "topic": each.topic, "ask": question.ask, "unit": question.unit, "kind": question.kind,
        "required": question.required, "when": question.when or None, "department": question.department, "help": question.help,
        "example": question.example, "fields": question.fields, "choices": question.choices, "state": each.state,
        "value": None if each.value is None else written(each.value), "last_year": None if each.last is None else written(each.last),
        "last_year_perhaps": doubtful._asdict() if doubtful else None, "told": each.is_told,
    }  # fmt: skip


def measures_list(
    topic: Topic = "",
    template: Template = "",
    report: Annotated[
        Path | None, Option("--report", metavar="文件夹", help="照这份报告的单位和年度列，标出已勾选的")
    ] = None,
    json: Json = False,
) -> None:
    """列出填报时逐项勾选的举措。"""
    from drafter.app import report_kind
    from drafter.asking import reportfile

    given = reportfile.load(report) if report else None
    found = report_kind.measures(topic, template, given)
    ticks = given.measures if given else {}
    if json:
        shapes = [
            {"id": each.id, "topic": each.id.partition(".")[0], "point": point.id}
            | each.model_dump(include={"ask", "text", "details", "years"})
            | ({"state": ticks[each.id].state if each.id in ticks else None} if given else {})
            for _, point, each in found
        ]
        as_json(versioned(measures=shapes))
        return
    before = ""
    for title, point, each in found:
        if (heading := f"{title}：{point.title}") != before:
            out(heading)
        before = heading
        marks = [_years(each), "已勾选" if each.id in ticks and ticks[each.id].state == "done" else ""]
        if given and not each.holds_in(given.year):
            marks.append(f"{given.year} 年度一般不用")
        out("　".join((f"  {each.id}", each.ask, *filter(None, marks))))
    say(f"共 {len(found)} 项")


def _years(measure: Measure) -> str:
    """The years in which it can be reported, where not all."""
    first, last = measure.years
    return (f"{first}年" if first else "") + ("起" if first and not last else "") + (f"至{last}年" if last else "")
