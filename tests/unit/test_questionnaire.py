"""The questionnaire that is shipped, and what is said of one that is wrong."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from drafter import yamlfile
from drafter.asking.indicator_file import IndicatorFile
from drafter.asking.questionnaire import Questionnaire, load
from drafter.errors import FormatError
from drafter.formats import Question, Zone
from drafter.model import Clause, Indicator
from drafter.text import widen
from drafter.understanding.indicators import compile, recognise

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FOLDER = ROOT / "templates" / "annual-report"
TERMS = r"[一-鿿0-9、]+(?:\|[一-鿿0-9、]+)*(?: [一-鿿0-9、]+(?:\|[一-鿿0-9、]+)*)*"
ALIAS = re.compile(
    f"(?P<head>{TERMS})(?: @ (?P<scope>{TERMS}))?(?: ! (?P<veto>{TERMS}))?(?: !! {TERMS})?(?: # {TERMS})?(?: [?])?"
)
OTHERS = {
    "opening": {"addressee": "text", "lead": "text", "documents": "lines", "achievement": "paragraph"},
    "responsible": {"party": "paragraph", "government": "paragraph"},
    "problems": {"items": "records"},
    "plan": {"items": "lines"},
    "other": {"items": "lines"},
    "signature": {"organs": "lines", "date": "date", "annotation": "text", "attachments": "lines"},
    "guide": {"headings": "lines"},
}


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    return load(FOLDER)


@pytest.fixture(scope="module")
def indicators(asked: Questionnaire) -> list[Question]:
    return [asked.questions[key] for key in asked.indicators]


def groups_of(alias: str, part: str) -> list[list[str]]:
    match = ALIAS.fullmatch(alias)
    assert match, alias
    return [group.split("|") for group in (match[part] or "").split()]


def test_every_indicator_is_asked_once_in_the_order_of_the_register(asked: Questionnaire) -> None:
    register = yamlfile.load(FOLDER / "indicators.yaml", IndicatorFile)
    assert list(asked.indicators) == list(register.indicators)


def test_every_indicator_stands_in_the_group_of_its_topic(asked: Questionnaire) -> None:
    for group in asked.groups:
        assert {question.id.partition(".")[0] for question in group.questions} == {group.topic}


def test_the_other_questions_have_their_ids_and_kinds(asked: Questionnaire) -> None:
    found = {g.topic: {q.id.partition(".")[2]: q.kind for q in g.questions} for g in asked.groups}
    assert {topic: found[topic] for topic in found if topic in OTHERS} == OTHERS


def test_notes_are_asked_for_where_figures_are(asked: Questionnaire) -> None:
    assert {group.topic for group in asked.groups if not group.notes} == set(OTHERS)


def test_every_indicator_says_how_it_is_asked_supplied_and_printed(indicators: list[Question]) -> None:
    silent = [q.id for q in indicators if not (q.ask and q.help and q.department and q.sentence)]
    assert silent == []


def test_display_names_are_distinct_noun_phrases(asked: Questionnaire) -> None:
    names = [question.ask for question in asked.questions.values()]
    assert len(set(names)) == len(names)
    assert not [name for name in names if re.search("[？。；，]|多少", name)]


def test_every_indicator_has_five_wordings_or_more_all_well_formed(asked: Questionnaire) -> None:
    assert [i.id for i in asked.indicators.values() if len(set(i.aliases)) < 5] == []
    assert [(i.id, a) for i in asked.indicators.values() for a in i.aliases if not ALIAS.fullmatch(a)] == []


def test_a_named_list_of_words_stands_in_every_wording_that_names_it(asked: Questionnaire) -> None:
    for key, indicator in asked.indicators.items():
        for written, whole in zip(asked.questions[key].aliases, indicator.aliases, strict=False):
            name = re.search(r"\$(\w+)", written)
            assert "$" not in whole and (name is None or asked.terms[name[1]] in whole)
    assert any("$" in alias for question in asked.questions.values() for alias in question.aliases)


def test_last_years_figure_and_the_change_are_recognised_by_the_wordings_of_this_years(asked: Questionnaire) -> None:
    for question in asked.questions.values():
        if question.aliases_of:
            assert asked.indicators[question.id].time == question.time != "now"
            assert {*asked.indicators[question.aliases_of].aliases} <= {*asked.indicators[question.id].aliases}


def test_a_head_of_two_characters_never_stands_without_a_scope(asked: Questionnaire) -> None:
    short = [
        (q.id, alias)
        for q in asked.indicators.values()
        for alias in q.aliases
        if sum(min(map(len, group)) for group in groups_of(alias, "head")) < 3 and not groups_of(alias, "scope")
    ]
    assert short == []


def test_no_veto_forbids_the_wording_it_belongs_to(asked: Questionnaire) -> None:
    absurd = [
        (q.id, alias, word)
        for q in asked.indicators.values()
        for alias in q.aliases
        for word in (word for group in groups_of(alias, "veto") for word in group)
        for group in groups_of(alias, "head")
        if all(word in term for term in group)
    ]
    assert absurd == []


def test_a_plain_sentence_ends_in_its_figure_and_the_units_of_the_register(asked: Questionnaire) -> None:
    wrong = [i.id for i in asked.indicators.values() if not asked.questions[i.id].sentence.endswith(_printed(i))]
    assert wrong == []


def _printed(indicator: Indicator) -> str:
    unit = {"money": "", "days": f"个{indicator.unit}"}.get(indicator.kind, indicator.unit)
    return "{value}" + unit


def test_a_plain_sentence_holds_no_figure_praise_or_stop(indicators: list[Question]) -> None:
    loud = re.compile(r"[0-9]|全部|(?<!平)均|显著|有效开展|有力|不断|进一步|切实|[。；，]")
    assert [q.sentence for q in indicators if loud.search(q.sentence.replace("12345热线", ""))] == []


@pytest.mark.parametrize("figure", ["0", "1", "37"])
def test_a_plain_sentence_is_recognised_as_its_own_indicator(asked: Questionnaire, figure: str) -> None:
    register = compile(asked.indicators, asked.relations)
    said = {
        i.id: asked.questions[i.id].sentence.format(value=figure + "万元" * (i.kind == "money"))
        for i in asked.indicators.values()
    }
    taken = {
        key: [r.indicator for r in recognise([Clause(text, 1, 0, len(text))], register)] for key, text in said.items()
    }
    assert {key: ids for key, ids in taken.items() if [i for i in ids if i] != [key]} == {}


def test_a_question_that_depends_on_another_comes_after_it(asked: Questionnaire) -> None:
    order = list(asked.questions)
    for question in asked.questions.values():
        if question.when:
            assert order.index(question.when) < order.index(question.id)


def test_few_questions_are_required(asked: Questionnaire) -> None:
    required = [question for question in asked.questions.values() if question.required]
    assert len(required) < 25
    assert not [question.id for question in required if question.when and not asked.questions[question.when].required]


def test_all_that_is_shown_has_full_width_punctuation(asked: Questionnaire) -> None:
    shown = [text for group in asked.groups for text in (group.title, group.help)]
    shown += [
        text for q in asked.questions.values() for text in (q.ask, q.help, q.department, q.example, *q.fields.values())
    ]
    shown += [question.sentence.replace("{value}", "7") for question in asked.questions.values()]
    assert [text for text in shown if text != widen(text) or '"' in text] == []


@pytest.mark.sources
def test_no_wording_holds_a_name_of_a_report_it_was_learned_from(asked: Questionnaire) -> None:
    gold = SHARED / "gold" / "entities.json"
    if not gold.is_file():
        pytest.skip("the labelled reports are not in the repository")
    roots = {root for report in json.loads(gold.read_text("utf-8")).values() for root in report["leak_roots"]}
    said = [text for q in asked.questions.values() for text in (*q.aliases, q.sentence, q.ask, q.help, q.example)]
    assert [(root, text) for root in roots for text in said if root in text] == []


def broken(tmp_path: Path, questions: str) -> FormatError:
    shutil.copy(FOLDER / "indicators.yaml", tmp_path)
    (tmp_path / "questions.yaml").write_text(questions, "utf-8")
    with pytest.raises(FormatError) as caught:
        load(tmp_path)
    return caught.value


def test_a_misspelt_key_is_told_with_its_line(tmp_path: Path) -> None:
    error = broken(
        tmp_path,
        "groups:\n  - topic: disputes\n    title: 调解\n    questions:\n      - id: disputes.handled\n        aks: 调解数\n",
    )
    assert any(finding.line == 6 and "aks" in finding.message for finding in error.findings)
    assert "questions.yaml" in error.message


def test_a_sentence_without_its_value_is_told_with_the_line_of_its_question(tmp_path: Path) -> None:
    error = broken(
        tmp_path,
        "groups:\n  - topic: disputes\n    title: 调解\n    questions:\n      - id: disputes.handled\n        ask: 调解数\n        sentence: 调解纠纷\n",
    )
    assert any(finding.line == 5 and "disputes.handled" in finding.message for finding in error.findings)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("aliases: [调解 纠纷 !! $热线]", "“$热线”没有写在 terms 里"),
        ("aliases_of: disputes.handles", "“disputes.handles”没有这个问题"),
    ],
)
def test_a_name_that_stands_for_nothing_is_told(tmp_path: Path, field: str, words: str) -> None:
    error = broken(
        tmp_path,
        "groups:\n  - topic: disputes\n    title: 调解\n    questions:\n      - id: disputes.handled\n"
        f"        ask: 调解数\n        sentence: 调解纠纷{{value}}件\n        {field}\n",
    )
    assert any(words in finding.message and finding.line == 5 for finding in error.findings)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("{id: disputes.how, ask: 方式, kind: choice, choices: [甲]}", "要用 choices 写明两项以上"),
        ("{id: disputes.by, ask: 各单位, kind: table}", "要用 fields 写明"),
        (
            "{id: disputes.by, ask: 各单位, kind: table, fields: {unit: 单位}, columns: {cases: count}}",
            "fields 没有的项",
        ),
    ],
)
def test_a_kind_that_lacks_what_it_needs_is_told(tmp_path: Path, question: str, words: str) -> None:
    error = broken(tmp_path, f"groups:\n  - topic: disputes\n    title: 调解\n    questions:\n      - {question}\n")
    assert any(words in finding.message and finding.line == 5 for finding in error.findings)


def test_a_sum_that_is_not_in_yuan_is_told(tmp_path: Path) -> None:
    folder = layer(tmp_path, LAYER.replace("[社区矫正志愿者, 名, count]", "[社区矫正志愿者, 万元, money]"))
    with pytest.raises(FormatError) as error:
        load(folder)
    assert any("单位要写 元" in finding.message for finding in error.value.findings)


def test_an_indicator_nobody_asks_for_is_told(tmp_path: Path) -> None:
    error = broken(tmp_path, "groups: []\n")
    assert any("disputes.handled" in finding.message for finding in error.findings)
    assert error.hint


BUREAU = ROOT / "tests" / "data" / "templates" / "bureau-brief"


LAYER = """\
indicators:
  corrections.volunteers: [社区矫正志愿者, 名, count]
relations:
  - {within: corrections.volunteers, whole: corrections.current}
  - {sum: norms.cleaned, parts: [norms.kept, norms.amended]}
sentences:
  - {corrections.current: "", corrections.volunteers: "志愿者{value}名"}
"""
QUESTION = """\
groups:
  - topic: corrections
    title: 社区矫正
    questions:
      - {id: corrections.volunteers, ask: 社区矫正志愿者, sentence: "登记社区矫正志愿者{value}名", aliases: [矫正 志愿者]}
"""


def layer(tmp_path: Path, register: str) -> Path:
    """A folder over the shipped template."""
    folder = tmp_path / "annual-report"
    folder.mkdir()
    (folder / "indicators.yaml").write_text(register, "utf-8")
    (folder / "questions.yaml").write_text(QUESTION, "utf-8")
    return folder


def test_a_register_over_the_shipped_one_adds_and_replaces(asked: Questionnaire, tmp_path: Path) -> None:
    own = load(layer(tmp_path, LAYER))
    assert own.indicators.keys() - asked.indicators.keys() == {"corrections.volunteers"}
    assert asked.indicators.keys() < own.indicators.keys()
    assert own.questions["corrections.volunteers"].unit == "名"
    added = [rule for rule in own.relations if rule not in asked.relations]
    assert [rule.parts for rule in added] == [("corrections.volunteers",), ("norms.kept", "norms.amended")]
    assert len(own.relations) == len(asked.relations) + 1  # the sum stands in the place of the shipped one
    assert [c for c in own.sentences if "corrections.current" in c] == [own.sentences[-1]]


def test_what_is_wrong_in_a_register_over_the_shipped_one_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"corrections\.curent") as error:
        load(layer(tmp_path, LAYER.replace("whole: corrections.current", "whole: corrections.curent")))
    assert "第 4 行" in error.value.message and "annual-report" in error.value.message


def test_what_a_report_must_say_is_said_by_its_template(asked: Questionnaire) -> None:
    parts = {part.name: part.role or part.words for part in asked.template.parts}
    assert list(parts.values())[:3] == ["work", "problem", "plan"] and "第一责任" in list(parts.values())[3]
    assert [part.complaint for part in load(BUREAU).template.parts][:2] == [
        "缺少“主动公开情况”", "没有写依申请公开的情况",
    ]  # fmt: skip


def test_the_file_of_a_report_is_called_as_its_template_says(asked: Questionnaire) -> None:
    zone = Zone(name="云溪经济技术开发区", short="云溪*经开区")
    assert asked.template.file_of(zone, 2025) == "云溪经开区2025年法治政府建设年度报告"
    assert load(BUREAU).template.file_of(Zone(name="青桐市水务局"), 2025) == "2025年度青桐市水务局政务公开工作年度报告"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("titel: 甲", 1, "titel"),
        ("title: 甲\nfile_name: '{area}甲'", 2, "{zone}"),
        ("parts:\n  - name: 甲\n    words: ['(甲']", 3, "没有成对"),
        ("parts:\n  - name: 甲", 2, "二选一"),
        ("parts:\n  - {name: 甲, words: [甲], topic: dispute}", 2, "disputes"),
    ],
)
def test_what_is_wrong_with_a_template_file_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    for name in ("indicators.yaml", "questions.yaml"):
        shutil.copy(FOLDER / name, tmp_path)
    (tmp_path / "template.yaml").write_text(text, "utf-8")
    with pytest.raises(FormatError) as caught:
        load(tmp_path)
    finding = caught.value.findings[0]
    assert (Path(finding.file).name, finding.line) == ("template.yaml", line)
    assert words in finding.message + finding.hint


def test_a_template_without_that_file_has_no_mandatory_parts(tmp_path: Path) -> None:
    for name in ("indicators.yaml", "questions.yaml"):
        shutil.copy(FOLDER / name, tmp_path)
    found = load(tmp_path).template
    assert found.parts == [] and found.file_of(Zone(name="甲区"), 2025) == "甲区2025年工作报告"


def test_a_topic_that_is_typed_wrong_is_told_with_the_nearest(asked: Questionnaire) -> None:
    with pytest.raises(FormatError, match="法律顾门") as caught:
        asked.topic_of("法律顾门")
    assert caught.value.hint == "是不是“法律顾问”？"
    with pytest.raises(FormatError) as caught:
        asked.topic_of("天气")
    assert "disputes（矛盾纠纷调解）" in caught.value.hint
