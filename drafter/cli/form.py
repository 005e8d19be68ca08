"""`drafter form …`: workbooks for departments: write them, read them back, see who has returned what, write reminders."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from typer import Argument, Exit, Option

from drafter.cli.parser import Folder, Json
from drafter.cli.printing import as_json, out, quoted, say, through_link, versioned
from drafter.errors import DrafterError

if TYPE_CHECKING:
    from drafter.app.packs import pack_merging
    from drafter.app.packs.collecting import Collected
    from drafter.app.packs.pack_merging import Conflict
    from drafter.app.packs.pack_status import Progress

_ALL = "全部"
Workbooks = Annotated[list[Path], Argument(metavar="表格", help="填好收回的 Excel 表格")]


def form_export(
    folder: Folder,
    output: Annotated[Path, Option("-o", "--output", metavar="文件夹", help="写到哪里")] = Path("填报表"),
    by: Annotated[Literal["department"], Option("--by", metavar="department", help="按部门各一个文件")] = "department",
    one_file: Annotated[bool, Option("--one-file", help="所有部门写在一个文件里")] = False,
    deadline: Annotated[str, Option("--deadline", metavar="日期", help="请各部门在这一天前报送，如 2026-01-10")] = "",
    contact: Annotated[str, Option("--contact", metavar="联系人", help="姓名和电话，写在封面上")] = "",
    json: Json = False,
) -> None:
    """写出发给各部门填的 Excel 表格。"""
    from drafter.app.packs import packing
    from drafter.app.packs.pack_rows import About

    written = packing.export(folder, output, About(deadline, contact), one_file)
    if json:
        as_json(versioned(files=[{"file": str(path), "rows": count} for path, count in written.items()]))
        return
    for path, count in written.items():
        out(f"{path}　{count} 项")
    say(f"下一步：发给各部门，收回后 drafter form import {quoted(folder)} 文件…")


def form_import(
    folder: Folder,
    files: Workbooks,
    keep: Annotated[
        str, Option("--keep", metavar="编号", help="两处不同的这几项保留报告里的，用逗号隔开，或写 全部")
    ] = "",
    take: Annotated[
        str,
        Option("--take", metavar="编号", help="这几项用表格里的；几个表格不同的写 编号=部门 或 编号=文件名，或写 全部"),
    ] = "",
    json: Json = False,
) -> None:
    """收回填好的表格，并入报告；两处不同的不改，先问。"""
    from drafter.app import report_in_progress
    from drafter.app.packs import collecting

    through_link(report_in_progress.linked(folder))
    choice = _Choice(keep, take, asks=not json and sys.stdin.isatty() and sys.stderr.isatty())
    found = collecting.collect(folder, files, choice.decide, choice.settles, say)
    choice.refuse_unknown(found)
    if json:
        as_json(versioned(**_shape(found)))
    else:
        _print(found, folder)
    if not found.is_clean:
        raise Exit(1)


class _Choice:
    """What the user decides where two things are said of a place: by --keep and --take, or when asked at the terminal."""

    def __init__(self, keep: str, take: str, asks: bool) -> None:
        self._keep, self._take, self._asks = _named(keep), _named(take), asks
        if both := self._keep.keys() & self._take.keys():
            raise DrafterError(f"--keep 和 --take 都写了 {'、'.join(sorted(both))}", "每一项只能写在一处")
        self._used: set[str] = set()

    def settles(self, place: str) -> bool:
        """Whether the user named the place."""
        id = place.partition(":")[2]
        return id in self._keep or id in self._take

    def decide(self, conflict: Conflict) -> pack_merging.Option | None:
        """The option that counts; None for later."""
        id = conflict.place.partition(":")[2]
        kept = next((each for each in conflict.options if each.claim is None), None)
        theirs = [each for each in conflict.options if each.claim]
        self._used.add(id)
        if id in self._take or (_ALL in self._take and id not in self._keep):
            source = self._take.get(id, "")
            fitting = [o for o in theirs if o.claim and source in ("", o.claim.source, o.claim.where.file)]
            return fitting[0] if len(fitting) == 1 else None
        if id in self._keep or _ALL in self._keep:
            return kept
        return self._asked(conflict) if self._asks else None

    def refuse_unknown(self, found: Collected) -> None:
        """Tell of named places about which there was nothing to decide."""
        unused = sorted({*self._keep, *self._take} - self._used - {_ALL})
        if unused:
            say(f"{'、'.join(unused)} 没有两处不同的内容，--keep、--take 没有用上。")

    def _asked(self, conflict: Conflict) -> pack_merging.Option | None:
        say(f"两处不同：{conflict.ask}")
        for n, each in enumerate(conflict.options, 1):
            say(f"  {n}. {each.said}　（{each.by}）")
        say("用哪一个？输入编号；直接回车以后再定：")
        typed = sys.stdin.readline().strip()
        return conflict.options[int(typed) - 1] if typed in map(str, range(1, len(conflict.options) + 1)) else None


def _named(typed: str) -> dict[str, str]:
    """编号,编号=部门 → the sources by id; a kind in front (q:) may be left out."""
    pieces = [piece.strip() for piece in typed.replace("，", ",").replace("、", ",").split(",")]
    pairs = (piece.partition("=") for piece in pieces if piece)
    return {(id[2:] if id[1:2] == ":" else id): source for id, _, source in pairs}


def _print(found: Collected, folder: Path) -> None:
    merged = found.merged
    for file, count in found.given.items():
        out(f"{file}　并入 {count} 项" if count else f"{file}　没有新的可以并入，和报告里的一样，或者见下面")
    for trouble in merged.troubles:
        out(f"{trouble.where}　{trouble.message}")
        if trouble.hint:
            out(f"    提示：{trouble.hint}")
    for conflict in merged.conflicts:
        out(f"两处不同，没有改：{conflict.ask}（{conflict.place.partition(':')[2]}）")
        for each in conflict.options:
            out(f"    {each.said}　（{each.by}）")
    for conflict, chosen in merged.decided:
        say(f"已定：{conflict.ask} 用 {chosen.said}（{chosen.by}）")
    for where, ask, text in found.remarks:
        say(f"备注：{where}　{ask}：{text}")
    for where, doubt in found.doubts:
        say(f"请核对：{where}　{doubt}")
    if merged.same or merged.declined:
        say(f"与报告里相同的 {merged.same} 项；以前已定为不用的 {merged.declined} 项。")
    if merged.conflicts:
        say("保留报告里的加 --keep 编号，用表格里的加 --take 编号（或 全部），再导入一次；定过的不再问。")
    say(f"下一步：{'改好上面各格再导入' if merged.troubles else f'drafter form status {quoted(folder)}'}")


def _shape(found: Collected) -> dict[str, Any]:
    merged = found.merged
    return {
        "files": [{"file": file, "given": count} for file, count in found.given.items()],
        "problems": [{**each.where._asdict(), "message": each.message, "hint": each.hint} for each in merged.troubles],
        "conflicts": [
            {"id": each.place, "ask": each.ask, "options": [{"said": o.said, "by": o.by} for o in each.options]}
            for each in merged.conflicts
        ],
        "same": merged.same, "declined": merged.declined,
        "remarks": [{**where._asdict(), "ask": ask, "text": text} for where, ask, text in found.remarks],
        "doubts": [{**where._asdict(), "message": message} for where, message in found.doubts],
    }  # fmt: skip


def form_status(folder: Folder, json: Json = False) -> None:
    """看各部门填了多少、收回了哪些、谁逾期。"""
    import datetime

    from drafter.app.packs import pack_status

    found = pack_status.progress(folder, datetime.date.today())
    if json:
        as_json(versioned(departments=[_progress_shape(each) for each in found]))
        return
    for each in found:
        out(f"{each.department}　{_standing(each)}")
        for returned in each.returned[-1:]:
            signed = f"，{returned.signed}" if returned.signed else ""
            out(f"    {returned.at[:10]} 收到 {returned.file}{signed}")
            for remark in returned.remarks:
                out(f"    备注：{remark}")
    lacking = sum(1 for each in found if each.open)
    say(f"{len(found)} 个部门，{lacking} 个没有填完。")
    if lacking:
        say(f"催报：drafter form letter {quoted(folder)} -o 文件夹")


def form_letter(
    folder: Folder,
    output: Annotated[Path, Option("-o", "--output", metavar="文件夹", help="写到哪里")] = Path("提醒函"),
    json: Json = False,
) -> None:
    """给没有填完的部门各写一份提醒函（Word）。"""
    import datetime

    from drafter.app.packs import pack_status

    written = pack_status.letters(folder, output, datetime.date.today())
    if json:
        as_json(versioned(files=[str(path) for path in written]))
        return
    for path in written:
        out(str(path))
    if not written:
        say("各部门都填完了，没有要写的提醒函。")


_SHEETS = {"figures": "数据", "sentences": "上年的话", "measures": "举措"}


def _standing(each: Progress) -> str:
    """已填 12/35 项（数据 8/20，举措 4/15）　逾期 3 天，没有收到表格"""
    parts = (f"{_SHEETS[name]} {count - len(each.missing[name])}/{count}" for name, count in each.asked.items())
    said = [f"已填 {each.total - each.open}/{each.total} 项（{'，'.join(parts)}）"]
    if each.days_late:
        said.append(f"逾期 {each.days_late} 天")
    elif each.sent.deadline and each.open:
        said.append(f"期限 {each.sent.deadline}")
    if each.open and not each.returned:
        said.append("没有收到表格" if each.sent.at else "没有发表格")
    return "　".join(said)


def _progress_shape(each: Progress) -> dict[str, Any]:
    return {
        "department": each.department, "asked": each.total, "filled": each.total - each.open,
        "by_sheet": {name: {"asked": count, "filled": count - len(each.missing[name])} for name, count in each.asked.items()},
        "missing": [row.id for rows in each.missing.values() for row in rows], "deadline": each.sent.deadline or None,
        "days_late": each.days_late, "sent": each.sent.at or None, "returned": [one.model_dump() for one in each.returned],
    }  # fmt: skip
