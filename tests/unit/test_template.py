"""A template that is wrong is told with its file, line and the nearest right name."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from drafter import config
from drafter.app import drafts, installation
from drafter.asking import questionnaire
from drafter.asking.answers import Answers
from drafter.drafting import template
from drafter.drafting.compose import Sources, compose, material
from drafter.drafting.context import Insertions, Names, Value, context
from drafter.drafting.template_check import check_template
from drafter.errors import DrafterError, FileError, FormatError
from drafter.formats import Report
from drafter.model import Suggestion
from drafter.understanding import indicators


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "one.md").write_text(text, "utf-8")
    return tmp_path


def failure(tmp_path: Path, text: str) -> DrafterError:
    context = {"year": 2025, "disputes": Names({"handled": Value("207", answered=True)})}
    with pytest.raises(DrafterError) as caught:
        template.render(folder(tmp_path, text), "one", context)
    return caught.value


def test_a_known_name_prints_its_value(tmp_path: Path) -> None:
    context = {"disputes": Names({"handled": Value("207", answered=True)})}
    assert template.render(folder(tmp_path, "{{ disputes.handled }}件"), "one", context) == "207件"


def test_an_undefined_variable_is_told_with_its_line_and_the_nearest_name(tmp_path: Path) -> None:
    error = failure(tmp_path, "第一行\n第二行\n{{ disputes.handeld }}")
    assert "第 3 行" in error.message and "handeld" in error.message
    assert "handled" in error.hint


def test_the_nearest_name_is_never_one_of_python(tmp_path: Path) -> None:
    assert failure(tmp_path, "{{ bit_lenght }}").hint == "可用的名称见 questions.yaml"


def test_an_undefined_topic_is_told_with_its_line(tmp_path: Path) -> None:
    assert "第 2 行" in failure(tmp_path, "第一行\n{{ dispute.handled }}").message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("甲\n{% if year %}\n乙", 2, "endif"),
        ("{% nonsense %}", 1, "nonsense"),
        ("甲\n乙\n{{ year | }}", 3, "语法"),
        ("{{ year | shout }}", 1, "shout"),
    ],
)
def test_a_syntax_error_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    error = failure(tmp_path, text)
    assert f"第 {line} 行" in error.message
    assert words in error.message


DOUBLED = (
    "{% set x = x ~ x %}", "{% set x = x + x %}", "{% set x = [x, x] | join %}", "{% set x = x | replace('x', 'xx') %}",
    "{% set x %}{{ x }}{{ x }}{% endset %}", "{% macro f(y) %}{{ y }}{{ y }}{% endmacro %}{% set x = f(x) %}",
    "{% set x %}{% filter upper %}{{ x }}{{ x }}{% endfilter %}{% endset %}",
)  # fmt: skip
LISTS = ("{% set x = [x, x] %}", "{% set x = x + x %}")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ disputes.__class__ }}",
        "{{ disputes._values }}",
        "{% for i in range(100000000) %}x{% endfor %}",
        "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in 'xxxxxxxxxx' %}" * 8 + "{% endfor %}" * 8,
        "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ 'x'.center(1000000000) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'x' * 1000000000 }}",
        "{{ year.__init__.__globals__ }}",
        "{% include 'frames/one.md' %}",
        "{% set x = ['x'] %}{% set y = ['x'] %}" + "{% set x = [x, x] %}{% set y = (y, y) %}" * 60 + "{{ x == y }}",
        "{% set x = {} %}{% set y = {} %}"
        + "{% set x = {1: x, 2: x} %}{% set y = {1: y, 2: y} %}" * 60
        + "{{ x == y }}",
        "{% for x in range(9) recursive %}{% if loop.depth < 9 %}{{ loop(range(9)) }}{% endif %}{% endfor %}",
        "{% macro f() %}{{ f(varargs, varargs) if varargs is ne kwargs else 1 }}{% endmacro %}{{ f(1) }}",
        "{% set x = range(9999) | list %}{% for i in x %}{% if x == x[1:] or i is in x %}{% endif %}{% endfor %}",
        "{{ range(1000000000) | list | length }}",
        "{{ range(100000000000) | sum }}",
        "{{ range(99999) | join(range(99999) | join) | length }}",
        "{% set x = range(99999) | join %}{{ range(99999) | map('replace', '1', x) | list | length }}",
        *(f"{{% set x = 'xxxxxxxxxx' %}}{step * 40}{{{{ x | length }}}}" for step in DOUBLED),
        *(
            f"{{% set x = ['x'] %}}{step * 40}{{{{ x{shown} }}}}"
            for step in LISTS
            for shown in ("", " | string", " ~ ''")
        ),
    ],
)
def test_a_hostile_template_ends_in_a_message(tmp_path: Path, attack: str) -> None:
    told = failure(tmp_path, attack).message
    assert any(words in told for words in ("次数太多", "文字太长", "不允许", "没有尽头", "没有“center”")), told


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ 'a' ~ year ~ 'b' }}", "a2025b"),
        ("{{ 'a' + 'b' }}{{ year + 1 }}", "ab2026"),
        ("{{ ['a', 'b', 'c'] | join('、') }}", "a、b、c"),
        ("{% if year in [2024, 2025] and (1, 2) == (1, 2) %}{{ {'a': 'b'}['a'] }}{% endif %}", "b"),
        ("{% for a, b in [(1, 2), (3, 4)] %}{{ a }}{{ b }}{% endfor %}", "1234"),
        ("{{ 'aab' | replace('a', 'c', 1) }}{{ [1, 2] | sum }}", "cab3"),
        ("{% for i in range(3) %}{{ i }}{% endfor %}{{ range(4) | list | length }}", "0124"),
        ("{% set x %}a{{ year }}{% endset %}{% macro f(y) %}<{{ y }}>{% endmacro %}{{ f(x) | upper }}", "<A2025>"),
    ],
)
def test_what_a_report_needs_still_works(tmp_path: Path, text: str, printed: str) -> None:
    assert template.render(folder(tmp_path, text), "one", {"year": 2025}) == printed


def test_a_missing_include_is_told(tmp_path: Path) -> None:
    error = failure(tmp_path, "{% include 'sections/gone.md' %}")
    assert isinstance(error, FormatError) and "gone.md" in error.message and "第 1 行" in error.message


def test_an_unknown_frame_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="two") as caught:
        template.render(folder(tmp_path, "甲"), "two", {})
    assert "one" in caught.value.hint


def test_an_error_in_an_included_section_names_the_section(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "part.md").write_text("好\n{{ nowhere }}", "utf-8")
    error = failure(tmp_path, "{% include 'sections/part.md' %}")
    assert isinstance(error, FormatError)
    assert "part.md 第 2 行" in error.message


def test_a_fault_of_the_program_is_not_told_as_one_of_the_template(tmp_path: Path, sources: Sources) -> None:
    report = Report.model_validate(
        {"year": 2025, "frame": "one", "zone": {"name": "云溪开发区"}, "notes": {"disputes": [{"note": "调解207件"}]}}
    )
    known = material(report, Answers(), sources)

    def faulty(text: str, topic: str) -> tuple[Suggestion, ...]:
        raise TypeError("no suggestions")

    names = context(replace(known, suggest=faulty), "paper", Insertions())
    with pytest.raises(TypeError, match="no suggestions"):
        template.render(folder(tmp_path, '{{ say("disputes") }}'), "one", names)


ASKED = """
groups:
  - topic: disputes
    title: 矛盾纠纷
    questions:
      - {id: disputes.handled, ask: 调解的矛盾纠纷, sentence: "调解{value}件"}
      - {id: disputes.remark, ask: 调解工作说明}
"""
REGISTER = "indicators:\n  disputes.handled: [调解, 件, count]\n"


def made(tmp_path: Path, frame: str, **sections: str) -> Path:
    """A template of its own: two questions and one frame."""
    home = tmp_path / "own"
    for name, text in {"frames/one.md": frame, "questions.yaml": ASKED, "indicators.yaml": REGISTER}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")
    (home / "sections").mkdir()
    for name, text in sections.items():
        (home / "sections" / f"{name}.md").write_text(text, "utf-8")
    shutil.copy(config.template_folder() / "terms.yaml", home)
    return home


def problems(home: Path, sources: Sources) -> list[tuple[str, int, str]]:
    asked = questionnaire.load(home)
    found = check_template(
        replace(
            sources, folder=home, questionnaire=asked, register=indicators.compile(asked.indicators, asked.relations)
        )
    )
    return [(Path(f.file).name, f.line, f"{f.message} {f.hint}") for f in found]


WHOLE = '{{ say("disputes") }}\n{{ disputes.remark }}\n'


def test_the_shipped_template_has_no_problems() -> None:
    assert installation.check_template() == ("annual-report", ())


def test_a_template_of_ones_own_without_problems_has_none(tmp_path: Path, sources: Sources) -> None:
    assert problems(made(tmp_path, WHOLE), sources) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("甲\n{{ disputes.handeld }}", 2, "handled"),
        ("{{ 调解 }}", 1, "没有“调解”"),
        ('{{ say("disputs") }}', 1, "disputes"),
        ("{{ yaer }}", 1, "year"),
        ("{% include 'sections/gone.md' %}", 1, "gone.md"),
        ("甲\n｛｛ year ｝｝", 2, "全角"),
        ("{{ year，}}", 1, "全角"),
        ("{% if year %}\n甲", 1, "endif"),
        ("{{ year | shout }}", 1, "shout"),
        ("{% if false %}甲{% endif %}", 1, "分支"),
        ("{% if year %}甲{% elif year %}乙{% endif %}", 1, "分支"),
        ("{{ year / 0 }}", 1, "渲染出错"),
        ("{% if disputes.handled %}{{ year.month }}{% endif %}", 1, "month"),
    ],
)
def test_a_problem_of_a_template_is_found_with_its_line(
    tmp_path: Path, sources: Sources, text: str, line: int, words: str
) -> None:
    found = problems(made(tmp_path, WHOLE + "{% include 'sections/part.md' %}", part=text), sources)
    assert [(name, at) for name, at, _ in found] == [("part.md", line)]
    assert words in found[0][2]


def test_every_syntax_error_of_a_file_is_told_with_its_line(tmp_path: Path, sources: Sources) -> None:
    text = [
        "{{ year | }}", "{{ year }}好{{ year | shout }}", "{% nonsense %}", "{# {{ | }} #}", "{% if | %}", "{{ yaer }}",
        "{% elif year + %}", "{% else %}", "{% endif %}", "{% for in x %}", "{{ zone.name", "}}{% endfor %}",
        "{% set x = %}", "{% include 'sections/gone.md' %}", "{% endfor %}", "{% raw %}{{ | }}{% endraw %}",
        "{% if year %}", "{% for y in [1] %}", "尾",
    ]  # fmt: skip
    found = problems(made(tmp_path, WHOLE + "\n".join(text)), sources)
    lines = sorted({line - 2 for _, line, _ in found})
    assert lines == [1, 2, 3, 5, 6, 7, 10, 13, 14, 15, 17, 18]
    assert sum("没有结束" in message for _, _, message in found) == 2, "both blocks without an end"
    assert not [message for _, _, message in found if "没有一节印出" in message], "nobody knows while a file is broken"


def test_a_block_without_an_end_is_told_where_it_opens_also_when_rendering(tmp_path: Path, sources: Sources) -> None:
    text = "{% if year %}\n甲\n{% if year %}乙{% endif %}\n{# {% if %} #}\n\n尾"
    folder = made(tmp_path, "# 题\n\n" + text)
    with pytest.raises(FormatError) as caught:
        template.render(folder, "one", {"year": 2025})
    assert "第 3 行" in caught.value.message and "缺少 endif" in caught.value.message


@pytest.mark.parametrize("end", ["{% endfor", "{% endfor }", "{% endfor %"])
def test_a_tag_that_is_not_closed_hides_nothing_and_makes_no_others_wrong(
    tmp_path: Path, sources: Sources, end: str
) -> None:
    text = f"{{% for x in [1] %}}\n甲\n{end}\n{{{{ year }}}}\n{{{{ zone.name\n{{{{ disputes.handeld }}}}"
    assert [line - 2 for _, line, _ in problems(made(tmp_path, WHOLE + text), sources)] == [3, 5, 6]


@pytest.mark.parametrize(
    "text", ["{{", "{%", "{% if %", "}}", "{% endif %}" * 300, "{{ | }}" * 300, "{# ", "{% raw %}"]
)
def test_a_file_of_nothing_but_errors_is_told_and_ends(tmp_path: Path, sources: Sources, text: str) -> None:
    assert all(line == 3 for _, line, _ in problems(made(tmp_path, WHOLE + text), sources)) or text == "}}"


def test_all_problems_are_told_at_once(tmp_path: Path, sources: Sources) -> None:
    frame = WHOLE + "{% include 'sections/a.md' %}{% include 'sections/b.md' %}"
    found = problems(made(tmp_path, frame, a="{{ yaer }}\n{{ zoen }}", b="{% if %}{% endif %}"), sources)
    assert [(name, line) for name, line, _ in found] == [("a.md", 1), ("a.md", 2), ("b.md", 1)]


def test_questions_that_are_never_printed_are_told(tmp_path: Path, sources: Sources) -> None:
    told = [message for _, _, message in problems(made(tmp_path, "{{ year }}"), sources)]
    assert len(told) == 2
    assert "矛盾纠纷" in told[0] and "disputes.remark" in told[1]


@pytest.mark.parametrize("statement", ["include", "extends"])
def test_where_the_name_of_a_file_is_a_variable_any_file_may_be_printed(
    tmp_path: Path, sources: Sources, statement: str
) -> None:
    frame = f"{{% set name = 'sections/part.md' %}}{{% {statement} name %}}"
    assert problems(made(tmp_path, frame, part=WHOLE), sources) == []


def test_a_mandatory_part_that_a_frame_does_not_print_is_told(tmp_path: Path, sources: Sources) -> None:
    shipped = config.template_folder()
    home = tmp_path / "own"
    others = ("duty-first.md", "guide.md", "legacy-2015.md", "short.md", "thematic.md")  # only to take less time
    shutil.copytree(shipped, home, ignore=shutil.ignore_patterns(*others))
    frame = (shipped / "frames" / "standard.md").read_text("utf-8")
    (home / "frames" / "standard.md").write_text(frame.replace('{% include "sections/plan.md" %}', ""), "utf-8")
    told = [message for name, _, message in problems(home, sources) if name == "standard.md"]
    assert len(told) == 1 and "下一年度主要安排" in told[0]


def test_names_that_a_template_sets_itself_are_known(tmp_path: Path, sources: Sources) -> None:
    own = "{% set a = year %}{{ a }}{% macro m(b) %}{{ b }}{% endmacro %}{{ m(a) }}"
    assert problems(made(tmp_path, WHOLE + own), sources) == []


def test_the_same_heading_below_two_others_heads_sentences_of_their_own(tmp_path: Path, sources: Sources) -> None:
    part = "### 主要做法\n各单位按要求落实{}。\n"
    home = made(tmp_path, "# 报告\n## 甲项工作\n" + part.format("一") + "## 乙项工作\n" + part.format("二"))
    asked = questionnaire.load(home)
    own = replace(
        sources, folder=home, questionnaire=asked, register=indicators.compile(asked.indicators, asked.relations)
    )
    report = Report.model_validate({"year": 2025, "zone": {"name": "云溪经济技术开发区"}, "frame": "one"})
    said = [each.text for each in compose(report, Answers.from_report(report, asked), own).sentences]
    assert said.count("各单位按要求落实一。") == said.count("各单位按要求落实二。") == 1
    assert sum(each.endswith("主要做法") for each in said) == 2


def overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> None:
    """A user's own folder with some files of the shipped template, in force in the working folder."""
    for name, text in {"drafter.yaml": "templates: mine\n", **files}.items():
        path = tmp_path / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "mine" / "annual-report").mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path)


def test_a_users_folder_overrides_single_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = "mine/annual-report/"
    files = {
        f"{home}sections/opening.md": "{{ zone.name }}的开头。",
        f"{home}frames/mine.md": WHOLE.replace("remark", "amount"),
    }
    overlay(tmp_path, monkeypatch, **files)
    path = config.template_folder()
    assert {"mine", "standard"} <= set(template.frames(path))
    report = Report.model_validate({"year": 2025, "zone": {"name": "云溪经济技术开发区"}})
    made_of = replace(drafts.sources(config.template_folder()), folder=path)
    text = compose(report, Answers.from_report(report, made_of.questionnaire), made_of).text
    assert "云溪经济技术开发区的开头。" in text and "存在的不足和原因" in text


def test_a_users_questions_are_added_and_take_the_place_of_shipped_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = """
groups:
  - topic: other
    title: 其他情况
    questions:
      - {id: other.items, ask: 表彰和试点, kind: lines}
      - {id: other.pilot, ask: 试点说明}
  - topic: mine
    title: 本地事项
    questions:
      - {id: mine.text, ask: 本地特色工作}
"""
    overlay(tmp_path, monkeypatch, **{"mine/annual-report/questions.yaml": text})
    asked = questionnaire.load(config.template_folder())
    assert asked.questions["other.items"].ask == "表彰和试点"
    assert {"other.pilot", "mine.text", "disputes.handled"} <= set(asked.questions)
    assert list(asked.topics)[-1] == "mine"


def test_the_shipped_template_can_be_copied_as_a_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overlay(tmp_path, monkeypatch)
    installation.new_template(tmp_path / "mine" / "street")
    assert "street" in installation.templates()
    with pytest.raises(FileError, match="已经存在"):
        installation.new_template(tmp_path / "mine" / "street")
