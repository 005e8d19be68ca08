"""`drafter snippets …`: save a passage of a report, find and show snippets, place one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from drafter.cli.parser import Bank, Folder, Json, Template, Topic
from drafter.cli.printing import as_json, out, quoted, say, through_link, versioned

if TYPE_CHECKING:
    from drafter.phrase_formats import Snippet

_LONGEST_OPENING = 40
"""A list shows no more characters of a snippet."""


def snippets_save(
    path: Annotated[Path, Argument(metavar="文件", help="任何一份报告")],
    section: Annotated[str, Option("--section", metavar="标题", help="保存一节：标题中的几个字，或序号加标题")] = "",
    line: Annotated[int, Option("--line", metavar="行号", help="保存一段：这一段所在的行", min=0)] = 0,
    name: Annotated[str, Option("--name", metavar="名称", help="给它起的名称，默认用标题")] = "",
    topic: Topic = "",
    output: Bank = None,
    template: Template = "",
    json: Json = False,
) -> None:
    """把一节或一段保存为段落素材，数字和名称换成槽位。"""
    from drafter.app import reuse

    file, snippet, doubts = reuse.keep(path, name, section, line, topic, output, template)
    if json:
        _as_json([snippet])
        return
    out(str(file))
    _print_whole(snippet)
    if doubts:
        say(f"可能还有本地名称：{'、'.join(doubts)}。请打开文件核对。")


def snippets_list(json: Json = False) -> None:
    """列出段落素材。"""
    snippets_search("", json)


def snippets_search(text: Annotated[str, Argument(metavar="文字", help="要找的词")], json: Json = False) -> None:
    """列出含有某个词的段落素材。"""
    from drafter.app import reuse

    found = reuse.search(text)
    if json:
        _as_json(found)
        return
    for snippet in found:
        out(f"{snippet.name}\t{snippet.topic}\t{snippet.sentences[0].text[:_LONGEST_OPENING]}")
    say(f"共 {len(found)} 条")


def snippets_show(
    name: Annotated[str, Argument(metavar="名称", help="段落素材的名称")],
    folder: Folder = Path(),
    json: Json = False,
) -> None:
    """查看一条段落素材，以及文件夹下哪些报告用了它。"""
    from drafter.app import reuse

    snippet, reports = reuse.show(name, folder)
    if json:
        _as_json([snippet], reports)
        return
    _print_whole(snippet)
    for path in reports:
        out(f"用于：{path}")


def _print_whole(snippet: Snippet) -> None:
    """The whole wording with its slots, and where it comes from."""
    for wording in snippet.sentences:
        out(wording.text)
        for name, kind in wording.slots.items():
            out(f"    {{{name}}} = {kind}")
    if snippet.source:
        out(f"出处：{snippet.source.report} {snippet.source.section} 第 {snippet.source.line} 行")


def _as_json(snippets: Sequence[Snippet], reports: Sequence[Path] = ()) -> None:
    """The snippets and, only for `show`, the reports that use the one shown."""
    shapes = [snippet.model_dump(mode="json") for snippet in snippets]
    as_json(versioned(snippets=shapes, used=[str(path) for path in reports]))


def snippets_place(
    name: Annotated[str, Argument(metavar="名称", help="段落素材的名称")],
    folder: Folder = Path(),
    topic: Topic = "",
) -> None:
    """把段落素材放进报告；生成文稿时填上本报告的数据。"""
    from drafter.app import report_in_progress, reuse

    placed = reuse.place(folder, name, topic)
    through_link(report_in_progress.linked(folder))
    say(f"已放入主题 {placed}。下一步：drafter render {quoted(folder)}")
