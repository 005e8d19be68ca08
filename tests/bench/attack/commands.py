"""Runs commands of drafter in this process and judges every answer by what is true of all of them.

Arguments and what is typed come in; status, output and messages come out. What the program raises goes through to the
caller. An answer that no command may give raises Wrong: a refusal that is no Chinese message, control characters that would
reach the terminal, JSON that is none.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from bench.attack.workers import Wrong

from drafter import cli

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_IN_ENGLISH = re.compile(r"\b(?:Error|Exception|Traceback|NoneType|object at 0x|invalid literal|unexpected)\b")
_STATUSES = (0, 1, 2, 130)


class Ran(NamedTuple):
    """What a command did: its exit status, and what it printed."""

    status: int
    out: str
    messages: str

    @property
    def verdict(self) -> str:
        return "told" if self.status == 2 else "accepted"

    @property
    def json(self) -> Any:
        """What `--json` printed. Raises Wrong where it is no JSON."""
        try:
            return json.loads(self.out)
        except ValueError as error:
            raise Wrong(f"no JSON\n{self.out[:300]}") from error


def run(*arguments: object, typed: bytes = b"") -> Ran:
    """`drafter ARGUMENTS` with `typed` on its stdin; everything is judged but what the arguments mean."""
    streams = sys.stdin, sys.stdout, sys.stderr
    with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as messages:
        sys.stdin = io.TextIOWrapper(io.BytesIO(typed), "utf-8")
        sys.stdout, sys.stderr = (io.TextIOWrapper(f, "utf-8", "replace", newline="") for f in (out, messages))
        try:
            status = cli.run([str(argument) for argument in arguments])
            sys.stdout.flush()
            sys.stderr.flush()
            ran = Ran(status, *(_content(stream) for stream in (out, messages)))
        finally:
            for stream in (sys.stdout, sys.stderr):
                stream.detach()
            sys.stdin, sys.stdout, sys.stderr = streams
    _judge(ran, arguments)
    return ran


def _content(stream: Any) -> str:
    """What was printed; read by its name, because a command that gives up leads the descriptor to nowhere."""
    return Path(stream.name).read_bytes().decode("utf-8", "replace")


def _judge(ran: Ran, arguments: tuple[object, ...]) -> None:
    if ran.status not in _STATUSES:
        raise Wrong(f"status {ran.status} of {arguments[0]}\n{ran.messages[-500:]}")
    if ran.status == 2 and not ("错误：" in ran.messages and _CHINESE.search(ran.messages.partition("错误：")[2])):
        raise Wrong(f"refused without a word by {arguments[0]}\n{ran.messages[-500:]!r}")
    if ran.status == 2 and (english := _IN_ENGLISH.search(ran.messages)):
        raise Wrong(f"a message in English of {arguments[0]}: {english[0]}\n{ran.messages[-500:]!r}")
    for name, text in (("output", ran.out), ("messages", ran.messages)):
        if control := _CONTROL.search(text):
            at = control.start()
            raise Wrong(f"a control character in the {name} of {arguments[0]}\n{text[max(0, at - 60) : at + 20]!r}")


def write(name: str, content: bytes | str) -> Path:
    """A file in the working folder, its folders made."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path
