"""Snippets: a passage of any report kept with slots, placed by name in another report, filled with that report's figures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from drafter import cli
from drafter.app import reuse
from drafter.asking import reportfile
from drafter.asking.answers import Answers
from drafter.bank import snippet_files
from drafter.drafting.compose import Sources, compose
from drafter.errors import DrafterError, FormatError
from drafter.formats import Report
from drafter.model import Document
from drafter.phrase_formats import Snippet, Wording

ROOT = Path(__file__).resolve().parents[2]
REPORT = """临江高新技术产业开发区2023年法治政府建设年度报告

2023年，临江高新区扎实推进法治政府建设各项工作。现将有关情况报告如下：

一、主要举措和成效

（一）化解矛盾纠纷

全年共调解各类矛盾纠纷931件，调解成功902件。在柳塘镇设立调解室7个，由王小满同志负责。

（二）规范文件管理

2023年制定行政规范性文件8件。

二、下一步打算

继续做好各项工作。

临江高新技术产业开发区管理委员会
2024年1月20日
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a bank of its own, somebody's report and the example."""
    (tmp_path / "bank").mkdir()
    (tmp_path / "drafter.yaml").write_text("phrasebank: bank\n", "utf-8")
    (tmp_path / "临江.txt").write_text(REPORT, "utf-8")
    shutil.copytree(ROOT / "examples" / "yunxi-2025", tmp_path / "报告")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drafted(sources: Sources, *kept: Snippet, **figures: object) -> Document:
    """A report that places these snippets, each in its topic."""
    named = {key.replace("__", "."): value for key, value in figures.items()}
    wanted = {snippet.topic: [s.name for s in kept if s.topic == snippet.topic] for snippet in kept}
    zone = {"name": "云溪经济技术开发区", "short": "云溪经开区"}
    report = Report.model_validate({"year": 2025, "zone": zone, "answers": named, "snippets": wanted})
    own = Sources(**{**vars(sources), "snippets": {snippet.name: snippet for snippet in kept}})
    return compose(report, Answers.from_report(report, sources.questionnaire), own)


HANDLED = Snippet(
    name="调解",
    topic="disputes",
    sentences=[
        Wording(
            text="{year}年，{zone}在{place1}调解纠纷{handled}件。",
            slots={"year": "year", "zone": "zone", "place1": "place", "handled": "disputes.handled"},
        ),
        Wording(text="{next_year}年继续推进。", slots={"next_year": "next_year"}),
    ],
)


def test_a_section_is_kept_with_its_figures_and_names_as_slots(place: Path) -> None:
    path, kept, _ = reuse.keep(place / "临江.txt", "调解", "化解矛盾纠纷")
    text = "".join(wording.text for wording in kept.sentences)
    assert path == place / "bank" / "snippets" / "调解.yaml"
    assert kept.topic == "disputes" and "{handled}" in text and "{succeeded}" in text
    assert not [own for own in ("931", "902", "7个", "柳塘", "王小满", "临江") if own in text]
    assert kept.source and (kept.source.report, kept.source.line) == ("临江", 9)
    assert snippet_files.load([place / "bank"]) == {"调解": kept}


def test_a_section_may_be_named_with_its_number_and_a_paragraph_by_its_line(place: Path) -> None:
    by_number = reuse.keep(place / "临江.txt", "甲", "（二）规范文件管理")[1]
    by_line = reuse.keep(place / "临江.txt", "乙", line=13)[1]
    assert by_number.sentences == by_line.sentences
    assert by_line.sentences[0].text == "{year}年制定行政规范性文件{issued}件。"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"section": "没有这一节"}, "没有标题含"),
        ({"line": 2}, "没有正文"),
        ({}, "哪一部分"),
        ({"section": "化解", "line": 9}, "哪一部分"),
        ({"section": "化解", "name": "a/../b"}, "不能作名称"),
        ({"section": "化解", "topic": "disputs"}, "没有名为“disputs”的主题"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_written(
    place: Path, asked: dict[str, object], message: str
) -> None:
    with pytest.raises(DrafterError, match=message):
        reuse.keep(place / "临江.txt", **{"name": "甲", **asked})  # type: ignore[arg-type]
    assert not (place / "bank" / "snippets").exists()


def test_a_name_that_is_taken_is_not_overwritten(place: Path) -> None:
    path, _, _ = reuse.keep(place / "临江.txt", "甲", "化解")
    before = path.read_bytes()
    with pytest.raises(DrafterError, match="已有名为“甲”"):
        reuse.keep(place / "临江.txt", "甲", line=13)
    assert path.read_bytes() == before


def test_a_placed_snippet_prints_this_reports_figures_and_gaps_for_the_rest(sources: Sources) -> None:
    document = drafted(sources, HANDLED, disputes__handled="207")
    said = [s for s in document.sentences if s.origin in ("snippet", "gap") and s.phrase == "调解"]
    assert [s.text for s in said] == ["2025年，云溪经开区在【待填：地名】调解纠纷207件。", "2026年继续推进。"]
    assert document.text.count("207") == 1, "an answer is said once"
    runs = [run for block in document.blocks for run in block.runs if run.sentence == said[0].id]
    assert [(r.text, r.answers) for r in runs if r.origin == "answer"] == [("207", ("disputes.handled",))]
    assert [r.text for r in runs if r.origin == "gap"] == ["【待填：地名】"]


def test_a_figure_not_yet_answered_is_a_gap_and_one_that_does_not_apply_takes_its_sentence_along(
    sources: Sources,
) -> None:
    name = sources.questionnaire.questions["disputes.handled"].ask
    assert f"调解纠纷【待填：{name}】件" in drafted(sources, HANDLED).text
    assert "调解纠纷" not in drafted(sources, HANDLED, disputes__handled="不适用").text


def test_a_wording_for_growth_does_not_say_a_decrease(sources: Sources) -> None:
    slots = {"net": "business.entities_net"}
    kept = Snippet(name="甲", topic="business", sentences=[Wording(text="净增经营主体{net}户。", slots=slots)])
    text = drafted(sources, kept, business__entities_net="-12").text
    assert "净增经营主体【待填：" in text and "经营主体净减12户" in text and "-12" not in text


def test_the_ids_of_its_sentences_stay_when_figures_change(sources: Sources) -> None:
    first, second = (drafted(sources, HANDLED, disputes__handled=value) for value in ("207", "211"))
    assert [s.id for s in first.sentences if s.phrase] == [s.id for s in second.sentences if s.phrase]


def test_a_figure_that_a_snippet_says_under_another_topic_is_not_said_twice(sources: Sources) -> None:
    moved = HANDLED.model_copy(update={"topic": "leadership"})
    document = drafted(sources, moved, disputes__handled="207", disputes__succeeded="188", leadership__meetings="6")
    assert document.text.count("207") == 1
    assert "188" in document.text, "what the snippet does not say is still said"


def test_a_snippet_where_the_frame_prints_none_is_told_and_not_lost(sources: Sources) -> None:
    moved = HANDLED.model_copy(update={"topic": "signature"})
    with pytest.raises(FormatError, match=r"standard.*signature.*调解"):
        drafted(sources, moved)


@pytest.mark.parametrize("topic", ["responsible", "problems", "plan", "other"])
def test_a_passage_may_stand_for_a_part_in_prose(sources: Sources, topic: str) -> None:
    kept = Snippet(name="甲", topic=topic, sentences=[Wording(text="{year}年逐项落实。", slots={"year": "year"})])
    required = [q for q in sources.questionnaire.questions.values() if q.id.startswith(f"{topic}.") and q.required]
    text = drafted(sources, kept).text
    assert "2025年逐项落实。" in text
    assert not [q.ask for q in required if f"【待填：{q.ask}】" in text]
    assert all(f"【待填：{q.ask}】" in drafted(sources, HANDLED).text for q in required)


def test_template_syntax_in_a_snippet_stays_text(sources: Sources) -> None:
    odd = Snippet(name="怪", topic="disputes", sentences=[Wording(text="{{ zone.name }}{% for %}<b>&。")])
    assert "% for %}<b>&。" in drafted(sources, odd).text


def test_a_report_that_places_what_does_not_exist_is_told_which(sources: Sources) -> None:
    report = Report.model_validate({"year": 2025, "zone": {"name": "云溪"}, "snippets": {"disputes": ["没有的"]}})
    with pytest.raises(FormatError, match="没有的"):
        compose(report, Answers.from_report(report, sources.questionnaire), sources)


def test_save_list_search_place_render_show(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["snippets", "save", "临江.txt", "--section", "规范文件管理", "--name", "文件管理"]) == 0
    assert cli.run(["snippets", "place", "文件管理", "报告"]) == 0
    assert reportfile.load(place / "报告").snippets == {"norms": ["文件管理"]}
    capsys.readouterr()
    assert cli.run(["snippets", "search", "规范性", "--json"]) == 0
    assert [s["name"] for s in json.loads(capsys.readouterr().out)["snippets"]] == ["文件管理"]
    assert cli.run(["snippets", "search", "没有这样的话"]) == 0
    assert capsys.readouterr().out == ""
    assert cli.run(["snippets", "show", "文件管理"]) == 0
    shown = capsys.readouterr().out
    assert "临江" in shown and "报告/report.yaml" in shown.replace("\\", "/")
    issued = reportfile.load(place / "报告").answers["norms.issued"].value
    assert cli.run(["render", "报告", "-o", "a.txt", "--no-compare"]) == 0
    assert f"2025年制定行政规范性文件{issued}件。" in (place / "a.txt").read_text("utf-8")


def test_placing_twice_places_once_and_an_unknown_name_gets_the_nearest(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reuse.keep(place / "临江.txt", "文件管理", line=13)
    assert [reuse.place(place / "报告", "文件管理") for _ in range(2)] == ["norms", "norms"]
    assert reportfile.load(place / "报告").snippets == {"norms": ["文件管理"]}
    assert reuse.place(place / "报告", "文件管理", "decisions") == "decisions"
    assert reportfile.load(place / "报告").snippets == {"decisions": ["文件管理"]}, "moved, not doubled"
    assert cli.run(["snippets", "place", "文件管里", "报告"]) == 2
    assert "是不是“文件管理”" in capsys.readouterr().err


def test_a_placeholder_that_somebody_forgot_to_fill_in_is_kept_as_it_is(place: Path) -> None:
    Path("临江.txt").write_text(REPORT.replace("在柳塘镇", "在{乡镇}").replace("2023年制定", "{year}年制定"), "utf-8")
    _, snippet, _ = reuse.keep(Path("临江.txt"), "调解", section="化解矛盾纠纷")
    assert snippet.sentences[1].text.startswith("在｛乡镇｝设立调解室")
    assert cli.run(["mine", "临江.txt", "-o", "bank"]) == 0
    assert cli.run(["snippets", "save", "临江.txt", "--section", "规范文件管理"]) == 0
    assert cli.run(["snippets", "place", "调解", "报告"]) == 0
    assert cli.run(["render", "报告", "-o", "out.docx"]) == 0


@pytest.mark.parametrize(
    ("heading", "name", "sentences"),
    [
        ("（一）多元化解，“码上”办结", "多元化解码上办结", ["全年调解纠纷931件。"]),
        ("(一)多元化解,“码上”办结", "多元化解码上办结", ["全年调解纠纷931件。"]),
        ("二是清理文件", "清理文件", ["二是清理文件。", "废止8件。"]),
    ],
)
def test_a_heading_copied_from_the_outline_is_found_and_names_the_snippet(
    place: Path, heading: str, name: str, sentences: list[str]
) -> None:
    report = "临江高新区2023年法治政府建设年度报告\n一、成效\n（一）多元化解，“码上”办结\n全年调解纠纷931件。\n（二）规范文件\n一是制定文件。制定3件。二是清理文件。废止8件。三是公开文件。公开4件。\n"
    Path("另一份.txt").write_text(report, "utf-8")
    _, snippet, _ = reuse.keep(Path("另一份.txt"), "", section=heading)
    assert snippet.name == name
    assert len(snippet.sentences) == len(sentences)
