"""The bank's files: a folder of <topic>.yaml ⇄ phrases; beside them the local terms, what waits for a person, the README.

One file per topic, sorted by role, claim and id, so that mining again changes only the lines that are new. Every .yaml in
the folder itself is a topic, which is why the rest lies in folders of its own.
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
_CLAIMS = {"figure": 0, "neutral": 1, "measure": 2}
_STATISTICS = ("<!-- 统计：开始 -->", "<!-- 统计：结束 -->")


def load(folder: Path) -> tuple[Phrase, ...]:
    """All phrases of a bank, topic filled in, in file order.

    Raises:
        FileError: the folder's files cannot be read. FormatError: with every problem of every file and its line.
    """
    phrases: list[Phrase] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            phrases += load_file(path)
        except FormatError as error:
            findings += error.findings
    if findings:
        raise yamlfile.problem(findings[0].file if len({f.file for f in findings}) == 1 else str(folder), findings)
    return tuple(phrases)


def load_file(path: Path) -> list[Phrase]:
    """The phrases of one file of a bank, topic filled in. Raises FileError, or FormatError with every problem."""
    data, lines = yamlfile.read(path)
    topic = yamlfile.validate(data, PhraseFile, str(path), lines)
    findings = [
        Finding("FMT004", "phrase", "error", problem, "请对照 phrasebank/README.md 修改", str(path), line=line)
        for i, phrase in enumerate(topic.phrases)
        for line in [lines.get(("phrases", i), 0)]
        for problem in _problems(phrase)
    ]
    if findings:
        raise yamlfile.problem(str(path), findings)
    return [phrase.model_copy(update={"topic": phrase.topic or topic.topic}) for phrase in topic.phrases]


def _problems(phrase: Phrase) -> list[str]:
    printed, declared = set(_SLOT.findall(phrase.text)), set(phrase.slots)
    found = [f"“{phrase.id}”的 {{{slot}}} 没有在 slots 中说明" for slot in sorted(printed - declared)]
    found += [f"“{phrase.id}”的 slots 多出“{slot}”，句中没有" for slot in sorted(declared - printed)]
    if phrase.status == "retired" and not phrase.reason:
        found.append(f"“{phrase.id}”已停用，请在 reason 中写明原因")
    return found


def local_terms(folder: Path) -> dict[str, LocalTerms]:
    """The curated names of every mined report, by the report's name. Raises FileError or FormatError."""
    loaded = (yamlfile.load(path, LocalTerms) for path in sorted((folder / TERMS_FOLDER).glob("*.yaml")))
    return {terms.report: terms for terms in loaded}


def save_terms(folder: Path, terms: LocalTerms) -> None:
    """Write one report's local names. Raises FileError."""
    files.make_folder(folder / TERMS_FOLDER)
    data = {"report": terms.report, "year": str(terms.year), "zone": terms.zone, "terms": terms.terms}
    yamlfile.save(
        folder / TERMS_FOLDER / f"{terms.report}.yaml", data | ({"allowed": terms.allowed} if terms.allowed else {})
    )


def save(folder: Path, phrases: Iterable[Phrase]) -> None:
    """Write the bank, one file per topic, all or none; topics without phrases lose their file. Raises FileError."""
    files.make_folder(folder)
    by_topic: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        by_topic[phrase.topic].append(phrase)
    files.write_all({folder / f"{topic}.yaml": yamlfile.dump(_file(topic, group)) for topic, group in by_topic.items()})
    for path in folder.glob("*.yaml"):
        if path.stem not in by_topic:
            path.unlink()


def _file(topic: str, phrases: Iterable[Phrase]) -> dict[str, Any]:
    ordered = sorted(phrases, key=lambda p: (_ROLES[p.role], _CLAIMS[p.claim], p.id))
    return {"topic": topic, "phrases": [_written(phrase) for phrase in ordered]}


def _written(phrase: Phrase) -> dict[str, Any]:
    """A phrase as it is written: without what has its default."""
    data: dict[str, Any] = {"id": phrase.id, "text": phrase.text, "role": phrase.role, "claim": phrase.claim}
    data["slots"] = dict(phrase.slots)
    data["sources"] = [{k: str(v) for k, v in source.model_dump().items() if v} for source in phrase.sources]
    data["seen"] = str(phrase.seen)
    data["years"] = [str(year) for year in phrase.years or ()]
    data["status"], data["reason"] = phrase.status, phrase.reason
    return {key: value for key, value in data.items() if value}


def waiting(folder: Path) -> tuple[ReviewFile, ...]:
    """What mining left to a person, by report. Raises FileError or FormatError."""
    return tuple(yamlfile.load(path, ReviewFile) for path in sorted((folder / REVIEW_FOLDER).glob("*.yaml")))


def save_waiting(folder: Path, review: ReviewFile) -> None:
    """Write what waits of one report; where nothing does there is no file. Raises FileError."""
    path = folder / REVIEW_FOLDER / f"{review.report}.yaml"
    if not review.waiting:
        with suppress(OSError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()
        return
    files.make_folder(path.parent)
    phrases = [
        {"phrase": {**_written(w.phrase), "topic": w.phrase.topic}, "suspects": w.suspects, "reason": w.reason}
        for w in review.waiting
    ]
    yamlfile.save(path, {"report": review.report, "year": str(review.year), "zone": review.zone, "waiting": phrases})


def save_statistics(folder: Path, tables: str) -> None:
    """Put tables into the README of a bank, where it has a marked place for them. Raises FileError."""
    path = folder / "README.md"
    if not path.is_file():
        return
    content = files.read_text(path)
    head, start, rest = content.partition(_STATISTICS[0])
    _, end, tail = rest.partition(_STATISTICS[1])
    if start and end:
        files.write(path, f"{head}{start}\n{tables}\n{end}{tail}")
