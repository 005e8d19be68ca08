"""A template from anybody: whatever it holds, there is a draft or one message with file and line, and no file of others is read."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from test_template import WHOLE, folder, made, problems

from drafter import config
from drafter.drafting import template
from drafter.drafting.compose import Sources
from drafter.drafting.context import Names, Value
from drafter.drafting.markup import token
from drafter.drafting.sandbox import located
from drafter.errors import FileError, FormatError

DEEP = {
    "loops": "{% for a in 'x' %}" * 22 + "{% endfor %}" * 22,
    "conditions": "{% if year %}" * 110 + "{% endif %}" * 110,
    "with": "{% with a = 1 %}" * 40 + "{% endwith %}" * 40,
    "round brackets": "{{ " + "(" * 900 + "1" + ")" * 900 + " }}",
    "lists": "{{ " + "[" * 700 + "]" * 700 + " }}",
    "sum": "{{ 1" + " + 1" * 2000 + " }}",
    "attributes": "{{ year" + ".a" * 2000 + " }}",
    "filters": "{{ 'a'" + " | trim" * 2000 + " }}",
    "not": "{{ " + "not " * 2000 + "1 }}",
    "choices": "{{ " + "1 if 1 else " * 1500 + "1 }}",
    "calls": "{{ f" + "()" * 2000 + " }}",
}
TOLD = {
    "{{ " + "8" * 6000 + " }}": "数字太长",
    "{{ 2e٣ }}": "不认识的数字",
    "{{ zone }}": "只能印一个答案",
    "{{ zone.name }}{{ loop }}{% for a in [1] %}{{ loop }}{% endfor %}": "没有“loop”",
    "{% for a in [1] %}{{ loop }}{% endfor %}": "只能印一个答案",
    "{{ say }}": "只能印一个答案",
    "{{ ['a'] | map('upper') }}": "只能印一个答案",
    "{{ none }}": "只能印一个答案",
    "{{ year == 2025 }}": "只能印一个答案",
    "{{ disputes.handled + 1 }}": "不能相加",
    "{{ say(主题=1) }}": "渲染出错：这样的内容不能相加、比较或作参数",
    "{% macro 合计() %}{% endmacro %}{{ 合计(1) }}": "渲染出错：这样的内容不能相加、比较或作参数",
    "{% if disputes.handled == '31' %}{% endif %}": "数只能和数比",
    "{% if disputes.remark >= 3 %}{% endif %}": "数只能和数比",
    "{% include [none_of_these] %}": "include 后面没有写文件名",
    "{% include [] %}": "include 后面没有写文件名",
    "{{ say(7) }}": "没有“7”",
    "{{ say(zone) }}": "不是主题的名称",
    "{{ 'a\\ue003' }}": "不能印的字符",
    "甲\ue00f": "不能印的字符",
    "甲\x0b乙{{ '\\ud801' }}": "不能印的字符",
    "{{ disputes.handled | string | last }}": "不能拆开",
    "{{ disputes.handled | replace('0', '2') }}": "不能拆开",
    "{{ ('第' ~ disputes.handled)[1:2] }}": "不能拆开",
    "{{ ('第' ~ disputes.handled)[1] }}": "不能拆开",
    "{{ disputes.handled | string | length }}": "不能拆开",
    "{% for c in disputes.handled ~ '件' %}{% endfor %}": "不能拆开",
    "{{ 7 is unheard }}": "没有“is unheard”",
    "{% block a %}{% block a %}{% endblock %}{% endblock %}": "出现了两次",
}
CONTEXT = {
    "year": 2025,
    "zone": Names({"name": Value(token(0), answered=True, answer="云溪开发区")}),
    "disputes": Names(
        {
            "handled": Value(token(1), answered=True, answer=Decimal(31)),
            "remark": Value(token(2), answered=True, answer="平稳"),
            "open": Value(token(3), answered=False),
        }
    ),
}


def said(topic: object) -> str:
    from drafter.drafting.template_messages import UnknownName

    raise UnknownName(topic if isinstance(topic, str | int) else "（不是主题的名称）")


def message(tmp_path: Path, text: str) -> str:
    with pytest.raises(FormatError) as caught:
        template.render(folder(tmp_path, "第一行\n" + text), "one", {**CONTEXT, "say": said})
    assert "one.md 第 2 行：" in caught.value.message and "0x" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_is_nested_too_deep_is_told_with_its_line(tmp_path: Path, text: str, sources: Sources) -> None:
    assert "套得太深" in message(tmp_path, text)
    found = problems(made(tmp_path, WHOLE + text), sources)
    assert found and all(line == 3 and "套得太深" in told for _, line, told in found)


@pytest.mark.parametrize("text", TOLD)
def test_what_a_template_cannot_do_is_told_in_chinese_with_its_line(tmp_path: Path, text: str) -> None:
    assert TOLD[text] in message(tmp_path, text)


@pytest.mark.parametrize("text", ["{{ say(1) }}", "{% include [nope] %}", "{{ disputes }}", "甲\ue001乙"])
def test_the_check_tells_it_too(tmp_path: Path, sources: Sources, text: str) -> None:
    assert {line for _, line, _ in problems(made(tmp_path, WHOLE + text), sources)} == {3}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("disputes.handled > 30", True), ("disputes.handled > 31", False), ("disputes.handled == 31", True),
        ("disputes.handled != 31", False), ("30.5 <= disputes.handled < 32", True), ("disputes.handled in [3, 31]", True),
        ("disputes.open > 0", False), ("disputes.open < 1", False), ("disputes.open == 0", False),
        ("disputes.remark == '平稳'", True), ("zone.name != '云溪开发区'", False),
    ],
)  # fmt: skip
def test_answers_compare_as_what_was_answered(tmp_path: Path, condition: str, holds: bool) -> None:
    text = f"{{% if {condition} %}}是{{% else %}}否{{% endif %}}"
    assert template.render(folder(tmp_path, text), "one", CONTEXT) == ("是" if holds else "否")


@pytest.mark.parametrize(
    "name",
    ["/Windows/system.ini", "C:secret.md", "c:/secret.md", r"\\host\share\a.md", r"..\a.md", "../a.md", "a/../../a.md", "a//b", ""],
)  # fmt: skip
def test_a_name_that_leads_out_of_the_folder_on_any_system_is_no_file_of_the_template(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "a.md").write_text("别人的", "utf-8")
    inner = tmp_path / "own"
    for path in (inner / "C:secret.md", inner / "\\\\host\\share\\a.md", inner / "..\\a.md"):
        path.parent.mkdir(exist_ok=True)
        if sys.platform != "win32":
            path.write_text("别人的", "utf-8")
    assert located([inner], name) is None
    quoted = name.replace("\\", "\\\\")
    with pytest.raises(FormatError, match="不存在"):
        template.render(folder(inner, f"{{% include '{quoted}' %}}"), "one", CONTEXT)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_out_of_the_template_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "private.md").write_text("私事", "utf-8")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "b.md").write_text("私事", "utf-8")
    own = folder(tmp_path / "own" if (tmp_path / "own").mkdir() is None else tmp_path, "甲")
    (own / "sections").mkdir()
    (own / "sections" / "a.md").symlink_to(tmp_path / "private.md")
    (own / "others").symlink_to(tmp_path / "private")
    (own / "sections" / "kept.md").symlink_to(own / "frames" / "one.md")
    assert located([own], "sections/a.md") is None and located([own], "others/b.md") is None
    assert located([own], "sections/kept.md") is not None
    (own / "questions.yaml").symlink_to(tmp_path / "private.md")
    with pytest.raises(FileError, match="模板文件夹之外"):
        config.template_file(own, "questions.yaml")


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_a_template_folder_that_is_a_link_itself_is_used(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert template.render(folder(tmp_path / "link", "{{ year }}"), "one", CONTEXT) == "2025"


def test_settings_that_name_the_home_of_nobody_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "drafter.yaml").write_text("templates: ~no-such-person/模板\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError, match="文件夹不存在：~no-such-person"):
        config.folders("templates")
