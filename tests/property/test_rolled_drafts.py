"""Whatever is kept, changed or dropped of last year's report: nothing of it stands in the draft that nobody kept or answered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter import config
from drafter.asking.answers import Answers
from drafter.asking.forms.lines import TakenBack
from drafter.asking.forms.roll_dialogue import step, taken_back
from drafter.asking.forms.roll_state import start
from drafter.asking.forms.roll_terminal import shown
from drafter.asking.last_year import Item, LastYear
from drafter.asking.roll_forward import items
from drafter.drafting import template
from drafter.drafting.compose import Sources, compose
from drafter.formats import Report, Rolled
from drafter.model import Block, Document, Run
from drafter.understanding import understand
from drafter.understanding.dated import terms

YEAR = 2025
LAST = """云溪经济技术开发区管理委员会关于2024年度法治政府建设情况的报告
2024年，云溪经济技术开发区扎实推进法治政府建设。现将有关情况报告如下：
一、主要举措和成效
（一）化解矛盾纠纷
全年调解矛盾纠纷7190件，调解成功7170件（比上年增加7012件）。排查矛盾纠纷7208件，与上年持平。在柳塘镇设调解室7007个，由王小满同志负责。
（二）规范文件管理
2024年制定行政规范性文件7002件，印发《云溪经开区2024年工作要点》。可办事项由上年的7069项增加到7616项。建成林长驿站7031座，巡林7412次。
（三）加强普法
开展法治宣传活动7039场次，发放资料7300份。建设法治文化长廊。
二、存在的不足和原因
一是培训方式单一，主要原因是抽不出骨干。二是普法与企业需求结合不紧，今年仅培训7044人。
三、党政主要负责人履行推进法治建设第一责任人职责情况
党工委主要负责人听取汇报7055次。
四、2025年主要安排
一是改进培训方式，举办培训7061期。二是充实基层调解力量。
云溪经济技术开发区管理委员会
2025年2月10日
"""
FRAMES = template.frames(config.template_folder())


@pytest.fixture(scope="module")
def last(sources: Sources) -> tuple[Item, ...]:
    blocks = (Block("paragraph", (Run(line),), line=number) for number, line in enumerate(LAST.splitlines(), 1))
    report = understand(Document(tuple(blocks)), sources.register, YEAR - 1)
    kind = sources.questionnaire
    return items(report, kind.template.parts, [*kind.topics], terms(sources.folder))


@st.composite
def reports(draw: st.DrawFn, last: tuple[Item, ...]) -> Report:
    """A report with any decision on any sentence, and any of its values given; all of them begin with 8."""
    rolled: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    number = st.integers(8000, 8999).map(str)
    for item in last:
        state = draw(st.sampled_from(["kept", "kept", "kept", "changed", "dropped", "later", ""]))
        values = {}
        for ask in item.asks:
            value = draw(st.one_of(st.none(), number))
            if value and ask.indicator:
                answers[ask.indicator] = {"value": value, "last_year": ask.value}
            elif value and not ask.derived and not ask.earlier:
                values[ask.id] = value if ask.is_figure else f"甲{value}"
        if state:
            text = f"改写的一句话{item.id}"
            rolled[item.id] = Rolled(state=state, values=values, text=text if state == "changed" else "")
    zone = {"name": "云溪经济技术开发区", "short": "云溪经开区"}
    frame = draw(st.sampled_from(FRAMES))
    return Report.model_validate({"year": YEAR, "frame": frame, "zone": zone, "answers": answers, "roll": rolled})


def drafted(report: Report, last: tuple[Item, ...], sources: Sources) -> Document:
    answers = Answers.from_report(report, sources.questionnaire)
    return compose(report, answers, replace(sources, last_year=LastYear(last, report.roll, answers)))


def fragment(item: Item) -> str:
    """Words by which a sentence is known."""
    return max(re.split(r"[\d，。（）《》]|\{\d+\}", item.text), key=len)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_only_what_was_kept_is_said_and_only_with_this_years_answers(
    data: st.DataObject, last: tuple[Item, ...], sources: Sources
) -> None:
    report = data.draw(reports(last))
    document = drafted(report, last, sources)
    own = {
        value for each in report.roll.values() for text in each.values.values() for value in re.findall(r"8\d{3}", text)
    }
    own |= {str(answer.value) for answer in report.answers.values()}
    compared = {"7616"}  # 由上年的7616项增加到: last year's own, said as last year's
    # A difference with last year has fewer digits or begins otherwise: 8190 − 7190.
    for figure in re.findall(r"\d{4}", re.sub(r"[较比]上年[^，；。）]*", "", document.text)):
        assert figure in own | compared | {str(YEAR), str(YEAR + 1)} or figure == "1234", figure
    for item in last:
        rolled = report.roll.get(item.id)
        is_said_by_register = any(ask.indicator in report.answers for ask in item.asks)  # an answer is said in any case
        if item.role != "framing" and not (rolled and rolled.state == "kept") and not is_said_by_register:
            assert fragment(item) not in re.sub("【[^】]*】", "", document.text), item.id
    assert "王小满" not in document.text and "2024" not in document.text


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_an_indicator_is_said_once_wherever_it_was_kept(
    data: st.DataObject, last: tuple[Item, ...], sources: Sources
) -> None:
    report = data.draw(reports(last))
    document = drafted(report, last, sources)
    for item in last:
        rolled = report.roll.get(item.id)
        if not rolled or rolled.state != "kept":
            continue
        for ask in item.asks:
            if ask.indicator in report.answers and len({a.value for a in report.answers.values()}) == len(
                report.answers
            ):
                said = [s for s in document.sentences if ask.indicator in s.answers]
                assert len(said) <= 1, [s.text for s in said]


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_problems_and_plans_stay_in_their_parts(data: st.DataObject, last: tuple[Item, ...], sources: Sources) -> None:
    report = data.draw(reports(last)).model_copy(update={"frame": "standard"})
    text = drafted(report, last, sources).text
    work, _, rest = text.partition("存在的不足和原因\n")
    for item in last:
        rolled = report.roll.get(item.id)
        if rolled and rolled.state == "kept" and item.role in ("problem", "plan"):
            assert fragment(item) not in work and fragment(item) in rest


LINES = [
    "", "沿", "删", "删2", "改1 删2", "改", "后", "删9", "沿1 删2", "=", "= = =", "8101 8102 8103", "3=8104", "-", "/", "撤销", "<",
    "全年调解纠纷8105件，成效明显。", "约200", "改2", "删1-2", "？", "8106件；8107", "不知道", "抽不出人手",
]  # fmt: skip


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(lines=st.lists(st.sampled_from(LINES), max_size=30))
def test_whatever_is_typed_nothing_doubtful_is_kept_unread_and_the_report_can_be_drafted(
    lines: list[str], last: tuple[Item, ...], sources: Sources
) -> None:
    report = Report.model_validate({"year": YEAR, "zone": {"name": "云溪经济技术开发区"}})
    doubtful = tuple(item._replace(warnings=("首次",)) if n % 3 == 0 else item for n, item in enumerate(last))
    state, earlier = start(doubtful, sources.questionnaire, report), [report]
    for line in lines:
        if state.phase == "done":
            break
        before = state
        state, _, refused = step(state, line)
        assert not refused or state is before
        if state.phase == "undo":
            report = earlier.pop() if len(earlier) > 1 else earlier[0]
            places = {("roll", id): id for id in {*before.report.roll, *report.roll}}
            state = taken_back(before, TakenBack(report, places, "沿用")).state
        elif state.report is not before.report:
            earlier.append(before.report)
        shown(state) if state.phase != "done" else None
    for item in doubtful:
        rolled = state.report.roll.get(item.id)
        if rolled and rolled.state == "kept":
            assert item.role != "framing" and set(item.warnings) <= set(rolled.confirmed)
    drafted(Report.model_validate(state.report.model_dump(by_alias=True)), doubtful, sources)
