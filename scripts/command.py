"""How a command ends that cannot go on: one line for each problem on standard error, and exit status 2."""

from __future__ import annotations

import sys

from checks.problems import InputError

UNUSABLE = 2


def unusable(error: InputError, outcome: str = "") -> int:
    """Say what is wrong, and with ``outcome`` how many problems there are and what came of it; the exit status."""
    print(error, file=sys.stderr)
    if outcome:
        print(f"{len(error.problems)} problem(s); {outcome}", file=sys.stderr)
    return UNUSABLE
