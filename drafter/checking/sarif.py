"""Findings as a SARIF 2.1.0 log, the form in which other programs take what a checker found. Rules and Findings in, plain data out.

A line is one of the printed text: of a .docx, .html or .pdf that of its block, which is named as a logical location too. What was
accepted is a suppressed result with its reason; a file that could not be read is a notification of the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from drafter import __version__
from drafter.checking.known import bare
from drafter.checking.rule import Rule
from drafter.finding_formats import AcceptedFinding
from drafter.model import Finding, Severity

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PLAIN_TEXT = (".txt", ".md")
"""Files in which a line and a column are those that an editor shows, so that another program can mend them."""


def log(
    rules: Sequence[Rule[Any]],
    findings: Iterable[Finding],
    accepted: Iterable[tuple[Finding, AcceptedFinding]] = (),
    unreadable: Sequence[Finding] = (),
) -> dict[str, Any]:
    """The log of one run."""
    number = {rule.code: index for index, rule in enumerate(rules)}
    suppressed = [_result(finding, number) | _suppression(entry) for finding, entry in accepted]
    notifications = [{"level": "error", "message": {"text": each.message}} for each in unreadable]
    invocation = {"executionSuccessful": not unreadable, "toolExecutionNotifications": notifications}
    driver = {"name": "drafter", "version": __version__, "language": "zh-CN", "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [*(_result(finding, number) for finding in findings), *suppressed],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule[Any]) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title}：{rule.required or rule.hint}"},
        "help": {"text": rule.page(), "markdown": rule.page()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.code[:3]]},
    }


def _result(finding: Finding, number: Mapping[str, int]) -> dict[str, Any]:
    path = Path(finding.file)
    where = {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}
    region = _region(finding)
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": where} | ({"region": region} if region else {})}
    if finding.block:
        place["logicalLocations"] = [{"fullyQualifiedName": f"block[{finding.block}]", "kind": "element"}]
    result = {
        "ruleId": finding.code,
        "ruleIndex": number[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(filter(None, (finding.message, finding.hint)))},
        "locations": [place],
        "partialFingerprints": {"codePlaceMessage/v1": _fingerprint(finding)},
    }
    if finding.replacement is not None and path.suffix.lower() in _PLAIN_TEXT:
        deleted = {name: value for name, value in region.items() if name != "snippet"}
        replaced = {"deletedRegion": deleted, "insertedContent": {"text": finding.replacement}}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": where, "replacements": [replaced]}]}]
    return result


def _region(finding: Finding) -> dict[str, Any]:
    """Where in the file it stands; nothing for the whole file."""
    if not finding.line:
        return {}
    region: dict[str, Any] = {"startLine": finding.line}
    if finding.end > finding.start:
        region |= {"startColumn": finding.start + 1, "endColumn": finding.end + 1}
    return region | ({"snippet": {"text": finding.excerpt}} if finding.excerpt else {})


def _fingerprint(finding: Finding) -> str:
    """The same for a finding whose line has moved, as in known.py."""
    return sha256("\n".join((finding.code, bare(finding.place), bare(finding.message))).encode()).hexdigest()[:16]


def _suppression(entry: AcceptedFinding) -> dict[str, Any]:
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": entry.reason}]}
