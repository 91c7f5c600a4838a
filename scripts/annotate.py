"""Shows problem lines on the pull request: GitHub turns a line of this form into an annotation of the line it names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

PROBLEM = re.compile("(?P<file>[^,:]+), row (?P<row>[0-9]+)(?:, column (?P<column>[^:]+))?: (?P<message>.*)", re.DOTALL)
CELL = re.compile('"(?:[^"]|"")*"|[^",]*')


def annotate(problems: Iterable[object], root: Path, level: str = "error") -> None:
    """Print an annotation for each problem that names file and row, if this runs on GitHub; otherwise nothing."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for line in filter(None, (annotation(str(problem), root, level) for problem in problems)):
            print(line, flush=True)


def annotation(problem: str, root: Path, level: str = "error") -> str:
    """The annotation for a problem line; empty where it names no row of a file below ``root``."""
    match = PROBLEM.fullmatch(problem)
    if match is None or not (root / match["file"]).is_file():
        return ""
    file, row, column = match["file"], int(match["row"]), match["column"]
    properties = {"file": _from_here(root / file, file), "line": str(row)}
    if column:
        properties["col"] = _character(root / file, row, column)
        properties["title"] = f"column {column}"
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{level} {shown}::{_data(match['message'])}"


def _from_here(path: Path, name: str) -> str:
    """GitHub counts paths from the top of the repository, where the commands are run."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (OSError, ValueError):
        return name


def _character(path: Path, row: int, column: str) -> str:
    """At which character the cell begins, from 1; empty where that cannot be told."""
    try:
        lines = path.read_text("utf-8").split("\n")
        place = lines[0].split(",").index(column)
        start = 0
        for _ in range(place):
            start = CELL.match(lines[row - 1], start).end() + 1  # type: ignore[union-attr]
    except (OSError, ValueError, IndexError, AttributeError):
        return ""
    return str(start + 1)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
