"""Whether what report.yaml says of last year's sentences fits them: a report and the sentences in, an error with its lines out."""

from __future__ import annotations

from pathlib import Path

from drafter import yamlfile
from drafter.asking.last_year import Item, meant_by, parsed, placed
from drafter.errors import FormatError
from drafter.formats import Report
from drafter.model import Finding


def check(report: Report, items: tuple[Item, ...], path: Path) -> None:
    """Raises FormatError, with the lines of the file at `path`, where a value under `roll` does not fit its ask."""
    by_id = {item.id: item for item in items}
    findings: list[Finding] = []
    for id, rolled in report.roll.items():
        if id not in by_id or not by_id[id].text.startswith(rolled.of):
            continue
        asks = {ask.id: ask for ask in by_id[id].asks}
        for number, given in placed(rolled, by_id[id]).values.items():
            message = ""
            if number not in asks:
                message, hint = _unplaced(number, by_id[id])
            elif given:
                try:
                    parsed(asks[number], given)
                except FormatError as error:
                    message, hint = f"{id} 的第 {number} 项（{asks[number].label}）{error.message}", error.hint
            if message:
                lines = yamlfile.read(path)[1]
                line = lines.get(("roll", id, "values", number)) or lines.get(("roll", id), 0)
                findings.append(Finding("ANS002", "answer", "error", f"{message}。{hint}", hint, str(path), line=line))
    if findings:
        raise yamlfile.problem(str(path), findings)


def _unplaced(name: str, item: Item) -> tuple[str, str]:
    """What is wrong with a name of a value that means none of the asks, or several, and what to do."""
    if meant := meant_by(name, item):
        return f"{item.id} 里“{name}”有 {len(meant)} 处", f"请改写编号：{'、'.join(meant)}"
    which = f"第 {name} 个要填的内容" if name.isdecimal() else f"叫“{name}”的内容"
    return f"{item.id} 没有{which}", f"共 {len(item.asks)} 个，用 drafter roll --json 查看"
