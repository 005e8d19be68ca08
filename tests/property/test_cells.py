"""An entry means in a cell of a workbook just what it means at the common entry of all faces."""

from __future__ import annotations

from pathlib import Path
from random import Random

from filled_packs import Filling, asked, stands
from test_entries import WORDS

from drafter.app import edits, report_in_progress
from drafter.app.packs import pack_places, packing
from drafter.app.packs.collecting import collect
from drafter.app.packs.pack_places import with_report
from drafter.app.packs.pack_rows import About
from drafter.asking.entering import enter

NUMBERS = [
    "１６２",
    "一百六十二",
    "一万二",
    "3万",
    "1.2亿",
    "两三百",
    "约162",
    "162余",
    "-5",
    "负12",
    "1,23",
    "207 188",
    "98.6",
    "0",
]
UNITS = ["", "件", "起", "卷", "期", "家", "%", "元", "万元", "天", "工作日", " 件"]
SIGNS = "=+-@'＝＋１２３一二三万元%件.。,，/ \t年月日约余<>&\u200b"


def entry(chance: Random) -> str | int | float:
    """Something that somebody may type, right or wrong; a number as Excel keeps it, or a text."""
    kind = chance.randrange(5)
    if kind == 0:
        return chance.choice([chance.randrange(10 ** chance.randrange(1, 14)), round(chance.uniform(0, 999), 2)])
    if kind == 1:
        return "".join(chance.choices(SIGNS, k=chance.randrange(1, 8)))
    if kind == 2:
        return chance.choice(WORDS)
    return chance.choice([*NUMBERS, str(chance.randrange(10**6))]) + chance.choice(UNITS)


def test_a_thousand_entries_are_taken_refused_and_understood_in_a_cell_as_anywhere(tmp_path: Path) -> None:
    chance, tried = Random(14), 0
    report_in_progress.new(tmp_path / "空", "云溪经济技术开发区", 2025)
    for turn in range(5):
        folder = tmp_path / f"{turn}"
        report_in_progress.new(folder, "云溪经济技术开发区", 2025)
        (path,) = packing.export(folder, folder / "表.xlsx", About(), one_file=True)
        pack, now = Filling(path), edits.opened(folder)
        typed = {
            place: entry(chance) for place in asked(folder) if place.startswith("q:") and place != "q:problems.items"
        }
        wanted = {}
        for place, value in typed.items():
            cell = pack.cells[place]
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            entered = enter(now.questionnaire, now.report, place[2:], str(value)) if str(value).strip() else None
            wanted[place] = entered.report if entered and entered.reading else now.report
        found = collect(folder, [pack.save()])
        there = stands(folder, typed)
        for place, report in wanted.items():
            assert there[place] == pack_places.stands(with_report(now, report), place), (place, typed[place])
        refused = {trouble.where.cell for trouble in found.merged.troubles}
        assert len(refused) > 20
        tried += len(typed)
    assert tried >= 1000
