"""Answers: what the user gave, typed once and kept. Raw values and report.yaml in; exact values, states and remarks out.

`numbers` and `reading` type a raw value, `printing` prints it, `typed` holds a report's answers, `doubts` compares them,
`reportfile` keeps them on disk, `lastreport` last year's report beside them.
"""

from drafter.asking.lastreport import keep_last, kept_last
from drafter.asking.parsing import Value, parse
from drafter.asking.printing import digits, labelled, printed, written
from drafter.asking.remarks import doubts, reckoned
from drafter.asking.reportfile import load, lock, new_report, report_path, save
from drafter.asking.typed import NOT_APPLICABLE, Answers, Entry, State, applies, nearest
from drafter.asking.zone import addressed, bodies, zone_named

__all__ = [
    "NOT_APPLICABLE",
    "Answers",
    "Entry",
    "State",
    "Value",
    "addressed",
    "applies",
    "bodies",
    "digits",
    "doubts",
    "keep_last",
    "kept_last",
    "labelled",
    "load",
    "lock",
    "nearest",
    "new_report",
    "parse",
    "printed",
    "reckoned",
    "report_path",
    "save",
    "written",
    "zone_named",
]
