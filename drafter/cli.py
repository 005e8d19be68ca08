"""The command line: parse, one api call, print. No logic lives here."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from drafter import __version__, console
from drafter.console import help as pages
from drafter.errors import DrafterError, FileError

app = typer.Typer(
    cls=pages.Group,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="法治政府建设年度报告起草助手：填一次数据，出一份合规的 Word 文稿。全程不联网。",
)
phrases_app = typer.Typer(cls=pages.Group, no_args_is_help=True, help="查看句式库。")
templates_app = typer.Typer(cls=pages.Group, no_args_is_help=True, help="查看和检查模板。")

Verb = TypeVar("Verb", bound=Callable[..., None])
Json = Annotated[bool, typer.Option("--json", help="以 JSON 输出，供其他程序使用")]
Folder = Annotated[Path, typer.Argument(metavar="文件夹", help="报告所在的文件夹")]
Files = Annotated[list[Path], typer.Argument(metavar="文件", help="一份或多份报告")]
Topic = Annotated[str, typer.Option("--topic", metavar="主题", help="只限某个主题，如 disputes")]


def command(group: typer.Typer, name: str) -> Callable[[Verb], Verb]:
    """A command of the group, with a Chinese help page."""
    return group.command(name, cls=pages.Command)


@command(app, "new")
def new(
    folder: Folder,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="单位全称，如 云溪经济技术开发区")],
    year: Annotated[int, typer.Option("--year", metavar="年度", help="报告年度，如 2025", min=2000, max=2100)],
    frame: Annotated[str, typer.Option("--frame", metavar="框架", help="文稿框架")] = "standard",
    last: Annotated[Path | None, typer.Option("--from", metavar="文件", help="上一年度报告，用来带出对比数据")] = None,
) -> None:
    """新建一份报告。"""
    from drafter import api

    report, compared = api.new(folder, name, year, frame, last)
    console.out(str(folder / "report.yaml"))
    console.say(f"署名机关按惯例填为“{report.zone.organ}”，如不对请修改 report.yaml。" if report.zone.organ else "")
    if last:
        console.say(f"从上一年度报告中读出 {compared} 项数据，作为对比。")
    console.say(f"下一步：drafter ask {folder}")


@command(app, "ask")
def ask(
    folder: Folder = Path(),
    topic: Topic = "",
    only: Annotated[str, typer.Option("--only", metavar="编号", help="只问这一个问题")] = "",
    again: Annotated[bool, typer.Option("--again", help="已答的问题也再问一遍")] = False,
) -> None:
    """逐题填写数据；随时可退出，下次接着填。"""
    from drafter import api

    api.ask(folder, topic, only, again)
    console.say(f"已保存。下一步：drafter render {folder}")


@command(app, "extract")
def extract(
    paths: Files,
    into: Annotated[Path | None, typer.Option("--into", metavar="文件夹", help="把读出的数据并入这份报告")] = None,
    as_: Annotated[str, typer.Option("--as", metavar="value|last_year", help="作为本年数据或上年对比")] = "value",
    year: Annotated[int | None, typer.Option("--year", metavar="年度", help="所读报告的年度")] = None,
    json: Json = False,
) -> None:
    """从已完成的报告中读出数据。"""
    from drafter import api

    if into:
        console.say(f"新增 {api.extract_into(into, paths, _chosen(as_, ('value', 'last_year'), '--as'))} 项数据")
        return
    for path in paths:
        values = api.extract(path, year)
        console.as_json(console.shapes.extracted(values)) if json else console.extracted(values, api.names())


@command(app, "suggest")
def suggest(
    text: Annotated[str, typer.Argument(metavar="文字", help="随手记的一句话，如 “调解纠纷207件 成功188件”")],
    topic: Topic = "",
    limit: Annotated[int, typer.Option("-n", metavar="条数", help="最多给出几条", min=1, max=50)] = 5,
    report: Annotated[Path | None, typer.Option("--report", metavar="文件夹", help="按这份报告的年度选用表述")] = None,
    json: Json = False,
) -> None:
    """把随手记的话换成规范表述，数字自动填到位。"""
    from drafter import api

    found = api.suggest(text, topic, limit, api.year_of(report) if report else None)
    console.as_json(console.shapes.suggestions(found)) if json else console.suggestions(found)


@command(app, "render")
def render(
    folder: Folder = Path(),
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里")] = None,
    frame: Annotated[str, typer.Option("--frame", metavar="框架", help="换一个框架，不改数据")] = "",
    comments: Annotated[str, typer.Option("--comments", metavar="all|todo|none", help="批注：全部、只标待办、不要")] = "todo",
    format_: Annotated[str, typer.Option("--format", metavar="docx|md|html|txt", help="文件格式")] = "",
    sidecar: Annotated[Path | None, typer.Option("--sidecar", metavar="文件", help="另存每句话的来历（JSON）")] = None,
) -> None:
    """生成文稿。"""
    from drafter import api

    _chosen(comments, ("all", "todo", "none"), "--comments")
    path, document = api.render(folder, output, frame, comments, format_)
    if sidecar:
        api.save_json(sidecar, console.shapes.provenance(document))
    console.drafted(path, document)


@command(app, "check")
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="文件或文件夹", help="文稿，或有 report.yaml 的文件夹")],
    select: Annotated[list[str] | None, typer.Option("-s", "--select", metavar="编号", help="只查这些规则")] = None,
    ignore: Annotated[list[str] | None, typer.Option("-i", "--ignore", metavar="编号", help="不查这些规则")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年度", help="报告年度")] = None,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="本单位全称")] = "",
    format_: Annotated[str, typer.Option("-f", "--format", metavar="text|json", help="输出格式")] = "text",
    json: Json = False,
) -> None:
    """检查文稿：漏填、串名、旧年份、合计不符、缺少必报内容。"""
    from drafter import api

    chosen = _chosen(format_, ("text", "json"), "--format")
    found = api.check(paths, year, name, select or (), ignore or ())
    console.as_json(console.shapes.findings(found)) if json or chosen == "json" else console.findings(found)
    raise typer.Exit(1 if found else 0)


@command(app, "mine")
def mine(
    paths: Files,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件夹", help="句式库文件夹")] = None,
    name: Annotated[str, typer.Option("--name", metavar="名称", help="这份报告在句式库中的名称")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不写入")] = False,
    json: Json = False,
) -> None:
    """从真实报告中提取句式，存入句式库。"""
    from drafter import api

    built = api.mine(paths, output, name, dry_run)
    console.as_json(console.shapes.mined(built)) if json else console.mined(built)


@command(phrases_app, "list")
def phrases_list(topic: Topic = "", json: Json = False) -> None:
    """列出句式。"""
    from drafter import api

    bank = api.phrases_of(topic)
    console.as_json(console.shapes.phrases(bank)) if json else console.phrases(bank)


@command(phrases_app, "search")
def phrases_search(
    text: Annotated[str, typer.Argument(metavar="文字", help="要找的词")], topic: Topic = "", json: Json = False
) -> None:
    """列出含有某个词的句式。"""
    from drafter import api

    bank = tuple(phrase for phrase in api.phrases_of(topic) if text in phrase.text)
    console.as_json(console.shapes.phrases(bank)) if json else console.phrases(bank)


@command(phrases_app, "show")
def phrases_show(
    id_: Annotated[str, typer.Argument(metavar="编号", help="句式编号，如 disputes-3f9a1c")], json: Json = False
) -> None:
    """查看一条句式的出处和槽位。"""
    from drafter import api

    phrase = api.phrase(id_)
    console.as_json(console.shapes.phrases([phrase])) if json else console.phrase(phrase)


@command(phrases_app, "counts")
def phrases_counts(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="文件", help="报告原文；给出后按报告统计")] = None,
) -> None:
    """统计句式库，输出 Markdown 表格。"""
    from drafter import api

    console.out(api.counts(paths or ()))


@command(templates_app, "list")
def templates_list() -> None:
    """列出模板和框架。"""
    from drafter import api

    for template, frames in api.templates().items():
        console.out(f"{template}：{'、'.join(frames)}")


@command(templates_app, "check")
def templates_check(
    name: Annotated[str, typer.Argument(metavar="模板", help="模板名称")] = "annual-report",
) -> None:
    """检查模板：逐个框架试渲染，报告出错的文件和行。"""
    from drafter import api

    console.out(f"{name}：{'、'.join(api.check_template(name))} 均可用")


@command(app, "read")
def read(
    path: Annotated[Path, typer.Argument(metavar="文件", help="任何一份报告")],
    as_: Annotated[
        str, typer.Option("--as", metavar="outline|clauses|numbers|relations|text", help="看哪一方面")
    ] = "outline",
    json: Json = False,
) -> None:
    """看程序如何理解一份报告。"""
    from drafter import api

    chosen = _chosen(as_, tuple(_VIEWS), "--as")
    shape, show = _VIEWS[chosen](api.understand(path))
    console.as_json(shape) if json else show()


@command(app, "explain")
def explain(code: Annotated[str, typer.Argument(metavar="编号", help="规则编号，如 GAP001")] = "") -> None:
    """说明检查规则；不写编号则列出全部。"""
    from drafter import api

    console.out(api.explain(code))


@command(app, "config")
def show_config() -> None:
    """显示正在使用的配置和数据文件夹。"""
    from drafter import api

    for key, value in api.configuration().items():
        console.out(f"{key}：{value}")


@command(app, "schema")
def schema(name: Annotated[str, typer.Argument(metavar="名称", help="report、questions、phrases、local-terms")]) -> None:
    """输出某种文件的 JSON Schema，供编辑器提示。"""
    from drafter import api

    console.as_json(api.schema(name))


@command(app, "doctor")
def doctor() -> None:
    """检查运行环境：依赖、数据文件夹、LibreOffice、字体。"""
    from drafter import api

    problems = [label for label, fine, detail in api.doctor() if not _shown(label, fine, detail)]
    raise typer.Exit(1 if problems else 0)


app.add_typer(phrases_app, name="phrases")
app.add_typer(templates_app, name="templates")


def _shown(label: str, fine: bool, detail: str) -> bool:
    console.out(f"{'正常' if fine else '注意'}　{label}：{detail}")
    return fine


def _chosen(value: str, known: tuple[str, ...], option: str) -> str:
    if value not in known:
        raise FileError(f"{option} 不能填“{value}”", f"可填：{'、'.join(known)}")
    return value


def _outline(seen: Any) -> Any:
    return console.shapes.outline(seen.outline), lambda: console.outline(seen.outline)


def _clauses(seen: Any) -> Any:
    from drafter import api

    slotted = api.slotted(seen)
    return console.shapes.clauses(slotted), lambda: console.clauses(slotted)


def _numbers(seen: Any) -> Any:
    return console.shapes.numbers(seen.readings), lambda: console.numbers(seen.readings)


def _relations(seen: Any) -> Any:
    from drafter import api

    found = api.relations(seen)
    return console.shapes.relations(found), lambda: console.relations(found)


def _text(seen: Any) -> Any:
    shape = console.shapes.text(seen.outline)
    return shape, lambda: console.out(shape["text"])


_VIEWS = {"outline": _outline, "clauses": _clauses, "numbers": _numbers, "relations": _relations, "text": _text}


@app.callback(invoke_without_command=True)
def top(version: Annotated[bool, typer.Option("--version", help="显示版本")] = False) -> None:
    """法治政府建设年度报告起草助手：填一次数据，出一份合规的 Word 文稿。全程不联网。"""
    if version:
        console.out(__version__)
        raise typer.Exit


def main() -> None:
    """Entry point: run, and turn what can go wrong into one message and an exit status."""
    console.prepare()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Exit status of the command: 0 fine, 1 findings, 2 cannot, 130 interrupted."""
    try:
        return app(arguments, standalone_mode=False, prog_name="drafter") or 0
    except DrafterError as error:
        console.error(error)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        console.say("已中断。已保存的内容没有丢失。")
        return 130
    except BrokenPipeError:
        with suppress(OSError):
            sys.stdout.close()
        return 0
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        console.error(DrafterError(*pages.usage_error(error)))
        return 2
