"""Prints every pattern that the program compiles, as JSON, with its flags, the places in the code and the methods it is used by.

It runs as a process of its own, because patterns are noted while they are compiled: modules are imported and work is done
only after `re` has been replaced by a version that takes notes. The work is what a clerk does with a report and with notes.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import json
import pkgutil
import re
import shutil
import sys
from pathlib import Path
from typing import Any

_METHODS = {"search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"}
_compile: Any = re._compile  # type: ignore[attr-defined]  # what re.compile, re.search and all the others go through
found: dict[tuple[str | bytes, int], dict[str, set[Any]]] = {}


class Noting:
    """A pattern that notes which of its methods are asked for."""

    def __init__(self, pattern: re.Pattern[Any], methods: set[str]) -> None:
        self._pattern, self._methods = pattern, methods

    def __getattr__(self, name: str) -> Any:
        if name in _METHODS:
            self._methods.add(name)
        return getattr(self._pattern, name)


def noting(pattern: Any, flags: int = 0) -> Any:
    """What stands for `re._compile`."""
    if isinstance(pattern, Noting):
        return pattern
    compiled = _compile(pattern, flags)
    caller = sys._getframe(1)
    while caller.f_code.co_filename == re.__file__ and caller.f_back:
        caller = caller.f_back
    path = Path(caller.f_code.co_filename)
    if "drafter" not in path.parts or "site-packages" in path.parts:
        return compiled
    notes = found.setdefault((compiled.pattern, compiled.flags), {"places": set(), "methods": set()})
    notes["places"].add((str(path), caller.f_lineno))
    return Noting(compiled, notes["methods"])


def work(folder: Path, example: Path) -> None:
    """Import every module, and read, check, mine, extract, write and suggest."""
    import drafter

    extras = {"drafter.bank.search.large": "tantivy", "drafter.web.": "starlette"}
    for module in pkgutil.walk_packages(drafter.__path__, "drafter."):
        needed = next((extra for name, extra in extras.items() if module.name.startswith(name)), "re")
        if not module.name.endswith("__main__") and importlib.util.find_spec(needed):
            importlib.import_module(module.name)
    from drafter.cli import run

    def command(*arguments: object) -> None:
        status = run([str(argument) for argument in arguments])
        assert status in (0, 1), (arguments, status, sys.stdout.getvalue())  # type: ignore[attr-defined]

    shutil.copytree(example, folder / "报告")
    lines = (example / "上年报告.txt").read_text("utf-8") + MORE
    (folder / "上年.txt").write_text(lines, "utf-8")
    (folder / "国标.txt").write_bytes(lines.encode("gb18030"))
    command("read", folder / "国标.txt")
    page = "".join(f"<p>{line}\n</p>" for line in lines.split("\n"))
    (folder / "上年.html").write_text(f"<html><body>{page}</body></html>", "utf-8")
    for name in ("稿.docx", "稿.html", "稿.md", "稿.txt"):
        command("render", folder / "报告", "-o", folder / name)
    for name in ("稿.docx", "上年.txt", "上年.html"):
        for view in ("outline", "clauses", "numbers", "facts", "relations", "text"):
            command("read", folder / name, "--as", view)
        command("extract", folder / name)
    command("check", folder / "上年.txt", folder / "稿.docx")
    command("check", "--layout", folder / "稿.docx")
    command("mine", folder / "上年.txt", folder / "稿.docx", "-o", folder / "库")
    command("new", folder / "新", "--name", "云溪经济技术开发区", "--year", "2025", "--from", folder / "上年.txt")
    command("roll", folder / "新", "--json")
    command("new", folder / "镇", "--name", "青禾县溪口镇人民政府", "--year", "2025")
    command("measures", "list", "--report", folder / "镇")
    for note in NOTES:
        command("suggest", note)
    command("form", "export", folder / "报告", "-o", folder / "表", "--deadline", "2099-1-10")
    command("form", "import", folder / "报告", *(folder / "表").iterdir())
    command("form", "letter", folder / "报告", "-o", folder / "函")


MORE = """
邀请零点市场调查有限公司、云溪供电公司到科技园走访，双喜电器、零点科技等12家重点企业参加，在星火科技园座谈，打造“枫桥会客厅”品牌3个。
民事、刑事案件分别为120件和22件，办结率、满意率均达98%。由上年的12件减至9件，占总数的75%。
市司法局局长王小云、李大溪同志带队到青禾县溪口镇石桥村调研，印发《云溪开发区调解工作办法》（云开发〔2024〕3号）。
"""
NOTES = (
    "调解纠纷207件，成功188件，成功率90.82%",
    "司法分局：上年培训3次，今年5次，增长66.7%，1200人过考",
    "24年罚了3.5万，25年约4万余元；由12件减至9件",
    "镇里也能办 在5个便民服务站铺开，受理 88 件/办结71",
    "大厅自助服务区 24小时 可自助办理\n三项制度 专项检查2次\n涉企纠纷 企业园区设了调解室3个",
)

if __name__ == "__main__":
    re._compile = noting  # type: ignore[attr-defined]
    said, sys.stdout = sys.stdout, io.StringIO()
    work(Path(sys.argv[1]), Path(sys.argv[2]))
    rows = [
        {
            "pattern": pattern if isinstance(pattern, str) else pattern.decode("latin-1"),
            "bytes": isinstance(pattern, bytes),
            "flags": flags,
            "places": sorted(notes["places"]),
            "methods": sorted(notes["methods"]),
        }
        for (pattern, flags), notes in found.items()
    ]
    json.dump(rows, said)
    said.flush()  # nobody else does, since another stream stands for the standard output
