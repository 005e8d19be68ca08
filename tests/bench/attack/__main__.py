"""Attacks the program, and counts what it did not stand: `make attack`, which takes minutes; with a seed always the same.

    python -m bench.attack [--seed 1] [--inputs 50000] [--only AREA …] [--number N] [--save FOLDER]

The numbers that are printed are those of this run. It ends with status 1 where anything was not stood.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from pathlib import Path

from bench.attack import inputs
from bench.attack.areas import AREAS
from bench.attack.workers import LARGE, SLOW

_HEADINGS = {"accepted": "读了", "told": "告知", "traceback": "报错栈", "slow": f"超过 {SLOW:.0f} 秒",
             "large": f"超过 {LARGE} MB", "wrong": "答得不对"}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="攻击自己：乱改的输入、半路杀死、几个人同时写、联网")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=int, default=50_000)
    parser.add_argument("--only", nargs="*", default=list(AREAS), metavar="AREA")
    parser.add_argument("--number", type=int, help="只试这一号输入，错误原样抛出")
    parser.add_argument("--save", type=Path, default=Path("attack-faults"), metavar="FOLDER")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args(arguments)
    # Without LibreOffice on the path a .doc is refused at once; it is attacked by itself.
    os.environ["PATH"] = str(Path(tempfile.gettempdir()) / "nothing-here")
    inputs.warm()
    gc.freeze()
    if chosen.number is not None:
        name = chosen.only[0]
        print(inputs.attack(name, AREAS[name], chosen.seed)(chosen.number))
        return 0
    return mutated_inputs(chosen.seed, chosen.inputs, chosen.only, chosen.workers, chosen.save)


def mutated_inputs(seed: int, count: int, names: list[str], workers: int, folder: Path) -> int:
    """Print a row for each area and the kinds of faults; returns how many inputs showed one."""
    print("## 乱改的输入\n\n| 输入 | 个数 | " + " | ".join(_HEADINGS.values()) + " | 最慢秒 | 最大 MB | 用时秒 |")
    print("|---" * (len(_HEADINGS) + 5) + "|")
    faults = 0
    shares = sum(AREAS[name].share for name in names)
    saved = []
    for name in names:
        began = time.monotonic()
        total = inputs.tally(name, seed, max(1, count * AREAS[name].share // shares), workers)
        cells = [str(total.verdicts[verdict]) for verdict in _HEADINGS]
        row = [name, str(total.verdicts.total()), *cells, f"{total.slowest:.1f}", f"{total.largest:.0f}"]
        print(f"| {' | '.join(row)} | {time.monotonic() - began:.0f} |", flush=True)
        faults += sum(total.kinds.values())
        saved.append((name, total))
    for name, total in saved:
        for kind, times in total.kinds.most_common():
            print(f"- {name}：{times} × {kind}（--only '{name}' --number {total.first[kind].number}）", flush=True)
        for path in inputs.save_faults(name, seed, total, folder):
            print(f"  {path}", flush=True)
    return faults


if __name__ == "__main__":
    raise SystemExit(1 if main() else 0)
