"""How many mistakes `check` finds that somebody else made: reports as a careless clerk left them in, found and missed ones out.

`python -m bench.careless`. In data/careless, N.txt is right, N-bad.txt the same report with mistakes, and N-bad.yaml tells their lines.
Both were written without sight of the program. A mistake counts as found if its line has a finding that the right report has not; what
is found in a right report is printed too, because most of it is a false alarm; some right reports stand alone. The rules were mended after each set was run for the
first time, so only those first runs tell what is found in a report that nobody has seen; they are printed last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from drafter.app import checks

FIRST_RUNS = {
    "c": (21, 5), "d": (26, 6), "e": (17, 4), "f": (26, 2), "g": (30, 4), "h": (25, 4), "i": (25, 4), "k": (29, 5), "m": (26, 5),
}  # fmt: skip
"""The first letter of a set → how many of its 40 mistakes were found in its first run, and the findings in its right reports then."""
RIGHT_ONLY = {"j": 10, "l": 7, "n": 3}
"""Sets of right reports alone, written to lead a checker astray → the findings in their first run."""
FOLDER = Path(__file__).resolve().parents[1] / "data" / "careless"


def found(path: Path) -> list[tuple[int, str]]:
    """The line and the message of every finding in a file."""
    findings = checks.check([path]).findings
    return [(finding.line or 0, f"{finding.code} {finding.message}") for finding in findings]


def judged() -> Iterator[tuple[str, Mapping[str, Any], list[str]]]:
    """Each mistake with the name of its report and the messages of the findings there; a finding in a right report as a mistake without
    `kind`.
    """
    alone = (path for path in sorted(FOLDER.glob("??.txt")) if not path.with_name(f"{path.stem}-bad.yaml").exists())
    yield from ((path.stem, {"line": line}, [message]) for path in alone for line, message in found(path))
    for path in sorted(FOLDER.glob("*-bad.yaml")):
        right = found(path.with_name(path.name.replace("-bad.yaml", ".txt")))
        usual = {message for _, message in right}
        yield from ((path.stem, {"line": line}, [message]) for line, message in right)
        new = [(line, message) for line, message in found(path.with_suffix(".txt")) if message not in usual]
        for mistake in yaml.safe_load(path.read_text("utf-8")):
            # What is missing has no line of its own: the finding stands at the one before or behind.
            lines = [mistake["line"], *([] if mistake["wrong"] else [mistake["line"] - 1])]
            yield path.stem, mistake, [message for line, message in new if line in lines]


def main() -> None:
    """Print every mistake with what was found there, and the sums."""
    met = made = alarms = 0
    for name, mistake, here in judged():
        is_planted = "kind" in mistake
        verdict = ("找到" if here else "没有") if is_planted else "报对的地方报了"
        print(f"{name}  {verdict}  {mistake['line']}  {mistake.get('kind', '')}  {'；'.join(here)}")
        made, met, alarms = made + is_planted, met + (is_planted and bool(here)), alarms + (not is_planted)
    print(f"found {met} of {made}; findings in the right reports: {alarms}")
    for name, (first, false) in FIRST_RUNS.items():
        print(f"first run of set {name}: found {first} of 40, findings in the right reports {false}")
    for name, false in RIGHT_ONLY.items():
        print(f"first run of set {name}: findings in the four right reports {false}")


if __name__ == "__main__":
    main()
