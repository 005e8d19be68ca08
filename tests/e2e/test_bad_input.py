"""Wrong files, folders, templates, answers and notes: one clear message in Chinese with a hint, exit 2, nothing changed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from bad_files import FILES, NOISE, TEXT
from running import COMMAND, EXAMPLE, ROOT, refused, run

from drafter.asking import reportfile

VERBS = (
    ("read", "--as", "clauses"),
    ("extract",),
    ("check",),
    ("mine", "--dry-run"),
    ("new", "新", "--name", "云溪经济技术开发区", "--year", "2025", "--from"),
    ("extract", "--into", "报告"),
)
NEW = ("new", "新", "--name", "云溪经济技术开发区", "--year", "2025")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with a report in progress, 报告, and a finished one, 上年.txt."""
    shutil.copytree(EXAMPLE, tmp_path / "报告")
    (tmp_path / "上年.txt").write_text(TEXT, "utf-8")
    return tmp_path


# Files that are read -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "verb"), [*zip(FILES, cycle(VERBS))], ids=str)
def test_a_file_that_cannot_be_read_is_refused(folder: Path, name: str, verb: tuple[str, ...]) -> None:
    make, says = FILES[name]
    (folder / name).write_bytes(make())
    message = refused(folder, *verb, name)
    assert name in message and says in message


@pytest.mark.parametrize("verb", VERBS, ids=str)
def test_every_verb_refuses_a_file_that_is_not_there_and_a_folder_in_its_place(
    folder: Path, verb: tuple[str, ...]
) -> None:
    assert "没有.docx：找不到" in refused(folder, *verb, "没有.docx")
    (folder / "夹").mkdir()
    assert "里没有 report.yaml" in (said := refused(folder, *verb, "夹")) or "是文件夹" in said


def test_files_that_cannot_be_mined_are_named_and_make_no_bank(folder: Path) -> None:
    message = refused(folder, "mine", "没有.docx", "也没有.txt", "-o", "库")
    assert "没有.docx" in message and "也没有.txt" in message and not (folder / "库").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_text_in_another_encoding_is_read_as_if_it_were_utf_8(folder: Path, encoding: str) -> None:
    (folder / "别的.txt").write_bytes(TEXT.encode(encoding))
    seen = [run(folder, "read", name, "--as", "numbers", "--json") for name in ("上年.txt", "别的.txt")]
    assert seen[0].returncode == 0 and "83.33%" in seen[0].stdout
    assert seen[0].stdout == seen[1].stdout


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(folder: Path) -> None:
    (folder / "密.txt").touch(mode=0o000)
    ran = run(folder, "read", "密.txt")
    assert ran.returncode == 2 and "没有权限" in ran.stderr


@pytest.mark.parametrize("path", ["长" * 200 + ".txt", "上年.txt/里面.txt", "/dev/null"])
def test_a_path_that_leads_nowhere_is_refused(folder: Path, path: str) -> None:
    for verb in (["read"], ["check"]):
        assert "无法" in refused(folder, *verb, path)


@pytest.mark.parametrize(
    "verb", [("render",), ("ask",), ("extract", "上年.txt", "--into"), ("suggest", "调解", "--report")]
)
def test_a_folder_without_a_report_is_told(folder: Path, verb: tuple[str, ...]) -> None:
    place = "上年.txt" if verb == ("ask",) else "没有"
    assert f"{place} 里没有 report.yaml" in refused(folder, *verb, place)


# report.yaml ---------------------------------------------------------------------------------------------------------

HEAD = "year: 2025\nzone: {name: 云溪经济技术开发区}\n"
ANSWERS = HEAD + "answers:\n"
REPORTS: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "tab": (ANSWERS + "\tdisputes.handled: 162\n", ("第 4 行", "制表符")),
    "missing colon": (ANSWERS + "  disputes.handled 162\n  disputes.succeeded: 3\n", ("第 4 行", "缺少冒号")),
    "wide colon": (HEAD.replace("year: ", "year："), ("第 1 行", "缺少冒号")),
    "open quote": (ANSWERS + '  disputes.handled: "12\n', ("引号没有成对",)),
    "open bracket": (ANSWERS + "  disputes.handled: [1, 2\n", ("括号没有成对",)),
    "indent": (ANSWERS + "   disputes.handled: 1\n  disputes.succeeded: 1\n", ("第 5 行", "缩进")),
    "control": (ANSWERS + "  disputes.handled: 1\x01\n", ("第 4 行", "控制字符")),
    "key": ("framee: short\n" + HEAD, ("第 1 行", "没有“framee”")),
    "inner key": (ANSWERS + "  disputes.handled: {valeu: 1}\n", ("第 4 行", "valeu")),
    "bracket as key": (ANSWERS + "  ? [a, b]\n  : 1\n", ("第 4 行", "冒号前")),
    "year": (HEAD.replace("2025", "25"), ("第 1 行", "四位年份", "2025")),
    "no zone": ("year: 2025\n", ("缺少“zone”",)),
    "blank name": (HEAD.replace("云溪经济技术开发区", "' '"), ("第 2 行", "单位全称")),
    "empty": ("", ("是空文件",)),
    "comment": ("# 明天再填\n", ("缺少“year”",)),
    "anchor": (ANSWERS + "  disputes.handled: &a 1\n  disputes.succeeded: *a\n", ("第 5 行", "引用")),
    "bomb": ("a: &a [x]\n" + "".join(f"b{i}: [*a, *a]\n" for i in range(9)), ("不能使用 & 和 *",)),
    "twice": (ANSWERS + "  disputes.handled: 1\n  disputes.handled: 2\n", ("第 5 行", "重复出现")),
    "deep brackets": (ANSWERS + "  x: " + "[" * 200_000, ("第 4 行", "嵌套太深")),
    "deep dashes": (ANSWERS + "- " * 5_000, ("第 4 行", "嵌套太深")),
    "deep mapping": (ANSWERS + "  x: " + "{a: " * 500 + "1" + "}" * 500, ("第 4 行", "嵌套太深")),
    "list": ("- 甲\n", ("第 1 行", "分项填写")),
    "text": ("你好\n", ("第 1 行", "分项填写")),
    "answers as list": (ANSWERS + "  - disputes.handled: 1\n", ("第 3 行", "分项填写")),
    "two in one": (HEAD + "---\n" + HEAD, ("---",)),
    "huge": (b"# " + b"x" * (17 << 20), ("太大",)),
    "binary": (NOISE, ("不是文本文件",)),
    "template": ("template: 别的\n" + HEAD, ("没有名为“别的”的模板", "annual-report")),
    "frame": ("frame: 别的\n" + HEAD, ("没有名为“别的”的框架", "standard")),
}
WRONG_ANSWERS = {
    "disputes.handeld: 162": "是不是 disputes.handled",
    "调解成功的矛盾纠纷: 162": "是不是 disputes.succeeded",
    "disputes.handled: 很多": "准确数",
    "disputes.succeeded: [1, 2]": "只能填一个值",
    "disputes.committees: -5": "负数",
    "disputes.success_rate: 150%": "不能超过 100%",
    "signature.date: 2026-02-30": "没有这一天",
    "services.reform_cases_total: 1e99999": "不是能确定的数",
    "publicity.activities: 961 412": "两个数",
    "publicity.materials: 96、41": "有两个数",
    "problems.items: [{foo: 1}]": "没有“foo”",
}


def report(folder: Path, content: str | bytes) -> None:
    (folder / "报告" / "report.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize(("case", "verb"), [*zip(REPORTS, cycle(["render", "check"]))])
def test_a_broken_report_is_refused_with_its_line(folder: Path, case: str, verb: str) -> None:
    content, says = REPORTS[case]
    report(folder, content)
    message = refused(folder, verb, "报告")
    assert [part for part in says if part not in message] == [], message


@pytest.mark.parametrize("verb", ["render", "ask"])
def test_all_wrong_answers_are_told_at_once_each_with_its_line(folder: Path, verb: str) -> None:
    report(folder, ANSWERS + "".join(f"  {line}\n" for line in WRONG_ANSWERS))
    told = refused(folder, verb, "报告").split("\n")
    for number, says in enumerate(WRONG_ANSWERS.values(), 4):
        assert [line for line in told if line.startswith(f"第 {number} 行") and says in line], (number, says, told)


def test_an_id_that_does_not_exist_is_told_with_the_nearest_one_and_the_rest_goes_on(folder: Path) -> None:
    report(folder, ANSWERS + "  disputes.handeld: 162\n  disputes.succeeded: 150\n")
    ran = run(folder, "render", "报告", "-o", "稿.txt")
    assert ran.returncode == 0 and "第 4 行：没有编号为“disputes.handeld”" in ran.stderr
    assert "150件" in (folder / "稿.txt").read_text("utf-8")
    found = run(folder, "check", "报告", "--select", "GAP001")  # rules that were chosen are asked alone
    assert "ANS001" not in found.stdout
    found = run(folder, "check", "报告")
    assert found.returncode == 1 and "第 4 行" in found.stdout and "是不是 disputes.handled" in found.stdout
    asked = run(folder, "ask", "报告", "--only", "disputes.visits", input="3\n")
    assert asked.returncode == 0 and asked.stderr.count("是不是 disputes.handled") == 1
    assert "disputes.handeld: 162" in (folder / "报告" / "report.yaml").read_text("utf-8")


# drafter.yaml, templates, the phrasebank -----------------------------------------------------------------------------

SETTINGS = {
    "templates: 没有\n": "指向的文件夹不存在：没有",
    "phrasebank: 没有\n": "指向的文件夹不存在：没有",
    "templates: 上年.txt\n": "指向的文件夹不存在",
    "templats: 我的\n": "第 1 行：没有“templats”",
    "\ttemplates: 我的\n": "第 1 行：这里有制表符",
    "- 我的\n": "第 1 行",
    "": "是空文件",
}
SETTING_VERBS = (
    ("config",),
    ("render", "报告"),
    ("suggest", "调解纠纷3件"),
    ("templates", "list"),
    ("phrases", "list"),
)


@pytest.mark.parametrize(("content", "verb"), [*zip(SETTINGS, cycle(SETTING_VERBS)), ("templates: 没有\n", NEW)])
def test_broken_settings_stop_what_needs_them(folder: Path, content: str, verb: tuple[str, ...]) -> None:
    (folder / "drafter.yaml").write_text(content, "utf-8")
    message = refused(folder, *verb)
    assert "drafter.yaml" in message and SETTINGS[content] in message


FRAME = "frames/standard.md"
TEMPLATES: dict[str, tuple[str, str | bytes | None, tuple[str, ...]]] = {
    "undefined": (FRAME, "{{ foo }}", ("frames/standard.md 第 2 行", "没有“foo”")),
    "misspelt question": (FRAME, "{{ disputes.handeld }}", ("第 2 行", "没有“handeld”", "“handled”")),
    "misspelt topic": (FRAME, '{{ say("dispute") }}', ("第 2 行", "没有“dispute”", "“disputes”")),
    "unclosed": (FRAME, "{% if year %}", ("第 2 行", "没有结束")),
    "unclosed braces": (FRAME, "{{ year", ("第 2 行", "没有结束")),
    "two names": (FRAME, "{{ year zone }}", ("第 2 行", "模板语法错误")),
    "statement": (FRAME, "{% foreach x %}", ("第 2 行", "不认识的语句“foreach”")),
    "wide comma": (FRAME, "{{ say(year，1) }}", ("第 2 行", "不能识别的字符“，”")),
    "missing include": (FRAME, "{% include 'sections/没有.md' %}", ("第 2 行", "“sections/没有.md”不存在")),
    "foreign include": (FRAME, "{% include '../../上年.txt' %}", ("第 2 行", "不存在")),
    "endless include": (FRAME, "{% include 'frames/standard.md' %}", ("第 2 行", "没有尽头")),
    "endless circle": ("sections/addressee.md", "{% include 'frames/standard.md' %}", ("没有尽头",)),
    "endless macro": (FRAME, "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", ("没有尽头",)),
    "endless loop": (FRAME, "{% for i in range(999999999) %}{% endfor %}", ("第 2 行", "循环次数太多")),
    "loop in loop": (
        FRAME,
        "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
        ("第 2 行", "循环次数太多"),
    ),
    "flood": (FRAME, "{% for i in range(9999) %}" + "长" * 300 + "{% endfor %}", ("内容过长",)),
    "product": (FRAME, "{{ 'x' * 9999999999 }}", ("第 2 行", "不允许的操作")),
    "escape": (FRAME, "{{ ''.__class__.__mro__ }}", ("第 2 行", "不允许的操作")),
    "division": (FRAME, "{{ 1 / 0 }}", ("第 2 行", "渲染出错")),
    "binary": (FRAME, NOISE, ("standard.md", "不是文本文件")),
    "question": ("questions.yaml", "groups:\n- topic: a\n", ("questions.yaml", "第 2 行", "缺少")),
    "no questions": ("questions.yaml", None, ("没有名为“我的”的模板",)),
    "terms": ("terms.yaml", "lead: {明年: 甲}\nguidance: {}\ntheory: {}\n", ("terms.yaml", "第 1 行", "要填整数")),
    "relation": ("indicators.yaml", "indicators: {}\nrelations:\n- {sum: a}\n", ("第 3 行", "看不懂的关系")),
    "relation of lists": (
        "indicators.yaml",
        "indicators: {}\nrelations:\n- {sum: [a], parts: {b: c}}\n",
        ("看不懂的关系",),
    ),
    "relation of three": (
        "indicators.yaml",
        "indicators: {a.b: [甲, 件, count]}\nrelations:\n- {diff: a.b, of: [a.b, a.b, a.b]}\n",
        ("看不懂的关系",),
    ),
    "two relations": (
        "indicators.yaml",
        "indicators: {a.b: [甲率, '%', percent], a.c: [乙, 件, count], a.d: [丙, 件, count]}\n"
        "relations:\n- {rate: a.b, part: a.c, whole: a.d}\n- {rate: a.b, part: a.d, whole: a.c}\n",
        ("第 4 行", "“a.b”的 rate 关系写了两次", "删去其中一条"),
    ),
    "pattern": (
        "template.yaml",
        "title: 报告\nparts:\n- {name: 甲, words: ['甲{3,99999999999}']}\n",
        ("不能用来查找",),
    ),
}


@pytest.fixture
def own(folder: Path) -> Path:
    """The folder with a template and an empty phrasebank of its own."""
    shutil.copytree(ROOT / "templates" / "annual-report", folder / "模板" / "我的")
    report(folder, HEAD + "template: 我的\n")
    (folder / "库").mkdir()
    (folder / "drafter.yaml").write_text("templates: 模板\nphrasebank: 库\n", "utf-8")
    return folder


@pytest.mark.parametrize("case", TEMPLATES)
def test_a_broken_template_is_refused_with_file_and_line(own: Path, case: str) -> None:
    name, content, says = TEMPLATES[case]
    path = own / "模板" / "我的" / name
    if content is None:
        path.unlink()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(f"\n{content}\n" if path.suffix == ".md" else content, "utf-8")
    message = refused(own, "render", "报告")
    assert [part for part in says if part not in message] == [], message


def test_a_template_without_frames_and_a_frame_that_does_not_exist_are_told(own: Path) -> None:
    assert "可用的框架：" in refused(own, "render", "报告", "--frame", "别的")
    assert "没有名为“别的”的模板" in refused(own, "templates", "check", "别的")
    assert "已经存在" in refused(own, "templates", "new", "模板")
    assert "无法" in refused(own, "templates", "new", "上年.txt/新")
    shutil.rmtree(own / "模板" / "我的" / "frames")
    assert "没有名为“standard”的框架" in refused(own, "render", "报告")


BANKS: dict[str, tuple[Callable[[str], str | bytes], str]] = {
    "role": (lambda text: text.replace("role: work", "role: 工作", 1), "只能填 work、problem、plan、framing"),
    "slot": (lambda text: text.replace("{handled}", "{x}", 1), "{x} 没有在 slots 中说明"),
    "list": (lambda text: "- 甲\n", "第 1 行"),
    "syntax": (lambda text: text + "\n甲 乙\n丙: 丁\n", "第"),
    "binary": (lambda text: NOISE, "不是文本文件"),
}


@pytest.mark.parametrize("case", BANKS)
def test_a_broken_file_of_the_phrasebank_is_named_and_the_bank_left_as_it_was(own: Path, case: str) -> None:
    damage, says = BANKS[case]
    shutil.copytree(ROOT / "phrasebank", own / "库", dirs_exist_ok=True)
    path = own / "库" / "disputes.yaml"
    broken = damage(path.read_text("utf-8"))
    path.write_bytes(broken if isinstance(broken, bytes) else broken.encode())
    message = refused(own, "mine", "上年.txt")
    assert "disputes.yaml" in message and says in message


IMPORTS: dict[str, tuple[bytes, str]] = {
    "乱码.csv": (NOISE, "不是文本文件"),
    "空.tmx": (b"", "是空文件"),
    "别的.csv": (b"a,b\n1,2\n", "没有“表述”一列"),
    "断裂.tmx": (b"<tmx><body><tu></body></tmx>", "不是正确的 XML"),
}


@pytest.mark.parametrize("name", IMPORTS)
def test_phrases_that_cannot_be_imported_leave_the_bank_as_it_was(own: Path, name: str) -> None:
    content, says = IMPORTS[name]
    (own / name).write_bytes(content)
    assert says in refused(own, "phrases", "import", name)


# Output --------------------------------------------------------------------------------------------------------------


def full_disk() -> None:
    """In the child: no file may grow beyond 100 bytes."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


OUTPUTS = {
    "报告": "是文件夹",
    "夹.docx": "是文件夹",
    "上年.txt/文稿.docx": "已有同名文件",
    "新/文稿.xyz": "不能输出“xyz”格式",
    "长" * 100 + ".docx": "文件名太长",
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_draft_that_cannot_be_written_there_is_refused(folder: Path, output: str) -> None:
    (folder / "夹.docx").mkdir()
    assert OUTPUTS[output] in refused(folder, "render", "报告", "-o", output)
    assert not (folder / "新").exists()


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs a device")
def test_a_device_is_no_place_for_a_draft(folder: Path) -> None:
    device = folder / "设备.docx"
    os.mkfifo(device)
    before = device.stat()
    assert "不是普通文件" in refused(folder, "render", "报告", "-o", device)
    assert (device.stat().st_ino, device.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which nobody may write")
def test_a_folder_that_cannot_be_written_is_told(folder: Path) -> None:
    for verb in (
        ["render", "报告", "-o", "/proc/文稿.docx"],
        ["mine", "上年.txt", "-o", "/proc/库"],
        [*NEW[:1], "/proc/新", *NEW[2:]],
    ):
        assert "/proc" in refused(folder, *verb)


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on a process")
@pytest.mark.parametrize(
    "verb",
    [
        ("render", "报告", "-o", "文稿.docx"),
        ("mine", "上年.txt", "-o", "库"),
        ("extract", "上年.txt", "--into", "报告"),
        NEW,
    ],
    ids=str,
)
def test_a_full_disk_leaves_the_old_files_whole_and_nothing_else(folder: Path, verb: tuple[str, ...]) -> None:
    shutil.copytree(ROOT / "phrasebank", folder / "库")
    (folder / "文稿.docx").write_text("旧", "utf-8")
    answers = folder / "报告" / "report.yaml"  # without an answer that the finished report has
    answers.write_text(re.sub("  disputes.handled: .*\n", "", answers.read_text("utf-8")), "utf-8")
    assert "原有文件没有改动" in refused(folder, *verb, preexec_fn=full_disk)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_results_that_cannot_be_written_are_an_error_and_those_nobody_reads_are_none(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([*COMMAND, "phrases", "list"], stdout=full, stderr=subprocess.PIPE, encoding="utf-8")
    assert ran.returncode == 2 and "磁盘已满" in ran.stderr and "Traceback" not in ran.stderr
    piped = subprocess.run(
        ["bash", "-c", '"$0" -m drafter phrases list | head -1; exit ${PIPESTATUS[0]}', sys.executable],
        capture_output=True,
        encoding="utf-8",
    )
    assert (piped.returncode, piped.stdout.count("\n")) == (0, 1) and "Traceback" not in piped.stderr


def test_a_path_with_chinese_and_blanks_is_written(folder: Path) -> None:
    ran = run(folder, "render", "报告", "-o", "新 文件夹/甲 乙（终稿）.docx")
    assert ran.returncode == 0
    assert (folder / "新 文件夹" / "甲 乙（终稿）.docx").read_bytes().startswith(b"PK")


def test_a_report_is_not_started_over_another(folder: Path) -> None:
    assert "已经存在" in refused(folder, "new", "报告", *NEW[2:])
    assert "已有同名文件" in refused(folder, "new", "上年.txt", *NEW[2:])
    assert "单位全称" in refused(folder, "new", "新", "--name", " ", "--year", "2025")
    assert "无法" in refused(folder, "new", "长" * 200, *NEW[2:])


# Notes and typed answers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("note", ["", " 　", "。，12345", "{{ 7*7 }}\x01", "调解纠纷162件，" * 3000])
def test_a_note_without_words_or_without_end_is_refused(folder: Path, note: str) -> None:
    assert "文字" in refused(folder, "suggest", note)


@pytest.mark.parametrize("note", ["a" * 100_000, "😀{handled}件 %s {0}", "\x01调解\x7f纠纷3件"])
def test_a_strange_note_finds_nothing_or_something_and_breaks_nothing(folder: Path, note: str) -> None:
    ran = run(folder, "suggest", note)
    assert ran.returncode == 0 and "Traceback" not in ran.stderr
    assert "3件" in ran.stdout if "纠纷3件" in note else True


def test_a_note_too_long_to_look_for_stands_as_typed_and_the_draft_has_a_name_a_file_can_have(folder: Path) -> None:
    note = "调解纠纷，" * 1000
    report(folder, HEAD.replace("云溪经济", "云溪/经济") + f"notes:\n  disputes:\n    - {{note: '{note}'}}\n")
    assert run(folder, "render", "报告", "--format", "txt").returncode == 0
    (draft,) = (folder / "报告").glob("云溪经济*.txt")
    assert note[:-1] in draft.read_text("utf-8")


@pytest.mark.parametrize(
    "typed", [NOISE, "7个\n退出\n".encode("gb18030"), b"9" * 100_000 + b"\n"], ids=["noise", "gb", "long"]
)
def test_whatever_is_typed_into_the_interview_the_report_stays_whole(folder: Path, typed: bytes) -> None:
    ran = subprocess.run(
        [*COMMAND, "ask", "报告", "--only", "disputes.committees", "--again"],
        cwd=folder,
        input=typed,
        capture_output=True,
    )
    assert ran.returncode in (0, 2) and b"Traceback" not in ran.stderr
    assert reportfile.load(folder / "报告").answers["disputes.committees"].value == ("7" if typed[:1] == b"7" else "14")
