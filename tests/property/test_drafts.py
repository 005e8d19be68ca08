"""Whatever is answered: a draft that opens, loses nothing, invents nothing and never contradicts its figures."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter import config, writers
from drafter.asking import measures
from drafter.asking.answer_values import digits, printed
from drafter.asking.answers import Answers
from drafter.drafting import template
from drafter.drafting.compose import Sources, compose, material
from drafter.drafting.planning import plans
from drafter.formats import Question, Report
from drafter.model import Document, Run, Sentence
from drafter.phrase_formats import Phrase

FRAMES = template.frames(config.template_folder())
YEAR = 2024
OWN_FIGURES = {str(YEAR), str(YEAR + 1), "12345", "1", "2", "3"}  # the years, a hotline, numbers of attachments
SLOW = settings(max_examples=60, suppress_health_check=list(HealthCheck))

texts = st.text(max_size=40).map(lambda text: f"甲{text}")  # nothing but blanks would be refused as no answer
counts = st.one_of(st.integers(0, 30), st.integers(0, 10**6))


def value(question: Question) -> st.SearchStrategy[Any]:
    """Any answer that the question takes."""
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "count": counts.map(str),
        "percent": st.decimals(0, 100, places=2, allow_nan=False).map(str),
        "days": st.decimals(0, 90, places=2, allow_nan=False).map(str),
        "money": counts.map(lambda yuan: f"{yuan}元"),
        "date": st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(lambda day: day.isoformat()),
        "lines": st.lists(texts, min_size=1, max_size=3),
        "records": st.lists(st.fixed_dictionaries(dict.fromkeys(question.fields, texts)), min_size=1, max_size=2),
    }
    return kinds.get(question.kind or "", texts)


def answer(question: Question) -> st.SearchStrategy[dict[str, Any]]:
    last = value(question) if question.kind in ("count", "percent", "days", "money") else st.none()
    given = st.fixed_dictionaries({"value": value(question), "last_year": st.one_of(st.none(), last)})
    return st.one_of(given, given, given, st.just({"state": "not_applicable"}))


@st.composite
def reports(draw: st.DrawFn, sources: Sources, most: int = 40) -> Report:
    """A report with any of the answers, in any frame; guide headings name topics and are not for any text."""
    questions = [q for q in sources.questionnaire.questions.values() if q.id != "guide.headings"]
    chosen = draw(st.lists(st.sampled_from(questions), max_size=most, unique_by=lambda question: question.id))
    zone = {
        "name": draw(st.sampled_from(["云溪经济技术开发区", "柳塘街道", "青禾高新技术产业开发区"])),
        "short": "本区",
    }
    given = {question.id: draw(answer(question)) for question in chosen}
    frame = draw(st.sampled_from(FRAMES))
    return Report.model_validate({"year": YEAR, "frame": frame, "zone": zone, "answers": given})


def typed(report: Report, sources: Sources) -> Answers:
    return Answers.from_report(report, sources.questionnaire)


def drafted(report: Report, sources: Sources) -> Document:
    return compose(report, typed(report, sources), sources)


def runs(document: Document) -> list[Run]:
    return [run for block in document.blocks for run in block.runs]


def explained(key: str, answers: Answers, kind: str) -> set[str]:
    """Everything that may be printed of an indicator: its value, a large count also in 万, last year's zero, and what the two make."""
    now, last = answers.get(key), answers.last_year(key)
    assert isinstance(now, Decimal)
    told = {printed(kind, now)} | ({digits(now / 10_000)} if kind == "count" and now >= 10_000 else set())
    if isinstance(last, Decimal):
        told.add(digits(abs(now - last)) if kind == "percent" else printed(kind, abs(now - last)))
        told |= {printed(kind, last)} if last == 0 else set()
        if last and kind != "percent":
            growth = (100 * abs(now - last) / last).quantize(Decimal("0.1"), ROUND_HALF_UP)
            told.add(digits(growth))
    return {number for text in told for number in re.findall(r"\d[\d.]*", text)}


@SLOW
@given(data=st.data())
def test_every_figure_of_a_draft_is_explained_and_no_answer_is_lost(data: st.DataObject, sources: Sources) -> None:
    report = data.draw(reports(sources))
    answers, document = typed(report, sources), drafted(report, sources)
    for run in runs(document):
        if run.origin == "answer" and run.answers and run.answers[0] in sources.questionnaire.indicators:
            key = run.answers[0]
            kind = sources.questionnaire.questions[key].kind or ""
            assert set(re.findall(r"\d[\d.]*", run.text)) - {"12345"} <= explained(key, answers, kind), run
        elif run.origin in ("template", "phrase"):
            assert set(re.findall(r"\d+", run.text)) <= OWN_FIGURES, run
    said = {key for sentence in document.sentences for key in sentence.answers}
    assert {key for key in answers if key in sources.questionnaire.indicators} <= said


@SLOW
@given(data=st.data())
def test_any_draft_saves_and_opens_and_is_the_same_again(data: st.DataObject, sources: Sources) -> None:
    report = data.draw(reports(sources))
    document = drafted(report, sources)
    packed = writers.encode(document, "docx", "all")
    assert packed == writers.encode(drafted(report, sources), "docx", "all")
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(packed)).paragraphs]
    assert len(paragraphs) >= sum(block.kind in ("heading", "paragraph") for block in document.blocks)


WORDS = {"增加": 1, "提高": 1, "增长": 1, "减少": -1, "下降": -1, "持平": 0}


@SLOW
@given(data=st.data())
def test_a_comparison_goes_the_way_of_the_figures(data: st.DataObject, sources: Sources) -> None:
    report = data.draw(reports(sources))
    answers = typed(report, sources)
    for run in runs(drafted(report, sources)):
        word = next((word for word in WORDS if re.search(f"[比与较]上年{word}", run.text)), "")
        if word and run.answers:
            now, last = answers.get(run.answers[0]), answers.last_year(run.answers[0])
            assert isinstance(now, Decimal) and isinstance(last, Decimal)
            assert (now > last) - (now < last) == WORDS[word]


CLAIMS = (
    "全部{x}",
    "{x}全覆盖",
    "首次{x}",
    "{x}，位居前列",
    "较上年增长{x}",
    "下降到{x}",
    "提升至{x}",
    "超过{x}",
    "没有{x}",
)


@SLOW
@given(data=st.data(), claim=st.sampled_from(CLAIMS))
def test_a_phrase_never_claims_what_the_figures_do_not(data: st.DataObject, claim: str, sources: Sources) -> None:
    """A bank full of claims: none gets in, but 全部 where a rate of 100 stands in it, and words of change at changes."""
    keys = list(sources.questionnaire.indicators)
    bank = tuple(
        Phrase(
            id=f"{key}-x",
            topic=key.partition(".")[0],
            text=claim.replace("{x}", "甲{a}"),
            claim="figure",
            slots={"a": key},
        )
        for key in keys
    )
    report = data.draw(reports(sources, most=25))
    answers = typed(report, sources)
    for sentence in drafted(report, replace(sources, phrases=bank)).sentences:
        if sentence.origin == "phrase":
            (key,) = sentence.answers
            all_said = claim in CLAIMS[:2] and key.endswith("_rate") and answers.get(key) == 100
            falls = "下降" in claim and key.endswith(("_cut", "_drop"))
            rises = "提升" in claim and key.endswith("_net")
            pair = key in ("services.days_after", "services.days_before")
            assert all_said or falls or rises or pair, sentence


@SLOW
@given(data=st.data())
def test_changing_one_answer_changes_only_the_sentences_of_its_point(data: st.DataObject, sources: Sources) -> None:
    report = data.draw(reports(sources).filter(lambda r: r.frame != "short"))
    indicators = [key for key in report.answers if key in sources.questionnaire.indicators]
    if not indicators:
        return
    key = data.draw(st.sampled_from(indicators))
    other = {
        **report.answers,
        key: report.answers[key].model_copy(update=data.draw(answer(sources.questionnaire.questions[key]))),
    }
    if other[key].state:
        other[key] = other[key].model_copy(update={"value": None})
    known = material(report, typed(report, sources), sources)
    # A point is the smallest unit that may be joined anew; of the others at most the numbers change (一是), which stand before their
    # leads or, where a point has none, before its first words.
    points = ({id for company in plan.companies for id in company} for plan in plans(key.partition(".")[0], known))
    together = next(ids for ids in points if key in ids)
    before = {s.id: _unnumbered(s) for s in drafted(report, sources).sentences}
    after = {s.id: _unnumbered(s) for s in drafted(report.model_copy(update={"answers": other}), sources).sentences}
    changed = [s for s in (*before.values(), *after.values()) if before.get(s.id) != after.get(s.id)]
    headings = [s for s in changed if s.id.startswith("frame_")]
    assert all(set(s.answers) <= together for s in changed if s not in headings)
    assert all(re.match(r"(?:（|[一二三四五六七八九十]+、|\d+\.)", s.text) for s in headings)


def _unnumbered(sentence: Sentence) -> Sentence:
    return sentence._replace(text=re.sub("^[一二三四五六七八九十]{1,3}是", "", sentence.text))


@SLOW
@given(data=st.data())
def test_a_measure_is_said_if_it_was_ticked_and_not_otherwise(data: st.DataObject, sources: Sources) -> None:
    report = data.draw(reports(sources))
    known = measures.load(sources.folder).by_id
    ticked = data.draw(st.lists(st.sampled_from(sorted(known)), max_size=60, unique=True))
    others = data.draw(st.lists(st.sampled_from(sorted({*known} - {*ticked})), max_size=5))
    ticks = {**dict.fromkeys(others, "not_done"), **dict.fromkeys(ticked, "done")}
    given_ = Report.model_validate({**report.model_dump(by_alias=True), "measures": ticks})
    document = drafted(given_, sources)
    said = {
        key.removeprefix("measures.") for s in document.sentences for key in s.answers if key.startswith("measures.")
    }
    assert said == {*ticked}
    for (
        block
    ) in document.blocks:  # no measure stands where its words could be taken for another topic's problem or plan
        assert not re.search("[，；。、]{2}|^[，；。、]|[，；、]$", block.text) or block.kind == "table", block.text


@pytest.mark.parametrize("frame", FRAMES)
def test_hostile_text_stays_text(frame: str, sources: Sources) -> None:
    hostile = "{{ 7*7 }}{% for %}\n# 标题\x00<w:p>&]]>\u202e𠮷😀"
    given = {
        "responsible.party": {"value": hostile},
        "plan.items": {"value": [hostile]},
        "other.items": {"value": [hostile]},
    }
    report = Report.model_validate({"year": YEAR, "frame": frame, "zone": {"name": "云溪"}, "answers": given})
    packed = writers.encode(drafted(report, sources), "docx", "all")
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(packed)).paragraphs)
    assert "{{ 7*7 }}" in text and "<w:p>&]]>" in text and "𠮷😀" in text and "49" not in text
