"""An entry means the same wherever it is made: at the terminal, through the common entry, or written into report.yaml."""

from hypothesis import given
from hypothesis import strategies as st

from drafter import text, yamlfile
from drafter.asking.answers import Answers, Entry
from drafter.asking.entering import enter
from drafter.asking.forms import dialogue
from drafter.asking.forms.state import start
from drafter.asking.questionnaire import Questionnaire
from drafter.errors import FormatError
from drafter.formats import Group, Question, Report, Zone

KINDS = {"count": "件", "percent": "%", "money": "元", "days": "天", "date": "", "text": "", "paragraph": ""}
BOOK = Questionnaire(
    (
        Group(
            topic="disputes",
            title="矛盾纠纷调解",
            questions=[Question(id=f"disputes.{k}", ask=k, kind=k, unit=unit) for k, unit in KINDS.items()],
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
]
ENTRIES = st.one_of(
    st.tuples(NUMBERS, UNITS).map("".join),
    st.sampled_from(WORDS),
    st.text(min_size=1, max_size=12).filter(lambda typed: text.clean(typed).strip()),
)


def in_yaml(id, raw):
    """What report.yaml says with this value, or None where it is refused."""
    data = {"answers": {id: {"value": raw}}, "year": "2025", "zone": {"name": "云溪经济技术开发区"}}
    try:
        loaded, lines = yamlfile.parse(yamlfile.dump(data), "report.yaml")
        answers = Answers.from_report(yamlfile.validate(loaded, Report, "report.yaml", lines), BOOK)
    except FormatError:
        return None
    return answers.entries.get(id, Entry())


@given(st.sampled_from(sorted(KINDS)), ENTRIES)
def test_the_terminal_the_common_entry_and_report_yaml_take_refuse_and_mean_the_same(kind, raw):
    id, empty = f"disputes.{kind}", Report(year=2025, zone=Zone(name="云溪经济技术开发区"))
    entered = enter(BOOK, empty, id, raw)
    taken = Answers.from_report(entered.report, BOOK).entries[id] if entered.reading else None
    assert in_yaml(id, raw) == taken
    if dialogue.is_command(raw):
        return
    step = dialogue.step(start(BOOK, empty, only=id), raw)
    assert step.refused == (taken is None)
    assert taken is None or step.state.answers.entries[id] == taken
