"""report.packs.json beside report.yaml: what was sent to which department, what came back, and what was decided against.

The program writes it and nobody edits it. Answers never stand in it: without it nothing is lost but deadlines and decisions.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from drafter import files
from drafter.asking import reportfile
from drafter.errors import FormatError
from drafter.text import tag

_NAME = "report.packs.json"
_LIMIT = 8_000_000
"""Bytes."""
_MOST_RETURNED = 50
"""Workbooks of one department that are remembered, and remarks of the last one."""
_LONGEST_MARK = 40
"""Characters."""


class Sent(BaseModel):
    """The last export for a department: the day until which it was asked for (2026-01-10), whom to ask, the file's name, and when."""

    deadline: str = ""
    contact: str = ""
    file: str = ""
    at: str = ""


class Returned(BaseModel):
    """A workbook that came back: its name, when it was read, who signed it, how many values in it were new, and what was written
    beside answers, each as one text.
    """

    file: str
    at: str
    signed: str = ""
    new: int = 0
    remarks: list[str] = Field(default_factory=list)


class PackState(BaseModel):
    """`sent` and `returned` by department. `declined`: place → the values that somebody decided against."""

    sent: dict[str, Sent] = Field(default_factory=dict)
    returned: dict[str, list[Returned]] = Field(default_factory=dict)
    declined: dict[str, list[str]] = Field(default_factory=dict)


def load(folder: Path) -> PackState:
    """What is known so far. Raises FileError; FormatError where the file is damaged."""
    path = _path(folder)
    if not path.exists():
        return PackState()
    try:
        return PackState.model_validate_json(files.read_bytes(path, _LIMIT))
    except ValidationError as error:
        hint = "请删去这个文件再试：填报的内容不在里面，只会忘记期限和已做的取舍"
        raise FormatError(f"{path} 已损坏，无法读取", hint) from error


def save(folder: Path, state: PackState) -> None:
    """Write it; whoever does holds the report's lock. Raises FileError."""
    few = {}
    for department, all_of_it in state.returned.items():
        *earlier, last = (each.model_copy(update={"remarks": each.remarks[:_MOST_RETURNED]}) for each in all_of_it)
        few[department] = [each.model_copy(update={"remarks": []}) for each in earlier[1 - _MOST_RETURNED :]] + [last]
    files.write(_path(folder), state.model_copy(update={"returned": few}).model_dump_json(indent=1))


def mark(said: str) -> str:
    """How a value is remembered: itself, or of a long one its beginning and a checksum."""
    return said if len(said) <= _LONGEST_MARK else f"{said[:_LONGEST_MARK]}…{tag(said)}"


def _path(folder: Path) -> Path:
    return files.target(reportfile.report_path(folder)).with_name(_NAME)
