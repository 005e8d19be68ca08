"""How many mistakes `check` finds that somebody else made: reports as a careless clerk left them in, found and missed ones out.

`python -m bench.careless`. In data/careless, N.txt is right, N-bad.txt the same report with mistakes, and N-bad.yaml tells their lines.
Both were written without sight of the program. A mistake counts as found if its line has a finding that the right report has not; what
is found in the right report is printed too, because most of it is a false alarm.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from drafter.app import checks

FOLDER = Path(__file__).resolve().parents[1] / "data" / "careless"


def found(path: Path) -> list[tuple[int, str]]:
    """The line and the message of every finding in a file."""
    findings = checks.check([path]).findings
    return [(finding.line or 0, f"{finding.code} {finding.message}") for finding in findings]


def main() -> None:
    """Print every mistake with what was found there, and the sums."""
    met = made = alarms = 0
    for path in sorted(FOLDER.glob("*-bad.yaml")):
        right = found(path.with_name(path.name.replace("-bad.yaml", ".txt")))
        usual = {message for _, message in right}
        alarms += len(right)
        for line, message in right:
            print(f"{path.stem}  报对的地方报了  {line}  {message}")
        new = [(line, message) for line, message in found(path.with_suffix(".txt")) if message not in usual]
        for mistake in yaml.safe_load(path.read_text("utf-8")):
            here = [message for line, message in new if line == mistake["line"]]
            print(f"{path.stem}  {'找到' if here else '没有'}  {mistake['line']}  {mistake['kind']}  {'；'.join(here)}")
            made, met = made + 1, met + bool(here)
    print(f"found {met} of {made}; findings in the right reports: {alarms}")


if __name__ == "__main__":
    main()
