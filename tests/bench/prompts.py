"""What it takes to go through last year's report: files in, a table out.

    PYTHONPATH=tests python -m bench.prompts 上年报告…

Everything is kept, every figure and name is given, every warning is confirmed, and what must be answered besides is answered: a whole
report from last year's. Each line that the talk waits for counts one, whatever is typed. Where a file's figures are labelled (N.yaml
beside N.txt, see bench.reports), it is counted too how many of them are asked for.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import yaml

from drafter import config, readers
from drafter.app import report_kind
from drafter.asking import questionnaire
from drafter.asking.forms.roll_dialogue import step
from drafter.asking.forms.roll_state import State, start
from drafter.asking.last_year import Item
from drafter.asking.roll_forward import items
from drafter.formats import Report, Zone
from drafter.understanding import understand
from drafter.understanding.dated import terms

_TYPED = {"decide": "", "dated": "沿", "rewrite": ""}
_NEW = {"money": "5万元", "percent": "95"}


def sentences(path: Path) -> tuple[Item, ...]:
    folder = config.template_folder()
    asked = questionnaire.load(folder)
    last = understand(readers.read(path), report_kind.register(folder))
    return items(last, asked.template.parts, [*asked.topics], terms(folder))


def prompts(found: Sequence[Item]) -> Counter[str]:
    """The lines by what they are for: decide, dated, fill; and how many values were given."""
    report = Report(year=2025, zone=Zone(name="云溪经济技术开发区"))
    state = start(found, questionnaire.load(config.template_folder()), report)
    counted: Counter[str] = Counter()
    while state.phase != "done":
        counted[state.phase] += 1
        counted["values"] += len(state.asked) if state.phase == "fill" else 0
        state, messages, refused = step(state, _TYPED.get(state.phase) or _values(state))
        assert not refused, messages
    return counted


def asked_for(path: Path, found: Sequence[Item]) -> tuple[int, int]:
    """Of the labelled figures of a report, how many are asked for by a label, and how many there are."""
    labels = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))["figures"]
    left = [(item.line, ask.last.replace(" ", "")) for item in found for ask in item.asks if ask.label]
    hits = 0
    for label in labels:
        printed = str(label["text"]).replace(" ", "")
        same = [each for each in left if each[0] == label["line"] and (printed in each[1] or each[1] in printed)]
        if same:
            left.remove(min(same, key=lambda each: each[1] != printed))
            hits += 1
    return hits, len(labels)


def _values(state: State) -> str:
    if state.phase != "fill":
        return ""
    asks = [place.ask for place in state.asked.values()]
    return " ".join("=" if ask.value else _NEW.get(ask.kind, "5") if ask.is_short else "抽不出人手" for ask in asks)


def main(arguments: list[str]) -> None:
    print("| 报告 | 定段落 | 定过时的话 | 填数 | 共几行 | 填了几个 | 标注的数据问到的 |\n|---|---|---|---|---|---|---|")
    for path in map(Path, arguments):
        found = sentences(path)
        counted = prompts(found)
        lines = [counted[phase] for phase in ("decide", "dated", "fill")]
        of = "/".join(map(str, asked_for(path, found))) if path.with_suffix(".yaml").exists() else "—"
        print(f"| {path.stem} | {' | '.join(map(str, (*lines, sum(lines), counted['values'], of)))} |")


if __name__ == "__main__":
    main(sys.argv[1:])
