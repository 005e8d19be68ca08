"""Changes values in YAML text that people write too: a text and its data before and after come in, the new text goes out.

Only what differs is written; every other line keeps its comments, order, blank lines and quotes, byte for byte. The comments of
what is removed stay as lines of their own. A round-trip library (ruamel.yaml) would write the whole text anew instead: it folds
and indents lines that nobody changed, puts a new entry below the comment of the next section, drops the comment behind a removed
entry, and takes half a minute for a large phrasebank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import yaml

from drafter import yamlfile
from drafter.errors import FormatError
from drafter.text import clean

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT_OF_BLOCK = re.compile(r"[|>][-+\d]*[ \t]+(#.*)")
"""What may stand behind the `|` with which a text of several lines begins."""
_COMMENT_BELOW = re.compile(r"\n(?:[ \t]*\n)*( *)#.*")
"""A comment in the next line that is not blank."""


def rewritten(source: str, before: Any, after: Any, reads_as: Callable[[Any], Any]) -> str:
    """`changed`, if reading the new text gives `after` again; else all of it written anew. `reads_as` turns a file's data into
    what the caller has, as `before` and `after` are. Raises FormatError where the text would be too large to be read again.
    """
    text = changed(source, before, after)
    with suppress(FormatError, ValueError):  # pydantic's errors are ValueErrors
        if len(text.encode()) <= yamlfile.LIMIT and reads_as(yamlfile.parse(text, "")[0]) == after:
            return text
    return written_anew(source, after)


def changed(source: str, before: Any, after: Any) -> str:
    """The text with the data `after`, where `before` is what the caller made of it.

    `before` need not have the text's own form (`handled: 162` may have become `{value: 162}`): only the entries in which `after`
    differs from it are written. `rewritten` reads the result back, because the text may have a form unknown to us.
    """
    line_end = "\r\n" if "\r\n" in source else "\n"
    text = source.replace("\r\n", "\n")
    text += "" if text.endswith("\n") or not text else "\n"
    root = yaml.compose(text, Loader=_Loader)
    if root is None:  # nothing, or nothing but comments
        return (text + yamlfile.dump(after)).replace("\n", line_end)
    edits = _Edits(text)
    if not edits.value(root, before, after):
        return written_anew(source, after)
    return edits.done().replace("\n", line_end)


def written_anew(source: str, after: Any) -> str:
    """The data as a new text, below all comments of the old one: for a text of a form that `changed` does not know."""
    text = source.replace("\r\n", "\n")
    comments = _comments(text, _scalars(yaml.compose(text, Loader=_Loader)), 0, len(text))
    return "".join(f"{comment}\n" for comment in comments) + yamlfile.dump(after)


class _Edits:
    """The changes to a text: replacements of stretches of it, which do not overlap."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edits: list[tuple[int, int, str]] = []
        self._margins: dict[int, int] = {}
        """Where a line with a comment begins → the column to which the comment moves."""

    def done(self) -> str:
        """The text with every change."""
        parts, at = [], 0
        for start, column in self._margins.items():
            self._edits.append((start, self._text.index("#", start), " " * column))
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            parts += [self._text[at:start], new]
            at = end
        return "".join([*parts, self._text[at:]])

    def value(self, node: Any, before: Any, after: Any) -> bool:
        """Change a value in place. Returns False where that cannot be, and the entry has to be written anew."""
        if isinstance(node, yaml.MappingNode) and isinstance(before, dict) and isinstance(after, dict):
            names = [clean(key.value) for key, _ in node.value]
            if node.flow_style and names == list(after):
                for name, (_, value) in zip(names, node.value, strict=True):
                    if before.get(name) != after[name]:
                        self.value(value, before.get(name), after[name])
                return True
            if not node.flow_style and not after.keys().isdisjoint(names):
                self._block(_Block(self._text, node), names, before, after)
                return True
        if isinstance(node, yaml.SequenceNode) and isinstance(before, list) and isinstance(after, list):
            old, new = _by_identity(before), _by_identity(after)
            left = [name for name in old if name in new]
            in_order = left == [name for name in new if name in old]
            if not node.flow_style and left and in_order and len(old) == len(node.value):
                self._block(_Block(self._text, node), list(old), old, new)
                return True
        # Anything else is written anew on one line, unless it stands in several, or would.
        stands_in_lines = isinstance(node, yaml.CollectionNode)
        takes_lines = isinstance(after, dict | list) and after and not isinstance(after, yamlfile.Inline)
        is_flow = bool(getattr(node, "flow_style", False))
        if not is_flow and (stands_in_lines or takes_lines):
            return False
        on_one_line = yamlfile.dump([after], flow=True).rstrip("\n")[1:-1]  # without the [ ] around it
        self._replace(node.start_mark.index, _end(self._text, node), on_one_line, [node])
        return True

    def _block(self, block: _Block, names: Sequence[Any], before: dict[Any, Any], after: dict[Any, Any]) -> None:
        """Change, remove and add entries of a mapping or list whose entries stand one below the other.

        `names` are those of its entries, as they stand there; at least one of them is in `after`. Entries that are neither in
        `before` nor in `after` are unknown to the caller and stay.
        """
        place = {name: number for number, name in enumerate(names)}
        left = sorted(place[name] for name in after if name in place)  # the numbers of the entries that stay
        for name, number in place.items():
            if name in after and before.get(name) != after[name]:
                self._entry(block, number, name, before.get(name), after[name])
            elif name in before and name not in after:
                self._remove(block, number, next((each for each in left if each > number), None))
        previous: int | None = None
        for name, value in after.items():
            if name in place:
                previous = place[name]
                continue
            if name in before and before[name] == value:  # the caller's default, which the text need not say
                continue
            margin = " " * block.column
            if previous is None:
                at = block.starts[left[0]]
                self._edits.append((at, at, f"{block.written(name, value)}\n{margin}"))
            else:
                at = self._line_end(block.end(previous))
                self._edits.append((at, at, f"\n{margin}{block.written(name, value)}"))
                self._pull_comments(at, block.column)

    def _entry(self, block: _Block, number: int, name: Any, before: Any, after: Any) -> None:
        """Change an entry: its value in place, or the whole of it."""
        value = block.nodes[number][-1]
        if isinstance(after, str) and isinstance(value, yaml.ScalarNode):
            new = yamlfile.dump({"-": after}).rstrip("\n").partition(" ")[2]
            if "\n" not in new:
                self._replace(value.start_mark.index, _end(self._text, value), new, [value])
                return
        elif self.value(value, before, after):
            return
        end = self._line_end(block.end(number))
        self._pull_comments(end, block.column)
        self._replace(block.starts[number], end, block.written(name, after), block.nodes[number])

    def _remove(self, block: _Block, number: int, following: int | None) -> None:
        """Take an entry out with its line. Where it shares this line with what is before it (`- id: …`), the next moves up."""
        start = block.starts[number]
        line_start = self._text.rfind("\n", 0, start) + 1
        if self._text[line_start:start].strip() and following is not None:
            self._replace(start, block.starts[following], "", block.nodes[number])
        else:
            line_end = self._line_end(block.end(number))
            self._pull_comments(line_end, block.column)
            self._replace(line_start, line_end + 1, "", block.nodes[number])

    def _pull_comments(self, at: int, column: int) -> None:
        """Move the comments below a line to this column if they begin further in. Otherwise a text of several lines that is
        written above them would take them in.
        """
        while found := _COMMENT_BELOW.match(self._text, at):
            start, end = found.span(1)
            self._margins[start] = min(self._margins.get(start, end - start), column)
            at = found.end()

    def _replace(self, start: int, end: int, new: str, nodes: Iterable[Any]) -> None:
        """Replace a stretch, in which these nodes lie. Comments in it become lines above it."""
        line_start = self._text.rfind("\n", 0, start) + 1
        line = self._text[line_start : self._line_end(line_start)]
        margin = line[: len(line) - len(line.lstrip(" "))]
        scalars = [scalar for node in nodes for scalar in _scalars(node)]
        for comment in _comments(self._text, scalars, start, end):
            self._edits.append((line_start, line_start, f"{margin}{comment}\n"))
        follows_mark = start == end and self._text[start - 1] in ":-"  # `key:` without a value
        self._edits.append((start, end, f" {new}" if follows_mark else new))

    def _line_end(self, at: int) -> int:
        return self._text.index("\n", at)


class _Block:
    """The entries of a mapping or list that stand one below the other.

    `nodes` are those of each entry, its value last; `starts` say where each begins, with its key or its dash.
    """

    def __init__(self, text: str, node: Any) -> None:
        self._text = text
        self._is_mapping = isinstance(node, yaml.MappingNode)
        self.column: int = node.start_mark.column
        self.nodes: list[tuple[Any, ...]] = [each if self._is_mapping else (each,) for each in node.value]
        self.starts = [int(first.start_mark.index) for first, *_ in self.nodes]
        if not self._is_mapping:
            self.starts[0] = int(node.start_mark.index)
            dash = re.compile(rf"^ {{{self.column}}}-(?=\s)", re.MULTILINE)
            for number, value in enumerate(node.value[1:], 1):
                if found := [*dash.finditer(text, self.end(number - 1), value.start_mark.index + 1)]:
                    self.starts[number] = found[-1].start() + self.column

    def end(self, number: int) -> int:
        return _end(self._text, self.nodes[number][-1])

    def written(self, name: Any, value: Any) -> str:
        """An entry as it stands in the block: all its lines but the first begin at the column."""
        data = {name: value} if self._is_mapping else [value]
        first, *others = yamlfile.dump(data).rstrip("\n").split("\n")
        return "\n".join([first, *(" " * self.column + line if line else "" for line in others)])


def _by_identity(items: Sequence[Any]) -> dict[Any, Any]:
    """The entries of a list by what tells them from each other: a text itself, or the first value of a mapping (an id, a note);
    and which of several equal ones it is.
    """
    named: dict[Any, Any] = {}
    times = Counter[str]()
    for item in items:
        first = item
        while isinstance(first, dict):
            first = next(iter(first.values()), "")
        name = str(first)
        named[name, times[name]] = item
        times[name] += 1
    return named


def _end(text: str, node: Any) -> int:
    """The index behind a value's last character. The parser's own mark behind a block is where the next thing begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start + len(text[start:end].rstrip())


def _scalars(node: Any) -> Iterator[Any]:
    """Every text and key in a value."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif node is not None:
        for each in node.value:
            for part in each if isinstance(each, tuple) else (each,):
                yield from _scalars(part)


def _comments(text: str, scalars: Iterable[Any], start: int, end: int) -> list[str]:
    """The comments of a stretch; `scalars` are those in it, in which a # is none."""
    found, at = [], start
    for scalar in sorted(scalars, key=lambda scalar: scalar.start_mark.index):
        found += re.findall("#.*", text[at : scalar.start_mark.index])
        at = _end(text, scalar)
        if heading := _COMMENT_OF_BLOCK.match(text, scalar.start_mark.index, at):
            found.append(heading[1])
    return [*found, *re.findall("#.*", text[at:end])]
