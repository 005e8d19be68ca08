"""YAML files in, checked models out; plain data in, YAML files out. Every problem is reported with its line.

Every scalar is read as text, so that `no`, `12:30`, `007` and `3.10` stay what the user typed; the field of the model makes
a number or a date of it. Aliases (`*name`) are refused: no file of ours needs them, and with them a small file can become
gigabytes in memory. Size, nesting and number of items are limited, and `dump` writes nothing that `read` would refuse.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from drafter import files
from drafter.errors import FormatError
from drafter.model import Finding
from drafter.text import clean, squeeze

if TYPE_CHECKING:
    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)

Place = tuple[str | int, ...]
"""The way to a value in the data, by keys and indexes: ("groups", 0, "questions", 2, "ask"). () is the whole file."""
LIMIT = 16 * 1024 * 1024
"""Bytes of the largest file that is read."""
ITEMS = 400_000
"""Keys, values and lists of the largest file that is read or written, at about a kilobyte of memory each. A phrase has some 25."""
DEPTH = 30
"""Levels of nesting, three times what any file of ours needs; far deeper ones overrun the parser's stack."""
_MOST_SHOWN = 20
"""Problems listed in one message; the error's `findings` have all of them."""
_NOTHING = ("~", "null", "Null", "NULL")
_GLUED_COMMENT = re.compile(r"(?<![ \t])[ \t]+(?P<comment>#[^\s#!].*)")
"""A comment without a blank behind its #, which many a person means as text: 开展活动 #4个社区参与."""
_MAYBE_GLUED = re.compile(r"#[^\s#!]")
"""The cheap test whether a file may have one."""
_GAP = re.compile(r"\s+")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TOO_DEEP = ("嵌套太深", "请检查缩进和括号")
_SPLIT_UP = "请拆成几个文件"
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}
"""By how many levels the nesting changes."""
_NO_COLON = "这一行缺少冒号（要用半角的“:”，后面空一格）"
# What stands in the parser's message → what we say.
_PROBLEMS = {
    "mapping values are not allowed": "冒号或缩进的位置不对（内容里有冒号时请加引号）",
    "could not find expected ':'": _NO_COLON,
    "did not find expected key": "缩进不一致，或上一行没有写完",
    "did not find expected '-'": "缩进不一致，或这一行开头缺少“- ”",
    "did not find expected ',' or": "括号没有成对，或缺少逗号（内容里有 # 时请加引号）",
    "cannot start any token": "这里的符号要加引号",
    "found unexpected end of stream": "引号没有成对",
    "control characters are not allowed": "这里有看不见的控制字符，请删去",
}


def read(path: Path) -> tuple[Any, dict[Place, int]]:
    """The file as dicts, lists and strings, and the line of every place in it.

    Raises FileError: it cannot be read. FormatError: it is not YAML, uses aliases, or repeats a key.
    """
    return parse(files.read_text(path, LIMIT), str(path))


def parse(source: str, name: str) -> tuple[Any, dict[Place, int]]:
    """`read` for text in hand; `name` stands in messages."""
    try:
        builder = _Builder(name, source)
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
        raise problem(
            name, [_field_finding(item, name, lines) for item in _each_once(error.errors(include_url=False))]
        ) from error


def dump(data: Any, *, flow: bool = False) -> str:
    """YAML as a person would write it: block style, keys in the given order, no quotes unless needed; or, as `flow`, one line.

    Every scalar in `data` must be a string: a number would be written with a tag (`!!int '162'`). Raises FormatError where
    `read` would refuse the file for its size, so that nothing is saved that cannot be opened again.
    """
    # No line is broken: a break between hanzi would leave no blank there when the file is read again.
    written: str = yaml.dump(
        data, Dumper=_Dumper, default_flow_style=flow, allow_unicode=True, sort_keys=False, width=sys.maxsize
    )
    if len(written.encode()) > LIMIT or _items(data) > ITEMS:
        raise FormatError("内容太多，写成文件后会无法再打开，所以没有保存", _SPLIT_UP)
    return written


def _items(data: Any) -> int:
    """How many items `read` will count in the data: every list, mapping, key and text."""
    if isinstance(data, dict):
        return 1 + len(data) + sum(map(_items, data.values()))
    return 1 + sum(map(_items, data)) if isinstance(data, list | tuple) else 1


def save(path: Path, data: Any) -> None:
    """Write `data` as YAML, whole or not at all. Raises FileError."""
    files.write(path, dump(data))


def problem(name: str, findings: list[Finding]) -> FormatError:
    """One error for all `findings` in the file called `name`."""
    rows = [f"第 {f.line} 行：{f.message}" if f.line else f.message for f in findings[:_MOST_SHOWN]]
    more = f"\n……共 {len(findings)} 处" if len(findings) > _MOST_SHOWN else ""
    return FormatError(f"{name} 有 {len(findings)} 处需要修改：\n" + "\n".join(rows) + more, findings[0].hint, findings)


class Inline(dict[str, Any]):
    """A mapping that is written on one line: `{value: 162, from: 司法分局}`."""


class _Dumper(yaml.SafeDumper):
    """Writes strings, lists and mappings."""

    def ignore_aliases(self, data: Any) -> bool:
        """Whatever stands in the data twice is written twice."""
        return True

    def text(self, value: str) -> yaml.Node:
        """Text of several lines stands below a `|`, line by line, where YAML can keep it so."""
        style = "|" if "\n" in value else "'" if value in _NOTHING else None
        return self.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    def inline(self, value: Inline) -> yaml.Node:
        return self.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


# Without resolvers no text looks to the dumper like a number or a date, so it puts no quotes around 162 or 2025-12-31;
# `read` takes every scalar as text anyway.
_Dumper.yaml_implicit_resolvers = {}
_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(Inline, _Dumper.inline)


class _Builder:
    """Turns the parser's events into plain data and remembers the line of each place.

    All methods take from one stream of events: `[` begins a list, its items follow, `]` ends it. A method that builds a value
    takes every event of this value, so that the next event is that of what follows.
    """

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self._source = source
        self._has_glued_comment = _MAYBE_GLUED.search(source) is not None
        self._is_clean = "\\" not in source and clean(source) == source  # then so is every text in it
        self._items = 0
        self.lines: dict[Place, int] = {}
        self.findings: list[Finding] = []
        self._events: Iterator[Any] = yaml.parse(source, Loader=_Loader)

    def document(self) -> Any:
        """The data of the only document; an empty mapping where there is none."""
        documents = [self._value(event, ()) for event in self._events if isinstance(event, yaml.NodeEvent)]
        if len(documents) > 1:
            last = self.lines[()]
            self._complain(last, "一个文件里只能有一份内容，不要写“---”", "请删去多余的内容")
        return documents[0] if documents else {}

    def _value(self, first: Any, place: Place) -> Any:
        """The value that begins with the event `first`: text, or a list or mapping with all that is in it."""
        line = first.start_mark.line + 1
        self.lines[place] = line
        if len(place) > DEPTH:
            raise problem(self.name, [_yaml_finding(self.name, line, *_TOO_DEEP)])
        self._items += 1
        if self._items > ITEMS:
            message = f"内容太多，超过 {ITEMS // 10_000} 万项"
            raise problem(self.name, [_yaml_finding(self.name, line, message, _SPLIT_UP)])
        if isinstance(first, yaml.ScalarEvent):
            text = self._text(first)
            return text if self._is_clean else clean(text)
        if isinstance(first, yaml.MappingStartEvent):
            return self._mapping(place)
        if isinstance(first, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                items.append(self._value(event, (*place, len(items))))
            return items
        self._complain(line, "不能使用 & 和 * 引用", "请把内容写全")
        return None

    def _text(self, scalar: Any) -> str:
        """What a person meant by a scalar: `~` and `null` are nothing, and a line break between hanzi is no blank."""
        value = str(scalar.value)
        if not scalar.style:  # no quotes around it
            if value in _NOTHING:
                return ""
            may_lose_words = self._has_glued_comment and not value.isascii()
            if may_lose_words and (glued := _GLUED_COMMENT.match(self._source, scalar.end_mark.index)):
                message = f"“{glued['comment'].strip()}”前面有空格，会被当作注释而丢掉"
                hint = "是内容的，请把整条内容加上引号；是注释的，请在 # 后面空一格"
                self._complain(scalar.end_mark.line + 1, message, hint)
        if scalar.end_mark.line > scalar.start_mark.line and scalar.style != "|":
            printed = self._source[scalar.start_mark.index : scalar.end_mark.index]
            return _unfolded(value, printed[1:-1] if scalar.style in ("'", '"') else printed, scalar.style == ">")
        return value

    def _mapping(self, place: Place) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            self._items += 1
            line = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarEvent):
                name = key.value if self._is_clean else clean(key.value)
                if name in data:
                    self._complain(line, f"“{name}”重复出现", "同一项只能填一次，请删去其中一个")
            else:  # a list or a mapping as a key: it is refused, but its events have to be taken
                self._value(key, (*place, name := "?"))
                self._complain(line, "冒号前要写一个名称", "请检查冒号前的括号和标点")
            data[name] = self._value(next(self._events), (*place, name))
            self.lines[(*place, name)] = line  # of the key: the value may begin on the next line
        return data

    def _complain(self, line: int, message: str, hint: str) -> None:
        self.findings.append(_yaml_finding(self.name, line, message, hint))


def _unfolded(value: str, printed: str, has_header: bool) -> str:
    """The value of a text that is `printed` in several lines, without the blanks that YAML put for line breaks beside hanzi.

    The value is gone through line by line. Where it differs from the lines, as behind an escape, the rest stays as it is.
    """
    lines = [line for line in map(str.strip, printed.split("\n")) if line]
    if has_header:  # the > before the text
        del lines[0]
    parts, at = list[str](), len(value) - len(value.lstrip())
    for above, below in pairwise(lines):
        gap = _GAP.match(value, at + len(above))
        if gap is None or value[gap.start() - 1] != above[-1]:
            break
        is_blank_beside_hanzi = gap.group() == " " and " " not in squeeze(f"{above[-1]} {below[0]}")
        parts += [value[at : gap.start()], "" if is_blank_beside_hanzi else gap.group()]
        at = gap.end()
    return value[: len(value) - len(value.lstrip())] + "".join(parts) + value[at:] if parts else value


def _yaml_finding(name: str, line: int, message: str, hint: str) -> Finding:
    return Finding("FMT001", "yaml", "error", message, hint, name, line=line)


def _syntax_error(error: yaml.YAMLError, name: str, source: str) -> FormatError:
    """What the parser complained of, in our words and at the line where the user has to look."""
    line, lines = _error_line(error, source), source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    # The parser reads a line to its end before it hands out the first event, so `_Builder` never counts the levels of a
    # line with too many brackets. How many the parser bears and what it then says depend on its version; so we count.
    levels = accumulate(_BRACKETS.get(char, 0) for char in text)
    if max(levels, default=0) > DEPTH:
        return problem(name, [_yaml_finding(name, line, *_TOO_DEEP)])
    message = next((ours for theirs, ours in _PROBLEMS.items() if theirs in str(error)), "不符合 YAML 的写法")
    if "mapping values" in str(error) and line > 1 and ":" not in lines[line - 2]:
        # The parser takes the line before, which has no colon, and this one as one text, and stops at this one's colon.
        line, text, message = line - 1, lines[line - 2], _NO_COLON
    if "\t" in text:
        message = "这里有制表符（Tab），YAML 只能用空格缩进"
    hint = "每一级用两个空格缩进，冒号后空一格；可以对照 drafter new 生成的 report.yaml"
    return problem(name, [_yaml_finding(name, line, message, hint)])


def _error_line(error: yaml.YAMLError, source: str) -> int:
    """The line at which the parser stopped, 0 where it does not say. For a forbidden character it only gives the byte."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", None)
    return source.encode()[:position].count(b"\n") + 1 if position is not None else 0


# Pydantic's name of a mistake → what we say.
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
    "shape": "“{field}”下面要用“- ”逐条列出，或分项填写，看这一项原来是怎样写的",
    "tuple_type": "“{field}”下面要用“- ”逐条列出",
    "value_error": "“{field}”{reason}",
}


def _each_once(mistakes: Iterable[Any]) -> list[Any]:
    """Pydantic's error dictionaries, one for a place that may be of several shapes and is of none.

    For such a place pydantic gives an error for each shape and names the shape as a part of the place: list[str].
    """
    each, seen = list[Any](), set[Place]()
    for mistake in mistakes:
        place = tuple(part for part in mistake["loc"] if not re.match(r"(?:list|dict)\[", str(part)))
        if len(place) == len(mistake["loc"]):
            each.append(mistake)
        elif place not in seen:
            seen.add(place)
            each.append(mistake | {"loc": place, "type": "shape"})
    return each


def _field_finding(mistake: Any, name: str, lines: dict[Place, int]) -> Finding:
    """One of pydantic's error dictionaries as a finding, with the line of its field or of the nearest place around it."""
    place: Place = tuple(mistake["loc"])
    details = mistake.get("ctx", {})
    allowed = str(details.get("expected", "")).replace(" or ", "、").replace(", ", "、").replace("'", "")
    # Where a key itself is wrong, pydantic ends the place with a part of its own, "[key]".
    field = ".".join(str(part) for part in place if part != "[key]") or "文件"
    message = _VALIDATION.get(mistake["type"], "“{field}”的写法不对").format(
        field=field, input=str(mistake.get("input"))[:40], expected=allowed, reason=details.get("error", "")
    )
    while place and place not in lines:
        place = place[:-1]
    line = lines.get(place, 0)
    return Finding("FMT002", "field", "error", message, "请对照 README 中的文件说明修改", name, line=line)
