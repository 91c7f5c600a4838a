"""Whether the manifest at hand is the one that was committed with its release: a baseline that moves proves nothing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from checks.package.semver import Number, parse, text
from checks.problems import Problem

from .manifest import FILE

NO_HISTORY = "git has no history of the manifest here to hold it against"
SHALLOW = "the history of the manifest is cut off here, so it may have begun otherwise"


def baseline_problems(root: Path, released: Number | None) -> tuple[list[Problem], str]:
    """What is wrong with the manifest beside its history in git, and a note where there is none, or a part of it alone.

    A release has one manifest for good, and a later one may only follow it. ``released``: what the manifest says.
    """
    history = list(_history(root))
    if not history:
        return [], NO_HISTORY
    problems = []
    latest = max((number for number, _ in history if number), default=None)
    if latest and (released is None or released < latest):
        message = f"says {text(released) if released else 'null'}, but {text(latest)} was released; restore it"
        problems.append(Problem(FILE, 0, "released", message))
    first = next((content for number, content in history if number and number == released), None)
    if first is not None and first != (root / FILE).read_bytes():
        message = f"differs from the manifest that {text(released or (0, 0, 0))} was released with; restore that one"
        problems.append(Problem(FILE, 0, "", message))
    return problems, SHALLOW if _git(root, "rev-parse", "--is-shallow-repository") == b"true\n" else ""


def _history(root: Path) -> Iterator[tuple[Number | None, bytes]]:
    """Every committed manifest, oldest first: the version that it says was released, and its bytes."""
    top = _git(root, "rev-parse", "--show-toplevel").decode().strip()
    if not top or Path(top).resolve() != root.resolve():
        return  # a folder in the checkout of something else
    for commit in _git(root, "log", "--format=%H", "--reverse", "--full-history", "--", FILE).decode().split():
        content = _git(root, "show", f"{commit}:{FILE}")
        try:
            told = json.loads(content)["released"]
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
        yield parse(str(told)), content


def _git(root: Path, *arguments: str) -> bytes:
    """What git says; empty where it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, stdin=subprocess.DEVNULL)
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
