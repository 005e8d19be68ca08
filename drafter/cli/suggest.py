"""`drafter suggest`: formal wording for a rough note."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from drafter.cli.parser import Json, Template, Topic
from drafter.cli.printing import as_json, out, say, shapes, versioned


def suggest(
    text: Annotated[str, Argument(metavar="文字", help="随手记的一句话，如 “调解纠纷207件 成功188件”")],
    topic: Topic = "",
    limit: Annotated[int, Option("-n", metavar="条数", help="最多给出几条", min=1, max=50)] = 5,
    report: Annotated[Path | None, Option("--report", metavar="文件夹", help="按这份报告的年度和模板选用表述")] = None,
    template: Template = "",
    take: Annotated[
        int, Option("--take", metavar="第几条", help="只输出这一条，并记住这次选择，以后排得靠前", min=1, max=50)
    ] = 0,
    json: Json = False,
) -> None:
    """把随手记的话换成规范表述，数字自动填到位。"""
    from drafter.app import suggestions

    made = suggestions.suggest(text, topic, limit, report=report, template=template, take=take, tell=say)
    if json:
        as_json(versioned(suggestions=shapes(made.suggestions)))
    elif take:
        out(made.suggestions[0].text)
    elif not made.suggestions:
        say("没有找到合适的表述。可以换几个词再试，或补充数字和单位。")
    else:
        for number, suggestion in enumerate(made.suggestions, 1):
            out(f"{number}. {suggestion.text}")
            out(f"   {suggestion.label}")
            if suggestion.origin == "own":
                continue
            for reason in suggestion.why:
                out(f"   - {reason}")
            source = "；".join(suggestion.sources) or "本程序编写"
            out(f"   主题 {suggestion.topic}　编号 {suggestion.id}　出处：{source}")
    for remark in made.remarks:
        say(remark)
