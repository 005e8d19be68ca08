"""Runs inputs in forked processes and measures each: numbers of inputs in, one Outcome an input out.

The parent has loaded the program, so a new process costs milliseconds and no start-up. A process takes a batch of inputs and
writes a line after each. Where it dies, the input it was at is the culprit, and the next process goes on behind it. The time
is process time, because a busy machine must not make an input slow. The memory is the highest resident size during the
input, which Linux lets a process reset.
"""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

SLOW = 10.0
"""Seconds of process time that no input may take."""
LARGE = 1024
"""Megabytes that no input may take, the loaded program among them."""
_GRACE = 2.0
"""Seconds after SLOW at which the process is ended from outside, in whatever library it is."""
_STUCK = 120.0
"""Seconds of the clock without any word from a process that waits for something that never comes."""
_ROOM = 3 * 1024**3
"""Bytes of addresses that a process may take: more than LARGE, so that the memory is measured, less than the machine has."""


@dataclass(frozen=True)
class Outcome:
    """What became of one input: accepted, told (refused with a message), or a fault, with what shows it."""

    number: int
    verdict: str
    detail: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0

    @property
    def is_fault(self) -> bool:
        return self.verdict not in ("accepted", "told")

    @property
    def kind(self) -> str:
        """Faults of one kind have one text: the error and the last line of ours that it came through."""
        return f"{self.verdict}: {self.detail.splitlines()[0] if self.detail else ''}"


Attack = Callable[[int], str]
"""Tries the input of a number and returns `accepted` or `told`; raises Wrong, or what the program raised."""


class Wrong(Exception):
    """The program gave an answer, and the answer cannot be right."""


def outcomes(attack: Attack, numbers: Sequence[int], batch: int, workers: int) -> Iterator[Outcome]:
    """The outcomes of all inputs, in the order in which they come; `batch` inputs share a process."""
    waiting = [list(numbers[at : at + batch]) for at in range(0, len(numbers), batch)][::-1]
    running: dict[int, _Process] = {}
    while waiting or running:
        while waiting and len(running) < workers:
            process = _Process(attack, waiting.pop())
            running[process.door] = process
        ready, _, _ = select.select(list(running), [], [], 1.0)
        for process in list(running.values()):
            yield from process.news(process.door in ready)
            if process.has_ended:
                del running[process.door]
                if process.left:
                    waiting.append(process.left)


class _Process:
    """A forked process that works through a batch, as its parent sees it."""

    def __init__(self, attack: Attack, numbers: list[int]) -> None:
        self.left, self.has_ended = numbers, False
        self._heard, self._buffer = time.monotonic(), b""
        self._stack = tempfile.TemporaryFile()  # noqa: SIM115 (closed when the process has ended)
        self.door, theirs = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self.door)
            _work(attack, numbers, theirs, self._stack.fileno())
        os.close(theirs)

    def news(self, is_ready: bool) -> Iterator[Outcome]:
        """The outcomes that came since; the last one of a process that died is made here."""
        data = os.read(self.door, 1 << 16) if is_ready else b""
        if is_ready:
            self._heard = time.monotonic()
        elif time.monotonic() - self._heard > _STUCK:
            os.kill(self._pid, signal.SIGKILL)
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for line in lines:
            self.left = self.left[1:]
            yield Outcome(**json.loads(line))
        if is_ready and not data:
            _, status, _ = os.wait4(self._pid, 0)
            os.close(self.door)
            self.has_ended = True
            if self.left:
                yield self._death(os.waitstatus_to_exitcode(status))
                self.left = self.left[1:]
            self._stack.close()

    def _death(self, code: int) -> Outcome:
        self._stack.seek(0)
        stack = self._stack.read().decode(errors="replace")
        places = [line.strip() for line in stack.splitlines() if "/drafter/" in line]
        where = f"{places[0] if places else ''}\n{stack}"
        if code == -signal.SIGPROF:
            return Outcome(self.left[0], "slow", where, SLOW + _GRACE)
        if code == -signal.SIGKILL:
            return Outcome(self.left[0], "stuck or killed", where)
        return Outcome(self.left[0], f"died with {code}", where)


def _work(attack: Attack, numbers: Sequence[int], door: int, stack: int) -> None:
    """Try every input and write its outcome to the door. Never returns."""
    faulthandler.enable(stack)
    faulthandler.register(signal.SIGPROF, stack, all_threads=False, chain=True)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + _ROOM, size + _ROOM))
    try:
        for number in numbers:
            os.write(door, json.dumps(asdict(_outcome(attack, number))).encode() + b"\n")
    finally:
        os._exit(0)


def _outcome(attack: Attack, number: int) -> Outcome:
    Path("/proc/self/clear_refs").write_text("5")  # forgets the highest size so far
    signal.setitimer(signal.ITIMER_PROF, SLOW + _GRACE)
    began = time.process_time()
    try:
        verdict, detail = attack(number), ""
    except Wrong as wrong:
        verdict, detail = "wrong", str(wrong)
    except MemoryError as error:
        verdict, detail = "large", _shown(error)
    except BaseException as error:
        verdict, detail = "traceback", _shown(error)
    seconds = time.process_time() - began
    signal.setitimer(signal.ITIMER_PROF, 0)
    megabytes = _highest_size()
    if verdict in ("accepted", "told") and seconds > SLOW:
        verdict = "slow"
    if verdict in ("accepted", "told") and megabytes > LARGE:
        verdict = "large"
    return Outcome(number, verdict, detail[:6000], round(seconds, 3), round(megabytes, 1))


def _highest_size() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _shown(error: BaseException) -> str:
    """The first line tells the kind: the error's class and our last line in it; the traceback follows."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/drafter/" in frame.filename] or frames[-1:]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].name}" if ours else ""
    return f"{type(error).__name__} in {place}\n" + "".join(traceback.format_exception(error))[-4000:]


if not sys.platform.startswith("linux"):
    raise SystemExit("make attack 需要 Linux：它用 fork 和 /proc 计量")
