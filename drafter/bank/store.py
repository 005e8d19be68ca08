"""Reads and writes the bank's files: a folder of <topic>.yaml ⇄ phrases, with local terms, waiting phrases and README.

There is one file for each topic, sorted by role, claim and id, so that mining again changes only the lines that are new. Every
.yaml in the folder itself is a topic; local terms and waiting phrases therefore lie in folders of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from drafter import files, yamlfile
from drafter.errors import FormatError
from drafter.formats import LocalTerms, Phrase, PhraseFile, ReviewFile
from drafter.model import Finding

TERMS_FOLDER, REVIEW_FOLDER = "local-terms", "to-review"
_SLOT = re.compile(r"\{(\w+)\}")
_ROLES = {"framing": 0, "work": 1, "problem": 2, "plan": 3}
"""The order of roles in a file; that of claims follows."""
_CLAIMS = {"figure": 0, "neutral": 1, "measure": 2}
_TABLES_BEGIN, _TABLES_END = "<!-- 统计：开始 -->", "<!-- 统计：结束 -->"


def load(folder: Path) -> tuple[Phrase, ...]:
    """All phrases of a bank's own folder, each with its topic, file by file.

    Raises:
        FileError: a file cannot be read.
        FormatError: with every problem of every file and its line.
    """
    phrases: list[Phrase] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            phrases += load_file(path)
        except FormatError as error:
            findings += error.findings
    if findings:
        wrong_files = {finding.file for finding in findings}
        raise yamlfile.problem(wrong_files.pop() if len(wrong_files) == 1 else str(folder), findings)
    return tuple(phrases)


def load_file(path: Path) -> list[Phrase]:
    """The phrases of one file of a bank, each with its topic. Raises FileError, or FormatError with every problem."""
    data, lines = yamlfile.read(path)
    content = yamlfile.validate(data, PhraseFile, str(path), lines)
    hint = "请对照 phrasebank/README.md 修改"
    findings: list[Finding] = []
    for i, phrase in enumerate(content.phrases):
        line = lines.get(("phrases", i), 0)
        for problem in _problems(phrase):
            findings.append(Finding("FMT004", "phrase", "error", problem, hint, str(path), line=line))
    if findings:
        raise yamlfile.problem(str(path), findings)
    return [phrase.model_copy(update={"topic": phrase.topic or content.topic}) for phrase in content.phrases]


def _problems(phrase: Phrase) -> list[str]:
    """What is wrong with a phrase, in Chinese, though each of its fields is right."""
    slots_in_text, declared = set(_SLOT.findall(phrase.text)), set(phrase.slots)
    found = [f"“{phrase.id}”的 {{{slot}}} 没有在 slots 中说明" for slot in sorted(slots_in_text - declared)]
    found += [f"“{phrase.id}”的 slots 多出“{slot}”，句中没有" for slot in sorted(declared - slots_in_text)]
    if phrase.status == "retired" and not phrase.reason:
        found.append(f"“{phrase.id}”已停用，请在 reason 中写明原因")
    return found


def local_terms(folder: Path) -> dict[str, LocalTerms]:
    """The curated local names of every report that has some, by the report's name. Raises FileError or FormatError."""
    loaded = (yamlfile.load(path, LocalTerms) for path in sorted((folder / TERMS_FOLDER).glob("*.yaml")))
    return {terms.report: terms for terms in loaded}


def save_terms(folder: Path, terms: LocalTerms) -> None:
    """Write one report's local names. Raises FileError."""
    files.make_folder(folder / TERMS_FOLDER)
    data = {"report": terms.report, "year": str(terms.year), "zone": terms.zone, "terms": terms.terms}
    if terms.allowed:
        data["allowed"] = terms.allowed
    yamlfile.save(folder / TERMS_FOLDER / f"{terms.report}.yaml", data)


def save(folder: Path, phrases: Iterable[Phrase]) -> None:
    """Write the bank, all files or none. A topic that has no phrases any more loses its file. Raises FileError."""
    files.make_folder(folder)
    by_topic: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        by_topic[phrase.topic].append(phrase)
    contents: dict[Path, str] = {}
    for topic, group in by_topic.items():
        group.sort(key=lambda phrase: (_ROLES[phrase.role], _CLAIMS[phrase.claim], phrase.id))
        data = {"topic": topic, "phrases": [_as_data(phrase) for phrase in group]}
        contents[folder / f"{topic}.yaml"] = yamlfile.dump(data)
    files.write_all(contents)
    for path in folder.glob("*.yaml"):
        if path.stem not in by_topic:
            path.unlink()


def _as_data(phrase: Phrase) -> dict[str, Any]:
    """A phrase as a file holds it: numbers as text, because yamlfile reads everything as text, and nothing that is empty."""
    data: dict[str, Any] = {"id": phrase.id, "text": phrase.text, "role": phrase.role, "claim": phrase.claim}
    data["slots"] = dict(phrase.slots)
    data["sources"] = [{k: str(v) for k, v in source.model_dump().items() if v} for source in phrase.sources]
    data["seen"] = str(phrase.seen)
    data["years"] = [str(year) for year in phrase.years or ()]
    data["status"], data["reason"] = phrase.status, phrase.reason
    return {key: value for key, value in data.items() if value}


def waiting(folder: Path) -> tuple[ReviewFile, ...]:
    """The phrases that wait for a person, one ReviewFile for each report. Raises FileError or FormatError."""
    return tuple(yamlfile.load(path, ReviewFile) for path in sorted((folder / REVIEW_FOLDER).glob("*.yaml")))


def save_waiting(folder: Path, review: ReviewFile) -> None:
    """Write the phrases of one report that wait; if none does, its file is removed. Raises FileError."""
    path = folder / REVIEW_FOLDER / f"{review.report}.yaml"
    if not review.waiting:
        with suppress(OSError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()  # fails while another report's file is in it
        return
    files.make_folder(path.parent)
    phrases = [
        {"phrase": {**_as_data(w.phrase), "topic": w.phrase.topic}, "suspects": w.suspects, "reason": w.reason}
        for w in review.waiting
    ]
    yamlfile.save(path, {"report": review.report, "year": str(review.year), "zone": review.zone, "waiting": phrases})


def save_statistics(folder: Path, tables: str) -> None:
    """Put tables between the two marks in the bank's README. Without a README or marks, nothing is done. Raises FileError."""
    path = folder / "README.md"
    if not path.is_file():
        return
    before, begin, rest = files.read_text(path).partition(_TABLES_BEGIN)
    _, end, after = rest.partition(_TABLES_END)
    if begin and end:
        files.write(path, f"{before}{begin}\n{tables}\n{end}{after}")
