"""Entry point of `drafter` and of `python -m drafter`. It also meets a Ctrl-C that comes while the program is being loaded."""

import codecs
import gc
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    # A stream that was closed before the start must lead to nowhere, or the first file that is opened takes its place.
    for stream in (0, 1, 2):
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if codecs.lookup(sys.getfilesystemencoding()).name == "ascii":
        # The system is told to know no letters but Latin ones: Python would read 上年.txt as bytes and could open nothing.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "drafter", *sys.argv[1:]])
    sys.unraisablehook = _lost
    gc.set_threshold(300_000)  # objects: most commands are over before there is anything worth collecting
    try:
        from drafter.cli import main as command

        status = command()
    except BaseException as error:
        if not _came_of_ctrl_c(error):
            raise
        with suppress(OSError, ValueError, AttributeError):  # stderr may be closed
            sys.stderr.write("已中断。已保存的内容没有丢失。\n")
        status = 130  # what a shell expects after Ctrl-C
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the work is done
    # We leave at once, since Python's own way out frees every object one by one: a tenth of the time of a short command.
    for output in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            output.flush()
    os._exit(status)


def _came_of_ctrl_c(error: BaseException | None) -> bool:
    """True of a Ctrl-C, and of the error that Python makes of one that came while a class was being built or a file closed."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _lost(lost: "sys.UnraisableHookArgs") -> None:
    """Keep a Ctrl-C that came while an object was being freed from the screen: Python cannot raise it there, and works on.

    So also what an object misses that a Ctrl-C, or want of memory, kept from being made whole: zipfile's says so when freed.
    """
    if not issubclass(lost.exc_type, (KeyboardInterrupt, AttributeError)):
        sys.__unraisablehook__(lost)


if __name__ == "__main__":
    main()
