"""How many lines a clerk types from last year's file to a whole report: files in, a table out.

    PYTHONPATH=tests python -m bench.clerk [--show] [上年报告…]

The program itself is run (`new --from`, `roll`, `ask`), and the clerk sees the screen only. She keeps every paragraph and says that its
dated words still hold, gives a new value for everything that is asked with a number or a name, tells the cause of every problem, chooses
two topics from the list, ticks every third measure wherever measures are listed and gives their details, writes down a note in the two
topics and takes the first wording; of the figures that last year's report does not have she knows every other one. Each line that the
program waits for counts one, an empty line too. Without files: those of data/last-years, which were written before the talk was made
shorter and were not looked at for it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

OWN = Path(__file__).resolve().parents[1] / "data" / "last-years"
_LISTED = re.compile(r"^ +(\d+)\. (.*)$", re.MULTILINE)
_MARKED = re.compile(r"^ +[①-⑳] (.*)$", re.MULTILINE)
_LAST = re.compile(r"上年：\s*([^；·　]*)")
_NOTE = "调解纠纷207件 成功188件"
_NOTED = ("矛盾纠纷", "政务服务")
"""Topics that she chooses from the list, to tick what is new and to write something down."""
_MOST = 500


class Clerk:
    """Answers what the screen asks; `counted` are the lines by the kind of prompt."""

    def __init__(self, shows: bool = False) -> None:
        self._shows = shows
        self.counted: Counter[str] = Counter()
        self.values = 0
        self._known = self._chosen = 0
        self._screen = ""

    def run(self, *command: str) -> None:
        """The program with her at the keyboard. Raises ValueError where it did not end well, or refused what she typed."""
        pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL, "bufsize": 0}
        with subprocess.Popen([sys.executable, "-m", "drafter", *command], **pipes) as program:
            left = self._talk(program)
        if program.returncode:
            raise ValueError(left)

    def _talk(self, program: subprocess.Popen[bytes]) -> str:
        """Answer until the program ends; returns the end of what it said."""
        assert program.stdin and program.stderr
        seen, lines = b"", 0
        while chunk := os.read(program.stderr.fileno(), 1 << 16):
            seen += chunk
            screen = seen.decode("utf-8", "ignore")
            if not screen.endswith("> "):
                continue
            lines += 1
            if lines > _MOST or "不对：" in screen:
                program.kill()
                raise ValueError(f"{lines} 行：{screen[-2000:]}")
            if self._shows:
                sys.stderr.write(screen)
            mark = b"" if self.counted else b"\xef\xbb\xbf"
            program.stdin.write(mark + (self.answer(screen) + "\n").encode())
            seen = b""
        return seen.decode("utf-8", "ignore")[-2000:]

    def answer(self, screen: str) -> str:
        """The line for what is on the screen since the last one."""
        self._screen = (self._screen + screen)[-6000:]
        prompt = screen.rstrip().rsplit("\n", 1)[-1]
        for kind, words, line in _PROMPTS:
            if words in prompt:
                self.counted[kind] += 1
                return line if isinstance(line, str) else line(self, screen, prompt)
        self.counted["题"] += 1
        return self.figure(screen)

    def figures(self, screen: str, _prompt: str) -> str:
        """A value for each listed item, which is new where it is a number."""
        block = screen[: screen.rstrip().rfind("\n")]
        listed = _LISTED.findall(block)
        values = [self._value(words) for _, words in listed]
        self.values += len(values)
        return " ".join(values)

    def paragraph(self, screen: str, prompt: str) -> str:
        """A value for each figure and name of a paragraph, which is kept with its dated words."""
        listed = _MARKED.findall(screen)
        self.values += len(listed)
        return " ".join(["照写" if "照写" in prompt else "", *map(self._value, listed)]).strip()

    def figure(self, screen: str) -> str:
        """The answer to a question by itself."""
        self.values += 1
        words = "\n".join(line for line in screen.splitlines() if not line.startswith(("已记", "请核对")))
        if listed := _LISTED.findall(words):  # of a kept sentence
            is_figure = "上年：" in listed[-1][1] or re.search(r"（\S{1,4}）", listed[-1][1])
            return self._value(listed[-1][1]) if is_figure else "人手少、培训少"
        if re.search(r"^\S+（\S{1,4}）(?:【必填】)?$", words, re.MULTILINE):
            return self._value(words).strip("-=") or ("" if "上年：" not in words else "5")
        if re.search("日期|落款时间", words):
            return "2026年1月20日"
        return "成立专班逐项推进，效果较好"

    def _value(self, words: str) -> str:
        last = _LAST.search(words)
        said = last[1].strip() if last else ""
        if said:
            if plain := re.fullmatch(r"(\d+)\D{0,3}", said):
                number = int(plain[1])
                return str(number + number // 9) if not re.search("[%％]", said) else plain[1]
            printed = re.fullmatch(r"([\d.]+[万亿]?元?)%?.{0,3}", said)
            return printed[1] if printed and "= " not in words else "="
        self._known += 1
        if "原因" in words:
            return "人手少、培训少"
        if words.startswith("其中"):
            return "-"
        return "5" if self._known % 2 else "-"

    def ticks(self, screen: str, _prompt: str) -> str:
        """Every third measure of the checklist."""
        count = len(_LISTED.findall(screen))
        return " ".join(map(str, range(1, count + 1, 3)))

    def topic(self, screen: str, _prompt: str) -> str:
        """The number of the next topic that she wants, then Enter."""
        self._chosen += 1
        numbers = {title: number for number, title in _LISTED.findall(screen)}
        wanted = [number for title, number in numbers.items() if title.startswith(_NOTED[min(self._chosen, 2) - 1])]
        return wanted[0] if self._chosen <= len(_NOTED) else ""

    def details(self, screen: str, _prompt: str) -> str:
        """All that are listed."""
        block = screen[screen.rfind("已勾选") :]
        return "；".join(self.detail("", f"{words}（") for _, words in _LISTED.findall(block))

    def detail(self, _screen: str, prompt: str) -> str:
        """A number where one is asked for, else a title."""
        return "3" if re.search(r"数（|月份?（|几", prompt) else "关于依法办事的工作规定"

    def note(self, screen: str, _prompt: str) -> str:
        """One note in two of the topics."""
        topic = re.findall(r"(\S+) · 随手记", screen)
        return _NOTE if topic and any(word in topic[-1] for word in _NOTED) else ""


_PROMPTS = (
    ("目录", "主题的编号", Clerk.topic),
    ("过时的话", "沿 照写", "沿"),
    ("段落", "依次填数", Clerk.paragraph),
    ("段落", "回车 沿用", ""),
    ("填数", "依次填", Clerk.figures),
    ("清单", "有哪几项", Clerk.ticks),
    ("细节", "依次写", Clerk.details),
    ("细节", "回车 不写", Clerk.detail),
    ("随手记", "记一条", Clerk.note),
    ("选表述", "采用哪条", "1"),
    ("修改", "修改>", "调解纠纷207件，调解成功188件"),
    ("核对", "回车 保留", ""),
    ("算出的", "采用算出的", ""),
    ("逐条", "回车 结束", ""),
)


def whole(path: Path, shows: bool = False) -> Clerk:
    """The clerk after a whole report from that file of last year. `shows`: what is on her screen goes to stderr."""
    clerk = Clerk(shows)
    with tempfile.TemporaryDirectory() as kept:
        folder = str(Path(kept) / "报告")
        text = path.read_text("utf-8")
        year = str(int(re.findall(r"(20\d\d)年", text)[0]) + 1)
        name = re.split(r"20\d\d|人民政府|管理委员会", text.strip().splitlines()[0])[0]
        subprocess.run(
            [sys.executable, "-m", "drafter", "new", folder, "--name", name, "--year", year, "--from", str(path)],
            check=True, capture_output=True,
        )  # fmt: skip
        clerk.run("roll", folder)
        clerk.run("ask", folder)
    return clerk


def main(arguments: Sequence[str]) -> None:
    kinds = [*dict.fromkeys(kind for kind, _, _ in _PROMPTS), "题"]
    print(f"| 上年报告 | {' | '.join(kinds)} | 共几行 | 填了几个数 |\n|---{'|---' * (len(kinds) + 2)}|")
    given = [Path(each) for each in arguments if each != "--show"]
    for path in given or sorted(OWN.glob("*.txt")):
        clerk = whole(path, "--show" in arguments)
        cells = [clerk.counted[kind] for kind in kinds]
        print(f"| {path.stem} | {' | '.join(map(str, cells))} | {sum(cells)} | {clerk.values} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
