"""How well the words of whole made-up reports are understood: N.txt and N.yaml in; headings, leaks, wrong masks and findings out.

The labels are those of bench/reports.py: `headings` as printed, in order, and `names`. A leak is a labelled name, a web address, a
telephone number or a code that stands in a phrase admitted without review. A mask is wrong where it touches no labelled name. Findings
of `check` are printed for a person to judge: which of them are false cannot be said by a rule.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml
from bench.reports import FOLDER, names

from drafter import config, readers
from drafter.app import checks, report_kind
from drafter.mining import local_names, report_phrases, slots
from drafter.mining.report_phrases import NAMES
from drafter.model import Finding, Section
from drafter.phrase_formats import Phrase
from drafter.text import fold, squeeze
from drafter.understanding import Understood, understand

_CODE = re.compile(r"www\.|https?:|\w@\w|\d{3,4}-\d{7,8}|1[3-9]\d{9}|[0-9A-Z]{9,}|\w+/20\d\d-\d+")
"""What nobody may read in a phrase: web addresses, mail, telephone numbers, codes."""
_ANYBODYS = re.compile(
    "[省市县区镇](?=[委政纪人司公检法市信综住应自生农财审统税城民社教卫])|第一|中华|全国|国家|综合|法律|法治"
)
"""How a label begins that is no secret: 区司法局."""


@dataclass(frozen=True)
class Words:
    """One report and its labels."""

    folder: Path
    name: str

    @cached_property
    def labels(self) -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = yaml.safe_load((self.folder / f"{self.name}.yaml").read_text("utf-8"))
        return found

    @cached_property
    def understood(self) -> Understood:
        path = self.folder / f"{self.name}.txt"
        return understand(readers.read(path), report_kind.register(config.template_folder()))

    def headings(self) -> tuple[list[str], list[str], list[str]]:
        """Those that are labelled and those of the outline, each printed alike; and what of both is wrong: - missed, + too many."""
        wanted = [_alike(each["text"]) for each in self.labels["headings"]]
        got = [_alike(text) for text in _printed(self.understood.outline.sections)]
        missed = [f"- {text}" for text in wanted if text not in got]
        return wanted, got, missed + [f"+ {text}" for text in got if text not in wanted]

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """The labelled names that nobody else may read."""
        printed = (fold(str(each["text"])) for each in self.labels["names"])
        return tuple(name for name in printed if not _ANYBODYS.match(name))

    def leaks(self) -> tuple[tuple[Phrase, ...], list[str]]:
        """The admitted phrases, and what leaks in them."""
        admitted = report_phrases.mine(self.name, self.understood).phrases
        leaks = []
        for phrase in admitted:
            wording = fold(phrase.text)
            found = [name for name in self.secrets if name in wording] + _CODE.findall(wording)
            leaks += [f"{'、'.join(found)} ← {phrase.text}"] if found else []
        return admitted, leaks

    def wrong_masks(self) -> list[str]:
        """What is masked as a name though no labelled name is there."""
        printed = [fold(str(each["text"])) for each in self.labels["names"]]
        known = local_names.names(self.understood.outline)
        wrong = []
        for clause in self.understood.clauses:
            line = fold(clause.text)
            labelled = [m.span() for name in printed for m in re.finditer(re.escape(name), line)]
            for start, end, kind in slots.slotted(clause, self.understood.readings, known, 0).masked:
                mask = line[start:end]
                touches = any(a < end and start < b for a, b in labelled) or any(mask in name for name in printed)
                if kind in NAMES and not touches:
                    wrong.append(f"{kind}:{mask} ← {line}")
        return wrong

    def findings(self) -> tuple[Finding, ...]:
        """What `drafter check` says."""
        return checks.check([self.folder / f"{self.name}.txt"])[0]


def _printed(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        if section.title and not (section.item and not section.blocks and len(section.title) > 20):
            yield section.number + section.title
        yield from _printed(section.children)


def _alike(heading: str) -> str:
    return re.sub(r"[\s。:：]", "", fold(squeeze(heading)))


def main(folder: Path, chosen: Sequence[str]) -> None:
    """`python -m bench.report_texts FOLDER 1 3 5`."""
    wanted = right = phrases = leaking = garbled = findings = 0
    for name in chosen or names(folder):
        report = Words(folder, name)
        labelled, _, wrong = report.headings()
        admitted, leaks = report.leaks()
        masks, found = report.wrong_masks(), report.findings()
        wanted, right = wanted + len(labelled), right + len(labelled) - sum(each[0] == "-" for each in wrong)
        phrases, leaking, garbled = phrases + len(admitted), leaking + len(leaks), garbled + len(masks)
        findings += len(found)
        print(f"{name}: headings {len(labelled)}, phrases {len(admitted)}, findings {len(found)}")
        for what, items in (("heading", wrong), ("leak", leaks), ("mask", masks)):
            print(*(f"   {what} {item}" for item in items), sep="\n", end="\n" if items else "")
        for each in found:
            print(f"   {each.code} {each.line} {each.message} | {each.excerpt[:60]}")
    print(f"headings {right}/{wanted}; leaks {leaking}/{phrases}; wrong masks {garbled}; findings {findings}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else FOLDER, sys.argv[2:])
