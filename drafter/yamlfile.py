"""YAML ⇄ models: every scalar is loaded as text, and every problem is reported with its line.

`no`, `12:30`, `007` and `3.10` are what the user typed; the model's field decides the type. Anchors are refused: no file
of ours needs them and they are how a small file becomes gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from drafter import files
from drafter.errors import FormatError
from drafter.model import Finding

if TYPE_CHECKING:
    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)

Place = tuple[str | int, ...]
LIMIT = 16 * 1024 * 1024
DEPTH = 30
"""Levels of nesting, three times what any file of ours needs; far deeper ones overrun the parser's stack."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TOO_DEEP = ("嵌套太深", "请检查缩进和括号")
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}
_NO_COLON = "这一行缺少冒号（要用半角的“:”，后面空一格）"
_PROBLEMS = {
    "mapping values are not allowed": "冒号或缩进的位置不对（内容里有冒号时请加引号）",
    "could not find expected ':'": _NO_COLON,
    "did not find expected key": "缩进不一致，或上一行没有写完",
    "did not find expected '-'": "缩进不一致，或这一行开头缺少“- ”",
    "did not find expected ',' or": "括号没有成对，或缺少逗号",
    "cannot start any token": "这里的符号要加引号",
    "found unexpected end of stream": "引号没有成对",
    "control characters are not allowed": "这里有看不见的控制字符，请删去",
}


def read(path: Path) -> tuple[Any, dict[Place, int]]:
    """The file as dicts, lists and strings, and the line of every place in it.

    Raises:
        FileError: it cannot be read. FormatError: it is not YAML, uses anchors, or repeats a key.
    """
    return parse(files.read_text(path, LIMIT), str(path))


def parse(source: str, name: str) -> tuple[Any, dict[Place, int]]:
    """`read` for text in hand; `name` stands in messages."""
    try:
        builder = _Builder(name, yaml.parse(source, Loader=_Loader))
        data = builder.document()
    except yaml.YAMLError as error:
        raise _syntax_error(error, name, source) from error
    if builder.findings:
        raise problem(name, builder.findings)
    return data, builder.lines


def load(path: Path, model: type[Model]) -> Model:
    """The file as a `model`. Raises FileError, or FormatError with a finding for every field that is wrong."""
    data, lines = read(path)
    return validate(data, model, str(path), lines)


def validate(data: Any, model: type[Model], name: str, lines: dict[Place, int]) -> Model:
    """`data` as a `model`; problems are placed by `lines`. Raises FormatError."""
    from pydantic import ValidationError

    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise problem(name, [_finding(item, name, lines) for item in error.errors(include_url=False)]) from error


def dump(data: Any) -> str:
    """YAML as a person would write it: block style, keys in the given order, no quotes unless needed."""
    return str(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))


def save(path: Path, data: Any) -> None:
    """Write `data` as YAML, whole or not at all. Raises FileError."""
    files.write(path, dump(data))


def problem(name: str, findings: list[Finding]) -> FormatError:
    """One error for all `findings` in the file called `name`."""
    rows = [f"第 {f.line} 行：{f.message}" if f.line else f.message for f in findings[:20]]
    more = f"\n……共 {len(findings)} 处" if len(findings) > 20 else ""
    return FormatError(f"{name} 有 {len(findings)} 处需要修改：\n" + "\n".join(rows) + more, findings[0].hint, findings)


class _Dumper(yaml.SafeDumper):
    """Writes every scalar as the plain text it is: no type is guessed when it is read back."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class Inline(dict[str, Any]):
    """A mapping that is written on one line: `{value: 162, from: 司法分局}`."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    # A block of its own for text of several lines, where YAML can keep it so.
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


def _inline(dumper: yaml.SafeDumper, value: Inline) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


_Dumper.yaml_implicit_resolvers = {}
_Dumper.add_representer(str, _text)
_Dumper.add_representer(Inline, _inline)


class _Builder:
    """Turns the parser's events into plain data and remembers the line of each place."""

    def __init__(self, name: str, events: Iterable[yaml.Event]) -> None:
        self.name = name
        self.lines: dict[Place, int] = {}
        self.findings: list[Finding] = []
        self._events = iter(events)

    def document(self) -> Any:
        """The data of the only document, an empty mapping where there is none."""
        data = [self.build(event, ()) for event in self._events if isinstance(event, yaml.NodeEvent)]
        if len(data) > 1:
            self._complain(self.lines[()], "一个文件里只能有一份内容，不要写“---”", "请删去多余的内容")
        return data[0] if data else {}

    def build(self, event: Any, place: Place) -> Any:
        line = event.start_mark.line + 1
        self.lines[place] = line
        if len(place) > DEPTH:
            raise problem(self.name, [self._finding(line, *_TOO_DEEP)])
        if isinstance(event, yaml.SequenceStartEvent):
            return [self.build(item, (*place, i)) for i, item in enumerate(self._until(yaml.SequenceEndEvent))]
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        if isinstance(event, yaml.AliasEvent):
            self._complain(line, "不能使用 & 和 * 引用", "请把内容写全")
        return getattr(event, "value", None)

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        return takewhile(lambda event: not isinstance(event, end), self._events)

    def _mapping(self, place: Place) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key in self._until(yaml.MappingEndEvent):
            name = key.value if isinstance(key, yaml.ScalarEvent) else str(self.build(key, (*place, "?")))
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarEvent):
                self._complain(line, "冒号前要写一个名称", "请检查冒号前的括号和标点")
            elif name in data:
                self._complain(line, f"“{name}”重复出现", "同一项只能填一次，请删去其中一个")
            data[name] = self.build(next(self._events), (*place, name))
            self.lines[(*place, name)] = line
        return data

    def _complain(self, line: int, message: str, hint: str) -> None:
        self.findings.append(self._finding(line, message, hint))

    def _finding(self, line: int, message: str, hint: str) -> Finding:
        return Finding("FMT001", "yaml", "error", message, hint, self.name, line=line)


def _syntax_error(error: yaml.YAMLError, name: str, source: str) -> FormatError:
    line, lines = _error_line(error, source), source.splitlines()
    # A line of brackets is read to its end before we hear of the first. How many are too many, and in which words the
    # parser then gives up, changes from one version to the next and from C to Python; so we count.
    steps = (_BRACKETS.get(char, 0) for char in "".join(lines[line - 1 : line]))
    if max(accumulate(steps), default=0) > DEPTH:
        return problem(name, [Finding("FMT001", "yaml", "error", *_TOO_DEEP, name, line=line)])
    message = next((text for key, text in _PROBLEMS.items() if key in str(error)), "不符合 YAML 的写法")
    if "mapping values" in str(error) and line > 1 and ":" not in lines[line - 2]:
        line, message = line - 1, _NO_COLON  # two lines without a colon between them are one text to the parser
    if "\t" in "".join(lines[line - 1 : line]):
        message = "这里有制表符（Tab），YAML 只能用空格缩进"
    hint = "每一级用两个空格缩进，冒号后空一格；可以对照 drafter new 生成的 report.yaml"
    return problem(name, [Finding("FMT001", "yaml", "error", message, hint, name, line=line)])


def _error_line(error: yaml.YAMLError, source: str) -> int:
    """Where the parser stopped: it says so by line, or for a wrong character by its place in the bytes."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", None)
    return source.encode()[:position].count(b"\n") + 1 if position is not None else 0


_VALIDATION = {
    "missing": "缺少“{field}”",
    "extra_forbidden": "没有“{field}”这一项",
    "int_parsing": "“{field}”要填整数，现在是“{input}”",
    "bool_parsing": "“{field}”要填 true 或 false，现在是“{input}”",
    "literal_error": "“{field}”只能填 {expected}，现在是“{input}”",
    "string_type": "“{field}”要填一段文字",
    "list_type": "“{field}”下面要用“- ”逐条列出",
    "dict_type": "“{field}”下面要分项填写",
    "model_type": "“{field}”下面要分项填写",
    "tuple_type": "“{field}”下面要用“- ”逐条列出",
    "value_error": "“{field}”{reason}",
}


def _finding(item: Any, name: str, lines: dict[Place, int]) -> Finding:
    place: Place = tuple(item["loc"])
    given = str(item.get("input"))[:40]
    context = item.get("ctx", {})
    allowed = str(context.get("expected", "")).replace(" or ", "、").replace(", ", "、").replace("'", "")
    field = ".".join(str(part) for part in place if part != "[key]") or "文件"
    message = _VALIDATION.get(item["type"], "“{field}”的写法不对").format(
        field=field, input=given, expected=allowed, reason=context.get("error", "")
    )
    return Finding(
        "FMT002", "field", "error", message, "请对照 README 中的文件说明修改", name, line=_line(place, lines)
    )


def _line(place: Place, lines: dict[Place, int]) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 0)
