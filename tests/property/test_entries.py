"""An entry means the same wherever it is made: at the terminal, on the page, in a workbook, through the common entry, or written into
report.yaml.
"""

import io
import re
import tempfile
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import language, text, yamlfile
from drafter.app import edits
from drafter.app.packs import pack_claims, pack_places, pack_rows
from drafter.asking.answers import Answers, Entry
from drafter.asking.entering import enter
from drafter.asking.forms import dialogue, several
from drafter.asking.forms.state import Manner, start
from drafter.asking.last_year import LastYear
from drafter.asking.measures import Measures
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Group, Question, Report, Zone
from drafter.readers import spreadsheet
from drafter.writers import excel

EMPTY = Report(year=2025, zone=Zone(name="云溪经济技术开发区"))
KINDS = {
    "count": "件",
    "percent": "%",
    "money": "元",
    "days": "天",
    "date": "",
    "text": "",
    "paragraph": "",
    "lines": "",
    "yes_no": "",
    "choice": "",
    "table": "",
}
MORE = {
    "choice": {"choices": ["公开", "依申请公开", "不予公开"]},
    "table": {
        "fields": {"unit": "单位", "cases": "案件", "fines": "罚款"},
        "columns": {"cases": "count", "fines": "money"},
    },
}
BOOK = Questionnaire(
    (
        Group(
            topic="disputes",
            title="矛盾纠纷调解",
            questions=[
                Question(id=f"disputes.{k}", ask=k, kind=k, unit=unit, **MORE.get(k, {})) for k, unit in KINDS.items()
            ],
        ),
    ),
    (),
)
NUMBERS = st.one_of(
    st.integers(0, 10**14).map(str),
    st.decimals(0, 10**6, places=3).map(str),
    st.integers(0, 10**8).map("{:,}".format),
    st.sampled_from(
        ["１６２", "一百六十二", "一万二", "3万", "1.2亿", "两三百", "约162", "162余", "-5", "负12", "1,23", "207 188"]
    ),
)
UNITS = st.sampled_from(["", "件", "起", "卷", "期", "家", "%", "元", "万元", "亿元", "天", "工作日", " 件"])
WORDS = [
    "不适用",
    "/",
    "、",
    "／",
    "不知道",
    "待填",
    "未知",
    "无",
    "没有",
    "-",
    "—",
    "2026年2月8日",
    "2026-2-30",
    "2026/2/8",
    "no",
    "007",
    "12:30",
    "是",
    "否",
    "Y",
    "2",
    "4",
    "公开",
    "不予",
    "城管局 | 12件 | 3.5万元",
    "城管局|十二|",
    "城管局｜约12",
    "城管局 | 1 | 2 | 3",
    "甲|1；乙|2",
    "甲\t7\t120元",
]
ENTRIES = st.one_of(
    st.tuples(NUMBERS, UNITS).map("".join),
    st.sampled_from(WORDS),
    st.text(min_size=1, max_size=12).filter(lambda typed: text.clean(typed).strip()),
)


def in_yaml(id, raw):
    """What report.yaml says with this value, or None where it is refused."""
    data = {"answers": {id: {"value": text.clean(raw)}}, "year": "2025", "zone": {"name": "云溪经济技术开发区"}}
    try:
        loaded, lines = yamlfile.parse(yamlfile.dump(data), "report.yaml")
        answers = Answers.from_report(yamlfile.validate(loaded, Report, "report.yaml", lines), BOOK)
    except FormatError:
        return None
    return answers.entries.get(id, Entry())


def on_the_page(id, raw, last_year=False):
    """What the page makes of it, or None where it is refused."""
    now = edits.InProgress(EMPTY, BOOK, Measures(), Answers.from_report(EMPTY, BOOK), LastYear())
    try:
        report = edits.answer(id, raw, last_year)(now)
    except FormatError:
        return None
    return Answers.from_report(report, BOOK).entries[id]


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(sorted(KINDS)), ENTRIES)
def test_a_thousand_entries_are_taken_refused_and_meant_alike_by_terminal_page_common_entry_and_report_yaml(kind, raw):
    id = f"disputes.{kind}"
    entered = enter(BOOK, EMPTY, id, raw)
    taken = Answers.from_report(entered.report, BOOK).entries[id] if entered.reading else None
    assert in_yaml(id, raw) == taken
    assert on_the_page(id, raw) == taken
    line = text.clean(raw).strip()
    command = dialogue.COMMANDS.get(re.sub(r"\s+", "", text.fold(line)).lower())
    if "\n" in line or command not in (
        None,
        *map(dialogue.COMMANDS.get, ("不适用", "不知道")),
    ):  # nobody types two lines at once
        return
    step = dialogue.step(start(BOOK, EMPTY, only=id), raw)
    assert step.refused == (taken is None)
    assert taken is None or step.state.answers.entries[id] == taken


def in_a_workbook(entries, path):
    """What the report says after these entries, each a kind and a text, came back in a workbook: id → the answer, None where it is refused."""
    asked = [Question(id=f"disputes.e{n}", ask=f"第{n}项", kind=kind, unit=KINDS[kind], **MORE.get(kind, {}))
             for n, (kind, _) in enumerate(entries)]  # fmt: skip
    book = Questionnaire((Group(topic="disputes", title="矛盾纠纷调解", questions=asked),), ())
    now = edits.InProgress(EMPTY, book, Measures(), Answers(), LastYear())
    (sent,) = pack_rows.books(now, pack_rows.About(), by_department=False).values()
    workbook = openpyxl.load_workbook(io.BytesIO(excel.encode(sent)))
    sheet = workbook[language.table("packs")["sheets"]["figures"]]
    column = [cell.value for cell in sheet[2]].index("本年")
    for line in sheet.iter_rows(min_row=3):
        if str(line[0].value).startswith("q:disputes.e"):
            kind, raw = entries[int(line[0].value.removeprefix("q:disputes.e"))]
            is_number = KINDS[kind] and re.fullmatch("[1-9][0-9]{0,14}", raw)  # Excel makes a number of it
            line[column].value = int(raw) if is_number else text.clean(raw)
            line[column].data_type = "n" if is_number else "s"
    workbook.save(path)
    known = {row.id: row for rows in pack_rows.rows(now).values() for row in rows if row.kind}
    found = {}
    for claim in pack_claims.read(path.name, spreadsheet.read(path), EMPTY, known).claims:
        try:
            id = claim.place.removeprefix("q:")
            found[id] = Answers.from_report(pack_places.put(now, claim), book).entries[id]
        except FormatError:
            found[id] = None
    return [found.get(question.id) for question in asked]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(KINDS)), ENTRIES), min_size=50, max_size=50))
def test_a_thousand_entries_in_workbooks_are_taken_refused_and_meant_as_by_the_common_entry(entries):
    with tempfile.TemporaryDirectory() as kept:
        for (kind, raw), taken in zip(entries, in_a_workbook(entries, Path(kept) / "表.xlsx"), strict=True):
            entered = enter(BOOK, EMPTY, f"disputes.{kind}", raw, source="起草单位")
            expected = (
                Answers.from_report(entered.report, BOOK).entries[f"disputes.{kind}"] if entered.reading else None
            )
            assert taken == expected, (kind, raw)


@given(st.sampled_from([kind for kind, unit in KINDS.items() if unit]), ENTRIES)
def test_last_years_figure_is_read_alike_by_terminal_page_and_common_entry(kind, raw):
    id = f"disputes.{kind}"
    entered = enter(BOOK, EMPTY, id, raw, "last_year")
    taken = Answers.from_report(entered.report, BOOK).entries[id] if entered.reading else None
    assert on_the_page(id, raw, last_year=True) == taken
    step = dialogue.step(start(BOOK, EMPTY, only=id), f"上年 {raw}")
    assert step.refused == (taken is None)
    assert taken is None or step.state.answers.entries[id] == taken


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([kind for kind, unit in KINDS.items() if unit]), ENTRIES)
def test_one_of_several_figures_on_a_line_is_read_as_it_is_by_itself(kind, raw):
    state = start(BOOK, EMPTY, topic="disputes", manner=Manner(per_line=10))
    id, typed = f"disputes.{kind}", text.clean(raw).strip()
    splits = len(typed.split()) != 1 or any(mark in typed for mark in "；;=＝")
    if splits or typed in several.LEFT_OPEN or re.fullmatch(r"0\d+", typed):  # means something else among several
        return
    entered = enter(BOOK, EMPTY, id, raw)
    step = dialogue.step(state, f"{state.asked.index(id) + 1}={typed}")
    assert step.refused == (entered.reading is None)
    if entered.reading:
        assert step.state.answers.entries[id] == Answers.from_report(entered.report, BOOK).entries[id]
