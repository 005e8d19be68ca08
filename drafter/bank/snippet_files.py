"""Snippets: passages kept for reuse, with slots like phrases. Clauses in, phrasebank/snippets/<name>.yaml out, and back.

A phrase is found by what the user answered; a snippet stands where the user puts it, by name and whole. Its figures come
from the report it is placed in (drafting/passages.py), never from the one it was taken from.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from drafter import files, yamlfile
from drafter.errors import DrafterError, FileError
from drafter.formats import Report, Snippet, Source, Wording
from drafter.model import Clause

FOLDER = "snippets"
_NAME = re.compile(r"[\w\-（）()]{1,40}")
_REPORTS = 2_000
"""How many reports are looked into for where a snippet is used."""


def chosen(clauses: Iterable[Clause], section: str = "", line: int = 0) -> tuple[Clause, ...]:
    """The sentences below a heading (its number, or part of its title) or of one line, headings left out.

    Raises:
        DrafterError: there are none.
    """
    found = tuple(
        clause
        for clause in clauses
        if not clause.heading and (clause.line == line if line else _stands_under(clause, section))
    )
    if not found:
        what = f"第 {line} 行没有正文" if line else f"没有标题含“{section}”的章节，或其中没有正文"
        raise DrafterError(what, "用 drafter read 文件 --as outline 查看标题，--as clauses 查看各句所在的行")
    return found


def _stands_under(clause: Clause, section: str) -> bool:
    numbered = [number + title for number, title in zip(clause.numbers, clause.path, strict=False)]
    return bool(section) and any(section in title for title in (*numbered, *clause.path))


def make(name: str, topic: str, wordings: Sequence[Wording], first: Clause, report: str) -> Snippet:
    """The snippet of these sentences, taken from `report`, where `first` is the first. Raises DrafterError: no such name."""
    if not _NAME.fullmatch(name):
        raise DrafterError(f"“{name}”不能作名称", "请用 40 个字以内的汉字、字母、数字，不要有空格和标点")
    source = Source(report=report, section="/".join(first.numbers), line=first.line)
    return Snippet(name=name, topic=topic, sentences=list(wordings), source=source)


def commonest(topics: Iterable[str]) -> str:
    """The topic that most sentences have."""
    return Counter(topics).most_common(1)[0][0]


def load(folders: Iterable[Path]) -> dict[str, Snippet]:
    """Every snippet of these phrasebanks by name; of two with one name the first bank's. Raises FileError, FormatError."""
    found: dict[str, Snippet] = {}
    for folder in folders:
        for path in sorted((folder / FOLDER).glob("*.yaml")):
            snippet = yamlfile.load(path, Snippet)
            found.setdefault(snippet.name, snippet)
    return found


def save(folder: Path, snippet: Snippet) -> Path:
    """Keep the snippet in a phrasebank; returns where. Raises FileError: there is one of that name, or it cannot be written."""
    path = stored(folder, snippet.name)
    if path.exists():
        raise FileError(f"已有名为“{snippet.name}”的段落素材", f"请用 --name 换一个名称，或先删去 {path}")
    files.make_folder(path.parent)
    data = snippet.model_dump(exclude_defaults=True)
    if snippet.source:
        data["source"] = {key: str(value) for key, value in snippet.source.model_dump(exclude_defaults=True).items()}
    yamlfile.save(path, data)
    return path


def stored(folder: Path, name: str) -> Path:
    """Where a phrasebank keeps the snippet of that name; may not exist."""
    return folder / FOLDER / f"{name}.yaml"


def placing(report: Report, topic: str, name: str) -> Report:
    """The report with the snippet placed in a topic and no other, behind those that are there already."""
    others = {key: [other for other in names if other != name] for key, names in report.snippets.items()}
    placed = {**others, topic: [*others.get(topic, ()), name]}
    return report.model_copy(update={"snippets": {key: names for key, names in placed.items() if names}})


def named(name: str, known: Mapping[str, Snippet]) -> Snippet:
    """The snippet of that name. Raises DrafterError with the nearest name."""
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.4)
        hint = f"是不是“{near[0]}”？" if near else "用 drafter snippets list 查看已有的段落素材"
        raise DrafterError(f"没有名为“{name}”的段落素材", hint)
    return known[name]


def used(name: str, root: Path) -> tuple[Path, ...]:
    """The report.yaml files in a folder and below it that place the snippet; files that are none are passed over."""
    reports = (path for path, _ in zip(sorted(root.rglob("report.yaml")), range(_REPORTS), strict=False))
    return tuple(path for path in reports if _places(path, name))


def _places(path: Path, name: str) -> bool:
    try:
        placed = yamlfile.read(path)[0].get("snippets") or {}
        return any(name in names for names in placed.values())
    except (DrafterError, AttributeError, TypeError):
        return False
