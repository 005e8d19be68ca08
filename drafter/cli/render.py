"""`drafter render`: write the draft, say what is still to do in it and, with --diff, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Option

from drafter.cli.parser import Folder, Json
from drafter.cli.printing import as_json, notices, out, say, versioned

if TYPE_CHECKING:
    from drafter.checking.changes import Change
    from drafter.model import Document

_WORDS_OF_CHANGES = {"changed": "改", "added": "增", "removed": "删"}
_WEB = (
    "已去掉主送机关和页码，认出的人名写作“王某”，电话号码已略去，旁边另存纯文本。"
    "发布前请通读一遍，看有没有漏下的人名和不宜公开的内容。"
)


_Length = Annotated[
    Literal["short", "standard", "full"] | None,
    Option("--length", metavar="short|standard|full", help="控制篇幅：填全时约 1800、3500、5500 字；不写就全写"),
]


def render(
    folder: Folder = Path(),
    output: Annotated[Path | None, Option("-o", "--output", metavar="文件", help="写到哪里")] = None,
    frame: Annotated[str, Option("--frame", metavar="框架", help="换一个框架，不改数据")] = "",
    edition: Annotated[
        Literal["paper", "web"],
        Option("--edition", metavar="paper|web", help="报送版；网站版无主送机关、人名、电话、页码，另存纯文本"),
    ] = "paper",
    compare: Annotated[bool | None, Option("--compare/--no-compare", help="写不写与上年的比较")] = None,
    compare_all: Annotated[bool, Option("--compare-all", help="变化不大的也写比较")] = False,
    annex: Annotated[
        bool | None, Option("--annex/--no-annex", help="附不附全部数据的统计表（按 report.yaml，默认不附）")
    ] = None,
    length: _Length = None,
    formal_notes: Annotated[
        bool | None,
        Option("--formal-notes/--no-formal-notes", help="随手记写不写成按原文改写的正式文字（默认留原话，标黄）"),
    ] = None,
    comments: Annotated[
        Literal["all", "todo", "none"],
        Option("--comments", metavar="all|todo|none", help="批注：全部、只标待办、不要"),
    ] = "todo",
    format_: Annotated[
        str, Option("--format", metavar="docx|md|html|txt|pdf", help="文件格式；pdf 需要 LibreOffice")
    ] = "",
    sidecar: Annotated[Path | None, Option("--sidecar", metavar="文件", help="另存每句话的来历（.json）")] = None,
    diff: Annotated[
        Path | None,
        Option("--diff", metavar="旧稿.docx", help="列出与旧稿相比改、增、删了哪些句子；旧稿可以改过"),
    ] = None,
    json: Json = False,
) -> None:
    """生成文稿。"""
    from drafter.app import drafts

    earlier = drafts.sentences(diff) if diff else ()  # read first, because the draft may be written over the old file
    path, document = drafts.render(
        folder, output, frame, comments, format_, edition, sidecar, say,
        compare="all" if compare_all else compare, annex=annex, formal_notes=formal_notes, length=length,
    )  # fmt: skip
    changes = drafts.changes_since(earlier, document) if diff else None
    if json:
        gaps, rough = _left_to_do(document)
        shapes = None if changes is None else [asdict(change) for change in changes]
        as_json(versioned(file=str(path), gaps=gaps, notes=rough, changes=shapes))
        return
    _print(path, document, bool(formal_notes))
    if changes is not None:
        _print_changes(changes)


def _left_to_do(document: Document) -> tuple[int, int]:
    """How many gaps and how many rough notes there are."""
    gaps = sum(run.origin == "gap" for block in document.blocks for run in block.runs)
    return gaps, sum(sentence.origin == "note" for sentence in document.sentences)


def _print(path: Path, document: Document, tell_rewritten: bool) -> None:
    """The file, and what is left to do or to look at; on demand the notes that were rewritten."""
    for sentence in document.sentences:
        if sentence.note and tell_rewritten:
            say(f"按原文改写：{sentence.note}\n　　　　→　{sentence.text}")
    out(str(path))
    notices(document.notices)
    gaps, rough = _left_to_do(document)
    if gaps or rough:
        say(f"还有 {gaps} 处待填、{rough} 条记录待改写，文中已用黄底标出，并附批注。")
    if document.edition == "web":
        say(_WEB)


def _print_changes(changes: Sequence[Change]) -> None:
    """A line for each change, two for a changed sentence; then the counts."""
    for change in changes:
        note = "（旧稿里手工写的，新稿里没有）" if change.by_hand and change.kind == "removed" else ""
        out(f"{_WORDS_OF_CHANGES[change.kind]}　{change.old or change.new}{note}")
        if change.kind == "changed":
            out(f"→　{change.new}")
    kinds: list[str] = [change.kind for change in changes]
    counts = "，".join(f"{word} {kinds.count(kind)} 句" for kind, word in _WORDS_OF_CHANGES.items())
    say(f"与旧稿相比：{counts}" if changes else "与旧稿相比没有变化")
