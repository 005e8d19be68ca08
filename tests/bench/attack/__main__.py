"""Attacks the program, and counts what it did not stand: `make attack`, which takes minutes; with a seed always the same.

    python -m bench.attack [--parts inputs kills crowds network] [--seed 1] [--inputs 50000] [--only AREA …] [--number N]

Every kind of fault is printed with the number of its input, which `--number` tries alone, and its input is made small and kept
in the folder of `--save`. It ends with status 1 where anything was not stood.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from pathlib import Path

from bench.attack import inputs, sealing
from bench.attack.areas import AREAS
from bench.attack.crowds import CROWDS, tally
from bench.attack.kills import DEEDS, count
from bench.attack.sealing import VERBS
from bench.attack.workers import LARGE, SLOW

_HEADINGS = {"accepted": "读了", "told": "告知", "traceback": "报错栈", "slow": f"超过 {SLOW:.0f} 秒",
             "large": f"超过 {LARGE} MB", "wrong": "答得不对"}  # fmt: skip


PARTS = ("inputs", "kills", "crowds", "network")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="攻击自己：乱改的输入、半路杀死、几个人同时写、联网")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parts", nargs="*", default=PARTS, choices=PARTS)
    parser.add_argument("--inputs", type=int, default=50_000, help="乱改的输入共几个")
    parser.add_argument("--kills", type=int, default=200, help="每个命令杀死几次")
    parser.add_argument("--rounds", type=int, default=20, help="五个进程同时写几轮")
    parser.add_argument("--verbs", nargs="*", default=list(VERBS), metavar="VERB", help="看着哪些命令")
    parser.add_argument("--only", nargs="*", default=list(AREAS), metavar="AREA")
    parser.add_argument("--number", type=int, help="只试这一号输入，错误原样抛出")
    parser.add_argument("--save", type=Path, default=Path("attack-faults"), metavar="FOLDER")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args(arguments)
    inputs.warm()
    gc.freeze()
    if chosen.number is not None:
        name = chosen.only[0]
        print(inputs.attack(name, AREAS[name], chosen.seed)(chosen.number))
        return 0
    faults = 0
    if "inputs" in chosen.parts:
        faults += mutated_inputs(chosen.seed, chosen.inputs, chosen.only, chosen.workers, chosen.save.resolve())
    if "kills" in chosen.parts:
        faults += killed_commands(chosen.seed, chosen.kills)
    if "crowds" in chosen.parts:
        faults += five_at_once(chosen.rounds)
    if "network" in chosen.parts:
        faults += network_and_files(chosen.verbs)
    print(f"\n共 {faults} 处没有顶住" if faults else "\n都顶住了")
    return faults


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
        saved += [(name, total)] if total.kinds else []
    for name, total in saved:
        for kind, times in total.kinds.most_common():
            print(f"- {name}：{times} × {kind}（--only '{name}' --number {total.first[kind].number}）", flush=True)
        for path in inputs.save_faults(name, seed, total, folder):
            print(f"  {path}", flush=True)
    return faults


def killed_commands(seed: int, kills: int) -> int:
    """Print a row for each command that writes; returns how often something was wrong."""
    print(
        "\n## 半路杀死（SIGKILL），再跑一遍\n\n| 命令 | 次数 | 正在跑 | 丢了答案 | 读不了 | 有残留 | 结果不同 | 第一处 |\n|---|---|---|---|---|---|---|---|"
    )
    faults = 0
    for name, deed in DEEDS.items():
        total = count(deed, kills, seed)
        wrong = (total.lost, total.unreadable, total.leftover, total.different)
        print(f"| {name} | {total.kills} | {total.met} | {' | '.join(map(str, wrong))} | {total.first} |", flush=True)
        faults += sum(wrong)
    return faults


def five_at_once(rounds: int) -> int:
    """Print a row for each place that five processes write to; returns how much was lost."""
    print(
        "\n## 五个进程同时写一处\n\n| 命令 | 轮 | 做成 | 告知 | 出错 | 丢失 | 第一处 |\n|---|---|---|---|---|---|---|"
    )
    faults = 0
    for name, crowd in CROWDS.items():
        total = tally(crowd, rounds)
        done, refused, failed = (total.statuses[kind] for kind in ("done", "refused", "failed"))
        print(f"| {name} | {rounds} | {done} | {refused} | {failed} | {total.lost} | {total.first} |", flush=True)
        faults += failed + total.lost
    return faults


def network_and_files(verbs: list[str]) -> int:
    """Print a row for each verb, watched by strace; returns how often one connected or changed what is not its own."""
    print("\n## 联网和别处的文件（strace）\n")
    if reason := sealing.reason_to_skip():
        print(f"跳过：{reason}")
        return 0
    print("| 命令 | 状态 | 连接 | 动了别处的文件 | 第一处 |\n|---|---|---|---|---|")
    faults = 0
    for verb, seen in sealing.watched(verbs):
        wrong = [*seen.connections, *seen.outside]
        print(
            f"| {verb} | {seen.status} | {len(seen.connections)} | {len(seen.outside)} | {(wrong or [''])[0]} |",
            flush=True,
        )
        faults += len(wrong) if verb != sealing.UNSEALED else not seen.connections
    return faults


if __name__ == "__main__":
    raise SystemExit(1 if main() else 0)
