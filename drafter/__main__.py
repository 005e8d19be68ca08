"""Entry point, of `drafter` and of `python -m drafter`. Ctrl-C is met here already while the program is being loaded."""

import signal
import sys


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        from drafter.cli import main as command

        status = command()
    except KeyboardInterrupt:
        sys.stderr.write("已中断。已保存的内容没有丢失。\n")
        status = 130
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the work is done; only Python's own clearing up is left
    sys.exit(status)


if __name__ == "__main__":
    main()
