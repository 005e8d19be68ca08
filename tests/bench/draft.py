"""How fast a draft becomes a Word file: ours against docxtpl, python-docx used in the ordinary way, and pandoc.

One run, the same title, headings and paragraphs for all, 10, 100 and 1,000 pages (five paragraphs of some 118 characters a
page); the best of several runs, file on disk at the end, imports not counted. Ours also writes a bookmark around every
sentence and the page layout, which the others leave to their template. Then the whole process: a cold `drafter render` of
the example as a multiple of `python -c "import docx"`. Before that, how the example's draft reads, beside the real reports (reading.py).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from bench import reading

from drafter import writers
from drafter.model import Block, Document, Run

PAGES = (10, 100, 1000)
RUNS = {10: 15, 100: 9, 1000: 3}
COLD_RUNS = 9
GOAL_AT_100, GOAL_COLD = 5, 6
ROOT = Path(__file__).resolve().parents[2]
SENTENCES = (
    "云溪经济技术开发区管理委员会把依法行政贯穿工作全过程，全年办理行政处罚案件162件、行政许可1208件。",
    "持续规范执法行为，及时化解矛盾纠纷，调解成功率达到90.82%，努力让企业和群众感受到公平正义，营商环境持续向好。",
)
Paper = list[tuple[str, tuple[str, ...]]]
"""Style (title, heading, text) and sentences of every paragraph."""
Contender = Callable[[Paper], Callable[[Path], object]]
"""Takes the content in the form it is wanted in, which is not timed, and gives what writes it to a file, which is."""


def paper(pages: int) -> Paper:
    """A title, and every tenth paragraph a heading."""
    texts: Paper = [("title", ("云溪经济技术开发区2025年法治政府建设年度报告",))]
    return texts + [
        ("heading", (f"（{i}）规范执法",)) if i % 10 == 0 else ("text", SENTENCES) for i in range(pages * 5)
    ]


def ours(texts: Paper) -> Callable[[Path], object]:
    """Blocks, each sentence with its id, through the writer."""
    kinds = {"title": "title", "heading": "heading", "text": "paragraph"}
    blocks = tuple(
        Block(
            kinds[style], tuple(Run(s, "template", f"s_{i}_{k}") for k, s in enumerate(said)), int(style == "heading")
        )  # type: ignore[arg-type]
        for i, (style, said) in enumerate(texts)
    )
    document = Document(blocks)
    return lambda path: writers.write(document, path)


def python_docx(texts: Paper) -> Callable[[Path], object]:
    """As in its documentation: styles by name, then font, size and indent of each paragraph."""
    return lambda path: _with_python_docx(texts, path)


def _with_python_docx(texts: Paper, path: Path) -> None:
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    word = docx.Document()
    names = {"title": "Title", "heading": "Heading 1", "text": "Body Text"}
    for style, said in texts:
        paragraph = word.add_paragraph(style=names[style])
        run = paragraph.add_run("".join(said))
        run.font.name, run.font.size = "仿宋_GB2312", Pt(16)
        run._element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
        paragraph.paragraph_format.first_line_indent = Pt(32)
    word.save(str(path))


def docxtpl(texts: Paper) -> Callable[[Path], object]:
    """A template with a loop over the paragraphs, made of the same styles as ours."""
    context = {"paragraphs": [{"style": style, "text": "".join(said)} for style, said in texts]}
    return lambda path: _with_docxtpl(context, path)


def _with_docxtpl(context: dict[str, list[dict[str, str]]], path: Path) -> None:
    from docxtpl import DocxTemplate

    template = DocxTemplate(_loop_template(path.parent))
    template.render(context)
    template.save(path)


def _loop_template(folder: Path) -> Path:
    path = folder / "template.docx"
    if not path.exists():
        loop = ("{%p for p in paragraphs %}", "{%p if p.style == 'text' %}", "{{ p.text }}", "{%p else %}", "{{ p.text }}", "{%p endif %}", "{%p endfor %}")  # fmt: skip
        blocks = (
            Block("heading" if i == 4 else "paragraph", (Run(line, "template"),), int(i == 4))
            for i, line in enumerate(loop)
        )
        writers.write(Document(tuple(blocks)), path)
    return path


def pandoc(texts: Paper) -> Callable[[Path], object]:
    """Markdown with our own file as the reference of styles; its process is part of the time."""
    marks = {"title": "# ", "heading": "## ", "text": ""}
    source = "\n\n".join(marks[style] + "".join(said) for style, said in texts)
    return lambda path: _with_pandoc(source, path)


def _with_pandoc(source: str, path: Path) -> None:
    reference = path.parent / "reference.docx"
    if not reference.exists():
        writers.write(Document((Block("paragraph", (Run("样式", "template"),)),)), reference)
    command = [_pandoc(), "-f", "markdown", "-t", "docx", f"--reference-doc={reference}", "-o", str(path)]
    subprocess.run(command, input=source, text=True, check=True)


def _pandoc() -> str:
    found = shutil.which("pandoc")
    if found:
        return found
    import pypandoc

    return str(pypandoc.get_pandoc_path())


CONTENDERS: dict[str, Contender] = {"drafter": ours, "docxtpl": docxtpl, "python-docx": python_docx, "pandoc": pandoc}


def measure(write: Callable[[Path], object], path: Path) -> float | str:
    """Milliseconds of one run, or why there is none."""
    start = perf_counter()
    try:
        write(path)
    except (ImportError, OSError) as error:
        return f"没有装上（{type(error).__name__}: {error}）"
    return (perf_counter() - start) * 1000


def rounds(pages: int, folder: Path) -> dict[str, float | str]:
    """Every contender's best run. They take turns, so that a busy moment of the machine hits all; the first round warms up."""
    writes = {name: contender(paper(pages)) for name, contender in CONTENDERS.items()}
    best: dict[str, float | str] = {}
    for turn in range(RUNS[pages] + 1):
        for name, write in writes.items():
            taken = measure(write, folder / "paper.docx")
            before = best.get(name) if turn > 1 else None
            best[name] = min(taken, before) if isinstance(taken, float) and isinstance(before, float) else taken
    return best


def table(folder: Path) -> dict[tuple[str, int], float | str]:
    """Every contender at every size, printed as it comes."""
    found: dict[tuple[str, int], float | str] = {}
    for pages in PAGES:
        best = rounds(pages, folder)
        for name, taken in best.items():
            found[name, pages], own = taken, best["drafter"]
            ratio = f"{taken / own:8.1f} 倍" if isinstance(taken, float) and isinstance(own, float) else ""
            print(
                f"{pages:>5} 页  {name:<12} {f'{taken:9.1f} ms' if isinstance(taken, float) else taken} {ratio}",
                flush=True,
            )
    return found


def cold(folder: Path) -> float:
    """The best of several whole processes, taking turns: rendering the example ÷ importing python-docx."""
    example, path = str(ROOT / "examples" / "yunxi-2025"), str(folder / "报告.docx")
    commands = (("-m", "drafter", "render", example, "-o", path), ("-c", "import docx"))
    turns = [[_process(folder, *command) for command in commands] for _ in range(COLD_RUNS)]
    render, imported = (min(times) for times in zip(*turns, strict=True))
    print(f"整个进程：drafter render 示例 {render:.0f} ms，import docx {imported:.0f} ms")
    return render / imported


def _process(folder: Path, *arguments: str) -> float:
    """Milliseconds; with bytecode kept from the first turn on, as installed, whatever this environment says of that."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        capture_output=True,
        env=kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")},
    )
    return (perf_counter() - start) * 1000


def verdict(goal: str, met: bool | None) -> None:
    """A goal and whether it was met; None where it could not be measured."""
    print(f"{'未测' if met is None else '达到' if met else '未达到'}  {goal}")


def reads() -> None:
    """How the example's draft reads, beside the real reports, and the goals for it."""
    from drafter.app import drafts

    _, document = drafts.draft(ROOT / "examples" / "yunxi-2025")
    ours, sources = reading.of(document), reading.sources()
    print(reading.table({"云溪示例": ours, **{name: reading.of(report) for name, report in sources.items()}}))
    if not sources:
        print(f"没有真实报告可比：{reading.SOURCES} 不存在")
    print(*reading.blind(), sep="\n")
    for goal, met in reading.goals(ours):
        verdict(goal, met)


def main() -> None:
    """Print all figures, then the goals."""
    reads()
    with tempfile.TemporaryDirectory(prefix="drafter-bench-") as name:
        found = table(Path(name))
        ratio = cold(Path(name))
    for pages in PAGES:
        own, other = found["drafter", pages], found["docxtpl", pages]
        comparable = isinstance(own, float) and isinstance(other, float)
        verdict(f"{pages} 页快于 docxtpl", own < other if comparable else None)  # type: ignore[operator]
    own, other = found["drafter", 100], found["python-docx", 100]
    verdict(f"100 页比 python-docx 快 {GOAL_AT_100} 倍", other / own >= GOAL_AT_100)  # type: ignore[operator]
    verdict(f"生成示例全程不超过导入 python-docx 的 {GOAL_COLD} 倍：{ratio:.1f} 倍", ratio <= GOAL_COLD)


if __name__ == "__main__":
    main()
