"""How many fields of the page a clerk touches from last year's file to a whole report: files in, a table out.

    PYTHONPATH=tests python -m bench.page_clerk [上年报告…]

The same clerk as at the terminal (bench.clerk), who sees the pages only. On every topic she gives each line what it lists, presses the
button of each paragraph that has nothing to be filled in, and writes into every box of a kept sentence that is still empty (the cause of a
problem) and every required question that is; in two topics she ticks every third measure, gives its details, writes down a note and takes
the first wording. Each field that she fills and each button that she presses counts one; the links from topic to topic do not. The files
are those of data/last-years.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import clerk
from lxml import html

from drafter.app import report_in_progress

_HOST = "http://127.0.0.1:8000"
_MOST = 400


class PageClerk:
    """Answers what the pages ask; `counted` are the fields by their kind, `values` what she typed in them."""

    def __init__(self, folder: Path) -> None:
        from drafter.web.routes import application

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # newer ones would like a client that is not the one everybody has
            from starlette.testclient import TestClient

        self._client = TestClient(application(folder, "key", 8000), base_url=_HOST, headers={"origin": _HOST})
        self._client.get("/?key=key")
        self._clerk = clerk.Clerk()
        self.counted: Counter[str] = Counter()
        self.values = 0
        self._page: Any = None
        self._at = ""

    def run(self) -> None:
        """All topics."""
        self._look("/")
        for at in [each.get("href") for each in _within(self._page.get_element_by_id("nav"), "a")]:
            self._look(at)
            self._lines()
            self._holes()
            if "_left" in at:
                self._required()
            if any(word in _within(self._page, "h1")[0].text for word in clerk._NOTED):
                self._measures()
                self._note()

    def open(self) -> Iterator[str]:
        """What the pages still ask for: sentences nobody has decided on, empty boxes of kept ones, required questions."""
        self._look("/")
        for at in [each.get("href") for each in _within(self._page.get_element_by_id("nav"), "a")]:
            self._look(at)
            if _line_buttons(self._page):
                yield f"{at} 没有定的段落"
            yield from (f"{at} {each.get('title')}" for each in self._empty())
            yield from (f"{at} {each}" for each in self._lacking())

    def _look(self, at: str) -> None:
        self._at = at
        self._page = html.fromstring(self._client.get(at).text)

    def _send(self, kind: str, where: str, given: dict[str, str]) -> None:
        self.counted[kind] += 1
        answer = self._client.post(where, data=given)
        page = html.fromstring(answer.text)
        refused = [each.text_content() for each in page.xpath(".//*[@role='alert']")]
        if answer.status_code != 200 or refused or self.counted.total() > _MOST:
            raise ValueError(f"{where} {given}：{refused or answer.text[:200]}")
        self._look(self._at)

    def _fill(self, kind: str, form: Any, typed: str, field: str = "typed") -> None:
        given = {each.get("name"): each.get("value", "") for each in form.xpath(".//input[@type='hidden']")}
        self._send(kind, form.get("hx-post"), given | {field: typed})

    def _lines(self) -> None:
        is_last = "_left" in self._at  # there all topics stand together, and until then their figures wait
        while forms := [
            each
            for each in _within(self._page, "form", "in-order")
            if each.get("hx-post").endswith("/keep") or (is_last and each.get("hx-post").endswith("/figures"))
        ]:
            listed = [each.text_content() for each in _within(forms[0].getparent(), "li")]
            is_figures = forms[0].get("hx-post").endswith("/figures")
            values = [self._plain(each) if is_figures else self._clerk._value(each) for each in listed]
            if listed and all("原因" in each for each in listed):
                values = ["人手少、培训少"]
            self.values += len(values)
            self._fill("一行几个数", forms[0], " ".join(values))
        while buttons := _line_buttons(self._page):
            self._send("整段沿用", buttons[0].get("hx-post"), json.loads(buttons[0].get("hx-vals")))

    def _plain(self, words: str) -> str:
        value = self._clerk._value(words)
        last = re.search(r"上年：(\S+?)(?:%|元)?$", words)
        return last[1] if value == "=" and last else value

    def _empty(self) -> list[Any]:
        return [each for each in _typed(self._page, "hole") if not each.get("value")]

    def _holes(self) -> None:
        while empty := self._empty():
            form = next(each for each in empty[0].iterancestors("form"))
            self.values += 1
            self._fill("句中的一格", form, self._clerk._value(f"{empty[0].get('title')}").replace("-", "5"))

    def _lacking(self) -> Iterator[str]:
        for row in _within(self._page, "div", "row"):
            fields = _typed(row, "entry")
            if _within(row, "b", "required") and not any(
                each.get("value") or each.text_content().strip() for each in fields
            ):
                yield row.get("id").removeprefix("row-")

    def _required(self) -> None:
        for id in [*self._lacking()]:
            row = self._page.get_element_by_id(f"row-{id}")
            field = _typed(row, "entry")[0]
            dates = re.search("日期|落款时间", row.text_content())
            text = "2026年1月20日" if dates else "5" if "wide" not in row.classes else "成立专班逐项推进，效果较好"
            self.values += 1
            self._fill("一题", _within(row, "form", "entry")[0], text, field.get("name"))

    def _measures(self) -> None:
        numbers = range(1, len(_within(self._page, "div", "measure")) + 1, 3)
        form = next(each for each in _within(self._page, "form", "in-order") if each.get("hx-post").endswith("/ticks"))
        self._fill("勾选", form, " ".join(map(str, numbers)))
        while empty := [
            each
            for each in _within(self._page, "form", "detail")
            if not each.xpath(".//input[@name='typed']")[0].get("value")
        ]:
            self._fill("细节", empty[0], self._clerk.detail("", f"{empty[0].text_content().strip()}（"))

    def _note(self) -> None:
        topic = self._at.rpartition("/")[2]
        offered = html.fromstring(
            self._client.get(
                f"{self._at.partition('/t/')[0]}/suggest", params={"topic": topic, "typed": clerk._NOTE}
            ).text
        )
        taken = json.loads(_within(offered, "button")[0].get("hx-vals"))
        self.counted["随手记"] += 1  # the field in which it is typed; the button of the wording saves it
        self._send("选表述", f"{self._at.partition('/t/')[0]}/note", {k: str(v) for k, v in taken.items()})


def _within(node: Any, tag: str, of_class: str = "") -> list[Any]:
    """The elements of that tag and class inside another one."""
    is_of = f"[contains(concat(' ', normalize-space(@class), ' '), ' {of_class} ')]" if of_class else ""
    return [*node.xpath(f".//{tag}{is_of}")]


def _typed(node: Any, form: str) -> list[Any]:
    """The fields to be typed in of the forms of a class."""
    return [
        field
        for each in _within(node, "form", form)
        for field in each.xpath(".//input[@name='typed' or starts-with(@name, 'record-')] | .//textarea")
    ]


def _line_buttons(page: Any) -> list[Any]:
    return [button for line in _within(page, "div", "line") for button in _within(line, "button")]


def whole(path: Path) -> PageClerk:
    """The clerk after a whole report from that file of last year. Raises ValueError where something was refused or left open."""
    text = path.read_text("utf-8")
    year = int(re.findall(r"(20\d\d)年", text)[0]) + 1
    name = re.split(r"20\d\d|人民政府|管理委员会", text.strip().splitlines()[0])[0]
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept) / "报告"
        report_in_progress.new(folder, name, year, last_report=path)
        clicks = PageClerk(folder)
        clicks.run()
        if left := [*clicks.open()]:
            raise ValueError(f"还空着：{left}")
    return clicks


def table(paths: Sequence[Path]) -> Iterator[str]:
    """The lines of the table."""
    kinds = ("一行几个数", "整段沿用", "句中的一格", "一题", "勾选", "细节", "随手记", "选表述")
    yield f"| 上年报告 | {' | '.join(kinds)} | 共几处 | 填了几个数 |\n|---{'|---' * (len(kinds) + 2)}|"
    for path in paths:
        done = whole(path)
        cells = [done.counted[kind] for kind in kinds]
        yield f"| {path.stem} | {' | '.join(map(str, cells))} | {sum(cells)} | {done.values} |"


if __name__ == "__main__":
    for line in table([Path(each) for each in sys.argv[1:]] or sorted(clerk.OWN.glob("*.txt"))):
        print(line, flush=True)
