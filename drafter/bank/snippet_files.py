"""Keeps snippets, passages for reuse with slots like phrases: sentences ⇄ phrasebank/snippets/<name>.yaml.

The program finds a phrase by what the user answered. A snippet is chosen by the user, who names it and places it in a topic of
a report; it is printed there as a whole. Its figures are those of the report that it is placed in (drafting/passages.py),
never those of the report that it was taken from.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from drafter import filenames, files, text, yamlfile
from drafter.bank import own_files
from drafter.errors import DrafterError, FileError
from drafter.formats import Report
from drafter.language import heading_marks
from drafter.model import Clause, Finding
from drafter.phrase_formats import Snippet, Source, Wording

FOLDER = own_files.SNIPPETS_FOLDER
_LONGEST_NAME = 40
_NAME = re.compile(rf"[\w\-（）()]{{1,{_LONGEST_NAME}}}")
_MOST_REPORTS = 2_000
"""No more reports than this are read to find out where a snippet is placed."""
_SIMILAR = 0.4
"""How similar (difflib, 0–1) a name must be to be proposed instead of a wrong one."""


def select(clauses: Iterable[Clause], section: str, line: int) -> tuple[Clause, ...]:
    """The sentences of one `line`, or if that is 0, those below the heading that has `section` in its number or title.

    Raises DrafterError: there are none.
    """
    sentences = [clause for clause in clauses if not clause.heading]
    if line:
        found = tuple(clause for clause in sentences if clause.line == line)
    else:  # `section` may be a number with a title: （一）加强领导
        found = tuple(
            clause
            for clause in sentences
            if any(_names(section, number + title) for number, title in zip(clause.numbers, clause.path, strict=True))
        ) or _item(sentences, section)
    if not found:
        what = f"第 {line} 行没有正文" if line else f"没有标题含“{section}”的章节，或其中没有正文"
        raise DrafterError(what, "用 drafter read 文件 --as outline 查看标题，--as clauses 查看各句所在的行")
    return found


def _names(section: str, heading: str) -> bool:
    """Whether a heading has this text, whatever punctuation and blanks either of them has."""
    words = text.bare(section)
    return section in heading or (len(words) > 1 and words in text.bare(heading))


def _item(sentences: Sequence[Clause], section: str) -> tuple[Clause, ...]:
    """The item (二是抓培训。…) that begins with this text, up to the next item of its paragraph."""
    without_mark = section[heading_marks.opening(section)[1] :]
    start = next((i for i, clause in enumerate(sentences) if _names(without_mark, clause.text)), len(sentences))
    of_line = takewhile(lambda clause: clause.line == sentences[start].line, sentences[start + 1 :])
    rest = takewhile(lambda clause: not heading_marks.opening(clause.text)[0], of_line)
    return (*sentences[start : start + 1], *rest)


def named_after(section: str) -> str:
    """The name of a snippet of this section: the words of its heading, without its number and punctuation."""
    title = section[heading_marks.opening(section)[1] :]
    return re.sub(r"[^\w\-（）()]", "", title)[:_LONGEST_NAME]


def make(name: str, topic: str, wordings: Sequence[Wording], first: Clause, report: str) -> Snippet:
    """A snippet of these wordings, which were sentences of `report`; `first` is the first of them as it stands there.

    Raises DrafterError: no snippet may have this name.
    """
    if not _NAME.fullmatch(name) or filenames.name_problem(name):
        raise DrafterError(f"“{name}”不能作名称", "请用 40 个字以内的汉字、字母、数字，不要有空格和标点")
    source = Source(report=report, section="/".join(first.numbers), line=first.line)
    return Snippet(name=name, topic=topic, sentences=list(wordings), source=source)


def commonest(of_sentences: Iterable[str]) -> str:
    """The topic, or the role, that most sentences have."""
    return Counter(of_sentences).most_common(1)[0][0]


def load(folders: Iterable[Path], left_out: list[Finding] | None = None) -> dict[str, Snippet]:
    """Every snippet of these phrasebanks by name; if several have one of that name, the first of them counts.

    Raises FileError or FormatError; with `left_out`, a broken file is named there instead, and left out.
    """
    found: dict[str, Snippet] = {}
    for folder in folders:
        for path in own_files.own(folder / FOLDER, key="name"):  # without the copies of synchronised folders
            try:
                snippet = yamlfile.load(path, Snippet)
                found.setdefault(snippet.name, snippet)
            except DrafterError as error:
                if left_out is None:
                    raise
                left_out.append(Finding("FMT004", "snippet", "warning", error.message, error.hint, str(path)))
    return found


def save(folder: Path, snippet: Snippet) -> Path:
    """Write the snippet to its file in a phrasebank, which is returned.

    Raises FileError: the phrasebank has a snippet of that name, or the file cannot be written.
    """
    path = path_of(folder, snippet.name)
    if path.exists() or path.is_symlink():
        raise FileError(f"已有名为“{snippet.name}”的段落素材", f"请用 --name 换一个名称，或先删去 {path}")
    own_files.check_inside(folder, [path])
    files.make_folder(path.parent)
    data = snippet.model_dump(exclude_defaults=True)
    if snippet.source:  # its numbers as text, as every scalar of our files is
        data["source"] = {key: str(value) for key, value in snippet.source.model_dump(exclude_defaults=True).items()}
    yamlfile.save(path, data)
    return path


def path_of(folder: Path, name: str) -> Path:
    """The file in which a phrasebank keeps the snippet of that name; it need not exist."""
    return folder / FOLDER / f"{name}.yaml"


def place(report: Report, topic: str, name: str) -> Report:
    """The report with the snippet as the last one of a topic, and in no other topic."""
    snippets = {key: [other for other in names if other != name] for key, names in report.snippets.items()}
    snippets[topic] = [*snippets.get(topic, ()), name]
    return report.model_copy(update={"snippets": {key: names for key, names in snippets.items() if names}})


def by_name(name: str, known: Mapping[str, Snippet]) -> Snippet:
    """The snippet of that name. Raises DrafterError, which proposes the most similar name."""
    if name not in known:
        similar = difflib.get_close_matches(name, known, n=1, cutoff=_SIMILAR)
        hint = f"是不是“{similar[0]}”？" if similar else "用 drafter snippets list 查看已有的段落素材"
        raise DrafterError(f"没有名为“{name}”的段落素材", hint)
    return known[name]


def reports_with(name: str, root: Path) -> tuple[Path, ...]:
    """The report.yaml files in a folder and below it in which the snippet is placed."""
    reports = sorted(root.rglob("report.yaml"))[:_MOST_REPORTS]
    return tuple(path for path in reports if name in _placed(path))


def _placed(path: Path) -> set[str]:
    """The snippets that a report places; none if the file is not a report after all, or cannot be read."""
    try:
        by_topic = yamlfile.read(path)[0].get("snippets") or {}
        return {name for names in by_topic.values() for name in names}
    except (DrafterError, AttributeError, TypeError):
        return set()
