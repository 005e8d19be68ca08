"""The draft on the page is, after any series of changes, what a program that has just been started would show."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from conftest import EXAMPLE
from web.test_editing import Tab

from drafter.app import edits, in_order

FRESH = """
import json, sys
from pathlib import Path
from drafter.app import drafts, edits
from drafter.web import sheet
from drafter.web.rendering import root
folder = Path(sys.argv[1])
print(json.dumps(sheet.sheets(drafts.draft(folder)[1], edits.opened(folder), root(folder))))
"""


def _fresh(folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", FRESH, folder], capture_output=True, check=True, encoding="utf-8")
    return str(json.loads(done.stdout))


def _change(tab: Tab, chance: Random) -> None:
    """Something that somebody might do; what is refused changes nothing."""
    now = edits.opened(tab.folder)
    number = str(chance.randint(0, 999))
    what = chance.choice(["figure", "last", "tick", "note", "roll", "value", "paragraph", "setting", "undo"])
    if what in ("figure", "last"):
        id = chance.choice([*now.questionnaire.indicators])
        typed = chance.choice([number, number, "不适用", "不知道", ""])
        tab.send(
            "answer", id=id, topic=id.partition(".")[0], typed=typed, field="value" if what == "figure" else "last_year"
        )
    elif what == "tick":
        id = chance.choice([*now.measures.by_id])
        tab.send("tick", id=id, topic=id.partition(".")[0], state=chance.choice(["done", "done", "not_done", ""]))
    elif what == "note":
        tab.send("note", topic=chance.choice([*now.questionnaire.topics]), typed=f"开展夜间巡查{number}次")
    elif what == "roll":
        item = chance.choice([each for each in now.last.items if each.role != "framing"])
        state = chance.choice(["kept", "kept", "dropped", "later", "changed"])
        tab.send("roll", id=item.id, topic=now.last.topic(item), state=state, text=f"全年排查隐患{number}处。")
    elif what == "value":
        item = chance.choice([each for each in now.last.items if each.asks])
        tab.send("value", id=item.id, topic=now.last.topic(item), ask=chance.choice(item.asks).id, typed=number)
    elif what == "paragraph":
        topic = chance.choice([*now.questionnaire.topics])
        for line in [*in_order.paragraphs(now, topic)][:1]:
            tab.send("keep", id=" ".join(line.ids), topic=topic, line=f"from-{line.ids[0]}", typed=number)
    elif what == "setting":
        tab.send("setting", frame=chance.choice(["standard", "short"]), length=chance.choice(["", "standard"]))
    else:
        tab.send("undo", until="")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_draft_on_the_page_is_the_one_of_a_program_just_started(tmp_path: Path, seed: int) -> None:
    tab, chance = Tab(shutil.copytree(EXAMPLE, tmp_path / "云溪")), Random(seed)
    before = tab.client.get(f"{tab.root}/preview").text
    for _ in range(12):
        _change(tab, chance)
        shown = tab.client.get(f"{tab.root}/preview").text
    assert shown == _fresh(tab.folder) and shown != before
