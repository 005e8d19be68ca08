"""The JSON that others build on: every verb's shape, with the keys that must stay."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAST_YEAR = ROOT / "examples" / "yunxi-2025" / "上年报告.txt"


def shape(*arguments: str | Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "drafter", *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode in (0, 1) and "Warning" not in ran.stderr, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    assert found["version"] == 1
    return found


KEYS = {
    "outline": ("sections", "level number title line children"),
    "clauses": ("clauses", "text slotted topic role path line"),
    "numbers": ("numbers", "text value low high unit kind line start end indicator"),
    "facts": ("facts", "line start end text label unit value low high time topic indicator confidence key"),
    "relations": ("relations", "formula kind verdict line terms"),
}


@pytest.mark.parametrize("view", KEYS)
def test_read_gives_the_agreed_keys(view: str) -> None:
    name, keys = KEYS[view]
    found = shape("read", LAST_YEAR, "--as", view, "--json")[name]
    assert found
    assert all(set(keys.split()) <= set(item) for item in found)


def test_an_outline_has_title_signature_and_date() -> None:
    found = shape("read", LAST_YEAR, "--as", "outline", "--json")
    assert found["title"] == "云溪经济技术开发区管理委员会关于2024年度法治政府建设情况的报告"
    assert (found["signature"], found["date"]) == ("云溪经济技术开发区管理委员会", "2025年2月10日")
    assert [section["number"] for section in found["sections"]] == ["一、", "二、", "三、", "四、"]
    assert len(found["sections"][0]["children"]) == 7


def test_figures_stand_where_the_source_has_them_also_in_title_and_date() -> None:
    lines = LAST_YEAR.read_text("utf-8").split("\n")
    numbers = shape("read", LAST_YEAR, "--as", "numbers", "--json")["numbers"]
    assert all(lines[n["line"] - 1][n["start"] : n["end"]] == n["text"] for n in numbers)
    assert {"2024年", "2025年2月10日", "89.47%"} <= {n["text"] for n in numbers}


def test_text_is_the_body_joined() -> None:
    text = shape("read", LAST_YEAR, "--as", "text", "--json")["text"]
    assert text.split("\n") == [line for line in LAST_YEAR.read_text("utf-8").split("\n") if line]


def test_extract_gives_values_by_indicator() -> None:
    values = shape("extract", LAST_YEAR, "--json")["values"]
    assert values["disputes.handled"]["value"] == 190
    assert values["disputes.success_rate"]["value"] == 89.47
    assert all({"value", "text", "line", "confidence"} <= set(found) for found in values.values())


def test_extract_of_several_files_keeps_them_apart(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("一、主要举措\n全年调解矛盾纠纷12件。", "utf-8")
    files = shape("extract", LAST_YEAR, other, "--json")["files"]
    assert [file["values"]["disputes.handled"]["value"] for file in files] == [190, 12]


def test_suggest_gives_filled_wording_with_reasons() -> None:
    found = shape("suggest", "调解纠纷207件 成功188件", "--json")["suggestions"]
    keys = "id origin text pattern score band topic filled unfilled adds loses sources why"
    assert all(set(keys.split()) <= set(item) for item in found)
    assert found[0]["topic"] == "disputes"
    assert (found[0]["id"], found[0]["origin"], found[0]["text"]) == ("own", "own", "调解纠纷207件，调解成功188件")
    assert (found[1]["filled"]["handled"], found[1]["filled"]["succeeded"]) == ("207", "188")


def test_suggest_never_turns_a_failure_into_a_success() -> None:
    found = shape("suggest", "调解成功率未达到90%", "-n", "50", "--json")["suggestions"]
    assert [item["text"] for item in found if "达" in item["text"].replace("未达", "")] == []


def test_mine_counts_and_names_what_it_is_unsure_of(tmp_path: Path) -> None:
    found = shape("mine", LAST_YEAR, "-o", tmp_path, "--dry-run", "--json")
    assert {"reports", "clauses", "new", "merged", "skipped", "review"} <= set(found)
    assert found["reports"] == ["上年报告"] and found["clauses"] > 20
    assert list(tmp_path.iterdir()) == []


def test_phrases_are_listed_with_slots_and_sources() -> None:
    found = shape("phrases", "list", "--json")["phrases"]
    keys = "id topic role claim text slots sources seen status"
    assert found and all(set(keys.split()) <= set(item) for item in found)


def test_check_gives_findings_with_their_place(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("2025年度法治政府建设情况的报告\n一、主要举措和成效\n共办理__件。", "utf-8")
    found = shape("check", draft, "--json")["findings"]
    keys = "code name severity message hint file block line start end excerpt"
    assert found and all(set(keys.split()) <= set(item) for item in found)
    gap = next(item for item in found if item["code"] == "GAP001")
    assert (gap["line"], gap["start"], gap["end"]) == (3, 3, 5)


def test_measures_list_gives_the_agreed_keys() -> None:
    found = shape("measures", "list", "--json")["measures"]
    assert all({"id", "topic", "point", "ask", "text", "details"} <= set(item) for item in found)
    assert {item["topic"] for item in found} >= {"disputes", "problems", "plan", "responsible"}
    rules = next(item for item in found if item["id"] == "review.rules")
    assert rules["details"] == {"title": {"kind": "title", "ask": "规定名称"}}
    only = shape("measures", "list", "--topic", "review", "--json")["measures"]
    assert only == [item for item in found if item["topic"] == "review"]
