"""Every frame from one report: nothing lost, its own order of parts; guide headings, editions, attachments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drafter import config
from drafter.app import drafts
from drafter.asking import reportfile
from drafter.asking.answers import Answers
from drafter.drafting import template
from drafter.drafting.compose import Sources, compose
from drafter.errors import FormatError
from drafter.formats import Report
from drafter.model import Document
from drafter.phrase_formats import Phrase

FRAMES = template.frames(config.template_folder())
PARTS = {
    "standard": ["2025年推进", "存在的不足", "党政主要负责人", "2026年推进"],
    "duty-first": ["党政主要负责人", "2025年推进", "存在的不足", "2026年推进"],
    "short": ["主要举措", "存在的不足", "党政主要负责人", "2026年工作计划"],
    "thematic": ["坚持党的领导", "依法履行职能", "完善制度体系", "推进严格规范", "依法化解", "维护公共安全",
                 "推进政务公开", "推进普法", "存在的不足", "2026年推进"],
    "legacy-2015": ["依法全面履行", "完善依法行政", "推进行政决策", "坚持严格规范", "强化对行政权力", "依法有效化解",
                    "全面提高", "组织保障", "存在的不足", "2026年推进"],
}  # fmt: skip
HEADINGS = [
    "一、学习贯彻习近平法治思想｜党的领导、学法用法、第一责任人履职",
    "二、主要举措和成效",
    "（一）政务服务和营商环境｜政务服务、营商环境",
    "（二）制度和决策|规范性文件，重大行政决策",
    "三、不足和安排｜存在的不足和原因、下一年度主要安排",
]


def drafted(report: Report, sources: Sources, frame: str, edition: Any = "paper", **more: Any) -> Document:
    given = {**{k: a.model_dump(by_alias=True) for k, a in report.answers.items()}, **more}
    report = Report.model_validate({**report.model_dump(exclude={"answers"}), "frame": frame, "answers": given})
    return compose(report, Answers.from_report(report, sources.questionnaire), sources, edition)


def headings(document: Document, level: int = 1) -> list[str]:
    return [block.text for block in document.blocks if block.kind == "heading" and block.level == level]


def test_the_parts_of_every_frame_are_named_here() -> None:
    assert {*FRAMES} - {*PARTS} == {"guide"}, "a guide has the headings that are answered"


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_says_everything_that_was_answered_once(example: Report, sources: Sources, frame: str) -> None:
    more = {"guide.headings": HEADINGS} if frame == "guide" else {}
    document = drafted(example, sources, frame, **more)
    answered = set(Answers.from_report(example, sources.questionnaire))
    said = [key for sentence in document.sentences for key in sentence.answers]
    assert answered - set(said) == set()
    indicators = [key for key in said if key in sources.questionnaire.indicators]
    assert len(indicators) == len(set(indicators))


@pytest.mark.parametrize("frame", PARTS)
def test_a_frame_has_its_parts_in_order(example: Report, sources: Sources, frame: str) -> None:
    found = headings(drafted(example, sources, frame))
    assert len(found) == len(PARTS[frame])
    assert all(part in heading for part, heading in zip(PARTS[frame], found, strict=True))


def test_the_short_frame_lists_its_topics(example: Report, sources: Sources) -> None:
    texts = [block.text for block in drafted(example, sources, "short").blocks]
    start = next(i for i, text in enumerate(texts) if text.startswith("（一）"))
    assert [text[:2] for text in texts[start + 1 : start + 4]] == ["一是", "二是", "三是"]


def test_a_list_of_one_is_not_numbered(example: Report, sources: Sources) -> None:
    few = {k: v for k, v in example.answers.items() if k.partition(".")[0] in ("publicity", "opening")}
    document = drafted(example.model_copy(update={"answers": few, "notes": {}, "measures": {}}), sources, "short")
    publicity = next(b.text for b in document.blocks if "法治宣传" in b.text and b.kind == "paragraph")
    assert not publicity.startswith("一是")


def test_a_frame_may_be_changed_without_touching_the_report(tmp_path: Path, example: Report) -> None:
    reportfile.save(tmp_path, example.model_copy(update={"roll": {}}))
    before = (tmp_path / "report.yaml").read_bytes()
    path, document = drafts.render(tmp_path, None, "duty-first", "none", "txt")
    assert headings(document)[0].startswith("一、党政主要负责人")
    assert path.is_file() and (tmp_path / "report.yaml").read_bytes() == before


def test_the_guide_frame_has_the_headings_of_the_guide(example: Report, sources: Sources) -> None:
    document = drafted(example, sources, "guide", **{"guide.headings": HEADINGS})
    assert headings(document) == [
        "一、学习贯彻习近平法治思想", "二、主要举措和成效", "三、不足和安排", "四、其他工作情况",
    ]  # fmt: skip
    assert headings(document, 2) == ["（一）政务服务和营商环境", "（二）制度和决策"]


def test_the_guide_frame_without_headings_has_a_gap_and_loses_nothing(example: Report, sources: Sources) -> None:
    document = drafted(example, sources, "guide")
    assert "【待填：指引规定的标题】" in document.text
    assert "207件" in document.text


@pytest.mark.parametrize(("line", "hint"), [("甲｜党的领到", "党的领导"), ("甲｜无此主题", "可用的主题")])
def test_a_guide_heading_with_an_unknown_topic_is_told(example: Report, sources: Sources, line: str, hint: str) -> None:
    with pytest.raises(FormatError, match=r"党的领到|无此主题") as caught:
        drafted(example, sources, "guide", **{"guide.headings": [line]})
    assert hint in caught.value.hint


def test_a_topic_under_two_guide_headings_is_told(example: Report, sources: Sources) -> None:
    with pytest.raises(FormatError, match="两次"):
        drafted(example, sources, "guide", **{"guide.headings": ["甲｜普法宣传", "乙｜普法宣传"]})


def test_only_the_paper_edition_has_an_addressee(example: Report, sources: Sources) -> None:
    kinds = {
        edition: {block.kind for block in drafted(example, sources, "standard", edition).blocks}
        for edition in ("paper", "web")
    }
    assert kinds["paper"] - kinds["web"] == {"addressee"}


def test_the_web_edition_has_a_plain_text_twin(tmp_path: Path, example: Report) -> None:
    reportfile.save(tmp_path, example.model_copy(update={"roll": {}}))
    path, document = drafts.render(tmp_path, None, "", "none", "", "web")
    assert path.suffix == ".docx"
    twin = path.with_suffix(".txt").read_text("utf-8")
    assert all(block.text in twin for block in document.blocks)


def test_attachments_and_joint_signatures_are_listed(example: Report, sources: Sources) -> None:
    organs = ["中共云溪经济技术开发区工作委员会", "云溪经济技术开发区管理委员会"]
    more = {"signature.attachments": ["主要数据表", "制度清单"], "signature.organs": organs}
    document = drafted(example, sources, "standard", **more)
    closing = [(b.kind, b.text) for b in document.blocks if b.kind in ("attachment", "signature")]
    assert closing == [
        ("attachment", "附件：1.主要数据表"), ("attachment", "2.制度清单"), *(("signature", organ) for organ in organs),
    ]  # fmt: skip


def test_a_single_attachment_has_no_number(example: Report, sources: Sources) -> None:
    document = drafted(example, sources, "standard", **{"signature.attachments": "主要数据表"})
    assert next(b.text for b in document.blocks if b.kind == "attachment") == "附件：主要数据表"


def test_a_phrase_names_the_zone_in_full_where_the_template_did_not(sources: Sources, tmp_path: Path) -> None:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "standard.md").write_text('{{ say("openness", "supervision") }}', "utf-8")
    (tmp_path / "terms.yaml").write_text((sources.folder / "terms.yaml").read_text("utf-8"), "utf-8")
    bank = tuple(
        Phrase(
            id=f"{key}-1",
            text="{zone}" + text,
            claim="figure",
            status="reviewed",
            topic=key.partition(".")[0],
            slots={"zone": "zone", "a": key},
        )
        for key, text in {
            "openness.published": "公开信息{a}条",
            "supervision.judicial_advice": "收到司法建议{a}份",
        }.items()
    )
    zone = {"name": "云溪经济技术开发区", "short": "云溪经开区"}
    given = {"openness.published": 5, "openness.requests": "不适用", "supervision.judicial_advice": 2}
    report = Report.model_validate({"year": 2025, "zone": zone, "answers": given})
    made_of = replace(sources, folder=tmp_path, phrases=bank)
    document = compose(report, Answers.from_report(report, sources.questionnaire), made_of)
    first, second = document.text.split("\n")
    assert first.startswith("云溪经济技术开发区（以下简称云溪经开区）公开信息5条")
    assert second == "云溪经开区收到司法建议2份。"
    assert all(s.text in document.text for s in document.sentences)
