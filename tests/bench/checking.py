"""What the rules on a report's text find: in real and made-up reports, in clean drafts, and in drafts with a mistake planted.

First how long it takes. Then three tables. Findings in whole reports, per rule, each judged right or wrong by hand in tests/data/check-sheet.yaml; one that is not in
the sheet counts as unjudged, and --sheet prints it in the sheet's form. Clean drafts of random answers in every frame, which should
have no error and no warning. And each kind of mistake in tests/data/check-plants.yaml, planted ten times, with how often it was found.
"""

from __future__ import annotations

import random
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml
from bench import random_answers

from drafter import config, readers
from drafter.app import drafts, report_kind
from drafter.asking import questionnaire
from drafter.asking.answers import Answers
from drafter.bank import names_elsewhere
from drafter.checking import text as rules
from drafter.drafting.compose import compose
from drafter.formats import Report
from drafter.model import Block, Document, Finding, Run
from drafter.understanding import dated, understand

_DATA = Path(__file__).resolve().parents[1] / "data"
_EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"
_SHEET = _DATA / "check-sheet.yaml"
_TRIES = 10
_GAP = "GAP001"
"""A random draft lacks answers, which this rule says rightly."""
_OF_PAGE = 22 * 28
"""Characters of a full page, GB/T 9704."""
_END = "。"


class Draft(NamedTuple):
    """The lines of a draft, the name and year under which it is checked, and the answers that it was made from."""

    lines: tuple[str, ...]
    zone: str
    year: int
    known: Mapping[str, Any] = MappingProxyType({})


def reports(sources: Path | None) -> Iterator[tuple[str, Document]]:
    """The whole reports: the five real ones, where they are at hand, and the made-up ones of tests/data/reports and checked."""
    for folder in (sources, _DATA / "reports", _DATA / "checked"):
        for path in sorted(folder.glob("*.txt")) if folder and folder.is_dir() else ():
            yield path.stem, readers.read(path)


def findings(
    document: Document, zone: str = "", year: int | None = None, select: Sequence[str] = (), **known: Any
) -> tuple[Finding, ...]:
    """What all rules say of a document, or those that are selected."""
    folder = config.template_folder()
    return rules.check(
        understand(document, report_kind.register(folder), year),
        questionnaire.template(folder),
        zone=zone,
        terms=dated.terms(folder),
        names_elsewhere=_names(),
        select=select,
        **known,
    )


def key(report: str, finding: Finding) -> str:
    """What a finding is called in the sheet: it stays the same when only the message changes."""
    said = " ".join((finding.excerpt or finding.message)[:20].split())
    return f"{report} {finding.line} {finding.code} {zlib.crc32(said.encode()):08x}"


def sheet() -> Mapping[str, str]:
    """Key of a finding → right or wrong."""
    judged: Mapping[str, str] = yaml.safe_load(_SHEET.read_text("utf-8")) if _SHEET.is_file() else {}
    return judged


def random_drafts(number: int, seed: int = 1) -> Iterator[Draft]:
    """Drafts of answers drawn at random that fit each other, in every frame in turn."""
    report, _, sources = drafts.opened(_EXAMPLE)
    for own in random_answers.reports(report, sources, number, seed):
        yield draft(own, sources)


def draft(report: Report, sources: Any) -> Draft:
    """The lines of the report's draft without those of tables."""
    answers = Answers.from_report(report, sources.questionnaire)
    document = compose(report, answers, sources)
    lines = tuple(block.text for block in document.blocks if block.text.strip() and not block.rows)
    entries = answers.entries.items()
    known = {
        "answers": {id: entry.value for id, entry in entries if isinstance(entry.value, Decimal)},
        "answers_last": {id: entry.last_year for id, entry in entries if isinstance(entry.last_year, Decimal)},
    }
    return Draft(lines, report.zone.name, report.year, known)


def as_document(lines: Sequence[str]) -> Document:
    """The lines as paragraphs, as a plain text file has them."""
    whole = "\n".join(lines).split("\n")
    return Document(tuple(Block("paragraph", (Run(line),), line=at) for at, line in enumerate(whole, 1)))


def plant(draft: Draft, kind: Mapping[str, Any], chance: random.Random) -> tuple[str, ...]:
    """The lines of the draft with a mistake of the kind."""
    lines = list(draft.lines)
    tops = [at for at, line in enumerate(lines) if re.match("[一二三四五六七八九十]、", line)]
    bodies = [at for at in range(tops[0], tops[1]) if lines[at].endswith(_END)] if len(tops) > 1 else []
    at = chance.choice(bodies)
    if "append" in kind:
        lines[at] += chance.choice(kind["append"])
    elif "line" in kind:
        lines.insert(at + 1, chance.choice(kind["line"]))
    elif "last" in kind:
        lines.append(chance.choice(kind["last"]))
    elif "problem" in kind:
        start = next(top for top in tops if re.search("问题|不足", lines[top]))
        lines.insert(start + 2, chance.choice(kind["problem"]))
    elif "drop" in kind:
        return tuple(_without(lines, tops, kind["drop"]))
    elif "heading" in kind:
        top = (
            tops[0]
            if "问题" not in kind["heading"]
            else next(top for top in tops if re.search("问题|不足", lines[top]))
        )
        lines[top] = re.sub("、.*", lambda _: "、" + kind["heading"], lines[top])
    elif "replace" in kind:
        pattern, text = kind["replace"]
        start = next(top for top in tops if re.search("问题|不足", lines[top]))
        stop = next((top for top in tops if top > start), len(lines))
        lines[start] = re.sub("和原因|及原因", "", lines[start])
        lines[start + 1 : stop] = [re.sub(pattern, text, line) for line in lines[start + 1 : stop]]
    elif "twice" in kind:
        long = [
            each + _END for body in bodies for each in lines[body].split(_END) if len(each) > 30 and "《" not in each
        ]
        lines[bodies[-1]] += chance.choice(long)
    elif "heading_twice" in kind:
        lines.insert(at + 1, lines[chance.choice(tops)]) if chance.random() < 0.5 else lines.insert(1, lines[0])
    elif "meeting" in kind:
        lines = [re.sub("党的二十大[^，。]{0,16}全会", kind["meeting"], line) for line in lines]
        lines[at] += f"学习贯彻{kind['meeting']}精神。"
    elif "undefined" in kind:
        lines = [re.sub("（以下简称[^）]*）", "", line) for line in lines]
        lines[at] += f"{draft.zone}建立台账。云溪经开区逐项销号。"
    elif "title" in kind:
        lines[0] = re.sub("报告$", chance.choice(["汇报", "总结"]), lines[0])
    return tuple(lines)


def kinds() -> dict[int, dict[str, Any]]:
    """The kinds of mistakes by their numbers."""
    known: dict[int, dict[str, Any]] = yaml.safe_load((_DATA / "check-plants.yaml").read_text("utf-8"))
    return known


def recall(tries: int = _TRIES) -> Iterator[tuple[int, str, int, int]]:
    """For each kind: its number, what it is, how often it was planted and how often a rule for it said more than before."""
    bases = list(random_drafts(tries))
    for number, kind in kinds().items():
        if "needs" in kind or "left_out" in kind:
            continue
        chance = random.Random(number)
        found = 0
        for base in bases:
            before, after = (_counts(lines, base, kind["codes"]) for lines in (base.lines, plant(base, kind, chance)))
            found += any(after[said] > before[said] for said in after)
        yield number, kind["is"], len(bases), found


def main() -> None:
    """Print the three tables; with --sheet only the findings nobody has judged, in the form of the sheet."""
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    sources = Path(arguments[0]) if arguments else None
    judged = sheet()
    if "--sheet" in sys.argv:
        for name, document in reports(sources):
            unjudged = (found for found in findings(document) if key(name, found) not in judged)
            for finding in unjudged:
                print(f"{key(name, finding)!r}: right  # {finding.message}")
        return
    _print_speed()
    _print_reports(sources, judged)
    _print_clean(int(arguments[1]) if len(arguments) > 1 else 1000)
    _print_recall()


def pages(number: int) -> Document:
    """So many pages of the made-up reports, one behind the other."""
    lines: list[str] = []
    texts = cycle(block.text for _, document in reports(None) for block in document.blocks)
    while sum(map(len, lines)) < number * _OF_PAGE:
        lines += islice(texts, 5)
    return as_document(lines)


def _print_speed() -> None:
    """The first row holds what a process does once, such as compiling patterns."""
    print("pages  seconds of process time  ms a page")
    for number in (20, 1, 10, 20, 100, 1000):
        document = pages(number)
        start = process_time()
        findings(document, "云溪经济技术开发区", 2025)
        seconds = process_time() - start
        print(f"{number:5}  {seconds:23.2f}  {1000 * seconds / number:9.1f}")


def _print_reports(sources: Path | None, judged: Mapping[str, str]) -> None:
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    wrong_errors = 0
    for name, document in reports(sources):
        for finding in findings(document):
            verdict = judged.get(key(name, finding), "unjudged")
            tally[finding.code][verdict] += 1
            wrong_errors += finding.severity == "error" and verdict == "wrong"
    print("rule      right wrong unjudged")
    for code, counts in sorted(tally.items()):
        print(f"{code:9} {counts['right']:5} {counts['wrong']:5} {counts['unjudged']:8}")
    right, wrong = (sum(counts[verdict] for counts in tally.values()) for verdict in ("right", "wrong"))
    precision = right / (right + wrong) if right + wrong else 0
    print(
        f"precision {precision:.1%} of {right + wrong} judged (goal 95%); errors that are wrong: {wrong_errors} (goal 0)"
    )


def _print_clean(number: int) -> None:
    loud: Counter[str] = Counter()
    for each in random_drafts(number):
        for finding in findings(as_document(each.lines), each.zone, each.year, **each.known):
            if finding.severity != "info" and finding.code != _GAP:
                loud[f"{finding.code} {finding.message}"] += 1
    print(f"clean drafts: {number}, errors and warnings in them: {sum(loud.values())} (goal 0)")
    for said, times in loud.most_common():
        print(f"    {times:4} {said}")


def _print_recall() -> None:
    planted = found = 0
    for number, name, times, hits in recall():
        planted, found = planted + times, found + hits
        print(f"{number:3} {name:26} {hits:3}/{times}")
    print(f"recall {found / planted:.1%} of {planted} planted mistakes (goal 95%)")


def _counts(lines: Sequence[str], base: Draft, codes: Sequence[str]) -> Counter[tuple[str, str]]:
    found = findings(as_document(lines), base.zone, base.year, codes)
    return Counter((finding.code, finding.message) for finding in found)


def _without(lines: Sequence[str], tops: Sequence[int], word: str) -> Iterator[str]:
    """The lines but the part whose heading has the words (a pattern); without such a part, but the sentences that have them."""
    start = next((top for top in tops if re.search(word, lines[top])), None)
    stop = next((top for top in tops if start is not None and top > start), len(lines))
    for at, line in enumerate(lines):
        if start is None or not start <= at < stop:
            yield re.sub(f"[^。]*(?:{word})[^。]*。?", "", line) if start is None or "责任" in word else line


@cache
def _names() -> tuple[Any, ...]:
    return names_elsewhere.names(config.folders("phrasebank"))


if __name__ == "__main__":
    main()
