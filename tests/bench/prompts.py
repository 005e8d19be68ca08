"""How many lines a clerk types to go through last year's report: files in, a table out.

    PYTHONPATH=tests python -m bench.prompts 上年报告…

Everything is kept, every figure and name is given, every warning is confirmed, and what must be answered besides is answered: a whole
report from last year's. Each line that the talk waits for counts one, whatever is typed.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from drafter import config, readers
from drafter.app import report_kind
from drafter.asking import questionnaire
from drafter.asking.forms.roll_dialogue import step
from drafter.asking.forms.roll_state import State, start
from drafter.asking.roll_forward import items
from drafter.formats import Report, Zone
from drafter.understanding import understand
from drafter.understanding.dated import terms

_TYPED = {"decide": "", "dated": "沿", "rewrite": ""}
_NEW = {"money": "5万元", "percent": "95"}


def prompts(path: Path) -> Counter[str]:
    """The lines by what they are for: decide, dated, fill; and how many values were given."""
    folder = config.template_folder()
    asked = questionnaire.load(folder)
    last = understand(readers.read(path), report_kind.register(folder))
    year = (last.year or 2024) + 1
    sentences = items(last, asked.template.parts, [*asked.topics], terms(folder))
    state = start(sentences, asked, Report(year=year, zone=Zone(name="云溪经济技术开发区")))
    counted: Counter[str] = Counter()
    while state.phase != "done":
        counted[state.phase] += 1
        counted["values"] += len(state.asked) if state.phase == "fill" else 0
        state, messages, refused = step(state, _TYPED.get(state.phase) or _values(state))
        assert not refused, messages
    return counted


def _values(state: State) -> str:
    if state.phase != "fill":
        return ""
    asks = [place.ask for place in state.asked]
    return " ".join("=" if ask.value else _NEW.get(ask.kind, "5") if ask.is_short else "抽不出人手" for ask in asks)


def main(arguments: list[str]) -> None:
    print("| 报告 | 定段落 | 定过时的话 | 填数 | 共几行 | 填了几个 |\n|---|---|---|---|---|---|")
    for path in map(Path, arguments):
        counted = prompts(path)
        lines = [counted[phase] for phase in ("decide", "dated", "fill")]
        print(f"| {path.stem} | {' | '.join(map(str, (*lines, sum(lines), counted['values'])))} |")


if __name__ == "__main__":
    main(sys.argv[1:])
