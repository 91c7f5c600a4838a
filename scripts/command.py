"""How a command begins and ends: no traceback for what can happen to any of them, one line for each problem."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterable
from typing import NoReturn

from checks.problems import InputError, Problem
from checks.visible import plain

UNUSABLE = 2
UNREAD, STOPPED = 128 + 13, 128 + signal.SIGINT
"""Exit status where nobody reads the output any more, and where somebody stops the command, as shells have it."""


def unusable(error: InputError, outcome: str = "") -> int:
    """Say what is wrong, and with ``outcome`` how many problems there are and what came of it; the exit status."""
    complain(error.problems)
    if outcome:
        print(f"{len(error.problems)} problem(s); {outcome}", file=sys.stderr)
    return UNUSABLE


def complain(problems: Iterable[Problem]) -> None:
    """Each problem on one line, whatever strangers have put into their names."""
    for problem in problems:
        print(plain(str(problem)), file=sys.stderr)


def finish(command: Callable[[], int]) -> NoReturn:
    """Run a command and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # consoles that cannot show Chinese
    try:
        status = command()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = UNREAD
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        status = STOPPED
    raise SystemExit(status)
