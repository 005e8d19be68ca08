"""Reads and writes the bank's files: a folder of <topic>.yaml ⇄ phrases, with local terms, waiting phrases and README.

There is one file for each topic, sorted by role, claim and id. Every .yaml in the folder itself is a topic; local terms and
waiting phrases therefore lie in folders of their own. A file is changed only where its phrases changed: comments and the order
that a person gave it stay, a phrase stays in the file in which it stands, and what is no file of the bank is not touched. Whoever
reads a bank to write it holds its lock meanwhile.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from drafter import files, yamledit, yamlfile
from drafter.bank import phrase_text
from drafter.bank.own_files import PLACES, REVIEW_FOLDER, TERMS_FOLDER, check_inside, own
from drafter.errors import FileError, FormatError
from drafter.model import Finding
from drafter.phrase_formats import LocalTerms, Phrase, PhraseFile, ReviewFile

_LOCK_NAME = ".bank.lock"
_WAIT = 120.0
"""Seconds to wait for another process that writes the same bank: several times what a large one takes."""
_SLOT = re.compile(r"\{(\w+)\}")
_ROLES, _CLAIMS = ("framing", "work", "problem", "plan"), ("figure", "neutral", "measure")
"""Their order in a file."""
_TABLES_BEGIN, _TABLES_END = "<!-- 统计：开始 -->", "<!-- 统计：结束 -->"


class NoBankFile(FormatError):
    """A YAML file that says neither topic nor phrases."""


class _PhraseFile(NamedTuple):
    """A file of a bank: its text, the topic that it says, its phrases, each with its topic, and the lines where they begin."""

    text: str
    topic: str
    phrases: tuple[Phrase, ...]
    lines: tuple[int, ...]


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the bank against other processes that write it; the folder is made if need be. Raises FileError."""
    files.make_folder(folder)
    message = f"另一个 drafter 正在写这个句式库（{folder}）"
    with files.reserved(folder / _LOCK_NAME, _WAIT, message, "请等它结束，再试一次"):
        for place in PLACES:
            files.remove_leftovers(folder / place)  # even if nothing is going to be written
        yield


def load(folder: Path) -> tuple[Phrase, ...]:
    """All phrases of a bank's own folder, each with its topic, file by file.

    Raises FileError: a file cannot be read. FormatError: with every problem of every file and its line.
    """
    return tuple(phrase for file in _files(folder).values() for phrase in file.phrases)


def _files(folder: Path) -> dict[Path, _PhraseFile]:
    """The bank's files in a folder. Raises as `load`."""
    read: dict[Path, _PhraseFile] = {}
    findings: list[Finding] = []
    for path in own(folder):
        try:
            read[path] = _read(path)
        except NoBankFile:
            continue  # own_files.strays names it
        except FormatError as error:
            findings += error.findings
    if findings:
        wrong_files = {finding.file for finding in findings}
        raise yamlfile.problem(wrong_files.pop() if len(wrong_files) == 1 else str(folder), findings)
    return read


def load_file(path: Path) -> Sequence[Phrase]:
    """The phrases of one file of a bank, each with its topic. Raises FileError, or FormatError with every problem."""
    return _read(path).phrases


def _read(path: Path) -> _PhraseFile:
    source = files.read_text(path, yamlfile.LIMIT)
    data, lines = yamlfile.parse(source, str(path))
    if isinstance(data, dict) and not {"topic", "phrases"} & data.keys():
        hint = "句式库文件要有 topic 和 phrases 两项；不是句式库的文件请移到别处"
        raise NoBankFile(f"{path} 不是句式库文件，没有读取", hint)
    content = yamlfile.validate(data, PhraseFile, str(path), lines)
    hint = "请对照 phrasebank/README.md 修改"
    starts = tuple(lines.get(("phrases", i), 0) for i in range(len(content.phrases)))
    pairs = zip(content.phrases, starts, strict=True)
    problems = ((line, each) for phrase, line in pairs for each in _problems(phrase))
    if found := [Finding("FMT004", "phrase", "error", each, hint, str(path), line=line) for line, each in problems]:
        raise yamlfile.problem(str(path), found)
    return _PhraseFile(source, content.topic, _with_topic(content), starts)


def _with_topic(content: PhraseFile) -> tuple[Phrase, ...]:
    """The phrases of a file, each with the topic that it says itself, or else that of the file."""
    return tuple(phrase.model_copy(update={"topic": phrase.topic or content.topic}) for phrase in content.phrases)


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
    loaded = (yamlfile.load(path, LocalTerms) for path in own(folder / TERMS_FOLDER, "report"))
    return {terms.report: terms for terms in loaded}


def save_terms(folder: Path, terms: LocalTerms) -> None:
    """Write one report's local names. Raises FileError, FormatError."""
    _save(folder, TERMS_FOLDER, terms, _terms_data)


def _terms_data(terms: LocalTerms) -> dict[str, Any]:
    data = {"report": terms.report, "year": str(terms.year), "zone": terms.zone, "terms": terms.terms}
    return {**data, "allowed": terms.allowed} if terms.allowed else data


def _save(bank: Path, place: str, content: LocalTerms | ReviewFile, as_data: Callable[[Any], dict[str, Any]]) -> None:
    """Write the file of one report in a folder of the bank; what a person wrote into it besides stays. `as_data` gives the content
    as a file holds it.
    """
    path, model = bank / place / f"{content.report}.yaml", type(content)
    files.make_folder(path.parent)
    check_inside(bank, [path])
    if not path.exists():
        yamlfile.save(path, as_data(content))
        return
    source, before = files.read_text(path, yamlfile.LIMIT), as_data(yamlfile.load(path, model))
    if before != as_data(content):

        def reads_as(data: Any) -> Any:
            return as_data(model.model_validate(data))

        files.write(path, yamledit.rewritten(source, before, as_data(content), reads_as))


def save(folder: Path, phrases: Iterable[Phrase]) -> None:
    """Write the bank, all files or none. A file whose phrases have all gone goes too, unless there are comments in it.

    Raises FileError, FormatError.
    """
    files.make_folder(folder)
    old = _files(folder)
    # A phrase stays in its file; if several have it, in the first of them.
    home = {phrase.id: path for path in reversed(old) for phrase in old[path].phrases}
    by_file: defaultdict[Path, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        by_file[home.get(phrase.id, folder / f"{phrase.topic}.yaml")].append(phrase)
    contents: dict[Path, bytes | str] = {}
    for path in dict.fromkeys((*old, *by_file)):
        if path in old:
            if (text := _updated(old[path], by_file[path])) is not None:
                contents[path] = text
        elif path.exists():
            raise FileError(f"{path} 不是句式库文件，不能写入这个主题的句式", "请把这个文件移到别处或改名")
        else:
            contents[path] = yamlfile.dump(_file_data(path.stem, sorted(by_file[path], key=_rank)))
    check_inside(folder, contents)
    emptied = [path for path, text in contents.items() if not by_file[path] and "#" not in str(text)]
    files.write_all({path: text for path, text in contents.items() if path not in emptied})
    for path in emptied:
        path.unlink()


def _updated(file: _PhraseFile, phrases: Sequence[Phrase]) -> str | None:
    """The text of a file with these phrases instead of its own; None where they are the same."""
    by_id = {phrase.id: phrase for phrase in phrases}
    if len(by_id) == len(file.phrases) and all(by_id.get(phrase.id) == phrase for phrase in file.phrases):
        return None
    wanted = _in_order(by_id, [phrase.id for phrase in file.phrases])
    before, after = _file_data(file.topic, file.phrases), _file_data(file.topic, wanted)
    text = phrase_text.changed(file.text, file.lines, before["phrases"], after["phrases"])
    if text is not None:
        with suppress(FormatError, ValueError):  # pydantic's errors are ValueErrors
            if _with_topic(PhraseFile.model_validate(yamlfile.parse(text, "")[0])) == tuple(wanted):
                return text

    def reads_as(data: Any) -> Any:
        return _file_data(file.topic, PhraseFile.model_validate(data).phrases)

    return yamledit.rewritten(file.text, before, after, reads_as)


def _in_order(phrases: Mapping[str, Phrase], order: Sequence[str]) -> list[Phrase]:
    """The phrases in the `order` of the file. A new one follows the phrase that it would follow if the file were sorted."""
    new_after: defaultdict[str, list[Phrase]] = defaultdict(list)
    previous, known = "", set(order)
    for phrase in sorted(phrases.values(), key=_rank):
        if phrase.id in known:
            previous = phrase.id
        else:
            new_after[previous].append(phrase)
    kept = [phrases[id_] for id_ in dict.fromkeys(order) if id_ in phrases]
    return [*new_after[""], *(each for phrase in kept for each in (phrase, *new_after[phrase.id]))]


def _rank(phrase: Phrase) -> tuple[int, int, str]:
    return _ROLES.index(phrase.role), _CLAIMS.index(phrase.claim), phrase.id


def _file_data(topic: str, phrases: Sequence[Phrase]) -> dict[str, Any]:
    """A file as it is written: a phrase says its topic only where it is another than that of the file."""
    rows = [_as_data(phrase) for phrase in phrases]
    for row, phrase in zip(rows, phrases, strict=True):
        if phrase.topic not in ("", topic):
            row["topic"] = phrase.topic
    return {"topic": topic, "phrases": rows}


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
    return tuple(yamlfile.load(path, ReviewFile) for path in own(folder / REVIEW_FOLDER, "report"))


def save_waiting(folder: Path, review: ReviewFile) -> None:
    """Write the phrases of one report that wait; if none does, its file is removed. Raises FileError."""
    path = folder / REVIEW_FOLDER / f"{review.report}.yaml"
    if review.waiting:
        _save(folder, REVIEW_FOLDER, review, _review_data)
        return
    check_inside(folder, [path])
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.parent.rmdir()  # fails while another report's file is in it


def _review_data(review: ReviewFile) -> dict[str, Any]:
    phrases = [
        {"phrase": {**_as_data(w.phrase), "topic": w.phrase.topic}, "suspects": w.suspects, "reason": w.reason}
        for w in review.waiting
    ]
    return {"report": review.report, "year": str(review.year), "zone": review.zone, "waiting": phrases}


def save_statistics(folder: Path, tables: str) -> None:
    """Put tables between the two marks in the bank's README. Without a README or marks, nothing is done. Raises FileError."""
    path = folder / "README.md"
    if not path.is_file():
        return
    check_inside(folder, [path])
    before, begin, rest = files.read_text(path).partition(_TABLES_BEGIN)
    _, end, after = rest.partition(_TABLES_END)
    if begin and end:
        files.write(path, f"{before}{begin}\n{tables}\n{end}{after}")
